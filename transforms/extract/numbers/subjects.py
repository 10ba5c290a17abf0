"""Subjects: what the quantities of a sentence count, together: 2200余家 -> 智能网联类企业, 产值500亿元,同比增长8% -> 产值, both times.

An amount says by its own words what it counts (counted); what says only how a thing changed takes the thing said before it, a list that
says 分别 shares things out, and an amount in brackets is of the same thing.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

import msgspec

from transforms.extract.numbers import behind, counted, phrases
from transforms.extract.numbers.amounts import Amount
from transforms.extract.numbers.behind import NOUN, REACH, Span
from transforms.extract.numbers.counted import ACCORDING, AT, CLAUSE, DESCRIBED, GROWN, LENGTHS, NAMED, SHARES, clause, last_noun
from transforms.model.document import Document
from transforms.model.patterns import pattern

# 较上届减少20家, 其中…的有651个, 实际开工12万套, 已开工20万套: the same thing is counted on.
CHANGED = pattern("[较比增减升降涨跌达超已均]|的[有共为]|其中|实际|基本|完成")
VERBS_ALONE = pattern(",?(?:[DOCTRL]*[VGWB]+|[DOCTR]*L+|(?=.*[TC])[DOTRMK]+)[DCO]*")
GOES_ON = pattern(r"(?:与|和|同|比|较)[^，,。]{2,14}相比|同比|环比|比上|较上|分别|占")
# 由3小时缩短至40分钟: both are of one thing.
FROM_TO = pattern(
    r"[,，]?[激猛骤锐陡剧跃攀]?(?:提高|缩短|增加|减少|下降|降低|增长|扩大|压缩|提升|上升|缩减|延长|调整|增|降|缩|减)[到至为]了?"
    r"(?:(?:\d{4}年[初底末]?|目前|现在)的)?"
)
# 从2010年的91亿美元: what grew was said before.
SINCE = pattern(r"[从由](?:(?:\d{4}年[初底末]?|[去上前]年(?:同期)?|目前|原来)的)?$")
# 首次突破万亿元: the hedge is the verb.
PASSED = pattern("突破|破")
# 增长8%,达30亿元 and 下跌7%至4万人次 after a share; 占比最高,为35% after a clause that only names a figure.
REACHED = pattern("[,，]?(?:总[数量额])?(?:[已仍将共]|累计|录)?(?:达到?|降至|升至|增至|增加到|减少到|下降到|上升到|提高到|为|至|到|有|得)了?")
STANDS_AT = pattern(r"[,，][已仍约均]?(?:为|达到?)了?$")
# 人均产值9万元,按平均汇率折算为1.3万美元: the same money again.
CONVERTED = pattern(r"[,，(（]?(?:按[^，,。；;]{2,20})?(?:约?折?合|相当于|[折换计]算)[约成为]{0,2}")
LISTED = pattern(r"\s?[、和及与或]?\s?")
LIST_BEGINS = frozenset(" 、和及与或")
LISTED_SHARES = pattern(r"\s?[、和及与](?:[\u4e00-\u9fff]{2,10}的)?")
# 55座公园中,东区有11座, 受访者中有六成: what they are among.
AMONG = pattern(r"(?<!其)中[已共仅就还]?有$")
BRACKET = pattern("[()（）]")
BOTH_WAYS = pattern("[同环]比[和、与][同环]比$")
COMPARES = pattern(r"[同环]?较|(?<!占)[同环]?比(?![重例])")
ITEMS = pattern(r"(?!而|且|但|其中|(?<=其)中)(?:[^、和及与以，。,;；:：\n]|以(?!及)){1,24}")
PERIODS = pattern(r"(?:\d{4}年|[去今明前]年)?(?:\d{4}年|[去今明前]年|\d{1,2}(?:月份?)?|第?[一二三四1-4]季度|[上下]半年)的?")
ORDINAL = pattern("第?[一二三四五六]")
TOPIC = pattern(rf"[OTDR]*(?P<np>(?:{DESCRIBED}|{NOUN}K?)*Q|L(?=D*V))(?=[DVGWBCO<])")


class Telling(msgspec.Struct):
    """What the amounts of a sentence have told so far."""

    said: list[tuple[Span | None, str]]  # their subjects, each with its measure
    done: int  # where the last amount ended
    since: int  # where what belongs to the next one begins: a length of time ends nothing
    first: int  # the first amount of the sentence
    shared: list[Span | None] = []  # what the amounts of a list that says 分别 belong to
    listed: bool = False  # whether the amount goes on with a list: 去程40列、5万标箱
    again: Span | None = None  # what the amount before counts on
    aside: bool = False  # 905个(含东盟575个),比上届增长13%: in brackets nothing is told that others go on with

    def note(self, subject: Span | None, amount: Amount) -> None:
        """Let the amounts that follow go on with a subject."""
        self.said.append((subject, amount.measure.currency or amount.measure.word))


def of_all(document: Document, chars: str, amounts: list[Amount]) -> list[Span | None]:
    """Return what each amount counts, as it says itself or the amounts before it in the sentence said."""
    found: list[Span | None] = []
    told = Telling([], 0, 0, 0)
    brackets = [match.start() for match in BRACKET.finditer(chars)]
    for i, amount in enumerate(amounts):
        low, stop = document.sentence_at(amount.start)
        if i == 0 or low > amounts[i - 1].start:
            # 门票收入3亿元。与去年同期相比,增长5%: such a sentence goes on with the one before.
            goes_on = told.said and GOES_ON.match(chars, low) and "\n" not in chars[told.done : low]
            told = Telling(told.said if goes_on else [], low, low, i)
        bracket = bisect_left(brackets, amount.start) - 1
        told.aside = chars[brackets[bracket]] in "(（" if bracket >= 0 and brackets[bracket] >= told.done else told.aside
        told.listed = i > told.first and amount.start - told.done <= 3 and LISTED.fullmatch(chars, told.done, amount.start) is not None
        told.again = told.again if told.listed else None
        if not told.listed and not told.shared and chars[amount.end : amount.end + 1] in LIST_BEGINS:
            told.shared = _shared(chars, amounts, i, told.done, told.said)
        before = found[-1] if i > told.first else None
        subject = None if told.shared else _own(chars, amounts, i, told, stop)
        if subject and before and before[0] == subject[0] and before[1] + 1 < subject[1]:
            subject = (before[1], subject[1])  # 35个港口吞吐量9亿吨
        if i > told.first and told.done == amount.start - 1 and chars[told.done] in "(（" and amount.measure.kind == amounts[i - 1].measure.kind:
            subject = before  # 总投资848亿元(约合122亿美元)
        elif told.shared:
            subject = told.shared.pop(0)
            told.note(subject, amount)
        elif subject is None:
            subject = _carried(chars, amounts, i, told, before)
        elif not told.aside and not _aside(chars, amounts, i, subject):
            told.note(subject, amount)
        told.done = amount.end
        told.since = told.since if amount.measure.kind == "duration" and subject is None else amount.end
        found.append(subject)
    return found


def _own(chars: str, amounts: list[Amount], i: int, told: Telling, stop: int) -> Span | None:
    """Return what an amount says itself that it counts."""
    amount = amounts[i]
    ahead = amounts[i + 1].start if i + 1 < len(amounts) else stop
    high = ahead if amount.end < ahead < stop else stop
    subject = counted.find(chars, amount, told.done, high, stop)
    # 教育经费5年累计投入10亿元: what stands before a length of time goes on behind it.
    if subject is None and told.since < told.done:
        subject = counted.find(chars, amount, told.since, high, stop)
    return subject


def _carried(chars: str, amounts: list[Amount], i: int, told: Telling, before: Span | None) -> Span | None:
    """Return what was told before an amount that names nothing itself; those that follow go on with it."""
    start, kind, measure = amounts[i].start, amounts[i].measure.kind, amounts[i].measure.currency or amounts[i].measure.word
    # 700家景区恢复开放600家: what stands right behind the amount before is what it counts.
    counts_on = kind not in SHARES and _counts_on(chars, start, max(told.done, before[1] if before else 0))
    on = told.listed and before is not None  # 西、中、东线开行4列、1列、2列: one thing counted on
    alike = (subject for subject, unit in reversed(told.said) if subject and unit == measure)
    again = next(alike, None) if counts_on or (on and told.again) else None
    since = _since(chars, told.done, amounts[i], amounts[i - 1] if i > told.first else None)
    subject = _among(chars, told.done, start) if kind not in LENGTHS else None
    if subject is None and (on or kind in SHARES or again or since or FROM_TO.fullmatch(chars, told.done, start)):
        subject = again or _topic(chars, told.since, start) or (told.said[-1][0] if told.said else None)
    if (kind in ("count", "money") and chars[start - 1] != "的") or since:
        told.note(subject, amounts[i])
    told.again = again
    return subject


def _since(chars: str, done: int, amount: Amount, before: Amount | None) -> bool:
    """Tell whether an amount goes on with what the one before or the clause before told of: 下降8%,降至30亿元."""
    start = amount.start
    if before and before.measure.kind in SHARES and REACHED.fullmatch(chars, done, start):
        return True
    if before and before.measure.kind == amount.measure.kind == "money" and CONVERTED.fullmatch(chars, done, start):
        return True
    return bool(SINCE.search(chars, max(done, start - 9), start) or STANDS_AT.search(chars, max(done, start - 6), start))


def _among(chars: str, low: int, start: int) -> Span | None:
    """受访者中有六成, 受访者中,六成乘地铁上班: return the noun phrase that 中 closes, where nothing else is named before the amount."""
    if chars.find("中", low, start) < 0:
        return None
    cut = clause(chars, low, start)
    among = AMONG.search(chars, max(low, start - 4), start)
    end = among.start() if among else cut - 2
    if not among and (chars[end : cut - 1] != "中" or end <= low or NAMED.search(phrases.of(chars[cut:start]).kinds)):
        return None
    begin = clause(chars, low, end)
    phrase = phrases.of(chars[begin:end])
    match = last_noun(phrase.kinds)
    return (begin + phrase.starts[match.start("np")], begin + phrase.starts[match.end("np")]) if match and not match["gap"] else None


def _aside(chars: str, amounts: list[Amount], i: int, subject: Span) -> bool:
    """完成任务的85%, 来自30个国家: tell whether a subject is only what a share is of or where they are from, not what is spoken of."""
    start, end = amounts[i].start, amounts[i].end
    if chars.startswith("来自", start - 2):
        return True
    if amounts[i].measure.kind == "percent" and chars[start - 1] == "的" and subject[1] == start - 1:
        return True
    return chars[end : end + 1] == "的" and i + 1 < len(amounts) and amounts[i + 1].start == end + 1 and amounts[i + 1].measure.kind in SHARES


def _shared(chars: str, amounts: list[Amount], i: int, done: int, said: list[tuple[Span | None, str]]) -> list[Span | None]:
    """开行60列、发送货物5万标箱,同比增长7%、19%: return what the amounts of the list that begins at `i` belong to, if there are as many."""
    last = i + 1
    respectively = chars.find("分别", done, amounts[i].start)
    # 分别占总产值的12%、总税收的11%
    listed = LISTED_SHARES if respectively >= 0 else LISTED
    while last < len(amounts) and listed.fullmatch(chars, amounts[last - 1].end, amounts[last].start):
        last += 1
    count = last - i
    if count == 1:
        return []
    # 东区、西区分别新增8座、6座公园: the last one says it for all.
    final = amounts[last - 1]
    if respectively >= 0 and final.measure.kind not in SHARES and (thing := behind.after(chars, final, final.end + REACH, final.end + REACH)):
        return [thing] * count
    if said and respectively >= 0 and BOTH_WAYS.search(chars, max(done, respectively - 5), respectively):
        return [said[-1][0]] * count  # 环比和同比分别下降5%和2%
    if respectively >= 0:
        if things := _things(chars, done, respectively, count):
            return things
    elif amounts[i].measure.kind != "percent":
        return []
    told = amounts[i - 1] if i and amounts[i - 1].measure.kind == "count" else None
    if told and told.value == count and done > told.start and not CLAUSE.search(chars, done, amounts[i].start):
        said = said[:-1]  # 两项数据分别增长8%和5%
    return [subject for subject, _ in said[-count:]] if count <= len(said) else []


def _things(chars: str, done: int, respectively: int, count: int) -> list[Span | None]:
    """电脑、汽车、船舶分别增长8%、21%、13%: the things may stand in the same clause, or be the figures of the clause before."""
    begin = max(done, *(chars.rfind(mark, done, respectively) + 1 for mark in "，,；;。：:\n"))
    if begin == respectively and done < begin:
        begin = max(done, *(chars.rfind(mark, done, begin - 1) + 1 for mark in "，,；;。：:\n"))
    for word in ("是", "以来"):  # 依次是甲、乙和丙, 今年以来甲和乙
        begin = max(begin, chars.rfind(word, begin, respectively) + len(word)) if word in chars[begin:respectively] else begin
    compare = COMPARES.search(chars, begin, respectively)
    items = [match.span() for match in ITEMS.finditer(chars, begin, compare.start() if compare else respectively)]
    if not items:
        return []
    named = _named(chars, *items[-1])
    if len(items) == 1:  # 城乡居民收入增速高于去年,分别增长5%和7%
        return [named] * count if named != items[0] else []
    if len(items) == count and all(ORDINAL.fullmatch(chars, *item) for item in items[:-1]):
        return [*items[:-1], named]  # 第一、第二、第三产业增加值占比分别为
    if len(items) != count or any(end >= start for (_, end), (start, _) in pairwise(items)):
        return []
    if all(PERIODS.fullmatch(chars, *item) for item in items[:-1]):  # 第一季度、第二季度进出口规模分别为
        period = PERIODS.match(chars, *items[-1])
        return [(period.end(), named[1]) if period else named] * count
    items[0] = _last_named(chars, *items[0])
    sizes = [high - low for low, high in items]
    # 甲和乙上半年签约金额分别…: a last item far longer is what all of them have.
    return [*items[:-1], named] if sizes[-1] <= max(sizes[:-1]) + 8 else []


def _named(chars: str, start: int, end: int) -> Span:
    """农民人均纯收入持续增长: return the figure that a clause begins with, or all of it."""
    phrase = phrases.of(chars[start:end])
    match = TOPIC.match(phrase.kinds)
    return (start + phrase.starts[match.start("np")], start + phrase.starts[match.end("np")]) if match else (start, end)


def _last_named(chars: str, start: int, end: int) -> Span:
    """我市对东盟, 开发区创造的营业收入: return the noun phrase that an item ends with, or all of it."""
    phrase = phrases.of(chars[start:end])
    match = last_noun(phrase.kinds)
    if match is None or match["gap"]:
        return start, end
    first = match.start("np")
    if first and phrase.words[first - 1] in AT:  # 对东盟出口的机械
        first = phrase.kinds.rfind("E", first, match.end("np")) + 1 or first
    return start + phrase.starts[first], start + phrase.starts[match.end("np")]


def _counts_on(chars: str, start: int, low: int) -> bool:
    """Tell whether the words before an amount speak on of a thing counted before: 较上届减少20家, 受理案件800件,审结700件."""
    told = phrases.of(chars[clause(chars, low, start) : start]).kinds
    if PASSED.match(chars, start) and not NAMED.search(told):
        return True
    return CHANGED.search(chars, max(low, start - 16), start) is not None or VERBS_ALONE.fullmatch(told) is not None


def _topic(chars: str, low: int, start: int) -> Span | None:
    """固定资产投资价格保持平稳增长,比上年上升2.7%: return the figure of the last clause that has one, behind the amount before."""
    cut = clause(chars, low, start)
    while cut > low:
        begin = clause(chars, low, cut - 1)
        phrase = phrases.of(chars[begin : cut - 1])
        match = last_noun(phrase.kinds) if not ACCORDING.intersection(phrase.words[:1]) else None  # 按可比价格计算
        if match and phrase.kinds[match.end("np") - 1] == "Q" and GROWN.search(match["gap"]):
            return begin + phrase.starts[match.start("np")], begin + phrase.starts[match.end("np")]
        cut = begin
    return None
