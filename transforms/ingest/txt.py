"""Text files: the whole file is one record."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.ingest.charset import Undecodable, decode
from transforms.ingest.contents import Content
from transforms.model.page import Page, Refusal


def read(content: Content) -> Iterator[Page | Refusal]:
    """Yield the page that `content` is, or its refusal."""
    decoded = decode(content.data)
    if isinstance(decoded, Undecodable):
        yield content.refuse(decoded.code, decoded.reason)
    else:
        yield Page(content.sha256, content.source_path, len(content.data), decoded.encoding, decoded.text, given=content.given)
