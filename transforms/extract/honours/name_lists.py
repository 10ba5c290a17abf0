"""Name lists: whom a list names, whatever they are, as in 甲水库工程、乙水利枢纽和丙大桥共3项工程 and 江苏省徐州市、沛县,浙江省绍兴市.

Shared grammar of awards. A list is read when most of its names are of a kind we know, or when they are as many as it says; the others are
then of their kind. 进一步提高、完善 names nobody, and neither does a list with a sentence in it.
"""

from __future__ import annotations

from itertools import pairwise

from transforms import gazetteer
from transforms.extract.deeds.parties import COUNTED, ETC, LEAD, Party
from transforms.extract.events.sites import is_country, within
from transforms.extract.facts import Facts
from transforms.extract.honours import nominees
from transforms.extract.honours.nominees import INCLUDING, MADE_BY, NAMELIKE, NO_NAME, NOTE, THING, party_of, people_of, several_of, things_of
from transforms.extract.names.han_names import is_name
from transforms.extract.numerals import figure
from transforms.model.document import Document
from transforms.model.patterns import pattern

# A name with what is in its brackets and quotes; 、 and , divide, and the numbers of 1、徐州市2、扬州市.
ORDINAL = r"(?<![0-9A-Za-z第])[(（]?[0-9]{1,3}(?:[)）]|[、.．](?![0-9]))"
PIECE = pattern(r"(?:(?!以及)[^、,，;；()（）“”《》]|[(（][^()（）\n]*[)）]|“[^“”\n]*”|《[^《》\n]*》)+")
WHOLE = pattern(rf"(?:{ORDINAL})?(?:(?!以及|{ORDINAL})[^,，;；()（）“”《》]|(?!{ORDINAL})[(（][^()（）\n]*[)）]|“[^“”\n]*”|《[^《》\n]*》)+")
COUPLE = pattern(r"[一-龥]{2,4}(?<!家庭)、[一-龥]{2,4}家庭。?")  # 梁思成、林徽因家庭 is one
JOIN = pattern(r"[和与及]")
NUMBER = "(?:[0-9]+|[两二三四五六七八九十]+)"
# 等36项工程 says that there are more, 共5项工程 and 四座城市 that these are all.
TAIL = pattern(
    rf"(?:(?P<more>{ETC})(?:[^、,，;；“”]{{0,4}}?{NUMBER}余?[个项座家处名位件所部])?[^、,，;；“”]{{0,14}}"
    rf"|(?:[,，]?(?:一?共计?|合计|这))?(?<![第0-9])(?P<count>{NUMBER})(?:[个项座家处名位件所部][^、,，;；“”]{{0,12}}|地?[市县区城镇乡村地]))$"
)
IN_MARKS = pattern(r"(?:[^、“”《》]{2,20}的)?[“《](?P<name>[^“”《》]{2,60})[”》]")
# 以色列|萨克宁, 卢旺达首都|基加利
ABROAD = pattern(r"(?:的|首都|地区)?(?P<city>[一-龥·]{2,8})(?<![省州市区团])")
ALONE = pattern(
    r"(?:[^,，]{0,8}《[^《》\n]+》中?的(?P<craft>小?演员|导演|编剧|主演|摄影|作者|作曲)?)?"
    r"(?P<who>[一-龥]{2,4})(?:同志|先生|女士)?(?:[两二三四五]人)?(?:等[0-9]+[名位人](?:同志|个人|职工)?)?"
)
# 1.甲镇;2.乙镇, and 江苏省:沛县、丰县;浙江省(2个):安吉县、德清县: what stands before a name of a list.
LABELLED = pattern(
    rf"\s*(?:{ORDINAL}\s?)?(?:(?P<label>[一-龥]{{2,12}}?)(?P<count>[(（]共?[0-9一二三四五六七八九十]+[个家项名座处所][)）])?[:：]\s?)?"
)
LABELS = ("组", "类", "市", "县", "区", "部队", "系统")
APART = pattern(r"[^ \u3000]+")
AMOUNT = pattern(r"[0-9](?:[万亿元名个项件篇%％]|余)")  # 一等奖:奖金3万元
# No list names with more characters.
FAR = 40


