"""Recipients: who has an honour, as in 无锡市、黄山市等5个市荣获…, 包括徐州市在内的5个城市 and 港珠澳大桥工程.

Shared grammar of awards. Who receives stands right before the verb, behind its 的, or is whom the sentence or the one before speaks of; a list may
say how many it has. 25个村获评… names nobody, and a mayor who says that the city was honoured has no honour.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from transforms import gazetteer
from transforms.extract.facts import Facts, Name
from transforms.extract.honours import Item
from transforms.extract.lines import last_of
from transforms.extract.numerals import value_of
from transforms.extract.parties import LEAD, Party, actor, parties
from transforms.extract.sites import REACH, START, around, is_country, within
from transforms.model.document import Document

ADVERBS = re.compile(
    r"(?:[均都皆]?系(?=[首第])|先后|成功|再次|再度|首次|又|也|被|(?<!成)都|均|还|已|曾|(?:连续)?(?:第?[0-9一二三四五六七八九十]{1,3}|多)[年届次度]|双双|分别|一举|相继|更是|此前|正式|陆续|同时"
    r"|多次|获|首|光荣|最终|终于?|同|共|齐|一并|更是|如愿|现已|顺利|一同|共同|接连|[于在]?(?:[0-9]{4}、)*[0-9]{4}年度?(?:[0-9]{1,2}月)?|又一次|累计|率先|[此本这][次番])+$"
)
# 获得“…”称号的城市有:甲市、乙市 and “…”名单:甲市、乙市: who has it is listed behind.
OWNERS = re.compile(
    r"[^,，。;；:：、“”\n]{0,12}?(?:分别)?(?:为|是|有|包括|如下)[:：]?(?![0-9一二两三四五六七八九十]+[个家])(?P<who>[^。;；\n]{2,200})"
)
# 包括甲市在内的10个城市, 甲、乙两座中国城市, 包括甲、乙的中国城市: who is named before it.
INCLUDING = re.compile(r"包括|[已共还另]有")
IN_ALL = re.compile(
    r"(?:(?:在内的?|等|的)[^、,，\n]{0,10}?|[0-9一二两三四五六七八九十]+余?[个座家][一-龥]{0,4}?)"
    r"(?:城市|县市|市县|县区|地区|国家|单位|企业|项目|高校|景区|乡镇|村镇|乡村|村庄|村落)$|等?[0-9]+余?(?:[个座家][一-龥()（）]{1,12}|地)$"
)
HOW_MANY = re.compile(r"(?P<count>[2-9]|[1-9][0-9]|[两二三四五六七八九十])[个座家](?:中国)?(?:城市|乡村|村庄|县市|企业|单位|项目)$")
# 甲市、乙市等10个地级城市,丙县等10个县城当选: each part is counted.
SUBLIST = re.compile(r"(?:、|等)[^,，。;；\n]{0,60}?[0-9]+余?[个座家][^,，、。;；\n]{1,12}$")
ABROAD = re.compile(r"(?P<of>的|首都)?(?P<city>[\u4e00-\u9fff·]{2,8}?)(?<!企业)(?<!公司)(?<!代表)(?<!项目)(?<!城市)(?=[、和与及等,，;；]|$)")
IN_BRACKETS = re.compile(r"(?P<city>[\u4e00-\u9fff·]{2,10})[(（]$")  # 林雪平(瑞典)
PARTS = re.compile(r"(?P<who>[^,，;；]+?)(?:(?:因|由于|凭借?)[^、,，;；]{2,20})?(?=[,，;；]|$)")  # 南京因成就突出
# 韩国的顺天市, 我国申报的云南阿者科村: the place.
OF_IT = re.compile(r"^[^的]{2,16}的(?=[^的]{1,12}[市县区镇乡村州]$)")
VILLAGE = re.compile(r"[^的]{1,10}[村镇乡寨]")
CITY = re.compile(r"[^的]{1,10}[市县州郡]")
# 甲社区、乙家园、丙山庄同获: a list of names, whatever they end in.
NAMELIKE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·“”()（）-]{2,20}")
NO_NAME = re.compile(r"[的了在是将对把被这该其此我各每等]|^[0-9一二三四五六七八九十]|^(?:以及|包括)")
# 湖州市市长表示,荣膺“…”,湖州深受鼓舞: not who says so.
SPOKEN = re.compile(r"(?:表示|说|指出|介绍|认为|强调|透露|(?<![之号简名人])称)[,，:：]")
# 25个村获评…: how many, not who.
COUNTED = re.compile(r"(?<!第)[0-9一二两三四五六七八九十百]+余?[个家名位处座项件所条][一-龥]{0,8}$")
# A work or a thing that wins: 《春江》, 某某大桥工程.
THING = re.compile(
    r"(?:《[^《》\n]{2,40}》|(?<![一-龥])(?![该本此这其各][一-龥])[一-龥A-Za-z0-9“”·()（）]{2,30}?"
    r"(?:项目|工程|作品|大桥|小区|社区|案例|团队|景区|品牌|电影|纪录片|街区|古城|产品|古?村落|古镇|遗址|石窟|园林|古?建筑群|故居|景观|湿地|灌区))$"
)
SEVERAL = re.compile(r"等[0-9一二三四五六七八九十]*[余多]?[个项座部件]?[一-龥]{0,6}$")
# 荆州、神农架、西峡县从众多城市中脱颖而出,成功入围…
LISTED_SUBJECT = re.compile(r"(?:[^,，、。“”从在以凭经于对\n]{2,12}[、和与])+[^,，、。“”从在以凭经于对\n]{2,12}(?=[从在以凭经于对,，])")
LONGER = re.compile(r"(?![^年来近前后]*[年来近前后])[^的在了是对向从与和及将把为被等、]{1,8}")


def recipients(document: Document, facts: Facts, low: int, verb: int, listed: list[Item], before: list[Party]) -> list[Party]:
    """Return who receives: who stands behind 的, right before the verb, else whom the sentence or the one before is about."""
    chars = document.chars
    owner = listed[-1].owner
    if owner is not None:
        return _owners(document, facts, low, verb, owner)
    clause = clause_of(document, low, verb)
    adverbs = ADVERBS.search(chars, clause, verb)
    stop = adverbs.start() if adverbs else verb
    if chars.startswith("在", clause):  # 2015年,在邢台市率先创成…
        stop = clause
    if unnamed(chars, clause, stop):
        return []
    if stop == clause and SUBLIST.search(chars, low, clause - 1):  # 甲县、乙县等51个地区,荣获…
        stop, clause = clause - 1, clause_of(document, low, clause - 1)
    while clause > low and chars[clause - 1] in ",，" and SUBLIST.search(chars, clause, stop) and SUBLIST.search(chars, low, clause - 1):
        clause = clause_of(document, low, clause - 1)
    own = [p for p in several_of(document, facts, clause, stop) if not COUNTED.search(p.name)] if stop > clause else []
    listed_names = _names(chars, clause, stop) if stop > clause else []
    if len(listed_names) > len(own):
        return listed_names
    if own:
        return _counted(document, facts, low, clause, stop, own)
    if stop > clause and chars[clause:stop] in gazetteer.divisions_by_name():  # 长治获评…: a name that may be a word, but not here
        return [Party(clause, stop, chars[clause:stop])]
    named = [n for kind in (facts.persons, facts.organizations, facts.places) for n in within(kind, clause, stop) if n.end == stop]
    if named:
        return [_party(named[0])]
    things = things_of(chars, clause, stop)
    if things:
        return things
    who = actor(document, facts, low, verb)
    if who and not (within(facts.persons, who.start, who.end) and SPOKEN.search(chars, who.end, verb)):
        several = LISTED_SUBJECT.match(chars, who.start, verb)
        if several and (found := parties(document, facts, *several.span())):
            return found
        longer = LONGER.fullmatch(chars, who.end, stop) if who.start >= clause else None  # 上海建工 is not 上海
        return [Party(who.start, stop, chars[who.start : stop])] if longer else [who]
    if stop > clause:
        return []
    line = document.segments[document.segment_at(verb)].text_start
    going_on = before and before[-1].start >= (line - REACH if not chars[low:clause].strip() else low)
    if going_on:  # 张家港以港命名。1999年获评…,2005年获评…
        return before
    return [_party(name) for name in _beginning(facts, line) if name.type != "person" or not SPOKEN.search(chars, name.end, verb)]


def unnamed(chars: str, start: int, end: int) -> bool:
    """Tell whether only a number says who it is: 湖北9个县市上榜."""
    return COUNTED.search(chars, start, end) is not None and not SEVERAL.search(chars, start, end) and not any(
        chars.find(mark, start, end) >= 0 for mark in ("、", "包括")
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
    """Return 余村 for 浙江余村, and 顺天市 for 韩国顺天市."""
    above = [n for n in within(facts.places, party.start, party.end) if party.name.startswith(n.text)]
    rest = party.name[len(above[0].text) :] if above else ""
    inner = VILLAGE.fullmatch(rest) or (above and is_country(above[0]) and CITY.fullmatch(rest))
    return replace(party, name=rest) if inner else party


def _names(chars: str, start: int, end: int) -> list[Party]:
    """Return the names of a list of three or more, where nothing else stands in it."""
    lead, several = LEAD.match(chars[start:end]), SEVERAL.search(chars, start, end)
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


def things_of(chars: str, start: int, end: int) -> list[Party]:
    """Return the works and things listed before a verb: 甲工程、乙大桥等24个项目荣获鲁班奖."""
    several = SEVERAL.search(chars, start, end)
    end = several.start() if several else end
    pieces = [(start + piece.start(), start + piece.end()) for piece in re.finditer("[^、]+", chars[start:end])]
    found = [thing for low, high in pieces if (thing := THING.search(chars, low, high))]
    return [Party(*thing.span(), thing[0].strip("《》")) for thing in found]


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
    return [_party(name) for name in _beginning(facts, owner)] or (parties(document, facts, clause, copula) if copula > clause else [])


def _beginning(facts: Facts, at: int) -> list[Name]:
    """Return the body, place or person whose name begins at `at`."""
    names = (facts.organizations, facts.places, facts.persons)
    return [n for kind in names for n in kind[bisect_left(kind, at, key=START) :][:1] if n.start == at][:1]


def _party(name: Name) -> Party:
    return Party(name.start, name.end, name.text if name.type == "place" else name.full, name.key)


def clause_of(document: Document, low: int, at: int) -> int:
    """Return where the clause begins that `at` stands in, no farther back than a list of names may reach."""
    dash = document.chars.rfind("——", low, at)
    return max(last_of(document.chars, ",，;；:：", low, at) + 1, dash + 2 if dash >= 0 else 0) or max(low, at - 120)
