"""HTML: the whole file or record is one page, its markup still in it; restoring the page turns it into lines.

Bytes that are strict UTF-8 are UTF-8 whatever the page says of itself, because pages are converted and keep their label, and no
other Chinese text passes as UTF-8. Else the HTTP header, then <meta charset> name the encoding: gb2312 and gbk mean GB18030, and
Big5 is believed if it decodes. What <title> and <meta> say of the article is kept as evidence beside the text.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator

from transforms.ingest import articles
from transforms.ingest.charset import Decoded, Undecodable, decode
from transforms.ingest.contents import Content
from transforms.model.page import Given, Page, Refusal
from transforms.model.patterns import pattern

HEAD = 64_000
LABEL = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
BIG5 = ("big5", "big5-hkscs", "x-x-big5", "cn-big5")
# cp950 has what Windows writes, such as the euro and the seven characters of ETEN.
BIG5_CODECS = ("big5", "cp950", "big5hkscs")
META = pattern(r"<meta\b(?P<attributes>[^>]{1,2000})>", re.IGNORECASE)
ATTRIBUTE = pattern(
    r"""(?P<name>[\w:.-]{1,40})\s{0,9}=\s{0,9}(?:"(?P<double>[^"]{0,1000})"|'(?P<single>[^']{0,1000})'|(?P<bare>[^\s"'>]{1,300}))"""
)
TITLE = pattern(r"<title\b[^>]{0,300}>([^<]{1,400})<", re.IGNORECASE)
COMMENT = pattern(r"<!--(?:(?!-->).){0,20000}-->", re.DOTALL)
LINKED_DATA = pattern(r'"(?P<name>datePublished|pubDate|headline)"\s{0,9}:\s{0,9}"(?P<content>(?:[^"\\]|\\.){1,400})"')
TITLES = ("og:title", "articletitle", "twitter:title")
PUBLISHED = (
    "article:published_time", "og:published_time", "publishdate", "publish-date", "pubdate", "pub_date", "publish_time", "publishtime", "apub:time",
    "datepublished", "date", "weibo: article:create_at", "og:release_date", "firstpublishedtime", "article:create_at",
)
OUTLETS = ("contentsource", "source", "mediaid", "publisher", "article:source")
AUTHORS = ("author", "article:author", "reporter")


def read(content: Content) -> Iterator[Page | Refusal]:
    """Yield the page that `content` is, or its refusal."""
    decoded = _decode(content.data, content.charset)
    if isinstance(decoded, Undecodable):
        yield content.refuse(decoded.code, decoded.reason)
    else:
        yield Page(
            content.sha256, content.source_path, len(content.data), decoded.encoding, decoded.text,
            format="html", given=_merged(_given(decoded.text), content.given),
        )


def _decode(data: bytes, charset: str | None) -> Decoded | Undecodable:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return Decoded(data.decode("utf-16"), "utf-16")
        except UnicodeDecodeError as error:
            return Undecodable("not_text", f"it begins like UTF-16 and is not (byte {error.start})")
    label = (charset or (match[1].decode("ascii", "ignore") if (match := LABEL.search(data, 0, HEAD)) else "")).lower()
    if label in BIG5 and not _is_utf8(data):
        for codec in BIG5_CODECS:
            try:
                return Decoded(data.decode(codec), codec)
            except UnicodeDecodeError:
                continue
    return decode(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _given(text: str) -> Given | None:
    """Return what the head of a page says of the article."""
    head = COMMENT.sub("", text[:HEAD])
    said: dict[str, str] = {}
    for meta in META.finditer(head):
        found = {a["name"].lower(): a["double"] or a["single"] or a["bare"] or "" for a in ATTRIBUTE.finditer(meta["attributes"])}
        name = (found.get("name") or found.get("property") or found.get("itemprop") or "").lower()
        if name and found.get("content"):
            said.setdefault(name, html.unescape(found["content"]).strip())
    for linked in LINKED_DATA.finditer(head):  # "datePublished": "2024-10-17T08:13:00+08:00" of application/ld+json
        said.setdefault(linked["name"].lower(), linked["content"])
    titled = next((said[name] for name in TITLES if said.get(name)), None) or (match[1] if (match := TITLE.search(head)) else "")
    given = Given(
        title=" ".join(html.unescape(titled).split())[:200] or None,
        publisher=next((name for key in OUTLETS if (name := articles.outlet(said.get(key)))), None),
        published_at=next((when for key in PUBLISHED if (when := articles.date(said.get(key)))), None),
        authors=next((names for key in AUTHORS if (names := articles.names(said.get(key)))), []),
    )
    return None if given == Given() else given


def _merged(own: Given | None, container: Given | None) -> Given | None:
    """Return what the page says of itself, and what its container says where the page does not."""
    if own is None or container is None:
        return own or container
    return Given(
        title=own.title or container.title, publisher=own.publisher or container.publisher,
        published_at=own.published_at or container.published_at, authors=own.authors or container.authors,
    )
