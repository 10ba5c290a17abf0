"""`cityfacts doctor`: what would keep a run from working, each finding with its mend."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import msgspec

from transforms.publish import releases
from transforms.publish.files import UNFINISHED
from transforms.publish.lock import LOCK
from transforms.settings import Settings
from transforms.version import ROOT, code_version

State = Literal["ok", "note", "wrong"]

# Newer ones install without complaint and break silently.
CEILINGS = {
    "fastapi": ((0, 151), "no Prefect server starts"),
    "sqlalchemy": ((2, 1), "no schedule ever fires"),
    "prefect": ((3, 9), "nothing was tried"),
}
FREE_BYTES = 1_000_000_000


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    state: State
    what: str
    told: str


def examine(given: Settings) -> list[Finding]:
    """Return every finding, in the order of the path of a run."""
    return [*_packages(), _ducklake(), *_warehouse(given), _dictionary(), _prefect()]


def _packages() -> Iterator[Finding]:
    fits = (3, 11) <= sys.version_info < (3, 14)
    yield Finding("ok" if fits else "wrong", "python", f"{sys.version.split()[0]}" + ("" if fits else ": install 3.11, 3.12 or 3.13"))
    for name, (ceiling, harm) in CEILINGS.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            yield Finding("wrong", name, "is not installed: make setup")
            continue
        below = tuple(int(part) for part in found.split(".")[:2]) < ceiling
        limit = ".".join(map(str, ceiling))
        yield Finding("ok" if below else "wrong", name, found if below else f"{found}: with {limit} or newer {harm}; pip install '{name}<{limit}'")


def _ducklake() -> Finding:
    from transforms.publish import lake

    with lake.connect() as connection:
        try:
            return Finding("ok", "ducklake", lake.load_ducklake(connection))
        except lake.LakeError as error:
            return Finding("wrong", "ducklake", str(error))


def _warehouse(given: Settings) -> Iterator[Finding]:
    folder = given.warehouse
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(existing, os.W_OK):
        yield Finding("wrong", "warehouse", f"{existing} may not be written to: grant permission, or name another folder with --warehouse")
    free = shutil.disk_usage(existing).free
    enough = free >= FREE_BYTES
    told = f"{free / 1e9:.1f} GB free at {existing}"
    yield Finding("ok", "disk", told) if enough else Finding("note", "disk", f"{told}: make room before a large run")
    yield _lock(folder)
    newest = releases.latest(folder)
    if newest is None:
        yield Finding("note", "warehouse", f"{folder} has no published version yet: cityfacts run")
        return
    yield _release(newest)
    read_by = newest.manifest.code_version
    if read_by != code_version():
        yield Finding("note", "code", f"{read_by} read the newest version, this is {code_version()}: the next run reads its pages again")
    left = [entry.name for entry in (folder / releases.RELEASES).iterdir() if entry.name.startswith(UNFINISHED)]
    if left:
        yield Finding("note", "releases", f"{len(left)} unfinished releases were left behind: the next run that publishes removes them")


def _lock(folder: Path) -> Finding:
    path = folder / LOCK
    if not path.exists():
        return Finding("ok", "lock", "free")
    with path.open() as stream:
        holder = stream.read().strip()
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return Finding("note", "lock", f"{holder} is writing now")
    if holder:
        return Finding("note", "lock", f"{holder} did not finish: the next run completes or removes what it left")
    return Finding("ok", "lock", "free")


def _release(release: releases.Release) -> Finding:
    broken = [
        name for name, file in release.manifest.files.items()
        if not (release.folder / name).is_file() or (release.folder / name).stat().st_size != file.bytes
    ]
    if broken:
        return Finding("wrong", "release", f"{release.folder} lacks or has other bytes in {', '.join(broken)}: restore it from a copy")
    return Finding("ok", "release", f"version {release.version}, {len(release.manifest.files)} files as published, {release.folder}")


def _dictionary() -> Finding:
    from transforms.publish.dictionary import markdown
    from transforms.tables import TABLES, VIEWS

    path = ROOT / "warehouse" / "README.md"
    fresh = path.is_file() and path.read_text(encoding="utf-8") == markdown(TABLES.values(), VIEWS.values())
    mend = "" if fresh else " is not what the code says: python -m pytest tests/test_publish.py --update-golden"
    return Finding("ok" if fresh else "wrong", "dictionary", f"warehouse/README.md{mend}")


def _prefect() -> Finding:
    url = os.environ.get("PREFECT_API_URL")
    return Finding("ok", "schedule", f"runs are recorded at {url}" if url else "no PREFECT_API_URL: runs are carried out in this process")
