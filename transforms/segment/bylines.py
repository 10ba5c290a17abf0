"""Bylines: the keys and values of lines such as 2024-10-17 08:13 来源:滨江日报 编辑:张三, and the names in (记者 张三 李四).

Keys stand in seeds/lexicon/byline_keys.csv; mirrors put blanks into them (来 源) and run one pair into the next (某网编辑:张三).
A sentence that merely speaks of reporters (记者从会上获悉) is no byline: names follow a key behind a colon or a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from itertools import takewhile
from typing import Annotated, Literal

import msgspec

from transforms import gazetteer, lexicon
from transforms.model.patterns import pattern
from transforms.model.zones import zone

Field = Literal["publisher", "published", "author", "editor", "other"]


class Key(msgspec.Struct, frozen=True, gc=False):
    """A word that names what follows it in a line of metadata."""

    key: Annotated[str, "The word, without blanks."]
    field: Annotated[Field, "What its value is."]
    why: Annotated[str, "What the word does in a line of metadata."]


class Pair(msgspec.Struct, frozen=True, gc=False):
    """A key with its value in a line."""

    field: Field
    key: str
    value: str
    start: int  # of the key in the line


HAN = r"[\u4e00-\u9fff]"
HAN_RUN = pattern(f"{HAN}{{1,20}}")
FIELDS = {row.key: row.field for row in lexicon.read("byline_keys", Key)}
EDITING = frozenset(("编辑", "责编", "责任编辑"))
SURNAMES = lexicon.surnames()


def _spread(words: list[str]) -> str:
    """Return a pattern for any of `words`, longest first, with blanks allowed between their characters."""
    found = []
    for word in sorted(words, key=len, reverse=True):
        alone = "" if len(word) > 1 else rf"(?<!{HAN}{word})"  # 文:张三 is a byline, 原文:… is not; behind the word, as it is tried less often
        found.append(r"[ \t\u3000\xa0]{0,4}".join(map(re.escape, word)) + alone)
    return "|".join(found)


# 责任编辑 before 编辑. A colon makes a pair; 文/张三 and 图|李四 have strokes, 【来源】 brackets, 文/图 张三 a blank.
MARK = (
    r"(?:\s{0,4}[:：]|(?<=(?:来源|时间|日期|作者|编辑|责编|记者|讯员|供稿|监制|审核|校对|出品|品人|键词|类号|编号|识码))[】\]]|(?<=[文图源期间者辑编审制校对划核觉计影像稿签])\s{0,4}[/／|｜丨︱]"
    r"|(?<=文/图|图/文)[ \u3000]{1,4}|(?<=[⊙○](?:记者|编辑|作者))[ \u3000]{1,4})"
)
PAIR = pattern(rf"(?P<key>{_spread(list(FIELDS))}){MARK}\s{{0,4}}")
GLUED = pattern("|".join(sorted((key for key in FIELDS if len(key) > 1), key=len, reverse=True)))
# No pair without one of these.
KEYED = pattern(r"[:：/／|｜丨︱╱】\]⊙]")
BLANK = pattern(r"[\s、,，?？]+")  # ? is what GBK made of a wide blank
DATE = pattern(
    r"""(?P<year>(?:19|20)(?<![\d.]..)\d\d)\s?(?:年|[-/.]|(?<=\s)(?=\d\d?/))\s?
    (?P<month>\d{1,2})\s?(?:月|[-/.])\s?
    (?P<day>\d{1,2})(?!\d|\s?月)\s?日?/?
    (?:\s{0,6}(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?)?(?:[T,，]|[(（](?=\d\d?:\d\d[)）]))?\s{0,6}
       (?P<hour>[01]?\d|2[0-3])\s?(?:[:：]|时|点)\s?(?P<minute>[0-5]\d)(?:\s?(?:[:：]|分)\s?(?P<second>[0-5]\d)秒?|分)?
       (?:\.\d+)?(?:\s?(?P<half>[ap])m\b)?(?:\s?(?P<zone>Z|UTC|[+-]\d\d:?\d\d))?
    )?""",
    re.VERBOSE,
)
# 17.10.2024 08:13, as sites abroad write it.
DAY_FIRST = pattern(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<mark>[./])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)"
    r"(?:,?\s+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?P<zone>Z)?)?"
)
# 阿依古丽·买买提, 张三, 张 三 (set wide), ZB, WH002, hN_0001.
NAME = (
    rf"(?!记者|通讯员|特约|实习|见习|摄影|(?:责任|[责美])?编辑|[责美]编|校对|{HAN}{{1,4}}记者)"
    rf"(?:{HAN}{{1,6}}·{HAN}[\u4e00-\u9fff·]{{0,7}}|{HAN}{{2,4}}|{HAN}[ ]{{1,3}}{HAN}(?!{HAN})"
    r"|[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14}){1,2}(?![A-Za-z\d.])|[A-Za-z][A-Za-z.]{1,14}(?![A-Za-z\d._])|[A-Za-z]{1,4}_?\d{3,4}(?!\w))"
)
# Atomic, so that a line of a hundred names that ends otherwise is not taken apart in every possible way.
# Behind a stroke may stand where they wrote: 张三/台北报道. A dot between names became ? on mirrors: 张三 ? 李四.
NAMES = (
    rf"(?>{NAME}(?:(?:[(（](?:实习生?|见习)[)）])?"
    rf"(?:\s{{0,4}}(?:[、,，;；]|[/／](?!{HAN}{{2,6}}报[道导]))\s{{0,4}}|\s{{1,4}}[?？·•]\s{{1,4}}|[ \t\u3000\xa0]{{1,4}}){NAME})*)"
)
# 本报记者 张三 通讯员 李四, 记者张三 in brackets; the blank or colon tells the key from 记者从….
REPORTERS = pattern(rf"(?:(?<!摄影)记者|通讯员|实习生|特派员|采访人员)\s{{0,4}}[:：|｜丨/／]?\s{{0,4}}(?P<names>{NAMES})")
WORK = pattern(r"(?:摄影报道|综合报道|摄影|报[道导]|采写|整理|供稿|文图|图文|[/／]?(?:文[/、]图|图[/、]文)|文并图)$")
REPORTED = pattern("(?P<place>.{2,8}?)(?:采访|综合)?报[道导]")
# 张三 李四 新疆乌鲁木齐报道, 张三 李四 报导 / 台中市
PLACED = pattern(rf"\s(?P<place>{HAN}{{2,8}}?)(?:采访|综合)?报[道导]$|\s?报[道导]\s?[/／]\s?(?P<behind>{HAN}{{2,8}})$")
# 供稿:传播学院 names who sent the text, not a person. A short word behind a surname is a person unless it ends as only bodies do.
NOTE = pattern(r"\[\d{1,2}\]|\*+$")  # 张三[1] has a note at the foot of the page
BODY = pattern(r"(?:学院|大学|中心|集团|公司|协会|学会|政府|党委|团委|工会|支部|街道|社区|办公室|电视台|日报|晚报|编辑部|管理员|[网局])$")
OFFICE = pattern(r"[委局处部办所院馆社台报网科室系组站队厅会]$")
# 阿依古丽·买买提, not 澎湃新闻·澎湃号.
FOREIGN = pattern(rf"{HAN}{{1,6}}(?:·{HAN}{{1,8}})+(?<![报网社台号刊])(?<!新闻)(?<!记者)")
NOT_NAMES = frozenset(lexicon.words("no_authors"))


@lru_cache(maxsize=256)
def pairs(line: str) -> tuple[Pair, ...]:
    """Return every key of `line` with its value, which ends where the next key begins."""
    found = list(PAIR.finditer(line)) if KEYED.search(line) else []
    if not found:
        return tuple(_spaced(line.strip(" \t\u3000\xa0()（）[]【】□■●◆")))
    ends = [*(match.start() for match in found[1:]), len(line)]
    keys = ["".join(match["key"].split()) for match in found]
    return tuple(
        Pair(FIELDS[key], key, line[match.end() : end].strip(" \t\u3000\xa0|｜/;；,，()（）[]【】○"), match.start())
        for key, match, end in zip(keys, found, ends, strict=True)
    )


def _spaced(line: str) -> Iterator[Pair]:
    """Yield the names behind keys without a colon: 编辑 张三, 文 李四 校对 王五. All else must be keys, or it is no byline."""
    blank = BLANK.search(line) if len(line) <= 60 else None
    if blank is None:
        yield from _glued(line)
        return
    if line[: blank.start()] not in FIELDS:
        return
    words = [word for word in BLANK.split(line) if word]
    if len(words) == 2 and words[0] in EDITING and len(words[1]) in (2, 3) and words[1] not in NOT_NAMES:  # 编辑 小舟 has a name of her own
        yield Pair("editor", words[0], words[1], 0)
        return
    if len(words) == 2 and FIELDS[words[0]] == "publisher" and words[1].endswith(tuple("报网社台刊")):  # 来源 滨江网
        yield Pair("publisher", words[0], words[1], 0)
        return
    keys = ["记者" if word.endswith("记者") else word for word in words]  # 摄影 张三 文字 滨江日报记者 李四
    if not all(key in FIELDS or _is_person(key) or key.isascii() for key in keys):
        return
    key = words[0]
    for word in keys:
        if word in FIELDS:
            key = word
        else:
            yield Pair(FIELDS[key], key, word, 0)


def _glued(line: str) -> Iterator[Pair]:
    """Yield the names behind keys without a blank, 编辑张三校对李四: two keys at least, and a person behind each."""
    keys = list(GLUED.finditer(line)) if len(line) <= 30 else []
    ends = [*(key.start() for key in keys[1:]), len(line)]
    values = [line[key.end() : end] for key, end in zip(keys, ends, strict=False)]
    if len(keys) > 1 and keys[0].start() == 0 and all(len(value) in (2, 3) for value in values) and any(map(_is_person, values)):
        yield from (Pair(FIELDS[key[0]], key[0], value, key.start()) for key, value in zip(keys, values, strict=True))


def days(text: str) -> Iterator[tuple[datetime, tuple[int, int]]]:
    """Yield every date with a year in `text`, with its time of day if it has one, and where it stands."""
    for match in (*DATE.finditer(text), *DAY_FIRST.finditer(text)) if "20" in text or "19" in text else ():
        hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
        hour += 12 * (hour < 12 and match.groupdict().get("half") == "p")
        with suppress(ValueError):  # 2024-13-40 is no date
            day = datetime(int(match["year"]), int(match["month"]), int(match["day"]), hour, minute, second, tzinfo=zone(match["zone"]))
            yield day, match.span()


def published(text: str) -> datetime | None:
    """Return the first date with a year in `text`, or None."""
    return next((day for day, _ in days(text)), None)


# (记者张三通讯员李四): the next key ends a name.
JOINED = pattern(r"(?<=[\u4e00-\u9fff])(?<!摄影)(?=(?:特约)?(?:通讯员|实习生|见习记者|实习记者|记者)[\u4e00-\u9fff\s])")
APART = pattern(r"[\s、,，/]+")
WIDE = pattern(rf"(?<!{HAN})({HAN}) {{1,3}}({HAN})(?!{HAN})")
LISTED = pattern(rf"\s*(?P<names>{NAMES})")
ONE = pattern(NAME)


def names(text: str) -> list[str]:
    """Return the names that `text` begins with, 张三、李四 or 张 三; it ends where something else begins."""
    match = LISTED.match(text)
    if not match:
        return []
    words = ONE.findall(match["names"])
    rest = HAN_RUN.match(text, match.end())
    if words and rest and _is_body(words[-1] + rest[0]):
        words.pop()  # 国际合作 of 国际合作与交流处
    if words and rest and not _is_person(words[-1]) and not REPORTED.fullmatch(words[-1] + rest[0][:8]):
        words.pop()  # 张三 点击图片浏览下一页, 责任编辑:城市规划研究
    if len(words) > 1 and text[match.end() : match.end() + 1] in ("(", "（") and not _is_person(words[-1]):
        words.pop()  # 张三 中国(深圳)综合开发研究院
    told = REPORTED.fullmatch(words[-1] + (rest[0][:8] if rest else "")) if len(words) > 1 else None
    if told and any(map(gazetteer.division, (told["place"], told["place"][:2]))):
        words.pop()  # 张三 武汉报道, 李四 台湾高雄采访报道
    found = [re.sub(r"\s(?![A-Z])", "", WORK.sub("", word) or word) for word in words if not _is_body(word)]
    found = [name for name in found if name not in NOT_NAMES and not name.endswith("记者") and name.lower() != "admin" and name not in FIELDS]
    return [name for name in found if not name[-1].isdigit()] or found  # 张三 PN248 is one, and so is ZB12 alone


def reporters(text: str, open_ended: bool = False) -> list[str]:
    """Return the names behind 记者 and 通讯员 in `text`, in order; `open_ended` tells that news may follow them: 记者 张三 昨天,…."""
    found = []
    joined = JOINED.sub(" ", text) if "通讯员" in text or "实习" in text or "见习" in text else text
    for match in REPORTERS.finditer(joined):
        run = HAN_RUN.match(joined, match.start("names"))
        if run and (bare := WORK.sub("", run[0])) != run[0] and _is_person(bare):  # 本报记者张三丰报道
            found.append(bare)
            continue
        if run and len(run[0]) > 4 and not joined[run.end() : run.end() + 1].strip() and (several := apart(bare)):
            found += several
            continue
        first, *others = names(joined[match.start("names") : match.end() + 12]) or [""]
        found += [first, *(takewhile(_is_person, others) if open_ended else others)] if first else []
    return found


def apart(run: str) -> list[str]:
    """Return the names in a run without blanks, 张建国李明: each begins with a surname and has two or three characters."""
    if not run:
        return []
    for size in (3, 2):
        name, rest = run[:size], run[size:]
        if len(name) == size and _is_person(name) and (not rest or apart(rest)):
            return [name, *apart(rest)]
    return []


def signature(text: str) -> list[str]:
    """Return the persons of a signature such as 张三 李四 or 张三 摄影报道, or nothing where the words are no persons: (广州天河) is a place."""
    text = text.strip()
    placed = PLACED.search(text) if "报" in text else None
    if placed and gazetteer.scan(placed["place"] or placed["behind"]):
        text = text[: placed.start()]
    bare = NOTE.sub("", WORK.sub("", text)).strip()
    words = APART.split(WIDE.sub(r"\1\2", bare) if " " in bare else bare)
    home = gazetteer.division(words[0]) if len(words) == 1 else None
    if home and home.adcode.endswith("00"):  # 江西 heads what follows, and 高密 may be somebody
        return []
    return words if all(_is_person(word) for word in words) else []


def joined(text: str) -> list[str]:
    """Return the persons of a signature that nothing parts, (张建国李明), or nothing where the words are none: (江西南昌) is a place.

    Beside a person stands another, however rare the family name: (张明 天乐).
    """
    bare = WORK.sub("", text.strip())
    words = APART.split(bare)
    if 1 < len(words) < 4 and all(2 <= len(word) <= 3 and HAN_RUN.fullmatch(word) for word in words):
        return words if _is_person(words[0]) and not gazetteer.scan(bare) else []
    names = apart(bare) if 4 <= len(bare) <= 6 and HAN_RUN.fullmatch(bare) else []
    return names if len(names) == 2 and not gazetteer.scan(bare) else []


def _is_body(name: str) -> bool:
    return BODY.search(name) is not None or (OFFICE.search(name) is not None and not _is_person(name))


def _is_person(name: str) -> bool:
    return FOREIGN.fullmatch(name) is not None or (2 <= len(name) <= 3 and name[0] in SURNAMES) or (3 <= len(name) <= 4 and name[:2] in SURNAMES)
