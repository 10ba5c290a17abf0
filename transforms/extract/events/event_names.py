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
from operator import attrgetter

import msgspec

from transforms import lexicon
from transforms.extract.events.event_bounds import LONGEST, NUMBERED, PROPER, QUOTED, edge_before, start_in
from transforms.extract.events.event_editions import EDITION, NUMERAL, SESSION, YEAR, core_of, edition_of, year_of
from transforms.extract.events.event_heads import FAIRS, FESTIVE, ends_name, head_starts, heads, kind_of
from transforms.extract.events.sites import START, leading_city, leading_city_abroad, within
from transforms.extract.facts import Facts
from transforms.extract.lines import matches_near
from transforms.model.document import NAMES, Document
from transforms.model.patterns import pattern


class EventName(msgspec.Struct, frozen=True, gc=False):
    """A place where an event is named."""

    start: int
    end: int
    name: str
    core: str  # without edition, year and quotes
    edition: int | None
    year: int | None
    deictic: bool  # 本届…, 该…


GENERIC = frozenset(lexicon.words("event_generic"))
BODY_BEFORE = pattern(
    r"(?:领导人|元首|总理|首脑|外长|部长|委员会|小组|理事会|经济协调会|代表大会|政府|常委会|议会|大会|论坛|联盟|组织|协会|学会|人大|政协|[一二三四五六七八九十]届|机制|联席会|董事会)$"
)
# 论坛论坛论坛…: heads as close as this name nothing.
MANY_HEADS, CROWDED = 12, 26
# “我们要办好展览” is what somebody says.
SPEECH = pattern(r"[我你他她它咱]们?[要将会应想都还也能可]|要|希望|必须|应[该当]|一定|正在|不")
# 中俄博览会是在哈尔滨举行的大型|国际经贸博览会: what it is, and no name.
PREDICATE = pattern(
    r"(?:是|成为|系|堪称)[^,，。;；“”\n]{0,60}(?:最[大多广高早久强][^,，。;；“”\n]{0,4}的|大型|一[个届次场]|唯一|最大规模|最大|规模[^,，]{0,4}的|重要|综合性|国际性|专业性)的?\Z"
)
COUNT_OF = pattern(r"[0-9]{1,3}[届场](?!.{0,2}(?:全国|人大|政协|[一二三四五六七八九]中全会))")
KIND_OF = pattern(r"倒计时|(?:国际|综合|专业|区域|全国|世界|全球)性|国家级|世界级")
# “江南如画”——|油画作品展: its title.
TITLE_BEFORE = pattern("“[^“”\n]{2,16}”(?:——|—)\\Z")
# “同享艺术美”省直机关书画、|摄影、集邮联展.
LISTED = pattern(r"“[^“”\n]{4,24}”(?P<first>[\u4e00-\u9fff]{2,10})(?:、[\u4e00-\u9fff]{2,6})*、\Z")
TITLE_ENDS = pattern("[”。;；!！?？\n]")
# 全国第三届…, 中国·镜泊湖第二届…; but 在北京|第三届…开幕 is where it opened.
EVERYWHERE = pattern(
    r"(?:全国|世界|全球|亚洲|国际|中国(?:·[\u4e00-\u9fff]{0,4}|[(（][\u4e00-\u9fff]{2,6}[)）])?|中国共产党|中共|政协|(?<![\u4e00-\u9fff])[省市县区])$"
)
IN = frozenset("在于赴到来抵")
DEICTIC = pattern(r"(?:[本此]届|本次|本年度?|此次|这次|今年的?|去年的?|明年的?|该|其)[“]?$")
MAKES = pattern(r"举办|举行|召开|启动|开展")
ROUND_OF = pattern(r"”?(?:19|20)[0-9]{2}(?:年度?)?")
OTHER_SIDE = pattern(r"[,，;；、而](?P<side>中国|全球|国内|海外|亚洲|欧洲)$")
GOVERNED = ("省", "市", "县", "区")
# The day itself need not be named: 2015年至2018年分别在…举办了全球主场活动.
SIDES = ("全球", "中国", "国家")
BOTH_SIDES = pattern("(?:全球|中国|国家|国际|国内)[和及与、](?:全球|中国|国家|国际|国内)")
# 迎来6个|“巨无霸”展览: a kind of show.
# Not a name: 可谓|“史上最强年会”.
CALLED_SO = pattern(r"(?:可谓|堪称|誉为|号称|称得上|主题)(?:是|为|[:：])?“?\Z")
# 花式啤酒大赛和美食嘉年华|等活动: what takes place at it.
ENTERTAINS = (*FESTIVE, "嘉年华", "交流会", "推介会", "展览", "比赛")
AMONG_PARTS = pattern(r"(?:[、和及与][^,，。;；“”]{0,80})?等[^,，。;；“”]{0,16}?(?:活动|项目|内容|环节|板块)")
COUNT_BEFORE = pattern(r"(?<![第0-9一二三四五六七八九十])[0-9一二两三四五六七八九十几多数]{1,3}[余多]?[个场项]\Z")
# A plain head makes a name when the sentence holds it somewhere: 某某对接活动|走进…, 某某活动|在…举行.
TAKES_PLACE = pattern(
    r"(?:(?:将?(?:于)?(?:[0-9]{1,2}月)?[0-9]{1,2}日?(?:[、至到—\-~][0-9]{1,2})?日|今[日天]|昨[日天]|近日|日前)?(?:走进|将?在[^,，。;；\n]{2,24}?(?:举行|举办|召开|启动|开幕"
    r"|启幕|拉开|登场|落幕|闭幕))|,?在[^,，。;；\n]{2,16}落下帷幕)"
)
# 博鳌亚洲论坛 has a secretary, and is held.
BODIES = ("论坛", "大会", "峰会")
IS_HELD = pattern(rf"{TAKES_PLACE.pattern}|[”]?(?:将(?!军)|[0-9]{{1,2}}[日月]|[开闭]幕|落幕|期间|上[,，]|[举召]|将于)")
HOSTED_BY = pattern(r"由[^,，。;；\n]{2,40}?[主承]办")
# 双城论坛27日在上海登场: a short name of these is a name where it takes place.
SHORT = frozenset(("论坛", "峰会", "博览会", "交易会", "马拉松", "灯会", "庙会", "车展", "航展"))
# 主持召开|深入推进长江流域保护座谈会: what such a meeting is for is its name
OPENED = pattern(r"(?:召开|出席|在)(?P<name>(?:扎实|深入|全面|加快|进一步|持续|着力)(?:推进|推动)[\u4e00-\u9fff]{4,24})$")
SINCE = pattern(rf"{YEAR}(?=首届|第)")  # 自2011年|首届博览会举办以来
# 第十八次会议(“衢州会议”)
NICKNAMED = pattern(rf"(?P<meeting>第{NUMERAL}[次届][\u4e00-\u9fff]{{0,6}}(?:会议|大会|年会|论坛|峰会))[(（]“$")
BRACKET = pattern(r"[(（][A-Za-z0-9]{2,12}[)）]\Z")
TREATY = pattern(r"(?:联合国)?《[^《》\n]{2,24}(?:公约|条约|协定|议定书)》\Z")
BRACKETED = pattern(r"[(（][\u4e00-\u9fff]{2,6}[)）]")
CREATED = pattern(r"(?:举办|举行|召开|启动|开展)(?:过|了)?(?:首届)?$")
NAMING = pattern(r"[\u4e00-\u9fff]|[A-Za-z]{2}")
WITH_OTHERS = pattern(r"[及和与](?:其?(?:相关|有关|配套|其他|系列)|$)|[节展赛会坛周]等$")
# Before a known short name, and the place before that.
KNOWN_BEFORE = pattern(rf"(?:{EDITION}|{YEAR})\Z")
CEREMONY = pattern(
    r"(?:举行|举办)了?(?P<head>(?:启动|签约|揭牌|开工|奠基|落成|竣工|通车|启用|授牌|挂牌|首航|首发|开馆|发布|开园"
    r"|封顶)仪式)(?=[,，。;；!！\n、]|$)"
)
THING = pattern(
    r"(?:项目|工程|计划|行动|中心|实验室|基地|平台|园区?|大桥|铁路|高速|机场|港|航线|博物馆|图书馆|学院|研究院"
    r"|联盟)(?:[(（][^()（）\n]{1,20}[)）])?$"
)
SITS = pattern(rf"(?:召开|举行)了?(?P<head>第{NUMERAL}次(?:全体|常务)?会议)")
TITLED = pattern(r"以“(?P<title>[^”\n]{6,40}(?:对话|论坛|沙龙|圆桌|研讨))”为题[,，]?(?:开展|举行|举办|进行)")
# 五个论坛 are counted, 第五个世界水日 has its place among others.
COUNTED = pattern(rf"(?<![第0-9一二三四五六七八九十百]){NUMERAL}[余多]?[个场项](?!人)|^{NUMERAL}次|{NUMERAL}大$|{NUMERAL}主题")
NUMBER_BEFORE = pattern(rf"(?:{YEAR}\s?[·的]?\s?)?(?:{EDITION})\Z|{YEAR}\Z")
YEAR_BEFORE = pattern(rf"{YEAR}\s?\Z")
# 首届湖泊大会|(2018): its year.
IN_YEAR = pattern(r"”?[(（](?P<year>(?:19|20)[0-9]{2})年?[)）]")
# 2018年,数十座城市曾在|首届湖泊大会|上…: no round of another year.
TOLD_OF = pattern(r"(?P<year>(?:19|20)[0-9]{2})年(?:[0-9]{1,2}月)?[,，][^,，。;；\n]{0,16}在\Z")
PLACE = attrgetter("start", "end")


