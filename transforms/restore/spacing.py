"""Spacing: blanks that pages use for layout, as in two full-width blanks before a paragraph or a row of NBSP between menu items.

Line ends are stripped, indents removed, and a run of blanks inside a line is one space. A single space inside a line stays: 2024 年
was written so. Lines stay one for one with those of the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms.model.patterns import pattern
from transforms.model.text import Edit, Text

BLANK = "\t\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
BLANKS = pattern(rf"[ {BLANK}][ {BLANK}]*")  # one first: a regex that begins with a class skips to it
UNUSUAL = pattern(rf"[{BLANK}]")
END = "the blank at the end of the line says nothing"
INDENT = "the blanks before the line are an indent"
RUN = "several blanks in a row, or one that is no space, are layout for one space"


def find(text: Text) -> Iterator[Edit]:
    """Yield an edit for every blank that is layout."""
    chars = text.chars
    bare = text.printable() or not UNUSUAL.search(chars)
    if bare and (" " not in chars or not ("  " in chars or "\n " in chars or " \n" in chars or chars[:1] == " " or chars[-1:] == " ")):
        return  # only single spaces: most pages
    for match in BLANKS.finditer(chars):
        start, end = match.span()
        if end == len(chars) or chars[end] == "\n":
            yield Edit(start, end, "", "spacing", END)
        elif start == 0 or chars[start - 1] == "\n":
            yield Edit(start, end, "", "spacing", INDENT)
        elif end - start > 1 or chars[start] != " ":
            yield Edit(start, end, " ", "spacing", RUN)
