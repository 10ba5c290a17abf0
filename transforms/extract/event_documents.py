"""Event documents: an event as one page tells it, as in 第三届园艺博览会5月6日至9日在徐州会展中心举行,以“…”为主题.

One row an event, however often the page names it (occurrences.py); what the page says of it anywhere is gathered in the row.
When and where is read clause by clause (holdings.py), what it is about by itself (themes.py). 举行 on one day gives both dates, 开幕
leaves the end open, 将于 is planned. 主论坛 and 开幕式 are parts of every event and no events; “绿色交通分论坛” has a row and a parent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Literal

import msgspec

from transforms import gazetteer
from transforms.extract.deeds.quotes import alike
from transforms.extract.events import holdings, notices, parts, themes
from transforms.extract.events.event_bounds import begins_word
from transforms.extract.events.event_days import TEXT_START, in_year
from transforms.extract.events.event_editions import unnumbered
from transforms.extract.events.event_heads import HEAD
from transforms.extract.events.holdings import CEREMONIES, Holding
from transforms.extract.events.sameness import TOLD_AT
from transforms.extract.events.sites import ENDLESS, around, is_city, is_county, leading_city, short, within
from transforms.extract.events.venues import IN_BRACKETS
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import holds
from transforms.extract.numerals import figure
from transforms.extract.occurrences import Occurrence, joined, main_event, opened, spoken
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


ANNOUNCED = pattern(
    r"(?:将|拟|计划(?!署|单列)|确认|确定)(?:(?![^,，。;；]{0,16}每(?:年|两年|隔))[^,，。;；]{0,24}(?:举办|举行|召开|开展|参加|出席|参与|亮相)|[^。;；]{0,24}[,，](?:参加|出席|参与))"
)
# 第四届大会|将围绕…: it lies ahead.
WILL = pattern(r"[”]?(?:期间)?[,，]?(?:也|还|都)?(?:即?将(?!军)|拟(?!定)|计划|定于|有望)")
# 古城大会|新闻发布会, 古城大会|和古桥节新闻发布会: what a press conference is about lies ahead.
AT_PRESS = pattern(r"[”]?(?:[和与暨及、][^,，。;；\n]{2,30}?)?(?:新闻)?(?:发布会|通气会)")
CONTINUES = pattern(r"(?P<term>[展会赛]期)?(?:将|一直)?(?:持续|延续|进行|(?<=[展会赛]期)|展出|展)(?:到|至)")
# One of these stands wherever LASTS matches.
LASTING = ("一连", "连续", "为期", "历时", "会期", "展期", "赛期", "赛程", "天的", "天。", "天,", "天，")
LASTS = pattern(
    r"(?:为期|历时|会期|展期|赛期|赛程|举办|举行|一连|连续)(?:共|为|约)?\s?(?P<days>[0-9一二三四五六七八九十两]{1,3})\s?[天日](?![0-9前后内])"
)
# 关于举办|某某大赛|的通知
NOTICE = pattern("”?的(?:预|补充)?(?:通知|公告|邀请函|函)")
# What is held once, unless it has an edition or a year; and a series with the name of its round: 某某论坛+徐州峰会.
ONCE = ("仪式", "发布会", "通气会", "座谈会", "分论坛", "活动")
DOUBLE = pattern(r"(?P<series>.+?(?:论坛|博览会|大会))[\u4e00-\u9fff]{2,4}(?:峰会|年会|论坛|大会|站)")
# 龙舟公开赛(湖北·宜都站)
STATION = pattern(r"[(（](?P<words>[\u4e00-\u9fff·]{2,8})站[)）]")
QUOTED = pattern(r"“[^”]*”")
SPACED = pattern(r"(?<=[0-9])\s+(?=[\u4e00-\u9fff])")


def find(document: Document, facts: Facts) -> Iterator[EventDocument]:
    """Yield one row for every event the page names, in the order of their first names; the row cites the fullest name."""
    document = alike(document)
    groups: dict[int, list[Occurrence]] = {}
    for occurrence in facts.occurrences:
        groups.setdefault(occurrence.number, []).append(occurrence)
    if not groups:
        return
    pairs = joined(document, facts.occurrences)
    rounds = {n: next((o.year for o in group if o.year), None) for n, group in groups.items()}
    rounds |= {one: rounds[two] for one, two in pairs if not rounds[one]}
    main = main_event(document, facts.occurrences)
    held: dict[int, list[Holding]] = defaultdict(list)
    told_in = list(spoken(document, facts.occurrences))
    for holding in [*holdings.find(document, facts, told_in, rounds), *notices.find(document, facts, rounds, main)]:
        held[holding.number].append(holding)
    themed = dict(reversed(list(themes.find(document, facts.occurrences))))
    for one, two, opens in opened(document, facts.occurrences):  # 甲大会开幕式暨乙颁奖晚会
        for h in held[two]:
            start, end = (h.start, None) if opens else (None, h.start)
            held[one].append(msgspec.structs.replace(h, number=one, kind="open" if opens else "close", start=start, end=end))
    shared = Counter([two for _, two in pairs])
    said = {n: tuple(holdings_of) for n, holdings_of in held.items()}
    for one, two in pairs:
        if shared[two] > 1:  # 第二届论坛暨洽谈会在成都, 第三届论坛暨洽谈会在昆明: which of the fairs is not said
            continue
        if groups[two][0].name.endswith(TOLD_AT) and not groups[one][0].name.endswith(TOLD_AT):  # 甲论坛暨乙博览会新闻发布会
            continue
        years = {o.year for o in groups[one] if o.year}
        once = groups[one][0].name.endswith(CEREMONIES)
        shared_with = [_on_a_day(h, one) if once else h for h in said.get(two, ())]
        held[one] += [h for h in shared_with if h not in held[one] and (not years or not h.start or h.start.year in years)]
        if two in themed:
            themed.setdefault(one, themed[two])
    partners = {one: groups[two] for one, two in pairs if not groups[one][0].name.endswith(CEREMONIES)}
    rows = [_row(document, facts, groups[n], held[n], themed.get(n), partners.get(n, [])) for n in sorted(groups)]
    wholes = parts.find(document, facts.occurrences, told_in, main)
    for n, whole_of in wholes.items():  # “互联网之光”博览会 of the summit of 2021 is that of 2021
        if rows[n].year is None and rows[n].edition is None and rows[whole_of].year:
            rows[n] = _identified(msgspec.structs.replace(rows[n], year=rows[whole_of].year))
    for n, row in enumerate(rows):
        whole = rows[wholes[n]] if n in wholes else None
        if whole and whole.event_id != row.event_id:
            own = held[n] or row.status == "planned" or _over(document, row.start_date, row.end_date)
            status = row.status if own else whole.status
            row = msgspec.structs.replace(row, parent_event_id=whole.event_id, status=status)
        yield row


def _on_a_day(h: Holding, number: int) -> Holding:
    """Return when and where an award ceremony is that is held as a festival opens or closes: on that day only."""
    day = h.start or h.end
    return msgspec.structs.replace(h, number=number, kind="hold", start=day, end=day) if h.kind in ("open", "close") else h


def _row(
    document: Document, facts: Facts, group: list[Occurrence], held: list[Holding], theme: str | None, partner: list[Occurrence]
) -> EventDocument:
    """Return the row of one event from all that the page says of it and of the `partner` it is held as one with."""
    named = [o for o in group if not o.bare]
    fullest = named[0] if len(named) == 1 else max(named, key=lambda o: (o.edition is not None or o.year is not None, len(o.core), -o.start))
    start, end = _dates(document, facts, [*group, *partner], held)
    place, adcode = _city(fullest.city or next((h.city for h in held if h.city), None) or _city_in(document, facts, named))
    edition = next((o.edition for o in (fullest, *named) if o.edition), None)
    year = fullest.year or (start.year if start else end.year if end else next((h.year for h in held if h.year), None))
    name, series = SPACED.sub("", fullest.name), series_of(fullest)
    titled = document.chars[max(0, fullest.start - 2) : fullest.start] == "以“"  # 以“双城对话”为题: the name is the theme
    row = EventDocument(
        source=document.cite(fullest.start, fullest.end, "event_documents", 0.9 if held else 0.7), event_id="",
        name=name, series=series, edition=edition, start_date=start, end_date=end, city=place,
        venue=next((h.venue for h in held if h.venue), None), theme=name if theme is None and titled else theme,
        status="planned" if _planned(document, named, held, start, end) else "held", parent_event_id=None, year=year, adcode=adcode,
    )
    return _identified(row)


def _identified(row: EventDocument) -> EventDocument:
    """Return a row with the id that its series, its round and its city make."""
    told = " ".join(str(said) for said in (row.edition, row.start_date or row.year) if said)
    return msgspec.structs.replace(row, event_id=ids.event_id(row.series or row.name, told, row.city or ""))


def _dates(document: Document, facts: Facts, group: list[Occurrence], held: list[Holding]) -> tuple[date | None, date | None]:
    """Return first and last day: a range says more than a day, 5月6日 more than 今日, and of two such days the first that is told."""
    if not held:
        return None, None
    ranges = (h for h in held if h.start and h.end and h.end != h.start and h.kind != "close")
    dated = (h for h in held if h.start)
    stated = next(ranges, None) or min(dated, key=lambda h: (h.kind == "during", h.relative), default=None)
    start, end = (stated.start, stated.end) if stated else (None, None)
    if end is None:  # 登场 or 开幕 on the day that another sentence holds it on
        end = next((h.end for h in held if h.end and (h.kind == "close" or (start and h.start == start))), None)
    if stated and start and (end is None or end == start) and stated.kind in ("open", "hold"):
        days = _length(document, group)
        end = start + timedelta(days=days - 1) if days else _last_day(document, facts, group) or end
    elif start is None and end is None:
        end = _last_day(document, facts, group)
    if start is None and end and (days := _length(document, group)):
        start = end - timedelta(days=days - 1)
    # A page that ends an event before it begins has one of them wrong: the first day is what pages are about.
    return start, None if start and end and end < start else end


def _over(document: Document, start: date | None, end: date | None) -> bool:
    """Tell whether the last or only day of an event lies before the page's own: 8月13日 on a page of 8月15日."""
    last = end or start
    return document.reference is not None and last is not None and last < document.reference.date()


