"""Lean start-up: pyarrow and duckdb import pandas to ask whether a value is a frame. Ours never are, and that costs half a second."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType


class _NoPandas:
    """Says that pandas is not installed."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> None:
        """Raise ImportError for pandas; every other module is somebody else's."""
        if name == "pandas":
            raise ImportError("this process works without pandas")


def without_pandas() -> None:
    """Keep pandas out of this process. Only for a process of our own: the command line, a worker."""
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _NoPandas())
