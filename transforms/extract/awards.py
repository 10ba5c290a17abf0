"""Awards: honours received, as in 先后荣获国家园林城市、国家卫生城市等称号 and 李庄镇入选中国历史文化名镇.

An award is a prize, a title, a designation or a place on a list (seeds/lexicon/honours.csv); each item of a list is a row, and each
of several recipients. 获得好评, 获得许可 and 成为亮点 are no honours; being a case in a book is not one either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import msgspec

from transforms import lexicon
from transforms.extract.facts import Facts
from transforms.extract.lines import holds, last_of, matches_near
from transforms.extract.parties import Party, actor, parties
from transforms.extract.quotes import alike
from transforms.extract.sites import REACH, around, short, within
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document


class Honour(msgspec.Struct, frozen=True):
    """A word that the name of an honour ends in."""

    suffix: str
    why: str


class Award(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An honour received."""

    source: Citation
    recipient: Annotated[str, "Who received it, by the fullest form on the page."]
    award: Annotated[str, "Prize, title, designation or list, as written, without quotes around the whole."]
    year: Annotated[int | None, "The year it was received, where the clause states it."]


SUFFIX = "|".join(sorted((row.suffix for row in lexicon.read("honours", Honour)), key=len, reverse=True))
ENDS_IN_HONOUR = re.compile(rf"(?:{SUFFIX})[”]?(?:[(（][^()（）]{{1,12}}[)）])?$")
RECEIVED = re.compile(
    r"""(?P<verb>获评|获选为?|荣获|喜获|荣膺|摘得|斩获|捧得|捧回|夺得|勇夺|蝉联|当选为?|入选为?|入围|跻身|评选为|获颁|获授|再添|又添|新添|喜添|喜提
      |被(?:评选为|评定?为|授予|(?:正式)?(?:确定|认定|命名|表彰|纳入|列为|列入)为?)
      |获得|获批为?|成为|获(?<![捕俘抓查荣喜缴收抽斩]获)(?![得评悉批利取益奖胜救刑准知赠]))""",
    re.VERBOSE,
)
# 获得 and 成为 may be followed by anything: what they lead to must be an honour by its own words.
WEAK = ("获得", "获批", "获批为", "成为", "获")
LEAD = re.compile(
    r"^(?:了|过|为|[一两三四五六七八九十0-9]+[项个枚块张座][^“”《、,，]{0,10}?(?:荣誉|名片|招牌|殊荣|桂冠)[:：—-]*(?=“)|(?P<year>(?:19|20)[0-9]{2})年度?的?(?=[“\u4e00-\u9fff])|全[省国市][唯仅]一的?|[^“《、]{0,8}(?:唯一|首个|第一个|仅有|一座)的|[一两三四五六七八九十0-9]+[项个枚次]|多[项个次])*"
)
# A designation that a body of weight gives; 成为 and 获得 need it, or 成为示范 would do.
WEIGHTY = re.compile(
    r"^[“]?(?:全国|国家|世界|国际|联合国|中国|亚洲|全球|全省|省级|首批|第[一二三四五六七八九十0-9]+[批届]|(?:19|20)[0-9]{2}"
    r"|[\u4e00-\u9fff]{2,3}省|“)"
)
NOT_AWARDS = re.compile(
    r"许可|资格证|承办权|好评|授权|支持|突破|案例|典型代表|代言"
    r"|^(?:国家级|国字号|省级|国际|重要|一?[项个])*(?:荣誉|殊荣|称号|奖项|大奖)$"
)
ADVERBS = re.compile(
    r"(?:先后|成功|再次|首次|又|也|被|都|均|还|已|曾|连续[0-9一二三四五六七八九十]+[年届次]|双双|分别|一举|相继|更是|此前|正式|陆续|同时"
    r"|多次|获|光荣|现已|[0-9]{4}年度?)+$"
)
TITLES = ("称号", "美称", "名号", "美誉", "殊荣")
TITLE = re.compile(r"\s?的?(?:光荣|荣誉)?(?:称号|美称|名号|美誉|殊荣)$")
TITLED = re.compile(r"\s?(?:等)?[^,，。;；、“”]{0,6}?(?:称号|美称|美誉|名号|荣誉|殊荣|奖项|名片|招牌)")
# An honour that nobody can take for a part of the words before it: “…”, or 国家…称号.
HONOUR_AHEAD = r"“[^”\n]{3,30}”|(?:国家|全国|中国|世界|国际|联合国|省级)[^,，。;；、“”\n]{2,16}?称号"
GIVEN = re.compile(rf"授予(?P<who>[^“”《》。;；\n]{{0,160}}?)(?={HONOUR_AHEAD})")
# 授予以下三个城市“…”称号:甲市、乙市.
BELOW = re.compile(r"(?:以下|下列)")
LISTED_BELOW = re.compile(r"[^。;；:：\n]{0,60}[:：]")
# 继“甲”“乙”称号之后,某市又添一项荣誉: what came before is named, the new honour often is not.
CONTINUED = re.compile(
    r"""继(?<![相承]继)(?:(?P<year>(?:19|20)[0-9]{2})年)?(?:此前|先后|成功|曾)?(?:获得|荣获|获评|摘得|获|捧得|斩获|创成|创建)?(?:了)?
        (?P<list>[^,，。;；\n]{4,160}?)(?:之后|后)[,，](?P<who>[^,，。;；“”\n]{2,24}?)
        于?(?:(?:19|20)[0-9]{2}年)?(?:又一?次?|再一?次?|再度|再次|喜|今日|近日|日前)?(?:添|获|摘|捧|迎来|荣|收获|夺|斩|拿|得)""",
    re.VERBOSE,
)
# “…奖”花落某市.
FALLEN = re.compile(r"(?P<award>“[^”\n]{3,30}”|[^,，。;；、“”\n]{3,24}?)(?:称号|殊荣|荣誉)?(?:正式|最终)?花落(?P<who>[^,，。;；“”\n]{2,30})")
# 此前入选的城市有“设计之都”甲市、“美食之都”乙市: each honour stands before the one who has it.
LISTING = re.compile(r"(?:入选|获评|获选|获此|加入|获得|当选)[^,，。;；“”\n]{0,16}?(?:有|包括|分别是|分别为|为|是)(?=“)")
PAIR = re.compile(r"(?P<award>“[^”\n]{3,30}”)(?P<who>[^“”,，。;；、和\n]{2,12}?)(?:[、和及]|(?=[等,，。;；\n]|$))")
YEAR = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年(?!以来|起|至|[—-])")
QUOTES = "“”"
# No honour has a longer name.
LONGEST = 80