def _planned(document: Document, named: list[Occurrence], held: list[Holding], start: date | None, end: date | None) -> bool:
    """Tell whether the event lies ahead: 将于 and nothing that says it took place, or a day after the page's own."""
    if document.reference and start and start > document.reference.date():
        return True
    rounds = [o.year for o in named if o.year and not o.name.endswith(CEREMONIES)]  # 预计在2017年展期间开放, but not 2025年奖授牌仪式
    if document.reference and any(year > document.reference.year for year in rounds):
        return True
    if _over(document, start, end):  # 8月13日,项目启动仪式举行,将…: it is the project that will
        return False
    if not held:
        return any(_announced(document, o) or AT_PRESS.match(document.chars, o.end) for o in named)
    if any(not h.planned and (h.kind == "close" or h.start) for h in held):
        return False
    timeless = not any(h.start or h.end for h in held)
    return any(h.planned for h in held) or (timeless and any(_announced(document, o) for o in named))


def _announced(document: Document, occurrence: Occurrence) -> bool:
    """Tell whether an event stands in a sentence that says it will be held: 将举办海峡青年论坛、…."""
    low, _ = around(document, occurrence.start, ENDLESS)
    if document.chars[occurrence.start - 1] == "继":  # 将于明年举办的世博会,是继|奥运会后…
        return False
    if NOTICE.match(document.chars, occurrence.end) and document.chars.find("关于", low, occurrence.start) >= 0:
        return True
    return WILL.match(document.chars, occurrence.end) is not None or ANNOUNCED.search(document.chars, low, occurrence.start) is not None


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
    series = unnumbered(occurrence.name).strip()
    double = DOUBLE.fullmatch(series) if any(head in series[:-4] for head in ("论坛", "博览会", "大会")) else None
    return double["series"] if double else series


