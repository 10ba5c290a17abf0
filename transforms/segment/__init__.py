"""Segment: what each line is for, where sentences end, and what the page says of itself."""

from __future__ import annotations

from transforms.model.document import Document, Metadata, Segment
from transforms.model.page import Page
from transforms.model.text import Restored


def segment(page: Page, restored: Restored, version: str) -> Document:
    """Return the document of a restored page."""
    segments, start = [], 0
    for number, line in enumerate(restored.text.chars.split("\n"), 1):
        end = start + len(line)
        if line.strip():
            segments.append(Segment(number, "body", line, start, end, *restored.text.raw_range(start, end)))
        start = end + 1
    sentences = [(s.text_start, s.text_end) for s in segments]
    return Document(page, restored, segments, sentences, Metadata(), version)
