"""Agreements: signings, as in 我市与三家企业签订16项合作协议,投资总额达120亿元 and 签约项目33个.

A row needs a number of agreements or projects, an amount, or two named parties. What is only 对接 or 洽谈 is not signed, 签约仪式
alone says nothing of what was signed, and a contract that has to be signed (须签订合同) was not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms.extract.facts import Facts
from transforms.extract.lines import last_of
from transforms.extract.occurrences import told_at
from transforms.extract.parties import Party, parties
from transforms.extract.quantities import Quantity
from transforms.extract.quotes import alike
from transforms.extract.sites import around
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document


class Agreement(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A signing of one or more agreements."""

    source: Citation
    parties: Annotated[list[str], "Who signed, as far as the page names them."]
    count: Annotated[int | None, "Agreements or projects signed."]
    amount: Annotated[float | None, "What they are worth, in whole units of currency."]
    currency: Annotated[str | None, "ISO 4217 code of the amount."]
    event_id: Annotated[str | None, "The event at which they were signed: events.event_id."]


SIGNED = re.compile(r"(?P<verb>签订|签署|签下|签约|签定|达成)(?!仪式|活动|方|地|人|率|额|大会|日|后|前|球员|项目中|的项目)(?:了|的|了的)?")
DEALT = re.compile(r"协议|协定|合同|备忘录|项目|意向|合作|订单|条约|声明|大单|购销|投资")
NOT_DONE = re.compile(r"未|须|应当?|需|拟|计划|不得|可以|如果|必须|要求|推动|促进|争取|力争|将$|将与|望|不能")
WITH = re.compile(r"(?:分别|又|也|先后|现场|正式|还)*(?:与|同|和)")
AMOUNT = re.compile(r"总额|总金额|金额|总投资|投资额|投资|签约额|资金|合计|总计|价值|成交额|交易额|引资|总价|大单|订单|超|达|共")
PIECES = frozenset(("项", "个", "份", "单", "宗", "笔", "对", "大"))
BEFORE = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:项目|合同|协议)(?:在[^,，。;；\n]{2,30}?)?(?:集中|现场|成功|正式|顺利|当场|同步)*")
# 签订甲协议、乙协议等10份协议: what is listed is counted at its end.
LISTED = re.compile(r"[^,，。;；\n]{2,90}?等")
# 与24家企业逐一签订: one agreement each.
EACH = re.compile(
    r"(?P<first>逐一|分别|先后)?(?:与|同|和)[^,，。;；\n]{2,12}?(?:企业|公司|单位|高校|院校|银行|机构|城市|县区)(?P<each>逐一|分别|逐个|一一|先后)?"
)
# 双方签下…: those of the words before, 甲与乙举行会谈.
BOTH = re.compile(r"(?:双方|两[市地省县区校国]|三方)")
PAIR = re.compile(
    r"(?:与|同|和)(?P<other>[^,，。;；\n]{2,40}?)(?=举行|举办|签|开展|召开|会谈|座谈|洽谈|就|达成|正式|在|深化|加强|建立|联合|共同|[,，。;；\n])"
)
# 某某代表市政府与…签署: it is the government that signs.
ON_BEHALF = re.compile(r"代表(?!团|队|处|性|作|会)")
LONGEST = 120
LINE_END = re.compile(r"[。;；\n]")


def find(document: Document, facts: Facts) -> Iterator[Agreement]:
    """Yield every signing of the page, in reading order."""
    document = alike(document)
    signings = list(_signings(document, facts))
    fuller = {s.amount for s in signings if s.count or s.parties}
    yield from (s for s in signings if s.count or s.parties or s.amount not in fuller)  # a title tells less than the story


