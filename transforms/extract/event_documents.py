"""Event documents: an event as one page tells it, as in 第三届园艺博览会5月6日至9日在徐州会展中心举行,以“…”为主题.

One row an event, however often the page names it (occurrences.py); what the page says of it anywhere is gathered in the row.
举行 on one day gives both dates, 开幕 leaves the end open, 将于 is planned. A date, a place or a theme goes to the event whose verb
or name it stands with: 发布会 held on the 10th does not date the fair it announces. 自2015年起已举办六届 is no date of this round.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import Annotated, Literal

import msgspec

from transforms.extract.facts import Facts, Name
from transforms.extract.lines import last_of, matches_near
from transforms.extract.occurrences import HEAD, Occurrence, joined, main_event, number, spoken, unnumbered
from transforms.extract.quotes import alike
from transforms.extract.sites import START, around, is_city, leading_city, short, within
from transforms.model import ids
from transforms.model.citation import Citation
from transforms.model.document import Document

Status = Literal["held", "planned"]
VerbKind = Literal["hold", "open", "close", "go_on"]


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


class Holding(msgspec.Struct, frozen=True, gc=False):
    """One clause that says when or where an event takes place."""

    number: int
    kind: VerbKind
    start: date | None
    end: date | None
    city: Name | str | None
    venue: str | None
    planned: bool


VERB = re.compile(
    r"""举行|举办(?![地权方者单城国])|召开
      |开幕(?<!未开幕)(?![式大仪词曲])|启幕|揭幕(?!战|仪)|开锣|拉开(?:帷幕|序幕|大幕)|启动(?=[,，。;；!！\s]|$)|登场(?=[,，。;；!！\s]|$)
      |闭幕(?![式大仪词])|落幕|落下帷幕|圆满(?:结束|收官)
      |走进(?=[\u4e00-\u9fff]{4})
      |进行(?=[,，。;；])""",
    re.VERBOSE,
)
# By its first two characters. 走进 says where: the event 走进 a library is held there.
VERB_KINDS: dict[str, VerbKind] = {
    "举行": "hold", "举办": "hold", "召开": "hold", "走进": "hold", "进行": "go_on",
    "开幕": "open", "启幕": "open", "揭幕": "open", "开锣": "open", "拉开": "open", "启动": "open", "登场": "open",
    "闭幕": "close", "落幕": "close", "落下": "close", "圆满": "close",
}  # fmt: skip
HELD = ("举行", "举办", "召开")
# 已成功举办六届 tells of the rounds before.
ROUNDS = re.compile(r"(?:了|过)?(?:近|超过|逾)?(?!(?:19|20)[0-9]{2}年)[0-9一二三四五六七八九十两数多]{1,4}余?多?(?:届|次|场|年|期)|以来")
OBJECT = re.compile(r"(?:了|过)?[“]?")
ENDS = re.compile(r"(?:了)?(?:[,，。;；!！?？、)）”\s]|$|的|时|期间|前夕|之际|以来|在即)")
PLANNED = re.compile(r"将(?!军)|敲定|拟(?!定)|计划|即将|定于|筹备|有望|预计")
ANNOUNCED = re.compile(r"(?:将|拟|计划)[^,，。;；]{0,24}(?:举办|举行|召开|开展)")
SETTING = re.compile(r"[”]?(?:开幕式|现场)?(?:上|期间|之际|中|间隙|前夕|框架)")
ADVERBS = re.compile(r"(?:正式|隆重|盛大|成功|顺利|如期|共同|联合|同步|同时|圆满|火热|精彩|线上|线下|分别|集中|重磅|盛装|亦|也|地|上|召集|主会场)+$")
PLACED = re.compile(r"(?<![存所现正旨内])(?:在|于)(?P<where>[^,，。;；在于]{2,48})$")
ENTERED = re.compile(r"(?P<where>[^,，。;；\n]{4,40}?)(?=[,，。;；\n]|$|举行|举办|开展)")
VENUE = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9·()（）]{2,30}?(?:会展中心|会议中心|展览中心|博览中心|文化中心|体育中心|艺术中心|国际中心|交流中心|中心"
    r"|展览馆|博物馆|美术馆|图书馆|体育馆|体育场|科技馆|大剧院|剧院|大会堂|会堂|礼堂|会客厅|酒店|宾馆|饭店|大厦|广场|公园|大学|学院|会议厅"
    r"|报告厅|度假区|产业园|博览园|园区|古镇|码头)(?:[A-Z一二三四五六七八九十\d]{1,3}号?馆|[\u4e00-\u9fff]{2,4}厅)?$"
)
SITED = re.compile(r"主(?:展场|会场|场馆|展馆)(?:设在|设于|位于|定在|为)(?P<where>[^,，。;；\n]{2,40})")
AT = re.compile(r"[”]?上(?=[\u4e00-\u9fff,，])")
HELD_ON = re.compile(r"(?:的|[上下]午|在[^,，。;；\n]{2,16}?)?(?:举行的|召开的|举办的|开幕的)?[“]?")
# 徐州|将再次举办… and 南宁某社区|举办…: the city is where it is held; 徐州市政府与某集团 may sign anywhere.
BODY_HOLDS = re.compile(r"政府|[市省区县]委|局|厅|部|与|和|、|公司|集团|大学|学院|协会|学会|记者|银行|企业")
TAKEN = re.compile(r"出席|参加|会见|宣布|获悉|了解到|表示|透露|印发|报道")
NEAR = re.compile(r"[,，]?[^,，]*")
THIS_YEAR = re.compile(r"\s*(?:今年|本届|本次|此次)")
THIS_ROUND = re.compile(r"(?:本届|本次|此次)[\u4e00-\u9fff]{0,4}$")
OBSERVANCE = re.compile(r"(?:世界|国际|全国|中国)[\u4e00-\u9fff]{1,8}?[日年](?![0-9本])")
CEREMONY = re.compile(r"[”]?(?P<part>[开闭])幕(?:式|大会|仪式)")
CONTINUES = re.compile(r"(?:持续|延续|进行)(?:到|至)")
TOGETHER = re.compile(r"同步|同时|同期")
HERE = re.compile(r"在此(?![次前后])")
THAT_DAY = re.compile(r"这一天|当天|当日|同日|是日")
LASTS = re.compile(r"(?:为期|历时|会期)(?P<days>[0-9一二三四五六七八九十两]{1,3})[天日]")
THEME = re.compile(
    r"""(?:以|聚焦|围绕)“(?P<a>[^”\n]{2,60})”(?:为|作为|这一|的)(?:核心|年度)?(?:主题|题)(?P<of>的)?
      | 主题(?:确定为|定为|是|为|:|：|——)?\s?“(?P<b>[^”\n]{2,60})”
      | (?<![、”与和])“(?P<c>[^”\n]{2,60})”(?:为|是)(?:本届|本次|此次|今年)?[\u4e00-\u9fff]{0,6}主题
      | (?:(?<![\u4e00-\u9fff])|(?<=论坛)|(?<=大会)|(?<=活动)|(?<=会议)|(?<=年度))主题[:：]\s*(?P<d>[^”“\n。;；]{2,60})""",
    re.VERBOSE,
)
# What else may bear a theme: a book, a part of an event.
OTHER_OWNER = re.compile(r"《[^》\n]{1,60}》|主论坛|分论坛|平行论坛|主题展览|开幕式|晚会|演讲|圆桌")
BREAK = re.compile(r"[^,，。;；\n]{0,30}?(?:论坛|活动|大会|峰会|博览会|会议|交流|展)")
KEYED = re.compile(
    r"(?P<key>时\s?间|日\s?期|地\s?点|会议时间|会议地点|举办时间|举办地点|活动时间|活动地点|展会时间"
    r"|展会地点)\s?[:：]\s?(?P<value>[^\n]{2,60})"
)
PART = re.compile(r"分论坛$|平行论坛$|子论坛$|边会$|专场$|主场$|圆桌会议$|分会场$")
# What is held once, unless it has an edition or a year; and a series with the name of its round: 某某论坛+徐州峰会.
ONCE = ("仪式", "发布会", "通气会", "座谈会", "分论坛", "活动")
DOUBLE = re.compile(r"(?P<series>.+?(?:论坛|博览会|大会))[\u4e00-\u9fff]{2,4}(?:峰会|年会|论坛|大会|站)")
SPACED = re.compile(r"(?<=[0-9])\s+(?=[\u4e00-\u9fff])")
JOINED = re.compile("[和与、]")
TEXT_START = attrgetter("source.text_start")


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
    holdings = list(_holdings(document, facts, rounds))
    main = main_event(facts.occurrences)
    holdings += _keyed(document, facts, main)
    holdings += [*_sited(document, facts), *_dated(document, facts)]
    themes = dict(reversed(list(_themes(document, facts.occurrences))))
    for one, two in pairs:
        years = {o.year for o in groups[one] if o.year}
        theirs = [h for h in holdings if h.number == two and (not years or not h.start or h.start.year in years)]
        holdings += [msgspec.structs.replace(h, number=one) for h in theirs]
        if two in themes:
            themes.setdefault(one, themes[two])
    said: dict[int, list[Holding]] = defaultdict(list)
    for holding in holdings:
        said[holding.number].append(holding)
    partners = {one: groups[two] for one, two in pairs}
    rows = [_row(document, facts, groups[n], said[n], themes.get(n), partners.get(n, [])) for n in sorted(groups)]
    for row in rows:
        if PART.search(row.name) and row is not rows[main]:
            status: Status = "held" if _over(document, row.start_date, row.end_date) else rows[main].status
            row = msgspec.structs.replace(row, parent_event_id=rows[main].event_id, status=status)
        yield row


def _row(
    document: Document, facts: Facts, group: list[Occurrence], holdings: list[Holding], theme: str | None, partner: list[Occurrence]
) -> EventDocument:
    """Return the row of one event from all that the page says of it and of the `partner` it is held as one with."""
    named = [o for o in group if not o.bare]
    fullest = named[0] if len(named) == 1 else max(named, key=lambda o: (o.edition is not None or o.year is not None, len(o.core), -o.start))
    start, end = _dates(document, facts, [*group, *partner], holdings)
    place, adcode = _city(fullest.city or next((h.city for h in holdings if h.city), None) or _city_in(facts, named))
    year = fullest.year or (start.year if start else end.year if end else None)
    name, series = SPACED.sub("", fullest.name), series_of(fullest)
    titled = document.chars[max(0, fullest.start - 2) : fullest.start] == "以“"  # 以“双城对话”为题: the name is the theme
    return EventDocument(
        source=document.cite(fullest.start, fullest.end, "event_documents", 0.9 if holdings else 0.7),
        event_id=ids.event_id(series or fullest.name, str(fullest.edition or year or ""), place or ""),
        name=name, series=series, edition=fullest.edition, start_date=start, end_date=end, city=place,
        venue=next((h.venue for h in holdings if h.venue), None), theme=name if theme is None and titled else theme,
        status="planned" if _planned(document, named, holdings, start, end) else "held", parent_event_id=None, year=year, adcode=adcode,
    )


def _dates(document: Document, facts: Facts, group: list[Occurrence], holdings: list[Holding]) -> tuple[date | None, date | None]:
    """Return first and last day: a range says more than a day, and of two days the first that is told."""
    if not holdings:
        return None, None
    ranges = (h for h in holdings if h.start and h.end and h.end != h.start and h.kind != "close")
    stated = next(ranges, None) or next((h for h in holdings if h.start), None)
    start, end = (stated.start, stated.end) if stated else (None, None)
    if end is None:  # 登场 or 开幕 on the day that another sentence holds it on
        end = next((h.end for h in holdings if h.end and (h.kind == "close" or (start and h.start == start))), None)
    if end is None and start and stated and stated.kind == "open":
        end = _lasting(document, facts, group, start)
    if start is None and end and (days := _length(document, group)):
        start = end - timedelta(days=days - 1)
    return start, end


def _over(document: Document, start: date | None, end: date | None) -> bool:
    """Tell whether the last or only day of an event lies before the page's own: 8月13日 on a page of 8月15日."""
    last = end or start
    return document.reference is not None and last is not None and last < document.reference.date()


