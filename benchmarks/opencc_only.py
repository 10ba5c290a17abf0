"""The floor: read every page of a folder, convert it with OpenCC, discard it. What a pipeline costs is told in multiples of this."""

from __future__ import annotations

import sys
from pathlib import Path

import opencc


def main(folder: str) -> None:
    """Convert every page under `folder`, whole pages at a time: by sentences OpenCC takes a third longer."""
    converter = opencc.OpenCC("t2s")
    for path in sorted(Path(folder).rglob("*.txt")):
        converter.convert(path.read_bytes().decode("utf-8"))


if __name__ == "__main__":
    main(sys.argv[1])
