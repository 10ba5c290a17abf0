"""Checks: every SQL file of warehouse/checks finds what it is there for, an error keeps the old version, a warn is told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from tests.warehouses import corpus, page, rows, run
from transforms import batches, commits, pipeline, reports, resolution, settings
from transforms.model.check import Check
from transforms.publish import checks, release, releases, staging
from transforms.publish.checks import ChecksFailed
from transforms.publish.lake import Lake
from transforms.tables import CHECKS_FOLDER, TABLES

RULES = {rule.name: rule for rule in checks.read(CHECKS_FOLDER)}
NOW = datetime(2023, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with five pages."""
    folder = tmp_path_factory.mktemp("checks")
    run(folder / "warehouse", corpus(folder / "pages", 5))
    return folder / "warehouse"


@pytest.fixture
def copied(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Its tables, free to be spoiled."""
    with release.connect(releases.find(warehouse)) as connection:
        for name in TABLES:
            connection.execute(f'CREATE TABLE copy AS FROM "{name}"; DROP VIEW "{name}"; ALTER TABLE copy RENAME TO "{name}"')
        yield connection


def asked(connection: duckdb.DuckDBPyConnection, name: str, previous: dict[str, int] | None = None) -> Check:
    """Ask one rule as the run that published the tables."""
    (run_id,) = connection.execute("SELECT run_id FROM runs").fetchone() or ("",)
    (found,) = checks.ask(connection, [RULES[name]], run_id, NOW, previous or {})
    return found


def test_what_is_published_passes_every_check(warehouse: Path) -> None:
    found = rows(warehouse, "checks")
    assert {r["name"] for r in found} >= {*RULES, "documents.keys", "mentions.rows"}
    assert [r["name"] for r in found if not r["passed"]] == []


@pytest.mark.parametrize(
    ("name", "spoiled"),
    [
        ("offsets_replay", "UPDATE quantities SET text_start = text_start + 1, text_end = text_end + 1 WHERE quantity_no = 1"),
        ("offsets_replay", "UPDATE dates SET sentence_end = 1000000"),
        (
            "offsets_replay", "UPDATE documents SET text = text || repeat('一', 5000), characters = characters + 5000;"
            " UPDATE dates SET text_start = characters - 5000, text_end = characters, evidence = repeat('一', 4999) || '二'"
            " FROM documents d WHERE d.document_id = dates.document_id AND date_no = 1",
        ),
        ("ids_resolve", "DELETE FROM entities"),
        ("ids_resolve", "UPDATE documents SET duplicate_of = 'nobody'"),
        ("names_resolve", "DELETE FROM events"),
        ("sources_told", "DELETE FROM sources"),
        ("sources_told", "DELETE FROM documents"),
        ("sources_told", "UPDATE sources SET state = 'quarantined'"),
        ("dates_in_order", "UPDATE dates SET start_date = '2024-01-02', end_date = '2024-01-01'"),
        ("dates_in_range", "UPDATE events SET start_date = '0223-05-01'"),
        ("dates_in_range", "UPDATE documents SET published_at = '2023-06-03'"),
        ("yield_holds", "UPDATE runs SET new = 50, facts = 50; INSERT INTO runs BY NAME SELECT * REPLACE ('1' AS run_id, 200 AS facts) FROM runs"),
        ("refusals_few", "UPDATE runs SET seen = 10, quarantined = 2"),
        (
            "pages_fresh", "UPDATE documents SET published_at = '2023-05-20'; INSERT INTO runs BY NAME"
            " SELECT * REPLACE (unnest(['2023-05-25', '2023-05-26', '2023-05-27'])::TIMESTAMPTZ AS started_at) FROM runs",
        ),
    ],
)
def test_a_check_finds_what_it_is_there_for(copied: duckdb.DuckDBPyConnection, name: str, spoiled: str) -> None:
    assert asked(copied, name).passed
    copied.execute(spoiled)
    found = asked(copied, name)
    assert not found.passed and found.broken >= len(found.examples) > 0


def test_counts_are_held_against_the_version_before(copied: duckdb.DuckDBPyConnection) -> None:
    assert asked(copied, "counts_hold", {"documents": 99, "dates": 5}).passed
    found = asked(copied, "counts_hold", {"documents": 100, "dates": 5})
    assert (found.broken, found.examples, found.severity) == (1, ["documents from 100 to 5"], "error")


@pytest.mark.parametrize("characters", [0, release.COPIED], ids=["asked of the lake", "asked of copies"])
def test_an_error_keeps_the_old_version_until_it_is_accepted(
    tmp_path: Path, published: Callable[[int], tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch, characters: int
) -> None:
    monkeypatch.setattr(release, "COPIED", characters)
    (pages, warehouse), folder = published(1), tmp_path / "checks"
    folder.mkdir()
    (folder / "few.sql").write_text("-- error: There are few pages\nSELECT source_path FROM documents WHERE (SELECT count(*) FROM documents) > 1;\n")
    (folder / "none.sql").write_text("-- warn: There are no pages\nFROM documents\n")
    monkeypatch.setattr(commits, "CHECKS_FOLDER", folder)
    corpus(pages, 3)
    with pytest.raises(ChecksFailed, match=r"There are few pages, but 3 rows do not: .*--accept few"):
        run(warehouse, pages)
    assert [r.version for r in releases.releases(warehouse)] == [1]
    (refused,) = [told for told in map(_report, (warehouse / "runs").iterdir()) if told.error]
    assert [(c.name, c.broken) for c in refused.checks if not c.passed] == [("few", 3), ("none", 3)]
    given = settings.Settings(warehouse=warehouse, source=(str(pages),), workers=1, accept=("few",))
    report = pipeline.run(given, print, print)
    assert report.version == 2
    assert [(c.name, c.severity) for c in report.checks if not c.passed] == [("few", "warn"), ("none", "warn")]
    assert {r["name"] for r in rows(warehouse, "checks") if not r["passed"]} == {"few", "none"}


@pytest.mark.parametrize("characters", [0, release.COPIED], ids=["asked of the lake", "asked of copies"])
@pytest.mark.parametrize(
    ("name", "spoiled", "version"),
    [
        ("offsets_replay", "UPDATE lake.dates SET text_end = text_end + 1 WHERE date_no = 1", "writer_version"),
        ("ids_resolve", "DELETE FROM lake.entities", "writer_version"),
        ("sources_told", "DELETE FROM lake.sources", "writer_version"),
        ("mentions.rows", "UPDATE lake.mentions SET confidence = 2", "code_version"),
        ("segments.keys", "UPDATE lake.segments SET segment_no = 7", "writer_version"),
    ],
)
def test_other_code_asks_all_pages(
    published: Callable[[int], tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch, characters: int, name: str, spoiled: str, version: str
) -> None:
    monkeypatch.setattr(release, "COPIED", characters)
    pages, warehouse = published(3)
    (pages / "page001.txt").write_text(page(9), encoding="utf-8")
    run(warehouse, pages)
    assert all(check.passed for check in commits.examine(releases.find(warehouse)))
    resolved = resolution.run

    def spoil(lake: Lake, *given: Any, **named: Any) -> None:
        resolved(lake, *given, **named)
        lake.connection.execute(spoiled)

    monkeypatch.setattr(resolution, "run", spoil)
    (pages / "page002.txt").write_text(page(10), encoding="utf-8")
    monkeypatch.setattr(releases.Release, "manifest", property(lambda release: _of_other(version, release)))  # so all pages are asked
    with pytest.raises(ChecksFailed, match=RULES[name].words if name in RULES else name.partition(".")[0]):
        run(warehouse, pages)


def _of_other(version: str, release: releases.Release) -> releases.Manifest:
    found = msgspec.json.decode((release.folder / releases.MANIFEST).read_bytes(), type=releases.Manifest)
    return msgspec.structs.replace(found, **{version: "other"})


@pytest.mark.parametrize("table", ["mentions", "documents"])
def test_what_is_read_now_is_asked_of_its_own_rows(
    tmp_path: Path, published: Callable[[int], tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    monkeypatch.setattr(release, "COPIED", 0)
    pages, warehouse = published(3)
    (pages / "page002.txt").write_text(page(10), encoding="utf-8")
    asked, shown = [], release.show_read

    def seen(source: Lake, *given: Any) -> None:
        shown(source, *given)
        asked.extend(source.rows(f"SELECT DISTINCT document_id FROM {table}"))

    monkeypatch.setattr(release, "show_read", seen)
    run(warehouse, pages)
    assert asked == [(hashlib.sha256((pages / "page002.txt").read_bytes()).hexdigest(),)]
    staged = staging.stage

    def spoilt(rows: staging.Rows, *given: str) -> staging.StagedFile:
        if rows.table.name == "mentions":
            for _, found in rows.found:
                found[:] = [msgspec.structs.replace(row, source=msgspec.structs.replace(row.source, evidence="江")) for row in found]
        return staged(rows, *given)

    monkeypatch.setattr(batches, "stage", spoilt)
    (pages / "page001.txt").write_text(page(11), encoding="utf-8")
    with pytest.raises(ChecksFailed, match="Every fact is the text of its range"):
        run(warehouse, pages)


def _report(folder: Path) -> reports.Report:
    return msgspec.json.decode((folder / "report.json").read_bytes(), type=reports.Report)


def test_a_file_that_does_not_say_what_must_hold_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.sql").write_text("SELECT 1")
    with pytest.raises(ValueError, match=r"odd\.sql: the first line is"):
        checks.read(tmp_path)


def test_a_page_with_no_facts_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text("好。", encoding="utf-8")
    (tmp_path / "pages" / "b.txt").write_text(page(1) + "\U00020000\u0301é\n2023年至2020年，共5人。", encoding="utf-8")
    report = run(tmp_path / "warehouse", tmp_path / "pages")
    assert report.version == 1 and not [c for c in report.checks if not c.passed and c.severity == "error"]


def test_a_body_that_posts_alone_tell_of_is_an_entity(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text("1949年5月,上海市市长陈毅视察了外滩。\n", encoding="utf-8")
    report = run(tmp_path / "warehouse", tmp_path / "pages")
    assert not [check.name for check in report.checks if not check.passed]
    with release.connect(releases.find(tmp_path / "warehouse")) as connection:
        told = "SELECT name, mentions, documents, adcode, country_code FROM entities JOIN positions ON organization_id = entity_id"
        assert connection.execute(told).fetchall() == [("上海市人民政府", 0, 1, "310000", "CN")]
