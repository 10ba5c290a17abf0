"""Ids that any machine computes alike: a hash of the type and of what identifies the thing."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache

from transforms.model.patterns import pattern

# News speaks of the same bodies and places again and again; a bounded cache keeps the memory of a long run flat.
NAMES = 1 << 15

_IGNORED = pattern(r"[\s\"'“”‘’「」『』《》〈〉·•・]+")


@lru_cache(NAMES)
def normal(name: str) -> str:
    """Return the form in which two spellings of one name are equal: width folded, quotes and blanks dropped, lower case."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name)).casefold()


@lru_cache(NAMES)
def entity_id(type: str, key: str) -> str:
    """Return the id of the entity of `type` with a gazetteer key or a normalized name."""
    return f"{type}:{_digest(type, key)}"


def event_id(name: str, occasion: str, city: str) -> str:
    """Return the id of an event: its series or name, its edition and day or year (may be empty), its city (may be empty)."""
    return f"event:{_digest('event', normal(name), occasion, normal(city))}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
