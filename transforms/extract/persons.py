"""Persons: 梁皓 behind 副市长, 丽奈·玛雯德 before 女士, 沈道远 behind 记者, Joe Hooper behind 主任, and each of them wherever else they stand.

A Han name is a surname (surnames.csv) and one or two characters; where it ends is told by what follows (介绍, 表示, a comma). It
counts only with a cue: a title or profession, a courtesy word, a verb of speech at the start of a clause, a byline. Transliterated
names count by their ·, or behind a title. Not meant: courtesy words themselves, initials of editors (责编:ZB), unnamed officials.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from transforms import gazetteer, lexicon
from transforms.extract import names
from transforms.extract.facts import Facts, Name
from transforms.extract.names import Title, Word
from transforms.model.document import NAMES, Document
from transforms.model.ids import normal


class Surname(msgspec.Struct, frozen=True, gc=False):
    """A family name."""

    surname: str
    why: str


class Transliteration(msgspec.Struct, frozen=True, gc=False):
    """A character that spells the sound of foreign names."""

    character: str
    why: str


SURNAMES = frozenset(row.surname for row in lexicon.read("surnames", Surname))
# 干永福, 权忠光: behind a post, where the name is clearly closed
EVERYDAY = SURNAMES | {row.surname for row in lexicon.read("everyday_surnames", Surname)}
# 小池百合子, 洛桑江村
ABROAD = frozenset(row.surname for row in lexicon.read("japanese_surnames", Surname))
NAME_WORDS = sorted((row.word for row in lexicon.read("name_words", Word)), key=len, reverse=True)
NAME_WORD_STARTS = frozenset(word[0] for word in NAME_WORDS)
WORDS = re.compile(f"(?:{'|'.join(NAME_WORDS)}){{1,2}}")
SOUNDS = "".join(row.character for row in lexicon.read("transliterations", Transliteration))
FOLLOWERS = [row.word for row in lexicon.read("name_followers", Word)]
TITLES = lexicon.read("titles", Title)
TITLE_WORDS = frozenset(row.title for row in TITLES)
BYLINES = [row.title for row in TITLES if row.kind == "byline"]

HAN = "一-龥"
# Joe Hooper, John F. Kennedy; not a single word, which may be a brand
LATIN = re.compile(r"[A-Z][a-z'’-]+(?: (?:[A-Z]\.|[A-Z][A-Za-z'’-]+)){1,3}(?![A-Za-z])")
SOUND_RUN = re.compile(rf"[{SOUNDS}]{{3,8}}")
SOUND_PAIR = re.compile(rf"[{SOUNDS}]{{2}}")
GIVEN = re.compile(rf"[{HAN}]{{1,2}}")
FOLLOWING = frozenset(FOLLOWERS)
FOLLOWER_SIZES = sorted({len(word) for word in FOLLOWERS}, reverse=True)
# What no given name has: 王强说, 李平的
NEVER = frozenset("的了说在是和与及等将被为对向从把给让也还都并又曾已于以至其这那则称就让同个们你我他她它不没有上下日个位名第或该此每各摄")
ADDRESS = frozenset(
    ("阿姨", "师傅", "大爷", "大妈", "大娘", "奶奶", "爷爷", "叔叔", "大姐", "大哥", "大叔", "老师", "同学", "小姐", "某某", "先生", "女士", "同志")
)
WITHIN = frozenset("以之有自日")  # but inside one: 茅以升
COURTESY = re.compile("先生|女士|同志|教授|院士|博士|老师")
PARTS = re.compile(rf"(?:[·•・∙‧][{SOUNDS}]+)+")
DOT = re.compile("[·•・∙‧]")
SOUNDING = re.compile(rf"[{SOUNDS}](?:[{SOUNDS}-]{{0,9}}[{SOUNDS}])?$")
# 甲表示, 甲受聘担任…: behind a mark or the end of the line before, else at the very beginning
SAYS = rf"""(?P<person>[{HAN}]{{2,4}}?)
         (?=[还也则进表介指强认坦告透说受获被当担出就为任兼])  # most clauses begin with no person: one look is enough
         (?=(?:还|也|则|进一步)?(?:表示|介绍|指出|强调|认为|坦言|告诉记者|透露|说[,:，：“])
          | 受聘|获聘|被任命|被聘|当选|担任|出任|就任
          | (?:为|任|兼任)[{HAN}]{{2,20}}?(?:长|主任|主席|书记|总监|总裁|经理|委员|董事|参事|职务))"""
SPEECH = re.compile(rf"[^{HAN}A-Za-z0-9]{SAYS}", re.VERBOSE)
FIRST_SPEECH = re.compile(SAYS, re.VERBOSE)
# 任命甲为…
APPOINTED = re.compile(
    rf"[任聘选推][命任请举选](?P<person>[{HAN}]{{2,4}}?)(?=[为任][{HAN}]{{2,20}}?(?:长|主任|主席|书记|总监|总裁|经理|委员|董事|参事|职务))"
)
BYLINE = re.compile(
    rf"""(?:{"|".join(sorted(BYLINES, key=len, reverse=True))}|{"|".join(f"{one}(?=[/:：])(?<![{HAN}]{one})" for one in "文图摄")})  # 记者, 文/
         [ \u3000]?[:：/●丨|]?[ \u3000]*
         (?=(?P<people>[{HAN}]{{2,4}}(?:[ \u3000、,/][ \u3000]?[{HAN}]{{2,4}}(?![{HAN}:：])){{0,7}}))""",  # a list may run into the next byline
    re.VERBOSE,
)
PEOPLE = re.compile(rf"[{HAN}]{{2,4}}")
# The signature at the end of a line: (邓显军)
SIGNED = re.compile(rf"\((?P<people>[{HAN}]{{2,4}}(?:[ \u3000、][{HAN}]{{2,4}}){{0,4}})\)(?=\s*(?:\n|$))")
# 新华社北京5月1日电 (甲 乙)
WIRED = re.compile(rf"[电讯] ?\((?P<people>[{HAN}]{{2,4}}(?:[ \u3000、][{HAN}]{{2,4}}){{0,4}})\)")
# 林业部 + 部长: no person
OFFICE = re.compile("[部局厅省市县区镇院校司处](?:副?[部局厅省市县区镇院校司处]长)")
LISTED = re.compile("(?:、|和|与|以及)")


def find(document: Document, facts: Facts) -> Iterator[Name]:
    """Yield every person, in reading order, also where only the name stands."""
    chars = document.chars
    spans: dict[tuple[int, int], float] = {}
    bodies = {name.end for name in facts.organizations}
    posts = {end for _, end, title in names.find(document).titles if title.kind != "person"}
    spans |= titled(document)
    begun = {start for start, _ in spans}
    for start, end, title in names.find(document).titles:
        at = behind(chars, end)
        if title.kind != "byline" and title.title not in VERBS and at not in begun:
            spans |= dict(before(chars, start, end if title.kind in (None, "government", "state") else None, bodies))
    spans |= {span: 0.9 for span in dotted(document, posts)}
    for match in document.finditer(COURTESY, NAMES):
        run = TAIL.search(chars, max(match.start() - 8, 0), match.start())
        name = CLAUSE.sub("", run.group()) if run else ""
        if 2 <= len(name) <= 4 and is_name(name):
            spans[match.start() - len(name), match.start()] = 0.8
    for match in (*speakers(document), *document.finditer(APPOINTED, NAMES)):
        if is_name(match["person"]):
            spans[match.span("person")] = 0.8
    for pattern in (BYLINE, SIGNED, WIRED):
        for match in document.finditer(pattern, NAMES):
            spans |= {span: 0.9 for span in people(chars, *match.span("people"))}
    spans |= dict(listed(chars, spans))
    spans |= dict(repeated(document, {chars[start:end] for start, end in spans}))
    yield from clear([(start, end, sure) for (start, end), sure in spans.items()], chars, facts)


def speakers(document: Document) -> Iterator[re.Match[str]]:
    """Yield the would-be names at the start of a clause with a verb of speech or office behind them."""
    for start, end in document.runs(NAMES):
        first = None if start else FIRST_SPEECH.match(document.chars, 0, end)
        if first:
            yield first
        yield from SPEECH.finditer(document.chars, max(start - 1, 0), end)


@lru_cache(maxsize=1)
def titled(document: Document) -> dict[tuple[int, int], float]:
    """Return the names behind a post or profession, and those in one list with them; kept for the one document that is being read."""
    chars = document.chars
    spans: dict[tuple[int, int], float] = {}
    for _, end, title in names.find(document).titles:
        if title.kind != "byline":
            at = behind(chars, end)
            stop = person_end(chars, at, sure=title.kind != "person")
            if stop:
                spans[at, stop] = 0.92
    return spans | dict(listed(chars, spans))


def behind(chars: str, end: int) -> int:
    """Return where a name behind the title that ends at `end` would begin."""
    return end + 1 if chars[end : end + 1] in (" ", "\u3000") else end


# A verb as often as a title when it stands behind a name: 张三代表, 李四指挥.
VERBS = frozenset(("代表", "指挥", "导演", "主编", "总编", "编剧", "干事", "参事", "教练", "裁判", "专家", "顾问", "董事", "经理", "主管", "负责人"))
TAIL = re.compile(rf"[{HAN}]{{2,8}}$")


def before(chars: str, end: int, after: int | None, bodies: set[int]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the person whose name ends where a title begins: 钱学森院士, and behind a body's name, whose ends are `bodies`.

    `after` is where the title of an official ends: with a verb there, all that stands before it in its clause is a name (蒋万安市长表示).
    """
    for size in (3, 2):
        if end - size in bodies and is_name(chars[end - size : end]):
            yield (end - size, end), 0.85
            return
    tail = TAIL.search(chars, max(end - 8, 0), end) if is_han(chars[end - 1 : end]) else None
    if tail:
        words = names.cut(tail.group())
        name = words[-1]
        if is_name(name) and (len(words) == 1 or words[-2] in FOLLOWED_BY or len(name) == 3):
            yield (end - len(name), end), 0.75
        elif after is not None and closes(chars, after):
            whole = CLAUSE.sub("", tail.group())
            if len(whole) == 3 and whole[0] in SURNAMES and is_closed_name(whole[0], whole[1:]) and not is_titled(whole):
                yield (end - 3, end), 0.75


