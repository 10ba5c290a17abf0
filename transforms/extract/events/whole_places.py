"""Whole places: what 全市, 全省 and 全县 before an event are all of: 全市经济工作会议 of a page from 烟台 is the meeting of 烟台市.

Shared grammar of event names. On a page whose home is not known they tell nobody's event from another's, and are no part of a name.
"""

from __future__ import annotations

from transforms.extract.names.homes import around
from transforms.model.document import Document
from transforms.model.patterns import pattern

WHOLE = pattern("全(?P<level>[省市县区州])(?!性|的|上下|范围|召开|举[办行])")
MANY = ("各", "所有", "有关", "相关")  # 全市|各类会议


def meant(document: Document, level: str) -> str | None:
    """Return the name of the province, city or county that 全省, 全市 or 全县 is all of, or None if the page does not tell."""
    code = document.metadata.home_adcode
    found = around(code, level) if code else None  # 全市 of 义乌 is 义乌市, and of 天河区 广州市
    return found.name if found else None


def begin(document: Document, low: int, head: int) -> int:
    """Return where the words of a name that ends at `head` can begin at the earliest: at 全市 where the page tells of which city, else behind it."""
    if document.chars.find("全", low, head) < 0:
        return low
    last = next(reversed([*WHOLE.finditer(document.chars, low, head)]), None)
    if last is None:
        return low
    many = document.chars.startswith(MANY, last.end())
    return last.start() if meant(document, last["level"]) and not many else last.end()


def series(document: Document, name: str, own: str | None) -> str | None:
    """Return what the rounds of an event are called, its place told: 烟台市经济工作会议 for 全市经济工作会议, which every city has."""
    whole = WHOLE.match(name)
    place = meant(document, whole["level"]) if whole else None
    return place + (own or name)[2:] if place else own
