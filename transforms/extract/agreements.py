"""Agreements: signings, as in 我市与三家企业签订21项合作协议,投资总额达85亿元 and 签约项目33个.

A row needs a number of agreements or projects, an amount, or two named parties. What is only 对接 or 洽谈 is not signed, 签约仪式
alone says nothing of what was signed, and a contract that has to be signed (须签订合同) was not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms.extract import topics
from transforms.extract.facts import Facts
from transforms.extract.lines import last_of
from transforms.extract.occurrences import told_at
from transforms.extract.parties import LEAD, NOBODY, TAIL, Party, parties
from transforms.extract.quantities import Quantity
from transforms.extract.quotes import alike
from transforms.extract.sites import around, is_country, short, within
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document


class Agreement(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A signing of one or more agreements."""

    source: Citation
    parties: Annotated[list[str], "Who signed, as far as the page names them."]
    count: Annotated[int | None, "Agreements or projects signed."]
    amount: Annotated[float | None, "What they are worth, in whole units of currency."]
    currency: Annotated[str | None, "ISO 4217 code of the amount."]
    event_id: Annotated[str | None, "The event at which they were signed: events.event_id."]


# Each alternative begins with a character of its own: a search for few first characters is fast.
NO_SIGNING = r"(?!仪式|活动|方|地|人|率|大会|日|后|前|球员|项目中|的项目|的[第首])(?:了|的|了的)?"
WORTH = "(?:引资|投资)?(?:总|金)*额(?=[0-9共约达为超近逾突])"
SIGNED = re.compile(
    rf"签[约署订字]仪式|签约{WORTH}|合同{WORTH}|协议{WORTH}|签约(?!(?:总|金)*额|项目(?:包括|涵盖|涉及|主要)){NO_SIGNING}|签[订署下定]{NO_SIGNING}|达成(?!共识|一致){NO_SIGNING}"
    rf"|敲定{NO_SIGNING}"
)
DEALT = re.compile(r"协议|协定|合同|备忘录|项目|意向|合作|订单|条约|声明|文件|议定书|大单|购销|投资|成交|金额|签约额")
# What stands behind the last party: 与某研究会战略合作框架协议签订.
DEAL = re.compile(
    r"(?:战略|全面|深度|深化|友好|框架|投资|产业|校地|政企|银企|银政|意向|建设|共建|项目|城市|交流|合作|关系)*(?:协议书?|协定|备忘录|合同|意向书|项目)$"
)
NOT_DONE = re.compile(r"未|须|应当?|需|拟|计划|不得|可以|如果|必须|要求|推动|促进|争取|力争|将$|将与|有望|希望(?!集团)|期望|盼望|不能")
# 将于十月在某地与某公司签署: the clause says when.
WILL = re.compile(r"(?<![已即])将(?![军领士])|即将|拟(?!定)|预计|有望")
WITH = re.compile(r"(?:分别|又|也|先后|现场|正式|还)*(?:与|同(?![意时步])|(?<!共)和(?![平谐]))")
PIECES = frozenset(("项", "个", "份", "单", "宗", "笔", "对", "大"))
BEFORE = re.compile(
    r"[^,，。;；\n]{0,20}?(?:项目|合同|协议)(?:在[^,，。;；\n]{2,30}?)?(?:集中|现场|成功|正式|顺利|当场|同步|进行|举行|完成|了|已)*"
)
# 签订甲、乙等合作框架协议10个: the count stands behind what is signed.
NOUN_AT = re.compile(r"(?:协议书?|协定|合同|备忘录|项目|意向书?|订单)(?:[\u4e00-\u9fff]{0,6}(?:项目|协议|合同))?(?:共计?|达到?|为|累计|总计)*$")
# 签订甲协议、乙协议等10份协议: what is listed is counted at its end.
LISTED = re.compile(r"[^,，。;；\n]{2,90}?等(?:共计|合计|总计|共)?")
# 与24家企业逐一签订: one agreement each.
EACH = re.compile(
    r"(?P<first>逐一|分别|先后)?(?:与|同|和)[^,，。;；\n]{2,12}?(?:企业|公司|单位|高校|院校|银行|机构|城市|县区)(?P<each>逐一|分别|逐个|一一|先后)?"
)
# 双方签下…: those of the words before, 甲与乙举行会谈.
BOTH = re.compile(r"(?:双方|两[市地省县区校国]|三方)")
PAIR = re.compile(
    r"(?:与|同|和)(?P<other>[^,，。;；\n]{2,40}?)(?=举行|举办|签|开展|召开|会谈|座谈|洽谈|就|达成|正式|在|深化|加强|建立|联合|共同|[,，。;；\n])"
)
# 某某代表市政府与…签署: it is the government that signs.
ON_BEHALF = re.compile(r"代表(?!团|队|处|性|作|会)")
# 与甲公司、乙公司等企业签约: what is listed before 等企业 is a firm, whatever its name ends in.
FIRMS = re.compile(
    r"(?P<list>[^,，。;；\n]{2,100}?)等(?:[0-9一二三四五六七八九十]+余?家)?[一-龥]{0,6}?(?:企业|公司|单位|高校|院校|机构|集团)(?=.{0,8}$)"
)
OTHERS = re.compile(r"(?<=[一-龥]{2})(?<![高平中初同对上下优])等[一-龥0-9()（）]{0,10}$")
# 双方, 企业 and 相关机构 name nobody.
GENERIC = re.compile(
    r"^来自|[0-9]+强$|[央国]字[号头]$|相关|有关|^[目本此这该][前届次]|^第[^,，]{1,3}届|代表团$|^(?:全[国省市区县]|[东南西北中]部)$|^(?:多家|各|部分|知名|中外|国内外|当地|一批|双方|两[市地]|.{0,4}[两三各]国)|^企业代表$|^(?:企业|公司|银行|学校|大学|学院|集团|机构|政府|部门|单位|城市)$"
)
# 韩国友城大邱市, 韩国忠清北道忠州市: the city. 酒泉市及7个县市区: who is named.
ABROAD = re.compile(r"^(?:友城|姐妹城市|[一-龥]{2,5}(?:大区|[道州省])(?=[一-龥]{2,6}[市县]$))")
AND_OTHERS = re.compile(r"[及和][0-9]+个[一-龥]{1,8}$")
# 已在博览会上签约: where it was, not who.
AT_PLACE = re.compile(r"(?:已经?|还|又|共|也)?在[^,，。;；\n]{2,40}?(?:上|中|期间|现场|举行|进行)(?:了|正式|成功|集中|现场|有关|项目)*$")
HOW_MANY = re.compile(r"(?:就|共?有|共计?|已有?)$")  # 某市共有3个项目签约
MORE = re.compile(r"(?:还|另外?|又)(?:共同|分别|现场)?(?:[与同][^,，]{2,30})?$")
ABOUT = re.compile(r"就(?=[^,，、就\n]{4,40}$)")  # 中国和菲律宾就成立联合委员会签署
# 甲小镇、乙酒店等项目成功签约: what was signed, not who.
SIGNED_THINGS = re.compile(r"等[^,，、\n]{0,8}(?:项目|工程)(?:成功|集中|现场|正式|顺利)*$")
IN_PLACE = re.compile(r"在[^,，、与和同\n]{2,24}$")  # 甲、乙于3月29日在某大楼签署
PERSONS = re.compile(r"(?:共同|分别|代表[^,，。;；\n]{2,20})?")
IN_QUOTES = re.compile(r"“(?P<name>[^“”\n]{2,20})”(?:共同|分别|正式|联合)?$")
SHORT_NAME = re.compile(r"[一-龥A-Za-z0-9·()（）]{2,16}")
# 其中,合同项目18个; 从行业看,工业类签约额…; …,占总额的两成: a part of what was signed.
PART = re.compile(
    r"其中(?![,，]?在)|[,，]包括"
    r"|[一-龥](?<![种同此分各这人])类[^,，。;；\n]{0,4}(?:[0-9]+[个项][,，])?(?=$|签)"
)
SHARE = re.compile(r"[,，](?:分别)?占(?:总|全部|签约|比|项目|投资)")
# 其中,甲类…3个;乙类…签约项目21个.
IN_PARTS = re.compile(r"其中(?![,，]?在)[^。\n]*[;；][^;；。\n在]*$|签约的(?:[0-9]+个)?[^,，。]{0,8}项目中[,，]")
PARTED = re.compile(r"的?[0-9]+个[^,，。;；\n]{0,8}(?:项目|合同|协议)中")  # 签约的8个项目中,有6个…
# 从资金来源看,内资项目…;外资项目…: to the end of the sentence.
SPLIT = re.compile(r"(?:[从按]|(?<![部十成百])分)[^,，。;；\n]{2,8}?[看分](?=[,，])|分[^,，。;；\n]{2,6}看(?=[,，])")
# 甲与乙签署协议,丙与丁签订项目18个: another signing, with figures of its own.
FURTHER = re.compile(r"[,，](?=[^,，。;；\n]{0,40}?[与同和][^,，。;；\n]{2,40}?(?:签[署订下定]|签约(?!(?:总|金)*额)|达成))")
CLAUSE_END = re.compile(r"[,，](?!共|合计|总计|累计)")
COUNTED = re.compile(r"[一-龥]{0,14}?(?:协议|协定|合同|备忘录|项目|意向|合作|订单|条约|声明|文件|议定书|大单)(?!商)")
OVER = re.compile(r"(?:以上|以下)?的?(?:重点|重大|工业|产业)*项目|(?:以上)?的有")  # 亿元以上项目8个
ABOVE = re.compile(r"以上的?(?:项目)?有$")  # 投资亿元以上的有5个
ALONE = re.compile(
    r"(?:[一二三四上下前]?季度|上半年|今年|昨日|当天|日前|现场|集中|成功|共|又|再|还|已|累计|一次性|[0-9]{1,2}月份?|[0-9]{4}年|[0-9]{1,2}日)*"
)
LONGEST = 120
LINE_END = re.compile(r"[。;；\n]")


