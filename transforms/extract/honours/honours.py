"""Honours by name, as 国家园林城市、“中国氧吧城市”等称号 lists them behind 荣获: where one ends, which words are none.

Shared grammar of awards. The last word tells an honour (seeds/lexicon/honours.csv); behind a verb that nothing but an honour follows
(荣获, 获评, 入选) it is enough that a body of weight gives it: 入选首批气候适应型城市. 好评, 许可证 and 全国前列 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from transforms import lexicon
from transforms.extract.deeds.parties import Party
from transforms.extract.lines import alternatives
from transforms.extract.numerals import figure
from transforms.model.patterns import pattern


class Item(msgspec.Struct, frozen=True, gc=False):
    """An honour where it stands, the year it states itself, and where the words go on behind its 的: 获得“…”称号的甲市."""

    start: int
    end: int
    year: int | None
    owner: int | None = None


class Told(msgspec.Struct, frozen=True, gc=False):
    """Where words tell that honours were received, and what they say of it."""

    start: int
    end: int
    items: list[Item]
    who: list[Party] | None  # None: whoever the sentence is about
    year: int | None = None  # which they state for all
    dated: bool = True  # whether a date of the clause is when it was
    own: bool = True  # whether the year of the honour's name is


class ReceivingVerb(msgspec.Struct, frozen=True):
    """A verb of receiving, and what may follow it: an honour alone, what is one by its words, or anything."""

    verb: str
    force: Literal["plain", "named", "weak"]
    why: str


SUFFIX = "|".join(sorted(lexicon.words("honours"), key=len, reverse=True))
# 示范, and behind it what it is: 国家生态文明建设示范市县.
ENDS_IN_HONOUR = pattern(
    rf"(?:(?:{SUFFIX})|(?:最[具佳美强优受]|十大|十佳|百佳|百强|优秀|示范|先进|模范|标杆|标兵|文明|星级|特色|卓越|领军|试点|一级|年度|优胜)[^,，。、“”的]{{0,14}}"
    r"(?:城市|城区|县市|县域|地区|县|区|市|州|镇|乡|村|乡村|企业|单位|景区|街区|社区|品牌|个人|集体|案例|学校|校|校园|医院|家庭|工厂|园区|商圈|街|街道|项目|工程|基地"
    r"|平台|人物|演员|[男女][主配]角|导演|主持人|编剧|摄影|影片|纪录片|动画片|故事片|剧目|作品|球员|教练|组合|团队|新人|歌手|博物馆|图书馆|书店|线路|机场|港口|机构|省份)|[0-9]强)[”]?(?:[(（][^()（）]{1,48}[)）])?$"
)
# News that an honour was awarded: 评选揭晓.
AWARDED = pattern(r"授[予奖]|表彰|颁[奖发]|获[得奖评]|评[选定审]|推选|揭晓|受奖|入选|当选|名单|榜单|命名|公布|第[一二三四五六七八九十]+批|首批")
VERBS = lexicon.read("receiving_verbs", ReceivingVerb)
# 获得 and 成为 may be followed by anything: what they lead to must be an honour by its own words.
WEAK = frozenset({"建成", "成功建设", "获", "是", *(row.verb for row in VERBS if row.force == "weak")})
# What follows these is an honour, if a body of weight gives it.
PLAIN = frozenset(row.verb for row in VERBS if row.force == "plain")
RECEIVES = alternatives([row.verb for row in VERBS])
# 被重新确认为, 将甲村评定为. Each begins with a character of its own: such alternatives are told apart fastest.
NAMED = "评[选定审]?为|推[选定]?为|选定?为|确认为|认定为|命名为|表彰为|批准为|核[定准]为"
GIVEN_AS = pattern(rf"[被获][^,，。]*?(?:{NAMED}|授予|认定|命名|表彰)$")
NUMBER = "[一两二三四五六七八九十0-9]"
# Its place on a list: 位列第三, 荣登榜首.
RANK = "|".join(rf"{verb}(?:第?{NUMBER}+(?=[位名、,，。;；\n])|榜首|首位|前{NUMBER})" for verb in ("位[列居]", "名列", "排名?", "荣登", "分列"))
RANKED = pattern(RANK)
YEAR = "(?:(?:19|20)[0-9]{2}|[一二][九〇○零][一二三四五六七八九〇○零]{2})"
LEAD = pattern(
    rf"""(?:了|过|为|的(?=(?:首批|第[一二三四五六七八九十]+批)?(?:全国|国家|中国(?!城市)|省级))|其中的|国字号|在(?=首批|第[一二三四五六七八九十]+批|全国|国家)|[我本][省市县区]的?|[本该此]届|[今去]年度?的?|本年度的?|[新又]一[批届轮]|该(?:组织|机构)的?
       |(?:{NUMBER}+[项个枚块张座])?[^“”《、,，]{{0,12}}?(?:荣誉|名片|招牌|殊荣|桂冠|最高奖|大奖)[:：—-]*(?=“)
       |由?[^,，“”、《》]{{2,24}}?(?:颁[发授]|授予|评选|评定|认定|(?<![县市区镇村])命名|公布|发布|推荐|设立|[新特增]设|组织)的(?!同|年)
       |[^,，“”、《》]{{2,16}}?颁[发授](?=“)|(?:国家|省|市|国际)级的(?=“)
       |最高荣誉的|[^“”《、,，—]{{2,20}}?最高(?:奖项?|荣誉)——(?=[^,，。]{{2,20}}奖)|[往前][0-9一二三四五六七八九十]*届的?
       |[一-龥]{{1,6}}[省市县区州旗](?={YEAR}年度[一-龥])
       |(?:{YEAR}年?(?:[-—–~]+|至))?(?P<year>{YEAR})(?:年(?:度|[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?(?:的|获[得评]?|荣获)?(?=[“\u4e00-\u9fff])|(?=“))|全[省国市][唯仅]一的?|[^“《、]{{0,8}}(?:唯一|首个|第一个|仅有|一座)(?:的|(?=“|国家|全国|联合国|世界))
       |(?:全国)?(?:首批|第[一二三四五六七八九十]+批)共?{NUMBER}+[家个处座项]|其[余他]{NUMBER}+[家个处座项]|(?:连续)?{NUMBER}+[项个枚次届](?:获得?|荣获)?|多[项个次])*""",
    re.VERBOSE,
)
# 获得由甲部、乙部等部门联合评选的…: who gave it, in a list of its own.
BY = pattern(r"由[^,，。;；“”《》\n]{2,40}、[^,，。;；“”《》\n]{2,40}?(?:颁[发授]|授予|评[选定]|认定|命名|公布|发布|推荐|设立)的(?!同|年)")
# A designation that a body of weight gives; 成为 and 获得 need it, or 成为示范 would do.
WEIGHTY = pattern(
    rf"^[“]?(?:全国|国家|世界|国际|联合国|中国|亚洲|东亚|全球|全省|省级|首批|首届|第[一二三四五六七八九十0-9]+[批届]|{YEAR}|[\u4e00-\u9fff]{{2,3}}省)"
)
NOT_AWARDS = pattern(
    r"荣获|包括|入选|产生|[数总]量(?!.*奖)|居首|[获得评颁]奖$|^[一两二三四五六七八九十]+[处家所]|确认|(?<!党)组织$|[0-9]+项$|^“?(?:国字号|国家级)”?$|^“?[两二三四五六七八九十0-9]+连[冠创]”?$|许可|资格证|身份证|承办权|举办权|主办权|好评|授权|支持(?!.{0,12}(?:试点|示范))|突破|(?<!典型)(?<!优秀)(?<!示范)(?<!最佳)(?<!十佳)(?<!十大)案例|典型代表|代言|^[这该此本其]|前[0-9一二三四五六七八九十]+(?:[名位强]|$)|前列|行列|方阵|阵营"
    r"|[总半预]?决赛|队$|(?:委员|代表|主席|院士|会员|理事|党员|成员|书记)$|规划$|专利|获得|获此|长$|计划$|政府$|[省市县区]委$|关注|肯定|^.{0,3}(?:名单|名录|榜单|目录)$"
    r"|最高奖$|^(?:国家级|国字号|省级|国际|行业|业界|重要|一?[项个])*(?:荣誉|殊荣|称号|奖项|大奖)$"
)
TITLES = ("称号", "美称", "之称", "名号", "美誉", "殊荣", "荣誉", "桂冠", "奖杯", "奖牌", "证书", "牌匾", "金匾", "授牌", "头衔", "表彰", "命名")
TITLE = pattern(rf"\s?的?(?:光荣|荣誉)?(?:[两二三四五六七八九十0-9]+[个项块座张])?(?:{'|'.join(TITLES)})$")
TITLED = pattern(r"\s?(?:等)?[^,，。;；、“”]{0,12}?(?:称号|美称|美誉|名号|荣誉|殊荣|奖项|名片|招牌)")
# 被授予“…”称号以来, 荣获…称号实现三连冠: nothing behind 称号 belongs to the name.
DRESSED = pattern(r"(?:荣誉)?(?:称号|美誉|名号|殊荣)")
# 跻身国家卫生城市行列, 成为某网络新成员: among them.
COMPANY = pattern(
    r"(?:(?<=[市县区镇村强城])|(?<=[市县区镇村强城]”))(?:的?行列|之列)$|(?<=”)(?:榜首|首位)$|(?:(?<=网络)|(?<=网络”))的?(?:新|正式)*成员(?:城市|单位)?$"
    r"|之一$|(?<=[市县区镇村])吧$"
)
# 获评全国文明城市“三连冠”: how often, not what; 位列全国百强县第8位, 民营企业500强前三名: where on it.
IN_A_ROW = pattern(
    r"[两三四五六七八九十0-9]+[项个](?:大奖|奖项|殊荣)$|[“‘]?[两二三四五六七八九十0-9]+连[冠创][”’]?$|第[0-9一二三四五六七八九十]+[位名]?$|(?<=[强佳])前[0-9一二三四五六七八九十]+[位名强]?$"
    r"|(?<=强)榜单$|(?<=奖)[一-龥]{0,4}名单$"
)
# 国际湿地城市名单: a list of these is one of honours; 高风险地区名单 is not.
PLACES = pattern(r"(?:示范|试点|城市|城区|县城|街区|景区|村落|乡镇|单位|个人|基地|建设|创建|企业|枢纽|平台|园区)$")
LISTED = pattern(
    rf"(?:“[^”\n]{{2,30}}”|{WEIGHTY.pattern[1:]}[^,，。;；、“”\n]{{2,20}}?)(?:[、,，等][^。;；\n]{{0,80}}?)?(?:荣誉)?(?:称号|荣誉)"
)
# 中国最宜居的十大城市, 世界最智慧的城市: this 的 belongs to the name.
MOST = pattern(
    r"最[^的,，]{1,6}的(?=十大|十佳|[0-9]+大?)|最[^的,，、“”]{2,14}的(?=(?:城[市区]|[省州县区市镇乡村]|乡村|小镇|街区|景区|地区|国家|目的地|企业|大学)(?:之一)?$)|目的(?=地)"
)
# 被评为十大城市依次是:…: whoever has it is listed behind.
THEN = pattern(r"(?:依次|分别)(?:是|为)$")
# 命名甲县为“…”并建立…
MORE = pattern(
    "[”》](?=并|而|进行|予以|之后|后|时|这[一块张个])|奖(?=之?后)|[城市县区镇村奖章](?=[受得]到)|(?<=提名城)市(?=资格)"
    "|.(?=以来(?:[,，]|$))|.(?=[(（](?:名单|详见|见附))"
)
MEDALS = ("金奖", "银奖", "铜奖")
IN_QUOTES = pattern("“[^”]*”")
# 文化、艺术与遗产管理单项金奖: the last of such words ends the name.
WORD = pattern(r"[一-龥]{2,6}(?<![奖城市县区镇村乡])")
JOINS = pattern(r"[一-龥]{2,4}[与和][^“”]{2,16}奖")
QUOTES = "“”"
BARE = str.maketrans("", "", QUOTES)  # 专精特新“小巨人”企业
# No honour has a longer name.
LONGEST = 80


def items(chars: str, start: int, high: int, verb: str) -> list[Item]:
    """Return the honours listed in a range behind `verb` (“” where nothing but an honour can stand)."""
    by = BY.match(chars, start, high)
    start = by.end() if by else start
    pieces = _joined(chars, list(_pieces(chars, start, high)))
    titled = bool(pieces and (TITLED.match(chars, pieces[-1][1]) or chars[slice(*pieces[-1])].endswith(TITLES)))
    if (verb == "是" and len(pieces) < 2) or (verb == "拥有" and not titled):
        return []
    several = titled and any(ENDS_IN_HONOUR.search(chars, *piece) for piece in pieces)  # 国家级生态镇、国家卫生镇等荣誉称号
    strong = verb not in WEAK
    plain = verb in PLAIN or GIVEN_AS.match(verb) is not None
    found: list[Item] = []
    for low, end in pieces:
        lead = LEAD.match(chars, low, end) if chars[low] not in "“《" else None
        at = lead.end() if lead and lead.end() < end else low
        while at < end and chars[at] == " ":
            at += 1
        end, owner = _cut(chars, at, end)
        words = untitled(chars[at:end]) or chars[at:end]
        quoted = words.startswith("“") and words.endswith("”")
        weighty = WEIGHTY.match(words.lstrip("“")) is not None or quoted
        listed = words.startswith("《") and words.endswith("》") and ENDS_IN_HONOUR.search(words[1:-1]) is not None
        told = at > low and chars[at] == "“" and chars[at - 1] in ":：—-"  # 最高荣誉——“…”
        known = ENDS_IN_HONOUR.search(words.translate(BARE)) is not None or words != chars[at:end] or listed
        sure = plain or several or (verb == "名单" and PLACES.search(words) is not None)
        named = sure and len(words) > 4 and (WEIGHTY.match(words.strip(QUOTES)) or MOST.search(words)) is not None
        fits = known or named or (quoted and ((strong and (titled or plain or verb in ("当选", "名单", "授予"))) or told or found != []))
        if not fits or _is_none(words) or NOT_AWARDS.search(chars[at:end]):
            continue
        if not (strong or found or listed or weighty or told or titled or words.startswith("最佳") or words.rstrip("”").endswith("奖")):
            continue
        if verb == "名单" and words.endswith(("建设", "创建")) and chars.startswith("名单", end):  # what is done is no honour, its list is
            end += 2
        found.append(Item(at, end, figure(lead["year"]) if lead and lead["year"] else None, owner))
        if owner is not None:  # 荣获甲奖的有乙馆、丙馆: they have it
            break
    return found


def _is_none(words: str) -> bool:
    """Tell whether words are no honour, whatever they end in: 许可证, 好的名次, a book that is no list."""
    short = len(words.strip(QUOTES)) < 3 and words not in MEDALS
    book = "《" in words and ENDS_IN_HONOUR.search(words.strip("《》")) is None
    return short or book or NOT_AWARDS.search(words) is not None or "的" in MOST.sub("", IN_QUOTES.sub("", words))


def _joined(chars: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pieces of a list with those of one name together: 文化、艺术与遗产管理金奖."""
    if len(pieces) > 1 and JOINS.fullmatch(chars, *pieces[-1]) and all(WORD.fullmatch(chars, *piece) for piece in pieces[:-1]):
        return [(pieces[0][0], pieces[-1][1])]
    return pieces


def _cut(chars: str, start: int, end: int) -> tuple[int, int | None]:
    """Return where an honour ends before its 的, 连冠 or blank, and where the words go on behind 的."""
    most = MOST.search(chars, start, end)
    of = chars.find("的", most.end() if most else start, end)
    owner = None
    if chars.startswith("奖项", of + 1):  # 获得百强镇的奖项
        end = of
    elif of > start and chars.count("“", start, of) == chars.count("”", start, of) and not chars.startswith(TITLES, of + 1):
        words = untitled(chars[start:of]) or chars[start:of]
        titled = chars[start:of].endswith((*TITLES, "认证", "”"))
        end, owner = (of, of + 1) if titled or ENDS_IN_HONOUR.search(words) else (end, None)
    dress = DRESSED.search(chars, start, end)
    if dress and dress.start() > start:
        end = dress.end()
    more = MORE.search(chars, start, end)
    if more and more.start() > start:
        end = more.start() + 1
    named = start + len(untitled(chars[start:end]))  # …第一名|称号
    row = IN_A_ROW.search(chars, start, named) or COMPANY.search(chars, start, end) or THEN.search(chars, start, end)
    if row and row.start() > start:
        end = row.start()
    while start < end and chars[end - 1].isspace():
        end -= 1
    return end, owner


def _pieces(chars: str, start: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges that 、, 和 and ”“ divide, up to the end of the clause or 等; quotes and brackets are not divided."""
    at, i, depth = start, start, 0
    while i < high and i - at <= LONGEST:
        char = chars[i]
        if char in "“(（《":
            if char == "“" and chars[at:i].rstrip().endswith("”"):
                yield at, i
                at = i
            depth += 1
        elif char in "”)）》":
            if depth == 0:  # of a quote that began before: “庆祝某市荣获…称号”
                break
            depth -= 1
        elif depth == 0 and char in ",，" and _lists_on(chars, i, high):
            yield at, i
            at = i + 1
        elif depth == 0 and (char in ",，。;；:：!！?？\n" or (char == "等" and i > at and chars[i - 1] not in "一二三特优")):  # 一等奖
            break
        elif depth == 0 and char == " ":
            if ENDS_IN_HONOUR.search(chars, at, i) and not chars.startswith(TITLES, i + 1):  # a title: 某市入选某某名单 全省共四个
                break
        elif depth == 0 and (char == "、" or (char in "和与及" and (chars[i - 1] == "”" or ENDS_IN_HONOUR.search(chars, at, i)))):
            if i > at:
                yield at, i
            at = i + 1
        i += 1
    if at < i <= at + LONGEST:
        yield at, i


def _lists_on(chars: str, comma: int, high: int) -> bool:
    """Tell whether a comma divides a list of honours: 获得“甲城市”,“乙城市”等称号."""
    return chars[comma - 1] == "”" and LISTED.match(chars, comma + 1, high) is not None


def untitled(words: str) -> str:
    """Return “国家卫生城市” for “国家卫生城市”荣誉称号."""
    return TITLE.sub("", words) if words.endswith(TITLES) else words


def unquoted(words: str) -> str:
    """Return the name of an honour without what only dresses it: quotes around the whole, 称号."""
    words = words[1:-1] if words.startswith("《") and words.endswith("》") else words
    bare = untitled(words)
    words = bare if len(bare) > 2 else words
    whole = words.startswith("“") and words.endswith("”") and words.count("“") == 1
    open_ended = words.startswith("“") and "”" not in words  # a heading cut short: 获“国家森林城市
    return words[1:-1].strip() if whole else words[open_ended:]
