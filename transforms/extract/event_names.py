"""Event names: where a line names an event, as in 第七届海峡论坛, 上海世博会 and 跨江大桥项目举行开工仪式.

A name ends in a head (论坛, 博览会; seeds/lexicon/event_heads.csv) and begins where the sentence's own words end: behind 举办,
在 or 的 (event_stops.csv), or at its edition or year. What is left must distinguish the event: 各类高峰论坛 and 文化活动 are
no names (event_generic.csv), nor are the parts that every event has (开幕式, 5个分论坛). 组委会 and 会堂 are not events.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from typing import Literal

import daachorse
import msgspec

from transforms import lexicon
from transforms.extract.facts import Facts
from transforms.extract.lines import alternatives, matches_near
from transforms.extract.sites import START, leading_city, within
from transforms.model.document import NAMES, Document

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


class EventName(msgspec.Struct, frozen=True, gc=False):
    """A place where an event is named."""

    start: int
    end: int
    name: str
    core: str  # without edition, year and quotes
    edition: int | None
    year: int | None
    deictic: bool  # 本届…, 该…


HEADS = {row.head: row.kind for row in lexicon.read("event_heads", Head)}
STOPS = {row.word: row.kind for row in lexicon.read("event_stops", Stop)}
GENERIC = {row.word for row in lexicon.read("event_generic", Generic)}
# What may not follow a head: 大会堂 is a building, 论坛组委会 a body, 活动中心 a place; 活动力 and 展览品 are other words.
HEAD = re.compile(
    rf"""(?P<head>{alternatives(list(HEADS))}|党的(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})(?:大
      |届[一二三四五六七八九]中全会)|G20)
         (?!堂|议|会议室|中心|[场会大展]?馆|博物馆|展(?:[区位]|示)|场馆|园区?|组委会|组织委员会|筹委会|执委会|秘书处|[会事]?址|小组
           |办公室|站|品|商(?![定讨])|力(?![邀争推促])|日(?![前上下晚电])|室|局|业|销|有限|股份|部(?!分)
           |会员|联盟|协会|公司|集团|学院|论坛网|网|频道|精神|报告|代表|框架|方案|安排|流程|规则|形式|之一|板块|版块|环节|背景|经费|策划|主席
             |秘书长|理事长|总干事|总裁|节日|基金会|俱乐部|[\u4e00-\u9fff]{{0,2}}乐团|[\u4e00-\u9fff]{{0,6}}委员会)""",
    re.VERBOSE,
)
NUMERAL = r"[0-9一二三四五六七八九十百零〇两]{1,4}"
YEAR = r"(?:(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|二[〇○零][〇○零一二三四五六七八九]{2})(?:\s?年度?(?![0-9]{1,2}月)|(?=[\s“\"'‘\u4e00-\u9fffA-Z]))"
EDITION = rf"(?:首届|第{NUMERAL}[届次])"
STARTER = re.compile(rf"(?:{YEAR}\s?[·的]?\s?)?[“]?{EDITION}(?:\s?\({YEAR}\))?|{YEAR}")
NUMBERED = re.compile(r"[0-9首第日号]")
DAY = re.compile(r"(?:[0-9]{1,2}(?:日|号|月份?)|[一二三四五六七八九十]{1,3}[日号])(?:上午|下午|晚上?|凌晨)?")
EDITION_OF = re.compile(rf"首届|第({NUMERAL})[届次]|党的({NUMERAL})[大届]")
# 第十三届人民代表大会|第五次会议: the meeting is the fifth, whichever its body is. What a body holds by number: 委员会第八次全体会议.
SESSION = re.compile(rf"第?(?P<number>{NUMERAL})次(?:全体|联席|部长级|工作|常务)?(?:会议)?$")
BODY_BEFORE = re.compile(
    r"(?:委员会|小组|理事会|代表大会|政府|常委会|议会|大会|论坛|联盟|组织|协会|学会|人大|政协|[一二三四五六七八九十]届|机制|联席会|董事会)$"
)
YEAR_OF = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|二[〇○零][〇○零一二三四五六七八九]{2}")
# Ends of the words before a name that a tokenizer need not see.
EDGES = frozenset(",，。;；:：!！?？、|>•●◆■▲…《〈<*/\n\r\t\u3000“‘「『(（【】[~")
# 第五届年会|暨首届论坛 are two; 项目签约暨招商大会 is one.
ENDINGS = frozenset("坛会议式节展周赛典松动”)")
OPENING = {"”": "“", "’": "‘", ")": "(", "）": "（", "》": "《", "」": "「", "』": "『", "]": "["}
INTERPUNCT = re.compile("(?![图文摄])[\u4e00-\u9fff][•/][\u4e00-\u9fff]")
# One of these may be such an end.
MARK = re.compile(f"[{re.escape(''.join(sorted(EDGES)))}{re.escape(''.join(OPENING))} —暨]")
# 在京举行 and 共同举办 are words of their own to the tokenizer.
HELD = frozenset(("举行", "举办", "召开", "主办", "承办", "协办"))
LONGEST, QUOTED = 48, 30
# 论坛论坛论坛…: heads as close as this name nothing.
MANY_HEADS, CROWDED = 12, 26
# “我们要办好展览” is what somebody says.
ENDS_NAME = tuple(head for head, kind in HEADS.items() if kind == "named")
SPEECH = re.compile(r"[我你他她它咱]们?|要|希望|必须|应[该当]|一定|正在|不")
# 中俄博览会是在哈尔滨举行的大型|国际经贸博览会: what it is, and no name.
PREDICATE = re.compile(
    r"(?:是|成为|系|堪称)[^,，。;；“”\n]{0,40}(?:大型|一[个届次场]|唯一|最大规模|最大|规模[^,，]{0,4}的|重要|综合性|国际性|专业性)的?\Z"
)
COUNT_OF = re.compile(r"[0-9]{1,3}[届场](?!.{0,2}(?:全国|人大|政协|[一二三四五六七八九]中全会))")
KIND_OF = re.compile(r"倒计时|(?:国际|综合|专业|区域|全国|世界|全球)性|国家级|世界级")
TITLE_ENDS = re.compile("[”。;；!！?？\n]")
# 全国第三届…, 中国·镜泊湖第二届…; but 在北京|第三届…开幕 is where it opened.
EVERYWHERE = re.compile(r"(?:全国|世界|全球|亚洲|国际|中国(?:·[\u4e00-\u9fff]{0,4}|[(（][\u4e00-\u9fff]{2,6}[)）])?|中国共产党|中共|政协)$")
IN = frozenset("在于赴到来抵")
DEICTIC = re.compile(r"(?:[本此]届|本次|本年度?|此次|这次|今年的?|去年的?|明年的?|该|其)[“]?$")
PROPER = re.compile(r"[“《A-Za-z]|中国|全国|国际|世界|全球|亚洲|亚太|东盟|“|[\u4e00-\u9fff]{1,3}[省市区县州](?!场)|联合国|海峡|两岸|粤港澳")
MAKES = re.compile(r"举办|举行|召开|启动|开展")
ROUND_OF = re.compile(r"”?(?:19|20)[0-9]{2}(?:年度?)?")
OTHER_SIDE = re.compile(r"[,，;；、而](?P<side>中国|全球|国内|海外|亚洲|欧洲)$")
# The day itself need not be named: 2015年至2018年分别在…举办了全球主场活动.
SIDES = ("全球", "中国", "国家")
# A plain head makes a name when the sentence holds it somewhere: 某某对接活动|走进…, 某某活动|在…举行.
TAKES_PLACE = re.compile(
    r"(?:(?:将?(?:于)?(?:[0-9]{1,2}月)?[0-9]{1,2}日?(?:[、至到—\-~][0-9]{1,2})?日|今[日天]|昨[日天]|近日|日前)?(?:走进|将?在[^,，。;；\n]{2,24}?(?:举行|举办|召开|启动|开幕"
    r"|启幕|拉开|登场|落幕|闭幕))|,?在[^,，。;；\n]{2,16}落下帷幕)"
)
HOSTED_BY = re.compile(r"由[^,，。;；\n]{2,40}?[主承]办")
# 双城论坛27日在上海登场: a short name of these is a name where it takes place.
SHORT = frozenset(("论坛", "峰会", "博览会", "交易会", "马拉松", "灯会", "庙会", "车展", "航展"))
BRACKET = re.compile(r"[(（][A-Za-z0-9]{2,12}[)）]\Z")
BRACKETED = re.compile(r"[(（][\u4e00-\u9fff]{2,6}[)）]")
CREATED = re.compile(r"(?:举办|举行|召开|启动|开展)(?:过|了)?(?:首届)?$")
NAMING = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2}")
# 中俄博览会: no 中 of 会议中.
BILATERAL = re.compile("中[俄日韩美法德英欧非蒙老越缅泰哈朝印巴意西葡加澳新荷瑞阿埃]")
WITH_OTHERS = re.compile(r"[及和与](?:其?(?:相关|有关|配套|其他|系列)|$)")
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
SITS = re.compile(rf"(?:召开|举行)了?(?P<head>第{NUMERAL}次(?:全体|常务)?会议)")
TITLED = re.compile(r"以“(?P<title>[^”\n]{6,40}(?:对话|论坛|沙龙|圆桌|研讨))”为题[,，]?(?:开展|举行|举办|进行)")
NUMBERING = re.compile(
    rf"[(（]{EDITION}[)）]|{EDITION}|{NUMERAL}次(?=会议)|{NUMERAL}届(?=人大|全国|省委|市委|县委|区委|委员会)"
    r"|(?:二[〇○零][〇○零一二三四五六七八九]{2}|\(?(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])\)?\s?)(?:年度?)?"
)
MARKS = re.compile(r"[\s•“”\"'‘’·—\-]")
COUNTED = re.compile(rf"{NUMERAL}[余多]?[个场项](?!人)|^{NUMERAL}次|{NUMERAL}大$")
# With an edition a plain 周 or 节 will do: 首届滨江更新周.
ROUND = re.compile(
    rf"(?:{YEAR}\s?)?{EDITION}(?:(?![暨届])[\u4e00-\u9fff“”·A-Za-z0-9—\-()（）]){{1,24}}?(?:周|节|展|赛|博会|交会|洽会"
    rf"|展会|[茶酒诗书歌]会)(?=[在于开将举落圆启闭拉揭正为的共由,，。;；”、!！(（\s]|[0-9]|$)"
)
ANY_EDITION = re.compile(EDITION)
NUMBER_BEFORE = re.compile(rf"(?:{YEAR}\s?[·的]?\s?)?(?:{EDITION})\Z|{YEAR}\Z")
YEAR_BEFORE = re.compile(rf"{YEAR}\s?\Z")
PLACE = attrgetter("start", "end")
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}


def find(document: Document, facts: Facts) -> list[EventName]:
    """Return the places where a page names an event, in reading order."""
    found: list[EventName] = []
    for name in sorted([*_names(document, facts), *_made(document, facts)], key=PLACE):
        if not found or name.end > found[-1].end:  # 世博会 inside of “走进世博会——世博会历史回顾展”
            found.append(name)
    return found


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
    """Return the edition a name states: 7 for 第七届, 1 for 首届, 5 for 第十三届人民代表大会第五次会议."""
    session = SESSION.search(name)
    if session:
        return number(session["number"])
    match = EDITION_OF.search(name)
    if not match:
        return None
    return number(match[1] or match[2]) if match[1] or match[2] else 1


@lru_cache(maxsize=1024)
def year_of(name: str) -> int | None:
    """Return the year a name states."""
    match = YEAR_OF.search(name)
    return int("".join(str(DIGITS.get(c, c)) for c in match[0])) if match else None


@lru_cache(maxsize=1024)
def core_of(name: str) -> str:
    """Return a name without edition, year, quotes and blanks: what its rounds have in common."""
    return MARKS.sub("", unnumbered(name)).lstrip("的")


@lru_cache(maxsize=1024)
def unnumbered(name: str) -> str:
    """Return a name without its edition and year."""
    return NUMBERING.sub("", name)


@lru_cache(maxsize=1024)
def begins_word(name: str, at: int) -> bool:
    """Tell whether a word of the name begins at `at`."""
    import rjieba  # late, as in _beginning

    return at == 0 or at in accumulate(len(token) for token in rjieba.cut(name))


def name_start(chars: str, low: int, head: int) -> int:
    """Return where the name begins whose last word stands at `head`: behind the words of the sentence, at its edition or year."""
    edge, quoted = _edge(chars, max(low, head - LONGEST), head)
    return _start(chars, edge, head, quoted)[0]


def _names(document: Document, facts: Facts) -> Iterator[EventName]:
    """Yield the named events of all lines that may name one, each name at its fullest."""
    chars = document.chars
    starts = sorted({start for start, _, _ in _head_words().find_overlapping(chars)})
    for low, high in document.runs(NAMES):
        last: EventName | None = None
        crowd = [low - CROWDED] * MANY_HEADS  # where the last heads ended
        for match in _counted_rounds(chars, low, high):
            if not HEAD.search(match[0]):
                closed = "“" in match[0] and "”" not in match[0] and chars[match.end() : match.end() + 1] == "”"  # 第26届“哈洽会”
                name = match[0] + "”" if closed else match[0]
                yield EventName(match.start(), match.end() + closed, name, core_of(name), edition_of(name), year_of(name), False)
        for number, match in enumerate(_heads(chars, starts, low, high)):
            crowded = match.end() - crowd[number % MANY_HEADS] < CROWDED
            crowd[number % MANY_HEADS] = match.end()
            if crowded:
                continue
            found = _continued(chars, match, last) if last and match.start() - last.end <= 7 and not last.year else None
            found = found or _name(document, facts, low, match) or (_contrasted(chars, match, last) if last else None)
            if found is None:
                continue
            if last and last.deictic and found.start == last.end + 1 and chars[last.end] == "暨":  # 本届年会暨论坛: both are this year's
                found = msgspec.structs.replace(found, deictic=True)
            if last and found.start <= last.start:  # the longer name that ends later
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
    done, at = low, chars.find("届", low, high)
    while at >= 0:
        edition = ANY_EDITION.search(chars, max(done, at - 6), at + 1)
        if edition:
            year = YEAR_BEFORE.search(chars, max(done, edition.start() - 8), edition.start())
            match = ROUND.match(chars, year.start() if year else edition.start(), high)
            if match:
                done = match.end()
                yield match
        at = chars.find("届", max(at + 1, done), high)


def _name(document: Document, facts: Facts, low: int, match: re.Match[str]) -> EventName | None:
    """Return the name that ends in the head at `match`, if its words distinguish an event."""
    chars, head, end = document.chars, match["head"], match.end()
    if head.startswith("党的"):
        return EventName(match.start(), end, head, head, edition_of(head), None, False)
    if HEADS.get(head) == "known":
        before = KNOWN_BEFORE.search(chars, max(low, match.start() - 12), match.start())
        start = before.start() if before else match.start()
        name = chars[start:end]
        return EventName(start, end, name, core_of(name), edition_of(name), year_of(name), False)
    if head == "对话" and chars[end : end + 1] not in ("”", "·") and not TAKES_PLACE.match(chars, end) and not HOSTED_BY.match(chars, end):
        return None
    edge, quoted = _edge(chars, max(low, match.start() - LONGEST), match.start())
    if chars[end : end + 1] == "”" and chars[edge - 1] in "—:：暨":  # “塑者归来——雕塑艺术回顾展”: a title holds its dash
        opened = chars.rfind("“", max(low, match.start() - QUOTED), match.start())
        title = opened >= 0 and not TITLE_ENDS.search(chars, opened, match.start())
        edge = opened + 1 if title and (chars[edge - 1] != "暨" or "—" in chars[opened:edge]) else edge
    whole = chars[edge - 1 : edge] == "“" and chars[end : end + 1] == "”" and not SPEECH.search(chars, edge, end)
    if edge == match.start() or not (whole or _may_name(chars, edge, match.start(), head)):
        return None
    # A whole name in quotes needs no stops: “从都国际论坛”.
    start, started, wider = (edge, True, edge) if whole else _start(chars, edge, match.start(), quoted)
    start = start if whole else _behind(document, facts, edge, start)
    if not _distinct(chars, facts, start, match.start(), head, started):
        if wider == start or not _distinct(chars, facts, wider, match.start(), head, started):
            return None
        start = wider  # 海绵城市建设|国际论坛: the verb was a noun
    if whole and (before := NUMBER_BEFORE.search(chars, max(low, edge - 14), edge - 1)):  # 首届|“吉祥舞蹈演出季”
        start, end = _behind(document, facts, max(low, edge - 30), before.start()), end + 1
    rounds = COUNT_OF.match(chars, start, match.start()) if chars[start].isdigit() else None
    start = rounds.end() if rounds else start  # 先后举办|39届|国际孔子文化节
    if not (started or whole) and KIND_OF.match(chars, start):  # 面向全球的|国际性综合博览会
        return None
    if not (started or whole) and chars[start - 1] in "型性届次场个要模大" and PREDICATE.search(chars, max(low, start - 60), start):
        return None
    name = chars[start:end]
    if name.startswith("“") and "”" not in name:
        start, name = start + 1, name[1:]
    return EventName(start, end, name, core_of(name), edition_of(name), year_of(name), bool(DEICTIC.search(chars, max(low, start - 4), start)))


def _behind(document: Document, facts: Facts, edge: int, start: int) -> int:
    """Return where a name begins that would begin at `start`: with the body or place before its number, 绍兴市|首届友城大会, never inside one."""
    chars = document.chars
    at = bisect_right(facts.organizations, start, key=START) - 1
    if at >= 0 and facts.organizations[at].start >= edge and facts.organizations[at].end > start:  # 住房和|城乡建设部
        return facts.organizations[at].start
    if chars[start] not in "首第12二":
        return start
    begin = start
    named = BRACKET.search(chars, max(edge, start - 16), start)  # 世界旅游组织(UNWTO)|第22届全体大会
    begin = named.start() if named else start
    for names in (facts.places, facts.organizations, facts.places):
        at = bisect_left(names, begin, key=START) - 1
        if at >= 0 and names[at].end == begin and names[at].start >= edge:
            begin = names[at].start
    if named and begin == named.start():
        begin = start
    every = EVERYWHERE.search(chars, edge, begin)
    begin = every.start() if every else begin
    return start if chars[begin - 1 : begin] in IN else begin


def _continued(chars: str, match: re.Match[str], last: EventName) -> EventName | None:
    """Return the round that a year and a second head make of the last name: 博鳌亚洲论坛|2017年年会, “21世纪论坛”|2010年会议."""
    if not ROUND_OF.fullmatch(chars, last.end, match.start()):
        return None
    start = last.start - (chars[last.end] == "”" and chars[last.start - 1] == "“")
    name = chars[start : match.end()]
    return EventName(start, match.end(), name, core_of(name), edition_of(name), year_of(name), last.deictic)


def _contrasted(chars: str, match: re.Match[str], last: EventName) -> EventName | None:
    """Return the event that a short name sets beside the last one: 全球主场活动在米兰举行,|中国主场活动|则由某市承办."""
    if match.start() - last.end > 60 or len(match["head"]) < 3 or not last.name.endswith(match["head"]):
        return None
    other = OTHER_SIDE.search(chars, max(last.end, match.start() - 3), match.start())
    if not other or other["side"] in last.name or any(mark in chars[last.end : match.start()] for mark in "。!?！？\n"):
        return None
    name = chars[other.start("side") : match.end()]
    return EventName(other.start("side"), match.end(), name, core_of(name), None, None, True)


def _made(document: Document, facts: Facts) -> Iterator[EventName]:
    """Yield the events whose names a sentence spells out: 大桥项目举行开工仪式, 市人大常委会召开第五次会议, and 以“双城对话”为题举行圆桌讨论."""
    chars = document.chars
    for match in matches_near(document, CEREMONY, "仪式"):
        low = max(chars.rfind("\n", 0, match.start()) + 1, match.start() - LONGEST)
        edge, quoted = _edge(chars, low, match.start())
        start, _, _ = _start(chars, edge, match.start(), quoted)
        subject = chars[start : match.start()]
        if THING.search(subject) and len(subject) >= 4:
            name = subject + match["head"]
            yield EventName(start, match.end(), name, core_of(name), None, None, False)
    for match in matches_near(document, SITS, "次会议", "次全体", "次常务"):
        at = bisect_left(facts.organizations, match.start(), key=START) - 1
        if at >= 0 and facts.organizations[at].end == match.start():
            name = facts.organizations[at].text + match["head"]
            yield EventName(*match.span("head"), name, core_of(name), edition_of(name), None, False)
    for match in matches_near(document, TITLED, "为题"):
        yield EventName(*match.span("title"), match["title"], core_of(match["title"]), None, None, False)


def _edge(chars: str, low: int, end: int) -> tuple[int, list[tuple[int, int]]]:
    """Return where the run of words before a head begins, and the quoted or bracketed pieces inside it."""
    at = end
    pieces: list[tuple[int, int]] = []
    while at > low:
        mark = MARK.search(chars[low:at][::-1])
        if mark is None:
            return low, pieces
        at -= mark.start()
        char = chars[at - 1]
        if char in OPENING:
            opening = chars.rfind(OPENING[char], max(low, at - QUOTED), at - 1)
            if opening < 0:
                return at, pieces
            pieces.append((opening, at))
            at = opening
            continue
        if char in "•/" and INTERPUNCT.match(chars, at - 2):  # 中国•哈尔滨, 世界旅游组织/亚太旅游协会
            at -= 1
            continue
        if char in EDGES or (char == "—" and at > low + 1 and chars[at - 2] == "—") or (char == "暨" and chars[at - 2] in ENDINGS):
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
        starters = [m.start() for m in STARTER.finditer(words, begin) if not SESSION.match(words, m.start())]
    soft = hard = at = begin
    first = True
    # 环保及应对气候变化合作小组第五次|会议: a body's name holds what a list of events does not.
    session = "次" in words[-4:] and SESSION.search(words) is not None
    plain = BILATERAL.sub("\x00\x00", words) if "中" in words else words
    for token in rjieba.cut(plain[begin:]):
        at += len(token)
        kind = STOPS.get(token) or ("hard" if token[-2:] in HELD else None)
        if kind == "hard" or (kind == "soft" and first):
            hard = soft = at
            first = True
            continue
        if kind == "soft":
            soft = at
        elif kind == "join" and not session and (not PROPER.match(run, soft) or run.endswith(ENDS_NAME, soft, at - len(token))):
            # 第二届智慧城市技术|与|应用产品博览会 is one name, 第二届城墙论坛|和|… are two.
            one = words[at - len(token) - 1 : at - len(token)] not in ENDINGS and any(hard <= starter < at for starter in starters)
            soft, hard = (soft, hard) if one else (at, at)
        first = False
    own = [starter for starter in starters if starter >= hard]
    # 第七届科博会|2019第一届智慧城市论坛: the first is another event.
    begins = [starter for starter in own if starter == own[0] or words[starter - 1] in "坛会节展赛暨"]
    if begins:
        return begins[-1], True, begins[-1]
    return soft, False, hard


def _may_name(chars: str, edge: int, head: int, word: str) -> bool:
    """Tell whether anything between `edge` and a head could make it a name: a cheap look before the words are told apart."""
    if HEADS.get(word) != "plain":
        enough = head - edge >= (2 if word in SHORT else 4) or (head - edge >= 2 and leading_city(chars[edge:head]) is not None)
        return enough or PROPER.search(chars, edge, head) is not None or NUMBERED.search(chars, edge, head) is not None
    for sign in (PROPER, NUMBERED, BRACKETED):
        if sign.search(chars, edge, head):
            return True
    if word == "对话":
        return head - edge >= 6
    if word == "会议" and "次" in chars[head - 4 : head]:  # 十四届全国人大二次|会议
        return True
    return MAKES.search(chars, max(0, edge - 6), head) is not None


@lru_cache(maxsize=4096)
def _weighed(modifiers: str) -> tuple[str, int, bool]:
    """Return the core of the words before a head, how many of its characters distinguish (-1: can name nothing), and whether a proper name does."""
    import rjieba  # late, as in _beginning

    own = core_of(SESSION.sub("", modifiers) if "次" in modifiers else modifiers)
    if COUNTED.search(own) or not NAMING.search(own) or WITH_OTHERS.search(modifiers):
        return own, -1, False
    left = sum([len(token) for token in rjieba.cut(own) if token not in GENERIC and not token.isdecimal()])
    return own, left, PROPER.search(modifiers) is not None


def _distinct(chars: str, facts: Facts, start: int, head: int, word: str, started: bool) -> bool:
    """Tell whether the words between `start` and the head `word` name an event."""
    modifiers = chars[start:head]
    own, left, proper = _weighed(modifiers)
    if left < 0:
        return False
    kind = HEADS.get(word, "named")
    if left == 0 and kind == "plain" and not started:  # 全球性大规模|活动
        return False
    if word == "主场活动" and own in SIDES:
        return True
    if left < 2 and not (proper and (started or len(own) >= 5) and own) and not (started and left and kind == "named"):  # 第九届茶|文化节
        return False
    if kind == "named":
        if started or proper or len(own) >= 4 or within(facts.places, start, head) or leading_city(own):  # 武汉马拉松, 洛阳牡丹节
            return True
        return word in SHORT and TAKES_PLACE.match(chars, head + len(word)) is not None
    if "次" in modifiers[-4:] and SESSION.search(modifiers):
        return BODY_BEFORE.search(own) is not None
    created = CREATED.search(chars, max(0, start - 6), start) is not None
    after = head + len(word)
    proper = proper or ((len(own) >= 6 or BRACKETED.search(modifiers) is not None) and TAKES_PLACE.match(chars, after) is not None)
    proper = proper or (len(own) >= 6 and HOSTED_BY.match(chars, after) is not None)
    return started or "“" in modifiers or (len(own) >= 4 and (proper or created))
