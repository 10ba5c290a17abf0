"""Metadata: what a page says of itself: 来源:滨江日报, 2024-10-17 08:13, (记者 张三), 责编:李四.

A date in the news is no date of publication: only a line of metadata is. Who is named is read in outlets.py, authors.py and homes.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time

import msgspec

from transforms.model.document import Metadata, Segment
from transforms.model.page import Given
from transforms.model.patterns import pattern
from transforms.segment import authors, bylines, homes, outlets, tails
from transforms.segment.heads import ORIGINAL, RULING, SITE, goes_on
from transforms.segment.menus import CRUMBS, is_crumbs
from transforms.segment.sources import CLOCK, DAY, NUMBER

MIDNIGHT = time()
# 友城代表团访问滨江 2024-06-04 来源:滨江日报
TITLED = pattern(rf"[^\s:：|｜][^:：|｜]{{5,60}}[^\s:：|｜](?=\s+{bylines.DATE.pattern}\s{{0,4}}来源\s?[:：])", re.VERBOSE)
# The foot of a site names whose it is: 主办:古县人民政府.
HOME = frozenset(("title", "heading", "body", "boilerplate"))


def read(segments: list[Segment]) -> Metadata:
    """Return what the lines of a page say of it."""
    heads = _heads(segments)
    body = [s.text for s in segments if s.role == "body"]
    # Below pictures the dateline may be the fourth paragraph.
    told = [line for line in body[2:6] if outlets.TELLS.search(line, 0, 40) and outlets.DATELINE.match(line)][:1]
    edges = [*body[:2], *told, *body[-2:]] if len(body) > 3 else body
    pairs = [pair for line in heads for pair in bylines.pairs(line)]
    signed = [pair for line in edges for pair in bylines.pairs(authors.trailing(line) or "")]  # (编辑:张三) behind a paragraph
    titles = [s.text.strip() for s in segments if s.role == "title"]
    title = _title("".join(titles[: 1 + goes_on(*titles[:2])] if titles[1:] else titles)) or _crumb(segments) or _original(heads)
    publisher = outlets.find([*pairs, *signed], heads, edges, segments)
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
        authors=authors.find(pairs, heads, edges, body),
        editors=_unique(name for pair in (*pairs, *signed) if pair.field == "editor" for name in bylines.names(pair.value)),
        home_place=home.name if home else None,
        home_adcode=home.adcode if home else None,
    )


def _heads(segments: list[Segment]) -> list[str]:
    """Return the lines of metadata; a value that stands on a line of its own below 责编: is brought to its key."""
    found: list[str] = []
    for above, s in zip([*segments[-1:], *segments], segments, strict=False):
        if s.role == "source_line":
            key = found[-1].rstrip()[-1:] if found and bylines.pairs(found[-1]) and not bylines.pairs(s.text) else ""
            clock = CLOCK.fullmatch(s.text.strip()) if found and above.role == "source_line" else None
            if clock:  # 2016年3月14日(星期一), and below it 香港时间10时00分
                found[-1] += f" {clock['clock']}"
            elif key and key in ":：":
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


def _original(heads: list[str]) -> str | None:
    """Return the title that a page without one says it had elsewhere, 原标题:城市论坛在滨江开幕, or tells in front of its day and its source."""
    led = (title[0] for line in heads if "来源" in line and (title := TITLED.match(line.strip())))
    return next((told for line in heads if ORIGINAL.match(line.strip()) and len(told := _title(line)) >= 6), None) or next(led, None)


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
    bare = ORIGINAL.sub("", line.strip().strip("|｜*•· "))
    return SITE.sub("", bare) or bare


def _published(heads: list[str]) -> datetime | None:
    """Return the date of the line that names the outlet or says 发布时间, else of the first line with one, and its hour wherever that is told."""
    keyed = [line for line in heads if any(pair.field in ("published", "publisher") for pair in bylines.pairs(line))]
    # 成文日期 and 归档时间 are days of the document.
    heads = [line for line in heads if not any(pair.field == "other" and pair.key.endswith(("日期", "时间")) for pair in bylines.pairs(line))]
    dates = [date for line in (*keyed, *heads) if (date := bylines.published(line))]
    return next((date for date in dates if date.date() == dates[0].date() and date.time() != MIDNIGHT), dates[0]) if dates else None


def _dated_at(segments: list[Segment], day: datetime | None) -> tuple[int, int] | None:
    """Return where the lines of metadata say the day of a page."""
    said = ((s, span) for s in segments if day and s.role == "source_line" for found, span in bylines.days(s.text) if day.date() == found.date())
    return next(((s.text_start + start, s.text_start + end) for s, (start, end) in said), None)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
