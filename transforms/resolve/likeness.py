"""Likeness: how sure it is that two tellings tell one event, as a sum of bits that can be read back.

第七届国际滨水空间论坛 on 16 October in 武汉 and 滨水空间论坛 on the same day there: the short name says little, the day and the city
much. Each agreement adds bits, other names and other themes take some away; a probability is what they make together. What is never
weighed is contradiction: another edition, year, city or day is another event, however alike the names (events.py keeps that).
Not alike are 城市论坛 and 城市论坛青年论坛, which begins where the first one ends: it is a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Annotated, Literal

import msgspec

from transforms import lexicon
from transforms.model.ids import normal
from transforms.model.patterns import pattern

Likeness = Literal["same", "reworded", "short", "alike", "other"]


class Swap(msgspec.Struct, frozen=True):
    """A word that a spinner puts for another, in names too, or the short form of a fair that everybody knows."""

    swapped: Annotated[str, "What the copy has, or the headline."]
    usual: Annotated[str, "What stood there, or what it is short for."]
    why: Annotated[str, "Who writes so."]


# log2 of how much more often one event has it than two events of one name, or of one day and city, do.
BITS: dict[str, int] = {
    "same name": 6, "reworded name": 5, "short name": 2, "alike name": -6, "other name": -99,
    "first day": 6, "day": 5, "edition": 4, "city": 3, "published near": 3, "part of one": 4, "year": 2, "theme": 5, "other theme": -5,
}  # fmt: skip
PRIOR = -7
ENOUGH = 1

USUAL = {row.swapped: row.usual for row in lexicon.read("name_swaps", Swap)}
SWAPPED = pattern("|".join(sorted(map(re.escape, USUAL), key=len, reverse=True)))
ROUND = pattern(r"^(?:\d{4}年?|第[一二三四五六七八九十百0-9]+[届次个]|首届)+|[(（]\d{4}年?[)）]")
LETTERS = pattern(r"\W+")

# 论坛, 大会: what two names of one event end in, and what a short name must have beside it.
HEAD = 2
CONTENT = 2
ALIKE = 0.7
THEMES_ALIKE = 0.6


@lru_cache(1 << 14)
def folded(name: str) -> str:
    """Return a name or theme with what a spinner swapped put back, letters only: 都市 is 城市."""
    return SWAPPED.sub(lambda match: USUAL[match[0]], LETTERS.sub("", normal(name)))


def core(name: str) -> str:
    """Return the name that all rounds share: pages that write the series and pages that write only the round's name meet in it."""
    return normal(ROUND.sub("", name)) or normal(name)


def abbreviated(core: str) -> bool:
    """Tell whether a name is the short form of a fair that everybody knows: 进博会."""
    return USUAL.get(core[-3:], "").endswith("会")


def names(one: str, two: str) -> Likeness:
    """Say how two cores are alike: same, the same reworded, one the short form of the other, merely alike, or not at all."""
    if one == two:
        return "same"
    short, long = sorted((folded(one), folded(two)), key=len)
    if short == long:
        return "reworded"
    if short[-HEAD:] != long[-HEAD:] or long.startswith(short):
        return "other"
    if len(short) >= HEAD + CONTENT and _stands_in(short, long):
        return "short"
    return "alike" if _share(short, long, ALIKE) else "other"


def themes(one: Collection[str], two: Collection[str]) -> str | None:
    """Say whether two events have one theme, as far as pages tell."""
    if not one or not two:
        return None
    return "theme" if any(_one_theme(a, b) for a in one for b in two) else "other theme"


def _one_theme(one: str, two: str) -> bool:
    short, long = sorted((folded(one), folded(two)), key=len)
    return short in long or _share(short, long, THEMES_ALIKE)


def probability(bits: int) -> float:
    """Return what bits make: 0 is as likely as not."""
    return round(1 / (1 + 2.0**-bits), 4)


def _stands_in(short: str, long: str) -> bool:
    """Tell whether a name has the characters of a shorter one in their order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _share(short: str, long: str, share: float) -> bool:
    """Tell whether two names have that share of the longer one in common, in its order; most have not even the characters."""
    enough = share * len(long)
    return sum(map(set(short).__contains__, long)) >= enough and _common(short, long) >= enough


def _common(one: str, two: str) -> int:
    """Return the length of the longest common subsequence: a row of the table of all beginnings is the bits of one number."""
    places: dict[str, int] = {}
    for at, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << at
    row = every = (1 << len(one)) - 1
    for character in two:
        met = row & places.get(character, 0)
        row = (row + met | row - met) & every
    return len(one) - row.bit_count()
