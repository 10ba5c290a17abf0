"""Counted: the words beside an amount that say what it counts: 18个 + 核心案例, 投资总额 + 达123亿元, 缔结友城 + 40周年.

A figure has its own noun before it (病床使用率80%); what is counted stands behind its measure (18个核心案例) or, where nothing does,
before it (整车企业38家). Who acts is not what is counted (景区接待游客3万人次, 大会已举办6届), nor what a thing is compared with, nor the
place where it is. What only the amounts before can tell (同比增长8%) is read by subjects.
"""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.extract.numbers import phrases
from transforms.extract.numbers.amounts import Amount
from transforms.model.patterns import pattern

Span = tuple[int, int]
REACH = 30
STOP = pattern(r"[，。；！？,;!?、：:（）()《》\"\n…—|·～~%％]|\d(?!\d{0,3}强|A级|G)|“(?=[^“”]{1,12}”(?![\u4e00-\u9fff]))")
# A dateline ends with its reporters: (记者张三)为期5天的 counts no 张三.
CLAUSE = pattern(r"[，。；！？,;!?：:《》\"\n…|]|(?:记者|通讯员)[^()（）\n]{1,30}[)）]")
# 31个省(区、市): the kinds of provinces, written as one word.
PROVINCES = pattern(r"省[(（][自治区直辖市、]{1,9}[)）]|省区市|省、自治区[、和及]直辖市|省、区、市")
# 3条(段)新线: another measure that would do as well.
OR_MEASURE = pattern(r"[(（][\u4e00-\u9fff]{1,2}[)）](?=[\u4e00-\u9fff])")
LABELLED = pattern(r"\s?(?:的)?(?P<label>[“《][^“”《》\n]{1,20}[”》][\u4e00-\u9fff]{0,4}?)(?=$|[，。；！？,;、\n]|[也都已将在是])")
# 12个国家的代表: places and bodies are counted by themselves, not by what is theirs.
OWNER = pattern(r"(?:国家|地区|城市|友城|[省市县区州镇乡村]|企业|公司|单位|机构|学校|高校|大学|部门|社区|家庭)$")
# 2号线, 3期工程: a figure belongs to the word.
NUMBERED = pattern(r"[A-Za-z]?\d{1,3}$")
# People and events are counted by these themselves: a verb behind them begins the predicate.
ITSELF = ("人", "人次", "户次", "次")
PERSONS = ("位", "名", "人", "人次", "")  # 近10万客商
DIVISIONS = ("省", "市", "县", "国", "城")  # 17市: the measure is the noun
# 2000多年历史: what only lengths of time are of.
TIMES = pattern(r"的?(?:悠久)?(?P<time>历史|时间|时光|历程|光阴|经验|工期|寿命|周期|会期|假期|赛期)")
# 去年同期为18亿元: when, not what.
WHEN = pattern(r"(?:去年|上年|今年|上月)?同期(?:数|值)?|全年|当年|目前|当前")
# 与去年同期相比下降5%, 按年平均汇率折算达3万美元: how it was reckoned.
RECKONED = pattern("(?:[与和同跟][^，,。；;]{2,30}?相比|按照?[^，,。；;]{2,16}?(?:[折换计测推]算|核算|计(?![划算量生])))")
# 12个人口超过千万的城市, 30家年产值1亿元以上的企业: a figure says which.
RELATIVE = pattern(
    r"(?:(?![的、和])[\u4e00-\u9fff]){2,8}?(?:(?P<more>超过?|达到?|突破|不足|[低高大小少多]于|逾|过)[约近]?)?"
    r"(?:\d[\d.]*|[一二两三四五六七八九十百千])[百千万亿]*[\u4e00-\u9fff%]{0,4}?(?(more)(?:以[上下])?|以[上下])的"
)
# 5个教育、卫生等领域, 300场各具特色、丰富多彩的活动: the kind stands behind its examples and what is said of it.
EXAMPLES = pattern(
    r"的?(?:(?:[\u4e00-\u9fff]{1,8}、){0,5}[\u4e00-\u9fff]{1,8}?等(?![级待于候同次额值])|(?:[\u4e00-\u9fff]{4}、){1,3}[\u4e00-\u9fff]{4}的)"
)
# 6位规划、设计、勘察大师, 800名来自各地的观众: people are named at the end of what tells of them.
PERSON = r"(?:(?<!国)家|[师员者士长生手工民客商童官授匠星宾众胞]|人士?|代表|朋友|同志|经理|教授|书记|总裁|主任|董事|导演)"
PEOPLE = pattern(
    r"(?:来自[^，。；,;：:\n\d]{2,24}的|(?:[\u4e00-\u9fff]{2,8}、){1,4})"
    rf"(?P<who>[\u4e00-\u9fff]{{0,6}}{PERSON})"
)
ENDS_WITH_PERSON = pattern(rf"{PERSON}$")
TIMES_OVER = ("次", "届", "回")
MEN = ("人", "人次")
TEAM_OR_PERSON = pattern(rf"[队团组班]$|{PERSON}$")
# Who may be counted as 人: people, and what is made of them or done by them.
CROWD_HEAD = pattern(rf"{PERSON}$|[儿众民口队团班组军科族群户属胞侨亲友游运要]$|就业$")
LENGTHS = ("duration", "age")
TIMED = (*LENGTHS, "percent", "ratio")
TIME_FIGURE = pattern(r"(?:时间|用时|车程|年限|寿命|年龄|工期|周期|会期|任期|有效期|保质期|试用期|间隔)$")
# 国际组织, 新增就业: a verb behind a noun, or governed by another.
OBJECT = r"(?<=G)[VWB](?![AFVWBNUQHSL])"
NOUN = rf"(?:[NUQHSL]|(?<=[NUQHSA])Z|{OBJECT})"
# 城镇登记失业率, 平均受教育年限, 合同外商直接投资, 西安至成都列车运行时间: verbs describe a figure, and a noun that has a noun before them.
DESCRIBED = (
    r"(?:[AFk]|(?<=[NUQHSLA])E|[VWB](?=Q(?![AFkNUQHSL]))|(?<=E)[VW](?=[AF]?[NUQHS])|(?<=[NUQHS])(?:[VW](?=[AF]?[NUS]*[QH])|V(?=S))|(?<=A)[VW](?=U?Q)"
    r"|B(?=[AF]?[NUQHS])|(?<=L)-(?=L))"
)
BEFORE = pattern(rf"(?P<np>(?:{DESCRIBED}|{NOUN}K?)*{NOUN}K?)(?P<gap>(?:(?!{OBJECT}|(?<=[NUQHSA])Z)[^NUQHSL])*)$")
# 特色鲜明的专题投资推介活动, 在建项目: verbs say which, but in 企业推介产品 what they did.
LEAD = r"(?:[AFMRT]|(?<=[AR])E|DE|[VWB](?=[AFVWBZ]*[NUQHS])|G(?=[NUSLQ]{1,3}H))"
# 药材加工企业: a verb between a noun and a body says which; 企业高效运转: what they do.
MORE = (
    rf"(?!(?<=S)[AF]*U(?![NUQHS]))(?:{NOUN}|k|K$|(?<=L)G(?=Q)|(?:E[AFVWB]*|[AF]+E?)[NUQHSL]|[VWB](?=[NUQ]?H)|(?<=[NU])[VWB](?=S)|[VW](?=&)"
    r"|B(?=[NQ]))"
)
BEHIND = pattern(rf"\.*E?(?P<np>{LEAD}*{NOUN}{MORE}*)")
# 200人参加会议: what people do.
THING = r"(?:U*[NQHSL])"
BEHIND_PEOPLE = pattern(rf"\.*E?(?P<np>(?:[AFMRT]|(?<=A)E)*{THING}(?:{THING}|k|K$|(?:E[AFVWB]*|[AF]+E?){THING}|[VW](?=&))*)")
# 亿元以上签约项目: such an amount says which.
BEHIND_LIMIT = pattern(rf"\.*E?(?P<np>[AFMRTVWBG]*{NOUN}{MORE}*)")
# 20个开展交流的省市: who or what does it, but not what is got (12家获得国家的支持).
CLAUSE_BEHIND = pattern(rf"[GVWB][^.OE]*?E(?P<np>{LEAD}*{NOUN}{MORE}*)")
FIGURE_OF = pattern("[VUWB]+Q")
ALONE_COUNTED = tuple("区县市镇乡村港岛湖票桥路楼船树人")  # 下辖11个区
ALONE = pattern(r"E?(?P<np>[AF]*[VW])$")
# 国家和地区, 专家和学者: two kinds counted as one.
ALSO = pattern(rf"&(?P<np>[AF]*{NOUN}+)")
# What a figure may end with, and 达 or 为 behind it.
FIGURED = pattern(f"[{''.join(sorted({ending[-1] for ending, letter in phrases.ENDINGS.items() if letter == 'Q'}))}][为达到约共超过是]{{0,2}}$")
VERB_OR_OF = pattern("[VGWBCZE]")
BRACKET = pattern(r"[(（][^()（）\n]{1,12}[)）]$")
AT = frozenset(("在", "于", "经", "经由", "对"))
ACCORDING = frozenset(("按", "按照", "据", "依据", "根据", "以"))
BE_OF = pattern("[C<]$")  # 是平均水平的11倍, 为年度计划的30%
SHARES = ("percent", "ratio")
GROWN = pattern("[VWBGCA]")
HELD = pattern("(?:活动|演出|比赛|讲座|展览|培训)$")
ACTS = pattern("[VGWBZ]")
DONE = pattern("[NUQHSL]*G")
NAMED = pattern("[NUQHS]")
OMITTED = pattern("^E.|[AVWBGC]E$")
# 庆祝两国建交50周年: what happened then, not that it is celebrated.
EVENT = pattern("(?:[AFLNUQHSVWBGZ]|(?<=L)&(?=L))*[LNUQHSVWBG]$")
CELEBRATED = frozenset(("庆祝", "纪念", "迎来", "喜迎", "适逢", "恰逢", "欣逢", "正值", "迎", "逢", "值", "举行", "举办", "召开", "开展"))


