"""Compression: page.txt.gz, pages.jsonl.zst and crawl.warc.gz are read as what they hold, as a stream and never as a whole.

The bytes of a compressed page are those it has when it is unpacked, so page.txt and page.txt.gz are one document. A bomb is known
by what comes out of it: text shrinks to a tenth, rarely to a fiftieth, and what grows 500 times is nothing anybody wrote.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import IO, Any

from transforms.ingest.contents import CHUNK, Broken

# A short file of one repeated character may shrink as much, and harms nobody.
HARMLESS = 64_000_000
RATIO = 500


def _zstd(stream: IO[bytes]) -> Any:
    # Arrow is here anyway, and reads several frames in a row; Python has zstd from 3.14 on.
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(stream, "rb"), "zstd")


def _gzip(stream: IO[bytes]) -> Any:
    return gzip.GzipFile(fileobj=stream, mode="rb")


COMPRESSIONS: dict[str, Callable[[IO[bytes]], Any]] = {".gz": _gzip, ".zst": _zstd, ".bz2": bz2.BZ2File, ".xz": lzma.LZMAFile}


def unpacked(stream: IO[bytes], suffix: str) -> IO[bytes]:
    """Return a stream of what `stream` holds. It raises Broken where it cannot be unpacked, or is a bomb."""
    try:
        unpacker = COMPRESSIONS[suffix](stream)
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise Broken("broken_compression", f"it cannot be unpacked: {error}") from error
    return measured(unpacker, stream.tell)


def measured(unpacker: Any, consumed: Callable[[], int]) -> IO[bytes]:
    """Return a stream over `unpacker`; `consumed` tells how many compressed bytes it has taken so far."""
    return io.BufferedReader(_Measured(unpacker, consumed), CHUNK)


class _Measured(io.RawIOBase):
    """What comes out of an unpacker. Invariant: it never gave much more than RATIO times what went in."""

    def __init__(self, unpacker: Any, consumed: Callable[[], int]) -> None:
        self._unpacker = unpacker
        self._consumed = consumed
        self._produced = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._produced

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._unpacker.read(len(buffer))
            consumed = self._consumed()
        # A wrong checksum, a cut stream, a method nobody knows: each library has its own words for it.
        except (OSError, EOFError, ValueError, NotImplementedError, zlib.error, lzma.LZMAError) as error:
            raise Broken("broken_compression", f"it cannot be unpacked, or not to its end: {error}") from error
        self._produced += len(data)
        if self._produced > HARMLESS and self._produced > RATIO * consumed:
            raise Broken("bomb", f"{consumed:,} bytes unpack to more than {self._produced:,}: no text shrinks like that")
        buffer[: len(data)] = data
        return len(data)
