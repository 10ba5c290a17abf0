"""`cityfacts parse`: JSON lines in, restored text and facts out. One line is one page; a line that cannot be read is answered too."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from transforms import extract, records, restore, segment
from transforms.model.page import Page
from transforms.reading import Reading
from transforms.version import code_version

# What is told of a numeral: it is no table, so it has no citation to lead further.
NUMERAL = frozenset({"text", "text_start", "text_end", "value", "value_high"})


class Asked(msgspec.Struct, frozen=True):
    """One line of input: `reference` is the time that relative dates count from, before any date on the page."""

    text: str
    id: Any = None
    reference: str | None = None


class Named(msgspec.Struct, frozen=True):
    """What can be told of a line that is wrong otherwise."""

    id: Any = None


def answers(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield one line of JSON for every line that is not blank."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield msgspec.json.encode(answer(line, number)) + b"\n"


def answer(line: bytes, number: int = 1) -> dict[str, Any]:
    """Return the answer to one line: what was read, or an `error` that names the line and the mend."""
    line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
    try:
        asked = msgspec.json.decode(line, type=Asked)
        reference = datetime.fromisoformat(asked.reference) if asked.reference else None
    except (ValueError, RecursionError) as error:
        return {"id": _id(line), "error": f'line {number}: {error}; a line is {{"id": …, "text": "…", "reference": ISO time or null}}'}
    try:
        return {"id": asked.id, **parse(asked.text, reference)}
    except Exception as error:  # One text our code cannot read is answered, and the lines behind it are read all the same.
        return {"id": asked.id, "error": f"line {number}: {type(error).__name__}: {error}; please report the text"}


def _id(line: bytes) -> Any:
    try:
        return msgspec.json.decode(line, type=Named).id
    except (ValueError, RecursionError):
        return None


def parse(text: str, reference: datetime | None = None) -> dict[str, Any]:
    """Return the restored text with its repairs, the rows of every fact table, and its numerals."""
    page = Page("", "", len(text), "utf-8", text, reference)
    document = segment.segment(page, restore.restore(text), code_version())
    if reference:  # What the caller says goes before the date the page bears.
        document.metadata = msgspec.structs.replace(document.metadata, published_at=reference, dated_at=None)
    reading = Reading(document, extract.extract(document))
    rows = {name: [records.flat(row) for row in rows] for name, rows in records.tables(reading).items() if name != "segments"}
    chars = document.text.chars
    numerals = [
        {name: value for name, value in records.flat(row).items() if name in NUMERAL} | {"text": chars[row.text_start : row.text_end]}
        for row in reading.facts.numerals
    ]
    return {"text": chars, **rows, "numerals": numerals}
