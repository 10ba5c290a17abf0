"""Slips: characters that a mirror's byte-wise tool cut through, 威?！坝镁G色 for 威海“用綠色 and 傳輸?shù)母锩 for 傳輸的革命.

The tool worked on GBK bytes without minding where characters begin: it wrote a reading behind a pair that is the end of one
character and the beginning of the next, or split the text before such a pair. From there on the decoder read every second half
with the next first half, until a byte brought it back. Here the bytes are read again: every way to read them is followed, and the
dictionary chooses where there are several. A ? alone is no damage: authors ask questions.

What a way may read at each place stands in `_steps`; what it must agree with, the page's own table of annotations, in `_agrees`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import msgspec

from transforms.model.text import Certainty, Edit, Text
from transforms.restore import beginnings, endings, gbk, language
from transforms.restore.pinyin import glosses
from transforms.restore.readings import LETTERS, is_reading
from transforms.restore.residue import TAGS
from transforms.restore.script import traditional

READING = rf"[{LETTERS}]{{1,7}}"
SLIP = re.compile(
    rf"""\?(?:(?=(?P<reading>{READING})[ ]?[)）])      # a reading lost its bracket to half a character
           |(?=[!?,！？，]))                           # half a character stands before a mark
     """,
    re.VERBOSE,
)
# The bracket first: a regex that begins with a rare character skips to it, and faster to one than to one of two.
_INSIDE = rf"(?<=[@-~].)(?P<reading>{READING})[ ]?[)）]"
LETTER = re.compile(rf"[(（]{_INSIDE}")
NARROW = re.compile(rf"\({_INSIDE}")
WIDE = re.compile(rf"（{_INSIDE}")
# 。《 from its second half on is ！, and the first half may be gone without a trace. No reading stands behind it.
EXCLAIMED = {mark: re.compile(rf"{mark}(?<=[㐀-鿿)）”》].)(?=[\u3400-\ue7ff])(?P<reading>(?!))?") for mark in "!！"}
HALF = re.compile(rf"\?(?P<reading>{READING})[ ]?[)）]")
GLOSS = re.compile(rf"[(（](?P<reading>{READING})[ ]?[)）]")
REST_OF_TAG = re.compile(rf"/(?:{TAGS})>", re.IGNORECASE)
MARKS = "!?,！？，。、"

BEAM = 16
FAR = 300  # no run out of step is as long as this: nothing in it would be Chinese
PATIENCE = 20_000  # ways tried on a page, and one more for each of its characters: ten times what the worst mirrors take; noise takes more
SAMPLE = 200
FITTING = 8  # characters that are tried where the first half of one is lost
NEAR = 40
REACH = 4  # characters read on behind the damage, to see which way fits
HOPELESS = 18.0  # a way this much less likely than the best is given up
PROVEN = 12.0  # every other way is e^12 times less likely: none that a reader would consider
LOST_TRAIL, LOST_CHARACTER, LOST_AT_END, CUT = -4.0, -9.0, -12.0, -6.0
OPENING_OR_CLOSING = frozenset("“”‘’《》〈〉「」『』【】")
CLOSING = {")": "(", "”": "“", "’": "‘", "》": "《", "〉": "〈", "」": "「", "』": "『", "】": "【"}
ENDING = {"。": 2.5, ":": 2.0, "!": 2.0, "?": 2.0, ";": 1.0}
# Behind no number 个 says nothing: 传播个。 is none.
COUNTED = frozenset("一二三四五六七八九十百千万亿两几数多半每各这那某首单整哪0123456789余上第")
ON_PAGE, SPELLED, REPEATED = 0.4, 3.0, -6.0
EVIDENCE = 2.3
IN_TABLE, NOT_IN_TABLE = 2.0, -12.0

SLIPPED = "a tool cut this character in two; only these characters give the bytes that stand here"
LIKELIEST = "a tool cut this character in two; of those that fit the bytes this one is the likeliest"
ANNOTATED = "a reading stood behind the halves of two characters"
SWALLOWED = "half a character and the one behind it were swallowed, nothing tells which"
UNREADABLE = "a tool cut characters in two here, and no reading of the bytes makes sense"


class Read(NamedTuple):
    """One character read off the bytes, in place of a raw range; `sure` tells that no byte of it was lost."""

    start: int
    end: int
    character: str
    sure: bool


class Way(NamedTuple):
    """One way to read the raw text up to `at`; `lead` is the first half of a character that has begun, None once back in step."""

    at: int
    lead: int | None
    state: language.State
    bonus: float = 0.0  # what speaks for the way beside the words
    reads: tuple[Read, ...] = ()
    removed: tuple[tuple[int, int], ...] = ()
    marks: tuple[int, ...] = ()  # offsets in the true bytes behind which a reading stood
    annotated: tuple[str, ...] = ()
    lost: bool = False  # a half is gone that no reading tells

    @property
    def score(self) -> float:
        """Logarithm of how likely the way is."""
        return self.state.scores[-1] + self.bonus


class Page(msgspec.Struct, frozen=True, dict=True):
    """What the whole page tells: its characters, and its table of annotations."""

    chars: str
    traditional: bool
    wide: bool  # full-width marks were not folded
    following: dict[str, Counter[str]]  # of words that were looked up: what stands behind them on the page
    edits: list[Edit]  # found so far, in order
    table: dict[str, bool]  # of characters that were looked up: whether they are annotated

    def annotates(self, character: str) -> bool:
        """Tell whether the table has the character: it is annotated wherever it stands."""
        known = self.table.get(character)
        if known is None:
            known = self.table[character] = gbk.is_key(character) and self._annotates(character)
        return known

    def _annotates(self, character: str) -> bool:
        # A slip asks for a few characters: to count those is quicker than to read every annotation of the page.
        times, at = 0, -1
        for bracket in "(（" if "（" in self.chars else "(":
            times += self.chars.count(character + bracket)
            at = max(at, self.chars.find(character + bracket))
        gloss = GLOSS.match(self.chars, at + 1) if times else None
        return gloss is not None and is_reading(character, gloss["reading"]) and times > 0.7 * self.chars.count(character)

    @cached_property
    def plain(self) -> str:
        """The page without annotations, Simplified and half width."""
        return glosses(self.chars).host.translate(gbk.plain_forms())


def find(text: Text) -> Iterator[Edit]:
    """Yield the edits that bring back every character that was cut through, and a flag where that is impossible."""
    chars = text.chars
    page = None
    done = 0
    effort = PATIENCE + len(chars)
    for match in _suspects(chars):
        if match.start() < done:
            continue
        page = page or _page(chars)
        if match["reading"] or page.traditional:
            ways, tried = _ways(page, match) if effort > 0 else ([], 0)
            effort -= tried
            for edit in _edits(page, match, ways):
                done = max(done, edit.end)
                page.edits.append(edit)
                yield edit
    yield from _letters(chars)


def _suspects(chars: str) -> list[re.Match[str]]:
    """Return the places where a slip may begin, in order."""
    found = list(SLIP.finditer(chars)) if "?" in chars else []
    for mark, pattern in EXCLAIMED.items():
        if mark in chars:
            found = sorted((*found, *pattern.finditer(chars)), key=re.Match.start)
    return found


def _letters(chars: str) -> Iterator[Edit]:
    """Yield the removal of every reading behind a letter that ends a pair: 一款A(yù)pp, where the end of 款 and A are 預."""
    for match in (LETTER if "（" in chars and WIDE.search(chars) else NARROW).finditer(chars):
        letter = match.start() - 1
        at = _back(chars, letter)
        host = gbk.pair(gbk.widened(chars[at - 1])) if at else b""
        if host and gbk.character(host[1], ord(chars[letter])) in gbk.keys(host[1], match["reading"]):
            yield Edit(match.start(), match.end(), "", "pinyin_annotation", ANNOTATED)


def _page(chars: str) -> Page:
    return Page(
        chars=chars,
        traditional=len(traditional(chars[:SAMPLE])) >= 3 or len(traditional(chars)) >= 3,
        wide="，" in chars,
        following={},
        edits=[],
        table={},
    )


def _back(chars: str, at: int) -> int:
    """Return where a gloss that ends at `at` begins, `at` itself where there is none."""
    if at and chars[at - 1] in ")）":
        start = max(chars.rfind("(", max(0, at - 12), at), chars.rfind("（", max(0, at - 12), at))
        if start > 0 and GLOSS.fullmatch(chars, start, at):
            return start
    return at


def _ways(page: Page, match: re.Match[str]) -> tuple[list[Way], int]:
    """Return the ways to read the damage that begins at `match`, the best first, and how many were tried; those that give up lie far behind."""
    waiting: dict[int, list[Way]] = {}
    for way in _starts(page, match):
        waiting.setdefault(way.at, []).append(way)
    finished: list[Way] = []
    tried = sum(map(len, waiting.values()))
    best = -math.inf
    last = match.end()  # where the last way that counts came back into step
    while waiting:
        at = min(waiting)
        if at > match.start() + FAR:
            break
        ways = sorted(waiting.pop(at), key=lambda w: -w.score)[:BEAM]
        others = (w.score for later in waiting.values() for w in later)
        best = max(ways[0].score, *others) if waiting else ways[0].score
        alone = len(ways) == 1 and "?" not in page.chars[at : at + NEAR]  # nothing to choose between, and no further damage to go on with
        if all(w.lead is None for w in ways) and not waiting and (alone or at >= last + REACH):
            finished += ways
            break
        for way in ways:
            if way.score < best - HOPELESS:
                continue
            steps = list(_steps(page, way)) if way.lead is not None else list(_onward(page, way))
            tried += len(steps)
            if not steps:
                finished.append(way)
            for step in steps:
                waiting.setdefault(step.at, []).append(step)
                if step.lead is None and way.lead is not None:
                    last = max(last, step.at)
    ended = [w for w in finished if w.lead is None]
    ended = [w._replace(bonus=w.bonus + beginnings.starting(_right(page, w))) if w.reads and w.reads[0].character == "。" else w for w in ended]
    return sorted(ended, key=lambda w: -w.score), tried


def _starts(page: Page, match: re.Match[str]) -> Iterator[Way]:
    """Yield the ways to begin at `match`; the first of them leaves the text as it stands."""
    chars, at = page.chars, match.start()
    host = _back(chars, at)
    left = GLOSS.sub("", chars[max(0, host - 60) : host])[-12:].translate(gbk.plain_forms())
    untouched = Way(at, None, language.after(left.rpartition("\n")[2]))
    if match["reading"]:
        yield from _half(page, untouched, HALF.match(chars, at))
        return
    # Nothing was cut, the author wrote ?! himself.
    yield untouched
    if chars[at] != "?":
        yield from _swallowed(page, untouched, at)
        return
    second = gbk.pair(gbk.widened(chars[at + 1]))[1]
    again = beginnings.is_again(chars, at)
    fitting = []
    for _, found in gbk.with_trail(0xA3):
        simple = found.translate(gbk.plain_forms())
        bonus = CUT + _evidence(page, untouched.state, simple) + endings.known(left, simple)
        if simple == "。":
            bonus += beginnings.stopping(left) + (REPEATED if again else 0.0)
        elif simple > "\u3400":
            bonus += ON_PAGE * math.log1p(page.plain.count(simple)) + SPELLED * endings.spells(left, simple)
        state = language.read(untouched.state, simple)
        fitting.append((state.score + bonus, found, state, bonus))
    # A mark follows, so what comes behind it fits all of them alike.
    for _, found, state, bonus in sorted(fitting, reverse=True)[:FITTING]:
        if chars[at + 1] == "?" and chars[at + 2 : at + 3] in MARKS:
            # Split again before the mark: both halves stand alone, 上??、 for 上海、.
            yield Way(at + 2, None, state, bonus, (Read(at, at + 2, found, False),), lost=True)
        yield Way(at + 2, second, state, bonus, (Read(at, at + 1, found, False), Read(at + 1, at + 2, "", True)), lost=True)


def _right(page: Page, way: Way) -> str:
    """Return what stands behind the first character that a way reads, Simplified."""
    end = way.reads[-1].end
    return ("".join(r.character for r in way.reads[1:]) + GLOSS.sub("", page.chars[end : end + NEAR])).translate(gbk.plain_forms())


def _swallowed(page: Page, way: Way, at: int) -> Iterator[Way]:
    """Yield the way on which the ！ at `at` is the second half of a 。 and the first of another mark: 活動!稌r(shí)政 for 活動。《時政."""
    code = gbk.pair(page.chars[at + 1])
    if code and (gbk.character(0xA1, code[0]) or "") in OPENING_OR_CLOSING:
        state = language.read(way.state, "。")
        yield Way(at + 1, 0xA1, state, way.bonus + CUT, (Read(at, at, "。", False), Read(at, at + 1, "", True)), lost=True)


def _half(page: Page, way: Way, half: re.Match[str] | None) -> Iterator[Way]:
    """Yield the ways on which a reading behind half a character belongs to a pair that begins in the character before it."""
    if half is None:
        return
    way = _caught_up(page, way)
    host = _host(page, way)
    if not host:
        return
    found: dict[int, tuple[float, str]] = {}
    for key in gbk.keys(host[1], half["reading"]):
        lead = gbk.pair(key)[1]
        if lead > 0x80:
            found[lead] = max(found.get(lead, (-math.inf, "")), (_weight(page, key), key))
    for lead, (weight, key) in found.items():
        yield way._replace(
            at=half.end(), lead=lead, bonus=way.bonus + weight, reads=(*way.reads, Read(half.start(), half.start() + 1, "", True)),
            removed=(*way.removed, (half.start() + 1, half.end())), marks=(*way.marks, 3 + 2 * len(way.reads)), annotated=(*way.annotated, key),
        )  # fmt: skip


def _host(page: Page, way: Way) -> bytes:
    """Return the bytes of the character before `way.at`, a gloss between them left out; nothing where it is no pair or not known."""
    at = _back(page.chars, way.at)
    character = way.reads[-1].character if way.reads else page.chars[at - 1] if at else ""
    return gbk.pair(gbk.widened(character)) if character else b""


def _caught_up(page: Page, way: Way) -> Way:
    """Return the way with the raw characters it has passed since it was back in step as reads, and their annotations as marks."""
    if not way.reads:
        return way
    reads, marks, at = list(way.reads), list(way.marks), way.reads[-1].end
    while at < way.at:
        gloss = GLOSS.match(page.chars, at)
        if gloss:
            marks.append(2 + 2 * len(reads))
            at = gloss.end()
        else:
            reads.append(Read(at, at + 1, page.chars[at], True))
            at += 1
    return way._replace(reads=tuple(reads), marks=tuple(marks))


def _weight(page: Page, key: str) -> float:
    """Return what the page's table says of a character that was annotated."""
    return IN_TABLE if page.annotates(key) else NOT_IN_TABLE if key in page.chars else 0.0


