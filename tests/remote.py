"""`make remote`: the catalog on a real PostgreSQL and the files on S3 (moto), together and by configuration only; prints the figures.

Every step is a run of the command line. After each, the tables are those of a warehouse in a plain folder that read the same pages.
Machines that share a catalog are folders of their own here: they see each other's versions, wait for each other, and each of
them completes or removes what another one left when it was killed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from unittest import mock

from pyarrow.fs import FileSelector, S3FileSystem

from tests import servers
from tests.warehouses import content, corpus, page, rows
from transforms import pipeline
from transforms.publish import releases
from transforms.settings import Settings
from transforms.version import ROOT

PAGES = 8
KILLS = 12
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}


class Machine:
    """A folder of releases and the configuration of where the rest lies."""

    def __init__(self, folder: Path, pages: Path, remote: dict[str, str]) -> None:
        self.folder = folder
        here = {"CITYFACTS_WAREHOUSE": str(folder), "CITYFACTS_SOURCE": str(pages), "CITYFACTS_WAIT_SECONDS": "120"}
        self.environment = {**os.environ, **remote, **here}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command."""
        command = [sys.executable, "-m", "flows.cli", *arguments]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    def tell(self, *arguments: str, code: int = 0) -> str:
        """Run a command and return what it printed, or what it complained of."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=600)
        assert process.returncode == code, f"{arguments}: {process.returncode}: {err}"
        return err if code else out

    def run(self, *arguments: str) -> dict[str, Any]:
        """Run the pipeline and return its report with the seconds it took."""
        began = time.monotonic()
        told: dict[str, Any] = json.loads(self.tell("run", "--json", *arguments))
        return {**told, "took": {"all": round(time.monotonic() - began, 1), **{n: round(s, 1) for n, s in told["seconds"].items() if "." not in n}}}


def main() -> None:
    """Print the figures as JSON; end with a traceback where a table differs."""
    with tempfile.TemporaryDirectory() as folder:
        tmp, told = Path(folder), dict[str, Any]()
        started = []
        try:
            started.append(database := servers.postgres(tmp / "postgres"))
            started.append(store := servers.moto(tmp))
            told = _figures(tmp, servers.url(database), f"http://127.0.0.1:{store.port}")
        finally:
            for server in started:
                server.stop()
    print(json.dumps(told, indent=1, ensure_ascii=False))


def _figures(tmp: Path, catalog: str, endpoint: str) -> dict[str, Any]:
    pages = corpus(tmp / "pages", PAGES)
    (pages / "broken.txt").write_bytes(b"\x00\xff\x00")
    bucket = S3FileSystem(
        access_key=KEYS["AWS_ACCESS_KEY_ID"], secret_key=KEYS["AWS_SECRET_ACCESS_KEY"], region=KEYS["AWS_REGION"],
        endpoint_override=endpoint.removeprefix("http://"), scheme="http", allow_bucket_creation=True,
    )
    bucket.create_dir("news")
    where = {"CITYFACTS_CATALOG": catalog, "CITYFACTS_STORAGE": "s3://news/lake"}
    remote = {**where, **KEYS, "AWS_ENDPOINT_URL": endpoint}
    local, one, two = Machine(tmp / "local", pages, {}), Machine(tmp / "one", pages, remote), Machine(tmp / "two", pages, remote)
    told: dict[str, Any] = {"without keys": _without_keys(tmp, pages, where)}

    def same(machine: Machine, step: str, **found: Any) -> None:
        assert _rows(machine) == _rows(local), f"{step}: tables differ"
        assert not list((machine.folder / "data").rglob("*.parquet")) and not (machine.folder / "catalog.ducklake").exists()
        told[step] = {**found, "tables equal": True}

    local.run()
    first = one.run("--engine", "processes", "--workers", "2")
    same(one, "first run", seconds=first["took"], documents=len(rows(one.folder, "documents")), objects=_objects(bucket))
    again = one.run()
    assert again["run"]["status"] == "no_news" and again["version"] == 1
    same(one, "no-op run", seconds=again["took"])
    (pages / "page001.txt").write_text(page(101), encoding="utf-8")
    local.run()
    same(one, "one changed page", seconds=one.run()["took"], version=releases.find(one.folder).version)
    (pages / "page002.txt").write_text(page(102), encoding="utf-8")
    local.run()
    by_dask = two.run("--engine", "dask", "--workers", "1")
    same(two, "another machine, on Dask", seconds=by_dask["took"], first=by_dask["recovered"], version=by_dask["version"])
    assert "00 ff 00" in one.tell("quarantine", "show") or "\\xff" in one.tell("quarantine", "show")
    told["kills"] = _kills(local, [one, two], pages)
    same(one, "after kills on both machines")
    told["at once"] = _at_once(local, one, two, pages)
    one.tell("compact")
    one.tell("vacuum", "--keep", "1", "--days", "0")
    one.tell("rollback", str(releases.find(one.folder).version))
    told["doctor"] = next(f["told"] for f in json.loads(one.tell("doctor", "--json")) if f["what"] == "lake").replace(catalog, "postgresql://…")
    given = Settings(warehouse=one.folder, catalog=catalog, storage=where["CITYFACTS_STORAGE"])
    with mock.patch.dict(os.environ, remote), pipeline.lake_of(given) as lake:
        told["orphans at the end"] = lake.clean()
    assert told["orphans at the end"] == 0
    same(one, "after compaction, vacuum and rollback", objects=_objects(bucket))
    return told


def _without_keys(tmp: Path, pages: Path, where: dict[str, str]) -> str:
    told = Machine(tmp / "none", pages, {**where, **dict.fromkeys(KEYS, "")}).tell("run", code=1)
    assert "AWS_ACCESS_KEY_ID" in told and "Traceback" not in told, told
    return told.strip()


def _rows(machine: Machine) -> dict[str, list[str]]:
    """Return the rows of every table, but for the state of an input, which tells whether it was new to this run."""
    return {name: sorted(repr({c: v for c, v in row.items() if c != "state"}) for row in found) for name, found in content(machine.folder).items()}


def _objects(bucket: S3FileSystem) -> int:
    return sum(found.is_file for found in bucket.get_file_info(FileSelector("news", recursive=True)))


def _kills(local: Machine, machines: list[Machine], pages: Path) -> dict[str, Any]:
    """Kill runs of both machines in turn at random moments; the last run is one that ends."""
    chance, at = random.Random(5), Counter[str]()
    longest = 40.0  # until a run has ended
    for number in range(KILLS):
        (pages / f"page{chance.randrange(PAGES):03d}.txt").write_text(page(200 + number), encoding="utf-8")
        machine = machines[number % 2]
        began = time.monotonic()
        victim = machine.start("run", "--engine", "serial")
        try:
            victim.communicate(timeout=chance.uniform(0.2, 1) * longest)
            longest = time.monotonic() - began
            at["ended"] += 1
        except subprocess.TimeoutExpired:
            os.killpg(victim.pid, signal.SIGKILL)
            victim.communicate()
            at[_reached(machine)] += 1
    local.run()
    recovered = machines[0].run()["recovered"]
    return {"killed after": dict(at.most_common()), "recovered": recovered}


def _reached(machine: Machine) -> str:
    last = max((machine.folder / "runs").iterdir())
    log = last / "log.jsonl"
    return "start" if (last / "report.json").exists() or not log.exists() else str(json.loads(log.read_bytes().splitlines()[-1])["event"])


def _at_once(local: Machine, one: Machine, two: Machine, pages: Path) -> dict[str, Any]:
    """Let both machines run at once over a new page: one reads it, the other one waits and has no news."""
    (pages / "page003.txt").write_text(page(103), encoding="utf-8")
    local.run()
    both = [one.start("run", "--json"), two.start("run", "--json")]
    told = [json.loads(process.communicate(timeout=600)[0]) for process in both]
    states = sorted(report["run"]["status"] for report in told)
    assert states == ["no_news", "published"] and told[0]["version"] == told[1]["version"], states
    assert _rows(one) == _rows(two) == _rows(local)
    return {"runs": states, "version of both": told[0]["version"]}


if __name__ == "__main__":
    main()
