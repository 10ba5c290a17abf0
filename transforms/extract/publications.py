"""Publications: works in 《》, as in 2021版《上海手册》 收录了23个案例.

Edition, theme and counts belong to the edition the text counts. 《上海手册》 after its long title is the same work. An 倡议 or 宣言
in 《》 is an output, a signed 《合作协议》 an agreement, and 据《人民日报》报道 names a newspaper as a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms.extract.events.sites import around
from transforms.extract.events.subjects import told_at
from transforms.extract.facts import Facts
from transforms.extract.lines import matches_near
from transforms.extract.numerals import figure
from transforms.model import ids
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern


class Publication(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A work in 《》."""

    source: Citation
    name: Annotated[str, "Its title by the fullest form on the page, without 《》."]
    edition: Annotated[str | None, "The edition as written: 2022版, 2024年版."]
    theme: Annotated[str | None, "Theme of that edition, without quotes."]
    n_cases: Annotated[int | None, "Cases that the edition collects."]
    n_countries: Annotated[int | None, "Countries that these cases come from."]
    event_id: Annotated[str | None, "The event at which it was issued: events.event_id."]


ISSUED = pattern(r"发布|首发|揭晓|亮相|推出|出版|问世|公布")
NUMBER = r"(?:[0-9]{1,5}|[一二三四五六七八九十百两]{1,4})"
YEARLY = "(?:19|20)[0-9]{2}年?度?"
BEFORE = pattern(rf"(?P<edition>(?:{YEARLY}版|第{NUMBER}[版辑卷])的?)$")
WORK = pattern(
    rf"""《(?P<name>[^《》\n]{{1,80}})》
         (?P<after>\s?[(（]?(?:{YEARLY}(?:版|报告)|第{NUMBER}版|{NUMBER}[卷辑]本)[)）]?)?""",
    re.VERBOSE,
)
# Works of another kind: issued as an output, signed as an agreement, or quoted as a source.
OTHER_KIND = pattern(r"(?:倡议书?|宣言|共识|声明|协议书?|合同|备忘录|协定|意向书|承诺书|责任书)(?:[(（].*)?$")
QUOTED_FROM = pattern(r"(?:(?P<by>(?<!根)(?<!依)据)|来源[:：]?|原载|摘自|转自|本报|记者)\s*$")
# 甲省与乙市签署《共建计划》: signed, whatever it is called.
SIGNED = pattern(r"签[署订下]了?$")
# 作题为《…》的主旨演讲: what was said has a title, and is no work.
SPOKEN = pattern(r"题为\s?$")
SPEECH = pattern(r"(?:的)?[^,，。;；《》\n]{0,6}?(?:演讲|发言|讲话|讲座|致辞|报告会|专题报告|主题报告|主旨报告|分享|授课|党课)")
# 《指导意见》提出 after 《关于…的指导意见》: nothing but what kind of document it is.
KINDS = "方案|意见|规划|报告|办法|条例|通知|纲要|计划|决定|建议|指南|标准|导则|公报|措施"
KIND = pattern(f"(?:实施|指导|行动|工作|发展|总体|若干|管理)?(?:{KINDS})")
YEAR_END = pattern("[0-9]{4}年?版?$")
# 据《某某决定》,全国…: a document; 据《自然》: who tells it.
DOCUMENT = pattern(rf"(?:{KINDS}|规定|细则|[国规划护理]法|皮书|年鉴|手册|目录|市志|县志)(?:[(（].*)?$")
# 《…报告》(以下简称《报告》): a short name for this page.
SHORT_FOR = pattern(r"(?:简称|下称|以下称)[“\s]?$")
MEANT = pattern("全书|书中|[该本](?:书|报告|手册|指南|年鉴|白皮书|蓝皮书|案例集|规划|文集)|这[本部份](?:书|报告|手册|指南|年鉴)")
PERIODICAL = pattern(r"(?:[日晚早时晨商快周邮]报|(?:都市|青年|大众|法治|科技|工人|农民|证券|电讯)报|周刊|杂志|电讯|参考消息)$")
THEME = pattern(
    r"以“(?P<theme>[^”\n]{2,60})”为(?:核心|年度)?主题|主题(?:为|是|确定为)?“(?P<other>[^”\n]{2,60})”"
    r"|(?:紧扣|聚焦|围绕|紧贴)“(?P<held>[^”\n]{2,60})”(?:这一)?(?:年度|核心)?主题"
)
# 围绕“…”,遴选了24个案例: of the work of the sentence before.
GOES_ON = pattern(r"(?:围绕[^。\n]{2,40}[,，])?(?:共|还|其中)?(?:收录|收集|精选|汇集|遴选|选取|汇编|选编)")
CASES = pattern(
    rf"""(?P<verb>收录|收集|精选|汇集|纳入|遴选|选取|汇编|入选|选编|共有)(?:了
      |自)?(?P<from>[^,，。;；\n]{{0,14}}?)(?P<cases>{NUMBER})[余多]?个[\u4e00-\u9fff]{{0,8}}?案例
       | (?P<one>{NUMBER})[余多]?个[\u4e00-\u9fff]{{0,8}}?案例(?=之一)""",
    re.VERBOSE,
)
COUNTRIES = pattern(rf"(?P<countries>{NUMBER})[余多]?个(?:不同的?)?(?:国家|经济体)")


