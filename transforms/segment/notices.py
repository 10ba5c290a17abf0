"""Notices: when and where something is held, what happens at which hour, and whom to call: 时间:5月16日, 09:00 开幕式, 联系人:张三.

发布时间:… is of the page, and the address at the foot of a site is the site's own.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise, takewhile

from transforms.model.patterns import pattern
from transforms.segment.shapes import NUMBERED, Found

# 联系人:, or an office and its number: 经济建设司 010-12345678.
REACHED = r"[一-龥]{3,20}[司局处科室办部委院]\s?(?:电话[:：]?\s?)?0\d{2,3}-\d{7,8}"
CONTACT = pattern(
    rf"{REACHED}|[(（]?(?:联系单位|抄\s*送|(?:通讯|通信|联系|办公|电子)?(?:地\s*址|邮\s*[箱编件]|电\s*话|传\s*真|手\s*机|联\s*系\s*人))\s?[:：]"
)
ASK = pattern(rf"[(（]?(?:(?:业务|新闻)?联\s*[系络]\s*(?:人|单位)?)\s?[:：]|(?:业务|新闻)联[系络]人?$|{REACHED}")
NUMBER = pattern(r"\d{3,4}-\d{4,8}|(?<!\d)1\d{10}(?!\d)")
NOTIFIES = pattern("通知|邀请|报名|征集|公告|公示|参会|答复|收悉|函复")
# 时 间:5月16日 and below it 地 点:海峡会议中心: what a programme tells of each event. Hosts alone stand at the foot of sites.
DETAIL = pattern(
    r"""[•·●■◆-]?\s?(?:(?P<tells>(?:活动|会议|举[办行]|召开|开幕|展[览会出]|论坛|大会|比赛|报名|做客|访谈|讲座|培训|演出|考试|征集|公示|集合)?(?:名\s?称|时\s?间|日\s?期|地\s?点|主\s?题)|会\s?期|会\s?场|人\s?物|(?:做客)?嘉\s?宾|参会|出席)(?:人员|嘉宾)?\s?[:：]
      |(?:主办|承办|协办|支持|指导|举办|参加|组织)(?:单位|机构|方|对象)?\s?[:：]|(?:获奖|申报|建设|设计|施工|监理|完成|推荐|参赛)(?:单位|机构|作品|[者人])\s?[:：])""",
    re.VERBOSE,
)
# 上午9:30 and [09:30] begin a line of a programme or of a report as things happen.
CLOCKED = pattern(r"[\[(（【•·●-]?\s?(?:\d{1,2}月\d{1,2}日)?(?:上午|中午|下午|晚上?)?\s?(?P<hour>[01]?\d|2[0-4])[:：](?P<minute>[0-5]\d)(?!\d)")
DAYTIMES = frozenset(("上午", "中午", "下午", "晚上", "全天", "第一天", "第二天", "第三天"))  # each heads its hours
HOURS = pattern(r"[\d\s:：~～至—–-]+")
ROWS = 4  # so many lines may tell of one hour


def days(lines: list[str], found: Found) -> None:
    """Mark the day below 二、活动时间: it is the notice's own."""
    for i in range(1, len(lines)):
        if found[i] == "source_line" and lines[i - 1].endswith(("时间", "日期")) and NUMBERED.match(lines[i - 1]):
            found[i] = "body"


def programmes(lines: list[str], found: Found) -> None:
    """Mark the lines that tell when, where and by whom, where two of them stand together, 时间:… and 地点:…, or a page has three."""
    own = [found[i] is None or (found[i] == "source_line" and "来源" not in line) for i, line in enumerate(lines)]
    details = [DETAIL.match(line) if own[i] and (":" in line or "：" in line) else None for i, line in enumerate(lines)]
    several = sum(d["tells"] is not None and d.end() < len(d.string) for d in details if d) > 2
    for told, group in groupby(range(len(lines)), lambda i: details[i] is not None):
        run = list(group)
        if told and (several or len(run) > 1) and any(d["tells"] for i in run if (d := details[i])):
            for i in run:
                found[i] = "body"


def timetables(lines: list[str], found: Found) -> None:
    """Mark what happens when, 09:00 开幕式 or the hour on a line of its own, where three lines begin with hours that do not run backwards."""
    clocks = ((i, CLOCKED.match(line)) for i, line in enumerate(lines) if found[i] is None)
    hours = [(i, (int(clock["hour"]), int(clock["minute"]))) for i, clock in clocks if clock]
    for told, group in groupby(pairwise(hours), lambda two: two[1][0] - two[0][0] <= ROWS and two[1][1] >= two[0][1]):
        run = list(group)
        start = run[0][0][0]
        if told and len(run) > 1 and (start == 0 or found[start - 1] != "promotion"):  # 滚动新闻 heads links
            start -= start > 0 and lines[start - 1].startswith("时间") and found[start - 1] is None  # 时间 内容
            end = run[-1][1][0] + 1
            found[start:end] = [role or (None if line in DAYTIMES else "body") for role, line in zip(found[start:end], lines[start:end], strict=True)]


def contacts(lines: list[str], found: Found, first: int, last: int) -> None:
    """Mark where to write to, 地址:…, in the story, and below it from 联系人 on where it is a notice or an answer: sites have it, too."""
    for i in range(first + 1, last):
        if found[i] in (None, "boilerplate") and found[i - 1] == "body" and CONTACT.match(lines[i]):
            found[i] = "body"
    start = next((i for i in range(last + 1, len(lines)) if ASK.match(lines[i])), len(lines))
    if start < len(lines) and any(NOTIFIES.search(line) for line in lines[:start]):
        called = [CONTACT.match(line) is not None or NUMBER.search(line) is not None for line in lines[start:]]
        for i in takewhile(lambda i: any(called[i - start : i - start + 3]), range(start, len(lines))):
            found[i] = "body"


def is_detail(line: str) -> bool:
    """Tell whether a line says when, where or how many, 时间:11月4日: 引言:城市与社会 says none of it."""
    return DETAIL.match(line) is not None or CONTACT.match(line) is not None or any(map(str.isdigit, line))