def _signings(document: Document, facts: Facts) -> Iterator[Agreement]:
    seen: set[tuple[object, ...]] = set()
    done = -1
    for match in document.finditer(SIGNED, FACTS):
        low, high = around(document, match.start())
        undone = NOT_DONE.search(document.chars, max(low, match.start() - 6), match.start())
        clause = max(low, match.start() - 48, last_of(document.chars, ",，", low, match.start()))
        if match.start() < done or undone or not DEALT.search(document.chars, min(clause, max(low, match.start() - 8)), high):
            continue
        end = LINE_END.search(document.chars, match.end(), high)
        stop = end.start() if end else high
        count, count_end, count_start = _count(document, facts, match, stop)
        amount, currency, amount_end = _amount(document, facts, match.end(), stop)
        signed = _parties(document, facts, low, match.start()) or _both(document, facts, low, match.start())
        together = len(signed) > 1 or (signed and WITH.search(document.chars, signed[0].end, match.start()))
        told = (count, amount) if count or amount else tuple(p.name for p in signed)
        if (count is None and amount is None and not together) or told in seen:
            continue
        seen |= {told, tuple(p.name for p in signed)}
        done = max(count_end, amount_end)
        start = min([count_start, *(p.start for p in signed if p.start >= low)])
        yield Agreement(
            source=document.cite(start, max(match.end(), done), "agreements", 0.85), parties=[p.name for p in signed], count=count, amount=amount,
            currency=currency, event_id=told_at(document, facts, match.start(), match.end()),
        )


def _count(document: Document, facts: Facts, match: re.Match[str], stop: int) -> tuple[int | None, int, int]:
    """Return the number of agreements or projects with the verb, where its words end and where they begin."""
    chars = document.chars
    listed = LISTED.match(chars, match.end(), stop)
    for quantity in _from(facts, match.start() - 48):
        at = quantity.source.text_start
        if at > stop:
            break
        if match.start() - 48 <= at < match.start() and quantity.value:
            each = EACH.fullmatch(chars, max(0, at - 3), match.start()) or EACH.fullmatch(chars, max(0, at - 1), match.start())
            if each and (each["first"] or each["each"]):
                return int(quantity.value), match.end(), each.start()
            if quantity.unit in PIECES and BEFORE.fullmatch(chars, quantity.source.text_end, match.start()):
                return int(quantity.value), match.end(), at
        near = at <= match.end() + 24 or (listed is not None and at == listed.end())
        if match.end() <= at <= stop and near and quantity.unit in PIECES and quantity.value is not None:
            after = chars[quantity.source.text_end : quantity.source.text_end + 14]
            if DEALT.search(chars, match.end(), at) or DEALT.search(after):
                return int(quantity.value), quantity.source.text_end, match.start()
    return None, -1, match.start()


def _amount(document: Document, facts: Facts, start: int, stop: int) -> tuple[float | None, str | None, int]:
    """Return the worth of what was signed: the first money behind the verb, within its sentence."""
    for quantity in _from(facts, start):
        at = quantity.source.text_start
        if at >= stop:
            break
        if start <= at < stop and quantity.kind == "money" and quantity.value is not None:
            return (quantity.value, quantity.currency, quantity.source.text_end) if at - start <= 60 else (None, None, -1)
    return None, None, -1


def _from(facts: Facts, start: int) -> list[Quantity]:
    """Return the quantities that begin at `start` or behind it, as many as one signing may speak of."""
    low = bisect_left(facts.quantities, start, key=lambda q: q.source.text_start)
    return facts.quantities[low : low + 12]


def _parties(document: Document, facts: Facts, low: int, verb: int) -> list[Party]:
    """Return who signed: A与B签订, or A和B before the verb."""
    chars = document.chars
    clause = max(verb - LONGEST, last_of(chars, ",，;；:：", low, verb) + 1 or low)
    behalf = ON_BEHALF.search(chars, clause, verb)
    clause = behalf.end() if behalf else clause
    both = WITH.search(chars, clause, verb)
    if both:
        one, other = parties(document, facts, clause, both.start()), parties(document, facts, both.end(), verb)
        if other and not one and re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9·()（）]{2,16}", chars[clause : both.start()]):
            one = [Party(clause, both.start(), chars[clause : both.start()])]
        if one or other:
            return [*one, *other]
    return parties(document, facts, clause, verb)


def _both(document: Document, facts: Facts, low: int, verb: int) -> list[Party]:
    """Return whom 双方 or 两市 means before a verb: the two bodies of 甲与乙 in the clauses before it."""
    chars = document.chars
    meant = [m for m in BOTH.finditer(chars, max(low, verb - 24), verb)]
    line = document.segments[document.segment_at(verb)].text_start
    for pair in reversed(list(PAIR.finditer(chars, max(line, meant[-1].start() - 160), meant[-1].start())) if meant else []):
        clause = last_of(chars, ",，;；:：。", line, pair.start()) + 1 or line
        one, other = parties(document, facts, clause, pair.start()), parties(document, facts, *pair.span("other"))
        if one and other:
            return [*one, *other]
    return []
