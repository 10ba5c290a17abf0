"""Awards: honours received, as in 先后荣获国家园林城市、国家卫生城市等称号 and 李庄镇入选中国历史文化名镇.

An award is a prize, a title, a designation or a place on a list (honours.py); each item of a list is a row, and each of several
recipients. 获得好评, 获得许可 and 成为亮点 are no honours; being a case in a book is not one either, and 25个村获评… names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Annotated

import msgspec
from msgspec.structs import replace

from transforms.extract.deeds.parties import Party
from transforms.extract.events.sites import around, short, within
from transforms.extract.facts import Facts
from transforms.extract.honours import honours, listings, pairings, receipts, rosters, sequels
from transforms.extract.honours.award_years import each_year, year_of
from transforms.extract.honours.honours import Item, Told
from transforms.extract.honours.nominees import NOTE, OF_IT
from transforms.extract.honours.recipients import recipients
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern


class Award(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An honour received."""

    source: Citation
    recipient: Annotated[str, "Who received it, by the fullest form on the page."]
    award: Annotated[str, "Prize, title, designation or list, as written, without quotes around the whole."]
    year: Annotated[int | None, "The year it was received, where the clause states it."]


ANYBODY = pattern(
    r"^全[国省市县区]$|^[省市县区州旗]委?$|^多[个项部家名]|^(?:乡镇|县市|街道|村镇|地区|市县|城区|县城)$|的(?:城市|地区|企业|单位|项目|县市?)$|^(?:城市|企业|单位|项目|双方|两市)$"
    r"|^(?:国内|国外|全球)?[0-9一二两三四五六七八九十百]{1,4}余?[个家项]?(?:城市|企业|单位|项目|县市?|村镇?)"
    r"|[0-9]+[个项家名户](?:家庭)?[)）]?$|有[0-9一二两三四五六七八九十百]+余?[人名位]$"
    r"|(?:^|[有的等])[0-9一二两三四五六七八九十百]+余?[部件首篇](?:[(（].[)）])?[一-龥]{0,6}$"
    r"|(?:[0-9]|(?:^|[国省市县区])[一两二三四五六七八九十])+个?(?:村庄?|社区|街道|镇|[地县]级?市|城市|县区|市县|[市县城地校])$"
)
GRADES = pattern("(?P<grades>[特一二三四]{2,4})等奖")
CALLED = pattern(r"奖[(（](?P<short>[^()（）\n]{2,16}奖)[)）]")
# 昨天举行了|第三届甲奖(乙奖), 启动|甲奖(乙奖)评选: where the name before its short form begins.
NAME_BEGINS = pattern(
    r"(?=首届|第[一二三四五六七八九十]+届)|(?:^|[,，。;；:：“”《》()（）的暨、\n了在是]|[荣捧]?获得?|[取摘夺]得|捧回|启动|举[行办]|揭晓|颁发|授予|设立|公布|发布|评选|评为"
    r"|申[报请]|参[评与加]|角逐|开展|入围)"
)
YEARS = "0123456789年度"
OVER = ("国家", "全国", "中国", "世界", "国际", "联合国")
WHOLE = "(?![一-龥](?<![称名等和的及与]))"  # no 避暑旅游城市|发展报告
SHARED = pattern("分别|分获")
OF_THOSE = pattern("其中|分别|[:：]")
# …称号;2017年,荣获…: who has the one has the other.
GOES_ON = pattern(
    r"等?(?:荣誉)?(?:称号)?(?:[(（][^()（）]{1,24}[)）])?[;；](?:[0-9]{4}年(?:度|[0-9]{1,2}月)?[,，]?(?:又|再次)?)?"
    r"|”?等?(?:荣誉)?(?:称号)?[,，](?:同时|并且?|还|也|又|且)+"
)
LIES_IN = pattern("(?:[一-龥]{2,7}?[省市县区州盟旗])+")
KINDS = pattern("(?<!城)[市县区镇乡村](?:[(（][市县区镇乡村、]+[)）])?$")  # 重点镇(乡), but 卫生城市 may be any
COMMITTEE = pattern(r"委$(?<=[市县区州]委)")  # 马鞍山市委、市政府…获全国双拥模范城称号: the city


def find(document: Document, facts: Facts) -> Iterator[Award]:
    """Yield every honour of the page, in reading order; each once for each recipient."""
    rows: dict[tuple[str, str], Award] = {}
    names: dict[str, list[str]] = {}
    done = 0
    before: list[Party] = []
    listed: list[Item] = []
    for start, read in _tellings(document, facts):
        if isinstance(read, re.Match):
            told = sequels.read(document, facts, read, listed, done)
            who, listed = told.who or [], told.items
        elif start < done or not read.items:  # 获得甲称号、获得乙称号: the list of the first verb has it
            continue
        else:
            goes_on = read.who is None and done > 0 and GOES_ON.fullmatch(document.chars, done, start)
            told, listed, done = read, read.items, read.items[-1].end
            who = before if goes_on else _receivers(document, facts, told, before)
        who = _named(facts, who)
        if not who:
            continue
        before = who
        for party, item, award, year in _received(document, told, listed, who):
            award = _told_before(rows, award)
            key = short(party.name), _name(names.setdefault(short(party.name), []), award)
            if key not in rows or len(_bare(award).lstrip(YEARS)) > len(_bare(rows[key].award)):  # the title leaves 第六届 and the year to the story
                source = document.cite(item.start, item.end, "awards", 0.85 if told.who is None else 0.9)
                year = year or (rows[key].year if key in rows else None)
                rows[key] = Award(source=source, recipient=party.name, award=award, year=year)
            elif rows[key].year is None and year:
                rows[key] = replace(rows[key], year=year)
    yield from rows.values()


