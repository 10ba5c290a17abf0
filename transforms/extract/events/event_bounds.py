"""Event bounds: where the name begins whose head is known, behind 举办, 在 or 的, or at its edition: 举办|第七届海峡论坛.

Shared grammar of event names. The words of the sentence (seeds/lexicon/event_stops.csv) are no part of a name, those inside its quotes are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import Literal

import msgspec

from transforms import lexicon
from transforms.extract.events.event_editions import EDITION, SESSION, YEAR
from transforms.extract.events.event_heads import FESTIVE, ends_name
from transforms.extract.events.sites import leading_city
from transforms.model.patterns import pattern

StopKind = Literal["hard", "soft", "noun", "join"]


class Stop(msgspec.Struct, frozen=True):
    """A word that stands before a name and not in it."""

    word: str
    kind: StopKind
    why: str


STOPS = {row.word: row.kind for row in lexicon.read("event_stops", Stop)}
STARTER = pattern(rf"(?:{YEAR}\s?[·的]?\s?)?[“]?{EDITION}(?:\s?\({YEAR}\))?|(?:(?:19|20)[0-9]{{2}}/)?{YEAR}")
SESSIONS = pattern("[一二三四五六七八九十]{1,2}次")
# 2019年和|2020年…活动: the last of the two is the one that is named.
AND_YEAR = pattern(rf"{YEAR}[和、与及]")
# 第四届创新奖及|2018创新大会
AWARD_AND = pattern("奖[和与及、]\\Z")
NUMBERED = pattern(r"[0-9首第届日号年]|为期")
DAY = pattern(
    r"为期[0-9一二两三四五六七八九十半]{1,3}个?[天日周月]的?|(?:[0-9]{1,2}(?:日|号|月份?)|[一二三四五六七八九十]{1,3}[日号])(?:上午|下午|晚上?|凌晨)?"
)
# Ends of the words before a name that a tokenizer need not see.
EDGES = frozenset(",，。;；:：!！?？、|>•●◆■▲…《〈<*/\n\r\t\u3000“‘「『(（【】[~")
# 第五届年会|暨首届论坛 are two; 项目签约暨招商大会 is one.
ENDINGS = frozenset("坛会议式节展周赛典松动”)")
OPENING = {"”": "“", "’": "‘", ")": "(", "）": "（", "》": "《", "」": "「", "』": "『", "]": "["}
# 中国•哈尔滨 and 世界旅游组织/亚太旅游协会 go on; 文/某某 does not.
INTERPUNCT = pattern("(?![图文摄])[\u4e00-\u9fff][•/][\u4e00-\u9fff]|[0-9]/[0-9]")
WRITERS = pattern("记者|通讯员|摄影|实习生")
SENT = pattern(r"(?:[日号]电|讯|消息|报道)\s?\Z")
# One of these may be such an end.
MARK = pattern(f"[{re.escape(''.join(sorted(EDGES)))}{re.escape(''.join(OPENING))} —暨]")
# 在京举行 and 共同举办 are words of their own to the tokenizer.
HELD = frozenset(("举行", "举办", "召开", "主办", "承办", "协办"))
LONGEST, QUOTED = 48, 44
PROPER = pattern(
    r"[“《A-Za-z]|中国|全[国省市县]|国际|世界|全球|亚洲|亚太|东盟|金砖|“|[\u4e00-\u9fff]{1,3}(?:[省市区州](?![场级])|县(?![级城]))|联合国|海峡|两岸|粤港澳"
)
JOIN = pattern("[和与及或]")
# 东亚文化|之都, 联合|会议: no adverb, 碳中和: no join.
NO_STOPS = pattern("之都|车后市场|碳中和|联合(?=指导委|主席|执委|工作|秘书|$)")
# 古城|建设|发展研讨会, 古城|建设|20周年座谈会: 建设 is a noun before these.
BEHIND_NOUN = pattern(r"工作|发展|管理|经验|创新|合作|标准|技术|[0-9一二三四五六七八九十百]{1,4}周年")
# 中俄博览会, 项目年中工作会: no 中 of 会议中.
BILATERAL = pattern("年中(?=工作|总结|推进|$)|中[俄日韩美法德英欧非蒙老越缅泰哈朝印巴意西葡加澳新荷瑞阿埃]")


@lru_cache(maxsize=1024)
def begins_word(name: str, at: int) -> bool:
    """Tell whether a word of the name begins at `at`."""
    import rjieba  # late, as in _beginning

    return at == 0 or at in accumulate(len(token) for token in rjieba.cut(name))


def name_start(chars: str, low: int, head: int) -> int:
    """Return where the name begins whose last word stands at `head`: behind the words of the sentence or the last 和, at its edition or year."""
    edge, quoted = edge_before(chars, max(low, head - LONGEST), head)
    start, started, _ = start_in(chars, edge, head, quoted)
    joins = [] if started else [m.end() for m in JOIN.finditer(chars, start, head) if begins_word(chars[start:head], m.start() - start)]
    return joins[-1] if joins and not PROPER.match(chars, start) else start


def edge_before(chars: str, low: int, end: int) -> tuple[int, list[tuple[int, int]]]:
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
            if char in ")）" and (WRITERS.search(chars, opening, at) or SENT.search(chars, max(0, opening - 4), opening)):
                return at, pieces  # 电(记者某某)|全球城市对话, 29日电 (某某 某某)|长江论坛
            pieces.append((opening, at))
            at = opening
            continue
        if char in "•/" and INTERPUNCT.match(chars, at - 2):  # 中国•哈尔滨, 世界旅游组织/亚太旅游协会
            at -= 1
            continue
        if char in EDGES or (char == "—" and at > low + 1 and chars[at - 2] == "—") or (char == "暨" and chars[at - 2] in ENDINGS):
            return at, pieces
        if char == " " and (chars[at - 2] in "讯电" or not (at < end and at - 2 >= low and (_in_name(chars[at - 2]) or _in_name(chars[at])))):
            return at, pieces
        at -= 1
    return at, pieces


def _in_name(char: str) -> bool:
    """Tell whether a blank beside a character may stand in a name: G20 峰会 and 河西行 · 旅游节, but not (记者某某) |峰会."""
    return char == "·" or (char.isascii() and char.isalnum())


def start_in(chars: str, edge: int, head: int, quoted: list[tuple[int, int]]) -> tuple[int, bool, int]:
    """Return where the name begins between `edge` and its head, whether an edition or a year begins it, and where else it may begin."""
    words = masked = chars[edge:head]
    for low, high in quoted:
        masked = masked[: low - edge] + "\x00" * (high - low) + masked[high - edge :]
    start, started, wider = _beginning(words, masked)
    return edge + start, started, edge + wider


@lru_cache(maxsize=4096)
def _beginning(run: str, words: str) -> tuple[int, bool, int]:
    """Return where the name begins in the words before its head, like `start_in`; in `words` the quotations of the `run` are blanks."""
    import rjieba  # its dictionary takes a tenth of a second: only pages with an event pay for it

    begin, starters = _numbers(words) if NUMBERED.search(words) else (0, [])
    soft = hard = at = verb = begin
    first = True
    # 流域水质及防洪合作小组第三次|会议: a body's name holds what a list of events does not.
    session = "次" in words[-4:] and SESSION.search(words) is not None
    plain = NO_STOPS.sub(lambda word: "\x00" * len(word[0]), BILATERAL.sub("\x00\x00", words) if "中" in words else words)
    for token in rjieba.cut(plain[begin:]):
        at += len(token)
        kind = _kind(token, not first and (at == len(words) or BEHIND_NOUN.match(words, at) is not None))
        if kind and token[-1] == "届" and SESSIONS.match(words, at):  # 委员会|三届|五次年会
            kind = None
        # 第17届图书节|设置|出版成果展: the verb of a name that ended.
        if kind == "hard" or (kind == "soft" and (first or ends_name(run[hard : at - len(token)]))):
            hard = soft = at
            first = True
            continue
        if kind == "soft":
            verb, soft = soft, at
        elif kind == "join" and soft == at - len(token) > hard:  # 海绵城市建设|与|智慧水务论坛: the verb was a noun
            soft = verb
        elif kind == "join" and not session and (not PROPER.match(run, soft) or ends_name(run[soft : at - len(token)])):
            # 海洋装备|与|渔业产品博览会 is one name, 第二届城墙论坛|和|… and 武汉主场|和|全球年会 are two.
            before = words[hard : at - len(token)].rstrip("\x00")  # 进口博览会(进博会)|和|…
            if ends_name(before) or (before[-1:] in ENDINGS and before[-1:] not in FESTIVE):
                soft = hard = at
            elif (PROPER.match(run, at) or leading_city(run[at:])) and not any(hard <= starter < at for starter in starters):
                soft = at
        first = False
    own = [starter for starter in starters if starter >= hard]
    # 第七届科博会|2019第一届智慧城市论坛, 首届设计展是|第六届博览会…: the first is another event.
    begins = [
        starter
        for starter in own
        if starter == own[0]
        or words[starter - 1] in "坛会节展赛暨是"
        or AWARD_AND.search(words, 0, starter)
        or AND_YEAR.fullmatch(words, own[0], starter)
    ]
    if begins:
        return begins[-1], True, begins[-1]
    return soft, False, hard


def _numbers(words: str) -> tuple[int, list[int]]:
    """Return where the words begin behind the days of the sentence, and where an edition or a year may begin a name in them."""
    days = [m.end() for m in DAY.finditer(words)]
    begin = days[-1] if days else 0
    return begin, [m.start() for m in STARTER.finditer(words, begin) if not SESSION.match(words, m.start())]


def _kind(token: str, closes: bool) -> StopKind | None:
    """Return what a word is to a name behind it; a verb that `closes` the words is a noun: 能力提升|培训班, but 提升|海峡论坛…."""
    both = len(token) == 4 and token[:2] in STOPS and token[2:] in STOPS  # 认真总结 is one word to the tokenizer
    kind = STOPS.get(token) or ("hard" if both or token[-2:] in HELD else None)
    return kind if kind != "noun" else None if closes else "soft"
