"""The peer: JioNLP finds times, money and places on every page of a folder, and discards them.

It is not a dependency of cityfacts: benchmarks/run.py starts this file with the Python of benchmarks/.jionlp, made from
benchmarks/requirements.txt.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jionlp  # type: ignore[import-not-found]


def main(folder: str) -> None:
    """Extract with the defaults of the library; dates are read and money is valued, as our own rows are."""
    for path in sorted(Path(folder).rglob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        jionlp.ner.extract_time(text)
        jionlp.ner.extract_money(text)
        jionlp.recognize_location(text)


if __name__ == "__main__":
    main(sys.argv[1])
