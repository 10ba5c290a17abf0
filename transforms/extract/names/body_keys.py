"""Body keys: what a body is known by, however it is written: 住建局 and 住房和城乡建设局 of 青岛 are one, 波音公司 is 波音.

A body of a division has the division's code and the department's full name (departments.csv), one of the gazetteer its full name.
Not meant: which short form stands for which body of the page (short_forms.py).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from transforms import gazetteer
from transforms.extract.names.candidates import DEICTIC, Candidate
from transforms.extract.names.kinds import DEPARTMENTS, kinds_by_name
from transforms.gazetteer import Division, Entry
from transforms.model.ids import normal


def seat(candidate: Candidate, hits: list[tuple[int, int, Entry]]) -> tuple[int, str | None]:
    """Return where the divisions that a name begins with end, and the code of the last: 大连市沙河口区 + 委."""
    at, code = candidate.start, None
    for number in range(bisect_left(hits, candidate.start, key=lambda hit: hit[0]), len(hits)):
        start, end, entry = hits[number]
        if start != at or end > candidate.head or entry.kind != "place" or entry.ambiguous or not entry.keys[0].isdigit() or len(entry.keys) > 1:
            break
        if code and code not in gazetteer.chain(entry.keys[0]):  # 上海 + 安徽商会
            break
        at, code = end, entry.keys[0]
    return at, code


@lru_cache(maxsize=65536)
def key_of(text: str) -> str:
    """Return the key of a body by its name: known ones by their full name, those of a division by its code and department."""
    body = gazetteer.bodies().get(text)
    if body:
        return normal(body.name)
    if text.startswith("中共") and len(text) > 4:  # 中共武汉市委组织部
        return key_of(text[2:])
    if text.endswith(("市府", "县府")):
        return key_of(text[:-1] + "政府")
    if text.endswith("管委"):
        return key_of(text + "会")
    firm = next((text.removesuffix(end) for end in ("集团公司", "公司", "集团") if text.endswith(end)), "")
    if (known := gazetteer.bodies().get(firm)) and gazetteer.is_firm(known):
        return normal(known.name)  # 波音公司 is 波音
    if firm in gazetteer.brands():
        return normal(firm)
    # 中科院光电技术研究所 is 中国科学院光电技术研究所, 浙江大学科研院 of no division 浙江.
    for size in range(min(len(text) - 2, 16), 2, -1):
        if (owner := gazetteer.bodies().get(text[:size])) and not gazetteer.is_firm(owner):
            return normal(owner.name + text[size:])
    for size in range(min(len(text) - 1, 12), 1, -1):
        division = gazetteer.division(text[:size])
        if division and (division.level != "county" or division.name == text[:size]):
            return f"{division.adcode}:{canonical(text[size:].removeprefix('市') if division.name != text[:size] else text[size:])}"
    return normal(text)


def of_division(division: Division, department: str) -> str:
    """Return what a body of a division is called: 澄城县 + 委, but 房县 + 县委."""
    level = division.name[-1] if len(division.name) == 2 and department.startswith("委") else ""
    return division.name + level + department


def canonical(department: str) -> str:
    """Return the full form of a department: 住建局 -> 住房和城乡建设局; 县委 of 道县 + 县委 is that of 道县 + 委."""
    level = DEICTIC.match(department)
    bare = department[level.end() :] if level and len(level.group()) == 1 else ""
    department = bare if bare in kinds_by_name() else department
    if department.startswith("人民政府") and len(department) > 4 and department not in DEPARTMENTS:  # 省人民政府 + 办公厅
        return canonical(department[2:])
    return normal(DEPARTMENTS.get(department, department))
