"""Subjects: whom a sentence of an honour is about, where nobody is named right before its verb: 甲市、乙市日前通过验收,荣获…, 该市坚持….

Shared grammar of awards: who begins the clause of the verb or one before it, the sentence above in its line, or the heading. A mayor who
says that the city was honoured has no honour.
"""

from __future__ import annotations

from transforms import lexicon
from transforms.extract.deeds.parties import LEAD, Party, actor, parties
from transforms.extract.events.sites import REACH, within
from transforms.extract.facts import Facts
from transforms.extract.honours.name_lists import members
from transforms.extract.honours.nominees import party_of, unknown
from transforms.extract.honours.owners import beginning, list_end
from transforms.extract.honours.words import Words
from transforms.extract.lines import alternatives
from transforms.model.document import Document
from transforms.model.patterns import pattern

# 湖州市市长表示,荣膺“…”,湖州深受鼓舞: not who says so.
SPOKEN = pattern(rf"(?:{alternatives(list(lexicon.words('cues')))})(?<![之号简名人]称)[,，:：]")
OF_THEM = pattern(r"(?:[共已还也]?有)?[0-9一二两三四五六七八九十]+(?:[个家座地]|城|县[市区]|[市县区镇村]获)")  # 中国七城市获认证 正式跻身
# 3.张家港市, a line of its own above: it is about it.
HEADING = pattern(r"[ \u3000]*(?:[(（]?[0-9一二三四五六七八九十]{1,3}(?:[)）]|[、.．。]))?[ \u3000]*(?P<name>[一-龥·]{2,20})[ \u3000]*")
# 某镇以…为目标: a body that no list knows begins a clause.
BODY_ACTS = pattern(
    r"(?:(?<=[,，;；:：。\n])|(?<![^\n]))(?:[近几多]年来[,，]?|目前[,，]?|[0-9]{4}年以来[,，]?)?"
    r"(?P<who>(?![该本全此这我各])[一-龥]{1,12}?(?:镇|乡|村|街道|社区|公司|集团|大学|学院|中学|小学|医院|景区|馆|剧院|剧团|党支部|党委|居委会|村委会|合作社))"
    r"(?=以(?!及)|坚持|积极|着力|通过|在|始终|先后|因|凭|立足|依托|紧|围绕|按照|大力|持续|不断|全力|充分|自|把|将|是|位于|地处|拥有|素有|现有|毗邻|强化|聚焦|创新|认真|扎实|深入|注重|[,，])"
)
# 某县的甲小学、乙小学三所学校通过评审,荣获: those of the place.
OF_PLACE = pattern(r"的?(?P<who>[^,，。;；\n的]{2,30}、[^,，。;；\n]{2,60}?(?<!作为)(?<![从0-9])[两三四五六七八九十0-9]+[所个家座])[一-龥]{1,6}")
WORK_OF = pattern(r"[一-龥]{2,8}(?:建设|工作|事业|发展|创建|治理|改革|保护)")
LONGER = pattern(r"(?![^年来近前后]*[年来近前后])[^\s获的在了是对向从与和及将把为被等、]{1,8}")


def subject(document: Document, facts: Facts, words: Words) -> list[Party]:
    """Return who begins the clause of the verb or one before it; a new name only in the verb's own clause."""
    chars, low, verb = document.chars, words.low, words.verb
    who = actor(document, facts, low, verb)
    if (who is None or who.start < words.clause) and (new := unknown(chars, words.clause, words.stop)):
        return new
    body = None if who else next(iter(BODY_ACTS.finditer(chars, low, verb)), None)
    if body:
        return [Party(*body.span("who"), body["who"])]
    said = SPOKEN.search(chars, who.end, verb) if who else None
    if who is None or (said and within(facts.persons, who.start, said.start())) or OF_THEM.match(chars, who.end):
        return []
    return _whole(document, facts, words, who)


def _whole(document: Document, facts: Facts, words: Words, who: Party) -> list[Party]:
    """Return all that begins with a name: the list, and 上海建工 which is not 上海."""
    chars, verb, stop = document.chars, words.verb, words.stop
    of_place = OF_PLACE.match(chars, who.end if chars[who.end] == "的" else who.start, verb)
    if of_place and (listed := members(document, facts, *of_place.span("who"))):
        return listed
    role = chars.find("作为", who.end, verb)
    if role >= 0 and chars.find("、", who.start, role) >= 0 and (listed := members(document, facts, who.start, role)):
        return listed  # 甲遗址、乙遗址作为三处申遗点,成功列入
    end = list_end(facts, chars, who.end, verb)
    several = members(document, facts, who.start, end) or parties(document, facts, who.start, end)
    if len(several) > 1 and not several[0].name.endswith("委"):  # 某市委、市政府: the city
        return several
    longer = LONGER.fullmatch(chars, who.end, stop) if who.start >= words.clause else None  # 上海建工 is not 上海
    work = WORK_OF.fullmatch(chars, who.end, stop)  # 扬州精神文明建设: the city's
    start = who.start - chars.startswith("”", who.end)  # “仪征”牌绿茶
    return [Party(start, stop, chars[start:stop])] if longer and not work else [who]


def spoken_of(document: Document, facts: Facts, words: Words) -> list[Party]:
    """Return whom a sentence without a subject is about: who begins the nearest one before it in the line, else whom the heading names."""
    low, verb = words.low, words.verb
    line = document.segments[document.segment_at(verb)].text_start
    at = low
    while at > max(line, low - REACH):
        at, _ = document.sentence_at(at - 1)
        begin = max(at, line)
        lead = LEAD.match(document.chars[begin:low])
        for name in beginning(facts, begin + (lead.end() if lead else 0)):
            if name.type != "person" or not SPOKEN.search(document.chars, name.end, verb):
                return [party_of(name)]
    return headed(document, facts, verb)


def headed(document: Document, facts: Facts, verb: int) -> list[Party]:
    """Return whom the line above names, if it is a heading of nothing else: 3.张家港市, 梅州市梅县区."""
    at = document.segment_at(verb)
    above = document.segments[max(0, at - 1)]
    heading = HEADING.fullmatch(document.chars, above.text_start, above.text_end) if at else None
    named = beginning(facts, heading.start("name")) if heading else []
    return [party_of(name) for name in named if heading and name.type != "person" and name.end == heading.end("name")]