def find(chars: str, amount: Amount, low: int, high: int, stop: int) -> Span | None:
    """Return the range of what an amount counts, or None.

    `low` is where its sentence begins or the quantity before ends, `high` where the next one begins or the sentence ends, at `stop`.
    """
    start, unit, kind = amount.start, amount.measure.word, amount.measure.kind
    if unit == "周年":
        return _event(chars, start, low)
    # A count has its noun behind it, unless the word before it is a figure (参会人数300人).
    group = chars.endswith("一行", low, start)  # 代表团一行7人到访
    likely = kind != "count" or group or FIGURED.search(chars, max(low, start - 6), start)
    before, figure = _before(chars, start, low, unit, kind) if likely else (None, False)
    if figure or group:
        return before
    behind = after(chars, amount, high, stop)
    if unit == "部门":  # 财政部、水利部三部门: the list says who, the measure what
        return behind
    return behind or (before if likely else _before(chars, start, low, unit, kind)[0])


def _event(chars: str, start: int, low: int) -> Span | None:
    """Return what an anniversary is of: 缔结友好城市 of 举行缔结友好城市40周年庆典."""
    cut = clause(chars, low, start)
    words, kinds, starts = phrases.of(chars[cut:start])
    match = EVENT.search(kinds.removesuffix("O") if words[-1:] == ["了"] else kinds)
    if match is None:
        return None
    first, end = match.span()
    first = max((i + 1 for i in range(first, end - 1) if words[i] in CELEBRATED), default=first)
    return cut + starts[first], cut + starts[end]