class _Signing(msgspec.Struct, gc=False):
    start: int
    end: int
    at: int  # where its verb stands
    parties: list[Party]
    count: int | None = None
    amount: float | None = None
    currency: str | None = None
    titled: bool = False  # stands in a title, which rounds
    people: bool = False  # who signed are named, and nobody they sign for
    more: bool = False  # 还签署了两项备忘录: another one

    def weight(self) -> int:
        return bool(self.parties) + (self.count is not None) + (self.amount is not None)


def find(document: Document, facts: Facts) -> Iterator[Agreement]:
    """Yield every signing of the page once, in reading order: the row that says most of it, with what the others add."""
    document = alike(document)
    told: list[_Signing] = []
    for signing in _signings(document, facts):
        signing.titled = document.segments[document.segment_at(signing.at)].role != "body"
        same = next((other for other in told if _same(other, signing)), None)
        if same is None:
            told.append(signing)
        else:
            told[told.index(same)] = _merged(same, signing)
    named = any(s.parties and not s.people for s in told)
    for signing in sorted(told, key=lambda s: s.start):
        if signing.people and named:  # the bodies have signed, by these persons
            continue
        yield Agreement(
            source=document.cite(signing.start, signing.end, "agreements", 0.85), parties=[p.name for p in signing.parties], count=signing.count,
            amount=signing.amount, currency=signing.currency, event_id=told_at(document, facts, signing.at),
        )


