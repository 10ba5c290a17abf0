"""Lines: what each line of a page is for, judged by its words, its shape and its neighbours.

A page reads: menu bar, breadcrumb (滨江新闻网 > 要闻 > 正文), title, 2024-10-17 来源:滨江日报, paragraphs with headings and
captions (图为签约现场。) between them, (责编:张三), then links, buttons and legal text. In doubt a line is body: a lost paragraph
costs more than a menu item read as one. A page of one line, or of a few short ones, is body: it has no shape to judge.
"""

from __future__ import annotations

import re

from transforms.model.document import Role
from transforms.segment import bylines
from transforms.segment.looks import BROWSER, EDGES, ITEM, LISTS, NUMBERED, SHORT, WORD, asks_or_calls, is_act, is_crumbs, is_scene, is_venue, look

Found = list[Role | None]

BULLETS = "•·▪►▶■●◆"
OPEN_END = (",", "，", "、", ":", "：")
# Above this many lines in front of the first paragraph nobody looks for the title.
HEAD = 80

LEGAL = re.compile(
    r"""版权(?:所有|归|声明|与|信息|问题|作品) | (?:免责|法律|特别|郑重|平台|版权|转载)声明 | (?i:copyright) | © | ICP[备证] | 公?网安备
      | 不良信息举报
      | 未[经取获][^。]{0,20}(?:授权|许可|同意|协议)[^。]{0,30}(?:转载|摘编|复制|使用|发布|镜像|销售)
      | (?<!日)(?:本网|本站|本报|本平台|本公众号|本刊|本社|网站)[^。]{0,40}(?:转载|授权|版权|侵权|责任|删除|立场|同其观点|独家|联系的)
      | (?:转载|摘编|复制|使用)[^。]{0,30}(?:注明|授权|来源[:：“]) | 注明[^。]{0,4}[“"]?来源
      | (?:不代表|仅代表)[^。]{0,12}(?:观点|立场) | (?:不|仅)[^。]{0,6}代表本[网站] | 登载此文 | 授权书 | 版权[^。]{0,12}联系
      | 侵[权犯][^。]{0,25}(?:联系|删除|告知|处理) | (?:联系|告知|通知)[^。]{0,12}(?:删除|处理|更正) | 追究[^。]{0,12}责任 | 不承担[^。]{0,12}责任
      | 许可证(?:编?号)?[:：\d(（] | 技术支持[:：] | 邮编[:：]?\s?\d | (?:举报|投诉|新闻|服务)(?:热线|电话|邮箱)[:：]
      | 主办(?:单位)?[:：].{2,40}(?:承办|维护|技术支持|版权)""",
    re.VERBOSE,
)
# The site speaks of itself: only then do unlicensed copies and liability belong to the page and not to its news.
OWN = re.compile(
    r"""版权(?:所有|声明|说明|归属|作品)|声明[:：]?$|(?:免责|法律|特别|平台|版权|本[站网])声明|凡[^。]{0,4}注明|(?<!日)本[网站]|本平台|本公众号|转载请注明|登载此文|(?i:copyright)
      |©|ICP[备证]|网安备|(?:举报|新闻|投诉)(?:电话|热线|邮箱)|技术支持|许可证""",
    re.VERBOSE,
)
# Neither OWN nor LEGAL nor CALL nor BUTTON can match without one of these: what has none is not searched. Literals are looked for fastest.
OWN_HINT = re.compile("登载此文|版权|声明|注明|本网|本站|本平台|本公众号|转载请|opyright|OPYRIGHT|©|ICP|网安备|电话|热线|邮箱|技术支持|许可证")
LEGAL_HINT = re.compile(
    "登载此文|版权|声明|c|C|©|网安备|不良信息|未经|未取|未获|本网|本站|本报|本平台|本公众号|本刊|本社|网站|转载|摘编|复制|使用|注明|代表|授权书|侵权|侵犯"
    "|联系|告知|通知|追究|不承担|许可证|技术支持|邮编|热线|电话|邮箱|主办"
)
# 欢迎在评论区留言 asks the reader; 希望社会各界关注 and 获得点赞两百万次 are news.
CALL = re.compile(
    r"""(?:欢迎|邀请|期待|希望|记得|别忘|敬请|请|快来|不妨|喜欢)[^。!！]{0,24}
        (?:点赞|转发|留言|评论区|订阅|扫码|扫描|关注(?:我们|本[号站刊]|[^。,，]{0,12}(?:公众号|微信|账号|小程序))|收藏[本这吧关]
          |分享(?:[给到至您你]|出去|本文|这篇|朋友圈)|点击(?:[下上]方|阅读|链接|右上))""",
    re.VERBOSE,
)
BUTTON = re.compile(
    r"""[点按]个赞 | (?:点赞|转发|评论区?|留言)[^。]{0,12}(?:点赞|转发|评论|收藏|关注|告诉|分享|讨论|交流)
      | (?:扫码?|扫描|长按|识别)[^。]{0,12}(?:二维码|下载|关注) | (?:关注|订阅)[^。]{0,10}公众号 | 下载[^。]{0,10}(?:APP|App|客户端)
      | ^更多[^。,，]{0,12}(?:请(?:进入|访问|登录|浏览|点击|关注|见|看|移步)|尽在)""",
    re.VERBOSE,
)
CALL_HINT = re.compile("更多|点赞|个赞|转发|评论|留言|关注|扫|二维码|分享|收藏|下载|订阅|点击")
# The bar at the foot of a site: 关于我们 | 版权声明 | 网站地图.
FOOT = re.compile(r"关于我们|关于本[站网]|联系我们|联系方式|[版权法律免责]{2}声明|隐私|[网站]站?地图|广告服务|招聘|帮助中心|网站律师|友情链接")
WIDGET = re.compile(r"APP|App|客户端|公众号|二维码|扫码|点赞|转发|分享|订阅|排行|滚动|推荐|下载|热[点门]|合作伙伴|专题|点击|登录")
# 论坛开幕_滨江新闻网: a title as the browser shows it.
SITE = re.compile(r"(?:[_|｜—-]{1,2}[^_|｜—-]{2,14}(?:网|在线|频道|新闻|客户端|政府|报)|\s[-—_|]{1,2}\s?[^\s_|—-]{2,12})$")
CREDITED = re.compile(r"(?:摄影|摄像|图片?|供图|航拍)\s?[:：]\s?\S{2,4}$")
LETTERS = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2,}")
NO_WORD = re.compile(r"\W+")
ORIGINAL = re.compile(r"[(（【\[]?原(?:标题|题目|文标题)[:：]?")
ABOVE = 60
# 入选名单如下: and 一、国家园林城市(共7个) announce names on the lines below; what stands there ends as places and works do.
ANNOUNCED = re.compile(
    r"(?:名单|如下|下列[^。]{0,16}|以下[^。]{0,16}|分别[为是]|包括)[:：]$"
    r"|名单(?:如下|[(（]第.{1,3}[批届][)）])$|[(（]共?\d{1,3}[个家项座][)）][:：]?$"
)
ROSTERED = re.compile(
    r"^[^。;；!！?？]*(?:[省市县区旗镇乡村州]|项目|工程|案例|公司|集团|大学|学院|医院|学校|中心|小区|园|基地|企业|单位|馆|路|[老大]街|古城)$"
)
NUMERAL, DIGIT = re.compile("[一二三四五六七八九十]+"), re.compile(r"\d+")
SITES = re.compile("(?:网|网站|频道|首页|在线|客户端)$")
TEASED = ("...", "…")
OUTLET = re.compile(r"(?:[报网社台刊]|在线|客户端|新闻|融媒体?|传媒|发布|频道|杂志|公众号|小编)$")


