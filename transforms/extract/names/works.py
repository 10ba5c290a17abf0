"""Works: whether a candidate names one venue, zone, village or water, 雄安新区 and 成达万高铁, or only says what sort it is: 口袋公园.

Shared grammar of places. What its words tell comes first, then the places among them, then what each kind asks for. Not meant: where
such a name begins (walks.py) and what of it is the place it lies in (own_starts.py).
"""

from __future__ import annotations

from functools import cache, lru_cache

from transforms import gazetteer, lexicon
from transforms.extract.names.abroad import is_spelled
from transforms.extract.names.candidates import Candidate
from transforms.extract.names.cuts import generic, is_plain, is_word, tagged
from transforms.extract.names.han_names import is_name
from transforms.extract.names.kinds import HOUSES, LINES
from transforms.extract.names.walk_words import BUILDS, NUMERALS, PROVINCES
from transforms.extract.posts.titles import stops
from transforms.gazetteer import Entry
from transforms.model.patterns import pattern

# 周庄镇 + 急水港, 乌伦古湖
NATURE = pattern(r"(?:[一-龥]{2,4}?(?:镇|乡|街道))?[一-龥]{2,3}[一-龥]")
# 二七广场, 人民公园
SQUARE = pattern("人民|解放|胜利|[一二三四五六七八九十]{2}")
# 国家会展中心, 国家大剧院; a 国家高速公路 is one of many.
CAPITAL = ("机场", "酒店", "剧场")
NATIONAL = ("中心", "馆", "院", "体育场", "植物园", "动物园")
# What traffic goes by is named by where it lies (沿海高铁), unless it is only a sort of it (通用机场).
TRAFFIC = ("港", "高铁", "城际", "铁路", "机场", "大桥", "客专", "高速", "高速公路", "公路", "水库", "码头", "口岸", "隧道", "通道", "枢纽")
POINTED = pattern("[这那此该][条座个处片家所]")
# what a place that is no division has behind its name: 博鳌镇
WHOLE = ("镇", "古镇", "街道", "湿地")
LAND = frozenset("江河湖海山岛")
RING = pattern("[内外中一二三四五六]环|绕城")
RAISED = pattern("..[化级](?<!文化)$")  # 国际化 + 社区, but 从化社区 and 新文化社区
FORMED = pattern("型”|”字型")  # “米字型”高铁 + 枢纽, “米”字型高铁 + 枢纽
GRADE = pattern("[1-9]?A+(?:级|$)")  # A级旅游 + 景区, 4A + 景区
RANK = pattern("(?:国家|省|市|县|区)级$")  # 白马雪山国家级 + 自然保护区
RANKS = ("全国", "国际", "国家", "区域", "重要", "全国性", "国际性", "区域性")
RIDES = pattern("[坐乘搭]上?$|坐上|乘坐")
CODE = "GS0123456789"  # G4012溧宁高速公路
WATERS = frozenset("河湖岛屿溪湾")  # that have the name of their town: 霍尔果斯河
SORTED_TOWNS = frozenset("名强重乡农一")  # 特色名镇, 一镇一村
COUNTED = frozenset("0123456789一二三四五六七八九十")
# What every city has: 成都老街, 郑州地铁
ANY = frozenset(
    ("馆", "工厂", "港口", "老街", "步行街", "商业街", "大街", "胡同", "地铁", "轨道交通", "有轨电车", "停车场", "通道", "高架", "加油站", "充电站",
     "换电站", "油库", "堆场", "江堤", "大院", "围屋", "书屋", "游泳池", "溜冰场", "故里")
)  # fmt: skip
MADE = ("智慧", "示范", "试点", "数字", "绿色", "低碳", "生态", "创新", "开放", "文明", "森林", "世界级", "国家级", "现代化")
# 4A级 + 景区, 友好型 + 公园, 与苏州互联 + 互通, 浙江省重点 + 风景名胜区: what is said of a sort
SAID = ("A级", "型", "式", "类", "互联", "重点", "斜拉", "悬索")
GOING = frozenset("离返抵访赴来到留在驻涉入回疏")
SORTS = frozenset(lexicon.words("traffic_words"))
# What is said of a sort of parks: 口袋公园
PARKS = frozenset(lexicon.words("park_words"))
# 莽张镇 + 天湖村
# 柳林村 + 红旗水库, but 柳林村 + 村史馆 is one, and 亚运村 no village
VILLAGE = pattern(r"(?P<town>(?!亚运|奥运|世博|各|每|全)[一-龥]{2,3}村)(?=[一-龥]{2})")
TOWN = pattern(r"(?P<town>(?!第)[一-龥]{2,4}?(?:镇|乡|街道))(?:办事处|办)?(?=[一-龥]{2})")


