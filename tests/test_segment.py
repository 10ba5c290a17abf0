"""Every line of tests/segment/pages.txt gets the role that stands before it, and every page says of itself what stands behind @."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import shown
from transforms.model.document import Document, as_read
from transforms.model.page import Page
from transforms.model.text import Restored, Text
from transforms.segment import segment, sentences

FOLDER = Path(__file__).parent / "segment"


def document(text: str) -> Document:
    return segment(Page("case", "case", len(text.encode()), "utf-8", text), Restored(Text(text)), "test")


def pages() -> Iterator[object]:
    """Yield (metadata, roles, lines) of every page of the case file."""
    expected: dict[str, str] = {}
    lines: list[tuple[str, str]] = []
    known = False
    for number, text in enumerate([*(FOLDER / "pages.txt").read_text(encoding="utf-8").splitlines(), "---"], 1):
        if text.startswith("#") or not text.strip():
            continue
        if text.startswith("@ "):
            expected = dict(pair.strip().split("=", 1) for pair in text[2:].split(" | "))
        elif text != "---":
            known |= text.startswith("? ")
            role, line = text.removeprefix("? ").split(None, 1)
            lines.append((role, line))
        elif lines:
            marks = [pytest.mark.xfail(strict=True, reason="known to be read wrong")] if known else []
            yield pytest.param(expected, lines, marks=marks, id=f"until line {number}")
            expected, lines, known = {}, [], False


@pytest.mark.parametrize(("expected", "lines"), list(pages()))
@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n", "\n\u3000\n"])
def test_a_page_is_read_as_it_stands(expected: dict[str, str], lines: list[tuple[str, str]], end: str) -> None:
    found = document(end.join(line for _, line in lines))
    assert [(s.role, found.text.chars[s.text_start : s.text_end].strip()) for s in found.segments] == [(role, line.strip()) for role, line in lines]
    metadata = {name: getattr(found.metadata, name) for name in expected}
    said = {name: value.isoformat() if name == "published_at" and value else shown(value).replace("|", ",") for name, value in metadata.items()}
    assert said == expected


@pytest.mark.parametrize(
    "line", [line for line in (FOLDER / "sentences.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
)
def test_a_line_ends_its_sentences_where_the_marks_say(line: str) -> None:
    text = line.replace("¦", "")
    assert [text[start:end] for start, end in sentences.ranges(text, 0, len(text))] == line.split("¦")


LINES = st.lists(
    st.text(alphabet=st.sampled_from([*"城市发展论坛于在。,:!?;()“”《》 \u3000·|>•-年月日0123記者记编辑来源第张图摄"]), max_size=40)
    | st.sampled_from(["首页 > 要闻 > 正文", "来源:滨江日报 编辑:张三", "图为现场。", "版权所有", "相关阅读", "(记者 张三)", "我市召开会议。"]),
    max_size=12,
)


@given(LINES)
def test_every_line_with_a_character_is_a_segment_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = document(text)
    assert [s.line_no for s in found.segments] == [number for number, line in enumerate(lines, 1) if line.strip()]
    assert all(as_read(text[s.text_start : s.text_end]) == s.text for s in found.segments)


@given(LINES)
def test_every_character_of_a_segment_is_in_one_sentence(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = document(text)
    kept = "".join(text[start:end] for start, end in found.sentences)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)
    assert all(a[1] <= b[0] for a, b in zip(found.sentences, found.sentences[1:], strict=False))


@given(st.text(max_size=200))
def test_nothing_that_can_be_written_stops_it(text: str) -> None:
    document(text)


UNITS = ["(", "“", "。”", " ", "编辑:", "张三  李四  ", "2024-10-17 ", ">", "|a", "【a", "[ ", "本网", "摄", "图 ", "我市", "记者 "]


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_line_takes_no_longer_than_its_length_asks(unit: str) -> None:
    document(unit * (200_000 // len(unit)) + "\n正文一段,说明情况。")


@pytest.mark.parametrize("unit", [*UNITS, "版权所有 未经授权", "相关阅读", "城市发展论坛", "第一章 总则"])
def test_many_short_lines_take_no_longer_than_their_number_asks(unit: str) -> None:
    lines = [f"{unit}{number}" for number in range(5_000)]
    document("\n".join([*lines, "正文一段,说明情况。", *lines]))
