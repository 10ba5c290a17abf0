"""Subjects: what a quantity counts, found in its sentence: 2200余家 -> 智能网联类企业, 投资总额达123亿元 -> 投资总额.

The counted noun stands right behind the unit (18个核心案例); where none does, before it (整车企业38家, 病床使用率达80%); and what says
only how a thing changed takes the thing said before it (产值500亿元,同比增长8%). A verb with its own object is no subject (200人参加会议),
nor is what a thing is compared with (较上届增长8%).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import ModuleType
from typing import Literal

import msgspec

from transforms import lexicon
from transforms.extract.amounts import Amount
from transforms.model.document import Document

Span = tuple[int, int]

REACH = 30
STOP = re.compile(r"[，。；！？,;!?、：:（）()《》\"\n…—\d|·～~%％]")
# A dateline ends with its reporters: (记者张三)为期5天的 counts no 张三.
CLAUSE = re.compile(r"[，。；！？,;!?：:《》\"\n…|]|(?:记者|通讯员)[^()（）\n]{1,30}[)）]")
# 31个省(区、市): the kinds of provinces, written as one word.
PROVINCES = re.compile(r"省[(（][自治区直辖市、]{1,9}[)）]|省区市")
# 3条(段)新线: another measure that would do as well.
OR_MEASURE = re.compile(r"[(（][\u4e00-\u9fff]{1,2}[)）](?=[\u4e00-\u9fff])")
LABELLED = re.compile(r"\s?(?:的)?(?P<label>[“《][^“”《》\n]{1,20}[”》][\u4e00-\u9fff]{0,4}?)(?=$|[，。；！？,;、\n]|[也都已将在是])")
# 12个国家的代表: places and bodies are counted by themselves, not by what is theirs.
OWNER = re.compile(r"(?:国家|地区|城市|友城|[省市县区州镇乡村]|企业|公司|单位|机构|学校|高校|大学|部门|社区|家庭)$")
# 2号线, 3期工程: a figure belongs to the word.
NUMBERED = re.compile(r"[A-Za-z]?\d{1,3}$")
# People and events are counted by these themselves: a verb behind them begins the predicate.
ITSELF = ("人", "人次", "户次", "次")
PERSONS = ("位", "名", "人")
DIVISIONS = ("省", "市", "县", "国", "城")  # 17市: the measure is the noun


class Predicate(msgspec.Struct, frozen=True, gc=False):
    """A verb that says what happened to the counted things, not what they are."""

    word: str
    role: Literal["transitive", "intransitive", "either", "change"]
    why: str


class VerbalNoun(msgspec.Struct, frozen=True, gc=False):
    """A noun that the tagger takes for a verb, or what it takes for a noun and is none."""

    word: str
    role: Literal["noun", "modifier", "none"]  # 日均 in 日均客运量 is part of the thing, 实际 in 实际开工12万套 is not
    why: str


ROLES = {row.word: row.role for row in lexicon.read("predicates", Predicate)}
# What ends the counted thing behind a unit, and what cannot be the thing before one.
PREDICATES = frozenset(word for word, role in ROLES.items() if role != "either")
BESIDE = frozenset(word for word, role in ROLES.items() if role == "intransitive")
MISTAGGED = {row.word: row.role for row in lexicon.read("verbal_nouns", VerbalNoun)}
NOUNS = ("n", "vn", "an", "j", "l", "i", "s", "x", "eng", "g", "k", "h")
DEGREES = ("不同", "最", "更", "较")
COMPARED = frozenset(("比", "较", "较之", "于", "相比", "相较", "对比", "高于", "低于", "多于", "少于", "超过", "超", "高出"))
# 较上届减少20家, 其中…的有651个, 实际开工12万套, 已开工20万套: the same thing is counted on.
CHANGED = re.compile("[较比增减升降涨跌达超已均]|的[有共为]|其中|实际|基本|完成")
# 由3小时缩短至40分钟: both are of one thing.
FROM_TO = re.compile(r"(?:提高|缩短|增加|减少|下降|降低|增长|扩大|压缩|提升|上升|缩减|延长|调整|增|降|缩|减)[到至为]")
# 去年同期为18亿元: when, not what.
WHEN = re.compile(r"(?:去年|上年|今年|上月)?同期(?:数|值)?|全年|当年|目前|当前")
# 全球有28亿人: where they are, not what they are.
WHERE = re.compile("全(?:球|国|省|市|区|县|州|世界)|世界|国内")
LISTED = re.compile(r"\s?[、和及与或]?\s?")
# 6位规划、设计、勘察大师, 800名来自各地的观众: people are named at the end of what tells of them.
PERSON = r"(?:[师员者家士长生手工民客商童官授匠星宾众胞]|人士?|代表|朋友|同志)"
PEOPLE = re.compile(
    r"(?:来自[^，。；,;：:\n\d]{2,24}的|(?:[\u4e00-\u9fff]{2,8}、){1,4})"
    rf"(?P<who>[\u4e00-\u9fff]{{0,6}}{PERSON})"
)
ENDS_WITH_PERSON = re.compile(rf"{PERSON}$")
ITEMS = re.compile(r"[^、和及与，。,;；:：\n]{2,14}")
LEFT_OUT = ("有", "共", "共有", "为", "达", "已", "已有", "仅")  # 未申请的有275个 leaves the thing out
SAID = frozenset("已将曾正拟")  # 已结好友城28座 says what was done
MODIFIERS = ("a", "b", "z", "ad", "ag")
AND = frozenset("或和与及")


def of_all(document: Document, chars: str, amounts: list[Amount]) -> list[Span | None]:
    """Return what each amount counts, as it says itself or the amounts before it in the sentence said."""
    found: list[Span | None] = []
    said: list[tuple[Span, str]] = []  # the subjects of the sentence, each with its measure
    shared: list[Span] = []  # what the amounts of a list that says 分别 belong to
    done = first = 0
    for i, amount in enumerate(amounts):
        low, high = document.sentence_at(amount.start)
        if i == 0 or low > amounts[i - 1].start:
            said, shared, done, first = [], [], low, i
        word, kind = amount.measure.word, amount.measure.kind
        counted = amount.measure.currency or word
        # 去程40列、5万标箱, 西、中、东线开行4列、1列、2列: one thing counted on.
        listed = i > first and LISTED.fullmatch(chars, done, amount.start) is not None
        on = listed and (found[-1] is not None or bool(shared))
        ahead = amounts[i + 1].start if i + 1 < len(amounts) else high
        high = ahead if amount.end < ahead < high else high
        subject = None if on and shared else find(chars, amount.start, amount.end, done, high, word, kind)
        if not listed and kind == "percent":
            shared = _shared(chars, amounts, i, done, said)
        if shared and (on or kind == "percent"):
            subject = shared.pop(0)
        elif subject is None and said:
            again = counted == said[-1][1] and _counts_on(chars, amount.start, done)
            if on or kind in ("percent", "ratio") or again or FROM_TO.fullmatch(chars, done, amount.start):
                subject = said[-1][0]
        # 完成任务的85%,同比增长8%: what a share is a share of is not what is spoken of.
        elif subject and not (kind == "percent" and chars[amount.start - 1] == "的"):
            said.append((subject, counted))
        done = amount.end
        found.append(subject)
    return found


def _shared(chars: str, amounts: list[Amount], i: int, done: int, said: list[tuple[Span, str]]) -> list[Span]:
    """开行60列、发送货物5万标箱,同比增长7%、19%: return what the rates of the list that begins at `i` belong to, if there are as many."""
    last = i + 1
    while last < len(amounts) and LISTED.fullmatch(chars, amounts[last - 1].end, amounts[last].start):
        last += 1
    count = last - i
    if count == 1 or amounts[i].measure.kind != "percent":
        return []
    # 电脑、汽车、船舶分别增长8%、21%、13%: the things may stand in the same clause.
    respectively = chars.find("分别", done, amounts[i].start)
    if respectively >= 0:
        begin = max(done, *(chars.rfind(mark, done, respectively) + 1 for mark in "，,；;。：:\n"))
        compared = min((at for mark in "较比" if (at := chars.find(mark, begin, respectively)) >= 0), default=respectively)
        items = [match.span() for match in ITEMS.finditer(chars, begin, compared)]
        sizes = [high - low for low, high in items]
        # 甲和乙上半年签约金额分别…: a last item far longer is what all of them have.
        if len(items) == count and sizes[-1] <= max(sizes[:-1]) + 2:
            return items
    return [subject for subject, _ in said[-count:]] if count <= len(said) else []


def find(chars: str, start: int, end: int, low: int, high: int, unit: str, kind: str) -> Span | None:
    """Return the range of what the quantity `chars[start:end]` counts, or None; `low` is where its sentence begins or the quantity before ends."""
    first = chars[end : end + 1]
    if (first in "的“《" or first.isspace()) and (label := LABELLED.match(chars, end, high)):
        # “早鸟票”售罄 and “金牌工厂”项目: what follows belongs to it if it is a noun.
        named = label.start("label"), chars.find("”" if chars[label.start("label")] == "“" else "》", end) + 1
        return label.span("label") if all(_noun(*token) for token in _tagged(chars[named[1] : label.end("label")])) else named
    if unit == "个" and (provinces := PROVINCES.match(chars, end, high)):
        return provinces.span()
    # 成立半年来平台入驻: a length of time says something of what stands before it, unless 的 joins it to what follows.
    behind = None
    # 9座的吞吐量过亿, 100万人次以上的机场: what they count was said before.
    if unit not in DIVISIONS and (first != "的" if kind == "count" else kind != "duration" or first == "的"):
        behind = _behind(chars, end, high, unit, start)
    if unit in PERSONS and not (behind and ENDS_WITH_PERSON.search(chars, *behind)) and (people := PEOPLE.match(chars, end, high)):
        return people.span("who")
    before = None if behind else _before(chars, start, low)
    return behind or (None if before and (WHEN.fullmatch(chars, *before) or (unit in ITSELF and WHERE.fullmatch(chars, *before))) else before)


def _counts_on(chars: str, start: int, low: int) -> bool:
    """Tell whether the words before an amount speak on of a thing counted before: 较上届减少20家."""
    return CHANGED.search(chars, max(low, start - 12), start) is not None


@cache
def _tagger() -> ModuleType:
    """Loaded when first needed: the dictionary takes longer than everything else a short run does."""
    import rjieba

    return rjieba


@lru_cache(maxsize=4096)
def _tagged(text: str) -> list[tuple[str, str]]:
    """Return the words of a text with their parts of speech; 同比增长 and 亿元人民币 come again and again."""
    return _tagger().tag(text)  # type: ignore[no-any-return]


def _behind(chars: str, end: int, high: int, unit: str, start: int) -> Span | None:
    if chars[end : end + 1] in ("(", "（") and (other := OR_MEASURE.match(chars, end, high)):
        end = other.end()
    reach = min(high, end + REACH)
    stop = STOP.search(chars, end, reach)
    text = chars[end : stop.start() if stop else reach]
    if not text or text.isspace():
        return None
    if "”" in text or "“" in text:
        text = text.replace("”", " ").replace("“", " ")
        if text.isspace():
            return None
    # 亿元以上签约项目: such an amount says which.
    limit = chars[end - 1] in "上下" and end - start > 2
    begin = last = None
    at = end
    tokens = _tagged(text)
    for i, (word, tag) in enumerate(tokens):
        begin = at if begin is None and word.strip() and word not in ("的", "之", "之间") else begin
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if _noun(word, tag) and not (word in PREDICATES if last is not None else tag == "vn" and unit in ITSELF):
            last = at + len(word)
        elif tag.startswith("v") or word in PREDICATES:
            if last is None:
                if following is None and word not in PREDICATES and unit not in ITSELF:
                    last = at + len(word)
                elif following is None or not _noun(*following) or not _describes(word, unit, limit):
                    break
            # 碳排放, 3个组别, 政府组织或…: the tagger takes parts of nouns for verbs.
            elif (last == at and len(tokens[i - 1][0]) == 1) or (following and following[0] in AND and word not in ROLES):
                last = at + len(word)
            else:
                break
        elif last == at and len(word) == 1 and (word in "级类型" or (following is None and tag[0] in "qmk")):
            last += 1  # 管道, 城市日, A级景区
        elif not _goes_on(word, tag, last is None) or (word == "的" and last == at and unit not in PERSONS and OWNER.search(chars, end, at)):
            break
        at += len(word)
    return None if begin is None or last is None or last - begin < 2 else (begin, last)


def _goes_on(word: str, tag: str, first: bool) -> bool:
    return tag in MODIFIERS or word in "的 " or MISTAGGED.get(word) == "modifier" or (first and (tag in ("m", "f") or word in DEGREES))


def _describes(word: str, unit: str, limit: bool) -> bool:
    """Tell whether a verb before a noun says which: 12家参展企业, but not 200人参加会议."""
    return limit or (unit not in ITSELF and (word not in PREDICATES or word in BESIDE))


def _before(chars: str, start: int, low: int) -> Span | None:
    begin = max(low, start - REACH)
    cut = begin
    for match in CLAUSE.finditer(chars, begin, start):
        cut = match.end()
    tokens = _tagged(chars[cut:start])
    end, i = start, len(tokens)
    while True:
        # 投资总额 | 达: the verb and what hedges it.
        while i and not _head(tokens, i, end < start):
            i -= 1
            end -= len(tokens[i][0])
            if tokens[i][0] == "的" and i + 1 < len(tokens) and tokens[i + 1][0] in LEFT_OUT:
                return None
        stop = end
        verbs = 0
        while i and (end == stop or _joined(tokens, i, verbs, stop - end)):
            i -= 1
            verbs += end < stop and tokens[i][1] == "v"
            end -= len(tokens[i][0])
        # 增速 | 高出 | 全省: what it is compared with is not the thing.
        if not i or tokens[i - 1][0] not in COMPARED:
            break
    if stop - end < 2:
        return None
    if chars[end] in "号期强" and (number := NUMBERED.search(chars, max(low, end - 4), end)):
        end = number.start()
    return end, stop


def _head(tokens: list[tuple[str, str]], i: int, apart: bool) -> bool:
    """Tell whether the word before `i` is what is counted: a noun; `apart` if something stands between it and the amount."""
    word, tag = tokens[i - 1]
    if _noun(word, tag):
        return word not in PREDICATES
    if tag != "v" or i < 2 or len(word) < 2 or word in MISTAGGED:
        return False
    # 新增就业1200人: a verb with a verb before it is its object; 境内展览共54场, 装备制造(12亿元): one behind a noun and apart is a noun.
    return ROLES.get(tokens[i - 2][0]) == "transitive" if word in ROLES or not apart else _noun(*tokens[i - 2])


def _joined(tokens: list[tuple[str, str]], i: int, verbs: int, length: int) -> bool:
    """发明 专利, 总 产值, 60岁 的 老人: a verb between another verb and a noun describes the noun, as do 的 and 率."""
    word, tag = tokens[i - 1]
    if word == "的":
        return i > 1 and (_noun(*tokens[i - 2]) or tokens[i - 2][1] in MODIFIERS)
    if tag != "v":
        return (_noun(word, tag) and not (tag == "nz" and word in ROLES)) or tag in MODIFIERS or MISTAGGED.get(word) == "modifier"
    if verbs or len(word) == 1 or word[0] in SAID or word in COMPARED:
        return False
    # 运行线, 签约额: one character alone is no noun.
    return length == 1 or word in BESIDE or (i > 1 and word not in ROLES and (tokens[i - 2][1] == "v" or _noun(*tokens[i - 2])))


@lru_cache(maxsize=4096)
def _noun(word: str, tag: str) -> bool:
    if told := MISTAGGED.get(word):
        return told == "noun"
    return (tag.startswith(NOUNS) and word[0].isalnum()) or word in ("率", "面")
