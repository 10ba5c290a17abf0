"""Subjects: which event a sentence goes on about, as in 本届论坛由…主办, 会上发布了… and the lines under 二、“…”巡展.

Shared grammar of all that is told of events. What is said of one of two that are held as one (A暨B) holds for the other; an event that
only says when (第五届博览会举办之际) is nobody's subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sites import ENDLESS, START, around
from transforms.extract.facts import Facts
from transforms.extract.lines import holds
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

# Words that place what happens at the event spoken of.
AT_IT = pattern(r"会上|会议期间|期间|现场|开幕式|闭幕式|仪式上|论坛上|活动上|发布会上|大会上|会议上|此次|本次|本届|当天")
# 甲博览会|和|乙论坛: what stands between two that are told as one.
BESIDE = frozenset(("、", "、“", "”、“", "暨", "暨“", "”暨“", "和", "与", "及", "和“", "与“", "及“", "”和“", "”与“", "”及“", "”和", "”与"))
# A|暨|B, 第四届设计大展|及|公共艺术展, 第五届大会|暨碳中和|2021峰会; 甲大会开幕式暨乙颁奖晚会 is held at the opening only.
TOGETHER = pattern(
    r"(?:第[0-9一二三四五六七八九十]{1,3}[期场])?——|[”)）]?(?:·[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{0,6}(?:赛区|决赛|分会场(?:活动)?))?(?:[(（][^()（）\n]{1,16}[)）])?[暨及](?:“[^”\n]{2,20}”|“|[\u4e00-\u9fff]{2,8}|[\u4e00-\u9fff]{2,20}奖[及和暨])?"
)
# 2025湖泊研讨会|(第七次“|湖泊论坛|·春季”)
OPENS, CLOSES = pattern("[(（](?:第[一二三四五六七八九十0-9]{1,3}次)?“?"), pattern(r"[^()（）,，\n]{0,6}[)）]")
AT_OPENING = pattern(r"[”)）]?(?P<part>[开闭])幕[式礼]暨[“]?")
# All that a line says beside the name that is its heading: 二、“…”巡展, 展览一:….
HEADING = pattern(
    r"[\s“”《》]*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）]?[、..:：]?|(?:展览|活动|论坛|项目)[0-9一二三四五六七八九十]{1,3}[:：])?[\s“”《》]*(?:[:：—-][^。;；]{0,20})?"
)
MEANWHILE = pattern(r"[^,，。;；\n]{0,16}?(?:之际|期间|前夕)[,，]")
AS = pattern("(?:是|作为|属于|为(?:配合|迎接|纪念|庆祝|服务|响应|支持))“?\\Z")
# 是为配合|某某峰会|而举办的.
PART_OF = pattern(r"”?(?:的?[^,，。;；“\n]{0,8}(?:活动|之一|组成部分|内容|环节|论坛)|而)")
# 为迎接某某大会|的召开,…
FOR_IT = pattern(rf"{PART_OF.pattern}|”?(?:的?(?:成功|胜利|隆重)?(?:举办|召开|举行|到来))?[,，]")
# A sentence and what speaks of an event there.
Spoken = tuple[tuple[int, int], list[Occurrence]]


def told_at(document: Document, facts: Facts, start: int) -> str | None:
    """Return the id of the event at which something is told to have come about: 峰会期间, 会上, or an event of the sentence before it.

    A sentence without such words states nothing of an event, whatever the page is about.
    """
    if not facts.event_documents:
        return None
    low, high = around(document, start)
    first = bisect_left(facts.occurrences, low, key=START)
    here = facts.occurrences[first : bisect_left(facts.occurrences, high, key=START)]
    before = [o for o in here if o.end <= start]
    if not here and first and AT_IT.search(document.chars, low, high):
        here = facts.occurrences[first - 1 : first]
    meant = before[-1:] or here[:1]
    return facts.event_documents[meant[0].number].event_id if meant else None


def is_whole(chars: str, o: Occurrence) -> bool:
    """Tell whether an event only says what another is a part of: 大会是“首届数字贸易博览会”的系列活动,由…主办."""
    said = AS.search(chars, max(0, o.start - 5), o.start)
    return said is not None and (PART_OF if said[0][0] != "为" else FOR_IT).match(chars, o.end) is not None


def topic(document: Document, occurrences: list[Occurrence], at: int) -> Occurrence | None:
    """Return the event that a sentence at `at` goes on about: the last one spoken of in its line before it."""
    line = document.segments[document.segment_at(at)].text_start
    above = occurrences[bisect_left(occurrences, line, key=START) : bisect_left(occurrences, at, key=START)]
    chars = document.chars
    held = [o for o in above if not o.city and not chars.startswith(("上", "”上"), o.end) and not is_whole(chars, o)]  # 论坛在“2018会展周”|上开幕
    return next(reversed(held or above), None)


def headed(document: Document, occurrences: list[Occurrence], at: int, main: int) -> int:
    """Return the event that a line such as 时间:… at `at` tells of: the one whose name is all that a line above says, else the page's main one."""
    above = bisect_left(occurrences, at, key=START) - 1
    while above >= 0 and occurrences[above].bare:
        above -= 1
    if above < 0:
        return main
    last = occurrences[above]
    line = document.segments[document.segment_at(last.start)]
    beside = line.text.replace(document.chars[last.start : last.end], "")
    return last.number if line.text_end < at and HEADING.fullmatch(beside) else main


