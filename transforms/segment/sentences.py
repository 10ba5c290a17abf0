"""Sentences: where one ends, as in 他说:“会议开得好。”随后参观了展区。 (two) and “会议开得好。”他说。 (one).

A sentence ends behind 。！？ and the brackets and quotes that close there, and at the end of its line. A mark inside quotes or
brackets ends nothing, but where the closing quote follows a mark, the sentence ends if it began before the quote: the speaker
is named already. A quote that opens a sentence is followed by its speaker, so the two stay together. Neither ；, …… nor
a point (3.5, U.S.) ends a sentence.
"""

from __future__ import annotations

from transforms.model.patterns import pattern

MARK = pattern("[。！!？?“「『(（《]")
FINAL = frozenset("。！!？?")
# A line without quotes and brackets is taken apart at once.
OPENS = pattern("[“「『(（《]")
PLAIN = pattern("[^。！!？?]*+[。！!？?]+[”’」』)）\"']*|[^。！!？?]+")
OPENING = {"“": "”", "「": "」", "『": "』", "(": ")", "（": "）", "《": "》"}
QUOTES = frozenset("”」』")


def ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the range of every sentence of the line `text[start:end]`, without the blanks around it."""
    found: list[tuple[int, int]] = []
    if OPENS.search(text, start, end) is None:
        for plain in PLAIN.finditer(text, start, end):
            _add(found, text, *plain.span())
        return found
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
            while at < end and text[at] in FINAL:
                at += 1
        if ended:
            while at < end and text[at] in "”’」』)）\"'":
                at += 1
            _add(found, text, begin, at)
            begin = words = at
    _add(found, text, begin, end)
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add the range without the blanks around it; most have none."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
