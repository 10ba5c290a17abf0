"""Endings: which character a phrase ends with, where only its first half is left before a mark: 国际能源? 、 ends with 署, not with 是.

The dictionary knows words and not where phrases end: a character that is common by itself, such as 是 or 我, is rarely the last one before
a mark. So the names and terms of our lexicons count (规划署, 副市长), units behind numbers (两百余件), the items of a list that end alike
(汶村、半山村) and what else stands on the page. The weights were fitted to half of the sentences in tests/extract, with pages of news.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from transforms import lexicon
from transforms.model.patterns import pattern
from transforms.restore import language

HAN = pattern("[\u4e00-\u9fff]{2,12}")
LONGEST = 12
LONG_WORD = 6  # few words of the dictionary are longer, and to ask for them costs
SPELLED = 4
PARTS = pattern("[,，。:：;；!！?？()（）“”]")
ITEM_END = pattern("[,，。、:：;；!！?？()（）“”和与及等]")
NUMBER = pattern("[0-9一二三四五六七八九十百千万亿两几多余数]$")
# 副市长吴晗、 is a name: a surname behind a post or a mark.
SURNAME = pattern("(?P<before>^|[、,，。:：;；()（）“” ]|[长任员席理授师者士事官家表记裁监使导])(?P<surname>[\u4e00-\u9fff])[\u4e00-\u9fff]?$")
KNOWN, ALIKE, UNIT, ON_PAGE, COMMON, NAMED, ENDS = 1.5, 4.7, 2.6, 1.0, -0.23, 4.0, 3.5
# (what stands before it, the character, how much that says)
FORMULAS = (
    (pattern(r"月[0-9]{1,2}$"), "日", 4.0),
    (pattern(r"^ *(?:[十百]|.{0,2}十)?$"), "一二三四五六七八九十", 6.0),  # the number of a paragraph: 三、
    (pattern(r"[、及和][^。;；、]{1,12}$"), "等", 2.0),  # 论坛、展览及相关活动等。
    (pattern(r"”[^。”]{1,30}$"), "说", 4.0),  # “……,”馆长说。
)


@cache
def words() -> frozenset[str]:
    """Return every Chinese name and term of two characters or more that stands in a lexicon; news_words.csv is there for nobody else."""
    found: set[str] = set()
    for path in lexicon.FOLDER.glob("*.csv"):
        for _, (*cells, _) in lexicon.lines(path):
            found.update(*(HAN.findall(cell) for cell in cells))
    return frozenset(found)


@cache
def ends() -> frozenset[str]:
    """Return the words that phrases end with: 取得丰硕成果。, though 成功 is the commoner word."""
    return frozenset(lexicon.words("phrase_ends"))


@cache
def given() -> frozenset[str]:
    """Return the characters that given names end with."""
    return frozenset(lexicon.words("given_endings"))


@cache
def units() -> frozenset[str]:
    """Return the units that are one character; what else their lexicon says of them is for those who read quantities."""
    return frozenset(unit for _, (unit, *_) in lexicon.lines(lexicon.FOLDER / "units.csv") if len(unit) == 1)


def neighbours(left: str, right: str) -> frozenset[str]:
    """Return the last characters of the items of a list before and behind the one that `left` ends in; `right` begins with the mark."""
    items = PARTS.split(left)[-1].split("、")
    found = {items[-2][-1:]} if len(items) > 1 else set()
    if right.startswith("、"):
        found.add(ITEM_END.split(right[1:], maxsplit=1)[0][1:][-1:])
    return frozenset(found - {""})


def weight(left: str, character: str, alike: frozenset[str], times: int) -> float:
    """Return how well `character` ends what `left` began: `alike` are the ends of its neighbours in a list, `times` it stands on the page."""
    fits = KNOWN * known(left, character) + ON_PAGE * math.log1p(times) + COMMON * language.alone(character)
    fits += ALIKE * (character in alike)
    fits += ENDS * (left[-1:] + character in ends())
    fits += UNIT * (character in units() and NUMBER.search(left) is not None)
    fits += NAMED * names(left, character)
    return fits + sum(worth for before, ends, worth in FORMULAS if character in ends and before.search(left))


def known(left: str, character: str) -> int:
    """Return the length of the longest name or term of a lexicon, or word of three or more of the dictionary, that ends with `character`."""
    return _known(left[1 - LONGEST :], character)


# Ways that differ elsewhere end alike.
@lru_cache(1 << 14)
def _known(left: str, character: str) -> int:
    terms = words()
    for size in range(len(left), 0, -1):
        word = left[-size:] + character
        if word in terms or (1 < size < LONG_WORD and language.is_word(word)):
            return size + 1
    return 0


def spells(left: str, character: str) -> bool:
    """Tell whether `character` goes on with a foreign name: 卡皮里姆波希 ends in five and more characters that spell sounds."""
    return len(left) >= SPELLED and all(c in lexicon.sounds() for c in (*left[-SPELLED:], character))


def names(left: str, character: str) -> bool:
    """Tell whether `character` ends a name that `left` has begun, 副会长李国 and 海."""
    return character in given() and _is_named(left)


def is_surname(left: str) -> bool:
    """Tell whether `left` ends in a surname behind a post, 副会长李: the name goes on."""
    name = SURNAME.search(left)
    return name is not None and name.end("surname") == len(left) and name["before"] > "\u3400" and name["surname"] in lexicon.surnames()


def _is_named(left: str) -> bool:
    """Tell whether `left` ends in a surname, or that and one more character, where names stand: in a list others stand before it."""
    name = SURNAME.search(left)
    if name is None or name["surname"] not in lexicon.surnames():
        return False
    if name["before"] != "、":
        return True
    return any(word[:1] in lexicon.surnames() and not language.is_word(word) for word in (left[: name.start()][-3:], left[: name.start()][-2:]))
