"""Sources: the lines in which a page says where it comes from: 2024-10-17 来源:滨江日报, 记者张三/台北报道, 滨政发〔2024〕6号.

A day on which something is held (2016年10月21日-22日, 时间:5月16日) and a sentence behind a key are no such lines.
"""

from __future__ import annotations

import re

from transforms.model.patterns import pattern
from transforms.segment import bylines
from transforms.segment.captions import is_caption
from transforms.segment.shapes import NUMBERED, is_final

# 索 引 号 and 发布机构 head the table above a public document.
FILED = pattern(
    r"""(?:信\s*息\s*)?
        (?:索\s*引\s*号|所\s*属\s*主\s*题|主\s*题\s*词|文\s*件\s*(?:名\s*称|编\s*号)|公\s*文\s*名\s*称|公\s*开\s*(?:[方形]\s*式|范\s*围|类\s*[型别]|属\s*性|期\s*限)|(?:[主体]\s*[题裁])?\s*分\s*类|发\s*[布文]\s*(?:机\s*[构关]|单\s*位)|(?:发\s*[布文]|成\s*文|生\s*成|上\s*载|生\s*效|实\s*施|[废失]\s*[止效]|公\s*开)\s*日\s*期|公\s*文\s*种\s*类|(?:发\s*文\s*)?(?:文|字)\s*号|内\s*容\s*概\s*[述况]|有\s*效\s*性|效\s*力\s*状\s*[况态]|(?:[废失]\s*[止效]|生\s*效)\s*时\s*间|主\s*题(?=[(（]一)|名\s+称|关\s*键\s*词(?=\s[^:：]*分\s*类\s*词))
        (?:[\s:：(（]|(?<=日期)(?=\d)|(?=[^。]{2,30}[文字]号))""",
    re.VERBOSE,
)
URL = pattern(r"(?:https?://|www\.)[\w./?=&%#-]+\s*")
NUMBER = pattern(
    r"[(（]?(?:[\u4e00-\u9fff]{1,10}\s?[〔\[【(（<《]?\s?(?:19|20)\d\d\s?[〕\]】)）>》]\s?第?|(?:19|20)\d\d年第)\d+号(?:\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日)?[)）]?$"
)
# The day of a document, written out: 二〇〇六年一月二十三日.
DAY = pattern(
    r"(?:(?:19|20)\d\d|[一二][〇○零ОOＯ0一二三四五六七八九]{3})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日"
)
READ = pattern(r"(?:浏览|阅读|点击|访问)(?:量|数|次数)?\s?\d{1,8}\s?次?|[本全][文篇][^。]{0,6}\d{2,6}\s?字[^。]{0,14}分钟")  # 浏览次数563
CLOCK = pattern(r"(?:(?:香港|北京|台北|当地)?时间)?\s?(?P<clock>\d{1,2}时\d{1,2}分)")
# 滨江信息港 06-11 07:53:06 and ©原创 06-11 07:53 say no year; 0931-8460000 is a telephone.
STAMP = pattern(r"(?!0\d{2,3}-\d{7,8}$)(?:©?[\u4e00-\u9fff]{2,10}\s{1,4}(?=\d\d-\d\d\s\d\d:\d\d))?(?=(?:\D{0,3}\d){8})[\d\s.:/-]{8,24}$")
DATED = pattern(
    r"[-\[(（【]?\s{0,4}(?:发布[:：]\s?)?(?:\d\d-\d\d-\d\d\s{1,4}\d{1,2}:\d\d|\d{1,2}-\d{1,2}\s{1,4}\d{1,2}:\d\d(?::\d\d)?$|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2})",
)
FIRST = pattern(
    r"(?:(?:本文|文章)(?:已|经){0,2}(?:转?授权)?转?[载自]+|(?:本文|文章)?转载?自\s?)[^。,，:：《》]{2,20}$"
    r"|(?:本文|原文|全文)?(?:(?:首发|刊[载登发])于|原载|[摘转选]自|转载自)[^。,，《]{0,14}《[^。,，]{2,40}$"
)
# 城市纵览 2017年10期
ISSUE = pattern(r"《?(?P<outlet>[\u4e00-\u9fff]{2,14}?)》?[\s·]{0,3}(?:19|20)\d\d年第?\d{1,2}期")
# 《滨江日报》(2022年09月23日 04版)
PAPER = pattern(r"[《\s]{0,3}[\u4e00-\u9fff]{2,12}[报刊][\s》]{1,3}[(（]\s?(?:19|20)\d\d\s?[-/.年][^()（）]{3,12}版\s?[)）]")
LASTING = pattern(r"\s?(?:[(（]\s?\d{1,2}[:：]\d\d\s?)?(?:[-—–~～]{1,2}|至)\s?\d")
# 举行时间:2012年9月20日
HELD = pattern(r"(?:举[行办]|召开|活动|会议|开[幕放工]|比赛|报名|[布撤]展|展[览出]|论坛|大会|演出|截止|集合)(?:时间|日期)\s?[:：]")
WHEN = pattern(r"(?:时\s?间|日\s?期)\s?[:：](?!\s?\d\d-\d\d$)")
# (对外联络处) signs a text for a body.
OFFICE = pattern(r"[(（][\u4e00-\u9fff、\s]{2,16}[处科局委办室站队][)）]")
# 2016-10-17 09:34 滨江市人民政府 【大 中 小】【打印】
TOOLS = pattern(r"(?:\s{0,9}[【\[][^【】\[\]]{1,10}[】\]])+\s*$|\s我要[点评论]{2}$")
# 张三 李四 城市怎么办 2021-06-24: who wrote, where, and when.
NAMED_DAY = pattern(
    r"(?P<names>(?:[\w·]{2,14}\s){0,4})(?P<outlet>[\w·]{2,14})[\s|｜]{1,4}(?:19|20)\d\d"
    r"(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日(?:\s?星期[一二三四五六日天])?)"
    r"|[\u4e00-\u9fff]{2,6}(?:19|20)\d\d年[01]\d月[0-3]\d日"  # 今日报章2016年06月23日
)
# 2016年10月26日市政府工作会议预告 is about that day; 2016年10月26日滨江在线 is not.
OF_A_DAY = pattern(r"\d日(?!星期|周|第|来源|发[布表]|更新|讯|出版|刊|[上下]午|晚|凌晨)[\u4e00-\u9fff]{4,}(?<![报网社台刊线])$")
# (江城日报记者 张三) 【编辑:李四】
GROUPS = pattern(r"(?:[(（【\[][^()（）【】\[\]]{2,40}+[)）】\]]\s*+){2,3}+$")
GROUP = pattern(r"[(（【\[][^()（）【】\[\]]{2,40}[)）】\]]")
# 《 滨江日报海外版 》( 2020年11月25日 第 09 版)
PRINTED = pattern(
    r"《?\s?(?P<outlet>[\u4e00-\u9fff]{2,14})\s?》?\s?[(（]\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*第?\s?\w{1,4}\s?版\s?[)）]"
)
POSTED = pattern("发[表布]于")
BRACKETS = pattern(r"[\s(（\[【]+(?P<inside>[^()（）\[\]【】]{1,60})[\s)）\]】。]+$")
REPORTED = pattern(
    rf"""[^。,，;；!！?？:：]{{0,20}}?(?:记者|通讯员|采访人员)\s{{0,4}}[\s:：]\s{{0,4}}{bylines.NAMES}
         (?:\s{{0,4}}[/|｜(（,，]?(?:摄影报道|摄影|报道|文|图|摄|通讯员|本报记者|记者|实习生)?[:：]?\s{{0,4}}(?:{bylines.NAMES})?[)）]?){{0,4}}$""",
    re.VERBOSE,
)
# 记者张三╱台北24日电, 政治中心/张三报道: a stroke between who wrote and where.
FILED_BY = pattern(
    r"[〔【]?(?:[\u4e00-\u9fff]{1,8}(?:[报社网台]|新闻|中心)[/／|｜\s]{1,3})?(?:记者)?\s?[\u4e00-\u9fff、]{2,16}\s?[/／╱∕|｜]\s?[\u4e00-\u9fff]{2,6}\s?(?:\d{1,2}日)?"
    r"(?:综合|即时|专题|采访)?(?:报[道导]|[专外]?电)[〕】]?"
)
# 新唐人记者/张三、李四 台湾高雄采访报道。
TOLD = pattern(r"[\u4e00-\u9fff]{0,8}记者\s?[/／]?\s?[\u4e00-\u9fff、·]{2,16}\s[\u4e00-\u9fff]{2,8}报[道导]。?")
# 原标题:… and 关键词:… are as long as they like.
LISTING = ("原", "关键", "标签")
OUTLET = pattern(
    r"[【\[](?:[\u4e00-\u9fff]{2,8}[报网社台]|[\u4e00-\u9fff、]{2,16}讯)[】\]]"
    r"|[(（][\u4e00-\u9fff]{2,8}(?:[日晚早晨时商]报|通讯社|电视台|网(?<![联官上]网))[)）]"
)
# 滨江晚报记者张三 and 滨江记者张三通讯员李四报道, with no blank between.
REPORTER = pattern(
    r"(?:(?P<own>本[报网刊])|[\w·-]{2,20}[报网社台]|[\u4e00-\u9fff]{2,4})?(?:首席|全媒体|融媒体?|见习|实习)?(?:记者|通讯员)"
    r"(?P<name>[\u4e00-\u9fff]{2,4}?(?:[、\s]{1,3}[\u4e00-\u9fff]{2,4}?){0,5}|[\u4e00-\u9fff]{5,9}?(?=摄影|报|$))"
    r"(?:\s?(?:通讯员|记者)(?P<other>[\u4e00-\u9fff]{2,4}?))?(?:(?P<place>[/／][\u4e00-\u9fff]{2,8}(?:报道|报导|综合报道))|\s?(?:摄影)?报[道导])?$"
)
# 本报记者专访了市长 tells what somebody did; a family name may be too rare to be known.
TOLD_OF = pattern("[了在从到获的是对将与向昨今要做]|专访|看到|采访")
# 新闻中心报导, 本报综合报道
HOUSE = pattern(r"(?:本[报网刊台]|[\u4e00-\u9fff]{0,8}(?:中心|编辑部|采访组|网|报|台))(?:综合)?报[道导]")
# (根据滨江日报等编辑), (综合新华社报道)
DRAWN = pattern(r"(?:根据|综合|据)[^。]{2,30}(?:编辑|整理|报道|消息|电|\d日)")
SENDERS = ("新华社发", "中新社发")
CREDITS = ("报道", "报导", "文/图", "图/文", "文、图", "图、文", "文图", "文并图")


