"""Questions: ? for what GBK lacks, as in ????他说 for an indent of NBSP and 唐納德?特朗普 for the dot of a name.

Nothing is shifted by these. A question that an author asks stays: an indent stands at the beginning of several lines, and a name has
characters on both sides that foreign names are written with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms import lexicon
from transforms.model.patterns import pattern
from transforms.model.text import Edit, Text
from transforms.restore import gbk
from transforms.restore.script import traditional

INDENT = pattern(r"^[ \u3000]*+(?P<marks>(?:\? |\?{2,8} ?)(?=[㐀-鿿“《0-9])|\?{4,8}(?=[^?\s]))", re.MULTILINE)
BLANK = pattern(r"(?<=[^\s?])(?: \?(?=[㐀-鿿])|\?(?: \?)+ ?(?=[㐀-鿿]))")
DOT = pattern(r"\?(?<=[㐀-鿿]{2}\?)(?=[㐀-鿿]{2})")
# Characters that spell sounds around a dot, and are words of their own elsewhere: 乔?拜登.
MORE = frozenset("冉彼拜纪肖")
BLANK_REASON = "a blank that GBK lacks became a question mark"
INDENT_REASON = "blanks that GBK lacks became question marks at the beginning of the line"
DOT_REASON = "the dot of a foreign name, which GBK lacks, became a question mark"


def find(text: Text) -> Iterator[Edit]:
    """Yield an edit for every ? that stands for a blank or for the dot of a name."""
    chars = text.chars
    indents = list(INDENT.finditer(chars)) if "??" in chars or "? " in chars else []
    # Lines that go on alike, ??谲壍 (海口軌 cut through), have no indent.
    if len({chars[m.end()] for m in indents}) > 1 or any(len(m["marks"]) >= 4 or m["marks"] == "? " for m in indents):
        for match in indents:
            yield Edit(match.start("marks"), match.end(), "", "encoding", INDENT_REASON, "likely", 0.95)
    dots = [m.start() for m in DOT.finditer(chars)]
    blanks = [m.span() for m in BLANK.finditer(chars)] if "? " in chars or " ?" in chars else []
    if (dots or blanks) and len(traditional(chars)) >= 3:
        for start, end in blanks:
            yield Edit(start, end, " ", "encoding", BLANK_REASON, "likely", 0.9)
        forms, sounds = gbk.plain_forms(), lexicon.sounds() | MORE
        for at in dots:
            if sounds.issuperset((chars[at - 2 : at] + chars[at + 1 : at + 3]).translate(forms)):
                yield Edit(at, at + 1, "·", "encoding", DOT_REASON, "likely", 0.9, ("?",))