def roles(lines: list[str]) -> list[Role]:
    """Return the role of every line; `lines` are the non-blank lines of a page, stripped."""
    if len(lines) == 1:
        return ["body"]
    found: Found = [look(line) for line in lines]
    _browser(lines, found)
    _above(lines, found)
    _rosters(lines, found)
    paragraphs = [i for i, role in enumerate(found) if role == "body"] or [i for i, line in enumerate(lines) if len(line) > SHORT]
    if not paragraphs:
        return [role or "body" for role in found] if len(lines) > 3 else ["body"] * len(lines)
    text = "\n".join(lines)
    first = paragraphs[0]
    last = _legal(lines, found, text, first, paragraphs[-1])
    _calls(lines, found, text, last)
    _lists(lines, found, first, last)
    _head(lines, found, first)
    _original(lines, found, last)
    _tail(lines, found, last)
    _repeated(lines, found)
    _items(lines, found, first, last)
    _middle(lines, found, first)
    return [role or "body" for role in found]


def _browser(lines: list[str], found: Found) -> None:
    """Mark what the site says to the reader's browser above the story."""
    for i, line in enumerate(lines):
        if found[i] in (None, "body") and BROWSER.search(line):
            found[i] = "boilerplate"
        elif found[i] == "body":
            break


def _above(lines: list[str], found: Found) -> None:
    """Mark advertisements and links above the title, where a line names the outlet below it: 热门剧集、综艺… is no paragraph there."""
    source = next((i for i, role in enumerate(found) if role == "source_line" and _is_source(lines[i])), 0)
    # What stands above the breadcrumbs of the story is the site's own, however long.
    crumbs = next((i for i in range(source) if found[i] == "navigation" and is_crumbs(lines[i])), 0)
    for i in (i for i in range(crumbs if "body" in found[source:] else 0) if found[i] == "body"):
        found[i] = "boilerplate" if "。" in lines[i] or len(lines[i]) > ABOVE else "navigation"
    title = next((i for i in range(source - 1, 0, -1) if found[i] is None), 0)
    above = [i for i in range(title) if found[i] == "body"]
    if "body" in found[source:] and all("。" not in lines[i] and len(lines[i]) <= ABOVE for i in above):
        for i in above:
            found[i] = "navigation"


