"""Walk words: which words may stand inside a name and which end the walk to its beginning: 建设 and 边境 before 新城, 律师 in 律师协会.

Shared grammar of names. Not meant: the words that end every name (name_stops.csv), and where a walk goes (walks.py).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

import msgspec

from transforms import lexicon
from transforms.extract.names.cuts import cut, generic, is_word, tagged
from transforms.extract.names.kinds import Kind, kinds_by_name
from transforms.extract.names.runs import Run
from transforms.extract.posts.titles import TITLE_WORDS, people
from transforms.model.patterns import pattern


class WalkWord(msgspec.Struct, frozen=True, gc=False):
    """A word before a name: what is `done` with a place, is `said` of it, or is in one bureau's `charge` beside another."""

    word: str
    role: Literal["done", "said", "charge"]
    why: str


class PartOf(msgspec.Struct, frozen=True, gc=False):
    """A word that stands in no name but before some others, separated by |."""

    word: str
    before: str
    why: str


WORDS = lexicon.read("walk_words", WalkWord)
# 中新 + 广州知识城, 中德(常州)创新产业园; 沪港 + 经济发展协会; 国网 + 江苏省电力有限公司; 民建 + 河北省委
PAIR = pattern(
    "中[德新意法日韩英美俄欧非泰马印巴白荷瑞以奥芬丹澳加铁建交冶]|[京津沪渝闽苏浙粤川深穗][港澳台]|港[台澳]|台港|国网|南网|民[建盟进革]|台盟"
)
OF_CHINA = frozenset("能节环科体核航化粮电储油石海远智兴联材色煤林农轻纺旅青信")  # 中能, 中节能, 中科
TOLERATED = frozenset("经正都如开设收供接号共移投")
PROVINCES = frozenset("京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕甘青宁新港澳台")
NUMERALS = frozenset("第一二三四五六七八九十两几多")
COUNTED = pattern("第?[一二三四五六七八九十两几多]{1,3}[所家个座大条地市省县校场位名项级期批种类处间栋层楼届次方]")
JOINED = frozenset(("联合", "协调", "指导", "推广"))  # acts that a kind may begin with: 协调 + 中心
# 深地科学 + 与 + 绿色能源 + 研究院: two fields are joined, not two bodies.
FIELDS = frozenset(lexicon.words("fields"))
# 珠海市 + 市政和 + 林业局: what one bureau has in its charge beside that
CHARGES = frozenset(row.word for row in WORDS if row.role == "charge")
# 人事代表选举委员会, 会议展览业协会: words that stand in no name but before these
PART_OF = {row.word: tuple(row.before.split("|")) for row in lexicon.read("part_of_names", PartOf)}
# 全面推进 + 建设 + 高铁新城: what is done with a place, no part of its name
BUILDS = frozenset(row.word for row in WORDS if row.role == "done")
# 中尼边境 + 吉隆口岸, 西藏首条 + 电气化铁路: what is said of a place before its name
OUTSIDE = frozenset(row.word for row in WORDS if row.role == "said")
DESCRIBING = frozenset("大小新老好多全各高低中上下东西南北省市区县州镇乡村级国主副总分两双单本外内旧前后男女")
APPOINTS = frozenset("为任兼将受及率作")
FUNCTION = frozenset("于如以受由与和在为从对将让到赴向率及等是把被经据按了的")


def is_field(token: str) -> bool:
    """Return whether a word is a field that one body has beside another: 能源, 遗传学."""
    return token in FIELDS or (len(token) > 2 and token[-1] == "学")


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """The part of a run that a walk goes over, with the kind at the end of the name and whether a place or body stands before it."""

    run: Run
    left: int
    right: int
    kind: Kind
    anchor: bool
    tokens: tuple[str, ...]


def stretch(run: Run, left: int, right: int, kind: Kind, anchor: bool) -> Stretch:
    """Return a stretch with its words, those of a body and what is joined to it kept apart: 省 + 委 + 与 + 全国青年, not 委与."""
    text = run.text[left:right]
    at = max((text.rfind(mark) for mark in "和与及"), default=-1)
    tokens = (*cut(text[:at]), text[at], *cut(text[at + 1 :])) if at > 0 and left + at in run.suffix_ends else cut(text)
    return Stretch(run, left, right, kind, anchor, tokens)


def belongs(over: Stretch, index: int, at: int) -> bool:
    """Return whether a word that stands in no name but some stands in this one, which goes on at `at`."""
    token, text, firm = over.tokens[index], over.run.text, over.kind.of == "firm"
    behind_number, last = index > 0 and over.tokens[index - 1].isdigit(), at == over.right
    if (token == "日" and 0 < index < len(over.tokens) - 1 and not behind_number) or (token == "号" and last and behind_number):
        return True  # 世界城市 + 日 + 事务, but not 31 + 日; 白龙江3 + 号 + 特大桥
    if over.kind.kind == "settlement" and token == "月" and not behind_number and not last:
        return True  # 月 + 河镇
    society = over.kind.of == "society" and (token in people() or (over.anchor and token in TITLE_WORDS))
    if last and ((over.anchor and token in JOINED) or society):
        return True  # 数据安全 + 联合 + 实验室, but not 市发改委 + 联合 + 市住建局; 北京市 + 律师 + 协会
    if token in PART_OF and text.startswith(PART_OF[token], at):
        return True
    if token == "中" and not last and (PAIR.match(text, at - 1) or (firm and (text[at] in OF_CHINA or index == 0 or over.tokens[index - 1] == "、"))):
        return True
    # 上海 + 经纬 + …公司: behind its city, a firm is named by words that say something else elsewhere.
    return firm and ((over.anchor and token in TOLERATED) or (token in OF_CHINA and text[at - 2] == "中"))


@lru_cache(maxsize=1 << 14)
def of_place(token: str) -> int:
    """Return how many characters at the end of a word may stand in the name of a place: none of 映照在 and 边境, 莽 of 驻莽."""
    if token in OUTSIDE or token[-1] in "在于驻等" or (token[-1] == "有" and token != "国有"):
        return 0
    return len(token) - (token[0] == "驻" or (token[0] in "如继" and not is_word(token)))


@cache
def _in_kinds() -> frozenset[str]:
    """Return the pairs of characters that stand in the kinds of places: 换乘, 旅游."""
    places = (kind.suffix for kind in kinds_by_name().values() if kind.kind != "organization")
    return frozenset(suffix[at : at + 2] for suffix in places for at in range(len(suffix) - 1))


@lru_cache(maxsize=1 << 14)
def is_act(token: str) -> bool:
    """Return whether a word says what somebody does, and is part of no place: 探访, 询问; not 旅游, 示范."""
    return len(token) == 2 and token not in _in_kinds() and token not in generic() and is_word(token) and tagged(token)[0][1] == "v"


def is_inside(token: str) -> bool:
    """Return whether `token` may stand inside a name: no bare number, no bracket that opens."""
    return token[0] not in "(“、 " and not token.isdigit() and not token.startswith("第届")
