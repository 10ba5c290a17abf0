"""Creations: what sentences tell of something announced or founded, as in 发布“…倡议”, 某实验室揭牌, 由甲学会发起的乙联盟 and 自2020年启用以来.

Shared grammar of outputs. 拟成立 and 将依托…组建 are still to come; 由甲公司打造的乙平台上线 was made by one and came about later.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from transforms.extract.deeds.output_names import ENDS, INDEFINITE, KINDS, OF_EVENT, SUFFIX, Kind, is_name, name_of, own
from transforms.extract.deeds.parties import as_written, parties
from transforms.extract.events.sites import REACH, START, around, leading_city
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import holds, last_of, matches_near
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

VERB = (
    r"发起成立|发起组建|倡议成立|发布|发起|组建|启动|启用|投入运营|投入使用|推出|落地|成立|揭牌|上线|设立|创建|通过|签署|提出|揭晓|宣布成立|建立|创办"
    r"|创立|开通|发表|发出|宣读|达成|形成|公布"
)
MADE = pattern(rf"(?P<verb>{VERB})(?:成立|设立|组建|创建|建立)?了?(?:(?:全[国球省市]|国内|世界|亚洲)?(?:首[个批家份]|唯一一?[个家份]))?")
# These issue words, and found nothing: 签署共建研究中心的协议, 形成产业联盟.
WORDED = frozenset(("通过", "签署", "提出", "发表", "发出", "宣读", "达成", "形成"))
KIND = pattern(SUFFIX)
LIST = pattern(rf"^(?P<items>[^,，。;；\n]{{2,120}}?)等(?:[0-9一二三四五六七八九十]+[大个家项])?[\u4e00-\u9fff]{{0,8}}?(?P<kind>{SUFFIX})$")
NAMED = pattern(
    rf"(?P<name>(?:“[^“”\n]{{2,40}}”)?[^,，。;；:：!！?？、\n《》]{{0,50}}?(?P<kind>{SUFFIX})(?:[(（](?!以?下|简称)[^()（）\n]{{1,16}}[)）])?)”?(?=[,，(（。;；:：!！?？、\n》]"
    rf"|$|的|落地|和|与|并|(?<=”)(?:专项|集中|系列|主题))"
)
INCLUDING = pattern("[^“”]*(?:包括|包含|分别为|是)“")  # 成果包括“珠江倡议
# 启动|实施|“清水行动”: what is done with it is no part of its name.
PUT_IN_ACTION = pattern("(?:组织|全面|深入)?(?:实施|开展)")
# The rest of a clause: marks in quotes and brackets do not end it.
CLAUSE = pattern(r"(?:“[^”\n]{0,80}”|[(（][^()（）\n]{0,80}[)）]|[^,，。;；:：!！?？\n]){0,160}")
NAMED_BEHIND = pattern(
    rf"(?:“(?=[^“”\n]*”?[,，。;；引受等]))?(?P<name>[^,，。;；:：!！?？、\n《》的]{{2,40}}?(?P<kind>{SUFFIX}))”?(?=[,，。;；:：!！?？、\n”(（在于将已正日今近成揭引受等宣也还同]|$)"
)
# How something came about. Where stands once or twice: any number of 在…, each of any length, could be cut in 2**n ways.
MANNER = (
    "也|亦|相继|先后|陆续|分别|双双|进行|举行|同步|同时|正式|[今昨][日天]|日前|近日|当天|宣告|宣布|隆重|成功|顺利|已|共同|首次|的(?:正式|成功)|的(?=成立[,，]?(?:标志|意味|象征|填补))|(?:[0-9]{1,2}月)?[0-9]{1,2}日|、"
)
DONE = pattern(
    rf"""(?P<kind>{SUFFIX})(?P<site>[(（](?!以?下|简称)[^()（）\n]{{1,16}}[)）])?”?(?:[(（](?:以?下|简)[^()（）\n]{{1,40}}[)）])?
         (?:等(?:[0-9一二两三四五六七八九十]+余?[个家])?[一-龥]{{0,8}}?)?
         (?:{MANNER})*+(?:(?:于[^,，。;；\n]{{2,12}}?|在[^,，。;；\n]{{1,12}}?)(?:{MANNER})*+){{0,2}}
         (?P<verb>(?:揭牌|挂牌)?成立(?=[,，、。;；!！ \n仪于]|$|大会|暨|标志)
           |(?:揭牌|挂牌|上线|启用|投入运营|投入使用|投用|启动运营|启动|发布|开通|宣读|落地)(?=[,，。;；!！\n仪]|$|大会|暨)
           |(?:创立|创建|创办|设立|组建|发起)于
           |落地(?=[\u4e00-\u9fff]{{2,6}}(?:[,，。;；\n]|$)))""",
    re.VERBOSE,
)
BY = pattern(r"由[^,，。;；:：\n的为]*$")
# 甲实验室、乙联盟揭牌: what stands in a list before it was founded too.
BEFORE_IT = pattern(
    rf"(?P<kind>{SUFFIX})(?P<site>[(（](?!以?下|简称)[^()（）\n]{{1,16}}[)）])?”?(?:[(（](?:以?下|简)[^()（）\n]{{1,40}}[)）])?[、和与及]$"
)
# These say who made a thing, not that it came about: 由甲公司打造的乙平台上线.
MAKING = "打造|开发|建设|编制|共建|筹建|承建|运营"
THAT = pattern(rf"[该此本]?(?:{SUFFIX})")  # 该联盟由甲学会发起: the one spoken of
# 由甲学会发起的乙联盟, 乙联盟是由甲学会发起的组织.
FOUNDED_BY = pattern(
    r"(?:由|是(?=[^,，。;；:：\n由]{2,80}?(?:共同|联合)(?:发起|成立|创办)的))(?P<who>(?:[^,，。;；:：\n]{2,30}?(?:倡议|牵头|指导)[,，])?[^,，。;；:：\n]{2,120}?)(?:于[^,，。;；\n]{2,12}?)?(?:在[^,，。;；\n]{2,40}?)?"
    rf"(?:共同|联合|牵头|倡议|主导|携手|[,，])*(?P<verb>发起成立|发起组建|发起|组建|创立|创办|成立|设立|研发|推出|(?:{MAKING})(?=的))"
    r"(?:并?(?:成立|组建|设立|创办))?的?"
)
JOINTLY = pattern(r"于[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?|联合(?!国(?![内外])|会)|会同|携手|倡议[,，]|牵头[,，]|指导[,，]|[,，]")
WHAT_IT_IS = pattern(
    rf"(?P<kind>{SUFFIX})(?P<site>[(（][^()（）\n]{{1,16}}[)）])?”?[,，]?(?:是|系|为)?(?:于?(?:[0-9]{{4}}|今|去)年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?)?$"
)
TEXT = pattern(r"《(?P<name>[^《》\n]{2,60}?(?P<kind>倡议|倡议书|宣言|共识|联合声明|公约))》")
ISSUED = pattern(r"(?:也|同时|正式|同步|随后|当[天日])*(?P<verb>发布|发表|通过|揭晓|公布|发出|宣读)(?=[,，。;；!！\n仪]|$)")
APPLIED = pattern(r"“(?P<name>[^”\n]{2,16}指数)”[^,，。;；\n]{0,16}?(?P<verb>应用|发布|启用)")
SINCE = pattern(r"(?P<verb>启用|投入运营|投用|投入使用|成立)(?:以来|至今|后)")
# 研究院将围绕…成立某某联盟: it is not there yet.
WILL = pattern(
    r"(?<![即已])将(?:共同|联合|也|还)*(?:设立|成立|组建|建立|围绕|继续|深化|通过|着力|持续|全力|努力|陆续|适时|进一步|依托|立足|聚焦|(?:分别|也|还)*[与同][^,，。;；\n]{2,40}?(?:共同|联合|成立|设立|组建))|拟(?!定)|有望|力争|争取|计划(?:于|在|共同|联合|成立|组建|设立|建立|建设|发起)"
)
TO_COME = pattern(r"(?<![即已])将(?![军领士])[^,，。;；《\n]{0,8}$")  # 将讨论签署《某宣言》
# 推动建立某某机制: wished for.
WISHED = pattern(r"(?:旨在|致力于|目的是|推[动进]|探索|鼓励|倡导|呼吁|建议|同意|促进|加快|支持|谋划|筹备|研究)(?:共同|联合|合作|尽快)?$")
DATED = pattern(r"自?(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:正式)?")
# 某公司推出的“…”平台.
BROUGHT = frozenset(("推出", "发布", "发起", "建立", "组建", "设立", "创办", "创建"))
FOUNDED = pattern(r"(?P<action>启动|揭牌|启用|成立|发布|落成)仪式$")


class Creation(msgspec.Struct, gc=False):
    """An output as one sentence tells it."""

    start: int
    end: int
    name: str
    kind: Kind
    action: str
    verb: int
    told: int  # 0 in the body, 1 in a title: the body's words come first
    actor: str | None = None


def find(document: Document, facts: Facts) -> Iterator[Creation]:
    """Yield whatever tells of an output, a name maybe many times."""
    for read in (_founded, _objects, _texts, _subjects, _ceremonies, _since):
        yield from read(document, facts)


def _told(document: Document, at: int) -> int:
    return int(document.segments[document.segment_at(at)].role != "body")


def _objects(document: Document, facts: Facts) -> Iterator[Creation]:
    """Yield what stands behind a verb: 发布“…倡议”, 组建A、B等8大平台, 推出的某某平台."""
    chars = document.chars
    for match in document.finditer(MADE, FACTS):
        if chars.startswith("的", match.end()):
            brought = NAMED_BEHIND.match(chars, match.end() + 1) if match["verb"] in BROUGHT else None
            if brought and is_name(facts, brought.start("name"), brought["name"], brought["kind"]):
                including = INCLUDING.match(brought["name"])
                begin, end = brought.start("name") + (including.end() if including else 0), brought.end("name")
                yield Creation(begin, end, chars[begin:end], KINDS[brought["kind"]], match["verb"], match.start(), _told(document, match.start()))
            continue
        low, high = around(document, match.start())
        clause = CLAUSE.match(chars, match.end(), high)
        stop = clause.end() if clause else match.end()
        if not KIND.search(chars, match.end(), stop) or WILL.search(chars, low, match.end()) or WISHED.search(chars, low, match.start()):
            continue
        listed = LIST.match(chars[match.end() : stop])
        yield from _listed(document, match, listed) if listed else _named(document, facts, match, stop)


def _listed(document: Document, verb: re.Match[str], listed: re.Match[str]) -> Iterator[Creation]:
    """Yield the items of a list behind a verb that says at its end what they are: 组建A、B等8大平台."""
    at = verb.end()
    for item in listed["items"].split("、"):
        begin = document.chars.find(item, at)
        at = begin + len(item)
        if 2 <= len(item) <= 24 and not INDEFINITE.search(item):
            yield Creation(begin, at, item.strip("“”"), KINDS[listed["kind"]], verb["verb"], verb.start(), _told(document, begin))


def _named(document: Document, facts: Facts, verb: re.Match[str], stop: int) -> Iterator[Creation]:
    """Yield the names that follow a verb one after the other, up to the first that names nothing."""
    chars = document.chars
    dash = chars.rfind("——", verb.end(), stop)
    put = PUT_IN_ACTION.match(chars, verb.end())
    if put and verb["verb"] in WORDED:  # 规划提出|实施城市更新行动, 通过|实施…行动: by what means
        return
    at = dash + 2 if dash >= 0 else put.end() if put else verb.end()  # 成立了第一个国际旅游组织——世界旅游联盟
    while named := NAMED.match(chars, at, stop):
        start, name, kind = named.start("name"), named["name"], KINDS[named["kind"]]
        worded = kind in ("declaration", "initiative") and chars[named.end() : named.end() + 1] != "的"
        if named["kind"] == "共识" and "“" not in name:  # 达成合作共识 names none, 达成南昌共识 does
            worded = leading_city(name) is not None
        fits = verb["verb"] not in WORDED or worded
        if not fits or not (is_name(facts, start, name, named["kind"]) or own(facts, verb.start(), name, named["kind"])):
            return
        if name.startswith("“") and "”" not in name:
            start, name = start + 1, name[1:]
        elif name.count("“") > name.count("”"):
            if chars[named.end("name") : named.end("name") + 1] != "”":  # a quote that the page never closes
                return
            name += "”"
        yield Creation(start, start + len(name), name, kind, verb["verb"], verb.start(), _told(document, start))
        at = named.end() + 1
        if chars[named.end() : at] not in ("、", "和", "与", "及"):
            return


def _texts(document: Document, facts: Facts) -> Iterator[Creation]:
    """Yield declarations in 《》 with the verb before or behind them, and the index that is put to use: “…指数”已应用于…."""
    chars = document.chars
    for match in document.finditer(TEXT, FACTS):
        verbs = [m for m in MADE.finditer(chars, around(document, match.start())[0], match.start()) if match.start() - m.end() <= 60]
        signed = verbs.pop() if len(verbs) > 1 and chars.startswith("由", verbs[-2].end()) else None  # 将发布|由各市签署的《某宣言》
        behind = ISSUED.match(chars, match.end())
        if behind or signed or (verbs and not TO_COME.search(chars, max(0, verbs[-1].start() - 12), verbs[-1].start())):
            verb = behind or verbs[-1]
            yield Creation(*match.span("name"), match["name"], KINDS[match["kind"]], verb["verb"], verb.start(), _told(document, match.start()))
    for match in matches_near(document, APPLIED, "指数”"):
        if chars.rfind("《", 0, match.start()) <= chars.rfind("》", 0, match.start()):
            yield Creation(*match.span("name"), match["name"], "index", match["verb"], match.start("verb"), _told(document, match.start()))


def _subjects(document: Document, facts: Facts) -> Iterator[Creation]:
    """Yield what stands before a verb, and the list before it: 某某实验室、某某联盟揭牌, 数字平台正式上线."""
    chars = document.chars
    for match in document.finditer(DONE, FACTS):
        line = document.segments[document.segment_at(match.start())].text_start
        named: re.Match[str] | None = match
        while named:
            start, end, name = name_of(facts, chars, line, named)
            if "立" in match["verb"] and BY.search(chars, max(line, start - 160), start):  # 由甲中心于2015年成立
                break
            quoted = chars[start - 1 : start] == "“" and chars[end : end + 1] == "”"
            whole = "“" not in name[1:2] and name.count("“") == name.count("”")
            if whole and (quoted or is_name(facts, start, name, named["kind"])):
                yield Creation(start, end, name, KINDS[named["kind"]], match["verb"].removesuffix("于"), match.start("verb"), _told(document, start))
            elif chars[start - 1 : start] != "、":  # “甲研究院、工作站”揭牌: the first of them is a name
                break
            named = BEFORE_IT.search(chars, max(line, start - 32), start - quoted)


def _founded(document: Document, facts: Facts) -> Iterator[Creation]:
    """Yield what was founded by whom: 由甲学会发起的乙联盟, 乙联盟是由甲学会发起的组织."""
    chars = document.chars
    for match in document.finditer(FOUNDED_BY, FACTS):
        line = document.segments[document.segment_at(match.start())].text_start
        before = WHAT_IT_IS.search(chars, max(line, match.start() - 48), match.start())
        after = NAMED_BEHIND.match(chars, match.end()) if match[0].endswith("的") and not before else None
        if before and KINDS[before["kind"]] not in ("initiative", "declaration"):  # 由多位专家倡议,由某区组建
            start, end, name = name_of(facts, chars, line, before)
            kind = before["kind"]
        elif after:
            (start, end), name, kind = after.span("name"), after["name"], after["kind"]
        else:
            continue
        if is_name(facts, start, name, kind) or THAT.fullmatch(name):
            cuts = [match.start("who"), *(at for joint in JOINTLY.finditer(chars, *match.span("who")) for at in joint.span()), match.end("who")]
            who = [p for low, high in zip(cuts[::2], cuts[1::2], strict=True) for p in parties(document, facts, low, high)]
            actor = as_written(chars, who) if who else None
            yield Creation(start, end, name, KINDS[kind], match["verb"], match.start("verb"), _told(document, start), actor)


def _ceremonies(document: Document, facts: Facts) -> Iterator[Creation]:
    """Yield what a ceremony was held for: 某某示范项目(深圳)举行启动仪式."""
    for o in facts.occurrences:
        made = FOUNDED.search(o.name)
        if o.bare or not made:
            continue
        name = o.name[: made.start()]
        kind = re.search(rf"(?P<kind>项目|{SUFFIX})(?:[(（][^()（）\n]{{1,16}}[)）])?$", name)
        with_it = OF_EVENT.match(name)  # 甲与乙签约暨丙基地揭牌仪式
        start, name = o.start + (with_it.end() if with_it else 0), name[with_it.end() :] if with_it else name
        own = kind and (not with_it or is_name(facts, start, name, kind["kind"]))
        if kind and own and len(name) >= 6 and document.chars.startswith(name, start):
            yield Creation(start, start + len(name), name, KINDS.get(kind["kind"], "initiative"), made["action"], o.end, _told(document, o.start))


def _since(document: Document, facts: Facts) -> Iterator[Creation]:
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
                yield Creation(thing.start, thing.end, thing.full, KINDS[kind[0]], match["verb"], match.start(), 0)
