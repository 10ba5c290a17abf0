"""Event hosts: the bodies that hold, organize or support an event, as in 由水利部主办、武汉市人民政府承办 and 主办单位:中国建筑学会.

The part is the verb (event_roles.py). What the sentence does not tie to an event (由三家企业主办的刊物) is no participation, and whose own
session it is (市人大常委会召开第五次会议) takes no part in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from transforms.extract.deeds.parties import DATELINE, Party, parties
from transforms.extract.events.event_roles import ROLES, Found, taking
from transforms.extract.events.holdings import HOST_CITY, SETTING, is_object
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sites import START, around, within
from transforms.extract.events.subjects import beside, headed, is_whole, spoken, topic
from transforms.extract.events.worded_names import NO_ROUND
from transforms.extract.facts import Facts
from transforms.extract.lines import holds, last_of, matches_near
from transforms.model import ids
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

PART = pattern(
    r"(?P<part>主办|合办|承办|协办|支持|指导(?!中心|委员会|站|服务)|赞助|发起创办|创办|发起(?![并和、]主办)|举办|召开|举行)"
    rf"(?![方权地者单人商]|{HOST_CITY})(?P<after>了|过|的)?"
)
KEYED = pattern(
    r"""(?P<part>主\s?办|承\s?办|协\s?办|支\s?持|指\s?导|赞\s?助|执\s?行)\s?(?:(?:单位|方|机构
      |媒体)?\s?[:：]|(?:单位|方|机构)[是为])\s?(?P<list>(?:(?![,，]\s?(?:主|承|协|支持|指导|赞助)[办单方])[^\n。;；]){2,300})""",
    re.VERBOSE,
)
# 某学会|作为协办单位, 某办|为支持单位; 作为大会主办方,|某市政府.
AS_PART = pattern(
    r"(?:作为|(?<=[\u4e00-\u9fff])为)(?:(?:此次|本次|这次|本届|该|这一)?(?:论坛|峰会|大会|年会|会议|活动|展会|博览会|赛事|大赛)的?)?(?:联合|共同)?(?:独家|官方|战略|特别)?(?P<part>主办|承办|协办|支持|指导|赞助)(?:单位|方|机构)(?:之一)?(?P<comma>[,，])?"
)
# 主办单位|香港贸发局|安排了300场活动.
APPOSED = pattern(r"(?P<part>主办|承办|协办)(?<![为由的]..)(?:单位|方|机构)(?=[\u4e00-\u9fff])")
GUIDED = pattern(r"在(?P<list>[^,，。;；\n在]{2,60}?)(?:的)?(?:大力|共同|精心|具体|有力|悉心)?(?:指导|支持)(?:和[\u4e00-\u9fff]{2})?下[,，]")
# Where a clause stops naming who and says when or where: 某市将|于11月2日.
ADVERBIAL = pattern(r"关于|[于在]|(?<=[日天晚])假|[共齐相会]聚|(?<![虚模])拟|[从自](?=[0-9])|每[年两隔]|[0-9]{1,2}[月日]")
DAY_AHEAD = pattern(r"(?:此外[,，])?(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:[上下]午|晚)?")
THAT = pattern("该|这家|这个")
SAID = pattern(r"(?:该|这家|这个)(?P<words>[\u4e00-\u9fff]{2,12}?)(?=[以自已将在,，])")
# 在某局支持下,第三次大会|通过决议: what is supported is the decision.
RESOLVES = pattern("[”]?(?:全票|一致)?(?:通过|决定|批准|审议|表决)")
# 论坛|获甲部指导、乙局支持; 论坛|由某会发起
LED = pattern("[由,，、获]|[得受]到")
GOT = pattern("(?:(?:得到|受到|获得?)了?|(?:指导|支持)[、,，和及])(?!.*(?:得到|受到|获|(?:指导|支持)[、,，和及]))")
# 希望得到甲市政府|支持: not yet.
WISHED = pattern(r"(?:希望|期待|盼望|争取|寻求)[^,，。;；\n]*\Z")
TAKES_PART = pattern("参与|参加|出席")
# 四市|联办的: verbs that follow one another in a list of parts.
PARTS = "承办|协办|支持|指导|主办|执行|[联合]办"
# 由甲主办、|乙承办的《礼赞——|颁奖晚会》; 乙承办了|由甲主办的晚会
CHAINED = pattern(rf"[、,，由][^。;；]{{2,80}}?(?:{PARTS})的(?:[本此今]届|[本此]次)?(?:[“《]|[“《]?[^“”《》,，。;；\n]{{2,16}}——“?)?")
# 由甲主办、乙承办|,“某某大会”于…召开; 由甲主办|,以“…”为主题的大会; 由甲主办|并落户苏州的“某某展”.
BEFORE_NAME = pattern(
    rf"(?:[、,，][^。;；]{{2,80}}?(?:{PARTS}))?(?:[,，](?:以“[^”\n]{{2,40}}”为(?:年度)?主题的|主题为“[^”\n]{{2,40}}”的|为期[^,，。;；“\n]{{2,6}}的)?|并[^,，。;；“\n]{{2,16}}的)“?"
)
# 某市承办了|由某会主办的|画展
OF_OTHERS = pattern(r"由[^,，。;；\n]{2,60}?(?:主办|举办|发起)的[“《]?")
# 某市还在建交20周年之际,|承办了画展
MEANWHILE = pattern(r"在[^,，。;；\n]{2,30}(?:之际|之时|期间|的同时|基础上)[,，]$")
QUOTATION = pattern(r"“[^”]*”")
IS = pattern("”?是")
# 大会是市政府|为贯彻党的二十大精神、推动产业发展而|举办的盛会: what it is held for
PURPOSE = pattern(r"(?:为(?<![华作成认]为)|深入|全面|认真|积极|着眼)[^。;；\n]{2,160}而(?:精心|共同|联合|专门|特别)*\Z")


def find(document: Document, facts: Facts, main: Occurrence) -> Iterator[Found]:
    """Yield the bodies that sentences, 在某部指导下, 作为协办单位 and lines like 承办单位:… give a part; lines speak of the page's `main` event."""
    yield from _stated(document, facts)
    yield from _guided(document, facts)
    yield from _keyed(document, facts, main)
    yield from _as_part(document, facts, main)
    yield from _apposed(document, facts, main)


