"""Facilities: venues, zones, villages and waters by their kind (国家体育馆, 雄安新区, 乌伦古湖) or as everybody knows them (鸟巢, 首钢园).

A kind (facility_suffixes.csv) has a place, a quoted name or words of its own before it; what has no kind stands in venues.csv. Not meant: sorts of
them (口袋公园, 通用机场), bodies that live in a house of their own, which places.py tells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter

from transforms import gazetteer, lexicon
from transforms.extract.facts import Name, NameType
from transforms.extract.names import homes, names, towns
from transforms.extract.names.candidates import DEICTIC, Candidate
from transforms.extract.names.covers import Cover
from transforms.extract.names.cuts import generic, is_plain, is_word, tagged
from transforms.extract.names.han_names import is_name
from transforms.extract.names.hits import is_spelled
from transforms.extract.names.kinds import HOUSES, LINES
from transforms.extract.names.walks import BUILDS, NUMERALS, PROVINCES
from transforms.extract.posts.titles import stops
from transforms.gazetteer import Entry
from transforms.model.document import NAMES, Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern

START = itemgetter(0)
# 周庄镇 + 急水港, 乌伦古湖
NATURE = pattern(r"(?:[一-龥]{2,4}?(?:镇|乡|街道))?[一-龥]{2,3}[一-龥]")
# 西流湖站 where trains are spoken of; 北京站 may be one leg of a tour
RAILS = pattern("[铁轨]|号线|列车|班列|动车|换乘|站点|[东西南北]站")
# 二七广场, 人民广场
SQUARE = pattern("人民|解放|胜利|[一二三四五六七八九十]{2}")
# What is said of a sort of parks: 口袋公园
PARKS = frozenset(lexicon.words("park_words"))
# 国家会展中心, 国家大剧院; a 国家高速公路 is one of many.
CAPITAL = ("机场", "酒店", "剧场")
NATIONAL = ("中心", "馆", "院", "体育场", "植物园", "动物园")
# 莽张镇 + 天湖村
TOWN = pattern(r"(?P<town>[一-龥]{2,4}?(?:镇|乡|街道))(?:办事处|办)?(?=[一-龥]{2})")
# A park, sight or reservoir, like a village, is named without its city (南京 + 玄武湖公园), a port without its river.
PORTS = frozenset(("港", "码头", "口岸"))
APART = ("公园", "水库", "水利枢纽", "水电站", "电站", "景区", "老街", "古街", "步行街", *PORTS)
# What traffic goes by is named by where it lies (沿海高铁), unless it is only a sort of it (通用机场).
TRAFFIC = ("港", "高铁", "铁路", "机场", "大桥", "客专", "高速", "高速公路", "公路", "水库", "码头", "口岸", "隧道", "通道", "枢纽")
SORTS = frozenset(lexicon.words("traffic_words"))
GRADE = pattern("[1-9]?A+(?:级|$)")  # A级旅游 + 景区, 4A + 景区
RANK = pattern("(?:国家|省|市|县|区)级$")  # 白马雪山国家级 + 自然保护区
CODE = "GS0123456789"  # G4012溧宁高速公路
WATERS = frozenset("河湖岛屿溪湾")  # that have the name of their town: 霍尔果斯河
COUNTED = frozenset("0123456789一二三四五六七八九十")
# What every city has: 成都老街, 郑州地铁
ANY = frozenset(("馆", "工厂", "港口", "老街", "步行街", "商业街", "大街", "胡同", "地铁", "轨道交通"))
SEVERAL = frozenset("个各两全")  # 各 + 县开发区
GOING = frozenset("离返抵访赴来到留在驻涉入回")


def find(document: Document, found: names.Found, bodies: Cover) -> Iterator[Name]:
    """Yield the zones, settlements and facilities outside `bodies`."""
    works = [*works_of(document, found, bodies)]
    yield from works
    known = [hit for hit in found.hits if hit[2].kind == "venue"]
    taken = Cover(sorted({(name.start, name.end) for name in works})) if known else bodies
    for start, end, entry in taken.outside(bodies.outside(known)):
        text = document.chars[start:end]
        yield Name("facility", start, end, text, text, normal(entry.keys[0]), 0.9)
    yield from unheard_of(document, found, bodies)


# 在首钢园举行: where something is held is a place, and one of no kind a venue.
HELD = pattern("举行|召开|开幕|启幕|举办|落幕|闭幕|登场|拉开|揭幕|揭牌|启动|上演|开馆|开锣|发布")
VENUE = pattern(r"在(?P<own>[一-龥A-Za-z0-9]{3,12}?)(?:隆重|正式|成功|盛大|圆满)?$")
NO_VENUE = frozenset(("t", "m", "r", "p", "u", "uj", "ul", "d", "c", "q", "mq", "f", "y", "nr", "i", "l", "s"))


def is_scene(chars: str, one: Candidate) -> bool:
    """Return whether a centre is only the house where something is held, and no body there: 在澳门旅游塔会展娱乐中心 + 举行."""
    centre = one.kind.suffix == "中心" and one.anchored
    return centre and chars[one.start - 1 : one.start] in ("在", "于") and HELD.match(chars, one.end) is not None


def unheard_of(document: Document, found: names.Found, bodies: Cover) -> Iterator[Name]:
    """Yield the venues that only what is held there tells: 首钢园, behind the city it lies in or none."""
    chars = document.chars
    for held in document.finditer(HELD, NAMES):
        at = chars.rfind("在", max(held.start() - 15, 0), held.start())
        match = VENUE.match(chars, at, held.start()) if at >= 0 else None
        if match is None:
            continue
        start, end = match.span("own")
        number = bisect_left(found.hits, end, key=lambda hit: hit[0]) - 1
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


def works_of(document: Document, found: names.Found, bodies: Cover) -> Iterator[Name]:
    """Yield the zones, settlements and facilities among the candidates, and the short forms of those named in full."""
    named_ = list(towns.counted(document))
    listed = {name.start for name in named_}
    doubtful = []
    for one in found.candidates:
        if is_scene(document.chars, one):
            named_.append(Name("facility", one.start, one.end, one.text, one.text, normal(one.text), 0.7))
        if one.kind.kind == "organization" or bodies.holds(one.start, one.end) or one.start in listed:
            continue
        strong = one.kind.strength == "strong" or one.kind.suffix in HOUSES
        if one.deictic and one.kind.kind in ("facility", "zone") and strong and (house := pointed(document, one)):
            named_.append(house)
            continue
        if document.chars[one.start - 1 : one.start] == "为" and one.text.startswith("国家"):
            continue  # 列为国家低碳示范区 is what a place is made
        if accepted(one) and (one.kind.suffix != "站" or RAILS.search(document.chars, max(one.start - 40, 0), one.end + 40)):
            start = own_start(document.chars, one, found.hits)
            start = county_end(document.chars, start, one, found.hits)
            town = TOWN.match(document.chars, start, one.end)
            if town:
                named_.append(Name("place", start, town.end("town"), town["town"], town["town"], normal(town["town"]), 0.7))
                start = town.end()
            if town and start >= one.head:
                continue  # 临湖镇 + 园博园
            text = document.chars[start : one.end]
            kind: NameType = "facility" if one.kind.kind == "facility" else "place"
            named_.append(Name(kind, start, one.end, text, text, normal(text), 0.85 if one.anchored else 0.7))
        elif one.head - one.start >= 2:
            doubtful.append(one)
    venues = [Name("facility", start, end, "", "", "", 0.9) for start, end, entry in found.hits if entry.kind == "venue"] if doubtful else []
    named_ += beside(document, doubtful, [*named_, *venues])
    yield from named_
    types: dict[str, NameType] = dict.fromkeys(found.zones.full, "place")
    types.update((name.full, name.type) for name in named_)
    full = names.Endings(types)
    for one in doubtful:
        whole = next(full.of(one.text), None) if len(one.text) >= 5 else None
        if whole:
            yield Name(types[whole], one.start, one.end, one.text, whole, normal(whole), 0.75)


JOINTS = frozenset("、和与及")


def beside(document: Document, doubtful: list[Candidate], named: list[Name]) -> list[Name]:
    """Return the venues and villages of common words that stand in a list beside one with a name of its own: 灯文化博物馆、龙泉博物馆."""
    chars, found = document.chars, []
    types = {name.end: name.type for name in named} if doubtful else {}
    before = {name.start: name.type for name in named} if doubtful else {}
    for one in doubtful:
        kind: NameType = "place" if one.kind.kind == "settlement" else "facility"
        if one.kind.kind not in ("facility", "settlement") or (one.kind.strength != "strong" and kind == "facility"):
            continue
        behind = chars[one.start - 1] in JOINTS and types.get(one.start - 1) == kind
        ahead = chars[one.end : one.end + 1] in JOINTS and before.get(one.end + 1) == kind
        if (behind or ahead) and is_own(one, alike=behind and chars[one.start - 2] == one.text[-1]):
            found.append(Name(kind, one.start, one.end, one.text, one.text, normal(one.text), 0.6))
            types[one.end] = kind
    return found


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
    division = homes.home(document, level.group()[-1], one.start)
    if one.kind.kind == "zone" and (division is None or one.start + level.end() < one.head):
        return None
    full = division.name + one.text[level.end() :] if division else one.text
    return Name("place" if one.kind.kind == "zone" else "facility", one.start, one.end, one.text, full, normal(full), 0.8)


def accepted(one: Candidate) -> bool:
    """Return whether a candidate names one place: 雄安新区, 重庆果园港; not 全球社区, 口袋公园, 通用机场."""
    own = RANK.sub("", one.text[: one.head - one.start])
    if one.kind.suffix in ("港", "镇", "村", "乡") and own[-1:] in GOING:
        return False  # 甲离 + 港, 18人来 + 镇
    if own in ("国家", "首都"):
        return one.kind.suffix.endswith(NATIONAL) or (own == "首都" and one.kind.suffix.endswith(CAPITAL))
    if one.kind.suffix == "号线":
        return own[-1:] in COUNTED and not COUNTED.issuperset(own)
    if one.kind.suffix == "广场" and SQUARE.fullmatch(own):
        return True
    if one.kind.suffix in ("故居", "纪念馆", "纪念堂", "陈列馆") and is_name(own):
        return True
    if (not own and not one.text.endswith(")")) or own.startswith(("式", "型", "第", "其")) or one.deictic or own in generic():
        return False
    if (one.kind.suffix in WATERS or one.kind.suffix == "镇") and own in gazetteer.entries():
        return one.kind.suffix != "镇" or gazetteer.entries()[own].keys == (own,)  # 博鳌 + 镇
    if own in gazetteer.entries() and one.kind.suffix in ("村", "乡") and is_abroad(own):
        return True  # 柏林 + 村
    if one.kind.kind == "settlement" and len(own) > 2 and tagged(own)[-1][0] in PARKS:
        return False  # 成都市城市 + 社区
    other = one.kind.kind != "facility" and one.kind.suffix != "港区"
    if own in gazetteer.entries() and one.kind.strength == "weak" and (other or one.kind.suffix in ANY):
        return one.kind.kind == "zone" and own[-1] in "江河湖海山"  # 长江新城, but not 合肥新城
    if not one.anchored and (own in SORTS or (one.kind.suffix == "桥" and own[-1:] in "搭架")):
        return False  # 内河 + 步道, 牵线搭 + 桥
    if own.startswith(("国立", "省立", "市立")):
        return one.kind.strength == "strong"
    if one.anchored and not (one.kind.kind == "nature" and len(one.kind.suffix) == 1):
        return one.kind.kind != "zone" or own[1:2] != "洲"  # 非洲农产 + 工业园 are many
    if own.startswith("国家"):
        return len(own) >= 8
    if one.kind.suffix.endswith(TRAFFIC):
        # 轨道交通27号线 is one by its number.
        if one.kind.suffix == "公路" and is_plain(own):
            return False
        words = tagged(own)
        sort = words[0][0] in SORTS or (len(words[0][0]) > 1 and words[0][1] in ("c", "d", "p", "v") and is_word(words[0][0]))  # 接着搭船游 + 港
        return "号线" in own or "至" in own or (2 <= len(own.lstrip(CODE)) <= 5 and not sort) or (one.kind.suffix in LINES and is_lettered(own))
    if one.kind.suffix == "站":
        return 2 <= len(own) <= 6 and (not is_plain(own) or (len(own) > 3 and own.endswith(STOPS)))
    if one.kind.suffix == "流域":
        return len(own) > 1 and own[-1] in "江河溪水湖" and own[0] not in "大小各全"
    if one.kind.kind == "nature" and len(one.kind.suffix) == 1:
        if one.anchored:  # 塞内加尔 + 比尼奥纳河
            own = own[max((end for _, end, entry in gazetteer.scan(own) if entry.kind == "place"), default=0) :]
        return own[-1:] not in NUMERALS and (NATURE.fullmatch(own + one.kind.suffix) is not None or is_spelled(own)) and not is_plain(own)
    if one.kind.suffix == "航站楼" and "机场" in own:
        return True
    if one.kind.suffix in ("公园", "广场", "胡同") and len(own) == 2 and own not in SORTS and own not in PARKS and own not in BUILDS:
        return True  # 星海公园, 花灯广场, 砖塔胡同: parks, squares and lanes are named by common words
    if one.kind.kind == "facility" and one.kind.strength == "strong" and is_city(own[:2]):
        return True  # 大同火山地质公园, 开封北站
    if own.endswith(("型", "式", "级", "类")) or GRADE.match(own):
        return False  # 友好型 + 公园, A级 + 景区
    plain = is_plain(own)
    if one.kind.kind == "settlement" and one.kind.strength == "weak":
        return is_settled(own)
    if one.kind.suffix.endswith(SIGHTS) and own[-1] in "山湖河江岛洞谷峡寺塔" and 2 <= len(own) <= 4:
        return not is_word(own) or (len(own) > 2 and tagged(own)[0][1] in ("ns", "nr", "nz"))  # 三百山, 大佛寺 + 景区
    return (one.proper or not plain) and (one.kind.strength == "strong" or len(own) <= 6)


CHONGQING = "50"  # whose districts are cities: 万州


@cache
def letters() -> frozenset[str]:
    """Return the characters of the short names of cities and provinces, by which railways and roads between them are called: 成, 宜, 渝."""
    shorts = (row.short for row in gazetteer.divisions().values() if row.short and (row.level != "county" or row.adcode[:2] == CHONGQING))
    return frozenset("".join(shorts)) | PROVINCES


def is_lettered(own: str) -> bool:
    """Return whether a road or railway is called by a letter of each city it joins: 成达万 + 高铁."""
    return 2 < len(own) <= 4 and letters().issuperset(own) and not is_word(own)


STOPS = ("机场", "大学", "公园", "广场", "医院", "体育馆", "会展中心", "路", "街", "桥", "门")  # 大兴机场 + 站
SIGHTS = ("景区", "风景名胜区", "度假区", "保护区")


def is_settled(own: str) -> bool:
    """Return whether the words before 镇, 村 or 街道 name one, behind the town it lies in or not."""
    town = TOWN.match(own)
    if town and is_settled(town["town"].removesuffix("街道").rstrip("镇乡")):
        return own[town.end() :] not in stops() | generic()  # 长河街道 + 绿城社区
    road = len(own) > 2 and own[-1] == "路"  # 五一路 + 街道
    return 2 <= len(own) <= 5 and own[0] not in "各全本该每" and own[-1] != "两" and (road or not is_plain(own) or is_village(own))


@lru_cache(maxsize=1 << 12)
def is_village(own: str) -> bool:
    """Return whether three characters that the dictionary cuts into common words name a village: 海子 + 洼, 西 + 合营; not 边远 + 山."""
    words = [word for word, _ in tagged(own)]
    if len(own) != 3 or len(words) != 2 or is_word(own):
        return False
    return words[1] not in "山农渔乡城小古水新" if len(words[1]) == 1 else words[0] in "东西南北上下"


def is_abroad(own: str) -> bool:
    """Return whether a name is that of a town abroad, and of no country."""
    entry = gazetteer.entries()[own]
    return entry.kind == "place" and not entry.ambiguous and not entry.keys[0].isdigit() and not entry.keys[0].isascii()


def is_city(name: str) -> bool:
    """Return whether a name that is also a word is that of a city: 大同, not 和平."""
    division = gazetteer.division(name) if name in gazetteer.common_words() else None
    return division is not None and division.level == "city"


OF_BODIES = frozenset(("校区",))  # 山东大学 + 青岛 + 校区


def own_start(chars: str, one: Candidate, hits: list[tuple[int, int, Entry]]) -> int:
    """Return where a place's own name begins, if it stands beside the place it lies in."""
    if not one.anchored or one.kind.suffix in OF_BODIES:
        return one.start
    low = bisect_left(hits, one.start, key=START)
    within = [hit for hit in hits[low : bisect_left(hits, one.head, low, key=START)] if hit[1] <= one.head]
    within = [hit for hit in within if chars[hit[1]] not in "路街"]  # 江苏路站
    return max(outer_end(chars, one, within), inner_end(chars, one, [(end, entry) for _, end, entry in within]))


