"""Script: Traditional characters become Simplified ones, 國際 -> 国际, only where a page is written in Traditional ones.

A Simplified page with a name in 崑 or 乾 is left alone. 著 is two words: 看著 is 看着, but 著名 and 显著 keep it; OpenCC leaves
all of them, so the words that keep it are listed in seeds/lexicon/zhu_words.csv.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Annotated, Any

import msgspec

from transforms import lexicon
from transforms.model.patterns import pattern
from transforms.model.text import Script, Text

# A page with fewer Traditional characters than one in twenty of its Simplified ones quotes a name.
NAMES_ONLY = 0.05
# A page with more Simplified characters than this share of its Traditional ones was converted in part.
UNCONVERTED = 0.2
SAMPLE = 100


class ZhuWord(msgspec.Struct, frozen=True, kw_only=True):
    """A word in which 著 stays 著."""

    word: Annotated[str, "The word in Simplified characters."]
    not_after: Annotated[str | None, "Characters behind which it is no word: 结合著 is 结合着, not 合著."] = None
    why: Annotated[str, "What it means."]


KEPT = lexicon.read("zhu_words", ZhuWord)
ZHU = pattern("著")
LINE_END = pattern("\n")
# 罗贯中 著, where a blank or the end of the line tells that nothing is going on.
WROTE = pattern(r"(?<=[ \u3000])著(?=$|[\s)）,，;；])|(?<=[编合主等])著(?=[ \u3000)）]|$)", re.MULTILINE)

# Characters that OpenCC converts by word: 乾 in 乾隆 and 乾淨, 鍾 in 錢鍾書, 計畫; and compatibility characters.
BY_WORD = pattern("[藉沈釐剋坏鍾於脩昇徵祕哩谿逕瞭乾覆鍊吒噁麼麽畫氾扞鉅陞薹衹袷蒐甦濛傢彷劄貲\uf900-\ufaff]")

# 污泥乾化, 乾散貨: dry where OpenCC knows no word; and 乾部, 若乾, as mirrors write that turn every 干.
# 乾化二年 is an era; 李承乾部下, 王乾活动 and 张乾了解 are of somebody.
DRY = pattern("(?<=[若骨相树躯枝主])干|干(?=[港燥警线渠休校劲]|化(?![元一二三四五年])|散[货装料]|了(?!解)|部(?![下将队族])|活(?![动跃]))")
# 舉行瞭會議: mirrors write every 了 so, and OpenCC knows 瞭解 and the like; only who looks into the distance keeps it, 瞭望.
SEEN_FAR = pattern("瞭(?![望哨])")
NEAR = 6  # no word with 乾 is longer
# As Hong Kong and Macau write, 衞生署 and 茶敍: OpenCC knows these forms where it is told of Hong Kong, but not of Traditional text.
# Old forms such as 擧行 and 靑島 it leaves as they are.
LEFT_BY_OPENCC = str.maketrans("衞敍枱粧糭衹痺簷睪陜擧逹戸凖靑韮", "卫叙台妆粽只痹檐睾陕举达户准青韭")


def _is_kept(chars: str, at: int) -> bool:
    """Tell whether the 著 at `at` stands in a word that keeps it."""
    for row in KEPT:
        start = at - row.word.index("著")
        if start >= 0 and chars.startswith(row.word, start) and not (row.not_after and start and chars[start - 1] in row.not_after):
            return True
    return WROTE.match(chars, at) is not None


@cache
def converter(name: str) -> Any:
    """Return the OpenCC of a name; to load one takes as long as to read several pages."""
    import opencc

    return opencc.OpenCC(name)


def _characters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that only Traditional pages use, and those that only Simplified pages use."""
    han = "".join(map(chr, range(0x4E00, 0x9FA6)))
    apart = "\n".join(han)  # one to a line, so that no two are converted as a word
    simple = converter("t2s").convert(apart)[::2]
    full = converter("s2t").convert(apart)[::2]
    # 乾 著 are in GB 2312 and 后 里 in Big5: they are at home in both.
    traditional = (c for c, s in zip(han, simple, strict=True) if c != s and not c.encode("gb2312", "ignore"))
    simplified = (c for c, f in zip(han, full, strict=True) if c != f and not c.encode("big5", "ignore"))
    return frozenset(traditional), frozenset(simplified)


TRADITIONAL, SIMPLIFIED = _characters()
_FULL, _SIMPLE = (pattern(f"[{''.join(sorted(found))}]") for found in (TRADITIONAL, SIMPLIFIED))


