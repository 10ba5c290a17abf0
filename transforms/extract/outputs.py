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
from transforms.extract.event_bounds import PROPER, name_start
from transforms.extract.event_editions import core_of
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import holds, last_of, matches_near
from transforms.extract.occurrences import told_at
from transforms.extract.parties import actor, parties
from transforms.extract.quotes import alike
from transforms.extract.sites import REACH, START, around, leading_city, within
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
VERB = (
    r"发起成立|发起组建|倡议成立|发布|发起|组建|启动|启用|投入运营|投入使用|推出|落地|成立|揭牌|上线|设立|创建|通过|签署|提出|揭晓|宣布成立|建立|创办"
    r"|创立|开通|发表|发出|宣读|达成|形成|公布"
)
MADE = re.compile(rf"(?P<verb>{VERB})(?:了|成立|设立|组建|创建|建立)?(?:(?:全[国球省市]|国内|世界|亚洲)?首[个批家份])?")
# These issue words, and found nothing: 签署共建研究中心的协议, 形成产业联盟.
WORDED = frozenset(("通过", "签署", "提出", "发表", "发出", "宣读", "达成", "形成"))
KIND = re.compile(SUFFIX)
LIST = re.compile(rf"^(?P<items>[^,，。;；\n]{{2,120}}?)等(?:[0-9一二三四五六七八九十]+[大个家项])?[\u4e00-\u9fff]{{0,8}}?(?P<kind>{SUFFIX})$")
NAMED = re.compile(
    rf"(?P<name>[^,，。;；:：!！?？、\n《》]{{2,50}}?(?P<kind>{SUFFIX})(?:[(（](?!以?下|简称)[^()（）\n]{{1,16}}[)）])?)”?(?=[,，(（。;；:：!！?？、\n》]"
    rf"|$|的|落地|和|与|并)"
)
# The rest of a clause: marks in quotes and brackets do not end it.
CLAUSE = re.compile(r"(?:“[^”\n]{0,80}”|[(（][^()（）\n]{0,80}[)）]|[^,，。;；:：!！?？\n]){0,160}")
NAMED_BEHIND = re.compile(
    rf"(?:“(?=[^“”\n]*”?[,，。;；引受等]))?(?P<name>[^,，。;；:：!！?？、\n《》的]{{2,40}}?(?P<kind>{SUFFIX}))”?(?=[,，。;；:：!！?？、\n”(（在于将已正日今近成揭引受等宣也还同]|$)"
)
# How something came about. Where stands once or twice: any number of 在…, each of any length, could be cut in 2**n ways.
MANNER = "也|亦|进行|举行|同步|同时|正式|今日|日前|近日|当天|宣告|宣布|隆重|成功|顺利|已|共同|首次|的(?:正式|成功)|[0-9]{1,2}日|、"
DONE = re.compile(
    rf"""(?P<kind>{SUFFIX})(?P<site>[(（](?!以?下|简称)[^()（）\n]{{1,16}}[)）])?”?(?:[(（](?:以?下|简)[^()（）\n]{{1,40}}[)）])?
         (?:等(?:[0-9一二两三四五六七八九十]+余?[个家])?[一-龥]{{0,8}}?)?
         (?:{MANNER})*+(?:(?:于[^,，。;；\n]{{2,12}}?|在[^,，。;；\n]{{1,12}}?)(?:{MANNER})*+){{0,2}}
         (?P<verb>(?:揭牌|挂牌)?成立(?=[,，。;；!！\n仪于]|$|大会|暨)|(?:揭牌|挂牌|上线|启用|投入运营|投入使用|投用|启动|发布|开通|宣读|落地)(?=[,，。;；!！\n仪]|$|大会|暨)
           |(?:创立|创建|创办|设立|组建|发起)于
           |落地(?=[\u4e00-\u9fff]{{2,6}}(?:[,，。;；\n]|$)))""",
    re.VERBOSE,
)
QUOTED = re.compile(r"“[^“”\n]{2,30}”[\u4e00-\u9fffA-Za-z]{0,8}$")  # “智慧水务”联合创新
OF_EVENT = re.compile(r"[^“”]*(?:论坛|大会|峰会|会议)(?:暨|[—·-]+)(?=[^“”]{2})")  # 平行论坛—京津冀数字经济联盟
DATELINE = re.compile(r"[^()（）]{0,12}[(（][^()（）]*(?:记者|通讯员)[^()（）]*[)）] ?")
BY = re.compile(r"由[^,，。;；:：\n的为]*$")
FIRST = re.compile(r"(?:全[国球省市]|国内|世界|亚洲|[一-龥]{2,6}领域)?(?:首[个批家]|第一[个家])")
# 甲市、乙大学三方共建“…”实验室启动: who makes it is no part of its name.
MADE_BY = re.compile(r"[^“”]*(?:共建|打造|承建|发起|组建)的?")
# 甲实验室、乙联盟揭牌: what stands in a list before it was founded too.
BEFORE_IT = re.compile(
    rf"(?P<kind>{SUFFIX})(?P<site>[(（](?!以?下|简称)[^()（）\n]{{1,16}}[)）])?”?(?:[(（](?:以?下|简)[^()（）\n]{{1,40}}[)）])?[、和与及]$"
)
# These say who made a thing, not that it came about: 由甲公司打造的乙平台上线.
MAKING = "打造|开发|建设|编制|共建|筹建|承建|运营"
THAT = re.compile(rf"[该此本]?(?:{SUFFIX})")  # 该联盟由甲学会发起: the one spoken of
MAKING_VERBS = frozenset(MAKING.split("|"))
# 由甲学会发起的乙联盟, 乙联盟是由甲学会发起的组织.
FOUNDED_BY = re.compile(
    r"由(?P<who>(?:[^,，。;；:：\n]{2,30}?(?:倡议|牵头|指导)[,，])?[^,，。;；:：\n]{2,120}?)(?:于[^,，。;；\n]{2,12}?)?(?:在[^,，。;；\n]{2,24}?)?"
    rf"(?:共同|联合|牵头|倡议|主导|携手|[,，])*(?P<verb>发起成立|发起组建|发起|组建|创立|创办|成立|设立|研发|推出|(?:{MAKING})(?=的))"
    r"(?:并?(?:成立|组建|设立|创办))?的?"
)
JOINTLY = re.compile(r"联合(?!国(?![内外])|会)|会同|携手|倡议[,，]|牵头[,，]|指导[,，]|[,，]")
WHAT_IT_IS = re.compile(
    rf"(?P<kind>{SUFFIX})(?P<site>[(（][^()（）\n]{{1,16}}[)）])?”?[,，]?(?:是|系|为)?(?:于?(?:[0-9]{{4}}|今|去)年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?)?$"
)
TEXT = re.compile(r"《(?P<name>[^《》\n]{2,60}?(?P<kind>倡议|倡议书|宣言|共识|联合声明|公约))》")
ISSUED = re.compile(r"(?:也|同时|正式|同步|随后|当[天日])*(?P<verb>发布|发表|通过|揭晓|公布|发出)(?=[,，。;；!！\n]|$)")
APPLIED = re.compile(r"“(?P<name>[^”\n]{2,16}指数)”[^,，。;；\n]{0,16}?(?P<verb>应用|发布|启用)")
SINCE = re.compile(r"(?P<verb>启用|投入运营|投用|投入使用|成立)(?:以来|至今|后)")
ENDS = re.compile(rf"(?:{SUFFIX})$")
# 研究院将围绕…成立某某联盟: it is not there yet.
WILL = re.compile(
    r"(?<![即已])将(?:设立|成立|组建|建立|围绕|继续|通过|着力|持续|全力|努力|陆续|适时|进一步|依托|立足|聚焦)|拟(?!定)|有望|力争|争取|计划(?:于|在|共同|联合|成立|组建|设立|建立|建设|发起)"
)
ABBREVIATED = re.compile(r"[(（](?:(?:以下)?简称[^()（）\n]*|[A-Z][A-Za-z &-]*)[)）]")  # 甲院(以下简称“乙”)研究中心
DATED = re.compile(r"自?(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:正式)?")
# 某公司推出的“…”平台.
BROUGHT = frozenset(("推出", "发布", "发起", "建立", "组建", "设立", "创办", "创建"))
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
    actor: str | None = None


