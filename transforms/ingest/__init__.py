"""Ingest: from bytes to pages. One file a source format; bytes are identified and decoded, never altered.

`discover` names the inputs without reading them, `fetch` brings the bytes of one, `read` makes pages of them. What cannot be
read comes back as a Refusal with its reason and its bytes: nothing raises for the sake of one input, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from transforms.ingest import txt
from transforms.ingest.contents import LIMIT, Content, Input, fetch
from transforms.ingest.formats import READERS
from transforms.ingest.sources import SourceNotFound, discover
from transforms.model.page import Page, Refusal

__all__ = ["LIMIT", "Content", "Input", "SourceNotFound", "discover", "fetch", "read"]


def read(input: Input, limit: int = LIMIT) -> Iterator[Page | Refusal]:
    """Yield every record of `input`, read or refused; a text file is one record. `limit` is the largest input in bytes."""
    content = fetch(input, limit)
    if isinstance(content, Refusal):
        yield content
    else:
        yield from READERS.get(PurePosixPath(input.source_path).suffix.lower(), txt.read)(content)
