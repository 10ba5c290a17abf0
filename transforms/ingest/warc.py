"""WARC: what a crawler kept. A page is the body of an HTTP answer 200 with HTML or plain text, a resource of that kind, or the
text of a conversion record (WET); everything else is no page and is passed over.

A record is named by its number in the file, crawl.warc.gz#12, every record counted. Its bytes are the body as the server meant it,
without chunks and compression. WARC-Date tells when the crawler came, so it dates nothing; the address of the page may.

A record whose head is broken, or whose length is not true, is refused, and reading goes on at the next line WARC/1.x. That is why
there is no library: fastwarc stops there, and takes in three others and ten megabytes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import IO

import msgspec

from transforms.ingest import articles
from transforms.ingest.contents import Broken, Content, Origin
from transforms.model.page import Given, Refusal
from transforms.model.patterns import pattern

VERSION = re.compile(rb"WARC/[01]\.\d+\r?\n\Z")
NEXT = re.compile(rb"^WARC/[01]\.\d+\r?$", re.MULTILINE)
STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(?P<code>\d{3})")
CHARSET = pattern(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
FORMATS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
LONGEST_HEAD = 64_000
ANSWERS = ("response", "resource", "conversion")


class Head(msgspec.Struct, frozen=True):
    """The named fields at the head of a record or of an HTTP answer, names in lower case."""

    fields: dict[str, str]

    def get(self, name: str) -> str:
        """Return a field, empty if there is none."""
        return self.fields.get(name, "")


class Lines:
    """A stream that may be read again from a place inside what was read last. Invariant: `offset` is where the next byte lies."""

    def __init__(self, stream: IO[bytes], offset: int) -> None:
        self.offset = offset
        self._stream = stream
        self._again = b""

    def line(self, longest: int) -> bytes:
        """Return the next line, or the first `longest` bytes of it."""
        if self._again:
            end = self._again.find(b"\n") + 1
            found = self._again[: min(end or len(self._again), longest)]
            self._again = self._again[len(found) :]
            if not found.endswith(b"\n") and len(found) < longest:
                found += self._stream.readline(longest - len(found))
        else:
            found = self._stream.readline(longest)
        self.offset += len(found)
        return found

    def read(self, length: int) -> bytes:
        """Return the next `length` bytes, fewer only at the end."""
        found = self._again[:length]
        self._again = self._again[length:]
        if len(found) < length:
            found += self._stream.read(length - len(found))
        self.offset += len(found)
        return found

    def back(self, data: bytes) -> None:
        """Let `data`, the end of what was read last, be read again."""
        self._again = data + self._again
        self.offset -= len(data)


def records(stream: IO[bytes], origin: Origin) -> Iterator[Content | Refusal]:
    """Yield every page from the record that `origin` names, read or refused."""
    if origin.offset:
        stream.seek(origin.offset)
    lines, number = Lines(stream, origin.offset), origin.first
    while True:
        start = lines.offset
        line = lines.line(LONGEST_HEAD)
        if not line:
            return
        if not line.strip(b"\r\n"):
            continue
        try:
            if not VERSION.match(line):
                raise Broken("broken_record", "it does not begin with WARC/1.0")
            found = _record(lines, number, start, origin)
        except Broken as error:
            _skip(lines)
            found = origin.refuse(number, error.code, f"{error.reason}; reading went on at the next record")
        if found:
            yield found
        number += 1


def _record(lines: Lines, number: int, start: int, origin: Origin) -> Content | Refusal | None:
    """Return the page of a record, its refusal, or None if it is no page. Raises Broken where the next record must be searched."""
    head = _head(lines)
    length = head.get("content-length")
    if not length.isdecimal() or not length.isascii() or len(length) > 18:
        raise Broken("broken_record", f"its Content-Length is {length[:40]!r}")
    if int(length) > origin.limit:
        raise Broken("too_large", f"it has {int(length):,} bytes, and the limit is {origin.limit:,}")
    payload = lines.read(int(length))
    end = lines.read(4)
    if len(payload) < int(length) or end.strip(b"\r\n"):
        if match := NEXT.search(payload + end):
            lines.back((payload + end)[match.start() :])
        raise Broken("broken_record", "its Content-Length is not true, or it is cut off")
    return _page(head, payload, number, start, origin) if head.get("warc-type") in ANSWERS else None


def _skip(lines: Lines) -> None:
    """Read up to the next line that begins a record; what is longer than a line of that kind is no such line."""
    fresh = True
    while line := lines.line(LONGEST_HEAD):
        if fresh and VERSION.match(line):
            lines.back(line)
            return
        fresh = line.endswith(b"\n")


def _head(lines: Lines) -> Head:
    fields: dict[str, str] = {}
    size = 0
    while (line := lines.line(LONGEST_HEAD)).strip():
        size += len(line)
        name, colon, value = line.partition(b":")
        if size >= LONGEST_HEAD or not line.endswith(b"\n"):
            raise Broken("broken_record", "its head has no end")
        if colon:
            fields.setdefault(name.strip().decode("latin-1").lower(), value.strip().decode("utf-8", "replace"))
    return Head(fields)


def _page(head: Head, payload: bytes, number: int, start: int, origin: Origin) -> Content | Refusal | None:
    kind, body, described = head.get("content-type"), payload, head
    if kind.startswith("application/http") or (head.get("warc-type") == "response" and STATUS.match(payload)):
        status = STATUS.match(payload)
        if not status or status["code"] != b"200":
            return None
        described, body = _answer(payload)
        kind = described.get("content-type")
    mime = kind.partition(";")[0].strip().lower()
    format = "text" if head.get("warc-type") == "conversion" else FORMATS.get(mime)
    if format is None or not body.strip():
        return None
    decoded = _decoded(body, described, origin.limit)
    if isinstance(decoded, str):
        return origin.refuse(number, "broken_body", decoded, body)
    charset = match[1] if (match := CHARSET.search(kind)) else None
    given = Given(published_at=when) if (when := articles.address_date(head.get("warc-target-uri").strip("<>"))) else None
    return origin.content(number, decoded, "html" if format == "html" else "text", start, charset, given)


def _answer(payload: bytes) -> tuple[Head, bytes]:
    """Return the head and the body of an HTTP answer."""
    head, _, body = payload.partition(b"\r\n\r\n")
    if not _ and b"\n\n" in payload:
        head, _, body = payload.partition(b"\n\n")
    fields: dict[str, str] = {}
    for line in head.split(b"\n")[1:]:
        name, _, value = line.partition(b":")
        fields.setdefault(name.strip().decode("latin-1").lower(), value.strip().decode("latin-1"))
    return Head(fields), body


def _decoded(body: bytes, head: Head, limit: int) -> bytes | str:
    """Return the body without chunks and compression, or why that fails; crawlers undo both and may leave the fields as they were."""
    if "chunked" in head.get("transfer-encoding").lower():
        body = _unchunked(body)
    coding = head.get("content-encoding").lower()
    if coding in ("gzip", "x-gzip", "deflate") and (body[:2] == b"\x1f\x8b" or coding == "deflate"):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
        try:
            unpacked = unpacker.decompress(body, limit + 1)
        except zlib.error as error:
            return body if coding == "deflate" else f"it is said to be compressed by {coding}, and is not: {error}"
        return unpacked if len(unpacked) <= limit else f"it unpacks to more than {limit:,} bytes"
    return body


def _unchunked(body: bytes) -> bytes:
    """Return a body without its chunk lengths, or as it is where there are none."""
    parts, at = list[bytes](), 0
    while (end := body.find(b"\r\n", at)) >= 0 and (match := re.match(rb"\s*([0-9A-Fa-f]{1,7})\s*(?:;|$)", body[at : min(end, at + 100)])):
        length = int(match[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(parts) if parts and at >= len(body) else body
