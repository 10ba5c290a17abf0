"""What is published says what it is: schemas, comments, manifests and the data dictionary come from the row classes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.warehouses import corpus, run
from transforms.model.citation import Citation
from transforms.model.rows import Table
from transforms.publish import dictionary, files, lake, releases, schema
from transforms.publish.checks import ChecksFailed, ask, declared, refuse
from transforms.publish.lake import Lake, LakeError
from transforms.publish.staging import DATA, StagedFile, rows_of, stage
from transforms.tables import RESOLUTION, TABLES, VIEWS
from transforms.version import ROOT


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A thing that was seen."""

    source: Citation
    thing: Annotated[str, "What it was."]
    seen_at: Annotated[datetime | None, "When."]
    days: Annotated[list[date], "On which days."]


SEEN = Table("seen", Seen, ("document_id", "seen_no"), "seen_no")


class Note(msgspec.Struct, frozen=True):
    """A note."""

    note_id: Annotated[str, "Its id."]
    text: Annotated[str, "What it says."]


NOTES = Table("notes", Note, ("note_id",))


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with two pages."""
    folder = tmp_path_factory.mktemp("published")
    run(folder / "warehouse", corpus(folder / "pages", 2))
    return folder / "warehouse"


def test_a_row_class_is_its_arrow_schema() -> None:
    found = schema.arrow_schema(SEEN)
    assert [f.name for f in found][:5] == ["document_id", "seen_no", "thing", "seen_at", "days"]
    assert found.field("seen_at").type == pa.timestamp("us", tz="UTC") and found.field("seen_at").nullable
    assert found.field("days").type == pa.list_(pa.field("element", pa.date32())) and not found.field("thing").nullable
    assert found.field("thing").metadata == {b"description": b"What it was."}
    assert found.metadata[b"description"] == b"A thing that was seen."
    assert "evidence" in found.names and "source" not in found.names


def test_a_time_without_zone_is_shanghai_time(tmp_path: Path) -> None:
    citation = Citation(1, 0, 1, 0, 1, "园", 0, 1, "test@1", 1.0)
    rows = rows_of(SEEN, [Seen(source=citation, thing="园", seen_at=datetime(2024, 10, 16, 6, 30), days=[])])
    file = stage(rows, tmp_path, "run", "b1")
    assert pq.read_table(file.path)["seen_at"][0].as_py().isoformat() == "2024-10-15T22:30:00+00:00"


def test_a_required_column_takes_no_null(tmp_path: Path) -> None:
    with pytest.raises(pa.ArrowInvalid, match="null"):
        stage(rows_of(NOTES, [Note("1", None)]), tmp_path, "run", "b1")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("notes", "told"), [([Note("1", "a"), Note("1", "b")], "one row for each"), ([Note("1", "a"), Note("2", "b")], None)], ids=["twice", "once"]
)
def test_a_key_stands_once(tmp_path: Path, notes: list[Note], told: str | None) -> None:
    def commit() -> None:
        with Lake(tmp_path, [NOTES]) as lake, lake.transaction("run"):
            lake.add([stage(rows_of(NOTES, notes), lake.data, "run", "b1")])
            refuse(ask(lake.connection, declared([NOTES]), "run", datetime(2024, 10, 16), {}))

    if told:
        with pytest.raises(ChecksFailed, match=told):
            commit()
        with Lake(tmp_path, [NOTES]) as lake:
            assert lake.rows("SELECT count(*) FROM duckdb_tables() WHERE database_name = 'lake'") == [(0,)]
            assert lake.clean() == 1
    else:
        commit()
        with Lake(tmp_path, [NOTES]) as lake:
            assert lake.rows("SELECT count(*) FROM lake.notes") == [(2,)]


def test_a_staged_file_that_was_cut_or_is_another_table_is_refused(tmp_path: Path) -> None:
    with Lake(tmp_path, [NOTES]) as lake:
        file = stage(rows_of(NOTES, [Note("1", "a")]), lake.data, "run", "b1")
        foreign = f"{lake.data}/foreign.parquet"
        pq.write_table(pa.table({"note_id": ["1"], "text": [2]}), foreign)
        for wrong in (msgspec.structs.replace(file, bytes=1), StagedFile("notes", foreign, 1, os.path.getsize(foreign))):
            with pytest.raises(ChecksFailed), lake.transaction("run"):
                lake.add([wrong])


def test_a_warehouse_of_other_columns_is_refused_with_the_mend(tmp_path: Path) -> None:
    with Lake(tmp_path, [NOTES]) as lake, lake.transaction("run"):
        lake.add([stage(rows_of(NOTES, [Note("1", "a")]), lake.data, "run", "b1")])
    other = Table("notes", Seen, ("thing",))
    with Lake(tmp_path, [other]) as lake, pytest.raises(LakeError, match="--warehouse"), lake.transaction("run"):
        pass


def test_an_unreadable_catalog_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "catalog.ducklake").write_bytes(b"no database" * 1000)
    with pytest.raises(LakeError, match=r"catalog\.ducklake"):
        Lake(tmp_path, [NOTES])


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.write(path, b"old")
    with pytest.raises(ZeroDivisionError), files.replacing(path) as unfinished:
        unfinished.write_bytes(b"half")
        raise ZeroDivisionError
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_parquet_files_are_as_declared_and_sorted_by_key(warehouse: Path) -> None:
    release = releases.find(warehouse)
    for name, table in {**TABLES, **VIEWS}.items():
        found = pq.read_table(release.parquet(name))
        assert found.schema.equals(schema.arrow_schema(table), check_metadata=True), name
        keys = [tuple(row[k] for k in table.key) for row in found.select(list(table.key)).to_pylist()]
        assert keys == sorted(keys), name
        assert pq.ParquetFile(release.parquet(name)).metadata.num_rows == release.manifest.rows(name)


def test_the_manifest_has_every_file_as_it_lies(warehouse: Path) -> None:
    release = releases.find(warehouse)
    lying = {path.name: (path.stat().st_size, files.sha256(path)) for path in release.folder.iterdir() if path.name != "manifest.json"}
    assert {name: (file.bytes, file.sha256) for name, file in release.manifest.files.items()} == lying
    assert {*TABLES, *VIEWS} == set(release.manifest.schema)


def test_the_database_opens_anywhere_and_comments_everything(warehouse: Path, tmp_path: Path) -> None:
    database = releases.find(warehouse).folder / "warehouse.duckdb"
    script = f"""import duckdb; c = duckdb.connect({str(database)!r}, read_only=True)
