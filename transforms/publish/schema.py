"""Schemas: what a row class says of its table, as Arrow and as SQL. Declared once there, written down nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from itertools import pairwise

import pyarrow as pa

from transforms.model.rows import Column, Table

# Instants are kept in UTC: readers show them in the time zone of their session.
TYPES: dict[type, tuple[pa.DataType, str]] = {
    str: (pa.string(), "VARCHAR"),
    int: (pa.int64(), "BIGINT"),
    float: (pa.float64(), "DOUBLE"),
    bool: (pa.bool_(), "BOOLEAN"),
    date: (pa.date32(), "DATE"),
    datetime: (pa.timestamp("us", tz="UTC"), "TIMESTAMP WITH TIME ZONE"),
}


def arrow_type(column: Column) -> pa.DataType:
    """Return the Arrow type of a column."""
    scalar = TYPES[column.type][0]
    return pa.list_(pa.field("element", scalar)) if column.many else scalar  # the name Parquet gives it


def sql_type(column: Column) -> str:
    """Return the DuckDB type of a column."""
    return TYPES[column.type][1] + ("[]" if column.many else "")


@cache
def arrow_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a table, with the descriptions of the table and of every column as metadata."""
    fields = [pa.field(c.name, arrow_type(c), c.nullable, {"description": c.description}) for c in table.columns]
    return pa.schema(fields, {"table": table.name, "description": table.description})


def quoted(text: str) -> str:
    """Return `text` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def create_sql(table: Table) -> str:
    """Return the statement that creates a table in the lake."""
    columns = ", ".join(f'"{c.name}" {sql_type(c)}' for c in table.columns)
    return f'CREATE TABLE lake."{table.name}" ({columns})'


def order_sql(table: Table) -> str:
    """Return the ORDER BY that gives the same rows the same order everywhere: a key stands once."""
    return "ORDER BY " + ", ".join(f'"{name}"' for name in table.key)


def document_ranges(count: int) -> Iterator[tuple[str, str]]:
    """Yield the ranges (from, to, the end exclusive) that cut documents into parts of one size, in their order: their ids are digests."""
    yield from pairwise(["", *(f"{part * 0x10000 // count:04x}" for part in range(1, count)), "~"])
