"""Bare bodies: firms, outlets and schools that no kind tells, only the words beside them: 甲骨文副总裁, 西门子、马士基等知名企业, 来源:红星.

Shared grammar of organizations. Not meant: sorts of firms (汽车、电子等企业), and those that the gazetteer has.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from transforms import gazetteer
from transforms.extract.facts import Name
from transforms.extract.names import homes, names
from transforms.extract.names.abroad import is_spelled
from transforms.extract.names.body_keys import key_of
from transforms.extract.names.covers import Cover
from transforms.extract.names.cuts import cut, generic, is_plain, is_word, tagged
from transforms.extract.names.han_names import is_name
from transforms.extract.names.kinds import TRADES
from transforms.extract.names.proper_bodies import LEGAL
from transforms.extract.names.words import is_ordinary
from transforms.extract.posts.titles import stops
from transforms.model.document import NAMES, Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern

# 甲骨文副总裁: what stands between a mark and the post of a firm is the firm, if it is no word.
FIRM = pattern(r"(?:\A|(?<=[,、。;:“”(，；：\n]))[一-龥A-Za-z]{2,8}$")
# 上投集团 + 党委书记; 国有公司 + 董事长 is any
OWN_GROUP = pattern(r"(?:^|[^一-龥A-Za-z0-9“]|以及)(?P<own>(?!以及)[一-龥]{2,4})(?P<kind>集团公司|集团|公司|银行)$")
GROUP_ENDS = frozenset("团司行")
# 西门子、马士基等111家知名企业, 等高校的学者; not 等企业家, 甲、乙等在高校任教的学者
# 来到蜂鸟纺织、小溪酒业等8个项目: of projects only what ends as firms do
LISTED = pattern(
    r"等(?!在)(?P<count>\d+[余多]?家)?[一-龥\d“”]{0,12}?(?:企业|公司|厂商|车企|药企|房企|媒体|高校|院校|(?<!管理)机构|单位|(?P<projects>项目))(?!家|高管|负责人)"
)
ITEM = pattern(r"[^、和与及]+")
# 吸引到 + 西门子
LEAD = pattern(r".*(?:引进|吸引|包括|集聚|汇聚|入驻|落户|来自|例如|涵盖|培育|邀请|走访|考察|参观|有|如|对|由|为|在|的|了|到)")
OTHER_WORDS = ("v", "d", "p", "c", "r", "m", "f", "t", "u")  # of speech, and no part of a name


def find(document: Document, found: names.Found, named: list[Name], covered: Cover) -> Iterator[Name]:
    """Yield the bodies that have no kind, outside `covered`; `named` are those found before."""
    yield from before_posts(document, found, named)
    firms = list(alike(document, named))
    yield from firms
    yield from listed(document, [*named, *firms], covered)
    yield from beside_firms(document, named)
    yield from outlet(document, covered)
    yield from wires(document, covered)
    yield from presses(document)
    yield from releases(document, found)
    yield from leagues(document)


def before_posts(document: Document, found: names.Found, named: list[Name]) -> Iterator[Name]:
    """Yield the firms that only the post behind them tells: 甲骨文副总裁."""
    taken = {name.end for name in named}
    firms = [name for name in named if name.full.endswith(LEGAL)]
    for end, _, title in found.titles:
        match = FIRM.search(document.chars, max(end - 9, 0), end) if (title.kind == "firm" or firms) and end not in taken else None
        # 卓越金融 + 主席, said before as 香港卓越金融有限公司
        whole = next((name for name in firms if match.group() in name.full), None) if match and len(match.group()) > 3 else None
        if match and whole:
            yield Name("organization", match.start(), end, match.group(), whole.full, whole.key, 0.8)
        elif match and title.kind == "firm" and is_proper(match.group()):
            yield Name("organization", match.start(), end, match.group(), match.group(), normal(match.group()), 0.6)
        elif end not in taken and document.chars[end - 1 : end] in GROUP_ENDS and (group := OWN_GROUP.search(document.chars, max(end - 9, 0), end)):
            own = group["own"] + group["kind"]
            if not is_plain(group["own"]):
                yield Name("organization", group.start("own"), end, own, own, key_of(own), 0.7)


@lru_cache(maxsize=1 << 14)
def is_proper(text: str) -> bool:
    """Return whether `text` is one name, of no person: no word that stands before a post, none that gives no name."""
    words = tagged(text)
    if text in gazetteer.brands():
        return True
    if len(words) > 1 or is_name(text) or text in gazetteer.entries() or text.endswith("区"):  # 华北区 + 总经理
        return False
    return (not is_word(text) or words[0][1][:2] in ("nr", "nz", "nt", "ns")) and text not in stops() | generic()


def listed(document: Document, named: list[Name], covered: Cover) -> Iterator[Name]:
    """Yield the items of a list that the text says are firms, schools or outlets."""
    taken: set[int] | None = None
    for match in document.finditer(LISTED, NAMES):
        text = document.chars
        # 甲市、乙市等2座城市被|丙、丁等机构: another list ends at its own 等
        low = max(text.rfind(mark, max(match.start() - 120, 0), match.start()) for mark in ",，。;；:：\n“”等") + 1
        opened = text.rfind("(", low, match.start())
        low = opened + 1 if opened >= 0 and text.find(")", opened, match.start()) < 0 else low  # 甲(广东)公司、乙等3家企业
        if not text.find("、", low, match.start()) > 0:
            continue
        taken = taken if taken is not None else {at for name in named for at in range(name.start, name.end)}
        for item in ITEM.finditer(text, low, match.start()):
            lead = LEAD.match(text, item.start(), item.end()) if item.start() == low else None
            start, end = lead.end() if lead else item.start(), item.end()
            told = is_branded(text[start:end]) if match["projects"] else is_firm(text[start:end], match["count"] is not None)
            if told and taken.isdisjoint(range(start, end)) and not covered.holds(start, end):
                yield Name("organization", start, end, text[start:end], text[start:end], key_of(text[start:end]), 0.6)


JOINTS = frozenset("、和与")
ENDS = frozenset("、和与及等,，。;；的在将已也")  # what may follow the last of a list
BEFORE = frozenset("、和与,，。:：;；“有如括由为进引对访等从是了到")  # and stand before the first


def beside_firms(document: Document, named: list[Name]) -> Iterator[Name]:
    """Yield the firms called by a word that stand in a list beside one that everybody knows: 华为、小米."""
    chars, known = document.chars, gazetteer.bodies()
    for name in [name for name in named if (chars[name.end : name.end + 1] in JOINTS or chars[name.start - 1 : name.start] in JOINTS)]:
        if not ((body := known.get(name.text)) and gazetteer.is_firm(body)):
            continue
        end = name.end
        while chars[end : end + 1] in JOINTS and (brand := brand_at(chars, end + 1)):
            yield Name("organization", end + 1, end + 1 + len(brand), brand, brand, key_of(brand), 0.75)
            end += 1 + len(brand)
        start = name.start
        while start and chars[start - 1] in JOINTS and (brand := brand_before(chars, start - 1)):
            start -= 1 + len(brand)
            yield Name("organization", start, start + len(brand), brand, brand, key_of(brand), 0.75)


def brand_at(chars: str, start: int) -> str | None:
    """Return the firm called by a word that begins at `start`."""
    found = (chars[start : start + size] for size in (4, 3, 2) if chars[start + size : start + size + 1] in ENDS)
    return next((brand for brand in found if brand in gazetteer.brands()), None)


def brand_before(chars: str, end: int) -> str | None:
    """Return the firm called by a word that ends at `end`."""
    found = (chars[end - size : end] for size in (4, 3, 2) if end >= size and (end == size or chars[end - size - 1] in BEFORE))
    return next((brand for brand in found if brand in gazetteer.brands()), None)


ALIKE = pattern(rf"(?:{'|'.join(sorted(TRADES))})(?<=[一-龥]..)、")


def alike(document: Document, named: list[Name]) -> Iterator[Name]:
    """Yield the firms that stand side by side, each a name and a field: 均胜电子、莱宝环保."""
    chars, until, taken = document.chars, 0, {name.end for name in named}
    for match in document.finditer(ALIKE, NAMES):
        start, found = match.start() - 2, list[int]()
        if start < until or (start and chars[start - 1] not in BEFORE):
            continue
        while is_branded(chars[start : start + 4]) and chars[start + 4 : start + 5] in ENDS:
            found.append(start)
            start += 5
        until = start
        for at in found if len(found) > 1 else ():
            if at + 4 not in taken:
                yield Name("organization", at, at + 4, chars[at : at + 4], chars[at : at + 4], key_of(chars[at : at + 4]), 0.6)


@lru_cache(maxsize=1 << 12)
def is_branded(own: str) -> bool:
    """Return whether four characters are a name that is no word and the field of a firm: 均胜电子, not 智能电子."""
    return len(own) == 4 and own[2:] in TRADES and not is_ordinary(own[:2]) and own[:2] not in stops() | generic()


@lru_cache(maxsize=1 << 12)
def is_firm(own: str, counted: bool) -> bool:
    """Return whether an item of a list of firms is one by its name: 研祥, 莱宝高科, 蜂鸟科技 of 等9家; not 汽车, 专精特新, somebody or a place."""
    if not 2 <= len(own) <= 8 or "的" in own or own in gazetteer.entries() or own in gazetteer.divisions_by_name() or own in stops() | generic():
        return False
    words = tagged(own)
    if own in gazetteer.brands():
        return True
    if is_branded(own) or (counted and len(own) == 4 and own[2:] in TRADES and TRADES[own[2:]].alone and own[:2] not in stops() | generic()):
        return True
    if any(tag[0] in OTHER_WORDS and len(word) > 1 for word, tag in words) or not all(char.isalnum() for char in own):
        return False
    return not is_name(own) and (not is_plain(own) or is_spelled(own))


def outlet(document: Document, covered: Cover) -> Iterator[Name]:
    """Yield the outlet that the page names as its source, where no kind tells that it is a body: 来源:红星."""
    publisher = document.metadata.publisher
    if publisher and len(publisher) > 2 and publisher not in gazetteer.entries() and not publisher.endswith("提供"):
        for start, end in names.occurrences(document, [publisher]):
            if not covered.holds(start, end) and document.segments[document.segment_at(start)].role == "source_line":
                yield Name("organization", start, end, publisher, publisher, key_of(publisher), 0.8)


# 《当代世界》杂志社, 《湿地公约》秘书处: bodies called by what they print or keep
PRESS = pattern("《[^《》\n]{2,16}》(?:杂志社|编辑部|杂志编辑部|期刊社|报社|秘书处)")


def presses(document: Document) -> Iterator[Name]:
    """Yield the bodies that are called by the work they print or the treaty they keep."""
    for match in document.finditer(PRESS, NAMES) if "》" in document.chars else ():
        yield Name("organization", match.start(), match.end(), match.group(), match.group(), normal(match.group()), 0.85)


# 咸宁网讯, 【大庆网记者 …】: what a page of the net begins with
NEWS = r"(?=(?P<sent>[一-龥]{2,4})?讯|·|消息[(:： ]|\d{1,2}月\d{1,2}日[讯电]|(?:[见实]习)?记者)"
SITE, WIRE = pattern(f"网站?{NEWS}"), pattern(rf"(?<![一-龥A-Za-z0-9、])(?P<own>[一-龥]{{2,6}}网站?){NEWS}")


def wires(document: Document, covered: Cover) -> Iterator[Name]:
    """Yield the sites of the net that no table has, where they say that the news is theirs: 咸宁网讯; not 本网讯."""
    for match in document.finditer(WIRE, NAMES) if SITE.search(document.chars) else ():
        own = match["own"]
        name, sent = own.removesuffix("站")[:-1], match["sent"]
        place = name in gazetteer.entries() or name in gazetteer.divisions_by_name()
        if sent and sent not in gazetteer.divisions_by_name():
            continue  # 滨江网 + 宜昌讯, but 苏州 + 网友来讯
        proper = place or (not is_plain(name) and stops().isdisjoint(cut(own)))  # 记者从互联 + 网
        if own not in gazetteer.entries() and proper and not covered.holds(*match.span("own")):
            yield Name("organization", *match.span("own"), own, own, key_of(own), 0.75)


# 据湖北发布消息: what a city's own office is called on the net
RELEASES = pattern(r"发布(?=[”,，:：。;；)\s]|微信|微博|公众号|消息|报道)")


def releases(document: Document, found: names.Found) -> Iterator[Name]:
    """Yield the accounts by which a place tells its news, where the page says that it heard of it from them: 据湖北发布."""
    ends = {end: start for start, end, entry in found.hits if entry.code} if "发布" in document.chars else {}
    for match in document.finditer(RELEASES, NAMES) if ends else ():
        start = ends.get(match.start(), 0)
        if document.chars[start - 1 : start] in ("据", "@", "“") or document.chars.startswith(("来源:", "来源："), start - 3):
            text = document.chars[start : match.end()]
            yield Name("organization", start, match.end(), text, text, normal(text), 0.75)


# 团市委: the youth league of the page's city
LEAGUE = pattern(r"团(?<![一-龥]团)(?P<level>[省市区县])委|团(?<=[和与由及]团)(?P<other>[省市区县])委")


def leagues(document: Document) -> Iterator[Name]:
    """Yield the committees of the youth league that are called by their level: 团市委."""
    for match in document.finditer(LEAGUE, NAMES) if "团" in document.chars else ():
        division = homes.home(document, match["level"] or match["other"], match.start())
        full = f"共青团{division.name}委" if division else match.group()
        key = normal(full) if division else normal(f"{document.page.document_id}:{full}")
        yield Name("organization", match.start(), match.end(), match.group(), full, key, 0.8)
