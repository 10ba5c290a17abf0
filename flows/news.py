"""The flow: the five steps of the pipeline as Prefect tasks. Their order stands in transforms.pipeline.run, nowhere else.

Tasks are few and coarse: a task run costs Prefect more than a hundred pages cost us. Nothing is cached or persisted by Prefect:
what must survive lies in the warehouse, and what has been read is known by its bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.logging import get_run_logger
from prefect.schedules import Cron

from flows import alerts
from flows.terminal import harmless
from flows.told import counted, summary
from transforms import pipeline, settings
from transforms.model.check import Check
from transforms.pipeline import Committed, Progress, Released
from transforms.plans import Plan, Staged
from transforms.publish.checks import ChecksFailed
from transforms.reports import Report
from transforms.settings import Settings

# What a task returns stays in this process: the next task gets the object itself.
IN_MEMORY: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}

# Only where the world is touched: a disk that is full, a source that does not answer, may be better in a minute.
RETRIED: dict[str, Any] = {"retries": 2, "retry_delay_seconds": [5, 60]}


def _worth_retrying(task: Any, run: Any, state: Any) -> bool:
    """A check that refused the rows will refuse them again."""
    return not isinstance(state.result(raise_on_failure=False), ChecksFailed)


@task(task_run_name="plan {run_id}", **RETRIED, **IN_MEMORY)
def plan(settings: Settings, run_id: str) -> Plan:
    """Find out which inputs have news."""
    return pipeline.plan(settings, run_id)


# Not retried: reading is pure, so a batch that failed once will fail again.
@task(**IN_MEMORY)
def transform(plan: Plan, progress: Progress) -> Staged:
    """Read every new page in batches and stage their rows; a page that cannot be read is set aside alone."""
    artifact = create_progress_artifact(0.0, key="pages-read", description=f"{len(plan.reads)} of {plan.seen} pages have to be read")

    def seen(stage: str, done: int, total: int) -> None:
        progress(stage, done, total)
        update_progress_artifact(artifact, 100.0 * done / total)  # type: ignore[arg-type, unused-ignore]

    staged = pipeline.transform(plan, seen)
    update_progress_artifact(artifact, 100.0)  # type: ignore[arg-type, unused-ignore]
    return staged


@task(retry_condition_fn=_worth_retrying, **RETRIED, **IN_MEMORY)
def commit(staged: Staged) -> Committed:
    """Replace the rows of what changed, in all tables together or not at all; doing it again changes nothing."""
    try:
        committed = pipeline.commit(staged)
    except ChecksFailed as error:
        _show(error.results, staged.plan.run_id)
        raise
    _show(committed.checks, staged.plan.run_id)
    return committed


def _show(checks: list[Check], run_id: str) -> None:
    """Keep what the checks found as an artifact, failures first."""
    told = [
        {"check": c.name, "severity": c.severity, "passed": c.passed, "rule": c.rule, "broken": c.broken, "examples": harmless("; ".join(c.examples))}
        for c in sorted(checks, key=lambda c: (c.passed, c.severity, c.name))
    ]
    if told:
        failed = sum(not c.passed for c in checks)
        create_table_artifact(told, key="checks", description=f"{failed} of {len(checks)} checks failed in run {run_id}")


@task(**RETRIED, **IN_MEMORY)
def release(committed: Committed) -> Released:
    """Write the committed version as an immutable release and let latest.json name it."""
    return pipeline.release(committed)


@task(**IN_MEMORY)
def report(released: Released, recovered: str) -> Report:
    """Tell what the run did, as artifacts too."""
    told = pipeline.report(released, recovered)
    text = summary(told).replace("`", "'")  # or a page could end the block and write Markdown of its own
    create_markdown_artifact(f"```\n{text}\n```", key="run-report", description=f"Run {told.run.run_id}: {told.run.status}")
    rows = [{"table": name, "rows read": rows} for name, rows in told.facts.items()]
    create_table_artifact(rows, key="facts-read", description=f"Rows read into the fact tables by run {told.run.run_id}")
    return told


TASKS = pipeline.Steps(plan=plan, transform=transform, commit=commit, release=release, report=report)


@flow(name="news", persist_result=False)
def news(
    source: list[str] | None = None, warehouse: str | None = None, workers: int | None = None, limit_mb: float | None = None,
    engine: str | None = None, dask_address: str | None = None, accept: list[str] | None = None, since: str | None = None, until: str | None = None,
) -> dict[str, Any]:
    """Read every new page, publish one new version, and name the pages that were set aside."""
    given = settings.load({
        "source": source, "warehouse": warehouse, "workers": workers, "limit_mb": limit_mb,
        "engine": engine, "dask_address": dask_address, "accept": accept, "since": since, "until": until,
    })
    logger = get_run_logger()

    def progress(stage: str, done: int, total: int) -> None:
        logger.info("%s: %d of %d", stage, done, total)

    told = alerts.watched(given, logger.warning, lambda: pipeline.run(given, progress, logger.info, TASKS))
    logger.info("%s: version %s, %s", told.run.status, told.version, counted(told.facts))
    found: dict[str, Any] = msgspec.to_builtins(told)
    return found


def run(given: Settings) -> Report:
    """Carry out the flow here, recorded by the configured Prefect API, else by a temporary one."""
    return msgspec.convert(news(**_parameters(given)), Report)


def serve(given: Settings) -> None:
    """Carry out the flow on its schedule until stopped. Of runs that were missed or overlap, one is carried out. Raises SettingsError."""
    try:
        schedule = Cron(given.schedule, timezone=given.timezone)
    except ValueError:
        raise settings.SettingsError(f"schedule {given.schedule!r} is no cron line: write it as '30 6 * * *'") from None
    serving: Callable[..., None] = news.serve
    serving(
        name="every-morning", schedules=[schedule], parameters=_parameters(given),
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW), pause_on_shutdown=False,
    )


def _parameters(given: Settings) -> dict[str, Any]:
    """Return the flow's parameters, with paths that mean the same in another working directory."""
    source = [s if "://" in s else settings.absolute(s) for s in given.source]
    return {
        "source": source, "warehouse": str(given.warehouse), "workers": given.workers, "limit_mb": given.limit_mb,
        "engine": given.engine, "dask_address": given.dask_address, "accept": list(given.accept),
        "since": given.since and given.since.isoformat(), "until": given.until and given.until.isoformat(),
    }
