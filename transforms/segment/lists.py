"""Lists: lines that tell one item each: names below 名单如下:, numbered works, tables and schedules. They are the story, however short.
"""

from __future__ import annotations

import re

from transforms.segment.looks import NUMBERED, Found

# 入选名单如下: and 一、国家园林城市(共7个) announce names on the lines below; what stands there ends as places and works do.
ANNOUNCED = re.compile(
    r"(?:名单|如下|下列[^。]{0,16}|以下[^。]{0,16}|分别[为是]|包括)[:：]$"
    r"|名单(?:如下|[(（]第.{1,3}[批届][)）])$|[(（]共?\d{1,3}[个家项座][)）][:：]?$"
)
ROSTERED = re.compile(
    r"^[^。;；!！?？]*(?:[省市县区旗镇乡村州]|项目|工程|案例|公司|集团|大学|学院|医院|学校|中心|小区|园|基地|企业|单位|馆|路|[老大]街|古城)$"
)
NUMERAL, DIGIT = re.compile("[一二三四五六七八九十]+"), re.compile(r"\d+")


def rosters(lines: list[str], found: Found) -> None:
    """Mark the names that stand on lines of their own below 名单如下: or 国家园林城市(共7个), wherever the page tells them."""
    inside = False
    for i, line in enumerate(lines):
        inside = inside and found[i] is None and ROSTERED.search(line) is not None
        if inside:
            found[i] = "body"
        inside = inside or (found[i] in (None, "body") and line[-1] in ":：下)）" and ANNOUNCED.search(line[-40:]) is not None)


def items(lines: list[str], found: Found, first: int, last: int) -> None:
    """Mark numbered lines that follow each other, 1.甲项目 and 2.乙项目: a heading has a paragraph below it, and (一) may follow 一、."""
    kinds = [_kind(line) if first < i < last and found[i] is None else "" for i, line in enumerate(lines)]
    for i, kind in enumerate(kinds):
        if kind and kind in (kinds[i - 1], *kinds[i + 1 : i + 2]):
            found[i] = "body"


def _kind(line: str) -> str:
    """Return how a line is numbered, 一、 of 二十三、甲 and 1. of 2.乙; "" where it is not."""
    number = NUMBERED.match(line)
    return DIGIT.sub("1", NUMERAL.sub("一", number[0].strip())) if number else ""
