"""Contents: the bytes of one input and their SHA-256, or the reason why there are none.

An oversized file is hashed as a stream and never held; a pipe is never opened, so it cannot block.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from typing import IO

import msgspec

from transforms.model.page import Refusal

LIMIT = 32_000_000
CHUNK = 1 << 20

# Links in a circle have no end either.
LINK_ERRORS = (errno.ENOENT, errno.ELOOP)
KINDS = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"))


class Input(msgspec.Struct, frozen=True, gc=False):
    """One input, named but not opened."""

    source_path: str  # relative to the project when inside it, else its URI
    location: str  # the path or URL to open

    @property
    def remote(self) -> bool:
        """Whether the input is opened by fsspec."""
        return "://" in self.location


class Content(msgspec.Struct, frozen=True, gc=False):
    """The bytes of an input, identified."""

    source_path: str
    sha256: str
    data: bytes

    def refuse(self, code: str, reason: str) -> Refusal:
        """Return the refusal of these bytes, which it keeps."""
        return Refusal(self.source_path, self.sha256, len(self.data), code, reason, kept=self.data)


def fetch(input: Input, limit: int = LIMIT) -> Content | Refusal:
    """Return the bytes of `input`, or why it has none that can be read. Never raises for an input, never blocks."""
    return _remote(input, limit) if input.remote else _local(input, limit)


def _local(input: Input, limit: int) -> Content | Refusal:
    path = input.location
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return _not_a_file(input, status)
        # Between stat and open the file may have become a pipe: do not wait for its writer.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb", buffering=0) as stream:
            return _content(input, limit, stream, status.st_size)
    except OSError as error:
        return _unreadable(input, error)


def _remote(input: Input, limit: int) -> Content | Refusal:
    import fsspec  # type: ignore[import-untyped]

    try:
        with fsspec.open(input.location, "rb") as stream:
            return _content(input, limit, stream, 0)
    except FileNotFoundError:
        return Refusal(input.source_path, None, None, "vanished", "it was there when the sources were listed and is gone now")
    except Exception as error:  # every backend has its own errors; all mean that this one input cannot be read now
        return Refusal(input.source_path, None, None, "unreadable", f"it cannot be fetched: {error or type(error).__name__}")


def _content(input: Input, limit: int, stream: IO[bytes], size: int) -> Content | Refusal:
    """Read `stream` to its end, and hash but do not hold it where it is, or grows, larger than `limit`."""
    data = b""
    while size <= limit and len(data) <= limit:
        chunk = stream.read(size + 1 if size > len(data) else CHUNK)
        if not chunk:
            return Content(input.source_path, hashlib.sha256(data).hexdigest(), data)
        data = data + chunk if data else chunk
    digest, size = hashlib.sha256(data), len(data)
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    reason = f"it has {size:,} bytes, and the limit is {limit:,}: raise the limit or split the file"
    return Refusal(input.source_path, digest.hexdigest(), size, "too_large", reason, location=input.location)


def _not_a_file(input: Input, status: os.stat_result) -> Refusal:
    kind = next((name for test, name in KINDS if test(status.st_mode)), "no regular file")
    if kind == "a folder" and not os.access(input.location, os.R_OK | os.X_OK):
        return Refusal(input.source_path, None, None, "unreadable", "the folder may not be listed: grant read permission")
    return Refusal(input.source_path, None, None, "not_a_file", f"it is {kind}, and a file was expected")


def _unreadable(input: Input, error: OSError) -> Refusal:
    if error.errno in LINK_ERRORS and os.path.islink(input.location):
        return Refusal(input.source_path, None, None, "broken_link", "it is a link that leads nowhere: mend or remove it")
    if error.errno == errno.ENOENT:
        return Refusal(input.source_path, None, None, "vanished", "it was there when the sources were listed and is gone now")
    return Refusal(input.source_path, None, None, "unreadable", f"it cannot be read: {error.strerror}")
