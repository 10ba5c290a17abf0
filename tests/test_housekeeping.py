"""Housekeeping: versions come back, old ones go, small files become few, and what a fault broke is mended; readers lose nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from flows.cli import main
from tests.warehouses import content, corpus, page, rows, run
from transforms.pipeline import lake_of
from transforms.publish import lock, release, releases
from transforms.settings import Settings


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of three versions: two pages; a third and a refused one; page 0 changed."""
    folder = tmp_path_factory.mktemp("kept")
    pages, warehouse = corpus(folder / "pages", 2), folder / "warehouse"
    run(warehouse, pages)
    corpus(pages, 3)
    (pages / "odd.txt").write_bytes(b"\x00\x01\xff\x1b[2J<script>")
    run(warehouse, pages)
    (pages / "page000.txt").write_text(page(77), encoding="utf-8")
    run(warehouse, pages)
    return warehouse


@pytest.fixture
def warehouse(grown: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(grown, tmp_path / "warehouse"))


def test_a_rollback_is_a_version_with_the_rows_of_the_old_one(warehouse: Path, grown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, reader = content(warehouse, 1), releases.find(warehouse)
    assert main(["rollback", "1", "--warehouse", str(warehouse)]) == 0
    assert "version 4 has the rows of version 1" in capsys.readouterr().out
    assert content(warehouse) == old and reader.parquet("documents").is_file()
    assert [(r["status"], r["version"], r["source"]) for r in rows(warehouse, "runs")][-1] == ("rolled_back", 4, "version 1")
    # The next run reads what the rollback took away, as if it were new.
    report = run(warehouse, grown.parent / "pages")
    assert (report.version, report.run.unchanged, report.run.new, report.run.changed) == (5, 1, 1, 1)
    assert content(warehouse)["documents"] == content(grown)["documents"]
    assert main(["rollback", "9", "--warehouse", str(warehouse)]) == 2
    assert "version 9 is not kept" in capsys.readouterr().err


def test_vacuum_keeps_the_newest_and_the_young(warehouse: Path, grown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--warehouse", str(warehouse)]
    newest = content(warehouse)
    assert main(["vacuum", "--keep", "1", "--days", "1", *where, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {"what": "releases", "count": 0, "bytes": 0}
    assert main(["vacuum", "--keep", "1", "--days", "0", "--dry-run", *where]) == 0
    assert "would remove 2 releases" in capsys.readouterr().out and len(releases.releases(warehouse)) == 3
    (warehouse / "quarantine" / ("0" * 64)).write_bytes(b"nobody speaks of it")
    data = len(list((warehouse / "data").rglob("*.parquet")))
    assert main(["vacuum", "--keep", "1", "--days", "0", *where]) == 0
    told = capsys.readouterr().out
    assert "removed 2 releases" in told and "removed 1 files in quarantine" in told
    assert [r.version for r in releases.releases(warehouse)] == [3] and content(warehouse) == newest
    assert len(list((warehouse / "data").rglob("*.parquet"))) < data and not list((warehouse / "runs").glob("*/manifests"))
    with lake_of(Settings(warehouse=warehouse)) as lake:
        assert lake.clean() == 0
    assert main(["rollback", "1", *where]) == 2
    assert run(warehouse, grown.parent / "pages").run.status == "no_news"


def test_compaction_changes_no_row(warehouse: Path, grown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compact", "--warehouse", str(warehouse), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["after"] < told["before"]
    with lake_of(Settings(warehouse=warehouse)) as lake:
        assert lake.clean() == 0
        assert lake.rows("SELECT count(*) FROM lake.documents") == [(3,)]
    pages = Path(shutil.copytree(grown.parent / "pages", warehouse.parent / "pages"))
    corpus(pages, 4)
    assert run(warehouse, pages).version == 4
    assert content(warehouse)["mentions"][0].keys() == content(grown)["mentions"][0].keys()
    assert main(["rollback", "1", "--warehouse", str(warehouse)]) == 0
    assert content(warehouse) == content(grown, 1)


def test_quarantine_is_listed_shown_and_retried(warehouse: Path, grown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--warehouse", str(warehouse)]
    odd = grown.parent / "pages" / "odd.txt"
    assert main(["quarantine", "list", *where]) == 0
    assert "not_text" in capsys.readouterr().out
    assert main(["quarantine", "show", str(odd), *where]) == 0
    told = capsys.readouterr().out
    assert "\\x00" in told and "\x1b" not in told and str(warehouse / "quarantine") in told
    assert main(["quarantine", "show", "nobody", *where]) == 2
    whole = odd.read_bytes()
    odd.write_text(page(9), encoding="utf-8")
    try:
        assert main(["quarantine", "retry", *where, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["run"]["changed"] == 1
        assert main(["quarantine", "list", *where, "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == []
        odd.write_bytes(whole)
        run(warehouse, odd)
        odd.unlink()
        assert main(["quarantine", "retry", *where]) == 1
        assert "is gone; its bytes are" in capsys.readouterr().err
    finally:
        odd.write_bytes(whole)


@pytest.mark.parametrize(
    "harm",
    ["pointer lost", "pointer damaged", "file cut", "file altered", "manifest gone", "manifest damaged", "release gone", "half a release"],
)
def test_doctor_mends(warehouse: Path, grown: Path, harm: str, capsys: pytest.CaptureFixture[str]) -> None:
    newest, whole = releases.find(warehouse), content(warehouse)
    pointer = warehouse / "releases" / "latest.json"
    match harm:
        case "pointer lost":
            pointer.unlink()
        case "pointer damaged":
            pointer.write_bytes(b'{"vers')
        case "file cut":
            newest.parquet("events").write_bytes(b"PAR1")
        case "file altered":
            found = newest.parquet("events").read_bytes()
            newest.parquet("events").write_bytes(found[:-30] + bytes(30))
        case "manifest gone":
            (newest.folder / "manifest.json").unlink()
        case "manifest damaged":
            (newest.folder / "manifest.json").write_text("{}")
        case "release gone":
            shutil.rmtree(newest.folder)
        case _:
            (warehouse / "releases" / ".tmp-left").mkdir()
    where = ["--warehouse", str(warehouse)]
    if harm != "half a release":
        assert main(["doctor", *where]) == 1
        assert "cityfacts doctor --mend" in capsys.readouterr().out
    assert main(["doctor", "--mend", *where]) == 0
    assert "mended: " in capsys.readouterr().err
    assert content(warehouse) == whole and releases.find(warehouse).version == 3
    assert [r.version for r in releases.releases(warehouse)] == [1, 2, 3] and not list(warehouse.rglob(".tmp-*"))


def test_an_old_release_that_lost_its_manifest_is_removed(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--warehouse", str(warehouse)]
    (warehouse / "releases" / "v00000002" / "manifest.json").unlink()
    assert main(["doctor", *where]) == 1
    assert main(["versions", *where]) == 1
    assert "v00000002" in capsys.readouterr().err
    assert main(["doctor", "--mend", *where]) == 0
    assert [r.version for r in releases.releases(warehouse)] == [1, 3] and main(["versions", *where]) == 0


@pytest.mark.parametrize("catalog", ["lost", "old", "cut"])
def test_without_its_catalog_no_file_of_the_lake_is_touched(
    warehouse: Path, grown: Path, catalog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where, path = ["--warehouse", str(warehouse)], warehouse / "catalog.ducklake"
    pages, old, newest = corpus(warehouse.parent / "pages", 4), path.read_bytes(), 3
    match catalog:
        case "lost":
            path.unlink()
        case "old":
            newest = run(warehouse, pages).version or 0
            path.write_bytes(old)
        case _:
            path.write_bytes(old[:5000])
    (warehouse / lock.LOCK).write_text("run A")  # it did not finish: the next one cleans up
    files, read = sorted((warehouse / "data").rglob("*.parquet")), content(warehouse)
    for command in (["doctor"], ["doctor", "--mend"], ["run", str(pages)], ["vacuum", "--keep", "1", "--days", "0"], ["rollback", "1"]):
        assert main([*command, *where]) == 1
        captured = capsys.readouterr()
        assert "catalog" in captured.out + captured.err
    assert sorted((warehouse / "data").rglob("*.parquet")) == files and content(warehouse) == read
    assert releases.find(warehouse).version == newest and (catalog == "lost") != path.exists()


def test_a_warehouse_that_was_moved_is_mended(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = releases.find(warehouse).folder / "warehouse.duckdb"  # the fixture is a copy
    assert main(["doctor", "--warehouse", str(warehouse)]) == 1
    assert "before it was moved" in capsys.readouterr().out
    assert main(["doctor", "--mend", "--warehouse", str(warehouse)]) == 0
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (3,)


def test_doctor_finds_a_lost_file_of_the_lake(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    next((warehouse / "data").rglob("*.parquet")).unlink()
    assert main(["doctor", "--warehouse", str(warehouse)]) == 1
    assert "1 of its files are gone" in capsys.readouterr().out


def test_what_lies_among_the_runs_stops_none(warehouse: Path, grown: Path) -> None:
    (warehouse / "runs" / "notes").mkdir()
    (warehouse / "runs" / "20240101T000000000000-abcd").mkdir()
    (warehouse / "runs" / "20240101T000000000000-abcd" / "report.json").write_text("{")
    (warehouse / lock.LOCK).write_text("run A")
    run(warehouse, corpus(warehouse.parent / "pages", 4))
    told = {row["run_id"]: row["status"] for row in rows(warehouse, "runs")}
    assert told["20240101T000000000000-abcd"] == "failed" and "notes" not in told


def test_a_lost_pointer_costs_no_release(warehouse: Path) -> None:
    (warehouse / "releases" / "latest.json").unlink()
    release.clean(warehouse)
    assert len(list((warehouse / "releases").glob("v*"))) == 3


def test_every_run_leaves_its_log(grown: Path) -> None:
    run_id = rows(grown, "runs")[-1]["run_id"]
    told = [json.loads(line) for line in (grown / "runs" / run_id / "log.jsonl").read_text().splitlines()]
    assert [line["event"] for line in told] == ["started", "planned", "read", "transformed", "committed", "released", "finished"]
    assert {line["run_id"] for line in told} == {run_id} and told[4]["version"] == 3
    last = rows(grown, "runs")[-1]
    assert last["bytes"] > 0 and last["peak_memory"] > 1e7 and last["transform_seconds"] > 0


def test_a_warehouse_of_earlier_code_gets_the_columns_that_came_since(warehouse: Path, grown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with lake_of(Settings(warehouse=warehouse)) as lake:
        lake.connection.execute("DROP TABLE lake.checks; ALTER TABLE lake.runs DROP COLUMN bytes; ALTER TABLE lake.entities DROP COLUMN latitude")
    pages = corpus(warehouse.parent / "pages", 4)
    report = run(warehouse, pages)
    assert report.version == 4 and {r["run_id"] for r in rows(warehouse, "checks")} == {report.run.run_id}
    assert [r["bytes"] is None for r in rows(warehouse, "runs")] == [True, True, True, False]
    # What this code does not know it must not drop.
    with lake_of(Settings(warehouse=warehouse)) as lake:
        lake.connection.execute("ALTER TABLE lake.events ADD COLUMN weather VARCHAR")
    corpus(pages, 5)
    assert main(["run", str(pages), "--warehouse", str(warehouse)]) == 1
    told = capsys.readouterr().err
    assert "weather is not known here; use the version of cityfacts that wrote it, or a newer one" in told
    assert releases.find(warehouse).version == 4