def _rosters(lines: list[str], found: Found) -> None:
    """Mark the names that stand on lines of their own below 名单如下: or 国家园林城市(共7个), wherever the page tells them."""
    inside = False
    for i, line in enumerate(lines):
        inside = inside and found[i] is None and ROSTERED.search(line) is not None
        if inside:
            found[i] = "body"
        inside = inside or (found[i] in (None, "body") and line[-1] in ":：下)）" and ANNOUNCED.search(line[-40:]) is not None)


def _legal(lines: list[str], found: Found, text: str, first: int, last: int) -> int:
    """Mark the legal text that ends the page, and return where the last paragraph of news stands then.

    It opens with a line of such words behind the first paragraph, and at least half of the paragraphs from there on have some too.
    """
    hinted = OWN_HINT.search(text) is not None
    own = {i for i in range(first + 1, len(lines)) if OWN_HINT.search(lines[i]) and OWN.search(lines[i])} if hinted else set()
    if not own:
        return last
    earliest = min(own)
    legal = [i >= earliest and LEGAL_HINT.search(line) is not None and LEGAL.search(line) is not None for i, line in enumerate(lines)]
    paragraphs = words = 0
    opening = None
    for i in range(len(lines) - 1, earliest - 1, -1):
        paragraphs += legal[i] or found[i] in ("body", "boilerplate")
        words += legal[i]
        late = 3 * i >= 2 * len(lines) or i >= len(lines) - 2
        if legal[i] and 2 * words >= paragraphs and (paragraphs > 1 or late) and i in own:
            opening = i
    if opening is None:
        return last
    for i in range(opening, len(lines)):
        if found[i] in (None, "body"):
            found[i] = "boilerplate" if legal[i] or i <= last else None
    return max((i for i in range(opening) if found[i] == "body"), default=first)


