"""Abroad: towns and divisions of other countries that no table has, told by what stands beside them: 菲律宾 + 伊莎贝拉省, 首都 + 阿布贾.

Shared grammar of names. Not meant: persons, whom their dot or post tells, and words of every day, which only some sounds spell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from transforms import gazetteer, lexicon
from transforms.extract.names.cuts import is_plain, tagged
from transforms.extract.names.words import is_frequent
from transforms.gazetteer import Entry
from transforms.model.patterns import pattern

Hit = tuple[int, int, Entry]
START = itemgetter(0)
# What divisions of other countries are called.
ABROAD = frozenset("省州邦道府")
# 菲律宾 + 伊莎贝拉省, 韩国 + 天安市
FRAME = pattern(
    r"(?P<own>[上下东西南北中新大小圣]?[一-龥]{2,6}?(?:[-—][一-龥]{2,6}?){0,2})"
    r"(?P<kind>自治[区州]|广域市|特别市|大区|省(?![级内外])|州(?![长级际立])|道(?![路歉理具德教士])|府(?![邸院])|邦(?!交)|市(?![长场民区值面容郊内])|县(?!级)|郡|町|(?<=.{2})区(?![域块别间内位])|地区)"
)
# Countries whose names are written with characters of sense, not of sound: 忠清北道, 东方省.
BY_SENSE = frozenset(("JP", "KR", "KP", "VN", "MN"))
# What provinces of other countries are called by where they lie
SIDES = frozenset(("中央", *(side + of for side in "东西南北中" for of in "方部"), "西北", "东北", "东南", "西南"))
NO_NAME = frozenset("的了和与等各该本我全两数每某其这那在于及国几")


@lru_cache(maxsize=1 << 12)
def country_abroad(key: str) -> str | None:
    """Return the country of a place outside China."""
    known = None if key.isdigit() else gazetteer.place(key)
    return known.country if known and known.country != "CN" else None


def framed(text: str, at: int, outer: Entry, hits: list[Hit]) -> Iterator[Hit]:
    """Yield the divisions that follow a place abroad, each inside the one before, up to one that `hits` has: 韩国 + 忠清北道 + 忠州市."""
    country = country_abroad(outer.keys[0]) or gazetteer.cities().get(outer.keys[0])  # 台北市 + 中山区
    at += text[at : at + 1] == " " and outer.name in gazetteer.countries()  # 意大利 帕尔玛市
    while country:
        # 加拿大的维多利亚市; 符拉迪沃斯托克市、比罗比詹市
        same = namesake(text, at, country) or (namesake(text, at + 1, country, listed=True) if text[at : at + 1] in ("、", "和", "与") else None)
        if same:  # 日本爱知、长野、宫崎
            yield same
            at = same[1]
            continue
        if country.isdigit():
            return
        item = BETWEEN.match(text, at) if len(outer.keys[0]) > 2 else None
        known = bisect_left(hits, at + 1, key=START) if item else len(hits)
        if item and not (known < len(hits) and hits[known][0] == at + 1) and is_spelled(item["own"]):
            at = item.end()
            yield item.start("own"), at, Entry(item["own"], "place", (item["own"],))
            continue
        apart = 1 if text[at : at + 1] in ("的", "、", "和", "与") else 2 if text.startswith("友城", at) else 0  # 韩国友城大邱市
        match = FRAME.match(text, at + apart)
        # 青森县、陆奥市, but 日本、友好城市
        if match is None or not is_foreign(match["own"], match["kind"], "" if apart and outer.keys[0].isascii() else country):
            return
        number = bisect_left(hits, at + apart, key=START)
        if number < len(hits) and hits[number][0] == at + apart and (apart or not hits[number][2].keys[0].isdigit()):
            return
        if number < len(hits) and at + apart < hits[number][0] < match.end():  # 朝鲜城市 + 新义州
            return
        at = match.end()
        key = match.group() if apart else f"{match.group()}|{country}"
        yield match.start(), at, Entry(match.group(), "place", (key,))


# 热那亚、贝维利诺、萨尔扎纳: towns that no table has, in a list behind one that it has
BETWEEN = pattern(r"、(?P<own>[一-龥]{3,7}?)(?=[、和等])")


ENDS = frozenset("、和与及等,，。;；县市的)")


def namesake(text: str, at: int, country: str, listed: bool = False) -> Hit | None:
    """Return the city that begins at `at` and is called like somebody else, if it lies in that country: 埃及 + 亚历山大; in a list 福冈、宫崎等."""
    known = gazetteer.called_like_cities()
    for size in (5, 4, 3, 2):
        name = text[at : at + size]
        if name in known and (name, country) in gazetteer.namesakes():
            end = at + len(name)  # the text may end there
            end += text.startswith("市", end) and not text.startswith(("市长", "市场", "市民"), end)
            metropolis = text.startswith(("广域市", "特别市", "特别自治市"), end)  # 光州广域市 stands in the table of cities
            goes_on = metropolis or text[end : end + 1] in ABROAD or (listed and text[end : end + 1] not in ENDS)
            return None if goes_on else (at, end, Entry(name, "place", (gazetteer.namesakes()[name, country],)))
    return None


# 港口城市 + 蒙巴萨, 首都 + 阿布贾; 途经阿鲁沙、姆万扎等重要城市
# 友好城市分别是于默奥,坦佩雷和明斯克
TOLD = pattern(r"(?:城市|友城)(?:分别)?(?:是|为|有|包括)[:：]?")
ONE = pattern("(?:(?![和与及])[一-龥]){2,7}")
JOINED = pattern("[、,，和与及]")
APPOSED = pattern(r"..(?P<own>[一-龥]{2,7}?)(?=[、,，。;；的市举召]|$)")
LISTED = pattern(r"等(?:[一-龥]{0,4}城市|地)")
ITEM = pattern(r"[一-龥]+")


def apposed(text: str, hits: list[Hit]) -> list[Hit]:
    """Return the names with those of cities abroad that no table has, but the text calls cities, each spelled by its sound."""
    spans = {*called(text), *owned(text, hits)}
    if not spans:
        return hits
    known = gazetteer.called_like_cities()
    words = frozenset(text[start:end] for start, end in spans if end - start == 2 and is_frequent(text[start:end]))  # 城市文明
    spelled = [(start, end) for start, end in spans if text[start:end] in known or (is_spelled(text[start:end]) and text[start:end] not in words)]
    # 布古 + 利马 is not the city it ends in, nor is 阿 + 贝里斯 + 特威斯 the country, but 伊拉克 + 巴格达
    starts = {start for start, _, _ in hits}
    whole = [(start, end) for start, end in spelled if start not in starts]
    hits = [hit for hit in hits if not (country_abroad(hit[2].keys[0]) and any(start < hit[0] and hit[1] <= end for start, end in whole))]
    taken = {at for start, end, _ in hits for at in range(start, end)}
    free = [(start, end, text[start:end]) for start, end in spelled if taken.isdisjoint(range(start, end))]
    return sorted([*hits, *((start, end, Entry(name, "place", (known.get(name, name),))) for start, end, name in free)], key=START)


def called(text: str) -> Iterator[tuple[int, int]]:
    """Yield what may be the names of cities, as the text says that they are some."""
    for word in ("城市", "首都", "首府", "友城") if "城" in text or "首" in text else ():
        yield from (match.span("own") for match in behind(text, word))
    for match in LISTED.finditer(text) if "等" in text else ():
        at = match.start()
        low = max(at - 80, 0)
        while at > low and (text[at - 1] in lexicon.sounds() or text[at - 1] == "、"):
            at -= 1
        if "、" in text[at : match.start()]:
            yield from (item.span() for item in ITEM.finditer(text, at, match.start()))
    for match in TOLD.finditer(text) if "城市" in text or "友城" in text else ():
        yield from told(text, match.end())
    for match in CALLED.finditer(text):
        at, sounds = match.start(), lexicon.sounds()
        if at > 3 and text[at - 1] in sounds and text[at - 2] in sounds and (name := SOUNDED.search(text, max(at - 9, 0), at)):
            yield name.span()


# 俄罗斯的布古利马; 圣路易斯市与武汉市、坎皮纳格朗德市
OWNED = pattern(r"的(?P<own>[一-龥]{3,7}?)(?=[、,，。;；和与及市]|$)")
SOUNDED = pattern(f"(?:(?<![一-龥])|(?<=[和与及]))[{''.join(sorted(lexicon.sounds()))}]{{4,8}}$")
CALLED = pattern("市(?![长场民])|区(?![域块别])")


# 在美国 + 诺克斯维尔 + 举行
TO = frozenset("在于赴抵往")
# 昆卡(厄瓜多尔)
TOWN = pattern(f"(?:(?<![一-龥])|(?<=[和与及到从]))(?P<own>[{''.join(sorted(lexicon.sounds()))}]{{2,8}})$")
# 入选的城市有…: what goes on with names and the countries they are in
CITIES = pattern(r"(?:城市|友城)(?:(?:分别|主要)?(?:是|为|有|包括|[:：])|中[,，])[^。]*$")
INSIDE = pattern(f"(?P<own>[{''.join(sorted(lexicon.sounds()))}]{{3,8}})(?=[举召签落设开的市、,，。;；和与及]|$)")


def owned(text: str, hits: list[Hit]) -> Iterator[tuple[int, int]]:
    """Yield what may be the name of a city behind the country it is of: 俄罗斯的 + 布古利马."""
    listed = "(" in text and "城" in text
    for start, end, entry in hits:
        if entry.kind != "place" or not entry.keys[0].isalpha() or not entry.keys[0].isascii():
            continue
        if text[end : end + 1] == "的":
            match = OWNED.match(text, end)
        elif text[start - 1 : start] in TO:
            match = INSIDE.match(text, end)
        else:
            bracket = listed and text[start - 1 : start] == "(" and text[end : end + 1] == ")"
            among = bracket and CITIES.search(text, max(start - 200, 0), start)  # else who has a country behind a name is somebody
            match = TOWN.search(text, max(start - 10, 0), start - 1) if among else None
        if match:
            yield match.span("own")


def told(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the items of a list that begins at `at`, as far as they are spelled by sound."""
    item = ONE.match(text, at)
    while item and is_spelled(item.group()):
        yield item.span()
        item = ONE.match(text, item.end() + 1) if JOINED.match(text, item.end()) else None


