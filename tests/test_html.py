"""HTML pages: blocks become lines by edits, every fact leads into the source, and menus stay as lines with their role."""

from __future__ import annotations

import hashlib
import re
import time
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import ingest
from transforms.ingest import articles
from transforms.ingest.contents import Content
from transforms.model.page import Given, Page
from transforms.model.text import Text, replay
from transforms.reading import read
from transforms.restore import markup, restore

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>滨江国际城市论坛开幕_滨江新闻网</title>
<meta name="author" content="李明"><meta property="article:published_time" content="2024-10-17T08:13:00+08:00">
<style>p{color:red}</style><script>var a = "<p>不是正文。</p>";</script></head>
<body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/a">要闻</a></li><li><a href="/b">社会</a></li></ul></div>
<div class="crumbs"><a href="/">首页</a> &gt; <a href="/a">要闻</a> &gt; 正文</div>
<div class="article">
 <h1>滨江国际城市论坛开幕</h1>
 <div class="info"><span>2024-10-17 08:13</span>&nbsp;&nbsp;<span>来源：<a href="/x">滨江日报</a></span></div>
 <div class="content">
  <p>　　10月16日，滨江国际<b>城市</b>
     论坛在滨江会展中心开幕，来自30多个国家和地区的500余名代表出席。<!-- 广告 --></p>
  <p>论坛为期3天，由滨江市人民政府主办。</p>
  <figure><img src="a.jpg"><figcaption>图为论坛开幕式现场</figcaption></figure>
  <h2>共建韧性城市</h2>
  <p>与会专家认为，城市更新要以人为本&mdash;&mdash;这是共识。</p>
 </div>
