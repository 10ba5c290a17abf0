"""OPERATIONS.md word for word: every command of its console blocks is run, in its order, in one warehouse."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from flows.cli import main
from transforms.version import ROOT

COMMANDS = [line[2:] for line in (ROOT / "OPERATIONS.md").read_text(encoding="utf-8").splitlines() if line.startswith("$ ")]


def test_every_command_of_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("CITYFACTS_WAREHOUSE", str(tmp_path / "warehouse"))
    assert len(COMMANDS) > 15
    for command in COMMANDS:
        program, *arguments = shlex.split(command)
        assert program == "cityfacts"
        assert main(arguments) == 0, f"{command}: {capsys.readouterr().err}"