def after(chars: str, amount: Amount, high: int, stop: int) -> Span | None:
    """Return the noun phrase behind an amount that it counts."""
    end, unit, kind = amount.end, amount.measure.word, amount.measure.kind
    first = chars[end : end + 1]
    if (first in "的“《" or first.isspace()) and (label := LABELLED.match(chars, end, high)):
        # “早鸟票”售罄 and “金牌工厂”项目: what follows belongs to it if it is a noun.
        named = label.start("label"), chars.find("”" if chars[label.start("label")] == "“" else "》", end) + 1
        return label.span("label") if all(letter in "NUQHSL" for letter in phrases.of(chars[named[1] : label.end("label")]).kinds) else named
    if unit == "个" and (provinces := PROVINCES.match(chars, end, high)):
        return provinces.span()
    relative = kind == "count" and chars.find("的", end + 4, min(end + 32, stop)) > 0
    if relative and (which := RELATIVE.match(chars, end, stop)) and (thing := _behind(chars, which.end(), stop, unit, amount.start)):
        return thing
    listed = (kind == "count" or first == "的") and ("等" in chars[end : min(end + 24, high)] or chars[end + 4 : end + 5] == "、")
    if listed and (examples := EXAMPLES.match(chars, end, high)):
        # 在7个乡镇建成蘑菇、木耳等基地: what is done there.
        done = DONE.match(phrases.of(chars[end : min(end + 8, examples.end())]).kinds)
        end = end if done else examples.end()
    if kind == "duration" and (time := TIMES.match(chars, end, high)):
        return time.span("time")
    # 成立半年来平台入驻: a length of time says something of what stands before it, unless 的 joins it to what follows.
    behind = None
    # 9座的吞吐量过亿, 100万人次以上的机场: what they count was said before.
    if unit not in DIVISIONS and (first != "的" if kind == "count" else kind != "duration" or first == "的"):
        behind = _behind(chars, end, high, unit, amount.start)
        if behind and kind == "count" and FIGURED.search(chars, *behind) and FIGURE_OF.fullmatch(phrases.of(chars[slice(*behind)]).kinds):
            behind = None  # 其余10处估算投资为3亿元
        if behind and kind == "duration" and ENDS_WITH_PERSON.search(chars, *behind):  # 从业30年的经理
            behind = None
    elif unit in PERSONS and first == "的" and (who := _behind(chars, end, high, unit, amount.start)):
        # 12人的代表团, 48万人次的游客, 2万人次的接待能力
        behind = who if TEAM_OR_PERSON.search(chars, *who) or FIGURED.search(chars, *who) else None
    if unit in PERSONS[:-1] and not (behind and ENDS_WITH_PERSON.search(chars, *behind)) and (people := PEOPLE.match(chars, end, high)):
        return people.span("who")
    return behind


