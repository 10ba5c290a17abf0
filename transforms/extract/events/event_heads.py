"""Event heads: the words that an event's name ends in, as in 海峡论坛 and 上海世博会 (seeds/lexicon/event_heads.csv).

Shared grammar of event names. Festivals, shows and races are named after anything, so their last character is a head of its own: 牡丹|节,
照明|展; so are 博会 of 药博会 and 运会 of 城运会. Not meant: 环节 and 发展 (event_lookalikes.csv), 大会堂, 论坛组委会 and 展览有限公司.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import daachorse
import msgspec

from transforms import lexicon
from transforms.extract.calendar.calendars import HOLIDAYS
from transforms.extract.lines import alternatives
from transforms.model.patterns import pattern

HeadKind = Literal["named", "plain", "known", "festive", "numbered"]


class Head(msgspec.Struct, frozen=True):
    """A word that an event's name ends in."""

    head: str
    kind: HeadKind
    why: str


HEADS = {row.head: row.kind for row in lexicon.read("event_heads", Head)}
FESTIVE = ("节", "展", "周", "赛", "季")
FAIRS = ("博会", "交会", "洽会", "运会")
# 中秋节 is a day of the year.
LOOKALIKES = frozenset((*lexicon.words("event_lookalikes"), *(day for day in HOLIDAYS if day.endswith(FESTIVE))))
# 甲博览会|和|乙论坛 are two.
NAMED = tuple(head for head, kind in HEADS.items() if kind == "named")
# What may not follow a head: 大会堂 is a building, 论坛组委会 a body, 活动中心 a place; 活动力 and 展览品 are other words.
HEAD = pattern(
    rf"""(?P<head>{alternatives(list(HEADS))}|党的(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})(?:大
      |届[一二三四五六七八九]中全会)|G20|[\u4e00-\u9fff](?:博会|交会|洽会|运会)
      |[节展周赛季](?!(?<=周)期(?!间))(?=[在于开将举落圆启闭拉揭正为的共由与和及是以吸期现有等暨,，。;；:：”、!！?？(（)）》《\s0-9]|活动|组委|系列|会期|$))
         (?!(?<=博览)会|(?<=对话)会|(?<=节)[能水约目点奏假]|展(?:览?中心|览馆)|(?<=展)(?:览|开(?![幕展放始锣])|拳脚|身手|[宏鸿]图|[售卖]|示|现|望|播|[区位台板厅])|堂|徽|议|会议室|中心|[场会大展]?馆|博物馆|展(?:[区位]|示)|场馆|园区?|组委会|组织委员会|筹委会|执委会|秘书处|[会事]?址|小组
           |办公室|站|[东西南北]?厅(?!长)|城(?!市)|品|商(?![定讨])|力(?![邀争推促])|日(?![前上下晚电内本])|室|局|业|销|有限|股份|部(?!分)
           |会员|谈|晤|理事会|大?联盟|协会|公司|集团|学院|论坛网|网|频道|(?<!大)(?<!中全会)精神|报告|代表|框架|方案|安排|流程|规则|制度|机制(?!创)|形式|之一|板块|版块|环节|背景|经费|策划|主席|主办[方单]|承办[方单]|[A-Z0-9]{{1,2}}\s?[区馆厅]
             |面积|(?<=赛)事|秘书长|理事长|总干事|总裁|节日|基金会|俱乐部|[\u4e00-\u9fff]{{0,2}}乐团|[\u4e00-\u9fff]{{0,6}}(?:委员会|办公室))""",
    re.VERBOSE,
)


# What a page calls an event by without its name: 本次赛事, 盛会.
CALLED = ("盛会", "赛事", "高峰会", "开幕式", "闭幕式", "开幕礼", "闭幕礼", "灯展")


@lru_cache(maxsize=1)
def _head_words() -> daachorse.CharwiseDoubleArrayAhoCorasick:
    return daachorse.CharwiseDoubleArrayAhoCorasick([*HEADS, *FESTIVE, *FAIRS, "党的", "G20", *CALLED])


def kind_of(head: str) -> HeadKind:
    """Return what a head needs before it to make a name."""
    return HEADS.get(head) or ("festive" if head in FESTIVE else "known" if head.endswith(FAIRS) else "named")


def ends_name(words: str) -> bool:
    """Tell whether words end as an event's name does: 文化博览会, 案例展; not 城市发展."""
    return words.endswith(NAMED) or (words.endswith(FESTIVE) and words[-2:] not in LOOKALIKES and words[-3:] not in LOOKALIKES)


# Asked for the names of a page and for what they are called later.
@lru_cache(maxsize=1)
def head_starts(chars: str) -> list[int]:
    """Return where a head may begin, by an automaton: much faster than a pattern of so many words."""
    starts = set()
    for start, end, _ in _head_words().find_overlapping(chars):
        if end - start == 1:
            if chars[start - 1 : end] not in LOOKALIKES and chars[start - 2 : end] not in LOOKALIKES:
                starts.add(start)
        elif end - start > 2 or chars[start:end] not in FAIRS:
            starts.add(start)
        elif chars[start - 1 : end] not in LOOKALIKES:
            starts.add(start - 1)
    return sorted(starts)


def heads(chars: str, starts: list[int], low: int, high: int) -> Iterator[re.Match[str]]:
    """Yield the heads of a range, like HEAD.finditer, from the places where one may begin."""
    done = low
    for at in range(bisect_left(starts, low), bisect_left(starts, high)):
        match = HEAD.match(chars, starts[at], high) if starts[at] >= done else None
        if match:
            done = match.end()
            yield match
