"""The peer: JioNLP finds times, money and places on every page of a folder, and discards them; with --times, times alone, line by line.

It is not a dependency of cityfacts: benchmarks/run.py starts this file with the Python of benchmarks/.jionlp, made from
benchmarks/requirements.txt.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import jionlp  # type: ignore[import-not-found]


def main(folder: str) -> None:
    """Extract with the defaults of the library; dates are read and money is valued, as our own rows are."""
    for path in sorted(Path(folder).rglob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        jionlp.ner.extract_time(text)
        jionlp.ner.extract_money(text)
        jionlp.recognize_location(text)


def times(lines: str) -> None:
    """Print the CPU seconds that the times of a file take, imports left out."""
    text = Path(lines).read_text(encoding="utf-8")
    jionlp.ner.extract_time("2024年10月16日")  # loads what it needs
    start = time.process_time()
    for line in text.split("\n"):
        jionlp.ner.extract_time(line)
    print(f"{time.process_time() - start:.3f}")


if __name__ == "__main__":
    times(sys.argv[2]) if sys.argv[1] == "--times" else main(sys.argv[1])
