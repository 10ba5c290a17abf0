"""Han names: 吴晗, 欧阳修, 小池百合子, 陈冯富珍 and 洛桑江村. Where one that begins here ends, and whether some words are one.

A name is a surname (surnames.csv) and one or two characters; where it ends is told by what follows. Behind a post, where a mark or
a verb closes it, it may make any words. Not meant: whether a name is to be looked for here, which persons.py knows by its cues.
"""

from __future__ import annotations

from transforms import gazetteer, lexicon
from transforms.extract.names.followers import FOLLOWING, closes, ends_here, ends_strictly, follower, starts_follower
from transforms.extract.names.kinds import kinds_by_name
from transforms.extract.names.words import (
    DOUBTFUL,
    EVERYDAY_WORDS,
    is_common,
    is_frequent,
    is_han,
    is_known,
    is_listed,
    is_noted,
    is_ordinary,
    is_person,
    is_place,
    is_plain,
    is_term,
    is_verb,
    is_word_at,
)
from transforms.extract.posts.titles import TITLE_WORDS, stops
from transforms.model.patterns import pattern

SURNAMES = lexicon.surnames()
# 干永福, 权忠光: behind a post, where the name is clearly closed
EVERYDAY = SURNAMES.union(lexicon.words("everyday_surnames"))
# 小池百合子, 洛桑江村
ABROAD = frozenset(lexicon.words("japanese_surnames"))
NAME_WORDS = sorted(lexicon.words("name_words"), key=len, reverse=True)
NAME_WORD_STARTS = frozenset(word[0] for word in NAME_WORDS)
WORDS = pattern(f"(?:{'|'.join(NAME_WORDS)}){{1,2}}")
HAN = "一-龥"
GIVEN = pattern(rf"[{HAN}]{{1,2}}")
# What no given name has: 王强说, 李平的
NEVER = frozenset("的了说在是和与及等将被为对向从把给让也还都并又曾已于以至其这那则称就让同个们你我他她它不没有上下日个位名第或该此每各摄副受")
# 李阿姨, 王先生: what somebody is called by behind the surname.
FORMS_OF_ADDRESS = (
    "先生", "女士", "小姐", "同志", "老师", "同学", "师傅", "阿姨", "大爷", "大妈", "大娘", "大姐", "大哥", "大叔", "叔叔", "老伯", "奶奶", "爷爷",
    "大伯", "伯伯", "婆婆", "老先生", "姨", "姐", "哥", "嫂", "婶",
)
ADDRESS = frozenset((*FORMS_OF_ADDRESS, "某某", "总", "工", "导"))
WITHIN = frozenset("以之有自日其为名受")  # but inside one: 茅以升
# 高兴 + 地, 安全 + 员, 和平 + 区: what comes behind a word, not at the end of a name
CLASSES = frozenset("司委地着过得人业性员者化式型级类界层部局厅处科室办委区县市省镇乡村街道路会组队团所院校厂站后内外间里网奖币节号宫馆厅")
TAKES = frozenset("聘担出兼就升转调接改继荣连离卸")
UNNAMED = frozenset("的了们他她它你我这那没个说是")
PREPOSITIONS = frozenset("向于从和经应时通别过高")
ADVERBS = frozenset("即将曾已则率赴携获并亦均再拟还也就")


def is_of_two_families(chars: str, at: int) -> bool:
    """Return whether a name of two surnames and two characters stands at `at`: 陈冯富珍, 林郑月娥."""
    own = chars[at + 2 : at + 4]
    if chars[at : at + 1] not in SURNAMES - PREPOSITIONS or chars[at + 1 : at + 2] not in SURNAMES:  # 向 + 陈吉宁
        return False
    if not (ends_here(chars, at + 4) or chars[at + 4 : at + 5] == "的") or ends_here(chars, at + 3) or closes(chars, at + 2):
        return False
    if len(own) < 2 or not all(map(is_han, own)) or NEVER.intersection(own) or own[-1] in CLASSES:
        return False
    words = (chars[start:end] for start, end in ((at, at + 2), (at + 1, at + 3), (at + 2, at + 4), (at, at + 3)))
    return not any(is_known(word) and not is_person(word) for word in words)


def is_closed_name(surname: str, given: str, behind_post: bool = False) -> bool:
    """Return whether a surname and one or two characters that a verb closes are a name: 郑向东, 杜仲; not 高度, 安排人, 应邀, 向代表.

    Behind a post it may be a word that is not so common: 连战, 文华.
    """
    if not given or not all(map(is_han, given)):
        return False
    never = given[-1] in NEVER and not (behind_post and given[-1] in "同日有曾" and len(given) > 1)  # 局长李大同, 外相许正日, 市长王立有
    if never or UNNAMED.intersection(given) or given[-1] in CLASSES or given in ADDRESS or given in TITLE_WORDS or is_office(given):
        return False
    whole, begun = surname + given, surname + given[0]
    common = is_noted(whole) or whole in gazetteer.entries() or whole in EVERYDAY_WORDS if behind_post else is_frequent(whole)
    if common or whole in stops() or whole in FOLLOWING or whole in gazetteer.divisions_by_name():
        return False
    if surname not in SURNAMES and ((len(given) > 1 and is_term(given)) or is_frequent(begun)):  # 干 + 部, but 信 + 长星, 操 + 震球
        return False
    if len(given) == 1:
        return given not in NEVER
    # 向 + 代表, 高 + 规格, but 高 + 成文
    if surname in PREPOSITIONS and (is_noted if surname == "高" else is_ordinary)(given):
        return False
    if given in stops():
        return behind_post and is_person(surname)  # 副总经理 + 陈开展; not 任 + 组织
    if is_known(given) and not is_ordinary(given):  # 高大伟
        return True
    # 安排 + 人, 项目 + 早: a word, not a surname and what is given
    return not (is_frequent(begun) and begun not in gazetteer.entries() and is_plain(begun))


