"""One thing told by several pages is one row; two things are never made one."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest

from transforms import resolve
from transforms.model.prints import fingerprint
from transforms.resolve import NameCount, Print, Telling


def name(id: str, full: str, text: str, type: str = "organization", deictic: bool = False) -> NameCount:
    return NameCount(id, type, full, text, full, None, deictic, 1)


def telling(document: str, series: str = "世界城市日中国主场活动", **stated) -> Telling:
    occasion, city = str(stated.get("edition") or stated.get("year") or ""), stated.get("city") or ""
    columns = {"name": series, "series": series, "status": "held", "confidence": 0.9} | stated
    fields = {f: columns.get(f) for f in Telling.__struct_fields__}
    return Telling(**fields | {"event_id": f"event:{series}{occasion}{city}", "document_id": document})


def test_a_short_form_is_the_body_a_page_uses_it_for() -> None:
    names = [name("b", "江河流域研究中心", "流域中心"), name("b", "江河流域研究中心", "江河流域研究中心"), name("a", "流域中心", "流域中心")]
    merges = resolve.entity_merges(names)
    assert [(m.id, m.entity_id) for m in merges] == [("b", "a")]
    (entity,) = resolve.entities(names, merges, {"a": (2, 3)})
    assert (entity.entity_id, entity.former_ids, entity.documents, entity.mentions) == ("a", ["b"], 2, 3)
    assert {entity.name, *entity.aliases} == {"江河流域研究中心", "流域中心"}


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            [name("a", "东城建设集团", "城建集团"), name("b", "西城建设集团", "城建集团"), name("c", "城建集团", "城建集团")],
            id="two bodies share it",
        ),
        pytest.param([name("a", "东城市委", "市委", deictic=True), name("b", "市委", "市委")], id="a deictic"),
        pytest.param([name("a", "李白学士", "李白", "person"), name("b", "李白", "李白", "person")], id="persons"),
    ],
)
def test_a_form_that_may_mean_something_else_joins_nothing(names: list[NameCount]) -> None:
    assert resolve.entity_merges(names) == []


def test_a_deictic_is_never_an_alias() -> None:
    names = [name("a", "武汉市", "武汉", "place"), name("a", "武汉市", "我市", "place", deictic=True)]
    (entity,) = resolve.entities(names, [], {"a": (1, 2)})
    assert "我市" not in {entity.name, *entity.aliases}


def test_pages_that_tell_one_edition_tell_one_event() -> None:
    opened = telling("p1", edition=7, city="武汉", start_date=date(2024, 10, 16))
    pages = [opened, telling("p2", edition=7), telling("p3", edition=7, city="武汉市", theme="创新")]
    events, _ = resolve.events(pages)
    (event,) = events
    assert (event.documents, event.edition, event.city, event.theme, event.start_date) == (3, 7, "武汉", "创新", date(2024, 10, 16))


def test_two_editions_are_two_events_even_when_a_page_names_neither() -> None:
    events, _ = resolve.events([telling("p1", edition=7), telling("p2", edition=8), telling("p3")])
    assert sorted((event.edition or 0, event.documents) for event in events) == [(0, 1), (7, 1), (8, 1)]


def test_pages_that_disagree_on_the_city_tell_two_events() -> None:
    events, merges = resolve.events([telling("p1", year=2024, city="威海"), telling("p2", year=2024, city="上海")])
    assert len(events) == 2 and merges == []


def test_the_opening_day_and_the_whole_range_are_one_event() -> None:
    whole = telling("p1", year=2023, city="上海", start_date=date(2023, 11, 5), end_date=date(2023, 11, 10))
    opening = telling("p2", year=2023, start_date=date(2023, 11, 5))
    (event,), _ = resolve.events([whole, opening])
    assert (event.start_date, event.end_date) == (date(2023, 11, 5), date(2023, 11, 10))


def test_the_order_of_documents_changes_nothing() -> None:
    pages = [telling(f"p{n}", edition=n % 3 or None, year=2020 + n % 2, city=("武汉", "上海", None)[n % 3]) for n in range(12)]
    expected = resolve.events(pages)
    for seed in range(5):
        random.Random(seed).shuffle(pages)
        assert resolve.events(pages) == expected


def test_a_copy_is_a_duplicate_of_the_page_published_first() -> None:
    run = datetime(2024, 11, 1, tzinfo=UTC)
    same, other = fingerprint("论坛在滨江开幕，来自三十个国家的代表出席。"), fingerprint("全市新增装备制造企业1300余家。")
    prints = [
        Print("c", same, datetime(2024, 10, 17, tzinfo=UTC), run, "c.txt"),
        Print("a", same, None, run, "a.txt"),
        Print("b", same, datetime(2024, 10, 16, tzinfo=UTC), run, "b.txt"),
        Print("d", other, None, run, "d.txt"),
    ]
    assert [(d.document_id, d.duplicate_of) for d in resolve.duplicates(prints)] == [("a", "b"), ("c", "b")]