def _received(document: Document, told: Told, listed: list[Item], who: list[Party]) -> Iterator[tuple[Party, Item, str, int | None]]:
    """Yield who has which honour and since when: each all that are listed, or each his own of 甲市、乙市分别入选A和B."""
    named = [(item, _full(document.chars, honours.unquoted(document.chars[item.start : item.end]))) for item in listed]
    dated = [(item, one, year_of(document, told, item, one)) for item, award in named for one in _grades(award)]
    years = each_year(document, told, len(who))
    low, _ = around(document, told.start)
    own = len(dated) == len(who) > 1 and SHARED.search(document.chars, low, listed[0].start)
    kinds = [_kinds(award) for _, award, _ in dated]
    apart = all(kinds) and not any(a & b for a, b in combinations(kinds, 2))
    for at, party in enumerate(who):
        kind = {"街道": "镇", "社区": "村"}.get(party.name[-2:], party.name[-1])
        fits = [one for one, its in zip(dated, kinds, strict=True) if kind in its] if apart else []
        for item, award, year in dated[at : at + 1] if own else fits or dated:
            yield party, item, award, years[at] if years else year


def _kinds(award: str) -> set[str]:
    """Return of which kinds of places an honour is by its last words: 市, 县 and 区 of 国家生态市(县、区), none of 国家卫生城市."""
    kind = KINDS.search(award)
    return set(kind[0]) & set("市县区镇乡村") if kind else set()


def _tellings(document: Document, facts: Facts) -> list[tuple[int, Told | re.Match[str]]]:
    """Return what tells of honours, in reading order; sequels unread, because they speak of those told before."""
    found = [*receipts.find(document, facts), *pairings.find(document, facts), *listings.find(document, facts)]
    told: list[tuple[int, Told | re.Match[str]]] = [(one.start, one) for one in found]
    return sorted([*told, *((match.start(), match) for match in document.finditer(sequels.AGAIN, FACTS))], key=lambda one: one[0])


def _receivers(document: Document, facts: Facts, told: Told, before: list[Party]) -> list[Party]:
    """Return who receives: who is told beside it or whom the sentence is about, else who is listed behind it or in the lines around."""
    low, _ = around(document, told.start)
    end = told.items[-1].end
    found = _named(facts, recipients(document, facts, told.start, told.items, before) if told.who is None else told.who)
    among = sequels.AMONG.match(document.chars, end) if all(party.start < low for party in found) else None
    # 34个项目获得“…”,其中包括甲项目: them, and not who received before; but 获得“…”,还有甲湖等景点
    if among and (not found or OF_THOSE.search(document.chars, end, among.start("who"))):
        found = _named(facts, sequels.listed_in(document, facts, *among.span("who"))) or found
    return found or rosters.told(document, facts, low, told.start, end)


def _named(facts: Facts, who: list[Party]) -> list[Party]:
    """Return those who are somebody, by their own names: 马鞍山 of 马鞍山市委, 龙门石窟 of 洛阳市龙门石窟, nobody of 湖北13城."""
    own = [replace(party, name=OF_IT.sub("", COMMITTEE.sub("", _inner(facts, party)))) for party in who]
    return [party for party in own if not ANYBODY.search(party.name)]


def _inner(facts: Facts, party: Party) -> str:
    """Return the name of a sight or zone without the city that it lies in, where the page knows both."""
    for name in within(facts.places, party.start + 1, party.end):
        if party.name.endswith(name.text) and LIES_IN.fullmatch(party.name, 0, len(party.name) - len(name.text)):
            return name.text
    return party.name


def _full(chars: str, award: str) -> str:
    """Return 国家生态文明建设示范区 for 生态文明建设示范区, if the page has that name too, and 某某城市奖(上海奖) for 上海奖."""
    if called := _short_forms(chars).get(award):
        return called
    if len(award) < 5 or not "一" <= award[0] <= "龥" or honours.WEIGHTY.match(award):
        return award
    full = next((above + award for above in OVER if above + award in chars), None)
    return full if full and re.search(re.escape(full) + WHOLE, chars) else award


@lru_cache(maxsize=1)
def _short_forms(chars: str) -> dict[str, str]:
    """Return the prizes of a page that have a short form in brackets, with it, by that form."""
    found: dict[str, str] = {}
    for called in CALLED.finditer(chars):
        begins = [begin.end() for begin in NAME_BEGINS.finditer(chars, max(called.start() - 24, 0), called.start())]
        if begins and called.start() - begins[-1] > 2:
            found.setdefault(called["short"], chars[begins[-1] : called.end()])
    return found


def _told_before(rows: dict[tuple[str, str], Award], award: str) -> str:
    """Return 国家知识产权示范城市名单 for the 示范城市名单 of a page that has told of it; 优秀教师 of a school is no 全国优秀教师."""
    if not award.endswith("名单") or not "一" <= award[0] <= "龥" or honours.WEIGHTY.match(award):
        return award
    return next((row.award for row in rows.values() if row.award.removesuffix("名单").endswith(award.removesuffix("名单"))), award)


def _grades(award: str) -> list[str]:
    """Return the prizes that one word for several names: 一二三等奖."""
    several = GRADES.fullmatch(award)
    return [f"{grade}等奖" for grade in several["grades"]] if several else [award]


def _name(names: list[str], award: str) -> str:
    """Return the fuller name of an honour that a recipient has: 上海奖 is the 全球可持续发展城市奖(上海奖) told before."""
    for name in names:
        few, many = sorted((_bare(name), _bare(award)), key=len)
        if (many.endswith((few, f"({few})")) or NOTE.sub("", many).endswith(few)) and (few == many or len(few) > 3 or many[-1] == ")"):
            return name
    names.append(award)
    return award


def _bare(award: str) -> str:
    return award.strip("“”").removesuffix("名单")
