"""Receipts: verbs of receiving and of giving an honour, as in 先后荣获…, 被某部授予…, 授予甲市、乙市“…”称号 and 将丙村列入….

Shared grammar of awards. 获得好评 and 被授予许可 give nothing that honours.py takes for an honour; 公布荣获…的工程名单 is about another receipt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from transforms import gazetteer
from transforms.extract.events.sites import REACH, around
from transforms.extract.facts import Facts
from transforms.extract.honours import honours
from transforms.extract.honours.honours import Item, Told
from transforms.extract.honours.name_lists import named_in
from transforms.extract.honours.nominees import quoted, several_of
from transforms.extract.honours.words import clause_of
from transforms.extract.lines import alternatives, matches_near
from transforms.extract.numerals import figure
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

HELD = "“|全国|国家|中国|省级"
JOINED = "联合国|全球|世界|“"
VERBS = alternatives([row.verb for row in honours.VERBS], but={"获评": "委", "获得": "者", "上榜": "的"})
# Each alternative begins with a character of its own: a search for few first characters is fast.
RECEIVED = pattern(
    rf"""(?P<verb>获批准?(?:正式)?加入|{VERBS}|继续保留(?={HELD})|保留(?={HELD})|正式加入(?={JOINED})|成功(?:申报)?加入(?={JOINED})
      |进入(?=[^,，。;；、\n]{{2,24}}?(?:[百十0-9]强|榜单|行列))
      |建(?<=相继建|先后建|成功建|率先建|正式建)成|成功(?:创建|建设)成?为?
      |获(?=联合国|国家|国务院|教科文|中国|省|世界|《)[^,，。;；“”\n被获]{{2,20}}?(?:{honours.NAMED}|授予|列入|纳入)
      |被(?:“[^”\n]{{2,20}}”|[^,，。;；“”\n被]{{2,40}}?)?(?:{honours.NAMED}|授予|认定|命名|表彰|确定为|纳入|列[为入进])
      |是[^,，。;；“”\n是]{{2,24}}?(?:公布|命名|认定|评定|授予|批准|确定)的(?=首批|第|国家|省级|全国|“)
      |是(?<=[一-龥]是)(?=国家(?!的)|全国(?!各|最|重)|中国优秀)
      |是[^,，。;；“”\n是]{{0,16}}?(?:首[个座批家]|第一[个座]|唯一(?:一[个座])?)的?(?=“|全国|国家|中国|世界|联合国|省级)
      |获(?<![捕俘抓查荣喜缴收抽斩囊揽]获)(?!评(?!委))(?![得悉批利取益奖胜救刑准知赠]))""",
    re.VERBOSE,
)
# An honour that nobody can take for a part of the words before it: “…”, 国家…称号, 国家…奖.
PROVINCES = alternatives([row.name for row in gazetteer.divisions().values() if row.level == "province"])
HONOUR_AHEAD = (
    rf"“[^”\n]{{3,30}}”(?!等[0-9]+[个家项]|国家|全国)|(?:国家(?![税统])|全国|中国|世界|国际|联合国|省级|{PROVINCES})"
    r"(?:(?!全国|国家级?|(?<![一二三特优])等)[^,，。;；、“”\n]){2,24}?(?:称号|奖(?=[,，。;；\n]|$))"
    r"|(?:先进|优秀|优胜|模范|文明|十佳)[^,，。;；、“”的\n]{1,12}?称号"
)
WRAPPED = "\n“"  # a line ends in the verb, the next begins with the honour
# 授予甲市“…”称号, and 命名甲县为“…”.
GIVEN = pattern(
    rf"(?P<verb>对(?=[^“”。\n]{{2,40}}等[0-9]+[个家名项]“[^。\n]{{4,600}}(?:表彰|命名))|授[予于]|保留(?!{HELD}|荣誉|称号)|颁发|颁授|命名|认定|评定|确定|批准|表彰)了?[:：]?"
    rf"(?P<who>(?:“[^“”\n]{{3,40}}”(?=[、和]|等[0-9]+[个家项]|国家|全国)|(?!授[予于])[^“”《》。;；\n被]){{0,300}}?)的?(?P<year>{honours.YEAR}年度?)?(?P<named>为)?(?={HONOUR_AHEAD})"
)
GIVES = frozenset(("对", "授予", "保留", "授于", "颁发", "颁授"))  # the others name somebody 为 what he is
GIVEN_TO = pattern(r"[向为给对](?P<who>[^向为给对,，“”《》。;；\n]{2,200})$")
# 将甲市、乙市列入某某名录.
MADE_ONE = pattern(
    rf"(?:将|把|批准将?|同意将?)(?P<who>(?:[^,，。;；:：“”《》\n]|“[^“”\n]{{3,60}}”){{2,160}}?)(?:正式)?(?:列[入为]|纳入|确定为|升[级格]为|{honours.NAMED})"
)
# 授予甲村等301个“…”、乙村等100个“…”称号; 授予甲局“…”、乙校“…”.
FURTHER = pattern(r"、(?P<who>[^“”,，。;；\n]{2,60}?等[0-9]+[个家名项]|(?<=”、)[^“”,，。;；、\n]{2,24})(?=“)")
# 拟被授予, 力争三年内建成 and 有望入选 are hopes; 公布荣获…的工程名单 is about another receipt.
NOT_SO = pattern(
    r"(?:(?<![模虚])拟|力争|争取|有望|即将|未能|没有|尚未|希望(?!小学|工程|杯)|期待|一旦|如果|冲刺|向往)[^,，。;；\n”》]{0,12}$|将(?:会|有望)?$|未$"
    r"|(?:公布|发布|公示|印发|下发|通报|表彰)了?$"
)
NEAR = 20
# 先后获得以下荣誉:, and below it what they are; 一等奖:甲县 says who has it.
HONOURS_BELOW = pattern(r"[^,，。;；:：\n]{0,12}(?:荣誉|称号|奖项|名片)(?:如下|有|包括)?[:：][ \u3000]*\n")
LINE = pattern(r"[ \u3000]*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）、.．。] ?|[·•●★◆■] ?)?(?P<honour>[^:：\n]+)(?=\n|$)")
# …称号;2001年,国家园林城市;全国文明城市(2009年).
GOES_ON = pattern(
    rf"(?:等?(?:荣誉)?称号)?[;；](?:{honours.YEAR}年度?(?:[0-9]{{1,2}}月)?[,，:：]?)?(?P<award>“[^”\n]{{3,30}}”|[^,，。;；、“”()（）\n]{{4,30}})"
    rf"(?:称号)?(?:[(（](?:(?:{honours.YEAR}年?[、和])*{honours.YEAR}年度?(?:[0-9]{{1,2}}月)?|榜首|第[0-9一二三四五六七八九十]+位?名?)[)）])?(?=[;；。\n]|$)"
)
# 自然科学奖一等奖授予甲大学“…”项目: the honour stands before.
WON = pattern(
    r"(?P<award>[^,，。;；:：“”\n]{2,30}?奖(?:[特一二三]等奖)?)(?:(?:总?共)?授奖[0-9]+项[,，](?:其中[0-9]+项)?)?则?(?:分别)?授予了?[:：]?(?P<who>[^,，。;；:：“”\n]{2,30}?)(?=“|团队|[(（][A-Z]|[,，。;；\n]|$)"
)
# 授予以下三个城市“…”称号:甲市、乙市.
BELOW = pattern(r"(?:以下|下列)")
LISTED_BELOW = pattern(r"[^。;；:：\n]{0,60}[:：]")


def find(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the verbs of receiving, and those of giving with who is given to."""
    chars = document.chars
    for match in document.finditer(RECEIVED, FACTS):
        said = match["verb"][0] == "是" and honours.ENDS_IN_HONOUR.search(chars, max(0, match.start() - 20), match.start())
        if not said and not NOT_SO.search(chars, max(0, match.start() - NEAR), match.start()):  # 国家卫生城市是…命名的
            start = match.end() + chars.startswith(WRAPPED, match.end())
            items = honours.items(chars, start, around(document, start)[1], match["verb"])
            items += _further(chars, items[-1].end) if items and items[-1].owner is None else _below(chars, match.end())
            yield Told(*match.span(), items, None)
    for match in document.finditer(GIVEN, FACTS):
        low, high = around(document, match.start())
        low = clause_of(document, low, match.start())
        received = chars.rfind("被", low, match.start()) >= 0  # 被某部授予 is a verb of receiving, and of 一等奖授予… the prize stands before
        if received or chars.endswith("奖", low, match.start()) or (match["verb"] not in GIVES and not match["named"]):
            continue
        to = GIVEN_TO.search(chars, low, match.start())
        who = to.span("who") if to else match.span("who")
        below = LISTED_BELOW.match(chars, match.end()) if BELOW.match(chars, *who) else None
        if below:
            who = (below.end(), min(around(document, below.end() - 1)[1], below.end() + 2 * REACH))
        year = figure(match["year"][:4]) if match["year"] else None
        verb = "授予" if match["verb"] in GIVES or match["verb"] == "批准" else ""
        told = Told(*match.span(), [], (quoted(match, "who") if who == match.span("who") else []) or named_in(document, facts, *who), year)
        while told.who is not None:  # each of a list with what it is given, up to the next
            other = FURTHER.search(chars, told.end, high)
            next_one = named_in(document, facts, *other.span("who")) if other else []
            items = honours.items(chars, told.end, other.start() if other and next_one else high, verb)
            yield replace(told, items=items)
            told = Told(*other.span(), [], next_one if next_one and items else None, year) if other else replace(told, who=None)
    for match in matches_near(document, WON, "授予"):
        start, end = match.span("award")
        start = max(chars.rfind("把", start, end), chars.rfind("将", start, end)) + 1 or start  # 电影节将评委会大奖授予
        yield Told(*match.span(), honours.items(chars, start, end, "名单"), named_in(document, facts, *match.span("who")))
    for match in document.finditer(MADE_ONE, FACTS):
        verb = "被确认为" if match[0].endswith(("升级为", "升格为")) else "被列入"
        items = honours.items(chars, match.end(), around(document, match.start())[1], verb)
        yield Told(*match.span(), items, quoted(match, "who") or several_of(document, facts, *match.span("who")))


def _further(chars: str, at: int) -> Iterator[Item]:
    """Yield the honours that go on a list behind semicolons, each with its year: …称号;2001年,国家园林城市;全国文明城市(2009年)."""
    while (one := GOES_ON.match(chars, at)) and not RECEIVED.search(one["award"]) and (items := honours.items(chars, *one.span("award"), "名单")):
        stated = re.findall(honours.YEAR, one[0])
        year = figure(stated[0]) if len(stated) == 1 else None  # (1993、2018年): each time
        yield from (Item(item.start, item.end, item.year or year) for item in items)
        at = one.end()


def _below(chars: str, at: int) -> Iterator[Item]:
    """Yield the honours on lines of their own below 获得以下荣誉:, up to a line that is none."""
    head = HONOURS_BELOW.match(chars, at)
    line = LINE.match(chars, head.end()) if head else None
    while line and (items := honours.items(chars, line.start("honour"), line.end(), "")):
        yield from items
        line = LINE.match(chars, line.end() + 1)
