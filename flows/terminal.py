"""What people see: tables, safe for a terminal and for a spreadsheet whatever the pages had in them."""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TextIO

import msgspec

# Control characters, the ones that reorder a line, and bytes of a file name that are no UTF-8: a page must not move the cursor of who reads it.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile("[\t\n]")

# A spreadsheet takes such a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

WIDEST = 60

# A sum of DuckDB is a DECIMAL, and a number to who reads it.
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def harmless(text: str) -> str:
    """Return `text` with control characters written out, such as \\x1b; tabs and line ends stay."""
    return _UNSAFE.sub(lambda match: f"\\x{ord(match[0]):02x}" if ord(match[0]) < 256 else f"\\u{ord(match[0]):04x}", text)


def shown(value: Any) -> str:
    """Return a value as one line of text."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value))
    if isinstance(value, dict):
        return json(value)
    return _BREAKS.sub(" ", harmless(str(value)))


def json(value: Any) -> str:
    """Return a value as JSON in one line, safe to print."""
    encoded = _ENCODER.encode(value).decode()
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", encoded)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as a table with a header; a cell wider than WIDEST is cut, which `--format csv` and `--json` never do."""
    header = [shown(column) for column in columns]  # a PIVOT makes columns of what pages say
    lines = [[_cut(shown(cell)) for cell in row] for row in rows]
    widths = [max(map(width, cells)) for cells in zip(header, *lines, strict=True)]
    rule = ["-" * w for w in widths]
    return "\n".join("  ".join(_padded(cell, w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in [header, rule, *lines])


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV with a header; text that a spreadsheet would take for a formula gets a ' before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_cell, columns))
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes; a Han character takes two, what joins or accents another none."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def coloured(stream: TextIO) -> bool:
    """Whether a stream shows colours."""
    import os

    return stream.isatty() and not os.environ.get("NO_COLOR")


def progress(stage: str, done: int, total: int) -> None:
    """Tell on standard error how far a stage is: in place on a terminal, line by line elsewhere."""
    end = "\n" if not sys.stderr.isatty() or done >= total else ""
    start = "\r" if sys.stderr.isatty() else ""
    print(f"{start}{stage}: {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)


def say(message: str) -> None:
    """Tell something on standard error."""
    print(harmless(message), file=sys.stderr, flush=True)


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, int | float | Decimal):
        return value
    text = harmless(value if isinstance(value, str) else shown(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cut(text: str) -> str:
    if width(text) <= WIDEST:
        return text
    end = taken = 0
    while taken + width(text[end]) < WIDEST:
        taken += width(text[end])
        end += 1
    return text[:end] + "…"


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
