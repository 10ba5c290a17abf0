"""JSONL: one article a line, {"text": "…", "title": "…", "url": "…", "date": "…"}; columns are named as in articles.py.

A record is named by its line, pages.jsonl#12, blank lines counted. Its bytes are those of the text field in UTF-8: the same
article in a .txt file is the same document. A line that is no JSON object, has no text or no end is refused alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import msgspec

from transforms.ingest import articles
from transforms.ingest.contents import CHUNK, Content, Origin
from transforms.model.page import Refusal

# A character may be escaped as \\uXXXX, twice as long as in UTF-8.
ESCAPED = 2


def records(stream: IO[bytes], origin: Origin) -> Iterator[Content | Refusal]:
    """Yield every line from the one that `origin` names, read or refused."""
    if origin.offset:
        stream.seek(origin.offset)
    number, offset, longest = origin.first, origin.offset, ESCAPED * origin.limit
    while line := stream.readline(longest + 1):
        length = len(line)
        if length > longest:
            length += _skip(stream)
            yield origin.refuse(number, "too_large", f"the line has {length:,} bytes, and the limit is {longest:,}: raise the limit or split it")
        elif not line.isspace():
            yield _record(line, number, offset, origin)
        number += 1
        offset += length


def _skip(stream: IO[bytes]) -> int:
    """Read to the end of a line without holding it, and return how much that was."""
    length = 0
    while part := stream.readline(CHUNK):
        length += len(part)
        if part.endswith(b"\n"):
            break
    return length


def _record(line: bytes, number: int, offset: int, origin: Origin) -> Content | Refusal:
    try:
        row = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return origin.refuse(number, "not_json", f"the line is no JSON: {error}", line)
    if not isinstance(row, dict):
        return origin.refuse(number, "not_an_object", 'the line is no JSON object: an article is {"text": "…"}', line)
    record = articles.record(row, number, offset, origin)
    return record or origin.refuse(number, "no_text", f"none of its fields is a text: name it one of {', '.join(articles.TEXTS[:4])} …", line)
