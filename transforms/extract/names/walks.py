"""Walks: where a name with a kind at its end begins: from 局 over 人力资源, 和 and 社会保障 to 武汉市.

We walk left, word by word, over what may stand inside a name, to a place or known body, or to a word that cannot stand inside.
Shared grammar of names. Not meant: whether what was walked over is a name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache

from transforms import gazetteer, lexicon
from transforms.extract.names.cuts import cut, generic, is_measure, is_plain, is_word, tagged
from transforms.extract.names.kinds import Kind
from transforms.extract.names.runs import Run
from transforms.extract.posts.titles import TITLE_WORDS, people, stops
from transforms.gazetteer import Entry
from transforms.model.patterns import pattern

# 中新 + 广州知识城, 中德(常州)创新产业园; 国网 + 江苏省电力有限公司; 民建 + 河北省委
PAIR = pattern("中[德新意法日韩英美俄欧非泰马印巴白荷瑞以奥芬丹澳加铁建交冶]|国网|南网|民[建盟进革]|台盟")
OF_CHINA = frozenset("能节环科体核航化粮电储油石海远智兴联材色煤林农轻纺旅青信")  # 中能, 中节能, 中科
TOLERATED = frozenset("经正都如开设收供接号共移投")
PROVINCES = frozenset("京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕甘青宁新港澳台")
STREET = pattern("[一-龥]{2,4}[路街道]$")
NUMERALS = frozenset("第一二三四五六七八九十两几多")
COUNTED = pattern("第?[一二三四五六七八九十两几多]{1,3}[所家个座大条地市省县校场位名项级期批种类处间栋层届次方]")
QUOTES = {"”": "“", ")": "("}
# 住房和城乡建设: 和 stands inside a name only between two nouns behind a place, and 、 only where a 和 follows.
JOINTS = frozenset("和与及暨、")
JOINED = frozenset(("联合", "协调", "指导", "推广"))  # acts that a kind may begin with: 协调 + 中心
# 深地科学 + 与 + 绿色能源 + 研究院: two fields are joined, not two bodies.
FIELDS = frozenset(lexicon.words("fields"))
# 珠海市 + 市政和 + 林业局: what one bureau has in its charge beside that
CHARGES = frozenset(("市政", "园林", "绿化", "城管", "卫生", "商务", "民族", "宗教", "水务", "国土", "林业", "渔业", "住房"))
SITES = ("旧址", "会址", "纪念馆", "纪念碑")  # 古田会议 + 会址
# Words that stand in no name but before these: 人事代表选举委员会, 会议展览业协会
PART_OF = {
    "代表": ("选举", "资格", "工作", "联络"), "选举": ("工作", "委员会", "管理"),
    "展览": ("业", "行业", "会议"), "市民": ("中心", "广场", "艺术", "公园", "文化", "活动", "服务"),
    "联合": ("创新中心", "创新研究院", "创新实验室", "研究院", "研究中心"),
    "会议": ("展览", "及展览", "和展览", "业", *SITES), "一大": SITES,
    "同志": ("纪念馆", "故居", "旧居", "纪念堂", "纪念园"), "群众": ("艺术", "文化"), "新闻": ("局", "处", "办", "出版", "传播", "工作者"),
}  # fmt: skip
# 在双流 + 建设 + …中心: what is done in a place is no part of a name
DOES = pattern("(?:投资|规划|开工|集中|联合|共同)?(?:建设|设立|新建|打造|举办|成立|组建|创办|创建|开设|布局|兴建|投资|建立|建成|建有|设有)了?")
BETWEEN = pattern("(?:经贸|经济|文化|友好|人文|科技|教育|战略|双边|青年)*(?:交流|合作|关系|友好|往来|互鉴)")
# 全面推进 + 建设 + 高铁新城
BUILDS = frozenset(
    ("建设", "打造", "拉开", "推进", "推动", "加快", "启动", "建成", "新建", "改造", "设立", "提升", "完善", "优化", "乘坐", "可乘坐", "结束", "到达",
     "开工", "新开工", "前往", "抵达", "参观", "游览", "位于", "陆续", "随后", "不通")
)  # fmt: skip
# What is said of a place before its name: 中尼边境 + 吉隆口岸, 西藏首条 + 电气化铁路
OUTSIDE = frozenset(
    ("边境", "境内", "首条", "首座", "首个", "首家", "唯一", "最大", "最长", "最高", "沿线", "附近", "周边", "交界", "包括", "老旧", "换乘",
     "往", "去", "则", "发挥", "未来", "今后", "朝", "方向")
)  # fmt: skip
DESCRIBING = frozenset("大小新老好多全各高低中上下东西南北省市区县州镇乡村级国主副总分两双单本外内旧前后男女")
APPOINTS = frozenset("为任兼将受及率作")
FUNCTION = frozenset("于如以受由与和在为从对将让到赴向及等是把被经据按了的")


def walk(run: Run, left: int, head: int, kind: Kind) -> tuple[int, bool, bool]:
    """Return where the name begins, whether a place, body or quotation stands in it, and whether it has words of its own."""
    at, anchored, proper = head, False, False
    if kind.suffix == "政府" and run.text[head - 1 : head] in "省市区县州" and run.ended.get(head - 1) == "committee":
        return head - 1, False, False  # 西城区区委 + 区政府
    number = bisect_right(run.hit_ends, head) - 1
    while at > left:
        here = run.hits[number] if number >= 0 and run.hits[number][1] > left else None
        # 北京大学(青岛)计算社会科学研究院: the bracket is a part of the name, which goes on before it.
        first = in_bracket(run, number, at) if here and run.text[here[1]] == ")" else -1
        bracket = first >= 0
        floor = max(here[1] + bracket, left) if here else left
        if at > floor:
            low = floor if kind.kind == "organization" else behind(run, floor, at, kind)
            start, stopped, own = words(run, low, at, kind, anchor=bool(here) and low == floor)
            if start == low > floor:
                return start, anchored, proper or own
            proper = proper or own
            at = start
            if stopped:
                return at, anchored or (at < head and run.text[at] == "“"), proper
            if here and at == here[1] and run.text[here[0] - 1 : here[0]] in ("在", "于") and (does := DOES.match(run.text, at, head)):
                return does.end(), False, proper
        if here and bracket:
            at, anchored, number = run.hits[first][0] - 1, True, first - 1
        elif here:
            at = abroad(run, here[0], number)
            if run.text[at - 1 : at] == "驻" and kind.kind == "organization":
                sender = chained(run, at - 1, left)  # 四川省人民政府 + 驻 + 北京办事处
                if number > 0 and run.hits[number - 1][1] == at - 1 and run.hits[number - 1][0] >= left:
                    sender = run.hits[number - 1][0]  # 中央纪委 + 驻 + 水利部纪检组
                if sender < at - 1:
                    return sender, True, True
            # 粤港澳大湾区 + 联合国开发计划署 + …实验室: places and bodies side by side stand in one name.
            while number > 0 and (joins(run, run.hits[number - 1], at, left, kind) or relates(run, number, at, left)):
                number -= 1
                at = run.hits[number][0]
            if at - 2 >= left and is_inside_of(run.hits[number][2], run.text[at - 2 : at]):
                at -= 2  # 三明 + 沙县机场
            at = named_by(run, at, left, run.hits[number][2], kind)
            if kind.ends == "committee" and run.text.endswith("共青团", left, at):
                at -= 3  # 共青团 + 五华区委 is not the party's
            if kind.of == "society" and run.text.endswith(("世界", "国际", "全球", "全国"), left, at):
                at -= 2  # 世界 + 中国学研究联合会
            # 上海交通大学医学院 + 附属 + 瑞金医院
            owned = at - 2 if run.text.endswith("附属", left, at) else at
            begin = chained(run, owned, left) if kind.kind == "organization" or kind.suffix == "校区" else at
            return begin if begin < owned else at, True, True
    return at, anchored, proper


def in_bracket(run: Run, number: int, at: int) -> int:
    """Return the first of the places that stand in a bracket up to the one of that number, or -1: 南光文创(广东 + 横琴)有限公司."""
    if run.hits[number][1] >= at:
        return -1
    while number > 0 and run.hits[number - 1][1] == run.hits[number][0]:
        number -= 1
    return number if run.text[run.hits[number][0] - 1 : run.hits[number][0]] == "(" else -1


def joins(run: Run, hit: tuple[int, int, Entry], at: int, left: int, kind: Kind) -> bool:
    """Return whether a place or body stands right before a name that begins at `at`, or with a dash between: 中国—东盟 + 中心."""
    if hit[1] == at:  # 中国台湾网 + 葫芦岛市台办, but 中国日报大连记者站
        outlet = hit[2].kind == "body" and gazetteer.is_outlet(gazetteer.bodies()[hit[2].name])
        return hit[0] >= left and (not outlet or kind.suffix in ("记者站", "分社", "总站"))
    return at - 3 < hit[1] and run.text[hit[1] : at].strip("—–-－") in ("", "大", "新")  # 珠海 + 大 + 横琴


def relates(run: Run, number: int, at: int, left: int) -> bool:
    """Return whether a name is of two places: 山东省与澳大利亚 + 交流合作研究中心, 上海财经大学 + 长三角与长江经济带 + 发展研究院."""
    first, last, entry = run.hits[number - 1]
    if last != at - 1 or run.text[last] not in ("与", "和") or entry.kind != "place" or first < left:
        return False
    return BETWEEN.match(run.text, run.hits[number][1]) is not None or first in run.hit_ends or first in run.suffix_ends


def behind(run: Run, left: int, right: int, kind: Kind) -> int:
    """Return where something else ends between `left` and `right` that a place is named behind: 杭台铁路 + 椒江特大桥, 公安局 + …社区."""
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


JOINT = pattern("[和与及]")


def line_of(run: Run, at: int, left: int) -> int:
    """Return where the name of a road or railway begins, which has its ends in it: 六枝至安龙 + 高速公路."""
    if at > left and run.text[at - 1] in PROVINCES and len(run.text[at:]) > 2 and run.text[at] in PROVINCES and run.text[at + 1] in PROVINCES:
        return at - 1  # 京 + 港澳 + 高速公路
    while at - 2 > left and run.text[at - 1] in "至经":
        hit = run.near(at - 1)
        if hit and hit[0][1] == at - 1:
            at = hit[0][0]
            continue
        left = max(left, max((end for end in run.hit_ends if end < at), default=0))  # 贵州 + 六枝至安龙
        last = cut(JOINT.split(run.text[max(left, at - 5) : at - 1])[-1] or " ")[-1]
        if (len(last) < 2 and not 2 <= at - 1 - left <= 3) or (is_word(last) and tagged(last)[0][1][0] == "v"):  # 巡查 + 至 + 京沪高速
            break
        at -= 1 + (len(last) if len(last) > 1 else at - 1 - left)
    return at


HILLS = frozenset("山洲港沟矶岛滩")


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
        return at - 1  # 西 + 秦岭 + 隧道
    street = STREET.search(run.text, max(left, at - 5), at) if kind.kind == "facility" and run.text[at - 1 : at] in "路街道" else None
    if street:
        return street.start()
    if kind.kind == "facility" and known.key[-1] in "江河" and kind.suffix.endswith(("桥", "隧道", "通道")):
        return crossing(run, at, left)
    before = cut(run.text[max(left, at - 4) : at])
    last = before[-1] if before else ""
    if kind.suffix.endswith("大桥") and last in HILLS and at - 3 >= left and run.text[at - 4 : at - 3] not in HILLS:
        return at - 3  # 五峰 + 山 + 长江 + 大桥
    own = 1 < len(last) < 4 and not COUNTED.fullmatch(last) and last not in stops() and last not in BUILDS
    return at - len(last) if own and not is_plain(last) else at


def crossing(run: Run, at: int, left: int) -> int:
    """Return where the name of what crosses a river begins, the city and the bank before it: 芜湖 + 龙窝湖 + 长江 + 隧道, 沌 + 口 + 长江 + 大桥."""
    begin, clause = at, max((run.text.rfind(mark, left, at) for mark in "、和与及"), default=-1) + 1 or left
    for word, tag in reversed(tagged(run.text[max(clause, at - 8) : at])):
        named = begin - len(word) in run.hit_ends or word in gazetteer.divisions_by_name()  # 济南 + 凤凰 + 黄河大桥, 石首
        counted = COUNTED.fullmatch(word) or (run.text[begin - len(word) - 1].isdigit() and is_measure(word)) or word[0] == "首"
        if word in stops() or word in FUNCTION or word in BUILDS or counted or (is_noun(word, tag) and not named):
            break
        begin -= len(word)
    return begin


def is_noun(word: str, tag: str) -> bool:
    """Return whether a word of a clause is one of every day: 跨越, 桥梁, not 沌口."""
    return len(word) > 1 and tag[0] in "nvrdpcuf" and tag not in ("nr", "ns", "nz", "nt") and is_word(word)


def chained(run: Run, at: int, left: int) -> int:
    """Return where the name begins, if a body's own name ends at `at`: 上海市政府 + 台湾事务办公室."""
    number = bisect_left(run.suffix_at, at)
    if number == len(run.suffix_at) or run.suffix_at[number] != at:
        return at
    head, _, kind = run.suffixes[number]
    if kind.kind == "facility":
        return at
    start, anchored, proper = walk(run, left, head, kind)
    return start if start < head and (anchored or proper or kind.suffix in ("大学", "研究总院")) else at


