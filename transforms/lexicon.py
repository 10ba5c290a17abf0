"""Lexicons: what somebody may want to lengthen is a CSV in seeds/lexicon, read into a row class at import.

A malformed lexicon stops at once, with file, line and mend in the message: every result would be doubtful.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TypeVar, get_type_hints

import msgspec

FOLDER = Path(__file__).parents[1] / "seeds" / "lexicon"


class Surname(msgspec.Struct, frozen=True, gc=False):
    """A family name."""

    surname: str
    why: str


Row = TypeVar("Row", bound=msgspec.Struct)


def read(name: str, row: type[Row], folder: Path = FOLDER) -> list[Row]:
    """Return the rows of seeds/lexicon/<name>.csv as `row`s, in file order.

    The header must name the fields of `row` in their order; an empty cell is None where the field allows it. Raises ValueError
    for a wrong header, a wrong number of cells, a cell of the wrong type, or a row that stands there twice, whatever its last cell says.
    """
    path = folder / f"{name}.csv"
    fields = list(get_type_hints(row))
    found: list[Row] = []
    seen: set[tuple[str, ...]] = set()
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader, [])
        if header != fields:
            raise ValueError(f"{path.name}: the header is {header}, but {row.__name__} has {fields}")
        for cells in reader:
            if len(cells) != len(fields):
                raise ValueError(f"{path.name}:{reader.line_num}: {len(cells)} cells, the header names {len(fields)}: {cells}")
            if tuple(cells[:-1]) in seen:
                raise ValueError(f"{path.name}:{reader.line_num}: the row {cells} stands in the file twice")
            seen.add(tuple(cells[:-1]))
            try:
                found.append(msgspec.convert({f: c for f, c in zip(fields, cells, strict=True) if c != ""}, row, strict=False))
            except msgspec.ValidationError as error:
                raise ValueError(f"{path.name}:{reader.line_num}: {error}") from None
    return found


@cache
def surnames(name: str = "surnames") -> frozenset[str]:
    """Return the family names of a lexicon: all of them, or those of `everyday_surnames` or `japanese_surnames`."""
    return frozenset(row.surname for row in read(name, Surname))
