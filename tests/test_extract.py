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
