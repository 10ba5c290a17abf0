"""Heads: which body 公司, 协会 or 论坛 means before a title, where its name was said before: 科大讯飞股份有限公司…,公司董事长甲.

A short form is one as well: 投资公司 for 中建七局投资有限公司. Shared grammar of posts. Not meant: bodies of places (市政府), which
have a level that tells whose they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache
from operator import attrgetter

from transforms.extract.facts import Facts, Name
from transforms.extract.names.cuts import cut
from transforms.extract.names.words import is_han
from transforms.extract.posts.titles import Title
from transforms.model.patterns import pattern

# 公司董事长: which one, is said before.
BARE_HEADS = (
    "集团公司", "集团", "公司", "学校", "学院", "研究院", "研究所", "中心", "协会", "学会", "商会", "医院", "银行", "大学",
    "实验室", "委员会", "基金会", "联盟", "企业", "管委会", "组织部", "宣传部", "统战部", "政法委", "论坛", "大会", "组委会", "执委会", "筹委会",
    "俱乐部",
)  # fmt: skip
FIRMS = ("集团公司", "集团", "公司", "企业", "银行")
LEGAL = pattern("股份|有限|责任|集团(?=.)")
# 民政局长甲代表 + 市长乙
LEADING = ("代表", "感谢", "陪同", "邀请", "会见", "拜会", "随同", "率领", "率", "包括", "宴请", "党外", "受到")
START = attrgetter("start")
BACK = 200  # names before a head that may say what it means
COMMA = pattern("[,，。;；\n]")
HOLDER = 24  # characters between a post and who has it: 党委书记、董事长甲
# One at a time has them: 集团董事长甲 is of no firm whose 董事长 is 乙.
ONE_HAS = ("董事长", "总经理", "总裁", "书记", "院长", "校长", "会长", "理事长", "主席", "主任")


def opens(chars: str, start: int) -> bool:
    """Return whether nothing stands before a post that it could belong to: 圣罗克市 + 市长 is not the page's 市长."""
    return not is_han(chars[start - 1 : start]) or chars[start - 1] in "和及与由兼暨任为选、在受经请向据被位了" or chars.endswith(LEADING, 0, start)


def head_before(chars: str, end: int) -> str:
    """Return the head that ends at `end`, or nothing."""
    return next(head for head in BARE_HEADS if chars.endswith(head, 0, end)) if chars.endswith(BARE_HEADS, 0, end) else ""


def ends_in(name: str, head: str) -> bool:
    """Return whether a body may be called by a head that ends its name; 中国科学院 is no 学院."""
    return name.endswith(head) and not (head == "学院" and name.endswith("科学院"))


class Heads:
    """What the heads of one document mean."""

    def __init__(self, chars: str, facts: Facts, titles_from: dict[int, tuple[int, Title]]) -> None:
        self.chars = chars
        self.named = facts.organizations
        self.people = facts.persons
        self.titles_from = titles_from
        self.titles_at = {end for end, _ in titles_from.values()}
        self.others = cache(self._others)

    def meant(self, at: int, head: str) -> Name | None:
        """Return the body named most before `at` whose name ends in `head`, if no other is named nearly as often.

        A body that is only named later counts if it is a firm or named more than once.
        """
        others = self.others(head)
        before = [name for name in self.before(at) if ends_in(name.full, head) and name.key not in others]
        if head == "集团公司" and not before:  # of a page that calls it 某某集团
            return self.meant(at, "集团")
        later = [] if before else [name for name in self.named if ends_in(name.full, head) and len(name.full) > len(head) and name.key not in others]
        counts = Counter(name.key for name in before or later)
        most = counts.most_common(2)
        if (later and most[0][1] < 2 and head not in FIRMS) or (len(most) > 1 and most[0][1] < 2 * most[1][1]):
            return None
        return next((name for name in reversed(before or later) if name.key == most[0][0]), None)

    def shortened(self, end: int, head: str) -> tuple[int, Name] | None:
        """Return where the short form of a body said before begins, and the body: 投资公司 for 中建七局投资有限公司."""
        before = cut(self.chars[max(end - len(head) - 4, 0) : end - len(head)])
        at = end - len(head) - len(before[-1]) if before else 0
        tail = self.chars[at:end]
        if not before or not opens(self.chars, at) or not is_han(tail[:1]):
            return None
        return next(((at, name) for name in reversed(self.before(at)) if LEGAL.sub("", name.full).endswith(tail)), None)

    def _others(self, head: str) -> frozenset[str]:
        """Return the bodies that a head cannot mean, as others hold its posts there: 集团董事长甲与 + 丙集团董事长乙."""
        held = {self.holder(at) for at in self.titles_from if self.chars.endswith(head, 0, at) and opens(self.chars, at - len(head))} - {None}
        theirs = {(name.key, self.holder(name.end)) for name in self.named if ends_in(name.full, head)} if held else set()
        titles = {one[0] for one in held if one}
        return frozenset(key for key, one in theirs if one and one[0] in titles and one not in held)

    def holder(self, at: int) -> tuple[str, str] | None:
        """Return the post that begins at `at`, if one at a time has it, and who has it."""
        end, title = self.titles_from.get(at, (at, None))
        if title is None or title.title.startswith("副") or not title.title.endswith(ONE_HAS):
            return None
        number = bisect_left(self.people, end, key=START)
        found = self.people[number] if number < len(self.people) else None
        if found is None or found.start not in self.titles_at or found.start > end + HOLDER or COMMA.search(self.chars, end, found.start):
            return None
        return title.title, found.full

    def before(self, at: int) -> list[Name]:
        """Return the bodies named last before `at`, in reading order."""
        number = bisect_left(self.named, at, key=START)
        return self.named[max(number - BACK, 0) : number]
