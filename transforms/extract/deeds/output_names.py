"""Output names: the words that name one initiative, index, platform, lab, centre or alliance, as “清水行动” and 福州倡议.

Shared grammar of outputs. The last word tells the kind (seeds/lexicon/output_kinds.csv); 新平台, 两项倡议 and 该联盟 name none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal

import msgspec

from transforms import lexicon
from transforms.extract.events.event_bounds import PROPER, name_start
from transforms.extract.events.event_editions import core_of
from transforms.extract.events.sites import START, leading_city, within
from transforms.extract.facts import Facts
from transforms.model.patterns import pattern

Kind = Literal["initiative", "declaration", "index", "platform", "lab", "centre", "alliance"]


class OutputKind(msgspec.Struct, frozen=True):
    """What a name ends in, and the kind of output it then is."""

    suffix: str
    kind: Kind
    common: bool  # without quotes or a proper name it names nothing: 启动专项行动
    why: str


ROWS = lexicon.read("output_kinds", OutputKind)
KINDS: dict[str, Kind] = {row.suffix: row.kind for row in ROWS}
COMMON = frozenset(row.suffix for row in ROWS if row.common)
SUFFIX = "|".join(sorted(KINDS, key=len, reverse=True))
ENDS = pattern(rf"(?:{SUFFIX})$")
QUOTED = pattern(r"“[^“”\n]{2,30}”[\u4e00-\u9fffA-Za-z]{0,16}$")  # “智慧水务”联合创新
OF_EVENT = pattern(r"[^“”]*(?:论坛|大会|峰会|会议|签约(?:仪式)?)(?:暨|[—·-]+)(?=[^“”]{2})")  # 平行论坛—京津冀数字经济联盟
DATELINE = pattern(r"[^()（）]{0,12}[(（][^()（）]*(?:记者|通讯员)[^()（）]*[)）] ?")
AFTER = pattern("继(?![续承])")  # 是继甲中心落地后…
WHEN = pattern("(?<=月)(?:[初底]|[上中下]旬)|随着")  # 11月|初“…”平台开通: the words of the sentence end at the date
FIRST = pattern(r"(?:全[国球省市]|国内|世界|亚洲|[一-龥]{2,6}领域|[一-龥]{2,3}[省市])?(?:首[个批家]|第一[个家])")
# 甲市、乙大学三方共建“…”实验室启动: who makes it is no part of its name.
MADE_BY = pattern(r"[^“”]*(?:共建|打造|承建|发起|组建)的?")
INDEFINITE = pattern(
    r"^并|^起?由|^(?:全国)?(?:首批|第[一二三四五六七八九十]+批)|^(?:共同|联合)?(?:建设|共建|推进)|^[要应须]|^(?:[一两三四五六七八九十0-9]+[余多]?[项个批份家]|多[项个]|一大批|新的?|系列|该|本|其|我[校院会司所]|相关|有关|这|各|一系列)"
    r"|[一两二三四五六七八九十0-9]项|的|[了在将对把被]|(?:命运|利益|生命|发展|责任)共同体"
)


def name_of(facts: Facts, chars: str, line: int, named: re.Match[str]) -> tuple[int, int, str]:
    """Return the name that ends in a kind: where it begins, behind 首个, where it ends, and what it is."""
    start = name_start(chars, line, named.start())
    quoted = QUOTED.search(chars, max(line, named.start() - 48), named.start())
    body = next((n.start for n in within(facts.organizations, max(line, named.start() - 60), named.end("kind")) if n.end == named.end("kind")), start)
    start = min(start, body, quoted.start() if quoted else start)
    for lead in (WHEN, AFTER, FIRST, OF_EVENT, DATELINE, MADE_BY):
        ahead = lead.match(chars, start, named.start())
        start = ahead.end() if ahead else start
    end = named.end("site") if named["site"] else named.end("kind")
    quote = chars.rfind("“", line, end) if chars[end : end + 1] == "”" else -1  # “甲与乙实验室”揭牌
    if quote >= 0 and chars.find("”", quote, end) < 0:
        listed = chars.rfind("、", quote, end)  # “甲研究院、乙工作站”
        start = listed + 1 if listed > 0 and ENDS.search(chars, quote, listed) else quote + 1
        return start, end, chars[start:end]
    return start, end, chars[start:end]


def own(facts: Facts, verb: int, name: str, kind: str) -> bool:
    """Tell whether a body founds what has but a short name: 清华大学正式成立碳中和研究院."""
    at = bisect_left(facts.organizations, verb, key=START) - 1
    near = at >= 0 and verb - 4 <= facts.organizations[at].end <= verb
    return near and kind not in COMMON and len(name) > len(kind) + 1 and not INDEFINITE.search(name)


def is_name(facts: Facts, start: int, name: str, kind: str) -> bool:
    """Tell whether words that end in a kind name one thing: “清水行动”, 福州倡议; 新平台 and 两项倡议 do not."""
    plain = re.sub("“[^”]*”?", "", name)
    core = core_of(name)[: -len(kind)]
    if INDEFINITE.search(plain) or len(core) < 2 or name.startswith("“关于"):  # “关于推进老城更新行动的意见”
        return False
    if "“" in name or PROPER.search(name) is not None or len(core) >= (7 if kind in COMMON else 4):
        return True
    if leading_city(core):  # 南昌共识
        return True
    named = (facts.places, facts.organizations)
    return any(n.start == start and n.end - start < len(name) for names in named for n in names[bisect_left(names, start, key=START) :][:1])
