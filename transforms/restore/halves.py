"""Halves: which character it was, where only one of its two bytes is left: 上?！ was 上海“ and 探索??茖W was 探索。科學.

The first half is lost where the text was cut before a mark at the wrong parity, the second where it ended in half a character.
Nothing is proven here: the language, the ends and beginnings of phrases and the rest of the page only say what is likelier. A digit
or letter is never guessed.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from transforms.restore import beginnings, endings, evidence, gbk, language
from transforms.restore.evidence import GLOSS, Page

FIRSTS, SECONDS = 8, 12  # characters that are tried where the first or the second half of one is lost
NEAR = 40
CUT = -6.0
OPENING_OR_CLOSING = frozenset("“”‘’《》〈〉「」『』【】")
CLOSING = {")": "(", "”": "“", "’": "‘", "》": "《", "〉": "〈", "」": "「", "』": "『", "】": "【"}
UNPAIRED = -6.0
TWICE = 6.0  # 返岗,。“ is written where commas were put before marks, but no phrase of one character
ENDING = {"。": 2.5, ":": 2.0, "!": 2.0, "?": 2.0, ";": 1.0}
# Behind no number 个 says nothing: 传播个。 is none.
COUNTED = frozenset("一二三四五六七八九十百千万亿两几数多半每各这那某首单整哪0123456789余上第")
ON_PAGE, SPELLED, NAMED, REPEATED = 0.4, 3.0, 3.0, -6.0
EVIDENCE = 2.3


class Fit(NamedTuple):
    """A character that the half may be of, and what speaks for it beside the words."""

    character: str
    state: language.State
    bonus: float


def first(page: Page, at: int, left: str, state: language.State, trail: int) -> list[Fit]:
    """Return what the half at `at` may be, of which only the second byte `trail` is left behind `left`, the best first."""
    again = beginnings.is_again(page.chars, at)
    fitting = []
    for _, found in gbk.with_trail(trail):
        simple = found.translate(gbk.plain_forms())
        if simple == " " and left:
            continue  # a blank stands before a line
        bonus = CUT + evidence.repeated(page, state.tail, simple) + endings.known(left, simple)
        if simple == "。":
            bonus += TWICE * left.endswith(",")
            bonus += beginnings.stopping(left) + (REPEATED if again else 0.0)
        elif simple > "\u3400":
            bonus += ON_PAGE * math.log1p(page.times[simple]) + SPELLED * endings.spells(left, simple)
            bonus += NAMED * (endings.names(left, simple) and not endings.is_surname(left))
        fitting.append(Fit(found, language.read(state, simple), bonus))
    # A mark follows, so what comes behind it fits all of them alike.
    return sorted(fitting, key=lambda f: (f.state.score + f.bonus, f.character), reverse=True)[:FIRSTS]


def second(page: Page, lead: int, left: str, end: int, state: language.State) -> list[Fit]:
    """Return what the character may be that begins with the byte `lead` behind `left` and before what stands at `end`, the best first."""
    forms = gbk.plain_forms()
    ends = page.chars[end : end + 1] in ("", "\n")
    alike = endings.neighbours(left, GLOSS.sub("", page.chars[end : end + NEAR]).partition("\n")[0].translate(forms))
    fitting = []
    for _, found in gbk.with_lead(lead):
        simple = found.translate(forms)
        if simple.isascii() and simple.isalnum():
            continue
        if simple > "\u3400":
            bonus = EVIDENCE * evidence.repeated(page, state.tail, simple) + endings.weight(left, simple, alike, page.times[simple])
        else:
            bonus = _closing(left, simple, ends or page.chars[end] in " (") + UNPAIRED * _stays_open(page, simple, end)
        hanging = simple in beginnings.GOING_ON or (simple == "个" and state.tail[-1:] not in COUNTED)
        hanging |= simple == "的" and "是" not in left[-NEAR:]
        if hanging and (ends or page.chars[end] in beginnings.MARKS):
            bonus += beginnings.LEFT_HANGING
        fitting.append(Fit(found, language.read(state, simple), bonus))
    return sorted(fitting, key=lambda f: (-f.state.score - f.bonus, f.character))[:SECONDS]


def is_of_a_pair(byte: int) -> bool:
    """Tell whether a mark that stands in pairs ends with the byte: 活動!稌 was 活動。《, its 。 without a trace."""
    return (gbk.character(0xA1, byte) or "") in OPENING_OR_CLOSING


def _stays_open(page: Page, mark: str, end: int) -> bool:
    """Tell whether `mark` opens what nothing closes on the line behind `end`."""
    closing = next((close for close, opening in CLOSING.items() if opening == mark), None)
    return closing is not None and closing not in page.chars[end : end + evidence.LINE].partition("\n")[0]


def _closing(line: str, mark: str, ends: bool) -> float:
    """Return how much better or worse than elsewhere a mark fits behind `line`: it closes what is open, or ends a line."""
    if mark in CLOSING:
        return (2.5 if mark == "”" and not ends else 6.0) if line.count(CLOSING[mark]) > line.count(mark) else UNPAIRED
    return ENDING.get(mark, -5.0) if ends and mark != " " else 0.0
