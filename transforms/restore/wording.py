"""Wording: what converters and templates of mirrors write into a text, as in 157位元专家, 活动,,、 and 时 间:.

A converter for Taiwan made 位元 (a bit) of 位 (a counted person); 64位元处理器 is meant so. A page with two commas in a row here and
there has a habit, one with a single slip of the pen keeps it. The keys at the head of a page (时 间, 地 点) are spaced for layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.model.patterns import pattern
from transforms.model.text import Edit, Text

BITS = pattern(
    r"""位元(?<=[0-9余多几数]位元)(?=[㐀-鿿])
        (?!作|组|处理|运算|系统|架构|操作|色|深|整|浮|版|机|微|资|密|加|指|数|代|长|宽|率|速|流|串|错|序|值|符|字|块|址|移|的)""",
    re.VERBOSE,
)
COMMAS = pattern(r"[,，](?<=[㐀-鿿”》)）].)[,，]*(?=[,，、。])")
TWO = pattern("，[,，、。]")
KEYS = (
    "时间", "地点", "日期", "主题", "作者", "来源", "编辑", "责编", "记者", "主办", "承办", "协办", "嘉宾", "主讲", "主持", "票价",
    "电话", "传真", "邮箱", "邮编", "地址", "网址", "名称", "单位",
)  # fmt: skip
# The blank first: a regex that begins with a rare character skips to it.
SPACED = pattern(rf" (?=[{''.join(key[1] for key in KEYS)}] ?[:：])")
HABIT = 3
BITS_REASON = "a converter for Taiwan made 位元 of 位"
COMMAS_REASON = "the page writes commas before other marks again and again"
KEY_REASON = "the blank inside the key is layout"


def find(text: Text) -> Iterator[Edit]:
    """Yield a removal for every character that a converter or template has put in."""
    chars = text.chars
    if "位元" in chars:
        for match in BITS.finditer(chars):
            yield Edit(match.start() + 1, match.end(), "", "wording", BITS_REASON, "likely", 0.9)
    narrow = "," in chars and (",," in chars or ",、" in chars)
    commas = list(COMMAS.finditer(chars)) if narrow or ("，" in chars and TWO.search(chars)) else []
    if len(commas) >= HABIT:
        for match in commas:
            yield Edit(match.start(), match.end(), "", "punctuation", COMMAS_REASON, "likely", 0.95)
    for match in SPACED.finditer(chars):
        at = match.start()
        if chars[at - 1 : at] + chars[at + 1] in KEYS and (at == 1 or chars[at - 2] == "\n"):
            yield Edit(at, at + 1, "", "spacing", KEY_REASON)