def _planned(document: Document, named: list[Occurrence], holdings: list[Holding], start: date | None, end: date | None) -> bool:
    """Tell whether the event lies ahead: 将于 and nothing that says it took place, or a day after the page's own."""
    if document.reference and start and start > document.reference.date():
        return True
    if _over(document, start, end):  # 8月13日,项目启动仪式举行,将…: it is the project that will
        return False
    if not holdings:
        return all(_announced(document, o) for o in named)
    took_place = any(not h.planned and (h.kind == "close" or h.start) for h in holdings)
    return any(h.planned for h in holdings) and not took_place


def _announced(document: Document, occurrence: Occurrence) -> bool:
    """Tell whether an event stands in a sentence that says it will be held: 将举办海峡青年论坛、…."""
    low, _ = document.sentence_at(occurrence.start)
    return ANNOUNCED.search(document.chars, low, occurrence.start) is not None


def _city(place: Name | str | None) -> tuple[str | None, str | None]:
    """Return a city's name as the page has it, 我市 resolved, and its code."""
    if place is None or isinstance(place, str):
        return place, None
    return (short(place.full) if place.text in ("我市", "本市", "全市") else place.text), place.adcode


def series_of(occurrence: Occurrence) -> str | None:
    """Return what the rounds of an event are called: 国际城市论坛 of 第七届国际城市论坛; None for one that has no rounds."""
    if occurrence.edition is None and occurrence.year is None and occurrence.name.endswith(ONCE):
        return None
    series = unnumbered(occurrence.name).strip()
    double = DOUBLE.fullmatch(series)
    return double["series"] if double else series


