"""The gazetteer: 青岛 is 青岛市, division 370200; 韩国 is KR; 住建部 is 住房和城乡建设部. Divisions, countries, cities, regions, venues and bodies.

Tables built from public packages (seeds/lexicon/build.py) and written by hand, read when first asked for. A short name that
several divisions share (鼓楼, 朝阳) is never resolved by default: without a place nearby that decides, there is no division.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Literal

import daachorse
import msgspec

from transforms import lexicon
from transforms.model.patterns import pattern

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
            if "自治" in row.name and row.level != "province":
                # 元江县, 延边州, 关岭自治县; 鄂伦春自治旗 is called so in full
                for form in (row.short + row.name[-1], row.short + row.name[-3:]):
                    found[form] += [row] * (form != row.name)
    return {name: tuple(rows) for name, rows in found.items()}


def division(name: str, near: Iterable[str] = ()) -> Division | None:
    """Return the division called `name`, full or short: 青岛 -> 青岛市 (370200); None if there is none, or several and nothing decides.

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
    """Return the codes of the divisions around `adcode`, nearest first: 天河区 -> 广州市, 广东省."""
    found: list[str] = []
    row = divisions().get(adcode)
    while row and row.parent:
        found.append(row.parent)
        row = divisions().get(row.parent)
    return tuple(found)


class Country(msgspec.Struct, frozen=True, gc=False):
    """A country or territory by the name the news uses."""

    code: str
    name: str
    why: str


class City(msgspec.Struct, frozen=True, gc=False):
    """A city or province outside the table of divisions, and the country (ISO code) or division it lies in."""

    name: str
    inside: str
    why: str


