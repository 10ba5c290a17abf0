"""Alerts reach a receiver when a run fails or a check does not hold; a receiver that is away fails nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from tests.warehouses import corpus, quiet
from transforms import commits


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a webhook, and what it got."""
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        log_message = quiet

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/alert", got
        server.shutdown()


def test_failures_and_broken_checks_are_posted(
    tmp_path: Path, receiver: tuple[str, list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url, got = receiver
    monkeypatch.setenv("CITYFACTS_ALERT_URL", url)
    arguments = ["run", str(corpus(tmp_path / "pages", 1)), "--warehouse", str(tmp_path / "warehouse")]
    folder = tmp_path / "checks"
    folder.mkdir()
    monkeypatch.setattr(commits, "CHECKS_FOLDER", folder)
    (folder / "dry.sql").write_text("-- error: Water is dry\nSELECT 'wet'")
    assert main(arguments) == 3
    (folder / "dry.sql").write_text("-- warn: Water is dry\nSELECT 'wet'")
    assert main(arguments) == 0 and main(arguments) == 0  # without news there is nothing to check
    assert [(alert["status"], [check["name"] for check in alert["checks"]]) for alert in got] == [("failed", ["dry"]), ("published", ["dry"])]
    assert "Water is dry" in got[0]["error"] and got[0]["warehouse"] == str(tmp_path / "warehouse")
    monkeypatch.setenv("CITYFACTS_ALERT_URL", "http://127.0.0.1:1/")
    corpus(tmp_path / "pages", 2)
    assert main(arguments) == 0
    assert "was not delivered" in capsys.readouterr().err
