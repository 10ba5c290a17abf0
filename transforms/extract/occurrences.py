"""Occurrences: where a page speaks of an event, as in 第七届海峡论坛, 本届论坛 and 该论坛.

Names (event_names.py) of one event in one page share a number: 国际城市论坛 after 第七届国际城市论坛, 该论坛 after both. Rounds of one
series do not: the third is not the seventh, and 米兰、利物浦和上海分别举办过 tells of three.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from transforms.extract.events import deictics, event_names, rounds, sameness, short_names
from transforms.extract.events.deictics import AHEAD
from transforms.extract.events.event_days import TEXT_START
from transforms.extract.events.event_editions import core_of, unnumbered
from transforms.extract.events.event_heads import FAIRS, FESTIVE, HEADS
from transforms.extract.events.named_events import PLACE, EventName, Occurrence
from transforms.extract.events.sameness import ABBREVIATED, TOLD_AT, inside
from transforms.extract.events.sites import leading_city
from transforms.extract.facts import Facts
from transforms.model.document import Document
from transforms.model.patterns import pattern

PRESS = pattern("(?:首场|首次)?(?:赛事|新闻|媒体)?(?:发布会|通气会|吹风会)\\Z|(?:筹备(?:工作)?会议?|动员会)\\Z|颁奖(?:典礼|仪式|晚会)\\Z")
NAMED = [head for head, kind in HEADS.items() if kind != "plain"]
ANNOUNCES = (*TOLD_AT, "典礼", "仪式", "晚会")
ONE_CITY = pattern("[(（](?P<city>[\u4e00-\u9fff]{2,5})[)）]")
STATION = pattern("[(（][^()（）]{1,8}[)）]\\Z")
SPOKEN_OF = pattern("(?:[本此]届|[本此]次)(?:赛事|比赛|活动|大会|展会|盛会)|这[一场][\u4e00-\u9fff]{0,6}(?:盛会|赛事|展会)")
THIS = pattern(r"[本此][届次][\u4e00-\u9fff]{0,8}\Z")
# 2021年,某某集团举办|首届城市论坛, but not 2021年,某某集团将举办 and 2012年成立的某某集团举办.
HELD_THEN = pattern("(?:[,，由在]|(?=[^,，。;；\n的]*(?:举办|举行|召开|主办|创办)))[^。;；\n将拟]{0,50}(?:举办|举行|召开|主办|创办)(?:了|的)?[“《]?")
# A name that stands for one round.
ALONE_ROUND: tuple[rounds.Told, ...] = ((None, None),)


def find(document: Document, facts: Facts) -> Iterator[Occurrence]:
    """Yield every place that speaks of an event, in reading order; events are numbered by their first name."""
    named = event_names.find(document, facts)
    short = short_names.find(document, named)
    named = sorted([*named, *_announced(document, named), *short_names.told(document, named, short), *rounds.again(document, named)], key=PLACE)
    named = [_dated(document, facts, f) for f in named]
    told = [(f, *told) for f in named for told in rounds.find(document, facts, f) or ALONE_ROUND]
    full = short_names.in_full(short)
    numbers = sameness.numbers([full(f) for f, _, _ in told], [city for _, city, _ in told])
    occurrences = [
        Occurrence(f.start, f.end, n, f.name, f.core, f.edition, f.year or year, city=city) for (f, city, year), n in zip(told, numbers, strict=True)
    ]
    placed = {f.start for f, city, _ in told if city}
    for n, told_round in enumerate(rounds.earlier(document, facts, named, placed), max(numbers, default=-1) + 1):
        series = told_round.series
        name = _anywhere(unnumbered(series.name)).strip()
        occurrences.append(Occurrence(told_round.start, told_round.end, n, name, series.core, None, told_round.year, city=told_round.city))
    occurrences.sort(key=PLACE)
    yield from sorted([*occurrences, *deictics.find(document, occurrences)], key=PLACE)


def _dated(document: Document, facts: Facts, f: EventName) -> EventName:
    """Return a numbered name with the year in which its sentence says that it was held: 2021年,某某集团举办首届城市论坛."""
    at = bisect_left(facts.dates, f.start, key=TEXT_START) - 1
    if f.edition is None or f.year or at < 0 or f.start - facts.dates[at].source.text_end > 60:
        return f
    said = facts.dates[at]
    if said.precision != "year" or not said.start_date or not said.end_date or said.start_date.year != said.end_date.year:
        return f
    held = HELD_THEN.fullmatch(document.chars, said.source.text_end, f.start)
    return msgspec.structs.replace(f, year=said.start_date.year) if held else f


def _anywhere(series: str) -> str:
    """Return the name of a series without the city of one round in brackets: 中国主场(福州)活动."""
    match = ONE_CITY.search(series)
    return series.replace(match[0], "") if match and leading_city(match["city"]) == match["city"] else series


def _announced(document: Document, named: list[EventName]) -> Iterator[EventName]:
    """Yield the fair in the name of its press conference or awards, where the page goes on about it: 第六届古城大会新闻发布会…,|大会将于11月举行."""
    for f in named:
        told_at = PRESS.search(f.name) if f.name.endswith(ANNOUNCES) else None
        if not told_at:
            continue
        words = f.name[: told_at.start()]
        words = words if words[-2:] != leading_city(words[-2:]) else words[:-2]  # 第六届古城大会|北京新闻发布会
        unbracketed = STATION.sub("", words)  # 中国田径协会精英赛(滨海站)|赛事发布会
        head = next((head for head in NAMED if unbracketed.endswith(head)), unbracketed[-3:] if unbracketed.endswith((*FAIRS, *FESTIVE)) else None)
        if not head or any(o.name == words and o.start < f.start for o in named):
            continue
        short = any(ABBREVIATED.fullmatch(o.core) and inside(o.core, words) for o in named)  # 图洽会 is spoken of
        if short or SPOKEN_OF.search(document.chars) or _bare_word(document, head):
            yield EventName(f.start, f.start + len(words), words, core_of(words), f.edition, f.year, f.deictic)


def _bare_word(document: Document, word: str) -> bool:
    """Tell whether a head stands alone somewhere: ,大会, 本届大会, 本届旅游文化节."""
    chars = document.chars
    at = chars.find(word)
    while at >= 0:
        if chars[at - 1] in AHEAD or chars.startswith(("宣布", "透露"), at - 2) or THIS.search(chars, max(0, at - 10), at):
            return True
        at = chars.find(word, at + 1)
    return False
