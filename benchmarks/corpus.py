"""A corpus to measure with: pages like those of seeds/pages, shuffled and varied, as many megabytes as asked for.

A page is a handful of paragraphs of seeds/gold/restored with other dates, numbers and cities; 40 % of the pages go through the
forward model of the damage (tests/simulator.py): Traditional, annotated, with byte slips. The same size gives the same bytes on any
machine. The text is still that of seventeen articles: compression and near-duplicate counts measured on it mean nothing, and what
it says is not true.
"""

from __future__ import annotations

import hashlib
import random
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from tests import simulator

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "seeds" / "gold" / "restored"
SOURCES = (Path(__file__), Path(simulator.__file__), *sorted(ARTICLES.glob("*.txt")))

PAGE = 3000  # bytes, about one news page
DAMAGED = 0.4
TYPES = (60, 90, 120, 200, 300)  # how many characters a mirror annotates: small and large levels of real ones

# Cities to swap, all of them real, so that gazetteer and resolution have as much to do as on real news.
CITIES = (
    "北京", "上海", "天津", "重庆", "石家庄", "唐山", "太原", "呼和浩特", "包头", "沈阳", "大连", "长春", "吉林", "哈尔滨", "大庆", "南京", "无锡",
    "徐州", "苏州", "扬州", "杭州", "宁波", "温州", "绍兴", "合肥", "芜湖", "福州", "厦门", "泉州", "南昌", "赣州", "济南", "青岛", "烟台", "潍坊",
    "日照", "郑州", "洛阳", "开封", "武汉", "宜昌", "襄阳", "长沙", "株洲", "广州", "深圳", "珠海", "佛山", "潮州", "南宁", "桂林", "海口", "三亚",
    "成都", "绵阳", "达州", "贵阳", "遵义", "昆明", "大理", "拉萨", "林芝", "西安", "咸阳", "兰州", "平凉", "西宁", "银川", "乌鲁木齐", "开罗",
    "内罗毕", "巴库", "里昂", "米兰", "汉堡", "首尔", "釜山", "大阪", "曼谷", "河内", "雅加达", "孟买", "悉尼", "惠灵顿", "多伦多", "利马",
)
CITY = re.compile("|".join(sorted(CITIES, key=len, reverse=True)))
DATE = re.compile(r"(?P<year>\d{4}年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
NUMBER = re.compile(r"(?<![\d年月])\d+(?![\d年月日])")


def build(megabytes: int) -> Path:
    """Return a folder of about `megabytes` MB of pages; it is made once and kept until the articles or the damage change."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in SOURCES)).hexdigest()
    folder = HERE / ".corpus" / f"{megabytes}mb"
    done = folder.with_suffix(".done")
    if done.exists() and done.read_text() == digest:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    size = 0
    for number, page in enumerate(pages()):
        if size >= megabytes * 1_000_000:
            break
        # A thousand files a folder: some file systems are slow with more.
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page)
        size += len(page)
    done.write_text(digest)
    return folder


def pages() -> Iterator[bytes]:
    """Yield the bytes of one page after the other, without end."""
    paragraphs = [line for path in sorted(ARTICLES.glob("*.txt")) for line in path.read_text(encoding="utf-8").split("\n") if len(line) > 40]
    text = simulator.mirrored("".join(paragraphs))
    tables = [simulator.table(size, seed, text) for seed, size in enumerate(TYPES)]
    for number in count():
        chance = random.Random(number)
        page = _article(paragraphs, chance)
        if chance.random() < DAMAGED:
            page = _mirrored(page, chance.choice(tables))
        yield page.encode()


def _mirrored(page: str, entries: list[tuple[str, str]]) -> str:
    """Return `page` as a mirror that annotates `entries` shows it, with the slips of its byte-wise tools."""
    streams = (simulator.mirrored(simulator.widened(line)).encode("gbk", "replace") for line in page.split("\n"))
    return "\n".join(simulator.decoded(simulator.annotated(stream, entries))[0] for stream in streams).translate(simulator.FOLD)


def _article(paragraphs: list[str], chance: random.Random) -> str:
    """Return a title, a source line and paragraphs up to the size of a page, every fact in them varied."""
    vary = _varier(chance)
    city, topic = chance.choice(CITIES), chance.choice(("人居环境", "城市更新", "数字经济", "绿色低碳", "公园城市", "韧性城市"))
    time = datetime(2012, 1, 1) + timedelta(minutes=chance.randrange(14 * 365 * 24 * 60))
    lines = [f"{city}举行{topic}交流活动", f"{time:%Y-%m-%d %H:%M} 来源：城市资讯网"]
    size = sum(len(line.encode()) for line in lines)
    for paragraph in chance.sample(paragraphs, len(paragraphs)):
        if size >= PAGE:
            break
        lines.append(vary(paragraph))
        size += len(lines[-1].encode())
    return "\n".join(lines)


def _varier(chance: random.Random) -> Callable[[str], str]:
    """Return a function that swaps cities, one for one within a page, and draws other dates and numbers."""
    others = dict(zip(CITIES, chance.sample(CITIES, len(CITIES)), strict=True))

    def date(match: re.Match[str]) -> str:
        year = f"{chance.randint(2005, 2025)}年" if match["year"] else ""
        return f"{year}{chance.randint(1, 12)}月{chance.randint(1, 28)}日"

    def number(match: re.Match[str]) -> str:
        return str(chance.randint(10 ** (len(match[0]) - 1), 10 ** len(match[0]) - 1))

    return lambda text: CITY.sub(lambda m: others[m[0]], NUMBER.sub(number, DATE.sub(date, text)))