def _holdings(document: Document, facts: Facts, rounds: dict[int, int | None]) -> Iterator[Holding]:
    """Yield what the verbs of the page say about when and where its events take place; `rounds` are the years that their names state."""
    for (low, high), here in spoken(document, facts.occurrences):
        last: Holding | None = None
        before = low
        for match in VERB.finditer(document.chars, low, high):
            if ROUNDS.match(document.chars, match.end(), high):
                continue
            meant = _meant(document, here, match, high)
            if meant is None:
                before = match.end() if not ENDS.match(document.chars, match.end(), high) else before
                continue
            held = _holding(document, facts, meant, match, max(low, before), low, last, rounds[meant.number])
            if match[0] == "走进" and not held.venue:  # 活动走进千家万户
                continue
            last = held
            yield last
            before = match.end() if last.start or last.end else before


def _sited(document: Document, facts: Facts) -> Iterator[Holding]:
    """Yield where 主会场设在某某展览中心 puts the event of its sentence."""
    starts = [o.start for o in facts.occurrences]
    for match in document.finditer(SITED):
        at = bisect_left(starts, match.start())
        if at and starts[at - 1] >= document.sentence_at(match.start())[0]:
            city, venue = _site(document, facts, *match.span("where"))
            yield Holding(facts.occurrences[at - 1].number, "go_on", None, None, city, venue, False)


