"""Homes: which division 市, 区 or 省 means where it stands: 青岛市 for 市外办 on a page of 青岛, 泉州市 for 市委书记甲率领的泉州市代表团.

Shared grammar of organizations and positions. Not meant: 市 in a name of its own (青岛市), bodies of towns (镇政府), which have no code.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache

from transforms import gazetteer
from transforms.extract.names import names
from transforms.gazetteer import Division, Entry
from transforms.model.document import NAMES, Document
from transforms.model.patterns import pattern

LEVELS = {"市": "city", "州": "city", "省": "province", "自治区": "province", "区": "county", "县": "county"}
LEADER, STANDS_FOR = pattern("率|带领|团长的"), "代表"
LED = 40  # characters from a post to those its person leads
LEADS = pattern(
    r"(?:(?!会见|会晤|接见|陪同|欢迎)[^,，。;；\n]){2,36}?"
    r"(?:(?:率领?|带领)的?|[,，]并?代表(?=[\u4e00-\u9fff]{2,5}(?:领奖|签约|受奖|接受|接过|上台)))"  # 市委书记甲出席,并代表 + 福州领奖
)
TAIWAN = "710000"  # has no 省委 and no 省政府 that 省 could mean
BACK = 300  # names before a deictic that may say what it means


def home(document: Document, level: str, at: int) -> Division | None:
    """Return the division that 市, 区 or 省 means at `at`: that of those who are led, the page's own, or one the page speaks of."""
    led_here = LEADER.search(document.chars, at, at + LED) or document.chars.find(STANDS_FOR, at, at + LED) >= 0
    leads = (led_by(document, at) if led_here else None) or led_together(document, at)
    led = around(leads.code, level) if leads and leads.code else None
    if leads and leads.name in gazetteer.countries() | gazetteer.cities().keys():  # 由市长…率领的 + 德国柏林市代表团
        return None
    found = led or own(document, level) or sent(document).get(level) or of_outlet(document, level)
    # 我市, and no word of which, nor of whose 省; a page may say 我省 and name it
    unknown = claimed(document) - {"省"} if level == "省" and "省" not in claimed(document) else claimed(document) & {level} - {"省"}
    return found or (None if unknown else spoken_of(document, level, at))


# 福州日报, 福州新闻网, 掌上福州; not 上海证券报
PAPER = pattern(r"(?:掌上)?(?P<place>[\u4e00-\u9fff]{2,4}?)[省市区县]?(?:日报|晚报|早报|新闻网|发布|广播电视台|融媒|电视台|$)")


def of_outlet(document: Document, level: str) -> Division | None:
    """Return the division of that level which the page's outlet is of, if the page names it: 福州市 of 福州日报, wherever 市委书记 is sent."""
    paper = PAPER.match(document.metadata.publisher or "")
    division = gazetteer.division(paper["place"]) if paper else None
    return around(division.adcode, level) if division and division.adcode in names.divisions(document) else None


@lru_cache(maxsize=1)
def zone(document: Document) -> str | None:
    """Return the zone that 区党工委 and 区管委会 of a page are of: the one its head names, else the only one it does; kept for one document."""
    found, known, said = names.find(document), gazetteer.divisions(), document.metadata
    named = {name for name in found.zones.full if name.endswith("区")}
    named |= {entry.name for _, _, entry in found.hits if entry.code and known[entry.code].level == "zone" and entry.name.endswith("区")}
    head = {name for name in named if name in (said.title or "") or name in (said.publisher or "")} or named
    return head.pop() if len(head) == 1 else None


# 区委书记 + 何某 + 带领 + 魏都区考察组: a page that calls its own leader so is at home there
SENT = pattern(r"(?<![一-龥])(?P<level>[市区县州])(?:委|长|人大|政协)[^,，。;；\n]{1,20}?(?:率领?|带领)的?")


# 区委书记李某率领的虹口区代表团|来|黄浦区: where somebody comes is where the page is at home.
COMES = pattern(r"[^,，。;；\n]{3,20}?(?:代表团|考察团|考察组|访问团|一行)来(?:到)?")


