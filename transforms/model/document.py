"""A document: the restored text of one page, its lines with their roles, and what its head says of it.

`Document.cite` is the only way to a Citation, so no fact can stand without both of its ranges.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from transforms.model.citation import Citation
from transforms.model.confidences import calibrated
from transforms.model.page import Page
from transforms.model.patterns import pattern
from transforms.model.text import Certainty, Restored, Script, Text
from transforms.model.zones import local

Role = Literal["title", "source_line", "heading", "body", "caption", "navigation", "boilerplate", "promotion"]

# Where facts are stated, and where names may stand: a byline and a caption name people, but state nothing that happened.
FACTS: tuple[Role, ...] = ("title", "heading", "body")
NAMES: tuple[Role, ...] = ("title", "heading", "body", "caption", "source_line")


# ２０１２年, ＵＮＤＰ and 江南造船（上海）有限公司 are read in one width, and 丶 as the 、 that input methods give it for: 澳门丶珠海.
WIDE = pattern("[０-９Ａ-Ｚａ-ｚ（）丶]")
FOLD = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"丶": "、"}
# Pages from Hong Kong and Taiwan write 「老城新生」. A straight mark without its fellow in the line stays: it may be an inch.
QUOTES = (("「", "“"), ("」", "”"), ("『", "‘"), ("』", "’"))
STRAIGHT = pattern(r'"([^"\n]{1,300})"')


def as_read(text: str) -> str:
    """Return a text in one width and with “ ” and ‘ ’ for all its quotes, character for character; what is cited is the text itself."""
    for written, read in QUOTES:
        text = text.replace(written, read)
    return WIDE.sub(lambda match: FOLD[match[0]], STRAIGHT.sub(r"“\1”", text) if '"' in text else text)


class Segment(msgspec.Struct, frozen=True, gc=False):
    """One line of a document that has a character in it; before it is written to the table, its text is as read."""

    line_no: Annotated[int, "1-based line of the decoded source; of an HTML page, whose source has other lines, that of documents.text."]
    role: Annotated[Role, "What the line is for."]
    text: Annotated[str, "The line, restored."]
    text_start: Annotated[int, "Its first character in documents.text."]
    text_end: Annotated[int, "Its end in documents.text (exclusive)."]
    raw_start: Annotated[int, "First code point of the matching range in the decoded source."]
    raw_end: Annotated[int, "End of that range (exclusive)."]


class Repair(msgspec.Struct, frozen=True, gc=False):
    """One repair made to the text of a document, or a damaged place flagged because it cannot be undone."""

    kind: Annotated[str, "What kind of damage it was, such as pinyin_annotation or gbk_slip."]
    raw_start: Annotated[int, "First code point of the damaged range in the decoded source."]
    raw_end: Annotated[int, "End of that range (exclusive)."]
    raw_text: Annotated[str, "What stands there in the decoded source."]
    text_start: Annotated[int, "First character of what stands in documents.text instead."]
    text_end: Annotated[int, "End of that (exclusive); equal to text_start where something was only removed."]
    text: Annotated[str, "What stands there in documents.text, after script conversion."]
    certainty: Annotated[Certainty, "How sure the repair is: proven by the bytes, likely by the language, or flagged and left as it stands."]
    alternatives: Annotated[list[str], "Other readings that the damaged characters allow, the best first."]
    reason: Annotated[str, "The evidence for the repair, in words."]
    confidence: Annotated[float, "Probability that the repaired text is what the author wrote."]


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself; None and empty where it does not say."""

    title: str | None = None
    publisher: str | None = None
    published_at: datetime | None = None
    signed_on: datetime | None = None  # the day that a notice is signed with: no date of publication, but near enough to tell a year from
    dated_at: tuple[int, int] | None = None  # where the text says the first of the two that it says
    authors: list[str] = []
    editors: list[str] = []
    home_place: str | None = None
    home_adcode: str | None = None


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """One article."""

    document_id: Annotated[str, "SHA-256 of the record's bytes as they lie in the source."]
    source_path: Annotated[str, "Where it was read first; sources lists every place."]
    encoding: Annotated[str, "How its bytes were decoded: utf-8, utf-8-sig or gb18030; of an HTML page also big5, cp950, big5hkscs or utf-16."]
    script: Annotated[Script, "Script of the source: Hans, Hant, or mixed where a mirror left many characters unconverted."]
    title: Annotated[str | None, "The title line, restored, in one width and with “ ” for its quotes."]
    publisher: Annotated[str | None, "The outlet named as its source, else by its dateline."]
    published_at: Annotated[datetime | None, "When it was published, from a line of metadata; never from an event."]
    authors: Annotated[list[str], "Reporters and signatures, as written."]
    editors: Annotated[list[str], "Editors, as written."]
    home_place: Annotated[str | None, "The place that 我市, 本市 or 全市 means here, by its full name."]
    home_adcode: Annotated[str | None, "Administrative division code of home_place."]
    text: Annotated[str, "The whole restored document, lines joined by newline; every range counts code points in it."]
    characters: Annotated[int, "Length of text in code points."]
    repairs: Annotated[int, "Rows this document has in repairs."]
    converted: Annotated[int, "Characters converted from Traditional to Simplified; they are not listed in repairs."]
    spun: Annotated[float | None, "How machine-paraphrased the text reads, 0 to 1; NULL where it is too short to tell."]
    duplicate_of: Annotated[str | None, "The document of its cluster of copies that was published, else ingested, first; NULL for that one."]
    fingerprint: Annotated[str, "MinHash of headings and body, in base64: alike for copies of one article; empty where there is no body."]
    code_version: Annotated[str, "The code that read it."]
    run_id: Annotated[str, "The run that read it."]


