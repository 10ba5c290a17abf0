"""The house stays as it was drawn: who imports whom, and that everything public says what it is for."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from transforms.version import ROOT

MODULES = sorted(path for folder in ("flows", "transforms") for path in (ROOT / folder).rglob("*.py"))
STAGES = ("ingest", "restore", "segment", "extract", "resolve", "publish")

# What every stage may use beside itself and transforms.model.
COMMON = {"transforms.lexicon", "transforms.gazetteer", "transforms.version"}


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if (ROOT / f"{name.replace('.', '/')}.py").exists() or _package(name) else node.module for name in found)


def _package(name: str) -> bool:
    return (ROOT / name.replace(".", "/") / "__init__.py").exists()


def shown(path: Path) -> str:
    """Return a path as the ids of tests write it."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_imports_go_from_flows_to_stages_to_the_model(path: Path) -> None:
    names = set(imported(path))
    where = shown(path).removesuffix(".py").split("/")
    if where[0] == "transforms":
        assert not {name for name in names if name.split(".")[0] in ("prefect", "flows")}
    if where[0] == "transforms" and where[1] in STAGES:
        own = (f"transforms.{where[1]}", "transforms.model")
        foreign = {n for n in names if n.startswith("transforms.") and not n.startswith(own) and n not in COMMON}
        assert not foreign, "stages hand nouns of transforms.model to each other and never reach into each other"
    if where[:2] == ["transforms", "model"]:
        assert not {n for n in names if n.startswith("transforms.") and not n.startswith("transforms.model")}


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_everything_public_is_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{shown(path)} does not say what it is for"
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    bare = [
        node.name
        for scope in (tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")))
        for node in scope.body
        if isinstance(node, defined) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not bare, f"{shown(path)}: say what these are for: {', '.join(bare)}"


def loaded(code: str) -> set[str]:
    """Return the top-level modules that are loaded after some code ran in a process of its own."""
    script = f"{code}\nimport sys; print(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    return set(subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()[-1].split())


def test_reading_needs_no_engine() -> None:
    code = "import flows.cli, flows.parse; flows.parse.answer(b'{\"text\": \"2024\\\\u5e74\"}')"
    assert not loaded(code) & {"pandas", "pyarrow", "duckdb", "prefect", "numpy", "fsspec"}


def test_the_pipeline_needs_no_pandas_and_no_prefect(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("苏州园林论坛开幕。", encoding="utf-8")
    code = f"from flows.cli import main; assert main(['run', {str(tmp_path)!r}, '--warehouse', {str(tmp_path / 'warehouse')!r}]) == 0"
    assert not loaded(code) & {"pandas", "prefect"}
