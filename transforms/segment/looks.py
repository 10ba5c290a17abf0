"""Looks: what a line is by itself: 首页 > 要闻 is navigation, 2024-10-17 来源:滨江日报 a source line, 图为签约现场。 a caption.

Most short lines cannot be told by themselves (签约 may be a heading or the label of a picture): they look like None, and their
neighbours decide in lines.py. Longer lines are prose unless every sign speaks against it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Literal

import msgspec

from transforms import lexicon
from transforms.model.document import Role
from transforms.model.patterns import pattern
from transforms.segment import bylines
from transforms.segment.captions import is_caption, is_scene
from transforms.segment.shapes import EDGES, MEDIUM, NUMBERED, PROSE, SHORT, WORD, asks_or_calls, is_final


class Label(msgspec.Struct, frozen=True, gc=False):
    """Words that tell the role of a line."""

    label: Annotated[str, "The words."]
    role: Annotated[Role, "The role of the line."]
    match: Annotated[Literal["whole", "prefix", "list"], "Whether the line is these words, begins with them, or is the head of a list of links."]
    why: Annotated[str, "What such a line does on a page."]


LABELS = lexicon.read("line_labels", Label)
WHOLE: dict[str, Role] = {label.label: label.role for label in LABELS}
PREFIX: dict[str, Role] = {label.label: label.role for label in LABELS if label.match == "prefix"}
STARTS = pattern("|".join(map(re.escape, sorted(PREFIX, key=len, reverse=True))))
STARTING = frozenset(label[0] for label in PREFIX)
LISTS = pattern(rf"(?:{'|'.join(re.escape(label.label) for label in LABELS if label.match == 'list')})(?:$|[\s:：>》】\]/|])")

# 免责声明:… and 版权声明:… are the site's, however long.
NOTICE = pattern(rf"(?:{'|'.join(label.label for label in LABELS if label.role == 'boilerplate' and label.label.endswith('声明'))})[:：]")
NOTED = frozenset(label.label[0] for label in LABELS if label.role == "boilerplate")

# 索 引 号 and 发布机构 head the table above a public document.
FILED = pattern(
    r"""(?:索\s*引\s*号|所\s*属\s*主\s*题|主\s*题\s*词|文\s*件\s*(?:名\s*称|编\s*号)|公\s*开\s*(?:方\s*式|范\s*围|类\s*[型别])|(?:信\s*息|主\s*题)\s*分\s*类|发\s*[布文]\s*机\s*[构关]|(?:发\s*[布文]|成\s*文|生\s*成|上\s*载|生\s*效|[废失]\s*[止效]|公\s*开)\s*日\s*期|公\s*文\s*种\s*类|(?:发\s*文\s*)?(?:文|字)\s*号|内\s*容\s*概\s*述|有\s*效\s*性|名\s+称)
        [\s:：]""",
    re.VERBOSE,
)
SAID = pattern(r"[“\"‘]|(?:记者|问|答|主持人|[Qq]|\w{2,4})\s?[:：]|.*。")
URL = pattern(r"(?:https?://|www\.)[\w./?=&%#-]+\s*")
ITEM = pattern(r"[^:：]{1,14}[:：].")
PAGE = pattern(
    r"""第\s?\w{1,5}\s?版(?:[:：][^。]{0,30})?$ | [【\s]{0,4}第\s?\d{1,3}\s?页\s{1,4}第\s?\d{1,3}\s?页
      | [A-Z]\d{1,2}版?[:：][\u4e00-\u9fff·]{2,12}$ | 第\s?\[?\d{1,3}\]?\s?页[\s/,，]?共\s?\[?\d{1,3}\]?\s?页$ | (?:https?://|www\.)[\w./?=&%#-]+$
      | (?:[【\[][^【】\[\]]{0,10}+[】\]]?+\s*+){2,}+$""",
    re.VERBOSE,
)
SITE_TOOLS = pattern("设为首页|设为主页|加入收藏|收藏本站|收藏本页|今天是|网站地图|关于我们|联系我们")
NEIGHBOURS = pattern(r"上\s?[/／]\s?下一?[篇页条则]")
LOGIN = pattern(r"登录.{0,4}注册|(?:[账帐]户|[账帐]号|用户名)[\s:：]{0,3}密码")
ARROW = pattern(r"[>＞›»→&]")
BUTTONS = pattern(r"[\s:：/|｜丨【】\[\]?？]+")
SIGNED = pattern("来源|编辑|记者|20[0-9][0-9]")
CRUMBS = pattern(r"\s{0,9}(?:[>＞›»→]{1,2}|&gt;|-->)\s{0,9}")
# 文 / 张三 / 摄 names who wrote it.
STROKES = pattern(r"(?!.*(?:记者|[文图摄编]\s))[\w·]{2,8}(?:\s/\s[\w·]{2,10}){2,5}")
BARRED = pattern(r"[\s|｜丨]")
BARS = pattern(r"\s{0,9}[|｜丨]\s{0,9}|\s{2,}|\s[·•]\s")
# (翻译室 供稿/张三 摄影) behind a paragraph: who sent the text also took a picture.
SENT = pattern(r"[(（][^()（）]{0,16}(?:供稿|文字|撰文|文)\s?[/／、:：\s][^()（）]{1,16}[)）]$")
# The site speaks to the reader's browser: 建议使用 Chrome, 同意隐私权规范, 您即将进入之新闻内容 需满18岁.
BROWSER = pattern(
    r"""(?:建议|推荐|请)使用[^。]{0,20}(?:浏览器|(?i:chrome|firefox|edge|ie\s?\d)) | 浏览器(?:版本过低|不支[持援]|未启用)
      | 不支[持援][^。]{0,12}浏览器 | 最佳浏览效果
      | (?i:your\s(?:web\s)?browser|javascript)
      | (?:[Cc]ookies?|隐私权?)(?:政策|规范|声明|条款) | 关闭此视窗 | 您即将(?:进入|离开)之? | 阅读体验 | 内容分级处理办法 | こちら""",
    re.VERBOSE,
)
# Legal text that cannot be news, wherever it stands.
FOOTER = pattern(
    r"版权所有|(?i:copyright\s?(?:©|\(c\)|\d|20))|©|ICP[备证]\s?\d|公?网安备\s?\d|网站标识码|不良信息举报(?:电话|邮箱|中心)|请先登[录入]"
)
CONTACT = pattern(r"(?:地址|社址|编辑部)[:：].{0,60}(?:电话|邮编|邮箱|传真|(?i:e-?mail))[:：]?")

NUMBER = pattern(
    r"[(（]?[\u4e00-\u9fff]{1,10}\s?[〔\[【(（<《]\s?(?:19|20)\d\d\s?[〕\]】)）>》]\s?第?\d+号(?:\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日)?[)）]?$"
)
# The day of a document, written out: 二〇〇六年一月二十三日.
DAY = pattern(
    r"(?:(?:19|20)\d\d|[一二][〇○零ОOＯ0一二三四五六七八九]{3})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日"
)
CLOCK = pattern(r"(?:(?:香港|北京|台北|当地)?时间)?\s?\d{1,2}时\d{1,2}分")
STAMP = pattern(r"(?=(?:\D{0,3}\d){8})[\d\s.:/-]{8,24}$")
DATED = pattern(
    r"[\[(（【]?\s{0,4}(?:\d\d-\d\d-\d\d\s{1,4}\d{1,2}:\d\d|\d{1,2}-\d{1,2}\s{1,4}\d{1,2}:\d\d(?::\d\d)?$|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2})",
)
FIRST = pattern(r"(?:本文)?(?:(?:首发|刊载)于|原载|[摘转选]自|转载自)[^。,，《]{0,14}《[^。,，]{2,40}$")
# 城市纵览 2017年10期
ISSUE = pattern(r"《?(?P<outlet>[\u4e00-\u9fff]{2,14}?)》?[\s·]{0,3}(?:19|20)\d\d年第?\d{1,2}期")
# 《滨江日报》(2022年09月23日 04版)
PAPER = pattern(r"[《\s]{0,3}[\u4e00-\u9fff]{2,12}[报刊][\s》]{1,3}[(（]\s?(?:19|20)\d\d\s?[-/.年][^()（）]{3,12}版\s?[)）]")
# 滨江新闻网讯 tells news, even where its photographer signs it.
DATELINE = pattern(r"[^。,，]{2,14}(?:讯|消息|[日月]电)[\s(（]")
LASTING = pattern(r"\s?(?:[-—–~～]{1,2}|至)\s?\d")
WHEN = pattern(r"(?:时\s?间|日\s?期)\s?[:：](?!\s?\d\d-\d\d$)")
NAMED_DAY = pattern(
    r"[\w·]{2,14}[\s|｜]{1,4}(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日(?:\s?星期[一二三四五六日天])?)"
)
# 《 滨江日报海外版 》( 2020年11月25日 第 09 版)
PRINTED = pattern(
    r"《?\s?(?P<outlet>[\u4e00-\u9fff]{2,14})\s?》?\s?[(（]\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*第?\s?\w{1,4}\s?版\s?[)）]"
)
POSTED = pattern("发[表布]于")
BRACKETS = pattern(r"[\s(（\[【]+(?P<inside>[^()（）\[\]【】]{1,60})[\s)）\]】。]+$")
REPORTED = pattern(
    rf"""[^。,，;；!！?？:：]{{0,20}}?(?:记者|通讯员|采访人员)\s{{0,4}}[\s:：]\s{{0,4}}{bylines.NAMES}
         (?:\s{{0,4}}[/|｜(（,，]?(?:摄影报道|报道|文|图|摄|通讯员|本报记者|记者|实习生)?[:：]?\s{{0,4}}(?:{bylines.NAMES})?[)）]?){{0,4}}$""",
    re.VERBOSE,
)
# 记者张三╱台北24日电, 政治中心/张三报道: a stroke between who wrote and where.
FILED_BY = pattern(
    r"[〔【]?(?:[\u4e00-\u9fff]{2,8}[报社网台][/／\s]{1,3})?(?:记者)?\s?[\u4e00-\u9fff、]{2,16}\s?[/／╱|｜]\s?[\u4e00-\u9fff]{2,6}\s?(?:\d{1,2}日)?"
    r"(?:综合|即时|专题|采访)?(?:报[道导]|[专外]?电)[〕】]?"
)
# 新唐人记者/张三、李四 台湾高雄采访报道。
TOLD = pattern(r"[\u4e00-\u9fff]{0,8}记者\s?[/／]?\s?[\u4e00-\u9fff、·]{2,16}\s[\u4e00-\u9fff]{2,8}报[道导]。?")
OUTLET = pattern(r"[【\[][\u4e00-\u9fff]{2,8}[报网社台][】\]]")
# 滨江晚报记者张三 and 滨江记者张三通讯员李四报道, with no blank between.
REPORTER = pattern(
    r"(?:(?P<own>本[报网刊])|[\w·-]{2,20}[报网社台]|[\u4e00-\u9fff]{2,4})?(?:首席|全媒体|融媒体?|见习|实习)?(?:记者|通讯员)"
    r"(?P<name>[\u4e00-\u9fff]{2,4}?(?:[、\s]{1,3}[\u4e00-\u9fff]{2,4}?){0,5})"
    r"(?:\s?通讯员(?P<other>[\u4e00-\u9fff]{2,4}?))?(?:(?P<place>[/／][\u4e00-\u9fff]{2,8}(?:报道|报导|综合报道))|\s?报[道导])?$"
)
# 新闻中心报导, 本报综合报道
HOUSE = pattern(r"(?:本[报网刊台]|[\u4e00-\u9fff]{0,8}(?:中心|编辑部|采访组|网|报|台))(?:综合)?报[道导]")
# (根据滨江日报等编辑), (综合新华社报道)
DRAWN = pattern(r"(?:根据|综合|据)[^。]{2,30}(?:编辑|整理|报道|消息|电)")
CREDITS = ("报道", "报导", "文/图", "图/文", "文图", "文并图")


def look(line: str) -> Role | None:
    """Return the role a stripped line has by itself, body if it is prose, or None where its neighbours must tell."""
    if len(line) <= SHORT:
        return _look_short(line)
    if line[0] in NOTED and NOTICE.match(line):
        return "boilerplate"
    if len(line) > MEDIUM:
        return "body"
    if FILED.match(line.lstrip(EDGES)):
        return "source_line"
    if _is_page(line):
        return "navigation"
    if is_caption(line) and not DATELINE.match(line) and not SENT.search(line):
        return "caption"
    if _is_footer(line):
        return "boilerplate"
    if "。" not in line:
        if is_byline(line):
            return "source_line"
        if is_crumbs(line) or _is_bar(line):
            return "navigation"
    return "body" if PROSE.search(line) else None


# The menu of a site stands in each of its pages.
@lru_cache(maxsize=4096)
def _look_short(line: str) -> Role | None:
    bare = line.strip(EDGES)
    if not WORD.search(bare):
        return None if "…" in line else "navigation"
    if _is_page(line) or _is_page(bare) or _is_tool(line) or is_crumbs(line) or line.endswith("~~~"):
        # 第A16版:体育 2019-11-18, but 今天是2019年11月18日
        return "source_line" if bylines.DATE.search(line) and not _is_tool(line) else "navigation"
    if role := WHOLE.get(bare) or _buttons(bare):
        return role
    final = is_final(line)
    if bare[0] in STARTING and (match := STARTS.match(bare)) and not (final and PREFIX[match[0]] == "navigation"):
        return PREFIX[match[0]]
    if is_caption(line):
        return "caption"
    if LISTS.match(bare) and not SIGNED.search(bare) and not _is_bar(line):  # 推荐阅读:市长会见来访客人
        return None
    if is_byline(line) or is_outlet(line) or FILED.match(bare) or FILED.match(line.lstrip(EDGES)) or ISSUE.fullmatch(line) or PRINTED.fullmatch(line):
        return "source_line"
    if _is_bar(line) and not NUMBERED.match(line):
        return "navigation"
    if DATELINE.match(line):  # 新华社长沙10月5日电 题:老街新事
        return "body"
    if _is_footer(line):
        return "boilerplate"
    if is_scene(line):
        return None
    # A question may be a title or a heading; a quoted one is said by somebody, and so is 记者:…?
    asks = asks_or_calls(line) and len(line) <= 36 and not SAID.match(line)
    return "body" if (final and not asks) or "。" in line or line.startswith("附件") else None


def _buttons(line: str) -> Role | None:
    """Return the role of a row of buttons, 我要评论 打印 关闭: navigation if one of them is a tool of the page."""
    words = [word for word in BUTTONS.split(line) if word and not word.isdigit()] if BUTTONS.search(line) else []  # 3 上一篇 放大
    found = {WHOLE.get(word) or PREFIX.get(word) for word in words}
    return None if not found or found - {"navigation", "promotion"} else "navigation" if "navigation" in found else "promotion"


def is_byline(line: str) -> bool:
    """Tell whether a line consists of keys and values, a date, or the names of those who wrote it."""
    brackets = BRACKETS.match(line)
    if is_final(line) and not brackets:
        return TOLD.fullmatch(line) is not None
    if "://" in line or "www." in line:
        line = URL.sub("", line) or line
    if (line[-1] in "号)）" and NUMBER.match(line)) or (line[-1] == "日" and DAY.fullmatch(line)):
        return True
    if (line[-1] == "分" and CLOCK.fullmatch(line)) or (not line[-1].isalpha() and STAMP.match(line)):
        return True
    inside = brackets["inside"] if brackets else line.lstrip(" (（[【□■●◆▪○◎•·*\xa0")
    date = bylines.DATE.search(line) if "20" in line or "19" in line else None
    if NUMBERED.match(line) or _is_when(inside, date):
        return False
    if PAPER.fullmatch(line):
        return True
    return _is_keyed(line, inside, date) or _is_dated(line, inside, date) or _is_signed(line, inside, brackets is not None)


def is_outlet(line: str) -> bool:
    """Tell whether a line is the name of an outlet in brackets, 【滨江新闻网】."""
    return line[0] in "【[" and OUTLET.fullmatch(line) is not None


def _is_when(inside: str, date: re.Match[str] | None) -> bool:
    """Tell whether a line says when something is held: 2016年10月21日-22日, or 时间:5月16日 without a year."""
    return LASTING.match(inside, date.end()) is not None if date else WHEN.match(inside) is not None and len(bylines.pairs(inside)) == 1


def _is_keyed(line: str, inside: str, date: re.Match[str] | None) -> bool:
    """Tell whether a line begins with a key, 来源:滨江日报, and has no value as long as a sentence."""
    pairs = bylines.pairs(inside)
    if not pairs or not bylines.KEYED.search(inside):
        return bool(pairs)
    near = pairs[0].start <= 12 or (date is not None and date["hour"] is not None) or DATED.match(inside)
    return bylines.PAIR.search(inside) is not None and bool(near) and _longest_value(inside) <= 30 and not is_caption(line)


def _is_dated(line: str, inside: str, date: re.Match[str] | None) -> bool:
    """Tell whether a line is a date with few words beside it: 2024-10-17 第3版, 城市观察 2021-06-24, or has a time of day."""
    if date is None:
        return False
    if DATED.match(inside):
        words = re.sub(r"[^\u4e00-\u9fff]", "", bylines.DATE.sub("", inside))
        if len(line) <= 40 and len(words) <= 14 and "," not in line and "，" not in line:
            return True
    elif len(line) <= 30 and NAMED_DAY.fullmatch(inside):
        return True
    elif date["hour"] is not None and "记者" not in inside and "通讯员" not in inside:
        return len(line) <= 40 or POSTED.search(line) is not None
    return False


def _is_signed(line: str, inside: str, bracketed: bool) -> bool:
    """Tell whether a line names who wrote it: 记者张三/台北报道, (记者 张三 李四), 张三 摄影报道."""
    if FILED_BY.fullmatch(inside) or FIRST.match(inside) or HOUSE.fullmatch(inside):
        return True
    if inside.endswith("记者"):
        return len(inside) <= 14
    if "记者" in inside or "通讯员" in inside or "采访人员" in inside:
        return bracketed or REPORTED.match(inside) is not None or _is_reporter(inside)
    if (bracketed or line[0] in "□■●") and (bylines.signature(inside) or "首发" in inside or "原载" in inside):
        return True
    if bracketed and (DRAWN.fullmatch(inside) or bylines.joined(inside) or (inside.endswith("供稿") and len(inside) <= 20)):
        return True
    return (inside.endswith(CREDITS) or "报导" in inside) and bool(bylines.signature(inside))


def _is_reporter(line: str) -> bool:
    """Tell whether a line is 本报记者张三, 记者张三 or 滨江新闻网记者张三/台北报道; a bare name begins with a surname (记者获悉)."""
    match = REPORTER.match(line)
    if match is None or (match["other"] and not bylines.signature(match["other"])):
        return False
    return match["own"] is not None or match["place"] is not None or bool(bylines.signature(match["name"]))


def _longest_value(line: str) -> int:
    """Return the length of the longest value of a line of pairs: a sentence behind a colon is no byline."""
    return max((len(pair.value) for pair in bylines.pairs(line) if pair.field != "published"), default=0)


def _is_footer(line: str) -> bool:
    if "址" in line[:3] and CONTACT.match(line):
        return True
    hinted = "版" in line or "c" in line or "C" in line or "网" in line or "©" in line or "不良信息" in line or "请先登" in line
    return hinted and FOOTER.search(line) is not None


def _is_page(line: str) -> bool:
    """Tell whether a line names a page, or is nothing but an address or buttons."""
    # 【作者:张三】【编辑:李四】 is no row of buttons.
    return line[0] in "第【[hwABCD" and PAGE.match(line) is not None and all(pair.field == "other" for pair in bylines.pairs(line))


def _is_tool(line: str) -> bool:
    neighbours = "上一" in line and "下一" in line and len(line) <= 20
    tools = NEIGHBOURS.match(line) or SITE_TOOLS.search(line) or (("登录" in line or "密码" in line) and LOGIN.search(line))
    return neighbours or bool(tools)


def is_crumbs(line: str) -> bool:
    """Tell whether a line is the path to the page: 首页 > 要闻 > 正文, udn / 地方 / 高高屏."""
    if " / " in line and len(line) <= SHORT and STROKES.fullmatch(line):
        return True
    if ARROW.search(line) is None or "。" in line:
        return False
    crumbs = CRUMBS.split(line)
    # 资讯 >, but 热点>> is the head of a list
    return len(crumbs) > 2 or (len(crumbs) == 2 and 0 < len(crumbs[0]) <= 12 and (crumbs[1] != "" or line.endswith((" >", " ›"))))


def _is_bar(line: str) -> bool:
    """Tell whether a line is a row of short labels: 要闻 | 社会 | 文旅, or 首页 时政 社会 经济 文化."""
    if not BARRED.search(line):
        return False
    words = line.split()
    bars = line.count("|") + line.count("｜") + line.count("丨")
    if len(words) < 2 and bars < 2:
        return False
    parts = [part for part in BARS.split(line.strip(EDGES)) if part]
    if len(parts) >= 5 and bars >= 4:
        return True
    if len(parts) >= 3 and all(len(part) <= 10 for part in parts) and not is_final(line):
        return True
    if len(words) > 1 and WHOLE.get(words[0]) == "navigation":
        return True
    spaced = len(words) >= 8 and all(len(word) == 1 for word in words)  # 首 页 政 务 公 开
    return spaced or (len(words) >= 5 and all(2 <= len(word) <= 6 and word.isalpha() for word in words))