def _stated(document: Document, facts: Facts) -> Iterator[Found]:
    """Yield the bodies before 主办, 承办 and their like in sentences that speak of an event."""
    chars = document.chars
    for (low, high), here in spoken(document, facts.occurrences):
        last, meant = low, None
        for match in PART.finditer(chars, low, high):
            if chars.startswith("轮流", match.start() - 2):  # 由西安、福州轮流举办: neither holds this one
                continue
            role = ROLES[match["part"][-2:]]
            if role == "supporter" and WISHED.search(chars, max(low, match.start() - 40), match.start()):
                continue
            weak = match["part"] in ("举办", "召开", "举行", "支持", "指导", "发起")
            meant = _meant(document, here, match) or (meant if not weak else None)
            begin = _list_start(document, low, last, match, here)
            attends = TAKES_PART.search(chars, low, match.start()) if match["after"] == "的" and weak else None
            if attends and begin is not None and ADVERBIAL.search(chars, attends.end(), match.start()):  # 参与在某市举办的大会
                continue
            if meant is None or begin is None:
                continue
            begin = max(begin, attends.end()) if attends else begin
            if match["after"] == "的" and match["part"] in ("举行", "召开") and SETTING.match(chars, meant.end):
                continue  # 甲市在乙市举行的|第五次会议|上: who takes part is no host
            listed_with = list(beside(chars, here, meant, match)) if meant.start >= match.end() else []
            listed = [one for party in _after_subject(document, facts, begin, match, weak) for one in _meaning(facts, party)]
            for party in listed or (_said(document, facts, low) if weak else []):
                if weak and meant.name.startswith(chars[party.start : party.end] + "第"):  # 市人大常委会|召开第五次会议: its own session
                    continue
                if any(o.city and o.start == meant.start and party.start <= o.city.start < party.end for o in here):
                    continue  # 米兰和基多先后举办主场活动: where each round was
                for o in (meant, *listed_with):
                    yield taking(party, o.number, role)
            last = match.end()


