"""Recipients: who has an honour, as in 无锡市、黄山市等5个市荣获…, 包括徐州市在内的5个城市 and 港珠澳大桥工程.

Shared grammar of awards. Who receives stands right before the verb, behind its 的, or is whom the sentence or the one before speaks of; a list may
say how many it has. 25个村获评… names nobody, and a mayor who says that the city was honoured has no honour.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from transforms import gazetteer
from transforms.extract.deeds.parties import LEAD, Party, actor, parties
from transforms.extract.events import topics
from transforms.extract.events.sites import REACH, START, around, is_country, within
from transforms.extract.facts import Facts, Name
from transforms.extract.honours.honours import Item
from transforms.extract.honours.name_lists import is_thing, members
from transforms.extract.honours.nominees import (
    BESIDE_IT,
    MEANS,
    NO_NAME,
    POSTS,
    QUOTED_ONE,
    SEVERAL,
    THING,
    WORK,
    clear,
    names_of,
    party_of,
    people_of,
    several_of,
    things_of,
    unknown,
)
from transforms.extract.lines import last_of
from transforms.extract.numerals import figure
from transforms.model.document import Document
from transforms.model.patterns import pattern

ADVERBS = pattern(
    r"(?:不[仅但光]|[去今前]年|经(?:复查|复审|复核|评审|审核|考核|验收)(?:确认|合格|通过)?|[缘为]何|如何|何以|刚刚?|(?<=[0-9一二两三四五六七八九十][市县区镇村家个])新|[均都皆]?系(?=[首第])|(?:全[国省市]|国内|我国)?唯一|[均都皆也]有|先后|成功|荣誉|再[次度]?|首次|又一?次?|也|亦|就|同步|被|(?<!成)都|均|还|已|曾"
    r"|(?:连续)?(?:第?[0-9一二三四五六七八九十]{1,3}|多)[年届次度]|双双|分别?|一举|相继|更是?|此前|正式|陆续|同时|多次|获|首|光荣|最终|终于?|同|共|齐"
    r"|一并|如愿|现已|顺利|[一共]同|接连|各|喜|荣|则|且|并|遂|因此|由此|从而|一口气|连续|早?[于在]?(?:[0-9]{4}年?、)*[0-9]{4}年度?(?:[0-9]{1,2}月)?|累计|率先|[此本这][次番])+$"
)
# 获得“…”称号的城市有:甲市、乙市 and “…”名单:甲市、乙市: who has it is listed behind.
OWNERS = pattern(
    r"[^,，。;；:：、“”\n]{0,12}?(?:分别)?(?:为|是(?!由)|有|包括|如下)[:：]?(?![0-9一二两三四五六七八九十]+[个家])(?P<who>[^。;；\n]{2,200})"
)
OWNER = pattern(r"[一-龥]{2,12}(?=[,，])")  # 喜获“…”殊荣的古城平遥县,拥有
# 荣获“…”的喜讯传来: the news of it, not who has it.
NEWS = pattern(r"(?:好?消息|喜讯|捷报|新闻|荣誉|成绩|佳绩|历史|时候|时刻|过程|基础|背景)")
ANNOUNCES = pattern(r"[^,，。;；\n]{0,12}[有为是]?[:：]")
HOW_MANY = pattern(r"(?P<count>[2-9]|[1-9][0-9]|[两二三四五六七八九十])[个座家](?:中国)?(?:城市|乡村|村庄|县市|企业|单位|项目)$")
# 甲市、乙市等10个地级城市,丙县等10个县城当选: each part is counted.
SUBLIST = pattern(r"(?:、|等)[^,，。;；\n]{0,60}?[0-9]+余?[个座家][^,，、。;；获授评入\n]{1,12}$")
# 湖州市市长表示,荣膺“…”,湖州深受鼓舞: not who says so.
SPOKEN = pattern(r"(?:表示|说|指出|介绍|认为|强调|透露|(?<![之号简名人])称)[,，:：]")
# 25个村获评…: how many, not who.
COUNTED = pattern(r"(?<!第)[0-9一二两三四五六七八九十百]+(?:余?[个家名位处座项件所条][一-龥]{0,8}|[市县区镇村校地])$")
AGAIN = pattern(r"(?:[今去]年|此次|再[次度]|又|并|也|还|更|同时)*")  # 今年再度以…
IN_ALL_OF_THEM = pattern(r"(?:一?共计?|合计|等)[0-9一二两三四五六七八九十]")
OF_THEM = pattern(r"(?:[共已还也]?有)?[0-9一二两三四五六七八九十]+(?:[个家座地]|城|县[市区]|[市县区镇村]获)")  # 中国七城市获认证 正式跻身
PLACES = pattern(r"(?:(?:(?![被为获评是])[一-龥]){1,20}?(?:镇|乡|村|社区|街道|办事处|县|市|区|旗)(?:、|$))+")
# 该市坚持…: whom a clause begins with.
POINTS = pattern(
    rf"(?:(?<=[,，;；:：。\n])|(?<![^\n]))(?:近日|日前|目前|近年来|此前|随后|同时|此外|据悉[,，]|[0-9]{{4}}年|[0-9]{{1,2}}月|[0-9]{{1,2}}日|[,，])*{topics.THAT.pattern}"
)
# 某校完成的“…”项目,获得; 提名项目“…”通过审议,成功列入.
MADE = pattern(
    r"的(?P<name>“[^“”\n]{3,60}”(?:项目|工程|课题|成果|作品))[,，]$|(?:项目|工程|作品)“(?P<quoted>[^“”\n]{3,60})”[^,，“”\n]{0,40}[,，]$"
    r"|《(?P<work>[^《》\n]{2,60})》(?:项目|成果|作品|一书|课题)?[,，]$"
)
# 3.张家港市, a line of its own above: it is about it.
HEADING = pattern(r"[ \u3000]*(?:[(（]?[0-9一二三四五六七八九十]{1,3}(?:[)）]|[、.．。]))?[ \u3000]*(?P<name>[一-龥·]{2,20})[ \u3000]*")
BESIDE = pattern(r"(?:^|(?<=[,，。;；\n]))(?:与(?P<who>[^,，。;；\n]{2,30}?)(?:一同|一起|同时|共同))$")
# 某镇以…为目标: a body that no list knows begins a clause.
BODY_ACTS = pattern(
    r"(?:(?<=[,，;；:：。\n])|(?<![^\n]))(?:[近几多]年来[,，]?|目前[,，]?|[0-9]{4}年以来[,，]?)?"
    r"(?P<who>(?![该本全此这我各])[一-龥]{1,12}?(?:镇|乡|村|街道|社区|公司|集团|大学|学院|中学|小学|医院|景区|馆|剧院|剧团|党支部|党委|居委会|村委会|合作社))"
    r"(?=以(?!及)|坚持|积极|着力|通过|在|始终|先后|因|凭|立足|依托|紧|围绕|按照|大力|持续|不断|全力|充分|自|把|将|是|位于|地处|拥有|素有|现有|毗邻|强化|聚焦|创新|认真|扎实|深入|注重|[,，])"
)
# 2019年7月,荣获…: nothing before the verb that could be a subject.
LEAD_ONLY = pattern(r"(?:[\s,，]|于|在|同时|此外|随后|先后|[0-9]{4}年度?|[0-9]{1,2}月|[0-9]{1,2}日)*")
NOTED = pattern(r"[0-9一二两三四五六七八九十]+个[一-龥]{2,6}[(（](?P<who>[^()（）\n]{2,60})[)）]$")
# 两地分别入选…
BOTH = pattern(r"(?:^|(?<=[,，。;；\n]))(?P<count>[两二三四五六七八九])(?:地|市|县|区|村|镇|城|个?城市|座城市)$")
PAIRED = pattern(r"(?P<one>[一-龥A-Za-z·]{4,16})[和与及](?P<other>[一-龥A-Za-z·]{4,16})")
BECOMES = pattern("成为|是|也是")
FROM = pattern("来自|全[国省市]")
LISTS = pattern(r"、|[和与及](?!其)")
ENDS = pattern("[,，被是由位在于为从自]")
PRONOUNS = ("她", "他", "它")
WORK_OF = pattern(r"[一-龥]{2,8}(?:建设|工作|事业|发展|创建|治理|改革|保护)")
LONGER = pattern(r"(?![^年来近前后]*[年来近前后])[^\s获的在了是对向从与和及将把为被等、]{1,8}")


def recipients(document: Document, facts: Facts, low: int, verb: int, listed: list[Item], before: list[Party]) -> list[Party]:
    """Return who receives: who stands behind 的, right before the verb, else whom the sentence or the one before is about."""
    chars = document.chars
    owner = listed[-1].owner
    beside = BESIDE.search(chars, low, verb)
    if owner is not None and not NEWS.match(chars, owner):
        others = several_of(document, facts, *beside.span("who")) if beside else []  # 与甲市一同获评…的还有乙市
        if not others and before and BECOMES.match(document.chars, clause_of(document, low, verb)):  # 甲桥荣获…,成为江门首个获得“…”的工程
            return before
        return [*others, *_owners(document, facts, low, verb, owner)]
    clause = clause_of(document, low, verb)
    adverbs = ADVERBS.search(chars, clause, verb)
    stop = adverbs.start() if adverbs else verb
    soon = AGAIN.match(chars, clause, stop)
    apart = MEANS.match(chars, soon.end() if soon else clause, stop)
    if (apart and apart[0] != "继" and not _starts_place(facts, clause)) or chars[clause:stop] in PRONOUNS:  # 在邢台市率先创成…; 她荣获
        stop = clause
    if beside and stop > clause:  # 甲区脱颖而出,与乙区、丙县共同获评
        others = several_of(document, facts, *beside.span("who")) if not FROM.match(beside["who"]) else []
        first = _subject(document, facts, low, clause, clause, clause)
        return [*first, *others]
    while clause > low and chars[clause - 1] in ",，" and _only_names(chars, facts, (above := clause_of(document, low, clause - 1)), clause - 1):
        clause = above  # 江苏甲市,浙江乙市获评
    noted = NOTED.search(chars, clause, stop)
    if noted:  # 1个地区(北海市)荣获
        return several_of(document, facts, *noted.span("who"))
    together = BOTH.search(chars, clause, stop)
    if together and (meant := _both(document, facts, low, clause, figure(together["count"]))):
        return meant
    if unnamed(chars, clause, stop):
        above = clause_of(document, low, clause - 1) if clause > low and IN_ALL_OF_THEM.match(chars, clause, stop) else clause
        return names_of(chars, above, clause - 1) if above < clause else []  # 评选出甲公司、乙集团、丙公司,共3家单位获得
    if stop == clause and SUBLIST.search(chars, low, clause - 1):  # 甲县、乙县等51个地区,荣获…
        stop, clause = clause - 1, clause_of(document, low, clause - 1)
    while clause > low and chars[clause - 1] in ",，" and SUBLIST.search(chars, clause, stop) and SUBLIST.search(chars, low, clause - 1):
        clause = clause_of(document, low, clause - 1)
    found = _named_before(document, facts, low, clause, stop) if stop > clause else []
    if found:
        return found
    made = MADE.search(chars, low, clause) if stop == clause else None
    if made:
        return [Party(*made.span(made.lastgroup or 0), made[made.lastgroup or 0])]
    who = _subject(document, facts, low, verb, clause, stop)
    if who:
        return who
    if stop > clause and not MEANS.match(chars, clause):
        return []
    line = document.segments[document.segment_at(verb)].text_start
    going_on = before and before[-1].start >= (line - REACH if LEAD_ONLY.fullmatch(chars, low, clause) else low)
    if going_on:  # 张家港以港命名。1999年获评…,2005年获评…
        return before
    return _spoken_of(document, facts, line, low, verb)


def _named_before(document: Document, facts: Facts, low: int, clause: int, stop: int) -> list[Party]:
    """Return who is named in the words before a verb: parties, a list of names, a person, a work."""
    chars = document.chars
    several = SEVERAL.search(chars, clause, stop)
    work = WORK.search(chars, clause, several.start() if several else stop)
    if work or (work := QUOTED_ONE.fullmatch(chars, clause, stop)):  # 某博物馆“甲展”获: what was shown
        return [Party(*work.span("name"), work["name"])]
    means = MEANS.search(chars, clause + 1, stop)
    kinds = (facts.persons, facts.organizations, facts.places)
    actors = [n for kind in kinds for n in within(kind, clause, stop) if means and n.end == means.start()]
    if means and means[0][0] in "凭以" and chars.endswith("》", clause, stop):  # 导演某某以《…》夺得, and not the work
        return [party_of(name) for name in actors[:1]] or unknown(chars, clause, stop)
    of = chars.rfind("的", clause, stop) + 1
    if of and (made := THING.fullmatch(chars[of:stop])):  # 由甲校完成的某某工程获
        return [Party(of, stop, made[0].strip("《》"))]
    people = people_of(facts, chars, clause, several.start() if several else stop)
    if people or (people := members(document, facts, clause, stop) if LISTS.search(chars, clause, stop) else []):
        return clear(facts, people)
    own = [p for p in several_of(document, facts, clause, stop) if not COUNTED.search(p.name)]
    listed = names_of(chars, clause, stop)
    officer = [n for n in within(facts.persons, clause, stop) if n.end == stop]
    if officer and POSTS.search(chars, clause, officer[0].start):  # 某部副部长、某办主任某某荣获
        return [party_of(officer[0])]
    if len(listed) > len(own) or own:
        listed = [_place_of(facts, party) for party in listed]
        return clear(facts, listed if len(listed) > len(own) else _counted(document, facts, low, clause, stop, own))
    if chars[clause:stop] in gazetteer.divisions_by_name():  # 长治获评…: a name that may be a word, but not here
        return [Party(clause, stop, chars[clause:stop])]
    named = [n for kind in (facts.persons, facts.organizations, facts.places) for n in within(kind, clause, stop) if n.end == stop]
    beside = BESIDE_IT.search(chars, clause, named[0].start) if named else None  # 西湖和大运河被列入
    first = [Party(*beside.span("who"), beside["who"])] if beside and not NO_NAME.search(beside["who"]) else []
    return [*first, party_of(named[0])] if named else things_of(chars, clause, stop)


def _place_of(facts: Facts, party: Party) -> Party:
    """Return 长白山 for 吉林长白山, where the page knows both."""
    known = [n for n in within(facts.places, party.start, party.end) if n.end == party.end and n.start > party.start]
    return party_of(known[0]) if known else party


def _spoken_of(document: Document, facts: Facts, line: int, low: int, verb: int) -> list[Party]:
    """Return whom a sentence without a subject is about: who begins the nearest one before it in the line, else whom the heading names."""
    at = low
    while at > max(line, low - REACH):
        at, _ = document.sentence_at(at - 1)
        begin = max(at, line)
        lead = LEAD.match(document.chars[begin:low])
        for name in _beginning(facts, begin + (lead.end() if lead else 0)):
            if name.type != "person" or not SPOKEN.search(document.chars, name.end, verb):
                return [party_of(name)]
    above = document.segments[max(0, document.segment_at(verb) - 1)]
    heading = HEADING.fullmatch(document.chars, above.text_start, above.text_end) if above.text_end < line else None
    named = _right_at(facts.places, heading.start("name")) or _right_at(facts.organizations, heading.start("name")) if heading else []
    return [party_of(name) for name in named if heading and name.end == heading.end("name")]


def _starts_place(facts: Facts, at: int) -> bool:
    return any(n.start == at for n in within(facts.places, at, at + 8))


def _only_names(chars: str, facts: Facts, start: int, end: int) -> bool:
    """Tell whether a clause is nothing but places: 江苏太仓市,山东高青县; 洪山镇、厉山镇,杨寨镇."""
    names = within(facts.places, start, end)
    if names and sum(n.end - n.start for n in names) == end - start:
        return True
    listed = chars.find("、", start, end) >= 0 or (names and names[0].start == start)
    return bool(listed) and PLACES.fullmatch(chars, start, end) is not None


def _subject(document: Document, facts: Facts, low: int, verb: int, clause: int, stop: int) -> list[Party]:
    """Return who begins the clause of the verb or one before it, 甲市、乙市日前通过验收,荣获; a new name only in the verb's own clause."""
    chars = document.chars
    who = actor(document, facts, low, verb)
    pointed = max((m for m in POINTS.finditer(chars, low, verb)), key=re.Match.start, default=None)
    if pointed and pointed.start() >= (who.start if who else low):
        meant = topics.meant(facts, pointed["kind"], pointed.start())
        return [meant] if meant else []
    if who is None or who.start < clause:
        new = unknown(chars, clause, stop)
        if new:
            return new
    body = None if who else next(iter(BODY_ACTS.finditer(chars, low, verb)), None)
    if body:
        return [Party(*body.span("who"), body["who"])]
    said = SPOKEN.search(chars, who.end, verb) if who else None
    if who is None or (said and within(facts.persons, who.start, said.start())) or OF_THEM.match(chars, who.end):
        return []
    end = ENDS.search(chars, who.end, verb)
    if end and is_thing(chars[who.start : end.start()]):  # 广东省某某枢纽工程被誉为…,曾获得
        return [Party(who.start, end.start(), chars[who.start : end.start()])]
    several = parties(document, facts, who.start, _list_end(facts, chars, who.end, verb))
    if len(several) > 1 and not several[0].name.endswith("委"):  # 某市委、市政府: the city
        return several
    if chars[who.end : who.end + 1] in ("镇", "乡", "村"):  # 周庄|镇
        return [Party(who.start, who.end + 1, chars[who.start : who.end + 1])]
    if who.start >= clause and (both := PAIRED.fullmatch(chars, who.start, stop)):  # 北京某酒店和上海某酒店: no list knows them
        return [Party(*both.span(name), both[name]) for name in ("one", "other")] if _starts_place(facts, both.start("other")) else []
    longer = LONGER.fullmatch(chars, who.end, stop) if who.start >= clause else None  # 上海建工 is not 上海
    work = WORK_OF.fullmatch(chars, who.end, stop)  # 扬州精神文明建设: the city's
    return [Party(who.start, stop, chars[who.start : stop])] if longer and not work else [who]


