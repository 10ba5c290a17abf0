"""`cityfacts doctor`: what would keep a run from working, each finding with its mend."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import msgspec

from transforms.publish import catalogs, releases
from transforms.publish.files import UNFINISHED
from transforms.publish.lake import CATALOG
from transforms.publish.lock import LOCK
from transforms.settings import PREFIX, Settings
from transforms.version import ROOT, code_version

State = Literal["ok", "note", "wrong"]

# Newer ones install without complaint and break silently.
CEILINGS = {
    "fastapi": ((0, 151), "no Prefect server starts"),
    "sqlalchemy": ((2, 1), "no schedule ever fires"),
    "prefect": ((3, 9), "nothing was tried"),
}
FREE_BYTES = 1_000_000_000
STALE_DAYS = 7


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    state: State
    what: str
    told: str


def examine(given: Settings) -> list[Finding]:
    """Return every finding, in the order of the path of a run."""
    return [*_packages(), _ducklake(), *_settings(), *_warehouse(given), _dictionary(), _prefect()]


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
            return Finding("ok", "ducklake", lake.load(connection, "ducklake"))
        except lake.LakeError as error:
            return Finding("wrong", "ducklake", str(error))


def _settings() -> Iterator[Finding]:
    """Find variables that no setting reads: CITYFACTS_WAREHOSE would send a run into the default warehouse without a word."""
    known = {PREFIX + name.upper() for name in Settings.__struct_fields__}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            yield Finding("note", "settings", f"{name} is no setting, so no command reads it")


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
    try:
        newest = releases.latest(folder)
    except releases.ReleaseNotFound as error:
        yield Finding("wrong", "release", str(error))
        return
    if newest is None:
        lost = any((folder / releases.RELEASES).glob("v*"))
        fresh = Finding("note", "warehouse", f"{folder} has no published version yet: cityfacts run")
        yield Finding("wrong", "release", f"{folder} has releases and none is named: cityfacts doctor --mend") if lost else fresh
        return
    release = _release(newest)
    yield release
    yield _catalog(given)
    if release.state == "wrong":
        return
    yield from _checks(newest)
    read_by = newest.manifest.code_version
    if read_by != code_version():
        yield Finding("note", "code", f"{read_by} read the newest version, this is {code_version()}: the next run reads its pages again")
    left = [entry.name for entry in (folder / releases.RELEASES).iterdir() if entry.name.startswith(UNFINISHED)]
    if left:
        yield Finding("note", "releases", f"{len(left)} unfinished releases were left behind: cityfacts doctor --mend removes them")
    yield _quarantine(newest)
    yield _age(newest)


def _lock(folder: Path) -> Finding:
    path = folder / LOCK
    holder = path.read_text().strip() if path.exists() else ""
    with _unlocked(folder) as free:
        if not free:
            return Finding("note", "lock", f"{holder} is writing now")
    if holder:
        return Finding("note", "lock", f"{holder} did not finish: the next run, or cityfacts doctor --mend, completes or removes what it left")
    return Finding("ok", "lock", "free")


@contextmanager
def _unlocked(folder: Path) -> Iterator[bool]:
    """Keep other writers away while the block runs, if none is there; what the lock says of one who did not finish stays."""
    if not (folder / LOCK).exists():
        yield True
        return
    with (folder / LOCK).open() as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = True
        except BlockingIOError:
            free = False
        yield free


def _release(release: releases.Release) -> Finding:
    from transforms.publish.release import moved

    broken = releases.broken(release)
    if broken:
        told = f"{release.folder} lacks or has other bytes in {', '.join(broken)}: cityfacts doctor --mend writes it anew"
        return Finding("wrong", "release", told)
    if moved(release):
        told = f"{release.folder / releases.DATABASE} names files where the warehouse was before it was moved: cityfacts doctor --mend writes it anew"
        return Finding("wrong", "release", told)
    illegible = releases.illegible(release.folder.parents[1])
    if illegible:
        told = f"{', '.join(r.folder.name for r in illegible)} have lost their manifest: cityfacts doctor --mend removes what is left of them"
        return Finding("wrong", "release", told)
    return Finding("ok", "release", f"version {release.version}, {len(release.manifest.files)} files as published, {release.folder}")


def _checks(release: releases.Release) -> Iterator[Finding]:
    """Find what does not hold of all rows: a run asks the pages that it has read."""
    from transforms.commits import examine

    found = examine(release)
    for check in found:
        if not check.passed:
            told = f"{check.name}: {check.rule}, but {check.broken:,} rows do not: {', '.join(check.examples)}"
            mend = f"{told}; cityfacts rollback publishes an earlier version again" if check.severity == "error" else told
            yield Finding("wrong" if check.severity == "error" else "note", "checks", mend)
    yield Finding("ok", "checks", f"{sum(check.passed for check in found)} of {len(found)} hold of all rows")


def _catalog(given: Settings) -> Finding:
    if given.catalog:
        return _lake(given, f"catalog {catalogs.shown(given.catalog)}, files in {given.storage or given.warehouse}")
    path = given.warehouse / CATALOG
    told = f"{path}, {path.stat().st_size / 1e6:.1f} MB" if path.is_file() else str(path)
    with _unlocked(given.warehouse) as free:
        return _lake(given, told) if free and os.access(given.warehouse, os.W_OK) else Finding("ok", "lake", told)


def _lake(given: Settings, told: str) -> Finding:
    """Open the lake: a catalog on PostgreSQL can be opened while a run writes, a file cannot."""
    import duckdb

    from transforms.pipeline import lake_of, trusted
    from transforms.publish.lake import LakeError

    try:
        with lake_of(given) as lake:
            trusted(lake)
            lost = lake.lost()
    except (LakeError, OSError, duckdb.Error) as error:
        return Finding("wrong", "lake", f"{told}: {error}")
    if lost:
        mend = "restore them from a copy, or run into a new folder with --warehouse; releases stay readable"
        return Finding("wrong", "lake", f"{told}: {len(lost)} of its files are gone, such as {lost[0]}: {mend}")
    return Finding("ok", "lake", told)


def _quarantine(release: releases.Release) -> Finding:
    refused = release.manifest.rows("quarantine")
    mend = f"{refused} inputs are refused: cityfacts quarantine list"
    return Finding("note", "quarantine", mend) if refused else Finding("ok", "quarantine", "empty")


def _age(release: releases.Release) -> Finding:
    days = (datetime.now(UTC) - release.manifest.published_at).total_seconds() / 86400
    told = f"version {release.version} is {days:.1f} days old"
    if days < 0:
        return Finding("note", "clock", f"version {release.version} is from the future: the clock of this machine went backwards, or is wrong")
    if days < STALE_DAYS:
        return Finding("ok", "age", told)
    return Finding("note", "age", f"{told}: nothing new, or do runs fail? see runs/*/log.jsonl")


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
