"""Labels: the words that tell the role of a line, 首页 of navigation, 相关阅读 of a list of links, 版权声明 of the site's own text.

They stand in seeds/lexicon/line_labels.csv. A line that merely has such a word in it (首页改版了) or begins with it (技术支持更加有力) is not meant.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec

from transforms import lexicon
from transforms.model.document import Role
from transforms.model.patterns import pattern


class Label(msgspec.Struct, frozen=True, gc=False):
    """Words that tell the role of a line."""

    label: Annotated[str, "The words."]
    role: Annotated[Role, "The role of the line."]
    match: Annotated[
        Literal["whole", "section", "prefix", "key", "list", "sort", "links"],
        "Whether the line is these words (a section of news may be a heading, too), begins with them, has them as a key (技术支持:, but not "
        "技术支持有力), heads a list of links, or does so where a sort and a kind of links stand together: 热门 + 文章.",
    ]
    why: Annotated[str, "What such a line does on a page."]


def _any(*matches: str) -> str:
    """Return a pattern for the labels of these kinds, the longest first."""
    return "|".join(re.escape(label.label) for label in sorted(LABELS, key=lambda label: -len(label.label)) if label.match in matches)


LABELS = lexicon.read("line_labels", Label)
WHOLE: dict[str, Role] = {a.label + b.label: b.role for a in LABELS if a.match == "sort" for b in LABELS if b.match == "links"}
WHOLE |= {label.label: label.role for label in LABELS if label.match not in ("sort", "links")}
SECTIONS = frozenset(label.label for label in LABELS if label.match == "section")
BEGINS: dict[str, Role] = {label.label: label.role for label in LABELS if label.match in ("prefix", "key")}
STARTS = pattern(rf"(?P<prefix>{_any('prefix')})|(?:{_any('key')})(?=$|[\d\s:：>＞›»/|｜丨【】\[\]()（）!！。….])")
STARTING = frozenset(label[0] for label in BEGINS)
LISTS = pattern(rf"(?:{_any('list')}|(?:{_any('sort')})(?:{_any('links')}))(?:$|[\s:：>》】\]/|])")
# 免责声明:… and 版权声明:… are the site's, however long, and so is 凡本报记者署名文字,版权均属….
_NOTICES = "|".join(label.label for label in LABELS if label.role == "boilerplate" and label.label.endswith("声明"))
NOTICE = pattern(rf"(?:{_NOTICES}|声明)[:：]|凡[^。]{{0,24}}(?:记者|署名|本[报网刊台站])[^。]{{0,24}}版权(?:均|归|所有|属)")
NOTED = frozenset(label.label[0] for label in LABELS if label.role == "boilerplate")
TEMPLATE = pattern(r"\{\{|\$\{|<%")  # {{item.title}}: the page was fetched before its template was filled


def begun(line: str) -> Role | None:
    """Return the role of a line that begins with a label: 扫码 and 加载中。。。 ask the reader, but a sentence (扫码就能预约。) tells of it."""
    match = STARTS.match(line) if line[0] in STARTING else None
    told = match is not None and match["prefix"] and line[-1] in "。." and line[-2] not in "。." and BEGINS[match[0]] != "boilerplate"
    return BEGINS[match[0]] if match and not told else None
