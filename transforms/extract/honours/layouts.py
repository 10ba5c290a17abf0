"""Layouts: the entries of a list, however a page sets them: a line each, 2 | 沛县 | 江苏省, 2沛县江苏, or 2, 沛县 and 江苏 on three lines.

Shared grammar of awards: where an entry begins and ends, its cells, and what their column is for. Who is named in them, rosters.py says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import Literal

import msgspec

from transforms import gazetteer, lexicon
from transforms.extract.events.sites import within
from transforms.extract.facts import Facts
from transforms.extract.honours.name_lists import unlabelled
from transforms.extract.lines import alternatives
from transforms.extract.numerals import figure
from transforms.model.document import Document
from transforms.model.patterns import pattern

Span = tuple[int, int]
Kind = Literal["number", "name", "place", "prize", "time", "other"]


class Column(msgspec.Struct, frozen=True):
    """A word that heads a column of a table, and what stands below it; a longer heading ends in it: 获奖单位."""

    word: str
    kind: Kind
    why: str


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One entry: its lines in `segments`, what stands in its cells without its number, and the kinds of their columns where a table names them."""

    line: int
    last: int
    cells: list[Span]
    kinds: list[Kind]
    number: int | None = None


COLUMNS = {row.word: row.kind for row in lexicon.read("columns", Column)}
WORDS = alternatives(list(COLUMNS))
WORD = pattern(WORDS)
HEAD = pattern(
    rf"(?:获奖|获评|入选|命名|主要|参赛|完成|承建|建设|试点|示范|工程|项目|案例|作品|所获|获得|授予|颁布|批准|公布)*?(?P<word>{WORDS})"
)
WORD_BEHIND = pattern(rf"[^|,，。;；:：]{{1,8}}?(?P<word>{WORDS})")
ASIDE = pattern(r"[(（][^()（）]{1,12}[)）]")  # 市(县、区), 奖励(命名)名称
GLUED = pattern(rf"(?:{WORDS}){{2,8}}")
BULLETS = "•·●★◆■▪"
NUMBER = pattern(
    rf"\s*(?:[{BULLETS}]|(?:[(（]?(?P<count>[0-9一二三四五六七八九十]{{1,3}})(?:[)）]|[、.．。](?![0-9])))+"
    r"|(?P<bare>[0-9]{1,3})(?:[个名项家](?=[ \u3000\t|]))?(?=[ \u3000\t|]|[一-龥“《](?<![0-9][年月日时分秒元万亿余多个名项家点号度倍%路]))"
    r")[ \u3000\t]*"
)
ALONE = pattern(r"[0-9]{1,3}")
PROVINCES = alternatives([name for row in gazetteer.divisions().values() if row.level == "province" for name in (row.name, row.short or row.name)])
IN_PROVINCE = pattern(rf"[^\n]+[市县区州旗镇乡村](?P<home>{PROVINCES})")
CELL = pattern(r"[一-龥][ \u3000]+[一-龥](?=[ \u3000|(（]|$)|(?:“[^“”\n]*”|[(（][^()（）\n]*[)）]|[^ \u3000\xa0\t|:：“(（])+")
BAR = pattern(r"[|\t]")
BLANKS = str.maketrans("", "", " \u3000")
WIDEST = 7


def entries(document: Document, facts: Facts, line: int) -> Iterator[Entry]:
    """Yield the entries from a line on; a heading of columns is none, and where cells stand on lines of their own, the numbers say where they end."""
    kinds, height, line = _columns(document, line)
    height = _height(document, line) if height == 1 and not kinds else height
    if height > 1:
        yield from _stacked(document, line, kinds, height)
        return
    for i in range(line, len(document.segments)):
        yield from _side_by_side(_entry(document, facts, i, kinds))


def heads(document: Document, line: int) -> bool:
    """Tell whether a line names the columns of a table: 序号 | 奖项 | 获奖单位."""
    return _columns(document, line)[2] > line


def _columns(document: Document, line: int) -> tuple[list[Kind], int, int]:
    """Return the kinds of the columns that a table names, on one line or each on its own, how many lines an entry has, and its first."""
    segments = document.segments
    if line >= len(segments):
        return [], 1, line
    kinds = _kinds([document.chars[slice(*cell)] for cell in _cells(document, line)])
    if len(kinds) > 1 and 2 * sum(kind is not None for kind in kinds) > len(kinds) and {"name", "prize"}.intersection(kinds):
        return [kind or "other" for kind in kinds], 1, line + 1
    glued = segments[line].text.translate(BLANKS)
    if GLUED.fullmatch(glued):
        return [COLUMNS[word[0]] for word in WORD.finditer(glued)], 1, line + 1
    below = _kinds([segment.text for segment in segments[line : line + WIDEST]])
    stacked = [kind for kind in takewhile(bool, below) if kind]
    return (stacked, len(stacked), line + len(stacked)) if len(stacked) > 1 and {"name", "prize"}.intersection(stacked) else ([], 1, line)


