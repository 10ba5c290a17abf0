"""Groups: a Parquet file is made of row groups of other ones, copied as they are; nothing is unpacked, sorted or packed again.

A row group is a stretch of bytes, and an entry of the footer that says at which byte each of its columns begins. The stretch is
copied, the entry is moved by as many bytes. The footer is written in Thrift's compact protocol, of which only what is moved is
understood here: all else, such as the statistics, is copied too. Not meant: files of other writers, which may have a page index
or Bloom filters behind the groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Literal

import pyarrow.parquet as pq

MAGIC = b"PAR1"

# What a field of a Thrift struct, by its number, becomes: a place that is moved, the number of its group, or a struct with such fields.
Shape = Mapping[int, Any]
PLACE: Literal["place"] = "place"
NUMBER: Literal["number"] = "number"
COLUMN: Shape = {9: PLACE, 10: PLACE, 11: PLACE}  # of the first data page, index page, dictionary page
CHUNK: Shape = {2: PLACE, 3: COLUMN}
GROUP: Shape = {1: CHUNK, 5: PLACE, 7: NUMBER}

# Fields of the footer itself.
ROWS, GROUPS = 3, 4

# Types of Thrift's compact protocol.
TRUE, FALSE, BYTE, INTEGERS, DOUBLE, BINARY, LISTS, STRUCT = 1, 2, 3, (4, 5, 6), 7, 8, (9, 10), 12


class GroupedFile:
    """A Parquet file as the row groups it has."""

    def __init__(self, path: Path) -> None:
        """Read the footer of a file."""
        self.path = path
        self.parquet = pq.ParquetFile(path)
        self.metadata = self.parquet.metadata

    @cached_property
    def starts(self) -> list[int]:
        """The byte at which each group begins, and the footer: groups lie one behind the other."""
        firsts = (self.metadata.row_group(number).column(0) for number in range(self.metadata.num_row_groups))
        size = self.path.stat().st_size
        return [*(first.dictionary_page_offset or first.data_page_offset for first in firsts), size - len(self.footer) - 8]

    @cached_property
    def footer(self) -> bytes:
        """The footer without its length and the magic word."""
        with self.path.open("rb") as stream:
            stream.seek(-8, 2)
            length = int.from_bytes(stream.read(4), "little")
            stream.seek(-8 - length, 2)
            return stream.read(length)

    def range(self, number: int) -> tuple[str, str]:
        """Return the least and the greatest value that the first column of a group has."""
        told = self.metadata.row_group(number).column(0).statistics
        return told.min, told.max

    def entries(self, wanted: Mapping[int, tuple[int, int]]) -> dict[int, bytes]:
        """Return the footer's entries of some groups, each moved by so many bytes and numbered anew."""
        found, (_, at) = {}, _until(self.footer, GROUPS)
        at, count = _list(self.footer, at)
        for number in range(count):
            if number in wanted:
                entry = bytearray()
                at = _moved(self.footer, at, GROUP, wanted[number], entry)
                found[number] = bytes(entry)
            else:
                at = _behind(self.footer, at, STRUCT)
        return found


def write(path: Path, pieces: list[tuple[GroupedFile, int]], like: GroupedFile) -> int:
    """Write the groups of some files, in this order, as one file with the schema of `like`; return how many rows it has."""
    wanted: dict[GroupedFile, dict[int, tuple[int, int]]] = {}
    with path.open("wb") as target:
        target.write(MAGIC)
        for place, (file, number) in enumerate(pieces):
            wanted.setdefault(file, {})[number] = target.tell() - file.starts[number], place
            _copy(file, number, target)
        entries = {file: file.entries(moved) for file, moved in wanted.items()}
        rows: int = sum(file.metadata.row_group(number).num_rows for file, number in pieces)
        footer = _footer(like.footer, rows, [entries[file][number] for file, number in pieces])
        target.write(footer + len(footer).to_bytes(4, "little") + MAGIC)
    return rows


