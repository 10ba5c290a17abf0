"""Statements: what somebody said, as in 市水务局局长王某说,… and “…。”李某在致辞中表示.

A statement needs a speaker, a cue (seeds/lexicon/cues.csv) and what was said. Direct speech is what stands in “ ” as a whole sentence;
else the words from the cue to the end of the sentence are reported. 据悉 and 据了解 have no speaker, 小说 and 说明会 no cue,
and 表示感谢 is a courtesy that reports nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms import lexicon
from transforms.extract.deeds import speakers
from transforms.extract.deeds.quotes import closing, opening
from transforms.extract.events.sites import REACH, within
from transforms.extract.facts import Facts
from transforms.extract.lines import last_of
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern


class Statement(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A direct or reported statement."""

    source: Citation
    speaker: Annotated[str, "Who said it: a person, an office (发改委相关负责人) or a body, by the fullest form on the page."]
    speaker_id: Annotated[str | None, "The speaker's entity: entities.entity_id; of an event its events.event_id; NULL for an unnamed office."]
    cue: Annotated[str, "The verb that introduces it, such as 表示."]
    quote: Annotated[str, "What was said, without speech marks."]
    direct: Annotated[bool, "Whether it is quoted word for word."]


CUES = sorted(lexicon.words("cues"), key=len, reverse=True)
CUE = pattern(
    rf"""(?P<cue>{"|".join(CUES)})
         (?:(?P<quoted>[,，:：]?\s?(?=“))
           |(?P<mark>[,，:：]\s?)
           |(?P<object>了(?=[\u4e00-\u9fff0-9“《]))
           |(?P<end>(?=[。;；\n]|$))
           |(?P<run>(?=[\u4e00-\u9fff]{{4}}|[\u4e00-\u9fff]{{1,3}}[“《])))""",
    re.VERBOSE,
)
# 小说, 据说 and 可以说 are no cues; looked at after the match, because a search that begins with a word is fast.
OTHER_WORDS = frozenset("小传据来所听可以话句再俗")
# “…。”正如某某在致辞中所说,…
AS_SAID = pattern(r"(?:正|恰|诚)如[^,，。;；“”\n]{2,50}所$")
# Cues that only a person gives: not 按照市政府要求,精心组织…, nor 报告表明,…; machines that paraphrase write 表明 for 表示 and 以为 for 认为.
PERSONAL = frozenset(("要求", "表明", "以为"))
# 局长代表代表团发言:…, but 局长出席并致辞,…
ADDRESSES = frozenset(("发言", "致辞", "致词"))
# Cues that may run straight into the words: 表示将继续…; 表示欢迎 and 介绍情况 report nothing.
RUNNING = frozenset(("表示", "指出", "强调", "认为", "坦言", "直言"))
# 她说在此前提下可以…; 说不清, 说服 and 说得快 report nothing.
SAID = pattern(r"(?![得不清完出起到法话了过着明服白理书谎])[^,，。;；“”\n]{8}")
COURTESY = pattern(
    r"最?(?:热烈|热情|衷心|诚挚|真诚|诚恳|亲切|崇高|高度|充分|由衷|十分|非常|深切)?[的地]?(?:欢迎|感谢|祝贺|肯定|敬意|支持|赞赏|同意|满意|关注|慰问|哀悼|赞同|认可|谢意"
    r"|遗憾|担忧|问候|反对|乐观)"
)
# 强调规划与健康的关系: a matter, no words.
MATTER = pattern(r"[^,，。;；:：“”]{4,30}的?(?:关系|重要性|必要性|意义|作用|问题)(?=[,，。;；])")
# 甲说:“…。”乙表示,…: a quote has one speaker, the cue it follows.
INTRODUCED = pattern(rf"(?:{'|'.join(CUES)})[,，:：]?\s?$")
# Who says so is somebody, even if nobody knows the name.
SAYING = frozenset(("说", "表示", "强调", "认为", "介绍", "告诉记者", "坦言", "透露", "指出", "称", "介绍说"))
# 介绍了园区的规划, + 同时表示,…
AND = r"[,，](?:同时|并且?|还|也|[他她])*"
AND_SAID = pattern(rf"{AND}(?:{'|'.join(CUES)})")
GOES_ON = pattern(AND)
# 甲介绍了项目情况 + ;签约代表上台 and + ,乙介绍了合作方向
TURNS = pattern(r"[;；]|[,，](?=随后|[^,，。;；“”\n]{2,40}?(?:介绍|汇报|阐述|阐释|讲解)了)")
# “…。”在这一点上,乙也强调: the words before are not his.
ELSE = pattern("[一-龥][,，].*[也则]$")
# A quote longer than this has lost its end.
LONGEST = 2000
LEAST = 6  # characters of what somebody says or tells of
SENTENCE_END = "。!！?？…"


def find(document: Document, facts: Facts) -> Iterator[Statement]:
    """Yield every statement of the page, in reading order of its words."""
    found = sorted(_statements(document, facts), key=lambda s: s.source.text_start)
    yield from found


