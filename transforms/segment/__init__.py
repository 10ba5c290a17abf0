"""Segment: what each line is for, where sentences end, and what the page says of itself."""

from __future__ import annotations

from bisect import bisect_right
from typing import cast

from transforms.model.document import Document, Role, Segment, as_read
from transforms.model.page import Page
from transforms.model.patterns import pattern
from transforms.model.text import Mark, Restored
from transforms.segment import lines, metadata, sentences

SHORTEST_TITLE = 6
LONGEST_TITLE = 100
NO_LETTER = pattern(r"[\W_]+")


def segment(page: Page, restored: Restored, version: str) -> Document:
    """Return the document of a restored page. Lines that the markup of a page marks are not judged, nor do they stand around the others."""
    text, read = restored.text, as_read(restored.text.chars)
    found, start, moved = [], 0, bool(text.changes)
    for number, line in enumerate(read.split("\n"), 1):
        if bare := line.strip():
            end = start + len(line)
            found.append((number, start, end, bare, text.raw_range(start, end) if moved else (start, end)))
        start += len(line) + 1
    marks = marked(restored.marks, [raw_start for *_, (raw_start, _) in found])
    judged = iter(lines.roles([bare for (_, _, _, bare, _), mark in zip(found, marks, strict=True) if mark is None]))
    roles = [next(judged) if mark is None else mark for mark in marks]
    if page.given and page.given.title:
        titled(roles, [bare for _, _, _, bare, _ in found], page.given.title)
    segments = [
        Segment(number, role, read[start:end], start, end, *raw) for (number, start, end, _, raw), role in zip(found, roles, strict=True)
    ]
    ends: list[tuple[int, int]] = []
    for _, line_start, line_end, _, _ in found:
        ends += sentences.ranges(read, line_start, line_end)
    return Document(page, restored, segments, ends, metadata.complete(metadata.read(segments), page.given), version)


def marked(marks: tuple[Mark, ...], starts: list[int]) -> list[Role | None]:
    """Return the marked role of every line, by where it starts in the source; None where nothing marks it."""
    if not marks:
        return [None] * len(starts)
    ends = [mark.raw_end for mark in marks]
    behind = [bisect_right(ends, start) for start in starts]
    return [cast(Role, marks[i].role) if i < len(marks) and marks[i].raw_start <= start else None for i, start in zip(behind, starts, strict=True)]


def titled(roles: list[Role], bare: list[str], title: str) -> None:
    """Let the line that says what the container gives as title be the title: 论坛开幕, and of 论坛开幕_滨江新闻网 the line 论坛开幕."""
    given = plain(title)
    said = [i for i, line in enumerate(bare) if len(line) <= LONGEST_TITLE and len(p := plain(line)) >= SHORTEST_TITLE and given.startswith(p)]
    best = max(said, key=lambda i: (len(plain(bare[i])), roles[i] not in ("navigation", "promotion"), -i), default=None)
    if best is None or 2 * len(plain(bare[best])) < len(given):
        return
    for i, role in enumerate(roles):
        if role == "title" and i != best and plain(bare[i]) != plain(bare[best]):
            roles[i] = "navigation" if i < best else "heading"
    roles[best] = "title"


def plain(line: str) -> str:
    """Return the letters and digits of a line."""
    return NO_LETTER.sub("", line)