def _city_in(document: Document, facts: Facts, named: Iterable[Occurrence]) -> Name | str | None:
    """Return the city that stands in the name of an event: 上海 in 上海世博会."""
    if all(o.name.endswith(TOLD_AT) for o in named):  # a town's festival may be announced in another
        return None
    own = [leads for o in named if "市" in o.name[:8] and (leads := leading_city(o.name)) and leads.endswith("市")]  # 长沙市第十三届人民代表大会
    if own:
        return own[0]
    for o in named:
        titled = QUOTED.search(o.name) if o.name[0] == "“" else None  # “敦煌与长安”大展: what it is about
        low = o.start + titled.end() if titled else o.start
        places = [place for place in within(facts.places, low, o.end) if place.type == "place" and len(place.text) > 1]  # 粤港…会议
        if len(places) > 1 and re.search("[与和]", o.name):  # 新加坡与深圳双城对话 is held in neither
            return None
        if sum(map(is_city, places)) == 1:
            city = next(filter(is_city, places))
            if not begins_word(o.name, city.start - o.start):  # 滨|海城市|论坛
                continue
            other = HEAD.match(o.name, city.end - o.start)  # 上海世博会|高峰论坛 was held where the page says
            return city if not other or other.end() == len(o.name) else None
    bracketed = next((m["city"] for o in named if "(" in o.name and (m := IN_BRACKETS.search(o.name)) and _is_town(m["city"])), None)
    if bracketed:
        return bracketed
    stations = (m["words"] for o in named if (m := STATION.search(document.chars, o.start, o.end + 12)))
    stationed = next((town for words in stations for n in (4, 3, 2) if _is_town(town := words[-n:])), None)
    if stationed:
        return stationed
    # 开封清明文化节, 香港国际家具展: where it is held; 敦煌大展 is about it.
    festive = next((o.core for o in named if o.core.endswith(("节", "马拉松", "庙会", "灯会", "车展")) or o.core.startswith("国际", 2)), None)
    home = leading_city(festive) if festive else None
    return home if home and festive and begins_word(festive, len(home)) else None


