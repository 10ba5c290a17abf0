"""Outputs: what was announced or founded, as in 会上发布《滨江倡议》, 联合发起城市气候联盟 and 数字水务平台上线.

A named initiative, declaration, index, platform, lab, centre or alliance (seeds/lexicon/output_kinds.csv) with a verb of issue or
creation. 发布两项倡议 names none; parks, ports and railways under construction are none; a report is a publication.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms.extract.deeds import creations
from transforms.extract.deeds.creations import MAKING, THAT, Creation
from transforms.extract.deeds.output_names import Kind
from transforms.extract.deeds.parties import actor, as_written, parties
from transforms.extract.events.event_editions import core_of
from transforms.extract.events.sites import around
from transforms.extract.events.subjects import told_at
from transforms.extract.facts import Facts
from transforms.extract.lines import last_of
from transforms.model import ids
from transforms.model.citation import Citation
from transforms.model.document import Document
from transforms.model.patterns import pattern


class Output(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An initiative, declaration, index, platform, lab, centre or alliance that was announced or founded."""

    source: Citation
    name: Annotated[str, "Its fullest name on the page."]
    kind: Annotated[Kind, "What it is."]
    actor: Annotated[str | None, "Who announced or founded it, as far as the sentence says."]
    action: Annotated[str, "The verb: 发布, 发起成立, 启用, …"]
    event_id: Annotated[str | None, "The event at which it came about: events.event_id."]


MAKING_VERBS = frozenset(MAKING.split("|"))
NOTED = pattern(r"[(（][^()（）]*[)）]$")  # 甲江实验室(新材料省实验室)
ABBREVIATED = pattern(r"[(（](?:(?:以下)?简称[^()（）\n]*|[A-Z][A-Za-z &-]*)[)）]")  # 甲院(以下简称“乙”)研究中心
# Where the words that name who acts end: 甲市、乙市于19日共同发起.
SUBJECT_END = pattern(
    r"于|在|从|围绕|共同|联合(?!国|会)|携手|今[日天]|[日目]前|近日|正式|宣布|提议|倡议|发起|牵头|率先|将|已|还|也|又|首次|[,，]|[0-9]+[日月年]"
)


def find(document: Document, facts: Facts) -> Iterator[Output]:
    """Yield every output of the page once, in reading order, with the first verb the body has for it."""
    first: dict[str, Creation] = {}
    for one in sorted(creations.find(document, facts), key=lambda f: (_only_made(f), f.told, f.start)):
        if one.name.startswith("“") and "”" not in one.name:  # “某某联盟成立”大会
            one.start, one.name = one.start + 1, one.name[1:]
        if THAT.fullmatch(one.name):
            meant = [other for other in first.values() if other.name.endswith(one.name.lstrip("该此本")) and other.start < one.start]
            if meant and one.actor and not meant[-1].actor:
                meant[-1].actor = one.actor
            continue
        key = ids.normal(core_of(NOTED.sub("", ABBREVIATED.sub("", one.name)))).removesuffix("书")  # 倡议书
        same = [other for other in first if key == other or (len(key) > 5 and (key in other or other in key) and key[-2:] == other[-2:])]
        if not same and not _only_made(one):
            first[key] = one
        elif not same:
            continue
        elif one.actor and not first[same[0]].actor:
            first[same[0]].actor = one.actor
    for one in sorted(first.values(), key=lambda f: f.start):
        issued = one.start >= one.verb and one.action not in ("启用", "投入运营", "落成")  # a lab is not the one that opens it
        yield Output(
            source=document.cite(one.start, one.end, "outputs", 0.8), name=ABBREVIATED.sub("", one.name), kind=one.kind,
            actor=one.actor or (_actor(document, facts, one.verb) if issued else None),
            action=one.action, event_id=told_at(document, facts, one.start),
        )


def _only_made(found: Creation) -> bool:
    """Tell whether words only say who made a thing."""
    return found.action in MAKING_VERBS


RELATIVE = pattern(rf"(?:{creations.VERB})了?的")
# 与会城市代表还共同发布: who comes together is no body, and acts
ATTENDING = pattern("(?P<who>[与参]会[一-龥]{0,8}?(?:代表|嘉宾|专家|城市|市长|各方|国家))们?(?:还|也|将|共同|联合|一致|集体|现场|正式)*$")


def _actor(document: Document, facts: Facts, verb: int) -> str | None:
    """Return who announced or founded it: all of a list, 昆明市、万象市共同发起; else the one that begins the clause or stands at the verb."""
    chars, low = document.chars, around(document, verb)[0]
    attending = ATTENDING.search(chars, last_of(chars, ",，;；:：", low, verb) + 1 or low, verb)
    if attending:
        return attending["who"]
    verb = chars.rfind("(", low, verb) if chars[verb - 1] in ")）" and "(" in chars[low:verb] else verb
    one = actor(document, facts, low, verb)
    if one is None or any(o.start <= one.start < one.end < o.end <= verb for o in facts.occurrences):  # 上海论坛发布《某宣言》
        return None
    begin = max(low, last_of(chars, ",，;；:：", low, one.start) + 1)
    if RELATIVE.match(chars, verb) and last_of(chars, ",，;；", one.end, verb) >= 0:  # 某日发起于上海,源于论坛上发布的《某宣言》
        return None
    if chars[one.end : one.end + 1] in (",", "，") and one.start - begin > 8:  # 相聚起点城市衡阳市,成立某某联盟
        return None
    end = SUBJECT_END.search(chars, one.end, verb)
    if last_of(chars, "、和与", begin, verb) < 0:
        return one.name
    several = parties(document, facts, begin, end.start() if end else verb)
    return as_written(chars, several) if len(several) > 1 else one.name

