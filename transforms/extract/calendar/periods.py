"""Periods: parts of a year, and which year is meant: 10月16日 in a page of October 2024, 去年底, 2024年上半年.

A missing year comes from the range or sentence around it, else from the reference date, else from the year the page itself is
about; where none of them says, the period stays without days and says so (`unresolved`). Nothing is guessed. What names no part of a
year (今天, 本周五, “十四五”) is read by deictics and meanings.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from transforms.extract.calendar import calendars
from transforms.extract.calendar.calendars import ERAS, HOLIDAYS, Span
from transforms.extract.calendar.frames import Basis, Frame, Groups, Period
from transforms.extract.numerals import figure

Made = tuple[Callable[[int], Span | None], str, str]  # days of a year, precision, timex behind the year

WEEKDAYS = {c: i for i, cs in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for c in cs}
YEAR_WORDS = {"大前年": -3, "前年": -2, "去年": -1, "去年度": -1, "上年": -1, "上年度": -1,
              "今年": 0, "今年度": 0, "本年": 0, "本年度": 0, "这一年": 0,
              "明年": 1, "明年度": 1, "来年": 1, "下年": 1, "下年度": 1, "后年": 2, "大后年": 3}
YEAR_BEFORE = ("上年", "上年度")
TEXT_YEARS = {"当年": 0, "同年": 0, "是年": 0, "次年": 1, "翌年": 1}
XUN = {"上": (1, 10), "中": (11, 20), "下": (21, 31), "上中": (1, 20), "中下": (11, 31)}
SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
PARTS = {"初": (1, 2), "底": (11, 12), "末": (11, 12), "终": (11, 12), "中": (6, 7), "伊始": (1, 1)}
# A day this near to the reference date is told as news, not as history.
NEWS = 45
MONTHS = {"正": 1, "腊": 12, "元": 1}


def of_year(g: Groups, frame: Frame) -> Period | None:
    """Return the part of a year that the groups of a match of POINT name, in the year meant; None where the calendar has no such day."""
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
    return part_of(made, year, basis, anchor)


def part_of(made: Made, year: int, basis: Basis, anchor: tuple[int, int] | None) -> Period | None:
    """Return the part of `year` that `made` tells of; None where the calendar has no such day."""
    span = made[0](year)
    return Period(span, made[1], _timex(year, made, span), basis, anchor, span[0].year, made[1].startswith("part")) if span else None


def _timex(year: int | None, made: Made, span: Span | None) -> str:
    """Return 2024-10-16, 2024-Q3, 2024-01/2024-09, or the days where TIMEX has no word for them (上旬)."""
    if span and made[1] == "day":
        return span[0].isoformat()
    if span and (made[1].startswith("part") or made[1] in ("ten_days", "week", "weekend") or made[2].startswith("-L")):
        return f"{span[0]}/{span[1]}"
    head = "XXXX" if year is None else f"{year:04d}"
    return f"{head}{made[2]}".replace("/-", f"/{head}-")


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
    word = g.get("yword") or (f"{g['season_year']}年" if "season_year" in g else None)  # 今春
    if word is None:
        return None
    if word in TEXT_YEARS:
        before = frame.inherit or frame.previous
        if before is None or before.year is None:
            return None, "unresolved", None
        return before.year + TEXT_YEARS[word], "relative", frame.previous_anchor if frame.inherit is None else before.anchor
    base, anchor = (frame.today.year, None) if frame.today else (frame.year, frame.year_anchor)
    before = frame.previous
    if word in YEAR_BEFORE and before and before.year and before.basis in ("explicit", "relative") and frame.same_line:
        # 2019年完成60万人次,比上年增长8%; 去年完成60万人次,比上年增长8%: the year before the one that is told of.
        base, anchor = before.year, frame.previous_anchor
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
        return lambda y: one(calendars.holiday(row, y)), "day", f"-{row.month:02d}-{row.day:02d}" if row.rule == "solar" and row.month else ""
    return _made_within(g)


def _made_within(g: Groups) -> Made | None:
    months, precision, timex = _months_within(g)
    if months:
        first, last = months
        return lambda y: calendars.months_span(y, first, last), precision, timex
    if "year_day" in g:  # 2024年最后一天
        month, number = (1, 1) if g["year_day"] == "第一" else (12, 31)
        return _day_of_year(month, number)
    if "year_weekday" in g:  # 今年的最后一个周五
        name, nth = g["year_weekday"], figure(g["year_week"]) if "year_week" in g else -1
        return lambda y: _nth_weekday(calendars.year_span(y), name, nth), "weekend" if name == "末" else "day", ""
    if "last_week" in g:
        return lambda y: _between(y, 12, 25, 31), "week", ""
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
        months = (1, number) if g["mside"] in "前头首" else (13 - number, 12)
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
            return lambda y: one(calendars.lunar_day(y, month, number, leap)), "day", f"-L{month:02d}-{number:02d}"
        return lambda y: calendars.lunar_month(y, month, leap), "month", f"-L{month:02d}"
    if number := _day_number(g):
        return _day_of_year(month, number)
    within, precision, timex = in_month(g)
    return lambda y: within(y, month), precision, f"-{month:02d}{timex}"


@lru_cache(maxsize=512)
def _day_of_year(month: int, number: int) -> Made:
    """Most points are one: 10月16日."""
    return lambda y: one(calendars.day(y, month, number)), "day", f"-{month:02d}-{number:02d}"


def _day_number(g: Groups) -> int | None:
    text = g.get("day") or g.get("bare") or g.get("lunar_day", "").lstrip("初")
    return figure(text) if text else None


def in_month(g: Groups) -> tuple[Callable[[int, int], Span | None], str, str]:
    """Return how the groups behind a month lie in it, with precision and timex."""
    number = _day_number(g)
    if number:
        return lambda y, m: one(calendars.day(y, m, number)), "day", f"-{number:02d}"
    if "xun" in g:
        first, last = XUN[g["xun"][:-1]]
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
        name, nth = g.get("week_day") or g["last_day"], figure(g["week"]) if "week" in g else -1
        return lambda y, m: _nth_weekday(calendars.months_span(y, m, m), name, nth), "weekend" if name == "末" else "day", ""
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


def _nth_weekday(span: Span | None, name: str, nth: int) -> Span | None:
    """Return the `nth` day of a month or year that has a name of the week, -1 for the last; 周末 is Saturday and Sunday."""
    found = calendars.weekday_of(span, WEEKDAYS.get(name, WEEKDAYS["六"]), nth) if span else None
    last = calendars.moved(found, 1) if found and name == "末" else found
    return (found, last) if found and last else None


def _nth_week(year: int, month: int, number: int) -> Span | None:
    span = calendars.months_span(year, month, month)
    return calendars.week_of(span, number) if span else None


def one(found: date | None) -> Span | None:
    """Return a day as a span."""
    return (found, found) if found else None


def _inferred(made: Made, g: Groups, frame: Frame) -> Period | None:
    """Return the period with the year that its surroundings give it."""
    days = made[0]
    near = frame.inherit
    if near and near.year and near.span:
        span = days(near.year)
        return part_of(made, near.year + (1 if span and span[1] < near.span[0] else 0), near.basis, near.anchor)
    before = frame.previous
    # 2024年元旦、春节和清明节: a year once said holds for the sentence.
    if frame.same_sentence and before and before.year and before.span and (before.basis == "explicit" or before.anchor):
        span = days(before.year)
        if span and span[0] >= before.span[0]:
            return part_of(made, before.year, "year_inferred", before.anchor or frame.previous_anchor)
    if before and before.year and _goes_on(days, before, frame):
        return part_of(made, before.year, "year_inferred", frame.previous_anchor)
    if frame.today:
        return part_of(made, _nearest(days, frame.today, frame, "holiday" in g), "year_inferred", None)
    if frame.year:
        return part_of(made, frame.year, "year_inferred", frame.year_anchor)
    # A leap year tells whether the calendar has such a day at all.
    return Period(None, made[1], _timex(None, made, None), "unresolved") if days(2000) or made[2].startswith("-L") else None


def _goes_on(days: Callable[[int], Span | None], before: Period, frame: Frame) -> bool:
    """Tell whether a later month of the same line is told of the year before: 2014年2月提出,同年4月获批。12月,… .

    It is where that year was kept up by 同年 or 次年, or where the year of the page would make it come yet, or long past when it is next
    year that is told of; a day near to the reference date is news. What a page is titled with holds for all of its lines.
    """
    titled = frame.year == before.year
    if not (frame.same_line or titled) or before.year is None or before.span is None or before.precision not in ("day", "month"):
        return False
    span, kept = days(before.year), before.basis != "explicit" and before.anchor is not None
    if span is None or not (titled or (span[0] >= before.span[0] and (kept or before.basis == "explicit"))):
        return False
    if frame.today is None:
        return kept
    now = days(frame.today.year)
    if now is None or before.year == frame.today.year or frame.tense * (before.year - frame.today.year) < 0:
        return False
    ahead = (now[0] - frame.today).days
    if before.year > frame.today.year:
        return ahead < -NEWS and titled
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
