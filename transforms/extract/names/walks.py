"""Walks: where a name with a kind at its end begins: from 局 over 人力资源, 和 and 社会保障 to 武汉市.

We walk left, word by word, over what may stand inside a name, to a place or known body, or to a word that cannot stand inside.
Shared grammar of names. Not meant: whether what was walked over is a name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache

from transforms import gazetteer
from transforms.extract.names.cuts import cut, generic, is_measure, is_plain, is_word, tagged
from transforms.extract.names.kinds import FIRMS, LINES, Kind
from transforms.extract.names.runs import LEVELS, Run
from transforms.extract.names.walk_words import (
    APPOINTS,
    BUILDS,
    CHARGES,
    COUNTED,
    DESCRIBING,
    FIELDS,
    FUNCTION,
    NUMERALS,
    PAIR,
    TOLERATED,
    Stretch,
    belongs,
    is_act,
    is_field,
    is_inside,
    of_place,
    stretch,
)
from transforms.extract.names.ways import crossing
from transforms.extract.posts.titles import stops
from transforms.gazetteer import Entry
from transforms.model.patterns import pattern

DYNASTY = pattern("[夏商周秦汉晋隋唐宋辽金元明清]{1,2}代?")
STREET = pattern("[一-龥]{2,4}[路街道]$")
QUOTES = {"”": "“", ")": "("}
# 住房和城乡建设: 和 stands inside a name only between two nouns behind a place, and 、 only where a 和 follows.
JOINTS = frozenset("和与及暨、")
# 在双流 + 建设 + …中心: what is done in a place is no part of a name
DOES = pattern("(?:投资|规划|开工|集中|联合|共同)?(?:建设|设立|新建|打造|举办|成立|组建|创办|创建|开设|布局|兴建|投资|建立|建成|建有|设有)了?")
BETWEEN = pattern("(?:经贸|经济|文化|友好|人文|科技|教育|战略|双边|青年)*(?:交流|合作|关系|友好|往来|互鉴)")
BETWEEN_PLACES = pattern("[一-龥]{2,3}(?<![镇乡村])")
SIDES = frozenset("前后中内里")
# 绿色能源 + 福建省 + 实验室: what a lab works on stands before whose it is
LABS = ("实验室", "工程研究中心", "工程技术研究中心", "技术创新中心")
RANKS = frozenset(("", "重点", "联合", "国际合作联合"))
WORKS = ("桥", "隧道", "铁路", "高铁", "高速", "公路", "通道", "立交", "号线", "水库")  # that a firm builds, and does not own
MISSIONS = frozenset(("大使馆", "使馆", "总领事馆", "总领馆", "领事馆", "代表处", "办事处"))
CAMPUSES = frozenset(("校区", "院区"))


def walk(run: Run, left: int, head: int, kind: Kind) -> tuple[int, bool, bool]:
    """Return where the name begins, whether a place, body or quotation stands in it, and whether it has words of its own."""
    at, anchored, proper = head, False, False
    if kind.suffix == "政府" and run.text[head - 1 : head] in "省市区县州" and run.ended.get(head - 1) == "committee":
        return head - 1, False, False  # 西城区区委 + 区政府
    number = bisect_right(run.hit_ends, head) - 1
    while at > left:
        here = run.hits[number] if number >= 0 and run.hits[number][1] > left else None
        # 北京大学(青岛)计算社会科学研究院: the bracket is a part of the name, which goes on before it.
        first = in_bracket(run, number) if here and run.text[here[1]] == ")" else -1
        floor = max(here[1] + (first >= 0), left) if here else left
        if at > floor:
            low = floor if kind.kind == "organization" else behind(run, floor, at, kind)
            start, stopped, own = words(stretch(run, low, at, kind, anchor=bool(here) and low == floor))
            if start == low > floor:
                return start, anchored, proper or own
            proper = proper or own
            at = start
            if stopped:
                return at, anchored or (at < head and run.text[at] == "“"), proper
            if here and at == here[1] and run.text[here[0] - 1 : here[0]] in ("在", "于"):
                if run.text[at] == "“":  # 在上海 + “灯塔”联盟
                    return at, True, True
                if does := DOES.match(run.text, at, head):
                    return does.end(), False, proper
        if first >= 0:
            at, anchored, number = run.hits[first][0] - 1, True, first - 1
        elif here:
            begin = outermost(run, left, number, kind)
            owned = kind.suffix.endswith(LABS) and run.text[here[1] : head] in RANKS
            return walk(run, left, begin, kind)[0] if owned else begin, True, True
    return at, anchored, proper


def outermost(run: Run, left: int, number: int, kind: Kind) -> int:
    """Return where a name begins that goes up to the place or body of that number, over what stands side by side with it."""
    number -= is_second_seat(run, number)
    at = abroad(run, run.hits[number][0], number)
    if run.text[at - 1 : at] == "驻" and kind.kind == "organization":
        sender = chained(run, at - 1, left)  # 四川省人民政府 + 驻 + 北京办事处
        if sender < at - 1:
            return sender
        if kind.suffix in MISSIONS:  # 驻 + 南非 + 代表处, whose sender everybody knows
            return at - 1
    # 粤港澳大湾区 + 联合国开发计划署 + …实验室: places and bodies side by side stand in one name.
    while number > 0 and (joins(run, run.hits[number - 1], at, left, kind) or relates(run, number, at, left)):
        number -= 1
        at = run.hits[number][0]
    if at - 2 >= left and is_inside_of(run.hits[number][2], run.text[at - 2 : at]):
        at -= 2  # 三明 + 沙县机场
    at = named_by(run, at, left, run.hits[number][2], kind)
    if kind.ends == "committee" and run.text.endswith("共青团", left, at):
        at -= 3  # 共青团 + 五华区委 is not the party's
    if (kind.of == "society" or kind.suffix == "科学院") and run.text.endswith(("世界", "国际", "全球", "全国", "环球"), left, at):
        at -= 2  # 世界 + 中国学研究联合会
    if kind.suffix in CAMPUSES and run.text[at - 1 : at] == "大" and at - 2 >= left and tagged(run.text[at - 2 : at])[0][1] != "v":
        return at - 2  # 浙大 + 舟山 + 校区
    owned = at - 2 if run.text.endswith("附属", left, at) else at  # 上海交通大学医学院 + 附属 + 瑞金医院
    if kind.of == "firm" and run.ended.get(owned) == "line":  # 杭台高铁 + 浙江有限公司
        return walk(run, left, run.suffixes[bisect_left(run.suffix_at, owned)][0], kind)[0]
    beside = kind.suffix == "大学" and run.text.endswith(FIRMS, left, owned)  # 中铁四局二公司 + 浙江大学: two
    begin = chained(run, owned, left) if not beside and (kind.kind == "organization" or kind.suffix in CAMPUSES) else at
    return begin if begin < owned else at


def is_second_seat(run: Run, number: int) -> bool:
    """Return whether a mission has two seats, and the place of that number is the second: 驻 + 北京和 + 青岛 + 办事处."""
    first, last, _ = run.hits[number - 1] if number > 0 else (0, 0, None)
    return run.text[first - 1 : first] == "驻" and last == run.hits[number][0] - 1 and run.text[last] in "和与及、"


def in_bracket(run: Run, number: int) -> int:
    """Return the first of the places that stand in a bracket up to the one of that number, or -1: 南光文创(广东 + 横琴)有限公司."""
    while number > 0 and run.hits[number - 1][1] == run.hits[number][0]:
        number -= 1
    return number if run.text[run.hits[number][0] - 1 : run.hits[number][0]] == "(" else -1


def joins(run: Run, hit: tuple[int, int, Entry], at: int, left: int, kind: Kind) -> bool:
    """Return whether a place or body stands right before a name that begins at `at`, or with a dash between: 中国—东盟 + 中心."""
    if hit[1] == at:  # 中国台湾网 + 葫芦岛市台办, but 中国日报大连记者站; 中铁大桥局 + 平潭海峡公铁大桥
        outlet = hit[2].kind == "body" and gazetteer.is_outlet(gazetteer.bodies()[hit[2].name])
        builder = hit[2].kind == "body" and kind.kind == "facility" and kind.suffix.endswith(WORKS)
        return hit[0] >= left and not builder and (not outlet or kind.suffix in ("记者站", "分社", "总站"))
    between = run.text[hit[1] : at]
    if kind.of == "firm" and hit[0] >= left and (between in generic() if hit[2].kind == "body" else is_own(between)):
        return True  # 中远海运 + 港口 + 阿布扎比码头有限公司, 上海 + 临港 + 松江高科技有限公司
    return at - 3 < hit[1] and run.text[hit[1] : at].strip("—–-－") in ("", "大", "新")  # 珠海 + 大 + 横琴


def is_own(between: str) -> bool:
    """Return whether the characters between two places in a firm's name are a name of its own: 上海 + 临港 + 松江, not 武汉 + 重工、 + 武汉市.

    Nor is a town that the firm lies in: 泸县 + 石桥镇 + 四川远山物流有限公司.
    """
    return BETWEEN_PLACES.fullmatch(between) is not None and between not in stops() and FUNCTION.isdisjoint(between) and not is_plain(between)


def relates(run: Run, number: int, at: int, left: int) -> bool:
    """Return whether a name is of two places: 山东省与澳大利亚 + 交流合作研究中心, 上海财经大学 + 长三角与长江经济带 + 发展研究院."""
    first, last, entry = run.hits[number - 1]
    if last != at - 1 or run.text[last] not in ("与", "和") or entry.kind != "place" or first < left:
        return False
    return BETWEEN.match(run.text, run.hits[number][1]) is not None or first in run.hit_ends or first in run.suffix_ends


def behind(run: Run, left: int, right: int, kind: Kind) -> int:
    """Return where something else ends between `left` and `right` that a place is named behind: 杭台铁路 + 椒江特大桥, 公安局 + …社区."""
    if kind.kind == "facility" and kind.suffix not in LINES and (to := run.text.rfind("至", left, right)) in run.suffix_ends:
        return to + 1  # 街道口站 + 至 + 马房山站
    for end in range(right - 1, left, -1) if run.ended else ():
        # 零部 + 件产业园: 部件 is a word, 部 no office; but 天衢新区 + 长河街道
        if end in run.ended and run.text[end] != "第" and is_behind(run.ended[end], kind.kind, right - end):
            if run.ended[end] != "settlement" and is_word(run.text[end - 1 : end + 1]):
                continue
            return end
    return left


def is_behind(ends: str, kind: str, rest: int) -> bool:
    """Return whether a name of some kind begins behind what ends there: 梅湾社区 + 锦绣园小区, but 梅湾社区文化中心 is one."""
    return kind in ("facility", "settlement") if ends == "line" else kind == "settlement" and rest > 1 if ends == "settlement" else True


def named_by(run: Run, at: int, left: int, entry: Entry, kind: Kind) -> int:
    """Return where the name begins, if a region is only a part of it: 中电 + 光谷, 营盘路 + 湘江 + 隧道."""
    if run.ended.get(at) == "line":
        return at
    if at - 2 >= left and PAIR.match(run.text, at - 2):
        return at - 2
    known = None if entry.kind != "place" or entry.keys[0] != entry.name else gazetteer.place(entry.name)
    if known is None or known.country:
        return at
    if kind.kind == "facility" and at > left and run.text[at - 1] in "东西南北" and at not in run.hit_ends:
        # 西 + 秦岭 + 隧道, 汉南 + 长江 + 大桥
        return at - 2 if at - 2 >= left and run.text[at - 2 : at] in gazetteer.divisions_by_name() else at - 1
    street = STREET.search(run.text, max(left, at - 5), at) if kind.kind == "facility" and run.text[at - 1 : at] in "路街道" else None
    if street:
        return street.start()
    if kind.kind == "facility" and known.key[-1] in "江河" and kind.suffix.endswith(("桥", "隧道", "通道")):
        return crossing(run, at, left)
    before = cut(run.text[max(left, at - 4) : at])
    last = before[-1] if before else ""
    if DYNASTY.fullmatch(last):  # 隋唐 + 大运河 + 文化博物馆
        return at - len(last)
    own = 1 < len(last) < 4 and not COUNTED.fullmatch(last) and last not in stops() and last not in BUILDS
    return at - len(last) if own and last[-1] not in FUNCTION and not is_plain(last) else at  # not 展在 + 北京城市副中心张家湾


def chained(run: Run, at: int, left: int) -> int:
    """Return where the name begins, if a body's own name ends at `at`: 上海市政府 + 台湾事务办公室."""
    number = bisect_left(run.suffix_at, at)
    if number == len(run.suffix_at) or run.suffix_at[number] != at:
        return at
    head, _, kind = run.suffixes[number]
    if kind.kind == "settlement" and any(first == at and (entry.code or "").endswith("0000") for first, _, entry in run.hits):
        return at  # 石桥镇 + 四川远山物流有限公司
    if kind.suffix == "政府" and run.text[at] == "驻" and run.text[head - 1 : head] in ("省", "市") and head not in run.hit_ends:
        return head - 1  # 省政府 + 驻 + 北京办事处
    if kind.ends == "committee" and run.text[head] in LEVELS:
        return head  # 市委 + 台湾工作办公室
    start, anchored, proper = walk(run, left, head, kind)
    return start if start < head and (anchored or proper or kind.suffix in ("大学", "研究总院", "医院")) else at


