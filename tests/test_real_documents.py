"""The real documents outside of the project: restored as their gold says, line by line. What else they must show stands below."""

from __future__ import annotations

from pathlib import Path

from transforms.model.text import replay
from transforms.restore import restore


def sources(shared: Path) -> list[Path]:
    return sorted((shared / "seeds").glob("*.txt"))


def decoded(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_the_real_documents_are_restored_line_by_line(shared: Path) -> None:
    for source in sources(shared):
        gold = decoded(shared / "gold" / "restored" / source.name)
        assert restore(decoded(source)).text.chars.split("\n") == gold.split("\n"), source.name


def test_the_script_of_the_real_documents(shared: Path) -> None:
    scripts = {source.name[:3]: restore(decoded(source)).script for source in sources(shared)}
    assert scripts == {"000": "Hant", "001": "Hant", "002": "Hans", "003": "Hans", "004": "Hans"}


def test_the_log_of_the_real_documents_replays(shared: Path) -> None:
    for source in sources(shared):
        text = restore(decoded(source)).text
        assert replay(text.raw, text.log()) == text.chars, source.name


def test_restoring_a_real_document_twice_changes_nothing(shared: Path) -> None:
    for source in sources(shared):
        once = restore(decoded(source)).text.chars
        assert restore(once).text.chars == once, source.name


def test_a_cut_character_leads_back_to_its_place(shared: Path) -> None:
    # Every repaired character is cited on its own, not as a whole damaged run.
    for source in sources(shared):
        changes = restore(decoded(source)).text.changes
        assert all(c.raw_end - c.raw_start <= 6 for c in changes if c.edit.kind == "gbk_slip"), source.name