def find(document: Document, facts: Facts) -> Iterator[Output]:
    """Yield every output of the page once, in reading order, with the first verb the body has for it."""
    document = alike(document)
    readers = (_founded, _objects, _subjects, _ceremonies, _since)
    found = [one for reader in readers for one in reader(document, facts)]
    first: dict[str, _Found] = {}
    for one in sorted(found, key=lambda f: (_only_made(f), f.told, f.start)):
        if one.name.startswith("“") and "”" not in one.name:  # “某某联盟成立”大会
            one.start, one.name = one.start + 1, one.name[1:]
        if THAT.fullmatch(one.name):
            meant = [other for other in first.values() if other.name.endswith(one.name.lstrip("该此本")) and other.start < one.start]
            if meant and one.actor and not meant[-1].actor:
                meant[-1].actor = one.actor
            continue
        key = ids.normal(core_of(ABBREVIATED.sub("", one.name)))
        same = [other for other in first if key == other or (len(key) > 5 and (key in other or other in key) and key[-2:] == other[-2:])]
        if not same and not _only_made(one):
            first[key] = one
        elif not same:
            continue
        elif one.actor and not first[same[0]].actor:
            first[same[0]].actor = one.actor
    for one in sorted(first.values(), key=lambda f: f.start):
        issued = one.start >= one.verb and one.action not in ("启用", "投入运营", "落成")  # a lab is not the one that opens it
        yield Output(
            source=document.cite(one.start, one.end, "outputs", 0.8), name=ABBREVIATED.sub("", one.name), kind=one.kind,
            actor=one.actor or (_actor(document, facts, one.verb) if issued else None),
            action=one.action, event_id=told_at(document, facts, one.start),
        )


