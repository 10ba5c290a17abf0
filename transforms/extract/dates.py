"""Dates: 10月25日至28日, 今年前三季度, 自2017年起, 三年前, “十四五”期间, 二〇二四年十月 and 端午节.

A date is a point of the calendar, a range of two, or a stretch counted from the reference date. Open bounds stay open: 2017年以来
has no end. What belongs to a name is no date (2017中国新型城市论坛, 2022版, 《…21世纪…》, 2030年可持续发展目标), and a length of time
is a quantity (历时3天, 近三十年).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Annotated

import msgspec

from transforms.extract import calendars, labels, periods
from transforms.extract.facts import Facts
from transforms.extract.numerals import Numeral, folded
from transforms.extract.periods import Basis, Frame, Period
from transforms.extract.points import HAN, JOIN, POINT, TAIL, TRIGGER
from transforms.model.citation import Citation
from transforms.model.document import Document


class Date(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A date expression."""

    source: Citation
    text: Annotated[str, "The expression, without 自, 于, 起 or 以来."]
    start_date: Annotated[date | None, "Its first day; NULL where open or unknown."]
    end_date: Annotated[date | None, "Its last day (inclusive); NULL where open or unknown."]
    timex: Annotated[str, "TIMEX3 value, with the hour if one is stated; XXXX-10-16 where the year is unknown, .. for an open bound."]
    precision: Annotated[str, "How fine the expression is: day, week, month, quarter, year, decade and the like."]
    basis: Annotated[Basis, "Where the year or reference came from: explicit, year_inferred, relative, or unresolved."]
    anchor_start: Annotated[int | None, "First character of the span in documents.text that the year or reference came from, if it is there."]
    anchor_end: Annotated[int | None, "End of that span (exclusive)."]


class Found(msgspec.Struct, frozen=True, gc=False):
    """A date where it stands, before it is cited."""

    start: int
    end: int
    period: Period
    clock: str = ""
    ranged: bool = False


CONFIDENCE = {"explicit": 0.98, "year_inferred": 0.93, "relative": 0.93, "unresolved": 0.85}
NEXT = re.compile(rf"(?:起|开始)?{JOIN}")
BETWEEN = re.compile(r"\x20?[和与跟]\x20?")
BETWEEN_ENDS = re.compile(r"之?间")
SINCE = re.compile(r"(?:从|自从?|打从?|始于)(?:\x20?包括)?\x20?$")
BEGINS = re.compile(r"\x20?开始")
UNTIL = re.compile(r"截[至止]到?\x20?$")
# 1978年改革开放以来: what happened then may stand between.
OPENS = re.compile(
    rf"\x20?(?:以来|之?起(?![义草诉步点飞源伏来火航])(?:至今)?|至今|(?![自从到至])[{HAN}]{{1,14}}?(?:以来|至今)"
    r"|(?:或|及|和|与)(?:之后|以后|其后)|(?:之后|以后|后(?![天续半来者期备勤方代台卫记])))"
)
AFTERWARDS = re.compile(r"\x20?(?:之后|以后|后)")
CLOSES = re.compile(r"\x20?(?P<incl>(?:或|及|和|与)(?:之前|以前))|\x20?(?P<excl>之前|以前|前(?![后半两三一二四五\d夕期往来任景沿置程言台线述海]))")
SOON = re.compile(r"(?:将[于在]?|定[于在]|拟[于在]?|计划[于在]?|预计[于在]?|将从|将自|有望[于在]?)$")
SOON_AFTER = re.compile(rf"[{HAN}]{{0,8}}?(?:将|拟|即将|计划)")
PAST_AFTER = re.compile(rf"[{HAN}]{{0,12}}?(?:了|已|曾)")
# 2024年…大会: the year belongs to the name of what follows, unless a verb or a particle stands between.
NAMED = re.compile(
    rf"(?![在以将已实完建全我该其到起举召至获启发印出推开由对把从向能要力争,，、。])(?:(?!实现|完成|召开|举办|举行|主办|发布|启动|出台|印发|获得|开展|制定|成为|建成|成立|的|在|于|了|将|已|是|有|为)[\w{HAN}“”·—-]){{1,20}}?"
    r"(?:论坛|大会|峰会|年会|博览会|交易会|展览会|世界杯|奥运会|亚运会|锦标赛|马拉松|联赛|日中国主场活动|主场活动|可持续发展目标|发展目标|可持续发展议程|发展议程|白皮书|蓝皮书|公报|年鉴|行动计划|规划纲要|倡议书|文化节|艺术节|电影节|城市日|读书日)"
)
# 每年10月: no day but a rule. 清明上河图: a thing.
RECURRING = re.compile(r"(?:每年|每月|每周|每逢|每到|每|逢|历年|往年|常年)的?$")
THING = re.compile(r"运动|勋章|精神|国际|劳动|儿童|建军|妇女|红旗|奖|青年|大桥|起义|口号|上河图|老人|树|联欢晚会|档|号|路|寺|街|粽|月饼|汤圆")
NOT_SPAN = re.compile(r"(?:近|约|逾|超|超过|满|第|历时|历经|经过|为期|长达|每|不到|不足|达|共|历|有|了|过)$")
# 2000年历史 is a length.
OLD = re.compile(r"的?(?:悠久)?历史(?!数据|新高|同期|上)|之久|树龄")
SHORT_YEAR = re.compile(r"(?:从|自|自从|截至|于|在|到|至|—|-|~|公元)\x20?$")
LENGTH_AFTER = re.compile(r"的?历史|以内|之内|内|间|游|之久|[的]?时间|[的]?期限|计|龄")
YEARS = re.compile(r"(?<![\d.\-/])(?P<year>(?:19|20)\d\d)(?:年(?!\x20?(?:可持续|前|底|末|初|以?后|目标))|(?=[\u4e00-\u9fff])(?!(?:[余多个名万亿元家人位项米件座次吨台套亩平公户条场份种款]|版)))")

