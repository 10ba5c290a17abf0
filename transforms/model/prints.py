"""Prints: 640 bytes that tell how alike two texts are, without the texts: MinHash of runs of five characters, and of the numbers.

Only letters and digits count, in one width and case, so that punctuation that a mirror folded makes no difference. Numbers are
told apart because a page by template, such as the weather of two days, differs in nothing else.
"""

from __future__ import annotations

import base64
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from transforms.model.patterns import pattern

if TYPE_CHECKING:
    import numpy as np

# Other numbers, sizes or constants make prints that cannot be compared with those in a warehouse.
WORDS = 128
NUMBERS = 32
RUN = 5
BYTES = 4  # a value of the print

NUMBER = pattern(r"\d+(?:\.\d+)?")

LAST = 0xFFFF

# Odd constants of 64 bits, as random as the digits of the golden ratio and of MurmurHash's last mix.
STEP, MIX, ROUND = 0x9E3779B97F4A7C15, 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53
EMPTY = 0xFFFFFFFFFFFFFFFF


def fingerprint(text: str) -> str:
    """Return the print of a text, in base64; empty where the text has no letter or digit."""
    import numpy as np  # only the pipeline needs it: `cityfacts parse` starts without

    letters = _letters()[np.minimum(np.frombuffer(text.encode("utf-32-le"), np.uint32), LAST)]
    letters = letters[letters > 0]
    if not len(letters):
        return ""
    numbers = {unicodedata.normalize("NFKC", number) for number in NUMBER.findall(text)}
    digests = np.array([int.from_bytes(number.encode()[-8:], "little") for number in numbers], np.uint64)
    print = np.concatenate([_smallest(_runs(letters)), _permuted(digests)])
    return base64.b64encode(print.astype(np.dtype(f"<u{BYTES}")).tobytes()).decode()


@cache
def _letters() -> np.ndarray[Any, Any]:
    """Return, by code point, what a letter or digit counts as, and 0 for what is none; all behind the last one are alike."""
    import numpy as np

    codes = [code if chr(code).isalnum() else 0 for code in range(LAST + 1)]
    for code in (*range(0x80), *range(0xFF00, LAST)):  # Latin, and what is half or full as wide
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        codes[code] = ord(folded) if folded.isalnum() and len(folded) == 1 else 0
    codes[LAST] = LAST
    return np.array(codes, np.uint64)


def _runs(codes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return a digest of every run of characters; of the whole text where it is shorter."""
    length = min(RUN, len(codes))
    count = len(codes) - length + 1
    found = codes[:count].copy()
    for shift in range(1, length):
        found *= STEP
        found += codes[shift : shift + count]
    return _mixed(found)


def _mixed(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return values in which every bit depends on every bit."""
    for factor in (MIX, ROUND):
        values = (values ^ (values >> 33)) * factor
    mixed: np.ndarray[Any, Any] = values ^ (values >> 33)
    return mixed


def _smallest(digests: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the smallest digest of each of WORDS equal parts of their range; an empty part takes that of the next one that is not.

    This tells as much as so many orders of all runs would, for as much work as one.
    """
    import numpy as np

    smallest = np.full(WORDS, EMPTY, np.uint64)
    np.minimum.at(smallest, (digests >> 57).astype(np.intp), digests >> 16)
    filled = np.flatnonzero(smallest != EMPTY)
    if len(filled) < WORDS:
        parts = np.arange(WORDS)
        lender = np.searchsorted(filled, parts)
        distance = np.append(filled, filled[0] + WORDS)[lender] - parts
        smallest = smallest[filled[lender % len(filled)]] + (distance.astype(np.uint64) << 48)
    return _mixed(smallest) & 0xFFFFFFFF


def _permuted(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the smallest value in each of NUMBERS orders; there are few values, so each counts in all of them."""
    import numpy as np

    if not len(values):
        return np.full(NUMBERS, EMPTY >> 32, np.uint64)
    orders = (np.arange(1, NUMBERS + 1, dtype=np.uint64) * STEP)[:, None]
    smallest: np.ndarray[Any, Any] = (_mixed(values[None, :] ^ orders) >> 32).min(axis=1)
    return smallest
