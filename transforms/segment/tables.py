"""Tables: rows with bars, | 2014 | 麦德林 |, rows that lost them, 1 深圳 98.2, and items that a mirror ran into one line.

A menu has bars, too, but neither figures nor sentences.
"""

from __future__ import annotations

from itertools import groupby

from transforms.model.patterns import pattern
from transforms.segment import bylines
from transforms.segment.labels import WHOLE
from transforms.segment.menus import BARS
from transforms.segment.shapes import SHORT, Found

COLUMNS = pattern("序号|名称|数量|姓名|单位|获奖|奖项")  # the first row of a table
ROW = pattern(r"(?:\d{1,3}[.、．]\s?[\u4e00-\u9fff·]{2,10}[\s,，;；]*){3,}+")
GLUED = pattern(r"(?:序\s?号|排\s?名|名次|编号)[一-龥\s]{2,20}")
AMOUNT = pattern(r"[+-]?\d[\d,.]{0,14}(?:[%％]|[万亿]?[元人家个名票分位件次吨座项]|平方公里|公里)?")
MOMENT = pattern(r"[\[(]?\d{1,4}[-/:年月]\d{1,2}.{0,12}|\d{0,2}(?:天|小时|分钟)前")
HAN = pattern(r"[一-龥]")


def tables(lines: list[str], found: Found) -> None:
    """Mark rows of a table, | 2014 | 麦德林 | and | 2016 | 吉隆坡 | below it; a menu has neither figures nor sentences."""
    bars = [line.count("|") + line.count("｜") for line in lines]
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and bars[end] > 0 and _goes_on(lines, bars, start, end):
            continue
        if end - start > 1 and _is_table(lines[start:end]):
            found[start:end] = ["body"] * (end - start)
        start = end


def columns(lines: list[str], found: Found) -> None:
    """Mark rows of a table that lost its bars, 1 深圳 98.2 and 2 上海 97.5: as many cells in each, a number among them, and what heads them."""
    cells = [_cells(line) if found[i] in (None, "navigation") else 0 for i, line in enumerate(lines)]
    for size, group in groupby(range(len(lines)), lambda i: cells[i]):
        run = list(group)
        above = run[0] - 1
        headed = size and above >= 0 and found[above] in (None, "navigation") and len(lines[above].split()) == size
        # 1 老码头的新灯 and 老码头的新灯 1203 are links, the most read first, unless something heads their cells.
        if len(run) > 2 and (headed or (size > 2 and (above < 0 or found[above] != "promotion"))):
            for i in (above, *run) if headed else run:
                found[i] = "body"
    for i, line in enumerate(lines):
        glued = line[0] in "序排名编" and GLUED.fullmatch(line)  # 序号城市省份, and below it 1南京市江苏: a mirror ran the cells into each other
        heads = [cell for cell in line.split() if COLUMNS.search(cell)] if COLUMNS.search(line) else []
        size = len(line.split()) if len(heads) > 1 else 0  # 姓名 单位 奖项: no row has a figure, nor the words of a menu
        end = i + 1
        while end < len(lines) and (
            (glued and found[end] is None and lines[end][0].isdigit() and len(lines[end]) <= SHORT)
            or (size > 2 and found[end] in (None, "navigation") and len(row := lines[end].split()) == size and WHOLE.keys().isdisjoint(row))
        ):
            end += 1
        for k in range(i, end) if end > i + 2 else ():
            found[k] = "body"


def stacks(lines: list[str], found: Found) -> None:
    """Mark a table whose cells stand below each other, 1 苏州 江苏 and 2 扬州 江苏 each on three lines: rows counted from one."""
    start = 0
    while start < len(lines):
        size = next((k for k in range(2, 7) if lines[start : start + 2 * k + 1 : k] == ["1", "2", "3"]), 0) if lines[start] == "1" else 0
        end = start + size
        while size and end < len(lines) and lines[end] == str((end - start) // size + 1):
            end += size
        cells = range(start, min(end, len(lines)))
        if size and all(len(lines[i]) <= SHORT and found[i] in (None, "navigation", "body") for i in cells):
            head = next((i for i in range(start - 1, max(start - size - 1, -1), -1) if COLUMNS.match(lines[i])), start)
            found[head : cells.stop] = ["body"] * (cells.stop - head)
        start = max(end, start + 1)


def rows(lines: list[str], found: Found) -> None:
    """Mark lines of several numbered items, 1.北京 7.杭州 13.开封."""
    for i, line in enumerate(lines):
        if line[0].isdigit() and found[i] in (None, "navigation") and ROW.fullmatch(line):
            found[i] = "body"


def _cells(line: str) -> int:
    """Return how many cells a row has, 0 where it has no number of its own or a day, as links do."""
    parts = line.split()
    numbers = [part for part in parts if AMOUNT.fullmatch(part)]
    told = 1 < len(parts) <= 8 and numbers and not (len(parts) == 2 and "." in numbers[0]) and not any(map(MOMENT.fullmatch, parts))
    return len(parts) if told and any(map(HAN.match, parts)) else 0


def _goes_on(lines: list[str], bars: list[int], start: int, end: int) -> bool:
    """Tell whether a line with bars is one more row: as many bars as above, a frame, or below 序号 | 名称, where cells may be left out."""
    alike = bars[end] == bars[end - 1] > 1 or all(map(_is_framed, lines[end - 1 : end + 1]))
    return alike or (bars[start] > 1 and COLUMNS.search(lines[start]) is not None)


def _is_framed(line: str) -> bool:
    return line[0] in "|｜" and line[-1] in "|｜"


def _is_table(rows: list[str]) -> bool:
    """Tell whether lines with the same number of bars tell something: a figure or a long cell, and no word of a menu."""
    parts = [[cell for cell in BARS.split(row.strip("|｜ ")) if cell] for row in rows]
    if sum(len(row) > 1 for row in parts) < 2:  # a table that only lays out the page
        return False
    cells = [cell for row in parts for cell in row]
    headed = rows[0][-1] in "|｜" and max(map(len, parts[0]), default=0) <= 4  # | 日期 | 时间 | 安排 | names the cells below
    told = any(len(cell) > 12 for cell in cells) or COLUMNS.search(rows[0]) is not None or sum(any(map(str.isdigit, row)) for row in rows) >= 2
    return told and not any(WHOLE.get(cell) for cell in cells) and not any(bylines.pairs(row) for row in rows[headed:])