def _calls(lines: list[str], found: Found, text: str, last: int) -> None:
    """Mark what asks the reader to share or to answer: one of the last two paragraphs, or a short line anywhere."""
    hinted = CALL_HINT.search(text) is not None
    paragraphs = [i for i in range(last + 1) if found[i] == "body"][-2:]
    for i, line in enumerate(lines if hinted else ()):
        short = found[i] in (None, "body") and len(line) <= SHORT
        if not (short or i in paragraphs) or not CALL_HINT.search(line):
            continue
        if CALL.search(line) or (short and "。" not in line and BUTTON.search(line)):
            found[i] = "promotion"


def _lists(lines: list[str], found: Found, first: int, last: int) -> None:
    """Mark the links below 相关阅读, 热点新闻 and the like, to the next line that has another role."""
    inside = False
    for i, line in enumerate(lines):
        if found[i] in (None, "promotion") and LISTS.match(line.strip(EDGES)):
            found[i] = "promotion" if i > first else "navigation"
            inside = i > last or _is_teased(lines, found, i)
        elif inside and (found[i] is None or line.endswith(TEASED)):
            found[i] = "promotion"
        else:
            inside = False


def _is_teased(lines: list[str], found: Found, i: int) -> bool:
    """Tell whether the paragraph behind line `i` is the cut beginning of another story."""
    following = next((k for k in range(i + 1, len(lines)) if found[k] == "body"), None)
    return following is not None and following <= i + 2 and lines[following].endswith(TEASED)


def _head(lines: list[str], found: Found, first: int) -> None:
    """Mark the title, and what stands around it in front of the first paragraph."""
    top = max(first - HEAD, 0)
    for i in range(top):
        found[i] = found[i] or "navigation"
    links = [i for i in range(top, first) if found[i] is None and lines[i][0] in BULLETS]
    for i in links if len(links) > 1 else ():
        found[i] = "navigation"
    candidates = [i for i in range(top, first) if found[i] is None and not lines[i].endswith(OPEN_END)]
    sources = [i for i in range(top, first) if found[i] == "source_line" and candidates and candidates[0] < i]
    # A site shows the day of the visit above everything: the line of the story names its outlet, or has a time of day.
    source = next((i for i in sources if _is_source(lines[i])), sources[0] if sources else first)
    title = _title(lines, found, [i for i in candidates if i < source], top, first, source)
    # A widget may stand above the line of the source, and the title below it.
    below = _title(lines, found, [i for i in candidates if i > source], top, first, source)
    if title is None or (below is not None and _told(lines[title], lines, first) < 0.2 and _told(lines[below], lines, first) > 0.5):
        title = below
    if title is not None and lines[title].startswith("—") and title - 1 in candidates:
        title -= 1  # below it its second line: ——写在新馆开放之际
    for i in range(top, first):
        # 张三, and below it 2024-10-17 来源:滨江日报 or the story
        beside = "source_line" in found[max(i - 1, 0) : i + 2] or (i == first - 1 and title is not None and len(lines[i]) != 2)
        if found[i] is None and i != title and beside and bylines.signature(lines[i]):
            found[i] = "source_line"
    if title is None:
        return
    found[title] = "title"
    same = _plain(lines[title])
    for i in range(top, first):
        if found[i] is not None:
            continue
        plain = _plain(lines[i])
        if plain == same or (plain.startswith(same) and SITE.search(lines[i])):
            # Between source and story it is the text of a picture.
            found[i] = "title" if i < source or i < title or SITE.search(lines[i]) else "caption"
        elif i < title:
            found[i] = "heading" if i == title - 1 and _is_kicker(lines, i) else "navigation"
        elif len(lines[i]) <= 14 and (i == title + 1 or "source_line" in (found[i - 1], found[i + 1])):
            found[i] = "source_line" if OUTLET.search(lines[i]) or lines[i].isascii() or bylines.signature(lines[i]) else None


