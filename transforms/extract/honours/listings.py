"""Listings: honours with a list of who has them, as in “…”名单揭晓, 入选名单如下: with names below, and 特别奖:“甲展”(乙馆).

Shared grammar of awards. 高风险地区名单 lists no honour; names on lines of their own are read by rosters.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from transforms.extract.deeds.parties import Party
from transforms.extract.events.sites import REACH, within
from transforms.extract.facts import Facts
from transforms.extract.honours import honours, layouts, rosters
from transforms.extract.honours.honours import NUMBER, Item, Told
from transforms.extract.honours.name_lists import members, named_in
from transforms.extract.honours.receipts import RECEIVED
from transforms.extract.honours.words import KINDS, unnamed
from transforms.extract.lines import holds, lines_with, matches_near
from transforms.extract.names.cuts import is_plain
from transforms.extract.numerals import figure
from transforms.model.document import Document
from transforms.model.patterns import pattern

# 第二批入选工程名单, 获奖名单, 评选结果.
OF_WHAT = rf"(?:{KINDS})"
NAMES = (
    rf"(?:(?:(?:第[一二三四五六七八九十]+批)?(?:拟?(?:入选|批准|命名|认定|授予|表彰)|获奖|获评|公布|公示|入围|最终|初步){OF_WHAT}?"
    rf"|获得者|获奖者|得主|完整|详细|(?<=奖){OF_WHAT}|的{OF_WHAT})?名单|(?:排行榜)?(?:完整|详细)?榜单|排行榜|名录|(?<=[市县区镇村])前十[名强位]?(?=[:：]?(?:\n|$)))"
)
ON_LIST = pattern(
    rf"""(?P<award>(?:“[^”\n]{{3,30}}”|[^,，。;；:：、“”\n]{{4,40}}?))(?:称号)?(?:{NAMES}|(?:调查)?(?:评选|推选|评审|获奖)结果)
        (?:[^,，。;；:：\n]{{0,30}}[:：](?P<below>[^。\n]{{2,600}})
          |[^,，。;；:：\n]{{0,8}}[,，](?:其中[,，]?)?(?P<who>[^。;；:：\n]{{2,160}}?)(?:被|成功|均|都|双双|光荣|正式)*(?:[名位荣]列其中|榜上有名|在列|上榜|{honours.RANK}
            |(?:入选|当选|获奖|获此殊荣)(?=\s?[,，。;；\n]|$)))""",
    re.VERBOSE,
)
# 2023年园林城市名单:, 入选名单如下:, and below it who they are.
ROSTER = pattern(
    rf"(?P<award>“[^”\n]{{3,30}}”|(?:[^,，。;；:：、“”()（）\n]|[(（][^()（）\n]{{1,20}}[)）]|“[^“”\n]{{2,16}}”(?=[一-龥]{{2}})){{0,40}}?)(?:称号)?(?:{NAMES}(?P<sign>(?:如下|包括)[:：]?(?:共计?[0-9]+[个家项])?|[:：]|[(（][^()（）\n]{{0,6}}[0-9]+[个户名家项人][)）][:：]?)?|(?:入选|获奖|获评){OF_WHAT}[:：]?)"
    r"[ \u3000]*(?=\n|$)"
)
# What ends a line that ROSTER reads: it is tried in no other line, for what it reads may begin anywhere.
ROSTER_ENDS = pattern(r"(?:[名榜]单|行榜|名录|前十|入选|获奖|获评)[^\n]{0,60}(?=\n|$)")
# 公布首批71家国家全域旅游示范区.
BATCH = "(?:全国)?(?:首批|第[一二三四五六七八九十]+批)"
# “2018中国最美县域榜单”揭晓: who is on it comes behind.
LIST = pattern(
    r"(?P<award>“[^”\n]{3,30}(?:榜单?”|”(?=(?:系列)?榜单))|[^,，。;；:：、“”\n]{4,24}?(?:榜单?|名录))"
    r"(?:系列榜单|榜单)?(?:正式|对外|近日|日前|[今昨][天日])*+(?:在[^,，。;；\n]{2,8}?(?:正式|对外)*+){0,2}(?:发布|揭晓|公布|出炉)"
    rf"|(?:公布|发布)了?(?P<batch>{BATCH}(?:共?[0-9]+[个家处座项])[^,，。;；:：、\n]{{4,30}}?)(?=[,，。])"
    rf"|(?:公布|发布|公示)了?(?P<roll>[^,，。;；:：\n]{{4,40}}?名录)(?=[,，。])"
    rf"|(?:公布|发布|揭晓|公示|印发|下发)了?(?P<listed>[^,，。;；:：\n]{{4,40}}?)(?:{NAMES}|(?:评价|评选|评审|认定)结果)"
    rf"|(?P<elected>(?:国际|全球|世界)?“[^”\n]{{3,30}}”|[^,，。;；:：、“”\n]{{4,30}}?)(?:(?:获奖|入选)?名单|入选{OF_WHAT}|评选|推选|评审|遴选)(?:结果)?(?:正式|近日|日前|今[天日])*+"
    r"(?:在[^,，。;；\n]{2,8}?)?(?:正式)?(?:对外)?(?:揭晓|出炉|公[布示]|(?<=[正对][式外])发布)"
    rf"|(?:评选|推选|遴选|评审)(?:出|表彰)了?(?:{NUMBER}+[个家项名座])?(?P<chosen>[^,，。;；:：、\n]{{4,30}}?)(?=[,，。;；:：\n])"
    r"|对(?P<shown>[^,，。;；:：\n]{4,40}?)名单(?:进行|予以)了?公示"
)
LIST_WORDS = (
    "榜", "名录", "名单", "结果", "揭晓", "出炉", "式发布", "外发布", "选出", "审出", "选表彰", "布首批", "布了首批", "布第", "布了第",
    "布全国第", "布了全国第",
)
OF_LIST = pattern(r"(?:公布|发布|公示|揭晓|下发|印发|确定|命名|入选|入围|纳入|列入|荣获|获得|获评)了?的?")
# 一、国家生态园林城市(4个), 二等奖 and 特别奖:“甲展”(乙馆)、“丙展”(丁馆): a line that names an honour, and behind it or below it who has it.
HEAD = pattern(
    r"[ \u3000]*(?:[(（]?[一二三四五六七八九十0-9]{1,3}(?:[)）]|[、.．。]))? ?(?P<award>[^ \u3000,，。;；:：()（）\n—]{2,30}?)"
    r"(?:[0-9]{1,3}[个名项件家人])?(?:[(（](?:共?(?P<count>[0-9一二三四五六七八九十]+)[个名项件家篇部人支组]|[^()（）\n]{1,16})[)）])?"
    r"(?:(?:[:：] ?|——|(?<=[)）])[ \u3000]+)(?P<who>[^\n]{2,600})|[:：]?[ \u3000]*$)"
)
# …;二等奖:丙县, 名单 一、国家园林城市(共2个) 甲市、乙市: where lists may begin that stand behind others in one line.
MARK = pattern(r"[,，;；。:：] ?|[ \u3000]+")
# 历届“东亚文化之都”:, and below it 2014年:中国泉州、日本横滨、韩国光州.
YEARLY = pattern(
    r"历[届年次](?P<award>[^ ,，。;；:：\n]{3,30}?)(?:(?:获奖|入选|当选)(?:城市|单位|企业)?)?(?:名单|一览)?[:：]?[ \u3000]*(?=\n|$)"
)
OF_YEAR = pattern(r"\s*(?P<year>(?:19|20)[0-9]{2})年度?[:：]? ?(?P<who>[^\n]{2,300})")
# 发布《关于首批…名单的公示》, 2.国家园林县城名单, 三、荣获…奖企业名单
ABOUT = pattern(
    r"#* ?在?(?:这[0-9]+[个座家项])?"
    r"(?:[0-9一二三四五六七八九十]{1,3}[.、．] ?)?(?:《关于(?:公布|命名|认定|确定|表彰)?)?(?:荣获|获得|获评|被评为|授予)?"
)
BEFORE_QUOTES = pattern(r"[^,，。;；:：“”《》\n]{0,20}")  # 2019年度市级“最美书房”名单
LINE = pattern(r"[^\n]+")
# What a table with prizes in a column has in its head, or in its first row.
PRIZE_COLUMNS = ("|", "\t", "奖项", "奖次", "奖级", "等次", "等级", "称号", "荣誉", "奖励")
# From the last of one list to the head of the next.
NEAR = 24
ANNOUNCED = (":", "：", "奖", "届", "一、", "二、", "三、", "四、", "个)", "个）", "名)", "名）", "人)", "人）", "年全国", "年国家", "年中国")


def find(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the lists of honours of a page; of those whose names stand in the lines below, nobody."""
    chars = document.chars
    for match in matches_near(document, LIST, *LIST_WORDS):
        group = next(name for name in ("award", "batch", "roll", "listed", "shown", "elected", "chosen") if match[name])
        yield Told(*match.span(), _items(chars, *match.span(group), "" if group == "award" else "名单"), [])
    lines = lines_with(document, "名单", "榜单", "排行榜", "名录", "前十", "获奖", "”获评", "”入选")
    for match in (match for line in lines if ROSTER_ENDS.search(chars, *line) for match in ROSTER.finditer(chars, *line)):
        line = chars.rfind("\n", 0, match.start()) + 1
        quoted = match["award"][-1:] == "”"
        alone = chars[match.start() - 1 : match.start()] in ("", *"\n:：、 ") or (quoted and BEFORE_QUOTES.fullmatch(chars, line, match.start()))
        if not match["sign"] and match[0].rstrip()[-1] in "单录" and (not alone or RECEIVED.search(chars, line, match.end("award"))):
            continue  # a line that is nothing but 某某名单 heads one
        if not layouts.heads(document, document.segment_at(match.start())):
            yield Told(*match.span(), _items(chars, *match.span("award"), "名单" if quoted else ""), [])
    for match in matches_near(document, ON_LIST, "名单", "结果", "榜单", "行榜"):
        start, end = match.span("award")
        made = max(OF_LIST.finditer(chars, start, end), key=re.Match.end, default=None)
        span = match.span("below" if match["below"] else "who")
        who = [] if unnamed(chars, *span) else members(document, facts, *span) or named_in(document, facts, *span)  # 我省7个社区榜上有名
        yield Told(*match.span(), _items(chars, made.end() if made else start, end, "名单"), who)
    tabled = list(_tabled(document, facts))
    yield from tabled
    yield from _yearly(document, facts)
    rows = {document.segment_at(at) for told in tabled for at in (told.start, told.items[0].start)}
    yield from (told for told in _headed(document, facts) if document.segment_at(told.start) not in rows)


