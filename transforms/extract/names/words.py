"""Words: what the dictionary knows of a would-be name, as that 安排 is a word of every day, 杜仲 a rare one and 布朗 somebody.

Asked by those who read names of persons; kept, as pages ask the same again and again. Not meant: where one word ends and the next
begins, which cuts.py tells.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from transforms import gazetteer, lexicon


class Everyday(msgspec.Struct, frozen=True, gc=False):
    """A word of every day that the dictionary takes for a name, or that people are called by too."""

    word: str
    kind: Literal["word", "both"]
    why: str


_ROWS = lexicon.read("everyday_names", Everyday)
EVERYDAY_WORDS = frozenset(row.word for row in _ROWS if row.kind == "word")
DOUBTFUL = frozenset(row.word for row in _ROWS if row.kind == "both")

RARE = 25  # how often the dictionary has counted a word that a name may still be: 杜仲, not 安排


def is_han(char: str) -> bool:
    """Return whether `char` is a Han character."""
    return "一" <= char <= "龥"


@lru_cache(maxsize=65536)
def is_famous(text: str) -> bool:
    """Return whether the dictionary knows a name of three characters; it tags people of history as it tags times: 周恩来."""
    import rjieba

    return len(text) == 3 and bool(rjieba.has_word(text)) and str(rjieba.tag(text)[0][1]) in ("nr", "t")


@lru_cache(maxsize=65536)
def is_person(text: str) -> bool:
    """Return whether the dictionary knows a word as somebody's name: 布朗, 莫迪."""
    import rjieba

    return bool(rjieba.has_word(text)) and str(rjieba.tag(text)[0][1]).startswith("nr")


@lru_cache(maxsize=65536)
def is_known(text: str) -> bool:
    """Return whether `text` is a word of the dictionary."""
    import rjieba

    return len(text) > 1 and bool(rjieba.has_word(text))


@lru_cache(maxsize=65536)
def is_frequent(text: str) -> bool:
    """Return whether `text` is a word, and no rare one: 安排, but not 杜仲."""
    import rjieba

    return is_common(text) and bool(rjieba.suggest_freq(text) > RARE)


@lru_cache(maxsize=65536)
def is_ordinary(text: str) -> bool:
    """Return whether a word is one of every day, no name: 代表, 规格, but not 建华 or 海波."""
    import rjieba

    return is_frequent(text) and bool(rjieba.suggest_freq(text) > 4 * RARE) and str(rjieba.tag(text)[0][1]) not in ("nz", "nr", "ns", "nt")


@lru_cache(maxsize=65536)
def is_noted(text: str) -> bool:
    """Return whether a word is so common that behind a post, too, it is no name: 项目, 高度, but not 文华, 连战 or 周济."""
    import rjieba

    return is_ordinary(text) and bool(rjieba.suggest_freq(text) > 12 * RARE)


@lru_cache(maxsize=65536)
def is_term(text: str) -> bool:
    """Return whether the dictionary knows `text`, and not as a name: 今年, but not 铁力."""
    import rjieba

    return is_frequent(text) and str(rjieba.tag(text)[0][1]) not in ("nz", "nr", "ns", "nt")


@lru_cache(maxsize=65536)
def is_verb(text: str) -> bool:
    """Return whether `text` is a verb of two characters that is not rare: 见证, 宣读."""
    import rjieba

    return is_known(text) and str(rjieba.tag(text)[0][1]) in ("v", "vd") and bool(rjieba.suggest_freq(text) > RARE)


@lru_cache(maxsize=65536)
def is_plain(text: str) -> bool:
    """Return whether a word is a verb, says how something is done, or is a very common noun: 安排, 明确, 项目, but not 黄家."""
    import rjieba

    return str(rjieba.tag(text)[0][1])[:1] in ("v", "d", "a", "p", "c") or bool(rjieba.suggest_freq(text) > 50 * RARE)


def is_common(text: str) -> bool:
    """Return whether a would-be name is a word: 安排, 高度, 明星."""
    return text in EVERYDAY_WORDS or is_listed(text)


@lru_cache(maxsize=65536)
def is_listed(text: str) -> bool:
    """Return whether the dictionary has a would-be name, or what it begins with, as a word and not as somebody: 安排, 高度, 金融."""
    import rjieba

    # The dictionary tags people of history as it tags times: 周恩来.
    people = ("nr", "t") if len(text) > 2 else ("nr",)
    if not rjieba.has_word(text):
        return False
    tag = str(rjieba.tag(text)[0][1])
    return not tag.startswith(people) and not (tag == "nz" and rjieba.suggest_freq(text) <= RARE)  # 柯文


@lru_cache(maxsize=65536)
def is_place(text: str) -> bool:
    """Return whether a word is some place's name, as 贺海 is: a person's name may begin with it."""
    import rjieba

    return str(rjieba.tag(text)[0][1]) == "ns" and text not in gazetteer.entries()


def is_word_at(chars: str, at: int) -> bool:
    """Return whether a word of the dictionary begins at `at`."""
    return is_known(chars[at : at + 2]) or is_known(chars[at : at + 3])
