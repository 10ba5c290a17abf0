"""The gazetteer: 威海 is 威海市, division 371000; 韩国 is KR; 住建部 is 住房和城乡建设部. Divisions, countries, cities, regions and bodies.

Tables built from public packages (seeds/lexicon/build.py) and written by hand, read when first asked for. A short name that
several divisions share (鼓楼, 朝阳) is never resolved by default: without a place nearby that decides, there is no division.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from transforms import lexicon

Level = Literal["province", "city", "county", "zone"]
LEVELS: tuple[Level, ...] = ("province", "city", "county", "zone")


class Division(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An administrative division of China, or a development zone that the statistics number like one."""

    adcode: str
    name: str
    short: str | None = None
    level: Level
    parent: str | None = None
    longitude: float | None = None
    latitude: float | None = None
    why: str


@cache
def divisions() -> dict[str, Division]:
    """Return every division by its code."""
    return {row.adcode: row for row in lexicon.read("divisions", Division)}


@cache
def divisions_by_name() -> dict[str, tuple[Division, ...]]:
    """Return the divisions that go by a full or short name: 武汉市, 武汉."""
    found: dict[str, list[Division]] = defaultdict(list)
    for row in divisions().values():
        found[row.name].append(row)
        if row.short and row.short != row.name:
            found[row.short].append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def division(name: str, near: Iterable[str] = ()) -> Division | None:
    """Return the division called `name`, full or short: 威海 -> 威海市 (371000); None if there is none, or several and nothing decides.

    `near` are codes of places that the text speaks of: the division inside or around one of them is meant. Without such help a
    higher level wins for a short name (吉林 is the province, 本溪 the city, not the county of that name), and equals are ambiguous.
    """
    rows = divisions_by_name().get(name, ())
    if len(rows) > 1:
        about = [code for code in near if code]
        rows = tuple(row for row in rows if any(related(row.adcode, code) for code in about)) or rows
    if len(rows) > 1:
        exact = tuple(row for row in rows if row.name == name)
        rows = exact or rows
        top = min(LEVELS.index(row.level) for row in rows)
        # Only provinces and cities outrank: of two counties, or a county and a zone, neither is more meant than the other.
        rows = tuple(row for row in rows if LEVELS.index(row.level) == top) if top < LEVELS.index("county") else rows
    return rows[0] if len(rows) == 1 else None


def related(one: str, two: str) -> bool:
    """Return whether one division is the other, or lies in it."""
    return one == two or one in chain(two) or two in chain(one)


@cache
def chain(adcode: str) -> tuple[str, ...]:
    """Return the codes of the divisions around `adcode`, nearest first: 龙华区 -> 深圳市, 广东省."""
    found: list[str] = []
    row = divisions().get(adcode)
    while row and row.parent:
        found.append(row.parent)
        row = divisions().get(row.parent)
    return tuple(found)
