"""Days: which days of a sentence say when something is held, as in 5月6日至9日在徐州举行 and 自8月10日举办以来.

Shared grammar of events. A date that another verb took (12月10日,…出席在广州举行的论坛) says nothing of what is held.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from transforms.extract.events.sites import START
from transforms.extract.facts import Facts
from transforms.extract.numerals import figure
from transforms.model.document import Document
from transforms.model.patterns import pattern

AT_OTHER = r"[^,，。;；]{2,30}?[上中][,，]"
TOLD = rf"举行的{AT_OTHER}|召开的{AT_OTHER}|举办的{AT_OTHER}|宣布|获悉|了解到|表示|透露|报道|近日|日前"
TAKEN = pattern(rf"{TOLD}|出席|参加|会见|印发")
DAY_BEFORE = pattern(r"(?<![0-9])(?P<day>[0-9]{1,2}|廿[一二三四五六七八九])日?[、和]\Z")
GOES_TO = pattern(r"(?:起|开始)?[,，]?(?:将|一直)?(?:持续|延续|进行)[到至]|开始[,，]?[到至]")
UNTIL = pattern(r"(?:持续|延续|进行)[到至]\Z")
GOES_ON = pattern(r"[,，]")
HONOURED = pattern(r"(?:庆祝|纪念|迎接|喜迎)(?:“?[一二三四五六七八九十]{2}”?)?\Z")  # 庆祝“五一”国际劳动节暨…大会
DIGITS = frozenset("0123456789")
NEAR = pattern(r"[,，]?[^,，]*")
TEXT_START = attrgetter("source.text_start")


def days_before(
    document: Document, facts: Facts, low: int, verb: re.Match[str], year: int | None
) -> Iterator[tuple[date, date, bool, str]]:
    """Yield the days before a verb that say when it happened, in reading order, whether they are relative, and the words between.

    A date that another verb took (12月10日,…出席在广州举行的论坛) says nothing of this one; a year that was only inferred gives way to
    the year in the event's name.
    """
    for at in range(bisect_left(facts.dates, low, key=TEXT_START), len(facts.dates)):
        d = facts.dates[at]
        if d.source.text_end > verb.start():
            break
        if UNTIL.search(document.chars, max(low, d.source.text_start - 4), d.source.text_start) and GOES_ON.search(
            document.chars, d.source.text_end, verb.start()
        ):  # 论坛持续到9月8日,|期间将举办…
            continue
        if document.chars.startswith("北京时间", d.source.text_start - 4) and document.chars[d.source.text_start - 5] in "(（":
            continue  # 当地时间7日(北京时间8日)
        if HONOURED.search(document.chars, max(low, d.source.text_start - 8), d.source.text_start):
            continue
        if d.start_date is None or d.precision != "day" or _in_name(document.chars, facts, d.source.text_start):
            continue
        between = document.chars[d.source.text_end : verb.start()]
        attributive = document.chars[verb.end() : verb.end() + 1] == "的"
        end = d.end_date
        if end is None and (between.startswith("起") or document.chars.startswith(("以来", "至"), verb.end())):  # 自8月15日开幕|以来, 开幕|至今
            end = d.start_date
        taken = TAKEN.search(between.removesuffix("宣布") if verb[0][0] in "开闭启" else between)  # 今天下午宣布|闭幕
        if end is None or taken or (attributive and not NEAR.fullmatch(between)):
            continue
        start = d.start_date
        also = DAY_BEFORE.search(document.chars, max(0, d.source.text_start - 6), d.source.text_start) if start == end else None
        if also and 1 <= start.day - figure(also["day"]) <= 4:  # 10月27、28日
            start = start.replace(day=figure(also["day"]))
        if d.basis not in ("explicit", "relative") and year is not None:  # 12月28日至1月3日 ends in the year after
            start, end = in_year(start, year), in_year(end, year + end.year - start.year)
        yield start, end, d.basis == "relative", between


def _in_name(chars: str, facts: Facts, at: int) -> bool:
    """Tell whether a day is a word of an event's name: 清明文化节, 端午诗会."""
    if chars[at] in DIGITS:
        return False
    behind = bisect_right(facts.occurrences, at, key=START) - 1
    return behind >= 0 and facts.occurrences[behind].end > at


def day_above(document: Document, facts: Facts, at: int) -> date | None:
    """Return the last day that the sentences before `at` name in its line: 10月24日上午,广场上彩旗飘扬。…在这里开幕."""
    line = document.segments[document.segment_at(at)].text_start
    before = bisect_left(facts.dates, at, key=TEXT_START)
    days = [d for d in facts.dates[max(0, before - 4) : before] if d.source.text_start >= line and d.precision == "day"]
    return days[-1].start_date if days else None


# 2012年|成立的某集团举办…: who holds it is as old as that.
FOUNDED = pattern("(?:才|正式)?(?:成立|创立|创办|组建|创建|建立|建成|获评|获批|入选|挂牌|注册)[^,，。;；\n]{0,16}的")


def year_before(chars: str, facts: Facts, low: int, high: int) -> int | None:
    """Return the year that a clause names before its verb: 在2013年举办, 2010年9月,首届论坛举办."""
    at = bisect_left(facts.dates, high, key=TEXT_START) - 1
    last = facts.dates[at] if at >= 0 else None
    stated = last is not None and (last.source.text_start >= low or (last.source.text_end == low - 1 and chars[low - 1] in ",，"))
    if last is None or not stated or last.precision not in ("year", "month") or last.start_date is None:
        return None
    if FOUNDED.match(chars, last.source.text_end, high):
        return None
    return last.start_date.year if last.end_date and last.end_date.year == last.start_date.year else None


def is_ahead(document: Document, facts: Facts, low: int, high: int) -> bool:
    """Tell whether the month that a clause names before its verb has not begun on the day of the page: 5月举行的, on a page of February."""
    at = bisect_left(facts.dates, high, key=TEXT_START) - 1
    last = facts.dates[at] if at >= 0 else None
    if last is None or last.source.text_start < low or last.precision == "year" or last.start_date is None or document.reference is None:
        return False
    if _in_name(document.chars, facts, last.source.text_start):
        return False
    return last.start_date > document.reference.date()


def in_year(day: date, year: int) -> date:
    """Return the same day of another year: 28 February for the 29th."""
    return day.replace(year=year) if (day.month, day.day) != (2, 29) else date(year, 2, 28)