def _only_made(found: _Found) -> bool:
    """Tell whether words only say who made a thing."""
    return found.action in MAKING_VERBS


# Where the words that name who acts end: 甲市、乙市于19日共同发起.
SUBJECT_END = re.compile(
    r"于|在|从|围绕|共同|联合(?!国|会)|携手|今[日天]|[日目]前|近日|正式|宣布|提议|倡议|发起|牵头|率先|将|已|还|也|又|首次|[,，]|[0-9]+[日月年]"
)


def _actor(document: Document, facts: Facts, verb: int) -> str | None:
    """Return who announced or founded it: all of a list, 昆明市、万象市共同发起; else the one that begins the clause or stands at the verb."""
    chars, low = document.chars, around(document, verb)[0]
    verb = chars.rfind("(", low, verb) if chars[verb - 1] in ")）" and "(" in chars[low:verb] else verb
    one = actor(document, facts, low, verb)
    if one is None or any(o.start <= one.start < one.end < o.end <= verb for o in facts.occurrences):  # 上海论坛发布《某宣言》
        return None
    clause = max(low, last_of(chars, ",，;；:：", low, one.start) + 1)
    if chars[one.end : one.end + 1] in (",", "，") and one.start - clause > 8:  # 相聚起点城市衡阳市,成立某某联盟
        return None
    if re.search("[在于]", chars[max(low, last_of(chars, ",，;；:：", low, one.start) + 1) : one.start]):  # 在节点城市连云港,共同成立
        return None
    begin = max(low, last_of(chars, ",，;；:：", low, one.start) + 1)
    end = SUBJECT_END.search(chars, one.end, verb)
    if last_of(chars, "、和与", begin, verb) < 0:
        return one.name
    several = parties(document, facts, begin, end.start() if end else verb)
    return "、".join(p.name for p in several) if len(several) > 1 else one.name


