"""Formats: the suffix of a file names what it holds, page.html or crawl.warc.gz. A new format is a file beside txt.py and a line here.

A page is read whole. A container is read as a stream, record after record, and so are the members of an archive; a folder gives the
files of these formats, and a file that was named itself is read as text whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO

from transforms.ingest import html, jsonl, parquet, txt, warc, zipped
from transforms.ingest.compression import COMPRESSIONS, unpacked
from transforms.ingest.contents import Broken, Content, Origin
from transforms.model.page import Page, Refusal
from transforms.model.patterns import pattern

PageReader = Callable[[Content], Iterator[Page | Refusal]]
RecordReader = Callable[[IO[bytes], Origin], Iterator[Content | Refusal]]

READERS: dict[str, PageReader] = {"text": txt.read, "html": html.read}
PAGES = {".txt": "text", ".html": "html", ".htm": "html", ".shtml": "html", ".xhtml": "html"}
CONTAINERS: dict[str, RecordReader] = {".jsonl": jsonl.records, ".ndjson": jsonl.records, ".warc": warc.records, ".wet": warc.records}
# These cannot be read from front to back.
JUMPING: dict[str, RecordReader] = {".parquet": parquet.records, ".zip": lambda stream, origin: zipped.records(stream, origin, members)}

SUFFIXES = (*(page + packed for page in (*PAGES, *CONTAINERS) for packed in ("", *COMPRESSIONS)), *JUMPING)
CONTAINING = tuple(container + packed for container in (*CONTAINERS, *JUMPING) for packed in ("", *COMPRESSIONS))
SUFFIX = pattern(rf"(?P<format>{'|'.join(map(re.escape, (*PAGES, *CONTAINERS, *JUMPING)))})(?P<packed>{'|'.join(map(re.escape, COMPRESSIONS))})?$")


def format_of(name: str) -> tuple[str, str]:
    """Return the suffix that names the format of a file, and that of its compression; both may be empty."""
    match = SUFFIX.search(name.lower())
    return (match["format"], match["packed"] or "") if match else ("", "")


def records(stream: IO[bytes], name: str, origin: Origin) -> Iterator[Content | Refusal]:
    """Yield the records of a container. Raises Broken where it cannot be read, or not on."""
    suffix, packed = format_of(name)
    if packed:
        stream = unpacked(stream, packed)
    if suffix in JUMPING:
        yield from JUMPING[suffix](zipped.held(stream, origin.limit) if packed or not origin.seekable else stream, origin)
    else:
        yield from CONTAINERS[suffix](stream, origin)


def whole(stream: IO[bytes], packed: str, limit: int) -> bytes:
    """Return the bytes of a compressed page. Raises Broken where they are too many."""
    data = unpacked(stream, packed).read(limit + 1) if packed else stream.read(limit + 1)
    if len(data) > limit:
        raise Broken("too_large", f"it unpacks to more than {limit:,} bytes: raise the limit or split it")
    return data


def members(stream: IO[bytes], name: str, origin: Origin, number: int) -> Iterator[Content | Refusal]:
    """Yield what the member of an archive holds; nothing if it is of no known format."""
    suffix, packed = format_of(name)
    if suffix in PAGES:
        outer = Origin(origin.source_path, origin.limit, origin.prefix.removesuffix(f"{number}/"), seekable=False)
        yield outer.content(number, whole(stream, packed, origin.limit), "html" if PAGES[suffix] == "html" else "text")
    elif suffix:
        yield from records(stream, name, origin)
