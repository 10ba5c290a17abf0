"""Shared grammar of names: 武汉市 + 人力资源和社会保障 + 局. Where a name with a kind at its end begins and ends.

A name of a body, a venue or a zone ends in its kind (协会, 博物馆, 开发区; org_suffixes.csv, facility_suffixes.csv). From there we
walk left, word by word, over what may stand inside a name, to a place or known body, or to a word that cannot stand inside.
What is found here is only a candidate: organizations.py and places.py judge it. Not meant: generic bodies (行业协会, 各级政府).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal

import daachorse
import msgspec

from transforms import gazetteer, lexicon
from transforms.extract.cuts import Word, cut, generic, is_measure, is_word, tagged
from transforms.extract.hits import apposed, decided, mended
from transforms.gazetteer import Entry
from transforms.model.document import NAMES, Document

Strength = Literal["strong", "weak", "office"]
REACH = 40  # characters left of its kind that a name may take


class OrgSuffix(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The kind of a body, which ends its name; `alone` if a place before it is enough (武汉大学), before `goes_on` it is another word (大学生)."""

    suffix: str
    strength: Strength
    alone: bool = False
    goes_on: str = ""
    why: str


class FacilitySuffix(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The kind of a venue, work, zone or settlement, which ends its name; before `goes_on` it is another word (公园式)."""

    suffix: str
    kind: Literal["facility", "zone", "settlement", "nature"]
    strength: Strength
    goes_on: str = ""
    why: str


class Title(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A post or a profession; or, of kind `word`, what only begins like one (主席台)."""

    title: str
    kind: Literal["government", "firm", "state", "person", "byline", "layman", "word"] | None = None
    why: str


class Layman(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A word for somebody who holds no post; before `goes_on` it is another word (居民区)."""

    word: str
    goes_on: str = ""
    why: str


class Department(msgspec.Struct, frozen=True, gc=False):
    """A short form of a department and the full one."""

    form: str
    full: str
    why: str


class Kind(msgspec.Struct, frozen=True, gc=False):
    """What a suffix says of the name before it."""

    suffix: str
    kind: Literal["organization", "facility", "zone", "settlement", "nature"]
    strength: Strength
    alone: bool
    goes_on: str
    ends: str = ""  # what a name may begin behind: the line of a road, a committee, an office


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A name with its kind at the end, as far as the walk to the left went."""

    start: int
    end: int
    text: str
    kind: Kind
    head: int  # where the kind begins
    anchored: bool  # a place, a body or a quoted name stands in it
    proper: bool  # it has words of its own: 华润集团, not 物流公司
    deictic: bool  # it begins with 市, 区 or 我市, which stand for the page's place


class Found(msgspec.Struct, frozen=True):
    """Names of one document: of the gazetteer, and candidates by their kind; both in reading order, candidates do not overlap."""

    hits: list[tuple[int, int, Entry]]
    candidates: list[Candidate]
    titles: list[tuple[int, int, Title]]
    laymen: list[int]  # where the words end that say who somebody is without a post: 市民, 参展商
    zones: Endings  # 荆州产业城, also where it only stands inside 荆州产业城国际会展中心
    divisions: Counter[str]  # how often each division is named


# What ends any name; a name does not go over the end of a clause.
# A blank between two Latin letters ends none: Kofi Annan.
HARD = re.compile(r"[^\u3400-\u9fffA-Za-z0-9·&\-()“”、](?!(?<=[A-Za-z]\x20)[A-Za-z])")
BOUND = re.compile(".*[东西南北][至起]", re.DOTALL)  # 西起, 东至: how far a line goes
# 市外办, 我市教育局, 区委: the place is the page's own.
# Not 市场, 区块链.
DEICTIC = re.compile(
    r"""(?:我|本|该)?(?:自治区|市(?![场民值面容价井郊内级])|省(?![级内])|区(?![块域间位内级])|县(?![域级城内])|州(?!级)|镇(?!街))(?=.)
      | 全市(?=[委政])""",
    re.VERBOSE,
)
DEICTIC_STARTS = frozenset("我本该自市省区县州镇全")
# 中心(B型), 有限合伙
TAIL = re.compile(r"\((?:[A-Z]型|有限合伙|集团|筹)\)")
PLACED = re.compile(r"\((?P<place>[一-龥]{2,4})\)")
# 集团党委书记 is 党委书记 of the 集团.
PARTY = frozenset(("党委", "党组", "纪委", "团委", "党工委", "工委", "党总支", "党支部", "纪工委"))
LED = ("副", "原", "本", "该", "时", "代理", "临时", "常务", "轮值", "名誉", "首任", "前任", "现任")  # 开发计划署 + 代理署长
POSTS = ("书记", "副书记", "委员", "成员", "常委", "常务")
# What is named by where it begins and ends.
LINES = frozenset(("高速公路", "高速", "高速铁路", "铁路", "高铁", "城际铁路", "客专", "公路"))
# 中新 + 广州知识城, 中德(常州)创新产业园; 国网 + 江苏省电力有限公司
PAIR = re.compile("中[德新意法日韩英美俄欧非泰马印巴白荷瑞以奥芬丹澳加铁建交冶]|国网|南网")
FIRMS = ("公司", "集团")
OF_CHINA = frozenset("能节环科核航化粮电储油石海远智兴联材色煤林农轻纺旅青信")  # 中能, 中节能, 中科
TOLERATED = frozenset("经正都如开设收供接号共移投")
STREET = re.compile("[一-龥]{2,4}[路街道]$")
NUMERALS = frozenset("第一二三四五六七八九十两几多")
COUNTED = re.compile("第?[一二三四五六七八九十两几多]{1,3}[所家个座大条地市省县校场位名项级期批种类处间栋层届次方]")
# 总部 and 东部 are no departments.
NO_OFFICE = frozenset(
    ("总部", "全部", "内部", "外部", "东部", "西部", "南部", "北部", "中部", "局部", "干部", "各部", "公司", "部署", "格局", "大局", "布局")
)
QUOTES = {"”": "“", ")": "("}
# 住房和城乡建设: 和 stands inside a name only between two nouns behind a place, and 、 only where a 和 follows.
JOINTS = frozenset("和与及、")
JOINED = frozenset(("联合", "协调", "指导", "推广"))  # acts that a kind may begin with: 协调 + 中心
# 深地科学 + 与 + 绿色能源 + 研究院: two fields are joined, not two bodies.
FIELDS = frozenset(
    ("科学", "技术", "工程", "文化", "经济", "规划", "管理", "环境", "教育", "艺术", "生态", "能源", "材料", "信息", "建筑", "社会", "法律", "政治",
     "金融", "贸易", "健康", "医学", "农业", "海洋", "交通", "旅游", "体育", "人口", "资源", "地理", "气象", "水利", "电子", "通信", "数学", "物理",
     "化学", "生命", "生物", "历史", "传播", "设计", "遗产", "财政", "税务", "会计", "审计", "统计", "科技", "产业", "数据", "政策", "战略")
)  # fmt: skip
APPOINTS = frozenset("为任兼将")
FUNCTION = frozenset("以由与和在为从对将让到向及等是把被经据按了的")


@cache
def kinds() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, list[Kind]]:
    """Return the automaton over all suffixes, and what each says."""
    rows = {row.suffix: Kind(row.suffix, row.kind, row.strength, True, row.goes_on) for row in lexicon.read("facility_suffixes", FacilitySuffix)}
    forms = {form for row in lexicon.read("departments", Department) for form in (row.form, row.full) if len(form) > 2}
    rows |= {form: Kind(form, "organization", "office", True, "") for form in sorted(forms)}
    rows |= {row.suffix: Kind(row.suffix, "organization", row.strength, row.alone, row.goes_on) for row in lexicon.read("org_suffixes", OrgSuffix)}
    told = [msgspec.structs.replace(kind, ends=ends_of(kind)) for kind in rows.values()]
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(rows), daachorse.MATCH_KIND_LEFTMOST_LONGEST), told


