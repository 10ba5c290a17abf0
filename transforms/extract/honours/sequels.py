"""Sequels: who has an honour named before, as in 此前入选的甲市, 全球48个城市曾获此殊荣,其中包括乙市 and 丙市榜上有名.

Shared grammar of awards. 湖北9个县市上榜 names nobody; 此前,丙市早已入围 is about another list.
"""

from __future__ import annotations

import re

from transforms.extract.deeds.parties import Party, actor, parties
from transforms.extract.events.sites import REACH, around, within
from transforms.extract.facts import Facts
from transforms.extract.honours import honours, rosters
from transforms.extract.honours.honours import Item, Told
from transforms.extract.honours.name_lists import members
from transforms.extract.honours.nominees import names_of, several_of, things_of, unknown, works_of
from transforms.extract.honours.subjects import SPOKEN
from transforms.extract.honours.words import ADVERBS, KINDS, Words, clause_of, unnamed
from transforms.extract.numerals import figure
from transforms.model.document import Document
from transforms.model.patterns import pattern

# 这次的名单中,甲市、乙市入选: the honour was named before.
STOP = r"(?= ?[,，。;；(（\n]|[:：]\n|$)"
THEY = (
    rf"(?:的?(?:{honours.NUMBER}+个)?(?:(?:{KINDS}){{1,2}}|名单)(?:[,，]它们)?(?:分别|还)?(?:为|是|有|包括)|的(?:[一-龥]{{2,3}})?(?:{KINDS})还(?:有|包括))"
    r"(?=[:：]?[^,，。;；\n]{2,16}[、和,，])"
)
THESE = (
    rf"(?:入围|获奖|入选)?(?:{KINDS})(?:名单)?(?:分别[是为](?=[^,，。;；:：\n]{{2,16}}、)|名单(?=\n)|(?:分别)?(?:是|为|包括)?(?=[:：])|"
    r"(?=共?有[0-9一二两三四五六七八九十]+[个家座][,，](?!其中)))"
)
IT = r"(?:此|[该这])(?:[一此]?项|一|个)?(?:国家级|国际|重要|光荣)?(?:殊荣|荣誉|称号|奖项|桂冠)"
LISTS = r"(?:(?<=[\n,，。;；:：、]名单)|(?<=(?:入选|获奖|获评|命名|城市|单位|企业|项目|案例|具体|详细|最终|完整|另附)名单))"
LINE_END = r"(?=[ \u3000]*(?:\n|$))"
ARE = rf"们(?:分别)?(?:是|为|有|包括)(?:[:：]?{LINE_END}|(?=[:：]?[^,，。;；\n]{{2,30}}[、和,，]))"
# Each branch begins with a character of its own: such a pattern is looked for fastest.
AGAIN = pattern(
    rf"入选(?:(?:公示)?{STOP}|{THEY}|[0-9]+[个家项](?=\n)|[,，]分别[为是](?=[^,，。;；\n]{{2,20}}、))|申报成功{STOP}|分别(?:(?:是|为|如下)[:：](?=\s*\n)|(?<=。分别)[是为](?=[:：]?[^,，。;；:：\n]{{2,14}}、))|入围(?:(?:公示)?{STOP}|{THEY})"
    rf"|跻身(?:(?:该|此|这一)(?:名单|榜单|行列)|其中)|上榜(?:{STOP}|{THEY})|入榜{STOP}|榜上有名|名列其中|位列其中|荣列其中|获(?:{IT}|奖(?:{STOP}|{THEY}|(?:城市|单位|企业|项目|个人)[:：]?{LINE_END}))|膺(?:{IT}|国字号{THEY})|得{IT}|享{IT}|它{ARE}|他{ARE}"
    rf"|名单(?:如下)?(?:[(（][^()（）\n]{{1,20}}[)）])?(?=[:：](?:[^,，。;；\n]{{2,14}}、|[(（]?1[、.)）]))|名单{LISTS}(?:如下[:：]?|详情|[:：]|[)）]){LINE_END}|亦获殊荣{STOP}|也获殊荣{STOP}|当选(?:{STOP}|{THEY})|选(?<=获选)(?:{STOP}|{THEY})|提名{THEY}|获颁(?:[认荣][证誉])?证书(?:{STOP}|{THEY})|位列(?:公示|入选)?(?:榜单|名单)|{honours.RANK}|成为该(?P<kind>网络|名录|联盟)的?(?:新|正式)*成员|唯(?=一的?(?:入选|上榜|获奖|当选)的?(?:城市|单位|企业|县|区|项目))"
    rf"|个(?<=[0-9一二两三四五六七八九十].)(?:{THESE}|[,，]分别[为是](?=[:：]?[^,，。;；\n]{{2,24}}[、,，])|(?:——|[:：(（])(?=[^,，。;；、\n]{{2,12}}、))|座(?<=[0-9].){THESE}|”(?:称号)?的?{THESE}"
    rf"|的(?<=入选的|获选的|获评的|上榜的|获奖的)(?P<who>[^,，。;；“”\n]{{2,60}}?)(?=[和与](?:{honours.YEAR})年|在内|{STOP})"
    rf"|这些(?:{KINDS})(?:[、和](?:{KINDS}))*(?:分别)?(?:是|为|包括)(?=[:：])"
)
# 2021年入选的甲村, 此前获奖的乙市.
FORMERLY = pattern(rf"(?:(?P<year>{honours.YEAR})年|此前|先前|早前)(?:已经?)?$")
# 全球48个城市曾获此殊荣,其中包括甲市、乙市; 这27个城市是:甲市,乙市.
AMONG = pattern(
    r"[^,，。;；\n]{0,8}(?:[,，](?:除[^,，。;；\n]{1,12}外[,，])?(?:其中包括[^,，。;；、\n]{2,16}[,，]分别[为是][:：]?|这[0-9一二两三四五六七八九十]+[个项家处座][^,，。;；、\n]{0,8}?分别[为是][:：]?|(?:其中|还|另)?包括[:：]?|(?:其中|还|另)有|其[他余]的?[0-9一二三四五六七八九十]个[为是]|(?:其[他余]的?(?:[0-9一二三四五六七八九十]个)?(?:城市)?)?分别[为是][:：]?)|[:：]|(?<=单位[为是有])|(?<=城市[为是有])|(?<=级市[为是有])|(?<=分别[为是])|(?<=们[是为])|(?<=包括)|(?<=还有))(?P<who>(?!第[0-9一二三四五六七八九十]+[名位])[^。\n]{2,400}?)(?=等[,，]|[。\n]|$)"
)
TOPIC = pattern(
    r"[^ ,，。;；、“”\n的]{0,16}“[^“”\n]{3,30}”奖|(?:国际|全球|世界)?“[^“”\n]{3,30}”"
    r"|(?:首届|第[一二三四五六七八九十]+届)?(?:联合国|中国|国家|全国|世界|国际|全球|省级)[^ ,，。;；、“”的\n]{1,16}?(?<![获颁得领受])奖"
    r"(?:[(（][^()（）\n]{2,8}奖[)）])?"
    r"|(?:第[一二三四五六七八九十]+批(?:建设)?)?(?:中国|国家|全国|世界)[^,，。;；、“”的\n]{2,20}?(?=名单[中上][,，])"
    r"|(?<=[本该]届)[一-龥]{2,12}?奖|(?:(?<=关于命名)|(?<=关于公布)|(?<=关于表彰)|(?<=关于确定)|(?<=关于认定))[^,，。;；“”《》\n的]{4,40}(?=的(?:决定|通知|通报|公告))|(?<![^,，。;；\n])(?:[0-9]{4}年?)?[一-龥]{4,12}?[0-9]{2,3}强(?=榜)"
)
MORE = pattern(r"[,，](?:还|另)")
HOW = pattern(r"凭借?|以(?!及)|从|脱颖|成功|荣登")
ENDS = pattern("[。;；)）\n]|$")
LINE_ENDS = pattern(r"[:：]?[ \u3000]*\n")
FOLLOWS = pattern(r"继(?P<who>[^,，。;；\n“”]{2,60}?)(?:之后|后)")
IS_ONE = pattern("是|成?为")
COUNTS = pattern(rf"的(?:{KINDS})(?=已|达|有|共|仅|只|增|总)")  # 长三角荣膺这一殊荣的城市已达5个
SAME_LIST = pattern(r"名单|名录|榜|命名|其中|[此本这]次|(?:[确认评选]定|[评选]出)了?[0-9]")  # 此前,丙市早已入围: another honour
# 获奖项目: and 名单如下: at the end of a line: who it is stands below.
BELOW = pattern("(?:[它他]们)?分别.*|(?:个.+)?名单.*|入选[0-9]+.|获奖..|.*[:：]")
RANKING = pattern("[最佳].*榜|强")  # where places are told: “最具魅力城市榜”发布,甲市位居榜首
EARLIER = pattern(r"此前|曾|早[就已]|[去前]年|[上往]届")  # in another year than the one just told


