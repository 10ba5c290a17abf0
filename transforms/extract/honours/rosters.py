"""Rosters: who is named in the lines of a list, as below 入选名单如下: and above 上述3个项目均入选…: 1.老码头步行街项目, 2.河滨社区.

Shared grammar of awards. A roster ends with the first line that names nothing, or when as many are named as were announced. Names that
no list knows are read among those that are known, or where the entries are counted or stand below 序号 | 名称; another heading, a sentence
and a lone line are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import msgspec
from msgspec.structs import replace

from transforms import gazetteer
from transforms.extract.deeds.parties import BODY, Party
from transforms.extract.events.sites import within
from transforms.extract.facts import Facts
from transforms.extract.honours.honours import ENDS_IN_HONOUR, NOT_AWARDS, Item, items
from transforms.extract.honours.layouts import ALONE, BULLETS, Entry, Kind, Span, entries, heads
from transforms.extract.honours.name_lists import is_thing, members
from transforms.extract.honours.words import KINDS
from transforms.extract.names.cuts import is_plain
from transforms.extract.names.han_names import SURNAMES, is_name
from transforms.extract.numerals import figure
from transforms.model.document import Document
from transforms.model.patterns import pattern

# One line of a list: what ends in a full stop may be one, what has another behind it is none.
MEMBERS = pattern(r"(?:[0-9]{1,3}。)?[^。！!？?\n]{2,400}。?\s*$")
# “老街复兴计划”,肯尼亚,某某先生: what won, and behind it where it is.
QUOTED = pattern(r"[^“”\n]{0,6}“(?P<name>[^“”\n]{3,60})”[,，]\s?(?=[一-龥]{2})")
LABEL = 8
NOTE = pattern(r"\s*[(（][^()（）\n]*[)）]\s*|[|\s:-]*")  # (按得分高低排列), | --- | --- |
NOTED = pattern(r"(?<=[^()（）\n]{2})\s?[(（][^()（）\n]*[)）]$")
# 茅以升,男,钱塘江大桥工程处处长
CLAUSED = pattern(r"(?P<name>[一-龥·]{2,5})\s?(?:[(（][^()（）\n]{1,8}[)）]|[,，][男女](?=[,，])|(?=[,，][^,，、]{4}))[,，]?[^\n]*")
BLANK = str.maketrans("", "", " \u3000")  # 王 明
# 省会城市(5个): what kind they are, not another list.
KIND = pattern(r"(?:[一二三四五六七八九十]{1,3}、)?[^ \u3000,，。;；、]{2,12}[(（]共?[0-9一二三四五六七八九十]+[个项家名][)）]")
LISTED = rf"(?:获奖|入选|获评)(?:{KINDS})"
HEADS = pattern(rf"(?:{LISTED}|名单)$|[:：]$|^[^:：|\t\n]{{1,20}}奖[^:：|\t\n]{{0,8}}[:：]")  # another list begins
SECTION = pattern(r"\s*(?:[(（]?[一二三四五六七八九十]{1,3}[、)）]|第[一二三四五六七八九十]{1,3}[届批])")  # 二、国家园林城市, 第二届文明单位
ITEM = pattern(r"\s*[(（]?[0-9]{1,3}[)）、.．。]")
SPEAKS = pattern(r"(?:(?P<above>上述|以上)|以下|下列)(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})?[个家项座]")
YEAR = pattern(r"(?:19|20)[0-9]{2}(?=[年.-]|$)")
BARS = pattern(r"[|\t]")
PRIZE = pattern(r".*(?:(?<!颁)奖|冠军|亚军|季军|奖[状章])")
# Cells that name nobody: (按笔画排列), 92.46, 青年组, 地级市, 一等奖.
ASIDE = pattern(rf"[(（].*|[0-9.,%％+-]+[一-龥%％]?|[-/]|.{{1,8}}[组类]别?|(?:副省|[地县])级市?|城市|城区|县城|{PRIZE.pattern}")
CITIES = ("北京", "上海", "天津", "重庆")  # provinces that may be honoured like cities
# 上述3个项目 begins a line, or 据介绍,上述3个项目: a line asks for the lines above it once.
NEAR = 20
# Behind an honour, what announces the names of the lines below: 名单如下:, 获奖项目:.
ANNOUNCES = pattern(
    rf"[^,，。;；、\n]{{0,16}}(?:[:：]|(?:名单|榜单?|前十[名强位]?)(?:正式)?(?:公布|揭晓|出炉|公示|发布|包括)?|如下|分别[是为有]|{LISTED})(?:共计?[0-9]+[个家项])?"
    r"(?:[(（][^()（）\n]{0,6}[0-9]+[个户名家项人][)）])?[ \u3000\xa0]*(?=\n)"
)


class Named(msgspec.Struct, frozen=True, gc=False):
    """Whom an entry names, and whether by names that a list knows or that end as names do."""

    entry: Entry
    who: list[Party]
    known: bool


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
    line = document.segment_at(at)
    found: list[Party] = []
    for entry in entries(document, facts, max(0, line - 3 * count)):
        if entry.last >= line:
            break
        names = _named(document, facts, entry)
        found = [*found, *names.who] if names else found if _between(document, entry) else []
    return found if len(found) == count else []


def below(document: Document, facts: Facts, at: int, count: int | None, *, alone: bool = False) -> list[Party]:
    """Return what the lines below the line of `at` name, no more than it says; one name is no list, unless it may stand `alone`."""
    found: list[Party] = []
    for row in _sure(list(islice(_rows(document, facts, _first_row(document, document.segment_at(at) + 1)), count)), count):
        if len(found) == count:
            break
        found += row.who
    return found if len(found) > 1 or alone else []


def prized(document: Document, facts: Facts, line: int) -> tuple[list[tuple[Item, Named]], int]:
    """Return who has which prize by the table that begins on a line, and its last line: the next row may leave the prize out."""
    found: list[tuple[Item, Named]] = []
    last = line
    for entry in entries(document, facts, line):
        if not entry.kinds and not BARS.search(document.segments[entry.line].text):
            break
        last = entry.last
        own = [prize for i, cell in enumerate(entry.cells) for prize in _prizes(document, cell, entry.kinds[i] if entry.kinds else "other")]
        row = _named(document, facts, entry) if own or found else None
        if row:
            found.append((own[0] if own else found[-1][0], row))
    return found, last


def year_of(document: Document, row: Named) -> int | None:
    """Return the year below the heading of when: 2004年10月 below 授予时间."""
    times = [cell for cell, kind in zip(row.entry.cells, row.entry.kinds, strict=False) if kind == "time"]
    year = YEAR.match(document.chars, *times[0]) if times else None
    return figure(year[0]) if year else None


def _prizes(document: Document, cell: Span, kind: Kind) -> list[Item]:
    """Return the honour of a cell: below the heading of prizes any, elsewhere what is a prize by its words."""
    if kind == "prize" and not NOT_AWARDS.search(document.chars, *cell):
        return items(document.chars, *cell, "名单") or [Item(*cell, None)]
    return items(document.chars, *cell, "名单") if kind == "other" and PRIZE.fullmatch(document.chars, *cell) else []


def _sure(rows: list[Named], count: int | None) -> list[Named]:
    """Return the rows that may be believed: all where something says that they are a list, else those among known names."""
    numbers = [row.entry.number for row in rows]
    worded = sum(is_plain(name.name) for row in rows if not row.known for name in row.who)  # 1.规划科学, 2.设施完善: what is asked for
    counted = numbers == list(range(1, len(rows) + 1)) and 2 * worded <= len(rows)
    told = len(rows) > 1 and (counted or len(rows) == count or all("name" in row.entry.kinds for row in rows))
    last = next((i for i in range(len(rows), 0, -1) if rows[i - 1].known), 0)
    if told or 2 * sum(row.known for row in rows[:last]) > last:
        return rows if told else rows[:last]
    return rows[: next((i for i, row in enumerate(rows) if not row.known), len(rows))]


def _first_row(document: Document, line: int) -> int:
    """Return the line where the list below a head begins: a table may have sentences above it."""
    near = range(line, min(line + 3, len(document.segments)))
    return next((i for i in near if heads(document, i)), line)


def _rows(document: Document, facts: Facts, line: int) -> Iterator[Named]:
    """Yield whom each entry names, up to the first that is a heading or a sentence; captions and labels stand between."""
    for entry in entries(document, facts, line):
        names = None if _between(document, entry) else _named(document, facts, entry)
        if names:
            yield names
        elif not _between(document, entry):
            return


def _between(document: Document, entry: Entry) -> bool:
    """Tell whether an entry is none, but may stand between those of a list: a caption, a note, a label."""
    segment = document.segments[entry.line]
    if segment.role in ("promotion", "navigation"):  # 相关阅读: what is listed below it is another page's
        return False
    return segment.role == "caption" or NOTE.fullmatch(segment.text) is not None or _is_label(document, entry)


def _is_member(document: Document, line: int) -> bool:
    """Tell whether a line may be one of a list: no sentence, no heading of another list."""
    segment = document.segments[line]
    listed = segment.role == "body" or segment.text[0] in BULLETS  # before a long paragraph the last of a list looks like its heading
    heads = SPEAKS.search(segment.text) or HEADS.search(segment.text) or (SECTION.match(segment.text) and ENDS_IN_HONOUR.search(segment.text))
    return listed and not heads and (ALONE.fullmatch(segment.text) or MEMBERS.match(segment.text)) is not None


def _is_label(document: Document, entry: Entry) -> bool:
    """Tell whether a line says what those below it are of: 省会城市(5个), 江苏, (一)苏州市, or 医疗行业 above 14.浙江省台州医院."""
    line = document.segments[entry.line].text
    following = document.segments[entry.last + 1].text if entry.last + 1 < len(document.segments) else ""
    if not entry.cells or entry.last > entry.line or not following or ENDS_IN_HONOUR.search(line):
        return not entry.cells
    below = ITEM.sub("", following)
    if KIND.fullmatch(line) or (len(line) <= LABEL and not ITEM.match(line) and ITEM.match(following) and not _is_province(below)):
        return True
    words = document.chars[entry.cells[0][0] : entry.cells[-1][1]]
    section = SECTION.match(line) and not SECTION.match(following) and words in gazetteer.divisions_by_name()
    labels = (ITEM.sub("", segment.text) for segment in document.segments[entry.last + 2 : entry.last + 2 * NEAR])
    of_list = not words.startswith(CITIES) or any(_is_province(text) and not text.startswith(CITIES) for text in labels)  # 北京市 above 河北省
    return bool(section) or (_is_province(words) and of_list and not _is_province(below))


def _named(document: Document, facts: Facts, entry: Entry) -> Named | None:
    """Return whom an entry names: the cell below a column of names, else the first of a table or what is no label of a list."""
    chars, line = document.chars, document.segments[entry.line]
    if not all(_is_member(document, i) for i in range(entry.line, entry.last + 1)):
        return None
    quoted = QUOTED.match(chars, line.text_start, line.text_end)
    if quoted and any(place.start == quoted.end() for place in within(facts.places, quoted.end(), line.text_end)):
        return Named(entry, [Party(*quoted.span("name"), quoted["name"])], True)
    own = [cell for i, cell in enumerate(entry.cells) if entry.kinds and entry.kinds[i] == "name"]
    spans = own or _candidates(document, entry.cells)
    person = NOTED.sub("", chars[slice(*spans[0])].translate(BLANK)) if spans else ""
    if len(spans) > 1 and person[:1] in SURNAMES and len(person) < 5 and spans[1][1] - spans[1][0] > 4:  # 竺可桢 浙江大学校长
        return Named(entry, [Party(*spans[0], person)], True)
    spans = spans[:1] if person[:1] in ("《", "“") or person.endswith("家庭") else spans  # 《小城之春》 费穆, 茅以升家庭 东关社区
    found = [_somebody(document, facts, *span) for span in spans]
    first = entry.number is not None or own or BARS.search(line.text)
    if first:
        found = [next((names for names in found if names and names[1]), next((names for names in found if names), None))]
    several = [names for names in found if names]
    if not several or len(several) < len(found):
        return None
    return Named(entry, [name for names, _ in several for name in names], all(known for _, known in several))


def _candidates(document: Document, cells: list[Span]) -> list[Span]:
    """Return the cells that may name somebody: no figure, no prize, no sort, nor where it lies."""
    words = [document.chars[slice(*cell)] for cell in cells]
    own = [
        cell for cell, word in zip(cells, words, strict=True)
        if word and not ASIDE.fullmatch(word) and not KIND.fullmatch(word)
    ]
    bodies = [cell for cell in own if document.chars[slice(*cell)] not in gazetteer.divisions_by_name()]
    if len(own) == 2 and len(bodies) == 1 and bodies[0] == own[1]:  # 文昌市 茅以升家庭
        return bodies
    named = [cell for cell in own if not _is_province(document.chars[slice(*cell)])]
    return named or own


def _somebody(document: Document, facts: Facts, start: int, end: int) -> tuple[list[Party], bool] | None:
    """Return whom words that stand alone name, and whether these are known; what stands between commas may be a clause that ends like a name."""
    chars = document.chars
    name = chars[start:end].translate(BLANK)
    about = CLAUSED.match(chars, start, end)
    name = about["name"] if about else name
    if is_name(name):
        return [Party(start, end, name)], True
    names = members(document, facts, start, end, sure=chars.find("、", start, end) < 0)
    clauses = chars.find(",", start, end) >= 0
    known = all(n.key is not None or is_thing(n.name) or (not clauses and (BODY.search(n.name) or is_name(n.name))) for n in names)
    bare = [n if known else replace(n, name=NOTED.sub("", n.name)) for n in names]
    return (bare, known) if bare and (known or not clauses) else None


def _is_province(words: str) -> bool:
    return any(row.level == "province" for row in gazetteer.divisions_by_name().get(words, ()))
