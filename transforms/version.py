"""Which code reads a page: the package's version and a digest of every source file and lexicon that can change a row."""

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
    digest = hashlib.sha256()
    files = [path for stage in READERS for path in (ROOT / "transforms" / stage).rglob("*.py")]
    files += [ROOT / "transforms" / name for name in GRAMMAR]
    for path in sorted([*files, *(ROOT / "seeds" / "lexicon").glob("*.*")]):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return f"{VERSION}+{digest.hexdigest()[:8]}"
