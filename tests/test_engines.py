"""Engines: one process and Dask give the same tables (test_pipeline has two processes), and workers that die lose no page but their own."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouses import content, corpus, quiet
from transforms import batches, engines, pipeline, plans
from transforms.batches import Batch, Job
from transforms.reports import Report
from transforms.settings import Settings

PAGES = 4


def run(warehouse: Path, pages: Path, **given: object) -> Report:
    """Run the pipeline with some settings."""
    return pipeline.run(Settings(warehouse=warehouse, source=(str(pages),), **given), quiet, quiet)  # type: ignore[arg-type]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs of two pages."""
    monkeypatch.setattr(plans, "BATCH_BYTES", 1000)


_read = batches.read


def die_once(job: Job) -> Batch:
    """Read a job in a worker that the kernel kills at the first job, and only then."""
    once = Path(job.warehouse) / "died"
    if not once.exists():
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return _read(job)


@pytest.mark.usefixtures("small_batches")
def test_a_process_that_dies_costs_an_attempt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages, warehouse = corpus(tmp_path / "pages", PAGES), tmp_path / "warehouse"
    run(tmp_path / "serial", pages, engine="serial")
    monkeypatch.setattr(batches, "read", die_once)
    assert run(warehouse, pages, workers=2).run.new == PAGES
    assert (warehouse / "died").exists() and content(warehouse) == content(tmp_path / "serial")


def test_a_page_that_kills_is_found_and_refused_alone(tmp_path: Path) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 7), tmp_path / "warehouse"
    planned = plans.plan(Settings(warehouse=warehouse, source=(str(pages),)), "20240101T000000000000-0000")
    job = Job(planned.run_id, 0, planned.reads, str(warehouse), 1_000_000, planned.code_version)
    attempts = []

    def attempt(jobs: list[Job]) -> Iterator[tuple[Job, Batch | None]]:
        """Lose every job that has page 5."""
        for job in jobs:
            names = [planned.input.source_path[-11:] for planned in job.inputs]
            attempts.append(names)
            yield job, None if "page005.txt" in names else _read(job)

    (batch,) = engines.survived([job], attempt)
    assert len(batch.published) == batch.facts["dates"] == 6
    assert [(r.source_path[-11:], r.reason_code) for r in batch.refusals] == [("page005.txt", "worker_died")]
    assert (warehouse / "quarantine" / str(batch.refusals[0].sha256)).read_bytes() == (pages / "page005.txt").read_bytes()
    assert [len(names) for names in attempts] == [7, 7, 3, 4, 2, 2, 1, 1]


@pytest.mark.slow
@pytest.mark.usefixtures("small_batches")
def test_dask_reads_as_one_process_does_though_a_worker_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    pages = corpus(tmp_path / "pages", PAGES)
    run(tmp_path / "serial", pages, engine="serial")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        for name, read in (("dask", _read), ("killed", die_once)):
            monkeypatch.setattr(batches, "read", read)
            report = run(tmp_path / name, pages, engine="dask", dask_address=cluster.scheduler_address)
            assert report.run.new == PAGES and content(tmp_path / name) == content(tmp_path / "serial")
    assert (tmp_path / "killed" / "died").exists()


def test_a_dask_that_is_not_there_is_an_error_with_the_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(engines, "CONNECT_SECONDS", 1)
    with pytest.raises(engines.EngineError, match="dask scheduler"):
        run(tmp_path / "warehouse", corpus(tmp_path / "pages", 1), engine="dask", dask_address="tcp://127.0.0.1:1")
