"""Leads: what stands before a title and belongs to it, as 青岛市 before 市长, 环境保护署 before 署长, 政务司 before 司长, 摩洛哥 before the lot.

A title (titles.csv) is led by its prefixes (常务, 原, 代理) and by its body: one that organizations.py found, a place, a meeting, or an
office that no list has (offices.py). Not meant: whose post it is (stacks.py), and what a body left unsaid may be (owners.py).
"""

from __future__ import annotations

import re
from functools import cache, cached_property

import msgspec

from transforms import gazetteer
from transforms.extract.facts import Facts, Name
from transforms.extract.names.candidates import DEICTIC
from transforms.extract.names.cuts import cut, generic, tagged
from transforms.extract.names.kinds import TRADES
from transforms.extract.names.words import is_han, is_ordinary, is_verb
from transforms.extract.posts.envoys import country_called, envoy
from transforms.extract.posts.fields import of_field, of_wider
from transforms.extract.posts.heads import BARE_HEADS, Heads, ends_in, head_before, opens
from transforms.extract.posts.mayors import hyphened, mayor
from transforms.extract.posts.offices import KIND_ENDS, Offices, is_stopped
from transforms.extract.posts.posts import Ends, Post, is_country
from transforms.extract.posts.seats import INNER, PARTY_OFFICES, Body, Seats, body_of, organization
from transforms.extract.posts.titles import PREFIXES, TITLE_WORDS, Title, stops
from transforms.model.document import Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern

# 世界互联网大会 + 秘书长: a meeting that has posts is a body too
MEETING = pattern(
    r"(?:^|[^一-龥A-Za-z0-9]|[兼暨])"
    r"(?P<body>[一-龥A-Za-z0-9“”]{2,24}(?:大会|论坛|博览会|峰会|联盟|组委会|执委会|筹委会|次会议|项目|计划|运动)"
    r"|(?:联合国)?(?:国际|世界|全球|亚太|亚洲|欧洲|非洲)[一-龥]{2,8}组织)\Z"
)
OF_MEETINGS = tuple(f"{meeting}{board}" for meeting in ("大会", "论坛", "峰会") for board in ("组委会", "执委会", "筹委会"))
MEETING_ENDS = frozenset("会坛盟议织目划动")
DEPARTMENT_ENDS = frozenset("局委厅办会")
TIMES = ("之前", "此前", "以前", "目前", "日前", "当前", "先前")
PREFIX_ENDS = frozenset(prefix[-1] for prefix in PREFIXES)
HELD_ONCE = ("时任", "现任", "新任", "首任")
SPEAKERS = frozenset(("发言人", "副发言人", "特使", "特别代表", "助理"))
# 联合国 + 秘书长气候行动特别顾问
ADVISERS = frozenset(("特别顾问", "特使", "特别代表", "顾问"))
FOR_CHIEF = pattern("秘书长[一-龥]{2,8}$|首席执行官$")
# 公司 + 第五届董事会 + 董事长: the board adds nothing
BOARD = pattern(r"(?:第?[〇零一二三四五六七八九十\d]{1,3}届)?(?:董事会|监事会)$")
# 第十一届 + 全国人大外事委员会, 省第三届(邢台) + 园博会筹委会
ROUND = pattern(r"(?:首|(?:第?|[省市]第)[〇零一二三四五六七八九十百\d]{1,4})届(?:\([一-龥]{2,6}\))?$")
# 联合国教科文组织 + 第37届大会
ASSEMBLY = pattern(r"第?[〇零一二三四五六七八九十百\d]{1,4}届(?:大会|会议|年会|全会|全体会议)$")
GOVERNMENT = pattern("(?P<mark>、)(?:人民)?政府$")
BRACKETED = pattern(r"\((?:[一-龥·]{2,16}|[A-Za-z]{2,12})\)$")
PAPER = pattern("《(?P<name>[一-龥]{1,12}?(?P<paper>报|刊|杂志|周刊|时报|网)?)》(?P<called>杂志社?|周刊|月刊|报社?)?$")
LEVELS = ("市", "省", "区", "县")
PAPER_ENDS = frozenset("》志社刊报")
WIDE = ("国际", "世界", "全国", "中央", "中华")
EDITORS = ("主编", "编辑", "总编", "主笔", "社长", "撰稿人")
ACTING = ("署理", "代理", "原", "前")
# SCIE + 秘书长, Web Summit + 创始人, vivo + 副总裁
LATIN_BODY = pattern(r"(?<![A-Za-z])(?P<body>(?:[A-Z][A-Za-z0-9&-]{1,12} ){0,2}[A-Z][A-Za-z&-]{1,12}|[a-z]{3,12}) ?$")
# 民政局长, 教育部长: titles whose first character ends the name of the office as well
SHARED = frozenset(("局长", "处长", "厅长", "部长", "司长", "署长", "院长"))
# 恒丰科技, 西安恒丰实业, 奇虎360: a firm that no list has and that nobody calls 公司
TRADE = pattern(rf"(?:^|[^一-龥A-Za-z0-9]|以及|[和与由])(?P<firm>(?!以及)(?P<own>[一-龥]{{2,6}})(?:{'|'.join(TRADES)}|[0-9]{{2,4}}))$")
OF_SCHOOLS = ("校长", "副校长", "教授", "副教授", "党委书记")
BRAND_TAGS = frozenset(("nz", "nr", "nrt", "nrfg", "nt"))
# Every country has them: 埃塞俄比亚副总理兼 + 外交部 + 部长
MINISTRIES = frozenset(("外交部", "国防部", "财政部", "司法部", "内政部", "卫生部", "教育部", "文化部", "农业部", "交通部", "环境部", "商务部"))
FIELDS_AND = pattern("[一-龥]{2,6}[和与](?:[一-龥]{2})?$")  # 科技和 + 文化部, 外交与对外 + 贸易部
FIELDS = pattern("[一-龥]{2,6}(?:、[一-龥]{2,6}){0,3}、")  # 挪威 + 渔业、 + 海洋与环境部
REGION = pattern("[一-龥]{2,3}区(?=[副总首执董])")
OF_FIELDS = ("部", "中心", "署", "司", "委员会")


