"""Event statuses: whether an event lies ahead of its page, as in 将于11月举行, 关于举办某某大会的通知 and 敲定.

Shared grammar of event documents. What was held once stays held: 8月13日,项目启动仪式举行,将建成… plans the project and not the ceremony.
"""

from __future__ import annotations

from datetime import date

from transforms.extract.events.holdings import CEREMONIES, Holding
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sites import ENDLESS, around
from transforms.model.document import Document
from transforms.model.patterns import pattern

ANNOUNCED = pattern(
    r"(?:将|拟|计划(?!署|单列)|确认|确定)(?:(?![^,，。;；]{0,16}每(?:年|两年|隔))[^,，。;；]{0,24}(?:举办|举行|召开|开展|参加|出席|参与|亮相)|[^。;；]{0,24}[,，](?:参加|出席|参与))"
)
# 第四届大会|将围绕…: it lies ahead. 第四届大会|将老城保护列为重点 says what it did.
MADE = "[^,，。;；以把在于为由围向继][^,，。;；以把]{0,20}(?:[确设认规]?定为|作为|[列视设]为|命名为|[列纳写]入)"
WILL = pattern(rf"[”]?(?:期间)?(?:[,，]|也|还|都)?(?:即?将(?!军|{MADE})|拟(?!定)|计划|定于|有望)")
# 古城大会|新闻发布会, 古城大会|和古桥节新闻发布会, 古城大会|筹备工作: what a press conference is about and what is prepared lies ahead.
AT_PRESS = pattern(r"[”]?(?:[和与及、][^,，。;；\n]{2,30}?)?(?:新闻)?(?:发布会|通气会)|[”]?的?(?:各项)?(?:筹备|招[展商])(?:工作|情况|进展|事宜)")
# 关于举办|某某大赛|的通知
NOTICE = pattern("”?的(?:预|补充)?(?:通知|公告|邀请函|函)")


def over(document: Document, start: date | None, end: date | None) -> bool:
    """Tell whether the last or only day of an event lies before the page's own: 8月13日 on a page of 8月15日."""
    last = end or start
    return document.reference is not None and last is not None and last < document.reference.date()


def is_planned(document: Document, named: list[Occurrence], held: list[Holding], start: date | None, end: date | None) -> bool:
    """Tell whether the event lies ahead: 将于 and nothing that says it took place, or a day after the page's own."""
    if document.reference and (first := start or end) and first > document.reference.date():
        return True
    rounds = [o.year for o in named if o.year and not o.name.endswith(CEREMONIES)]  # 预计在2017年展期间开放, but not 2025年奖授牌仪式
    if document.reference and any(year > document.reference.year for year in rounds):
        return True
    if document.reference and not (start or end) and any(h.year and h.year > document.reference.year for h in held):  # 2027年在合肥举行
        return True
    if over(document, start, end):  # 8月13日,项目启动仪式举行,将…: it is the project that will
        return False
    if not held:
        return any(_announced(document, o) or AT_PRESS.match(document.chars, o.end) for o in named)
    ahead = {h.start for h in held if h.planned}  # 将于9月22日举行…时间为9月22日至23日
    if any(not h.planned and (h.kind == "close" or (h.start and h.start not in ahead)) for h in held):
        return False
    timeless = not any(h.start or h.end for h in held)
    return any(h.planned for h in held) or (timeless and any(_announced(document, o) for o in named))


def _announced(document: Document, occurrence: Occurrence) -> bool:
    """Tell whether an event stands in a sentence that says it will be held: 将举办海峡青年论坛、…."""
    low, _ = around(document, occurrence.start, ENDLESS)
    if document.chars[occurrence.start - 1] == "继":  # 将于明年举办的世博会,是继|奥运会后…
        return False
    if NOTICE.match(document.chars, occurrence.end) and document.chars.find("关于", low, occurrence.start) >= 0:
        return True
    return WILL.match(document.chars, occurrence.end) is not None or ANNOUNCED.search(document.chars, low, occurrence.start) is not None