def _list_end(facts: Facts, chars: str, at: int, high: int) -> int:
    """Return where the list of names ends whose first one ends at `at`: 荆州、神农架、西峡县|从众多城市中脱颖而出."""
    names = [facts.places, facts.organizations, facts.persons]
    while at < high and chars[at] in "、和与及以":
        at += chars.startswith("以及", at)
        ends = [n.end for kind in names for n in within(kind, at + 1, min(at + 24, high)) if n.start == at + 1]
        at_end = max(ends, default=at)
        while inner := [n.end for n in within(facts.places, at_end, min(at_end + 12, high)) if n.start == at_end and at_end > at]:
            at_end = inner[0]
        if at_end == at:
            break
        at = at_end
    return at


def _both(document: Document, facts: Facts, low: int, clause: int, count: int) -> list[Party]:
    """Return whom 两地 means: as many places as the sentence or the one before has named, besides countries."""
    above = document.sentence_at(low - 1)[0] if low > 0 and document.chars[low - 1] not in "\n" else low
    for start in (low, above):
        found = [n for n in within(facts.places, start, clause) if not is_country(n)]
        if len({n.key for n in found}) == len(found) == count:
            return [party_of(name) for name in found]
    return []


def unnamed(chars: str, start: int, end: int) -> bool:
    """Tell whether only a number says who it is: 湖北9个县市上榜."""
    return COUNTED.search(chars, start, end) is not None and not SEVERAL.search(chars, start, end) and not any(
        chars.find(mark, start, end) >= 0 for mark in ("、", ",", "包括", "等")
    )


