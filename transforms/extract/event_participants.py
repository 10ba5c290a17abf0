"""Event participants: who takes which part in an event, as in 由水利部主办、武汉市人民政府承办 and 主办单位:中国建筑学会.

The part is the verb: 主办 host, 承办 organizer, 协办 co-organizer, 支持 and 指导 supporter, 发起 initiator, 致辞 and 主旨演讲 speaker, 出席
attendee. Delegations attend for their countries: 德国、希腊等14个国家驻华使领馆 are two attendees, the other twelve are not named.
What the sentence does not tie to an event (由三家企业主办的刊物) is no participation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from transforms import gazetteer
from transforms.extract.facts import Facts, Name
from transforms.extract.hits import country_abroad
from transforms.extract.holdings import OBJECT, SETTING
from transforms.extract.lines import holds, last_of, matches_near
from transforms.extract.occurrences import Occurrence, joined, main_event, spoken
from transforms.extract.parties import Party, parties
from transforms.extract.quotes import alike
from transforms.extract.sites import ENDLESS, REACH, START, around, is_country, within
from transforms.model import ids
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document

Role = Literal["host", "organizer", "co_organizer", "supporter", "speaker", "attendee", "initiator"]


class EventParticipant(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A body, person or country and its part in an event."""

    source: Citation
    event_id: Annotated[str, "The event: events.event_id."]
    name: Annotated[str, "The participant by the fullest form of its name on the page."]
    entity_id: Annotated[str | None, "Its entity: entities.entity_id."]
    role: Annotated[Role, "host 主办, organizer 承办, co_organizer 协办, supporter 支持 or 指导, speaker, attendee, or initiator 发起."]


