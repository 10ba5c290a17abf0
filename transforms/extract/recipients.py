"""Recipients: who has an honour, as in 无锡市、黄山市等5个市荣获…, 包括徐州市在内的5个城市 and 港珠澳大桥工程.

Shared grammar of awards. Who receives stands right before the verb, behind its 的, or is whom the sentence or the one before speaks of; a list may
say how many it has. 25个村获评… names nobody, and a mayor who says that the city was honoured has no honour.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from transforms import gazetteer
from transforms.extract import topics
from transforms.extract.cuts import is_plain
from transforms.extract.facts import Facts, Name
from transforms.extract.han_names import is_name
from transforms.extract.honours import Item
from transforms.extract.lines import last_of
from transforms.extract.numerals import value_of
from transforms.extract.parties import LEAD, Party, actor, parties
from transforms.extract.sites import REACH, START, around, is_city, is_country, within
from transforms.model.document import Document

ADVERBS = re.compile(
    r"(?:[均都皆]?系(?=[首第])|[均都皆也]有|先后|成功|再次|再度|首次|又|也|被|(?<!成)都|均|还|已|曾|(?:连续)?(?:第?[0-9一二三四五六七八九十]{1,3}|多)[年届次度]|双双|分别|一举|相继|更是|此前|正式|陆续|同时"
    r"|多次|获|首|光荣|最终|终于?|同|共|齐|一并|更是|如愿|现已|顺利|一同|共同|接连|再|分|各|喜|荣|更|则|且|并|也都|一口气|连续|[于在]?(?:[0-9]{4}、)*[0-9]{4}年度?(?:[0-9]{1,2}月)?|又一次|累计|率先|[此本这][次番])+$"
)
# 获得“…”称号的城市有:甲市、乙市 and “…”名单:甲市、乙市: who has it is listed behind.
OWNERS = re.compile(
    r"[^,，。;；:：、“”\n]{0,12}?(?:分别)?(?:为|是|有|包括|如下)[:：]?(?![0-9一二两三四五六七八九十]+[个家])(?P<who>[^。;；\n]{2,200})"
)
OWNER = re.compile(r"[一-龥]{2,12}(?=[,，])")  # 喜获“…”殊荣的古城鹿邑县,拥有
ANNOUNCES = re.compile(r"[^,，。;；\n]{0,12}[有为是]?[:：]")
# 包括甲市在内的10个城市, 甲、乙两座中国城市, 包括甲、乙的中国城市: who is named before it.
INCLUDING = re.compile(r"包括|[已共还另省市]有")
IN_ALL = re.compile(
    r"(?:(?:在内的?|等|的)[^、,，\n]{0,10}?|[0-9一二两三四五六七八九十]+余?[个座家][一-龥]{0,4}?)"
    r"(?:城市|县市|市县|县区|地区|国家|单位|企业|项目|高校|景区|乡镇|村镇|乡村|村庄|村落)$|等?[0-9]+余?(?:[个座家][一-龥()（）]{1,12}|地)$|等[0-9]+余?个(?:县|市|区|旗|乡|镇|街道|[()（）、和])+$"
)
HOW_MANY = re.compile(r"(?P<count>[2-9]|[1-9][0-9]|[两二三四五六七八九十])[个座家](?:中国)?(?:城市|乡村|村庄|县市|企业|单位|项目)$")
# 甲市、乙市等10个地级城市,丙县等10个县城当选: each part is counted.
SUBLIST = re.compile(r"(?:、|等)[^,，。;；\n]{0,60}?[0-9]+余?[个座家][^,，、。;；获授评入\n]{1,12}$")
ABROAD = re.compile(r"(?P<of>的|首都)?(?P<city>[\u4e00-\u9fff·]{2,8}?)(?<!企业)(?<!公司)(?<!代表)(?<!项目)(?<!城市)(?=[、和与及等,，;；]|$)")
IN_BRACKETS = re.compile(r"(?P<city>(?![和与及])[\u4e00-\u9fff·]{2,10})[(（]$")
PARTS = re.compile(r"(?P<who>[^,，;；]+?)(?:(?:因|由于|凭借?)[^、,，;；]{2,20})?(?=[,，;；]|$)")  # 南京因成就突出
# 韩国的顺天市, 我国申报的云南阿者科村: the place.
OF_IT = re.compile(r"^以[^,，]{2,16}为(?:代表|核心|主)的|^[^的]{2,16}的(?=[^的]{1,12}[市县区镇乡村州]$)")
VILLAGE = re.compile(r"[^的]{1,10}[村镇乡寨]")
CITY = re.compile(r"[^的]{1,10}[市县州郡]")
# 甲社区、乙家园、丙山庄同获: a list of names, whatever they end in.
NAMELIKE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·“”()（）-]{2,20}")
NO_NAME = re.compile(r"[的了在是将对把被这该其此我各每等]|^[0-9一二三四五六七八九十]|^(?:以及|包括)")
# 湖州市市长表示,荣膺“…”,湖州深受鼓舞: not who says so.
SPOKEN = re.compile(r"(?:表示|说|指出|介绍|认为|强调|透露|(?<![之号简名人])称)[,，:：]")
# 25个村获评…: how many, not who.
COUNTED = re.compile(r"(?<!第)[0-9一二两三四五六七八九十百]+(?:余?[个家名位处座项件所条][一-龥]{0,8}|[市县区镇村校地])$")
# A work or a thing that wins: 《春江》, 某某大桥工程.
THING = re.compile(
    r"(?:《[^《》\n]{2,40}》|(?<![一-龥])(?![该本此这其各][一-龥])[一-龥A-Za-z0-9“”·()（）]{2,30}?"
    r"(?:项目|工程|作品|大桥|小区|社区|案例|团队|景区|品牌|电影|纪录片|街区|古城|产品|古?村落|古镇|遗址|石窟|园林|古?建筑群|故居|景观|湿地|灌区))$"
)
PIECE = re.compile("(?:(?!以及|、).)+")
SEVERAL = re.compile(r"等(?:[0-9]+个(?:国家|省份?|地区)的?|全[国省市])?[0-9一二三四五六七八九十]*[余多]?[个项座部件]?[一-龥]{0,6}$")
# 该市坚持…: whom a clause begins with.
POINTS = re.compile(
    rf"(?:(?<=[,，;；:：。\n])|(?<![^\n]))(?:近日|日前|目前|近年来|此前|随后|同时|此外|据悉[,，]|[0-9]{{4}}年|[0-9]{{1,2}}月|[0-9]{{1,2}}日|[,，])*{topics.THAT.pattern}"
)
# 某博物馆“甲展”获…, 与甲市一同获评…的还有乙市, 除甲馆外,获评…的还有乙馆.
WORK = re.compile(r"(?<=[馆院团社司校台市县区])“(?P<name>[^“”\n]{3,40})”$")
MADE = re.compile(r"的(?P<name>“[^“”\n]{3,60}”(?:项目|工程|课题|成果|作品))[,，]$")  # 某校完成的“…”项目,获得
BESIDE = re.compile(r"(?:^|(?<=[,，。;；\n]))(?:与(?P<who>[^,，。;；\n]{2,30}?)(?:一同|一起|同时|共同))$")
# 某镇以…为目标: a body that no list knows begins a clause.
BODY_ACTS = re.compile(
    r"(?:(?<=[,，;；:：。\n])|(?<![^\n]))(?:近年来[,，]?|目前[,，]?|[0-9]{4}年以来[,，]?)?"
    r"(?P<who>(?![该本全此这我各])[一-龥]{1,12}?(?:镇|乡|村|街道|社区|公司|集团|大学|学院|中学|小学|医院|景区|馆|剧院|剧团))"
    r"(?=以(?!及)|坚持|积极|着力|通过|在|始终|先后|因|凭|立足|依托|紧|围绕|按照|大力|持续|不断|全力|充分|自|把|将|是|位于|地处|拥有|素有|现有|毗邻|[,，])"
)
# 2019年7月,荣获…: nothing before the verb that could be a subject.
LEAD_ONLY = re.compile(r"(?:[\s,，]|于|在|同时|此外|随后|先后|[0-9]{4}年度?|[0-9]{1,2}月|[0-9]{1,2}日)*")
# 两地分别入选…
BOTH = re.compile(r"(?:^|(?<=[,，。;；\n]))(?P<count>[两二三四五六七八九])(?:地|市|县|区|村|镇|城|个?城市|座城市)$")
# What may stand between who receives and the verb: 某剧凭借…, 某校在…中.
MEANS = re.compile(
    r"凭借?|以(?![及色])|因|由于|在(?!线)|于|从|经(?!济|典|开|贸|纬|营|理)|通过|作为|历时|历经|自(?![治贡然由强立])|继(?!续)|接受|代表|报送|选送|申报|推荐|参加|参与"
)
NO_SUBJECT = re.compile(
    r"[上中下后前时里间内起来]$|年$|月$|日$|度$|^(?:全|我|本|各|某|多|几|有|共|据|经|如|令|让|使|能|可|会|已|曾|要|想|由|若|虽|但|而|也|又|还|再|只|就|不|没)"
    r"|记者|^(?:目前|近日|日前|此次|随后|截至|今年|去年|成功|最终|双双|双方|两[地市人]|自己|大家|他们|她们|它们|项目|公司|学校|单位|选手|作品)$|[?？!！]"
)
LONGER = re.compile(r"(?![^年来近前后]*[年来近前后])[^的在了是对向从与和及将把为被等、]{1,8}")


def recipients(document: Document, facts: Facts, low: int, verb: int, listed: list[Item], before: list[Party]) -> list[Party]:
    """Return who receives: who stands behind 的, right before the verb, else whom the sentence or the one before is about."""
    chars = document.chars
    owner = listed[-1].owner
    beside = BESIDE.search(chars, low, verb)
    if owner is not None:
        others = several_of(document, facts, *beside.span("who")) if beside else []  # 与甲市一同获评…的还有乙市
        return [*others, *_owners(document, facts, low, verb, owner)]
    clause = clause_of(document, low, verb)
    adverbs = ADVERBS.search(chars, clause, verb)
    stop = adverbs.start() if adverbs else verb
    if chars.startswith("在", clause):  # 2015年,在邢台市率先创成…
        stop = clause
    while clause > low and chars[clause - 1] in ",，" and _only_names(facts, (above := clause_of(document, low, clause - 1)), clause - 1):
        clause = above  # 江苏甲市,浙江乙市获评
    together = BOTH.search(chars, clause, stop)
    if together and (meant := _both(document, facts, low, clause, int(value_of(together["count"])[0]))):
        return meant
    if unnamed(chars, clause, stop):
        return []
    if stop == clause and SUBLIST.search(chars, low, clause - 1):  # 甲县、乙县等51个地区,荣获…
        stop, clause = clause - 1, clause_of(document, low, clause - 1)
    while clause > low and chars[clause - 1] in ",，" and SUBLIST.search(chars, clause, stop) and SUBLIST.search(chars, low, clause - 1):
        clause = clause_of(document, low, clause - 1)
    found = _named_before(document, facts, low, clause, stop) if stop > clause else []
    if found:
        return found
    made = MADE.search(chars, low, clause) if stop == clause else None
    if made:
        return [Party(*made.span("name"), made["name"])]
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
    if work:  # 某博物馆“甲展”获: what was shown
        return [Party(*work.span("name"), work["name"])]
    of = chars.rfind("的", clause, stop) + 1
    if of and (made := THING.fullmatch(chars[of:stop])):  # 由甲校完成的某某工程获
        return [Party(of, stop, made[0].strip("《》"))]
    own = [p for p in several_of(document, facts, clause, stop) if not COUNTED.search(p.name)]
    listed = _names(chars, clause, stop)
    people = _people(facts, chars, clause, several.start() if several else stop)
    if people:
        return people
    if len(listed) > len(own) or own:
        return _clear(facts, listed if len(listed) > len(own) else _counted(document, facts, low, clause, stop, own))
    if chars[clause:stop] in gazetteer.divisions_by_name():  # 长治获评…: a name that may be a word, but not here
        return [Party(clause, stop, chars[clause:stop])]
    named = [n for kind in (facts.persons, facts.organizations, facts.places) for n in within(kind, clause, stop) if n.end == stop]
    return [_party(named[0])] if named else things_of(chars, clause, stop)


def _spoken_of(document: Document, facts: Facts, line: int, low: int, verb: int) -> list[Party]:
    """Return whom a sentence without a subject is about: who begins the nearest one before it in the line, else the one the title is about."""
    at = low
    while at > max(line, low - REACH):
        at, _ = document.sentence_at(at - 1)
        begin = max(at, line)
        lead = LEAD.match(document.chars[begin:low])
        for name in _beginning(facts, begin + (lead.end() if lead else 0)):
            if name.type != "person" or not SPOKEN.search(document.chars, name.end, verb):
                return [_party(name)]
    return []


def _only_names(facts: Facts, start: int, end: int) -> bool:
    """Tell whether a clause is nothing but places side by side: 江苏太仓市,山东高青县."""
    names = within(facts.places, start, end)
    return bool(names) and sum(n.end - n.start for n in names) == end - start


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
    if who is None or (within(facts.persons, who.start, who.end) and SPOKEN.search(chars, who.end, verb)):
        return []
    several = parties(document, facts, who.start, _list_end(facts, chars, who.end, verb))
    if len(several) > 1 and not several[0].name.endswith("委"):  # 某市委、市政府: the city
        return several
    if chars[who.end : who.end + 1] in ("镇", "乡", "村"):  # 周庄|镇
        return [Party(who.start, who.end + 1, chars[who.start : who.end + 1])]
    longer = LONGER.fullmatch(chars, who.end, stop) if who.start >= clause else None  # 上海建工 is not 上海
    return [Party(who.start, stop, chars[who.start : stop])] if longer else [who]


def _list_end(facts: Facts, chars: str, at: int, high: int) -> int:
    """Return where the list of names ends whose first one ends at `at`: 荆州、神农架、西峡县|从众多城市中脱颖而出."""
    names = [facts.places, facts.organizations, facts.persons]
    while at < high and chars[at] in "、和与及":
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
            return [_party(name) for name in found]
    return []


def _clear(facts: Facts, found: list[Party]) -> list[Party]:
    """Return the parties with those that only point replaced by whom they mean, 该市, and those with a post by the person, 研究所所长某某."""
    said = [(party, topics.THAT.fullmatch(party.name)) for party in found]
    meant = [topics.meant(facts, that["kind"], party.start) if that else party for party, that in said]
    return [_person(facts, party) or party for party in meant if party]


def _people(facts: Facts, chars: str, start: int, end: int) -> list[Party]:
    """Return the persons of a list of nothing else, the first maybe behind where they are: 某大学甲、乙."""
    pieces = [Party(start + p.start(), start + p.end(), p[0]) for p in re.finditer("[^、和与]+", chars[start:end])]
    found = [person for p in pieces if (person := p if is_name(p.name) else _person(facts, p))]
    return found if len(found) == len(pieces) > 1 else []


def _person(facts: Facts, party: Party) -> Party | None:
    """Return the person that the name of a party ends in: 研究所所长某某, 某大学某某."""
    known = [n for n in within(facts.persons, party.start, party.end) if n.end == party.end]
    if known:
        return _party(known[0])
    above = [n for n in within(facts.organizations, party.start, party.end) if n.start == party.start]
    rest = party.name[above[-1].end - party.start :] if above else ""
    return Party(party.end - len(rest), party.end, rest) if is_name(rest) else None


def unknown(chars: str, start: int, end: int) -> list[Party]:
    """Return the names, known to no list, of a clause that has nothing else before its verb: 春风剧社与秋水剧团获."""
    lead = LEAD.match(chars[start:end])
    start = start + (lead.end() if lead else 0)
    means = MEANS.search(chars, start, end)
    end = means.start() if means else end
    counted = SEVERAL.search(chars, start, end)
    end = counted.start() if counted else end
    pieces = [(start + p.start(), start + p.end()) for p in re.finditer("[^、与和及]+", chars[start:end])]
    names = [Party(a, b, chars[a:b].strip("“”")) for a, b in pieces]
    return names if names and all(NAMELIKE.fullmatch(p.name) and _is_new_name(p.name) for p in names) else []


def _is_new_name(words: str) -> bool:
    """Tell whether words that stand where a name must are one: 林秋声, 春风剧社; not 消息, 全体队员, 会上."""
    if NO_NAME.search(words) or NO_SUBJECT.search(words):
        return False
    return "·" in words or is_name(words) or (len(words) > 3 and not is_plain(words))


def unnamed(chars: str, start: int, end: int) -> bool:
    """Tell whether only a number says who it is: 湖北9个县市上榜."""
    return COUNTED.search(chars, start, end) is not None and not SEVERAL.search(chars, start, end) and not any(
        chars.find(mark, start, end) >= 0 for mark in ("、", ",", "包括")
    )


def several_of(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return the parties of a list that may say how many they are: 包括甲市在内的10个城市, 甲、乙两座中国城市."""
    including = INCLUDING.search(document.chars, start, end)
    start = including.end() if including else start
    named: list[Party] = []
    for part in PARTS.finditer(document.chars, start, end):
        all_of_them = IN_ALL.search(document.chars, *part.span("who"))
        end_of = all_of_them.start() if all_of_them else part.end("who")
        named += parties(document, facts, part.start(), end_of)
        named += _abroad(document, facts, part.start(), end_of, named)
    named.sort(key=lambda party: party.start)
    return [_innermost(facts, replace(p, name=OF_IT.sub("", p.name))) for p in named]


