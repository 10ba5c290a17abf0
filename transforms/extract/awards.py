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

from transforms.extract import honours, pairings, rosters
from transforms.extract.facts import Facts
from transforms.extract.honours import Item
from transforms.extract.lines import holds, matches_near
from transforms.extract.nominees import OF_IT, WORK, named_in, quoted, several_of, things_of, unknown
from transforms.extract.pairings import Told
from transforms.extract.parties import Party, actor, parties
from transforms.extract.quotes import alike
from transforms.extract.recipients import ADVERBS, SPOKEN, clause_of, recipients, unnamed
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
    r"""(?P<verb>获评|获选为?|荣获|喜获|荣膺|摘得|摘取|斩获|捧得|捧回|夺得|勇夺|摘下|夺下|赢得|保留(?=“)|继续保留(?=“)|成功列入|正式列入|获准列入|蝉联|当选为?|入选为?|入围|入榜|荣登|荣列|跻身|晋级|位列|名列|位居|摘获|分获|获封|评选为|获颁|获授|再添|又添|新添|喜添|喜提
      |囊获|囊括|揽[获得]|收获|拿下|问鼎|创成为?|建(?<=相继建|先后建|成功建|率先建|正式建)成|成功(?:创建|建设)成?为?
      |被(?:[^,，。;；“”\n被]{2,20}?)?(?:[评推][选定]?为|选为|授予|(?:正式|成功)?(?:确定为|认定为?|命名为?|表彰为?|批准为|核定为|纳入|列为|列入|列进))
      |是[^,，。;；“”\n是]{2,24}?(?:公布|命名|认定|评定|授予|批准|确定)的(?=首批|第|国家|省级|全国|“)
      |是(?<=[一-龥]是)(?=国家(?!的)|全国(?!各|最|重)|中国优秀)
      |是[^,，。;；“”\n是]{0,16}?(?:首[个座批家]|第一[个座]|唯一(?:一[个座])?)的?(?=“|全国|国家|中国|世界|联合国|省级)
      |获得|获批为?|成为|获(?<![捕俘抓查荣喜缴收抽斩囊揽]获)(?![得评悉批利取益奖胜救刑准知赠]))""",
    re.VERBOSE,
)
# An honour that nobody can take for a part of the words before it: “…”, or 国家…称号.
HONOUR_AHEAD = r"“[^”\n]{3,30}”|(?:国家|全国|中国|世界|国际|联合国|省级)[^,，。;；、“”\n]{2,16}?称号"
# 授予甲市“…”称号, and 命名甲县为“…”.
GIVEN = re.compile(
    rf"(?P<verb>授[予于]|颁发|颁授|命名|认定|评定|确定|表彰)"
    rf"(?P<who>(?:“[^“”\n]{{3,40}}”(?=[、和]|等[0-9]+[个项])|[^“”《》。;；\n]){{0,300}}?)(?P<year>{honours.YEAR}年度?)?(?P<named>为)?(?={HONOUR_AHEAD})"
)
GIVES = frozenset(("授予", "授于", "颁发", "颁授"))  # the others name somebody 为 what he is
GIVEN_TO = re.compile(r"[向为给](?P<who>[^向为给,，“”《》。;；\n]{2,60})$")
# 将甲市、乙市列入某某名录.
MADE_ONE = re.compile(
    r"(?:将|把)(?P<who>(?:[^,，。;；:：“”《》\n]|“[^“”\n]{3,60}”){2,160}?)(?P<verb>(?:正式)?(?:列入|纳入|列为|评选?为|评定为|认定为|确定为|命名为))"
    rf"(?=[^,，。;；\n]{{0,40}}?(?:{honours.SUFFIX}))"
)
# 授予以下三个城市“…”称号:甲市、乙市.
BELOW = re.compile(r"(?:以下|下列)")
LISTED_BELOW = re.compile(r"[^。;；:：\n]{0,60}[:：]")
# 继“甲”“乙”称号之后,某市又添一项荣誉: what came before is named, the new honour often is not.
CONTINUED = re.compile(
    r"""继(?<![相承]继)(?:(?P<year>(?:19|20)[0-9]{2})年)?(?:此前|先后|成功|曾)?(?:获得|荣获|获评|摘得|摘取|获|捧得|斩获|创成|创建)?(?:了)?
        (?P<list>[^,，。;；\n]{4,160}?)(?:之后|后)[,，](?P<who>[^,，。;；“”\n]{2,24}?)
        于?(?:(?:19|20)[0-9]{2}年)?(?:又一?次?|再一?次?|再度|再次|喜|今日|近日|日前)?(?:添|获|摘|捧|迎来|荣|收获|夺|斩|拿|得)""",
    re.VERBOSE,
)
# 这是某市继甲、乙之后获得的又一项荣誉.
ONE_MORE = re.compile(
    r"(?:^|(?<=[\n,，。;；:：是]))(?P<who>[^,，。;；:：“”\n是]{2,16}?)继(?![续承任])(?:(?:先后|成功)?(?:获得|取得|荣获|获评|摘得|摘取|捧得|斩获|创成|创建))?(?:了)?"
    r"(?P<list>[^,，。;；\n]{4,160}?)(?:之后|后)(?!我[省市国])"
)
# 继甲市、乙市荣获“…”称号之后: they have it, not who comes after them.
OTHERS_BEFORE = re.compile(r"(?![0-9])[^“”]{2,}?(?:荣获|获得|获评|入选|摘得|捧得|获批|创成|被(?:评为|授予|命名为))")
# “…奖”花落某市.
FALLEN = re.compile(
    r"(?P<award>“[^”\n]{3,30}”|[^,，。;；、“”\n]{3,24}?)(?:称号|殊荣|荣誉)?(?:正式|最终)?(?:花落|颁给|(?<=[”终])授予)了?(?P<who>[^,，。;；“”\n]{2,30})"
)
ON_LIST = re.compile(
    r"""(?P<award>(?:“[^”\n]{3,30}”|[^,，。;；:：、“”\n]{4,40}?))(?:称号)?(?:(?:(?:入选|获奖|获评|批准|公布|入围)(?:机构|城市|单位|企业|项目)?)?名单|(?:调查)?(?:评选|推选|评审|获奖)结果)
        (?:[^,，。;；:：\n]{0,30}[:：](?P<below>[^。;；\n]{2,400})
          |[^,，。;；:：\n]{0,8}[,，](?P<who>[^。;；:：\n]{2,80}?)(?:被|成功|均|都|双双|光荣|正式)*(?:名列其中|位列其中|榜上有名|在列|上榜
            |(?:入选|当选|获奖|获此殊荣)(?=\s?[,，。;；\n]|$)))""",
    re.VERBOSE,
)
# 2023年园林城市名单:, 入选名单如下:, and below it who they are.
ROSTER = re.compile(
    r"(?P<award>“[^”\n]{3,30}”|[^,，。;；:：、“”\n]{0,40}?)(?:称号)?"
    r"(?:(?:(?:入选|获奖|获评|命名)(?:城市|单位|企业|项目|案例)?)?名单(?:如下[:：]?|[:：])|(?:入选|获奖|获评)(?:城市|单位|企业|项目|个人)[:：]?)"
    r"[ \u3000]*(?=\n|$)"
)
# “2018中国最美县域榜单”揭晓: who is on it comes behind.
LIST = re.compile(
    r"(?P<award>“[^”\n]{3,30}(?:榜单?”|”(?=(?:系列)?榜单))|[^,，。;；:：、“”\n]{4,24}?榜单?)(?:系列榜单|榜单)?(?:正式|对外)*+(?:在[^,，。;；\n]{2,8}?(?:正式|对外)*+){0,2}(?:发布|揭晓|公布|出炉)"
    r"|(?:公布|发布|揭晓|公示)了?(?P<listed>[^,，。;；:：\n]{4,40}?)(?:(?:(?:入选|获奖|获评|最终|公示|拟入选)(?:机构|城市|单位|企业|项目)?)?名单|(?:评价|评选|评审|认定)结果)"
    r"|对(?P<shown>[^,，。;；:：\n]{4,40}?)名单(?:进行|予以)了?公示"
)
# 这次的名单中,甲市、乙市入选: the honour was named before.
STOP = r"(?= ?[,，。;；\n]|$)"
THEY = r"的?(?:城市|单位|企业|项目|乡村|县市|名单)(?:[,，]它们)?(?:分别)?(?:为|是|有|包括)(?=[:：]?[^,，。;；\n]{2,14}[、和])"
THESE = r"(?:入围|获奖|入选)?(?:城市|县市|县区|市县|单位|企业|项目|乡镇|村镇)(?:名单)?(?:分别)?(?:是|为|包括)?(?=[:：])"
IT = r"(?:此项?|得?该|得?这[一项])(?:殊荣|荣誉|称号|奖项)"
# Each branch begins with a character of its own: such a pattern is looked for fastest.
AGAIN = re.compile(
    rf"入选(?:(?:公示)?{STOP}|{THEY}|[,，]分别[为是](?=[^,，。;；\n]{{2,20}}、))|分别(?:是|为|如下)[:：](?=\s*\n)|入围(?:(?:公示)?{STOP}|{THEY})|上榜(?:{STOP}|{THEY})|榜上有名|名列其中|获(?:{IT}|奖(?:{STOP}|{THEY}))|膺{IT}"
    rf"|得此(?:殊荣|荣誉|称号|奖项)|亦获殊荣{STOP}|也获殊荣{STOP}|当选{THEY}|提名{THEY}|个(?<=[0-9].)(?:{THESE}|(?:——|[:：(（])(?=[^,，。;；、\n]{{2,12}}、))|唯(?=一(?:入选|上榜|获奖|当选)的?(?:城市|单位|企业|县|区|项目))|座(?<=[0-9].){THESE}|”(?:称号)?的?{THESE}"
    rf"|的(?<=入选的|获选的|获评的|上榜的|获奖的)(?P<who>[^,，。;；“”\n]{{2,60}}?)(?=[和与](?:{honours.YEAR})年|在内|{STOP})"
)
# 2021年入选的甲村, 此前获奖的乙市.
FORMERLY = re.compile(rf"(?:(?P<year>{honours.YEAR})年|此前|先前|早前)(?:已经?)?$")
# 全球48个城市曾获此殊荣,其中包括甲市、乙市; 这27个城市是:甲市,乙市.
AMONG = re.compile(
    r"[^,，。;；\n]{0,4}(?:[,，](?:其中(?:包括|有)|分别[为是])|[:：]|(?<=单位[为是有])|(?<=城市[为是有])|(?<=分别[为是])|(?<=包括))(?P<who>[^。\n]{2,400})"
)
ANYBODY = re.compile(
    r"^(?:乡镇|县市|街道|村镇|地区|市县)$|的(?:城市|地区|企业|单位|项目|县市?)$|^(?:城市|企业|单位|项目|双方|两市)$"
    r"|^(?:国内|国外|全球)?[0-9一二两三四五六七八九十百]{1,4}余?[个家项]?(?:城市|企业|单位|项目|县市?|村镇?)"
    r"|^(?:[我全][国省市县区])?[两三四五六七八九十]+(?:村庄?|[市县城地校])$"
)
TOPIC = re.compile(
    r"“[^“”\n]{3,30}”|(?:首届|第[一二三四五六七八九十]+届)?(?:联合国|中国|国家|全国|世界|国际|全球|省级)[^,，。;；、“”的\n]{1,16}?奖(?:[(（][^()（）\n]{2,8}奖[)）])?"
    r"|(?<=[本该]届)[一-龥]{2,12}?奖"
)
HOW = re.compile(r"凭借?|以(?!及)|从|脱颖|成功|荣登")
IN_YEAR = re.compile(r"“?(?P<year>(?:19|20)[0-9]{2})(?:年度?)?(?=[\u4e00-\u9fff])")  # 2015中国小康社会建设示范奖
COMMITTEE = re.compile(r"(?<=[市县区州])委$")  # 马鞍山市委、市政府…获全国双拥模范城称号: the city
LIST_END = re.compile("[。;；)）\n]|$")
FOLLOWS = re.compile(r"继(?P<who>[^,，。;；\n“”]{2,60}?)(?:之后|后)")
IS_ONE = re.compile("是|成?为")
SAME_LIST = re.compile(r"名单|榜|命名|其中|[此本这]次")  # 此前,丙市早已入围: another honour
EARLIER = re.compile(r"此前|曾|早[就已]")  # in another year than the one just told
OF_LIST = re.compile(r"(?:公布|发布|公示|揭晓|下发|印发|确定|命名|入选|入围|纳入|列入)了?的?")
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
        # 获得甲称号、获得乙称号: the list of the first verb has it
        if match.start() < done or (match.re is pairings.ALSO and match.start() > done + 1):
            continue
        low, high = around(document, match.start())
        if match.re is RECEIVED and document.chars[match.start() - 1 : match.start()] == "对":  # 对荣获…的单位通报表彰
            continue
        if match.re is AGAIN:
            spoken = _spoken_of(document, match.start(), done)
            told_before = spoken and listed and document.chars[slice(*_span(listed[-1]))].endswith(document.chars[slice(*_span(spoken))])
            listed = [spoken] if spoken and not told_before else listed
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
        receivers = [replace(who, name=OF_IT.sub("", COMMITTEE.sub("", who.name))) for who in receivers]
        receivers = [who for who in receivers if not ANYBODY.search(who.name)]
        before, before_named = receivers or before, bool(receivers)
        named = [(item, honours.unquoted(document.chars[item.start : item.end])) for item in listed] if receivers else []
        dated = [(item, award, _year_of(document, low, match, item, award)) for item, award in named]
        each = len(dated) == len(receivers) > 1 and document.chars.find("分别", low, dated[0][0].start) >= 0  # 甲市、乙市分别入选A和B
        for at, recipient in enumerate(receivers):
            for item, award, year in dated[at : at + 1] if each else dated:
                key = short(recipient.name), _name(names.setdefault(short(recipient.name), []), award)
                if key not in told:
                    source = document.cite(item.start, item.end, "awards", 0.85 if match.re is RECEIVED else 0.9)
                    told[key] = Award(source=source, recipient=recipient.name, award=award, year=year)
                elif told[key].year is None and year:  # the title leaves the year to the story
                    told[key] = replace(told[key], year=year)
    yield from told.values()


