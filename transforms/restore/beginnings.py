"""Beginnings: whether a sentence may end and another begin, where the first half of a character is lost: 博览会在海口举行, not 博览会在。口举行.

The stop 。 is the commonest character that the bytes allow, and common enough to win where no sentence can end: behind 在, within a
name that is cut through twice, or before 口, which is no word that a sentence begins with. Whether the words fit better another way is
not judged here; language.py does that.
"""

from __future__ import annotations

from transforms import lexicon
from transforms.model.patterns import pattern
from transforms.restore import endings, language

# Prepositions, adverbs, conjunctions and determiners go on: 针对性从、 is none, 针对性强、 may be.
GOING_ON = frozenset("从都其把被和与及或而但因由于向对以为将很最更太不没未这那每各某该所且并若如虽则才就又还也再只仅已曾正刚让令使给跟同至到往当之")
LEFT_HANGING = -2.5
# What a sentence begins with that is a word of one character, and what none begins with.
STARTS = frozenset(
    "在从对据为这那他她它我你您本该各全市省县区州由以与自当至经按因如若但而又也还就只再更最每某第今昨明日年首其此另并让把将已共凡两三四五六七八九十一二"
    "不没有是新老大小中上下前后东南西北会现拟须应望请愿可能想要去来到看走说做谁何怎越随截受获"
)
NO_START = frozenset("的等之和与及了着过为")
MARKS = frozenset("!?,！？，。、")
TERM = pattern("[\u3400-\u9fff]“[^”,。!?;:]{1,8}$")  # 以“滨江十年 behind a word names something, “植树就是治水 behind a mark is said


def stopping(left: str) -> float:
    """Return how much worse than elsewhere a 。 fits behind `left`: no sentence ends before it began, nor within a name in quotation marks."""
    going = left[-1:] in GOING_ON and not (language.is_word(left[-2:]) and left[-2:-1] not in GOING_ON)  # 意向 is whole
    if len(left) < 2 or going or endings.is_surname(left):
        return 3 * LEFT_HANGING
    return 2 * LEFT_HANGING if TERM.search(left) or (left[-1] == "的" and "是" not in left) else 0.0


def starting(right: str) -> float:
    """Return how much worse than elsewhere `right` begins behind a 。: a sentence seldom with a character that is no word, nor with 的 or 等."""
    if right[:1] == "”":
        return LEFT_HANGING if right[1:2] in NO_START or right[1:2] in MARKS else 0.0
    if not "\u3400" <= right[:1] <= "\u9fff":
        return 0.0
    if right[0] in NO_START:
        return 2 * LEFT_HANGING
    starts = right[0] in STARTS or right[0] in lexicon.surnames()
    return 0.0 if starts or any(language.is_word(right[:size]) for size in (2, 3, 4)) else LEFT_HANGING


def is_again(chars: str, at: int) -> bool:
    """Tell whether the same is cut through again elsewhere: it is within a name, 黄茅海大桥, for sentences do not meet alike twice."""
    near, wide = chars[at - 2 : at + 3], chars[max(0, at - 8) : at + 5]
    return at > 1 and len(near) == 5 and min(near[:2] + near[4:]) > "\u3400" and chars.count(near) > chars.count(wide)