def accepted(one: Candidate) -> bool:
    """Return whether a candidate names one place: 雄安新区, 重庆果园港; not 全球社区, 口袋公园, 通用机场."""
    own = RANK.sub("", one.text[: one.head - one.start])
    told = by_wording(one, own)
    told = by_gazetteer(one, own) if told is None else told
    told = by_kind(one, own) if told is None else told
    return (one.proper or not is_plain(own)) and (one.kind.strength == "strong" or len(own) <= 6) if told is None else told


def by_wording(one: Candidate, own: str) -> bool | None:
    """Return what the words before the kind tell by themselves: 国家体育馆, 人民广场, 某某故居; not 甲离港, 型公园."""
    if (one.kind.suffix in ("港", "镇", "村", "乡", "园区") and own[-1:] in GOING) or POINTED.search(own):
        return False  # 甲离 + 港, 18人来 + 镇, 这条机场 + 高速, 景德镇这座 + 古城
    if one.kind.suffix in LINES and RIDES.search(own):
        return False  # 从西九龙站坐上 + 高铁
    if own in ("国家", "首都"):
        return one.kind.suffix.endswith(NATIONAL) or (own == "首都" and one.kind.suffix.endswith(CAPITAL))
    if (one.kind.suffix in ("镇", "村") and is_sort_of_towns(one.text)) or own.endswith(SAID) or FORMED.search(own):
        return False  # 刘基庙国家4A级 + 景区, 友好型 + 公园, 与苏州互联 + 互通
    if (one.kind.suffix == "城市群" and own.endswith(MADE)) or (one.kind.suffix == "工业区" and own.endswith("老")):
        return False  # 沈阳经济区智慧 + 城市群 is what cities become
    if one.kind.suffix == "桥" and one.text[-2:] in gazetteer.divisions_by_name():
        return False  # 绍兴 + 柯桥
    if one.kind.suffix == "号线":
        return own[-1:] in COUNTED and not COUNTED.issuperset(own)
    if one.kind.suffix in ("广场", "公园") and SQUARE.fullmatch(own):
        return True
    if one.kind.suffix in ("故居", "纪念馆", "纪念堂", "陈列馆") and is_name(own):
        return True
    if own == "皇家" or (RING.fullmatch(own) and one.kind.suffix in ("快速路", "高速", "高速公路")):
        return True  # 布鲁塞尔的皇家 + 剧场, 内环 + 快速路
    if ("第" in own and (own.endswith("大") or one.kind.kind == "settlement")) or (one.kind.suffix in ("街区", "社区") and RAISED.search(own)):
        return False  # 湖北第二大 + 机场, 全市第一 + 古镇, 国际化 + 街区
    if own in ("国", "各国", "集") or (len(own) > 1 and own[0] in COUNTED and own[-1] in COUNTED and not own.isdecimal()):
        return False  # 葡萄牙等国 + 港口, 三中心一 + 枢纽, 集 + 博物馆、图书馆于一体
    if one.kind.suffix.endswith("枢纽") and own.endswith(RANKS):
        return False  # 郑州全国性 + 综合交通枢纽 is what a city is
    if (not own and not one.text.endswith(")")) or own.startswith(("式", "型", "级", "第", "其", "在", "已")) or one.deictic or own in generic():
        return False
    return None


@lru_cache(maxsize=1 << 12)
def is_sort_of_towns(text: str) -> bool:
    """Return whether what ends in 镇 or 村 says what sort of towns is meant: 新型 + 城镇, 旅游名 + 村; not 润 + 城镇, which is 润城镇."""
    if text[-2] != "城":
        return text[-2] in SORTED_TOWNS
    words = tagged(text)
    return words[-1][0] == "城镇" and len(words) > 1 and len(words[-2][0]) > 1


