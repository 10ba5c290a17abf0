"""Duplicates: pages that carry the same article, after restoration, whatever stands above and below it.

A damaged mirror, its clean twin and a reprint with another head and foot are one cluster; two reports of one event are not, nor are
two pages made by one template with other numbers. Candidates share a band of their MinHash prints and are verified by the whole
of them, so the work grows with the number of pages, not of pairs, even where ten thousand pages are alike.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from transforms.model.prints import BYTES, NUMBERS, WORDS

if TYPE_CHECKING:
    import numpy as np

_LAST = "9999"

# Two prints of texts that share seven runs in ten share a band of four values with 0.9998, of three in ten with 0.23.
ROWS = 4
ALIKE = 0.7
# Mirrors drop a number or two, and a template changes most of them.
SAME_NUMBERS = 0.34
VERIFIED_AT_ONCE = 2_000


class Print(msgspec.Struct, frozen=True, gc=False):
    """What tells whether a document is a copy, and which of the copies came first."""

    document_id: str
    fingerprint: str  # of the restored body, empty where it has none
    published_at: datetime | None
    ingested_at: datetime  # when the run that read it started
    source_path: str


class Duplicate(msgspec.Struct, frozen=True):
    """A document whose article another document carries too."""

    document_id: Annotated[str, "The copy."]
    duplicate_of: Annotated[str, "The document of the cluster that was published, else ingested, first."]


def duplicates(prints: Iterable[Print]) -> list[Duplicate]:
    """Return every document that is a copy of an earlier one, sorted by id: earliest published, then first ingested, then by path."""
    aged: list[tuple[tuple[str, str, str, str], int]] = []
    values = bytearray()  # every print once
    known: dict[bytes, int] = {}
    for each in prints:
        if each.fingerprint:
            value = base64.b64decode(each.fingerprint)
            number = known.setdefault(hashlib.blake2b(value, digest_size=16).digest(), len(known))
            if number * len(value) == len(values):
                values += value
            aged.append((_age(each), number))
    aged.sort()
    oldest = list(dict.fromkeys(number for _, number in aged))  # whatever order the pages came in
    first = _first(len(known), _alike(values, oldest))
    original: dict[int, str] = {}
    found = (Duplicate(age[-1], original.setdefault(first[number], age[-1])) for age, number in aged)
    return sorted((row for row in found if row.document_id != row.duplicate_of), key=lambda row: row.document_id)


def _alike(prints: bytearray, order: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of prints that are alike; of many that are, enough of them to connect all."""
    import numpy as np

    values = np.frombuffer(prints, np.dtype(f"<u{BYTES}")).reshape(-1, WORDS + NUMBERS)
    if len(values) < 2:
        return
    pairs = _candidates(values[:, :WORDS], np.array(order))
    for start in range(0, len(pairs), VERIFIED_AT_ONCE):
        one, two = np.divmod(pairs[start : start + VERIFIED_AT_ONCE], len(values))
        same = values[one] == values[two]
        alike = (same[:, :WORDS].mean(axis=1) >= ALIKE) & (same[:, WORDS:].mean(axis=1) >= SAME_NUMBERS)
        yield from zip(one[alike].tolist(), two[alike].tolist(), strict=True)


def _candidates(words: np.ndarray[Any, Any], order: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the pairs i * n + j that share a band: every print with the one before it and the first one, in `order`, that have the band."""
    import numpy as np

    n = len(words)
    pairs = []
    for start in range(0, WORDS, ROWS):
        band = np.ascontiguousarray(words[order, start : start + ROWS]).view(np.dtype((np.void, ROWS * BYTES))).ravel()
        _, key = np.unique(band, return_inverse=True)
        by_key = np.argsort(key, kind="stable")
        key, place = key[by_key], order[by_key]
        same = np.flatnonzero(key[1:] == key[:-1]) + 1
        begins = np.maximum.accumulate(np.where(np.r_[True, key[1:] != key[:-1]], np.arange(n), 0))
        pairs += [place[same - 1] * n + place[same], place[begins[same]] * n + place[same]]
    return np.unique(np.concatenate(pairs))


def _first(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return one member of the cluster of each, the same for all of them."""
    leader = list(range(count))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for one, two in pairs:
        a, b = sorted((find(one), find(two)))
        leader[b] = a
    return [find(i) for i in range(count)]


def _age(each: Print) -> tuple[str, str, str, str]:
    published = each.published_at.isoformat() if each.published_at else _LAST
    return published, each.ingested_at.isoformat(), each.source_path, each.document_id
