"""Where tests find what lies outside the project, and how golden files are refreshed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("CITYFACTS_SHARED", ROOT.parent / "shared"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what was found into the golden files; review the git diff")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the real documents, their gold and the public suites; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no real documents at {SHARED}: name their folder with CITYFACTS_SHARED")
    return SHARED
