"""Deictics: days, weeks and months counted from the day of the page or from the date before: 今天, 次日, 上周五, 本月15日, 16日.

Where nothing says what they count from, they stay unresolved; 当日 without a date before it is none.
"""

from __future__ import annotations

from datetime import date

from transforms.extract.calendar import calendars, periods
from transforms.extract.calendar.calendars import ERAS
from transforms.extract.calendar.frames import Basis, Frame, Groups, Period
from transforms.extract.calendar.periods import WEEKDAYS, YEAR_WORDS, Made, in_month
from transforms.extract.numerals import figure

DAY_WORDS = {"大大前天": -4, "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨": -1,
             "今天": 0, "今日": 0, "今": 0, "本日": 0, "即日": 0,
             "明天": 1, "明日": 1, "明": 1, "后天": 2, "大后天": 3, "大大后天": 4}
PAIRS = {"昨今": ("昨天", "今天"), "今明": ("今天", "明天"), "明后": ("明天", "后天")}
TEXT_DAYS = {"当天": 0, "当日": 0, "同日": 0, "次日": 1, "翌日": 1}
SIDES = {"上上": -2, "上": -1, "本": 0, "这": 0, "当": 0, "同": 0, "下": 1, "次": 1, "翌": 1, "下下": 2}
# A page, or a copy of it, is published at most so many days after the report was sent.
SENT = 10


def day_word(g: Groups, frame: Frame) -> Period | None:
    """今天 and 昨晚 count from the day of the report, 当天 and 次日 from the date before."""
    word = g["dword"]
    if word in TEXT_DAYS:
        return _told_before(frame, 1, TEXT_DAYS[word])
    today, anchor = _today(frame)
    found = calendars.moved(today, DAY_WORDS[word]) if today else None
    if found is None:
        return Period(None, "day", "XXXX-XX-XX", "unresolved")
    if frame.today is None and frame.dateline and not frame.dateline.dated:
        return Period(None, "day", f"XXXX-{found:%m-%d}", "unresolved", anchor)
    return Period((found, found), "day", found.isoformat(), "relative", anchor, found.year)


def opening_day(g: Groups, frame: Frame) -> Period | None:
    """开幕|当天 of 24日至27日 is the 24th."""
    return _told_before(frame, 0, 0)


def _told_before(frame: Frame, edge: int, shift: int) -> Period | None:
    """Return the day that lies some days from the first or last one of the date before."""
    before = frame.day
    found = calendars.moved(before.period.span[edge], shift) if before and before.period.span else None
    return Period((found, found), "day", found.isoformat(), "relative", (before.start, before.end), found.year) if before and found else None


def _today(frame: Frame) -> tuple[date | None, tuple[int, int] | None]:
    """Return the day that 今天 means, and where it is said: the day the report was sent, if the page is of these days, else that of the page."""
    line = frame.dateline
    if line is None or (frame.today and not (line.dated and abs((line.day - frame.today).days) <= SENT)):
        return frame.today, None
    return line.day, (line.start, line.end)


def same_day(g: Groups, frame: Frame) -> Period | None:
    """去年的今天: the day of the report in another year."""
    today, anchor = _today(frame)
    whole = periods.of_year({k: v for k, v in g.items() if k != "same_day"}, frame)
    if whole is None or whole.year is None or today is None:
        return whole
    found = calendars.day(whole.year, today.month, today.day)
    return Period((found, found), "day", found.isoformat(), whole.basis, anchor, found.year) if found else None


def told_day(g: Groups, frame: Frame) -> Period | None:
    """今(4)日: the day of that number nearest to 今 as counted from the reference date; the page may be a day or two younger."""
    number = figure(g["told_day"])
    today, anchor = _today(frame)
    said = calendars.moved(today, DAY_WORDS[g["told"]]) if today and (frame.today or (frame.dateline and frame.dateline.dated)) else None
    if said is None:
        return Period(None, "day", f"XXXX-XX-{number:02d}", "unresolved")
    near = (calendars.moved(said, shift) for shift in sorted(range(-15, 16), key=abs))
    found = next((day for day in near if day and day.day == number), None)
    return Period((found, found), "day", found.isoformat(), "relative", anchor, found.year) if found else None