def abroad(run: Run, at: int, number: int) -> int:
    """Return where 肯尼亚驻中国 begins, if a mission's own country stands before the 驻 at `at`."""
    sent = number > 0 and run.text[at - 1 : at] == "驻" and run.hits[number - 1][1] == at - 1
    return run.hits[number - 1][0] if sent else at


def words(run: Run, left: int, right: int, kind: Kind, anchor: bool) -> tuple[int, bool, bool]:
    """Walk over the words of `text[left:right]` from its end; return where it ended, whether a word stopped it, whether any is proper."""
    tokens = parted(run, left, right)
    stopping, common = stops(), generic()
    firm = kind.of == "firm"
    at, proper, single, joint = right, False, False, -1
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token in QUOTES:
            opening = run.text.rfind(QUOTES[token], left, at)
            if opening < 0 or at - opening > 20:
                return at, True, proper
            if token == "”":
                return opening, True, True
            return (opening, True, True) if not anchor else (*words(run, left, opening, kind, anchor)[:2], True)
        if token in JOINTS:
            charge = anchor and kind.strength == "office" and index == 1 and tokens[0] in CHARGES
            fields = index > 0 and token in "和与" and (charge or tokens[index - 1] in FIELDS)
            near = any(end in run.suffix_ends for end in range(max(left, at - 8), at - 1))
            nation = "国家" in tokens[:index] and kind.kind != "settlement"  # but not 国家卫生城市、县城和乡镇
            led = (anchor and kind.kind == "organization") or fields or nation or near
            if not led or index == 0 or (at == right and not fields) or (token == "、" and joint < 0) or at - 1 in run.suffix_ends:
                return max(at, joint + 1), True, proper
            joint = joint if fields and not anchor else max(joint, at - 1)
            at -= 1
            continue
        # 曹杨8街坊, 轨道交通27号线 + …隧道, but not 8个街坊
        number = "号线" if kind.kind == "organization" else "号"
        if token.isdigit() and (at == right or run.text.startswith(number, at)) and (index > 0 or anchor):
            at -= len(token)
            continue
        if token[0] in "年月日" and index > 0 and tokens[index - 1].isdigit():
            return at, True, proper  # 4日经 + 港珠澳大桥
        # 援建 + 四所 + 小学, 340亩 + 产业园: counted, and no part of a name
        sitting = token[-1] == "届" and run.text.startswith(("人大", "政协", "人民代表"), at)  # 上海市十三届人大常委会
        session = token[0] == "第" and run.text.startswith(("会议", "大会"), at)  # 中央局第三次会议旧址
        counted = token[0] in NUMERALS and not sitting and not session and COUNTED.fullmatch(token)
        if counted or (index > 0 and tokens[index - 1].isdigit() and is_measure(token)):
            return (joint + 1 if joint >= 0 else at), True, proper
        if kind.kind != "organization" and index > 0 and token in BUILDS:
            return at, True, proper
        # 李炳 + 军代表 + 省委: the dictionary leaves the name too little
        stopped = (token in stopping or token.endswith("代表")) and not belongs(run, tokens, index, at, at == right, kind, anchor)
        if stopped or not is_inside(token):
            # A joint that leads nowhere joins two names, not two parts of one; 国家 leads a name as a place does.
            return (joint + 1 if joint >= 0 and tokens[index + 1] != "国家" else at), True, proper
        inner = len(token) if kind.kind == "organization" else of_place(token)
        if inner < len(token):
            return at - inner, True, proper
        own = token not in common and not is_word(token)
        if own and len(token) > 1 and token[-1] in APPOINTS:
            return at, True, proper  # 某某 + 林为: who is made what
        if own and len(token) > 1 and token[0] in FUNCTION and not token.startswith("经开") and not (firm and anchor and token[0] in TOLERATED):
            return at - len(token) + 1, True, True
        # 雨 + 润 + 控股集团: two characters that the dictionary does not join are a name
        alone = len(token) == 1 and token not in DESCRIBING and token not in common
        proper = proper or own or token.isascii() or (alone and single)
        single = alone
        at -= len(token)
    return at, False, proper


