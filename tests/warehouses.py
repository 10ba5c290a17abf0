"""Warehouses for tests: small pages, runs into a folder, and what a release has, ready to compare."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from transforms import pipeline, settings
from transforms.publish import releases
from transforms.reports import Report
from transforms.tables import TABLES

# Two runs over the same pages differ in nothing else.
BY_RUN = {"run_id", "first_seen_at"}
BY_RUN_ONLY = {"runs", "checks"}
BY_DOCUMENT = [name for name, table in TABLES.items() if table.number or name == "documents"]


def page(number: int) -> str:
    """Return the text of a small page; every number gives another one."""
    return (
        f"苏州第{number}届园林保护论坛开幕\n"
        f"2023-05-{number % 28 + 1:02d} 09:00 来源：姑苏观察\n"
        f"第{number}届园林保护论坛5月{number % 28 + 1}日在苏州博物馆开幕，来自{number + 20}座城市的{number * 3 + 100}余名代表参加。\n"
        f"论坛由苏州市人民政府主办，总投资约{number + 2}.5亿元，同比增长{number % 9 + 1}.2%。\n"
    )


def corpus(folder: Path, count: int) -> Path:
    """Write `count` pages into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"page{number:03d}.txt").write_text(page(number), encoding="utf-8")
    return folder


def quiet(*_: Any) -> None:
    """Tell nobody how far a run is."""


def run(warehouse: Path, *sources: Path | str, workers: int = 1, limit_mb: float = 32, wait_seconds: float = 0) -> Report:
    """Run the pipeline in this process."""
    given = settings.Settings(
        warehouse=warehouse, source=tuple(map(str, sources)), workers=workers, limit_mb=limit_mb, wait_seconds=wait_seconds
    )
    return pipeline.run(given, quiet, quiet)


def published(shelf: Path, folder: Path, count: int) -> tuple[Path, Path]:
    """Return `count` pages and a warehouse in `folder` that has them: a copy of one that is made once, so the pages always lie on the shelf."""
    pages, made = shelf / f"pages{count}", shelf / f"warehouse{count}"
    shutil.rmtree(pages, ignore_errors=True)
    corpus(pages, count)
    if not made.exists():
        run(made, pages)
    return pages, Path(shutil.copytree(made, folder / "warehouse"))


def rows(warehouse: Path, table: str, version: int | None = None) -> list[dict[str, Any]]:
    """Return the rows of a table of a release in their order."""
    found: list[dict[str, Any]] = pq.read_table(releases.find(warehouse, version).parquet(table)).to_pylist()
    return found


def content(warehouse: Path, version: int | None = None) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table and view, what differs by run left out."""
    names = sorted({path.stem for path in releases.find(warehouse, version).folder.glob("*.parquet")} - BY_RUN_ONLY)
    return {name: [{c: v for c, v in row.items() if c not in BY_RUN} for row in rows(warehouse, name, version)] for name in names}


def files(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return (inode, size, time) of every file below a folder: equal means that nobody touched one."""
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (s.st_ino, s.st_size, s.st_mtime_ns) for path, s in found}
