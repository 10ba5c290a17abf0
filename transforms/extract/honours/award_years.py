"""Award years: when an honour was received, as in 2012年中国人居环境奖, 2010年5月,某部授予…称号 and 2018年度蓝天奖揭晓 above the list.

Shared grammar of awards. The year stands in the honour's name, in the clause of the verb, or with the edition announced; 自2004年以来 is none.
"""

from __future__ import annotations

import re

from transforms.extract.events.sites import REACH, around
from transforms.extract.honours import honours
from transforms.extract.honours.honours import Item, Told
from transforms.extract.honours.receipts import RECEIVED
from transforms.extract.honours.words import clause_of
from transforms.extract.lines import holds
from transforms.extract.numerals import figure
from transforms.model.document import Document
from transforms.model.patterns import pattern

IN_YEAR = pattern(r"“?(?P<year>(?:19|20)[0-9]{2})(?:年度?)?(?=[\u4e00-\u9fff])")  # 2015中国小康社会建设示范奖
NUMBERED_YEAR = pattern(r"[(（](?P<year>(?:19|20)[0-9]{2})年度?[)）]")  # 第十批(2020年度)国家节水型城市
SPAN = pattern(r"(?P<since>(?:19|20)[0-9]{2})年?(?:[-—–~]+|至)(?P<to>(?:19|20)[0-9]{2})年?度?的?$")
# 2015年国家生态园林城市、园林城市和县城命名名单, a line above its lists.
TITLE = pattern(rf"(?<![^\n])(?P<year>{honours.YEAR})年度?[^,，。;；:：\n]{{4,50}}名单(?=[^,，。;；\n]{{0,20}}\n)")
SECTION = pattern(r"[ \u3000]*[(（]?[一二三四五六七八九十]{1,3}[、)）]")  # 一、先进集体 below it
HONOURED = pattern("先进|优秀|优胜|模范|文明|最美|表彰|获奖|荣誉|命名")
FAR = 3000
AT_EVENT = pattern(r"\s*在")
DATE = pattern(rf"(?<![0-9—-])(?P<year>{honours.YEAR})年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?(?!以来|起|至|[—-])")
YEARS = pattern(rf"{honours.YEAR}年?[、和与](?:{honours.YEAR}年?[、和与])*{honours.YEAR}年")  # 于2004年、2008年连续两次: each time
# 2017年,|首批…名单公布,某市入选; but 2015年,全市启动创建,…,获评: who began then was honoured later.
BEGUN = pattern(rf"{DATE.pattern}[,，]")
ANNOUNCED = pattern("名单|榜单|揭晓|公布|评选|评审|命名|表彰|颁奖|授牌")
AT_MEETING = pattern(f"{ANNOUNCED.pattern}|举行|举办|召开(?![^,，]*动员)")  # 2019年5月8日,座谈会举行,某市等获得


# 甲市、乙市分别在2002年、2004年获得: each in its own year.
EACH = pattern(rf"分别[于在]?(?P<years>(?:{honours.YEAR}年?[、和与])+{honours.YEAR})年")


def each_year(document: Document, told: Told, count: int) -> list[int] | None:
    """Return the years that the clause tells one after the other, if they are as many as who receives."""
    low, _ = around(document, told.start)
    found = EACH.search(document.chars, clause_of(document, low, told.start), told.end)
    years = [figure(year) for year in re.findall(honours.YEAR, found["years"])] if found else []
    return years if len(years) == count > 1 else None


def year_of(document: Document, told: Told, item: Item, award: str) -> int | None:
    """Return the year of an honour: its own, its clause's or that of the list announced."""
    year = told.year or (_clause_year(document, told.start) if told.dated else None)
    if not told.own:  # 此前入选的甲市
        return year
    named = IN_YEAR.match(award) or NUMBERED_YEAR.search(award)
    span = SPAN.search(document.chars, item.start - 12, item.start)  # 授予2016-2020年全国先进单位, 2010—2011年度最美乡镇
    stated = item.year if not span or int(span["to"]) - int(span["since"]) < 2 else None
    if span and (year or not stated):
        return year
    return stated or year or (int(named["year"]) if named else None) or _edition(document, award, item.start)


def _clause_year(document: Document, at: int) -> int | None:
    """Return the year that the clause states, or a date that is a clause of its own before it: 2010年5月,某部授予…."""
    chars, (low, _) = document.chars, around(document, at)
    clause = clause_of(document, low, at)
    above = clause_of(document, low, clause - 1) if clause - 1 > low else low
    event = AT_EVENT.match(chars, above, clause) if chars[clause - 2] in "上中时间" else None
    if event and above > low and not DATE.search(chars, above, clause):
        clause, above = above, clause_of(document, low, above - 1)  # 2018年,在某大会上,某市荣获…
    dates = list(DATE.finditer(chars, above, at)) if not YEARS.search(chars, clause, at) else []
    first = BEGUN.match(chars, low) if not dates and chars.find("曾", clause, at) < 0 else None
    if first and not DATE.search(chars, first.end(), at) and (ANNOUNCED if first[0][-2] != "日" else AT_MEETING).search(chars, first.end(), at):
        return figure(first["year"])
    if not dates:
        return None
    start, end = dates[-1].span()
    at_it = event and event.end() == start  # 在2011年12月召开的大会上,某县荣获…
    alone = not chars[end : clause - 1].strip() and (start - above <= 2 or chars[start - 1] in " \u3000")
    of_subject = start > above and chars[start - 1] in "在于" and not RECEIVED.search(chars, end, clause)  # 大连市于1999年凭借…,摘得
    return figure(dates[-1]["year"]) if start >= clause or at_it or alone or of_subject else None


def _edition(document: Document, award: str, at: int) -> int | None:
    """Return the year of the edition or the list that was announced above: 2018年度某某领域蓝天奖揭晓, 2021年某省园林城市名单."""
    if not holds(document, "揭晓", "公布", "发布", "名单"):
        return None
    kind = award[-3:] if award.endswith("奖") else award[:-1]
    high = at + len(award) + 16  # 2014年“…”名单 itself
    named = rf"年(?:度[^,，。;；\n]{{0,20}}?)?“?{re.escape(kind)}[^,，。;；\n]{{0,16}}?(?:揭晓|公布|名单)"
    issued = rf"(?<=布)了?(?P<issued>{honours.YEAR})年度?“?{re.escape(award)}(?=[,，。;；\n])"  # 发布2003年某某奖。
    found = re.compile(rf"(?<![0-9])(?P<year>{honours.YEAR}){named}|{issued}").search(document.chars, max(0, at - 2 * REACH), high)
    section = SECTION.fullmatch(document.chars, document.chars.rfind("\n", 0, at) + 1, at) is not None
    listed = not found and document.chars.find("名单", max(0, at - FAR), at) >= 0
    above = TITLE.finditer(document.chars, max(0, at - FAR), at) if listed else ()
    titles = [title for title in above if award[-2:] in title[0] or (section and HONOURED.search(title[0]))]
    found = titles[-1] if titles else found
    return figure(found[found.lastgroup or 0]) if found else None