def _counted(document: Document, facts: Facts, low: int, clause: int, stop: int, own: list[Party]) -> list[Party]:
    """Return who receives, with those before the comma if the clause counts them too: 甲市、乙市,丙国丁市等四座城市当选."""
    said = HOW_MANY.search(document.chars, clause, stop)
    count = figure(said["count"]) if said else 0
    while said and len(own) < count and clause > low:
        clause = clause_of(document, low, clause - 1)
        wider = several_of(document, facts, clause, stop)
        if len(wider) == count:
            return wider
    return own


def _owners(document: Document, facts: Facts, low: int, verb: int, owner: int) -> list[Party]:
    """Return who has the honour of 获得“…”称号的…: who is named or listed behind 的, or who 是 it; 获得“…”的城市须… names nobody."""
    chars = document.chars
    listed = OWNERS.match(chars, owner, around(document, verb)[1])
    span = listed.span("who") if listed else (0, 0)
    if listed and (found := members(document, facts, *span) or several_of(document, facts, *span) or things_of(chars, *span)):
        return found
    spoken = [o for o in facts.occurrences if o.start == owner and not o.bare]
    if spoken:
        return [Party(spoken[0].start, spoken[0].end, spoken[0].name)]
    clause = clause_of(document, low, verb)
    copula = chars.find("是", clause, verb)
    role = chars.find("作为", clause, verb)
    if role > clause:  # 杭州作为唯一入选“…”的城市
        return parties(document, facts, clause, role)
    if ANNOUNCES.match(chars, owner):  # 获得“…”的会员有:
        return []
    behind = OWNER.match(chars, owner)
    named = [n for n in within(facts.places, *behind.span()) if n.end == behind.end()] if behind else []
    first = [*_beginning(facts, owner), *named][:1]
    end = _list_end(facts, chars, first[0].end, around(document, verb)[1]) if first else owner
    found = parties(document, facts, first[0].start, end) if first and end > first[0].end else [party_of(name) for name in first]
    return found or (parties(document, facts, clause, copula) if copula > clause else [])


def _beginning(facts: Facts, at: int) -> list[Name]:
    """Return the body, place or person whose name begins at `at`."""
    names = (facts.organizations, facts.places, facts.persons)
    first = [n for kind in names for n in _right_at(kind, at)][:1]
    while first and first[0].type == "place" and (inner := _right_at(facts.places, first[0].end)):
        first = inner  # 湖北|荆州
    return first


def _right_at(names: list[Name], at: int) -> list[Name]:
    return [n for n in names[bisect_left(names, at, key=START) :][:1] if n.start == at]


def clause_of(document: Document, low: int, at: int) -> int:
    """Return where the clause begins that `at` stands in, no farther back than a list of names may reach."""
    dash = document.chars.rfind("——", low, at)
    if dash >= 0 and document.chars.count("“", dash, at) != document.chars.count("”", dash, at):  # a name: “甲——乙”
        dash = -1
    return max(last_of(document.chars, ",，;；:：", low, at) + 1, dash + 2 if dash >= 0 else 0) or max(low, at - 120)