def _behind(chars: str, end: int, high: int, unit: str, start: int) -> Span | None:
    if chars[end : end + 1] in ("(", "（") and (other := OR_MEASURE.match(chars, end, high)):
        end = other.end()
    reach = min(high, end + REACH)
    stop = STOP.search(chars, end, reach)
    text = chars[end : stop.start() if stop else reach]
    if not text or text.isspace():
        return None
    if "”" in text or "“" in text:
        text = text.replace("”", " ").replace("“", " ")
        if text.isspace():
            return None
    limit = chars[end - 1] in "上下" and end - start > 2
    if thing := _thing(text, unit, limit):
        return end + thing[0], end + thing[1]
    return None


@lru_cache(maxsize=4096)
def _thing(text: str, unit: str, limit: bool) -> Span | None:
    """Return the noun phrase that a text behind a measure begins with; pages say the same again and again."""
    phrase = phrases.of(text)
    match = (BEHIND_LIMIT if limit else BEHIND_PEOPLE if unit in ITSELF else BEHIND).match(phrase.kinds)
    if match is None and unit not in ITSELF and (does := CLAUSE_BEHIND.match(phrase.kinds)):
        last = does.end("np") - 1
        match = does if phrase.kinds[last] in "SH" or ENDS_WITH_PERSON.search(phrase.words[last]) else None
    if match is None:
        match = ALONE.match(phrase.kinds) if unit == "次" or unit not in ITSELF else None  # 两次失火
        return (phrase.starts[match.start("np")], phrase.starts[match.end("np")]) if match else None
    first, last = match.span("np")
    last = _counted(phrase, first, last, unit if phrase.kinds[0] != "E" else None)
    begin, finish = phrase.starts[first], phrase.starts[last]
    return (begin, finish) if finish - begin > 1 or text[begin:finish] in ALONE_COUNTED else None


