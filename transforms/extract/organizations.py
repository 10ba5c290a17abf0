"""Organizations: bodies with a name of their own, as in 青岛市人民政府, 市外办, 华润集团 and 联合国人居署.

A name is a body of the gazetteer, or a kind (协会, 集团, 局; org_suffixes.csv) with a place, a quoted name or words of its own before
it. 市外办 and 区委 are bodies of the page's place. 住建局 and 住房和城乡建设局 are one (departments.csv). Not meant: generic bodies
(国家部委, 有关部门, 各级政府, 行业协会), events, venues.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import msgspec

from transforms import gazetteer
from transforms.extract import names
from transforms.extract.candidates import DEICTIC, SHORT, Candidate
from transforms.extract.cuts import cut, generic, is_plain
from transforms.extract.facts import Facts, Name
from transforms.extract.han_names import is_name
from transforms.extract.hits import country_abroad
from transforms.extract.homes import home
from transforms.extract.kinds import BARE, DEPARTMENTS, kinds_by_name
from transforms.extract.person_names import is_told_of
from transforms.extract.persons import titled
from transforms.extract.titles import stops
from transforms.gazetteer import Entry
from transforms.model.document import NAMES, Document
from transforms.model.ids import normal


def find(document: Document, facts: Facts) -> Iterator[Name]:
    """Yield every organization, in reading order, short forms under the fullest form of the document."""
    found = names.find(document)
    taken: list[tuple[int, int]] = []
    named: list[Name] = []
    doubtful: list[Candidate] = []
    posts = {start for start, _, title in found.titles if title.kind != "byline"}
    people = titled(document)
    told = {start for start, end in people if is_told_of(document.chars, end)}
    for candidate in found.candidates:
        if candidate.start in told:  # 副市长 + 林徽因 + 至委员会
            continue
        if candidate.kind.kind != "organization" and not (
            candidate.end in posts and (candidate.anchored or candidate.deictic) and candidate.text.endswith(HOUSES)
        ):
            if candidate.anchored or candidate.kind.strength == "strong":
                taken.append((candidate.start, candidate.end))
        elif candidate.kind.kind == "facility" or is_named(document, candidate) or (candidate.end in posts and is_led(candidate)):
            named.append(name_of(document, candidate, found.hits))
            taken.append((candidate.start, candidate.end))
        else:
            doubtful.append(candidate)
    covered = Cover(taken)
    called_so = {document.chars[start:end] for start, end in people}
    known = [span for span in bodies(document.chars, found.hits) if not covered.holds(span[0], span[1])]
    # A person called so is nobody of 德勤.
    named += [body_name(document.chars, *span) for span in known if document.chars[span[0] - 1 : span[1]] not in called_so]
    named += elided(document, named, doubtful)
    named += unsuffixed(document, found, named)
    named += outlet(document, covered)
    keys = {name.full: name.key for name in named}
    full = names.Endings(keys)
    named += [short for short in (short_form(one, full, keys) for one in doubtful if not covered.holds(one.start, one.end)) if short]
    yield from fullest(sorted(called(document, named), key=lambda name: name.start))


# 长江流域管理局(以下简称“长流局”): a short name for this page
CALLED = re.compile(r"[(（](?:以下)?(?:简称|下称|以下称)[为:： ]?[“\"']?(?P<short>[一-龥A-Za-z]{2,12})[”\"']?[)）]")


def called(document: Document, named: list[Name]) -> list[Name]:
    """Return the names with those that the page says it calls a body by, wherever they stand; 公司 and 学会 alone are no names."""
    ends = {name.end: name for name in named} if "称" in document.chars else {}
    told = [(match["short"], ends[match.start()]) for match in document.finditer(CALLED, NAMES) if match.start() in ends] if ends else []
    short = {text: whole for text, whole in told if not all(word in generic() or word in kinds_by_name() for word in cut(text))}
    short |= {text: name for name in named if (text := bracketed(document.chars, name))}
    if not short:
        return named
    kept = [name if name.text not in short else msgspec.structs.replace(name, full=short[name.text].full, key=short[name.text].key) for name in named]
    covered = Cover([(name.start, name.end) for name in named])
    for start, end in names.occurrences(document, short):
        if not covered.holds(start, end):
            text = document.chars[start:end]
            kept.append(Name("organization", start, end, text, short[text].full, short[text].key, 0.85))
    return kept


BRACKETED = re.compile(r"[(（](?P<short>[一-龥]{3,8})[)）]")


def bracketed(chars: str, name: Name) -> str:
    """Return the short name in a bracket behind a body, each character of which the full one has in that order: 香港中华厂商联合会(厂商会)."""
    match = BRACKETED.match(chars, name.end) if chars[name.end : name.end + 1] in ("(", "（") else None
    text, rest = match["short"] if match else "", iter(name.text)
    return text if text and text[-1] == name.text[-1] and all(char in rest for char in text) and text not in kinds_by_name() else ""


def bodies(chars: str, hits: list[tuple[int, int, Entry]]) -> list[tuple[int, int, str]]:
    """Return the known bodies with their full names; 交通运输部中国海上搜救中心, side by side, is one, so is 青岛 + 海信集团, and 法国外交部."""
    found: list[tuple[int, int, str]] = []
    place = (-1, -1)
    abroad = (-1, -1, "")
    firm = -1  # where the last firm ends
    for start, end, entry in hits:
        if entry.code:
            place = start, end
        elif entry.kind == "place":
            country = gazetteer.place(entry.keys[0]) if country_abroad(entry.keys[0]) else None
            abroad = (start, end, country.name) if country else abroad
            if entry.name == "中国" and start == firm and chars[end : end + 1] not in OWN:  # 安永 + 中国
                first, _, name = found.pop()
                found.append((first, end, name + "中国"))
        elif entry.kind == "venue":
            continue
        elif abroad[1] == start and is_anybodys(entry):
            found.append((abroad[0], end, abroad[2] + entry.name))
        else:
            if place[1] == start and gazetteer.is_firm(gazetteer.bodies()[entry.name]):
                start = place[0]
            if found and found[-1][1] == start:
                first, _, name = found.pop()
                found.append((first, end, name + entry.keys[0]))
            else:
                found.append((start, end, entry.keys[0]))
            firm = end if gazetteer.is_firm(gazetteer.bodies()[entry.name]) else firm
    return found


OWN = frozenset("区市总分地大企工的人政")  # what is the firm's in China, or China's: 特斯拉 + 中国市场


def is_anybodys(entry: Entry) -> bool:
    """Return whether a body is ours only by default: behind another country 外交部, 国务院 and 开发署 are that country's."""
    return gazetteer.bodies()[entry.name].country == "CN" or entry.name in ("开发署", "环境署", "民航局")


