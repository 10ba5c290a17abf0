"""Hits: the names of the gazetteer as they are meant where they stand: 悉尼市, 非洲东部, 菲律宾伊莎贝拉省 (which no table has).

Shared grammar of names. Not meant: parts of words (中国式, 参加 + 纳米) and of persons (记者陈安阳 is not 安阳). A name that several
divisions share is decided by the page's place and the other divisions it names, else it stays open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from transforms import gazetteer, lexicon
from transforms.extract.names.abroad import ABROAD, Hit, country_abroad, framed, is_spelled
from transforms.extract.names.cuts import cut, is_word
from transforms.gazetteer import Entry
from transforms.model.patterns import pattern

# 中国式, 蒙古族, 武汉籍: the place is only part of a word.
ADJECTIVE = frozenset("式族籍")
# 教育部 + 门, 常委 + 员, 新华社 + 区, 联合报 + 道, 央视新闻 + 联播: the end of a body's name begins another word
WIDER = pattern("大[厦楼学会街道路门]|部[门分队级署]|委[员托]|局[面势部]|社[区会群]|报[道告名导价送表考]|闻联播|铁路|共[有同享建计识用]")
# 中国建筑 + 业, 中国石油 + 工业: the trade of a country, not the firm that is called by it; but 中国移动 + 业务
TRADE = pattern("业(?![务绩])|(?:[行工产]业|市场)(?!集团|有限|公司|总|部)")
# 非洲 + 东部
PART = pattern("[东西南北中]{1,2}部")
# 皖西 + 南, 川东 + 北; not 粤东 + 北上
CORNER = pattern("[南北](?![下上路街站门大非麓部])(?:地区)?")
# 悉尼 + 市, but not 悉尼市长 or 悉尼市场; 门多萨 + 省, 阿拉贡 + 自治区
CITY = pattern("市(?![长场民区中郊内政委府])|省(?![级会])|州(?![长立])|自治[区州]|大区|县(?![长委城域级])|(?<![市县])府(?!邸)|郡(?!主)")
# 于 and 向 are surnames, too: 记者于成都 is in 成都.
PREPOSITIONS = frozenset("向于从和经应时通别过高在对与自由到赴往访来离抵率")
REPUBLIC = pattern("共和国(?!际)|王国(?!际)|国(?=驻)")  # 科威特国 + 驻广州总领事馆
REPUBLIC_STARTS = frozenset("共王国")
# 俄哈巴罗夫斯克市政府, 美加州: how a headline writes the country before a place of it
NATIONS = {"俄": "RU", "美": "US", "英": "GB", "日": "JP", "韩": "KR", "德": "DE", "法": "FR", "意": "IT", "加": "CA", "澳": "AU"}
OF_CITY = pattern("民(?:[政间营族办宗进盟建革航企俗兵警防工用乐]|国(?!内))|场[馆所景地站]|位[于居列处]")  # 青岛市 + 民政局, + 场馆, 福田区 + 位于
OF_KOREA = tuple("国总外省市首")
SIDES = frozenset("麓岸坡侧畔")
HILLSIDE = pattern("[脚麓]|山?下[、,，。的]")
LEVELS = frozenset("市县区")
QUARTERS = frozenset("东西南北中")
COUNTING = frozenset("0123456789二两三四五六七八九十")
SEPARATE = frozenset(("", *",。;:、(“和与及在省到"))
NAMESAKES = frozenset(("韩国", "苏丹", "大湾区"))  # 韩国瑜, 文莱 + 苏丹, 东京 + 大湾区


@cache
def surnames() -> frozenset[str]:
    """Return the family names."""
    return lexicon.surnames() - PREPOSITIONS


def mended(text: str, hits: list[Hit], titles: dict[int, int], bylines: list[int]) -> Iterator[Hit]:
    """Yield the names as they are meant; `titles` are ends and starts of posts, `bylines` the ends of 记者 and 编辑."""
    dotted = "·" in text or "•" in text
    last, abroad, until = -1, False, 0  # the end of the last place, whether it lies abroad, the end of what was yielded
    for number, (start, end, entry) in enumerate(hits, 1):
        if start < until or text[end : end + 1] in ADJECTIVE or (last != start and is_in_other(text, start, end, titles, bylines)):
            continue
        if dotted and end - start == 2 and is_in_spelled(text, start, end, entry):
            continue  # 阿里·卡 + 隆基, 海尔 + 玛·奥洛兹
        # 参加 + 纳米, but 流 + 经 + 济南、滨州: what stands in a list of places is one
        listed = text[end : end + 1] == "、" and number < len(hits) and hits[number][0] == end + 1
        if text[end - 1 : end + 1] == "国家" and entry.keys == (entry.name,):
            continue  # 香桥 + 岩国 + 家地质公园
        if last != start and not listed and (is_across(text, start, end) or (entry.kind == "place" and goes_over(text, start, end))):
            continue
        if abroad and 0 < start - last < 3 and end - start == 2 and not entry.keys[0].isascii() and is_in_longer(text, last, start, end):
            continue
        if text[end - 2 : end] == "市市" and last != start and text[start - 1 : start] not in SEPARATE:
            continue  # 天 + 津市市容
        if entry.name in NAMESAKES and is_somebody(text, (start, end, entry), last, titles):
            continue
        if text.startswith(("市民", "市场", "区位"), end - 1):
            end, entry = without_people(text, start, end, entry)
        if entry.kind == "body" and text.startswith("中国", start) and end > start + 2 and TRADE.match(text, end):
            end, entry = start + 2, gazetteer.entries()["中国"]
        if entry.kind != "place":
            if last == start and abroad and entry.name.startswith("国际"):
                continue  # 约旦 + 国际商会 is not that of Paris
            latin = entry.name.isascii() and text[end : end + 1] == " " and text[end + 1 : end + 2].isascii()  # UN + ESCAP
            if not latin and (text[end - 1] not in "部委局社报大闻铁共" or not WIDER.match(text, end - 1)):
                last, abroad, until = end, False, end
                yield start, end, entry
            continue
        last, abroad = end, not entry.keys[0].isdigit()
        if abroad and start and NATIONS.get(text[start - 1], "") == country_abroad(entry.keys[0]) and begins(text, start - 1):
            yield start - 1, start, Entry(text[start - 1], "place", (NATIONS[text[start - 1]],))
        until, entry = grown(text, start, end, entry) if abroad else (end, entry)
        yield start, until, entry
        for one in framed(text, until, entry, hits) if abroad else ():
            last = until = one[1]
            yield one


def is_in_other(text: str, start: int, end: int, titles: dict[int, int], bylines: list[int]) -> bool:
    """Return whether a name runs over a post or a person: 外长 + 沙伦赛, 记者陈 + 安阳."""
    if titles.get(start + 1, start) < start:
        return True
    return end - start == 2 and text[start - 1 : start] in surnames() and is_in_person(text, start, titles, bylines)


DOTS = pattern("[·•](?P<before>[一-龥]{1,4})$")
DOTTED = pattern("(?P<behind>[一-龥]{1,3})[·•][一-龥]")


def is_in_spelled(text: str, start: int, end: int, entry: Entry) -> bool:
    """Return whether two characters are part of somebody's name that is spelled by sound, with its dot before or behind them."""
    if entry.kind != "place":  # 海尔 + ·塞拉西, 托尔· + 海尔达尔; but 海尔·青岛赛, and the state in 巴西·里约
        other = text[end + 1 : end + 3] if text[end : end + 1] in ("·", "•") else text[end : end + 2] if text[start - 1 : start] in ("·", "•") else ""
        if len(other) == 2 and is_spelled(text[start:end] + other):
            return True
    before, behind = DOTS.search(text, max(start - 5, 0), start), DOTTED.match(text, end)
    if before and is_spelled(before["before"] + text[start:end]):
        return True
    return behind is not None and is_spelled(text[start:end] + behind["behind"])


