"""Recipients: who has an honour, as in 无锡市、黄山市等5个市荣获…, 包括徐州市在内的5个城市 and 港珠澳大桥工程.

Shared grammar of awards. Who receives stands right before the verb, behind its 的 (owners.py), or is whom the sentence speaks of
(subjects.py); a list may say how many it has. 25个村获评… names nobody.
"""

from __future__ import annotations

from transforms.extract.deeds.parties import Party
from transforms.extract.events.sites import REACH, is_country, within
from transforms.extract.facts import Facts
from transforms.extract.honours.honours import Item
from transforms.extract.honours.name_lists import members
from transforms.extract.honours.nominees import (
    MEANS,
    QUOTED_ONE,
    SEVERAL,
    WORK,
    clear,
    names_of,
    party_of,
    people_of,
    several_of,
    things_of,
    works_of,
)
from transforms.extract.honours.owners import owners
from transforms.extract.honours.subjects import headed, spoken_of, subject
from transforms.extract.honours.words import COUNTED, Words, clause_of, unnamed, widened, words_before
from transforms.extract.numerals import figure
from transforms.model.document import Document
from transforms.model.patterns import pattern

# 荣获“…”的喜讯传来: the news of it, not who has it.
NEWS = pattern(r"(?:好?消息|喜讯|捷报|新闻|荣誉|成绩|佳绩|历史|时候|时刻|过程|基础|背景)")
IN_ALL_OF_THEM = pattern(r"(?:一?共计?|合计|等)[0-9一二两三四五六七八九十]")
# 某校完成的“…”项目,获得; 提名项目“…”通过审议,成功列入.
MADE = pattern(
    r"的(?P<name>“[^“”\n]{3,60}”(?:项目|工程|课题|成果|作品))[,，]$|(?:项目|工程|作品)“(?P<quoted>[^“”\n]{3,60})”[^,，“”\n]{0,40}[,，]$"
    r"|《(?P<work>[^《》\n]{2,60})》(?:项目|成果|作品|一书|课题)?[,，]$"
)
BESIDE = pattern(r"(?:^|(?<=[,，。;；\n]))(?:[但也还并]?与(?P<who>[^,，。;；\n]{2,30}?)(?:一[同起道]|同时|共同))$")
# 2019年7月,荣获…: nothing before the verb that could be a subject.
LEAD_ONLY = pattern(r"(?:[\s,，、和]|于|在|同时|此外|随后|先后|[0-9]{4}年度?|[0-9]{1,2}月|[0-9]{1,2}日)*")
NOTED = pattern(r"[0-9一二两三四五六七八九十]+个[一-龥]{2,6}[(（](?P<who>[^()（）\n]{2,60})[)）]$")
# 两地分别入选…
BOTH = pattern(r"(?:^|(?<=[,，。;；\n]))(?P<count>[两二三四五六七八九])(?:地|市|县|区|村|镇|城|个?城市|座城市)$")
OURS = pattern(r"\s*[我本][省市县区镇乡村校院]")  # of a page whose home nobody knows
BECOMES = pattern("成为|是|也是")
FROM = pattern("来自|全[国省市]")
FROM_THERE = pattern("(?:来自|由)[^,，\n]{2,60}的[0-9一二两三四五六七八九十百]+余?[个项家名位件部首]|[^,，\n]{4,60}、[0-9]+余?[人名位]$")
# 来自甲市、乙市的4个项目: not the cities; 我市6人获得…、15人被评为: not the city


def recipients(document: Document, facts: Facts, verb: int, listed: list[Item], before: list[Party]) -> list[Party]:
    """Return who receives: who stands behind 的, right before the verb, else whom the sentence or the one before is about."""
    words = words_before(document, facts, verb)
    owner = listed[-1].owner
    if owner is not None and not NEWS.match(document.chars, owner):
        return _owned(document, facts, words, owner, before)
    beside = BESIDE.search(document.chars, words.low, verb)
    if beside and words.stop > words.clause:  # 甲区脱颖而出,与乙区、丙县共同获评
        others = several_of(document, facts, *beside.span("who")) if not FROM.match(beside["who"]) else []
        return [*subject(document, facts, Words(words.low, words.clause, words.clause, words.clause)), *others]
    words = widened(document, facts, words)
    numbered = _numbered(document, facts, words)
    if numbered is not None:
        return numbered
    found = _named_before(document, facts, words) or _made(document.chars, words) or subject(document, facts, words)
    return found or _above(document, facts, words, before)


def _owned(document: Document, facts: Facts, words: Words, owner: int, before: list[Party]) -> list[Party]:
    """Return who has the honour of 获得“…”称号的…, with those beside them: 与甲市一同获评…的还有乙市."""
    beside = BESIDE.search(document.chars, words.low, words.verb)
    others = several_of(document, facts, *beside.span("who")) if beside else []
    if not others and before and BECOMES.match(document.chars, words.clause):  # 甲桥荣获…,成为江门首个获得“…”的工程
        return before
    return [*others, *owners(document, facts, words, owner)]


