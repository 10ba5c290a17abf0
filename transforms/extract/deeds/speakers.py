"""Speakers: who said it, as in 市水务局局长王某说, 市民刘某笑着说, 该负责人介绍, 发改委相关负责人表示 and 他说.

Shared grammar of statements. Who speaks is named before the cue, or was spoken of before; 据介绍 and 专家们认为 name nobody, and who
stands in a list with others does not speak alone.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import msgspec

from transforms import gazetteer, lexicon
from transforms.extract.events.sites import REACH, within
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import last_of
from transforms.extract.names.cuts import is_plain
from transforms.extract.names.han_names import FORMS_OF_ADDRESS, PREPOSITIONS, SURNAMES, is_name
from transforms.extract.names.person_names import person_end
from transforms.model import ids
from transforms.model.document import Document
from transforms.model.patterns import pattern


class SpeakerWord(msgspec.Struct, frozen=True):
    """A word for somebody who speaks without a name, or before one."""

    speaker: str
    kind: Literal["people", "office"]
    why: str


# 据介绍 and 专家们认为 name nobody.
NO_SPEAKER = pattern(r"据(?:了解|介绍|悉|说|统计|相关)?$|记者$(?<![见向对诉]记者)")
SPEAKERS = lexicon.read("speakers", SpeakerWord)
PEOPLE = tuple(row.speaker for row in SPEAKERS if row.kind == "people")
OFFICES = tuple(row.speaker for row in SPEAKERS if row.kind == "office")
OFFICE = pattern(
    rf"(?P<office>一[名位][^,，。“”]{{0,12}}?(?:{'|'.join(PEOPLE)})|(?:[\u4e00-\u9fffA-Za-z]{{1,24}}?)?(?:{'|'.join(OFFICES)}))$"
)
TO_THEM = pattern("[向对与同率为给带]")  # 甲向乙介绍, 向与会代表介绍: whom somebody tells it; not 对外联络处负责人
TOWARDS = pattern("向(?!阳)|对(?![外口台])")
# …,并向 + 乙市长 + 介绍: who is told it
TOLD = pattern(r"(?:并|还|也|又|再|首先|随后|分别|先后)?(?:向(?!阳)[^,，。;；“”]{0,30}|对)")
# 甲在会谈时向 + 乙市长 + 表示
TOLD_LATER = pattern(r"(?<![面导方走转意志一倾趋流去])向(?![阳明])[^,，。;；“”]{0,16}$")
# 会见了乙,甲与乙: nobody who begins what he does
NO_SUBJECT = pattern("[向对与同由被陪]|会见|邀请|欢迎|感谢|拜会|听取|率领")
MEETS = pattern("会见|会晤|接见|拜会|看望")
SEVERAL = pattern(r"[个名位]|相关部门|不少|许多|多[位家]|一些|与会|有的?|各|多名|在场|现场|部分|众多|其他|外国|国内外|业内")
DROPPED = pattern(
    r"(?>(?![从在于])[一-龥]{2}地|所|从[^,，。;；“”]{2,60}(?:方面|角度|层面|维度)|(?:引用|援引|借用)[^,，。;；“”]{2,30}"
    r"|(?:在|于)(?:[^,，。;；“”]|“[^“”\n]{2,12}”){2,40}(?:[中时上后]|期间|现场(?!记者|媒体|大家)|[峰大]会|论坛|会议|(?:发布|座谈|研讨)会)|对此|此前|随后|还|也|则|并|特别|进一步|反复|多次|再次"
    r"|曾|近日|日前|同时|一致|如是|这样|就此|正式|详细|简要|重点|着重|具体|系统|全面|专门|[向对](?:现场|在场|本报|与会)?(?:记者们?|媒体|大家|(?:客人|来宾|嘉宾|代表)们?)|告诉记者|接受采访时|明确|首先|最后|又|表态|官网|官方网站|郑重|公开|透露|强烈|均|都|先生|女士"
    r"|博士|院士|[0-9一二三四五六七八九十]{1,3}日|[今昨前](?:天|日|晚|[(（][0-9]{1,2}[)）][日天]?)|在会上|[,，\s]|接着|继续|微?笑着?"
    r"|(?:发表|发来|作|做|通过)?(?:视频|主旨|主题|书面|开幕|闭幕|总结)*(?:致辞|致词|发言|讲话|演讲|报告|贺信|视频)(?:中|时|里|后)?"
    r"|对外|(?:发布|发表|通过|在)?(?:一[份项篇])?(?:新闻资料|新闻稿|(?:新闻)?公报|声明|公告|通报|消息|文章)(?:中|里)?)+$"
)
FOR_THEM = pattern("代表(?!团)[^,，。;；:：“”]{2,24}")
DOING = pattern(r"又?[翻指看望拿捧摸握拉数]着(?:[^,，。;；“”]|“[^“”\n]{1,12}”){1,16}$")  # 村书记翻着台账说
# What may stand before the person who is the subject of a sentence: 会上,市长 + 甲
OPENS = pattern(r"(?:[^,，。;；:：“”]{1,20}[上中时后间里场日午],)?[^,，。;；:：“”对向]{0,24}")
# 甲的秘书, 甲等人, 甲和某某, 甲出席,乙也
ELSEWHERE = pattern("^(?:[的等、和及]|与(?!会))|[,，。)）]")
# The end of a quote that somebody spoke; a name in quotes has none: 在“智库长江”分论坛上.
QUOTE_END = pattern(r"[。!！?？…,，]”|”(?=[,，])")
# The last characters of what DROPPED drops: where another one stands, nothing need be searched.
DROPPED_ENDS = frozenset(
    "又外料稿声明告报息章中上时后间场此前随还也则并别步复次曾日致是样者确先态重开露烈均都生士天晚着续地笑辞词言话讲信频里体家们会坛议细要点统面门所式度"
    ")）,， \t\u3000\u00a0\n"
)
PERSONAL = ("他", "她")
# 甲对乙表示欢迎: whom the next sentence goes on about.
DOES = pattern("(?:在[^,，。;；]{1,12}[中时上里],?)?他?(?:[对向]|(?:首先)?代表|会见|接见|欢迎|感谢|陪同(?!下)|邀请)")
PRONOUN = pattern(
    r"(?:^|(?<=[,，。;；:：!！?？、”）)\s])|(?<=[时后中上但而]))"
    r"(?P<pronoun>[他她]|(?:该|这位|这名)(?:负责人|发言人|官员|专家|教授|人士|代表|局长|主任|市长|院长|工程师))$"
)
# 他近日访华时 + 表示
PRONOUN_WHEN = pattern(r"(?:(?<=[,，。;；:：!?？”\s])|^)(?P<pronoun>[他她])(?![们的])[^,，。;；“”他她]{2,14}[时中后间]$")
WHEN_ENDS = frozenset("时中后间")
COURTESY_NAME = pattern(
    r"(?:[(（][^()（）\n]{1,40}[)）])?(?:先生|女士|博士|教授|院士|同志|(?:常务|执行)?副?(?:主席|会长|书记|市长|省长|区长|县长|局长|主任|部长|院长|校长|总裁|董事长|总经理|秘书长)"
    r"|大使|老师|记者)?"
)
# 市民刘某, 居民李阿姨: whom only what he is introduces.
PLAIN = pattern(rf"(?:{'|'.join(PEOPLE)})(?=[^,，。;；“”]{{1,16}}$)")
CALLED = pattern(rf"[老小][一-龥](?![一-龥]{{1,2}}[,，])|[一-龥]{{1,2}}(?:{'|'.join(FORMS_OF_ADDRESS)})")
ADDRESSED = pattern(rf"[一-龥]{{1,2}}(?:{'|'.join(FORMS_OF_ADDRESS)})(?=[^,，。;；“”]{{0,8}}$)")
# 董教授, 王副市长 and 李先生: a surname and what one is called by.
SHORT = pattern(rf"[一-龥]副?(?:{'|'.join((*OFFICES, *FORMS_OF_ADDRESS))})")
# 会议 + 指出, 代表团 + 向企业家介绍了
GROUP = pattern("会议|全会|(?:代表|访问|考察|参访)团|(?:工作|专家|调研)组")
# 甲致辞,表示…: who begins the sentence, if nobody stands in a list with him.
IN_LIST = pattern(r"、|[和与及]")
# “…。”王某是社区干部: somebody else speaks there.
ANOTHER = pattern(r"[。!！?？]”(?![他她\n])[一-龥]")
CITIES = gazetteer.city_letters()
ANNOUNCED = frozenset(("宣布", "证实", "确认", "重申", "表示", "介绍"))  # a city may do that: 北京市对外宣布
Speaker = tuple[str, str | None, int]  # name, entity id, and where the words begin that name them


class Turn(NamedTuple):
    """Whose turn it was last: who spoke (None if nobody named has), and where the words end up to which others may have spoken."""

    last: Speaker | None
    since: int


class Lead(NamedTuple):
    """The words before a cue that may name who speaks: where they begin, where their last clause does, and where what he does begins."""

    begin: int
    clause: int
    stop: int


def speaker(document: Document, facts: Facts, low: int, cue: re.Match[str], turn: Turn) -> Speaker | None:
    """Return who speaks before a cue: a person, an office, or a body; 他 and 该负责人 are whoever had the last turn, unless others came since."""
    chars = document.chars
    lead = _lead(chars, facts, low, cue.start())
    if lead is None:
        return None
    pronoun = PRONOUN.search(chars, max(lead.begin, lead.stop - 6), lead.stop)
    pronoun = pronoun or (PRONOUN_WHEN.search(chars, lead.clause, lead.stop) if chars[lead.stop - 1] in WHEN_ENDS else None)
    if pronoun:
        return _antecedent(document, facts, pronoun, turn)
    if TOLD.fullmatch(chars, lead.clause, lead.stop):  # 甲与乙座谈,向各位代表 + 介绍
        teller = _subject_before(chars, within(facts.persons, lead.begin, lead.clause), lead.begin)
        return _named("person", teller) if teller else None
    if person := _person(chars, facts, lead):
        return None if _beside(chars, facts, lead, person[2]) else person
    short = SHORT.match(chars, lead.clause, lead.stop)
    if short and TOWARDS.match(chars, short.end()) and (told := _told_of(facts, short.group(), lead.clause)):  # 潘副市长 + 向客人介绍
        return told
    group = GROUP.match(chars, lead.clause, lead.stop)
    if group and (group.end() == lead.stop or TOWARDS.match(chars, group.end())):
        return group.group(), None, group.start()
    office = OFFICE.search(chars, lead.clause, lead.stop) if chars.endswith(OFFICES + PEOPLE, lead.clause, lead.stop) else None
    if office and not (office["office"].endswith("团") and TO_THEM.search(office["office"])):
        return _office(facts, office)
    if plain := _plain(facts, chars, lead.clause, cue.start()):
        return plain
    bodies: list[Name] = [n for n in within(facts.organizations, *lead[::2]) if n.end == lead.stop and not chars.startswith("代表", n.start - 2)]
    if bodies:  # 甲署、乙局在共同发布的宣言中提出: nobody alone
        return None if chars[bodies[-1].start - 1] in "、和与及" else _named("organization", bodies[-1])
    places = within(facts.places, *lead[::2]) if cue["cue"] in ANNOUNCED else ()
    if place := next((n for n in places if n.start == lead.clause and n.end == lead.stop), None):
        return place.text, ids.entity_id("place", place.key), place.start
    return _person_before(chars, facts, lead, cue.start()) or _event(facts, lead) or _named_alone(chars, facts, lead)


def _lead(chars: str, facts: Facts, low: int, end: int) -> Lead | None:
    """Return the words before a cue at `end` that may name who speaks, without 在会上 and the like; None for 据悉 and 记者."""
    begin = max(low, end - 80)
    if chars.rfind("”", begin, end) >= 0:
        begin = max((m.end() for m in QUOTE_END.finditer(chars, begin, end)), default=begin)
    place = next((one.start for one in within(facts.places, end - 8, end) if one.end == end), end - (chars[end - 1] in CITIES))
    end = place - 1 if begin < place < end and chars[place - 1] == "在" else end  # 发言人23日 + 在北京 + 说
    dropped = DROPPED.search(chars, begin, end) if chars[end - 1] in DROPPED_ENDS else None
    doing = DOING.search(chars, begin, end) if dropped is None and chars.find("着", max(begin, end - 16), end) >= 0 else None
    stop = dropped.start() if dropped else doing.start() if doing else end
    persons = within(facts.persons, begin, end)
    # no 于 of 于谦, no 文章 of 王文章
    stop = next((one.end for one in persons if one.start <= stop < one.end < one.start + 4), stop)
    # 甲 + 代表组委会 + 宣布
    stop = next((one.end for one in persons if FOR_THEM.fullmatch(chars, one.end, stop)), stop)
    if stop <= begin or NO_SPEAKER.search(chars, max(begin, stop - 3), stop):
        return None
    return Lead(begin, last_of(chars, ",，:：、 ", begin, stop) + 1 or begin, stop)


def _called(chars: str, name: Name) -> int:
    """Return where a person's name ends with what stands behind it: 甲市长, 甲(左二), 甲先生."""
    called = COURTESY_NAME.match(chars, name.end)
    return called.end() if called else name.end


