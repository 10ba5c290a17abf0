"""Which code reads a page, and which one publishes what was read: the package's version and a digest of every file that can change a row."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

VERSION = "0.1.0"
ROOT = Path(__file__).parents[1]
READERS = ("model", "ingest", "restore", "segment", "extract")
GRAMMAR = ("gazetteer.py", "lexicon.py", "reading.py", "records.py")  # what the stages share


@cache
def code_version() -> str:
    """Return the version of the reading code, such as 0.1.0+3fa2c1d0; it changes whenever a page might be read differently."""
    files = [path for stage in READERS for path in (ROOT / "transforms" / stage).rglob("*.py")]
    files += [ROOT / "transforms" / name for name in GRAMMAR]
    return _version([*files, *(ROOT / "seeds" / "lexicon").glob("*.*")])


@cache
def writer_version() -> str:
    """Return the version of the publishing code, views and checks; it changes whenever the same rows might be published differently, or refused."""
    publishing = [*(ROOT / "transforms" / "publish").glob("*.py"), ROOT / "transforms" / "tables.py"]
    return _version([*publishing, *(ROOT / "warehouse").glob("*/*.sql")])


def _version(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return f"{VERSION}+{digest.hexdigest()[:8]}"
