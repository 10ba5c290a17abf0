"""Reports: what a run did, for the people who started it, for runs/<run_id>/report.json, and for the table `runs`."""

from __future__ import annotations

import resource
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from transforms.model.check import Check
from transforms.model.page import Refusal
from transforms.model.run import Run, RunStatus, started_at
from transforms.plans import Staged
from transforms.publish import files
from transforms.publish.checks import ChecksFailed
from transforms.version import code_version

RUNS = "runs"
REPORT = "report.json"


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did, for people and for runs/<run_id>/report.json."""

    run: Run
    version: int | None  # the newest version, whether this run published it or not
    folder: str | None
    reread: int = 0
    passed: dict[str, int] = {}  # files that were passed over, by their endings
    refusals: list[Refusal] = []
    checks: list[Check] = []
    repairs: dict[str, int] = {}
    facts: dict[str, int] = {}
    seconds: dict[str, float] = {}
    recovered: str = ""
    error: str = ""


def row(staged: Staged, status: RunStatus, version: int | None) -> Run:
    """Return the row of `runs` for a plan that was carried out."""
    plan, refused = staged.plan, {refusal.source_path for refusal in staged.refusals}
    news = [path for path in plan.paths if path not in refused]
    new = sum(path not in plan.known for path in news)
    return Run(
        run_id=plan.run_id, started_at=plan.started_at, finished_at=datetime.now(UTC), status=status, source=" ".join(plan.settings.source),
        code_version=plan.code_version, version=version, seen=plan.seen, new=new, changed=len(news) - new, unchanged=len(plan.unchanged),
        quarantined=len(refused), facts=sum(total(b.facts for b in staged.batches).values()),
        corrections=plan.corrections if version else None,
        bytes=sum(planned.size for planned in plan.reads), plan_seconds=plan.seconds, transform_seconds=staged.seconds, peak_memory=_peak(),
    )


def _peak() -> int:
    """Return the most bytes that this process or one that it started had in memory."""
    return 1024 * max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def failed(run_id: str, source: str, error: Exception | None, finished_at: datetime | None) -> Report:
    """Return the report of a run that published nothing because of an error; None where it was killed."""
    ended = Run(
        run_id=run_id, started_at=started_at(run_id), finished_at=finished_at, status="failed", source=source,
        code_version=code_version(), version=None, seen=0, new=0, changed=0, unchanged=0, quarantined=0, facts=0,
    )
    results = error.results if isinstance(error, ChecksFailed) else []
    return Report(run=ended, version=None, folder=None, checks=results, error=f"{type(error).__name__}: {error}" if error else "it was killed")


def untold(warehouse: Path, told: set[str]) -> list[Run]:
    """Return the runs that published nothing since the last version; only their reports tell of them."""
    return [_told(folder) for folder in folders(warehouse) if folder.name not in told and (folder / REPORT).exists()]


def _told(folder: Path) -> Run:
    try:
        return msgspec.json.decode((folder / REPORT).read_bytes(), type=Report).run
    except msgspec.DecodeError:  # damaged, or written by earlier code: that there was a run is told all the same
        return failed(folder.name, "", None, None).run


def folders(warehouse: Path) -> list[Path]:
    """Return the folders of runs, the oldest first; what else lies beside them is none of ours."""
    return sorted((warehouse / RUNS).glob(f"{'[0-9]' * 8}T{'[0-9]' * 12}-*"))


def tell(warehouse: Path, told: Report) -> None:
    """Keep the report of a run in its folder."""
    files.write(warehouse / RUNS / told.run.run_id / REPORT, msgspec.json.format(msgspec.json.encode(told), indent=1))


def total(counts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the sums of the values of each key, by key."""
    found: Counter[str] = Counter()
    for count in counts:
        found.update(count)
    return dict(sorted(found.items()))
