"""Corrections: what an analyst knows better, as data: 城投集团 of two pages is one body, two rounds of one day are two.

    correction,type,name,other,guard,why
    merge,organization,江城城市投资集团,江城城投,named,the group renamed itself in 2021
    split,event,2023滨水空间论坛,江城滨水空间论坛,if named,the city's forum was another one on the same day

`name` and `other` are names as pages write them in full, or ids. A correction that no longer does anything is an error with its
line: pages that would be one (or two) without it, and, where the guard is `named`, a name that no page has any longer.
Not meant: facts. What a page says stays as it says it; a correction only tells which of its things are one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from transforms import lexicon
from transforms.model.ids import normal
from transforms.resolve.merges import Link, Merge

Type = Literal["person", "organization", "place", "facility", "publication", "programme", "award", "event"]


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """Two things that are one, or one that is two."""

    correction: Annotated[Literal["merge", "split"], "What to do."]
    type: Annotated[Type, "What both are."]
    name: Annotated[str, "The one, by its name or id."]
    other: Annotated[str, "The other, by its name or id."]
    guard: Annotated[Literal["named", "if named"], "Whether it is an error that no page names one of them."]
    why: Annotated[str, "Who says so."]


class CorrectionError(ValueError):
    """A correction cannot be applied, or changes nothing; the message tells which and how to mend it."""


def read(path: Path) -> list[Correction]:
    """Return the corrections of a CSV file. Raises CorrectionError for a malformed one."""
    try:
        return lexicon.read(path.stem, Correction, path.parent)
    except ValueError as error:
        raise CorrectionError(str(error)) from None


def digest(path: Path) -> str | None:
    """Return what tells one set of corrections from another; None for none. Raises CorrectionError for a malformed file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if read(path) else None


class Applied(msgspec.Struct, frozen=True):
    """Corrections by the ids they mean."""

    merges: list[Link]
    splits: list[tuple[str, str]]


def applied(corrections: Iterable[Correction], ids: Mapping[tuple[str, str], set[str]], without: Iterable[Merge]) -> Applied:
    """Return what corrections mean; `ids` are the page-level ids of a type and name, `without` the merges made without corrections.

    Raises CorrectionError for one that changes nothing.
    """
    into = {merge.id: merge.entity_id for merge in without}
    known = {id for found in ids.values() for id in found}
    made = Applied([], [])
    for row in corrections:
        what = f"correction {row.correction} {row.type} {row.name} / {row.other}"
        sides = [{name} if name in known else ids.get((row.type, normal(name)), set()) for name in (row.name, row.other)]
        if missing := [name for name, side in zip((row.name, row.other), sides, strict=True) if not side]:
            if row.guard == "named":
                raise CorrectionError(f"{what}: no page names {' or '.join(missing)}; remove the row, or write `if named` as its guard")
            continue
        one, two = ({into.get(id, id) for id in side} for side in sides)
        if len(one) > 1 or len(two) > 1:
            raise CorrectionError(f"{what}: {row.name if len(one) > 1 else row.other} names several: write one of {', '.join(sorted(one | two))}")
        if sides[0] & sides[1]:
            raise CorrectionError(f"{what}: pages give both one id, {min(sides[0] & sides[1])}; what tells them apart must be read from the page")
        if (one == two) == (row.correction == "merge"):
            raise CorrectionError(f"{what}: they are {'one' if one == two else 'two'} without it; remove the row")
        if row.correction == "merge":
            made.merges.append(Link(min(sides[0]), min(sides[1]), 1.0, f"correction: {row.why}"))
        else:
            made.splits.extend((a, b) for a in sides[0] for b in sides[1])
    return made