class Leads:
    """The titles of one document with what stands before them."""

    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.chars = document.chars
        self.facts = facts
        self.ends = Ends(document, facts)
        self.heads = Heads(document.chars, facts, self.ends.titles_from)
        self.read = cache(self._read)

    @cached_property
    def seats(self) -> Seats:
        """The bodies of places, as the document calls them."""
        return Seats(self.facts)

    @cached_property
    def offices(self) -> Offices:
        """The offices before titles that no list has."""
        return Offices(self.chars, self.facts)

    def _read(self, end: int) -> Post:
        """Return the post whose title ends at `end`, with the body before it and whatever leads that: 第十一届, a country, 原."""
        post = self.bare(end)
        round_of = ROUND.search(self.chars, max(post.start - 14, 0), post.start) if self.chars[post.start - 1 : post.start] in ("届", ")") else None
        start = round_of.start() if round_of else post.start
        around = self.ends.places.get(start)  # 摩洛哥 + 阿尔何塞马市市长
        if post.kind == "person" and post.body is None and not around:  # 副社长、著名金石 + 书法家
            mark = self.chars.rfind("、", max(start - 7, 0), start)
            if mark in self.ends.titles and mark + 1 < start and self.chars[mark + 1 : start].isalnum():
                return msgspec.structs.replace(post, start=mark + 1, kind="layman")
        title, body = post.title, post.body
        if around and body is None and start < post.start and is_country(around):  # 美国 + 第42届 + 总统
            start, body = around.start, body_of(around)
        elif around and body and (body.type == "place" or is_country(around)):
            start = around.start
        before = next((word for word in ACTING if self.chars.endswith(word, 0, start)), "") if body else ""
        if body and before and start not in self.ends.people and not self.chars.endswith(TIMES, 0, start):
            title, start = before + title, start - len(before)  # 原 + 国家信息中心主任, 代理 + 漳州市人民政府市长
            wider = self.ends.bodies.get(start) or self.ends.places.get(start)
            if wider and body.type == "organization" and (wider.type == "organization" or is_country(wider)):  # 新加坡 + 前 + 外交部长
                start, body = wider.start, organization(wider.full + body.name)
        return post if start == post.start else msgspec.structs.replace(post, start=start, title=title, body=body)

    def bare(self, end: int) -> Post:
        """Return the post whose title ends at `end`, with the body before it."""
        title = self.ends.titles[end][1]
        start = self.title_start(end)
        words = self.chars[start:end]
        words = words[2:] if words.startswith(HELD_ONCE) else words
        if found := envoy(self.ends, start, words):
            return found
        start = self.past_aside(start, title)
        government = GOVERNMENT.search(self.chars, max(start - 5, 0), start) if title.kind == "government" else None
        if government:
            return Post(government.end("mark"), words, None, title.kind)  # 县委副书记、政府县长
        if words.startswith("工委") and start not in self.ends.bodies:  # 市委教育工委 + 书记
            start, words = start + 2, words[2:]
        return self.of_body(start, words, title) or self.placed(start, end, words, title) or self.described(start, words, title)

    def title_start(self, end: int) -> int:
        """Return where the title that ends at `end` begins, with its prefixes and the title it belongs to: 常务 + 副市长, 秘书长 + 发言人."""
        start, title = self.ends.titles[end]
        # 市纪委 + 书记: the body reaches into what might be one title.
        for at in range(start + 1, end):
            around = self.ends.bodies.get(at) or self.ends.places.get(at)  # 新疆维吾尔自治区 + 主席
            if around and around.start < start and self.chars[at:end] in TITLE_WORDS:
                start = at
                break
        if start in self.ends.titles and start not in self.ends.bodies and title.title in SPEAKERS:  # 联合国 + 秘书长 + 发言人
            start = self.ends.titles[start][0]
        chief = FOR_CHIEF.search(self.chars, max(start - 11, 0), start) if title.title in ADVISERS else None
        start = chief.start() if chief and chief.start() in self.ends.bodies else start
        while self.chars[start - 1 : start] in PREFIX_ENDS and start not in self.ends.bodies and self.chars.endswith(PREFIXES, 0, start):
            if self.chars.endswith(TIMES, 0, start):
                break  # 此前 + 副市长
            start -= next(len(prefix) for prefix in PREFIXES if self.chars.endswith(prefix, 0, start))
        return start

    def past_aside(self, start: int, title: Title) -> int:
        """Return where the body ends before a title at `start`: before its board, what a bracket adds, and 的."""
        board = BOARD.search(self.chars, max(start - 9, 0), start) if title.kind == "firm" and start not in self.ends.bodies else None
        start = board.start() if board else start
        if self.chars[start - 1 : start] == ")":  # 中央党校(国家行政学院)教授
            bracket = BRACKETED.search(self.chars, max(start - 18, 0), start)
            start = bracket.start() if bracket and start not in self.ends.bodies and bracket.start() in self.ends.bodies else start
        return start - (self.chars[start - 1 : start] == "的" and start - 1 in self.ends.bodies)  # 北京大学 + 的 + 副校长

    def of_body(self, start: int, words: str, title: Title) -> Post | None:
        """Return the post of a paper or of the body whose name ends where the title begins."""
        paper = PAPER.search(self.chars, max(start - 18, 0), start) if self.chars[start - 1 : start] in PAPER_ENDS else None
        if paper and (paper["called"] or paper["paper"] or words.endswith(EDITORS)):  # 《书法报》副总编辑, 《经济学人》副主编, 《财富》杂志总裁
            return Post(paper.start(), words, organization(paper.group() if paper["called"] else paper["name"]), title.kind)
        # 外交部长: the body and its post share a character.
        body = self.ends.bodies.get(start) or self.ends.bodies.get(start + 1)
        if body is None:
            return None
        deictic = body.text if DEICTIC.match(body.text) or body.text in MINISTRIES else ""
        at, of = self.whole(body)
        if region := REGION.match(words):  # 西门子 + 大中华区 + 总裁
            words, of = words[region.end() :], organization(of.name + region.group())
        return Post(at, words, of, title.kind, deictic=deictic)

    def whole(self, body: Name) -> tuple[int, Body]:
        """Return where a body's name begins, and the body, with the words between it and the post before: 校长、国家发展与 + 战略研究院 + 院长."""
        mark = self.chars.rfind("、", max(body.start - 9, 0), body.start)
        words = self.chars[mark + 1 : body.start]
        if self.chars.endswith(WIDE, 0, body.start) and opens(self.chars, body.start - 2):  # 国际 + 欧亚科学院
            return body.start - 2, organization(self.chars[body.start - 2 : body.start] + body.full)
        if self.chars[body.start - 1 : body.start] in LEVELS and opens(self.chars, body.start - 1):  # 市 + 欧美同学会
            return body.start - 1, organization(self.chars[body.start - 1] + body.full)
        apart = body.start in self.ends.places or body.start in self.ends.bodies
        if mark in self.ends.titles and not apart and self.is_part(mark + 1, body.start):
            return mark + 1, organization(words + body.full)
        return self.ministry(body)

    def is_part(self, start: int, end: int) -> bool:
        """Return whether words may begin the name of a body: 国际, 国家发展与; not 现任, 著名的, nor 市委书记甲与."""
        words = self.chars[start:end]
        if len(words) < 2 or not all(map(is_han, words)) or words.endswith((*PREFIXES, "届")) or is_stopped(words.rstrip("和与")):
            return False
        return not any(at in self.ends.titles or at in self.ends.people for at in range(start + 2, end))

    def ministry(self, body: Name) -> tuple[int, Body]:
        """Return where the name of a body begins, and the body: with all that it is for, and whose it is (芬兰 + 科技和 + 文化部)."""
        more = FIELDS_AND.search(self.chars, max(body.start - 9, 0), body.start) if body.full.endswith("部") or ends_in(body.full, "学院") else None
        for at in range(more.start(), body.start - 2) if more else ():
            country = self.ends.places.get(at)
            if is_stopped(re.sub("[和与]", "", self.chars[at : body.start])):  # 北洋工学院 + 院长和 + 唐山工程学院
                continue
            near = body.start in self.ends.places or any(one in self.ends.bodies for one in range(at + 1, body.start))  # 英国商务部和日本 + 贸易部
            if country and is_country(country) and not near:
                return country.start, organization(self.chars[country.start : body.end])
        if whole := self.listed(more.start() if more else body.start, body.end):
            return whole
        around = self.ends.bodies.get(body.start)  # 中建 + 四局华南公司
        if around and around.type == "organization" and body.full not in gazetteer.bodies():
            return around.start, organization(around.full + body.full)
        return body.start, body_of(body)

    def listed(self, start: int, end: int) -> tuple[int, Body] | None:
        """Return where the name of a body begins that lists what it is for, and the body: 挪威 + 渔业、 + 海洋与环境部; not 法国总统、 + 外交部."""
        if self.chars[start - 1 : start] != "、" or not self.chars.endswith(OF_FIELDS, 0, end):
            return None
        for at in range(start - 1, max(start - 24, 0), -1):
            of = self.ends.bodies.get(at) or self.ends.places.get(at)
            if at in self.ends.titles or at in self.ends.people:
                return None
            if of:
                said = (of.type == "organization" or is_country(of)) and FIELDS.fullmatch(self.chars, at, start)
                return (of.start, organization(self.chars[of.start : end])) if said else None
        return None

    def placed(self, start: int, end: int, words: str, title: Title) -> Post | None:
        """Return the post of a place or of an office of a body: 武汉市 + 市长, 大连市政府 + 经合办 + 主任, 圣罗克市 + 市长."""
        before = of_wider(self.ends, start, words, title) or hyphened(self.chars, start, words, title.kind)
        place = None if before else self.place_before(start, end)
        if place is None:
            return before or mayor(self.chars, start, words, title.kind, self.seats)
        if title.kind in ("person", "rank"):
            return Post(place.start, words, None, title.kind)  # 英国建筑师 is where somebody comes from
        if title.kind == "firm" and not place.adcode and place.type == "place" and len(place.text) < 5:
            brand = LATIN_BODY.search(self.chars, max(place.start - 14, 0), place.start)
            if brand:  # NBA + 中国 + 首席执行官
                return Post(brand.start(), words, organization(brand["body"] + place.text), title.kind)
            return Post(place.start, place.text + words, None, title.kind)
        country = self.ends.places.get(place.start)
        if title.kind == "government" and country and is_country(country) and country.text != "中国":  # 巴拉圭 + 东方市 + 市长
            return Post(place.start, words, Body(place.text, "place", normal(place.text)), title.kind)
        return Post(place.start, words, self.seats.of_place(place, words, title.kind == "government"), title.kind)

    def place_before(self, start: int, end: int) -> Name | None:
        """Return the place that a title belongs to: 武汉市 + 市长, 武汉 + 市长, 埃及 + 总统."""
        places = self.ends.places
        place = country_called(self.ends, start) or places.get(start) or (places.get(start + 1) if end - start > 1 else None)
        # 长崎 + 市 + 市长
        return place or (places.get(start - 1) if self.chars[start - 1 : start] in ("市", "省", "州", "县", "府") else None)

    def described(self, start: int, words: str, title: Title) -> Post:
        """Return the post of a meeting, of a body said before (公司 + 董事长), of an office or a brand that no list has, or of none."""
        found = self.of_meeting(start, words, title) or self.of_head(start, words, title) or self.of_office(start, words, title)
        if found:
            return found
        last = self.chars[start - 1 : start]
        latin = LATIN_BODY.search(self.chars, max(start - 40, 0), start) if title.kind != "person" and last.isascii() else None
        if latin:
            return Post(latin.start(), words, organization(latin["body"]), title.kind)
        if found := of_field(self.ends, start, words, title):
            return found
        school = gazetteer.bodies().get(f"{self.chars[max(start - 2, 0) : start]}大学") if words in OF_SCHOOLS else None
        if school and opens(self.chars, start - 2) and self.chars[start - 2 : start] not in gazetteer.entries():  # 复旦 + 校长
            return Post(start - 2, words, organization(f"{self.chars[start - 2 : start]}大学"), title.kind)
        trade = TRADE.search(self.chars, max(start - 14, 0), start) if title.kind == "firm" else None
        if trade and is_named(trade["own"]):  # 上海恒丰科技 + 副总裁, 奇虎360 + 董事长
            return Post(trade.start("firm"), words, organization(trade["firm"]), title.kind)
        firm = title.kind == "firm" or words.startswith(("党委", "党组"))
        at = self.offices.begins(start, 2) if firm and is_han(last) else start
        brand = self.chars[at:start]
        return Post(at, words, organization(brand), title.kind) if brand and is_brand(brand) else Post(start, words, None, title.kind)

    def of_meeting(self, start: int, words: str, title: Title) -> Post | None:
        """Return the post of a meeting: 世界互联网大会 + 秘书长, 联合国教科文组织 + 第37届大会 + 主席."""
        if self.chars[start - 1 : start] not in MEETING_ENDS:
            return None
        assembly = ASSEMBLY.search(self.chars, max(start - 10, 0), start)
        if assembly and (of := self.ends.bodies.get(assembly.start())):
            return Post(of.start, words, body_of(of), title.kind)
        meeting = MEETING.search(self.chars, max(start - 28, 0), start)
        told = meeting is not None and meeting.start("body") - 1 in self.ends.titles  # 副董事长、 + 长江文化馆项目 + 总经理
        name = meeting["body"][0 if told else stopped_at(meeting["body"][:-2]) :] if meeting else ""
        if name in BARE_HEADS:  # 南京读书月 + 组委会
            name = meeting["body"] if meeting and (meeting["body"][:2] in gazetteer.entries() or meeting["body"] in OF_MEETINGS) else ""
        if not name or all(word in generic() for word in cut(name)):  # 重点项目 + 总经理
            return None
        return Post(start - len(name), words, Body(name, "organization", normal(name)), title.kind)

    def of_head(self, start: int, words: str, title: Title) -> Post | None:
        """Return the post of a body that only the kind of it is said of, as its name was said before: 公司 + 董事长, 组织 + 部长."""
        head = head_before(self.chars, start) or next((inner for inner in INNER if self.chars.endswith(inner, 0, start)), "")
        if words == "部长" and self.chars[start - 2 : start + 1] in PARTY_OFFICES:
            head, start = self.chars[start - 2 : start + 1], start + 1
        short = self.heads.shortened(start, head) if head else None
        if not head or not (short or opens(self.chars, start - len(head))):
            return None
        known = short[1] if short else self.heads.meant(start, head)
        return Post(short[0] if short else start - len(head), words, body_of(known) if known else None, title.kind, head)

    def of_office(self, start: int, words: str, title: Title) -> Post | None:
        """Return the post of an office that no list has, one of the page's place if it begins with 市 or 区: 政务司 + 司长, 民政局长."""
        last = self.chars[start - 1 : start]
        # 民政局长: the office and its head share a character
        shared = title.title in SHARED and words == title.title and last not in KIND_ENDS
        end = start + shared
        department = self.offices.department(end) if shared or last in DEPARTMENT_ENDS else ""
        if department:
            return Post(end - len(department), words, None, title.kind, department)
        at = self.offices.begins(start, 2) if shared and is_han(last) else self.offices.begins(start, 3) if last in KIND_ENDS else start
        at = self.behind_post(start) if at == start and last in KIND_ENDS else at
        if at == start:
            return None
        if whole := self.listed(at, end):
            return Post(whole[0], words, whole[1], title.kind)
        name = self.chars[at:end]
        acting = next((word for word in ACTING if name.startswith(word)), "")  # 署理 + 律政司 + 司长
        name, words = name.removeprefix(acting), acting + words
        return Post(at, words, organization(name), title.kind)

    def behind_post(self, start: int) -> int:
        """Return where an office begins that only a post or person before it tells: 主任、 + 智慧城市发展研究中心 + 主任; `start` if none does."""
        mark = self.chars.rfind("、", max(start - 16, 0), start)
        words = self.chars[mark + 1 : start]
        told = mark in self.ends.titles or mark in self.ends.people
        return mark + 1 if told and len(words) > 4 and all(map(is_han, words)) and not is_stopped(words) else start


def is_named(text: str) -> bool:
    """Return whether what stands before a trade is what somebody calls a firm: 上海恒丰; not 负责, 高新."""
    place = next((text[:size] for size in (3, 2) if text[:size] in gazetteer.entries()), "")
    own = text[len(place) :]
    named = not is_verb(own) if place else not all(map(is_ordinary, cut(own)))
    return len(own) > 1 and not is_stopped(own) and named


def is_brand(text: str) -> bool:
    """Return whether words are what a firm is called: 华润置地, 奇瑞汽车; not 霸道, 海外市场, 北京区域."""
    return len(text) < 9 and tagged(text)[0][1] in BRAND_TAGS and not is_ordinary(cut(text)[0]) and not is_stopped(text)


def stopped_at(text: str) -> int:
    """Return where the last word ends that cannot stand in the name of a body: 贺信由 + 中欧论坛."""
    at = len(text)
    for word in reversed(cut(text)):
        if word in stops() and word not in TITLE_WORDS:
            return at
        at -= len(word)
    return 0
