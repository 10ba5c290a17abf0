"""Spelled names: events whose names a sentence spells out, as in 大桥项目举行开工仪式 and 以“双城对话”为题举行圆桌讨论.

Shared grammar of event names. 市人大常委会召开第五次会议 names a meeting by who sits. A ceremony of nothing named (举行开工仪式) is no event.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from transforms.extract.events.event_bounds import LONGEST, edge_before, start_in
from transforms.extract.events.event_editions import NUMERAL
from transforms.extract.events.named_events import EventName, named
from transforms.extract.events.sites import START
from transforms.extract.facts import Facts
from transforms.extract.lines import matches_near
from transforms.model.document import Document
from transforms.model.patterns import pattern

CEREMONY = pattern(
    r"(?:举行|举办)了?(?P<head>(?:启动|签约|揭牌|开工|奠基|落成|竣工|通车|启用|授牌|挂牌|首航|首发|开馆|发布|开园"
    r"|封顶)仪式)(?=[,，。;；!！\n、]|$)"
)
THING = pattern(
    r"(?:项目|工程|计划|行动|中心|实验室|基地|平台|园区?|大桥|铁路|高速|机场|港|航线|博物馆|图书馆|学院|研究院"
    r"|联盟)(?:[(（][^()（）\n]{1,20}[)）])?$"
)
SITS = pattern(rf"(?:召开|举行)了?(?P<head>第{NUMERAL}次(?:全体|常务)?会议)")
TITLED = pattern(r"以“(?P<title>[^”\n]{6,40}(?:对话|论坛|沙龙|圆桌|研讨))”为题[,，]?(?:开展|举行|举办|进行)")


def find(document: Document, facts: Facts) -> Iterator[EventName]:
    """Yield the events whose names a sentence spells out."""
    yield from _ceremonies(document)
    yield from _sessions(document, facts)
    for match in matches_near(document, TITLED, "为题"):
        yield named(*match.span("title"), match["title"])


def _ceremonies(document: Document) -> Iterator[EventName]:
    """Yield what is opened with the ceremony it gets: 跨江大桥项目举行|开工仪式."""
    chars = document.chars
    for match in matches_near(document, CEREMONY, "仪式"):
        low = max(chars.rfind("\n", 0, match.start()) + 1, match.start() - LONGEST)
        edge, quoted = edge_before(chars, low, match.start())
        start, _, _ = start_in(chars, edge, match.start(), quoted)
        subject = chars[start : match.start()]
        if THING.search(subject) and len(subject) >= 4 and chars[start - 1] not in "个项":  # 多个|合作项目举行了签约仪式
            yield named(start, match.end(), subject + match["head"])


def _sessions(document: Document, facts: Facts) -> Iterator[EventName]:
    """Yield the meetings that a body holds by number: 市人大常委会召开|第五次会议."""
    for match in matches_near(document, SITS, "次会议", "次全体", "次常务"):
        at = bisect_left(facts.organizations, match.start(), key=START) - 1
        if at >= 0 and facts.organizations[at].end == match.start():
            yield named(*match.span("head"), facts.organizations[at].text + match["head"])