# What may stand at the start of a clause before a name: 由蒋万安市长
CLAUSE = re.compile("^(?:由|与|和|及|对|向|请|经|在|为|让|据|是|这是|随后|当天)(?=..)")


def is_titled(text: str) -> bool:
    """Return whether what stands before a title is a word of it or a body: 文化局 + 局长, 常务副 + 市长."""
    return text[-1] in CLASSES | {"副", "总", "正", "代"} or is_frequent(text[:2]) or is_known(text) or text in gazetteer.entries()


# Words before a name that has its title behind it.
FOLLOWED_BY = frozenset(
    ("由", "与", "和", "及", "以及", "对", "向", "请", "经", "在", "为", "让", "据", "邀请",
     "这是", "贯彻", "按照", "根据", "感谢", "采访", "听取", "会见", "陪同", "授予", "任命", "是", "有")
)  # fmt: skip


def person_end(chars: str, at: int, sure: bool = True) -> int | None:
    """Return the end of the person's name that begins at `at`, or None if none does; behind 专家 it is less `sure` than behind 局长."""
    first = chars[at : at + 1]
    if not first.isalpha() and first != "-":  # most titles stand before a mark
        return None
    spelled = UP_TO_DOT.match(chars, at)
    # 大使 + 馆副大使丽奈·玛雯德: a post within is no part of a name.
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
        if (stop - at > 3 or (stop - at == 3 and chars[at] not in SURNAMES)) and (
            ends_here(chars, stop) or (stop == run.end() and is_known(chars[stop : stop + 2]))  # 古特雷斯 + 今年
        ):
            return stop
    closed = closed_end(chars, at) if sure else None
    if closed:
        return closed
    if chars[at : at + size] not in SURNAMES or (chars[at] in PREPOSITIONS and is_ordinary(chars[at + 1 : at + 3])):
        return None
    end = han_end(chars, at, size, sure)
    more = PARTS.match(chars, end) if end else None  # 何塞 + ·卡瓦耶罗
    return more.end() if more else end