def _is_town(words: str) -> bool:
    return leading_city(words) == words or is_county(words)


def _last_day(document: Document, facts: Facts, group: list[Occurrence]) -> date | None:
    """Return the day to which an event is told to go on: 将持续到17日."""
    for o in group if _tells_end(document) else ():
        low, high = around(document, o.start)
        match = CONTINUES.search(document.chars, max(low, o.start), high)
        at = bisect_left(facts.dates, match.end(), key=TEXT_START) if match else len(facts.dates)
        if match and at < len(facts.dates) and facts.dates[at].source.text_start <= match.end() + 2:
            told = facts.dates[at]
            if told.precision != "day" and not (match["term"] and told.precision == "month"):
                return None
            return in_year(told.end_date, group[0].year) if told.end_date and group[0].year and told.basis != "explicit" else told.end_date
    return None


# One page has many events.
@lru_cache(maxsize=1)
def _tells_end(document: Document) -> bool:
    return holds(document, "续到", "续至", "行到", "行至", "期到", "期至", "展至", "展到", "出至", "出到")


@lru_cache(maxsize=1)
def _tells_length(document: Document) -> bool:
    return holds(document, *LASTING)


def _length(document: Document, group: list[Occurrence]) -> int | None:
    """Return how many days the page says an event lasts."""
    # 科技周启动仪式举行.活动周为期15天: the ceremony does not last.
    for o in group if _tells_length(document) and not group[0].name.endswith(CEREMONIES) else ():
        match = LASTS.search(document.chars, *around(document, o.start))
        if match:
            return max(figure(match["days"]), 1)
    return None
