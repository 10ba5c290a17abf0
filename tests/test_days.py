"""Days: a run over the files that were modified on some days, in the time zone of the schedule."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.spec import AbstractFileSystem

from flows.cli import main
from tests.warehouses import corpus, rows
from transforms import days, settings
from transforms.ingest import Input


def test_a_run_over_some_days_leaves_the_rest_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 4), tmp_path / "warehouse"
    # The last one is of 1 July in Shanghai already.
    for number, moment in enumerate(("2023-12-31T10:00", "2024-01-01T00:00", "2024-06-30T15:59", "2024-06-30T16:00")):
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()
        os.utime(pages / f"page{number:03d}.txt", (at, at))
    where = ["run", str(pages), "--warehouse", str(warehouse)]
    assert main([*where, "--since", "2024-01-01", "--until", "2024-06-30"]) == 0
    assert [row["source_path"][-11:] for row in rows(warehouse, "sources")] == ["page001.txt", "page002.txt"]
    assert main([*where, "--since", "2024-07-01"]) == 0
    assert len(rows(warehouse, "documents")) == 3
    assert main(where) == 0
    assert len(rows(warehouse, "documents")) == 4
    assert main([*where, "--since", "yesterday"]) == 2 and "--since: 'yesterday'" in capsys.readouterr().err


def test_a_server_is_asked_when_a_page_was_modified(monkeypatch: pytest.MonkeyPatch) -> None:
    with fsspec.open("memory://inbox/page.txt", "wb") as stream:
        stream.write(b"page")
    here, today = Input("memory://inbox/page.txt", "memory://inbox/page.txt"), datetime.now(UTC).date()
    past = settings.Settings(until=today.replace(year=today.year - 1, day=1))
    assert list(days.chosen([here], settings.Settings(since=past.until))) == [here] and list(days.chosen([here], past)) == []
    monkeypatch.setattr(MemoryFileSystem, "modified", AbstractFileSystem.modified)  # which no web server answers either
    with pytest.raises(settings.SettingsError, match="leave out since and until"):
        list(days.chosen([here], past))
