"""Themes: what an event is about, as in 以“一江碧水”为主题 and 本届主题为“绿色转型”.

A theme goes to the event it stands with: that of a book, of an exhibition in it or of a day of the year (世界水日) is not the event's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from transforms.extract.events.holdings import SETTING
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sites import around
from transforms.extract.events.subjects import main_event
from transforms.extract.lines import lines_with
from transforms.model.document import Document
from transforms.model.patterns import pattern

THIS_YEAR = pattern(r"\s*(?:今年|本届|本次|此次)")
THIS_ROUND = pattern(r"(?:本届|本次|此次|今年的?)[\u4e00-\u9fff]{0,4}$")
OBSERVANCE = pattern(r"(?:世界|国际|全国|中国|联合国)[\u4e00-\u9fff]{0,8}?[日年](?![0-9本])")
# The first characters of all alternatives stand before them, or the engine would try each everywhere.
THEME = pattern(
    r"""(?=[以聚围就紧突凸彰秉延沿主“论大会年峰博活,，])(?:(?:以|就|(?:聚焦|围绕|紧扣|突出|凸显|彰显|秉[承持]|[延沿][续用])了?[\u4e00-\u9fff]{0,6}\s?)(?:“[^”\n]{2,40}”永[久恒]主题[和与及、])?“(?P<a>[^”\n]{2,60})”(?:[(（][^()（）\n]{1,60}[)）])?\s?(?:(?:为|作为|这一|的|之)(?:核心|年度|永[久恒]|大会|会议|活动|论坛)?题?|(?:核心|年度|永[久恒]|大会|会议|活动|论坛)?(?=主题))(?:主题|(?<=题))
      | 以(?P<f>(?:“[^”\n]{2,12}”)?[\u4e00-\u9fff·、]{4,30})为主题(?=的[“第0-9])
      | (?:论坛|大会|会议|年会|峰会|博览会|活动)以(?P<g>[\u4e00-\u9fff·、]{4,30})为主题(?=[,，。;；])
      | 主题(?:确定为|定调为?|定为|订为|是|为)?(?:[:：]|——)?\s?“(?P<b>[^”\n]{2,60})”
      | (?<![、”与和])“(?P<c>[^”\n]{2,60})”(?:为|是)(?:本届|本次|此次|今年)?[\u4e00-\u9fff]{0,6}主题
      | (?:论坛|大会|会议|年会|峰会|博览会|[,，])的?主题(?:是|为)(?P<e>(?![以如])[\u4e00-\u9fff、]{4,30})(?=[,，。;；])
      | (?:(?<![\u4e00-\u9fff])|(?<=[会坛动议度节展赛周])|(?<=[会坛动议节展赛周]的)(?=主题[是为:：]))主题[是为]?[:：]\s*(?P<d>[^”“\n。;；]{2,60}))""",
    re.VERBOSE,
)
# A theme of sixty characters and the words around it.
WIDEST = 140
# What else may bear a theme: a book, a part of an event.
OTHER_OWNER = pattern(r"《[^》\n]{1,60}》(?!杂志|编辑|报|周刊)|(?<![场个])(?:主论坛|分论坛|平行论坛|主题展览|开幕式|晚会|演讲|圆桌)")
# 首届设计展是甲博览会|的亮点,主题为…
OF_IT = pattern("”?的(?!(?:年度|核心|大会|论坛)?主题)")
BREAK = pattern(r"[^,，。;；\n]{0,30}?(?:论坛|活动|大会|峰会|博览会|会议|交流|展)")


def find(document: Document, occurrences: list[Occurrence]) -> Iterator[tuple[int, str]]:
    """Yield (event, theme) for every theme the page states, with the event it stands with."""
    starts = [o.start for o in occurrences]
    for match in _stated(document):
        theme = (match["a"] or match["b"] or match["c"] or match["d"] or match["e"] or match["f"] or match["g"]).strip()
        low, high = around(document, match.start())
        here = occurrences[bisect_left(starts, low) : bisect_left(starts, high)]
        of = document.chars.startswith("的", match.end())
        after = [o for o in here if 0 <= o.start - match.end() <= 24] if of else []
        before = [o for o in here if o.end <= match.start() and not SETTING.match(document.chars, o.end)]
        before = [o for o in before if not OF_IT.match(document.chars, o.end)] or before
        before = before or [o for o in here if o.end <= match.start() and o.bare]  # 论坛期间,嘉宾围绕“…”主题交流
        at = bisect_left(starts, low)
        if at and not any(o.start < match.start() for o in here):
            this = THIS_ROUND.search(document.chars, max(low, match.start() - 8), match.start())
            near = this or match.start() - low <= (16 if THIS_YEAR.match(document.chars, low) else 6)
            if near or (match["a"] and occurrences[at - 1].start >= document.segments[document.segment_at(low)].text_start):
                before = _topic(document, occurrences[:at], match.start(), this is not None and this[0][0] != "今")
        ends = {o.end for o in before}  # 某某论坛开幕式: the theme is still the forum's
        others = [m.end() for m in OTHER_OWNER.finditer(document.chars, low, match.start()) if m.start() not in ends]
        if after:
            yield after[0].number, theme
        elif before and not (of and not BREAK.match(document.chars, match.end())) and not (others and others[-1] > before[-1].end):
            yield before[-1].number, theme


def _stated(document: Document) -> Iterator[re.Match[str]]:
    """Yield where a theme is stated: near 主题 and 为题, not near every 问题 and 议题."""
    for low, high in lines_with(document, "主题", "为题"):
        at = document.chars.find("题", low, high)
        while at >= 0:
            if document.chars[at - 1] in "主为":
                match = THEME.search(document.chars, max(low, at - WIDEST), min(high, at + WIDEST))
                if match and match.end() > at:
                    yield match
                    low = at = max(match.end(), at + 1)
            at = document.chars.find("题", at + 1, high)


def _topic(document: Document, above: list[Occurrence], at: int, this: bool) -> list[Occurrence]:
    """Return the event above that 本届主题 or 主题 means; none where a day or a year of something has been named since (世界城市日)."""
    told = [o for o in above[-8:] if document.chars[o.end : o.end + 1] not in ("、", "等")]  # one of a list is no topic
    told = [o for o in told if not document.chars.startswith(("等多场", "等系列"), o.end)] or above
    meant = told[-1]
    line = document.segments[document.segment_at(at)].text_start
    if this and meant.start < line:  # 本届 in a later paragraph is a round of what the page is about
        main = main_event(document, above)
        meant = next(o for o in reversed(above) if o.number == main)
    days = [m[0] for m in OBSERVANCE.finditer(document.chars, max(meant.end, at - 200), at)]
    beside = [o.name for o in above[-8:] if o.start >= document.sentence_at(meant.start)[0]]
    return [meant] if all(any(day in name for name in beside) for day in days) else []
