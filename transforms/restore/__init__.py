"""Restore: undo what scrapers and mirrors did to the characters of a page. One file a damage, applied in the order of RESTORERS.

The order is part of the proof: byte slips are read off the raw characters, before anything that could destroy their evidence;
annotations next, because a slip may have eaten a bracket of one; then what tags, controls and private-use characters left
behind; then the script, only of documents that are Traditional; blanks last, because every step before may leave some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from transforms.model.patterns import pattern
from transforms.model.text import Edit, Mark, Restored, Script, Text
from transforms.restore import invisible, markup, mojibake, pinyin, questions, residue, script, slips, spacing, wording

Restorer = Callable[[Text], Iterable[Edit]]

# Each with the character that every damage of its kind has in it, if there is one: most texts have none, and need not be read for it.
BEFORE_SCRIPT: tuple[tuple[str, Restorer], ...] = (
    ("", mojibake.find), ("?", questions.find), ("", slips.find), ("", pinyin.find),
    ("&", residue.find_entities), (">", residue.find_tags), ("", invisible.find),
)  # fmt: skip
AFTER_SCRIPT: tuple[Restorer, ...] = (spacing.find, wording.find)
# What mojibake is made of, and Traditional text: one pass tells of most pages that they are neither.
RARE = pattern(f"[{mojibake.FIRST}{''.join(sorted(script.TRADITIONAL))}]")


def restore(raw: str, format: Literal["text", "html"] = "text") -> Restored:
    """Return `raw` restored to Simplified Chinese as its author wrote it; lines of text are kept one for one, those of HTML are its blocks."""
    text, marks = Text(raw), list[Mark]()
    if format == "html":
        page = markup.read(raw)
        text, marks = text.apply(page.edits), page.marks
    plain = None if RARE.search(text.chars) else text
    for sign, find in BEFORE_SCRIPT[1:] if plain else BEFORE_SCRIPT:
        if sign in text.chars:
            text = text.apply(find(text))
    found: Script = "Hans"
    converted = 0
    if text is not plain:
        found, text, converted = script.convert(text)
    for find in AFTER_SCRIPT:
        text = text.apply(find(text))
    return Restored(text, found, converted, tuple(marks))