def _dated(document: Document, facts: Facts) -> Iterator[Holding]:
    """Yield the day that stands before a name at whose event something came about: 2010年10月31日|某某论坛|上发布的…."""
    for o in facts.occurrences:
        if o.bare or not AT.match(document.chars, o.end):
            continue
        at = bisect_left(facts.dates, o.start, key=TEXT_START) - 1
        day = facts.dates[at].start_date if at >= 0 and facts.dates[at].precision == "day" else None
        if day and HELD_ON.fullmatch(document.chars, facts.dates[at].source.text_end, o.start):
            day = day if facts.dates[at].basis == "explicit" or not o.year else _in_year(day, o.year)
            yield Holding(o.number, "hold", day, day, None, None, False)


def _meant(document: Document, here: list[Occurrence], verb: re.Match[str], high: int) -> Occurrence | None:
    """Return the event that a verb speaks of: its object, the head of 的, or the last one before it."""
    chars, end = document.chars, verb.end()
    opened = OBJECT.match(chars, end)
    at = opened.end() if opened else end
    for o in here:
        if (o.start == at or (o.start == at + 1 and chars[at] in "“《") or o.start < verb.start() < o.end) and not o.bare:
            return o
    if chars[end : end + 1] == "的":
        after = [o for o in here if o.start > end and not set(",，:：") & set(chars[end : o.start])]
        return after[0] if after else None
    if verb[0] in HELD and not ENDS.match(chars, end, high):
        return None
    before = [o for o in here if o.end <= verb.start() and not SETTING.match(chars, o.end, high)]
    near = verb[0] != "走进" or (before and verb.start() - before[-1].end <= 4)
    return before[-1] if before and near else None