def members(document: Document, facts: Facts, start: int, end: int, sure: bool = False) -> list[Party]:
    """Return whom a range lists, all of them or nobody; `sure` where nothing but names can stand."""
    chars = document.chars
    tail = TAIL.search(chars, max(start, end - FAR), end)
    end = tail.start() if tail else end
    start = _begin(chars, start, end)
    spans = list(_spans(document, facts, start, end))
    apart = [(unlabelled(chars, *part.span()), part.end()) for part in APART.finditer(chars, *spans[0])] if len(spans) == 1 else []
    if len(apart) > 1 and all(is_name(chars[slice(*one)]) or _known(document, facts, *one) for one in apart):  # 詹天佑 梁思成
        return [Party(*one, chars[slice(*one)]) for one in apart]
    count = figure(tail["count"]) if tail and tail["count"] else 0
    if len(spans) == 1 < count and (beside := _side_by_side(facts, *spans[0], count)):
        return beside
    if len(spans) == count - 1 > 1 and (join := JOIN.search(chars, *spans[-1])):  # 甲堰、乙渠、丙堰和丁渠4个项目
        spans[-1:] = [(spans[-1][0], join.start()), (join.end(), spans[-1][1])]
    known = [_known(document, facts, *span) or (len(spans) > 1 and _someone(chars, *span)) or None for span in spans]
    found = [who or _new(chars, *span) for who, span in zip(known, spans, strict=True)]
    named = [party for party in found if party]
    enough = sure or len(spans) == count or (2 * sum(who is not None for who in known) > len(spans) and (not count or len(spans) > 1))
    return named if enough and len(named) == len(spans) else []


def _side_by_side(facts: Facts, start: int, end: int, count: int) -> list[Party]:
    """Return the places of a list that nothing divides, if they are as many as it says: 中国扬州徐州绍兴3个城市."""
    found = [name for name in within(facts.places, start, end) if not (is_country(name) or (name.adcode or "").endswith("0000"))]
    tiled = len(found) == count and found[-1].end == end and all(one.end == other.start for one, other in pairwise(found))
    return [party_of(name) for name in found] if tiled else []


