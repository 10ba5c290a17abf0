"""Sameness: which names of one page mean one event, as 国际城市论坛 after 第七届国际城市论坛 does and 第八届国际城市论坛 does not.

Shared grammar of occurrences. Not meant: events that several pages tell of (resolve/events.py).
"""

from __future__ import annotations

from transforms.extract.events.event_heads import kind_of
from transforms.extract.events.named_events import EventName
from transforms.extract.events.sites import leading_city, leading_city_abroad
from transforms.extract.facts import Name
from transforms.model.patterns import pattern

# A press conference tells of the fair's days: 清明文化节新闻发布会…, 举办时间为….
TOLD_AT = ("发布会", "通气会", "吹风会", "推介会", "推进会", "筹备会", "筹备会议", "筹备工作会议", "动员会")
# 智博会, 中博会, 广交会: each is short for a longer name of the page.
ABBREVIATED = pattern(r"[\u4e00-\u9fff]{1,2}[博交洽贸创]会")
# More events than this no page tells of; the names behind them are not compared with all others.
MANY = 100
# A round named after its series and its place: 世界互联网大会 + 乌镇峰会.
STOP_OVER = pattern(r"(?!筹备|部长|高级别|领导人|青年|分)[\u4e00-\u9fff]{2,4}(?:峰会|大会|年会|论坛|会议|站)|年会|会议|活动")


def numbers(named: list[EventName], cities: list[Name | None]) -> list[int]:
    """Return the number of the event that each name means, in order of first names; a round told by its city is an event of its own."""
    groups: list[list[EventName]] = []
    order = sorted(range(len(named)), key=lambda i: (named[i].edition is None and named[i].year is None, -len(named[i].core), i))
    of = [-1] * len(named)
    for i in order:
        fits = [] if cities[i] else [g for g, group in enumerate(groups[:MANY]) if _same(named[i], group[0])]
        if not fits:
            groups.append([named[i]])
            of[i] = len(groups) - 1
            continue
        before = [g for g in fits if groups[g][0].start <= named[i].start]
        own = [g for g in fits if groups[g][0].core == named[i].core] or fits
        of[i] = max(before, key=lambda g: groups[g][0].start) if before else min(own, key=lambda g: groups[g][0].start)
        groups[of[i]].append(named[i])
    first: dict[int, int] = {}
    for group in of:
        first.setdefault(group, len(first))
    return [first[group] for group in of]


def _same(one: EventName, other: EventName) -> bool:
    """Tell whether `one`, no fuller than `other`, may name the same event."""
    if one.name.endswith(TOLD_AT) != other.name.endswith(TOLD_AT):  # a press conference is not the fair that it announces
        return False
    for a, b in ((one.edition, other.edition), (one.year, other.year)):
        if a is not None and b is not None and a != b:
            return False
    if one.edition is None and one.year is None and other.year and len(other.name) > other.end - other.start:
        return False  # 某某大会 is held again, and 首届大会|于2006年举办 was the first
    if one.core == other.core:
        return True
    rest = other.core.removeprefix(one.core)
    if rest != other.core and (STOP_OVER.fullmatch(rest) or _is_cities(rest.removesuffix("活动"))):  # 某某对话|南京活动
        return True
    if other.core.endswith("年会") and not one.core.endswith("会") and one.core[-2:] == other.core[-4:-2]:  # 博鳌论坛 of 博鳌亚洲论坛|年会
        return inside(one.core, other.core)
    # 中国主场活动 of 世界城市日中国主场活动, 上海主场活动 of 世界城市日中国主场活动上海主场
    if one.core.endswith("主场活动") and (other.core.endswith(one.core) or other.name.endswith((one.core, one.core[:-2]))):
        return True
    if one.edition is not None and one.edition == other.edition and one.core[-1:] == other.core[-1:]:  # 第七届海博会 and 第七届中国海洋博览会
        return inside(one.core, other.core)
    if len(one.core) >= (4 if "“" in one.name else 5) and other.core.endswith(one.core):  # 市政协书画展 after 庆祝改革开放周年市政协书画展
        return True
    if one.core.endswith(other.core) and one.core != other.core and _is_cities(one.core[: -len(other.core)]):  # 台北上海|双城论坛 after 2025双城论坛
        return True
    if one.core.endswith("展") and other.core.endswith(("展览会", "展览")) and len(one.core) >= 4:  # 大连车展 after 大连国际汽车展览会
        return inside(one.core, other.core)
    if one.core[-1:] != other.core[-1:] or ((one.edition or one.year) and not (other.edition or other.year)):
        return False
    if (kind_of(one.core[-3:]) == "known" or ABBREVIATED.fullmatch(one.core)) and inside(one.core, other.core):
        return True
    return len(one.core) >= (0.4 if one.deictic else 0.6) * len(other.core) and inside(one.core, other.core)


def _is_cities(words: str) -> bool:
    """Tell whether words are names of cities and nothing else, 台北上海."""
    while words and (city := leading_city(words) or leading_city_abroad(words)):
        words = words[len(city) :].lstrip("、")
    return not words


def inside(short: str, long: str) -> bool:
    """Tell whether all characters of `short` stand in `long` in their order."""
    rest = iter(long)
    return all(char in rest for char in short)