def _named(kind: str, name: Name) -> Speaker:
    """Return a person or body found on the page as a speaker."""
    return name.full, ids.entity_id(kind, name.key), name.start


def _person(chars: str, facts: Facts, lead: Lead) -> Speaker | None:
    """Return the person who stands right before the cue, or who tells somebody else: 甲对局长乙、处长丙说."""
    persons = within(facts.persons, *lead[::2])
    clause = last_of(chars, ",，:：", lead.begin, lead.stop) + 1 or lead.begin
    teller = next((n for n in persons if n.start >= clause and TOWARDS.match(chars, _called(chars, n), lead.stop)), None)
    last = persons[-1] if persons and COURTESY_NAME.fullmatch(chars, persons[-1].end, lead.stop) else None
    told = last and not teller and (TOLD.fullmatch(chars, clause, last.start) or TOLD_LATER.search(chars, clause, last.start))
    if told:  # 甲举行招待会,并向乙市长介绍
        teller = _subject_before(chars, persons[:-1], lead.begin)
        return _named("person", teller) if teller else None
    meets = last and not teller and chars[lead.stop : lead.stop + 1] in (",", "，") and MEETS.search(chars, clause, last.start)
    found = (_subject_before(chars, persons[:-1], lead.begin) if meets else None) or teller or last  # 甲会见乙,表示
    return _named("person", found) if found else None


