"""Parties: lists of bodies as sentences write them, as in 住房城乡建设部、联合国人居署和福建省人民政府.

Shared grammar of who hosts, signs and founds. 和 inside a body's name (城市和小城镇改革发展中心) does not divide it: the words on both
sides of a dividing 和 must each be a party. 我市 is the short name of the page's home place; 有关部门 is nobody.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from transforms.extract.events.sites import is_city, short, within
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import last_of
from transforms.model.document import Document
from transforms.model.patterns import pattern


class Party(msgspec.Struct, frozen=True, gc=False):
    """One body of a list, where it stands and by its fullest name on the page."""

    start: int
    end: int
    name: str
    key: str | None = None


BODY = pattern(
    r"(?:部|委|委员会|局|厅|署|办|办公室|处|政府|县城|省|市|县|区|州|镇|乡|村|社区|街道|协会|学会|商会|联合会|联盟|基金会?|促进会|总会|研究会"
    r"|理事会|组织|银行|[分支]行|集团|公司|企业|厂|大学|学院|学校|中学|小学|医院|研究院|研究所|设计院|科学院|规划院|工程院"
    r"|中心|实验室|馆|站(?<!车站)|报社|日报|晚报|通讯社|电视台|广播电视台|总台|出版社|杂志社?|传媒|网|组委会|管委会|指挥部|工作组|领导小组|协调小组"
    r"|专题组|代表处|开发署|规划署|人居署|教科文组织|世界银行|司|院|社|团|党组|论坛(?<=[\u4e00-\u9fff]{5})(?<![主分]论坛)|贸促会|常委会|校友会|董事会|协|联"
    r"|稽查所|派出所|卫生所|管理所|司法所|事务所|交易所|检测所|收费所|智库|新闻|俱乐部|剧院|乐团|NPO|NGO|工信部|工会|团委|红十字会|人大|政协|法院|检察院|军|队|酒店|宾馆|饭店|园|景区|书店|广场|(?<=[\u4e00-\u9fff]{2})家庭)$"
)
NOBODY = pattern(
    r"(?<!干)部分|^[东西南北中一]部$|^我[部局委]$|常委$|[取悉看解到绍报]了|^(?:协会|学会|商会|公司|集团|企业|学校|大学|学院|银行|医院|中心|社区|组织|联盟)$|选择|[举承主协]办$|举行|^将|第.{1,3}届|首届|^[在于向对从]|有关|相关|多家|多个|各|等|单位$|我们|以及$|部门$|[0-9一二三四五六七八九十百千数两余多]+[家个所]|机构$|^(?:自治区|直辖市)(?:人民政府|政府)?$"
    r"|(?:中国|我国|国[内外]|外国|亚洲|欧洲|非洲|美洲|全球|世界|友好|会员|沿线|其他)城市$|各方|社会各界|联合$|共同$|^[两双各几三][市地省县区州校]$"
)
# 住房和城乡建设部|经国务院批准|,与某署共同主办
APPROVED = r"经[^、,，。;；\n]{2,16}?(?:批准|批复|同意|授权)"
SEPARATOR = pattern(
    rf"(?:(?<=[部委局府省市]){APPROVED})?[、,，]|以及|(?:还|也|并)?将?(?:与|携手|(?<!共同)联合(?!国(?![家务内资])|[会体社利]))|(?<!共)[和及](?!谐)"
)
JOINS = ("、", "和", "与", "及", "以及")
# 我校 and 相关单位 name nobody, but the 和 before or behind them divides.
OURS = ("我校", "我院", "我会", "我馆", "我司", "我公司", "我部", "我局", "我委", "本会", "本校", "相关", "有关", "其他", "部分", "西部")
DEICTIC = {"我市", "本市", "全市", "我省", "我区", "我县"}
LEAD = pattern(
    r"^(?:[^,，。;；\n]{0,16}?(?:日电|讯|消息|报道)(?:[】\]］] ?|(?= ?[(（]))(?: ?[(（][^()（）\n]{1,40}[)）] ?)?"
    r"|(?:截?至)?目前|至此|此外|此[前后]|[这那也还又]{0,2}是"
    rf"|即(?!墨)|包括|根据(?:此次)?|当(?![涂阳雄地局事代场中])|{APPROVED}|由|与|和(?![平县田硕顺龙静政])|经|据|是由|并由|先后由|[,，、\s]|其中|日前|近日|昨日|今日|今天|昨天|当天|当日"
    r"|[0-9]{1,2}日(?:上午|下午|晚)?|(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:上午|下午|晚)?|自?(?:[0-9]{4}|[一二][九〇○零][一二三四五六七八九〇○零]{2})年|会上|现场|[今去前]年|近[几多]?年来|依例|轮到|而|最终|最后|结果|当中|继(?![续承])|[^、,，和与]{2,14}?期间|我[省市](?=[\u4e00-\u9fff]{2,8}[市县区镇乡村州])|我[校院](?=[\u4e00-\u9fff]{2,}(?:院|系|处|中心|部|会|馆|所)))+"
)
ADVERB = (
    r"(?>共同|联合|具体|联袂|携手|联手|牵头(?:组织)?|倾力|全程|独家|冠名|重点|特别|予以|给予|给与|大力|提供|负责(?!人|同志)|分别|一[起道]|合作|主要|先后"
    r"|发起[并和、]|还|将|曾经?|决定|商定|也|已|参与|再次|首次|成功|继续|接续|轮流|累计|隆重|正式|[共同])"
)
# A run of words is read in one way: where it was read in two, a line of thirty took hours.
TAIL = pattern(
    rf"(?:(?<=[部委局府省市]){APPROVED}|"
    r"等(?:多?家?(?:单位|部门|机构|企业|公司)|[0-9一二三四五六七八九十多]+[家个](?:单位|部门|机构|企业|公司|城市|地区|市县|县市区"
    r"|市区县|村镇|村|乡镇|街道|社区)?)?|"
    rf"{ADVERB}|(?:今天|昨天|今日|昨日|近日|日前|当天)?(?:\([^()]{{2,10}}\))?在(?!线)[\u4e00-\u9fff](?:(?!在|{ADVERB}|[今昨]天|[今昨近]日|日前|现场)[\u4e00-\u9fff]){{0,5}}|今天"
    r"|昨天|今日|昨日|近日|日前|当[天日晚]|现场|[本此]次|(?:本|上|下|这)?(?:周|星期)[一二三四五六日天]|于?(?:(?:[0-9]{4}年)?[0-9]{1,2}月)?[0-9]{1,2}日(?:[至到—-](?:[0-9]{1,2}月)?[0-9]{1,2}日)?|于?(?:[0-9]{4}年)?[0-9]{1,2}月|于?[0-9]{4}年"
    r"|(?<=[日天一二三四五六晨])(?:上午|下午|中午|晚上?|凌晨)|(?:有关|相关|主要)?负责(?:同志|人)|[,，、\s(（])++$"
)
# 住房和城乡建设部|提出了主办…的动议, 某区工委|副书记
ACTED = pattern("(?:提出|宣布|倡导|推动|联合发布|出版发行)了?$|书记$")
GROUPS = ("部门", "机构", "单位", "企业", "高校")
OTHERS = pattern("[0-9一二两三四五六七八九十百数多]{1,4}[余多]?[家个所]")
# 厦门市、泉州市两市: the list is counted at its end.
COUNTED = pattern(
    r"(?<=[\u4e00-\u9fff]{2})[及和与]?(?:[0-9两二三四五六七八九十]{1,2}(?:[地县]级市|[省市县区州镇乡村地](?:人民政府|政府)?|城市?|家(?:单位|[央国]?企业?|机构|高校|公司|银行)?|方)"
    r"|[0-9两二三四五六七八九十]{1,3}(?:个(?:[省市县区城镇乡村]市?|地区|单位)|个?县市区?|个?市县))$"
)


CALLED = pattern(
    r"[(（](?:(?:以下)?[简下]称[^()（）\n]*|筹建?|市委[\u4e00-\u9fff]{2,8}|[省县区]委[\u4e00-\u9fff]{2,8}|市[\u4e00-\u9fff]{2,8}[局办]"
    r"|[A-Za-z][A-Za-z .&-]{1,40})[)）]?$"
)
BRACKETED = pattern(r"[(（][^()（）、\n]{3,24}[)）]$")
SHOWN = pattern(r"(?<=[市县区镇乡村道旗])(?:“[^“”\n]{2,16}”?|[(（][^()（）\n]{1,8}[)）])$")
# 甲省对口友城乙省, 韩国友城大邱市: the other one.
TWIN_OF = pattern(r"[^、,，与和]{0,12}?(?:友城|友好(?:合作|交流)?城市|姐妹城市|结对城市)(?=[\u4e00-\u9fff]{2})")
OFFICES = tuple("室会处馆网心")
# 晋城市、忻州市两地级市以及古县、沁水县两县: each list of two is counted at its end.
OF_THEM = pattern(r"(?P<kind>[市县区镇乡村])[0-9两二三四五六七八九十]{1,3}个?(?:[地县]级)?(?P=kind)$")
# 综合开发研究院(中国·深圳): where it sits.
SEATED = pattern(r"(?<=[院会心司部])[(（][\u4e00-\u9fff·•]{2,8}[)）]$")
# 商务部等16个部委与某市: 等 and its count belong to the list, not to a name; 高等学校 and 平等 are words.
ETC = "(?<![高平中初同对上下优])等"
GROUP = pattern(rf"{ETC}(?:[0-9一二三四五六七八九十百两]{{0,4}}[余多]?[个家所座名]?)[\u4e00-\u9fff()（）]{{0,10}}$")


def parties(document: Document, facts: Facts, start: int, end: int) -> list[Party]:
    """Return the bodies listed in a range of the text, in their order."""
    chars = document.chars
    lead, tail = LEAD.match(chars[start:end]), TAIL.search(chars[start:end])
    start, end = start + (lead.end() if lead else 0), (start + tail.start() if tail else end)
    counted = COUNTED.search(chars, start, end)
    several = counted and (SEPARATOR.search(chars, start, counted.start()) or len(_side_by_side(facts, start, counted.start())) > 1)
    alone = counted and counted[0][-1] in "城市县区镇乡村" and counted[0][0] not in JOINS and not several  # 湖北13城: nobody; 甲市|及7个县区
    end = counted.start() if counted and not alone else end
    if start >= end:
        return []
    known = [(n.start, n.end) for n in within(facts.organizations, start, end)]
    pieces: list[tuple[int, int]] = []
    at = start
    for match in SEPARATOR.finditer(chars, start, end):
        inside = any(low <= match.start() < high for low, high in known)
        peace = chars.startswith("和平", match.end() - 1) and not _begins_at(facts, match.end(), end)  # 世界和平基金会, but 某署和|平凉市
        if inside or peace or chars.count("(", at, match.start()) > chars.count(")", at, match.start()):
            continue
        divides = match[0][-1] not in "和与及合" or match[0] == "以及" or _between(facts, at, *match.span(), end)
        group = GROUP.search(chars, max(at, match.start() - 16), match.start())
        stop = group.start() if group else match.start()
        if not divides and not (_is_side(facts, chars, at, stop) and (group or _is_side(facts, chars, match.end(), end))):
            continue
        pieces.append((at, stop))
        at = match.end()
    group = GROUP.search(chars, max(at, end - 16), end)  # 世界经济论坛|等重要国际组织作为协办单位
    pieces.append((at, group.start() if group else end))
    return [party for low, high in pieces for one in _side_by_side(facts, low, high) if (party := _party(document, facts, *one))]


def as_written(chars: str, several: list[Party]) -> str:
    """Return the names of a list with what joins them: 甲协会和乙促进会."""
    joins = [chars[a.end : b.start] for a, b in pairwise(several)]
    return "".join(p.name + (join if join in JOINS else "、") for p, join in zip(several, joins, strict=False)) + several[-1].name


def _side_by_side(facts: Facts, low: int, high: int) -> list[tuple[int, int]]:
    """Return the ranges of two cities that stand side by side, 福州|泉州 as titles write them, and of 区委|区政府; 泉州晋江 is one.

    So are 川|粤, called by nothing but their letters; any other piece stays whole.
    """
    places, bodies = within(facts.places, low, high), within(facts.organizations, low, high)
    beside = [(a, b) for a, b in pairwise(places) if a.end == b.start]
    cuts = [b.start for a, b in beside if a.adcode and b.adcode and a.adcode[:4] != b.adcode[:4] and is_city(a) and is_city(b)]
    if len(places) == high - low > 1:
        cuts = [name.start for name in places[1:]]
    if len(bodies) == 2 and bodies[0].end == bodies[1].start and bodies[1].end == high and bodies[1].text != bodies[1].full:
        cuts = [bodies[1].start]
    return list(pairwise((low, *cuts, high)))


def _is_side(facts: Facts, chars: str, low: int, high: int) -> bool:
    """Tell whether the first words of a range name a body by their end or by a table: 联合国, 中华世纪坛."""
    words = _first(chars[low:high])
    if OTHERS.match(words) or words.endswith(GROUPS):  # 团市委|联合12家单位, 东盟十国主管部门|及东盟秘书处
        return True
    called = CALLED.search(words) or BRACKETED.search(words)
    if is_party(words[: called.start()] if called else words) or words.startswith(OURS):
        return True
    end = low + len(words)
    return any(n.start == low and n.end == end for names in (facts.organizations, facts.places) for n in within(names, low, end))


def _between(facts: Facts, low: int, start: int, end: int, high: int) -> bool:
    """Tell whether a 和 stands between two places: 成都和法国里昂."""
    return any(n.end == start for n in within(facts.places, low, start)) and any(n.start == end for n in within(facts.places, end, high))


def _begins_at(facts: Facts, at: int, high: int) -> bool:
    """Tell whether a known body or place begins right there."""
    return any(n.start == at for names in (facts.organizations, facts.places) for n in within(names, at, high))


def is_party(words: str) -> bool:
    """Tell whether words name a body: 青岛市人民政府, 我市, 某某公司; 有关部门 does not."""
    words = SEATED.sub("", words.strip(" “”的"))
    return words in DEICTIC or (2 <= len(words) <= 40 and BODY.search(words) is not None and NOBODY.search(words) is None)


def _first(words: str) -> str:
    return re.split("[、,，]", words, maxsplit=1)[0]


def _party(document: Document, facts: Facts, low: int, high: int) -> Party | None:
    chars = document.chars
    while low < high and chars[low] in " “的":
        low += 1
    while high > low and chars[high - 1] in " ”的":
        high -= 1
    called = CALLED.search(chars, low, high)  # 某公司(以下简称“甲公司”)
    high = called.start() if called else high
    also = BRACKETED.search(chars, low, high)  # 市委宣传部(市政府新闻办公室)
    high = also.start() if also and is_party(also[0][1:-1]) else high
    shown = SHOWN.search(chars, low, high)  # 浚县“浚县社火”, 当涂县(民歌)
    high = shown.start() if shown and shown.start() > low else high
    quote = chars.rfind("“", low, high)
    low = quote + 1 if quote >= 0 and chars.find("”", quote, high) < 0 else low  # 某建筑群“大馆
    of_them = OF_THEM.search(chars, low, high)
    high = of_them.start() + 1 if of_them else high
    low = max(low, chars.rfind("”", low, high) + 1)  # 名单”巴中市柳林镇
    words = chars[low:high]
    if ACTED.search(words) or words[:1] in ("(", "（"):
        return None
    for lead in (LEAD, TWIN_OF):
        ahead = lead.match(chars[low:high])
        # 中国国际友好城市|联合会 is one body.
        own = ahead and any(n.start < low + ahead.end() < n.end for n in within(facts.organizations, low, high))
        office = ahead and lead is TWIN_OF and words[-1:] in OFFICES  # 友城工作办公室
        low += ahead.end() if ahead and not (own or office) else 0
    words = chars[low:high]
    inner = [n for n in within(facts.organizations, low, high) if n.end - n.start >= 0.6 * (high - low)]
    if inner:
        name = inner[0]
        return Party(low, high, name.full if name.end - name.start == high - low or len(name.full) >= high - low else words, name.key)
    of = chars.rfind("的", low, high) + 1  # 筹备两年的|某某博物馆
    low = of if of and is_party(chars[of:high]) else low
    low = _innermost(chars, facts, low, high)
    words = chars[low:high]
    places = [n for n in within(facts.places, low, high) if n.start == low and n.end == high]
    if words in DEICTIC:
        home = _home(words, places[0].full if places else document.metadata.home_place)
        return Party(low, high, home, places[0].key if places else None) if home else None
    if places:
        return Party(low, high, words if words != "我国" and len(words) > 1 else places[0].full, places[0].key)
    if any(mark in words for mark in "。;；:：!！?？\n") or ("》" in words and not MAGAZINE.fullmatch(words)) or not is_party(words):
        return None
    return Party(low, high, words)


def _home(deictic: str, home: str | None) -> str | None:
    """Return the short name of the page's home place for 我市, if that is what it is: 我区 of a page from 合肥市 is not 合肥."""
    return short(home) if home and (home[-1] == deictic[-1] or home[-1] not in "省市县区") else None


