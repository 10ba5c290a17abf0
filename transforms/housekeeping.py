"""Housekeeping: roll back to version 3, keep the last ten versions, make forty small files one, mend what a fault has broken.

Everything that writes holds the lock of the warehouse, as a run does, and first completes what a killed run left. Releases that
stay are never touched: who reads one is not disturbed. Not meant: what a run does by itself (see pipeline.recover).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import msgspec
import pyarrow.parquet as pq

from transforms import batches, pipeline
from transforms.commits import check
from transforms.model.run import Run, new_run_id, started_at
from transforms.pipeline import lake_of, recover, trusted
from transforms.publish import catalogs, quarantine, releases, storage
from transforms.publish import release as releasing
from transforms.publish.files import UNFINISHED
from transforms.publish.lake import CATALOG, LakeError, newest
from transforms.publish.logs import LOG
from transforms.publish.releases import Release
from transforms.publish.staging import DATA
from transforms.reports import REPORT, RUNS, Report, folders, tell
from transforms.settings import Settings
from transforms.tables import RESOLUTION, TABLES, VIEWS, view_sql
from transforms.version import code_version

# What a rollback leaves alone: the story of the warehouse goes on.
STORY = ("runs", "checks")

Say = Callable[[str], None]


class Removed(msgspec.Struct, frozen=True):
    """What was removed, or would be: how many of which kind, and their bytes where they are known."""

    what: str
    count: int
    bytes: int | None = None


@contextmanager
def alone(given: Settings, what: str, say: Say) -> Iterator[None]:
    """Be the only one that writes to the warehouse, with nothing unfinished in it. Raises Busy, ReleaseNotFound where there is none."""
    releases.find(given.warehouse)
    with pipeline.alone(given, what, say) as unfinished:
        told = recover(given, unfinished) if unfinished else pipeline.catch_up(given)
        if told:
            say(told)
        yield


def rollback(given: Settings, version: int, say: Say) -> Report:
    """Publish the rows of an earlier version as a new one: a version is never taken away from who reads it."""
    run_id = new_run_id(datetime.now(UTC))
    target = releases.find(given.warehouse, version)
    with alone(given, f"rollback {run_id}", say):
        with lake_of(given) as lake:
            before = trusted(lake)
            assert before is not None
            with lake.transaction(run_id):
                whole = [name for name in (*TABLES, *RESOLUTION) if name not in batches.BY_DOCUMENT and name not in STORY]
                lake.restore(target.manifest.snapshot, batches.BY_DOCUMENT, whole)
                run = _run(run_id, f"version {version}", before.version + 1)
                lake.put(run_id, "runs", [run])
                found = check(lake, run, ["counts_hold"])
            snapshot = newest(lake)
            assert snapshot is not None
            release = releasing.publish(lake, snapshot, TABLES, VIEWS, view_sql)
        told = Report(run=run, version=release.version, folder=str(release.folder), checks=found)
        tell(given.warehouse, told)
        return told


def _run(run_id: str, source: str, version: int) -> Run:
    return Run(
        run_id=run_id, started_at=started_at(run_id), finished_at=datetime.now(UTC), status="rolled_back", source=source,
        code_version=code_version(), version=version, seen=0, new=0, changed=0, unchanged=0, quarantined=0, facts=0,
    )


def vacuum(given: Settings, keep: int, days: float, dry: bool, say: Say) -> list[Removed]:
    """Remove old versions and what only they needed; the newest `keep` stay, and those younger than `days`. A dry run removes nothing."""
    with alone(given, "vacuum", say):
        found = releases.releases(given.warehouse)
        since = datetime.now(UTC) - timedelta(days=days)
        kept = [r for r in found if r in found[-max(keep, 1):] or r.manifest.published_at >= since]
        old = [release for release in found if release not in kept]
        staged = list(_staged(given.warehouse, kept[0]))
        unnamed = _unnamed(given, kept)
        told = [
            _removed("releases", [release.folder for release in old]), _removed("staged manifests and logs of runs", staged),
            Removed("files in quarantine", len(unnamed), sum(unnamed.values())),
        ]
        if dry:
            return told
        for release in old:
            shutil.rmtree(_out_of_sight(release))
        for path in staged:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        storage.remove(unnamed)
        before = _size(given)
        with lake_of(given) as lake:
            last = trusted(lake)
            snapshots = lake.forget([*(release.manifest.snapshot for release in kept), *([last.snapshot] if last else [])])
        return [*told, Removed("snapshots of the lake", snapshots, before - _size(given))]


def _removed(what: str, paths: list[Path]) -> Removed:
    return Removed(what, len(paths), sum(map(_bytes, paths)))


def _bytes(path: Path) -> int:
    return sum(map(_bytes, path.iterdir())) if path.is_dir() and not path.is_symlink() else path.lstat().st_size


def _size(given: Settings) -> int:
    return sum(storage.sizes(storage.folder(given.warehouse, given.storage, DATA)).values())


def _staged(warehouse: Path, oldest: Release) -> Iterator[Path]:
    """Yield what runs staged, and the logs of those before the oldest version that stays."""
    for folder in sorted((warehouse / RUNS).glob("*")):
        if (folder / "manifests").is_dir():
            yield folder / "manifests"
        if folder.name < oldest.manifest.run_id and (folder / LOG).exists():
            yield folder / LOG


def _unnamed(given: Settings, kept: list[Release]) -> dict[str, int]:
    """Return the sizes of the inputs that no version that stays has in quarantine, by their path."""
    folder = storage.folder(given.warehouse, given.storage, quarantine.FOLDER)
    named = {sha for release in kept for sha in pq.read_table(release.parquet("quarantine"), columns=["sha256"])["sha256"].to_pylist()}
    return {path: size for path, size in storage.sizes(folder).items() if path.rpartition("/")[2] not in named}


def compact(given: Settings, say: Say) -> tuple[int, int]:
    """Make the lake's many small files few; return how many files were named before and after. Raises LakeError."""
    with alone(given, "compact", say), lake_of(given) as lake:
        before = _files(lake.rows(FILES))
        try:
            lake.compact()
        except duckdb.Error as error:
            named = catalogs.shown(given.catalog) or given.warehouse / CATALOG
            raise LakeError(f"{named} could not be compacted and is as it was: {error}") from error
        return before, _files(lake.rows(FILES))