def is_spelled(part: str, sure: bool) -> bool:
    """Return whether what stands before a dot may be the first part of a name: behind a post any characters, else those that spell sounds."""
    return SOUNDING.fullmatch(part) is not None or (sure and not NEVER.intersection(part) and not names.posts()[0].find(part))


def closed_end(chars: str, at: int) -> int | None:
    """Return the end of a name behind a post, whatever words its characters make, if a mark or a verb of speech or attendance closes it.

    于洪波 is no part of 于洪区 there, 黄家玲 none of 黄家, and 小池百合子, 扎西 and 洛桑江村 are names as well.
    """
    named = WORDS.match(chars, at) if chars[at : at + 1] in NAME_WORD_STARTS else None
    if named and closes(chars, named.end()):
        return named.end()
    known = at + 3 if chars[at : at + 3] in ABROAD else at + 2 if chars[at : at + 2] in ABROAD else None
    if known:
        given = next((end for end in range(known + 1, known + 4) if closes(chars, end)), None)
        own = chars[known:given] if given else ""
        if own and all(map(is_han, own)) and not NEVER.intersection(own) and not is_known(own):
            return given
    if SOUND_PAIR.match(chars, at) and closes(chars, at + 2) and is_person(chars[at : at + 2]):
        return at + 2
    famous = chars[at : at + 3]
    if famous[:1] in SURNAMES and ends_here(chars, at + 3) and is_famous(famous):
        return at + 3
    if is_of_two_families(chars, at):
        return at + 4
    size = 2 if chars[at : at + 2] in EVERYDAY else 1
    if chars[at : at + size] not in EVERYDAY:
        return None
    for end in (at + size + 2, at + size + 1):
        if end == at + size + 2 and chars[end - 1 : end] in ADVERBS and is_han(chars[end : end + 1]):
            continue  # 甲 + 即 + 主持
        if closes(chars, end) and is_closed_name(chars[at : at + size], chars[at + size : end]) and not starts_follower(chars, end - 1):
            return end
    return None


