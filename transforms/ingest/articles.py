"""Articles in rows: {"title": …, "content": …, "url": …, "date": …}, whatever their publisher called the columns.

JSONL and Parquet share this. The text is the first of TEXTS that holds one; the others are evidence beside it (`Given`). A date
that tells when a crawler came (C4, FineWeb) is no date of publication and is left out; one in the address of the page, as in
/2024-10/17/content_1.htm, is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from transforms.ingest.contents import Content, Origin
from transforms.model.page import Given, Refusal
from transforms.model.patterns import pattern
from transforms.model.zones import SHANGHAI, zone

TEXTS = ("text", "content", "body", "article", "article_text", "maintext", "main_text", "raw_content", "html", "raw_html", "正文", "内容", "文本")
HTML = ("html", "raw_html")
TITLES = ("title", "headline", "标题")
DATES = (
    "published_at", "publish_time", "publish_date", "published", "published_date", "publishtime", "publishdate", "pub_time", "pub_date", "pubtime",
    "pubdate", "date", "time", "datetime", "datePublished", "发布时间", "日期", "时间",
)
OUTLETS = ("publisher", "media", "source", "site_name", "来源")
AUTHORS = ("authors", "author", "reporter", "作者", "记者")
ADDRESSES = ("url", "link", "source_url", "uri", "网址", "链接")
# Columns of corpora whose date is the crawler's.
CRAWLED = ("dump", "warc_record_id", "WARC-Record-ID", "crawl", "snapshot", "date_download")
COLUMNS = (*TEXTS, *TITLES, *DATES, *OUTLETS, *AUTHORS, *ADDRESSES, *CRAWLED)

MARKUP = pattern(r"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<(?:!doctype )?html|<head|<body)", re.IGNORECASE)

# China's time without summer time, which ended in 1991.
WRITTEN_DATE = pattern(
    r"""\s*(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})日?
        (?:[T\s,]{1,4}(?P<hour>\d{1,2})[:：时](?P<minute>\d{2})(?:[:：分](?P<second>\d{2}))?秒?
           (?:\.\d{1,9})?\s?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?\s*(?:GMT)?$""",
    re.VERBOSE,
)
# /2024-10/17/, /2024/1017/, /20241017/, /2024/10/17/, t20241017_123.html, c_2024-10-17; a number of an article is no date.
ADDRESS_DATE = pattern(
    r"(?<![\d.])(?P<year>(?:19[89]|20[0-4])\d)(?P<dash>[-/_]?)(?P<month>0[1-9]|1[0-2])(?:[-/_]?)(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.]|-\d*[a-z]|$|\D)"
)
NAME = pattern(r"[\u4e00-\u9fff·]{2,12}")


def record(row: Mapping[str, Any], number: int, at: int, origin: Origin) -> Content | Refusal | None:
    """Return the text of a row as a record, or its refusal; None where the row has none."""
    for name in TEXTS:
        value = row.get(name)
        if isinstance(value, (str, bytes)) and value and not value.isspace():
            is_html = name in HTML or (isinstance(value, str) and MARKUP.match(value[:500]) is not None)
            data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
            if len(data) > origin.limit:
                told = f"its text has {len(data):,} bytes, and the limit is {origin.limit:,}: raise the limit or split it"
                return origin.refuse(number, "too_large", told)
            return origin.content(number, data, "html" if is_html else "text", at, given=given(row))
    return None


def given(row: Mapping[str, Any]) -> Given | None:
    """Return what the other columns of a row say of its text."""
    said = Given(
        title=_title(_first(row, TITLES)),
        publisher=outlet(_first(row, OUTLETS)),
        published_at=_published(row),
        authors=names(_first(row, AUTHORS)),
    )
    return None if said == Given() else said


def date(value: Any) -> datetime | None:
    """Return the time that a date of any usual form tells, by the clock of Shanghai unless it says otherwise."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
    if not isinstance(value, str) or not (match := WRITTEN_DATE.match(value[:60])):
        return None
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    try:
        return datetime(int(match["year"]), int(match["month"]), int(match["day"]), hour, minute, second, tzinfo=zone(match["zone"]))
    except ValueError:  # 2024-13-40 is no date
        return None


def address_date(url: Any) -> datetime | None:
    """Return the day that the address of a page names, as those of Chinese news sites do."""
    if not isinstance(url, str):
        return None
    path = url[:2000].partition("://")[2].partition("/")[2].partition("?")[0]
    for match in ADDRESS_DATE.finditer(path):
        try:
            return datetime(int(match["year"]), int(match["month"]), int(match["day"]), tzinfo=SHANGHAI)
        except ValueError:  # 20240231 is the number of something
            continue
    return None


def outlet(value: Any) -> str | None:
    """Return the name of an outlet; a domain, a file or the name of a data set is none."""
    name = value.strip() if isinstance(value, str) else ""
    return name if 2 <= len(name) <= 30 and re.search(r"[\u4e00-\u9fff]", name) else None


def names(value: Any) -> list[str]:
    """Return the persons in a list or a line of names."""
    if isinstance(value, (list, tuple)):
        return [name for each in value[:20] for name in names(each)]
    found = NAME.findall(value[:200]) if isinstance(value, str) else []
    return [name for name in dict.fromkeys(found) if name not in ("记者", "通讯员", "佚名", "作者", "小编", "编辑", "未知", "管理员")]


def _title(value: Any) -> str | None:
    title = " ".join(value.split()) if isinstance(value, str) else ""
    return title if 0 < len(title) <= 200 else None


def _published(row: Mapping[str, Any]) -> datetime | None:
    crawled = any(row.get(name) for name in CRAWLED)
    said = None if crawled else next((when for name in DATES if (when := date(row.get(name)))), None)
    return said or next((when for name in ADDRESSES if (when := address_date(row.get(name)))), None)


def _first(row: Mapping[str, Any], columns: tuple[str, ...]) -> Any:
    return next((row[name] for name in columns if row.get(name)), None)
