"""Stacks: the posts around a name: 市委副书记、市长甲 and 甲(市长) and 任命甲为…局长 and 免去甲的…局长职务 and 副总裁甲、乙.

They stand one behind the other, each with its own body or with that of the post before it (owners.py); a post that somebody is given,
relieved of or gives up is one held. Shared grammar of positions. Not meant: what stands before a title (leads.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from string import digits

import msgspec

from transforms.extract.facts import Facts, Name
from transforms.extract.names import names
from transforms.extract.names.person_names import person_end
from transforms.extract.names.titled_names import HONOUR, VERBS
from transforms.extract.names.words import is_han
from transforms.extract.posts import appointments, cards, careers
from transforms.extract.posts.heads import LEADING, ends_in, opens
from transforms.extract.posts.leads import Leads
from transforms.extract.posts.offices import KIND_ENDS, is_stopped, office_words
from transforms.extract.posts.owners import COUNCILS, DEPUTIES, MARKS, OF_NONE, Owners, is_firm
from transforms.extract.posts.posts import Post
from transforms.extract.posts.seats import Body, body_of, level_of, organization
from transforms.extract.posts.titles import Title
from transforms.model.document import Document
from transforms.model.patterns import pattern

LIST_MARKS = frozenset("、和")
OPENING = frozenset("由有和及与是为")
COMMITTEES = ("党工委", "纪工委", "纪委", "监委")
LEVELS = "省市区县州旗"
PLACE_COMMITTEES = ("纪委", *(f"{level}委" for level in LEVELS))
ZONE_COMMITTEES = ("管委会", "党工委", "纪工委")
SCHOOLS = ("大学", "学院", "学校", "中学", "小学")
COURTESY = ("同志", "先生", "女士", "博士", "教授", "院士")
HONOUR_LAST = pattern(HONOUR.pattern + "$")
LIST_AT_MOST = 60  # persons who share a post
BLANKS = (" ", "\u3000", "”")  # “行政院长”甲
SET_APART = (*BLANKS, ":", "：")
IS = ("为", "是")
FILLED = ("兼任", "担任", "出任", "接任")
SENT_TO = pattern("驻[一-龥]{1,4}(?:大使|总领事)")
SHARED = ("委员", "常委", "成员", "董事", "监事", "理事", "会董", "助理", "议员", "立委", "顾问", "参事", "巡视员", "调研员")
OF_SEVERAL = ("副", "轮值")
NO_POST = frozenset(("领导", "市领导", "区领导", "县领导", "省领导", "校领导"))
NO_POST_ALONE = frozenset(("专家", "代表", "负责人", "博士", "老师", "会员"))
JOINTS = ("、现任", "、现", "、", "兼", "暨", ",", "，", "和", "及", "并兼任", "兼任", "兼 ", " ")
WHOLE_POSTS = ("书记", "教授", "院士", "研究员", "董事长", "总经理", "理事长", "主席")  # unlike 助理, who is 校长's
JOINT = pattern("|".join(JOINTS))
BRACKET = pattern(r"\([一-龥A-Z]{2,14}\)$")
# 甲任…, 甲受聘担任…, 甲作为…出席, and only in an appointment: 甲为…
APPOINTED = pattern(
    r"""(?:[,，](?=曾?(?:出任|担任|现任|兼任|调任|转任|升任|改任)))?
        (?:[则也并](?=于|自))?(?:在[一-龥]{2,24}会上)?
        (?:(?:于|自)?(?:(?:[0-9]{4}|[去今前])年(?:[0-9]{1,2}月)?|(?<=[于自])[0-9]{1,2}月)(?:[0-9]{1,2}日)?[起至]?)?
        (?:[现因]?已|则|将|此次|正式|不再[兼担]任,|今日|近日|同时|并|此前(?=[任担分])|之前|仍|分别|长期|曾|先后|历|平|接替[一-龥]{2,4}?(?=[担升接出]任)|[从由][一-龥]{2,24}?(?=[转调升]任)){0,2}
        (?:(?:受聘|获聘|被任命|被聘|被?[推补增]选|被选|被选举|被推举|当选)(?:担任|出任|为)?|担任|出任|就任|兼任|现任|曾任|历任|后任|(?:决定|提名)为(?=代理|[一-龥]{0,9}长候选人)|(?:升任|晋升|转任|调任|接任|继任|连任|改任)为?|(?:立即|将)?成为了?|此前为|作为|(?=代理|署理)|任|也?是|(?P<as>为))(?:该|[我本][校院所])?""",
    re.VERBOSE,
)
APPOINTED_STARTS = frozenset(
    f"是在作不则已因将正今近受获被当担出就兼任为现代署并也此曾先历接继连升晋转调改平从由后立成之分长仍于自去前推补增,，{digits}"
)
# 大卫·卡尔霍恩(David Calhoun)担任…, 甲(简历附后)担任…
ASIDE = pattern(r"\((?:[A-Za-zÀ-ÿ .'’-]{2,40}|[一-龥]{0,4}(?:附后|见附件)|(?:女|[一-龥]{1,4}族)[^()\n]{0,6})\)")
# 免去甲的…职务; 甲、乙辞去…职务, 甲不再担任…
RELIEVED = pattern(
    r"(?:的|(?:因[^，,。；;\n]{2,24}[,，]?)?(?:此前|日前|便?已经?)?(?:分别)?(?:请求|申请|提出)?(?:辞去|请辞|辞任|卸任)(?:了)?|不再(?:担任|兼任))"
)
RELIEVED_STARTS = frozenset("的因分便已此日请申提辞卸不")
OFFICE = pattern(r"(?:第\d{1,3}届)?[一-龥]{2,20}[委会局厅部司处室办院所站台]")
OFFICE_END = pattern(r"的?(?:等|一)?职务|一职|之职|职位|的(?:请求|申请|决定)|(?![一-龥])")
GIVEN = pattern("(?<![现时新原前曾])任$")
# 甲说: what follows is told of others. 甲的学生: somebody else is told of.
OTHERS = pattern(r"[说称:：“]|表示|指出|强调|介绍|要求|希望|认为|透露|建议|宣布|提名(?!为)|任命|会见|[接代]替|免去|主持|的(?=[一-龥]{1,4}[,，在到])")
COMMA = pattern("[,，;；]")
CHOSEN = pattern("(?:决定|提名)为")
GIVES = pattern("任(?<=[一-龥]任)")  # 到某局 + 任
SENT = ("到", "在", "赴", "调", "去", "往", "入")
CLAUSE = pattern(r"[^，,。；;！？、\n]{2,40}")


class Stacks:
    """The posts around the persons of one document. Persons are kept by where they begin and end."""

    def __init__(self, document: Document, facts: Facts) -> None:
        self.chars = document.chars
        self.leads = Leads(document, facts)
        self.ends = self.leads.ends
        self.owners = Owners(document, facts, self.leads)
        self.decided = appointments.find(document)
        self.careers = careers.find(document)
        self.cards = cards.find(document)
        self.people = [name.end for name in facts.persons]
        self.people_from = [name.start for name in facts.persons]
        self.people_at_start = set(self.people_from)
        self.workers = frozenset(names.find(document).laymen)

    def of(self, person: Name) -> list[Post]:
        """Return the posts of a person, in the order in which they stand around the name."""
        posts = [*self.before(person), *self.after(person)]
        posts += self.changed(person, posts)
        seen = {post.start for post in posts}
        lived = self.careers.get((person.start, person.end), ())
        for stack in [self.onward(at) for at in lived] or self.told(person, bool(posts)):
            told = self.filled((post for post in stack if post.start not in seen), person)
            seen.update(post.start for post in told)
            posts += told
        return posts or self.shared(person)

    def before(self, person: Name) -> list[Post]:
        """Return the posts that stand before the name, in reading order."""
        card = self.cards.get(person.start)
        if card:
            return self.filled(self.stack(card.post_end) if card.post < person.start else self.onward(card.post), person)
        honour = HONOUR_LAST.search(self.chars, max(person.start - 8, 0), person.start)  # 市长 + 拿督 + 甲
        at = honour.start() if honour else person.start - (self.chars[person.start - 1 : person.start] in BLANKS)
        if self.chars[at - 1 : at] in (":", "："):  # 主席:张三
            at = len(self.chars[: at - 1].rstrip()) if at > 1 and at - 1 not in self.ends.titles else at - 1
        link = self.chars[at - 1 : at] if at - 1 in self.ends.titles else ""
        last = self.last_of_list(person.end) if link in IS else at
        filled = link == "由" and self.chars.startswith(FILLED, person.end)  # 市委书记由甲兼任
        if filled or link == "的" or (link in IS and not is_han(self.chars[last : last + 1])):  # 曾任…校长的甲; 副书记为甲、乙,
            return self.filled(self.stack(at - 1), person)
        body = self.ends.bodies.get(at)  # 中国科学院院士、 + 南京大学 + 陈骏校长
        if body and body.start - 1 in self.ends.titles and self.chars[body.start - 1] in MARKS and person.end in self.ends.titles_from:
            held = self.stack(body.start - 1)
            return self.filled(held, person) if held and held[0].body else []
        bracket = BRACKET.search(self.chars, max(at - 18, 0), at) if self.chars[at - 1 : at] == ")" else None
        if bracket and bracket.start() in self.ends.titles:  # 巡视员(稀土办主任)甲
            inner = [post for post in self.stack(at - 1) if post.start > bracket.start()] if at - 1 in self.ends.titles else []
            return self.filled([*self.stack(bracket.start()), *inner], person)
        posts = self.stack(self.past_work(at))
        if at < person.start and posts and GIVEN.search(self.chars, max(posts[0].start - 2, 0), posts[0].start):
            return []  # 甲任昌平区委书记 + 乙任…
        return self.filled(posts, person)

    def past_work(self, at: int) -> int:
        """Return where the posts end before what somebody does, that ends at `at`: 原副秘书长、 + 文化学者 + 甲."""
        mark = self.chars.rfind("、", max(at - 9, 0), at) if at in self.workers else -1
        return mark if mark in self.ends.titles else at

    def stack(self, at: int) -> list[Post]:
        """Return the posts that stand one behind the other up to `at`, in reading order."""
        posts: list[Post] = []
        clause = 0  # how many of the posts stand behind a comma
        while at in self.ends.titles and not self.is_others(at):
            post = self.leads.read(at)
            before = self.chars[post.start - 1 : post.start]
            if posts and self.chars[at] in ",，" and before in ("任", "为", "选"):
                break  # 甲升任青海省委书记, + 省委常委乙
            if posts and self.chars[at] == "、" and SENT_TO.match(post.title) and (posts[-1].body or post.body) != post.body:
                break  # 缅甸、泰国驻华大使 + 、 + 中国—东盟中心秘书长甲
            if posts and post.start in self.ends.people:
                break  # 甲资深大律师 + 和 + 局长乙
            posts.append(post)
            at = post.start
            if self.chars[at - 1 : at] == "暨" and at - 1 not in self.ends.titles and (other := self.ends.bodies.get(at - 1)):
                at = other.start  # 中冶集团暨 + 中国中冶董事长
                posts.append(Post(at, post.title, body_of(other), post.kind))
            joint = next((joint for joint in JOINTS if self.chars.endswith(joint, 0, at)), None) if self.chars.endswith(JOINTS, 0, at) else None
            if joint is None and at in self.ends.titles and (at in self.ends.bodies_from or post.title.endswith(WHOLE_POSTS)):
                continue  # 清华大学校长 + 中国科学院院士, 文联主席 + 党组书记
            if joint is None:
                break
            clause = len(posts) if joint in MARKS[1:] else clause
            at -= len(joint)
        met = 0 < clause < len(posts) and posts[clause - 1].body is not None and not posts[clause].title.endswith(("委员", "常委"))
        if 0 < clause < len(posts) and not self.is_begun(posts[-1].start, met=met):
            del posts[clause:]  # 会见政协委员, + 副部长甲
        posts.reverse()
        return posts

    def is_begun(self, start: int, *, met: bool) -> bool:
        """Return whether the posts of somebody may begin at `start`; behind a verb, of one who is `met`: 会见了建设集团总经理,设计院院长甲."""
        before = self.chars[start - 1 : start]
        return not is_han(before) or before in OPENING or (met and (before == "了" or self.chars.endswith(LEADING, 0, start)))

    def is_others(self, end: int) -> bool:
        """Return whether the title that ends at `end` is that of the persons before it: 甲教授, 甲、乙等院士."""
        start, _ = self.ends.titles[end]
        return self.chars[start - 1 : start] == "等" or start in self.ends.people

    def after(self, person: Name) -> list[Post]:
        """Return the posts that follow the name, as in …主席, or in a bracket: 甲(仁川广域市市长)."""
        if self.chars[person.end : person.end + 1] == "(":
            close = self.chars.find(")", person.end, person.end + 40)
            posts = self.stack(close) if close in self.ends.titles else []
            return self.filled([msgspec.structs.replace(post, end=close) for post in self.bracketed(posts, person.end + 1)], person)
        if self.chars[person.end : person.end + 1] in SET_APART:  # 吴晗 北京市人民政府副市长;
            posts = self.onward(person.end + 1)
            last = posts[-1].end if posts else None
            return self.filled(posts, person) if last and self.chars[last : last + 1] in ("", ";", "；", "。", "(", "\n") else []
        begin = person.end + 2 * self.chars.startswith(("常务", "执行"), person.end)  # 甲 + 常务副市长
        begin += self.chars[begin : begin + 1] == "副" and begin not in self.ends.titles_from  # 甲 + 副巡视员
        if begin not in self.ends.titles_from:
            return []
        end, title = self.ends.titles_from[begin]
        words = self.chars[person.end : end]
        # 中国工程院 + 周济 + 院长, 武汉市 + 唐良智 + 市长, 产业联盟协会的 + 甲 + 理事长
        named = self.ends.bodies.get(person.start - (self.chars[person.start - 1 : person.start] == "的"))
        listed = title.kind in ("government", "firm") and self.chars[end : end + 1] == "、" and not (named or self.is_titled(end + 1))
        if title.title in VERBS or listed:
            return []
        place = self.ends.places.get(person.start) if title.kind in ("government", "state") else None
        governs = title.kind == "government"  # 埃塞俄比亚 + 海尔马里亚姆 + 总理 is of the country
        body = self.leads.seats.of_place(place, title.title, governs) if place else body_of(named) if named else None
        at = place.start if place else named.start if named else person.end
        link = person.start - (self.chars[person.start - 1 : person.start] in LIST_MARKS)
        told = (person.full, words) in self.owners.said
        if body is None and not told and words.startswith(DEPUTIES) and link in self.ends.titles:  # 某局甲局长、 + 乙副局长
            said = [post.body for post in self.owners.last.get(self.ends.titles[link][0], ()) if post.body]
            body = next((one for one in said if title.kind != "government" or one.name.endswith("政府")), None)  # 甲副校长、 + 乙副县长
        ours = self.chars[person.start - 2 : person.start - 1] in ("我", "本", "该")  # 我司 + 甲副总经理
        if body is None and not ours and self.chars[person.start - 1 : person.start] in KIND_ENDS:  # 国家重点实验室 + 甲教授, 体育局 + 甲局长
            if department := self.leads.offices.department(person.start):
                return self.filled([Post(person.start - len(department), words, None, title.kind, department, end)], person)
            office = self.leads.offices.begins(person.start, 3)
            at, body = (office, organization(self.chars[office : person.start])) if office < person.start else (at, None)
        return self.filled([Post(at, words, body or self.stood_for(end, title), title.kind, end=end)], person)

    def stood_for(self, end: int, title: Title) -> Body | None:
        """Return the body that somebody with a title ending at `end` acts for: 卢作孚总经理 + 代表 + 民生集团, 吴晗市长 + 代表 + 宁波市政府."""
        body = self.ends.bodies_from.get(end + 2) if self.chars.startswith("代表", end) else None
        if body is None or title.kind not in ("firm", "government"):
            return None
        own = is_firm(body.full) if title.kind == "firm" else body.full.endswith((level_of(title.title) + "政府", level_of(title.title) + "人民政府"))
        return body_of(body) if own else None

    def is_titled(self, at: int) -> bool:
        """Tell whether a person begins at `at` with a title behind the name: 甲副省长、 + 乙校长."""
        number = bisect_left(self.people_from, at)
        return number < len(self.people) and self.people_from[number] == at and self.people[number] in self.ends.titles_from

    def bracketed(self, posts: list[Post], at: int) -> list[Post]:
        """Return the posts of a bracket that opens before `at`, the first of what its words name: 甲(马祖校区主任)."""
        words = self.chars[at : posts[0].start] if posts else ""
        if words and (posts[0].body or not words.isalnum() or is_stopped(words)):
            return []
        return [msgspec.structs.replace(posts[0], start=at, body=organization(words)), *posts[1:]] if words else posts

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
        posts = self.onward(verb.end())
        last = posts[-1].end if posts else None
        if verb.group().endswith("是") and not (last and OFFICE_END.match(self.chars, last)):  # 甲是市长 + 的同学
            return []
        if "分别" in verb.group() and len(posts) > 1:  # 甲、乙分别担任组长和副组长
            listed = self.list_at(person)
            number = listed.index(person.start)
            posts = posts[number : number + 1] if len(listed) == len(posts) else []
        return self.filled(posts, person)

    def list_at(self, person: Name) -> list[int]:
        """Return where the names of the list begin that a person stands in: 甲、乙."""
        number = bisect_right(self.people_from, person.start) - 1
        first = number
        while first > 0 and self.chars[self.people[first - 1] : self.people_from[first]] in LIST_MARKS:
            first -= 1
        last = bisect_right(self.people, self.last_of_list(person.end))
        return self.people_from[first:last]

    def told(self, person: Name, known: bool) -> list[list[Post]]:
        """Return the posts that a sentence goes on to give to whom it begins with, or whose post is `known`: 甲到地方工作,历任…; 甲到某局任局长."""
        number = bisect_right(self.people_from, person.start)
        stop = self.leads.document.sentence_at(person.start)[1]
        stop = min(stop, self.people_from[number]) if number < len(self.people_from) else stop
        if self.chars.find("任", person.end, stop) < 0 and not CHOSEN.search(self.chars, person.end, stop):
            return []
        others = OTHERS.search(self.chars, person.end, stop)
        stop = others.start() if others else stop
        begun = known or not is_han(self.chars[person.start - 1 : person.start])
        verbs = (APPOINTED.match(self.chars, comma.end(), stop) for comma in COMMA.finditer(self.chars, person.end, stop)) if begun else ()
        held = [self.onward(verb.end()) for verb in verbs if verb and verb.group().endswith(("任", "决定为", "提名为"))]
        return held + [self.sent(match.start()) for match in GIVES.finditer(self.chars, person.end, stop)]

    def sent(self, at: int) -> list[Post]:
        """Return the posts behind 任 that somebody has in the body before it: 到 + 浙江省文化厅 + 任 + 副厅长."""
        where = self.ends.bodies.get(at) or self.ends.places.get(at)
        posts = self.onward(at + 1) if where and self.chars.endswith(SENT, 0, where.start) else []
        if not where or not posts or posts[0].body:
            return posts
        body = self.leads.seats.of_place(where, posts[0].title, posts[0].kind == "government") if where.type == "place" else body_of(where)
        return [msgspec.structs.replace(posts[0], body=body), *posts[1:]]

    def relieved(self, person: Name) -> list[Post]:
        """Return the posts that a person is relieved of or gives up: 免去甲、乙的…局长职务, 接受甲辞去…市长职务的请求."""
        one = self.decided.get(person.start)
        last = self.last_of_list(self.behind(person))
        verb = RELIEVED.match(self.chars, last) if self.chars[last : last + 1] in RELIEVED_STARTS else None
        taken = one is not None and one.kind == "taken"
        if not taken and (not verb or verb.group().endswith("的")):
            return []
        posts = self.onward(verb.end() if verb else self.behind(person))
        end = posts[-1].end if posts else None
        return self.filled(posts, person) if end and OFFICE_END.match(self.chars, end) else []

    def behind(self, person: Name) -> int:
        """Return where what is said of a person begins: behind the name, 先生 and what a bracket adds."""
        end = person.end + 2 * self.chars.startswith(COURTESY, person.end)
        end = self.ends.titles_from[end][0] if end in self.ends.titles_from else end  # 甲院长当选…
        return self.past_aside(end)

    def last_of_list(self, end: int) -> int:
        """Return where the last name of the list ends that a name ending at `end` stands in: 甲、乙."""
        number = bisect_right(self.people, end) - 1
        first, last = number, number + LIST_AT_MOST
        while number < last and self.chars[end : end + 1] in LIST_MARKS and number + 1 < len(self.people) and self.people_from[number + 1] == end + 1:
            number, end = number + 1, self.past_aside(self.people[number + 1])
        return end + 2 * (number > first and self.chars.startswith(COURTESY, end))

    def past_aside(self, end: int) -> int:
        """Return where a bracket ends that says more of the name before it, else `end`: (女), (David Calhoun)."""
        aside = ASIDE.match(self.chars, end) if self.chars[end : end + 1] == "(" else None
        return aside.end() if aside else end

    def onward(self, at: int) -> list[Post]:
        """Return the posts that stand one behind the other from `at`: …副市长、代理市长."""
        posts: list[Post] = []
        sure = 0  # how many stand before the last comma
        while True:
            post = self.post_from(at)
            if post is None or post.end is None:
                return posts[: sure or None]  # 甲任市委书记,省委原常委、 + 秘书长乙任…
            if posts and self.chars[at - 1] in ",，" and is_han(self.chars[post.end : post.end + 1]) and not OFFICE_END.match(self.chars, post.end):
                return posts  # 甲任湖北省委书记, + 青海省长乙接替…
            posts.append(post)
            joint = JOINT.match(self.chars, post.end)
            if joint is None:
                return posts
            sure = len(posts) if joint.group() in MARKS[1:] else sure
            at = joint.end()

    def post_from(self, at: int) -> Post | None:
        """Return the longest post that begins at `at`, with where it ends, if nobody's name stands behind it: 总指挥部 + 副总指挥."""
        clause = CLAUSE.match(self.chars, at) if at not in self.people_at_start else None
        for end in range(clause.end() if clause else 0, at + 1, -1):
            if end in self.ends.titles and not (end in self.ends.titles_from or person_end(self.chars, end)):
                post = self.leads.read(end)
                around = self.ends.places.get(post.start) if post.kind == "government" else None
                if at in (post.start, around.start if around else at - 1):  # 任 + 拉萨市 + 尼木县县长
                    of = self.ends.bodies_from.get(end + 1) if self.chars[end : end + 1] == "的" else None  # 出任组长的 + 水利领导小组
                    return msgspec.structs.replace(post, end=end, body=post.body or (body_of(of) if of else None))
                office = self.chars[at : self.ends.titles[end][0]]
                if office in COUNCILS:  # 甲当选 + 政协 + 主席
                    return Post(at, post.title, organization(office), post.kind, end=end)
                if post.body is None and OFFICE.fullmatch(office) and not is_stopped(re.sub("[和与]", "", office)):
                    # 任命甲为 + 农业委员会 + 主任, 担任该 + 研究院 + 院长
                    said = self.leads.heads.meant(at, office) if office in office_words() else None
                    own = body_of(said) if said else None if office in office_words() else organization(office)
                    return Post(at, post.title, own, post.kind, end=end)
        return None

    def shared(self, person: Name) -> list[Post]:
        """Return the posts that a person shares with the one before: 副总裁甲、乙."""
        before = self.owners.last.get(person.start - 1)
        if not before or self.chars[person.start - 1] not in "、和与及" or self.ends.titles_from.get(person.end):
            return []
        kept = [post for post in before if post.kind == "person" or post.title.endswith(SHARED) or any(word in post.title for word in OF_SEVERAL)]
        if len(kept) < len(before):  # 市委副书记、市长甲与乙: nobody else is 市长
            return []
        kept = [msgspec.structs.replace(post, end=None) for post in kept]
        if kept:
            self.remember(person, kept)
            self.owners.keep(person.full, kept)
        return kept

    def filled(self, posts: Iterable[Post], person: Name) -> list[Post]:
        """Return the posts with the bodies they share or leave unsaid: 公司董事长、总裁; 市长 of the page's place; a body of the clause before."""
        found: list[Post] = []
        posts = list(posts)
        before = self.owners.last.get(posts[0].start - 1, ()) if posts else ()
        unnamed = any(one.body is None and one.head in OF_NONE for one in before)  # 集团董事长甲, + 总经理乙
        for post in posts:
            # 百事可乐主席 + 及首席执行官; 集团党委书记 + 、董事长 of a firm that the page does not name
            hidden = unnamed or (bool(found) and found[-1].body is None and bool(found[-1].head or not opens(self.chars, found[0].start)))
            # 中国科学院院士、 + 校长; 中共中央政治局委员、 + 国务委员
            alone = bool(found) and (found[-1].title.endswith("院士") or post.title == "国务委员")
            near = found[-1].body if found and not alone else None
            if post.title.endswith("校长"):  # 某大学党委常委、党委宣传部部长、副校长
                near = next((one.body for one in reversed(found) if one.body and any(ends_in(one.body.name, school) for school in SCHOOLS)), near)
            body = self.owners.find(post, near, person.full, hidden)
            post, body = of_committee(post, body) if body and post.title.startswith(COMMITTEES) else (post, body)
            if post.title not in NO_POST and (body or post.kind not in ("person", "layman") or post.title not in NO_POST_ALONE):
                found.append(msgspec.structs.replace(post, body=body))
        if found:
            self.remember(person, found)
        return found

    def remember(self, person: Name, posts: list[Post]) -> None:
        """Keep the posts of a person for whoever shares them, behind 先生 and what a bracket adds."""
        end = person.end + 2 * self.chars.startswith(COURTESY, person.end)
        posts = [*self.owners.last.get(end, ()), *posts]  # 同济大学副校长 + 甲 + 教授
        self.owners.last[end] = self.owners.last[self.past_aside(end)] = posts


def of_committee(post: Post, body: Body) -> tuple[Post, Body]:
    """Return a post of a committee and the committee, where another body of the place was told: 高新区管委会主任甲,党工委 + 副书记乙.

    So is 书记 of 市纪委 behind 市委常委、.
    """
    own = next(one for one in COMMITTEES if post.title.startswith(one))
    end = next((end for end in (ZONE_COMMITTEES if own.endswith("工委") else PLACE_COMMITTEES) if body.name.endswith(end)), None)
    if end is None:
        return post, body
    committee = body if body.name.endswith(own) else organization(body.name.removesuffix(end.lstrip(LEVELS)) + own)
    return msgspec.structs.replace(post, title=post.title.removeprefix(own)), committee