def body_name(chars: str, start: int, end: int, full: str) -> Name:
    """Return a known body where it stands. An ellipsis after 联合国… is completed: 教科文组织 is 联合国教科文组织."""
    text = chars[start:end]
    whole = f"联合国{text}"
    return Name("organization", start, end, text, whole if whole in gazetteer.bodies() else text, normal(full), 0.97)


def outlet(document: Document, covered: Cover) -> Iterator[Name]:
    """Yield the outlet that the page names as its source, where no kind tells that it is a body: 来源:红星."""
    publisher = document.metadata.publisher
    if publisher and len(publisher) > 2 and publisher not in gazetteer.entries() and not publisher.endswith("提供"):
        for start, end in names.occurrences(document, [publisher]):
            if not covered.holds(start, end) and document.segments[document.segment_at(start)].role == "source_line":
                yield Name("organization", start, end, publisher, publisher, key_of(publisher), 0.8)


# 甲骨文副总裁: what stands between a mark and the post of a firm is the firm, if it is no word.
FIRM = re.compile(r"(?<=[,、。;:“”(，；：])[一-龥A-Za-z]{2,8}$")


def unsuffixed(document: Document, found: names.Found, named: list[Name]) -> Iterator[Name]:
    """Yield the firms that only the post behind them tells: 甲骨文副总裁."""
    taken = {name.end for name in named}
    firms = [name for name in named if name.full.endswith(LEGAL)]
    for end, _, title in found.titles:
        match = FIRM.search(document.chars, max(end - 9, 0), end) if (title.kind == "firm" or firms) and end not in taken else None
        # 卓越金融 + 主席, said before as 香港卓越金融有限公司
        whole = next((name for name in firms if match.group() in name.full), None) if match and len(match.group()) > 3 else None
        if match and whole:
            yield Name("organization", match.start(), end, match.group(), whole.full, whole.key, 0.8)
        elif match and title.kind == "firm" and is_proper(match.group()):
            yield Name("organization", match.start(), end, match.group(), match.group(), normal(match.group()), 0.6)


@lru_cache(maxsize=1 << 14)
def is_proper(text: str) -> bool:
    """Return whether `text` is one name, of no person: no word that stands before a post, none that gives no name."""
    import rjieba

    tagged = rjieba.tag(text)
    if len(tagged) > 1 or is_name(text) or text in gazetteer.entries():
        return False
    return (not rjieba.has_word(text) or tagged[0][1][:2] in ("nr", "nz", "nt", "ns")) and text not in stops() | generic()