def parted(run: Run, left: int, right: int) -> tuple[str, ...]:
    """Return the words of `text[left:right]`, those of a body and what is joined to it kept apart: 省 + 委 + 与 + 全国青年, not 委与."""
    text = run.text[left:right]
    at = max((text.rfind(mark) for mark in "和与及"), default=-1)
    return (*cut(text[:at]), text[at], *cut(text[at + 1 :])) if at > 0 and left + at in run.suffix_ends else cut(text)


def belongs(run: Run, tokens: tuple[str, ...], index: int, at: int, last: bool, kind: Kind, anchor: bool) -> bool:
    """Return whether a word that stands in no name but some stands in this one, which goes on at `at`, `last` with its kind."""
    token, behind_number = tokens[index], index > 0 and tokens[index - 1].isdigit()
    if (token == "日" and 0 < index < len(tokens) - 1 and not behind_number) or (token == "号" and last and behind_number):
        return True  # 世界城市 + 日 + 事务, but not 31 + 日; 白龙江3 + 号 + 特大桥
    if last and ((anchor and token in JOINED) or (kind.of == "society" and (token in people() or (anchor and token in TITLE_WORDS)))):
        return True  # 数据安全 + 联合 + 实验室, but not 市发改委 + 联合 + 市住建局; 北京市 + 律师 + 协会
    if token in PART_OF and run.text.startswith(PART_OF[token], at):
        return True
    firm = kind.of == "firm"
    if token == "中" and not last and (PAIR.match(run.text, at - 1) or (firm and run.text[at] in OF_CHINA)):
        return True
    # 上海 + 经纬 + …公司: behind its city, a firm is named by words that say something else elsewhere.
    return firm and ((anchor and token in TOLERATED) or (token in OF_CHINA and run.text[at - 2] == "中"))


@lru_cache(maxsize=1 << 14)
def of_place(token: str) -> int:
    """Return how many characters at the end of a word may stand in the name of a place: none of 映照在 and 边境, 莽 of 驻莽."""
    if token in OUTSIDE or token[-1] in "在驻等" or (token[-1] == "有" and token != "国有"):
        return 0
    return len(token) - (token[0] == "驻" or (token[0] == "如" and not is_word(token)))


@lru_cache(maxsize=1 << 12)
def is_inside_of(entry: Entry, city: str) -> bool:
    """Return whether a place lies in the city of that name: 沙县 in 三明."""
    return entry.code is not None and any(row.adcode in gazetteer.chain(entry.code) for row in gazetteer.divisions_by_name().get(city, ()))


def is_inside(token: str) -> bool:
    """Return whether `token` may stand inside a name: no bare number, no bracket that opens."""
    return token[0] not in "(“、 " and not token.isdigit() and not token.startswith("第届")