ROLES: dict[str, Role] = {
    "主办": "host", "合办": "host", "举办": "host", "召开": "host", "举行": "host", "创办": "initiator", "发起": "initiator", "倡议": "initiator",
    "承办": "organizer", "执行": "organizer", "协办": "co_organizer", "支持": "supporter", "指导": "supporter", "赞助": "supporter",
}  # fmt: skip
PART = re.compile(r"(?P<part>主办|合办|承办|协办|支持|指导|赞助|发起创办|创办|发起|举办|召开|举行)(?![方权地者单人城商])(?P<after>了|过|的)?")
KEYED = re.compile(
    r"""(?P<part>主\s?办|承\s?办|协\s?办|支\s?持|指\s?导|赞\s?助|执\s?行)\s?(?:单位|方|机构
      |媒体)?\s?[:：]\s?(?P<list>(?:(?![,，]\s?(?:主|承|协|支持|指导|赞助)[办单方])[^\n。;；]){2,300})""",
    re.VERBOSE,
)
# 某学会|作为协办单位; 作为大会主办方,|某市政府.
AS_PART = re.compile(
    r"作为(?:(?:此次|本次|这次|本届|该|这一)?(?:论坛|峰会|大会|年会|会议|活动|展会|博览会|赛事|大赛)的?)?(?:联合|共同)?(?P<part>主办|承办|协办|支持|指导|赞助)(?:单位|方|机构)(?:之一)?(?P<comma>[,，])?"
)
GUIDED = re.compile(r"在(?P<list>[^,，。;；\n在]{2,60}?)(?:的)?(?:大力|共同|精心|具体|有力|悉心)?(?:指导|支持)(?:和[\u4e00-\u9fff]{2})?下[,，]")
SENT = re.compile(r"(?:等(?:国际组织|机构|单位)?)?(?:都|也|均|还)?(?:将|已|确定)?(?:将)?(?<!特)派(?:员|团|代表|代表团)")
ATTENDING = re.compile(r"(?:来自(?=[^,，。;；]{4,90}?(?:代表|嘉宾|市长|政要|使节))|齐聚一堂|出席|参加|参会|参展|参赛|与会|派团|派员|派代表团|亮相)")
DELEGATES = re.compile(
    r"代表团|总统|总理|首相|议长|使领馆|使馆|使节|大使|代表|专家|学者|官员|部长|省长|市长|政要|嘉宾|机构|企业|领事|客商|展商|参会|参加|出席|派团"
    r"|与会|运动员|选手|代表队|参赛|参展|媒体|旅行商"
)
# Every alternative begins with a character of its own: the engine looks for these alone.
ADDRESS = r"(?:题为)?(?:[《“][^》”\n]{2,60}[》”][和、]?){0,2}的?(?:主旨|主题|专题|学术|特邀|嘉宾|大会)?(?:演讲|报告|发言)"
TALK = r"了?(?:重要|[^,，。;；\n]{2,8}的)?讲话"
SPEAKING = re.compile(
    r"致[辞词]|致开幕[词辞]|致欢迎[词辞]|发表了?(?:重要|[^,，。;；\n]{2,8}的)?(?:讲话|演讲)|并讲话|讲话(?=[,，。;；、])|讲话中|发言中|演讲中|主旨演讲|主题演讲|发言(?!之?前|稿|人)"
    rf"|作了?{ADDRESS}|做了?{ADDRESS}|作{TALK}|做{TALK}|在开幕式上讲话"
)
# 记者某某 writes, 某某说 tells of others.
WRITES = re.compile(r"(?:记者|通讯员|编辑|摄影|文/|图/|[电讯]\s?[(（])\s*[^,，。)）]{0,8}$")
TELLS = re.compile(
    r"(?:特使|特别代表|夫人|秘书(?!长))|(?:先生|女士|教授|院士|博士)?(?:[0-9]{1,2}日|当天|今天|昨天)?(?:在[^,，。]{1,12})?(?:宣布|说|表示|介绍|指出|透露|主持(?![、,，]?并))"
)
# Where a clause stops naming who and says when or where: 某市将|于11月2日.
ADVERBIAL = re.compile(r"[于在]|[0-9]{1,2}[月日]")
SAID = re.compile(r"(?:该|这家|这个)(?P<words>[\u4e00-\u9fff]{2,12}?)(?=[以自已将在,，])")
REFUSED = re.compile(r"未|没有|拒绝|缺席|请大家|邀请大家|欢迎|申办|竞办")
# What the list of delegations does not go over: 芬兰赫尔辛基等地|举办了十五届论坛,…代表参加.
OTHER_VERB = re.compile(r"访问|接待|迎来|举办|举行|召开|签署|签订|签约|结为|缔结|建立")
# 出席|会议, 出席|并致辞: the event is the one spoken of; 出席联大二委会议 is another's.
AT_THIS = re.compile(
    r"(?:了|此次|本次|这次|本届|该|这一|上述)*(?:(?:庆祝|纪念|签约|启动|开幕|闭幕|揭牌|新闻|发布|推介|开工|颁奖|主题|系列|相关|当天的?|主|分)?(?:会议|活动|仪式|展览|展会|开幕式|闭幕式|大会|论坛|峰会|年会|博览会|发布会"
    r"|推介会|洽谈会|研讨会|座谈会|式|典礼|盛会|庆典|盛典|招待会|晚会|[会此]))?(?:开幕式|闭幕式)?(?:的|并|发表|作|[,，。;；、:：!！)）\s]|$|时|后|上)"
)
# 出席开幕式, 出席此次活动, and 出席论坛 on the page of a forum: they need no event in their line.
OF_MAIN = re.compile(
    r"了?(?:(?:此次|本次|这次|本届|该|这一|上述|[开闭]幕)|(?P<head>论坛|高峰会|峰会|年会|大会|博览会|研讨会|推介会|洽谈会|活动|仪式))"
)
OTHER_MEETING = re.compile("了?(?:新闻)?(?P<head>发布会|通气会|推介会|座谈会|招待会|晚会)")
AT_MEETING = re.compile(r"了?(?:会议|大会)(?=[,，。;；并]|$)")
VAGUE = frozenset(("会议", "活动", "仪式", "启动仪式", "签约仪式", "揭牌仪式", "开工仪式"))
TAKES_PART = re.compile("参与|参加|出席")
# 新华网武汉11月4日电(…)|3日在武汉举行的.
DATELINE = re.compile(r"[0-9]{1,2}日(?:电|讯)\s?(?:[(（][^()（）\n]{1,24}[)）])?")
# 由甲主办、乙承办|,“某某大会”于…召开.
BEFORE_NAME = re.compile(r"(?:[、,，][^。;；]{2,80}?(?:承办|协办|支持|指导|主办|执行))?[,，]“?")
QUOTATION = re.compile(r"“[^”]*”")
OTHER_CLAUSE = re.compile(r"[,，。;；:：!！]|并")
# 出席开幕式的领导和嘉宾还有:某某, and 出席开幕式的还有某某.
GUESTS = re.compile(
    r"(?:出席|参加)(?P<what>[^,，。;；:：\n]{0,16})的(?:主要|各级|市|县|区)?(?:领导|嘉宾|专家|来宾|政要|领导人|贵宾)?(?:和(?:嘉宾|专家|来宾))?(?:还|主要|分别)?(?:有|为|是)[:：]?"
)
# …出席闭幕式,市长某某|致辞: only the last one speaks.
ATTENDS = re.compile(r"(?:出席|参加|主持)[^,，并]{0,20}[,，](?!并)")
SPOKE = re.compile("(?:致[辞词]|讲话|演讲|报告|主持)[,，;；]")
# …国家,联合国工发组织、上海合作组织等4个国际组织参加.
BODIES = re.compile(
    r"(?:^|[,，。和及])(?P<list>[^,，。;；]{4,120}?)等(?:[0-9一二两三四五六七八九十多]{1,3}个)?国际组织[^,，。;；]{0,12}?(?:参加|出席|与会|参会|参展)"
)
IS = re.compile("”?是")
LIST_MARK = re.compile("[、,，和及与等的]")
# 率团访问|美国,并参加论坛.
VISITED = re.compile(r"(?:访问|出访|考察|前往|赴)了?\Z")
# 37个国家的领导人将出席论坛,分别为:甲国、乙国.
NAMELY = re.compile(r"(?:国家|[0-9]国)[^。;；\n]{0,30}(?:出席|参加|与会|参会)[^。;；\n]{0,20}[,，](?:分别|依次)(?:为|是|来自)[:：]?")


