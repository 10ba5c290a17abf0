"""Event documents: an event as one page tells it, as in 第三届园艺博览会5月6日至9日在徐州会展中心举行,以“…”为主题.

One row an event, however often the page names it (occurrences.py); what the page says of it anywhere is gathered in the row.
When and where is read clause by clause (holdings.py), what it is about by itself (themes.py). 举行 on one day gives both dates, 开幕
leaves the end open, 将于 is planned. 主论坛 and 开幕式 are parts of every event and no events; “绿色交通分论坛” has a row and a parent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import msgspec

from transforms import gazetteer
from transforms.extract.events import holdings, notices, parts, themes, whole_places
from transforms.extract.events.event_cities import city_in
from transforms.extract.events.event_editions import unnumbered
from transforms.extract.events.event_spans import dates
from transforms.extract.events.event_statuses import is_planned, over
from transforms.extract.events.holdings import CEREMONIES, Holding
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sameness import TOLD_AT
from transforms.extract.events.sites import short
from transforms.extract.events.subjects import Spoken, joined, main_event, opened, spoken
from transforms.extract.facts import Facts, Name
from transforms.model import ids
from transforms.model.citation import Citation
from transforms.model.document import Document
from transforms.model.patterns import pattern

Status = Literal["held", "planned"]


class EventDocument(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An event as one document tells it, whatever the others say."""

    source: Citation
    event_id: Annotated[str, "The event: events.event_id."]
    name: Annotated[str, "Its fullest name on the page, with edition or year."]
    series: Annotated[str | None, "The name that its rounds have in common, without edition and year."]
    edition: Annotated[int | None, "Which round it is, where the page counts them: 7 for 第七届, 1 for 首届."]
    start_date: Annotated[date | None, "First day."]
    end_date: Annotated[date | None, "Last day; NULL where the page only says that it opened."]
    city: Annotated[str | None, "City it takes place in, as the page names it."]
    venue: Annotated[str | None, "Building or site it takes place in."]
    theme: Annotated[str | None, "Its theme, without quotes."]
    status: Annotated[Status, "Whether it lies ahead of the page or not."]
    parent_event_id: Annotated[str | None, "The event it is a named part of."]
    year: Annotated[int | None, "Year of the round, from its name or its dates."]
    adcode: Annotated[str | None, "Administrative division code of the city, if it is in China and not ambiguous."]


# What is held once, unless it has an edition or a year; and a series with the name of its round: 某某论坛+徐州峰会.
ONCE = ("仪式", "发布会", "通气会", "座谈会", "分论坛", "活动")
DOUBLE = pattern(r"(?P<series>.+?(?:论坛|博览会|大会))[\u4e00-\u9fff]{2,4}(?:峰会|年会|论坛|大会|站)")
SPACED = pattern(r"(?<=[0-9第·])\s+(?=[\u4e00-\u9fff0-9])|(?<=[\u4e00-\u9fff])\s+(?=·)|[(（](?:以下)?简称[^()（）]{1,16}[)）]")


class Told(msgspec.Struct, frozen=True):
    """What a page tells of its events, by their numbers."""

    document: Document
    facts: Facts
    named: dict[int, list[Occurrence]]  # where it speaks of them
    held: dict[int, list[Holding]]  # when and where they take place
    themes: dict[int, str]
    pairs: set[tuple[int, int]]  # which are held as one


def find(document: Document, facts: Facts) -> Iterator[EventDocument]:
    """Yield one row for every event the page names, in the order of their first names; the row cites the fullest name."""
    if not facts.occurrences:
        return
    main, told_in = main_event(document, facts.occurrences), list(spoken(document, facts.occurrences))
    told = _told(document, facts, told_in, main)
    rows = [_row(told, n) for n in sorted(told.named)]
    wholes = parts.find(document, facts.occurrences, told_in, main)
    for n, whole_of in wholes.items():  # “互联网之光”博览会 of the summit of 2021 is that of 2021
        if rows[n].year is None and rows[n].edition is None and rows[whole_of].year:
            rows[n] = _identified(msgspec.structs.replace(rows[n], year=rows[whole_of].year))
    for n, row in enumerate(rows):
        whole = rows[wholes[n]] if n in wholes else None
        if whole and whole.event_id != row.event_id:
            own = any(h.start or h.end for h in told.held[n]) or row.status == "planned" or over(document, row.start_date, row.end_date)
            row = msgspec.structs.replace(row, parent_event_id=whole.event_id, status=row.status if own else whole.status)
        yield row