def abroad(run: Run, at: int, number: int) -> int:
    """Return where 肯尼亚驻中国 begins, if a mission's own country stands before the 驻 at `at`."""
    sent = number > 0 and run.text[at - 1 : at] == "驻" and run.hits[number - 1][1] == at - 1
    return run.hits[number - 1][0] if sent else at


def words(over: Stretch) -> tuple[int, bool, bool]:
    """Walk over the words of a stretch from its end; return where it ended, whether a word stopped it, whether any is proper."""
    common, firm = generic(), over.kind.of == "firm"
    at, proper, single, joint = over.right, False, False, -1
    for index in range(len(over.tokens) - 1, -1, -1):
        token = over.tokens[index]
        if token in QUOTES:
            return quoted(over, token, at, proper)
        if token in JOINTS:
            fields = joins_fields(over, index)
            if not joins_parts(over, index, at, fields) or (token == "、" and joint < 0):
                return max(at, joint + 1), True, proper
            joint = joint if fields else max(joint, at - 1)
            at -= 1
            continue
        # 曹杨8街坊, 轨道交通27号线 + …隧道, but not 8个街坊
        number = "号线" if over.kind.kind == "organization" else "号"
        if token.isdigit() and (at == over.right or over.run.text.startswith(number, at)) and (index > 0 or over.anchor):
            at -= len(token)
            continue
        start = begun(over, index, at, joint)
        if start is not None:
            return start, True, proper
        own = token not in common and not is_word(token)
        if own and len(token) > 1 and token[-1] in APPOINTS and over.run.text[at - len(token) - 1 : at - len(token)] != "、":
            return at, True, proper  # 某某 + 林为: who is made what
        if own and len(token) > 1 and token[0] in FUNCTION and not token.startswith("经开") and not (firm and over.anchor and token[0] in TOLERATED):
            return at - len(token) + 1, True, True
        # 雨 + 润 + 控股集团: two characters that the dictionary does not join are a name
        alone = len(token) == 1 and token not in DESCRIBING and token not in common
        proper = proper or own or token.isascii() or (alone and single)
        single = alone
        at -= len(token)
    return at, False, proper


