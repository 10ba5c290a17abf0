"""Hits: the names of the gazetteer as they are meant where they stand: 悉尼市, 非洲东部, 菲律宾伊莎贝拉省 (which no table has).

Shared grammar of names. Not meant: parts of words (中国式, 参加 + 纳米) and of persons (记者陈安阳 is not 安阳). A name that several
divisions share is decided by the page's place and the other divisions it names, else it stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter

from transforms import gazetteer, lexicon
from transforms.extract.names.cuts import cut, is_plain, is_word, tagged
from transforms.gazetteer import Entry
from transforms.model.patterns import pattern

Hit = tuple[int, int, Entry]
START = itemgetter(0)


# 中国式, 蒙古族, 武汉籍: the place is only part of a word.
ADJECTIVE = frozenset("式族籍")
# What divisions of other countries are called.
ABROAD = frozenset("省州邦道府")
# 教育部 + 门, 常委 + 员, 联合报 + 道: the end of a body's name begins another word
WIDER = pattern("大[厦楼学会街道路门]|部[门分队级署]|委[员托]|局[面势部]|报[道告名导价送表考]")
# 非洲 + 东部
PART = pattern("[东西南北中]{1,2}部")
# 皖西 + 南, 川东 + 北; not 粤东 + 北上
CORNER = pattern("[南北](?![下上路街站门大非麓部])(?:地区)?")
# 悉尼 + 市, but not 悉尼市长 or 悉尼市场; 门多萨 + 省
CITY = pattern("市(?![长场民区中郊内政委府])|省(?![级会])|州(?![长立])|大区|(?<![市县])府(?!邸)|郡(?!主)")
# 于 and 向 are surnames, too: 记者于成都 is in 成都.
PREPOSITIONS = frozenset("向于从和经应时通别过高在对与自由到赴往访来离抵率")
REPUBLIC = pattern("共和国(?!际)|王国(?!际)|国(?=驻)")  # 科威特国 + 驻广州总领事馆
REPUBLIC_STARTS = frozenset("共王国")
# 菲律宾 + 伊莎贝拉省, 韩国 + 天安市
FRAME = pattern(
    r"(?P<own>[上下东西南北中新大小圣]?[一-龥]{2,6}?)"
    r"(?P<kind>自治区|广域市|特别市|大区|省(?![级内外])|州(?![长级际立])|道(?![路歉理具德教士])|府(?![邸院])|邦(?!交)|市(?![长场民区值面容郊内])|县(?!级)|郡|町|(?<=.{2})区(?![域块别间内位])|地区)"
)
# Countries whose names are written with characters of sense, not of sound: 忠清北道, 东方省.
BY_SENSE = frozenset(("JP", "KR", "KP", "VN", "MN"))
# 俄哈巴罗夫斯克市政府, 美加州: how a headline writes the country before a place of it
NATIONS = {"俄": "RU", "美": "US", "英": "GB", "日": "JP", "韩": "KR", "德": "DE", "法": "FR", "意": "IT", "加": "CA", "澳": "AU"}
OF_CITY = pattern("民(?:[政间营族办宗进盟建革航企俗兵警防工用乐]|国(?!内))")  # 青岛市 + 民政局
OF_KOREA = tuple("国总外省市首")
SIDES = frozenset("麓岸坡侧畔")
LEVELS = frozenset("市县区")
COUNTING = frozenset("0123456789二两三四五六七八九十")
NO_NAME = frozenset("的了和与等各该本我全两数每某其这那在于及国几")


@cache
def surnames() -> frozenset[str]:
    """Return the family names."""
    return lexicon.surnames() - PREPOSITIONS


@lru_cache(maxsize=1 << 12)
def country_abroad(key: str) -> str | None:
    """Return the country of a place outside China."""
    known = None if key.isdigit() else gazetteer.place(key)
    return known.country if known and known.country != "CN" else None


def mended(text: str, hits: list[Hit], titles: dict[int, int], bylines: list[int]) -> Iterator[Hit]:
    """Yield the names as they are meant; `titles` are ends and starts of posts, `bylines` the ends of 记者 and 编辑."""
    families = surnames()
    last, abroad, until = -1, False, 0  # the end of the last place, whether it lies abroad, the end of what was yielded
    for number, (start, end, entry) in enumerate(hits, 1):
        after = text[end : end + 1]
        # 外长 + 沙伦赛, but 石家庄市 + 长安区
        split = titles.get(start + 1, start) < start and last != start
        if split or start < until or after in ADJECTIVE:
            continue
        # 参加 + 纳米, but 流 + 经 + 济南、滨州: what stands in a list of places is one
        short = end - start <= 3 and last != start and is_across(text, start, end)
        if short and (after != "、" or number == len(hits) or hits[number][0] != end + 1):
            continue
        if end - start == 2 and last != start and text[start - 1 : start] in families and is_in_person(text, start, titles, bylines):
            continue
        if entry.name == "韩国" and (after == "瑜" or (start in titles and "一" <= after <= "龥" and text[end + 1 : end + 2] not in OF_KOREA)):
            continue  # 市长 + 韩国瑜
        if entry.name in ("苏丹", "大湾区") and last == start:
            continue  # 文莱 + 苏丹, 东京 + 大湾区
        if after == "民" and text[end - 1] == "市" and entry.kind == "place" and not OF_CITY.match(text, end) and end - start > 2:
            end, entry = end - 1, gazetteer.entries().get(text[start : end - 1], entry)  # 深圳 + 市民中心
            after = "市"
        if entry.kind != "place":
            if text[end - 1] not in "部委局报大" or not WIDER.match(text, end - 1):
                last, abroad, until = end, False, end
                yield start, end, entry
            continue
        if entry.keys[0].isdigit():
            if abroad and is_abroad(text, start, end, entry, last):
                end += after in ABROAD
                entry = Entry(text[start:end], "place", (text[start:end],))
                last = end
            else:
                last, abroad = end, False
        else:
            last, abroad = end, True
        kind = CITY.match(text, end) if abroad and len(entry.keys[0]) > 1 else None
        if kind and (kind.group() == "市" or text[end - 1] not in ABROAD) and (len(entry.keys[0]) > 2 or country_abroad(entry.keys[0])):
            end = kind.end()
            if kind.group() != "市":  # 下诺夫哥罗德州 is not the city in it
                entry = Entry(text[start:end], "place", (text[start:end],))
        if abroad and start and text[start - 1] in NATIONS and NATIONS[text[start - 1]] == country_abroad(entry.keys[0]) and begins(text, start - 1):
            yield start - 1, start, Entry(text[start - 1], "place", (NATIONS[text[start - 1]],))
        if abroad and text.startswith("斯克", end):  # 乌拉尔 + 斯克
            end, entry = end + 2, Entry(text[start : end + 2], "place", (text[start : end + 2],))
        part = (PART if entry.name[-1] == "洲" else CORNER).match(text, end) if entry.name[-1] in "洲东西" and entry.keys[0] == entry.name else None
        if part:
            whole = text[start : part.end()]
            end, entry = part.end(), Entry(whole, "place", (whole,))
        if after in REPUBLIC_STARTS and abroad and (republic := REPUBLIC.match(text, end)):  # 吉尔吉斯 + 共和国
            end = republic.end()
        until = end
        yield start, end, entry
        for one in framed(text, end, entry, hits) if abroad else ():
            last = until = one[1]
            yield one


def begins(text: str, at: int) -> bool:
    """Return whether a clause begins at `at`: 俄 + 哈巴罗夫斯克, but not 今日 + 东京, 10日 + 东京."""
    return not at or not (text[at - 1].isalnum() or text[at - 1] == "·")


def framed(text: str, at: int, outer: Entry, hits: list[Hit]) -> Iterator[Hit]:
    """Yield the divisions that follow a place abroad, each inside the one before, up to one that `hits` has: 韩国 + 忠清北道 + 忠州市."""
    country = country_abroad(outer.keys[0]) or gazetteer.cities().get(outer.keys[0])  # 台北市 + 中山区
    while country:
        # 加拿大的维多利亚市; 符拉迪沃斯托克市、比罗比詹市
        same = namesake(text, at, country) or (namesake(text, at + 1, country, listed=True) if text[at : at + 1] in ("、", "和", "与") else None)
        if same:
            yield same
        if same or country.isdigit():
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
            goes_on = text[end : end + 1] in ABROAD or (listed and text[end : end + 1] not in ENDS)
            return None if goes_on else (at, end, Entry(name, "place", (gazetteer.namesakes()[name, country],)))
    return None


# 港口城市 + 蒙巴萨, 首都 + 阿布贾; 途经塔波拉、莫罗戈罗等重要城市
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
    spelled = [(start, end) for start, end in spans if is_spelled(text[start:end]) or text[start:end] in known]
    # 布古 + 利马 is not the city it ends in, but 伊拉克 + 巴格达
    starts = {start for start, _, _ in hits}
    ends = {end: start for start, end in spelled if start not in starts}
    hits = [hit for hit in hits if not (country_abroad(hit[2].keys[0]) and ends.get(hit[1], hit[0]) < hit[0])]
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
    yield from (match.span() for match in SOUNDED.finditer(text)) if "市" in text else ()


# 俄罗斯的布古利马; 圣路易斯市与武汉市、坎皮纳格朗德市
OWNED = pattern(r"的(?P<own>[一-龥]{3,7}?)(?=[、,，。;；和与及市]|$)")
SOUNDED = pattern(f"(?:(?<![一-龥])|(?<=[和与及]))[{''.join(sorted(lexicon.sounds()))}]{{4,8}}(?=市(?![长场民]))")


# 在美国 + 诺克斯维尔 + 举行
TO = frozenset("在于赴抵往")
INSIDE = pattern(f"[{''.join(sorted(lexicon.sounds()))}]{{3,8}}(?=[举召签落设开的市、,，。;；和与及]|$)")


def owned(text: str, hits: list[Hit]) -> Iterator[tuple[int, int]]:
    """Yield what may be the name of a city behind the country it is of: 俄罗斯的 + 布古利马."""
    for start, end, entry in hits:
        if entry.kind != "place" or not entry.keys[0].isalpha() or not entry.keys[0].isascii():
            continue
        if text[end : end + 1] == "的" and (match := OWNED.match(text, end)):
            yield match.span("own")
        elif text[start - 1 : start] in TO and (match := INSIDE.match(text, end)):
            yield match.span()


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
    """Return whether characters only spell a sound: 塔波拉; not 大都."""
    if not 2 <= len(own) <= 7 or own in gazetteer.divisions_by_name() or is_plain(own):
        return False
    if any(len(word) > 1 and tag[0] == "v" for word, tag in tagged(own)):
        return False  # 嘉宾 + 参加
    return sum(char in lexicon.sounds() for char in own) >= len(own) - (len(own) > 2)


@lru_cache(maxsize=1 << 12)
def is_foreign(own: str, kind: str, country: str) -> bool:
    """Return whether the words before 市 or 省 are the name of a division abroad: 伊莎贝拉, 忠清北; not 大都, 工业, 多个."""
    if NO_NAME.intersection(own):
        return False
    plain = is_plain(own)
    if kind == "町" and country != "JP":
        return False
    if kind in ("区", "地区") and (kind == "区") != (country in ("KR", "JP")):
        return False
    if country in BY_SENSE:
        return len(own) <= 4 and (not plain or kind in "省道町") and not (country == "JP" and kind == "省")  # 外务省 is a body
    return not plain and len(lexicon.sounds().intersection(own)) >= len(set(own)) - (len(own) > 2)


def is_in_person(text: str, start: int, titles: dict[int, int], bylines: list[int]) -> bool:
    """Return whether the surname before `start` stands behind a post, or in a list behind 记者, and goes on as what looks like a place: 陈 + 安阳."""
    if start - 1 in titles or (text[start - 2 : start - 1] == "、" and text[start + 2 : start + 3] in ("、", "等")):
        return True
    if start < 2 or text[start - 2] not in " 、/:：\u3000" or not bylines:
        return False
    number = bisect_right(bylines, start - 1) - 1
    return number >= 0 and start - bylines[number] <= 24


def is_abroad(text: str, start: int, end: int, entry: Entry, last: int) -> bool:
    """Return whether a Chinese division only shares its name with one abroad; a foreign place ends at `last`: 越南 + 太原省."""
    if entry.keys[0].endswith("0000"):
        return False
    return (last == start and text[end : end + 1] in ABROAD) or (last == start - 1 and text[last] in "省州府")


def is_across(text: str, start: int, end: int) -> bool:
    """Return whether a short name only seems to stand there, across two words: 参加 + 纳米, 今天 + 水质, 出海口, 供应 + 城市."""
    if not start:
        return False
    if end - start == 3:
        return text[end - 1] in LEVELS and parts_word(text, start, end)
    if end - start != 2:
        return False
    # 6 + 大 + 分论坛, 三大 + 连锁品牌; not 2024 + 大连
    if text[start] == "大" and text[start - 1] in COUNTING and not text[max(start - 4, 0) : start].isdecimal():
        return True
    if text[start] in "山河湖江海" and text[end : end + 1] in SIDES:
        return True  # 锦江山 + 西麓, 太湖 + 南岸
    if text[start:end] == "中国" and (text[start - 1] in "其当" or (text[end : end + 1] == "家" and text.endswith("发展", 0, start))):
        return True  # 发展中国家, 其中国有企业
    if text[start] in PREPOSITIONS and text[end - 1] in LEVELS and is_word(text[end - 1 : end + 1]):
        return True  # 城区 + 和 + 县城, not 安徽 + 和县
    return parts_word(text, start, end)


def parts_word(text: str, start: int, end: int) -> bool:
    """Return whether a word ends behind the first character of a name: 参加 + 纳米."""
    if not is_word(text[start - 1 : start + 1]):
        return False
    left = max(start - 3, 0)
    at = left
    for word in cut(text[left : end + 1]):
        if at >= start:
            return at != start
        at += len(word)
    return True


def decided(hits: list[Hit], home: str | None) -> list[Hit]:
    """Return the names, those that several divisions share decided by the page's place and the other divisions it names: 南京 … 鼓楼区."""
    about = {home} if home else set()
    if not any([entry.ambiguous for _, _, entry in hits]):
        return hits
    about |= {entry.code for _, _, entry in hits if entry.code}
    # 440300 -> 4403, 440000 -> 44: what lies in a city or province begins with its digits.
    inside = {code[:size] for code in about for size in (4, 2) if not code[size:].strip("0")}
    return [(start, end, _decided(entry, inside) if entry.ambiguous else entry) for start, end, entry in hits]


def _decided(entry: Entry, inside: set[str]) -> Entry:
    """A city that is named decides before its province does."""
    for size in (4, 2):
        keys = [key for key in entry.keys if key[:size] in inside]
        if len(keys) == 1:
            return Entry(entry.name, entry.kind, (keys[0],), code=keys[0])
    return entry
