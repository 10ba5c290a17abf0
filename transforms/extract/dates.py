"""Dates: 10月25日至28日, 今年前三季度, 自2017年起, 三年前, “十四五”期间, 二〇二四年十月 and 端午节.

A date is a point of the calendar, a range of two, or a stretch counted from the reference date. Open bounds stay open: 2017年以来
has no end. What belongs to a name is no date (2017博鳌亚洲论坛, 2022版, 《…21世纪…》, 2030年可持续发展目标), and a length of time
is a quantity (历时3天, 近三十年).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import compress
from operator import attrgetter
from typing import Annotated

import msgspec

from transforms.extract.calendar import bounds, calendars, deictics, guards, meanings, periods, stretches
from transforms.extract.calendar.frames import Basis, Dateline, Found, Frame, Line, Period
from transforms.extract.calendar.points import HAN, HOLIDAY, JOIN, PLAIN_DATE, POINT, TAIL, TAIL_BEGINS, trigger
from transforms.extract.facts import Facts
from transforms.extract.numbers import labels
from transforms.extract.numerals import figure, folded
from transforms.model.citation import Citation
from transforms.model.document import Document
from transforms.model.patterns import pattern


class Date(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A date expression."""

    source: Citation
    text: Annotated[str, "The expression, without 自, 于, 起 or 以来."]
    start_date: Annotated[date | None, "Its first day; NULL where open or unknown."]
    end_date: Annotated[date | None, "Its last day (inclusive); NULL where open or unknown."]
    timex: Annotated[str, "TIMEX3 value, with the hour if one is stated; XXXX-10-16 where the year is unknown, .. for an open bound."]
    precision: Annotated[str, "How fine the expression is: day, week, month, quarter, year, decade and the like."]
    basis: Annotated[Basis, "Where the year or reference came from: explicit, year_inferred, relative, or unresolved."]
    anchor_start: Annotated[int | None, "First character of the span in documents.text that the year or reference came from, if it is there."]
    anchor_end: Annotated[int | None, "End of that span (exclusive)."]


About = tuple[int, tuple[int, int]]  # the year a page is about, and where it says so
CONFIDENCE = {"explicit": 0.98, "year_inferred": 0.93, "relative": 0.93, "unresolved": 0.85}
LEANING = {"year_inferred", "relative"}
DAYS = {"day", "only_day", "told_day", "dword", "opened", "wday", "weekday", "iso_day", "holiday", "bare"}  # what an hour may follow
NOON = {"上午": "TMO", "早上": "TMO", "下午": "TAF", "晚上": "TEV", "晚": "TEV"}
PAST = {"半": "30", "一刻": "15", "三刻": "45"}
LUNAR_DAYS = {"only_lunar_day", "only_bare"}
GROUPS = sorted(POINT.groupindex, key=POINT.groupindex.__getitem__)
# 2月18日(除夕)至24日: what a day is called may stand between.
NEXT = pattern(rf"(?:[(（][{HAN}]{{2,6}}[)）])?(?:起|开始)?{JOIN}")
JOINING = frozenset(" (（起开至到—–-ー~～〜―和与跟")  # what NEXT and BETWEEN begin with
BETWEEN = pattern(r"\x20?[和与跟]\x20?")
BETWEEN_ENDS = pattern(r"之?间")
SOON = pattern(r"(?:将[于在]?|定[于在]|拟[于在]?|计划[于在]?|预计[于在]?|将从|将自|有望[于在]?)$")
SOON_ENDS = frozenset("将于在定拟划计望从自")
SOON_AFTER = pattern(rf"[{HAN}]{{0,8}}?(?:将|拟|即将|计划)")
PAST_AFTER = pattern(rf"[{HAN}]{{0,12}}?(?:了|已|曾)")
# 2030年可持续发展议程, 2030议程, 2035年远景目标: the year by which something is to be.
AIMED = "可持续|目标|议程|愿景|远景|纲要"
# A year in a date or before a name; not a goal (2030年前), an amount (2024元) or an edition (2022版).
YEARS = pattern(
    # What must not stand before is looked for behind the first two figures: a pattern that begins with literals is found faster.
    rf"(?P<year>(?:19|20)(?<![\d./]..)(?<!\d-..)\d\d)(?:年(?!\x20?(?:前|底|末|初|以?后|{AIMED}))"
    rf"|(?=[{HAN}])(?!{AIMED}|[年余多个名万亿元家人位项米件座次吨台套亩平公户条场份种款版]))"
)