def han_end(chars: str, at: int, size: int, sure: bool) -> int | None:
    """Return the end of a Han name with a surname of `size`: of one or two given characters, the reading after which the text goes on well."""
    given = GIVEN.match(chars, at + size)
    if not given or given.group()[0] in NEVER - WITHIN:
        return None
    short, long = at + size + 1, at + size + 2
    if chars.startswith((*FORMS_OF_ADDRESS, "老太太", "老师傅"), at + size):  # 居民 + 张 + 老先生, 代表 + 黄姐
        return None
    # 祝贺 is no 祝, 专家楼 + 举行 no 楼, 社长 + 宁区委 none at all
    # 专家 + 顾问 + 团, 领事 + 司司长: a post is nobody
    if not TITLE_WORDS.isdisjoint((chars[at:short], given.group())) or is_office(given.group()):
        return None
    if chars[at:short] in FOLLOWING or given.group() in FOLLOWING or given.group()[1:] == "委":
        return None
    two = given.end() == long and (given.group()[1] not in NEVER or is_last_of_name(chars, long))
    if two and given.group()[1] in ADVERBS and ends_strictly(chars, long):  # 甲 + 即 + 主持
        return short
    if is_listed(chars[at:short]) and not (two and (not is_han(chars[long : long + 1]) or (is_place(chars[at:short]) and ends_here(chars, long)))):
        return None
    if two and is_common(chars[at:long]):
        return None
    # 高明 + 工作, but not 郝吉明 + 说
    split = follower(chars, long) == 1 and chars[long] not in "说称" and is_term(chars[short : long + 1])
    if two and ends_here(chars, long) and not starts_follower(chars, short) and not split:
        return long
    if two and not sure and is_verb(chars[long : long + 2]):  # 杨惠琴 + 见证
        return long
    if chars[at:short] in EVERYDAY_WORDS or (chars[at:short] in DOUBTFUL and not (sure and closes(chars, short))):
        return None
    if ends_here(chars, short) or not two:
        return short
    if not sure:
        return None
    return long if two and (is_verb(chars[long : long + 2]) or not is_word_at(chars, short)) else short  # 范旭东 + 接待


def is_office(given: str) -> bool:
    """Return whether what follows a would-be surname is the kind of a body: 公安局长 + 宁 + 分局."""
    kind = kinds_by_name().get(given)
    return kind is not None and kind.kind == "organization"


def is_last_of_name(chars: str, end: int) -> bool:
    """Return whether 和 or 为 before `end` belongs to a name: 李仁和 + 出席会议, 郑守为 + 担任; not 李仁 + 和 + 出席会议的专家, + 书记乙."""
    if chars[end - 1 : end] not in ("和", "为") or any(chars[end : end + size] in TITLE_WORDS for size in (2, 3)):
        return False
    ended = (ends_strictly(chars, end) and not chars.startswith("联合国", end)) or chars[end : end + 1] in tuple("),。、;")
    return ended and "的" not in chars[end : end + 8]


def is_clear_name(text: str) -> bool:
    """Return whether `text`, where a name is sure to stand, is one, whatever words it makes: 万庆良 has 万庆."""
    if is_name(text):
        return True
    return text[0] in SURNAMES and len(text) in (2, 3) and is_closed_name(text[0], text[1:]) and (len(text) == 3 or not is_known(text))


def is_comrade(text: str) -> bool:
    """Return whether what stands before 同志 is somebody, whatever words it makes: 王国生; not 负责, 区领导, 党员."""
    if text[:1] not in SURNAMES or not 2 <= len(text) <= 3 or NEVER.intersection(text) or text[-1] in CLASSES:
        return False
    return is_person(text) or not (is_known(text) or text[1:] in TITLE_WORDS or is_ordinary(text[1:]))


def is_name(text: str) -> bool:
    """Return whether `text` as a whole reads as a Han or transliterated name."""
    size = 2 if text[:2] in SURNAMES and len(text) > 2 else 1
    if text[:size] not in SURNAMES or not 1 <= len(text) - size <= 2:
        return False
    if text[size:] in TITLE_WORDS or text[:2] in TITLE_WORDS or text[size:] in ADDRESS or text in ("曾任", "连任"):  # 周书记, 博士点, 张阿姨
        return False
    return not is_common(text) and not is_listed(text[:2]) and text[size] not in NEVER - WITHIN and not NEVER.intersection(text[size + 1 :])
