"""Quantities: how many of what, as in 2200余家, 超过100位, 三成, 8天20小时 and 5000万元至1亿元.

A quantity is a hedge, a numeral and a unit, in that order. What has no unit is none (228街坊, 四化同步), what names a day or a year
belongs to dates, what is ordered or graded counts nothing (第七届, 三星级), and inside a short quotation or a title a numeral is
part of a name (“十大工程”). 一个 and 一批 are articles, not counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms import lexicon
from transforms.extract import hedges, labels, lines, subjects
from transforms.extract.facts import Facts
from transforms.extract.measures import CURRENCIES, GRAMS, SECONDS, Kind, Measure, measure_at, smaller
from transforms.extract.numerals import DIGITS, SCALES, Modifier, Numeral, folded, value_of
from transforms.model.citation import Citation
from transforms.model.document import Document


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


class Crowd(msgspec.Struct, frozen=True, gc=False):
    """A word for many people, whom great numbers count without a measure."""

    crowd: str
    why: str


Span = tuple[int, int]


class Amount(msgspec.Struct, frozen=True, gc=False):
    """A quantity where it stands, before its hedges and subject are known."""

    start: int
    end: int
    value: float
    high: float | None
    measure: Measure
    modifier: Modifier


JOIN = re.compile(r"[^\S\n]?(?:[(（]含[)）])?[^\S\n]?(?:至|到|—{1,2}|–|-{1,2}|~|～|〜|―)[^\S\n]?")
PARTS = re.compile(r"(?P<scale>百|千|万|百万|百万万|亿)\s*分\s*之")
PREFIX = re.compile(r"(?:(?P<code>人民币|美元|港币|港元|欧元|日元|英镑)|(?P<sign>US\$|HK\$|[$¥￥€£]))\s?$")
GREAT = re.compile(r"[\d一二两三四五六七八九几数][\d.十百千余多]*[万亿]+[余多]?$")
CROWD = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{lines.alternatives([row.crowd for row in lexicon.read('crowds', Crowd)])})")
SIGNS = {"US$": "USD", "HK$": "HKD", "$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP"}
DOUBLING = re.compile(r"翻了?[一两二三四1-4](?P<word>番|倍)")
WITHOUT_NUMERAL = re.compile(r"翻番|打对折")
# 一个, 一批, 一场: an article. A hedge or a measure makes it a count (逾一人, 一公里).
INDEFINITE = ("count", "duration")
SHORT_TIMES = ("分钟", "小时", "个小时", "钟头", "个钟头", "秒", "秒钟")
SPELT = re.compile(r"[一二三四五六七八九十两]")
# 一心两翼, 三区四线: digit and character by turns is a slogan.
TURN = re.compile(r"[一二两三四五六七八九十][\u4e00-\u9fff]")
PARTY = re.compile(r"党的?$")
# 历时一年: said of time, 一 counts.
CUE = re.compile(r"历时|为期|用时|耗时|长达|仅用|只用|短短|不到|不足|已满|满|时隔|任期|刑期|期限")
POINTS_LATER = re.compile(r"(?:[、和及与][\d.]{1,8}个){0,6}[、和及与][\d.]{1,8}个百分点")
LIMITS = re.compile(r"以上[,，、]?")
# What JOIN and LIMITS begin with, but for blanks.
JOINING = frozenset("(（至到—–-~～〜―以")
SCALED = re.compile(r"[万亿兆]+$")
ORDERED = re.compile(r"(?:第|(?<!提)前|每|编号|倒数|[#№+=%])$")
# What ORDERED ends with; $ stands before a newline too.
ORDERING = frozenset("第前每号数#№+=%\n")
# 2月30日 and 每月的15日 name a day, if a day of no year.
OF_MONTH = re.compile(r"月[的\x20]?$")
# A letter before figures is a model or version: B12, V2.
MODEL = re.compile(r"(?<![A-Za-z])[A-Za-z]-?$")
# 第1页 共18页: how long the page itself is.
OF_PAGES = re.compile(r"第\d+页\D{0,2}共?$")
# 2022版, 2024年 before a name: a year, whatever follows.
YEARLY = re.compile(r"(?:19|20)\d\d$")


def find(document: Document, facts: Facts) -> Iterator[Quantity]:
    """Yield every quantity of the headline and the body, in reading order."""
    chars = folded(document.chars)
    closed = labels.spans(chars)
    dated = [(row.source.text_start, row.source.text_end) for row in facts.dates]
    amounts = list(_amounts(document, chars, facts.numerals, dated, closed))
    if "翻番" in chars or "打对折" in chars:
        amounts += _spelt_out(document)
    amounts.sort(key=lambda amount: amount.start)
    for amount, subject in zip(amounts, _subjects(document, chars, amounts), strict=True):
        yield _row(document, amount, subject)


def _subjects(document: Document, chars: str, amounts: list[Amount]) -> list[Span | None]:
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
        on = i > first and subjects.LISTED.fullmatch(chars, done, amount.start) is not None
        subject = None if on and shared else subjects.find(chars, amount.start, amount.end, done, high, word, kind)
        if subject is None and said:
            if not on:
                shared = _shared(chars, amounts, i, done, said)
            if on or kind in ("percent", "ratio") or (counted == said[-1][1] and subjects.goes_on(chars, amount.start, done)):
                subject = shared.pop(0) if shared else said[-1][0]
        # 完成任务的85%,同比增长8%: what a share is a share of is not what is spoken of.
        elif subject and not (kind == "percent" and chars[amount.start - 1] == "的"):
            said.append((subject, counted))
        done = amount.end
        found.append(subject)
    return found


def _shared(chars: str, amounts: list[Amount], i: int, done: int, said: list[tuple[Span, str]]) -> list[Span]:
    """开行60列、发送货物5万标箱,同比分别增长7%、19%: return the subjects of the last amounts, as many as the list that begins at `i` has."""
    if "分别" not in chars[done : amounts[i].start]:
        return []
    last = i + 1
    while last < len(amounts) and subjects.LISTED.fullmatch(chars, amounts[last - 1].end, amounts[last].start):
        last += 1
    count = last - i
    return [subject for subject, _ in said[-count:]] if 1 < count <= len(said) else []


def _row(document: Document, amount: Amount, subject: Span | None) -> Quantity:
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
        doubled = _doubled(chars, numerals, i) if chars[start + 1 : start + 2] in ("番", "倍") else None
        amount = doubled or _amount(chars, numerals, i, run)
        if amount:
            done = amount.end
            yield amount


def _amount(chars: str, numerals: list[Numeral], i: int, run: tuple[int, int]) -> Amount | None:
    """Return the quantity that begins with numeral `i`, with its hedges."""
    numeral = numerals[i]
    start = numeral.text_start
    low, before_it = run[0], chars[start - 1]
    if before_it in ORDERING and ORDERED.search(chars, max(low, start - 2), start):
        return None
    if before_it.isascii() and chars[start].isascii() and MODEL.search(chars, max(low, start - 3), start):
        return None
    if chars[numeral.text_end : numeral.text_end + 1] in ("日", "号") and OF_MONTH.search(chars, max(run[0], start - 3), start):
        return None
    found = _simple(chars, numerals, i)
    found = _between(chars, numerals, i) if found is None else _ranged(chars, numerals, i, found) or found
    if found is None:
        return None
    start, before = hedges.before(chars, run[0], found.start, numeral.text)
    end, after = found.end, found.modifier
    end, behind = hedges.behind(chars, end, run[1], found.measure.kind)
    after = behind or after
    modifier = before or after
    if _indefinite(chars, numeral.text, found, modifier != "exact"):
        return None
    if found.measure.currency and start == found.start:
        start = _prefixed(chars, start, run[0])
    return Amount(start, end, found.value, found.high, found.measure, modifier)


def _simple(chars: str, numerals: list[Numeral], i: int) -> Amount | None:
    """Return numeral and unit, and whatever smaller units follow: 8天20小时, 三元五角."""
    numeral = numerals[i]
    start, end = numeral.text_start, numeral.text_end
    if "分" in numeral.text and (PARTS.match(numeral.text) or numeral.text.startswith("百分")):
        measure = Measure(end, "%", "%", "percent", 100.0)
        return Amount(start, end, _rounded(numeral.value * 100), _times(numeral.value_high, 100), measure, numeral.modifier)
    measure_or_none = measure_at(chars, end)
    if measure_or_none is None:
        return _unnamed(chars, numeral)
    measure = measure_or_none
    value, high = numeral.value + (0.5 if measure.half else 0.0), numeral.value_high
    modifier: Modifier = "at_least" if measure.more else numeral.modifier
    if measure.word == "度" and numeral.value >= 1000:
        measure = msgspec.structs.replace(measure, kind="energy")  # 用电6.4亿度
    if measure.word == "个" and POINTS_LATER.match(chars, measure.end):
        # 1.2个、0.5个百分点: the unit is said once.
        measure = msgspec.structs.replace(measure, unit="个百分点", kind="percent")
    if measure.word == "成" and chars[measure.end : measure.end + 1] in DIGITS:
        value += DIGITS[chars[measure.end]] / 10  # 七成五
        measure = msgspec.structs.replace(measure, end=measure.end + 1)
    if measure.kind == "duration" or measure.currency or measure.word in GRAMS:
        joined = _compound(chars, numerals, i, value, measure)
        if joined:
            return joined
    return Amount(start, measure.end, _rounded(value * measure.factor), _times(high, measure.factor), measure, modifier)


def _unnamed(chars: str, numeral: Numeral) -> Amount | None:
    """A fraction counts without a unit, an amount of money with its sign or currency before it."""
    start, end = numeral.text_start, numeral.text_end
    if "分之" in numeral.text:
        return Amount(start, end, numeral.value, numeral.value_high, Measure(end, "", None, "ratio", 1.0), numeral.modifier)
    # 近1亿贫困人口: 万 and 亿 are measure enough.
    if GREAT.search(numeral.text) and CROWD.match(chars, end):
        return Amount(start, end, numeral.value, numeral.value_high, Measure(end, "", None, "count", 1.0), numeral.modifier)
    prefix = PREFIX.search(chars, max(0, start - 5), start)
    if prefix and numeral.text[-1] not in "分点":
        code = SIGNS[prefix["sign"]] if prefix["sign"] else CURRENCIES[prefix["code"]].code
        measure = Measure(end, "", prefix[0].strip(), "money", 1.0, code)
        return Amount(start, end, numeral.value, numeral.value_high, measure, numeral.modifier)
    return None


def _compound(chars: str, numerals: list[Numeral], i: int, value: float, measure: Measure) -> Amount | None:
    """Add up 1元1角1分, 8天20小时, 3斤5两; None where nothing follows."""
    parts = [(value, measure)]
    end = measure.end
    modifier = numerals[i].modifier
    for numeral in numerals[i + 1 : i + 8]:
        start = numeral.text_start
        if start < end:
            continue
        if start - end > 1 or (start > end and chars[end] not in "又零余多 "):
            break
        following = measure_at(chars, numeral.text_end) or smaller(chars, numeral.text_end, parts[-1][1])
        small = smaller(chars, numeral.text_end, parts[-1][1])
        if measure.kind == "duration":
            following = following if following and following.kind == "duration" and following.unit in SECONDS else small
        elif measure.currency:
            following = small
        if following is None or (measure.word in GRAMS and following.word not in GRAMS):
            break
        parts.append((numeral.value + (0.5 if following.half else 0.0), following))
        end = following.end
    if len(parts) == 1:
        return None
    return _added(parts, numerals[i].text_start, end, modifier)


def _added(parts: list[tuple[float, Measure]], start: int, end: int, modifier: Modifier) -> Amount:
    first, last = parts[0][1], min((m for _, m in parts), key=lambda m: SECONDS.get(m.unit or "", 0.0))
    if first.currency:
        total = sum(value * measure.factor for value, measure in parts)
        return Amount(start, end, _rounded(total), None, Measure(end, "元", first.unit, "money", 1.0, first.currency), modifier)
    if first.word in GRAMS:
        total = sum(value * GRAMS[measure.word] for value, measure in parts)
        return Amount(start, end, total, None, Measure(end, "克", "克", "mass", 1.0), modifier)
    if last.unit in ("月", "个月") and all(measure.unit in ("年", "月", "个月") for _, measure in parts):
        months = sum(value * (12 if measure.unit == "年" else 1) for value, measure in parts)
        return Amount(start, end, _rounded(months), None, Measure(end, last.word, last.unit, "duration", 1.0), modifier)
    seconds = sum(value * SECONDS[measure.unit or ""] for value, measure in parts)
    return Amount(start, end, _rounded(seconds / SECONDS[last.unit or ""]), None, Measure(end, last.word, last.unit, "duration", 1.0), modifier)


def _between(chars: str, numerals: list[Numeral], i: int) -> Amount | None:
    """20至30家, 10-15亿元: the first of two amounts leaves its unit to the second, and its scale if it is the lesser figure."""
    first = numerals[i]
    join = JOIN.match(chars, first.text_end) if _joins(chars, first.text_end) else None
    if not join or i + 1 == len(numerals) or numerals[i + 1].text_start != join.end() or first.value_high is not None:
        return None
    last = numerals[i + 1]
    second = _simple(chars, numerals, i + 1)
    if second is None:
        return None
    low = _rounded(first.value * second.measure.factor)
    scale = SCALED.search(last.text)
    if scale and not SCALED.search(first.text):
        factor = value_of(scale[0])[0]
        low = low * factor if first.value < last.value / factor else low
    high = second.high or second.value
    return Amount(first.text_start, second.end, low, high, second.measure, "exact") if low < high else None


def _ranged(chars: str, numerals: list[Numeral], i: int, first: Amount) -> Amount | None:
    """10元至15元, 13天—8周, 3年以上7年以下: two amounts of one kind are one range."""
    join = (JOIN.match(chars, first.end) or LIMITS.match(chars, first.end)) if _joins(chars, first.end) else None
    if not join:
        return None
    for j in range(i + 1, min(i + 4, len(numerals))):
        if numerals[j].text_start == join.end():
            second = _simple(chars, numerals, j)
            if second is None or second.measure.kind != first.measure.kind or second.measure.currency != first.measure.currency:
                return None
            low, high, measure = first.value, second.high or second.value, second.measure
            if first.measure.unit != measure.unit:
                if measure.kind != "duration" or first.measure.unit not in SECONDS or measure.unit not in SECONDS:
                    return None
                one, two = SECONDS[first.measure.unit], SECONDS[measure.unit]
                measure = first.measure if one < two else measure
                low, high = low * one / min(one, two), high * two / min(one, two)
            end = second.end
            closing = re.compile("以下").match(chars, end)
            return Amount(first.start, closing.end() if closing and "以上" in join[0] else end, low, high, measure, "exact") if low < high else None
    return None


def _joins(chars: str, at: int) -> bool:
    """Tell whether JOIN or LIMITS may match: most amounts have neither behind them."""
    following = chars[at : at + 1]
    return following in JOINING or following.isspace()


def _indefinite(chars: str, text: str, found: Amount, hedged: bool) -> bool:
    """一个, 百家, 二次, 一心两翼: numerals that count nothing."""
    count = found.measure.kind in INDEFINITE
    if text == "一" and count and found.high is None and found.value == 1.0 and found.measure.word not in SHORT_TIMES:
        return not hedged and not CUE.search(chars, max(0, found.start - 4), found.start)
    # 百家, 万元GDP: many, or one of a kind.
    if text in SCALES and not hedged:
        return text != "十" or bool(_slogan(chars, found))
    if found.measure.word in ("年", "版", "届") and YEARLY.match(text):
        return True
    if text == "一" and found.measure.word in ("度", "分", "级") and not hedged and not found.measure.half:
        return True
    if found.measure.word == "分" and found.measure.kind == "other" and chars[found.start - 1 : found.start] in tuple("时点:："):
        return True
    if found.measure.word == "页" and OF_PAGES.search(chars, max(0, found.start - 8), found.start):
        return True
    if found.measure.word == "折" and found.value >= 100:
        return True
    if text == "二" and count and found.measure.word not in ("位", "分", *SHORT_TIMES):
        return True
    # 党的二十大, 百万大军: no N大X.
    if found.measure.word == "大" and (found.value > 100 or (found.value > 10 and SPELT.match(text))):
        return True
    if found.measure.word == "大" and PARTY.search(chars, max(0, found.start - 3), found.start):
        return True
    return found.measure.kind == "count" and len(text) == 1 and bool(_slogan(chars, found))


def _slogan(chars: str, found: Amount) -> bool:
    start = found.start
    if found.measure.word in ("个", "名", "家", "位", "项"):
        return False
    ahead, behind = chars[start + 2 : start + 4], chars[max(0, start - 2) : start]
    return bool(TURN.fullmatch(ahead)) or bool(TURN.fullmatch(behind))


def _prefixed(chars: str, start: int, low: int) -> int:
    prefix = PREFIX.search(chars, max(low, start - 5), start)
    return prefix.start() if prefix else start


def _doubled(chars: str, numerals: list[Numeral], i: int) -> Amount | None:
    """翻一番 is 2 倍, 翻两番 4 倍, 翻一倍 2 倍."""
    start = numerals[i].text_start
    match = DOUBLING.search(chars, max(0, start - 2), start + 2)
    if match is None or match.start("word") - 1 != start:
        return None
    times = numerals[i].value
    value = 2.0**times if match["word"] == "番" and times < 64 else 1.0 + times
    return Amount(match.start(), match.end(), value, None, Measure(match.end(), "倍", "倍", "ratio", 1.0), "exact")


def _spelt_out(document: Document) -> Iterator[Amount]:
    """翻番 and 打对折 say how much without a numeral."""
    for match in document.finditer(WITHOUT_NUMERAL):
        end = match.end()
        if match[0] == "翻番":
            yield Amount(match.start(), end, 2.0, None, Measure(end, "倍", "倍", "ratio", 1.0), "exact")
        else:
            yield Amount(match.start() + 1, end, 50.0, None, Measure(end, "%", "%", "percent", 1.0), "exact")


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else _rounded(value * factor)


def _rounded(value: float) -> float:
    """0.1 × 3 is 0.3: products of decimals are rounded to the digits a text can state."""
    return value if value.is_integer() and -1e12 < value < 1e12 else float(f"{value:.12g}")
