"""Entities: 人居署 on one page and 联合国人类住区规划署 on another are one body, told once.

A page links its own short forms to the fullest one it has, and knows the gazetteer; that gives its names their ids. Across pages
two more names are one where a page says so: a form that stands on one page for exactly one body is that body on a page that has
only the short form. A form that stands for two bodies somewhere (市委, 组委会) joins nothing. What everybody shortens alike is one
without a page that says so: 武汉经开区 is 武汉经济技术开发区, 郑州市十三届人大常委会 is 郑州市人大常委会.
Not meant: likeness of spelling. 城建集团 of two cities look alike and are two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from typing import Annotated

import msgspec

from transforms import gazetteer, lexicon
from transforms.model.ids import normal
from transforms.model.patterns import pattern
from transforms.resolve.corrections import Correction, applied
from transforms.resolve.merges import Link, Merge, joined


class ZoneKind(msgspec.Struct, frozen=True):
    """A kind of zone, or what runs it, as the news shortens it."""

    form: Annotated[str, "The short form, at the end of a name."]
    full: Annotated[str, "What it is short for."]
    why: Annotated[str, "Who writes so."]


class NameCount(msgspec.Struct, frozen=True, gc=False):
    """How many documents have one name for one page-level entity: a distinct row of `mentions`, or a body of `positions`."""

    entity_id: str
    type: str
    name: str  # the fullest form on the page
    text: str  # the form itself
    key: str
    adcode: str | None
    deictic: bool
    documents: int


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """A thing the corpus speaks of, once."""

    entity_id: Annotated[str, "Stable id; a merge keeps the one that is published, else the smaller one."]
    type: Annotated[str, "person, organization, place, facility, publication, programme or award; events have their own table."]
    name: Annotated[str, "Canonical name: the gazetteer's, of a division's office the fullest (长沙市委), else the fullest most pages use."]
    aliases: Annotated[list[str], "Other forms the pages use, never a deictic such as 我市; sorted."]
    former_ids: Annotated[list[str], "Ids that were merged into this one; sorted."]
    adcode: Annotated[str | None, "Administrative division code of a place in China, or of the division a body is of; NULL where it is ambiguous."]
    country_code: Annotated[str | None, "ISO 3166-1 alpha-2 code of a country or of the country a place lies in."]
    latitude: Annotated[float | None, "Degrees north of the place's centre."]
    longitude: Annotated[float | None, "Degrees east of the place's centre."]
    documents: Annotated[int, "Documents that name it, or a post in it: 市长 alone tells of 武汉市人民政府."]
    mentions: Annotated[int, "Mentions in all documents; 0 of a body that posts alone tell of."]


# Only of these may a short form seen elsewhere name the same thing; two persons of one name are told apart by their key alone.
LINKED = frozenset({"organization", "facility", "programme"})
# And of these what everybody shortens alike: a zone is a place.
ALIKE = LINKED | {"place"}

# 郑州市 + 十三届 + 人大常委会: whoever sits in it, it is one body.
TERM = pattern(r"第?[〇零一二三四五六七八九十百0-9]{1,4}届(?=人大|人民代表大会|政协|委员会|常委会)")

# 武汉 + 经开区, but not 高新区 alone, which is of the page's city.
FULL = {row.form: row.full for row in lexicon.read("zone_kinds", ZoneKind)}
SHORTENED = pattern(rf"(?<=..)(?:{'|'.join(map(re.escape, FULL))})")

# 昆山市市委: the city's own name, and 市委 written in full behind it.
DOUBLED = pattern(r"([省市州区县旗镇])\1(?=[委政人纪])")

# How often such a short form, met on another page alone, is the same thing there.
LINK = 0.95


def entity_merges(names: Iterable[NameCount], published: Set[str] = frozenset(), corrections: Iterable[Correction] = ()) -> list[Merge]:
    """Return which page-level ids are one entity, sorted by id; `published` are the ids that the catalog has.

    Raises CorrectionError for a correction that changes nothing.
    """
    corrections = [row for row in corrections if row.type != "event"]
    spoken_of = {form for row in corrections for name in (row.name, row.other) for form in (name, normal(name))}
    ids = defaultdict(set)

    def noted(row: NameCount) -> NameCount:
        if spoken_of and not row.deictic and (row.entity_id in spoken_of or normal(row.name) in spoken_of):
            ids[row.type, normal(row.name)].add(row.entity_id)
        return row

    links = list(_links(map(noted, names)))
    merges = joined(links, published=published)
    if not corrections:
        return merges
    made = applied(corrections, ids, merges)
    return joined([*made.merges, *links], made.splits, published)


def _links(rows: Iterable[NameCount]) -> Iterable[Link]:
    """Yield a link for a name that is the short form of exactly one other thing of its type, and more than its last words, or shortened as usual."""
    stands_for, named, worn, usual = defaultdict(set), defaultdict(set), set(), dict[str, tuple[str, str]]()
    for row in rows:
        if row.type in ALIKE and (full := spelled_out(row.name)) != row.name:
            usual[row.entity_id] = row.type, normal(full)
        if row.type in ALIKE:
            named[row.type, normal(row.name)].add(row.entity_id)
        if row.type not in LINKED:
            continue
        form = row.type, normal(row.text)
        if not row.deictic and form[1] != normal(row.name):
            stands_for[form].add(row.entity_id)
            # 传播学院 has lost what told whose it is; 流域中心 of 江河流域研究中心 has words of its own.
            if normal(row.name).endswith(form[1]):
                worn.add(form)
    for id, form in usual.items():
        if len(bodies := named[form] - {id}) == 1:
            yield Link(id, min(bodies), LINK, "the one is the usual short form of the other, or one of its terms")
    for form, bodies in stands_for.items():
        if len(bodies) == 1 and len(named[form]) == 1 and bodies != named[form] and form not in worn:
            yield Link(min(bodies), min(named[form]), LINK, "a page uses the one name as the short form of the other")


def spelled_out(name: str) -> str:
    """Return a name with the usual short forms in full and without a term: 武汉经济技术开发区 for 武汉经开区."""
    name = TERM.sub("", name) if "届" in name else name
    return SHORTENED.sub(lambda match: FULL[match[0]], name)


def entity(id: str, rows: list[NameCount], documents: int, mentions: int) -> Entity:
    """Return the entity of an id: `rows` are its names; so many documents have them, so many times."""
    forms = Counter[str]()
    for row in rows:
        forms[row.name] += row.documents
        if not row.deictic:
            forms[row.text] += 0
    type, key = rows[0].type, min(row.key for row in rows)

    def weight(form: str) -> tuple[bool, int, int, int, str]:
        return spelled_out(form) == form and not DOUBLED.search(form), len(form) if ":" in key else 0, forms[form], len(form), form

    place = gazetteer.place(key) if type == "place" else None
    body = gazetteer.bodies().get(key) if type == "organization" else None
    seat = _seat(key, mentions) if type == "organization" else None
    name = place.name if place else body.name if body else _own(max(forms, key=weight), seat)
    return Entity(
        entity_id=id, type=type, name=name, aliases=sorted(set(forms) - {name}), former_ids=sorted({row.entity_id for row in rows} - {id}),
        adcode=seat.adcode if seat else min((row.adcode for row in rows if row.adcode), default=None),
        country_code=place.country if place else body.country if body else "CN" if seat else None,
        latitude=place.latitude if place else None, longitude=place.longitude if place else None,
        documents=documents, mentions=mentions,
    )


def _seat(key: str, mentions: int) -> gazetteer.Division | None:
    """Return the division that a body is of: 330000:人民政府. A body that posts alone tell of has its name for a key: 浙江省人民政府."""
    if mentions:
        return gazetteer.divisions().get(key.partition(":")[0])
    heads = (key[:size] for size in range(min(len(key) - 1, 12), 1, -1))
    return next((row for head in heads if (row := gazetteer.division(head)) and row.name == head), None)


def _own(name: str, seat: gazetteer.Division | None) -> str:
    """Return the name of a body of a city without what the city lies in: 湖南省长沙市委. A county's may need it: 乐山市市中区委."""
    return name[max(name.find(seat.name), 0) :] if seat and seat.level != "county" else name
