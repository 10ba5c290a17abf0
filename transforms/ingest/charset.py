"""Charset: strict UTF-8, then strict GB18030, and a reason for what is neither.

GB18030 accepts almost any pair of bytes, so what it decodes must also look written: four in five characters of any Chinese
text are punctuation or among the common hanzi of the two national standards, while Big5, cut-off UTF-8 (城市 read as 鍩庡競) and
chance give half of that, or characters of private use. Nothing is guessed beyond that: a page in Big5 or UTF-16 is refused.
"""

from __future__ import annotations

import codecs

import msgspec

from transforms.model.patterns import pattern

CONTROLS = bytes({*range(32), 127} - {*b"\t\n\v\f\r"})
BLANK = pattern(r"[\s\u200b-\u200f\u2060\ufeff]*")

# What everybody writes: rows 1 to 3 (punctuation) and 16 to 54 (hanzi of level 1) of GB 2312, and the first level of Big5.
SIMPLIFIED = (bytes((row, cell)) for row in (*range(0xA1, 0xA4), *range(0xB0, 0xD7)) for cell in range(0xA1, 0xFF))
TRADITIONAL = (bytes((row, cell)) for row in range(0xA4, 0xC6) for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
WRITTEN = frozenset("".join(pair.decode("gb18030") for pair in SIMPLIFIED) + "".join(pair.decode("big5") for pair in TRADITIONAL))
NOT_ASCII = pattern(r"[^\x00-\x7f]+")
PRIVATE = pattern(r"[\ue000-\uf8ff]")
SAMPLE = 2_000


class Undecodable(msgspec.Struct, frozen=True):
    """Why bytes are not a text."""

    code: str
    reason: str


class Decoded(msgspec.Struct, frozen=True):
    """A text and the encoding that gave it."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded | Undecodable:
    """Return the text that `data` encodes, or why it is none. `encoding` leads back: text.encode(encoding) == data."""
    if not data:
        return Undecodable("empty", "it has no bytes")
    if (len(data) - len(data.translate(None, CONTROLS))) * 100 > len(data):
        return Undecodable("not_text", "more than one byte in a hundred is a control character: it is a binary file, or UTF-16")
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        decoded = Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        found = _broken(data, error) or _gb18030(data)
        if isinstance(found, Undecodable):
            return found
        decoded = found
    if BLANK.fullmatch(decoded.text):
        return Undecodable("blank", "it has nothing but white space")
    return decoded


def _broken(data: bytes, error: UnicodeDecodeError) -> Undecodable | None:
    """Tell UTF-8 that was cut or damaged by the characters in it that are whole, since chance gives none of them."""
    start = next((i for i, byte in enumerate(data[:4]) if not 0x80 <= byte < 0xC0), 4)
    if error.start < start < 4:  # cut in front: a character never starts with these bytes
        try:
            data[start:].decode()
        except UnicodeDecodeError as later:
            error = later
        else:
            error = UnicodeDecodeError("utf-8", data, len(data), len(data), "cut in front")
    whole = data[start : error.start].decode(errors="ignore")
    if len(data) - error.start <= 3 and not whole.isascii():
        return Undecodable("truncated_utf8", "it is UTF-8 cut within a character: fetch it again")
    text = data.decode(errors="replace")
    damaged, characters = text.count("\ufffd"), len("".join(NOT_ASCII.findall(text)))
    if damaged * 10 < characters:
        return Undecodable("broken_utf8", f"it is UTF-8 with {damaged} broken characters, the first at byte {error.start}: fetch it again")
    return None


def _gb18030(data: bytes) -> Decoded | Undecodable:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        return Undecodable("not_text", f"it is neither UTF-8 nor GB18030 (byte {error.start}): save it as UTF-8")
    characters = "".join(NOT_ASCII.findall(text, 0, SAMPLE))
    written, private = sum(map(WRITTEN.__contains__, characters)), len(PRIVATE.findall(characters))
    if written * 10 < len(characters) * 7 or private * 20 > len(characters):
        return Undecodable("not_text", "it decodes as GB18030, but not to anything written in Chinese: save it as UTF-8")
    return Decoded(text, "gb18030")