@lru_cache(maxsize=1)
def sent(document: Document) -> dict[str, Division]:
    """Return the divisions that a page's own leaders lead somebody from, by their level; kept for the one document that is being read."""
    hits = {start: entry for start, _, entry in names.find(document).hits} if LEADER.search(document.chars) else {}
    leaders = [(match["level"], *match.span()) for match in document.finditer(SENT, NAMES)] if hits else []
    leaders += [(level, start, end) for start, end in lists_of_leaders(document) for level in LEVELS if level in document.chars[start : start + 4]]
    visits = [(level, start, end, COMES.match(document.chars, end)) for level, start, end in leaders]
    led = [(level, hits.get(visit.end() if visit else end), document.sentence_at(start)[0], start) for level, start, end, visit in visits]
    # 长治市市委书记甲、市长乙率长治市考察团: whose 市 it is has been said, and it is a guest's
    told = [(level, entry) for level, entry, low, high in led if entry and not any(hits[at].code == entry.code for at in hits if low <= at < high)]
    found = ((level, around(entry.code, level)) for level, entry in told if entry.code)
    return headed(document) | {level: division for level, division in found if division}


# 市长陈毅带队考察, and in the story 上海市市长陈毅
HEADED = pattern(
    r"(?<![一-龥])(?:常务)?副?(?P<level>[市区县州])(?:[委长]|政协|人大常委会|政府)(?:党组)?副?(?:书记|主席|主任|[市区县州]长)?(?P<name>[一-龥]{2})"
)
HEADING = 30  # characters from a place to the name of its official


def headed(document: Document) -> dict[str, Division]:
    """Return the division of an official whom the title calls by his post alone, where the page tells whose it is, by its level."""
    title, found = document.metadata.title, names.find(document)
    match = HEADED.search(title) if title else None
    if match is None:
        return {}
    level = match["level"]
    for _, end, entry in found.hits:
        rest = document.chars[end - 1 : end + HEADING]
        if entry.code and level in rest[:2] and match["name"] in re.split("[。;；\n]", rest, maxsplit=1)[0]:
            division = around(entry.code, level)
            return {level: division} if division else {}
    return {}


@lru_cache(maxsize=1)
def claimed(document: Document) -> frozenset[str]:
    """Return the levels that a page says 我 to, 我市; kept for the one document that is being read."""
    if "我" not in document.chars:
        return frozenset()
    told = "\n".join(document.chars[low:high] for low, high in document.runs(NAMES))  # 我市 of a link below is another story's
    return frozenset(level for level in LEVELS if f"我{level}" in told)


def led_by(document: Document, at: int) -> Entry | None:
    """Return the place of those whom somebody with a post at `at` leads: 市委书记李群率领的 + 青岛市代表团."""
    leader = LEADS.match(document.chars, at)
    hits = names.find(document).hits
    number = bisect_left(hits, leader.end(), key=lambda hit: hit[0]) if leader else len(hits)
    return hits[number][2] if leader and number < len(hits) and hits[number][0] == leader.end() else None


# 由区委书记李某,区委副书记、区长吕某等率领的 + 虹口区代表团
TOGETHER = pattern(r"由[^。;；\n]{4,120}?(?:率领|带领|为(?:[一-龥]{0,2}副)?团长)的")


@lru_cache(maxsize=1)
def lists_of_leaders(document: Document) -> list[tuple[int, int]]:
    """Return where lists of those who lead somebody together stand; kept for the one document that is being read."""
    return [match.span() for match in document.finditer(TOGETHER, NAMES)] if LEADER.search(document.chars) else []


def led_together(document: Document, at: int) -> Entry | None:
    """Return the place of those whom several lead together, one of them with a post at `at`."""
    end = next((end for start, end in lists_of_leaders(document) if start <= at < end), None)
    return next((entry for start, _, entry in names.find(document).hits if start == end), None) if end else None


def around(code: str, level: str) -> Division | None:
    """Return the division at or around `code` that is called by `level`: 广州市 is the 市 of 天河区."""
    divisions = gazetteer.divisions()
    return next((divisions[one] for one in (code, *gazetteer.chain(code)) if divisions[one].name.endswith(level)), None)


def own(document: Document, level: str) -> Division | None:
    """Return the page's own place of that level."""
    code, wanted = document.metadata.home_adcode, LEVELS.get(level)
    for one in (code, *gazetteer.chain(code)) if code else ():
        division = gazetteer.divisions()[one]
        if division.level == wanted or (wanted == "city" and division.name.endswith(level)):
            return division
    return None


