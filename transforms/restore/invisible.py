"""Invisible: characters that no reader sees, such as zero-width spaces, byte order marks, controls and icons of a web font.

A zero-width joiner between emoji makes them one picture and stays. Private-use characters may also be what is left of a byte slip;
those that slips.py could read are gone by now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.model.patterns import pattern
from transforms.model.text import Edit, Text

CONTROLS = "".join(map(chr, [*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)]))
UNSEEN = (
    "\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb"
)
PRIVATE = "\ue000-\uf8ff"
LOST = "\ufffd"
HALVES = "\ud800-\udfff"
# Without the emoji of the other pattern: a class with characters beyond U+FFFF is a hundred times slower.
SUSPECT = pattern(rf"[{re.escape(CONTROLS + UNSEEN)}{PRIVATE}{HALVES}{LOST}]")
UNPRINTED = "\u034f"  # the only one of UNSEEN that Python calls printable
UNWANTED = pattern(
    rf"""(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d
         |[{re.escape(CONTROLS + UNSEEN.replace(chr(0x200D), ""))}]
         |(?P<private>[{PRIVATE}])
         |(?P<half>[{HALVES}])
         |(?P<lost>{LOST}+)""",
    re.VERBOSE,
)
UNSEEN_REASON = "no reader sees this character"
PRIVATE_REASON = "a private-use character has no meaning outside its font"
HALF_REASON = "half a surrogate pair, which JSON can hold, is no character and cannot be written"
LOST_REASON = "the decoder of the source lost the bytes that stood here"


def find(text: Text) -> Iterator[Edit]:
    """Yield a removal for every invisible character, and a flag where an earlier decoder has lost bytes."""
    if text.printable() and LOST not in text.chars and UNPRINTED not in text.chars:
        return  # most pages, told faster than by a regex
    if not SUSPECT.search(text.chars):
        return  # blanks that do not print are for spacing.py
    for match in UNWANTED.finditer(text.chars):
        if match["lost"]:
            yield Edit(match.start(), match.end(), match[0], "encoding", LOST_REASON, "flagged", 0.0)
        elif match["half"]:
            yield Edit(match.start(), match.end(), LOST, "encoding", HALF_REASON)
        elif match["private"]:
            yield Edit(match.start(), match.end(), "", "invisible", PRIVATE_REASON, "likely", 0.9)
        else:
            yield Edit(match.start(), match.end(), "", "invisible", UNSEEN_REASON)
