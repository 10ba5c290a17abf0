"""Signings: what verbs of signing tell, as in 签约项目33个,总投资85亿元, 与24家企业逐一签订协议 and 总额14.1亿元的14个项目签约.

Shared grammar of agreements: how many and how much, and what is no signing: 须签订合同, 将与某公司签署, 签约率, a part of what was signed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from transforms.extract.deeds.parties import Party
from transforms.extract.deeds.signatories import DEAL, WITH, Words, paired, people, signatories, titled
from transforms.extract.events.sites import around
from transforms.extract.facts import Facts
from transforms.extract.lines import last_of
from transforms.extract.quantities import Quantity
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

# Each alternative begins with a character of its own: a search for few first characters is fast.
NO_SIGNING = (
    r"(?!表示|(?:了|的)?[^,，。;；、\n]{0,8}(?:宣言|倡议书?)|"
    r"仪式|活动|方|地|人|率|大会|日|后|前|球员|项目中|的项目(?![0-9])|的[第首])(?:了|的|了的)?"
)
SHARED = pattern("合作?共建|联合共建|共建")
WORTH = "(?:引资|投资)?(?:总|金)*额(?=[0-9共约达为超近逾突累])"
SIGNED = pattern(
    rf"签[约署订字]仪式|签约{WORTH}|合同{WORTH}|协议{WORTH}|签约(?!(?:总|金)*额|项目(?:包括|涵盖|涉及|主要|情况|进展|概况|名单)){NO_SIGNING}|签[订署下定]{NO_SIGNING}|达成(?!共识|一致){NO_SIGNING}"
    rf"|敲定{NO_SIGNING}|续签{NO_SIGNING}"
)
DEALT = pattern(
    r"成果|签约(?:约|近|超过?|逾|达)?[0-9.]+[万亿]|签[署订下定]了?[^,，。;；\n]{0,12}的交易"
    r"|协议|协定|合同|备忘录|项目|意向|合作|订单|条约|声明|文件|议定书|大单|购销|投资|成交|金额|签约额"
)
NOT_DONE = pattern(
    r"未|可望|参加(?:现场|集中|项目)*$|须|应当?|需|拟|计划|不得|可以|如果|必须|要求|推动|促进|争取|力争|将$|将与|有望|希望(?!集团)|期望|盼望|不能|听取了?"
    r"|(?:了解|介绍|通报)了?集?中?$|见证(?!下)了?[^,，。;；\n下]{0,4}$"
)
# 将于十月在某地与某公司签署: the clause says when.
# 签署协议,拟投资20亿元: the money is to come, the signing is done.
WILL = pattern(r"初步(?:落实|确定|敲定|筛选|拟定)|(?<!为)落实(?=[0-9]|签约)|(?<![已即])将(?![军领士])|即将|拟(?!定|总?投资)|预计(?!总?投资)|有望")
PIECES = frozenset(("项", "个", "份", "单", "宗", "笔", "对", "大"))
BEFORE = pattern(
    r"[^,，。;；\n0-9]{0,20}?(?:项目|合同|协议)(?:在[^,，。;；\n]{2,30}?)?(?:集中|现场|线上|视频|成功|正式|顺利|当[场会]|同步|进行|举行|完成|了|已)*"
)
# 签订甲、乙等合作框架协议10个: the count stands behind what is signed.
NOUN_AT = pattern(r"(?:协议书?|协定|合同|备忘录|项目|意向书?|订单)(?:[\u4e00-\u9fff]{0,6}(?:项目|协议|合同))?(?>共计?|共?有|达到?|为|累计|总计)*$")
# 签订甲协议、乙协议等10份协议: what is listed is counted at its end.
LISTED = pattern(r"[^,，。;；\n]{2,90}?等(?:共计|合计|总计|共)?")
# 与24家企业逐一签订: one agreement each.
EACH = pattern(
    r"(?P<first>逐一|分别|先后)?(?:与|同|和)[^,，。;；\n]{2,12}?(?:企业|公司|单位|高校|院校|银行|机构|城市|县区)(?P<each>逐一|分别|逐个|一一|先后)?"
)
MORE = pattern(r"曾(?:于|在)?[^,，]{0,12}$|(?:还|另外?|又)(?:共同|分别|现场)?(?:[与同][^,，]{2,30})?$")
# 其中,合同项目18个; 从行业看,工业类签约额…; …,占总额的两成: a part of what was signed.
PART = pattern(
    r"(?P<of>其中)(?![,，]?在)(?![^;；]*[;；])|[,，]包括(?![^,，;；]*等[0-9])"
    r"|[一-龥](?<![种同此分各这人])类[^,，。;；\n]{0,4}(?:[0-9]+[个项][,，])?(?=$|签)"
)
SHARE = pattern(r"[,，](?:分别)?占(?:总|全部|签约|比|项目|投资)")
# 其中,甲类…3个;乙类…签约项目21个.
IN_PARTS = pattern(r"其中(?![,，]?在)[^。\n]*[;；][^;；。\n在]+$|签约的?(?:[0-9]+个)?[^,，。]{0,8}项目中[,，]")
# 签约的8个项目中,有6个…, 与中国签署合作文件的国家: of those that signed.
PARTED = pattern(
    r"的?[0-9]+个[^,，。;；\n]{0,8}(?:项目|合同|协议)中"
    r"|[^,，。;；\n]{0,14}(?:协议|文件|备忘录|协定)(?:的(?:[0-9]+余?个)?|(?=国家中))(?:国家|城市|企业|机构|单位|地区|国际组织)"
)
# 从资金来源看,内资项目…;外资项目…: to the end of the sentence.
SPLIT = pattern(r"(?:[从按]|(?<![部十成百])分)[^,，。;；\n]{2,8}?[看分](?=[,，])|分[^,，。;；\n]{2,6}看(?=[,，])")
# 甲与乙签署协议,丙与丁签订项目18个: another signing, with figures of its own.
FURTHER = pattern(r"[,，](?=[^,，。;；\n]{0,40}?[与同和][^,，。;；\n]{2,40}?(?:签[署订下定]|签约(?!(?:总|金)*额)|达成))")
# 项目加速签约落地,某区新签约项目649个: the next verb tells it.
NEXT = pattern(r"[^,，。;；\n0-9]{0,12}[,，](?=[^,，。;；\n]{0,16}?签约[^,，。;；\n0-9]{0,12}[0-9]+[个项])")
CLAUSE_END = pattern(r"[,，](?!共|合计|总计|累计)")
# 签约线上项目3个,线下项目9个,共计12个签约项目.
TOTAL = pattern(r"[,，](?:共计|合计|总计)(?P<count>[0-9]{1,4}[个项份])(?=[一-龥]{0,8}(?:项目|协议|合同))")
COUNTED = pattern(
    r"(?:总?投资额?[超过逾达近约]*[0-9.]+[万亿]*元(?:以上)?的)?[一-龥]{0,14}?(?:、[一-龥]{1,6}){0,4}(?:等[一-龥]{2,12}?)?(?:协议|协定|合同|备忘录|项目|意向|合作|订单|条约|声明|文件|议定书|大单)(?!商)"
    r"|[,，](?:协议|合同|签约|投资)总?(?:金额|额)"
)
OVER = pattern(r"(?:以上|以下)?的?(?:重点|重大|工业|产业)*项目|(?:以上)?的有")  # 亿元以上项目8个
SOME = pattern("企业代表|投资方|客商|部分|多[家个]|相关|有关|若干|一批|各[地类家]|数十?[家个]")
# 签约项目10个,预计年产值50亿元: what comes of it or was paid for something else is not its worth.
OTHERS = pattern(r"完成投资|产值|税收|利税|营收|收入|到位|销售|利润|出口额|开工|投产")
SINCE = pattern("年来[,，]|以来[,，]")  # 曾签署协议,三年来,累计投资…亿元
# 签约项目15个,涵盖…,总投资额为285亿元: of all, however far behind.
IN_ALL = pattern(r"(?:总投资|投资总|总金|签约总|协议总|合同总|总)额?(?:累计|共计|合计|约|近|超过?|达到?|突破|逾|为|[:：])*$")
ABOVE = pattern(r"以上的?(?:项目)?有$")  # 投资亿元以上的有5个
# 签约项目10个,同比增长一成;总投资…: the worth may stand behind a semicolon.
LINE_END = pattern(r"[。\n]|[;；](?!(?:协议|合同|计划)?(?:总投资|投资总?额|总?金额))")


class Signing(msgspec.Struct, gc=False):
    """A signing as one verb tells it."""

    start: int
    end: int
    at: int  # where its verb stands
    parties: list[Party]
    count: int | None = None
    amount: float | None = None
    currency: str | None = None
    titled: bool = False  # stands in a title, which rounds
    people: bool = False  # who signed are named, and nobody they sign for
    more: bool = False  # 还签署了两项备忘录: another one

    def weight(self) -> tuple[int, int]:
        """Return how many of its columns are known, and how many sign."""
        return bool(self.parties) + (self.count is not None) + (self.amount is not None), len(self.parties)


def find(document: Document, facts: Facts) -> Iterator[Signing]:
    """Yield what each verb of signing tells of, one signing maybe many times."""
    done = -1
    before: list[Party] = []
    for match in document.finditer(SIGNED, FACTS):
        if match.start() < done or _is_not_done(document, match, done):
            continue
        read = _ceremony(document, facts, match) if match[0].endswith("仪式") else _signing(document, facts, match, before, done)
        if read:
            done, before = read.end, before if read.people else read.parties or before
            pairs = paired(document, facts, around(document, match.start())[0], match.start()) if len(read.parties) > 3 and read.count is None else []
            yield from [msgspec.structs.replace(read, start=pair[0].start, parties=pair) for pair in pairs] or [read]


def _is_not_done(document: Document, match: re.Match[str], done: int) -> bool:
    """Tell whether a verb speaks of what is still to be signed, 将与某公司签署, or was told up to `done`: 协议金额…亿元."""
    chars, at = document.chars, match.start()
    low, _ = around(document, at)
    own = last_of(chars, ";；", low, at) + 1 or low  # 甲区签约…;乙区引进…,协议总额
    told = match[0].startswith(("协议", "合同")) and done >= 0 and chars.find("签", own, at) < 0
    if told or PARTED.match(chars, match.end()) or NOT_DONE.search(chars, max(low, at - 6), at):
        return True
    clause = _clause(chars, low, at)
    begin = max(low, last_of(chars, ",，", low, clause)) if match[0].startswith(("协议", "合同")) else clause  # 预计签约40个,协议额达3亿元
    return WILL.search(chars, begin, at) is not None


def _clause(chars: str, low: int, at: int) -> int:
    """Return where the clause of a verb begins, with the one before it if that goes on in it: 将进行交流,并签署两项备忘录."""
    clause = max(low, at - 48, last_of(chars, ",，", low, at))
    return max(low, last_of(chars, ",，", low, clause)) if chars.find("并", clause, at) >= 0 else clause


def _ceremony(document: Document, facts: Facts, match: re.Match[str]) -> Signing | None:
    """Return the signing that a ceremony is named after: 甲市与乙公司战略合作协议签约仪式, 甲市与乙大学共建丙研究院签约仪式."""
    low, _ = around(document, match.start())
    title = document.chars.rfind("《", low, match.start()) if document.chars.startswith("》", match.start() - 1) else -1
    if title >= 0:  # 出席《甲省政府与乙省政府关于…的谅解备忘录》签约仪式
        signed = titled(document, facts, title)
        return Signing(title, match.end(), match.start(), signed) if signed else None
    shared = SHARED.search(document.chars, low, match.start())
    stop = shared.start() if shared else match.start()
    signed = signatories(document, facts, Words(low, low, stop, stop), [])
    fits = len(signed) > 1 and (shared or DEAL.search(document.chars, signed[-1].end - 12, match.start()))
    return Signing(signed[0].start, match.end(), match.start(), signed) if fits else None


def _signing(document: Document, facts: Facts, match: re.Match[str], before: list[Party], told: int) -> Signing | None:
    """Return what a verb tells: who, how many and how much; nothing where it tells none of them, or of a part of what was `told` before."""
    chars, (low, high) = document.chars, around(document, match.start())
    clause = _clause(chars, low, match.start())
    dealt = DEALT.search(chars, min(clause, max(low, match.start() - 8)), high)
    if not dealt and not match[0].startswith("签约") and not chars.startswith("《", match.end()):
        return None
    end = LINE_END.search(chars, match.end(), high)
    end = FURTHER.search(chars, match.end(), end.start() if end else high) or end
    stop = end.start() if end else high
    count, count_end, count_start = _count(document, facts, match, stop)
    amount, currency, amount_end = _amount(chars, facts, max(match.end(), count_end), stop)
    if count_end > match.end() and WILL.search(chars, match.end(), count_end):
        return None
    if WILL.search(chars, max(match.end(), count_end), max(amount_end, 0)):  # 签署协议,甲行将提供…亿元授信: to come, and not the worth
        amount, currency, amount_end = None, None, -1
    if amount is None and count_end > match.end():  # 签约总金额180亿元的32个项目
        amount, currency, _ = _amount(chars, facts, match.end(), count_end)
    if amount is None and count_start < match.start():
        amount, currency, count_start = _before(document, facts, count_start)
    done = max(count_end, amount_end)
    words = Words(low, clause + (chars[clause] in ",，"), match.start(), min(count_start, match.start()))
    signed = signatories(document, facts, words, before)
    persons = [] if signed else people(document, facts, clause, match.start())
    says = count is not None or amount is not None or _is_together(chars, signed, match.start()) or persons
    if not signed and NEXT.match(chars, match.end()):
        return None
    if not says or not (dealt or len(signed) > 1) or _is_part(chars, words, signed, done, told):
        return None
    start = min([count_start, *(p.start for p in signed or persons if p.start >= low)])
    more = MORE.search(chars, clause, match.start()) is not None
    return Signing(start, max(match.end(), done), match.start(), signed or persons, count, amount, currency, people=bool(persons), more=more)


def _is_together(chars: str, signed: list[Party], verb: int) -> bool:
    """Tell whether two parties sign, even if one of them is not named: 并与甲市签署; 甲县与部分企业达成意向 names one."""
    if len(signed) != 1:
        return len(signed) > 1
    other = WITH.search(chars, signed[0].end, verb)
    return chars[signed[0].start - 1 : signed[0].start] in ("与", "同") or (other is not None and not SOME.search(chars, other.end(), verb))


def _is_part(chars: str, words: Words, signed: list[Party], done: int, told: int) -> bool:
    """Tell whether only a part of what was signed is told, up to `done`: 其中,合同项目18个, where the whole was told before."""
    part = PART.search(chars, max(words.low, words.verb - 60), words.verb)
    if not signed and ((part and (told >= 0 or not part["of"])) or IN_PARTS.search(chars, words.low, words.verb)):
        return True
    return len(signed) < 2 and (SHARE.match(chars, max(done, 0)) or SPLIT.search(chars, words.low, words.verb)) is not None


def _count(document: Document, facts: Facts, match: re.Match[str], stop: int) -> tuple[int | None, int, int]:
    """Return the number of agreements or projects with the verb, where its words end and where they begin."""
    chars = document.chars
    listed = LISTED.match(chars, match.end(), stop)
    total = TOTAL.search(chars, match.end(), stop)
    for quantity in _from(facts, match.start() - 48):
        at = quantity.source.text_start
        if at > stop:
            break
        if match.start() - 48 <= at < match.start() and quantity.value:
            each = EACH.fullmatch(chars, max(0, at - 3), match.start()) or EACH.fullmatch(chars, max(0, at - 1), match.start())
            if each and (each["first"] or each["each"]):
                return int(quantity.value), match.end(), each.start()
            between = quantity.source.text_end, match.start()
            counted = "额" in match[0] and chars[slice(*between)] in (",", "，") and NOUN_AT.search(chars, at - 12, at)  # 项目共有39个,签约总额
            if quantity.unit in PIECES and (counted or BEFORE.fullmatch(chars, *between)):
                return int(quantity.value), match.end(), at
        clause = not CLAUSE_END.search(chars, match.end(), at) if at >= match.end() else False
        near = clause and (at <= match.end() + 24 or NOUN_AT.search(chars, match.end(), at) is not None)
        near = near or (listed is not None and at == listed.end())
        if total and at < total.start():
            continue
        near = near or (total is not None and at == total.start("count"))
        if ABOVE.search(chars, max(match.end(), at - 10), at):
            continue
        if match.end() <= at <= stop and near and quantity.unit in PIECES and quantity.value is not None:
            after = COUNTED.match(chars, quantity.source.text_end)
            if DEALT.search(chars, match.end(), at) or after:
                return int(quantity.value), quantity.source.text_end, match.start()
    return None, -1, match.start()


def _amount(chars: str, facts: Facts, start: int, stop: int) -> tuple[float | None, str | None, int]:
    """Return the worth of what was signed: the first money behind the verb and the count, within its sentence."""
    for quantity in _from(facts, start):
        at = quantity.source.text_start
        if at >= stop:
            break
        each = OVER.match(chars, quantity.source.text_end) and (quantity.modifier == "at_least" or not chars.startswith("总投资", at - 3))
        if quantity.kind == "money" and quantity.value is not None and not each:
            clause = last_of(chars, ",，", start, at) + 1 or start
            far = (at - start > 60 and not IN_ALL.search(chars, clause, at)) or OTHERS.search(chars, clause, at) or chars.startswith("其中", clause)
            return (None, None, -1) if far or SINCE.search(chars, start, at) else (quantity.value, quantity.currency, quantity.source.text_end)
    return None, None, -1


def _before(document: Document, facts: Facts, at: int) -> tuple[float | None, str | None, int]:
    """Return the worth that stands before what was signed, and where it begins: 总额14.1亿元的14个项目."""
    money = [q for q in _from(facts, at - 16) if q.kind == "money" and q.source.text_end == at - 1 and document.chars[at - 1] == "的"]
    return (money[0].value, money[0].currency, money[0].source.text_start) if money else (None, None, at)


def _from(facts: Facts, start: int) -> list[Quantity]:
    """Return the quantities that begin at `start` or behind it, as many as one signing may speak of."""
    low = bisect_left(facts.quantities, start, key=lambda q: q.source.text_start)
    return facts.quantities[low : low + 12]