def _numbered(document: Document, facts: Facts, words: Words) -> list[Party] | None:
    """Return whom a number means, 1个地区(北海市) and 两地, nobody of 25个村; None where no number says who it is."""
    chars, low, clause, stop = document.chars, words.low, words.clause, words.stop
    noted = NOTED.search(chars, clause, stop)
    if FROM_THERE.match(chars, clause, stop):
        return []
    if noted:
        return several_of(document, facts, *noted.span("who"))
    together = BOTH.search(chars, clause, stop)
    if together and (meant := _both(document, facts, words, figure(together["count"]))):
        return meant
    if not unnamed(chars, clause, stop):
        return None
    if beside := members(document, facts, clause, stop):  # 中国扬州徐州绍兴3个城市
        return beside
    above = clause_of(document, low, clause - 1) if clause > low and IN_ALL_OF_THEM.match(chars, clause, stop) else clause
    return names_of(chars, above, clause - 1) if above < clause else []  # 评选出甲公司、乙集团、丙公司,共3家单位获得


def _made(chars: str, words: Words) -> list[Party]:
    """Return what the clause before a verb without a subject says was made: 某校完成的“…”项目,获得."""
    made = MADE.search(chars, words.low, words.clause) if words.stop == words.clause else None
    return [Party(*made.span(made.lastgroup or 0), made[made.lastgroup or 0])] if made else []


def _above(document: Document, facts: Facts, words: Words, before: list[Party]) -> list[Party]:
    """Return whom a sentence without a subject goes on about: who received before, 2005年获评…, else who is spoken of above."""
    if (words.stop > words.clause and not MEANS.match(document.chars, words.clause)) or OURS.match(document.chars, words.low):
        return []
    line = document.segments[document.segment_at(words.verb)].text_start
    if (not before or before[-1].start < line) and (heading := headed(document, facts, words.verb)):
        return heading
    only_goes_on = LEAD_ONLY.fullmatch(document.chars, words.low, words.clause)
    begins = line if words.low > line else line - REACH  # a line that begins so speaks of the one above
    if before and before[-1].start >= (begins if only_goes_on else words.low):  # 张家港以港命名。1999年获评…,2005年获评…
        return before
    return spoken_of(document, facts, words) or (before if only_goes_on and before and before[-1].start >= line - REACH else [])


def _named_before(document: Document, facts: Facts, words: Words) -> list[Party]:
    """Return who is named in the words before a verb: parties, a list of names, a person, a work."""
    chars, clause, stop = document.chars, words.clause, words.stop
    if stop <= clause:
        return []
    several = SEVERAL.search(chars, clause, stop)
    work = WORK.search(chars, clause, several.start() if several else stop)
    several_works = work and chars.find("”、", clause, work.start()) >= 0  # 甲院的“…”、乙院的“…”等9个项目
    if (work and not several_works) or (work := QUOTED_ONE.fullmatch(chars, clause, stop)):  # 某博物馆“甲展”获: what was shown
        return [Party(*work.span("name"), work["name"])]
    means = MEANS.search(chars, clause + 1, stop)
    if means and (means[0][0] == "凭" or (means[0] == "以" and chars.endswith("》", clause, stop))):  # 导演某某以《…》夺得, and not the work
        stop = means.start()
    if works := works_of(chars, words.low, stop, ending=True):  # 甲所茅以升等完成的《…》和乙局詹天佑等完成的《…》成果获
        return works
    if found := people_of(facts, chars, clause, several.start() if several else stop) or members(document, facts, clause, stop):
        return clear(facts, found)
    own = [p for p in several_of(document, facts, clause, stop) if not COUNTED.search(p.name)]
    listed = names_of(chars, clause, stop)
    if len(listed) > len(own) or own:
        listed = [_place_of(facts, party) for party in listed]
        return clear(facts, listed if len(listed) > len(own) else own)
    named = [n for kind in (facts.persons, facts.organizations, facts.places) for n in within(kind, clause, stop) if n.end == stop]
    return [party_of(named[0])] if named else things_of(chars, clause, stop)


def _place_of(facts: Facts, party: Party) -> Party:
    """Return 长白山 for 吉林长白山, where the page knows both."""
    known = [n for n in within(facts.places, party.start, party.end) if n.end == party.end and n.start > party.start]
    return party_of(known[0]) if known else party


def _both(document: Document, facts: Facts, words: Words, count: int) -> list[Party]:
    """Return whom 两地 means: as many places as the sentence or the one before has named, besides countries."""
    low, clause = words.low, words.clause
    above = document.sentence_at(low - 1)[0] if low > 0 and document.chars[low - 1] not in "\n" else low
    for start in (low, above):
        found = [n for n in within(facts.places, start, clause) if not is_country(n)]
        if len({n.key for n in found}) == len(found) == count:
            return [party_of(name) for name in found]
    return []
