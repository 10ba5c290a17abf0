"""Signatories: who signs, as in 甲市与乙公司签订…, 甲和乙签署…, 甲市市长某代表市政府与…签署 and 双方签下….

Shared grammar of agreements. Who signs stands on both sides of 与, is listed before the verb, or was spoken of before; 多家企业 and
相关机构 name nobody, and two persons sign for whom their posts are of.
"""

from __future__ import annotations

import re

import msgspec

from transforms.extract.deeds.parties import ETC, LEAD, NOBODY, TAIL, Party, actor, parties
from transforms.extract.events import topics
from transforms.extract.events.sites import is_country, within
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import last_of
from transforms.model.document import Document
from transforms.model.patterns import pattern

# What stands behind the last party: 与某研究会战略合作框架协议签订.
DEAL = pattern(
    r"(?:战略|全面|同城化|一体化|深度|深化|友好|框架|投资|产业|产学研|校地|校企|政企|银企|银政|意向|建设|共建|项目|城市|交流|合作|关系)*(?:协议书?|协定|备忘录|合同|意向书|项目|合作)的?$"
)
WITH = pattern(r"(?:分别|又|也|先后|现场|正式|还)*(?:与(?!会)|同(?![意时步城])|(?<!共)和(?![平谐]))")
# 分别与南非甲市,马来西亚乙市,某协会签订: commas divide who signs.
LISTED = pattern(r"[与同](?:(?:[^,，。;；\n与参来到在赴进]|(?<=马)来){2,20}(?:[市县州省区]|[协学商合员]会)[,，]){1,12}[^,，。;；\n与]{2,24}$")
# 双方签下…: those of the words before, 甲与乙举行会谈.
BOTH = pattern(r"(?:双方|两[市地省县区校国]|三方)")
PAIR = pattern(
    r"(?:与|同|和)(?P<other>[^,，。;；\n]{2,40}?)(?=举行|举办|签|开展|召开|会谈|座谈|洽谈|就|围绕|达成|正式|在|深化|加强|建立|联合|共同|[,，。;；\n])"
)
# 甲市与乙市、|丙县与丁县|分别签署
PAIRED = pattern("(?P<one>[^与、]+)与(?P<other>[^与、]+)")
# 签署《甲市与乙市建立友好城市关系意向书》, 《甲市政府、乙公司战略合作协议》, 甲市与乙国谅解备忘录.
TITLED = pattern(
    r"(?:签[署订下]了?)?《?(?P<one>(?:[^《》与和、,，。;；\n]|和国){2,24})[与和、](?P<other>(?:[^《》与和、,，。;；\n]|和国){2,24}?)"
    r"(?:建立|缔结|结为|结成|关于|友好|战略|全面|合作|开展|共建|深化|谅解|框架|备忘录)"
)
# 某某代表市政府与…签署, 某某见证了甲与乙签署, 出席甲与乙签约仪式, 启动会暨甲与乙签署: it is not he who signs.
ON_BEHALF = pattern(r"代表(?!团|队|处|性|作|会)|见证了?(?!了|下)|出席了?|(?<=[会式礼])暨")
# 与甲公司、乙公司等企业签约: what is listed before 等企业 is a firm, whatever its name ends in.
FIRMS = pattern(
    r"(?P<list>[^,，。;；\n]{2,100}?)(?:等|(?<=[一-龥])(?=[0-9三四五六七八九十]+余?家))(?:[0-9一二三四五六七八九十]+余?家)?[一-龥]{0,6}?"
    r"(?:企业|公司|单位|高校|院校|机构|集团|厂商|供应商)(?=.{0,8}$)"
)
AMONG = pattern(r"包括(?P<list>[^,，。;；\n]{2,80}?)在内的")
OTHERS = pattern(rf"(?<=[一-龥]{{2}}){ETC}[一-龥0-9()（）]{{0,10}}$")
# 双方, 企业 and 相关机构 name nobody.
GENERIC = pattern(
    r"^来自|^其中$|双方|^[全各省市区县州][一-龥]{0,8}系统$|之间$|^[两三四五六七八九十0-9]+大(?:国有|商业|中央|基础|电信|通信)*(?:银行|行|企业|央企|国企|集团|公司|运营商|平台|部门|机构|高校|院校)$|落实$|执行$|履行$|^投资[方商人]|^(?:中外)?[外客]商|项目$|[座洽恳]谈会|推介会|(?:合作伙伴|客户|[供采]\w商)$|[两二三四五六七八九十]+[省市县区镇乡村州校院企所行](?:[一二三四五六七八九十][省市县区镇乡村州])?$|[0-9]+强$|[央国]字[号头]$|相关|有关|^[目本此这该][前届次]|^第[^,，]{1,3}届|(?<![市县省州区])代表团$|^(?:全[国省市区县]|[东南西北中]部)$|^(?:多家|各|部分|知名|中外|国内外|当地|一批|两[市地]|.{0,4}[两三各]国)|^企业代表$|负责(?:同志|人)$|^(?:省属|市属|中央|国有|民营|外资|知名|龙头|本地|地方)(?:重点)?企业$|^[央国民]企$|^(?:企业|公司|银行|学校|大学|学院|集团|机构|政府|部门|单位|城市|园区)$"
)
# 韩国忠清北道忠州市: the city. 酒泉市及7个县市区, 甲集团带领旗下公司: who is named.
ABROAD = pattern(r"^[一-龥]{2,5}(?:大区|[道州省])(?=[一-龥]{2,6}[市县]$)")
# 甲集团旗下企业乙公司, 甲会会员单位丙公司
OF_GROUP = pattern(
    r"^(?:[^、,，]{2,20}?(?:旗下的?(?:核心|全资|控股|骨干|重点)?|会员|成员)|(?:世界|中国|全球)500强)(?:企业|子公司|公司|单位)"
)
# 甲市代表团: for whom they sign.
AND_OTHERS = pattern(
    r"(?<=[市县省州区])代表团$|[及和][0-9]+个[一-龥]{1,8}$|(?:带领|率领?|携)(?:旗下|所属|下属)[^、,，]*$"
)
# 已在博览会上签约: where it was, not who.
AT_PLACE = pattern(r"(?:已经?|还|又|共|也)?在[^,，。;；\n]{2,40}?(?:上|中|期间|现场|见证下|举行|进行)(?:了|正式|成功|集中|现场|有关|项目)*$")
THIS_TIME = pattern(r"(?<=[一-龥]{2})(?:在|于)?[本此这][届次][^,，、与和同]{0,12}$")  # 甲集团本届进博会
AND_SIGNS = pattern(r"(?:共同|联合)?(?:倡议|发起|商定|决定|研究|宣布)?并(?:共同|正式|现场)?$")  # 在内罗毕共同倡议并签署
SINCE = pattern(r"(?<=[一-龥]{2})(?:继|自|早在)(?:[今去]年|[0-9])[^,，、与和同]{0,8}$")  # 甲、乙继今年10月签订协议以来
NEWLY = pattern("新$(?<=[省市县区州府司团会学院]新)")  # 与湖北省新|签订
DOING = pattern(r"(?:进行|举行|完成)了?(?:“[^”\n]{2,30}”)?(?:现场|集中|正式|视频)*$")
HOW_MANY = pattern(r"(?:就|共?有|共计?|已有?)$")  # 某市共有3个项目签约
ABOUT = pattern(r"(?:就|(?<=[省市县区镇乡村府行司团会院学])(?:深化|推进|加强))(?=[^,，、就\n]{4,40}$)")  # 中国和菲律宾就成立联合委员会签署
# 甲小镇、乙酒店等项目成功签约: what was signed, not who.
SIGNED_THINGS = pattern(r"等[^,，、\n]{0,8}(?:项目|工程)(?:成功|集中|现场|当[场会]|正式|顺利)*$")
IN_PLACE = pattern(r"在[^,，、与和同\n]{2,24}$")  # 甲、乙于3月29日在某大楼签署
GOING_ON = pattern("[并还又也再后]?(?:分别|先后|正式|还|再|共同|现场|联合)*")  # 并与乙签署: whoever signed before
TWO = pattern(r"(?<=[\u4e00-\u9fff]{2})(?:两[市地省县区州校国城]|双方)$")
PERSONS = pattern(r"(?:共同|分别|代表[^,，。;；\n]{2,20})?")
IN_QUOTES = pattern(r"“(?P<name>[^“”\n]{2,20})”(?:共同|分别|正式|联合)?$")
SHORT_NAME = pattern(r"[一-龥A-Za-z0-9·()（）]{2,16}")
ALONE = pattern(
    r"(?:[一二三四上下前]?季度|上半年|今年|昨日|当天|日前|现场|集中|成功|正式|招商(?:引资)?|共|又|新|再|还|已|累计|一次性|[0-9]{1,2}月份?|[0-9]{4}年|[0-9]{1,2}日)*"
)
LONGEST = 120


