"""Careers: what a notice tells of a life: 陶行知,男,1891年10月生,曾任某校教务主任,1927年当选为某社主任.

The name stands once, before the day of birth; every later verb of the line gives the person another post. Shared grammar of persons and
positions. Not meant: which post it is, which positions.py reads; what somebody is to be (拟任).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from transforms.extract.names.han_names import HAN, is_clear_name
from transforms.model.document import NAMES, Document
from transforms.model.patterns import pattern

# 陶行知,男,汉族,1891年10月出生
BORN = pattern(
    rf"(?<![{HAN}·])(?P<person>[{HAN}]{{2,4}}?|[{HAN}]{{1,8}}·[{HAN}]{{1,8}}?)"
    rf"(?=(?:同志)?(?:[,，]\s?[男女][,，(（]|[,，]?(?:生于)?(?:1[89]|20)[0-9]{{2}}年[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?(?:出生|生于|生(?![{HAN}]))|出?生于(?:1[89]|20)[0-9]{{2}}年))"
)
# 阿布,男,回族,: whatever the characters, it is somebody
SURE = pattern(r"[,，]\s?[男女][,，]\s?[\u4e00-\u9fff]{1,5}族[,，]")
TOLD = pattern(rf"[男女生](?:(?<=[男女])(?=[,，(（])|(?<=生)(?=于)|(?<=出生)|(?<=[月日]生)(?![{HAN}]))")  # most pages tell nobody's life
STEP = pattern(r"(?<=[,，。;；月年日起后先间他她])(?:曾|先后|又|并)?(?:历任|曾任|现任|当选为?|增选为?|补选为?|担任|出任|升任|转任|调任|任)(?=..)")


# 历任某校教员,某校教务主任(代理),…: what stands behind each mark up to the next verb
NEXT = pattern("[,，;；、](?=[一-龥])")
MANY = ("历任", "曾任")


@lru_cache(maxsize=1)
def find(document: Document) -> dict[tuple[int, int], list[int]]:
    """Return where the posts of a life begin, by where the name stands; kept for the one document that is being read."""
    if not TOLD.search(document.chars):
        return {}
    found: dict[tuple[int, int], list[int]] = {}
    for start, end in document.runs(NAMES):
        born = BORN.finditer(document.chars, start, end)
        lives = [match.span("person") for match in born if is_clear_name(match["person"]) or SURE.match(document.chars, match.end())]
        for life, following in pairwise([*lives, (end, end)]):
            line = document.chars.find("\n", life[1], following[0])
            found[life] = list(listed(document.chars, life[1], following[0] if line < 0 else line))
    return found


def listed(chars: str, start: int, end: int) -> Iterator[int]:
    """Yield where the posts of a life begin between two places: behind each verb, and behind each mark of what somebody was in turn."""
    steps = list(STEP.finditer(chars, start, end))
    for step, following in zip(steps, [*(step.start() for step in steps[1:]), end], strict=False):
        yield step.end()
        if step.group().endswith(MANY):
            sentence = chars.find("。", step.end(), following)
            yield from (mark.end() for mark in NEXT.finditer(chars, step.end(), following if sentence < 0 else sentence))
