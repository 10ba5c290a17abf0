"""Menus: rows of links and buttons, and the path to a page: 要闻 | 社会 | 文旅, 打印 关闭, 首页 > 要闻 > 正文, 第16版:体育.

A sentence with a stroke or an arrow in it is none: what stands between them is short, and no line ends as a sentence does.
"""

from __future__ import annotations

import re

from transforms.model.document import Role
from transforms.model.patterns import pattern
from transforms.segment import bylines
from transforms.segment.labels import BEGINS, WHOLE
from transforms.segment.shapes import EDGES, NUMBERED, SHORT, is_final

PAGE = pattern(
    r"""(?:第\s?\w{1,5}|[一二三四五六七八]|头)\s?版(?:[:：][^。]{0,30})?$ | [【\s]{0,4}第\s?\d{1,3}\s?页\s{1,4}第\s?\d{1,3}\s?页
      | (?:[A-Z]\d{1,2}版?|0\d{1,4}版)[:：][\u4e00-\u9fff·]{2,12}$ | 第\s?\[?\d{1,3}\]?\s?页[\s/,，]?共\s?\[?\d{1,3}\]?\s?页$
      | \d{1,4}\s?条(?:记录|评论)?\s{1,4}\d{1,3}/\d{1,3}\s?页$ | (?:https?://|www\.)[\w./?=&%#-]+$
      | \d{1,2}:\d\d\s?/\s?\d{1,2}:\d\d$
      | 0?0:00$ | (?:\w{2,6}】?\s)?(?:[【\[][^【】\[\]]{0,10}+[】\]]?+\s*+){2,}+$ | !\[\]\([^()]+\)[\s|]*$""",
    re.VERBOSE,
)
SITE_TOOLS = pattern(
    r"设为首页|设为主页|加入收藏|收藏本站|收藏本页|今天是[\s:：]*(?:(?:19|20)\d\d|星期|$)|网站地图|关于我们(?!的)|(?<![请与])联系我们(?!的|删除|处理|[:：]\s?\w)"
    "|欢迎您?(?:访问|登[录陆]|光临|来到)[^。,，]{2,24}(?:网|网站|平台|主页)[!！]?$"
)
NEIGHBOURS = pattern(r"上\s?[/／]\s?下一?[篇页条则]|3上一[篇版期]$|下一[篇版期]4$")  # 3 and 4 were arrows
LOGIN = pattern(r"^登录[\u4e00-\u9fff]{2,8}[账帐]号$|登录(?:.{0,4}|\w{3,8}\s..)注册|(?:[账帐]户|[账帐]号|用户名)[\s:：]{0,3}密码")
ARROW = pattern(r"[>＞›»→&]")
BUTTONS = pattern(r"[\s:：/|｜丨【】\[\]?？]+")
CRUMBS = pattern(r"\s{0,9}(?:[>＞›»→]{1,2}|&gt;|-->)\s{0,9}")
# 文 / 张三 / 摄 names who wrote it.
STROKES = pattern(r"(?!.*(?:记者|[文图摄编]\s))[\w·]{2,8}(?:\s/\s[\w·]{2,10}){2,5}")
BARRED = pattern(r"[\s|｜丨]")
BARS = pattern(r"\s{0,9}[|｜丨]\s{0,9}|\s{2,}|\s[·•]\s")


def buttons(line: str) -> Role | None:
    """Return the role of a row of buttons, 我要评论 打印 关闭: navigation if one of them is a tool of the page."""
    words = [word for word in BUTTONS.split(line) if word and not word.isdigit()] if BUTTONS.search(line) else []  # 3 上一篇 放大
    found = {WHOLE.get(word) or BEGINS.get(word) for word in words}
    return None if not found or found - {"navigation", "promotion"} else "navigation" if "navigation" in found else "promotion"


def is_page(line: str) -> bool:
    """Tell whether a line names a page, or is nothing but an address or buttons."""
    # 【作者:张三】【编辑:李四】 is no row of buttons.
    begins = line[0] in "第一二三四五六七八头【[!hwABCD" or line[0].isdigit() or "】" in line[-3:]
    return begins and PAGE.match(line) is not None and all(pair.field == "other" for pair in bylines.pairs(line))


def is_tool(line: str) -> bool:
    """Tell whether a line is a tool of the site: 上一篇 下一篇, 设为首页, 登录 注册."""
    neighbours = "上一" in line and "下一" in line and len(line) <= 20
    tools = NEIGHBOURS.match(line) or SITE_TOOLS.search(line) or (("登录" in line or "密码" in line) and LOGIN.search(line))
    return neighbours or bool(tools)


def is_crumbs(line: str) -> bool:
    """Tell whether a line is the path to the page: 首页 > 要闻 > 正文, udn / 地方 / 高高屏."""
    if " / " in line and len(line) <= SHORT and STROKES.fullmatch(line):
        return True
    if ARROW.search(line) is None or "。" in line or NUMBERED.match(line):
        return False
    crumbs = CRUMBS.split(line)
    # 资讯 >, but 热点>> and 图片新闻 >>更多 head lists
    return "更多" not in (crumbs[0], crumbs[-1]) and (
        len(crumbs) > 2 or (len(crumbs) == 2 and 0 < len(crumbs[0]) <= 12 and (crumbs[1] != "" or line.endswith((" >", " ›"))))
    )


def is_bar(line: str) -> bool:
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
    tool = len(words) > 1 and WHOLE.get(words[0]) == "navigation" and len(words[-1]) <= SHORT
    if tool and (len(words[0]) > 1 or len(words[-1]) < 3):  # 大 中 小, but 大 城 市:五百万人
        return True
    spaced = len(words) >= 8 and all(len(word) == 1 for word in words)  # 首 页 政 务 公 开
    return spaced or is_row(line)


def is_row(line: str) -> bool:
    """Tell whether a line consists of short words, 首页 时政 社会 经济 文化; the names of cities or of persons look alike."""
    words = line.split()
    return len(words) >= 5 and all(2 <= len(word) <= 6 and word.isalpha() for word in words)
