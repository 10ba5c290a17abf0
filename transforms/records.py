"""Records: the rows that one page gives to each table, as they are staged in the warehouse and as `cityfacts parse` prints them."""

from __future__ import annotations

from typing import Any

import msgspec

from transforms.model.document import Document, DocumentRow, Repair, Segment
from transforms.model.prints import fingerprint
from transforms.reading import Reading
from transforms.segment import spun

# What shared grammar leaves for the extractors to use; these are no tables.
GRAMMAR = frozenset({"places", "organizations", "persons"})


def document_row(document: Document, run_id: str) -> DocumentRow:
    """Return the row of `documents`."""
    page, said = document.page, document.metadata
    body = "\n".join(s.text for s in document.segments if s.role in ("heading", "body"))
    return DocumentRow(
        document_id=page.document_id, source_path=page.source_path, encoding=page.encoding, script=document.script,
        title=said.title, publisher=said.publisher, published_at=said.published_at, authors=said.authors, editors=said.editors,
        home_place=said.home_place, home_adcode=said.home_adcode, text=document.text.chars, characters=len(document.chars),
        repairs=len(document.text.changes), converted=document.converted, spun=spun.score(document), duplicate_of=None,
        fingerprint=fingerprint(body), code_version=document.version, run_id=run_id,
    )


def repairs(document: Document) -> list[Repair]:
    """Return the rows of `repairs`, in reading order."""
    raw, chars = document.text.raw, document.text.chars
    return [
        Repair(
            change.edit.kind, change.raw_start, change.raw_end, raw[change.raw_start : change.raw_end],
            change.text_start, change.text_end, chars[change.text_start : change.text_end],
            change.edit.certainty, list(change.edit.alternatives), change.edit.reason, change.edit.confidence,
        )
        for change in document.text.changes
    ]


def segments(document: Document) -> list[Segment]:
    """Return the rows of `segments`, with the lines as they stand."""
    chars = document.text.chars
    if chars == document.chars:
        return document.segments
    return [msgspec.structs.replace(s, text=chars[s.text_start : s.text_end]) for s in document.segments]


def tables(reading: Reading) -> dict[str, list[Any]]:
    """Return the rows of every table that has rows by document, the row of `documents` left out."""
    facts = {kind: getattr(reading.facts, kind) for kind in reading.facts.__slots__ if kind not in GRAMMAR and kind != "numerals"}
    return {"segments": segments(reading.document), "repairs": repairs(reading.document), **facts}


def flat(row: Any) -> dict[str, Any]:
    """Return a row as JSON values, its citation beside its own columns and dates as ISO strings."""
    record: dict[str, Any] = msgspec.to_builtins(row)
    citation = record.pop("source", {})
    return {**record, **citation}
