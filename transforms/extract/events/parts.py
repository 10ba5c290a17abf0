"""Parts: which event is a named part of which, as in 博览会期间将举办第九届西部合作论坛 and 设“绿色交通分论坛”.

Shared grammar of events. 主论坛 and 开幕式 are parts of every event and have no names. An event that is only told in the same sentence
(论坛期间,市长会见了前来参加广交会的客商) is no part: it must be held, set up or counted among the others.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sites import START
from transforms.extract.events.subjects import Spoken
from transforms.model.document import Document
from transforms.model.patterns import pattern

# 绿色交通分论坛: a part by its name.
NAMED_SO = pattern(r"(?:分论坛|平行论坛|子论坛|边会|专场|圆桌会议|分会场)$")
ABOUT = pattern(r"(?:发布会|通气会|启动仪式|启动会|推介会|筹备会|筹备工作会议|动员会|说明会|座谈会)$")
HOLDS = pattern(
    r"(?:(?<![0-9一二三四五六七八九十]日)期间|其间|会期内|同期|框架下|结合(?:本次|此次|本届))[^。;；\n]{0,24}?(?:(?:举办|举行|召开)(?!的)|安排|组织|开展|设立?|推出|将有|还有|穿插)"
    r"|(?:下设|设有|共设|内设|包括|包含|涵盖|分为|由(?=[^,，。;；\n]{4,80}组成))|系列活动之一"
    r"|(?:活动|内容|赛事|论坛)(?:主要|分别)?(?:有|为|是)[:：]|分别(?:为|是)[:：]|现场(?=[^。;；\n]{0,60}为题)"
)
ARRANGES = pattern(
    r"”?(?:[在于][^。;；\n]{2,14}[,，])?(?:还|也|共|将|同时|同期|陆续|配套|集中|先后|拟|计划)*"
    r"(?:举办|举行|召开|安排|设置|推出|组织|开展)了?(?![,，。;；]|以来|[^,，。;；\n]{0,8}(?:发布会|通气会))"
)
# One of these stands wherever HOLDS or BELONGS matches.
CUES = (
    "期间", "其间", "期内", "同期", "框架下", "结合", "下设", "设有", "共设", "内设", "包括", "包含", "涵盖", "分为", "活动之一", "现场", "作为",
    "组成", "有:", "有：", "为:", "为：", "是:", "是：",
)  # fmt: skip
# 城市更新论坛|2日在|第十届园博会|上举办: where it is held is another event.
HELD_AT = pattern(r"”?(?:(?:[0-9]{1,2}月)?[0-9]{1,2}日|[今昨当][天日])?(?:上午|下午)?(?:将|也)?在“?")
AT_IT = pattern(r"”?(?:现场|会)?(?:上|期间|框架下)(?:成功|正式|隆重|同期)?(?:举[办行]|召开|开幕|启幕)")
BELONGS = pattern(
    r"作为(?P<whole>[^,，。;；\n]{4,40}?)的?(?:重要|主要)?(?:配套|主体|系列|专题|重点|分|平行)?(?:活动|论坛|内容|组成部分|环节)(?:之一)?[,，]"
)


def find(document: Document, occurrences: list[Occurrence], told_in: list[Spoken], main: int) -> dict[int, int]:
    """Return the number of the event that each part belongs to, by the part's number; no event is part of itself or of its part."""
    wholes: dict[int, int] = {o.number: main for o in occurrences if not o.bare and o.number != main and NAMED_SO.search(o.name)}
    if all(o.number == main for o in occurrences):
        return wholes
    wholes |= _by_name(document.chars, occurrences, wholes)
    for (low, high), here in told_in:
        if here[-1].bare:  # a part is named last
            continue
        arranged = next((o for o in here[:-1] if ARRANGES.match(document.chars, o.end, high)), None)
        if arranged:  # 本届论坛还将举办甲对话会、乙对话会
            others = (o.number for o in here if o.start > arranged.end and not o.bare and o.core != arranged.core)
            wholes |= {n: arranged.number for n in others if n != arranged.number and n not in wholes and wholes.get(arranged.number) != n}
            continue
        if not any(map(document.chars[low:high].__contains__, CUES)):
            continue
        above = occurrences[bisect_left(occurrences, low, key=START) - 1] if here[0] is not occurrences[0] else None
        line = document.segments[document.segment_at(low)].text_start
        topic = wholes.get(above.number, above.number) if above and above.start >= line else main if above else None
        for whole, part in _told(document, low, high, here, topic):
            if part != whole and part not in wholes and wholes.get(whole) != part:
                wholes[part] = whole
    return wholes


def _by_name(chars: str, occurrences: list[Occurrence], wholes: dict[int, int]) -> dict[int, int]:
    """Return the parts whose names say so or stand beside that of the whole: 数字建设峰会|签约活动; a press conference about it is none."""
    named = {o.name: o.number for o in occurrences if not o.bare}
    found: dict[int, int] = {}
    for name, other in pairwise(sorted(named)):
        if other.startswith(name) and named[other] != named[name] and named[other] not in wholes and not ABOUT.search(other):
            found[named[other]] = named[name]
    for one, two in pairwise(occurrences):
        beside = one.end == two.start  # 第七届科博会|第一届智慧城市论坛
        held = HELD_AT.fullmatch(chars, one.end, two.start) and AT_IT.match(chars, two.end)
        whole, part = (two, one) if held else (one, two)
        if (beside or held) and not one.bare and not two.bare and one.number != two.number and part.number not in wholes:
            found[part.number] = whole.number
    return found


def _told(document: Document, low: int, high: int, here: list[Occurrence], topic: int | None) -> list[tuple[int, int]]:
    """Return the (whole, part) pairs that a sentence tells; `topic` is the event that the sentences before it spoke of, if any."""
    belongs = BELONGS.search(document.chars, low, high)
    if belongs:
        whole = [o.number for o in here if belongs.start() < o.start < belongs.end()]
        return [(whole[-1], o.number) for o in here if o.start >= belongs.end() and not o.bare][:1] if whole else []
    holds = HOLDS.search(document.chars, low, high)
    if not holds:
        return []
    before = [o.number for o in here if o.end <= holds.start() + 2 or (holds.start() <= o.start < holds.end() and o.bare)]
    told = before[-1] if before else topic
    return [(told, o.number) for o in here if o.start >= holds.end() - 1 and not o.bare] if told is not None else []
