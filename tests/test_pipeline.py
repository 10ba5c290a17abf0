"""Runs from pages to releases: what changes, what must not, and what is left when a run is killed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.warehouses import BY_DOCUMENT, BY_RUN_ONLY, content, corpus, files, page, quiet, rows, run
from transforms import batches, pipeline, plans, reading, reports, settings
from transforms.ingest import SourceNotFound, discover, read
from transforms.model.page import Page
from transforms.model.text import replay
from transforms.publish import checks, lock, release, releases
from transforms.publish.checks import ChecksFailed
from transforms.publish.lake import Lake
from transforms.tables import RESOLUTION, TABLES, VIEWS
from transforms.version import ROOT

DEADLINE_SECONDS = 120


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the pages we ship."""
    warehouse = tmp_path_factory.mktemp("shipped")
    run(warehouse, ROOT / "seeds" / "pages")
    return warehouse


def test_every_table_and_view_is_published(shipped: Path) -> None:
    assert set(content(shipped)) == {*TABLES, *VIEWS} - BY_RUN_ONLY
    told = rows(shipped, "runs")[0]
    assert told["seen"] == told["new"] == len(rows(shipped, "documents")) > 10
    assert told["facts"] == sum(len(rows(shipped, name)) for name in batches.FACTS) > 100


def test_a_second_run_reads_nothing_and_touches_no_data_file(published: Callable[[int], tuple[Path, Path]]) -> None:
    pages, warehouse = published(3)
    before = {name: files(warehouse / name) for name in ("data", "releases")}, os.stat(warehouse / "catalog.ducklake")
    report = run(warehouse, pages)
    assert (report.run.status, report.run.unchanged, report.run.new, report.run.facts) == ("no_news", 3, 0, 0)
    assert ({name: files(warehouse / name) for name in ("data", "releases")}, os.stat(warehouse / "catalog.ducklake")) == before
    assert (warehouse / "runs" / report.run.run_id / "report.json").is_file()


def test_a_run_without_news_is_told_with_the_next_version(tmp_path: Path) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 1), tmp_path / "warehouse"
    ids = [run(warehouse, pages).run.run_id, run(warehouse, pages).run.run_id]
    corpus(pages, 2)
    ids.append(run(warehouse, pages).run.run_id)
    assert [(r["run_id"], r["status"], r["version"]) for r in rows(warehouse, "runs")] == list(
        zip(ids, ("published", "no_news", "published"), (1, None, 2), strict=True)
    )


def test_a_changed_page_changes_its_own_rows_only(published: Callable[[int], tuple[Path, Path]]) -> None:
    pages, warehouse = published(3)
    (pages / "page001.txt").write_text(page(77), encoding="utf-8")
    report = run(warehouse, pages)
    assert (report.run.changed, report.run.unchanged, report.version) == (1, 2, 2)
    before, after = content(warehouse, 1), content(warehouse, 2)
    old = next(r["document_id"] for r in before["documents"] if r["source_path"].endswith("page001.txt"))
    new = next(r["document_id"] for r in after["documents"] if r["source_path"].endswith("page001.txt"))
    for table in BY_DOCUMENT:
        assert [r for r in before[table] if r["document_id"] != old] == [r for r in after[table] if r["document_id"] != new], table
        assert not [r for r in after[table] if r["document_id"] == old], table
    assert [r for r in after["segments"] if r["document_id"] == new]


def test_a_page_that_is_gone_stays_published(published: Callable[[int], tuple[Path, Path]]) -> None:
    pages, warehouse = published(2)
    (pages / "page000.txt").unlink()
    assert run(warehouse, pages).run.status == "no_news"
    assert len(rows(warehouse, "documents")) == 2


def test_the_same_bytes_at_two_paths_are_one_document(tmp_path: Path) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 1), tmp_path / "warehouse"
    (pages / "again.txt").write_text(page(0), encoding="utf-8")
    run(warehouse, pages)
    (document,) = rows(warehouse, "documents")
    assert document["source_path"].endswith("again.txt")
    assert {r["document_id"] for r in rows(warehouse, "sources")} == {document["document_id"]}
    assert len(rows(warehouse, "sources")) == 2
    # One of the two changes: the document stays, told by the path that still has it.
    (pages / "again.txt").write_text(page(9), encoding="utf-8")
    run(warehouse, pages)
    paths = {r["document_id"]: r["source_path"] for r in rows(warehouse, "documents")}
    assert len(paths) == 2 and paths[document["document_id"]].endswith("page000.txt")
    # And the other one too: now it is gone.
    (pages / "page000.txt").write_text(page(9), encoding="utf-8")
    run(warehouse, pages)
    assert document["document_id"] not in {r["document_id"] for r in rows(warehouse, "documents")}


