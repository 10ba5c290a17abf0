"""Holdings: when and where an event takes place, clause by clause, as in 5月6日至9日在徐州会展中心举行 and 地点:武汉国际会议中心.

A date or a place goes to the event whose verb or name it stands with: 发布会 held on the 10th does not date the fair it announces.
自2015年起已举办六届 is no date of this round.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Literal

import msgspec

from transforms import lexicon
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import holds, last_of, matches_near
from transforms.extract.occurrences import TOLD_AT, Occurrence, Spoken
from transforms.extract.sites import ENDLESS, START, around, is_city, is_county, leading_city, leading_city_abroad, within
from transforms.model.document import Document

VerbKind = Literal["hold", "open", "close", "go_on", "during"]


class CityLetter(msgspec.Struct, frozen=True):
    """A city by the one character that headlines call it by."""

    letter: str
    city: str
    why: str


class Holding(msgspec.Struct, frozen=True, gc=False):
    """One clause that says when or where an event takes place."""

    number: int
    kind: VerbKind
    start: date | None
    end: date | None
    city: Name | str | None
    venue: str | None
    planned: bool
    year: int | None = None  # where it is all that the clause says of the time
    relative: bool = False  # its day is told from the page's own: a reprint keeps the 今日 of another paper


# 在京开幕, 在蓉举行.
CITIES = {row.letter: row.city for row in lexicon.read("city_letters", CityLetter)}
VERB = re.compile(
    r"""举行|举办(?![地权方者单城国])|召开|办理|主持(?=[^,，。;；]{4})
      |开幕(?<!未开幕)(?![式大仪词曲倒])|启幕|揭幕(?!战|仪)|开锣|开赛|拉开(?:帷幕|序幕|大幕|战幕)|揭开(?:帷幕|序幕|大幕)
      |启动(?=[,，。;；!！\s]|$)|登场(?=[,，。;；!！\s]|$)|开展(?=[,，。;；!！\s]|$)
      |开跑|鸣枪
      |闭幕(?![式大仪词])|闭会|圆满完成(?=各项)|如期而至|落幕|落下帷幕|收官|圆满结束
      |走进(?=[\u4e00-\u9fff]{4})
      |进行(?=[,，。;；])""",
    re.VERBOSE,
)
# By its first two characters. 走进 says where: the event 走进 a library is held there.
VERB_KINDS: dict[str, VerbKind] = {
    "举行": "hold", "举办": "hold", "召开": "hold", "走进": "hold", "办理": "hold", "主持": "hold", "开跑": "hold", "鸣枪": "hold",
    "进行": "go_on",
    "开幕": "open", "启幕": "open", "揭幕": "open", "开锣": "open", "开赛": "open", "开展": "open", "拉开": "open", "揭开": "open",
    "启动": "open", "登场": "open",
    "闭幕": "close", "落幕": "close", "落下": "close", "闭会": "close", "如期": "hold", "圆满": "close", "收官": "close",
}  # fmt: skip
HELD = ("举行", "举办", "召开")
# These say when only with the event as their object: 主持某某小组第五次会议.
WITH_OBJECT = ("办理", "主持")
# 各地友人25日相聚绍兴一家酒店,参加…大会.
GATHERING = re.compile(
    r"(?:相聚|齐聚|汇聚|云集|聚首|会聚|欢聚|共聚|聚集)(?:在|于)?(?P<where>[^,，。;；\n]{2,24})[,，]?(?:共同|一起)?(?:参加|出席|参与|共赴)[^,，。;；\n]{0,4}?"
)
# 展期为9月1日至6日.
TERMS = ("展期", "会期", "赛期", "展会时间", "举办时间", "活动时间", "举行时间")
TERM = re.compile(rf"(?:{'|'.join(TERMS)})(?:为|是|从|自|定于|定在|(?=[0-9]))")
# 已成功举办六届 tells of the rounds before.
ROUNDS = re.compile(r"(?:了|过)?(?!为期)(?:近|超过|逾)?(?!(?:19|20)[0-9]{2}年)[0-9一二三四五六七八九十两数多]{1,4}余?多?(?:届|次|场|年|期)|以来")
# 10月24日,由某某协会共同|举办的论坛开幕: it opened that day.
HOSTED = re.compile(r"由[^,，。;；在于]*\Z")
# 原定2021年举行: it was not. 每两年在不同国家举办: that is no one time.
MEANT_TO = re.compile(r"(?:原(?:定|计划|拟|本)|每(?:隔)?[一两二三四五0-9]?(?:年|届|次|季|个?月))[^,，。;；]{0,36}$")
# 将出席开幕式,全程主持圆桌峰会: 将 goes on over the comma.
GOES_ON = re.compile(r"(?:^|[,，])[^,，。;；]{0,20}(?<!即)将(?:于|在|出席|举[办行]|主持|参加|继续)")
# 举办|为期四天的“…论坛”, 举办|世界城市日系列活动之一“…会议”.
OBJECT = re.compile(r"(?:了|过|召开)?(?:(?:为期)?[0-9一二三四五六七八九十两]{1,3}天的|[^,，。;；“\n]{2,20}之一)?[“]?")
ENDS = re.compile(r"(?:了)?(?:[,，。;；!！?？、)）”\s]|$|的|时|期间|前夕|之际|以来|在即)")
# 兰洽会|成果通报会7月9日举行, 博览会|组委会召开新闻发布会: they are not the fair.
OTHER_SUBJECT = re.compile(
    r"[”]?(?:[(（][^()（）\n]{1,24}[)）])?[^,，。;；、]{0,14}(?:通报会|发布会|说明会|吹风会|通气会|推介会|动员会|组委会|组织委员会|筹委会)"
)
PLANNED = re.compile(r"将(?!军)|敲定|拟(?!定)|计划(?!署|单列)|即将|定于|筹备|有望|预计")
SETTING = re.compile(r"[”]?(?:开幕式|现场)?(?:上|期间|之际|中|间隙|前夕|框架)")
ADVERB = r"(?:正式|隆重|盛大|成功|顺利|如期|共同|联合|同步|同时|圆满|火热|精彩|线上|线下|分别|集中|重磅|盛装|亦|也|地|上|召集|主会场)"
ADVERBS = re.compile(rf"{ADVERB}+$")
PLACED = re.compile(r"(?<![存所现正旨内])(?:在|于|(?<=[日天])假)(?P<where>[^,，。;；在于]{2,48})$")
LETTER = re.compile(rf"在(?P<city>[{''.join(CITIES)}])(?:{ADVERB})*$")
# 在某国第二大城市亚历山大|举办: what stands behind these is a city, known or not.
CITY_CALLED = re.compile(r"(?:第[一二三四五六]大城市|港口城市|海滨城市)(?P<city>[\u4e00-\u9fff]{2,6}?)(?:等地|市区|近郊)?$")
# 率团访问武汉,并|举办….
VISITING = re.compile(r"(?:访问|到访|来到|抵达)了?(?P<where>[^,，。;；\n]{2,12})[,，]并(?:在此|在当地|成功|共同|联合)?\Z")
# 维也纳酒店 is anywhere.
LODGING = ("酒店", "宾馆", "饭店", "公寓")
ENTERED = re.compile(r"(?P<where>[^,，。;；\n]{4,40}?)(?=[,，。;；\n]|$|举行|举办|开展)")
VENUE = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9·()（）]{2,30}?(?:会展中心|会议中心|展览中心|博览中心|文化中心|体育中心|艺术中心|国际中心|交流中心|中心"
    r"|展览馆|博物馆|美术馆|图书馆|体育馆|体育场|科技馆|大剧院|剧院|大会堂|会堂|研究院|礼堂|会客厅|酒店|宾馆|饭店|大厦|广场|公园|大学|学院|会议厅"
    r"|报告厅|度假区|风景区|景区|产业园|博览园|博览城|园区|古镇|码头|大楼|国际楼|科技楼|戏院|剧场|音乐厅|总部|故居|纪念馆|文化宫|青少年宫|山庄|国宾馆|书院|书店|古城|(?<!校)园|(?<!论)坛|(?<![欧亚美非])洲|厅|馆|宫|楼|塔|堂|巢|阁|寺)(?:[A-Z一二三四五六七八九十\d]{1,3}号?馆|[\u4e00-\u9fff]{2,4}厅|[(（][^()（）]{2,8}[)）])?$"
)
# 上海市浦东新区|世博中心.
DISTRICT = re.compile(r"^(?:[\u4e00-\u9fff]{2,4}市)?[\u4e00-\u9fff]{1,3}(?<![社园校景小街厂矿库])(?:新区|区)(?=[\u4e00-\u9fff]{3})")
SITES = ("会场", "展场", "场馆", "展馆", "展览展示")
SITED = re.compile(
    r"(?:主(?:展场|会场|场馆|展馆)|会场|展场|展览展示)(?:将|均|都|继续|仍)?(?P<verb>设在|设于|位于|定在|为|[:：]|(?<=主会场)|(?<=主展场)|(?<=主展馆))(?P<where>[^,，。;；\n]{2,40})"
)
BESIDE = frozenset(("暨", "暨“", "”暨“", "和", "与", "及", "和“", "与“", "及“", "”和“", "”与“", "”及“", "”和", "”与"))
AT = re.compile(r"”?上(?=[\u4e00-\u9fff,，])")
HELD_ON = re.compile(r"(?:的|[上下]午|在[^,，。;；\n]{2,16}?)?(?:举行的|召开的|举办的|开幕的)?[“]?")
# 10月15日上午,记者从…发布会上获悉.
# 5月的|健康产业峰会, on a page of February.
MONTH_OF = re.compile("[0-9]月[上中下]?旬?的\\Z")
FIRST = re.compile(r"(?:[上下]午|晚)?[,，][“]?")
BY = re.compile(r"”?由[^。;；\n]{2,80}?[主承]办(?=[,，、。;；])")
LEARNT = re.compile(r"(?:[上下]午|晚)?[,，]?(?:记者)?从[“]?")
# 徐州|将再次举办… and 南宁某社区|举办…: the city is where it is held; 徐州市政府与某集团 may sign anywhere.
BODY_HOLDS = re.compile(r"政府|[市省区县]委|局|厅|部|与|和|、|公司|集团|大学|学院|协会|学会|记者|银行|企业")
AT_OTHER = r"[^,，。;；]{2,30}?[上中][,，]"
TAKEN = re.compile(rf"举行的{AT_OTHER}|召开的{AT_OTHER}|举办的{AT_OTHER}|出席|参加|会见|宣布|获悉|了解到|表示|透露|印发|报道")
DAY_BEFORE = re.compile(r"(?<![0-9])(?P<day>[0-9]{1,2})日?[、和]\Z")
GOES_TO = re.compile(r"(?:起|开始)?[,，]?(?:将|一直)?(?:持续|延续|进行)[到至]")
NEAR = re.compile(r"[,，]?[^,，]*")
CEREMONY = re.compile(r"[”]?(?:云上|线上)?(?P<part>[开闭])幕(?:式|礼|大会|仪式)")
# 艺术节19日|举行开幕仪式.
PART = re.compile(r"了?(?:隆重的?|盛大的?)?(?P<part>[开闭])幕(?:式|大会|仪式|典礼)(?![上前后])")
TOGETHER = re.compile(r"同步|同时|同期|[,，]并(?:将)?(?:成功|联合|共同)?\Z")
HERE = re.compile(r"在此(?![次前后])|在(?:这里|此间|此地)")
THAT_DAY = re.compile(r"这一天|当天|当日|同日|是日")
KEYS = ("时间", "日期", "地点", "地址", "时 间", "日 期", "地 点")
KEYED = re.compile(
    r"(?P<key>时\s?间|日\s?期|地\s?点|会议时间|会议地点|举办时间|举办地[点址]|活动时间|活动地点|展会时间"
    r"|展会地点)\s?[:：]\s?(?P<value>[^\n]{2,60})"
)
JOINED = re.compile("[和与、]")
TEXT_START = attrgetter("source.text_start")


def find(document: Document, facts: Facts, told_in: list[Spoken], rounds: dict[int, int | None], main: int) -> list[Holding]:
    """Return what the page says about when and where its events take place; `rounds` are the years that their names state."""
    told = [*_told(document, facts, told_in, rounds), *_gathered(document, facts, rounds)]
    return [*told, *_keyed(document, facts, main), *_sited(document, facts, main), *_termed(document, facts), *_dated(document, facts)]


def _told(document: Document, facts: Facts, told_in: list[Spoken], rounds: dict[int, int | None]) -> Iterator[Holding]:
    """Yield what the verbs of the page say about when and where its events take place; `rounds` are the years that their names state."""
    for (low, high), here in told_in:
        unsure = document.chars.find("原", low, high) >= 0 or document.chars.find("每", low, high) >= 0
        last: Holding | None = None
        before = low
        for match in VERB.finditer(document.chars, low, high):
            since = VERB_KINDS[match[0][:2]] in ("open", "hold") and document.chars.startswith("以来", match.end())  # 自10月15日开幕以来
            other = ROUNDS.match(document.chars, match.end(), high) and not since
            hosted = match[0] == "举办" and document.chars.startswith("的", match.end()) and HOSTED.search(document.chars, before, match.start())
            if other or hosted or (unsure and MEANT_TO.search(document.chars, max(low, match.start() - 40), match.start())):
                continue
            meant = _meant(document, here, match, high)
            if meant is None:
                before = match.end() if not ENDS.match(document.chars, match.end(), high) else before
                continue
            held = _holding(document, facts, meant, match, max(low, before), low, last, rounds[meant.number])
            if match[0] == "走进" and not held.venue:  # 活动走进千家万户
                continue
            last = held
            yield last
            yield from _beside(document, here, meant, held, match)
            before = match.end() if last.start or last.end else before


def _beside(document: Document, here: list[Occurrence], meant: Occurrence, held: Holding, verb: re.Match[str]) -> Iterator[Holding]:
    """Yield the same for the events named with one: 甲博览会和|乙对话会在兰州举办."""
    later = meant
    for o in reversed([o for o in here if o.end <= meant.start <= verb.start()]):
        beside = document.chars[o.end : later.start] in BESIDE and o.name.endswith(TOLD_AT) == meant.name.endswith(TOLD_AT)
        if not beside or o.number == meant.number or o.city:
            return
        yield msgspec.structs.replace(held, number=o.number)
        later = o


def _gathered(document: Document, facts: Facts, rounds: dict[int, int | None]) -> Iterator[Holding]:
    """Yield when and where guests meet who take part in an event: 25日相聚绍兴,参加…大会."""
    if not holds(document, "聚", "云集"):
        return
    starts = [o.start for o in facts.occurrences]
    for match in document.finditer(GATHERING):
        low, high = around(document, match.start(), ENDLESS)
        at = bisect_left(starts, match.end())
        if at < len(starts) and starts[at] < high:
            meant = facts.occurrences[at]
            days = list(_days(document, facts, low, match, meant.year or rounds[meant.number], meant))
            start, end = days[-1][:2] if days else (None, None)
            city, venue = _site(document, facts, *match.span("where"))
            yield Holding(meant.number, "hold", start, end, city, venue, PLANNED.search(document.chars, low, match.start()) is not None)


def _termed(document: Document, facts: Facts) -> Iterator[Holding]:
    """Yield the days of 展期为9月1日至6日, which are those of the last event named."""
    if not holds(document, *TERMS):
        return
    told = facts.occurrences
    starts = [o.start for o in told]
    for match in document.finditer(TERM):
        at, day = bisect_left(starts, match.start()) - 1, bisect_left(facts.dates, match.end(), key=TEXT_START)
        if at < 0 or day == len(facts.dates) or facts.dates[day].source.text_start > match.end() + 1:
            continue
        term = facts.dates[day]
        while at >= 0 and told[at].name.endswith(TOLD_AT):
            at -= 1
        if at >= 0 and term.start_date and term.end_date and term.precision == "day":
            yield Holding(told[at].number, "hold", term.start_date, term.end_date, None, None, False)


def _sited(document: Document, facts: Facts, about: int) -> Iterator[Holding]:
    """Yield where 主会场设在某某展览中心 puts the event of its sentence."""
    if not holds(document, *SITES):
        return
    starts = [o.start for o in facts.occurrences]
    for match in document.finditer(SITED):
        at = bisect_left(starts, match.start())
        low, high = match.span("where")
        if not match["verb"]:  # 主会场南宁园博园占地…, but not 主会场气氛热烈
            named = [n for n in within(facts.places, low, high) if n.start == low and n.type == "facility"]
            low, high = (low, named[0].end) if named else (low, low)
        main = match[0].startswith("主")  # of what the paragraph speaks of
        since = document.segments[document.segment_at(match.start())].text_start if main else document.sentence_at(match.start())[0]
        keyed = main and match["verb"] in (":", "：")
        if low < high and at and (keyed or starts[at - 1] >= since):
            city, venue = _site(document, facts, low, high)
            yield Holding(about if keyed else facts.occurrences[at - 1].number, "go_on", None, None, city, venue, False)


def _dated(document: Document, facts: Facts) -> Iterator[Holding]:
    """Yield the days that stand before a name: 2010年10月31日|某某论坛|上发布的…, and 12月1日至2日,|某某研讨会|由两校联合主办."""
    chars = document.chars
    for o in facts.occurrences:
        hosted = None if o.bare else BY.match(chars, o.end)
        month = not o.bare and chars[o.start - 1] == "的" and MONTH_OF.search(chars, o.start - 6, o.start)
        if month and _ahead(document, facts, o.start - 16, o.start):
            yield Holding(o.number, "during", None, None, None, None, True)
        if o.bare or not (hosted or AT.match(chars, o.end)):
            continue
        at = bisect_left(facts.dates, o.start, key=TEXT_START) - 1
        told = facts.dates[at] if at >= 0 and facts.dates[at].precision == "day" else None
        words = FIRST if hosted else LEARNT if o.name.endswith(TOLD_AT) else None
        if not told or not told.start_date or not told.end_date:
            continue
        if HELD_ON.fullmatch(chars, told.source.text_end, o.start) or (words and words.fullmatch(chars, told.source.text_end, o.start)):
            start, end = told.start_date, told.end_date
            if told.basis != "explicit" and o.year:
                start, end = _in_year(start, o.year), _in_year(end, o.year)
            yield Holding(o.number, "hold", start, end, None, None, False)


def _meant(document: Document, here: list[Occurrence], verb: re.Match[str], high: int) -> Occurrence | None:
    """Return the event that a verb speaks of: its object, the head of 的, or the last one before it."""
    chars, end = document.chars, verb.end()
    opened = OBJECT.match(chars, end)
    at = opened.end() if opened else end
    for o in here:
        quoted = (o.start == at + 1 and chars[at] in "“《") or (o.start == at - 1 and chars[at - 1] == "“")
        if (o.start == at or quoted or o.start < verb.start() < o.end) and not o.bare:
            return o
        if o.bare and verb[0] in HELD and o.start <= at + 2 and o.start >= at and ENDS.match(chars, o.end, high):  # 召开新闻发布会
            return o
    if chars[end : end + 1] == "的":
        after = [o for o in here if o.start > end and not set(",，:：") & set(chars[end : o.start])]
        return after[0] if after else None
    object_only = verb[0] in HELD and not ENDS.match(chars, end, high) and not PART.match(chars, end)
    if verb[0] in WITH_OBJECT or object_only:
        return None
    # 由世界互联网大会主办: a body that has the name of its event
    before = [o for o in here if o.end <= verb.start() and not o.city and not SETTING.match(chars, o.end, high) and chars[o.start - 1] != "由"]
    before = [o for o in before if not (chars[o.start - 1] == "与" and chars.startswith(("同期", "同步", "同时"), o.end))]  # 本届大会|与花展同期举行
    if before and chars.find("会", before[-1].end, verb.start()) >= 0 and OTHER_SUBJECT.match(chars, before[-1].end, verb.start()):
        return None
    near = verb[0] != "走进" or (before and verb.start() - before[-1].end <= 4)
    return before[-1] if before and near else None


def _holding(
    document: Document, facts: Facts, meant: Occurrence, verb: re.Match[str], low: int, sentence: int, last: Holding | None, year: int | None
) -> Holding:
    chars = document.chars
    kind = VERB_KINDS[verb[0][:2]]
    part = CEREMONY.match(chars, meant.start if meant.bare else meant.end) or (PART.match(chars, verb.end()) if kind == "hold" else None)
    if part:  # 第三届论坛开幕式9月1日举行: the forum opened
        kind = "open" if part["part"] == "开" else "close"
    days = list(_days(document, facts, low, verb, meant.year or year, meant))
    start = end = None
    relative = False
    if days:
        start, end, relative, between = days[-1]
        if between.startswith("起"):  # 9月6日起举办3天
            kind = "open"
        elif between.startswith((",", "，")) and SETTING.match(chars, meant.end) and chars.startswith("的", verb.end()):
            kind = "during"  # 19日,在昆明举行的大会上: it may have begun the day before
    elif THAT_DAY.search(chars, sentence, verb.start()):
        at = bisect_left(facts.dates, verb.start(), key=TEXT_START)
        earlier = [d for d in facts.dates[max(0, at - 8) : at] if d.start_date and d.start_date == d.end_date]
        start = end = earlier[-1].start_date if earlier else None
    elif last and TOGETHER.search(chars, low, verb.start()):
        start, end = last.start, last.start
    elif HERE.search(chars, low, verb.start()):
        start = end = _day_above(document, facts, sentence)
    if kind == "hold" and chars.startswith("以来", verb.end()):  # 自8月10日举办以来
        kind = "open"
    if kind == "open":
        end = None if start == end else end
    elif kind == "close":
        start = None if start == end else start
    clause = last_of(chars, ",，;；", sentence, verb.start()) + 1 or sentence
    placed = PLACED.search(chars, max(low, clause), verb.start())
    letter = None if placed and len(placed["where"]) > 4 else LETTER.search(chars, max(low, clause), verb.start())
    placed = None if letter else placed
    if verb[0] == "走进":
        placed = ENTERED.match(chars, verb.end())
    city, venue = _site(document, facts, *placed.span("where")) if placed else (CITIES[letter["city"]] if letter else None, None)
    if not placed and not letter and meant.start >= verb.end():
        subject = chars[clause : verb.start()]
        city = leading_city(subject) if len(subject) <= 14 and not BODY_HOLDS.search(subject) else None
    along = last and start and start == last.start and TOGETHER.search(chars, low, verb.start())
    if not placed and not letter and (along or HERE.search(chars, low, verb.start())):
        city, venue = (last.city, last.venue) if last and (last.venue or (along and last.city)) else _here(facts, verb.start())
    visiting = VISITING.search(chars, max(sentence, verb.start() - 30), verb.start()) if not city and not venue else None
    if visiting:
        city = next(filter(is_city, within(facts.places, *visiting.span("where"))), None)
    told = None if start or end else _year_before(chars, facts, clause, verb.start())
    will = not days and chars.find("将", sentence, clause) >= 0
    ahead = not days and _ahead(document, facts, clause, verb.start())
    planned = ahead or PLANNED.search(chars, clause, verb.start()) or (will and GOES_ON.search(chars, sentence, verb.start()))
    return Holding(meant.number, kind, start, end, city, venue, bool(planned), told, relative)


def _day_above(document: Document, facts: Facts, at: int) -> date | None:
    """Return the last day that the sentences before `at` name in its line: 10月24日上午,广场上彩旗飘扬。…在这里开幕."""
    line = document.segments[document.segment_at(at)].text_start
    before = bisect_left(facts.dates, at, key=TEXT_START)
    days = [d for d in facts.dates[max(0, before - 4) : before] if d.source.text_start >= line and d.precision == "day"]
    return days[-1].start_date if days else None


def _year_before(chars: str, facts: Facts, low: int, high: int) -> int | None:
    """Return the year that a clause names before its verb: 在2013年举办, 2010年9月,首届论坛举办."""
    at = bisect_left(facts.dates, high, key=TEXT_START) - 1
    last = facts.dates[at] if at >= 0 else None
    stated = last is not None and (last.source.text_start >= low or (last.source.text_end == low - 1 and chars[low - 1] in ",，"))
    if last is None or not stated or last.precision not in ("year", "month") or last.start_date is None:
        return None
    return last.start_date.year if last.end_date and last.end_date.year == last.start_date.year else None


def _ahead(document: Document, facts: Facts, low: int, high: int) -> bool:
    """Tell whether the month that a clause names before its verb has not begun on the day of the page: 5月举行的, on a page of February."""
    at = bisect_left(facts.dates, high, key=TEXT_START) - 1
    last = facts.dates[at] if at >= 0 else None
    if last is None or last.source.text_start < low or last.precision == "year" or last.start_date is None or document.reference is None:
        return False
    return last.start_date > document.reference.date()


def _days(
    document: Document, facts: Facts, low: int, verb: re.Match[str], year: int | None, meant: Occurrence
) -> Iterator[tuple[date, date, bool, str]]:
    """Yield the days before a verb that say when it happened, in reading order, whether they are relative, and the words between.

    A date that another verb took (12月10日,…出席在广州举行的论坛) says nothing of this one; a year that was only inferred gives way to
    the year in the event's name.
    """
    for at in range(bisect_left(facts.dates, low, key=TEXT_START), len(facts.dates)):
        d = facts.dates[at]
        if d.source.text_end > verb.start():
            break
        if d.start_date is None or d.precision != "day" or meant.start <= d.source.text_start < meant.end:  # 清明文化节
            continue
        between = document.chars[d.source.text_end : verb.start()]
        attributive = document.chars[verb.end() : verb.end() + 1] == "的"
        end = d.end_date
        if end is None and (between.startswith("起") or document.chars.startswith("以来", verb.end())):  # 自8月15日开幕以来
            end = d.start_date
        if end is None or TAKEN.search(between) or (attributive and not NEAR.fullmatch(between)):
            continue
        start = d.start_date
        since = facts.dates[at - 1] if at else None
        if since and since.start_date and since.precision == "day" and GOES_TO.fullmatch(document.chars, since.source.text_end, d.source.text_start):
            start = min(since.start_date, start)  # 11月8日持续到13日
        also = DAY_BEFORE.search(document.chars, max(0, d.source.text_start - 6), d.source.text_start) if start == end else None
        if also and 1 <= start.day - int(also["day"]) <= 4:  # 10月27、28日
            start = start.replace(day=int(also["day"]))
        if d.basis != "explicit" and year is not None:  # 12月28日至1月3日 ends in the year after
            start, end = _in_year(start, year), _in_year(end, year + end.year - start.year)
        yield start, end, d.basis == "relative", between


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year) if (day.month, day.day) != (2, 29) else date(year, 2, 28)


def _site(document: Document, facts: Facts, low: int, high: int) -> tuple[Name | str | None, str | None]:
    """Return the city and the venue in the words behind 在: 武汉国际会议中心, 徐州市云龙湖畔."""
    named = within(facts.places, low, high)
    cities = [n for n in named if is_city(n)]
    venues = [n for n in named if n.type == "facility"]
    where = ADVERBS.sub("", document.chars[low:high])
    city: Name | str | None = cities[0] if cities else leading_city(where)
    if cities:  # 徐州市|会展中心, but 青岛国际会议中心 is one name
        last = cities[-1]
        where = where[last.end - low :] if last.text.endswith(("市", "县")) else where[last.start - low :]
    where = JOINED.split(where, 1)[0].rpartition("的")[2]
    words = VENUE.fullmatch(where)
    venue = venues[0].text if venues else words[0] if words else None
    called = CITY_CALLED.search(where) if city is None and not venue else None
    city = called["city"] if called else city
    if city is None and not venue and is_county(where):  # 在平遥|开幕
        city = where
    if city is None and venue:
        city = leading_city(venue) or (None if venue.endswith(LODGING) else leading_city_abroad(venue))
    venue = DISTRICT.sub("", venue) if venue else None
    if venue and isinstance(city, str) and city.endswith("市") and not venue.startswith(city):  # 江苏省扬州市|瘦西湖风景区
        venue = venue.rpartition(city)[2]
    return city, venue


def _here(facts: Facts, at: int) -> tuple[Name | str | None, str | None]:
    """Return where 在此 is: the last building named before."""
    behind = bisect_left(facts.places, at, key=START)
    before = [n for n in facts.places[max(0, behind - 20) : behind] if n.end <= at and n.type == "facility"]
    return (leading_city(before[-1].text), before[-1].text) if before else (None, None)


def _keyed(document: Document, facts: Facts, main: int) -> Iterator[Holding]:
    """Yield what lines such as 时间:… and 地点:… say of the page's main event."""
    for match in matches_near(document, KEYED, ":", "：") if holds(document, *KEYS) else ():
        low, high = match.span("value")
        if re.search("间|期", match["key"]):
            day = next((d for d in facts.dates if low <= d.source.text_start < high and d.start_date), None)
            if day:
                yield Holding(main, "hold", day.start_date, day.end_date, None, None, False)
        else:
            city, venue = _site(document, facts, low, high)
            yield Holding(main, "hold", None, None, city, venue, False)
