"""The command line: what it prints, how it fails, and that no page can do harm to who reads it."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows import commands, doctor, show, terminal
from flows.cli import main
from tests.warehouses import corpus, page
from transforms import settings
from transforms.publish import checks, lock, release, releases
from transforms.settings import Settings, SettingsError
from transforms.version import ROOT, code_version

COMMANDS = ("run", "serve", "export", "parse", "query", "show", "path", "versions", "doctor", "rollback", "vacuum", "compact", "quarantine")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with three pages."""
    folder = tmp_path_factory.mktemp("cli")
    assert main(["run", str(corpus(folder / "pages", 3)), "--warehouse", str(folder / "warehouse")]) == 0
    return folder / "warehouse"


def parse(lines: str) -> list[dict[str, Any]]:
    """Return the answers of `cityfacts parse` to some lines."""
    done = subprocess.run([sys.executable, "-m", "flows.cli", "parse"], input=lines.encode(), cwd=ROOT, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0 and "--warehouse" in told
    assert f"cityfacts {command}" in told.split("options:")[0].split("\n", 1)[1] or command in ("versions", "doctor")


def test_parse_answers_every_line() -> None:
    asked = [
        '{"id": 7, "text": "去年投资1.2亿元", "reference": "2024-10-16T08:00:00"}', "", "no json", '{"id": "x", "text": ""}',
        '{"id": 8, "text": 5}', '{"text": "x", "reference": "yesterday"}', '{"id": null, "text": "\\ud800"}', "[" * 5000,
    ]
    first, *rest = parse("\ufeff" + "\n".join(asked))
    assert first["id"] == 7 and first["text"] == "去年投资1.2亿元" and first["repairs"] == []
    assert [(row["text"], row["start_date"]) for row in first["dates"]] == [("去年", "2023-01-01")]
    assert [(row["value"], row["currency"], row["evidence"]) for row in first["quantities"]] == [(120000000.0, "CNY", "1.2亿元")]
    assert {"text": "1.2亿", "text_start": 4, "text_end": 8, "value": 120000000.0, "value_high": None} in first["numerals"]
    assert not any(isinstance(value, dict) for name in first if isinstance(first[name], list) for row in first[name] for value in row.values())
    assert [(answer["id"], "error" in answer) for answer in rest] == [
        (None, True), ("x", False), (8, True), (None, True), (None, True), (None, True)
    ]
    assert "line 3" in rest[0]["error"] and "reference" in rest[0]["error"]


def test_a_reference_goes_before_the_date_on_the_page() -> None:
    text = "2020-03-01 08:00 来源：姑苏观察\\n苏州园林论坛于去年开幕。"
    (answer,) = parse(f'{{"id": 1, "text": "{text}", "reference": "2011-05-05"}}')
    assert "2010-01-01" in {row["start_date"] for row in answer["dates"]}


def test_a_reference_counts_by_the_clock_of_shanghai() -> None:
    times = ("2024-10-16", "2024-10-16T23:30:00", "2024-10-16T23:30:00+08:00", "2024-10-16T23:30:00Z", "2024-10-16T10:00:00-11:00")
    answers = parse("\n".join(json.dumps({"text": "昨日闭幕", "reference": time}) for time in times))
    assert [answer["dates"][0]["start_date"][-2:] for answer in answers] == ["15", "15", "15", "16", "16"]


def test_reading_commands_read_one_release(warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--warehouse", str(warehouse)]
    assert main(["path", *where]) == 0
    assert capsys.readouterr().out.strip() == str(releases.find(warehouse).folder)
    assert main(["versions", *where, "--json"]) == 0
    assert [row["version"] for row in json.loads(capsys.readouterr().out)] == [1]
    assert main(["query", "SELECT count(*) AS n, '一' AS t FROM documents", *where]) == 0
    assert capsys.readouterr().out.splitlines() == ["n  t", "-  --", "3  一"]
    assert main(["query", "SELECT count(*) AS n FROM documents", *where, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"n": 3}]
    assert main(["export", "--to", str(tmp_path / "out"), "--version", "1", *where]) == 0
    assert (tmp_path / "out" / "facts.parquet").is_file()


def test_a_document_is_shown_with_its_facts(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--warehouse", str(warehouse)]
    path = str(warehouse.parent / "pages" / "page001.txt")
    assert main(["show", path, *where]) == 0
    told = capsys.readouterr().out
    assert "title" in told and "quantities: " in told and page(1).splitlines()[2] in told
    assert main(["show", path, *where, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["tables"]["segments"][0]["role"] == "title"
    assert main(["show", record["document_id"][:10], *where]) == 0
    assert capsys.readouterr().out == told
    with release.connect(releases.find(warehouse)) as connection:
        painted = show.text(connection, record["document_id"], coloured=True)
    assert "\x1b[33m" in painted and page(1).splitlines()[2] in _unpainted(painted)
    assert main(["show", "nothing-like-it", *where]) == 2


def _unpainted(text: str) -> str:
    import re

    return re.sub("\x1b\\[[0-9]+m", "", text)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["run", "no/such/folder", "--warehouse", "{tmp}"], 2, "no/such/folder: no such file or folder"),
        (["run", "", "--warehouse", "{tmp}"], 2, "'': no such file or folder"),
        (["run", "--accept", "count_hold", "--warehouse", "{tmp}"], 2, "count_hold: there is no such check; there are counts_hold"),
        (["serve", "--schedule", "at dawn", "--warehouse", "{tmp}"], 2, "'at dawn' is no cron line"),
        (["query", "SELEC", "--warehouse", "{warehouse}"], 2, 'the SQL cannot be run: Parser Error: syntax error at or near "SELEC"\n'),
        (["query", "-- nothing", "--warehouse", "{warehouse}"], 2, "the SQL is empty"),
        (["query", "SELECT '\udcff'", "--warehouse", "{warehouse}"], 2, "the SQL cannot be run"),
        (["query", "SELECT 1", "--warehouse", "{tmp}/empty"], 1, "cityfacts run"),
        (["show", "\udcff.txt", "--warehouse", "{warehouse}"], 2, "has no document"),
        (["path", "--version", "9", "--warehouse", "{warehouse}"], 2, "version 9 is not kept"),
        (["rollback", "9", "--warehouse", "{warehouse}"], 2, "version 9 is not kept"),
        (["versions", "--warehouse", "{warehouse}/releases/latest.json"], 2, "latest.json is a file: name a folder"),
        (["export", "--to", "{warehouse}/releases/latest.json", "--warehouse", "{warehouse}"], 2, "latest.json is a file: name a folder"),
        (["export", "--to", "/dev/null/out", "--warehouse", "{warehouse}"], 1, "a file stands where a folder should"),
        (["run", "--warehouse", "/dev/null/w"], 1, "/dev/null"),
    ],
)
def test_errors_are_one_line_with_the_mend(
    warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, told: str
) -> None:
    assert main([a.format(tmp=tmp_path, warehouse=warehouse) for a in arguments]) == code
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied", "/srv/w"), "'/srv/w'; grant permission to write there, or name another folder"),
        (OSError(30, "Read-only file system", "/srv/w"), "'/srv/w'; grant permission to write there, or name another folder"),
        (OSError(28, "No space left on device"), "device; make room and run again"),
        (RuntimeError("Failed to reach API at http://prefect/api/"), "api/; start the Prefect server, or unset PREFECT_API_URL"),
        (Exception("All connection attempts failed"), "start the Prefect server, or unset PREFECT_API_URL"),
    ],
)
def test_what_the_system_refuses_is_told_with_the_mend(
    error: Exception, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object) -> int:
        raise error

    monkeypatch.setitem(commands.COMMANDS, "path", refused)
    assert main(["path"]) == 1 and told in capsys.readouterr().err


