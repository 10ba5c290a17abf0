"""Positions: a person in a post, as in 副市长梁皓, 区委副书记、区长雷卫华 and 联合国副秘书长兼人居署执行主任罗斯巴赫 (two posts).

A stack of posts stands before the name, each with its body or with that of the post before it; a post may also follow the name
(…主席). 市长 alone belongs to the government of the page's place. Not meant: reporters and editors, officials without a name,
courtesy words, what somebody merely is (专家) unless a body stands before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms import gazetteer
from transforms.extract import names
from transforms.extract.facts import Facts, Name
from transforms.extract.han_names import TITLE_WORDS
from transforms.extract.names import Title
from transforms.extract.organizations import canonical, home, key_of
from transforms.extract.person_names import person_end
from transforms.extract.persons import VERBS
from transforms.extract.words import is_han
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document
from transforms.model.ids import entity_id, normal


class Position(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A person in a post, as a document states it."""

    source: Citation
    person: Annotated[str, "The person, in the fullest form of the document, without courtesy words."]
    title: Annotated[str, "The post, without the words of the body: 副书记, 执行主任."]
    organization: Annotated[str | None, "The body the post belongs to, in the fullest form of the document; NULL where the text names none."]
    person_id: Annotated[str, "The person: entities.entity_id."]
    organization_id: Annotated[str | None, "The body: entities.entity_id; NULL where the text names none."]


class Post(msgspec.Struct, frozen=True, gc=False):
    """One post of a stack: where it begins, its title, and the body that stands before it, by name, type and key."""

    start: int
    title: str
    body: tuple[str, str, str] | None
    kind: str | None
    head: str = ""  # what of the body is said, where its name is left out: 管委会 + 主任
    end: int | None = None  # of a post behind its person


NO_POST = frozenset(("市领导", "区领导", "县领导", "省领导", "校领导"))
JOINTS = ("、", "兼", "暨", ",", "，", "和", "及", "并兼任", "兼任")
# 公司董事长: which one, is said before.
BARE_HEADS = (
    "集团", "公司", "学校", "学院", "研究院", "研究所", "中心", "协会", "学会", "商会", "医院", "银行", "大学",
    "实验室", "委员会", "基金会", "联盟", "企业", "集团公司", "管委会",
)  # fmt: skip
# 世界互联网大会 + 秘书长: a meeting that has posts is a body too
MEETING = re.compile(r"(?:^|[^一-龥A-Za-z0-9])(?P<body>[一-龥A-Za-z0-9]{2,16}(?:大会|论坛|博览会|峰会|联盟|组委会|执委会))$")
# 执行副总裁、财务总监: what the second post is for
GAP = re.compile(r"[、,](?P<gap>[一-龥]{2,6})$")
OFFICES = ("办", "处", "科", "室", "部", "局", "组", "委", "司", "院", "站", "队", "系", "所")
# 圣罗克市 + 市长: a town that no gazetteer has, behind a country or a mark.
TOWN = re.compile(r"(?:(?:国|利|亚|兰|宾|坡|尼|西|哥|斯坦|[^一-龥])(?P<town>[一-龥]{2,6}?[市省州县]))$")
# What they may end in; a title may also open the line below.
MEETING_ENDS = frozenset("会坛盟\n")
TOWN_ENDS = frozenset("市省州县\n")
PREFIXES = (
    "一级", "二级", "三级", "特聘", "常务", "第一", "执行", "名誉", "荣誉", "轮值",
    "全球", "中国区", "亚太区", "大中华区", "高级", "资深", "联席", "首席", "原", "前", "新任", "候任",
    "首任", "前任", "时任", "现任", "代理", "临时", "代", "副",
)  # fmt: skip
PREFIX_ENDS = frozenset(prefix[-1] for prefix in PREFIXES)


def find(document: Document, facts: Facts) -> Iterator[Position]:
    """Yield every post of every named person, in reading order."""
    stacks = Stacks(document, facts)
    found: list[tuple[int, Position]] = []
    said: dict[tuple[str, str], tuple[str, str, str] | None] = {}
    for person in facts.persons:
        if document.segments[document.segment_at(person.start)].role not in FACTS:
            continue
        for post in [*stacks.before(person), *stacks.after(person), *stacks.appointed(person)] or stacks.shared(person):
            # …市长甲 once, 甲市长 afterwards
            body = post.body or said.get((person.key, post.title))
            said[person.key, post.title] = body
            start = min(post.start, person.start)
            end = post.end or (person.end + len(post.title) if post.start == person.end else person.end)
            found.append(
                (
                    person.start,
                    Position(
                        source=document.cite(start, end, "positions", 0.92 if body else 0.8),
                        person=person.full,
                        title=post.title,
                        organization=body[0] if body else None,
                        person_id=entity_id("person", person.key),
                        organization_id=entity_id(body[1], body[2]) if body else None,
                    ),
                )
            )
    yield from (position for _, position in sorted(found, key=lambda item: item[0]))


