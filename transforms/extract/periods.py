"""Periods: which days a point of the calendar means where it stands: 10月16日 in a page of October 2024, 去年底, 本周五.

A missing year comes from the range or sentence around it, else from the reference date, else from the year the page itself is
about; where none of them says, the period stays without days and says so (`unresolved`). Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec

from transforms.extract import calendars
from transforms.extract.calendars import ERAS, HOLIDAYS, Span
from transforms.extract.numerals import value_of

Basis = Literal["explicit", "year_inferred", "relative", "unresolved"]
Groups = Mapping[str, str]
Made = tuple[Callable[[int], Span | None], str, str]  # days of a year, precision, timex behind the year


class Period(msgspec.Struct, frozen=True, gc=False):
    """A stretch of days, or the unresolved rest of one; `anchor` is the span the year or reference came from."""

    span: Span | None
    precision: str
    timex: str
    basis: Basis
    anchor: tuple[int, int] | None = None
    year: int | None = None
    inclusive: bool = False  # 年底前 includes the end of the year, 10月1日前 not the day


class Found(msgspec.Struct, frozen=True, gc=False):
    """A date where it stands, before it is cited."""

    start: int
    end: int
    period: Period
    clock: str = ""
    ranged: bool = False


class Dateline(msgspec.Struct, frozen=True, gc=False):
    """The day a report was sent, 新华社北京1月12日电: 今天 and 昨天 of the report count from it."""

    start: int
    end: int
    day: date  # of the leap year 2000 where the year is unknown
    dated: bool  # whether the year is known


class Frame(msgspec.Struct, frozen=True, gc=False):
    """What a point can lean on where it stands."""

    today: date | None  # the reference date
    year: int | None = None  # the year the page is about, where there is no reference date
    year_anchor: tuple[int, int] | None = None
    previous: Period | None = None  # the last date before
    previous_anchor: tuple[int, int] | None = None
    same_sentence: bool = False
    inherit: Period | None = None  # the first point of the range
    tense: int = 0  # 1 where the words around say that it is to come, -1 that it is past
    alone: bool = False  # the expression is all there is
    same_line: bool = False
    dateline: Dateline | None = None


WEEKDAYS = {c: i for i, cs in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for c in cs}
YEAR_WORDS = {"大前年": -3, "前年": -2, "去年": -1, "去年度": -1, "上年": -1, "上年度": -1,
              "今年": 0, "今年度": 0, "本年": 0, "本年度": 0, "这一年": 0,
              "明年": 1, "明年度": 1, "来年": 1, "下年": 1, "下年度": 1, "后年": 2, "大后年": 3}
TEXT_YEARS = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}
DAY_WORDS = {"大大前天": -4, "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨": -1,
             "今天": 0, "今日": 0, "今": 0, "本日": 0, "即日": 0,
             "明天": 1, "明日": 1, "明": 1, "后天": 2, "大后天": 3, "大大后天": 4}
PAIRS = {"昨今": ("昨天", "今天"), "今明": ("今天", "明天"), "明后": ("明天", "后天")}
TEXT_DAYS = {"当天": 0, "当日": 0, "同日": 0, "次日": 1, "翌日": 1}
SIDES = {"上上": -2, "上": -1, "本": 0, "这": 0, "当": 0, "同": 0, "下": 1, "次": 1, "翌": 1, "下下": 2}
XUN = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
PARTS = {"初": (1, 2), "底": (11, 12), "末": (11, 12), "终": (11, 12), "中": (6, 7), "伊始": (1, 1)}
# A page is published at most so many days after the report was sent.
SENT = 3
# A day this near to the reference date is told as news, not as history.
NEWS = 45
MONTHS = {"正": 1, "腊": 12, "元": 1}


def resolve(g: Groups, frame: Frame) -> Period | None:
    """Return the period that the groups of a match of POINT mean in `frame`; None where the calendar has no such day."""
    for group in g:
        if reading := READINGS.get(group):
            return reading(g, frame)
    made = _made(g)
    if made is None:
        return None
    known = _year(g, frame)
    if known is None:
        return _inferred(made, g, frame)
    year, basis, anchor = known
    if year is None:
        # 当年 without a year before it is no date: in those days.
        return None if g.get("yword") in TEXT_YEARS else Period(None, made[1], _timex(None, made, None), "unresolved")
    return _period(made, year, basis, anchor)


def _period(made: Made, year: int, basis: Basis, anchor: tuple[int, int] | None) -> Period | None:
    span = made[0](year)
    return Period(span, made[1], _timex(year, made, span), basis, anchor, span[0].year, made[1].startswith("part")) if span else None


def _timex(year: int | None, made: Made, span: Span | None) -> str:
    """Return 2024-10-16, 2024-Q3, 2024-01/2024-09, or the days where TIMEX has no word for them (上旬)."""
    if span and made[1] == "day":
        return span[0].isoformat()
    if span and (made[1].startswith("part") or made[1] in ("ten_days", "week") or made[2].startswith("-L")):
        return f"{span[0]}/{span[1]}"
    head = "XXXX" if year is None else f"{year:04d}"
    return f"{head}{made[2]}".replace("/-", f"/{head}-")


@lru_cache(maxsize=1024)
def figure(text: str) -> int:
    """Return a whole number written in figures or words."""
    return int(value_of(text.replace("两", "二"))[0])


def hour(text: str, noon: str | None) -> int:
    """Return the hour of the day: 下午5点 is 17."""
    value = figure(text)
    return value + 12 if noon in ("下午", "晚上", "晚", "晚间", "傍晚", "夜间", "当晚", "午后", "深夜") and 1 <= value < 12 else value


def _year(g: Groups, frame: Frame) -> tuple[int | None, Basis, tuple[int, int] | None] | None:
    """Return the stated year with its basis and anchor; None where none is stated."""
    stated = g.get("year") or g.get("bare_year")
    if stated:
        return figure(stated), "explicit", None
    if "short" in g:
        return _short_year(g["short"], frame), "explicit", None
    if "era" in g:
        return ERAS[g["era"]] - 1 + (1 if g["era_year"] == "元" else figure(g["era_year"])), "explicit", None
    if "yword" not in g:
        return None
    word = g["yword"]
    if word in TEXT_YEARS:
        before = frame.inherit or frame.previous
        if before is None or before.year is None:
            return None, "unresolved", None
        return before.year + TEXT_YEARS[word], "relative", frame.previous_anchor if frame.inherit is None else before.anchor
    base, anchor = (frame.today.year, None) if frame.today else (frame.year, frame.year_anchor)
    return (None, "unresolved", None) if base is None else (base + YEAR_WORDS[word], "relative", anchor)


def _short_year(text: str, frame: Frame) -> int:
    """98年 is 1998 and 15年 2015: the latest such year that is not far ahead; three figures are read as they stand."""
    number = figure(text)
    if len(text) == 3:
        return number
    if frame.inherit and frame.inherit.year:
        return frame.inherit.year // 100 * 100 + number
    limit = (frame.today.year if frame.today else frame.year or 2040) + 10
    return max(year for year in (1800 + number, 1900 + number, 2000 + number) if year <= max(limit, 1899))


def _made(g: Groups) -> Made | None:
    """Return how the part of a year that the groups name lies in it."""
    if "month" in g:
        return _made_month(g)
    if "nth_month" in g or "first_month" in g:
        month = figure(g["nth_month"]) if "nth_month" in g else 1
        return lambda y: calendars.months_span(y, month, month), "month", f"-{month:02d}"
    if "holiday" in g:
        row = HOLIDAYS[g["holiday"]]
        return lambda y: _one(calendars.holiday(row, y)), "day", f"-{row.month:02d}-{row.day:02d}" if row.rule == "solar" and row.month else ""
    return _made_within(g)


def _made_within(g: Groups) -> Made | None:
    months, precision, timex = _months_within(g)
    if months:
        first, last = months
        return lambda y: calendars.months_span(y, first, last), precision, timex
    if "year_week" in g:
        number = figure(g["year_week"])
        return lambda y: _week_in_year(y, number), "week", f"-W{number:02d}"
    if any(group in g for group in ("year", "short", "era", "yword", "bare_year")):
        return calendars.year_span, "year", ""
    return None


def _week_in_year(year: int, number: int) -> Span | None:
    span = calendars.year_span(year)
    return calendars.week_of(span, number) if span else None


def _months_within(g: Groups) -> tuple[tuple[int, int] | None, str, str]:
    """Return first and last month, precision and timex of quarters, halves, seasons and parts of a year."""
    quarter = g.get("quarter") or g.get("q") or ("1" if "first_quarter" in g else None)
    if quarter:
        number = figure(quarter)
        first, last = {"初": (0, 0), "末": (2, 2)}.get(g.get("qpart", ""), (0, 2))
        return (3 * number - 2 + first, 3 * number - 2 + last), "quarter" if first != last else "part_of_quarter", f"-Q{number}"
    if "quarters" in g:
        return (1, 3 * figure(g["quarters"])), "quarter", f"-01/-{3 * figure(g['quarters']):02d}"
    if "last_quarters" in g:
        return (13 - 3 * figure(g["last_quarters"]), 12), "quarter", f"-{13 - 3 * figure(g['last_quarters']):02d}/-12"
    if "half" in g:
        second = g["half"] in "下后"
        return (7, 12) if second else (1, 6), "half_year", f"-H{2 if second else 1}"
    if "nmonths" in g:
        number = figure(g["nmonths"])
        months = (1, number) if g["mside"] in "前头" else (13 - number, 12)
        return months, "month", f"-{months[0]:02d}/-{months[1]:02d}"
    if "season" in g:
        first = SEASONS[g["season"]]
        return (first, first + 2), "season", f"-{ {'春': 'SP', '夏': 'SU', '秋': 'FA', '冬': 'WI'}[g['season']]}"
    if "ypart" in g:
        part = g["ypart"].lstrip("年岁")
        return PARTS["初" if part == "头" else part], "part_of_year", ""
    return None, "year", ""


def _made_month(g: Groups) -> Made:
    month = MONTHS.get(g["month"]) or figure(g["month"])
    leap = "leap" in g
    if leap or "lunar" in g or g["month"] in ("正", "腊") or "lunar_day" in g:
        if number := _day_number(g):
            return lambda y: _one(calendars.lunar_day(y, month, number, leap)), "day", f"-L{month:02d}-{number:02d}"
        return lambda y: calendars.lunar_month(y, month, leap), "month", f"-L{month:02d}"
    if number := _day_number(g):
        return _day_of_year(month, number)
    within, precision, timex = _in_month(g)
    return lambda y: within(y, month), precision, f"-{month:02d}{timex}"


@lru_cache(maxsize=512)
def _day_of_year(month: int, number: int) -> Made:
    """Most points are one: 10月16日."""
    return lambda y: _one(calendars.day(y, month, number)), "day", f"-{month:02d}-{number:02d}"


def _day_number(g: Groups) -> int | None:
    text = g.get("day") or g.get("bare") or g.get("lunar_day", "").lstrip("初")
    return figure(text) if text else None


def _in_month(g: Groups) -> tuple[Callable[[int, int], Span | None], str, str]:
    """Return how the groups behind a month lie in it, with precision and timex."""
    number = _day_number(g)
    if number:
        return lambda y, m: _one(calendars.day(y, m, number)), "day", f"-{number:02d}"
    if "xun" in g:
        first, last = XUN[g["xun"][0]]
        return lambda y, m: _between(y, m, first, last), "ten_days", ""
    if "mpart" in g:
        first, last = {"初": (1, 5), "伊始": (1, 5), "中": (11, 20)}.get(g["mpart"].lstrip("月"), (25, 31))
        return lambda y, m: _between(y, m, first, last), "part_of_month", ""
    if "mhalf" in g:
        first, last = (1, 15) if g["mhalf"][0] == "上" else (16, 31)
        return lambda y, m: _between(y, m, first, last), "part_of_month", ""
    if "mdays" in g:
        count = figure(g["mdays"]) * (7 if g["mdunit"] == "周" else 1)
        first, last = (1, count) if g["mfirst"] == "前" else (-count, 31)
        return lambda y, m: _between(y, m, first, last), "day", ""
    if "week_day" in g or "last_day" in g:
        weekday, nth = WEEKDAYS[g.get("week_day") or g["last_day"]], figure(g["week"]) if "week" in g else -1
        return lambda y, m: _nth_weekday(y, m, weekday, nth), "day", ""
    if "week" in g:
        return lambda y, m: _nth_week(y, m, figure(g["week"])), "week", ""
    return lambda y, m: calendars.months_span(y, m, m), "month", ""


def _between(year: int, month: int, first: int, last: int) -> Span | None:
    span = calendars.months_span(year, month, month)
    if span is None:
        return None
    days = span[1].day
    first = max(1, first if first > 0 else days + first + 1)
    return (span[0].replace(day=first), span[0].replace(day=min(last, days))) if first <= days else None


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> Span | None:
    span = calendars.months_span(year, month, month)
    return _one(calendars.weekday_of(span, weekday, nth)) if span else None


def _nth_week(year: int, month: int, number: int) -> Span | None:
    span = calendars.months_span(year, month, month)
    return calendars.week_of(span, number) if span else None


def _one(found: date | None) -> Span | None:
    return (found, found) if found else None


def _inferred(made: Made, g: Groups, frame: Frame) -> Period | None:
    """Return the period with the year that its surroundings give it."""
    days = made[0]
    near = frame.inherit
    if near and near.year and near.span:
        span = days(near.year)
        return _period(made, near.year + (1 if span and span[1] < near.span[0] else 0), near.basis, near.anchor)
    before = frame.previous
    if frame.same_sentence and before and before.year and before.span and before.basis == "explicit":
        span = days(before.year)
        if span and span[0] >= before.span[0]:
            return _period(made, before.year, "year_inferred", frame.previous_anchor)
    if before and before.year and _goes_on(days, before, frame):
        return _period(made, before.year, "year_inferred", frame.previous_anchor)
    if frame.today:
        return _period(made, _nearest(days, frame.today, frame, "holiday" in g), "year_inferred", None)
    if frame.year:
        return _period(made, frame.year, "year_inferred", frame.year_anchor)
    # A leap year tells whether the calendar has such a day at all.
    return Period(None, made[1], _timex(None, made, None), "unresolved") if days(2000) or made[2].startswith("-L") else None


def _goes_on(days: Callable[[int], Span | None], before: Period, frame: Frame) -> bool:
    """Tell whether a later month of the same line is told of the year before: 2014年2月提出,同年4月获批。12月,… .

    It is where that year was kept up by 同年 or 次年, or where the year of the page would make it come yet; a day near to the
    reference date is news.
    """
    if not frame.same_line or before.year is None or before.span is None or before.precision not in ("day", "month"):
        return False
    span, kept = days(before.year), before.basis != "explicit" and before.anchor is not None
    if span is None or span[0] < before.span[0] or not (kept or before.basis == "explicit"):
        return False
    if frame.today is None:
        return kept
    now = days(frame.today.year)
    if now is None or before.year >= frame.today.year or frame.tense > 0:
        return False
    ahead = (now[0] - frame.today).days
    return ahead > NEWS or (kept and ahead < -NEWS)


def _nearest(days: Callable[[int], Span | None], today: date, frame: Frame, named: bool) -> int:
    """The year of the page, unless the words say to come or past, or the day lies across New Year."""
    span = days(today.year)
    if span is None:
        return today.year
    ahead, behind = (span[0] - today).days, (today - span[1]).days
    if frame.alone:
        return today.year + 1 if named and behind > 0 else today.year
    # 1—10月 in November lies behind, 1月3日 at the end of December does not.
    if (frame.tense > 0 and behind > 60) or (behind > (270 if named else 330) and span[0] == span[1]):
        return today.year + 1
    if (frame.tense < 0 and ahead > 60) or ahead > 270:
        return today.year - 1
    return today.year


def _iso(g: Groups, frame: Frame) -> Period | None:
    year, month, number = (int(g[k]) for k in (("iso_year", "iso_month", "iso_day") if "iso_year" in g else ("dmy_year", "dmy_month", "dmy_day")))
    span = _one(calendars.day(year, month, number))
    clock = f"T{g['iso_hour']}:{g['iso_minute']}" + (f":{g['iso_second']}" if "iso_second" in g else "") if "iso_hour" in g else ""
    return Period(span, "day", f"{year:04d}-{month:02d}-{number:02d}{clock}", "explicit", None, year) if span else None


def _iso_month(g: Groups, frame: Frame) -> Period | None:
    year, month = int(g["iso_year2"]), int(g["iso_month2"])
    return Period(calendars.months_span(year, month, month), "month", f"{year}-{month:02d}", "explicit", None, year)


def _plan(g: Groups, frame: Frame) -> Period | None:
    """“十四五” is 2021–2025; the first plan began in 1953, the third in 1966."""
    number = figure(g["plan"])
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    start, end = (first, first) if g.get("plan_part") == "初" else (first + 4, first + 4) if g.get("plan_part") == "末" else (first, first + 4)
    return Period((date(start, 1, 1), date(end, 12, 31)), "five_years", f"{start}/{end}", "explicit", None, start)


def _century(g: Groups, frame: Frame) -> Period | None:
    basis: Basis = "explicit"
    if "century" in g:
        first = (figure(g["century"]) - 1) * 100
    else:
        base = frame.today.year if frame.today else frame.year
        if base is None:
            return Period(None, "century", "XX", "unresolved")
        first, basis = base // 100 * 100 - (0 if g["cword"] == "本" else 100), "relative"
    part = g.get("dpart") or g.get("cpart")
    if "cdecade" in g:
        text = g["cdecade"]
        if len(text) == 3:  # 八九十年代
            return _years(first + 10 * figure(text[0]), first + 10 * figure(text[1]) + 9, "decade", f"{first // 10 + figure(text[0])}X", basis)
        return _decade(first + figure(text), part, basis)
    start, end = {"初": (0, 19), "末": (80, 99), "中叶": (40, 69)}.get(part or "", (0, 99))
    return _years(first + start, first + end, "century", f"{first // 100:02d}", basis)


def _bare_decade(g: Groups, frame: Frame) -> Period | None:
    number = figure(g["decade"])
    return _decade((1900 if number >= 30 else 2000) + number, g.get("dpart2"), "explicit")


def _decade(first: int, part: str | None, basis: Basis) -> Period | None:
    start, end = {"初": (0, 2), "前期": (0, 3), "中期": (4, 6), "后期": (6, 9), "末": (7, 9)}.get(part or "", (0, 9))
    return _years(first + start, first + end, "decade", f"{first // 10}X", basis)


def _years(first: int, last: int, precision: str, timex: str, basis: Basis) -> Period | None:
    one, two = calendars.year_span(first), calendars.year_span(last)
    return Period((one[0], two[1]), precision, timex, basis, None, first) if one and two else None


def _day_word(g: Groups, frame: Frame) -> Period | None:
    word = g["dword"]
    if word in TEXT_DAYS:
        before = frame.previous
        if before is None or before.precision != "day" or before.span is None:
            return None
        found = calendars.moved(before.span[1], TEXT_DAYS[word])
        return Period((found, found), "day", found.isoformat(), "relative", frame.previous_anchor, found.year) if found else None
    today, anchor = _today(frame)
    found = calendars.moved(today, DAY_WORDS[word]) if today else None
    if found is None:
        return Period(None, "day", "XXXX-XX-XX", "unresolved")
    if frame.today is None and frame.dateline and not frame.dateline.dated:
        return Period(None, "day", f"XXXX-{found:%m-%d}", "unresolved", anchor)
    return Period((found, found), "day", found.isoformat(), "relative", anchor, found.year)


def _today(frame: Frame) -> tuple[date | None, tuple[int, int] | None]:
    """Return the day that 今天 means, and where it is said: the day the report was sent, if the page is of these days, else that of the page."""
    line = frame.dateline
    if line is None or (frame.today and not (line.dated and abs((line.day - frame.today).days) <= SENT)):
        return frame.today, None
    return line.day, (line.start, line.end)


def _told_day(g: Groups, frame: Frame) -> Period | None:
    """今(4)日: the day of that number nearest to 今 as counted from the reference date; the page may be a day or two younger."""
    number = figure(g["told_day"])
    today, anchor = _today(frame)
    said = calendars.moved(today, DAY_WORDS[g["told"]]) if today and (frame.today or (frame.dateline and frame.dateline.dated)) else None
    if said is None:
        return Period(None, "day", f"XXXX-XX-{number:02d}", "unresolved")
    near = (calendars.moved(said, shift) for shift in sorted(range(-15, 16), key=abs))
    found = next((day for day in near if day and day.day == number), None)
    return Period((found, found), "day", found.isoformat(), "relative", anchor, found.year) if found else None


def _told_year(g: Groups, frame: Frame) -> Period | None:
    """今(113)年: a year of the republic, or the last figures of one, whichever is the year that 今 means."""
    number, said = int(g["told_year"]), YEAR_WORDS[f"{g['told_in']}年"]
    base = frame.today.year if frame.today else frame.year
    years = (number, ERAS["民国"] - 1 + number, 1900 + number, 2000 + number)
    year = min(years, key=lambda year: abs(year - base - said)) if base else years[number < 1000]
    span = calendars.year_span(year)
    return Period(span, "year", f"{year}", "relative" if base else "explicit", None, year) if span else None


def _pair_of_days(g: Groups, frame: Frame) -> Period | None:
    """今明两天."""
    today, anchor = _today(frame)
    first, last = (calendars.moved(today, DAY_WORDS[word]) if today else None for word in PAIRS[g["pair"]])
    if first is None or last is None or not (frame.today or (frame.dateline and frame.dateline.dated)):
        return Period(None, "day", "XXXX-XX-XX", "unresolved")
    return Period((first, last), "day", f"{first}/{last}", "relative", anchor, last.year)


def _week_word(g: Groups, frame: Frame) -> Period | None:
    if frame.today is None:
        return Period(None, "week" if "wday" not in g else "day", "XXXX-WXX", "unresolved")
    week = calendars.week_span(frame.today, SIDES[g["wword"]] if "wword" in g else 0)
    if week is None:
        return None
    number = week[0].isocalendar()
    name = g.get("wday") or g.get("weekday")
    if name is None:
        return Period(week, "week", f"{number.year}-W{number.week:02d}", "relative", None, week[0].year)
    if name == "末":
        saturday = calendars.moved(week[1], -1) or week[1]
        return Period((saturday, week[1]), "weekend", f"{number.year}-W{number.week:02d}-WE", "relative", None, week[1].year)
    found = calendars.moved(week[0], WEEKDAYS[name])
    return Period((found, found), "day", found.isoformat(), "relative", None, found.year) if found else None


def _month_word(g: Groups, frame: Frame) -> Period | None:
    """本月15日, 上月下旬, 当月: the month of the reference or of the date before."""
    word = g["mword"]
    side = SIDES[word[: 2 if word[:2] in ("上上", "下下") else 1]]
    within, precision, timex = _in_month(g)
    base, anchor = frame.today, None
    if word[0] in "当同次翌":
        before = frame.inherit or frame.previous
        base = before.span[0] if before and before.span else None
        anchor = frame.previous_anchor
    if base is None:
        return Period(None, precision, f"XXXX-XX{timex}", "unresolved")
    month = calendars.shifted(base.replace(day=1), side)
    span = within(month.year, month.month) if month else None
    if month is None or span is None:
        return None
    made: Made = (lambda y: span, precision, f"-{month.month:02d}{timex}")
    return _period(made, month.year, "relative", anchor)


def _quarter_word(g: Groups, frame: Frame) -> Period | None:
    if frame.today is None:
        return Period(None, "quarter", "XXXX-QX", "unresolved")
    first = frame.today.month - (frame.today.month - 1) % 3 + 3 * {"上": -1, "下": 1}.get(g["qword"][0], 0)
    shift, last = {"初": (0, 0), "末": (2, 2)}.get(g.get("qwpart", ""), (0, 2))
    year, first = frame.today.year + (first - 1) // 12, (first - 1) % 12 + 1
    span = calendars.months_span(year, first + shift, first + last)
    return Period(span, "quarter", f"{year}-Q{(first + 2) // 3}", "relative", None, year) if span else None


def _only_day(g: Groups, frame: Frame) -> Period | None:
    """16日: a day of the month spoken of, else of the month of the page; late days of a page of early days are last month's."""
    number = figure(g["only_day"])
    before = frame.inherit or (frame.previous if frame.previous and frame.previous.precision == "day" else None)
    if before and before.span:
        start = before.span[1]
        month = start if number >= start.day or frame.inherit is None else calendars.shifted(start.replace(day=1), 1)
        found = calendars.day(month.year, month.month, number) if month else None
        if found and (frame.inherit or frame.today is None or (found >= start and found.month == start.month)):
            basis: Basis = before.basis if frame.inherit else "year_inferred"
            anchor = before.anchor if frame.inherit else frame.previous_anchor
            return Period((found, found), "day", found.isoformat(), basis, anchor, found.year)
    if frame.inherit and frame.inherit.span is None:
        return Period(None, "day", f"{frame.inherit.timex[:8]}{number:02d}", "unresolved")
    if frame.today is None:
        return Period(None, "day", f"XXXX-XX-{number:02d}", "unresolved")
    back = -1 if number - frame.today.day > 14 and frame.tense <= 0 and not frame.alone else 0
    for shift in (back, -1, 1):
        month = calendars.shifted(frame.today.replace(day=1), shift)
        found = calendars.day(month.year, month.month, number) if month else None
        if found:
            return Period((found, found), "day", found.isoformat(), "year_inferred", None, found.year)
    return None


def _only_part(g: Groups, frame: Frame) -> Period | None:
    """上旬, 月底, 上半月: of this month."""
    return _month_word({"mword": "本月", **{k.removeprefix("only_"): v for k, v in g.items()}}, frame)


READINGS: dict[str, Callable[[Groups, Frame], Period | None]] = {
    "iso_year": _iso, "dmy_year": _iso, "iso_year2": _iso_month, "plan": _plan, "century": _century, "cword": _century, "decade": _bare_decade,
    "told": _told_day, "told_in": _told_year, "pair": _pair_of_days,
    "dword": _day_word, "wword": _week_word, "weekday": _week_word, "mword": _month_word, "qword": _quarter_word,
    "only_day": _only_day, "only_xun": _only_part, "only_mpart": _only_part, "only_mhalf": _only_part,
}