def _span(item: Item) -> tuple[int, int]:
    return item.start, item.end


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
    follows = FOLLOWS.search(chars, clause, match.start())
    if follows:  # 继甲镇、乙镇之后我省第3个获此殊荣
        return several_of(document, facts, *follows.span("who"))
    stop = adverbs.start() if (adverbs := ADVERBS.search(chars, clause, match.start())) else match.start()
    if work := WORK.search(chars, clause, stop):
        return [Party(*work.span("name"), work["name"])]
    if match[0][0] == "个" and not among:  # 东部地区10个——甲市、乙市
        end = LIST_END.search(chars, match.end())
        found = several_of(document, facts, match.end(), end.start() if end else match.end())
    elif among:
        found = max(several_of(document, facts, *among.span("who")), things_of(chars, *among.span("who")), key=len)
    elif match[0][0] == "分":  # 获命名的县分别是:, and below it their names
        found = rosters.below(document, facts, match.start(), None)
    elif unnamed(chars, clause, match.start()) or (
        match[0] in ("入选", "入围") and not SAME_LIST.search(chars, max(listed[0].start - 24, 0), match.start())
    ):
        return []
    elif began := _beginning_here(facts, chars, clause):  # 咸阳市凭借…成功上榜
        found = began
    elif len(things := things_of(chars, clause, match.start())) == chars.count("、", clause, match.start()) + 1 > 1:
        found = things
    else:
        has = match[0][0] in "获膺得唯"
        copula = IS_ONE.search(chars, clause, match.start()) if has else None  # 长治市成为我省第五个获此殊荣的城市
        if has and not copula and chars[match.end() : match.end() + 1] == "的":  # 荣膺这一殊荣的城市已有五个
            return []
        found = parties(document, facts, clause, copula.start()) if copula else several_of(document, facts, clause, stop)
        who = actor(document, facts, low, match.start()) if has and not found and not copula else None
        if who and not SPOKEN.search(chars, who.end, match.start()):  # 沈阳市紧随其后,在1998年荣获该奖项
            found = [who]
    found = found or (unknown(chars, clause, stop) if match[0] in ("入选", "入围", "上榜") else [])
    return found if len(found) > 1 or (found and (found[0].key or len(found[0].name) > 4)) else []


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
        found.append((match, named_in(document, facts, *who)))
    found += [(match, quoted(match, "who") or several_of(document, facts, *match.span("who"))) for match in document.finditer(MADE_ONE, FACTS)]
    found += [(match, None) for match in document.finditer(AGAIN, FACTS)]
    found += [(match, []) for match in matches_near(document, LIST, "榜", "名单", "结果")]
    found += [(match, []) for match in matches_near(document, ROSTER, "名单", "获奖", "”获评", "”入选")]
    fallen = matches_near(document, FALLEN, "花落", "颁给", "”授予", "终授予") if holds(document, "花落", "颁给", "”授予", "终授予") else ()
    continued = [m for m in document.finditer(CONTINUED, FACTS) if not OTHERS_BEFORE.match(chars, *m.span("list"))] if holds(document, "继") else ()
    further = [*continued, *fallen, *(m for m in matches_near(document, ONE_MORE, "继") if not OTHERS_BEFORE.match(chars, *m.span("list")))]
    found += [(match, named_in(document, facts, *match.span("who"))) for match in further]
    on_list = matches_near(document, ON_LIST, "名单", "结果")
    found += [(match, several_of(document, facts, *match.span("below" if match["below"] else "who"))) for match in on_list]
    yield from sorted([*found, *pairings.find(document, facts)], key=lambda told: told[0].start())


