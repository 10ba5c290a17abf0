"""Language: how likely a string of characters is in Chinese, to choose between the characters that damaged bytes allow.

The frequencies are those of the dictionary inside rjieba: a string is as likely as its best division into words. It is asked only
where the bytes leave a choice, so it is loaded with the first damaged page.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

WORDS = 60_101_967  # of the corpus that the dictionary counts
LONGEST = 4
UNKNOWN, RARE = -19.0, -24.0  # a character that is no word: in GB 2312, and outside of it
OTHER = -8.0
# Frequencies of marks, which the dictionary leaves out: one character in nine of a news text is one.
MARKS = {
    ",": -2.7, "。": -3.2, "、": -3.4, "“": -4.6, "”": -4.6, ":": -5.0, "(": -5.5, ")": -5.5, "《": -6.0, "》": -6.0, ";": -6.0, "!": -7.0, "?": -7.0,
    "·": -7.0, "—": -6.5, "…": -8.0, "%": -6.0, ".": -6.0, "-": -6.5, "\n": -4.0, " ": -5.0, "<": -5.0,
    "‘": -7.0, "’": -7.0, "「": -7.0, "」": -7.0, "『": -8.0, "』": -8.0, "【": -8.0, "】": -8.0, "〈": -9.0, "〉": -9.0,
}  # fmt: skip
STOPS = frozenset(",。、:;!?")
TWO_STOPS = -6.0


class State(NamedTuple):
    """The last characters read, and the best score of the text up to each of them."""

    tail: str
    scores: tuple[float, ...]

    @property
    def score(self) -> float:
        """Logarithm of the probability of everything read."""
        return self.scores[-1]


START = State("", (0.0,))


@lru_cache(1 << 17)
def logarithm(word: str) -> float | None:
    """Return the log probability of `word`, None where the dictionary does not have it."""
    import rjieba

    try:
        if not rjieba.has_word(word):
            return None
    except UnicodeEncodeError:  # a lone surrogate stands in it
        return None
    return math.log(max(rjieba.suggest_freq(word) - 1, 0.5) / WORDS)


def is_word(word: str) -> bool:
    """Tell whether the dictionary has `word`."""
    return logarithm(word) is not None


@lru_cache(1 << 15)
def alone(character: str) -> float:
    """Return the log probability of a single character that stands as a word."""
    if character in MARKS:
        return MARKS[character]
    if "\u3400" <= character <= "\u9fff":
        found = logarithm(character)
        if found is not None:
            return found
        return UNKNOWN if character.encode("gb2312", "ignore") else RARE
    return -4.5 if character.isascii() and character.isalnum() else OTHER * 2


def read(state: State, character: str) -> State:
    """Return the state after one more character (Simplified, half width)."""
    tail, scores = state
    best = scores[-1] + alone(character)
    if character.isascii() and character.isalnum() and tail[-1:].isascii() and tail[-1:].isalnum():
        best += 2.0
    elif character in STOPS and tail and tail[-1] in STOPS and not (character in "!?" and tail[-1] in "!?"):
        best += TWO_STOPS
    if "\u3400" <= character <= "\u9fff":
        for size in range(2, min(LONGEST, len(tail) + 1, len(scores)) + 1):
            known = logarithm(tail[1 - size :] + character)
            if known is not None and scores[-size] + known > best:
                best = scores[-size] + known
    return State((tail + character)[1 - LONGEST :], (*scores, best)[-LONGEST:])


def after(text: str) -> State:
    """Return the state after `text`, counted from nothing."""
    state = _read_all(text)
    return State(state.tail, tuple(s - state.score for s in state.scores))


def score(text: str) -> float:
    """Return the logarithm of how likely `text` is by itself."""
    return _read_all(text).score


def _read_all(text: str) -> State:
    state = START
    for character in text:
        state = read(state, character)
    return state