def ends_of(kind: Kind) -> str:
    """Return what a name may begin behind, if such a kind ends there."""
    if kind.suffix in LINES:
        return "line"
    if kind.suffix.endswith("委"):
        return "committee"
    return "office" if kind.strength == "office" or kind.suffix.endswith("局") else ""


@cache
def kinds_by_name() -> dict[str, Kind]:
    """Return what each suffix says."""
    return {kind.suffix: kind for kind in kinds()[1]}


@cache
def posts() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, list[Title]]:
    """Return the automaton over all posts, professions and words for those who have neither, and what each is."""
    rows = {row.title: row for row in lexicon.read("titles", Title)}
    for one in lexicon.read("laypeople", Layman):
        rows.setdefault(one.word, Title(title=one.word, kind="layman", why=one.why))
        for after in one.goes_on:
            rows.setdefault(one.word + after, Title(title=one.word + after, kind="word", why=one.why))
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(rows), daachorse.MATCH_KIND_LEFTMOST_LONGEST), list(rows.values())


@cache
def stops() -> frozenset[str]:
    """Return the words that cannot stand inside a name: 由, 举办, 专家."""
    titles = {row.title for row in lexicon.read("titles", Title) if row.kind != "word"}
    return frozenset(row.word for row in lexicon.read("name_stops", Word)) | titles


