"""Lists of persons: who stands in one list with a person found (专家茅以升、李四光), and lists that only what follows tells (甲、乙、丙等院士).

Shared grammar of persons. Not meant: the post they share, which positions.py reads; lists of places and bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms import gazetteer
from transforms.extract.names.followers import closes, ends_strictly
from transforms.extract.names.foreign_names import DASHES, FUNCTION
from transforms.extract.names.han_names import CLASSES, HAN, NEVER, SURNAMES, WITHIN, is_name
from transforms.extract.names.person_names import closed_end, japanese_end, person_end
from transforms.extract.names.words import is_common, is_han, is_known, is_noted
from transforms.model.document import NAMES, Document
from transforms.model.patterns import pattern

# 甲(女)、乙(清华大学)、丙, and behind 甲博士和 what is clearly a name
LISTED = pattern(r"(?:\([^()\n]{1,20}\)|(?P<called>同志|先生|女士|博士|教授|院士))?(?:、|和|与|以?及)")
# 林业部 + 部长: no person
OFFICE = pattern("[部局厅省市县区镇院校司处](?:副?[部局厅省市县区镇院校司处]长)")


def listed(chars: str, spans: dict[tuple[int, int], float]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the persons who stand in one list with a person found: 专家张三、李四."""
    walked: set[int] = set()  # a list is walked once, from whichever of its persons comes first
    for _, end in list(spans):
        match = LISTED.match(chars, end)
        while match and match.end() not in walked and chars[match.end() : match.end() + 2] not in gazetteer.cities():  # 李永得、高雄 + 市长
            walked.add(match.end())
            country = any(chars[match.end() : match.end() + size] in gazetteer.countries() for size in range(2, 9))
            if country or chars[match.end() : match.end() + 3] in gazetteer.entries():
                break  # 副总理甲、哈萨克斯坦 + 第一副总理乙, 州长甲和黑龙江 + 省省长乙
            stop = closed_end(chars, match.end()) or item_end(chars, match.end()) or japanese_end(chars, match.end())
            if stop is not None and chars[stop : stop + 1] in DASHES:  # 艾克斯 + -马赛大都会
                break
            if stop is not None and not OFFICE.match(chars, stop - 1):
                yield (match.end(), stop), 0.8
                match = LISTED.match(chars, stop)
                continue
            stop = person_end(chars, match.end(), sure=False) if match["called"] is None else None  # 甲先生、萨塔昆塔 + 地区市长乙先生
            if stop is None or is_common(chars[match.end() : match.end() + 2]):
                stop = odd_end(chars, match.end())
            if stop is None or OFFICE.match(chars, stop - 1):
                break
            if chars[stop - 1] in CLASSES and is_han(chars[stop : stop + 1]):
                break  # 马防部 + 指挥官
            yield (match.end(), stop), 0.8
            match = LISTED.match(chars, stop)


def item_end(chars: str, at: int) -> int | None:
    """Return the end of a name of three characters that stands between two marks of a list, whatever word it begins with: 刘学甫、王国斌、."""
    item = ITEM.match(chars, at)
    if item is None or item.group()[0] not in SURNAMES or FUNCTION.intersection(item.group()) or item.group()[2] in CLASSES:
        return None
    return None if is_known(item.group()) or is_noted(item.group()[1:]) else item.end()


def odd_end(chars: str, at: int) -> int | None:
    """Return the end of a name whose surname no list has, between two marks of a list that goes on with a name: 罗茂文、能荣、陈洪思."""
    item = ODD.match(chars, at)
    word = item is not None and is_known(item.group()) and not (len(item.group()) == 2 and item.group()[0] in SURNAMES)
    if item is None or word or (NEVER - WITHIN).intersection(item.group().removesuffix("和")) or item.group()[-1] in CLASSES:
        return None
    return item.end() if closed_end(chars, item.end() + 1) or item_end(chars, item.end() + 1) else None


