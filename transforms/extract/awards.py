"""Awards: honours received, as in 先后荣获国家园林城市、国家卫生城市等称号 and 李庄镇入选中国历史文化名镇.

An award is a prize, a title, a designation or a place on a list (honours.py); each item of a list is a row, and each of several
recipients. 获得好评, 获得许可 and 成为亮点 are no honours; being a case in a book is not one either, and 25个村获评… names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec.structs import replace

from transforms.extract import honours, rosters
from transforms.extract.facts import Facts
from transforms.extract.honours import Item
from transforms.extract.lines import holds, matches_near
from transforms.extract.numerals import value_of
from transforms.extract.parties import Party, actor, parties
from transforms.extract.quotes import alike
from transforms.extract.recipients import SPOKEN, clause_of, recipients, several_of, things_of, unnamed
from transforms.extract.sites import REACH, around, short, within
from transforms.model.citation import Citation
from transforms.model.document import FACTS, Document


class Award(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An honour received."""

    source: Citation
    recipient: Annotated[str, "Who received it, by the fullest form on the page."]
    award: Annotated[str, "Prize, title, designation or list, as written, without quotes around the whole."]
    year: Annotated[int | None, "The year it was received, where the clause states it."]


RECEIVED = re.compile(
    r"""(?P<verb>获评|获选为?|荣获|喜获|荣膺|摘得|摘取|斩获|捧得|捧回|夺得|勇夺|蝉联|当选为?|入选为?|入围|入榜|荣登|跻身|评选为|获颁|获授|再添|又添|新添|喜添|喜提
      |囊获|囊括|揽[获得]|收获|拿下|问鼎|创成为?|建(?<=相继建|先后建|成功建|率先建|正式建)成|成功(?:创建|建设)成?为?
      |被(?:[^,，。;；“”\n被]{2,20}?)?(?:评选为|评定?为|授予|(?:正式|成功)?(?:确定为|认定为?|命名为?|表彰为?|纳入|列为|列入))
      |是[^,，。;；“”\n是]{0,16}?(?:首[个座批家]|第一[个座]|唯一(?:一[个座])?)的?(?=“)
      |获得|获批为?|成为|获(?<![捕俘抓查荣喜缴收抽斩囊揽]获)(?![得评悉批利取益奖胜救刑准知赠]))""",
    re.VERBOSE,
)
# An honour that nobody can take for a part of the words before it: “…”, or 国家…称号.
HONOUR_AHEAD = r"“[^”\n]{3,30}”|(?:国家|全国|中国|世界|国际|联合国|省级)[^,，。;；、“”\n]{2,16}?称号"
# 授予甲市“…”称号, and 命名甲县为“…”.
GIVEN = re.compile(
    rf"(?P<verb>授予|颁发|颁授|命名|认定|评定|确定|表彰)(?P<who>[^“”《》。;；\n]{{0,160}}?)(?P<named>为)?(?={HONOUR_AHEAD})"
)
GIVES = frozenset(("授予", "颁发", "颁授"))  # the others name somebody 为 what he is
GIVEN_TO = re.compile(r"[向为给](?P<who>[^,，“”《》。;；\n]{2,60})$")
# 将甲市、乙市列入某某名录.
MADE_ONE = re.compile(
    r"(?:将|把)(?P<who>[^,，。;；:：“”《》\n]{2,160}?)(?P<verb>(?:正式)?(?:列入|纳入|列为|评选?为|评定为|认定为|确定为|命名为))"
    rf"(?=[^,，。;；\n]{{0,40}}?(?:{honours.SUFFIX}))"
)
# 命名甲市等30个城市为国家园林城市、乙县等31个县城为国家园林县城.
NAMED_AS = re.compile(
    r"(?:命名|认定|评定|确定|授予)?(?P<who>[^,，。;；为拟“”\n]{2,60}?)为(?P<award>[^,，。;；、为“”\n]{4,24}?)(?=[、,，。;；\n]|$)"
)
NAMING = re.compile(r"(?:命名|认定|评定|确定|授予)(?<!拟..)(?=[^,，。;；为“”\n]{2,60}为[^“”])")
# 2010年最具幸福感城市为甲市、乙市: behind the news that it was awarded.
THEY_ARE = re.compile(r"(?:为|是)[:：]?(?P<who>[^,，。;；:：、“”\n]{2,14}(?:、[^,，。;；:：、“”\n]{2,14})+)")
TITLE_BEFORE = re.compile(r"(?P<award>[^,，。;；:：、“”\n]{4,30}?)(?:[(（][^()（）\n]{1,10}[)）])?(?:分别)?$")
AWARDED = re.compile(r"评选|推选|评审|揭晓|获奖|入选|当选|名单|榜单|命名|获评|公布|第[一二三四五六七八九十]+批|首批")
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
# 这是某市继甲、乙之后获得的又一项荣誉.
ONE_MORE = re.compile(
    r"(?:^|(?<=[\n,，。;；:：是]))(?P<who>[^,，。;；:：“”\n是]{2,16}?)继(?![续承任])(?:(?:先后|成功)?(?:获得|取得|荣获|获评|摘得|捧得|斩获|创成|创建))?(?:了)?"
    r"(?P<list>[^,，。;；\n]{4,160}?)(?:之后|后)[,，]?(?:在[^,，。;；\n]{2,10}?)?(?:又|再次|再度)?(?:获得|取得|荣获|获评|摘得|捧得|斩获|捧回|收获|拿下|拥有)的?(?:又|另)一"
)
# 继甲市、乙市荣获“…”称号之后: they have it, not who comes after them.
OTHERS_BEFORE = re.compile(r"[^“”]{2,}?(?:荣获|获得|获评|入选|摘得|捧得|获批|创成|被(?:评为|授予|命名为))")
# “…奖”花落某市.
FALLEN = re.compile(
    r"(?P<award>“[^”\n]{3,30}”|[^,，。;；、“”\n]{3,24}?)(?:称号|殊荣|荣誉)?(?:正式|最终)?(?:花落|颁给|(?<=[”终])授予)了?(?P<who>[^,，。;；“”\n]{2,30})"
)
ON_LIST = re.compile(
    r"""(?P<award>(?:“[^”\n]{3,30}”|[^,，。;；:：、“”\n]{4,40}?))(?:称号)?(?:(?:(?:入选|获奖|获评|批准|公布|入围)(?:机构|城市|单位|企业|项目)?)?名单|(?:调查)?(?:评选|推选|评审|获奖)结果)
        (?:[:：](?P<below>[^。;；\n]{2,200})
          |[^,，。;；:：\n]{0,8}[,，](?P<who>[^。;；:：\n]{2,80}?)(?:被|成功|均|都|双双|光荣|正式)*(?:名列其中|位列其中|榜上有名|在列|上榜
            |(?:入选|当选|获奖|获此殊荣)(?=\s?[,，。;；\n]|$)))""",
    re.VERBOSE,
)
# 一、国家生态园林城市(4个), and below it who they are.
HEADING = re.compile(
    r"(?<![^\n])[ \u3000]*(?:[(（]?[一二三四五六七八九十0-9]{1,3}(?:[)）]|[、.．] ?))?(?P<award>[^ \u3000,，。;；:：、()（）\n]{4,30})"
    r"[(（]共?(?P<count>[0-9一二三四五六七八九十]+)个[)）][:：]?(?=\s|$)"
)
# 2023年园林城市名单:, 入选名单如下:, and below it who they are.
ROSTER = re.compile(
    r"(?P<award>“[^”\n]{3,30}”|[^,，。;；:：、“”\n]{0,40}?)(?:称号)?"
    r"(?:(?:入选|获奖|获评|命名)(?:城市|单位|企业|项目|案例)?)?名单(?:如下[:：]?|[:：])[ \u3000]*(?=\n|$)"
)
# “2018中国最美县域榜单”揭晓: who is on it comes behind.
LIST = re.compile(
    r"(?P<award>“[^”\n]{3,30}(?:榜单?”|”(?=(?:系列)?榜单))|[^,，。;；:：、“”\n]{4,24}?榜单?)(?:系列榜单|榜单)?(?:正式|对外)*+(?:在[^,，。;；\n]{2,8}?(?:正式|对外)*+){0,2}(?:发布|揭晓|公布|出炉)"
    r"|(?:公布|发布|揭晓|公示)了?(?P<listed>[^,，。;；:：\n]{4,40}?)(?:(?:(?:入选|获奖|获评|最终)(?:机构|城市|单位|企业|项目)?)?名单|(?:评价|评选|评审|认定)结果)"
    r"|对(?P<shown>[^,，。;；:：\n]{4,40}?)名单(?:进行|予以)了?公示"
)
# 这次的名单中,甲市、乙市入选: the honour was named before.
STOP = r"(?= ?[,，。;；\n]|$)"
THEY = r"的?(?:城市|单位|企业|项目|乡村|县市|名单)(?:分别)?(?:为|是|有|包括)(?=[:：]?[^,，。;；\n]{2,14}、)"
THESE = r"(?:城市|县市|县区|市县|单位|企业|项目|乡镇|村镇)(?:名单)?(?:分别)?(?:是|为|包括)(?=[:：])"
IT = r"(?:此|得?该|得?这一)(?:殊荣|荣誉|称号|奖项)"
# Each branch begins with a character of its own: such a pattern is looked for fastest.
AGAIN = re.compile(
    rf"入选(?:(?:公示)?{STOP}|{THEY})|入围(?:(?:公示)?{STOP}|{THEY})|上榜(?:{STOP}|{THEY})|榜上有名|名列其中|获(?:{IT}|奖(?:{STOP}|{THEY}))|膺{IT}"
    rf"|得此(?:殊荣|荣誉|称号|奖项)|亦获殊荣{STOP}|也获殊荣{STOP}|当选{THEY}|提名{THEY}|个(?<=[0-9].){THESE}|座(?<=[0-9].){THESE}"
    rf"|的(?<=入选的|获选的|获评的|上榜的|获奖的)(?P<who>[^,，。;；“”\n]{{2,60}}?)(?=[和与](?:{honours.YEAR})年|在内|{STOP})"
)
# 2021年入选的甲村, 此前获奖的乙市.
FORMERLY = re.compile(rf"(?:(?P<year>{honours.YEAR})年|此前|先前|早前)(?:已经?)?$")
# 全球48个城市曾获此殊荣,其中包括甲市、乙市; 这27个城市是:甲市,乙市.
AMONG = re.compile(r"[^,，。;；\n]{0,4}(?:[,，]其中(?:包括|有)|[:：]|(?<=单位[为是有])|(?<=城市[为是有])|(?<=包括))(?P<who>[^。\n]{2,400})")
ANYBODY = re.compile(
    r"的(?:城市|地区|企业|单位|项目|县市?)$|^(?:城市|企业|单位|项目|双方|两市)$"
    r"|^(?:国内|国外|全球)?[0-9一二两三四五六七八九十百]{1,4}余?[个家项]?(?:城市|企业|单位|项目|县市?|村镇?)"
    r"|^(?:[我全][国省市县区])?[两三四五六七八九十]+(?:村庄?|[市县城地校])$"
)
TOPIC = re.compile(r"“[^“”\n]{3,30}”|(?:联合国|中国|国家|全国|世界|国际|全球|省级)[^,，。;；、“”的\n]{1,16}?奖")
HOW = re.compile(r"凭借?|以(?!及)|从|脱颖|成功|荣登")
IN_YEAR = re.compile(r"“?(?P<year>(?:19|20)[0-9]{2})(?:年度?)?(?=[\u4e00-\u9fff])")  # 2015中国小康社会建设示范奖
COMMITTEE = re.compile(r"(?<=[市县区州])委$")  # 马鞍山市委、市政府…获全国双拥模范城称号: the city
IS_ONE = re.compile("是|成为")
SAME_LIST = re.compile(r"名单|榜|其中|[此本这]次")  # 此前,丙市早已入围: another honour
EARLIER = re.compile(r"此前|曾|早[就已]")  # in another year than the one just told
OF_LIST = re.compile(r"(?:公布|发布|公示|揭晓|下发|印发|确定|命名)了?的?")
# 此前入选的城市有“设计之都”甲市、“美食之都”乙市: each honour stands before the one who has it.
LISTING = re.compile(r"(?:入选|获评|获选|获此|加入|获得|当选)[^。;；“”\n]{0,16}?(?:有|包括|分别是|分别为|为|是)(?=“)")
PAIR = re.compile(r"(?P<award>“[^”\n]{3,30}”)(?P<who>[^“”,，。;；、和\n]{2,12}?)(?:[、和及]|(?=[等,，。;；\n]|$))")
# 甲市获选“…”,乙市是“…”: the other one of a pair.
ALSO = re.compile(r"(?<=”)(?:称号)?[,，](?P<who>[^,，。;；“”被评命\n]{2,12}?)则?[是为](?P<award>“[^”\n]{3,20}”)(?=[,，。;；\n]|$)")
AT_EVENT = re.compile(r"\s*在(?=[0-9])")
DATE = re.compile(rf"(?<![0-9—-])(?P<year>{honours.YEAR})年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?(?!以来|起|至|[—-])")