def _steps(page: Page, way: Way) -> Iterator[Way]:
    """Yield what may follow while characters are read out of step: `way.lead` is the first half of the next one."""
    chars, at, lead = page.chars, way.at, way.lead
    assert lead is not None
    token = chars[at : at + 1]
    if not token or token == "\n":
        yield from _lost(page, way, at, LOST_AT_END)
        return
    if token == "?":
        yield from _question(page, way)
        return
    if token == "€":
        yield from _read(way, lead, 0x80, at + 1, None)
        return
    if token == " ":
        yield from _lost(page, way, at, LOST_TRAIL)
    if "@" <= token <= "~":
        yield from _read(way, lead, ord(token), at + 1, None)
    code = gbk.pair(gbk.widened(token))
    if not code:
        return
    if code[1] < 0x80:
        # The second half is a letter of its own: 猓琑ust is 意，Rust.
        for step in _read(way, lead, code[0], at + 1, code[1]):
            state = language.read(step.state, chr(code[1]))
            reads = (*step.reads[:-1], step.reads[-1]._replace(character=chr(code[1])))
            step = step._replace(lead=None, state=state, reads=reads)
            gloss = GLOSS.match(chars, at + 1)
            if gloss and is_reading(token, gloss["reading"]) and gbk.is_key(token):
                step = step._replace(at=gloss.end(), removed=(*step.removed, gloss.span()))
            yield step
        return
    gloss = GLOSS.match(chars, at + 1)
    if gloss and is_reading(token, gloss["reading"]) and gbk.is_key(token):
        for step in _read(way, lead, code[0], at + 1, code[1]):
            offset = 3 + 2 * (len(step.reads) - 1)
            removed, marks = (*step.removed, gloss.span()), (*step.marks, offset)
            yield step._replace(at=gloss.end(), removed=removed, marks=marks, annotated=(*step.annotated, token))
    else:
        yield from _read(way, lead, code[0], at + 1, code[1])


