"""Shapes: how long a line is, how it begins and how it ends; what looks, captions and neighbours ask alike."""

from __future__ import annotations

import re

from transforms.model.document import Role
from transforms.model.patterns import pattern

Found = list[Role | None]

OPEN_END = (",", "，", "、", ":", "：")
# A line longer than SHORT is no label, heading or caption without a sign; one longer than MEDIUM is prose.
SHORT, MEDIUM = 44, 176
EDGES = " \t\r\u3000\xa0\u200b\ufeff•·●■◆▪►▶▷★☆*-—_>»|｜:：[]【】<>《》"
CLOSERS = "\"'”’」』)）]】"
FINAL, ASKING = frozenset("。!！?？;；…"), frozenset("?？!！")
PROSE = pattern(r"[。,，;；!！?？]")
WORD = pattern(r"\w")
NUMBERED = pattern(
    r"""[一二三四五六七八九十]{1,3}[、.．] | [(（][一二三四五六七八九十\d]{1,3}[)）] | 第[一二三四五六七八九十\d]{1,3}[章节部]
      | \d{1,2}(?:[、.．]\s?|\.\d{1,2}(?:\.\d{1,2})?\s?)(?=[\u4e00-\u9fff“])
      | \d{1,2}\s(?=[\u4e00-\u9fff“])(?!\s?[个家名位年月日座项次届大余多万亿])""",
    re.VERBOSE,
)


def is_final(line: str) -> bool:
    """Tell whether a line ends as a sentence does."""
    return line.rstrip(CLOSERS)[-1:] in FINAL


def asks_or_calls(line: str) -> bool:
    """Tell whether a line ends with a question mark or an exclamation mark."""
    return line.rstrip(CLOSERS)[-1:] in ASKING
