"""Facilities: venues, zones, villages and waters by their kind (国家体育馆, 雄安新区, 乌伦古湖) or as everybody knows them (鸟巢, 首钢园).

A kind (facility_suffixes.csv) has a place, a quoted name or words of its own before it; what has no kind stands in venues.csv. Not meant: sorts of
them (口袋公园, 通用机场), bodies that live in a house of their own, which places.py tells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from transforms import gazetteer
from transforms.extract.facts import Name, NameType
from transforms.extract.names import homes, names, towns
from transforms.extract.names.abroad import START, Hit, country_abroad, is_spelled
from transforms.extract.names.candidates import DEICTIC, Candidate
from transforms.extract.names.covers import Cover
from transforms.extract.names.cuts import generic, is_plain, is_word, tagged
from transforms.extract.names.han_names import is_name
from transforms.extract.names.kinds import HOUSES, kinds_by_name
from transforms.extract.names.own_starts import county_end, own_start
from transforms.extract.names.short_forms import CALLED
from transforms.extract.names.titled_names import behind_person, told_until
from transforms.extract.names.walk_words import DESCRIBING
from transforms.extract.names.works import PARKS, SORTS, TOWN, VILLAGE, accepted
from transforms.extract.posts.titles import stops
from transforms.gazetteer import Entry
from transforms.model.document import NAMES, Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern

# 西流湖站 where trains are spoken of; 北京站 may be one leg of a tour
RAILS = pattern("[铁轨]|火车|号线|列车|班列|动车|换乘|站点|车站|车辆段|[东西南北]站|线路[东西南北起]")
NEXT_STOP = pattern("[、和及至到—][一-龥]{2,7}站(?![点台长])")
STOP_ENDS = frozenset("路街巷坊桥门口园村庄镇屯里湾山岭坡岗河江湖塘港洲岛沟寺庙塔亭楼城堡店营关")  # 苹果园 + 站, not 母婴 + 站
SEVERAL = frozenset("个各两全")  # 各 + 县开发区


def find(document: Document, found: names.Found, bodies: Cover) -> Iterator[Name]:
    """Yield the zones, settlements and facilities outside `bodies`."""
    works = [*works_of(document, found, bodies)]
    yield from works
    known = [hit for hit in found.hits if hit[2].kind == "venue"]
    taken = Cover(sorted({(name.start, name.end) for name in works})) if known else bodies
    abroad = {end: start for start, end, entry in found.hits if country_abroad(entry.keys[0])} if known else {}
    for start, end, entry in taken.outside(bodies.outside(known)):
        if document.chars[end : end + 1] in ("路", "街") and document.chars[end : end + 2] != "路演":
            continue  # 圆明园 + 路
        # 莫桑比克 + 国家体育场 is not that of 北京, nor 浙江省 + 人民大会堂
        first = abroad.get(start, start) if entry.name.startswith("国家") else elsewhere(found.hits, start, entry)
        text = document.chars[first:end]
        yield Name("facility", first, end, text, text, normal(entry.keys[0] if first == start else text), 0.9)
    yield from unheard_of(document, found, bodies)


def elsewhere(hits: list[Hit], start: int, entry: Entry) -> int:
    """Return where a venue's name begins, with the division before it if it lies elsewhere: 浙江省 + 人民大会堂."""
    number = bisect_left(hits, start, key=START) - 1
    code = hits[number][2].code if number >= 0 and hits[number][1] == start else None
    inside = gazetteer.venues()[entry.keys[0]].inside
    return hits[number][0] if code and inside.isdigit() and not gazetteer.related(code, inside) else start


# 在首钢园举行: where something is held is a place, and one of no kind a venue.
HELD = pattern("举行|召开|开幕|启幕|举办|落幕|闭幕|登场|拉开|揭幕|揭牌|启动|上演|开馆|开锣|发布")
VENUE = pattern(r"在(?P<own>[一-龥A-Za-z0-9]{3,12}?)(?:隆重|正式|成功|盛大|圆满)?$")
NO_VENUE = frozenset(("t", "m", "r", "p", "u", "uj", "ul", "d", "c", "q", "mq", "f", "y", "nr", "i", "l", "s"))


def is_scene(chars: str, one: Candidate) -> bool:
    """Return whether a centre is only the house where something is held, and no body there: 在澳门旅游塔会展娱乐中心 + 举行."""
    centre = one.kind.suffix == "中心" and one.anchored
    return centre and chars[one.start - 1 : one.start] in ("在", "于") and HELD.match(chars, one.end) is not None


