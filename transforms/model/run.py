"""A run of the pipeline: what it was given, what it found, and what became of it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec

RunStatus = Literal["published", "no_news", "failed", "rolled_back"]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One pipeline run. A run without news is told by the version that comes after it."""

    run_id: Annotated[str, "Id of the run: when it started (UTC) and a random end, so ids sort by time."]
    started_at: Annotated[datetime, "When it started."]
    finished_at: Annotated[datetime | None, "When its rows were complete; NULL where it was killed."]
    status: Annotated[RunStatus, "What became of it."]
    source: Annotated[str, "The sources it was given, separated by blanks."]
    code_version: Annotated[str, "The code that read the pages."]
    version: Annotated[int | None, "The version it published; NULL where it published none."]
    seen: Annotated[int, "Inputs it found; the sum of the next four."]
    new: Annotated[int, "Inputs that no run had published before."]
    changed: Annotated[int, "Inputs with new bytes, or read again because the code changed."]
    unchanged: Annotated[int, "Inputs that were not read again."]
    quarantined: Annotated[int, "Inputs that were refused."]
    facts: Annotated[int, "Rows it read into the fact tables."]
    corrections: Annotated[str | None, "SHA-256 of the corrections it applied; NULL where there were none, or no version."] = None
    bytes: Annotated[int | None, "Bytes of the inputs it read; NULL, as the next three, where it failed or earlier code ran."] = None
    plan_seconds: Annotated[float | None, "Time it took to find out what has news."] = None
    transform_seconds: Annotated[float | None, "Time it took to read the pages and stage their rows."] = None
    peak_memory: Annotated[int | None, "Most bytes that one of its processes had in memory before the commit ended."] = None


_TIME = "%Y%m%dT%H%M%S%f"


def new_run_id(now: datetime) -> str:
    """Return a new id for a run that starts at `now` (UTC)."""
    return f"{now.strftime(_TIME)}-{secrets.token_hex(2)}"


def started_at(run_id: str) -> datetime:
    """Return when the run of an id started."""
    return datetime.strptime(run_id.split("-")[0], _TIME).replace(tzinfo=UTC)