# 2024|“一江春水”论坛, 2016|(第十一届)规划大会: the year of a name may stand before its quotes or its number.
NAME_YEAR = pattern(
    rf"(?P<year>(?:19|20)(?<![\d./]..)(?<!\d-..)\d\d)年?(?:(?=[{HAN}])|(?:[·“\x20]|[(（]第?[^()（）\n]{{1,5}}[届次][)）])(?=[{HAN}A-Z]))"
)
# 绿色创新大会|(2023)
BEHIND_NAME = pattern(r"(?<=[会坛节展赛周])(?<!社会)(?<!发展)”?[(（](?P<year>(?:19|20)\d\d)年?[)）]")
DAY_ALONE = pattern(r"(?<![年\d])\d{1,2}月\d{1,2}(?:日|[—-])")
# 新华社北京1月12日电(记者…: the day a report was sent.
DATELINE = pattern(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?P<day>[12]\d|3[01]|0?[1-9]|[二三]?十?[一二三四五六七八九十])日"
    r"(?=\s?(?:专?电|讯|消息)(?![\u4e00-\u9fff]))"
)
STOPS = pattern(r"[,，.。:：;；!！?？“”《》]")
DATELINE_END = attrgetter("end")
LONGEST = 500  # no sentence that dates an event is longer
# 筹办2022年冬奥会: not yet its year; 从1978年开始: no longer.
OTHER_YEAR = pattern(r"(?:筹[办备]|备战|迎接|申[办请]|继|[自从]|[立建办始成]于)$")
# 到2035年,全市将建成…: a year that is yet to come, whatever the title says of it.
GOAL = pattern(rf"[到至](?<!止.)(?<!截.)(?P<year>20\d\d)年[底末]?[,，]?[{HAN}]{{0,24}}?(?:将|力争|实现|建成|达到|形成|基本|初步|全面)")
# 2021年元旦刚过,多地… and 2021年1月3日,…: a report begins with the day it is about.
LED = pattern(rf"\s*(?P<year>20\d\d)年(?:\d{{1,2}}月\d{{1,2}}日|{HOLIDAY})(?!以?来|起)")
# 2019年1月大事记: what happened in that year, whenever it was put on the site; 2019年十大新闻|揭晓 is news of the next.
CHRONICLE = pattern(rf"(?:大事[记件]|纪事|(?:要事|大事|新闻)回[顾眸]|十大新闻)(?![{HAN}》”])")


def find(document: Document, facts: Facts) -> Iterator[Date]:
    """Yield every date of the headline and the body, in reading order."""
    chars = folded(document.chars)
    today = document.reference.date() if document.reference else None
    base = _titled(document) if today else _about(document)
    if today and base and CHRONICLE.search(document.segments[document.segment_at(base[1][0])].text):
        today = None
    datelines, page = list(_datelines(document, chars, today, base)), document.metadata.dated_at
    if today and datelines and _copied(chars, datelines[0], today):
        today, page = datelines[0].day, (datelines[0].start, datelines[0].end)
    found = list(_calendar(document, chars, Frame(today, *(base or (None, None))), datelines))
    found += list(stretches.find(document, chars, facts.numerals, today, found))
    found.sort(key=lambda item: (item.start, -item.end))
    done = -1
    told = _told_elsewhere(found) if today is None else {}
    for behind, item in enumerate(found, 1):
        if item.start < done:
            continue
        done = item.end
        # 今年5月18日 is not the day of the year named.
        again = told.get(item.period.timex) if item.period.basis == "unresolved" and "年" not in chars[item.start : item.end] else None
        if again and not guards.recurs(chars, item.start, item.end, max(0, item.start - 16)):
            item = msgspec.structs.replace(item, period=again)
        # 今天(12月10日): the brackets say which day that is.
        named = found[behind] if behind < len(found) and found[behind].start == item.end + 1 and chars[item.end] in "(（" else None
        if named and item.period.span is None and item.period.precision == named.period.precision == "day":
            item = msgspec.structs.replace(item, period=msgspec.structs.replace(named.period, basis="relative", anchor=(named.start, named.end)))
        yield _row(document, item, page)


def _told_elsewhere(found: list[Found]) -> dict[str, Period]:
    """Return the days that a page says once with their year, as they are called without it: 12月10日 of a page that also says 2018年12月10日.

    A day of an earlier year than the last one may be kept every year, and so may one since which something holds.
    """
    days: dict[str, set[date]] = {}
    where: dict[date, tuple[int, int]] = {}
    for item in found:
        if item.period.span and item.period.precision == "day" and item.period.basis == "explicit" and not item.period.timex.endswith("/.."):
            day = item.period.span[0]
            days.setdefault(f"XXXX-{day:%m-%d}", set()).add(day)
            where.setdefault(day, (item.start, item.end))
    return {
        timex: Period((day, day), "day", day.isoformat(), "year_inferred", where[day], day.year)
        for timex, (day, *others) in ((timex, sorted(same)) for timex, same in days.items())
        if not others and day.year == max(where).year
    }


