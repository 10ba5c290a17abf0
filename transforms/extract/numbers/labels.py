"""Labels: “十大工程”, 《2024年统计公报》: short quotations and titles, where a numeral belongs to a name and neither counts nor dates.

A quotation with punctuation in it is speech; what is said there counts.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from transforms.model.patterns import pattern

LABEL = pattern(
    r"“[^“”\n，。；！？,;]{1,14}”|\"[^\"“”\n，。；！？,;]{1,14}\"|「[^「」\n，。；！？,;]{1,14}」"
    r"|《[^《》\n]{1,80}》|〈[^〈〉\n]{1,80}〉"
)


@lru_cache(maxsize=2)
def spans(chars: str) -> tuple[list[int], list[int]]:
    """Return starts and ends of the labels of a text, in reading order."""
    found = list(LABEL.finditer(chars))
    return [match.start() for match in found], [match.end() for match in found]


def inside(labels: tuple[list[int], list[int]], offset: int) -> bool:
    """Tell whether `offset` lies in one of the labels."""
    at = bisect_right(labels[0], offset) - 1
    return at >= 0 and offset < labels[1][at]