def test_a_damaged_catalog_is_told_with_the_mend(warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = Path(shutil.copytree(warehouse, tmp_path / "warehouse"))
    (broken / "catalog.ducklake").write_bytes(b"garbage" * 1000)
    assert main(["compact", "--warehouse", str(broken)]) == 1
    assert "restore it from a copy, or run into a new folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["run", "--workers", "-1"], ["run", "--limit-mb", "nan"], ["export"], ["export", "--to", ""], ["query"]]
)
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_check_that_refuses_is_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(checks, "declared", lambda *_: [checks.Rule("dry", "error", "water is dry", "SELECT 'wet'")])
    assert main(["run", str(corpus(tmp_path / "pages", 1)), "--warehouse", str(tmp_path / "warehouse")]) == 3
    assert "water is dry, but 1 row does not: wet; if that is as it should be, run again with --accept dry" in capsys.readouterr().err
    assert releases.latest(tmp_path / "warehouse") is None


def test_who_stops_a_command_is_told_what_it_leaves(tmp_path: Path) -> None:
    with lock.held(tmp_path, "run A (process 1)", 0, print):
        command = [sys.executable, "-m", "flows.cli", "run", "--warehouse", str(tmp_path)]
        waiting = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr and "waiting for run A" in waiting.stderr.readline()
        waiting.terminate()
        told = waiting.communicate(timeout=60)[1]
    assert waiting.returncode == 128 + signal.SIGTERM
    assert "stopped by SIGTERM: readers have the last version as it was" in told


