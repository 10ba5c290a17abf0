"""Roles and metadata of the real documents, against their gold, by the measures of the issue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_segment import document
from transforms.model.document import Document


@pytest.fixture(scope="module")
def documents(shared: Path) -> list[tuple[dict, Document]]:
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((shared / "gold" / "facts").glob("*.json"))]
    return [(gold, document((shared / "gold" / "restored" / gold["file"]).read_text(encoding="utf-8"))) for gold in golds]


def f1(gold: set, found: set) -> float:
    return 2 * len(gold & found) / (len(gold) + len(found)) if gold or found else 1.0


def test_roles(documents: list[tuple[dict, Document]]) -> None:
    gold = {(d["file"], int(line), role) for d, _ in documents for line, role in d["line_roles"].items()}
    found = {(d["file"], s.line_no, s.role) for d, read in documents for s in read.segments}
    assert f1(gold, found) >= 0.95, sorted(gold ^ found)
    body = {item for item in gold if item[2] == "body"}
    assert body <= found, sorted(body - found)


@pytest.mark.parametrize("field", ["title", "publisher", "published_at", "authors", "editors", "home_place"])
def test_metadata(documents: list[tuple[dict, Document]], field: str) -> None:
    gold, found = set(), set()
    for d, read in documents:
        wanted, value = d["meta"][field], getattr(read.metadata, field)
        if field == "published_at" and value:
            value = value.replace(tzinfo=None).isoformat()
        gold |= {(d["file"], item) for item in (wanted if isinstance(wanted, list) else [wanted]) if item}
        found |= {(d["file"], item) for item in (value if isinstance(value, list) else [value]) if item}
    assert f1(gold, found) >= 0.9, sorted(gold ^ found)
