"""The way of one page through the code, to be read aloud: restore its text, segment it, extract its facts."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from transforms import extract, restore, segment
from transforms.extract.facts import Facts
from transforms.model.document import Document
from transforms.model.page import Given, Page
from transforms.version import code_version


class Reading(msgspec.Struct, frozen=True):
    """What was read from one page."""

    document: Document
    facts: Facts


def read(page: Page, lap: Callable[[str], None] = lambda stage: None) -> Reading:
    """Return the document of `page` and its facts. Pure: the same page gives the same reading, anywhere.

    `lap` is told the name of each stage as it ends, for those who time them.
    """
    restored = restore.restore(page.raw, page.format)
    if page.given:
        page = msgspec.structs.replace(page, given=_restored(page.given))
    lap("restore")
    document = segment.segment(page, restored, code_version())
    lap("segment")
    facts = extract.extract(document)
    lap("extract")
    return Reading(document, facts)


def _restored(given: Given) -> Given:
    """Return what a container says of a page, restored like its text: a mirror's title is as damaged as its lines."""
    words = [given.title or "", given.publisher or "", *given.authors]
    lines = restore.restore("\n".join(words)).text.chars.split("\n")
    if lines == words or len(lines) != len(words):
        return given
    return msgspec.structs.replace(given, title=lines[0] or None, publisher=lines[1] or None, authors=lines[2:])
