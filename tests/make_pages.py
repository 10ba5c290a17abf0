"""`python -m tests.make_pages`: writes seeds/pages from seeds/gold/restored, damaged the way real pages are.

The clean text of each article lives with its gold; here stands what became of it on its way to us. The same gold gives the same
bytes, and a test keeps seeds/pages equal to them.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from functools import partial

import opencc

from tests import simulator
from tests.conftest import ROOT

PAGES = ROOT / "seeds" / "pages"
RESTORED = ROOT / "seeds" / "gold" / "restored"


def utf8(text: str) -> bytes:
    """Return a page nothing happened to."""
    return text.encode()


def gb18030(text: str) -> bytes:
    """Return the page of a site that still serves the national encoding."""
    return text.encode("gb18030")


def windows(text: str) -> bytes:
    """Return a page saved by an editor that marks UTF-8 and ends lines in two characters."""
    return codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode()


def hong_kong(text: str) -> bytes:
    """Return a page written in Traditional characters by people, phrase by phrase; 借着 is 借著 there, and 林建岳 writes his name so."""
    return opencc.OpenCC("s2hk").convert(text).replace("着", "著").replace("嶽", "岳").encode()


def mirror(text: str, *, types: int = 0, cut: float = 0.0, seed: int) -> bytes:
    """Return a page of a mirror that annotates `types` characters, or none, and cuts its byte stream with chance `cut`."""
    entries = simulator.table(types, seed, simulator.mirrored(text)) if types else []
    return simulator.damaged(text, entries, cut=cut, seed=seed).raw.encode()


# Seeds are chosen so that the mirror of 07 is cut once and each with annotations has a slip.
DAMAGE: dict[str, Callable[[str], bytes]] = {
    "01_wuf12_held": utf8,
    "02_wuf12_notice": gb18030,
    "03_wcd2022_announced": windows,
    "04_wcd2022_opened_mirror": partial(mirror, types=120, seed=10),
    "05_wcd2022_opened_reprint": utf8,
    "06_wcd2020_fuzhou": utf8,
    "07_forum3_mirror_no_year": partial(mirror, cut=0.5, seed=1),
    "08_forum3_opened": utf8,
    "09_forest_cities": utf8,
    "10_creative_cities_hk": hong_kong,
    "11_creative_cities_spun": utf8,
    "12_ciftis2024_mirror": partial(mirror, types=300, seed=10),
    "13_ciie7_closed": utf8,
    "14_digital_china_signing": utf8,
    "15_wuzhen2024_mirror": partial(mirror, types=400, seed=10),
    "16_universiade2023": utf8,
    "17_aff17_hk": hong_kong,
}


def pages() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every page."""
    for stem, damage in DAMAGE.items():
        yield stem, damage((RESTORED / f"{stem}.txt").read_text(encoding="utf-8"))


def main() -> None:
    """Write every page."""
    for stem, data in pages():
        (PAGES / f"{stem}.txt").write_bytes(data)


if __name__ == "__main__":
    main()