def _question(page: Page, way: Way) -> Iterator[Way]:
    """Yield what a ? may be out of step: half a character whose annotation lost its bracket, a lost half, or a full-width ？."""
    chars, at, lead = page.chars, way.at, way.lead
    assert lead is not None
    half = HALF.match(chars, at)
    if half:
        for key in gbk.keys(lead, half["reading"]):
            weight = _weight(page, key) + _evidence(page, way.state, key.translate(gbk.plain_forms()))
            for step in _read(way._replace(bonus=way.bonus + weight), lead, gbk.pair(key)[1], half.end(), None):
                yield step._replace(marks=(*step.marks, 2 + 2 * len(step.reads)), annotated=(*step.annotated, key))
        return
    yield from _read(way, lead, 0xA3, at + 1, 0xBF)
    tag = REST_OF_TAG.match(chars, at + 1)
    if tag or chars[at + 1 : at + 2] in MARKS or at + 1 == len(chars):
        yield from _lost(page, way, at + 1, LOST_TRAIL, tag.span() if tag else None)
    # A digit or a letter's half went with it: what stands here stays.
    state = language.read(way.state, "?")
    reads = (*way.reads, Read(at, at + 1, "?", False))
    yield way._replace(at=at + 1, lead=None, state=state, bonus=way.bonus + LOST_CHARACTER, reads=reads, lost=True)


