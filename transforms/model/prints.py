"""Prints: 640 bytes that tell how alike two texts are, without the texts: MinHash of runs of five characters, and of the numbers.

Only letters and digits count, in one width and case, so that punctuation that a mirror folded makes no difference. Numbers are
told apart because a page by template, such as the weather of two days, differs in nothing else.
"""

from __future__ import annotations

import base64
import re
import unicodedata

# Another number, seed or version of rensa makes prints that cannot be compared with those in a warehouse.
WORDS = 128
NUMBERS = 32
SEED = 7
RUN = 5

SILENT = re.compile(r"[\W_]+")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
BYTES = 4  # a value of the sketch


def fingerprint(text: str) -> str:
    """Return the print of a text, in base64; empty where the text has no letter or digit."""
    from rensa import RMinHash  # only the pipeline needs it: `cityfacts parse` starts without

    letters = _folded(SILENT.sub("", text))
    if not letters:
        return ""
    words, numbers = RMinHash(WORDS, SEED), RMinHash(NUMBERS, SEED)
    words.update([letters[i : i + RUN] for i in range(max(len(letters) - RUN + 1, 1))])
    numbers.update(list(map(_folded, NUMBER.findall(text))))
    values: list[int] = words.digest() + numbers.digest()
    return base64.b64encode(b"".join(value.to_bytes(BYTES, "little") for value in values)).decode()


def _folded(text: str) -> str:
    # Punctuation is gone by now, and letters and digits are mostly as they should be: to check is cheaper than to convert.
    return (text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)).casefold()