def _holding(
    document: Document, facts: Facts, meant: Occurrence, verb: re.Match[str], low: int, sentence: int, last: Holding | None, year: int | None
) -> Holding:
    chars = document.chars
    kind = VERB_KINDS[verb[0][:2]]
    part = CEREMONY.match(chars, meant.end)
    if part:  # 第三届论坛开幕式9月1日举行: the forum opened
        kind = "open" if part["part"] == "开" else "close"
    days = list(_days(document, facts, low, verb, meant.year or year))
    start = end = None
    if days:
        start, end = days[-1]
    elif THAT_DAY.search(chars, sentence, verb.start()):
        at = bisect_left(facts.dates, verb.start(), key=TEXT_START)
        earlier = [d for d in facts.dates[max(0, at - 8) : at] if d.start_date and d.start_date == d.end_date]
        start = end = earlier[-1].start_date if earlier else None
    elif last and TOGETHER.search(chars, low, verb.start()):
        start, end = last.start, last.start
    if kind == "open":
        end = None if start == end else end
    elif kind == "close":
        start = None if start == end else start
    clause = last_of(chars, ",，;；", sentence, verb.start()) + 1 or sentence
    placed = PLACED.search(chars, max(low, clause), verb.start())
    if verb[0] == "走进":
        placed = ENTERED.match(chars, verb.end())
    city, venue = _site(document, facts, *placed.span("where")) if placed else (None, None)
    if not placed and meant.start >= verb.end():
        subject = chars[clause : verb.start()]
        city = leading_city(subject) if len(subject) <= 14 and not BODY_HOLDS.search(subject) else None
    along = last and start and start == last.start and TOGETHER.search(chars, low, verb.start())
    if not placed and (along or HERE.search(chars, low, verb.start())):
        city, venue = (last.city, last.venue) if last and last.venue else _here(facts, verb.start())
    return Holding(meant.number, kind, start, end, city, venue, PLANNED.search(chars, clause, verb.start()) is not None)


def _days(document: Document, facts: Facts, low: int, verb: re.Match[str], year: int | None) -> Iterator[tuple[date, date]]:
    """Yield the days before a verb that say when it happened, in reading order.

    A date that another verb took (12月10日,…出席在广州举行的论坛) says nothing of this one; a year that was only inferred gives way to
    the year in the event's name.
    """
    for at in range(bisect_left(facts.dates, low, key=TEXT_START), len(facts.dates)):
        d = facts.dates[at]
        if d.source.text_end > verb.start():
            break
        between = document.chars[d.source.text_end : verb.start()]
        attributive = document.chars[verb.end() : verb.end() + 1] == "的"
        if d.start_date is None or d.end_date is None or d.precision != "day":
            continue
        if TAKEN.search(between) or (attributive and not NEAR.fullmatch(between)):
            continue
        inferred = d.basis != "explicit" and year is not None
        yield (_in_year(d.start_date, year), _in_year(d.end_date, year)) if inferred and year else (d.start_date, d.end_date)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year) if (day.month, day.day) != (2, 29) else date(year, 2, 28)


def _site(document: Document, facts: Facts, low: int, high: int) -> tuple[Name | str | None, str | None]:
    """Return the city and the venue in the words behind 在: 武汉国际会议中心, 徐州市云龙湖畔."""
    named = within(facts.places, low, high)
    cities = [n for n in named if is_city(n)]
    venues = [n for n in named if n.type == "facility"]
    where = ADVERBS.sub("", document.chars[low:high])
    city: Name | str | None = cities[0] if cities else leading_city(where)
    if cities:  # 徐州市|会展中心, but 威海国际会议中心 is one name
        last = cities[-1]
        where = where[last.end - low :] if last.text.endswith(("市", "县")) else where[last.start - low :]
    where = JOINED.split(where, 1)[0].rpartition("的")[2]
    words = VENUE.fullmatch(where)
    venue = venues[0].text if venues else words[0] if words else None
    return (leading_city(venue) if venue and not city else city), venue


def _here(facts: Facts, at: int) -> tuple[Name | str | None, str | None]:
    """Return where 在此 is: the last building named before."""
    behind = bisect_left(facts.places, at, key=START)
    before = [n for n in facts.places[max(0, behind - 20) : behind] if n.end <= at and n.type == "facility"]
    return (leading_city(before[-1].text), before[-1].text) if before else (None, None)


