"""Topics: whom 该市, 该校 and 这座城市 speak of: the last one of that kind named before.

Shared grammar of who is honoured and who signs. 我市 is the home of the page, which the names know already; 该项目 among several
is nobody's name, and what is named only behind the word was not spoken of yet.
"""

from __future__ import annotations

from bisect import bisect_left

from transforms import gazetteer
from transforms.extract.deeds.parties import Party
from transforms.extract.events.sites import REACH, START, is_city
from transforms.extract.facts import Facts, Name
from transforms.model.patterns import pattern

THAT = pattern(r"[该此这](?:[座个])?(?P<kind>城市|市|县|省|区|州|旗|镇|乡|村|社区|街道|学院|大学|医院|校|院|馆|公司|集团|企业|中心|园区)")
# What a body may end in that is spoken of so.
KINDS = {"校": ("大学", "学院", "学校", "中学", "小学"), "公司": ("公司", "集团"), "企业": ("公司", "集团", "厂"), "集团": ("集团", "公司")}


def meant(facts: Facts, kind: str, at: int) -> Party | None:
    """Return the last place or body of a kind that is named before `at`."""
    if kind in ("城市", "市", "县", "省", "区", "州", "旗"):
        places = facts.places[: bisect_left(facts.places, at, key=START)]
        found = next((n for n in reversed(places) if _is_a(n, kind)), None)
        return Party(found.start, found.end, found.text, found.key) if found else None
    ends = KINDS.get(kind, (kind,))
    names = sorted([*_near(facts.organizations, at), *_near(facts.places, at)], key=START)
    body = next((n for n in reversed(names) if n.text.endswith(ends)), None)
    return Party(body.start, body.end, body.full if body.type == "organization" else body.text, body.key) if body else None


def _near(names: list[Name], at: int) -> list[Name]:
    return names[bisect_left(names, at - 2 * REACH, key=START) : bisect_left(names, at, key=START)]


def _is_a(name: Name, kind: str) -> bool:
    if kind in ("城市", "市"):
        return is_city(name) and not name.text.endswith("县")
    division = gazetteer.divisions().get(name.adcode or name.key)
    return name.text.endswith(kind) or (division is not None and division.name.endswith(kind))