def _read(way: Way, lead: int, trail: int, at: int, following: int | None) -> Iterator[Way]:
    """Yield the way on which the pair (lead, trail) is the next character."""
    found = gbk.character(lead, trail)
    if found is None:
        return
    state = language.read(way.state, found.translate(gbk.plain_forms()))
    reads = _completed(way.reads, found, at, following is None, True)
    yield way._replace(at=at, lead=following, state=state, reads=reads)


def _completed(reads: tuple[Read, ...], found: str, at: int, ends: bool, sure: bool) -> tuple[Read, ...]:
    """Return `reads` with the character that was begun last completed; the raw character at its place is the one before `at`."""
    last = reads[-1]
    if ends:
        return (*reads[:-1], Read(last.start, at, found, sure))
    return (*reads[:-1], Read(last.start, last.end, found, sure), Read(at - 1, at, "", True))


def _lost(page: Page, way: Way, at: int, weight: float, tag: tuple[int, int] | None = None) -> Iterator[Way]:
    """Yield the characters that begin with `way.lead`, whose second half is gone."""
    assert way.lead is not None
    end = tag[1] if tag else at
    ends = page.chars[end : end + 1] in ("", "\n")
    forms = gbk.plain_forms()
    left = (_line(page, way.reads[0].start) + "".join(r.character for r in way.reads)).translate(forms)
    alike = endings.neighbours(left, GLOSS.sub("", page.chars[end : end + NEAR]).partition("\n")[0].translate(forms))
    found = []
    for _, character in gbk.with_lead(way.lead):
        simple = character.translate(forms)
        if simple.isascii() and simple.isalnum():
            continue  # a digit or letter is never guessed
        fits = EVIDENCE * _evidence(page, way.state, simple) if simple > "\u3400" else _closing(left, simple, ends)
        if simple > "\u3400":
            fits += endings.weight(left, simple, alike, page.plain.count(simple))
        hanging = simple in beginnings.GOING_ON or (simple == "个" and way.state.tail[-1:] not in COUNTED)
        hanging |= simple == "的" and "是" not in left[-NEAR:]
        if hanging and (ends or page.chars[end] in MARKS):
            fits += beginnings.LEFT_HANGING
        state = language.read(way.state, simple)
        found.append((state.scores[-1] + fits, fits, character, state))
    for _, fits, character, state in sorted(found, key=lambda f: (-f[0], f[2]))[:12]:
        reads = _completed(way.reads, character, at, True, False)
        removed = (*way.removed, tag) if tag else way.removed
        yield way._replace(at=end, lead=None, state=state, bonus=way.bonus + weight + fits, reads=reads, lost=True, removed=removed)


