"""Spun: how far a text reads as if a machine had written another one over, 0 to 1.

Two machines are known. A spinner swaps word for word, in 东谈主民 for 人民, 可握续 for 可持续 and the name of a ministry too; two such
words are proof in a text of any length, rare ones for common ones (外洋 for 国际, 感化 for 作用) a sign where they are dense. A language
model rewrites whole sentences: nobody is named, all 扮演着至关重要的角色, 引发了广泛关注 and 显著的成就, and the reader is asked what he thinks.
Praise of that kind stands in genuine news as well, so only its density counts. Words of an advertiser between those of the news (个股期权)
are a sign of either machine. It is no judgement on truth: facts were reworded, and some of them were lost or made.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from typing import Annotated, Literal

import daachorse
import msgspec

from transforms import lexicon
from transforms.model.document import Document
from transforms.model.patterns import pattern

# Less says too little: one cliché would be five a thousand characters.
SHORTEST = 150
LAST = 4


class SpunWord(msgspec.Struct, frozen=True, gc=False):
    """Words that a machine puts where a writer would not."""

    words: Annotated[str, "The words."]
    kind: Annotated[Literal["impossible", "swap", "inserted", "cliche"], "Nobody writes them, few do, they sell something, or many do and seldom."]
    usual: Annotated[str | None, "What stood there before."] = None
    why: Annotated[str, "Which machine writes them."] = ""


WORDS = lexicon.read("spun_words", SpunWord)
# Sentences made of nothing else: who, what and how much are missing.
HOLLOW = pattern(
    r"""(?:扮演|发挥)着?[^，。,]{0,6}(?:至关重要|举足轻重|不可或缺|不可替代|不可忽视|核心|关键)的?(?:角色|作用)
      | (?:引发|引起)了?[^，。,]{0,6}(?:广泛|热烈|高度|极大)的?(?:关注|讨论|热议|反响|兴趣)
      | 不可(?:或缺|忽视|估量|忽略|替代)的
      | 显著的?(?:成就|进展|进步|影响|影响力|成效|变化|优势|效果|反映|体现) | (?:效果|成效|成果)显著
      | (?:广泛|深远|强大|积极|重要|巨大)的?(?:影响力|正面影响|推动作用|示范作用|姿态)
      | (?:宝贵|有益|重要)的(?:参考|借鉴|启示|财富)
      | 这一(?:事实|比例|转变|过程|现象|巨大|特质|趋势|融合)
      | (?:凸显|彰显|展现|反映|印证|诠释)了?[^，。,]{0,16}(?:地位|魅力|姿态|态度|风采|决心|作用|努力|成就|潜力|担当|活力|内涵|底蕴)
      | (?:满怀|充满)了?(?:期待|热情|希望|活力|挑战|自信|激情|期望)
      | 日益(?:凸显|增长|重要|紧密|显著|突出) | 呈现出[^，。,]{0,4}(?:极高|蓬勃|旺盛|良好)
      | (?:众多|各界|广大|相关)的?(?:专业人士|同仁|有识之士|业内人士|爱好者)
      | 据相关(?:数据|资料|报道|统计) | (?:高度|充分)的?(?:赞赏|评价|认可)
      | 不仅[^。]{2,40}(?:还|也|更|同时)[^。]{0,12}(?:为|让|促进|增强|丰富|提升|展[示现]|见证|拉近)""",
    re.VERBOSE,
)
# How each of them begins: these are searched together with the words, fifty times as fast as HOLLOW.
BEGINNINGS = (
    "扮演", "发挥", "引发", "引起", "不可", "显著", "效果显著", "成效显著", "成果显著", "广泛", "深远", "强大", "积极", "重要", "巨大", "宝贵",
    "有益", "这一", "凸显", "彰显", "展现", "反映", "印证", "诠释", "满怀", "充满", "日益", "呈现出", "众多", "各界", "广大", "相关", "据相关",
    "高度", "充分", "不仅",
)  # fmt: skip
ASKING = pattern(
    r"""(?:你|您|大家|各位|各界|读者)[^。]{0,24}(?:怎么看|有何|有什么|如何看待)[^。]{0,12}[?？]
      | (?:评论区|留言)[^。]{0,12}(?:分享|讨论|交流|告诉) | (?:点赞|转发)[^。]{0,12}(?:点赞|转发|本文|本篇|文章|分享)""",
    re.VERBOSE,
)
# Set by hand, so that each alone passes one half: two impossible words, three inserted ones, or in 1,000 characters 4 swaps or 9 clichés.
# Of 25 genuine articles of newspapers and portals the densest had 1 cliché in 1,000; two pages of content farms had 10 and 16.
BIAS = -4.5
WEIGHTS = {"impossible": 3.0, "swap": 1.2, "inserted": 1.6, "cliche": 0.5, "asking": 0.8}
# Longer lists prove no more.
CEILINGS = {"impossible": 3.0, "swap": 6.0, "inserted": 3.0, "cliche": 16.0, "asking": 2.0}


def score(document: Document) -> float | None:
    """Return how spun the body of a document is; None where it is too short to tell."""
    text = "\n".join(s.text for s in document.segments if s.role in ("heading", "body"))
    last = [s.text for s in document.segments if s.role in ("body", "promotion")][-LAST:]
    return score_text(text, "\n".join(last))


def score_text(text: str, last: str) -> float | None:
    """Return how spun a text is; `last` are its last lines, where the reader may be asked for something."""
    if len(text) < SHORTEST:
        return None
    found = _count(text)
    thousands = max(len(text), 500) / 1000
    weighed = {
        "impossible": found["impossible"], "swap": found["swap"] / thousands, "inserted": found["inserted"], "cliche": found["cliche"] / thousands,
        "asking": len(ASKING.findall(last)),
    }  # fmt: skip
    strength = BIAS + sum(weight * min(weighed[kind], CEILINGS[kind]) for kind, weight in WEIGHTS.items())
    return round(1 / (1 + math.exp(-strength)), 3)


def _count(text: str) -> Counter[str]:
    """Return how many words of each kind a text has; a hollow sentence is a cliché."""
    automaton, kinds = _automaton()
    found: Counter[str] = Counter()
    end = 0
    for start, stop, number in automaton.find(text):
        if start < end:
            continue
        kind = kinds[number]
        if kind == "hollow":
            match = HOLLOW.match(text, start)
            if match is None:
                continue
            kind, stop = "cliche", match.end()
        found[kind] += 1
        end = stop
    return found


@cache
def _automaton() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, list[str]]:
    kinds = {**dict.fromkeys(BEGINNINGS, "hollow"), **{word.words: word.kind for word in WORDS}}
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(kinds), daachorse.MATCH_KIND_LEFTMOST_LONGEST), list(kinds.values())
