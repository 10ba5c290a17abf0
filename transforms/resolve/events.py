"""Events: 第十二届世界城市论坛 on five pages is one event; its thirteenth round is another.

Which page-level events are one is told in rounds.py; here they become rows. A reprint tells the event of the page it was taken from,
even where its 今日 is the day of another paper. A page that gives another city or another day tells another event; the two meet in
the `conflicts` view. A bare series without edition, year or day joins nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from transforms import gazetteer
from transforms.model.ids import normal
from transforms.resolve import likeness
from transforms.resolve.corrections import Correction, applied
from transforms.resolve.merges import Link, Merge, joined
from transforms.resolve.rounds import Unit, grouped, one_place

T = TypeVar("T")

# What an event is known by on a page and on its reprint: the page, the name, the round.
Place = tuple[str, str, int | None]

REPRINT = 0.99

# No event that has a last day lasts longer: the end a copy gives a year too late is none.
LASTS = timedelta(days=300)


class Telling(msgspec.Struct, frozen=True, gc=False):
    """An event as one document tells it: a row of `event_documents`, and the day the page was published."""

    event_id: str
    document_id: str
    name: str
    series: str | None
    edition: int | None
    year: int | None
    start_date: date | None
    end_date: date | None
    city: str | None
    adcode: str | None
    venue: str | None
    theme: str | None
    status: str
    parent_event_id: str | None
    whole: str | None  # series and round of the event it is a part of
    confidence: float
    published: date | None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event, once for the whole corpus."""

    event_id: Annotated[str, "Stable id; a merge keeps the one that is published, else the smaller one."]
    name: Annotated[str, "The name most documents use, one with edition or year before others, the longest of those."]
    series: Annotated[str | None, "The name without year and edition, where it recurs."]
    edition: Annotated[int | None, "Number of the round, as in 第七届; NULL where none is stated."]
    parent_event_id: Annotated[str | None, "The event it is a named part of."]
    start_date: Annotated[date | None, "First day."]
    end_date: Annotated[date | None, "Last day (inclusive); NULL where only the opening is told."]
    city: Annotated[str | None, "The city it was held in, as most documents write it."]
    adcode: Annotated[str | None, "Administrative division code of the city, if it is in China."]
    venue: Annotated[str | None, "The building or place it was held in."]
    theme: Annotated[str | None, "Its theme."]
    status: Annotated[Literal["held", "planned"], "held as soon as one document tells it as past."]
    documents: Annotated[int, "Documents that tell it, reprints included."]
    former_ids: Annotated[list[str], "Ids that were merged into this one; sorted."]


def events(
    tellings: Iterable[Telling],
    copies: Mapping[str, str] | None = None,
    published: Set[str] = frozenset(),
    corrections: Iterable[Correction] = (),
) -> tuple[list[Event], list[Merge]]:
    """Return every event once, sorted by id, and which page-level ids were merged into which, of tellings that fit in memory."""
    rows = sorted(tellings, key=lambda row: (row.event_id, row.document_id))
    merges, copied = event_merges(lambda: [rows], copies or {}, published, corrections)
    into = {merge.id: merge.entity_id for merge in merges}

    def catalogued(row: Telling) -> str:
        return into.get(row.event_id, row.event_id)

    return [event(id, list(told), into, copied) for id, told in groupby(sorted(rows, key=catalogued), catalogued)], merges


def block(series: str | None, name: str) -> str:
    """Return what the names of one event have in common: events of different blocks are one by correction only."""
    return likeness.folded(likeness.core(series or name))[-likeness.HEAD :]


def event_merges(
    blocks: Callable[[], Iterable[Iterable[Telling]]], copies: Mapping[str, str], published: Set[str], corrections: Iterable[Correction]
) -> tuple[list[Merge], Set[str]]:
    """Return which page-level ids were merged into which, sorted by id, and which ids reprints alone gave.

    The tellings of a block come in the order of their ids; all are never held at once. `copies` gives the original of a document that
    is a reprint; `published` are the ids that the catalog has. Raises CorrectionError for a correction that changes nothing.
    """
    corrections = [row for row in corrections if row.type == "event"]
    named = Named(corrections)
    found = [_links(map(named.note, tellings), copies, {}) for tellings in blocks()]
    links = [link for links, _ in found for link in links]
    copied = {id for _, reprints in found for id in reprints}
    merges = joined(links, published=published)
    if not corrections:
        return merges, copied
    made = applied(corrections, named.ids, merges)
    foes: defaultdict[str, set[str]] = defaultdict(set)
    for one, two in made.splits:
        foes[one].add(two)
        foes[two].add(one)
    links = [link for tellings in blocks() for link in _links(tellings, copies, foes)[0]]
    return joined([*made.merges, *links], made.splits, published), copied