def _is_source(line: str) -> bool:
    """Tell whether a line names an outlet or a time of publication."""
    date = bylines.DATE.search(line)
    return (date is not None and date["hour"] is not None) or any(pair.field in ("publisher", "published") for pair in bylines.pairs(line))


def _is_kicker(lines: list[str], i: int) -> bool:
    """Tell whether line `i` above the title belongs to it, as 喜迎国庆 does: it stands alone below the menu, and names no outlet."""
    alone = i == 0 or look(lines[i - 1]) in ("navigation", "source_line")
    return alone and 4 <= len(lines[i]) <= 30 and WORD.search(lines[i]) is not None and not OUTLET.search(lines[i]) and lines[i][0] not in BULLETS


def _title(lines: list[str], found: Found, candidates: list[int], top: int, first: int, source: int) -> int | None:
    """Return the candidate that is most like the title of the story and stands most like one, or None."""
    named = [i for i in candidates if len(LETTERS.findall(lines[i])) >= 5 and len(lines[i]) <= 80]
    named = [i for i in named if not NUMBERED.match(lines[i])] or named[: named[:1] == [0]]
    if len(named) < 2:
        return named[0] if named else None
    plain = {i: _plain(lines[i]) for i in range(top, first)}
    return max(named, key=lambda i: (_likeness(lines[i], _told(lines[i], lines, first)) + _place(lines, found, plain, i, source), -i))


def _told(line: str, lines: list[str], first: int) -> float:
    """Return the share of a line that the paragraphs from `first` on tell too, in pairs of characters."""
    story = "".join(lines[first : first + 4])[:1500]
    pairs = {line[i : i + 2] for i in range(len(line) - 1)}
    return sum(pair in story for pair in pairs) / len(pairs) if pairs else 0.0


def _likeness(line: str, told: float) -> float:
    """Return how much a line is like a title: it says what the first paragraphs tell (`told`), in 10 to 40 characters."""
    return 4 * told + (1 if 10 <= len(line) <= 42 else 0) - (3 if OUTLET.search(line) and len(line) <= 14 else 0)


def _place(lines: list[str], found: Found, plain: dict[int, str], i: int, source: int) -> float:
    """Return how much the place of line `i` speaks for a title: said twice, in front of the line of its source, behind the menu."""
    twice = any((k < i and plain[k].endswith(plain[i])) or (k > i and plain[k].startswith(plain[i])) for k in plain)
    beside = i + 1 == source and found[source] == "source_line"
    menu = any(found[k] == "navigation" for k in range(i + 1, source))
    second = i > 0 and found[i - 1] is None and len(lines[i - 1]) > 6  # 友城大会开幕, and below it: 来自60国的嘉宾与会
    return 2 * twice + beside - 2 * menu - second - 0.3 * sum(found[k] is None for k in plain if k < i)


def _plain(line: str) -> str:
    return line if line.isalnum() else NO_WORD.sub("", line)


def _original(lines: list[str], found: Found, last: int) -> None:
    """Mark the title that a page without one tells at its end, below 原标题:."""
    for i in range(last + 1, len(lines) - 1) if "title" not in found else ():
        if found[i + 1] is None and ORIGINAL.fullmatch(lines[i]):
            found[i], found[i + 1] = "source_line", "title"


