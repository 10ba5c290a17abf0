"""Stretches: days counted from the reference date: 三年前, 20天后, 近三年来, 未来7天.

A length of time that is not counted from the page is a quantity: 发展近三十年, 成立5年后.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

import msgspec

from transforms.extract.calendar import calendars
from transforms.extract.calendar.frames import Found, Period
from transforms.extract.numerals import Numeral
from transforms.model.document import Document
from transforms.model.patterns import pattern

COUNTED = pattern(
    r"\x20?(?P<unit>年|个?半?月|天|日|个?周|个?星期|个?礼拜|个?季度)(?P<half>半)?"
    r"(?P<side>之?前(?![后列往夕期任])|以前|之?后(?![来续期])|以后|来(?!自|到|看|说|源|访|的人)|以来|间|里|内)?"
)
BEGINS = frozenset(" 年个半月天日周星礼季")  # what COUNTED begins with
# 创近三年新高, 近8个季度的最高增速
RECORD = pattern(r"的?(?:同期|历史)?(?:最|[新次][高低])")
VAGUE = frozenset("几多余数")  # 过去十几年
SIDES = frozenset("前后来间里内")  # what a side ends with
BACK_ENDS = frozenset("近去来后下此上的 ")  # what BACK ends with
BACK = pattern(r"(?P<word>近|最近|过去|未来|今后|接下来|此后|上|后)(?:的)?\x20?$")
CLAUSE = pattern(r"(?:^|[\n，。；：！？,;:!?“”（）()、\x20]|早在|于|在|约|大约|但|将|而|便|就|他|她|我|们|人)(?:近|约|大约)?$")
DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
HALF_MONTH = 15
MONTHS = {"年": 12, "月": 1, "季度": 3}


def find(document: Document, chars: str, numerals: list[Numeral], today: date | None, dates: list[Found]) -> Iterator[Found]:
    """Yield the stretches counted from the reference date, or from one of the `dates` of the sentence: 1971年筹备,两年后展出."""
    ends = [found.end for found in dates]
    runs = document.runs()
    starts = [run[0] for run in runs]
    for numeral in numerals:
        end = numeral.text_end
        if chars[end : end + 1] not in BEGINS or numeral.value > 1000:
            continue
        # 16日, 2024年: most units stand alone, and only a word beside them makes them a stretch.
        back = chars[numeral.text_start - 1] in BACK_ENDS
        if not back and SIDES.isdisjoint(chars[end + 1 : end + 8]):
            continue
        match = COUNTED.match(chars, end)  # a newline ends it, so it ends with its line
        if match is None or (match["side"] is None and not back):
            continue
        at = bisect_right(starts, numeral.text_start) - 1
        if at < 0 or numeral.text_start >= runs[at][1]:
            continue
        base, anchor = today, None
        if (match["side"] or "").endswith("后"):
            before = bisect_right(ends, numeral.text_start) - 1
            if before >= 0 and dates[before].period.span and dates[before].start >= document.sentence_at(numeral.text_start)[0]:
                period = dates[before].period
                base, anchor = period.span[1] if period.span else today, (dates[before].start, dates[before].end)
        found = _stretch(chars, numeral, match, runs[at][0], base)
        if found and found.period.span:
            yield msgspec.structs.replace(found, period=msgspec.structs.replace(found.period, anchor=anchor)) if anchor else found
        elif found:
            yield found


def _stretch(chars: str, numeral: Numeral, match: re.Match[str], low: int, today: date | None) -> Found | None:
    start = numeral.text_start
    unit, side = match["unit"].lstrip("个"), match["side"] or ""
    back = BACK.search(chars, max(low, start - 4), start)
    word = back["word"] if back else ""
    amount = numeral.value + (0.5 if match["half"] or "半" in unit else 0.0)
    unit = unit.lstrip("半")
    if word in ("近", "最近", "过去", "未来", "今后", "接下来"):
        if not VAGUE.isdisjoint(numeral.text):
            return None
        clause = side == "" and CLAUSE.search(chars, max(low, start - 3), start - 1) and chars[match.end() : match.end() + 1] in ("，", ",")
        # 发展近三十年 is a length, 近三年来 and a clause of its own are counted from now.
        # 过去三年 is counted from now in any sentence.
        if word == "近" and side not in ("来", "以来") and not clause and not RECORD.match(chars, match.end()):
            return None
        begin, end = (back.start() if back else start), match.end() - (len(side) if side in ("间", "里", "内") else 0)
        ahead = word in ("未来", "今后", "接下来")
        return Found(begin, end, _reach(amount, unit, 1 if ahead else -1, today))
    # 07年以后 is a year.
    if side[-1:] not in ("前", "后") or numeral.value_high is not None or numeral.text[0] == "0":
        return None
    if unit == "日" and side[0] in "之以" and numeral.text.isdigit() and amount <= 31:  # 27日之后: behind the 27th
        return None
    if start > low and (chars[start - 1] in "前后第每提过了近隔" or (unit == "日" and chars[start - 1] in "的月")):  # 首月的20日前
        return None
    if side[-1] == "后" and not CLAUSE.search(chars, max(low, start - 2), start):
        return None
    same_day = unit == "年" and side[-1] == "前" and chars.startswith(("的今天", "的今日"), match.end())
    period = _ago(amount, unit, -1 if side[-1] == "前" else 1, today, same_day)
    return Found(start, match.end() + 3 * same_day, period) if period else None


def _reach(amount: float, unit: str, direction: int, today: date | None) -> Period:
    """Return the stretch of `amount` units up to the reference date, or from it on."""
    precision = {"年": "year", "月": "month", "季度": "quarter"}.get(unit, "day")
    timex = f"P{amount:g}{'Y' if unit == '年' else 'M' if unit == '月' else 'Q' if unit == '季度' else 'W' if DAYS.get(unit) == 7 else 'D'}"
    if today is None:
        return Period(None, precision, timex, "unresolved")
    if unit in DAYS:
        other = calendars.moved(today, direction * int(amount * DAYS[unit]))
    else:
        other = calendars.shifted(today, direction * int(amount * MONTHS[unit]))
    if other is None:
        return Period(None, precision, timex, "unresolved")
    return Period((min(today, other), max(today, other)), precision, f"{min(today, other)}/{max(today, other)}", "relative")


def _ago(amount: float, unit: str, direction: int, today: date | None, same_day: bool) -> Period | None:
    """3天前 is a day, 4个星期之后 a week, 三年前 a year."""
    if today is None:
        return _reach(amount, unit, direction, None)
    if unit in DAYS:
        found = calendars.moved(today, int(direction * amount * DAYS[unit]))
        span = (found, found) if found and DAYS[unit] == 1 else calendars.week_span(found) if found else None
        return Period(span, "day" if DAYS[unit] == 1 else "week", span[0].isoformat(), "relative", None, span[0].year) if span else None
    months = amount * MONTHS[unit]
    found = calendars.shifted(today, direction * int(months))
    if found and months != int(months):  # 一个半月前
        found = calendars.moved(found, direction * HALF_MONTH)
    if found is None:
        return None
    if unit == "年" and amount == int(amount):
        if same_day:  # 五年前的今天
            return Period((found, found), "day", found.isoformat(), "relative", None, found.year)
        return Period(calendars.year_span(found.year), "year", f"{found.year}", "relative", None, found.year)
    span = calendars.months_span(found.year, found.month, found.month)
    return Period(span, "month", f"{found.year}-{found.month:02d}", "relative", None, found.year)
