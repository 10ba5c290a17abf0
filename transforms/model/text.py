"""Text that remembers its raw characters: 長(zhǎng)江 is read as 长江, and 长 still leads back to raw 0–1.

A restorer looks at `Text.chars` and says what it would change (`Edit`); it changes nothing itself. `Text.apply` is the only
place where characters move, so it can keep the raw range of every one of them. Script conversion (國 -> 国) moves nothing: it
replaces characters one for one (`Text.convert`), so it needs no entry in the offset map; `Text.log` lists it all the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, pairwise, repeat
from operator import attrgetter, le, sub
from typing import Literal

import msgspec

Certainty = Literal["proven", "likely", "flagged"]
CERTAINTIES: tuple[Certainty, ...] = ("proven", "likely", "flagged")
Script = Literal["Hans", "Hant", "mixed"]


class Edit(msgspec.Struct, frozen=True, gc=False):
    """One change a restorer proposes: `chars[start:end]` of the text it was shown becomes `replacement`.

    Keep edits as small as the evidence allows, best one character each: a fact inside an edit can only be cited as the whole
    edit. A `flagged` edit has the same characters as replacement: it marks damage that cannot be undone.
    """

    start: int
    end: int
    replacement: str
    kind: str
    reason: str
    certainty: Certainty = "proven"
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True, gc=False):
    """An edit in place: the raw range it read and the range of the text that stands there now."""

    raw_start: int
    raw_end: int
    text_start: int
    text_end: int
    edit: Edit


class Cuts(msgspec.Struct, frozen=True, gc=False):
    """Removals of one kind, in order and apart, as columns: an annotated page has hundreds, and an object for each costs more than finding it."""

    starts: list[int]
    ends: list[int]
    kind: str
    reason: str
    rest: tuple[str, list[int]] | None = None  # the text without what is cut, and where that stood in it, if known already

    def __iter__(self) -> Iterator[Edit]:
        return map(Edit, self.starts, self.ends, repeat(""), repeat(self.kind), repeat(self.reason))


class Text:
    """Restored characters over raw ones. Invariant: outside `changes`, characters stand one for one in the same order.

    All offsets are Unicode code points; all ranges are half-open.
    """

    __slots__ = ("_flags", "_printable", "_starts", "changes", "chars", "raw")

    def __init__(self, raw: str, chars: str | None = None, changes: tuple[Change, ...] = ()) -> None:
        self.raw = raw
        self.chars = raw if chars is None else chars
        self.changes = changes
        self._starts: list[int] | None = None
        self._flags: list[tuple[int, int]] | None = None
        self._printable: bool | None = None

    def apply(self, edits: Iterable[Edit]) -> Text:
        """Return the text after `edits`, which refer to `chars`; their order does not matter.

        Raises ValueError where two edits overlap or one lies outside the text: every result would be doubtful.
        """
        if isinstance(edits, Cuts) and edits.starts and not self.changes:
            return self._cut(edits)
        new = list(edits)
        if not new:
            return self
        old, chars = self.changes, self.chars
        starts, ends = [edit.start for edit in new], [edit.end for edit in new]
        if not _in_order(starts, ends, len(chars)):
            new.sort(key=_PLACE)
            _check(new, len(chars))
            starts, ends = [edit.start for edit in new], [edit.end for edit in new]
        old_starts, old_ends = [change.text_start for change in old], [change.text_end for change in old]
        changes: list[Change] = []
        pieces: list[str] = []
        at = shift = i = n = 0  # characters done, new minus old offset, next older change, next edit
        while n < len(new):
            # Older changes and edits in turn, many at once, as long as they do not touch.
            k = bisect_right(old_ends, starts[n], i)
            changes += _moved(old[i:k], shift)
            i = k
            raw_shift = old[i - 1].raw_end - old_ends[i - 1] if i else 0
            k = min(bisect_right(ends, old_starts[i], n), bisect_left(starts, old_ends[i], n)) if i < len(old) else len(new)
            if k > n:
                high = ends[k - 1]
                placed, length = _placed(chars, at, new[n:k], starts[n:k], ends[n:k], at + shift, raw_shift, changes)
                pieces += placed
                shift += length - (high - at)
                at, n = high, k
                continue
            joined, low, high, k, i = _touching(new, n, old, i)
            inside = replay(chars[low:high], ((edit.start - low, edit.end - low, edit.replacement) for edit in new[n:k]))
            raw_end = high + (old[i - 1].raw_end - old_ends[i - 1] if i else 0)
            pieces += (chars[at:low], inside)
            changes.append(Change(low + raw_shift, raw_end, low + shift, low + shift + len(inside), joined))
            shift += len(inside) - (high - low)
            at, n = high, k
        changes += _moved(old[i:], shift)
        pieces.append(chars[at:])
        return Text(self.raw, "".join(pieces), tuple(changes))

    def _cut(self, cuts: Cuts) -> Text:
        """Return the text, in which nothing was changed yet, without what is cut. One edit stands for all of them, from the first to the last."""
        starts, ends, chars = cuts.starts, cuts.ends, self.chars
        if cuts.rest:
            rest, places = cuts.rest
        else:
            rest = "".join([chars[low:high] for low, high in zip((0, *ends), (*starts, None), strict=True)])
            places = list(accumulate(map(sub, starts, (0, *ends))))
        edit = Edit(starts[0], ends[-1], "", cuts.kind, cuts.reason)
        return Text(self.raw, rest, tuple(map(Change, starts, ends, places, places, repeat(edit))))

    def convert(self, chars: str) -> Text:
        """Return the text with `chars` in place of its own, one for one (script conversion). Raises ValueError on another length."""
        if len(chars) != len(self.chars):
            raise ValueError(f"{len(chars)} characters cannot stand one for one for {len(self.chars)}: propose edits instead")
        converted = Text(self.raw, chars, self.changes)
        converted._printable = self._printable  # Chinese characters print
        return converted

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw range of `chars[start:end]`. What was removed right before or behind it is left out."""
        if self._starts is None:
            self._starts = [change.text_start for change in self.changes]
        i = bisect_right(self._starts, start) - 1
        if i < 0:
            raw_start = start
        else:
            change = self.changes[i]
            raw_start = change.raw_start if start < change.text_end else start + change.raw_end - change.text_end
        if end <= start:
            return raw_start, raw_start
        i = bisect_right(self._starts, end - 1, i + 1) - 1
        if i < 0:
            return raw_start, end
        change = self.changes[i]
        return raw_start, change.raw_end if end - 1 < change.text_end else end + change.raw_end - change.text_end

    def log(self) -> Iterator[tuple[int, int, str]]:
        """Yield (raw_start, raw_end, text) of every difference, script conversion included, in raw order.

        `replay(raw, log)` is `chars`: the whole restoration as data.
        """
        raw_at = text_at = 0
        for change in (*self.changes, Change(len(self.raw), len(self.raw), len(self.chars), len(self.chars), _END)):
            same = self.raw[raw_at : change.raw_start], self.chars[text_at : change.text_start]
            if same[0] != same[1]:
                yield from ((raw_at + k, raw_at + k + 1, b) for k, (a, b) in enumerate(zip(*same, strict=True)) if a != b)
            was, now = self.raw[change.raw_start : change.raw_end], self.chars[change.text_start : change.text_end]
            if was != now:
                yield change.raw_start, change.raw_end, now
            raw_at, text_at = change.raw_end, change.text_end

    def printable(self) -> bool:
        """Tell whether all characters but the line ends print: so it is on most pages, and several restorers ask."""
        if self._printable is None:
            self._printable = self.chars.replace("\n", "").isprintable()
        return self._printable

    def flagged(self, start: int, end: int) -> bool:
        """Tell whether damage that could not be undone lies in `chars[start:end]`."""
        if self._flags is None:
            self._flags = [(c.text_start, c.text_end) for c in self.changes if c.edit.certainty == "flagged"]
        return any(low < end and high > start for low, high in self._flags)


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A line whose role the markup of its page tells: a menu, the links of a list, the words below a picture."""

    raw_start: int
    raw_end: int
    role: str


class Restored(msgspec.Struct, frozen=True):
    """A restored text, the script its source was written in, and how many characters were converted to Simplified."""

    text: Text
    script: Script = "Hans"
    converted: int = 0
    marks: tuple[Mark, ...] = ()  # in raw order


_END = Edit(0, 0, "", "end", "")
_PLACE = attrgetter("start", "end")


def replay(raw: str, log: Iterable[tuple[int, int, str]]) -> str:
    """Return `raw` with every (raw_start, raw_end, text) of `log` put in place."""
    pieces: list[str] = []
    at = 0
    for start, end, text in log:
        pieces += (raw[at:start], text)
        at = end
    return "".join((*pieces, raw[at:]))


def _in_order(starts: list[int], ends: list[int], length: int) -> bool:
    """Tell whether edits stand in order, apart from each other and inside the text, as restorers yield them."""
    return starts[0] >= 0 and ends[-1] <= length and all(map(le, starts, ends)) and all(map(le, ends, starts[1:]))


def _check(edits: list[Edit], length: int) -> None:
    if edits[0].start < 0 or edits[-1].end > length:
        raise ValueError(f"{edits[0] if edits[0].start < 0 else edits[-1]} lies outside a text of {length} characters")
    for one, two in pairwise(edits):
        if two.start < one.end:
            raise ValueError(f"{one} and {two} overlap: which of them is right?")


def _moved(changes: tuple[Change, ...], shift: int) -> Iterable[Change]:
    """Return the changes with the ranges of their text moved by `shift`."""
    if not shift:
        return changes
    return [Change(c.raw_start, c.raw_end, c.text_start + shift, c.text_end + shift, c.edit) for c in changes]


def _placed(
    chars: str, at: int, edits: list[Edit], starts: list[int], ends: list[int], text_at: int, raw_shift: int, changes: list[Change]
) -> tuple[list[str], int]:
    """Add a change for every edit, none of which touches another or an older change; return the text from `at` on, and its length.

    Columns and not one edit after the other: an annotated page has hundreds, and this is where most of its time went.
    """
    replacements = [edit.replacement for edit in edits]
    pieces = [chars[low:high] for low, high in zip([at, *ends[:-1]], starts, strict=True)]
    if any(replacements):
        pieces = list(chain.from_iterable(zip(pieces, replacements, strict=True)))
        edges = list(accumulate(map(len, pieces), initial=text_at))
        text_starts, text_ends = edges[1::2], edges[2::2]
    else:
        text_starts = text_ends = list(accumulate(map(len, pieces), initial=text_at))[1:]
    if raw_shift:
        starts, ends = [start + raw_shift for start in starts], [end + raw_shift for end in ends]
    changes += map(Change, starts, ends, text_starts, text_ends, edits)
    return pieces, text_ends[-1] - text_at


def _touching(new: list[Edit], n: int, old: tuple[Change, ...], i: int) -> tuple[Edit, int, int, int, int]:
    """Return one edit for `new[n]`, every older change from `old[i]` on that it touches, and every edit that touches those.

    Behind it come the start and the end of its range in the text before, and the numbers of the next edit and the next older change.
    """
    joined, low, high, n = new[n], new[n].start, new[n].end, n + 1
    while True:
        if i < len(old) and old[i].text_start < high:
            low, high = min(low, old[i].text_start), max(high, old[i].text_end)
            joined = _joined(joined, old[i].edit)
            i += 1
        elif n < len(new) and new[n].start < high:
            high = max(high, new[n].end)
            joined = _joined(new[n], joined)
            n += 1
        else:
            return joined, low, high, n, i


def _joined(later: Edit, earlier: Edit) -> Edit:
    """One place was changed twice: it keeps the first kind, both reasons, and the lesser certainty."""
    if earlier.certainty == later.certainty and earlier.kind == later.kind and earlier.reason == later.reason:
        return earlier
    certainty = max(earlier.certainty, later.certainty, key=CERTAINTIES.index)
    reason = earlier.reason if earlier.reason == later.reason else f"{earlier.reason}; {later.reason}"
    confidence = min(earlier.confidence, later.confidence)
    return Edit(earlier.start, earlier.end, earlier.replacement, earlier.kind, reason, certainty, confidence, earlier.alternatives)
