"""Quotes: 「老城新生」, "老城新生" and “老城新生” are the same marks to a grammar; pages from Hong Kong and Taiwan write the first.

Shared grammar. A view of the document in which every 「 is “ and every 『 is ‘, character for character; what is cited is still the
document's own text. A straight mark without its fellow in the line stays: it may be an inch.
"""

from __future__ import annotations

from functools import lru_cache

from transforms.model.citation import Citation
from transforms.model.document import Document
from transforms.model.patterns import pattern

OWN = ("_runs", "_segment_starts", "_sentence_starts", "chars", "converted", "metadata", "page", "script", "segments", "sentences", "text", "version")

STRAIGHT = pattern(r'"([^"\n]{1,300})"')
MARK = pattern("[“”]")


class View(Document):
    """A document with its quotes alike. Invariant: offsets and citations are those of the document it shows."""

    __slots__ = ("shown",)

    def __init__(self, shown: Document) -> None:
        """Show `shown` with “ ” and ‘ ’ for all its quotes."""
        for name in OWN:
            setattr(self, name, getattr(shown, name))
        self.shown = shown
        chars = shown.chars.replace("「", "“").replace("」", "”").replace("『", "‘").replace("』", "’")
        self.chars = STRAIGHT.sub(r"“\1”", chars)

    def cite(self, start: int, end: int, extractor: str, confidence: float) -> Citation:
        """Return the citation of the document's own words."""
        return self.shown.cite(start, end, extractor, confidence)


def alike(document: Document) -> Document:
    """Return a view of the document with its quotes alike; the document itself where they are."""
    return _view(document) if any(mark in document.chars for mark in "「『\"") else document


# One page is read by several extractors, one after the other.
@lru_cache(maxsize=1)
def _view(document: Document) -> View:
    return View(document)


def closing(chars: str, opening: int, stop: int) -> int:
    """Return where the quote that opens at `opening` closes, behind those inside it: “要让“创建”不松劲。”; -1 where it does not."""
    inside = 0
    for mark in MARK.finditer(chars, opening, stop):
        inside += 1 if mark[0] == "“" else -1
        if inside == 0:
            return mark.start()
    return -1


def opening(chars: str, start: int, closing: int) -> int:
    """Return where the quote that closes at `closing` opens, before those inside it; -1 where it does not."""
    inside = 0
    for mark in reversed(list(MARK.finditer(chars, start, closing + 1))):
        inside += 1 if mark[0] == "”" else -1
        if inside == 0:
            return mark.start()
    return -1
