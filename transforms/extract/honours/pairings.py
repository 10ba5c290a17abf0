"""Pairings: honours that stand beside who has them, as in 命名甲市为国家园林城市、乙县为国家园林县城 and 已有甲市、乙市2个“国家森林城市”.

Shared grammar of awards: who is named what, 继…之后, “…奖”花落甲市, 最佳影片由乙摘得 and 甲市(文学之都) in a list of those that were
received. 交通枢纽是甲市、乙市 and 甲市(港口) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.extract.deeds.parties import Party
from transforms.extract.events.sites import REACH, around, within
from transforms.extract.facts import Facts
from transforms.extract.honours import honours
from transforms.extract.honours.honours import Item, Told
from transforms.extract.honours.name_lists import members, named_in
from transforms.extract.honours.nominees import clear, party_of, several_of
from transforms.extract.honours.words import unnamed
from transforms.extract.lines import holds, matches_near
from transforms.model.document import FACTS, Document
from transforms.model.patterns import pattern

# 命名甲市等30个城市为国家园林城市、乙县等31个县城为国家园林县城.
NAMED_AS = pattern(
    r"(?:(?:重新|再次|继续)?(?:命名|公布|认定|评定|确[定认]|授予))?(?P<who>[^,，。;；为拟“”\n]{2,60}?|[^。;；为拟“”\n]{2,400}?等[0-9]+[个家])为(?P<award>[^,，。;；、为“”\n]{4,40}?)(?=[、,，。;；\n]|$)"
)
MAKES = pattern("将|把|《")
NAMING = pattern(
    r"(?:命名|公布|认定|评定|确[定认]|授予|其中)(?:(?<=其中)[,，]?(?=[^,，。;；为“”\n]{2,60}为(?:全国|国家|全省|省级|中国)[^,，。;；、为“”\n]{2,30}[;；、])"
    r"|(?<!拟..)(?<!其中)(?:(?=[^,，。;；为“”\n]{2,60}为[^“”]|[^。;；为拟“”\n]{2,400}等[0-9]+[个家]为[^“”])"
    r"|(?P<next>为[^,，。;；、为“”\n]{4,40}、)(?=[^,，。;；为“”\n]{2,60}为[^“”])))"
)
# 2010年最具幸福感城市为甲市、乙市 and 第四批某某示范区包括:北京市甲区、乙区,天津市丙区: behind the news that it was awarded.
NAMES = r"(?=[^,，。;；:：、“”\n]{2,6}、)"
THEY_ARE = pattern(
    rf"(?:分别[是为](?=[:：])|包括(?:(?=[:：])|{NAMES})|是|为|有{NAMES}|有[0-9]+[个座家](?:[,，]?(?:分别|依次)?(?:包括|是|为))?(?=[:：]))"
    r"(?:[:：](?P<below>[^。;；\n]{2,600}(?:[;；](?![^,，。;；\n]{2,40}[是为][:：])[^。;；\n]{2,300})*)"
    r"|(?P<who>[^,，。;；:：、“”\n]{2,14}(?:、[^,，。;；:：、“”\n]{2,14})+))"
)
# 某某奖1家,为甲公司;某某奖提名奖7家,分别为乙公司、丙公司.
COUNTED = pattern(
    r"(?P<award>[^,，。;；:：、“”\n]{2,24}奖)[0-9]{1,3}[个家项名][,，](?:分别)?[为是][:：]?(?P<who>[^;；。\n]{2,600})"
)
TITLE_BEFORE = pattern(
    r"(?:而|其中|[^,，。;；:：、“”\n]{2,16}(?:公布|批准|命名|认定|保留称号|荣誉称号|受奖|获奖|入[选围]|上榜|受表彰)的)?(?P<award>[^,，。;；:：、“”\n]{3,30}?)(?:[(（][^()（）\n]{1,10}[)）])?"
    r"(?:(?:排[在名]|位[居列])前[0-9一二三四五六七八九十]+[位名强]?的?|前[0-9一二三四五六七八九十]+[位名]的?)?[则也]?(?:分别|依次)?$"
)
# 此前入选的城市有“设计之都”甲市、“美食之都”乙市, 新加入的城市包括甲市(设计之都)、乙市(美食之都).
LISTING = pattern(
    r"(?:入选|上榜|获奖|获评|获选|获此|加入|获得|当选)[^。;；“”\n]{0,16}?(?:有|包括|分别是|分别为|为|是|(?=“[^”\n]{3,30}”[是为][^“”,，。;；\n]{2,16}[、,，;；]“))"
)
# 甲市(设计之都)、乙市(美食之都)从众多城市中脱颖而出,加入某网络.
NOTED = pattern(
    r"[(（][^()（）\n]{2,12}(?:之都|奖|城市)[)）][、和与及](?=[^。;；\n]{2,160}?(?:入选|上榜|获评|加入|当选))"
)
BEGUN = pattern(r"(?:^|[,，。;；:：\n])(?P<who>[^,，。;；:：、“”()（）\n]{2,14})$")
WORKS = pattern(r"项目|作品|工程|案例|剧目|影片")
PAIR = pattern(r"(?P<award>“[^”\n]{3,30}”)[是为]?(?P<who>[^“”,，。;；、和\n]{2,12}?)(?:[、和及]|(?=[等,，。;；\n]|$))")
PAIR_BEHIND = pattern(
    r"(?P<who>[^“”,，。;；、和()（）\n]{2,30}?)[(（](?P<award>“?[^()（）,，、\n]{3,20}”?)[)）](?:[、和及,，]|(?=[等。;；\n从成正入加获当]|$))"
)
# 甲市获选“…”,乙市是“…”: the other one of a pair.
ALSO = pattern(r"(?<=”)(?:称号)?[,，](?P<who>[^,，。;；“”被评命\n]{2,12}?)则?[是为](?P<award>“[^”\n]{3,20}”)(?=[,，。;；\n]|$)")
# 全省已有甲市、乙市等4个国家森林城市: whoever counts as one has it.
OWNED = pattern(
    r"(?:有|成)(?<=已有|共有|现有|拥有|建成|创成)了?(?P<who>(?=[^,，。;；:：“”()（）\n]{2,16}?[、和与])[^,，。;；:：“”()（）\n]{5,240}?)等?"
    r"(?:[0-9]+|[两二三四五六七八九十]+)[个座家](?P<award>“[^”\n]{3,24}”|(?:国家|全国|中国|世界|省级)[^,，。;；、“”的\n]{2,18}?)(?:称号)?(?=[,，。;；、\n]|$)"
)
# 包括甲县、乙镇在内的175个县、乡镇为某年度“…”.
AS_ONE = pattern(
    r"包括(?P<who>[^。;；\n]{2,80}?)在内的[0-9]+余?[个座家][^,，。;；“”\n]{0,20}?(?:成为|为|是)(?P<award>[^,，。;；、\n]{4,40}?)(?=[,，。;；\n]|$)"
)
# 最佳影片由某某摘得.
BY_WHOM = pattern(
    r"[由被](?P<who>[^,，。;；:：“”\n]{2,40}?)(?:(?:凭借?|以)[^,，。;；:：\n]{0,12}?《[^》\n]+》)?(?:共同|分别|成功|一举)*"
    rf"(?:{honours.RECEIVES}|分享|包揽|夺取|收入囊中|揽入怀中)(?=[,，。;；\n]|$)"
)
# 继“甲”“乙”称号之后,某市又添一项荣誉: what came before is named, the new honour often is not.
CONTINUED = pattern(
    rf"""继(?<![相承]继)(?:(?P<year>(?:19|20)[0-9]{{2}})年)?(?:此前|先后|成功|曾)?(?:{honours.RECEIVES}|获|创建)?(?:了)?
        (?P<list>[^,，。;；\n]{{4,160}}?)(?:之后|后)[,，](?P<who>[^,，。;；“”\n]{{2,24}}?)
        于?(?:(?:19|20)[0-9]{{2}}年)?(?:又一?次?|再一?次?|再度|再次|喜|今日|近日|日前)?(?:添|获|摘|捧|迎来|荣|收获|夺|斩|拿|得)""",
    re.VERBOSE,
)
# 这是某市继甲、乙之后获得的又一项荣誉.
ONE_MORE = pattern(
    rf"(?:^|(?<=[\n,，。;；:：是]))(?P<who>[^,，。;；:：“”\n是]{{2,16}}?)继(?![续承任])(?:(?:先后|成功)?(?:{honours.RECEIVES}|取得|创建))?(?:了)?"
    r"(?P<list>[^,，。;；\n]{4,160}?)(?:之后|后)(?!我[省市国])"
)
# 继甲市、乙市荣获“…”称号之后: they have it, not who comes after them.
OTHERS_BEFORE = pattern(
    rf"(?:[0-9]{{4}}年(?:[0-9]{{1,2}}月)?)?(?![0-9])[^“”]{{2,}}?(?:{honours.RECEIVES}|被(?:评为|授予|命名为))"
)
# “…奖”花落某市.
FALLEN = pattern(
    r"(?P<award>“[^”\n]{3,30}”|[^,，。;；、“”\n]{3,24}?)(?:称号|殊荣|荣誉)?(?:正式|最终)?(?:花落|颁给|(?<=[”终])授予)了?(?P<who>[^,，。;；“”\n]{2,30})"
)

THEIRS = pattern(r"的[0-9一二两三四五六七八九十]+[个项][^,，]{0,6}(?:的项目)?$")  # 颁给了中国、韩国的12个城市: not the countries


def find(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the honours of a page that stand beside who has them."""
    chars = document.chars
    yield from _named_as(document, facts)
    yield from _they_are(document, facts)
    yield from _paired(document, facts)
    yield from _by_whom(document, facts)
    yield from _after(document, facts)
    for match in document.finditer(AS_ONE, FACTS):
        yield Told(*match.span(), _items(chars, match), several_of(document, facts, *match.span("who")))
    for match in document.finditer(OWNED, FACTS):
        yield Told(*match.span(), _items(chars, match, "名单"), members(document, facts, *match.span("who")))
    for match in matches_near(document, FALLEN, "花落", "颁给", "”授予", "终授予"):
        start, end = match.span("award")
        start = max(chars.rfind("把", start, end), chars.rfind("将", start, end)) + 1 or start  # 人居署把某某奖颁给了南京市
        who = [] if THEIRS.search(match["who"]) else clear(facts, named_in(document, facts, *match.span("who")))
        yield Told(*match.span(), honours.items(chars, start, end, ""), who)


