"""Occurrences: where a page speaks of an event, as in 第七届海峡论坛, 本届论坛 and 该论坛.

Names (event_names.py) of one event in one page share a number: 国际城市论坛 after 第七届国际城市论坛, 该论坛 after both. Rounds of one
series do not: the third is not the seventh, and 米兰、利物浦和上海分别举办过 tells of three.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from transforms.extract.deeds.quotes import alike
from transforms.extract.events import event_names, rounds, sameness, short_names
from transforms.extract.events.event_editions import core_of, unnumbered
from transforms.extract.events.event_heads import FAIRS, FESTIVE, HEAD, HEADS, head_starts
from transforms.extract.events.named_events import PLACE, EventName
from transforms.extract.events.sameness import MANY, TOLD_AT
from transforms.extract.events.sites import ENDLESS, START, around, leading_city
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import holds
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern


class Occurrence(msgspec.Struct, frozen=True, gc=False):
    """A place where a page speaks of an event: by name, or by a word like 本届论坛 (`bare`)."""

    start: int
    end: int
    number: int  # of the event in this document: its row in facts.event_documents
    name: str
    core: str  # without edition, year and quotes
    edition: int | None
    year: int | None
    bare: bool = False
    city: Name | None = None  # of a round told in a list: 米兰, 利物浦和上海分别举办过


PRESS = pattern("(?:首场|首次)?(?:赛事|新闻|媒体)?(?:发布会|通气会|吹风会)\\Z|(?:筹备(?:工作)?会议?|动员会)\\Z|颁奖(?:典礼|仪式|晚会)\\Z")
NAMED = [head for head, kind in HEADS.items() if kind != "plain"]
ANNOUNCES = (*TOLD_AT, "典礼", "仪式", "晚会")
STATION = pattern("[(（][^()（）]{1,8}[)）]\\Z")
SPOKEN_OF = pattern("(?:[本此]届|[本此]次)(?:赛事|比赛|活动|大会|展会|盛会)")
THIS = pattern(r"[本此][届次][\u4e00-\u9fff]{0,8}\Z")
# 旅游节 of 石榴文化旅游节.
TAIL = 3
BARE = pattern(
    r"(?:本届|本次|此次|这次|该|这场|这一|这项|此届)[\u4e00-\u9fff]{0,8}?(?P<word>论坛|高峰会|峰会|大会|大赛|比赛|年会|博览会|展会|展览会|盛会|活动|会议|赛事|展览(?!业)|双年展|招待会|[博交洽]会"
    r"|(?:启动|签约|揭牌|开工)?仪式|研讨会|座谈会|推介会|对接会|推进会|发布会|交易会|洽谈会|对话会|交流会|运动会|运会|对话|展(?![览会示区位厅馆开出现望品商播]))"
)
# 论坛 without a name at the beginning of a clause or behind 在; what stands before is looked at after the match, for speed.
ALONE = pattern(
    r"(?P<word>高峰论坛(?!大会|网)|高层论坛(?!大会|网)|高端论坛(?!大会|网)|论坛(?!大会|网)|高峰会|峰会|大会|年会|博览会|展会|盛会|活动|会议|赛事|展览|[画影书灯]展"
    r"|发布会|研讨会|座谈会|推介会|对接会|推进会|对话会|交流会|洽谈会|交易会|展览会|双年展|运动会|大赛|启动仪式|签约仪式|揭牌仪式|开工仪式|仪式|[开闭]幕[式礼])(?![\u4e00-\u9fff]{0,2}?(?:论坛|中心|馆|会议|组委会))"
)
AHEAD = frozenset(",，。;；:：!！?？、\n\u3000 “在为自据由是")
# Any town holds some of these: they mean an event named so.
MEETINGS = ("座谈会", "推介会", "对接会", "推进会")
ONCE = ("发布会", "研讨会", "启动仪式", "签约仪式", "揭牌仪式", "开工仪式")
# Words that place what happens at the event spoken of.
AT_IT = pattern(r"会上|会议期间|期间|现场|开幕式|闭幕式|仪式上|论坛上|活动上|发布会上|大会上|会议上|此次|本次|本届|当天")
# 甲博览会|和|乙论坛: what stands between two that are told as one.
BESIDE = frozenset(("、", "、“", "”、“", "暨", "暨“", "”暨“", "和", "与", "及", "和“", "与“", "及“", "”和“", "”与“", "”及“", "”和", "”与"))
# A|暨|B, 第四届设计大展|及|公共艺术展; 甲大会开幕式暨乙颁奖晚会 is held at the opening only.
TOGETHER = pattern(
    r"[”)）]?(?:·[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{0,6}(?:赛区|决赛|分会场(?:活动)?))?(?:[(（][^()（）\n]{1,16}[)）])?[暨及](?:“[^”\n]{2,20}”|“)?"
)
AT_OPENING = pattern(r"[”)）]?(?P<part>[开闭])幕[式礼]暨[“]?")


# All that a line says beside the name that is its heading: 二、“…”巡展, 展览一:….
HEADING = pattern(
    r"[\s“”《》]*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）]?[、..:：]?|(?:展览|活动|论坛|项目)[0-9一二三四五六七八九十]{1,3}[:：])?[\s“”《》]*(?:[:：—-][^。;；]{0,20})?"
)
MEANWHILE = pattern(r"[^,，。;；\n]{0,16}?(?:之际|期间|前夕)[,，]")
# A name that stands for one round.
ALONE_ROUND: tuple[rounds.Told, ...] = ((None, None),)


def find(document: Document, facts: Facts) -> Iterator[Occurrence]:
    """Yield every place that speaks of an event, in reading order; events are numbered by their first name."""
    document = alike(document)
    named = event_names.find(document, facts)
    short = short_names.find(document, named)
    named = sorted([*named, *_announced(document, named), *short_names.told(document, named, short), *rounds.again(document, named)], key=PLACE)
    told = [(f, *told) for f in named for told in rounds.find(document, facts, f) or ALONE_ROUND]
    full = short_names.in_full(short)
    numbers = sameness.numbers([full(f) for f, _, _ in told], [city for _, city, _ in told])
    occurrences = [
        Occurrence(f.start, f.end, n, f.name, f.core, f.edition, f.year or year, city=city) for (f, city, year), n in zip(told, numbers, strict=True)
    ]
    placed = {f.start for f, city, _ in told if city}
    for n, told_round in enumerate(rounds.earlier(document, facts, named, placed), max(numbers, default=-1) + 1):
        series = told_round.series
        name = unnumbered(series.name).strip()
        occurrences.append(Occurrence(told_round.start, told_round.end, n, name, series.core, None, told_round.year, city=told_round.city))
    occurrences.sort(key=PLACE)
    yield from sorted([*occurrences, *_bare(document, occurrences)], key=PLACE)


def _announced(document: Document, named: list[EventName]) -> Iterator[EventName]:
    """Yield the fair in the name of its press conference or awards, where the page goes on about it: 第六届古城大会新闻发布会…,|大会将于11月举行."""
    for f in named:
        told_at = PRESS.search(f.name) if f.name.endswith(ANNOUNCES) else None
        if not told_at:
            continue
        words = f.name[: told_at.start()]
        words = words if words[-2:] != leading_city(words[-2:]) else words[:-2]  # 第六届古城大会|北京新闻发布会
        unbracketed = STATION.sub("", words)  # 中国田径协会精英赛(滨海站)|赛事发布会
        head = next((head for head in NAMED if unbracketed.endswith(head)), unbracketed[-3:] if unbracketed.endswith((*FAIRS, *FESTIVE)) else None)
        if not head or any(o.name == words for o in named):
            continue
        if SPOKEN_OF.search(document.chars) or _bare_word(document, head):
            yield EventName(f.start, f.start + len(words), words, core_of(words), f.edition, f.year, f.deictic)


def _bare_word(document: Document, word: str) -> bool:
    """Tell whether a head stands alone somewhere: ,大会, 本届大会, 本届旅游文化节."""
    chars = document.chars
    at = chars.find(word)
    while at >= 0:
        if chars[at - 1] in AHEAD or THIS.search(chars, max(0, at - 10), at):
            return True
        at = chars.find(word, at + 1)
    return False


def _bare(document: Document, named: list[Occurrence]) -> Iterator[Occurrence]:
    """Yield 本届论坛, 该活动 and 大会 where an event has been named that they can mean: the most named, or the last of that head."""
    named = [o for o in named if not o.name.startswith("党的")]  # 党的十八大以来 looks back on a congress, 会议 is another
    if not named:
        return
    # 大会 on the page of its press conference is the fair.
    about = main_event(document, [o for o in named if not o.name.endswith(TOLD_AT)] or named)
    main = next(o for o in named if o.number == about)
    taken = sorted((o.start, o.end) for o in named)
    starts = [start for start, _ in taken]
    ends = [o.name for o in named if o.name.endswith(ONCE)]
    once = {word for word in ONCE if any(name.endswith(word) for name in ends)} if ends else set()
    for match in _shortened(document, once):
        at = bisect_right(starts, match.end() - 1) - 1
        if at >= 0 and taken[at][1] > match.start():  # a name stands there
            continue
        meant = _meant(document, named, at, match, main)
        if meant:
            yield _again(match.start(), match.end(), meant)
    for start, end, meant in [*_this_year(document.chars, main), *_tails(document, named, main)]:
        at = bisect_right(starts, end - 1) - 1
        if at < 0 or taken[at][1] <= start:
            yield _again(start, end, meant)


def _meant(document: Document, named: list[Occurrence], at: int, match: re.Match[str], main: Occurrence) -> Occurrence | None:
    """Return the event that a word such as 本届论坛 or 大会 means; `named[at]` is the last one named before it."""
    word, begin, above = match["word"], match.start(), named[max(0, at - 19) : at + 1]
    if match[0][0] in "本此这":  # 首届大会于2006年举办.|本届大会…
        above = [o for o in above if o.number == main.number or o.core != main.core]
    if word.endswith("展") or word == "展览":  # of a show only: 展览将持续至4月1日
        shows = [o for o in named if o.name.rstrip("”").endswith("展")]
        shows = [o for o in shows if o.edition] or shows if match[0].startswith("本届") else shows
        return max((o for o in shows if o.start < begin), key=START, default=shows[0] if shows else None)
    if word in MEETINGS and not any(o.name.endswith(word) for o in named):
        return None
    of_theme = document.chars.startswith("的", begin - 1)  # 以“…”为主题的|论坛
    if of_theme and not main.name.rstrip("”").endswith(word):
        return None
    if word == "发布会":  # 市政府举行发布会 on the page of a fair: it is not the fair
        press = next((o for o in named if o.name.endswith(word)), None)
        return press and (_above(document, above, begin, word, main.number) or press)
    line = document.segments[document.segment_at(begin)].text_start
    near = next((o for o in reversed(above) if o.start >= line and o.year and o.name.endswith(word)), main)
    if near.name.endswith(word):
        return near
    return _above(document, above, begin, word, main.number) or main


def _tails(document: Document, named: list[Occurrence], main: Occurrence) -> Iterator[tuple[int, int, Occurrence]]:
    """Yield the ends of festivals' names where they stand alone: 旅游节 on the page of 第五届石榴文化旅游节."""
    chars = document.chars
    tails: dict[str, list[Occurrence]] = {}
    for o in named:
        if o.core.endswith(FESTIVE) and len(o.core) > TAIL and (o.core[-TAIL:] in tails or len(tails) < MANY):
            tails.setdefault(o.core[-TAIL:], []).append(o)
    for tail, of in tails.items():
        for low, high in document.runs(FACTS):
            at = chars.find(tail, low, high)
            while at >= 0:
                if HEAD.match(chars, at + TAIL - 1, high):
                    start = at - 2 if chars.startswith(("本届", "本次", "此次", "此届"), at - 2) else at
                    yield start, at + TAIL, main if main.core.endswith(tail) else max((o for o in of if o.start < at), key=START, default=of[0])
                at = chars.find(tail, at + TAIL, high)