def _told(document: Document, facts: Facts, told_in: list[Spoken], main: int) -> Told:
    """Return all that the page tells; what it says of one of two that are held as one holds for the other."""
    named: dict[int, list[Occurrence]] = defaultdict(list)
    for o in facts.occurrences:
        named[o.number].append(o)
    pairs = joined(document, facts.occurrences)
    rounds = {n: next((o.year for o in group if o.year), None) for n, group in named.items()}
    rounds |= {one: rounds[two] for one, two in pairs if not rounds[one]}
    held: dict[int, list[Holding]] = defaultdict(list)
    for holding in [*holdings.find(document, facts, told_in, rounds), *notices.find(document, facts, rounds, main)]:
        held[holding.number].append(holding)
    for one, two, opens in opened(document, facts.occurrences):  # 甲大会开幕式暨乙颁奖晚会
        for h in held[two]:
            start, end = (h.start, None) if opens else (None, h.start)
            held[one].append(msgspec.structs.replace(h, number=one, kind="open" if opens else "close", start=start, end=end))
    told = Told(document, facts, named, held, dict(reversed(list(themes.find(document, facts.occurrences)))), pairs)
    _share(told)
    return told


def _share(told: Told) -> None:
    """Add what is said of one event to the one that is held as one with it."""
    shared = Counter([two for _, two in told.pairs])
    said = {n: tuple(held) for n, held in told.held.items()}
    for one, two in told.pairs:
        if shared[two] > 1:  # 第二届论坛暨洽谈会在成都, 第三届论坛暨洽谈会在昆明: which of the fairs is not said
            continue
        name = told.named[one][0].name
        if told.named[two][0].name.endswith(TOLD_AT) and not name.endswith((*TOLD_AT, *CEREMONIES)):  # 甲论坛暨乙博览会新闻发布会
            continue
        years = {o.year for o in told.named[one] if o.year}
        held = [_on_a_day(h, one) if name.endswith(CEREMONIES) else h for h in said.get(two, ())]
        told.held[one] += [h for h in held if h not in told.held[one] and (not years or not h.start or h.start.year in years)]
        if two in told.themes:
            told.themes.setdefault(one, told.themes[two])


def _on_a_day(h: Holding, number: int) -> Holding:
    """Return when and where an award ceremony is that is held as a festival opens or closes: on that day only."""
    day = h.start or h.end
    return msgspec.structs.replace(h, number=number, kind="hold", start=day, end=day) if h.kind in ("open", "close") else h


def _row(told: Told, number: int) -> EventDocument:
    """Return the row of one event from all that the page says of it and of the one it is held as one with."""
    group, held, theme = told.named[number], told.held[number], told.themes.get(number)
    named = [o for o in group if not o.bare]
    fullest = named[0] if len(named) == 1 else max(named, key=lambda o: (o.edition is not None or o.year is not None, len(o.core), -o.start))
    partner = [] if group[0].name.endswith(CEREMONIES) else [o for one, two in told.pairs if one == number for o in told.named[two]]
    start, end = dates(told.document, told.facts, [*group, *partner], held)
    place, adcode = _city(fullest.city or next((h.city for h in held if h.city), None) or city_in(told.document, told.facts, named))
    year = fullest.year or (start.year if start else end.year if end else next((h.year for h in held if h.year), None))
    name = SPACED.sub("", fullest.name)
    if theme is None and told.document.chars[max(0, fullest.start - 2) : fullest.start] == "以“":  # 以“双城对话”为题: the name is the theme
        theme = name
    series = whole_places.series(told.document, name, series_of(fullest))
    row = EventDocument(
        source=told.document.cite(fullest.start, fullest.end, "event_documents", 0.9 if held else 0.7), event_id="",
        name=name, series=series, edition=next((o.edition for o in (fullest, *named) if o.edition), None),
        start_date=start, end_date=end, city=place, venue=next((h.venue for h in held if h.venue), None), theme=theme,
        status="planned" if is_planned(told.document, named, held, start, end) else "held", parent_event_id=None, year=year, adcode=adcode,
    )
    return _identified(row)


def _identified(row: EventDocument) -> EventDocument:
    """Return a row with the id that its series, its round and its city make."""
    told = " ".join(str(said) for said in (row.edition, row.start_date or row.year) if said)
    return msgspec.structs.replace(row, event_id=ids.event_id(row.series or row.name, told, row.city or ""))


def _city(place: Name | str | None) -> tuple[str | None, str | None]:
    """Return a city's name as the page has it, 我市 resolved, and its code."""
    if isinstance(place, str):
        division = gazetteer.division(place)
        return place, division.adcode if division else None
    if place is None:
        return None, None
    return (short(place.full) if place.text in ("我市", "本市", "全市") else place.text), place.adcode


def series_of(occurrence: Occurrence) -> str | None:
    """Return what the rounds of an event are called: 国际城市论坛 of 第七届国际城市论坛; None for one that has no rounds."""
    if occurrence.edition is None and occurrence.year is None and occurrence.name.endswith(ONCE):
        return None
    series = unnumbered(SPACED.sub("", occurrence.name)).strip()
    double = DOUBLE.fullmatch(series) if any(head in series[:-4] for head in ("论坛", "博览会", "大会")) else None
    return double["series"] if double else series