def _same(one: _Signing, other: _Signing) -> bool:
    """Tell whether two rows are one signing: they share who, how many or how much, and contradict each other in nothing."""
    if (one.people != other.people and one.parties and other.parties) or (other.more and not one.titled and not one.more):
        return False
    shared = [one.count == other.count] if one.count is not None and other.count is not None else []
    if one.amount is not None and other.amount is not None:  # a title rounds
        rounded = one.titled != other.titled and 0.9 < one.amount / (other.amount or 1) < 1.1
        shared.append(one.amount == other.amount or rounded)
    if one.parties and other.parties:
        few, many = sorted(([short(p.name) for p in s.parties if p.name[0] != "我"] for s in (one, other)), key=len)  # 我校 may be any
        pair = min(len(one.parties), len(other.parties)) > 1
        met = [any(a in b or b in a for b in many) for a in few]
        named = few != [] and all(met)
        if one.titled != other.titled and len(few) == len(many) > 1:  # 某管委会 of a title may be 某管理委员会 below it
            named = any(met)
        if pair or not named or not shared:  # one common party is not enough, unless the figures are the same
            shared.append(named and pair)
    title, story = (one, other) if one.titled else (other, one)
    follows = title.titled and not story.titled and bool(title.parties) and not story.parties  # the title says who, the story how many
    return all(shared) if shared else follows


