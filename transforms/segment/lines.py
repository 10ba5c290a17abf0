"""Lines: what each line of a page is for, judged by its words, its shape and its neighbours.

A page reads: menu bar, breadcrumb (滨江新闻网 > 要闻 > 正文), title, 2024-10-17 来源:滨江日报, paragraphs with headings and
captions (图为签约现场。) between them, (责编:张三), then links, buttons and legal text. In doubt a line is body: a lost paragraph
costs more than a menu item read as one. A page of one line, or of a few short ones, is body: it has no shape to judge.
"""

from __future__ import annotations

from itertools import takewhile

from transforms.model.document import Role
from transforms.model.patterns import pattern
from transforms.segment import bylines, heads, lists, notices, tables, tails
from transforms.segment.captions import are_scenes, is_act, is_caption, is_doing, is_scene, is_venue
from transforms.segment.labels import SECTIONS, WHOLE
from transforms.segment.looks import ITEM, TAKEN, look
from transforms.segment.menus import is_row
from transforms.segment.shapes import NUMBERED, OPEN_END, SHORT, WORD, Found, asks_or_calls, is_final

# Buttons beside a picture, whose text stands on the next line.
ENLARGES = frozenset(("放大图片", "查看大图", "点击查看大图", "点击放大"))
# 来源:江畔图库 stands below what a picture shows, and 来源:滨江日报 below the head of a story of a digest.
SOURCED = pattern(r"来源[:：].{0,12}(?:图|视觉|网络|受访|提供)")
# 一等奖:《江上人家》 作者:刘敦桢 behind a paragraph is on the picture; above the story 《江上人家》 作者:刘敦桢 says who wrote it.
WORK = pattern(r"(?:[^\s,，。:：]{2,8}[:：])?《[^《》]{1,30}》\s?作者[:：]\s?[\w·]{2,10}")
TWICE = pattern("[,，].*[,，]|[?？].*[?？]")
SPAN = pattern(r"[\d\s年月日时分:：.()（）—~～至到-]+")  # 10月21日-22日
# 记者昨天从, and on the next line the rest of the sentence; 城市是属于人民的 is whole, and so is 论坛开幕在即.
GOES_ON = pattern(r"[^是]*(?<![目标])的$|.*(?:[被把]|(?<!在)即|(?<![服听遵盲随])从|(?<![存所现内外实潜自])在)$")
DAY = pattern(r"\d{1,2}月\d{1,2}日[^\d至到—~-](?!.*\d[:：]\d\d)")

SET = 30  # lines that somebody set by hand are longer than this, and about as long as each other

# 5月1日,游客在桥上参观。 is what a picture shows, where the line below it goes on: 当日,大桥通车。
DAILY = pattern(r"\d{1,2}月\d{1,2}日[^。]{4,60}。")
NEXT = pattern("当日[,，]")
BAR = pattern(r"(?<=[^\s|｜])\s+[|｜]$")  # 签约现场 |: the cell of a table that a picture stood in
SPEAKER = pattern(r"(?:记者|主持人|网友|问|答|[QAqa])\s?[:：].")  # 记者:老人们常说起从前的渡口

# Each looks at what those before it left; some are links unless something tells that they are the story.
LISTED = (
    tables.columns, tables.stacks, lists.links, tables.rows, notices.days, notices.programmes, notices.timetables,
    lists.rosters, lists.members, lists.verses,
)  # fmt: skip


def roles(lines: list[str]) -> list[Role]:
    """Return the role of every line; `lines` are the non-blank lines of a page, stripped."""
    if len(lines) < 2:
        return ["body"] * len(lines)
    text = "\n".join(lines)
    bare = [BAR.sub("", line) if line[-1] in "|｜" and line.count(line[-1]) == 1 else line for line in lines]
    found: Found = [look(line) for line in bare]
    heads.browser(lines, found)
    heads.keywords(lines, found)
    heads.foreign(lines, found)
    heads.opening(lines, found)
    heads.above(lines, found)
    _pictured(lines, found)
    heads.signed(lines, found)
    heads.staff(lines, found)
    if "|" in text or "｜" in text:
        tables.tables(lines, found)
    for mark in LISTED:
        mark(lines, found)
    paragraphs = [i for i, role in enumerate(found) if role == "body"] or [i for i, line in enumerate(lines) if len(line) > SHORT]
    shapeless = {None, "body"}.issuperset(found) and "。" not in text and not any(len(line) > SHORT or NUMBERED.match(line) for line in lines)
    if not paragraphs or shapeless:
        return [role or "body" for role in found] if len(lines) > 3 else ["body"] * len(lines)
    first = paragraphs[0]
    paragraphs[-1] = tails.unended(lines, found, paragraphs[-1])
    paragraphs[-1] = tails.notice(lines, found, first, paragraphs[-1])
    last = tails.legal(lines, found, text, first, paragraphs[-1])
    tails.calls(lines, found, text, last)
    notices.contacts(lines, found, first, last)
    last = tails.links(lines, found, first, last)
    lists.annexes(lines, found, last)
    heads.head(lines, found, first)
    heads.original(lines, found, last)
    heads.repeated(lines, found)
    tails.tail(bare, found, last)
    lists.marks(lines, found)
    lists.albums(lines, found)
    lists.items(lines, found)
    _told(lines, found, first)
    _middle(lines, found, first)
    if not any(role == "body" and not is_caption(line) for line, role in zip(lines, found, strict=True)):  # nothing but pictures tells the news
        found = ["body" if role == "caption" and "。" in line and len(line) > SHORT else role for line, role in zip(lines, found, strict=True)]
    return [role or "body" for role in found]