def _tail(lines: list[str], found: Found, last: int) -> None:
    """Mark what stands behind the last paragraph: links and widgets, unless it is the label of a picture or a name."""
    rest = [i for i in range(last + 1, len(lines)) if found[i] is None]
    for i in range(last + 1, len(lines)):
        if found[i] == "navigation" and len(FOOT.findall(lines[i])) > 1:
            found[i] = "boilerplate"
        # Among those who signed, 摄影:张三 is no label of a picture.
        elif found[i] == "caption" and CREDITED.match(lines[i]) and "source_line" in (found[i - 1], *found[i + 1 : i + 2]):
            found[i] = "source_line"
    friends = next((i for i in range(last + 1, len(lines)) if "友情链接" in lines[i]), len(lines))
    for i in rest:
        bare = lines[i].strip(EDGES)
        if asks_or_calls(lines[i]) or not WORD.search(lines[i]):
            found[i] = "body"
        elif i == last + 1 and is_scene(lines[i]):
            found[i] = "caption"
        elif i == last + 1 and bylines.signature(lines[i]):
            found[i] = "source_line"
        elif i > friends or (len(bare) <= 10 and SITES.search(bare)) or (len(bare) <= 6 and bare != lines[i]):
            found[i] = "navigation"
        elif WIDGET.search(lines[i]) or len(rest) > 1 or found[i - 1] not in ("body", None):
            found[i] = "promotion"


def _repeated(lines: list[str], found: Found) -> None:
    """Mark the title said again, bare or with a number: the text of a picture that bears no other."""
    titles = [_plain(line) for line, role in zip(lines, found, strict=True) if role == "title"]
    if not titles:
        return
    same = {titles[0], titles[0].removesuffix("图"), titles[0].removesuffix("组图")}
    for i, line in enumerate(lines):
        if found[i] is None and _plain(line).rstrip("0123456789") in same:
            found[i] = "caption"


def _items(lines: list[str], found: Found, first: int, last: int) -> None:
    """Mark numbered lines that follow each other, 1.甲项目 and 2.乙项目: a heading has a paragraph below it, and (一) may follow 一、."""
    kinds = [_kind(line) if first < i < last and found[i] is None else "" for i, line in enumerate(lines)]
    for i, kind in enumerate(kinds):
        if kind and kind in (kinds[i - 1], *kinds[i + 1 : i + 2]):
            found[i] = "body"


def _kind(line: str) -> str:
    """Return how a line is numbered, 一、 of 二十三、甲 and 1. of 2.乙; "" where it is not."""
    number = NUMBERED.match(line)
    return DIGIT.sub("1", NUMERAL.sub("一", number[0].strip())) if number else ""


def _middle(lines: list[str], found: Found, first: int) -> None:
    """Mark short lines between paragraphs: the label of a picture, else the heading of what follows."""
    following: Found = [None] * len(lines)  # the next role that is neither a caption nor still to be found
    for i in range(len(lines) - 2, -1, -1):
        following[i] = following[i + 1] if found[i + 1] in (None, "caption") else found[i + 1]
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and found[end] is None:
            end += 1
        for k in range(i, end):
            if k < first:
                pictured = k > 0 and found[k - 1] == "caption" and is_scene(lines[k])
                broken = end - i > 3 or lines[k].endswith(OPEN_END)  # sentences that a phone breaks into lines
                found[k] = "caption" if pictured else "body" if broken else "heading"
            else:
                found[k] = _between(lines[k], found[k - 1], following[k], end - i, k == end - 1)
        i = end + 1


def _between(line: str, before: Role | None, following: Role | None, run: int, final: bool) -> Role:
    """Return the role of a short line among `run` of its kind; `final` tells that it is the last of them."""
    if is_scene(line) or is_act(line):
        return "caption"
    # 二、时间:11月4日至8日 is an item of a list, not the head of one.
    if len(line) > SHORT or line.endswith(OPEN_END) or (NUMBERED.match(line) and ITEM.match(line)):
        return "body"
    if run <= 3 and (not final or before == "caption") and is_venue(line):
        return "caption"
    if not NUMBERED.match(line) and (following != "body" or (run > 3 and not final)):
        return "body"
    if asks_or_calls(line):  # a question may open a section, but not between other questions or behind a heading
        return "heading" if line[-1] in "?？" and run == 1 and before == "body" else "body"
    return "heading"