def _merged(one: _Signing, other: _Signing) -> _Signing:
    most, least = (one, other) if one.weight() >= other.weight() else (other, one)
    names = max(most.parties, least.parties, key=lambda parties: sum(p.name[0] != "我" for p in parties))
    worth = [s for s in (most, least) if s.amount is not None]
    exact = min(worth, key=lambda s: s.titled, default=most)
    count = least.count if most.count is None else most.count
    return msgspec.structs.replace(
        most, parties=names, count=count, amount=exact.amount, currency=exact.currency, people=most.people and least.people,
        titled=most.titled and least.titled,
    )


def _signings(document: Document, facts: Facts) -> Iterator[_Signing]:
    chars = document.chars
    done = -1
    before: list[Party] = []
    for match in document.finditer(SIGNED, FACTS):
        low, high = around(document, match.start())
        clause = max(low, match.start() - 48, last_of(chars, ",，", low, match.start()))
        if chars[clause + 1 : clause + 2] == "并":  # 将进行交流,并签署两项备忘录
            clause = max(low, last_of(chars, ",，", low, clause))
        if match.start() < done or NOT_DONE.search(chars, max(low, match.start() - 6), match.start()) or WILL.search(chars, clause, match.start()):
            continue
        if PARTED.match(chars, match.end()):
            continue
        if match[0].endswith("仪式"):  # 甲市与乙公司战略合作协议签约仪式
            signed = _parties(document, facts, low, match.start(), [])
            if len(signed) > 1 and DEAL.search(chars, signed[-1].end - 12, match.start()):
                done, before = match.end(), signed
                yield _Signing(signed[0].start, match.end(), match.start(), signed)
            continue
        dealt = DEALT.search(chars, min(clause, max(low, match.start() - 8)), high)
        if not dealt and not match[0].startswith("签约") and not chars.startswith("《", match.end()):
            continue
        end = LINE_END.search(chars, match.end(), high)
        end = FURTHER.search(chars, match.end(), end.start() if end else high) or end
        stop = end.start() if end else high
        count, count_end, count_start = _count(document, facts, match, stop)
        amount, currency, amount_end = _amount(chars, facts, max(match.end(), count_end), stop)
        if amount is None and count_start < match.start():
            amount, currency, count_start = _before(document, facts, count_start)
        if max(count_end, amount_end) > match.end() and WILL.search(chars, match.end(), max(count_end, amount_end)):
            continue
        signed = _parties(document, facts, low, min(count_start, match.start()), before) or _both(document, facts, low, match.start())
        signed = signed or _beginning(facts, chars, clause + (chars[clause] in ",，"), match.start())
        people = [] if signed else _people(document, facts, clause, match.start())
        together = len(signed) > 1 or people or (signed and WITH.search(chars, signed[0].end, match.start()))
        part = not signed and (PART.search(chars, max(low, match.start() - 60), match.start()) or IN_PARTS.search(chars, low, match.start()))
        part = part or (len(signed) < 2 and (SHARE.match(chars, max(count_end, amount_end, 0)) or SPLIT.search(chars, low, match.start())))
        if (count is None and amount is None and not together) or part or not (dealt or len(signed) > 1):
            continue
        before = signed or before
        done = max(count_end, amount_end)
        start = min([count_start, *(p.start for p in signed or people if p.start >= low)])
        more = MORE.search(chars, clause, match.start()) is not None
        yield _Signing(
            start, max(match.end(), done), match.start(), signed or people, count, amount, currency, people=bool(people), more=more
        )


