"""Candidates: names with a kind at their end, 武汉市 + 人力资源和社会保障 + 局, as far as their words alone tell.

organizations.py and places.py judge them. Not meant: generic bodies (行业协会, 各级政府), kinds that begin another word (大学生, 集团党委书记).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

import msgspec

from transforms import gazetteer
from transforms.extract.names.cuts import cut, generic, is_word, tagged
from transforms.extract.names.kinds import BARE, LINES, Kind, kinds_by_name
from transforms.extract.names.runs import LEVELS, Run
from transforms.extract.names.walk_words import BUILDS, DESCRIBING, FUNCTION, NUMERALS
from transforms.extract.names.walks import LABS, walk
from transforms.extract.names.ways import drives, line_of
from transforms.extract.names.words import is_famous
from transforms.extract.posts.titles import stops
from transforms.model.patterns import pattern

REACH = 40  # characters left of its kind that a name may take
# 西起, 东至, 北接, 止于: how far a line goes, and what lies beside or is crossed; 4A级景区 + 仙女湖, 第一村 + 华西村: of what grade a sight is
BOUND = pattern(
    # Few characters begin one, which is looked at first.
    ".*(?=[东西南北起止延通终距跨A第])(?:(?:[东西南北]?[起止][自于]|[东西南北][至起临接邻濒联连达靠依]于?|[东西北]通|[延通]伸?至|终点为?|距离?(?:[上下]游)?)"
    "|跨(?![越海江河湖湾线境区洋径度国省市县文世塘])|A级?(?:旅游)?(?:景区|景点)|第[一二三]古?[镇村])",
    re.DOTALL,
)
# 市外办, 我市教育局, 区委: the place is the page's own.
# Not 市场, 区块链.
DEICTIC = pattern(
    r"""(?:我|本|该)?(?:自治区|市(?!民(?!政|族|宗|营|航|防))(?![场值面容价井郊内级属]|[东南西北中]区|政(?:公用|工程|集团|建设|设施))|省(?![级内属])|区(?![块域间位内级属])|县(?![域级城内属])|州(?![级属])|镇(?!街))(?=.)
      | 全市(?=[委政])""",
    re.VERBOSE,
)
OF_ALL = pattern(r"[县市区旗][(（][市区县旗、,]+[)）]")
MANY = pattern("(?:级|各省、|(?<![周期拜初第十])[两三四五六七八九])$")  # 四 + 市政协, but 周四 + 市政府
OURS = frozenset(("我省", "我市", "我区", "我县", "我州"))  # 我县 + 周庄镇
DEICTIC_STARTS = frozenset("我本该自市省区县州镇全")
WITHIN = pattern("[一-龥]{2,4}(?:镇|乡|街道)[一-龥]{2,3}(?:村|社区)|(?<=[该本])[镇乡县]")
STRETCH = pattern("至[一-龥]{2,5}$")
VOLTS = pattern(r"\d{2,4}(?:千伏|[kK][vV])$")
STATIONS = frozenset(("变电站", "换流站", "开关站", "升压站"))
# 中心(B型), 有限合伙
TAIL = pattern(r"\((?:[A-Z]型|有限合伙|集团|筹)\)")
PLACED = pattern(r"\((?P<place>[一-龥]{2,4})\)")
# 集团党委书记 is 党委书记 of the 集团.
PARTY = frozenset(("党委", "党组", "纪委", "团委", "党工委", "街道党工委", "工委", "党总支", "党支部", "纪工委"))
LED = ("副", "原", "本", "该", "时", "代理", "临时", "常务", "轮值", "名誉", "首任", "前任", "现任", "第一", "第二", "第三")  # 开发计划署 + 代理署长
LISTED = frozenset("、和与及为任")  # 市发改委 + 、 + 住建局, 任命甲为 + 财政局局长
POSTS = ("书记", "副书记", "委员", "成员", "常委", "常务")
SHORT = frozenset(("市府", "县府"))  # behind their place, or alone
# 总部 and 东部 are no departments.
NO_OFFICE = frozenset(
    ("总部", "全部", "内部", "外部", "东部", "西部", "南部", "北部", "中部", "局部", "干部", "各部", "公司", "部署", "分队", "格局", "大局", "布局",
     "起办", "同办",
     "口处", "界处", "汇处", "远处", "近处", "领馆", "使馆", "通村", "驻村", "入村", "进村", "包村", "联村", "整村", "分村", "通乡", "包镇", "包乡")
)


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A name with its kind at the end, as far as the walk to the left went."""

    start: int
    end: int
    text: str
    kind: Kind
    head: int  # where the kind begins
    anchored: bool  # a place, a body or a quoted name stands in it
    proper: bool  # it has words of its own: 华润集团, not 物流公司
    deictic: bool  # it begins with 市, 区 or 我市, which stand for the page's place