ODD = pattern(rf"[{HAN}]{{2,4}}(?=、)")
ITEM = pattern(rf"[{HAN}]{{3}}(?=[、等])")
# 李国杰、宁津生、吴澄等院士, 甲、乙、丙在主席台就座: a list that nobody's post stands before
LIST = pattern(
    rf"""、(?<=[{HAN}]、)(?P<rest>(?:(?!等)[{HAN}]){{2,4}}(?:、(?:(?!等)[{HAN}]){{2,4}}?){{0,40}}?(?:[和与及](?:(?!等)[{HAN}]){{2,4}})?)
         (?=[等在,，。;；]|[都均]?(?:出席|参加)|当选|担任|为副|分获|荣获|获|分别|一同|共同|联名|参与|陪同|先后|就座|[{HAN}]{{0,2}}见证)""",
    re.VERBOSE,
)
FIRST = pattern(rf"(?:(?<![{HAN}、·])如?|[如为给的]|(?<=授予|表彰|慰问|看望)|(?<=[市县区省]领导))(?P<name>[{HAN}]{{2,4}})$")  # 市领导 + 江山


def enumerated(document: Document, bodies: set[int]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the persons of lists that nothing but what follows tells to be of persons: 甲、乙、丙等院士, 甲、乙、丙出席."""
    chars = document.chars
    for match in document.finditer(LIST, NAMES):
        at = first_start(chars, match.start(), bodies)
        people = [chars[at : match.start()], *items(match["rest"])] if at is not None else []
        if at is None or (chars[match.end()] in ALONE and not is_long(people)):
            continue
        if chars[at - 1 : at] == "的" and not PEOPLE_AFTER.match(chars, match.end()):  # 前来的甲、乙与丙等五位委员
            continue
        sure = closes(chars, match.end() + (chars[match.end()] in "都均")) or PEOPLE_AFTER.match(chars, match.end())
        named = sum(map(is_name, people))
        led = chars.endswith("领导", 0, at)  # 市领导江山, who is no city
        places = any(one in gazetteer.divisions_by_name() for one in people[led:])
        if not sure or named < max(2, 0.6 * len(people)) or places or any(one[0] not in SURNAMES for one in people):
            continue
        if len(people) < 3 and not (PEOPLE_AFTER.match(chars, match.end()) or (named == 2 and ends_strictly(chars, match.end()))):
            continue
        for one in people:
            yield (at, at + len(one)), 0.8
            at += len(one) + 1


ALONE = frozenset(",，。;；")


def items(rest: str) -> list[str]:
    """Return the names of a list, whose last one may stand behind 和: 甲、乙和丙."""
    *before, last = rest.split("、")
    return [*before, *([last] if is_name(last) else re.split("[和与及]", last, maxsplit=1))]


def is_long(people: list[str]) -> bool:
    """Return whether a list is of so many names that nothing need tell it is of persons: 带头人,甲、乙、丙、丁、戊,; not 张家村、李家村."""
    named = sum(map(is_name, people))
    spelled = sum(len(one) == 3 for one in people)
    return len(people) > 4 and named >= 0.8 * len(people) and spelled >= 0.5 * len(people) and 2 * len({one[-1] for one in people}) > len(people)


def first_start(chars: str, end: int, bodies: set[int]) -> int | None:
    """Return where the first name of a list begins that ends at `end`: behind a mark, or behind a body (开发区管委会谷建国、…)."""
    first = FIRST.search(chars, max(end - 5, 0), end)
    return first.start("name") if first else next((end - size for size in (3, 2) if end - size in bodies), None)


PEOPLE_AFTER = pattern(
    r"等(?:[\d两三四五六七八九十多几]{1,3}余?[位名]|院士|专家|教授|学者|领导|嘉宾|同志|先生|企业家|艺术家|同学|[市区县省]领导)|在(?:主席台|前排|座|会上)"
)