def is_house(chars: str, one: Candidate) -> bool:
    """Return whether a house of common words is one that something is held in: 在稀土大厦 + 举行; not 在学校礼堂."""
    own = one.text[: one.head - one.start]
    sort = own in SORTS | PARKS | stops() | generic() or own[-1:] in DESCRIBING
    held = one.kind.kind == "facility" and chars[one.start - 1 : one.start] in ("在", "于") and HELD.match(chars, one.end) is not None
    return held and not (sort or one.deictic or one.anchored) and 2 <= len(own) <= 4 and tagged(own)[0][1][0] == "n" and one.kind.suffix not in HOUSES


def unheard_of(document: Document, found: names.Found, bodies: Cover) -> Iterator[Name]:
    """Yield the venues that only what is held there tells: 首钢园, behind the city it lies in or none."""
    chars = document.chars
    for held in document.finditer(HELD, NAMES):
        at = chars.rfind("在", max(held.start() - 15, 0), held.start())
        match = VENUE.match(chars, at, held.start()) if at >= 0 else None
        if match is None:
            continue
        start, end = match.span("own")
        number = bisect_left(found.hits, end, key=START) - 1
        if number >= 0 and found.hits[number][1] > start:
            start = found.hits[number][1] if found.hits[number][2].kind == "place" else end
        own = chars[start:end]
        if not 3 <= len(own) <= 8 or not is_venue(own) or bodies.holds(start, end):
            continue
        if not any(start < one.end and one.start < end for one in found.candidates):
            yield Name("facility", start, end, own, own, normal(own), 0.6)


@lru_cache(maxsize=1 << 12)
def is_venue(own: str) -> bool:
    """Return whether some characters may name a venue: no words of every day, no city abroad, nobody."""
    words = tagged(own)
    if any(tag in NO_VENUE or word in stops() or word in generic() for word, tag in words) or is_plain(own) or is_spelled(own):
        return False
    return own not in gazetteer.divisions_by_name() and own[-1] not in "市省州县区镇乡村国城都期间中上下内外时后前会畔滨岸边" and not is_name(own)


def is_no_work(chars: str, one: Candidate) -> bool:
    """Return whether a candidate is what a place is made, a sort of project, or the count of a list of towns."""
    if chars[one.start - 1 : one.start] == "为" and one.text.startswith("国家"):  # 列为国家低碳示范区
        return True
    if one.kind.kind == "zone" and one.kind.strength == "weak" and chars.startswith("项目", one.end):  # 某某示范区 + 项目
        return True
    return chars[one.start - 1] in JOINTS and one.text[-2] in towns.NUMBERS and one.kind.suffix in ("镇", "乡")  # 周庄、锦溪 + 两镇


def works_of(document: Document, found: names.Found, bodies: Cover) -> Iterator[Name]:
    """Yield the zones, settlements and facilities among the candidates, and the short forms of those named in full."""
    named_ = list(towns.counted(document))
    listed = {name.start for name in named_}
    doubtful = []
    until = told_until(document)
    for candidate in found.candidates:
        one = behind_person(candidate, until)  # 市长吴晗来 + 柳河港区
        if one is None:
            continue
        if is_scene(document.chars, one):
            named_.append(Name("facility", one.start, one.end, one.text, one.text, normal(one.text), 0.7))
        if one.kind.kind == "organization" or bodies.holds(one.start, one.end) or one.start in listed:
            continue
        strong = one.kind.strength == "strong" or one.kind.suffix in HOUSES or one.kind.suffix == "活动中心"
        if one.deictic and one.kind.kind in ("facility", "zone") and strong and (house := pointed(document, one)):
            named_.append(house)
            continue
        if is_no_work(document.chars, one):
            continue
        if is_stop(document.chars, one) if one.kind.suffix == "站" else accepted(one) or is_house(document.chars, one):
            start = own_start(document.chars, one, found.hits)
            start = county_end(document.chars, start, one, found.hits)
            town = town_before(document.chars, start, one)
            if town:
                text, start = document.chars[town[0] : town[1]], town[2]
                named_.append(Name("place", *town[:2], text, text, normal(text), 0.7))
            if town and start >= one.head:
                continue  # 临湖镇 + 园博园
            text = document.chars[start : one.end]
            kind: NameType = "facility" if one.kind.kind == "facility" else "place"
            named_.append(Name(kind, start, one.end, text, text, normal(text), 0.85 if one.anchored else 0.7))
        elif one.anchored and (inner := names.inner_zones(one.text[: one.head - one.start])):
            end = one.start + len(inner[-1])  # 沈阳经济区 + 智慧城市群
            named_.append(Name("place", one.start, end, inner[-1], inner[-1], normal(inner[-1]), 0.8))
        elif one.head - one.start >= (1 if one.kind.kind == "nature" else 2):
            doubtful.append(one)
    named_ += towns.below(document, {name.end for name in named_ if name.type == "place"} | {end for _, end, _ in found.hits})
    venues = [Name("facility", *hit[:2], "", "", "", 0.9) for hit in found.hits if hit[2].kind == "venue"] if doubtful else []
    named_ += [*beside(document, doubtful, [*named_, *venues]), *waters(document, found, doubtful)]
    named_ += called(document, named_)
    yield from named_
    types: dict[str, NameType] = dict.fromkeys(found.zones.full, "place")
    types.update((name.full, name.type) for name in named_)
    full, told = names.Endings(types), {name.full for name in named_}
    for one in doubtful:
        whole = one.text if one.text in told else next(full.of(one.text), None) if len(one.text) >= 5 else None
        if whole:
            yield Name(types[whole], one.start, one.end, one.text, whole, normal(whole), 0.75)