class Words(msgspec.Struct, frozen=True, gc=False):
    """Where the words around a verb of signing begin and end."""

    low: int  # its sentence
    clause: int
    verb: int
    stop: int  # what is said before the verb of how much was signed: 与甲公司|10个项目集中签约


def signatories(document: Document, facts: Facts, words: Words, before: list[Party]) -> list[Party]:
    """Return who signs: named before what was signed, by its title, spoken of as 双方, or alone in the clause."""
    named = _parties(document, facts, words, before) or _both(document, facts, words, before)
    by_title = titled(document, facts, words.verb) if len(named) < 2 else []
    return by_title or named or _beginning(document, facts, words)


def _parties(document: Document, facts: Facts, words: Words, before: list[Party]) -> list[Party]:
    """Return who signed: A与B签订, or A和B before the verb; of 并分别与B签订, A is whoever signed before."""
    chars = document.chars
    listed = LISTED.search(chars, words.low, words.stop)
    at = listed.start() if listed else words.stop
    dash = chars.rfind("——", words.low, at)
    clause = max(words.stop - LONGEST, last_of(chars, ",，;；:：", words.low, at) + 1 or words.low, dash + 2 if dash >= 0 else 0)
    behalf = ON_BEHALF.search(chars, clause, words.stop)
    clause = behalf.end() if behalf else clause
    clause += chars.startswith("在", clause) and any(n.start == clause + 1 for n in within(facts.organizations, clause, words.stop))
    if SIGNED_THINGS.search(chars, clause, words.verb):
        return []
    end = _end(facts, chars, clause, words.stop)
    known = [*within(facts.organizations, clause, end), *within(facts.places, clause, end)]
    joins = [m for m in WITH.finditer(chars, clause, end) if not any(n.start < m.start() < n.end for n in known)]  # 科技与产业化发展中心, 大同
    both = next((m for m in joins if "与" in m[0]), joins[0] if joins else None)  # 甲市和乙市与丙署签署
    one, other = _sides(document, facts, clause, both, end) if both else ([], [])
    if both and (one or other):
        first = _clear(facts, one) or (_going_on(document, facts, words, clause, before) if GOING_ON.fullmatch(chars, clause, both.start()) else [])
        return [*first, *_clear(facts, other)]
    return _clear(facts, _named(document, facts, clause, end))


