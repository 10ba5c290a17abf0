"""Mentions: every name where it stands, 市外办 and 我市 among them, with the entity it means and that entity's fullest name here.

Persons, bodies, places and facilities come from their own files; events, works, initiatives and awards from the tables that found
them. A name inside a longer one is no mention (上海 in 《上海手册》). A deictic (我市) is a mention of the place, never a name of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms import gazetteer
from transforms.extract.facts import Facts, Name, NameType
from transforms.extract.names import names
from transforms.extract.names.body_keys import key_of
from transforms.extract.names.candidates import DEICTIC, DEICTIC_STARTS
from transforms.extract.names.cuts import is_word
from transforms.extract.names.kinds import BARE
from transforms.extract.names.short_forms import OF_THE_PAGE
from transforms.extract.posts.seats import PARTY_OFFICES
from transforms.model.citation import Citation
from transforms.model.document import Document
from transforms.model.ids import entity_id, normal


class Mention(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A name in the text."""

    source: Citation
    type: Annotated[NameType, "What the name is of."]
    text: Annotated[str, "The name as it stands."]
    name: Annotated[str, "The fullest form of the same name in the document, deictics and ellipses resolved: 青岛市外办 for 市外办."]
    key: Annotated[str, "What the entity is known by: a division's code, an ISO country code, a body's full name, else the normalized name."]
    entity_id: Annotated[str, "The entity: entities.entity_id; of an event its events.event_id."]
    adcode: Annotated[str | None, "Administrative division code, of a place in China that is not ambiguous."]
    deictic: Annotated[bool, "Whether the text is no name of the entity but points at it: 我市, 市外办, 本届论坛."]


class Span(msgspec.Struct, frozen=True, gc=False):
    """A name where it stands, of whatever kind."""

    start: int
    end: int
    type: NameType
    name: str
    key: str
    entity_id: str
    confidence: float
    adcode: str | None = None
    deictic: bool = False


QUOTED = 4  # marks that stand around parts of a name: “…”, 《…》
TOGETHER: frozenset[NameType] = frozenset(("event", "publication", "programme", "award"))


def find(document: Document, facts: Facts) -> Iterator[Mention]:
    """Yield every mention, in reading order."""
    found = [*works(document, facts), *events(document, facts), *people_and_places(facts)]
    more = list(bodies(document, facts, found))
    inner = {(span.start, -span.end, span.type) for one in more for span in found if one.start <= span.start and span.end < one.end}
    spans = {place: span for span in [*found, *more] if (place := (span.start, -span.end, span.type)) not in inner}
    cite = document.cite
    ordered = [spans[place] for place in sorted(spans)]
    # 前三届论坛分别在内罗毕、巴塞罗那举行 tells of events and is no name: the cities in it are mentioned.
    named = [span for span in ordered if span.type in TOGETHER and span.end - span.start <= len(span.name) + QUOTED]
    around = longest([(span.start, span.end) for span in named])
    starts = [start for start, _ in around]
    for span in ordered:
        at = bisect_right(starts, span.start) - 1 if starts else -1
        if at >= 0 and around[at][1] >= span.end and span.end - span.start < around[at][1] - around[at][0]:
            continue
        source = cite(span.start, span.end, "mentions", span.confidence)
        if "\n" in source.evidence:  # a name stands in one line
            continue
        yield Mention(
            source=source,
            type=span.type,
            text=source.evidence,
            name=span.name,
            key=span.key,
            entity_id=span.entity_id,
            adcode=span.adcode,
            deictic=span.deictic,
        )


def people_and_places(facts: Facts) -> Iterator[Span]:
    """Yield the names of persons, organizations, places and facilities."""
    for name in (*facts.organizations, *facts.places, *facts.persons):
        # Most names are no deictic, which their first character tells, or their last.
        deictic = name.text in OF_THE_PAGE or ((name.text[0] in DEICTIC_STARTS or name.text in BARE) and points(name))
        yield Span(name.start, name.end, name.type, name.full, name.key, entity_id(name.type, name.key), name.confidence, name.adcode, deictic)


def points(name: Name) -> bool:
    """Return whether a name only points at what it means: 我市, 市外办."""
    if name.type == "place":
        return name.text[0] in "我本" and name.full != name.text
    if name.type == "facility":  # 市会展中心
        return name.full != name.text and name.full.endswith(name.text) and DEICTIC.match(name.text) is not None
    # The key of a body of a division has its code, that of 市委 without a place the page; 区党工委 is of a zone, which may have none.
    told = ":" in name.key or (name.text[0] == "区" and name.full != name.text)
    pointed = name.type == "organization" and told and (name.text in BARE or DEICTIC.match(name.text) is not None)
    return pointed and not gazetteer.divisions_by_name().get(name.text[:3])  # but 市北区政府 is a name


def events(document: Document, facts: Facts) -> Iterator[Span]:
    """Yield the names of events, and the words that point at one."""
    for one in facts.occurrences:
        part = one.bare and document.chars.startswith(("开幕", "闭幕"), one.start)  # 开幕式 is no event, though the event it opens is told there
        if one.number < len(facts.event_documents) and not part:
            row = facts.event_documents[one.number]
            yield Span(one.start, one.end, "event", row.name, normal(row.name), row.event_id, 0.7 if one.bare else 0.85, deictic=one.bare)


def bodies(document: Document, facts: Facts, found: list[Span]) -> Iterator[Span]:
    """Yield the bodies and towns that only a post tells from what they are else: 世界互联网大会秘书长, 圣罗克市市长, 市委常委、宣传部部长."""
    known, ends = {span.entity_id for span in found}, {span.end for span in found}
    for post in facts.positions:
        name = post.organization or ""
        office = name[-3:] if name[-3:] in PARTY_OFFICES else ""
        if not name or (post.organization_id in known and not office):
            continue
        stands = office or name  # 市委常委、宣传部 + 部长 tells of that of the city
        start = document.chars.find(stands, post.source.text_start, post.source.text_end)
        keys: tuple[tuple[NameType, str], ...] = (("organization", normal(name)), ("organization", key_of(name)), ("place", normal(name)))
        for kind, key in keys if start >= 0 and start + len(stands) not in ends else ():
            if entity_id(kind, key) == post.organization_id:
                yield Span(start, start + len(stands), kind, name, key, post.organization_id, 0.85, deictic=stands != name)
                break


def works(document: Document, facts: Facts) -> Iterator[Span]:
    """Yield the names of publications, programmes and awards wherever they stand in the document."""
    known: dict[str, NameType] = {row.award: "award" for row in facts.awards}
    # Labs, centres and alliances are bodies, and found as such.
    organizations = {name.full for name in facts.organizations} | {name.text for name in facts.organizations}
    known |= {row.name: "programme" for row in facts.outputs if row.name not in organizations}
    known |= {row.name: "publication" for row in facts.publications}
    known.pop("", None)
    for start, end in names.occurrences(document, known):
        name = document.chars[start:end]
        if known[name] == "publication" and document.chars[start - 1 : start] not in ("《", "“") and is_word(name):
            continue  # 《城市》杂志说城市是家园
        yield Span(start, end, known[name], name, normal(name), entity_id(known[name], normal(name)), 0.85)


def longest(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges, in order, without those inside another."""
    kept: list[tuple[int, int]] = []
    for start, end in ranges:
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