# Stretches counted from the reference date: 三年前, 20天后, 近三年来, 未来7天.
COUNTED = re.compile(r"\x20?(?P<unit>年|个?半?月|天|日|个?周|个?星期|个?礼拜|个?季度)(?P<half>半)?(?P<side>之?前(?![后列往夕期任])|以前|之?后(?![来续期])|以后|来(?!自|到|看|说|源|访|的人)|以来|里|内|(?=[,，。\n]|$))")
BACK = re.compile(r"(?P<word>近|最近|过去|未来|今后|接下来|此后|上|后)(?:的)?\x20?$")
CLAUSE = re.compile(r"(?:^|[\n，。；：！？,;:!?“”（）()、\x20]|早在|于|在|约|大约|但|将|而|便|就|他|她|我|们|人)(?:近|约|大约)?$")
DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
MONTHS = {"年": 12, "月": 1, "季度": 3}


def find(document: Document, facts: Facts) -> Iterator[Date]:
    """Yield every date of the headline and the body, in reading order."""
    chars = folded(document.chars)
    today = document.reference.date() if document.reference else None
    base = None if today else _about(document, chars)
    found = sorted([*_calendar(document, chars, today, base), *_counted(document, chars, facts.numerals, today)], key=lambda f: (f.start, -f.end))
    done = -1
    for item in found:
        if item.start < done:
            continue
        done = item.end
        yield _row(document, item)


def _row(document: Document, item: Found) -> Date:
    period = item.period
    start, end = period.span if period.span else (None, None)
    timex = period.timex + item.clock
    if period.inclusive is None or timex.startswith("../"):
        start = None
    if timex.endswith("/.."):
        end = None
    source = document.cite(item.start, item.end, "dates", CONFIDENCE[period.basis])
    anchor = period.anchor or (None, None)
    return Date(
        source=source, text=source.evidence, start_date=start, end_date=end, timex=timex, precision=period.precision, basis=period.basis,
        anchor_start=anchor[0], anchor_end=anchor[1],
    )


