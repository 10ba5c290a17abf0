"""Outputs: what was announced or founded, as in 会上发布《滨江倡议》, 联合发起城市气候联盟 and 数字水务平台上线.

A named initiative, declaration, index, platform, lab, centre or alliance (seeds/lexicon/output_kinds.csv) with a verb of issue or
creation. 发布两项倡议 names none; parks, ports and railways under construction are none; a report is a publication.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from transforms import lexicon
from transforms.extract.event_names import PROPER, core_of, name_start
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import holds, last_of, matches_near
from transforms.extract.occurrences import told_at
from transforms.extract.parties import actor
from transforms.extract.quotes import alike
from transforms.extract.sites import REACH, START, around
from transforms.model import ids
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document

Kind = Literal["initiative", "declaration", "index", "platform", "lab", "centre", "alliance"]


class OutputKind(msgspec.Struct, frozen=True):
    """What a name ends in, and the kind of output it then is."""

    suffix: str
    kind: Kind
    common: bool  # without quotes or a proper name it names nothing: 启动专项行动
    why: str


class Output(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An initiative, declaration, index, platform, lab, centre or alliance that was announced or founded."""

    source: Citation
    name: Annotated[str, "Its fullest name on the page."]
    kind: Annotated[Kind, "What it is."]
    actor: Annotated[str | None, "Who announced or founded it, as far as the sentence says."]
    action: Annotated[str, "The verb: 发布, 发起成立, 启用, …"]
    event_id: Annotated[str | None, "The event at which it came about: events.event_id."]


ROWS = lexicon.read("output_kinds", OutputKind)
KINDS: dict[str, Kind] = {row.suffix: row.kind for row in ROWS}
COMMON = frozenset(row.suffix for row in ROWS if row.common)
SUFFIX = "|".join(sorted(KINDS, key=len, reverse=True))
VERB = r"发起成立|发起组建|倡议成立|发布|发起|组建|启动|启用|投入运营|投入使用|推出|落地|成立|揭牌|上线|设立|创建|通过|签署|提出|揭晓|宣布成立"
MADE = re.compile(rf"(?P<verb>{VERB})(?:了|成立|设立|组建|创建|建立)?(?:全[国球省市]|国内|世界|亚洲)?(?:首[个批家份])?")
LIST = re.compile(rf"^(?P<items>[^,，。;；\n]{{2,120}}?)等(?:[0-9一二三四五六七八九十]+[大个家项])?[\u4e00-\u9fff]{{0,8}}?(?P<kind>{SUFFIX})$")
NAMED = re.compile(
    rf"(?P<name>[^,，。;；:：!！?？、\n《》]{{2,50}}?(?P<kind>{SUFFIX})(?:[(（][^()（）\n]{{1,16}}[)）])?)”?(?=[,，。;；:：!！?？、\n”》]"
    rf"|$|的|落地|和|与|并)"
)
DONE = re.compile(
    rf"""(?P<kind>{SUFFIX})(?P<site>[(（][^()（）\n]{{1,16}}[)）])?”?
         (?:也|亦|同步|同时|正式|今日|日前|近日|当天|于[^,，。;；\n]{{2,12}}?|在[^,，。;；\n]{{2,12}}?|宣告|宣布|隆重|成功|顺利|已|共同|首次|[、])*
         (?P<verb>(?:揭牌|成立|上线|启用|投入运营|投入使用|启动|发布|落地)(?=[,，。;；!！\n仪]|$)
           |落地(?=[\u4e00-\u9fff]{{2,6}}(?:[,，。;；\n]|$)))""",
    re.VERBOSE,
)
FIRST = re.compile(r"(?:全[国球省市]|国内|世界|亚洲)?首[个批家]")
TEXT = re.compile(r"《(?P<name>[^《》\n]{2,60}?(?P<kind>倡议|倡议书|宣言|共识|联合声明|公约))》")
APPLIED = re.compile(r"“(?P<name>[^”\n]{2,16}指数)”[^,，。;；\n]{0,16}?(?P<verb>应用|发布|启用)")
SINCE = re.compile(r"(?P<verb>启用|投入运营|投用|投入使用|成立)(?:以来|至今|后)")
ENDS = re.compile(rf"(?:{SUFFIX})$")
DATED = re.compile(r"自?(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:正式)?")
BY_WHOM = re.compile(
    r"(?P<verb>推出|发布|发起|研发)的(?P<name>[^,，。;；\n的《》]{2,30}?(?P<kind>平台|指数|倡议|联盟))(?=[,，。;；\n]|引|受|将|已|等)"
)
INDEFINITE = re.compile(
    r"^(?:共同|联合)?(?:建设|共建|推进)|^(?:[一两三四五六七八九十0-9]+[项个批份家]|多[项个]|新的?|系列|该|本|其|相关|有关|这|各|一系列)"
    r"|的|[了在将对把被]"
)
FOUNDED = re.compile(r"(?P<action>启动|揭牌|启用|成立|发布|落成)仪式$")


