"""Credits: who wrote, took and edited a page, as in 记者 王晓明 李建国, (王晓明), 文/刘一鸣, 陈思远 摄 and 新华社北京5月1日电(陈静).

Names stand behind the word for what somebody did, before 摄, at the end of a line in brackets, or behind the 电 of an agency; several
may stand without a blank between them (记者王晓明李建国). Not meant: the initials of editors (责编:ZB), reporters without a name.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from transforms import gazetteer, lexicon
from transforms.extract.lines import holds
from transforms.extract.names import names
from transforms.extract.names.followers import closes
from transforms.extract.names.han_names import CLASSES, EVERYDAY, HAN, NEVER, is_name
from transforms.extract.names.person_names import person_end
from transforms.extract.names.words import is_common, is_han, is_known, is_person
from transforms.extract.posts.titles import TITLES
from transforms.model.document import NAMES, Document
from transforms.model.patterns import pattern


class Key(msgspec.Struct, frozen=True, gc=False):
    """A word that names what follows it in a line of metadata."""

    key: str
    field: str
    why: str


BYLINES = [row.title for row in TITLES if row.kind == "byline"]
# 审核:张三, 文/李四: words for what somebody did only before a colon or stroke
NO_PEOPLE = pattern("来源|提供|[浏阅点访]|人气|论数|观看|字|类|栏目|标|关键|号|机[构关]|部门|单位|方式|有效|收藏|发布|上传|ID")
PERSONAL = {row.key for row in lexicon.read("byline_keys", Key) if row.field in ("author", "editor", "other") and not NO_PEOPLE.search(row.key)}
KEYS = PERSONAL - set(BYLINES)
KEY_SIZES = sorted({len(key) for key in KEYS}, reverse=True)
COLON = pattern("[/:：丨|｜]")
# What stands behind such a word: a list may run into the next byline, or into where and when: 记者甲、乙 + 台北11日电.
WIDE = rf"[{HAN}][ \u3000]{{1,3}}[{HAN}](?![{HAN}])"  # 蔡  锷, as wide as the others
NEXT = rf"(?:{WIDE}|[{HAN}]{{2,4}}(?![{HAN}:：])|[{HAN}]{{2,3}}(?=[{HAN}]{{2,3}}[0-9]{{1,2}}日))"
NAMED = pattern(rf"[ \u3000]?[:：/●丨|｜]?[ \u3000]*(?P<people>(?:{WIDE}|[{HAN}]{{2,12}})(?:[ \u3000、,/][ \u3000]{{0,2}}{NEXT}){{0,7}})")
PEOPLE = pattern(rf"{WIDE}|[{HAN}]{{2,12}}")
REPORTS = pattern("(?:综合|摄影|现场|图文)?报道$")  # 记者 张三 + 报道
# 王琪 摄, 中新社发 泱波 摄, 张海峰马松摄影报道, 王琪/文
TAKEN = pattern(rf"(?P<people>[{HAN}]{{2,10}})(?P<blank>[ \u3000/]?)$")
CAMERA = pattern(rf"(?:摄(?:影(?:报道)?)?|供图|文(?<=/文)|图(?<=/图)|视频(?<=/视频))(?![{HAN}])")
BEFORE_NAMES = pattern(r"^(?:[一-龥]{1,5}[网社](?=..))?(?:(?:本报|本网|本刊|实习|见习|特约)?(?:记者|通讯员|发|图|文|者)(?=..))?")
# The signature at the end of a line: (王晓明)
SIGNED = pattern(rf"\((?![左右][一二三四五六七八])(?P<people>[{HAN}]{{2,4}}(?:[ \u3000、][{HAN}]{{2,4}}){{0,4}})\)(?=\s*(?:\n|$))")
# 新华社北京5月1日电 (甲 乙), 某某网消息(甲):
WIRED = pattern(rf"(?:电|讯|消息) ?\((?:记者 ?)?(?P<people>[{HAN}]{{2,4}}(?:[ \u3000、][{HAN}]{{2,4}}){{0,4}})\)")


def find(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the names in all credits."""
    chars = document.chars
    ends = [end for _, end, title in names.find(document).titles if title.kind == "byline"]
    ends += [colon.start() for colon in document.finditer(COLON, NAMES) if is_key(chars, colon.start())]
    for end in ends:
        named = NAMED.match(chars, end)
        if named:
            yield from people(chars, *named.span("people"))
    for wording in (SIGNED, WIRED):
        for match in document.finditer(wording, NAMES):
            yield from people(chars, *match.span("people"))
    for camera in document.finditer(CAMERA, NAMES) if holds(document, "摄", "供图", "/文", "/图", "/视频") else ():
        yield from taken(chars, camera.start())


KEY_ENDS = frozenset(key[-1] for key in KEYS)


def is_key(chars: str, colon: int) -> bool:
    """Return whether a word for what somebody did stands before a colon or stroke: 审核:张三, 文/李四."""
    end = colon - (chars[colon - 1 : colon] in (" ", "\u3000"))
    if chars[end - 1 : end] not in KEY_ENDS:
        return False
    return any(chars[end - size : end] in KEYS and not is_han(chars[end - size - 1 : end - size]) for size in KEY_SIZES if size <= end)


def taken(chars: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the names that stand before 摄 at `end`: 陈思远 李明 摄. Between blanks any two or three characters are one."""
    while run := TAKEN.search(chars, max(end - 11, 0), end):
        start, stop = run.span("people")
        before = BEFORE_NAMES.match(run["people"])
        start += before.end() if before else 0
        alone = run["blank"] and not is_han(chars[start - 1 : start]) and stop - start <= 3 and not is_known(chars[start:stop])
        found = [(start, stop)] if alone else list(people(chars, start, stop))
        yield from found
        if not found or chars[start - 1 : start] not in (" ", "\u3000", "、"):
            return
        end = start - 1


def people(chars: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the names in a byline, with or without blanks: 王晓 李明, 王晓明李建国."""
    for match in PEOPLE.finditer(chars, start, end):
        if not is_han(match.group()[1]):
            if is_credited(match.group()[0] + match.group()[-1]):
                yield match.span()
            continue
        beside = match.start() > start and len(match.group()) < 4 and is_person(match.group())  # 王岩 + 白雪
        sizes = [len(match.group())] if beside else divided(REPORTS.sub("", match.group()) or match.group())
        if not sizes:
            stop = person_end(chars, match.start())
            if stop and match.start() == start and (closes(chars, stop) or chars[stop : stop + 2] in gazetteer.entries()):  # 陈妍君 + 台北
                yield match.start(), min(stop, end)
            return
        at = match.start()
        for size in sizes:
            yield at, at + size
            at += size


def divided(text: str) -> list[int] | None:
    """Return how long the names are that `text` is made of, the fewest and longest: 3 and 3 for 王晓明李建国; None if it is not."""
    if is_credited(text):
        return [len(text)]
    for size in (3, 2, 4) if len(text) > 3 else ():
        rest = divided(text[size:]) if is_credited(text[:size]) else None
        if rest:
            return [size, *rest]
    return None


def is_credited(text: str) -> bool:
    """Return whether `text` is a name where only names stand: also 时文枝, whose surname is a word of every day."""
    if text[-1] in CLASSES and is_known(text[:-1]):  # (国际处)
        return False
    everyday = 2 <= len(text) <= 3 and text[0] in EVERYDAY and text not in BYLINES
    return is_name(text) or (everyday and not is_common(text) and not NEVER.intersection(text))