def _told(document: Document, at: int) -> int:
    return int(document.segments[document.segment_at(at)].role != "body")


def _objects(document: Document, facts: Facts) -> Iterator[_Found]:
    """Yield what stands behind a verb: 发布“…倡议”, 组建A、B等8大平台, 推出的某某平台."""
    chars = document.chars
    for match in document.finditer(MADE, FACTS):
        if chars.startswith("的", match.end()):
            brought = NAMED_BEHIND.match(chars, match.end() + 1) if match["verb"] in BROUGHT else None
            if brought and _is_name(facts, brought.start("name"), brought["name"], brought["kind"]):
                told = _told(document, match.start())
                yield _Found(*brought.span("name"), brought["name"], KINDS[brought["kind"]], match["verb"], match.start(), told)
            continue
        clause = CLAUSE.match(chars, match.end(), around(document, match.start())[1])
        stop = clause.end() if clause else match.end()
        if not KIND.search(chars, match.end(), stop) or WILL.search(chars, around(document, match.start())[0], match.end()):
            continue
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
        dash = chars.rfind("——", match.end(), stop)
        at = dash + 2 if dash >= 0 else match.end()  # 成立了第一个国际旅游组织——世界旅游联盟
        while named := NAMED.match(chars, at, stop):
            start, name, kind = named.start("name"), named["name"], KINDS[named["kind"]]
            worded = kind in ("declaration", "initiative") and chars[named.end() : named.end() + 1] != "的"
            if named["kind"] == "共识" and "“" not in name:  # 达成合作共识 names none, 达成南昌共识 does
                worded = leading_city(name) is not None
            fits = match["verb"] not in WORDED or worded
            if not fits or not (_is_name(facts, start, name, named["kind"]) or _own(facts, match.start(), name, named["kind"])):
                break
            if name.startswith("“") and "”" not in name:
                start, name = start + 1, name[1:]
            elif name.count("“") > name.count("”"):
                if chars[named.end("name") : named.end("name") + 1] != "”":  # a quote that the page never closes
                    break
                name += "”"
            yield _Found(start, start + len(name), name, kind, match["verb"], match.start(), _told(document, start))
            at = named.end() + 1
            if chars[named.end() : at] not in ("、", "和", "与", "及"):
                break
    for match in document.finditer(TEXT, FACTS):
        verbs = [m for m in MADE.finditer(chars, around(document, match.start())[0], match.start()) if match.start() - m.end() <= 60]
        behind = ISSUED.match(chars, match.end())
        if verbs or behind:
            verb = behind or verbs[-1]
            yield _Found(*match.span("name"), match["name"], KINDS[match["kind"]], verb["verb"], verb.start(), _told(document, match.start()))
    for match in matches_near(document, APPLIED, "指数”"):
        if chars.rfind("《", 0, match.start()) <= chars.rfind("》", 0, match.start()):
            yield _Found(*match.span("name"), match["name"], "index", match["verb"], match.start("verb"), _told(document, match.start()))


def _subjects(document: Document, facts: Facts) -> Iterator[_Found]:
    """Yield what stands before a verb, and the list before it: 某某实验室、某某联盟揭牌, 数字平台正式上线."""
    chars = document.chars
    for match in document.finditer(DONE, FACTS):
        line = document.segments[document.segment_at(match.start())].text_start
        named: re.Match[str] | None = match
        while named:
            start, end, name = _name(facts, chars, line, named)
            if "立" in match["verb"] and BY.search(chars, max(line, start - 160), start):  # 由甲中心于2015年成立
                break
            quoted = chars[start - 1 : start] == "“" and chars[end : end + 1] == "”"
            if not (quoted or _is_name(facts, start, name, named["kind"])) or "“" in name[1:2] or name.count("“") != name.count("”"):
                break
            yield _Found(start, end, name, KINDS[named["kind"]], match["verb"].removesuffix("于"), match.start("verb"), _told(document, start))
            named = BEFORE_IT.search(chars, max(line, start - 32), start - quoted)


