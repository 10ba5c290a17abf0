"""Positions: a person in a post, as in 副市长吴晗, 县委副书记、县长谷文昌 and 联合国副秘书长兼人居署执行主任谢里夫 (two posts).

A stack of posts stands before the name, each with its body or with that of the post before it; a post may also follow the name
(…主席), and a post that somebody is given, relieved of or gives up is one held (stacks.py). 市长 alone belongs to the government of the
post before it (郑州市委副书记、市长), else of the page's place (owners.py). Not meant: reporters and editors, officials without a name,
courtesy words, what somebody merely is (专家) unless a body stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms.extract.facts import Facts
from transforms.extract.posts.stacks import Stacks
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document
from transforms.model.ids import entity_id


class Position(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A person in a post, as a document states it."""

    source: Citation
    person: Annotated[str, "The person, in the fullest form of the document, without courtesy words."]
    title: Annotated[str, "The post, without the words of the body: 副书记, 执行主任."]
    organization: Annotated[str | None, "The body the post belongs to, in the fullest form of the document; NULL where the text names none."]
    person_id: Annotated[str, "The person: entities.entity_id."]
    organization_id: Annotated[str | None, "The body: entities.entity_id; NULL where the text names none."]


def find(document: Document, facts: Facts) -> Iterator[Position]:
    """Yield every post of every named person, in reading order."""
    if not facts.persons:
        return
    stacks = Stacks(document, facts)
    held = [(person, post) for person in facts.persons for post in stacks.of(person)]  # of captions too: they tell whose 论坛秘书长 is
    # 毛里求斯荷港市 once said in full is the 荷港市 of its mayor.
    keys = {place.full: place.key for place in facts.places}
    told: dict[str, set[str]] = {}
    for person, post in held:
        told.setdefault(person.full, set()).add(post.title)
    for person, post in held:
        start = min(post.start, person.start)
        if document.segments[document.segment_at(start)].role not in FACTS:
            continue
        body = post.body or stacks.owners.told(post, person.full)
        if body is None and any(is_short_for(post.title, other) for other in told[person.full]):
            continue
        key = (keys.get(body.name, body.key) if body.type == "place" else body.key) if body else ""
        end = post.end or (person.end + len(post.title) if post.start == person.end else person.end)
        yield Position(
            source=document.cite(start, end, "positions", 0.92 if body else 0.8),
            person=person.full,
            title=post.title,
            organization=body.name if body else None,
            person_id=entity_id("person", person.key),
            organization_id=entity_id(body.type, key) if body else None,
        )


def is_short_for(title: str, other: str) -> bool:
    """Return whether a title only says again another one of the same person: 大使 of 驻英国大使, 书记 of 党委书记, but not of 副书记."""
    return len(title) < len(other) and other.endswith(title) and other[-len(title) - 1] != "副"
