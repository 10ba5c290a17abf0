"""Names of one document: those of the gazetteer, candidates by their kind, titles and people without one. 青岛市, …协会, 副市长, 市民.

Shared grammar: found once, judged by organizations.py, places.py and persons.py. Not meant: what each name is of in the end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import daachorse
import msgspec

from transforms import gazetteer
from transforms.extract.names import candidates, wordy
from transforms.extract.names.abroad import Hit, apposed, country_abroad
from transforms.extract.names.candidates import Candidate
from transforms.extract.names.cuts import COMMON_TAGS, cut, generic
from transforms.extract.names.hits import decided, mended
from transforms.extract.names.kinds import FIRMS, SOCIETIES, kinds, kinds_by_name
from transforms.extract.names.runs import Run
from transforms.extract.names.walk_words import FUNCTION
from transforms.extract.posts.titles import Title, posts, stops
from transforms.gazetteer import Entry
from transforms.model.document import NAMES, Document
from transforms.model.patterns import pattern


class Found(msgspec.Struct, frozen=True):
    """Names of one document: of the gazetteer, and candidates by their kind; both in reading order, candidates do not overlap."""

    hits: list[Hit]
    candidates: list[Candidate]
    titles: list[tuple[int, int, Title]]
    laymen: list[int]  # where the words end that say who somebody is without a post: 市民, 参展商
    zones: Endings  # 荆州产业城, also where it only stands inside 荆州产业城国际会展中心


@lru_cache(maxsize=1)
def find(document: Document) -> Found:
    """Return the names of the gazetteer and the candidates of `document`; kept for the one document that is being read."""
    runs: list[tuple[int, str, list[Hit]]] = []
    titles: list[tuple[int, int, Title]] = []
    laymen: list[int] = []
    automaton, rows = posts()
    for start, end in document.runs(NAMES):
        text = document.chars[start:end]
        told = [(b, e, rows[number]) for b, e, number in automaton.find(text) if rows[number].kind != "word"]
        laymen += [start + e for _, e, title in told if title.kind == "layman"]
        told = [one for one in told if one[2].kind != "layman" and not LONG.match(text, one[1] - 1)]
        told = beside_fairs(text, told) if "会长" in text else told
        titles += [(start + b, start + e, title) for b, e, title in told] if start else told
        bylines = [e for _, e, title in told if title.kind == "byline"]
        runs.append((start, text, apposed(text, list(mended(text, gazetteer.scan(text), {e: b for b, e, _ in told}, bylines)))))
    hits: list[Hit] = []
    found: list[Candidate] = []
    new = forms_of([hit for _, _, known in runs for hit in known])
    for _, text, known in runs:
        new |= wordy.named(text, known)
    find_in = finder(sorted(new))
    for start, text, known in runs:
        known = again(text, known, new, find_in) if new else known
        hits += [(start + b, start + e, entry) for b, e, entry in known] if start else known
        found += [_moved(one, start) for one in candidates.find(Run(text, known))]
    found = untied(found)
    zones = Endings({zone for one in found if one.anchored for zone in inner_zones(one.text)})
    return Found(decided(document.chars, hits, document.metadata.home_adcode), [led(one, zones) for one in found], titles, laymen, zones)


# 上海 in 上海电气集团 and 上海交通大学 says nothing of where the page is at home; 浙江 in 上海市浙江商会 neither.
FOREIGN = (*FIRMS, *SOCIETIES, "商会", "同乡会", "校友会", "办事处", "联络处", "大学", "学院", "银行", "研究院", "研究所")
AWAY = frozenset("驻赴访抵到往来自从达问察")
CAPITAL = frozenset(("北京",))  # 北京 alone is where everybody meets; the page of 北京 says 北京市 or 北京市委


@lru_cache(maxsize=1)
def divisions(document: Document) -> Counter[str]:
    """Return how often each division is named where the page may be at home: not where somebody goes or is sent, and in no list of places."""
    chars, found = document.chars, find(document)
    told: Counter[str] = Counter()
    bodies = found.candidates
    foreign = {at for one in bodies if one.kind.suffix.endswith(FOREIGN) for at in range(one.start, one.end)} | gazetteer.listed(chars, found.hits)
    public = {one.start for one in bodies if one.kind.ends in ("office", "committee") or one.kind.suffix.endswith("政府")}
    for start, end, entry in found.hits:
        capital = chars[start:end] in CAPITAL and start not in public
        if entry.code and start not in foreign and chars[start - 1 : start] not in AWAY and not capital and not chars.startswith(HOTELS, end):
            told[entry.code] += 1
    return told


# 蔡甸区 + 长期, but 任区长 + 期间; 大桥总长 + 约1860米
LONG = pattern("长(?:期(?!间)|[约近达超度为]{0,2}[0-9])")
# 香格里拉 + 大饭店 stands in any city
HOTELS = ("大饭店", "大酒店", "饭店", "酒店", "宾馆")


def beside_fairs(text: str, told: list[tuple[int, int, Title]]) -> list[tuple[int, int, Title]]:
    """Return the titles without those that only seem to stand between a meeting and a place: 交易会 + 长乐专场, 拜会 + 长崎市."""
    return [one for one in told if one[2].title != "会长" or cut(text[max(one[0] - 4, 0) : one[0] + 1])[-1] not in FAIRS]


FAIRS = frozenset(
    ("拜会", "约会", "与会", "交易会", "洽谈会", "博览会", "展览会", "推介会", "大会", "运动会", "座谈会", "恳谈会", "招商会", "展销会",
     "展会", "招聘会", "演唱会", "音乐会", "宣讲会", "双选会", "年会", "峰会")
)


def forms_of(hits: list[Hit]) -> dict[str, Entry]:
    """Return the names a page may go on with: 马加丹 for 马加丹市, which no table has, 东昌府 for 东昌府区, which as a word would be no place."""
    known = gazetteer.entries()
    new = {entry.name: entry for _, _, entry in hits if entry.name[-1] in "市州省" and len(entry.name) > 3 and entry.name not in known}
    new = {name: entry for name, entry in new.items() if entry.keys[0].partition("|")[0] == name}
    new |= {name[:-1]: entry for name, entry in new.items() if name[:-1] not in known}
    divisions = {entry.code: entry for _, _, entry in hits if entry.code and not entry.ambiguous}
    for code, entry in divisions.items():
        division = gazetteer.divisions()[code]
        short = division.short if division.name == entry.name and entry.name not in gazetteer.common_words() else None
        if short and short not in known and not is_common_word(short):
            new[short] = Entry(short, "place", (code,), code=code)
    states = [entry for _, _, entry in hits if entry.name[-1] == "州" and len(entry.name) > 3 and country_abroad(entry.keys[0])]
    new |= {entry.name[0] + "州": entry for entry in states if entry.name[0] + "州" not in known}  # 巴州 for 巴伐利亚州
    return new


def again(text: str, hits: list[Hit], new: dict[str, Entry], find_in: Callable[[str], Iterator[tuple[int, int]]]) -> list[Hit]:
    """Return the names with those of `new` wherever they stand beside them."""
    more = list(find_in(text))
    taken = {at for start, end, _ in hits for at in range(start, end)} if more else set()
    free = [(start, end) for start, end in more if taken.isdisjoint(range(start, end))]
    found = [(start, end, new[text[start:end]]) for start, end in free if wordy.is_whole(text, start, end)]
    return sorted([*hits, *found], key=lambda hit: hit[0]) if found else hits


@lru_cache(maxsize=65536)
def is_common_word(short: str) -> bool:
    """Return whether a short name is first of all a word: 和平, 海港, 新建."""
    if short in stops() or short in generic() or short in gazetteer.common_words():
        return True
    import rjieba

    return bool(rjieba.has_word(short)) and rjieba.tag(short)[0][1] in COMMON_TAGS


class Endings:
    """Names by how they end: which of them end in a short form is told by one bisection, however many there are."""

    def __init__(self, full: Iterable[str]) -> None:
        self.full = sorted(set(full))
        self.reversed = sorted(name[::-1] for name in self.full)

    def of(self, short: str) -> Iterator[str]:
        """Yield the names that are longer than `short` and end in it."""
        backwards = short[::-1]
        for number in range(bisect_left(self.reversed, backwards), len(self.reversed)):
            name = self.reversed[number]
            if not name.startswith(backwards):
                return
            if len(name) > len(short):
                yield name[::-1]


@lru_cache(maxsize=1 << 14)
def inner_zones(text: str) -> tuple[str, ...]:
    """Return the zones that a longer name begins with, and the name itself if it is one: 荆州产业城国际会展中心 has 荆州产业城."""
    automaton, rows = kinds()
    found = [(end, rows[number]) for _, end, number in automaton.find(text)]
    return tuple(text[:end] for end, kind in found if kind.kind == "zone" and kind.strength == "strong")


def led(one: Candidate, zones: Endings) -> Candidate:
    """Return the candidate as anchored, if it begins with the short form of a zone that the document names in full."""
    if one.anchored or not zones.full or one.head - one.start < 3:
        return one
    own = one.text[: one.head - one.start]
    kind = kinds_by_name().get(own)  # 科教城 + 党工委
    if len(own) < 5 and not (kind and kind.kind == "zone" and kind.strength == "strong"):
        return one
    if own not in zones.full and next(zones.of(own), None) is None:
        return one
    return msgspec.structs.replace(one, anchored=True, proper=True)


def untied(found: list[Candidate]) -> list[Candidate]:
    """Return the candidates without what the dictionary ties to their first word: 与会者向 + 东鹏集团, where 东鹏集团 stands, too."""
    texts = {one.text for one in found}
    for number, one in enumerate(found):
        tied = (at for at in range(1, one.head - one.start) if one.text[at - 1] in FUNCTION and one.text[at:] in texts)
        if at := max(tied, default=0):
            found[number] = msgspec.structs.replace(one, start=one.start + at, text=one.text[at:])
    return found


def occurrences(document: Document, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where any of `words` stands, leftmost and longest first: one pass, however many they are."""
    known = sorted(set(words))
    find_in = finder(known)
    for start, end in document.runs(NAMES) if known else ():
        yield from ((start + b, start + e) for b, e in find_in(document.chars[start:end]))


FEW = 24  # words: up to here, looking for one after the other is faster than building an automaton


def finder(words: list[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    """Return what finds `words` in a text."""
    if len(words) <= FEW:
        return lambda text: _few(text, words)
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(words, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    return lambda text: ((b, e) for b, e, _ in automaton.find(text))


def _few(text: str, words: list[str]) -> Iterator[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append((at, -len(word)))
            at = text.find(word, at + 1)
    last = -1
    for at, length in sorted(found):
        if at >= last:
            last = at - length
            yield at, last


def _moved(candidate: Candidate, by: int) -> Candidate:
    if not by:
        return candidate
    one = candidate
    return Candidate(one.start + by, one.end + by, one.text, one.kind, one.head + by, one.anchored, one.proper, one.deictic)