@cache
def common_cities() -> frozenset[str]:
    """Return the names of divisions that are also words: 大同."""
    return gazetteer.common_words() & gazetteer.divisions_by_name().keys()


@lru_cache(maxsize=1)
def find(document: Document) -> Found:
    """Return the names of the gazetteer and the candidates of `document`; kept for the one document that is being read."""
    hits: list[tuple[int, int, Entry]] = []
    candidates: list[Candidate] = []
    titles: list[tuple[int, int, Title]] = []
    laymen: list[int] = []
    automaton, rows = posts()
    for start, end in document.runs(NAMES):
        text = document.chars[start:end]
        told = [(b, e, rows[number]) for b, e, number in automaton.find(text) if rows[number].kind != "word"]
        laymen += [start + e for _, e, title in told if title.kind == "layman"]
        told = [one for one in told if one[2].kind != "layman"]
        titles += [(start + b, start + e, title) for b, e, title in told] if start else told
        bylines = [e for _, e, title in told if title.kind == "byline"]
        found = apposed(text, list(mended(text, gazetteer.scan(text), {e: b for b, e, _ in told}, bylines)))
        hits += [(start + b, start + e, entry) for b, e, entry in found] if start else found
        candidates += [_moved(one, start) for one in Line(text, found).candidates()]
    zones = Endings({zone for one in candidates if one.anchored for zone in inner_zones(one.text)})
    hits = decided(again(document, hits), document.metadata.home_adcode)
    # 上海 in 上海电气集团 says nothing of where the page is at home.
    firms = {at for one in candidates if one.kind.suffix.endswith(FIRMS) for at in range(one.start, one.end)}
    divisions = Counter(entry.code for start, _, entry in hits if entry.code and start not in firms)
    return Found(hits, [led(one, zones) for one in candidates], titles, laymen, zones, divisions)


def again(document: Document, hits: list[tuple[int, int, Entry]]) -> list[tuple[int, int, Entry]]:
    """Return the names with those abroad that no table has wherever else they stand, with or without their kind: 马加丹市, 马加丹."""
    new = {entry.name: entry for _, _, entry in hits if entry.keys[0] == entry.name and entry.name[-1] in "市州省" and len(entry.name) > 3}
    new = {name: entry for name, entry in new.items() if name not in gazetteer.entries()}
    if not new:
        return hits
    new |= {name[:-1]: entry for name, entry in new.items() if name[:-1] not in gazetteer.entries()}
    taken = {at for start, end, _ in hits for at in range(start, end)}
    found = [(start, end, new[document.chars[start:end]]) for start, end in occurrences(document, new) if taken.isdisjoint(range(start, end))]
    return sorted([*hits, *found], key=lambda hit: hit[0]) if found else hits


