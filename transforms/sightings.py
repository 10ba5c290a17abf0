"""Sightings: how a page's file looked from outside when its bytes were last read: its size, its times of change, its inode.

A file that still looks so has the same bytes, so a run without news opens no page. The time of the last change of status is asked
too: a copy that keeps the time of modification (cp -p, rsync -t) moves it. What changed in the last two seconds is not trusted, as
another change may bear the same time. Not meant: containers and URLs, which are always read. Losing .sightings costs time only.
"""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import msgspec

from transforms.ingest import Input
from transforms.publish import files

FILE = ".sightings"
TRUSTED_NS = 2_000_000_000

Look = tuple[int, int, int, int]  # inode, length, and the times of change of the file and of its status


class Sighting(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How a file looked, and what its bytes were, unpacked."""

    inode: int
    length: int
    modified_ns: int
    changed_ns: int  # its status
    sha256: str
    size: int


class Sightings:
    """What is known of files by their location. Invariant: no sighting is younger than what its times can tell apart."""

    def __init__(self, warehouse: Path) -> None:
        """Read what the last run saw."""
        self.path = warehouse / FILE
        self.now = time.time_ns()
        try:
            self.known = msgspec.msgpack.decode(self.path.read_bytes(), type=dict[str, Sighting])
        except (FileNotFoundError, msgspec.DecodeError):
            self.known = {}
        self.seen: dict[str, Sighting] = {}

    def same(self, input: Input, limit: int) -> Sighting | None:
        """Return what is known of a page that looks as it did and is not larger than the limit."""
        known = self.known.get(input.location)
        if known is None or known.size > limit or _look(input) != (known.inode, known.length, known.modified_ns, known.changed_ns):
            return None
        self.seen[input.location] = known
        return known

    def look(self, input: Input) -> Look | None:
        """Return how a file looks before it is read; None for what is no file, or changed just now."""
        look = _look(input)
        return look if look and max(look[2:]) < self.now - TRUSTED_NS else None

    def keep(self, input: Input, look: Look, sha256: str, size: int) -> None:
        """Remember the bytes of a page that looked so before they were read."""
        if input.location.isprintable():  # a name with bytes that are no UTF-8 cannot be written down: such a page is read every time
            self.seen[input.location] = Sighting(*look, sha256, size)

    def write(self) -> None:
        """Keep what was seen for the next run."""
        if self.seen != self.known:
            files.write(self.path, msgspec.msgpack.encode(self.seen))


def _look(input: Input) -> Look | None:
    try:
        status = os.stat(input.location)
    except OSError:
        return None
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns) if stat.S_ISREG(status.st_mode) else None