def is_of_two_families(chars: str, at: int) -> bool:
    """Return whether a name of two surnames and two characters stands at `at`: 陈冯富珍, 林郑月娥."""
    own = chars[at + 2 : at + 4]
    if chars[at : at + 1] not in SURNAMES or chars[at + 1 : at + 2] not in SURNAMES:
        return False
    if not closes(chars, at + 4) or closes(chars, at + 3) or closes(chars, at + 2):
        return False
    if len(own) < 2 or not all(map(is_han, own)) or NEVER.intersection(own) or own[-1] in CLASSES:
        return False
    return not any(is_known(chars[start:end]) for start, end in ((at, at + 2), (at + 1, at + 3), (at + 2, at + 4), (at, at + 3)))


def is_closed_name(surname: str, given: str) -> bool:
    """Return whether a surname and one or two characters that a verb closes are a name: 郑向东, 成键; not 高度, 安排人, 应邀, 向代表."""
    if not all(map(is_han, given)) or UNNAMED.intersection(given) or given[-1] in NEVER | CLASSES or given in ADDRESS or given in TITLE_WORDS:
        return False
    whole, begun = surname + given, surname + given[0]
    if is_frequent(whole) or whole in names.stops() or whole in FOLLOWING or whole in gazetteer.divisions_by_name():
        return False
    if surname not in SURNAMES and ((len(given) > 1 and is_frequent(given)) or is_known(begun)):
        return False
    if len(given) == 1:
        return given not in NEVER
    # 向 + 代表, 高 + 规格
    if surname in PREPOSITIONS and is_ordinary(given):
        return False
    if given in names.stops():
        return False
    # 安排 + 人, 项目 + 早: a word, not a surname and what is given
    return not (is_frequent(begun) and begun not in gazetteer.entries() and is_plain(begun))


