"""Owners: who has the honour that stands before its 的, as in 获得“…”称号的甲市 and 获得“…”称号的城市有:甲市、乙市.

Shared grammar of awards. 获得“…”的城市须… names nobody, and 荣获“…”的喜讯 is the news of it.
"""

from __future__ import annotations

from bisect import bisect_left

from transforms.extract.deeds.parties import Party, parties
from transforms.extract.events.sites import START, around, within
from transforms.extract.facts import Facts, Name
from transforms.extract.honours.name_lists import members
from transforms.extract.honours.nominees import clear, party_of, several_of, things_of
from transforms.extract.honours.words import Words
from transforms.model.document import Document
from transforms.model.patterns import pattern

# 获得“…”称号的城市有:甲市、乙市 and “…”名单:甲市、乙市: who has it is listed behind.
OWNERS = pattern(
    r"[^,，。;；:：、“”\n]{0,12}?(?:分别)?(?:为|是(?!由)|有|包括|如下)[:：]?(?![0-9一二两三四五六七八九十]+[个家])(?P<who>[^。;；\n]{2,200})"
)
NOTED = pattern(r"[(（][^()（）\n]{2,12}[)）](?=[、和与及以]|从)")
OWNER = pattern(r"[一-龥]{2,12}(?=[,，])")  # 喜获“…”殊荣的古城平遥县,拥有


def owners(document: Document, facts: Facts, words: Words, owner: int) -> list[Party]:
    """Return who has the honour of 获得“…”称号的…: who is named or listed behind 的, or who 是 it; 获得“…”的城市须… names nobody."""
    chars = document.chars
    listed = OWNERS.match(chars, owner, around(document, words.verb)[1])
    span = listed.span("who") if listed else (0, 0)
    if listed and (found := members(document, facts, *span) or several_of(document, facts, *span) or things_of(chars, *span)):
        return clear(facts, found)
    spoken = [o for o in facts.occurrences if o.start == owner and not o.bare]
    if spoken:
        return [Party(spoken[0].start, spoken[0].end, spoken[0].name)]
    clause, verb = words.clause, words.verb
    copula = chars.find("是", clause, verb)
    role = chars.find("作为", clause, verb)
    if role > clause:  # 杭州作为唯一入选“…”的城市
        return parties(document, facts, clause, role)
    behind = OWNER.match(chars, owner)
    named = [n for n in within(facts.places, *behind.span()) if n.end == behind.end()] if behind else []
    first = [*beginning(facts, owner), *named][:1]
    end = list_end(facts, chars, first[0].end, around(document, words.verb)[1]) if first else owner
    found = parties(document, facts, first[0].start, end) if first and end > first[0].end else [party_of(name) for name in first]
    return found or (parties(document, facts, clause, copula) if copula > clause else [])


def beginning(facts: Facts, at: int) -> list[Name]:
    """Return the body, place or person whose name begins at `at`."""
    names = (facts.organizations, facts.places, facts.persons)
    first = [n for kind in names for n in right_at(kind, at)][:1]
    while first and first[0].type == "place" and (inner := right_at(facts.places, first[0].end)):
        first = inner  # 湖北|荆州
    return first


def right_at(names: list[Name], at: int) -> list[Name]:
    """Return the name that begins at `at`."""
    return [n for n in names[bisect_left(names, at, key=START) :][:1] if n.start == at]


def list_end(facts: Facts, chars: str, at: int, high: int) -> int:
    """Return where the list of names ends whose first one ends at `at`: 荆州、神农架、西峡县|从众多城市中脱颖而出."""
    names = [facts.places, facts.organizations, facts.persons]
    while at < high:
        note = NOTED.match(chars, at)  # 绍兴(设计之都)、扬州(美食之都)
        at = note.end() if note else at
        if chars[at] not in "、和与及以":
            break
        at += chars.startswith("以及", at)
        ends = [n.end for kind in names for n in within(kind, at + 1, min(at + 24, high)) if n.start == at + 1]
        at_end = max(ends, default=at)
        while inner := [n.end for n in within(facts.places, at_end, min(at_end + 12, high)) if n.start == at_end and at_end > at]:
            at_end = inner[0]
        if at_end == at:
            break
        at = at_end
    return at
