"""Annotations: Pinyin that a mirror wrote behind characters, 長(zhǎng)江 and 住房(zhùfáng)问题, is taken out.

The mirrors annotate by table: a character of the table has its reading everywhere on the page. An author who explains a rare
character does it once, so a lone 饕餮(tāo tiè) stays; (B型), (dvd) and (记者 张三) are no readings of what stands before them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import accumulate, compress
from typing import NamedTuple

from transforms.model.patterns import pattern
from transforms.model.text import Change, Cuts, Edit, Text
from transforms.restore import gbk
from transforms.restore.readings import LETTERS, is_reading, spelled
from transforms.restore.script import TRADITIONAL, traditional

# The bracket first: a regex that begins with a rare character skips to it, and faster to one than to one of two.
_INSIDE = rf"(?<=([㐀-鿿)）]).)[{LETTERS} ][{LETTERS}0-5' ]*+[)）]"
GLOSS = pattern(rf"([(（]{_INSIDE})")
NARROW = pattern(rf"(\({_INSIDE})")
WIDE = pattern(rf"（{_INSIDE}")
LONGEST_WORD = 8
LONGEST_GLOSS = 13  # 窗( chuāng )
ENOUGH = 3  # different characters; a page with fewer is judged by each of them
MANY = 40  # annotations
REASON = "the brackets hold a reading of the character before them, and the whole page is annotated like this"
RIGHT: set[tuple[str, str]] = set()  # 長 and (zhǎng): as many as there are readings, and ways to space them
BLANK_REASON = "the annotator of this page put a blank behind every reading"


class Glosses(NamedTuple):
    """The brackets whose letters are a reading of what stands before them, one beside the other: an annotated page has hundreds."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    host: str  # the text without brackets like these
    places: list[int]  # where all brackets like these stood in it


def find(text: Text) -> Iterable[Edit]:
    """Return one removal for every gloss, if the page is annotated by table."""
    chars = text.chars
    found = glosses(chars)
    if not found.words:
        return ()
    running = len(found.ends) >= MANY or sum("\u3400" <= chars[end : end + 1] <= "\u9fff" for end in found.ends) * 2 > len(found.ends)
    distinct = frozenset(found.words)
    tables = annotated(found, distinct, text.changes, running)
    starts, ends = found.starts, found.ends
    if not tables >= distinct:
        kept = [word in tables for word in found.words]
        starts, ends = list(compress(starts, kept)), list(compress(ends, kept))
    whole = len(starts) == len(found.places)  # every bracket goes
    cuts = Cuts(starts, ends, "pinyin_annotation", REASON, (found.host, found.places) if whole else None)
    if 2 * chars.count(" ") > len(ends) >= ENOUGH:
        blanks = [end for end in ends if chars.startswith(" ", end)]
        if len(blanks) > 0.8 * len(ends):
            return [*cuts, *(Edit(end, end + 1, "", "pinyin_annotation", BLANK_REASON) for end in blanks)]
    return cuts


def glosses(chars: str) -> Glosses:
    """Return every bracket that holds a reading of the character, or the readings of the word, before it."""
    pieces = (GLOSS if "（" in chars and WIDE.search(chars) else NARROW).split(chars)
    if len(pieces) == 1:
        return Glosses([], [], [], chars, [])
    words = pieces[2::3]
    del pieces[2::3]
    lengths = list(map(len, pieces))
    edges, places = list(accumulate(lengths)), list(accumulate(lengths[:-1:2]))
    starts, ends, host = edges[:-1:2], edges[1::2], "".join(pieces[::2])
    # A character has the same reading wherever it stands: most pairs were looked up before.
    if RIGHT.issuperset(zip(words, pieces[1::2], strict=True)):
        return Glosses(starts, ends, words, host, places)
    pairs = list(zip(words, pieces[1::2], strict=True))
    if not _unread(pairs):
        return Glosses(starts, ends, words, host, places)
    found = Glosses([], [], [], host, places)
    for start, end, pair in zip(starts, ends, pairs, strict=True):
        word, gloss = pair
        if pair not in RIGHT:
            word = _before(chars, start, found)
            size = spelled(word, gloss[1:-1].replace(" ", "").replace("'", ""))
            word = word[-size:] if size else ""
        if word:
            found.starts.append(start)
            found.ends.append(end)
            found.words.append(word)
    return found


def _unread(pairs: list[tuple[str, str]]) -> bool:
    """Tell whether some brackets hold no reading of the character before them; the others are noted as RIGHT."""
    unknown = set(pairs) - RIGHT
    right = {(word, gloss) for word, gloss in unknown if len(gloss) <= LONGEST_GLOSS and is_reading(word, gloss[1:-1].strip(" "))}
    RIGHT.update(right)
    return len(right) < len(unknown)


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


def annotated(found: Glosses, distinct: frozenset[str], changes: Iterable[Change], running: bool) -> frozenset[str]:
    """Return those of the `distinct` words that the page annotates by table: everywhere, and not as an author explains a single one.

    `running` tells whether most of them stand amid sentences.
    """
    host, words = found.host, found.words
    if len(words) >= MANY:
        # So many are no author's: on a page written by a machine there is nothing to count.
        keys = distinct & gbk.mirror_characters()
        if 2 * len(keys) >= len(distinct) and len(keys & TRADITIONAL) >= ENOUGH:
            return keys.union(w for w in distinct - keys if len(w) > 1 or words.count(w) > 1)
    # A slip that was undone has taken the reading of its character with it.
    undone = Counter(change.edit.replacement for change in changes if change.edit.kind == "gbk_slip")
    times = Counter(words)
    always = {w for w, n in times.items() if n > 2 or len(w) > 1 or 2 * n > host.count(w) - undone[w]}
    # The tables of mirrors hold Traditional characters, or words; a single other character is explained by the author.
    mirrored = always & gbk.mirror_characters()
    if 2 * len(mirrored) >= len(times) and (len(mirrored & TRADITIONAL) >= ENOUGH or len(traditional(host)) >= ENOUGH):
        # What another hand added to such a page, links or a second story, has none: 發(fā)展 there, 發展 here.
        sure = gbk.mirror_characters().intersection(times) & TRADITIONAL
        return sure.union(w for w in always if len(w) > 1 or w in mirrored or times[w] > 1)
    # Simplified pages are annotated too, and common words then, again and again or amid sentences; a list of words to learn is neither.
    repeated = (running and len(always) >= 2 * ENOUGH) or any(times[w] > 1 for w in always)
    common = {w for w in times if all(map(_common, w))}
    if running and len(words) >= MANY // 2 and 2 * len(common) > len(times):
        return frozenset(times)  # some tools annotate a character here and not there
    common &= always
    return frozenset(always) if len(always) >= ENOUGH and repeated and 2 * len(common) > len(times) else frozenset()


def _common(character: str) -> bool:
    """Tell whether everybody can read the character: level 1 of GB 2312, or a Traditional form (their rare ones are not annotated)."""
    code = character.encode("gb2312", "ignore")
    return code < b"\xd8" if code else character in TRADITIONAL
