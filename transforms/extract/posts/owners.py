"""Owners: whose a post is where its body is left unsaid, as 市长 of the page's place, 总裁 of the firm of 董事长 before, 副主任 of the head's body.

Told by the post before it of the same person or list (郑州市委副书记、市长), by what was said of the person before, by the sentence, by
the page. Shared grammar of positions. Not meant: bodies that stand before the title (leads.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from operator import itemgetter

import msgspec

from transforms import gazetteer
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import last_of
from transforms.extract.names import names
from transforms.extract.names.candidates import DEICTIC
from transforms.extract.names.homes import around, home
from transforms.extract.names.kinds import DEPARTMENTS, POSTED
from transforms.extract.posts.envoys import ENVOYS
from transforms.extract.posts.heads import BARE_HEADS, START, ends_in, opens
from transforms.extract.posts.leads import Leads
from transforms.extract.posts.offices import END
from transforms.extract.posts.posts import Post
from transforms.extract.posts.seats import (
    COUNCIL_PART,
    INNER,
    PARTY_OFFICES,
    RANKS,
    REGIONS,
    TAIWAN,
    TOWNS,
    ZONE_BODIES,
    Body,
    assembly,
    beside,
    body_of,
    former,
    level_of,
    organization,
    seat,
)
from transforms.gazetteer import Division
from transforms.model.document import Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern

MARKS = ("、", ",", "，", ";", "；")
# Said of none: a company that the page does not name is of no other body before it.
OF_NONE = frozenset(("集团", "集团公司", "公司", "学校", "学院", "医院", "银行", "大学", "企业", "论坛", "大会", "组委会"))
NO_WORK = ("政府", "委", "委员会", "协会", "学会", "研究会", "联合会", "文联", "作协", "商会", "局", "厅", "部", "政协", "常委会")
SOCIETIES = ("商会", "协会", "学会", "研究会", "促进会", "联合会", "联谊会")
FIRMS = ("公司", "集团", "银行", "股份")
ALIKE = (("集团公司", "企业", *FIRMS), ("大学", "学院", "学校", "校"))
ELSEWHERE = ("大学", "学院", *FIRMS)  # 成都工业学院院长甲, + 市政协主席乙
OFFICES = POSTED.union(DEPARTMENTS)
HEADED = {f"{kind}长": (kind,) for kind in "部厅局司处署馆社台"}  # whose post names what they head
COUNCILS = ("政协", "人大常委会", "人大", "法院", "人民法院", "检察院", "人民检察院")
HEADS = ("省长", "市长", "区长", "县长")  # a government has one
RULERS = ("总统", "总理", "首相", "国王")  # of countries, no body's
OF_SCHOOLS = ("校长", "院长", "校长助理", "院长助理", "党委书记", "党委副书记", "党委常务副书记", "党委常委", "党委委员")
OURS = {"校": pattern("我校|校党委"), "院": pattern("我院|院党委")}
SCHOOL_ENDS = {"校": ("大学", "学院"), "院": ("学院", "医院", "研究院")}
PARTS = ("区", "县", "镇", "乡")  # of cities: 沙鹿区 has no 市长
DEPUTIES = ("副", "执行", "秘书长", "总工程师", "党组成员")  # 副主席甲以及 + 秘书长乙
GOVERNMENT = pattern("^政府")
STATE = pattern("(?!CN)[A-Z]{2}")
PARLIAMENT = pattern("(?:国民议会|[议国]会|[众参上下]议?院)$")
JOINT = pattern("(?:以及|[和与及])$")
DOTTED = pattern("[·•・∙‧-]")
UYGHURS = "65"  # divisions whose officials have a dot in their names
COMMITTEES = ("委", "党组", "委员会")
MEMBERS = ("书记", "副书记", "常委", "委员")
PARTY = ("书记", "副书记", "常委")
TENSES = "原前时任"
BACK = 200  # places before a post that may be its town


def is_firm(name: str) -> bool:
    """Return whether a name is that of a firm, by its kind or by the gazetteer: 民生公司, 科大讯飞."""
    known = gazetteer.bodies().get(name)
    return name.endswith(FIRMS) or (known is not None and gazetteer.is_firm(known))


def fits(title: str, name: str) -> bool:
    """Return whether a body that a sentence names may have a post: 副部长 is of a 部, and not of 全国政协."""
    return title[-2:] not in HEADED or name.endswith(HEADED[title[-2:]])


def may_be(body: Body, head: str) -> bool:
    """Return whether a body may be called by the head: a firm 公司, a university 学校; 论坛 only what ends in it."""
    if head not in BARE_HEADS:
        return True
    return body.name.endswith(next((alike for alike in ALIKE if head in alike), head))


def is_renamed(place: Name, level: str) -> bool:
    """Return whether a place stands by a name it had, as one of that level: 彬县."""
    return place.adcode is not None and level in place.full and gazetteer.divisions()[place.adcode].name != place.full


class Owners:
    """What the page has said of posts so far; `last` are the posts of persons by where the person ends."""

    def __init__(self, document: Document, facts: Facts, leads: Leads) -> None:
        self.document = document
        self.chars = document.chars
        self.leads = leads
        self.named = facts.organizations
        self.listed_places = facts.places
        self.people = facts.persons
        self.said: dict[tuple[str, str], Body] = {}  # …市长甲 once, 甲市长 afterwards; 甲院长 for …原院长甲
        self.headed: dict[tuple[int, str], tuple[int, Body | None]] = {}  # by the paragraph and the title, with where it was said
        self.last: dict[int, list[Post]] = {}
        self.latest: tuple[int, Body | None] = 0, None  # the post that was read last

    def find(self, post: Post, near: Body | None, person: str, hidden: bool = False) -> Body | None:
        """Return the body of a post of a `person`; `near` is that of the post before it, which is `hidden` if words nobody knows name it."""
        if post.kind in ("layman", "rank"):
            return post.body
        near = self.of_party(post, near)
        if post.body and post.body.name in COUNCILS:  # 县长甲、 + 人大常委会主任乙
            post = msgspec.structs.replace(post, body=self.own_body(msgspec.structs.replace(post, head=post.body.name), near) or post.body)
        if post.body and post.body.name in ZONE_BODIES:  # 高新区管委会主任甲, + 管委会副主任乙
            post = msgspec.structs.replace(post, head=post.body.name)
        listed = self.from_list(post) if post.head in (*ZONE_BODIES, *INNER, *PARTY_OFFICES) else None
        before = near or listed or (self.from_sentence(post) if post.head in INNER else None)
        part = post.body.name if post.body and COUNCIL_PART.fullmatch(post.body.name) else post.head
        body = (beside(part, before) if before and part else None) or self.pointed(post, near) or post.body
        committee = near if near and near.name.endswith(COMMITTEES) and post.title in MEMBERS else None  # 任某市委委员、 + 常委、书记
        body = body or committee or self.of_town(post) or self.said.get((person, post.title.lstrip(TENSES)))
        body = body or self.succeeded(post) or self.unsaid(post, near, person) or self.own_body(post, near)
        rules = post.title.endswith(RULERS) and near is not None and near.type == "organization"  # 某委员会主席、 + 前总统
        works = post.kind != "person" or near is None or not near.name.endswith(NO_WORK)  # 副省长、 + 教授级高工, 文联主席、 + 作家
        if body is None and near and works and post.kind != "government" and not rules and may_be(near, post.head):
            body = near
        if body is None and post.title.endswith(ENVOYS) and not post.title.startswith("驻"):  # 英国总领事甲、 + 政治领事乙
            body = self.from_list(post)
        if body is None and post.title.endswith("议长") and (listed := self.from_list(post)):
            body = assembly(listed)
        if body is None and not hidden and post.kind not in ("government", "state") and post.head not in OF_NONE:
            body = self.from_list(post) or self.from_head(post) or self.from_sentence(post) or self.from_page(post)
            body = body or (self.told(post, person) if post.head else None)  # 委员会副主席 of a 委员会 that only a post has named so far
        if body:
            self.latest = post.start, body if seat(body) else self.decided(post.start) or body  # 乙为城乡建设和交通委员会主任, whosesoever
            self.said[person, post.title.lstrip(TENSES)] = body
        self.headed[self.document.segment_at(post.start), post.title] = post.start, body
        return body

    def keep(self, person: str, posts: list[Post]) -> None:
        """Keep the bodies of the posts that a person shares with the one before, for when the name stands again."""
        self.said.update({(person, post.title.lstrip(TENSES)): post.body for post in posts if post.body})

    def told(self, post: Post, person: str) -> Body | None:
        """Return the body that the page says elsewhere for a post without one: for 论坛秘书长甲 where 博鳌亚洲论坛理事长乙 stands."""
        body = self.said.get((person, post.title.lstrip(TENSES))) if post.head not in OF_NONE else None
        others = self.leads.heads.others(post.head) if post.head and not body else ()
        alike = {one for one in self.said.values() if ends_in(one.name, post.head) and one.key not in others} if post.head and not body else set()
        return alike.pop() if len(alike) == 1 else body

    def pointed(self, post: Post, near: Body | None) -> Body | None:
        """Return the body that is said by its level only, if the post or person before tells whose: 郑州市委副书记、市纪委书记."""
        level = DEICTIC.match(post.deictic) if post.deictic else None
        if level is None:
            # 埃塞俄比亚副总理兼 + 外交部长, 波兰议会议员、 + 交通部部长
            country = PARLIAMENT.sub("", near.name) if near and post.deictic else ""
            known = gazetteer.entries().get(country)
            return organization(country + post.deictic) if known and STATE.fullmatch(known.keys[0]) else None
        named = level.group().lstrip("我本该全")
        division = self.division_near(post, near, named)
        if division:
            before = former(near, named) if near and post.deictic[level.end() :].endswith("政府") and division.name not in near.name else None
            return before or self.leads.seats.government(division, GOVERNMENT.sub("人民政府", post.deictic[level.end() :]))
        said = near or self.from_list(post)
        if said and said.name.endswith(post.deictic):  # 高新区党工委委员甲, + 区党工委委员乙
            return said
        if said and seat(said) is None and (own := former(said, named, post.deictic[level.end() :])):
            return own  # 鼓楼区区长甲, + 区委常委乙
        if near and near.type == "place" and seat(near) is None:  # 阿雷基帕市副市长、 + 市议会议员
            return organization(near.name.removesuffix(named) + named + post.deictic[level.end() :])
        return None

    def division_near(self, post: Post, near: Body | None, level: str) -> Division | None:
        """Return the division of that level to which the post before belongs, of the same person or of the one before in a list."""
        near = near or self.from_list(post) or self.deciding(post.start)
        code = seat(near) if near and not near.name.endswith(ELSEWHERE) else None
        return around(code, level) if code else None

    def deciding(self, at: int) -> Body | None:
        """Return the council of a place whose sentence gives the post that begins at `at`: 石家庄市人大常委会决定任命甲为 + 副市长."""
        number = bisect_left(self.named, at, key=START) - 1 if self.chars[at - 1 : at] == "为" else -1
        council = self.named[number] if number >= 0 and self.named[number].full.endswith("人大常委会") else None
        return body_of(council) if council and council.start >= self.document.sentence_at(at)[0] else None

    def from_list(self, post: Post) -> Body | None:
        """Return the body of the person before in one list: 镇党委书记甲,副书记乙."""
        before = self.last.get(post.start - 1) if self.chars[post.start - 1 : post.start] in MARKS else None
        deputy = post.title.startswith(DEPUTIES) or post.kind == "firm" or post.title.endswith("总监")  # 董事长甲以及 + 财务总监乙
        if before is None and (joint := JOINT.search(self.chars, max(post.start - 2, 0), post.start)):
            before = [one for one in self.last.get(joint.start(), ()) if deputy or one.title == post.title]
        if not before:
            return None
        # a guest's 院士 says nothing of the next, nor 清华大学教授甲 of our 校长乙
        guests = ("院士", "教授") if post.title.endswith(OF_SCHOOLS) else ("院士",)
        before = [one for one in before if not one.title.endswith(guests)] or [Post(post.start, "", None, None)]
        # 常务副会长兼食品分会会长甲,常务副会长乙; …党组成员、市友协会长甲,党组成员乙
        alike = [one for one in before if one.title == post.title or (one.title.startswith("党") and post.title.startswith("党"))]
        if post.title.startswith("党工委"):  # …党工委委员、经发局局长甲,党工委副书记乙
            alike = [one for one in before if one.body and one.body.name.endswith(("党工委", "管委会"))] or alike
        return self.of_party(post, (alike or before)[-1].body)

    def of_party(self, post: Post, body: Body | None) -> Body | None:
        """Return the committee of a place, if its government has been told and the post is one of the party: 镇长甲, + 副书记乙."""
        if body is None or not body.name.endswith("政府") or not (post.title in PARTY or post.title.startswith("党委") or post.head in PARTY_OFFICES):
            return body
        code, town = seat(body), body.name.removesuffix("人民政府")
        return self.leads.seats.government(gazetteer.divisions()[code], "委") if code else Body(town, "place", normal(town))

    def succeeded(self, post: Post) -> Body | None:
        """Return the body whose post somebody has left before in the sentence: 甲辞去青海省省长职务,乙任 + 代理省长."""
        if self.chars[post.start - 1 : post.start] not in ("任", "为") or not self.chars.startswith(post.title, post.start):
            return None
        since, paragraph = last_of(self.chars, "。;；\n", 0, post.start), self.document.segment_at(post.start)
        bare = post.title.lstrip(RANKS)
        said = [self.headed.get((paragraph, acting + bare)) for acting in ("", "代", "代理", "副")]
        return max((one for one in said if one and one[0] > since), key=itemgetter(0), default=(0, None))[1]

    def unsaid(self, post: Post, near: Body | None, person: str) -> Body | None:
        """Return the government that 市长 alone means: that of the post before it (郑州市委副书记、市长), else of the page's place.

        Of 市长汉斯·莫德罗 it is no government of ours.
        """
        if post.title.endswith(("行政长官", "特首")):
            return self.region_of()
        region = near is not None and post.title.endswith("主席") and near.name.endswith(("自治区委", "自治区党委"))
        if near and region and (code := seat(near)):  # 自治区党委常委、 + 常务副主席
            return self.leads.seats.government(gazetteer.divisions()[code])
        # 这是蒋万安市长: what stands before its person does not matter
        if post.kind != "government" or not (post.start in self.leads.ends.people or opens(self.chars, post.start)):
            return None
        joined = self.leads.ends.bodies.get(post.start - 1) if self.chars[post.start - 1] in "和与及" else None
        if joined and joined.full.endswith("政府"):  # 拜会首尔市政府与 + 市长甲
            return body_of(joined)
        if near is None and (stated := self.stated.get((person, post.title.lstrip(TENSES)))):
            return stated
        level = level_of(post.title)
        if level in "镇乡":
            said = near or self.from_list(post)
            town = said.name if said and said.name.endswith(level) else self.last_town(post.start, level)
            return self.leads.seats.town_government(town) if town else None
        division = self.division_near(post, near, level)
        named = self.from_sentence(post) if division is None else None
        city = named.name.removesuffix("政府") if named and not self.invited(post.start) else ""
        if gazetteer.cities().get(city) == TAIWAN:  # 台北市政府称,市长甲将赴上海
            return named
        if division is None and level == "市" and self.abroad:
            return self.leads.seats.of_city(self.abroad, normal(self.abroad))
        if (said := near or self.from_list(post)) and (division is None or division.name not in said.name) and (before := former(said, level)):
            return before
        division = division or home(self.document, level, post.start)
        if division and DOTTED.search(person) and not (near or division.adcode.startswith(UYGHURS)):
            return None
        body = self.leads.seats.government(division) if division else self.renamed(level) or self.only_government(level)
        return None if body and near is None and self.is_taken(post.title, body, person) else body

    def invited(self, at: int) -> bool:
        """Return whether the sentence tells before a post of an invitation: 应台北市政府邀请,市长甲."""
        return self.chars.find("邀请", self.document.sentence_at(at)[0], at) >= 0

    def is_taken(self, title: str, body: Body, person: str) -> bool:
        """Return whether the page tells that somebody else heads a government: 市长甲会见宁波市市长乙."""
        alone = title in HEADS
        return alone and any(said == title and one.key == body.key and other != person for other, said, one in self.rulers)

    @cached_property
    def stated(self) -> dict[tuple[str, str], Body]:
        """The governments that stand before a post anywhere on the page, by its person and title: 台北市长甲, whose 市长甲 comes before."""
        return {(person, title.lstrip(TENSES)): body for person, title, body in self.rulers}

    @cached_property
    def rulers(self) -> list[tuple[str, str, Body]]:
        """Who holds which post in a government that stands before it."""
        at = ((person, person.start) for person in self.people if person.start in self.leads.ends.titles)
        posts = ((person, self.leads.read(end)) for person, end in at if self.leads.ends.titles[end][1].kind == "government")
        return [(person.full, post.title, post.body) for person, post in posts if post.body]

    def renamed(self, level: str) -> Body | None:
        """Return the government of the one division that the page calls by a name it had: 彬县人民政府, though it is 彬州市 now."""
        found = {former(body_of(place), level) for place in self.listed_places if is_renamed(place, level)} - {None}
        return found.pop() if len(found) == 1 else None

    def from_page(self, post: Post) -> Body | None:
        """Return the only firm of the page for a post of a firm (科大讯飞:甲不再兼任总裁), its own school for 校长."""
        own = self.chars[post.start - 1 : post.start] in OURS  # 校 + 党委书记
        if not (post.start in self.leads.ends.people or opens(self.chars, post.start - own)):
            return None
        if post.title.endswith("总干事"):
            return self.only_union
        if post.title.endswith("会长"):
            return self.only_society
        return self.only_firm if post.kind == "firm" else self.own_school if post.title.endswith(OF_SCHOOLS) else None

    @cached_property
    def own_school(self) -> Body | None:
        """The school that a page with 我校, 校党委 or 院党委 on it is of: the one it names most by far."""
        ends = next((SCHOOL_ENDS[own] for own, said in OURS.items() if said.search(self.chars)), None)
        if ends is None:
            return None
        named = [name for name in self.named if name.full.endswith(ends) and not name.full.endswith("科学院") and name.full[0] != "我"]
        held = {self.leads.title_start(end) for end in self.leads.ends.titles} if named else ()
        named = [name for name in named if name.end not in held]  # 北京大学 + 特聘教授: a guest's
        schools = {name.key: name for name in named}
        most = Counter(name.key for name in named if name.key in schools).most_common(2)
        return body_of(schools[most[0][0]]) if most and (len(most) == 1 or most[0][1] >= 2 * most[1][1]) else None

    @cached_property
    def only_firm(self) -> Body | None:
        """The firm of a page that names one only."""
        firms = {name.key: name for name in self.named if is_firm(name.full)}
        return body_of(firms.popitem()[1]) if len(firms) == 1 else None

    @cached_property
    def only_society(self) -> Body | None:
        """The society of a page that names one only, which has a 会长: 吉林商会."""
        societies = [name for name in self.named if name.full.endswith(SOCIETIES)]
        fullest = max(societies, key=lambda name: len(name.full), default=None)
        return body_of(fullest) if fullest and all(fullest.full.endswith(name.full) for name in societies) else None

    @cached_property
    def only_union(self) -> Body | None:
        """The union of states that is the only one a page names, of those that have a 总干事: 联合国教科文组织."""
        unions = {name.key: name for name in self.named if name.full.endswith("组织")}
        return body_of(unions.popitem()[1]) if len(unions) == 1 else None

    @cached_property
    def abroad(self) -> str | None:
        """The city that a page without a home speaks of, if it is none of the divisions: 台北, or 首尔 where no division is named."""
        if self.document.metadata.home_adcode:
            return None
        known = gazetteer.divisions()
        places = [place.text for place in self.listed_places if not place.text.endswith(PARTS)]  # no 德里 in 乔德里
        cities = Counter((name.removesuffix("市"), gazetteer.cities()[name]) for name in places if name in gazetteer.cities())
        (key, country), count = cities.most_common(1)[0] if cities else (("", ""), 0)
        here = Counter(entry.code for _, _, entry in names.find(self.document).hits if entry.code)  # in lists, too: 北京与柏林
        most = max((n for code, n in here.items() if known[code].name.endswith("市")), default=0)
        fullest = max((place for place in places if place.removesuffix("市") == key), key=len, default=key)
        return fullest if count > most and (not most or country == TAIWAN) else None

    def own_body(self, post: Post, near: Body | None) -> Body | None:
        """Return the department of the place of the post before, or of the page: 政协主席, said of none, 县政协副主席、发改局局长."""
        bare = post.head in OFFICES or post.head in COUNCILS
        head = post.head if bare else next((head for head in COUNCILS if self.chars.endswith(head, 0, post.start)), "")
        at = post.start if post.head else post.start - len(head)
        if not head or not opens(self.chars, at):
            return None
        before = near or self.from_list(msgspec.structs.replace(post, start=at)) or self.decided(at)
        code = seat(before) if before else self.document.metadata.home_adcode
        if code and head not in ZONE_BODIES:  # whose 管委会 is left unsaid
            return self.leads.seats.government(gazetteer.divisions()[code], head)
        return organization(head) if head in OFFICES else None

    def decided(self, at: int) -> Body | None:
        """Return the body of the post that a decision gave before in the sentence: 任命甲为上海市民政局局长,乙为 + 财政局局长."""
        start, body = self.latest
        near = self.chars.endswith(("为", "当选"), 0, at) and last_of(self.chars, "。\n", start, at) < 0
        return body if near else None

    def only_government(self, level: str) -> Body | None:
        """Return the government of that level which the page names most, where its place is no division of the gazetteer: 台北市政府."""
        found = Counter(body_of(name) for name in self.named if name.full.endswith((level + "政府", level + "人民政府")))
        most = found.most_common(2)
        return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else None

    def region_of(self) -> Body | None:
        """Return the government of the region that 行政长官 heads, if the document names only one of the two."""
        named = [code for code in REGIONS if gazetteer.divisions()[code].name[:2] in self.chars]
        return self.leads.seats.region(named[0]) if len(named) == 1 else None

    def of_town(self, post: Post) -> Body | None:
        """Return the town, or its office, whose name a post leaves out: 镇 + 党委书记, 街道办事处 + 主任."""
        level = next((level for level in TOWNS if post.head.startswith(level)), None)
        if level is None:
            return None
        town = self.last_town(post.start, level)
        if office := post.head.removeprefix(level):
            return organization((town or level) + office)
        return Body(town, "place", normal(town)) if town else None

    def last_town(self, at: int, level: str) -> str | None:
        """Return the 镇, 乡 or 街道 named last before `at`."""
        number = bisect_left(self.listed_places, at, key=START)
        return next((place.full for place in reversed(self.listed_places[max(number - BACK, 0) : number]) if place.full.endswith(level)), None)

    def from_head(self, post: Post) -> Body | None:
        """Return the body whose head is named before its deputy, in the same paragraph: 市政协党组书记、主席甲主持,党组副书记、副主席乙出席."""
        if "副" not in post.title or not (post.start in self.leads.ends.people or opens(self.chars, post.start)):
            return None
        paragraph = self.document.segment_at(post.start)
        said = [self.headed.get((paragraph, title)) for title in (post.title, post.title.replace("副", "", 1))]
        return max((one for one in said if one), key=itemgetter(0), default=(0, None))[1]

    def from_sentence(self, post: Post) -> Body | None:
        """Return the body that the same sentence names before the post, if no other person stands between."""
        if not opens(self.chars, post.start):
            return None
        start, _ = self.document.sentence_at(post.start)
        number = bisect_left(self.named, post.start, key=START) - 1
        if number < 0 or self.named[number].start < start:
            return None
        body = self.named[number]
        apart = last_of(self.chars, ";；", body.end, post.start) >= 0 or self.chars.startswith("院士", body.end)  # 中国科学院院士、 + 校长
        apart = apart or (post.kind == "person" and body.full.endswith(NO_WORK))
        if apart or not fits(post.title, body.full) or not may_be(body_of(body), post.head):
            return None
        person = bisect_right(self.people, post.start, key=END) - 1
        return None if person >= 0 and self.people[person].end > body.start else body_of(body)