def _listed(document: Document, match: re.Match[str], high: int) -> list[Item]:
    """Return the honours that a match speaks of: behind a verb, or its group of them."""
    if match.re is RECEIVED:
        return honours.items(document.chars, match.end(), high, match["verb"])
    if match.re in pairings.ALL:
        return pairings.listed(document, match)
    if match.re in (GIVEN, MADE_ONE):
        return honours.items(document.chars, match.end(), high, "被列入" if match.re is MADE_ONE else "")
    listed = next((group for group in ("listed", "shown") if match[group]), None) if match.re is LIST else None
    on_list = match.re is ON_LIST or listed is not None
    start, end = match.span("list" if match.re in (CONTINUED, ONE_MORE) else listed or "award")
    made = OF_LIST.search(document.chars, start, end) if match.re is ON_LIST else None
    if match.re is FALLEN:  # 人居署把某某奖颁给了南京市
        start = max(document.chars.rfind("把", start, end), document.chars.rfind("将", start, end)) + 1 or start
    if match.re in (LIST, ON_LIST) and document.chars.find("“", start, end) < 0:  # 从35个城市中推选出的中国十大…城市名单
        start = document.chars.rfind("的", start, end) + 1 or start
    return honours.items(document.chars, made.end() if made else start, end, "名单" if on_list else "")