class _Work(msgspec.Struct, gc=False):
    start: int
    end: int
    name: str
    edition: str | None = None
    theme: str | None = None
    cases: int | None = None
    countries: int | None = None
    event_id: str | None = None


def find(document: Document, facts: Facts) -> Iterator[Publication]:
    """Yield every work of the page once, in the order of first mention; its row cites the fullest title."""
    works: list[_Work] = []
    short: set[str] = set()
    for match in document.finditer(WORK, FACTS):
        if works and SHORT_FOR.search(document.chars, match.start() - 5, match.start()):
            short.add(match["name"])
        if match["name"] in short or not _is_work(document, match):
            continue
        before = BEFORE.search(document.chars, max(0, match.start() - 12), match.start())
        edition = ((before and before["edition"]) or match["after"] or "").strip(" ()（）的") or None
        start = before.start() if before else match.start()
        low, high = around(document, match.start())
        event_id = told_at(document, facts, match.start()) if ISSUED.search(document.chars, low, high) else None
        _add(works, _Work(start, match.end(), match["name"], edition, None, None, None, event_id))
    _count(document, works)
    for work in works:
        yield Publication(
            source=document.cite(work.start, work.end, "publications", 0.9), name=work.name, edition=work.edition, theme=work.theme,
            n_cases=work.cases, n_countries=work.countries, event_id=work.event_id,
        )


def _is_work(document: Document, match: re.Match[str]) -> bool:
    chars = document.chars
    spoken = SPOKEN.search(chars, match.start() - 4, match.start()) and SPEECH.match(chars, match.end())
    if OTHER_KIND.search(match["name"]) or spoken or chars.startswith("为题", match.end()) or SIGNED.search(chars, match.start() - 3, match.start()):
        return False
    source = QUOTED_FROM.search(chars, max(0, match.start() - 4), match.start())
    return not (PERIODICAL.search(match["name"]) or (source and not (source["by"] and DOCUMENT.search(match["name"]))))


def _add(works: list[_Work], new: _Work) -> None:
    """Add a work, or what a second mention says to the first; two editions of one title are two works."""
    for old in reversed(works):
        short, full = sorted((ids.normal(old.name), ids.normal(new.name)), key=len)
        sort = YEAR_END.sub("", full).endswith(short) and KIND.fullmatch(short)
        if full != short and not sort and not (full.startswith(short) and full[len(short)] in ":：—-"):
            continue
        if old.edition and new.edition and old.edition != new.edition:
            continue
        if len(new.name) > len(old.name) or (new.edition and not old.edition):
            old.start, old.end = new.start, new.end
        old.name = max(old.name, new.name, key=len)
        old.edition, old.event_id = old.edition or new.edition, old.event_id or new.event_id
        return
    works.append(new)


def _count(document: Document, works: list[_Work]) -> None:
    """Put theme and counts to the works they are told of: the work of the sentence, else the one its subject (手册, 该报告) means."""
    if not works or not ("案例" in document.chars or "主题" in document.chars):
        return
    told = [m.start() for pattern, word in ((THEME, "主题"), (CASES, "案例")) for m in matches_near(document, pattern, word)]
    for low, high in sorted({document.sentence_at(at) for at in told}):
        theme = THEME.search(document.chars, low, high)
        cases = CASES.search(document.chars, low, high)
        work = _meant(document, works, low, high)
        if work is None:
            continue
        if theme and "》" in document.chars[low : theme.start()] and work.theme is None:
            work.theme = theme[theme.lastgroup or 0]
        countries = COUNTRIES.search(document.chars, low, high) if cases else None
        if cases and work.cases is None:
            work.cases = figure(cases["cases"] or cases["one"])
        if countries and work.countries is None:
            work.countries = figure(countries["countries"])


def _meant(document: Document, works: list[_Work], low: int, high: int) -> _Work | None:
    low = document.sentence_at(low - 1)[0] if low > 0 and GOES_ON.match(document.chars, low) else low
    named = [m["name"] for m in WORK.finditer(document.chars, low, high)]
    for name in reversed(named):
        for work in works:
            if work.name == name or work.name.startswith(name):
                return work
    subject = document.chars[low : low + 12]
    above = [w for w in works if w.start < low]
    for work in reversed(above):
        titles = re.split("[:：]", work.name)
        if any(title[-2:] in subject for title in titles) or MEANT.match(subject):
            return work
    return None