def _meant(document: Document, here: list[Occurrence], match: re.Match[str]) -> Occurrence | None:
    """Return the event that 主办 speaks of: the head of 的, its object, or the event before it."""
    chars, end = document.chars, match.end()
    after = [o for o in here if o.start >= end]
    told = [o for o in here if o.end <= match.start() and IS.match(chars, o.end)]
    if match["after"] == "的" and told and not after:  # “某某大展”是文化部与某市政府共同主办的展览
        return told[-1]
    if match["after"] == "的":
        return after[0] if after and not set(",，") & set(QUOTATION.sub("", chars[end : after[0].start])) else None
    # 甲支持第三届论坛 is a wish, 甲支持的第三届论坛 a part.
    if after and (is_object(chars, end, after[0]) or OF_OTHERS.fullmatch(chars, end, after[0].start)):
        return after[0] if match["part"] not in ("支持", "指导", "赞助") else None
    if match["part"] in ("召开", "举行"):
        return None
    chained = [o for o in after if CHAINED.fullmatch(chars, end, o.start)]
    if chained:
        return chained[0]
    if after and after[0] is here[0] and match["part"] not in ("举办", "发起", "支持", "指导") and BEFORE_NAME.fullmatch(chars, end, after[0].start):
        return after[0]
    wholes = {o.number for o in here if is_whole(chars, o)}
    earlier = [o for o in here if o.end <= match.start() and chars[o.start - 1] != "由" and o.number not in wholes]
    if earlier and any(chars.find(other, earlier[-1].end, match.start()) >= 0 for other in NO_ROUND):  # 第三届论坛闭幕,|下一届由…承办
        return None
    if earlier and (match["part"] not in ("举办", "发起", "支持", "指导") or LED.search(chars, earlier[-1].end, match.start())):
        return earlier[-1] if match["part"] not in ("举办", "发起") or "由" in chars[earlier[-1].end : match.start()] else None
    return None


def _list_start(document: Document, low: int, last: int, match: re.Match[str], here: list[Occurrence]) -> int | None:
    """Return where the list of bodies before a verb begins: behind 由, else behind the verb, event or clause before it."""
    chars = document.chars
    by = chars.rfind("由", last, match.start())
    if by >= 0 and chars[by - 1 : by] != "自":
        return by + 1
    events = [o.end for o in here if last <= o.end <= match.start() and not SETTING.match(document.chars, o.end)]
    told = [end for end in events if IS.match(chars, end)] if match["after"] == "的" else []
    begin = max([last, *(told or events)])
    sent = DATELINE.match(document.chars, begin, match.start()) if begin == low else None  # 新华网武汉11月4日电(…)|3日在武汉举行的
    begin = sent.end() if sent else begin
    got = GOT.search(chars, begin, match.start()) if match["part"] in ("支持", "指导") else None
    begin = got.end() if got else begin
    while begin < match.start() and chars[begin] in ",，、的;； ”是":
        begin += 1
    return begin if begin < match.start() else None


def _after_subject(document: Document, facts: Facts, begin: int, verb: re.Match[str], weak: bool) -> list[Party]:
    """Return the bodies that end right before a verb; of a longer passage, those of the last clause that names any."""
    purpose = PURPOSE.search(document.chars, begin, verb.start()) if document.chars[begin - 1] == "是" else None
    end = purpose.start() if purpose else verb.start()
    if not weak:
        listed = parties(document, facts, begin, end)
        if listed or end - begin < 4:
            return listed
    while end > begin:
        clause = _clause(document.chars, begin, end)
        if clause == end and MEANWHILE.search(document.chars, begin, end):
            end -= 1
            continue
        day = DAY_AHEAD.match(document.chars, clause, end)  # 22日|水利部还在…举办
        adverbial = ADVERBIAL.search(document.chars, day.end() if day else clause, end)
        listed = parties(document, facts, clause, adverbial.start() if adverbial else end)
        if listed or not adverbial or adverbial.start() > clause or verb["after"] == "的":
            return listed
        end = clause - 1  # 某市与某部将于10月26日,|在两地|举办
    return []


