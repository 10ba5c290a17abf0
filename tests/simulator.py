"""The damage of the mirrors, forward: 上海建设 -> 上海建設(shè), with the slips that their byte-wise tools make.

    S1  Simplified to Traditional by a table of characters         建设 -> 建設
    S2  encode as GBK, what it lacks becomes ?
    S3  annotate: for each (character, reading) of a table, in its order, replace the two bytes wherever they stand, even where
        they are the end of one character and the beginning of the next; cut: the stream is split before ！ ， ？ ； ： 。 at the wrong parity
    S4  decode as CP936 that swallows the trail byte of a pair it does not know
    S5  remove whole tags, fold full-width ASCII; some drop private-use characters, 和國家貿易 out of step loses two halves

Restoration is the inverse of this; a test that damages a text and restores it knows what should come out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from functools import cache

import msgspec
import opencc
from pypinyin.pinyin_dict import pinyin_dict

FIRST_CHOICE = {"准": "準", "台": "臺", "着": "著", "冲": "沖", "划": "劃", "鉴": "鑒", "启": "啟"}
KEPT = frozenset("于后并制范系采余谷布致面板升愿只里么伙吁干")
CUTS = tuple(mark.encode("gbk") for mark in "！，？；：。")
TAG = re.compile(r"</?(?:p|span|br)\s*/?>")
PRIVATE = re.compile("[\ue000-\uf8ff]")
WIDE = str.maketrans({chr(a): chr(a + 0xFEE0) for a in range(0x21, 0x7F)})
FOLD = {a + 0xFEE0: a for a in range(0x21, 0x7F)} | {0x3000: 0x20}


class Damaged(msgspec.Struct, frozen=True):
    """A damaged page, what it should be restored to, and the 0-based lines that have a slip of each kind."""

    raw: str
    clean: str
    slips: frozenset[int]
    lost: frozenset[int]  # a digit, a comma or another character that nothing can bring back was swallowed
    cut_leads: frozenset[int]
    cut_trails: frozenset[int]


@cache
def mirror_map() -> dict[int, str]:
    """Return S1: every character of GB 2312 with another Traditional form, as the mirrors write it."""
    convert = opencc.OpenCC("s2tw").convert
    han = [bytes((a, b)).decode("gb2312", "ignore") for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)]
    changed = {ord(c): convert(c) for c in han if c and c not in KEPT and convert(c) != c}
    return changed | {ord(c): t for c, t in FIRST_CHOICE.items()}


def mirrored(text: str) -> str:
    """Return `text` in Traditional characters."""
    return text.translate(mirror_map())


def widened(text: str) -> str:
    """Return `text` with full-width punctuation beside Chinese characters, as authors write and the data set folds it."""
    return re.sub(r"(?<=[\u3400-\u9fff”》])[,:;!?()](?![a-z])|[,:;!?()](?=[\u3400-\u9fff“《])", lambda m: m[0].translate(WIDE), text)


def reading(character: str) -> str:
    """Return the one reading that an annotator knows of a character."""
    return pinyin_dict[ord(character)].split(",")[0]


def table(size: int | None, seed: int, text: str = "") -> list[tuple[str, str]]:
    """Return a random table of `size` Traditional characters in random order, None for all of them.

    Half are drawn among the characters of `text`, because the tables of mirrors hold the frequent ones.
    """
    chance = random.Random(seed)
    full = sorted({t for t in mirror_map().values() if ord(t) in pinyin_dict and len(t.encode("gbk", "ignore")) == 2})
    if size is None:
        chosen = full
    else:
        here = sorted(set(full) & set(text))
        chosen = chance.sample(here, min(size * 4 // 5, len(here)))
        chosen += chance.sample([c for c in full if c not in set(chosen)], size - len(chosen))
    chance.shuffle(chosen)
    return [(c, reading(c)) for c in chosen]


def annotated(stream: bytes, entries: Iterable[tuple[str, str]]) -> bytes:
    """Return S3: `stream` with the reading behind every byte pair of the table, between \\x01 and \\x02 that `decoded` takes out."""
    for character, syllable in entries:
        key = character.encode("gbk")
        stream = stream.replace(key, key + b"\x01" + f"({syllable})".encode("gb18030") + b"\x02")
    return stream


def decoded(marked: bytes, cuts: frozenset[int] = frozenset(), realign: Callable[[], bool] = lambda: False) -> tuple[str, str, bool]:
    """Return S4: what a swallowing CP936 decoder sees of an annotated stream, what it swallowed, and whether it was split again.

    `cuts` are offsets in the stream without annotations at which it restarts; out of step, `realign` tells whether it is split
    before a 、 or 。 too.
    """
    stream, starts, offsets = _true_starts(marked)
    out: list[str] = []
    swallowed = ""
    split = False
    i = 0
    while i < len(stream):
        byte = stream[i]
        if byte < 0x80:
            out.append(chr(byte))
            i += 1
        elif byte in (0x80, 0xFF):
            out.append("€" if byte == 0x80 else "?")
            i += 1
        elif i + 1 >= len(stream) or offsets[i + 1] in cuts:
            out.append("?")
            i += 1
        elif i not in starts and i + 1 in starts and stream[i + 1 : i + 3] in (b"\xa1\xa2", b"\xa1\xa3") and realign():
            out.append("?")
            split = True
            i += 1
        elif stream[i + 1] < 0x21:
            i += 1
        elif stream[i + 1] >= 0x40 and stream[i + 1] not in (0x7F, 0xFF):
            out.append(stream[i : i + 2].decode("gb18030"))
            i += 2
        else:
            swallowed += chr(stream[i + 1])
            out.append("?")
            i += 2
    return "".join(out), swallowed, split


def _true_starts(marked: bytes) -> tuple[bytes, set[int], list[int]]:
    """Return the stream without marks, where a character of the author begins in it, and its offsets without annotations."""
    stream, starts, offsets = bytearray(), set(), []
    inside = at = half = 0
    for byte in marked:
        if byte in (1, 2):
            inside += 1 if byte == 1 else -1
            continue
        if not inside:
            if not half:
                starts.add(len(stream))
            half = 0 if half or byte < 0x80 else 1
        stream.append(byte)
        offsets.append(at if not inside else -1)
        at += not inside
    return bytes(stream), starts, offsets


def parity(stream: bytes) -> set[int]:
    """Return the offsets of `stream`, the true bytes, at which a character begins."""
    starts, i = set(), 0
    while i < len(stream):
        starts.add(i)
        i += 1 if stream[i] < 0x80 else 2
    return starts


def damaged(
    text: str,
    entries: Iterable[tuple[str, str]] = (),
    *,
    cut: float = 0.0,
    realign: float = 0.0,
    seed: int = 0,
    tags: bool = True,
    private: bool = True,
) -> Damaged:
    """Return `text` (Simplified, one paragraph a line) as a mirror would show it.

    `cut` is the chance of a cut wherever one is possible, `realign` that of a second one that ends a run out of step.
    `private` tells whether private-use characters are kept.
    """
    chance = random.Random(seed)
    entries = list(entries)
    readings = dict(entries)
    raw, slips, lost, leads, trails = [], set(), set(), set(), set()
    for number, line in enumerate(text.split("\n")):
        stream = mirrored(widened(line)).encode("gbk", "replace")
        if tags:
            stream = b"<p>" + stream + b"</p>"
        starts = parity(stream)
        possible = [i for i in range(1, len(stream) - 1) if i not in starts and stream[i : i + 2] in CUTS]
        cuts = frozenset(i for i in possible if chance.random() < cut)
        shown, swallowed, split = decoded(annotated(stream, entries), cuts, lambda: chance.random() < realign)
        whole = "".join(c + (f"({readings[c]})" if c in readings else "") for c in stream.decode("gbk"))
        if split:
            trails.add(number)
        elif cuts:
            leads.add(number)
        elif shown != whole:
            slips.add(number)
        if swallowed.strip("(<"):
            lost.add(number)
        raw.append(TAG.sub("", shown if private else PRIVATE.sub("", shown)).translate(FOLD))
    clean = "\n".join(widened(line).translate(FOLD) for line in text.split("\n"))
    return Damaged("\n".join(raw), clean, frozenset(slips), frozenset(lost), frozenset(leads), frozenset(trails))
