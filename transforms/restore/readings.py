"""Readings: which syllables a character may be read as, 長 as zhǎng, cháng or zhàng, with and without tones.

Annotators look characters up one by one and take any reading, so a gloss is checked against all of them, never against the one
that fits the context: 長江 is annotated zhǎng on most mirrors.
"""

from __future__ import annotations

import os
import unicodedata
from functools import cache, lru_cache

# Letters that Pinyin is written with, tones and the ɑ ɡ of school books included; ASCII digits may stand for tones.
LETTERS = "a-zāáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿɑɡ"
_PLAIN = str.maketrans("ɑɡ", "ag")
_LONGEST = 6  # zhuang


def plain(syllable: str) -> str:
    """Return `syllable` without tones, ü written v: lǜ -> lv, zhang3 -> zhang."""
    folded = unicodedata.normalize("NFD", syllable.translate(_PLAIN)).replace("u\u0308", "v")
    return "".join(c for c in folded if c.isascii() and not c.isdigit())


@cache
def readings(character: str) -> frozenset[str]:
    """Return every reading of a character, each with its tone and without; empty for what is not Chinese."""
    # Only pages with a gloss pay for the import, and none for the phrases, which take 0.3 s and are not asked.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    toned = [r for r in pinyin_dict.get(ord(character), "").split(",") if r]
    bare = {plain(r) for r in toned}
    # lǜ is typed lv, lü or lu.
    return frozenset(toned) | bare | {b.replace("v", "ü") for b in bare} | {b.replace("v", "u") for b in bare}


@lru_cache(1 << 16)
def is_reading(character: str, syllable: str) -> bool:
    """Tell whether `syllable`, with or without its tone, is one of the readings of `character`."""
    found = readings(character)
    if syllable in found:
        return True
    folded = unicodedata.normalize("NFC", syllable.translate(_PLAIN))
    return folded in found or (folded[-1:] in "12345" and plain(folded) in found)


def spelled(characters: str, word: str) -> int:
    """Return how many of the last `characters` the syllables of `word` spell, one each, or 0: 住房问题 and fángwèntí give 3."""
    ways = {len(word): 0}  # end of what is left of the word -> characters read
    for count, character in enumerate(reversed(characters), 1):
        ways = {
            end - size: count
            for end in ways
            for size in range(1, min(_LONGEST, end) + 1)
            if is_reading(character, word[end - size : end])
        }
        if 0 in ways:
            return count
        if not ways:
            return 0
    return 0
