"""Frames: what a date leans on where it stands, and what comes of it: the days it means and where their year was said.

Shared grammar of dates: 16日 leans on the date before it, 去年 on the reference date, 今天 on the day a report was sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from transforms.extract.calendar.calendars import Span

Basis = Literal["explicit", "year_inferred", "relative", "unresolved"]
Groups = Mapping[str, str]


class Line(NamedTuple):
    """The lines in which a date is read: `chars` from `low` to `high`; the rest of the page is another matter."""

    chars: str
    low: int
    high: int


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
    year: int | None = None  # the year the page is about; of a page with a reference date, the one in its title
    year_anchor: tuple[int, int] | None = None
    previous: Period | None = None  # the last date before
    previous_anchor: tuple[int, int] | None = None
    same_sentence: bool = False
    inherit: Period | None = None  # the first point of the range
    tense: int = 0  # 1 where the words around say that it is to come, -1 that it is past
    alone: bool = False  # the expression is all there is
    same_line: bool = False
    dateline: Dateline | None = None
    day: Found | None = None  # the last day before