def _pictured(lines: list[str], found: Found) -> None:
    """Mark what stands below the button of a picture, and what the story says twice: for those who cannot see it, and below it for those who do."""
    last = max((i for i, role in enumerate(found) if role == "body"), default=0)
    told = False
    for i in range(1, len(lines)):
        told = told or found[i - 2 : i - 1] == ["body"]
        if "》" in lines[i] and WORK.fullmatch(lines[i]) and "body" in found[:i]:
            found[i] = "caption"
        if told and found[i] == "caption" and lines[i][-1] == "摄" and TAKEN.fullmatch(lines[i]):
            # behind the story all above it is what they took
            for k in takewhile(lambda k: found[k] is None, range(i - 1, i - 2 if i < last else 0, -1)):
                found[k] = "caption"
        elif told and i < last and found[i - 1 : i + 1] == [None, "source_line"] and SOURCED.match(lines[i]):
            found[i - 1] = found[i] = "caption"
        if found[i - 1] == "body" and NEXT.match(lines[i]) and DAILY.fullmatch(lines[i - 1]):
            found[i - 1] = "caption"
        if len(lines[i]) > 2 * SHORT or found[i] not in (None, "body") or "版权" in lines[i]:
            continue
        if lines[i - 1] in ENLARGES:
            found[i] = "caption"
        elif told and i <= last and lines[i].rstrip("。") == lines[i - 1].rstrip("。") and lines[i][0] not in "-·•":
            found[i - 1] = found[i] = "caption"


def _told(lines: list[str], found: Found, first: int) -> None:
    """Let what looks like a menu belong to the story around it: 国际 heads the news of a digest, and 上海 北京 广州 深圳 杭州 tells who came."""
    for i in (i for i in range(1, len(lines) - 1) if found[i] == "navigation" and found[i + 1] == "body"):
        if lines[i] in SECTIONS and found[i - 1] not in ("navigation", "promotion"):
            found[i] = "heading"
        elif i > first and (found[i - 1] == "body" or lines[i - 1][-1] in ":：") and is_row(lines[i]) and WHOLE.keys().isdisjoint(lines[i].split()):
            found[i] = "body"


def _middle(lines: list[str], found: Found, first: int) -> None:
    """Mark short lines between paragraphs: the label of a picture, else the heading of what follows."""
    following: Found = [None] * len(lines)  # the next role that is neither a caption nor still to be found
    for i in range(len(lines) - 2, -1, -1):
        following[i] = following[i + 1] if found[i + 1] in (None, "caption") else found[i + 1]
    _broken(lines, found)
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and found[end] is None:
            end += 1
        several = end - i > (1 if end <= first else 2) and are_scenes(lines[i:end])
        for k in range(i, end):
            if several:
                found[k] = "caption"
            elif k < first:
                found[k] = _in_front(lines, found, k, end - i)
            else:
                found[k] = _between(lines[k], found[k - 1], following[k], end - i, k == end - 1 or _heads_items(lines[k : min(k + 3, end)]))
                if found[k] == "heading" and (
                    any(ITEM.match(lines[k]) and ITEM.match(lines[n]) for n in (k - 1, k + 1) if i <= n < end)
                    or (k > i and found[k - 1] == "body" and lines[k][-2:] == lines[k - 1][-2:])
                ):
                    found[k] = "body"  # 宋濂:文学家 stands in a list of such lines, 沛县人民政府 ends one
                elif found[k] == "heading" and end - i == 1 and found[k - 1] == "body":
                    # 滨江湿地公园 heads a paragraph that speaks of it, and else a picture shows it
                    shown = is_doing(lines[k], lines[first:k]) or (is_venue(lines[k]) and heads.told(lines[k], lines[: k + 2], k + 1) < 0.2)
                    found[k] = "caption" if shown else "heading"
        i = end + 1