def is_byline(line: str) -> bool:
    """Tell whether a line consists of keys and values, a date, or the names of those who wrote it."""
    if GROUPS.match(line):
        groups = GROUP.findall(line)
        told = [is_byline(group) for group in groups]  # 【纠错】 is a button
        return any(told) and all(signs or len(group) <= 5 for signs, group in zip(told, groups, strict=True))
    brackets = BRACKETS.match(line)
    if is_final(line) and not brackets:
        return TOLD.fullmatch(line) is not None
    if "://" in line or "www." in line:
        line = URL.sub("", line) or line
    if (line[-1] in "号)）" and NUMBER.match(line)) or ("日" in line[-2:] and DAY.fullmatch(line.strip("()（）"))):
        return True
    if (line[-1] == "分" and CLOCK.fullmatch(line)) or (line[0] in "浏阅点访本全" and READ.fullmatch(line)):
        return True
    if not line[-1].isalpha() and STAMP.match(line):
        return True
    inside = brackets["inside"] if brackets else line.lstrip(" (（[【□■●◆▪○◎⊙•·*|｜>\xa0-")
    date = bylines.DATE.search(line) if "20" in line or "19" in line else None
    if NUMBERED.match(line) or _is_when(inside, date):
        return False
    if PAPER.fullmatch(line):
        return True
    return _is_keyed(line, inside, date) or _is_dated(line, inside, date) or _is_signed(line, inside, brackets is not None)


