"""A page as ingest hands it over: bytes identified, characters decoded, nothing altered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a container or the head of an HTML page says of an article: evidence beside the text, used where the text does not say."""

    title: str | None = None
    publisher: str | None = None
    published_at: datetime | None = None
    authors: list[str] = []


class Page(msgspec.Struct, frozen=True, gc=False):
    """One article as it lies in its source, decoded."""

    document_id: str  # SHA-256 of the record's bytes
    source_path: str
    size: int  # bytes
    encoding: str
    raw: str
    reference: datetime | None = None  # what relative dates count from where the page itself bears no date
    format: Literal["text", "html"] = "text"  # whether raw has markup that is no text
    given: Given | None = None


class Refusal(msgspec.Struct, frozen=True, gc=False):
    """An input that could not be read as a page, and why; its bytes are kept."""

    source_path: str
    sha256: str | None  # None where there are no bytes: a folder, a broken link, a pipe
    size: int | None
    reason_code: str
    reason: str
    kept: bytes | None = None  # its bytes, for quarantine
    location: str | None = None  # where they lie (path or URL) if they are too many to hold: copy them as a stream


class Source(msgspec.Struct, frozen=True, gc=False):
    """One input: a file, or a record in a container file. The same bytes at two paths are one document with two sources."""

    source_path: Annotated[str, "Where the input lies, relative to the project when inside it, else its URI; with #position in a container."]
    sha256: Annotated[str | None, "SHA-256 of the input's bytes; NULL where it had none (a folder, a broken link)."]
    size: Annotated[int | None, "Bytes."]
    document_id: Annotated[str | None, "The document read from it; of a refused input that of its last good bytes, which stays published, if any."]
    state: Annotated[Literal["published", "unchanged", "quarantined"], "What became of it when a run last saw it."]
    run_id: Annotated[str, "The run that published or refused these bytes."]


class Quarantine(msgspec.Struct, frozen=True, gc=False):
    """An input that was refused; its bytes are kept beside the warehouse."""

    source_path: Annotated[str, "Where the input lies, as in sources."]
    sha256: Annotated[str | None, "SHA-256 of its bytes, the name they are kept under in quarantine/; NULL where it had none."]
    size: Annotated[int | None, "Bytes."]
    reason_code: Annotated[str, "Why it was refused, as one word for counting, such as not_text or too_large."]
    reason: Annotated[str, "Why it was refused and what would mend it."]
    first_seen_at: Annotated[datetime, "When a run first refused it."]
    run_id: Annotated[str, "The run that refused it."]
