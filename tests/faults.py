"""Faults for real: runs are killed at random points, on full disks, two at once; what is lost, doubled, half or left over is counted.

    make faults                                  200 kills, a full disk at every size, a read-only one, two writers; prints the figures
    python -m tests.faults --kills 20 --seed 7   as the suite does

Every round changes, adds or takes away a page and starts a run that is killed at a random moment, recovery of the round before
included. What readers find is compared with the states the pages had: a version is one of them, whole, and never an older one.
The victims are forked from this process, which therefore never opens DuckDB itself.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.warehouses import BY_DOCUMENT, corpus, page, quiet
from transforms import pipeline, settings
from transforms.publish import files, releases

PAGES = 6
WHOLE_EVERY = 8  # of so many rounds one is left to end


class Broken(AssertionError):
    """A fault did harm."""


def forked(work: Callable[[], Any]) -> int:
    """Start `work` in a copy of this process and return its id; it ends with 0, or 1 if `work` raised."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.setsid()
        work()
        code = 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """Wait for a process and return its exit code; that of a killed one is negative."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run(warehouse: Path, pages: Path) -> None:
    """Run the pipeline in this process."""
    pipeline.run(settings.Settings(warehouse=warehouse, source=(str(pages),), engine="serial", wait_seconds=300), quiet, quiet)


def state(pages: Path) -> frozenset[str]:
    """Return the documents that the pages are."""
    return frozenset(hashlib.sha256(path.read_bytes()).hexdigest() for path in pages.glob("*.txt"))


def seen(warehouse: Path) -> frozenset[str] | None:
    """Return the documents of the newest release as a reader finds them. Raises Broken if it is not whole."""
    newest = releases.latest(warehouse)
    if newest is None:
        return None
    manifest = newest.manifest
    for name, file in manifest.files.items():
        if files.sha256(newest.folder / name) != file.sha256:
            raise Broken(f"{name} of version {newest.version} is not what the manifest says")
    ids = [pq.read_table(newest.parquet(name), columns=["document_id"])["document_id"].to_pylist() for name in ("documents", "segments", "dates")]
    if len(ids[0]) != len(set(ids[0])):
        raise Broken("a document stands twice")
    if not set(ids[0]) == set(ids[1]) == set(ids[2]):
        raise Broken("tables of one version tell of different documents")
    return frozenset(ids[0])


def change(pages: Path, random: random.Random, number: int) -> None:
    """Add a page or give one other words; a page that is taken away stays published, so none is."""
    (pages / f"page{random.randrange(PAGES * 2):03d}.txt").write_text(page(number), encoding="utf-8")


def kills(folder: Path, rounds: int, seed: int) -> dict[str, Any]:
    """Kill runs at random moments and return the figures. Raises Broken."""
    chance, pages, warehouse = random.Random(seed), corpus(folder / "pages", PAGES), folder / "warehouse"
    began = time.monotonic()
    if ended(forked(lambda: run(warehouse, pages))):
        raise Broken("the first run failed")
    first, longest = began, time.monotonic() - began
    states, at = [state(pages)], 0
    killed: Counter[str] = Counter()
    done = whole = number = 0
    while done < rounds:
        number += 1
        change(pages, chance, 1000 + number)
        states.append(state(pages))
        began = time.monotonic()
        child = forked(lambda: run(warehouse, pages))
        if number % WHOLE_EVERY:
            time.sleep(chance.uniform(0, longest))
            os.kill(child, signal.SIGKILL)
        code = ended(child)
        if code == -signal.SIGKILL:
            done += 1
            killed[_point(warehouse)] += 1
        elif code:
            raise Broken(f"run {number} ended with {code}")
        else:
            whole += 1
            longest = time.monotonic() - began
        found = seen(warehouse)
        if found not in states[at:]:
            raise Broken(f"round {number}: readers see a version that the pages never were, or an older one than before")
        at = max(index for index, known in enumerate(states) if known == found)
        if code == 0:
            if at != len(states) - 1:
                raise Broken(f"round {number}: a run ended and its pages are not published")
            if left(warehouse):
                raise Broken(f"round {number}: a run ended and left {left(warehouse)[:3]}")
    if ended(forked(lambda: run(warehouse, pages))):
        raise Broken("the last run failed")
    orphans = _orphans(warehouse)
    if orphans:
        print("\n".join(map(str, sorted(orphans)[:9])), file=sys.stderr)
    lost, doubled = compared(warehouse, pages, folder / "fresh")
    return {
        "kills": done, "killed after": dict(killed.most_common()), "runs that ended": whole + 2, "rows lost": lost, "rows doubled": doubled,
        "half versions seen": 0, "orphans after clean-up": len(orphans) + len(left(warehouse)),
        "versions": releases.find(warehouse).version, "seconds": round(time.monotonic() - first),
    }


def _point(warehouse: Path) -> str:
    """Return the last thing that the killed run said."""
    last = max((warehouse / "runs").iterdir())
    if (last / "report.json").exists():
        return "recovery or start"  # it had no folder of its own yet
    log = last / "log.jsonl"
    return str(json.loads(log.read_bytes().splitlines()[-1])["event"]) if log.exists() else "start"


def left(warehouse: Path) -> list[Path]:
    """Return what no run should leave behind."""
    return sorted(warehouse.rglob(".tmp-*"))


def _orphans(warehouse: Path) -> set[Path]:
    """Return the files of the lake that no version names."""
    before = set((warehouse / "data").rglob("*.parquet"))
    ended(forked(lambda: _clean(warehouse)))
    return before - set((warehouse / "data").rglob("*.parquet"))


def _clean(warehouse: Path) -> None:
    with pipeline.lake_of(settings.Settings(warehouse=warehouse)) as lake:
        lake.clean()


def compared(warehouse: Path, pages: Path, fresh: Path) -> tuple[int, int]:
    """Return how many rows a warehouse lacks and has too many, beside one that was never harmed."""
    if ended(forked(lambda: run(fresh, pages))):
        raise Broken("a run into a fresh warehouse failed")
    lost = doubled = 0
    for table in BY_DOCUMENT:
        here, there = (Counter(map(_key, pq.read_table(releases.find(w).parquet(table)).to_pylist())) for w in (warehouse, fresh))
        lost += (there - here).total()
        doubled += (here - there).total()
    return lost, doubled


def _key(row: dict[str, Any]) -> str:
    return repr({name: value for name, value in row.items() if name not in ("run_id", "entity_id", "event_id", "duplicate_of", "source_path")})


def writers(folder: Path) -> dict[str, Any]:
    """Start two runs over different pages at once and return the figures. Raises Broken."""
    one, two, warehouse = corpus(folder / "one", 3), folder / "two", folder / "warehouse"
    two.mkdir()
    for number in range(3):
        (two / f"other{number}.txt").write_text(page(100 + number), encoding="utf-8")
    codes = [ended(child) for child in [forked(lambda: run(warehouse, one)), forked(lambda: run(warehouse, two))]]
    if codes != [0, 0] or seen(warehouse) != state(one) | state(two):
        raise Broken(f"two writers at once: exit codes {codes}")
    return {"versions": releases.find(warehouse).version, "documents": 6}


def full_disks(folder: Path) -> dict[str, Any]:
    """Run on disks (tmpfs) of every size from too small to large enough and return the figures; needs the right to mount. Raises Broken."""
    pages, disk, told = corpus(folder / "pages", 3), folder / "disk", Counter[str]()
    disk.mkdir()
    for size in FULL_KB:
        _mount(disk, f"size={size}k")
        try:
            told[_full(pages, folder / f"more{size}", disk / "warehouse", f"{size} kB")] += 1
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    return dict(told)


def _full(pages: Path, more: Path, warehouse: Path, size: str) -> str:
    first = ended(forked(lambda: run(warehouse, pages)))
    before = seen(warehouse)
    if (first == 0) != (before == state(pages)):
        raise Broken(f"{size}: exit code {first} and {'a' if before else 'no'} version")
    second = 0
    if before:
        second = ended(forked(lambda: run(warehouse, corpus(more, 9))))
        if seen(warehouse) != (before if second else state(more)):
            raise Broken(f"{size}: exit code {second} and a version that fits neither the old nor the new pages")
    # With room, the next run completes.
    subprocess.run(["mount", "-o", "remount,size=100m", str(warehouse.parent)], check=True)
    if ended(forked(lambda: run(warehouse, pages))) or not state(pages) <= (seen(warehouse) or frozenset()):
        raise Broken(f"{size}: with room again, the next run failed")
    if left(warehouse):
        raise Broken(f"{size}: left over: {left(warehouse)[:3]}")
    return "first run refused" if first else "second run refused" if second else "both runs published"


FULL_KB = (100, 500, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000, 12000, 14000, 18000, 24000)


def read_only(folder: Path) -> dict[str, Any]:
    """Run on a disk that became read-only and return the figures; needs the right to mount. Raises Broken."""
    pages, disk = corpus(folder / "pages", 2), folder / "disk"
    disk.mkdir()
    _mount(disk, "size=100m")
    try:
        warehouse = disk / "warehouse"
        first, before = ended(forked(lambda: run(warehouse, pages))), state(pages)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        second, found = ended(forked(lambda: run(warehouse, corpus(pages, 3)))), seen(warehouse)
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        third = ended(forked(lambda: run(warehouse, pages)))
        if (first, second, third) != (0, 1, 0) or found != before or seen(warehouse) != state(pages):
            raise Broken(f"read-only: exit codes {first}, {second}, {third}")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    return {"refused": 1, "readable meanwhile": 1}


def _mount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)


def may_mount() -> bool:
    """Whether this process may mount a disk."""
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True).returncode:
            return False
        subprocess.run(["umount", folder], check=True)
    return True


def main() -> None:
    """Print the figures as JSON; end with a traceback where a fault did harm."""
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--all", action="store_true", help="two writers too, and full and read-only disks where this process may mount one")
    chosen = options.parse_args()
    others = ["two writers", *(["full disks", "read-only"] if may_mount() else [])] if chosen.all else []
    told: dict[str, Any] = {"seed": chosen.seed}
    with tempfile.TemporaryDirectory() as folder:
        for fault in ("kills", *others):
            work = Path(folder, fault)
            work.mkdir()
            match fault:
                case "kills":
                    told[fault] = kills(work, chosen.kills, chosen.seed)
                case "two writers":
                    told[fault] = writers(work)
                case "full disks":
                    told[fault] = full_disks(work)
                case _:
                    told[fault] = read_only(work)
            print(json.dumps({fault: told[fault]}, indent=1), file=sys.stderr, flush=True)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
