"""Quarantine: the bytes of refused inputs, kept under their SHA-256 until somebody has looked at them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import IO

from transforms.model.page import Refusal
from transforms.publish import storage

FOLDER = "quarantine"


def keep(refusal: Refusal, folder: str) -> Refusal:
    """Keep the bytes of a refused input, if it has any, in the folder of quarantine and return the refusal without them."""
    if refusal.sha256 is None:
        return refusal
    path = f"{folder}/{refusal.sha256}"
    if storage.size(path) is None:
        if refusal.kept is not None:
            storage.write(path, refusal.kept)
        elif refusal.location is not None:
            with _opened(refusal.location) as source:
                storage.copy(source, path)
    return Refusal(refusal.source_path, refusal.sha256, refusal.size, refusal.reason_code, refusal.reason)


def _opened(location: str) -> AbstractContextManager[IO[bytes]]:
    if "://" not in location:
        return open(location, "rb")
    import fsspec

    opened: AbstractContextManager[IO[bytes]] = fsspec.open(location, "rb")
    return opened