def quoted(over: Stretch, mark: str, at: int, proper: bool) -> tuple[int, bool, bool]:
    """Return what `words` does for a name with a quotation or bracket in it that ends at `at`: “灯塔” + 联盟, 中心(…)."""
    opening = over.run.text.rfind(QUOTES[mark], over.left, at)
    if opening < 0 or at - opening > 20:
        return at, True, proper
    # 上海 + “世界城市日” + 事务协调中心, 浙江大学 + “一带一路” + 国际医学院
    owned = over.kind.kind == "organization" and (opening == over.left or opening in over.run.suffix_ends)
    if not over.anchor or (mark == "”" and not owned):
        return opening, True, True
    return (*words(stretch(over.run, over.left, opening, over.kind, over.anchor))[:2], True)


def joins_fields(over: Stretch, index: int) -> bool:
    """Return whether an 和 stands between two fields of one body, not between two bodies: 市政和林业局, 深地科学与绿色能源研究院."""
    charge = over.anchor and over.kind.strength == "office" and index == 1 and over.tokens[0] in CHARGES
    return index > 0 and over.tokens[index] in "和与" and (charge or (over.kind.kind == "organization" and is_field(over.tokens[index - 1])))


def joins_parts(over: Stretch, index: int, at: int, fields: bool) -> bool:
    """Return whether a joint that ends at `at` stands inside a name: something has to lead the name, and something follow the joint."""
    ends = over.run.suffix_ends
    near = any(end in ends for end in range(max(over.left, at - 8), at - 1))
    nation = "国家" in over.tokens[:index] and over.kind.kind != "settlement"  # but not 国家卫生城市、县城和乡镇
    led = (over.anchor and over.kind.kind == "organization") or fields or nation or near
    return led and index > 0 and (at < over.right or fields) and (at - 1 not in ends or over.tokens[index - 1] in FIELDS)


