"""Staging: rows become columns, columns become one Parquet file a table and batch, where the lake will own it.

A staged file is no part of any version until the committer adds it; what was never added is removed by the next run.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.model.citation import Citation
from transforms.model.rows import Column, Table, columns
from transforms.model.zones import SHANGHAI
from transforms.publish import storage
from transforms.publish.schema import arrow_schema, arrow_type

# Folder of the lake's files in the warehouse: staged files lie where they will stay.
DATA = "data"

# A tenth less time than with zstd 3, and three hundredths more room.
PARQUET: dict[str, Any] = {"compression": "zstd", "compression_level": 1}

# Staged files are sorted by document, so whoever wants some of the documents reads some of their groups.
GROUP = 8_000


class StagedFile(msgspec.Struct, frozen=True):
    """A Parquet file that waits for the committer."""

    table: str
    path: str  # absolute, or s3://…
    rows: int
    bytes: int


class Rows:
    """The rows of one table, document by document."""

    __slots__ = ("found", "table")

    def __init__(self, table: Table) -> None:
        self.table = table
        self.found: list[tuple[str, Sequence[Any]]] = []

    def __len__(self) -> int:
        """Return the number of rows."""
        return sum(len(rows) for _, rows in self.found)

    def add(self, document_id: str, rows: Sequence[Any]) -> None:
        """Add the rows of one document."""
        if rows:
            self.found.append((document_id, rows))

    def arrow(self) -> pa.Table:
        """Return the rows as the table's Arrow schema has them, sorted by document and numbered from 1 in each."""
        self.found.sort(key=itemgetter(0))
        rows = [row for _, found in self.found for row in found]
        arrays: list[pa.Array] = []
        if self.table.number:
            arrays.append(pa.array([id for id, found in self.found for _ in found], pa.string()))
            arrays.append(pa.array([number for _, found in self.found for number in range(1, len(found) + 1)], pa.int64()))
        arrays += _arrays(columns(self.table.row), rows)
        if self.table.cited:
            arrays += _arrays(columns(Citation), [row.source for row in rows])
        return pa.Table.from_arrays(arrays, schema=arrow_schema(self.table))


def parquet(schema: pa.Schema) -> dict[str, Any]:
    """Return how rows of a schema are written: integers, most of which are places in a text, as steps, all else by its dictionary.

    So a file of many row groups is a fifteenth smaller than with dictionaries for all, and written and read in less time.
    """
    steps = [field.name for field in schema if pa.types.is_integer(field.type)]
    named = [f"{field.name}.list.element" if pa.types.is_list(field.type) else field.name for field in schema if field.name not in steps]
    return {**PARQUET, "use_dictionary": named, "column_encoding": dict.fromkeys(steps, "DELTA_BINARY_PACKED")}


def rows_of(table: Table, rows: Iterable[Any]) -> Rows:
    """Return rows that belong to no document."""
    found = Rows(table)
    found.add("", list(rows))
    return found


def stage(rows: Rows, data: str, run_id: str, batch: str) -> StagedFile:
    """Write rows below the lake's `data` folder and return the file. Another attempt at the same batch writes another file."""
    path = f"{data}/main/{rows.table.name}/run={run_id}/{batch}-{secrets.token_hex(4)}.parquet"
    found = rows.arrow()
    with storage.writing(path) as unfinished:
        pq.write_table(found, unfinished, row_group_size=GROUP, **parquet(found.schema))
    return StagedFile(rows.table.name, path, len(rows), storage.size(path) or 0)


def _arrays(declared: list[Column], rows: list[Any]) -> list[pa.Array]:
    return [pa.array(_values(column, rows), arrow_type(column)) for column in declared]


def _values(column: Column, rows: list[Any]) -> list[Any]:
    values = list(map(attrgetter(column.name), rows))
    return list(map(_instant, values)) if column.type is datetime else values


def _instant(value: datetime | None) -> datetime | None:
    """Arrow takes a time without zone for UTC; ours is the page's local time."""
    return value.replace(tzinfo=SHANGHAI) if value and value.tzinfo is None else value
