"""`python -m benchmarks.speedup`: how much faster two processes read than one, as a ratio of wall time; wants a machine that is otherwise idle.

Rounds of one process and of two alternate; the ratio of a round is that of its CPU-bound stage, reading (`transform` in the report: restore,
segment, extract, stage), the start of the processes included. What one committer does alone is told beside it, as the whole run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.run import measure, pages

LIMIT = 1.7


def reading(folder: Path, engine: str, workers: int) -> tuple[float, float]:
    """Return the wall seconds of reading and of the whole run."""
    with tempfile.TemporaryDirectory() as made:
        warehouse = Path(made) / "warehouse"
        command = [sys.executable, "-m", "flows.cli", "run", folder, "--warehouse", warehouse, "--engine", engine, "--workers", str(workers)]
        cost = measure(command)
        (report,) = (warehouse / "runs").glob("*/report.json")
        return json.loads(report.read_bytes())["seconds"]["transform"], cost.wall


def main() -> int:
    """Print the ratios and return 1 if reading is sped up less than it should be."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    options.add_argument("--mb", type=int, default=16)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    folder, load = pages(chosen.mb), os.getloadavg()[0]
    rounds = [(reading(folder, "serial", 1), reading(folder, "processes", chosen.workers)) for _ in range(chosen.rounds)]
    read, run = (statistics.median(one[part] / more[part] for one, more in rounds) for part in (0, 1))
    print(f"{chosen.workers} processes, {chosen.mb} MB, load {load:.1f} before: reading {read:.2f} x, the whole run {run:.2f} x")
    print(f"{'ok  ' if read >= LIMIT else 'UNDER'} reading (limit: at least {LIMIT} x on two idle cores)")
    return 0 if read >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
