"""Rosters: names on lines of their own, as below 入选名单如下: and above 上述3个项目均入选…: 1.老码头步行街项目, 2.河滨社区.

Shared grammar of awards. A roster ends with the first line that names nothing, or when as many are named as were announced;
another heading, a sentence and a lone line are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from transforms.extract.deeds.parties import BODY, Party, parties
from transforms.extract.events.sites import within
from transforms.extract.facts import Facts
from transforms.extract.honours.honours import ENDS_IN_HONOUR
from transforms.extract.honours.nominees import THING
from transforms.extract.numerals import figure
from transforms.model.document import Document, Segment
from transforms.model.patterns import pattern

MEMBERS = pattern(
    r"[ \u3000\xa0]*(?:[(（]?[0-9一二三四五六七八九十]{1,3}(?:[)）]|[、.．。]) ?)?(?:[一-龥]{2,12}[省市区团][:：] ?)?"
    r"(?P<names>[^ \u3000\xa0,，。;；:：!！?？][^,，。;；:：!！?？]{1,400})[;；。]?$"
)
IN_BRACKETS = pattern(r"[(（][^()（）]{1,16}[)）]$")  # 当涂县(民歌)
# 省会城市(5个): what kind they are, not another list.
KIND = pattern(r"[^ \u3000,，。;；、]{2,12}[(（]共?[0-9一二三四五六七八九十]+个[)）]")
LISTED = r"(?:获奖|入选|获评)(?:城市|项目|单位|企业|个人)"
HEADS = pattern(rf"(?:{LISTED}|名单)[:：]?$")  # another list begins
NAME = pattern(r"[^、 \u3000\xa0]{2,40}")
SPEAKS = pattern(r"(?:(?P<above>上述|以上)|以下|下列)(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})?[个家项座]")
# 上述3个项目 begins a line, or 据介绍,上述3个项目: a line asks for the lines above it once.
NEAR = 20
# Behind an honour, what announces the names of the lines below: 名单如下:, 获奖项目:.
ANNOUNCES = pattern(rf"[^,，。;；、\n]{{0,16}}(?:[:：]|名单|如下|{LISTED})(?:[(（]共?[0-9]+个[)）])?[ \u3000\xa0]*(?=\n)")


def told(document: Document, facts: Facts, low: int, verb: int, end: int) -> list[Party]:
    """Return who has an honour that ends at `end`, where the clause from `low` to its verb or the words behind speak of a roster."""
    spoken = SPEAKS.search(document.chars, low, verb)
    count = figure(spoken["count"]) if spoken and spoken["count"] else None
    if spoken and spoken["above"]:
        near = spoken.start() - document.segments[document.segment_at(verb)].text_start < NEAR
        return above(document, facts, verb, count) if count and near else []
    return below(document, facts, verb, count) if ANNOUNCES.match(document.chars, end) else []


def above(document: Document, facts: Facts, at: int, count: int) -> list[Party]:
    """Return what the lines right above the line of `at` name, if they are as many as it says."""
    lines = reversed(document.segments[max(0, (line := document.segment_at(at)) - 3 * count) : line])
    names = [list(_members(document, facts, segment)) for segment in _until(lines)]
    found = [name for line_names in reversed(names) for name in line_names]
    return found if len(found) == count else []


def below(document: Document, facts: Facts, at: int, count: int | None) -> list[Party]:
    """Return what the lines below the line of `at` name, no more than it says; one name alone is no list."""
    found: list[Party] = []
    for segment in _until(islice(document.segments, document.segment_at(at) + 1, None)):
        names = list(_members(document, facts, segment))
        if not names or not all(THING.fullmatch(n.name) or BODY.search(n.name) or n.key for n in names) or len(found) == count:
            break
        found += names
    return found if len(found) > 1 else []


def _until(segments: Iterator[Segment]) -> Iterator[Segment]:
    """Yield the lines of the story up to the first that is a heading or a sentence; captions stand between."""
    for segment in segments:
        kind = KIND.fullmatch(segment.text)
        if segment.role != "caption" and not (kind and not ENDS_IN_HONOUR.search(segment.text)):
            if segment.role != "body" or not MEMBERS.match(segment.text) or SPEAKS.search(segment.text) or HEADS.search(segment.text):
                return
            yield segment


def _members(document: Document, facts: Facts, segment: Segment) -> Iterator[Party]:
    """Yield the names of a line, with the key of what the page knows by such a name."""
    line = MEMBERS.match(segment.text)
    for name in NAME.finditer(segment.text, line.start("names")) if line else ():
        start, end = segment.text_start + name.start(), segment.text_start + len(IN_BRACKETS.sub("", segment.text[: name.end()]))
        places = within(facts.places, start, end)
        if len(places) == 2 and start == places[0].start and places[0].end == places[1].start and places[1].end == end:  # 河北沧州市
            yield Party(places[1].start, end, places[1].text, places[1].key)
            continue
        known = parties(document, facts, start, end)
        yield known[0] if len(known) == 1 and (known[0].start, known[0].end) == (start, end) else Party(start, end, document.chars[start:end])