def _closing(line: str, mark: str, ends: bool) -> float:
    """Return how much better or worse than elsewhere a mark fits behind `line`: it closes what is open, or ends a line."""
    if mark in CLOSING:
        return (2.5 if mark == "”" and not ends else 6.0) if line.count(CLOSING[mark]) > line.count(mark) else -6.0
    return ENDING.get(mark, -5.0) if ends else 0.0


def _line(page: Page, at: int) -> str:
    """Return the line up to `at` as far as it is restored: an opening “ may have been cut through as well."""
    start = page.chars.rfind("\n", 0, at) + 1
    pieces: list[str] = []
    for edit in sorted((e for e in page.edits if e.start >= start and e.end <= at), key=lambda e: e.start):
        pieces += (page.chars[start : edit.start], edit.replacement)
        start = edit.end
    return GLOSS.sub("", "".join((*pieces, page.chars[start:at])))


def _onward(page: Page, way: Way) -> Iterator[Way]:
    """Yield the way after one more raw character, back in step."""
    gloss = GLOSS.match(page.chars, way.at)
    if gloss:
        yield way._replace(at=gloss.end())
        return
    half = HALF.match(page.chars, way.at)
    if half and way.reads:
        yield from _half(page, way, half)
    token = page.chars[way.at : way.at + 1]
    if token and token != "\n":
        state = language.read(way.state, token.translate(gbk.plain_forms()))
        yield way._replace(at=way.at + 1, state=state)