def find(document: Document, facts: Facts) -> Iterator[Award]:
    """Yield every honour of the page, in reading order; each once for each recipient."""
    document = alike(document)
    told: dict[tuple[str, str], Award] = {}
    names: dict[str, list[str]] = {}
    done = 0
    before: list[Party] = []
    before_named = False  # whether the last honour has who received it
    listed: list[Item] = []
    for match, receivers in _given(document, facts):
        if match.start() < done or (match.re is ALSO and match.start() > done + 1):  # 获得甲称号、获得乙称号: the list of the first verb has it
            continue
        low, high = around(document, match.start())
        if match.re is AGAIN:
            spoken = _spoken_of(document, match.start(), done)
            listed = [spoken] if spoken else listed
            near = bool(listed) and match.start() - max(done, listed[-1].end) < REACH
            receivers = _again(document, facts, match, low, listed) if near else []
        else:
            new = _listed(document, match, high)
            if not new and match.re is ROSTER and not before_named and listed and match.start() - done < REACH:
                receivers, new = rosters.below(document, facts, match.end() - 1, None), listed
            if not new:
                continue
            listed, done = new, new[-1].end
        receivers = recipients(document, facts, low, match.start(), listed, before) if receivers is None else receivers
        if match.re is ONE_MORE and match["who"][0] in "该此本":  # 这是该市继…后获得的又一荣誉
            receivers = before
        if not receivers and match.re is RECEIVED and (among := AMONG.match(document.chars, done)):  # 34个项目获得“…”,其中包括甲项目
            receivers = several_of(document, facts, *among.span("who")) or things_of(among["who"], 0, len(among["who"]))
        if not receivers and match.re is not AGAIN:
            receivers = rosters.told(document, facts, low, match.start(), done)
        receivers = [replace(who, name=COMMITTEE.sub("", who.name)) for who in receivers]
        receivers = [who for who in receivers if not ANYBODY.search(who.name)]
        before, before_named = receivers or before, bool(receivers)
        named = [(item, honours.unquoted(document.chars[item.start : item.end])) for item in listed] if receivers else []
        dated = [(item, award, _year_of(document, low, match, item, award)) for item, award in named]
        for recipient in receivers:
            for item, award, year in dated:
                key = short(recipient.name), _name(names.setdefault(short(recipient.name), []), award)
                if key not in told:
                    source = document.cite(item.start, item.end, "awards", 0.85 if match.re is RECEIVED else 0.9)
                    told[key] = Award(source=source, recipient=recipient.name, award=award, year=year)
                elif told[key].year is None and year:  # the title leaves the year to the story
                    told[key] = replace(told[key], year=year)
    yield from told.values()


