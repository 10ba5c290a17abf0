"""Posts: what stands before a title and belongs to it, as 青岛市 before 市长, 环境保护署 before 署长, 驻韩国 before 大使, 摩洛哥 before the lot.

A title (titles.csv) is led by its prefixes (常务, 原, 代理) and by its body: one that organizations.py found, a place, a meeting, or an
office that no list has (offices.py). Not meant: whose post it is (stacks.py), and what a body left unsaid may be (owners.py).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

import msgspec

from transforms import gazetteer, lexicon
from transforms.extract.facts import Facts, Name
from transforms.extract.names import names
from transforms.extract.names.candidates import DEICTIC
from transforms.extract.names.cuts import cut, generic, tagged
from transforms.extract.names.foreign_names import SOUNDS, has_word
from transforms.extract.names.han_names import SURNAMES
from transforms.extract.names.homes import home
from transforms.extract.names.kinds import DEPARTMENTS
from transforms.extract.names.words import is_han, is_known, is_ordinary
from transforms.extract.posts.heads import START, Heads, head_before, opens
from transforms.extract.posts.offices import KIND_ENDS, RELATIONS, Offices, is_stopped
from transforms.extract.posts.seats import INNER, PARTY_OFFICES, Body, Seats, body_of, organization
from transforms.extract.posts.titles import TITLE_WORDS, Title, stops
from transforms.model.document import Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern


class Post(msgspec.Struct, frozen=True, gc=False):
    """One post of a stack: where it begins, its title, and the body that stands before it."""

    start: int
    title: str
    body: Body | None
    kind: str | None
    head: str = ""  # what of the body is said, where its name is left out: 管委会 + 主任
    end: int | None = None  # of a post behind its person
    deictic: str = ""  # of a body that is said by its level only, what it is called there: 市人大常委会


# 世界互联网大会 + 秘书长: a meeting that has posts is a body too
MEETING = pattern(r"(?:^|[^一-龥A-Za-z0-9])(?P<body>[一-龥A-Za-z0-9]{2,16}(?:大会|论坛|博览会|峰会|联盟|组委会|执委会|次会议))\Z")
# 执行副总裁、财务总监: what the second post is for
GAP = pattern(r"[、,](?P<gap>[一-龥]{2,6})$")
OWN = "我本该"  # 研究员、我院 + 双聘教授
OFFICE_ENDS = ("办", "处", "科", "室", "部", "局", "组", "委", "司", "院", "站", "队", "系", "所")
INNER_AND = pattern("(?<=[一-龥]{2})[和与](?=[一-龥]{2})")  # 世界银行 + 欧洲和中亚区域主任
# Who heads the whole of a body: what stands before is no field of it.
WHOLE = ("董事长", "总经理", "主席", "理事长", "会长", "创始人")
# 圣罗克市 + 市长, 庆尚北道 + 知事: a town that no gazetteer has, behind a country or a mark; not 40座城市 + 市长.
TOWN = pattern(r"(?:(?:国|利|亚|兰|宾|坡|尼|西|哥|斯坦|本|[^一-龥])(?P<town>[一-龥]{2,6}?(?:(?<!城)[市省州县道府都]|地区)))$")
HYPHENED = pattern(r"(?:^|[^一-龥-])(?P<town>[一-龥]{2,8}(?:-[一-龥]{2,8}){1,3}[市省州县区])$")  # 博巴森-荷津市 + 市长
# 兰卡斯特 + 市长: a town that only its sounds tell
SPELLED = pattern(rf"(?P<town>[{SOUNDS}]{{3,6}})$")
SOUND = frozenset(SOUNDS)
CITY_HEADS = ("市长", "副市长", "前市长", "州长")
# 茶山镇 + 党委书记
VILLAGE = pattern(r"(?:^|[^一-龥]|[市县区在到由和与及对向的])(?P<town>[一-龥]{2,3}(?:镇|乡|村|街道|里))$")
VILLAGE_ENDS = frozenset("镇乡村道里")
MEETING_ENDS = frozenset("会坛盟议")
DEPARTMENT_ENDS = frozenset("局委厅办")
TOWN_ENDS = frozenset("市省州县道府都区")
PREFIXES = lexicon.words("title_prefixes")
TIMES = ("之前", "此前", "以前", "目前", "日前", "当前", "先前")
PREFIX_ENDS = frozenset(prefix[-1] for prefix in PREFIXES)
# 驻韩国 + 大使, 驻沪 + 总领事
SENT = pattern("[前原]?驻(?:(?![驻馆])[一-龥]){1,7}(?:\\([金布]\\))?(?:[、和](?:(?!驻)[一-龥]){2,6}){0,4}(?<!馆)$")
AFFAIRS = pattern("[一-龥—–-]{2,16}事务$")
PERMANENT = pattern("常驻(?:(?!常驻)[一-龥]){2,14}$")  # 常驻联合国 + 代表
# 玻利瓦尔共和国 + 驻华大使: what a country is called behind its name
REALM = pattern("(?:玻利瓦尔|东岸|人民|民主|伊斯兰|社会主义|阿拉伯|联邦|联合|合作|多民族)*(?:共和国|王国|苏丹国|联邦|公国|酋长国)$")
SPEAKERS = frozenset(("发言人", "副发言人", "特使", "特别代表", "助理"))
# 公司 + 第五届董事会 + 董事长: the board adds nothing
BOARD = pattern(r"(?:第?[〇零一二三四五六七八九十\d]{1,3}届)?(?:董事会|监事会)$")
ENVOYS = ("大使", "总领事", "领事", "公使", "参赞", "协调员", "代办")
# 第十一届 + 全国人大外事委员会
ROUND = pattern(r"第?[〇零一二三四五六七八九十百\d]{1,4}届$")
# 联合国教科文组织 + 第37届大会
ASSEMBLY = pattern(r"第?[〇零一二三四五六七八九十百\d]{1,4}届(?:大会|会议|年会|全会|全体会议)$")
BRACKETED = pattern(r"\((?:[一-龥]{2,16}|[A-Za-z]{2,12})\)$")
PAPER = pattern("《(?P<name>[一-龥]{1,12}?(?P<paper>报|刊|杂志|周刊|时报|网)?)》$")
WIDE = ("国际", "世界", "全国", "中华")
EDITORS = ("主编", "编辑", "总编", "主笔", "社长", "撰稿人")
ACTING = ("署理", "代理", "原", "前")
# SCIE + 秘书长, Web Summit + 创始人, vivo + 副总裁
LATIN_BODY = pattern(r"(?<![A-Za-z])(?P<body>(?:[A-Z][A-Za-z0-9&-]{1,12} ){0,2}[A-Z][A-Za-z&-]{1,12}|[a-z]{3,12}) ?$")
# 民政局长, 教育部长: titles whose first character ends the name of the office as well
SHARED = frozenset(("局长", "处长", "厅长", "部长", "司长", "署长", "院长"))
# 投资总监: what a post is for, behind a mark
FIELD = pattern(r"(?:^|[^一-龥])(?P<field>[一-龥]{2,4}|[一-龥]{6})$")
BRAND_TAGS = frozenset(("nz", "nr", "nrt", "nrfg", "nt"))
COMMA = pattern("[,，。;；\n]")
# Every country has them: 埃塞俄比亚副总理兼 + 外交部 + 部长
MINISTRIES = frozenset(("外交部", "国防部", "财政部", "司法部", "内政部", "卫生部", "教育部", "文化部", "农业部", "交通部", "环境部", "商务部"))
FIELDS_AND = pattern("[一-龥]{2,6}[和与]$")  # 科技和 + 文化部


class Posts:
    """The titles of one document with what stands before them. Titles, bodies and places are kept by where they end."""

    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.chars = document.chars
        told = [one for one in names.find(document).titles if one[2].kind != "byline"]
        self.titles = {end: (start, title) for start, end, title in told}
        self.titles_from = {start: (end, title) for start, end, title in told}
        self.bodies = {name.end: name for name in facts.organizations}
        self.bodies_from = {name.start for name in facts.organizations}
        self.places = {name.end: name for name in facts.places}
        self.people_at = {name.end for name in facts.persons}
        self.facts = facts
        self.heads = Heads(document.chars, facts, self.titles_from)

    @cached_property
    def seats(self) -> Seats:
        """The bodies of places, as the document calls them."""
        return Seats(self.facts)

    @cached_property
    def offices(self) -> Offices:
        """The offices before titles that no list has."""
        return Offices(self.chars, self.facts)

    def read(self, end: int) -> Post:
        """Return the post whose title ends at `end`, with the body before it and whatever leads that: 第十一届, a country."""
        post = self.bare(end)
        start = post.start
        if self.chars[start - 1 : start] == "届":
            found = ROUND.search(self.chars, max(start - 6, 0), start)
            start = found.start() if found else start
        if post.kind == "person" and post.body is None and not self.places.get(start):  # 副社长、著名金石 + 书法家
            mark = self.chars.rfind("、", max(start - 7, 0), start)
            if mark in self.titles and mark + 1 < start and all(map(is_han, self.chars[mark + 1 : start])):
                return msgspec.structs.replace(post, start=mark + 1, kind="layman")
        around = self.places.get(start)  # 摩洛哥 + 阿尔何塞马市市长
        title, body = post.title, post.body
        if around and body is None and start < post.start and is_country(around):  # 美国 + 第42届 + 总统
            start, body = around.start, body_of(around)
        elif around and body and (body.type == "place" or is_country(around)):
            start = around.start
        # 原 + 国家信息中心主任
        if body and self.chars[start - 1 : start] in ("原", "前") and start not in self.people_at and not self.chars.endswith(TIMES, 0, start):
            title, start = self.chars[start - 1] + title, start - 1
            wider = self.bodies.get(start) or self.places.get(start)
            if wider and body.type == "organization" and (wider.type == "organization" or is_country(wider)):  # 新加坡 + 前 + 外交部长
                start, body = wider.start, organization(wider.full + body.name)
        return post if start == post.start else msgspec.structs.replace(post, start=start, title=title, body=body)

    def bare(self, end: int) -> Post:
        """Return the post whose title ends at `end`, with the body before it."""
        start, title = self.titles[end]
        # 市纪委 + 书记: the body reaches into what might be one title.
        for at in range(start + 1, end):
            around = self.bodies.get(at) or self.places.get(at)  # 新疆维吾尔自治区 + 主席
            if around and around.start < start and self.chars[at:end] in TITLE_WORDS:
                start = at
                break
        if start in self.titles and start not in self.bodies and title.title in SPEAKERS:  # 联合国 + 秘书长 + 发言人
            start = self.titles[start][0]
        while self.chars[start - 1 : start] in PREFIX_ENDS and start not in self.bodies and self.chars.endswith(PREFIXES, 0, start):
            if self.chars.endswith(TIMES, 0, start):
                break  # 此前 + 副市长
            start -= next(len(prefix) for prefix in PREFIXES if self.chars.endswith(prefix, 0, start))
        words = self.chars[start:end].removeprefix("时任").removeprefix("现任").removeprefix("新任")
        if words[0] == "驻" and words.endswith(ENVOYS):
            return self.sent(start, words)
        sent = SENT.search(self.chars, max(start - 24, 0), start) if words.endswith(ENVOYS) and start not in self.bodies else None
        if sent and not any(at in self.titles for at in range(sent.start() + 2, start)):  # 驻英国大使甲、文化 + 参赞
            return self.sent(sent.start(), sent.group() + words)
        permanent = PERMANENT.search(self.chars, max(start - 20, 0), start) if title.title == "代表" else None
        if permanent:
            return self.sent(permanent.start(), permanent.group() + words)
        board = BOARD.search(self.chars, max(start - 9, 0), start) if title.kind == "firm" and start not in self.bodies else None
        start = board.start() if board else start
        if self.chars[start - 1 : start] == ")":  # 中央党校(国家行政学院)教授
            bracket = BRACKETED.search(self.chars, max(start - 18, 0), start)
            start = bracket.start() if bracket and start not in self.bodies and bracket.start() in self.bodies else start
        if self.chars[start - 1 : start] == "的" and start - 1 in self.bodies:  # 北京大学 + 的 + 副校长
            start -= 1
        paper = PAPER.search(self.chars, max(start - 18, 0), start) if self.chars[start - 1 : start] == "》" else None
        if paper and (paper["paper"] or words.endswith(EDITORS)):  # 《书法报》副总编辑, 《经济学人》副主编
            return Post(paper.start(), words, organization(paper["name"]), title.kind)
        if self.chars.endswith("、政府", 0, start) and title.kind == "government":
            return Post(start - 2, words, None, title.kind)  # 县委副书记、政府县长
        if words.startswith("工委") and start not in self.bodies:  # 市委教育工委 + 书记
            start, words = start + 2, words[2:]
        affairs = AFFAIRS.search(self.chars, max(start - 18, 0), start) if words.endswith(("特别代表", "特使")) else None
        ministry = next((self.bodies[at] for at in range(affairs.start(), start - 2) if at in self.bodies), None) if affairs else None
        if ministry:
            return Post(ministry.start, words, body_of(ministry), title.kind)  # 外交部 + 中国—中东欧国家合作事务 + 特别代表
        # 外交部长: the body and its post share a character.
        body = self.bodies.get(start) or self.bodies.get(start + 1)
        if body:
            deictic = body.text if DEICTIC.match(body.text) or body.text in MINISTRIES else ""
            at, of = self.whole(body)
            return Post(at, words, of, title.kind, deictic=deictic)
        return self.placed(start, end, words, title) or self.described(start, words, title)

    def whole(self, body: Name) -> tuple[int, Body]:
        """Return where a body's name begins, and the body, with the words between it and the post before: 校长、国家发展与 + 战略研究院 + 院长."""
        mark = self.chars.rfind("、", max(body.start - 9, 0), body.start)
        words = self.chars[mark + 1 : body.start]
        if self.chars.endswith(WIDE, 0, body.start) and not is_han(self.chars[body.start - 3 : body.start - 2]):  # 国际 + 欧亚科学院
            return body.start - 2, organization(self.chars[body.start - 2 : body.start] + body.full)
        if mark in self.titles and words and body.start not in self.places and body.start not in self.bodies and is_part(words):
            return mark + 1, organization(words + body.full)
        return self.ministry(body)

    def ministry(self, body: Name) -> tuple[int, Body]:
        """Return where the name of a body begins, and the body: with all that it is for, and whose it is (芬兰 + 科技和 + 文化部)."""
        more = FIELDS_AND.search(self.chars, max(body.start - 7, 0), body.start) if body.full.endswith(("部", "学院")) else None
        for at in range(more.start(), body.start - 2) if more else ():
            school, country = self.bodies.get(at), self.places.get(at)
            if school and body.full.endswith("学院"):
                return school.start, organization(school.full + self.chars[at : body.end])
            if country and is_country(country) and not is_stopped(self.chars[at : body.start - 1]):
                return country.start, organization(self.chars[country.start : body.end])
        around = self.bodies.get(body.start)  # 中建 + 四局华南公司
        if around and around.type == "organization" and body.full not in gazetteer.bodies():
            return around.start, organization(around.full + body.full)
        return body.start, body_of(body)

    def placed(self, start: int, end: int, words: str, title: Title) -> Post | None:
        """Return the post of a place or of an office of a body: 武汉市 + 市长, 大连市政府 + 经合办 + 主任, 中国驻韩国 + 大使."""
        wider = self.body_before(start, words, title)
        if wider:
            return wider
        dashed = title.kind == "government" and "-" in self.chars[max(start - 9, 0) : start]
        hyphened = HYPHENED.search(self.chars, max(start - 24, 0), start) if dashed else None
        if hyphened:
            return Post(hyphened.start("town"), words, Body(hyphened["town"], "place", normal(hyphened["town"])), title.kind)
        place = self.place_before(start, end)
        if place is None:
            return self.town(start, words, title)
        if title.kind == "person":
            return Post(place.start, words, None, title.kind)  # 英国建筑师 is where somebody comes from
        if title.kind == "firm" and not place.adcode and place.type == "place" and len(place.text) < 5:
            firm = self.bodies.get(place.start)  # 甲骨文 + 中国总裁
            brand = LATIN_BODY.search(self.chars, max(place.start - 14, 0), place.start) if firm is None else None
            if brand:  # NBA + 中国 + 首席执行官
                return Post(brand.start(), words, organization(brand["body"] + place.text), title.kind)
            return Post(firm.start if firm else place.start, place.text + words, body_of(firm) if firm else None, title.kind)
        return Post(place.start, words, self.seats.of_place(place, words, title.kind == "government"), title.kind)

    def sent(self, at: int, words: str) -> Post:
        """Return the post of somebody who is sent abroad, which begins at `at`: 驻韩国大使 of 中国, 驻沪总领事 of 西班牙."""
        at -= 2 * self.chars.endswith(("新任", "候任", "时任", "前任", "现任"), 0, at)  # 越南 + 新任 + 驻上海总领事
        realm = REALM.search(self.chars, max(at - 12, 0), at)
        sender = self.bodies.get(at) or self.places.get(at) or (self.places.get(realm.start()) if realm else None)
        if sender is None and self.chars[at - 1 : at] == "、" and at - 1 in self.people_at:  # 刚果共和国布拉柴维尔市市长甲、 + 驻中国大使乙
            number = bisect_left(self.facts.places, at, key=START)
            named = self.facts.places[max(number - 4, 0) : number]
            before = [one for one in named if is_country(one) and self.chars[one.start - 1 : one.start] != "驻"]  # not 新西兰: 中国驻新西兰大使
            # …, but 埃塞俄比亚副总理甲、 + 驻埃塞大使乙 is none of 埃塞俄比亚
            leads = before and not COMMA.search(self.chars, before[-1].end, at) and not before[-1].full.startswith(words[1:2])
            return Post(at, words, body_of(before[-1]) if leads else None, "state")
        return Post(sender.start if sender else at, words, body_of(sender) if sender else None, "state")

    def described(self, start: int, words: str, title: Title) -> Post:
        """Return the post of a meeting, of a body said before (公司 + 董事长), of an office that no list has, or of none."""
        last = self.chars[start - 1 : start]
        round_of = ASSEMBLY.search(self.chars, max(start - 10, 0), start) if last in MEETING_ENDS else None
        if round_of and (of := self.bodies.get(round_of.start())):
            return Post(of.start, words, body_of(of), title.kind)
        meeting = MEETING.search(self.chars, max(start - 20, 0), start) if last in MEETING_ENDS else None
        if meeting:
            name = meeting["body"][stopped_at(meeting["body"][:-2]) :]
            return Post(start - len(name), words, Body(name, "organization", normal(name)), title.kind)
        head = head_before(self.chars, start)
        if words == "部长" and self.chars[start - 2 : start + 1] in PARTY_OFFICES:  # 组织 + 部长
            head, start = self.chars[start - 2 : start + 1], start + 1
        short = self.heads.shortened(start, head) if head else None
        if head and (short or opens(self.chars, start - len(head))):
            known = short[1] if short else self.heads.meant(start, head)
            at = short[0] if short else start - len(head)
            return Post(at, words, body_of(known) if known else None, title.kind, head)
        # 民政局长: the office and its head share a character
        shared = title.title in SHARED and words == title.title and last not in KIND_ENDS
        department = self.offices.department(start + shared) if shared or last in DEPARTMENT_ENDS else ""
        if department:
            return Post(start + shared - len(department), words, None, title.kind, department)
        at = self.offices.begins(start, 2) if shared and is_han(last) else self.offices.begins(start, 3) if last in KIND_ENDS else start
        if at < start:
            return self.of_office(at, start + shared, words, title)
        latin = LATIN_BODY.search(self.chars, max(start - 40, 0), start) if title.kind != "person" and last.isascii() else None
        if latin:
            return Post(latin.start(), words, organization(latin["body"]), title.kind)
        gap = GAP.search(self.chars, max(start - 8, 0), start)
        if gap and gap.start() in self.titles and (gap["gap"] in INNER or gap["gap"] in DEPARTMENTS):  # 副部长、编办 + 主任
            return Post(gap.start("gap"), words, None, title.kind, gap["gap"])
        if gap and gap.start() in self.titles and not words.endswith(WHOLE) and gap["gap"][0] not in OWN and not is_stopped(gap["gap"]):
            return Post(gap.start("gap"), gap["gap"] + words, None, title.kind)
        of_field = title.kind == "firm" or title.title == "总监" or words.endswith(("参赞", "领事"))
        field = FIELD.search(self.chars, max(start - 7, 0), start) if of_field else None
        if field and not words.endswith(WHOLE) and is_field(field["field"]):
            return Post(field.start("field"), field["field"] + words, None, title.kind)
        at = self.offices.begins(start, 2) if title.kind == "firm" and is_han(last) else start
        if at < start and is_brand(self.chars[at:start]):
            return Post(at, words, organization(self.chars[at:start]), title.kind)
        return Post(start, words, None, title.kind)

    def of_office(self, at: int, end: int, words: str, title: Title) -> Post:
        """Return the post of an office that stands from `at` to `end`, one of the page's place if it begins with 市 or 区."""
        name = self.chars[at:end]
        acting = next((word for word in ACTING if name.startswith(word)), "")  # 署理 + 律政司 + 司长
        name, words = name.removeprefix(acting), acting + words
        level = DEICTIC.match(name)
        division = home(self.document, level.group()[-1], at) if level else None
        if level and division:
            return Post(at, words, self.seats.government(division, name[level.end() :]), title.kind, deictic=name)
        return Post(at, words, organization(name), title.kind)

    def body_before(self, start: int, words: str, title: Title) -> Post | None:
        """Return the post of a body a few words before: of an office of it (大连市政府 + 经合办), or of what the post is for (集团 + 投资总监)."""
        for at in range(start - 2, max(start - 11, 0), -1):
            body = self.bodies.get(at)
            if body:
                between = self.chars[at:start]
                said = INNER_AND.sub("", between)
                said = said[1:] if said[0] in "前原" and said[-1] not in KIND_ENDS else said  # 欧盟 + 前贸易专员
                if not between.isalpha() or between.isascii() or is_stopped(said) or is_surnamed(between):
                    return None
                if title.kind == "government" and between[-1] not in KIND_ENDS:
                    return None  # 民进党 + 桃园市长
                if (between[-1] in KIND_ENDS or between.endswith(OFFICE_ENDS)) and not between.endswith(RELATIONS):
                    sender = self.places.get(body.start - 1) if self.chars[body.start - 1 : body.start] == "驻" else None
                    begin = sender.start if sender else body.start  # 中国驻 + 非盟使团
                    return Post(begin, words, organization(self.chars[begin : body.start] + body.full + between), title.kind)
                return Post(body.start, between + words, body_of(body), title.kind)
        return None

    def place_before(self, start: int, end: int) -> Name | None:
        """Return the place that a title belongs to: 武汉市 + 市长, 武汉 + 市长, 埃及 + 总统."""
        realm = REALM.search(self.chars, max(start - 12, 0), start) if self.chars[start - 1 : start] == "国" else None
        place = self.places.get(realm.start()) if realm else None
        place = place or self.places.get(start) or (self.places.get(start + 1) if end - start > 1 else None)
        # 长崎 + 市 + 市长
        return place or (self.places.get(start - 1) if self.chars[start - 1 : start] in ("市", "省", "州", "县", "府") else None)

    def town(self, start: int, words: str, title: Title) -> Post | None:
        """Return the post of a town that no gazetteer has: 圣罗克市 + 市长."""
        village = VILLAGE.search(self.chars, max(start - 7, 0), start) if self.chars[start - 1 : start] in VILLAGE_ENDS else None
        if village and (title.kind == "government" or words.startswith(("党", "人大", "里长"))):
            name = village["town"].lstrip("在到由和与及对向") if len(village["town"]) > 3 else village["town"]
            body = self.seats.town_government(name) if title.kind == "government" else Body(name, "place", normal(name))
            return Post(start - len(name), words, body, title.kind)
        if title.kind != "government" or self.chars[start - 1 : start] not in TOWN_ENDS:
            sounds = words in CITY_HEADS and self.chars[start - 1 : start] in SOUND
            town = SPELLED.search(self.chars, max(start - 8, 0), start) if sounds else None
            town = None if town and has_word(town["town"]) else town
        else:
            town = TOWN.search(self.chars, max(start - 12, 0), start)
        return Post(town.start("town"), words, Body(town["town"], "place", normal(town["town"])), title.kind) if town else None


