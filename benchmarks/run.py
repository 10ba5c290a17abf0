"""`make bench`: what cityfacts costs, as multiples of reading the same pages with OpenCC alone and of reading them with JioNLP.

Whole processes are measured, imports included: CPU (user and system, of all their children too) and peak memory. Rounds are interleaved, and
a ratio is the median of the ratios within one round, because absolute times wander with whatever else the machine does. Nothing is
written into the project but the generated pages in benchmarks/.corpus, which git ignores.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
PEER = HERE / ".jionlp" / "bin" / "python"

CPU_LIMIT = 20.0  # x OpenCC-only at 16 MB
TIMES_LIMIT = 12.0  # x ours: JioNLP's times beside our dates, quantities and subjects, on the same lines
MEMORY_LIMIT = 1.4  # peak at 128 MB / peak at 16 MB


class Cost(msgspec.Struct, frozen=True):
    """What one process and its children took."""

    cpu: float  # seconds, user and system
    wall: float  # seconds
    peak: float  # MiB, of its largest process


def pages(megabytes: int) -> Path:
    """Return the folder of generated pages. A process of its own makes them: a child starts with the peak memory of its parent."""
    made = subprocess.run([sys.executable, "-m", "benchmarks.corpus", str(megabytes)], cwd=HERE.parent, check=True, capture_output=True, text=True)
    return Path(made.stdout.strip())


def measure(command: Sequence[str | Path]) -> Cost:
    """Run `command` and return its cost. Raises RuntimeError with the end of its output if it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=HERE.parent)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            said = output.read()[-2000:].decode(errors="replace")
            raise RuntimeError(f"{' '.join(map(str, command))} ended with exit code {process.returncode}:\n{said}")
    # ru_maxrss is in kilobytes on Linux, in bytes on macOS.
    cost = Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))
    # All rounds take many minutes: whoever waits sees each as it ends.
    print(f"{cost.cpu:8.2f} s CPU {cost.peak:7.0f} MiB  {' '.join(map(str, command[:3]))}", file=sys.stderr, flush=True)
    return cost


def pipeline(folder: Path) -> Cost:
    """Measure `cityfacts run` from the pages in `folder` into a fresh warehouse."""
    with tempfile.TemporaryDirectory() as warehouse:
        return measure([BIN / "cityfacts", "run", folder, "--warehouse", Path(warehouse) / "warehouse"])


def opencc_only(folder: Path) -> Cost:
    """Measure the floor over the pages in `folder`."""
    return measure([sys.executable, HERE / "opencc_only.py", folder])


def jionlp(folder: Path) -> Cost:
    """Measure JioNLP over the pages in `folder`."""
    return measure([PEER, HERE / "jionlp_peer.py", folder])


def times(folder: Path) -> tuple[float, float]:
    """Return JioNLP's time for the times of a folder as a multiple of ours for dates, quantities and subjects, and our MB a second."""
    with tempfile.NamedTemporaryFile(suffix=".txt") as lines:
        ours = _said([sys.executable, "-m", "benchmarks.dates_and_quantities", folder, lines.name])
        peer = _said([PEER, HERE / "jionlp_peer.py", "--times", lines.name])
    seconds, megabytes = map(float, ours)
    return float(peer[-1]) / seconds, megabytes / seconds


def _said(command: Sequence[str | Path]) -> list[str]:
    return subprocess.run(command, cwd=HERE.parent, check=True, capture_output=True, text=True).stdout.split()


def table(rows: Sequence[tuple[str, int, Cost]]) -> str:
    """Return the median cost of each contender as lines of text."""
    lines = [f"{'':14}{'MB':>5}{'CPU s':>9}{'MB/s':>9}{'wall s':>9}{'peak MiB':>10}"]
    for name, megabytes in dict.fromkeys((name, megabytes) for name, megabytes, _ in rows):
        costs = [cost for n, m, cost in rows if (n, m) == (name, megabytes)]
        cpu, wall, peak = (statistics.median(getattr(cost, field) for cost in costs) for field in ("cpu", "wall", "peak"))
        lines.append(f"{name:14}{megabytes:5}{cpu:9.2f}{megabytes / cpu:9.2f}{wall:9.2f}{peak:10.0f}")
    return "\n".join(lines)


def ratio(above: Sequence[Cost], below: Sequence[Cost]) -> float:
    """Return the median CPU ratio of rounds run side by side."""
    return statistics.median(a.cpu / b.cpu for a, b in zip(above, below, strict=True))


def main() -> int:
    """Measure, print a table and the ratios, and return 1 if a limit is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3, help="rounds at 1 and 16 MB (default 3)")
    parser.add_argument("--quick", action="store_true", help="leave out JioNLP (which takes minutes) and 128 MB")
    options = parser.parse_args()

    small, middle = pages(1), pages(16)
    pipeline(small)  # writes the .pyc files, so that no round pays for them
    ours, floor, rows = [], [], []
    for _ in range(options.rounds):
        ours.append(pipeline(middle))
        floor.append(opencc_only(middle))
    rows += [("cityfacts", 16, cost) for cost in ours] + [("OpenCC only", 16, cost) for cost in floor]
    multiple = ratio(ours, floor)
    verdicts = [(f"CPU of cityfacts / OpenCC only at 16 MB: {multiple:.1f} x", multiple <= CPU_LIMIT, f"at most {CPU_LIMIT:.0f} x")]
    if not options.quick:
        beside = [(pipeline(small), jionlp(small)) for _ in range(options.rounds)]
        rows += [("cityfacts", 1, a) for a, _ in beside] + [("JioNLP", 1, b) for _, b in beside]
        faster = ratio([b for _, b in beside], [a for a, _ in beside])
        verdicts.append((f"CPU of JioNLP / cityfacts at 1 MB: {faster:.1f} x", faster >= 1, "more than 1 x"))
        numbers = [times(small) for _ in range(options.rounds)]
        faster, speed = (statistics.median(measured) for measured in zip(*numbers, strict=True))
        told = f"CPU of JioNLP's times / dates, quantities and subjects at 1 MB: {faster:.1f} x, {speed:.1f} MB/s"
        verdicts.append((told, faster >= TIMES_LIMIT, f"at least {TIMES_LIMIT:.0f} x"))
        large = pipeline(pages(128))
        rows.append(("cityfacts", 128, large))
        growth = large.peak / statistics.median(cost.peak for cost in ours)
        verdicts.append((f"Peak memory at 128 MB / at 16 MB: {growth:.2f} x", growth <= MEMORY_LIMIT, f"at most {MEMORY_LIMIT} x"))
    print(table(rows))
    for text, kept, limit in verdicts:
        print(f"{'ok  ' if kept else 'OVER'} {text} (limit: {limit})")
    return 0 if all(kept for _, kept, _ in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
