"""Faults that a schedule meets one day: kills, a full or read-only disk, a locked catalog, a source that vanishes, a clock that goes back."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import faults
from tests.warehouses import content, corpus, quiet, rows, run
from transforms import pipeline
from transforms.model.run import new_run_id
from transforms.pipeline import Plan, Progress, Staged, Steps
from transforms.publish import releases
from transforms.settings import Settings
from transforms.version import ROOT


def command(*arguments: str | Path, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line, with files no larger than `limit` if it is given."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    line = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
    environment = {**os.environ, "CITYFACTS_WAIT_SECONDS": "0"}
    return subprocess.run(line, cwd=ROOT, env=environment, preexec_fn=limited, capture_output=True, text=True, timeout=240)


@pytest.mark.slow
def test_twenty_kills_lose_nothing() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.faults", "--kills", "20"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    nothing = ("rows lost", "rows doubled", "half versions seen", "orphans after clean-up")
    assert {name: told["kills"][name] for name in nothing} == dict.fromkeys(nothing, 0), told
    assert told["kills"]["kills"] == 20


def test_a_disk_that_takes_no_more_fails_the_run_and_keeps_the_version(published: Callable[[int], tuple[Path, Path]]) -> None:
    pages, warehouse = published(2)
    before = content(warehouse)
    corpus(pages, 3)
    done = command("run", pages, "--warehouse", warehouse, limit=20_000)
    assert done.returncode == 1 and "File too large; make room" in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert content(warehouse) == before
    assert run(warehouse, pages).version == 2 and not faults.left(warehouse)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; make faults mounts a read-only disk instead")
def test_a_read_only_warehouse_is_told(published: Callable[[int], tuple[Path, Path]]) -> None:
    pages, warehouse = published(1)
    warehouse.chmod(0o555)
    (warehouse / ".commit.lock").chmod(0o444)
    try:
        done = command("run", pages, "--warehouse", warehouse)
        assert done.returncode == 1 and ".commit.lock'; grant permission" in done.stderr and "Traceback" not in done.stderr
    finally:
        warehouse.chmod(0o755)


def test_a_locked_catalog_is_told_and_harms_nothing(published: Callable[[int], tuple[Path, Path]]) -> None:
    pages, warehouse = published(1)
    corpus(pages, 2)
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(warehouse / "catalog.ducklake")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        done = command("run", pages, "--warehouse", warehouse)
        other.communicate("")
    assert done.returncode == 1 and "catalog.ducklake cannot be opened" in done.stderr and "close the program that holds it" in done.stderr
    assert releases.find(warehouse).version == 1 and run(warehouse, pages).version == 2


def test_a_page_that_vanishes_while_the_run_is_under_way_is_set_aside(tmp_path: Path) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 3), tmp_path / "warehouse"

    def transform(plan: Plan, progress: Progress) -> Staged:
        (pages / "page001.txt").unlink()
        (pages / "page002.txt").write_text("另一篇", encoding="utf-8")
        return pipeline.transform(plan, progress)

    given = Settings(warehouse=warehouse, source=(str(pages),), workers=1)
    pipeline.run(given, quiet, quiet, Steps(transform=transform))
    assert len(rows(warehouse, "documents")) == 1
    assert {r["source_path"][-11:]: r["reason_code"] for r in rows(warehouse, "quarantine")} == {
        "page001.txt": "changed_while_read", "page002.txt": "changed_while_read"
    }
    corpus(pages, 3)
    assert run(warehouse, pages).version == 2 and len(rows(warehouse, "documents")) == 3 and rows(warehouse, "quarantine") == []


def test_a_clock_that_goes_back_costs_no_version(published: Callable[[int], tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    pages, warehouse = published(1)
    corpus(pages, 2)
    monkeypatch.setattr(pipeline, "new_run_id", lambda now: new_run_id(datetime(2001, 1, 1, tzinfo=UTC)))
    assert run(warehouse, pages).version == 2
    monkeypatch.undo()
    corpus(pages, 3)
    assert run(warehouse, pages).version == 3 and len(rows(warehouse, "documents")) == 3
    assert [r["version"] for r in rows(warehouse, "runs")] == [2, 1, 3]  # by run_id
    assert [r.version for r in releases.releases(warehouse)] == [1, 2, 3]