def _name(facts: Facts, chars: str, line: int, named: re.Match[str]) -> tuple[int, int, str]:
    """Return the name that ends in a kind: where it begins, behind 首个, where it ends, and what it is."""
    start = name_start(chars, line, named.start())
    quoted = QUOTED.search(chars, max(line, named.start() - 48), named.start())
    body = next((n.start for n in within(facts.organizations, max(line, named.start() - 60), named.end("kind")) if n.end == named.end("kind")), start)
    start = min(start, body, quoted.start() if quoted else start)
    first = FIRST.match(chars, start, named.start())
    start = first.end() if first else start
    of_event = OF_EVENT.match(chars, start, named.start())
    start = of_event.end() if of_event else start
    dateline = DATELINE.match(chars, start, named.start())
    start = dateline.end() if dateline else start
    made = MADE_BY.match(chars, start, named.start())
    start = made.end() if made else start
    end = named.end("site") if named["site"] else named.end("kind")
    quote = chars.rfind("“", line, end) if chars[end : end + 1] == "”" else -1  # “甲与乙实验室”揭牌
    if quote >= 0 and chars.find("”", quote, end) < 0:
        return quote + 1, end, chars[quote + 1 : end]
    return start, end, chars[start:end]


def _founded(document: Document, facts: Facts) -> Iterator[_Found]:
    """Yield what was founded by whom: 由甲学会发起的乙联盟, 乙联盟是由甲学会发起的组织."""
    chars = document.chars
    for match in document.finditer(FOUNDED_BY, FACTS):
        line = document.segments[document.segment_at(match.start())].text_start
        before = WHAT_IT_IS.search(chars, max(line, match.start() - 48), match.start())
        after = NAMED_BEHIND.match(chars, match.end()) if match[0].endswith("的") and not before else None
        if before and KINDS[before["kind"]] not in ("initiative", "declaration"):  # 由多位专家倡议,由某区组建
            start, end, name = _name(facts, chars, line, before)
            kind = before["kind"]
        elif after:
            (start, end), name, kind = after.span("name"), after["name"], after["kind"]
        else:
            continue
        if _is_name(facts, start, name, kind) or THAT.fullmatch(name):
            cuts = [match.start("who"), *(at for joint in JOINTLY.finditer(chars, *match.span("who")) for at in joint.span()), match.end("who")]
            who = [p.name for low, high in zip(cuts[::2], cuts[1::2], strict=True) for p in parties(document, facts, low, high)]
            yield _Found(start, end, name, KINDS[kind], match["verb"], match.start("verb"), _told(document, start), "、".join(who) or None)


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


def _own(facts: Facts, verb: int, name: str, kind: str) -> bool:
    """Tell whether a body founds what has but a short name: 清华大学正式成立碳中和研究院."""
    at = bisect_left(facts.organizations, verb, key=START) - 1
    near = at >= 0 and verb - 4 <= facts.organizations[at].end <= verb
    return near and kind not in COMMON and len(name) > len(kind) + 1 and not INDEFINITE.search(name)


def _is_name(facts: Facts, start: int, name: str, kind: str) -> bool:
    """Tell whether words that end in a kind name one thing: “清水行动”, 福州倡议; 新平台 and 两项倡议 do not."""
    plain = re.sub("“[^”]*”?", "", name)
    own = core_of(name)[: -len(kind)]
    if INDEFINITE.search(plain) or len(own) < 2:
        return False
    if "“" in name or PROPER.search(name) is not None or len(own) >= (7 if kind in COMMON else 4):
        return True
    if leading_city(own):  # 南昌共识
        return True
    named = (facts.places, facts.organizations)
    return any(n.start == start and n.end - start < len(name) for names in named for n in names[bisect_left(names, start, key=START) :][:1])
