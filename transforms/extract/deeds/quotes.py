"""Quotes: where the quote that opens here closes, and the other way round, with those inside it. Shared grammar."""

from __future__ import annotations

from transforms.model.patterns import pattern

MARK = pattern("[“”]")


def closing(chars: str, opening: int, stop: int) -> int:
    """Return where the quote that opens at `opening` closes, behind those inside it: “要让“创建”不松劲。”; -1 where it does not."""
    inside = 0
    for mark in MARK.finditer(chars, opening, stop):
        inside += 1 if mark[0] == "“" else -1
        if inside == 0:
            return mark.start()
    return -1


def opening(chars: str, start: int, closing: int) -> int:
    """Return where the quote that closes at `closing` opens, before those inside it; -1 where it does not."""
    inside = 0
    for mark in reversed(list(MARK.finditer(chars, start, closing + 1))):
        inside += 1 if mark[0] == "”" else -1
        if inside == 0:
            return mark.start()
    return -1
