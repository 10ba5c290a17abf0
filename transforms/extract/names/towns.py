"""Towns: those of a list that says at its end what they are and how many (周庄、锦溪两镇), and villages right behind their town.

Shared grammar of places. The count has to be that of the list, and behind its town or county even a word names a village:
青城山镇 + 泰安社区, 藤县的 + 道家村. Not meant: sorts of villages (该镇特色村), 曹杨五村, which is one, lists without a count, and
江苏、浙江两镇, whose places are known; 农业、工业、旅游三镇 are sorts of towns.
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms import gazetteer
from transforms.extract.facts import Name
from transforms.extract.names.cuts import cut, generic, is_plain
from transforms.extract.names.works import PARKS, SORTS
from transforms.extract.posts.titles import stops
from transforms.model.document import NAMES, Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern

NUMBERS = {number: at for at, number in enumerate("两三四五六七八九", 2)}
COUNTED = pattern(f"[{''.join(NUMBERS)}]个?(?:乡镇|镇街|街镇|镇|乡|村|街道|社区)(?![长委级民])")  # 黄姓、李姓两村民
LIST = pattern("(?P<first>[一-龥]{2,12})(?P<more>(?:、[一-龥]{2,4})*)(?:[、和与](?P<last>[一-龥]{2,4}))$")


def counted(document: Document) -> Iterator[Name]:
    """Yield the towns of every list that counts them."""
    chars = document.chars
    for match in document.finditer(COUNTED, NAMES):
        found = LIST.search(chars, max(match.start() - 60, 0), match.start())
        if found is None or chars[match.start() - 1] in "、和与":
            continue
        first = own(found["first"])
        items = [(found.end("first") - len(first), first)] if first else []
        at = found.end("first") + 1
        for item in [*found["more"].split("、")[1:], found["last"]]:
            items.append((at, item))
            at += len(item) + 1
        named = {text for _, text in items}
        known = {entry.keys for text in named if (entry := gazetteer.entries().get(text)) and entry.keys != (text,)}  # 周庄 is of no level
        unknown = stops().isdisjoint(named) and not known
        if unknown and len(items) == NUMBERS[match.group()[0]] and not all(map(is_plain, named)):
            for start, text in items:
                yield Name("place", start, start + len(text), text, text, normal(text), 0.7)


def own(text: str) -> str:
    """Return the last name of what stands before the first mark of a list: 深入 + 周庄, 对 + 千 + 灯."""
    name = ""
    for word in reversed(cut(text)):
        if len(name) > 1 or word in stops():
            break
        name = word + name
    return name if 1 < len(name) < 5 else ""


# 青城山镇 + 泰安社区, 藤县的 + 道家村; a 村委会 is a body
BELOW = pattern(r"(?:(?<=[镇乡])|(?<=街道)|(?<=[县市区旗])的)(?P<own>[一-龥]{2,4}?)(?:村|社区|嘎查)(?![委级庄落])")
NO_VILLAGE = frozenset("各全本该每一两几多数十个新")


def below(document: Document, ends: set[int]) -> Iterator[Name]:
    """Yield the villages and quarters that stand right behind one of the places that end at `ends`."""
    for match in filter(None, (BELOW.match(document.chars, end) for end in sorted(ends))):
        own = match["own"]
        if own[0] in NO_VILLAGE or own[-1] in NO_VILLAGE:
            continue
        if not any(word in SORTS or word in PARKS or word in stops() | generic() for word in cut(own)):
            text = document.chars[match.start("own") : match.end()]
            yield Name("place", match.start("own"), match.end(), text, text, normal(text), 0.75)
