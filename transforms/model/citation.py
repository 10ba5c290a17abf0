"""A citation leads a fact back to the words it was read from, and those to the bytes."""

from __future__ import annotations

from typing import Annotated

import msgspec


class Citation(msgspec.Struct, frozen=True, gc=False):
    """Where a fact stands: in the restored text, in the decoded source, in which line and sentence, and who read it there."""

    segment_no: Annotated[int, "The line that states the row: segments.segment_no of the same document."]
    text_start: Annotated[int, "First character of the smallest span of documents.text that states the row (code points, 0-based)."]
    text_end: Annotated[int, "End of that span (exclusive)."]
    raw_start: Annotated[int, "First code point of the matching range in the decoded source."]
    raw_end: Annotated[int, "End of that range (exclusive); the document's repairs applied inside it give the evidence."]
    evidence: Annotated[str, "The words: documents.text[text_start:text_end]."]
    sentence_start: Annotated[int, "First character of the sentence around the span."]
    sentence_end: Annotated[int, "End of that sentence (exclusive)."]
    extractor: Annotated[str, "The code that found the row, as name@version."]
    confidence: Annotated[float, "Probability that a careful reader would state the same row, in [0, 1]."]
