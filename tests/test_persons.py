"""Words of every day that begin like names (和平, 高明, 安全, 方便): wherever a name might be looked for, they name nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from transforms.model.page import Page
from transforms.reading import read

WORDS = (Path(__file__).parent / "words_like_names.txt").read_text(encoding="utf-8").split()
# Behind a post, a calling and a courtesy word's place, before a verb of speech, in a list, in a bracket at the end of a line.
FRAMES = (
    "副市长{word}工作部署会召开",
    "局长、主任{word}问题座谈会",
    "市民{word}的需要得到回应,专家{word}研究取得进展",
    "{word}、交通、就业等是大家关心的话题",
    "会议指出,{word}表示一种状态",
    "记者{word}见闻",
    "书记说,{word}最重要",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_word_that_begins_like_a_name_names_nobody(frame: str) -> None:
    """At most two of a hundred words are taken for a person."""
    wrong: list[tuple[str, str]] = []
    for word in WORDS:
        text = frame.format(word=word)
        persons = read(Page("words", "words", len(text.encode()), "utf-8", text, None)).facts.persons
        wrong += [(word, person.text) for person in persons]
    assert len(wrong) <= 0.02 * len(WORDS), wrong