class _Found(msgspec.Struct, gc=False):
    start: int
    end: int
    name: str
    kind: Kind
    action: str
    verb: int
    told: int  # 0 in the body, 1 in a title: the body's words come first


def find(document: Document, facts: Facts) -> Iterator[Output]:
    """Yield every output of the page once, in reading order, with the first verb the body has for it."""
    document = alike(document)
    found = [*_objects(document), *_subjects(document), *_ceremonies(document, facts), *_since(document, facts)]
    first: dict[str, _Found] = {}
    for one in sorted(found, key=lambda f: (f.told, f.start)):
        key = ids.normal(core_of(one.name))
        if not any(key == other or (len(key) > 5 and (key in other or other in key) and key[-2:] == other[-2:]) for other in first):
            first[key] = one
    for one in sorted(first.values(), key=lambda f: f.start):
        issued = one.start >= one.verb and one.action not in ("启用", "投入运营", "落成")  # a lab is not the one that opens it
        who = actor(document, facts, around(document, one.verb)[0], one.verb) if issued else None
        yield Output(
            source=document.cite(one.start, one.end, "outputs", 0.8), name=one.name, kind=one.kind, actor=who.name if who else None,
            action=one.action, event_id=told_at(document, facts, one.start, one.end),
        )


def _told(document: Document, at: int) -> int:
    return int(document.segments[document.segment_at(at)].role != "body")


def _objects(document: Document) -> Iterator[_Found]:
    """Yield what stands behind a verb: 发布“…倡议”, 组建A、B等8大平台, 推出的某某平台."""
    chars = document.chars
    for match in document.finditer(MADE, FACTS):
        stop = _clause_end(chars, match.end(), around(document, match.start())[1])
        words = chars[match.end() : stop]
        listed = LIST.match(words)
        if listed:
            at = match.end()
            for item in listed["items"].split("、"):
                begin = chars.find(item, at)
                at = begin + len(item)
                if 2 <= len(item) <= 24 and not INDEFINITE.search(item):
                    yield _Found(begin, at, item.strip("“”"), KINDS[listed["kind"]], match["verb"], match.start(), _told(document, begin))
            continue
        named = NAMED.match(words)
        founded = match["verb"] not in ("通过", "签署", "提出")  # 签署共建研究中心的协议 founds no centre
        if named and _is_name(named["name"], named["kind"]) and (founded or KINDS[named["kind"]] in ("declaration", "initiative")):
            start = match.end() + named.start("name")
            name = named["name"]
            if name.count("“") > name.count("”"):
                start, name = (start + 1, name[1:]) if name.startswith("“") and "”" not in name else (start, name + "”")
            yield _Found(start, start + len(name), name, KINDS[named["kind"]], match["verb"], match.start(), _told(document, start))
    for match in document.finditer(TEXT, FACTS):
        verbs = [m for m in MADE.finditer(chars, around(document, match.start())[0], match.start()) if match.start() - m.end() <= 60]
        if verbs:
            verb = verbs[-1]
            yield _Found(*match.span("name"), match["name"], KINDS[match["kind"]], verb["verb"], verb.start(), _told(document, match.start()))
    for match in document.finditer(BY_WHOM, FACTS) if holds(document, "推出的", "发布的", "发起的", "研发的") else ():
        yield _Found(*match.span("name"), match["name"], KINDS[match["kind"]], match["verb"], match.start(), _told(document, match.start()))
    for match in matches_near(document, APPLIED, "指数”"):
        if chars.rfind("《", 0, match.start()) <= chars.rfind("》", 0, match.start()):
            yield _Found(*match.span("name"), match["name"], "index", match["verb"], match.start("verb"), _told(document, match.start()))


