"""Names of persons that begin here: 吴晗 behind 副市长, 海伦·克拉克 behind 署长, Kofi Annan behind 秘书长. Han or foreign, where the name ends.

Not meant: whether a person is to be expected here, which persons.py knows by its cues.
"""

from __future__ import annotations

from transforms import gazetteer
from transforms.extract.names.followers import closes, ends_here, starts_follower
from transforms.extract.names.foreign_names import LATIN, PARTS, SOUND_PAIR, SOUND_RUN, UP_TO_DOT, dotted_end, is_spelled, spelled_end
from transforms.extract.names.han_names import (
    ABROAD,
    ADVERBS,
    CLASSES,
    EVERYDAY,
    NAME_WORD_STARTS,
    NEVER,
    PREPOSITIONS,
    SURNAMES,
    WITHIN,
    WORDS,
    han_end,
    is_closed_name,
    is_last_of_name,
    is_of_two_families,
)
from transforms.extract.names.words import is_common, is_famous, is_han, is_known, is_noted, is_ordinary, is_person, is_term, is_verb
from transforms.extract.posts.titles import TITLE_WORDS
from transforms.model.patterns import pattern


def person_end(chars: str, at: int, sure: bool = True) -> int | None:
    """Return the end of the person's name that begins at `at`, or None if none does; behind 专家 it is less `sure` than behind 局长."""
    first = chars[at : at + 1]
    if not first.isalpha() and first != "-":  # most titles stand before a mark
        return None
    spelled = UP_TO_DOT.match(chars, at)
    # 大使 + 馆副大使: a post within is no part of a name.
    if spelled and spelled.end() - at <= 6 and is_spelled(spelled.group(), sure):
        end = dotted_end(chars, spelled.end(), sure)
        if end:
            return end
    latin = LATIN.match(chars, at)
    if latin:
        return latin.end()
    size = 2 if chars[at : at + 2] in SURNAMES else 1
    run = SOUND_RUN.match(chars, at)
    if run and not (is_ordinary if sure else is_common)(chars[at : at + 2]):
        stop = spelled_end(chars, at)
        ended = ends_here(chars, stop) or is_told_of(chars, stop)
        ended = ended or (stop >= run.end() - 1 and is_known(chars[stop : stop + 2]))  # 古特雷斯 + 今年, + 世界, 库茨涅佐夫 + 大使
        if ended and (stop - at > 3 or (stop - at == 3 and chars[at] not in SURNAMES)):
            return stop
    if first == "任" and any(chars[start : start + size] in TITLE_WORDS for start in (at + 1, at + 2) for size in (2, 3)):  # 市长 + 任双组长
        return None
    if first == "来" and chars[at + 1 : at + 2] in gazetteer.place_letters("province"):  # 部长 + 来陕考察
        return None
    if first in ("暨", "兼") or (first == "曾" and is_verb(chars[at + 1 : at + 3])):  # 局长 + 暨澳门组委会主席, 议员 + 曾拜访
        return None
    if first == "于" and (chars[at + 2 : at + 3] in ("上", "下") or chars[at + 1 : at + 3] in ("会前", "会后")):  # 大使 + 于线上致辞
        return None
    if first in PREPOSITIONS and is_titled(chars, at + 1):  # 市长 + 向张主任介绍, 副主席 + 向黄炎培会长汇报
        return None
    closed = closed_end(chars, at) if sure else None
    if closed:
        return closed
    if sure and (abroad := japanese_end(chars, at)):
        return abroad
    if chars[at : at + size] not in SURNAMES or (chars[at] in PREPOSITIONS and is_term(chars[at + 1 : at + 3])):
        return None
    end = han_end(chars, at, size, sure)
    # 书记 + 任设区市党委常委, 参赞 + 向佛教协会赠书
    if end and first != "高" and (first == "任" or first in PREPOSITIONS) and not ends_here(chars, end):
        return None
    more = PARTS.match(chars, end) if end else None  # 何塞 + ·卡瓦耶罗
    return more.end() if more else end


def is_titled(chars: str, at: int) -> bool:
    """Return whether a name with its title behind it begins at `at`: 向 + 黄炎培 + 会长, 向 + 张 + 主任."""
    return chars[at : at + 1] in EVERYDAY and any(
        chars[end : end + size] in TITLE_WORDS and chars[end : end + size] != "代表"  # 于右任 + 代表大家发言
        for end in (at + 1, at + 2, at + 3)
        for size in (2, 3)
    )


JAPAN = pattern("日本|驻日|东京|大阪|京都|神户|横滨|名古屋|福冈|北九州|长崎|广岛|札幌|仙台")