def town_before(chars: str, start: int, one: Candidate) -> tuple[int, int, int] | None:
    """Return where a town or zone begins and ends that a name stands behind, and where that begins: 柳林村 + 红旗水库, 昆山经济开发区 + 柳河公园."""
    if one.start < start and (zone := zone_end(chars, start, one.head - 1)):
        return one.start, zone, zone
    town = TOWN.match(chars, start, one.end)
    if town and town.end() >= one.head and one.text.endswith(("厂", "站")):
        return None  # 周庄镇自来水厂 is one
    if town is None and one.kind.kind == "facility":
        town = VILLAGE.match(chars, start, one.head)
    return (start, town.end("town"), town.end()) if town else None


def zone_end(chars: str, start: int, until: int) -> int:
    """Return where the kind of a zone ends that begins at `start`, or 0 if none does."""
    found = (kinds_by_name().get(chars[start : start + size]) for size in (10, 9, 8, 7, 6, 5, 4, 3))
    zone = next((kind for kind in found if kind and kind.kind == "zone"), None)
    return start + len(zone.suffix) if zone and start + len(zone.suffix) < until else 0


def is_stop(chars: str, one: Candidate) -> bool:
    """Return whether a station is named where trains are spoken of; in a list of stations common words name one, too: 草桥站、果园站."""
    if not RAILS.search(chars, max(one.start - 40, 0), one.end + 40):
        return False
    if accepted(one):
        return True
    listed = chars[one.start - 2 : one.start] in ("站、", "站和", "站及", "站至", "站到") or NEXT_STOP.match(chars, one.end)
    own = one.text[: one.head - one.start]
    words = tagged(own) if listed and not one.anchored and 2 <= len(own) <= 7 and own[-1] in STOP_ENDS else ()
    return bool(words) and not any(tag[0] in "vmfp" or word in SORTS or word in stops() for word, tag in words)


def called(document: Document, named: list[Name]) -> Iterator[Name]:
    """Yield the venues and zones by the short name that the page gives them, wherever it stands: 国博中心 of 武汉国际博览中心(简称国博中心)."""
    ends = {name.end: name for name in named} if "称" in document.chars else {}
    told = {match["short"]: ends[match.start()] for match in document.finditer(CALLED, NAMES) if match.start() in ends} if ends else {}
    for start, end in names.occurrences(document, told):
        text = document.chars[start:end]
        yield Name(told[text].type, start, end, text, told[text].full, told[text].key, 0.85)


JOINTS = frozenset("、和与及")


def beside(document: Document, doubtful: list[Candidate], named: list[Name]) -> list[Name]:
    """Return the venues and villages of common words that stand in a list beside one with a name of its own: 灯文化博物馆、龙泉博物馆."""
    chars, found = document.chars, []
    types = {name.end: name.type for name in named} if doubtful else {}
    before = {name.start: name.type for name in named} if doubtful else {}
    for one in doubtful:
        kind: NameType = "place" if one.kind.kind == "settlement" else "facility"
        plain = one.kind.strength != "strong" and len(one.kind.suffix) < 3 and is_word(one.text[: one.head - one.start])  # 高山 + 景区
        if one.kind.kind not in ("facility", "settlement") or (plain and kind == "facility"):
            continue
        behind = chars[one.start - 1] in JOINTS and types.get(one.start - 1) == kind
        ahead = chars[one.end : one.end + 1] in JOINTS and before.get(one.end + 1) == kind
        if (behind or ahead) and is_own(one, alike=behind and chars[one.start - 2] == one.text[-1]):
            found.append(Name(kind, one.start, one.end, one.text, one.text, normal(one.text), 0.6))
            types[one.end] = kind
    return found