def _about(document: Document, chars: str) -> tuple[int, tuple[int, int]] | None:
    """Return the year a page without a date is about, and where it says so.

    It stands in the title or first line, or more than once; a year said once in passing proves nothing.
    """
    seen = [(int(m["year"]), m.span("year")) for m in document.finditer(YEARS)]
    if not seen:
        return None
    runs = document.runs()
    head = min(document.segments[document.segment_at(runs[0][0])].text_end, runs[0][0] + 80)
    first = [item for item in seen if item[1][0] < head]
    (year, count), *others = Counter(y for y, _ in seen).most_common(2)
    if count > 1 and (not others or others[0][1] < count):
        return year, next(span for y, span in seen if y == year)
    return first[0] if first and len({y for y, _ in first}) == 1 else None


def _calendar(document: Document, chars: str, today: date | None, base: tuple[int, tuple[int, int]] | None) -> Iterator[Found]:
    """Yield the points and ranges of the calendar."""
    closed = labels.spans(chars)
    previous: Found | None = None
    for low, high in document.runs():
        at = low
        while trigger := TRIGGER.search(chars, at, high):
            start = trigger.start()
            at = trigger.end()
            if labels.inside(closed, start) and chars[start] not in "“\"":
                continue
            frame = _frame(document, chars, start, today, base, previous, low, high)
            found = _point(chars, start, low, high, frame, document.sentence_at(start)[1])
            if found is None:
                continue
            at = found.end
            if found.period.span is None and found.period.basis != "unresolved":
                continue
            found = _bounded(chars, found, low, high)
            yield found
            if found.period.year:
                previous = found


def _frame(
    document: Document, chars: str, start: int, today: date | None, base: tuple[int, tuple[int, int]] | None, previous: Found | None, low: int, high: int
) -> Frame:
    sentence = document.sentence_at(start)
    before = previous.period if previous else None
    tense = 1 if SOON.search(chars, max(low, start - 4), start) else 0
    anchor = (previous.start, previous.end) if previous else None
    same = previous is not None and previous.start >= sentence[0]
    alone = not chars[sentence[0] : start].strip()
    return Frame(today, base[0] if base else None, base[1] if base else None, before, anchor, same, None, tense, alone)


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name: text for name, text in match.groupdict().items() if text is not None}


def _point(chars: str, start: int, low: int, high: int, frame: Frame, stop: int) -> Found | None:
    """Return the point or range that begins at `start`, or None."""
    match = POINT.match(chars, start, high)
    if match is None or match.end() == start:
        return None
    groups = _groups(match)
    end, clock = _clock(chars, match.end(), high, groups)
    if frame.alone and chars[end:stop].strip(" 。，,"):
        frame = msgspec.structs.replace(frame, alone=False)
    if frame.tense == 0:
        tense = 1 if SOON_AFTER.match(chars, end, high) else -1 if PAST_AFTER.match(chars, end, high) else 0
        frame = msgspec.structs.replace(frame, tense=tense)
    second = _second(chars, end, high)
    if not _meant(chars, match, groups, end, low, high, second is not None):
        return None
    if second is None:
        period = periods.resolve(groups, frame)
        return Found(start, end, period, clock) if period else None
    return _range(chars, start, end, groups, frame, second, high, clock)


def _clock(chars: str, end: int, high: int, groups: dict[str, str]) -> tuple[int, str]:
    """Return the end with the hour that follows a day, and the hour as TIMEX writes it."""
    if not any(k in groups for k in ("day", "only_day", "dword", "wday", "weekday", "iso_day", "holiday", "bare")) or "iso_hour" in groups:
        return end, ""
    tail = TAIL.match(chars, end, high)
    if tail is None or tail.end() == end:
        return end, ""
    if tail["hour"] is None:
        return tail.end(), {"上午": "TMO", "早上": "TMO", "下午": "TAF", "晚上": "TEV", "晚": "TEV"}.get(tail["noon"] or "", "")
    hour = periods.hour(tail["hour"], tail["noon"])
    minute = tail["minute"] or (tail["spoken"] and f"{periods.figure(tail['spoken']):02d}") or {"半": "30", "一刻": "15", "三刻": "45"}.get(tail["past"] or "", "00")
    return tail.end(), f"T{hour:02d}:{minute}" + (f":{tail['second']}" if tail["second"] else "")