def by_gazetteer(one: Candidate, own: str) -> bool | None:
    """Return what the places before the kind tell: 博鳌镇, 长江新城; not 合肥新城, 成都市城市社区, 非洲农产工业园."""
    known = gazetteer.entries().get(own)
    if known and (one.kind.suffix in WATERS or one.kind.suffix in WHOLE):
        return one.kind.suffix in WATERS or known.keys == (own,)  # 博鳌 + 镇, 周庄 + 古镇, 扎龙 + 湿地
    if known and one.kind.suffix in ("村", "乡") and is_abroad(known):
        return True  # 柏林 + 村
    if one.kind.kind == "settlement" and len(own) > 2 and (tagged(own)[-1][0] in PARKS or tagged(own)[-1][0] in generic()):
        return False  # 成都市城市 + 社区, 江宁区重点 + 片区
    if one.kind.suffix == "景区" and tagged(own or "-")[-1][0] in PARKS:
        return False  # 太原市文物 + 景区
    other = one.kind.kind != "facility" and one.kind.suffix != "港区"
    if known and one.kind.strength == "weak" and (other or one.kind.suffix in ANY):
        if one.kind.suffix == "新城" and known.code and gazetteer.divisions()[known.code].level == "county":
            return True  # 松江新城
        return one.kind.kind in ("zone", "settlement") and is_land(own)  # 长江新城, 泰山社区, but not 合肥新城
    if known and known.code and one.kind.suffix in LINES and known.keys == (known.code,):
        return False  # 江苏 + 高铁: all of them
    if not one.anchored and (own in SORTS or (one.kind.suffix == "桥" and own[-1:] in "搭架")):
        return False  # 内河 + 步道, 牵线搭 + 桥
    if own.startswith(("国立", "省立", "市立")):
        return one.kind.strength == "strong"
    if one.anchored and not (one.kind.kind == "nature" and len(one.kind.suffix) == 1):
        return one.kind.kind != "zone" or own[1:2] != "洲"  # 非洲农产 + 工业园 are many
    return None


def is_land(own: str) -> bool:
    """Return whether a place is a hill or water, which schools and quarters are named after: 泰山 + 小学; 唐山 is a city."""
    known = gazetteer.entries().get(own)
    return own[-1:] in LAND and known is not None and known.keys == (own,)


def by_kind(one: Candidate, own: str) -> bool | None:
    """Return what the kind asks of the words before it: 成达万高铁, 比尼奥纳河, 星海公园; not 友好型公园, 接着搭船游港."""
    kind = one.kind
    if own.startswith("国家"):
        return len(own) >= 8
    if kind.suffix.startswith("国家") and 2 <= len(own) <= 4 and not is_word(own) and own[0] not in COUNTED:
        return True  # 盘龙城国家考古遗址公园, though each word is common
    if kind.suffix in HOUSES and own.startswith("世界") and len(own) > 3 and own[2:4] not in generic():
        return True  # 世界陶瓷艺术博物馆
    if kind.suffix.endswith(TRAFFIC) and kind.suffix != "通道":
        return is_way(kind.suffix, own)
    if kind.suffix in ("东站", "南站", "西站", "北站") and own in gazetteer.divisions_by_name():
        return True  # 九台南站, though 九台 is a word
    if kind.suffix == "停车场" and own.endswith(STOPS) and own not in STOPS:
        return True  # 杏林公园 + 停车场
    if kind.suffix == "站":
        return 2 <= len(own) <= 6 and (not is_plain(own) or (len(own) > 3 and own.endswith(STOPS)))
    if kind.suffix == "流域":
        return len(own) > 1 and own[-1] in "江河溪水湖" and own[0] not in "大小各全"
    if kind.kind == "nature" and len(kind.suffix) == 1:
        return is_water(kind.suffix, own, one.anchored)
    if (kind.suffix in COMMON or kind.suffix.endswith("寨")) and len(own) == 2 and own not in SORTS | BUILDS:
        return kind.suffix == "大道" or own not in PARKS  # 星海公园, 花灯广场, 砖塔胡同, 沿江大道: named by common words
    if kind.suffix in ("高新区", "经开区") and len(own) == 2 and own not in generic() | stops() | SORTS | PARKS:
        return True  # 火炬高新区: a zone called by a common word
    if kind.kind == "facility" and kind.strength == "strong" and is_city(own[:2]):
        return True  # 大同火山地质公园, 开封北站
    if own.endswith("级") or GRADE.match(own):
        return False  # A级 + 景区
    if kind.kind == "settlement" and kind.strength == "weak":
        return is_settled(own)
    if kind.suffix.endswith(SIGHTS) and own[-1] in "山湖河江岛洞谷峡寺塔港关寨岭沟滩泉潭溪阁洲湾崖" and 2 <= len(own) <= 4:
        return not is_word(own) or (len(own) > 2 and tagged(own)[0][1] in ("ns", "nr", "nz"))  # 三百山, 大佛寺 + 景区
    return None