def read(document: Document, facts: Facts, match: re.Match[str], listed: list[Item], done: int) -> Told:
    """Return who has the honour that the words before speak of, or those `listed` last, up to `done`."""
    chars = document.chars
    low, _ = around(document, match.start())
    spoken = _spoken_of(document, match.start(), 0 if match["kind"] else done, match["kind"] or "")
    listed = [] if match["kind"] else listed
    if spoken and not (listed and chars[listed[-1].start : listed[-1].end].endswith(chars[spoken.start : spoken.end])):
        listed = [spoken]
    ranked = [item for item in listed[-1:] if item.start >= low and RANKING.search(chars, item.start, item.end + 3)]
    if honours.RANKED.match(chars, match.start()) and not ranked:
        listed = []  # 甲市的产值位居第一
    near = bool(listed) and match.start() - max(done, listed[-1].end) < (3 if match["kind"] else 1) * REACH
    formerly = FORMERLY.search(chars, max(low, match.start() - 10), match.start() - 2) if match["who"] else None
    who = _who(document, facts, match, low, listed) if near and (formerly or not match["who"]) else []
    year = figure(formerly["year"]) if formerly and formerly["year"] else None
    own = not match["who"] and not EARLIER.search(chars, low, match.start())
    return Told(*match.span(), listed, who, year, dated=not match["who"], own=own)


