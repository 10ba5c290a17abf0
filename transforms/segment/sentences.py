"""Sentences: where one ends, as in 他说:“会议开得好。”随后参观了展区。 (two) and “会议开得好。”他说。 (one).

A sentence ends behind 。！？ and the brackets and quotes that close there, and at the end of its line. A mark inside quotes or
brackets ends nothing, but where the closing quote follows a mark, the sentence ends if it began before the quote: the speaker
is named already. A quote that opens a sentence is followed by its speaker, so the two stay together. Neither ；, …… nor
a point (3.5, U.S.) ends a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MARK = re.compile(r"[。！!？?]+|[“「『(（《]")
FINAL = frozenset("。！!？?")
OPENING = {"“": "”", "「": "」", "『": "』", "(": ")", "（": "）", "《": "》"}
QUOTES = frozenset("”」』")


def ranges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the range of every sentence of the line `text[start:end]`, without the blanks around it."""
    begin = at = words = start  # words: where the sentence goes on behind the quotes it begins with
    unclosed: set[str] = set()  # looked for once and not found, so that a line of ((((( costs no more than another
    while at < end:
        match = MARK.search(text, at, end)
        if match is None:
            break
        mark, at = match[0], match.end()
        closing = OPENING.get(mark)
        if closing is not None:
            close = -1 if closing in unclosed else text.find(closing, at, end)
            if close < 0:
                unclosed.add(closing)
                continue
            at = close + 1
            opens = text[words : match.start()].strip() == ""
            words = at if opens else words
            ended = closing in QUOTES and text[close - 1] in FINAL and not opens
        else:
            ended = True
        if ended:
            while at < end and text[at] in "”’」』)）\"'":
                at += 1
            yield from _stripped(text, begin, at)
            begin = words = at
    yield from _stripped(text, begin, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inside = text[start:end]
    left = len(inside) - len(inside.lstrip())
    if left < len(inside):
        yield start + left, start + len(inside.rstrip())