FILES = """
    SELECT count(*) FROM __ducklake_metadata_lake.ducklake_data_file WHERE end_snapshot IS NULL
    UNION ALL SELECT count(*) FROM __ducklake_metadata_lake.ducklake_delete_file WHERE end_snapshot IS NULL
"""


def _files(counts: list[tuple[int]]) -> int:
    return sum(count for (count,) in counts)


def mend(given: Settings, say: Say) -> list[str]:
    """Mend what can be mended of a warehouse and say what was done. Raises Busy, LakeError."""
    warehouse, done = given.warehouse, []
    with pipeline.alone(given, "doctor", say) as unfinished:
        left = unfinished or _left(warehouse)
        lost = _mended_pointer(warehouse)
        if lost:
            done.append(lost)
        newest_release = releases.latest(warehouse)
        if newest_release and releases.broken(newest_release):
            with lake_of(given) as lake:  # only what can be written anew is taken away
                trusted(lake)
            _withdraw(newest_release, warehouse)
            done.append(f"{newest_release.folder} was broken and is written anew from the lake")
        for release in releases.illegible(warehouse):
            _out_of_sight(release)
            done.append(f"{release.folder} had lost its manifest and was removed")
        for release in filter(releasing.moved, releases.releases(warehouse)):
            releasing.settle(release)
            done.append(f"{release.folder / releases.DATABASE} names the files where they lie since the warehouse was moved")
        if left or done:
            told = recover(given, unfinished or "a run")
            done += [told] if left else []
    return done


def _mended_pointer(warehouse: Path) -> str:
    """Let latest.json name the newest whole release again if it names none."""
    if _pointed(warehouse):
        return ""
    whole = _whole(warehouse)
    if not whole:
        return ""
    releases.point(warehouse, whole[-1])
    return f"{releases.LATEST} named no release and names version {whole[-1].version} again"


def _pointed(warehouse: Path) -> bool:
    try:
        named = releases.latest(warehouse)
    except releases.ReleaseNotFound:
        return False
    return named is not None and named.folder.is_dir()


def _whole(warehouse: Path) -> list[Release]:
    found = (Release(int(folder.name[1:]), folder) for folder in sorted((warehouse / releases.RELEASES).glob("v" + "[0-9]" * 8)))
    return [release for release in found if (release.folder / releases.MANIFEST).is_file() and not releases.broken(release)]


def _withdraw(release: Release, warehouse: Path) -> None:
    """Take a broken release out of sight; readers find the whole one before it until it is written anew."""
    before = [r for r in _whole(warehouse) if r.version < release.version]
    if before:
        releases.point(warehouse, before[-1])
    else:
        (warehouse / releases.RELEASES / releases.LATEST).unlink()
    _out_of_sight(release)


def _out_of_sight(release: Release) -> Path:
    """Hide a release under a name that no reader knows: who looks for versions never finds half of one, and what is left is cleaned."""
    return release.folder.rename(release.folder.with_name(f"{UNFINISHED}{release.folder.name}"))


def _left(warehouse: Path) -> bool:
    """Whether something unfinished lies about."""
    unfinished = any(True for _ in warehouse.rglob(f"{UNFINISHED}*"))
    return unfinished or any(not (folder / REPORT).exists() for folder in folders(warehouse))