def _count(document: Document, facts: Facts, match: re.Match[str], stop: int) -> tuple[int | None, int, int]:
    """Return the number of agreements or projects with the verb, where its words end and where they begin."""
    chars = document.chars
    listed = LISTED.match(chars, match.end(), stop)
    for quantity in _from(facts, match.start() - 48):
        at = quantity.source.text_start
        if at > stop:
            break
        if match.start() - 48 <= at < match.start() and quantity.value:
            each = EACH.fullmatch(chars, max(0, at - 3), match.start()) or EACH.fullmatch(chars, max(0, at - 1), match.start())
            if each and (each["first"] or each["each"]):
                return int(quantity.value), match.end(), each.start()
            if quantity.unit in PIECES and BEFORE.fullmatch(chars, quantity.source.text_end, match.start()):
                return int(quantity.value), match.end(), at
        clause = not CLAUSE_END.search(chars, match.end(), at) if at >= match.end() else False
        near = clause and (at <= match.end() + 24 or NOUN_AT.search(chars, match.end(), at) is not None)
        near = near or (listed is not None and at == listed.end())
        if ABOVE.search(chars, max(match.end(), at - 10), at):
            continue
        if match.end() <= at <= stop and near and quantity.unit in PIECES and quantity.value is not None:
            after = COUNTED.match(chars, quantity.source.text_end)
            if DEALT.search(chars, match.end(), at) or after:
                return int(quantity.value), quantity.source.text_end, match.start()
    return None, -1, match.start()


def _amount(chars: str, facts: Facts, start: int, stop: int) -> tuple[float | None, str | None, int]:
    """Return the worth of what was signed: the first money behind the verb and the count, within its sentence."""
    for quantity in _from(facts, start):
        at = quantity.source.text_start
        if at >= stop:
            break
        if quantity.kind == "money" and quantity.value is not None and not OVER.match(chars, quantity.source.text_end):
            return (quantity.value, quantity.currency, quantity.source.text_end) if at - start <= 60 else (None, None, -1)
    return None, None, -1


def _before(document: Document, facts: Facts, at: int) -> tuple[float | None, str | None, int]:
    """Return the worth that stands before what was signed, and where it begins: 总额14.1亿元的14个项目."""
    money = [q for q in _from(facts, at - 16) if q.kind == "money" and q.source.text_end == at - 1 and document.chars[at - 1] == "的"]
    return (money[0].value, money[0].currency, money[0].source.text_start) if money else (None, None, at)


def _from(facts: Facts, start: int) -> list[Quantity]:
    """Return the quantities that begin at `start` or behind it, as many as one signing may speak of."""
    low = bisect_left(facts.quantities, start, key=lambda q: q.source.text_start)
    return facts.quantities[low : low + 12]