def _items(chars: str, match: re.Match[str], verb: str = "") -> list[Item]:
    return honours.items(chars, *match.span("award"), verb)


def _after(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield what somebody had before another honour: 继“甲”“乙”之后,某市又添一项荣誉."""
    for match in (m for order in (CONTINUED, ONE_MORE) for m in matches_near(document, order, "继")):
        if not OTHERS_BEFORE.match(document.chars, *match.span("list")):
            who = clear(facts, named_in(document, facts, *match.span("who")))
            year = match.groupdict().get("year")
            yield Told(*match.span(), honours.items(document.chars, *match.span("list"), ""), who, int(year) if year else None, dated=False)


def _named_as(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield who is named what, one after the other: 命名甲市等30个城市为国家园林城市、乙县等31个县城为国家园林县城."""
    chars = document.chars
    for naming in document.finditer(NAMING, FACTS) if holds(document, "命名", "公布", "认定", "评定", "确定", "确认", "授予") else ():
        at = naming.end() if naming[0][0] == "其" or naming["next"] else naming.start()  # 其中,甲区为全省…示范区;乙街道为全省…示范街道
        while (match := NAMED_AS.match(chars, at)) and (items := _items(chars, match, "被命名为")):
            span = match.span("who")
            if not MAKES.search(match["who"]):  # 同意将温州市列为 is told by receipts.py
                yield Told(*match.span(), items, [] if unnamed(chars, *span) else several_of(document, facts, *span))
            at = match.end() + 1 if chars[match.end() : match.end() + 1] in ("、", *",，;；") else len(chars)


def _they_are(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the honours that say who they are: 2010年最具幸福感城市为甲市、乙市、丙市."""
    chars = document.chars
    for match in document.finditer(THEY_ARE, FACTS):
        low, _ = around(document, match.start())
        title = TITLE_BEFORE.search(chars, max(low, match.start() - 44), match.start())
        if title and _is_announced(chars, title, low):
            span = match.span(match.lastgroup or 0)
            who = members(document, facts, *span) or ([] if match["who"] else several_of(document, facts, *span))
            if who or not match["who"]:
                yield Told(*title.span(), _items(chars, title, "名单"), clear(facts, who))
    for match in matches_near(document, COUNTED, "家,", "家，", "项,", "项，", "个,", "个，", "名,", "名，"):
        yield Told(*match.span("award"), _items(chars, match), named_in(document, facts, *match.span("who")))


def _is_announced(chars: str, title: re.Match[str], low: int) -> bool:
    """Tell whether words that end in an honour are one that was awarded: by the words since or before `low`, or told in the order of ranks."""
    if not honours.ENDS_IN_HONOUR.search(title["award"]):
        return False
    return title[0].endswith("依次") or honours.AWARDED.search(chars, max(0, low - REACH), title.end()) is not None


def _by_whom(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the honours that somebody is said behind 由 to have won: 最佳影片由某某摘得."""
    for match in document.finditer(BY_WHOM, FACTS):
        title = TITLE_BEFORE.search(document.chars, max(around(document, match.start())[0], match.start() - 44), match.start())
        if title and honours.ENDS_IN_HONOUR.search(title["award"]):
            yield Told(*title.span(), _items(document.chars, title, "名单"), named_in(document, facts, *match.span("who")))


def _pairs(document: Document) -> Iterator[tuple[int, bool]]:
    """Yield where each list of pairs begins, and whether works of somebody have the honours."""
    for listing in document.finditer(LISTING, FACTS):
        yield listing.end(), WORKS.search(listing[0]) is not None
    for first in document.finditer(NOTED, FACTS):
        begun = BEGUN.search(document.chars, max(0, first.start() - 16), first.start())
        if begun:
            yield begun.start("who"), False


def _paired(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield each honour of a list of them with who has it, before or behind: “设计之都”甲市、“美食之都”乙市; 甲市(设计之都)、乙市(美食之都)."""
    chars = document.chars
    if holds(document, "有“", "括“", "是“", "为“", "”是", "”为", "之都)", "之都）", "奖)", "奖）", "城市)", "城市）"):
        for at, works in _pairs(document):
            order = PAIR if chars.startswith("“", at) else PAIR_BEHIND
            while pair := order.match(chars, at):
                if order is PAIR:
                    who = several_of(document, facts, *pair.span("who"))[:1]
                else:
                    who = [party_of(n) for n in within(facts.places, *pair.span("who"))][-1:]
                    if works:  # 甲院设计的乙廊桥(…奖)
                        start = chars.rfind("的", *pair.span("who")) + 1 or pair.start("who")
                        who = [Party(start, pair.end("who"), chars[start : pair.end("who")])]
                if who and (order is PAIR or honours.ENDS_IN_HONOUR.search(pair["award"])):
                    yield Told(*pair.span(), _items(chars, pair), who, dated=order is PAIR_BEHIND)
                at = pair.end()
    for match in matches_near(document, ALSO, "是“", "为“"):
        before = honours.items(chars, chars.rfind("“", 0, match.start()), match.start(), "")
        yield Told(*match.span(), _items(chars, match) if before else [], several_of(document, facts, *match.span("who")))
