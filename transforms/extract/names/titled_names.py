"""Titled names: who stands beside a title: 吴晗 behind 副市长 and the list that goes on with him, 李四光 before 院士, 马克龙 between 法国 and 总统.

Shared grammar of persons, organizations and places. Not meant: whose post it is (posts), names without a title, which persons.py knows
by other cues.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from transforms import gazetteer
from transforms.extract.names import names
from transforms.extract.names.candidates import Candidate
from transforms.extract.names.cuts import cut
from transforms.extract.names.followers import closes, ends_here
from transforms.extract.names.foreign_names import LATIN, SOUNDS
from transforms.extract.names.han_names import ABROAD, CLASSES, EVERYDAY, HAN, NEVER, SURNAMES, is_clear_name, is_closed_name, is_name
from transforms.extract.names.person_lists import listed
from transforms.extract.names.person_names import is_told_of, person_end
from transforms.extract.names.words import is_famous, is_frequent, is_han, is_known, is_person
from transforms.extract.posts.titles import PREFIXES, TITLE_WORDS
from transforms.model.document import Document
from transforms.model.patterns import pattern


@lru_cache(maxsize=1)
def titled(document: Document) -> dict[tuple[int, int], float]:
    """Return the names behind a post or profession, and those in one list with them; kept for the one document that is being read."""
    chars = document.chars
    spans: dict[tuple[int, int], float] = {}
    told = names.find(document).titles
    for number, (start, end, title) in enumerate(told):
        if title.kind == "byline":
            continue
        at = behind(chars, end)
        stop = person_end(chars, at, sure=title.kind != "person" or title.title in LEARNED)
        if stop and title.kind == "government" and stop - at == 2 and chars[stop - 1] in TOWN_ENDS:
            continue  # 汨罗市 + 长乐镇 + 长乐村
        if stop:
            if stop - at > 3 and number + 1 < len(told) and at + 2 <= told[number + 1][0] < stop:  # 奥巴马 + 特别顾问
                stop = told[number + 1][0]
            spans[at, stop] = 0.92
        elif linked := behind_link(chars, start, end):
            spans[linked] = 0.85
    for end in names.find(document).laymen:
        at = behind(chars, end)
        stop = person_end(chars, at, sure=False)
        known = stop is not None and (stop - at == 2 or is_known(chars[at + 1 : stop]) or is_known(chars[at : stop - 1]))
        if stop and not (chars[stop - 1] in CLASSES and known):  # 农民 + 丰收节
            spans[at, stop] = 0.8
        elif not stop and (linked := behind_link(chars, end, end, sure=False)):  # 演讲嘉宾分别为: + 甲、乙
            spans[linked] = 0.8
    return spans | dict(listed(chars, spans))


BEHIND = frozenset("、和与及等")  # 总裁某某 + 等 + 集团领导


@lru_cache(maxsize=1)
def told_until(document: Document) -> list[tuple[int, int]]:
    """Return where the persons beside a title begin, and where a name may begin behind each; kept for the one document that is being read."""
    return sorted((start, at) for start, end in titled(document) if (at := past_joint(document.chars, end)))


def past_joint(chars: str, end: int) -> int | None:
    """Return where a body may begin behind a person whose name ends at `end`, and what joins the two: 甲和 + 远东集团, 甲代表 + 大会组委会."""
    if chars.startswith("代表", end):
        return end + 2
    return end + 1 if chars[end : end + 1] in BEHIND or is_told_of(chars, end) else None


def behind_person(candidate: Candidate, told: list[tuple[int, int]]) -> Candidate | None:
    """Return the part of a candidate behind the person it begins with or runs over: 董事长 + 宋志平和|远东集团; None for 副市长 + 林徽因|至委员会."""
    number = bisect_left(told, (candidate.end, 0)) - 1
    start, at = told[number] if number >= 0 else (-1, 0)
    if start < candidate.start:
        return candidate
    if at >= candidate.head:
        return None if start == candidate.start else candidate
    return msgspec.structs.replace(candidate, start=at, text=candidate.text[at - candidate.start :], deictic=False)


def behind_link(chars: str, start: int, end: int, sure: bool = True) -> tuple[int, int] | None:
    """Return the name that a bracket, colon or word leads to behind a title: 主持人:陈铎, 副书记为甲、乙, 曾任…校长的甲, 巡视员(办公室主任)甲."""
    bracket = BRACKET.match(chars, end)
    if bracket or (chars[end : end + 1] == "的" and HELD.search(chars, max(end - 40, 0), end)):
        at = bracket.end() if bracket else end + 1
        stop = person_end(chars, at)
        return (at, stop) if stop else None
    link = COLON.match(chars, end) or (IS.match(chars, end) if not is_han(chars[start - 1 : start]) or chars[start - 1] in "委原前" else None)
    stop = person_end(chars, link.end(), sure) if link else None
    return (link.end(), stop) if link and stop and not is_han(chars[stop : stop + 1]) else None


TOWN_ENDS = frozenset("镇乡村街路")
COLON = pattern("(?:还?有|[分依][别次][是为]|包括)?[:：] ?|(?:包括|[分依][别次][是为])了?")  # 成员包括 + 甲、乙
IS = pattern(rf"[为是](?=[{HAN}·]{{2,12}}(?:[,，、。;；(\n]|$))")
BRACKET = pattern(rf"\([{HAN}A-Z]{{2,14}}\)")
HELD = pattern(rf"(?:[曾时现担出原]任|[同身]为)[{HAN}、“”]{{2,40}}$")
# 教授 and 院士 stand before a name as surely as a post does, 专家 before anything.
LEARNED = frozenset(
    ("教授", "副教授", "特聘教授", "讲席教授", "客座教授", "院士", "研究员", "副研究员", "工程师", "高级工程师", "导演",
     "主任医师", "副主任医师")
)  # fmt: skip


def untitled_yet(document: Document, bodies: set[int], begun: set[int]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the names before a title that has none behind it, where those in `begun` begin: 李四光院士, 甲(某某公司董事长)."""
    chars = document.chars
    for start, end, title in names.find(document).titles:
        start -= 2 if chars.endswith(SORTS, 0, start) else chars[start - 1 : start] in ("代", "副")  # 甲 + 代总领事, 荣休 + 教授
        if title.kind == "byline" or title.title in VERBS or behind(chars, end) in begun or title.title.startswith(REACHES):
            continue
        yield from before(chars, start, end if title.kind in (None, "government", "state") else None, bodies)
        latin = LATIN_LAST.search(chars, max(start - 30, 0), start) if title.kind in ("government", "state") else None
        if latin:  # 惠灵顿 + Frank Kitts + 市长
            yield latin.span(), 0.8
        if title.kind == "state" and (foreign := of_country(chars, start)):
            yield (foreign, start), 0.8
        if title.title in LEARNED and closes(chars, end):
            yield from called(chars, start)
        if chars[end : end + 1] == ")" and (noted := NOTED.search(chars, max(end - 45, 0), end)) and is_clear_name(noted["person"]):
            yield noted.span("person"), 0.8


