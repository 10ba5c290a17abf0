"""Counted: the words beside an amount that say what it counts: 18个 + 核心案例, 投资总额 + 达123亿元, 缔结友城 + 40周年.

A figure has its own noun before it (病床使用率80%); what is counted stands behind its measure (18个核心案例) or, where nothing does,
before it (整车企业38家). Who acts is not what is counted (景区接待游客3万人次, 大会已举办6届), nor what a thing is compared with, nor the
place where it is. What only the amounts before can tell (同比增长8%) is read by subjects.
"""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.extract.numbers import behind, phrases
from transforms.extract.numbers.amounts import Amount
from transforms.extract.numbers.behind import CROWD_HEAD, ENDS_WITH_PERSON, FIGURED, MEN, NOUN, OBJECT, PERSONS, REACH, Span
from transforms.model.patterns import pattern

# A dateline ends with its reporters: (记者张三)为期5天的 counts no 张三.
CLAUSE = pattern(r"[，。；！？,;!?：:《》\"\n…|记通](?:(?<![记通])|(?<=记)者[^()（）\n]{1,30}[)）]|(?<=通)讯员[^()（）\n]{1,30}[)）])")
# 2号线, 3期工程: a figure belongs to the word.
NUMBERED = pattern(r"[A-Za-z]?\d{1,3}$")
# 去年同期为18亿元: when, not what.
WHEN = pattern(r"(?:去年|上年|今年|上月)?同期(?:数|值)?|全年|当年|目前|当前")
# 与去年同期相比下降5%, 按年平均汇率折算达3万美元: how it was reckoned.
RECKONED = pattern("(?:[与和同跟][^，,。；;]{2,30}?相比|按照?[^，,。；;]{2,16}?(?:[折换计测推]算|核算|(?<!设)计(?![划算量生])))")
TIMES_OVER = ("次", "届", "回")
LENGTHS = ("duration", "age")
TIMED = (*LENGTHS, "percent", "ratio", "length")  # 全程42公里
TIME_FIGURE = pattern(r"(?:时间|用时|时长|全程|历程|行程|车程|年限|寿命|间隔|天数|时数|期|龄)$")
# 城镇登记失业率, 平均受教育年限, 合同外商直接投资, 西安至成都列车运行时间: verbs describe a figure, and a noun that has a noun before them.
DESCRIBED = (
    r"(?:[AFk]|(?<=[NUQHSLA])E|[VWB](?=Q(?![AFkNUQHSL]))|(?<=E)[VW](?=[AF]?[NUQHS])|(?<=[NUQHS])(?:[VW](?=[AF]?[NUS]*[QH])|V(?=S))|(?<=A)[VW](?=U?Q)"
    r"|B(?=B?[AF]?[NUQHS])|(?<=L)-(?=L)|(?<=[NU])[&,](?=[NU]?H))"
)
BEFORE = pattern(rf"(?P<np>(?:{DESCRIBED}|{NOUN}K?)*{NOUN}[Kk]?)(?P<gap>(?:(?!{OBJECT}|(?<=[NUQHSA])Z)[^NUQHSL])*)$")
VERB_OR_OF = pattern("[VGWBCZE]")
BRACKET = pattern(r"[(（][^()（）\n]{1,12}[)）]$")
AT = frozenset(("在", "于", "经", "经由", "对"))
ACCORDING = frozenset(("按", "按照", "据", "依据", "根据", "以"))
BE_OF = pattern("[C<]$")  # 是平均水平的11倍, 为年度计划的30%
BEING = frozenset(("是", "为", "达", "达到", "相当于"))
SHARES = ("percent", "ratio")
GROWN = pattern("[VWBGCA]")
HELD = pattern("(?:活动|演出|比赛|讲座|展览|培训)$")
ACTS = pattern("[VGWBZ]")
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
    thing = behind.after(chars, amount, high, stop)
    if unit in ("部门", "大", "方面"):  # 财政部、水利部三部门: the list says who, the measure what; 涉及农业、旅游等10大类
        return thing
    return thing or (before if likely else _before(chars, start, low, unit, kind)[0])


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