def convert(text: Text) -> tuple[Script, Text, int]:
    """Return the script of the source, the text in Simplified Chinese, and how many characters were converted."""
    first = _FULL.search(text.chars)
    if not first:
        return "Hans", text, 0
    simple = len(set(_SIMPLE.findall(text.chars)))
    # A few lines tell most Traditional pages; only where they leave a doubt, the whole page is counted.
    full = len(traditional(text.chars[first.start() : first.start() + SAMPLE * simple])) if simple else 1
    if simple > UNCONVERTED * full:
        full = len(traditional(text.chars))
    if full <= NAMES_ONLY * simple:
        return "Hans", text, 0
    if simple <= UNCONVERTED * full:
        script: Script = "Hant"
        chars = simplified(text.chars)
    else:
        script = "mixed"
        mirrored = _mirrored(text)
        lines = enumerate(text.chars.split("\n"))
        chars = "\n".join(simplified(line) if number in mirrored or _is_traditional(line) else line for number, line in lines)
    return script, text.convert(chars), _differences(text.chars, chars)


def _mirrored(text: Text) -> set[int]:
    """Return the numbers of the lines that a mirror annotated: what it did not convert there it left Simplified, 发稿时间 来源:新華網(wǎng)."""
    places = [change.text_start for change in text.changes if change.edit.kind in ("pinyin_annotation", "gbk_slip")]
    ends = [match.start() for match in LINE_END.finditer(text.chars)] if places else []
    return {bisect_left(ends, place) for place in places}


def traditional(chars: str) -> set[str]:
    """Return the different characters of `chars` that only Traditional pages use."""
    return set(_FULL.findall(chars))


def _differences(one: str, two: str) -> int:
    """Return in how many places two texts of one length differ (characters beyond U+FFFF count as their two halves)."""
    before, after = _codes(one), _codes(two)
    if len(before) != len(after):  # 梜 has a Simplified form of more than 16 bits
        return sum(a != b for a, b in zip(one, two, strict=True))
    return int((before != after).tobytes().count(1))


def _codes(chars: str) -> Any:
    """Return the 16-bit codes of a text as a column: a loop over the characters would take as long as OpenCC."""
    import numpy as np  # only Traditional pages need it

    return np.frombuffer(chars.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)


@cache
def _table() -> Any:
    """Return for every 16-bit code that of its Simplified character, 0 where a word may matter or it has more than 16 bits."""
    every = BY_WORD.sub("\0", "".join(map(chr, range(0x10000))))
    simple = converter("t2s").convert("\n".join(every[0x3400:0xA000])).split("\n")
    return _codes(every[:0x3400] + "".join(s if s <= "\uffff" else "\0" for s in simple).translate(LEFT_BY_OPENCC) + every[0xA000:])


def _converted(chars: str) -> str:
    """Return what OpenCC makes of `chars`, with the forms of Hong Kong; by a table, in a quarter of the time, all lines where no word can matter."""
    codes = _codes(chars)
    simple = str(_table().take(codes).tobytes().decode("utf-16-le", "surrogatepass"))
    if len(codes) != len(chars):
        return str(converter("t2s").convert(chars)).translate(LEFT_BY_OPENCC)
    if "\0" not in simple:
        return simple
    pairs = zip(chars.split("\n"), simple.split("\n"), strict=True)
    return "\n".join(str(converter("t2s").convert(line)).translate(LEFT_BY_OPENCC) if "\0" in plain else plain for line, plain in pairs)


def simplified(chars: str) -> str:
    """Return Traditional `chars` in Simplified characters, one for one."""
    converted = _converted(chars)
    if "乾" in chars:
        converted = "".join("乾" if c == "乾" and not _is_dry(converted, at) else s for at, (c, s) in enumerate(zip(chars, converted, strict=True)))
    if "瞭" in converted:
        converted = SEEN_FAR.sub("了", converted)
    return ZHU.sub(lambda m: "著" if _is_kept(converted, m.start()) else "着", converted) if "著" in converted else converted


def _is_dry(converted: str, at: int) -> bool:
    """Tell whether a 干 that was 乾 belongs to a dry word, 饼干; else it is 乾 of a name, 李承乾: OpenCC makes 乾 again of dry words alone."""
    low, high = max(0, at - NEAR), at + (1 if converted[at + 1 : at + 2] in ("的", "了") else NEAR)  # 乾的 and 乾了 are words to OpenCC
    again = converter("s2t").convert(converted[low:high])
    return again[at - low : at - low + 1] == "乾" or DRY.match(converted, at) is not None


def _is_traditional(line: str) -> bool:
    return len(traditional(line)) > len(set(_SIMPLE.findall(line)))