def main_event(document: Document, occurrences: list[Occurrence]) -> int:
    """Return the event a page is about: the one it names most; an edition or a year weighs like two more names, so does being first.

    Not counted where it only says when or what another belongs to: 第五届博览会在上海举办之际,|城市推介大会…; 作为第五届博览会的单元,|创新大会….
    """
    scores: dict[int, int] = {}
    counted: set[int] = set()
    latest = {o.core: o.year for o in sorted(occurrences, key=lambda o: o.year or 0) if o.year}
    # 继去年举办首届大会后,2019年大会将…: the page is about this year's
    now = [o for o in occurrences if not o.year or o.year == latest[o.core]]
    now = [o for o in now if not document.chars.startswith("作为", o.start - 2) and not MEANWHILE.match(document.chars, o.end)] or now
    for o in now:
        number = o.number
        scores[number] = scores.get(number, 0) + 1
        if o.edition is not None or o.year is not None:
            counted.add(number)
    for number in counted:
        scores[number] += 2
    scores[now[0].number] += 2
    return min(scores, key=lambda number: (-scores[number], number))


def joined(document: Document, occurrences: list[Occurrence]) -> set[tuple[int, int]]:
    """Return the pairs of events that are held as one, A暨B: what is said of one holds for the other."""
    pairs: set[tuple[int, int]] = set()
    chars = document.chars
    if not holds(document, "暨", "及", "(第", "（第", "——"):
        return pairs
    for one, two in pairwise(occurrences):
        if one.number == two.number:
            continue
        inside = OPENS.fullmatch(chars, one.end, two.start) and CLOSES.match(chars, two.end)  # 第二届中俄博览会(第26届哈洽会)
        if inside or TOGETHER.fullmatch(chars, one.end, two.start):
            pairs |= {(one.number, two.number), (two.number, one.number)}
    return pairs


def opened(document: Document, occurrences: list[Occurrence]) -> Iterator[tuple[int, int, bool]]:
    """Yield the pairs of events of which the second is held as the first opens (true) or closes: A开幕式暨B."""
    for one, two in pairwise(occurrences) if holds(document, "幕式暨", "幕礼暨") else ():
        part = AT_OPENING.fullmatch(document.chars, one.end, two.start) if one.number != two.number else None
        if part:
            yield one.number, two.number, part["part"] == "开"


def spoken(document: Document, occurrences: list[Occurrence]) -> Iterator[Spoken]:
    """Yield every sentence of the stated lines that speaks of an event, with what speaks of it there; an endless one in parts."""
    at = done = 0
    while at < len(occurrences):
        first = occurrences[at].start
        low, high = around(document, first, ENDLESS)
        low = max(low, done)
        end = at + 1
        while end < len(occurrences) and occurrences[end].start < high:
            end += 1
        if document.segments[document.segment_at(first)].role in FACTS:
            # A fair in the name of its press conference is not what is held there: 第六届古城大会|新闻发布会.
            longest = {o.start: o.end for o in occurrences[at:end]}
            yield (low, high), [o for o in occurrences[at:end] if o.city or o.end == longest[o.start]]
        at, done = end, high


def beside(chars: str, here: list[Occurrence], meant: Occurrence, verb: re.Match[str]) -> Iterator[Occurrence]:
    """Yield the events named with the one that a verb speaks of: 甲博览会和|乙对话会在兰州举办, 举办|“甲论坛”、“乙论坛”."""
    last, ahead = meant, meant.start >= verb.end()
    for o in here if ahead else reversed(here):
        one, two = (last, o) if ahead else (o, last)
        between = chars[one.end : two.start]
        if o.number == meant.number:
            last = o if between.lstrip("”").startswith(("(", "（")) else last  # 甲活动和乙博览会|(简称“乙博会”)在兰州举办
        elif one.end <= two.start and between in BESIDE:
            yield o
            last = o
