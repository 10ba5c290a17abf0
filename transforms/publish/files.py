"""Files that are there whole or not at all: written beside their place, flushed to the disk, moved into it."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# What a killed run may leave behind begins with this, so that clean-up knows it.
UNFINISHED = ".tmp-"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well, the file is flushed and takes the place of `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{UNFINISHED}{os.getpid()}-{path.name}")
    try:
        yield unfinished
        flush(unfinished)
        os.replace(unfinished, path)
        flush(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """Put `data` in place of the file at `path`."""
    with replacing(path) as unfinished:
        unfinished.write_bytes(data)


def copy(source: IO[bytes], path: Path) -> None:
    """Put what `source` reads in place of the file at `path`."""
    with replacing(path) as unfinished, unfinished.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def clean(folder: Path, pattern: str) -> None:
    """Remove what was never finished below a folder, where `pattern` matches."""
    for path in folder.glob(f"{pattern}{UNFINISHED}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def flush(path: Path) -> None:
    """Wait until a file, or the entries of a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
