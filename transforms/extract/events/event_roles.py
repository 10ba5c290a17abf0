"""Event roles: the parts that bodies, persons and countries take in an event, as 主办 and 承办 name them.

Shared grammar of event participants. 执行主席 is a post and no part; which words say who speaks or attends is told where they are read.
"""

from __future__ import annotations

from typing import Literal

from transforms import gazetteer
from transforms.extract.deeds.parties import Party
from transforms.model import ids

Role = Literal["host", "organizer", "co_organizer", "supporter", "speaker", "attendee", "initiator"]
# Where somebody is named, the number of the event, the part, the name and its entity.
Found = tuple[int, int, int, Role, str, str]

ROLES: dict[str, Role] = {
    "主办": "host", "合办": "host", "举办": "host", "召开": "host", "举行": "host", "创办": "initiator", "发起": "initiator", "倡议": "initiator",
    "承办": "organizer", "执行": "organizer", "协办": "co_organizer", "支持": "supporter", "指导": "supporter", "赞助": "supporter",
}  # fmt: skip


def taking(party: Party, number: int, role: Role) -> Found:
    """Return the part that a body takes; 哈尔滨 hosts as a place, whose key is that of the gazetteer as in its mentions."""
    kind = "place" if party.key and gazetteer.place(party.key) else "organization"
    return party.start, party.end, number, role, party.name, ids.entity_id(kind, party.key or ids.normal(party.name))
