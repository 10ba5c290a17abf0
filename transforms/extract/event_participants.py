"""Event participants: who takes which part in an event, as in 由水利部主办、武汉市人民政府承办 and 市长某某致辞.

The part is the verb: 主办 host, 承办 organizer, 协办 co-organizer, 支持 and 指导 supporter, 发起 initiator (event_hosts.py), 致辞 and 主旨演讲
speaker (event_speakers.py), 出席 attendee (event_attendees.py). What is said of one of two events that are held as one holds for the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms.extract.events import event_attendees, event_hosts, event_speakers
from transforms.extract.events.event_roles import Role
from transforms.extract.events.sameness import TOLD_AT
from transforms.extract.events.subjects import is_whole, joined, main_event, opened
from transforms.extract.facts import Facts
from transforms.model.citation import Citation
from transforms.model.document import Document


class EventParticipant(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A body, person or country and its part in an event."""

    source: Citation
    event_id: Annotated[str, "The event: events.event_id."]
    name: Annotated[str, "The participant by the fullest form of its name on the page."]
    entity_id: Annotated[str | None, "Its entity: entities.entity_id."]
    role: Annotated[Role, "host 主办, organizer 承办, co_organizer 协办, supporter 支持 or 指导, speaker, attendee, or initiator 发起."]


def find(document: Document, facts: Facts) -> Iterator[EventParticipant]:
    """Yield every participant of the page's events, in reading order, each once for each event and part."""
    if not facts.event_documents:
        return
    seen: set[tuple[str, str, str]] = set()
    about = main_event(document, facts.occurrences)
    main = next(o for o in facts.occurrences if o.number == about)
    found = list(event_hosts.find(document, facts, main))
    told = {o.number for o in facts.occurrences if not o.bare and not is_whole(document.chars, o)}
    # 我市签约仪式是某某节|系列活动之一: who comes to the one that has no name
    found += [f for nouns in (event_attendees, event_speakers) for f in nouns.find(document, facts, main) if f[2] in told]
    press = {o.number for o in facts.occurrences if o.name.endswith(TOLD_AT)}  # 甲论坛暨乙博览会新闻发布会: who comes to it is not at the forum
    pairs = [(one, two) for one, two in joined(document, facts.occurrences) if (one in press) == (two in press)]
    found += [(f[0], f[1], one, *f[3:]) for one, two in pairs for f in found if f[2] == two]
    # 甲节开幕式暨乙仪式: who comes to one comes to both.
    at_once = [pair for one, two, _ in opened(document, facts.occurrences) for pair in ((one, two), (two, one))]
    found += [(f[0], f[1], one, *f[3:]) for one, two in at_once for f in found if f[2] == two and f[3] in ("attendee", "speaker")]
    for start, end, number, role, name, entity in sorted(found, key=lambda f: (f[0], f[1], f[3], f[2])):
        event_id = facts.event_documents[number].event_id
        if (event_id, name, role) in seen:
            continue
        seen.add((event_id, name, role))
        yield EventParticipant(
            source=document.cite(start, end, "event_participants", 0.85), event_id=event_id, name=name, entity_id=entity, role=role,
        )
