"""Credits: who wrote, took and edited a page, as in 记者 王晓明 李建国, (邓显军), 文/刘一鸣 and 新华社北京5月1日电(陈静).

Names stand behind the word for what somebody did, at the end of a line in brackets, or behind the 电 of an agency. Not meant: the
initials of editors (责编:ZB); what the page's metadata makes of such lines, which is read before any name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms import lexicon
from transforms.extract.han_names import HAN, is_name
from transforms.extract.names import Title
from transforms.extract.person_names import person_end
from transforms.model.document import NAMES, Document

BYLINES = [row.title for row in lexicon.read("titles", Title) if row.kind == "byline"]
BYLINE = re.compile(
    rf"""(?:{"|".join(sorted(BYLINES, key=len, reverse=True))}|{"|".join(f"{one}(?=[/:：])(?<![{HAN}]{one})" for one in "文图摄")})  # 记者, 文/
         [ \u3000]?[:：/●丨|]?[ \u3000]*
         (?=(?P<people>[{HAN}]{{2,4}}(?:[ \u3000、,/][ \u3000]?[{HAN}]{{2,4}}(?![{HAN}:：])){{0,7}}))""",  # a list may run into the next byline
    re.VERBOSE,
)
PEOPLE = re.compile(rf"[{HAN}]{{2,4}}")
# The signature at the end of a line: (邓显军)
SIGNED = re.compile(rf"\((?P<people>[{HAN}]{{2,4}}(?:[ \u3000、][{HAN}]{{2,4}}){{0,4}})\)(?=\s*(?:\n|$))")
# 新华社北京5月1日电 (甲 乙)
WIRED = re.compile(rf"[电讯] ?\((?P<people>[{HAN}]{{2,4}}(?:[ \u3000、][{HAN}]{{2,4}}){{0,4}})\)")


def find(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the names in all credits."""
    for pattern in (BYLINE, SIGNED, WIRED):
        for match in document.finditer(pattern, NAMES):
            yield from people(document.chars, *match.span("people"))


def people(chars: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the names in a byline: 王晓 李明."""
    for match in PEOPLE.finditer(chars, start, end):
        if is_name(match.group()):
            yield match.span()
        else:
            stop = person_end(chars, match.start())
            if stop and match.start() == start:
                yield match.start(), min(stop, end)
            return
