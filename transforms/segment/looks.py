"""Looks: what a line is by itself: 首页 > 要闻 is navigation, 2024-10-17 来源:滨江日报 a source line, 图为签约现场。 a caption.

Most short lines cannot be told by themselves (签约 may be a heading or the label of a picture): they look like None, and their
neighbours decide in lines.py. Longer lines are prose unless every sign speaks against it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.model.document import Role
from transforms.model.patterns import pattern
from transforms.segment import bylines
from transforms.segment.captions import is_caption, is_scene
from transforms.segment.labels import LISTS, NOTED, NOTICE, TEMPLATE, WHOLE, begun
from transforms.segment.menus import buttons, is_bar, is_crumbs, is_page, is_tool
from transforms.segment.shapes import EDGES, MEDIUM, NUMBERED, PROSE, SHORT, WORD, asks_or_calls, is_final
from transforms.segment.sources import FILED, ISSUE, PRINTED, is_byline, is_outlet

# “新城”是什么? asks itself, “我们来了!” is said.
SAID = pattern(r"[“\"‘](?![^”\"’]{1,16}[”\"’][^”\"’]{2,}$)|(?:记者|问|答|主持人|[Qq]|\w{2,4})\s?[:：]|.*。")
ITEM = pattern(r"[^:：]{1,14}[:：].")
SIGNED = pattern("来源|编辑|记者|20[0-9][0-9]")
# (翻译室 供稿/张三 摄影) behind a paragraph: who sent the text also took a picture.
SENT = pattern(r"[(（][^()（）]{0,16}(?:供稿|文字|撰文|文)\s?[/／、:：\s][^()（）]{1,16}[)）]$")
CLOCK = pattern(r"\s20\d\d-\d\d?-\d\d?\s\d\d?:\d\d(?::\d\d)?$")
ANNEX = pattern(r"附件\s?[\d一二三四五六七八九十]{0,2}")  # it is headed so; 附件:名单 tells of it
# 新华社记者 张三 摄, and no word of what the picture shows
TAKEN = pattern(r"(?:[\u4e00-\u9fff]{0,8}记者)?\s?[\u4e00-\u9fff]{2,4}\s?摄")
# The site speaks to the reader's browser: 建议使用 Chrome, 同意隐私权规范, 您即将进入之新闻内容 需满18岁.
BROWSER = pattern(
    r"""(?:建议|推荐|请)使用[^。]{0,20}(?:浏览器|(?i:chrome|firefox|edge|ie\s?\d)) | 浏览器(?:版本过低|不支[持援]|未启用)
      | 升级浏览器 | 旧版本?的?浏览器
      | 不支[持援][^。]{0,12}浏览器 | 最佳浏览效果
      | (?i:your\s(?:web\s)?browser|javascript)
      | (?:[Cc]ookies?|隐私权?)(?:政策|规范|声明|条款) | 关闭此视窗 | 您即将(?:进入|离开)之? | (?:更|最)[佳好]的阅读体验
      | 内容分级处理办法 | こちら""",
    re.VERBOSE,
)
# Legal text that cannot be news, wherever it stands.
FOOTER = pattern(
    r"版权所有|(?i:copyright\s?(?:©|\(c\)|\d|20))|©|ICP[备证]\s?\d|(?i:powered\sby)|公?网安备\s?\d|新网备\s?\d|网站标识码|不良信息举报(?:电话|邮箱|中心)|请先登[录入]"
)
CONTACT = pattern(r"(?:地址|社址|编辑部)[:：].{0,60}(?:电话|邮编|邮箱|传真|(?i:e-?mail))[:：]?")
# 滨江新闻网讯 tells news, even where its photographer signs it.
# 当日,博览会开幕。 goes on with the news, below what a picture shows.
DATELINE = pattern(r"[^。,，]{2,14}(?:讯|消息|[日月]电)(?:[\s(（/／]|题[:：])|当日[,，]")


def look(line: str) -> Role | None:
    """Return the role a stripped line has by itself, body if it is prose, or None where its neighbours must tell."""
    if line[0] in "{$<" and TEMPLATE.match(line):
        return "boilerplate"
    if len(line) <= SHORT:
        return _look_short(line)
    if line[0] in NOTED and (NOTICE.match(line) or ("。" not in line and begun(line) == "boilerplate")):
        return "boilerplate"
    if len(line) > MEDIUM:
        return "body"
    if FILED.match(line.lstrip(EDGES)):
        return "source_line"
    if is_page(line):
        return "navigation"
    # Several sentences are news, even where a photographer signs them.
    told = line.count("。") > 1 and line[0] not in "图▲△▼▽↑↓(（【" and "图为" not in line and "。当日" not in line
    if not told and is_caption(line) and not DATELINE.match(line) and not SENT.search(line):
        return "caption"
    if _is_footer(line):
        return "boilerplate"
    if "。" not in line:
        if is_byline(line):
            return "source_line"
        if is_crumbs(line) or is_bar(line):
            return "navigation"
    return "body" if PROSE.search(line) or line.count("、") > 3 else None


# The menu of a site stands in each of its pages.
@lru_cache(maxsize=4096)
def _look_short(line: str) -> Role | None:
    bare = line.strip(EDGES)
    if not WORD.search(bare):
        return None if "…" in line else "navigation"
    if is_page(line) or is_page(bare) or is_tool(line) or is_crumbs(line) or line.endswith("~~~"):
        # 第A16版:体育 2019-11-18, but 今天是2019年11月18日
        return "source_line" if bylines.DATE.search(line) and not is_tool(line) else "navigation"
    if role := WHOLE.get(bare) or WHOLE.get(bare.replace(" ", "")) or buttons(bare):  # 打 印
        return role
    if (role := begun(bare)) and "编辑:" not in bare and "编辑：" not in bare:  # 分享到: 责任编辑:张三
        clock = CLOCK.search(bare)
        return "source_line" if clock and bare[: clock.start()] in WHOLE else role  # 首页 2022-05-25 15:02:33
    if is_caption(line):
        return "caption"
    if LISTS.match(bare) and not SIGNED.search(bare) and not is_bar(line):  # 推荐阅读:市长会见来访客人
        return None
    if is_byline(line) or is_outlet(line) or FILED.match(bare) or FILED.match(line.lstrip(EDGES)) or ISSUE.fullmatch(line) or PRINTED.fullmatch(line):
        return "source_line"
    if is_bar(line) and not NUMBERED.match(line):
        return "navigation"
    if DATELINE.match(line):  # 新华社长沙10月5日电 题:老街新事
        return "body"
    if _is_footer(line):
        return "boilerplate"
    if is_scene(line):
        return None
    final = is_final(line)
    # A question may be a title or a heading; a quoted one is said by somebody, and so is 记者:…?
    asks = asks_or_calls(line) and len(line) <= 36 and not SAID.match(line)
    parted = "。" in line or line.count(";") + line.count("；") > 1
    return "body" if (final and not asks) or parted or (line.startswith("附件") and not ANNEX.fullmatch(line)) else None


def _is_footer(line: str) -> bool:
    if "址" in line[:3] and CONTACT.match(line):
        return True
    hinted = "版" in line or "c" in line or "C" in line or "网" in line or "©" in line or "不良信息" in line or "请先登" in line
    return hinted and FOOTER.search(line) is not None
