"""Residue: what HTML leaves in a text, as in &nbsp; &#8220; <br/> or /p> whose < was lost.

Only names of real tags count: 和/或, 1/3, km/h and x<y are no tags. Entities are read first, until none is left, because pages
escape twice (&amp;nbsp;); the tags that this brings to light go with the others.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from transforms.model.patterns import pattern
from transforms.model.text import Edit, Text

# The elements of HTML, those of old too (WHATWG: HTML, 4 The elements of HTML and 16.2 Obsolete features).
TAGS = (
    "a|abbr|acronym|address|applet|area|article|aside|audio|b|base|basefont|bdi|bdo|big|blink|blockquote|body|br|button|canvas|caption|center|cite|code|col|"
    "colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hr|"
    "html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|marquee|menu|meta|meter|nav|nextpage|nobr|noframes|noscript|object|ol|optgroup|option|"
    "output|p|param|picture|pre|progress|q|rp|rt|ruby|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|"
    "template|textarea|tfoot|th|thead|time|tr|track|tt|u|ul|var|video|wbr"
)
ENTITY = pattern(r"&(?:amp;)*(?P<name>#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});")
TAG = pattern(
    rf"""[</](?:(?<=<)(?:!--[^<>\n]{{0,400}}--|/?(?:{TAGS})(?:[^\S\n][^<>\n]{{0,400}})?[^\S\n]?/?)>   # a tag, or a comment
               |(?<![\w<\u3400-\u9fff]/)(?<=/)(?:{TAGS})>)                              # the end of a tag whose < was lost""",
    re.VERBOSE | re.IGNORECASE,
)
NAMED = ("()", "（）", "“”", "「」", "‘’", "``", '""', "''")  # a text about HTML names a tag: 段落(<p/>)
ENTITY_REASON = "HTML writes this character so"
TAG_REASON = "a tag of the page is no text"


def find_entities(text: Text) -> Iterator[Edit]:
    """Yield the character for every HTML entity."""
    for match in ENTITY.finditer(text.chars):
        character = html.unescape(f"&{match['name']};")
        if character == "&" or (character != "\n" and not character.startswith("&")):
            yield Edit(match.start(), match.end(), character, "markup", ENTITY_REASON)


def find_tags(text: Text) -> Iterator[Edit]:
    """Yield a removal for every tag that was left in the text."""
    for match in TAG.finditer(text.chars):
        if text.chars[match.start() - 1 : match.start()] + text.chars[match.end() : match.end() + 1] in NAMED:
            continue
        yield Edit(match.start(), match.end(), "", "markup", TAG_REASON)
