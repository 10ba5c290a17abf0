"""Persons: 梁皓 behind 副市长, 丽奈·玛雯德 before 女士, 沈道远 behind 记者, Joe Hooper behind 主任, and each of them wherever else they stand.

A Han name is a surname (surnames.csv) and one or two characters; where it ends is told by what follows (介绍, 表示, a comma). It
counts only with a cue: a title or profession, a courtesy word, a verb of speech at the start of a clause, a byline. Transliterated
names count by their ·, or behind a title. Not meant: courtesy words themselves, initials of editors (责编:ZB), unnamed officials.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from transforms import gazetteer, lexicon
from transforms.extract import names
from transforms.extract.facts import Facts, Name
from transforms.extract.names import Title, Word
from transforms.model.document import NAMES, Document
from transforms.model.ids import normal


class Surname(msgspec.Struct, frozen=True, gc=False):
    """A family name."""

    surname: str
    why: str


class Transliteration(msgspec.Struct, frozen=True, gc=False):
    """A character that spells the sound of foreign names."""

    character: str
    why: str


SURNAMES = frozenset(row.surname for row in lexicon.read("surnames", Surname))
SOUNDS = "".join(row.character for row in lexicon.read("transliterations", Transliteration))
FOLLOWERS = [row.word for row in lexicon.read("name_followers", Word)]
TITLES = lexicon.read("titles", Title)
TITLE_WORDS = frozenset(row.title for row in TITLES)
BYLINES = [row.title for row in TITLES if row.kind == "byline"]

HAN = "一-龥"
# 丽奈·玛雯德, 阿卜杜拉·本·赛义德
DOTTED = re.compile(rf"[{SOUNDS}](?:[{SOUNDS}-]{{0,9}}[{SOUNDS}])?(?:[·•・][{SOUNDS}](?:[{SOUNDS}-]{{0,9}}[{SOUNDS}])?)+")
# Joe Hooper, John F. Kennedy; not a single word, which may be a brand
LATIN = re.compile(r"[A-Z][a-z'’-]+(?: (?:[A-Z]\.|[A-Z][A-Za-z'’-]+)){1,3}(?![A-Za-z])")
SOUND_RUN = re.compile(rf"[{SOUNDS}]{{3,8}}")
GIVEN = re.compile(rf"[{HAN}]{{1,2}}")
FOLLOWED = re.compile("|".join(sorted(FOLLOWERS, key=len, reverse=True)))
# What no given name has: 王强说, 李平的
NEVER = frozenset("的了说在是和与及等将被为对向从把给让也还都并又曾已于以至其这那则称就让同个们你我他她它不没有上下日个位名第或该此每各摄")
ADDRESS = frozenset(("阿姨", "师傅", "大爷", "大妈", "大娘", "奶奶", "爷爷", "叔叔", "大姐", "大哥", "大叔", "老师", "同学", "小姐", "某某"))
WITHIN = frozenset("以之有自日")  # but inside one: 茅以升
COURTESY = re.compile("先生|女士|同志|教授|院士|博士|老师")
COURTEOUS = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,4}}$")
PARTS = re.compile(rf"(?:[·•・][{SOUNDS}]+)+")
DOT = re.compile("[·•・]")
SOUNDING = re.compile(rf"[{SOUNDS}](?:[{SOUNDS}-]{{0,9}}[{SOUNDS}])?$")
SPEECH = re.compile(
    rf"""(?<![{HAN}A-Za-z0-9])(?P<person>[{HAN}]{{2,4}}?)
         (?=(?:还|也|则|进一步)?(?:表示|介绍|指出|强调|认为|坦言|告诉记者|透露|说[,:，：“]))""",
    re.VERBOSE,
)
BYLINE = re.compile(
    rf"""(?=[{"".join(sorted({word[0] for word in BYLINES}))}文图摄])
         (?:{"|".join(sorted(BYLINES, key=len, reverse=True))}|(?<![{HAN}])[文图摄](?=[/:：]))  # 记者, 文/
         [ \u3000]?[:：/●丨|]?[ \u3000]*
         (?P<people>[{HAN}]{{2,4}}(?:[ \u3000、,/][ \u3000]?[{HAN}]{{2,4}}(?![{HAN}:：])){{0,7}})""",
    re.VERBOSE,
)
PEOPLE = re.compile(rf"[{HAN}]{{2,4}}")
# The signature at the end of a line: (邓显军)
SIGNED = re.compile(rf"\((?P<people>[{HAN}]{{2,4}}(?:[ \u3000、][{HAN}]{{2,4}}){{0,4}})\)(?=\s*(?:\n|$))")
# 新华社北京5月1日电 (甲 乙)
WIRED = re.compile(rf"[电讯] ?\((?P<people>[{HAN}]{{2,4}}(?:[ \u3000、][{HAN}]{{2,4}}){{0,4}})\)")
# 林业部 + 部长: no person
OFFICE = re.compile("[部局厅省市县区镇院校司处](?:副?[部局厅省市县区镇院校司处]长)")
LISTED = re.compile("(?:、|和|与|以及)")


def find(document: Document, facts: Facts) -> Iterator[Name]:
    """Yield every person, in reading order, also where only the name stands."""
    chars = document.chars
    spans: dict[tuple[int, int], float] = {}
    bodies = {name.end for name in facts.organizations}
    for start, end, title in names.find(document).titles:
        if title.kind != "byline":
            at = end + 1 if chars[end : end + 1] in (" ", "\u3000") else end
            stop = person_end(chars, at, sure=title.kind != "person")
            if stop:
                spans[at, stop] = 0.92
            elif title.title not in VERBS:
                spans |= dict(before(chars, start, bodies))
    spans |= {span: 0.9 for span in dotted(document)}
    for match in document.finditer(COURTESY, NAMES):
        before_it = COURTEOUS.search(chars, max(match.start() - 5, 0), match.start())
        if before_it and is_name(before_it.group()):
            spans[before_it.span()] = 0.8
    for match in document.finditer(SPEECH, NAMES):
        if is_name(match["person"]):
            spans[match.span("person")] = 0.8
    for pattern in (BYLINE, SIGNED, WIRED):
        for match in document.finditer(pattern, NAMES):
            spans |= {span: 0.9 for span in people(chars, *match.span("people"))}
    spans |= dict(listed(chars, spans))
    spans |= dict(repeated(document, {chars[start:end] for start, end in spans}))
    yield from clear([(start, end, sure) for (start, end), sure in spans.items()], chars, facts)


# A verb as often as a title when it stands behind a name: 张三代表, 李四指挥.
VERBS = frozenset(("代表", "指挥", "导演", "主编", "总编", "编剧", "干事", "参事", "教练", "裁判", "专家", "顾问", "董事", "经理", "主管", "负责人"))
TAIL = re.compile(rf"[{HAN}]{{2,8}}$")


def before(chars: str, end: int, bodies: set[int]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the person whose name ends where a title begins: 钱学森院士, and behind a body's name, whose ends are `bodies`."""
    import rjieba

    for size in (3, 2):
        if end - size in bodies and is_name(chars[end - size : end]):
            yield (end - size, end), 0.85
            return
    tail = TAIL.search(chars, max(end - 8, 0), end)
    if tail:
        words = rjieba.cut(tail.group())
        name = words[-1]
        if is_name(name) and (len(words) == 1 or words[-2] in FOLLOWED_BY or len(name) == 3):
            yield (end - len(name), end), 0.75


