"""Confidence means something: of a class of rows as many are right as it says, as far as the pages we ship can tell."""

from __future__ import annotations

from benchmarks import calibration
from tests.conftest import ROOT
from transforms.model.confidences import CALIBRATED, calibrated


def test_no_class_of_rows_promises_much_more_than_it_keeps() -> None:
    found = calibration.reliability(calibration.pages(ROOT / "seeds" / "gold", ROOT / "seeds" / "pages"))
    kept = {name: c.right / c.rows - name[1] for name, c in found.items() if c.rows >= calibration.FEW}
    assert len(kept) >= 5
    assert {name: short for name, short in kept.items() if short < -0.1} == {}


def test_what_is_calibrated_is_a_probability_and_what_is_not_stays() -> None:
    assert all(0 < value < 1 for value in CALIBRATED.values())
    assert calibrated("quantities", 0.95) == CALIBRATED["quantities", 0.95]
    assert calibrated("nothing", 0.5) == 0.5


def test_a_row_that_repeats_a_fact_is_right_and_a_neutral_one_is_neither() -> None:
    gold = {"roles": [{"person": "白居易", "title": "刺史", "organization": "杭州"}]}
    rows = [{"person": who, "title": "刺史", "organization": "杭州", "confidence": 0.9} for who in ("白居易", "白居易", "苏轼", "记者")]
    tables = {"mentions": [], "event_participants": [], "event_documents": [], "positions": rows}
    neutral = {"positions": {"记者"}}
    assert [right for _, _, right in calibration.judged(gold, neutral, tables)] == [True, True, False]