class Endings:
    """Names by how they end: which of them end in a short form is told by one bisection, however many there are."""

    def __init__(self, full: Iterable[str]) -> None:
        self.full = sorted(set(full))
        self.reversed = sorted(name[::-1] for name in self.full)

    def of(self, short: str) -> Iterator[str]:
        """Yield the names that are longer than `short` and end in it."""
        backwards = short[::-1]
        for number in range(bisect_left(self.reversed, backwards), len(self.reversed)):
            name = self.reversed[number]
            if not name.startswith(backwards):
                return
            if len(name) > len(short):
                yield name[::-1]


@lru_cache(maxsize=1 << 14)
def inner_zones(text: str) -> tuple[str, ...]:
    """Return the zones that a longer name begins with, and the name itself if it is one: 荆州产业城国际会展中心 has 荆州产业城."""
    automaton, rows = kinds()
    found = [(end, rows[number]) for _, end, number in automaton.find(text)]
    return tuple(text[:end] for end, kind in found if kind.kind == "zone" and kind.strength == "strong")


def led(one: Candidate, zones: Endings) -> Candidate:
    """Return the candidate as anchored, if it begins with the short form of a zone that the document names in full."""
    if one.anchored or one.head - one.start < 5 or not zones.full:
        return one
    own = one.text[: one.head - one.start]
    if own not in zones.full and next(zones.of(own), None) is None:
        return one
    return msgspec.structs.replace(one, anchored=True, proper=True)