def _innermost(chars: str, facts: Facts, low: int, high: int) -> int:
    """Return where the last of several places side by side begins: 武汉市 of 湖北省武汉市, 萨拉热窝 of 波黑首都萨拉热窝."""
    side = within(facts.places, low, high)
    if not side or side[0].start != low or side[-1].end != high:
        return low
    return side[-1].start if all(chars[a.end : b.start] in ("", "的", "首都", "省会") for a, b in pairwise(side)) else low


MAGAZINE = pattern(r"[\u4e00-\u9fff]{0,4}《[^》\n]{2,20}》(?:杂志社?|编辑部|报社|周刊社?)")
# What may stand between a clause's start and its subject.
BEFORE_SUBJECT = pattern(
    r"(?:[0-9]{1,2}[、.．]|近年来|目前|近日|日前|此外|同时|据悉|其中|今年|去年|当天|会上|[0-9年月日]{2,11}(?:上午|下午)?|随后|随着|由|而|在此|记者获悉"
    r"|作为|[“\s])*"
)

# 某社日内瓦11月10日电(记者某某): who sends the news is not who acts in it.
DATELINE = pattern(
    r"[^,，。;；:：“”\n]{2,24}?(?:日(?:专?电|讯|消息)|网讯(?= ?[(（])|讯(?=[】\]］]))[】\]］]?"
    r"(?:[ \u3000]*[(（][^()（）\n]{1,40}[)）])?[ \u3000]*"
)
# What somebody does to the name that ends his clause.
ACTS = pattern(r"到?访|超越|击败|战胜|力压|[打创创营]造|建[设成]|推[进动]|创建|位于|地处|坐落|相聚|抵达|走进|来到|参观|考察")


