"""Ingest: from bytes to pages. One file a source format; bytes are identified and decoded, never altered.

`discover` names the inputs without reading them, `contents` brings the bytes of every record of one, `page` decodes a record. What
cannot be read comes back as a Refusal with its reason and its bytes: nothing raises for the sake of one input, and nothing is lost.

A record of a container is named source_path#position, where position is its 1-based number: the line of a JSONL file, the row of
a Parquet file, the record of a WARC, the member of an archive, and 3/12 for record 12 of member 3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from transforms.ingest.contents import LIMIT, Broken, Content, Input, Origin, Unreadable, fetch, opened, refuse_whole
from transforms.ingest.formats import CONTAINING, PAGES, READERS, format_of, records, whole
from transforms.ingest.sources import SourceNotFound, discover, meant
from transforms.model.page import Page, Refusal

__all__ = ["LIMIT", "Content", "Input", "SourceNotFound", "contents", "discover", "fetch", "is_container", "meant", "page", "read"]


def read(input: Input, limit: int = LIMIT) -> Iterator[Page | Refusal]:
    """Yield every record of `input`, read or refused; a text file is one record. `limit` is the largest record in bytes."""
    for content in contents(input, limit):
        yield content if isinstance(content, Refusal) else page(content)


def is_container(input: Input) -> bool:
    """Tell whether `input` may have any number of records."""
    return input.file.lower().endswith(CONTAINING)


def contents(input: Input, limit: int = LIMIT) -> Iterator[Content | Refusal]:
    """Yield the bytes of every record of `input`, identified but not decoded, or why there are none.

    Of a container, those from the record on that `input` names. A container that cannot be read, or not on, is refused under
    its own name behind the records that were good.
    """
    suffix, packed = format_of(input.file)
    if suffix in PAGES or not suffix:
        yield _page_content(input, limit, PAGES.get(suffix, "text"), packed)
        return
    first = int(input.position) if input.offset else 1
    origin = Origin(input.file, limit, first=first, offset=input.offset, seekable=not packed)
    found = False
    try:
        with opened(input) as stream:
            for record in records(stream, input.file, origin):
                found = True
                yield record
            if not found:
                raise Broken("empty", "it has no records that are pages")
    except Unreadable as error:
        yield error.refusal
    except Broken as error:
        yield refuse_whole(input, error)


def page(content: Content) -> Page | Refusal:
    """Return the page that the bytes of a record are, decoded, or its refusal."""
    return next(READERS[content.format](content))


def _page_content(input: Input, limit: int, format: str, packed: str) -> Content | Refusal:
    if not packed:
        content = fetch(input, limit)
        return content if isinstance(content, Refusal) or format == "text" else Content(content.source_path, content.sha256, content.data, "html")
    try:
        with opened(input) as stream:
            data = whole(stream, packed, limit)
    except Unreadable as error:
        return error.refusal
    except Broken as error:
        return refuse_whole(input, error)
    return Content(input.source_path, hashlib.sha256(data).hexdigest(), data, "html" if format == "html" else "text")
