"""Words before a verb of receiving: its sentence, its clause with those before it that only list names, and where its adverbs begin.

Shared grammar of awards, as in 江苏甲市,浙江乙市|双双荣获 and 甲县、乙县等51个地区,|荣获. 在邢台市率先创成 has no subject in its clause.
"""

from __future__ import annotations

import msgspec

from transforms.extract.events.sites import around, within
from transforms.extract.facts import Facts
from transforms.extract.honours.nominees import INCLUDING, MEANS, SEVERAL
from transforms.extract.lines import last_of
from transforms.extract.names.han_names import is_name
from transforms.model.document import Document
from transforms.model.patterns import pattern

# Atomic, and read in one way: 共同 is not 共 + 同 as well, or many of them would take for ever.
ADVERBS = pattern(
    r"(?>不[仅但光]|全部|能够|得以|[去今前]年|经(?:复查|复审|复核|评审|审核|考核|验收)(?:确认|合格|通过)?|[缘为]何|如何|何以|(?<=[市县区镇村司院校团队])刚刚?|(?<=[0-9一二两三四五六七八九十][市县区镇村家个])新|[均都皆]?[是系](?=[首第]|新晋)|(?:全[国省市]|国内|我国)?唯一|[均都皆也]有|先后|成功|荣誉|新晋|再[次度]?|首次|又一?次?|也|亦|就|同步|被|(?<!成)都|均|还|已|曾"
    r"|(?:连续)?(?:第?[0-9一两二三四五六七八九十]{1,3}|多)[年届次度](?:[(（][0-9年—–~-]+[)）])?|双双|分别?|一举|相继|更是?|此前|正式|陆续|同时|多次|获|首|光荣|最终|终于?|同|共|齐"
    r"|一并|如愿|现已|顺利|[一共]同|接连|各|喜|荣|则|且|并|遂|因此|由此|从而|一口气|连续|早?[于在]?(?:[0-9]{4}年?、)*[0-9]{4}年度?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|累计|率先|[此本这][次番])+$"
)
# 这是我市继2006年甲村喜获…后取得的又一殊荣: 甲村 did.
BEHIND = pattern(r"是[^,，。;；是]{0,12}?继(?![续承任])(?=[^,，。;；]{2})")
# 甲市、乙市等10个地级城市,丙县等10个县城当选: each part is counted.
SUBLIST = pattern(r"(?:、|等)[^,，。;；\n]{0,60}?(?<![从0-9])[0-9]+余?[个座家][^,，、。;；获授评入\n]{1,12}$")
TITLE_NOTE = pattern(r"(?<=》)[(（][^()（）\n]*[)）]$")  # 《半路》(Halfway)获
# 25个村获评…: how many, not who.
COUNTED = pattern(r"(?<!第)[0-9一二两三四五六七八九十百]+(?:余?[个家名位处座项件所条][一-龥]{0,8}|[市县区镇村校地])$")
SINCE = pattern(r"自[^,，、]{2,12}?以来(?=[一-龥])")  # 自1994年以来某市已八次蝉联
AGAIN = pattern(r"(?:[今去]年|此次|再[次度]|又|并|也|还|更|同时)*")  # 今年再度以…
PLACES = pattern(r"(?:(?:(?![被为获评是])[一-龥]){1,20}?(?:镇|乡|村|社区|街道|办事处|县|市|区|旗|省|州|盟)(?:、|$))+")
PRONOUNS = ("她", "他", "它")
# What a list of those honoured may be of: 入选的城市有, 我省入围的县市区包括, 获奖单位名单.
KINDS = (
    "[地县]级市|城市|县市区?|县区市?|区县市?|市县区?|地区|[镇街]道?社区|社区|街道|[乡村]?镇街?|乡村|乡镇|村庄|村落|村|景区|单位|企业|公司|机构|学校|高校|项目|工程"
    "|区域|镇区|镇村|村镇|个人|集体|案例|作品|团队|品牌|产品"
)


class Words(msgspec.Struct, frozen=True, gc=False):
    """Where the words before a verb begin and end."""

    low: int  # its sentence
    clause: int
    stop: int  # its adverbs: 甲市|先后荣获
    verb: int


