"""Event speakers: the persons who give an address at an event, as in 市长某某致辞 and 院士某某作主旨报告.

Not meant: who tells of it (某某说) and the 重要讲话 that somebody studies.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from transforms.extract.events.event_roles import Found
from transforms.extract.events.named_events import Occurrence
from transforms.extract.events.sites import START, around, within
from transforms.extract.events.subjects import topic
from transforms.extract.facts import Facts
from transforms.extract.lines import last_of
from transforms.model import ids
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

# Every alternative begins with a character of its own: the engine looks for these alone.
ADDRESS = r"(?:题为)?(?:[《“][^》”\n]{2,60}[》”][和、]?){0,4}的?[\u4e00-\u9fff]{0,8}?(?:[0-9]{1,3}[场个][\u4e00-\u9fff]{0,4})?(?:演讲|报告|发言)"
TALK = r"了?(?:[^,，。;；《“\n]{2,8})?讲话"
SPEAKING = pattern(
    r"致[辞词]|致开幕[词辞]|致欢迎[词辞]|发表了?(?:[^,，。;；《“\n]{2,8})?(?:讲话|演讲|发言|致[辞词]|开幕[辞词])|并(?:在[^,，。;；\n]{1,5}上)?(?:讲话|(?:先后|分别|作了?|依次)?发言)|分别讲话|先后讲话|讲话(?=[,，。;；、并])|讲话中|发言中|演讲中|主[旨题](?:演讲|报告)|发言(?!之?前|稿|人)"
    r"|在题为[^。\n]{2,60}?(?:演讲|报告|发言)中"
    rf"|作了?{ADDRESS}|做了?{ADDRESS}|作(?:视频)?欢迎[辞词]|作{TALK}|做{TALK}|在开幕式上讲话"
)
# 在大会上|发言, 首先|发言, 作为学员代表|发言
SPEAKS = pattern(r"(?:上|首先|先后|相继|依次|作为[^,，。;；]{2,20}代表|(?:分别)?代表[^,，。;；、]{2,16}|同志)\Z")
# 记者某某 writes, 某某说 tells of others.
WRITES = pattern(r"(?:记者|通讯员|(?<!总)编辑|摄影|文/|图/|[电讯]\s?[(（])\s*[^,，。)）]{0,8}$")
TELLS = pattern(
    r"[:：]|的?委托|(?:特使|特别代表|夫人|秘书(?!长))|(?:先生|女士|教授|院士|博士)?(?:(?:[0-9]{1,2}月)?[0-9]{1,2}日|当天|今天|昨天)?(?:在[^,，。]{1,12})?(?:宣布|说|表示|介绍|指出|透露|发来(?!视频|书面)|主持(?![^,，。;；]{0,24}[、,，]?并))"
)
# 上海世博会|中国馆总设计师|某某
POST = pattern("(?![上由期间开闭主邀])[\u4e00-\u9fff]{1,14}[长席师任员裁记理]")
# …出席闭幕式,市长某某|致辞: only the last one speaks.
ATTENDS = pattern(r"(?:出席|参加|主持)[^,，并]{0,20}(?:并宣布[^,，]{0,16})?[,， ](?!并)")


def find(document: Document, facts: Facts, main: Occurrence) -> Iterator[Found]:
    """Yield the persons who give an address: the last ones named before 致辞 or 主旨演讲."""
    starts = [o.start for o in facts.occurrences]
    for match in document.finditer(SPEAKING, FACTS):
        beside = any(person.end == match.start() for person in within(facts.persons, match.start() - 8, match.start()))
        if match[0] == "发言" and not (beside or SPEAKS.search(document.chars, max(0, match.start() - 24), match.start())):
            continue
        low, high = around(document, match.start())
        here = [o for o in facts.occurrences[bisect_left(starts, low) : bisect_left(starts, high)] if not _is_word(document, facts, o)]
        before = [o for o in here if o.end <= match.start()]  # 在甲会上致辞表示,要办好乙论坛: what he speaks of, and not where
        number = (before[-1] if before else topic(document, facts.occurrences, low) or (here or [main])[0]).number
        cut = last_of(document.chars, ";；", low, match.start())
        cut = max((others.end() for others in ATTENDS.finditer(document.chars, max(low, cut), match.start())), default=cut)
        inside = match[0].endswith("中")  # 局长某某|在讲话中 and 局长某某|讲话, but 总书记某某的重要讲话
        alone = inside or match[0] == "讲话"
        until = match.start() - 1 if inside and document.chars[match.start() - 1] == "在" else match.start()
        for person in within(facts.persons, match.start() - (40 if inside else 12) if alone else max(low, cut), match.start()):
            if alone and person.end != until and not _at_event(document, facts, person.end, match.start()):
                continue
            tells = TELLS.match(document.chars, person.end)
            if WRITES.search(document.chars, max(low, person.start - 12), person.start) or (tells and tells.end() < match.start()):
                continue
            yield person.start, person.end, number, "speaker", person.full, ids.entity_id("person", person.key)


def _is_word(document: Document, facts: Facts, o: Occurrence) -> bool:
    """Tell whether an event is a word of a speaker's post, 上海世博会中国馆总设计师某某, or of what is studied, 党的十九大精神."""
    if document.chars.startswith("精神", o.end):
        return True
    at = bisect_left(facts.persons, o.end, key=START)
    return at < len(facts.persons) and not o.bare and POST.fullmatch(document.chars, o.end, facts.persons[at].start) is not None


def _at_event(document: Document, facts: Facts, start: int, end: int) -> bool:
    """Tell whether all that stands in a range is 在 and an event: 部长某某|在第二届人居大会|发言中指出."""
    at = bisect_left(facts.occurrences, start, key=START)
    return document.chars[start : start + 1] == "在" and at < len(facts.occurrences) and facts.occurrences[at].end == end
