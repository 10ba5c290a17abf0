"""Tails: what stands behind the story: links to others (相关阅读), buttons, 欢迎在评论区留言, and the legal text of the site.

What a page says of rights is news where its story is about them (版权博览会), and 希望社会各界关注 is no call to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise, takewhile

from transforms.model.document import Role
from transforms.model.patterns import pattern
from transforms.segment import bylines
from transforms.segment.captions import are_scenes, is_scene
from transforms.segment.labels import LISTS
from transforms.segment.shapes import EDGES, OPEN_END, SHORT, WORD, Found, asks_or_calls
from transforms.segment.sources import DAY

LEGAL = pattern(
    r"""版权(?:所有|归|声明(?!》)|与|信息|问题|作品[^。]{0,4}转载) | (?:免责|法律|特别|郑重|平台|版权|转载)声明
      | (?i:copyright) | © | ICP[备证] | 公?网安备 | 不良信息举报
      | 未[经取获][^。]{0,20}(?:授权|许可|同意|协议)[^。]{0,30}(?:转载|摘编|复制|使用|发布|镜像|销售|修改)
      | (?<!日)(?:本网(?!格)|本站(?!是)|本报|本平台|本公众号|本刊|本社|网站)[^。]{0,40}(?:转载|授权|版权|侵权|责任|删除|立场|同其观点|独家|联系的)
      | (?:转载|摘编|复制|使用)[^。]{0,30}(?:注明|授权|来源[:：“]) | 注明[^。]{0,4}[“"]?来源
      | (?:不代表|仅代表)[^。]{0,12}(?:观点|立场) | (?:不|仅)[^。]{0,6}代表本[网站] | 非本[网站][^。]{0,2}观点 | 仅供[您读][^。]{0,2}参考 | 登载此文
      | (?:投资|入市|股市)有风险
      | (?:版权|侵权|差错|失实|有误)[^。]{0,24}与(?:我们|本[网站])(?:取得)?联系 | 授权书 | 版权[^。]{0,12}联系
      | 人身攻击 | (?:承担|负)[^。]{0,30}(?:法律|刑事)责任 | 管理人员有权 | (?:文明|理性)(?:上网|发言|评论) | 自觉遵守
      | 侵[权犯][^。]{0,25}(?:联系|删除|告知|处理|举报) | (?:联系|告知|通知)[^。]{0,12}(?:删除|处理|更正)
      | 追究[^。]{0,12}责任 | 不承担[^。]{0,12}责任 | 责任[^。]{0,4}由[^。]{2,12}承担
      | 许可证(?:编?号)?[:：\d(（] | 技术支持[:：] | 邮编[:：]?\s?\d | (?:举报|投诉|新闻|服务|投稿)(?:热线|电话|邮箱)[:：]
      | 主办(?:单位)?[:：].{2,40}(?:承办|维护|技术支持|版权)""",
    re.VERBOSE,
)
# The site speaks of itself: only then do unlicensed copies and liability belong to the page and not to its news.
OWN = pattern(
    r"""版权(?:所有|声明(?!》)|说明|归|作品[^。]{0,4}转载)|声明[:：]?$|本站提醒|您将承担|管理人员有权保留|(?:请|^)[^。]{0,16}(?:文明|理性)(?:上网|发言|评论)|(?:免责|法律|特别|平台|版权|本[站网])声明|凡[^。]{0,4}注明|(?<!日)本(?:网(?!格)|站(?!是))|本平台|本公众号|转载[时须需]?请?(?:务必)?注明|登载此文|(?i:copyright)
      |(?:版权|侵权|差错|失实|有误)[^。]{0,24}与(?:我们|[^。]{0,8}[网站])(?:取得)?联系
      |©|ICP[备证]|网安备|(?:举报|新闻|投诉|投稿)(?:电话|热线|邮箱)\s?[:：\d(（]|技术支持[:：]|许可证(?:编?号)?\s?[:：\d(（]|(?:投资|入市|股市)有风险|未经[^。]{0,8}(?:不得|禁止|严禁|请勿)[^。]{0,2}转载""",
    re.VERBOSE,
)
# Neither OWN nor CALL nor BUTTON can match without one of these: what has none is not searched. Literals are looked for fastest.
OWN_HINT = pattern(
    "我们联系|登载此文|未经|有风险|版权|声明|注明|有权保留|您将|文明|理性|本网|本站|本平台|本公众号|转载请|opyright|OPYRIGHT|©|ICP|网安备|电话|热线|邮箱|技术支持|许可证"
)
# 欢迎在评论区留言 asks the reader; 希望社会各界关注 and 获得点赞两百万次 are news, and so is 市文旅局邀请市民扫码预约.
CALL = pattern(
    r"""(?:(?<![\u4e00-\u9fff])(?:那么|最后|同时|诚挚?|真诚|热忱|[也还更])?|(?=..[您你]))(?:欢迎|邀请|期待|希望|记得|别忘|敬请|请|快来|不妨|喜欢)[^。!！]{0,24}
        (?:点赞|转发|留言|评论区|订阅|扫码|扫描|关注(?:我们|本[号站刊]|[^。,，]{0,12}(?:公众号|微信|账号|小程序))|收藏[本这吧关]
          |[分共]享(?:[给到至您你]|出去|本文|这篇|朋友圈)|点击(?:[下上]方|阅读|链接|右上)|打赏) | 即可[^。]{0,8}订阅""",
    re.VERBOSE,
)
BUTTON = pattern(
    r"""^[※★☆◎▶►].{0,6}(?:加入|追踪|订阅|下载|关注|按赞|点击|扫码|扫描|锁定)
      | [点按]个赞 | (?:点赞|转发|评论区?|留言)[^。]{0,12}(?:点赞|转发|评论|收藏|关注|告诉|分享|讨论|交流)
      | (?:扫码?|扫描|长按|识别)[^。]{0,12}(?:二维码|下载|关注) | (?:关注|订阅)[^。]{0,10}公众号 | 下载[^。]{0,10}(?:APP|App|app|客户端)
      | ^(?:共\s?)?\d{1,6}\s?条(?:评论|留言|回复)$ | ^(?:已有|共有?)\s?\d{1,6}\s?人(?:参与|评论|留言)
      | 继续(?:往下)?阅读 | ^打开[^。,，]{2,12}(?:阅读|查看|观看)$ | 加入[^。,，]{0,16}(?:好友|粉丝团|(?i:line))[!！]?$
      | ^更多[^。,，]{0,12}(?:请(?:进入|访问|登录|浏览|点击|关注|见|看|移步)|尽在)""",
    re.VERBOSE,
)
CALL_HINT = pattern("打赏|※|★|☆|◎|▶|►|更多|点赞|个赞|转发|评论|留言|关注|扫|二维码|分享|共享|收藏|下载|订阅|点击|加入|继续|打开")
# The bar at the foot of a site: 关于我们 | 版权声明 | 网站地图.
FOOT = pattern(
    r"关于我们|关于本[站网]|联系我们|联系方式|[版权法律免责]{2}声明|隐私|[网站]站?地图|广告服务|招聘|帮助中心|网站律师|友情链接|联系电话|电子邮箱"
)
WIDGET = pattern(
    r"^\w{0,8}(?:新闻|资讯|热评|评论|留言|阅读|文章|推荐)(?:区|板|讨论区)?$|APP|App|客户端|公众号|二维码|扫码|(?:点赞|转发|分享|订阅|推荐|下载|热[点门]|点击|登录)(?![量数率人超问])"
    r"|排行|滚动|合作伙伴|专题|^[ -~]+$|更多(?:$|\s?[>＞›»])"
)
ROW = pattern(r"[一-龥]{1,6}(?:\s+(?:[一-龥]{1,6}|\d{1,5}))+")  # 发表评论 取消回复, 举报 0
CREDITED = pattern(r"(?:摄影|摄像|图片?|供图|航拍)\s?[:：/／]\s?\S{2,4}$")
MORE = pattern(r"更多[^。,，:：]{2,14}(?:报[道导]|新闻|资讯|文章|内容)[:：]?")
# Links are longer, and several stand together.
SHORTEST = 10
COMMA = pattern("[,，]")
# So many short lines behind the story are a tool bar.
TOOLBAR = 8
SITES = pattern("(?:网|网站|频道|首页|在线|客户端)$")
TITLED = pattern(r"【[^【】]{2,6}】\w")
TOOLS = pattern("(?:手机版|登录|(?i:top))$|[上下]一[篇条页]|^返回")
# 主办单位:…, 电话:… and 网站支持IPV6 tell whose the site is.
HOUSE = pattern(
    r"(?:(?:主办|承办|协办|版权|建设|制作|维护|运维|管理)(?:单位|方|部门|监督)?|(?:联系|监督|单位|公司|办公|反馈)?(?:电话|传真|邮编|邮箱|信箱|地址))[:：]|联系我们[:：]|本?网站支持|(?:推荐|建议)(?:使用|最佳浏览)"
)
# The body that signs a notice, and below it the day: 市规划局, 2016年1月28日 or 二〇一六年一月二十八日.
SIGNER = pattern(r"[\u4e00-\u9fff()（）“”\d\s]{1,40}(?:[局办会厅部院处组司府委社]|中心|大学|集团|办公室)(?:[(（](?:代章|盖章|章)[)）])?")
PAPER = pattern(r"[\u4e00-\u9fff]{2,6}(?:日报|晚报|商报|晨报|早报|时报|都市报)")  # the last line of a page of print
MADE = ("制作", "出品", "摄制", "监制")
TEASED = ("...", "…", "【详细】", "[详细]", "【详情】", "[详情]", "【全文】", "[全文]")


def unended(lines: list[str], found: Found, last: int) -> int:
    """Let a line be the last paragraph that says something though it was cut off, 论坛设三个展区,邀请, where nothing but labels stands around it."""
    near = list(takewhile(lambda i: found[i] in (None, "caption"), range(last + 1, len(lines))))
    long = [i for i in near if found[i] is None and len(lines[i]) > SHORTEST]
    said = [i for i in long if COMMA.search(lines[i]) and not any(told.search(lines[i]) for told in (WIDGET, BUTTON))]
    if not said or said[-1] + 1 in long or any(k - i == 1 for i, k in pairwise(i for i in long if i < said[-1])):  # links stand together
        return last
    found[said[-1]] = "body"
    return said[-1]


def legal(lines: list[str], found: Found, text: str, first: int, last: int) -> int:
    """Mark the legal text that ends the page, and return where the last paragraph of news stands then.

    It opens with a line of such words behind the first paragraph, and at least half of the paragraphs from there on have some too.
    """
    hinted = OWN_HINT.search(text) is not None
    after = first + (found[first - 1 : first] != ["caption"])  # a page of one picture has no other paragraph
    own = {i for i in range(after, len(lines)) if found[i] != "caption" and OWN_HINT.search(lines[i]) and OWN.search(lines[i])} if hinted else set()
    if not own:
        return last
    earliest = min(own)
    legal = [i >= earliest and LEGAL.search(line) is not None for i, line in enumerate(lines)]
    paragraphs = words = 0
    opening = None
    for i in range(len(lines) - 1, earliest - 1, -1):
        paragraphs += legal[i] or found[i] in ("body", "boilerplate")
        words += legal[i]
        late = 3 * i >= 2 * len(lines) or i >= len(lines) - 2 or len(lines[i]) <= SHORT
        if legal[i] and 2 * words >= paragraphs and (paragraphs > 1 or late or len(LEGAL.findall(lines[i])) > 1) and i in own:
            opening = i
    if opening is None:
        return last
    for i in range(opening, len(lines)):
        if found[i] in (None, "body"):
            found[i] = "boilerplate" if legal[i] or i <= last else None
    return max((i for i in range(opening) if found[i] == "body"), default=first)


def is_signed(office: str, day: str) -> bool:
    """Tell whether a line and the one below it sign a notice: the day is that of the notice, not of the page."""
    return DAY.fullmatch(day.strip()) is not None and SIGNER.fullmatch(office.strip()) is not None


def notice(lines: list[str], found: Found, first: int, last: int) -> int:
    """Mark who signs a notice, and what stands between the last paragraph and that, such as 联系人:…; return where the story ends then."""
    for i in range(first + 2, len(lines)):
        if lines[i][-1] == "日" and found[i - 1] in (None, "body") and is_signed(lines[i - 1], lines[i]):
            found[last + 1 : i - 1] = ["body"] * (i - 2 - last)
            found[i - 1 : i + 1] = ["source_line"] * 2
    return max((i for i, role in enumerate(found) if role == "body"), default=last)


def calls(lines: list[str], found: Found, text: str, last: int) -> None:
    """Mark what asks the reader to share or to answer: one of the last two paragraphs, or a short line anywhere."""
    hinted = CALL_HINT.search(text) is not None
    paragraphs = [i for i in range(last + 1) if found[i] == "body"][-2:]
    for i, line in enumerate(lines if hinted else ()):
        short = found[i] in (None, "body") and len(line) <= SHORT
        if not (short or i in paragraphs) or not CALL_HINT.search(line):
            continue
        if CALL.search(line) or (short and "。" not in line and BUTTON.search(line)):
            found[i] = "promotion"


def links(lines: list[str], found: Found, first: int, last: int) -> int:
    """Mark the links below 相关阅读, 热点新闻 and the like, to the next line that has another role; return where the last paragraph stands.

    Questions and calls are links too, 谁来主办下一届?, where no paragraph of news stands below them.
    """
    inside = closing = False
    told = (i for i, line in enumerate(lines) if found[i] == "body" and ("。" in line or len(line) > SHORT) and not line.endswith(TEASED))
    prose = max(told, default=0)
    for i, line in enumerate(lines):
        named = i <= first and TITLED.match(line)  # 【专题】百姓的节日 is a title
        listed = found[i] in (None, "promotion") and LISTS.match(line.strip(EDGES)) and not named
        if listed or (line[0] == "更" and i > first and MORE.fullmatch(line)):
            found[i] = "heading" if _heads(lines, found, i) else "promotion" if i > first else "navigation"
            closing = i > max(prose, first)
            inside = closing or i > last or _is_teased(lines, found, i)
        elif inside and (found[i] is None or line.endswith(TEASED) or (closing and (not WORD.search(line) or _is_linked(line, found[i])))):
            found[i] = "promotion"
        else:
            inside = False
    return max((i for i in range(last + 1) if found[i] == "body"), default=first)


def _is_linked(line: str, role: Role | None) -> bool:
    """Tell whether a line among links is one, too: a question or a call, or the day of the one above."""
    return (role == "body" and asks_or_calls(line)) or (role == "source_line" and line[0].isdigit())


def _heads(lines: list[str], found: Found, i: int) -> bool:
    """Tell whether line `i` heads the background of the story, 相关链接, and below it a paragraph that ends as one does."""
    below = lines[i + 1] if found[i + 1 : i + 2] == ["body"] else ""
    return len(below) > 2 * SHORT and below[-1] in "。”"


def _is_teased(lines: list[str], found: Found, i: int) -> bool:
    """Tell whether the paragraph behind line `i` is the cut beginning of another story."""
    following = next((k for k in range(i + 1, len(lines)) if found[k] == "body"), None)
    return following is not None and following <= i + 2 and lines[following].endswith(TEASED)


def tail(lines: list[str], found: Found, last: int) -> None:
    """Mark what stands behind the last paragraph: links and widgets, unless it is the label of a picture or a name."""
    rest = [i for i in range(last + 1, len(lines)) if found[i] is None]
    for i in range(last + 1, len(lines)):
        if found[i] == "navigation" and len(FOOT.findall(lines[i])) > 1:
            found[i] = "boilerplate"
        # Among those who signed, 摄影:张三 is no label of a picture.
        elif found[i] == "caption" and CREDITED.match(lines[i]) and "source_line" in (found[i - 1], *found[i + 1 : i + 2]):
            found[i] = "source_line"
    shown = list(takewhile(lambda i: found[i] is None and lines[i][-1] not in OPEN_END, range(last + 1, len(lines))))
    scenes = list(takewhile(lambda i: is_scene(lines[i]), shown))  # and behind them links
    twice = any(lines[i] == lines[k] and is_scene(lines[i]) for i, k in pairwise(shown))  # 开幕现场, two pictures of it
    several = len(scenes) > 1 and not any(is_scene(lines[i]) for i in shown[len(scenes) :])
    for i in scenes if several else shown if twice or are_scenes([lines[i] for i in shown]) else ():
        found[i] = "caption"
    toolbar = {i for run in _runs(lines, found, last) if len(run) > TOOLBAR for i in run}
    friends = next((i for i in range(last + 1, len(lines)) if "友情链接" in lines[i]), len(lines))
    for i in (i for i in rest if found[i] is None):
        found[i] = _said(lines, found, i, i == last + 1)
        other = len(lines[i]) > 6 and lines[i - 1][-1] in ":：" and lines[i - 1][0] in "上下"  # the title behind 下一篇:, no label
        if found[i] is None and (i > friends or i in toolbar or other or _leads(lines[i])):
            found[i] = "navigation"
        elif found[i] is None and (WIDGET.search(lines[i]) or ROW.fullmatch(lines[i]) or len(rest) > 1 or found[i - 1] not in ("body", None)):
            found[i] = "promotion"


def _runs(lines: list[str], found: Found, last: int) -> Iterator[list[int]]:
    """Yield the lines behind the story that are short and stand together: 语速, 配色, 大字幕 and the like are buttons of a tool bar."""
    short = [i > last and found[i] in (None, "navigation") and len(line) <= 6 for i, line in enumerate(lines)]
    for told, group in groupby(range(len(lines)), lambda i: short[i]):
        if told:
            yield list(group)


def _said(lines: list[str], found: Found, i: int, nearest: bool) -> Role | None:
    """Return the role of line `i` behind the story where it still says something, of the story, who made it or whose the site is."""
    line = lines[i]
    asks = asks_or_calls(line) and found[i - 1] != "promotion"
    if asks or not WORD.search(line) or (len(line) > 12 and line.endswith(OPEN_END)) or line.endswith("——"):
        return "body"
    if nearest and bylines.signature(line):
        return "source_line"  # 何建平 below the last paragraph wrote it
    bare = line.strip(EDGES)
    if HOUSE.match(bare):
        return "body" if "、" in bare else "boilerplate"  # several hosts are those of an event
    if found[i - 1] == "boilerplate" and "boilerplate" in found[i + 1 :]:
        return "boilerplate"
    return "source_line" if (found[i - 1] == "source_line" and bare.endswith(MADE)) or (i == len(lines) - 1 and PAPER.fullmatch(line)) else None


def _leads(line: str) -> bool:
    """Tell whether a line behind the story leads somewhere in the site: 滨江新闻网, 下一条, • 要闻."""
    bare = line.strip(EDGES)
    item = len(bare) <= 6 and bare != line and not bare.endswith("更多")
    return item or TOOLS.search(bare) is not None or (len(bare) <= 10 and SITES.search(bare) is not None)