def find(run: Run) -> list[Candidate]:
    """Return the candidates in reading order."""
    found: list[Candidate] = []
    taken = len(run.text)
    for number in range(len(run.suffixes) - 1, -1, -1):
        head, end, kind = run.suffixes[number]
        if end > taken or run.is_in_hit(head, end) or goes_on(run, head, end, kind) or (len(kind.suffix) == 1 and is_in_word(run, head, end, kind)):
            continue
        candidate = candidate_at(run, head, end, kind)
        if candidate:
            found.append(candidate)
            taken = candidate.start
    return found[::-1]


# 虹桥站 + 出发 is no 站出, 山西商会 + 会长 no 会会
ON = {"站": ("出发", "位于", "起点"), "商会": ("会长", "会员")}


def goes_on(run: Run, head: int, end: int, kind: Kind) -> bool:
    """Return whether the kind is part of another word (大学生, 招商会), or of a post: 集团党委书记, but not 市纪委书记."""
    after = run.text[end : end + 1]
    if run.text.endswith("招商会", head - 1, end):
        return True
    if not after:
        return False
    if after in "路街" and kind.kind == "facility" and (end + 1 == len(run.text) or not is_word(run.text[end : end + 2])):
        return True  # 解放桥 + 路, 分水码头 + 街; but 解放桥 + 路面
    if run.text.startswith(ON.get(kind.suffix, ()), end):
        return False
    if after in kind.goes_on or (kind.suffix == "政府" and run.text.startswith(("工作报告", "部门", "所在地", "驻地", "总部", "合署"), end)):
        return True
    # 建设局 + 局长, 建设局 + 副局长: the second 局 begins a post; 公安局长 has but one.
    if after == "长" and (run.text[head - 1 : head] in kind.suffix or run.text[max(head - 2, 0) : head].endswith(LED)):
        return True
    if after == "长" and len(kind.suffix) == 1 and (is_behind_name(run, head) or is_behind_body(run, head)):
        return True
    if kind.suffix not in PARTY or not run.text.startswith(POSTS, end):
        return False
    if run.text[head - 1 : head] in "省市区县州" or run.ended.get(head) == "settlement":  # 滨海科技城 + 党工委
        return False
    return not any(end == head and entry.kind == "place" for _, end, entry in run.near(head))


def is_behind_name(run: Run, head: int) -> bool:
    """Return whether a person stands between a body and its post: 外交部亚洲司 + 陈家康 + 司长, but not 住建局 + 规划 + 处长."""
    if not {head - 2, head - 3}.intersection(run.suffix_at):
        return False
    between = [run.text[at:head] for at in (head - 2, head - 3) if at in run.suffix_at]
    return not any(is_word(one) and not is_famous(one) for one in between)


def is_behind_body(run: Run, head: int) -> bool:
    """Return whether a body ends where its post begins: 外交部 + 处长."""
    return head in run.suffix_ends or any(end == head and entry.kind == "body" for _, end, entry in run.near(head))


def is_in_word(run: Run, head: int, end: int, kind: Kind) -> bool:
    """Return whether a kind of one character only ends a word of two: 举办, 布局, 全部."""
    word = run.text[head - 1 : end]
    if word in NO_OFFICE or word in stops():
        return True
    at = bisect_right(run.breaks, head) - 1
    left = max(run.breaks[at] if at >= 0 else 0, head - 6)
    *before, last = cut(run.text[left:end])
    place = kind.kind == "settlement" or (kind.suffix == "桥" and last not in gazetteer.divisions_by_name())
    village = place and tagged(last)[0][1] in ("ns", "nr")  # 欢 + 塘村
    if kind.kind in ("nature", "settlement") and before and is_single(before[-1]) and (kind.kind == "nature" or before[-1] not in DESCRIBING):
        return False  # 上 + 川岛, 岭 + 下乡; not 大 + 城镇
    return len(last) == 2 and last[0] not in "一二三四五六七八九十" and is_word(last) and not village


def is_single(token: str) -> bool:
    """Return whether a character stands alone and is no word of speech and no number: 川 before 岛."""
    return len(token) == 1 and token not in FUNCTION and token not in NUMERALS and token not in stops()


