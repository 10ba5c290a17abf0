"""The pipeline: plan, transform, commit, release, report. The command line calls the steps here, the Prefect flow as tasks.

What a step needs from the one before is handed over in memory; what must survive a crash lies in the warehouse. A run that is
killed leaves the last version as it was; the next one completes what was committed, and removes what was not.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import msgspec

from transforms import commits, engines, plans, reports, resolution
from transforms.ingest import SourceNotFound
from transforms.model.check import Check
from transforms.model.run import Run, new_run_id
from transforms.plans import Plan, Staged
from transforms.publish import catalogs, files, lock, quarantine, storage
from transforms.publish import release as releasing
from transforms.publish.lake import CATALOG, Lake, LakeError, Snapshot, function, newest
from transforms.publish.logs import Log
from transforms.publish.releases import RELEASES, Release, latest
from transforms.reports import REPORT, RUNS, Report
from transforms.settings import Settings, SettingsError
from transforms.tables import RESOLUTION, TABLES, VIEWS, view_sql

Progress = Callable[[str, int, int], None]

plan = plans.plan


class Committed(msgspec.Struct, frozen=True):
    """What became of the staged rows; without a snapshot there was no news."""

    staged: Staged
    run: Run
    snapshot: Snapshot | None
    checks: list[Check]
    seconds: float


class Released(msgspec.Struct, frozen=True):
    """The newest release after the run; None if nothing was ever published."""

    committed: Committed
    release: Release | None
    seconds: float


def transform(plan: Plan, progress: Progress) -> Staged:
    """Read every new page in batches and stage their rows as Parquet; a page that cannot be read is set aside alone."""
    clock, done, found = perf_counter(), 0, []
    jobs = list(plans.jobs(plan))
    for batch in engines.read(jobs, plan.settings):
        found.append(batch)
        files.write(_folder(plan) / "manifests" / f"b{batch.number:05d}.json", msgspec.json.encode(batch))
        done += len(jobs[batch.number].inputs)
        progress("read", done, len(plan.reads))
    refused = storage.folder(plan.settings.warehouse, plan.settings.storage, quarantine.FOLDER)
    plan = msgspec.structs.replace(plan, refusals=[quarantine.keep(refusal, refused) for refusal in plan.refusals])
    return Staged(plan, sorted(found, key=lambda batch: batch.number), perf_counter() - clock)


def commit(staged: Staged) -> Committed:
    """Replace the rows of what changed, in all tables together or not at all. Committing the same run again changes nothing."""
    clock, plan = perf_counter(), staged.plan
    sources = staged.sources
    if not sources and not plan.gone and not plan.corrected:
        return Committed(staged, reports.row(staged, "no_news", None), None, [], perf_counter() - clock)
    found: list[Check] = []
    with lake_of(plan.settings) as lake:
        snapshot = trusted(lake)
        if snapshot is None or snapshot.run_id != plan.run_id:
            run = reports.row(staged, "published", (snapshot.version if snapshot else 0) + 1)
            with lake.transaction(plan.run_id):
                commits.replace(lake, staged, sources, run, first=snapshot is None)
                resolution.run(lake, plan, first=snapshot is None)
                found = commits.check(lake, run, plan.settings.accept, [file for batch in staged.batches for file in batch.files])
            snapshot = newest(lake)
        assert snapshot is not None
        return Committed(staged, reports.row(staged, "published", snapshot.version), snapshot, found, perf_counter() - clock)


def release(committed: Committed) -> Released:
    """Write the committed version as an immutable release and let latest.json name it."""
    clock, given = perf_counter(), committed.staged.plan.settings
    if committed.snapshot:
        with lake_of(given) as lake:
            found: Release | None = releasing.publish(lake, committed.snapshot, TABLES, VIEWS, view_sql)
    else:
        found = latest(given.warehouse)
    return Released(committed, found, perf_counter() - clock)


def report(released: Released, recovered: str = "") -> Report:
    """Tell what the run did, in runs/<run_id>/report.json too."""
    staged = released.committed.staged
    seconds = {
        "plan": staged.plan.seconds, "transform": staged.seconds, "commit": released.committed.seconds, "release": released.seconds,
        **{f"transform.{stage}": spent for stage, spent in reports.total(b.seconds for b in staged.batches).items()},
    }
    told = Report(
        run=released.committed.run, version=released.release.version if released.release else None,
        folder=str(released.release.folder) if released.release else None,
        reread=staged.plan.reread, passed=staged.plan.passed, refusals=staged.refusals, checks=released.committed.checks,
        repairs=reports.total(b.repairs for b in staged.batches),
        facts=reports.total(b.facts for b in staged.batches), seconds=seconds,
        recovered=recovered,
    )
    reports.tell(staged.plan.settings.warehouse, told)
    return told


class Steps(msgspec.Struct, frozen=True):
    """The five steps, as functions or as what wraps them."""

    plan: Callable[[Settings, str], Plan] = plan
    transform: Callable[[Plan, Progress], Staged] = transform
    commit: Callable[[Staged], Committed] = commit
    release: Callable[[Committed], Released] = release
    report: Callable[[Released, str], Report] = report


def run(settings: Settings, progress: Progress, say: Callable[[str], None], steps: Steps = Steps()) -> Report:  # noqa: B008  frozen
    """Carry out the steps in their order, as the only run that writes to the warehouse. This is the one place that knows the order."""
    run_id = new_run_id(datetime.now(UTC))
    commits.known(settings.accept)
    with alone(settings, f"run {run_id}", say) as unfinished:
        recovered = recover(settings, unfinished) if unfinished else catch_up(settings)
        log = Log(settings.warehouse / RUNS / run_id, run_id)
        log.write("started", source=settings.source, engine=settings.engine, workers=settings.workers, recovered=recovered)

        def seen(stage: str, done: int, total: int) -> None:
            progress(stage, done, total)
            log.write(stage, done=done, total=total)

        try:
            planned = steps.plan(settings, run_id)
            log.write("planned", seen=planned.seen, reads=len(planned.reads), unchanged=len(planned.unchanged), seconds=planned.seconds)
            staged = steps.transform(planned, seen)
            log.write("transformed", refused=len(staged.refusals), seconds=staged.seconds)
            committed = steps.commit(staged)
            failed = [check.name for check in committed.checks if not check.passed]
            log.write("committed", version=committed.run.version, failed_checks=failed, seconds=committed.seconds)
            released = steps.release(committed)
            log.write("released", version=released.release.version if released.release else None, seconds=released.seconds)
            told = steps.report(released, recovered)
            log.write("finished", status=told.run.status, facts=told.run.facts)
            return told
        except Exception as error:
            with suppress(OSError):  # the disk may be what failed
                log.write("failed", error=f"{type(error).__name__}: {error}")
                reports.tell(settings.warehouse, reports.failed(run_id, " ".join(settings.source), error, datetime.now(UTC)))
            raise


# What a run raises before it begins: the next one has nothing to recover.
UNBEGUN = (SourceNotFound, SettingsError)


@contextmanager
def alone(given: Settings, what: str, say: Callable[[str], None]) -> Iterator[str]:
    """Be the only one that writes to the warehouse, and to its catalog if other machines do; give who did not finish. Raises Busy."""
    holder = f"{what} (process {os.getpid()})"
    with ExitStack() as locks:
        unfinished = locks.enter_context(lock.held(given.warehouse, holder, given.wait_seconds, say, UNBEGUN))
        if given.catalog:
            holder = f"{holder} on {platform.node()}"
            unfinished = locks.enter_context(catalogs.held(given.catalog, holder, given.wait_seconds, say, UNBEGUN)) or unfinished
        yield unfinished


def catch_up(given: Settings) -> str:
    """Publish here what another machine committed to the same catalog, and say so."""
    if not given.catalog:
        return ""
    with lake_of(given) as lake:
        snapshot, before = trusted(lake), latest(given.warehouse)
        if snapshot is None or (before and before.version >= snapshot.version):
            return ""
        releasing.publish(lake, snapshot, TABLES, VIEWS, view_sql)
        return f"version {snapshot.version} of {snapshot.run_id} is now published here too"


def recover(given: Settings, unfinished: str) -> str:
    """Complete what a killed run committed, remove what it did not, and say so."""
    warehouse = given.warehouse
    releasing.clean(warehouse)
    for pattern in ("", f"{RUNS}/**/", f"{quarantine.FOLDER}/"):
        files.clean(warehouse, pattern)
    with lake_of(given) as lake:
        snapshot, before = trusted(lake), latest(warehouse)
        removed = lake.clean()
        behind = snapshot is not None and (before is None or before.version < snapshot.version)
        if snapshot and behind:
            releasing.publish(lake, snapshot, TABLES, VIEWS, view_sql)
    for folder in reports.folders(warehouse):
        if not (folder / REPORT).exists():
            reports.tell(warehouse, reports.failed(folder.name, "", None, None))
    if snapshot and behind:
        return f"{unfinished} was killed after its commit: version {snapshot.version} is now published"
    return f"{unfinished} did not finish: {removed} files it left were removed" if removed else f"{unfinished} did not finish, and left nothing"


def lake_of(given: Settings) -> Lake:
    """Open the lake of a warehouse, with all its tables. Raises LakeError, for one whose catalog is lost, too: an empty one names no file."""
    catalog, published = given.warehouse / CATALOG, given.warehouse / RELEASES
    if not given.catalog and not catalog.exists() and any(published.glob("v*")):
        raise LakeError(f"{catalog} is gone: restore it from a copy, or run into a new folder with --warehouse; releases stay readable")
    function("block", resolution.blocks, 2)  # a transaction knows those only that were there when it began
    return Lake(given.warehouse, [*TABLES.values(), *RESOLUTION.values()], given.catalog, given.storage)


def trusted(lake: Lake) -> Snapshot | None:
    """Return the newest version of a lake. Raises LakeError where readers have a newer one: who cleans up after it would remove its files."""
    snapshot, published = newest(lake), latest(lake.warehouse)
    version = snapshot.version if snapshot else 0
    if published and published.version > version:
        raise LakeError(
            f"the catalog of {lake.warehouse} ends with version {version}, and version {published.version} is published: it is an old copy,"
            " or another one; restore the newest copy, or run into a new folder with --warehouse; releases stay readable"
        )
    return snapshot


def _folder(plan: Plan) -> Path:
    return plan.settings.warehouse / RUNS / plan.run_id
