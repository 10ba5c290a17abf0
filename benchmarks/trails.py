"""Lost second halves, one at a time: 能源署、 shown as 能源?、 after a slip, and whether restoration finds 署 among all that begin alike.

In damage as mirrors make it such a place is rare, one in a thousand lines. So here every Chinese character before a 、 or 。 of our own
sentences and pages is hit on purpose: a pair of bytes within the sixteen characters before it is annotated, if only one character has that first
half and reading, and the text is split again before the mark. The weights of endings.py were fitted on half of the sentences; only the
other half is a measure.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

from tests import cases, simulator
from transforms.restore import gbk, restore

ROOT = Path(__file__).parent.parent
ROLE = re.compile(r"^[a-z_?]+ {2,}")
SPOT = re.compile("[\u4e00-\u9fff](?=[、。])")
PAGE = 12  # lines
REACH = 16
STARTS = 8  # for each place


def own_lines() -> list[str]:
    """Return the lines of the pages and cases that are in our own words, each once."""
    lines = [line for path in sorted(ROOT.glob("seeds/gold/restored/*.txt")) for line in path.read_text(encoding="utf-8").split("\n")]
    lines += [line for path in sorted(ROOT.glob("tests/extract/*.txt")) for case in cases.load(path) for line in case.sentence.split("\n")]
    lines += [ROLE.sub("", line) for line in (ROOT / "tests" / "segment" / "pages.txt").read_text(encoding="utf-8").split("\n")]
    return list(dict.fromkeys(line for line in lines if len(line) > PAGE))


def halves(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the lines for development and those to measure with."""
    found: tuple[list[str], list[str]] = ([], [])
    for line in lines:
        found[sha256(line.encode()).digest()[0] & 1].append(line)
    return found


def lost(lines: Sequence[str], seed: int = 0) -> Counter[str]:
    """Count the places that lost a second half, those restored exactly, and those of them that were called proven."""
    chance, found = random.Random(seed), Counter[str]()
    fit = ["".join(c for c in line if len(c.encode("gbk", "ignore")) in (1, 2) and c != "€") for line in lines]
    for k in range(0, len(fit), PAGE):
        page = fit[k : k + PAGE]
        for number, line in enumerate(page):
            others = "\n".join(page[:number] + page[number + 1 :])
            for spot in SPOT.finditer(line):
                for raw, clean in _hits(line, spot.start(), others, chance):
                    text = restore(raw).text
                    found["all"] += 1
                    found["exact"] += text.chars.split("\n")[-1] == clean.strip()
                    found["proven"] += any(_guesses(change.edit.certainty, change.raw_end, raw) for change in text.changes)
    return found


def _guesses(certainty: str, raw_end: int, raw: str) -> bool:
    """Tell whether a repair is called proven and takes in the lost half, the last ? of the page."""
    return certainty == "proven" and raw_end == raw.rindex("?") + 1


def _hits(line: str, spot: int, others: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (raw, clean last line) of pages on which only the character at `spot` of the line has lost its second half."""
    full = simulator.mirrored(simulator.widened(line))
    places = list(range(max(1, spot - REACH), spot))
    chance.shuffle(places)
    left = STARTS
    for at in places:
        trail, lead = gbk.pair(full[at - 1])[1:], gbk.pair(full[at])[:1]
        key = gbk.character(trail[0], lead[0]) if trail > b"\x80" and lead else None
        if not key or ord(key) not in pinyin_dict or not left:
            continue
        syllable = simulator.reading(key)
        if not gbk.is_key(key) and gbk.keys(trail[0], syllable) != (key,):
            continue
        table = [(key, syllable)]
        made, page = simulator.damaged(line, table, realign=1.0, tags=False), simulator.damaged(others, table, tags=False)
        if made.cut_trails and not made.lost and not page.slips and made.raw.count("?") == line.count("?") + 2:
            left -= 1
            yield f"{page.raw}\n{made.raw}", made.clean