def _this_year(chars: str, main: Occurrence) -> Iterator[tuple[int, int, Occurrence]]:
    """Yield 今年清明文化节, the end of a name that is told in full elsewhere; 今年全市的活动 is none."""
    at, core = chars.find("今年"), main.core
    while at >= 0:
        start = at + 2 + chars.startswith("的", at + 2)
        for length in range(min(len(core), 10, len(chars) - start), 1, -1):
            if core.endswith(chars[start : start + length]):
                yield at, start + length, main
                break
        at = chars.find("今年", start)


def _again(start: int, end: int, meant: Occurrence) -> Occurrence:
    return Occurrence(start, end, meant.number, meant.name, meant.core, meant.edition, meant.year, bare=True)


def _above(document: Document, above: list[Occurrence], at: int, word: str, main: int) -> Occurrence | None:
    """Return the last of the names above that ends in `word`, else the last one in the line around `at`."""
    for o in reversed(above):
        if o.name.endswith(word) and document.chars[o.end : o.end + 1] not in ("、", "等"):  # one of a list is no topic
            return o
    line = document.segments[document.segment_at(at)].text_start
    fairs = [o for o in above if word == "会议" or not o.name.endswith(TOLD_AT)] or above  # 本次赛事 is no press conference
    # nor the summit at which something was said
    fairs = [o for o in fairs if o.number == main or not document.chars.startswith(("上", "”上"), o.end)]
    if len(fairs) > 1 and fairs[-2].number == main and document.chars[fairs[-2].end : fairs[-1].start] in BESIDE:  # 博览会和峰会…举行.|开幕式
        return fairs[-2]
    return fairs[-1] if fairs and fairs[-1].start >= line else None


