"""Calendars: which days a period has, solar and lunar: 2024年9月 ends on the 30th, 2024年中秋节 is September 17.

Only arithmetic; what a text means by 今年 or 10月 is said by dates.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from math import radians, sin

import msgspec
from dateutil.easter import easter

from transforms import lexicon

Span = tuple[date, date]


class LunarYear(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A year of the Chinese calendar."""

    year: int
    new_year: date
    leap_month: int | None = None  # the month that is followed by a leap month of the same number
    lengths: str  # days of every month, the leap month behind its own
    why: str


class Holiday(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A day of the year that has a name."""

    holiday: str
    # solar, lunar, lunar_last; sunday and thursday (day is the count within the month), term (day is the longitude of the sun in degrees),
    # easter (day is counted from it)
    rule: str
    month: int | None = None
    day: int | None = None
    why: str


class Era(msgspec.Struct, frozen=True, gc=False):
    """A reign or republic that counts its own years."""

    era: str
    first_year: int
    why: str


ERAS = {row.era: row.first_year for row in lexicon.read("eras", Era)}
HOLIDAYS = {row.holiday: row for row in lexicon.read("holidays", Holiday)}


@cache
def _lunar_years() -> dict[int, LunarYear]:
    return {row.year: row for row in lexicon.read("lunar_years", LunarYear)}


def day(year: int, month: int, number: int) -> date | None:
    """Return a day, or None where the calendar has none (2月30日)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def year_span(year: int) -> Span | None:
    """Return the first and last day of a year."""
    return (date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None


def months_span(year: int, first: int, last: int) -> Span | None:
    """Return the span of the months `first` to `last` of a year; months count on across its end."""
    year, last = year + (first - 1) // 12, last - (first - 1) // 12 * 12
    first = (first - 1) % 12 + 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    if not 1 <= year <= 9998:
        return None
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def shifted(start: date, months: int) -> date | None:
    """Return the day `months` later, the last of the month where it has no such day."""
    number = start.year * 12 + start.month - 1 + months
    year, month = divmod(number, 12)
    if not 1 <= year <= 9998:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def moved(start: date, days: int) -> date | None:
    """Return the day `days` later, or None beyond the calendar."""
    try:
        return start + timedelta(days)
    except OverflowError:
        return None


def week_span(start: date, weeks: int = 0) -> Span | None:
    """Return Monday to Sunday of the week `weeks` after that of `start`."""
    monday = moved(start, 7 * weeks - start.weekday())
    sunday = moved(start, 7 * weeks - start.weekday() + 6)
    return (monday, sunday) if monday and sunday else None


def week_of(span: Span, number: int) -> Span | None:
    """Return week `number` of a month or year; the first one begins on its first Monday."""
    start = moved(span[0], -span[0].weekday() % 7 + 7 * (number - 1))
    end = moved(start, 6) if start else None
    return (start, end) if start and end else None


def weekday_of(span: Span, weekday: int, number: int) -> date | None:
    """Return the `number`th of a weekday (0 is Monday) in a span, -1 for the last."""
    if number < 0:
        return moved(span[1], -((span[1].weekday() - weekday) % 7))
    found = moved(span[0], (weekday - span[0].weekday()) % 7 + 7 * (number - 1))
    return found if found and found <= span[1] else None


def lunar_month(year: int, month: int, leap: bool = False) -> Span | None:
    """Return the span of a lunar month, or None outside the table or where the year has no such leap month."""
    row = _lunar_years().get(year)
    if row is None or not 1 <= month <= 12 or (leap and row.leap_month != month):
        return None
    lengths = [int(length) for length in row.lengths.split()]
    at = month - 1 + (1 if leap or (row.leap_month and month > row.leap_month) else 0)
    start = row.new_year + timedelta(sum(lengths[:at]))
    return start, start + timedelta(lengths[at] - 1)


def lunar_day(year: int, month: int, number: int, leap: bool = False) -> date | None:
    """Return a day of the Chinese calendar."""
    span = lunar_month(year, month, leap)
    found = span[0] + timedelta(number - 1) if span else None
    return found if span and found and found <= span[1] else None


def holiday(row: Holiday, year: int) -> date | None:
    """Return the day a holiday falls on in `year`; 2024年除夕 is told by the calendar on the wall: 9 February, the eve of that year's 春节."""
    if row.rule in ("term", "easter"):
        if not 1900 <= year <= 2099:  # what the formula of the sun is good for
            return None
        return easter(year) + timedelta(row.day or 0) if row.rule == "easter" else term_day(year, row.day or 0)
    if row.rule == "lunar_last":
        span = lunar_month(year, 1)
        return moved(span[0], -1) if span else None
    if row.month is None or row.day is None:
        return None
    if row.rule == "lunar":
        return lunar_day(year, row.month, row.day)
    if row.rule in ("sunday", "thursday"):
        span = months_span(year, row.month, row.month)
        return weekday_of(span, 6 if row.rule == "sunday" else 3, row.day) if span else None
    return day(year, row.month, row.day)


@cache
def term_day(year: int, longitude: int) -> date:
    """Return the day of a solar term, 清明 for 15: the one in which the sun reaches a longitude (right to a quarter of an hour for 1950–2050)."""
    found = date(year, 1, 1) + timedelta(int((longitude - 281) % 360 * 1.0146) - 3)
    while (_sun(found) - longitude + 180) % 360 < 180:
        found += timedelta(1)
    return found


def _sun(found: date) -> float:
    """Return the longitude of the sun at the end of a day in Beijing, by the low-precision formula of the Astronomical Almanac."""
    days = (found - date(2000, 1, 1)).days + 1 / 6  # 16:00 UTC; the formula counts from noon
    anomaly = radians(357.528 + 0.9856003 * days)
    return 280.460 + 0.9856474 * days + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly)
