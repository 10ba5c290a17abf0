"""Envoys: who is sent abroad or for a matter, as 驻韩国 + 大使, 常驻联合国 + 副代表 and 外交部 + 朝鲜半岛事务 + 特别代表, and who sends them.

Shared grammar of positions. Not meant: bodies that are abroad (驻华使馆), which are bodies like any other.
"""

from __future__ import annotations

from bisect import bisect_left

from transforms.extract.facts import Name
from transforms.extract.posts.heads import COMMA, START
from transforms.extract.posts.posts import Ends, Post, is_country
from transforms.extract.posts.seats import body_of
from transforms.model.patterns import pattern

ENVOYS = ("大使", "总领事", "领事", "公使", "参赞", "协调员", "代办")
# 驻韩国 + 大使, 驻沪 + 总领事, 常驻联合国 + 大使
SENT = pattern("[前原]?常?驻(?:(?![驻馆])[一-龥]){1,7}(?:\\([金布]\\))?(?:[、和](?:(?!驻)[一-龥]){2,6}){0,4}(?<!馆)$")
PERMANENT = pattern("常驻(?:(?!常驻)[一-龥]){2,14}$")  # 常驻联合国 + 代表
AFFAIRS = pattern("[一-龥—–-]{2,16}事务$")
# 玻利瓦尔共和国 + 驻华大使: what a country is called behind its name
REALM = pattern("(?:玻利瓦尔|东岸|人民|民主|伊斯兰|社会主义|阿拉伯|联邦|联合|合作|多民族)*(?:共和国|王国|苏丹国|联邦|公国|酋长国)$")
LATEST = ("首任", "新任", "候任", "时任", "前任", "现任")
BACK = 4  # places before a post that may be the country that sends


def envoy(ends: Ends, start: int, words: str) -> Post | None:
    """Return the post of somebody who is sent, with the `words` of its title from `start`; None if nobody says where or for what."""
    chars = ends.chars
    if words.endswith(ENVOYS):
        if words[0] == "驻":
            return sent(ends, start, words)
        host = ends.bodies.get(start)
        abroad = SENT.search(chars, max(start - 24, 0), start) if host is None or chars.endswith("常驻", 0, host.start) else None
        if abroad and not any(at in ends.titles for at in range(abroad.start() + 2, start)):  # 驻英国大使甲、文化 + 参赞
            return sent(ends, abroad.start(), abroad.group() + words)
    if words in ("代表", "副代表") and (permanent := PERMANENT.search(chars, max(start - 20, 0), start)):
        return sent(ends, permanent.start(), permanent.group() + words)
    affairs = AFFAIRS.search(chars, max(start - 18, 0), start) if words.endswith(("特别代表", "特使")) else None
    ministry = next((ends.bodies[at] for at in range(affairs.start(), start - 2) if at in ends.bodies), None) if affairs else None
    country = next((one for at in range(affairs.start(), start - 2) if (one := ends.places.get(at)) and is_country(one)), None) if affairs else None
    sender = ministry or country  # 外交部 + 中国—中东欧国家合作事务 + 特别代表, 中国 + 气候变化事务 + 特别代表
    return Post(sender.start, words, body_of(sender), "state") if sender else None


def sent(ends: Ends, at: int, words: str) -> Post:
    """Return the post of somebody who is sent abroad, which begins at `at`: 驻韩国大使 of 中国, 驻沪总领事 of 西班牙."""
    chars = ends.chars
    at -= 2 * chars.endswith(LATEST, 0, at)  # 越南 + 新任 + 驻上海总领事
    sender = ends.bodies.get(at) or ends.places.get(at) or country_called(ends, at)
    if sender is None and chars[at - 1 : at] == "、" and at - 1 in ends.people:
        before = country_before(ends, at, words[1:2])
        return Post(at, words, body_of(before) if before else None, "state")
    return Post(sender.start if sender else at, words, body_of(sender) if sender else None, "state")


def country_called(ends: Ends, end: int) -> Name | None:
    """Return the country that what it is called ends at `end`: 玻利瓦尔 + 共和国."""
    realm = REALM.search(ends.chars, max(end - 12, 0), end) if ends.chars[end - 1 : end] in ("国", "邦") else None
    return ends.places.get(realm.start()) if realm else None


def country_before(ends: Ends, at: int, host: str) -> Name | None:
    """Return the country whose other envoy stands before in the list: 刚果共和国布拉柴维尔市市长甲、 + 驻中国大使乙."""
    number = bisect_left(ends.facts.places, at, key=START)
    named = ends.facts.places[max(number - BACK, 0) : number]
    before = [one for one in named if is_country(one) and ends.chars[one.start - 1 : one.start] != "驻"]  # not 新西兰: 中国驻新西兰大使
    # 埃塞俄比亚副总理甲、 + 驻埃塞大使乙 is none of 埃塞俄比亚
    leads = before and not COMMA.search(ends.chars, before[-1].end, at) and not before[-1].full.startswith(host)
    return before[-1] if leads else None
