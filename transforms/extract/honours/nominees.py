"""Nominees: whom a range of words names for an honour, as in 包括徐州市在内的5个城市, 甲大学茅以升、钱学森 and 港珠澳大桥工程等24个项目.

Shared grammar of awards: places innermost, bodies, persons without their posts, works and things, cities abroad, and names that no list
knows. 25个村 names nobody, 会上 and 消息 are no names. Which of the words before a verb are its subject, recipients.py says.
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from transforms import lexicon
from transforms.extract.deeds.parties import ETC, LEAD, Party, parties
from transforms.extract.events import topics
from transforms.extract.events.sites import is_city, is_country, is_county, within
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import alternatives
from transforms.extract.names.cuts import is_plain
from transforms.extract.names.han_names import is_name
from transforms.extract.posts.titles import TITLE_WORDS, people
from transforms.model.document import Document
from transforms.model.patterns import pattern

# 包括甲市在内的10个城市, 甲、乙两座中国城市, 包括甲、乙的中国城市: who is named before it.
INCLUDING = pattern(r"包括|[已共还另省市]有|(?:评选?|推选|遴选)出")
IN_ALL = pattern(
    r"(?:(?:在内的?|等)[^、,，\n]{0,10}?|的(?![一-龥]{3,8}(?:社区|公园|街区)$)[^、,，等\n]{0,10}?|[0-9一二两三四五六七八九十]+余?[个座家处项][一-龥]{0,4}?)"
    r"(?:城市|地市|市州|县市|市县|县区|地区|国家|单位|企业|项目|高校|景区|乡镇|村镇|乡村|村庄|村落|公园|社区|街区|遗产)$|等?[0-9]+余?(?:[个座家户][一-龥()（）]{0,12}|地)$|等[0-9一二两三四五六七八九十]+余?个(?:城市|县|市|区|旗|乡|镇|街道|[()（）、和])+$"
)
ABROAD = pattern(r"(?P<of>的|首都|地区)?(?P<city>[\u4e00-\u9fff·]{2,8}?)(?<!企业)(?<!公司)(?<!代表)(?<!项目)(?<!城市)(?=以及|[、和与及等,，;；]|$)")
IN_BRACKETS = pattern(r"(?P<city>(?![和与及])[\u4e00-\u9fff·]{2,10})[(（]$")
PARTS = pattern(r"(?P<who>[^,，;；]+?)(?:(?:因|由于|凭借?)[^、,，;；]{2,20})?(?=[,，;；]|$)")  # 南京因成就突出
# 韩国的顺天市, 我国申报的云南阿者科村, 开云镇山竹村: the place.
OF_IT = pattern(
    r"^(?P<city>[一-龥]{2,3})市(?=(?P=city)[一-龥]{2})|^该(?:街道|[镇乡县市区村])(?=[一-龥]{2})|^[一-龥]{2,6}?[市州盟](?=[一-龥]{2,9}[县旗]$)|^以[^,，]{2,16}为(?:代表|核心|主)的|^[^的]{2,16}的(?=[^的]{1,12}(?:[市县区镇乡村州]|家庭)$)"
    r"|^(?:(?>[一-龥]{2,7}?(?:镇|乡|街(?![区口坊])(?:道(?:办事处)?)?|[区县市])))+(?=[一-龥]{2,6}(?<![小社])(?:村|社区)$)"
)
VILLAGE = pattern(r"[^的]{1,10}[村镇乡寨]")
CITY = pattern(r"[^的\s]{1,10}[市县州郡]")
# 南昌市|湾里区, 宜宾市|长宁县城; 长春市高新区 is one name.
DISTRICT = pattern(r"[一-龥]{2,3}(?<!高新|经开|开发|示范|试验|保税|自贸)(?<![新园景社街校灌片])区|[一-龥]{1,6}县城")
# 甲社区、乙家园、丙山庄同获: a list of names, whatever they end in.
NAMELIKE = pattern(r"[\u4e00-\u9fffA-Za-z0-9·“”()（）~～—-]{2,24}|[A-Z][A-Za-z'’.&-]*(?: [A-Za-z'’.&-]+){1,5}")  # 某公园, City of Lights
# 三个城市 names nobody, 四川彭州 does.
NO_NAME = pattern(
    r"[的了在是将对把被这该其此我各每等]|^[0-9]|^[一二两三四五六七八九十百]+(?:[个家项座名处位所批次届大部条件万亿年月日等级]|[省市县区镇村地校]$)|^(?:以及|包括|从(?![化江]))"
)
# A work or a thing that wins: 《春江》, 某某大桥工程.
THINGS = "|".join(lexicon.words("things"))
THING = pattern(
    r"(?:《[^《》\n]{2,40}》|(?<![一-龥])(?![该本此这其各][一-龥])[一-龥A-Za-z0-9“”·()（）~～—-]{2,40}?"
    rf"(?:{THINGS}))$"
)
MADE_BY = pattern(
    r"^(?:地级市|县级市|城区|县城)(?:分别)?(?:有|为|是|包括)|^我[省市县区国](?=[^、]{2})|^中国(?:的(?=[^、]{2})|(?=[一-龥]{2,3}省))"
    r"|^[^,，的、“”]{2,20}的(?=“[^“”]+”)|^[^,，的]*(?:承建|参建|建设|施工|完成|设计|创作|出品|报送|选送|申报|推荐)的"  # 甲集团承建的乙大桥
)
NOTE = pattern(r"[(（][^()（）]*[)）]$")  # 当涂县(民歌)
LISTED = pattern("(?:(?!以及)[^、与和及])+")  # the names of a list
HOW_MANY = pattern(r"[0-9]+[余多]?[个项家座]")  # 全国共有120项工程
PIECE = pattern("(?:(?!以及|[、《]).)*《[^》\n]*》(?:(?!以及|[、《]).)*|(?:(?!以及|[、《]).)+")
SEVERAL = pattern(
    rf"{ETC}(?:[0-9]+个(?:国家|省份?|地区)的?|全[国省市])?[0-9一二两三四五六七八九十]*[余多]?[个项座部件]?[一-龥]{{0,10}}$"
)
# 某博物馆“甲展”获…, 与甲市一同获评…的还有乙市, 除甲馆外,获评…的还有乙馆.
WORK = pattern(
    r"(?:(?<=[馆院团社司校台市县区府])的?|(?<=[一-龥]的)|(?<=公众号|客户端)|(?<=项目|工程|作品|品牌|影片|电影|话剧|舞剧|歌剧|案例))“(?P<name>[^“”\n]{2,40})”(?:项目|课题|成果)?$"
)
# 继“甲”入选…, “甲”(某馆)获: nothing but what is in quotes.
QUOTED_ONE = pattern(
    r"(?:这?是)?(?:继|而|和|其中|以及|由|其?(?:生产|出产|研发|打造)的)?“(?P<name>[^“”\n]{2,60})”(?:[(（][^()（）\n]{1,60}[)）])?[也都还]?"
)
# What may stand between who receives and the verb: 某剧凭借…, 某校在…中.
MEANS = pattern(
    r"凭借?|以(?![及色]|[^,，]{2,16}为(?:代表|核心|主)的)|因|由于|在(?!线)|于|从|经(?!济|典|开|贸|纬|营|理)|通过|作为|历时|历经|自(?![治贡然由强立])|继(?!续)|接受|代表|报送|选送|申报|推荐|参加|参与"
)
# 某大学教授甲, 某附属医院乙, 某学院丙教授: whoever is of a body.
POSTS = tuple(sorted(title for title in {*TITLE_WORDS, *people()} if len(title) > 1))
CALLED = alternatives(list(POSTS))
OF_BODY = pattern(
    rf"(?:大学|学院|医院|研究所|研究院|科学院|公司|集团|中学|小学|[一二三四五六七八九十]中|附中|[学法]系|同志|演员|主演|编剧|摄影|作曲|歌手|选手|[车焊钳电铣瓦木修技][工员]|工人|{CALLED})"
    rf"(?P<name>[一-龥]{{2,4}}?)(?:{CALLED}|博士|先生|女士|同志)?(?:[0-9两二三四五六七八九十]+人)?$"
)
PEOPLE = pattern(r"(?<=[一-龥]{2})(?:[0-9]+|[两二三四五六七八九十]+)[人名位]$")  # 茅以升和詹天佑2人
TITLE = pattern(r"《(?P<name>[^《》\n]{1,60})》")
# Between two works of a list: ,图书类.
SORT = pattern(r"(?:[、,，]|以?及|和|与)?(?:(?!获|奖|凭|执导|主演|出演|入选|中的)[^《》,，、。;；:：\n]){0,24}")
WORKS_TAIL = pattern(
    r"等?(?:[0-9]+|[一二两三四五六七八九十]+)余?[部件个首项篇][^《》,，。;；\n]{0,10}$|(?<=》)(?:项目|成果|课题|作品|一书|等)+$"
)
OURS = pattern(r"(?:其中)?[,，]?[我本][省市县区镇乡校院](?:的|选手|学生|教师)?")  # 我市茅以升获
QUOTED = pattern("“(?P<name>[^“”]+)”")
NO_SUBJECT = pattern(
    r"[上中下后前时里间内起来着]$|年$|月$|日$|度$|^(?:全|我|本|各|某|多|几|有|共|据|经|如|令|让|使|能|可|会|已|曾|要|想|由|若|虽|但|而|也|又|还|再|只|就|不|没)"
    r"|记者|^(?:目前|近日|日前|此次|随后|截至|今年|去年|成功|最终|双双|双方|两[地市人]|自己|大家|他们|她们|它们|项目|公司|学校|单位|选手|作品)$|[?？!！]"
)


def clear(facts: Facts, found: list[Party]) -> list[Party]:
    """Return the parties with those that only point replaced by whom they mean, 该市, and those with a post by the person, 研究所所长某某.

    A post alone is that of who stands behind it: 集团董事长、总裁某某.
    """
    said = [(party, topics.THAT.fullmatch(party.name)) for party in found if len(found) == 1 or not party.name.endswith(POSTS)]
    meant = [topics.meant(facts, that["kind"], party.start) if that else party for party, that in said]
    return [_person(facts, party) or party for party in meant if party]


def people_of(facts: Facts, chars: str, start: int, end: int) -> list[Party]:
    """Return the persons of a list of nothing else, the first maybe behind where they are: 某大学甲、乙."""
    pieces: list[Party] = []
    counted = PEOPLE.search(chars, start, end)
    end = counted.start() if counted else end
    ours = OURS.match(chars, start, end)
    start = ours.end() if ours else start
    for piece in re.finditer("[^、和与]+", chars[start:end]):
        at = pieces.pop().start if pieces and chars[pieces[-1].end] in "和与" and not _is_someone(facts, pieces[-1]) else start + piece.start()
        pieces.append(Party(at, start + piece.end(), chars[at : start + piece.end()]))  # 生化与细胞所研究员甲
    pieces = [p for p in pieces if not p.name.endswith(POSTS)] if len(pieces) > 1 else pieces  # 某大学教授、某院院士甲
    found = [person for p in pieces if (person := p if is_name(p.name) and (ours or len(pieces) > 1) else _person(facts, p))]
    return found if len(found) == len(pieces) else []


def _is_someone(facts: Facts, party: Party) -> bool:
    return is_name(party.name) or _person(facts, party) is not None


def _person(facts: Facts, party: Party) -> Party | None:
    """Return the person that the name of a party ends in: 研究所所长某某, 某大学某某."""
    known = [n for n in within(facts.persons, party.start, party.end) if n.end == party.end]
    if known:
        return party_of(known[0])
    behind = OF_BODY.search(party.name)
    at = party.start + behind.start("name") if behind else 0
    return Party(at, at + len(behind["name"]), behind["name"]) if behind and is_name(behind["name"]) and not is_plain(behind["name"]) else None


def unknown(chars: str, start: int, end: int) -> list[Party]:
    """Return the names, known to no list, of a clause that has nothing else before its verb: 春风剧社与秋水剧团获."""
    lead = LEAD.match(chars[start:end])
    start = start + (lead.end() if lead else 0)
    means = MEANS.search(chars, start, end)
    end = means.start() if means else end
    counted = SEVERAL.search(chars, start, end)
    end = counted.start() if counted else end
    pieces = [(start + p.start(), start + p.end()) for p in LISTED.finditer(chars[start:end])]
    names = [Party(a, b, chars[a:b].strip("“”").rpartition("”")[2]) for a, b in pieces]  # “兵妈妈”某某
    return names if names and all(NAMELIKE.fullmatch(p.name) and _is_new_name(p.name) for p in names) else []


def _is_new_name(words: str) -> bool:
    """Tell whether words that stand where a name must are one: 林秋声, 春风剧社; not 消息, 全体队员, 会上."""
    if NO_NAME.search(words) or NO_SUBJECT.search(words):
        return False
    return "·" in words or is_name(words) or (len(words) > 3 and not is_plain(words))


def several_of(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return the parties of a list that may say how many they are: 包括甲市在内的10个城市, 甲、乙两座中国城市."""
    including = INCLUDING.search(document.chars, start, end)
    start = including.end() if including else start
    if is_county(document.chars[start:end]):
        return [Party(start, end, document.chars[start:end])]
    made = MADE_BY.match(document.chars[start:end])  # 我国推荐申报的甲、乙
    start += made.end() if made else 0
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
    inside_it = within(facts.places, party.start, party.end)
    if not inside_it or (len(inside_it) == 1 and inside_it[0].end - inside_it[0].start == party.end - party.start):
        return party
    last = inside_it[-1]
    if last.end == party.end and last.start > party.start + 1 and last.adcode and party.key is None and is_city(last):
        return party_of(last)
    above = [n for n in inside_it if party.name.startswith(n.text)]
    end = above[0].end if above else party.start
    while inner := [n for n in inside_it if n.start == end]:
        end = inner[0].end
    rest = party.name[end - party.start :] if above else ""
    rest = party.name[last.start - party.start :] if rest == "城" and last.text.endswith("县") else rest  # 宜宾市|长宁县城
    inside = VILLAGE.fullmatch(rest) or CITY.fullmatch(rest) or (above and above[-1].text.endswith("市") and DISTRICT.fullmatch(rest))
    return replace(party, name=rest) if inside else party


