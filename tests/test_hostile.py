"""Hostile input: fuzzed files through the whole run, and pages, names and folders that try to be SQL, formulas, HTML or a terminal's orders."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from flows.cli import main
from tests import fuzz
from tests.warehouses import page, rows

EVIL = "'); DROP TABLE documents; --\x1b[2J\x9b31m\u202e<script>alert(1)</script>`"
FOLDER = "ware'house\"; --\n=1+1"


@pytest.mark.slow
def test_fuzzed_files_are_published_or_refused(tmp_path: Path) -> None:
    told = fuzz.fuzz(tmp_path, 120, 0.1, seed=11)
    assert told["records"] == told["published"] + told["quarantined"] and told["documents"] > 10


def test_no_command_takes_a_page_or_a_name_for_an_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages, warehouse = tmp_path / "pa'ges", tmp_path / FOLDER
    pages.mkdir()
    (pages / "=cmd|' calc'!A0.txt").write_text(f"={EVIL}苏州论坛\n{page(1)}《={EVIL}》\n", encoding="utf-8")
    (pages / "evil\x1b[31m\n';--.txt").write_bytes(b"\x00\xff" + EVIL.encode())
    where = ["--warehouse", str(warehouse)]
    told = []

    def tell(*arguments: str, code: int = 0) -> str:
        found = main([*arguments, *where])
        out = capsys.readouterr()
        assert found == code, out.err
        told.append(out.out + out.err)
        return out.out

    tell("run", str(pages))
    (document,) = rows(warehouse, "documents")
    tell("show", document["document_id"])
    tell("show", document["document_id"], "--json")
    tell("show", "x' OR '1'='1", code=2)
    for form in ("table", "csv", "json"):
        tell("query", "SELECT * FROM documents", "--format", form)
    cells = [cell for row in csv.reader(io.StringIO(tell("query", "SELECT source_path, title FROM documents", "--format", "csv"))) for cell in row]
    assert cells[2:] and not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    tell("quarantine", "list")
    tell("quarantine", "show")
    tell("quarantine", "show", "'; DROP TABLE quarantine; --", code=2)
    (pages / "second.txt").write_text(page(2), encoding="utf-8")
    tell("run", str(pages), "--json")
    tell("rollback", "1")
    tell("compact")
    tell("vacuum", "--keep", "1", "--days", "0")
    tell("versions")
    tell("doctor", "--mend")
    tell("path")
    tell("export", "--to", str(tmp_path / "ou't"))
    # A folder's own line end is printed by `path`, or the path would be another; nothing else may move a cursor.
    assert not set("".join(told)) & set("\x00\x07\x08\x1b\x9b\u202e")
    assert len(rows(warehouse, "documents")) == 1
