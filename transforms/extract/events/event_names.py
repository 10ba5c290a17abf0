"""Event names: where a line names an event, as in 第七届海峡论坛, 上海世博会 and 跨江大桥项目举行开工仪式.

A name ends in a head (论坛, 博览会; seeds/lexicon/event_heads.csv) and begins where the sentence's own words end (worded_names.py). A body
of that name is no event where the page speaks of it as one (由世界经济论坛主办), nor are the parts that every event has (开幕式, 5个分论坛).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from transforms.extract.events import spelled_names, worded_names
from transforms.extract.events.event_editions import EDITION, NUMERAL, YEAR
from transforms.extract.events.event_heads import FAIRS, head_starts, heads, kind_of
from transforms.extract.events.event_words import GOVERNED, IS_HELD
from transforms.extract.events.named_events import PLACE, EventName, named
from transforms.extract.events.sites import within
from transforms.extract.events.worded_names import BODIES, after_city
from transforms.extract.facts import Facts
from transforms.model.document import NAMES, Document
from transforms.model.patterns import pattern

# 论坛论坛论坛…: heads as close as this name nothing.
MANY_HEADS, CROWDED = 12, 26
# 亚洲论坛|2017年|年会, “合作论坛(澳门)”|第二届|部长级会议.
ROUND_OF = pattern(rf"(?:[(（][\u4e00-\u9fff]{{2,6}}[)）])?(?P<quote>”)?(?:(?:19|20)[0-9]{{2}}(?:年度?)?|(?P<round>第{NUMERAL}[届次]))")
FARTHEST = 14
# 第八届古城节|分项|活动, 第三届古城论坛|主要|活动有…
KINDS_OF_PART = ("", "分项", "配套", "单项", "子", "主要", "重点")
OTHER_SIDE = pattern(r"[,，;；、而](?P<side>中国|全球|国内|海外|亚洲|欧洲)$")
# 联合国贸发|会议 and 长三角城市经济|协调会 are bodies, 市议|会议长 is a post.
BODY_HEADS = {"会议": ("贸发", "议"), "协调会": ("经济",)}
# Before a known short name, and the place before that.
KNOWN_BEFORE = pattern(rf"(?:{EDITION}|{YEAR})\Z")
# 首届湖泊大会|(2018): its year.
IN_YEAR = pattern(r"”?[(（](?P<year>(?:19|20)[0-9]{2})年?[)）]")
# 首届湖泊大会|于2014年10月31日在大理举行
HELD_IN = pattern(r"”?[于在](?P<year>(?:19|20)[0-9]{2})年[^,，。;；\n]{0,24}?(?:举行|举办|召开|开幕|启幕)")
# 去年成功举办|首届湖泊大会: no round of this year.
AGO = pattern("去年(?:[0-9]{1,2}月)?[^,，。;；\n]{0,6}(?:举办|举行|召开)(?:的|了)?[“]?\\Z")
# 2018年,数十座城市曾在|首届湖泊大会|上…: no round of another year.
TOLD_OF = pattern(r"(?P<year>(?:19|20)[0-9]{2})年(?:[0-9]{1,2}月)?[,，][^,，。;；\n]{0,16}在\Z")


def find(document: Document, facts: Facts) -> list[EventName]:
    """Return the places where a page names an event, in reading order."""
    found: list[EventName] = []
    for name in sorted([*_names(document, facts), *spelled_names.find(document, facts)], key=PLACE):
        if not found or name.end > found[-1].end:  # 世博会 inside of “走进世博会——世博会历史回顾展”
            found.append(_in_year(document, name) if name.edition and not name.year else name)
    bodies = _bodies(document.chars, found) if found else set()
    return [f for f in found if f.name not in bodies] if bodies else found


def _bodies(chars: str, found: list[EventName]) -> set[str]:
    """Return the names that are a body's on this page, as in 世界经济论坛主席 and 联合国大会通过; where one takes place it is an event."""
    plain = {f.name for f in found if f.edition is None and f.year is None and not f.deictic and f.name.endswith(BODIES)}
    signs = ("代表{}", "由{}", "{}秘书长", "{}理事长", "{}等国际组织", "{}等重要国际组织", "{}通过", "{}决议")
    bodies = {name for name in plain if any(sign.format(name) in chars for sign in signs) or (name.endswith("论坛") and name + "主席" in chars)}
    return {name for name in bodies if not any(f.name == name and IS_HELD.match(chars, f.end) for f in found)}