def is_way(kind: str, own: str) -> bool:
    """Return whether a port, road or railway is named by the words before its kind: 轨道交通27号线, 六枝至安龙 + 高速公路."""
    first, tag = tagged(own)[0]
    sort = first in SORTS or (len(first) > 1 and tag in ("c", "d", "p", "t", "v") and is_word(first))  # 接着搭船游 + 港
    return "号线" in own or "至" in own or (2 <= len(own.lstrip(CODE)) <= 5 and not sort) or (kind in LINES and is_lettered(own))


def is_water(kind: str, own: str, anchored: bool) -> bool:
    """Return whether a river, lake or hill is named by the words before its kind, behind the country it lies in or not."""
    if anchored:  # 塞内加尔 + 比尼奥纳河
        own = own[max((end for _, end, entry in gazetteer.scan(own) if entry.kind == "place"), default=0) :]
    return own[-1:] not in NUMERALS and (NATURE.fullmatch(own + kind) is not None or is_spelled(own)) and not is_plain(own)


CHONGQING = "50"  # whose districts are cities: 万州


@cache
def letters() -> frozenset[str]:
    """Return the characters of the short names of cities and provinces, by which railways and roads between them are called: 成, 宜, 渝."""
    shorts = (row.short for row in gazetteer.divisions().values() if row.short and (row.level != "county" or row.adcode[:2] == CHONGQING))
    return frozenset("".join(shorts)) | PROVINCES


def is_lettered(own: str) -> bool:
    """Return whether a road or railway is called by a letter of each city it joins: 成达万 + 高铁."""
    return 2 < len(own) <= 4 and letters().issuperset(own) and not is_word(own)


COMMON = ("公园", "广场", "会堂", "胡同", "大道", "大街")
STOPS = ("机场", "大学", "公园", "广场", "医院", "体育馆", "会展中心", "路", "街", "桥", "门")  # 大兴机场 + 站
SIGHTS = ("景区", "风景名胜区", "度假区", "保护区")


def is_settled(own: str) -> bool:
    """Return whether the words before 镇, 村 or 街道 name one, behind the town it lies in or not."""
    town = TOWN.match(own)
    if town and (is_settled(town["town"].removesuffix("街道").rstrip("镇乡")) or not is_plain(own[town.end() :])):
        return own[town.end() :] not in stops() | generic()  # 长河街道 + 绿城社区, 新兴镇 + 蔡家寺村
    road = len(own) > 2 and own[-1] == "路"  # 五一路 + 街道
    return 2 <= len(own) <= 5 and own[0] not in "各全本该每" and own[-1] != "两" and (road or not is_plain(own) or is_village(own))


@lru_cache(maxsize=1 << 12)
def is_village(own: str) -> bool:
    """Return whether three characters that the dictionary cuts into common words name a village: 海子 + 洼, 西 + 合营; not 边远 + 山."""
    words = [word for word, _ in tagged(own)]
    if len(own) != 3 or len(words) != 2 or is_word(own):
        return False
    return words[1] not in "山农渔乡城小古水新好" if len(words[1]) == 1 else words[0] in "东西南北上下"


def is_abroad(entry: Entry) -> bool:
    """Return whether a name is that of a town abroad, and of no country."""
    return entry.kind == "place" and not entry.ambiguous and not entry.keys[0].isdigit() and not entry.keys[0].isascii()


def is_city(name: str) -> bool:
    """Return whether a name that is also a word is that of a city: 大同, not 和平."""
    division = gazetteer.division(name) if name in gazetteer.common_words() else None
    return division is not None and division.level == "city"