# 甲任…, 甲受聘担任…, and only behind 任命: 甲为…
APPOINTED = re.compile(
    r"""(?:已|将|正式|今日|近日)?
        (?:(?:受聘|获聘|被任命|被聘|被推选|被选举|被推举|当选)(?:担任|出任|为)?|担任|出任|就任|兼任|任|(?P<as>为))""",
    re.VERBOSE,
)
APPOINTED_STARTS = frozenset("已将正今近受获被当担出就兼任为")
CALLED = re.compile(r"(?:任命|聘任|聘请|选举|推选|推举|补选|聘)(?:了)?$")
CLAUSE = re.compile(r"[^，,。；;！？、\n]{2,40}")
PARTY_ENDS = ("党工委", "工委", "党委", "党组")


def beside(post: Post, body: tuple[str, str, str] | None) -> tuple[str, str, str] | None:
    """Return the body beside that of the post before: 开发区党工委书记、管委会主任 is at the head of 开发区管委会."""
    if body is None or post.head != "管委会":
        return None
    end = next((end for end in PARTY_ENDS if body[0].endswith(end)), None)
    if end is None:
        return None
    name = body[0].removesuffix(end) + post.head
    return name, "organization", key_of(name)


def is_stopped(text: str) -> bool:
    """Return whether a word stands in `text` that cannot stand in the name of a body."""
    import rjieba

    return any(word in names.stops() for word in rjieba.cut(text))