def test_wrong_usage_leaves_nothing_unfinished(tmp_path: Path) -> None:
    assert main(["run", "no/such/folder", "--warehouse", str(tmp_path)]) == 2
    with lock.held(tmp_path, "run B (process 2)", 0, print) as unfinished:
        assert unfinished == ""


def test_a_terminal_is_not_flooded(warehouse: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    query = ["query", "SELECT i FROM range(3000) t(i)", "--warehouse", str(warehouse)]
    assert main(query) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3002
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(query) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1002 and "the first 1,000 rows" in told.err


def test_a_second_writer_is_told_who_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CITYFACTS_WAIT_SECONDS", "0")
    with lock.held(tmp_path, "run A (process 1)", 0, print):
        assert main(["run", str(corpus(tmp_path / "pages", 1)), "--warehouse", str(tmp_path)]) == 1
    assert "run A (process 1) is writing to" in capsys.readouterr().err


def test_a_damaged_file_of_a_release_is_told_with_its_mend(warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = Path(shutil.copytree(warehouse, tmp_path / "warehouse"))
    releases.find(broken).parquet("events").write_bytes(b"PAR1")
    assert main(["query", "FROM events", "--warehouse", str(broken)]) == 1
    assert "events.parquet cannot be read: cityfacts doctor --mend" in capsys.readouterr().err


def test_columns_of_one_name_are_all_told(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "SELECT 1 AS a, 2 AS a, 3 AS a_1, 4 AS a, 1.5 AS half"
    assert main(["query", sql, "--json", "--warehouse", str(warehouse)]) == 0
    assert json.loads(capsys.readouterr().out) == [{"a": 1, "a_1": 2, "a_1_1": 3, "a_2": 4, "half": 1.5}]


def test_text_of_pages_cannot_move_the_cursor_or_be_a_formula() -> None:
    evil = "\x1b[2J\x9b31m\u202e=1"
    for told in (terminal.table([evil], [[evil]]), terminal.csv_text([evil], [[evil]]), terminal.json({evil: evil}), terminal.shown(evil)):
        assert not set(told) & set("\x1b\x9b\u202e")
    formulas = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", ["=1", "b"], "plain", -1, 2.5, Decimal("-1.50"), None]
    cells = [row[0] for row in csv.reader(terminal.csv_text(["=c"], [[f] for f in formulas]).splitlines()) if row]
    assert cells[:7] == ["'=c", "'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "'=1, b"] and cells[7:11] == ["plain", "-1", "2.5", "-1.50"]
    assert json.loads(terminal.json({"c": evil})) == {"c": evil}


def test_settings_come_from_flags_then_variables_then_the_file(tmp_path: Path) -> None:
    file = tmp_path / "cityfacts.toml"
    file.write_text('warehouse = "store"\nworkers = 3\nlimit_mb = 1.5\nsource = ["pages", "s3://bucket/pages"]\n')
    given = settings.load({"workers": 1, "source": []}, {"CITYFACTS_LIMIT_MB": "2", "CITYFACTS_WORKERS": "2"}, file)
    assert (given.workers, given.limit, given.warehouse) == (1, 2_000_000, tmp_path / "store")
    assert given.source == (str(tmp_path / "pages"), "s3://bucket/pages")
    assert settings.load({}, {}, tmp_path / "none.toml") == Settings()
    for text, told in (("colour = 1", "unknown setting colour"), ("workers = [", "cityfacts.toml"), ('workers = "many"', "workers: 'many' is no")):
        file.write_text(text)
        with pytest.raises(SettingsError, match=told):
            settings.load({}, {}, file)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"WORKERS": "many"}, "CITYFACTS_WORKERS: 'many' is no number of processes"),
        ({"WORKERS": "-3"}, "'-3' is no number of processes"),
        ({"LIMIT_MB": "nan"}, "'nan' is no number of megabytes above 0"),
        ({"WAIT_SECONDS": "-5"}, "'-5' is no number of seconds"),
        ({"SINCE": "2024-02-30"}, "'2024-02-30' is no day: write it as 2024-01-31"),
        ({"SINCE": "2024-02-01", "UNTIL": "2024-01-01"}, "no day lies between"),
        ({"ENGINE": "steam"}, "write serial, processes or dask"),
        ({"TIMEZONE": "Mars/Olympus"}, "write it as Asia/Shanghai"),
        ({"CORRECTIONS": "no/such.csv"}, "there is no such file"),
    ],
)
def test_a_setting_that_cannot_be_is_told_with_the_mend(given: dict[str, str], told: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=told):
        settings.load({}, {f"CITYFACTS_{name}": value for name, value in given.items()}, tmp_path / "none.toml")


