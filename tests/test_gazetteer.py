"""Laws of the gazetteer: shared names are never decided by default, what decides them is a place near by, and words are no places."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import gazetteer
from transforms.extract.names import cuts
from transforms.model.page import Page
from transforms.reading import read

DIVISIONS = gazetteer.divisions()
SHARED = sorted(name for name, rows in gazetteer.divisions_by_name().items() if sum(row.name == name and row.level == "county" for row in rows) > 1)


def places(text: str) -> list[tuple[str, str | None]]:
    """Return the places of a text with their codes."""
    return [(name.text, name.adcode) for name in read(Page("text", "text", 1, "utf-8", text)).facts.places if name.type == "place"]


def test_every_division_hangs_on_one_that_exists() -> None:
    assert all(row.parent in DIVISIONS for row in DIVISIONS.values() if row.parent)


def test_every_key_of_an_entry_is_a_place_or_a_body() -> None:
    for entry in gazetteer.entries().values():
        assert entry.kind != "place" or all(gazetteer.place(key) for key in entry.keys), entry


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_name_is_not_decided_by_default(name: str) -> None:
    assert gazetteer.division(name) is None
    assert all(code is None for text, code in places(f"会议在{name}举行") if text == name)


@pytest.mark.parametrize("name", [name for name in SHARED if name not in gazetteer.common_words()])
def test_a_shared_name_is_decided_by_its_city(name: str) -> None:
    for row in gazetteer.divisions_by_name()[name]:
        if row.name == name and row.parent:
            assert (name, row.adcode) in places(f"会议在{DIVISIONS[row.parent].name}{name}举行"), row


WORDS = re.findall(
    r"\w+",
    """和平 高明 朝阳 平安 日照 安康 大同 长治 开封 来宾 北海 白银 建设 解放 互助 通道 合作 光明 东方 永安 新华 文昌 万宁 长安 青山 红旗 前进 胜利
    团结 友谊 富裕 平和 永定 宁静 新和 民和 临时 共和 定安 安定 安宁 太平 兴国 安福 福安 长乐 永乐 同心 中和 新星 双河 江山 海港 灯塔 天门 仙桃
    石门 西湖 鼓楼 桥东 城关 新城 郊区 城区 市中区 矿区 东区 南山 西山""",
)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_no_place(word: str) -> None:
    assert places(f"他们谈到{word}的话题") == []
    assert places(f"{word},是大家的心愿") == []


def names_that_are_words() -> list[str]:
    """Return the short names of divisions that the dictionary has as words: 高明, 平安, 建设; not those read wherever they stand (大连)."""
    shorts = sorted({row.short for row in DIVISIONS.values() if row.short} - gazetteer.entries().keys())
    return [short for short in shorts if short in gazetteer.common_words() or (cuts.is_word(short) and cuts.tagged(short)[0][1] in cuts.COMMON_TAGS)]


def test_of_five_hundred_words_hardly_one_is_a_place() -> None:
    words = names_that_are_words()
    sentences = [(word, frame.format(word)) for word in words for frame in ("他们谈到{}的话题", "{},是大家的心愿", "大家对{}都很关心")]
    false = [sentence for word, sentence in sentences if places(sentence)]
    assert len(words) >= 500
    assert len(false) <= 0.02 * len(sentences), false


def test_a_former_name_is_the_division_that_has_its_ground() -> None:
    assert places("襄樊市与余杭市签约") == [("襄樊市", "420600"), ("余杭市", "330110")]


@given(st.text(max_size=80))
def test_any_text_gives_names_in_order_inside_it(text: str) -> None:
    facts = read(Page("text", "text", 1, "utf-8", text)).facts
    for found in (facts.organizations, facts.places, facts.persons):
        assert all(one.end <= two.start for one, two in pairwise(found))


FRAGMENTS = [
    "上海市", "市", "政府", "委", "“", "”", "(", ")", "、", "和", "张三", "局", "长", "副", "书记", "·", "马克", "中心", "公园", "驻", "德国",
    "大学", "说", "1", "\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_any_medley_of_parts_of_names_is_read(text: str) -> None:
    facts = read(Page("text", "text", 1, "utf-8", text)).facts
    for mention in facts.mentions:
        assert mention.text == mention.source.evidence


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_no_name_contains_a_line_end(text: str) -> None:
    facts = read(Page("text", "text", 1, "utf-8", text)).facts
    for name in (*facts.organizations, *facts.places, *facts.persons, *facts.mentions):
        assert "\n" not in name.text, name


def test_a_firm_is_one_by_its_short_forms_with_and_without_its_legal_form() -> None:
    names = ("中国交建", "中国交建集团", "中国交通建设集团", "中国交通建设集团有限公司")
    assert {gazetteer.bodies()[name].name for name in names} == {"中国交通建设集团有限公司"}


def test_a_firm_is_one_by_its_nickname() -> None:
    for nickname, name in (("招行", "招商银行"), ("大疆", "大疆创新"), ("格力", "格力电器"), ("隆基股份", "隆基绿能")):
        assert gazetteer.bodies()[nickname].name == name


def test_what_has_no_centre_is_a_zone_or_far_from_everything() -> None:
    without = [row.name for row in DIVISIONS.values() if row.longitude is None and row.level != "zone"]
    assert len(without) <= 7, without
    assert all(row.why for row in DIVISIONS.values())