def _spoken_of(document: Document, at: int, done: int) -> Item | None:
    """Return the honour that the words before speak of, if nobody has received another since: 自参与“联合国人居奖”评选以来."""
    low = max(done, document.segments[document.segment_at(at)].text_start - REACH, at - REACH, 0)
    found = [m for m in TOPIC.finditer(document.chars, low, at) if honours.ENDS_IN_HONOUR.search(m[0])]
    return Item(*found[-1].span(), None) if found else None


def _again(document: Document, facts: Facts, match: re.Match[str], low: int, listed: list[Item]) -> list[Party]:
    """Return who has the honour named before: 此前入选的甲市, 48个城市曾获此殊荣,其中包括乙市, 丙市榜上有名."""
    chars = document.chars
    if match["who"] and not FORMERLY.search(chars, max(low, match.start() - 10), match.start() - 2):
        return []
    among = AMONG.match(chars, match.end()) or (match if match["who"] else None)
    clause = clause_of(document, low, match.start())
    if among:
        found = several_of(document, facts, *among.span("who"))
    elif unnamed(chars, clause, match.start()) or (match[0] in ("入选", "入围") and not SAME_LIST.search(chars, listed[0].start, match.start())):
        return []
    elif began := _beginning_here(facts, chars, clause):  # 咸阳市凭借…成功上榜
        found = began
    elif len(things := things_of(chars, clause, match.start())) == chars.count("、", clause, match.start()) + 1 > 1:
        found = things
    else:
        has = match[0][0] in "获膺得"
        copula = IS_ONE.search(chars, clause, match.start()) if has else None  # 长治市成为我省第五个获此殊荣的城市
        if has and not copula and chars[match.end() : match.end() + 1] == "的":  # 荣膺这一殊荣的城市已有五个
            return []
        found = parties(document, facts, clause, copula.start()) if copula else several_of(document, facts, clause, match.start())
        who = actor(document, facts, low, match.start()) if has and not found and not copula else None
        if who and not SPOKEN.search(chars, who.end, match.start()):  # 沈阳市紧随其后,在1998年荣获该奖项
            found = [who]
    return found if len(found) > 1 or (found and found[0].key) else []


