"""Heads: the title of a page, and what the site sets above and around it: menu, breadcrumbs, the day of the visit, a kicker, the source.

The title says what the first paragraphs tell; a line above it is the site's, one below it (——写在新馆开放之际) goes on with it.
"""

from __future__ import annotations

from itertools import takewhile

from transforms.model.document import Role
from transforms.model.patterns import pattern
from transforms.segment import bylines
from transforms.segment.captions import is_scene
from transforms.segment.looks import BROWSER, look
from transforms.segment.menus import CRUMBS, is_crumbs
from transforms.segment.shapes import NUMBERED, OPEN_END, SHORT, WORD, Found, asks_or_calls
from transforms.segment.sources import FILED, PRINTED

BULLETS = "•·▪►▶■●◆"
LONG_WORD = 5
# Above this many lines in front of the first paragraph nobody looks for the title.
HEAD = 80
# So many short lines above the story are a menu.
MENU = 8

# 论坛开幕_滨江新闻网: a title as the browser shows it.
SITE = pattern(r"(?:[_|｜—-]{1,2}[^_|｜—-]{2,14}(?:网|在线|频道|新闻|客户端|政府|报)|\s[-—_|]\s?[^\s_|—-]{2,12})$")
ENDED = pattern(r"[。!！?？;；]|\.$")
HAN, LATIN = pattern("[\u3400-\u9fff]"), pattern("[A-Za-z]{2}")
LETTERS = pattern(r"[\u4e00-\u9fff]|[A-Za-z]{2,}")
NO_WORD = pattern(r"\W+")
ORIGINAL = pattern(r"[(（【\[]?原(?:标题|题目|文标题)[:：]?")
ABOVE = 60
# (2019年2月15日市人民代表大会常务委员会通过) stands below the title of a decision.
PASSED = pattern("[(（].*[)）]")
# 客服热线:400-000-0000 and 邮箱:info@… stand above everything on the sites of firms.
REACHED = pattern(r"(?:咨询|服务|联系|客服|全国|免费|投诉|举报)*(?:电话|热线|手机|传真|邮箱|信箱|QQ|[Ee]-?mail)\s?[:：]\s?[\d+(（A-Za-z]")
# What a copied site sets above the story for search engines: 棋牌下载,体育平台,足球直播,彩票网站 has nothing to do with it.
MARKED = pattern("[,，_]")
SECOND = pattern(r"[(（]?(?:第?二[、.．)）章节]|2[、.．)）])")
# 关于命名园林城市的决定 heads the text of a document, and no picture.
RULING = pattern(r"(?:通知|决定|公告|公示|通告|通报|意见|批复|函|办法|方案|规定|细则)》?(?:[(（].{1,20}[)）])?$")
PART = pattern("[一-龥]{2,6}(?:动态|要闻|资讯|公告|快讯|专栏|栏目|信息|之窗)")  # 年会动态 is where in the site the page stands
RULED = pattern(r"[*＊=＝_-]{6,}")  # Hong Kong's government sets a row of stars below the title
COMMA = pattern("[,，;；:：]")
CLOCK = pattern(r"(?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?\s*[(（]?(?:星期|周).[)）]?")  # 2024年12月19日 星期四
KEYWORDS = pattern(r"[,，_|｜·\s-]+")
GROUPED = ("合影", "合影留念", "合照")
STEPS = ("> ", "＞ ", "› ", "» ")
STAFF = pattern(r"[\u4e00-\u9fff]{2,8}\s?[:：/|｜丨]\s?(?P<names>[\u4e00-\u9fff·、\s]{2,30})")
OUTLET = pattern(r"(?:[报网社台刊]|新闻中心|在线|客户端|新闻|融媒体?|传媒|发布|频道|杂志|公众号|小编|移动版|手机版|有限公司)$")


def keywords(lines: list[str], found: Found) -> None:
    """Mark a first line that is a list of words which the page does not speak of; the items of a menu are shorter."""
    words = [word for word in KEYWORDS.split(lines[0]) if len(word) > 1] if found[0] in (None, "body", "navigation") else []
    if len(words) < 4 or len(lines[0]) > 15 * len(words) or lines[0][-1] in OPEN_END or ENDED.search(lines[0]):
        return
    long = min(map(len, words)) >= LONG_WORD
    menu = found[0] == "navigation" and not (long and "|" in lines[0])
    if not menu and told(lines[0], lines, 1) < 0.2:
        found[0] = "promotion" if long or MARKED.search(lines[0]) else "navigation"


