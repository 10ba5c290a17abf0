"""Outlets: who published a page: 滨江日报 of 来源:滨江日报, of (滨江日报记者 张三) and of 滨江日报讯.

来源 names the outlet even where the dateline (滨江新闻网讯) names another, the site that copied the page. 本报讯 and 来源:本站 name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.model.document import Segment
from transforms.model.patterns import pattern
from transforms.segment import bylines
from transforms.segment.menus import CRUMBS
from transforms.segment.shapes import EDGES
from transforms.segment.sources import ISSUE, NAMED_DAY, PRINTED, TOOLS

OUTLET = r"(?:报|网|社|台|在线|客户端|新闻|周刊|杂志|观察|传媒|融媒(?:体(?:中心)?)?|财讯|财经|快讯|头条|发布|视界|时刻|号|派)"
DATELINE = pattern(
    rf"""^[\s【\[(（●■]*
    (?P<outlet>(?!据)[\u4e00-\u9fffA-Za-z·\d]{{1,14}}?{OUTLET})(?![网社报业]|台(?![北中南东湾州]))
    [\s/／]{{0,2}}(?P<place>[\u4e00-\u9fff]{{0,8}}?)
    (?:(?:(?:(?:19|20)\d\d年)?\d{{1,2}}月)?\d{{1,2}}日|[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)?
    (?:(?:讯|消息|电|综合)(?=[\s(（:：】\]●,，—-]|记者|据|\d|$)|(?<=日)报道(?=[\s(（])|(?<=日)电(?=[\u4e00-\u9fff“《])(?!电[影视商力子器话动网脑]))""",
    re.VERBOSE,
)
# DATELINE needs one of these, and not far from the beginning.
TELLS = pattern("讯|消息|电|综合|报道")
# 第一财经2024-10-30 15:27, 2016-10-26滨江在线
BESIDE_DATE = pattern(
    rf"""^\s*(?:https?://[\w./-]+)?\s*(?:(?:发布)?时间[:：]\s*)?
         (?:(?P<before>[\u4e00-\u9fff]{{2,12}}?(?:{OUTLET}|财经|融媒体中心)(?:海外版)?))?[\s·/|｜-]*(?:[\u4e00-\u9fff]{{2,6}}频道)?\s*
         {bylines.DATE.pattern}
         (?:\s?星期[一二三四五六日天])?\s*[|｜]?\s*(?P<behind>[\u4e00-\u9fff·-]{{1,14}}{OUTLET}(?:海外版)?|[\u4e00-\u9fff]{{4,20}}(?:[部局委厅]|政府|办公室|委员会))?\d{{0,6}}\s*(?:\s(?:实习|见习)?记者.{{1,24}}|\s(?:参与|评论|浏览|阅读|点击|人气|字号|分享|字体|大字).{{0,24}})?[\s|｜]*$""",
    re.VERBOSE,
)
# 江城日报记者 张三 tells whose reporter wrote it.
EMPLOYER = pattern(
    r"^[\s●■(（]*(?:[文图][^/／|｜\s]{0,4}[/／|｜]\s?)?(?:[\u4e00-\u9fff]{2,6}-)?(?P<outlet>[\u4e00-\u9fffA-Za-z]{2,12}?"
    r"(?:报|网|社|台|客户端|新闻|周刊|财经)[A-Za-z]{0,8})(?:全媒体|融媒体?|首席)?(?:记者|采访人员|编辑\s?[|｜])"
)
# …落成。(滨江日报记者 张三), …落成。(新华网)
TAILED = pattern(
    r"[。”]\s?[(（](?:(?P<outlet>[\u4e00-\u9fff]{2,10}?(?:报|网|社|台|客户端|集团|中心))(?:全媒体|融媒体?|首席)?记者[^()（）]{2,16}"
    r"|(?P<alone>[\u4e00-\u9fff]{2,8}(?:[日晚早晨时商]报|通讯社|电视台|(?<![联官上])网)))[)）]\s*$"
)
# 本报讯(滨江日报记者 张三)
OWN = pattern(r"\s*本[报网刊台](?:讯|消息)?\s?[(（](?P<outlet>[\u4e00-\u9fff]{2,10}?(?:报|网|社|台))(?:全媒体|融媒体?|首席)?(?:记者|通讯员)")
# (中央社记者张三台北8日电), 〔记者李四/高雄报导〕
FILED = r"""(?P<outlet>[\u4e00-\u9fffA-Za-z]{1,8}(?:[社报网台]|新闻))?[/／|｜]?\s?
           (?:特派)?记者\s?(?P<names>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,3}){0,4}|[\u4e00-\u9fff]{5,9}(?=[/／]))
           [/／]?(?P<place>(?!.{0,2}摄影)[\u4e00-\u9fff]{2,4}?)\s?(?:\d{1,2}日)?(?:综合|即时|连线|专)?(?:电|报[道导])"""
WIRE = pattern(rf"\s*[(（〔【\[]{FILED}[)）〕】\]]", re.VERBOSE)
# 2026-03-11 15:42 中央社／ 记者张三台北8日电
# 联合报／ 记者张三李四／高雄即时报导
FILED_LINE = pattern(rf"(?:^|(?<=[\s(（〔【\[])){FILED}[)）〕】\]\s]*$", re.VERBOSE)
# 城市与生活讯 9月8日晚, and 云上江城报道(记者 张三): any name, where news follows. 快讯, 喜讯 and 现场报道 name nobody.
NEWS = pattern(
    r"""\s*(?![据本])(?P<outlet>[\u4e00-\u9fff]{3,8})
        (?:(?<![快简短喜要电通资音捷特图专])讯\s+(?:\d{1,2}月\d|近日|日前|昨|今|[(（](?:记者|通讯员))
          |(?<!综合|现场|独家|特别|跟踪|追踪|连续|系列|深度|联合|专题|图文|滚动|摄影)(?<!的)报道\s?[(（](?:全媒体|融媒体?)?(?:记者|通讯员))""",
    re.VERBOSE,
)
# 【财新网】(记者 张三), 【环球时报综合报道】
SIGNED = pattern(
    rf"""\s*[【\[](?P<outlet>[\u4e00-\u9fffA-Za-z]{{2,10}}?{OUTLET})
         (?:[·\s]?(?:综合|独家)?(?:报[道导]|消息|讯))?(?:\s?记者[^】\]]{{1,16}})?[】\]]""",
    re.VERBOSE,
)
# 滨江新闻(记者张三)18日下午
STAFFED = pattern(rf"\s*(?P<outlet>[\u4e00-\u9fffA-Za-z]{{2,10}}?{OUTLET})\s?[(（][^()（）]{{0,8}}(?:记者|通讯员)")
# 本文首发于总第889期《中国新闻周刊》
FIRST = pattern(r"(?:(?:首发|刊[载登发])于|原载|[摘转选]自|转载自)[^《》。]{0,12}《(?P<outlet>[^《》]{2,12})》")
# 转载自滨江市人民政府网站
COPIED = pattern(r"^\s*(?:本文|文章)?转载?自\s?(?P<outlet>[\u4e00-\u9fff]{2,16}?)(?:网站|微信公众号|公众号)?\s*$")
OUTLETS = pattern(rf"{OUTLET}$")
ALONE = pattern(rf"[\u4e00-\u9fff]{{2,10}}{OUTLET}")
# 您现在的位置:滨江新闻网 > 要闻
PLACE, HOUSE = pattern(r"^[^:：>]*位置\s*[:：]"), pattern(rf"..{OUTLET}$")
# …陪同专访。(记者 张三) 来源: 滨江日报
SOURCED = pattern(rf"[。)）]\s*(?:稿件)?来源[:：]\s*(?P<outlet>[\u4e00-\u9fff]{{2,12}}{OUTLET})[\s|｜]*$")
# 来源:滨江日报全媒体记者 names the outlet, and who wrote it there.
STAFF = pattern(r"(?:全媒体|融媒体?|首席|特约|见习|实习|客户端)*(?:记者|通讯员)$|(?<=[网报台社])讯$")
NOBODY = pattern(
    r"^(?:本[站网报刊]|原创|网络|互联网|转载|未知|不详|佚名|用户|网友|其他|综合|(?i:admin)|https?:|www\.)"
    r"|^[A-Za-z]{0,4}\d{6,}$|^A\+?A|^[\W\d_]*$|^[\w-]+(?:\.[\w-]+)+$"
)


def find(pairs: list[bylines.Pair], heads: list[str], edges: list[str], segments: list[Segment]) -> str | None:
    """Return the outlet of a page, or None: `heads` are its lines of metadata with their `pairs`, `edges` its first and last paragraphs."""
    keyed = (_outlet(pair.value) for pair in pairs if pair.field == "publisher")
    said = next((name for name in keyed if name and not persons(name)), None)
    return said or next((name for name in _named(heads, edges, segments) if name and not NOBODY.match(name)), None)


def _named(heads: list[str], edges: list[str], segments: list[Segment]) -> Iterator[str | None]:
    """Yield what lines without 来源 name, the surest first."""
    yield from (match["outlet"] for line in edges if "来源" in line[-30:] and (match := SOURCED.search(line)))
    yield from (match["outlet"] for line in heads if "记者" in line and (match := FILED_LINE.search(line)))
    dated = (match for line in heads if ("20" in line or "19" in line) and (match := BESIDE_DATE.match(_unkeyed(line))))
    yield from (match["before"] or match["behind"] for match in dated)
    yield from (name for line in heads if ALONE.fullmatch(name := line.strip().strip("【】[]()（）")))
    yield from (match["outlet"] for line in (*heads, *edges[:2]) if TELLS.search(line, 0, 80) and (match := DATELINE.match(line)))
    yield from (match["outlet"] for line in edges[:2] if (match := WIRE.match(line)))
    yield from (match["outlet"] for line in heads if (match := ISSUE.fullmatch(line.strip()) or PRINTED.fullmatch(line.strip())))
    posted = (match for line in heads if (match := NAMED_DAY.fullmatch(line.strip())) and match["names"])
    yield from (match["outlet"] for match in posted if not persons(match["outlet"]))
    yield from (match["outlet"] for line in edges[:2] if (match := SIGNED.match(line) or STAFFED.match(line) or NEWS.match(line) or OWN.match(line)))
    titles = (s.text for s in segments if s.role == "title")
    yield from (match["outlet"] for line in titles if (match := SIGNED.match(line)))
    yield from (match["outlet"] for pattern in (FIRST, COPIED, EMPLOYER) for line in heads if (match := pattern.search(line)))
    yield from (match["outlet"] or match["alone"] for line in edges[-2:] if (match := TAILED.search(line, max(0, len(line) - 40))))
    for s in segments[:3]:
        crumbs = CRUMBS.split(PLACE.sub("", s.text.strip())) if s.role == "navigation" else []
        if len(crumbs) > 1 and HOUSE.search(crumbs[0].strip(EDGES)):
            yield crumbs[0].strip(EDGES)


def _unkeyed(line: str) -> str:
    """Return a line without what follows its first key, 关键字:城市, or the tools behind it."""
    start = next((pair.start for pair in bylines.pairs(line) if pair.start > 16), len(line))
    return TOOLS.sub("", line[:start])


def _outlet(value: str) -> str | None:
    """Return the outlet that a value begins with: 新华社 of 新华社 2024-10-17, China Daily whole."""
    name = re.split(r"\s{2,}|(?<![A-Za-z])\s|\s(?![A-Za-z])|(?<=.)“|[|｜;；,，(（\xa0]|(?:19|20)\d\d[-年/.]", value.strip(), maxsplit=1)[0]
    name = STAFF.sub("", name.strip("“”\"，,。()（）|｜:：-— "))
    if name.startswith("《") and name.endswith("》"):
        name = name[1:-1]
    # 来源:市文旅局提供 names who gave a picture.
    return None if not name or NOBODY.match(name) or len(name) > 30 or name.endswith(("提供", "供图")) else name


def persons(value: str) -> list[str]:
    """Return the names that a value consists of; 蓝网 is an outlet and 文化厅 a body, though 蓝 and 文 are family names."""
    body = any(OUTLETS.search(part) for part in value.split("·")) or (len(value) > 2 and bylines.OFFICE.search(value.strip()))
    return [] if body else bylines.signature(value)
