"""Rosters: names on lines of their own, as below 入选名单如下: and above 上述3个项目均入选…: 1.老码头步行街项目, 2.河滨社区.

Shared grammar of awards. A roster ends with the first line that names nothing, or when as many are named as were announced;
another heading, a sentence and a lone line are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, pairwise

from transforms import gazetteer
from transforms.extract.deeds.parties import BODY, Party
from transforms.extract.events.sites import within
from transforms.extract.facts import Facts, Name
from transforms.extract.honours.honours import ENDS_IN_HONOUR
from transforms.extract.honours.name_lists import is_thing, members
from transforms.extract.honours.nominees import party_of
from transforms.extract.honours.words import KINDS
from transforms.extract.names.han_names import SURNAMES, is_name
from transforms.extract.numerals import figure
from transforms.model.document import Document, Segment
from transforms.model.patterns import pattern

# One line of a list or of a table: 1.老码头步行街项目, 2 | 沛县 | 江苏省, 浙江省:绍兴市、义乌市.
MEMBERS = pattern(r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[。.、)）] ?)?[^。！!？?\n]{2,400}。?\s*$")
CELL = pattern(r"[一-龥][ \u3000]+[一-龥](?=[ \u3000|]|$)|(?:“[^“”\n]*”|[(（][^()（）\n]*[)）]|[^ \u3000\xa0\t|:：“(（])+")
# “老街复兴计划”,肯尼亚,某某先生: what won, and behind it where it is.
QUOTED = pattern(r"[^“”\n]{0,6}“(?P<name>[^“”\n]{3,60})”[,，]\s?(?=[一-龥]{2})")
BULLETS = "•·●★◆■▪"
NUMBER = pattern(rf"[{BULLETS}]\s*|(?:[(（]?[0-9一二三四五六七八九十]{{1,3}}(?:[)）]|[、.．。]))+|[0-9]{{1,4}}[个名项家]?")
# The first cell of a row that says what stands below, and a cell that says which of several lists this is: 青年组.
COLUMN = pattern(r"(?:序号[一-龥]{0,12}|类别|编号|数量|备注|附件|地区|地市|省份?|.{0,8}(?:名称|姓名|单位))(?:[(（][^()（）]{1,12}[)）])?")
LABEL = 8
NOTE = pattern(r"\s*[(（][^()（）\n]*[)）]\s*")  # (按得分高低排列)
GROUP = pattern(r".{1,8}[组类]别?|(?:副省|[地县])级市?|城市|城区|县城")
BLANK = str.maketrans("", "", " \u3000")  # 王 明
# 省会城市(5个): what kind they are, not another list.
KIND = pattern(r"(?:[一二三四五六七八九十]{1,3}、)?[^ \u3000,，。;；、]{2,12}[(（]共?[0-9一二三四五六七八九十]+[个项家名][)）]")
ITEM = pattern(r"\s*[(（]?[0-9]{1,3}[)）、.．。]")
LISTED = rf"(?:获奖|入选|获评)(?:{KINDS})"
HEADS = pattern(rf"(?:{LISTED}|名单)[:：]?$")  # another list begins
SECTION = pattern(r"\s*(?:[(（]?[一二三四五六七八九十]{1,3}[、)）]|第[一二三四五六七八九十]{1,3}[届批])")  # 二、国家园林城市, 第二届文明单位
SPEAKS = pattern(r"(?:(?P<above>上述|以上)|以下|下列)(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})?[个家项座]")
# 上述3个项目 begins a line, or 据介绍,上述3个项目: a line asks for the lines above it once.
NEAR = 20
# Behind an honour, what announces the names of the lines below: 名单如下:, 获奖项目:.
ANNOUNCES = pattern(
    rf"[^,，。;；、\n]{{0,16}}(?:[:：]|名单|如下|分别[是为有]|{LISTED})(?:共计?[0-9]+[个家项])?"
    r"(?:[(（][^()（）\n]{0,6}[0-9]+个[)）])?[ \u3000\xa0]*(?=\n)"
)


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
    for segment, following in pairwise(chain(segments, [None])):
        if segment is None or segment.role == "caption" or NOTE.fullmatch(segment.text):
            continue
        section = SECTION.match(segment.text) and ENDS_IN_HONOUR.search(segment.text)
        if not section and (_is_label(segment.text, following) or not _cells(segment.text)):
            continue
        listed = segment.role == "body" or segment.text[0] in BULLETS  # before a long paragraph the last of a list looks like its heading
        fits = listed and MEMBERS.match(segment.text) and not SPEAKS.search(segment.text) and not HEADS.search(segment.text)
        names = _members(document, facts, segment) if fits and not section else []
        if not names:
            return
        yield names


def _is_label(line: str, following: Segment | None) -> bool:
    """Tell whether a line says of what kind those below it are: 省会城市(5个), or 医疗行业 above 14.浙江省台州医院."""
    counted = KIND.fullmatch(line) and not ENDS_IN_HONOUR.search(line)
    items = following is not None and len(line) <= LABEL and not ITEM.match(line) and ITEM.match(following.text)
    return bool(counted or (items and not ENDS_IN_HONOUR.search(line)))


def _somebody(document: Document, facts: Facts, start: int, end: int, *, clauses: bool = False) -> list[Party]:
    """Return whom words that stand alone name; what stands between commas may be a clause that ends like a name."""
    if city := _before_province(facts, start, end):
        return [party_of(city)]
    names = members(document, facts, start, end, sure=document.chars.find("、", start, end) < 0)
    known = (n.key is not None or is_thing(n.name) or (not clauses and (BODY.search(n.name) or is_name(n.name))) for n in names)
    return names if all(known) else []


def _before_province(facts: Facts, start: int, end: int) -> Name | None:
    """Return the place of a row whose cells the page has joined: 晋州市|河北."""
    both = within(facts.places, start, end)
    if len(both) != 2 or (both[0].start, both[0].end, both[1].end) != (start, both[1].start, end):
        return None
    city, province = both
    return city if (province.adcode or "").endswith("0000") and (city.adcode or "")[:2] == (province.adcode or "0")[:2] else None


def _cells(line: str) -> list[tuple[int, int]]:
    """Return the ranges of a line that may name somebody: not its number, 序号, nor the province that stands before its cities."""
    number = NUMBER.match(line)
    cells = [cell.span() for cell in CELL.finditer(line, number.end() if number else 0)]
    if cells and COLUMN.fullmatch(line, *cells[0]):
        return []
    own = [(low, high) for low, high in cells if not NUMBER.fullmatch(line, low, high) and not GROUP.fullmatch(line, low, high)]
    own = own[1:] if (kind := KIND.match(line)) and line[kind.end() : kind.end() + 1] in (":", "：") else own
    return [(low, high) for low, high in own if len(own) == 1 or not _is_province(line[low:high])] if own else []


def _is_province(words: str) -> bool:
    return any(row.level == "province" for row in gazetteer.divisions_by_name().get(words, ()))


def cell_of(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return whom the cell of a table names."""
    name = document.chars[start:end].translate(BLANK)
    if is_name(name):
        return [Party(start, end, name)]
    return _somebody(document, facts, start, end)


def _members(document: Document, facts: Facts, segment: Segment) -> list[Party]:
    """Return whom a line names: of a row of a table its first cell that is a name, else all of it."""
    at = segment.text_start
    quoted = QUOTED.match(document.chars, at, segment.text_end)
    if quoted and any(place.start == quoted.end() for place in within(facts.places, quoted.end(), segment.text_end)):
        return [Party(*quoted.span("name"), quoted["name"])]
    spans = _cells(segment.text)
    first = segment.text[slice(*spans[0])].translate(BLANK) if spans else ""
    if first[:1] in SURNAMES and len(first) < 5 and len(spans) > 1 and spans[1][1] - spans[1][0] > 4:  # 蔡明 苏州中学副校长
        return [Party(at + spans[0][0], at + spans[0][1], first)]
    cells = [_somebody(document, facts, at + low, at + high, clauses="," in segment.text) for low, high in spans]
    if "|" in segment.text or "\t" in segment.text:
        return next((names for names in cells if names), [])
    return [name for names in cells for name in names] if all(cells) else []
