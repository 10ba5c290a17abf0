"""`make schedule`: a Prefect server, a work pool, a worker and prefect.yaml, for real; what a schedule does is read off the API.

The deployment runs by its schedule, its logs and artifacts are there, a check that fails turns it into a failed run that keeps the old
version, and an automation tells a receiver of it: all of it with a server on SQLite and, where PostgreSQL is installed, on that. The web
UI is asked as a browser asks: the page, everything the page names, and the queries that show the run. Takes some minutes: a worker
starts a process for every run.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections import Counter
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from tests import servers
from tests.test_prefect import Server, stop, wait_for
from tests.warehouses import corpus, page, quiet, rows
from transforms.publish import releases
from transforms.version import ROOT

AUTOMATION = """
from prefect.automations import Automation
from prefect.blocks.webhook import Webhook
from prefect.events.actions import CallWebhook
from prefect.events.schemas.automations import EventTrigger
import sys

block = Webhook(method="POST", url=sys.argv[1], allow_private_urls=True).save("cityfacts-alert", overwrite=True)
Automation(
    name="a run of cityfacts failed",
    trigger=EventTrigger(expect={"prefect.flow-run.Failed"}, match={"prefect.resource.id": "prefect.flow-run.*"}, posture="Reactive", threshold=1),
    actions=[CallWebhook(block_document_id=block, payload="{{ flow_run.name }}: {{ flow_run.state.message }}")],
).create()
"""


def main() -> None:
    """Print what a server knows of the runs, on each database."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    options.add_argument("--screenshots", type=Path, metavar="DIR", help="where Chromium (CHROMIUM, else the PATH) leaves pictures of the web UI")
    pictures = options.parse_args().screenshots
    told: dict[str, Any] = {}
    for name in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory() as folder:
            try:
                database = servers.postgres(Path(folder) / "postgres") if name == "PostgreSQL" else None
            except servers.Missing as missing:
                told[name] = str(missing)
                continue
            try:
                told[name] = _shown(Path(folder), servers.url(database, driver="+asyncpg") if database else "", pictures and pictures / name)
            finally:
                if database:
                    database.stop()
    print(json.dumps(told, indent=1, ensure_ascii=False))


def _shown(tmp: Path, database: str, pictures: Path | None) -> dict[str, Any]:
    """Deploy, wait for scheduled runs, and return what the server knows of them."""
    with HTTPServer(("127.0.0.1", 0), _receiver(got := [])) as receiver:
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        (tmp / "home").mkdir()
        server = Server(tmp / "home", database, ui=True)
        started: list[subprocess.Popen[Any]] = []
        try:
            wait_for(server.healthy)
            told = _scheduled(server, tmp, started)
            told["alerts received"] = _refused(server, tmp, got, f"http://127.0.0.1:{receiver.server_port}/")
            told["web UI"] = _ui(server, tmp, pictures)
            if database:
                assert not list((tmp / "home").glob("*.db")), "the server kept a SQLite of its own"
            return told
        finally:
            for process in started:
                stop(process)
            server.stop()


