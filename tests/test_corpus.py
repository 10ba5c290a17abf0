"""The pages we ship are read as their gold says: text, head, roles of lines, dates, quantities and positions; golden files pin every row.

The gold is in the format of the real documents' gold, so ../shared/score/score.py scores an export of it too; here is what
needs nothing from there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests import make_pages
from tests.conftest import ROOT
from transforms import ingest, records
from transforms.model.page import Page
from transforms.model.text import replay
from transforms.reading import Reading, read

PAGES = ROOT / "seeds" / "pages"
GOLD = ROOT / "seeds" / "gold"
GOLDEN = ROOT / "tests" / "golden"
STEMS = sorted(path.stem for path in GOLD.glob("*.json"))

# F1 over the whole corpus that must not be lost again; raise them when the extractors get better.
FLOORS = {"dates": 0.98, "quantities": 0.98, "positions": 0.93}

BLANKS = re.compile(r"[ \t\u3000\u00a0]+")
# What a golden file leaves out: it follows from the rest, or changes with every edit of the code.
IMPLIED = {"source", "extractor", "segment_no", "sentence_start", "sentence_end", "text_end", "raw_start", "raw_end"}


@cache
def gold(stem: str) -> dict[str, Any]:
    """Return the gold of a page."""
    return json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))


@cache
def reading(stem: str) -> Reading:
    """Return what is read from a page of the corpus, as a run reads it."""
    source = f"seeds/pages/{stem}.txt"
    (page,) = ingest.read(ingest.Input(source, str(ROOT / source)))
    assert isinstance(page, Page), page
    return read(page)


def f1(expected: Iterable[Any], found: Iterable[Any]) -> float:
    """Return F1 of exact rows; gold lists facts and not mentions, so a row found twice counts once."""
    a, b = set(expected), set(found)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def dates(stem: str) -> tuple[set[Any], set[Any]]:
    """Return the accepted and the found dates of a page; an open bound is accepted where gold says so."""
    found = {(stem, row.text, _iso(row.start_date), _iso(row.end_date)) for row in reading(stem).facts.dates}
    expected = set()
    for date in gold(stem)["dates"]:
        accepted = {(stem, date["text"], start, end) for start, end in date.get("accept") or [(date["start"], date["end"])]}
        expected.add(next(iter(accepted & found), min(accepted, key=str)))
    return expected, found


def quantities(stem: str) -> tuple[set[Any], set[Any]]:
    """Return the expected and the found quantities of a page."""
    expected = {(stem, row["text"], float(row["value"]), row["unit"] or None, row["modifier"]) for row in gold(stem)["quantities"]}
    return expected, {(stem, row.text, row.value, row.unit or None, row.modifier) for row in reading(stem).facts.quantities}


def positions(stem: str) -> tuple[set[Any], set[Any]]:
    """Return the expected and the found positions of a page."""
    expected = {(stem, row["person"], row["title"], row["organization"]) for row in gold(stem)["roles"]}
    return expected, {(stem, row.person, row.title, row.organization) for row in reading(stem).facts.positions}


def _iso(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def test_the_pages_are_what_make_pages_makes_of_the_gold() -> None:
    assert {path.stem for path in PAGES.glob("*.txt")} == set(STEMS) == set(make_pages.DAMAGE)
    for stem, data in make_pages.pages():
        assert (PAGES / f"{stem}.txt").read_bytes() == data, f"{stem}: run python -m tests.make_pages, or undo the edit of the page"


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_is_restored_line_by_line(stem: str) -> None:
    expected = (GOLD / "restored" / f"{stem}.txt").read_text(encoding="utf-8").split("\n")
    assert [BLANKS.sub("", line) for line in reading(stem).document.text.chars.split("\n")] == [BLANKS.sub("", line) for line in expected]


@pytest.mark.parametrize("stem", STEMS)
def test_a_line_has_its_role(stem: str) -> None:
    assert {str(segment.line_no): segment.role for segment in reading(stem).document.segments} == gold(stem)["line_roles"]


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_says_who_published_it_when(stem: str) -> None:
    said = msgspec.to_builtins(reading(stem).document.metadata)
    expected = gold(stem)["meta"]
    said["published_at"] = said["published_at"] and said["published_at"][: len(expected["published_at"] or "")]
    assert {key: said[key] for key in expected} == expected


@pytest.mark.parametrize("kind", [dates, quantities, positions])
def test_facts_are_found_at_least_as_well_as_before(kind: Any) -> None:
    expected, found = (set().union(*sets) for sets in zip(*(kind(stem) for stem in STEMS), strict=True))
    score = f1(expected, found)
    missed, extra = sorted(expected - found, key=str), sorted(found - expected, key=str)
    assert score >= FLOORS[kind.__name__], f"F1 {score:.3f}\nmissed: {missed}\nextra: {extra}"


@pytest.mark.parametrize("stem", STEMS)
def test_every_fact_leads_back_to_what_it_was_read_from(stem: str) -> None:
    document = reading(stem).document
    log = list(document.text.log())
    for rows in records.tables(reading(stem)).values():
        for source in (row.source for row in rows if hasattr(row, "source")):
            assert document.text.chars[source.text_start : source.text_end] == source.evidence
            raw = document.page.raw[source.raw_start : source.raw_end]
            inside = [(a - source.raw_start, b - source.raw_start, text) for a, b, text in log if source.raw_start <= a and b <= source.raw_end]
            assert replay(raw, inside) == source.evidence


@pytest.mark.parametrize("stem", STEMS)
def test_the_rows_of_a_page_are_those_of_its_golden_file(stem: str, request: pytest.FixtureRequest) -> None:
    path, found = GOLDEN / f"{stem}.json", golden(reading(stem))
    if request.config.getoption("--update-golden"):
        path.write_text(found, encoding="utf-8")
    assert path.exists(), "make it with pytest --update-golden"
    assert found == path.read_text(encoding="utf-8"), "pytest --update-golden writes what was found; review the git diff"


def golden(reading: Reading) -> str:
    """Return all rows of a page as JSON, one row a line, so that a git diff shows which row changed."""
    tables = []
    for name, rows in records.tables(reading).items():
        lines = [json.dumps({k: v for k, v in records.flat(row).items() if k not in IMPLIED}, ensure_ascii=False) for row in rows]
        tables.append(f'"{name}": [' + ",".join(f"\n  {line}" for line in lines) + ("\n]" if lines else "]"))
    return "{\n" + ",\n".join(tables) + "\n}\n"


def test_golden_files_have_a_page() -> None:
    assert {path.stem for path in Path(GOLDEN).glob("*.json")} == set(STEMS)


def test_no_two_facts_of_the_gold_are_one() -> None:
    for stem in STEMS:
        counted = Counter((row["text"], row["start"], row["end"]) for row in gold(stem)["dates"])
        assert max(counted.values(), default=1) == 1, stem
