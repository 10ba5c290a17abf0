"""Subjects: what a quantity counts, found in its sentence: 2200余家 -> 智能网联类企业, 投资总额达123亿元 -> 投资总额.

The counted noun stands right behind the unit (18个核心案例); where none does, before it (整车企业38家, 病床使用率达80%); and what says
only how a thing changed takes the thing said before it (产值500亿元,同比增长8%). A verb with its own object is no subject (200人参加会议).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import ModuleType

import msgspec

from transforms import lexicon

REACH = 30
STOP = re.compile(r"[，。；！？,;!?、：:（）()《》\"\n…—\d|·～~%％]")
CLAUSE = re.compile(r"[，。；！？,;!?：:《》\"\n…|]")
# 31个省(区、市): the kinds of provinces, written as one word.
PROVINCES = re.compile(r"省[(（](?:自治)?区、[直辖市]{1,3}[)）]|省区市")
LABELLED = re.compile(r"\s?(?:的)?(?P<label>[“《][^“”《》\n]{1,20}[”》][\u4e00-\u9fff]{0,4}?)(?=$|[，。；！？,;、\n]|[也都已将在是])")
# People and events are counted by these themselves: a verb behind them begins the predicate.
ITSELF = ("人", "人次", "户次", "次")


class Predicate(msgspec.Struct, frozen=True, gc=False):
    """A verb that says what happened to the counted things, not what they are."""

    word: str
    why: str


PREDICATES = frozenset(row.word for row in lexicon.read("predicates", Predicate))
NOUNS = ("n", "vn", "an", "j", "l", "i", "s", "x", "eng", "g", "k", "h")
DEGREES = ("不同", "最", "更", "较")
# Words that the tagger takes for nouns.
NO_NOUNS = ("同比", "环比", "其中", "左右", "以上", "全年", "记者", "活动期间", "全面", "历时", "一共")
MODIFIERS = ("a", "b", "z", "ad", "ag")


def find(chars: str, start: int, end: int, low: int, high: int, unit: str, kind: str) -> tuple[int, int] | None:
    """Return the range of what the quantity `chars[start:end]` of the sentence `low`–`high` counts, or None."""
    label = LABELLED.match(chars, end, high)
    if label:
        return label.span("label")
    if unit == "个" and (provinces := PROVINCES.match(chars, end, high)):
        return provinces.span()
    # 成立半年来平台入驻: a length of time says something of what stands before it, unless 的 joins it to what follows.
    behind = _behind(chars, end, high, unit) if kind != "duration" or chars[end : end + 1] == "的" else None
    return behind or _before(chars, start, low)


@cache
def _tagger() -> ModuleType:
    """Loaded when first needed: the dictionary takes longer than everything else a short run does."""
    import rjieba

    return rjieba


@lru_cache(maxsize=4096)
def _tagged(text: str) -> list[tuple[str, str]]:
    """Return the words of a text with their parts of speech; 同比增长 and 亿元人民币 come again and again."""
    return _tagger().tag(text)  # type: ignore[no-any-return]


def _behind(chars: str, end: int, high: int, unit: str) -> tuple[int, int] | None:
    reach = min(high, end + REACH)
    stop = STOP.search(chars, end, reach)
    text = chars[end : stop.start() if stop else reach]
    if not text or text.isspace():
        return None
    if "”" in text or "“" in text:
        text = text.replace("”", " ").replace("“", " ")
        if text.isspace():
            return None
    begin = last = None
    at = end
    tokens = _tagged(text)
    for i, (word, tag) in enumerate(tokens):
        begin = at if begin is None and word.strip() and word not in "的之" else begin
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if _noun(word, tag) and not (last is not None and word in PREDICATES):
            last = at + len(word)
        elif tag.startswith("v") or word in PREDICATES:
            # 碳排放, 3个组别: the tagger takes parts of nouns for verbs.
            compound = last == at and len(tokens[i - 1][0]) == 1
            if compound or (last is None and following is None and word not in PREDICATES):
                last = at + len(word)
            elif last is not None or unit in ITSELF or word in PREDICATES or following is None or not _noun(*following):
                break
        elif last == at and len(word) == 1 and following is None and tag[0] in "qmk":
            last += 1  # 管道, 城市日
        elif not (tag in MODIFIERS or word in "的 " or (last is None and (tag == "m" or word in DEGREES))):
            break
        at += len(word)
    return None if begin is None or last is None or last - begin < 2 else (begin, last)


def _before(chars: str, start: int, low: int) -> tuple[int, int] | None:
    begin = max(low, start - REACH)
    cut = begin
    for match in CLAUSE.finditer(chars, begin, start):
        cut = match.end()
    tokens = _tagged(chars[cut:start])
    end, i = start, len(tokens)
    # 投资总额 | 达: the verb and what hedges it.
    while i and (not _noun(*tokens[i - 1]) or tokens[i - 1][0] in PREDICATES):
        i -= 1
        end -= len(tokens[i][0])
    stop = end
    verbs = 0
    while i and (_noun(*tokens[i - 1]) or tokens[i - 1][1] in MODIFIERS or _joined(tokens, i, verbs)):
        i -= 1
        verbs += tokens[i][1] == "v"
        end -= len(tokens[i][0])
    return (end, stop) if stop - end > 1 else None


def _joined(tokens: list[tuple[str, str]], i: int, verbs: int) -> bool:
    """发明 专利, 总 产值, 60岁 的 老人: a verb between another verb and a noun describes the noun, as do 的 and 率."""
    word, tag = tokens[i - 1]
    if word == "的":
        return i > 1 and (_noun(*tokens[i - 2]) or tokens[i - 2][1] in MODIFIERS)
    return tag == "v" and not verbs and len(word) > 1 and i > 1 and word not in PREDICATES and (tokens[i - 2][1] == "v" or _noun(*tokens[i - 2]))


@lru_cache(maxsize=4096)
def _noun(word: str, tag: str) -> bool:
    return (tag.startswith(NOUNS) and word[0].isalnum() and word not in NO_NOUNS) or word in ("率", "面")