def _copied(chars: str, line: Dateline, today: date) -> bool:
    """Whether a page is a copy that was put on its site long after the report was sent: its 8日 is of the month of the report."""
    begin = chars.rfind("\n", 0, line.start) + 1
    return (today - line.day).days > deictics.SENT and line.start - begin <= 12 and not STOPS.search(chars, begin, line.start)


def _row(document: Document, item: Found, page: tuple[int, int] | None) -> Date:
    """Return the row of a date; what leans on no other date leans on the day of the `page`."""
    period = item.period
    start, end = period.span if period.span else (None, None)
    timex = period.timex + item.clock
    if timex.startswith("../"):
        start = None
    if timex.endswith("/.."):
        end = None
    source = document.cite(item.start, item.end, "dates", CONFIDENCE[period.basis])
    anchor = period.anchor or (page if period.basis in LEANING else None) or (None, None)
    return Date(
        source=source, text=source.evidence, start_date=start, end_date=end, timex=timex, precision=period.precision, basis=period.basis,
        anchor_start=anchor[0], anchor_end=anchor[1],
    )


def _years(document: Document, matches: Iterable[re.Match[str]]) -> list[About]:
    seen = [(int(m["year"]), m.span("year")) for m in matches if not OTHER_YEAR.search(document.chars, max(0, m.start() - 2), m.start())]
    goals = {int(m["year"]) for m in document.finditer(GOAL)} if seen else ()
    return [about for about in seen if about[0] not in goals]


def _titled(document: Document) -> About | None:
    """Return the one year that the title or first line says, and where."""
    for start, end in document.runs()[:1]:
        head = min(document.segments[document.segment_at(start)].text_end, start + 80, end)
        first = _years(document, YEARS.finditer(document.chars, start, head))
        return first[0] if first and len({year for year, _ in first}) == 1 else None
    return None


def _about(document: Document) -> About | None:
    """Return the year a page without a date is about, and where it says so.

    It stands in the title or first line, in the day the story begins with where no later year follows, in the name of an event that
    a sentence dates (10月15日,2019智慧城市大会开幕), or more than once; a year said once in passing proves nothing.
    """
    seen = _years(document, document.finditer(YEARS))
    if not seen:
        return _named_year(document)
    titled = _titled(document)
    named = _led(document, max(y for y, _ in seen)) or _named_year(document) if titled is None else None
    (year, count), *others = Counter(y for y, _ in seen).most_common(2)
    if count > 1 and (not others or others[0][1] < count) and (named is None or named[0] == year):
        return year, next(span for y, span in seen if y == year)
    return titled or named


def _led(document: Document, latest: int) -> About | None:
    """Return the year of the day that the story begins with, if it is the `latest` of the page."""
    first = next((s for s in document.segments if s.role == "body"), None)
    match = LED.match(document.chars, first.text_start, first.text_end) if first else None
    return (latest, match.span("year")) if match and int(match["year"]) == latest else None


def _named_year(document: Document) -> About | None:
    """Return the year in the first name of an event that stands in one sentence with a day without a year."""
    for match in document.finditer(NAME_YEAR):
        low, high = document.sentence_at(match.start())
        if high - low > LONGEST or OTHER_YEAR.search(document.chars, max(low, match.start() - 2), match.start()):
            continue
        rest = document.chars[low : match.start()] + "\n" + document.chars[match.end() : high]
        if DAY_ALONE.search(rest) and not YEARS.search(rest) and guards.NAMED_EVENT.match(document.chars, match.end(), high):
            return int(match["year"]), match.span("year")
    for match in document.finditer(BEHIND_NAME):
        low, high = document.sentence_at(match.start())
        if high - low <= LONGEST and DAY_ALONE.search(document.chars, low, high):
            return int(match["year"]), match.span("year")
    return None