def _second(chars: str, end: int, high: int) -> re.Match[str] | None:
    """Return the point behind 至, or behind 和 where 之间 follows."""
    join = NEXT.match(chars, end, high)
    if join:
        match = POINT.match(chars, join.end(), high)
        return match if match and match.end() > match.start() and not (set(_groups(match)) <= {"only_lunar_day", "only_bare"}) else None
    join = BETWEEN.match(chars, end, high)
    match = POINT.match(chars, join.end(), high) if join else None
    return match if match and match.end() > match.start() and BETWEEN_ENDS.match(chars, match.end(), high) else None


def _range(
    chars: str, start: int, end: int, groups: dict[str, str], frame: Frame, second: re.Match[str], high: int, clock: str
) -> Found | None:
    """Return the range from one point to another; each may owe its year or month to the other."""
    last = _groups(second)
    one = periods.resolve(groups, frame)
    if one is None:
        return None
    two = periods.resolve(last, msgspec.structs.replace(frame, inherit=one))
    if one.basis != "explicit" and two and two.basis == "explicit" and two.year and two.span and ("year" in last or "iso_year" in last):
        # 12月30日至2025年1月2日: the first point takes the year of the second, or the one before.
        for year in (two.year, max(two.year - 1, 1)):
            again = periods.resolve(groups, Frame(date(year, 1, 1), alone=True))
            if again and again.span and again.span[0] <= two.span[0]:
                one = msgspec.structs.replace(again, basis="explicit")
                break
    if two is None:
        return Found(start, end, one, clock)
    until, closing = _clock(chars, second.end(), high, last)
    if one.span is None or two.span is None:
        period = Period(None, two.precision, f"{one.timex}/{two.timex}", "unresolved")
        return Found(start, until, period, "", True)
    if two.span[1] < one.span[0]:
        return Found(start, end, one, clock)
    period = Period((one.span[0], two.span[1]), two.precision, f"{one.timex}{clock}/{two.timex}", one.basis, one.anchor, two.year, two.inclusive)
    return Found(start, until, period, closing, True)


def _meant(chars: str, match: re.Match[str], groups: dict[str, str], end: int, low: int, high: int, ranged: bool) -> bool:
    """Tell whether the words are a date where they stand: 近30年 is a length, 2024年…大会 a name, 12号楼 a building."""
    start = match.start()
    names = set(groups)
    if RECURRING.search(chars, max(low, start - 3), start) or ("holiday" in groups and THING.match(chars, end, high)):
        return False
    if start > low and _inside_word(chars[start - 1], match[0]):
        return False
    if "short" in groups and not _short_meant(chars, groups, start, end, low, ranged):
        return False
    if "year" in groups and names <= {"year", "inside"}:
        if periods.figure(groups["year"]) > 2199 or OLD.match(chars, end, high):
            return False
        if not ranged and NAMED.match(chars, end, high):
            return False
    if "only_day" in groups:
        return _day_meant(chars, groups, start, end, low, high, ranged)
    bad = {"only_lunar_day", "only_bare", "only_week", "only_week_day", "only_last_day", "only_mfirst", "season", "nth_month", "first_month", "year_week"}
    alone = not names & {"year", "short", "yword", "republic", "bare_year"}
    if alone and (names & bad) and "month" not in groups:
        return False
    if alone and groups.get("ypart", "年")[0] not in "年岁":
        return False
    if groups.get("only_mpart", "月")[0] != "月" or groups.get("qword") == "当":
        return False
    if "nmonths" in groups and alone:
        return groups["mside"] in "前头" and "个" in match[0]
    if "quarter" in groups and alone and not groups["quarter"].isdigit() and start > low and chars[start - 1] in "第":
        return True
    if "month" in groups and names == {"month"}:
        return not (start > low and chars[start - 1] in "第") and chars[end - 1] in "月份" or ranged
    if "weekday" in groups:
        return not (start > low and (chars[start - 1] in "每逢一二两三四五六七八九十百半几本这上下第" or chars[start - 1].isdigit()))
    return True


