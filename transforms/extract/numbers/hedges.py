"""Hedges: 近30家, 约40%, 逾千人, 60岁以上, 300人左右: how sure a text is of an amount, before and behind it.

A word that only ends like a hedge is none: 附近30家, 条约, 会上百家.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from transforms import lexicon
from transforms.extract.numerals import Modifier
from transforms.model.patterns import pattern


class Hedge(msgspec.Struct, frozen=True, gc=False):
    """A word before or behind an amount that says how exact it is."""

    hedge: str
    place: Literal["before", "after"]
    modifier: Modifier
    why: str


_ROWS = lexicon.read("hedges", Hedge)
BEFORE = {row.hedge: row.modifier for row in _ROWS if row.place == "before"}
AFTER = {row.hedge: row.modifier for row in _ROWS if row.place == "after"}
# How long the hedges are that end with a character, the longest first.
SIZES = {last: tuple(sorted({len(hedge) for hedge in BEFORE if hedge[-1] == last}, reverse=True)) for last in {hedge[-1] for hedge in BEFORE}}
NONE = pattern(
    r"(?:附近|最近|邻近|靠近|新近|临近|以上|之上|[经通走跨度越不]过|早上|晚上|网上|线上|马上|会上|加上|基本上|总体上|历史上|世界上"
    r"|条约|节约|合约|公约|签约|履约|预约|大不了|反超|[打侦攻冲爆]破)$"
)
BEHIND = pattern(rf"[^\S\n]?(?:[(（]含[)）])?(?P<word>{'|'.join(sorted(AFTER, key=len, reverse=True))})")
BEGINS = frozenset("(（") | {hedge[0] for hedge in AFTER}
# 多, 余, 强 and 内 behind a count begin another word: 30家内资企业.
SHORT = "多余强内"
ROUND = frozenset(("上", "过"))  # 上百家, 产值过亿元: with a round number only


def before(chars: str, low: int, start: int, numeral: str) -> tuple[int, Modifier | None]:
    """Return where the hedge before an amount begins, and what it means."""
    end = start - 1 if chars[start - 1] in " \u00a0" else start  # 超 21 万座
    if end <= low:
        return start, None
    for size in SIZES.get(chars[end - 1], ()):
        begin = end - size
        meaning = BEFORE.get(chars[begin:end]) if begin >= low else None
        if meaning and not NONE.search(chars, max(low, end - 3), end) and (chars[begin:end] not in ROUND or numeral[0] in "百千万亿"):
            return begin, meaning
    return start, None


def behind(chars: str, end: int, high: int, kind: str) -> tuple[int, Modifier | None]:
    """Return where the hedge behind an amount ends, and what it means."""
    first = chars[end : end + 1]
    match = BEHIND.match(chars, end, high) if first in BEGINS or first.isspace() else None
    if match is None or (match["word"] in SHORT and kind == "count"):
        return end, None
    return match.end(), AFTER[match["word"]]