def _kinds(words: list[str]) -> list[Kind | None]:
    """Return what headings are of; behind 序号 any does that ends in a word of columns: 序号 | 市县名称 | 来源省市."""
    kinds = [_kind(word) for word in words]
    return [kind or _kind(word, WORD_BEHIND) for kind, word in zip(kinds, words, strict=True)] if kinds[:1] == ["number"] else kinds


def _kind(words: str, heading: re.Pattern[str] = HEAD) -> Kind | None:
    """Return what a heading is of, or None where it heads nothing."""
    head = heading.fullmatch(ASIDE.sub("", words.translate(BLANKS).strip("|")))
    return COLUMNS[head["word"]] if head else None


def _height(document: Document, line: int) -> int:
    """Return how many lines an entry has that begins with its number alone on a line, 1 where none does."""
    texts = [segment.text for segment in document.segments[line : line + WIDEST + 1]]
    return texts.index("2") if texts[:1] == ["1"] and "2" in texts[2:] else 1


def _stacked(document: Document, line: int, kinds: list[Kind], height: int) -> Iterator[Entry]:
    """Yield the entries whose cells stand below each other."""
    numbered = not kinds or kinds[0] == "number"
    for i in range(line, len(document.segments) - height + 1, height):
        lines = document.segments[i : i + height]
        number = (i - line) // height + 1 if numbered else None
        if number and lines[0].text != str(number):
            return
        own = [_stripped(document.chars, cell.text_start + (cell.text[0] == "|"), cell.text_end) for cell in lines]
        yield Entry(i, i + height - 1, own[numbered:], kinds[numbered:], number)


def _entry(document: Document, facts: Facts, line: int, kinds: list[Kind]) -> Entry:
    """Return the entry of one line, its cells below the columns where they are as many."""
    own = _cells(document, line)
    while kinds[:1] == ["prize"] and own and own[-1][0] == own[-1][1]:  # 梁思成 | 塔影 | |: the prize stands a row above
        own.pop()
    number = NUMBER.match(document.segments[line].text)
    counted = (number["count"] or number["bare"]) if number else None
    if len(own) == len(kinds):
        keep = [i for i, kind in enumerate(kinds) if kind != "number"]
        return Entry(line, line, [own[i] for i in keep], [kinds[i] for i in keep], figure(counted) if counted else None)
    if own and number:
        at = document.segments[line].text_start + number.end()
        own = [(max(low, at), high) for low, high in own if high > at]
    if len(own) == 1 and (kinds[-1:] == ["place"] or (number and not kinds)):  # 1晋州市河北
        own = _before_home(document, facts, *own[0], sure=bool(kinds))
    inner = kinds[1:] if kinds[:1] in (["number"], ["prize"]) else kinds
    return Entry(line, line, own, inner if len(own) == len(inner) else [], figure(counted) if counted else None)


def _before_home(document: Document, facts: Facts, start: int, end: int, *, sure: bool) -> list[Span]:
    """Return the cells of words that end in where their name lies: a province behind a town, and below such a column any place."""
    province = IN_PROVINCE.fullmatch(document.chars, start, end)
    homes = [n.start for n in within(facts.places, start + 2, end) if n.end == end] if sure else []
    at = province.start("home") if province else homes[-1] if homes else end
    return [(start, at), (at, end)] if at < end else [(start, end)]


def _side_by_side(entry: Entry) -> list[Entry]:
    """Return the entries of one line: two where the columns stand there twice, 1 | 徐州市 | 3 | 扬州市; 梁思成 | 塔影 is one."""
    half = len(entry.kinds) // 2
    if half < 1 + (entry.number is None) or entry.kinds[:half] * 2 != entry.kinds:
        return [entry]
    return [msgspec.structs.replace(entry, cells=entry.cells[at : at + half], kinds=entry.kinds[:half]) for at in (0, half)]


def _cells(document: Document, line: int) -> list[Span]:
    """Return the ranges of the cells of a line: what bars and tabs divide, else blanks and colons."""
    segment = document.segments[line]
    low, high = segment.text_start, segment.text_end
    if "|" not in segment.text and "\t" not in segment.text:
        return [cell.span() for cell in CELL.finditer(document.chars, unlabelled(document.chars, low, high), high)]
    low += segment.text[0] == "|"
    high -= segment.text[-1] == "|"
    bars = [bar.start() for bar in BAR.finditer(document.chars, low, high)]
    return [_stripped(document.chars, start + 1, end) for start, end in pairwise((low - 1, *bars, high))]


def _stripped(chars: str, low: int, high: int) -> Span:
    while low < high and chars[low].isspace():
        low += 1
    while high > low and chars[high - 1].isspace():
        high -= 1
    return low, high
