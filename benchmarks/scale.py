"""`python -m benchmarks.scale --pages 3000`: one large run, a run without news and a run with 100 changed pages; prints what each costs.

Pages are those of benchmarks/corpus.py. 100,000 pages are 300 MB; the same number gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.run import measure
from transforms.publish import releases

CHANGED = 100
CHUNK = 1000  # files a folder


def build(count: int) -> Path:
    """Return a folder of so many pages; it is made once, by as many processes as there are cores."""
    folder = corpus.HERE / ".corpus" / f"scale{count}"
    if not folder.with_suffix(".done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        with ProcessPoolExecutor() as pool:
            list(pool.map(_write, [folder] * (count // CHUNK + 1), range(0, count + 1, CHUNK), [count] * (count // CHUNK + 1)))
        folder.with_suffix(".done").touch()
    return folder


def _write(folder: Path, low: int, count: int) -> None:
    part = folder / f"{low // CHUNK:03}"
    part.mkdir(parents=True, exist_ok=True)
    for number in range(low, min(low + CHUNK, count)):
        (part / f"{number:06}.txt").write_bytes(page(number))


def page(number: int, variant: int = 0) -> bytes:
    """Return the bytes of a page; another variant is the same page with other figures."""
    return corpus.page(number, *_materials(), variant)


@cache
def _materials() -> tuple[list[str], list[list[tuple[str, str]]]]:
    paragraphs = corpus.paragraphs()
    return paragraphs, corpus.tables(paragraphs)


def run(pages: Path, warehouse: Path, workers: int) -> dict[str, Any]:
    """Run once and return what it cost: CPU and wall seconds, the peak of its largest process, and the seconds of its stages."""
    cost = measure([sys.executable, "-m", "flows.cli", "run", pages, "--warehouse", warehouse, "--workers", str(workers), "--json"])
    report = json.loads(max((warehouse / "runs").glob("*/report.json")).read_bytes())
    told = report["run"]
    return {
        "status": told["status"], "version": report["version"], **{name: told[name] for name in ("new", "changed", "unchanged", "facts")},
        "wall s": round(cost.wall, 1), "cpu s": round(cost.cpu, 2), "peak MiB": round(cost.peak),
        "stages s": {name: round(seconds, 3) for name, seconds in report["seconds"].items()},
    }


def scale(pages: Path, count: int, warehouse: Path, workers: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each step with its figures."""
    first = run(pages, warehouse, workers)
    size = sum(path.stat().st_size for path in pages.rglob("*.txt")) / 1e6
    yield "first run", {**first, "MB": round(size), "MB per wall s": round(size / first["wall s"], 2)}
    again, cpu = run(pages, warehouse, workers), _planning(pages, warehouse)
    wall = again["stages s"]["plan"]
    yield "no-op run", {**again, "planning, wall µs a file": round(wall / count * 1e6, 1), "planning, cpu µs a file": round(cpu / count * 1e6, 1)}
    changed = [number for number in range(0, count, max(count // CHANGED, 1))][:CHANGED]
    for number in changed:
        (pages / f"{number // CHUNK:03}" / f"{number:06}.txt").write_bytes(page(number, variant=1))
    try:
        after = run(pages, warehouse, workers)
    finally:
        for number in changed:
            (pages / f"{number // CHUNK:03}" / f"{number:06}.txt").write_bytes(page(number))
    yield f"{len(changed)} changed", {**after, "wall, of the first run's": round(after["wall s"] / first["wall s"], 3)}
    parts = {name: sum(p.stat().st_size for p in (warehouse / name).rglob("*") if p.is_file()) / 1e6 for name in ("data", "releases", "runs")}
    yield "MB on the disk", {name: round(size) for name, size in parts.items()}
    yield "versions", {str(r.version): r.manifest.rows("documents") for r in releases.releases(warehouse)}


def _planning(pages: Path, warehouse: Path) -> float:
    """Return the least CPU seconds that finding out what is new takes, in a process that is under way already."""
    said = [subprocess.run([sys.executable, "-c", PLAN, pages, warehouse], cwd=corpus.HERE.parent, check=True, capture_output=True) for _ in range(2)]
    return min(float(done.stdout) for done in said)


PLAN = """
import sys, time
from pathlib import Path
from transforms import plans, settings
from transforms.publish.lean import without_pandas
without_pandas()
import pyarrow.parquet
given, spent = settings.Settings(source=(sys.argv[1],), warehouse=Path(sys.argv[2])), []
for _ in range(3):
    began = time.process_time()
    plans.plan(given, "20240101T000000000000-0000")
    spent.append(time.process_time() - began)
print(min(spent))
"""


def main() -> None:
    """Print each step as a line of JSON."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    options.add_argument("--pages", type=int, default=100_000)
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    chosen = options.parse_args()
    began = time.monotonic()
    pages = build(chosen.pages)
    print(json.dumps({"made": chosen.pages, "s": round(time.monotonic() - began)}), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for step, told in scale(pages, chosen.pages, Path(folder) / "warehouse", chosen.workers):
            print(json.dumps({step: told}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