def _parties(document: Document, facts: Facts, low: int, verb: int, before: list[Party]) -> list[Party]:
    """Return who signed: A与B签订, or A和B before the verb; of 并分别与B签订, A is whoever signed before."""
    chars = document.chars
    clause = max(verb - LONGEST, last_of(chars, ",，;；:：—", low, verb) + 1 or low)
    behalf = ON_BEHALF.search(chars, clause, verb)
    clause = behalf.end() if behalf else clause
    if SIGNED_THINGS.search(chars, clause, verb):
        return []
    about = ABOUT.search(chars, clause, verb)
    verb = about.start() if about else verb
    how_many = HOW_MANY.search(chars, clause, verb)
    verb = how_many.start() if how_many else verb
    place = AT_PLACE.search(chars, clause, verb)
    verb = place.start() if place else verb
    site = IN_PLACE.search(chars, clause, verb)
    verb = site.start() if site and within(facts.places, site.start(), site.end()) else verb
    known = [*within(facts.organizations, clause, verb), *within(facts.places, clause, verb)]
    joins = [m for m in WITH.finditer(chars, clause, verb) if not any(n.start < m.start() < n.end for n in known)]  # 科技与产业化发展中心, 大同
    if both := next((m for m in joins if "与" in m[0]), joins[0] if joins else None):  # 甲市和乙市与丙署签署
        one, other = _named(document, facts, clause, both.start()), _named(document, facts, both.end(), verb)
        if not one and len(other) > 1 and both.start() - clause > 3:  # 海洋与海事实验室、某某公司签订: 与 stands in a name
            return _clear(facts, _named(document, facts, clause, verb))
        one = one or (_called(chars, clause, both.start()) if other else []) or _quoted(chars, clause, both.start())
        other = other or (_called(chars, both.end(), verb) if one and not within(facts.persons, both.end(), verb) else [])
        other = other or _quoted(chars, both.end(), verb)
        if bool(one) != bool(other):  # 甲市与乙市市长某签署
            one, other = one or _side(document, facts, clause, both.start()), other or _side(document, facts, both.end(), verb)
        if one or other:
            return [*(_clear(facts, one) or (before[:1] if both.start() - clause <= 3 else [])), *_clear(facts, other)]
    return _clear(facts, _named(document, facts, clause, verb))


def _called(chars: str, start: int, end: int) -> list[Party]:
    """Return the party whose short name is all that stands beside 与: 某市与华为终端签署."""
    lead, tail = LEAD.match(chars[start:end]), TAIL.search(chars[start:end])
    start, end = start + (lead.end() if lead else 0), (start + tail.start() if tail else end)
    return [Party(start, end, chars[start:end])] if SHORT_NAME.fullmatch(chars, start, end) and not NOBODY.search(chars[start:end]) else []


def _quoted(chars: str, start: int, end: int) -> list[Party]:
    """Return the party whose name is all that stands in quotes: 城市联盟组织“市长盟约”."""
    quoted = IN_QUOTES.search(chars, start, end)
    return [Party(*quoted.span("name"), quoted["name"])] if quoted else []


