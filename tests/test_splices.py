"""A release that is spliced into the one before is the one that would be written whole: the same rows in the same order."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests import retellings
from tests.warehouses import corpus, page, quiet, rows, run
from transforms import housekeeping
from transforms.pipeline import lake_of, trusted
from transforms.publish import differences, groups, release, releases, splices
from transforms.publish.groups import GroupedFile
from transforms.settings import Settings
from transforms.tables import TABLES, VIEWS, view_sql


@pytest.fixture(autouse=True)
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small tables have many row groups, too."""
    monkeypatch.setattr(splices, "ROWS", 7)
    monkeypatch.setattr(splices, "PAGES", 3)


def whole(warehouse: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> releases.Release:
    """Return the newest release as it is when it is written without the one before."""
    copied = Path(shutil.copytree(warehouse, folder))
    *_, before, newest = releases.releases(copied)
    releases.point(copied, before)
    shutil.rmtree(newest.folder)
    given = Settings(warehouse=copied, source=("nothing",))
    with monkeypatch.context() as patched, lake_of(given) as lake:
        patched.setattr(release, "_stands", lambda *_: False)
        snapshot = trusted(lake)
        assert snapshot
        return release.publish(lake, snapshot, TABLES, VIEWS, view_sql)


@pytest.fixture
def compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], list[str]]]:
    """What compares the newest release of a warehouse with one that is written whole and returns the documents that were written anew."""
    touched: list[list[str]] = []
    found = differences.documents

    def told(*given: object) -> list[str]:
        touched.append(found(*given))  # type: ignore[arg-type]
        return touched[-1]

    monkeypatch.setattr(differences, "documents", told)

    def compare(warehouse: Path) -> list[str]:
        spliced = releases.find(warehouse)
        written = whole(warehouse, tmp_path / f"whole{spliced.version}", monkeypatch)
        for name in (*TABLES, *VIEWS):
            expected = pq.read_table(written.parquet(name))
            assert pq.read_table(spliced.parquet(name)).equals(expected, check_metadata=True), name
            assert spliced.manifest.rows(name) == expected.num_rows
            assert duckdb.sql(f"SELECT count(*) FROM '{spliced.parquet(name)}' WHERE 1 = 1").fetchone() == (expected.num_rows,)
        return touched[-1]

    yield compare


def test_what_a_page_tells_is_dated_anew_when_another_page_tells_the_last_day(tmp_path: Path, compared: Callable[[Path], list[str]]) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 8), tmp_path / "warehouse"
    run(warehouse, pages)
    (pages / "range.txt").write_text("论坛举行\n2023-05-10 09:00 来源：姑苏观察\n第5届园林保护论坛5月6日至9日在苏州举行。\n", encoding="utf-8")
    run(warehouse, pages)
    compared(warehouse)
    hosted = [(str(row["valid_from"]), str(row["valid_to"])) for row in rows(warehouse, "facts") if row["predicate"] == "host"]
    assert ("2023-05-06", "2023-05-09") in hosted


def test_pages_that_come_change_what_the_others_are_told_to_name(tmp_path: Path, compared: Callable[[Path], list[str]]) -> None:
    pages, warehouse = tmp_path / "pages", tmp_path / "warehouse"
    pages.mkdir()
    told = list(retellings.pages(retellings.WORDINGS))[:40]
    random.Random(5).shuffle(told)
    for low, high in pairwise([0, 20, 24, 32, len(told)]):
        for number in range(low, high):
            (pages / f"{number:03}.txt").write_text(told[number].text, encoding="utf-8")
        if run(warehouse, pages).version != 1:
            compared(warehouse)


def test_pages_contradict_each_other_no_longer_or_anew(tmp_path: Path, compared: Callable[[Path], list[str]]) -> None:
    pages, warehouse = tmp_path / "pages", tmp_path / "warehouse"
    pages.mkdir()

    def write(name: str, forum: str, edition: str, city: str, cases: int = 20) -> None:
        told = f"第{edition}届{forum}5月20日在{city}开幕。\n论坛发布2023版《园林保护手册》，收录了{cases}个案例。\n"
        (pages / f"{name}.txt").write_text(f"{forum}在{city}开幕\n2023-05-20 09:00 来源：姑苏观察\n{told}", encoding="utf-8")

    def contested() -> list[tuple[str, str, str, str]]:
        compared(warehouse)
        return [(row["subject"], row["predicate"], *sorted((row["object_a"], row["object_b"]))) for row in rows(warehouse, "conflicts")]

    for number, edition in enumerate("三四五六七八九十"):
        forum = "河湖治理论坛" if number > 3 else "园林保护论坛"
        write(f"{number}a", forum, edition, "苏州")
        write(f"{number}b", forum, edition, "扬州" if number % 2 else "苏州")
    run(warehouse, pages)
    write("0b", "园林保护论坛", "三", "无锡", cases=30)
    write("1b", "园林保护论坛", "四", "苏州")
    run(warehouse, pages)
    assert contested() == [
        ("《园林保护手册》2023版", "n_cases", "20", "30"), ("园林保护论坛 第3届", "city", "无锡", "苏州"),
        ("园林保护论坛 第6届", "city", "扬州", "苏州"), ("河湖治理论坛 第10届", "city", "扬州", "苏州"),
        ("河湖治理论坛 第8届", "city", "扬州", "苏州"),
    ]  # fmt: skip
    (pages / "other.txt").write_text(page(3).replace("园林保护", "雨水花园"), encoding="utf-8")
    run(warehouse, pages)
    assert len(contested()) == 5


