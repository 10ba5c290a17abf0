"""Resolve: who is who and what happened once, across documents.

Pages keep the ids they gave their names; what is one across pages is told by merges, which a release applies. So a new page
never changes the rows of another one.
"""

from __future__ import annotations

from transforms.resolve import corrections
from transforms.resolve.corrections import Correction, CorrectionError
from transforms.resolve.duplicates import Duplicate, Print, duplicates
from transforms.resolve.entities import Entity, NameCount, entity, entity_merges
from transforms.resolve.events import Event, Telling, block, event, event_merges, events
from transforms.resolve.merges import Merge
from transforms.resolve.nicknames import FAIR, nicknames

__all__ = [
    "FAIR", "Correction", "CorrectionError", "Duplicate", "Entity", "Event", "Merge", "NameCount", "Print", "Telling", "block", "corrections",
    "duplicates", "entity", "entity_merges", "event", "event_merges", "events", "nicknames",
]  # fmt: skip
