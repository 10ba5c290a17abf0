"""Questions: ? for what GBK lacks, as in ????他说 for an indent of NBSP and 唐納德?特朗普 for the dot of a name.

Nothing is shifted by these. A question that an author asks stays: an indent stands at the beginning of several lines, and a name has
characters on both sides that foreign names are written with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.model.patterns import pattern
from transforms.model.text import Edit, Text
from transforms.restore import gbk
from transforms.restore.script import traditional

INDENT = pattern(r"^(?:\?{2,8} ?(?=[㐀-鿿“《0-9])|\?{4,8}(?=[^?\s]))", re.MULTILINE)
DOT = pattern(r"\?(?<=[㐀-鿿]{2}\?)(?=[㐀-鿿]{2})")
# Characters that foreign names are written with.
NAMES = frozenset(
    "阿埃艾安奥巴拜班邦保鲍贝本比彼别宾波伯博布查达戴丹道德登迪蒂丁杜多厄恩尔法菲费芬弗福富盖冈戈格根古哈海汉汗赫亨霍基吉加贾杰金卡凯坎康柯科克肯库"
    "拉莱兰朗劳勒雷里理利丽莉林琳卢鲁伦罗洛马玛迈曼梅门蒙米莫默姆穆纳娜尼涅宁纽诺欧帕潘佩皮普齐奇乔切琴丘冉让热瑞萨塞赛桑瑟森沙莎绍舍申圣施史舒斯丝"
    "司苏索塔泰坦唐特提廷图托瓦万旺威韦维温沃乌武西希锡夏肖谢辛休雅亚扬耶叶伊因英尤约扎泽詹珍兹佐纪"
)
INDENT_REASON = "blanks that GBK lacks became question marks at the beginning of the line"
DOT_REASON = "the dot of a foreign name, which GBK lacks, became a question mark"


def find(text: Text) -> Iterator[Edit]:
    """Yield an edit for every ? that stands for a blank or for the dot of a name."""
    chars = text.chars
    if "?" not in chars:
        return
    indents = list(INDENT.finditer(chars)) if "??" in chars else []
    # Lines that go on alike, ??谲壍 (海口軌 cut through), have no indent.
    if len({chars[m.end()] for m in indents}) > 1 or any(len(m[0]) >= 4 for m in indents):
        for match in indents:
            yield Edit(match.start(), match.end(), "", "encoding", INDENT_REASON, "likely", 0.95)
    dots = [m.start() for m in DOT.finditer(chars)]
    if dots and len(traditional(chars)) >= 3:
        forms = gbk.plain_forms()
        for at in dots:
            if NAMES.issuperset((chars[at - 2 : at] + chars[at + 1 : at + 3]).translate(forms)):
                yield Edit(at, at + 1, "·", "encoding", DOT_REASON, "likely", 0.9, ("?",))
