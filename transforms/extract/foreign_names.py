"""Foreign names: 丽奈·玛雯德, 勒·柯布西耶, 古特雷斯 and Joe Hooper. Where one that begins here, or has a dot there, ends.

Transliterations are told by the characters that spell sounds (transliterations.csv) and by their ·. Not meant: brands, which are
one Latin word; 世界·城市, whose words spell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from transforms import lexicon
from transforms.extract import names
from transforms.extract.followers import closes, ends_here, ends_strictly
from transforms.extract.han_names import HAN, NEVER
from transforms.extract.words import is_han, is_known
from transforms.model.document import NAMES, Document


class Transliteration(msgspec.Struct, frozen=True, gc=False):
    """A character that spells the sound of foreign names."""

    character: str
    why: str


SOUNDS = "".join(row.character for row in lexicon.read("transliterations", Transliteration))
# Joe Hooper, John F. Kennedy; not a single word, which may be a brand
LATIN = re.compile(r"[A-Z][a-z'’-]+(?: (?:[A-Z]\.|[A-Z][A-Za-z'’-]+)){1,3}(?![A-Za-z])")
SOUND_RUN = re.compile(rf"[{SOUNDS}]{{3,8}}")
SOUND_PAIR = re.compile(rf"[{SOUNDS}]{{2}}")
PARTS = re.compile(rf"(?:[·•・∙‧][{SOUNDS}]+)+")
DOT = re.compile("[·•・∙‧]")
SOUNDING = re.compile(rf"[{SOUNDS}](?:[{SOUNDS}-]{{0,9}}[{SOUNDS}])?$")


def is_spelled(part: str, sure: bool) -> bool:
    """Return whether what stands before a dot may be the first part of a name: behind a post any characters, else those that spell sounds."""
    return SOUNDING.fullmatch(part) is not None or (sure and not NEVER.intersection(part) and not names.posts()[0].find(part))


def dotted(document: Document, posts: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of names with a dot in them. The dot is looked for first: it is rare, the characters before it are not."""
    chars, last = document.chars, 0
    for dot in document.finditer(DOT, NAMES):
        if dot.start() < last:
            continue
        run = BEFORE_DOT.search(chars, max(dot.start() - 12, last), dot.start())
        start = dotted_start(chars, run.start(), dot.start(), posts) if run else None
        end = dotted_end(chars, dot.start(), sure=start in posts) if start is not None else None
        if start is not None and end is not None:
            last = end
            yield start, end


BEFORE_DOT = re.compile(rf"[{HAN}-]{{1,12}}$")
UP_TO_DOT = re.compile(rf"[{HAN}-]{{1,8}}(?= ?[·•・∙‧])")
DOTS = re.compile("[·•・∙‧ ]{1,3}")
SOUND_START = re.compile(rf"[{SOUNDS}-]{{1,10}}")


def dotted_start(chars: str, left: int, dot: int, posts: set[int]) -> int | None:
    """Return where the name before a dot begins: behind a post or a mark whatever its characters, else with those that spell sounds."""
    post = next((at for at in range(dot - 1, left - 1, -1) if at in posts), None)
    if post is not None and dot - post <= 6 and not NEVER.intersection(chars[post:dot]):
        return post
    match = SOUNDING.search(chars, left, dot)
    if match is None:
        return None
    start = match.start()
    # 雪克来提·: a character that spells no sound, between two that do, is no end of a name.
    while start - 2 >= left and chars[start - 2] in SOUNDS and chars[start - 1] not in NEVER:
        if is_known(chars[start - 2 : start]) or is_known(chars[start - 1 : start + 1]):
            break
        match = SOUNDING.search(chars, left, start - 1)
        start = match.start() if match else start - 2
    return start


def dotted_end(chars: str, dot: int, sure: bool) -> int | None:
    """Return where the name ends whose first dot is at `dot`, or None if what follows spells no name: 世界·城市."""
    at = behind_dot(chars, dot)
    if not sure and chars[at : at + 1] not in SOUNDS:
        return None
    part = UP_TO_DOT.match(chars, at)
    while part:
        at = behind_dot(chars, part.end())
        part = UP_TO_DOT.match(chars, at)
    return spelled_end(chars, at) if is_han(chars[at : at + 1]) else None


def behind_dot(chars: str, at: int) -> int:
    """Return where a name goes on behind the dot at `at`, with or without blanks around it."""
    dots = DOTS.match(chars, at)
    return dots.end() if dots else at


def spelled_end(chars: str, at: int) -> int:
    """Return where the transliteration that begins at `at` ends: 柯布西耶 + 提出, 吐尼亚孜 + 致辞."""
    run = SOUND_START.match(chars, at)
    stop = run.end() if run else at
    end = next((place for place in range(at + 1, stop) if ends_strictly(chars, place)), stop)
    if end > at and ends_here(chars, end):
        return end
    # One or two characters more, up to a mark or a verb, unless they are a word: 吐尼亚孜 but 古特雷斯 + 今年.
    for more in (1, 2) if end > at else (1, 2, 3, 4):
        rest = chars[end : end + more]
        if NEVER.intersection(rest) or not all(map(is_han, rest)) or is_known(rest):
            break
        if closes(chars, end + more):
            return end + more
    return max(end, at + 1)