def _year_of(document: Document, low: int, match: re.Match[str], item: Item, award: str) -> int | None:
    """Return the year of an honour: its own, its clause's or that of the list announced; of 此前入选的 only its own."""
    if match.re is AGAIN and match["who"]:
        formerly = FORMERLY.search(document.chars, max(low, match.start() - 10), match.start() - 2)
        return honours.year_of(formerly["year"]) if formerly and formerly["year"] else None
    year = honours.year_of(match["year"][:4]) if match.re is GIVEN and match["year"] else _year(document, low, match)
    if match.re is AGAIN and EARLIER.search(document.chars, low, match.start()):
        return year
    year = item.year or year
    named = IN_YEAR.match(award)
    return year or (int(named["year"]) if named else None) or _edition(document, award, item.start)


def _year(document: Document, low: int, match: re.Match[str]) -> int | None:
    """Return the year that the clause states, or a date that is a clause of its own before it: 2010年5月,某部授予…."""
    if match.re in (CONTINUED, ONE_MORE, pairings.PAIR):
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
    if document.chars.find(kind, max(0, at - 2 * REACH), at) < 0:
        return None
    named = rf"年(?:度[^,，。;；\n]{{0,20}}?)?{re.escape(kind)}[^,，。;；\n]{{0,16}}?(?:揭晓|公布|名单)"
    found = re.compile(rf"(?<![0-9])(?P<year>{honours.YEAR}){named}").search(document.chars, max(0, at - 2 * REACH), at)
    return honours.year_of(found["year"]) if found else None