class Named:
    """The ids of the events that corrections speak of."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self.ids: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._names = {form for row in corrections for name in (row.name, row.other) for form in (name, normal(name))}

    def note(self, row: Telling) -> Telling:
        """Keep the id of a telling, if it is spoken of, and return the telling."""
        if self._names and (row.event_id in self._names or normal(row.name) in self._names):
            self.ids["event", normal(row.name)].add(row.event_id)
        return row


def _links(tellings: Iterable[Telling], copies: Mapping[str, str], foes: Mapping[str, set[str]]) -> tuple[list[Link], Set[str]]:
    """Return links between events of a block that are one by what pages say or by reprint, and the ids that reprints alone gave."""
    units: dict[str, Unit] = {}
    there: defaultdict[Place, list[tuple[str, str | None]]] = defaultdict(list)
    taken: dict[str, list[Place]] = {}
    sources = set(copies.values())
    for id, told in groupby(tellings, attrgetter("event_id")):
        rows = list(told)
        units[id] = _unit(id, rows, frozenset(foes.get(id, ())))
        for row in rows:
            if row.document_id in sources:
                there[row.document_id, *_known_by(row)].append((id, _place(row)))
        if all(row.document_id in copies for row in rows):
            taken[id] = [(copies[row.document_id], *_known_by(row)) for row in rows]
    originals = _originals(taken, there, units)
    links = [Link(copy, original, REPRINT, "reprint of the page that tells it") for copy, original in originals.items()]
    for group in grouped(unit for id, unit in units.items() if id not in originals):
        first = group.units[0]
        links += [Link(unit.id, first.id, unit.score, unit.reason) for unit in group.units[1:]]
    return links, originals.keys()


def _originals(
    taken: Mapping[str, list[Place]], there: Mapping[Place, list[tuple[str, str | None]]], units: Mapping[str, Unit]
) -> dict[str, str]:
    """Return, for ids that reprints alone gave, the id that the event has on the page they were taken from."""
    found = {}
    for id, places in taken.items():
        told = [there.get(place, []) for place in places]
        ids = {each[0][0] for each in told if len(each) == 1 and _one_city(each[0][1], units[id].place)}
        if all(len(each) == 1 for each in told) and len(ids) == 1 and id not in ids:
            found[id] = ids.pop()
    return {copy: original for copy, original in found.items() if original not in found}


def _one_city(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one_place(one, two)


def _known_by(row: Telling) -> tuple[str, int | None]:
    """Return what an event is known by on a page and on its reprint."""
    return likeness.folded(likeness.core(row.series or row.name)), row.edition


def _unit(id: str, rows: list[Telling], foes: frozenset[str]) -> Unit:
    """Return what the pages that gave an event one id say of it."""
    first = rows[0]
    place = next((place for row in rows if (place := _place(row))), None)
    core = likeness.core(first.series or first.name)
    return Unit(
        id=id, core=core, recurs=first.series is not None or core != normal(first.name), edition=first.edition, year=_year(first),
        place=place, days=_once((row.start_date, row.end_date) for row in rows if row.start_date or row.end_date),
        whole=next((normal(row.whole) for row in rows if row.whole), None), themes=_once(row.theme for row in rows if row.theme),
        documents=_once(row.document_id for row in rows), published=_once(row.published for row in rows if row.published), foes=foes,
    )


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _year(row: Telling) -> int | None:
    return row.start_date.year if row.start_date else row.year


def _place(row: Telling) -> str | None:
    """Return the code of the city a page names, else its name."""
    if not row.city:
        return None
    division = gazetteer.divisions().get(row.adcode or "") or gazetteer.division(row.city)
    return division.adcode if division else normal(row.city.removesuffix("市"))


def _stated(row: Telling) -> int:
    return sum(value is not None for value in (row.edition, _year(row), row.start_date, row.end_date, row.city))


def event(id: str, rows: list[Telling], into: Mapping[str, str], copied: Set[str]) -> Event:
    """Return the event of an id: `rows` are its tellings, in order; what only reprints say counts where nothing else says it."""
    best = sorted(rows, key=lambda row: (row.event_id in copied, -_stated(row), -row.confidence, row.document_id))
    # A page that tells one day alone, 19日,在大会上, may tell a day in the middle.
    start = _common([row for row in best if row.start_date != row.end_date], "start_date") or _common(best, "start_date")
    told = [row for row in best if row.start_date != row.end_date or row.start_date == start]
    ends = [row.end_date for row in told if row.end_date and (start is None or start <= row.end_date < start + LASTS)]
    parent = _common(best, "parent_event_id")
    name = _name(rows)
    return Event(
        event_id=id, name=name, series=_common([row for row in best if row.name == name], "series") or _common(best, "series"),
        edition=_common(best, "edition"), parent_event_id=into.get(parent, parent) if parent else None,
        start_date=start, end_date=max(ends, default=None), city=_common(best, "city"), adcode=_common(best, "adcode"),
        venue=_common(best, "venue"), theme=_common(best, "theme"),
        status="held" if any(row.status == "held" for row in rows) else "planned",
        documents=len({row.document_id for row in rows}), former_ids=sorted({row.event_id for row in rows} - {id}),
    )


def _name(rows: list[Telling]) -> str:
    """Return the name of an event: with its round, as a writer has it and not a spinner, as most pages write it."""

    def weight(item: tuple[str, int]) -> tuple[bool, bool, int, int, str]:
        name, pages = item
        return likeness.core(name) != normal(name), likeness.SWAPPED.search(name) is None, pages, len(name), name

    return max(Counter(row.name for row in rows).items(), key=weight)[0]


def _common(rows: list[Telling], column: str) -> Any:
    """The value most tellings state; of several, the one of the best telling."""
    values = [value for row in rows if (value := getattr(row, column)) is not None]
    return Counter(values).most_common(1)[0][0] if len(values) > 1 else values[0] if values else None
