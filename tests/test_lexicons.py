"""Lexicons: every list is read by somebody, every row says why it is there, and a broken list names its file, line and mend."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from transforms import lexicon

ROOT = Path(__file__).parents[1]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "transforms").rglob("*.py"))
LISTS = sorted(lexicon.FOLDER.glob("*.csv"))


class Crop(msgspec.Struct):
    """What grows."""

    name: str
    days: int
    why: str


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_list_is_read_and_every_row_says_why(path: Path) -> None:
    assert f'"{path.stem}"' in CODE or path.name in CODE
    rows = list(lexicon.lines(path))
    assert rows[0][1][-1] == "why"
    assert not [number for number, cells in rows if not (cells[0].strip() and cells[-1].strip())]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,why\n麦,x\n", "the header is"),
        ("name,days,why\n麦,x\n", "broken.csv:2: 2 cells"),
        ("name,days,why\n麦,九,x\n", "broken.csv:2: Expected `int`"),
        ("name,days,why\n麦,90,x\n麦,90,because\n", "broken.csv:3: the row .* stands in the file twice"),
    ],
)
def test_a_broken_list_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "broken.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        lexicon.read("broken", Crop, tmp_path)


def test_a_list_of_words_has_no_other_column() -> None:
    with pytest.raises(ValueError, match="the header is"):
        lexicon.words("units")