def _counted(phrase: phrases.Phrase, first: int, last: int, unit: str | None) -> int:
    """Return where the counted words end: people at the last word for people, bodies at the first one that owns what follows."""
    words, kinds, _ = phrase
    people = [i + 1 for i in range(first, last) if kinds[i] not in "AE" and _person(words[i], unit)] if unit in PERSONS else []
    last = people[-1] if people else last
    # 六成居民生活在市区: a verb behind people tells what they do.
    while kinds[last - 1] == "U" and last - 1 > first and CROWD_HEAD.search(words[last - 2]):
        last -= 1
    # 500座车站的网络, 30个国家的专家: measures are of what stands behind them, unless it only describes (不同型号的设备).
    if not people:
        last = next((i for i in range(first + 1, last) if kinds[i] == "E" and _owns(phrase, first, i, unit)), last)
    # 35个港口吞吐量过亿: a figure is not counted.
    if unit is not None and kinds[last - 1] == "Q" and words[last - 1][-2:] != "人口":
        last = max((i + 1 for i in range(first, last) if kinds[i] in ("SH" if unit else "NSH")), default=last)
    # 30个文化和旅游消费集聚区, 4项文化与自然遗产, but 30件作品与观众见面
    if not people and kinds[last - 1] in "NUV" and kinds[last : last + 1] == "&" and (more := BEHIND.match(kinds, last + 1)):
        end = more.end("np")
        if not ENDS_WITH_PERSON.search(words[last + 1]) and (kinds[end - 1] == "H" or kinds[end : end + 1] in ("", "O", "&", "D")):
            return end
    # 8名学校和企业代表
    if unit in PERSONS and not people and kinds[last : last + 1] == "&" and (more := BEHIND.match(kinds, last + 1)):
        last = more.end("np") if _person(words[more.end("np") - 1], unit) else last
    # 50个国家采购商: people are counted by other measures.
    if unit == "个" and ENDS_WITH_PERSON.search(words[last - 1]):
        last = next((i + 1 for i in range(first, last - 1) if words[i] in ("国家", "地区", "省份")), last)
    also = ALSO.match(phrase.kinds, last)
    if also:
        one, two = words[last - 1], words[also.end("np") - 1]
        if (kinds[last - 1] == kinds[also.end("np") - 1] == "S") or (ENDS_WITH_PERSON.search(one) and ENDS_WITH_PERSON.search(two)):
            return also.end("np")
    return last


def _person(word: str, unit: str | None) -> bool:
    return ENDS_WITH_PERSON.search(word) is not None or (unit == "" and word.endswith("人口"))


def _owns(phrase: phrases.Phrase, first: int, at: int, unit: str | None) -> bool:
    """Tell whether the words before 的 are the counted ones, and what follows is theirs."""
    if ("A" in phrase.kinds[first:at] and phrase.words[first][0] != "各") or phrase.words[at - 1][-1] in "性型式级":
        return OWNER.search(phrase.words[at - 1]) is not None
    return phrase.kinds[at - 1] in ("NHSL" if unit else "NHSLQ")


