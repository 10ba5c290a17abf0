"""Retellings: 40 events that never took place, each told by one to six pages, with near neighbours that are other events.

A page tells its event in full, with the clauses in another order, by the short name, by the series without its round, with the year
or without; it may be a reprint, a damaged mirror (simulator.py) or a copy that a machine wrote over word for word. Neighbours are the
next round, the round of another year, and the same name in another city. WORDINGS were looked at while resolution was written,
UNSEEN were written before and only scored.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import msgspec

from tests import simulator


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """One event, as whoever made it up knows it."""

    number: int
    series: str  # 国际滨水空间论坛
    short: str  # 滨水空间论坛
    edition: int | None
    city: str
    start: date
    days: int
    venue: str
    theme: str
    host: str
    organizer: str

    @property
    def round(self) -> str:
        """Its name with edition, else with year."""
        return f"第{NUMERALS[self.edition]}届{self.series}" if self.edition else f"{self.start.year}{self.series}"

    @property
    def end(self) -> date:
        """Its last day."""
        return self.start + timedelta(days=self.days - 1)


class Telling(msgspec.Struct, frozen=True):
    """A page that tells one of the events."""

    occasion: int
    kind: str
    text: str


NUMERALS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"]
CITIES = ["武汉", "苏州", "成都", "杭州", "青岛", "厦门", "昆明", "长沙", "西安", "沈阳", "南宁", "合肥", "贵阳", "兰州", "济南", "福州", "大连"]
SCOPES = ["国际", "中国", "全国", "亚洲", "世界"]
TOPICS = [
    "滨水空间", "湿地保护", "智慧水务", "历史街区", "绿色建筑", "轨道交通", "公园城市", "海洋经济", "儿童友好城市", "低碳园区", "夜间经济",
    "工业遗产", "智能制造", "城市气候", "社区营造", "流域治理", "垃圾分类", "冰雪旅游", "茶叶流通", "数字档案", "城市绿道", "装配式建筑",
    "老旧小区改造", "城市书房",
]  # fmt: skip
HEADS = ["论坛", "大会", "博览会", "高峰论坛", "年会", "交流大会"]
VENUES = ["国际会议中心", "国际博览中心", "会展中心", "文化艺术中心"]
VERBS = ["让{}走进生活", "共享{}新机遇", "{}与美好未来", "共建{}，共赢明天", "携手{}，对话世界", "{}：从理念到行动"]
HOSTS = ["中国城市规划学会", "住房和城乡建设部", "中国建筑学会", "中国科学技术协会", "国家林业和草原局", "文化和旅游部"]
OUTLETS = ["江城晚报", "滨海日报", "南方观察", "北岸新闻网", "都市快线", "新城时报"]

FILLERS = [
    "会场外的展板前，不少市民停下脚步，把各地的做法拍了下来。",
    "与会者认为，好的做法要让居民说得上话、用得上、愿意参与。",
    "几位参会者说，两年前学到的经验如今已经在自己的街道落地。",
    "现场还设置了互动体验区，志愿者向来宾讲解每一件展品背后的故事。",
    "不少企业带来了新产品，工作人员忙着回答观众的提问。",
    "主办方表示，将把讨论的成果整理出来，供各地参考。",
]

# What a spinner swaps, longest first; its copies keep numbers, days and cities.
SWAPS = {
    "可持续发展": "可连续成长", "人民政府": "群众当局", "国际": "外洋", "城市": "都市", "发展": "成长", "活动": "勾当", "建设": "扶植",
    "表示": "暗示", "保护": "庇护", "生活": "糊口", "创新": "立异", "交流": "交换", "全国": "天下", "世界": "天下", "美好": "夸姣",
    "机遇": "机会", "文化": "文明", "嘉宾": "佳宾", "共享": "同享", "改造": "革新", "历史": "汗青", "治理": "管理",
}  # fmt: skip


def occasions(seed: int = 7) -> list[Occasion]:
    """Return the 40 events: nine series with two numbered rounds, five with two years, four names in two cities, four alone."""
    chance = random.Random(seed)
    topics = chance.sample(TOPICS, 22)
    found: list[Occasion] = []

    def add(series: tuple[str, str], edition: int | None, city: str, year: int) -> None:
        topic = series[1].removesuffix("论坛").removesuffix("大会").removesuffix("博览会").removesuffix("年会")
        start = date(year, chance.randint(3, 11), chance.randint(2, 26))
        found.append(
            Occasion(
                number=len(found), series=series[0], short=series[1], edition=edition, city=city, start=start, days=chance.randint(2, 4),
                venue=city + chance.choice(VENUES), theme=chance.choice(VERBS).format(topic[:4]), host=chance.choice(HOSTS),
                organizer=f"{city}市人民政府",
            )
        )

    def named(topic: str) -> tuple[str, str]:
        head = chance.choice(HEADS)
        return chance.choice(SCOPES) + topic + head, topic + head.removeprefix("高峰").removeprefix("交流")

    for topic in topics[:9]:
        series, edition, year, cities = named(topic), chance.randint(2, 12), chance.randint(2016, 2024), chance.sample(CITIES, 2)
        add(series, edition, cities[0], year)
        add(series, edition + 1, chance.choice(cities), year + 1)
    for topic in topics[9:14]:
        series, year, city = named(topic), chance.randint(2016, 2024), chance.choice(CITIES)
        add(series, None, city, year)
        add(series, None, city, year + chance.randint(1, 2))
    for topic in topics[14:18]:
        series, year, cities = named(topic), chance.randint(2016, 2024), chance.sample(CITIES, 2)
        add(series, None, cities[0], year)
        add(series, None, cities[1], year)
    for topic in topics[18:22]:
        add(named(topic), chance.choice([None, 1, 5]), chance.choice(CITIES), chance.randint(2016, 2024))
    return found


def day(when: date, year: bool) -> str:
    """Return 2023年5月6日, or 5月6日."""
    return f"{when.year}年{when.month}月{when.day}日" if year else f"{when.month}月{when.day}日"


def span(o: Occasion, year: bool) -> str:
    """Return 5月6日至8日."""
    return f"{day(o.start, year)}至{o.end.day}日" if o.start.month == o.end.month else f"{day(o.start, year)}至{day(o.end, False)}"


Wording = Callable[[Occasion, random.Random], tuple[str, str, date]]


def held(o: Occasion, chance: random.Random) -> tuple[str, str, date]:
    """The plain report after the opening: all in full."""
    return (
        f"{o.round}在{o.city}开幕",
        f"{day(o.start, chance.random() < 0.5)}，{o.round}在{o.venue}开幕。本届活动为期{'零一二三四'[o.days]}天，"
        f"以“{o.theme}”为主题，由{o.host}主办、{o.organizer}承办。",
        o.start + timedelta(chance.randint(0, 1)),
    )


def announced(o: Occasion, chance: random.Random) -> tuple[str, str, date]:
    """The notice before it."""
    return (
        f"{o.round}将在{o.city}举行",
        f"记者从{o.organizer}获悉，{o.round}将于{span(o, True)}在{o.venue}举办。论坛由{o.host}和{o.organizer}共同主办，主题为“{o.theme}”。",
        o.start - timedelta(chance.randint(3, 20)),
    )


def turned(o: Occasion, chance: random.Random) -> tuple[str, str, date]:
    """Theme and hosts first, the day and the place last."""
    return (
        f"共话“{o.theme}” {o.city}迎来八方来客",
        f"以“{o.theme}”为主题的{o.round}，由{o.host}主办，{span(o, False)}在{o.city}{o.venue.removeprefix(o.city)}举行。",
        o.end,
    )


def by_series(o: Occasion, chance: random.Random) -> tuple[str, str, date]:
    """Only the series, no round: the day and the place say which."""
    return (
        f"{o.series}在{o.city}举行",
        f"{day(o.start, chance.random() < 0.5)}，{o.series}在{o.city}举行，来自各地的{chance.randint(2, 9) * 100}余名代表参加。",
        o.start + timedelta(1),
    )


def by_short_name(o: Occasion, chance: random.Random) -> tuple[str, str, date]:
    """The short name that the local paper uses."""
    return (
        f"{o.short}今日启幕",
        f"{o.city}{day(o.start, False)}讯 {day(o.start, True)}上午，{o.short}在{o.venue}开幕，{chance.randint(20, 60)}家企业参展。",
        o.start,
    )


def closed(o: Occasion, chance: random.Random) -> tuple[str, str, date]:
    """The report after the last day."""
    return (
        f"{o.round}闭幕",
        f"为期{'零一二三四'[o.days]}天的{o.round}{day(o.end, chance.random() < 0.5)}在{o.city}闭幕，共达成合作意向{chance.randint(11, 60)}项。",
        o.end,
    )


WORDINGS: list[Wording] = [held, announced, turned, by_series, by_short_name, closed]


def keyed(o: Occasion, chance: random.Random) -> tuple[str, str, date]:
    """A notice with lines of keys."""
    return (
        f"关于举办{o.round}的通知",
        f"为推动行业交流，定于近期举办{o.round}。\n一、时间：{span(o, True)}\n二、地点：{o.venue}\n三、主题：{o.theme}\n四、主办单位：{o.host}",
        o.start - timedelta(chance.randint(15, 40)),
    )


def yesterday(o: Occasion, chance: random.Random) -> tuple[str, str, date]:
    """The day is told from the page's own."""
    return (
        f"{o.round}开幕",
        f"{o.round}昨日在{o.city}拉开帷幕。记者在{o.venue}看到，前来参观的市民络绎不绝。本届主题是“{o.theme}”。",
        o.start + timedelta(1),
    )


