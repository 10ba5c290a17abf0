"""Behind: the noun phrase behind a measure that it counts: 18个 | 核心案例, 30家 | 年产值1亿元以上的 | 企业, 6位 | 规划、设计、勘察 | 大师.

What people or bodies then do is no part of it (100家企业 | 集中签约), nor what is theirs (500座车站 | 的网络). What stands before an amount is
read by counted.
"""

from __future__ import annotations

from functools import lru_cache

from transforms.extract.numbers import phrases
from transforms.extract.numbers.amounts import Amount
from transforms.model.patterns import pattern

Span = tuple[int, int]
REACH = 30
STOP = pattern(r"基础上|[，。；！？,;!?、：:（）()《》\"\n…—|·～~%％]|\d(?!\d{0,3}强|A级|G)|“(?=[^“”]{1,12}”(?![\u4e00-\u9fff]))")
ENDS = frozenset("，。；！？,;!?、：:）)\n…—|·～~%％") | {""}  # most amounts end a clause
SIDES = frozenset("长宽高深厚远")
# 31个省(区、市): the kinds of provinces, written as one word.
PROVINCES = pattern(r"省[(（][自治区直辖市、]{1,9}[)）]|省区市|省、(?:自治)?区[、和及](?:直辖)?市")
# 3条(段)新线: another measure that would do as well.
OR_MEASURE = pattern(r"[(（][\u4e00-\u9fff]{1,2}[)）](?=[\u4e00-\u9fff])")
LABELLED = pattern(r"\s?(?:的)?(?P<label>[“《][^“”《》\n]{1,20}[”》][\u4e00-\u9fff]{0,8}?)(?=$|[，。；！？,;、\n]|[也都已将在是])")
# 12个国家的代表: places and bodies are counted by themselves, not by what is theirs.
OWNER = pattern(r"(?:国家|地区|城市|友城|[省市县区州镇乡村]|企业|公司|单位|机构|学校|高校|大学|部门|社区|家庭)$")
# People and events are counted by these themselves: a verb behind them begins the predicate.
ITSELF = ("人", "人次", "户次", "次")
PERSONS = ("位", "名", "人", "人次", "")  # 近10万客商
DIVISIONS = ("省", "省份", "市", "县", "国", "城")  # 17市: the measure is the noun
# 2000多年历史: what only lengths of time are of.
TIMES = pattern(r"的?(?:悠久)?(?P<time>历史|时间|时光|历程|光阴|经验|寿命|[\u4e00-\u9fff]{1,3}期(?![间待望刊货盼]))")
# 12个人口超过千万的城市, 30家年产值1亿元以上的企业: a figure says which.
RELATIVE = pattern(
    r"(?:(?![的、和])[\u4e00-\u9fff]){2,8}?(?:(?P<more>超过?|达到?|突破|不足|[低高大小少多]于|逾|过)[约近]?)?"
    r"(?:\d[\d.]*[百千万亿]*|[一二两三四五六七八九十百千万亿]+)[\u4e00-\u9fff%]{0,4}?(?(more)(?:以[上下])?|以[上下])的"
)
# 5个教育、卫生等领域, 300场各具特色、丰富多彩的活动: the kind stands behind its examples and what is said of it.
EXAMPLES = pattern(
    r"的?(?:(?:[\u4e00-\u9fff]{1,8}、){0,5}[\u4e00-\u9fff]{1,8}?等(?![级待于候同次额值])|(?:[\u4e00-\u9fff]{4}、){1,3}[\u4e00-\u9fff]{4}的)"
)
# 6位规划、设计、勘察大师, 800名来自各地的观众: people are named at the end of what tells of them.
PERSON = r"(?:(?<!国)家|[师员者士长生手工民客商童官授匠星宾众胞使]|人士?|代表|朋友|同志|经理|教授|书记|总裁|主任|董事|导演)"
PEOPLE = pattern(
    r"(?:来自[^，。；,;：:\n\d]{2,24}的|(?:[\u4e00-\u9fff]{2,8}、){1,4})"
    rf"(?P<who>[\u4e00-\u9fff]{{0,6}}{PERSON})"
)
ENDS_WITH_PERSON = pattern(rf"{PERSON}$")
MEN = ("人", "人次")
TEAM_OR_PERSON = pattern(rf"[队团组班]$|{PERSON}$")
# Who may be counted as 人: people, and what is made of them or done by them.
CROWD_HEAD = pattern(rf"{PERSON}$|[儿众民口队团班组军科族群户属胞侨亲友游运要罪力]$|就业$")
# 国际组织, 新增就业: a verb behind a noun, or governed by another.
OBJECT = r"(?<=G)[VWB](?![AFVWBNUQHSL])"
NOUN = rf"(?:[NUQHSL]|(?<=[NUQHSA])Z|{OBJECT})"
# 特色鲜明的专题投资推介活动, 在建项目: verbs say which, but in 企业推介产品 what they did.
LEAD = r"(?:[AFMRT]|(?<=[AR])E|DE|[VWB](?=[AFVWBZ]*[NUQHS])|G(?=[NUSLQ]{1,3}H))"
# 药材加工企业: a verb between a noun and a body says which; 企业高效运转: what they do.
MORE = (
    rf"(?!(?<=S)[AF]*U(?![NUQHS])|(?<=[NH])A+U(?![NUQHSE&]))(?:{NOUN}|k|K$|(?<=L)G(?=Q)|(?:E[AFVWB]*|[AF]+E?)[NUQHSL]|[VWB](?=[NUQ]?H)|(?<=[NUQ])[VWB](?=S)"
    r"|[VW](?=&)|B(?=[NQ])|(?<=N)G(?=[WU]H))"
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
OF_NEXT = pattern("[0-9约近超逾达为共突]")
ALONE_COUNTED = tuple("区县市镇乡村港岛湖票桥路楼船树人")  # 下辖11个区
ALONE = pattern(r"E?(?P<np>[AF]*[VW])$")
# 国家和地区, 专家和学者: two kinds counted as one.
WITH = pattern("&(?!L)")
ALSO = pattern(rf"&(?P<np>[AF]*{NOUN}+)")
# What a figure may end with, and 达 or 为 behind it.
FIGURED = pattern(f"[{''.join(sorted({ending[-1] for ending, letter in phrases.ENDINGS.items() if letter == 'Q'}))}][为达到约共超过是]{{0,2}}$")
LEVEL = pattern("(?:水平|速度|增速|[增降涨跌]幅)$")
DONE = pattern("[NUQHSL]*G")


def _is_other(chars: str, amount: Amount, first: str, behind: Span) -> bool:
    """Tell whether what stands behind an amount is not what it counts: 保持98%以上的高水平, 扩招100万人目标任务, 从业30年的经理."""
    unit, kind = amount.measure.word, amount.measure.kind
    if kind == "percent" and first == "的" and LEVEL.search(chars, *behind):
        return True
    if unit in MEN and first != "的" and not CROWD_HEAD.search(chars, *behind):
        return True
    # 3个月的全市评选: where is not what.
    return kind == "duration" and (ENDS_WITH_PERSON.search(chars, *behind) is not None or phrases.of(chars[slice(*behind)]).kinds == "L")


def after(chars: str, amount: Amount, high: int, stop: int) -> Span | None:
    """Return the noun phrase behind an amount that it counts."""
    end, unit, kind = amount.end, amount.measure.word, amount.measure.kind
    if kind == "length" and chars[end + 1 : end + 2] == "的" and chars[end] in SIDES:
        end += 1  # 800米长的街
    first = chars[end : end + 1]
    if first in ENDS:
        return None
    if (first in "的“《" or first.isspace()) and (label := LABELLED.match(chars, end, high)):
        # “早鸟票”售罄 and “金牌工厂”项目: what follows belongs to it if it is a noun.
        named = label.start("label"), chars.find("”" if chars[label.start("label")] == "“" else "》", end) + 1
        tail = phrases.of(chars[named[1] : label.end("label")]).kinds
        return label.span("label") if not tail or BEHIND.fullmatch(tail) else named
    if unit == "个" and (provinces := PROVINCES.match(chars, end, high)):
        return provinces.span()
    relative = kind == "count" and chars.find("的", end + 4, min(end + 32, stop)) > 0
    if relative and (which := RELATIVE.match(chars, end, stop)) and (thing := _behind(chars, which.end(), stop, unit, amount.start)):
        return thing
    listed = (kind == "count" or first == "的") and ("等" in chars[end : min(end + 24, high)] or chars[end + 4 : end + 5] == "、")
    if listed and (examples := EXAMPLES.match(chars, end, high)):
        # 在7个乡镇建成蘑菇、木耳等基地: what is done there.
        done = DONE.match(phrases.of(chars[end : min(end + 8, examples.end())]).kinds)
        # 100位城市规划专家等参会: the examples are what is counted.
        end = end if done or not _behind(chars, examples.end(), high, unit, amount.start) else examples.end()
    if kind == "duration" and (time := TIMES.match(chars, end, high)):
        return time.span("time")
    # 成立半年来平台入驻: a length of time says something of what stands before it, unless 的 joins it to what follows.
    behind = None
    # 9座的吞吐量过亿, 100万人次以上的机场: what they count was said before.
    if unit not in DIVISIONS and (first != "的" if kind == "count" else kind != "duration" or first == "的"):
        behind = _behind(chars, end, high, unit, amount.start)
        if behind and kind == "count" and FIGURED.search(chars, *behind):
            # 其余10处估算投资为3亿元, 项目40个投资额3亿元: of the amount that follows
            figure = phrases.of(chars[slice(*behind)]).kinds.lstrip("A")
            behind = None if FIGURE_OF.fullmatch(figure) or (figure == "Q" and OF_NEXT.match(chars, behind[1])) else behind
        behind = None if behind and _is_other(chars, amount, first, behind) else behind
    elif unit in PERSONS and first == "的" and (who := _behind(chars, end, high, unit, amount.start)):
        # 12人的代表团, 48万人次的游客, 2万人次的接待能力
        behind = who if TEAM_OR_PERSON.search(chars, *who) or FIGURED.search(chars, *who) else None
    if unit in PERSONS[:-1] and not (behind and ENDS_WITH_PERSON.search(chars, *behind)) and (people := PEOPLE.match(chars, end, high)):
        return people.span("who")
    return behind


def _behind(chars: str, end: int, high: int, unit: str, start: int) -> Span | None:
    if chars[end : end + 1] in ("(", "（") and (other := OR_MEASURE.match(chars, end, high)):
        end = other.end()
    # 9个“某某”沿线城市: the quoted words say which.
    quoted = chars.find("”", end, min(high, end + 16)) if chars[end : end + 1] == "“" else -1
    if quoted > 0 and (thing := _behind(chars, quoted + 1, high, unit, start)):
        return end, thing[1]
    reach = min(high, end + REACH)
    stop = STOP.search(chars, end, reach)
    text = chars[end : stop.start() if stop else reach]
    if not text or text.isspace():
        return None
    if "”" in text or "“" in text:
        text = text.replace("”", " ").replace("“", " ")
    # 亿元以上签约项目, but 一半以上来自外地
    limit = chars[end - 1] in "上下" and end - start > 2 and unit not in ("", "%", "成")
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
    if not people and kinds[last - 1] in "NUV" and WITH.match(kinds, last) and (more := BEHIND.match(kinds, last + 1)):
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
        if (kinds[last - 1] == "S" and kinds[also.end("np") - 1] in "SZ") or (ENDS_WITH_PERSON.search(one) and ENDS_WITH_PERSON.search(two)):
            return also.end("np")
    return last


def _person(word: str, unit: str | None) -> bool:
    return ENDS_WITH_PERSON.search(word) is not None or (unit == "" and word.endswith("人口"))


def _owns(phrase: phrases.Phrase, first: int, at: int, unit: str | None) -> bool:
    """Tell whether the words before 的 are the counted ones, and what follows is theirs."""
    if ("A" in phrase.kinds[first:at] and phrase.words[first][0] != "各") or phrase.words[at - 1][-1] in "性型式级":
        return OWNER.search(phrase.words[at - 1]) is not None
    return phrase.kinds[at - 1] in ("NHSL" if unit else "NHSLQ")