def _clause(chars: str, begin: int, end: int) -> int:
    """Return where the last clause before `end` begins; 某研究院(简称为:某院)、某中心举办 is one, brackets and all."""
    cut = last_of(chars, ",，;；:：", begin, end)
    while cut >= begin and (opening := max(chars.rfind("(", begin, cut), chars.rfind("（", begin, cut))) > last_of(chars, ")）", begin, cut):
        cut = last_of(chars, ",，;；:：", begin, opening)
    return max(cut + 1, begin)


def _said(document: Document, facts: Facts, low: int) -> list[Party]:
    """Return the body that a sentence beginning with 该中心 goes on about: the last one named with these words at its end."""
    match = SAID.match(document.chars, low)
    return _meaning(facts, Party(match.start(), match.end("words"), match[0])) if match else []


def _meaning(facts: Facts, party: Party) -> list[Party]:
    """Return a body as it is, and 该中心 as the last one named with these words at its end, if there is one."""
    that = THAT.match(party.name)
    if not that:
        return [party]
    low, ending = party.start, party.name[that.end() :]
    near = [*within(facts.organizations, low - 2000, low), *within(facts.places, low - 2000, low)]
    named = [n for n in near if n.text.endswith(ending)]
    last = max(named, key=lambda n: n.start, default=None)
    return [Party(low + that.end(), party.end, last.full, last.key)] if last else []


def _guided(document: Document, facts: Facts) -> Iterator[Found]:
    """Yield the bodies of 在某部指导下, in a sentence that goes on about an event."""
    told = facts.occurrences
    for match in document.finditer(GUIDED, FACTS) if holds(document, "下,", "下，") else ():
        after = told[bisect_left(told, match.end(), key=START) : bisect_left(told, around(document, match.start())[1], key=START)]
        if after and RESOLVES.match(document.chars, after[0].end):
            continue
        for party in parties(document, facts, *match.span("list")) if after else ():
            yield taking(party, after[0].number, "supporter")


def _as_part(document: Document, facts: Facts, main: Occurrence) -> Iterator[Found]:
    """Yield the body of 某学会作为协办单位 and 作为大会主办方,某市政府: its part in the event of the sentence, else in the page's main one."""
    if not holds(document, "作为", "为主办", "为承办", "为协办", "为支持", "为指导"):
        return
    for match in document.finditer(AS_PART, FACTS):
        low, high = around(document, match.start())
        here = facts.occurrences[bisect_left(facts.occurrences, low, key=START) : bisect_left(facts.occurrences, high, key=START)]
        number = (here or [main])[0].number
        begin = max(low, last_of(document.chars, ",，;；了", low, match.start()) + 1)
        for party in parties(document, facts, begin, match.start()):
            yield taking(party, number, ROLES[match["part"]])
        body = next((b for b in within(facts.organizations, low, high) if match["comma"] and match[0][0] == "作" and b.start == match.end()), None)
        if body:
            yield body.start, body.end, number, ROLES[match["part"]], body.full, ids.entity_id("organization", body.key)


def _apposed(document: Document, facts: Facts, main: Occurrence) -> Iterator[Found]:
    """Yield the body that stands right behind its part: 主办单位|香港贸发局|预计…."""
    bodies = {body.start: body for body in facts.organizations} if holds(document, "办单位", "办方", "办机构") else {}
    for match in document.finditer(APPOSED, FACTS) if bodies else ():
        body = bodies.get(match.end())
        if body:
            number = (topic(document, facts.occurrences, match.start()) or main).number
            yield body.start, body.end, number, ROLES[match["part"]], body.full, ids.entity_id("organization", body.key)


def _keyed(document: Document, facts: Facts, main: Occurrence) -> Iterator[Found]:
    """Yield the bodies of lines such as 承办单位:武汉市水务局, which speak of the event above them."""
    for match in matches_near(document, KEYED, ":", "：", "办单位", "办方", "持单位", "导单位"):
        part = re.sub(r"\s", "", match["part"])
        number = headed(document, facts.occurrences, match.start(), main.number)
        for party in parties(document, facts, *match.span("list")):
            yield taking(party, number, ROLES[part])