def told_year(g: Groups, frame: Frame) -> Period | None:
    """今(113)年: a year of the republic, or the last figures of one, whichever is the year that 今 means."""
    number, said = int(g["told_year"]), YEAR_WORDS[f"{g['told_in']}年"]
    base = frame.today.year if frame.today else frame.year
    years = (number, ERAS["民国"] - 1 + number, 1900 + number, 2000 + number)
    year = min(years, key=lambda year: abs(year - base - said)) if base else years[number < 1000]
    span = calendars.year_span(year)
    return Period(span, "year", f"{year}", "relative" if base else "explicit", None, year) if span else None


def pair_of_days(g: Groups, frame: Frame) -> Period | None:
    """今明两天."""
    today, anchor = _today(frame)
    first, last = (calendars.moved(today, DAY_WORDS[word]) if today else None for word in PAIRS[g["pair"]])
    if first is None or last is None or not (frame.today or (frame.dateline and frame.dateline.dated)):
        return Period(None, "day", "XXXX-XX-XX", "unresolved")
    return Period((first, last), "day", f"{first}/{last}", "relative", anchor, last.year)


def week_word(g: Groups, frame: Frame) -> Period | None:
    """本周, 上周五 and 周三: of the week of the reference date."""
    if frame.today is None:
        return Period(None, "week" if "wday" not in g else "day", "XXXX-WXX", "unresolved")
    # 下周二到周五: both are of one week.
    near = frame.inherit.span[1] if frame.inherit and frame.inherit.span and "wword" not in g else frame.today
    week = calendars.week_span(near, SIDES[g["wword"]] if "wword" in g else 0)
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


def month_word(g: Groups, frame: Frame) -> Period | None:
    """本月15日, 上月下旬, 当月: the month of the reference or of the date before."""
    word = g["mword"]
    side = SIDES[word[: 2 if word[:2] in ("上上", "下下") else 1]]
    within, precision, timex = in_month(g)
    base, anchor = frame.today, None
    if word[0] in "当同次翌":
        before = frame.inherit or frame.previous
        base = before.span[0] if before and before.span else None
        anchor = frame.previous_anchor
    if base is None:
        return Period(None, precision, f"XXXX-XX{timex}", "unresolved")
    month = calendars.shifted(base.replace(day=1), side + 12 * YEAR_WORDS.get(g.get("yword", ""), 0))  # 去年同月
    span = within(month.year, month.month) if month else None
    if month is None or span is None:
        return None
    made: Made = (lambda y: span, precision, f"-{month.month:02d}{timex}")
    return periods.part_of(made, month.year, "relative", anchor)


def quarter_word(g: Groups, frame: Frame) -> Period | None:
    """上季度, 本季度末: of the quarter of the reference date."""
    if frame.today is None:
        return Period(None, "quarter", "XXXX-QX", "unresolved")
    first = frame.today.month - (frame.today.month - 1) % 3 + 3 * (g["qword"].count("下") - g["qword"].count("上"))
    shift, last = {"初": (0, 0), "末": (2, 2)}.get(g.get("qwpart", ""), (0, 2))
    year, first = frame.today.year + (first - 1) // 12, (first - 1) % 12 + 1
    span = calendars.months_span(year, first + shift, first + last)
    return Period(span, "quarter", f"{year}-Q{(first + 2) // 3}", "relative", None, year) if span else None


def only_day(g: Groups, frame: Frame) -> Period | None:
    """16日: a day of the month spoken of, else of the month of the page; late days of a page of early days are last month's."""
    number = figure(g["only_day"])
    before = frame.inherit or (frame.previous if frame.previous and frame.previous.precision == "day" else None)
    if before and before.span and not (before is frame.previous and _is_news(number, before.span[1], frame)):
        start = before.span[1]
        month = start if number >= start.day or frame.inherit is None else calendars.shifted(start.replace(day=1), 1)
        found = calendars.day(month.year, month.month, number) if month else None
        if found and (frame.inherit or frame.today is None or (found >= before.span[0] and found.month == start.month)):
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


def _is_news(number: int, before: date, frame: Frame) -> bool:
    """Tell whether a day is the news's, though a line above tells of one to come: 将于11月举行 in the title, 16日上午,…发布会 on October 16."""
    today = frame.today
    return today is not None and before > today and not frame.same_line and frame.tense <= 0 and 0 <= today.day - number <= 2


def only_part(g: Groups, frame: Frame) -> Period | None:
    """上旬, 月底, 上半月: of this month."""
    return month_word({"mword": "本月", **{k.removeprefix("only_"): v for k, v in g.items()}}, frame)
