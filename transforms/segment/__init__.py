"""Segment: what each line is for, where sentences end, and what the page says of itself."""

from __future__ import annotations

from transforms.model.document import Document, Segment
from transforms.model.page import Page
from transforms.model.text import Restored
from transforms.segment import lines, metadata, sentences


def segment(page: Page, restored: Restored, version: str) -> Document:
    """Return the document of a restored page."""
    text = restored.text
    found, start = [], 0
    for number, line in enumerate(text.chars.split("\n"), 1):
        if bare := line.strip():
            found.append((number, start, start + len(line), bare))
        start += len(line) + 1
    roles = lines.roles([bare for *_, bare in found])
    segments = [
        Segment(number, role, text.chars[start:end], start, end, *text.raw_range(start, end))
        for (number, start, end, _), role in zip(found, roles, strict=True)
    ]
    ends = [sentence for s in segments for sentence in sentences.ranges(text.chars, s.text_start, s.text_end)]
    return Document(page, restored, segments, ends, metadata.read(segments), version)
