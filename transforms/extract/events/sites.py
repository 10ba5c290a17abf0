"""Sites: which place of a sentence is the city and which the building, as in 在上海国际会议中心 and 在意大利米兰.

Shared grammar of what takes place somewhere. A country, a province or a district is no city; the names come from `facts.places`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from operator import attrgetter

from transforms import gazetteer
from transforms.extract.facts import Name
from transforms.model.document import Document
from transforms.model.patterns import pattern

MUNICIPALITIES = frozenset(("110000", "120000", "310000", "500000", "810000", "820000"))
CITY_STATES = frozenset(("SG", "MC"))
REACH = 300
# No prose goes on as long without a full stop: what stands farther off in such a line says nothing of an event.
ENDLESS = 800
COUNTRY = pattern(r"[A-Z]{2}")
# 南京|东路 and 北京|路 are streets, wherever they lie.
STREET = pattern("[东西南北中]?(?:路(?![演跑透亚])|街(?![舞头坊区巷])|大道|大街)")
# For bisect: many times a page, and faster than a function of our own.
START = attrgetter("start")


def within(names: list[Name], start: int, end: int) -> list[Name]:
    """Return the names that stand inside a range, in reading order."""
    low = bisect_left(names, start, key=START)
    if low == len(names) or names[low].start > end:
        return []
    return [n for n in names[low : bisect_right(names, end, low, key=START)] if n.end <= end]


def around(document: Document, at: int, reach: int = REACH) -> tuple[int, int]:
    """Return the range of the sentence around `at`, of an endless one the part within reach: a grammar looks no farther."""
    low, high = document.sentence_at(at)
    return (low if low > at - reach else at - reach), (high if high < at + reach else at + reach)


def is_country(name: Name) -> bool:
    """Tell whether a place is a country or territory of the world."""
    return name.type == "place" and COUNTRY.fullmatch(name.key) is not None


def is_city(name: Name) -> bool:
    """Tell whether a place is a city or county: no country, province, district, zone or region."""
    if name.type != "place" or (is_country(name) and name.key not in CITY_STATES):
        return False
    division = gazetteer.divisions().get(name.adcode or name.key)
    if division:
        town = name.text.endswith(("市", "县")) or division.name.endswith(("市", "县"))  # 胶南市 was none of 青岛's districts yet
        return division.level == "city" or division.adcode in MUNICIPALITIES or (division.level == "county" and town)
    known = gazetteer.place(name.key)
    return known is not None and known.country is not None


def is_county(words: str) -> bool:
    """Tell whether words are a county or county town by its short name: 平遥, 义乌."""
    return any(row.level == "county" and row.name in (words + "县", words + "市") for row in gazetteer.divisions_by_name().get(words, ()))


def short(place: str) -> str:
    """Return 青岛 for 青岛市."""
    return place[:-1] if len(place) > 2 and place[-1] in "省市" else place


@cache
def _city_starts() -> frozenset[str]:
    """Return the first two characters of all cities' names, which tell most words from a city at once."""
    names = gazetteer.divisions_by_name()
    return frozenset(name[:2] for name, rows in names.items() if any(row.level == "city" or row.adcode in MUNICIPALITIES for row in rows))


def leading_city_abroad(words: str) -> str | None:
    """Return the city abroad or in Taiwan that words begin with: 开罗 of 开罗国际会议中心."""
    known = gazetteer.cities()
    name = next((words[:n] for n in range(min(len(words), 8), 1, -1) if words[:n] in known), None)
    return name if name and not words.startswith("城", len(name)) else None  # 万象|城 is a mall


def leading_city(words: str) -> str | None:
    """Return the city that words begin with: 上海 of 上海展览中心, 徐州市 of 江苏省徐州市吕梁风景区."""
    province = words[:3] if words[2:3] == "省" else ""
    words = words[len(province) :]
    if words[:2] not in _city_starts():
        return None
    for length in range(min(len(words), 8), 1, -1):
        rows = gazetteer.divisions_by_name().get(words[:length], ()) if words[length - 1 : length + 1] != "市民" else ()  # 深圳|市民中心
        if any(row.level == "city" or row.adcode in MUNICIPALITIES for row in rows):
            # 海南 is the province before it is the prefecture in Qinghai; 吉林 is the city, too
            own = any(row.level == "province" and row.adcode not in MUNICIPALITIES for row in rows)
            other = (own and not any(row.level == "city" and row.name.endswith("市") for row in rows)) or STREET.match(words, length)
            return None if other else words[:length]
    return None
