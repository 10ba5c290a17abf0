"""Wordy: cities whose short names are also words, on a page that names them: 日照, once 日照市, 山东日照 or 中国日照 stood there.

Shared grammar of names. A page that never says so means the word (日照时间长, 德州扑克); 大理石 and 普洱茶 are no cities anywhere, and
来宾 are guests even in 来宾市.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from transforms import gazetteer
from transforms.extract.names.abroad import Hit
from transforms.extract.names.hits import is_across
from transforms.extract.posts.titles import people
from transforms.gazetteer import Entry
from transforms.model.patterns import pattern

SIZES = (2, 3)  # 日照, 铁门关
# 普洱 + 茶, 大理 + 石, 日照 + 港, 周村 + 镇: things and places with the name of a city
NAMESAKES = frozenset("石玉茶湖山江河海岛湾港门寺塔桥路街巷站园镇乡村")
# 三明 + 治, 北海 + 道, 兴安 + 岭: other words
GOES_ON = NAMESAKES.union("治云道时岭州族")


def named(chars: str, hits: Iterable[Hit]) -> dict[str, Entry]:
    """Return the cities that a page names so that nobody takes them for words, by their short names."""
    cities, found = _cities(), dict[str, Entry]()
    for _, end, entry in hits:
        if entry.code and entry.name[:-1] in cities:  # 日照 + 市
            found[entry.name[:-1]] = cities[entry.name[:-1]]
        elif entry.keys[0] == "CN" or (entry.code and entry.code.endswith("0000")):
            for short in [chars[end : end + size] for size in SIZES]:
                if short in cities and (entry.keys[0] == "CN" or entry.keys[0] in gazetteer.chain(cities[short].keys[0])):
                    found[short] = cities[short]
        if entry.code and chars[end + 2 : end + 3] == "区":
            for one in districts(chars, end, entry.code):
                same = {one.keys[0], *found[one.name].keys} if one.name in found else {one.keys[0]}  # 枣庄市市中区 on a page of 济南市市中区
                found[one.name] = one if len(same) == 1 else Entry(one.name, "place", tuple(sorted(same)), ambiguous=True)
    return found


# 石家庄市 + 桥西区, 西宁市 + 城中区; 新城区 is said of every city
DISTRICT = pattern("(?P<own>(?![新老]城)[一-龥]{2}区)[、和与及]?")


def districts(chars: str, at: int, city: str) -> Iterator[Entry]:
    """Yield the districts whose names are words and that stand behind their city: 石家庄市 + 桥西区、桥东区."""
    while match := DISTRICT.match(chars, at):
        own, at = match["own"], match.end()
        rows = [row for row in gazetteer.divisions_by_name().get(own, ()) if row.parent == city]
        if not rows:
            return
        if own in gazetteer.common_words():
            yield Entry(own, "place", (rows[0].adcode,), code=rows[0].adcode)


def is_whole(chars: str, start: int, end: int) -> bool:
    """Return whether a short name stands there, and no longer word."""
    return chars[end : end + 1] not in GOES_ON and not is_across(chars, start, end)


@cache
def _cities() -> dict[str, Entry]:
    """Return the cities whose short name is a word, by that name: those of the second level, and of the third those a dictionary calls places."""
    import rjieba

    divisions = {name: gazetteer.division(name) for name in gazetteer.common_words() - people()}
    return {
        name: Entry(name, "place", (row.adcode,), code=row.adcode)
        for name, row in divisions.items()
        if row and row.name == f"{name}市" and (row.level == "city" or rjieba.tag(name)[0] == (name, "ns"))
    }