def opening(lines: list[str], found: Found) -> None:
    """Let a long first line that ends in no mark be the title, 百万人参加!老城论坛闭幕 …, where it has no comma or the paragraph below tells it."""
    top = next((i for i, role in enumerate(found) if role not in ("boilerplate", "navigation")), 0)  # below what is the site's
    line = lines[top]
    long = found[top : top + 2] == ["body", "body"] and SHORT < len(line) <= 2 * SHORT
    if long and line[-1].isalnum() and "。" not in line and (not COMMA.search(line) or told(line, lines, top + 1) > 0.4):
        found[top] = None


def foreign(lines: list[str], found: Found) -> None:
    """Mark what stands in another script above a Chinese story: English, Normal view, Click to refresh. A paragraph of it may open the story."""
    chinese = next((i for i, line in enumerate(lines) if HAN.search(line)), 0)
    for i in range(chinese):
        if found[i] in (None, "body") and LATIN.search(lines[i]) and len(lines[i]) <= 2 * ABOVE:
            found[i] = "navigation"


def browser(lines: list[str], found: Found) -> None:
    """Mark what the site says to the reader's browser above the story and below it."""
    for order in (range(len(lines)), reversed(range(len(lines)))):
        for i in order:
            if found[i] in (None, "body") and BROWSER.search(lines[i]):
                found[i] = "boilerplate"
            elif found[i] == "body":
                break


def above(lines: list[str], found: Found) -> None:
    """Mark advertisements and links above the title, where a line names the outlet below it: 热门剧集、综艺… is no paragraph there."""
    source = next((i for i, role in enumerate(found) if role == "source_line" and _is_source(lines[i])), 0)
    # 本周关注:滨江新馆落成! is said by nobody above the line of the source, and a long line there that is no sentence is the title.
    line = lines[source - 1]
    titled = asks_or_calls(line) or (len(line) <= 2 * SHORT and "。" not in line)
    if titled and found[source - 1 : source] == ["body"] and None not in found[:source] and "body" in found[source:]:
        found[source - 1] = None
    # What stands above the breadcrumbs of the story is the site's own, however long.
    crumbs = next((i for i in range(source) if found[i] == "navigation" and is_crumbs(lines[i])), 0)
    crumbs = max((i + 1 for i in range(source - 1) if REACHED.search(lines[i])), default=crumbs)  # and so is how to reach it
    for i in (i for i in range(crumbs if "body" in found[source:] else 0) if found[i] == "body"):
        found[i] = "boilerplate" if "。" in lines[i] or len(lines[i]) > ABOVE else "navigation"
    title = next((i for i in range(source - 1, 0, -1) if found[i] is None), 0)
    above = [i for i in range(title) if found[i] == "body"]
    if "body" in found[source:] and all("。" not in lines[i] and len(lines[i]) <= ABOVE for i in above):
        for i in above:
            found[i] = "navigation"


def signed(lines: list[str], found: Found) -> None:
    """Mark what stands below its key: 作者| and those who wrote, each with a body and a post, 信息来源: and an outlet, 发文机构: and an office."""
    key: str | None = None
    for i, line in enumerate(lines):
        if found[i] == "source_line" and line[-1] in ":：|｜":
            filed = FILED.match(line.lstrip(BULLETS + " "))
            key = "filed" if filed else next((pair.field for pair in bylines.pairs(line) if not pair.value), None)
        elif key in ("author", "editor") and bylines.signature(bylines.BLANK.split(line, maxsplit=1)[0]) and "。" not in line:
            found[i] = "source_line"
        else:
            outlet = key == "publisher" and found[i] is None and len(line) <= 12 and line[-1] not in ":："
            outlet = outlet and None in found[:i]  # the title stands above
            # 主动公开 stands between two keys, 有效 below the last of them: no title is so short.
            below = key == "filed" and (len(line) <= 4 or any(FILED.match(other.lstrip(BULLETS + " ")) for other in lines[i + 1 : i + 2]))
            if key and (outlet or below or line.isdigit()):
                found[i] = "source_line"
            key = None


def staff(lines: list[str], found: Found) -> None:
    """Mark who else worked on a page, 学术顾问:张三, beside a line of metadata with keys of its own."""
    for i, line in enumerate(lines):
        if found[i] in (None, "body") and (role := STAFF.fullmatch(line)) and bylines.signature(role["names"]):
            beside = [k for k in (i - 1, i + 1) if 0 <= k < len(lines) and found[k] == "source_line"]
            found[i] = "source_line" if beside else found[i]


