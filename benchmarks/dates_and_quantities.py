"""Dates, quantities and subjects alone: what they cost on text that is already restored and cut into lines.

`python -m benchmarks.dates_and_quantities FOLDER LINES` prints the CPU seconds and the megabytes, and writes the lines it read to the file LINES,
so that the peer reads the same text.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from transforms import restore, segment
from transforms.extract import dates, numerals, quantities
from transforms.extract.facts import Facts
from transforms.model.document import Document
from transforms.model.page import Page

STEPS = (("numerals", numerals), ("dates", dates), ("quantities", quantities))


def documents(folder: Path) -> list[Document]:
    """Return every page of a folder, restored and segmented."""
    pages = []
    for path in sorted(folder.rglob("*.txt")):
        raw = path.read_bytes().decode("utf-8")
        page = Page(path.name, path.name, len(raw), "utf-8", raw, None)
        pages.append(segment.segment(page, restore.restore(page.raw, page.format), "benchmark"))
    return pages


def seconds(pages: list[Document]) -> float:
    """Return the CPU time of reading numerals, dates, and quantities with their subjects from `pages`."""
    start = time.process_time()
    for page in pages:
        facts = Facts()
        for kind, module in STEPS:
            setattr(facts, kind, list(module.find(page, facts)))
    return time.process_time() - start


def main(folder: str, lines: str) -> None:
    """Measure once; what is loaded or compiled at first use (the tagger's dictionary, patterns) is left out, as it is for the peer."""
    pages = documents(Path(folder))
    seconds(pages)
    text = "\n".join(page.chars[start:end] for page in pages for start, end in page.runs())
    Path(lines).write_text(text, encoding="utf-8")
    print(f"{seconds(pages):.3f} {len(text.encode()) / 1e6:.3f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
