"""Proper bodies: whether a name with a kind is that of one body, as 华润集团 and 由江苏省美术馆承办, or of a sort of them: 物流公司, 某医院.

Shared grammar of organizations. Not meant: where a name begins (walks.py).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from transforms import gazetteer, lexicon
from transforms.extract.names import names, works
from transforms.extract.names.abroad import country_abroad
from transforms.extract.names.candidates import SHORT, Candidate
from transforms.extract.names.cuts import cut, generic, is_plain, tagged
from transforms.extract.names.kinds import HOUSES
from transforms.extract.names.runs import LEVELS
from transforms.extract.names.walk_words import PAIR
from transforms.extract.posts.titles import stops
from transforms.model.document import Document
from transforms.model.patterns import pattern

# What is said of some of many bodies
SORTS = tuple(lexicon.words("body_sorts"))
STOCK = "股份有限公司"
GRADED = pattern("[省市县]级[一-龥]{0,6}公司$")
LEGAL = ("有限公司", "有限责任公司", "股份公司")
# 煤炭科学研究总院 + 西安 + 分院
BRANCHES = frozenset(("分院", "分公司", "分行", "支行", "分校", "分社", "办事处", "研究院", "研究生院"))
COMPOUND = pattern("[一-龥]{2,}(?:总院|大学|银行|公司|集团|医院|科学院)[一-龥]{2,}")
# 周庄镇 + 政府, 平江 + 街道办事处, 周庄镇农业农村和社会事业 + 局
TOWN = pattern("(?P<own>(?!..[和与及])[一-龥]{2,5}?)(?:(?:镇|乡(?!村|镇)|街道)[一-龥]{2,}|(?:村|社区)..|街道)")
SCHOOLS = frozenset(("小学", "中学", "高中", "初中", "中心小学", "幼儿园"))
NAMED = SCHOOLS | {"海关"}
INSTITUTES = ("学院", "研究院", "研究所", "实验室", "研究中心")
TWO_FIELDS = pattern("[一-龥]{2,}[与和][一-龥]{2,}")
# 光明日报: a paper's name is often a common word
PAPERS = frozenset(("日报", "晚报", "早报", "晨报", "商报", "时报", "周报"))
# 由江苏省美术馆、广东美术馆…共同承办
HOSTS = pattern(
    r"(?:[、和与及暨等(][^,，。;；:：\n]{0,200}?)?(?:共同|联合|携手|协同|倾力)*(?:主办|承办|协办|出品|(?:共同|联合|携手)(?:举办|策划|推出|发起))"
)
# 国际航运中心, 几何中心: what a city is, not a body in it
CENTRE = pattern(
    r"(?:几何|地理|政治|权力|区域|增长|(?:国际|全球|世界|区域|省域|市域|县域|全国|重要|主要|最大)(?:工业|物流|产业|商业|科技|教育|医疗|医学|经济|金融|航运|贸易|科创|科技创新|消费|商贸|文化|制造|旅游|交往)|[东西南北]?(?<!宜居)(?<!智慧)(?<!低碳)城市|(?<!城)市)$"
)
# 世界大都市协会, 国际奥林匹克委员会
WIDE = ("世界", "丝绸之路", "国际", "全球", "全国", "中华", "亚太", "国家")
SOCIETY = ("协会", "学会", "联盟", "联合会", "基金会", "理事会", "委员会", "商会", "促进会", "研究院", "研究会", "实验室", "总会", "公约组织")
LONGEST_LEADER = 6  # 特朗普政府 is called after a person
SEVERAL = pattern("[两三四五六七八九][省市区县州]$")
# 一家物流运输股份有限公司, 某医院: one of many
INDEFINITE = pattern(r"(?:[一二两三四五六七八九十\d几数多余这那某该每各另][家所个]|某)$")


def is_named(document: Document, candidate: Candidate) -> bool:
    """Return whether a candidate is a name, and not spoken of as one of many."""
    if not accepted(candidate):
        return False
    before = document.chars[max(candidate.start - 2, 0) : candidate.start]
    return candidate.anchored or before[-1:] not in ("家", "所", "个", "某") or not INDEFINITE.search(before)


def is_university(own: str) -> bool:
    """Return whether words before 大学 name one: 大理 is a word, and a city."""
    named = own in gazetteer.divisions_by_name() or not is_plain(own)
    return 2 <= len(own) <= 8 and named and not any(word in own for word in ("综合", "重点", "型", "国家", "高等", "海外", "知名"))


def accepted(candidate: Candidate) -> bool:
    """Return whether a candidate is a name of one body, not of a sort of bodies."""
    kind, own = candidate.kind, candidate.text[: candidate.head - candidate.start]
    if (len(own) > 1 and LEVELS.issuperset(own.removeprefix("各"))) or SEVERAL.search(own):  # 有关省市 + 政府, 各省市 + 政府, 用好四市 + 政协
        return False
    if candidate.deictic:
        return not own.endswith("属") and kind.strength != "weak" and candidate.text not in ("市公司", "市集团", "区公司", "县公司", *SHORT)
    if own in generic() or own.startswith(("其", "全区", "全市", "全省", "全县", "当地")):
        return False
    # 四川省龙头 + 医院, 全国工商联直属 + 商会; but 中国国家画院, 美国国家科学院
    if own.endswith(SORTS) and not ((own.endswith("国家") and own[:-2] in gazetteer.entries()) or is_of_field(candidate, own)):
        return False
    if kind.suffix == "中心" and CENTRE.search(own):
        return False  # 雅温得市 + 中心
    several = kind.suffix.endswith(("政府", "区委", "县委")) and own in gazetteer.divisions_by_name()  # 市中区 + 人民政府: each is one
    if several or (kind.strength == "office" and own.startswith("国家") and len(own) >= 4):
        return True
    if kind.suffix.endswith("政府") and own.endswith(("地方", "国家", "当地", "城市", "两国", "各国", "三国", "数字", "智慧", "服务型", "法治")):
        return False
    if kind.suffix == "政府" and not candidate.anchored and len(own) > LONGEST_LEADER:
        return False  # 某某屡次批评蔡 + 政府
    if kind.suffix in ("子公司", "分公司", "总部") and own in gazetteer.bodies():
        return False  # 中国交建 + 子公司 is one of several
    if candidate.anchored:
        if GRADED.search(candidate.text) or (kind.suffix == "处" and own[:-1] in gazetteer.entries()):
            return False  # 杭州市级战略 + 投资公司, 与上海同 + 处
        known = gazetteer.entries().get(own)  # 庐山小学, but 杭州小学 is any
        return bool(own) and (known is None or kind.alone or known.kind == "body" or (kind.suffix in SCHOOLS and works.is_land(own)))
    whole = len(own) >= 4 or (own in WIDE and len(kind.suffix) > 3)  # 世界 + 田径总会
    society = kind.strength == "strong" and whole and own.startswith(WIDE) and kind.suffix.endswith(SOCIETY)
    if kind.suffix == "大学":
        return is_university(own)
    stock = kind.suffix == STOCK and len(own) > 1
    if society or stock or (kind.suffix.endswith(LEGAL) and len(own) >= 4 and not all(word in generic() for word in cut(own))):
        return True  # 光明股份有限公司: so long a form is said of one firm
    if (kind.suffix in BRANCHES and COMPOUND.search(own)) or (kind.of == "firm" and own in gazetteer.brands()):
        return True  # 小米公司
    if kind.suffix in PAPERS or (kind.suffix.startswith("融媒") and own in gazetteer.divisions_by_name()):
        return 2 <= len(own) <= 4  # 沐川融媒: the short name of a county may be a word
    if kind.strength == "weak" and PAIR.fullmatch(own) and kind.suffix.endswith(("中心", "实验室")):
        return True  # 中德 + 创新中心
    if kind.strength != "weak" and (town := TOWN.fullmatch(own + kind.suffix[:2])):
        return works.is_settled(town["own"])
    if kind.suffix in NAMED and 2 <= len(own) <= 4 and not is_plain(own):
        return True  # 杨家坪小学, 二连海关
    joined = kind.suffix.endswith(INSTITUTES) and TWO_FIELDS.fullmatch(own)  # 土木与水利学院
    return kind.strength == "strong" and len(own) >= 2 and bool(candidate.proper or joined or begins_proper(own))


def is_of_field(candidate: Candidate, own: str) -> bool:
    """Return whether a key lab says what it works on before whose it is: 数字城市教育部重点 + 实验室, but 教育部重点 + 实验室 is any."""
    lab = candidate.kind.suffix == "实验室" and own.endswith("重点") and candidate.anchored
    return lab and own[-3:] != "级重点" and own[:-2] not in gazetteer.entries()


@lru_cache(maxsize=65536)
def begins_proper(own: str) -> bool:
    """Return whether the words before a kind begin with a name that the dictionary knows, or two countries: 同济, 敦煌, 中德."""
    word, tag = tagged(own)[0]
    return PAIR.match(own) is not None or (len(word) > 1 and tag[:2] in ("nr", "ns", "nz", "nt") and word not in generic() | stops())


def acts(document: Document, candidate: Candidate, posts: set[int]) -> bool:
    """Return whether a museum or theatre is spoken of as a body: with somebody at its head, or as one that holds an exhibition."""
    if candidate.kind.suffix == "会馆":  # 新加坡福建会馆: abroad a society of countrymen
        hits = names.find(document).hits
        number = bisect_left(hits, candidate.start, key=lambda hit: hit[0])
        return number < len(hits) and hits[number][0] == candidate.start and country_abroad(hits[number][2].keys[0]) is not None
    if not candidate.text.endswith(HOUSES):
        return False
    if candidate.end in posts:
        return candidate.anchored or candidate.deictic
    return HOSTS.match(document.chars, candidate.end) is not None and (candidate.deictic or works.accepted(candidate))


def is_led(candidate: Candidate) -> bool:
    """Return whether a body without a word of its own, but with a post behind it, is one: 旺旺集团 + 总裁, not 物流公司 + 经理."""
    import rjieba

    own = candidate.text[: candidate.head - candidate.start]
    if candidate.deictic:
        return len(own) > 3  # 市非物质文化遗产保护中心 + 主任
    if candidate.kind.strength != "strong" or len(own) < 2:
        return False
    # 公司第五届 + 董事会, 观察员城市 + 政府
    return not own.endswith(("届", "城市", "地方", "数字")) and not all(word in generic() for word in rjieba.cut(own))
