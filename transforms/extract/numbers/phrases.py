"""Phrases: the words around an amount, each as one letter for what it does there: 全市 | 登记 | 失业率 | 控制 | 在 is LVQVO.

Patterns over these letters are the grammar that counted reads: what a noun phrase is, and what stands between it and the amount.
A letter says what a word can do beside an amount, not what it is in a dictionary: 产值 is a figure, 增长 only how one changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from types import ModuleType
from typing import Literal, NamedTuple

import msgspec

from transforms import lexicon
from transforms.model.patterns import pattern


class Predicate(msgspec.Struct, frozen=True, gc=False):
    """A verb that says what happened to the counted things, not what they are."""

    word: str
    role: Literal["transitive", "intransitive", "either", "change"]
    why: str


class VerbalNoun(msgspec.Struct, frozen=True, gc=False):
    """A noun that the tagger takes for a verb or cuts in two, or what it takes for a noun and is none."""

    word: str
    # 日均 in 日均客运量 is part of the thing, 实际 in 实际开工12万套 is not, 组织 is a noun behind 国际 and a verb else
    role: Literal["noun", "modifier", "none", "either"]
    why: str


class CountedNoun(msgspec.Struct, frozen=True, gc=False):
    """What a noun with this ending is beside an amount: itself a figure, the head of what a verb describes, a body that acts, or a time."""

    ending: str
    role: Literal["figure", "head", "body", "time"]
    why: str


class Phrase(NamedTuple):
    """The words of a text: a letter each, and where they begin; the last number is where the text ends."""

    words: list[str]
    kinds: str
    starts: list[int]


VERBS = {"transitive": "G", "intransitive": "B", "either": "W", "change": "C"}
ROLES = {row.word: VERBS[row.role] for row in lexicon.read("predicates", Predicate)}
MISTAGGED = {row.word: row.role for row in lexicon.read("verbal_nouns", VerbalNoun)}
ENDINGS = {row.ending: {"figure": "Q", "head": "H", "body": "S", "time": "T"}[row.role] for row in lexicon.read("counted_nouns", CountedNoun)}
# How long the endings are that end with a character, the longest first.
SIZES = {last: tuple(sorted({len(ending) for ending in ENDINGS if ending[-1] == last}, reverse=True)) for last in {ending[-1] for ending in ENDINGS}}
TAGGED_NOUNS = ("n", "vn", "an", "j", "l", "i", "s", "x", "eng", "g", "k", "h")
SHARED = frozenset(("占", "约占", "仅占"))
COMPARED = SHARED | {
    "比", "较", "较之", "相比", "相较", "对比", "高于", "低于", "多于", "少于", "快于", "超过", "超", "高出", "接近", "相当于",
}
WHOLE = pattern(r"全(?:球|国|省|市|区|县|州|镇|校|行业|世界|网)|全[村船场队程]|世界|国内|[我本该][国省市区县州镇校]")
SIDE = pattern(r".(?:部|方|侧|岸|翼|大门|内外)$|中外|海外")
TRADES = frozenset(("进口", "出口", "消费", "成交"))  # figures, unless a thing follows
GROWTH = frozenset("长降加少高升落滑涨跌")
UNITS = frozenset("县旗镇乡村")
ADVERBS = frozenset("将已均都也仍再又还并正")
PEOPLE_COUNTED = frozenset(("人数", "人次", "户数"))
WHEREABOUTS = frozenset(("现场", "线下", "云端", "实地"))  # before a verb they say how it was done
NAMED_KINDS = [[kind] for kind in "NUHSQ"]
FROM_WHERE = [[word] for word in "自从对向由"]
SHARE = pattern("((?<!所)占比(?![重例]))")
DEGREES = frozenset(("不同", "最", "更", "较"))
OTHERS = {"的": "E", "之": "E", "、": ",", "和": "&", "与": "&", "及": "&", "以及": "&", "或": "&", "暨": "&", "至": "-", "到": "-"}


@cache
def _tagger() -> ModuleType:
    """Loaded when first needed: the dictionary takes longer than everything else a short run does."""
    import rjieba

    return rjieba


def _tagged(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a text with their parts of speech, where the dictionary's words are those of the grammar."""
    parts = SHARE.split(text) if "占比" in text else (text,)  # 占比达 is no 占|比达
    for part in parts:
        for word, tag in _tagger().tag(part) if part else ():
            if len(word) == 4 and (word[2:] in ROLES or (word[:2] in ROLES and tag in ("l", "i"))) and (first := _first(word, tag)):
                # 人口减少, 举办活动 and 积极争取 are one word to the dictionary
                yield word[:2], first
                yield word[2:], str(_tagger().tag(word[2:])[0][1])
            elif len(word) == 2 and word[1] in "为达超" and (word[0] in ENDINGS or word[0] in UNITS):  # 机构数|为, 11个镇|为
                yield word[0], "n"
                yield word[1], "v"
            elif len(word) == 3 and word[2] in "到至" and word[:2] in ROLES:  # 缩减到
                yield word[:2], "v"
                yield word[2], "p"
            else:
                yield word, tag


def _first(word: str, tag: str) -> str | None:
    """Return the part of speech of the first two characters of a word that is a word and a verb, or a verb and a noun."""
    first = str(_tagger().tag(word[:2])[0][1])
    return first if ROLES.get(word[2:]) == "C" or (word[:2] in ROLES and tag in ("l", "i")) or first[0] in "ad" else None


