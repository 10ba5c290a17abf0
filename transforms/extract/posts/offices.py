"""Offices: the body before a title that no list has and that ends in the kind of an office: 政务司 + 司长, 立法会 + 主席, 民政局长.

It is what stands before the title up to a mark, a place or a word that is in no name. Shared grammar of posts. Not meant: offices
of a body said before (办公室 + 主任), meetings (发布会 + 主持人).
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from operator import attrgetter

from transforms.extract.facts import Facts
from transforms.extract.names.cuts import cut, generic
from transforms.extract.names.kinds import POSTED, kinds
from transforms.extract.names.words import is_known
from transforms.extract.posts.heads import opens
from transforms.extract.posts.titles import TITLE_WORDS, stops
from transforms.model.patterns import pattern

# The kinds of offices that no list of bodies has: 政务司 + 司长, 立法会 + 主席
KIND_ENDS = frozenset("司局署台厅部委办处院所馆会社站队团心室行协联组庭系")
END = attrgetter("end")
STRETCH = pattern(r"[一-龥A-Za-z0-9“”·]{2,24}$")
AND = frozenset("和与及暨")
LINKS = frozenset("由经与和在对向被为将及")
AFTER_POST = pattern("[长任席员师记裁官人][和与兼暨]")
# 新闻发布会 + 主持人: a meeting is no office
GATHERINGS = ("发布会", "座谈会", "推介会", "研讨会", "交流会", "洽谈会", "招待会", "见面会", "大会", "年会", "晚会", "酒会", "峰会")
RELATIONS = ("关系", "体系", "联系")  # 公共关系 + 主任
DELEGATIONS = frozenset(("访问团", "代表团", "考察团"))


@cache
def office_words() -> frozenset[str]:
    """Return what an office of whatever was named before is called, no name of its own: 办公室 + 主任, 组委会 + 秘书长."""
    return (frozenset(row.suffix for row in kinds()[1]) - {"立法会"}) | {"办公室", "出版社", "董事会", "监事会", "理事会", "秘书处", "事务所"}


def is_stopped(text: str) -> bool:
    """Return whether a word stands in `text` that cannot stand in the name of a body."""
    return any(word in stops() for word in cut(text))


class Offices:
    """The offices before the titles of one document."""

    def __init__(self, chars: str, facts: Facts) -> None:
        self.chars = chars
        self.places_from = {name.start for name in facts.places}
        self.people = facts.persons
        self.people_at = {name.end for name in facts.persons}

    def department(self, end: int) -> str:
        """Return the department that ends at `end`, if its place is left out: 县政协副主席、发改局 + 局长."""
        size = next((size for size in range(min(12, end), 2, -1) if self.chars[end - size : end] in POSTED), 0)
        return self.chars[end - size : end] if size and opens(self.chars, end - size) else ""

    def begins(self, end: int, least: int) -> int:
        """Return where the name of an office that ends at `end` begins, of `least` characters; `end` if there is none."""
        found = STRETCH.search(self.chars, max(end - 24, self.person_before(end)), end)
        if not found:
            return end
        at = self.leftmost(end, cut(found.group()))
        while at < end and (self.chars[at] == "”" or self.is_link(at)):
            at += 1
        post = AFTER_POST.search(self.chars, at, end)
        at = post.end() if post else at
        text = self.chars[at:end]
        named = (least == 2 or not all(word in generic() for word in cut(text))) and text not in DELEGATIONS
        return at if named and len(text) >= least and text not in office_words() and not text.endswith(GATHERINGS + RELATIONS) else end

    def is_link(self, at: int) -> bool:
        """Return whether what stands at `at` leads to a name and is none of it: 18日经 + 行政院, 大律师和 + 内地事务局, but not 经济财政司."""
        if self.chars[at] in LINKS:
            return not is_known(self.chars[at : at + 2])
        return self.chars[at] in "年月日" and self.chars[at - 1 : at].isdigit()

    def leftmost(self, at: int, words: tuple[str, ...]) -> int:
        """Return where the first of the words that end at `at` begins that may all be in one name."""
        for number in range(len(words) - 1, -1, -1):
            word = words[number]
            ended = number > 0 and (words[number - 1] in TITLE_WORDS or words[number - 1][-1] in KIND_ENDS or at - 1 in self.people_at)
            stopped = (ended or number == 0) if word in AND else word in stops() and word not in TITLE_WORDS
            if stopped or at in self.people_at:
                break
            at -= len(word)
            if at in self.places_from and self.chars[at - 1 : at] != "驻":
                break
        return at

    def person_before(self, at: int) -> int:
        """Return where the last name of a person before `at` ends, or 0: no body's name goes over it."""
        number = bisect_right(self.people, at, key=END)
        return self.people[number - 1].end if number else 0
