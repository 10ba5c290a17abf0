"""Rosters: names on lines of their own, as below 入选名单如下: and above 上述3个项目均入选…: 1.老码头步行街项目, 2.河滨社区.

Shared grammar of awards. A roster ends with the first line that names nothing, or when as many are named as were announced;
another heading, a sentence and a lone line are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from transforms import gazetteer
from transforms.extract.deeds.parties import BODY, Party
from transforms.extract.facts import Facts
from transforms.extract.honours.honours import ENDS_IN_HONOUR
from transforms.extract.honours.name_lists import members
from transforms.extract.honours.nominees import THING
from transforms.extract.names.han_names import is_name
from transforms.extract.numerals import figure
from transforms.model.document import Document, Segment
from transforms.model.patterns import pattern

# One line of a list or of a table: 1.老码头步行街项目, 2 | 沛县 | 江苏省, 浙江省:绍兴市、义乌市.
MEMBERS = pattern(r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[。.、)）] ?)?[^。！!？?\n]{2,400}。?\s*$")
CELL = pattern(r"(?:“[^“”\n]*”|[(（][^()（）\n]*[)）]|[^ \u3000\xa0\t|:：“(（])+")
NUMBER = pattern(r"(?:[(（]?[0-9一二三四五六七八九十]{1,3}(?:[)）]|[、.．。]))+|[0-9]{1,4}[个名项家]?")
# The first cell of a row that says what stands below, and a cell that says which of several lists this is: 青年组.
COLUMN = pattern(r"(?:序号|编号|数量|备注|附件|地区|地市|省份?|.{0,8}(?:名称|姓名|单位))(?:[(（][^()（）]{1,12}[)）])?")
GROUP = pattern(r".{1,8}[组类]别?")
# 省会城市(5个): what kind they are, not another list.
KIND = pattern(r"[^ \u3000,，。;；、]{2,12}[(（]共?[0-9一二三四五六七八九十]+个[)）]")
LISTED = r"(?:获奖|入选|获评)(?:城市|项目|单位|企业|个人)"
HEADS = pattern(rf"(?:{LISTED}|名单)[:：]?$")  # another list begins
SPEAKS = pattern(r"(?:(?P<above>上述|以上)|以下|下列)(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})?[个家项座]")
# 上述3个项目 begins a line, or 据介绍,上述3个项目: a line asks for the lines above it once.
NEAR = 20
# Behind an honour, what announces the names of the lines below: 名单如下:, 获奖项目:.
ANNOUNCES = pattern(rf"[^,，。;；、\n]{{0,16}}(?:[:：]|名单|如下|{LISTED})(?:[(（]共?[0-9]+个[)）])?[ \u3000\xa0]*(?=\n)")


def told(document: Document, facts: Facts, low: int, verb: int, end: int) -> list[Party]:
    """Return who has an honour that ends at `end`, where the clause from `low` to its verb or the words behind speak of a roster."""
    spoken = SPEAKS.search(document.chars, low, verb)
    count = figure(spoken["count"]) if spoken and spoken["count"] else None
    if spoken and spoken["above"]:
        near = spoken.start() - document.segments[document.segment_at(verb)].text_start < NEAR
        return above(document, facts, verb, count) if count and near else []
    return below(document, facts, verb, count) if ANNOUNCES.match(document.chars, end) else []


def above(document: Document, facts: Facts, at: int, count: int) -> list[Party]:
    """Return what the lines right above the line of `at` name, if they are as many as it says."""
    lines = reversed(document.segments[max(0, (line := document.segment_at(at)) - 3 * count) : line])
    found = [name for names in reversed(list(_named(document, facts, lines))) for name in names]
    return found if len(found) == count else []


def below(document: Document, facts: Facts, at: int, count: int | None, *, alone: bool = False) -> list[Party]:
    """Return what the lines below the line of `at` name, no more than it says; one name is no list, unless it may stand `alone`."""
    found: list[Party] = []
    for names in _named(document, facts, islice(document.segments, _first_row(document, document.segment_at(at) + 1), None)):
        if len(found) == count:
            break
        found += names
    return found if len(found) > 1 or alone else []


def _first_row(document: Document, line: int) -> int:
    """Return the line where the list below a head begins: a table may have a sentence above it."""
    return next((i for i in range(line, min(line + 3, len(document.segments))) if "|" in document.segments[i].text), line)


def _named(document: Document, facts: Facts, segments: Iterator[Segment]) -> Iterator[list[Party]]:
    """Yield whom each line names, up to the first that is a heading or a sentence; captions and labels stand between."""
    for segment in segments:
        kind = KIND.fullmatch(segment.text) and not ENDS_IN_HONOUR.search(segment.text)
        if segment.role == "caption" or kind or not _cells(segment.text):
            continue
        fits = segment.role == "body" and MEMBERS.match(segment.text) and not SPEAKS.search(segment.text) and not HEADS.search(segment.text)
        names = _members(document, facts, segment) if fits else []
        if not names or not all(_is_somebody(name, "," in segment.text) for name in names):
            return
        yield names


def _is_somebody(party: Party, clauses: bool) -> bool:
    """Tell whether what stands alone in a list is a name; what stands between commas may be a clause that ends like one."""
    known = party.key is not None or THING.fullmatch(party.name) is not None
    return known or (not clauses and (BODY.search(party.name) is not None or is_name(party.name)))


def _cells(line: str) -> list[tuple[int, int]]:
    """Return the ranges of a line that may name somebody: not its number, 序号, nor the province that stands before its cities."""
    number = NUMBER.match(line)
    cells = [cell.span() for cell in CELL.finditer(line, number.end() if number else 0)]
    if cells and COLUMN.fullmatch(line, *cells[0]):
        return []
    own = [(low, high) for low, high in cells if not NUMBER.fullmatch(line, low, high) and not GROUP.fullmatch(line, low, high)]
    return [(low, high) for low, high in own if len(own) == 1 or not _is_province(line[low:high])] if own else []


def _is_province(words: str) -> bool:
    return any(row.level == "province" for row in gazetteer.divisions_by_name().get(words, ()))


def _members(document: Document, facts: Facts, segment: Segment) -> list[Party]:
    """Return whom a line names: of a row of a table its first cell that is a name, else all of it."""
    at = segment.text_start
    cells = [members(document, facts, at + low, at + high, "、" not in segment.text) for low, high in _cells(segment.text)]
    if "|" in segment.text or "\t" in segment.text:
        return next((names for names in cells if names), [])
    return [name for names in cells for name in names] if all(cells) else []
