"""Restore: undo what scrapers and mirrors did to the characters of a page. One file a damage, applied in the order of RESTORERS.

The order is part of the proof: byte slips are read off the raw characters, before anything that could destroy their evidence;
annotations next, because a slip may have eaten a bracket of one; then what tags, controls and private-use characters left
behind; then the script, only of documents that are Traditional; blanks last, because every step before may leave some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from transforms.model.text import Edit, Mark, Restored, Text
from transforms.restore import invisible, markup, mojibake, pinyin, questions, residue, script, slips, spacing, wording

Restorer = Callable[[Text], Iterable[Edit]]

BEFORE_SCRIPT: tuple[Restorer, ...] = (
    mojibake.find, questions.find, slips.find, pinyin.find, residue.find_entities, residue.find_tags, invisible.find,
)  # fmt: skip
AFTER_SCRIPT: tuple[Restorer, ...] = (spacing.find, wording.find)


def restore(raw: str, format: Literal["text", "html"] = "text") -> Restored:
    """Return `raw` restored to Simplified Chinese as its author wrote it; lines of text are kept one for one, those of HTML are its blocks."""
    text, marks = Text(raw), list[Mark]()
    if format == "html":
        page = markup.read(raw)
        text, marks = text.apply(page.edits), page.marks
    for find in BEFORE_SCRIPT:
        text = text.apply(find(text))
    found, text, converted = script.convert(text)
    for find in AFTER_SCRIPT:
        text = text.apply(find(text))
    return Restored(text, found, converted, tuple(marks))