def _calendar(document: Document, chars: str, told: Frame, datelines: list[Dateline]) -> Iterator[Found]:
    """Yield the points and ranges of the calendar; `told` is what the first one leans on."""
    closed = labels.spans(chars)
    starts = trigger(chars)
    for low, high in document.runs():
        line, at = Line(chars, low, high), low
        while begin := starts.search(chars, at, high):
            start, at = begin.span()
            if labels.inside(closed, start) and chars[start] not in "“\"":
                continue
            match = PLAIN_DATE.match(chars, start, high) or POINT.match(chars, start, high)
            if match is None or match.end() == start:
                continue
            sentence = document.sentence_at(start)
            # 2024年10月16日 leans on nothing.
            frame = told if match["year"] else _frame(line, start, told, sentence)
            if datelines and (sent := bisect_right(datelines, start, key=DATELINE_END)):
                frame = msgspec.structs.replace(frame, dateline=datelines[sent - 1])
            found = _point(line, match, frame, sentence[1])
            if found is None:
                # 2019年2月29日: no such day, and no 2月29日 of another year; 二○二○年世界城市日 is no date, nor is 二○年 in it.
                if match["year"]:
                    at = match.end() if match["day"] else match.end("year")
                continue
            at = found.end
            found = bounds.opened(line, found)
            yield found
            period, previous, span = found.period, told.previous, told.previous_anchor
            # 去年增速创1994年以来最高,比上年…: what is told of is still last year.
            passing = span is not None and span[0] >= sentence[0] and chars.startswith("以来最", found.end)
            if period.year and not passing and chars[found.start : found.end] not in periods.YEAR_BEFORE:
                previous, span = period, (found.start, found.end)
            day = found if period.span and period.precision == "day" else told.day
            told = Frame(told.today, told.year, told.year_anchor, previous, span, day=day)


def _datelines(document: Document, chars: str, today: date | None, base: About | None) -> Iterator[Dateline]:
    """Yield the days on which the reports of a page were sent, each with the year it says or the one nearest to the page."""
    for match in document.finditer(DATELINE) if "日电" in chars or "日讯" in chars or "日消息" in chars else ():
        month, number = figure(match["month"]), figure(match["day"])
        year = int(match["year"]) if match["year"] else today.year if today else base[0] if base else None
        days = [calendars.day(y, month, number) for y in ((year - 1, year, year + 1) if today and year else (year or 2000,))]
        near = [day for day in days if day]
        if near:
            # A report is older than its page; the page of a site abroad may be a day older.
            sent = min(near, key=lambda day: ((day - today).days > 1, abs((day - today).days))) if today else near[0]
            yield Dateline(*match.span(), sent, year is not None)


def _frame(line: Line, start: int, told: Frame, sentence: tuple[int, int]) -> Frame:
    """Return what a point can lean on: what was told before it, and how near that stands."""
    chars, low, _ = line
    tense = 1 if start > low and chars[start - 1] in SOON_ENDS and SOON.search(chars, max(low, start - 4), start) else 0
    alone = start <= sentence[0]
    if told.previous is None or told.previous_anchor is None:
        return Frame(told.today, told.year, told.year_anchor, tense=tense, alone=alone)
    before = told.previous_anchor[0]
    same = before >= sentence[0]
    near = same or chars.find("\n", before, start) < 0
    if not near and told.today and (told.previous.year or 0) >= told.today.year - 2:
        near = chars[start - 1] in "比较由" and chars.startswith("上年", start)  # a report goes on with the year it is about
    return Frame(told.today, told.year, told.year_anchor, told.previous, told.previous_anchor, same, None, tense, alone, near, None, told.day)


def _groups(match: re.Match[str]) -> dict[str, str]:
    """Return the groups that matched; none of POINT can match nothing."""
    texts = match.groups()
    if len(texts) < len(GROUPS):
        return {name: text for name, text in match.groupdict().items() if text}
    return dict(zip(compress(GROUPS, texts), filter(None, texts), strict=True))


# 2021.11.15-11.21
NUMERIC_DAY = pattern(r"(?P<month>1[0-2]|0?[1-9])[./-](?P<day>3[01]|[12]\d|0?[1-9])(?![\d./-])")


def _point(line: Line, match: re.Match[str], frame: Frame, stop: int) -> Found | None:
    """Return the point or range that begins with `match`, or None; its sentence ends at `stop`."""
    chars, low, high = line
    start, groups = match.start(), _groups(match)
    if chars[max(start - 2, 0) : start] in guards.OTHER_CALENDARS:
        return None
    if guards.recurs(chars, start, match.end(), low):
        # 每年10月31日 is a day of no year, and 每年10月 not even that.
        if "day" not in groups or "month" not in groups:
            return None
        frame = Frame(None)
    end, clock = _clock(chars, match.end(), high, groups)
    if frame.alone and chars[end:stop].strip(" 。，,"):
        frame = msgspec.structs.replace(frame, alone=False)
    # A date that says its year does not ask whether it is to come.
    if frame.tense == 0 and "year" not in groups:
        tense = 1 if SOON_AFTER.match(chars, end, high) else -1 if PAST_AFTER.match(chars, end, high) else 0
        frame = msgspec.structs.replace(frame, tense=tense) if tense else frame
    second = _second(chars, end, high, "bare_year" in groups, "lunar_day" in groups or groups.get("holiday", "")[:3] == "大年初")
    if second is None and "iso_day" in groups and (join := NEXT.match(chars, end, high)):
        second = NUMERIC_DAY.match(chars, join.end(), high)
    # 10月16日 is a day wherever it stands.
    plain_day = "day" in groups and match.re.pattern == PLAIN_DATE.pattern
    if not plain_day and not guards.meant(line, match, groups, end, second is not None):
        return None
    period = meanings.resolve(groups, frame)
    if period is None:
        return None
    first = Found(start, end, period, clock)
    return _range(line, first, groups, frame, second) if second else first


