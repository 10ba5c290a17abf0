"""Appointments: whom a decision gives a post or relieves of one: 任命甲为…局长,乙为…主任; 免去甲、乙的…职务; 任命:⏎甲为…局长;⏎乙为…主任.

The verb stands once, before the first of a list that may fill a page. Shared grammar of persons and positions. Not meant: which post
it is, which positions.py reads; what is said to be given without a name (任命了三名局长).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from transforms.extract.names import names
from transforms.extract.names.han_names import HAN, is_clear_name, is_closed_name
from transforms.model.document import NAMES, Document
from transforms.model.patterns import pattern

Kind = Literal["given", "taken"]


class Appointed(msgspec.Struct, frozen=True, gc=False):
    """Somebody in a decision: where the name stands, and whether a post is given or taken."""

    start: int
    end: int
    kind: Kind


KINDS = {
    **dict.fromkeys(("任命", "聘任", "聘请", "选举", "推选", "推举", "补选"), "given"),
    **dict.fromkeys(("免去", "撤销", "罢免", "免除"), "taken"),
    **dict.fromkeys(("接受", "同意", "批准"), "left"),
}
VERB = pattern("|".join(KINDS))
MARK = pattern("[,，、;；。\n]")
LEAD = pattern("了?[:：]?\n{0,2}")  # a line of its own may have an empty one behind it
POST = rf"[{HAN}()“”、]{{1,48}}?(?:长|主任|主席|书记|总监|总裁|经理|委员|董事|参事|理事|总理|大使|公使|顾问|政委|员|代表|职务)"
# 和 is no mark of its own here: a line of nothing else could be cut in too many ways.
ASIDE = r"(?:\([^()\n]{1,8}\))?"  # 傅莹(女)
COUNT = "(?:等?[0-9一二两三四五六七八九十]{1,2}[名位])?"  # 竺可桢、章蕴2名同志
PEOPLE = rf"(?P<people>[{HAN}·]{{2,12}}?{ASIDE}(?:、[{HAN}·]{{2,12}}?{ASIDE}){{0,40}}?){COUNT}(?P<called>同志|先生|女士|教授|博士)?"
# What one decision says of several stands behind a comma, or each in a line.
BETWEEN = r"(?:[,，;；、]|[,，;；、。]?\n{1,2})"
AFTER = {
    "given": rf"(?=[为任]{POST})",
    "taken": rf"(?=的{POST})",
    "left": rf"(?=(?:因[{HAN}]{{2,10}}?)?(?:分别)?(?:请求|申请|提出)?辞去)",
}
FIRST = {kind: pattern(PEOPLE + after) for kind, after in AFTER.items()}
NEXT = {kind: pattern(BETWEEN + PEOPLE + after) for kind, after in AFTER.items()}
BARE = pattern(rf"[{HAN}、]{{4,60}}?职务")
REACH = 80  # how far behind a name its post may go on, before the next name


@lru_cache(maxsize=1)
def find(document: Document) -> dict[int, Appointed]:
    """Return who is given or relieved of a post, by where the name begins; kept for the one document that is being read."""
    found: dict[int, Appointed] = {}
    for start, end in document.runs(NAMES):
        at = start
        while verb := VERB.search(document.chars, at, end):
            at = verb.end()
            kind = KINDS[verb.group()]
            for one in listed(document.chars, at, end, kind) or bare(document, at, end, kind):
                found[one.start] = one
                at = one.end
    return found


def listed(chars: str, at: int, end: int, kind: str) -> list[Appointed]:
    """Return the persons of a list that begins behind a verb: 甲为…局长,乙为…主任; 甲、乙的…职务."""
    found: list[Appointed] = []
    lead = LEAD.match(chars, at, end)
    item = FIRST[kind].match(chars, lead.end() if lead else at, end)
    while item:
        people = item["people"].split("、")
        people = people if is_clear_name(people[-1].partition("(")[0]) else [*people[:-1], *people[-1].split("和", 1)]  # 甲、乙和丙
        comrade = item["called"] == "同志" and len(people) == 1 and is_closed_name(people[0][0], people[0][1:], behind_post=True)  # 高山同志
        if not (comrade or all(is_clear_name(name.partition("(")[0]) for name in people)):
            break
        start = item.start("people")
        for name in people:
            found.append(Appointed(start, start + len(name.partition("(")[0]), "given" if kind == "given" else "taken"))
            start += len(name) + 1
        stop = min(item.end() + REACH, end)
        mark = MARK.search(chars, item.end(), stop)
        verb = VERB.search(chars, mark.end(), stop) if mark else None  # of another decision, not in 代表选举工作委员会
        item = NEXT[kind].search(chars, item.end(), verb.start() if verb else stop)
    return found


def bare(document: Document, at: int, end: int, kind: str) -> list[Appointed]:
    """Return the person whose name a body or a place follows at once: 免去甲 + 绵阳市教育局局长职务."""
    if kind != "taken" or not BARE.match(document.chars, at, end):
        return []
    found = names.find(document)
    begun = {start for start, _, _ in found.hits} | {one.start for one in found.candidates}
    comrade = {start - 2 for start in begun if document.chars.startswith("同志", start - 2)}  # 免去甲同志某市委书记职务
    stop = next((stop for stop in (at + 3, at + 2) if stop in begun | comrade and is_clear_name(document.chars[at:stop])), None)
    return [Appointed(at, stop, "taken")] if stop else []