def actor(document: Document, facts: Facts, low: int, verb: int) -> Party | None:
    """Return who acts with the verb at `verb`: the body, place or person that begins the nearest clause before it, or stands right at it."""
    chars = document.chars
    named = [*within(facts.organizations, low, verb), *within(facts.places, low, verb), *within(facts.persons, low, verb)]
    starts = {n.start: n for n in sorted(named, key=lambda n: n.end)}
    at = [n for n in named if TAIL.sub("", chars[n.end : verb]) in ("", "先生", "女士", "的") and chars[n.start - 1 : n.start] not in ("在", "于")]
    if at and (nearest := max(at, key=lambda n: n.end)) and not _is_object(chars, low, nearest.start, nearest.end, verb):
        return _subject(document, nearest)
    clause = verb
    while clause > low:
        clause = last_of(chars, ",，;；:：\n", low, clause - 1) + 1 or low
        dateline = DATELINE.match(chars, clause, verb) if clause == low else None
        lead = BEFORE_SUBJECT.match(chars, dateline.end() if dateline else clause, verb)
        begin = lead.end() if lead else clause
        while begin in starts and chars.startswith("的", end := starts[begin].end) and starts[begin].type == "place" and end + 1 in starts:
            begin = end + 1  # 中国的甲市、乙市获颁证书, 某市的某区
        deictic = next((d for d in DEICTIC if chars.startswith(d, begin)), None)
        if deictic and (home := _home(deictic, document.metadata.home_place)):
            place = starts.get(begin)
            return Party(begin, begin + len(deictic), home, place.key if place else None)
        if begin in starts and chars[starts[begin].end : starts[begin].end + 1] != "的":
            name = starts[begin]
            while name.type == "place" and (inner := starts.get(name.end)) and inner.type == "place":  # 陕西省柞水县
                name = inner
            return _subject(document, name)
    return None


def _is_object(chars: str, low: int, start: int, end: int, verb: int) -> bool:
    """Tell whether a name ends a clause that it does not begin: 着力打造太行山示范区,先后被评为."""
    if last_of(chars, ",，", end, verb) < 0:
        return False
    clause = last_of(chars, ",，;；:：\n", low, start) + 1 or low
    lead = BEFORE_SUBJECT.match(chars, clause, start)
    return ACTS.search(chars, lead.end() if lead else clause, start) is not None


def _subject(document: Document, name: Name) -> Party:
    home = document.metadata.home_place
    return Party(name.start, name.end, short(home) if name.text in DEICTIC and home else name.full if name.type != "place" else name.text, name.key)