def _before(chars: str, start: int, low: int, unit: str, kind: str) -> tuple[Span | None, bool]:
    """Return the noun phrase before an amount that it may count, and whether it is a figure with nothing but 达 or 为 behind it."""
    cut, start = _reach(chars, low, start)
    words, kinds, starts = phrases.of(chars[cut:start])
    match = _told(words, kinds)
    if match and kind in SHARES and match["gap"].endswith("E"):  # 单位产量是全国平均的两倍
        be = max((i for i in range(match.start("np")) if words[i] in BEING), default=None)
        match = last_noun(kinds[:be]) if be is not None else match
    if match is None or not _counts(words, kinds, match, unit, kind):
        return None, False
    (first, end), gap = match.span("np"), match["gap"]
    if first and words[first - 1][0] == "每":  # 每个社区限报3件: not how many 社区
        return None, False
    # 列入计划的项目: a verb and its object say which.
    if first and (kinds[first - 1] in "VGWB&," or words[first - 1] in AT):
        first = kinds.rfind("E", first, end) + 1 or first
        # 在余杭区投资30亿元: where is not what.
        first += words[first - 1] in ("在", "于") and kinds[first] == "L" and first + 1 < end
    begin, stop = cut + starts[first], cut + starts[end]
    # 完成生态修复30亩: a verb behind the object of another is one noun with it.
    if _governed(kinds, match) and gap in ("V", "W") and kinds[end - 1] in "NU" and not ENDS_WITH_PERSON.search(words[end - 1]):
        stop = start
    # 4万以上人口的城市有9个: what stands right behind the amount before is told by it.
    if begin == low and low and chars[low - 1] not in "。；！？!?;\n" and (of := kinds.find("E", first, end)) >= 0:
        begin = cut + starts[of + 1]
    if stop - begin < 2 or WHEN.fullmatch(chars, begin, stop):
        return None, False
    if chars[begin] in "号期强" and (number := NUMBERED.search(chars, max(low, begin - 4), begin)):
        begin = number.start()
    return (begin, stop), kinds[end - 1] == "Q" and not ACTS.search(gap) and not (kind == "count" and words[end : end + 1] == ["了"])


def _reach(chars: str, low: int, start: int) -> Span:
    """Return the part of a clause before an amount that may name what it counts: not a bracket, nor how the amount was reckoned."""
    if chars[start - 1] in ")）" and (bracket := BRACKET.search(chars, max(low, start - 16), start)):
        start = bracket.start()  # 在园幼儿(含学前班)30人
    cut = clause(chars, low, start)
    told = chars[cut : start + 16]
    if ("相比" in told or "按" in told) and (how := RECKONED.search(chars, cut, start + 16)) and how.start() < start:
        behind = how.start() == cut or NAMED.search(phrases.of(chars[how.end() : start]).kinds)
        cut, start = (how.end(), start) if how.end() < start and behind else (cut, how.start())
    return cut, start


def _counts(words: list[str], kinds: str, match: re.Match[str], unit: str, kind: str) -> bool:
    """Tell whether the noun phrase of `match` can be what an amount counts: not who acts, where, or whose it is."""
    gap, head, last = match["gap"], kinds[match.end("np") - 1], words[match.end("np") - 1]
    # 119个国家的900部: whose they are, not what.
    if kind == "count" and gap == "E":
        return False
    # 未申请的有275个 leaves the thing out, 浓度最低的3个城市 has it behind, 高海拔、650毫米 belongs to the amount before.
    if OMITTED.search(gap) or "&" in gap or "," in gap:
        return False
    # 广州市的40% is of something said before.
    if gap == "E" and (head == "L" or (kind in SHARES and BE_OF.search(kinds, 0, match.start("np")))):
        return False
    figure, timed = head == "Q", TIME_FIGURE.search(last) is not None
    if kind in LENGTHS:
        fits = figure and timed
    else:
        # 完成土地收储30亩, 吸引游客参观3万人次: what a verb governs does not act.
        fits = (kind in TIMED or not timed) and (figure or _governed(kinds, match) or not _acts(last, gap, head, kind))
    # 地震已有13人遇难, 消防车26人: only people are counted as people, and 专家预计…30辆: nothing else as they are.
    return fits and (figure or head in "UWBZ" or not _unlike(last, head, unit, gap))


def _governed(kinds: str, match: re.Match[str]) -> bool:
    return match.start("np") > 0 and kinds[match.start("np") - 1] == "G"


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