class Line:
    """A stretch of text with its gazetteer names and suffixes, walked from right to left so that the longest name comes first."""

    def __init__(self, text: str, hits: list[tuple[int, int, Entry]]) -> None:
        self.text = text
        self.hits = hits
        self.hit_ends = [end for _, end, _ in hits]
        self.breaks = [match.end() for match in HARD.finditer(text)]
        automaton, rows = kinds()
        ends = set(self.hit_ends)
        self.suffixes = [
            # Most kinds have one character or two: one look tells that no place ends within.
            (b, e, rows[number]) if e - b == 1 or (e - b == 2 and b + 1 not in ends) else self.after_place(b, e, rows[number])
            for b, e, number in automaton.find(text)
        ]
        self.suffixes = [one for one in self.suffixes if one[1] > one[0]]
        if "委员会" in text:
            self.suffixes = [self.in_full(*one) if one[2].ends == "committee" else one for one in self.suffixes]
        self.suffix_at = [end for _, end, _ in self.suffixes]
        self.suffix_ends = set(self.suffix_at)
        self.ended = {end: kind.ends for _, end, kind in self.suffixes if kind.ends}

    def in_full(self, head: int, end: int, kind: Kind) -> tuple[int, int, Kind]:
        """Return 委员会 where a short kind ends in its first character: 教科卫 + 体委 + 员会."""
        return (end - 1, end + 2, kinds_by_name()["委员会"]) if self.text.startswith("员会", end) else (head, end, kind)

    def after_place(self, head: int, end: int, kind: Kind) -> tuple[int, int, Kind]:
        """Return where a kind stands once its first character is left to the place it belongs to: 龙华区 + 委, 香港 + 口岸."""
        number = bisect_right(self.hit_ends, head)
        place = self.hits[number] if number < len(self.hits) else None
        if place is None or not place[0] < head < place[1] < end:
            return head, end, kind
        rest = kind.suffix[place[1] - head :]
        head = place[1]
        whole = next((one for one in map(kinds_by_name().get, (self.text[head : head + size] for size in range(6, 0, -1))) if one), None)
        if whole and head + len(whole.suffix) > end:
            return head, head + len(whole.suffix), whole
        return (head, end, kind) if rest in kinds_by_name() else (head, head, kind)  # 联合国 + 会议 has no 国会

    def candidates(self) -> list[Candidate]:
        """Return the candidates in reading order."""
        found: list[Candidate] = []
        taken = len(self.text)
        for number in range(len(self.suffixes) - 1, -1, -1):
            head, end, kind = self.suffixes[number]
            if end > taken or self.is_in_hit(head, end) or self.goes_on(head, end, kind) or (len(kind.suffix) == 1 and self.is_in_word(head, end)):
                continue
            candidate = self.candidate(head, end, kind)
            if candidate:
                found.append(candidate)
                taken = candidate.start
        return found[::-1]

    def goes_on(self, head: int, end: int, kind: Kind) -> bool:
        """Return whether the kind is the beginning of another word (大学生), or of a post: 集团党委书记, but not 市纪委书记."""
        after = self.text[end : end + 1]
        if not after:
            return False
        if after in kind.goes_on or (kind.suffix == "政府" and self.text.startswith(("工作报告", "部门"), end)):
            return True
        # 建设局 + 局长, 建设局 + 副局长: the second 局 begins a post; 公安局长 has but one.
        if after == "长" and (self.text[head - 1 : head] in kind.suffix or self.text[max(head - 2, 0) : head].endswith(LED)):
            return True
        if after == "长" and len(kind.suffix) == 1 and self.is_behind_name(head):
            return True
        if kind.suffix not in PARTY or not self.text.startswith(POSTS, end):
            return False
        return not (self.text[head - 1 : head] in "省市区县州" or any(end == head and entry.kind == "place" for _, end, entry in self.near(head)))

    def is_behind_name(self, head: int) -> bool:
        """Return whether a person stands between a body and its post: 外交部欧洲司 + 王鲁彤 + 司长, but not 住建局 + 规划 + 处长."""
        if not {head - 2, head - 3}.intersection(self.suffix_at):
            return False
        import rjieba

        return not any(at in self.suffix_at and rjieba.has_word(self.text[at:head]) for at in (head - 2, head - 3))

    def near(self, at: int) -> list[tuple[int, int, Entry]]:
        """Return the gazetteer name that ends at or around `at`, if any."""
        number = bisect_left(self.hit_ends, at)
        return self.hits[number : number + 1]

    def is_in_hit(self, head: int, end: int) -> bool:
        """Return whether the kind is the end of a name that the gazetteer has: 国家发展改革委."""
        number = bisect_left(self.hit_ends, end)
        return number < len(self.hits) and self.hits[number][0] <= head

    def is_in_word(self, head: int, end: int) -> bool:
        """Return whether a kind of one character only ends a word of two: 举办, 布局, 全部."""
        word = self.text[head - 1 : end]
        if word in NO_OFFICE or word in stops():
            return True
        at = bisect_right(self.breaks, head) - 1
        left = max(self.breaks[at] if at >= 0 else 0, head - 6)
        last = cut(self.text[left:end])[-1]
        return len(last) == 2 and last[0] not in "一二三四五六七八九十" and is_word(last)

    def candidate(self, head: int, end: int, kind: Kind) -> Candidate | None:
        """Return the name that ends in `kind`, or None where nothing but the kind stands there."""
        at = bisect_right(self.breaks, head) - 1
        left = max(self.breaks[at] if at >= 0 else 0, head - REACH)
        bound = BOUND.match(self.text, left, head) if kind.kind == "facility" else None
        left = bound.end() if bound else left
        if kind.kind == "settlement":
            left = max(left, self.text.rfind(")", left, head) + 1)  # 经开区(杨舍镇) + …社区
        start, anchored, proper = self.walk(left, head, kind)
        if kind.suffix in LINES and start < head:
            start = self.line_of(start, left)
        bracket = self.text[end : end + 1] == "("
        tail = (TAIL.match(self.text, end) or (self.placed(end) if kind.kind in ("facility", "organization") else None)) if bracket else None
        end = tail.end() if tail else end
        if start == head and not tail and not DEICTIC.match(kind.suffix):
            return None
        proper = proper or tail is not None
        anchored = anchored or self.is_zoned(start, head)
        if not anchored and start < head:
            # 71 + 所 + 乡村小学
            start += self.text[start - 1 : start].isdigit() and self.text[start] in "所家个座条名位项亩"
            start += acts(self.text[start:head], kind.kind == "nature")
        text = self.text[start:end]
        # 各区(市)县政府
        if text[0] == "(" or is_open(text, "(", ")") or is_open(text, "“", "”"):
            return None
        deictic = not anchored and text[0] in DEICTIC_STARTS and DEICTIC.match(text) is not None
        return Candidate(start, end, text, kind, head, anchored, proper or anchored, deictic)

    def placed(self, end: int) -> re.Match[str] | None:
        """Return the bracket behind a venue that tells it from those of the same name elsewhere: 国家会展中心(上海)."""
        tail = PLACED.match(self.text, end)
        return tail if tail and tail["place"] in gazetteer.entries() else None

    def is_zoned(self, start: int, head: int) -> bool:
        """Return whether a city whose name is also a word stands before a zone there: 大同 + 经济技术开发区."""
        # Most names begin with no such city, which one look tells.
        if self.text[start : start + 2] not in common_cities() and self.text[start : start + 3] not in common_cities():
            return False
        number = bisect_left(self.suffix_at, start)
        zone = next((one for one in self.suffixes[number : number + 3] if start + 2 <= one[0] <= min(start + 3, head)), None)
        if zone is None or zone[2].kind != "zone":
            return False
        return self.text[start : zone[0]] in common_cities()

    def walk(self, left: int, head: int, kind: Kind) -> tuple[int, bool, bool]:
        """Return where the name begins, whether a place, body or quotation stands in it, and whether it has words of its own."""
        at, anchored, proper = head, False, False
        if kind.suffix == "政府" and self.text[head - 1 : head] in "省市区县州" and self.ended.get(head - 1) == "committee":
            return head - 1, False, False  # 西城区区委 + 区政府
        number = bisect_right(self.hit_ends, head) - 1
        while at > left:
            here = self.hits[number] if number >= 0 and self.hits[number][1] > left else None
            # 北京大学(青岛)计算社会科学研究院: the bracket is a part of the name, which goes on before it.
            bracket = here is not None and here[1] < at and self.text[here[1]] == ")" and self.text[here[0] - 1 : here[0]] == "("
            floor = max(here[1] + bracket, left) if here else left
            if at > floor:
                low = floor if kind.kind == "organization" else self.behind(floor, at, kind)
                start, stopped, own = self.words(low, at, anchor=bool(here) and low == floor, firm=kind.suffix.endswith(FIRMS))
                if start == low > floor:
                    return start, anchored, proper or own
                proper = proper or own
                at = start
                if stopped:
                    return at, anchored or (at < head and self.text[at] == "“"), proper
            if here and bracket:
                at, anchored, number = here[0] - 1, True, number - 1
            elif here:
                at = self.abroad(here[0], number)
                # 粤港澳大湾区 + 联合国开发计划署 + …实验室: places and bodies side by side stand in one name.
                while number > 0 and self.joins(self.hits[number - 1], at, left):
                    number -= 1
                    at = self.hits[number][0]
                if self.text[at - 2 : at] in common_cities() and at - 2 >= left and is_inside_of(self.hits[number][2], self.text[at - 2 : at]):
                    at -= 2  # 三明 + 沙县机场
                at = self.named_by(at, left, self.hits[number][2], kind)
                # 上海交通大学医学院 + 附属 + 瑞金医院
                owned = at - 2 if self.text.endswith("附属", left, at) else at
                begin = self.chained(owned, left) if kind.kind == "organization" else at
                return begin if begin < owned else at, True, True
        return at, anchored, proper

    def joins(self, hit: tuple[int, int, Entry], at: int, left: int) -> bool:
        """Return whether a place or body stands right before a name that begins at `at`, or with a dash between: 中国—东盟 + 中心."""
        return (hit[1] == at and hit[0] >= left) or (hit[1] == at - 1 and self.text[at - 1] in "—–-－")

    def behind(self, left: int, right: int, kind: Kind) -> int:
        """Return where something else ends between `left` and `right` that a place is named behind: 杭台铁路 + 椒江特大桥, 公安局 + …社区."""
        for end in range(right - 1, left, -1) if self.ended else ():
            if end in self.ended and (self.ended[end] != "line" or kind.kind == "facility"):
                return end
        return left

    def line_of(self, at: int, left: int) -> int:
        """Return where the name of a road or railway begins, which has its ends in it: 六枝至安龙 + 高速公路."""
        while at - 2 > left and self.text[at - 1] in "至经":
            hit = self.near(at - 1)
            if hit and hit[0][1] == at - 1:
                at = hit[0][0]
                continue
            last = cut(self.text[max(left, at - 5) : at - 1])[-1]
            if len(last) < 2 and not 2 <= at - 1 - left <= 3:
                break
            at -= 1 + (len(last) if len(last) > 1 else at - 1 - left)
        return at

    def named_by(self, at: int, left: int, entry: Entry, kind: Kind) -> int:
        """Return where the name begins, if a region is only a part of it: 中电 + 光谷, 营盘路 + 湘江 + 隧道."""
        if self.ended.get(at) == "line":
            return at
        if at - 2 >= left and PAIR.match(self.text, at - 2):
            return at - 2
        known = None if entry.kind == "body" or entry.keys[0] != entry.name else gazetteer.place(entry.name)
        if known is None or known.country:
            return at
        street = STREET.search(self.text, max(left, at - 5), at) if kind.kind == "facility" and self.text[at - 1 : at] in "路街道" else None
        if street:
            return street.start()
        before = cut(self.text[max(left, at - 4) : at])
        last = before[-1] if before else ""
        return at - len(last) if 1 < len(last) < 4 and last not in stops() and last not in generic() else at

    def chained(self, at: int, left: int) -> int:
        """Return where the name begins, if a body's own name ends at `at`: 上海市政府 + 台湾事务办公室."""
        number = bisect_left(self.suffix_at, at)
        if number == len(self.suffix_at) or self.suffix_at[number] != at:
            return at
        head, _, kind = self.suffixes[number]
        if kind.kind == "facility":
            return at
        start, anchored, proper = self.walk(left, head, kind)
        return start if start < head and (anchored or proper or kind.suffix in ("大学", "研究总院")) else at

    def abroad(self, at: int, number: int) -> int:
        """Return where 肯尼亚驻中国 begins, if a mission's own country stands before the 驻 at `at`."""
        sent = number > 0 and self.text[at - 1 : at] == "驻" and self.hits[number - 1][1] == at - 1
        return self.hits[number - 1][0] if sent else at

    def words(self, left: int, right: int, anchor: bool, firm: bool = False) -> tuple[int, bool, bool]:
        """Walk over the words of `text[left:right]` from its end; return where it ended, whether a word stopped it, whether any is proper."""
        tokens = cut(self.text[left:right])
        stopping, common = stops(), generic()
        at, proper, joint = right, False, -1
        for index in range(len(tokens) - 1, -1, -1):
            token = tokens[index]
            if token in QUOTES:
                opening = self.text.rfind(QUOTES[token], left, at)
                if opening < 0 or at - opening > 20:
                    return at, True, proper
                if token == "”":
                    return opening, True, True
                return (opening, True, True) if not anchor else (*self.words(left, opening, anchor)[:2], True)
            if token in JOINTS:
                fields = index > 0 and token in "和与" and tokens[index - 1] in FIELDS
                led = anchor or fields or "国家" in tokens[:index] or any(end in self.suffix_ends for end in range(max(left, at - 8), at - 1))
                if not led or index == 0 or (at == right and not fields) or (token == "、" and joint < 0) or at - 1 in self.suffix_ends:
                    return max(at, joint + 1), True, proper
                joint = joint if fields and not anchor else max(joint, at - 1)
                at -= 1
                continue
            # 曹杨8街坊, 轨道交通27号线 + …隧道, but not 8个街坊
            if token.isdigit() and index > 0 and (at == right or self.text.startswith("号线", at)):
                at -= len(token)
                continue
            # 援建 + 四所 + 小学, 340亩 + 产业园: counted, and no part of a name
            sitting = token[-1] == "届" and self.text.startswith(("人大", "政协", "人民代表"), at)  # 上海市十三届人大常委会
            counted = token[0] in NUMERALS and not sitting and COUNTED.fullmatch(token)
            if counted or (index > 0 and tokens[index - 1].isdigit() and is_measure(token)):
                return (joint + 1 if joint >= 0 else at), True, proper
            # 数据安全 + 联合 + 实验室, but not 市发改委 + 联合 + 市住建局
            # 世界城市 + 日 + 事务, but not 31 + 日
            festival = token == "日" and 0 < index < len(tokens) - 1 and not tokens[index - 1].isdigit()
            named = festival or (token in JOINED and at == right and anchor)
            if token == "中" and at < right and (PAIR.match(self.text, at - 1) or (firm and self.text[at] in OF_CHINA)):
                named = True
            # 上海 + 经纬 + …公司: behind its city, a firm is named by words that say something else elsewhere.
            named = named or (firm and ((anchor and token in TOLERATED) or (token in OF_CHINA and self.text[at - 2] == "中")))
            if (token in stopping and not named) or not is_inside(token):
                # A joint that leads nowhere joins two names, not two parts of one; 国家 leads a name as a place does.
                return (joint + 1 if joint >= 0 and tokens[index + 1] != "国家" else at), True, proper
            own = token not in common and not is_word(token)
            if own and len(token) > 1 and token[-1] in APPOINTS:
                return at, True, proper  # 某某 + 林为: who is made what
            if own and len(token) > 1 and token[0] in FUNCTION and not (firm and anchor and token[0] in TOLERATED):
                return at - len(token) + 1, True, True
            proper = proper or own or token.isascii()
            at -= len(token)
        return at, False, proper