def _spoken_of(document: Document, at: int, done: int, kind: str) -> Item | None:
    """Return the honour that the words before speak of, if nobody has received another since: 自参与“联合国人居奖”评选以来; of 该网络 a network."""
    low = max(done, document.segments[document.segment_at(at)].text_start - REACH, at - REACH, 0)
    low = max(0, at - 3 * REACH) if kind else low
    found = [m for m in TOPIC.finditer(document.chars, low, at) if honours.ENDS_IN_HONOUR.search(m[0]) or document.chars.startswith("名单", m.end())]
    named = [m for m in found if kind in m[0]]
    return Item(*named[-1].span(), None) if named else None


def _who(document: Document, facts: Facts, match: re.Match[str], low: int, listed: list[Item]) -> list[Party]:
    """Return who has the honour named before: 此前入选的甲市, 48个城市曾获此殊荣,其中包括乙市, 丙市榜上有名."""
    chars, at = document.chars, match.start()
    clause = clause_of(document, low, at)
    adverbs = ADVERBS.search(chars, clause, at)
    words = Words(low, clause, adverbs.start() if adverbs else at, at)
    follows = FOLLOWS.search(chars, clause, at)
    if follows:  # 继甲镇、乙镇之后我省第3个获此殊荣
        return several_of(document, facts, *follows.span("who"))
    found = _behind(document, facts, match)
    if found is None:
        vague = match[0] in ("入选", "入围", "当选") and not SAME_LIST.search(chars, max(listed[0].start - 24, 0), at)
        if vague or (unnamed(chars, clause, at) and not members(document, facts, clause, words.stop)):  # 全省3个村入选, and below it which
            return rosters.below(document, facts, at, None) if not vague and LINE_ENDS.match(chars, match.end()) else []
        found = _before(document, facts, words, match)
    elif MORE.match(chars, match.end()) and not unnamed(chars, clause, at):  # 甲市、乙市等上榜,还包括丙市
        found = [*_before(document, facts, words, match), *found]
    found = found or (unknown(chars, clause, words.stop) if match[0] in ("入选", "入围", "上榜") else [])
    return found if len(found) > 1 or (found and (found[0].key or len(found[0].name) > 4)) else []


def _behind(document: Document, facts: Facts, match: re.Match[str]) -> list[Party] | None:
    """Return who is listed behind, or in the lines below; None where no list is announced."""
    chars = document.chars
    among = AMONG.match(chars, match.end()) or (match if match["who"] else None)
    if among:
        return listed_in(document, facts, *among.span("who"))
    if match[0][0] == "个" and not match[0].endswith("名单"):  # 东部地区10个——甲市、乙市
        end = ENDS.search(chars, match.end())
        return several_of(document, facts, match.end(), end.start() if end else match.end())
    return rosters.below(document, facts, match.start(), None) if BELOW.fullmatch(match[0]) else None  # 获命名的县分别是:


def listed_in(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return whom the words behind 其中包括 or 分别是 list, whatever they are."""
    chars = document.chars
    if works := works_of(chars, start, end):
        return works
    found = several_of(document, facts, start, end), things_of(chars, start, end), names_of(chars, start, end)
    return members(document, facts, start, end) or max(found, key=len)


def _before(document: Document, facts: Facts, words: Words, match: re.Match[str]) -> list[Party]:
    """Return who is named in the clause: 咸阳市凭借…成功上榜, 甲剧院、乙大桥等31项工程获奖, 长治市成为我省第五个获此殊荣的城市."""
    chars, clause, stop = document.chars, words.clause, words.stop
    if began := _beginning_here(facts, chars, clause):
        return began
    things = things_of(chars, clause, words.verb)
    if len(things) == chars.count("、", clause, words.verb) + 1 > 1:
        return things
    has = match[0][0] in "获膺得唯"
    copula = IS_ONE.search(chars, clause, words.verb) if has else None
    if copula and (found := parties(document, facts, clause, copula.start())):
        return found
    if has and not copula and COUNTS.match(chars, match.end()):
        return []
    named = members(document, facts, clause, stop) if not copula else []
    found = named or (several_of(document, facts, clause, stop) if not copula else [])
    if not named and not copula and chars.count("、", clause, stop) >= len(found):
        found = names_of(chars, clause, stop) or found
    who = actor(document, facts, words.low, words.verb) if has and not found else None
    return [who] if who and not SPOKEN.search(chars, who.end, words.verb) else found  # 乙市紧随其后,次年荣获该奖项


def _beginning_here(facts: Facts, chars: str, clause: int) -> list[Party]:
    """Return the place that begins a clause that tells how it came to it: 咸阳市凭借五项指标…上榜."""
    place = [n for n in within(facts.places, clause, clause + 12) if n.start == clause and HOW.match(chars, n.end)]
    return [Party(n.start, n.end, n.text, n.key) for n in place]
