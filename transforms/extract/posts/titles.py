"""Titles: the posts and professions people have (市长, 教授), and the words for those who have neither (市民, 参展商).

Shared grammar of names; titles.csv and laypeople.csv. Not meant: whose post it is, and which body it belongs to (leads.py).
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import daachorse
import msgspec

from transforms import lexicon


class Title(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A post or a profession; or, of kind `word`, what only begins like one (主席台)."""

    title: str
    kind: Literal["government", "firm", "state", "person", "rank", "byline", "layman", "word"] | None = None
    why: str


class Layman(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A word for somebody who holds no post; before `goes_on` it is another word (居民区)."""

    word: str
    goes_on: str = ""
    why: str


TITLES = lexicon.read("titles", Title)
PREFIXES = lexicon.words("title_prefixes")
TITLE_WORDS = frozenset(row.title for row in TITLES if row.kind != "word")


@cache
def posts() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, list[Title]]:
    """Return the automaton over all posts, professions and words for those who have neither, and what each is."""
    rows = {row.title: row for row in TITLES}
    for one in lexicon.read("laypeople", Layman):
        rows.setdefault(one.word, Title(title=one.word, kind="layman", why=one.why))
        for after in one.goes_on:
            rows.setdefault(one.word + after, Title(title=one.word + after, kind="word", why=one.why))
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(rows), daachorse.MATCH_KIND_LEFTMOST_LONGEST), list(rows.values())


@cache
def people() -> frozenset[str]:
    """Return what people are called by their work, of which there are societies: 律师, 建筑师, 记者."""
    return frozenset(row.title for row in posts()[1] if row.kind in ("person", "byline", "layman"))


@cache
def stops() -> frozenset[str]:
    """Return the words that cannot stand inside a name: 由, 举办, 专家."""
    return TITLE_WORDS.union(lexicon.words("name_stops"))
