"""Forty events told by a hundred and forty pages are forty rows, and pages that agree contradict nobody."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from tests import retellings
from tests.warehouses import rows, run


class Told:
    """A warehouse of all pages, and which event each of its documents tells."""

    def __init__(self, folder: Path, wordings: list[retellings.Wording], seed: int) -> None:
        pages = list(retellings.pages(wordings, seed))
        (folder / "pages").mkdir()
        for number, page in enumerate(pages):
            (folder / "pages" / f"{number:03d}.txt").write_text(page.text, encoding="utf-8")
        self.warehouse = folder / "warehouse"
        run(self.warehouse, folder / "pages")
        self.meant = {row["document_id"]: pages[int(Path(row["source_path"]).stem)].occasion for row in rows(self.warehouse, "documents")}
        self.tellings = rows(self.warehouse, "event_documents")

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table."""
        return rows(self.warehouse, table)


@pytest.fixture(scope="module", params=["wordings looked at", "wordings held out"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    looked_at = request.param == "wordings looked at"
    return Told(tmp_path_factory.mktemp("told"), retellings.WORDINGS if looked_at else retellings.UNSEEN, 7 if looked_at else 21)


def test_forty_events_are_forty_rows(told: Told) -> None:
    assert len(told.rows("events")) == 40


def test_no_row_is_of_two_events(told: Told) -> None:
    meant = defaultdict(set)
    for row in told.tellings:
        meant[row["event_id"]].add(told.meant[row["document_id"]])
    assert {id: found for id, found in meant.items() if len(found) > 1} == {}


def test_pages_of_one_event_meet_in_it(told: Told) -> None:
    pages = [(told.meant[row["document_id"]], row["event_id"]) for row in told.tellings]
    pairs = [(a[0] == b[0], a[1] == b[1]) for a, b in combinations(pages, 2)]
    expected, found, right = (sum(pair) for pair in zip(*((e, f, e and f) for e, f in pairs), strict=True))
    assert 2 * right / (expected + found) >= 0.98


def test_every_page_is_counted(told: Told) -> None:
    assert sum(event["documents"] for event in told.rows("events")) == len({row["document_id"] for row in told.tellings})


def test_pages_that_agree_do_not_contradict_each_other(told: Told) -> None:
    wrong = [c for c in told.rows("conflicts") if told.meant[c["document_id_a"]] == told.meant[c["document_id_b"]]]
    assert wrong == []


WRONG = {
    "city": lambda o: {"city": "拉萨", "venue": "拉萨会展中心"},
    "start_date": lambda o: {"start": o.start + timedelta(days=40)},
    "theme": lambda o: {"theme": "瓦当与石榴"},
}


def test_a_page_that_errs_meets_the_one_it_contradicts(tmp_path: Path) -> None:
    chance, expected = Random(3), set()
    (tmp_path / "pages").mkdir()
    rounds = [o for o in retellings.occasions() if o.edition][:9]
    for number, (right, about) in enumerate(zip(rounds, list(WRONG) * 3, strict=True)):
        for kind, o in (("right", right), ("wrong", msgspec.structs.replace(right, **WRONG[about](right)))):
            title, body, published = retellings.held(o, chance)
            (tmp_path / "pages" / f"{number}{kind}.txt").write_text(f"{title}\n{published} 09:30 来源：江城晚报\n{body}\n", encoding="utf-8")
        expected.add((f"{right.series} 第{right.edition}届", about, f"{number}right", f"{number}wrong"))
    run(tmp_path / "warehouse", tmp_path / "pages")
    stems = {row["document_id"]: Path(row["source_path"]).stem for row in rows(tmp_path / "warehouse", "documents")}
    found = rows(tmp_path / "warehouse", "conflicts")
    assert {(c["subject"], c["predicate"], *sorted((stems[c["document_id_a"]], stems[c["document_id_b"]]))) for c in found} == expected
    for c in found:
        words = c["object_a"] if c["predicate"] != "start_date" else retellings.day(date.fromisoformat(c["object_a"]), False)
        assert words.removesuffix("市") in c["evidence_a"], "the evidence has the contested words"
