"""Holdings: when and where an event takes place, clause by clause, as in 5月6日至9日在徐州会展中心举行.

A date or a place goes to the event whose verb or name it stands with: 发布会 held on the 10th does not date the fair it announces.
自2015年起已举办六届 is no date of this round.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from transforms import gazetteer
from transforms.extract.events.event_days import TEXT_START, day_above, days_before, is_ahead, year_before
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sameness import TOLD_AT
from transforms.extract.events.sites import is_city, leading_city, leading_city_abroad, within
from transforms.extract.events.subjects import Spoken, beside, is_whole
from transforms.extract.events.venues import ADVERB, here_before, site
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import last_of
from transforms.model.document import Document
from transforms.model.patterns import pattern

VerbKind = Literal["hold", "open", "close", "go_on", "during"]


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
CITIES = gazetteer.city_letters()
# 举办城市 is a city; 举办|城市发展论坛 is held.
HOST_CITY = "城(?!市[一-龥]{2,10}[会坛展节赛])"
DOES = "(?:(?=[了过])|(?<=(?:联合|共同)..)(?=[“第首0-9]))"
INTO, AT_LAST = "(?=[\u4e00-\u9fff]{4})", "(?<=[日年次功式]..)(?=[\u4e00-\u9fff]{2})"
# Each alternative begins with a character of its own: a search for few first characters is fast.
VERB = pattern(
    rf"""举行|首办|迎来|举办(?![地权方者单]|国(?![际家内])|{HOST_CITY})|召开|主办{DOES}|承办{DOES}|办理|主持(?=[^,，。;；]{{4}})
      |开幕(?<!未开幕)(?![式大仪词曲倒])|启幕|揭幕(?!战|仪)|开锣|开赛(?<!公开赛)|拉开(?:帷幕|序幕|大幕|战幕)|揭开(?:帷幕|序幕|大幕)
      |揭晓(?=[,，。;；!！\s]|$)
      |启动(?<!筹备启动)(?=[,，。;；!！\s]|$)|登场(?=[,，。;；!！\s]|$)|开展(?=[,，。;；!！\s]|$)
      |开[跑班营讲学桨杆馆园](?=[,，。;；!！\s]|$)|开跑|鸣枪|结[业营](?=[,，。;；!！\s]|$)|展出(?=[,，。;；!！\s]|$)
      |结束(?<=日结束)(?=[,，。;；])|闭幕(?![式大仪词])|闭会|圆满完成(?=各项)|如期而至|落幕|落下(?:帷幕|大幕)|收官|圆满结束
      |走进{INTO}|齐聚{INTO}|汇聚{INTO}|落[地户]{AT_LAST}|登陆{AT_LAST}
      |进行(?=[,，。;；])""",
    re.VERBOSE,
)
GOES_TO = ("走进", "齐聚", "汇聚")  # 论坛开幕,专家齐聚西湖国宾馆
LANDS = ("落地", "落户", "登陆")  # 大会将于9月20日再次落地合肥
# By its first two characters. 走进 says where: the event 走进 a library is held there.
VERB_KINDS: dict[str, VerbKind] = {
    "举行": "hold", "首办": "hold", "迎来": "hold", "举办": "hold", "召开": "hold", "走进": "hold", "办理": "hold", "主持": "hold",
    "落地": "hold", "落户": "hold", "登陆": "hold",
    "展出": "hold", "主办": "hold", "承办": "hold", "开跑": "hold",
    "鸣枪": "hold", "齐聚": "go_on", "汇聚": "go_on",
    "进行": "go_on",
    "开幕": "open", "启幕": "open", "揭幕": "open", "开锣": "open", "开赛": "open", "开展": "open", "拉开": "open", "揭开": "open",
    "启动": "open", "登场": "open", "揭晓": "open", "开馆": "open", "开园": "open",
    "开班": "open", "开营": "open", "开讲": "open", "开桨": "open", "开杆": "open", "开学": "open", "结业": "close", "结营": "close",
    "闭幕": "close", "落幕": "close", "落下": "close", "闭会": "close", "如期": "hold", "圆满": "close", "收官": "close", "结束": "close",
}  # fmt: skip
HELD = ("举行", "举办", "召开", "主办", "承办")
# These say when only with the event as their object: 主持某某小组第五次会议.
WITH_OBJECT = ("办理", "主持", "迎来")
# 已成功举办六届 tells of the rounds before.
ROUNDS = pattern(r"(?:了|过)?(?!为期)(?:近|超过|逾)?(?!(?:19|20)[0-9]{2}年)[0-9一二三四五六七八九十两数多]{1,4}余?多?(?:届|次|场|年(?!一度)|期)|以来")
# 10月24日,由某某协会共同|举办的论坛开幕: it opened that day.
HOSTED = pattern(r"由[^,，。;；在于]*\Z")
# 原定2021年举行: it was not. 每两年在不同国家举办: that is no one time.
MEANT_TO = pattern(r"(?:原(?:定|计划|拟|本)|每(?:隔)?[一两二三四五0-9]?(?:年|届|次|季|个?月))[^,，。;；]{0,36}$")
# 将出席开幕式,全程主持圆桌峰会: 将 goes on over the comma.
GOES_ON = pattern(r"(?:^|[,，])[^,，。;；]{0,20}(?<!即)将(?:于|在|出席|举[办行]|主持|参加|继续)")
# 举行|开赛以来交通保障情况发布会, 举办|为期四天的“…论坛”, 举办|规模较大的论坛, 召开|矿区转型暨|矿山修复现场会, 举办|世界城市日系列活动之一“…会议”.
OBJECT = pattern(
    r"(?:了|过|召开)?(?:全[省市县区州])?(?:[\u4e00-\u9fff]{2,8}以来)?(?:(?:以“[^”\n]{2,40}”为(?:年度)?主题|主题为“[^”\n]{2,40}”)的)?(?:[^、,，。;；“\n由][^,，。;；“\n由]{1,23}(?:的|之一|暨))?(?:新闻|媒体)?\s?[“《]?"
)
FARTHEST = 64
ENDS = pattern(r"(?:了)?(?:[,，。;；!！?？、)）”\s]|$|的|时|期间|前夕|之际|以来|在即)")
# 兰洽会|成果通报会7月9日举行, 博览会|组委会召开新闻发布会: they are not the fair, nor does it begin when 博览会|筹备工作启动.
OTHER_SUBJECT = pattern(
    r"(?![”]?[开闭]幕式暨)[”]?(?:[(（][^()（）\n]{1,24}[)）])?(?:[^,，。;；、暨][^,，。;；、]{0,13})?(?:通报会|发布会|说明会|吹风会|通气会|推介会|动员会|组委会|组织委员会|筹委会)"
    r"|[”]?[^,，。;；、]{0,14}(?:筹备|招[展商]工作)[^,，。;；\s将]{0,8}\Z"
    r"|[”]?[^。;；]{0,24}[,，]下一?届"
)
# 召开第七届论坛|第二次组织工作会: a meeting about it.
ABOUT_IT = pattern(r"[”]?(?:第[0-9一二三四五六七八九十]{1,3}次)?(?:组织|筹备|推进|协调|调度|专题|动员|部署){1,3}(?:工作)?会")
# 年会设31个分会场,|分会场主要安排于11月2日在福州举行.
PARTIAL = pattern(r"[,，](?:各|其|部分)?(?:分会场|分论坛|平行论坛|分赛区)[^,，]*\Z")
PLANNED = pattern(r"将(?!军)|敲定|拟(?!定)|计划(?!署|单列)|即将|定于|筹备(?![会工组委])|有望|预计")
# 将于9月3日至5日,|在徐州举办论坛: the date between does not end 将.
SET_FOR = pattern(r"(?:将|拟|定|计划|预计)于[^,，。;；]{1,20}[年月日旬午晚天时点0-9][,，](?:在|由)[^,，。;；]*\Z")
SETTING = pattern(r"[”]?(?:开幕式|现场)?(?:上|期间|之际|中|间隙|前夕|框架|[\u4e00-\u9fff]{0,4}分会场)")
PLACED = pattern(r"(?:在|于|假(?<=[日天时午晚昨将]假)(?![日期]))(?<![存所现正旨内].)(?!这里|此)(?P<where>(?:(?![日天晚]假)[^,，。;；在于]){2,48})$")
LETTER = pattern(rf"在(?P<city>[{''.join(CITIES)}])(?:{ADVERB})*$")
# 率团访问武汉,并|举办….
VISITING = pattern(r"(?:访问|到访|来到|抵达)了?(?P<where>[^,，。;；\n]{2,12})[,，]并(?:在此|在当地|成功|共同|联合)?\Z")
ENTERED = pattern(r"(?P<where>[^,，。;；\n]{4,40}?)(?=[,，。;；\n]|$|举行|举办|开展)")
LANDED = pattern(r"(?P<where>[\u4e00-\u9fff]{2,12}?)(?=[,，。;；\n]|$|举行|举办)")
GATHERED = pattern(r"(?P<where>[\u4e00-\u9fff]{4,20}?)(?=[,，。;；\n]|$|参加|出席|共[同商话])")
QUOTED = pattern("“[^”\n]*”")
TITLED = pattern("“[^”。;；\n]{1,20}[ —-]")  # 召开“文化兴城-|第三届文博节”
# 徐州|将再次举办… and 南宁某社区|举办…: the city is where it is held; 徐州市政府与某集团 may sign anywhere.
BODY_HOLDS = pattern(r"政府|[市省区县]委|局|厅|部|与|和|、|公司|集团|大学|学院|协会|学会|记者|银行|企业|团")
CEREMONY = pattern(r"[”]?(?:云上|线上)?(?P<part>[开闭])(?:幕(?:式|礼|大会|仪式)|[馆园]仪?式)")
# 艺术节19日|举行开幕仪式.
PART = pattern(r"了?(?:隆重的?|盛大的?)?(?P<part>[开闭])(?:幕(?:式|大会|仪式|典礼)|[馆园]仪?式)(?![上前后])")
# What takes a day.
CEREMONIES = ("仪式", "典礼", "晚会", "发布会")
TOGETHER = pattern(r"同步|同时|同期|[,，]并(?:将)?(?:成功|联合|共同)?\Z")
# 论坛今天召开。|展览也在上午同期|启幕
ALSO = pattern(r"也[^,，。;；]{0,6}(?:同期|同步|同时)\Z")
HERE = pattern(r"在此(?![次前后])|在(?:这里|此间|此地)")
# 10月15日上午,代表参观园区。下午,|论坛在武汉举行
LATER = pattern("(?:下午|晚上|傍晚|当晚)[,，]")
SCENE, OTHER_DAY = pattern(r"(?:[(（][^()（）\n]{2,24}[)）]|本报讯|\s)*"), pattern("日前|近日|将|[昨今][日天]|曾|上午|下午|晚")
THAT_DAY = pattern(r"这一?天|当天|当日|同日|是日")


def find(document: Document, facts: Facts, told_in: list[Spoken], rounds: dict[int, int | None]) -> Iterator[Holding]:
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
            held = _holding(Clause(document, facts, match, max(low, before), low, last), meant, rounds[meant.number])
            if (match[0] in GOES_TO and not held.venue) or (match[0] in LANDS and not held.city):  # 活动走进千家万户
                continue
            if match[0] in GOES_TO[1:]:
                held = msgspec.structs.replace(held, start=None, end=None)
            named = list(beside(document.chars, here, meant, match))
            if named and document.chars.find("分别", meant.end, match.start()) >= 0:  # 甲论坛、乙论坛分别于5日、8日: which is held when
                held = msgspec.structs.replace(held, start=None, end=None, city=None, venue=None)
            last = held
            yield last
            yield from _beside(named, meant, held)
            before = match.end() if last.start or last.end else before


def _beside(named: list[Occurrence], meant: Occurrence, held: Holding) -> Iterator[Holding]:
    """Yield the same for the events named with one; a press conference is not its fair."""
    for o in named:
        if o.city or o.name.endswith(TOLD_AT) != meant.name.endswith(TOLD_AT):
            return
        yield msgspec.structs.replace(held, number=o.number)


def is_object(chars: str, end: int, o: Occurrence) -> bool:
    """Tell whether an event is what a verb that ends at `end` does: 举办了|第三届论坛, 召开“文化兴城-|第三届文博节”."""
    if not 0 <= o.start - end < FARTHEST or ABOUT_IT.match(chars, o.end) or chars.startswith(("之后", "以后"), o.end):
        return False
    return OBJECT.fullmatch(chars, end, o.start) is not None or TITLED.fullmatch(chars, end, o.start) is not None


def _meant(document: Document, here: list[Occurrence], verb: re.Match[str], high: int) -> Occurrence | None:
    """Return the event that a verb speaks of: its object, the head of 的, or the last one before it."""
    chars, end = document.chars, verb.end()
    for o in here:
        if o.bare and verb[0] in HELD and 0 <= o.start - end <= 3 and ENDS.match(chars, o.end, high):  # 召开了新闻发布会
            return o
        if not o.bare and (o.start < verb.start() < o.end or is_object(chars, end, o)):  # 召开|大会新闻发布会
            return max((other for other in here if other.start == o.start), key=lambda other: other.end)
    if chars[end : end + 1] == "的":
        after = [o for o in here if o.start > end and not set(",，:：;；") & set(QUOTED.sub("", chars[end : o.start]))]
        return max((o for o in after if o.start == after[0].start), key=lambda o: o.end) if after else None  # 举行的|大会新闻发布会
    object_only = verb[0] in HELD and not ENDS.match(chars, end, high) and not PART.match(chars, end)
    if verb[0] in WITH_OBJECT or object_only:
        return None
    # 由世界互联网大会主办: a body that has the name of its event
    before = [o for o in here if o.end <= verb.start() and not o.city and not SETTING.match(chars, o.end, high) and chars[o.start - 1] != "由"]
    before = [o for o in before if not is_whole(chars, o)]
    before = [o for o in before if not (chars[o.start - 1] == "与" and chars.startswith(("同期", "同步", "同时"), o.end))]  # 本届大会|与花展同期举行
    if before and OTHER_SUBJECT.match(chars, before[-1].end, verb.start()):
        return None
    if before and PARTIAL.search(chars, before[-1].end, verb.start()):
        return None
    near = verb[0] != "走进" or (before and verb.start() - before[-1].end <= 4)
    return before[-1] if before and near else None


class Clause(msgspec.Struct, frozen=True):
    """The words before a verb of holding."""

    document: Document
    facts: Facts
    verb: re.Match[str]
    low: int  # where they begin: behind the verb before that said when
    sentence: int  # where their sentence begins
    last: Holding | None  # what that verb said


def _holding(told: Clause, meant: Occurrence, year: int | None) -> Holding:
    """Return what a verb says of the event meant; `year` is the one its names state."""
    chars, at = told.document.chars, told.verb.start()
    kind, start, end, relative = _days(told, meant, year)
    clause = last_of(chars, ",，;；", told.sentence, at) + 1 or told.sentence
    city, venue = _site(told, meant, clause, start)
    dated = bool(start or end)
    will = not dated and chars.find("将", told.sentence, clause) >= 0 and GOES_ON.search(chars, told.sentence, at)
    will = will or (dated and chars.find("于", told.sentence, clause) >= 0 and SET_FOR.search(chars, told.sentence, at))
    ahead = not dated and is_ahead(told.document, told.facts, clause, at)
    planned = bool(ahead or PLANNED.search(chars, clause, at) or will)
    return Holding(meant.number, kind, start, end, city, venue, planned, None if dated else year_before(chars, told.facts, clause, at), relative)


def _days(told: Clause, meant: Occurrence, year: int | None) -> tuple[VerbKind, date | None, date | None, bool]:
    """Return the kind of a verb, the days it says, and whether they are told from the page's own: one day opens or closes what takes several."""
    document, chars, verb = told.document, told.document.chars, told.verb
    kind = VERB_KINDS[verb[0][:2]]
    part = CEREMONY.match(chars, meant.start if meant.bare else meant.end) or (PART.match(chars, verb.end()) if kind == "hold" else None)
    if part:  # 第三届论坛开幕式9月1日举行: the forum opened
        kind = "open" if part["part"] == "开" else "close"
    since = max(told.low, last_of(chars, ";；", told.low, verb.start()) + 1)  # 9月13日景区半价;|还将举办…
    days = list(days_before(document, told.facts, since, verb, meant.year or year))
    start, end = days[-1][:2] if days else _days_above(told, meant)
    if days:
        between = days[-1][3]
        if between.startswith("起"):  # 9月6日起举办3天
            kind = "open"
        elif between.startswith((",", "，")) and SETTING.match(chars, meant.end) and chars.startswith("的", verb.end()):
            kind = "during"  # 19日,在昆明举行的大会上: it may have begun the day before
    if kind == "hold" and chars.startswith("以来", verb.end()):  # 自8月10日举办以来
        kind = "open"
    one = start == end
    kind = "hold" if kind == "close" and start and not one else kind  # 从9月3日开始到6日|结束
    return kind, None if kind == "close" and one else start, None if kind == "open" and one else end, bool(days and days[-1][2])