def _before(chars: str, start: int, low: int, unit: str, kind: str) -> tuple[Span | None, bool]:
    """Return the noun phrase before an amount that it may count, and whether it is a figure with nothing but 达 or 为 behind it."""
    if chars[start - 1] in ")）" and (bracket := BRACKET.search(chars, max(low, start - 16), start)):
        start = bracket.start()  # 在园幼儿(含学前班)30人
    cut = clause(chars, low, start)
    told = chars[cut : start + 16]
    if ("相比" in told or "按" in told) and (how := RECKONED.search(chars, cut, start + 16)) and how.start() < start:
        behind = how.start() == cut or NAMED.search(phrases.of(chars[how.end() : start]).kinds)
        cut, start = (how.end(), start) if how.end() < start and behind else (cut, how.start())
    words, kinds, starts = phrases.of(chars[cut:start])
    match = _told(words, kinds)
    if match is None:
        return None, False
    gap, head = match["gap"], kinds[match.end("np") - 1]
    # 119个国家的900部: whose they are, not what.
    if kind == "count" and gap == "E":
        return None, False
    # 未申请的有275个 leaves the thing out, 浓度最低的3个城市 has it behind, 高海拔、650毫米 belongs to the amount before.
    if OMITTED.search(gap) or "&" in gap or "," in gap:
        return None, False
    # 广州市的40% is of something said before.
    if gap == "E" and (head == "L" or (kind in SHARES and BE_OF.search(kinds, 0, match.start("np")))):
        return None, False
    figure, first = head == "Q", match.start("np")
    # 列入计划的项目: a verb and its object say which.
    if first and (kinds[first - 1] in "VGWB&," or words[first - 1] in AT):
        first = kinds.rfind("E", first, match.end("np")) + 1 or first
    last = words[match.end("np") - 1]
    # 完成土地收储30亩, 吸引游客参观3万人次: what a verb governs does not act.
    governed = match.start("np") > 0 and kinds[match.start("np") - 1] == "G"
    if (kind not in TIMED and TIME_FIGURE.search(last)) or (not figure and (kind in LENGTHS or (not governed and _acts(last, gap, head, kind)))):
        return None, False
    # 地震已有13人遇难, 消防车26人: only people are counted as people, and 专家预计…30辆: nothing else as they are.
    if not figure and head not in "UWBZ" and _unlike(last, head, unit, gap):
        return None, False
    end, stop = cut + starts[first], cut + starts[match.end("np")]
    # 完成生态修复30亩: a verb behind the object of another is one noun with it.
    if governed and gap in ("V", "W") and head in "NU" and not ENDS_WITH_PERSON.search(last):
        stop = start
    # 4万以上人口的城市有9个: what stands right behind the amount before is told by it.
    if end == low and low and chars[low - 1] not in "。；！？!?;\n" and (of := kinds.find("E", first, match.end("np"))) >= 0:
        end = cut + starts[of + 1]
    if stop - end < 2 or WHEN.fullmatch(chars, end, stop):
        return None, False
    if chars[end] in "号期强" and (number := NUMBERED.search(chars, max(low, end - 4), end)):
        end = number.start()
    return (end, stop), figure and not ACTS.search(gap) and not (kind == "count" and words[match.end("np") : match.end("np") + 1] == ["了"])


@lru_cache(maxsize=4096)
def last_noun(kinds: str) -> re.Match[str] | None:
    """Return the last noun phrase of a clause and what stands between it and the amount; clauses are built alike again and again."""
    return BEFORE.search(kinds)


def _told(words: list[str], kinds: str) -> re.Match[str] | None:
    """Return the last noun phrase of a clause that is neither what the thing is compared with nor where it came from."""
    match = last_noun(kinds)
    if match is None or (words[0] in ACCORDING and GROWN.search(match["gap"])):  # 按可比口径恢复至
        return None
    # 增速 | 高出 | 全省
    compared = kinds.rfind("<", 0, match.start("np"))
    grown = compared >= 0 and words[compared] in ("比", "较") and GROWN.search(match["gap"])  # 较去年举行的展会增长8%
    if compared >= 0 and (grown or not VERB_OR_OF.search(kinds, compared + 1, match.start("np"))):
        return last_noun(kinds[: kinds.find("<")])
    source = max((i for i, word in enumerate(words) if word in ("从", "由")), default=0) if kinds.endswith("E") else 0
    return last_noun(kinds[:source]) if source else match  # 项目已从高峰期的40家


def _unlike(word: str, head: str, unit: str, gap: str) -> bool:
    """Tell whether a noun is not what a measure counts: 地震已有13人遇难, 消防车26人, 专家预计30辆, 历史上共15次."""
    if unit in TIMES_OVER:
        return bool(gap) and head in "NSL"
    if unit in MEN:
        return CROWD_HEAD.search(word) is None
    return unit not in PERSONS and "V" in gap and ENDS_WITH_PERSON.search(word) is not None


def _acts(word: str, gap: str, head: str, kind: str) -> bool:
    """Tell whether the noun before an amount is who acts or where: 景区接待3万人次, 大会已举办6届, 全球有28亿人; but 活动共开展20场."""
    if head == "L":
        return kind != "percent"
    if HELD.search(word):
        return False
    return "G" in gap or ("V" in gap and (head == "S" or kind == "money"))


def clause(chars: str, low: int, start: int) -> int:
    """Return where the clause that ends at `start` begins."""
    cut = max(low, start - REACH)
    for match in CLAUSE.finditer(chars, cut, start):
        cut = match.end()
    return cut