def _abroad(document: Document, facts: Facts, start: int, end: int, known: list[Party]) -> list[Party]:
    """Return the cities of countries that no gazetteer has: 俄罗斯的布古利马, 卢旺达首都基加利."""
    countries = [n for n in within(facts.places, start, end) if is_country(n)]
    listed = "、" in document.chars[start:end]
    cities = [city for n in countries if (city := ABROAD.match(document.chars, n.end, end)) and (city["of"] or (listed and n.text != "中国"))]
    taken = {party.end for party in known}
    cities += [city for n in countries if (city := IN_BRACKETS.search(document.chars, max(start, n.start - 12), n.start))]
    return [Party(*city.span("city"), city["city"]) for city in cities if city.end("city") not in taken]


def _innermost(facts: Facts, party: Party) -> Party:
    """Return 余村 for 浙江余村, 顺天市 for 韩国顺天市, and 柳州 for 工业重镇柳州."""
    last = [n for n in within(facts.places, party.start + 2, party.end) if n.end == party.end]
    if last and last[0].adcode and party.key is None and is_city(last[0]):
        return _party(last[0])
    above = [n for n in within(facts.places, party.start, party.end) if party.name.startswith(n.text)]
    end = above[0].end if above else party.start
    while inner := [n for n in within(facts.places, end, party.end) if n.start == end]:
        end = inner[0].end
    rest = party.name[end - party.start :] if above else ""
    inside = VILLAGE.fullmatch(rest) or (above and is_country(above[0]) and CITY.fullmatch(rest))
    return replace(party, name=rest) if inside else party


