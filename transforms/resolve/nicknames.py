"""Nicknames: the short names of fairs, by what pages use them for: 西洽会 beside 中国西部国际投资贸易洽谈会 says what 第二届西洽会 is elsewhere.

A name that pages give to two fairs says nothing: 渝洽会 was one thing and then another. What everybody knows stands in name_swaps.csv.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from transforms.model.patterns import pattern
from transforms.resolve import likeness

FAIR = "[博交洽贸创展]会"
NICKNAME = pattern(rf"[\u4e00-\u9fff]{{1,3}}{FAIR}")


def nicknames(told: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """Return the series that each short name means, of how a page calls a fair, its series there, and how many pages do so."""
    meant: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, series, pages in told:
        short = likeness.core(text)
        if NICKNAME.fullmatch(short) and len(series) > len(short) + 2:
            meant[short][series] += pages
    return {short: max(all_of.items(), key=lambda item: (item[1], item[0]))[0] for short, all_of in sorted(meant.items()) if _one(all_of)}


def _one(series: Iterable[str]) -> bool:
    """Tell whether names are of one fair, as far as they can be: 贸易投资洽谈会 is a slip for 投资贸易洽谈会."""
    return all(likeness.names(likeness.core(a), likeness.core(b)) != "other" for a, b in combinations(series, 2))
