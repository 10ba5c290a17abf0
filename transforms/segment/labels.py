"""Labels: the words that tell the role of a line, 首页 of navigation, 相关阅读 of a list of links, 版权声明 of the site's own text.

They stand in seeds/lexicon/line_labels.csv. A line that merely has such a word in it (首页改版了) is not meant.
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
    match: Annotated[Literal["whole", "prefix", "list"], "Whether the line is these words, begins with them, or is the head of a list of links."]
    why: Annotated[str, "What such a line does on a page."]


LABELS = lexicon.read("line_labels", Label)
WHOLE: dict[str, Role] = {label.label: label.role for label in LABELS}
PREFIX: dict[str, Role] = {label.label: label.role for label in LABELS if label.match == "prefix"}
STARTS = pattern("|".join(map(re.escape, sorted(PREFIX, key=len, reverse=True))))
STARTING = frozenset(label[0] for label in PREFIX)
LISTS = pattern(rf"(?:{'|'.join(re.escape(label.label) for label in LABELS if label.match == 'list')})(?:$|[\s:：>》】\]/|])")
# 免责声明:… and 版权声明:… are the site's, however long.
NOTICE = pattern(rf"(?:{'|'.join(label.label for label in LABELS if label.role == 'boilerplate' and label.label.endswith('声明'))})[:：]")
NOTED = frozenset(label.label[0] for label in LABELS if label.role == "boilerplate")