class Region(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A region, river or mountain; or a word for several places (日韩), whose `parts` are their codes, separated by |."""

    name: str
    parts: str | None = None
    why: str


class PlaceName(msgspec.Struct, frozen=True, gc=False):
    """Another name of a division or country."""

    name: str
    key: str
    why: str


class Renamed(msgspec.Struct, frozen=True, gc=False):
    """A division that was renamed or abolished, and the one that has its ground now."""

    name: str
    adcode: str
    why: str


class Former(msgspec.Struct, frozen=True, gc=False):
    """A name that a division had, with the last year it is known to have had it."""

    name: str
    adcode: str
    until: int
    why: str


class Body(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A body of the world by its full name, with its short forms, separated by |; an outlet is a newspaper, agency or site."""

    name: str
    forms: str | None = None
    country: str | None = None
    kind: Literal["firm", "outlet", "body"]
    why: str


class Venue(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A venue, building or sight by its usual name, with its other names, separated by |; `inside` is a code, an ISO country or a city."""

    name: str
    forms: str | None = None
    inside: str
    why: str


class CityLetter(msgspec.Struct, frozen=True):
    """A city by the one character that headlines call it by."""

    letter: str
    city: str
    why: str


class PlaceLetter(msgspec.Struct, frozen=True):
    """A country or province by the one character that lists call it by."""

    letter: str
    within: Literal["country", "province"]
    key: str
    why: str


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What a name in the gazetteer stands for: the keys of one place, of the parts of 日韩, or of each candidate where it is `ambiguous`."""

    name: str
    kind: Literal["place", "body", "venue"]
    keys: tuple[str, ...]
    ambiguous: bool = False
    code: str | None = None  # of the one division it is


class Place(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What the gazetteer knows of a place."""

    key: str
    name: str
    adcode: str | None = None
    country: str | None = None
    longitude: float | None = None
    latitude: float | None = None


@cache
def common_words() -> frozenset[str]:
    """Return the names that are also words (日照, 和平), or say only where a district lies in its city (市中区, 城区)."""
    return frozenset(lexicon.words("common_words"))


@cache
def shorts_inside() -> dict[str, dict[str, str]]:
    """Return for every province and city the short names inside it with their codes: 山东 -> 日照, 上海 -> 杨浦."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in divisions().values():
        if row.short:
            for above in chain(row.adcode):
                found[above].setdefault(row.short, row.adcode)
    return dict(found)


@cache
def shorts_begin() -> dict[str, frozenset[str]]:
    """Return for every province and city with which characters the short names inside it begin."""
    return {code: frozenset(short[0] for short in shorts) for code, shorts in shorts_inside().items()}


@cache
def place(key: str) -> Place | None:
    """Return what is known of the place with `key`: an adcode, an ISO country code, or the name of a region or city."""
    row = divisions().get(key)
    if row:
        return Place(key=key, name=row.name, adcode=key, country="CN", longitude=row.longitude, latitude=row.latitude)
    named = _other_places().get(key)
    if named is None and "|" in key:  # one of several cities of that name, or one that only its country tells
        name, _, country = key.partition("|")
        named = (name, "CN" if country.isdigit() else country)
    if named is None and key[-1:] in "州省府郡":  # 槟城州 lies where 槟城 does
        inner = _other_places().get(key[:-1])
        named = (key, inner[1]) if inner else None
    return Place(key=key, name=named[0], country=named[1]) if named else None


@cache
def _other_places() -> dict[str, tuple[str, str | None]]:
    """Return name and country of every place that is no division, by its key."""
    found: dict[str, tuple[str, str | None]] = {row.code: (row.name, row.code) for row in lexicon.read("countries", Country)}
    for code, name in (("GB-ENG", "英格兰"), ("GB-SCT", "苏格兰"), ("GB-WLS", "威尔士"), ("GB-NIR", "北爱尔兰")):
        found[code] = (name, "GB")
    found.update({name: (name, "CN" if inside.isdigit() else inside) for name, inside in cities().items()})
    found.update({row.name: (row.name, None) for row in lexicon.read("regions", Region) if not row.parts})
    return found


@cache
def cities() -> dict[str, str]:
    """Return the cities and provinces outside the table of divisions, and what they lie in: 首尔, 台北, 巴尔瑙尔."""
    return {row.name: row.inside for table in ("towns_abroad", "cities") for row in lexicon.read(table, City)}


@cache
def namesakes() -> dict[tuple[str, str], str]:
    """Return the keys of places that are called like somebody or something else, by name and country or province: 亚历山大 in EG."""
    return {(row.name, row.inside): f"{row.name}|{row.inside}" for row in lexicon.read("namesakes", City)}


@cache
def called_like_cities() -> dict[str, str]:
    """Return the names that are a city only behind its country or behind 城市, with its key if there is but one: 亚历山大."""
    names = [name for name, _ in namesakes()]
    return {name: key if names.count(name) == 1 else name for (name, _), key in namesakes().items()}


@cache
def city_letters() -> dict[str, str]:
    """Return the cities by the one character that stands for them behind 在 and 赴: 在京开幕, 在蓉举行."""
    return {row.letter: row.city for row in lexicon.read("city_letters", CityLetter)}


@cache
def place_letters(within: str) -> dict[str, str]:
    """Return the countries, or the provinces and cities, by the one character that stands for them in a list: 美、英等国, 京、津、冀三地."""
    rows = lexicon.read("place_letters", PlaceLetter)
    cities = {letter: city.adcode for letter, name in city_letters().items() if (city := division(name))} if within == "province" else {}
    return {**cities, **{row.letter: row.key for row in rows if row.within == within}}


@cache
def countries() -> frozenset[str]:
    """Return the names of countries in CLDR."""
    return frozenset(row.name for row in lexicon.read("countries", Country))


LEGAL = ("股份有限公司", "有限责任公司", "集团有限公司", "有限公司")


@cache
def bodies() -> dict[str, Body]:
    """Return every body by each of its names; a firm also without its legal form, and with 集团: 中国交通建设集团, 中国交建集团.

    In Hong Kong and Taiwan 及 stands for 和: 住房及城乡建设部.

    Raises ValueError where two rows have one name: 招行 is 招商银行, and none beside it.
    """
    found: dict[str, Body] = {}
    for row in lexicon.read("bodies", Body):
        for form in filter(None, (row.name, *(row.forms or "").split("|"))):
            if found.setdefault(form, row) is not row:
                raise ValueError(f"bodies.csv: {form} names {found[form].name} and {row.name}")
    for name, row in list(found.items()):
        if is_firm(row):
            bare = next((name.removesuffix(form) for form in LEGAL if name.endswith(form)), name)
            for form in (bare, f"{bare}集团", f"{bare}集团有限公司", f"{bare}股份有限公司", name.removesuffix("有限公司")):
                if len(form) > 3 and "集团集团" not in form and "公司集团" not in form:
                    found.setdefault(form, row)
        elif name.endswith(("部", "委员会", "局")) and "和" in name:
            found.setdefault(name.replace("和", "及"), row)
    return found


@cache
def brands() -> frozenset[str]:
    """Return the firms called by a word: such only beside another firm, before their post or kind, or where the text says so: 小米, 美的."""
    return frozenset(lexicon.words("brand_words"))


def is_firm(body: Body) -> bool:
    """Return whether a body is a firm."""
    return body.kind == "firm"


def is_outlet(body: Body) -> bool:
    """Return whether a body is a newspaper, agency or site."""
    return body.kind == "outlet"


@cache
def venues() -> dict[str, Venue]:
    """Return the venues by their usual names."""
    return {row.name: row for row in lexicon.read("venues", Venue)}


@cache
def entries() -> dict[str, Entry]:
    """Return what may be matched wherever it stands; short names that need a context (counties, 日照) are left out."""
    found: dict[str, Entry] = {}
    for name, rows in divisions_by_name().items():
        full = any(row.name == name or ("自治" in row.name and name[-1:] in "县旗州" and name != row.short) for row in rows)
        bare = any(row.level in ("province", "city") or row.name.endswith("市") for row in rows) or (len(rows) == 1 and is_own(name))
        if (name in common_words() and not (full and len(name) > 3)) or not (full or bare):
            continue
        one = division(name)
        found[name] = Entry(name, "place", (one.adcode,) if one else tuple(row.adcode for row in rows), one is None)
    past = [(row.name, row.adcode) for row in lexicon.read("renamed_divisions", Renamed)]
    for name, code in past + [(row.name, row.adcode) for row in lexicon.read("former_divisions", Former)]:
        found.setdefault(name, Entry(name, "place", (code,)))
    for key, (name, _) in _other_places().items():
        found.setdefault(name, Entry(name, "place", (_short_key(key),)))
    for row in lexicon.read("place_names", PlaceName):
        found[row.name] = Entry(row.name, "place", (row.key,))
    for region in lexicon.read("regions", Region):
        if region.parts:
            found[region.name] = Entry(region.name, "place", tuple(region.parts.split("|")))
    for venue in venues().values():
        found |= {form: Entry(form, "venue", (venue.name,)) for form in (venue.name, *(venue.forms or "").split("|")) if form}
    for name, body in bodies().items():
        found[name] = Entry(name, "body", (body.name,))
    return {name: _coded(entry) for name, entry in found.items()}


def _short_key(key: str) -> str:
    """Return the key of a city abroad, of Taiwan or of a region: 高雄 for 高雄市, but 新竹市 for itself, as there is 新竹县."""
    if key.endswith("地区") and key[:-2] in _other_places():  # 亚太地区
        return key[:-2]
    short, known = key.removesuffix("市"), cities()
    return short if short != key and known.get(short) == known.get(key) and f"{short}县" not in known else key


def is_own(short: str) -> bool:
    """Return whether a county's short name is nothing else: 红谷滩, not 鼓楼, and not 青山湖, which is a lake."""
    return len(short) > 2 and short[-1] not in "山河湖楼岭左右中前后矿站"


def _coded(entry: Entry) -> Entry:
    one = entry.kind == "place" and len(entry.keys) == 1 and entry.keys[0].isdigit()
    return Entry(entry.name, entry.kind, entry.keys, code=entry.keys[0]) if one else entry


@cache
def _automaton() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, list[Entry]]:
    rows = list(entries().values())
    return daachorse.CharwiseDoubleArrayAhoCorasick([row.name for row in rows], daachorse.MATCH_KIND_LEFTMOST_LONGEST), rows


def scan(text: str) -> list[tuple[int, int, Entry]]:
    """Return the names of the gazetteer in `text`, leftmost and longest first, without overlaps."""
    automaton, rows = _automaton()
    return [(start, end, rows[number]) for start, end, number in automaton.find(DAY.sub("|", text))]


# 19日 + 韩国总统, 3日 + 本市: the last character of a day begins no name
DAY = pattern("日(?<=[0-9一二三四五六七八九十]日)")


def listed(text: str, hits: list[tuple[int, int, Entry]]) -> set[int]:
    """Return where the places begin that stand in a list of places: 北京市石景山区、通州区, 上海和杭州."""
    found: set[int] = set()
    chain: list[int] = []  # the places side by side that end at `last`
    last, joined = -2, False
    for start, end, entry in hits:
        if entry.kind != "place":
            continue
        if start != last:
            joint = start == last + 1 and text[last] in "、和与"
            found.update(chain if joint or joined else ())
            chain, joined = [], joint
        chain.append(start)
        last = end
    found.update(chain if joined else ())
    return found
