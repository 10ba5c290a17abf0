"""`cityfacts show`: the restored text of a document, each line with its role, its facts marked in the text and told below it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from flows.terminal import shown
from transforms import ingest
from transforms.version import ROOT

# One colour a table, so that a date is seen as a date.
COLOURS = {
    "mentions": 36, "dates": 33, "quantities": 32, "positions": 35, "event_documents": 34, "event_participants": 34,
    "publications": 31, "outputs": 31, "awards": 31, "agreements": 31, "statements": 90,
}
ROLE_WIDTH = 13

BY_PATH = r"""
    SELECT document_id, min(source_path) FROM sources
    WHERE document_id IS NOT NULL AND (list_contains(?, source_path) OR list_contains(?, regexp_replace(source_path, '#[0-9/]+$', '')))
    GROUP BY 1 ORDER BY 2 LIMIT 6
"""

FACTS = """
    SELECT table_name, subject, predicate, object, evidence, text_start, text_end FROM facts
    WHERE document_id = ? ORDER BY text_start, text_end, table_name, row_no, predicate
"""


def find(connection: Any, wanted: str) -> list[tuple[str, str]]:
    """Return (document_id, source_path) of the documents that `wanted` names: a source path, a container, or the beginning of an id."""
    paths = ingest.meant(wanted, ROOT)
    by_path: list[tuple[str, str]] = connection.execute(BY_PATH, [paths, paths]).fetchall()
    by_id: list[tuple[str, str]] = connection.execute(
        "SELECT document_id, source_path FROM documents WHERE starts_with(document_id, lower(?)) ORDER BY 1 LIMIT 6", paths[:1]
    ).fetchall()
    return by_path or by_id


def text(connection: Any, document_id: str, coloured: bool) -> str:
    """Return the document as lines to print."""
    columns = "title, publisher, published_at, source_path, encoding, script, repairs, converted"
    found = connection.execute(f"SELECT {columns} FROM documents WHERE document_id = ?", [document_id]).fetchone()
    head = [f"{name:{ROLE_WIDTH}} {shown(value)}" for name, value in zip(columns.split(", "), found, strict=True) if value is not None]
    facts = connection.execute(FACTS, [document_id]).fetchall()
    segments = connection.execute(
        "SELECT role, text, text_start, text_end FROM segments WHERE document_id = ? ORDER BY segment_no", [document_id]
    ).fetchall()
    lines = [line for segment in segments for line in _lines(segment, facts, coloured)]
    return "\n".join([f"{'document':{ROLE_WIDTH}} {document_id}", *head, "", *lines])


def record(connection: Any, document_id: str) -> dict[str, Any]:
    """Return the document and its rows in every table, for JSON."""
    tables = [name for (name,) in connection.execute(
        "SELECT table_name FROM duckdb_columns() WHERE column_name = 'document_id' AND schema_name = 'main' ORDER BY 1"
    ).fetchall()]
    rows = {name: _records(connection, name, document_id) for name in tables}
    return {**rows.pop("documents")[0], "tables": rows}


def _records(connection: Any, table: str, document_id: str) -> list[dict[str, Any]]:
    found = connection.execute(f'SELECT * FROM "{table}" WHERE document_id = ?', [document_id])
    columns = [column[0] for column in found.description]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def _lines(segment: tuple[str, str, int, int], facts: list[tuple[Any, ...]], coloured: bool) -> Iterator[str]:
    role, line, start, end = segment
    inside = [fact for fact in facts if start <= fact[5] and fact[6] <= end]
    yield f"{role:{ROLE_WIDTH}} {_marked(line, start, inside) if coloured else shown(line)}"
    for table, subject, predicate, object, evidence, *_ in inside:
        told = " ".join(shown(part) for part in (subject, predicate, object) if part is not None)
        quoted = "" if object == evidence else f"  「{shown(evidence)}」"
        yield f"{'':{ROLE_WIDTH}}   {_painted(table, table) if coloured else table}: {told}{quoted}"


def _marked(line: str, start: int, facts: list[tuple[Any, ...]]) -> str:
    """Colour the facts of a line; where several meet, the shortest shows. Cut at every boundary, so that overlaps cannot break it."""
    cuts = sorted({0, len(line), *(fact[5] - start for fact in facts), *(fact[6] - start for fact in facts)})
    pieces = []
    for low, high in pairwise(cuts):
        around = [fact for fact in facts if fact[5] - start <= low and high <= fact[6] - start]
        piece = shown(line[low:high])
        pieces.append(_painted(min(around, key=lambda fact: fact[6] - fact[5])[0], piece) if around else piece)
    return "".join(pieces)


def _painted(table: str, words: str) -> str:
    return f"\x1b[{COLOURS[table]}m{words}\x1b[0m"