def _city_in(facts: Facts, named: Iterable[Occurrence]) -> Name | None:
    """Return the city that stands in the name of an event: 上海 in 上海世博会."""
    for o in named:
        places = [place for place in within(facts.places, o.start, o.end) if place.type == "place"]
        if len(places) > 1 and re.search("[与和]", o.name):  # 新加坡与深圳双城对话 is held in neither
            return None
        if sum(map(is_city, places)) == 1:
            city = next(filter(is_city, places))
            other = HEAD.match(o.name, city.end - o.start)  # 上海世博会|高峰论坛 was held where the page says
            return city if not other or other.end() == len(o.name) else None
    return None


def _lasting(document: Document, facts: Facts, group: list[Occurrence], start: date) -> date | None:
    """Return the last day of an event that opened on `start`: 为期三天, or 将持续到17日."""
    days = _length(document, group)
    if days:
        return start + timedelta(days=days - 1)
    for o in group:
        low, high = around(document, o.start)
        match = CONTINUES.search(document.chars, low, high)
        at = bisect_left(facts.dates, match.end(), key=TEXT_START) if match else len(facts.dates)
        if match and at < len(facts.dates) and facts.dates[at].source.text_start <= match.end() + 2:
            return facts.dates[at].end_date
    return None


def _length(document: Document, group: list[Occurrence]) -> int | None:
    """Return how many days the page says an event lasts."""
    for o in group:
        match = LASTS.search(document.chars, *around(document, o.start))
        if match:
            return max(number(match["days"]), 1)
    return None


def _keyed(document: Document, facts: Facts, main: int) -> Iterator[Holding]:
    """Yield what lines such as 时间:… and 地点:… say of the page's main event."""
    for match in matches_near(document, KEYED, ":", "："):
        low, high = match.span("value")
        if re.search("间|期", match["key"]):
            day = next((d for d in facts.dates if low <= d.source.text_start < high and d.start_date), None)
            if day:
                yield Holding(main, "hold", day.start_date, day.end_date, None, None, False)
        else:
            city, venue = _site(document, facts, low, high)
            yield Holding(main, "hold", None, None, city, venue, False)


def _themes(document: Document, occurrences: list[Occurrence]) -> Iterator[tuple[int, str]]:
    """Yield (event, theme) for every theme the page states, with the event it stands with."""
    starts = [o.start for o in occurrences]
    for match in matches_near(document, THEME, "题"):
        theme = (match["a"] or match["b"] or match["c"] or match["d"]).strip()
        low, high = around(document, match.start())
        here = occurrences[bisect_left(starts, low) : bisect_left(starts, high)]
        after = [o for o in here if 0 <= o.start - match.end() <= 24] if match["of"] else []
        before = [o for o in here if o.end <= match.start() and not SETTING.match(document.chars, o.end)]
        at = bisect_left(starts, low)
        if at and not any(o.start < match.start() for o in here):
            this = THIS_ROUND.search(document.chars, max(low, match.start() - 8), match.start())
            if this or match.start() - low <= (16 if THIS_YEAR.match(document.chars, low) else 6):
                before = _topic(document, occurrences[:at], match.start(), this is not None)
        ends = {o.end for o in before}  # 某某论坛开幕式: the theme is still the forum's
        others = [m.end() for m in OTHER_OWNER.finditer(document.chars, low, match.start()) if m.start() not in ends]
        if after:
            yield after[0].number, theme
        elif before and not (match["of"] and not BREAK.match(document.chars, match.end())) and not (others and others[-1] > before[-1].end):
            yield before[-1].number, theme
        elif match["d"] and occurrences:
            yield main_event(occurrences), theme


def _topic(document: Document, above: list[Occurrence], at: int, this: bool) -> list[Occurrence]:
    """Return the event above that 本届主题 or 主题 means; none where a day or a year of something has been named since (世界城市日)."""
    meant = above[-1]
    line = document.segments[document.segment_at(at)].text_start
    if this and meant.start < line:  # 本届 in a later paragraph is a round of what the page is about
        main = main_event(above)
        meant = next(o for o in reversed(above) if o.number == main)
    days = [m[0] for m in OBSERVANCE.finditer(document.chars, max(meant.end, at - 200), at)]
    beside = [o.name for o in above[-8:] if o.start >= document.sentence_at(meant.start)[0]]
    return [meant] if all(any(day in name for name in beside) for day in days) else []