class Stacks:
    """The posts around the persons of one document. Titles, bodies and places are kept by where they end."""

    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.chars = document.chars
        self.titles = {end: (start, title) for start, end, title in names.find(document).titles if title.kind != "byline"}
        self.titles_from = {start: (end, title) for start, end, title in names.find(document).titles if title.kind != "byline"}
        self.bodies = {name.end: name for name in facts.organizations}
        self.places = {name.end: name for name in facts.places}
        self.named = facts.organizations
        self.listed_places = facts.places
        self.starts = [name.start for name in facts.organizations]
        self.people = [name.end for name in facts.persons]
        self.people_at = set(self.people)
        self.people_from = [name.start for name in facts.persons]
        self.last: dict[int, list[Post]] = {}  # posts with a body, by where the name of their person ends

    def before(self, person: Name) -> list[Post]:
        """Return the posts that stand before the name, in reading order."""
        posts: list[Post] = []
        at = person.start - (self.chars[person.start - 1 : person.start] in (" ", "\u3000"))
        while at in self.titles and not self.is_others(at):
            post = self.post(at)
            posts.append(post)
            at = post.start
            if at in self.titles:
                continue
            joint = next((joint for joint in JOINTS if self.chars.endswith(joint, 0, at)), None) if self.chars.endswith(JOINTS, 0, at) else None
            if joint is None:
                break
            at -= len(joint)
        posts.reverse()
        return self.filled(posts, person.start)

    def is_others(self, end: int) -> bool:
        """Return whether the title that ends at `end` is that of the persons before it: 甲教授, 甲、乙等院士."""
        start, _ = self.titles[end]
        return self.chars[start - 1 : start] == "等" or start in self.people_at

    def after(self, person: Name) -> list[Post]:
        """Return the post that follows the name, as in …主席."""
        if person.end not in self.titles_from:
            return []
        end, title = self.titles_from[person.end]
        if title.title in VERBS or (title.kind in ("government", "firm") and self.chars[end : end + 1] == "、"):
            return []
        # 中国工程院 + 周济 + 院长
        body = self.bodies.get(person.start)
        return self.filled([Post(person.end, title.title, (body.full, body.type, body.key) if body else None, title.kind)], person.start)

    def appointed(self, person: Name) -> list[Post]:
        """Return the post that a verb gives to the person before it: 任命甲为…局长, 甲受聘担任…总监, 甲任…台长职务."""
        verb = APPOINTED.match(self.chars, person.end) if self.chars[person.end : person.end + 1] in APPOINTED_STARTS else None
        named = verb and verb["as"] and not CALLED.search(self.chars, max(person.start - 6, 0), person.start)
        if not verb or named:
            return []
        clause = CLAUSE.match(self.chars, verb.end())
        ends = (at for at in range(verb.end() + 2, clause.end() + 1 if clause else 0) if at in self.titles)
        for end in ends:
            post = self.post(end)
            if post.start == verb.end() and not (end in self.titles_from or person_end(self.chars, end)):
                return self.filled([Post(post.start, post.title, post.body, post.kind, post.head, end)], person.start)
        return []

    def post(self, end: int) -> Post:
        """Return the post whose title ends at `end`, with the body before it."""
        start, title = self.titles[end]
        # 市纪委 + 书记: the body reaches into what might be one title.
        for at in range(start + 1, end):
            if at in self.bodies and self.bodies[at].start < start and self.chars[at:end] in TITLE_WORDS:
                start = at
                break
        for prefix in (*PREFIXES, *PREFIXES):
            if start and self.chars[start - 1] in PREFIX_ENDS and start not in self.bodies and self.chars.endswith(prefix, 0, start):
                start -= len(prefix)
        words = self.chars[start:end].removeprefix("时任").removeprefix("现任").removeprefix("新任")
        # 外交部长: the body and its post share a character.
        body = self.bodies.get(start) or self.bodies.get(start + 1)
        if body:
            return Post(body.start, words, (body.full, body.type, body.key), title.kind)
        wider = self.body_and_office(start)
        if wider:
            return Post(wider[1], words, (wider[0], "organization", key_of(wider[0])), title.kind)
        place = self.place_before(start, end)
        if place and title.kind == "person":
            return Post(place.start, words, None, title.kind)  # 英国建筑师 is where somebody comes from
        if place:
            return Post(place.start, words, self.of_place(place, words, title), title.kind)
        last = self.chars[start - 1 : start]
        if title.kind == "government" and last in TOWN_ENDS:
            town = TOWN.search(self.chars, max(start - 12, 0), start)
            if town:
                name = town["town"]
                return Post(town.start("town"), words, (name, "place", normal(name)), title.kind)
        meeting = MEETING.search(self.chars, max(start - 20, 0), start) if last in MEETING_ENDS else None
        if meeting:
            name = meeting["body"]
            return Post(meeting.start("body"), words, (name, "organization", normal(name)), title.kind)
        for head in BARE_HEADS if self.chars.endswith(BARE_HEADS, 0, start) else ():
            if self.chars.endswith(head, 0, start):
                known = self.last_body(start, head)
                body_ = (known.full, known.type, known.key) if known else None
                return Post(start - len(head), words, body_, title.kind, head)
        gap = GAP.search(self.chars, max(start - 8, 0), start)
        if gap and gap.start() in self.titles and not is_stopped(gap["gap"]):
            return Post(gap.start("gap"), gap["gap"] + words, None, title.kind)
        return Post(start, words, None, title.kind)

    def body_and_office(self, start: int) -> tuple[str, int] | None:
        """Return a body with an office of it that has no kind of its own, and where it begins: 大连市政府 + 经合办."""
        for at in range(start - 2, max(start - 9, 0), -1):
            body = self.bodies.get(at)
            if body:
                office = self.chars[at:start]
                fits = office.endswith(OFFICES) and office.isalpha() and not office.isascii() and (len(office) < 4 or not is_stopped(office))
                return (body.full + office, body.start) if fits else None
        return None

    def place_before(self, start: int, end: int) -> Name | None:
        """Return the place that a title belongs to: 武汉市 + 市长, 武汉 + 市长, 埃及 + 总统."""
        place = self.places.get(start) or (self.places.get(start + 1) if end - start > 1 else None)
        # 长崎 + 市 + 市长
        return place or (self.places.get(start - 1) if self.chars[start - 1 : start] in ("市", "省", "州", "县", "府") else None)

    def of_place(self, place: Name, words: str, title: Title) -> tuple[str, str, str]:
        """Return the body of a post in a place: its government for 市长, else the place itself."""
        if title.kind == "government" and not place.adcode and place.full.endswith(("镇", "乡")):
            return f"{place.full}人民政府", "organization", normal(f"{place.full}人民政府")
        if words.endswith(("行政长官", "特首")) and place.adcode in ("810000", "820000"):
            name = f"{gazetteer.divisions()[place.adcode].name}政府"
            return name, "organization", key_of(name)
        if title.kind != "government" or not place.adcode:
            return place.full, place.type, place.key
        division = gazetteer.divisions()[place.adcode]
        return f"{division.name}人民政府", "organization", f"{division.adcode}:{canonical('人民政府')}"

    def filled(self, posts: list[Post], at: int) -> list[Post]:
        """Return the posts with the bodies they share or leave unsaid: 公司董事长、总裁; 市长 of the page's place; a body of the clause before."""
        found: list[Post] = []
        for post in posts:
            body = beside(post, found[-1].body if found else None) or post.body or self.unsaid(post)
            if body is None and found and post.kind != "government":
                body = found[-1].body
            if body is None and post.kind not in ("government", "state"):
                body = self.from_list(post) or self.from_sentence(post)
            if post.title not in NO_POST and (body or post.kind != "person" or post.title not in ("专家", "代表", "负责人")):
                found.append(msgspec.structs.replace(post, body=body))
        if found and found[-1].body:
            self.last[at + self.length(at)] = found
        return found

    def length(self, at: int) -> int:
        """Return how long the name of the person at `at` is."""
        number = bisect_left(self.people_from, at)
        return self.people[number] - at

    def from_list(self, post: Post) -> tuple[str, str, str] | None:
        """Return the body of the person before in one list: 镇党委书记甲,副书记乙."""
        before = self.last.get(post.start - 1)
        return before[-1].body if before and self.chars[post.start - 1] in "、,，;；" else None

    def shared(self, person: Name) -> list[Post]:
        """Return the posts that a person shares with the one before: 副总裁甲、乙."""
        before = self.last.get(person.start - 1)
        if not before or self.chars[person.start - 1] not in "、和与及" or self.titles_from.get(person.end):
            return []
        kept = [post for post in before if post.title.startswith("副") or post.kind == "person" or post.title.endswith(("委员", "常委", "成员"))]
        if kept:
            self.last[person.end] = kept
        return [Post(person.start, post.title, post.body, post.kind) for post in kept]

    def unsaid(self, post: Post) -> tuple[str, str, str] | None:
        """Return the government that 市长 alone means."""
        if post.title.endswith(("行政长官", "特首")):
            return self.region_of(post)
        # 蒋万安市长: behind its person, a post stands where its person begins.
        person = bisect_left(self.people, post.start)
        start = self.people_from[person] if post.start in self.people_at else post.start
        if post.kind != "government" or not self.opens(start):
            return None
        level = post.title.lstrip("原前代副时任现常务")[0]
        if level in "镇乡":
            town = self.last_town(post.start, level)
            return (f"{town.full}人民政府", "organization", normal(f"{town.full}人民政府")) if town else None
        division = home(self.document, level, post.start)
        return (f"{division.name}人民政府", "organization", f"{division.adcode}:{canonical('人民政府')}") if division else None

    def region_of(self, post: Post) -> tuple[str, str, str] | None:
        """Return the government of the region that 行政长官 heads, if the document names only one of the two."""
        named = [code for code in ("810000", "820000") if names.find(self.document).divisions[code]]
        if len(named) != 1:
            return None
        name = f"{gazetteer.divisions()[named[0]].name}政府"
        return name, "organization", key_of(name)

    def last_town(self, at: int, level: str) -> Name | None:
        """Return the 镇 or 乡 named last before `at`."""
        number = bisect_left(self.listed_places, at, key=lambda place: place.start)
        return next((place for place in reversed(self.listed_places[max(number - 200, 0) : number]) if place.full.endswith(level)), None)

    def opens(self, start: int) -> bool:
        """Return whether nothing stands before a post that it could belong to: 圣罗克市 + 市长 is not the page's 市长."""
        return not is_han(self.chars[start - 1 : start]) or self.chars[start - 1] in "和及与由兼暨、"

    def last_body(self, at: int, head: str) -> Name | None:
        """Return the body named most before `at`, of equals the last, whose name ends in `head`."""
        number = bisect_left(self.starts, at)
        before = [name for name in self.named[max(number - 200, 0) : number] if name.full.endswith(head)]
        counts = Counter(name.key for name in before)
        return max(reversed(before), key=lambda name: counts[name.key]) if before else None

    def from_sentence(self, post: Post) -> tuple[str, str, str] | None:
        """Return the body that the same sentence names before the post, if no other person stands between."""
        if not self.opens(post.start):
            return None
        start, _ = self.document.sentence_at(post.start)
        number = bisect_left(self.starts, post.start) - 1
        if number < 0 or self.named[number].start < start:
            return None
        body = self.named[number]
        person = bisect_right(self.people, post.start) - 1
        if person >= 0 and self.people[person] > body.start:
            return None
        return body.full, body.type, body.key