def _scheduled(server: Server, tmp: Path, started: list[subprocess.Popen[Any]]) -> dict[str, Any]:
    """Deploy with prefect.yaml and let two runs be due at once: one is carried out."""
    server.environment |= {"CITYFACTS_SOURCE": str(corpus(tmp / "pages", 3)), "CITYFACTS_WAREHOUSE": str(tmp / "warehouse")}
    _prefect(server, "work-pool", "create", "cityfacts", "--type", "process")
    _prefect(server, "--no-prompt", "deploy", "--all")
    (deployment,) = server.find("deployments", {})
    scheduled = wait_for(lambda: [run for run in server.find("flow_runs", {}) if run["auto_scheduled"]])
    for _ in range(2):
        _late(server, deployment["id"])
    log = (tmp / "worker.log").open("w")
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "cityfacts"]
    worker = subprocess.Popen(command, cwd=ROOT, env=server.environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    started.append(worker)
    done = wait_for(lambda: [run for run in server.find("flow_runs", {}) if run["state"]["type"] == "COMPLETED"])
    logs = server.find("logs", {"logs": {"flow_run_id": {"any_": [done[0]["id"]]}}, "sort": "TIMESTAMP_ASC"})
    artifacts = server.find("artifacts", {})
    assert releases.find(tmp / "warehouse").version == 1 and len(rows(tmp / "warehouse", "documents")) == 3
    return {
        "next runs": sorted(run["expected_start_time"] for run in scheduled)[:2],
        "states of late runs": sorted(run["state"]["name"] for run in server.find("flow_runs", {}) if not run["auto_scheduled"]),
        "log lines": len(logs), "last of them": logs[-1]["message"], "artifacts": sorted({artifact["key"] for artifact in artifacts}),
    }


def _refused(server: Server, tmp: Path, got: list[str], url: str) -> list[str]:
    """Let a check refuse the next run and return what the receiver was told."""
    subprocess.run([sys.executable, "-c", AUTOMATION, url], cwd=ROOT, env=server.environment, check=True, capture_output=True)
    for path in (tmp / "pages").iterdir():
        path.unlink()
    for number in range(120):
        (tmp / "pages" / f"many{number}.txt").write_text(page(number), encoding="utf-8")
    environment = {**server.environment, "CITYFACTS_SOURCE": str(tmp / "pages")}
    command = [sys.executable, "-m", "flows.cli", "run"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    for number in range(120):
        (tmp / "pages" / f"many{number}.txt").write_text(f"第{number}页什么都没有说。", encoding="utf-8")
    refused = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert refused.returncode == 3 and "counts_hold" in refused.stderr, refused.stderr
    assert releases.find(tmp / "warehouse").version == 2
    wait_for(lambda: got)
    return got


def _ui(server: Server, tmp: Path, pictures: Path | None) -> dict[str, Any]:
    """Ask for the web UI as a browser does and return what came."""
    root = server.url.removesuffix("/api")

    def get(path: str) -> bytes:
        with urllib.request.urlopen(urllib.request.Request(f"{root}{path}", headers={"Accept": "text/html, */*"}), timeout=30) as answer:
            found: bytes = answer.read()
            return found

    page = get("/v2/dashboard").decode()
    named = sorted(set(re.findall(r'(?:src|href)="(/[^"]+)"', page)))
    sizes = {path: len(get(path)) for path in named}
    assert "<div id=" in page and any(path.endswith(".js") for path in named) and all(sizes.values()), page
    # What its page of a flow run shows comes from the API that the UI is told here.
    api = json.loads(get("/ui-settings"))["api_url"]
    assert api == server.url, api
    runs = server.find("flow_runs", {"sort": "START_TIME_DESC"})
    tasks = server.find("task_runs", {"flow_runs": {"id": {"any_": [run["id"] for run in runs if run["state"]["type"] == "COMPLETED"][:1]}}})
    finished = next(run for run in runs if run["state"]["type"] == "COMPLETED")
    pages = {"dashboard": "dashboard", "runs": "runs", "run": f"runs/flow-run/{finished['id']}", "deployments": "deployments"}
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    for name, path in pages.items() if pictures else ():
        browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-headless-shell") or "chromium"
        picture = (pictures / f"{name}.png").absolute()
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp / 'chromium' / name}", "--window-size=1400,1000",
            "--virtual-time-budget=20000", f"--screenshot={picture}", f"{root}/v2/{path}",
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=240)
        assert picture.exists(), done.stderr  # a browser that gave up ends with 0 too
    return {
        "assets": len(named), "their kB": round(sum(sizes.values()) / 1000), "states of runs": dict(Counter(run["state"]["name"] for run in runs)),
        "tasks of a run": sorted({task["name"].split()[0].split("-")[0] for task in tasks}),
    }


def _late(server: Server, deployment: str) -> None:
    """Make a run that should have started an hour ago."""
    late = {"state": {"type": "SCHEDULED", "state_details": {"scheduled_time": (datetime.now(UTC) - timedelta(hours=1)).isoformat()}}}
    url = f"{server.url}/deployments/{deployment}/create_flow_run"
    request = urllib.request.Request(url, json.dumps(late).encode(), {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=30).close()


def _prefect(server: Server, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "prefect", *arguments], cwd=ROOT, env=server.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _receiver(got: list[str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        log_message = quiet

    return Handler


if __name__ == "__main__":
    main()
