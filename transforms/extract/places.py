"""Places and facilities: 武汉市, 意大利, 长三角, 雄安新区, 国家体育馆; side by side they are several (意大利米兰, 上海杨浦区).

Divisions, countries, cities and regions come from the gazetteer; zones, villages and venues by their kind (facility_suffixes.csv).
A short name that is also a word or is shared (和平, 朝阳) counts only where the text leads to it: behind the division it lies in, or
once its full name stands in the document. Not meant: places inside the name of a body (青岛市人民政府), in roads (南京路), 国内, 全球.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from transforms import gazetteer, lexicon
from transforms.extract.facts import Facts, Name
from transforms.extract.names import facilities, homes, names
from transforms.extract.names.covers import Cover
from transforms.extract.names.kinds import HOUSES
from transforms.extract.names.titled_names import titled
from transforms.extract.names.wordy import NAMESAKES
from transforms.gazetteer import Entry
from transforms.model.document import NAMES, Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern

# 我国, 我市: the page's own country and place.
DEICTIC = pattern(r"[我本](?<![一-龥][们和].)(?<![基根资样版文成]本)(?P<level>国|省|市|区|县|州|自治区)(?![场民域级委政])")
# 北京时间, 南京路, 长江大桥, 广东话, 吉安乡, 敦煌网: no mention of the place itself.
NOT_ITSELF = pattern(
    r"花园|楼(?![市盘宇房价栋梯堂台])|行(?![动政业为程长])|厅(?![级局长官])|乡(?![村镇土亲贤愁音级城宁])|镇(?![区政街级域海江平赉安坪康沅雄巴原宁远])|网(?![络点红友约格上民])|时间|消息|频道|语(?![言境])|奖|杯|宣言|倡议|指数|手册|共识|协定|公约|条约"
    r"|峡(?!谷|江|山)|(?<=水)系|[东西南北中]?[一二三四]?路|大道|大街|街道?(?![头坊])|大桥|话|菜|籍|馆|人(?:民币|参)"
)
# What it may begin with: most names are followed by something else.
NOT_ITSELF_STARTS = frozenset("峡系楼乡镇网厅馆行时消频语奖杯宣倡指手共协公条花东西南北中一二三四路大街话菜籍人")
# 美丽中国, 平安北京: a programme, not the place
SLOGANS = frozenset(lexicon.words("slogan_words"))


def find(document: Document, facts: Facts) -> Iterator[Name]:
    """Yield every place and facility outside the names of organizations, in reading order."""
    found = names.find(document)
    bodies = Cover([(name.start, name.end) for name in facts.organizations])
    beside_titles = titled(document)
    people = Cover([span for span, sure in beside_titles.items() if span[1] - span[0] > 2 or sure > 0.9])
    named_so = {document.chars[start:end] for start, end in beside_titles} | {*document.metadata.authors, *document.metadata.editors}
    works = [one for one in facilities.find(document, found, bodies) if one.text not in named_so]  # 市委书记李新村 is somebody
    covered = Cover(sorted({(name.start, name.end) for name in [*facts.organizations, *works]}))
    chars = document.chars
    places: list[Name] = []
    for start, end, entry in people.outside(covered.outside([hit for hit in found.hits if hit[2].kind == "place"])):
        if is_itself(chars, start, end) and chars[start - 1 : end] not in named_so:
            places += named(chars, start, end, entry)
    places += [Name("facility", name.start, name.end, name.text, name.full, name.key, 0.7) for name in facts.organizations if is_site(chars, name)]
    places += [*inside(document, found.hits, covered), *around(document, found.hits, covered), *deictics(document), *lettered(document)]
    yield from fullest(without_overlaps([*places, *works]))


def is_itself(chars: str, start: int, end: int) -> bool:
    """Return whether a name means the place: not in 北京时间, 南京路, 美丽中国, “诗画浙江”, “中国氧都”."""
    if (chars[end : end + 1] in NOT_ITSELF_STARTS and NOT_ITSELF.match(chars, end)) or chars[max(start - 2, 0) : start] in SLOGANS:
        return False
    if chars[start - 3 : start - 2] == "“" and chars[end : end + 1] == "”" and chars[start - 2 : start] not in gazetteer.entries():
        return False  # “春城花都”, “七彩云南”
    if chars[start - 1 : start] != "“":
        return True
    honour = HONOUR.match(chars, end)
    return honour is None or honour["rest"][0] in "的和与及市省县区" or any(name in gazetteer.entries() for name in parts(honour["rest"]))


# “中国氧都”, “中国红”, “中国优秀旅游城市”: the place is part of a title.
HONOUR = pattern(r"(?P<rest>[一-龥]{1,8})”")


def parts(text: str) -> Iterator[str]:
    """Yield every part of two characters or more of a short text."""
    return (text[start:end] for start in range(len(text)) for end in range(start + 2, len(text) + 1))


# 在…中心举行, 位于…中心: a body that is also the house it lives in.
AT = pattern(r"(?:在|位于|坐落于?|落地的?|入驻|走进|来到|参观)$")


def is_site(chars: str, name: Name) -> bool:
    """Return whether a body is a museum or theatre, or a centre that the text goes to: it is a facility, too."""
    return name.text.endswith(HOUSES) or (name.text.endswith("中心") and AT.search(chars, max(name.start - 4, 0), name.start) is not None)


def named(chars: str, start: int, end: int, entry: Entry) -> list[Name]:
    """Return the place an entry stands for; 日韩 are two, each with its own character."""
    text = chars[start:end]
    if entry.ambiguous:
        return [Name("place", start, end, text, text, normal(entry.name), 0.7)]
    if len(entry.keys) == 1:
        known = gazetteer.place(entry.keys[0]) if len(text) == 1 else None  # 俄 + 哈巴罗夫斯克
        return [Name("place", start, end, text, known.name if known else text, entry.keys[0], 0.95, entry.code)]
    return [called(chars[at], at, key) for at, key in enumerate(entry.keys, start)]


def place(chars: str, start: int, end: int, key: str, confidence: float) -> Name:
    """Return the place with `key` where it stands."""
    return Name("place", start, end, chars[start:end], chars[start:end], key, confidence, key if key.isdigit() else None)


def inside(document: Document, hits: list[tuple[int, int, Entry]], covered: Cover) -> Iterator[Name]:
    """Yield the short names of counties that the text leads to: 上海杨浦; 珠海、中山."""
    chars, shorts, known = document.chars, gazetteer.shorts_inside(), gazetteer.divisions()
    begins = gazetteer.shorts_begin()
    for _, end, entry in hits:
        if entry.kind != "place" or entry.ambiguous or len(entry.keys) != 1:
            continue
        if chars[end : end + 1] in JOINTS:
            yield from in_list(chars, end, entry.keys[0], covered)
        code = entry.code
        division = known.get(code) if code else None
        if code is None or division is None:
            continue
        # Behind most places no place inside it is named, which one look tells.
        within = shorts.get(code) if chars[end : end + 1] in begins.get(code, ()) else None
        for size in (4, 3, 2) if within else ():
            key = within.get(chars[end : end + size]) if within else None
            if key is None or end + size > len(chars):
                continue
            # 山东日照: behind its province even a word is the city.
            city = known[key].level == "city" or known[key].name.endswith("市")
            plain = chars[end + size : end + size + 1] not in NAMESAKES and not covered.holds(end, end + size)
            if plain and (city or not names.is_common_word(chars[end : end + size])):
                yield place(chars, end, end + size, key, 0.85)
                break


# 在猇亭开工: a county without its city, which the page names elsewhere
GONE_TO = pattern(
    "[在于赴到抵](?P<short>[一-龥]{2,3}?)"
    "(?=开[工业幕园馆建展]|举[行办]|召开|启[动幕用]|建[成设厂]|投资|设[厂立]|落[户成地幕]|揭[牌幕]|动工|破土|签约|正式|成功|隆重|顺利|调研|考察)"
)


def around(document: Document, hits: list[tuple[int, int, Entry]], covered: Cover) -> Iterator[Name]:
    """Yield the short names of counties where something is held or built, if the page names the city around them: 宜昌 … 在猇亭开工."""
    shorts, known = gazetteer.shorts_inside(), gazetteer.divisions()
    codes = {entry.code or "" for _, _, entry in hits} | {document.metadata.home_adcode or ""}
    cities = {code for code in codes if code in CITY_STATES or (code and known[code].level == "city")}
    for match in document.finditer(GONE_TO, NAMES) if cities else ():
        short = match["short"]
        keys = {shorts[city][short] for city in cities if city in shorts and short in shorts[city]}
        if len(keys) == 1 and short not in gazetteer.entries() and not names.is_common_word(short) and not covered.holds(*match.span("short")):
            yield place(document.chars, *match.span("short"), keys.pop(), 0.8)


CITY_STATES = frozenset(("110000", "120000", "310000", "500000"))
JOINTS = frozenset("、和与以及—-至")
LISTED = pattern(
    r"(?:以及|[、和与及至-]|—{1,2})(?P<short>[一-龥]{2,3}?)"
    r"(?=以及|[、及,。;等和与至两三四—-]|航线|高铁|铁路|高速|班列|开展|举行|召开|举办|调研|检查|考察|进行|$)"
)


def in_list(chars: str, end: int, near: str, covered: Cover) -> Iterator[Name]:
    """Yield the cities whose names are also words, where they stand in a list behind another place, `near`: 珠海、中山."""
    match = LISTED.match(chars, end)
    while match:
        division = gazetteer.division(match["short"]) if match["short"] not in gazetteer.entries() else None
        if division is None or covered.holds(*match.span("short")):
            return
        # 墨竹工卡、达孜: a county beside another of its province, if its name is no word
        county = division.level == "county" and not division.name.endswith("市")
        if county and (division.adcode[:2] != near[:2] or names.is_common_word(match["short"])):
            return
        yield place(chars, *match.span("short"), division.adcode, 0.8)
        match = LISTED.match(chars, match.end())


def deictics(document: Document) -> Iterator[Name]:
    """Yield 我国 as China, and 我市, 我省 as the page's own place where it has one."""
    home = document.metadata.home_adcode
    for match in document.finditer(DEICTIC, NAMES):
        if match["level"] == "国":
            if match.group()[0] == "我":
                yield Name("place", match.start(), match.end(), match.group(), "中国", "CN", 0.95)
            continue
        division = homes.around(home, match["level"]) if home else None
        if division is None and match.group() == "我省":
            division = homes.home(document, "省", match.start())
        if division:
            yield Name("place", match.start(), match.end(), match.group(), division.name, division.adcode, 0.9, division.adcode)


