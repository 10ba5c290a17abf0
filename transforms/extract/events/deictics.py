"""Deictics: words that mean an event named elsewhere on the page, as in 本届论坛, 该活动, 今年清明文化节 and 大会 alone.

Shared grammar of occurrences. 本届 means no earlier round, 大会 on the page of its press conference is the fair; 每届论坛 and 各类活动
mean none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from transforms.extract.events.event_heads import FESTIVE, HEAD, ends_name, head_starts
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sameness import MANY, TOLD_AT, inside
from transforms.extract.events.sites import START
from transforms.extract.events.subjects import BESIDE, is_whole, main_event
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

DAY = pattern("(?:世界|国际)[\u4e00-\u9fff]{1,4}日(?!报)")  # 世界城市日全球主场活动
# 旅游节 of 石榴文化旅游节.
TAIL = 3
BARE = pattern(
    r"(?:本届|本期|本次|此次|这次|该|这场|这一|这项|此届)[\u4e00-\u9fff]{0,8}?(?P<word>论坛|高峰会|峰会|大会|大赛|比赛|年会|博览会|展会|展览会|盛会|活动|会议|赛事|展览(?!业)|双年展|招待会|主场(?:活动)?(?!馆)|[博交洽]会"
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


def find(document: Document, named: list[Occurrence]) -> Iterator[Occurrence]:
    """Yield 本届论坛, 该活动 and 大会 where an event has been named that they can mean: the most named, or the last of that head."""
    # 党的十八大以来 looks back on a congress, 会议 is another; 此次活动|是冰雪节系列活动之一: nor is it the whole that is named.
    named = [o for o in named if not (o.name.startswith("党的") or is_whole(document.chars, o))]
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
        other = match[0][2 : -len(match["word"])]  # 本次|文旅嘉年华|活动 is not the race that takes place at it
        if meant and not (len(other) > 2 and ends_name(other) and not inside(other, meant.core)):
            yield _again(match.start(), match.end(), meant)
    for start, end, meant in [*_this_year(document.chars, main), *_tails(document, named, main)]:
        at = bisect_right(starts, end - 1) - 1
        if at < 0 or taken[at][1] <= start:
            yield _again(start, end, meant)


def _meant(document: Document, named: list[Occurrence], at: int, match: re.Match[str], main: Occurrence) -> Occurrence | None:
    """Return the event that a word such as 本届论坛 or 大会 means; `named[at]` is the last one named before it."""
    word, begin, above = match["word"], match.start(), [o for o in named[max(0, at - 19) : at + 1] if not o.city]  # no round of a list
    if word.endswith("展") or word == "展览":  # of a show only: 展览将持续至4月1日
        shows = [o for o in named if o.name.rstrip("”").endswith("展")]
        shows = [o for o in shows if o.edition] or shows if match[0].startswith("本届") else shows
        return max((o for o in shows if o.start < begin), key=START, default=shows[0] if shows else None)
    if word in MEETINGS and not any(o.name.endswith(word) for o in named):
        return None
    of_theme = document.chars.startswith("的", begin - 1) and (match[0] == word or not above) and word[1] != "幕"  # 以“…”为主题的|论坛
    if of_theme and not _ends(main, word):
        return None
    if word == "发布会":  # 市政府举行发布会 on the page of a fair: it is not the fair
        press = next((o for o in named if o.name.endswith(word)), None)
        near = _above(document, above, begin, word, main.number)
        return near if near and _ends(near, word) else press
    line = document.segments[document.segment_at(begin)].text_start
    told = (o for o in reversed(above) if o.start >= line and o.year and _ends(o, word))
    # 首届论坛于2002年举行: an earlier round is mentioned in passing.
    near = next((o for o in told if o.core != main.core or not (o.edition and main.edition and o.edition < main.edition)), main)
    if _ends(near, word):
        return near
    return _above(document, above, begin, word, main.number) or main


def _ends(o: Occurrence, word: str) -> bool:
    return o.name.rstrip("”").endswith(word)


def _tails(document: Document, named: list[Occurrence], main: Occurrence) -> Iterator[tuple[int, int, Occurrence]]:
    """Yield the ends of festivals' names where they stand alone: 旅游节 on the page of 第五届石榴文化旅游节."""
    chars = document.chars
    tails: dict[str, list[Occurrence]] = {}
    for o in named:
        if o.core.endswith((*FESTIVE, "嘉年华")) and len(o.core) > TAIL and (o.core[-TAIL:] in tails or len(tails) < MANY):
            tails.setdefault(o.core[-TAIL:], []).append(o)
    for tail, of in tails.items():
        for low, high in document.runs(FACTS):
            at = chars.find(tail, low, high)
            while at >= 0:
                if HEAD.match(chars, at, high) or HEAD.match(chars, at + TAIL - 1, high):
                    start = at - 2 if chars.startswith(("本届", "本次", "此次", "此届"), at - 2) else at
                    yield start, at + TAIL, main if main.core.endswith(tail) else max((o for o in of if o.start < at), key=START, default=of[0])
                at = chars.find(tail, at + TAIL, high)


def _this_year(chars: str, main: Occurrence) -> Iterator[tuple[int, int, Occurrence]]:
    """Yield 今年清明文化节, the end of a name that is told in full elsewhere, and 本届世界城市日, the day it is held for; 今年全市的活动 is none."""
    core = main.core
    day = DAY.match(core)
    for words in ("今年", "本届", "本次", "此次") if day else ("今年",):
        at = chars.find(words)
        while at >= 0:
            start = at + 2 + chars.startswith("的", at + 2)
            tails = (core[-length:] for length in range(min(len(core), 10), 1, -1))
            told = next((tail for tail in tails if chars.startswith(tail, start)), "") if words == "今年" else ""
            told = told or (day[0] if day and chars.startswith(day[0], start) else "")
            if told:
                yield at, start + len(told), main
            at = chars.find(words, start)


def _again(start: int, end: int, meant: Occurrence) -> Occurrence:
    return Occurrence(start, end, meant.number, meant.name, meant.core, meant.edition, meant.year, bare=True)


def _above(document: Document, above: list[Occurrence], at: int, word: str, main: int) -> Occurrence | None:
    """Return the last of the names above that ends in `word`, else the last one in the line around `at`."""
    line = document.segments[document.segment_at(at)].text_start
    # 活动 is what any event is: first one of the line that the page is about
    about = [o for o in above if o.start >= line and o.number == main] if word == "活动" else []
    for o in about or reversed(above):
        if about or (_ends(o, word) and document.chars[o.end : o.end + 1] not in ("、", "等")):  # one of a list is no topic
            return o
    fairs = [o for o in above if word == "会议" or not o.name.endswith(TOLD_AT)]  # 本次赛事 is no press conference
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
            begin = start - 2 if chars.startswith("新闻发布会", start - 2) else start
            free = begin == 0 or chars[begin - 1] in AHEAD or chars.startswith(("参加", "出席", "题的", "天的", "宣布", "透露"), start - 2)
            free = free or (chars.startswith(("开幕", "闭幕"), start) and chars.startswith(("行的", "办的"), start - 2))
            match = ALONE.match(chars, start, high) if start >= done and (free or once) else None
            if not match:
                continue
            if not free and (match["word"] not in once or not chars.startswith(("举行", "举办", "召开", "出席", "参加"), begin - 2)):
                continue
            done = match.end()
            at = bisect_right(ends, start)
            if at == len(ends) or found[at].start() > start:
                found.append(match)
    yield from sorted(found, key=lambda match: match.start())