def behind(text: str, word: str) -> Iterator[re.Match[str]]:
    """Yield what may be the name of a city wherever `word` calls one."""
    at = text.find(word)
    while at >= 0:
        match = APPOSED.match(text, at)
        if match:
            yield match
        at = text.find(word, at + 2)


@lru_cache(maxsize=1 << 12)
def is_spelled(own: str) -> bool:
    """Return whether characters only spell a sound: 姆万扎; not 大都."""
    if not 2 <= len(own) <= 7 or own in gazetteer.divisions_by_name() or is_plain(own):
        return False
    if any(len(word) > 1 and tag[0] == "v" for word, tag in tagged(own)):
        return False  # 嘉宾 + 参加
    return sum(char in lexicon.sounds() for char in own) >= len(own) - (len(own) > 2)


@lru_cache(maxsize=1 << 12)
def is_foreign(own: str, kind: str, country: str) -> bool:
    """Return whether the words before 市 or 省 are the name of a division abroad: 伊莎贝拉, 忠清北; not 大都, 工业, 多个."""
    if own in SIDES:
        return kind == "省"  # 斯里兰卡 + 中央省
    own = own.replace("-", "").replace("—", "")
    if NO_NAME.intersection(own):
        return False
    plain = is_plain(own)
    if kind in ("区", "地区") and (kind == "区") != (country in ("KR", "JP")):
        return False
    if country in BY_SENSE and len(own) <= 4:
        return (not plain or kind in "省道町") and not (country == "JP" and kind == "省")  # 外务省 is a body
    return not plain and len(lexicon.sounds().intersection(own)) >= len(set(own)) - (len(own) > 2)
