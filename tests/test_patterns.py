"""Every pattern that is written down can be compiled: a mistake in one would else be noticed on the first page that asks it."""

from __future__ import annotations

import gc
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import transforms
from transforms.extract.calendar import points
from transforms.extract.numerals import TRIGGER
from transforms.model.document import Document
from transforms.model.page import Page
from transforms.model.patterns import pattern
from transforms.reading import read

# Asked only of a page that holds what they need, or where so little is tried that it costs nothing.
SELDOM = ("(?<![^\\n", "(?:(?P<year>", "(?<=[会坛", "(?<![一-龥A-Za-z0-9、])(?P<own>", "(?:作为|(?<=", "(?<![一-龥])(?P<level>")


def test_every_pattern_compiles() -> None:
    for module in pkgutil.walk_packages(transforms.__path__, "transforms."):
        import_module(module.name)
    waiting = [value for value in gc.get_objects() if type(value) is type(pattern(""))]  # those in tuples and tables, too
    assert len(waiting) > 500
    for value in waiting:
        assert re.compile(value.pattern, value.flags)


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    year = pattern(r"(?P<year>\d{4})年", re.MULTILINE)
    assert year.pattern == r"(?P<year>\d{4})年"
    assert [match["year"] for match in year.finditer("2023年和2024年")] == ["2023", "2024"]
    assert dict(year.groupindex) == {"year": 1}


def begins_with_literals(expression: str, flags: int) -> bool:
    """Tell whether the engine can look for the first characters of a pattern instead of trying it at every character."""
    parsed = _parser.parse(expression, flags)
    return bool(_compiler._get_literal_prefix(parsed, parsed.state.flags)[0] or _compiler._get_charset_prefix(parsed, parsed.state.flags))


def test_what_is_looked_for_on_every_page_begins_with_characters_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """One alternative that begins with a group or a look behind makes a search of a whole page ten times as dear."""
    asked: dict[str, int] = {each.pattern: each.flags for each in (TRIGGER, points.PLAIN, points.TRIGGER)}
    finditer = Document.finditer

    def noted(document: Document, wanted: re.Pattern[str], *roles: Any) -> Iterator[re.Match[str]]:
        asked[wanted.pattern] = wanted.flags
        return finditer(document, wanted, *roles)

    monkeypatch.setattr(Document, "finditer", noted)
    for path in sorted((Path(__file__).parents[1] / "seeds" / "pages").rglob("*.txt")):
        raw = path.read_text(encoding="utf-8", errors="ignore")
        read(Page(path.name, path.name, len(raw), "utf-8", raw, None))
    assert len(asked) > 40
    tried = [each for each, flags in asked.items() if not begins_with_literals(each, flags) and not each.startswith(SELDOM)]
    assert tried == []
