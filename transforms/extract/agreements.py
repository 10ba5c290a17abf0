"""Agreements: signings, as in 我市与三家企业签订21项合作协议,投资总额达85亿元 and 签约项目33个.

A row needs a number of agreements or projects, an amount, or two named parties. What is only 对接 or 洽谈 is not signed, 签约仪式
alone says nothing of what was signed, and a contract that has to be signed (须签订合同) was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms.extract.deeds import signings
from transforms.extract.deeds.signings import Signing
from transforms.extract.events.sameness import inside
from transforms.extract.events.sites import short
from transforms.extract.events.subjects import told_at
from transforms.extract.facts import Facts
from transforms.model.citation import Citation
from transforms.model.document import Document


class Agreement(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A signing of one or more agreements."""

    source: Citation
    parties: Annotated[list[str], "Who signed, as far as the page names them."]
    count: Annotated[int | None, "Agreements or projects signed."]
    amount: Annotated[float | None, "What they are worth, in whole units of currency."]
    currency: Annotated[str | None, "ISO 4217 code of the amount."]
    event_id: Annotated[str | None, "The event at which they were signed: events.event_id."]


def find(document: Document, facts: Facts) -> Iterator[Agreement]:
    """Yield every signing of the page once, in reading order: the row that says most of it, with what the others add."""
    told: list[Signing] = []
    for signing in signings.find(document, facts):
        signing.titled = document.segments[document.segment_at(signing.at)].role != "body"
        same = next((other for other in told if _same(other, signing)), None)
        if same is None:
            told.append(signing)
        else:
            told[told.index(same)] = _merged(same, signing)
    for signing in sorted(told, key=lambda s: s.start):
        yield Agreement(
            source=document.cite(signing.start, signing.end, "agreements", 0.85), parties=[p.name for p in signing.parties], count=signing.count,
            amount=signing.amount, currency=signing.currency, event_id=told_at(document, facts, signing.at),
        )


def _same(one: Signing, other: Signing) -> bool:
    """Tell whether two rows are one signing: they share who, how many or how much, and contradict each other in nothing."""
    if (one.people != other.people and one.parties and other.parties) or (other.more and not one.titled and not one.more):
        return False
    shared = [one.count == other.count] if one.count is not None and other.count is not None else []
    if one.amount is not None and other.amount is not None:  # a title rounds, 逾百亿美元 is the 101亿美元 of the same 31 agreements
        rounded = (one.titled != other.titled or shared == [True]) and 0.9 < one.amount / (other.amount or 1) < 1.1
        shared.append(one.amount == other.amount or rounded)
    if one.parties and other.parties:
        few, many = sorted(([short(p.name) for p in s.parties if p.name[0] != "我"] for s in (one, other)), key=len)  # 我校 may be any
        pair = min(len(one.parties), len(other.parties)) > 1
        named = few != [] and all(any(inside(a, b) or inside(b, a) for b in many) for a in few)
        if pair or not named or not shared:  # one common party is not enough, unless the figures are the same
            shared.append(named and (pair or one.titled != other.titled))
    title, story = (one, other) if one.titled else (other, one)
    follows = title.titled and not story.titled and bool(title.parties) and not story.parties  # the title says who, the story how many
    return all(shared) if shared else follows


def _merged(one: Signing, other: Signing) -> Signing:
    most, least = (one, other) if one.weight() >= other.weight() else (other, one)
    names = max(most.parties, least.parties, key=lambda parties: (sum(p.name[0] != "我" for p in parties), sum(len(p.name) for p in parties)))
    worth = [s for s in (most, least) if s.amount is not None]
    exact = min(worth, key=lambda s: (s.titled, -len(str(int(s.amount or 0)).rstrip("0"))), default=most)
    count = least.count if most.count is None else most.count
    return msgspec.structs.replace(
        most, parties=names, count=count, amount=exact.amount, currency=exact.currency, people=most.people and least.people,
        titled=most.titled and least.titled,
    )