def _named(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return the bodies named in a range that may end in what they signed: 与甲大学战略合作框架协议."""
    chars = document.chars
    firms = FIRMS.match(chars, start, end)
    if firms:
        known = parties(document, facts, *firms.span("list"))
        pieces = firms["list"].replace("和", "、").split("、")
        return known if len(known) == len(pieces) else [Party(at, at + len(p), p) for p in pieces if (at := chars.find(p, start)) >= 0 and len(p) > 1]
    deal = DEAL.search(chars, start, end)
    if deal and deal.start() > start:
        begins = [n for n in within(facts.organizations, last_of(chars, "、与和", start, deal.start()) + 1 or start, deal.start())]
        end = begins[-1].end if begins else deal.start()
    others = OTHERS.search(chars, start, end)
    return parties(document, facts, start, others.start() if others else end)


def _clear(facts: Facts, named: list[Party]) -> list[Party]:
    """Return the parties that name somebody; 该市 is the city spoken of last, 韩国昌原市 the city."""
    clear: list[Party] = []
    for party in named:
        if said := topics.THAT.fullmatch(party.name):  # 该市与某署签署
            above = topics.meant(facts, said["kind"], party.start)
            clear += [msgspec.structs.replace(party, name=above.name, key=above.key)] if above else []
        elif (officials := within(facts.persons, party.start, party.end)) and officials[-1].end == party.end:  # 商务部部长某某
            posts = (p.organization for p in facts.positions if p.person == officials[-1].full and p.organization)
            seats = (n.text for n in reversed(within(facts.places, party.start, officials[-1].start)))  # 义王市市长金成济
            clear += [msgspec.structs.replace(party, name=name) for name in (*posts, *seats)][:1]
        elif not GENERIC.search(party.name):
            country = [n for n in within(facts.places, party.start, party.end) if n.start == party.start and is_country(n)]
            own = ABROAD.sub("", party.name[len(country[0].text) if country else 0 :])
            city = Party(party.end - len(own), party.end, own, party.key) if own != party.name and len(own) > 2 and own[-1] in "市县州省郡" else party
            clear.append(msgspec.structs.replace(city, name=AND_OTHERS.sub("", city.name)))
    return clear


def _people(document: Document, facts: Facts, clause: int, verb: int) -> list[Party]:
    """Return whom the two persons sign for, where nobody else is named: 甲大学校长某与乙市市长某签署; else the persons."""
    persons = within(facts.persons, clause, verb)
    if len(persons) != 2 or not WITH.search(document.chars, persons[0].end, persons[1].start):
        return []
    posts = {p.person: p.organization for p in reversed(facts.positions) if p.organization}
    bodies = [Party(n.start, n.end, posts[n.full], n.key) for n in persons if n.full in posts]
    for_them = "代表双方" in document.chars[persons[1].end : verb]
    if for_them or len({body.name for body in bodies}) == 2:
        return bodies
    return [Party(n.start, n.end, n.full, n.key) for n in persons] if PERSONS.fullmatch(document.chars, persons[1].end, verb) else []


def _both(document: Document, facts: Facts, low: int, verb: int) -> list[Party]:
    """Return whom 双方 or 两市 means before a verb: the two bodies of 甲与乙 in the clauses before it."""
    chars = document.chars
    meant = [m for m in BOTH.finditer(chars, max(low, verb - 24), verb)]
    line = document.segments[document.segment_at(verb)].text_start
    for pair in reversed(list(PAIR.finditer(chars, max(line, meant[-1].start() - 160), meant[-1].start())) if meant else []):
        clause = last_of(chars, ",，;；:：。", line, pair.start()) + 1 or line
        one, other = _side(document, facts, clause, pair.start()), _side(document, facts, *pair.span("other"))
        if one and other:
            return [*one, *other]
    return []


def _side(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return the bodies named in a range, else those whose post its person has: 甲市市长某与乙市市长某会谈,双方签订."""
    posts = {p.person: p.organization for p in reversed(facts.positions) if p.organization}
    people = [Party(n.start, n.end, posts[n.full], n.key) for n in within(facts.persons, start, end) if n.full in posts]
    return people[-1:] or _named(document, facts, start, end)


def _beginning(facts: Facts, chars: str, clause: int, verb: int) -> list[Party]:
    """Return the place or body that begins a clause and signs alone, as far as it says: 鄂城区三季度签约15个项目."""
    lead = LEAD.match(chars[clause:verb])
    at = clause + (lead.end() if lead else 0)
    names = [n for kind in (facts.organizations, facts.places) for n in within(kind, at, verb) if n.start == at]
    alone = names and not is_country(names[0]) and ALONE.fullmatch(chars, names[0].end, verb)
    return [Party(names[0].start, names[0].end, names[0].text if names[0].type == "place" else names[0].full, names[0].key)] if alone else []
