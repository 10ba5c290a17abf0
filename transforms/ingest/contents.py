"""Contents: the bytes of one record and their SHA-256, or the reason why there are none.

An oversized file is hashed as a stream and never held; a pipe is never opened, so it cannot block.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Literal

import msgspec

from transforms.model.page import Given, Refusal

LIMIT = 32_000_000
CHUNK = 1 << 20

# Links in a circle have no end either.
LINK_ERRORS = (errno.ENOENT, errno.ELOOP)
KINDS = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"))


class Input(msgspec.Struct, frozen=True, gc=False):
    """One input, named but not opened: a file, or a record of a container, from which on its records are read."""

    source_path: str  # relative to the project when inside it, else its URI; with #position in a container
    location: str  # the path or URL to open
    position: str = ""  # of the record in a container
    offset: int = 0  # where a reader of the container may begin to find it; 0 for the beginning

    @property
    def remote(self) -> bool:
        """Whether the input is opened by fsspec."""
        return "://" in self.location

    @property
    def file(self) -> str:
        """The source_path of the whole file."""
        return self.source_path.removesuffix(f"#{self.position}") if self.position else self.source_path


class Content(msgspec.Struct, frozen=True, gc=False):
    """The bytes of a record, identified, and what its container says of them."""

    source_path: str
    sha256: str
    data: bytes
    format: Literal["text", "html"] = "text"
    position: str = ""
    offset: int = 0
    charset: str | None = None  # as the HTTP header names it
    given: Given | None = None

    def refuse(self, code: str, reason: str) -> Refusal:
        """Return the refusal of these bytes, which it keeps."""
        return Refusal(self.source_path, self.sha256, len(self.data), code, reason, kept=self.data)


class Unreadable(Exception):
    """The input has no bytes: a folder, a broken link, a server that does not answer."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


class Broken(Exception):
    """A container cannot be read, or not on from here; what was read of it before is good."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Origin(msgspec.Struct, frozen=True):
    """Where the records of a container lie: it names them, and says from which of them on they are wanted."""

    source_path: str  # of the file
    limit: int  # the largest record in bytes
    prefix: str = ""  # position of the member that holds this container, as 3/ in a.zip#3/12
    first: int = 1  # number of the record that begins at
    offset: int = 0
    seekable: bool = True

    def content(
        self, number: int, data: bytes, format: Literal["text", "html"], offset: int = 0, charset: str | None = None, given: Given | None = None
    ) -> Content:
        """Return the record with this 1-based number."""
        position = f"{self.prefix}{number}"
        at = offset if self.seekable else 0
        return Content(f"{self.source_path}#{position}", hashlib.sha256(data).hexdigest(), data, format, position, at, charset, given)

    def refuse(self, number: int, code: str, reason: str, data: bytes | None = None) -> Refusal:
        """Return the refusal of the record with this number, with its bytes if there are any."""
        path = f"{self.source_path}#{self.prefix}{number}"
        if data is None:
            return Refusal(path, None, None, code, reason)
        return Refusal(path, hashlib.sha256(data).hexdigest(), len(data), code, reason, kept=data)


def fetch(input: Input, limit: int = LIMIT) -> Content | Refusal:
    """Return the bytes of `input`, or why it has none that can be read. Never raises for an input, never blocks."""
    try:
        with opened(input) as stream:
            return _content(input, limit, stream, 0 if input.remote else os.fstat(stream.fileno()).st_size)
    except Unreadable as error:
        return error.refusal


def refuse_whole(input: Input, error: Broken) -> Refusal:
    """Return the refusal of a container; it may be too large to hold, so its bytes are named and not kept."""
    whole = fetch(input, -1)
    if isinstance(whole, Content):
        return whole.refuse(error.code, error.reason)
    return msgspec.structs.replace(whole, source_path=input.file, reason_code=error.code, reason=error.reason) if whole.sha256 else whole


@contextmanager
def opened(input: Input) -> Iterator[IO[bytes]]:
    """Open `input` for reading and seeking. Raises Unreadable for what is no file, at once or when it fails while it is read."""
    if input.remote:
        with _remote(input) as stream:
            yield stream
        return
    try:
        status = os.stat(input.location)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(_not_a_file(input, status))
        # Between stat and open the file may have become a pipe: do not wait for its writer.
        with open(os.open(input.location, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb", buffering=CHUNK) as stream:
            yield stream
    except OSError as error:
        raise Unreadable(_unreadable(input, error)) from error


@contextmanager
def _remote(input: Input) -> Iterator[IO[bytes]]:
    import fsspec

    try:
        with fsspec.open(input.location, "rb") as stream:
            yield stream
    except (Broken, GeneratorExit):
        raise
    except FileNotFoundError as error:
        refusal = Refusal(input.source_path, None, None, "vanished", "it was there when the sources were listed and is gone now")
        raise Unreadable(refusal) from error
    except Exception as error:  # every backend has its own errors; all mean that this one input cannot be read now
        raise Unreadable(Refusal(input.source_path, None, None, "unreadable", f"it cannot be fetched: {error or type(error).__name__}")) from error


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
    return Refusal(input.source_path, None, None, "unreadable", f"it cannot be read: {error.strerror or error}")