def is_country(place: Name) -> bool:
    """Return whether a place is a country, which has ministries and envoys."""
    return place.text in gazetteer.countries()


def is_part(words: str) -> bool:
    """Return whether words may begin the name of a body: 国际, 国家发展与; not 现任, 著名的."""
    return len(words) > 1 and all(map(is_han, words)) and not words.endswith((*PREFIXES, "届")) and not is_stopped(words.rstrip("和与"))


def is_field(text: str) -> bool:
    """Return whether words say what a post is for: 投资, 人力资源; not 驰誉包装."""
    words = cut(text)
    return is_ordinary(words[0]) and all(map(is_known, words)) and not is_stopped(text)


def is_brand(text: str) -> bool:
    """Return whether words are what a firm is called: 华润置地, 奇瑞汽车; not 霸道, 海外市场, 北京区域."""
    return len(text) < 9 and tagged(text)[0][1] in BRAND_TAGS and not is_ordinary(cut(text)[0]) and not is_stopped(text)


def is_surnamed(text: str) -> bool:
    """Return whether `text` may be somebody, whose title stands behind the name: 中国工程院 + 周济 + 院长."""
    return text[0] in SURNAMES and len(text) < 4 and cut(text)[-1] not in generic() and not text.endswith(OFFICE_ENDS)


def stopped_at(text: str) -> int:
    """Return where the last word ends that cannot stand in the name of a body: 贺信由 + 中欧论坛."""
    at = len(text)
    for word in reversed(cut(text)):
        if word in stops() and word not in TITLE_WORDS:
            return at
        at -= len(word)
    return 0