SORTS = tuple(prefix for prefix in PREFIXES if len(prefix) == 2)
LATIN_LAST = pattern(LATIN.pattern.removesuffix("(?![A-Za-zÀ-ÿ])") + "$")
# 甲(某某公司董事长): what a list says of each in a bracket
NOTED = pattern(rf"(?<![{HAN}])(?P<person>[{HAN}]{{2,4}})\([^()\n]{{2,40}}$")


def behind(chars: str, end: int) -> int:
    """Return where a name behind the title that ends at `end` would begin, behind a blank, the mark of a quote (“行政院长” + 甲) or 拿督."""
    if honour := HONOUR.match(chars, end):
        return honour.end()
    return end + 1 if chars[end : end + 1] in (" ", "\u3000", "”") else end


HONOUR = pattern("(?:准拿督|拿督|丹斯里|拿汀|斯里|威拉|巴杜卡|乌达马)+")  # what Malaysia honours people with, before the name


REACHES = ("全球", "中国区", "亚太", "大中华")  # 盖瑞特 + 全球副总裁: a firm, nobody
# A verb as often as a title when it stands behind a name: 张三代表, 李四指挥.
VERBS = frozenset(("代表", "指挥", "导演", "主编", "总编", "编剧", "干事", "参事", "教练", "裁判", "专家", "顾问", "董事", "经理", "主管", "负责人"))
HYPHENED = pattern(rf"[{SOUNDS}]{{2,6}}-[{HAN}]{{2,4}}$")  # 约里奥-居里 + 主席
TAIL = pattern(rf"[{HAN}]{{2,8}}$")