def _heads_items(lines: list[str]) -> bool:
    """Tell whether the first of three lines is above a list of items, 1986年:住房是权利, and none of them."""
    return len(lines) == 3 and [ITEM.match(line) is not None for line in lines] == [False, True, True]


def _broken(lines: list[str], found: Found) -> None:
    """Mark a sentence that somebody set in short lines, 记者昨天从, 市规划馆 and 获悉,…。, or in lines of one length."""
    for i, line in enumerate(lines):
        beside = (k for k in (i - 1, i + 1) if 0 <= k < len(lines) and found[k] in (None, "body") and not is_final(lines[k]))
        if found[i] is None and len(line) > SET and any(abs(len(lines[k]) - len(line)) <= 6 for k in beside):
            found[i] = "body"
        if found[i] is None and GOES_ON.match(line):
            end = next((k for k in range(i + 1, min(i + 4, len(lines))) if found[k] == "body"), i)
            found[i:end] = ["body"] * (end - i)


def _in_front(lines: list[str], found: Found, k: int, run: int) -> Role:
    """Return the role of line `k`, one of `run` short ones that stand above the first paragraph and are no title."""
    if lines[k] in (lines[k - 1], lines[k + 1]):  # the text of a picture, and below it what it shows
        return "caption"
    # The title said again is the text of a picture, and below it stands what that shows.
    shown = k > 0 and found[k - 1] == "caption" and "title" in found and lines[k - 1] == lines[found.index("title")]
    if (shown and not NUMBERED.match(lines[k])) or (is_scene(lines[k]) and (k == 0 or found[k - 1] in ("caption", "source_line"))):
        return "caption"
    # Sentences that a phone breaks into lines, or 主办单位:… below the name of what is held.
    number = NUMBERED.match(lines[k])
    said = k > 0 and lines[k - 1].endswith(OPEN_END) and asks_or_calls(lines[k])  # 朋友们: and below it 大家好!
    broken = run > 3 or said or _is_when(lines[k]) or lines[k].endswith(OPEN_END) or notices.DETAIL.match(lines[k], number.end() if number else 0)
    return "body" if broken else "heading"


def _is_when(line: str) -> bool:
    """Tell whether a line says nothing but when, 10月21日-22日, or begins with the hour: 上午8:30 开馆."""
    return notices.CLOCKED.match(line) is not None or SPAN.fullmatch(line) is not None


def _between(line: str, before: Role | None, following: Role | None, run: int, final: bool) -> Role:
    """Return the role of a short line among `run` of its kind; `final` tells that it is the last of them."""
    # Below a picture stands who is on it; 1月20日上午,市领导检查节日供应 without a full stop is what it shows.
    pictured = (before == "caption" and len(line) <= 4 and bylines.signature(line)) or (run == 1 and len(line) > 14 and DAY.match(line) is not None)
    if not WORD.search(line) or _is_when(line):  # …… stands for what was left out
        return "body"
    if is_scene(line) or is_act(line) or pictured:
        return "caption"
    # 二、时间:11月4日至8日 is an item of a list, not the head of one.
    number = NUMBERED.match(line)
    # • 中文名:中欧市长论坛, and below each other 1986年:住房是权利
    item = (line[0] in "•·-" or (run > 1 and line[0].isdigit() and not number)) and ITEM.match(line)
    told = item or SPEAKER.match(line) or notices.DETAIL.match(line) or (number and ITEM.match(line) and notices.is_detail(line[number.end() :]))
    section = number and line[-1] in ":：" and lists.SECTION.match(line)  # 一、参赛对象:
    open_ended = line.endswith((*OPEN_END, "——")) and not section
    bracketed = line[0] in "(（" and line[-1] in ")）" and not NUMBERED.fullmatch(line)  # (播放短片), but (一) heads a section
    if len(line) > SHORT or open_ended or told or bracketed:
        return "body"
    if run <= 3 and (not final or before == "caption") and is_venue(line):
        return "caption"
    if not number and not line.startswith("——") and (following != "body" or (run > 3 and not final)):
        return "body"
    if asks_or_calls(line) and not number:  # a question may open a section, but not between other questions or behind a heading
        opens = line[-1] in "?？" and len(line) > 4 and not TWICE.search(line)  # 为何? and 渡口在哪?老人在哪? go on with the story
        return "heading" if opens and (before == "caption" or (run == 1 and before == "body")) else "body"
    return "heading"
