"""Lines: what each line of a page is for, judged by its words, its shape and its neighbours.

A page reads: menu bar, breadcrumb (滨江新闻网 > 要闻 > 正文), title, 2024-10-17 来源:滨江日报, paragraphs with headings and
captions (图为签约现场。) between them, (责编:张三), then links, buttons and legal text. In doubt a line is body: a lost paragraph
costs more than a menu item read as one. A page of one line, or of lines that are all short, is body: it has no shape to judge.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec

from transforms import lexicon
from transforms.model.document import Role
from transforms.segment import bylines


class Label(msgspec.Struct, frozen=True, gc=False):
    """Words that tell the role of a line."""

    label: Annotated[str, "The words."]
    role: Annotated[Role, "The role of the line."]
    match: Annotated[Literal["whole", "prefix", "list"], "Whether the line is these words, begins with them, or is the head of a list of links."]
    why: Annotated[str, "What such a line does on a page."]


LABELS = lexicon.read("line_labels", Label)
WHOLE: dict[str, Role] = {label.label: label.role for label in LABELS}
PREFIX: dict[str, Role] = {label.label: label.role for label in LABELS if label.match == "prefix"}
LISTS = re.compile(rf"(?:{'|'.join(re.escape(label.label) for label in LABELS if label.match == 'list')})(?:$|[\s:：>》】\]/|])")
STARTS = re.compile("|".join(map(re.escape, sorted(PREFIX, key=len, reverse=True))))

# A line longer than this is no label, heading or title.
SHORT = 44
FINAL = re.compile(r"[。!！?？;；…][\"'”’」』)）\]】]*$")
ASKS = re.compile(r"[?？!！][\"'”’」』)）]*$")
PROSE = re.compile(r"[。,，;；!！?？]")
BULLETS = "•·▪►▶■●◆"
WORD = re.compile(r"\w")
URL = re.compile(r"(?:https?://|www\.)[\w./?=&%#-]+\s*")
STAMP = re.compile(r"[\d\s.:/-]{8,24}$")
OPEN_END = (",", "，", "、", ":", "：")
EDGES = " \t\r\u3000\xa0\u200b\ufeff•·●■◆▪►▶▷★☆*-—_>»|｜:：[]【】<>《》"

SITE_TOOLS = re.compile(r"设为[首主]页|加入收藏|收藏本[站页]|今天是|网站地图|关于我们|联系我们|登录.{0,4}注册")
PAGE = re.compile(r"第\s?\w{1,5}\s?版[:：]?$|[【\s]*第\s?\d+\s?页\s+第\s?\d+\s?页|(?:[【\[][^】\]]{0,10}[】\]]?\s*){3,}$|(?:https?://|www\.)[\w./?=&%#-]+$")
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}\s?[〔\[【(（]\s?(?:19|20)\d\d\s?[〕\]】)）]\s?第?\d+号$")
CRUMBS = re.compile(r"\s*(?:[>＞›»→]{1,2}|&gt;|-->)\s*")
BARS = re.compile(r"\s*[|｜丨]\s*|\s{2,}|\s+[·•]\s+")
NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}[章节部]|\d{1,2}(?:\.\d{1,2}){0,2}[、.．\s]?(?=[\u4e00-\u9fff]))")

CAPTION = re.compile(
    r"""_fororder_ | 第\d{1,3}[张页]$ | ^[▲△▼▽↑↓] | ^[(（〔【\[]?图\s?\d{0,2}\s?[:：丨|为] | ^图[(（] | ^图片(?:说明|来源|默认|由) | ^资料图 | ^配图
      | ^[上下左右题][下上]?图 | \.(?:jpe?g|png|gif|webp|bmp)$ | [(（]?(?:资料图片?|配图|网络图片?|示意图|效果图|图片来源[:：].{1,20})[)）]?。?$
      | (?:[^\w]|记者|\s)[\w·、\s/]{2,24}(?<!拍)摄[)）]?。?\s*$ | (?:供[图片]|摄影)[)）]?。?$ | [\s(（]供[图片][\s:：] | ^(?:图片)?(?:摄影|供图|图源)[:：]""",
    re.VERBOSE,
)
# 启动仪式, 项目签约, 论坛现场: a name for what the picture shows, without a verb in front (打造会展中心 is a heading).
SCENE = re.compile(r"""(?:现场|仪式|会场|合影|外景|内景|外观|全景|夜景|俯瞰|航拍|一角|一景|一隅|掠影|剪影|展台|展区|展厅|海报|截图|实景|近景|远景|[^,，]{0,3}签约
    |致(?:开幕|欢迎|闭幕)?[词辞]|讲话|发言|剪彩|揭牌|揭幕|颁奖|授牌|接受采访|主持会议)图?。?$""", re.VERBOSE)
VENUE = re.compile(r"(?:中心|展览馆|博物馆|体育馆|图书馆|美术馆|科技馆|纪念馆|大厦|广场|大桥|大厅|机场|码头|园区|公园|大剧院|校区|社区|新村|古镇|古城|老街|照片|图)$")
VERBS = re.compile(r"(?:打造|建设|推动|推进|聚焦|坚持|深化|加快|构建|搭建|促进|提升|做[好强大优]|创新|携手|共[建享商谋话绘]|走[进近]|迈向|争[当创]|建成|筑牢|擦亮|[让以从为向把将在].)")

# 他来到现场。 happens, and so does what stands behind a comma.
HAPPENS = re.compile(r"[,，:：了在]|来到|走[进入]|抵达|参观|出席|参加|举[行办]|离开|前往|直击|探访|回到|到[^。]{0,6}现场")

LEGAL = re.compile(
    r"""版权(?:所有|归|声明|与|信息|问题) | (?:免责|法律|特别|郑重|平台|版权|转载)声明 | (?i:copyright) | © | ICP[备证]| 公?网安备 | 不良信息举报 | 许可证(?:编?号)?[:：\d(（]
      | 未[经取获][^。]{0,20}(?:授权|许可|同意|协议)[^。]{0,30}(?:转载|摘编|复制|使用|发布|镜像|销售)
      | (?:本网|本站|本报|本平台|本公众号|本刊|本社|网站)[^。]{0,40}(?:转载|授权|版权|侵权|责任|删除|立场|同其观点|独家|联系的)
      | (?:转载|摘编|复制|使用)[^。]{0,30}(?:注明|授权|来源[:：“]) | 注明[^。]{0,4}[“"]?来源 | (?:不代表|仅代表)[^。]{0,12}(?:观点|立场) | (?:不|仅)[^。]{0,6}代表本[网站]
      | 侵[权犯][^。]{0,25}(?:联系|删除|告知|处理) | (?:联系|告知|通知)[^。]{0,12}(?:删除|处理|更正) | 追究[^。]{0,12}责任 | 不承担[^。]{0,12}责任 | 授权书 | 版权[^。]{0,12}联系
      | 技术支持[:：] | 邮编[:：]?\s*\d | (?:举报|投诉|新闻|服务)(?:热线|电话|邮箱)[:：] | 主办(?:单位)?[:：].{2,40}(?:承办|维护|技术支持|版权)""",
    re.VERBOSE,
)
# Legal text that cannot be news, wherever it stands.
FOOTER = re.compile(r"版权所有|(?i:copyright\s?(?:©|\(c\)|\d|20))|©|ICP[备证]\s?\d|公?网安备\s?\d|网站标识码|不良信息举报(?:电话|邮箱|中心)")
FOOTER_HINTS = ("版权所有", "opyright", "©", "ICP", "网安备", "网站标识码", "不良信息举报")
LEGAL_HINTS = (
    "版权", "声明", "转载", "摘编", "授权", "侵权", "侵犯", "不代表", "仅代表", "代表本", "追究", "不承担", "许可证", "网安备", "ICP", "©", "opyright",
    "举报", "删除", "注明", "邮编", "热线", "支持:", "支持：", "主办",
)
CALL = re.compile(
    r"""(?:欢迎|邀请|期待|希望|记得|别忘|敬请|请|快来|不妨|喜欢)[^。!！]{0,24}(?:点赞|转发|留言|评论区|评论|关注|收藏|分享|订阅|扫码|点击)
      | [点按]个赞 | (?:点赞|转发|评论区?|留言)[^。]{0,12}(?:点赞|转发|评论|收藏|关注|告诉|分享|讨论|交流) | (?:扫码?|扫描|长按|识别)[^。]{0,12}(?:二维码|下载|关注) | (?:关注|订阅)[^。]{0,10}公众号 | 下载[^。]{0,10}(?:APP|App|客户端)""",
    re.VERBOSE,
)
CALL_HINTS = ("点赞", "个赞", "转发", "评论", "留言", "关注", "扫码", "扫描", "二维码", "分享", "收藏", "下载", "订阅")
WIDGET = re.compile(r"APP|App|客户端|公众号|二维码|扫码|点赞|转发|分享|订阅|排行|滚动|推荐|下载|热[点门]|合作伙伴|专题|点击|登录")
SITE = re.compile(r"(?:[_|｜—-]{1,2}[^_|｜—-]{2,14}(?:网|在线|频道|新闻|客户端|政府|报)|\s[-—_|]+\s?[^\s_|—-]{2,12})$")
OUTLET = re.compile(r"(?:[报网社台刊]|在线|日报|晚报|客户端|新闻|融媒体?|传媒|发布|频道|杂志|周刊|公众号|小编)$")

DATED = re.compile(r"[\[(（【]?\s*(?:\d{1,2}-\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?$|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2})")
REPORTED = re.compile(rf"[^。,，;；!！?？:：]{{0,20}}?(?:记者|通讯员)\s{{0,4}}[\s:：]\s{{0,4}}{bylines.NAMES}(?:\s*[/(（,，]?\s*[(（]?(?:文|图|摄|报道|摄影报道|通讯员|记者|实习生)?[:：]?\s*(?:{bylines.NAMES})?[)）]?){{0,2}}\s*$")
BRACKETS = re.compile(r"^[\s(（\[【]+(?P<inside>[^()（）\[\]【】]{1,60})[\s)）\]】。]+$")
CREDIT = re.compile(rf"{bylines.NAMES}\s*(?:摄影报道|报道|文/图|图/文|文图|文并图|/文|/图)$")


def roles(lines: list[str]) -> list[Role]:
    """Return the role of every line; `lines` are the non-blank lines of a page, stripped."""
    if len(lines) == 1:
        return ["body"]
    found = [_look(line) for line in lines]
    paragraphs = [i for i, role in enumerate(found) if role == "body"] or [i for i, line in enumerate(lines) if len(line) > SHORT]
    if not paragraphs:
        return [role or "body" for role in found] if len(lines) > 3 else ["body"] * len(lines)
    first, last = paragraphs[0], paragraphs[-1]
    last = _legal_end(lines, found, first, last)
    _calls(lines, found, last)
    _lists(lines, found, first, last)
    _head(lines, found, first)
    _tail(lines, found, last)
    _repeated(lines, found)
    _middle(lines, found, first)
    return [role or "body" for role in found]


def _look(line: str) -> Role | None:
    """Return the role a line has by itself, body if it is prose, or None where its neighbours must tell."""
    if len(line) <= SHORT:
        return _look_short(line)
    if PAGE.match(line):
        return "navigation"
    if len(line) > 4 * SHORT:
        return "body"
    if ("图" in line or "摄" in line[-9:] or "_" in line or line[-1] in "张页" or line[0] in "▲△▼▽↑↓") and CAPTION.search(line):
        return "caption"
    if any(hint in line for hint in FOOTER_HINTS) and FOOTER.search(line):
        return "boilerplate"
    if "。" not in line and _is_byline(line):
        return "source_line"
    if "。" not in line and (_is_crumbs(line) or _is_bar(line)):
        return "navigation"
    return "body" if PROSE.search(line) else None


def _look_short(line: str) -> Role | None:
    bare = line.strip(EDGES)
    if not WORD.search(line):
        return None if "…" in line else "navigation"
    if PAGE.match(line.strip()) or PAGE.match(bare) or SITE_TOOLS.search(line) or _is_crumbs(line):
        return "navigation"
    role = WHOLE.get(bare)
    if role:
        return role
    if (match := STARTS.match(bare)) and (FINAL.search(line) is None or PREFIX[match[0]] != "navigation"):
        return PREFIX[match[0]]
    if CAPTION.search(line):
        return "caption"
    if _is_byline(line):
        return "source_line"
    if _is_bar(line) and not NUMBERED.match(line):
        return "navigation"
    if FOOTER.search(line):
        return "boilerplate"
    if _is_scene(line.rstrip("。")):
        return None
    if FINAL.search(line) and not (ASKS.search(line) and len(line) <= 36 and "。" not in line and line[0] not in "“\"‘"):
        return "body"
    return "body" if "。" in line or line.startswith("附件") else None


def _is_scene(line: str) -> bool:
    """Tell whether a line names what a picture shows, without a word that makes it a heading or a sentence."""
    return len(line) <= 24 and SCENE.search(line) is not None and not VERBS.match(line) and not NUMBERED.match(line) and not HAPPENS.search(line)


def _is_crumbs(line: str) -> bool:
    crumbs = CRUMBS.split(line)
    return len(crumbs) > 1 and "。" not in line and (len(crumbs) > 2 or 0 < len(crumbs[0]) <= 12)


def _is_bar(line: str) -> bool:
    """Tell whether a line is a row of short labels: 要闻 | 社会 | 文旅, or 首页 时政 社会 经济 文化."""
    parts = [part for part in BARS.split(line.strip(EDGES)) if part]
    if len(parts) >= 5 and line.count("|") + line.count("｜") >= 4:
        return True
    if len(parts) >= 3 and all(len(part) <= 10 for part in parts) and not FINAL.search(line):
        return True
    words = line.split()
    if len(words) > 1 and WHOLE.get(words[0]) == "navigation":
        return True
    return len(words) >= 5 and all(2 <= len(word) <= 6 and word.isalpha() for word in words)


def _is_byline(line: str) -> bool:
    """Tell whether a line consists of keys and values, a date, or the names of those who wrote it."""
    if FINAL.search(line) and not BRACKETS.match(line):
        return False
    line = URL.sub("", line) or line
    inside = match["inside"] if (match := BRACKETS.match(line)) else line.lstrip(" (（[【□■●◆▪○◎*\xa0")
    pair = bylines.PAIR.search(inside)
    timed = (date := bylines.DATE.search(line)) is not None and date["hour"] is not None
    if NUMBER.match(line) or (STAMP.match(line) and sum(map(str.isdigit, line)) >= 8):
        return True
    if pair and (pair.start() <= 12 or timed or DATED.match(inside)) and len(_residue(inside)) <= 30 and not CAPTION.search(line):
        return True
    if DATED.match(inside):
        return len(line) <= 40 and len(re.sub(r"[^\u4e00-\u9fff]", "", bylines.DATE.sub("", inside))) <= 14 and "," not in line and "，" not in line
    if inside.endswith("记者"):
        return len(inside) <= 14
    if "记者" in inside or "通讯员" in inside:
        return REPORTED.match(inside) is not None or bool(bylines.signature(re.sub(r"^(?:本[报网刊])?(?:记者|通讯员)", "", inside)))
    if match and (bylines.signature(inside) or "首发" in inside or "原载" in inside):
        return True
    return CREDIT.match(inside) is not None or (len(line) <= 40 and timed)


def _residue(line: str) -> str:
    """Return the longest value of a line of pairs: a sentence behind a colon is no byline."""
    return max((pair.value for pair in bylines.pairs(line) if pair.field != "published"), key=len, default="")


def _legal_end(lines: list[str], found: list[Role | None], first: int, last: int) -> int:
    """Mark the legal text that ends the page, and return where the last paragraph of news stands then.

    It opens with a line of such words after the first paragraph, and at least half of the paragraphs behind that have some too.
    """
    legal = [_is_legal(line) for line in lines]
    opening = next((i for i in range(first + 1, len(lines)) if legal[i] and _mostly_legal(found, legal, i)), None)
    for i, line in enumerate(lines):
        if found[i] is None and legal[i] and FOOTER.search(line):
            found[i] = "boilerplate"
    if opening is None:
        return last
    for i in range(opening, len(lines)):
        if found[i] in (None, "body"):
            found[i] = "boilerplate" if legal[i] or i <= last else None
    return max((i for i in range(opening) if i <= last and len(lines[i]) > SHORT or found[i] == "body"), default=first)


def _is_legal(line: str) -> bool:
    return any(hint in line for hint in LEGAL_HINTS) and LEGAL.search(line) is not None


def _mostly_legal(found: list[Role | None], legal: list[bool], start: int) -> bool:
    paragraphs = [legal[i] for i in range(start, len(found)) if found[i] in ("body", "boilerplate") or legal[i]]
    return 2 * sum(paragraphs) >= len(paragraphs) and (len(paragraphs) > 1 or start * 3 >= len(found) * 2 or start >= len(found) - 2)


def _calls(lines: list[str], found: list[Role | None], last: int) -> None:
    """Mark what asks the reader to share or to answer: one of the last two paragraphs, or a short line anywhere."""
    paragraphs = [i for i in range(last + 1) if found[i] == "body"][-2:]
    for i, line in enumerate(lines):
        if (i in paragraphs or (found[i] in (None, "body") and len(line) <= SHORT)) and any(hint in line for hint in CALL_HINTS) and CALL.search(line):
            found[i] = "promotion"


def _lists(lines: list[str], found: list[Role | None], first: int, last: int) -> None:
    """Mark the links below 相关阅读, 热点新闻 and the like, to the next paragraph or other role."""
    for i, line in enumerate(lines):
        if found[i] not in (None, "promotion") or not LISTS.match(line.strip(EDGES)):
            continue
        found[i] = "promotion" if i > first else "navigation"
        k = i + 1
        while k < len(lines) and found[k] is None and k > last:
            found[k] = "promotion"
            k += 1


def _head(lines: list[str], found: list[Role | None], first: int) -> None:
    """Mark the title: in front of the first paragraph, next to the line of its source, or the first that is long enough."""
    links = [i for i in range(first) if found[i] is None and lines[i][0] in BULLETS]
    for i in links if len(links) > 1 else ():
        found[i] = "navigation"
    candidates = [i for i in range(first) if found[i] is None and not lines[i].endswith(OPEN_END)]
    if not candidates:
        return
    source = next((i for i in range(first) if found[i] == "source_line" and candidates[0] < i), first)
    before = [i for i in candidates if i < source]
    plain = {i: _plain(lines[i]) for i in range(first)}
    named = [i for i in before if len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z]{2,}", lines[i])) >= 5 and len(lines[i]) <= 80 and not NUMBERED.match(lines[i])]
    if not named:
        return
    story = "".join(lines[first : first + 4])[:1500]
    title = max(named, key=lambda i: (_likeness(lines[i], story) + _place(lines, found, plain, i, source), -i))
    found[title] = "title"
    for i in range(first):
        if i == title or found[i] is not None:
            continue
        if plain[i] == plain[title] or (plain[i].startswith(plain[title]) and SITE.search(lines[i])):
            found[i] = "title" if i < source or i < title or SITE.search(lines[i]) else "caption"
        elif i < title:
            found[i] = "navigation"
        elif len(lines[i]) <= 14 and (_beside(found, i, "source_line") or i == title + 1):
            found[i] = "source_line" if OUTLET.search(lines[i]) or lines[i].isascii() or bylines.signature(lines[i]) else None


def _likeness(line: str, story: str) -> float:
    """Return how much a line is like the title of `story`: a title says in its words what the first paragraphs tell, in 10 to 40 characters."""
    pairs = {line[i : i + 2] for i in range(len(line) - 1)}
    return 4 * sum(pair in story for pair in pairs) / len(pairs) + (1 if 10 <= len(line) <= 42 else 0) - (3 if OUTLET.search(line) and len(line) <= 14 else 0)


def _place(lines: list[str], found: list[Role | None], plain: dict[int, str], i: int, source: int) -> float:
    """Return how much the place of line `i` speaks for a title: said twice, in front of the line of its source, behind the menu."""
    twice = any((k < i and plain[k].endswith(plain[i])) or (k > i and plain[k].startswith(plain[i])) for k in plain)
    menu = any(found[k] == "navigation" for k in range(i + 1, source))
    beside = i + 1 == source and found[source] == "source_line"
    second = i > 0 and found[i - 1] is None and len(lines[i - 1]) > 6  # 友城大会开幕, and below it: 来自60国的嘉宾与会
    return 2 * twice + beside - 2 * menu - second - 0.3 * sum(found[k] is None for k in range(i))


def _plain(line: str) -> str:
    return re.sub(r"\W+", "", line)


def _beside(found: list[Role | None], i: int, role: Role) -> bool:
    return (i > 0 and found[i - 1] == role) or (i + 1 < len(found) and found[i + 1] == role)


def _tail(lines: list[str], found: list[Role | None], last: int) -> None:
    """Mark what stands behind the last paragraph: links and widgets, unless it is one label of a picture."""
    rest = [i for i in range(last + 1, len(lines)) if found[i] is None]
    friends = next((i for i in range(last + 1, len(lines)) if "友情链接" in lines[i]), len(lines))
    for i in rest:
        bare = lines[i].strip(EDGES)
        if ASKS.search(lines[i]) or not WORD.search(lines[i]):
            found[i] = "body"
        elif _is_scene(lines[i]) and i == last + 1:
            found[i] = "caption"
        elif bylines.signature(lines[i]) and i == last + 1:
            found[i] = "source_line"
        elif i > friends or bare.endswith(("网站", "频道", "首页")) or (len(bare) <= 6 and bare != lines[i]):
            found[i] = "navigation"
        elif WIDGET.search(lines[i]) or len(rest) > 1 or found[i - 1] not in ("body", None):
            found[i] = "promotion"


def _repeated(lines: list[str], found: list[Role | None]) -> None:
    """Mark the title said again with a number: the caption of a picture that bears no other."""
    title = next((_plain(line) for line, role in zip(lines, found, strict=True) if role == "title"), None)
    for i, line in enumerate(lines) if title else ():
        if found[i] is None and (plain := _plain(line)) and plain.rstrip("0123456789") in (title, title.removesuffix("图"), title.removesuffix("组图")):
            found[i] = "caption"


def _middle(lines: list[str], found: list[Role | None], first: int) -> None:
    """Mark short lines between paragraphs: the label of a picture, else the heading of what follows."""
    i = 0
    while i < len(found):
        if found[i] is not None:
            i += 1
            continue
        end = i
        while end < len(found) and found[end] is None:
            end += 1
        for k in range(i, end):
            found[k] = _short_role(lines, found, k, end - i, k == end - 1) if k > first or lines[k].endswith(OPEN_END) else "heading"
        i = end


def _short_role(lines: list[str], found: list[Role | None], k: int, run: int, final: bool) -> Role:
    line = lines[k]
    if _is_scene(line.rstrip("。")):
        return "caption"
    if len(line) > SHORT or line.endswith(OPEN_END):
        return "body"
    if len(line) <= 24 and VENUE.search(line) and run <= 3 and (not final or found[k - 1] == "caption") and not VERBS.match(line) and not HAPPENS.search(line):
        return "caption"
    following = next((role for role in found[k + 1 :] if role not in ("caption", None)), None)
    if following != "body" and not NUMBERED.match(line):
        return "body"
    if run > 3 and not final and not NUMBERED.match(line):
        return "body"
    if ASKS.search(line):  # a question may open a section, but not between other questions or behind a heading
        return "heading" if line[-1] in "?？" and run == 1 and found[k - 1] == "body" else "body"
    return "heading"