def paired(document: Document, facts: Facts, low: int, verb: int) -> list[list[Party]]:
    """Return the pairs of a list of them: 甲市与乙市、丙县与丁县分别签署."""
    chars = document.chars
    begin = last_of(chars, ",，;；:：", low, verb) + 1 or low
    pieces = list(PAIRED.finditer(chars, begin, verb))
    sides = [[parties(document, facts, *pair.span(side)) for side in ("one", "other")] for pair in pieces]
    pairs = [_clear(facts, [*one, *other]) for one, other in sides]
    whole = "、".join(pair[0] for pair in pieces) == chars[begin:verb]
    return pairs if whole and len(pairs) > 1 and all(len(pair) == 2 for pair in pairs) else []


def _going_on(document: Document, facts: Facts, words: Words, clause: int, before: list[Party]) -> list[Party]:
    """Return who goes on, 并与乙签署: whoever signed before, else whom the sentence is about."""
    who = None if before else actor(document, facts, words.low, clause)
    return before[:1] or (_clear(facts, [who]) if who and not within(facts.persons, who.start, who.end) else [])


def _end(facts: Facts, chars: str, clause: int, stop: int) -> int:
    """Return where the names of a clause end: before 就成立某会, 共有 and 在某地."""
    for tail in (SINCE, AND_SIGNS, NEWLY, ABOUT, HOW_MANY, AT_PLACE, DOING, THIS_TIME):
        found = tail.search(chars, clause, stop)
        in_name = found and tail is ABOUT and any(n.start < found.start() < n.end for n in within(facts.organizations, clause, stop))  # 城市推进联盟
        stop = found.start() if found and not in_name else stop
    site = IN_PLACE.search(chars, clause, stop)
    return site.start() if site and within(facts.places, site.start(), site.end()) else stop