def head(lines: list[str], found: Found, first: int) -> None:
    """Mark the title, and what stands around it in front of the first paragraph."""
    top = max(first - HEAD, 0)
    _untitled(lines, found, top, first)
    candidates = _candidates(lines, found, top, first)
    sources = [i for i in range(top, first) if found[i] == "source_line" and candidates and candidates[0] < i]
    # A site shows the day of the visit above everything: the line of the story names its outlet, or has a time of day.
    source = next((i for i in sources if _is_source(lines[i])), sources[0] if sources else first)
    title = _title(lines, found, [i for i in candidates if i < source], range(top, first), source)
    # A widget may stand above the line of the source, and the title below it.
    below = _title(lines, found, [i for i in candidates if i > source], range(top, first), source)
    beside = title is not None and title + 1 == source < first and _is_source(lines[source]) and len(lines[title]) > 3
    # Papers set the titles of a whole page into one line: 老街开市 运河通航, and below it 运河通航.
    listed = title is not None and below is not None and lines[title].endswith(f" {lines[below]}")
    told_below = title is not None and below is not None and told(lines[title], lines, first) < 0.2 and told(lines[below], lines, first) > 0.4
    if title is None or listed or (told_below and not beside):
        title = below
    if title is not None and lines[title].startswith("—") and title - 1 in candidates:
        title -= 1  # below it its second line: ——写在新馆开放之际
    elif title is not None and lines[title].endswith("——") and title + 1 in candidates:
        title += 1  # above it what leads to it: 百城代表共议——
    for i in range(top, first):
        # 张三, and below it 2024-10-17 来源:滨江日报 or the story
        beside = "source_line" in found[max(i - 1, 0) : i + 2] or (i == first - 1 and title is not None and len(lines[i]) != 2)
        if found[i] is None and i != title and ((beside and bylines.signature(lines[i])) or _is_told_of(lines, found, range(top, i), i)):
            found[i] = "caption" if title is not None and lines[i] in lines[title] else "source_line"  # the picture of him who is told of
    if title is not None:
        _titled(lines, found, title, range(top, first), source)


def _is_told_of(lines: list[str], found: Found, above: range, i: int) -> bool:
    """Tell whether line `i`, 仓颉 许行, stands in a line of metadata above, 2022-03-14仓颉许行, however rare the name."""
    plain = _plain(lines[i]) if len(lines[i]) <= SHORT // 2 else ""
    return 4 <= len(plain) <= 12 and any(found[k] == "source_line" and plain in _plain(lines[k]) for k in above)


def _untitled(lines: list[str], found: Found, top: int, first: int) -> None:
    """Mark what is no title by its looks alone: how to reach the owner of the site, items of a menu, a line of reporters, an advertisement."""
    for i in range(top):
        found[i] = found[i] or "navigation"
    reached = [i for i in range(top, first) if found[i] is None and REACHED.match(lines[i])]
    for i in range(top, first) if reached else ():
        if found[i] is None and (i in reached or lines[i].startswith(("地址:", "地址："))):
            found[i] = "boilerplate"
    if "source_line" not in found[top:first]:
        run = list(takewhile(lambda i: found[i] is None, range(first - 1, top - 1, -1)))
        for i in (i for i in range(top, first - 2) if found[i] is None and len(run) > MENU):  # items of a menu that nothing names
            found[i] = "navigation"
    menu = next((i for i in range(top, first) if found[i] == "source_line"), first)  # below it, ■ may stand in front of what pictures show
    links = [i for i in range(top, menu) if found[i] is None and (lines[i][0] in BULLETS or lines[i].startswith("- "))]
    for i in links if len(links) > 1 else ():
        found[i] = "navigation"
    for i in range(top, first):  # 张三 李四 王五, where no line above is the title
        if found[i] is None and len(lines[i]) <= 24 and len(bylines.signature(lines[i])) > 1:
            found[i] = "source_line"
    for i in range(top, first):  # an advertisement
        if found[i] is None and "://" in lines[i]:
            found[i] = "promotion"


