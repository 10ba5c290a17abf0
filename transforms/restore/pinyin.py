"""Annotations: Pinyin that a mirror wrote behind characters, 長(zhǎng)江 and 住房(zhùfáng)问题, is taken out.

The mirrors annotate by table: a character of the table has its reading everywhere on the page. An author who explains a rare
character does it once, so a lone 饕餮(tāo tiè) stays; (B型), (dvd) and (记者 张三) are no readings of what stands before them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from transforms.model.text import Edit, Text
from transforms.restore import gbk
from transforms.restore.readings import LETTERS, is_reading, readings, spelled
from transforms.restore.script import TRADITIONAL, traditional

# The bracket first: a regex that begins with a rare character skips to it, and faster to one than to one of two.
_INSIDE = rf"(?<=[㐀-鿿)）].) ?(?P<reading>[{LETTERS}][{LETTERS}0-5' ]*)[)）]"
GLOSS = re.compile(rf"[(（]{_INSIDE}")
NARROW = re.compile(rf"\({_INSIDE}")
LONGEST_WORD = 8
ENOUGH = 3  # different characters; a page with fewer is judged by each of them
REASON = "the brackets hold a reading of the character before them, and the whole page is annotated like this"
BLANK_REASON = "the annotator of this page put a blank behind every reading"


class Gloss(msgspec.Struct, frozen=True, gc=False):
    """A bracket whose letters are a reading of what stands before it."""

    start: int
    end: int
    word: str


def find(text: Text) -> Iterator[Edit]:
    """Yield one removal for every gloss, if the page is annotated by table."""
    chars = text.chars
    found = glosses(chars)
    if not found:
        return
    # A slip that was undone has taken the reading of its character with it.
    undone = Counter(change.edit.replacement for change in text.changes if change.edit.kind == "gbk_slip")
    tables = annotated(chars, found, undone)
    removed = [gloss for gloss in found if gloss.word in tables]
    for gloss in removed:
        yield Edit(gloss.start, gloss.end, "", "pinyin_annotation", REASON)
    blanks = [gloss.end for gloss in removed if chars.startswith(" ", gloss.end)]
    if len(removed) >= ENOUGH and len(blanks) > 0.8 * len(removed):
        for end in blanks:
            yield Edit(end, end + 1, "", "pinyin_annotation", BLANK_REASON)


def glosses(chars: str) -> list[Gloss]:
    """Return every bracket that holds a reading of the character, or the readings of the word, before it."""
    found: list[Gloss] = []
    for match in (GLOSS if "（" in chars else NARROW).finditer(chars):
        start, end = match.span()
        reading = match[1]
        if reading[-1] == " ":
            reading = reading.rstrip(" ")
        character = chars[start - 1]
        if reading in readings(character) or is_reading(character, reading):
            found.append(Gloss(start, end, character))
            continue
        before = _before(chars, start, found)
        count = spelled(before, reading.replace(" ", "").replace("'", ""))
        if count:
            found.append(Gloss(start, end, before[-count:]))
    return found


def _before(chars: str, at: int, found: list[Gloss]) -> str:
    """Return the Chinese characters before `at`; glosses between them are left out: 非正(zhèng)规(fēizhèngguī) reads 非正规."""
    word = ""
    last = len(found) - 1
    while at > 0 and len(word) < LONGEST_WORD:
        if last >= 0 and found[last].end == at:
            at = found[last].start
            last -= 1
        elif "\u3400" <= chars[at - 1] <= "\u9fff":
            word = chars[at - 1] + word
            at -= 1
        else:
            break
    return word


def annotated(chars: str, found: list[Gloss], undone: Counter[str]) -> frozenset[str]:
    """Return the words that the page annotates by table: everywhere, and not as an author explains a single one."""
    times = Counter(g.word for g in found)
    always = {w for w, n in times.items() if n > 2 or len(w) > 1 or 2 * n > chars.count(w) - undone[w]}
    # The tables of mirrors hold Traditional characters, or words; a single other character is explained by the author.
    mirrored = {w for w in always if len(w) == 1 and gbk.is_key(w)}
    if 2 * len(mirrored) >= len(times) and (len(mirrored & TRADITIONAL) >= ENOUGH or len(traditional(chars)) >= ENOUGH):
        return frozenset(w for w in always if len(w) > 1 or w in mirrored or times[w] > 1)
    # Simplified pages are annotated too, and common words then, again and again.
    repeated = len(always) >= 2 * ENOUGH or any(times[w] > 1 for w in always)
    common = [w for w in always if all(map(_common, w))]
    return frozenset(always) if len(always) >= ENOUGH and repeated and 2 * len(common) > len(times) else frozenset()


def _common(character: str) -> bool:
    """Tell whether everybody can read the character: level 1 of GB 2312, or a Traditional form (their rare ones are not annotated)."""
    code = character.encode("gb2312", "ignore")
    return code < b"\xd8" if code else character in TRADITIONAL