def _shortened(document: Document, once: set[str]) -> Iterator[re.Match[str]]:
    """Yield 本届论坛 and its like, and 论坛 where it stands alone, in reading order; 召开|发布会 too, if one of them is named (`once`)."""
    chars = document.chars
    found = list(document.finditer(BARE, FACTS))
    ends = [match.end() for match in found]
    starts = head_starts(chars)
    for low, high in document.runs(FACTS):
        done = low
        for start in starts[bisect_left(starts, low) : bisect_left(starts, high)]:
            free = start == 0 or chars[start - 1] in AHEAD or chars.startswith(("参加", "出席", "题的", "天的"), start - 2)
            match = ALONE.match(chars, start, high) if start >= done and (free or once) else None
            if not match:
                continue
            if not free:
                begin = start - 2 if match["word"] == "发布会" and chars.startswith("新闻", start - 2) else start
                if match["word"] not in once or not chars.startswith(("举行", "举办", "召开"), begin - 2):
                    continue
            done = match.end()
            at = bisect_right(ends, start)
            if at == len(ends) or found[at].start() > start:
                found.append(match)
    yield from sorted(found, key=lambda match: match.start())


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


def topic(document: Document, occurrences: list[Occurrence], at: int) -> Occurrence | None:
    """Return the event that a sentence at `at` goes on about: the last one spoken of in its line before it."""
    line = document.segments[document.segment_at(at)].text_start
    above = occurrences[bisect_left(occurrences, line, key=START) : bisect_left(occurrences, at, key=START)]
    held = [o for o in above if not document.chars.startswith(("上", "”上"), o.end)]  # 论坛在“2018会展周”|上开幕
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

    First is no event that only says when: 第五届博览会在上海举办之际,|城市推介大会在世界会客厅举行.
    """
    scores: dict[int, int] = {}
    counted: set[int] = set()
    latest = {o.core: o.year for o in sorted(occurrences, key=lambda o: o.year or 0) if o.year}
    # 继去年举办首届大会后,2019年大会将…: the page is about this year's
    now = [o for o in occurrences if not o.year or o.year == latest[o.core]]
    for o in now:
        number = o.number
        scores[number] = scores.get(number, 0) + 1
        if o.edition is not None or o.year is not None:
            counted.add(number)
    for number in counted:
        scores[number] += 2
    scores[next((o for o in now[:2] if not MEANWHILE.match(document.chars, o.end)), now[0]).number] += 2
    return min(scores, key=lambda number: (-scores[number], number))


def joined(document: Document, occurrences: list[Occurrence]) -> set[tuple[int, int]]:
    """Return the pairs of events that are held as one, A暨B: what is said of one holds for the other."""
    pairs: set[tuple[int, int]] = set()
    chars = document.chars
    if not holds(document, "暨", "及", "(第", "（第"):
        return pairs
    for one, two in pairwise(occurrences):
        if one.number == two.number:
            continue
        inside = chars[one.end : two.start] in ("(", "（") and chars[two.end : two.end + 1] in (")", "）")  # 第二届中俄博览会(第26届哈洽会)
        if inside or TOGETHER.fullmatch(chars, one.end, two.start):
            pairs |= {(one.number, two.number), (two.number, one.number)}
    return pairs


def opened(document: Document, occurrences: list[Occurrence]) -> Iterator[tuple[int, int, bool]]:
    """Yield the pairs of events of which the second is held as the first opens (true) or closes: A开幕式暨B."""
    for one, two in pairwise(occurrences) if holds(document, "幕式暨", "幕礼暨") else ():
        part = AT_OPENING.fullmatch(document.chars, one.end, two.start) if one.number != two.number else None
        if part:
            yield one.number, two.number, part["part"] == "开"


# A sentence and what speaks of an event there.
Spoken = tuple[tuple[int, int], list[Occurrence]]


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
            yield (low, high), occurrences[at:end]
        at, done = end, high
