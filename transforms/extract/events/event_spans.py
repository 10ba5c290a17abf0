"""Event spans: the first and the last day of an event, as in 5月6日至9日, 为期3天, 将持续到17日 and 开幕 on one page, 闭幕 further down.

Shared grammar of event documents. When a clause says something of an event is told in holdings.py; an opening alone has no end, and
自2015年起已举办六届 is no span of this round.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from functools import lru_cache

from transforms.extract.events.event_days import TEXT_START, in_year
from transforms.extract.events.holdings import CEREMONIES, Holding
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sites import around
from transforms.extract.facts import Facts
from transforms.extract.lines import holds
from transforms.extract.numerals import figure
from transforms.model.document import Document
from transforms.model.patterns import pattern

CONTINUES = pattern(r"(?P<term>[展会赛]期(?:[^,，。;；\n]{1,6}[,，])?)?(?:将|一直)?(?:持续|延续|进行|(?<=[展会赛]期)|展出|展)(?:到|至)")
# One of these stands wherever LASTS matches.
LASTING = ("一连", "连续", "为期", "历时", "会期", "展期", "赛期", "赛程", "天的", "天。", "天,", "天，")
LASTS = pattern(
    r"(?:为期|历时|会期|展期|赛期|赛程|举办|举行|一连|连续)(?:共|为|约)?\s?(?P<days>[0-9一二三四五六七八九十两]{1,3})\s?[天日](?![0-9前后内])"
)
# 本届展会由扬州市承办。|会期4天
TERM = pattern(r"\s*(?:[大展]会|论坛)?[展会赛]期(?:共|为|约)?(?P<days>[0-9一二三四五六七八九十两]{1,3})[天日](?![0-9前后内])")


def dates(document: Document, facts: Facts, group: list[Occurrence], held: list[Holding]) -> tuple[date | None, date | None]:
    """Return first and last day: a range says more than a day, 5月6日 more than 今日, and of two such days the first that is told."""
    if not held:
        return None, None
    ranges = (h for h in held if h.start and h.end and h.end != h.start and h.kind != "close")
    dated = (h for h in held if h.start)
    stated = next(ranges, None) or min(dated, key=lambda h: (h.kind == "during", h.relative), default=None)
    start, end = (stated.start, stated.end) if stated else (None, None)
    if end is None:  # 登场 or 开幕 on the day that another sentence holds it on
        end = next((h.end for h in held if h.end and (h.kind == "close" or (start and h.start == start))), None)
    if stated and start and (end is None or end == start) and stated.kind in ("open", "hold"):
        days = _length(document, group)
        end = start + timedelta(days=days - 1) if days else _last_day(document, facts, group) or end
    elif start is None and end is None:
        end = _last_day(document, facts, group)
    if start is None and end and (days := _length(document, group)):
        start = end - timedelta(days=days - 1)
    # A page that ends an event before it begins has one of them wrong: the first day is what pages are about.
    return start, None if start and end and end < start else end


def _last_day(document: Document, facts: Facts, group: list[Occurrence]) -> date | None:
    """Return the day to which an event is told to go on: 将持续到17日."""
    for o in group if _tells_end(document) else ():
        low, high = around(document, o.start)
        match = CONTINUES.search(document.chars, max(low, o.start), high)
        at = bisect_left(facts.dates, match.end(), key=TEXT_START) if match else len(facts.dates)
        if match and at < len(facts.dates) and facts.dates[at].source.text_start <= match.end() + 2:
            told = facts.dates[at]
            if told.precision != "day" and not (match["term"] and told.precision == "month"):
                return None
            return in_year(told.end_date, group[0].year) if told.end_date and group[0].year and told.basis != "explicit" else told.end_date
    return None


# One page has many events.
@lru_cache(maxsize=1)
def _tells_end(document: Document) -> bool:
    return holds(document, "续到", "续至", "行到", "行至", "期到", "期至", "展至", "展到", "出至", "出到")


@lru_cache(maxsize=1)
def _tells_length(document: Document) -> bool:
    return holds(document, *LASTING)


def _length(document: Document, group: list[Occurrence]) -> int | None:
    """Return how many days the page says an event lasts."""
    # 科技周启动仪式举行.活动周为期15天: the ceremony does not last.
    for o in group if _tells_length(document) and not group[0].name.endswith(CEREMONIES) else ():
        low, high = around(document, o.start)
        match = LASTS.search(document.chars, low, high) or TERM.match(document.chars, high)
        if match:
            return max(figure(match["days"]), 1)
    return None

