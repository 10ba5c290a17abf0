"""Annotations: Pinyin that a mirror wrote behind characters, 長(zhǎng)江 and 住房(zhùfáng)问题, is taken out.

The mirrors annotate by table: a character of the table has its reading everywhere on the page. An author who explains a rare
character does it once, so a lone 饕餮(tāo tiè) stays; (B型), (dvd) and (记者 张三) are no readings of what stands before them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate, compress, repeat
from typing import NamedTuple

from transforms.model.text import Edit, Text
from transforms.restore import gbk
from transforms.restore.readings import LETTERS, is_reading, readings, spelled
from transforms.restore.script import TRADITIONAL, traditional

# The bracket first: a regex that begins with a rare character skips to it, and faster to one than to one of two.
_INSIDE = rf"(?<=[㐀-鿿)）].) ?[{LETTERS}][{LETTERS}0-5' ]*[)）]"
GLOSS = re.compile(rf"([(（]{_INSIDE})")
NARROW = re.compile(rf"(\({_INSIDE})")
WIDE = re.compile(rf"（{_INSIDE}")
LONGEST_WORD = 8
ENOUGH = 3  # different characters; a page with fewer is judged by each of them
MANY = 40  # annotations
REASON = "the brackets hold a reading of the character before them, and the whole page is annotated like this"
BLANK_REASON = "the annotator of this page put a blank behind every reading"


class Glosses(NamedTuple):
    """The brackets whose letters are a reading of what stands before them, one beside the other: an annotated page has hundreds."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    host: str  # the text without brackets like these


def find(text: Text) -> list[Edit]:
    """Return one removal for every gloss, if the page is annotated by table."""
    chars = text.chars
    found = glosses(chars)
    if not found.words:
        return []
    # A slip that was undone has taken the reading of its character with it.
    undone = Counter(change.edit.replacement for change in text.changes if change.edit.kind == "gbk_slip")
    running = len(found.ends) >= MANY or sum("\u3400" <= chars[end : end + 1] <= "\u9fff" for end in found.ends) * 2 > len(found.ends)
    tables = annotated(found.host, found.words, undone, running)
    if not tables:
        return []
    kept = [word in tables for word in found.words]
    places = (found.starts, found.ends) if all(kept) else (compress(found.starts, kept), compress(found.ends, kept))
    edits = list(map(Edit, *places, repeat(""), repeat("pinyin_annotation"), repeat(REASON)))
    if ") " in chars or "） " in chars:
        blanks = [edit.end for edit in edits if chars.startswith(" ", edit.end)]
        if len(edits) >= ENOUGH and len(blanks) > 0.8 * len(edits):
            edits += [Edit(end, end + 1, "", "pinyin_annotation", BLANK_REASON) for end in blanks]
    return edits


def glosses(chars: str) -> Glosses:
    """Return every bracket that holds a reading of the character, or the readings of the word, before it."""
    pieces = (GLOSS if "（" in chars and WIDE.search(chars) else NARROW).split(chars)
    if len(pieces) == 1:
        return Glosses([], [], [], chars)
    edges = list(accumulate(map(len, pieces)))
    starts, ends, brackets = edges[:-1:2], edges[1::2], pieces[1::2]
    words = list(map(_glossed, [chars[start - 1] for start in starts], brackets))
    host = "".join(pieces[::2])
    if all(words):
        return Glosses(starts, ends, words, host)
    found = Glosses([], [], [], host)
    for start, end, word, bracket in zip(starts, ends, words, brackets, strict=True):
        if not word:
            before = _before(chars, start, found)
            count = spelled(before, bracket[1:-1].replace(" ", "").replace("'", ""))
            word = before[-count:] if count else ""
        if word:
            found.starts.append(start)
            found.ends.append(end)
            found.words.append(word)
    return found


@lru_cache(1 << 14)
def _glossed(character: str, bracket: str) -> str:
    """Return the character if the bracket holds one of its readings, else nothing."""
    reading = bracket[1:-1].strip(" ")
    return character if reading in readings(character) or is_reading(character, reading) else ""


def _before(chars: str, at: int, found: Glosses) -> str:
    """Return the Chinese characters before `at`; glosses between them are left out: 非正(zhèng)规(fēizhèngguī) reads 非正规."""
    word = ""
    last = len(found.ends) - 1
    while at > 0 and len(word) < LONGEST_WORD:
        if last >= 0 and found.ends[last] == at:
            at = found.starts[last]
            last -= 1
        elif "\u3400" <= chars[at - 1] <= "\u9fff":
            word = chars[at - 1] + word
            at -= 1
        else:
            break
    return word


def annotated(host: str, words: list[str], undone: Mapping[str, int], running: bool) -> frozenset[str]:
    """Return the words that the page annotates by table: everywhere, and not as an author explains a single one.

    `running` tells whether most of them stand amid sentences.
    """
    times = Counter(words)
    if len(words) >= MANY:
        # So many are no author's: on a page written by a machine there is nothing to count.
        keys = gbk.mirror_characters().intersection(times)
        if 2 * len(keys) >= len(times) and len(keys & TRADITIONAL) >= ENOUGH:
            return frozenset(times) if len(keys) == len(times) else frozenset(w for w, n in times.items() if len(w) > 1 or w in keys or n > 1)
    always = {w for w, n in times.items() if n > 2 or len(w) > 1 or 2 * n > host.count(w) - undone.get(w, 0)}
    # The tables of mirrors hold Traditional characters, or words; a single other character is explained by the author.
    mirrored = always & gbk.mirror_characters()
    if 2 * len(mirrored) >= len(times) and (len(mirrored & TRADITIONAL) >= ENOUGH or len(traditional(host)) >= ENOUGH):
        return frozenset(w for w in always if len(w) > 1 or w in mirrored or times[w] > 1)
    # Simplified pages are annotated too, and common words then, again and again or amid sentences; a list of words to learn is neither.
    repeated = (running and len(always) >= 2 * ENOUGH) or any(times[w] > 1 for w in always)
    common = [w for w in always if all(map(_common, w))]
    return frozenset(always) if len(always) >= ENOUGH and repeated and 2 * len(common) > len(times) else frozenset()


def _common(character: str) -> bool:
    """Tell whether everybody can read the character: level 1 of GB 2312, or a Traditional form (their rare ones are not annotated)."""
    code = character.encode("gb2312", "ignore")
    return code < b"\xd8" if code else character in TRADITIONAL