def find(document: Document, facts: Facts) -> list[EventName]:
    """Return the places where a page names an event, in reading order."""
    found: list[EventName] = []
    for name in sorted([*_names(document, facts), *_made(document, facts)], key=PLACE):
        if not found or name.end > found[-1].end:  # 世博会 inside of “走进世博会——世博会历史回顾展”
            found.append(_in_year(document.chars, name) if name.edition and not name.year else name)
    bodies = _bodies(document.chars, found) if found else set()
    return [f for f in found if f.name not in bodies] if bodies else found


def _bodies(chars: str, found: list[EventName]) -> set[str]:
    """Return the names that are a body's on this page, as in 由世界经济论坛主办 and 世界经济论坛主席; where one takes place it is an event."""
    plain = {f.name for f in found if f.edition is None and f.year is None and not f.deictic and f.name.endswith(BODIES)}
    signs = ("代表{}", "由{}", "{}主席", "{}秘书长", "{}理事长", "{}等国际组织", "{}等重要国际组织")
    bodies = {name for name in plain if any(sign.format(name) in chars for sign in signs)}
    return {name for name in bodies if not any(f.name == name and IS_HELD.match(chars, f.end) for f in found)}


def _in_year(chars: str, name: EventName) -> EventName:
    """Return a round with the year that stands beside its name, if one does."""
    said = IN_YEAR.match(chars, name.end)
    if not said and chars[name.start - 1] == "在" and chars.startswith("上", name.end):
        said = TOLD_OF.search(chars, max(0, name.start - 30), name.start)
    return msgspec.structs.replace(name, year=int(said["year"])) if said else name


