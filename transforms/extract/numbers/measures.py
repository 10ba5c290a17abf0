"""Measures: what stands behind a numeral and says what it counts: 家, 个月, 万元 is 元 counted by the ten thousand, 个百分点.

The words are listed in units.csv and currencies.csv; a word of a unit's first character is no unit (处理, 家庭), so a unit may say
what must or must not follow it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from transforms import lexicon
from transforms.model.patterns import pattern

Kind = Literal[
    "count", "money", "percent", "ratio", "length", "area", "volume", "mass", "energy", "power", "duration", "age",
    "temperature", "speed", "frequency", "pressure", "data", "other",
]


class Unit(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A word that may stand behind a numeral and say what is counted or measured."""

    unit: str
    kind: Kind
    factor: float  # into `canonical`
    canonical: str | None = None  # the unit a value is stated in where it is another: 个春秋 counts 年
    context: str | None = None  # a lookahead: what must or must not follow, or 处理 would count 处
    why: str


class Currency(msgspec.Struct, frozen=True, gc=False):
    """A currency as Chinese writes it."""

    currency: str
    code: str
    factor: float
    why: str


class Measure(msgspec.Struct, frozen=True, gc=False):
    """What stands behind a numeral: where it ends, and what a value in it is worth in `unit`."""

    end: int
    word: str
    unit: str | None
    kind: Kind
    factor: float
    currency: str | None = None
    more: bool = False  # 三个多月
    half: bool = False  # 三年半, 一个半小时


UNITS = {row.unit: row for row in lexicon.read("units", Unit)}
CONTEXTS = {row.unit: pattern(row.context) for row in UNITS.values() if row.context}

CURRENCIES = {row.currency: row for row in lexicon.read("currencies", Currency)}
WORDS = UNITS.keys() | CURRENCIES.keys()
# How long the words are that begin with a character, the longest first.
SIZES = {
    first: tuple(sorted({len(word) for word in WORDS if word[0] == first}, reverse=True)) for first in {word[0] for word in WORDS}
}
# Seconds of each unit of time, to add up 8天20小时.
SECONDS = {"毫秒": 0.001, "秒": 1, "秒钟": 1, "分": 60, "分钟": 60, "刻钟": 900,
           "时": 3600, "小时": 3600, "个小时": 3600, "钟头": 3600, "个钟头": 3600,
           "天": 86400, "日": 86400, "周": 604800, "星期": 604800, "个星期": 604800, "礼拜": 604800, "个礼拜": 604800,
           "月": 2592000, "个月": 2592000, "季度": 7776000, "个季度": 7776000, "年": 31536000,
           "世纪": 3153600000, "个世纪": 3153600000}
CENTS = {"角": 0.1, "毛": 0.1, "分": 0.01, "美分": 0.01}
GRAMS = {"斤": 500, "公斤": 1000, "两": 50}

SECONDS_FOLLOW = pattern(r"[\d一二三四五六七八九十]{1,3}秒")  # 7分30秒
POINTS = pattern(r"[^\S\n]*个?[^\S\n]*百[^\S\n]*分[^\S\n]*点")


def measure_at(chars: str, at: int) -> Measure | None:
    """Return the unit that stands at `at`, one blank allowed before it."""
    first = chars[at : at + 1]
    blank = first in " \u00a0"
    if (blank or first == "百" or (first == "个" and "百" in chars[at + 1 : at + 4])) and (points := POINTS.match(chars, at)):
        return Measure(points.end(), "个百分点", "个百分点", "percent", 1.0)
    if blank:
        at += 1
        first = chars[at : at + 1]
    if first == "个" and chars[at + 1 : at + 2] in ("多", "半", "余"):
        return _more_or_half(chars, at)
    if first == "分" and chars[at + 1 : at + 2] == "半":
        return Measure(at + 2, "分", "分钟", "duration", 1.0, None, False, True)
    if first == "分" and SECONDS_FOLLOW.match(chars, at + 1):
        return Measure(at + 1, "分", "分", "duration", 1.0)
    for size in SIZES.get(first, ()):
        word, end = chars[at : at + size], at + size
        if word not in WORDS or len(word) < size:  # the text ends
            continue
        if (currency := CURRENCIES.get(word)) and _is_money(chars, end, word):
            return Measure(end, word, word if currency.factor == 1 else "元", "money", currency.factor, currency.code)
        unit = UNITS.get(word)
        if unit and _fits(chars, end, word):
            half = more = False
            if unit.kind not in ("count", "money"):
                tail = chars[end : end + 1]
                half = tail == "半" and chars[end + 1 : end + 2] not in ("径", "导", "数", "岛", "山")
                more = tail in ("多", "余") and unit.kind in ("duration", "age")
            return Measure(end + half + more, word, unit.canonical or word, unit.kind, unit.factor, None, more, half)
    return None


def _more_or_half(chars: str, at: int) -> Measure | None:
    """Return 个多月, 个半小时 and 个余月, or the 个 of 三个多."""
    more, word = chars[at + 1] != "半", "个" + chars[at + 2 : at + 4]
    for size in (3, 2):
        unit = UNITS.get(word[:size])
        if unit and unit.kind == "duration" and len(word) >= size:  # the text may end
            return Measure(at + size + 1, word[:size], word[:size], "duration", 1.0, None, more, not more)
    return Measure(at + 1, "个", "个", "count", 1.0, None, more) if more else None


def _fits(chars: str, end: int, word: str) -> bool:
    """A unit in Latin letters ends where the letters end; others may say what must follow."""
    if context := CONTEXTS.get(word):
        return context.match(chars, end) is not None
    following = chars[end : end + 1]
    return not (following.isascii() and following.isalnum() and word.isascii() and word.isalpha())


def _is_money(chars: str, end: int, word: str) -> bool:
    """元 in 元素 and 元旦, 块 in 一块地, 角 in 三角洲 are no money."""
    following = chars[end : end + 1]
    if word == "角" and chars[end - 2 : end - 1] == "三":  # 长三角一体化 and 珠三角九市; 三角钱 and 三角五分 are money
        return following == "钱" or chars[end + 1 : end + 2] == "分"
    if word in ("块", "角", "毛", "铢", "圆"):
        return not ("\u4e00" <= following <= "\u9fff") or following in "整正多半左以的零一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
    return not (word == "元" and following in ("素", "旦", "宵", "件", "器", "宇", "代", "朝", "户"))


def smaller(chars: str, at: int, before: Measure) -> Measure | None:
    """Return the smaller unit that only counts behind a greater one: 分 behind 元 or 小时; 三块五, 一米八 and 1米75 leave it out."""
    word = chars[at : at + 2] if chars[at : at + 2] == "美分" else chars[at : at + 1]
    if before.currency and word in CENTS:
        return Measure(at + len(word), word, before.unit, "money", CENTS[word], before.currency)
    if before.word in ("块", "毛", "角", "米") and (word in tuple("左的以高") or not ("\u4e00" <= word <= "\u9fff")):
        cents = before.word in "毛角" or (chars[at - 2 : at].isdecimal() if before.word == "米" else chars[at - 2 : at - 1] == "零")
        return Measure(at, "", before.unit, before.kind, 0.01 if cents else 0.1, before.currency)
    if before.currency:
        return None
    if before.word in ("小时", "个小时", "钟头", "个钟头", "时") and word == "分":
        return Measure(at + 1, "分", "分钟", "duration", 1.0)
    if before.word == "天" and word == "时":
        return Measure(at + 1, "时", "小时", "duration", 1.0)
    return None