def is_in_longer(text: str, last: int, start: int, end: int) -> bool:
    """Return whether two characters behind a country end what is spelled by sound, and are no city: 美国 + 塞拉 + 尼斯."""
    between = text[last:start]
    return between.isalpha() and between[0] not in PREPOSITIONS and between[-1] not in "的和与及" and is_spelled(text[last:end])


def is_somebody(text: str, hit: Hit, last: int, titles: dict[int, int]) -> bool:
    """Return whether a name that is also another is meant so: 市长 + 韩国瑜, 文莱 + 苏丹, 东京 + 大湾区."""
    start, end, entry = hit
    if entry.name != "韩国":
        return last == start
    return text.startswith("瑜", end) or (start in titles and "一" <= text[end : end + 1] <= "龥" and text[end + 1 : end + 2] not in OF_KOREA)


def without_people(text: str, start: int, end: int, entry: Entry) -> tuple[int, Entry]:
    """Return the end of a name and what it is, without the 市 or 区 of a word behind it: 深圳 + 市民中心, 东营 + 区位优势, but 青岛市 + 民政局."""
    if entry.kind != "place" or end - start < 3 or OF_CITY.match(text, end):
        return end, entry
    return end - 1, gazetteer.entries().get(text[start : end - 1], entry)


def grown(text: str, start: int, end: int, entry: Entry) -> tuple[int, Entry]:
    """Return the end of a place outside the table of divisions, and what it is, with what belongs to it: 悉尼市, 非洲东部, 皖西南."""
    kind = CITY.match(text, end) if len(entry.keys[0]) > 1 else None
    if kind and (kind.group() == "市" or text[end - 1] not in ABROAD) and (len(entry.keys[0]) > 2 or country_abroad(entry.keys[0])):
        end = kind.end()
        entry = entry if kind.group() == "市" else as_it_stands(text, start, end)  # 下诺夫哥罗德州 is not the city in it
    if entry.name[-1] == "山" and text[end : end + 1] == "脉":
        return end + 1, entry  # 唐古拉山 + 脉
    region = entry.name[-1] in "洲东西" and entry.keys[0] == entry.name
    if region and (part := (PART if entry.name[-1] == "洲" else CORNER).match(text, end)):
        end, entry = part.end(), as_it_stands(text, start, part.end())
    republic = REPUBLIC.match(text, end) if text[end : end + 1] in REPUBLIC_STARTS else None  # 吉尔吉斯 + 共和国
    return (republic.end() if republic else end), entry


