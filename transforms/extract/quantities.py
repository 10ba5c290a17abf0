"""Quantities: how many of what, as in 2200余家, 超过100位, 三成, 8天20小时 and 5000万元至1亿元.

A quantity is a hedge, a numeral and a unit, in that order. What has no unit is none (8街坊, 四化同步), what names a day or a year
belongs to dates, what is ordered or graded counts nothing (第七届, 三星级), and inside a short quotation or a title a numeral is
part of a name (“十大工程”). 一个 and 一批 are articles, not counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Annotated

import msgspec

from transforms import gazetteer, lexicon
from transforms.extract.facts import Facts
from transforms.extract.numbers import amounts, hedges, labels, subjects
from transforms.extract.numbers.amounts import Amount
from transforms.extract.numbers.measures import Kind
from transforms.extract.numerals import SCALES, Modifier, Numeral, folded
from transforms.model.citation import Citation
from transforms.model.document import Document
from transforms.model.patterns import pattern


class Quantity(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number that counts or measures."""

    source: Citation
    text: Annotated[str, "The words: hedge, numeral and unit."]
    value: Annotated[float, "The amount in `unit`, 万 and 亿 multiplied out; the lower bound of a range; percent as the number before %."]
    value_high: Annotated[float | None, "The upper bound of a range; NULL where one amount is stated."]
    unit: Annotated[str | None, "The unit as written, such as 家 or 元; the smallest one named of a compound; NULL for a fraction and 1亿人口."]
    kind: Annotated[Kind, "What the unit measures."]
    currency: Annotated[str | None, "ISO 4217 code of the currency; NULL where it is no money."]
    modifier: Annotated[Modifier, "How the text hedges the amount: 近 nearly, 约 about, 逾 at_least, 不足 at_most."]
    subject: Annotated[str | None, "What is counted or measured, as the sentence names it; NULL where it does not."]
    subject_start: Annotated[int | None, "First character of the subject in documents.text."]
    subject_end: Annotated[int | None, "End of the subject (exclusive)."]


# 一个, 一批, 一场: an article. A hedge or a measure makes it a count (逾一人, 一公里).
INDEFINITE = ("count", "duration")
SHORT_TIMES = ("分钟", "小时", "个小时", "钟头", "个钟头", "秒", "秒钟", "刻钟")
SPELT = frozenset("一二三四五六七八九十两")
# 一心两翼, 三区四线: digit and character by turns is a slogan.
TURN = pattern(r"(?!三角)[一二两三四五六七八九十][\u4e00-\u9fff]")
PHASED = pattern(r"[线程目区园厂站库港地路]$")
PARTY = pattern("(?:党|中共)的?$")
# 历时一年: said of time, 一 counts.
CUE = pattern(r"历时|为期|用时|耗时|长达|仅用|只用|短短|不到|不足|已满|满|时隔|任期|刑期|期限")
ORDERED = pattern(r"(?:第|(?<!提)前|首|每|编号|倒数|[#№+=%])\Z")
ORDERING = frozenset("第前首每号数#№+=%")  # what ORDERED ends with
# 2月30日 and 每月的15日 name a day, if a day of no year.
OF_MONTH = pattern(r"月[的\x20]?$")
# A letter before figures is a model or version: B12, V2.
MODEL = pattern(r"(?<![A-Za-z])[A-Za-z]-?$")
MODEL_ENDS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-")
# Before these a figure may be a year, a place in an order or a name; before other measures it counts.
ORDERS = frozenset("年版届分页折位大")
# 第1页 共18页: how long the page itself is.
# 分列二、三位: in order.
PLACED = pattern(r"[列居](?:第?[一二三四五六七八九十\d]{1,3}[、和至])+$")
OF_PAGES = pattern(r"第\d+页\D{0,2}共?$")
# 2022版, 2024年 before a name: a year, whatever follows.
YEARLY = pattern(r"(?:(?:19|20)\d\d|(?:一九|二[零〇○])[零〇○一二三四五六七八九]{2})$")


def find(document: Document, facts: Facts) -> Iterator[Quantity]:
    """Yield every quantity of the headline and the body, in reading order."""
    chars = folded(document.chars)
    closed = labels.spans(chars)
    dated = [(row.source.text_start, row.source.text_end) for row in facts.dates]
    found = list(_amounts(document, chars, facts.numerals, dated, closed))
    if "翻番" in chars or "打对折" in chars:
        found += amounts.spelt_out(document)
    found.sort(key=lambda amount: amount.start)
    for amount, subject in zip(found, subjects.of_all(document, chars, found), strict=True):
        yield _row(document, amount, subject)


def _row(document: Document, amount: Amount, subject: tuple[int, int] | None) -> Quantity:
    measure = amount.measure
    source = document.cite(amount.start, amount.end, "quantities", 0.95)
    start, end = subject or (None, None)
    return Quantity(
        source=source, text=source.evidence, value=amount.value, value_high=amount.high, unit=measure.unit, kind=measure.kind,
        currency=measure.currency, modifier=amount.modifier, subject=document.chars[start:end] if subject else None,
        subject_start=start, subject_end=end,
    )


