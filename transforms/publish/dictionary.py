"""The data dictionary, warehouse/README.md: what every table and column means, read off the row classes."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.model.rows import Table
from transforms.publish.schema import sql_type

HEAD = """\
# Data dictionary

Generated from the row classes (`python -m pytest tests/test_publish.py --update-golden` writes it anew); a test keeps it true.
Ranges are half-open and count Unicode code points. `evidence` is `documents.text[text_start:text_end]`; the raw range leads back to
the decoded source. Every table is a file `<table>.parquet` in the folder that `cityfacts path` prints, and a view of `warehouse.duckdb` there.
"""


def markdown(tables: Iterable[Table], views: Iterable[Table]) -> str:
    """Return the dictionary of all tables and views, in published order."""
    parts = [HEAD, "## Tables\n", *map(_section, tables), "## Views\n", *map(_section, views)]
    return "\n".join(parts)


def _section(table: Table) -> str:
    order = ", ".join(f"`{k}`" for k in table.key)
    lines = [f"### {table.name}\n", f"{table.description} Sorted by {order}.\n", "| column | type | |", "|---|---|---|"]
    lines += [f"| `{c.name}` | {sql_type(c)}{'' if c.nullable else ' NOT NULL'} | {_cell(c.description)} |" for c in table.columns]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