def _names(document: Document, facts: Facts) -> Iterator[EventName]:
    """Yield the named events of all lines that may name one, each name at its fullest."""
    chars = document.chars
    starts = head_starts(chars)
    for low, high in document.runs(NAMES):
        last: EventName | None = None
        crowd = [low - CROWDED] * MANY_HEADS  # where the last heads ended
        for number, match in enumerate(heads(chars, starts, low, high)):
            crowded = match.end() - crowd[number % MANY_HEADS] < CROWDED
            crowd[number % MANY_HEADS] = match.end()
            # 第七届古城节|活动丰富多彩: what takes place at it is no event besides.
            if crowded or (last and last.end == match.start() and match["head"].endswith("活动")):
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


def _name(document: Document, facts: Facts, low: int, match: re.Match[str]) -> EventName | None:
    """Return the name that ends in the head at `match`, if its words distinguish an event."""
    chars, head, end = document.chars, match["head"], match.end()
    if head.startswith("党的"):
        return EventName(match.start(), end, head, head, edition_of(head), None, False)
    if len(head) == 1 and any(n.end >= end for n in within(facts.persons, match.start() - 3, match.start() + 4)):  # 总裁周某, 总理宋赛
        return None
    if head == "会议" and chars.endswith(("贸发", "议"), 0, match.start()):  # 联合国贸发会议 is a body, 市议会议长 a post
        return None
    if head == "协调会" and chars.endswith("经济", 0, match.start()):  # 长三角城市经济协调会 is a body
        return None
    if head.endswith(FAIRS):  # 第二届中蒙水|博会
        fair = _worded(document, facts, low, match)
        if fair and (fair.edition is not None or fair.year is not None):
            return fair
    if kind_of(head) == "known":
        start = _after_city(chars, low, match.start())
        before = KNOWN_BEFORE.search(chars, max(low, start - 12), start)
        start = before.start() if before else start
        if start == match.start() and head[0] in GOVERNED:  # 省运会 of any province and year
            return None
        name = chars[start:end]
        return EventName(start, end, name, core_of(name), edition_of(name), year_of(name), False)
    return _worded(document, facts, low, match)