def spoken_of(document: Document, level: str, at: int) -> Division | None:
    """Return the division that a page without a place speaks of: of cities the one it names most, of districts the last before `at`."""
    wanted, known, found = LEVELS.get(level), gazetteer.divisions(), names.find(document)
    divisions = Counter({code: count for code, count in names.divisions(document).items() if code not in guests(document)})
    if wanted != "county":
        # 昌邑市 is a city, too, though it lies in another.
        called = [(code, count) for code, count in divisions.most_common() if known[code].name.endswith(level) and code != TAIWAN]
        called = [one for one in called if level == "市" or known[one[0]].level == wanted or (wanted == "city" and known[one[0]].level == "province")]
        most = {code for code, count in called if count == called[0][1]}
        if len(most) > 1 and level == "省":  # 省委书记在长春会见山东某公司…,吉林省
            within = {code: sum(count for one, count in divisions.items() if one[:2] == code[:2]) for code in most}
            most = {code for code in most if within[code] == max(within.values())}
        most = most - {visited(document, at)} if len(most) > 1 else most
        if most:
            return known[last_of(document, most, at) or next(code for code, _ in called if code in most)]
        if level == "市":  # 市委 on a page that speaks of 东丽区 alone
            over = {city.adcode: city for code in divisions if (city := around(code, level))}
            return over.popitem()[1] if len(over) == 1 else None if over else paired(document)
    last = bisect_left(found.hits, at, key=lambda hit: hit[0])
    for number in range(last - 1, max(last - BACK, -1), -1) if level != "市" else ():
        entry = found.hits[number][2]
        one = known.get(entry.keys[0]) if len(entry.keys) == 1 else None
        at_home = one and one.name.endswith(level) and one.adcode in divisions and one.adcode != TAIWAN  # no 湖南 of 湖南农业大学
        if one and at_home and (level != "区" or one.level == "county"):  # 内蒙古自治区 is no 区
            return one
    if wanted == "county":  # 县委书记…: 甘谷县 only stands further on, but no other county does
        named = {code for code in divisions if known[code].name.endswith(level) and known[code].level == "county"}
        return known[named.pop()] if len(named) == 1 else None
    # 芜湖市委书记…,省政府…: a province that is not named is that of the page's city, or the only one that any place lies in.
    if wanted != "province":
        return None
    city, around_all = home(document, "市", at), {entry.code[:2] for _, _, entry in found.hits if entry.code and entry.code not in guests(document)}
    code = city.adcode if city else f"{around_all.pop()}0000" if len(around_all) == 1 else None
    return around(code, level) if code else None


GUEST = pattern("副[省市]长|委(?:副书记|常委)")
BARE = {level: pattern(f"(?<![一-龥]){level}[委长政人]") for level in ("省", "市")}


@lru_cache(maxsize=1)
def guests(document: Document) -> frozenset[str]:
    """Return the divisions that a page names only by a deputy in a list, behind leaders of its own: 省委书记甲、省长乙,福建省副省长丙."""
    found: dict[str, int] = {}
    for start, end, entry in names.find(document).hits:
        if entry.code:
            listed = document.chars[start - 1 : start] in (",", "，", "、") and GUEST.match(document.chars, end) is not None
            found[entry.code] = found.get(entry.code, start) if listed else -1
    known = ((code, first, BARE.get(gazetteer.divisions()[code].name[-1])) for code, first in found.items() if first > 0)
    return frozenset(code for code, first, bare in known if bare and bare.search(document.chars, 0, first))


# 市长甲在 + 西安市 + 参加…
WHERE = pattern(r"[^,，。;；\n]{2,30}?在")


def visited(document: Document, at: int) -> str | None:
    """Return the code of the place in which somebody with a post at `at` is told to do something: of two equals the other is his own."""
    where, hits = WHERE.match(document.chars, at), names.find(document).hits
    number = bisect_left(hits, where.end(), key=lambda hit: hit[0]) if where else len(hits)
    return hits[number][2].code if where and number < len(hits) and hits[number][0] == where.end() else None


def paired(document: Document) -> Division | None:
    """Return the only city of ours that a page names more than once, always beside others: 市长…会见柏林市代表团,…北京与柏林."""
    known, hits = gazetteer.divisions(), names.find(document).hits
    named = Counter(entry.code for start, _, entry in hits if entry.code and document.chars[start - 1 : start] not in names.AWAY)
    cities = [(code, count) for code, count in named.items() if known[code].name.endswith("市") and code != TAIWAN]
    return known[cities[0][0]] if len(cities) == 1 and cities[0][1] > 1 else None


def last_of(document: Document, codes: set[str], at: int) -> str | None:
    """Return which of several divisions that a page names equally often it named last before `at`."""
    if len(codes) < 2:
        return next(iter(codes))
    hits = names.find(document).hits
    last = bisect_left(hits, at, key=lambda hit: hit[0])
    return next((hits[number][2].code for number in range(last - 1, max(last - BACK, -1), -1) if hits[number][2].code in codes), None)