def is_outlet(line: str) -> bool:
    """Tell whether a line is the name of an outlet in brackets, 【滨江新闻网】 or (滨江日报), or of who sent the news, 【滨江大学国际处讯】."""
    return line[0] in "【[(（" and OUTLET.fullmatch(line) is not None


def _is_when(inside: str, date: re.Match[str] | None) -> bool:
    """Tell whether a line says when something is held: 2016年10月21日-22日, 举行时间:…, or 时间:5月16日 and 布展时间: without a year."""
    if date:
        return LASTING.match(inside, date.end()) is not None or HELD.match(inside) is not None
    pairs = bylines.pairs(inside)
    return len(pairs) == 1 and (WHEN.match(inside) is not None or (pairs[0].key in ("时间", "日期") and inside[: pairs[0].start].isalpha()))


def _is_keyed(line: str, inside: str, date: re.Match[str] | None) -> bool:
    """Tell whether a line begins with a key, 来源:滨江日报, and has no value as long as a sentence."""
    pairs = bylines.pairs(inside)
    if not pairs or not bylines.KEYED.search(inside):
        return bool(pairs)
    # 滨江市政府 2008年3月11日 来源:新华社: a day right in front of a key is that of the page.
    told = date is not None and (date["hour"] is not None or not inside[date.end() : pairs[0].start].strip())
    near = pairs[0].start <= 12 or "〔" in inside[:12] or told or DATED.match(inside)
    return bylines.PAIR.search(inside) is not None and bool(near) and _longest_value(inside) <= 30 and not is_caption(line)