def names_of(chars: str, start: int, end: int) -> list[Party]:
    """Return the names of a list of three or more, where nothing else stands in it or as many as it says: 甲、乙、丙3家单位."""
    including = INCLUDING.search(chars, start, end)
    start = including.end() if including else start
    lead, several = LEAD.match(chars[start:end]), SEVERAL.search(chars, start, end) or IN_ALL.search(chars, start, end)
    start, end = start + (lead.end() if lead else 0), several.start() if several else end
    made = MADE_BY.match(chars[start:end])
    start += made.end() if made else 0
    pieces = [Party(start + p.start(), start + p.end(), NOTE.sub("", p[0])) for p in LISTED.finditer(chars[start:end])]
    noted = all(NOTE.search(chars, p.start, p.end) for p in pieces)  # 甲村花海(油菜花景观)、乙河果园(果园景观)
    enough = len(pieces) > (1 if several or noted else 2) and "、" in chars[start:end]
    return pieces if enough and all(NAMELIKE.fullmatch(p.name) and not NO_NAME.search(p.name) for p in pieces) else []


def quoted(match: re.Match[str], group: str) -> list[Party]:
    """Return the names in quotes of what a pattern has found: 将提名项目“甲”和“乙”列入."""
    at = match.start(group)
    return [Party(at + q.start("name"), at + q.end("name"), q["name"]) for q in QUOTED.finditer(match[group])]


