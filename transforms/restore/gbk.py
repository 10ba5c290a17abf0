"""GBK: the two-byte code that the mirrors' tools cut through, and the characters that a pair of bytes can be.

Pairs are read as GB 18030, which maps every two-byte code to one character and back, private-use ones included.
"""

from __future__ import annotations

from functools import cache, lru_cache

from transforms.restore.readings import is_reading
from transforms.restore.script import converter

FOLDED = {a + 0xFEE0: chr(a) for a in range(0x21, 0x7F)} | {0x3000: " "}


def widened(character: str) -> str:
    """Return the full-width form of an ASCII character, which the data set may have folded."""
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else "\u3000" if character == " " else character


def pair(character: str) -> bytes:
    """Return the two bytes of a character, or nothing where it has one or four."""
    code = character.encode("gb18030", "ignore")
    return code if len(code) == 2 else b""


@cache
def character(lead: int, trail: int) -> str | None:
    """Return what authors write as these two bytes: Chinese characters, marks, full-width letters; None for all else."""
    try:
        found = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return found if len(found) == 1 and (lead < 0xA2 or lead >= 0xB0 or lead in (0xA3, 0xA8, 0xAA) or trail < 0xA1) else None


@cache
def with_lead(lead: int) -> tuple[tuple[int, str], ...]:
    """Return (trail, character) of every character that begins with `lead`."""
    return tuple((t, c) for t in range(0x40, 0xFF) if t != 0x7F and (c := character(lead, t)) and _is_used(c))


@cache
def with_trail(trail: int) -> tuple[tuple[int, str], ...]:
    """Return (lead, character) of every Chinese character or mark that ends with `trail`."""
    return tuple((a, c) for a in range(0x81, 0xFF) if (c := character(a, trail)) and _is_used(c))


@lru_cache(1 << 14)
def keys(lead: int, syllable: str) -> tuple[str, ...]:
    """Return the characters that begin with `lead` and may be read `syllable`: those that a table of annotations may hold.

    The tables hold Traditional characters. Where none fits, the page is one of those annotated in Simplified: any character may be.
    """
    read = [c for _, c in with_lead(lead) if is_reading(c, syllable)]
    return tuple(c for c in read if is_key(c)) or tuple(read)


def is_key(found: str) -> bool:
    """Tell whether a mirror writes the character for another, Simplified one."""
    return found in mirror_characters()


@cache
def mirror_characters() -> frozenset[str]:
    """Return every Traditional character of GBK, and what characters of GB 2312 become in Traditional text, 幺 -> 么 among them."""
    han = [c for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF) if (c := bytes((a, b)).decode("gb2312", "ignore"))]
    found = (str(converter(name).convert("\n".join(han)))[::2] for name in ("s2t", "s2tw", "s2hk"))
    return frozenset(map(chr, simple_forms())).union(t for full in found for c, t in zip(han, full, strict=True) if c != t)


@cache
def simple_forms() -> dict[int, str]:
    """Return the Simplified form of every Traditional character of GBK."""
    pairs = (bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF) if b != 0x7F)
    han = [c for code in pairs if "\u4e00" <= (c := code.decode("gbk", "ignore")) <= "\u9fa5"]
    simple = str(converter("t2s").convert("\n".join(han)))[::2]
    return {ord(c): s for c, s in zip(han, simple, strict=True) if c != s} | {ord("著"): "着"}


@cache
def plain_forms() -> dict[int, str]:
    """Return the table that makes a text comparable: Simplified, half width."""
    return {**simple_forms(), **FOLDED}


def _is_used(found: str) -> bool:
    return bool(found.encode("gb2312", "ignore")) or found in mirror_characters()