class Cover:
    """Ranges that are taken. They do not overlap, so that one bisection finds the range around a name."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self.ranges = sorted(ranges)
        self.starts = [start for start, _ in self.ranges]

    def holds(self, start: int, end: int) -> bool:
        """Return whether `start`-`end` lies within a taken range."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and self.ranges[at][1] >= end

    def outside(self, hits: list[tuple[int, int, Entry]]) -> list[tuple[int, int, Entry]]:
        """Return those of `hits`, which are in reading order, that lie within no taken range."""
        found: list[tuple[int, int, Entry]] = []
        at, size, until = 0, len(self.starts), -1  # where the last range that has begun ends
        for hit in hits:
            while at < size and self.starts[at] <= hit[0]:
                until = self.ranges[at][1]
                at += 1
            if until < hit[1]:
                found.append(hit)
        return found


# 一家物流运输股份有限公司, 某医院: one of many
INDEFINITE = re.compile(r"(?:[一二两三四五六七八九十\d几数多余这那某该每各另][家所个]|某)$")


def is_named(document: Document, candidate: Candidate) -> bool:
    """Return whether a candidate is a name, and not spoken of as one of many."""
    if not accepted(candidate):
        return False
    before = document.chars[max(candidate.start - 2, 0) : candidate.start]
    return candidate.anchored or before[-1:] not in ("家", "所", "个", "某") or not INDEFINITE.search(before)


def elided(document: Document, named: list[Name], doubtful: list[Candidate]) -> Iterator[Name]:
    """Yield the departments of a list whose place stands at its first only: 市发改委、住建局和文旅局."""
    ends = {name.end: name.key.partition(":")[0] for name in named if ":" in name.key} if doubtful else {}
    for one in doubtful:
        if one.kind.strength != "office" or one.anchored or document.chars[one.start - 1 : one.start] not in LIST_MARKS:
            continue
        division = gazetteer.divisions().get(ends.get(one.start - 1, ""))
        if division and (one.text in BARE or len(one.kind.suffix) == 1):
            ends[one.end] = division.adcode
            yield Name("organization", one.start, one.end, one.text, division.name + one.text, f"{division.adcode}:{canonical(one.text)}", 0.8)


LIST_MARKS = frozenset("、和与及")


def accepted(candidate: Candidate) -> bool:
    """Return whether a candidate is a name of one body, not of a sort of bodies."""
    kind, own = candidate.kind, candidate.text[: candidate.head - candidate.start]
    if candidate.deictic:
        return kind.strength != "weak" and candidate.text not in ("市公司", "市集团", "区公司", "县公司", *SHORT)
    if own in generic() or own.startswith(("全区", "全市", "全省", "全县", "当地")):
        return False
    # 中国国家画院, 美国国家科学院
    if own.endswith(("国家", "各级", "各地", "全国")) and not (own.endswith("国家") and own[:-2] in gazetteer.entries()):
        return False
    if kind.strength == "office" and own.startswith("国家") and len(own) >= 4:
        return True
    if kind.suffix == "中心" and CENTRE.search(own):
        return False
    if kind.suffix.endswith("政府") and own.endswith(("地方", "国家", "当地", "城市", "两国", "各国", "三国")):
        return False
    if kind.suffix in ("子公司", "分公司", "总部") and own in gazetteer.bodies():
        return False  # 中国交建 + 子公司 is one of several
    if candidate.anchored:
        bare = own in gazetteer.entries() or not own
        return not bare or kind.alone or gazetteer.entries()[own].kind == "body" if own else False
    whole = len(own) >= 4 or (own in WIDE and len(kind.suffix) > 3)  # 世界 + 田径总会
    if kind.strength == "strong" and whole and own.startswith(WIDE) and kind.suffix.endswith(SOCIETY):
        return True
    if kind.suffix == "大学":
        named = own in gazetteer.divisions_by_name() or not is_plain(own)  # 大理 is a word, and a city
        return 2 <= len(own) <= 8 and named and not any(word in own for word in ("综合", "重点", "型", "国家", "高等", "海外", "知名"))
    if kind.suffix.endswith(LEGAL) and len(own) >= 4 and not all(word in generic() for word in cut(own)):
        return True
    if kind.suffix == STOCK and len(own) >= 4 and all(word in generic() for word in cut(own)):
        return True  # 航天信息股份有限公司: so long a form is said of one firm
    if kind.suffix in BRANCHES and COMPOUND.search(own):
        return True
    if kind.suffix in PAPERS:
        return 2 <= len(own) <= 4
    if kind.suffix in SCHOOLS and 2 <= len(own) <= 4 and not is_plain(own):
        return True  # 杨家坪小学
    return kind.strength == "strong" and len(own) >= 2 and (candidate.proper or begins_proper(own))