def _is_dated(line: str, inside: str, date: re.Match[str] | None) -> bool:
    """Tell whether a line is a date with few words beside it: 2024-10-17 第3版, 城市观察 2021-06-24, or has a time of day."""
    if date is None:
        return False
    if OF_A_DAY.search(inside):
        return False
    inside = TOOLS.sub("", inside)
    if DATED.match(inside):
        words = re.sub(r"[^\u4e00-\u9fff]", "", bylines.DATE.sub("", inside))
        if len(inside) <= (60 if date["hour"] else 40) and len(words) <= (20 if date["hour"] else 14) and "," not in line and "，" not in line:
            return True
    elif len(line) <= 40 and NAMED_DAY.fullmatch(inside):
        return True
    elif date["hour"] is not None and "记者" not in inside and "通讯员" not in inside:
        return len(line) <= 40 or POSTED.search(line) is not None
    return False


def _is_signed(line: str, inside: str, bracketed: bool) -> bool:
    """Tell whether a line names who wrote it: 记者张三/台北报道, (记者 张三 李四), 张三 摄影报道."""
    if FILED_BY.fullmatch(inside) or FIRST.match(inside) or HOUSE.fullmatch(inside) or (line[0] == "⊙" and bylines.pairs(line)):
        return True
    if inside.endswith("记者"):
        return len(inside) <= 14 and not TOLD_OF.search(inside)
    if "记者" in inside or "通讯员" in inside or "采访人员" in inside:
        return bracketed or (line[0] in "□■●" and len(inside) <= 16) or REPORTED.match(inside) is not None or _is_reporter(inside)
    if (bracketed or line[0] in "□■●") and (bylines.signature(inside) or "首发" in inside or "原载" in inside):
        return True
    signed = inside in SENDERS or DRAWN.fullmatch(inside) or bylines.joined(inside) or (inside.endswith("供稿") and len(inside) <= 20)
    if bracketed and (signed or OFFICE.fullmatch(line)):
        return True
    return (inside.endswith(CREDITS) or "报导" in inside) and bool(bylines.signature(inside))


def _is_reporter(line: str) -> bool:
    """Tell whether a line is 本报记者张三, 记者张三 or 滨江新闻网记者张三/台北报道; a bare name begins with a surname (记者获悉)."""
    match = REPORTER.match(line)
    if match is None or (match["other"] and not bylines.signature(match["other"])):
        return False
    own = match["own"] is not None and not TOLD_OF.search(match["name"])
    return own or match["place"] is not None or bool(bylines.signature(match["name"]) or bylines.apart(match["name"]))


def _longest_value(line: str) -> int:
    """Return the length of the longest value of a line of pairs: a sentence behind a colon is no byline."""
    values = (pair.value for pair in bylines.pairs(line) if pair.field != "published" and not pair.key.startswith(LISTING))
    # 来源: 江城晚报 于2020-07-13 9:54:15 提示:… is as long as what stands in front of the time.
    return max((len(value[: date.start()] if (date := bylines.DATE.search(value)) and date["hour"] else value) for value in values), default=0)
