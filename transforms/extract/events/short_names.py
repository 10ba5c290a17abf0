"""Short names: 双城论坛 for 某某城市论坛(双城论坛), and 青岛峰会 for the session of a council that was held in 青岛.

Shared grammar of occurrences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

import msgspec

from transforms.extract.events.event_editions import core_of
from transforms.extract.events.named_events import EventName
from transforms.extract.events.sameness import MANY, inside
from transforms.extract.events.sites import leading_city, leading_city_abroad
from transforms.extract.events.worded_names import NO_ROUND
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

SHORTEST = 4
CALLED = ("峰会", "会晤")
# 2024某某城市论坛(双城论坛): the short name that the page gives to the full one.
ALIAS = pattern(
    r"[”]?[(（](?:以下)?(?:简称|又称|即|也称|俗称)?(?:为)?[:：]?[“]?(?P<alias>[\u4e00-\u9fff]{1,8}”?(?:论坛|峰会|大会|会|节|周|赛|展|活动))[”]?[)）]"
)


def find(document: Document, named: list[EventName]) -> dict[str, EventName]:
    """Return the short names that the page gives to full ones, 某某城市论坛(双城论坛), or uses from the first, 双城论坛, by what they mean."""
    given = [(m["alias"], f) for f in named if (m := ALIAS.match(document.chars, f.end))]
    given = [(alias, f) for alias, f in given if len(alias) >= 3 and core_of(alias) != f.core]
    ends = tuple(core_of(alias) for alias, _ in given)
    own = {f.name: f for f in reversed(named) if f.name == f.core and len(f.name) <= SHORTEST and not any(e.endswith(f.name) for e in ends)}
    return own | _rounds(named) | _headlines(document, named) | _nicknames(document, named) | {core_of(alias): f for alias, f in given[:MANY]}


def _rounds(named: list[EventName]) -> dict[str, EventName]:
    """Return the names that are too short to name an event without the number which the page gives them once: 华侨大会 after 首届华侨大会."""
    cores = {f.core for f in named if f.name == f.core}
    short = (f for f in reversed(named) if f.edition is not None and len(f.core) == SHORTEST and f.core.endswith("大会"))
    return {f.core: f for f in short if f.core not in cores}


def _headlines(document: Document, named: list[EventName]) -> dict[str, EventName]:
    """Return what the title calls a meeting that the story names by its subject: 水利研讨会 for “水乡的过去与将来”研讨会."""
    titled = [f for f in named if document.segments[document.segment_at(f.start)].role == "title"]
    story = {f.core: f for f in reversed(named) if f not in titled}
    meant: dict[str, EventName] = {}
    for f in titled:
        alike = [g for core, g in story.items() if core[-2:] == f.core[-2:]]
        if len(alike) == 1 and alike[0].name[0] == "“" and f.edition is None and f.year is None and f.core not in story:
            meant[f.core] = alike[0]
    return meant


def _nicknames(document: Document, named: list[EventName]) -> dict[str, EventName]:
    """Return the names of a city and some words that mean an event held there: 青岛峰会 after 元首理事会第十八次会议在青岛举行."""
    meant: dict[str, EventName] = {}
    heads = {f.core[-2:] for f in named if f.edition is not None}
    for nickname in {f.core: f for f in named if f.edition is None and f.year is None and not f.deictic}.values():
        core = nickname.core
        if len(core) > 8 or not (core[-2:] in heads or core.endswith(CALLED)):
            continue
        city = leading_city(core) or leading_city_abroad(core) or ""
        rest = core[len(city) :]
        if not city or len(rest) < 2 or (len(rest) < 4 and not core.endswith(CALLED)):
            continue
        for f in named:
            held_there = f.start < nickname.start and f.core != core and city in f.name + document.chars[f.end : f.end + 40].partition("。")[0]
            if held_there and (core.endswith(CALLED) or (f.edition is not None and inside(rest, f.core))):
                meant.setdefault(core, f)
    return meant


def told(document: Document, named: list[EventName], short: dict[str, EventName]) -> Iterator[EventName]:
    """Yield the places behind its explanation where a short name stands that is no name by its own words: 双城论坛由两市举办."""
    taken = [(f.start, f.end) for f in named]
    for alias, meant in short.items():
        for low, high in document.runs(FACTS):
            at = document.chars.find(alias, max(low, meant.end + len(alias) + 1), high)
            while at >= 0:
                near = bisect_right(taken, (at, high)) - 1
                if (near < 0 or taken[near][1] <= at) and not document.chars.endswith(NO_ROUND, 0, at):
                    yield EventName(at, at + len(alias), alias, alias, None, None, True)
                at = document.chars.find(alias, at + len(alias), high)


def in_full(short: dict[str, EventName]) -> Callable[[EventName], EventName]:
    """Return a function that reads a short name by the full one that it means."""

    def full(found: EventName) -> EventName:
        for alias, meant in short.items():
            within = alias.endswith(found.core) and len(found.core) > 2  # 双交会 of 全国种子双交会
            if found.core == alias or within or (found.core.endswith(alias) and inside(found.core[: -len(alias)], meant.core)):
                titled = found.core == alias and found.start < meant.start  # what a title calls it is not its name
                return msgspec.structs.replace(found, core=meant.core, name=meant.name if titled else found.name)
        return found

    return full