def _beside(chars: str, facts: Facts, lead: Lead, at: int) -> bool:
    """Return whether who begins at `at` stands in a list behind others, with or without a post: 甲和乙, 市长甲与局长乙."""
    before = [n for n in within(facts.persons, lead.begin, at) if last_of(chars, ",，:：", n.end, at) < 0]
    return bool(before) and IN_LIST.match(chars, _called(chars, before[-1])) is not None


def _subject_before(chars: str, persons: list[Name], begin: int) -> Name | None:
    """Return the last of some persons who begins a clause of a sentence from `begin` and does something, alone: 甲致辞,乙主任 + 阐述…,介绍了…."""
    for number in range(len(persons) - 1, -1, -1):
        one = persons[number]
        clause = last_of(chars, ",，;；", begin, one.start) + 1 or begin
        beside = number > 0 and persons[number - 1].start >= clause
        if not beside and not NO_SUBJECT.search(chars, clause, one.start) and not IN_LIST.match(chars, one.end):
            return one
    return None


def _office(facts: Facts, office: re.Match[str]) -> Speaker | None:
    """Return the office or plain word that speaks, or the person meant by it: 发改委相关负责人, 董教授."""
    name = office["office"].removeprefix("据").removeprefix("记者")
    if SEVERAL.match(name) or name.endswith("等方面") or TOWARDS.match(name) or "向" in name[2:]:  # 某某向代表团负责人介绍
        return None
    at = office.end() - len(name)
    return _told_of(facts, name, at) or ((name, None, at) if len(name) > 2 or name == "工作人员" else None)


