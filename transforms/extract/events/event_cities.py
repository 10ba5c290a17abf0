"""Event cities: the city that stands in an event's name, as in 上海世博会, 中国(寿光)蔬菜博览会 and 龙舟公开赛(湖北·宜都站).

Shared grammar of event documents. 新加坡与深圳双城对话 is held in neither, “敦煌与长安”大展 is about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from transforms.extract.events.event_bounds import begins_word
from transforms.extract.events.event_heads import HEAD
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sameness import TOLD_AT
from transforms.extract.events.sites import is_city, is_county, leading_city, within
from transforms.extract.events.venues import IN_BRACKETS
from transforms.extract.facts import Facts, Name
from transforms.model.document import Document
from transforms.model.patterns import pattern

# 龙舟公开赛(湖北·宜都站)
STATION = pattern(r"[(（](?P<words>[\u4e00-\u9fff·]{2,8})站[)）]")
QUOTED = pattern(r"“[^”]*”")


def city_in(document: Document, facts: Facts, named: Iterable[Occurrence]) -> Name | str | None:
    """Return the city that stands in the name of an event: 上海 in 上海世博会."""
    if all(o.name.endswith(TOLD_AT) for o in named):  # a town's festival may be announced in another
        return None
    # 长沙市第十三届人民代表大会, but 南昌市和九江市合作启动仪式 is held in either
    own = [leads for o in named if "市" in o.name[:8] and (leads := leading_city(o.name)) and leads.endswith("市")]
    own = [city for city in own if not any(o.name.startswith((city + "与", city + "和", city + "—")) for o in named)]
    if own:
        return own[0]
    for o in named:
        titled = QUOTED.search(o.name) if o.name[0] == "“" else None  # “敦煌与长安”大展: what it is about
        low = o.start + titled.end() if titled else o.start
        places = [place for place in within(facts.places, low, o.end) if place.type == "place" and len(place.text) > 1]  # 粤港…会议
        if len(places) > 1 and re.search("[与和—]", o.name):  # 新加坡与深圳双城对话 is held in neither
            return None
        if sum(map(is_city, places)) == 1:
            city = next(filter(is_city, places))
            other = HEAD.match(o.name, city.end - o.start)  # 上海世博会|高峰论坛 was held where the page says
            return city if not other or other.end() == len(o.name) else None
    bracketed = next((m["city"] for o in named if "(" in o.name and (m := IN_BRACKETS.search(o.name)) and _is_town(m["city"])), None)
    if bracketed:
        return bracketed
    stations = (m["words"] for o in named if (m := STATION.search(document.chars, o.start, o.end + 12)))
    stationed = next((town for words in stations for n in (4, 3, 2) if _is_town(town := words[-n:])), None)
    if stationed:
        return stationed
    # 开封清明文化节, 香港国际家具展: where it is held; 敦煌大展 is about it.
    festive = next((o.core for o in named if o.core.endswith(("节", "马拉松", "庙会", "灯会", "车展")) or o.core.startswith("国际", 2)), None)
    home = leading_city(festive) if festive else None
    return home if home and festive and begins_word(festive, len(home)) else None


def _is_town(words: str) -> bool:
    return leading_city(words) == words or is_county(words)