# 高兴 + 地, 安全 + 员, 和平 + 区: what comes behind a word, not at the end of a name
CLASSES = frozenset("地着过得人业性员者化式型级类界层部局厅处科室办委区县市省镇乡村街道路会组队团所院校厂站后内外间里网奖币节号宫馆厅")
UNNAMED = frozenset("的了们他她它你我这那没个说是")
PREPOSITIONS = frozenset("向于从和经应时通别过高")
ADVERBS = frozenset("即将曾已则率赴携获并亦均再拟还也就")
RARE = 25  # how often the dictionary has counted a word that a name may still be: 成键, not 安排


def closes(chars: str, at: int) -> bool:
    """Return whether a name clearly ends at `at`: a mark, a verb of two characters, or 等."""
    return not is_han(chars[at : at + 1]) or ends_strictly(chars, at) or (chars[at] == "等" and chars[at + 1 : at + 2] not in "级待候于")


@lru_cache(maxsize=65536)
def is_famous(text: str) -> bool:
    """Return whether the dictionary knows a name of three characters; it tags people of history as it tags times: 周恩来."""
    import rjieba

    return len(text) == 3 and bool(rjieba.has_word(text)) and str(rjieba.tag(text)[0][1]) in ("nr", "t")


@lru_cache(maxsize=65536)
def is_person(text: str) -> bool:
    """Return whether the dictionary knows a word as somebody's name: 布朗, 莫迪."""
    import rjieba

    return bool(rjieba.has_word(text)) and str(rjieba.tag(text)[0][1]).startswith("nr")


@lru_cache(maxsize=65536)
def is_known(text: str) -> bool:
    """Return whether `text` is a word of the dictionary."""
    import rjieba

    return len(text) > 1 and bool(rjieba.has_word(text))


@lru_cache(maxsize=65536)
def is_frequent(text: str) -> bool:
    """Return whether `text` is a word, and no rare one: 安排, but not 成键."""
    import rjieba

    return is_common(text) and bool(rjieba.suggest_freq(text) > RARE)


@lru_cache(maxsize=65536)
def is_ordinary(text: str) -> bool:
    """Return whether a word is one of every day, no name: 代表, 规格, but not 建华 or 海波."""
    import rjieba

    return is_frequent(text) and bool(rjieba.suggest_freq(text) > 4 * RARE) and str(rjieba.tag(text)[0][1]) not in ("nz", "nr", "ns", "nt")


@lru_cache(maxsize=65536)
def is_plain(text: str) -> bool:
    """Return whether a word is a verb, says how something is done, or is a very common noun: 安排, 明确, 项目, but not 黄家."""
    import rjieba

    return str(rjieba.tag(text)[0][1])[:1] in ("v", "d", "a", "p", "c") or bool(rjieba.suggest_freq(text) > 50 * RARE)


