"""Homes: the place that 我市, 本市 and 全市 mean on a page, as 青岛市 in 青岛新闻网讯 …, 我市将举办城市论坛.

A page that never says so has no home, whatever cities it names; nor do 我省 and 我国 give it one. The home is the division of that
kind (a 市 for 我市, a 县 for 我县) that the page names most: its title, its outlet and its public bodies count more. Where somebody
goes or comes from, what stands in a list and what a firm is called (赴深圳考察, 在北京召开, 上海、杭州等地, 深圳建筑设计公司) says nothing: 我市
is another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

from transforms import gazetteer
from transforms.model.patterns import pattern

DEICTIC = pattern(r"[我本全](?<![基根资样版文成]本)(?P<kind>[市区县旗])(?![值场]|别于|分|域|间)")
# 青岛市人民政府, 青岛市委, 青岛日报 and 青岛报 are somebody's own; 青岛的客商 is anybody's.
OWN = pattern(r"[市区县旗]?(?:委|人民政府|政府|人大|政协|日报|晚报|新闻网|融媒|发布|广播|电视|市长|[市区县]长|报(?![业告道名刊考送社]))")
# 代表青岛市委、市政府和全市人民: whose 全市 is said in one breath.
WITH_ALL = pattern(r"(?:、[市区县旗]?(?:人大|人民政府|政府|政协)){0,3}[、和及]全[市区县旗]")
HEARSAY = 1  # votes: 北京 told once, and not as 北京市, is where an expert comes from
OWN_BEGINS = frozenset("市区县旗委人政日晚新融发广电报")
# 我市代表团赴北京, 在北京举办, but 在大同市举办
AWAY = frozenset("赴到往自从抵离驻访与和跟同达问察")
# 绩溪县县委书记带领考察团来我县参观: from there the guests come. 近年来我市 and 带来我市第一座书店 are of no guest.
VISIT = pattern(
    r"[,，]?(?:莅临?|到访|(?<![年月以未带])来(?=我[市区县旗](?:开展|进行)?(?:参观|考察|调研|访问|交流|学习|检查|指导|督|视察|洽谈)))我[市区县旗]"
)
CLAUSE = pattern(r"[^,，。;；:：\n]{2,60}$")
# 北京某某食品有限公司 invests anywhere.
IN_FIRM = r"[^\s,，。;；:：、“”与和及同的在有将为]"
FIRM = pattern(rf"(?:{IN_FIRM}{{0,16}}?有限|{IN_FIRM}{{2,16}}?)(?:责任)?(?:公司|集团|大学|学院|银行|研究院|研究所)")
# 上海世博会 and 上海合作组织 are told of all over the world.
KNOWN = pattern(r"世博|(?:冬|青)?奥[运组]|亚运|合作组织|(?:宣言|手册|指数|公报)")
JOINED = pattern("和县[长委]")  # 县委书记 + 和 + 县长 is no 和县
NAMES = frozenset(("nr", "ns", "nz"))  # 黄岩 is a name, 友好 and 资源 are words
# 我区新建汽车站 builds one.
LANDMARK = pattern(r"(?P<name>(?!新建)[一-龥]{2})(?:机场|火车站|高铁站|汽车站|古城|境内|城区|市民|儿女|海关|高新区|经开区)")
# 黄岩目前…, 黄岩地处…: a place that a clause is about
SUBJECT = pattern(r"(?<![一-龥])(?P<name>[一-龥]{2})(?=目前|当前|现有|地处|位于|自古|历来|素有|素称|人民|儿女|干部群众|各级)")
OUTLET = pattern(r"(?P<name>[\u4e00-\u9fff]{2,4}?)[市区县旗]?(?:日报|晚报|早报|时报|新闻|融媒|发布|广播|电视|报$)")


def find(text: str, title: str, publisher: str) -> gazetteer.Division | None:
    """Return the division that is the home of a page, or None where the page has none or does not name it."""
    kinds = Counter(match["kind"] for match in DEICTIC.finditer(text))
    if not kinds:
        return None
    votes, spoken = _votes(text, title, publisher)
    visits = VISIT.finditer(text) if any(word in text for word in ("来我", "临我", "莅我", "到访我")) else ()
    who = (CLAUSE.search(text, max(0, visit.start() - 60), visit.start()) for visit in visits)
    guests = {code for clause in who if clause for *_, entry in gazetteer.scan(clause[0]) for code in _codes(entry.keys)}
    for kind, _ in kinds.most_common():
        # 慈溪市, 象山县 and 北仑区 speak for 宁波市, which all of them lie in.
        inside = Counter(around for code in votes for around in gazetteer.chain(code))
        own = (code for code in votes if code not in guests and gazetteer.divisions()[code].name.endswith(kind))
        of_kind = {code: votes[code] + inside[code] for code in own}
        if of_kind and max(of_kind.values()) > HEARSAY:
            return gazetteer.divisions()[max(of_kind, key=lambda code: (of_kind[code], spoken[code], -int(code)))]
    return _by_short_name(text, kinds) or _by_landmark(text, kinds)


def _votes(text: str, title: str, publisher: str) -> tuple[Counter[str], Counter[str]]:
    """Return how much speaks for each division as the home of a page, and how often it is named at all, which decides between equals."""
    votes: Counter[str] = Counter()
    unsure: Counter[tuple[str, ...]] = Counter()
    sure: set[str] = set()
    spoken: Counter[str] = Counter()
    parts: dict[str, set[str]] = defaultdict(set)
    for source, weight in ((title, 5), (publisher, 8), (text, 1)):
        hits = gazetteer.scan(source)
        listed = gazetteer.listed(source, hits)
        for start, end, entry in hits:
            codes = _codes(entry.keys)
            if not codes or source.startswith("属", end) or source.startswith("示范", start - 1) or JOINED.match(source, start):
                continue  # a firm 上海市属, 示|范县
            own = (source[end : end + 1] in OWN_BEGINS and OWN.match(source, end)) or (source[end - 1] in OWN_BEGINS and OWN.match(source, end - 1))
            away = source[start - 1 : start] in AWAY or (source[start - 1 : start] == "在" and source[end - 1] not in "市区县旗")
            spoken[codes[0]] += 1
            if len(codes) == 1:
                sure.add(codes[0])
            if start in listed and len(codes) == 1 and (whole := gazetteer.divisions()[codes[0]].parent):
                parts[whole].add(codes[0])
            if not own and (away or start in listed or FIRM.match(source, end) or KNOWN.match(source, end)):
                continue
            # An outlet that is no place's own, such as 来源:上海市开发区协会, tells no more than a title.
            told = own and WITH_ALL.match(source, own.end())
            vote = weight + (10 if told else 2) if own else min(weight, 5) + (source is text and entry.name[-1] in "市区县旗")
            if len(codes) == 1:
                votes[codes[0]] += vote
            else:
                unsure[codes] += vote
    # 马尾新闻网 is of 马尾区, whose short name is not read anywhere else: it may be a word.
    if (outlet := OUTLET.match(publisher)) and (named := gazetteer.division(outlet["name"], list(votes))):
        votes[named.adcode] += 8
    votes.update({whole: len(named) for whole, named in parts.items() if len(named) > HEARSAY})  # 我市武侯区、青羊区和锦江区
    for several, weigh in unsure.items():  # 鼓楼区 is the one in a city that the page names, 鹤山 is 鹤山市 where that is told too
        near = [code for code in several if code in sure] or [code for code in several if any(gazetteer.related(code, other) for other in votes)]
        if len(near) == 1:
            votes[near[0]] += weigh
    return votes, spoken


def _by_landmark(text: str, kinds: Collection[str]) -> gazetteer.Division | None:
    """Return the one division whose short name is a word as well, where the page tells of what only a place has: 大同机场, not 世界大同."""
    named = (gazetteer.division(match["name"]) for match in LANDMARK.finditer(text) if match["name"] in gazetteer.common_words())
    found = {division.adcode: division for division in named if division and division.name[-1] in kinds}
    return next(iter(found.values())) if len(found) == 1 else None


def _by_short_name(text: str, kinds: Collection[str]) -> gazetteer.Division | None:
    """Return the one county or district that a page calls by its short name alone, more than once (黄岩中学), or tells of (黄岩地处…)."""
    import rjieba

    found: list[gazetteer.Division] = []
    told = {match["name"] for match in SUBJECT.finditer(text)}
    for pair, times in Counter(map("".join, pairwise(text))).items():
        named = gazetteer.division(pair) if (times > HEARSAY or pair in told) and pair not in gazetteer.common_words() else None
        if named and named.short == pair and named.level == "county" and named.name[-1] in kinds and rjieba.tag(pair)[0][1] in NAMES:
            found.append(named)
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _codes(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return those keys of a name that are divisions of China."""
    divisions = gazetteer.divisions()
    return tuple(key for key in keys if key in divisions)
