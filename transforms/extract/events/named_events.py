"""Named events: one place of a page that names an event, with the round it states: 第七届海峡论坛, 2024年世界城市日中国主场活动.

Shared grammar of events. Where such a place is found is told in event_names.py, which of them mean one event in sameness.py, and
what else speaks of it (本届论坛, 大会) in deictics.py.
"""

from __future__ import annotations

from operator import attrgetter

import msgspec

from transforms.extract.events.event_editions import core_of, edition_of, year_of
from transforms.extract.facts import Name

PLACE = attrgetter("start", "end")


class EventName(msgspec.Struct, frozen=True, gc=False):
    """A place where an event is named."""

    start: int
    end: int
    name: str
    core: str  # without edition, year and quotes
    edition: int | None
    year: int | None
    deictic: bool  # 本届…, 该…


class Occurrence(msgspec.Struct, frozen=True, gc=False):
    """A place where a page speaks of an event: by name, or by a word like 本届论坛 (`bare`)."""

    start: int
    end: int
    number: int  # of the event in this document: its row in facts.event_documents
    name: str
    core: str  # without edition, year and quotes
    edition: int | None
    year: int | None
    bare: bool = False
    city: Name | None = None  # of a round told in a list: 米兰, 利物浦和上海分别举办过


def named(start: int, end: int, name: str, deictic: bool = False) -> EventName:
    """Return the event that a name of the range says, with the round that it states."""
    return EventName(start, end, name, core_of(name), edition_of(name), year_of(name), deictic)
