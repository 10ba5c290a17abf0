"""Ways: what roads, railways, bridges and tunnels are named by: where they begin and end, and what they cross. 六枝至安龙 + 高速公路.

Shared grammar of names. Not meant: who drives there (轿车驶进沈丹高速), and stations.
"""

from __future__ import annotations

from functools import lru_cache

from transforms import gazetteer
from transforms.extract.names.cuts import cut, is_measure, is_word, tagged
from transforms.extract.names.runs import Run
from transforms.extract.names.walk_words import BUILDS, COUNTED, FUNCTION, PROVINCES
from transforms.extract.posts.titles import stops
from transforms.model.patterns import pattern

JOINT = pattern("[和与及]")
LAND = frozenset("洲山湖岛矶嘴口港湾滩沟")


def line_of(run: Run, at: int, left: int) -> int:
    """Return where the name of a road or railway begins, which has its ends in it: 六枝至安龙 + 高速公路."""
    if at > left and run.text[at - 1] in PROVINCES and len(run.text[at:]) > 2 and run.text[at] in PROVINCES and run.text[at + 1] in PROVINCES:
        return at - 1  # 京 + 港澳 + 高速公路
    while at - 2 > left and run.text[at - 1] in "至经":
        hit = run.near(at - 1)
        if hit and hit[0][1] == at - 1:
            at = hit[0][0]
            continue
        left = max(left, max((end for end in run.hit_ends if end < at), default=0))  # 贵州 + 六枝至安龙
        last = cut(JOINT.split(run.text[max(left, at - 5) : at - 1])[-1] or " ")[-1]
        if (len(last) < 2 and not 2 <= at - 1 - left <= 3) or (is_word(last) and tagged(last)[0][1][0] == "v"):  # 巡查 + 至 + 京沪高速
            break
        at -= 1 + (len(last) if len(last) > 1 else at - 1 - left)
    return at


def crossing(run: Run, at: int, left: int) -> int:
    """Return where the name of what crosses a river begins, the city and the bank before it: 芜湖 + 龙窝湖 + 长江 + 隧道, 沌 + 口 + 长江 + 大桥."""
    begin, clause = at, max((run.text.rfind(mark, left, at) for mark in "、和与及"), default=-1) + 1 or left
    for word, tag in reversed(tagged(run.text[max(clause, at - 8) : at])):
        named = begin - len(word) in run.hit_ends or word in gazetteer.divisions_by_name()  # 济南 + 凤凰 + 黄河大桥, 石首
        counted = COUNTED.fullmatch(word) or (run.text[begin - len(word) - 1].isdigit() and is_measure(word)) or word[0] == "首"
        land = at - begin == 1 and run.text[begin] in LAND  # 棋盘 + 洲
        if word in stops() or word in FUNCTION or word in BUILDS or counted or (is_noun(word, tag) and not named and not land):
            break
        begin -= len(word)
    return begin


def is_noun(word: str, tag: str) -> bool:
    """Return whether a word of a clause is one of every day: 跨越, 桥梁, not 沌口."""
    return len(word) > 1 and tag[0] in "nvrdpcuf" and tag not in ("nr", "ns", "nz", "nt") and is_word(word)


@lru_cache(maxsize=1 << 12)
def drives(own: str) -> int:
    """Return how many characters before a road or railway say who goes there: 轿车驶进 + 沈丹 + 高速, 巡查至 + 京沪 + 高速公路."""
    size = at = 0
    for word, tag in tagged(own)[:-1]:
        at += len(word)
        drive = len(word) > 1 and is_word(word) and (tag[0] == "v" or tag[:2] not in ("ns", "nr", "nz", "j"))
        size = at if drive and len(own) - at > 1 else size
    return size + own.startswith(("至", "在", "到"), size) if size else 0