def _sides(document: Document, facts: Facts, clause: int, both: re.Match[str], end: int) -> tuple[list[Party], list[Party]]:
    """Return who stands on both sides of 与; nobody on either where 与 stands in a name."""
    chars = document.chars
    told = TWO.search(chars, both.end(), end)  # 甲市和乙市|两市
    end = told.start() if told else end
    one, other = _named(document, facts, clause, _end(facts, chars, clause, both.start())), _named(document, facts, both.end(), end)
    if not one and within(facts.persons, clause, both.start()):  # 高雄市长某某今天与甲县和乙市
        one = _side(document, facts, clause, both.start())
    one = one or (_called(chars, clause, both.start()) if other else []) or _quoted(chars, clause, both.start())
    other = other or (_called(chars, both.end(), end) if one and not within(facts.persons, both.end(), end) else [])
    other = other or _quoted(chars, both.end(), end)
    if bool(one) != bool(other):  # 甲市与乙市市长某签署
        one, other = one or _side(document, facts, clause, both.start()), other or _side(document, facts, both.end(), end)
    return one, other


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
    among = AMONG.search(chars, start, end)
    start, end = among.span("list") if among else (start, end)
    firms = FIRMS.match(chars, start, end)
    if firms:
        known = parties(document, facts, *firms.span("list"))
        pieces = firms["list"].replace("和", "、").split("、")
        if len(pieces) == 1 and chars[firms.end("list")] != "等" and any(n.end == firms.end("list") for n in within(facts.places, start, end)):
            return []  # 甲市|10家企业: those of the city
        return known if len(known) == len(pieces) else [Party(at, at + len(p), p) for p in pieces if (at := chars.find(p, start)) >= 0 and len(p) > 1]
    deal = DEAL.search(chars, start, end)
    if deal and deal.start() > start:
        begins = [n for n in within(facts.organizations, last_of(chars, "、与和", start, deal.start()) + 1 or start, deal.start())]
        end = begins[-1].end if begins else deal.start()
    others = OTHERS.search(chars, start, end)
    return _listed(document, facts, start, others.start() if others else end)