def _person_before(chars: str, facts: Facts, lead: Lead, end: int) -> Speaker | None:
    """Return the person who begins the sentence or stands a few words before the cue, in no list: 甲致辞,表示…."""
    persons = within(facts.persons, *lead[::2])
    if persons and "," in chars[lead.stop : end].replace("，", ","):
        one = _subject_before(chars, persons, lead.begin) or persons[0]
        return None if IN_LIST.match(chars, one.end) else _named("person", one)
    if persons and lead.stop - persons[-1].end <= 14 and not ELSEWHERE.search(chars[persons[-1].end : lead.stop]):
        return _named("person", persons[-1])
    return None


def _named_alone(chars: str, facts: Facts, lead: Lead) -> Speaker | None:
    """Return the name that is all that stands between the end of a quote or a body and the cue: “…。”张某某说, 某县文联李某某表示."""
    ends = [n.end for n in within(facts.organizations, *lead[::2])]
    quoted = chars[lead.begin - 1 : lead.begin] == "”" or QUOTE_END.match(chars, lead.begin - 2, lead.begin)
    at = lead.begin if quoted else max(ends, default=lead.stop)
    name = chars[at : lead.stop]
    if not 1 < len(name) < 4 or not is_name(name) or is_plain(name) or name[0] in PREPOSITIONS:  # 财政部 + 于今年
        return None
    return name, ids.entity_id("person", ids.normal(name)), at