@lru_cache(maxsize=65536)
def begins_proper(own: str) -> bool:
    """Return whether the words before a kind begin with a name that the dictionary knows: 同济, 敦煌, 集美."""
    import rjieba

    word, tag = rjieba.tag(own)[0]
    return len(word) > 1 and tag[:2] in ("nr", "ns", "nz", "nt") and word not in generic() and word not in stops()


STOCK = "股份有限公司"
LEGAL = ("有限公司", "有限责任公司", "股份公司")
# 煤炭科学研究总院 + 西安 + 分院
BRANCHES = frozenset(("分院", "分公司", "分行", "支行", "分校", "分社", "办事处", "研究院", "研究生院"))
COMPOUND = re.compile("[一-龥]{2,}(?:总院|大学|银行|公司|集团|医院|科学院)[一-龥]{2,}")
SCHOOLS = frozenset(("小学", "中学", "中心小学", "幼儿园"))
# 光明日报: a paper's name is often a common word
PAPERS = frozenset(("日报", "晚报", "早报", "晨报", "商报", "时报", "周报"))
# 陶瓷博物馆 + 理事长: a house with somebody at its head is a body, too
HOUSES = ("博物馆", "美术馆", "图书馆", "纪念馆", "科技馆", "大剧院", "展览馆", "文化馆")
# 国际航运中心, 几何中心: what a city is, not a body in it
CENTRE = re.compile(
    r"(?:几何|地理|政治|权力|区域|增长|(?:国际|全球|世界|区域|全国|重要)(?:经济|金融|航运|贸易|科创|科技创新|消费|商贸|文化|制造|旅游|交往)|[东西南北]?城市)$"
)
# 世界大都市协会, 国际奥林匹克委员会
WIDE = ("世界", "国际", "全球", "全国", "中华", "亚太", "国家")
SOCIETY = ("协会", "学会", "联盟", "联合会", "基金会", "理事会", "委员会", "商会", "促进会", "研究院", "研究会", "实验室", "总会")


def is_led(candidate: Candidate) -> bool:
    """Return whether a body without a word of its own, but with a post behind it, is one: 旺旺集团 + 总裁, not 物流公司 + 经理."""
    import rjieba

    own = candidate.text[: candidate.head - candidate.start]
    if candidate.deictic:
        return len(own) > 3  # 市非物质文化遗产保护中心 + 主任
    if candidate.kind.strength != "strong" or len(own) < 2:
        return False
    return own[-1] != "届" and not all(word in generic() for word in rjieba.cut(own))  # 公司第五届 + 董事会


def name_of(document: Document, candidate: Candidate, hits: list[tuple[int, int, Entry]]) -> Name:
    """Return the name of an accepted candidate, its deictic resolved, with the key that its other forms share."""
    text = candidate.text
    match = DEICTIC.match(text) if candidate.deictic else None
    if match:
        division = home(document, "自治区" if match.group().endswith("自治区") else match.group()[-1], candidate.start)
        if division is None:
            return Name("organization", candidate.start, candidate.end, text, text, normal(f"{document.page.document_id}:{text}"), 0.6)
        rest = text[match.end() :]
        rest = rest if rest != "政府" else "人民政府"
        return Name("organization", candidate.start, candidate.end, text, division.name + rest, f"{division.adcode}:{canonical(rest)}", 0.85)
    division_end, code = seat(candidate, hits)
    key = f"{code}:{canonical(document.chars[division_end : candidate.end])}" if code else key_of(text)
    return Name("organization", candidate.start, candidate.end, text, text, key, 0.9 if candidate.anchored else 0.75)


def seat(candidate: Candidate, hits: list[tuple[int, int, Entry]]) -> tuple[int, str | None]:
    """Return where the divisions that a name begins with end, and the code of the last: 大连市沙河口区 + 委."""
    at, code = candidate.start, None
    for number in range(bisect_left(hits, candidate.start, key=lambda hit: hit[0]), len(hits)):
        start, end, entry = hits[number]
        if start != at or end > candidate.head or entry.kind != "place" or entry.ambiguous or not entry.keys[0].isdigit() or len(entry.keys) > 1:
            break
        at, code = end, entry.keys[0]
    return at, code