def _inside_word(before: str, text: str) -> bool:
    """以上年龄, 基本周期, 光明日报, 建成后年产值, and 国庆 as the name of a person."""
    if text[0] in "上下本当同":
        return before in "以之基日相根成资如不"
    if text.startswith(("后年", "后天", "前日", "前天", "前年")):
        return before in "成产营用投工束满最以之此先然今日目提"
    if text in ("国庆", "清明"):
        return "\u4e00" <= before <= "\u9fff" and before not in "迎度逢过年到在于的与和及共祝贺庆是从了用秋"
    return text.startswith("明日") and before == "光"


def _short_meant(chars: str, groups: dict[str, str], start: int, end: int, low: int, ranged: bool) -> bool:
    """15年3月 and 08年 are years, 15年 and 三十年 lengths of time; 三三年 is a year, 三四年 three or four."""
    text = groups["short"]
    if start > low and (chars[start - 1] in "近约逾超第满历经过每了数几十百千万" or chars[start - 1].isdigit()):
        return False
    if set(groups) - {"short", "inside", "ypart"} or (groups.get("ypart") and text.isdigit()):
        return True
    if text[0] == "0" or (len(text) == 2 and text[0] in "零〇○"):
        return True
    if len(text) == 3:
        return chars[end : end + 1] != "历" and bool(re.compile(r"(?:在|于|公元)$").search(chars, max(low, start - 2), start))
    if not text.isdigit():
        first, last = (periods.figure(c) for c in text)
        return last != first + 1
    return bool(SHORT_YEAR.search(chars, max(low, start - 3), start)) and not chars[end : end + 1] == "里"


def _day_meant(chars: str, groups: dict[str, str], start: int, end: int, low: int, high: int, ranged: bool) -> bool:
    """30日 is a day, 30日内 and 近30日 are lengths, 三日 is one too; 12号 is a day only where no building or line is numbered."""
    text = groups["only_day"]
    before = chars[start - 1] if start > low else ""
    # Behind 月 stands a day that the month does not have: 2月30日.
    if before in tuple("近约逾超第满每前后余多数几半另±+#月") or before.isdigit() or (before.isascii() and before.isalpha()):
        return False
    if not text.isdigit() and (len(text) < 2 or text == "二十") and not ranged:
        return False
    if ranged:
        return True
    if LENGTH_AFTER.match(chars, end, high) or NOT_SPAN.search(chars, max(low, start - 2), start):
        return False
    following = chars[end : end + 1]
    if chars[end - 1] == "日":
        return following not in tuple("本元照语常产均") or chars[end : end + 2] in ("本报", "本市", "本网")
    return chars[end - 1] != "号" or not ("\u4e00" <= following <= "\u9fff") or following in "上下晚早中凌前后起至到在举召将的我你他"


def _bounded(chars: str, found: Found, low: int, high: int) -> Found:
    """自…起 and …以来 have no end, 截至… and …前 no start."""
    period = found.period
    if period.span is None:
        return found
    first, last = period.span
    since = SINCE.search(chars, max(low, found.start - 4), found.start)
    if found.ranged:
        return found
    opens, closes = OPENS.match(chars, found.end, high), CLOSES.match(chars, found.end, high)
    if UNTIL.search(chars, max(low, found.start - 4), found.start):
        return _with(found, (first, last), f"../{_bound(period, last)}")
    if closes:
        if closes["incl"] or period.inclusive:
            return _with(found, (first, last), f"../{_bound(period, last)}")
        before = calendars.moved(first, -1)
        return _with(found, (before, before), f"../{before}") if before else found
    if opens and not (since and "从" not in since[0]) and AFTERWARDS.fullmatch(opens[0]):
        after = calendars.moved(last, 1)
        return _with(found, (after, after), f"{after}/..") if after else found
    if opens or (since and (since[0].strip() not in ("从", "打") or BEGINS.match(chars, found.end, high))):
        return _with(found, (first, last), f"{_bound(period, first)}/..")
    return found


def _bound(period: Period, day: date) -> str:
    """A period that TIMEX writes as two days is bounded by one of them."""
    return day.isoformat() if "/" in period.timex else period.timex