def _amounts(
    document: Document, chars: str, numerals: list[Numeral], dated: list[tuple[int, int]], closed: tuple[list[int], list[int]]
) -> Iterator[Amount]:
    """Yield the amounts that stand outside dates and labels, in lines that state facts."""
    runs = iter(document.runs())
    run = next(runs, None)
    done = date = 0
    days = len(dated)
    for i, numeral in enumerate(numerals):
        start = numeral.text_start
        if start < done:
            continue
        while run and run[1] <= start:
            run = next(runs, None)
        if run is None:
            return
        while date < days and dated[date][1] <= start:
            date += 1
        if start < run[0] or (date < days and dated[date][0] <= start) or labels.inside(closed, start):
            continue
        # 番 or 倍 stands right behind the figure that is doubled.
        doubled = amounts.doubled(chars, numerals, i) if chars[start + 1 : start + 2] in ("番", "倍") else None
        amount = doubled or _amount(chars, numerals, i, run)
        if amount:
            done = amount.end
            yield amount


def _amount(chars: str, numerals: list[Numeral], i: int, run: tuple[int, int]) -> Amount | None:
    """Return the quantity that begins with numeral `i`, with its hedges."""
    numeral = numerals[i]
    start = numeral.text_start
    low, before_it = run[0], chars[start - 1]
    each = before_it == "每"  # 每两年 is a length of time, 每5人 a rate
    if not each and before_it in ORDERING and ORDERED.search(chars, max(low, start - 2), start):
        return None
    if before_it in MODEL_ENDS and chars[start].isascii() and MODEL.search(chars, max(low, start - 3), start):
        return None
    if chars[numeral.text_end : numeral.text_end + 1] in ("日", "号") and OF_MONTH.search(chars, max(run[0], start - 3), start):
        return None
    found = amounts.simple(chars, numerals, i)
    found = amounts.between(chars, numerals, i) if found is None else amounts.ranged(chars, numerals, i, found) or found
    if found is None or (each and (found.measure.kind != "duration" or numeral.text == "一")):
        return None
    # 约合人民币3000万元: the hedge stands before the currency.
    begin, measure = amounts.prefixed(chars, found, run[0]) if found.measure.currency else (found.start, found.measure)
    start, before = hedges.before(chars, run[0], begin, numeral.text)
    end, after = found.end, found.modifier
    end, behind = hedges.behind(chars, end, run[1], found.measure.kind)
    after = behind or after
    modifier = before or after
    if _indefinite(chars, numeral.text, found, modifier != "exact"):
        return None
    return Amount(start, end, found.value, found.high, measure, modifier)


def _indefinite(chars: str, text: str, found: Amount, hedged: bool) -> bool:
    """一个, 百家, 二次, 一心两翼: numerals that count nothing."""
    if len(text) == 1 and not text.isascii() and _inside_word(chars, found):
        return True
    # 千亿元级产业集群: a grade
    if found.measure.currency and chars.startswith("级", found.end):
        return True
    # 8号线三期, 工程四期, 产业园2期: in order.
    if found.measure.word == "期" and len(text) == 1 and PHASED.search(chars, max(0, found.start - 2), found.start):
        return True
    if text.isascii() and found.measure.word not in ORDERS:
        return False
    count = found.measure.kind in INDEFINITE
    if text == "一" and count and found.high is None and found.value == 1.0 and found.measure.word not in SHORT_TIMES:
        return not hedged and not CUE.search(chars, max(0, found.start - 4), found.start)
    # 百家, 万元GDP: many, or one of a kind.
    if text in SCALES and not hedged:
        return text != "十" or bool(_slogan(chars, found))
    if found.measure.word == "环" and text in SPELT:  # 北四环, 五环外: a road
        return True
    if found.measure.word in ("年", "版", "届") and YEARLY.match(text):
        return True
    if text == "一" and found.measure.word in ("度", "分", "级") and not hedged and not found.measure.half:
        return True
    if found.measure.word == "分" and found.measure.kind == "other" and chars[found.start - 1 : found.start] in tuple("时点:："):
        return True
    if found.measure.word == "页" and OF_PAGES.search(chars, max(0, found.start - 8), found.start):
        return True
    if found.measure.word == "位" and PLACED.search(chars, max(0, found.start - 8), found.start):
        return True
    if text == "二" and count and found.measure.word not in ("位", "分", *SHORT_TIMES):
        return True
    # 党的二十大, 百万大军: no N大X.
    if found.measure.word == "大" and (found.value > 100 or (found.value > 10 and text[0] in SPELT)):
        return True
    if found.measure.word == "大" and PARTY.search(chars, max(0, found.start - 3), found.start):
        return True
    # 代表团一行7人: figures stand in no slogan.
    return found.measure.kind == "count" and len(text) == 1 and not text.isdecimal() and bool(_slogan(chars, found))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Return by their first three characters the words and names of places whose numeral counts nothing: 十字路口, 一波三折, 三门峡, 五台县."""
    found = defaultdict(list)
    for name in (*gazetteer.entries(), *lexicon.words("uncounted_words")):
        if len(name) > 2 and not SPELT.isdisjoint(name):
            found[name[:3]].append(name)
    return {head: tuple(names) for head, names in found.items()}


def _inside_word(chars: str, found: Amount) -> bool:
    """Tell whether the numeral is the first, second or third character of such a word."""
    words = _words()
    starts = range(max(0, found.start - 2), found.start + 1)
    return any((known := words.get(chars[at : at + 3])) is not None and chars.startswith(known, at) for at in starts)


def _slogan(chars: str, found: Amount) -> bool:
    start = found.start
    if found.measure.word in ("个", "名", "家", "位", "项"):
        return False
    ahead, behind = chars[start + 2 : start + 4], chars[max(0, start - 2) : start]
    return bool(TURN.fullmatch(ahead)) or bool(TURN.fullmatch(behind))
