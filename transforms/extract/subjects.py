"""Subjects: what a quantity counts, found in its sentence: 2200余家 -> 智能网联类企业, 投资总额达123亿元 -> 投资总额.

The counted noun stands behind the unit (18个核心案例), or, where nothing follows, before the quantity (整车企业38家).
"""

from __future__ import annotations

import re

STOP = "，。；！？,;!?、：:（）()《》“”\"\n…—"
# What follows a unit and is not the counted noun: verbs, prepositions, adverbs.
AFTER = re.compile(rf"\s?(?:的|[不各]同的?|左右的?|以上的?|以内的?)?(?P<noun>[“《]?[^{STOP}的]+?(?:的[^{STOP}的]+?)?[”》]?)"
                   rf"(?=$|[{STOP}]|在|已|将|为|和|与|及|被|向|从|来自|参|举|进|出|完成|实现|获|入驻|落|开工|建成|蓬勃|发展|集聚|达|占|是|有|等|共|约|近|超|\d)")
VERB = re.compile(r"(?:已经|已|共|共有|达到|达|为|有|约|超过|超|突破|增长|增加|下降|提高|至|到|了|占|实现|完成|累计|总计|合计|分别|其中|近|是|仅)+$")
BEFORE = re.compile(rf"[^{STOP}\s]+$")
LEAD = re.compile(r"^(?:其中|目前|累计|全年|今年|截至|当前|并|还|又|也|共|已|累计办理|办理|举办|储备|促成|实现|完成|新增|建成|培育)+")


def find(chars: str, start: int, end: int, low: int, high: int) -> tuple[int, int] | None:
    """Return the range of what the quantity `chars[start:end]` of the sentence `low`–`high` counts, or None."""
    after = AFTER.match(chars, end, min(high, end + 30))
    if after and len(after["noun"]) > 1:
        return after.span("noun")
    clause = BEFORE.search(chars[max(low, start - 24) : start])
    if not clause:
        return None
    begin = max(low, start - 24) + clause.start()
    text = VERB.sub("", clause[0])
    lead = LEAD.match(text)
    skip = lead.end() if lead else 0
    return (begin + skip, begin + len(text)) if len(text) - skip > 1 else None
