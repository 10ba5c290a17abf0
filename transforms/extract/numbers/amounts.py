"""Amounts: a numeral and its unit, and what several of them make together: 8天20小时, 20至30家, 10元至15元, 翻两番, 近1亿人口.

Shared grammar of quantities, which decide whether an amount counts anything where it stands and what hedges it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from transforms import lexicon
from transforms.extract import lines
from transforms.extract.numbers.measures import CURRENCIES, GRAMS, SECONDS, Measure, measure_at, smaller
from transforms.extract.numerals import DIGITS, SCALES, Modifier, Numeral, value_of
from transforms.model.document import Document
from transforms.model.patterns import pattern


class Amount(msgspec.Struct, frozen=True, gc=False):
    """A quantity where it stands, before its hedges and subject are known."""

    start: int
    end: int
    value: float
    high: float | None
    measure: Measure
    modifier: Modifier


JOIN = pattern(r"[^\S\n]?(?:[(（]含[)）])?[^\S\n]?(?:至|到|—{1,2}|–|-{1,2}|~|～|〜|―)[^\S\n]?")
PARTS = pattern(r"(?P<scale>百|千|万|百万|百万万|亿)\s*分\s*之")
PREFIX = pattern(r"(?:(?P<code>人民币|美元|港币|港元|欧元|日元|英镑|新?台币|澳门元)|(?P<sign>US\$|HK\$|NT\$|RMB|CNY|USD|HKD|EUR|[$¥￥€£]))\s?$")
PREFIX_ENDS = frozenset("币元镑$BYDR¥￥€£")
GREAT = pattern(r"[\d一二两三四五六七八九几数][\d.十百千余多]*[万亿]+[余多]?$")
SOME = pattern(r"(?:(?<=[近约逾超过达])|(?=\d+[余多]))\d{3,}[余多]?")  # 3000余|市民, 近2000|嘉宾, but 12345|市民热线, 2010|市民文化节
GREAT_ALONE = pattern(r"[过超逾破近达足][百千]?[万亿]$")  # 人口过亿, but 千万群众 are many
CROWDS = list(lexicon.words("crowds"))
CROWD = pattern(rf"(?:\d\d周?岁及?)?(?:以上的?)?[\u4e00-\u9fff]{{0,6}}?(?:{lines.alternatives(CROWDS)})")
CROWD_ALONE = pattern(lines.alternatives(CROWDS))
CROWD_BEFORE = pattern(rf"(?:{'|'.join(CROWDS)})(?:总?数|总?量|规模)?(?:已|将|也|首次){{0,2}}(?:超过?|过|达到?|突破|约|接?近|逾|为|在){{1,2}}$")
# 世界人口将从77亿增至85亿,2050年达到97亿: nothing but how they grew and when stands between people and their number.
PEOPLE_GREW = pattern(
    rf"(?:{'|'.join(CROWDS)}|人数|人次|总数)(?:总[数量]|规模)?[了的将从由自目前现有的预计到在于年底末初月世纪本中旬则料也已约接近逾超过突破达高低大增长加减少至升降上下攀涨跌翻幅并后来届时同期或有望再仅只又不足多余\d.万亿,，、]{{0,48}}$"
)
HOUSEHOLDS = pattern(r"[贫困低保农牧渔移居困难脱菜果茶大散]{0,4}户(?![外籍型口])")  # 90余贫困户
# 年收入达4300万以上,: money whose measure is left out.
WORTH = pattern(
    r"(?:收入|产值|投资|总?投资额|利润|税收|资金|销售额|成交额|营收|总额|贷款|引资|任务|目标)"
    r"(?:[均已也]|约|近|逾|超过?|突破|达到?|了|为|共|高|[总共累合]计){0,4}$"
)
ENDS = frozenset("，,。;；、)）\n以左的") | {""}
GROWS = frozenset("，,。;；、)）中增减升降上下跌攀左\n") | {""}
SHARED = pattern(r"(?:[的占约近仅有到超过足为国省市区县球]|至少|占[^，。；;、\d]{1,12})$")  # 占总数的1/4, but no 3/4 of a date or page
SIGNS = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "RMB": "CNY", "CNY": "CNY", "USD": "USD", "HKD": "HKD", "EUR": "EUR",
    "$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP",
}
DOUBLING = pattern(r"翻了?[一两二三四1-4](?P<word>番|倍)")
WITHOUT_NUMERAL = pattern(r"翻番|打对折")
POINTS_LATER = pattern(r"(?:[、和及与][\d.]{1,8}个){0,6}[、和及与][\d.]{1,8}个百分点")
LEADS = pattern(r"[、和及]|(?:增加|增长|提高|提升|上升|扩大|攀升|下降|减少|降低|缩减)到(?:\d{4}年[底末]?的?)?|[增升降减]至(?:\d{4}年[底末]?的?)?")
RESPECTIVELY = pattern(r"分别[^，。；;\d]{1,24}(?:[\d.]+[、和及])*[\d.]+$")  # 分别为47、55和56微克
LIST = 6  # no longer list says its unit once
LEADS_ON = frozenset("、和及增提上扩攀下减降缩升")  # what LEADS begins with
LIMITS = pattern(r"以上[,，、]?")
# What JOIN and LIMITS begin with, but for blanks.
JOINING = frozenset("(（至到—–-~～〜―以")
SCALED = pattern(r"[万亿兆]+$")


def simple(chars: str, numerals: list[Numeral], i: int) -> Amount | None:
    """Return numeral and unit, and whatever smaller units follow: 8天20小时, 三元五角."""
    numeral = numerals[i]
    start, end = numeral.text_start, numeral.text_end
    if "分" in numeral.text and (PARTS.match(numeral.text.lstrip("负-")) or numeral.text.startswith("百分")):
        measure = Measure(end, "%", "%", "percent", 100.0)
        return Amount(start, end, _rounded(numeral.value * 100), _times(numeral.value_high, 100), measure, numeral.modifier)
    measure_or_none = measure_at(chars, end)
    # 80万人口 has no measure, 80万人 has one.
    if measure_or_none is None or (measure_or_none.word == "人" and numeral.text[-1] in "万亿" and chars[end : end + 2] == "人口"):
        return _listed(chars, numerals, i) or _unnamed(chars, numeral)
    measure = measure_or_none
    if measure.kind == "temperature" and chars[max(0, start - 2) : start] == "零下":
        return Amount(start - 2, measure.end, -numeral.value, None, measure, numeral.modifier)
    value, high = numeral.value + (0.5 if measure.half else 0.0), numeral.value_high
    modifier: Modifier = "at_least" if measure.more else numeral.modifier
    if measure.word == "折" and 10 < numeral.value < 100:
        measure = msgspec.structs.replace(measure, factor=1.0)  # 八五折, 95折
    if measure.word == "度" and numeral.value >= 1000:
        measure = msgspec.structs.replace(measure, kind="energy")  # 用电6.4亿度
    if measure.word == "个" and POINTS_LATER.match(chars, measure.end):
        # 1.2个、0.5个百分点: the unit is said once.
        measure = msgspec.structs.replace(measure, unit="个百分点", kind="percent")
    if measure.word == "成" and chars[measure.end : measure.end + 1] in DIGITS:
        value += DIGITS[chars[measure.end]] / 10  # 七成五
        measure = msgspec.structs.replace(measure, end=measure.end + 1)
    if measure.kind == "duration" or measure.currency or measure.word in GRAMS or measure.word == "米":
        joined = _compound(chars, numerals, i, value, measure)
        if joined:
            return joined
    return Amount(start, measure.end, _rounded(value * measure.factor), _times(high, measure.factor), measure, modifier)


def _listed(chars: str, numerals: list[Numeral], i: int) -> Amount | None:
    """7000万、8000万、9000万人次, 由2011年的14万下降到2014年的8万人: the last one says the unit."""
    numeral, measure = numerals[i], None
    for j in range(i, min(i + LIST, len(numerals) - 1)):
        end = numerals[j].text_end
        bare = numerals[j].text[-1] not in SCALES and not RESPECTIVELY.search(chars, max(0, end - 40), end)
        lead = LEADS.match(chars, end) if not bare and chars[end : end + 1] in LEADS_ON else None
        # The year of 下降到2014年的 is a numeral too.
        following = next((n for n in numerals[j + 1 : j + 3] if lead and n.text_start == lead.end()), None)
        if following is None:
            return None
        measure = measure_at(chars, following.text_end)
        if following.text[-1] in "万亿" and chars.startswith("人口", following.text_end):
            measure = Measure(following.text_end, "", None, "count", 1.0)  # 4亿和2亿人口
        if measure:
            break
    if measure is None:
        return None
    value, high = _rounded(numeral.value * measure.factor), _times(numeral.value_high, measure.factor)
    return Amount(numeral.text_start, numeral.text_end, value, high, msgspec.structs.replace(measure, end=numeral.text_end), numeral.modifier)


def _unnamed(chars: str, numeral: Numeral) -> Amount | None:
    """A fraction counts without a unit, an amount of money with its sign or currency before it."""
    start, end = numeral.text_start, numeral.text_end
    part = "/" in numeral.text and numeral.value < 1 and (SHARED.search(chars, max(0, start - 13), start) or chars[end : end + 1] == "的")
    if part or "分之" in numeral.text or (numeral.text == "一半" and chars[start - 1 : start] not in tuple("另这那上下前后第")):
        return Amount(start, end, numeral.value, numeral.value_high, Measure(end, "", None, "ratio", 1.0), numeral.modifier)
    if numeral.text == "半" and chars.startswith("数", end):  # 半数以上
        return Amount(start, end + 1, 0.5, None, Measure(end + 1, "", None, "ratio", 1.0), "exact")
    # 近1亿贫困人口, 总人口超5亿: 万 and 亿 are measure enough.
    if (GREAT.search(numeral.text) or (numeral.text[0] in "百千万亿" and GREAT_ALONE.search(chars, max(0, start - 1), end))) and (
        CROWD.match(chars, end)
        or CROWD_BEFORE.search(chars, max(0, start - 9), start)
        or (chars[end : end + 1] in GROWS and PEOPLE_GREW.search(chars, max(0, start - 60), start))
    ):
        return Amount(start, end, numeral.value, numeral.value_high, Measure(end, "", None, "count", 1.0), numeral.modifier)
    if SOME.fullmatch(chars, start, end) and CROWD_ALONE.match(chars, end):
        return Amount(start, end, numeral.value, numeral.value_high, Measure(end, "", None, "count", 1.0), numeral.modifier)
    if numeral.text[-1] in "余多" and HOUSEHOLDS.match(chars, end):
        return Amount(start, end, numeral.value, numeral.value_high, Measure(end, "", None, "count", 1.0), numeral.modifier)
    ends = chars[end : end + 1] in ENDS or chars.startswith("大关", end)
    worth = GREAT.search(numeral.text) and ((ends and WORTH.search(chars, max(0, start - 10), start)) or chars.startswith("的投资", end))
    if worth or (ends and chars[end : end + 1] != "的" and numeral.text.endswith(("个亿", "个多亿"))):  # 砸了3个亿。
        return Amount(start, end, numeral.value, numeral.value_high, Measure(end, "", None, "money", 1.0, "CNY"), numeral.modifier)
    prefix = _prefix(chars, 0, start)
    if prefix and numeral.text[-1] not in "分点":
        measure = Measure(end, "", prefix[0].strip(), "money", 1.0, _currency(prefix))
        return Amount(start, end, numeral.value, numeral.value_high, measure, numeral.modifier)
    return None


def _compound(chars: str, numerals: list[Numeral], i: int, value: float, measure: Measure) -> Amount | None:
    """Add up 1元1角1分, 8天20小时, 3斤5两, 1米75; None where nothing follows."""
    if measure.kind == "duration" and measure.unit not in SECONDS:
        return None  # 三个昼夜零两小时
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
        elif measure.currency or measure.word == "米":
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
    if first.currency or first.word == "米":
        total = sum(value * measure.factor for value, measure in parts)
        return Amount(start, end, _rounded(total), None, msgspec.structs.replace(first, end=end, factor=1.0), modifier)
    if first.word in GRAMS:
        total = sum(value * GRAMS[measure.word] for value, measure in parts)
        return Amount(start, end, total, None, Measure(end, "克", "克", "mass", 1.0), modifier)
    if last.unit in ("月", "个月") and all(measure.unit in ("年", "月", "个月") for _, measure in parts):
        months = sum(value * (12 if measure.unit == "年" else 1) for value, measure in parts)
        return Amount(start, end, _rounded(months), None, Measure(end, last.word, last.unit, "duration", 1.0), modifier)
    seconds = sum(value * SECONDS[measure.unit or ""] for value, measure in parts)
    return Amount(start, end, _rounded(seconds / SECONDS[last.unit or ""]), None, Measure(end, last.word, last.unit, "duration", 1.0), modifier)


def between(chars: str, numerals: list[Numeral], i: int) -> Amount | None:
    """20至30家, 10-15亿元: the first of two amounts leaves its unit to the second, and its scale if it is the lesser figure."""
    first = numerals[i]
    join = JOIN.match(chars, first.text_end) if _joins(chars, first.text_end) else None
    if not join or i + 1 == len(numerals) or numerals[i + 1].text_start != join.end() or first.value_high is not None:
        return None
    last = numerals[i + 1]
    second = simple(chars, numerals, i + 1)
    if second is None:
        return None
    low = _rounded(first.value * second.measure.factor)
    scale = SCALED.search(last.text)
    if scale and not SCALED.search(first.text):
        factor = value_of(scale[0])[0]
        low = low * factor if first.value < last.value / factor else low
    high = second.high or second.value
    return Amount(first.text_start, second.end, low, high, second.measure, "exact") if low < high else None


def ranged(chars: str, numerals: list[Numeral], i: int, first: Amount) -> Amount | None:
    """10元至15元, 13天—8周, 3年以上7年以下: two amounts of one kind are one range."""
    join = (JOIN.match(chars, first.end) or LIMITS.match(chars, first.end)) if _joins(chars, first.end) else None
    if not join:
        return None
    if first.measure.currency and not first.measure.word:  # 人民币5至8亿元
        return between(chars, numerals, i)
    for j in range(i + 1, min(i + 4, len(numerals))):
        if numerals[j].text_start == join.end():
            second = simple(chars, numerals, j)
            if second is None and numerals[j - 1].text.startswith("百分之") and j == i + 1:  # 百分之二十到三十
                second = Amount(join.end(), numerals[j].text_end, numerals[j].value, None, first.measure, "exact")
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
            end += 2 * ("以上" in join[0] and chars.startswith("以下", end))
            return Amount(first.start, end, low, high, measure, "exact") if low < high else None
    return None


def _joins(chars: str, at: int) -> bool:
    """Tell whether JOIN or LIMITS may match: most amounts have neither behind them."""
    following = chars[at : at + 1]
    return following in JOINING or following.isspace()


def prefixed(chars: str, found: Amount, low: int) -> tuple[int, Measure]:
    """Return where an amount of money begins with its sign or currency, and what it is measured in: 港币5000元 are of Hong Kong."""
    prefix = _prefix(chars, low, found.start)
    if prefix is None:
        return found.start, found.measure
    code = _currency(prefix) if found.measure.currency == "CNY" else found.measure.currency
    return prefix.start(), msgspec.structs.replace(found.measure, currency=code)


def _prefix(chars: str, low: int, start: int) -> re.Match[str] | None:
    """Return the sign or currency before a number; most have another word or a mark there."""
    before = chars[start - 1 : start]
    return PREFIX.search(chars, max(low, start - 5), start) if before in PREFIX_ENDS or before.isspace() else None


def _currency(prefix: re.Match[str]) -> str:
    return SIGNS[prefix["sign"]] if prefix["sign"] else CURRENCIES[prefix["code"]].code


def doubled(chars: str, numerals: list[Numeral], i: int) -> Amount | None:
    """翻一番 is 2 倍, 翻两番 4 倍, 翻一倍 2 倍."""
    start = numerals[i].text_start
    match = DOUBLING.search(chars, max(0, start - 2), start + 2)
    if match is None or match.start("word") - 1 != start:
        return None
    times = numerals[i].value
    value = 2.0**times if match["word"] == "番" and times < 64 else 1.0 + times
    return Amount(match.start(), match.end(), value, None, Measure(match.end(), "倍", "倍", "ratio", 1.0), "exact")


def spelt_out(document: Document) -> Iterator[Amount]:
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