def _behind_verbs(run: Run, start: int, head: int, kind: Kind, named_by_ends: bool) -> int:
    """Return where a name begins behind a count and what is done with it: 71 + 所 + 乡村小学, 请 + 区政协."""
    start += run.text[start - 1 : start].isdigit() and run.text[start] in "所家个座条名位项亩大栋幢层"
    if kind.suffix not in LINES:
        start += acts(run.text[start:head], kind.kind == "nature")
    elif not named_by_ends:
        start += drives(run.text[start:head])
    held = run.text.rfind("任", start + 1, head) + 1  # 甲任 + 市工商联
    if held and run.text[held] in DEICTIC_STARTS and run.text[held - 2] not in "责主信重" and DEICTIC.match(run.text, held, head + 1):
        return held
    # 原 + 市委党校
    return start + ((run.text[start] == "原" or run.text[start] in stops()) and DEICTIC.match(run.text, start + 1, head + 1) is not None)


def candidate_at(run: Run, head: int, end: int, kind: Kind) -> Candidate | None:
    """Return the name that ends in `kind`, or None where nothing but the kind stands there."""
    at = bisect_right(run.breaks, head) - 1
    left = max(run.breaks[at] if at >= 0 else 0, head - REACH)
    left = bounded(run, left, head, kind)
    head = before_volts(run, left, head, kind)
    start, anchored, proper = walk(run, left, head, kind)
    if (first := opened(run, left, start, end)) and (kind.of == "society" or kind.suffix.endswith(LABS)) and head - first > 5:
        start, anchored, proper = first, True, True
    if kind.kind == "facility" and first and 1 < start - first <= 4 and run.text[start - 1] in "和与":
        start, proper = first, True  # “大肚和美大桥”
    if kind.suffix in SHORT and not any(hit[1] == head for hit in run.near(head)):
        start, anchored, proper = head, False, False  # 市长及 + 市府
    line = line_of(run, start, left) if kind.suffix in LINES and start < head else start
    named_by_ends, start = line < start, line
    bracket = run.text[end : end + 1] == "("
    tail = (TAIL.match(run.text, end) or (placed(run, end) if kind.kind in ("facility", "organization") else None)) if bracket else None
    end = tail.end() if tail else end
    if (len(kind.suffix) == 1 and run.text[head - 1 : head].isdigit()) or (kind.suffix == "地铁" and run.text[head - 1 : head] == "站"):
        return None  # 37 + 处, 北京朝阳站 + 地铁接驳
    if kind.suffix == "厅" and any(entry.kind == "venue" and start <= b < head for b, _, entry in run.hits):
        return None  # 人民大会堂 + 江苏厅 is a room
    if start == head and not tail and not DEICTIC.match(kind.suffix) and not (kind.suffix in BARE and run.text[head - 1 : head] in LISTED):
        return None
    quoted = (kind.of or kind.suffix.startswith("研究")) and run.text[start - 1 : start] == "“" and run.text[end : end + 1] == "”"
    proper = proper or tail is not None or quoted
    start += kind.kind == "settlement" and run.text.startswith("(原", start - 1) and head - start > 2  # 南宫山镇(原花里镇)
    start += 2 * (kind.kind in ("settlement", "nature") and run.text[start : start + 2] in OURS)
    if not anchored and start < head:
        start = _behind_verbs(run, start, head, kind, named_by_ends)
        anchored = is_zoned(run, start, head)
        proper = proper or anchored
    start = behind_town(run, start, head, kind)
    start += run.text[start] in "-—" or run.text.startswith("(含", start - 1)  # 机场路 + -沪杭甬高速, (含 + 沙溪大桥)
    text = run.text[start:end]
    if text[0] == "(" or is_of_many(run, start) or is_open(text, "(", ")") or is_open(text, "“", "”"):
        return None
    if text[0] == "区" and (zone_kind := zone_at(run, start + 1)):
        # 黄龙产业集聚 + 区管委会 is of no 区
        start += 1 - len(zone_kind.suffix)
        zone = candidate_at(run, start, start + len(zone_kind.suffix), zone_kind) or Candidate(start, end, "", kind, head, False, False, False)
        return msgspec.structs.replace(zone, end=end, text=run.text[zone.start : end], kind=kind, head=head)
    # 省政府 + 驻北京办事处 is of the page's province, though a place stands in it, and 市委 + 台湾工作办公室 of its city
    deictic = (not anchored or "政府驻" in text or text[1:2] == "委") and text[0] in DEICTIC_STARTS and DEICTIC.match(text) is not None
    return Candidate(start, end, text, kind, head, anchored, proper or anchored, deictic)


