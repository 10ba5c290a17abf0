"""Ways: how the bytes of damaged text can be read again, 威?！坝镁G色 as 威海“用綠色, character by character until they are back in step.

Every way is followed as long as it is not hopelessly less likely than the best. What may come next is what the forward model could
have made: a pair read across two characters, a letter or € as a second half, a reading that lost its bracket, a half that is gone.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from transforms.model.patterns import pattern
from transforms.restore import beginnings, evidence, gbk, halves, language
from transforms.restore.evidence import GLOSS, READING, Page
from transforms.restore.readings import is_reading
from transforms.restore.residue import TAGS

HALF = pattern(rf"\?(?P<reading>{READING})[ ]?[)）]")
REST_OF_TAG = pattern(rf"/?(?:{TAGS})(?:[ ][^<>\n]{{1,400}})?>", re.IGNORECASE)
REST_OF_ENTITY = pattern("(?:[lr][ds]quo|nbsp|hellip|mdash|middot|quot);")
LETTER_WITHIN = pattern("\\?[!?,;:！？，；：][a-z][\u3400-\u9fff]")

BEAM = 16
FAR = 300  # no run out of step is as long as this: nothing in it would be Chinese
NEAR = 40
REACH = 4  # characters read on behind the damage, to see which way fits
HOPELESS = 18.0  # a way this much less likely than the best is given up
LOST_TRAIL, LOST_CHARACTER, LOST_AT_END = -4.0, -9.0, -12.0
# What a name follows behind a blank: 新聞?dòng)浾?|李
SIGNED = ("记者", "通讯员", "编辑", "摄影")
LETTERED = -6.0  # no author writes 础??v看


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


def find(page: Page, start: int, reading: bool, limit: float) -> tuple[list[Way], int]:
    """Return the ways to read the damage at `start`, the best first, and how many were tried: none where they would be more than `limit`.

    `reading` tells that one stands there behind half a character.
    """
    if limit <= 0:
        return [], 0
    waiting: dict[int, list[Way]] = {}
    for way in _starts(page, start, reading):
        waiting.setdefault(way.at, []).append(way)
    finished: list[Way] = []
    tried = sum(map(len, waiting.values()))
    best = -math.inf
    last = start + 1  # where the last way that counts came back into step
    while waiting:
        at = min(waiting)
        if at > start + FAR:
            break
        if tried > limit:
            return [], tried
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


def _starts(page: Page, at: int, reading: bool) -> Iterator[Way]:
    """Yield the ways to begin at `at`; the first of them leaves the text as it stands."""
    chars = page.chars
    host = evidence.back(chars, at)
    left = evidence.line(page, host)[-12:].translate(gbk.plain_forms())
    untouched = Way(at, None, language.after(left))
    if reading:
        yield from _half(page, untouched, HALF.match(chars, at))
        return
    # Nothing was cut, the author wrote ?! himself.
    yield untouched._replace(bonus=LETTERED * (LETTER_WITHIN.match(chars, at) is not None))
    if chars[at] == "。":
        # Its second half is the first one of a bracket, and nothing is left of the blank before: 。ㄓ浾 for 　（记者.
        yield Way(at + 1, 0xA3, untouched.state, halves.CUT, (Read(at, at + 1, "", True),), lost=True)
        return
    if chars[at] != "?":
        code = gbk.pair(chars[at + 1])
        if code and halves.is_of_a_pair(code[0]):
            # The ！ is the second half of a 。 and the first of another mark: 活動!稌r(shí)政 for 活動。《時政.
            reads = (Read(at, at, "。", False), Read(at, at + 1, "", True))
            yield Way(at + 1, 0xA1, language.read(untouched.state, "。"), halves.CUT, reads, lost=True)
        return
    trail, following = gbk.pair(gbk.widened(chars[at + 1]))
    for found, state, bonus in halves.first(page, at, left, untouched.state, trail):
        if chars[at + 1] == "?" and _at_mark(chars, at + 2):
            # Split again before the mark: both halves stand alone, 上??、 for 上海、.
            yield Way(at + 2, None, state, bonus, (Read(at, at + 2, found, False),), lost=True)
        yield Way(at + 2, following, state, bonus, (Read(at, at + 1, found, False), Read(at + 1, at + 2, "", True)), lost=True)


def _at_mark(chars: str, at: int) -> bool:
    """Tell whether a mark stands at `at`, or the page ends there."""
    return at >= len(chars) or chars[at] in beginnings.MARKS


def _right(page: Page, way: Way) -> str:
    """Return what stands behind the first character that a way reads, Simplified."""
    end = way.reads[-1].end
    return ("".join(r.character for r in way.reads[1:]) + GLOSS.sub("", page.chars[end : end + NEAR])).translate(gbk.plain_forms())


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
            found[lead] = max(found.get(lead, (-math.inf, "")), (evidence.annotated(page, key), key))
    for lead, (weight, key) in found.items():
        yield way._replace(
            at=half.end(), lead=lead, bonus=way.bonus + weight, reads=(*way.reads, Read(half.start(), half.start() + 1, "", True)),
            removed=(*way.removed, (half.start() + 1, half.end())), marks=(*way.marks, 3 + 2 * len(way.reads)), annotated=(*way.annotated, key),
        )  # fmt: skip


def _host(page: Page, way: Way) -> bytes:
    """Return the bytes of the character before `way.at`, a gloss between them left out; nothing where it is no pair or not known."""
    at = evidence.back(page.chars, way.at)
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


def _steps(page: Page, way: Way) -> Iterator[Way]:
    """Yield what may follow while characters are read out of step: `way.lead` is the first half of the next one."""
    chars, at, lead = page.chars, way.at, way.lead
    assert lead is not None
    token = chars[at : at + 1]
    if not token or token == "\n":
        yield from _lost(page, way, at, LOST_AT_END)
        return
    half = HALF.match(chars, at) or GLOSS.match(chars, at)
    if half:
        yield from _told(page, way, half)
    if token == "?":
        if not half:
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
    gloss = GLOSS.match(chars, at + 1)
    if gloss and not (is_reading(token, gloss["reading"]) and (gbk.is_key(token) or token in way.annotated)):
        gloss = None
    for step in _read(way, lead, code[0], at + 1, code[1]):
        if code[1] < 0x80:
            # The second half is a letter of its own: 猓琑ust is 意，Rust.
            state = language.read(step.state, chr(code[1]))
            reads = (*step.reads[:-1], step.reads[-1]._replace(character=chr(code[1])))
            step = step._replace(lead=None, state=state, reads=reads)
        elif gloss:
            step = step._replace(marks=(*step.marks, 1 + 2 * len(step.reads)), annotated=(*step.annotated, token))
        yield step._replace(at=gloss.end(), removed=(*step.removed, gloss.span())) if gloss else step


def _told(page: Page, way: Way, half: re.Match[str]) -> Iterator[Way]:
    """Yield the characters whose second half is gone and whose reading tells them; most decoders take its bracket for the half: ?huì)."""
    assert way.lead is not None
    for key in gbk.keys(way.lead, half["reading"]):
        weight = evidence.annotated(page, key) + evidence.repeated(page, way.state.tail, key.translate(gbk.plain_forms()))
        for step in _read(way._replace(bonus=way.bonus + weight), way.lead, gbk.pair(key)[1], half.end(), None):
            yield step._replace(marks=(*step.marks, 2 + 2 * len(step.reads)), annotated=(*step.annotated, key))


def _question(page: Page, way: Way) -> Iterator[Way]:
    """Yield what a ? without a reading may be out of step: a lost half, or a full-width ？."""
    chars, at, lead = page.chars, way.at, way.lead
    assert lead is not None
    yield from _read(way, lead, 0xA3, at + 1, 0xBF)
    tag = REST_OF_TAG.match(chars, at + 1)
    if tag or _at_mark(chars, at + 1):
        yield from _lost(page, way, at + 1, LOST_TRAIL, tag.span() if tag else None)
    entity = REST_OF_ENTITY.match(chars, at + 1)
    if entity:
        named = html.unescape("&" + entity[0]).replace("\xa0", " ")
        for step in _lost(page, way, at + 1, LOST_TRAIL):
            reads = (*step.reads, Read(*entity.span(), named, False))
            yield step._replace(at=entity.end(), state=language.read(step.state, named), reads=reads)
    if at + 1 < len(chars) and chars[at + 1] > "\u3400":
        yield from (step for step in _lost(page, way, at + 1, LOST_TRAIL) if _signs(page, step))
    # A digit or a letter's half went with it: what stands here stays.
    state = language.read(way.state, "?")
    reads = (*way.reads, Read(at, at + 1, "?", False))
    yield way._replace(at=at + 1, lead=None, state=state, bonus=way.bonus + LOST_CHARACTER, reads=reads, lost=True)


def _signs(page: Page, way: Way) -> bool:
    """Tell whether a way ends in the word before the name of who wrote, 新聞?dòng)浾?|李; the blank between them went with the half."""
    begun = evidence.GLOSS.sub("", page.chars[max(0, way.reads[0].start - NEAR) : way.reads[0].start])
    return (begun + "".join(read.character for read in way.reads)).translate(gbk.plain_forms()).endswith(SIGNED)


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
    left = (evidence.line(page, way.reads[0].start) + "".join(r.character for r in way.reads)).translate(gbk.plain_forms())
    removed = (*way.removed, tag) if tag else way.removed
    for character, state, fits in halves.second(page, way.lead, left, end, way.state):
        reads = _completed(way.reads, character, at, True, False)
        yield way._replace(at=end, lead=None, state=state, bonus=way.bonus + weight + fits, reads=reads, lost=True, removed=removed)


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
