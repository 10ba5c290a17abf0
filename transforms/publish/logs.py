"""Logs: what a run does, as it does it, one JSON object a line in runs/<run_id>/log.jsonl: {"at": …, "run_id": …, "event": "planned", …}.

A run that is killed leaves its log, and the last line says how far it came.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

LOG = "log.jsonl"


class Log:
    """The log of one run. Invariant: a line is there whole, whoever else writes and whenever the run is killed."""

    def __init__(self, folder: Path, run_id: str) -> None:
        self.path = folder / LOG
        self.run_id = run_id
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, event: str, **fields: Any) -> None:
        """Append one event."""
        line = msgspec.json.encode({"at": datetime.now(UTC), "run_id": self.run_id, "event": event, **fields}) + b"\n"
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)
