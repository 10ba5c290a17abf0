"""Occurrences: where a page speaks of an event, as in 第七届海峡论坛, 本届论坛 and 该论坛.

A name ends in a head (论坛, 博览会; seeds/lexicon/event_heads.csv) and begins where the sentence's own words end: behind 举办,
在 or 的 (event_stops.csv), or at its edition or year. What is left must distinguish the event: 各类高峰论坛 and 文化活动 are
no names (event_generic.csv), nor are the parts that every event has (开幕式, 5个分论坛). 组委会 and 会堂 are not events.
Names of one event in one page share a number: 国际城市论坛 after 第七届国际城市论坛, 该论坛 after both.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Literal

import daachorse
import msgspec

from transforms import lexicon
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import alternatives, matches_near
from transforms.extract.quotes import alike
from transforms.extract.sites import START, around, is_city, within
from transforms.model.document import FACTS, NAMES, Document

HeadKind = Literal["named", "plain", "known"]
StopKind = Literal["hard", "soft", "join"]


class Head(msgspec.Struct, frozen=True):
    """A word that an event's name ends in."""

    head: str
    kind: HeadKind
    why: str


class Stop(msgspec.Struct, frozen=True):
    """A word that stands before a name and not in it."""

    word: str
    kind: StopKind
    why: str


class Generic(msgspec.Struct, frozen=True):
    """A modifier that distinguishes no event."""

    word: str
    why: str


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


HEADS = {row.head: row.kind for row in lexicon.read("event_heads", Head)}
STOPS = {row.word: row.kind for row in lexicon.read("event_stops", Stop)}
GENERIC = {row.word for row in lexicon.read("event_generic", Generic)}

