"""Duplicates: pages that carry the same article, after restoration, whatever stands above and below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec

_LAST = "9999"


class Print(msgspec.Struct, frozen=True, gc=False):
    """What tells whether a document is a copy, and which of the copies came first."""

    document_id: str
    fingerprint: str  # of the restored body
    published_at: datetime | None
    ingested_at: datetime  # when the run that read it started
    source_path: str


class Duplicate(msgspec.Struct, frozen=True):
    """A document whose article another document carries too."""

    document_id: Annotated[str, "The copy."]
    duplicate_of: Annotated[str, "The document of the cluster that was published, else ingested, first."]


def duplicates(prints: Iterable[Print]) -> list[Duplicate]:
    """Return every document that is a copy of an earlier one, sorted by id: earliest published, then first ingested, then by path."""
    clusters = defaultdict(list)
    for each in prints:
        clusters[each.fingerprint].append(each)
    found = []
    for cluster in clusters.values():
        first, *copies = sorted(cluster, key=_age)
        found += [Duplicate(copy.document_id, first.document_id) for copy in copies]
    return sorted(found, key=lambda row: row.document_id)


def _age(each: Print) -> tuple[str, str, str, str]:
    published = each.published_at.isoformat() if each.published_at else _LAST
    return published, each.ingested_at.isoformat(), each.source_path, each.document_id
