"""The lock of a warehouse: one run at a time plans, commits and releases. The kernel drops it when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".commit.lock"
POLL_SECONDS = 0.1

# Errors of who used a command wrongly: nothing was begun.
Unbegun = tuple[type[Exception], ...]


class Busy(RuntimeError):
    """Another run holds the lock; the message says which one."""


@contextmanager
def held(warehouse: Path, holder: str, wait_seconds: float, waiting: Callable[[str], None], unbegun: Unbegun = ()) -> Iterator[str]:
    """Hold the lock while the block runs; give the holder whose run ended without finishing, or an empty string.

    `waiting` is told once if another run holds it. An error of `unbegun` leaves nothing unfinished. Raises Busy after `wait_seconds`.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(warehouse / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _acquire(descriptor, warehouse, wait_seconds, waiting)
        unfinished = _content(descriptor)
        _write(descriptor, holder)
        try:
            yield unfinished
        except unbegun:
            _write(descriptor, unfinished)
            raise
        _write(descriptor, "")
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, warehouse: Path, wait_seconds: float, waiting: Callable[[str], None]) -> None:
    deadline, told = time.monotonic() + wait_seconds, False
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _content(descriptor) or "another run"
            if time.monotonic() >= deadline:
                raise Busy(f"{holder} is writing to {warehouse}; try again when it is done, or name another folder with --warehouse") from None
            if not told:
                waiting(f"waiting for {holder}, which is writing to {warehouse}")
                told = True
            time.sleep(POLL_SECONDS)


def _content(descriptor: int) -> str:
    return os.pread(descriptor, 1000, 0).decode("utf-8", "replace").strip()


def _write(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, text.encode(), 0)
    os.fsync(descriptor)