def find(document: Document, facts: Facts) -> Iterator[EventParticipant]:
    """Yield every participant of the page's events, in reading order, each once for each event and part."""
    document = alike(document)
    if not facts.event_documents:
        return
    seen: set[tuple[str, str, str]] = set()
    pairs = joined(document, facts.occurrences)
    about = main_event(facts.occurrences)
    main = next(o for o in facts.occurrences if o.number == about)
    found = [*_stated(document, facts), *_guided(document, facts), *_keyed(document, facts, about), *_as_part(document, facts, main)]
    found += [*_attending(document, facts, main), *_speaking(document, facts, main)]
    found += [(f[0], f[1], one, *f[3:]) for one, two in pairs for f in found if f[2] == two]
    for start, end, number, role, name, entity in sorted(found, key=lambda f: (f[0], f[1], f[3], f[2])):
        event_id = facts.event_documents[number].event_id
        if (event_id, name, role) in seen:
            continue
        seen.add((event_id, name, role))
        yield EventParticipant(
            source=document.cite(start, end, "event_participants", 0.85), event_id=event_id, name=name, entity_id=entity, role=role,
        )


Found = tuple[int, int, int, Role, str, str | None]


def _stated(document: Document, facts: Facts) -> Iterator[Found]:
    """Yield the bodies before 主办, 承办 and their like in sentences that speak of an event."""
    chars = document.chars
    for (low, high), here in spoken(document, facts.occurrences):
        last, meant = low, None
        for match in PART.finditer(chars, low, high):
            if chars.startswith("轮流", match.start() - 2):  # 由西安、福州轮流举办: neither holds this one
                continue
            role = ROLES[match["part"][-2:]]
            weak = match["part"] in ("举办", "召开", "举行", "支持", "指导", "发起")
            meant = _meant(document, here, match) or (meant if not weak else None)
            begin = _list_start(document, low, last, match, here)
            attends = TAKES_PART.search(chars, low, match.start()) if match["after"] == "的" and weak else None
            if attends and begin is not None and ADVERBIAL.search(chars, attends.end(), match.start()):  # 参与在某市举办的大会
                continue
            if meant is None or begin is None:
                continue
            begin = max(begin, attends.end()) if attends else begin
            listed = _after_subject(document, facts, begin, match, weak) or (_said(document, facts, low) if weak else [])
            for party in listed:
                if meant.name.startswith(chars[party.start : party.end] + "第"):  # 市人大常委会|召开第五次会议: its own session
                    continue
                if any(o.city and o.start == meant.start and party.start <= o.city.start < party.end for o in here):
                    continue  # 米兰和基多先后举办主场活动: where each round was
                yield party.start, party.end, meant.number, role, party.name, _entity(party)
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
    if after and (OBJECT.fullmatch(chars, end, after[0].start) or chars[end : after[0].start] == "《"):
        return after[0] if match["part"] not in ("支持", "指导", "赞助") else None
    if match["part"] in ("召开", "举行"):
        return None
    chained = [o for o in after if re.fullmatch(r"[、,，][^。;；]{2,80}?(?:承办|协办|支持|指导|主办|执行)的“?", chars[end : o.start])]
    if chained:
        return chained[0]
    if after and after[0] is here[0] and match["part"] not in ("举办", "发起", "支持", "指导") and BEFORE_NAME.fullmatch(chars, end, after[0].start):
        return after[0]
    earlier = [o for o in here if o.end <= match.start() and chars[o.start - 1] != "由"]
    if earlier and (match["part"] not in ("举办", "发起", "支持", "指导") or re.search(r"[由,，、]", chars[earlier[-1].end : match.start()])):
        return earlier[-1] if match["part"] not in ("举办", "发起") or "由" in chars[earlier[-1].end : match.start()] else None
    return None


