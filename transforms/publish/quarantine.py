"""Quarantine: the bytes of refused inputs, kept under their SHA-256 until somebody has looked at them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from transforms.model.page import Refusal
from transforms.publish import files

FOLDER = "quarantine"


def keep(refusal: Refusal, warehouse: Path) -> Refusal:
    """Keep the bytes of a refused input, if it has any, and return the refusal without them."""
    if refusal.sha256 is None:
        return refusal
    path = warehouse / FOLDER / refusal.sha256
    if not path.exists():
        if refusal.kept is not None:
            files.write(path, refusal.kept)
        elif refusal.location is not None:
            with _opened(refusal.location) as source:
                files.copy(source, path)
    return Refusal(refusal.source_path, refusal.sha256, refusal.size, refusal.reason_code, refusal.reason)


def _opened(location: str) -> AbstractContextManager[IO[bytes]]:
    if "://" not in location:
        return open(location, "rb")
    import fsspec

    opened: AbstractContextManager[IO[bytes]] = fsspec.open(location, "rb")
    return opened
