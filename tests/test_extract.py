"""Every sentence of tests/extract/<table>.txt gives the rows that stand below it, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import cases

FILES = sorted((Path(__file__).parent / "extract").glob("*.txt"))


def parameters() -> list:
    return list(_parameters())


def _parameters():
    for path in FILES:
        for case in cases.load(path):
            marks = [pytest.mark.xfail(strict=True, reason="known to be read wrong")] if case.known_failure else []
            yield pytest.param(path.stem, case, marks=marks, id=f"{path.stem}:{case.line}")


@pytest.mark.parametrize(("kind", "case"), parameters())
def test_a_sentence_gives_its_rows(kind: str, case: cases.Case) -> None:
    cases.compare(case, getattr(cases.reading(case).facts, kind))


def test_each_city_of_a_list_has_its_own_round() -> None:
    told = cases.Case(0, "挪威奥斯陆、秘鲁利马先后举办全球主场活动,青岛、成都分别举办中国主场活动", [], False, None)
    rounds = [(e.city, e.name) for e in cases.reading(told).facts.event_documents]
    assert rounds == [(city, name) for name, cities in (("全球主场活动", "奥斯陆 利马"), ("中国主场活动", "青岛 成都")) for city in cities.split()]
