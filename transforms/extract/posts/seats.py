"""Seats: the bodies of a place that its posts belong to, as 武汉市人民政府 of 武汉市 + 市长, 香港特别行政区政府, 市委组织部 beside 市委.

They are called as the document calls them: 武汉市政府 where that stands, else 武汉市人民政府. Shared grammar of posts. Not meant: which
place a post has where none stands before it, which owners.py tells.
"""

from __future__ import annotations

from typing import NamedTuple

from transforms import gazetteer
from transforms.extract.facts import Facts, Name
from transforms.extract.names.body_keys import canonical, key_of, of_division
from transforms.gazetteer import Division
from transforms.model.ids import normal
from transforms.model.patterns import pattern


class Body(NamedTuple):
    """A body that a post belongs to."""

    name: str
    type: str
    key: str


def organization(name: str) -> Body:
    """Return the body of a name that no list has to have: 农业委员会."""
    return Body(name, "organization", key_of(name))


def body_of(name: Name) -> Body:
    """Return the body that a name found on the page stands for."""
    return Body(name.full, name.type, name.key)


REGIONS = ("810000", "820000")
TAIWAN = "710000"
PARTY_OFFICES = frozenset(("组织部", "宣传部", "统战部", "政法委"))
PARTY_OFFICE = pattern("(?:组织部|宣传部|统战部|政法委|(?<=委)办(?:公室)?)$")  # 市委办公室主任、 + 宣传部
SECTION = pattern("(?P<whole>[一-龥]+[局委会厅部院司])[一-龥]{2,8}[处科]")
COUNCIL_PART = pattern("(?:财经|经济|提案|社法|法制|文史|文化文史和学习|教科卫体|教科文卫体|人口资源环境|港澳台侨|外事|预算)委(?:员会)?")
NO_PARTY = ("政府", "政治局", "书记处", "政协", "人大常委会")  # of which no party office is
TOWNS = ("街道", "镇", "乡")
VILLAGES = ("居委会", "村委会")
INNER = ("行署", "办公室", "办公厅", "办事处", "秘书处", *VILLAGES)  # 街道党工委书记、办事处主任
ZONE_BODIES = ("管委会", "党工委")
ZONE_ENDS = ("新城", "新区", "特区", "开发区", "园区", "高新区", "保税区", "示范区", "试验区", "集中区", "科技园", "高科园", "工业园", "产业园")
PARTY_ENDS = ("党工委", "工委", "党委", "党组")
# What the title of a head of government begins with before it says the level: 副市长, 常务副省长, 代理市长.
RANKS = "原前代理署副时任现常务"


def level_of(title: str) -> str:
    """Return what division the head of a government heads: 市 for 副市长, 自治区 for 自治区主席."""
    bare = title.lstrip(RANKS)
    return "自治区" if bare.startswith("自治区") else bare[0]


def seat(body: Body) -> str | None:
    """Return the code of the division that a body belongs to: 420100 for 武汉市委."""
    code = body.key.partition(":")[0]
    return code if code in gazetteer.divisions() else None


def assembly(body: Body) -> Body | None:
    """Return whose speaker stands beside a mayor: 大分市市长甲、 + 议长乙, 台北市议会 beside 台北市政府."""
    if body.type == "place":
        return body
    return organization(body.name.removesuffix("政府") + "议会") if body.name.endswith(("市政府", "县政府")) and not seat(body) else None


def former(body: Body, level: str, rest: str = "人民政府") -> Body | None:
    """Return another body of the place of one, as it is called there: 抚宁县人民政府 beside 抚宁县委, though it is 抚宁区 now.

    Of several places that share a name, no one knows which it is: 鼓楼区人民政府 beside 鼓楼区委.
    """
    own = body.name[: body.name.find(level) + 1]
    own = next((own[at:] for at in range(len(own)) if own[at:] in gazetteer.entries()), own)  # 山东 + 苍山县
    code = seat(body)
    known = gazetteer.entries().get(own)
    if code is None and own in gazetteer.divisions_by_name():
        return organization(own + rest)
    if code is None and known and known.kind == "place" and known.code is None and rest == "人民政府":  # 老挝琅勃拉邦省委书记兼 + 省长
        return Body(own, "place", known.keys[0])
    return Body(own + rest, "organization", f"{code}:{rest}") if code and known and known.code == code else None