def find(document: Document, facts: Facts) -> Iterator[Award]:
    """Yield every honour of the page, in reading order; each once for each recipient."""
    document = alike(document)
    seen: set[tuple[str, str]] = set()
    done = 0
    for match, receivers in _given(document, facts):
        if match.start() < done:  # 获得甲称号、获得乙称号: the list of the first verb has it
            continue
        low, high = around(document, match.start())
        items = _items(document, match, high)
        if not items:
            continue
        done = items[-1][1]
        clause = _clause(document, low, match.start())
        year = YEAR.search(document.chars, low if clause - low <= 14 else clause, match.start())
        for recipient in receivers if receivers is not None else _recipients(document, facts, low, match.start()):
            for start, end, own in items:
                award = _unquoted(document.chars[start:end])
                key = (short(recipient.name), award)
                if key in seen:
                    continue
                seen.add(key)
                stated = own or (int(year["year"]) if year and match.re not in (CONTINUED, PAIR) else None)
                if match.re is CONTINUED and match["year"]:
                    stated = int(match["year"])
                yield Award(
                    source=document.cite(start, end, "awards", 0.85 if match.re is RECEIVED else 0.9), recipient=recipient.name, award=award,
                    year=stated,
                )


def _paired(document: Document, facts: Facts) -> Iterator[tuple[re.Match[str], list[Party] | None]]:
    """Yield the honours that stand right before who has them, where a list says that they were received: 入选的有“设计之都”甲市、“美食之都”乙市."""
    chars = document.chars
    for listing in document.finditer(LISTING, FACTS) if holds(document, "有“", "括“", "是“", "为“") else ():
        at = listing.end()
        while pair := PAIR.match(chars, at):
            who = [n for n in within(facts.places, *pair.span("who")) if n.start == pair.start("who")]
            if who:
                yield pair, [Party(who[0].start, who[0].end, who[0].text, who[0].key)]
            at = pair.end()


