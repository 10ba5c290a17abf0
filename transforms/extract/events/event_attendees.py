"""Event attendees: the persons who attend an event and the countries whose delegations do, as in 副市长某某出席 and 德国、希腊等14个国家驻华使领馆.

A country attends by its officials, missions and firms; of 14 countries two are named and the other twelve are not. 日本奈良市市长某某 attends
in person, and who tells of others (某某说,各国代表出席) is no guest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from transforms.extract.deeds.parties import parties
from transforms.extract.events.event_roles import Found, taking
from transforms.extract.events.event_speakers import TELLS, WRITES
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sites import ENDLESS, START, around, is_country, within
from transforms.extract.events.subjects import is_whole, topic
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import last_of
from transforms.extract.names.abroad import country_abroad
from transforms.model import ids
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

SENT = pattern(r"(?:等(?:国际组织|机构|单位)?)?(?:都|也|均|还)?(?:将|已|确定)?(?:将)?(?<!特)派(?:员|团|代表|代表团)")
FROM = "(?:们|均|主要|分别)*来自"
# Each alternative begins with a character of its own: a search for few first characters is fast.
ATTENDING = pattern(
    rf"来自(?=[^,，。;；]{{4,90}}?(?:代表|嘉宾|市长|政要|使节|专家|学者|官员))|学员{FROM}|代表{FROM}|嘉宾{FROM}|选手{FROM}|齐聚一堂|出席|参加|参会|参展|参赛"
    r"|参与(?=了?(?:此次|本次|本届|该)?(?:论坛|峰会|大会|年会|展会|博览会))|与会(?<![参向对为]与会)(?![见谈])|到会(?!人|代表)|派团|派员|派代表团|亮相|担任(?=[^,，。;；]{0,10}主宾国)|作为(?=[^,，。;；]{0,10}主宾国)"
)
DELEGATES = pattern(
    r"代表团|总统|总理|首相|议长|使领馆|使馆|使节|大使|代表|专家|学者|官员|部长|省长|市长|政要|嘉宾|机构|企业|领事|客商|展商|参会|参加|出席|派团"
    r"|与会|运动员|选手|代表队|参赛|参展|媒体|旅行商|主宾国"
)
REFUSED = pattern(r"未(?!来)|是否|没有|拒绝|缺席|请大家|邀请大家|欢迎(?![辞词晚宴仪])|申办|竞办")
# What the list of delegations does not go over: 芬兰赫尔辛基等地|举办了十五届论坛,…代表参加.
OTHER_VERB = pattern(r"访问|接待|迎来|举办|举行|召开|签署|签订|签约|结为|缔结|建立")
# 出席了|昨天的|开幕式.
THIS = "此(?!外)次?|本次|这次|本届|该|这一|上述|当[天日晚]的?|[昨今][天日晚]的?|[0-9]{1,2}日的?"
# 出席|会议, 出席|并致辞: the event is the one spoken of; 出席联大二委会议 is another's.
AT_THIS = pattern(
    rf"(?:了|{THIS})*(?:集中)?(?:(?:庆祝|纪念|签[约字署]|启动|开[幕学班营]|闭幕|结[业营]|毕业|揭牌|联盟|成立|新闻|发布|推介|开工|开展|颁奖|主题|系列|相关|(?:“[^”\n]{{2,20}}”)?主|分){{0,2}}(?:会议|边会|活动|比赛|赛事|仪式|展览|展会|开幕式|闭幕式|大会|论坛|峰会|年会|博览会|(?:发布|吹风|通气)会"
    r"|推介会|洽谈会|研讨会|座谈会|(?:开[馆园展])?式|典礼|盛会|庆典|盛典|招待会|晚会|见证|[会此]))?(?:开幕式|闭幕式|活动)?(?:[和与暨][\u4e00-\u9fff]{2,6}(?:[会式礼]|活动|论坛))?(?:的|并|发表|作|[,，。;；、:：!！)）\s]|$|时|后|上)"
)
# 出席开幕式, 出席此次活动, and 出席论坛 on the page of a forum: they need no event in their line.
OF_MAIN = pattern(
    rf"了?(?:(?:{THIS}|[开闭]幕|开[展馆园]仪?式|比赛|赛事)|(?:新闻|推介|签约){{0,2}}(?P<head>发布会|通气会|吹风会|论坛|高峰会|峰会|年会|大会|博览会|研讨会|推介会|洽谈会|活动|(?:集中)?(?:签约|开工|启动|揭牌)?仪式))"
)
OTHER_MEETING = pattern("了?(?:新闻)?(?P<head>发布会|通气会|吹风会|推介会|座谈会|招待会|晚会)")
AT_MEETING = pattern(r"了?(?:会议|大会)(?=[,，。;；并]|$)")
# 市政府召开发布会,介绍第十届博览会。…出席|会议: no guests of the fair.
UNNAMED = pattern(r"(?:举行|召开|举办)了?(?:新闻)?(?P<head>发布会|推介会|座谈会|通气会|说明会)(?=[,，。;；])")
# 应市长某某|的邀请, 围绕某某|主席提出的总要求: he need not be there
NOT_THERE = pattern("的?(?:邀请|委托)|[一-龥]{0,3}(?:提出的|的?重要(?:讲话|论述|指示|批示))")
NEAR = 120
VAGUE = frozenset(("会议", "活动", "仪式", "启动仪式", "签约仪式", "揭牌仪式", "开工仪式"))
# 拜访驻沪总领事,推介了|园林博览会: who takes part in the visit is no guest of the fair.
PROMOTED = pattern("(?:推介|宣[传介讲]|推荐|推广)了?[“《]?$")
QUOTED = pattern("“[^”\n]*”")  # 参加以“互信,共赢”为主题的大会
OTHER_CLAUSE = pattern(r"[,，。;；:：!！]|并")
# 出席开幕式的嘉宾还有:某某, and 出席开幕式的还有某某.
GUESTS = pattern(
    r"(?:出席|参加)(?P<what>[^,，。;；:：\n]{0,16})(?:的(?:主要|各级|市|县|区)?(?:领导|嘉宾|专家|来宾|政要|领导人|贵宾)?|领导|嘉宾)(?:和(?:嘉宾|专家|来宾))?(?:还|主要|分别)?(?:有|为|是|包括)[:：]?"
)
SPOKE = pattern("(?:致(?:开幕|欢迎)?[辞词]|讲话|演讲|报告|主持(?:签[约字]仪式)?|介绍了[^,，。;；\n]{2,24})[,，;；]")
LONGEST = len("致开幕辞,")
# 市长某某会见了|与会代表, 为|参展商|提供补贴: he who meets them is told elsewhere
PRESENT = pattern("(?:与会|参[会展赛])(?:的?(?:嘉宾|代表|人员|专家|领导|选手|队|企业|单位)|者|商|团)")
# …国家,联合国工发组织、上海合作组织等4个国际组织参加.
BODIES = pattern(
    r"(?:^|[,，。和及])(?P<list>[^,，。;；]{4,120}?)等(?:[0-9一二两三四五六七八九十多]{1,3}个)?国际组织[^,，。;；]{0,12}?(?:参加|出席|与会|参会|参展)"
)
CLAUSE_END = pattern("[,，;；]")
LIST_MARK = pattern("[、,，和及与等的]")
# 率团访问|美国,并参加论坛.
VISITED = pattern(r"(?:访问|出访|考察|前往|赴)了?\Z")
# 37个国家的领导人将出席论坛,分别为:甲国、乙国.
NAMELY = pattern(
    r"(?:国家|[0-9]国)[^。;；\n]{0,30}(?:出席|参加|与会|参会)[^。;；\n]{0,20}[,，](?:分别|依次)(?:为|是|来自)[:：]?|(?:学员|代表|嘉宾|选手)(?:们|均|主要|分别)*来自"
)


class Page(msgspec.Struct):
    """What a page has told so far of who comes to its events."""

    document: Document
    sure: list[Occurrence]  # where it speaks of its events and can mean no others
    main: Occurrence
    mains: list[int]  # where it names that
    alone: bool  # whether it tells of one event only
    since: int  # where it last told of its main event or of its guests


def find(document: Document, facts: Facts, main: Occurrence) -> Iterator[Found]:
    """Yield the persons who attend and the countries whose delegations do."""
    told = {document.segment_at(o.start): o.start for o in reversed(facts.occurrences) if not o.bare}  # the first name of each line
    named = {o.number for o in facts.occurrences if not (o.bare or PROMOTED.search(document.chars, max(0, o.start - 8), o.start))}
    sure = [o for o in facts.occurrences if o.number in named and not (_vague(document, told, o) or is_whole(document.chars, o))]
    mains = [o.start for o in sure if o.number == main.number]
    page = Page(document, sure, main, mains, all(o.number == main.number for o in facts.occurrences), main.start)
    for low, high in sorted({document.sentence_at(verb.start()) for verb in document.finditer(ATTENDING, FACTS)}):
        if REFUSED.search(document.chars, low, high):
            continue
        attended: int | None = None
        for number, start, end in _attended_in(page, low, high):
            attended = number
            page.since = end if number == main.number else page.since
            for person in within(facts.persons, start, end):
                if _takes_part(document, person):
                    yield person.start, person.end, number, "attendee", person.full, ids.entity_id("person", person.key)
        if attended is not None:
            yield from _delegations(document, facts, low, high, attended)


def _attended_in(page: Page, low: int, high: int) -> Iterator[tuple[int, int, int]]:
    """Yield the events that a sentence says somebody attends, each with the range in which it names them."""
    chars, sure = page.document.chars, page.sure
    here = sure[bisect_left(sure, low, key=START) : bisect_left(sure, high, key=START)]
    guests = GUESTS.search(chars, low, high)
    before = bisect_left(page.mains, low)
    page.since = max([page.since, *page.mains[max(before - 1, 0) : before]])
    for verb in ATTENDING.finditer(chars, low, high):
        listed = guests is not None and guests.start() == verb.start()
        begin, end = around(page.document, verb.start(), ENDLESS)
        near = here[bisect_left(here, begin, key=START) : bisect_left(here, end, key=START)]
        number = -1 if listed and not here else _attended(page.document, near, verb)
        if number == -1:
            number = _of_before(page, low, verb)
        if number is None or number == -1:
            continue
        far = verb.start() - ENDLESS
        spoke = max((m.end() for m in SPOKE.finditer(chars, max(low, far - LONGEST), verb.start())), default=low)  # 副部长某某视频致辞,|主任某某出席
        begin = verb.start() if PRESENT.match(chars, verb.start()) else max(spoke, far)
        yield (number, guests.end(), high) if guests and listed else (number, begin, verb.start())


def _of_before(page: Page, low: int, verb: re.Match[str]) -> int | None:
    """Return the event of the sentences before that 出席 speaks of; -1 where it may be any, None where the page does not name it."""
    meant = topic(page.document, page.sure, low) or (page.main if page.mains and _of_main(page, verb) else None)
    line = page.document.segments[page.document.segment_at(low)].text_start
    if meant and AT_MEETING.match(page.document.chars, verb.end()) and (told := UNNAMED.search(page.document.chars, max(0, line - NEAR), low)):
        meant = meant if told["head"] in meant.name else None
        return meant.number if meant else None
    if meant and (other := _elsewhere(page.document, meant, verb)):
        meant = next((o for o in reversed(page.sure) if o.start < low and o.name.endswith(other)), None)
        return meant.number if meant else None
    return meant.number if meant else -1


def _vague(document: Document, told: dict[int, int], o: Occurrence) -> bool:
    """Tell whether 会议 and its like may mean any meeting: the event it seems to mean has another head, and its name stands in another line."""
    if not o.bare or document.chars[o.start : o.end] not in VAGUE or o.name.endswith(document.chars[o.start : o.end]):
        return False
    return told.get(document.segment_at(o.start), o.end) > o.start


def _of_main(page: Page, verb: re.Match[str]) -> bool:
    """Tell whether 出席 in a line that names no event speaks of the page's main one: 出席会议 may be said of any meeting."""
    document, since = page.document, page.since
    if verb[0] == "来自":
        return False
    if verb[0] not in ("出席", "参加"):
        return True
    if document.chars.startswith(("。", "；", ";", "并", ",", "，"), verb.end()) and (page.alone or _goes_on(document, since, verb.start())):
        return True
    line = document.segments[document.segment_at(verb.start())].text_start
    first = document.sentence_at(verb.start())[0] == line and document.segment_at(line) - document.segment_at(since) == 1
    if first and AT_MEETING.match(document.chars, verb.end()):  # 座谈会在某市召开.⏎会长某某出席了会议
        return True
    known = OF_MAIN.match(document.chars, verb.end())
    if known is None or not known["head"] or page.main.name.rstrip("”").endswith(known["head"]):
        return known is not None
    return known["head"] in ("活动", "启动仪式", "仪式") and _goes_on(document, since, verb.start())