def _items(chars: str, start: int, end: int, verb: str) -> list[Item]:
    """Return the honours of a list: 中国十大…城市 of 从35个城市中推选出的中国十大…城市名单."""
    about = ABOUT.match(chars, start, end)
    start = about.end() if about else start
    of = chars.rfind("的", start, end) if chars.find("“", start, end) < 0 else -1
    return honours.items(chars, of + 1 or start, end, verb)


def _yearly(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield who had an honour in which year, a line each below 历届…:."""
    for match in matches_near(document, YEARLY, "历届", "历年", "历次"):
        items, at = _items(document.chars, *match.span("award"), "名单"), match.end()
        while items and (line := OF_YEAR.match(document.chars, at)):
            yield Told(line.start("year"), line.end(), items, members(document, facts, *line.span("who"), sure=True), int(line["year"]))
            at = line.end()


def _tabled(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the rows of tables with a prize in one cell and who has it in another: 二等奖 | 王某某 | 春江."""
    done = -1
    for low, _ in lines_with(document, *PRIZE_COLUMNS):
        line = document.segment_at(low)
        if line <= done:
            continue
        rows, done = rosters.prized(document, facts, line)
        yield from (Told(row.entry.cells[0][0], row.entry.cells[-1][1], [prize], row.who, rosters.year_of(document, row)) for prize, row in rows)


def _heads(chars: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the heads of the lists of a range, up to the next each: those that begin a line, and those behind them with who has it."""
    for line in LINE.finditer(chars, start, end):
        behind = (HEAD.match(chars, mark.end(), line.end()) for mark in MARK.finditer(chars, *line.span()))
        cuts = [head.start() for head in behind if head and head["who"] and honours.ENDS_IN_HONOUR.search(head["award"])]
        yield from filter(None, (HEAD.match(chars, *part) for part in pairwise((line.start(), *cuts, line.end()))))


def _headed(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the lines that name an honour with who has it, in the line or below, if it was announced or they say how many: 精品奖:“甲展”(乙馆)."""
    chars, done = document.chars, 0
    ranges = lines_with(document, *ANNOUNCED) if holds(document, *ANNOUNCED) else ()
    for match in (head for low, high in ranges for head in _heads(chars, low, high)):
        if not honours.ENDS_IN_HONOUR.search(match["award"]) or match["award"].endswith("名单"):
            continue
        going_on = done > 0 and match.start() - done < NEAR
        if not (match["count"] or going_on or honours.AWARDED.search(chars, max(0, match.start() - REACH), match.start())):
            continue
        count = figure(match["count"]) if match["count"] else None
        if match["who"]:
            listed = members(document, facts, *match.span("who"), sure=True)
            who = [] if _is_worded(chars, facts, listed) else listed
        else:
            who = rosters.below(document, facts, match.start("award"), count, alone=True)
        items = honours.items(chars, *match.span("award"), "名单" if match["count"] else "")
        if who and len(items) == 1:
            done = max(match.end(), who[-1].end)
            yield Told(*match.span(), items, who)


def _is_worded(chars: str, facts: Facts, listed: list[Party]) -> bool:
    """Tell whether half of what stands behind an honour are words and no names: 二等奖:颁发证书, 先进集体:成绩突出、群众满意."""
    known = (facts.organizations, facts.places)
    plain = [one for one in listed if is_plain(one.name) and not any(within(names, one.start, one.end) for names in known)]
    return 2 * sum(chars[one.start - 1] not in "《“" for one in plain) >= len(listed)
