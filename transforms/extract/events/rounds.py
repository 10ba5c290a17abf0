"""Rounds: the rounds of an event that a sentence tells at once, as in 米兰、利物浦和上海分别举办过主场活动 and 首届大会于2019年召开.

A list gives every city or year a round of its own; 首届大会 and 第三届论坛 mean a round of the event named above. 每两年举办一次 tells
of no round, and 已成功举办六届 only counts them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from transforms.extract.events.event_editions import EDITION, core_of, edition_of, unnumbered
from transforms.extract.events.named_events import EventName
from transforms.extract.events.sites import around, is_city, within
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import matches_near
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

# The city and the year of a round, as far as the list says them.
Told = tuple[Name | None, int | None]


class Round(msgspec.Struct, frozen=True, gc=False):
    """A round told by its city or year in a clause that does not name the event again."""

    start: int
    end: int
    series: EventName
    city: Name | None
    year: int | None


TIMES = r"(?:过|了)?(?:数届|多届|几届|[0-9一二三四五六七八九十]{1,3}[届次])?"
VERB = pattern(r"(?:分别|先后|相继|陆续|轮流|都曾|曾)(?:成功)?(?:举办|举行|承办)(?:过|了)?(?:数届|多届|几届)?$")
LISTED = pattern(rf"(?:分别|先后|相继|陆续|轮流)在(?P<where>[^,，。;；\n]{{4,60}}?)(?:成功)?(?:举办|举行){TIMES}$")
# 米兰、基多先后举办全球主场活动,|厦门、广州分别举办中国主场活动: the list before a verb does not go back over the verb of another.
OTHERS = pattern(r"(?:[举承主]办|举行|召开)[^,，;；]*[,，;；]")
# 论坛此前曾在厦门、徐州等城市举办: told of the rounds before this one.
BEFORE = pattern(
    r"(?:此前|以往|过去)?(?:曾|曾经|已)?(?:先后|分别|相继)?(?:于[^,，。;；\n]{4,40}?)?在(?P<where>[^,，。;；\n]{4,50}?)(?:成功)?(?:举办|举行)(?:过"
    r"|了)?(?=[,，。;；\n]|$)"
)
# 前三届论坛分别于…在里昂、釜山、大阪举行, 论坛2019年在厦门、2021年在徐州举办 and 已先后在厦门、徐州举办两届: rounds of the event spoken of.
CUES = ("年在", "月在", "年、", "分别在", "先后在", "相继在", *(f"前{n}届" for n in "两三四五六七八九十"))
NUMBER = "[0-9二〇一三四五六七八九]{4}年"
WHERE = r"[^,，。;；、\n]{2,16}?"
EARLIER = pattern(
    rf"""前[两三四五六七八九十]{{1,2}}届[\u4e00-\u9fff]{{0,8}}?(?:已|曾)?(?:分别|先后|相继|依次)?(?:于[^,，。;；\n]{{4,50}}?)?在[^,，。;；\n]{{4,60}}?(?:举行|举办|召开)
      |(?:{NUMBER}(?:[0-9]{{1,2}}月)?在{WHERE}[、,，和]){{1,12}}{NUMBER}(?:[0-9]{{1,2}}月)?在{WHERE}(?:成功)?(?:举行|举办|召开)
      |[已曾]经?(?:成功)?(?:分别|先后|相继)在[^,，。;；\n]{{4,60}}?(?:成功)?(?:举行|举办|召开)(?!的)
      |(?:先后|相继)在[^,，。;；\n]{{4,60}}?(?:成功)?(?:举行|举办|召开)[了过]?[0-9一二三四五六七八九十]{{1,3}}届
      |[于在]?(?P<years>(?:{NUMBER}[、和]){{1,12}}{NUMBER})(?:已|曾)?(?:先后|分别)?(?:在{WHERE})?(?:已|曾)?(?:成功)?(?:举行|举办|召开)(?!的)""",
    re.VERBOSE,
)
# One of these stands with every list of rounds.
TURNS = pattern(r"分别|先后|相继|陆续|轮流|曾|此前|以往")
PAST = pattern(r"曾|先后|分别|相继|此前|以往")
YEAR = pattern(r"((?:19|20)[0-9]{2})年\Z")
IN_YEAR = pattern(r"[于在]((?:19|20)[0-9]{2})年")
# 首届大会 and 第三届论坛 without the name of the series.
AGAIN = pattern(
    rf"""{EDITION}(?P<word>论坛|峰会|大会|年会|博览会|展会|展览会|双年展|会议|[\u4e00-\u9fff]{{0,2}}[节赛周])
         (?=[\u4e00-\u9fff]{{0,6}}[于在由]|[^\u4e00-\u9fff]|举|召|的?主题)""",
    re.VERBOSE,
)

# 今年是合并后的|首届论坛: what this year's is, whichever was named last.
IS_ONE = pattern(r"是[^,，。;；\n第首]{2,8}的\Z")
# How the words of AGAIN begin, and what festivals end in.
WORDS = frozenset(("论坛", "峰会", "大会", "年会", "博览", "展会", "展览", "双年", "会议"))
FESTIVE = frozenset("节赛周")


def find(document: Document, facts: Facts, found: EventName) -> list[Told]:
    """Return the rounds in 2015年和2016年分别在米兰、基多举办过|主场活动, one for each city."""
    chars = document.chars
    if found.edition is not None:  # the third is one, wherever it goes
        return []
    turns = _turns(chars)
    near = bisect_left(turns, found.start - 100)
    if near == len(turns) or turns[near] >= found.end + 12:
        return []
    low = around(document, found.start)[0]
    verb = VERB.search(chars, max(low, found.start - 16), found.start)
    listed = LISTED.search(chars, max(low, found.start - 100), found.start)
    after = BEFORE.match(chars, found.end, found.end + 80)
    if after and PAST.search(after[0][:8]):
        listed = after
    if not verb and not listed:
        return []
    for others in OTHERS.finditer(chars, low, verb.start() if verb else low):
        low = others.end()
    span = listed.span("where") if listed else (low, verb.start() if verb else low)
    cities = [place for place in within(facts.places, *span) if is_city(place)]
    if len(cities) < 2:
        return []
    years = _years(facts, max(low, span[0] - 60), cities[0].start, len(cities))
    return list(zip(cities, years, strict=True))


# Every name of a page asks for them.
@lru_cache(maxsize=1)
def _turns(chars: str) -> list[int]:
    """Return where the words stand that every list of rounds has."""
    return [match.start() for match in TURNS.finditer(chars)]


def _years(facts: Facts, low: int, high: int, count: int) -> list[int | None]:
    """Return the years of `count` rounds that a range tells: 2015年、2016年, or 2015年至2019年 for five; none where they are not as many."""
    said = [d for d in facts.dates if low <= d.source.text_start < high and d.start_date and d.end_date]
    if len(said) == count:
        return [d.start_date.year if d.start_date else None for d in said]
    if len(said) == 1 and said[0].precision == "year" and said[0].start_date and said[0].end_date:
        first, last = said[0].start_date.year, said[0].end_date.year
        if last - first + 1 == count:
            return [*range(first, last + 1)]
    return [None] * count


def earlier(document: Document, facts: Facts, named: list[EventName], placed: set[int]) -> Iterator[Round]:
    """Yield the rounds that a clause tells without naming them again: 前三届论坛分别在…举行, 2019年在厦门、2021年在徐州举办.

    `placed` are the starts of the names whose rounds have been told with their cities.
    """
    cues = [cue for cue in CUES if cue in document.chars] if named else []
    if not cues:
        return
    starts = [f.start for f in named]
    for match in matches_near(document, EARLIER, *cues):
        before = bisect_left(starts, match.end())
        cities: list[Name | None] = [place for place in within(facts.places, *match.span()) if is_city(place)]
        count = len(cities) if len(cities) > 1 else match[0].count("年")
        own = before and named[before - 1].edition and match.start() - named[before - 1].end < 2  # 首届和第二届论坛|分别于2014年和2015年举行
        if count < 2 or own or any(f.start in placed for f in named[max(0, before - 3) : before]):
            continue
        years = _years(facts, *match.span(), count)
        cities = cities if len(cities) > 1 else (cities or [None]) * count
        for city, year in zip(cities, years, strict=True):
            if city or year:
                yield Round(match.start(), match.end(), named[max(0, before - 1)], city, year)


def again(document: Document, named: list[EventName]) -> Iterator[EventName]:
    """Yield 首届大会 and 第三届论坛 as the rounds that they mean: of the last event named with this word."""
    chars = document.chars
    if not named or "届" not in chars:
        return
    starts = [f.start for f in named]
    for low, high in document.runs(FACTS):
        for match in _numbered(chars, low, high):
            at = bisect_right(starts, match.start())
            if (at and named[at - 1].end > match.start()) or (at < len(named) and starts[at] < match.end()):  # a name stands there
                continue
            if IS_ONE.search(chars, max(low, match.start() - 12), match.start()):
                continue
            above_first = [*reversed(named[:at]), *(f for f in named[at:] if f.edition)]
            of = (f for f in above_first if f.name.rstrip("”").endswith(match["word"]))
            series = next(of, None)
            if series is not None:
                ordinal = match[0][: match.start("word") - match.start()]
                name = ordinal + unnumbered(series.name).strip()
                # 从2010年|首届论坛举办至今, 首届大会|于2006年举办
                year = YEAR.search(chars, max(low, match.start() - 5), match.start()) or IN_YEAR.match(chars, match.end(), high)
                yield EventName(*match.span(), name, core_of(name), edition_of(ordinal), int(year[1]) if year else None, False)


def _numbered(chars: str, low: int, high: int) -> Iterator[re.Match[str]]:
    at = chars.find("届", low, high)
    while at >= 0:
        if chars[at + 1 : at + 3] in WORDS or not FESTIVE.isdisjoint(chars[at + 1 : at + 5]):
            match = AGAIN.search(chars, max(low, at - 4), min(high, at + 16))
            if match and match.start() < at < match.end():
                yield match
        at = chars.find("届", at + 1, high)