def before_volts(run: Run, left: int, head: int, kind: Kind) -> int:
    """Return where a kind begins, with the volts of a station: 茂陵 + 330千伏变电站."""
    volts = VOLTS.search(run.text, max(left, head - 6), head) if kind.suffix in STATIONS else None
    return volts.start() if volts else head


def behind_town(run: Run, start: int, head: int, kind: Kind) -> int:
    """Return where a firm begins behind the town it lies in: 石桥镇柳林村 + 清河农业公司, 该镇 + 东岸科技公司."""
    within = WITHIN.match(run.text, start, head - 1) if kind.of == "firm" else None
    return within.end() if within else start


def bounded(run: Run, left: int, head: int, kind: Kind) -> int:
    """Return how far to the left the name of a place may go at most: behind what says where a line begins, and which stretch of it is meant."""
    if kind.kind == "organization":
        return left
    bound = BOUND.match(run.text, left, head)
    left = bound.end() if bound else left
    if kind.kind == "settlement":
        return max(left, run.text.rfind(")", left, head) + 1)  # 经开区(杨舍镇) + …社区
    stretch = run.text.rfind("段", left, head) if kind.kind == "facility" else -1
    if stretch > 0 and STRETCH.search(run.text, max(left, stretch - 6), stretch):
        return stretch + 1  # 柳林至石桥段 + 清河特大桥
    return stretch + 1 if stretch in run.hit_ends and run.text[stretch + 1] not in "家店庄集" else left  # 杭台高铁浙江段 + 清溪特大桥


def is_of_many(run: Run, start: int) -> bool:
    """Return whether what begins at `start` is said of many: 各区(市)县政府, 各县(市、区)台办, 各省、自治区住建厅, 副省级 + 市建委, 四 + 市政协."""
    many = MANY.search(run.text, max(start - 4, 0), start) if run.text[start] in DEICTIC_STARTS else None
    return many is not None or OF_ALL.match(run.text, start) is not None


def opened(run: Run, left: int, start: int, end: int) -> int:
    """Return where the quotation begins that a name fills up to its end, or 0: “遗传学与育种国际合作联合实验室”."""
    if run.text[left - 1 : left] == "「" and run.text[end : end + 1] == "」":
        return left
    closed = run.text[end : end + 1] == "”" and "”" not in run.text[left:start]
    return run.text.rfind("“", left, start) + 1 if closed else 0


def zone_at(run: Run, end: int) -> Kind | None:
    """Return the kind of the zone whose name ends at `end`, if one does: 产业集聚区."""
    found = (kinds_by_name().get(run.text[max(end - size, 0) : end]) for size in (6, 5, 4, 3))
    return next((kind for kind in found if kind and kind.kind == "zone"), None)


def placed(run: Run, end: int) -> re.Match[str] | None:
    """Return the bracket behind a venue that tells it from those of the same name elsewhere: 国家会展中心(上海)."""
    tail = PLACED.match(run.text, end)
    entry = gazetteer.entries().get(tail["place"]) if tail else None
    return tail if entry and entry.kind == "place" else None  # 中央政府(商务部) are two


def is_zoned(run: Run, start: int, head: int) -> bool:
    """Return whether a division whose short name alone is none stands before a zone there: 大同 + 经济技术开发区, 石门 + 经开区."""
    divisions = gazetteer.divisions_by_name()
    # Most names begin with no division, which one look tells.
    if run.text[start : start + 2] not in divisions and run.text[start : start + 3] not in divisions:
        return False
    number = bisect_left(run.suffix_at, start)
    zone = next((one for one in run.suffixes[number : number + 3] if start + 2 <= one[0] <= min(start + 3, head)), None)
    if zone is None or zone[2].kind != "zone":
        return False
    return run.text[start : zone[0]] in divisions


@lru_cache(maxsize=1 << 14)
def acts(own: str, always: bool) -> int:
    """Return how many characters before a kind only say what is done with it: 听取 + 同济 + 大学, but not 联想 + 集团.

    Some verbs stand inside the names of bodies (治理), but `always` say what is done with a river.
    """
    words = tagged(own)
    size = 0
    for word, tag in words[:-1]:
        rest = own[size + len(word) :]
        level = rest[0] in LEVELS  # 请 + 区政协, 兼备 + 市科技馆
        done = tag[0] == "v" or word in BUILDS
        if not done or (not level and (len(word) < 2 or len(rest) < 2)) or not is_word(word) or (word in generic() and not always):
            break
        size += len(word)
    return size


def is_open(text: str, opening: str, closing: str) -> bool:
    """Return whether a bracket or quotation has only one of its marks in `text`."""
    return (opening in text or closing in text) and text.count(opening) != text.count(closing)
