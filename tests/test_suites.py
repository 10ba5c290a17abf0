"""The public date and number suites of ../shared: each group stays above its floor. Their other half is scored by somebody else.

A case passes as ../shared/score/score_suites.py says; the floors are those of the project, a little below what we reach.
"""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.cases import Case, reading

FLOORS = {
    "neutral dates": 0.93,
    "recognizers dates": 0.75,
    "jionlp dates": 0.75,
    "durations": 0.85,
    "cn2an": 1.0,
    "tn_itn": 0.98,
    "recognizers number": 0.90,
    "recognizers percent": 0.93,
    "recognizers money": 0.90,
    "jionlp money": 0.85,
    "traps": 0.95,
}


def scorer(shared: Path) -> ModuleType:
    """Return score_suites.py as a module: what passes is said there, and nowhere twice."""
    spec = importlib.util.spec_from_file_location("score_suites", shared / "score" / "score_suites.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """Return what we read from the text of a case, in the shape of `cityfacts parse`."""
    reference = datetime.fromisoformat(case["reference"]) if case["reference"] else None
    facts = reading(Case(0, case["text"], [], False, reference)).facts
    return {
        "dates": [{"text": d.text, "start_date": str(d.start_date or ""), "end_date": str(d.end_date or "")} for d in facts.dates],
        "quantities": [{c: getattr(q, c) for c in ("text", "value", "value_high", "unit", "kind", "currency")} for q in facts.quantities],
        "numerals": [{c: getattr(n, c) for c in ("text", "value", "value_high")} for n in facts.numerals],
    }


def right(score: ModuleType, case: dict[str, Any]) -> bool:
    """Tell whether a case passes."""
    found = answer(case)
    if not case["expected"]:
        return bool(score.nothing_of_its_kind(case, found))
    return not score.guesses(case, found) and all(score.passes(expected, found) for expected in case["expected"])


@pytest.fixture(scope="module")
def tally(shared: Path) -> dict[str, float]:
    """The share of right cases by group."""
    score = scorer(shared)
    groups = {key: name for name, keys in score.GROUPS.items() for key in keys}
    good: dict[str, list[bool]] = defaultdict(list)
    for path in sorted((shared / "suites").glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            case = json.loads(line)
            verdict = right(score, case)
            for key in (f"{path.stem}/{case['type']}", f"{path.stem}/*", f"all/{case['type']}"):
                if key in groups:
                    good[groups[key]].append(verdict)
    return {name: sum(verdicts) / len(verdicts) for name, verdicts in good.items()}


@pytest.mark.parametrize("group", FLOORS)
def test_a_group_of_public_cases_stays_above_its_floor(group: str, tally: dict[str, float]) -> None:
    assert tally[group] >= FLOORS[group]