class Document:
    """A segmented document that extractors search and cite. Invariant: every citation is inside one line and has both ranges."""

    __slots__ = (
        "_damaged", "_moved", "_readers", "_runs", "_segment_starts", "_sentence_starts",
        "chars", "converted", "metadata", "page", "script", "segments", "sentences", "text", "version",
    )

    def __init__(
        self, page: Page, restored: Restored, segments: list[Segment], sentences: list[tuple[int, int]], metadata: Metadata, version: str
    ) -> None:
        """Take the lines and sentences of the restored text in reading order; `version` names the code that reads it."""
        self.page = page
        self.text: Text = restored.text
        self.script: Script = restored.script
        self.converted = restored.converted
        self.chars = as_read(restored.text.chars)  # what extractors read
        self.segments = segments
        self.sentences = sentences
        self.metadata = metadata
        self.version = version
        # From 0, so that every offset is in or behind the first one.
        self._segment_starts = [0, *(segment.text_start for segment in segments[1:])]
        self._sentence_starts = [0, *(start for start, _ in sentences[1:])]
        self._moved = bool(restored.text.changes)
        self._damaged = any(change.edit.certainty == "flagged" for change in restored.text.changes)
        self._readers: dict[tuple[str, float], tuple[str, float]] = {}  # name@version of an extractor, and what its rating is worth
        self._runs: dict[tuple[Role, ...], list[tuple[int, int]]] = {}

    @property
    def reference(self) -> datetime | None:
        """What relative dates count from, by the clock of Shanghai: the page's own date, else the one it came with."""
        found = self.metadata.published_at or self.metadata.signed_on or self.page.reference
        return local(found) if found else None

    def runs(self, roles: tuple[Role, ...] = FACTS) -> list[tuple[int, int]]:
        """Return the ranges of consecutive lines that have one of `roles`, in reading order."""
        if roles not in self._runs:
            runs: list[tuple[int, int]] = []
            last = -2
            for number, segment in enumerate(self.segments):
                if segment.role not in roles:
                    continue
                if last == number - 1 and runs:
                    runs[-1] = (runs[-1][0], segment.text_end)
                else:
                    runs.append((segment.text_start, segment.text_end))
                last = number
            self._runs[roles] = runs
        return self._runs[roles]

    def finditer(self, pattern: re.Pattern[str], roles: tuple[Role, ...] = FACTS) -> Iterator[re.Match[str]]:
        """Yield the matches of `pattern` in the lines that have one of `roles`; offsets are those of the whole text.

        A pattern must not match a newline: a fact stands in one line.
        """
        for start, end in self.runs(roles):
            yield from pattern.finditer(self.chars, start, end)

    def segment_at(self, offset: int) -> int:
        """Return the index in `segments` of the line around `offset`."""
        return bisect_right(self._segment_starts, offset) - 1

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the range of the sentence around `offset`."""
        return self.sentences[bisect_right(self._sentence_starts, offset) - 1]

    def cite(self, start: int, end: int, extractor: str, confidence: float) -> Citation:
        """Return the citation of `chars[start:end]`, the smallest span that states a fact.

        `extractor` is the module's short name, `confidence` its own rating (confidences.py). A fact that touches damage which could
        not be undone is worth half as much.
        """
        if end > len(self.chars):
            end = len(self.chars)  # what a grammar reads too far on a page that was cut must not stop a run at its checks
        raw_start, raw_end = self.text.raw_range(start, end) if self._moved else (start, end)
        sentence_start, sentence_end = self.sentences[bisect_right(self._sentence_starts, start) - 1]
        key = extractor, confidence
        found = self._readers.get(key)
        if found is None:
            found = self._readers[key] = f"{extractor}@{self.version}", calibrated(extractor, confidence)
        reader, confidence = found
        if self._damaged and self.text.flagged(start, end):
            confidence /= 2
        return Citation(
            bisect_right(self._segment_starts, start), start, end, raw_start, raw_end, self.text.chars[start:end],
            sentence_start, sentence_end if sentence_end > end else end, reader, confidence,
        )