def _candidates(lines: list[str], found: Found, top: int, first: int) -> list[int]:
    """Return the lines that may be the title, below the path to the page; mark what a picture shows and the name of the site."""
    candidates = [i for i in range(top, first) if found[i] is None and not lines[i].endswith(OPEN_END) and not PASSED.fullmatch(lines[i])]
    # - 滨江新闻 stands above each of several stories.
    candidates = [i for i in candidates if lines[i][0] not in "-•" or lines.count(lines[i]) < 3]
    for i in (i for i in candidates[:-1] if lines[i].endswith(GROUPED)):  # 代表团合影, and below it the title
        found[i] = "caption"
    for n, i in enumerate(candidates[:-1]):  # > 论坛开幕 and 论坛在… end the path to the page, and >>现场 heads a section
        cut = lines[i].endswith(("...", "…")) and lines[candidates[n + 1]].startswith(lines[i].rstrip(".…"))
        if cut or lines[i].startswith(STEPS):
            found[i] = "navigation"
    candidates = [i for i in candidates if found[i] is None]
    # Below the line of the source may stand the section, 城市 >: it is no path to what is above.
    sourced = next((i for i in range(top, first) if found[i] == "source_line" and candidates[:1] < [i] and _is_source(lines[i])), first)
    crumbs = max((i for i in range(top, sourced) if found[i] == "navigation" and is_crumbs(lines[i])), default=top)
    if any(i > crumbs for i in candidates) or told(CRUMBS.split(lines[crumbs])[-1], lines, first) > 0.5:
        below = tuple(_plain(lines[i]) for i in candidates if i > crumbs and len(lines[i]) > MENU)
        for i in (i for i in candidates if i < crumbs and not (below and _plain(lines[i]).startswith(below))):  # the name of the site
            found[i] = "navigation"
        candidates = [i for i in candidates if i > crumbs or i == crumbs == top]
    return candidates


def _titled(lines: list[str], found: Found, title: int, around: range, source: int) -> None:
    """Mark the title and the other lines around it: its kicker, the title said again, who signs."""
    found[title] = "title"
    if title + 1 in around and found[title + 1] is None and goes_on(lines[title], lines[title + 1]):
        found[title + 1] = "title"
    same = _plain(lines[title])
    for i in (i for i in around if i < title and found[i] == "source_line" and CLOCK.fullmatch(lines[i])):
        below = {day.date() for k in around if k > i and found[k] == "source_line" for day, _ in bylines.days(lines[k])}
        if below and below.isdisjoint(day.date() for day, _ in bylines.days(lines[i])):
            found[i] = "navigation"  # the day of the visit
    for i in around:
        if found[i] is not None:
            continue
        plain = _plain(lines[i])
        if plain == same or (plain.startswith(same) and (SITE.search(lines[i]) or OUTLET.search(plain))):
            # Among pictures, or three times and more, it is the text of one.
            shown = i > title + 1 and ("caption" in (found[i - 1], *found[i + 1 : i + 3]) or lines.count(lines[i]) > 2)
            found[i] = "caption" if shown else "title"
        elif i < title:
            kicker: Role = "caption" if is_scene(lines[i]) else "heading"
            found[i] = kicker if i == title - 1 and _is_kicker(lines, i) else "navigation"
        elif len(lines[i]) <= 14 and (i == title + 1 or "source_line" in (found[i - 1], found[i + 1])):
            found[i] = "source_line" if OUTLET.search(lines[i]) or lines[i].isascii() or bylines.signature(lines[i]) else None


def goes_on(title: str, below: str) -> bool:
    """Tell whether the title of a document goes on in the line below it: 市政府关于命名, 园林小区的决定."""
    return "关于" in title and not RULING.search(title) and RULING.search(below) is not None


def _is_source(line: str) -> bool:
    """Tell whether a line names an outlet or a time of publication."""
    date = bylines.DATE.search(line)
    return (date is not None and date["hour"] is not None) or any(pair.field in ("publisher", "published") for pair in bylines.pairs(line))


def _is_kicker(lines: list[str], i: int) -> bool:
    """Tell whether line `i` above the title belongs to it, as 喜迎国庆 does: it stands alone below the menu, and names no outlet."""
    alone = i == 0 or look(lines[i - 1]) in ("navigation", "source_line")
    named = OUTLET.search(lines[i]) or PART.fullmatch(lines[i]) or bylines.BODY.search(lines[i]) or " -- " in lines[i]
    row = len(lines[i].split()) > 2  # 分享好友 资讯首页 频道列表
    return alone and not row and 4 <= len(lines[i]) <= 30 and WORD.search(lines[i]) is not None and not named and lines[i][0] not in BULLETS