def waters(document: Document, found: names.Found, doubtful: list[Candidate]) -> Iterator[Name]:
    """Yield the rivers of common words that stand in a list behind another or are spoken of as rivers, and villages that one comes to.

    辽河、浑河、太子河; 三丈河沿岸; 来到复兴村.
    """
    chars, ends = document.chars, {end for _, end, entry in found.hits if entry.kind == "place"} if doubtful else set()
    for one in doubtful:
        if visited(chars, one) or banked(chars, one):
            yield Name("place", one.start, one.end, one.text, one.text, normal(one.text), 0.6)
            continue
        listed = one.kind.kind == "nature" and chars[one.start - 1] == "、" and one.start - 1 in ends and chars[one.start - 2] == one.text[-1]
        if listed and len(one.text) < 5 and one.text[0] not in DESCRIBING and (len(one.text) > 2 or tagged(one.text)[0][1] in ("ns", "nr", "nz")):
            ends.add(one.end)
            yield Name("place", one.start, one.end, one.text, one.text, normal(one.text), 0.6)


# 三丈河 + 沿岸: what only rivers have
BANKS = pattern("沿岸|沿线|河道|河堤|流域|水环境|水质|两岸|干流|支流|堤防|大堤|综合(?:治理|整治)|(?:整治|治理)(?:工程|项目)")
COMING = pattern("(?:来到|走进|走访|深入|前往|抵达|赶赴|进驻|位于)了?$")


def banked(chars: str, one: Candidate) -> bool:
    """Return whether a river of common words is spoken of as only rivers are: 三丈河沿岸; not 母亲河, 黑臭河."""
    if one.kind.kind != "nature" or one.kind.suffix not in ("河", "溪") or len(one.text) > 4 or not BANKS.match(chars, one.end):
        return False
    own = one.text[: one.head - one.start]
    sort = own in SORTS | PARKS | stops() | generic() or own[0] in DESCRIBING
    return not sort and not one.deictic and tagged(one.text)[0] != (one.text, "n")


def visited(chars: str, one: Candidate) -> bool:
    """Return whether a village of common words is one that somebody comes to: 来到 + 复兴村; not 深入 + 贫困村."""
    own = one.text[: one.head - one.start]
    if one.kind.suffix != "村" or len(own) != 2 or one.deictic or not COMING.search(chars, max(one.start - 4, 0), one.start):
        return False
    return own not in SORTS | PARKS | stops() | generic()


def is_own(one: Candidate, alike: bool) -> bool:
    """Return whether a candidate has a word of its own that says no sort: 灯文化博物馆, not 特色博物馆, 自然村; 团结镇 where `alike` is before it."""
    own = one.text[: one.head - one.start]
    if one.kind.kind == "settlement" and ((is_word(own) and not alike) or TOWN.match(one.text)):
        return False
    return not one.deictic and any(word not in SORTS and word not in PARKS and word not in stops() | generic() for word, _ in tagged(own))


def pointed(document: Document, one: Candidate) -> Name | None:
    """Return the venue or zone called by its level and kind: 市会展中心, 市高新区 on a page of 宜昌; not 市政 + 广场, 区属 + 体育馆."""
    level = DEICTIC.match(one.text) if document.chars[one.start - 1 : one.start] not in SEVERAL else None
    if level is None or (is_word(one.text[level.end() - 1 : level.end() + 1]) and one.text[level.end()] != "立"):
        return None
    own = one.text[level.end() : one.head - one.start]
    if len(own) > 2 and tagged(own)[0][1] in ("nr", "ns", "nz") and not is_plain(own):  # 我市 + 盘龙城国家考古遗址公园
        text = one.text[level.end() :]
        return Name("place" if one.kind.kind == "zone" else "facility", one.start + level.end(), one.end, text, text, normal(text), 0.8)
    division = homes.home(document, level.group()[-1], one.start)
    if one.kind.kind == "zone" and (division is None or one.start + level.end() < one.head):
        return None
    full = division.name + one.text[level.end() :] if division else one.text
    return Name("place" if one.kind.kind == "zone" else "facility", one.start, one.end, one.text, full, normal(full), 0.8)
