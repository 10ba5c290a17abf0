"""Captions: what tells the words below a picture: 图为签约现场。, 张三 摄, and the bare 论坛开幕式 or 市民在新馆前留影.

A bare one may be a heading as well; its neighbours decide in lines.py.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec

from transforms import lexicon
from transforms.model.patterns import pattern
from transforms.segment.shapes import NUMBERED, PROSE, SHORT


class CaptionEnd(msgspec.Struct, frozen=True, gc=False):
    """A word that ends the caption of a picture, or begins it."""

    word: Annotated[str, "The word."]
    kind: Annotated[Literal["scene", "act", "place", "people"], "Whether it is what is shown, what people do there, where that is, or who they are."]
    why: Annotated[str, "What a picture shows so."]


CAPTION_ENDS = lexicon.read("caption_ends", CaptionEnd)
CAPTION = pattern(
    r"""_fororder_ | 第\d{1,3}[张页]$ | ^[▲△▼▽↑↓] | \.(?i:jpe?g|png|gif|webp|bmp)$ | ^视频[:：].*来源[:：]
      | ^[(（〔【\[?]?图\s?(?:\d{0,2}|[一二三四五六七八九十])\s?(?:[:：丨|为]|[/／](?!文)) | ^图\s?[(（①-⑳] | ^图说[:：].
      | ^图片(?:说明|来源|默认|由) | ^[【\[(（]?资料图 | ^配图
      | \bPhoto(?:s|graph)?(?:\s?[:：]|\sby\s)[^.。]{2,60}$ | ©\s?[A-Z][A-Za-z .-]{2,24}/[A-Z][A-Za-z .]{2,24}$
      | ^[上下左右题][下上]?图
      | ^(?=.{4,90}$)[^。]*[(（\[](?:前排|后排)?[左右中](?:起|[一二三四五六七八九\d])?[)）\]] | ^(?:[A-Za-z]{2,12}|微信图片|图片)[-_]?\d{8,20}$
      | (?:^|。)(?:图片)?(?:摄影|供图|图源)[:：] | 。\s{0,4}(?:本版)?摄影[\s/／]\s{0,3}[\w·\s]{2,14}$ | [\s(（]供[图片][\s:：]
      | ^这是[^。]{1,40}(?:拍摄|航拍|\d日摄)
      | ^\d{1,2}月\d{1,2}日[,，]?[^。,，]{0,8}在[^。,，]{2,24}(?:拍摄|航拍)的[^。,，了]{1,16}。?$
      | (?:新华社|中新社)(?:图片|照片|资料图片?)$ | (?:新华社|中新社)发(?:[(（][^()（）]{1,12}[)）])?$
      | ^[^。]{2,60}[(（](?:(?:摄影|图源|供图|图片来源)\s?[:：/／]|图片?来?自)[^()（）]{2,20}[)）]$
      | [。\s]图\s?[/／]\s?[^。,，\s]{2,12}$ | [(（]图\s?[/／:：](?!文)[^()（）。,，]{2,16}[)）]$
      | (?:^|[^\w])[\w·]{2,10}(?:[、\s][\w·]{2,10}){0,3}\s图$
      | ^图\s?\d{1,2}(?:[-.]\d{1,2})?\s+[^。]{2,60}$ | ^(?:资料|数据)来源[:：]
      | ^(?!.*(?:版权|保留|授权|网站))[^©]*[\u4e00-\u9fff”」)]\s?©\s?[^\d\s©][^。,，]{1,20}$
      | [。\s][^。,，\s]{2,16}(?:图片|供图|提供)$ | [(（][^()（）。,，]{2,16}(?:提供|供图)[)）](?:[一-龥]{2,4}[社报网])?$ | ^[^。,，]{0,10}图片/
      | (?:资料图片?|资料照片|配图|网络图片?|示意图|效果图|图片来源[:：].{1,20}|供[图片]|摄影)[)）]?。?$
      | (?:[^\w]|记者)[\w·、\s/]{2,24}(?<!拍)(?<!文[/、])摄[)）】]?。?$ | ^[\w·\s]{2,14}摄$
      | ^[(（][^()（）。:：]{2,30}(?:致辞|讲话|发言|演讲|现场|合影|瞬间|一角|全景|剪影|外景)[)）]$
      | ^(?!文|记者|通讯员|撰|编|[^:：]{2,16}记者\s)[^:：]{4,}\s摄影[\s/／]\s{0,3}[\w·]{2,4}$
      | [\s)）。]摄影\s?[|｜]\s?[\w·]{2,10}$ | 记者[\w·]{2,4}摄\s{0,3}\d{2,4}[年/.-][\d月日/.-]{2,10}$""",
    re.VERBOSE,
)
# △江边的观众。(何建平摄)论坛昨天…。: a mirror ran the paragraph below into the caption.
GLUED = pattern(r"(?:摄|供图|提供)[)）](?=[^()（）]{6,}。)|\s摄(?=[一-龥“][^()（）]{8,}。)")
# 文/张三 图/李四 tells who wrote, too.
CREDITS = pattern(r"(?:.*(?:[。！(（]|作者[:：])\s{0,4})?撰?(?:文|稿)\s?[/／:：|｜].*\s(?:图|摄影)\s?[/／:：|｜]")
# 启动仪式, 项目签约, 论坛现场: a name for what a picture shows, without a verb in front (打造会展中心 is a heading).
SCENES = tuple(row.word + drawn for row in CAPTION_ENDS if row.kind == "scene" for drawn in ("", "图"))  # 老街夜景图
# 某大学校长某某某在开幕式上致辞: who it is may be long.
SPEAKS = pattern(r"(?:在[^,，:：。]{2,16}上)?(?:致(?:开幕|欢迎)?[辞词]|讲话|发言|合影(?:留念)?|合照)$")
ACTS = tuple(row.word for row in CAPTION_ENDS if row.kind == "act")
VENUES = tuple(row.word for row in CAPTION_ENDS if row.kind == "place")
# 5月18日,游客在老码头参观。 and 市民们放灯。 tell of nobody; 市民说,… is news.
PEOPLE = "|".join(row.word for row in CAPTION_ENDS if row.kind == "people")
ANYBODY = pattern(rf"(?:[^,，。]{{0,8}}日[^,，。]{{0,4}}[,，](?:[^,，。]{{2,6}}[,，])?)?[^,，。:：“]{{0,6}}(?:{PEOPLE})们?[^,，。说称:：“]{{2,30}}。")
VERBS = pattern(
    r"""打造|建设|推动|推进|聚焦|坚持|深化|加快|构建|搭建|促进|提升|做[好强大优]|创新|携手|共[建享商谋话绘]|走[进近]|迈向|争[当创]|建成|筑牢|擦亮
      |[让以从为向把将在].""",
    re.VERBOSE,
)
# 代表团在颁奖典礼现场: who is where, without a verb; 改造后的老街: what it looks like now
PRESENT = pattern(
    r"[^,，:：。]{2,14}(?<![战守决斗作活跃到来站走就正])在[^,，:：。了]{2,16}(?:现场|会场|仪式上|典礼上|开幕式上)"
    r"|.{0,8}(?:改造|修缮|整治|更新|修复|扩建|建成)[前后]的[^,，:：。有是成变让更了迎引由被将]{2,16}"
)
# 陈毅会见来宾, 彭真与来宾在展厅交流, 代表团参观老城
DOING = pattern(
    r"(?P<who>[\u4e00-\u9fff]{2,4})(?:[、和与][^,，。:：]{2,12}|一行)?(?:在[^,，。:：]{2,10})?"
    r"(?:会见|会晤|考察|参观|调研|续签|签署|致[辞词]|接受[^,，。:：]{2,12}采访|接受[^,，。:：]{2,12}专访|交流|座谈|合影|握手|揭牌|授牌|颁奖)[^,，。:：]{0,12}"
)
# 他来到现场。 happens, and so does what stands behind a comma.
HAPPENS = pattern(r"[,，:：了在]|来到|走[进入]|抵达|参观|出席|参加|举[行办]|离开|前往|直击|探访|回到|到[^。]{0,6}现场")


def is_caption(line: str) -> bool:
    """Tell whether a line bears a sign of a picture; what CAPTION needs is looked for first, since most lines have none of it."""
    signs = line[-1].isdigit() or "左" in line or "右" in line or "中)" in line or "中）" in line
    signs = signs or "图" in line or "©" in line or "Photo" in line or "_" in line
    signs = signs or line[0] in "这摄资数视▲△▼▽↑↓(（" or line[-1] in "张页"
    signs = signs or "照片" in line[-5:] or "摄" in line[-16:] or "." in line[-5:]
    if (line[0] in "▲△▼▽↑↓图" and GLUED.search(line)) or CREDITS.match(line):
        return False
    return (signs or "提供" in line[-8:] or "供片" in line or "社发" in line[-18:]) and CAPTION.search(line) is not None


def is_scene(line: str) -> bool:
    """Tell whether a line names what a picture shows, without a word that makes it a heading or a sentence."""
    bare = line.rstrip("。")
    if PRESENT.fullmatch(bare):
        return True
    short = len(line) <= 24 and (bare.endswith(SCENES) or (bare.endswith("签约") and len(bare) <= 5))
    speaks = SPEAKS.search(line) if len(line) <= SHORT else None  # with a full stop it is a sentence of the story
    return (short or speaks is not None) and _is_name(line[: speaks.start()] if speaks else line)


def are_scenes(lines: list[str]) -> bool:
    """Tell whether lines that stand together are the labels of pictures: half of them name what one shows, and none calls to act or heads a list."""
    return 2 * sum(map(is_scene, lines)) >= len(lines) and not any(VERBS.match(line) or line.endswith("名单") for line in lines)


def is_act(line: str) -> bool:
    """Tell whether a line says what somebody in a picture is doing: 市民在新馆前留影."""
    return len(line) <= 24 and line.endswith(ACTS) and ("在" in line or "正" in line) and not PROSE.search(line)


def is_doing(line: str, told: list[str]) -> bool:
    """Tell whether a line shows what somebody of the story above is doing: 陈毅会见代表团. In a digest it heads the story below, of others."""
    doing = DOING.fullmatch(line) if len(line) <= 24 else None
    return doing is not None and any(doing["who"] in above for above in told)


def is_venue(line: str) -> bool:
    """Tell whether a line is the name of a place that a picture may show."""
    return len(line) <= 24 and line.endswith(VENUES) and _is_name(line)


def _is_name(line: str) -> bool:
    return not (VERBS.match(line) or NUMBERED.match(line) or HAPPENS.search(line))
