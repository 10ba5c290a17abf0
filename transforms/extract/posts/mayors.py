"""Mayors: of towns that no gazetteer has, as 圣罗克市 + 市长, 兰卡斯特 + 市长 and 茶山镇 + 党委书记.

A town is told by a mark, a country or the word for a town before the post, or by its sounds. Shared grammar of positions. Not meant:
places that are known (leads.py), 镇 and 乡 that the post leaves unsaid (owners.py).
"""

from __future__ import annotations

from transforms.extract.names.foreign_names import SOUNDS, has_word
from transforms.extract.posts.heads import opens
from transforms.extract.posts.offices import is_stopped
from transforms.extract.posts.posts import Post
from transforms.extract.posts.seats import TOWNS, ZONE_ENDS, Body, Seats, organization
from transforms.model.ids import normal
from transforms.model.patterns import pattern

# 圣罗克市 + 市长, 庆尚北道 + 知事: behind a country or a mark; not 40座城市 + 市长.
TOWN = pattern(r"(?:(?:国|利|亚|兰|宾|坡|尼|西|哥|斯坦|罗斯|本|[^一-龥])(?P<town>[一-龥]{2,6}?(?:(?<!城)[市省州县道府都]|地区|边疆?区)))$")
STATE = pattern("[一-龥]{1,4}?[州省邦道郡县](?=[一-龥]{2,}市$)")  # 萨州 + 圣罗克市 + 市长
HYPHENED = pattern(r"(?:^|[^一-龥-])(?P<town>[一-龥]{2,8}(?:-[一-龥]{2,8}){1,3}[市省州县区])$")  # 博巴森-荷津市 + 市长
# 兰卡斯特 + 市长: a town that only its sounds tell
SPELLED = pattern(rf"(?P<town>[{SOUNDS}]{{3,6}})$")
SOUND = frozenset(SOUNDS)
CITY_HEADS = ("市长", "副市长", "前市长", "州长")
TOWN_ENDS = frozenset("市省州县道府都区")
# 茶山镇 + 党委书记
VILLAGE = pattern(r"(?:^|[^一-龥]|[市县区镇道在到由和与及对向的])(?P<town>[一-龥]{2,3}(?:镇|乡|村|社区|里)|[一-龥]{2,5}街道)$")
ZONE = pattern(rf"(?:^|[^一-龥]|[市县由])(?P<zone>[一-龥]{{2,9}}(?:{'|'.join(ZONE_ENDS)}))$")
ZONE_LAST = frozenset(end[-1] for end in ZONE_ENDS)
VILLAGE_ENDS = frozenset("镇乡村区道里")
BARE_TOWNS = ("街道办事处", "街道办", *TOWNS)
BARE_ENDS = frozenset(town[-1] for town in BARE_TOWNS)
OF_VILLAGES = ("党", "人大", "里长")
# 圣罗克市位于海边,该市 + 市长
THAT = pattern("(?:该|我|本)[市省州县区]$")


def hyphened(chars: str, start: int, words: str, kind: str | None) -> Post | None:
    """Return the post of a town with a - in its name, of which a place may be known: 博巴森-荷津市 + 市长."""
    town = HYPHENED.search(chars, max(start - 24, 0), start) if kind == "government" and "-" in chars[max(start - 9, 0) : start] else None
    return of_town(town["town"], town.start("town"), words) if town else None


def mayor(chars: str, start: int, words: str, kind: str | None, seats: Seats) -> Post | None:
    """Return the post of a town that stands right before its title at `start`, if the title is one of towns."""
    last, governs = chars[start - 1 : start], kind == "government"
    shared = words == "里长" and last != "里"  # 富安里长
    named = shared or (last in VILLAGE_ENDS and (governs or words.startswith(OF_VILLAGES)))
    village = VILLAGE.search(chars, max(start - 9, 0), start + shared) if named else None
    zone = ZONE.search(chars, max(start - 14, 0), start) if words.startswith("党工委") and last in ZONE_LAST else None
    if zone and not is_stopped(zone["zone"]):  # 滨江新区 + 党工委书记, but 听取 + 开发区
        return Post(zone.start("zone"), words.removeprefix("党工委"), organization(zone["zone"] + "党工委"), kind)
    bare_zone = next((end for end in ZONE_ENDS if chars.endswith(end, 0, start)), "") if words.startswith("党工委") and last in ZONE_LAST else ""
    if bare_zone and (zone or opens(chars, start - len(bare_zone))):  # 开发区 + 党工委书记
        return Post(start - len(bare_zone), words.removeprefix("党工委"), organization(bare_zone + "党工委"), kind)
    village = None if village and chars.endswith(("由街道", "由镇", "由乡"), 0, start) else village  # 会议由 + 街道 + 党工委书记
    bare = next((level for level in BARE_TOWNS if chars.endswith(level, 0, start)), "") if last in BARE_ENDS and village is None else ""
    if bare and opens(chars, start - len(bare)) and (bare not in TOWNS or words.startswith("党")):  # 镇 + 党委书记, 街道办事处 + 主任
        return Post(start - len(bare), words, None, kind, bare)
    if village:
        name = village["town"].lstrip("在到由和与及对向") if len(village["town"]) > 3 else village["town"]
        return Post(start + shared - len(name), words, seats.town_government(name) if governs else Body(name, "place", normal(name)), kind)
    if governs and last in TOWN_ENDS and chars[start - 2 : start - 1] not in ("该", "我", "本"):
        town = TOWN.search(chars, max(start - 12, 0), start)
        state = STATE.match(town["town"]) if town else None
        at = town.start("town") + (state.end() if state else 0) if town else start
        return of_town(chars[at:start], at, words) if town else None
    town = SPELLED.search(chars, max(start - 8, 0), start) if words in CITY_HEADS and last in SOUND else None
    return of_town(town["town"], town.start("town"), words) if town and not has_word(town["town"]) else None


def of_town(name: str, at: int, words: str) -> Post:
    """Return the post of the head of a town whose name begins at `at`."""
    return Post(at, words, Body(name, "place", normal(name)), "government")
