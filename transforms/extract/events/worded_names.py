"""Worded names: the name that a head makes with the words before it, as 举办第七届海峡|论坛 holds 第七届海峡论坛.

Shared grammar of event names. The words are taken as far back as a name may reach (event_bounds.py), the name begins at its number, its
quotes or its body in them, and must distinguish the event (event_words.py). 中俄博览会是大型|国际经贸博览会 says what it is and names nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec

from transforms.extract.events import whole_places
from transforms.extract.events.event_bounds import HELD, LONGEST, NUMBERED, PROPER, QUOTED, edge_before, start_in
from transforms.extract.events.event_editions import EDITION, HOME, NUMERAL, YEAR, edition_of, year_of
from transforms.extract.events.event_heads import FESTIVE, ends_name, kind_of
from transforms.extract.events.event_words import HOSTED_BY, TAKES_PLACE, Words, distinct, may_name
from transforms.extract.events.named_events import EventName, named
from transforms.extract.events.sites import START, is_city, leading_city, leading_city_abroad, within
from transforms.extract.facts import Facts
from transforms.model.document import Document
from transforms.model.patterns import pattern


class Bounds(msgspec.Struct, frozen=True):
    """From where to where a name goes, and whether an edition, a year or its quotes begin it."""

    start: int
    end: int
    started: bool


# What every event has: 摄影交流展开幕|仪式, 海洋周有关|活动.
OF_EVENTS = {"仪式": ("开幕", "闭幕", "开园", "闭园", "开馆", "闭馆"), "活动": ("有关", "相关", "各项")}
BODIES = ("论坛", "大会", "峰会")
# 全民阅读活动|领导小组, 古城节|工作专班: who sees to it.
OFFICES = ("领导小组", "工作小组", "工作专班")
# “我们要办好展览” is what somebody says.
SPEECH = pattern(r"[我你他她它咱]们?[要将会应想都还也能可]|要|希望|必须|应[该当]|一定|正在|不")
# 中俄博览会是在哈尔滨举行的大型|国际经贸博览会: what it is, and no name.
PREDICATE = pattern(
    r"(?:是|成为|系|堪称)[^,，。;；“”\n]{0,60}(?:最[大多广高早久强][^,，。;；“”\n]{0,4}的|大型|一[个届次场]|唯一|最大规模|最大|规模[^,，]{0,4}的|重要|综合性|国际性|专业性)的?\Z"
)
COUNT_OF = pattern(r"[0-9]{1,3}[届场](?!.{0,2}(?:全国|人大|政协|[一二三四五六七八九]中全会))")
KIND_OF = pattern(r"倒计时|(?:国际|综合|专业|区域|全国|世界|全球|常设)性|国家级|世界级")
# “江南如画”——|油画作品展, “水润万家”|2023年世界水日主题活动: its title.
TITLE_BEFORE = pattern("“(?P<title>[^“”\n]{2,24})”(?P<dash>——|—)?\\Z")
# “同享艺术美”省直机关书画、|摄影、集邮联展.
LISTED = pattern(r"“[^“”\n]{4,24}”(?P<first>[\u4e00-\u9fff]{2,10})(?:、[\u4e00-\u9fff]{2,6})*、\Z")
# 二、大美无言——|当代陶瓷展: the line is its title.
LINE_TITLE = pattern(
    r"(?:\A|\n)[ \u3000]*(?:[0-9一二三四五六七八九十]{1,3}[、.．]|展览[一二三四五六七八九十]?[:：])?\s*(?P<title>[\u4e00-\u9fff、·]{2,16}(?:——|—))\Z"
)
TITLE_ENDS = pattern("[”。;；!！?？\n]")
# 全国第三届…, 中国·镜泊湖第二届…; but 在北京|第三届…开幕 is where it opened.
EVERYWHERE = pattern(
    r"(?:全国|世界|全球|亚洲|国际|中国(?:·[\u4e00-\u9fff]{0,4}|[(（][\u4e00-\u9fff]{2,6}[)）])?|中国共产党|中共|政协|(?<![\u4e00-\u9fff])[省市县区])$"
)
IN = frozenset("在于赴到来抵")
DEICTIC = pattern(r"(?:[本此]届|本次|本年度?|此次|这次|今年的?|去年的?|明年的?|该|其)[“]?$")
ROUND_YEAR = pattern(r"[·•]?(?:19|20)[0-9]{2}(?=”|[于在将举召开闭落]|[\s,，。;；、]|$)")
AT_HOME = pattern(HOME)
AFTER_NAME = frozenset(",，。;；、:：”」》)）的在于将和与及\n ")
STATION = pattern("站|分|赛区|峰会|年会|论坛|大会|会议|专场|主题|展")
TWO_TOWNS = pattern("双城|[联巡]展|交流展|交流赛|对抗赛|邀请展")
# Not a name: 可谓|“史上最强年会”.
CALLED_SO = pattern(r"(?:可谓|堪称|誉为|号称|称得上|主题)(?:是|为|[:：])?“?\Z")
# 花式啤酒大赛和美食嘉年华|等活动: what takes place at it.
ENTERTAINS = (*FESTIVE, "嘉年华", "交流会", "推介会", "展览", "比赛")
AMONG_PARTS = pattern(r"(?:[、和及与][^,，。;；“”]{0,80})?等[^,，。;；“”]{0,16}?(?:活动|项目|内容|环节|板块)")
# 迎来6个|“巨无霸”展览: a kind of show.
COUNT_BEFORE = pattern(r"(?<![第0-9一二三四五六七八九十])[0-9一二两三四五六七八九十几多数]{1,3}[余多]?[个场项]\Z")
# 主持召开|深入推进长江流域保护座谈会: what such a meeting is for is its name
OPENED = pattern(r"(?:召开|出席|在)(?P<name>(?:扎实|深入|全面|加快|进一步|持续|着力)(?:推进|推动)[\u4e00-\u9fff]{4,24})$")
# |纪念建市四十周年座谈会, 纪念某市|开展国际交流四十周年大会: its words are no sentence's.
ANNIVERSARY = pattern(r"(?P<name>(?:纪念|庆祝)[^,，。;；、\n]{2,32}周年(?:[^,，。;；、\n的]{0,10}))$")
# |学习贯彻水利工作重要论述理论研讨会; but 学习贯彻|中央水利工作会议|精神
STUDIED = pattern(r"(?P<name>学习(?:宣传)?贯彻[^,，。;；、\n在]{4,40})$")
STUDIES = ("研讨会", "座谈会", "报告会", "宣讲会", "培训班", "研讨班")
# 下一届|世界遗产大会 is not this one, and each of 历届 is.
NO_ROUND = ("下届", "下一届", "历届", "往届")
MONTH = pattern(r"(?<![0-9])(?:19|20)[0-9]{2}年[0-9]{1,2}月份?\Z")
SINCE = pattern(rf"{YEAR}(?=首届|第)")  # 自2011年|首届博览会举办以来
# 第十八次会议(“衢州会议”)
NICKNAMED = pattern(rf"(?P<meeting>第{NUMERAL}[次届][\u4e00-\u9fff]{{0,6}}(?:会议|大会|年会|论坛|峰会))[(（]“$")
BRACKET = pattern(r"[(（](?:[A-Za-z0-9]{2,12}|(?:以下)?简称[^()（）\n]{2,12})[)）]\Z")
TREATY = pattern(r"(?:联合国)?《[^《》\n]{2,24}(?:公约|条约|协定|议定书)》\Z")
NUMBER_BEFORE = pattern(rf"(?:{YEAR}\s?[·的]?\s?)?(?:{EDITION})\Z|{YEAR}\Z|(?<![0-9])(?:19|20)[0-9]{{2}}\Z")


def read(document: Document, facts: Facts, low: int, match: re.Match[str]) -> EventName | None:
    """Return the name that the words before a head make with it; `low` is where its line begins."""
    chars, end = document.chars, match.end()
    edge, quoted = edge_before(chars, max(low, match.start() - LONGEST), match.start())
    edge = whole_places.begin(document, edge, quoted[-1][0] if quoted else match.start())  # the last is the leftmost
    words = Words(chars, facts, low, edge, match.start(), end, match["head"], quoted)
    shows = _shows(words)
    if shows is not None:
        return named(shows, end, chars[shows:end])
    words = _in_quotes(_apart(words))
    if _names_nothing(words):
        return None
    bounds = _bounds(words)
    if bounds is None or _describes(words, bounds):
        return None
    return _called(words, bounds)


def after_city(chars: str, low: int, at: int) -> int:
    """Return where the city begins that stands right before `at`, 巴塞罗那|奥运会; `at` itself where none does."""
    for start in range(max(low, at - 5), at - 1):
        words = chars[start:at]
        if words in (leading_city(words), leading_city_abroad(words)):
            return start
    return at


def _shows(words: Words) -> int | None:
    """Return where the name of several shows begins of which the head is the last: |“同享艺术美”省直机关书画、摄影、集邮联展."""
    chars, edge = words.chars, words.edge
    if chars[edge - 1] != "、" or not words.head.endswith(("展", "赛")) or "“" in chars[edge : words.end] or PROPER.match(chars, edge):
        return None
    shows = LISTED.search(chars, max(words.low, edge - 48), edge)
    return shows.start() if shows and not ends_name(shows["first"]) else None


def _apart(words: Words) -> Words:
    """Return the words without those of what is held with it: 在省会与|祭祖大典|同期举行."""
    if not words.chars.startswith(("同期", "同步", "同时"), words.end):
        return words
    return msgspec.structs.replace(words, edge=max(words.edge, words.chars.rfind("与", words.edge, words.at) + 1))


def _in_quotes(words: Words) -> Words:
    """Return the words from the beginning of their quotes, which may hold a dash, “塑者归来——雕塑艺术回顾展”, and whether they fill them."""
    chars, edge, end = words.chars, words.edge, words.end
    listed = chars[edge - 1] == "、" and not ends_name(chars[edge - 8 : edge - 1])  # “国际饭店、餐饮用品展”
    if chars[end : end + 1] == "”" and (listed or chars[edge - 1] in "—:：暨"):
        opened = chars.rfind("“", max(words.low, words.at - QUOTED), words.at)
        title = opened >= 0 and not TITLE_ENDS.search(chars, opened, words.at)
        edge = opened + 1 if title and (chars[edge - 1] != "暨" or "—" in chars[opened:edge]) else edge
    behind = _with_round(chars, end)
    after = chars[behind : behind + QUOTED]  # “甲会议暨乙年会”, “甲论坛2024”
    closed = after[:1] == "”" or (after[:1] == "暨" and after.find("”") > after.find("“"))
    whole = chars[edge - 1 : edge] == "“" and closed and not SPEECH.search(chars, edge, end)
    return msgspec.structs.replace(words, edge=edge, whole=whole)


def _names_nothing(words: Words) -> bool:
    """Tell whether no name can be made of the words: 可谓|“史上最强年会”, 主|论坛, 某某《经济全球化背景下的书画展》."""
    chars, edge, at, head = words.chars, words.edge, words.at, words.head
    in_title = chars[words.end : words.end + 1] in ("”", "·")
    if chars[at - 2 : at] in OF_EVENTS.get(head, ()) or chars.startswith(OFFICES, words.end):
        return True
    if head == "对话" and not (in_title or TAKES_PLACE.match(chars, words.end) or HOSTED_BY.match(chars, words.end)):
        return True
    if CALLED_SO.search(chars, max(words.low, edge - 8), edge) or (chars[at - 1] == "主" and head in ("论坛", "大会")):
        return True
    if chars[edge - 1] == "《" and not NUMBERED.search(chars, edge, at):  # a work
        return True
    return edge == at or not (words.whole or may_name(words))


def _bounds(words: Words) -> Bounds | None:
    """Return the bounds of the name, None where its words distinguish no event."""
    chars, edge, at, end = words.chars, words.edge, words.at, words.end
    if words.whole:  # a whole name in quotes needs no stops: “从都国际论坛”
        if not distinct(words, edge, kind_of(words.head) != "numbered"):  # “技能培训、知识竞赛”等
            return None
        before = NUMBER_BEFORE.search(chars, max(words.low, edge - 14), edge - 1)  # 首届|“吉祥舞蹈演出季”
        return Bounds(_behind(words, max(words.low, edge - 30), before.start()), end + 1, True) if before else Bounds(edge, end, True)
    # 高质量|开展论坛 is a spun 发展论坛.
    words_end = at - 2 if words.head in BODIES and chars.startswith("开展", at - 2) else at
    start, started, wider = start_in(chars, edge, words_end, words.quoted)
    start = edge if chars[edge - 1] == "暨" and not started else start  # 说明会暨|重大项目签约仪式: all of it is its name
    month = MONTH.search(chars, words.low, start) if words.head.endswith("仪式") else None
    if month and not distinct(words, start, started) and distinct(words, start, True):  # |2023年12月招商项目集中签约仪式
        return Bounds(month.start(), end, True)
    start = _beside(words, edge, _behind(words, edge, start))
    if not distinct(words, start, started):
        joins = chars[start - 1] in "和与及或" and chars[edge - 1] != "、" and chars[end : end + 1] not in ("、", "等")
        subject = within(words.facts.organizations, wider, start)  # 市委宣传部|推动|设计周: who acts, and no name
        # 游客|观看|比赛: a verb that only the head is left behind is none of its words.
        if wider == start or start == words_end or joins or subject or not distinct(words, wider, started):
            return None
        start = wider  # 海绵城市建设|国际论坛: the verb was a noun; 甲对话会、新时代投资与|发展论坛等: the list says where it begins
    if chars[start - 1] == "、" and TWO_TOWNS.search(chars, start, end):  # 台北、|上海双城论坛, 池州、|闵行书画联展
        city = after_city(chars, words.low, start - 1)
        start = city if city < start - 1 else start
    rounds = COUNT_OF.match(chars, start, at) if chars[start].isdigit() else None
    return Bounds(rounds.end() if rounds else start, end, started)  # 先后举办|39届|国际孔子文化节


def _behind(words: Words, edge: int, start: int) -> int:
    """Return where a name begins that would begin at `start`: with the body or place before its number, 绍兴市|首届友城大会, never inside one."""
    chars, facts = words.chars, words.facts
    for names in (facts.organizations, facts.places):
        at = bisect_left(names, start, key=START) - 1
        known = at >= 0 and (names[at].adcode or names[at].type == "organization")
        if known and names[at].start >= edge and names[at].end > start:  # 住房和|城乡建设部, 中|山区
            return names[at].start
    if chars[start] not in "首第12二":
        return start
    treaty = TREATY.search(chars, max(0, start - QUOTED), start) if chars[start - 1 : start] == "》" else None
    if treaty:
        return treaty.start()
    bracket = BRACKET.search(chars, max(edge, start - 20), start)  # 世界旅游组织(UNWTO)|第22届全体大会
    begin = bracket.start() if bracket else start
    begin = begin - 4 if chars.endswith("系统", edge + 2, begin) else begin  # 湖北省|财政系统|2011年培训班
    for names in (facts.places, facts.organizations, facts.places):
        at = bisect_left(names, begin, key=START) - 1
        if at >= 0 and names[at].end == begin and names[at].start >= edge:
            begin = names[at].start
    if bracket and begin == bracket.start():
        begin = start
    every = EVERYWHERE.search(chars, edge, begin)
    begin = every.start() if every else begin
    return start if chars[begin - 1 : begin] in IN else begin


def _beside(words: Words, edge: int, start: int) -> int:
    """Return where the name of a signing or of two towns begins: with the first of its parties, 某集团与|某市战略合作签约仪式, 绵阳—|广元论坛."""
    if words.chars[start - 1] == "—":
        dash = start - 2 if words.chars[start - 2] == "—" else start - 1
        towns = [n for n in within(words.facts.places, max(words.low, dash - 12), start + 12) if is_city(n) and (n.end == dash or n.start == start)]
        return towns[0].start if len(towns) == 2 else start
    signs = words.head.startswith(("签约", "签字", "签署"))
    joint = max(words.chars.rfind("与", edge, start), words.chars.rfind("和", edge, start)) if signs else -1
    joint = start - 1 if words.chars[start - 1] == "与" and TAKES_PLACE.match(words.chars, words.end) else joint
    joint = -1 if any(verb in words.chars[joint:start] for verb in HELD) else joint  # 甲区与乙银行举行|项目签约仪式
    names = [*within(words.facts.organizations, edge, joint), *within(words.facts.places, edge, joint)] if joint >= 0 else []
    return next((name.start for name in names if name.end == joint), start)


def _describes(words: Words, bounds: Bounds) -> bool:
    """Tell whether the words of a name only say what something is, how many there are or what takes place at it."""
    chars, start, at, end = words.chars, bounds.start, words.at, words.end
    if any(chars[person.end] == "在" for person in within(words.facts.persons, start, at)):  # 某某学会理事长某某|在大会上
        return True
    if chars[start - 1] in "个场项" and COUNT_BEFORE.search(chars, max(words.low, start - 5), start):
        return True
    if bounds.started:
        return False
    if words.head in ("首展", "巡展") and chars[start - 1] in "在于":  # 在某某美术馆|首展后移师…
        return True
    if KIND_OF.match(chars, start):  # 面向全球的|国际性综合博览会
        return True
    if chars[start - 1] in "型性届次场个要模大的" and PREDICATE.search(chars, max(words.low, start - 80), start):
        return True
    short = at - start <= 4 and not PROPER.search(chars, start, end)
    if short and words.head.endswith(ENTERTAINS) and AMONG_PARTS.match(chars, end):
        return True
    return chars.startswith(("系列", "一系列", "开幕式", "闭幕式"), start)  # 策划了|系列周年主题展


def _with_round(chars: str, end: int) -> int:
    """Return where a name ends: behind the year, the city or the part of its round, 论坛|2024, 年会|·2020, 市长对话·|上海, 中国主场活动|上海主场."""
    year = ROUND_YEAR.match(chars, end)
    if year:
        return year.end()
    home = leading_city(chars[end : end + 6]) if chars[end : end + 1] not in AFTER_NAME else None
    held = AT_HOME.match(chars, end + len(home)) if home else None
    if held:
        return held.end()
    city = leading_city(chars[end + 1 : end + 9]) if chars[end : end + 1] == "·" else None
    behind = end + 1 + len(city or "")
    return behind if city and not STATION.match(chars, behind) else end


def _called(words: Words, bounds: Bounds) -> EventName:
    """Return the name of what stands between the bounds: with its title, without the year since which it is held."""
    chars, start, end = words.chars, bounds.start, _with_round(words.chars, bounds.end)
    purpose = ANNIVERSARY.search(chars, words.edge, words.at)
    purpose = purpose or (OPENED.search(chars, words.edge, words.at) if words.head == "座谈会" else None)
    purpose = purpose or (STUDIED.search(chars, words.edge, words.at) if words.head in STUDIES else None)
    start = min(start, purpose.start("name")) if purpose else start
    since = SINCE.match(chars, start) if chars[start - 1 : start] in ("自", "从") else None
    if since:
        return msgspec.structs.replace(named(since.end(), end, chars[since.end() : end]), year=year_of(since[0]))
    titled = TITLE_BEFORE.search(chars, max(words.low, start - QUOTED), start)
    if titled and (titled["dash"] or (bounds.started and not ends_name(titled["title"]))):
        start = titled.start()
    line = LINE_TITLE.search(chars, max(0, start - 24), start) if chars[start - 1] == "—" and chars[end : end + 1] in ("\n", "") else None
    start = line.start("title") if line else start
    start += chars[start] in " 暨"  # 某论坛⏎|暨颁奖仪式
    name = named(start, end, chars[start:end], DEICTIC.search(chars, max(words.low, start - 4), start) is not None)
    nickname = words.whole and chars[start - 2 : start - 1] in ("(", "（")
    meeting = NICKNAMED.search(chars, max(words.low, start - 20), start) if nickname else None
    return msgspec.structs.replace(name, edition=edition_of(meeting["meeting"])) if meeting else name
