"""Merges: which ids turned out to be one, as data that can be questioned, and the same whatever order the documents came in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec


class Merge(msgspec.Struct, frozen=True):
    """A page-level id that is the same thing as another one."""

    id: Annotated[str, "The id that pages gave the thing."]
    entity_id: Annotated[str, "The id it has in the catalog: the smallest of all that are one."]
    reason: Annotated[str, "Why the two are one."]


def joined(links: Iterable[tuple[str, str, str]]) -> list[Merge]:
    """Return, for (id, id, reason) links, every id that is not the smallest of those it is linked with, sorted by id."""
    parent: dict[str, str] = {}
    why: dict[str, str] = {}

    def root(id: str) -> str:
        while parent.setdefault(id, id) != id:
            parent[id] = id = parent[parent[id]]
        return id

    for one, two, reason in sorted(links):
        low, high = sorted((root(one), root(two)))
        parent[high] = low
        for id in (one, two):
            why.setdefault(id, reason)
    return [Merge(id, root(id), why[id]) for id in sorted(parent) if root(id) != id]
