"""Known bodies: those of the gazetteer where they stand: 交通运输部中国海上搜救中心, side by side, is one, and 法国外交部 no Chinese one.

Shared grammar of organizations. Not meant: bodies that only their kind tells (candidates.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms import gazetteer
from transforms.extract.facts import Name
from transforms.extract.names.abroad import country_abroad
from transforms.extract.names.cuts import cut
from transforms.extract.posts.titles import stops
from transforms.gazetteer import Entry
from transforms.model.ids import normal
from transforms.model.patterns import pattern


def bodies(chars: str, hits: list[tuple[int, int, Entry]]) -> list[tuple[int, int, str]]:
    """Return the known bodies with their full names; 交通运输部中国海上搜救中心, side by side, is one, so is 青岛 + 海信集团, and 法国外交部."""
    found: list[tuple[int, int, str]] = []
    place = (-1, -1)
    abroad = (-1, -1, "")
    firm = -1  # where the last firm ends
    china = -1  # where the last 中国 begins
    for start, end, entry in hits:
        if entry.code:
            place = start, end
            if branch := BRANCH.match(chars, end):
                found.append((start, branch.end(), chars[start : branch.end()]))
        elif entry.kind == "place":
            country = gazetteer.place(entry.keys[0]) if country_abroad(entry.keys[0]) else None
            first, name = (abroad[0], abroad[2]) if abroad[1] == start else (start, "")  # 德国 + 北威州 + 经济部
            abroad = (first, end, name + country.name) if country else abroad
            china = start if entry.keys == ("CN",) else china
            if entry.name == "中国" and start == firm and chars[end : end + 1] not in OWN:  # 安永 + 中国
                first, _, name = found.pop()
                found.append((first, end, name + "中国"))
        elif entry.kind == "venue":
            continue
        elif abroad[1] == start and is_anybodys(entry):
            found.append((abroad[0], end, abroad[2] + entry.name))
        else:
            own = gazetteer.bodies()[entry.name]
            seated = SEATS.get(own.country or "") == chars[place[0] : place[0] + 2]
            if place[1] == start and (seated or (chars[start - 1] not in "区县" and gazetteer.is_firm(own))):
                start = place[0]  # 青岛 + 海信集团, 香港特区 + 旅游事务署, but not 裕华区 + 中冶杯
            if china >= 0 and own.country == "CN" and not gazetteer.is_firm(own) and chars[china:start] in ("中华人民共和国", "中国"):
                start = china  # 中华人民共和国 + 文化和旅游部
            if gazetteer.is_outlet(own) and (site := SITE.match(chars, end)):
                end, entry = site.end(), Entry(entry.name, "body", (entry.keys[0] + site.group(),))  # 湖北日报 + 网, + 社, 人民网 + 湖北频道
            institute = INSTITUTE.match(chars, end) if chars[end - 1] == "院" else None
            if institute and stops().isdisjoint(cut(institute["field"])):
                end, entry = institute.end(), Entry(entry.name, "body", (entry.keys[0] + institute.group(),))  # 中科院 + 计算所
            if found and found[-1][1] == start and entry.keys[0] != "国务院":  # 中共中央 + 国务院 are two
                first, _, name = found.pop()
                found.append((first, end, name + entry.keys[0]))
            else:
                found.append((start, end, entry.keys[0]))
            firm = end if gazetteer.is_firm(gazetteer.bodies()[entry.name]) else firm
    starts = {start for start, _, _ in found}
    return found + [one for _, end, name in found if name.startswith(UN) for one in sisters(chars, end) if one[0] not in starts]


UN = "联合国"


def sisters(chars: str, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the bodies of the United Nations in a list behind one of them that ends at `end`: 联合国人居署、环境署."""
    known = gazetteer.bodies()
    while chars[end : end + 1] in ("、", "和", "与", "及"):
        start = end + 1
        end = next((start + size for size in (8, 7, 6, 5, 4, 3) if len(chars) >= start + size and UN + chars[start : start + size] in known), start)
        if end == start:
            return
        yield start, end, known[UN + chars[start:end]].name


# 浙江 + 移动, 长春 + 联通: the branch of a state firm; but 成都联通世界 and 上海移动支付.
BRANCH = pattern(
    "(?:联通|移动|电信|铁塔|邮政)(?:分?公司)?"
    "(?=[,，、。;；)）”]|[和与及][一-龥]{2,8}?(?:签|共|联合|合作|大学|公司|集团)|党委|董事|总经理|副总|负责人|签[约署订])"
)
SITE = pattern("网(?![络站友页红民点上])|(?<=报)社(?![会区交论评])|[一-龥]{2,3}频道")
INSTITUTE = pattern("(?P<field>[一-龥]{2,4}?)所(?![有以需属在谓能处长])(?=所长|(?!所))")
SEATS = {"HK": "香港", "MO": "澳门"}
OWN = frozenset("区市总分地大企工的人政")  # what is the firm's in China, or China's: 特斯拉 + 中国市场


def is_anybodys(entry: Entry) -> bool:
    """Return whether a body is ours only by default: behind another country 外交部, 国务院 and 开发署 are that country's."""
    return gazetteer.bodies()[entry.name].country == "CN" or entry.name in ("开发署", "环境署", "民航局")


def body_name(chars: str, start: int, end: int, full: str) -> Name:
    """Return a known body where it stands. An ellipsis after 联合国… is completed: 教科文组织 is 联合国教科文组织."""
    text = chars[start:end]
    whole = f"联合国{text}"
    return Name("organization", start, end, text, whole if whole in gazetteer.bodies() else text, normal(full), 0.97)
