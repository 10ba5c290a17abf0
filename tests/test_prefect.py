"""The flow on a real Prefect server: its tasks and artifacts are recorded, and its schedule makes runs.

With sqlalchemy 2.1 everything here works except that no scheduled run ever appears, and nothing says so.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.warehouses import corpus, rows
from transforms.version import ROOT

pytestmark = pytest.mark.slow

DEADLINE_SECONDS = 240
POLL = threading.Event()


class Server:
    """A Prefect server of its own, with its files in a temporary folder."""

    def __init__(self, home: Path, database: str = "", ui: bool = False) -> None:
        """Start it, on SQLite unless the URL of another database is given, and with the web UI if that is wanted."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/api"
        self.environment = {
            **os.environ, "PREFECT_HOME": str(home), "PREFECT_API_URL": self.url, "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
            "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2", "PYTHONUNBUFFERED": "1",
        }
        if database:
            self.environment["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = database
        self.log = (home / "server.log").open("w+")
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self.port), *([] if ui else ["--no-ui"])]
        self.process = subprocess.Popen(command, env=self.environment, cwd=home, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)

    def told(self) -> str:
        """What the server printed."""
        self.log.seek(0)
        return self.log.read()

    def healthy(self) -> bool:
        """Whether the server answers."""
        assert self.process.poll() is None, self.told()
        try:
            return bool(json.load(urllib.request.urlopen(f"{self.url}/health", timeout=5)))
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def find(self, what: str, body: dict[str, Any]) -> list[dict[str, Any]]:
        """Return what a filter of the API finds."""
        request = urllib.request.Request(f"{self.url}/{what}/filter", json.dumps(body).encode(), {"Content-Type": "application/json"})
        found: list[dict[str, Any]] = json.load(urllib.request.urlopen(request, timeout=30))
        return found

    def stop(self) -> None:
        """Stop the server and everything it started."""
        stop(self.process)
        self.log.close()


def stop(process: subprocess.Popen[Any]) -> None:
    """End a process group, kindly first."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, sign)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                continue


def wait_for(what: Callable[[], Any]) -> Any:
    """Return what `what` finds as soon as it finds something; fail after the deadline."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (found := what()):
        assert time.monotonic() < deadline, f"{what} found nothing in {DEADLINE_SECONDS} seconds"
        POLL.wait(0.5)
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server."""
    started = Server(tmp_path_factory.mktemp("prefect"))
    try:
        wait_for(started.healthy)
        yield started
    finally:
        started.stop()


def test_a_run_is_recorded_with_its_tasks_and_artifacts(server: Server, tmp_path: Path) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 2), tmp_path / "warehouse"
    command = [sys.executable, "-m", "flows.cli", "run", "--json", "pages", "--warehouse", "warehouse"]
    environment = {**server.environment, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=DEADLINE_SECONDS)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    assert (report["run"]["status"], report["run"]["new"], report["run"]["source"]) == ("published", 2, str(pages))
    assert len(rows(warehouse, "documents")) == 2
    (flow_run,) = server.find("flow_runs", {})
    assert flow_run["state"]["type"] == "COMPLETED"
    tasks = sorted(server.find("task_runs", {}), key=lambda run: run["start_time"])
    assert [task["name"].split("-")[0].split()[0] for task in tasks] == ["plan", "transform", "commit", "release", "report"]
    assert {artifact["key"] for artifact in server.find("artifacts", {})} >= {"run-report", "facts-read", "pages-read"}


def test_the_schedule_makes_runs(server: Server, tmp_path: Path) -> None:
    pages = corpus(tmp_path / "pages", 1)
    command = [sys.executable, "-m", "flows.cli", "serve", str(pages), "--warehouse", str(tmp_path / "warehouse"), "--schedule", "0 6 * * *"]
    with (tmp_path / "log").open("w+") as log:
        serving = subprocess.Popen(command, env=server.environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)

        def scheduled() -> list[dict[str, Any]]:
            assert serving.poll() is None, (tmp_path / "log").read_text()
            return [run for run in server.find("flow_runs", {}) if run["auto_scheduled"]]

        try:
            found = wait_for(scheduled)
        finally:
            stop(serving)
    (deployment,) = server.find("deployments", {})
    assert deployment["name"] == "every-morning" and deployment["global_concurrency_limit"]["limit"] == 1
    # Six in the morning in Shanghai.
    assert {run["expected_start_time"][11:16] for run in found} == {"22:00"}
    assert found[0]["parameters"]["source"] == [str(pages)]