def _copy(file: GroupedFile, number: int, target: IO[bytes]) -> None:
    start, end = file.starts[number : number + 2]
    with file.path.open("rb") as stream:
        stream.seek(start)
        while start < end:
            chunk = stream.read(min(end - start, 1 << 20))
            if not chunk:
                raise EOFError(f"{file.path} ends before its row group {number} does")
            target.write(chunk)
            start += len(chunk)


def _footer(like: bytes, rows: int, entries: list[bytes]) -> bytes:
    """Return a footer with other groups."""
    count = len(entries)
    head = bytes([count << 4 | STRUCT]) if count < 15 else bytes([15 << 4 | STRUCT]) + _unsigned(count)
    (integer, before), (kind, groups) = _until(like, ROWS), _until(like, GROUPS)
    after = _behind(like, before, integer)
    return b"".join([like[:before], _integer(rows), like[after:groups], head, *entries, like[_behind(like, groups, kind) :]])


def _behind(data: bytes, at: int, kind: int) -> int:
    """Return where a value of a type ends."""
    if kind in INTEGERS:
        while data[at] > 127:
            at += 1
        return at + 1
    if kind == BINARY:
        length, at = _read(data, at)
        return at + length
    if kind == STRUCT:
        while head := data[at]:
            at = at + 1 if head >> 4 else _read(data, at + 1)[1]
            at = _behind(data, at, head & 15)
        return at + 1
    if kind in LISTS:
        kind = data[at] & 15
        at, count = _list(data, at)
        for _ in range(count):
            at = at + 1 if kind in (TRUE, FALSE) else _behind(data, at, kind)
        return at
    return at + {TRUE: 0, FALSE: 0, BYTE: 1, DOUBLE: 8}[kind]


def _list(data: bytes, at: int) -> tuple[int, int]:
    """Return where the first value of a list begins, and how many it has."""
    if data[at] >> 4 < 15:
        return at + 1, data[at] >> 4
    count, at = _read(data, at + 1)
    return at, count


def _moved(data: bytes, at: int, shape: Shape, move: tuple[int, int], into: bytearray) -> int:
    """Copy a struct whose places are moved, by how much and to which number, and return where it ended."""
    kept, field = at, 0
    by, number = move
    while data[at]:
        field, kind, at = _head(data, at, field)
        if field not in shape:
            at = _behind(data, at, kind)
            continue
        into += data[kept:at]
        if shape[field] == PLACE:
            place, at = _signed(data, at)
            into += _integer(place + by if place else 0)  # 0 is no place
        elif shape[field] == NUMBER:
            into += _integer(number)
            at = _behind(data, at, kind)
        elif kind == STRUCT:
            at = _moved(data, at, shape[field], move, into)
        else:
            first, count = _list(data, at)
            into += data[at:first]
            at = first
            for _ in range(count):
                at = _moved(data, at, shape[field], move, into)
        kept = at
    into += data[kept : at + 1]
    return at + 1


def _until(data: bytes, wanted: int) -> tuple[int, int]:
    """Return the type of a field of the footer, and where its value begins."""
    number, kind, at = _head(data, 0, 0)
    while number != wanted:
        number, kind, at = _head(data, _behind(data, at, kind), number)
    return kind, at


def _head(data: bytes, at: int, before: int) -> tuple[int, int, int]:
    """Return the number and type of the field that begins here, behind that of another number, and where its value begins."""
    kind = data[at] & 15
    if data[at] >> 4:
        return before + (data[at] >> 4), kind, at + 1
    number, at = _signed(data, at + 1)
    return number, kind, at


def _read(data: bytes, at: int) -> tuple[int, int]:
    """Return the unsigned integer that begins here, and where it ends."""
    value = shift = 0
    while (byte := data[at]) > 127:
        value |= (byte & 127) << shift
        shift, at = shift + 7, at + 1
    return value | byte << shift, at + 1


def _signed(data: bytes, at: int) -> tuple[int, int]:
    """Return the signed integer that begins here, and where it ends."""
    coded, at = _read(data, at)
    return (coded >> 1) ^ -(coded & 1), at


def _unsigned(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _integer(value: int) -> bytes:
    return _unsigned(value << 1 ^ value >> 63)