def _list_start(document: Document, low: int, last: int, match: re.Match[str], here: list[Occurrence]) -> int | None:
    """Return where the list of bodies before a verb begins: behind 由, else behind the verb, event or clause before it."""
    chars = document.chars
    by = chars.rfind("由", last, match.start())
    if by >= 0 and chars[by - 1 : by] != "自":
        return by + 1
    events = [o.end for o in here if last <= o.end <= match.start() and not SETTING.match(document.chars, o.end)]
    begin = max([last, *events])
    sent = DATELINE.search(document.chars, begin, match.start()) if begin == low else None
    begin = sent.end() if sent else begin
    while begin < match.start() and chars[begin] in ",，、的;； ”是":
        begin += 1
    return begin if begin < match.start() else None


def _after_subject(document: Document, facts: Facts, begin: int, verb: re.Match[str], weak: bool) -> list[Party]:
    """Return the bodies that end right before a verb; of a longer passage, those of the last clause that names any."""
    end = verb.start()
    if not weak:
        listed = parties(document, facts, begin, end)
        if listed or end - begin < 4:
            return listed
    while end > begin:
        cut = last_of(document.chars, ",，;；:：", begin, end)
        clause = cut + 1 if cut >= begin else begin
        adverbial = ADVERBIAL.search(document.chars, clause, end)
        listed = parties(document, facts, clause, adverbial.start() if adverbial else end)
        if listed or not adverbial or adverbial.start() > clause or verb["after"] == "的":
            return listed
        end = clause - 1  # 某市与某部将于10月26日,|在两地|举办
    return []


def _said(document: Document, facts: Facts, low: int) -> list[Party]:
    """Return the body that a sentence beginning with 该中心 goes on about: the last one named with these words at its end."""
    match = SAID.match(document.chars, low)
    if not match:
        return []
    near = [*within(facts.organizations, low - 2000, low), *within(facts.places, low - 2000, low)]
    named = [n for n in near if n.text.endswith(match["words"])]
    return [Party(match.start("words"), match.end("words"), max(named, key=lambda n: n.start).full)] if named else []


