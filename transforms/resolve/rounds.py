"""Rounds: which page-level events are one event, as in 第七届滨水空间论坛 on one page, 滨水空间论坛 on the day it opened on another.

First what has one name: an equal edition, year or day ties the two, or that both are a part of one event (青年论坛 of the fifth forum), and
nothing may contradict. Then what has another name and the
same day and city: a short form, or the words of a machine. A page that gives another edition, city or day tells another event; so
does one that names both. A telling that two events could take, because it names neither, joins none. Names are compared inside
blocks of one city, day (or year, where no day is told) and head only, and only so many of them: the work grows with the number of pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import chain, combinations, product
from typing import TypeVar

import msgspec

from transforms import gazetteer
from transforms.resolve import likeness

# Stands for every city where groups are looked up for a telling that names none.
ANYWHERE = "*"

# Groups that one telling is compared with, and names of one block that are compared with each other.
COMPARED = 64
# Days of one event that it is looked up by.
DAYS = 10
DAY = timedelta(days=1)

# A page that gives no day (近日, 即将) tells of what was held a little before it or will be a little later.
BEFORE, AFTER = timedelta(days=60), timedelta(days=14)

T = TypeVar("T")

Days = tuple[date | None, date | None]
Pair = tuple[int, int]

# What opened on one day and closed on another is one event, unless it took longer than fairs do.
LONGEST = timedelta(days=31)
# What one page tells the opening of, another may tell a day of: 18日开幕, and 19日,在大会上.
OPENED = timedelta(days=7)


class Unit(msgspec.Struct, gc=False):
    """What the pages that gave an event one id say of it."""

    id: str
    core: str
    recurs: bool  # whether it has a series: a 签约仪式 of the same year is another one
    edition: int | None
    year: int | None
    place: str | None  # a division's code, else the city's name
    days: tuple[Days, ...]
    whole: str | None  # the round that it is a part of
    themes: tuple[str, ...]
    documents: tuple[str, ...]
    published: tuple[date, ...]  # the days of the pages
    foes: frozenset[str]  # ids that are another event, as an analyst says
    score: float = 1.0
    reason: str = ""

    @property
    def stated(self) -> int:
        """How much of what tells rounds apart is known."""
        return sum(value is not None for value in (self.edition, self.year, self.place)) + 2 * bool(self.days)


class Group:
    """Units that are one event. Invariant: no two of them contradict each other.

    There are as many as events, so what most have one of is a tuple and not a set.
    """

    __slots__ = ("cores", "days", "documents", "edition", "foes", "place", "places", "published", "themes", "units", "wholes", "year")

    def __init__(self, unit: Unit) -> None:
        self.units = [unit]
        self.cores: tuple[str, ...] = (unit.core,)
        self.edition, self.year, self.place = unit.edition, unit.year, unit.place
        self.places: tuple[str, ...] = (unit.place,) if unit.place else ()
        self.wholes: tuple[str, ...] = (unit.whole,) if unit.whole else ()
        self.days, self.themes, self.documents, self.published, self.foes = unit.days, unit.themes, unit.documents, unit.published, unit.foes

    @property
    def id(self) -> str:
        """The smallest of its ids."""
        return min(unit.id for unit in self.units)

    def contradicts(self, other: Group) -> bool:
        """Tell whether two groups name another edition, year, city or day."""
        if self.edition is not None and other.edition is not None and self.edition != other.edition:
            return True
        if self.places != other.places and not all(one_place(a, b) for a in self.places for b in other.places):
            return True
        misdated = self.edition is not None and self.edition == other.edition and _calendar(self.days) & _calendar(other.days)
        if not misdated and self.year is not None and other.year is not None and self.year != other.year:
            return True
        if self.foes and any(unit.id in self.foes for unit in other.units):
            return True
        return not misdated and not all(_meet(one, two) for one in _ranges(self.days) for two in _ranges(other.days))

    def bits(self, other: Group) -> tuple[int, str]:
        """Return how sure it is that another group is the same event, and what says so."""
        said = [likeness.names(self.cores[0], other.cores[0]) + " name"]
        if self.edition is not None and self.edition == other.edition:
            said.append("edition")
        if self.days and other.days:
            first = {start for start, _ in self.days if start} & {start for start, _ in other.days}
            said.append("first day" if first else "day")
        elif self.year is not None and self.year == other.year:
            said.append("year")
        if _near(self, other) or _near(other, self):
            said.append("published near")
        if self.places and other.places:
            said.append("city")
        if set(self.wholes) & set(other.wholes):
            said.append("part of one")
        theme = likeness.themes(self.themes, other.themes)
        if theme and (theme == "theme" or said[0] in ("short name", "alike name")):  # pages that name it alike may err in its theme
            said.append(theme)
        return likeness.PRIOR + sum(likeness.BITS[what] for what in said), ", ".join(said)

    def absorb(self, other: Group, bits: int, reason: str) -> None:
        """Take the units of a group that this one does not contradict."""
        score = likeness.probability(bits)
        for unit in other.units:
            unit.score, unit.reason = min(unit.score, score), unit.reason or reason
        self.units += other.units
        self.cores = _both(self.cores, other.cores)
        self.edition = other.edition if self.edition is None else self.edition
        self.year = other.year if self.year is None else self.year
        self.place = self.place or other.place
        self.places = _both(self.places, other.places)
        self.days = _both(self.days, other.days)
        self.wholes = _both(self.wholes, other.wholes)
        self.themes = _both(self.themes, other.themes)
        self.documents = _both(self.documents, other.documents)
        self.published = _both(self.published, other.published)
        self.foes |= other.foes


def grouped(units: Iterable[Unit]) -> list[Group]:
    """Return the groups of units that are one event, whatever order the units come in."""
    named = defaultdict(list)
    for unit in sorted(units, key=lambda unit: unit.id):
        named[unit.core].append(unit)
    groups = [group for core in sorted(named) for group in _one_name(named[core])]
    return _other_names(groups)


def _both(one: tuple[T, ...], two: tuple[T, ...]) -> tuple[T, ...]:
    return one if one == two else tuple(dict.fromkeys(one + two))


@cache
def region(place: str) -> str:
    """Return the code of the city around a division; of anything else itself."""
    around = (place, *gazetteer.chain(place))
    return next((code for code in around if (row := gazetteer.divisions().get(code)) and row.level == "city"), around[-1])


def one_place(one: str, two: str) -> bool:
    """Tell whether two cities are one, or one lies in the other."""
    return one == two or gazetteer.related(one, two)


def _ranges(days: Collection[Days]) -> Collection[Days]:
    """Return the whole ranges if there are any: what lies in one of them is a day of the event, even if another day lies there too."""
    return {(start, end) for start, end in days if start and end and start != end} or days


def _near(undated: Group, dated: Group) -> bool:
    """Tell whether the pages that give no day were all published about the days of the other ones."""
    days = [day for pair in dated.days for day in pair if day]
    if undated.days or not days or not undated.published:
        return False
    return min(days) - BEFORE <= min(undated.published) and max(undated.published) <= max(days) + AFTER


def _calendar(days: Iterable[Days]) -> set[tuple[int, int]]:
    """Return the first days without their year: a copy of 5月6日 that bears the date of its own site is a year too late."""
    return {(start.month, start.day) for start, _ in days if start}


def _meet(one: Days, two: Days) -> bool:
    """Tell whether days can be of one event: one page may tell the opening, another the whole range or the end."""
    (a, b), (c, d) = one, two
    if a is None or c is None:
        if a is None and c is None:
            return b == d
        (start, end), (_, last) = (two, one) if a is None else (one, two)
        assert start and last
        return start <= last <= (end if end and end != start else start + LONGEST)
    return a <= c <= _last(a, b, d) or c <= a <= _last(c, d, b)


def _last(start: date, end: date | None, other: date | None) -> date:
    """Return the last day that can be of an event: of one that a page only opens it may be a week later, if the `other` page tells an end."""
    return end or (start + OPENED if other else start)


def _one_name(units: list[Unit]) -> list[Group]:
    """Group the units of one core: what states most comes first, so that what states little finds all it could belong to."""
    if len(units) == 1:
        return [Group(units[0])]
    groups: list[Group] = []
    tied: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: (-unit.stated, unit.id)):
        group = Group(unit)
        area, ties = region(unit.place) if unit.place else None, list(_ties(unit))
        near = sorted({n for tie in ties for where in ((area, None) if area else (ANYWHERE,)) for n in tied[*tie, where][:COMPARED]})
        found = sorted(((*groups[n].bits(group), n) for n in near[:COMPARED] if not groups[n].contradicts(group)), key=lambda f: (-f[0], f[2]))
        # What two rounds could be is neither: 2024年, without a city, of a forum that two cities held.
        if found and found[0][0] >= likeness.ENOUGH and not (len(found) > 1 and found[1][0] == found[0][0]):
            bits, reason, number = found[0]
            groups[number].absorb(group, bits, reason)
        else:
            number = len(groups)
            groups.append(group)
        for tie in ties:
            home = groups[number].place
            for where in {area, region(home) if home else None, ANYWHERE}:
                if number not in tied[*tie, where][-1:]:
                    tied[*tie, where].append(number)
    return groups


def _ties(unit: Unit) -> Iterator[tuple[str, object]]:
    """Yield what may tie a unit to others of its name."""
    if unit.edition is not None:
        yield "edition", unit.edition
    for day in sorted(set(_each_day(unit.days))):
        yield "day", day
    if unit.year is not None and unit.recurs:
        yield "year", unit.year
    if unit.whole:
        yield "whole", unit.whole


def _each_day(ranges: Iterable[Days]) -> Iterator[date]:
    for start, end in ranges:
        if start and end:
            yield from (start + timedelta(days=number) for number in range(min((end - start).days, DAYS)))
        yield from (day for day in (start, end) if day)


def _other_names(groups: list[Group]) -> list[Group]:
    """Join the groups whose names are not equal and that yet are one event, the surest first."""
    sure: dict[Pair, tuple[int, str]] = {}
    for met, fresh in _blocks(groups):
        for one, two in map(sorted, chain(combinations(fresh, 2), product(met, fresh))):
            a, b = groups[one], groups[two]
            if (one, two) in sure or a.contradicts(b) or not set(a.documents).isdisjoint(b.documents):
                continue
            found = a.bits(b)
            if found[0] >= likeness.ENOUGH:
                sure[one, two] = found
    unclear = _unclear(groups, sure)
    leader = list(range(len(groups)))
    for (one, two), (bits, reason) in sorted(sure.items(), key=lambda item: (-item[1][0], groups[item[0][0]].id, groups[item[0][1]].id)):
        if (one, two) in unclear:
            continue
        one, two = sorted((_root(leader, one), _root(leader, two)))
        if one != two and not groups[one].contradicts(groups[two]):
            groups[one].absorb(groups[two], bits, reason)
            leader[two] = one
    return [group for number, group in enumerate(groups) if leader[number] == number]


def _unclear(groups: list[Group], sure: Mapping[Pair, tuple[int, str]]) -> set[Pair]:
    """Return the pairs whose short name could as well be that of another event: 数字论坛 of two 数字…论坛 on one day."""
    longer = defaultdict(set)
    for pair, (_, reason) in sure.items():
        if reason.startswith("short"):
            short, long = sorted(pair, key=lambda n: len(likeness.folded(groups[n].cores[0])))
            longer[short].add(long)
    apart = {s for s, longs in longer.items() if any((min(p), max(p)) not in sure for p in combinations(sorted(longs), 2))}
    return {(min(s, n), max(s, n)) for s in apart for n in longer[s]}


def _blocks(groups: list[Group]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the groups that meet, as they may be one: of one city and head of the name those of a day or of a year.

    The first ones have met each other before: on the day before, or, of a year, on a day that both of them give. Groups of one number
    meet though a page names no city, and 第二届进博会 though it gives no day: everybody knows which fair that is. There are as many days
    as groups, so those of one city are forgotten before those of the next one are gathered.
    """
    cities: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        known = group.days or likeness.abbreviated(group.cores[0])
        rounds = {f"round {group.edition}"} if group.edition is not None and known else set()
        for area in {*map(region, group.places), *rounds}:
            cities[likeness.folded(group.cores[0])[-likeness.HEAD :], area].append(number)
    for numbers in cities.values():
        if len(numbers) == 1:
            continue
        times: defaultdict[date | int, list[int]] = defaultdict(list)
        for number in numbers:
            group = groups[number]
            for day in set(_each_day(group.days)):
                times[day].append(number)
            for year in {group.year} if group.year is not None else {day.year for day in group.published}:
                times[year].append(number)
        for time, block in times.items():
            compared = block[:COMPARED]
            met = {n for n in block if groups[n].days} if isinstance(time, int) else set(times.get(time - DAY, ())[:COMPARED])
            yield [n for n in compared if n in met], [n for n in compared if n not in met]


def _root(leader: list[int], number: int) -> int:
    while leader[number] != number:
        leader[number] = number = leader[leader[number]]
    return number
