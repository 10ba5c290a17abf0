"""Fields: what a post is for, between its body and its title, as in 集团 + 投资总监, 执行副总裁、 + 财务总监 and 欧盟 + 贸易专员.

Also the offices of a body that stand there: 大连市政府 + 经合办 + 主任. Shared grammar of positions. Not meant: bodies that are known.
"""

from __future__ import annotations

from transforms.extract.names.cuts import cut, generic
from transforms.extract.names.han_names import SURNAMES
from transforms.extract.names.kinds import DEPARTMENTS, TRADES
from transforms.extract.names.words import is_known, is_ordinary
from transforms.extract.posts.offices import KIND_ENDS, RELATIONS, is_stopped
from transforms.extract.posts.posts import Ends, Post
from transforms.extract.posts.seats import INNER, body_of, organization
from transforms.extract.posts.titles import Title
from transforms.model.patterns import pattern

# 执行副总裁、财务总监: what the second post is for
GAP = pattern(r"[、,](?P<gap>[一-龥]{2,6})$")
# 投资总监: what a post is for, behind a mark
FIELD = pattern(r"(?:^|[^一-龥]|[和与及])(?P<field>[一-龥]{2,4}|[一-龥]{6})$")
CHARGED = frozenset(("分管", "负责", "主管", "主持", "协管"))  # 分管科技 + 副总裁 is no field
OWN = "我本该"  # 研究员、我院 + 双聘教授
FORMER = pattern("原(?![创子料生油始野])|前(?![沿端期海门锋线卫])")  # not 原创音乐 + 总监
INNER_AND = pattern("(?<=[一-龥]{2})[和与](?=[一-龥]{2})")  # 世界银行 + 欧洲和中亚区域主任
OFFICE_WORDS = pattern(f"{INNER_AND.pattern}|新闻|发布|组织|活动|会议")  # 市新闻办 + 新闻发布处 + 处长
# Who heads the whole of a body: what stands before is no field of it.
WHOLE = ("董事长", "总经理", "主席", "理事长", "会长", "秘书长", "创始人")
OFFICE_ENDS = ("办", "处", "科", "室", "部", "局", "组", "委", "司", "院", "站", "队", "系", "所")
REACH = 11  # characters between a title and the body that its field is of


def of_wider(ends: Ends, start: int, words: str, title: Title) -> Post | None:
    """Return the post of a body a few words before: of an office of it (大连市政府 + 经合办), or of what the post is for (集团 + 投资总监)."""
    body = next((ends.bodies[at] for at in range(start - 2, max(start - REACH, 0), -1) if at in ends.bodies), None)
    if body is None:
        return None
    between = ends.chars[body.end : start]
    office = between[-1] in KIND_ENDS
    said = (OFFICE_WORDS if office else INNER_AND).sub("", between)
    said = said[1:] if said[0] in "前原" and said[-1] not in KIND_ENDS else said  # 欧盟 + 前贸易专员
    if not between.isalpha() or between.isascii() or is_stopped(said) or is_surnamed(between):
        return None
    if not office and (title.kind == "government" or body.end in ends.titles_from):
        return None  # 民进党 + 桃园市长, 银行行长兼 + 首席执行官
    if (office or between.endswith(OFFICE_ENDS)) and not between.endswith(RELATIONS):
        sender = ends.places.get(body.start - 1) if ends.chars[body.start - 1 : body.start] == "驻" else None
        begin = sender.start if sender else body.start  # 中国驻 + 非盟使团
        return Post(begin, words, organization(ends.chars[begin : body.start] + body.full + between), title.kind)
    region = title.kind == "firm" and start in ends.places  # 甲骨文 + 中国
    if region or (between in TRADES and not body.full.endswith(("集团", "公司"))):  # 北汽福田 + 汽车
        return Post(body.start, words, organization(body.full + between), title.kind)
    if between != "机关" and (words.endswith(WHOLE) or words.startswith(("党", "纪委"))):  # 中建安装 + 副总经理, but 统战部 + 机关党委书记
        return Post(body.start, words, organization(body.text + between), title.kind)
    return Post(body.start, between + words, body_of(body), title.kind)


def of_field(ends: Ends, start: int, words: str, title: Title) -> Post | None:
    """Return the post with what it is for, which stands behind another post or a mark: 副总裁、财务 + 总监, or an inner office: 编办 + 主任."""
    gap = GAP.search(ends.chars, max(start - 8, 0), start)
    if gap and gap.start() in ends.people and (gap["gap"] in INNER or gap["gap"] in DEPARTMENTS):  # 街道党工委书记甲、 + 办事处 + 主任
        return Post(gap.start("gap"), words, None, title.kind, gap["gap"])
    if gap and gap.start() in ends.titles:
        if gap["gap"] in INNER or gap["gap"] in DEPARTMENTS:  # 副部长、编办 + 主任
            return Post(gap.start("gap"), words, None, title.kind, gap["gap"])
        if gap["gap"].endswith("局") and gap["gap"][0] not in OWN:  # 党工委委员、经发局 + 局长
            return Post(gap.start("gap"), words, organization(gap["gap"]), title.kind)
        if FORMER.match(gap["gap"]) and len(gap["gap"]) > 2:  # 副主任、原空军 + 副司令
            return Post(gap.start("gap"), gap["gap"][0] + words, organization(gap["gap"][1:]), title.kind)
        if gap["gap"].startswith("国家") and gap["gap"].endswith("智库"):  # 研究员、国家高端智库 + 首席专家; not 国家一级注册 + 建筑师
            return Post(gap.start("gap"), words, organization(gap["gap"]), title.kind)
        if not words.endswith(WHOLE) and gap["gap"][0] not in OWN and not is_stopped(gap["gap"]):
            return Post(gap.start("gap"), gap["gap"] + words, None, title.kind)
    wanted = (title.kind == "firm" or title.title == "总监" or words.endswith(("参赞", "领事"))) and not words.endswith(WHOLE)
    field = FIELD.search(ends.chars, max(start - 7, 0), start) if wanted else None
    if field is None or not is_field(field["field"]):
        return None
    of_firm = 2 * field["field"].startswith(("公司", "集团"))  # 公司 + 科技总监
    return Post(field.start("field"), field["field"][of_firm:] + words, None, title.kind, field["field"][:of_firm])


def is_field(text: str) -> bool:
    """Return whether words say what a post is for: 投资, 人力资源; not 驰誉包装."""
    words = cut(text)
    return words[0] not in CHARGED and is_ordinary(words[0]) and all(map(is_known, words)) and not is_stopped(text)


def is_surnamed(text: str) -> bool:
    """Return whether `text` may be somebody, whose title stands behind the name: 中国工程院 + 周济 + 院长."""
    return text[0] in SURNAMES and len(text) < 4 and cut(text)[-1] not in generic() and not text.endswith(OFFICE_ENDS)
