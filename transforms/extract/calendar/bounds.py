"""Bounds: 自2017年起 has no end, 截至9月30日 no beginning, and 2030年前 ends the day before.

Open bounds stay open: nothing is closed at the date of the page. The words that open a bound are not part of the date.
"""

from __future__ import annotations

from datetime import date

import msgspec

from transforms.extract.calendar import calendars
from transforms.extract.calendar.frames import Found, Line, Period
from transforms.extract.calendar.points import HAN
from transforms.model.patterns import pattern

# 自 of 源自, 来自 and 摘自 says where from, not since when.
SINCE = pattern(r"(?:从|(?<![源来出取译摘转引选录载编发寄得购])自从?|打从?|(?<!起)始于)(?:\x20?包括)?\x20?\Z")
SINCE_ENDS = frozenset("从自打于括 ")
BEGINS = pattern(r"\x20?开始")
UNTIL = pattern(r"截[至止]到?\x20?\Z")
UNTIL_ENDS = frozenset("至止到 ")
# 1978年改革开放以来: what happened then may stand between.
OPENS = pattern(
    rf"\x20?(?:以来|(?:[)）]|[早首]班车|零[时点]|0时|当[天日])?之?起(?![义草诉步点飞源伏来火航])(?:至今)?|至今|(?![自从到至])[{HAN}]{{1,14}}?(?:以来|至今)"
    r"|(?:或|及|和|与)(?:之后|以后|其后)|(?:之后|以后|后(?![天续半来者期备勤方代台卫记])))"
)
CLAUSE_ENDS = frozenset("，,。、；;")  # where nothing opens
AFTERWARDS = pattern(r"\x20?(?:之后|以后|后)")
CLOSES_WITH = frozenset(" 或及和与之以前")
# 2020年前四省, but 2020年前四个月 and 前四强.
BEFORE_IT = r"(?!后|半|[一二两三四五六七八九十\d]{1,2}\x20?(?:个|[季月年天日周名位强批场轮])|[夕期往来任景沿置程言台线述海])"
CLOSES = pattern(rf"\x20?(?P<incl>(?:或|及|和|与)(?:之前|以前))|\x20?(?P<excl>之前|以前|前{BEFORE_IT})")


def opened(line: Line, found: Found) -> Found:
    """自…起 and …以来 have no end, 截至… and …前 no start."""
    chars, low, high = line
    period = found.period
    if period.span is None or found.ranged:
        return found
    first, last = period.span
    before_it = chars[found.start - 1] if found.start > low else ""
    since = SINCE.search(chars, max(low, found.start - 4), found.start) if before_it in SINCE_ENDS else None
    opens = OPENS.match(chars, found.end, high) if chars[found.end : found.end + 1] not in CLAUSE_ENDS else None
    closes = CLOSES.match(chars, found.end, high) if chars[found.end : found.end + 1] in CLOSES_WITH else None
    if before_it in UNTIL_ENDS and UNTIL.search(chars, max(low, found.start - 4), found.start):
        return _with(found, (first, last), f"../{edge(period, last)}")
    if closes:
        if closes["incl"] or period.inclusive:
            return _with(found, (first, last), f"../{edge(period, last)}")
        before = calendars.moved(first, -1)
        return _with(found, (before, before), f"../{before}") if before else found
    # 进入21世纪后 is from its first year on.
    if opens and period.precision != "century" and not (since and "从" not in since[0]) and AFTERWARDS.fullmatch(opens[0]):
        after = calendars.moved(last, 1)
        return _with(found, (after, after), f"{after}/..") if after else found
    if opens or (since and (since[0].strip() not in ("从", "打") or BEGINS.match(chars, found.end, high))):
        return _with(found, (first, last), f"{edge(period, first)}/..")
    return found


def edge(period: Period, day: date) -> str:
    """Return what a period is bounded by: one of its days where TIMEX writes it as two."""
    return day.isoformat() if "/" in period.timex else period.timex


def _with(found: Found, span: tuple[date, date], timex: str) -> Found:
    return msgspec.structs.replace(found, period=msgspec.structs.replace(found.period, span=span, timex=timex), clock="")