def _title(lines: list[str], found: Found, candidates: list[int], around: range, source: int) -> int | None:
    """Return the candidate that is most like the title of the story and stands most like one, or None; `around` ends where the story begins."""
    first = around.stop
    near = {i for i in candidates if i == first - 1 and told(lines[i], lines, first) > 0.2}  # 新年贺词, right above the story that tells it
    named = [i for i in candidates if len(LETTERS.findall(lines[i])) >= (4 if i in near else 5) and (len(lines[i]) <= 80 or RULING.search(lines[i]))]
    # 一、总则 above all is no title where 二、附则 stands below
    named = [i for i in named if not NUMBERED.match(lines[i])] or named[: named[:1] == [0] and not any(map(SECOND.match, lines[first:]))]
    # 雨中奔跑, and 渡口 alone above a poem that does not say it again
    alone = candidates == [0]
    above = [i for i in candidates if i + 1 == source < first and (len(lines[i]) < 3 or not bylines.signature(lines[i]))]
    named = named or [i for i in above if alone or PRINTED.fullmatch(lines[source]) or told(lines[i], lines, first) > 0.2]
    if len(named) < 2:
        return named[0] if named else None
    plain = {i: _plain(lines[i]) for i in around}
    return max(named, key=lambda i: (_likeness(lines[i], told(lines[i], lines, first)) + _place(lines, found, plain, i, source), -i))


def told(line: str, lines: list[str], first: int) -> float:
    """Return the share of a line that the paragraphs from `first` on tell too, in pairs of characters."""
    story = "".join(lines[first : first + 4])[:1500]
    pairs = {line[i : i + 2] for i in range(len(line) - 1)}
    return sum(pair in story for pair in pairs) / len(pairs) if pairs else 0.0


def _likeness(line: str, told: float) -> float:
    """Return how much a line is like a title: it says what the first paragraphs tell (`told`), in 10 to 40 characters."""
    long = 2 * (len(line) > 42 and RULING.search(line) is not None)  # nothing but a title is so long and ends so
    return 4 * min(told, 0.7) + (1 if 10 <= len(line) <= 42 else long) - (3 if OUTLET.search(line) and len(line) <= 14 else 0)


def _place(lines: list[str], found: Found, plain: dict[int, str], i: int, source: int) -> float:
    """Return how much the place of line `i` speaks for a title: said twice, in front of the line of its source, behind the menu."""
    twice = any((k < i and plain[k].endswith(plain[i])) or (k > i and plain[k].startswith(plain[i])) for k in plain)
    last = i + 1 if i + 2 == source and found[i + 1] is None else i  # the second line of two
    beside = last + 1 == source and found[source] == "source_line"
    menu = any(found[k] == "navigation" and WORD.search(lines[k]) for k in range(i + 1, source))
    above = next((k for k in range(i - 1, -1, -1) if WORD.search(lines[k])), i)
    second = above < i and found[above] is None and len(lines[above]) > 6  # 友城大会开幕, and below it: 来自60国的嘉宾与会
    ruled = RULED.fullmatch(lines[i + 1]) is not None
    return 3 * twice + 3 * ruled + beside - 2 * menu - 3 * (" -- " in lines[i]) - second - 0.3 * min(4, sum(found[k] is None for k in plain if k < i))


def _plain(line: str) -> str:
    return line if line.isalnum() else NO_WORD.sub("", line)


def original(lines: list[str], found: Found, last: int) -> None:
    """Mark the title that a page without one tells at its end, below 原标题:, or above the line of its source where pictures stand first."""
    for i in range(last + 1, len(lines) - 1) if "title" not in found else ():
        if found[i + 1] is None and ORIGINAL.fullmatch(lines[i]):
            found[i], found[i + 1] = "source_line", "title"
        elif found[i] is None and found[i + 1] == "source_line" and _is_source(lines[i + 1]) and told(lines[i], lines, 0) > 0.4:
            found[i] = "title"


def repeated(lines: list[str], found: Found) -> None:
    """Mark the title said again, bare or with a number: the text of a picture that bears no other."""
    titles = [_plain(line) for line, role in zip(lines, found, strict=True) if role == "title"]
    if not titles:
        return
    same = {titles[0], titles[0].removesuffix("图"), titles[0].removesuffix("组图")}
    for i, line in enumerate(lines):
        if found[i] is None and _plain(line).rstrip("0123456789") in same:
            found[i] = "title" if found[i + 1 : i + 2] == ["source_line"] else "caption"  # the whole story stands there again