print(c.execute("SELECT count(*) FROM documents").fetchone()[0],
    c.execute("SELECT count(*) FROM duckdb_columns() WHERE comment IS NULL AND NOT internal").fetchone()[0],
    c.execute("SELECT count(*) FROM duckdb_views() WHERE comment IS NULL AND NOT internal").fetchone()[0])"""
    told = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["2", "0", "0"]


def test_a_moved_warehouse_can_be_read_and_written(tmp_path: Path) -> None:
    pages = corpus(tmp_path / "pages", 1)
    run(tmp_path / "here", pages)
    (tmp_path / "here").rename(tmp_path / "there")
    corpus(pages, 2)
    assert run(tmp_path / "there", pages).version == 2
    assert duckdb.sql(f"SELECT count(*) FROM '{releases.find(tmp_path / 'there').folder}/documents.parquet'").fetchone() == (2,)


def test_the_data_dictionary_is_what_the_code_says(request: pytest.FixtureRequest) -> None:
    path, written = ROOT / "warehouse" / "README.md", dictionary.markdown(TABLES.values(), VIEWS.values())
    if request.config.getoption("--update-golden"):
        path.write_text(written, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == written, "write it anew: python -m pytest tests/test_publish.py --update-golden"


def test_every_table_of_the_lake_is_known_once() -> None:
    assert not set(TABLES) & set(RESOLUTION)
    assert DATA == "data"


@pytest.mark.parametrize("numbers", [10, 600_000])
def test_a_query_that_little_memory_does_not_do_for_is_asked_again_with_more(numbers: int) -> None:
    connection = lake.connect()
    asked = 0

    def ask() -> Iterator[pa.RecordBatch]:
        nonlocal asked
        asked += 1
        sql = f"SELECT unnest(all_of) AS number FROM (SELECT list(md5(range::VARCHAR) || range::VARCHAR) AS all_of FROM range({numbers}))"
        yield from connection.execute(f"FROM ({sql}) ORDER BY 1").to_arrow_reader(100_000)

    with lake.sparing(connection):
        connection.execute("SET memory_limit = '20MB'")
        found = sum(batch.num_rows for batch in lake.with_enough(connection, ask))
    assert found == numbers
    assert asked == (1 if numbers == 10 else 2)