def _given(document: Document, facts: Facts) -> Iterator[tuple[re.Match[str], list[Party] | None]]:
    """Yield the verbs of receiving, and those of giving with who is given to: 授予甲市、乙市“…”称号, 甲市被某部授予“…”称号."""
    chars = document.chars
    found: list[tuple[re.Match[str], list[Party] | None]] = [(match, None) for match in document.finditer(RECEIVED, FACTS)]
    for match in document.finditer(GIVEN, FACTS):
        low = _clause(document, around(document, match.start())[0], match.start())
        passive = chars.rfind("被", low, match.start())
        if passive + 1 == match.start() and passive >= 0:
            continue
        who = (low, passive) if passive >= 0 else match.span("who")
        below = LISTED_BELOW.match(chars, match.end()) if BELOW.match(match["who"]) else None
        if below:
            who = (below.end(), min(around(document, below.end() - 1)[1], below.end() + 2 * REACH))
        found.append((match, parties(document, facts, *who)))
    further = [*document.finditer(CONTINUED, FACTS), *matches_near(document, FALLEN, "花落")]
    found += [(match, parties(document, facts, *match.span("who"))) for match in further]
    yield from sorted([*found, *_paired(document, facts)], key=lambda pair: pair[0].start())


def _items(document: Document, match: re.Match[str], high: int) -> list[tuple[int, int, int | None]]:
    """Return the ranges of the honours listed behind a verb, with the year that one states: 获评2019年“…”."""
    chars = document.chars
    behind = match.re is RECEIVED or match.re is GIVEN
    pieces = list(_pieces(chars, *((match.end(), high) if behind else match.span("list" if match.re is CONTINUED else "award"))))
    found: list[tuple[int, int, int | None]] = []
    strong = match.re is not RECEIVED or match["verb"] not in WEAK
    titled = bool(pieces and (TITLED.match(chars, pieces[-1][1]) or chars[slice(*pieces[-1])].endswith(TITLES)))
    for start, end in pieces:
        lead = LEAD.match(chars[start:end])
        start += lead.end() if lead and lead.end() < end - start else 0
        while start < end and chars[end - 1].isspace():
            end -= 1
        words = _untitled(chars[start:end]) or chars[start:end]
        quoted = words.startswith("“") and words.endswith("”")
        fits = ENDS_IN_HONOUR.search(words) or words != chars[start:end] or (quoted and strong and titled)
        listed = words.startswith("《") and words.endswith("》") and ENDS_IN_HONOUR.search(words[1:-1])
        if not (fits or listed) or NOT_AWARDS.search(words) or ("《" in words and not listed) or len(words.strip(QUOTES)) < 3:
            continue
        if "的" in re.sub("“[^”]*”", "", words) or (not strong and not found and not listed and not WEIGHTY.match(words)):
            continue
        found.append((start, end, int(lead["year"]) if lead and lead["year"] else None))
    return found


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
            depth = max(0, depth - 1)
        elif depth == 0 and (char in ",，。;；:：!！\n" or (char == "等" and i > at and chars[i - 1] not in "一二三特优")):  # 一等奖
            break
        elif depth == 0 and (char == "、" or (char in "和与及" and ENDS_IN_HONOUR.search(chars, at, i))):
            yield at, i
            at = i + 1
        i += 1
    if at < i <= at + LONGEST:
        yield at, i


def _clause(document: Document, low: int, at: int) -> int:
    return last_of(document.chars, ",，;；:：", low, at) + 1 or max(low, at - 120)


def _recipients(document: Document, facts: Facts, low: int, verb: int) -> list[Party]:
    """Return who receives: the bodies, places or persons right before the verb, else whoever the sentence is about."""
    clause = _clause(document, low, verb)
    adverbs = ADVERBS.search(document.chars, clause, verb)
    stop = adverbs.start() if adverbs else verb
    listed = parties(document, facts, clause, stop) if stop > clause else []
    if listed:
        return listed
    persons = [n for n in within(facts.persons, clause, stop) if n.end == stop]
    if persons:
        return [Party(persons[0].start, persons[0].end, persons[0].full, persons[0].key)]
    who = actor(document, facts, low, verb)
    return [who] if who else []


def _untitled(words: str) -> str:
    return TITLE.sub("", words) if words.endswith(TITLES) else words


def _unquoted(words: str) -> str:
    words = words.strip("《》")
    bare = _untitled(words)
    words = bare if len(bare) > 2 else words
    whole = words.startswith("“") and words.endswith("”") and words.count("“") == 1
    return words[1:-1].strip() if whole else words