def dotted(document: Document, posts: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of names with a dot in them. The dot is looked for first: it is rare, the characters before it are not."""
    chars, last = document.chars, 0
    for dot in document.finditer(DOT, NAMES):
        if dot.start() < last:
            continue
        run = BEFORE_DOT.search(chars, max(dot.start() - 12, last), dot.start())
        start = dotted_start(chars, run.start(), dot.start(), posts) if run else None
        end = dotted_end(chars, dot.start(), sure=start in posts) if start is not None else None
        if start is not None and end is not None:
            last = end
            yield start, end


BEFORE_DOT = re.compile(rf"[{HAN}-]{{1,12}}$")
UP_TO_DOT = re.compile(rf"[{HAN}-]{{1,8}}(?= ?[·•・∙‧])")
DOTS = re.compile("[·•・∙‧ ]{1,3}")
SOUND_START = re.compile(rf"[{SOUNDS}-]{{1,10}}")


def dotted_start(chars: str, left: int, dot: int, posts: set[int]) -> int | None:
    """Return where the name before a dot begins: behind a post or a mark whatever its characters, else with those that spell sounds."""
    post = next((at for at in range(dot - 1, left - 1, -1) if at in posts), None)
    if post is not None and dot - post <= 6 and not NEVER.intersection(chars[post:dot]):
        return post
    match = SOUNDING.search(chars, left, dot)
    if match is None:
        return None
    start = match.start()
    # 雪克来提·: a character that spells no sound, between two that do, is no end of a name.
    while start - 2 >= left and chars[start - 2] in SOUNDS and chars[start - 1] not in NEVER:
        if is_known(chars[start - 2 : start]) or is_known(chars[start - 1 : start + 1]):
            break
        match = SOUNDING.search(chars, left, start - 1)
        start = match.start() if match else start - 2
    return start


def dotted_end(chars: str, dot: int, sure: bool) -> int | None:
    """Return where the name ends whose first dot is at `dot`, or None if what follows spells no name: 世界·城市."""
    at = behind_dot(chars, dot)
    if not sure and chars[at : at + 1] not in SOUNDS:
        return None
    part = UP_TO_DOT.match(chars, at)
    while part:
        at = behind_dot(chars, part.end())
        part = UP_TO_DOT.match(chars, at)
    return spelled_end(chars, at) if is_han(chars[at : at + 1]) else None


def behind_dot(chars: str, at: int) -> int:
    """Return where a name goes on behind the dot at `at`, with or without blanks around it."""
    dots = DOTS.match(chars, at)
    return dots.end() if dots else at


def spelled_end(chars: str, at: int) -> int:
    """Return where the transliteration that begins at `at` ends: 柯布西耶 + 提出, 吐尼亚孜 + 致辞."""
    run = SOUND_START.match(chars, at)
    stop = run.end() if run else at
    end = next((place for place in range(at + 1, stop) if ends_strictly(chars, place)), stop)
    if end > at and ends_here(chars, end):
        return end
    # One or two characters more, up to a mark or a verb, unless they are a word: 吐尼亚孜 but 古特雷斯 + 今年.
    for more in (1, 2) if end > at else (1, 2, 3, 4):
        rest = chars[end : end + more]
        if NEVER.intersection(rest) or not all(map(is_han, rest)) or is_known(rest):
            break
        if closes(chars, end + more):
            return end + more
    return max(end, at + 1)


def han_end(chars: str, at: int, size: int, sure: bool) -> int | None:
    """Return the end of a Han name with a surname of `size`: of one or two given characters, the reading after which the text goes on well."""
    given = GIVEN.match(chars, at + size)
    if not given or given.group()[0] in NEVER - WITHIN:
        return None
    short, long = at + size + 1, at + size + 2
    if chars[at:short] in FOLLOWING:  # 祝贺 is no 祝
        return None
    two = given.end() == long and given.group()[1] not in NEVER
    if two and given.group()[1] in ADVERBS and ends_strictly(chars, long):  # 甲 + 即 + 主持
        return short
    if is_common(chars[at:short]) and not (two and (not is_han(chars[long : long + 1]) or (is_place(chars[at:short]) and ends_here(chars, long)))):
        return None
    if two and is_common(chars[at:long]):
        return None
    if two and ends_here(chars, long) and not starts_follower(chars, short):
        return long
    if ends_here(chars, short) or not two:
        return short
    if not sure:
        return None
    return long if two and not is_word_at(chars, short) else short


def ends_here(chars: str, at: int) -> bool:
    """Return whether a name may end at `at`: the clause ends, or a word follows that people are followed by."""
    return not is_han(chars[at : at + 1]) or follower(chars, at) > 0


def follower(chars: str, at: int) -> int:
    """Return the length of the longest word that follows names and begins at `at`, or 0."""
    for size in FOLLOWER_SIZES:
        if chars[at : at + size] in FOLLOWING:
            return min(size, len(chars) - at)
    return 0


def is_han(char: str) -> bool:
    """Return whether `char` is a Han character."""
    return "一" <= char <= "龥"


def starts_follower(chars: str, at: int) -> bool:
    """Return whether a word of at least two characters that follows names begins at `at`: 梁皓 + 介绍."""
    return follower(chars, at) > 1 and not ends_strictly(chars, at + 1)


def ends_strictly(chars: str, at: int) -> bool:
    """Return whether a follower of two characters begins at `at`: 张国强 + 调研."""
    return follower(chars, at) > 1


def is_word_at(chars: str, at: int) -> bool:
    """Return whether a word of the dictionary begins at `at`."""
    import rjieba

    return len(rjieba.cut(chars[at : at + 4])[0]) > 1


@lru_cache(maxsize=65536)
def is_common(text: str) -> bool:
    """Return whether a would-be name is a word: 安排, 高度, 金融."""
    import rjieba

    # The dictionary tags people of history as it tags times: 周恩来.
    people = ("nr", "t") if len(text) > 2 else ("nr",)
    return bool(rjieba.has_word(text)) and not rjieba.tag(text)[0][1].startswith(people)


@lru_cache(maxsize=65536)
def is_place(text: str) -> bool:
    """Return whether a word is some place's name, as 贺海 is: a person's name may begin with it."""
    import rjieba

    return str(rjieba.tag(text)[0][1]) == "ns" and text not in gazetteer.entries()


def is_name(text: str) -> bool:
    """Return whether `text` as a whole reads as a Han or transliterated name."""
    size = 2 if text[:2] in SURNAMES and len(text) > 2 else 1
    if text[:size] not in SURNAMES or not 1 <= len(text) - size <= 2:
        return False
    if text[size:] in TITLE_WORDS or text[size:] in ADDRESS or text in ("曾任", "连任"):  # 周书记, 张阿姨
        return False
    return not is_common(text) and not is_common(text[:2]) and text[size] not in NEVER - WITHIN and not NEVER.intersection(text[size + 1 :])


def people(chars: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the names in a byline: 王晓 李明."""
    for match in PEOPLE.finditer(chars, start, end):
        if is_name(match.group()):
            yield match.span()
        else:
            stop = person_end(chars, match.start())
            if stop and match.start() == start:
                yield match.start(), min(stop, end)
            return


def listed(chars: str, spans: dict[tuple[int, int], float]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the persons who stand in one list with a person found: 专家张三、李四."""
    for _, end in list(spans):
        match = LISTED.match(chars, end)
        while match:
            stop = closed_end(chars, match.end())
            if stop is not None and not OFFICE.match(chars, stop - 1):
                yield (match.end(), stop), 0.8
                match = LISTED.match(chars, stop)
                continue
            stop = person_end(chars, match.end(), sure=False)
            if stop is None or is_common(chars[match.end() : match.end() + 2]) or OFFICE.match(chars, stop - 1):
                break
            yield (match.end(), stop), 0.8
            match = LISTED.match(chars, stop)


def repeated(document: Document, people: set[str]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield every other place where a person found stands."""
    for span in names.occurrences(document, people):
        yield span, 0.85


def clear(spans: list[tuple[int, int, float]], chars: str, facts: Facts) -> Iterator[Name]:
    """Yield the persons that overlap no organization and no longer name."""
    starts = [name.start for name in facts.organizations]
    last = -1
    for start, end, sure in sorted(spans, key=lambda span: (span[0], -span[1], -span[2])):
        at = bisect_left(starts, end) - 1
        body = facts.organizations[at] if at >= 0 else None
        if start < last or (body and body.end > start and body.end - body.start >= end - start):
            continue
        last = end
        text = chars[start:end]
        yield Name("person", start, end, text, text, normal(text), sure)
