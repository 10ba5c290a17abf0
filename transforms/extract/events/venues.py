"""Venues: which city and which building the words behind 在 name, as in 徐州市云龙湖畔 and 国家会展中心(天津).

Shared grammar of what takes place somewhere. 维也纳酒店 is no city's, 浦东新区世博中心 is the building alone.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from transforms import gazetteer
from transforms.extract.events.sites import START, is_city, is_county, leading_city, leading_city_abroad, within
from transforms.extract.facts import Facts, Name
from transforms.model.document import Document
from transforms.model.patterns import pattern

ADVERB = (
    r"(?:(?:启动|开幕|亮相)并|正式|隆重|盛大|成功|顺利|如期|共同|联合|同步|同时|圆满|火热|精彩|线上|线下|分别|集中|重磅|盛装|亦|也|(?<![基营场园工湿草胜圣绿])地|上|召集|主会场)"
)
ADVERBS = pattern(rf"(?<=[园城区馆心])(?:[内里]|门[前口]){ADVERB}*$|{ADVERB}+$")
# 在某国第二大城市亚历山大|举办: what stands behind these is a city, known or not.
CITY_CALLED = pattern(r"(?:第[一二三四五六]大城市|港口城市|海滨城市)(?P<city>[\u4e00-\u9fff]{2,6}?)(?:等地|市区|近郊)?$")
# 维也纳酒店 is anywhere.
OURS = pattern(r"^(?:[我本该][校院馆区]|学校)(?=[\u4e00-\u9fff]{3})")
THIS = pattern(r"这[座个片][\u4e00-\u9fff]{2,12}$")  # 景德镇|这座古城
LODGING = ("酒店", "宾馆", "饭店", "公寓")
VENUE = pattern(
    r"[\u4e00-\u9fffA-Za-z0-9·()（）]{2,30}?(?:会展中心|会议中心|展览中心|博览中心|文化中心|体育中心|艺术中心|国际中心|交流中心|中心"
    r"|展览馆|博物馆|美术馆|图书馆|体育馆|体育场|科技馆|大剧院|剧院|大会堂|会堂|研究院|设计院|规划院|礼堂|会客厅|酒店|宾馆|饭店|大厦|广场|公园|大学|学院|会议厅|会议室"
    r"|报告厅|度假区|风景区|景区|保护区|产业园|博览园|博览城|园区|古镇|码头|大楼|国际楼|科技楼|戏院|剧场|音乐厅|总部|故居|纪念馆|文化宫|青少年宫|(?:艺术|创意|商务)区|山庄|国宾馆|书院|书店|古城|(?<!校)园|之家|校区|基地|报社|(?<!论)坛|(?<![欧亚美非])洲|管委会|办事处|厅|馆|宫|楼|(?<![县京省])城|塔|堂|巢|阁|寺)(?:[A-Z一二三四五六七八九十\d]{1,3}号?馆|[\u4e00-\u9fff]{2,4}厅|[(（][^()（）]{2,8}[)）])?$"
)
IN_BRACKETS = pattern(r"[(（](?P<city>[\u4e00-\u9fff]{2,6})[)）]")
# 上海市浦东新区|世博中心.
DISTRICT = pattern(r"^(?:[\u4e00-\u9fff]{2,4}市)?(?![东西南北中]区)[\u4e00-\u9fff]{1,3}(?<![社园校景小街厂矿库湾])(?:新区|区)(?=[\u4e00-\u9fff]{3})")
JOINED = pattern("(?<=.)[和与、]")  # but 和县
TOWN = pattern("[\u4e00-\u9fff]{1,5}?[县市](?=[\u4e00-\u9fff]{3})")


def site(document: Document, facts: Facts, low: int, high: int) -> tuple[Name | str | None, str | None]:
    """Return the city and the venue in the words behind 在: 武汉国际会议中心, 徐州市云龙湖畔."""
    named = within(facts.places, low, high)
    cities = [n for n in named if is_city(n)]
    venues = [n for n in named if n.type == "facility"]
    where = THIS.sub("", OURS.sub("", ADVERBS.sub("", document.chars[low:high])))
    city: Name | str | None = cities[0] if cities else leading_city(where)
    if cities:  # 徐州市|会展中心, but 青岛国际会议中心 is one name
        last = next((one for one, after in pairwise(cities) if after.start > one.end), cities[-1])  # no 长春 of 大连的刘|长春体育馆
        # 长春市|体育馆, 基多|联合国大楼
        apart = last.text.endswith(("市", "县")) or any(body.start == last.end for body in within(facts.organizations, last.end, high))
        where = where[last.end - low :] if apart else where[last.start - low :]
    where = JOINED.split(where, 1)[0].rpartition("的")[2]
    words = VENUE.fullmatch(where)
    # 会展中心|东厅 says more than the building alone.
    venue = venues[0].text if venues and not (words and words[0].startswith(venues[0].text)) else words[0] if words else None
    called = CITY_CALLED.search(where) if city is None and not venue else None
    city = called["city"] if called else city
    town = TOWN.match(where) if city is None else None
    if town and town[0] in gazetteer.divisions_by_name():  # 和县|青年创业园
        city = town[0]
    if city is None and not venue and is_county(where):  # 在平遥|开幕
        city = where
    in_brackets = IN_BRACKETS.search(where) if city is None and "(" in where else None
    if in_brackets and leading_city(in_brackets["city"]) == in_brackets["city"]:  # 国家会展中心(天津)
        city = in_brackets["city"]
    if city is None and venue:
        city = leading_city(venue) or (None if venue.endswith(LODGING) else leading_city_abroad(venue))
    if city == venue or (cities and venue == cities[0].text):  # 瓦莱|塔 is the city
        venue = None
    venue = DISTRICT.sub("", venue) if venue else None
    return city, venue


def here_before(facts: Facts, at: int) -> tuple[Name | str | None, str | None]:
    """Return where 在此 is: the last building named before."""
    behind = bisect_left(facts.places, at, key=START)
    named = [(o.start, o.end) for o in facts.occurrences]  # no building of 2009中国图书馆设备采购大会
    near = [n for n in facts.places[max(0, behind - 20) : behind] if n.end <= at and n.type == "facility"]
    before = [n for n in near if not any(start <= n.start < end for start, end in named)]
    return (leading_city(before[-1].text), before[-1].text) if before else (None, None)
