"""Kinds: what ends the name of a body, a venue or a zone, and what it says of the name: 协会, 博物馆, 开发区, 住建局.

Shared grammar of names; org_suffixes.csv, facility_suffixes.csv, departments.csv and trades.csv. Not meant: where a name with a kind begins
(walks.py), and whether it is one (candidates.py).
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import daachorse
import msgspec

from transforms import lexicon

Strength = Literal["strong", "weak", "office"]


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


class Department(msgspec.Struct, frozen=True, gc=False):
    """A short form of a department and the full one."""

    form: str
    full: str
    why: str


class Trade(msgspec.Struct, frozen=True, gc=False):
    """What a firm has behind its own name, 均胜电子; `alone` if nothing but firms ends so, 莱宝科技."""

    word: str
    alone: bool
    why: str


class Kind(msgspec.Struct, frozen=True, gc=False):
    """What a suffix says of the name before it."""

    suffix: str
    kind: Literal["organization", "facility", "zone", "settlement", "nature"]
    strength: Strength
    alone: bool
    goes_on: str
    ends: str = ""  # what a name may begin behind: the line of a road, a committee, an office
    of: str = ""  # whose it is: of a firm, of a society


TRADES = {row.word: row for row in lexicon.read("trades", Trade)}
# 住建局, 教育局: what a list or a post may name without its place
DEPARTMENTS = {row.form: row.full for row in lexicon.read("departments", Department)}
BARE = frozenset(form for pair in DEPARTMENTS.items() for form in pair if len(form) > 2 and form[-1] in "局委厅办")
# 商务委员会 + 主任: what only a post may name without its place
POSTED = BARE.union(full for full in DEPARTMENTS.values() if full.endswith("委员会") and full != "管理委员会")
FIRMS = ("公司", "集团")
SOCIETIES = ("协会", "学会", "公会", "联合会", "联盟", "研究会", "促进会", "协进会", "策进会")
# 陶瓷博物馆 + 理事长: houses that are bodies, too
HOUSES = (
    "博物馆", "博物院", "美术馆", "艺术馆", "艺术宫", "图书馆", "档案馆", "纪念馆", "科技馆", "天文馆", "大剧院", "展览馆", "文化馆", "艺术中心",
)  # fmt: skip
# What is named by where it begins and ends.
LINES = frozenset(("高速公路", "高速", "高速铁路", "铁路", "高铁", "城际铁路", "城际", "客专", "公路", "跨江通道", "过江通道", "跨海通道"))


@cache
def kinds() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, list[Kind]]:
    """Return the automaton over all suffixes, and what each says."""
    rows = {row.suffix: Kind(row.suffix, row.kind, row.strength, True, row.goes_on) for row in lexicon.read("facility_suffixes", FacilitySuffix)}
    forms = {form for pair in DEPARTMENTS.items() for form in pair if len(form) > 2}
    rows |= {form: Kind(form, "organization", "office", True, "") for form in sorted(forms)}
    rows |= {row.suffix: Kind(row.suffix, "organization", row.strength, row.alone, row.goes_on) for row in lexicon.read("org_suffixes", OrgSuffix)}
    told = [msgspec.structs.replace(kind, ends=ends_of(kind), of=owner(kind)) for kind in rows.values()]
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(rows), daachorse.MATCH_KIND_LEFTMOST_LONGEST), told


def owner(kind: Kind) -> str:
    """Return whether a kind is one of firms or of societies, whose names may have words in them that others have not."""
    return "firm" if kind.suffix.endswith(FIRMS) else "society" if kind.suffix.endswith(SOCIETIES) else ""


def ends_of(kind: Kind) -> str:
    """Return what a name may begin behind, if such a kind ends there."""
    if kind.suffix in LINES:
        return "line"
    if kind.suffix in ("社区", "办事处") or kind.kind == "zone":
        return "settlement"
    if kind.suffix.endswith("委"):
        return "committee"
    return "office" if kind.strength == "office" or kind.suffix.endswith("局") else ""


@cache
def kinds_by_name() -> dict[str, Kind]:
    """Return what each suffix says."""
    return {kind.suffix: kind for kind in kinds()[1]}