@lru_cache(maxsize=4096)
def of(text: str) -> Phrase:
    """Return the words of a text with their letters; 同比增长 and 亿元人民币 come again and again."""
    words: list[str] = []
    kinds: list[str] = []
    starts, at, saying = [0], 0, False
    for word, tag in _tagged(text):
        at += len(word)
        letter = kind(word, tag)
        if letter == "E" and saying:
            kinds[-1] = "A"  # 400场丰富多彩的活动
        saying = letter == "N" and tag in ("i", "l") and len(word) == 4
        if words and (words[-1] + word in MISTAGGED or (len(word) == 1 and _closes(word, letter, kinds[-1]))):
            words[-1] += word
            kinds[-1] = kind(words[-1], "n")
            starts[-1] = at
            continue
        if kinds and words[-1] == "每":  # 设计速度为每小时250公里
            kinds[-1] = letter = "O"
        elif letter == "V" and kinds and kinds[-1] in "NUQ" and len(words[-1]) == 1:
            letter = "N"  # 碳排放
        elif letter == "U" and words and words[-1] in ADVERBS:
            letter = "V"  # 将影响
        elif letter in "VWBG" and words and words[-1] in WHEREABOUTS:
            kinds[-1] = "O"  # 14个项目现场签约, but 14个施工现场
        elif word in PEOPLE_COUNTED and kinds and kinds[-1] == "G":
            kinds[-1] = "A"  # 参与人数
        elif letter in "NUSH" and kinds and words[-1] in TRADES and (kinds[-2:-1] not in NAMED_KINDS or words[-3:-2] in FROM_WHERE):
            kinds[-1] = "W"  # 自东盟进口农产品, but not 国际进口博览会
        elif word == "强" and kinds and kinds[-1] == "M":
            kinds[-1] = letter = "N"  # 世界500强
        elif (letter == "C" and word[-1] in GROWTH) or word in SHARED:
            _noun_that_changes(words, kinds)
        words.append(word)
        kinds.append(letter)
        starts.append(at)
    return Phrase(words, "".join(kinds), starts)


def _noun_that_changes(words: list[str], kinds: list[str]) -> None:
    """研发投入年均增长, 研发投入占3%: a verb behind a noun is one itself, where what follows says how it changed or what share it is."""
    at = len(kinds) - 1
    while at > 0 and kinds[at] in "AD":
        at -= 1
    if at > 0 and kinds[at] in "VW" and kinds[at - 1] in "NUQHS" and len(words[at]) > 1:
        kinds[at] = "U"


def _closes(char: str, letter: str, before: str) -> bool:
    """运行线, 签约额, 重箱率, 充电桩: tell whether a word and one character more are one noun; or one comparison (快于)."""
    return (letter in "NQHS" and before in "VWBGU") or (char in ENDINGS and before in "VWBGUNAZHSQ") or (char == "于" and before == "A")


@lru_cache(maxsize=8192)
def kind(word: str, tag: str) -> str:
    """Return the letter of a word.

    N a noun, U one made of a verb, Q one that is itself a figure, H one that verbs before it describe, S a body that acts, L a place or
    whole, Z a noun behind a noun and a verb else; A and F describe; G governs what follows, B and W may describe it, C says how much,
    V is any other verb; < compares.
    """
    if word[0] in "每各":  # 每万人, 每亩; 各奖励10万元; 各校, 各类
        return "O" if word[0] == "每" or word == "各" else "A"
    if word in COMPARED or (len(word) == 2 and word[1] == "于" and tag != "v"):
        return "<"
    if told := MISTAGGED.get(word):
        return {"noun": "", "modifier": "A", "none": "O", "either": "Z"}[told] or _nominal(word, "n")
    if word in ROLES:
        return ROLES[word]
    if word in OTHERS:
        return OTHERS[word]
    if word in DEGREES or (word[-1] == "性" and len(word) > 2):  # 制度性安排
        return "A"
    if tag.startswith(TAGGED_NOUNS):
        return _nominal(word, tag) if word[0].isalnum() else "." if word.isspace() else "O"
    if tag[0] in "ab" or tag == "z":
        return "A"
    if tag[0] == "f":
        return "F" if SIDE.fullmatch(word) else "O"
    if tag[0] == "v":
        return "Q" if ENDINGS.get(word) == "Q" and len(word) > 1 else "V"
    if len(word) == 1 and word in "级类型":
        return "k"
    if tag == "m" and word[-1] == "级":  # 一级学科
        return "A"
    return {"m": "M", "q": "K", "t": "T", "d": "D", "r": "R"}.get(tag[0], "O")


def _nominal(word: str, tag: str) -> str:
    place = (tag == "ns" and word[-1] not in "胞人") or WHOLE.fullmatch(word) is not None
    for size in SIZES.get(word[-1], ()):
        letter = None if place and size == 1 else ENDINGS.get(word[-size:])
        if letter and (not place or letter == "Q" or word == word[-size:]):  # 城市 and 城镇人口 are tagged as names of places
            return letter
    return "L" if place else "k" if word in ("级", "类", "型") else "U" if tag == "vn" else "N"