def as_it_stands(text: str, start: int, end: int) -> Entry:
    """Return a place that no table has, by its name."""
    return Entry(text[start:end], "place", (text[start:end],))


def begins(text: str, at: int) -> bool:
    """Return whether a clause begins at `at`, or a verb of motion ends: 俄 + 哈巴罗夫斯克, 访问俄 + 滨海边疆区, but not 今日 + 东京, 10日 + 东京."""
    return not at or text[at - 1] in "赴访问抵与在" or not (text[at - 1].isalnum() or text[at - 1] == "·")


def is_in_person(text: str, start: int, titles: dict[int, int], bylines: list[int]) -> bool:
    """Return whether the surname before `start` stands behind a post, or in a list behind 记者, and goes on as what looks like a place: 陈 + 安阳."""
    if start - 1 in titles or (text[start - 2 : start - 1] == "、" and text[start + 2 : start + 3] in ("、", "等")):
        return True
    if start < 2 or text[start - 2] not in " 、/:：\u3000" or not bylines:
        return False
    number = bisect_right(bylines, start - 1) - 1
    return number >= 0 and start - bylines[number] <= 24


def is_across(text: str, start: int, end: int) -> bool:
    """Return whether a short name only seems to stand there, across two words: 参加 + 纳米, 今天 + 水质, 出海口, 供应 + 城市."""
    if not start:
        return False
    if end - start == 3:
        return text[end - 1] in LEVELS and parts_word(text, start, end)
    if end - start != 2:
        return False
    # 6 + 大 + 分论坛, 三大 + 连锁品牌; not 2024 + 大连
    if text[start] == "大" and text[start - 1] in COUNTING and not text[max(start - 4, 0) : start].isdecimal():
        return True
    if text[end - 1] == "山" and HILLSIDE.match(text, end):
        return True  # 富乐山 + 脚下
    if text[start] == "中" and text[start - 1] in NATIONS:
        return True  # 韩中 + 交流协会
    if text[start] in "山河湖江海" and text[end : end + 1] in SIDES:
        return True  # 锦江山 + 西麓, 太湖 + 南岸
    if text[start:end] == "中国" and (text[start - 1] in "其当" or (text[end : end + 1] == "家" and text.endswith("发展", 0, start))):
        return True  # 发展中国家, 其中国有企业
    if text[start] in PREPOSITIONS and text[end - 1] in LEVELS and (text[start - 1] in LEVELS or is_word(text[end - 1 : end + 1])):
        return True  # 城区 + 和 + 县城, 县级市 + 和 + 县, not 安徽 + 和县
    return parts_word(text, start, end)


def goes_over(text: str, start: int, end: int) -> bool:
    """Return whether a word begins inside a name and ends behind it: 合 + 肥料, 海 + 口径; not 成都 + 会展中心."""
    if end - start > 2 or text[end - 1] in LEVELS or text[end : end + 1] in QUARTERS or not is_word(text[end - 1 : end + 1]):
        return False  # 道县 + 县委, 皖西 + 南
    if text.startswith(("中国际", "中国家"), end - 1):
        return False  # 汉中 + 国际
    at = start
    for word in cut(text[start : end + 4]):
        if start < at < end < at + len(word):
            return True
        at += len(word)
    return False


def parts_word(text: str, start: int, end: int) -> bool:
    """Return whether a word ends behind the first character of a name: 参加 + 纳米."""
    if not is_word(text[start - 1 : start + 1]):
        return False
    left = max(start - 3, 0)
    at = left
    for word in cut(text[left : end + 1]):
        if at >= start:
            return at != start
        at += len(word)
    return True


def decided(chars: str, hits: list[Hit], home: str | None) -> list[Hit]:
    """Return the names, those that several divisions share decided by their list, the page's place and what else it names: 南京 … 鼓楼区."""
    about = {home} if home else set()
    if not any([entry.ambiguous for _, _, entry in hits]):
        return hits
    about |= {entry.code for _, _, entry in hits if entry.code}
    # 440300 -> 4403, 440000 -> 44: what lies in a city or province begins with its digits.
    inside = {code[:size] for code in about for size in (4, 2) if not code[size:].strip("0")}
    found: list[Hit] = []
    last, code = -1, ""
    for start, end, entry in hits:
        if entry.ambiguous:
            beside = {code[:4], code[:2]} if code and (start == last or (start == last + 1 and chars[last] in "、和与及")) else set()
            one = _decided(entry, beside)  # 北京市石景山区、通州区
            entry = _decided(entry, inside) if one is entry else one
        last, code = end, entry.code or ""
        found.append((start, end, entry))
    return found


def _decided(entry: Entry, inside: set[str]) -> Entry:
    """A city that is named decides before its province does."""
    for size in (4, 2):
        keys = [key for key in entry.keys if key[:size] in inside]
        if len(keys) == 1:
            return Entry(entry.name, entry.kind, (keys[0],), code=keys[0])
    return entry