def _after_city(chars: str, low: int, at: int) -> int:
    """Return where the city begins that stands right before `at`, 巴塞罗那|奥运会; `at` itself where none does."""
    for start in range(max(low, at - 5), at - 1):
        words = chars[start:at]
        if words in (leading_city(words), leading_city_abroad(words)):
            return start
    return at


def _worded(document: Document, facts: Facts, low: int, match: re.Match[str]) -> EventName | None:
    """Return the name that the words before a head make with it."""
    chars, head, end = document.chars, match["head"], match.end()
    if head == "对话" and chars[end : end + 1] not in ("”", "·") and not TAKES_PLACE.match(chars, end) and not HOSTED_BY.match(chars, end):
        return None
    edge, quoted = edge_before(chars, max(low, match.start() - LONGEST), match.start())
    shows = LISTED.search(chars, max(low, edge - 48), edge) if chars[edge - 1] == "、" and head.endswith(("展", "赛")) else None
    if shows and "“" not in chars[edge:end] and not ends_name(shows["first"]):
        name = chars[shows.start() : end]
        return EventName(shows.start(), end, name, core_of(name), edition_of(name), year_of(name), False)
    if chars[end : end + 1] == "同" and chars.startswith(("同期", "同步", "同时"), end):  # 在省会与|祭祖大典|同期举行
        edge = max(edge, chars.rfind("与", edge, match.start()) + 1)
    listed = chars[edge - 1] == "、" and not ends_name(chars[edge - 8 : edge - 1])  # “国际饭店、餐饮用品展”
    if chars[end : end + 1] == "”" and (listed or chars[edge - 1] in "—:：暨"):  # “塑者归来——雕塑艺术回顾展”: a title holds its dash
        opened = chars.rfind("“", max(low, match.start() - QUOTED), match.start())
        title = opened >= 0 and not TITLE_ENDS.search(chars, opened, match.start())
        edge = opened + 1 if title and (chars[edge - 1] != "暨" or "—" in chars[opened:edge]) else edge
    after = chars[end : end + QUOTED]  # “甲会议暨乙年会”
    closed = after[:1] == "”" or (after[:1] == "暨" and after.find("”") > after.find("“"))
    whole = chars[edge - 1 : edge] == "“" and closed and not SPEECH.search(chars, edge, end)
    if CALLED_SO.search(chars, max(low, edge - 8), edge) or (chars[match.start() - 1] == "主" and head in ("论坛", "大会")):
        return None
    if chars[edge - 1] == "《" and not NUMBERED.search(chars, edge, match.start()):  # 《经济全球化背景下的书画展》: a work
        return None
    if edge == match.start() or not (whole or _may_name(chars, edge, match.start(), head)):
        return None
    # A whole name in quotes needs no stops: “从都国际论坛”. 高质量|开展论坛 is a spun 发展论坛.
    words_end = match.start() - 2 if head in BODIES and chars.startswith("开展", match.start() - 2) else match.start()
    start, started, wider = (edge, True, edge) if whole else start_in(chars, edge, words_end, quoted)
    start = start if whole else _behind(document, facts, edge, start)
    if not _distinct(chars, facts, start, match.start(), head, started):
        joins = chars[start - 1] in "和与及或" and chars[edge - 1] != "、" and chars[end : end + 1] not in ("、", "等")
        subject = within(facts.organizations, wider, start)  # 市委宣传部|推动|设计周: who acts, and no name
        if wider == start or joins or subject or not _distinct(chars, facts, wider, match.start(), head, started):
            return None
        start = wider  # 海绵城市建设|国际论坛: the verb was a noun; 甲对话会、新时代投资与|发展论坛等: the list says where it begins
    if whole and (before := NUMBER_BEFORE.search(chars, max(low, edge - 14), edge - 1)):  # 首届|“吉祥舞蹈演出季”
        start, end = _behind(document, facts, max(low, edge - 30), before.start()), end + 1
    if chars[start - 1] == "、" and "双城" in chars[start:end]:  # 台北、|上海双城论坛
        start = _after_city(chars, low, start - 1) if _after_city(chars, low, start - 1) < start - 1 else start
    rounds = COUNT_OF.match(chars, start, match.start()) if chars[start].isdigit() else None
    start = rounds.end() if rounds else start  # 先后举办|39届|国际孔子文化节
    if not (started or whole) and KIND_OF.match(chars, start):  # 面向全球的|国际性综合博览会
        return None
    if not (started or whole) and chars[start - 1] in "型性届次场个要模大的" and PREDICATE.search(chars, max(low, start - 80), start):
        return None
    short = match.start() - start <= 4 and not PROPER.search(chars, start, end)
    if short and not (started or whole) and head.endswith(ENTERTAINS) and AMONG_PARTS.match(chars, end):
        return None
    if any(chars[person.end] == "在" for person in within(facts.persons, start, match.start())):  # 市委书记某某|在对话会上
        return None
    if not started and chars.startswith(("系列", "一系列", "开幕式", "闭幕式"), start):  # 策划了|系列周年主题展
        return None
    if chars[start - 1] in "个场项" and COUNT_BEFORE.search(chars, max(low, start - 5), start):
        return None
    whole_title = OPENED.search(chars, edge, match.start()) if head == "座谈会" else None
    start = whole_title.start("name") if whole_title else start
    since = SINCE.match(chars, start) if chars[start - 1 : start] in ("自", "从") else None
    if since:
        name = chars[since.end() : end]
        return EventName(since.end(), end, name, core_of(name), edition_of(name), year_of(since[0]), False)
    titled = None if started else TITLE_BEFORE.search(chars, max(low, start - 30), start)
    start = titled.start() if titled else start
    name = chars[start:end]
    if name.startswith("“") and "”" not in name:
        start, name = start + 1, name[1:]
    meeting = NICKNAMED.search(chars, max(low, start - 20), start) if whole and chars[start - 2 : start - 1] in ("(", "（") else None
    edition = edition_of(meeting["meeting"]) if meeting else edition_of(name)
    return EventName(start, end, name, core_of(name), edition, year_of(name), bool(DEICTIC.search(chars, max(low, start - 4), start)))