def words_before(document: Document, facts: Facts, verb: int) -> Words:
    """Return the words before a verb; none in its clause where that tells only how it came about, or points back."""
    chars, (low, _) = document.chars, around(document, verb)
    clause = clause_of(document, low, verb)
    clause = max((m.end() for m in BEHIND.finditer(chars, clause, verb)), default=clause)
    adverbs = ADVERBS.search(chars, clause, verb)
    stop = adverbs.start() if adverbs else verb
    note = TITLE_NOTE.search(chars, clause, stop)
    stop = note.start() if note else stop
    since = SINCE.match(chars, clause, stop)
    clause = since.end() if since else clause
    soon = AGAIN.match(chars, clause, stop)
    apart = MEANS.match(chars, soon.end() if soon else clause, stop)
    if (apart and apart[0] != "继" and not starts_place(facts, clause)) or chars[clause:stop] in PRONOUNS:  # 在邢台市率先创成…; 她荣获
        stop = clause
    return Words(low, clause, stop, verb)


def widened(document: Document, facts: Facts, words: Words) -> Words:
    """Return the words with the clauses before them that list names: 江苏甲市,浙江乙市获评; 甲县、乙县等51个地区,荣获."""
    chars, low, clause, stop = document.chars, words.low, words.clause, words.stop
    if stop == clause and SUBLIST.search(chars, low, clause - 1):
        stop, clause = clause - 1, clause_of(document, low, clause - 1)
    while clause > low and chars[clause - 1] in ",，":
        above = clause_of(document, low, clause - 1)
        counted = SUBLIST.search(chars, clause, stop) and SUBLIST.search(chars, low, clause - 1)
        if not counted and not _only_names(chars, facts, above, clause - 1):
            break
        clause = above
    return Words(low, clause, stop, words.verb)


def _only_names(chars: str, facts: Facts, start: int, end: int) -> bool:
    """Tell whether a clause is nothing but places: 江苏太仓市,山东高青县; 洪山镇、厉山镇,杨寨镇; 云南省、山东省,昆明市."""
    including = INCLUDING.search(chars, start, end)
    start = including.end() if including else start  # 至今已有芝加哥、夏威夷,墨尔本
    names = within(facts.places, start, end)
    if names and sum(n.end - n.start for n in names) + chars.count("、", start, end) == end - start:
        return True
    pieces = chars[start:end].split("、")
    begins = bool(names) and names[0].start == start
    if len(pieces) > 2 and not begins and 2 * sum(map(is_name, pieces)) > len(pieces):  # 茅以升、詹天佑、水乡志愿者协会,当选
        return True
    return (len(pieces) > 1 or begins) and PLACES.fullmatch(chars, start, end) is not None


def unnamed(chars: str, start: int, end: int) -> bool:
    """Tell whether only a number says who it is: 湖北9个县市上榜."""
    return COUNTED.search(chars, start, end) is not None and not SEVERAL.search(chars, start, end) and not any(
        chars.find(mark, start, end) >= 0 for mark in ("、", ",", "包括", "等", "这")
    )


def starts_place(facts: Facts, at: int) -> bool:
    """Tell whether a place is named right there."""
    return any(n.start == at for n in within(facts.places, at, at + 8))


def clause_of(document: Document, low: int, at: int) -> int:
    """Return where the clause begins that `at` stands in, no farther back than a list of names may reach."""
    dash = document.chars.rfind("——", low, at)
    if dash >= 0 and document.chars.count("“", dash, at) != document.chars.count("”", dash, at):  # a name: “甲——乙”
        dash = -1
    mark = last_of(document.chars, ",，;；:：", low, at)
    title = document.chars.rfind("《", low, mark) if mark >= 0 else -1
    if title >= 0 and mark < document.chars.find("》", title, at):  # 《甲:乙》获
        mark = last_of(document.chars, ",，;；:：", low, title)
    return max(mark + 1, dash + 2 if dash >= 0 else 0) or max(low, at - 120)