def _names(chars: str, start: int, end: int) -> list[Party]:
    """Return the names of a list of three or more, where nothing else stands in it or as many as it says: 甲、乙、丙3家单位."""
    lead, several = LEAD.match(chars[start:end]), SEVERAL.search(chars, start, end) or IN_ALL.search(chars, start, end)
    start, end = start + (lead.end() if lead else 0), several.start() if several else end
    pieces = [Party(start + p.start(), start + p.end(), p[0]) for p in re.finditer("[^、与和及]+", chars[start:end])]
    fits = len(pieces) > 2 and "、" in chars[start:end] and all(NAMELIKE.fullmatch(p.name) and not NO_NAME.search(p.name) for p in pieces)
    return pieces if fits else []


def _counted(document: Document, facts: Facts, low: int, clause: int, stop: int, own: list[Party]) -> list[Party]:
    """Return who receives, with those before the comma if the clause counts them too: 甲市、乙市,丙国丁市等四座城市当选."""
    said = HOW_MANY.search(document.chars, clause, stop)
    count = value_of(said["count"])[0] if said else 0
    while said and len(own) < count and clause > low:
        clause = clause_of(document, low, clause - 1)
        wider = several_of(document, facts, clause, stop)
        if len(wider) == count:
            return wider
    return own


def named_in(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return the bodies, places or else the persons that a range names: 授予甲市, 颁给某某先生."""
    found = max(several_of(document, facts, start, end), things_of(document.chars, start, end), key=len)
    return found or [_party(name) for name in within(facts.persons, start, end)]


def things_of(chars: str, start: int, end: int) -> list[Party]:
    """Return the works and things listed before a verb: 甲工程、乙大桥等24个项目荣获鲁班奖."""
    several = SEVERAL.search(chars, start, end)
    words = chars[start : several.start() if several else end]
    pieces = [(piece, THING.search(piece[0])) for piece in PIECE.finditer(words)]
    return [
        Party(start + piece.start() + thing.start(), start + piece.start() + thing.end(), thing[0].strip("《》")) for piece, thing in pieces if thing
    ]


def _owners(document: Document, facts: Facts, low: int, verb: int, owner: int) -> list[Party]:
    """Return who has the honour of 获得“…”称号的…: who is named or listed behind 的, or who 是 it; 获得“…”的城市须… names nobody."""
    chars = document.chars
    listed = OWNERS.match(chars, owner, around(document, verb)[1])
    if listed and (found := several_of(document, facts, *listed.span("who")) or things_of(listed["who"], 0, len(listed["who"]))):
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
    return [_party(name) for name in [*_beginning(facts, owner), *named][:1]] or (parties(document, facts, clause, copula) if copula > clause else [])


def _beginning(facts: Facts, at: int) -> list[Name]:
    """Return the body, place or person whose name begins at `at`."""
    names = (facts.organizations, facts.places, facts.persons)
    return [n for kind in names for n in kind[bisect_left(kind, at, key=START) :][:1] if n.start == at][:1]


def _party(name: Name) -> Party:
    return Party(name.start, name.end, name.text if name.type == "place" else name.full, name.key)


def clause_of(document: Document, low: int, at: int) -> int:
    """Return where the clause begins that `at` stands in, no farther back than a list of names may reach."""
    dash = document.chars.rfind("——", low, at)
    if dash >= 0 and document.chars.count("“", dash, at) != document.chars.count("”", dash, at):  # a name: “甲——乙”
        dash = -1
    return max(last_of(document.chars, ",，;；:：", low, at) + 1, dash + 2 if dash >= 0 else 0) or max(low, at - 120)
