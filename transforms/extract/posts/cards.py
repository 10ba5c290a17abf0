"""Cards: who stands in a line of his own below or above the line of what he is: 上海市市长⏎陈毅⏎上海市副市长⏎潘汉年.

The first line of such a list tells whether posts or names come first. Shared grammar of persons and positions. Not meant: which posts
a line holds, which positions.py reads; names in a line with their post.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import msgspec

from transforms.extract.names import names
from transforms.extract.names.han_names import is_clear_name
from transforms.extract.names.words import is_han, is_known, is_person
from transforms.model.document import NAMES, Document

NAME_AT_MOST = 5  # characters of a line with nothing but a name, 田 汉 with its blank
POST_AT_MOST = 48
BREAKS = ("\n", ":\n", "：\n")
NO_POSTS = ("byline", "person", "layman", "rank")  # 专家, 市民: heads of lists as often as posts


class Card(msgspec.Struct, frozen=True, gc=False):
    """Somebody in a line of his own: where the name ends, and where the line of his posts begins and ends."""

    end: int
    post: int
    post_end: int


@lru_cache(maxsize=1)
def find(document: Document) -> dict[int, Card]:
    """Return the cards of a page by where the name begins; kept for the one document that is being read."""
    # 会长:⏎陈铎, with a colon behind the post
    lines = [(one.text_start, one.text_end - document.chars.endswith((":", "："), 0, one.text_end)) for one in document.segments if one.role in NAMES]
    if not any(end - start <= NAME_AT_MOST for start, end in lines):
        return {}
    ends = {end for _, end, title in names.find(document).titles if title.kind not in NO_POSTS}
    found: dict[int, Card] = {}
    used = -1  # where the line of posts ends that the name above has
    padded = [(-1, -1), *lines, (-1, -1)]
    for (above, line), (_, below) in zip(pairwise(padded), pairwise(padded[1:]), strict=False):
        if line[1] - line[0] > NAME_AT_MOST or not is_alone(document.chars[slice(*line)]):
            continue
        posts = above if is_posts(above, ends) and document.chars[above[1] : line[0]] in BREAKS and above[1] != used else below
        if is_posts(posts, ends) and (posts is above or line[1] + 1 == below[0]):
            used = posts[1]
            found[line[0]] = Card(line[1], *posts)
    return found


def is_posts(line: tuple[int, int], ends: set[int]) -> bool:
    """Return whether a line is of posts: it is short and a post ends it."""
    return line[1] in ends and line[1] - line[0] <= POST_AT_MOST


def is_alone(text: str) -> bool:
    """Return whether a line is a name and nothing else: 米芾, 田 汉; not 高层."""
    name = "".join(text.split())
    return 1 < len(name) < 5 and all(map(is_han, name)) and is_clear_name(name) and (is_person(name) or not is_known(name))