# Words before a name that has its title behind it.
FOLLOWED_BY = frozenset(
    ("由", "与", "和", "及", "以及", "对", "向", "请", "经", "在", "为", "让", "据", "邀请",
     "贯彻", "按照", "根据", "感谢", "采访", "听取", "会见", "陪同", "授予", "任命", "是", "有")
)  # fmt: skip


def person_end(chars: str, at: int, sure: bool = True) -> int | None:
    """Return the end of the person's name that begins at `at`, or None if none does; behind 专家 it is less `sure` than behind 局长."""
    spelled = DOTTED.match(chars, at)
    if spelled:
        return dotted_end(chars, spelled)
    latin = LATIN.match(chars, at)
    if latin:
        return latin.end()
    size = 2 if chars[at : at + 2] in SURNAMES else 1
    run = SOUND_RUN.match(chars, at)
    if run and (run.end() - at > 3 or chars[at] not in SURNAMES) and ends_here(chars, run.end()) and not is_common(chars[at : at + 2]):
        return run.end()
    if chars[at : at + size] not in SURNAMES:
        return None
    end = han_end(chars, at, size, sure)
    more = PARTS.match(chars, end) if end else None  # 何塞 + ·卡瓦耶罗
    return more.end() if more else end


def dotted(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the ranges of names with a dot in them. The dot is looked for first: it is rare, the characters before it are not."""
    chars, last = document.chars, 0
    for dot in document.finditer(DOT, NAMES):
        first = SOUNDING.search(chars, max(dot.start() - 11, last), dot.start())
        match = DOTTED.match(chars, first.start()) if first else None
        if match:
            last = dotted_end(chars, match)
            yield match.start(), last


def dotted_end(chars: str, match: re.Match[str]) -> int:
    """Return the end of a transliterated name without the first character of the word behind it: 柯布西耶 + 提出."""
    follower = FOLLOWED.match(chars, match.end() - 1)
    return match.end() - 1 if follower and follower.end() - match.end() >= 1 and is_han(chars[match.end() : match.end() + 1]) else match.end()


def han_end(chars: str, at: int, size: int, sure: bool) -> int | None:
    """Return the end of a Han name with a surname of `size`: of one or two given characters, the reading after which the text goes on well."""
    given = GIVEN.match(chars, at + size)
    if not given or given.group()[0] in NEVER - WITHIN:
        return None
    short, long = at + size + 1, at + size + 2
    two = given.end() == long and given.group()[1] not in NEVER
    if is_common(chars[at:short]) and not (two and (not is_han(chars[long : long + 1]) or (is_place(chars[at:short]) and ends_here(chars, long)))):
        return None
    if two and is_common(chars[at:long]):
        return None
    if two and ends_here(chars, long) and not starts_follower(chars, short):
        return long
    if ends_here(chars, short) or not two:
        return short
    if not sure:
        return None
    return long if two and not is_word_at(chars, short) else short


def ends_here(chars: str, at: int) -> bool:
    """Return whether a name may end at `at`: the clause ends, or a word follows that people are followed by."""
    return not is_han(chars[at : at + 1]) or FOLLOWED.match(chars, at) is not None


def is_han(char: str) -> bool:
    """Return whether `char` is a Han character."""
    return "一" <= char <= "龥"


def starts_follower(chars: str, at: int) -> bool:
    """Return whether a word of at least two characters that follows names begins at `at`: 梁皓 + 介绍."""
    match = FOLLOWED.match(chars, at)
    return match is not None and match.end() - at > 1 and not ends_strictly(chars, at + 1)


def ends_strictly(chars: str, at: int) -> bool:
    """Return whether a follower of two characters begins at `at`: 张国强 + 调研."""
    match = FOLLOWED.match(chars, at)
    return match is not None and match.end() - at > 1


def is_word_at(chars: str, at: int) -> bool:
    """Return whether a word of the dictionary begins at `at`."""
    import rjieba

    return len(rjieba.cut(chars[at : at + 4])[0]) > 1


@lru_cache(maxsize=65536)
def is_common(text: str) -> bool:
    """Return whether a would-be name is a word: 安排, 高度, 金融."""
    import rjieba

    # The dictionary tags people of history as it tags times: 周恩来.
    people = ("nr", "t") if len(text) > 2 else ("nr",)
    return bool(rjieba.has_word(text)) and not rjieba.tag(text)[0][1].startswith(people)


@lru_cache(maxsize=65536)
def is_place(text: str) -> bool:
    """Return whether a word is some place's name, as 贺海 is: a person's name may begin with it."""
    import rjieba

    return str(rjieba.tag(text)[0][1]) == "ns" and text not in gazetteer.entries()


def is_name(text: str) -> bool:
    """Return whether `text` as a whole reads as a Han or transliterated name."""
    size = 2 if text[:2] in SURNAMES and len(text) > 2 else 1
    if text[:size] not in SURNAMES or not 1 <= len(text) - size <= 2:
        return False
    if text[size:] in TITLE_WORDS or text[size:] in ADDRESS:  # 周书记, 张阿姨
        return False
    return not is_common(text) and not is_common(text[:2]) and text[size] not in NEVER - WITHIN and not NEVER.intersection(text[size + 1 :])


def people(chars: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the names in a byline: 王晓 李明."""
    for match in PEOPLE.finditer(chars, start, end):
        if is_name(match.group()):
            yield match.span()
        else:
            stop = person_end(chars, match.start())
            if stop and match.start() == start:
                yield match.start(), min(stop, end)
            return


def listed(chars: str, spans: dict[tuple[int, int], float]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the persons who stand in one list with a person found: 专家张三、李四."""
    for _, end in list(spans):
        match = LISTED.match(chars, end)
        while match:
            stop = person_end(chars, match.end(), sure=False)
            if stop is None or is_common(chars[match.end() : match.end() + 2]) or OFFICE.match(chars, stop - 1):
                break
            yield (match.end(), stop), 0.8
            match = LISTED.match(chars, stop)


def repeated(document: Document, people: set[str]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield every other place where a person found stands."""
    for span in names.occurrences(document, people):
        yield span, 0.85


def clear(spans: list[tuple[int, int, float]], chars: str, facts: Facts) -> Iterator[Name]:
    """Yield the persons that overlap no organization and no longer name."""
    starts = [name.start for name in facts.organizations]
    last = -1
    for start, end, sure in sorted(spans, key=lambda span: (span[0], -span[1], -span[2])):
        at = bisect_left(starts, end) - 1
        body = facts.organizations[at] if at >= 0 else None
        if start < last or (body and body.end > start and body.end - body.start >= end - start):
            continue
        last = end
        text = chars[start:end]
        yield Name("person", start, end, text, text, normal(text), sure)