def beside(head: str, body: Body) -> Body | None:
    """Return the body called `head` beside another, or in it: 开发区管委会 beside 开发区党工委, 市委统战部 in 市委."""
    committee = PARTY_OFFICE.sub("", body.name)
    if head in PARTY_OFFICES and committee.endswith("委"):
        return organization(committee + head)
    if COUNCIL_PART.fullmatch(head) and body.name.endswith(("政协", "人大常委会")):  # 省政协副主席、 + 财经委主任
        return organization(body.name.removesuffix("常委会") + head)
    if head in INNER and body.name.endswith(head):
        return body
    if head in INNER and (section := SECTION.fullmatch(body.name)):  # 商务局外贸处处长甲、 + 办公室主任乙
        return organization(section["whole"] + head)
    if head in VILLAGES:  # 滨江社区党委书记、居委会主任
        return organization(body.name.removesuffix("党委") + head)
    if head == "行署":  # 昌都地委副书记、行署专员
        return organization(body.name.removesuffix("地委") + head) if body.name.endswith("地委") else None
    if head in INNER or (head in PARTY_OFFICES and not body.name.endswith(NO_PARTY)):
        return organization(body.name + head)
    end = next((end for end in ("管委会", *PARTY_ENDS, *ZONE_ENDS) if body.name.endswith(end)), None) if head in ZONE_BODIES else None
    return organization(body.name.removesuffix(end) + (end if end in ZONE_ENDS else "") + head) if end else None


class Seats:
    """The bodies of places, as one document calls them."""

    def __init__(self, facts: Facts) -> None:
        self.full = {name.key: name.full for name in facts.organizations}

    def government(self, division: Division, department: str = "人民政府") -> Body:
        """Return the government of a division, or another body of it."""
        key = f"{division.adcode}:{canonical(department)}"
        return Body(self.full.get(key, of_division(division, department)), "organization", key)

    def town_government(self, town: str) -> Body:
        """Return the government of a town."""
        own = next((self.full[key] for ending in ("人民政府", "政府") if (key := normal(town + ending)) in self.full), f"{town}人民政府")
        return Body(own, "organization", normal(own))

    def region(self, adcode: str) -> Body:
        """Return the government of 香港 or 澳门."""
        return organization(f"{gazetteer.divisions()[adcode].name}政府")

    def of_city(self, name: str, key: str) -> Body:
        """Return the government of a city that is no division, if the document names it (首尔市政府) or all know it (台北市政府), else the city."""
        own = next((self.full[full] for ending in ("政府", "市政府", "县政府") if (full := normal(name + ending)) in self.full), None)
        if own is None and name[-1] in "市县" and gazetteer.cities().get(name) == TAIWAN:
            own = f"{name}政府"
        return Body(own, "organization", normal(own)) if own else Body(name, "place", key)

    def of_place(self, place: Name, words: str, governs: bool) -> Body:
        """Return the body of a post in a place: its government where the title is that of one who `governs`, else the place itself."""
        if governs and not place.adcode and place.full.endswith(("镇", "乡")):
            return self.town_government(place.full)
        if words.endswith(("行政长官", "特首")) and place.adcode in REGIONS:
            return self.region(place.adcode)
        governs = governs or (words.endswith("主席") and place.full.endswith("自治区"))  # 新疆维吾尔自治区 + 副主席
        if governs and place.adcode:
            return self.government(gazetteer.divisions()[place.adcode])
        if governs and place.full in gazetteer.divisions_by_name():  # 西湖区 of which city
            return organization(f"{place.full}人民政府")
        return self.of_city(place.full, place.key) if governs else body_of(place)