def _guided(document: Document, facts: Facts) -> Iterator[Found]:
    """Yield the bodies of 在某部指导下, in a sentence that goes on about an event."""
    starts = [o.start for o in facts.occurrences]
    for match in document.finditer(GUIDED, FACTS) if holds(document, "下,", "下，") else ():
        after = facts.occurrences[bisect_left(starts, match.end()) : bisect_left(starts, around(document, match.start())[1])]
        for party in parties(document, facts, *match.span("list")) if after else ():
            yield party.start, party.end, after[0].number, "supporter", party.name, _entity(party)


def _as_part(document: Document, facts: Facts, main: Occurrence) -> Iterator[Found]:
    """Yield the body of 某学会作为协办单位 and 作为大会主办方,某市政府: its part in the event of the sentence, else in the page's main one."""
    if not holds(document, "作为"):
        return
    for match in document.finditer(AS_PART, FACTS):
        low, high = around(document, match.start())
        here = facts.occurrences[bisect_left(facts.occurrences, low, key=START) : bisect_left(facts.occurrences, high, key=START)]
        bodies = within(facts.organizations, low, high)
        body = next((b for b in bodies if b.end == match.start()), None)
        body = body or next((b for b in bodies if match["comma"] and b.start == match.end()), None)
        if body:
            number = (here or [main])[0].number
            yield body.start, body.end, number, ROLES[match["part"]], body.full, ids.entity_id("organization", body.key)


def _keyed(document: Document, facts: Facts, main: int) -> Iterator[Found]:
    """Yield the bodies of lines such as 承办单位:武汉市水务局, which speak of the page's main event."""
    for match in matches_near(document, KEYED, ":", "："):
        part = re.sub(r"\s", "", match["part"])
        for party in parties(document, facts, *match.span("list")):
            yield party.start, party.end, main, ROLES[part], party.name, _entity(party)


def _attending(document: Document, facts: Facts, main: Occurrence) -> Iterator[Found]:
    """Yield the persons who attend and the countries whose delegations do."""
    chars = document.chars
    told = {document.segment_at(o.start): o.start for o in reversed(facts.occurrences) if not o.bare}  # the first name of each line
    sure = [o for o in facts.occurrences if not _vague(document, told, o)]
    starts = [o.start for o in sure]
    for low, high in sorted({document.sentence_at(verb.start()) for verb in document.finditer(ATTENDING, FACTS)}):
        if REFUSED.search(chars, low, high):
            continue
        here = sure[bisect_left(starts, low) : bisect_left(starts, high)]
        guests = GUESTS.search(chars, low, high) if chars.find("的", low, high) >= 0 else None
        attended: int | None = None
        elsewhere = False  # 出席开馆仪式,各国使节参加: the whole sentence speaks of what is no event of the page
        for verb in ATTENDING.finditer(chars, low, high):
            listed = guests is not None and guests.start() == verb.start()
            begin, end = around(document, verb.start(), ENDLESS)
            near = sure[bisect_left(starts, begin) : bisect_left(starts, end)]
            number = -1 if listed and not here else _attended(document, near, verb)
            if number is not None and number < 0:
                topic = _topic(document, sure, low) or (main if _of_main(document, main, verb) else None)
                topic = None if topic and _elsewhere(document, topic, verb) else topic
                # 某某出席开幕式,…,某某参加活动: the same event
                number = topic.number if topic and not elsewhere else attended
            if number is None:
                elsewhere = True
                continue
            attended = number
            spoke = max((m.end() for m in SPOKE.finditer(chars, low, verb.start())), default=low)  # 副部长某某视频致辞,|主任某某出席
            begin, end = (guests.end(), high) if guests and listed else (max(spoke, verb.start() - REACH), verb.start())
            for person in within(facts.persons, begin, end):
                if _takes_part(document, person):
                    yield person.start, person.end, number, "attendee", person.full, ids.entity_id("person", person.key)
        if attended is not None:
            yield from _delegations(document, facts, low, high, attended)


