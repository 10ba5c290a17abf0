"""Staging: rows become columns, columns become one Parquet file a table and batch, where the lake will own it.

A staged file is no part of any version until the committer adds it; what was never added is removed by the next run.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.model.citation import Citation
from transforms.model.rows import Column, Table, columns
from transforms.publish.files import replacing
from transforms.publish.schema import arrow_schema, arrow_type

# Folder of the lake's files in the warehouse: staged files lie where they will stay.
DATA = "data"

# A page's local time, unless it says otherwise.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

# zstd 3 is the knee: 9 takes five times as long for a tenth less.
PARQUET: dict[str, Any] = {"compression": "zstd", "compression_level": 3}


class StagedFile(msgspec.Struct, frozen=True):
    """A Parquet file that waits for the committer."""

    table: str
    path: str  # absolute
    rows: int
    bytes: int


class Rows:
    """The rows of one table, document after document. Invariant: as many ids and numbers as rows."""

    __slots__ = ("documents", "numbers", "rows", "table")

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows: list[Any] = []
        self.documents: list[str] = []
        self.numbers: list[int] = []

    def add(self, document_id: str, rows: Sequence[Any]) -> None:
        """Add the rows of one document, numbered from 1."""
        self.rows += rows
        if self.table.number:
            self.documents += [document_id] * len(rows)
            self.numbers += range(1, len(rows) + 1)

    def arrow(self) -> pa.Table:
        """Return the rows as the table's Arrow schema has them."""
        found: list[pa.Array] = []
        if self.table.number:
            found += [pa.array(self.documents, pa.string()), pa.array(self.numbers, pa.int64())]
        found += _arrays(columns(self.table.row), self.rows)
        if self.table.cited:
            found += _arrays(columns(Citation), [row.source for row in self.rows])
        return pa.Table.from_arrays(found, schema=arrow_schema(self.table))


def rows_of(table: Table, rows: Iterable[Any]) -> Rows:
    """Return rows that belong to no document."""
    found = Rows(table)
    found.add("", list(rows))
    return found


def stage(rows: Rows, data: Path, run_id: str, batch: str) -> StagedFile:
    """Write rows below the lake's `data` folder and return the file. Another attempt at the same batch writes another file."""
    folder = data / "main" / rows.table.name / f"run={run_id}"
    path = folder / f"{batch}-{secrets.token_hex(4)}.parquet"
    with replacing(path) as unfinished:
        pq.write_table(rows.arrow(), unfinished, **PARQUET)
    return StagedFile(rows.table.name, str(path), len(rows.rows), path.stat().st_size)


def _arrays(declared: list[Column], rows: list[Any]) -> list[pa.Array]:
    return [pa.array(_values(column, rows), arrow_type(column)) for column in declared]


def _values(column: Column, rows: list[Any]) -> list[Any]:
    values = list(map(attrgetter(column.name), rows))
    return list(map(_instant, values)) if column.type is datetime else values


def _instant(value: datetime | None) -> datetime | None:
    """Arrow takes a time without zone for UTC; ours is the page's local time."""
    return value.replace(tzinfo=SHANGHAI) if value and value.tzinfo is None else value
