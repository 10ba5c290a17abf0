"""A corpus to measure with: pages like those of seeds/pages, shuffled and varied, as many megabytes as asked for.

A page is a handful of paragraphs of seeds/gold/restored with other dates, numbers and cities; 40 % of the pages go through the
forward model of the damage (tests/simulator.py): Traditional, annotated, with byte slips. The same size gives the same bytes on any
machine. Three pages in a row tell of the same events, under names made for them, and contradict each other; other pages tell of
others, as on real news sites. The text is still that of seventeen articles: compression and near-duplicate counts measured on it
mean nothing, and what it says is not true. So paragraphs that name somebody are left out, as other cities and years would put a living
person in a post; instead each page has a few true sentences about people of the past in the posts they held.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from tests import simulator

HERE = Path(__file__).parent
GOLD = HERE.parent / "seeds" / "gold"
ARTICLES = GOLD / "restored"
SOURCES = (Path(__file__), Path(simulator.__file__), *sorted(ARTICLES.glob("*.txt")))

PAGE = 3000  # bytes, about one news page
DAMAGED = 0.4
TYPES = (60, 90, 120, 200, 300)  # how many characters a mirror annotates: small and large levels of real ones

FIGURES = (
    "1936年，竺可桢任浙江大学校长。", "1916年，蔡元培任北京大学校长。", "1931年，梅贻琦任清华大学校长。", "1919年，张伯苓任南开大学校长。",
    "1921年，林文庆任厦门大学校长。", "1949年5月，陈毅任上海市市长。", "1951年2月，彭真任北京市市长。", "1949年10月，郭沫若任中国科学院院长。",
    "1949年10月，沈雁冰任文化部部长。", "1949年10月，李四光任中国科学院副院长。", "1953年4月，哈马舍尔德任联合国秘书长。",
    "1961年11月，吴丹任联合国秘书长。", "1946年2月，赖伊任联合国秘书长。", "1889年，张之洞任湖广总督。", "1870年，李鸿章任直隶总督。",
    "1838年，林则徐任湖广总督。", "1956年，马寅初任北京大学校长。", "1949年10月，傅作义任水利部部长。", "1949年10月，竺可桢任中国科学院副院长。",
    "1946年11月，赫胥黎任联合国教科文组织总干事。",
)  # fmt: skip

# Cities to swap, all of them real, so that gazetteer and resolution have as much to do as on real news.
CITIES = (
    "北京", "上海", "天津", "重庆", "石家庄", "唐山", "太原", "呼和浩特", "包头", "沈阳", "大连", "长春", "吉林", "哈尔滨", "大庆", "南京", "无锡",
    "徐州", "苏州", "扬州", "杭州", "宁波", "温州", "绍兴", "合肥", "芜湖", "福州", "厦门", "泉州", "南昌", "赣州", "济南", "青岛", "烟台", "潍坊",
    "日照", "郑州", "洛阳", "开封", "武汉", "宜昌", "襄阳", "长沙", "株洲", "广州", "深圳", "珠海", "佛山", "潮州", "南宁", "桂林", "海口", "三亚",
    "成都", "绵阳", "达州", "贵阳", "遵义", "昆明", "大理", "拉萨", "林芝", "西安", "咸阳", "兰州", "平凉", "西宁", "银川", "乌鲁木齐", "开罗",
    "内罗毕", "巴库", "里昂", "米兰", "汉堡", "首尔", "釜山", "大阪", "曼谷", "河内", "雅加达", "孟买", "悉尼", "惠灵顿", "多伦多", "利马",
)
TRADES = (
    "新材料", "光电", "海洋", "航空", "纺织", "陶瓷", "茶业", "中医药", "机器人", "集成电路", "新能源", "智能网联", "软件", "文旅",
    "会展", "物流", "康养", "生物医药", "轨道交通", "装备制造", "食品", "家居", "印刷", "钢铁", "化工", "环保", "农机", "渔业", "竹木",
    "石材", "珠宝", "玩具", "五金", "仪表",
)
CITY = re.compile("|".join(sorted(CITIES, key=len, reverse=True)))
ORDINALS = [f"{tens}{ones}" for tens in ("", "十", "二十") for ones in "一二三四五六七八九"]
DATE = re.compile(r"(?P<year>\d{4}年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
EDITION = re.compile(r"第[一二三四五六七八九十]+届")
# What is replaced so that a series has another name: 世界城市论坛 is 烟台光电城市论坛 on one page and 大理珠宝城市论坛 on the next.
SERIES = re.compile(
    "世界(?=城市|互联网|大学生)|国际(?=城市|可持续|服务|进口)|亚洲(?=金融)|数字(?=中国建设)|城市(?=可持续发展全球)|森林(?=城市建设)|文旅(?=服务)|进(?=博会)|服贸(?=会)|大运(?=会)"
)
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
    material = paragraphs()
    damage = tables(material)
    for number in count():
        yield page(number, material, damage)


def paragraphs() -> list[str]:
    """Return what pages are made of."""
    people = {person for path in GOLD.glob("*.json") for person in json.loads(path.read_bytes())["persons"]}
    lines = [line for path in sorted(ARTICLES.glob("*.txt")) for line in path.read_text(encoding="utf-8").split("\n")]
    return [line for line in lines if len(line) > 40 and not any(person in line for person in people)]


def tables(paragraphs: list[str]) -> list[list[tuple[str, str]]]:
    """Return the tables of annotations that mirrors have for some paragraphs."""
    text = simulator.mirrored("".join(paragraphs))
    return [simulator.table(size, seed, text) for seed, size in enumerate(TYPES)]


def page(number: int, paragraphs: list[str], tables: list[list[tuple[str, str]]], variant: int = 0) -> bytes:
    """Return the bytes of a page; another variant is the same page with other people of the past."""
    chance, told = random.Random(number), random.Random(f"{number}.{variant}").sample(FIGURES, 3)
    page = _article(paragraphs, told, chance, occasion=random.Random(f"occasion {number // 3}"))
    if chance.random() < DAMAGED:
        page = _mirrored(page, chance.choice(tables))
    return page.encode()


def _mirrored(page: str, entries: list[tuple[str, str]]) -> str:
    """Return `page` as a mirror that annotates `entries` shows it, with the slips of its byte-wise tools."""
    streams = (simulator.mirrored(simulator.widened(line)).encode("gbk", "replace") for line in page.split("\n"))
    return "\n".join(simulator.decoded(simulator.annotated(stream, entries))[0] for stream in streams).translate(simulator.FOLD)


def _article(paragraphs: list[str], told: Sequence[str], chance: random.Random, occasion: random.Random) -> str:
    """Return a title, a source line and paragraphs up to the size of a page, every fact in them varied."""
    vary = _varier(chance, f"{occasion.choice(CITIES)}{occasion.choice(TRADES)}", f"第{occasion.choice(ORDINALS)}届")
    city, topic = chance.choice(CITIES), chance.choice(("人居环境", "城市更新", "数字经济", "绿色低碳", "公园城市", "韧性城市"))
    time = datetime(2012, 1, 1) + timedelta(minutes=chance.randrange(14 * 365 * 24 * 60))
    lines = [f"{city}举行{topic}交流活动", f"{time:%Y-%m-%d %H:%M} 来源：城市资讯网", *told]
    size = sum(len(line.encode()) for line in lines)
    for paragraph in chance.sample(paragraphs, len(paragraphs)):
        if size >= PAGE:
            break
        lines.append(vary(paragraph))
        size += len(lines[-1].encode())
    return "\n".join(lines)


def _varier(chance: random.Random, series: str, edition: str) -> Callable[[str], str]:
    """Return a function that swaps cities, one for one within a page, draws other dates and numbers, and renames events."""
    others = dict(zip(CITIES, chance.sample(CITIES, len(CITIES)), strict=True))

    def date(match: re.Match[str]) -> str:
        year = f"{chance.randint(2005, 2025)}年" if match["year"] else ""
        return f"{year}{chance.randint(1, 12)}月{chance.randint(1, 28)}日"

    def number(match: re.Match[str]) -> str:
        return str(chance.randint(10 ** (len(match[0]) - 1), 10 ** len(match[0]) - 1))

    def vary(text: str) -> str:
        text = NUMBER.sub(number, DATE.sub(date, CITY.sub(lambda match: others[match[0]], text)))
        return EDITION.sub(edition, SERIES.sub(series, text))

    return vary


if __name__ == "__main__":
    for size in sys.argv[1:]:
        print(build(int(size)))