def county_end(chars: str, start: int, one: Candidate, hits: list[tuple[int, int, Entry]]) -> int:
    """Return where the short name of a county ends that a town begins with behind its province: 安徽 + 绩溪 + 伏岭镇."""
    number = bisect_left(hits, start, key=START) - 1
    if one.kind.kind != "settlement" or number < 0 or hits[number][1] != start or not hits[number][2].code:
        return start
    known = gazetteer.shorts_inside().get(hits[number][2].code or "", {})
    return next((start + size for size in (4, 3, 2) if chars[start : start + size] in known and one.head - start - size > 1), start)


OUTER = pattern("(?!CN)[A-Z]{2}|(?!11|12|31|50|81|82)[0-9]{2}0000")


OWNED = ("国家", "国立", "皇家", "中央", "总统")


def outer_end(chars: str, one: Candidate, within: list[tuple[int, int, Entry]]) -> int:
    """Return where the country or province ends that a name begins with, if another place or a name of its own follows: 几内亚 + 达圣铁路."""
    at = one.start
    for number, (start, end, entry) in enumerate(within):
        if start != at or one.head - end < 2 or not OUTER.fullmatch(entry.keys[0]):
            break
        beside = number + 1 < len(within) and within[number + 1][0] == end
        if entry.code and (not beside or (one.kind.kind == "zone" and chars[end - 1] not in "省区")):  # 四川屏山经济开发区 is called so
            break
        if not beside and (is_plain(chars[end : one.head]) or chars.startswith(OWNED, end)):
            break  # 卢森堡国家历史与艺术博物馆
        at = end
    return at