def test_doctor_finds_what_is_wrong(warehouse: Path, tmp_path: Path) -> None:
    assert {f.what: f.state for f in doctor.examine(Settings(warehouse=warehouse)) if f.state == "wrong"} == {}
    broken = tmp_path / "warehouse"
    subprocess.run(["cp", "-r", str(warehouse), str(broken)], check=True)
    (releases.find(broken).folder / "events.parquet").unlink()
    (broken / lock.LOCK).write_text("run A")
    found = {f.what: (f.state, f.told) for f in doctor.examine(Settings(warehouse=broken))}
    assert found["release"][0] == "wrong" and "events.parquet" in found["release"][1]
    assert found["lock"] == ("note", "run A did not finish: the next run, or cityfacts doctor --mend, completes or removes what it left")


def test_doctor_finds_a_misspelt_variable(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYFACTS_WAREHOSE", "/srv/news")
    assert "CITYFACTS_WAREHOSE is no setting, so no command reads it" in [f.told for f in doctor.examine(Settings(warehouse=warehouse))]


def test_a_source_without_a_page_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.md").write_text(page(1))
    assert main(["run", str(tmp_path), "--warehouse", str(tmp_path / "warehouse")]) == 0
    told = capsys.readouterr().out
    assert "passed over 1 .md: a folder gives the files of known formats" in told
    assert "0 seen" in told and "no file of the sources and days asked for ends with .txt .html" in told


def test_a_warehouse_among_the_pages_is_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus(tmp_path, 2)
    where = [str(tmp_path), "--warehouse", str(tmp_path / "warehouse")]
    assert main(["run", *where]) == 0
    assert "2 seen: 2 new" in capsys.readouterr().out
    assert main(["run", *where]) == 0
    assert "2 seen: 0 new" in capsys.readouterr().out


def test_the_version_names_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0 and capsys.readouterr().out.strip() == f"cityfacts {code_version()}"


def test_a_closed_pipe_is_no_error(warehouse: Path) -> None:
    command = f"{sys.executable} -m flows.cli query 'SELECT unnest(range(20000))' --warehouse {warehouse} | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert "Traceback" not in done.stderr


def test_a_record_of_a_container_is_shown_by_its_path_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "新闻 1"
    folder.mkdir()
    (folder / "a.jsonl").write_text("".join(json.dumps({"text": page(i)}) + "\n" for i in (1, 2)) + "{}\n")
    monkeypatch.chdir(tmp_path)
    where = ["--warehouse", str(tmp_path / "warehouse")]
    assert main(["run", "新闻 1", *where]) == 0
    capsys.readouterr()
    assert main(["show", "新闻 1/a.jsonl#2", *where]) == 0
    assert page(2).splitlines()[0] in capsys.readouterr().out
    assert main(["show", "新闻 1/a.jsonl", *where]) == 2
    told = capsys.readouterr().err
    assert "a.jsonl#1; " in told and "a.jsonl#2: name one of them" in told
    assert main(["quarantine", "show", "新闻 1/a.jsonl#3", *where]) == 0
    assert "no_text" in capsys.readouterr().out