@lru_cache(maxsize=65536)
def key_of(text: str) -> str:
    """Return the key of a body by its name: known ones by their full name, those of a division by its code and department."""
    body = gazetteer.bodies().get(text)
    if body:
        return normal(body.name)
    if text.startswith("中共") and len(text) > 4:  # 中共武汉市委组织部
        return key_of(text[2:])
    if text.endswith(("市府", "县府")):
        return key_of(text[:-1] + "政府")
    firm = next((text.removesuffix(end) for end in ("集团公司", "公司", "集团") if text.endswith(end)), "")
    if (known := gazetteer.bodies().get(firm)) and gazetteer.is_firm(known):
        return normal(known.name)  # 波音公司 is 波音
    # 中科院光电技术研究所 is 中国科学院光电技术研究所, 浙江大学科研院 of no division 浙江.
    for size in range(min(len(text) - 2, 16), 2, -1):
        if (owner := gazetteer.bodies().get(text[:size])) and not gazetteer.is_firm(owner):
            return normal(owner.name + text[size:])
    for size in range(min(len(text) - 1, 12), 1, -1):
        division = gazetteer.division(text[:size])
        if division and (division.level != "county" or division.name == text[:size]):
            return f"{division.adcode}:{canonical(text[size:].removeprefix('市') if division.name != text[:size] else text[size:])}"
    return normal(text)


def canonical(department: str) -> str:
    """Return the full form of a department: 住建局 -> 住房和城乡建设局; 县委 of 道县 + 县委 is that of 道县 + 委."""
    level = DEICTIC.match(department)
    bare = department[level.end() :] if level and len(level.group()) == 1 else ""
    department = bare if bare in kinds_by_name() else department
    if department.startswith("人民政府") and len(department) > 4 and department not in DEPARTMENTS:  # 省人民政府 + 办公厅
        return canonical(department[2:])
    return normal(DEPARTMENTS.get(department, department))


def short_form(candidate: Candidate, full: names.Endings, keys: dict[str, str]) -> Name | None:
    """Return a candidate without words of its own as a short form of a body named in full: 国际会议中心 of 上海(浦东)国际会议中心."""
    if len(candidate.text) < 4 or candidate.deictic:
        return None
    whole = next(full.of(candidate.text), None)
    return Name("organization", candidate.start, candidate.end, candidate.text, whole, keys[whole], 0.8) if whole else None


def linked(named: list[Name]) -> list[Name]:
    """Return the names with one key for a body and its short forms: 创新实验室 under the name that ends in it, as long as only one does."""
    keys = {name.full: name.key for name in named}
    full = names.Endings(keys)
    placed = {(match["place"], match["rest"]): whole for whole in keys if "(" in whole for match in [PLACED_WITHIN.match(whole)] if match}
    longer: dict[str, str] = {}
    for short in {name.text: name for name in named if name.full == name.text}.values():
        if len(short.text) < 6 or short.text in gazetteer.bodies():
            continue
        wholes = list(islice(full.of(short.text), 9))
        match = PLACED.match(short.text) if placed else None
        # 浦东新区国际会议中心, 上海(浦东)国际会议中心: the same of one place
        wholes += [placed[match["place"], match["rest"]]] if match and (match["place"], match["rest"]) in placed else []
        others = {keys[whole] for whole in wholes} - {short.key}
        if len(others) == 1:
            longer[short.key] = others.pop()
    return [msgspec.structs.replace(name, key=longer[name.key]) if name.key in longer else name for name in named] if longer else named


# The place of a body, before or within the bracket of its name.
PLACED = re.compile(r"(?P<place>[一-龥]{2,4}?)[市区县](?P<rest>[一-龥]{5,})$")
PLACED_WITHIN = re.compile(r"[一-龥]{2,6}\((?P<place>[一-龥]{2,4})[市区县]?\)(?P<rest>[一-龥]{5,})$")


def fullest(named: list[Name]) -> list[Name]:
    """Return the names, each `full` being the longest form of the same body that stands in the document, else its resolved form."""
    named = linked(named)
    forms: dict[str, str] = {}
    # 市政府 is 武汉市政府 where that stands, else 武汉市人民政府.
    for name in sorted(named, key=lambda name: name.text != name.full and ":" in name.key):
        stands = forms.get(name.key, "")
        if len(name.full) > len(stands) and not (stands and name.text != name.full and ":" in name.key):
            forms[name.key] = name.full
    return [name if name.full == forms[name.key] else msgspec.structs.replace(name, full=forms[name.key]) for name in named]