def year_in_brackets(o: Occasion, chance: random.Random) -> tuple[str, str, date]:
    """The year stands in the name, before or behind the edition."""
    name = f"{o.start.year}（第{NUMERALS[o.edition]}届）{o.series}" if o.edition else f"“{o.start.year}{o.series}”"
    return (
        f"{name}在{o.city}成功举办",
        f"近日，由{o.host}主办的{name}在{o.city}成功举办。大会以“{o.theme}”为主题。",
        o.end + timedelta(chance.randint(0, 2)),
    )


def short_with_host(o: Occasion, chance: random.Random) -> tuple[str, str, date]:
    """A company tells that it was there."""
    return (
        f"我公司亮相{o.short}",
        f"{span(o, True)}，{o.short}在{o.city}隆重举行。我公司携多项成果亮相，受到与会代表好评。",
        o.end + timedelta(2),
    )


UNSEEN: list[Wording] = [keyed, yesterday, year_in_brackets, short_with_host]


def pages(wordings: list[Wording], seed: int = 7) -> Iterator[Telling]:
    """Yield one to six pages for each event: the first in a wording of its own, the others told anew, reprinted, damaged or spun."""
    chance = random.Random(seed)
    for o in occasions(seed):
        told: list[tuple[str, str]] = []
        for _ in range(chance.choice([1, 2, 3, 3, 4, 5, 6])):
            kind = chance.choice(["told", "told", "reprint", "mirror", "spun"]) if told else "told"
            if kind == "told":
                title, lead, published = chance.choice(wordings)(o, chance)
                body = "\n".join([lead, *chance.sample(FILLERS, 3)])
                told.append((title, body))
                text = _page(title, published, chance.choice(OUTLETS), body)
            else:
                title, body = chance.choice(told)
                text = _page(title, o.end + timedelta(chance.randint(0, 1)), chance.choice(OUTLETS), body)
                if kind == "reprint":
                    text += "\n免责声明：本文转载自网络，版权归原作者所有，如有侵权请联系删除。"
                elif kind == "mirror":
                    text = simulator.damaged(text, simulator.table(200, o.number, simulator.mirrored(text)), cut=0.2, seed=o.number).raw
                else:
                    text = spun(text)
            yield Telling(o.number, kind, text)


def spun(text: str) -> str:
    """Return `text` as a machine writes it over: every word it knows by another."""
    for word, other in SWAPS.items():
        text = text.replace(word, f"\x00{other[0]}\x00{other[1:]}" if len(other) > 1 else other)
    return text.replace("\x00", "")


def _page(title: str, published: date, outlet: str, body: str) -> str:
    return f"{title}\n{published} 09:30 来源：{outlet}\n{body}\n责任编辑：周舟"
