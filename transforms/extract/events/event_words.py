"""Event words: the run of words before a head, and whether they distinguish an event: 海峡|论坛 does, 各类高峰|论坛 does not.

Shared grammar of event names. How much a head needs before it says its kind (seeds/lexicon/event_heads.csv); the words that tell nothing
apart are in event_generic.csv. 五个论坛 are counted, 文化活动 are a kind.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from transforms import lexicon
from transforms.extract.events.event_bounds import NUMBERED, PROPER
from transforms.extract.events.event_editions import NUMERAL, SESSION, core_of
from transforms.extract.events.event_heads import kind_of
from transforms.extract.events.sites import leading_city, within
from transforms.extract.facts import Facts
from transforms.model.patterns import pattern


class Words(msgspec.Struct, frozen=True):
    """The words before a head, as far back as a name may reach."""

    chars: str
    facts: Facts
    low: int  # where their line begins
    edge: int  # where they begin
    at: int  # where the head begins
    end: int  # where it ends
    head: str
    quoted: list[tuple[int, int]]  # the quoted and bracketed pieces inside
    whole: bool = False  # they fill quotes of their own, with the head


GENERIC = frozenset(lexicon.words("event_generic"))
GOVERNED = ("省", "市", "县", "区")
# The day itself need not be named: 2015年至2018年分别在…举办了全球主场活动.
SIDES = ("全球", "中国", "国家")
BOTH_SIDES = pattern("(?:全球|中国|国家|国际|国内)[和及与、](?:全球|中国|国家|国际|国内)")
BODY_BEFORE = pattern(
    r"(?:领导人|元首|总理|首脑|外长|部长|委员会|小组|理事会|经济协调会|代表大会|政府|常委会|议会|大会|论坛|联盟|组织|协会|学会|人大|政协|[一二三四五六七八九十]届|机制|联席会|董事会)$"
)
# 双城论坛27日在上海登场: a short name of these is a name where it takes place.
SHORT = frozenset(("论坛", "峰会", "博览会", "交易会", "马拉松", "灯会", "庙会", "车展", "航展"))
# 五个论坛 are counted, 第五个世界水日 has its place among others.
COUNTED = pattern(
    rf"(?<![第0-9一二三四五六七八九十百])(?:{NUMERAL}|[百千万])[余多]?[个场项](?!人)|^{NUMERAL}次"
    rf"|{NUMERAL}大(?:主体|板块|系列|重点)?$|{NUMERAL}主题|[0-9]\+[0-9N]"
)
WORLDWIDE = pattern("国际|世界|全球|全国")
QUOTATION = pattern("“[^”]*”")  # “五个一工程”|颁奖晚会
# 庆祝世界儿童日|活动: which day that is says which activity.
CELEBRATED = pattern(r"(?:庆祝|纪念)(?:世界|国际|全国|中国|联合国)[\u4e00-\u9fff]{1,8}日$")
NAMING = pattern(r"[\u4e00-\u9fff]|[A-Za-z]{2}")
WITH_OTHERS = pattern(r"[及和与](?:其?(?:相关|有关|配套|其他|系列)|$)|[节展赛会坛周]等$|(?:相关|有关)(?:的|[\u4e00-\u9fff]{2})?$")
MAKES = pattern(r"举办|举行|召开|启动|开展")
CREATED = pattern(r"(?:举办|举行|召开|启动|开展)(?:过|了)?(?:首届)?$")
BRACKETED = pattern(r"[(（][\u4e00-\u9fff]{2,6}[)）]")
# A plain head makes a name when the sentence holds it somewhere: 某某对接活动|走进…, 某某活动|在…举行.
TAKES_PLACE = pattern(
    r"(?:(?:将?(?:于)?(?:[0-9]{1,2}月)?[0-9]{1,2}日?(?:[、至到—\-~][0-9]{1,2})?日|今[日天]|昨[日天]|近日|日前)?(?:走进|(?<=日)(?:举行|举办|召开)|将?在[^,，。;；\n]{2,24}?(?:举行|举办|召开|启动|开幕"
    r"|启幕|拉开|登场|落幕|闭幕))|,?在[^,，。;；\n]{2,16}落下帷幕)"
)
# 博鳌亚洲论坛 has a secretary, and is held.
IS_HELD = pattern(rf"{TAKES_PLACE.pattern}|[”]?(?:将(?!军)|[0-9]{{1,2}}[日月]|[开闭]幕|落幕|期间|上[,，]|[举召]|将于)")
HOSTED_BY = pattern(r"由[^,，。;；\n]{2,40}?[主承]办")


def may_name(words: Words) -> bool:
    """Tell whether anything in the words could make a name with the head: a cheap look before they are told apart."""
    chars, edge, at, head = words.chars, words.edge, words.at, words.head
    if kind_of(head) != "plain":
        enough = at - edge >= (2 if head in SHORT or chars[edge - 1] == "暨" else 4) or (at - edge >= 2 and leading_city(chars[edge:at]) is not None)
        return enough or PROPER.search(chars, edge, at) is not None or NUMBERED.search(chars, edge, at) is not None
    if any(sign.search(chars, edge, at) for sign in (PROPER, NUMBERED, BRACKETED)):
        return True
    if head == "对话":
        return at - edge >= 6
    if head == "会议" and "次" in chars[at - 4 : at]:  # 十四届全国人大二次|会议
        return True
    if at - edge >= 6 and TAKES_PLACE.match(chars, words.end):
        return True
    return MAKES.search(chars, max(0, edge - 6), at) is not None


@lru_cache(maxsize=4096)
def _weighed(modifiers: str) -> tuple[str, int, bool]:
    """Return the core of the words before a head, how many of its characters distinguish (-1: can name nothing), and whether a proper name does."""
    import rjieba  # its dictionary takes a tenth of a second: only pages with an event pay for it

    own = core_of(SESSION.sub("", modifiers) if "次" in modifiers else modifiers)
    if COUNTED.search(core_of(QUOTATION.sub("", modifiers)) if "“" in modifiers else own) or not NAMING.search(own) or WITH_OTHERS.search(modifiers):
        return own, -1, False
    if CELEBRATED.match(own):
        return own, len(own), True
    left = sum([len(token) for token in rjieba.cut(own) if token not in GENERIC and not token.isdecimal()])
    return own, left, PROPER.search(modifiers) is not None


def distinct(words: Words, start: int, started: bool) -> bool:
    """Tell whether the words from `start` to the head name an event; `started` says that an edition or a year begins them."""
    own, left, proper = _weighed(words.chars[start : words.at])
    kind = kind_of(words.head)
    if left < 0 or (left == 0 and kind == "plain" and not started):  # 全球性大规模|活动
        return False
    if kind in ("known", "numbered"):  # 第26届“北|水博会”, 第十二届建模|竞赛
        return started
    if words.head == "主场活动" and (own in SIDES or BOTH_SIDES.fullmatch(own)):  # 全球和中国|主场活动
        return own in SIDES
    if started and kind == "named" and own in ("全体", "学术", *GOVERNED):  # 该组织举办的|第十四届全体大会, 市第八届运动会
        return True
    if started and kind == "named" and own and words.head.endswith(("周", "节", "月")):  # 2008年科技活动周
        return True
    dated = started and (len(own) >= 6 or (left and kind == "named"))  # 2023年12月招商引资项目集中|签约仪式
    if left < 2 and not (proper and (started or len(own) >= 5) and own) and not dated:  # 第九届茶|文化节
        return False
    if kind == "plain":
        return _plain(words, start, started)
    return started or (_festive if kind == "festive" else _own)(words, start)


def _festive(words: Words, start: int) -> bool:
    """Tell whether words without a number name a festival or a show: 景泰鱼虾美食节, 甲节暨|荷塘虾蟹节, 荷塘虾蟹节|9月2日开幕."""
    own, _, proper = _weighed(words.chars[start : words.at])
    placed = proper or within(words.facts.places, start, words.at) or leading_city(own)
    beside = "暨" in (words.chars[start - 1], words.chars[words.end : words.end + 1])
    return len(own) >= 4 and bool(placed or beside or IS_HELD.match(words.chars, words.end))


def _own(words: Words, start: int) -> bool:
    """Tell whether words without a number make a name with a head that needs little: 武汉|马拉松, 洛阳牡丹|文化节, 双城|论坛|27日在上海登场."""
    own, _, proper = _weighed(words.chars[start : words.at])
    if proper or len(own) >= 4 or within(words.facts.places, start, words.at) or leading_city(own):
        return True
    return words.chars[start - 1] == "暨" or (words.head in SHORT and TAKES_PLACE.match(words.chars, words.end) is not None)


def _plain(words: Words, start: int, started: bool) -> bool:
    """Tell whether words make a name with a head that anything may have: 举办了|旧物改造活动, but not 每周举办|书画展览活动."""
    chars, modifiers = words.chars, words.chars[start : words.at]
    own, _, proper = _weighed(modifiers)
    if "次" in modifiers[-4:] and SESSION.search(modifiers):
        return BODY_BEFORE.search(own) is not None
    if started or "“" in modifiers:
        return True
    if len(own) < 4:
        return False
    created = CREATED.search(chars, max(0, start - 6), start) is not None and (words.head != "活动" or chars[start - 1] in "了过")
    long = len(own) >= 6 or BRACKETED.search(modifiers) is not None
    held = (long and TAKES_PLACE.match(chars, words.end)) or (len(own) >= 6 and HOSTED_BY.match(chars, words.end))
    kind = words.head == "活动" and WORLDWIDE.match(modifiers)  # 国际友好城市活动: any of them
    return (proper and not kind) or created or bool(held)
