"""Metadata: what a page says of itself: 来源:滨江日报, 2024-10-17 08:13, (记者 张三), 责编:李四.

来源 names the outlet even where the dateline (滨江新闻网讯) names another, the site that copied the page. A date in the news is no
date of publication: only a line of metadata is. 本报讯 and 来源:本站 name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from transforms import gazetteer
from transforms.model.document import Metadata, Segment
from transforms.model.page import Given
from transforms.model.patterns import pattern
from transforms.segment import bylines, homes, tails
from transforms.segment.heads import SITE
from transforms.segment.looks import CRUMBS, DAY, FILED_BY, ISSUE, NUMBER, PRINTED, is_crumbs
from transforms.segment.shapes import EDGES

OUTLET = r"(?:报|网|社|台|在线|客户端|新闻|周刊|杂志|观察|传媒|融媒|融媒体|财讯|快讯|头条|发布|视界|时刻|号|派)"
DATELINE = pattern(
    rf"""^[\s【\[(（●■]*
    (?P<outlet>[\u4e00-\u9fffA-Za-z·\d]{{1,14}}?{OUTLET})(?![网社报]|台(?![北中南东湾州]))
    (?P<place>[\u4e00-\u9fff]{{0,8}}?)
    (?:(?:(?:19|20)\d\d年)?\d{{1,2}}月\d{{1,2}}日|[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)?
    (?:(?:讯|消息|电|综合)(?=[\s(（:：】\]●,，—-]|记者|据|\d)|(?<=日)报道(?=[\s(（]))""",
    re.VERBOSE,
)
# DATELINE needs one of these, and not far from the beginning.
TELLS = pattern("讯|消息|电|综合|报道")
# 第一财经2024-10-30 15:27, 2016-10-26滨江在线
BESIDE_DATE = pattern(
    rf"""^\s*(?:https?://[\w./-]+)?\s*
         (?:(?P<before>[\u4e00-\u9fff]{{2,12}}?(?:{OUTLET}|财经)(?:海外版)?))?[\s·/|｜-]*(?:[\u4e00-\u9fff]{{2,6}}频道)?\s*
         {bylines.DATE.pattern}
         (?:\s?星期[一二三四五六日天])?\s*[|｜]?\s*(?P<behind>[\u4e00-\u9fff·-]{{1,14}}{OUTLET})?\d{{0,6}}\s*(?:\s(?:实习|见习)?记者.{{1,24}}|\s(?:参与|评论|浏览|阅读|点击|人气|字号|分享).{{0,24}})?[\s|｜]*$""",
    re.VERBOSE,
)
# 江城日报记者 张三 tells whose reporter wrote it.
EMPLOYER = pattern(
    r"[\s●■(（]*(?:[文图][^/／|｜\s]{0,4}[/／|｜]\s?)?(?:[\u4e00-\u9fff]{2,6}-)?(?P<outlet>[\u4e00-\u9fffA-Za-z]{2,12}?"
    r"(?:报|网|社|台|客户端|新闻|周刊|财经)[A-Za-z]{0,8})(?:全媒体|融媒体?|首席)?(?:记者|采访人员|编辑\s?[|｜])"
)
# (中央社记者张三台北8日电), 〔记者李四/高雄报导〕
FILED = r"""(?P<outlet>[\u4e00-\u9fffA-Za-z]{2,8}[社报网台])?[/／]?\s?
           记者\s?(?P<names>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,3}){0,4}|[\u4e00-\u9fff]{5,9}(?=[/／]))
           [/／]?(?P<place>[\u4e00-\u9fff]{2,4}?)\s?(?:\d{1,2}日)?(?:综合|即时|专)?(?:电|报[道导])"""
WIRE = pattern(rf"\s*[(（〔【\[]{FILED}[)）〕】\]]", re.VERBOSE)
# 2026-03-11 15:42 中央社／ 记者张三台北8日电
# 联合报／ 记者张三李四／高雄即时报导
FILED_LINE = pattern(rf"(?:^|(?<=[\s(（〔【\[])){FILED}[)）〕】\]\s]*$", re.VERBOSE)
# 【财新网】(记者 张三), 【环球时报综合报道】
SIGNED = pattern(
    rf"""\s*[【\[](?P<outlet>[\u4e00-\u9fffA-Za-z]{{2,10}}?{OUTLET})
         (?:[·\s]?(?:综合|独家)?(?:报[道导]|消息|讯))?(?:\s?记者[^】\]]{{1,16}})?[】\]]""",
    re.VERBOSE,
)
# 滨江新闻(记者张三)18日下午
STAFFED = pattern(rf"\s*(?P<outlet>[\u4e00-\u9fffA-Za-z]{{2,10}}?{OUTLET})\s?[(（][^()（）]{{0,8}}(?:记者|通讯员)")
# 本文首发于总第889期《中国新闻周刊》
FIRST = pattern(r"(?:(?:首发|刊载)于|原载|[摘转选]自|转载自)[^《》。]{0,12}《(?P<outlet>[^《》]{2,12})》")
# 【滨江日报讯】记者张三报道:
TOLD = pattern(r"[】\])）\s]*(?:本报|全媒体|融媒体?)?记者\s?(?P<names>[\u4e00-\u9fff、\s]{2,16}?)报[道导][:：\s]")
# (滨江报 张三、李四 报道)
EMPLOYED = pattern(r"^[\u4e00-\u9fff]{2,10}[报网台社]\s(?=[\u4e00-\u9fff])")
# 作者:滨江日报记者张三 李四
EMPLOYEE = pattern(r"^\S{2,14}?(?:记者|通讯员)\s*(?=\S)")
STROKE, WORK = pattern("[/／╱|｜]"), pattern(r"(?:\d{1,2}日)?(?:综合|专题|采访)?(?:报[道导]|[专外]?电)$")
OUTLETS = pattern(rf"{OUTLET}$")
ALONE = pattern(rf"[\u4e00-\u9fff]{{2,10}}{OUTLET}")
BRACKETED = pattern(r"[(（【\[]\s*(?P<inside>[^()（）【】\[\]]{2,60})[)）】\]]")
TRAILING = pattern(r"[(（【\[]\s*(?P<inside>[^()（）【】\[\]]{2,60})[)）】\]][\s。]*\d{0,8}[\s|｜]*$")
# 【编辑:张三】 新闻结尾
EDITED = pattern(r"[(（【\[]\s*(?P<inside>(?:责任|实习)?(?:编辑|责编)[:：][^()（）【】\[\]]{1,30})[)）】\]]")
# …就到了。本报记者 张三 (责任编辑:李四)
ENDED = pattern(rf"[。!！”]\s*本[报网刊台]记者[\s:：]+(?P<names>{bylines.NAMES})\s*(?:摄影报道|报道)?(?:[(（][^()（）]{{2,30}}[)）])?[\s|｜]*$")
# 关于命名园林城市的决定 ends with the day it was taken.
RULING = pattern(r"(?:通知|决定|公告|公示|通告|通报|意见|批复|函|办法|方案|规定|细则)(?:[(（].{1,20}[)）])?$")
# …陪同专访。(记者 张三) 来源: 滨江日报
SOURCED = pattern(rf"[。)）]\s*(?:稿件)?来源[:：]\s*(?P<outlet>[\u4e00-\u9fff]{{2,12}}{OUTLET})[\s|｜]*$")
# The foot of a site names whose it is: 主办:古县人民政府.
HOME = frozenset(("title", "heading", "body", "boilerplate"))
CLOSING = frozenset(")）】]")
# 来源:滨江日报全媒体记者 names the outlet, and who wrote it there.
STAFF = pattern(r"(?:全媒体|融媒体?|首席|特约|见习|实习|客户端)*(?:记者|通讯员)$|(?<=[网报台社])讯$")
NOBODY = pattern(r"^(?:本[站网报刊]|原创|网络|互联网|转载|未知|其他|综合|https?:|www\.)|^[\W\d_]*$|^[\w-]+(?:\.[\w-]+)+$")
# 本网讯 通讯员张三 为迎接检查,…
LED = pattern(r"\s*本[报网刊台]讯\s?(?:记者|通讯员)[\u4e00-\u9fff]{2,4}\s")
# 张三 李四 发布时间:2024-10-17
BEFORE_TIME = pattern(r"\s*(?P<names>[\u4e00-\u9fff]{2,4}(?:\s[\u4e00-\u9fff]{2,4}){0,3})\s+(?:发[布表])?(?:时间|日期)\s?[:：]")
BYLINE = pattern(r"^[\s□■●◆▪○◎*]*(?:本报|本网|本刊|[\u4e00-\u9fff]{2,8})?(?:首席|特约|见习|实习|全媒体|融媒体?)?(?:记者|通讯员)\s")


def read(segments: list[Segment]) -> Metadata:
    """Return what the lines of a page say of it."""
    heads = _heads(segments)
    body = [s.text for s in segments if s.role == "body"]
    # Below pictures the dateline may be the fourth paragraph.
    told = [line for line in body[2:6] if TELLS.search(line, 0, 40) and DATELINE.match(line)][:1]
    edges = [*body[:2], *told, *body[-2:]] if len(body) > 3 else body
    pairs = [pair for line in heads for pair in bylines.pairs(line)]
    signed = [pair for line in edges for pair in bylines.pairs(_trailing(line) or "")]  # (编辑:张三) behind a paragraph
    title = next((_title(s.text) for s in segments if s.role == "title"), None) or _crumb(segments)
    publisher = _publisher([*pairs, *signed], heads, edges, segments)
    own = _own_days(segments, title or "")
    dated = _heads([s for s in _inwards(segments) if s not in own and not NUMBER.match(s.text.strip())])
    published_at, signed_on = _published(dated), _published([s.text for s in own])
    home = homes.find("\n".join(s.text for s in segments if s.role in HOME), title or "", publisher or "")
    return Metadata(
        title=title,
        publisher=publisher,
        published_at=published_at,
        signed_on=signed_on,
        dated_at=_dated_at(segments, published_at or signed_on),
        authors=_authors(pairs, heads, edges, body),
        editors=_unique(name for pair in (*pairs, *signed) if pair.field == "editor" for name in bylines.names(pair.value)),
        home_place=home.name if home else None,
        home_adcode=home.adcode if home else None,
    )


def _heads(segments: list[Segment]) -> list[str]:
    """Return the lines of metadata; a value that stands on a line of its own below 责编: is brought to its key."""
    found: list[str] = []
    for s in segments:
        if s.role == "source_line":
            key = found[-1].rstrip()[-1:] if found and bylines.pairs(found[-1]) and not bylines.pairs(s.text) else ""
            if key and key in ":：":
                found[-1] += s.text
            elif key and key in "|｜":  # 作者|, and below it 张三  滨江大学教授
                found[-1:] = [found[-1] + s.text.split()[0], found[-1]]
            else:
                found.append(s.text)
    return found


def _own_days(segments: list[Segment], title: str) -> list[Segment]:
    """Return the lines that say when a notice was signed or a decision taken, not when the page was published."""
    last = max((k for k, s in enumerate(segments) if s.role == "body"), default=-1)
    days = [k for k, s in enumerate(segments) if k > 1 and s.role == "source_line" and DAY.fullmatch(s.text.strip())]
    return [segments[k] for k in days if tails.is_signed(segments[k - 1].text, segments[k].text) or (k > last and RULING.search(title))]


def _inwards(segments: list[Segment]) -> list[Segment]:
    """Return the lines in the order in which they are asked for the date: below the title, above it, where the day of a visit stands, behind."""
    top = next((k for k, s in enumerate(segments) if s.role == "title"), 0)
    first = next((k for k, s in enumerate(segments) if s.role == "body" and k > top), len(segments))
    return [*segments[top:first], *segments[:top], *segments[first:]]


def _crumb(segments: list[Segment]) -> str | None:
    """Return the title that stands nowhere but at the end of the path to the page: 首页 > 要闻 > 城市论坛在滨江开幕."""
    crumbs = next((CRUMBS.split(s.text.strip())[-1] for s in segments if s.role == "navigation" and is_crumbs(s.text.strip())), "")
    return crumbs if len(crumbs) >= 10 else None


def complete(said: Metadata, given: Given | None) -> Metadata:
    """Return what the page says, and where its text does not say, what its container or the head of its HTML does.

    The text goes first because everybody can check it, and because a container may tell when the page was fetched or who copied it.
    """
    if given is None:
        return said
    return msgspec.structs.replace(
        said, title=said.title or (_title(given.title) if given.title else None), publisher=said.publisher or given.publisher,
        published_at=said.published_at or given.published_at, authors=said.authors or given.authors,
    )


def _title(line: str) -> str:
    bare = line.strip().rstrip("|｜ ")
    return SITE.sub("", bare) or bare


def _publisher(pairs: list[bylines.Pair], heads: list[str], edges: list[str], segments: list[Segment]) -> str | None:
    for pair in pairs:
        if pair.field == "publisher" and (outlet := _outlet(pair.value)) and not _persons(outlet):
            return outlet
    for line in edges:
        if "来源" in line[-30:] and (match := SOURCED.search(line)):
            return match["outlet"]
    for line in heads:
        if (match := FILED_LINE.search(line)) and match["outlet"] and not NOBODY.match(match["outlet"]):
            return match["outlet"]
    for line in (line for line in heads if "20" in line or "19" in line):
        if (match := BESIDE_DATE.match(line)) and not NOBODY.match(name := match["before"] or match["behind"] or ""):
            return name
    for line in heads:
        if ALONE.fullmatch(name := line.strip().strip("【】[]")) and not NOBODY.match(name):
            return name
    for line in (*heads, *edges[:2]):
        if TELLS.search(line, 0, 80) and (match := DATELINE.match(line)) and not NOBODY.match(match["outlet"]):
            return match["outlet"]
    for line in edges[:2]:
        if (match := WIRE.match(line)) and match["outlet"] and not NOBODY.match(match["outlet"]):
            return match["outlet"]
    for line in heads:
        if match := ISSUE.fullmatch(line.strip()) or PRINTED.fullmatch(line.strip()):
            return match["outlet"]
    for line in edges[:2]:
        if (match := SIGNED.match(line) or STAFFED.match(line)) and not NOBODY.match(match["outlet"]):
            return match["outlet"]
    for line in heads:
        if match := FIRST.search(line):
            return match["outlet"]
    for line in heads:
        if (match := EMPLOYER.match(line)) and not NOBODY.match(match["outlet"]):
            return match["outlet"]
    for s in segments[:3]:
        crumbs = CRUMBS.split(re.sub(r"^[^:：>]*位置\s*[:：]", "", s.text.strip()))
        if s.role == "navigation" and len(crumbs) > 1 and re.search(rf"..{OUTLET}$", crumbs[0].strip(EDGES)):
            return crumbs[0].strip(EDGES)
    return None


def _trailing(line: str) -> str | None:
    """Return what stands in the brackets that end a line."""
    end = line.rstrip("|｜ \r\t\xa0\u3000").rstrip("。0123456789").rstrip()
    match = TRAILING.search(line, max(0, len(line) - 80)) if end[-1:] in CLOSING else None
    match = match or (EDITED.search(line, max(0, len(line) - 60)) if "编" in line[-60:] else None)
    return match["inside"] if match else None


def _published(heads: list[str]) -> datetime | None:
    """Return the date of the line that names the outlet or says 发布时间, else of the first line that has one."""
    keyed = [line for line in heads if any(pair.field in ("published", "publisher") for pair in bylines.pairs(line))]
    # 成文日期 and 生效日期 are days of the document.
    heads = [line for line in heads if not any(pair.field == "other" and pair.key.endswith("日期") for pair in bylines.pairs(line))]
    return next((date for line in (*keyed, *heads) if (date := bylines.published(line))), None)


def _dated_at(segments: list[Segment], day: datetime | None) -> tuple[int, int] | None:
    """Return where the lines of metadata say the day of a page."""
    said = ((s, span) for s in segments if day and s.role == "source_line" for found, span in bylines.days(s.text) if found == day)
    return next(((s.text_start + start, s.text_start + end) for s, (start, end) in said), None)


def _outlet(value: str) -> str | None:
    """Return the outlet that a value begins with: 新华社 of 新华社 2024-10-17, China Daily whole."""
    name = re.split(r"\s{2,}|(?<![A-Za-z])\s|\s(?![A-Za-z])|[|｜;；,，\xa0]|(?:19|20)\d\d[-年/.]", value.strip(), maxsplit=1)[0]
    name = STAFF.sub("", name.strip("“”\"，,。()（）|｜:：-— "))
    if name.startswith("《") and name.endswith("》"):
        name = name[1:-1]
    # 来源:市文旅局提供 names who gave a picture.
    return None if not name or NOBODY.match(name) or len(name) > 30 or name.endswith(("提供", "供图")) else name


def _authors(pairs: list[bylines.Pair], heads: list[str], edges: list[str], body: list[str]) -> list[str]:
    """Return reporters and correspondents: keyed, in brackets of the first or last lines, or signing the last one."""
    keyed = [pair for pair in pairs if pair.field == "author"]
    found = [name for pair in keyed for name in bylines.names(EMPLOYEE.sub("", pair.value)) if pair.key != "供稿" or _persons(name)]
    for pair in pairs:
        if pair.field == "publisher":  # 来源:滨江日报 张三, or 来源: and a name for want of an outlet
            found += _persons(pair.value.partition(" ")[2] or pair.value)
    for line in heads:
        if led := BEFORE_TIME.match(line):
            found += bylines.signature(led["names"])
        if filed := FILED_LINE.search(line):
            found += bylines.reporters(f"记者{filed['names']}")
        elif not line.rstrip().endswith(("摄", "摄)", "摄）")):
            found += bylines.reporters(line)
    for line in edges:
        dated = DATELINE.match(line)
        if dated and (told := TOLD.match(line, dated.end())):
            names = told["names"]  # 记者张三敦煌报道
            cut = next((k for k in (3, 2) if len(names) - k > 1 and gazetteer.scan(names[k:]) and bylines.signature(names[:k])), len(names))
            found += bylines.names(names[:cut])
        if dated and (behind := BRACKETED.match(line[dated.end() :].lstrip())):
            # 中新社南昌3月5日电 (时珍 李四): a family name may be too rare to be known beside one that is.
            names = bylines.names(behind["inside"])
            found += names if any(map(bylines.signature, names)) else []
        if wired := WIRE.match(line):
            found += wired["names"].split("、")
            continue
        if "记者" in line[:6] and (told := TOLD.match(line)):
            found += bylines.reporters("记者 " + told["names"])  # 记者张三 通讯员李四报道:
        if BYLINE.match(line):
            found += bylines.reporters(line[:40], open_ended=True)
        if LED.match(line):
            found += [name for name in bylines.reporters(line[:30], open_ended=True)[:1] if bylines.signature(name)]
        for inside in (match["inside"] for match in BRACKETED.finditer(line[:60] + "\n" + line[-60:])):
            if "摄" not in inside or "报道" in inside:
                found += bylines.reporters(inside)
                found += [name for pair in bylines.pairs(inside) if pair.field == "author" for name in bylines.names(pair.value)]
    for line in body[-1:]:
        if ended := ENDED.search(line, max(0, len(line) - 80)):
            found += bylines.names(ended["names"])
    for line in (*body[-1:], *heads):
        if signed := _trailing(line):
            found += bylines.signature(EMPLOYED.sub("", signed)) or bylines.joined(signed)
    for line in heads:
        if FILED_BY.fullmatch(line.strip()):
            sides = [EMPLOYED.sub("", side.rpartition("记者")[2]) for side in STROKE.split(WORK.sub("", line.strip()))]
            placed = (side for side in sides if not gazetteer.division(side) and side not in gazetteer.cities())  # 高雄 is no name
            found += next((names for side in placed if (names := _persons(side))), [])
    for line in heads:
        found += bylines.signature(line.strip("□■●◆▪○◎* "))
    return _unique(found)


def _persons(value: str) -> list[str]:
    """Return the names that a value consists of; 蓝网 is an outlet and 文化厅 a body, though 蓝 and 文 are family names."""
    body = any(OUTLETS.search(part) for part in value.split("·")) or (len(value) > 2 and bylines.OFFICE.search(value.strip()))
    return [] if body else bylines.signature(value)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
