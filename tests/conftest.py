"""Where tests find what lies outside the project, and how golden files are refreshed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests import warehouses
from transforms.publish import lake

ROOT = Path(__file__).parents[1]
# A test asserts no wall-clock time: on a busy machine the first of hypothesis's calls may wait for the lexicons.
settings.register_profile("cityfacts", deadline=None)
settings.load_profile("cityfacts")
SHARED = Path(os.environ.get("CITYFACTS_SHARED", ROOT.parent / "shared"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what was found into the golden files; review the git diff")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the real documents, their gold and the public suites; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no real documents at {SHARED}: name their folder with CITYFACTS_SHARED")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Small tables gain nothing by a second thread of the engine, and every run pays for it; commands of their own process have two."""
    lake.THREADS = 1


@pytest.fixture
def published(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], tuple[Path, Path]]:
    """What gives some pages and a warehouse that has them, free to be changed."""
    return lambda count: warehouses.published(tmp_path_factory.getbasetemp() / "shelf", tmp_path, count)
