"""Records: the rows that one page gives to each table, as they are staged in the warehouse and as `cityfacts parse` prints them."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import msgspec

from transforms.model.document import Document, DocumentRow, Repair
from transforms.reading import Reading

# What shared grammar leaves for the extractors to use; these are no tables.
GRAMMAR = frozenset({"places", "organizations", "persons"})

_UNREAD = re.compile(r"[\W_]+")


def document_row(document: Document, run_id: str) -> DocumentRow:
    """Return the row of `documents`."""
    page, said = document.page, document.metadata
    return DocumentRow(
        document_id=page.document_id, source_path=page.source_path, encoding=page.encoding, script=document.script,
        title=said.title, publisher=said.publisher, published_at=said.published_at, authors=said.authors, editors=said.editors,
        home_place=said.home_place, home_adcode=said.home_adcode, text=document.chars, characters=len(document.chars),
        repairs=len(document.text.changes), converted=document.converted, spun=None, duplicate_of=None,
        fingerprint=fingerprint(document), code_version=document.version, run_id=run_id,
    )


def fingerprint(document: Document) -> str:
    """Return a hash of the letters and digits of the body, equal for copies of one article; of a page without body, its id."""
    body = _UNREAD.sub("", "".join(s.text for s in document.segments if s.role in ("heading", "body")))
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:16] if body else document.page.document_id


def repairs(document: Document) -> list[Repair]:
    """Return the rows of `repairs`, in reading order."""
    raw, chars = document.text.raw, document.chars
    return [
        Repair(
            change.edit.kind, change.raw_start, change.raw_end, raw[change.raw_start : change.raw_end],
            change.text_start, change.text_end, chars[change.text_start : change.text_end],
            change.edit.certainty, list(change.edit.alternatives), change.edit.reason, change.edit.confidence,
        )
        for change in document.text.changes
    ]


def tables(reading: Reading) -> dict[str, list[Any]]:
    """Return the rows of every table that has rows by document, the row of `documents` left out."""
    facts = {kind: getattr(reading.facts, kind) for kind in reading.facts.__slots__ if kind not in GRAMMAR and kind != "numerals"}
    return {"segments": reading.document.segments, "repairs": repairs(reading.document), **facts}


def flat(row: Any) -> dict[str, Any]:
    """Return a row as JSON values, its citation beside its own columns and dates as ISO strings."""
    record = msgspec.to_builtins(row)
    return {**record, **record.pop("source", {})}
