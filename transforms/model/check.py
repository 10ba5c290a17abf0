"""A check: what must hold before a version is published, and whether it did."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Severity = Literal["error", "warn"]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one thing that must hold did hold when a run wanted to publish."""

    run_id: Annotated[str, "The run that wanted to publish."]
    name: Annotated[str, "The check: its file warehouse/checks/<name>.sql, or <table>.keys and <table>.rows as the row classes declare them."]
    severity: Annotated[Severity, "An error keeps the old version; a warn is told and published all the same."]
    rule: Annotated[str, "What must hold, in words."]
    passed: Annotated[bool, "Whether it held."]
    broken: Annotated[int, "Rows that break it."]
    examples: Annotated[list[str], "The first of them."]
