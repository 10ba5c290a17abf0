"""Evidence: what the rest of a page tells of a character that was cut through, 海 of 威?！坝镁G色, for 威海 stands there twenty times more.

A mirror's table holds a character or not, so what is annotated is so everywhere and what is not, nowhere; the words before the
damage stand elsewhere with what follows them. What the language tells is said in language.py, endings.py and beginnings.py.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

import msgspec

from transforms.model.patterns import pattern
from transforms.model.text import Edit
from transforms.restore import gbk
from transforms.restore.pinyin import glosses
from transforms.restore.readings import LETTERS, is_reading
from transforms.restore.script import traditional

READING = rf"[{LETTERS}]{{1,7}}"
GLOSS = pattern(rf"[(（](?P<reading>{READING})[ ]?[)）]")
PRIVATE = pattern("[\ue000-\uf8ff]")
SAMPLE = 200
LINE = 500  # of a longer line no more is read: a page in one line would be read anew at each of its slips
IN_TABLE, NOT_IN_TABLE = 2.0, -12.0


class Page(msgspec.Struct, frozen=True, dict=True):
    """What the whole page tells: its characters, and its table of annotations."""

    chars: str
    traditional: bool
    wide: bool  # full-width marks were not folded
    private: bool  # private-use characters stand there: its mirror did not drop them
    following: dict[str, Counter[str]]  # of words that were looked up: what stands behind them on the page
    edits: list[Edit]  # found so far, in order
    table: dict[str, bool]  # of characters that were looked up: whether they are annotated

    def annotates(self, character: str) -> bool:
        """Tell whether the table has the character: it is annotated wherever it stands."""
        known = self.table.get(character)
        if known is None:
            known = self.table[character] = gbk.is_key(character) and self._annotates(character)
        return known

    def _annotates(self, character: str) -> bool:
        # A slip asks for a few characters: to count those is quicker than to read every annotation of the page.
        times, at = 0, -1
        for bracket in "(（" if "（" in self.chars else "(":
            times += self.chars.count(character + bracket)
            at = max(at, self.chars.find(character + bracket))
        gloss = GLOSS.match(self.chars, at + 1) if times else None
        return gloss is not None and is_reading(character, gloss["reading"]) and times > 0.7 * self.chars.count(character)

    @cached_property
    def plain(self) -> str:
        """The page without annotations, Simplified and half width."""
        return glosses(self.chars).host.translate(gbk.plain_forms())

    @cached_property
    def times(self) -> Counter[str]:
        """How often each character stands on the plain page."""
        return Counter(self.plain)


def page(chars: str) -> Page:
    """Return what the page tells before anything on it was repaired."""
    return Page(
        chars=chars,
        traditional=len(traditional(chars[:SAMPLE])) >= 3 or len(traditional(chars)) >= 3,
        wide="，" in chars,
        private=PRIVATE.search(chars) is not None,
        following={},
        edits=[],
        table={},
    )


def back(chars: str, at: int) -> int:
    """Return where a gloss that ends at `at` begins, `at` itself where there is none."""
    if at and chars[at - 1] in ")）":
        start = max(chars.rfind("(", max(0, at - 12), at), chars.rfind("（", max(0, at - 12), at))
        if start > 0 and GLOSS.fullmatch(chars, start, at):
            return start
    return at


def line(page: Page, at: int) -> str:
    """Return the line up to `at` as far as it is restored: an opening “ may have been cut through as well."""
    start = max(page.chars.rfind("\n", 0, at) + 1, at - LINE)
    pieces: list[str] = []
    for edit in sorted((e for e in page.edits[-LINE:] if e.start >= start and e.end <= at), key=lambda e: e.start):
        pieces += (page.chars[start : edit.start], edit.replacement)
        start = edit.end
    return GLOSS.sub("", "".join((*pieces, page.chars[start:at])))


def annotated(page: Page, key: str) -> float:
    """Return what the page's table says of a character that was annotated."""
    return IN_TABLE if page.annotates(key) else NOT_IN_TABLE if key in page.chars else 0.0


def repeated(page: Page, tail: str, simple: str) -> float:
    """Return how much the rest of the page speaks for a character behind `tail`: the same words stand there again."""
    weight = 0.0
    for size, worth in ((1, 1.5), (2, 2.5), (3, 2.5)):
        words = tail[-size:]
        if len(words) < size or not ("\u3400" <= words[0] <= "\u9fff" and "\u3400" <= simple <= "\u9fff"):
            break
        if words not in page.following:
            page.following[words] = Counter(page.plain[m.end() : m.end() + 1] for m in re.finditer(words, page.plain))
        times = page.following[words][simple]
        if not times:
            break
        weight += worth * min(math.log1p(times), 2.0)
    return weight


def agrees(page: Page, characters: Iterable[str], marks: tuple[int, ...], keys: tuple[str, ...]) -> bool:
    """Tell whether a way to read `characters`, with readings of `keys` behind the offsets `marks` of their bytes, agrees with the page's table."""
    if any(key in page.chars and not page.annotates(key) for key in keys):
        return False
    stream = b"".join(gbk.pair(gbk.widened(c)) or b"??" for c in characters)
    for i in range(2, len(stream) - 1):
        if i + 2 in marks or i + 1 in marks:
            continue
        found = gbk.character(stream[i], stream[i + 1])
        if found and i + 2 < len(stream) and (found in keys or page.annotates(found)):
            return False
    return True