def _clock(chars: str, end: int, high: int, groups: dict[str, str]) -> tuple[int, str]:
    """Return the end with the hour that follows a day, and the hour as TIMEX writes it."""
    if chars[end : end + 1] not in TAIL_BEGINS or DAYS.isdisjoint(groups) or "iso_hour" in groups:
        return end, ""
    tail = TAIL.match(chars, end, high)
    if tail is None or tail.end() == end:
        return end, ""
    if tail["hour"] is None:
        return tail.end(), NOON.get(tail["noon"] or "", "")
    hour = periods.hour(tail["hour"], tail["noon"])
    spoken = f"{figure(tail['spoken']):02d}" if tail["spoken"] else PAST.get(tail["past"] or "", "00")
    minute = tail["minute"] or spoken
    return tail.end(), f"T{hour:02d}:{minute}" + (f":{tail['second']}" if tail["second"] else "")


def _second(chars: str, end: int, high: int, bare: bool, lunar: bool) -> re.Match[str] | None:
    """Return the point behind 至, or behind 和 where 之间 follows."""
    if chars[end : end + 1] not in JOINING:
        return None
    join = NEXT.match(chars, end, high)
    if join:
        if plain := PLAIN_DATE.match(chars, join.end(), high):
            return plain
        match = POINT.match(chars, join.end(), high)
        if match is None or match.end() == match.start() or (not lunar and set(_groups(match)) <= LUNAR_DAYS):
            return None
        # 2018 is a year behind 2016到, but not behind 10月到.
        return match if bare or not match["bare_year"] else None
    join = BETWEEN.match(chars, end, high)
    match = POINT.match(chars, join.end(), high) if join else None
    return match if match and match.end() > match.start() and BETWEEN_ENDS.match(chars, match.end(), high) else None


def _range(line: Line, first: Found, groups: dict[str, str], frame: Frame, second: re.Match[str]) -> Found | None:
    """Return the range from one point to another; each may owe its year or month to the other."""
    last, one = _groups(second), first.period
    two = _lunar(one, groups, last) if last.keys() <= LUNAR_DAYS else meanings.resolve(last, msgspec.structs.replace(frame, inherit=one))
    if two is None:
        return first
    if one.basis != "explicit" and two.basis == "explicit" and two.year and two.span and ("year" in last or "iso_year" in last):
        one = _before(two.year, two.span[0], groups) or one
    until, closing = _clock(line.chars, second.end(), line.high, last)
    if one.span is None or two.span is None:
        period = Period(None, two.precision, f"{one.timex}/{two.timex}", "unresolved")
        return Found(first.start, until, period, "", True)
    if two.span[1] < one.span[0]:
        return msgspec.structs.replace(first, period=one)
    timex = f"{bounds.edge(one, one.span[0])}{first.clock}/{bounds.edge(two, two.span[1])}"
    period = Period((one.span[0], two.span[1]), two.precision, timex, one.basis, one.anchor, two.year, two.inclusive)
    return Found(first.start, until, period, closing, True)


def _lunar(one: Period, groups: dict[str, str], last: dict[str, str]) -> Period | None:
    """正月初一至十五, 大年初一至初七: return the second day of a month of the Chinese calendar."""
    first = groups.get("lunar_day") or groups["holiday"].removeprefix("大年")
    days = figure("".join(last.values()).lstrip("初")) - figure(first.lstrip("初"))
    found = calendars.moved(one.span[0], days) if one.span else None
    return msgspec.structs.replace(one, span=(found, found), timex=found.isoformat()) if found else None


def _before(year: int, end: date, groups: dict[str, str]) -> Period | None:
    """12月30日至2025年1月2日: return the first point, in the year of the second or the one before."""
    for known in (year, max(year - 1, 1)):
        again = meanings.resolve(groups, Frame(date(known, 1, 1), alone=True))
        if again and again.span and again.span[0] <= end:
            return msgspec.structs.replace(again, basis="explicit")
    return None