def japanese_end(chars: str, at: int) -> int | None:
    """Return the end of a Japanese name whose surname no list has: 蜷川虎三. Behind a post where Japan is spoken of, no word in it."""
    if not JAPAN.search(chars, max(at - 30, chars.rfind("\n", 0, at) + 1, 0), at):
        return None
    end = next((end for end in (at + 3, at + 4, at + 5) if closes(chars, end) or is_told_of(chars, end)), None)
    own = chars[at:end] if end else ""
    if not own or not all(map(is_han, own)) or (NEVER | CLASSES).intersection(own):
        return None
    return None if any(is_ordinary(own[start : start + 2]) for start in range(len(own) - 1)) else end


def is_told_of(chars: str, at: int) -> bool:
    """Return whether a word at `at` begins what is told of a person, and ends no word: 王安国 + 为省长, 穆勒 + 在致辞中, not 陈列 + 现在."""
    if chars[at : at + 1] not in TELLING:
        return chars[at : at + 2] == "以及"
    return not is_known(chars[at - 1 : at + 1]) and not is_known(chars[at : at + 2])


TELLING = ("在", "为", "就", "至", "作", "对", "向", "到", "来", "赴", "率", "带", "任")


def is_odd_name(text: str) -> bool:
    """Return whether three characters with no word in them may be somebody whose surname no list has: 邯伯盼."""
    if len(text) < 3 or not all(map(is_han, text)) or (NEVER | CLASSES).intersection(text) or is_known(text):
        return False
    return not (is_known(text[:2]) or is_known(text[1:]) or text[0] in NO_SURNAMES)


# 董事长 + 兼总, 主席 + 亦为, 驻埃塞 + 大使, 秘书长 + 率友城
NO_SURNAMES = frozenset("率兼亦暨副总正代前原时现等由称叫如能会可要不应需须即仍均拟共首第今明昨去驻")


def closed_end(chars: str, at: int) -> int | None:
    """Return the end of a name behind a post, whatever words its characters make, if a mark or a verb of speech or attendance closes it.

    于洪波 is no part of 于洪区 there, 黄家玲 none of 黄家, and 小池百合子, 扎西 and 洛桑江村 are names as well.
    """
    named = WORDS.match(chars, at) if chars[at : at + 1] in NAME_WORD_STARTS else None
    if named and closes(chars, named.end()):
        return named.end()
    known = at + 3 if chars[at : at + 3] in ABROAD else at + 2 if chars[at : at + 2] in ABROAD else None
    if known:
        ends = range(known + 1, known + 4)
        given = next((end for end in ends if closes(chars, end) or chars[end : end + 1] == "的" or is_told_of(chars, end)), None)
        own = chars[known:given] if given else ""
        bare = own[1:] if len(own) == 2 and own[0] == "和" else own  # 高桥和雄的邀请
        if own and all(map(is_han, own)) and not (NEVER - WITHIN).intersection(bare) and not (is_known(own) and (is_verb(own) or is_noted(own))):
            return given  # 中村正人, but not 小林 + 主持
    pair = chars[at : at + 2]
    # 布朗, 迪诺
    spelled = SOUND_PAIR.match(chars, at) and (is_person(pair) or not (is_known(pair) or pair[0] in SURNAMES))
    if spelled and (closes(chars, at + 2) or is_told_of(chars, at + 2)):
        return at + 2
    famous = chars[at : at + 3]
    if famous[:1] in SURNAMES and famous[2:] not in NEVER and ends_here(chars, at + 3) and is_famous(famous):  # no 王立在, of the dictionary
        return at + 3
    if is_of_two_families(chars, at):
        return at + 4
    size = 2 if chars[at : at + 2] in EVERYDAY else 1
    if chars[at : at + size] not in EVERYDAY:
        return at + 3 if is_odd_name(chars[at : at + 3]) and closes(chars, at + 3) else None
    for end in (at + size + 2, at + size + 1):
        verb = chars[end - 1 : end] in ADVERBS or (chars[end - 1 : end] == "作" and not is_known(chars[end - 2 : end]))
        if end == at + size + 2 and verb and is_han(chars[end : end + 1]):
            continue  # 甲 + 即 + 主持, 甲 + 作 + 说明, but 李振作
        ended = (closes(chars, end) or is_told_of(chars, end)) and not starts_follower(chars, end - 1)
        own = chars[at + size : end - (end == at + size + 2 and is_last_of_name(chars, end))]  # 包信和 reads as 包信
        if ended and is_closed_name(chars[at : at + size], own, behind_post=True):
            return end
    return None
