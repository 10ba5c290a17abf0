"""Merges: which ids turned out to be one, as data that can be questioned, and the same whatever order the documents came in.

An id that is published already stays: a page that comes later may tell the same thing under a smaller one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Annotated, NamedTuple

import msgspec


class Merge(msgspec.Struct, frozen=True):
    """An id that pages gave a thing and that turned out to be another one's, with how sure that is and what says so."""

    id: Annotated[str, "The id that pages gave the thing."]
    entity_id: Annotated[str, "The id it has in the catalog: the one published before, else the smallest of all that are one."]
    score: Annotated[float, "Probability that the two are one; the same evidence gives the same score."]
    reason: Annotated[str, "Why the two are one: what agrees, the name first."]


class Link(NamedTuple):
    """Two ids that are one thing, and why."""

    one: str
    two: str
    score: float
    reason: str


def joined(links: Iterable[Link], apart: Iterable[tuple[str, str]] = (), published: Set[str] = frozenset()) -> list[Merge]:
    """Return the merges that links make, the surest first, sorted by id; what is `apart` is never joined, over others neither.

    `published` are the ids that the catalog has.
    """
    parent: dict[str, str] = {}
    why: dict[str, Link] = {}
    foes: defaultdict[str, set[str]] = defaultdict(set)
    for pair in apart:
        for one, two in (pair, pair[::-1]):
            foes[one].add(two)

    def root(id: str) -> str:
        while parent.setdefault(id, id) != id:
            parent[id] = id = parent[parent[id]]
        return id

    for link in sorted(links, key=lambda link: (-link.score, link)):
        low, high = sorted((root(link.one), root(link.two)))
        if low == high or any(root(foe) == high for foe in foes[low]) or any(root(foe) == low for foe in foes[high]):
            continue
        parent[high] = low
        foes[low] |= foes[high]
        for id in (link.one, link.two):
            why.setdefault(id, link)
    clusters = defaultdict(list)
    for id in sorted(parent):
        clusters[root(id)].append(id)
    return sorted(_merges(clusters.values(), why, published), key=lambda merge: merge.id)


def _merges(clusters: Iterable[list[str]], why: Mapping[str, Link], published: Set[str]) -> Iterator[Merge]:
    for cluster in clusters:
        into = kept(cluster, published)
        yield from (Merge(id, into, why[id].score, why[id].reason) for id in cluster if id != into)


def kept(ids: Iterable[str], published: Set[str]) -> str:
    """Return the id that stays of several that are one: the smallest that is published, else the smallest."""
    return min(ids, key=lambda id: (id not in published, id))
