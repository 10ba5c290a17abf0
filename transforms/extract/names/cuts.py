"""Cuts: where one word ends and the next begins, and what a few characters are taken for, asked often: 援建 + 四所 + 小学, 亩 behind a number.

Shared grammar. The dictionary takes a tenth of a second to load: only pages with a cue pay for it. What it cuts through an 和 is whole
in whole_words.csv: 碳中和 joins nothing.
"""

from __future__ import annotations

from functools import cache, lru_cache

from transforms import lexicon
from transforms.model.patterns import pattern

# Words such as 海港 or 建设, as the tagger knows them: they give nothing a name of its own.
COMMON_TAGS = frozenset(("n", "v", "vn", "a", "d", "s", "f", "b", "m", "r", "z", "i", "l", "t"))


# Longest first: 信永中和 before 中和.
WHOLE = pattern(f"({'|'.join(sorted(lexicon.words('whole_words'), key=len, reverse=True))})")


@lru_cache(maxsize=1 << 14)
def cut(text: str) -> tuple[str, ...]:
    """Return the words of a few characters."""
    import rjieba

    if "和" not in text or not WHOLE.search(text):
        return tuple(rjieba.cut(text))
    parts = WHOLE.split(text)
    return tuple(word for number, part in enumerate(parts) for word in ([part] if number % 2 else rjieba.cut(part)))


@lru_cache(maxsize=1 << 14)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a few characters, each with what the tagger takes it for."""
    import rjieba

    return tuple(rjieba.tag(text))


@lru_cache(maxsize=1 << 16)
def is_word(text: str) -> bool:
    """Return whether the dictionary has `text`."""
    import rjieba

    return bool(rjieba.has_word(text))


def is_measure(text: str) -> bool:
    """Return whether a word behind a number is what it is counted in: 亩, 公里; not 号线, 世纪."""
    return text not in ("世纪", "号") and tagged(text)[0][1] in ("q", "m", "mq")


@cache
def generic() -> frozenset[str]:
    """Return the words that give a body no name of its own: 物流, 行业."""
    return frozenset(lexicon.words("generic_words"))


@lru_cache(maxsize=1 << 16)
def is_plain(own: str) -> bool:
    """Return whether words before a kind are all common ones: 通用, 口袋, 全球."""
    words = tagged(own)
    if len(words) > 1 and all(len(word) == 1 for word, _ in words):
        return False  # 中 + 疃: no word at all
    return all(word in generic() or (is_word(word) and tag in COMMON_TAGS) for word, tag in words)
