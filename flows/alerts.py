"""Alerts: a run that failed, and a check that does not hold, are posted to `alert_url` as JSON, by the command line and by the flow.

An alert that cannot be delivered is told and fails nothing. Prefect's automations see the same failures as states of flow runs.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

from transforms.model.check import Check
from transforms.publish.checks import ChecksFailed
from transforms.reports import Report
from transforms.settings import Settings

PATIENCE_SECONDS = 10


def watched(given: Settings, say: Callable[[str], None], run: Callable[[], Report]) -> Report:
    """Return the report of a run; raise what it raises. Whoever is to be alerted is told of both."""
    try:
        report = run()
    except Exception as error:
        results = error.results if isinstance(error, ChecksFailed) else []
        _post(given, say, {"status": "failed", "error": f"{type(error).__name__}: {error}", "checks": _failed(results)})
        raise
    broken = _failed(report.checks)
    if broken:
        _post(given, say, {"status": report.run.status, "run_id": report.run.run_id, "version": report.version, "checks": broken})
    return report


def _failed(checks: list[Check]) -> list[Check]:
    return [check for check in checks if not check.passed]


def _post(given: Settings, say: Callable[[str], None], told: dict[str, Any]) -> None:
    if not given.alert_url:
        return
    body = msgspec.json.encode({"warehouse": str(given.warehouse), "at": datetime.now(UTC), **told})
    try:
        request = urllib.request.Request(given.alert_url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS):
            pass
    except (OSError, ValueError) as error:
        say(f"the alert to {given.alert_url} was not delivered: {error}")