def inner_end(chars: str, one: Candidate, inside: list[tuple[int, Entry]]) -> int:
    """Return where the last place ends that a name lies in, if what follows is a name by itself: 合肥 + 骆岗中央公园."""
    # 天府新区 + 华阳街道; 西湖 + 云栖小镇 lies in no 西湖
    ends = [end for end, entry in inside if entry.code or entry.ambiguous or one.kind.suffix in PORTS or entry.name[-1] == "区"]
    codes = [entry.code or "" for _, entry in inside[-2:]]
    if one.kind.suffix in PORTS and len(codes) > 1 and ends[-1] == one.head and codes[0] in gazetteer.chain(codes[1]):
        return ends[-2]  # 呼伦贝尔市 + 满洲里口岸, but 宁波舟山港
    if one.kind.suffix in PORTS:  # 长江 + 朱家桥港, but 珠海 is no sea
        return ends[-1] if ends and not inside[-1][1].code and chars[ends[-1] - 1] in "江河湖海" and one.head - ends[-1] >= 2 else one.start
    rest = chars[ends[-1] : one.head] if ends else ""
    if one.kind.kind not in ("settlement", "nature") and not one.kind.suffix.endswith(APART):
        # 长宁区 + 江苏路站, but 滁州市奥体中心
        own = rest and (TOWN.match(rest) or (chars[ends[-1] - 1] in "市区县" and len(rest) > 1 and not is_plain(rest)))
        return ends[-1] if own and one.kind.kind != "organization" else one.start
    # 珲春市 + 春化镇, though 春化 is a word
    return ends[-1] if len(rest) >= 2 and (TOWN.match(rest) or not is_plain(rest) or chars[ends[-1] - 1] in "市县区旗") else one.start
