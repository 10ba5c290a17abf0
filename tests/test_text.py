"""Text: whatever is edited in whatever order, every character leads back to the raw ones it came from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.model.text import Cuts, Edit, Text, replay

RAW = st.text(alphabet="甲乙丙丁 (a)?\n", max_size=24)
INSERTS = st.text(alphabet="子丑寅", max_size=2)


@st.composite
def edited(draw: st.DrawFn, insertions: bool = True) -> Text:
    """A text that was edited in several passes, as the restorers do."""
    text = Text(draw(RAW))
    for _ in range(draw(st.integers(0, 4))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text.chars)), max_size=8)))
        spans = [(a, b) for a, b in zip(cuts[0::2], cuts[1::2], strict=False) if insertions or a < b]
        edits = [Edit(a, b, draw(INSERTS), "test", "drawn") for a, b in spans]
        text = text.apply(draw(st.permutations(edits)))
    return text


def naive(chars: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda e: (e.start, e.end), reverse=True):
        chars = chars[: edit.start] + edit.replacement + chars[edit.end :]
    return chars


@given(RAW, st.data())
@settings(max_examples=300)
def test_edits_put_their_replacement_in_place(raw: str, data: st.DataObject) -> None:
    text = Text(raw)
    for _ in range(3):
        cuts = sorted(data.draw(st.sets(st.integers(0, len(text.chars)), max_size=8)))
        edits = [Edit(a, b, data.draw(INSERTS), "test", "drawn") for a, b in zip(cuts[0::2], cuts[1::2], strict=False)]
        expected = naive(text.chars, edits)
        text = text.apply(data.draw(st.permutations(edits)))
        assert text.chars == expected


@given(edited())
@settings(max_examples=300)
def test_the_log_replays_raw_to_text(text: Text) -> None:
    assert replay(text.raw, text.log()) == text.chars


@given(edited())
@settings(max_examples=300)
def test_outside_of_changes_characters_stand_one_for_one(text: Text) -> None:
    raw_at = text_at = 0
    for change in text.changes:
        assert text.raw[raw_at : change.raw_start] == text.chars[text_at : change.text_start]
        raw_at, text_at = change.raw_end, change.text_end
    assert text.raw[raw_at:] == text.chars[text_at:]


@given(edited(insertions=False), st.data())
@settings(max_examples=300)
def test_the_edits_inside_a_raw_range_give_the_text(text: Text, data: st.DataObject) -> None:
    if not text.chars:
        return
    # A range that ends inside a change can only be cited as the whole change.
    inside = {k for c in text.changes for k in range(c.text_start + 1, c.text_end)}
    edges = [k for k in range(len(text.chars) + 1) if k not in inside]
    start, end = sorted((data.draw(st.sampled_from(edges)), data.draw(st.sampled_from(edges))))
    raw_start, raw_end = text.raw_range(start, end)
    log = [(a - raw_start, b - raw_start, new) for a, b, new in text.log() if raw_start <= a and b <= raw_end]
    if start < end:
        assert replay(text.raw[raw_start:raw_end], log) == text.chars[start:end]


def test_a_character_leads_back_past_what_was_removed_behind_it() -> None:
    text = Text("長(zhǎng)江").apply([Edit(1, 8, "", "pinyin_annotation", "a reading")])
    assert text.chars == "長江"
    assert text.raw_range(0, 1) == (0, 1)
    assert text.raw_range(1, 2) == (8, 9)
    assert text.raw_range(0, 2) == (0, 9)


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Text("甲乙丙").apply([Edit(0, 2, "子", "test", "one"), Edit(1, 3, "丑", "test", "two")])
    with pytest.raises(ValueError, match="outside"):
        Text("甲").apply([Edit(0, 2, "子", "test", "one")])


@pytest.mark.parametrize("rest", [None, ("長江)水", [1, 2])])
def test_cuts_are_applied_like_the_edits_they_stand_for(rest: tuple[str, list[int]] | None) -> None:
    cuts = Cuts([1, 5], [4, 7], "pinyin_annotation", "a gloss", rest)
    one, two = Text("長(a)江(b)水").apply(cuts), Text("長(a)江(b)水").apply(list(cuts))
    assert one.chars == two.chars
    assert list(one.log()) == list(two.log())
    assert [one.raw_range(i, i + 1) for i in range(len(one.chars))] == [two.raw_range(i, i + 1) for i in range(len(two.chars))]