def _vague(document: Document, told: dict[int, int], o: Occurrence) -> bool:
    """Tell whether 会议 and its like may mean any meeting: the event it seems to mean has another head, and its name stands in another line."""
    if not o.bare or document.chars[o.start : o.end] not in VAGUE or o.name.endswith(document.chars[o.start : o.end]):
        return False
    return told.get(document.segment_at(o.start), o.end) > o.start


def _topic(document: Document, occurrences: list[Occurrence], at: int) -> Occurrence | None:
    """Return the event that a sentence at `at` goes on about: the last one spoken of in its line before it."""
    before = bisect_left(occurrences, at, key=START) - 1
    line = document.segments[document.segment_at(at)].text_start
    return occurrences[before] if before >= 0 and occurrences[before].start >= line else None


def _of_main(document: Document, main: Occurrence, verb: re.Match[str]) -> bool:
    """Tell whether 出席 in a line that names no event speaks of the page's main one: 出席会议 may be said of any meeting."""
    if verb[0] == "来自":
        return False
    if verb[0] not in ("出席", "参加") or (document.chars.startswith(("。", "；", ";", "并"), verb.end()) and _goes_on(document, main, verb.start())):
        return True
    line = document.segments[document.segment_at(verb.start())].text_start
    first = document.sentence_at(verb.start())[0] == line and document.segment_at(line) - document.segment_at(main.start) == 1
    if first and AT_MEETING.match(document.chars, verb.end()):  # 座谈会在某市召开.⏎会长某某出席了会议
        return True
    known = OF_MAIN.match(document.chars, verb.end())
    if known is None or not known["head"] or main.name.rstrip("”").endswith(known["head"]):
        return known is not None
    return known["head"] == "活动" and _goes_on(document, main, verb.start())


def _goes_on(document: Document, main: Occurrence, at: int) -> bool:
    """Tell whether the line of `at` goes on right after the one that names the page's main event: …开幕.⏎副市长某某出席."""
    return 0 <= document.segment_at(at) - document.segment_at(main.start) <= 2


def _attended(document: Document, here: list[Occurrence], verb: re.Match[str]) -> int | None:
    """Return the event that 出席 speaks of: its object or the last of the sentence; -1 where none stands there, None where it is another's."""
    chars = document.chars
    after = next((o for o in here if o.start >= verb.end()), None)
    if after and not OTHER_CLAUSE.search(chars, verb.end(), after.start):
        return after.number
    if verb[0] in ("出席", "参加") and not AT_THIS.match(chars, verb.end()):
        return None
    before = [o for o in here if o.end <= verb.start() and not o.bare]
    if before and _elsewhere(document, before[-1], verb):
        return None
    return before[-1].number if before else -1


def _elsewhere(document: Document, meant: Occurrence, verb: re.Match[str]) -> bool:
    """Tell whether 出席 names a meeting that cannot be the event meant: 博览会组委会举行发布会,副部长某某出席|发布会."""
    other = OTHER_MEETING.match(document.chars, verb.end())
    return other is not None and not meant.name.endswith(other["head"])


