"""Posts: one post of somebody, as 市长 of 武汉市人民政府, and what ends where on a page: the titles, bodies, places and persons beside it.

Shared grammar of positions. Not meant: what stands before a title and belongs to it (leads.py), whose post it is (stacks.py).
"""

from __future__ import annotations

import msgspec

from transforms import gazetteer
from transforms.extract.facts import Facts, Name
from transforms.extract.names import names
from transforms.extract.posts.seats import Body
from transforms.model.document import Document


class Post(msgspec.Struct, frozen=True, gc=False):
    """One post of a stack: where it begins, its title, and the body that stands before it."""

    start: int
    title: str
    body: Body | None
    kind: str | None
    head: str = ""  # what of the body is said, where its name is left out: 管委会 + 主任
    end: int | None = None  # of a post behind its person
    deictic: str = ""  # of a body that is said by its level only, what it is called there: 市人大常委会


class Ends:
    """Titles, bodies, places and persons of one document by where they end, so that what stands before a title is looked up."""

    def __init__(self, document: Document, facts: Facts) -> None:
        told = [one for one in names.find(document).titles if one[2].kind != "byline"]
        self.chars = document.chars
        self.facts = facts
        self.titles = {end: (start, title) for start, end, title in told}
        self.titles_from = {start: (end, title) for start, end, title in told}
        self.bodies = {name.end: name for name in facts.organizations}
        self.bodies_from = {name.start: name for name in facts.organizations}
        self.places = {name.end: name for name in facts.places}
        self.people = {name.end for name in facts.persons}


def is_country(place: Name) -> bool:
    """Return whether a place is a country, which has ministries and envoys."""
    return place.text in gazetteer.countries()
