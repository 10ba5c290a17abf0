"""Event editions: which round a name states and what is left without it, as in 第七届, 首届, 2024年 and 第五次会议.

Shared grammar of event names. 第十三届人民代表大会第五次会议 is the fifth meeting, whichever its body is.
"""

from __future__ import annotations

from functools import lru_cache

from transforms.extract.numerals import figure
from transforms.model.patterns import pattern

NUMERAL = r"[0-9一二三四五六七八九十百零〇两]{1,4}"
YEAR = r"(?:(?<![0-9])(?:19|20)[0-9]{2}(?![0-9届])|二[〇○零][〇○零一二三四五六七八九]{2})(?:\s?年度?(?![0-9]{1,2}月)|(?=[\s“\"'‘\u4e00-\u9fffA-Z]))"
# 四川省十三届运动会 is the thirteenth, and so is 省十三届运动会.
BARE_ROUND = r"(?<=[省市县区])[一二三四五六七八九十]{1,3}届"
EDITION = rf"(?:首届|第\s?{NUMERAL}\s?[届次]|(?:(?<![\u4e00-\u9fff])[省市县区])?{BARE_ROUND})"
EDITION_OF = pattern(rf"首届|第\s?({NUMERAL})\s?[届次]|(?:党的|(?<=[省市县区]))({NUMERAL})届|党的({NUMERAL})大(?!精神)")
# 第十三届人民代表大会|第五次会议: the meeting is the fifth, whichever its body is. What a body holds by number: 委员会第八次全体会议.
SESSION = pattern(rf"第?(?P<number>{NUMERAL})次(?:全体|联席|部长级|工作|常务|常委)?(?:会议)?$")
# Of 2022/2023 the second is when it is held.
YEAR_OF = pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9/届])|二[〇○零][〇○零一二三四五六七八九]{2}")
TITLE = pattern("《[^》]*》")  # 《2030年可持续发展议程进展报告》发布会
NUMBERING = pattern(
    rf"[(（]{EDITION}[)）]|首届|第\s?{NUMERAL}\s?[届次]|{BARE_ROUND}|{NUMERAL}次(?=会议)|{NUMERAL}届(?=人大|全国|省委|市委|县委|区委|委员会)"
    r"|(?:二[〇○零][〇○零一二三四五六七八九]{2}|\(?(?<![0-9])(?:(?:19|20)[0-9]{2}/)?(?:19|20)[0-9]{2}(?![0-9])\)?\s?)(?:年(?:[0-9]{1,2}月|度)?)?"
)
HOME = "主(?:会)?场(?!馆)(?:活动)?"  # of a round, behind its city: 世界城市日中国主场活动|上海|主场
AT_HOME = pattern(rf"(?<=主场活动)[\u4e00-\u9fff]{{2,5}}{HOME}$")
MARKS = pattern(r"[\s•“”\"'‘’·—\-]")


@lru_cache(maxsize=1024)
def edition_of(name: str) -> int | None:
    """Return the edition a name states: 7 for 第七届, 1 for 首届, 5 for 第十三届人民代表大会第五次会议."""
    session = SESSION.search(name)
    if session:
        return figure(session["number"])
    match = EDITION_OF.search(name)
    if not match:
        return None
    numeral = match[1] or match[2] or match[3]
    return figure(numeral) if numeral else 1


@lru_cache(maxsize=1024)
def year_of(name: str) -> int | None:
    """Return the year a name states."""
    match = YEAR_OF.search(TITLE.sub("", name))
    return figure(match[0]) if match else None


@lru_cache(maxsize=1024)
def core_of(name: str) -> str:
    """Return a name without edition, year, quotes and blanks: what its rounds have in common."""
    return MARKS.sub("", unnumbered(name)).lstrip("的")


@lru_cache(maxsize=4096)
def unnumbered(name: str) -> str:
    """Return a name without its edition, its year with its dot, and the home of its round: 世界城市日中国主场活动|上海主场."""
    return AT_HOME.sub("", NUMBERING.sub("", name)).strip("·•")
