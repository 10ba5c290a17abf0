"""Foreign names: 海伦·克拉克, 勒·柯布西耶, 古特雷斯 and Kofi Annan. Where one that begins here, or has a dot there, ends.

Transliterations are told by the characters that spell sounds (transliterations.csv) and by their ·. Not meant: brands, which are
one Latin word; 世界·城市, whose words spell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms import gazetteer, lexicon
from transforms.extract.names.followers import closes, ends_here, ends_strictly
from transforms.extract.names.han_names import HAN, NEVER
from transforms.extract.names.words import is_han, is_known, is_ordinary, is_plain, is_term, is_verb
from transforms.extract.posts.titles import posts
from transforms.model.document import NAMES, Document
from transforms.model.patterns import pattern

SOUNDS = "".join(lexicon.words("transliterations"))
# Kofi Annan, John F. Kennedy, José Luis Encarnação, SOE MOE KYAW; not a single word, which may be a brand
PART = "[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]+"
LATIN = pattern(rf"{PART}(?: (?:[A-Z]\. ?(?=[A-ZÀ-Þ])|(?:d[aeiou]|d[aeo]s|del|e|y|la|van|von|de[nr]|bin|al) )*{PART}){{1,4}}(?![A-Za-zÀ-ÿ])")
SOUND_RUN = pattern(rf"[{SOUNDS}]{{3,8}}")
SOUND_PAIR = pattern(rf"[{SOUNDS}]{{2}}")
# Also a full stop between two characters: 伊森.葛特曼
POINT = rf"(?:[·•・∙‧]|(?<=[{HAN}])[.．](?=[{HAN}]))"
PARTS = pattern(rf"(?:{POINT}[{SOUNDS}]+)+")
DOT = pattern("[·•・∙‧.．]")
SOUNDING = pattern(rf"[{SOUNDS}](?:[{SOUNDS}-]{{0,9}}[{SOUNDS}])?$")


def is_spelled(part: str, sure: bool) -> bool:
    """Return whether what stands before a dot may be the first part of a name: behind a post any characters, else those that spell sounds."""
    return SOUNDING.fullmatch(part) is not None or (sure and not FUNCTION.intersection(part) and not posts()[0].find(part) and not is_said(part))


def is_said(part: str) -> bool:
    """Return whether what stands before a dot is a word and nobody's name: 市长 + 对话·南京, but 大卫 is one."""
    return is_term(part) and is_plain(part)