def _evidence(page: Page, state: language.State, simple: str) -> float:
    """Return how much the rest of the page speaks for a character after what was read: the same words stand there again."""
    weight = 0.0
    for size, worth in ((1, 1.5), (2, 2.5), (3, 2.5)):
        words = state.tail[-size:]
        if len(words) < size or not ("\u3400" <= words[0] <= "\u9fff" and "\u3400" <= simple <= "\u9fff"):
            break
        if words not in page.following:
            page.following[words] = Counter(page.plain[m.end() : m.end() + 1] for m in re.finditer(words, page.plain))
        times = page.following[words][simple]
        if not times:
            break
        weight += worth * min(math.log1p(times), 2.0)
    return weight


def _agrees(page: Page, way: Way, host: str) -> bool:
    """Tell whether the way agrees with the page's table: what is annotated is so everywhere, what is not, nowhere."""
    if any(c in page.chars and not page.annotates(c) for c in way.annotated):
        return False
    stream = b"".join(gbk.pair(gbk.widened(c)) or b"??" for c in (host, *(r.character for r in way.reads)))
    for i in range(2, len(stream) - 1):
        if i + 2 in way.marks or i + 1 in way.marks:
            continue
        found = gbk.character(stream[i], stream[i + 1])
        if found and i + 2 < len(stream) and (found in way.annotated or page.annotates(found)):
            return False
    return True


def _edits(page: Page, match: re.Match[str], ways: list[Way]) -> Iterator[Edit]:
    """Yield the edits of the best way, or a flag where there is none."""
    at, chars = match.start(), page.chars
    host = chars[_back(chars, at) - 1 : _back(chars, at)]
    ways = [w for w in ways if w.reads or not match["reading"]]
    agreeing = [w for w in ways if _agrees(page, w, host)] or ways
    if not agreeing:
        if match["reading"]:
            yield Edit(at, at + 1, "?", "gbk_slip", UNREADABLE, "flagged", 0.0)
        return
    best = agreeing[0]
    if not best.reads:
        return
    rivals = [w for w in agreeing[1:] if w.reads != best.reads and w.score > best.score - PROVEN]
    sure = bool(match["reading"]) and not rivals and not best.lost
    confidence = 1.0 / (1.0 + sum(math.exp(w.score - best.score) for w in rivals))
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
        certainty: Certainty = "proven" if (sure or (match["reading"] and read.sure and not rivals)) and written else "likely"
        reason, chance = (SLIPPED, 1.0) if certainty == "proven" else (LIKELIEST, confidence)
        yield Edit(start, end, written, "gbk_slip", reason, certainty, chance, others)


def _trimmed(read: Read, removed: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """Return the raw range of a character without a reading at its end, which is removed on its own."""
    start, end = read.start, read.end
    for low, high in removed:
        if start < low < end == high:
            end = low
    return start, end


def _at(way: Way, number: int, start: int) -> str | None:
    return way.reads[number].character if number < len(way.reads) and way.reads[number].start == start else None
