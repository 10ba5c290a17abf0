"""Own starts: where a venue's or village's own name begins behind the place it lies in: 合肥 + 骆岗中央公园, 安徽 + 绩溪 + 伏岭镇.

Shared grammar of places. Not meant: names that are called by their place (四川屏山经济开发区, 滁州市奥体中心).
"""

from __future__ import annotations

from bisect import bisect_left

from transforms import gazetteer
from transforms.extract.names.abroad import START
from transforms.extract.names.candidates import Candidate
from transforms.extract.names.cuts import is_plain
from transforms.extract.names.walks import CAMPUSES
from transforms.extract.names.works import TOWN
from transforms.gazetteer import Entry
from transforms.model.patterns import pattern

# A park, sight or reservoir, like a village, is named without its city (南京 + 玄武湖公园), a port without its river.
PORTS = frozenset(("港", "码头", "口岸"))
# 平江 + 镇东兴村: the town has the name of its county
SEAT = pattern("(?<![市县区旗])[镇乡](?![海江平赉安坪康沅雄巴原宁远])")
APART = ("公园", "水库", "水利枢纽", "水电站", "电站", "景区", "老街", "古街", "步行街", "国宾馆", "遗址", "墓群", "故城", *PORTS)


def own_start(chars: str, one: Candidate, hits: list[tuple[int, int, Entry]]) -> int:
    """Return where a place's own name begins, if it stands beside the place it lies in."""
    if not one.anchored or one.kind.suffix in CAMPUSES:  # 山东大学 + 青岛 + 校区
        return one.start
    low = bisect_left(hits, one.start, key=START)
    within = [hit for hit in hits[low : bisect_left(hits, one.head, low, key=START)] if hit[1] <= one.head]
    within = [hit for hit in within if chars[hit[1]] not in "路街"]  # 江苏路站
    start = max(outer_end(chars, one, within), inner_end(chars, one, [(end, entry) for _, end, entry in within]))
    return one.start if chars[start] == "(" else start  # 兰考县(中原)水厂


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
    any_place = one.kind.suffix in PORTS or one.kind.kind == "nature"
    ends = [end for end, entry in inside if entry.code or entry.ambiguous or any_place or entry.name[-1] in "区心州省"]
    codes = [entry.code or "" for _, entry in inside[-2:]]
    if one.kind.suffix in PORTS and len(codes) > 1 and ends[-1] == one.head and (not codes[0] or codes[0] in gazetteer.chain(codes[1])):
        return ends[-2]  # 呼伦贝尔市 + 满洲里口岸, 北部湾 + 防城港, but 宁波舟山港
    if one.kind.suffix in PORTS:  # 长江 + 朱家桥港, but 珠海 is no sea; 儋州市 + 洋浦国际集装箱码头
        split = ends and (chars[ends[-1] - 1] in "市县区" if inside[-1][1].code else chars[ends[-1] - 1] in "江河湖海")
        return ends[-1] if split and one.head - ends[-1] >= 2 and not is_plain(chars[ends[-1] : one.head]) else one.start
    if one.kind.kind == "settlement":
        ends = [end for end in ends if one.head - end > 1 and not SEAT.match(chars, end)]  # 岚皋县 + 南宫山镇, though 南宫 is a city
        ends = [end for end in ends if chars[end - 1] in "市县区旗盟州"] or ends  # 多伦县 + 多伦淖尔镇
    rest = chars[ends[-1] : one.head] if ends else ""
    if one.kind.kind == "zone" or (one.kind.kind not in ("settlement", "nature") and not one.kind.suffix.endswith(APART)):
        # 长宁区 + 江苏路站, but 滁州市奥体中心
        own = rest and (TOWN.match(rest) or (chars[ends[-1] - 1] in "市区县" and len(rest) > 1 and not is_plain(rest)))
        return ends[-1] if own and one.kind.kind != "organization" else one.start
    # 珲春市 + 春化镇, though 春化 is a word
    return ends[-1] if len(rest) >= 2 and (TOWN.match(rest) or not is_plain(rest) or chars[ends[-1] - 1] in "市县区旗") else one.start
