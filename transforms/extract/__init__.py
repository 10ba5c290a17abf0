"""Extract: what a document states. One file a kind of fact, called in the order of EXTRACTORS; later kinds build on earlier ones.

The packages hold the grammar they share: numbers, calendar, names, posts, events, honours and deeds.
"""

from __future__ import annotations

from types import ModuleType

from transforms.extract import (
    agreements,
    awards,
    dates,
    event_documents,
    event_participants,
    mentions,
    numerals,
    occurrences,
    organizations,
    outputs,
    persons,
    places,
    positions,
    publications,
    quantities,
    statements,
)
from transforms.extract.facts import Facts
from transforms.model.document import Document

# (attribute of Facts, module): numbers first, then names, then who did what when.
EXTRACTORS: tuple[tuple[str, ModuleType], ...] = (
    ("numerals", numerals),
    ("dates", dates),
    ("quantities", quantities),
    ("organizations", organizations),
    ("places", places),
    ("persons", persons),
    ("positions", positions),
    ("occurrences", occurrences),
    ("event_documents", event_documents),
    ("event_participants", event_participants),
    ("publications", publications),
    ("outputs", outputs),
    ("awards", awards),
    ("agreements", agreements),
    ("statements", statements),
    ("mentions", mentions),
)


def extract(document: Document) -> Facts:
    """Return every fact of `document`, each kind in reading order."""
    facts = Facts()
    for kind, module in EXTRACTORS:
        setattr(facts, kind, list(module.find(document, facts)))
    return facts