def test_pages_that_change_go_and_come_back(tmp_path: Path, compared: Callable[[Path], list[str]]) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 12), tmp_path / "warehouse"
    lines = [f'{{"text": "{page(number).strip()}"}}'.replace("\n", "\\n") for number in range(20, 24)]
    (pages / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run(warehouse, pages)
    (pages / "page003.txt").write_text(page(77), encoding="utf-8")
    run(warehouse, pages)
    assert len(compared(warehouse)) == 2
    (pages / "more.jsonl").write_text("\n".join(lines[:2]), encoding="utf-8")
    (pages / "copy.txt").write_text(page(3), encoding="utf-8")
    (pages / "page004.txt").rename(pages / "elsewhere.txt")
    run(warehouse, pages)
    compared(warehouse)
    (pages / "page000.txt").write_bytes(b"\x00\x01\xff")
    (pages / "reprint.txt").write_text(page(5) + "（转载）\n", encoding="utf-8")
    run(warehouse, pages)
    compared(warehouse)
    given = Settings(warehouse=warehouse, source=("nothing",))
    housekeeping.rollback(given, 2, quiet)
    compared(warehouse)
    housekeeping.compact(given, quiet)
    (pages / "page005.txt").write_text(page(78), encoding="utf-8")
    run(warehouse, pages)
    compared(warehouse)


def test_what_other_code_wrote_or_a_fault_broke_is_not_built_upon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages, warehouse = corpus(tmp_path / "pages", 3), tmp_path / "warehouse"
    run(warehouse, pages)
    first = releases.find(warehouse)
    named = {**TABLES, **VIEWS}
    assert release._stands(first, named)
    monkeypatch.setattr(release, "writer_version", lambda: "0.1.0+other")
    assert not release._stands(first, named)
    monkeypatch.undo()
    data = bytearray(first.parquet("facts").read_bytes())
    data[len(data) // 2] ^= 1
    first.parquet("facts").write_bytes(data)
    assert not release._stands(first, named)
    (pages / "page001.txt").write_text(page(9), encoding="utf-8")
    run(warehouse, pages)
    assert releases.broken(releases.find(warehouse)) == []


@pytest.mark.parametrize("kept", [range(40), range(0, 40, 3), [5], []], ids=str)
def test_groups_are_copied_as_they_are(tmp_path: Path, kept: list[int]) -> None:
    numbers = pa.array([[number % 5] * (number % 3) if number % 7 else None for number in range(1000)])
    told = pa.table({"document_id": [f"{number:04x}" for number in range(1000)], "many": numbers, "text": ["江城" * (n % 90) for n in range(1000)]})
    one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
    pq.write_table(told, one, row_group_size=25, compression="zstd")
    pq.write_table(told.slice(0, 10), two, compression="zstd")
    first, second = GroupedFile(one), GroupedFile(two)
    count = groups.write(tmp_path / "both.parquet", [*((first, number) for number in kept), (second, 0)], second)
    expected = pa.concat_tables([*(first.parquet.read_row_group(number) for number in kept), told.slice(0, 10)])
    both = pq.ParquetFile(tmp_path / "both.parquet")
    assert both.read().equals(expected) and count == expected.num_rows
    assert both.metadata.num_row_groups == len(kept) + 1
    assert duckdb.sql(f"SELECT max(document_id) FROM '{tmp_path / 'both.parquet'}'").fetchone() == (max(expected["document_id"].to_pylist()),)


def test_places_in_a_text_are_written_as_steps_and_words_by_dictionary(tmp_path: Path) -> None:
    run(tmp_path / "warehouse", corpus(tmp_path / "pages", 2))
    found = releases.find(tmp_path / "warehouse")
    written = {file.parent.parent.name: file for file in (tmp_path / "warehouse" / "data").rglob("*.parquet")}
    for file in (found.parquet("facts"), found.parquet("documents"), written["dates"]):
        group = pq.ParquetFile(file).metadata.row_group(0)
        encodings = {group.column(n).path_in_schema: group.column(n).encodings for n in range(group.num_columns)}
        assert all("RLE_DICTIONARY" in encodings[name] for name in ("document_id", "evidence", "authors.list.element") if name in encodings)
        assert all("DELTA_BINARY_PACKED" in encodings[name] for name in ("text_start", "raw_end", "characters") if name in encodings)


def test_a_file_that_is_cut_while_it_is_copied_is_told(tmp_path: Path) -> None:
    pq.write_table(pa.table({"document_id": [f"{i:04}" for i in range(2000)]}), tmp_path / "before.parquet", row_group_size=500)
    file = GroupedFile(tmp_path / "before.parquet")
    assert len(file.starts) == 5
    with file.path.open("rb+") as stream:
        stream.truncate(file.starts[2] + 10)
    with pytest.raises(EOFError, match=r"before\.parquet ends before its row group 2"):
        groups.write(tmp_path / "after.parquet", [(file, 1), (file, 2)], file)
