"""Zip archives: every member of a known format is read, without ever being written to a disk.

A member is named by its place in the archive, pages.zip#3, and a record of a member that is a container itself by both,
pages.zip#3/12. A name with .. or a drive letter in it can do no harm here, but nobody packs pages like that: it is refused, as
are members that are encrypted, and archives in archives in archives.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

import msgspec

from transforms.ingest.compression import measured
from transforms.ingest.contents import Broken, Content, Origin
from transforms.model.page import Refusal
from transforms.model.patterns import pattern

MEMBERS = 100_000
DEEPEST = 2
UNSAFE = pattern(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]")
ENCRYPTED = 0x1

# Yields what a member holds, by its name; nothing of what is no page.
Members = Callable[[IO[bytes], str, Origin, int], Iterator[Content | Refusal]]


def records(stream: IO[bytes], origin: Origin, members: Members) -> Iterator[Content | Refusal]:
    """Yield the records of every member of a known format."""
    if origin.prefix.count("/") >= DEEPEST:
        raise Broken("too_deep", "it is an archive in an archive in an archive: unpack it")
    try:
        archive = zipfile.ZipFile(stream)
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise Broken("broken_archive", f"it is no zip archive, or it is cut off: {error}") from error
    if len(infos) > MEMBERS:
        raise Broken("too_many_members", f"it has {len(infos):,} members, and the limit is {MEMBERS:,}: split it")
    for number, info in enumerate(infos, 1):
        if not info.filename.endswith("/"):  # is_dir fails for a member without a name
            yield from _member(archive, info, number, origin, members)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, number: int, origin: Origin, members: Members) -> Iterator[Content | Refusal]:
    # orig_filename, because zipfile cuts a name at a NUL.
    if UNSAFE.search(info.orig_filename):
        yield origin.refuse(number, "unsafe_name", f"its member {info.orig_filename!r} has a name that leads out of the archive: pack it again")
    elif info.flag_bits & ENCRYPTED:
        yield origin.refuse(number, "encrypted", f"its member {info.filename!r} needs a password: pack it without")
    else:
        inside = msgspec.structs.replace(origin, prefix=f"{origin.prefix}{number}/", first=1, offset=0, seekable=False)
        try:
            with archive.open(info) as member:
                # The last bytes are taken in before they come out, so a little more than none is always consumed.
                yield from members(measured(member, lambda: max(info.compress_size, 1)), info.filename, inside, number)
        except Broken as error:
            yield origin.refuse(number, error.code, f"its member {info.filename!r}: {error.reason}")
        except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError, struct.error) as error:
            yield origin.refuse(number, "broken_archive", f"its member {info.filename!r} cannot be unpacked: {error}")


def held(stream: IO[bytes], limit: int) -> IO[bytes]:
    """Return `stream` in memory, for readers that have to jump in it. Raises Broken where it is larger than `limit`."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Broken("too_large", f"it has more than {limit:,} bytes: raise the limit or unpack it")
    return io.BytesIO(data)