def test_a_short_name_is_the_fair_that_a_later_page_gives_it_to(tmp_path: Path) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 1), tmp_path / "warehouse"
    (pages / "short.txt").write_text("2024年5月24日 来源:扬州日报\n第九届沿洽会共签约项目20个。\n", encoding="utf-8")
    run(warehouse, pages)
    full = "2024年5月23日 来源:扬州日报\n第九届中国沿江国际投资贸易洽谈会(简称“沿洽会”)5月23日在扬州开幕。第九届沿洽会展馆面积8万平方米。\n"
    (pages / "full.txt").write_text(full, encoding="utf-8")
    run(warehouse, pages)
    (fair,) = [row for row in rows(warehouse, "events") if row["edition"] == 9]
    assert (fair["series"], fair["city"], fair["documents"]) == ("中国沿江国际投资贸易洽谈会", "扬州", 2)


def broken(folder: Path) -> dict[str, str]:
    """Put twenty inputs that cannot be read among the pages and return their reasons by name."""
    for number in range(5):
        (folder / f"binary{number}.txt").write_bytes(bytes(range(number, 256)) * 3)
        (folder / f"cut{number}.txt").write_bytes(page(number).encode()[:-2])
        (folder / f"empty{number}.txt").touch()
    (folder / "large.txt").write_bytes(b"x" * 1_100_000)
    (folder / "folder.txt").mkdir()
    (folder / "link.txt").symlink_to(folder / "nowhere")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    os.mkfifo(folder / "pipe.txt")
    kinds = {"large": "too_large", "folder": "not_a_file", "link": "broken_link", "circle": "broken_link", "pipe": "not_a_file"}
    return kinds


def test_broken_inputs_are_set_aside_and_stop_nothing(tmp_path: Path) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 280), tmp_path / "warehouse"
    kinds = broken(pages)
    report = run(warehouse, pages, limit_mb=1)
    assert (report.run.seen, report.run.new, report.run.quarantined) == (300, 280, 20)
    assert len(rows(warehouse, "documents")) == 280
    reasons = {Path(r["source_path"]).stem: r["reason_code"] for r in rows(warehouse, "quarantine")}
    assert len(reasons) == 20 and all(r["reason"] for r in rows(warehouse, "quarantine"))
    assert {name: reasons[name] for name in kinds} == kinds
    kept = {path.name: path.stat().st_size for path in (warehouse / "quarantine").iterdir()}
    assert kept == {r["sha256"]: r["size"] for r in rows(warehouse, "quarantine") if r["sha256"]}
    assert {r["state"] for r in rows(warehouse, "sources")} == {"published", "quarantined"}
    # The same refusals again are no news, and a mended input leaves quarantine.
    assert run(warehouse, pages, limit_mb=1).run.status == "no_news"
    (pages / "empty0.txt").write_text(page(500), encoding="utf-8")
    assert run(warehouse, pages, limit_mb=1).run.quarantined == 19
    assert len(rows(warehouse, "quarantine")) == 19 and len(rows(warehouse, "documents")) == 281


def test_a_page_whose_new_bytes_cannot_be_read_keeps_its_last_good_version(published: Callable[[int], tuple[Path, Path]]) -> None:
    pages, warehouse = published(1)
    (pages / "page000.txt").write_bytes(b"\xff\x00\xfe" * 50)
    assert run(warehouse, pages).run.quarantined == 1
    (document,), (source,) = rows(warehouse, "documents"), rows(warehouse, "sources")
    assert (source["state"], source["document_id"]) == ("quarantined", document["document_id"])
    assert source["sha256"] != document["document_id"]


def test_a_page_our_code_fails_on_is_set_aside_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 3), tmp_path / "warehouse"

    def fail_on_one(page: Page, *rest: object) -> object:
        if page.source_path.endswith("page001.txt"):
            raise ZeroDivisionError("on purpose")
        return good(page, *rest)  # type: ignore[arg-type]

    good = reading.read
    monkeypatch.setattr(reading, "read", fail_on_one)
    report = run(warehouse, pages)
    assert [(r.reason_code, "ZeroDivisionError" in r.reason) for r in report.refusals] == [("reading_failed", True)]
    assert len(rows(warehouse, "documents")) == 2
    monkeypatch.undo()
    assert run(warehouse, pages).run.quarantined == 0
    assert len(rows(warehouse, "documents")) == 3


