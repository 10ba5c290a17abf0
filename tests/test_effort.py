"""Hostile text costs effort in proportion to its length: twice the words, about twice the calls. Calls are counted; a clock is asked
only where one call would never end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from tests import cases
from transforms import extract
from transforms.extract.deeds.parties import TAIL
from transforms.extract.deeds.signings import NOUN_AT
from transforms.extract.deeds.speakers import DROPPED
from transforms.extract.facts import Facts
from transforms.extract.honours.nominees import OF_IT
from transforms.extract.honours.pairings import OWNED
from transforms.extract.honours.words import ADVERBS
from transforms.model.document import Document
from transforms.restore import restore

TOLD = ("occurrences", "event_documents", "event_participants", "publications", "outputs", "awards", "agreements", "statements")
NUMBERS = ("numerals", "dates", "quantities")
HOSTILE_NUMBERS = ["8%、", "1万、", "1月6日电。今天", "5万增加到2014年的", "3名甲、", "2014年,两年后", "较上届10万人", "分别增长8%、"]
HOSTILE = [
    "表示", "他说", "说,", "荣获", "获“", "授予", "继“", "论坛", "论坛上", "第三届论坛", "(双城论坛)", "主办", "由水利部主办", "签订协议", "双方签订",
    "与", "发布倡议", "在发布倡议", "平台上线", "《手册》", "主题“", "时间:", "走进", "在", "出席", "2024", "届",
    "第十二届世界城市论坛开幕,讲话,讲话,讲话,讲话,讲话,来自180个国家的代表参加了论坛,",
    "副www.继“《手册》成功举办了旧物改造活动", "(双城论坛)博览会在叶卡捷琳堡举行在理周恩来出席", "会召开合创新实验室启动仪式在武警到场",
]  # fmt: skip


def document_of(words: str, length: int) -> Document:
    text = words * (length // len(words))
    return cases.reading(cases.Case(0, text, [], False, None)).document


def calls(document: Document, kinds: tuple[str, ...] = TOLD) -> int:
    """Return how many calls it takes to read some kinds of facts, as who did what when, after those before have been read."""
    found, facts = 0, Facts()
    for kind, module in extract.EXTRACTORS:
        rows: list[Any] = []
        effort = counted(lambda module=module, rows=rows: rows.extend(module.find(document, facts)))
        setattr(facts, kind, rows)
        found += effort if kind in kinds else 0
    return found


def counted(work: Callable[[], object]) -> int:
    """Return how many calls some work takes."""
    found = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal found
        found += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


@pytest.mark.parametrize("words", HOSTILE)
def test_twice_the_text_takes_about_twice_the_calls(words: str) -> None:
    once, twice = calls(document_of(words, 1500)), calls(document_of(words, 3000))
    assert twice < 2.4 * once + 500
    assert twice < 60 * 3000


@pytest.mark.parametrize("words", HOSTILE_NUMBERS)
def test_twice_the_numbers_take_about_twice_the_calls(words: str) -> None:
    once, twice = calls(document_of(words, 1500), NUMBERS), calls(document_of(words, 3000), NUMBERS)
    assert twice < 2.4 * once + 500



# 共同 is not also 共 + 同: a pattern that reads a run of one word in two ways tries each for every word of the run.
RUNS = {
    "扬州市" + "共同" * 28 + "努力获评“国家卫生城市”": ADVERBS,
    "水利部" + "共同" * 28 + "努力": TAIL,
    "水利部" + "在会上" * 28 + "x": TAIL,
    "全市拥有" + "古城公园、" * 28 + "滨江广场": OWNED,
    "市长李冰" + "在会上" * 28 + "高度": DROPPED,
    "签约项目" + "共有" * 28 + "x": NOUN_AT,
    "镇" * 56: OF_IT,
}


@pytest.mark.parametrize("words", RUNS)
def test_a_run_of_one_word_is_read_in_one_way(words: str) -> None:
    began = time.process_time()
    assert not RUNS[words].search(words)
    assert time.process_time() - began < 2  # hours where it is read in two


# Half of it is damage: no way to read it makes sense, so what is past the patience for one page is flagged.
SLIPS = ["區?，長(zhǎng)?ào)會!稌?、", "內會區?，?！", "開發?jiàn)?、€?！敝鄉長?，", "創?lāo)業?jì)??、"]


@pytest.mark.parametrize("words", SLIPS)
def test_noise_of_slips_is_flagged_and_not_searched_for_ever(words: str) -> None:
    once, twice = (words * (length // len(words)) for length in (4000, 8000))
    restore(words)
    before, after = counted(lambda: restore(once)), counted(lambda: restore(twice))
    assert after < 2.4 * before
    assert after < 150 * 8000
    assert any(change.edit.certainty == "flagged" for change in restore(twice).text.changes)