def things_of(chars: str, start: int, end: int) -> list[Party]:
    """Return the works and things listed before a verb: 甲工程、乙大桥等24个项目荣获鲁班奖."""
    several = SEVERAL.search(chars, start, end)
    words = chars[start : several.start() if several else end]
    pieces = [(piece.end(), THING.search(MADE_BY.sub("", LEAD.sub("", piece[0])))) for piece in PIECE.finditer(words)]
    named = [(start + end, thing[0].strip("《》")) for end, thing in pieces if thing and not HOW_MANY.search(thing[0])]
    return [Party(end - len(name), end, name) for end, name in named]


def works_of(chars: str, start: int, end: int, *, ending: bool = False) -> list[Party]:
    """Return the works of a list that names their sorts, 电影《甲》,歌曲《乙》《丙》等10部作品: the first such list, or the one that ends a range."""
    tail = WORKS_TAIL.search(chars, start, end)
    works = list(TITLE.finditer(chars, start, tail.start() if tail else end))
    if not works or (ending and works[-1].end() != (tail.start() if tail else end)):
        return []
    runs = [[works[0]]]
    for one, other in pairwise(works):
        if SORT.fullmatch(chars, one.end(), other.start()):
            runs[-1].append(other)
        else:
            runs.append([other])
    listed = runs[-1] if ending else runs[0]
    return [Party(*work.span("name"), work["name"]) for work in listed] if len(listed) > 1 else []


def party_of(name: Name) -> Party:
    """Return a name of the page as a party: a place as it stands, any other by its fullest form."""
    return Party(name.start, name.end, name.text if name.type == "place" else name.full, name.key)