def _days_above(told: Clause, meant: Occurrence) -> tuple[date | None, date | None]:
    """Return the days of a verb that refers to some told before: 当天, 同期, 在这里."""
    chars, at, last = told.document.chars, told.verb.start(), told.last
    if THAT_DAY.search(chars, told.sentence, at):
        behind = bisect_left(told.facts.dates, at, key=TEXT_START)
        earlier = [d for d in told.facts.dates[max(0, behind - 8) : behind] if d.start_date and d.start_date == d.end_date]
        return (earlier[-1].start_date, earlier[-1].start_date) if earlier else (None, None)
    if last and (together := TOGETHER.search(chars, told.low, at)):  # 论坛5日至8日举行,同期|举办音乐节
        return last.start, last.end if together[0] == "同期" and not meant.name.endswith(CEREMONIES) else last.start
    here = HERE.search(chars, told.low, at) or LATER.match(chars, told.sentence) or (not last and ALSO.search(chars, told.low, at))
    if here or _goes_on(told):
        day = day_above(told.document, told.facts, told.sentence)
        return day, day
    return None, None


def _goes_on(told: Clause) -> bool:
    """Tell whether an opening is that of the day which begins its paragraph: 9月6日上午,彩旗迎风招展。第三届博览会在会展中心|开幕."""
    document, chars, dates = told.document, told.document.chars, told.facts.dates
    line = document.segments[document.segment_at(told.sentence)].text_start
    if line == told.sentence or VERB_KINDS[told.verb[0][:2]] != "open" or document.sentence_at(line)[1] != told.sentence:
        return False
    first = bisect_left(dates, line, key=TEXT_START)
    opens = first < len(dates) and SCENE.fullmatch(chars, line, dates[first].source.text_start)
    alone = not any(line <= o.start < told.sentence for o in told.facts.occurrences)
    return bool(opens and alone and not OTHER_DAY.search(chars, told.sentence, told.verb.start()))