def _goes_on(document: Document, since: int, at: int) -> bool:
    """Tell whether the line of `at` goes on right after what was told of the page's main event: …开幕.⏎副市长某某出席."""
    return 0 <= document.segment_at(at) - document.segment_at(since) <= 2


def _attended(document: Document, here: list[Occurrence], verb: re.Match[str]) -> int | None:
    """Return the event that 出席 speaks of: its object or the last of the sentence; -1 where none stands there, None where it is another's."""
    chars = document.chars
    after = next((o for o in here if o.start >= verb.end()), None)
    if after and not OTHER_CLAUSE.search(QUOTED.sub("", chars[verb.end() : after.start])):
        return after.number
    if verb[0] in ("出席", "参加") and not AT_THIS.match(chars, verb.end()):
        return None
    before = [o for o in here if o.end <= verb.start() and not o.bare]
    return before[-1].number if before else -1


def _elsewhere(document: Document, meant: Occurrence, verb: re.Match[str]) -> str | None:
    """Return the kind of a meeting that 出席 names and that cannot be the event meant: 博览会组委会举行发布会,副部长某某出席|发布会."""
    other = OTHER_MEETING.match(document.chars, verb.end())
    return other["head"] if other and other["head"] not in meant.name else None


def _delegations(document: Document, facts: Facts, low: int, high: int, number: int) -> Iterator[Found]:
    """Yield the bodies that send people and the countries whose delegations come, in a sentence that says who takes part."""
    chars = document.chars
    sent = SENT.search(chars, low, high) if chars.find("派", low, high) >= 0 else None
    clause = last_of(chars, ",，;；", low, sent.start()) + 1 if sent else low  # 苏州加强与某组织的联系,|并派员参加
    since = max(low, clause) if chars.startswith("并", clause) else low
    for body in within(facts.organizations, since, sent.start()) if sent else ():
        yield body.start, body.end, number, "attendee", body.full, ids.entity_id("organization", body.key)
    bodies = BODIES.search(chars, max(0, low - 1), high) if chars.find("组织", low, high) >= 0 else None
    for party in parties(document, facts, *bodies.span("list")) if bodies else ():
        yield taking(party, number, "attendee")
    city = facts.event_documents[number].city
    host = country_abroad(city) if city else None  # 波兰|接待了各国代表
    named = NAMELY.search(chars, low, high)
    for place in within(facts.places, low, high):
        if not is_country(place) or place.key in ("CN", host) or chars[place.start - 1] == "“":
            continue
        if VISITED.search(chars, max(low, place.start - 3), place.start) or _of_person(chars, facts, place, high):
            continue
        delegates = DELEGATES.search(chars, place.end, min(high, max(place.end + 90, _list_end(chars, place.end, high))))
        if (delegates and not OTHER_VERB.search(chars, place.end, delegates.start())) or (named and place.start >= named.end()):
            yield place.start, place.end, number, "attendee", place.full, ids.entity_id("place", place.key)


def _list_end(chars: str, at: int, high: int) -> int:
    """Return where the list around `at` ends: 芬兰埃斯波市、日本大阪府|等."""
    comma = CLAUSE_END.search(chars, at, high)
    return comma.start() + len("嘉宾出席") if comma else high


def _of_person(chars: str, facts: Facts, place: Name, high: int) -> bool:
    """Tell whether a country only says whose mayor somebody is who comes in person: 日本奈良市市长某某."""
    at = bisect_left(facts.persons, place.end, key=START)
    person = facts.persons[at] if at < len(facts.persons) else None
    near = person is not None and person.end <= high and person.start - place.end <= 16
    return person is not None and near and not LIST_MARK.search(chars, place.end, person.start)


def _takes_part(document: Document, person: Name) -> bool:
    """Tell whether a person before 出席 is one of those who attend: no byline, and nobody who tells that others do."""
    if NOT_THERE.match(document.chars, person.end):
        return False
    return not (WRITES.search(document.chars, max(0, person.start - 12), person.start) or TELLS.match(document.chars, person.end))
