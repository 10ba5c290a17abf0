"""Lexicons: what somebody may want to lengthen is a CSV in seeds/lexicon, read into a row class, or as a list of words, at import.

A malformed lexicon stops at once, with file, line and mend in the message: every result would be doubtful.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar, get_type_hints

import msgspec

FOLDER = Path(__file__).parents[1] / "seeds" / "lexicon"

Row = TypeVar("Row", bound=msgspec.Struct)


def read(name: str, row: type[Row], folder: Path = FOLDER) -> list[Row]:
    """Return the rows of seeds/lexicon/<name>.csv as `row`s, in file order.

    The header must name the fields of `row` in their order; an empty cell is None where the field allows it. Raises ValueError
    for a wrong header, a wrong number of cells, a cell of the wrong type, or a row that stands there twice, whatever its last cell says.
    """
    path = folder / f"{name}.csv"
    fields = list(get_type_hints(row))
    rows = lines(path)
    _, header = next(rows)
    if header != fields:
        raise ValueError(f"{path.name}: the header is {header}, but {row.__name__} has {fields}")
    found: list[Row] = []
    for number, cells in rows:
        try:
            found.append(msgspec.convert({f: c for f, c in zip(fields, cells, strict=True) if c != ""}, row, strict=False))
        except msgspec.ValidationError as error:
            raise ValueError(f"{path.name}:{number}: {error}") from None
    return found


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a lexicon that is a list, such as `name_stops` or `honours`, in file order: each stands there with its `why` alone.

    Raises ValueError as `read` does.
    """
    rows = lines(FOLDER / f"{name}.csv")
    _, header = next(rows)
    if header[1:] != ["why"]:
        raise ValueError(f"{name}.csv: the header is {header}, but a list has nothing but a word and its why")
    return tuple(word for _, (word, _) in rows)


@cache
def surnames() -> frozenset[str]:
    """Return the family names."""
    return frozenset(words("surnames"))


@cache
def sounds() -> frozenset[str]:
    """Return the characters that foreign names are spelled with."""
    return frozenset(words("transliterations"))


def lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of every line with its number, the header first. Raises ValueError where they are not as many, or stand there twice."""
    seen: set[tuple[str, ...]] = set()
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        header = next(reader, [])
        yield 1, header
        for cells in reader:
            if len(cells) != len(header):
                raise ValueError(f"{path.name}:{reader.line_num}: {len(cells)} cells, the header names {len(header)}: {cells}")
            if tuple(cells[:-1]) in seen:
                raise ValueError(f"{path.name}:{reader.line_num}: the row {cells} stands in the file twice")
            seen.add(tuple(cells[:-1]))
            yield reader.line_num, cells