def _in_year(document: Document, name: EventName) -> EventName:
    """Return a round with the year that stands beside its name, if one does."""
    chars = document.chars
    ago = AGO.search(chars, max(0, name.start - 16), name.start) if document.reference else None
    if ago and document.reference:
        return msgspec.structs.replace(name, year=document.reference.year - 1)
    said = IN_YEAR.match(chars, name.end) or HELD_IN.match(chars, name.end)
    if not said and chars[name.start - 1] == "在" and chars.startswith("上", name.end):
        said = TOLD_OF.search(chars, max(0, name.start - 30), name.start)
    return msgspec.structs.replace(name, year=int(said["year"])) if said else name


def _names(document: Document, facts: Facts) -> Iterator[EventName]:
    """Yield the named events of all lines that may name one, each name at its fullest."""
    chars = document.chars
    starts = head_starts(chars)
    for low, high in document.runs(NAMES):
        last: EventName | None = None
        crowd = [low - CROWDED] * MANY_HEADS  # where the last heads ended
        for number, match in enumerate(heads(chars, starts, low, high)):
            crowded = match.end() - crowd[number % MANY_HEADS] < CROWDED
            crowd[number % MANY_HEADS] = match.end()
            # 第七届古城节|活动丰富多彩: what takes place at it is no event besides.
            if crowded or (last and match["head"].endswith("活动") and chars[last.end : match.start()] in KINDS_OF_PART):
                continue
            found = _continued(chars, match, last) if last and match.start() - last.end <= FARTHEST and not last.year else None
            found = found or _name(document, facts, low, match) or (_contrasted(chars, match, last) if last else None)
            if found is None:
                continue
            if last and found.start <= last.start:  # the longer name that ends later
                last = found
                continue
            if last:
                yield last
            last = found if not last or found.start >= last.end else last
        if last:
            yield last


def _name(document: Document, facts: Facts, low: int, match: re.Match[str]) -> EventName | None:
    """Return the name that ends in the head at `match`, if its words distinguish an event."""
    chars, head, end = document.chars, match["head"], match.end()
    if head.startswith("党的"):
        return named(match.start(), end, head)
    if len(head) == 1 and any(n.end >= end for n in within(facts.persons, match.start() - 3, match.start() + 4)):  # 总裁周某, 总理宋赛
        return None
    if chars.endswith(BODY_HEADS.get(head, ()), 0, match.start()):
        return None
    if kind_of(head) != "known":
        return worded_names.read(document, facts, low, match)
    fair = worded_names.read(document, facts, low, match) if head.endswith(FAIRS) else None  # 第二届中蒙水|博会
    return fair if fair and (fair.edition is not None or fair.year is not None) else _known(chars, low, match)


def _known(chars: str, low: int, match: re.Match[str]) -> EventName | None:
    """Return the name of an event known by its head, with its city and its round: 2008年北京|奥运会; 省运会 alone is any province's."""
    start = after_city(chars, low, match.start())
    before = KNOWN_BEFORE.search(chars, max(low, start - 12), start)
    start = before.start() if before else start
    if start == match.start() and match["head"][0] in GOVERNED:
        return None
    return named(start, match.end(), chars[start : match.end()])


def _continued(chars: str, match: re.Match[str], last: EventName) -> EventName | None:
    """Return the round that a year and a second head make of the last name: 博鳌亚洲论坛|2017年年会, “21世纪论坛”|2010年会议."""
    beside = ROUND_OF.fullmatch(chars, last.end, match.start())
    if not beside or (beside["round"] and last.edition):
        return None
    start = last.start - (beside["quote"] is not None and chars[last.start - 1] == "“")
    return named(start, match.end(), chars[start : match.end()], last.deictic)


def _contrasted(chars: str, match: re.Match[str], last: EventName) -> EventName | None:
    """Return the event that a short name sets beside the last one: 全球主场活动在米兰举行,|中国主场活动|则由某市承办."""
    if match.start() - last.end > 60 or len(match["head"]) < 3 or not last.name.endswith(match["head"]):
        return None
    other = OTHER_SIDE.search(chars, max(last.end, match.start() - 3), match.start())
    if not other or other["side"] in last.name or any(mark in chars[last.end : match.start()] for mark in "。!?！？\n"):
        return None
    return named(other.start("side"), match.end(), chars[other.start("side") : match.end()], True)
