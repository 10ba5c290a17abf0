"""Sightings: what looks as it did is not opened; what may be other bytes is."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouses import corpus, page, rows, run
from transforms import ingest, plans, sightings
from transforms.ingest import Content, Input
from transforms.model.page import Refusal


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that planning opened; files of this test count as settled."""
    monkeypatch.setattr(sightings, "TRUSTED_NS", -1_000_000_000)
    found: list[str] = []
    read = ingest.contents

    def contents(input: Input, limit: int) -> Iterator[Content | Refusal]:
        found.append(Path(input.location).name)
        yield from read(input, limit)

    monkeypatch.setattr(plans.ingest, "contents", contents)
    return found


def test_a_page_that_looks_as_it_did_is_not_opened(tmp_path: Path, opened: list[str]) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 3), tmp_path / "warehouse"
    shutil.copy(pages / "page000.txt", pages / "copy.txt")
    run(warehouse, pages)
    assert len(opened) >= 4
    opened.clear()
    assert run(warehouse, pages).run.status == "no_news" and opened == []
    (pages / "page001.txt").write_text(page(77), encoding="utf-8")
    report = run(warehouse, pages)
    assert set(opened) == {"page001.txt"} and (report.run.changed, report.run.unchanged) == (1, 3)


def test_a_name_that_is_no_utf_8_is_read_every_time(tmp_path: Path, opened: list[str]) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 1), tmp_path / "warehouse"
    Path(os.fsdecode(os.fsencode(pages) + b"/\xff.txt")).write_text(page(5), encoding="utf-8")
    run(warehouse, pages)
    opened.clear()
    assert run(warehouse, pages).run.status == "no_news" and len(opened) == 1


def test_other_bytes_of_the_same_size_and_time_are_seen(tmp_path: Path, opened: list[str]) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 2), tmp_path / "warehouse"
    run(warehouse, pages)
    path = pages / "page001.txt"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("园林", "林园"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size and run(warehouse, pages).run.changed == 1
    assert "林园" in "".join(row["text"] for row in rows(warehouse, "segments"))


def test_a_page_larger_than_a_new_limit_is_refused(tmp_path: Path, opened: list[str]) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 1), tmp_path / "warehouse"
    run(warehouse, pages)
    assert [refusal.reason_code for refusal in run(warehouse, pages, limit_mb=0.0001).refusals] == ["too_large"]


def test_what_was_just_written_is_read_again(tmp_path: Path) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 2), tmp_path / "warehouse"
    os.utime(pages / "page000.txt", (0, 0))
    run(warehouse, pages)
    assert not (warehouse / sightings.FILE).exists()  # both changed their status just now
    seen = sightings.Sightings(warehouse)
    seen.now = time.time_ns() + 10 * sightings.TRUSTED_NS
    assert seen.look(Input("p", str(pages / "page000.txt"))) is not None and seen.look(Input("p", str(pages))) is None


def test_a_damaged_memory_costs_reading_only(tmp_path: Path, opened: list[str]) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 2), tmp_path / "warehouse"
    run(warehouse, pages)
    (warehouse / sightings.FILE).write_bytes(b"\xff\x00")
    opened.clear()
    assert run(warehouse, pages).run.status == "no_news" and len(opened) == 2
