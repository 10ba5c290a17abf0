"""What an analyst merges or splits is data: it is applied, it says why, and it fails by name once it no longer does anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests import warehouses
from tests.test_resolve import name, telling
from tests.warehouses import quiet, rows
from transforms import pipeline, resolve, settings
from transforms.publish.checks import ChecksFailed
from transforms.resolve import Correction, CorrectionError

HEADER = "correction,type,name,other,guard,why\n"
LONG, SHORT = name("b", "江城城市投资集团", "江城城市投资集团"), name("a", "江城城投", "江城城投")
LINKED = [name("b", "江城城市投资集团", "江投"), name("b", "江城城市投资集团", "江城城市投资集团"), name("a", "江投", "江投")]
FORUM, DAY = telling("p1", "国际滨水空间论坛", city="武汉", start_date=date(2023, 5, 6)), telling("p2", "亲水论坛", city="武汉", year=2023)
SAME = telling("p3", "滨水空间论坛", city="武汉", start_date=date(2023, 5, 6))


def correction(what: str, type: str, one: str, other: str, guard: str = "named") -> Correction:
    return Correction(correction=what, type=type, name=one, other=other, guard=guard, why="said so")  # type: ignore[arg-type]


def test_a_merge_makes_one_of_two_bodies() -> None:
    (merge,) = resolve.entity_merges([LONG, SHORT], corrections=[correction("merge", "organization", "江城城投", "江城城市投资集团")])
    assert (merge.id, merge.entity_id, merge.score, merge.reason) == ("b", "a", 1.0, "correction: said so")


def test_a_split_keeps_a_short_form_from_its_body() -> None:
    assert len(resolve.entity_merges(LINKED)) == 1
    assert resolve.entity_merges(LINKED, corrections=[correction("split", "organization", "江投", "江城城市投资集团")]) == []


def test_a_merge_makes_one_of_two_events() -> None:
    assert len(resolve.events([FORUM, DAY])[0]) == 2
    (event,), (merge,) = resolve.events([FORUM, DAY], corrections=[correction("merge", "event", "亲水论坛", "国际滨水空间论坛")])
    assert (event.documents, merge.reason) == (2, "correction: said so")


def test_a_split_makes_two_of_one_event() -> None:
    assert len(resolve.events([FORUM, SAME])[0]) == 1
    found, merges = resolve.events([FORUM, SAME], corrections=[correction("split", "event", FORUM.event_id, SAME.event_id)])
    assert (len(found), merges) == (2, [])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param(correction("merge", "organization", "江投", "江城城市投资集团"), "one without it; remove the row", id="they are one"),
        pytest.param(correction("merge", "organization", "江投", "江城集团"), "no page names 江城集团", id="nobody names it"),
        pytest.param(correction("split", "organization", "江城城市投资集团", "江城城市投资集团"), "one id, b", id="one name"),
    ],
)
def test_a_correction_that_changes_nothing_fails_by_name(given: Correction, message: str) -> None:
    with pytest.raises(CorrectionError, match=message):
        resolve.entity_merges(LINKED, corrections=[given])


def test_a_split_of_what_is_two_fails_by_name() -> None:
    with pytest.raises(CorrectionError, match="two without it"):
        resolve.entity_merges([LONG, SHORT], corrections=[correction("split", "organization", "江城城投", "江城城市投资集团")])


def test_a_name_that_several_have_needs_an_id() -> None:
    twins = [name("c", "城建集团", "城建集团"), name("d", "城建集团", "城建集团"), LONG]
    with pytest.raises(CorrectionError, match="城建集团 names several: write one of b, c, d"):
        resolve.entity_merges(twins, corrections=[correction("merge", "organization", "城建集团", "江城城市投资集团")])
    assert len(resolve.entity_merges(twins, corrections=[correction("merge", "organization", "c", "江城城市投资集团")])) == 1


def test_a_guarded_correction_waits_for_its_names() -> None:
    assert resolve.entity_merges([LONG], corrections=[correction("merge", "organization", "江城城投", "江城城市投资集团", "if named")]) == []


def test_the_order_of_corrections_and_names_changes_nothing() -> None:
    given = [correction("merge", "organization", "江城城投", "江城城市投资集团"), correction("split", "organization", "江投", "江城城市投资集团")]
    names = [*LINKED[:2], name("c", "江投", "江投"), SHORT]
    found = resolve.entity_merges(names, corrections=given)
    assert found == resolve.entity_merges(names[::-1], corrections=given[::-1]) and [m.entity_id for m in found] == ["a"]


def test_the_file_we_ship_is_empty_and_a_malformed_one_is_named(tmp_path: Path) -> None:
    assert resolve.corrections.read(settings.Settings().corrections) == []
    assert resolve.corrections.digest(settings.Settings().corrections) is None
    (tmp_path / "mine.csv").write_text(HEADER + "join,organization,a,b,named,why\n", encoding="utf-8")
    with pytest.raises(CorrectionError, match=r"mine\.csv:2"):
        resolve.corrections.read(tmp_path / "mine.csv")


def test_a_corrected_catalog_is_a_new_version_and_reads_no_page_again(tmp_path: Path) -> None:
    pages, mine = warehouses.corpus(tmp_path / "pages", 2), tmp_path / "mine.csv"
    given = settings.Settings(warehouse=tmp_path / "warehouse", source=(str(pages),), workers=1, corrections=mine)
    mine.write_text(HEADER, encoding="utf-8")
    pipeline.run(given, quiet, quiet)
    one, two = sorted(row["name"] for row in rows(given.warehouse, "events"))
    mine.write_text(f"{HEADER}merge,event,{one},{two},named,they are one to us\n", encoding="utf-8")
    report = pipeline.run(given, quiet, quiet)
    assert (report.version, report.run.new, report.run.changed, report.run.unchanged) == (2, 0, 0, 2)
    (event,) = rows(given.warehouse, "events")
    assert (event["documents"], len(event["former_ids"])) == (2, 1)
    assert pipeline.run(given, quiet, quiet).run.status == "no_news"
    mine.write_text(f"{HEADER}merge,event,{one},第九百届论坛,named,no longer\n", encoding="utf-8")
    with pytest.raises(ChecksFailed, match=r"mine\.csv: correction merge event .*no page names 第九百届论坛"):
        pipeline.run(given, quiet, quiet)
    assert len(rows(given.warehouse, "events")) == 1
