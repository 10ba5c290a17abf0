"""Positions: a person in a post, as in 副市长梁皓, 区委副书记、区长雷卫华 and 联合国副秘书长兼人居署执行主任罗斯巴赫 (two posts).

A stack of posts stands before the name, each with its body or with that of the post before it; a post may also follow the name
(…主席). 市长 alone belongs to the government of the page's place. Not meant: reporters and editors, officials without a name,
courtesy words, what somebody merely is (专家) unless a body stands before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms import gazetteer
from transforms.extract import names, persons
from transforms.extract.facts import Facts, Name
from transforms.extract.names import Title
from transforms.extract.organizations import canonical, home
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


JOINTS = ("、", "兼", "暨", ",", "，", "和", "及", "并兼任", "兼任")
# 公司董事长: which one, is said before.
BARE_HEADS = (
    "集团", "公司", "学校", "学院", "研究院", "研究所", "中心", "协会", "学会", "商会", "医院", "银行", "大学",
    "实验室", "委员会", "基金会", "联盟", "企业",
)  # fmt: skip
# 圣罗克市 + 市长: a town that no gazetteer has, behind a country or a mark.
TOWN = re.compile(r"(?:(?:国|利|亚|兰|宾|坡|尼|西|哥|斯坦|[^一-龥])(?P<town>[一-龥]{2,6}?[市省州县]))$")
PREFIXES = ("原", "前", "时任", "现任", "代", "副")


def find(document: Document, facts: Facts) -> Iterator[Position]:
    """Yield every post of every named person, in reading order."""
    stacks = Stacks(document, facts)
    found: list[tuple[int, Position]] = []
    for person in facts.persons:
        if document.segments[document.segment_at(person.start)].role not in FACTS:
            continue
        for post in [*stacks.before(person), *stacks.after(person)]:
            start, end = min(post.start, person.start), max(person.end, post.start + len(post.title))
            body = post.body
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


class Stacks:
    """The posts around the persons of one document. Titles, bodies and places are kept by where they end."""

    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.chars = document.chars
        self.titles = {end: (start, title) for start, end, title in persons.titles(document) if title.kind != "byline"}
        self.titles_from = {start: (end, title) for start, end, title in persons.titles(document) if title.kind != "byline"}
        self.bodies = {name.end: name for name in facts.organizations}
        self.places = {name.end: name for name in facts.places}
        self.named = facts.organizations
        self.starts = [name.start for name in facts.organizations]
        self.people = [name.end for name in facts.persons]

    def before(self, person: Name) -> list[Post]:
        """Return the posts that stand before the name, in reading order."""
        posts: list[Post] = []
        at = person.start - (self.chars[person.start - 1 : person.start] in (" ", "\u3000"))
        while at in self.titles:
            post = self.post(at)
            posts.append(post)
            at = post.start
            if at in self.titles:
                continue
            joint = next((joint for joint in JOINTS if self.chars.endswith(joint, 0, at)), None)
            if joint is None:
                break
            at -= len(joint)
        posts.reverse()
        return self.filled(posts, person.start)

    def after(self, person: Name) -> list[Post]:
        """Return the post that follows the name, as in …主席."""
        if person.end not in self.titles_from:
            return []
        end, title = self.titles_from[person.end]
        if title.title in persons.VERBS or (title.kind in ("government", "firm") and self.chars[end : end + 1] == "、"):
            return []
        return self.filled([Post(person.end, title.title, None, title.kind)], person.start)

    def post(self, end: int) -> Post:
        """Return the post whose title ends at `end`, with the body before it."""
        start, title = self.titles[end]
        # 市纪委 + 书记: the body reaches into what might be one title.
        inner = next((at for at in range(start + 1, end) if at in self.bodies and self.bodies[at].start < start), None)
        if inner is not None:
            start = inner
        for prefix in PREFIXES:
            if self.chars.endswith(prefix, 0, start) and start not in self.bodies:
                start -= len(prefix)
                break
        words = self.chars[start:end].removeprefix("时任").removeprefix("现任")
        body = self.bodies.get(start)
        if body:
            return Post(body.start, words, (body.full, body.type, body.key), title.kind)
        place = self.place_before(start, end)
        if place:
            return Post(place.start, words, self.of_place(place, words, title), title.kind)
        if title.kind == "government":
            town = TOWN.search(self.chars, max(start - 12, 0), start)
            if town:
                name = town["town"]
                return Post(town.start("town"), words, (name, "place", normal(name)), title.kind)
        for head in BARE_HEADS:
            if self.chars.endswith(head, 0, start):
                known = self.last_body(start, head)
                if known:
                    return Post(start - len(head), words, (known.full, known.type, known.key), title.kind)
        return Post(start, words, None, title.kind)

    def place_before(self, start: int, end: int) -> Name | None:
        """Return the place that a title belongs to: 武汉市 + 市长, 武汉 + 市长, 埃及 + 总统."""
        return self.places.get(start) or (self.places.get(start + 1) if end - start > 1 else None)

    def of_place(self, place: Name, words: str, title: Title) -> tuple[str, str, str]:
        """Return the body of a post in a place: its government for 市长, else the place itself."""
        if title.kind != "government" or not place.adcode:
            return place.full, place.type, place.key
        division = gazetteer.divisions()[place.adcode]
        return f"{division.name}人民政府", "organization", f"{division.adcode}:{canonical('人民政府')}"

    def filled(self, posts: list[Post], at: int) -> list[Post]:
        """Return the posts with the bodies they share or leave unsaid: 公司董事长、总裁; 市长 of the page's place; a body of the clause before."""
        found: list[Post] = []
        for post in posts:
            body = post.body or self.unsaid(post)
            if body is None and found and post.kind != "government":
                body = found[-1].body
            if body is None and post.kind != "government":
                body = self.from_sentence(post)
            if body or post.kind != "person" or len(posts) > 1 or post.title not in ("专家", "代表", "负责人"):
                found.append(Post(post.start, post.title, body, post.kind))
        return found

    def unsaid(self, post: Post) -> tuple[str, str, str] | None:
        """Return the government that 市长 alone means."""
        if post.kind != "government" or not self.opens(post.start):
            return None
        level = post.title.lstrip("原前代副时任现")[0]
        division = home(self.document, level, post.start, names.find(self.document).hits)
        return (f"{division.name}人民政府", "organization", f"{division.adcode}:{canonical('人民政府')}") if division else None

    def opens(self, start: int) -> bool:
        """Return whether nothing stands before a post that it could belong to: 圣罗克市 + 市长 is not the page's 市长."""
        return not persons.is_han(self.chars[start - 1 : start]) or self.chars[start - 1] in "和及与由兼暨、"

    def last_body(self, at: int, head: str) -> Name | None:
        """Return the body named last before `at` whose name ends in `head`."""
        for number in range(bisect_left(self.starts, at) - 1, max(bisect_left(self.starts, at) - 12, -1), -1):
            if self.named[number].full.endswith(head):
                return self.named[number]
        return None

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
