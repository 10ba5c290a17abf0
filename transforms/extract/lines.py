"""Lines: a search that begins where a rare word stands, as in 主题 for “…”为主题 and 花落 for “…奖”花落某市.

Shared grammar. A pattern that begins with anything has to be tried at every character; the lines that hold its word are few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from transforms.model.document import FACTS, Document, Role


def lines_with(document: Document, *words: str, roles: tuple[Role, ...] = FACTS) -> Iterator[tuple[int, int]]:
    """Yield the range of every line of `roles` that holds one of `words`; one that ends in a colon goes on in the next line."""
    if len(words) > 1:
        done = 0
        for low, high in sorted({lines for word in words if word in document.chars for lines in lines_with(document, word, roles=roles)}):
            if high > done:
                yield max(low, done), high
                done = high
        return
    chars, word = document.chars, words[0]
    for start, end in document.runs(roles):
        at = chars.find(word, start, end)
        while at >= 0:
            low = chars.rfind("\n", start, at) + 1 or start
            high = chars.find("\n", at, end)
            while high >= 0 and chars[high - 1] in ":： ":
                high = chars.find("\n", high + 1, end)
            high = end if high < 0 else high
            yield low, high
            at = chars.find(word, high, end)


def matches_near(document: Document, pattern: re.Pattern[str], *words: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `pattern` in the lines that state something and hold one of `words`."""
    for low, high in lines_with(document, *words):
        yield from pattern.finditer(document.chars, low, high)


def holds(document: Document, *words: str) -> bool:
    """Tell whether a text holds one of `words`: asked before a pattern that needs one of them is tried everywhere."""
    return any(map(document.chars.__contains__, words))


def last_of(chars: str, marks: str, low: int, high: int) -> int:
    """Return where the last of some marks stands in a range; -1 where none does."""
    last = -1
    for mark in marks:
        at = chars.rfind(mark, low if last < low else last, high)
        last = at if at > last else last
    return last


def alternatives(words: list[str], but: Mapping[str, str] | None = None) -> str:
    """Return a pattern that matches any of `words`, the longest first; words that begin alike are tried together.

    `but` says of a word what must not stand behind it.
    """
    first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        ahead = f"(?!{but[word]})" if but and word in but else ""
        first.setdefault(word[0], []).append(re.escape(word[1:]) + ahead)
    return "|".join(f"{re.escape(char)}(?:{'|'.join(rest)})" for char, rest in first.items())
