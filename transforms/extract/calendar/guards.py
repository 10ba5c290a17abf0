"""Guards: where words that look like a date are none: 近30年 is a length, 2024年…大会 a name, 12号楼 a building, 以上年龄 no 上年."""

from __future__ import annotations

import re

from transforms import lexicon
from transforms.extract.calendar.calendars import HOLIDAYS
from transforms.extract.calendar.frames import Line
from transforms.extract.calendar.points import HAN
from transforms.extract.events import event_heads
from transforms.extract.numerals import figure
from transforms.model.patterns import pattern

NAMES = frozenset(event_heads.NAMED).union(lexicon.words("dated_names"))
# 2019年参加活动 names none
EVENTS = frozenset(event_heads.HEADS) - {"活动", "会议", "仪式"}


def _named(heads: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for what stands behind the year of a name that ends with one of `heads`."""
    return pattern(
        rf"(?!全(?!球)|[在以将已实完建我该其到起举召至获启发印出推开由对把从向能要力争,，、。])"
        rf"(?:(?!实现|完成|召开|举办|举行|主办|发布|启动|出台|印发|获得|开展|制定|成为|建成|成立|的|在|于|了|将|已|是|有|为)[\w{HAN}“”·—-]){{0,20}}?"
        rf"(?:{'|'.join(sorted(heads, key=lambda head: (-len(head), head)))})"
    )


# 2024年…大会: the year belongs to the name of what follows, unless a verb or a particle stands between.
NAMED = _named(NAMES)
NAMED_EVENT = _named(EVENTS)
# 自2015年第一届市长论坛召开以来: a year that something began in, though a name follows.
EVER = pattern(r"[^，。；,;\n]{1,24}?(?:以来|至今)")
# 每年10月: no day but a rule, and so is the second day of 每月5日、15日. 清明上河图: a thing.
RECURRING = pattern(r"(?:每|逢|历年|往年|常年)(?:个?[年月周逢到]|个?季度?)?(?:第.个月)?的?\x20?(?:\d{1,2}\x20?日?[、和]\x20?){0,3}$")
EACH = pattern(r"每(?:个?[年月周天日]|个?季度?)[^。；;！!？?\n]*\Z")
# 决定将6月5日定为世界环境日
SET_ASIDE = pattern(r"(?:确定|设立?|定|列|命名|指定)为[^,，。;；\n]{0,16}(?:日|节)(?![子期程目奏能])")
# 6月5日,时值|芒种, 6月5日是第54个|世界环境日: what the day before is called
SAME_DAY = pattern(r"\d日[,，]?(?:时值|正值|恰逢|适逢|正逢|正是|是)(?:第[\d一二三四五六七八九十]{1,4}个)?(?:“[\d.·]{2,5}”)?$")
# 张国庆, 李谷雨: given names too.
PERSONAL = {name for name, row in HOLIDAYS.items() if name == "国庆" or (row.rule == "term" and len(name) == 2)}
THING = pattern(
    r"运动|勋章|精神|国际|劳动|儿童|建军|妇女|红旗|奖|青年|大桥|起义|口号|上河[图园]|老人|树|联欢晚会|档|号|路|寺|街|粽|月饼|汤圆"
    "|(?<=[大小][寒暑])(?:[潮流天冷热假]|期(?!间))"
    # 从小|满足, 到处|暑气, 从冬至|春; 小满镇
    rf"|(?<=小满)[足意]|(?<=处暑)[气热]|(?<=[夏冬]至)[春夏秋冬今]|(?<={'|'.join(sorted(PERSONAL))})(?:村(?![民里晚口])|镇(?![上里])|乡(?![村亲愁间下土]))"
)
# 考察3日, 为期30日: lengths of time.
NOT_SPAN = pattern(
    r"(?:近|约|逾|超|超过|满|第|历时|历经|经过|为期|长达|每|不到|不足|达|共|历|有|了|过|考察|访问|参观|停留|逗留|连续|一连|培训|行程)$"
)
# 2000年历史 is a length.
OLD = pattern(r"的?(?:悠久)?历史(?!数据|新高|同期|上)|之久|树龄")
# Parts that mean nothing without the month or year they are part of.
COUNTING = "余多几数半个0123456789一二两三四五六七八九十百千万"  # 40余年中 is no 年中
NEEDS_YEAR = {
    "only_lunar_day", "only_bare", "only_week", "only_week_day", "only_last_day", "only_mfirst", "season", "nth_month", "first_month", "year_week",
}
SINCE_THEN = pattern("开始|以来|起")
SPELT_DAY, SCHOOL = pattern("[五六七八]一"), pattern("[一-龥]{0,2}(?:[中小]?学|医院|广场|公园|电影|厂)")
AT_YEAR = pattern(r"(?:在|于|公元)$")
SHORT_YEAR = pattern(r"(?:从|自|自从|截至|于|在|到|至|—|-|~|公元)\x20?$")
INSIDE = pattern("里")
# 在35年合作的基础上, 在20年间: how long something lasted, not 1935
LASTED = pattern(
    "[里间]|的?(?:友好|友谊|结好|交往|交流|往来|合作|历史|发展|历程|时间|时光|光阴|岁月|风雨|生涯|奋斗|努力|坚守|实践|探索|积累|积淀|沉淀|办学|从业|从教|职业|(?:建设|工作)(?=[中里历生经过]))"
)
# 藏历12月1日: months and days of a year of its own.
OTHER_CALENDARS = frozenset(("藏历", "傣历", "彝历", "回历"))
EACH_MONTH = pattern(r"至少|不少于|[一两二三四](?![日号十会川])")  # 一月一调度
BEGINS_CLAUSE = pattern(r"[\W于在至定将从]")  # 二十日 is the 20th at the beginning of a clause, else twenty days
LENGTH_AFTER = pattern(r"的?历史|以内|之内|内|间|游|之久|[的]?时间|[的]?期限|计|龄")


def meant(line: Line, match: re.Match[str], groups: dict[str, str], end: int, ranged: bool) -> bool:
    """Tell whether the words are a date where they stand: 近30年 is a length, 2024年…大会 a name, 12号楼 a building."""
    chars, low, high = line
    start = match.start()
    names = set(groups)
    if "holiday" in groups and (THING.match(chars, end, high) or (groups["holiday"][1] == "至" and "season_year" in groups)):  # 去冬|至今
        return False
    if names == {"bare_year"} and not ranged:
        return False
    if start > low and not match[0][0].isdigit() and _inside_word(chars[start - 1], match[0]):
        return False
    if "short" in groups and not _short_meant(chars, groups, start, end, low):
        return False
    if "year" in groups and names <= {"year", "inside"}:
        if figure(groups["year"]) > 2199 or OLD.match(chars, end, high):
            return False
        named = not ranged and NAMED.match(chars, end, high) is not None
        return not named or (start > low and chars[start - 1] in "自从" and EVER.match(chars, end, high) is not None)
    if "only_day" in groups:
        return _day_meant(line, groups["only_day"], start, end, ranged)
    alone = not names & {"year", "short", "yword", "season_year", "era", "bare_year"}
    # 今年五一, but 五一路 and 2023年八一中学.
    if "holiday" in groups and SPELT_DAY.fullmatch(groups["holiday"]) and (alone or SCHOOL.match(chars, end)):
        return False
    if alone and (names & NEEDS_YEAR) and "month" not in groups:
        return False
    if alone and "ypart" in groups and (groups["ypart"][0] not in "年岁" or (start > low and chars[start - 1] in COUNTING)):
        return False
    if groups.get("only_mpart", "月")[0] != "月" or groups.get("qword") == "当":
        return False
    if "nmonths" in groups and alone:
        return groups["mside"] in "前头首" and ("个" in match[0] or start == low or not "\u4e00" <= chars[start - 1] <= "\u9fff")
    if "month" in groups and names == {"month"}:
        if match[0] == "一月" and EACH_MONTH.match(chars, end):
            return False
        listed = chars[end : end + 1] == "、"  # 7、8月
        return (not (start > low and chars[start - 1] in "第") and (listed or chars[end - 1] in "月份")) or ranged
    if "weekday" in groups:
        return not (start > low and (chars[start - 1] in "个每逢一二两三四五六七八九十百半几本这上下第" or chars[start - 1].isdigit()))
    return True


def recurs(chars: str, start: int, end: int, low: int) -> bool:
    """Tell whether the words around a date make it one of every year, month or week."""
    if (chars[start] in "当次翌同" or chars[start + 1] == "旬") and EACH.search(chars, max(low, start - 40), start):  # 每月月初预告|当月的讲座
        return True
    before = chars[max(low, start - 16) : start]
    if "日" in before and not chars[start].isdigit() and SAME_DAY.search(before):  # 1月3日是|2023年首个工作日
        return True
    if ("每" in before or "逢" in before or "年" in before) and RECURRING.search(before):
        return True
    return chars[start - 1 : start] in ("将", "把", "即") and SET_ASIDE.match(chars, end) is not None


def _inside_word(before: str, text: str) -> bool:
    """以上年龄, 基本周期, 光明日报, 提前4个月, 建成后年产值, and 国庆 as the name of a person."""
    if text[0] in "上下本当同":
        return before in "以之基日相根成资如不"
    if text[0] == "前" and before in "提目此之当眼空生":
        return True
    if text.startswith(("后年", "后天", "前日", "前天", "前年")):
        return before in "成产营用投工束满最以之此先然今日目提"
    if text in PERSONAL:
        if before == "度":  # 欢度国庆, but 度小满
            return text not in ("国庆", "清明")
        return "\u4e00" <= before <= "\u9fff" and before not in "迎逢过年到在于的与和及共祝贺庆是从了用秋日天近至值前后自"
    if text.startswith(("次年", "次日")):  # 首次年内突破, 每次日均
        return before in "首一二两三四五多几每再屡本此上"
    if text.startswith("明天"):  # 美好明天, 城市的明天: the time to come
        return before in "的好福煌烂新"
    return text.startswith("明日") and before == "光"


def _short_meant(chars: str, groups: dict[str, str], start: int, end: int, low: int) -> bool:
    """15年3月 and 08年 are years, 15年 and 三十年 lengths of time; 三三年 is a year, 三四年 three or four."""
    text = groups["short"]
    if start > low and (chars[start - 1] in "近约逾超第满历经过每了数几十百千万" or chars[start - 1].isdigit()):
        return False
    if set(groups) - {"short", "inside", "ypart"} or (groups.get("ypart") and text.isdigit()):
        return True
    if text[0] == "0" or (len(text) == 2 and text[0] in "零〇○"):
        return True
    if len(text) == 3 and chars[start - 1 : start] in ("(", "（") and chars[end : end + 1] in (")", "）"):  # 建安十三年(208年)
        return True
    if len(text) == 3 and chars[start - 1 : start] in ("从", "自") and SINCE_THEN.match(chars, end):
        return True
    if len(text) == 3:
        return chars[end : end + 1] not in tuple("历的来里间中内之多") and AT_YEAR.search(chars, max(low, start - 2), start) is not None
    if not text.isdigit():
        first, last = (figure(c) for c in text)
        return last != first + 1
    # 从98年发展至今
    return bool(SHORT_YEAR.search(chars, max(low, start - 3), start)) and not (LASTED if chars[start - 1] in "在于" else INSIDE).match(chars, end)


def _day_meant(line: Line, text: str, start: int, end: int, ranged: bool) -> bool:
    """30日 is a day, 30日内 and 近30日 are lengths, 三日 is one unless a verb follows; 12号 numbers a building or line."""
    chars, low, high = line
    before = chars[start - 1] if start > low else ""
    # Behind 月 stands a day that the month does not have: 2月30日.
    if before in tuple("近约逾超第满每前后余多数几半另±+#月") or before.isdigit() or (before.isascii() and before.isalpha()):
        return False
    if not text.isdigit() and before in tuple("一二三四五六七八九十"):
        return False  # 历时二 + 十一日
    if not text.isdigit() and not ranged and not _spelt_day_meant(chars, text, start, end, low):
        return False
    if ranged:
        return True
    if LENGTH_AFTER.match(chars, end, high) or NOT_SPAN.search(chars, max(low, start - 2), start):
        return False
    following = chars[end : end + 1]
    if chars[end - 1] == "日":
        return following not in tuple("本元照语常产均") or chars[end : end + 2] in ("本报", "本市", "本网")
    return chars[end - 1] != "号" or not ("\u4e00" <= following <= "\u9fff") or following in "上下晚早中凌前后起至到在举召将的我你他"


def _spelt_day_meant(chars: str, text: str, start: int, end: int, low: int) -> bool:
    """七日上午 and 二十日, are days, 三日 and 用时二十日 lengths of time."""
    if text == "二十":
        return start == low or BEGINS_CLAUSE.match(chars, start - 1) is not None
    if chars[end - 1] not in "日号":  # 八日上午九时: with its hour
        return True
    return len(text) > 1 or (text != "一" and chars[end - 1] == "日" and chars[end : end + 1] in tuple("上下晚早凌在举召说表宣于抵出率指透赴"))
