"""How resolution grows with what it resolves: `python -m benchmarks.resolution [largest]`, from 10,000 to 160,000 distinct names.

Half of the names are bodies with a short form on one page and alone on another, and a form that hundreds of bodies share; the other
half are events, a series a year, retold by the short name, without the city, or on another day. An exponent of 1 is linear, 2 is
every name compared with every other. CPU time of one process; the machine's noise is in it, so the exponent is of the whole range.
"""

from __future__ import annotations

import math
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, product

from transforms import gazetteer, resolve
from transforms.model.ids import entity_id, event_id
from transforms.resolve import NameCount, Telling

SMALLEST, LARGEST = 10_000, 160_000
FIELDS = [
    "城市建设", "水务", "轨道交通", "文化旅游", "生态环境", "数据", "港口", "园林", "能源", "供热", "公共交通", "会展", "科技", "农业", "教育",
]  # fmt: skip
FORMS = ["集团", "研究院", "发展有限公司", "协会", "促进中心", "投资集团", "学会", "博物馆", "出版社", "产业联盟", "基金会", "商会"]
HEADS = ["论坛", "大会", "博览会", "峰会", "年会", "艺术节"]


def places() -> list[str]:
    """Return the short names of cities and counties, in the order of their codes."""
    return sorted({row.short or row.name for row in gazetteer.divisions().values() if row.level in ("city", "county")})


def names(count: int) -> Iterator[NameCount]:
    """Yield `count` names of bodies, three in four of them full ones, with what their pages call them."""
    for number, (form, field, place) in enumerate(islice(product(FORMS, FIELDS, places()), count * 3 // 4)):
        full, short = place + field + form, place[:2] + field[:2] + form[:2]
        id = entity_id("organization", full)
        yield NameCount(id, "organization", full, full, full, None, False, 1)
        if number % 3 == 0:
            yield NameCount(id, "organization", full, short, full, None, False, 1)
            yield NameCount(entity_id("organization", short), "organization", short, short, short, None, False, 1)
        elif number % 3 == 1:
            yield NameCount(id, "organization", full, field + form, full, None, False, 1)


def tellings(count: int) -> Iterator[Telling]:
    """Yield tellings of `count` events: each in full, every second one retold in another way."""
    for number, (year, head, field, place) in enumerate(islice(product(range(2004, 2026), HEADS, FIELDS, places()), count * 2 // 3)):
        opened = date(year, 3, 1) + timedelta(days=number * 37 % 240)
        yield telling(number, place + "国际" + field + head, year, opened, place)
        if number % 4 == 0:
            yield telling(number, field + head, year, opened, place)
        elif number % 4 == 2:
            yield telling(number, place + "国际" + field + head, year, None, None)


def telling(number: int, name: str, year: int, opened: date | None, city: str | None) -> Telling:
    """Return what one page says of an event."""
    id = event_id(name, str(opened or year), city or "")
    return Telling(id, f"d{number}", f"{year}{name}", name, None, year, opened, opened, city, None, None, None, "held", None, None, 0.9, None)


def seconds(count: int) -> tuple[float, float]:
    """Return the CPU time that `count` names of bodies and `count` of events take."""
    bodies, told = list(names(count)), list(tellings(count))
    start = time.process_time()
    merges = resolve.entity_merges(bodies)
    into = {merge.id: merge.entity_id for merge in merges}
    members = defaultdict(list)
    for row in bodies:
        members[into.get(row.entity_id, row.entity_id)].append(row)
    for id, rows in members.items():
        resolve.entity(id, rows, 1, 1)
    between = time.process_time()
    resolve.events(told)
    return between - start, time.process_time() - between


def main() -> None:
    """Print a line for every size, then the exponents."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else LARGEST
    seconds(1000)  # what is loaded once is no part of it
    sizes = [SMALLEST << n for n in range((largest // SMALLEST).bit_length())]
    found = {}
    print(f"{'distinct names':>14} {'entities s':>11} {'us/name':>8} {'events s':>9} {'us/name':>8}")
    for size in sizes:
        entities, events = found[size] = seconds(size)
        print(f"{size:>14} {entities:>11.2f} {entities / size * 1e6:>8.1f} {events:>9.2f} {events / size * 1e6:>8.1f}")
    grown = math.log(sizes[-1] / sizes[0])
    for what, last, first in zip(("entities", "events"), found[sizes[-1]], found[sizes[0]], strict=True):
        print(f"exponent of {what}: {math.log(last / first) / grown:.2f}")


if __name__ == "__main__":
    main()
