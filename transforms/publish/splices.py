"""Splices: the Parquet file of a table as it was, with the rows of some documents taken out and others put in, in the order of its key.

Of a view whose key begins with a subject it is the rows of some subjects.
Of the row groups of the earlier file those that none of these touches are copied as they are (see groups); the others are
read, changed and written anew. So what it costs grows with the change and not with the table.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.model.rows import Table
from transforms.publish import files, groups
from transforms.publish.groups import GroupedFile
from transforms.publish.schema import arrow_schema
from transforms.publish.staging import parquet

# Rows of a row group: with fewer of them a change touches less of the table, and the file is larger. Whole pages are larger than facts.
ROWS = 8_000
PAGES = 250

# No id or subject stands behind it.
LAST = "\U0010ffff"


def splice(before: Path, coming: Path, table: Table, touched: Sequence[str]) -> int:
    """Make of a file of `coming` rows the whole table: that of `before` without the rows of `touched` documents, and with these.

    `touched` are sorted values of the first column, and no other one has rows that come. Return how many rows there are.
    """
    old, new = GroupedFile(before), Coming(coming)
    fresh, spliced = (coming.with_name(f"{files.UNFINISHED}{what}-{coming.name}") for what in ("fresh", "spliced"))
    key = [(name, "ascending") for name in table.key]
    with Grouped(fresh, table) as writer:
        pieces: list[tuple[GroupedFile | None, int]] = []
        for number in range(old.metadata.num_row_groups):
            low, high = old.range(number)
            gone = touched[bisect_left(touched, low) : bisect_right(touched, high)]
            rows = new.until(high)
            kept = _without(old.parquet.read_row_group(number, use_threads=False), gone) if gone or rows.num_rows else None
            if kept is None or (not rows.num_rows and kept.num_rows == old.metadata.row_group(number).num_rows):
                pieces.append((old, number))
            else:
                pieces += [(None, each) for each in writer.write(pa.concat_tables([kept, rows]).sort_by(key))]
        pieces += [(None, each) for each in writer.write(new.until(LAST))]
    written = GroupedFile(fresh)
    count = groups.write(spliced, [(file or written, number) for file, number in pieces], written)
    fresh.unlink()
    files.flush(spliced)
    os.replace(spliced, coming)
    pa.default_memory_pool().release_unused()  # else what one table took stays beside what the next one takes; so it would with threads
    return count


class Coming:
    """Rows of a sorted file, taken by its first column."""

    def __init__(self, path: Path) -> None:
        """Open the file."""
        self.parquet = pq.ParquetFile(path)
        self.groups = iter(range(self.parquet.metadata.num_row_groups))
        self.held = self.parquet.schema_arrow.empty_table()
        self.key = self.held.column_names[0]

    def until(self, last: str) -> pa.Table:
        """Take the rows up to those of a value, included."""
        taken = []
        while True:
            count = pc.sum(pc.less_equal(self.held[self.key], last)).as_py() or 0
            taken.append(self.held.slice(0, count))
            self.held = self.held.slice(count)
            number = None if self.held.num_rows else next(self.groups, None)
            if number is None:
                return pa.concat_tables(taken)
            self.held = self.parquet.read_row_group(number, use_threads=False)


class Grouped:
    """A Parquet file that is written group by group."""

    def __init__(self, path: Path, table: Table) -> None:
        """Begin the file."""
        self.schema = arrow_schema(table)
        self.size = PAGES if table.key == ("document_id",) else ROWS
        self.groups = self.rows = 0
        self.writer = pq.ParquetWriter(path, self.schema, **parquet(self.schema))

    def __enter__(self) -> Grouped:
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()

    def write(self, rows: pa.Table) -> range:
        """Write sorted rows as groups of about one size and return the numbers of the groups."""
        if not rows.num_rows:
            return range(0)
        each = -(-rows.num_rows // max(round(rows.num_rows / self.size), 1))
        self.writer.write_table(rows.cast(self.schema), each)
        first, self.groups = self.groups, self.groups - (-rows.num_rows // each)
        self.rows += rows.num_rows
        return range(first, self.groups)


def _without(rows: pa.Table, gone: Sequence[str]) -> pa.Table:
    return rows.filter(pc.invert(pc.is_in(rows.column(0), pa.array(gone, pa.string())))) if gone else rows