def _beginning_here(facts: Facts, chars: str, clause: int) -> list[Party]:
    """Return the place that begins a clause that tells how it came to it: 咸阳市凭借五项指标…上榜."""
    place = [n for n in within(facts.places, clause, clause + 12) if n.start == clause and HOW.match(chars, n.end)]
    return [Party(n.start, n.end, n.text, n.key) for n in place]


def _name(names: list[str], award: str) -> str:
    """Return the fuller name of an honour that a recipient has: “最佳旅游乡村” is the 联合国旅游组织“最佳旅游乡村” told before."""
    bare = award.strip("“”")
    for name in names:
        few, many = sorted((name.strip("“”"), bare), key=len)
        if many.endswith(few) and (few == many or len(few) > 4):
            return name
    names.append(award)
    return award


Told = tuple[re.Match[str], list[Party] | None]


def _given(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the verbs of receiving, and those of giving with who is given to: 授予甲市、乙市“…”称号, 甲市被某部授予“…”称号."""
    chars = document.chars
    found: list[Told] = [(match, None) for match in document.finditer(RECEIVED, FACTS)]
    for match in document.finditer(GIVEN, FACTS):
        low = clause_of(document, around(document, match.start())[0], match.start())
        passive = chars.rfind("被", low, match.start())
        if passive >= 0 or (match["verb"] not in GIVES and not match["named"]):
            continue  # 被某部授予 is a verb of receiving
        to = GIVEN_TO.search(chars, low, match.start())
        who = to.span("who") if to else match.span("who")
        below = LISTED_BELOW.match(chars, match.end()) if BELOW.match(chars, *who) else None
        if below:
            who = (below.end(), min(around(document, below.end() - 1)[1], below.end() + 2 * REACH))
        found.append((match, parties(document, facts, *who)))
    found += [(match, several_of(document, facts, *match.span("who"))) for match in document.finditer(MADE_ONE, FACTS)]
    found += [(match, None) for match in document.finditer(AGAIN, FACTS)]
    found += [(match, []) for match in matches_near(document, LIST, "榜", "名单", "结果")]
    found += [(match, []) for match in matches_near(document, ROSTER, "名单")]
    fallen = matches_near(document, FALLEN, "花落", "颁给", "”授予", "终授予") if holds(document, "花落", "颁给", "”授予", "终授予") else ()
    continued = [m for m in document.finditer(CONTINUED, FACTS) if not OTHERS_BEFORE.match(chars, *m.span("list"))] if holds(document, "继") else ()
    further = [*continued, *fallen, *matches_near(document, ONE_MORE, "继"), *matches_near(document, ALSO, "是“", "为“")]
    found += [(match, parties(document, facts, *match.span("who"))) for match in further]
    on_list = matches_near(document, ON_LIST, "名单", "结果")
    found += [(match, several_of(document, facts, *match.span("below" if match["below"] else "who"))) for match in on_list]
    named = [*_named_as(document, facts), *_they_are(document, facts)]
    yield from sorted([*found, *named, *_paired(document, facts), *_headed(document, facts)], key=lambda told: told[0].start())


def _named_as(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield who is named what, one after the other: 命名甲市等30个城市为国家园林城市、乙县等31个县城为国家园林县城."""
    chars = document.chars
    for naming in document.finditer(NAMING, FACTS) if holds(document, "命名", "认定", "评定", "确定", "授予") else ():
        at = naming.start()
        while (match := NAMED_AS.match(chars, at)) and honours.items(chars, *match.span("award"), "被命名为"):
            yield match, several_of(document, facts, *match.span("who"))
            at = match.end() + 1 if chars[match.end() : match.end() + 1] in ("、", ",", "，") else len(chars)


def _they_are(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the honours that say who they are: 2010年最具幸福感城市为甲市、乙市、丙市."""
    chars = document.chars
    for match in document.finditer(THEY_ARE, FACTS):
        low, _ = around(document, match.start())
        line = document.segments[document.segment_at(match.start())].text_start
        title = TITLE_BEFORE.search(chars, max(low, match.start() - 44), match.start())
        if title and honours.ENDS_IN_HONOUR.search(title["award"]) and AWARDED.search(chars, max(line, low - REACH), match.start()):
            who = several_of(document, facts, *match.span("who"))
            pieces = list(re.finditer("[^、]+", match["who"]))
            if 2 * len(who) > len(pieces):  # most are known: the others are of their kind
                known = {p.start: p for p in who}
                at = match.start("who")
                yield title, [known.get(at + p.start(), Party(at + p.start(), at + p.end(), p[0])) for p in pieces]


def _headed(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the headings that name an honour, with the list in the lines below of who has it."""
    for heading in document.finditer(HEADING, FACTS) if holds(document, "个)", "个）") else ():
        if len(honours.items(document.chars, *heading.span("award"), "名单")) == 1:
            who = rosters.below(document, facts, heading.start("award"), int(value_of(heading["count"])[0]))
            if who:
                yield heading, who


def _paired(document: Document, facts: Facts) -> Iterator[Told]:
    """Yield the honours that stand right before who has them, where a list says that they were received: 入选的有“设计之都”甲市、“美食之都”乙市."""
    chars = document.chars
    for listing in document.finditer(LISTING, FACTS) if holds(document, "有“", "括“", "是“", "为“") else ():
        at = listing.end()
        while pair := PAIR.match(chars, at):
            who = [n for n in within(facts.places, *pair.span("who")) if n.start == pair.start("who")]
            if who:
                yield pair, [Party(who[0].start, who[0].end, who[0].text, who[0].key)]
            at = pair.end()


def _listed(document: Document, match: re.Match[str], high: int) -> list[Item]:
    """Return the honours that a match speaks of: behind a verb, or its group of them."""
    if match.re is RECEIVED:
        return honours.items(document.chars, match.end(), high, match["verb"])
    if match.re is TITLE_BEFORE:
        return honours.items(document.chars, *match.span("award"), "名单")
    if match.re is NAMED_AS:
        return honours.items(document.chars, *match.span("award"), "被命名为")
    if match.re in (GIVEN, MADE_ONE):
        return honours.items(document.chars, match.end(), high, "被列入" if match.re is MADE_ONE else "")
    listed = next((group for group in ("listed", "shown") if match[group]), None) if match.re is LIST else None
    on_list = match.re is ON_LIST or listed is not None
    start, end = match.span("list" if match.re in (CONTINUED, ONE_MORE) else listed or "award")
    made = OF_LIST.search(document.chars, start, end) if match.re is ON_LIST else None
    if match.re is FALLEN:  # 人居署把某某奖颁给了南京市
        start = max(document.chars.rfind("把", start, end), document.chars.rfind("将", start, end)) + 1 or start
    if match.re is LIST and document.chars.find("“", start, end) < 0:  # 从35个城市中推选出的中国十大…城市名单
        start = document.chars.rfind("的", start, end) + 1 or start
    return honours.items(document.chars, made.end() if made else start, end, "名单" if on_list else "")


def _year_of(document: Document, low: int, match: re.Match[str], item: Item, award: str) -> int | None:
    """Return the year of an honour: its own, its clause's or that of the list announced; of 此前入选的 only its own."""
    if match.re is AGAIN and match["who"]:
        formerly = FORMERLY.search(document.chars, max(low, match.start() - 10), match.start() - 2)
        return honours.year_of(formerly["year"]) if formerly and formerly["year"] else None
    year = _year(document, low, match)
    if match.re is AGAIN and EARLIER.search(document.chars, low, match.start()):
        return year
    year = item.year or year
    named = IN_YEAR.match(award)
    return year or (int(named["year"]) if named else None) or _edition(document, award, item.start)


def _year(document: Document, low: int, match: re.Match[str]) -> int | None:
    """Return the year that the clause states, or a date that is a clause of its own before it: 2010年5月,某部授予…."""
    if match.re in (CONTINUED, ONE_MORE, PAIR):
        return int(match["year"]) if match.re is CONTINUED and match["year"] else None
    chars = document.chars
    clause = clause_of(document, low, match.start())
    above = clause_of(document, low, clause - 1) if clause - 1 > low else low
    dates = list(DATE.finditer(chars, above, match.start()))
    if not dates:
        return None
    start, end = dates[-1].span()
    at_it = AT_EVENT.match(chars, above, start + 1) and chars[clause - 2] in "上中时"  # 在2011年12月召开的大会上,某县荣获…
    alone = not chars[end : clause - 1].strip() and (start - above <= 2 or chars[start - 1] in " \u3000")
    of_subject = start > above and chars[start - 1] in "在于" and not RECEIVED.search(chars, end, clause)  # 大连市于1999年凭借…,摘得
    return honours.year_of(dates[-1]["year"]) if start >= clause or at_it or alone or of_subject else None


def _edition(document: Document, award: str, at: int) -> int | None:
    """Return the year of the edition or the list that was announced above: 2018年度某某领域蓝天奖揭晓, 2021年某省园林城市名单."""
    if not holds(document, "揭晓", "公布", "名单"):
        return None
    kind = award[-3:] if award.endswith("奖") else award[:-1]
    named = rf"年(?:度[^,，。;；\n]{{0,20}}?)?{re.escape(kind)}[^,，。;；\n]{{0,16}}?(?:揭晓|公布|名单)"
    found = re.compile(rf"(?<![0-9])(?P<year>{honours.YEAR}){named}").search(document.chars, max(0, at - 2 * REACH), at)
    return honours.year_of(found["year"]) if found else None
