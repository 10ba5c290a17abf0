"""Mojibake: UTF-8 that somebody read as Latin-1 or as GBK, ä¸­å›½ and 涓浗 alike for 中国.

Both readings keep every byte, so the original is certain as long as nothing was lost; where a byte is gone, the text stays. A single
é» in a French name is no mojibake: a page must have several characters of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms.model.patterns import pattern
from transforms.model.text import Edit, Text

# Windows-1252 shows the bytes 80-9F so; the others it shows as their Latin-1 selves.
WESTERN = {ord(c): b for b in range(0x80, 0xA0) if (c := bytes([b]).decode("cp1252", "ignore"))}
REST = "\x80-\xbf" + "".join(map(chr, WESTERN))
LEADS = "âã-éï"  # of quotation marks, of Chinese characters and of full-width marks
LATIN = pattern(rf"[{LEADS}][{REST}][{REST}]")
# The first two bytes of a Chinese character in UTF-8, read as GBK: 涓 鍩 鏂 and other rare characters, and its last byte with the
# first of the next one.
FIRSTS = "".join(bytes((a, b)).decode("gb18030", "ignore") for a in range(0xE4, 0xEA) for b in range(0x80, 0xC0))
SECONDS = "".join(bytes((a, b)).decode("gb18030", "ignore") for a in range(0x81, 0xC0) for b in range(0xE3, 0xF0))
CHINESE = pattern(rf"[{FIRSTS}](?=[{SECONDS}])[^\x00-\x7f]{{2,}}")
# One pass over the page: à and é stand on every page that is annotated with readings, 鎮 on many Traditional ones.
FIRST = LEADS + FIRSTS
SUSPECT = pattern(rf"[{FIRST}](?:[{REST}]{{2}}|[{SECONDS}])")
ENOUGH = 3
LATIN_REASON = "these characters are the UTF-8 bytes of this one, read as Latin-1"
CHINESE_REASON = "these characters are the UTF-8 bytes of these, read as GBK"


def find(text: Text) -> Iterator[Edit]:
    """Yield the characters whose UTF-8 bytes were read in another code."""
    if not SUSPECT.search(text.chars):
        return
    yield from _latin(text.chars)
    for match in CHINESE.finditer(text.chars):
        yield from _chinese(match.start(), match[0])


def _latin(chars: str) -> Iterator[Edit]:
    found = []
    for match in LATIN.finditer(chars):
        code = bytes(WESTERN.get(ord(c), ord(c) & 0xFF) for c in match[0])
        read = code.decode("utf-8", "ignore")
        if len(read) == 1 and (read >= "\u3000" or read in "“”‘’—…·"):
            found.append(Edit(match.start(), match.end(), read, "encoding", LATIN_REASON))
    if len(found) >= ENOUGH:
        yield from found


def _chinese(start: int, run: str) -> Iterator[Edit]:
    """Yield two characters for every three of a run that is UTF-8 as a whole."""
    try:
        read = run.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return
    if 2 * len(run) != 3 * len(read) or not all(map(_is_written, read)):
        return
    for k in range(0, len(run), 3):
        yield Edit(start + k, start + k + 3, read[2 * k // 3 : 2 * k // 3 + 2], "encoding", CHINESE_REASON)


def _is_written(character: str) -> bool:
    """Tell whether authors write the character: 目錄為： is no UTF-8, though its last three would give 䛞飺."""
    return "\u3000" <= character <= "\uffef" and bool(character.encode("gb2312", "ignore") or character.encode("big5", "ignore"))