def _subjects(document: Document) -> Iterator[_Found]:
    """Yield what stands before a verb: 某某实验室揭牌, 数字平台正式上线."""
    chars = document.chars
    for match in document.finditer(DONE, FACTS):
        line = document.segments[document.segment_at(match.start())].text_start
        start = name_start(chars, line, match.start())
        first = FIRST.match(chars, start, match.start())
        start = first.end() if first else start
        end = match.end("site") if match["site"] else match.end("kind")
        name = chars[start:end]
        if _is_name(name, match["kind"]) and "“" not in name[1:2] and name.count("“") == name.count("”"):
            yield _Found(start, end, name, KINDS[match["kind"]], match["verb"], match.start("verb"), _told(document, start))


def _ceremonies(document: Document, facts: Facts) -> Iterator[_Found]:
    """Yield what a ceremony was held for: 某某示范项目(深圳)举行启动仪式."""
    for o in facts.occurrences:
        made = FOUNDED.search(o.name)
        if o.bare or not made:
            continue
        name = o.name[: made.start()]
        kind = re.search(rf"(?P<kind>项目|{SUFFIX})(?:[(（][^()（）\n]{{1,16}}[)）])?$", name)
        if kind and len(name) >= 6 and document.chars.startswith(name, o.start):
            yield _Found(o.start, o.start + len(name), name, KINDS.get(kind["kind"], "initiative"), made["action"], o.end, _told(document, o.start))


def _since(document: Document, facts: Facts) -> Iterator[_Found]:
    """Yield the lab or centre of the words before that 自2020年启用以来 or 2020年投入运营至今 speaks of."""
    if not holds(document, "以来", "至今", "用后", "运营后", "成立后"):
        return
    things: list[Name] = sorted([*facts.organizations, *facts.places], key=START)
    for match in document.finditer(SINCE, FACTS):
        low = last_of(document.chars, "\n,，。", max(0, match.start() - 20), match.start()) + 1
        if not DATED.fullmatch(document.chars, low, match.start()):
            continue
        near = things[bisect_left(things, match.start() - REACH, key=START) : bisect_left(things, match.start(), key=START)]
        before = [n for n in near if n.end <= match.start() and ENDS.search(n.text)]
        if before:
            thing = before[-1]
            kind = ENDS.search(thing.text)
            if kind:
                yield _Found(thing.start, thing.end, thing.full, KINDS[kind[0]], match["verb"], match.start(), 0)


def _is_name(name: str, kind: str) -> bool:
    """Tell whether words that end in a kind name one thing: “灯塔行动”, 武汉倡议; 新平台 and 两项倡议 do not."""
    plain = re.sub("“[^”]*”?", "", name)
    own = core_of(name)[: -len(kind)]
    if INDEFINITE.search(plain) or len(own) < 2:
        return False
    return "“" in name or PROPER.search(name) is not None or (kind not in COMMON and len(own) >= 4)


def _clause_end(chars: str, start: int, high: int) -> int:
    """Return the end of the clause: the first mark outside quotes and brackets."""
    depth = 0
    for i in range(start, min(high, start + 160)):
        if chars[i] in "“(（":
            depth += 1
        elif chars[i] in "”)）":
            depth = max(0, depth - 1)
        elif depth == 0 and chars[i] in ",，。;；:：!！?？\n":
            return i
    return min(high, start + 160)