def _behind(document: Document, facts: Facts, edge: int, start: int) -> int:
    """Return where a name begins that would begin at `start`: with the body or place before its number, 绍兴市|首届友城大会, never inside one."""
    chars = document.chars
    at = bisect_right(facts.organizations, start, key=START) - 1
    if at >= 0 and facts.organizations[at].start >= edge and facts.organizations[at].end > start:  # 住房和|城乡建设部
        return facts.organizations[at].start
    if chars[start] not in "首第12二":
        return start
    begin = start
    treaty = TREATY.search(chars, max(0, start - QUOTED), start) if chars[start - 1 : start] == "》" else None
    if treaty:
        return treaty.start()
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
        edge, quoted = edge_before(chars, low, match.start())
        start, _, _ = start_in(chars, edge, match.start(), quoted)
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


def _may_name(chars: str, edge: int, head: int, word: str) -> bool:
    """Tell whether anything between `edge` and a head could make it a name: a cheap look before the words are told apart."""
    if kind_of(word) != "plain":
        enough = head - edge >= (2 if word in SHORT else 4) or (head - edge >= 2 and leading_city(chars[edge:head]) is not None)
        return enough or PROPER.search(chars, edge, head) is not None or NUMBERED.search(chars, edge, head) is not None
    for sign in (PROPER, NUMBERED, BRACKETED):
        if sign.search(chars, edge, head):
            return True
    if word == "对话":
        return head - edge >= 6
    if word == "会议" and "次" in chars[head - 4 : head]:  # 十四届全国人大二次|会议
        return True
    if head - edge >= 6 and TAKES_PLACE.match(chars, head + len(word)):
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
    kind = kind_of(word)
    if left == 0 and kind == "plain" and not started:  # 全球性大规模|活动
        return False
    if kind == "known":  # 第26届“北|水博会”
        return started
    if word == "主场活动" and own in SIDES:
        return True
    if word == "主场活动" and BOTH_SIDES.fullmatch(own):  # 全球和中国|主场活动
        return False
    if started and kind == "named" and own in ("全体", "学术"):  # 该组织举办的|第十四届全体大会
        return True
    if started and kind == "named" and (own in GOVERNED or (own and word.endswith(("周", "节", "月")))):  # 市第八届运动会, 2008年科技活动周
        return True
    if left < 2 and not (proper and (started or len(own) >= 5) and own) and not (started and left and kind == "named"):  # 第九届茶|文化节
        return False
    if kind == "festive" and not started:  # 景泰鱼虾美食节, 甲节暨|荷塘虾蟹节, 荷塘虾蟹节|9月2日开幕
        placed = proper or within(facts.places, start, head) or leading_city(own)
        beside = "暨" in (chars[start - 1], chars[head + 1 : head + 2])
        return len(own) >= 4 and bool(placed or beside or IS_HELD.match(chars, head + 1))
    if kind == "festive":
        return True
    if kind == "named":
        if started or proper or len(own) >= 4 or within(facts.places, start, head) or leading_city(own):  # 武汉马拉松, 洛阳牡丹节
            return True
        return chars[start - 1] == "暨" or (word in SHORT and TAKES_PLACE.match(chars, head + len(word)) is not None)
    if "次" in modifiers[-4:] and SESSION.search(modifiers):
        return BODY_BEFORE.search(own) is not None
    # 举办了旧物改造活动, but not 每周举办书画展览活动.
    created = CREATED.search(chars, max(0, start - 6), start) is not None and (word != "活动" or chars[start - 1] in "了过")
    after = head + len(word)
    proper = proper or ((len(own) >= 6 or BRACKETED.search(modifiers) is not None) and TAKES_PLACE.match(chars, after) is not None)
    proper = proper or (len(own) >= 6 and HOSTED_BY.match(chars, after) is not None)
    return started or "“" in modifiers or (len(own) >= 4 and (proper or created))
