"""Positions: a person in a post, as in 副市长吴晗, 县委副书记、县长谷文昌 and 联合国副秘书长兼人居署执行主任谢里夫 (two posts).

A stack of posts stands before the name, each with its body or with that of the post before it; a post may also follow the name
(…主席), and a post that somebody is given, relieved of or gives up is one held. 市长 alone belongs to the government of the post before
it (郑州市委副书记、市长), else of the page's place, by the name that stands on the page: 郑州市政府, or 郑州市人民政府 where only 市政府 or
nothing stands. Not meant: reporters and editors, officials without a name,
courtesy words, what somebody merely is (专家) unless a body stands before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

import msgspec

from transforms import gazetteer
from transforms.extract import appointments, names
from transforms.extract.candidates import DEICTIC
from transforms.extract.facts import Facts, Name
from transforms.extract.homes import around, home
from transforms.extract.kinds import BARE
from transforms.extract.organizations import key_of
from transforms.extract.person_names import person_end
from transforms.extract.persons import VERBS
from transforms.extract.posts import PARTY_OFFICES, REGIONS, Body, Post, Posts, is_stopped, office_words
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


LIST_MARKS = frozenset("、和")
LIST_AT_MOST = 60  # persons who share a post
MARKS = ("、", ",", "，", ";", "；")
OF_NONE = frozenset(("集团公司", "公司", "学校", "学院", "医院", "银行", "大学", "企业"))
SENT_TO = re.compile("驻[一-龥]{1,4}(?:大使|总领事)")
SHARED = ("委员", "常委", "成员", "董事", "监事", "理事", "会董", "助理")
FIRMS = ("公司", "集团", "银行", "股份")
NO_POST = frozenset(("领导", "市领导", "区领导", "县领导", "省领导", "校领导"))
JOINTS = ("、现任", "、现", "、", "兼", "暨", ",", "，", "和", "及", "并兼任", "兼任")


def find(document: Document, facts: Facts) -> Iterator[Position]:
    """Yield every post of every named person, in reading order."""
    stacks = Stacks(document, facts)
    held: list[tuple[Name, Post]] = []
    for person in facts.persons:
        if document.segments[document.segment_at(person.start)].role not in FACTS:
            continue
        posts = [*stacks.before(person), *stacks.after(person)]
        held += [(person, post) for post in [*posts, *stacks.changed(person, posts)] or stacks.shared(person)]
    found: list[tuple[int, Position]] = []
    for person, post in held:
        body = post.body or stacks.said.get((person.text, post.title.lstrip("原前时任")))
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


BRACKET = re.compile(r"\([一-龥]{2,14}\)$")
# 甲任…, 甲受聘担任…, and only in an appointment: 甲为…
APPOINTED = re.compile(
    r"""同?志?(?:已|将|正式|今日|近日|同时|并|此前(?=[任担])|曾|先后|历|平|接替[一-龥]{2,4}?(?=[担升接出]任)|从[一-龥]{2,24}?(?=[转调升]任)){0,2}
        (?:(?:受聘|获聘|被任命|被聘|被推选|被选举|被推举|当选)(?:担任|出任|为)?|担任|出任|就任|兼任|现任|曾任|历任|后任|升任|转任|调任|接任|继任|改任|(?:立即|将)?成为|此前为|代理|署理|任|(?P<as>为))(?:该)?""",
    re.VERBOSE,
)
APPOINTED_STARTS = frozenset("同已将正今近受获被当担出就兼任为现代署并此曾先历接继升转调改平从后立成")
# 大卫·卡尔霍恩(David Calhoun)担任…, 甲(简历附后)担任…
ASIDE = re.compile(r"\((?:[A-Za-zÀ-ÿ .'’-]{2,40}|[一-龥]{0,4}(?:附后|见附件))\)")
# 免去甲的…职务; 甲、乙辞去…职务, 甲不再担任…
RELIEVED = re.compile(
    r"同?志?(?:的|(?:因[^，,。；;\n]{2,12}[,，]?)?(?:此前|日前|已经?)?(?:分别)?(?:请求|申请|提出)?(?:辞去|辞任|卸任)(?:了)?|不再(?:担任|兼任))"
)
RELIEVED_STARTS = frozenset("同的因分已此日请申提辞卸不")
OFFICE = re.compile("[一-龥]{2,20}[委会局厅部司处室办院所站台]")
OFFICE_END = re.compile(r"的?(?:等|一)?职务|一职|之职|职位|的(?:请求|申请|决定)|(?![一-龥])")
CLAUSE = re.compile(r"[^，,。；;！？、\n]{2,40}")
COUNCILS = ("政协", "人大常委会")
PARTY_ENDS = ("党工委", "工委", "党委", "党组")


def beside(post: Post, body: Body | None) -> Body | None:
    """Return the body beside that of the post before, or in it: 开发区党工委书记、管委会主任 of 开发区管委会, 市委常委、统战部部长 of 市委统战部."""
    committee = body[0].removesuffix(next((office for office in PARTY_OFFICES if body[0].endswith(office)), "")) if body else ""
    if post.head in PARTY_OFFICES and committee.endswith("委"):
        name = committee + post.head
        return name, "organization", key_of(name)
    if body is None or post.head != "管委会":
        return None
    end = next((end for end in PARTY_ENDS if body[0].endswith(end)), None)
    if end is None:
        return None
    name = body[0].removesuffix(end) + post.head
    return name, "organization", key_of(name)


def seat(body: Body) -> str | None:
    """Return the code of the division that a body belongs to: 420100 for 武汉市委."""
    code = body[2].partition(":")[0]
    return code if code in gazetteer.divisions() else None


def former(body: Body, level: str) -> Body | None:
    """Return the government of the division that a body belongs to by a name it had: 抚宁县人民政府 beside 抚宁县委, though it is 抚宁区 now."""
    own = body[0][: body[0].find(level) + 1]
    code = seat(body)
    known = gazetteer.entries().get(own)
    return (f"{own}人民政府", "organization", f"{code}:人民政府") if code and known and known.code == code else None


# What the title of a head of government begins with before it says the level: 副市长, 常务副省长, 代理市长.
RANKS = "原前代理署副时任现常务"


def level_of(title: str) -> str:
    """Return what division the head of a government heads: 市 for 副市长, 自治区 for 自治区主席."""
    bare = title.lstrip(RANKS)
    return "自治区" if bare.startswith("自治区") else bare[0]


def is_known_firm(name: str) -> bool:
    """Return whether a name is that of a firm that the gazetteer has: 科大讯飞."""
    known = gazetteer.bodies().get(name)
    return known is not None and gazetteer.is_firm(known)


class Stacks:
    """The posts around the persons of one document. Persons are kept by where they begin and end."""

    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.chars = document.chars
        self.posts = Posts(document, facts)
        self.decided = appointments.find(document)
        self.titles = self.posts.titles
        self.named = facts.organizations
        self.ends = list(self.titles)  # in reading order
        self.starts = self.posts.starts
        self.listed_places = facts.places
        self.people = [name.end for name in facts.persons]
        self.people_at = self.posts.people_at
        self.people_from = [name.start for name in facts.persons]
        self.people_at_start = set(self.people_from)
        self.said: dict[tuple[str, str], Body] = {}  # …市长甲 once, 甲市长 afterwards; 甲院长 for …原院长甲
        self.last: dict[int, list[Post]] = {}  # posts with a body, by where the name of their person ends

    def before(self, person: Name) -> list[Post]:
        """Return the posts that stand before the name, in reading order."""
        at = person.start - (self.chars[person.start - 1 : person.start] in (" ", "\u3000"))
        if self.chars[at - 1 : at] in (":", "："):  # 主席:张三
            at = len(self.chars[: at - 1].rstrip()) if at > 1 and at - 1 not in self.titles else at - 1
        if self.chars[at - 1 : at] == "的" and at - 1 in self.titles:  # 曾任…校长的甲
            return self.filled(self.stack(at - 1), person.start)
        bracket = BRACKET.search(self.chars, max(at - 18, 0), at) if self.chars[at - 1 : at] == ")" else None
        if bracket and bracket.start() in self.titles:  # 巡视员(稀土办主任)甲
            inner = [post for post in self.stack(at - 1) if post.start > bracket.start()] if at - 1 in self.titles else []
            return self.filled([*self.stack(bracket.start()), *inner], person.start)
        return self.filled(self.stack(at), person.start)

    def stack(self, at: int) -> list[Post]:
        """Return the posts that stand one behind the other up to `at`, in reading order."""
        posts: list[Post] = []
        clause = 0  # how many of the posts stand behind a comma
        while at in self.titles and not self.is_others(at):
            post = self.posts.read(at)
            before = self.chars[post.start - 1 : post.start]
            if posts and self.chars[at] in ",，" and before in ("任", "为"):
                break  # 甲升任青海省委书记, + 省委常委乙
            if posts and self.chars[at] == "、" and SENT_TO.match(post.title) and (posts[-1].body or post.body) != post.body:
                break  # 缅甸、泰国驻华大使 + 、 + 中国—东盟中心秘书长甲
            posts.append(post)
            if before in ("任", "为") and clause:
                del posts[clause:]  # 均为集团董事、副总裁, + 财务负责人甲
            at = post.start
            joint = next((joint for joint in JOINTS if self.chars.endswith(joint, 0, at)), None) if self.chars.endswith(JOINTS, 0, at) else None
            if joint is None:
                break
            clause = len(posts) if joint in MARKS[1:] else clause
            at -= len(joint)
        posts.reverse()
        return posts

    def is_others(self, end: int) -> bool:
        """Return whether the title that ends at `end` is that of the persons before it: 甲教授, 甲、乙等院士."""
        start, _ = self.titles[end]
        return self.chars[start - 1 : start] == "等" or start in self.people_at

    def after(self, person: Name) -> list[Post]:
        """Return the posts that follow the name, as in …主席, or in a bracket: 刘正福(仁川广域市市长)."""
        if self.chars[person.end : person.end + 1] == "(":
            close = self.chars.find(")", person.end, person.end + 40)
            posts = self.stack(close) if close in self.titles else []
            bracketed = posts and posts[0].start == person.end + 1
            return self.filled([msgspec.structs.replace(post, end=close) for post in posts], person.start) if bracketed else []
        if self.chars[person.end : person.end + 1] in (" ", "\u3000"):  # 程文敏 咸安区人民政府副区长;
            posts = self.onward(person.end + 1)
            last = posts[-1].end if posts else None
            return self.filled(posts, person.start) if last and self.chars[last : last + 1] in ("", ";", "；", "。", "\n") else []
        if person.end not in self.posts.titles_from:
            return []
        end, title = self.posts.titles_from[person.end]
        if title.title in VERBS or (title.kind in ("government", "firm") and self.chars[end : end + 1] == "、"):
            return []
        # 中国工程院 + 周济 + 院长, 武汉市 + 唐良智 + 市长
        # 产业联盟协会的 + 甲 + 理事长
        at = person.start - (self.chars[person.start - 1 : person.start] == "的")
        named, place = self.posts.bodies.get(at), self.posts.places.get(person.start)
        body: Body | None = (named.full, named.type, named.key) if named else None
        if place and title.kind == "government":
            body = self.posts.of_place(place, title.title, title)
        return self.filled([Post(person.end, title.title, body, title.kind)], person.start)

    def changed(self, person: Name, posts: list[Post]) -> list[Post]:
        """Return the posts that are given or taken, those of a firm with the firm of the post held so far: 公司总裁甲兼任董事长."""
        firm = next((post.body for post in posts if post.kind == "firm"), None)
        taken = [*self.appointed(person), *self.relieved(person)]
        return [msgspec.structs.replace(post, body=firm) if firm and post.kind == "firm" and not post.body else post for post in taken]

    def appointed(self, person: Name) -> list[Post]:
        """Return the post that a verb gives to the person before it: 任命甲为…局长, 甲受聘担任…总监, 甲任…台长职务."""
        if self.chars.endswith(("接替", "接任"), 0, person.start):  # 接替甲担任…
            return []
        end = self.last_of_list(self.behind(person))  # 甲、乙担任副主席
        verb = APPOINTED.match(self.chars, end) if self.chars[end : end + 1] in APPOINTED_STARTS else None
        if not verb or (verb["as"] and person.start not in self.decided and self.chars[max(person.start - 3, 0) : person.start - 1] != "此前"):
            return []
        return self.filled(self.onward(verb.end()), person.start)

    def relieved(self, person: Name) -> list[Post]:
        """Return the posts that a person is relieved of or gives up: 免去甲、乙的…局长职务, 接受甲辞去…市长职务的请求."""
        one = self.decided.get(person.start)
        last = self.last_of_list(self.behind(person))
        verb = RELIEVED.match(self.chars, last) if self.chars[last : last + 1] in RELIEVED_STARTS else None
        taken = one is not None and one.kind == "taken"
        if not taken and (not verb or verb.group().endswith("的")):
            return []
        posts = self.onward(verb.end() if verb else person.end)
        end = posts[-1].end if posts else None
        return self.filled(posts, person.start) if end and OFFICE_END.match(self.chars, end) else []

    def behind(self, person: Name) -> int:
        """Return where what is said of a person begins: behind the name, 同志 and what a bracket adds."""
        end = person.end + 2 * self.chars.startswith("同志", person.end)
        aside = ASIDE.match(self.chars, end) if self.chars[end : end + 1] == "(" else None
        return aside.end() if aside else person.end

    def last_of_list(self, end: int) -> int:
        """Return where the last name of the list ends that a name ending at `end` stands in: 甲、乙."""
        number = bisect_left(self.people, end)
        last = number + LIST_AT_MOST
        while number < last and self.chars[end : end + 1] in LIST_MARKS and number + 1 < len(self.people) and self.people_from[number + 1] == end + 1:
            number, end = number + 1, self.people[number + 1]
        return end

    def onward(self, at: int) -> list[Post]:
        """Return the posts that stand one behind the other from `at`: …副市长、代理市长."""
        posts: list[Post] = []
        while True:
            post = self.post_from(at)
            if post is None or post.end is None:
                return posts
            if posts and self.chars[at - 1] in ",，" and is_han(self.chars[post.end : post.end + 1]) and not OFFICE_END.match(self.chars, post.end):
                return posts  # 甲任湖北省委书记, + 青海省长乙接替…
            posts.append(post)
            joint = next((joint for joint in JOINTS if self.chars.startswith(joint, post.end)), None)
            if joint is None:
                return posts
            at = post.end + len(joint)

    def post_from(self, at: int) -> Post | None:
        """Return the longest post that begins at `at`, with where it ends, if nobody's name stands behind it: 总指挥部 + 副总指挥."""
        clause = CLAUSE.match(self.chars, at) if at not in self.people_at_start else None
        for end in range(clause.end() if clause else 0, at + 1, -1):
            if end in self.titles and not (end in self.posts.titles_from or person_end(self.chars, end)):
                post = self.posts.read(end)
                if post.start == at:
                    return msgspec.structs.replace(post, end=end)
                office = self.chars[at : self.titles[end][0]]
                if post.body is None and OFFICE.fullmatch(office) and not is_stopped(re.sub("[和与]", "", office)):
                    # 任命甲为 + 农业委员会 + 主任, 担任该 + 研究院 + 院长
                    said = self.posts.last_body(at, office) if office in office_words() else None
                    own: Body = (said.full, said.type, said.key) if said else (office, "organization", key_of(office))
                    return Post(at, post.title, own if said or office not in office_words() else None, post.kind, end=end)
        return None

    def filled(self, posts: list[Post], at: int) -> list[Post]:
        """Return the posts with the bodies they share or leave unsaid: 公司董事长、总裁; 市长 of the page's place; a body of the clause before."""
        found: list[Post] = []
        for post in posts:
            near = found[-1].body if found else None
            whose = self.chars[at : at + self.length(at)], post.title.lstrip("原前时任")
            listed = self.from_list(post) if post.head == "管委会" or post.head in PARTY_OFFICES else None
            body = beside(post, near or listed) or self.pointed(post, near) or post.body or self.said.get(whose)
            body = body or self.unsaid(post, near) or self.own_body(post, near)
            if body is None and near and post.kind != "government":
                body = near
            # 集团公司副总经理, of a company that the page does not name, is of no other body before it
            if body is None and post.kind not in ("government", "state") and post.head not in OF_NONE:
                body = self.from_list(post) or self.from_head(post) or self.from_sentence(post) or (self.only_firm if post.kind == "firm" else None)
            if body:
                self.said[whose] = body
            if post.title not in NO_POST and (body or post.kind != "person" or post.title not in ("专家", "代表", "负责人", "博士", "老师")):
                found.append(msgspec.structs.replace(post, body=body))
        if found:
            end = at + self.length(at)
            self.last[end + 2 if self.chars.startswith(("先生", "女士"), end) else end] = found
        return found

    def length(self, at: int) -> int:
        """Return how long the name of the person at `at` is."""
        number = bisect_left(self.people_from, at)
        return self.people[number] - at

    def pointed(self, post: Post, near: Body | None) -> Body | None:
        """Return the body that is said by its level only, if the post or person before tells whose: 郑州市委副书记、市纪委书记."""
        level = DEICTIC.match(post.deictic) if post.deictic else None
        division = self.division_near(post, near, level.group().lstrip("我本该全")) if level else None
        return self.posts.government(division, post.deictic[level.end() :].replace("政府", "人民政府", 1)) if level and division else None

    def division_near(self, post: Post, near: Body | None, level: str) -> gazetteer.Division | None:
        """Return the division of that level to which the post before belongs, of the same person or of the one before in a list."""
        near = near or self.from_list(post)
        code = seat(near) if near else None
        return around(code, level) if code else None

    def from_list(self, post: Post) -> Body | None:
        """Return the body of the person before in one list: 镇党委书记甲,副书记乙."""
        before = self.last.get(post.start - 1) if self.chars[post.start - 1 : post.start] in MARKS else None
        if not before:
            return None
        # …党组成员、市友协会长甲,党组成员乙
        party = [one.body for one in before if one.title.startswith("党")] if post.title.startswith("党") else []
        return party[-1] if party else before[-1].body

    def shared(self, person: Name) -> list[Post]:
        """Return the posts that a person shares with the one before: 副总裁甲、乙."""
        before = self.last.get(person.start - 1)
        if not before or self.chars[person.start - 1] not in "、和与及" or self.posts.titles_from.get(person.end):
            return []
        kept = [post for post in before if "副" in post.title or post.kind == "person" or post.title.endswith(SHARED) or "轮值" in post.title]
        if kept:
            self.last[person.end] = kept
        return [Post(person.start, post.title, post.body, post.kind) for post in kept]

    def unsaid(self, post: Post, near: Body | None) -> Body | None:
        """Return the government that 市长 alone means: that of the post before it (郑州市委副书记、市长), else of the page's place."""
        if post.title.endswith(("行政长官", "特首")):
            return self.region_of()
        # 这是蒋万安市长: what stands before its person does not matter
        if post.kind != "government" or not (post.start in self.people_at or self.posts.opens(post.start)):
            return None
        level = level_of(post.title)
        if level in "镇乡":
            if near and near[0].endswith(level):
                return self.posts.town_government(near[0])
            town = self.last_town(post.start, level)
            return self.posts.town_government(town.full) if town else None
        division = self.division_near(post, near, level)
        if division is None and level == "市" and self.abroad:
            return self.posts.of_city(self.abroad, normal(self.abroad))
        if division is None and (said := near or self.from_list(post)) and (before := former(said, level)):
            return before
        division = division or home(self.document, level, post.start)
        return self.posts.government(division) if division else self.only_government(level)

    @cached_property
    def only_firm(self) -> Body | None:
        """The firm of a page that names one only: 科大讯飞:甲不再兼任总裁."""
        firms = {name.key: name for name in self.named if name.full.endswith(FIRMS) or is_known_firm(name.full)}
        one = firms.popitem()[1] if len(firms) == 1 else None
        return (one.full, one.type, one.key) if one else None

    @cached_property
    def abroad(self) -> str | None:
        """The city that a page without a home speaks of, if it is none of the divisions: 台北, or 首尔 where no division is named."""
        if self.document.metadata.home_adcode:
            return None
        found, known = names.find(self.document), gazetteer.divisions()
        cities = Counter(entry.keys[0].removesuffix("市") for _, _, entry in found.hits if entry.keys[0] in gazetteer.cities())
        key, count = cities.most_common(1)[0] if cities else ("", 0)
        most = max((n for code, n in names.divisions(self.document).items() if known[code].name.endswith("市")), default=0)
        return key if count > most and (not most or gazetteer.cities()[key] == "710000") else None

    def own_body(self, post: Post, near: Body | None) -> Body | None:
        """Return the department of the place of the post before, or of the page: 政协主席, said of none, 县政协副主席、发改局局长."""
        head = post.head if post.head in BARE else next((head for head in COUNCILS if self.chars.endswith(head, 0, post.start)), "")
        at = post.start if post.head else post.start - len(head)
        if not head or not self.posts.opens(at):
            return None
        before = near or self.from_list(msgspec.structs.replace(post, start=at))
        code = seat(before) if before else self.document.metadata.home_adcode
        if code:
            return self.posts.government(gazetteer.divisions()[code], head)
        said = self.posts.last_body(at, head) if head in BARE else None
        if said:
            return said.full, said.type, said.key
        return (head, "organization", key_of(head)) if head in BARE else None

    def only_government(self, level: str) -> Body | None:
        """Return the government of that level which the page names most, where its place is no division of the gazetteer: 台北市政府."""
        found = Counter((name.full, name.type, name.key) for name in self.named if name.full.endswith((level + "政府", level + "人民政府")))
        most = found.most_common(2)
        return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else None

    def region_of(self) -> Body | None:
        """Return the government of the region that 行政长官 heads, if the document names only one of the two."""
        spoken = {entry.code for _, _, entry in names.find(self.document).hits}
        named = [code for code in REGIONS if code in spoken]
        return self.posts.region(named[0]) if len(named) == 1 else None

    def last_town(self, at: int, level: str) -> Name | None:
        """Return the 镇 or 乡 named last before `at`."""
        number = bisect_left(self.listed_places, at, key=lambda place: place.start)
        return next((place for place in reversed(self.listed_places[max(number - 200, 0) : number]) if place.full.endswith(level)), None)

    def from_head(self, post: Post) -> Body | None:
        """Return the body whose head is named before its deputy, in the same paragraph: 市人大常委会主任甲主持,副主任乙出席."""
        if not post.title.startswith("副") or not self.posts.opens(post.start):
            return None
        segment = self.document.segments[self.document.segment_at(post.start)]
        number = bisect_left(self.ends, post.start)
        for end in reversed(self.ends[max(number - 40, 0) : number]):
            if end <= segment.text_start:
                return None
            if self.titles[end][1].title in (post.title, post.title[1:]):
                body = self.posts.read(end).body
                if body:
                    return body
        return None

    def from_sentence(self, post: Post) -> Body | None:
        """Return the body that the same sentence names before the post, if no other person stands between."""
        if not self.posts.opens(post.start):
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