def _statements(document: Document, facts: Facts) -> Iterator[Statement]:
    chars = document.chars
    done = -1
    turn = speakers.Turn(None, -1)
    for match in document.finditer(CUE, FACTS):
        if match.start() < done or not _introduces(chars, match):
            continue
        low, high = document.sentence_at(match.start())
        low = max(low, match.start() - REACH)
        extent = _words(document, match, low, high)
        if extent is None:
            continue
        speaker = speakers.speaker(document, facts, max(low, done if done <= match.start() else low), match, turn)
        speaker = speaker or (turn.last if GOES_ON.fullmatch(chars, max(done, 0), match.start()) else None)
        if speaker and match["cue"] in PERSONAL and not (speaker[1] or "").startswith("person"):
            continue
        if speaker is None:
            if match["cue"] in SAYING and match["object"] is None and chars[match.start() - 1] not in ",，":
                turn = speakers.Turn(None, max(done, match.end()))  # somebody whose name was not read
            continue
        if match["object"] is not None:
            extent = extent[0], _object_end(chars, facts, *extent[:2]), False
            if extent[1] - extent[0] < LEAST:
                continue
        done = extent[1]
        turn = speakers.Turn(speaker, max(done, turn.since))
        name, identity, at = speaker
        said = _before(document, match, low) if extent[0] >= match.end() else None
        for start, end, direct in (said, extent) if said else (extent,):  # “…。”某某说,…
            yield Statement(
                source=document.cite(min(at, start), max(match.end("cue"), end), "statements", 0.9 if direct else 0.85),
                speaker=name, speaker_id=identity, cue=match["cue"], quote=document.text.chars[start:end], direct=direct,
            )


def _introduces(chars: str, cue: re.Match[str]) -> bool:
    """Tell whether a cue is one where it stands: 小说, 或者说 and 说服 are none, 正如某某所说 is."""
    at = cue.start()
    if chars[at - 1 : at] in OTHER_WORDS and not AS_SAID.search(chars, max(0, at - 56), at):
        return False
    if cue["cue"] in ADDRESSES and not chars.startswith((":", "："), cue.end("cue")):
        return False
    running = cue["run"] is None or cue["cue"] in RUNNING or (cue["cue"] == "说" and SAID.match(chars, cue.end()) is not None)
    return running and not chars.startswith("或者", at - 2)


def _words(document: Document, cue: re.Match[str], low: int, high: int) -> tuple[int, int, bool] | None:
    """Return the range of what was said and whether it is direct speech; None if the cue introduces nothing."""
    chars, end = document.chars, cue.end()
    if cue["quoted"] is not None:
        line = document.segments[document.segment_at(end)].text_end
        close = closing(chars, end, min(line, end + LONGEST))
        if close > end and (chars[close - 1] in SENTENCE_END or (chars[close + 1 : close + 2] in (*SENTENCE_END, "", "\n") and close - end > 12)):
            return end + 1, close, True
        named = close > end and chars[close + 1 : close + 2] in (*SENTENCE_END, "", "\n")  # 提出“三点期待”。
        return (end, high, False) if high - end >= LEAST and not named else None
    if cue["end"] is not None or chars[cue.start() - 1] == "所":
        return _before(document, cue, low)
    if chars[end - 1 : end] == "\n" or chars[end : end + 1] == "\n":  # 某某表示:⏎ and what he says is the next line
        end += chars[end] == "\n"
        high = document.sentence_at(end)[1] if chars[end - 2] in ":：" and end < len(chars) else end
    if cue["object"] is not None:
        told = AND_SAID.search(chars, cue.end(), high)
        high = told.start() if told else high
        return (cue.end(), high, False) if cue["cue"] == "介绍" and high - cue.end() >= LEAST else None
    if cue["run"] is not None and (COURTESY.match(chars, end) or MATTER.match(chars, end, high)):
        return None
    return (end, high, False) if high - end >= LEAST else None


def _object_end(chars: str, facts: Facts, start: int, end: int) -> int:
    """Return where the object of 介绍了 ends: before a later clause of somebody else's (甲介绍了规划,局长 + 乙陪同), whoever it is."""
    turns = TURNS.search(chars, start, end)
    end = turns.start() if turns else end
    clause = last_of(chars, ",，", start, end)
    other = next((one for one in within(facts.persons, start, end) if last_of(chars, ",，", start, one.start) >= 0), None) if clause >= 0 else None
    return last_of(chars, ",，", start, other.start) if other else end


def _before(document: Document, cue: re.Match[str], low: int) -> tuple[int, int, bool] | None:
    """Return the quote that ends right before the speaker: “…。”某某表示。"""
    chars = document.chars
    line = max(document.segments[document.segment_at(cue.start())].text_start, cue.start() - LONGEST)
    close = chars.rfind("”", max(line, cue.start() - 60), cue.start())
    after = chars[close + 1 : close + 2] in (",", "，")  # “老城要留住”,某某说
    if close < 0 or not (after or chars[close - 1] in SENTENCE_END + ",，"):
        return None
    if any(mark in chars[close + 1 : cue.start()] for mark in "。!?！？;；") or ELSE.search(chars, close + 1, cue.start()):
        return None
    start = opening(chars, line, close)
    if start < 0 or (after and chars[close - 1] not in SENTENCE_END and start > low):
        return None
    return None if INTRODUCED.search(chars, max(line, start - 8), start) else (start + 1, close, True)
