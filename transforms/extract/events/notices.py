"""Notices: when and where an event is held where no verb of holding says so, as in 展期为9月1日至6日, 地点:武汉国际会议中心 and 记者从…发布会上获悉.

Keys and terms speak of the page's main event or of the last one named; a day that stands before a name is that event's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from transforms.extract.events.event_days import GOES_TO, TEXT_START, TOLD, days_before, in_year, is_ahead
from transforms.extract.events.holdings import ABOUT_IT, CEREMONIES, PLANNED, VERB, Holding
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sameness import TOLD_AT
from transforms.extract.events.sites import ENDLESS, around, within
from transforms.extract.events.subjects import headed
from transforms.extract.events.venues import site
from transforms.extract.facts import Facts
from transforms.extract.lines import holds, last_of, matches_near
from transforms.model.document import Document
from transforms.model.patterns import pattern

# 各地友人25日相聚绍兴一家酒店,参加…大会; 三市水务局共聚香河中心码头,举行…活动.
GATHERING = pattern(
    r"(?:相聚|共聚|齐聚|汇聚|云集|聚首|会聚|欢聚|聚集)(?:在|于)?(?P<where>[^,，。;；\n]{2,24})[,，]?(?:共同|一起)?(?:参加|出席|参与|共赴|举行|举办)[^,，。;；\n]{0,4}?"
)
# 展期为9月1日至6日, and 大会定于10月31日 with or without its verb.
TERMS = ("展期", "会期", "赛期", "展会时间", "举办时间", "活动时间", "举行时间", "定于", "定在")
TERM = pattern(
    rf"(?:{'|'.join(TERMS[:-2])}|定(?<!原定)(?P<set>[于在]))(?(set)(?=[0-9今明本])|(?:为|是|从|自|定于|定在|(?=[0-9])))"
)
SITES = ("会场", "展场", "场馆", "展馆", "展览展示", "主场活动", "会址", "地点")
SITED = pattern(
    r"(?:地点|举办地点|举行地点|会议地点|活动地点|主(?:展场|会场|场馆|展馆|场活动)|会场|展场|会址|展览展示)(?:将|均|都|继续|仍)?(?P<verb>设在|设于|位于|定在|为|(?<=[会展]场)在|(?<=[址馆点])在|[:：]|(?<=主会场)|(?<=主展场)|(?<=主展馆))的?(?P<where>[^,，。;；\n]{2,40})"
)
RUN_LEAD = pattern(r"[,，](?:将|展期|会期)?[从自]?\Z")
AT = pattern(r"”?(?P<part>[开闭]幕式)?上(?=[\u4e00-\u9fff,，])")
HELD_ON = pattern(r"(?:的|[上下]午|在[^,，。;；\n]{2,16}?)?(?:举行的|召开的|举办的|开幕的)?[“]?")
# 9月7日,院长某某在|2017黄岛论坛|开幕式上发布….
SAID_AT = pattern(r"(?:[上下]午|晚)?[,，][^,，。;；]{0,24}在“?")
# 10月15日上午,记者从…发布会上获悉.
LEARNT = pattern(r"(?:[上下]午|晚)?[,，]?(?:记者)?从[“]?")
# 12月1日至2日,某某研讨会|由两校联合主办.
FIRST = pattern(r"(?:[上下]午|晚)?[,，][“]?")
# 8月18日,部长在昆明市出席|湖区城市市长联席会, 部长昨天出席|某某发布会
PRESENT = pattern(r"(?:(?:在|(?<!奔)赴|前往)(?P<where>[^,，。;；、\n在]{2,24}?))?(?:出席|参加|列席|参与)了?[“《]?\Z")
ONE_DAY = ("座谈会", "联席会", "联席会议", "工作会", "现场会", "推进会", "恳谈会", "协调会", *CEREMONIES)
DAY_OF_NEWS = pattern(TOLD)  # 记者9月7日从市政府获悉,市长将出席|某某座谈会
TO_OPEN = pattern(r"(?:出席|参加)(?:[^,，。;；\n]{2,30}暨)?“?\Z")
BY = pattern(r"”?由[^。;；\n]{2,80}?[主承]办(?=[,，、。;；])")
# 5月的|健康产业峰会, on a page of February.
MONTH_OF = pattern("[0-9]月[上中下]?旬?的\\Z")
KEYS = ("时间", "日期", "地点", "地址", "时 间", "日 期", "地 点")
KEYED_BELOW = pattern(
    r"(?:^|\n)[ \u3000]*(?:[一二三四五六七八九十]{1,2}、|[0-9]{1,2}[、.])?"
    r"(?P<key>(?:会议|举办|活动|大会|展会|比赛)(?:时间|日期|地点))[ \u3000]*\n\s*(?P<value>[^\n]{2,60})"
)
KEYED = pattern(
    r"(?P<key>时\s?间|日\s?期|地\s?点|(?:会议|举办|活动|展[会览出]|比赛|培训)时间|(?:会议|举办|活动|展[会览出]|比赛|培训)地[点址])\s?[:：]\s?(?P<value>[^\n]{2,60})"
)


def find(document: Document, facts: Facts, rounds: dict[int, int | None], main: int) -> list[Holding]:
    """Return what the page says of its events beside the verbs of holding; `rounds` are the years that their names state."""
    told = [*_gathered(document, facts, rounds), *_keyed(document, facts, main), *_sited(document, facts, main)]
    return [*told, *_termed(document, facts), *_running(document, facts), *_dated(document, facts)]


def _gathered(document: Document, facts: Facts, rounds: dict[int, int | None]) -> Iterator[Holding]:
    """Yield when and where guests meet who take part in an event: 25日相聚绍兴,参加…大会."""
    if not holds(document, "聚", "云集"):
        return
    starts = [o.start for o in facts.occurrences]
    for match in document.finditer(GATHERING):
        low, high = around(document, match.start(), ENDLESS)
        at = bisect_left(starts, match.end())
        if at < len(starts) and starts[at] < high:
            meant = facts.occurrences[at]
            days = list(days_before(document, facts, low, match, meant.year or rounds[meant.number]))
            start, end = days[-1][:2] if days else (None, None)
            city, venue = site(document, facts, *match.span("where"))
            yield Holding(meant.number, "hold", start, end, city, venue, PLANNED.search(document.chars, low, match.start()) is not None)


def _keyed(document: Document, facts: Facts, main: int) -> Iterator[Holding]:
    """Yield what lines such as 时间:… and 地点:… say of the event above them."""
    chars = document.chars
    if not holds(document, *KEYS):
        return
    for match in (*matches_near(document, KEYED, ":", "："), *KEYED_BELOW.finditer(chars)):
        low, high = match.span("value")
        meant = headed(document, facts.occurrences, match.start(), main)
        if re.search("间|期", match["key"]):
            day = next((d for d in facts.dates if low <= d.source.text_start < high and d.start_date), None)
            if day:
                yield Holding(meant, "hold", day.start_date, day.end_date, None, None, False)
        else:
            city, venue = site(document, facts, low, high)
            yield Holding(meant, "hold", None, None, city, venue, False)


def _sited(document: Document, facts: Facts, about: int) -> Iterator[Holding]:
    """Yield where 主会场设在某某展览中心 puts the event of its sentence."""
    if not holds(document, *SITES):
        return
    starts = [o.start for o in facts.occurrences]
    for match in document.finditer(SITED):
        at = bisect_left(starts, match.start())
        low, high = match.span("where")
        if not match["verb"]:  # 主会场南宁园博园占地…, but not 主会场气氛热烈
            named = [n for n in within(facts.places, low, high) if n.start == low and n.type == "facility"]
            low, high = (low, named[0].end) if named else (low, low)
        main = match[0].startswith(("主", "会址", "地点"))  # of what the paragraph speaks of
        since = document.segments[document.segment_at(match.start())].text_start if main else document.sentence_at(match.start())[0]
        keyed = main and match["verb"] in (":", "：")
        if low < high and at and (keyed or starts[at - 1] >= since):
            city, venue = site(document, facts, low, high)
            number = headed(document, facts.occurrences, match.start(), about) if keyed else facts.occurrences[at - 1].number
            yield Holding(number, "go_on", None, None, city, venue, False)


def _termed(document: Document, facts: Facts) -> Iterator[Holding]:
    """Yield the days of 展期为9月1日至6日, which are those of the last event named."""
    if not holds(document, *TERMS):
        return
    told = facts.occurrences
    starts = [o.start for o in told]
    for match in document.finditer(TERM):
        at, near = bisect_left(starts, match.start()) - 1, bisect_left(facts.dates, match.end(), key=TEXT_START)
        if at < 0 or near == len(facts.dates) or facts.dates[near].source.text_start > match.end() + 1:
            continue
        term = facts.dates[near]
        if match["set"] and VERB.search(document.chars, term.source.text_end, document.sentence_at(match.end())[1]):  # 定于9月26日|开幕
            continue
        while at >= 0 and told[at].name.endswith(TOLD_AT):
            at -= 1
        if at >= 0 and term.start_date and term.end_date and term.precision == "day":
            year = told[at].year if term.basis != "explicit" else None
            start, end = (in_year(day, year) if year else day for day in (term.start_date, term.end_date))
            yield Holding(told[at].number, "hold", start, end, None, None, match["set"] is not None)


def _running(document: Document, facts: Facts) -> Iterator[Holding]:
    """Yield the days of 花朝节以“…”为主题,从3月21日延续至5月5日, which are those of the last event named in the sentence."""
    starts = [o.start for o in facts.occurrences]
    for one, two in pairwise(facts.dates) if holds(document, "延续至", "延续到", "持续至", "持续到") else ():
        goes_on = GOES_TO.fullmatch(document.chars, one.source.text_end, two.source.text_start)
        at = bisect_left(starts, one.source.text_start) - 1
        if not goes_on or one.precision != "day" or at < 0 or starts[at] < document.sentence_at(one.source.text_start)[0]:
            continue
        if RUN_LEAD.search(document.chars, facts.occurrences[at].end, one.source.text_start):  # but not 系列活动|从11月8日持续到13日
            yield Holding(facts.occurrences[at].number, "hold", one.start_date, two.end_date, None, None, False)


def _dated(document: Document, facts: Facts) -> Iterator[Holding]:
    """Yield the days that stand before a name: 10月31日|某某论坛|上发布的…, 8月11日至13日的|茶展, and 12月1日至2日,|某某研讨会|由两校联合主办."""
    chars = document.chars
    for o in facts.occurrences:
        yield from _attended(document, facts, o)
        if o.bare:
            continue
        yield from _present(document, facts, o)
        if chars[o.start - 1] == "的" and MONTH_OF.search(chars, o.start - 6, o.start) and is_ahead(document, facts, o.start - 16, o.start):
            yield Holding(o.number, "during", None, None, None, None, True)
        hosted, at_it = BY.match(chars, o.end), AT.match(chars, o.end)
        if not (hosted or at_it or chars[o.start - 1] == "的" or chars.startswith("的“", o.start - 2)):
            continue
        at = bisect_left(facts.dates, o.start, key=TEXT_START) - 1
        told = facts.dates[at] if at >= 0 and facts.dates[at].precision == "day" else None
        once = o.name.endswith(CEREMONIES)  # 5月9日,在某某签约仪式|上,…
        words = FIRST if hosted else LEARNT if o.name.endswith(TOLD_AT) else SAID_AT if at_it and (once or at_it["part"]) else None
        if not told or not told.start_date or not told.end_date or ABOUT_IT.match(chars, o.end):
            continue
        between = told.source.text_end, o.start
        if HELD_ON.fullmatch(chars, *between) or (words and words.fullmatch(chars, *between)):
            start, end = told.start_date, told.end_date
            if told.basis != "explicit" and o.year:
                start, end = in_year(start, o.year), in_year(end, o.year)
            part = at_it["part"] if at_it else None
            if part == "开幕式" or chars.find("开幕", *between) >= 0:  # 今日开幕的|纪念峰会: its end is not said
                yield Holding(o.number, "open", start, None if start == end else end, None, None, False)
            else:
                yield Holding(o.number, "close" if part else "hold", None if part else start, end, None, None, False)


def _present(document: Document, facts: Facts, o: Occurrence) -> Iterator[Holding]:
    """Yield where somebody attends an event, and when, if it takes a day: 8月18日,部长在昆明市出席湖区城市市长联席会."""
    chars, low = document.chars, around(document, o.start)[0]
    there = PRESENT.search(chars, max(low, o.start - 32), o.start)
    if not there:
        return
    placed = there["where"] and any(place.end == there.end("where") for place in within(facts.places, *there.span("where")))
    city, venue = site(document, facts, *there.span("where")) if placed else (None, None)
    at = bisect_left(facts.dates, there.start(), key=TEXT_START) - 1
    day = facts.dates[at] if at >= 0 and o.name.rstrip("”").endswith(ONE_DAY) else None
    if day and (day.source.text_start < low or day.precision != "day" or DAY_OF_NEWS.search(chars, day.source.text_end, o.start)):
        day = None
    start, end = (day.start_date, day.end_date) if day else (None, None)
    if placed or start:
        yield Holding(o.number, "hold", start, end, city, venue, PLANNED.search(chars, low, there.start()) is not None)


def _attended(document: Document, facts: Facts, o: Occurrence) -> Iterator[Holding]:
    """Yield the day on which an opening ceremony is attended: 5月14日上午,总理将出席|开幕式, 总理将出席第四届茶业博览会|开幕式."""
    chars = document.chars
    if not (chars.startswith("开幕", o.start if o.bare else o.end) and TO_OPEN.search(chars, max(0, o.start - 40), o.start)):
        return
    low = max(document.sentence_at(o.start)[0], last_of(chars, ";；", o.start - 60, o.start) + 1)
    at = bisect_left(facts.dates, o.start, key=TEXT_START) - 1
    day = facts.dates[at] if at >= 0 else None
    if day and day.source.text_start >= low and day.precision == "day" and day.start_date == day.end_date:
        yield Holding(o.number, "open", day.start_date, None, None, None, False)