def begun(over: Stretch, index: int, at: int, joint: int) -> int | None:
    """Return where the name begins, if the word that ends at `at` cannot stand inside it: 4日经 + 港珠澳大桥, 四所 + 小学, 建设 + 高铁新城."""
    token, before = over.tokens[index], over.tokens[index - 1] if index else ""
    if token[0] in "年月日" and before.isdigit():
        return at - (token[1:] in LEVELS and len(token) > 1)  # 24日 + 区政协
    if is_counted(over, token, before, at):
        return joint + 1 if joint >= 0 else at
    place = over.kind.kind != "organization"
    if token.endswith("公司") and at < over.right and (token == "子公司" or over.run.text[at].isascii()):
        return at  # 设计公司 + HOK公司, 全资子公司 + 某某集团
    if place and token[-1] == "式" and over.run.text.startswith("国家", at):  # 花园式 + 国家会议中心
        return at
    if place and over.anchor and index == 0 and token in BUILDS and token not in generic():
        return at  # 湖北 + 构建 + 国际货运新通道
    if place and index > 0 and (token in BUILDS or (over.kind.kind != "settlement" and is_act(token))):
        return at
    # 李炳 + 军代表 + 省委: the dictionary leaves the name too little
    idiom = at == over.right and over.kind.ends == "committee" and is_word(token)  # 全面落实 + 市委部署
    clause = len(token) == 4 and ((place and token[2:] in stops()) or idiom)  # 紧紧抓住 + 机场
    town = over.kind.kind == "settlement" and over.anchor and index == 0 and token in SIDES  # 泉港区 + 前黄镇
    stopped = (token in stops() or token.endswith("代表") or clause) and not town and not belongs(over, index, at)
    if stopped or not is_inside(token):
        # A joint that leads nowhere joins two names, not two parts of one; 国家 leads a name as a place does.
        return joint + 1 if joint >= 0 and over.tokens[index + 1] != "国家" else at
    inner = of_place(token) if place else len(token)
    return at - inner if inner < len(token) else None


def is_counted(over: Stretch, token: str, before: str, at: int) -> bool:
    """Return whether a word counts what follows, and is no part of a name: 援建 + 四所 + 小学, 340亩 + 产业园."""
    sitting = token[-1] == "届" and over.run.text.startswith(("人大", "政协", "人民代表"), at)  # 上海市十三届人大常委会
    session = token[0] == "第" and over.run.text.startswith(("会议", "大会"), at)  # 中央局第三次会议旧址
    counted = token[0] in NUMERALS and not sitting and not session and COUNTED.fullmatch(token) is not None
    return counted or (before.isdigit() and is_measure(token))


@lru_cache(maxsize=1 << 12)
def is_inside_of(entry: Entry, city: str) -> bool:
    """Return whether a place lies in the city of that name: 沙县 in 三明."""
    return entry.code is not None and any(row.adcode in gazetteer.chain(entry.code) for row in gazetteer.divisions_by_name().get(city, ()))