</div>
<div class="related"><ul><li><a href="/1">滨江举办青年城市峰会</a></li><li><a href="/2">城市更新案例发布</a></li>
<li><a href="/3">论坛筹备就绪</a></li></ul></div>
<div class="footer">主办单位：滨江新闻网　<a href="/i">关于我们</a><br>版权所有 滨江新闻网</div>
</body></html>
"""


def page(data: bytes | str, charset: str | None = None) -> Page:
    raw = data.encode() if isinstance(data, str) else data
    found = ingest.page(Content("a.html", hashlib.sha256(raw).hexdigest(), raw, "html", charset=charset))
    assert isinstance(found, Page), found
    return found


def test_a_page_becomes_lines_with_their_roles() -> None:
    document = read(page(PAGE)).document
    assert [(s.role, s.text) for s in document.segments] == [
        ("navigation", "首页"), ("navigation", "要闻"), ("navigation", "社会"), ("navigation", "首页 > 要闻 > 正文"),
        ("title", "滨江国际城市论坛开幕"), ("source_line", "2024-10-17 08:13 来源：滨江日报"),
        ("body", "10月16日，滨江国际城市论坛在滨江会展中心开幕，来自30多个国家和地区的500余名代表出席。"),
        ("body", "论坛为期3天，由滨江市人民政府主办。"),
        ("caption", "图为论坛开幕式现场"), ("heading", "共建韧性城市"), ("body", "与会专家认为，城市更新要以人为本——这是共识。"),
        ("promotion", "滨江举办青年城市峰会"), ("promotion", "城市更新案例发布"), ("promotion", "论坛筹备就绪"),
        ("boilerplate", "主办单位：滨江新闻网 关于我们"), ("boilerplate", "版权所有 滨江新闻网"),
    ]
    assert [s.line_no for s in document.segments] == list(range(1, 17))
    said = document.metadata
    assert (said.title, said.publisher, said.authors) == ("滨江国际城市论坛开幕", "滨江日报", ["李明"])
    assert said.published_at == datetime(2024, 10, 17, 8, 13, tzinfo=articles.SHANGHAI)


def test_every_fact_leads_into_the_source() -> None:
    reading = read(page(PAGE))
    text = reading.document.text
    cited = [row.source for kind in reading.facts.__slots__ for row in getattr(reading.facts, kind) if hasattr(row, "source")]
    assert len(cited) > 10
    log = list(text.log())
    for source in cited:
        inside = [(a - source.raw_start, b - source.raw_start, new) for a, b, new in log if a >= source.raw_start and b <= source.raw_end]
        assert replay(PAGE[source.raw_start : source.raw_end], inside) == source.evidence
    assert replay(PAGE, log) == text.chars


def test_what_the_text_says_goes_before_what_the_head_says() -> None:
    head = '<head><title>旧标题</title><meta name="publishdate" content="2001-01-01"><meta name="source" content="转载网"></head>'
    said = read(page(re.sub(r"<head>.*</head>", head, PAGE, flags=re.DOTALL))).document.metadata
    assert (said.title, said.publisher, said.published_at and said.published_at.year) == ("滨江国际城市论坛开幕", "滨江日报", 2024)
    bare = f"{head}<body><p>论坛在滨江开幕，来自三十个国家的代表出席，会期三天。</p></body>"
    said = read(page(bare)).document.metadata
    assert (said.title, said.publisher, said.published_at and said.published_at.year) == ("旧标题", "转载网", 2001)


@pytest.mark.parametrize(("source", "text"), [
    ("<p>一</p>\n<p>二</p>", "一\n二"), ("一<br>二<br/>三", "一\n二\n三"), ("<p>城市\n  更新</p>", "城市更新"), ("<p>smart\n city</p>", "smart city"),
    ("<p>2024 年</p>", "2024 年"),
    ("<table><tr><td>一</td><td>二</td></tr><tr><td>三</td></tr></table>", "一 二\n三"), ("<pre>一\n二</pre>", "一\n二"),
    ("一<!-- <p> -->二", "一二"), ("一<script>if (a<b) '</p>'</script>二", "一二"), ("a < b &lt; c &amp;&nbsp;d", "a < b < c & d"),
    ('<p title="a>b">一</p>', "一"), ("<p title='未完>一</p>二", "一\n二"), ("<b>一</b> <b>二</b>", "一 二"),
    ("一</p></div></a>二", "一\n二"), ("<svg>x", "x"),
    ("<p>一<p>二<p>三", "一\n二\n三"), ("</body>", ""), ("<", "<"), ("一<", "一<"), ("一<!--", "一"), ("<p", ""), ("1<2>1", "1<2>1"), ("", ""),
])  # fmt: skip
def test_markup_becomes_what_a_reader_sees(source: str, text: str) -> None:
    assert restore(source, "html").text.chars == text


ENCODINGS = [
    ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', None, "gb18030"), ("gb18030", "", "gbk", "gb18030"),
    ("big5", '<meta charset="big5">', None, "big5"), ("big5", "", "Big5", "big5"), ("utf-8", '<meta charset="gb2312">', "gbk", "utf-8"),
    ("utf-8-sig", "", None, "utf-8-sig"), ("utf-16", "", None, "utf-16"), ("gb18030", "", None, "gb18030"),
    ("gb18030", '<meta charset="utf-8">', None, "gb18030"),
]


@pytest.mark.parametrize(("encoding", "head", "charset", "found"), ENCODINGS)
def test_the_encoding_is_what_the_bytes_are_and_then_what_the_page_says(encoding: str, head: str, charset: str | None, found: str) -> None:
    text = f"<html><head>{head}</head><body><p>與會專家圍繞城市發展進行討論,並發表共同倡議。</p></body></html>"
    read = page(text.encode(encoding), charset)
    assert (read.raw, read.encoding) == (text, found)
    assert read.raw.encode(read.encoding) == text.encode(encoding)


def test_linked_data_tells_when_a_page_was_published() -> None:
    linked = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished" : "2023-05-06T07:08:00+08:00"}</script>'
    given = page(f"<head>{linked}</head><p>论坛开幕。</p>").given
    assert given and given.published_at == datetime(2023, 5, 6, 7, 8, tzinfo=articles.SHANGHAI)


def test_what_a_container_says_is_restored_like_the_text() -> None:
    text = "國際城市論壇在上海開幕，來自三十個國家的代表出席開幕儀式並發表倡議。"
    given = Given(title="國際城市論壇在上海開幕", publisher="中國新聞網", authors=["張偉"])
    said = read(Page("0", "a.jsonl#1", 0, "utf-8", text, given=given)).document.metadata
    assert (said.title, said.publisher, said.authors) == ("国际城市论坛在上海开幕", "中国新闻网", ["张伟"])


def test_prose_is_never_hidden_by_a_class() -> None:
    source = '<div class="sidebar hot"><p>论坛在滨江会展中心开幕，来自三十个国家的代表出席。</p><p>会期三天。</p></div><nav><a>甲</a></nav>'
    assert [s.role for s in read(page(source)).document.segments] == ["body", "body", "navigation"]


def test_a_folder_of_html_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.shtml").write_text(PAGE, encoding="gb18030")
    (found,) = [record for input in ingest.discover([str(tmp_path)], tmp_path) for record in ingest.read(input)]
    assert isinstance(found, Page) and (found.format, found.encoding, found.source_path) == ("html", "gb18030", "a.shtml")


class Seen(HTMLParser):
    """The text that html.parser gives, as a second opinion."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.seen = ""

    def handle_data(self, data: str) -> None:
        self.seen += data


PIECES = ["<p>", "</p>", "<b>", "</b>", "<br>", '<a href="x">', "</a>", "<div>", "</div>", "<!-- y -->", "<li>", "\n", "  ", "城市", "a b", "1"]
TAGS = st.sampled_from(PIECES)


@given(st.lists(TAGS, max_size=40).map("".join))
def test_no_letter_is_lost_or_made(source: str) -> None:
    parser = Seen()
    parser.feed(source)
    parser.close()
    assert re.sub(r"\s", "", Text(source).apply(markup.read(source).edits).chars) == re.sub(r"\s", "", parser.seen)


@given(st.text(alphabet="<>/!-'\"= pabiscriptle\n城。&;", max_size=120))
def test_any_text_is_scanned_and_its_edits_replay(source: str) -> None:
    found = restore(source, "html")
    assert replay(source, found.text.log()) == found.text.chars


HOSTILE = ["<!--", "<a ", '<a "', "<div>", "</b>", "<script>", "<svg>", "<p title='", "<![CDATA[", "&lt;", "<li><a>", "\n \n"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_markup_takes_linear_time(hostile: str) -> None:
    source = hostile * (1_000_000 // len(hostile))
    start = time.process_time()
    Text(source).apply(markup.read(source).edits)
    assert time.process_time() - start < 12