def before(chars: str, end: int, after: int | None, bodies: set[int]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the person whose name ends where a title begins: 钱学森院士, and behind a body's name, whose ends are `bodies`, or an office.

    `after` is where the title of an official ends: with a verb there, all that stands before it in its clause is a name (蒋万安市长表示).
    """
    if chars[end - 1 : end] == "任" and is_name(chars[end - 3 : end - 1]):  # 吴晗 + 任 + 副市长
        return
    for size in (4, 3, 2):
        own, family = chars[end - size : end], 2 if size == 4 else 1
        if size == 4 and own[:2] not in SURNAMES:
            continue
        shaped = own[:family] in EVERYDAY and is_closed_name(own[:family], own[family:].replace("和", ""))
        closed = shaped and (is_person(own) or not is_titled(own))
        # 水利局李仪祉 + 局长, 管理处 + 张华 + 副处长, 市委 + 廖沫沙 + 部长
        if (end - size in bodies or chars[end - size - 1 : end - size] in OFFICE_ENDS) and (closed or is_name(own)):
            yield (end - size, end), 0.85
            return
    if hyphened := HYPHENED.search(chars, max(end - 14, 0), end):
        yield hyphened.span(), 0.85
        return
    tail = TAIL.search(chars, max(end - 8, 0), end) if is_han(chars[end - 1 : end]) else None
    counted = tail is not None and chars[tail.start() - 1 : tail.start()].isdigit()  # 33 + 位外国 + 驻华大使, 1953 + 年起任 + 教授
    if tail and not counted and tail.group()[-2:] not in gazetteer.cities():  # 高雄 + 市长
        words = cut(tail.group())
        name = words[-1]
        led = len(name) == 2 and name[0] in "向同于" and name[1] in EVERYDAY  # 市长向 + 张 + 主任
        known = not led and (is_name(name) or (is_famous(name) and name not in gazetteer.entries()))
        if known and name[-1] not in CLASSES and name[:2] not in TITLE_WORDS and (len(words) == 1 or words[-2] in FOLLOWED_BY or len(name) == 3):
            run = SPELLED.search(tail.group())  # 会见 + 古特雷斯 + 秘书长, not 特雷斯
            whole = run.group() if run and tail.group()[: run.start()] in ("", *FOLLOWED_BY) else name
            yield (end - len(whole), end), 0.75
        elif after is not None and (ends_here(chars, after) or not is_han(chars[end - 4 : end - 3])):  # 、蒋万安市长此行
            whole = CLAUSE.sub("", tail.group())
            size = 2 if whole[:2] in SURNAMES else 1  # 司马文 + 主任
            named = len(whole) == size + 2 and whole[:size] in SURNAMES and is_closed_name(whole[:size], whole[size:])
            if named and (is_person(whole) or not is_titled(whole)):
                yield (end - len(whole), end), 0.75


def called(chars: str, end: int) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the person who stands alone between a mark and a title that a mark follows, whatever words the name makes: 周忠和院士、张统一院士."""
    match = ALONE.search(chars, max(end - 12, 0), end)
    name = match["name"] if match else ""
    given = name[1:].removesuffix("和") or name[1:]
    abroad = len(name) > 2 and name[:2] in ABROAD and not NEVER.intersection(name)
    if abroad or (name[:1] in EVERYDAY and len(name) < 4 and is_closed_name(name[0], given) and not is_titled(name)):
        yield (end - len(name), end), 0.8


def of_country(chars: str, end: int) -> int | None:
    """Return where a name begins that stands between a country and a title at `end`: 埃塞俄比亚 + 海尔马里亚姆 + 总理."""
    run = SPELLED.search(chars, max(end - 8, 0), end)
    for at in range(max(run.start(), end - 7), end - 2) if run else ():
        if any(chars[at - size : at] in gazetteer.countries() for size in range(2, 8)):
            return at
    return None


SPELLED = pattern(rf"[{SOUNDS}]{{3,8}}$")
ALONE = pattern(rf"(?:^|[^{HAN}0-9]|[系院所室]|(?:院士|教授|研究员|工程师)[和与及])(?:以及|邀请|由)?(?P<name>[{HAN}]{{2,5}})$")
OFFICE_ENDS = frozenset("部局厅处科室院系所大校委司")
# What may stand at the start of a clause before a name: 由蒋万安市长
CLAUSE = pattern("^(?:由|以|与|和|及|对|向|请|经|在|为|让|据|是|这是|随后|当天)(?=..)")


def is_titled(text: str) -> bool:
    """Return whether what stands before a title is a word of it or a body: 文化局 + 局长, 常务副 + 市长, 学科 + 博士点 + 带头人."""
    return is_frequent(text[:2]) or is_known(text) or text in gazetteer.entries()


# Words before a name that has its title behind it.
FOLLOWED_BY = frozenset(
    ("由", "与", "和", "及", "以及", "对", "向", "请", "经", "在", "为", "让", "据", "邀请",
     "这是", "了", "贯彻", "按照", "根据", "感谢", "采访", "听取", "会见", "陪同", "授予", "任命", "是", "有")
)  # fmt: skip