def test_neither_workers_nor_order_change_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = corpus(tmp_path / "pages", 12)
    monkeypatch.setattr(plans, "BATCH_BYTES", 1500)
    shuffled = [str(path) for path in pages.iterdir()]
    random.Random(7).shuffle(shuffled)
    run(tmp_path / "one", pages)
    run(tmp_path / "two", *shuffled, workers=2)
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert len(list((tmp_path / "two" / "runs").glob("*/manifests/*.json"))) > 2


def test_other_code_reads_again_and_says_so(published: Callable[[int], tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    pages, warehouse = published(2)
    for module in (plans, reports, batches, reading):
        monkeypatch.setattr(module, "code_version", lambda: "9.9.9+other")
    assert run(warehouse, pages / "page000.txt").reread == 1
    report = run(warehouse, pages)
    assert (report.reread, report.run.changed, report.run.unchanged, report.run.code_version) == (1, 1, 1, "9.9.9+other")
    assert {r["code_version"] for r in rows(warehouse, "documents")} == {"9.9.9+other"}
    assert len(rows(warehouse, "documents")) == 2
    assert run(warehouse, pages).run.status == "no_news"


def test_a_broken_check_refuses_the_version(published: Callable[[int], tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    pages, warehouse = published(1)
    corpus(pages, 2)
    with monkeypatch.context() as patch, pytest.raises(ChecksFailed, match="no page is about page 1"):
        patch.setattr(checks, "declared", lambda *_: [checks.Rule("no_page_1", "error", "no page is about page 1", "SELECT 1")])
        run(warehouse, pages)
    assert [r.version for r in releases.releases(warehouse)] == [1]
    assert run(warehouse, pages).version == 2
    assert [r["status"] for r in rows(warehouse, "runs")] == ["published", "failed", "published"]


def test_a_source_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match="nowhere"):
        run(tmp_path / "warehouse", tmp_path / "nowhere")


def test_an_old_version_can_be_read_and_exported(tmp_path: Path, published: Callable[[int], tuple[Path, Path]]) -> None:
    pages, warehouse = published(1)
    corpus(pages, 3)
    run(warehouse, pages)
    for version, count in ((1, 1), (2, 3), (None, 3)):
        release_ = releases.find(warehouse, version)
        copied = releases.export(release_, tmp_path / f"out{version}")
        assert {path.stem for path in copied} == {*TABLES, *VIEWS}
        with release.connect(release_) as connection:
            assert connection.execute("SELECT count(*) FROM documents").fetchone() == (count,)
    with pytest.raises(releases.ReleaseNotFound, match="1, 2"):
        releases.find(warehouse, 3)


def test_one_run_at_a_time_writes(tmp_path: Path) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 1), tmp_path / "warehouse"
    with lock.held(warehouse, "run A (process 1)", 0, quiet), pytest.raises(lock.Busy, match=r"run A .*is writing to"):
        run(warehouse, pages)
    # With patience, the second one waits until the first is done.
    with ExitStack() as first:
        first.enter_context(lock.held(warehouse, "run A (process 1)", 0, quiet))
        told: list[str] = []

        def finish_the_first(message: str) -> None:
            told.append(message)
            first.close()

        given = settings.Settings(warehouse=warehouse, source=(str(pages),), workers=1, wait_seconds=60)
        assert pipeline.run(given, quiet, finish_the_first).version == 1
    assert told == [f"waiting for run A (process 1), which is writing to {warehouse}"]


def test_readers_see_whole_versions_while_one_is_published(published: Callable[[int], tuple[Path, Path]]) -> None:
    pages, warehouse = published(3)
    stop, seen = threading.Event(), []

    def look() -> None:
        while not stop.wait(0.02):
            newest = releases.latest(warehouse)
            assert newest is not None
            with release.connect(newest) as connection:
                tables = ("documents", "segments", "sources")
                counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]  # type: ignore[index]
            seen.append((newest.version, counts == [newest.manifest.rows(table) for table in tables]))

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for count in (4, 5):
            corpus(pages, count)
            run(warehouse, pages)
    finally:
        stop.set()
        reader.join()
    assert seen and all(whole for _, whole in seen)
    assert [version for version, _ in seen] == sorted(version for version, _ in seen)


def started(warehouse: Path) -> bool:
    return any((warehouse / "data").rglob("*.parquet"))


def committing(warehouse: Path) -> bool:
    return any((warehouse / "data").rglob("commit-*.parquet"))


def committed(warehouse: Path) -> bool:
    return any((warehouse / "releases").glob(".tmp-*"))


def releasing(warehouse: Path) -> bool:
    return any((warehouse / "releases").glob("v00000002"))


@pytest.fixture(scope="module")
def one_and_ten(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A folder of ten pages, a warehouse that has the first one only, and one that has all."""
    folder = tmp_path_factory.mktemp("killed")
    pages = corpus(folder / "pages", 10)
    run(folder / "one", pages / "page000.txt")
    run(folder / "ten", pages)
    return pages, folder / "one", folder / "ten"


@pytest.mark.parametrize("reached", [started, committing, committed, releasing])
def test_a_killed_run_is_completed_or_removed_by_the_next_one(
    tmp_path: Path, one_and_ten: tuple[Path, Path, Path], reached: Callable[[Path], bool]
) -> None:
    pages, one, ten = one_and_ten
    warehouse = Path(shutil.copytree(one, tmp_path / "warehouse"))
    known = {path for path in warehouse.rglob("*.parquet")}
    arguments = [sys.executable, "-m", "flows.cli", "run", str(pages), "--warehouse", str(warehouse)]
    victim = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shadow = Shadow(warehouse, known)
    deadline = time.monotonic() + DEADLINE_SECONDS
    while victim.poll() is None and not shadow.sees(reached):
        assert time.monotonic() < deadline
        time.sleep(0.002)
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    # Readers have a whole version at any moment, the old one or the new one.
    newest = releases.latest(warehouse)
    assert newest is not None and content(warehouse) == content(ten if newest.version == 2 else one)
    run(warehouse, pages)
    # A page that was there before is told as unchanged; all else is as if nothing had happened.
    here, fresh = content(warehouse), content(ten)
    assert all(here[name] == fresh[name] for name in fresh if name != "sources")
    assert [r["document_id"] for r in here["sources"]] == [r["document_id"] for r in fresh["sources"]]
    assert not list(warehouse.rglob(".tmp-*"))
    with Lake(warehouse, [*TABLES.values(), *RESOLUTION.values()]) as lake:
        assert lake.clean() == 0


class Shadow:
    """A warehouse as it was, so that only what a killed run wrote counts."""

    def __init__(self, warehouse: Path, known: set[Path]) -> None:
        self.warehouse = warehouse
        self.known = known

    def sees(self, reached: Callable[[Path], bool]) -> bool:
        """Whether the run got as far as `reached` says."""
        return reached(self)  # type: ignore[arg-type]

    def __truediv__(self, name: str) -> Shadow:
        return Shadow(self.warehouse / name, self.known)

    def rglob(self, pattern: str) -> Iterator[Path]:
        """Yield what the run wrote."""
        return (path for path in self.warehouse.rglob(pattern) if path not in self.known)

    def glob(self, pattern: str) -> Iterator[Path]:
        """Yield what the run wrote."""
        return (path for path in self.warehouse.glob(pattern) if path not in self.known)


def check_replay(pages: Path) -> int:
    """Assert that every fact of every page is the text of its range, and the edits inside its raw range; return how many."""
    checked = 0
    for input in discover([str(pages)], ROOT):
        for record in read(input):
            assert isinstance(record, Page)
            found = reading.read(record)
            log = list(found.document.text.log())
            for name in batches.FACTS:
                for row in getattr(found.facts, name):
                    source = row.source
                    assert found.document.text.chars[source.text_start : source.text_end] == source.evidence, (record.source_path, name, row)
                    inside = [
                        (start - source.raw_start, end - source.raw_start, text)
                        for start, end, text in log
                        if source.raw_start <= start and end <= source.raw_end
                    ]
                    assert replay(record.raw[source.raw_start : source.raw_end], inside) == source.evidence, (record.source_path, name, row)
                    checked += 1
    return checked


def test_evidence_is_replayed_from_the_raw_range_on_the_pages_we_ship() -> None:
    assert check_replay(ROOT / "seeds" / "pages") > 100


def test_evidence_is_replayed_from_the_raw_range_on_real_pages(shared: Path) -> None:
    assert check_replay(shared / "seeds") > 100