def named_in(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return whom a range names, in a list or not: 授予甲市, 颁给某某先生."""
    chars = document.chars
    listed = members(document, facts, start, end) if chars.find("、", start, end) >= 0 else []
    found = listed or max(several_of(document, facts, start, end), things_of(chars, start, end), nominees.names_of(chars, start, end), key=len)
    people = [party_of(name) for name in within(facts.persons, start, end)]
    alone = ALONE.fullmatch(chars, start, end)
    return found or people or ([Party(*alone.span("who"), alone["who"])] if alone and (alone["craft"] or is_name(alone["who"])) else [])


def _begin(chars: str, start: int, end: int) -> int:
    """Return where the first name begins: behind 包括, 其中 and 我省."""
    first = WHOLE.match(chars, start, end)  # 日照市;县级市有荣成市: not what begins later
    including = INCLUDING.search(chars, start, first.end() if first else end)
    start = including.end() if including else start
    for lead in (LEAD, MADE_BY):
        found = lead.match(chars[start:end])
        start += found.end() if found else 0
    return start


def _spans(document: Document, facts: Facts, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the names of a list: 荆山湖行洪区进、退洪闸工程 is one where commas divide, and the last may stand behind 和."""
    chars = document.chars
    spans: list[tuple[int, int]] = []
    for whole in WHOLE.finditer(chars, start, end):
        begin = unlabelled(chars, *whole.span())
        made = MADE_BY.match(chars[begin : whole.end()])
        parts = [part.span() for part in PIECE.finditer(chars, begin + (made.end() if made else 0), whole.end())]
        if not parts:  # nothing but marks
            continue
        one = len(parts) > 1 and is_thing(whole[0].replace("、", "")) and not all(_known(document, facts, *part) for part in parts)
        couple = COUPLE.fullmatch(chars, begin, whole.end())
        parts = [(parts[0][0], whole.end())] if couple or (one and whole.span() != (start, end)) else parts
        several = [one for part in parts[:-1] for one in _joined(document, facts, *part, listed=False)]
        spans += [*several, *_joined(document, facts, *parts[-1], listed=len(parts) > 1)]
    return [(low, _before_home(chars, low, high)) for low, high in spans]


def unlabelled(chars: str, start: int, end: int) -> int:
    """Return where the names of a part of a list begin: behind its number, behind 江苏省: and 地级市(3个):."""
    label = LABELLED.match(chars, start, end)
    said = label["label"] if label else None
    own = label and (said is None or label["count"] or said in gazetteer.divisions_by_name() or said.endswith(LABELS))
    return label.end() if label and own else start


def _before_home(chars: str, start: int, end: int) -> int:
    """Return where a name ends behind which a bracket says where it is or was called: 滨海公园(日本), 光之城(中国澳门), 甲站(原乙站)."""
    note = NOTE.search(chars, start, end)
    home = note[0][1:-1] if note else ""
    known = home in gazetteer.entries() or (home[:2] == "中国" and home[2:] in gazetteer.entries())
    return note.start() if note and (known or home.startswith(("原", "今", "现"))) else end


def _joined(document: Document, facts: Facts, start: int, end: int, *, listed: bool) -> list[tuple[int, int]]:
    """Return both ranges of 乙水利枢纽和丙大桥, where a list ends so or both are known; one that is known as a whole stays."""
    chars = document.chars
    joins = list(JOIN.finditer(chars, start, end))
    noted = joins and NOTE.search(chars, start, joins[0].start())  # 费穆(中国)和黑泽明(日本)
    if not joins or (not listed and not noted and _known(document, facts, start, end)):  # 钟楼及鼓楼修缮项目
        return [(start, end)]
    bodies = [n for n in within(facts.organizations, start, end) if n.end - n.start > 2]
    for join in reversed(joins):
        opened = any(chars.count(a, start, join.start()) > chars.count(b, start, join.start()) for a, b in ("()", "《》"))
        inside = opened or any(n.start < join.start() < n.end for n in bodies)
        if inside or not _known(document, facts, join.end(), end):
            continue
        if _known(document, facts, start, join.start()) or (listed and _new(chars, start, join.start())):
            return [(start, join.start()), (join.end(), end)]
    return [(start, end)]


def _known(document: Document, facts: Facts, start: int, end: int) -> Party | None:
    """Return what a range names, if that is of a kind we know: a place, a body, a person, a work, a thing."""
    chars = document.chars
    while start < end and chars[start] in " \u3000和与及" and chars[start:end] not in gazetteer.divisions_by_name():  # 和平区
        start += 1
    while end > start and chars[end - 1] in " \u3000。":
        end -= 1
    marked = IN_MARKS.match(chars, start, end)
    if marked and (marked.end() == end or NOTE.fullmatch(chars, marked.end(), end)):
        return Party(*marked.span("name"), marked["name"])
    note = NOTE.search(chars, start, end)
    end = note.start() if note and note.start() > start else end
    counted = COUNTED.search(chars, start, end)  # 忻州市两地级市, in a list of several such
    end = counted.start() if counted else end
    if COUPLE.fullmatch(chars, start, end):
        return Party(start, end, chars[start:end])
    country = next((n for n in within(facts.places, start, end) if n.start == start and is_country(n)), None)
    if country and country.text != "中国" and (abroad := ABROAD.fullmatch(chars, country.end, end)):
        return Party(*abroad.span("city"), abroad["city"])
    own = several_of(document, facts, start, end)
    if len(own) == 1 and own[0].end == end and "的" not in own[0].name:
        return own[0]
    name = chars[start:end]
    if name in gazetteer.divisions_by_name() or is_thing(name.replace("、", "")):  # 三明, which may be words, but not in a list of names
        return Party(start, end, name)
    return next(iter(people_of(facts, chars, start, end)), None)


def _someone(chars: str, start: int, end: int) -> Party | None:
    return Party(start, end, chars[start:end]) if is_name(chars[start:end]) else None


def is_thing(words: str) -> bool:
    """Tell whether words name a work or a thing that may win: 甲水库工程, 乙大桥."""
    return THING.fullmatch(words) is not None and NO_NAME.search(words) is None


def _new(chars: str, start: int, end: int) -> Party | None:
    """Return a name that no list knows."""
    name = chars[start:end].strip(" \u3000。")
    return Party(start, end, name) if NAMELIKE.fullmatch(name) and not NO_NAME.search(name) and not AMOUNT.search(name) else None
