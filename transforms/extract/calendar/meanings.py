"""Meanings: the days that a point of the calendar means; each way of writing one has its reading here: 2024-10-16, “十四五”, 八十年代.

Parts of a year are read by periods, words that count from the page by deictics.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from transforms.extract.calendar import calendars, deictics, periods
from transforms.extract.calendar.frames import Basis, Frame, Groups, Period
from transforms.extract.numerals import figure


def resolve(g: Groups, frame: Frame) -> Period | None:
    """Return the period that the groups of a match of POINT mean in `frame`; None where the calendar has no such day."""
    for group in g:
        if reading := READINGS.get(group):
            return reading(g, frame)
    return _stated(tuple(g.items())) if "year" in g else periods.of_year(g, frame)


@lru_cache(maxsize=2048)
def _stated(groups: tuple[tuple[str, str], ...]) -> Period | None:
    """Return what a point means that says its year, so leans on nothing; pages say the same again and again."""
    return periods.of_year(dict(groups), Frame(None))


def _iso(g: Groups, frame: Frame) -> Period | None:
    year, month, number = (int(g[k]) for k in (("iso_year", "iso_month", "iso_day") if "iso_year" in g else ("dmy_year", "dmy_month", "dmy_day")))
    span = periods.one(calendars.day(year, month, number))
    clock = f"T{g['iso_hour']}:{g['iso_minute']}" + (f":{g['iso_second']}" if "iso_second" in g else "") if "iso_hour" in g else ""
    return Period(span, "day", f"{year:04d}-{month:02d}-{number:02d}{clock}", "explicit", None, year) if span else None


def _iso_month(g: Groups, frame: Frame) -> Period | None:
    year, month = int(g["iso_year2"]), int(g["iso_month2"])
    return Period(calendars.months_span(year, month, month), "month", f"{year}-{month:02d}", "explicit", None, year)


def _plan(g: Groups, frame: Frame) -> Period | None:
    """“十四五” is 2021–2025; the first plan began in 1953, the third in 1966."""
    number = figure(g["plan"])
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    part = g.get("plan_part", "")
    start, end = first + 4 * ("末" in part), first + 4 * ("初" not in part)
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
    if number >= 1800:  # 1980年代
        return _decade(number, g.get("dpart2"), "explicit")
    return _decade((1900 if number >= 30 else 2000) + number, g.get("dpart2"), "explicit")


def _decade(first: int, part: str | None, basis: Basis) -> Period | None:
    start, end = {"初": (0, 2), "前期": (0, 3), "中期": (4, 6), "后期": (6, 9), "末": (7, 9)}.get(part or "", (0, 9))
    return _years(first + start, first + end, "decade", f"{first // 10}X", basis)


def _years(first: int, last: int, precision: str, timex: str, basis: Basis) -> Period | None:
    one, two = calendars.year_span(first), calendars.year_span(last)
    return Period((one[0], two[1]), precision, timex, basis, None, first) if one and two else None


READINGS: dict[str, Callable[[Groups, Frame], Period | None]] = {
    "iso_year": _iso, "dmy_year": _iso, "iso_year2": _iso_month, "plan": _plan, "century": _century, "cword": _century, "decade": _bare_decade,
    "same_day": deictics.same_day, "told": deictics.told_day, "told_in": deictics.told_year, "pair": deictics.pair_of_days,
    "dword": deictics.day_word, "opened": deictics.opening_day, "wword": deictics.week_word, "weekday": deictics.week_word,
    "mword": deictics.month_word, "qword": deictics.quarter_word,
    "only_day": deictics.only_day, "only_xun": deictics.only_part, "only_mpart": deictics.only_part, "only_mhalf": deictics.only_part,
}
