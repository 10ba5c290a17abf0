"""Numerals: every number a text writes, as 2200余, 1.7万, 一百二十, 七八 and 三分之二; the grammar that dates and quantities share.

A numeral is a value without a unit: what it counts is said by quantities, what day it names by dates. 几个 and 许多 name no number,
and a numeral character inside a word is none (统一, 百姓, 收拾, 四川).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Annotated, Literal

import msgspec

from transforms.extract.facts import Facts
from transforms.extract.numbers.measures import CURRENCIES, UNITS
from transforms.model.document import Document
from transforms.model.patterns import pattern

Modifier = Literal["exact", "about", "at_least", "at_most", "nearly"]


class Numeral(msgspec.Struct, frozen=True, gc=False):
    """A number that the text writes, in figures or in words. It is no row of a table, so it has no citation: that is most of what it would cost."""

    text_start: Annotated[int, "Its first character in documents.text."]
    text_end: Annotated[int, "Its end in documents.text (exclusive)."]
    text: Annotated[str, "The numeral in one width, with 余 or 多 where they belong to it."]
    value: Annotated[float, "Its value, 万 and 亿 multiplied out; the lower bound where it names two."]
    value_high: Annotated[float | None, "The upper bound, as 8 in 七八; NULL where it names one value."]
    modifier: Annotated[Modifier, "How the numeral hedges itself: 2200余 is at_least, 十来 is about."]


DIGITS = {c: v for v, cs in enumerate(("零〇○", "一壹", "二两贰俩", "三叁参仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in cs}
SCALES = {"十": 1e1, "拾": 1e1, "百": 1e2, "佰": 1e2, "千": 1e3, "仟": 1e3, "万": 1e4, "亿": 1e8, "兆": 1e12}
TENS = {"廿": "二十", "卅": "三十"}
D, S = "".join(DIGITS), "".join(SCALES) + "廿卅"
# 两 is also a weight: 三十两 weighs.
DIGIT = D.replace("两", "").replace("俩", "").replace("仨", "")

# Only signs are folded: a full-width comma is punctuation, and characters stay one for one.
WIDE = "．％－＋／−～"
FOLD = dict(zip(WIDE, ".%-+/-~", strict=True))
_WIDE = pattern(f"[{WIDE}]")
ROUND_YEAR = pattern("[一二][零〇○O一二三四五六七八九]{3}(?=年)")

NO_YEAR = r"(?!(?:19|20)\d\d年)"  # 1.2022年 begins an item of a list
ARABIC = rf"(?:\d{{1,3}}(?:[,，]\d{{3}})+(?![\d,，])|\d+)(?:\.{NO_YEAR}\d+)?"
# One step of a numeral behind its first character: a scale (万 and 亿 may stand apart from figures), a digit, figures behind a scale.
# 千 in 万千瓦 and 千克 belongs to the unit, as does 兆 in 兆瓦.
SCALE = rf"(?:[{S.replace('千', '').replace('兆', '').replace('百', '')}]|(?<!十)千(?![克瓦米卡伏赫帕焦])|百(?!帕|分[位点])|兆(?![瓦赫伏帕比焦]))"
NO_CLASS = "(?!元?级|元?以[上下])"  # 3个亿元级项目 are three
STEP = (
    rf"(?:{SCALE}|个(?=亿{NO_CLASS})|\x20{{1,3}}[万亿]|(?<=[{D}{S}])\x20{{1,2}}(?![万亿]){SCALE}|(?<!\d)(?:[{DIGIT}]|[两俩](?=[百千万亿]))"
    rf"|(?<=[{S}])\x20{{1,2}}[{DIGIT}]|(?<=[{S}零〇])\x20{{0,2}}{ARABIC})"
)
CARDINAL = rf"(?:{ARABIC}|[{D}{S}]){STEP}*"
# 五点三, but not 八点三十 or 三点五分: that is a clock.
POINT = rf"(?:\x20?点\x20?[{D}\d]+(?![十时分]|\d){STEP}*)"
# What may stand behind a numeral but a unit: a hedge, a fraction, a clock, a range, or a calendar word.
HEDGED = "余多几来分点又番大年月日号时季世周星旬天度至到"
MEASURES = {*UNITS, *CURRENCIES, "个", "步"}
COUNTED = "".join(sorted({unit[0] for unit in MEASURES} | set(HEDGED)))
HAN = "\u4e00-\u9fff"
JOIN = r"[至到—~-]"

NUMERAL = pattern(
    rf"""(?P<fraction>(?<![\d/.-])(?:(?P<whole>\d+)\x20)?(?P<numerator>\d+)/(?P<denominator>[1-9]\d*)(?![\d/]))
      | (?:(?P<sign>负|(?:(?<![\w)）.%-])|(?<=[为至达到是于低长幅率速]))-\x20?(?=[\d.]))?)
         (?P<body>
             (?P<half>半(?=[百]))?
             (?P<some>[数几](?=[十百千万亿]|个亿))?
             (?: # Figures start anywhere but behind a letter's version number or inside another number.
                 (?<![\d.])\.\d+
                 # 总投资63. 41亿元: a blank that a copy left in; 2. 41个项目 numbers a list.
               | (?<=[{HAN}])(?<![标务图表件项条节点题例])\d+\.\x20\d+(?=[万亿%]|个百分点){STEP}*
               | \d+\.\d+{SCALE}+(?=\d)  # 2.64亿60岁以上: no numeral goes on behind decimals
               | {ARABIC}(?:[eE][+-]?\d+(?!\w))?(?:\x20?[kM](?![A-Za-z0-9/㎡]|\x20?点\x20?[{D}\d])|{STEP}*)
                 # One character alone is a numeral behind 第, before a unit, before another numeral, or between no Han characters.
               | [一三]两(?=[个天年月周次名位家人件项所座种场])  # 一两个: one or two, and no weight
               | [{D}{S}](?=\x20?[{D}{S}\d])(?:{STEP})+
               | (?:[{D}]|(?<=[数几])[{S}]?)个亿{NO_CLASS}
               | (?<=[第数几半负])[{D}{S}]
               | (?<=[块毛米])[{D}](?=[^{HAN}\d]|[左的以高]|$)
               | (?<!\d)(?!百\x20{{0,2}}分\x20?点)[{D}{S}](?=\x20?[{re.escape(COUNTED)}]|{JOIN}[{D}{S}\d])
               | (?<![{HAN}\w])[{D}{S}](?![{HAN}])
             )
             {POINT}?
         )
         (?:\x20?又\x20?(?P<plus>{CARDINAL})(?=\x20{{0,2}}[分份]))?
         (?:\x20{{0,2}}[分份]\x20{{0,2}}之\x20{{0,2}}(?P<over>[负-]?{CARDINAL}{POINT}?)(?P<kilo>\x20?k(?![A-Za-z0-9]))?
           |(?<=[百又千万十二三四五六七八九])[分份](?P<over_short>[一二三四五六七八九十百]+)(?![{HAN}]|\d))?
         (?P<hedge>(?:\x20?[余多几]|个多(?=亿))(?P<rest>\x20?[十百千万亿]+|个亿{NO_CLASS})?|来(?:(?P<scale>[万亿]+)|(?=[个名位家人岁年天条件米公里吨元块亩户辆斤平种场部座]))|\+(?!\d))?
      | (?P<one_half>[一1]半(?!途|晌|天)|(?<![上下前后多])半(?=年(?!报)|世纪|个多?(?:月|小时|世纪|学期)|[天日小](?!本|子|巴|岛|型|学)|数))
    """,
    re.VERBOSE,
)

# What a body may begin with that is no part of a cardinal.
SIGNED = frozenset("-负半数几")

# No text writes a longer numeral; what is longer is no number but a code or damage.
LONGEST = 64
LARGEST = 1e100  # 1E400 is a code, and nothing that could be counted

# Looking for one character of a class is ten times faster than trying the grammar everywhere, and nine numerals of ten are figures
# that nothing goes on behind: these need no grammar.
TRIGGER = pattern(
    rf"[0-9{D}{S}负半数几.-]"  # all of one table: \d would be asked apart for every character
    rf"(?:(?<=\d)(?P<figures>\d*+(?:\.{NO_YEAR}\d++)?+(?![{S}点又分份余多几来半+/eEkM]|个多?亿|\.\x20?\d|[,，]\d|\x20{{1,3}}[\d{S}点分份余多几kM]))?"
    # 参加, 数据 and 几乎 stand in every line.
    rf"|(?<=[数几])(?=[十百千万亿]|个亿)|(?<=参)(?=[{S}])|(?<=[.-])(?<!\d.)(?=\x20?[\d.])|(?<![\d数几参.-]))"
)


# 陆羽 and 伍家岗 are names: a single character of cheques counts money.
FORMAL, OF_MONEY = frozenset("壹贰叁肆伍陆柒捌玖拾"), frozenset("元圆块角分万仟佰")
# 全国唯一一个 is one, not 一一 for eleven: the first 一 ends a word.
WORDS_IN_ONE = frozenset("唯统专单逐划")


@lru_cache(maxsize=2)
def folded(chars: str) -> str:
    """Return `chars` with full-width signs made plain, one for one, and the letter O of a year 二O二O年 made the figure it stands for."""
    if "O" in chars:
        chars = ROUND_YEAR.sub(lambda match: match[0].replace("O", "〇"), chars)
    return _WIDE.sub(lambda match: FOLD[match[0]], chars)


@lru_cache(maxsize=4096)
def value_of(text: str) -> tuple[float, float | None]:
    """Return the value of a cardinal such as 三百五十万亿 or 2亿5千万, and its upper bound where it names two (七八十)."""
    text = text.replace(" ", "").replace(",", "").replace("，", "").replace("个", "")
    for short, long in TENS.items():
        text = text.replace(short, long)
    whole, point, decimals = text.partition("点")
    if point:
        return _with_decimals(whole, decimals), None
    try:
        return float(text), None
    except ValueError:
        return _cardinal(text)


@lru_cache(maxsize=4096)
def figure(text: str) -> int:
    """Return a whole number written in figures or words: 12, 十二, 二〇二四; the first of 七八."""
    return int(value_of(text)[0])


def _with_decimals(whole: str, decimals: str) -> float:
    """五点三万: the scale behind the decimals counts for the whole; what goes on behind it is added, 三点五亿二千万."""
    figures = "".join(takewhile(lambda c: c not in SCALES, decimals))
    scales = "".join(takewhile(SCALES.__contains__, decimals[len(figures) :]))
    rest = decimals[len(figures) + len(scales) :]
    digits = "".join(str(DIGITS.get(c, c)) for c in figures)
    number = float(f"{int(_cardinal(whole)[0])}.{digits}") if whole else float(f"0.{digits}")
    for scale in scales:
        number *= SCALES[scale]
    return number + (value_of(rest)[0] if rest else 0.0)


def _cardinal(text: str) -> tuple[float, float | None]:
    """Split at the greatest scale, its last occurrence: 三百五十万|亿."""
    for scale in "兆亿万":
        at = text.rfind(scale)
        if at >= 0:
            low, high = _cardinal(text[:at]) if at else (1.0, None)
            tail = text[at + 1 :]
            factor = SCALES[scale]
            # 三万五 is 35000.
            short = len(tail) == 1 and DIGITS.get(tail, 0) > 0
            rest = DIGITS[tail] * factor / 10 if short else _cardinal(tail)[0] if tail else 0.0
            return low * factor + rest, None if high is None else high * factor
    return _section(text)


def _section(text: str) -> tuple[float, float | None]:
    """Return the value of a numeral below 万."""
    total, digits, last, spelt = 0.0, "", 10.0, True
    high = None
    for char in text:
        if char in DIGITS:
            digits += str(DIGITS[char])
        elif char in SCALES:
            last = SCALES[char]
            low, up = _digits(digits, bool(total), spelt) if digits.strip("0") else (1.0, None)
            high = None if up is None else total + up * last
            total += low * last
            digits, spelt = "", True
        else:
            digits += char
            spelt = False
    if digits:
        low, up = _digits(digits, bool(total), spelt)
        # 一百二 is 120, 一百零二 is 102.
        step = last / 10 if total and last >= 100 and len(digits) == 1 else 1.0
        high = None if up is None else total + up * step
        total += low * step
    return total, high


def _digits(digits: str, inside: bool, spelt: bool) -> tuple[float, float | None]:
    """七八 names two values, as does 五六 in 十五六, but not 12 in 12万; 一九一 is read figure by figure."""
    if spelt and len(digits) == 2 and "0" not in digits and (int(digits[1]) == int(digits[0]) + 1 or (digits in ("35", "32") and not inside)):
        return float(min(digits)), float(max(digits))
    return float(digits), None


def read(match: re.Match[str]) -> tuple[float, float | None, Modifier]:
    """Return value, upper bound and hedge of a match of NUMERAL."""
    text = match[0]
    if match.lastgroup == "body" and text[0] not in SIGNED and text[-1] not in "kM":  # most numerals: nothing but a cardinal
        return *value_of(text), "exact"
    if match["one_half"]:
        return 0.5, None, "exact"
    if match["fraction"]:
        return float(match["whole"] or 0) + float(match["numerator"]) / float(match["denominator"]), None, "exact"
    body = match["body"]
    low, high = _body(match, body)
    over = match["over"] or match["over_short"]
    if over:
        low, high = _divided(low, match["plus"], over)
        low = low * 1e3 if match["kilo"] else low
    modifier: Modifier = "exact"
    if match["hedge"]:
        low, high, modifier = _hedged(low, high, match["hedge"].strip(), match["rest"] or match["scale"])
    sign = -1 if match["sign"] else 1
    return sign * low, None if high is None else sign * high, modifier


def _body(match: re.Match[str], body: str) -> tuple[float, float | None]:
    if match["half"]:
        return value_of(body[1:])[0] / 2, None
    if match["some"]:
        low = value_of(body[1:])[0]
        # 数十万 lies between 十万 and 百万.
        return low, low * 10
    if body[-1] in "kM":
        return value_of(body[:-1])[0] * (1e3 if body[-1] == "k" else 1e6), None
    return value_of(body)


def _divided(denominator: float, plus: str | None, over: str) -> tuple[float, float | None]:
    sign = -1 if over[0] in "负-" else 1
    low, high = value_of(over.lstrip("负-"))
    if plus:
        return denominator + low / (value_of(plus)[0] or 1.0), None
    below = sign * (denominator or 1.0)
    return low / below, None if high is None else high / below


def _hedged(low: float, high: float | None, hedge: str, rest: str | None) -> tuple[float, float | None, Modifier]:
    factor = value_of(rest)[0] if rest else 1.0
    if hedge[0] == "几":
        # 十几 is 10 to 20, 一百零几 to 110.
        step = 10.0
        return low * factor, (low + step) * factor, "exact"
    if hedge[0] == "来":
        return low * factor, high, "about"
    return low * factor, None if high is None else high * factor, "at_least"


def find(document: Document, facts: Facts) -> Iterator[Numeral]:
    """Yield every numeral of the text, those inside dates too, in reading order.

    收拾, 进一步, 六安 and 千万别 have none: characters write numbers only among numerals and before units.
    """
    chars, written = folded(document.chars), document.chars
    at: int | None = 0
    while at is not None:
        begin, at = at, None
        for trigger in TRIGGER.finditer(chars, begin):
            start, end = trigger.span()
            if trigger.lastindex:
                if end - start <= LONGEST:
                    yield Numeral(start, end, written[start:end], float(trigger[0]), None, "exact")
            elif chars[start] == "一" and chars[start - 1 : start] in WORDS_IN_ONE:
                continue
            elif match := NUMERAL.match(chars, start):
                at = match.end()
                if at - start <= LONGEST and not _word(chars, match[0], start, at) and abs((said := read(match))[0]) < LARGEST:
                    yield Numeral(start, at, written[start:at], *said)
                break


def _word(chars: str, text: str, start: int, end: int) -> bool:
    following = chars[end : end + 1]
    if text in ("万一", "千万"):
        return following in "别不要勿的有遇发" and chars[start - 1 : start] not in tuple("过超逾破近达")
    if len(text) > 1 or text.isdigit() or not ("\u4e00" <= following <= "\u9fff"):
        return False
    if text + following == "半数" or chars[start - 1 : start] in ("第", "数", "几", "半", "块", "毛", "米"):
        return False
    if (text == "一" and chars[start - 1 : start] == "进") or (text in FORMAL and following not in OF_MONEY):
        return True
    return following not in HEDGED and not any(chars[end : end + size] in MEASURES for size in (1, 2, 3))
