"""Followers: where the name of a person may end, as before 介绍, 表示 and 出席, at a comma, or before 等.

The words that people are followed by are listed in seeds/lexicon/name_followers.csv. Not meant: what a name itself is made of.
"""

from __future__ import annotations

from transforms import lexicon
from transforms.extract.names.words import is_han
from transforms.model.patterns import pattern

FOLLOWERS = lexicon.words("name_followers")
FOLLOWING = frozenset(FOLLOWERS)
# How long the words are that begin with a character, the longest first: most characters begin none.
SIZES = {start: sorted({len(word) for word in FOLLOWERS if word[0] == start}, reverse=True) for start in {word[0] for word in FOLLOWERS}}

DAY = pattern("[一二三四五六七八九十]{1,3}日(?![本元报])")
DAYS = frozenset("一二三四五六七八九十")


def closes(chars: str, at: int) -> bool:
    """Return whether a name clearly ends at `at`: a mark, a verb of two characters, 说 before a mark, 及 or 等."""
    if not is_han(chars[at : at + 1]) or ends_strictly(chars, at):
        return at <= len(chars)
    if chars[at] in "及和与":
        return is_han(chars[at + 1 : at + 2]) and not ends_strictly(chars, at + 1)  # 甲和 + 出席 is no list: 和 is part of the name
    after = chars[at + 1 : at + 2]
    if chars[at] == "时" and is_han(after):  # 会见知事蜷川虎三 + 时说
        return closes(chars, at + 1)
    return (chars[at] in "说称" and not is_han(after)) or (chars[at] == "等" and after not in "级待候于")


def ends_here(chars: str, at: int) -> bool:
    """Return whether a name may end at `at`: the clause ends, or a word follows that people are followed by."""
    open_end = at <= len(chars) and not is_han(chars[at : at + 1])
    when = chars.startswith("时", at) and (closes(chars, at) or chars[at + 1 : at + 2] in (",", "，"))  # 会见总统尼克松 + 时,
    return open_end or when or follower(chars, at) > 0


def follower(chars: str, at: int) -> int:
    """Return the length of the longest word that follows names and begins at `at`, or of a day (甲 + 十日抵达), or 0."""
    if chars[at : at + 1] in DAYS and (day := DAY.match(chars, at)):
        return day.end() - at
    for size in SIZES.get(chars[at : at + 1], ()):
        if chars[at : at + size] in FOLLOWING:
            return min(size, len(chars) - at)
    return 0


def starts_follower(chars: str, at: int) -> bool:
    """Return whether a word of at least two characters that follows names begins at `at`: 吴晗 + 介绍."""
    return follower(chars, at) > 1 and not ends_strictly(chars, at + 1)


def ends_strictly(chars: str, at: int) -> bool:
    """Return whether a follower of two characters begins at `at`: 张国强 + 调研."""
    return follower(chars, at) > 1