def _with(found: Found, span: tuple[date, date], timex: str) -> Found:
    return msgspec.structs.replace(found, period=msgspec.structs.replace(found.period, span=span, timex=timex), clock="" if "/" in timex else found.clock)


def _counted(document: Document, chars: str, numerals: list[Numeral], today: date | None) -> Iterator[Found]:
    """Yield the stretches counted from the reference date."""
    runs = document.runs()
    starts = [run[0] for run in runs]
    for numeral in numerals:
        start, end = numeral.source.text_start, numeral.source.text_end
        at = bisect_right(starts, start) - 1
        if at < 0 or start >= runs[at][1] or numeral.value > 1000:
            continue
        match = COUNTED.match(chars, end, runs[at][1])
        found = _stretch(chars, numeral, match, runs[at][0], today) if match else None
        if found:
            yield found


def _stretch(chars: str, numeral: Numeral, match: re.Match[str], low: int, today: date | None) -> Found | None:
    start = numeral.source.text_start
    unit, side = match["unit"].lstrip("个"), match["side"]
    back = BACK.search(chars, max(low, start - 4), start)
    word = back["word"] if back else ""
    amount = numeral.value + (0.5 if match["half"] or "半" in unit else 0.0)
    unit = unit.lstrip("半")
    if word in ("近", "最近", "过去", "未来", "今后", "接下来"):
        if word == "近" and not (side in ("来", "以来") or (side == "" and CLAUSE.search(chars, max(low, start - 3), start - 1) and chars[match.end() : match.end() + 1] in ("，", ","))):
            return None
        begin, end = (back.start() if back else start), match.end() - (len(side) if side in ("里", "内") else 0)
        ahead = word in ("未来", "今后", "接下来")
        return Found(begin, end, _reach(amount, unit, 1 if ahead else -1, today))
    if side[-1:] not in ("前", "后") or side == "" or numeral.value_high is not None:
        return None
    if start > low and chars[start - 1] in "前后第每提过了近隔":
        return None
    if side[-1] == "后" and not CLAUSE.search(chars, max(low, start - 2), start):
        return None
    period = _ago(amount, unit, -1 if side[-1] == "前" else 1, today)
    return Found(start, match.end(), period) if period else None


def _reach(amount: float, unit: str, direction: int, today: date | None) -> Period:
    """Return the stretch of `amount` units up to the reference date, or from it on."""
    precision = {"年": "year", "月": "month", "季度": "quarter"}.get(unit, "day")
    timex = f"P{amount:g}{'Y' if unit == '年' else 'M' if unit == '月' else 'Q' if unit == '季度' else 'W' if DAYS.get(unit) == 7 else 'D'}"
    if today is None:
        return Period(None, precision, timex, "unresolved")
    other = calendars.moved(today, direction * int(amount * DAYS[unit])) if unit in DAYS else calendars.shifted(today, direction * int(amount * MONTHS[unit]))
    if other is None:
        return Period(None, precision, timex, "unresolved")
    return Period((min(today, other), max(today, other)), precision, f"{min(today, other)}/{max(today, other)}", "relative")


def _ago(amount: float, unit: str, direction: int, today: date | None) -> Period | None:
    """3天前 is a day, 4个星期之后 a week, 三年前 a year."""
    if today is None:
        return _reach(amount, unit, direction, None)
    if unit in DAYS:
        found = calendars.moved(today, int(direction * amount * DAYS[unit]))
        span = (found, found) if found and DAYS[unit] == 1 else calendars.week_span(found) if found else None
        return Period(span, "day" if DAYS[unit] == 1 else "week", span[0].isoformat(), "relative", None, span[0].year) if span else None
    found = calendars.shifted(today, int(direction * amount * MONTHS[unit]))
    if found is None:
        return None
    if unit == "年":
        return Period(calendars.year_span(found.year), "year", f"{found.year}", "relative", None, found.year)
    return Period(calendars.months_span(found.year, found.month, found.month), "month", f"{found.year}-{found.month:02d}", "relative", None, found.year)