def dotted(document: Document, posts: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of names with a dot in them. The dot is looked for first: it is rare, the characters before it are not."""
    chars, last = document.chars, 0
    for dot in document.finditer(DOT, NAMES):
        if dot.start() < last or not is_han(chars[dot.end() : dot.end() + 1].replace(" ", "一")):
            continue
        if chars[dot.start() - 1] in "报网社台":
            continue  # 中青报·中青网记者
        run = BEFORE_DOT.search(chars, max(dot.start() - 12, last), dot.start())
        start = dotted_start(chars, run.start(), dot.start(), posts) if run else None
        if start is not None and start not in posts and is_han(chars[start - 1 : start]) and not _sounds(chars, start, dot):
            continue  # 剑门蜀道·翠云廊
        end = dotted_end(chars, dot.start(), sure=start in posts) if start is not None else None
        if start is None or end is None or chars[end - 1] in THINGS:
            continue
        if start in posts or mostly_sounds(chars[start:end]):
            last = end
            yield start, end


def mostly_sounds(name: str) -> bool:
    """Return whether more than half of the characters of a name, at least four, spell sounds: 司马义·铁力瓦尔地, but not 青山·向未来."""
    letters = [char for char in name if is_han(char)]
    return len(letters) > 3 and 2 * sum(char in SOUNDS for char in ABD.sub("阿阿阿", "".join(letters))) > len(letters)


CHOSEN = pattern(f"(?:选举|推选|推举|任命|提名|聘请)(?=[{HAN}]{{2}})")  # 会议选举 + 莫拉力·
THINGS = frozenset("会节展赛杯奖")  # “延吉·图洽会”
BEFORE_DOT = pattern(rf"[{HAN}-]{{1,12}}$")
UP_TO_DOT = pattern(rf"[{HAN}-]{{1,8}}(?= ?{POINT})")
DOTS = pattern("[·•・∙‧ .．]{1,3}")
SOUND_START = pattern(rf"[{SOUNDS}-]{{1,10}}")


def _sounds(chars: str, start: int, dot: re.Match[str]) -> bool:
    """Return whether more than one character before the dot, or the one behind it, spells sounds."""
    before = dot.start() - start > 1 and SOUNDING.fullmatch(chars, start, dot.start()) is not None
    return before or SOUND_START.match(chars, dot.end()) is not None


def dotted_start(chars: str, left: int, dot: int, posts: set[int]) -> int | None:
    """Return where the name before a dot begins: behind a post or a mark whatever its characters, else with those that spell sounds."""
    post = next((at for at in range(dot - 1, left - 1, -1) if at in posts), None)
    if post == dot - 1 and is_sound(chars, behind_dot(chars, dot)):
        return post  # 部长 + 包·巴图, though 包 is a word
    if post is not None and dot - post <= 6 and not FUNCTION.intersection(chars[post:dot]):
        return None if is_said(chars[post:dot]) or (dot - post > 4 and is_verb(chars[post : post + 2])) else post  # 游客|走过剑门蜀道·
    # 、司马义·铁力瓦尔地: behind a mark, unless there are words in it: 世界·城市
    left += chars[left] in "据由与和向对请" and dot - left > 2  # 据 + 阿奇姆·施泰纳
    chosen = CHOSEN.search(chars, left, dot)
    left = chosen.end() if chosen else left
    if dot - left <= 7 and (chosen or not is_han(chars[left - 1 : left]) or chars[left - 1] in "据由与和向对请") and not is_worded(chars[left:dot]):
        return left
    match = SOUNDING.search(chars, left, dot)
    if match is None:
        return None
    start = match.start()
    # 宣布 + 丹尼斯·: the run begins with the end of a word
    if dot - start > 2 and is_han(chars[start - 1 : start]) and is_ordinary(chars[start - 1 : start + 1]):
        return start + 1
    # 雪克来提·: a character that spells no sound, between two that do, is no end of a name.
    while start - 2 >= left and chars[start - 2] in SOUNDS and chars[start - 1] not in NEVER:
        if is_known(chars[start - 2 : start]) or is_known(chars[start - 1 : start + 1]):
            break
        match = SOUNDING.search(chars, left, start - 1)
        start = match.start() if match else start - 2
    return start


def is_worded(text: str) -> bool:
    """Return whether there is a word of every day in `text`, as in no name that is spelled by sounds: 世界, 乐享安逸."""
    return has_word(text) or any(text[at : at + 2] in gazetteer.entries() for at in range(len(text) - 1))


def has_word(text: str) -> bool:
    """Return whether a word of every day stands in `text` that is no place: 世界, but not 利马 in 蒙特利马."""
    return bool(FUNCTION.intersection(text)) or any(is_ordinary(text[at : at + 2]) for at in range(len(text) - 1))


# What stands in no name that is spelled by sounds, though 不 and 则 do: 阿不都热克甫, 艾则孜
FUNCTION = frozenset("的了是在说和与及将被们你我他市省县副\n")


def dotted_end(chars: str, dot: int, sure: bool) -> int | None:
    """Return where the name ends whose first dot is at `dot`, or None if what follows spells no name: 世界·城市."""
    at = behind_dot(chars, dot)
    if not sure and not is_sound(chars, at):
        end = next((end for end in range(at + 2, at + 6) if ends_here(chars, end)), at)  # 努热木·玉素甫 + 在
        if end == at or is_worded(chars[at:end]):
            return None
    for _ in range(PARTS_AT_MOST):
        part = UP_TO_DOT.match(chars, at)
        if part is None:
            break
        if JOINED.search(part.group()):  # 雷纳•韦斯和基普•索恩
            break
        at = behind_dot(chars, part.end())
    return spelled_end(chars, at) if is_han(chars[at : at + 1]) else None


def is_sound(chars: str, at: int) -> bool:
    """Return whether what begins at `at` spells a sound and is no word: 巴图, not 南京."""
    return chars[at : at + 1] in SOUNDS and not is_ordinary(chars[at : at + 2])


def behind_dot(chars: str, at: int) -> int:
    """Return where a name goes on behind the dot at `at`, with or without blanks around it."""
    dots = DOTS.match(chars, at)
    return dots.end() if dots else at


def spelled_end(chars: str, at: int) -> int:
    """Return where the transliteration that begins at `at` ends: 柯布西耶 + 提出, 吐尼亚孜 + 致辞."""
    alone = next((end for end in (at + 2, at + 3) if not is_han(chars[end : end + 1]) and chars[end : end + 1] not in DASHES), None)
    if alone and not any(ends_here(chars, inner) for inner in range(at + 1, alone)):  # ·拜安居、
        return alone
    begun = ABD.match(chars, at)
    first = begun.end() if begun else at
    run = SOUND_START.match(chars, first)
    stop = run.end() if run else first
    end = next((place for place in range(first + (first == at), stop) if ends_strictly(chars, place)), stop)
    if chars[end : end + 1] in DASHES and SOUND_PAIR.match(chars, end + 1):  # 费根—威尔士
        return spelled_end(chars, end + 1)
    # 普罗迪 + 向论坛
    while end > at + 2 and chars[end - 1] in JOINING and is_han(chars[end : end + 1]):
        end -= 1
    if end > at + 1 and ends_here(chars, end):
        return end
    if end > at + 2 and is_ordinary(chars[end - 1 : end + 1]) and not (is_known(chars[end : end + 2]) or is_verb(chars[end - 1 : end + 1])):
        return end - 1  # 古特雷斯 + 世界人居日致辞
    # Some characters more, up to a mark or a verb, unless a word stands in them: 吐尼亚孜, 铁力瓦尔地 but 古特雷斯 + 今年.
    for more in range(1, 8 - (end - at)):
        rest = chars[end : end + more]
        if not is_han(rest[-1:]) or is_worded(rest) or (more > 1 and is_term(rest[-2:])):
            break
        here = end + more
        ends = more > 1 and (here == len(chars) or chars[here] not in SOUNDS) and ends_here(chars, here)
        if ends or closes(chars, here) or is_verb(chars[here : here + 2]):
            return here
    return max(end, at + 1)


ABD = pattern("阿[不卜][都杜力来拉列]")  # ·|阿不都|拉: no name ends before 不 and 都 here
DASHES = ("—", "–", "－", "-")
JOINED = pattern("[和与及]")
PARTS_AT_MOST = 8  # 胡安·安东尼奥·萨马兰奇 has three; a line of dots has thousands
JOINING = frozenset("向曾让")