def _plain(facts: Facts, chars: str, clause: int, end: int) -> Speaker | None:
    """Return the speaker whom a plain word introduces: 市民刘某, 参展商伊万诺夫, 居民李阿姨."""
    at = max((role.end() for role in PLAIN.finditer(chars, clause, end)), default=-1)
    if at < 0:
        clause = chars.rfind("的", clause, end) + 1 or clause  # 家住老街的 + 王先生说
        known = ADDRESSED.match(chars, clause, end)
        if known is None or known[0][0] not in SURNAMES:
            return None
        return _told_of(facts, known[0], clause) or (known[0], None, clause)
    dropped = DROPPED.search(chars, at, end) if chars[end - 1] in DROPPED_ENDS else None
    close = dropped.start() if dropped else end
    called = CALLED.match(chars, at, end)
    if called:
        close = called.end()
    elif not is_name(chars[at:close]) and person_end(f"{chars[at:close]}说", 0) != close - at:
        return None
    return chars[at:close], None if called else ids.entity_id("person", ids.normal(chars[at:close])), at


def _told_of(facts: Facts, words: str, at: int) -> Speaker | None:
    """Return whom 董教授 means: the one person of that surname the page has told of before."""
    if not SHORT.fullmatch(words) or words[0] not in SURNAMES:
        return None
    full = {n.key: n for n in facts.persons if n.start < at and n.full.startswith(words[0]) and len(n.full) < 4}
    person = next(iter(full.values())) if len(full) == 1 else None
    return (person.full, ids.entity_id("person", person.key), at) if person else None


def _antecedent(document: Document, facts: Facts, pronoun: re.Match[str], turn: Turn) -> Speaker | None:
    """Return whom 他说 or 该负责人介绍 means: the speaker before, in this paragraph or the one above, else the one person spoken of here."""
    at = pronoun.start("pronoun")
    last, since = turn
    line = document.segments[document.segment_at(at)].text_start
    above = document.segments[document.segment_at(max(line - 1, 0))].text_start
    personal = pronoun["pronoun"] in PERSONAL
    for another in ANOTHER.finditer(document.chars, max(line, since), at):
        last, since = None, another.end() - 1
    named = {n.key: n for n in within(facts.persons, max(line, since, at - REACH), at)}
    alone = last is not None and at - last[2] < 2 * REACH and all(n.full == last[0] for n in within(facts.persons, last[2], at))
    if last and (last[2] >= above or (personal and alone)) and not named and not (personal and last[1] and last[1].startswith("organization")):
        return last[0], last[1], at
    if personal and len(named) == 1:
        person = next(iter(named.values()))
        return person.full, ids.entity_id("person", person.key), at
    return _subject(document, facts, line, at) if personal and named else None


def _subject(document: Document, facts: Facts, line: int, at: int) -> Speaker | None:
    """Return who begins the sentence before and does something to others: 会上,市长甲对乙、丙一行表示欢迎。他说 is 甲."""
    stop, _ = document.sentence_at(at)
    if stop <= line and not within(facts.persons, stop, at):
        return None
    start, _ = document.sentence_at(stop - 1)
    if within(facts.persons, max(stop, line), at):  # 甲对乙一行表示欢迎,他 + 指出
        start, stop = stop, at
    first = next(iter(within(facts.persons, max(start, line), stop)), None)
    if first is None or not OPENS.fullmatch(document.chars, max(start, line), first.start):
        return None
    alone = len({n.key for n in within(facts.persons, max(start, line), at)}) == 1  # 甲来到工地,他 + 强调
    if not alone and not DOES.match(document.chars, _called(document.chars, first)):
        return None
    return first.full, ids.entity_id("person", first.key), at


def _event(facts: Facts, lead: Lead) -> Speaker | None:
    """Return the congress or the body that begins a sentence whose later clause says 指出."""
    first = [o for o in facts.occurrences if o.start == lead.begin and o.end <= lead.stop and o.name.startswith("党的")]
    if first:
        return first[0].name, facts.event_documents[first[0].number].event_id, first[0].start
    return None