@lru_cache(maxsize=1 << 12)
def is_inside_of(entry: Entry, city: str) -> bool:
    """Return whether a place lies in the city of that name: 沙县 in 三明."""
    return entry.code is not None and any(row.adcode in gazetteer.chain(entry.code) for row in gazetteer.divisions_by_name()[city])


@lru_cache(maxsize=1 << 14)
def acts(own: str, always: bool) -> int:
    """Return how many characters before a kind only say what is done with it: 听取 + 同济 + 大学, but not 联想 + 集团.

    Some verbs stand inside the names of bodies (治理), but `always` say what is done with a river.
    """
    words = tagged(own)
    size = 0
    for word, tag in words[:-1]:
        if tag != "v" or len(word) < 2 or len(own) - size - len(word) < 2 or not is_word(word) or (word in generic() and not always):
            break
        size += len(word)
    return size


def is_open(text: str, opening: str, closing: str) -> bool:
    """Return whether a bracket or quotation has only one of its marks in `text`."""
    return (opening in text or closing in text) and text.count(opening) != text.count(closing)


def is_inside(token: str) -> bool:
    """Return whether `token` may stand inside a name: no bare number, no bracket that opens."""
    return token[0] not in "(“、 " and not token.isdigit() and not token.startswith("第届")


def occurrences(document: Document, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where any of `words` stands, leftmost and longest first: one pass, however many they are."""
    known = sorted(set(words))
    if not known:
        return
    if len(known) <= FEW:
        yield from _few(document, known)
        return
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(known, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    for start, end in document.runs(NAMES):
        yield from ((start + b, start + e) for b, e, _ in automaton.find(document.chars[start:end]))


FEW = 24  # words: up to here, looking for one after the other is faster than building an automaton


def _few(document: Document, words: list[str]) -> Iterator[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in document.runs(NAMES):
        for word in words:
            at = document.chars.find(word, start, end)
            while at >= 0:
                found.append((at, -len(word)))
                at = document.chars.find(word, at + 1, end)
    last = -1
    for at, length in sorted(found):
        if at >= last:
            last = at - length
            yield at, last


def _moved(candidate: Candidate, by: int) -> Candidate:
    if not by:
        return candidate
    one = candidate
    return Candidate(one.start + by, one.end + by, one.text, one.kind, one.head + by, one.anchored, one.proper, one.deictic)