# 在京开幕, 抵蓉访问; not 内在深层
LETTER = pattern(
    rf"[在抵赴来](?<![存现实内所潜正自]在)(?P<letter>[{''.join(gazetteer.city_letters())}])"
    r"(?=隆重|正式|成功|圆满|联合|举[行办]|召开|开[幕启赛]|启[动幕]|揭|签[约署]|落[幕户]|闭幕|发布|考察|调研|会见|会谈|访问|出席|参加|参会|成立)"
)


def lettered(document: Document) -> Iterator[Name]:
    """Yield the places that one character stands for: 在京开幕, 美、英等国, 京津冀三地."""
    for match in document.finditer(LETTER, NAMES):
        city = gazetteer.division(gazetteer.city_letters()[match["letter"]])
        if city:
            yield Name("place", *match.span("letter"), match["letter"], city.short or city.name, city.adcode, 0.85, city.adcode)
    for listed, keys in LETTERS:
        for match in document.finditer(listed, NAMES):
            found = [match.start() + at for at, character in enumerate(match["letters"]) if character in keys]
            if any(is_another(document, document.chars[at], keys[document.chars[at]]) for at in found):
                continue
            if match["count"] is None or len(found) == sum(COUNTS.get(c, 0) for c in match["count"] + (match["more"] or "")):
                for at in found:
                    yield called(document.chars[at], at, keys[document.chars[at]])


