"""Slips: characters that a mirror's byte-wise tool cut through, 威?！坝镁G色 for 威海“用綠色 and 傳輸?shù)母锩 for 傳輸的革命.

The tool worked on GBK bytes without minding where characters begin: it wrote a reading behind a pair that is the end of one
character and the beginning of the next, or split the text before such a pair. From there on the decoder read every second half
with the next first half, until a byte brought it back. Here it is found where that may have happened, and the best way to read the
bytes again (ways.py) becomes edits. A ? alone is no damage: authors ask questions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import msgspec

from transforms.model.patterns import pattern
from transforms.model.text import Certainty, Edit, Text
from transforms.restore import evidence, gbk, language, ways
from transforms.restore.evidence import READING, Page
from transforms.restore.ways import Read, Way

SLIP = pattern(
    rf"""\?(?:(?=(?P<reading>{READING})[ ]?[)）])      # a reading lost its bracket to half a character
           |(?=[!?,;:。！？，；：]))                   # half a character stands before a mark
     """,
    re.VERBOSE,
)
# 真的吗????, 为什么?? or 开幕时间 ??:?? that nobody knows yet: no cut leaves three ? in a row, or two with nothing in front of them,
# but before a reading: 上???zǒng)領事館 for 上海總領事館.
ASKED = pattern(rf"\?{{3,}}+(?!{READING}[ ]?[)）])|(?<![^\s:：])\?\?(?![^\s:：。,，.-])|(?<=[吗嗎呢吧么麼谁誰啥])\?\?$", re.MULTILINE)
# The bracket first: a regex that begins with a rare character skips to it, and faster to one than to one of two.
_INSIDE = rf"(?<=[@-~].)(?P<reading>{READING})[ ]?[)）]"
LETTER = pattern(rf"[(（]{_INSIDE}")
NARROW = pattern(rf"\({_INSIDE}")
WIDE = pattern(rf"（{_INSIDE}")
# 。《 from its second half on is ！, and the first half may be gone without a trace; so is 。ㄓ浾
# what is left of 　（记者. No reading stands behind it.
MARKED = {mark: pattern(rf"{mark}(?<=[㐀-鿿)）”》].)(?=[\u3400-\ue7ff])(?P<reading>(?!))?") for mark in "!！"} | {
    "ㄓ": pattern(r"。(?=ㄓ)(?P<reading>(?!))?")
}

# Ways tried on a page, for each of its characters, and at one place: several times what the worst mirrors take. Only noise takes more.
PATIENCE, PACE, EACH = 1_000, 0.5, 2_000
PROVEN = 12.0  # every other way is e^12 times less likely: none that a reader would consider

# Characters out of step that tell a cut where authors write ?! and ?? themselves: 上?！⑽靼驳母咝 for 上海、西安的高校.
RUN = 5
SELDOM = -12.0  # what no author writes: a character put together of the halves of two
ODDLY, DOUBTED = 0.5, 0.9
NOTHING = "\ufffd"  # what half a character says

SLIPPED = "a tool cut this character in two; only these characters give the bytes that stand here"
LIKELIEST = "a tool cut this character in two; of those that fit the bytes this one is the likeliest"
ANNOTATED = "a reading stood behind the halves of two characters"
SWALLOWED = "half a character and the one behind it were swallowed, nothing tells which"
INCOMPLETE = "a tool cut this character in two; a mirror that drops private-use characters may have left one out here"
UNREADABLE = "a tool cut characters in two here, and no reading of the bytes makes sense"


def find(text: Text) -> Iterator[Edit]:
    """Yield the edits that bring back every character that was cut through, and a flag where that is impossible."""
    # Some decoders write U+FFFD for half a character, 平?jīng)鍪\ufffd, for 平涼市, as others write ?.
    chars = text.chars.replace("\ufffd", "?") if "?" in text.chars else text.chars
    page = None
    done = 0
    effort = PATIENCE + PACE * len(chars)
    for match in _suspects(chars):
        if match.start() < done:
            continue
        page = page or evidence.page(chars)
        if match["reading"] or page.traditional or chars[match.start()] == "?":
            found, tried = ways.find(page, match.start(), match["reading"] is not None, min(effort, EACH))
            effort -= tried
            if not (match["reading"] or page.traditional or _out_of_step(found)):
                continue
            for edit in _edits(page, match, found):
                if edit.certainty == "flagged":  # what stands there stays
                    edit = msgspec.structs.replace(edit, replacement=text.chars[edit.start : edit.end])
                done = max(done, edit.end)
                page.edits.append(edit)
    if page:
        yield from page.edits if all(edit.reason != INCOMPLETE for edit in page.edits) else map(_doubted, page.edits)
    yield from _letters(chars)


def _doubted(edit: Edit) -> Edit:
    """Return an edit of a page whose mirror drops private-use characters: more ways than one give what it shows."""
    return msgspec.structs.replace(edit, reason=INCOMPLETE, certainty="likely", confidence=DOUBTED) if edit.certainty == "proven" else edit


def _suspects(chars: str) -> list[re.Match[str]]:
    """Return the places where a slip may begin, in order."""
    found = []
    if "?" in chars:
        asked = {at for run in ASKED.finditer(chars) for at in range(*run.span())} if "??" in chars else ()
        found = [m for m in SLIP.finditer(chars) if m["reading"] or m.start() not in asked]
    for mark, doubtful in MARKED.items():
        if mark in chars:
            found = sorted((*found, *doubtful.finditer(chars)), key=re.Match.start)
    return found


def _out_of_step(found: list[Way]) -> bool:
    """Tell whether nobody can have written what stands there: the way that leaves it was given up, the best one reads many characters anew."""
    return bool(found) and all(way.reads for way in found) and len(found[0].reads) >= RUN


def _letters(chars: str) -> Iterator[Edit]:
    """Yield the removal of every reading behind a letter that ends a pair: 一款A(yù)pp, where the end of 款 and A are 預."""
    for match in (LETTER if "（" in chars and WIDE.search(chars) else NARROW).finditer(chars):
        letter = match.start() - 1
        at = evidence.back(chars, letter)
        host = gbk.pair(gbk.widened(chars[at - 1])) if at else b""
        if host and gbk.character(host[1], ord(chars[letter])) in gbk.keys(host[1], match["reading"]):
            yield Edit(match.start(), match.end(), "", "pinyin_annotation", ANNOTATED)


def _edits(page: Page, match: re.Match[str], found: list[Way]) -> Iterator[Edit]:
    """Yield the edits of the best way, or a flag where there is none."""
    at, chars = match.start(), page.chars
    host = chars[evidence.back(chars, at) - 1 : evidence.back(chars, at)]
    found = [w for w in found if w.reads or not match["reading"]]
    agreeing = [w for w in found if evidence.agrees(page, (host, *(r.character for r in w.reads)), w.marks, w.annotated)] or found
    if not agreeing:
        yield Edit(at, at + 1, chars[at], "gbk_slip", UNREADABLE, "flagged", 0.0)
        return
    best = agreeing[0]
    if not best.reads:
        return
    if not _mends(page, best) or (not page.private and any("０" <= read.character <= "９" for read in best.reads)):
        yield Edit(at, at + 1, chars[at], "gbk_slip", UNREADABLE, "flagged", 0.0)
        return
    doubtful = not page.private and _is_odd(best)
    rivals = [w for w in agreeing[1:] if w.reads != best.reads and w.score > best.score - PROVEN]
    told = bool(match["reading"]) and not rivals and not doubtful
    sure = told and not best.lost
    confidence = (ODDLY if doubtful else 1.0) / (1.0 + sum(math.exp(w.score - best.score) for w in rivals))
    for start, end in best.removed:
        if any(r.start < start and end < r.end for r in best.reads):
            continue  # it stands between the two halves of one character
        kind = "markup" if chars[start] == "/" else "pinyin_annotation"
        yield Edit(start, end, "", kind, ANNOTATED if kind == "pinyin_annotation" else LIKELIEST, "proven" if sure else "likely", confidence)
    for number, read in enumerate(best.reads):
        written = read.character.translate(gbk.FOLDED) if not page.wide else read.character
        start, end = _trimmed(read, best.removed)
        if read.character == "?" and not read.sure:
            yield Edit(start, end, chars[start:end], "gbk_slip", SWALLOWED, "flagged", 0.0)
            continue
        if chars[start:end] == written:
            continue
        others = tuple(dict.fromkeys(o for w in rivals if (o := _at(w, number, start)) and o != read.character))[:5]
        certainty: Certainty = "proven" if (sure or (told and read.sure)) and written else "likely"
        reason, chance = (SLIPPED, 1.0) if certainty == "proven" else (INCOMPLETE if doubtful else LIKELIEST, confidence)
        yield Edit(start, end, written, "gbk_slip", reason, certainty, chance, others)


def _mends(page: Page, way: Way) -> bool:
    """Tell whether what a way reads is likelier than what stands there: 活动在上海 may be read as 活釉谏虾, byte for byte."""
    start, end = way.reads[0].start, way.reads[-1].end
    standing = evidence.GLOSS.sub("", "".join(page.chars[low:high] for low, high in _kept(start, end, way.removed)))
    read = "".join(r.character for r in way.reads)
    unknown = standing.replace("?", NOTHING).translate(gbk.plain_forms())
    return language.score(read.translate(gbk.plain_forms())) > language.score(unknown)


def _is_odd(way: Way) -> bool:
    """Tell whether a private-use character may be missing, for many mirrors drop them: 和呓貿易, with a seldom character, for 和國家貿易."""
    state = language.START
    for read in way.reads:
        score, state = state.score, language.read(state, read.character.translate(gbk.plain_forms()))
        if state.score < score + SELDOM or "Ａ" <= read.character <= "ｚ":
            return True
    return False


def _kept(start: int, end: int, removed: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a raw range that nothing was removed from."""
    for low, high in removed:
        yield start, low
        start = high
    yield start, end


def _trimmed(read: Read, removed: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """Return the raw range of a character without a reading at its end, which is removed on its own."""
    start, end = read.start, read.end
    for low, high in removed:
        if start < low < end == high:
            end = low
    return start, end


def _at(way: Way, number: int, start: int) -> str | None:
    return way.reads[number].character if number < len(way.reads) and way.reads[number].start == start else None