def _listed(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return the bodies of a range; of a list whose first is known the others are bodies too: 甲银行、交银租赁."""
    known = parties(document, facts, start, end)
    pieces = [(start + p.start(), start + p.end(), p[0]) for p in re.finditer("[^、]+", document.chars[start:end])]
    if len(pieces) <= len(known) or not known or known[0].end != pieces[0][1]:
        return known
    new = [Party(*piece) for piece in pieces[1:]]
    return [known[0], *new] if all(SHORT_NAME.fullmatch(p.name) and not NOBODY.search(p.name) and not GENERIC.search(p.name) for p in new) else known


def _clear(facts: Facts, named: list[Party]) -> list[Party]:
    """Return the parties that name somebody; 该市 is the city spoken of last, 韩国昌原市 the city."""
    clear: list[Party] = []
    for one in named:
        party = msgspec.structs.replace(one, name=AND_OTHERS.sub("", one.name) or one.name)
        if said := topics.THAT.fullmatch(party.name):  # 该市与某署签署
            above = topics.meant(facts, said["kind"], party.start)
            clear += [msgspec.structs.replace(party, name=above.name, key=above.key)] if above else []
        elif (officials := within(facts.persons, party.start, party.end)) and officials[-1].end == party.end:  # 商务部部长某某
            seats = (n.text for n in reversed(within(facts.places, party.start, officials[-1].start)))  # 义王市市长甲
            names = (*(body.name for body in _bodies(facts, officials[-1:])), *seats)
            clear += [msgspec.structs.replace(party, name=name) for name in names[:1]]
        elif not GENERIC.search(party.name):
            country = [n for n in within(facts.places, party.start, party.end) if n.start == party.start and is_country(n)]
            own = ABROAD.sub("", party.name[len(country[0].text) if country else 0 :])
            own = own if len(own) > 2 and own[-1] in "市县州省郡町" else party.name
            clear.append(msgspec.structs.replace(party, start=party.start + len(party.name) - len(own), name=OF_GROUP.sub("", own)))
    return clear


def people(document: Document, facts: Facts, clause: int, verb: int) -> list[Party]:
    """Return whom the two persons sign for, where nobody else is named: 甲大学校长某与乙市市长某签署; else the persons."""
    persons = within(facts.persons, clause, verb)
    if len(persons) != 2 or not WITH.search(document.chars, persons[0].end, persons[1].start):
        return []
    bodies = _bodies(facts, persons)
    for_them = "代表双方" in document.chars[persons[1].end : verb]
    if for_them or len({body.name for body in bodies}) == 2:
        return bodies
    return [Party(n.start, n.end, n.full, n.key) for n in persons] if PERSONS.fullmatch(document.chars, persons[1].end, verb) else []


def _both(document: Document, facts: Facts, words: Words, before: list[Party]) -> list[Party]:
    """Return whom 双方 or 两市 means before a verb, or a clause that only goes on, 并签署: 甲与乙 in the clauses before it, else who signed last."""
    chars = document.chars
    meant = [m.start() for m in BOTH.finditer(chars, max(words.low, words.verb - 24), words.verb)]
    begin = last_of(chars, ",，", words.low, words.verb) + 1
    if not meant and begin > words.low and GOING_ON.fullmatch(chars, begin, words.verb):
        meant = [begin]
    line = document.segments[document.segment_at(words.verb)].text_start if meant else 0
    for pair in reversed(list(PAIR.finditer(chars, max(line, meant[-1] - 160), meant[-1])) if meant else []):
        clause = last_of(chars, ",，;；:：。", line, pair.start()) + 1 or line
        one, other = _side(document, facts, clause, pair.start()), _side(document, facts, *pair.span("other"))
        if one and other:
            return _clear(facts, [*one, *other])
    return before if meant and len(before) == 2 else []


def titled(document: Document, facts: Facts, verb: int) -> list[Party]:
    """Return who signs by the title of what is signed."""
    title = TITLED.match(document.chars, verb)
    one, other = (_side(document, facts, *title.span(name)) for name in ("one", "other")) if title else ([], [])
    return [*one, *other] if one and other else []


def _side(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return the bodies named in a range, else those whose post its person has: 甲市市长某与乙市市长某会谈,双方签订."""
    return _bodies(facts, within(facts.persons, start, end))[-1:] or _named(document, facts, start, end)


def _bodies(facts: Facts, persons: list[Name]) -> list[Party]:
    """Return for whom persons sign: where they have the first of their posts, but 市委副书记、市长 for the government."""
    seats: dict[str, str] = {}
    for post in reversed(facts.positions):
        if post.organization and (post.organization.endswith("政府") or not seats.get(post.person, "").endswith("政府")):
            seats[post.person] = post.organization
    return [Party(n.start, n.end, seats[n.full], n.key) for n in persons if n.full in seats]


def _beginning(document: Document, facts: Facts, words: Words) -> list[Party]:
    """Return the place or body that begins a clause and signs alone, as far as it says: 鄂城区三季度签约15个项目, 某集团率先行动,与38家伙伴签约."""
    chars, clause, verb = document.chars, words.clause, words.verb
    if chars.startswith("与", clause) and (who := actor(document, facts, words.low, clause)):
        return _clear(facts, [who]) if not within(facts.persons, who.start, who.end) else []
    lead = LEAD.match(chars[clause:verb])
    at = clause + (lead.end() if lead else 0)
    names = [n for kind in (facts.organizations, facts.places) for n in within(kind, at, verb) if n.start == at]
    alone = names and not is_country(names[0]) and ALONE.fullmatch(chars, names[0].end, verb)
    return [Party(names[0].start, names[0].end, names[0].text if names[0].type == "place" else names[0].full, names[0].key)] if alone else []