def _site(told: Clause, meant: Occurrence, clause: int, start: date | None) -> tuple[Name | str | None, str | None]:
    """Return the city and the venue of a verb: beside it, before it (徐州|举办论坛), or where the last one was (在这里, 同期)."""
    document, chars, at, last = told.document, told.document.chars, told.verb.start(), told.last
    where = _site_beside(document, told.facts, max(told.low, clause), told.verb)
    city, venue = where or (None, None)
    if not city and not venue:
        subject = chars[clause:at]
        holder = meant.start >= told.verb.end() and len(subject) <= 14 and not BODY_HOLDS.search(subject)
        city = (leading_city(subject) or leading_city_abroad(subject)) if holder else None
        along = last and start and start == last.start and TOGETHER.search(chars, told.low, at)
        if along or HERE.search(chars, told.low, at):
            city, venue = (last.city, last.venue) if last and (last.venue or (along and last.city)) else here_before(told.facts, at)
    if not city and not venue and (visiting := VISITING.search(chars, max(told.sentence, at - 30), at)):
        city = next(filter(is_city, within(told.facts.places, *visiting.span("where"))), None)
    return city, venue


def _site_beside(document: Document, facts: Facts, low: int, verb: re.Match[str]) -> tuple[Name | str | None, str | None] | None:
    """Return the city and the venue that a verb says: 在合肥滨湖会展中心|举行, 落地|合肥; None where it says neither."""
    chars = document.chars
    placed = PLACED.search(chars, low, verb.start())
    letter = None if placed and len(placed["where"]) > 4 else LETTER.search(chars, low, verb.start())
    placed = None if letter else placed
    if verb[0] in (*GOES_TO, *LANDS):
        placed = (LANDED if verb[0] in LANDS else ENTERED if verb[0] == "走进" else GATHERED).match(chars, verb.end())
    if placed:
        return site(document, facts, *placed.span("where"))
    return (CITIES[letter["city"]], None) if letter else None
