"""What has been read from one document so far: later extractors build on earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from transforms.extract.agreements import Agreement
    from transforms.extract.awards import Award
    from transforms.extract.dates import Date
    from transforms.extract.event_documents import EventDocument
    from transforms.extract.event_participants import EventParticipant
    from transforms.extract.events.named_events import Occurrence
    from transforms.extract.mentions import Mention
    from transforms.extract.numerals import Numeral
    from transforms.extract.outputs import Output
    from transforms.extract.positions import Position
    from transforms.extract.publications import Publication
    from transforms.extract.quantities import Quantity
    from transforms.extract.statements import Statement

NameType = Literal["person", "organization", "place", "facility", "event", "publication", "programme", "award"]


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name where it stands. Shared grammar: places, organizations and persons are found once and used by every later kind."""

    type: NameType
    start: int
    end: int
    text: str  # as it stands: 市外办
    full: str  # the fullest form the document has, deictics resolved: 青岛市外办
    key: str  # what its entity id is made of: a gazetteer key (adcode, ISO country, body), else the normalized full name
    confidence: float = 1.0
    adcode: str | None = None  # of a place in China, if it is not ambiguous


class Facts:
    """The rows of one document by table, filled in the order of `extract.EXTRACTORS`."""

    __slots__ = (
        "agreements", "awards", "dates", "event_documents", "event_participants", "mentions", "numerals",
        "occurrences", "organizations", "outputs", "persons", "places", "positions", "publications", "quantities", "statements",
    )

    def __init__(self) -> None:
        self.numerals: list[Numeral] = []
        self.dates: list[Date] = []
        self.quantities: list[Quantity] = []
        self.places: list[Name] = []  # facilities too
        self.organizations: list[Name] = []
        self.persons: list[Name] = []
        self.positions: list[Position] = []
        self.occurrences: list[Occurrence] = []  # where events are spoken of; number is the row in event_documents
        self.event_documents: list[EventDocument] = []
        self.event_participants: list[EventParticipant] = []
        self.publications: list[Publication] = []
        self.outputs: list[Output] = []
        self.awards: list[Award] = []
        self.agreements: list[Agreement] = []
        self.statements: list[Statement] = []
        self.mentions: list[Mention] = []