def _delegations(document: Document, facts: Facts, low: int, high: int, number: int) -> Iterator[Found]:
    """Yield the bodies that send people and the countries whose delegations come, in a sentence that says who takes part."""
    chars = document.chars
    sent = SENT.search(chars, low, high) if chars.find("派", low, high) >= 0 else None
    for body in within(facts.organizations, low, sent.start()) if sent else ():
        yield body.start, body.end, number, "attendee", body.full, ids.entity_id("organization", body.key)
    bodies = BODIES.search(chars, max(0, low - 1), high) if chars.find("组织", low, high) >= 0 else None
    for party in parties(document, facts, *bodies.span("list")) if bodies else ():
        yield party.start, party.end, number, "attendee", party.name, _entity(party)
    city = facts.event_documents[number].city
    host = country_abroad(city) if city else None  # 波兰|接待了各国代表
    named = NAMELY.search(chars, low, high) if chars.find("分别", low, high) >= 0 or chars.find("依次", low, high) >= 0 else None
    for place in within(facts.places, low, high):
        if not is_country(place) or place.key in ("CN", host) or chars[place.start - 1] == "“":
            continue
        if VISITED.search(chars, max(low, place.start - 3), place.start) or _of_person(chars, facts, place, high):
            continue
        delegates = DELEGATES.search(chars, place.end, min(high, place.end + 90))
        if (delegates and not OTHER_VERB.search(chars, place.end, delegates.start())) or (named and place.start >= named.end()):
            yield place.start, place.end, number, "attendee", place.full, ids.entity_id("place", place.key)


def _of_person(chars: str, facts: Facts, place: Name, high: int) -> bool:
    """Tell whether a country only says whose mayor somebody is who comes in person: 日本奈良市市长某某."""
    at = bisect_left(facts.persons, place.end, key=START)
    person = facts.persons[at] if at < len(facts.persons) else None
    near = person is not None and person.end <= high and person.start - place.end <= 16
    return person is not None and near and not LIST_MARK.search(chars, place.end, person.start)


def _takes_part(document: Document, person: Name) -> bool:
    """Tell whether a person before 出席 is one of those who attend: no byline, and nobody who tells that others do."""
    return not (WRITES.search(document.chars, max(0, person.start - 12), person.start) or TELLS.match(document.chars, person.end))


def _speaking(document: Document, facts: Facts, main: Occurrence) -> Iterator[Found]:
    """Yield the persons who give an address: the last ones named before 致辞 or 主旨演讲."""
    starts = [o.start for o in facts.occurrences]
    for match in document.finditer(SPEAKING, FACTS):
        if match[0] == "发言" and document.chars[match.start() - 1] != "上":  # 在大会上|发言
            continue
        low, high = around(document, match.start())
        here = facts.occurrences[bisect_left(starts, low) : bisect_left(starts, high)]
        before = [o for o in here if o.end <= match.start()]  # 在甲会上作报告时提出,要办好乙论坛
        number = (before or here or [_topic(document, facts.occurrences, low) or main])[-1 if before else 0].number
        cut = last_of(document.chars, ";；", low, match.start())
        attends = max(document.chars.rfind(verb, max(low, cut), match.start()) for verb in ("出席", "参加", "主持"))
        others = ATTENDS.match(document.chars, attends, match.start()) if attends >= 0 else None
        cut = others.end() if others else cut
        inside = match[0].endswith("中")  # 局长某某|在讲话中 and 局长某某|讲话, but 总书记某某的重要讲话
        alone = inside or match[0] == "讲话"
        until = match.start() - 1 if inside and document.chars[match.start() - 1] == "在" else match.start()
        for person in within(facts.persons, match.start() - (40 if inside else 12) if alone else max(low, cut), match.start()):
            if alone and person.end != until and not _at_event(document, facts, person.end, match.start()):
                continue
            tells = TELLS.match(document.chars, person.end)
            if WRITES.search(document.chars, max(low, person.start - 12), person.start) or (tells and tells.end() < match.start()):
                continue
            yield person.start, person.end, number, "speaker", person.full, ids.entity_id("person", person.key)


def _at_event(document: Document, facts: Facts, start: int, end: int) -> bool:
    """Tell whether all that stands in a range is 在 and an event: 部长某某|在第二届人居大会|发言中指出."""
    at = bisect_left(facts.occurrences, start, key=START)
    return document.chars[start : start + 1] == "在" and at < len(facts.occurrences) and facts.occurrences[at].end == end


def _entity(party: Party) -> str:
    # 哈尔滨 hosts as a place: its key is that of the gazetteer, as in its mentions.
    kind = "place" if party.key and gazetteer.place(party.key) else "organization"
    return ids.entity_id(kind, party.key or ids.normal(party.name))
