"""One thing told by several pages is one row; two things are never made one."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import FrameType

import msgspec
import pytest

from transforms import resolve
from transforms.model.prints import fingerprint
from transforms.resolve import NameCount, Print, Telling


def name(id: str, full: str, text: str, type: str = "organization", deictic: bool = False) -> NameCount:
    return NameCount(id, type, full, text, full, None, deictic, 1)


def telling(document: str, series: str = "世界城市日中国主场活动", **stated) -> Telling:
    columns = {"name": series, "series": series, "status": "held", "confidence": 0.9} | stated
    fields = {f: columns.get(f) for f in Telling.__struct_fields__}
    occasion = [str(stated.get(column) or "") for column in ("edition", "year", "start_date", "city")]
    return Telling(**fields | {"event_id": f"event:{series}{' '.join(occasion)}", "document_id": document})


def counted(*tellings: Telling, copies: dict[str, str] | None = None) -> list[int]:
    """Return of how many documents each event is told, the most first."""
    return sorted((event.documents for event in resolve.events(tellings, copies)[0]), reverse=True)


OPENED = {"city": "武汉", "start_date": date(2023, 5, 6)}


def test_a_fair_is_one_by_its_full_name_and_by_the_name_everybody_has_for_it() -> None:
    canton = {"city": "广州", "start_date": date(2019, 10, 15), "edition": 126}
    assert counted(telling("a", "中国进出口商品交易会", **canton), telling("b", "广交会", **canton)) == [2]
    assert counted(telling("a", "中国进出口商品交易会", **canton), telling("b", "广交会", **canton | {"edition": 125})) == [1, 1]


def test_a_short_form_is_the_body_a_page_uses_it_for() -> None:
    names = [name("b", "江河流域研究中心", "流域中心"), name("b", "江河流域研究中心", "江河流域研究中心"), name("a", "流域中心", "流域中心")]
    merges = resolve.entity_merges(names)
    assert [(m.id, m.entity_id) for m in merges] == [("b", "a")]
    entity = resolve.entity("a", names, 2, 3)
    assert (entity.entity_id, entity.former_ids, entity.documents, entity.mentions) == ("a", ["b"], 2, 3)
    assert {entity.name, *entity.aliases} == {"江河流域研究中心", "流域中心"}


def test_a_published_body_keeps_its_id_when_a_page_comes() -> None:
    full, short = name("b", "江河流域研究中心", "江河流域研究中心"), name("a", "流域中心", "流域中心")
    both = [full, short, name("b", "江河流域研究中心", "流域中心")]
    assert [(m.id, m.entity_id) for m in resolve.entity_merges(both, published={"b"})] == [("a", "b")]
    assert [(m.id, m.entity_id) for m in resolve.entity_merges(both, published={"a", "b"})] == [("b", "a")]


def test_a_council_is_one_body_in_all_its_terms() -> None:
    councils = ["北京市三届人大常委会", "北京市第五届人大常委会", "北京市人大常委会", "上海市三届人大常委会"]
    names = [name(id, full, full) for id, full in zip("abcd", councils, strict=True)]
    assert [(m.id, m.entity_id) for m in resolve.entity_merges(names)] == [("b", "a"), ("c", "a")]


def test_what_everybody_shortens_alike_is_one() -> None:
    zones = ["武汉经开区", "武汉经济技术开发区", "合肥经开区", "经开区", "经济技术开发区"]
    names = [name(id, full, full, "place") for id, full in zip("abcde", zones, strict=True)]
    assert [(m.id, m.entity_id) for m in resolve.entity_merges(names)] == [("b", "a")]
    assert resolve.entity("a", names[:1] * 3 + names[1:2], 4, 4).name == "武汉经济技术开发区"


def test_an_office_of_a_division_is_called_by_its_fullest_name() -> None:
    short = NameCount("a", "organization", "浙江省政府", "浙江省政府", "330000:人民政府", None, False, 3)
    full = msgspec.structs.replace(short, name="浙江省人民政府", text="浙江省人民政府", documents=1)
    government = resolve.entity("a", [short, full], 4, 4)
    assert (government.name, government.adcode, government.country_code) == ("浙江省人民政府", "330000", "CN")
    plain = NameCount("b", "organization", "绍兴市委", "绍兴市委", "330600:委", None, False, 1)
    doubled = msgspec.structs.replace(plain, name="绍兴市市委", text="绍兴市市委", documents=2)
    assert resolve.entity("b", [plain, doubled], 3, 3).name == "绍兴市委"
    around = msgspec.structs.replace(plain, name="浙江省绍兴市委", text="浙江省绍兴市委")
    assert resolve.entity("b", [around], 1, 1).name == "绍兴市委"


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            [name("a", "东城建设集团", "城建集团"), name("b", "西城建设集团", "城建集团"), name("c", "城建集团", "城建集团")],
            id="two bodies share it",
        ),
        pytest.param([name("a", "东城市委", "市委", deictic=True), name("b", "市委", "市委")], id="a deictic"),
        pytest.param([name("a", "东城大学传播学院", "传播学院"), name("b", "传播学院", "传播学院")], id="the end of its name"),
        pytest.param([name("a", "李白学士", "李白", "person"), name("b", "李白", "李白", "person")], id="persons"),
    ],
)
def test_a_form_that_may_mean_something_else_joins_nothing(names: list[NameCount]) -> None:
    assert resolve.entity_merges(names) == []


def test_a_deictic_is_never_an_alias() -> None:
    names = [name("a", "武汉市", "武汉", "place"), name("a", "武汉市", "我市", "place", deictic=True)]
    entity = resolve.entity("a", names, 1, 2)
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


def test_an_opening_and_a_day_in_the_week_behind_it_are_one_event() -> None:
    opening = telling("p1", year=2023, city="上海", start_date=date(2023, 11, 5))
    during = [telling(page, year=2023, city="上海", start_date=date(2023, 11, 6), end_date=date(2023, 11, 6)) for page in ("p2", "p3")]
    (event,), _ = resolve.events([opening, *during])
    assert (event.start_date, event.end_date, event.documents) == (date(2023, 11, 5), None, 3)
    assert counted(opening, telling("p2", year=2023, city="上海", start_date=date(2023, 11, 6))) == [1, 1]  # two openings
    assert counted(opening, telling("p2", year=2023, city="上海", start_date=date(2023, 11, 20), end_date=date(2023, 11, 20))) == [1, 1]


@pytest.mark.parametrize(
    ("series", "documents"),
    [
        pytest.param("滨水空间论坛", [2], id="its short form"),
        pytest.param("国际滨水空间高峰论坛", [2], id="its fuller form"),
        pytest.param("外洋滨水空间论坛", [2], id="the words of a spinner"),
        pytest.param("国际滨水空间论坛青年论坛", [1, 1], id="a part of it"),
        pytest.param("国际滨水经济论坛", [1, 1], id="its neighbour"),
        pytest.param("国际滨水空间展览会", [1, 1], id="the fair beside it"),
    ],
)
def test_another_name_on_one_day_in_one_city(series: str, documents: list[int]) -> None:
    assert counted(telling("p1", "国际滨水空间论坛", **OPENED), telling("p2", series, **OPENED)) == documents


def test_a_fair_is_what_everybody_calls_it() -> None:
    assert counted(telling("p1", "扬州世界园艺博览会", **OPENED), telling("p2", "扬州世园会", **OPENED)) == [2]
    assert counted(telling("p1", "扬州世界园艺博览会", **OPENED), telling("p2", "扬州园博会", **OPENED)) == [1, 1]


def test_the_round_of_a_fair_that_everybody_knows_needs_no_day() -> None:
    fair = telling("p1", "中国国际消费品博览会", edition=3, city="海口", start_date=date(2023, 4, 10), published=date(2023, 4, 10))
    assert counted(fair, telling("p2", "消博会", edition=3, published=date(2023, 4, 12))) == [2]
    assert counted(fair, telling("p2", "消博会", edition=4, published=date(2023, 4, 12))) == [1, 1]
    assert counted(fair, telling("p2", "消博会", edition=3, published=date(2023, 9, 12))) == [1, 1]
    assert counted(fair, telling("p2", "国际博览会", edition=3, published=date(2023, 4, 12))) == [1, 1]


def test_a_short_name_that_pages_give_to_one_fair_means_it() -> None:
    fair, slip, other = "中国沿江国际投资贸易洽谈会", "中国沿江国际贸易投资洽谈会", "沿江旅游商品采购交易会"
    assert resolve.nicknames([("第三届沿洽会", fair, 2), ("沿洽会", slip, 1)]) == {"沿洽会": fair}
    assert resolve.nicknames([("沿洽会", fair, 2), ("沿洽会", other, 1)]) == {}
    assert resolve.nicknames([("沿洽会", "沿洽会", 2), ("沿江洽谈会", fair, 1)]) == {}


def test_another_name_of_one_number_on_one_day_needs_no_city() -> None:
    days = {"edition": 2, "start_date": date(2023, 9, 16), "end_date": date(2023, 9, 19)}
    assert counted(telling("p1", "全国职业技能大赛", city="天津", **days), telling("p2", "全国技能大赛", **days)) == [2]
    assert counted(telling("p1", "全国职业技能大赛", city="天津", **days), telling("p2", "世界茶艺大赛", **days)) == [1, 1]
    assert counted(telling("p1", "全国职业技能大赛", **days), telling("p2", "全国技能大赛", **days | {"edition": 3})) == [1, 1]


def test_a_part_without_days_is_that_of_the_whole() -> None:
    parts = [telling(f"p{n}", "数字城市创新大赛", whole=f"国际滨水空间论坛 {edition}") for n, edition in enumerate((7, 7, 8))]
    parts = [msgspec.structs.replace(part, event_id=f"event:{n}") for n, part in enumerate(parts)]
    assert counted(*parts) == [2, 1]


def test_a_round_that_is_counted_is_the_round_of_its_year() -> None:
    fifth = telling("p1", "第五个世界城市日中国主场活动", start_date=date(2018, 10, 31))
    assert counted(msgspec.structs.replace(fifth, series=None), telling("p2", year=2018)) == [2]


def test_a_copy_under_the_date_of_its_site_tells_the_round_of_its_number() -> None:
    days = {"edition": 7, "start_date": date(2024, 5, 24), "end_date": date(2024, 5, 25)}
    late = {"edition": 7, "start_date": date(2025, 5, 24), "end_date": date(2025, 5, 25)}
    (event,), _ = resolve.events([telling("p1", city="福州", **days), telling("p2", **days), telling("p3", **late)])
    assert (event.start_date, event.end_date) == (date(2024, 5, 24), date(2024, 5, 25))
    assert counted(telling("p1", **days), telling("p2", **late | {"start_date": date(2025, 5, 20)})) == [1, 1]
    assert counted(telling("p1", **days), telling("p2", **late | {"edition": 8})) == [1, 1]


def test_another_name_alone_joins_nothing() -> None:
    assert counted(telling("p1", "国际滨水空间论坛", city="武汉", year=2023), telling("p2", "滨水空间论坛", city="武汉", year=2023)) == [1, 1]


def test_a_short_name_that_two_events_could_have_is_of_neither() -> None:
    assert counted(*(telling(f"p{n}", f"数字{topic}论坛", **OPENED) for n, topic in enumerate(("城市", "乡村", "")))) == [1, 1, 1]


def test_what_one_page_tells_apart_stays_apart() -> None:
    assert counted(telling("p1", "国际滨水空间论坛", **OPENED), telling("p1", "滨水空间论坛", **OPENED)) == [1, 1]


def test_a_round_that_two_cities_could_have_held_is_of_neither() -> None:
    assert counted(telling("p1", year=2024, city="威海"), telling("p2", year=2024, city="上海"), telling("p3", year=2024)) == [1, 1, 1]


def test_rounds_of_one_year_told_by_their_days_are_not_chained_by_one_told_without() -> None:
    spring, autumn = date(2023, 4, 6), date(2023, 11, 2)
    assert counted(telling("p1", start_date=spring), telling("p2", start_date=autumn), telling("p3", year=2023)) == [1, 1, 1]


def test_a_district_lies_in_its_city() -> None:
    assert counted(telling("p1", year=2023, city="杭州"), telling("p2", year=2023, city="余杭区")) == [2]


def test_a_reprint_tells_the_event_of_the_page_it_was_taken_from() -> None:
    pages = [telling("p1", **OPENED), telling("p2", **OPENED | {"start_date": date(2023, 5, 8)})]
    assert counted(*pages) == [1, 1]
    assert counted(*pages, copies={"p2": "p1"}) == [2]
    ((event,), (merge,)) = resolve.events(pages, {"p2": "p1"})
    assert event.start_date == date(2023, 5, 6), "the reprint keeps the 今日 of another paper"
    assert merge.reason == "reprint of the page that tells it"


def test_a_merge_says_why_and_how_sure_it_is() -> None:
    same, short = telling("p1", "国际滨水空间论坛", **OPENED), telling("p2", "滨水空间论坛", **OPENED)
    whole = telling("p3", "国际滨水空间论坛", edition=7, **OPENED | {"end_date": date(2023, 5, 8)})
    _, merges = resolve.events([same, short, whole])
    assert {merge.reason for merge in merges} == {"same name, first day, city", "short name, first day, city"}
    assert [merge.score for merge in sorted(merges, key=lambda merge: merge.reason)] == [0.9961, 0.9412]


def test_a_published_id_stays_when_a_page_comes() -> None:
    first = telling("p1", "国际滨水空间论坛", **OPENED)
    (published,), _ = resolve.events([first])
    for other in (telling("p2", "国际滨水空间论坛", year=2023), telling("p2", "滨水空间论坛", **OPENED)):
        (event,), _ = resolve.events([first, other], published={published.event_id})
        assert (event.event_id, event.former_ids) == (published.event_id, [other.event_id])


def test_two_published_ids_become_the_smaller() -> None:
    pages = [telling("p1", year=2023, city="武汉"), telling("p2", year=2023)]
    ids = sorted(page.event_id for page in pages)
    (event,), _ = resolve.events(pages, published=set(ids))
    assert [event.event_id, *event.former_ids] == ids


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


def calls(resolve_all: Callable[[], object]) -> int:
    """Return how many calls something takes: no clock is asked."""
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        resolve_all()
    finally:
        sys.setprofile(None)
    return counted


MANY: dict[str, Callable[[int], list[Telling]]] = {
    "rounds of one series": lambda n: [telling(f"p{i}", edition=i) for i in range(n)],
    "days of one series": lambda n: [telling(f"p{i}", start_date=date(2000, 1, 1) + timedelta(days=40 * i)) for i in range(n)],
    "cities of one year": lambda n: [telling(f"p{i}", year=2023, city=f"{chr(0x4E00 + i)}州") for i in range(n)],
    "forums of one day": lambda n: [telling(f"p{i}", f"{chr(0x4E00 + i)}{chr(0x5E00 + i)}论坛", **OPENED) for i in range(n)],
    "short and long names of one day": lambda n: [telling(f"p{i}", f"{'国际' * (i % 2)}{chr(0x4E00 + i // 2)}水论坛", **OPENED) for i in range(n)],
    "pages of one event": lambda n: [telling(f"p{i}", edition=7) for i in range(n)],
    "names nobody else has": lambda n: [telling(f"p{i}", f"{chr(0x4E00 + i)}{chr(0x5E00 + i)}论坛", year=2023) for i in range(n)],
}


@pytest.mark.parametrize("told", MANY.values(), ids=MANY)
def test_eight_times_the_events_take_about_eight_times_the_calls(told: Callable[[int], list[Telling]]) -> None:
    small, large = (calls(lambda n=n: resolve.events(told(n))) for n in (200, 1600))
    assert large < 8**1.15 * small


def test_fairs_that_share_ten_days_are_compared_once() -> None:
    def fairs(days: int) -> list[Telling]:
        last = OPENED["start_date"] + timedelta(days=days)
        return [telling(f"p{i}", f"国际{chr(0x4E00 + i)}水博览会", **OPENED, end_date=last) for i in range(40)]

    opened, whole = (calls(lambda days=days: resolve.events(fairs(days))) for days in (1, 10))
    assert whole < 1.5 * opened


@pytest.mark.parametrize("shared", [1, 7, 10_000], ids=["one form for all", "forms that many share", "a form for each"])
def test_eight_times_the_bodies_take_about_eight_times_the_calls(shared: int) -> None:
    def names(count: int) -> list[NameCount]:
        full = [name(f"b{i}", f"{chr(0x4E00 + i)}城投资建设集团", f"城建{chr(0x4E00 + i % shared)}") for i in range(count)]
        return full + [name(f"a{i}", f"城建{chr(0x4E00 + i % shared)}", f"城建{chr(0x4E00 + i % shared)}") for i in range(min(shared, count))]

    small, large = (calls(lambda n=n: resolve.entity_merges(names(n))) for n in (200, 1600))
    assert large < 8**1.15 * small