# What may not follow a head: 大会堂 is a building, 论坛组委会 a body, 活动中心 a place; 活动力 and 展览品 are other words.
HEAD = re.compile(
    rf"""(?P<head>{alternatives(list(HEADS))}|党的(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})(?:大
      |届[一二三四五六七八九]中全会)|G20)
         (?!堂|议|会议室|中心|[场会大展]?馆|博物馆|展[区位]|场馆|园区?|组委会|组织委员会|筹委会|执委会|秘书处|[会事]?址|小组
           |办公室|站|品|商(?![定讨])|力(?![邀争推促])|日(?![前上下晚电])|室|局|业|部(?!分)
           |会员|联盟|协会|公司|集团|学院|论坛网|网|频道|精神|报告|代表|框架|方案|安排|流程|规则|形式|板块|版块|环节|背景|经费|策划|主席
             |秘书长|理事长|总干事|总裁)""",
    re.VERBOSE,
)
NUMERAL = r"[0-9一二三四五六七八九十百零〇两]{1,4}"
YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])(?:\s?年度?(?![0-9]{1,2}月)|(?=[\s“\"'‘\u4e00-\u9fffA-Z]))"
EDITION = rf"(?:首届|第{NUMERAL}届|第{NUMERAL}次(?!会议))"
STARTER = re.compile(rf"(?:{YEAR}\s?[·的]?\s?)?[“]?{EDITION}(?:\s?\({YEAR}\))?|{YEAR}")
NUMBERED = re.compile(r"[0-9首第]")
DAY = re.compile(r"[0-9]{1,2}(?:日|号|月份?)(?:上午|下午|晚上?|凌晨)?")
EDITION_OF = re.compile(rf"首届|第({NUMERAL})[届次]|党的({NUMERAL})[大届]")
YEAR_OF = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
# Ends of the words before a name that a tokenizer need not see.
EDGES = frozenset(",，。;；:：!！?？、|>•●◆■▲…《〈<*/\n\r\t\u3000“‘「『(（【[~")
OPENING = {"”": "“", "’": "‘", ")": "(", "）": "（", "》": "《", "」": "「", "』": "『", "]": "[", "】": "【"}
# 在京举行 and 共同举办 are words of their own to the tokenizer.
HELD = frozenset(("举行", "举办", "召开", "主办", "承办", "协办"))
LONGEST, QUOTED = 48, 30
# 论坛论坛论坛…: heads as close as this name nothing.
MANY_HEADS, CROWDED = 12, 26
# More events than this no page tells of; the names behind them are not compared with all others.
MANY = 100
BARE = re.compile(
    r"(?:本届|本次|此次|这次|该|这场|这一|此届)[\u4e00-\u9fff]{0,8}?(?P<word>论坛|峰会|大会|年会|博览会|展会|展览会|盛会|活动|会议|赛事"
    r"|(?:启动|签约|揭牌|开工)?仪式|研讨会|发布会|交易会|洽谈会)"
)
# 论坛 without a name at the beginning of a clause or behind 在; what stands before is looked at after the match, for speed.
ALONE = re.compile(
    r"(?P<word>高峰论坛(?!大会|网)|高层论坛(?!大会|网)|高端论坛(?!大会|网)|论坛(?!大会|网)|峰会|大会|年会|博览会|展会|盛会|活动|会议|赛事"
    r"|发布会|研讨会|启动仪式|签约仪式|揭牌仪式|开工仪式|仪式)(?![\u4e00-\u9fff]{0,2}?(?:论坛|中心|馆|会议|组委会))"
)
AHEAD = frozenset(",，。;；:：!！?？、\n\u3000 “在为自据由是")
PART = re.compile(r"(?:主|分|平行|主旨|子)论坛|开幕(?:式|大会|仪式)|闭幕(?:式|大会|仪式)|主题展览|圆桌(?:会议|讨论)")
DEICTIC = re.compile(r"(?:本届|本次|此次|这次|今年的?|去年的?|明年的?|该|其)[“]?$")
PROPER = re.compile(r"[“《A-Za-z]|中国|全国|国际|世界|全球|亚洲|亚太|东盟|“|[\u4e00-\u9fff]{1,3}[省市区县州](?!场)|联合国|海峡|两岸|粤港澳")
MAKES = re.compile(r"举办|举行|召开|启动|开展")
OTHER_SIDE = re.compile(r"[,，;；、而](?P<side>中国|全球|国内|海外|亚洲|欧洲)$")
# A plain head makes a name when the sentence holds it somewhere: 某某对接活动|走进…, 某某活动|在…举行.
TAKES_PLACE = re.compile(r"(?:[0-9]{1,2}日|今[日天]|昨[日天]|近日|日前)?(?:走进|在[^,，。;；\n]{2,24}?(?:举行|举办|启动|开幕|启幕|拉开))")
BRACKETED = re.compile(r"[(（][\u4e00-\u9fff]{2,6}[)）]")
CREATED = re.compile(r"(?:举办|举行|召开|启动|开展)(?:过|了)?(?:首届)?$")
NAMING = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{2}")
# A round named after its series and its place: 中国新型城市论坛 + 荆门峰会.
STOP_OVER = re.compile(r"[\u4e00-\u9fff]{2,4}(?:峰会|大会|年会|论坛|会议|站)")
# Before a known short name: an edition, a year, its city.
KNOWN_BEFORE = re.compile(
    rf"(?:{EDITION}|{YEAR})?(?:中国)?(?:北京|上海|广州|深圳|昆明|海南|厦门|杭州|成都|武汉|西安|米兰|迪拜|大阪|巴黎|东京|里约|爱知|扬州"
    rf"|徐州|合肥|贵阳)?\Z"
)
CEREMONY = re.compile(
    r"(?:举行|举办)了?(?P<head>(?:启动|签约|揭牌|开工|奠基|落成|竣工|通车|启用|授牌|挂牌|首航|首发|开馆|发布|开园"
    r"|封顶)仪式)(?=[,，。;；!！\n、]|$)"
)
THING = re.compile(
    r"(?:项目|工程|计划|行动|中心|实验室|基地|平台|园区?|大桥|铁路|高速|机场|港|航线|博物馆|图书馆|学院|研究院"
    r"|联盟)(?:[(（][^()（）\n]{1,20}[)）])?$"
)
TITLED = re.compile(r"以“(?P<title>[^”\n]{6,40}(?:对话|论坛|沙龙|圆桌|研讨))”为题[,，]?(?:开展|举行|举办|进行)")
ROUNDS_VERB = re.compile(r"(?:分别|先后|相继|陆续|轮流|都曾|曾)(?:成功)?(?:举办|举行|承办)(?:过|了)?(?:数届|多届|几届)?$")
# Words that place what happens at the event spoken of.
AT_IT = re.compile(r"会上|会议期间|期间|现场|开幕式|闭幕式|仪式上|论坛上|活动上|发布会上|大会上|会议上|此次|本次|本届|当天")
# 2024某某城市论坛(双城论坛): the short name that the page gives to the full one.
ALIAS = re.compile(
    r"[”]?[(（](?:以下)?(?:简称|又称|即|也称|俗称)?(?:为)?[:：]?[“]?(?P<alias>[\u4e00-\u9fff]{1,8}(?:论坛|峰会|大会|会|节|周|赛|展|活动))[”]?[)）]"
)
NUMBERING = re.compile(rf"{EDITION}|\(?(?<![0-9])(?:19|20)[0-9]{{2}}(?![0-9])\)?\s?(?:年度?)?")
MARKS = re.compile(r"[\s“”\"'‘’·—\-]")
ROUNDS_IN = re.compile(
    r"(?:分别|先后|相继|陆续|轮流)在(?P<where>[^,，。;；\n]{4,50}?)(?:成功)?(?:举办|举行)(?:过|了)?(?:数届|多届|几届"
    r"|[0-9一二三四五六七八九十]{1,3}[届次])?$"
)
# 论坛此前曾在厦门、徐州等城市举办: told of the rounds before this one.
ROUNDS_OF = re.compile(
    r"(?:此前|以往|过去)?(?:曾|曾经|已)?(?:先后|分别|相继)?在(?P<where>[^,，。;；\n]{4,50}?)(?:成功)?(?:举办|举行)(?:过"
    r"|了)?(?=[,，。;；\n]|$)"
)
# One of these stands with every list of rounds.
TURNS = re.compile(r"分别|先后|相继|陆续|轮流|曾|此前|以往")
PAST = re.compile(r"曾|先后|分别|相继|此前|以往")
COUNTED = re.compile(rf"{NUMERAL}[余多]?[个场项](?!人)|^{NUMERAL}次|{NUMERAL}大$")
# With an edition a plain 周 or 节 will do: 首届滨江更新周.
ROUND = re.compile(
    rf"(?:{YEAR}\s?)?{EDITION}[\u4e00-\u9fff“”·A-Za-z0-9—\-]{{1,24}}?(?:周|节|展|赛|博会|交会|洽会"
    rf"|展会)(?=[在于开将举落圆启闭拉揭正为的共由,，。;；”、!！\s]|[0-9]|$)"
)
ANY_EDITION = re.compile(EDITION)
YEAR_BEFORE = re.compile(rf"{YEAR}\s?\Z")
PLACE = attrgetter("start", "end")
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


class _Found(msgspec.Struct, gc=False):
    start: int
    end: int
    name: str
    core: str
    edition: int | None
    year: int | None
    deictic: bool


def find(document: Document, facts: Facts) -> Iterator[Occurrence]:
    """Yield every place that speaks of an event, in reading order; events are numbered by their first name."""
    document = alike(document)
    named = sorted([*_names(document), *_made(document)], key=PLACE)
    short = _short_names(document, named)
    named = sorted([*named, *_told_short(document, named, short)], key=PLACE) if short else named
    told = [(f, city) for f in named for city in _rounds(document, facts, f) or (None,)]
    full = _in_full(short)
    numbers = _numbers([full(f) for f, _ in told], [city for _, city in told])
    occurrences = [Occurrence(f.start, f.end, n, f.name, f.core, f.edition, f.year, city=city) for (f, city), n in zip(told, numbers, strict=True)]
    yield from sorted([*occurrences, *_bare(document, occurrences)], key=PLACE)


def number(word: str) -> int:
    """Return the number that 七, 十二, 二十一 or 12 writes."""
    if word.isdecimal():
        return int(word)
    tens, mark, ones = word.partition("十")
    if mark:
        return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
    return int("".join(str(DIGITS.get(c, 0)) for c in word))


@lru_cache(maxsize=1024)
def edition_of(name: str) -> int | None:
    """Return the edition a name states: 7 for 第七届, 1 for 首届."""
    match = EDITION_OF.search(name)
    if not match:
        return None
    return number(match[1] or match[2]) if match[1] or match[2] else 1


@lru_cache(maxsize=1024)
def year_of(name: str) -> int | None:
    """Return the year a name states."""
    match = YEAR_OF.search(name)
    return int(match[1]) if match else None


@lru_cache(maxsize=1024)
def core_of(name: str) -> str:
    """Return a name without edition, year, quotes and blanks: what its rounds have in common."""
    return MARKS.sub("", unnumbered(name)).lstrip("的")


@lru_cache(maxsize=1024)
def unnumbered(name: str) -> str:
    """Return a name without its edition and year."""
    return NUMBERING.sub("", name)


def _names(document: Document) -> Iterator[_Found]:
    """Yield the named events of all lines that may name one, each name at its fullest."""
    chars = document.chars
    starts = sorted({start for start, _, _ in _head_words().find_overlapping(chars)})
    for low, high in document.runs(NAMES):
        last: _Found | None = None
        crowd = [low - CROWDED] * MANY_HEADS  # where the last heads ended
        for match in _counted_rounds(chars, low, high) if "届" in chars else ():
            if not HEAD.search(match[0]):
                yield _Found(match.start(), match.end(), match[0], core_of(match[0]), edition_of(match[0]), year_of(match[0]), False)
        for number, match in enumerate(_heads(chars, starts, low, high)):
            crowded = match.end() - crowd[number % MANY_HEADS] < CROWDED
            crowd[number % MANY_HEADS] = match.end()
            if crowded:
                continue
            found = _name(chars, low, match, document) or (_contrasted(chars, match, last) if last else None)
            if found is None:
                continue
            if last and found.start <= last.start:
                last = found
                continue
            if last:
                yield last
            last = found if not last or found.start >= last.end else last
        if last:
            yield last


@lru_cache(maxsize=1)
def _head_words() -> daachorse.CharwiseDoubleArrayAhoCorasick:
    """Return the automaton that finds where a head may begin, much faster than a pattern of so many words."""
    return daachorse.CharwiseDoubleArrayAhoCorasick([*HEADS, "党的", "G20"])


def _heads(chars: str, starts: list[int], low: int, high: int) -> Iterator[re.Match[str]]:
    """Yield the heads of a range, like HEAD.finditer, from the places where one may begin."""
    done = low
    for at in range(bisect_left(starts, low), bisect_left(starts, high)):
        match = HEAD.match(chars, starts[at], high) if starts[at] >= done else None
        if match:
            done = match.end()
            yield match


def _counted_rounds(chars: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """Yield 首届滨江更新周 and its like, from the year before the edition if there is one."""
    done = low
    for edition in ANY_EDITION.finditer(chars, low, high):
        if edition.start() < done:
            continue
        year = YEAR_BEFORE.search(chars, max(done, edition.start() - 8), edition.start())
        match = ROUND.match(chars, year.start() if year else edition.start(), high)
        if match:
            done = match.end()
            yield match


def _name(chars: str, low: int, match: re.Match[str], document: Document) -> _Found | None:
    """Return the name that ends in the head at `match`, if its words distinguish an event."""
    head, end = match["head"], match.end()
    if head.startswith("党的"):
        return _Found(match.start(), end, head, head, edition_of(head), None, False)
    if HEADS.get(head) == "known":
        before = KNOWN_BEFORE.search(chars, max(low, match.start() - 12), match.start())
        start = before.start() if before else match.start()
        name = chars[start:end]
        return _Found(start, end, name, core_of(name), edition_of(name), year_of(name), False)
    edge, quoted = _edge(chars, max(low, match.start() - LONGEST), match.start())
    if edge == match.start() or not _may_name(chars, edge, match.start(), head):
        return None
    if chars[edge - 1 : edge] == "“" and chars[end : end + 1] == "”":  # a whole name in quotes needs no stops: “从都国际论坛”
        start, started, wider = edge, True, edge
    else:
        start, started, wider = _start(chars, edge, match.start(), quoted)
    if not _distinct(chars, start, match.start(), head, started):
        start = wider  # 海绵城市建设|国际论坛: the verb was a noun
        if not _distinct(chars, start, match.start(), head, started):
            return None
    name = chars[start:end]
    if name.startswith("“") and "”" not in name:
        start, name = start + 1, name[1:]
    return _Found(start, end, name, core_of(name), edition_of(name), year_of(name), bool(DEICTIC.search(chars, max(low, start - 4), start)))


def _contrasted(chars: str, match: re.Match[str], last: _Found) -> _Found | None:
    """Return the event that a short name sets beside the last one: 全球主场活动在米兰举行,|中国主场活动|则由某市承办."""
    if match.start() - last.end > 60 or len(match["head"]) < 3 or not last.name.endswith(match["head"]):
        return None
    other = OTHER_SIDE.search(chars, max(last.end, match.start() - 3), match.start())
    if not other or other["side"] in last.name or any(mark in chars[last.end : match.start()] for mark in "。!?！？\n"):
        return None
    name = chars[other.start("side") : match.end()]
    return _Found(other.start("side"), match.end(), name, core_of(name), None, None, True)


def _edge(chars: str, low: int, end: int) -> tuple[int, list[tuple[int, int]]]:
    """Return where the run of words before a head begins, and the quoted or bracketed pieces inside it."""
    at = end
    pieces: list[tuple[int, int]] = []
    while at > low:
        char = chars[at - 1]
        if char in OPENING:
            opening = chars.rfind(OPENING[char], max(low, at - QUOTED), at - 1)
            if opening < 0:
                return at, pieces
            pieces.append((opening, at))
            at = opening
            continue
        if char in EDGES or (char == "—" and at > low + 1 and chars[at - 2] == "—"):
            return at, pieces
        if char == " " and not (at < end and at - 2 >= low and (chars[at - 2].isascii() or chars[at].isascii())):
            return at, pieces
        at -= 1
    return at, pieces


def _start(chars: str, edge: int, head: int, quoted: list[tuple[int, int]]) -> tuple[int, bool, int]:
    """Return where the name begins between `edge` and its head, whether an edition or a year begins it, and where else it may begin."""
    words = masked = chars[edge:head]
    for low, high in quoted:
        masked = masked[: low - edge] + "\x00" * (high - low) + masked[high - edge :]
    start, started, wider = _beginning(words, masked)
    return edge + start, started, edge + wider


@lru_cache(maxsize=4096)
def _beginning(run: str, words: str) -> tuple[int, bool, int]:
    """Return where the name begins in the words before its head, like `_start`; in `words` the quotations of the `run` are blanks."""
    import rjieba  # its dictionary takes a tenth of a second: only pages with an event pay for it

    begin = 0
    starters: list[int] = []
    if NUMBERED.search(words):
        days = [m.end() for m in DAY.finditer(words)]
        begin = days[-1] if days else 0
        starters = [m.start() for m in STARTER.finditer(words, begin)]
    soft = hard = at = begin
    first = True
    for token in rjieba.cut(words[begin:]):
        at += len(token)
        kind = STOPS.get(token) or ("hard" if token[-2:] in HELD else None)
        if kind == "hard" or (kind == "soft" and first):
            hard = soft = at
            first = True
            continue
        if kind == "soft":
            soft = at
        elif kind == "join" and not PROPER.match(run, soft):
            soft = hard = at
        first = False
    for starter in starters:
        if starter >= hard:
            return starter, True, starter
    return soft, False, hard


def _may_name(chars: str, edge: int, head: int, word: str) -> bool:
    """Tell whether anything between `edge` and a head could make it a name: a cheap look before the words are told apart."""
    if HEADS.get(word) != "plain":
        return head - edge >= 4 or PROPER.search(chars, edge, head) is not None or NUMBERED.search(chars, edge, head) is not None
    for sign in (PROPER, NUMBERED, BRACKETED):
        if sign.search(chars, edge, head):
            return True
    return MAKES.search(chars, max(0, edge - 6), head) is not None


@lru_cache(maxsize=4096)
def _weighed(modifiers: str) -> tuple[str, int, bool]:
    """Return the core of the words before a head, how many of its characters distinguish (-1: can name nothing), and whether a proper name does."""
    import rjieba  # late, as in _beginning

    own = core_of(modifiers)
    if COUNTED.search(own) or not NAMING.search(own):
        return own, -1, False
    left = sum([len(token) for token in rjieba.cut(own) if token not in GENERIC and not token.isdecimal()])
    return own, left, PROPER.search(modifiers) is not None


def _distinct(chars: str, start: int, head: int, word: str, started: bool) -> bool:
    """Tell whether the words between `start` and the head `word` name an event."""
    modifiers = chars[start:head]
    own, left, proper = _weighed(modifiers)
    if left < 0:
        return False
    kind = HEADS.get(word, "named")
    if left < 2 and not (proper and (started or len(own) >= 5) and own):
        return False
    if kind == "named":
        return started or proper or len(own) >= 4
    created = CREATED.search(chars, max(0, start - 6), start) is not None
    proper = proper or (BRACKETED.search(modifiers) is not None and TAKES_PLACE.match(chars, head + len(word)) is not None)
    return started or "“" in modifiers or (len(own) >= 4 and (proper or created))


def _made(document: Document) -> Iterator[_Found]:
    """Yield the events whose names a sentence spells out: 大桥项目举行开工仪式, and 以“双城对话”为题举行圆桌讨论."""
    chars = document.chars
    for match in matches_near(document, CEREMONY, "仪式"):
        low = max(chars.rfind("\n", 0, match.start()) + 1, match.start() - LONGEST)
        edge, quoted = _edge(chars, low, match.start())
        start, _, _ = _start(chars, edge, match.start(), quoted)
        subject = chars[start : match.start()]
        if THING.search(subject) and len(subject) >= 4:
            name = subject + match["head"]
            yield _Found(start, match.end(), name, core_of(name), None, None, False)
    for match in matches_near(document, TITLED, "为题"):
        yield _Found(*match.span("title"), match["title"], core_of(match["title"]), None, None, False)


def _rounds(document: Document, facts: Facts, found: _Found) -> list[Name]:
    """Return the cities of 米兰、利物浦和上海等城市分别举办过主场活动, each of which had a round of its own."""
    chars = document.chars
    if not TURNS.search(chars, max(0, found.start - 100), found.end + 12):
        return []
    low = around(document, found.start)[0]
    verb = ROUNDS_VERB.search(chars, max(low, found.start - 16), found.start)
    listed = ROUNDS_IN.search(chars, max(low, found.start - 80), found.start)
    after = ROUNDS_OF.match(chars, found.end, found.end + 80)
    if after and PAST.search(after[0][:8]):
        listed = after
    if not verb and not listed:
        return []
    span = listed.span("where") if listed else (low, verb.start() if verb else low)
    cities = [place for place in within(facts.places, *span) if is_city(place)]
    return cities if len(cities) > 1 else []


def _numbers(named: list[_Found], cities: list[Name | None]) -> list[int]:
    """Return the number of the event that each name means, in order of first names; a round told by its city is an event of its own."""
    groups: list[list[_Found]] = []
    order = sorted(range(len(named)), key=lambda i: (named[i].edition is None and named[i].year is None, -len(named[i].core), i))
    of = [-1] * len(named)
    for i in order:
        fits = [] if cities[i] else [g for g, group in enumerate(groups[:MANY]) if _same(named[i], group[0])]
        if not fits:
            groups.append([named[i]])
            of[i] = len(groups) - 1
            continue
        before = [g for g in fits if groups[g][0].start <= named[i].start]
        of[i] = max(before, key=lambda g: groups[g][0].start) if before else min(fits, key=lambda g: groups[g][0].start)
        groups[of[i]].append(named[i])
    first: dict[int, int] = {}
    for group in of:
        first.setdefault(group, len(first))
    return [first[group] for group in of]


def _short_names(document: Document, named: list[_Found]) -> dict[str, _Found]:
    """Return the short names that the page gives to full ones, 某某城市论坛(双城论坛), by what they mean."""
    given = [(m["alias"], f) for f in named if (m := ALIAS.match(document.chars, f.end))]
    return {core_of(alias): f for alias, f in given[:MANY] if len(alias) >= 3 and core_of(alias) != f.core}


def _told_short(document: Document, named: list[_Found], short: dict[str, _Found]) -> Iterator[_Found]:
    """Yield the places behind its explanation where a short name stands that is no name by its own words: 双城论坛由两市举办."""
    taken = [(f.start, f.end) for f in named]
    for alias, meant in short.items():
        for low, high in document.runs(FACTS):
            at = document.chars.find(alias, max(low, meant.end + len(alias) + 1), high)
            while at >= 0:
                near = bisect_right(taken, (at, high)) - 1
                if near < 0 or taken[near][1] <= at:
                    yield _Found(at, at + len(alias), alias, alias, None, None, True)
                at = document.chars.find(alias, at + len(alias), high)


def _in_full(short: dict[str, _Found]) -> Callable[[_Found], _Found]:
    """Return a function that reads a short name by the full one that it means."""

    def full(found: _Found) -> _Found:
        for alias, meant in short.items():
            if found.core == alias or (found.core.endswith(alias) and _inside(found.core[: -len(alias)], meant.core)):
                return msgspec.structs.replace(found, core=meant.core)
        return found

    return full


def _same(one: _Found, other: _Found) -> bool:
    """Tell whether `one`, no fuller than `other`, may name the same event."""
    for a, b in ((one.edition, other.edition), (one.year, other.year)):
        if a is not None and b is not None and a != b:
            return False
    if one.core == other.core or (other.core.startswith(one.core) and STOP_OVER.fullmatch(other.core, len(one.core))):
        return True
    if one.core[-1:] != other.core[-1:] or ((one.edition or one.year) and not (other.edition or other.year)):
        return False
    if HEADS.get(one.core[-3:]) == "known" and _inside(one.core, other.core):
        return True
    return len(one.core) >= (0.4 if one.deictic else 0.6) * len(other.core) and _inside(one.core, other.core)


def _inside(short: str, long: str) -> bool:
    """Tell whether all characters of `short` stand in `long` in their order."""
    rest = iter(long)
    return all(char in rest for char in short)


def _bare(document: Document, named: list[Occurrence]) -> Iterator[Occurrence]:
    """Yield 本届论坛, 该活动 and 大会 where an event has been named that they can mean: the most named, or the last of that head."""
    if not named:
        return
    about = main_event(named)
    main = next(o for o in named if o.number == about)
    taken = sorted((o.start, o.end) for o in named)
    starts = [start for start, _ in taken]
    for match in _shortened(document):
        word = match["word"]
        at = bisect_right(starts, match.end() - 1) - 1
        if at >= 0 and taken[at][1] > match.start():  # a name stands there
            continue
        meant = main if main.name.endswith(word) else _above(document, named[max(0, at - 19) : at + 1], match.start(), word) or main
        yield Occurrence(match.start(), match.end(), meant.number, meant.name, meant.core, meant.edition, meant.year, bare=True)


def _above(document: Document, above: list[Occurrence], at: int, word: str) -> Occurrence | None:
    """Return the last of the names above that ends in `word`, else the last one in the line around `at`."""
    for o in reversed(above):
        if o.name.endswith(word):
            return o
    line = document.segments[document.segment_at(at)].text_start
    return above[-1] if above and above[-1].start >= line else None


def _shortened(document: Document) -> Iterator[re.Match[str]]:
    """Yield 本届论坛 and its like, and 论坛 where it stands alone, in reading order."""
    chars = document.chars
    found = list(document.finditer(BARE, FACTS))
    ends = [match.end() for match in found]
    for low, high in document.runs(FACTS):
        for match in ALONE.finditer(chars, low, high):
            start = match.start()
            if start > 0 and not (chars[start - 1] in AHEAD or chars.startswith(("参加", "出席"), start - 2)):
                continue
            at = bisect_right(ends, start)
            if at == len(ends) or found[at].start() > start:
                found.append(match)
    yield from sorted(found, key=lambda match: match.start())


def told_at(document: Document, facts: Facts, start: int, end: int) -> str | None:
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
    meant = (before[-1:] or here[:1])
    return facts.event_documents[meant[0].number].event_id if meant else None


def name_start(chars: str, low: int, head: int) -> int:
    """Return where the name begins whose last word stands at `head`: behind the words of the sentence, at its edition or year."""
    edge, quoted = _edge(chars, max(low, head - LONGEST), head)
    return _start(chars, edge, head, quoted)[0]


def main_event(occurrences: list[Occurrence]) -> int:
    """Return the event a page is about: the one it names most; an edition or a year weighs like two more names, so does being first."""
    scores = Counter([o.number for o in occurrences])
    for number in {o.number for o in occurrences if o.edition is not None or o.year is not None}:
        scores[number] += 2
    scores[occurrences[0].number] += 2
    most = max(scores.values())
    return min([number for number, score in scores.items() if score == most])


def joined(document: Document, occurrences: list[Occurrence]) -> set[tuple[int, int]]:
    """Return the pairs of events that are held as one, A暨B: what is said of one holds for the other."""
    pairs: set[tuple[int, int]] = set()
    if "暨" not in document.chars:
        return pairs
    for one, two in pairwise(occurrences):
        if one.end < two.start <= one.end + 8 and document.chars[two.start - 1] == "暨" and one.number != two.number:
            pairs |= {(one.number, two.number), (two.number, one.number)}
    return pairs


def spoken(document: Document, occurrences: list[Occurrence]) -> Iterator[tuple[tuple[int, int], list[Occurrence]]]:
    """Yield every sentence of the stated lines that speaks of an event, with what speaks of it there."""
    at = 0
    while at < len(occurrences):
        low, high = document.sentence_at(occurrences[at].start)
        end = at + 1
        while end < len(occurrences) and occurrences[end].start < high:
            end += 1
        if document.segments[document.segment_at(low)].role in FACTS:
            yield (low, high), occurrences[at:end]
        at = end