def is_another(document: Document, letter: str, key: str) -> bool:
    """Return whether a letter stands for a place of the page that begins with it, and for no province: 云青两地 on a page of 云和 and 青田."""
    codes = {entry.code for _, _, entry in names.find(document).hits if entry.code and entry.name[0] == letter} if key.isdigit() else set()
    return bool(codes) and not any(code[:2] == key[:2] for code in codes)


COUNTS = {character: number for number, character in enumerate("一二三四五六七八九", 1)} | {"两": 2, "十": 10}


def _letters(within: str, closed: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of a list of letters, which ends with what they are or how many, and their keys."""
    keys = gazetteer.place_letters(within)
    one, number = f"[{''.join(keys)}]", f"[{''.join(COUNTS)}]{{1,2}}"
    listed = rf"{one}(?:、?{one}){{1,19}}(?:[和与及]{one})?"
    return pattern(rf"(?P<letters>{listed})(?=等(?:{number}个?)?(?:{closed})|(?P<count>{number})(?:{closed})(?P<more>[一二]市)?)"), keys


LETTERS = (_letters("country", "国(?![标道产旗歌])"), _letters("province", "省|地(?!方)|市|城(?!市)"))


def called(letter: str, at: int, key: str) -> Name:
    """Return the place that one character stands for, with its usual name: 港 is 香港, 日 is 日本."""
    division, known = gazetteer.divisions().get(key), gazetteer.place(key)
    full = (division.short if division else known.name if known else None) or letter
    return Name("place", at, at + 1, letter, full, key, 0.85, key if key.isdigit() else None)


def without_overlaps(found: list[Name]) -> list[Name]:
    """Return the names in reading order, of two that overlap the longer one."""
    kept: list[Name] = []
    end = -1
    for name in sorted(found, key=lambda name: (name.start, -name.end)):
        if name.start >= end:
            kept.append(name)
        elif name.end - name.start > end - kept[-1].start:
            kept[-1] = name
        else:
            continue
        end = name.end
    return kept


def fullest(found: list[Name]) -> list[Name]:
    """Return the names with the longest form of the same place that stands in the document."""
    forms: dict[str, str] = {}
    parts = [name for name in found if len(name.text) == 1]
    # 港 is 香港 where the page says so, else what the gazetteer calls it
    for name in (*(name for name in found if len(name.text) > 1), *parts) if parts else found:
        if len(name.full) > len(forms.get(name.key, "")) and not (len(name.text) == 1 and name.key in forms):
            forms[name.key] = name.full
    # 龙海区 keeps its name beside 龙海市, which it was.
    return [name if len(name.full) >= len(forms[name.key]) else msgspec.structs.replace(name, full=forms[name.key]) for name in found]
