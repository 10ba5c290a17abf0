"""Events: 第七届国际城市可持续发展高层论坛 on five pages is one event; its eighth round is another.

Two pages tell one event where the series (else the name) is the same, and edition, year, city and dates do not contradict each
other, and something beyond the name ties them: an equal edition, year or day. A page that gives another city or another day
tells another event; the two meet in the `conflicts` view. A bare series without year or edition joins nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from transforms.model.ids import normal
from transforms.resolve.merges import Merge, joined

ROUND = re.compile(r"^(?:\d{4}年?|第[一二三四五六七八九十百0-9]+届|首届|第[一二三四五六七八九十百0-9]+次)+|[(（]\d{4}年?[)）]")

# Stands for every city where groups are looked up for a telling that names none.
ANYWHERE = "*"


class Telling(msgspec.Struct, frozen=True, gc=False):
    """An event as one document tells it: a row of `event_documents`."""

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
    confidence: float


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event, once for the whole corpus."""

    event_id: Annotated[str, "Stable id; a merge keeps the smaller one."]
    name: Annotated[str, "The name most documents use, the longest of those."]
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


def events(tellings: Iterable[Telling]) -> tuple[list[Event], list[Merge]]:
    """Return every event once, sorted by id, and which page-level ids were merged into which."""
    rows = sorted(tellings, key=lambda row: (row.event_id, row.document_id))
    blocks = defaultdict(list)
    for row in rows:
        blocks[_core(row)].append(row)
    merges = joined(link for block in blocks.values() for link in _links(block))
    into = {merge.id: merge.entity_id for merge in merges}
    former = defaultdict(list)
    for merge in merges:
        former[merge.entity_id].append(merge.id)
    members = defaultdict(list)
    for row in rows:
        members[into.get(row.event_id, row.event_id)].append(row)
    return [_event(id, members[id], sorted(former[id]), into) for id in sorted(members)], merges


def _core(row: Telling) -> str:
    """The name all rounds share: pages that write the series and pages that write only the round's name meet in one block."""
    return normal(ROUND.sub("", row.series or row.name)) or normal(row.name)


def _links(block: list[Telling]) -> Iterable[tuple[str, str, str]]:
    """Yield (id, id, reason) for tellings of one event.

    Each telling joins the first group whose every member agrees with it, the best dated first: agreement with one member alone
    would chain two editions through a telling that names neither. Equal tellings go where the first of them went, and a telling is
    compared with those groups only that share what may tie it, so the thousandth reprint costs no more than the second.
    """
    groups: list[_Group] = []
    tied: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    placed: dict[tuple[object, ...], int] = {}
    for row in sorted(block, key=lambda r: (-_stated(r), r.event_id, r.document_id)):
        city, ties = _city(row), _ties(row)
        alike = (*ties[:-1], row.start_date, row.end_date, city) if len(ties) > 1 else (row.event_id, row.start_date, row.end_date, city)
        number = placed.get(alike)
        if number is None:
            near = {n for tie in ties for where in ((city, None) if city else (ANYWHERE,)) for n in tied[*tie, where]}
            number = next((n for n in sorted(near) if groups[n].takes(row, city)), len(groups))
            if number == len(groups):
                groups.append(_Group(row.event_id))
            group = groups[number]
            group.add(row, city)
            for tie in ties:
                for where in (group.city, city, ANYWHERE):
                    tied[*tie, where].add(number)
            placed[alike] = number
        if row.event_id != groups[number].event_id:
            yield row.event_id, groups[number].event_id, "same series; edition, year, city and days agree"


class _Group:
    """Tellings of one event. Invariant: any two of them agree, so all that name an edition, a year or a city name the same."""

    __slots__ = ("city", "days", "edition", "event_id", "year")

    def __init__(self, event_id: str) -> None:
        self.event_id = event_id
        self.edition: int | None = None
        self.year: int | None = None
        self.city: str | None = None
        self.days: set[tuple[date, date]] = set()

    def takes(self, row: Telling, city: str | None) -> bool:
        """Whether a telling agrees with all that is in the group."""
        stated = ((self.edition, row.edition), (self.year, _year(row)), (self.city, city))
        if any(one is not None and two is not None and one != two for one, two in stated):
            return False
        days = _days(row)
        # One page may tell the opening day, another one the whole range.
        return days is None or all(start <= days[0] <= end or days[0] <= start <= days[1] for start, end in self.days)

    def add(self, row: Telling, city: str | None) -> None:
        """Add a telling that the group takes."""
        self.edition = row.edition if self.edition is None else self.edition
        self.year = _year(row) if self.year is None else self.year
        self.city = self.city or city
        if days := _days(row):
            self.days.add(days)


def _ties(row: Telling) -> list[tuple[str, object]]:
    """What may tie a telling to others beyond the name; its id comes last."""
    found: list[tuple[str, object]] = [(kind, value) for kind, value in (("edition", row.edition), ("year", _year(row))) if value is not None]
    return [*found, ("id", row.event_id)]


def _stated(row: Telling) -> int:
    return sum(value is not None for value in (row.edition, _year(row), row.start_date, row.end_date, row.city))


def _year(row: Telling) -> int | None:
    return row.start_date.year if row.start_date else row.year


def _days(row: Telling) -> tuple[date, date] | None:
    return (row.start_date, row.end_date or row.start_date) if row.start_date else None


def _city(row: Telling) -> str | None:
    return normal(row.city.removesuffix("市")) if row.city else None


def _event(id: str, rows: list[Telling], former: list[str], into: dict[str, str]) -> Event:
    best = sorted(rows, key=lambda row: (-_stated(row), -row.confidence, row.document_id))
    start = _common(best, "start_date")
    ends = [row.end_date for row in best if row.end_date and (start is None or row.end_date >= start)]
    parent = _common(best, "parent_event_id")
    return Event(
        event_id=id, name=max(Counter(row.name for row in best).items(), key=lambda item: (item[1], len(item[0]), item[0]))[0],
        series=_common(best, "series"), edition=_common(best, "edition"), parent_event_id=into.get(parent, parent) if parent else None,
        start_date=start, end_date=max(ends, default=None), city=_common(best, "city"), adcode=_common(best, "adcode"),
        venue=_common(best, "venue"), theme=_common(best, "theme"),
        status="held" if any(row.status == "held" for row in rows) else "planned",
        documents=len({row.document_id for row in rows}), former_ids=former,
    )


def _common(rows: list[Telling], column: str) -> Any:
    """The value most tellings state; of several, the one of the best telling."""
    values = [value for row in rows if (value := getattr(row, column)) is not None]
    return Counter(values).most_common(1)[0][0] if len(values) > 1 else values[0] if values else None
