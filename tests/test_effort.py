"""Hostile text costs effort in proportion to its length: twice the words, about twice the calls. Calls are counted, no clock is asked."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from tests import cases
from transforms import extract
from transforms.extract.facts import Facts
from transforms.model.document import Document

TOLD = ("occurrences", "event_documents", "event_participants", "publications", "outputs", "awards", "agreements", "statements")
NUMBERS = ("numerals", "dates", "quantities")
HOSTILE_NUMBERS = ["8%、", "1万、", "1月6日电。今天", "5万增加到2014年的", "3名甲、", "2014年,两年后", "较上届10万人", "分别增长8%、"]
HOSTILE = [
    "表示", "他说", "说,", "荣获", "获“", "授予", "继“", "论坛", "论坛上", "第三届论坛", "(双城论坛)", "主办", "由水利部主办", "签订协议", "双方签订",
    "与", "发布倡议", "在发布倡议", "平台上线", "《手册》", "主题“", "时间:", "走进", "在", "出席", "2024", "届",
    "副www.继“《手册》成功举办了旧物改造活动", "(双城论坛)博览会在叶卡捷琳堡举行在理周恩来出席", "会召开合创新实验室启动仪式在武警到场",
]  # fmt: skip


def document_of(words: str, length: int) -> Document:
    text = words * (length // len(words))
    return cases.reading(cases.Case(0, text, [], False, None)).document


def calls(document: Document, kinds: tuple[str, ...] = TOLD) -> int:
    """Return how many calls it takes to read some kinds of facts, as who did what when, after those before have been read."""
    counted = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    facts = Facts()
    for kind, module in extract.EXTRACTORS:
        if kind in kinds:
            sys.setprofile(count)
        try:
            setattr(facts, kind, list(module.find(document, facts)))
        finally:
            sys.setprofile(None)
    return counted


@pytest.mark.parametrize("words", HOSTILE)
def test_twice_the_text_takes_about_twice_the_calls(words: str) -> None:
    once, twice = calls(document_of(words, 1500)), calls(document_of(words, 3000))
    assert twice < 2.4 * once + 500
    assert twice < 60 * 3000


@pytest.mark.parametrize("words", HOSTILE_NUMBERS)
def test_twice_the_numbers_take_about_twice_the_calls(words: str) -> None:
    once, twice = calls(document_of(words, 1500), NUMBERS), calls(document_of(words, 3000), NUMBERS)
    assert twice < 2.4 * once + 500
