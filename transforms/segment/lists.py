"""Lists: lines that tell one item each: names below 名单如下:, numbered works, lines of a poem. They are the story, however short.

Links to other pages are lists as well: - 论坛开幕 2024-10-17.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, takewhile

from transforms.model.patterns import pattern
from transforms.segment import bylines
from transforms.segment.captions import ANYBODY, is_scene
from transforms.segment.labels import WHOLE
from transforms.segment.notices import CLOCKED, DETAIL, HOURS
from transforms.segment.shapes import NUMBERED, SHORT, Found
from transforms.segment.tables import COLUMNS

# 入选名单如下: and 一、国家园林城市(共7个) announce names on the lines below; what stands there ends as places and works do.
ANNOUNCED = pattern(
    r"(?:名单|如下|下列[^。]{0,16}|以下[^。]{0,16}|包括|(?:获|入选|授予|表彰|命名)[^。]{2,40}[有是为]|^[他它]们是)[:：]$|分别[为是][:：]?$"
    r"|名单(?:如下|[(（]第.{1,3}[批届][)）]|(?<=附名单)[)）])$|[(（][^()（）]{0,6}\d{1,3}[个家项座名][)）][:：]?$"
)
ROSTERED = pattern(
    r"^[^。;；!！?？]*(?:[省市县区旗镇乡村州]|项目|工程|案例|公司|集团|大学|学院|医院|学校|中心|小区|园|基地|企业|单位|馆|路|[老大]街|古城"
    r"|家庭|[法检]院|检察院|[一-龥]{2}局|委员会|管委会|[一-龥]{2}[厂所]|[中小]学)$"
)
# 拟命名国家卫生城市(区)名单: what stands below it may as well be another page's, so two names at least have to.
TITLED = pattern(r"(?:名单(?:详情|公示)?|榜单|名录|一览表?)$")
NOTE = pattern(r"\s?[(（][^()（）]{1,12}[)）]$")  # 沛县(第8位)
ITEM = pattern(r"\d{1,3}[.、．]\s?[^\d\s][^。]{3,60}$")
# 江西省婺源县江湾镇晓起村: nobody has to announce such a list, and no menu leads there.
ADDRESS = pattern(r"[一-龥]{2,12}[省市县区旗州][一-龥]{1,16}(?:村|社区|[镇乡屯寨县区市]|街道)")
DIVISION = pattern(r"[一-龥]{1,24}(?:村|社区|[镇乡屯寨县区市旗州]|街道)")  # 河北省邢台市、邯郸市
AROUND = pattern(r"[一-龥]{2,8}[:：]\s?")
NAMED = pattern(r"(?:包括|如下|[是有为]|入选\d+个)[:：]?$")
# 一等奖:甲中学、乙中学, 最佳导演:费穆
AWARDED = pattern(
    r"(?:[^\s,，。;；:：、]{0,12}(?<!有)奖|[^\s,，。;；:：、]{0,8}最佳[^\s,，。;；:：、]{2,6})(?:[(（][^()（）]{1,30}[)）])?\s?[:：]\s?[^\s]"
)
COUNTED = pattern(r"[(（]\d{1,4}[个家座项][)）]$")
ANNEX = pattern(r"附件\s?[\d一二三四五六七八九十]{0,2}[:：]?")
# 江苏:王某某 苏州中学校长, 贺 某 某公司工程师, 詹天佑 茅以升.
STAFFED = pattern(r"(?:[一-龥]{2,3}[:：]\s?)?(?P<name>[一-龥]{2,4}?|[一-龥]\s[一-龥])(?:家庭)?(?:[(（]女[)）])?(?:\s+(?P<post>[^\s,，。]{2,40}))+")
# 二等奖 and 三等奖, each with who has it below.
PRIZED = pattern(
    r"(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s?)?[^\s,，。;；:：、()（）]{1,20}奖[状章]?(?:[(（][^()（）]{1,12}[)）])?[:：]?"
)
SECTION = pattern(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]")  # 一、国家园林城市 heads the names below it
NUMERAL, DIGIT = pattern("[一二三四五六七八九十]+"), pattern(r"\d+")
MARKED = frozenset("▲△▼▽↑↓")
ALBUM = pattern(r"^组图|组图$|图集|[(（\[]组?图[)）\]]|高清图")
ONE_SENTENCE = pattern(r"[^。！!？?“”:：]{4,44}。")
LINK = pattern(
    r"(?:[-•·▪■○*][^。]{0,80}?|\d[^。]{6,80}?)(?:(?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?|[(（\[]\d\d?[-/.月]\d\d?日?[)）\]])(?:\s?\d\d:\d\d(?::\d\d)?)?"
)
CUT = pattern(r"[^。,，:：;；“”]{8,30}(?:…{1,2}|\.{3,6})")  # 市领导调研老街夜市…: the site had no room for more, but 灯亮了… ends a story
ONE_DAY = pattern(r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?:\s\d\d:\d\d(?::\d\d)?)?")
TEASES = pattern("文章|阅读|新闻|推荐|喜欢|兴趣|看过|更多|关注|链接|资讯|热门")
COMMA = pattern("[,，]")
# 我把灯火还给江水: what a poem says, and 市领导会见客人 does not. 我市 does not, either, and 老街里的新书店 is a title.
SAID = pattern(
    r"^在(?!线)|的(?!.{1,7}$)|[了着吗呢啊吧啦没你她它这那]|不(?!动产)|(?<!其)他|我(?![要市县省区州院校国])"
    r"|^(?:为了|由|于|以及|便(?!民)|一经|历经|并|也|就(?!业)|却|又|还|但)|[,，、]$"
)
DATED = pattern(r"\d{1,2}月\d{1,2}日[,，]")  # 5月8日,市政府 begins a sentence that goes on for many lines, most without such words
VERSE, VERSES = 14, 5  # a line of a poem has so many letters on the whole, and a poem so many lines

# Marks of the items of a list; ■ and ● stand in front of headings, too.
POINTS = "·•▪"


def links(lines: list[str], found: Found) -> None:
    """Mark the links to other pages that stand together with their days behind the last paragraph: - 论坛开幕 2024-10-17, or the day below it."""
    linked = [found[i] in (None, "body", "source_line") and LINK.fullmatch(line) is not None for i, line in enumerate(lines)]
    for i in (i for i in range(len(lines)) if lines[i][-1] in "…." and len(lines[i]) <= SHORT and CUT.fullmatch(lines[i])):
        linked[i] = linked[i] or found[i] in (None, "body")
    for i in (i for i in range(1, len(lines)) if ONE_DAY.fullmatch(lines[i]) and "。" not in lines[i - 1] and found[i - 1] != "navigation"):
        linked[i - 1] = linked[i] = True
    for told, group in groupby(reversed(range(len(lines))), lambda i: linked[i]):
        run = list(group)
        if not told and any(found[i] == "body" and "。" in lines[i] for i in run):
            break
        if told and len(run) > 1 and not any(bylines.pairs(lines[i]) for i in run):
            for i in run:
                found[i] = "promotion"


def albums(lines: list[str], found: Found) -> None:
    """Mark the short sentences below each other where the title announces pictures, 组图:…, or half tell of nobody: a picture shows each."""
    title = next((line for line, role in zip(lines, found, strict=True) if role == "title"), "")
    if sum(line[0] in MARKED for line in lines) > 1:  # what has no mark, △ 江边的观众, is no caption there
        return
    album = ALBUM.search(title) is not None
    shown = [found[i] == "caption" or (found[i] == "body" and _is_picture(line, album)) for i, line in enumerate(lines)]
    for told, group in groupby((i for i, role in enumerate(found) if role != "promotion"), lambda i: shown[i]):
        run = list(group)
        nobody = [i for i in run if ANYBODY.fullmatch(lines[i])]
        sure = {*nobody, *(i for i in run if found[i] == "caption")}
        if told and len(run) > 1 and (album or (nobody and 2 * len(sure) >= max(len(run), 4))):
            for i in run:
                found[i] = "caption"


def _is_picture(line: str, album: bool) -> bool:
    """Return whether a line is one short sentence: outside an album without a comma, as 五一期间,老街迎来客流高峰。 is a paragraph, or of nobody."""
    return ONE_SENTENCE.fullmatch(line) is not None and (album or not COMMA.search(line) or ANYBODY.fullmatch(line) is not None)


def marks(lines: list[str], found: Found) -> None:
    """Mark a short line that stands three times and more between others: the mark of a site beside each picture."""
    times = Counter(line for line, role in zip(lines, found, strict=True) if role in (None, "navigation"))
    for i, line in enumerate(lines):
        if found[i] is None and times[line] > 2 and len(line) > 4 and not is_scene(line):
            found[i] = "promotion"


def rosters(lines: list[str], found: Found) -> None:
    """Mark the names that stand on lines of their own below 名单如下: or 国家园林城市(共7个), wherever the page tells them."""
    for i, line in enumerate(lines):
        if found[i] not in (None, "body") or line[-1] not in ":：下)）单情示览录表奖状章是为”":
            continue
        works = sum(1 for _ in takewhile(lambda row: row[0] == "“", lines[i + 1 :])) if line[-1] == "奖" and NUMBERED.match(line) else 0
        if works:  # 2.城市更新奖, and below it “老街复兴”,中国
            found[i], size = "heading", works
        elif ANNOUNCED.search(line[-40:]):
            size = _roster(lines, found, i + 1, cells=line[-1] in ")）")
            size *= not (size == 1 and ITEM.match(lines[i + 1]) and found[i + 2 : i + 3] == ["body"])  # 1.老城新貌 heads a paragraph
        elif PRIZED.fullmatch(line):
            size = _won(lines, found, i)
        elif TITLED.search(line):
            size = _roster(lines, found, i + 1, cells=True)
            size *= sum(map(_is_member, lines[i + 1 : i + 1 + size])) > 1
        elif SECTION.match(line):  # 一、“最美家庭”, and below it 茅以升家庭 东关社区
            size = sum(1 for _ in takewhile(STAFFED.fullmatch, lines[i + 1 :]))
        else:
            continue
        for k in range(i + 1, i + 1 + size):
            found[k] = None if SECTION.match(lines[k]) else "body"


def members(lines: list[str], found: Found) -> None:
    """Mark who has a prize, 一等奖:甲中学, and villages or persons, each with what it belongs to: several on one line, or one each on three lines."""
    told = [found[i] is None and _told(line) for i, line in enumerate(lines)]
    for places, group in groupby(range(len(lines)), lambda i: told[i] > 0):
        run = list(group)
        if places and (len(run) > 2 or any(told[i] > 1 for i in run)):
            above = run[0] - 1
            for i in (above, *run) if above >= 0 and found[above] is None and NAMED.search(lines[above]) else run:
                found[i] = "body"
    for i, line in enumerate(lines):
        if found[i] in (None, "source_line") and ("奖" in line[:40] or "最佳" in line[:16]) and AWARDED.match(line):
            found[i] = "body"


def _told(line: str) -> int:
    """Return how many villages or districts a line consists of, 浙江:杭州市、宁波市, 1 for 贺 某 某公司工程师, 0 where it tells anything else."""
    if (staffed := STAFFED.fullmatch(line)) and len(staffed["post"]) > 3 and bylines.signature(staffed["name"]):
        return 1
    around = AROUND.match(line)
    first, *others = COUNTED.sub("", line[around.end() if around else 0 :].rstrip("、")).split("、")
    return 1 + len(others) if (DIVISION if around else ADDRESS).fullmatch(first) and all(map(DIVISION.fullmatch, others)) else 0


def annexes(lines: list[str], found: Found, last: int) -> None:
    """Mark what goes on in short lines behind the last paragraph, to the next line with a role.

    It stands below 一、先进集体, 附件:, the last hour of a programme, or what ends in a colon and does not lead to other texts.
    """
    for i in (i for i in range(last + 1, len(lines)) if lines[i][0] == "1" and found[i] is None):
        size = _counted(lines[i : i + SHORT])
        if size and found[i - 1] in ("body", None) and not TEASES.search(lines[i - 1]):
            found[i : i + size] = ["body"] * size
            found[i - 1] = found[i - 1] or "heading"
    annex = ANNEX.fullmatch(lines[last]) is not None
    inside = annex or (CLOCKED.match(lines[last]) is not None and HOURS.fullmatch(lines[last]) is not None)
    for i in range(last + 1, len(lines)):
        heads = lines[i][-1] in ":："
        if found[i] is not None or (heads and TEASES.search(lines[i])):
            inside = False
        elif heads and (len(lines[i]) > 8 or DETAIL.match(lines[i])):  # 新增城市及其领域: announces a list
            found[i], inside = "body", True
        elif (SECTION.match(lines[i]) and len(lines[i]) <= SHORT) or (annex and i == last + 1):
            found[i], inside = "heading", True
        elif inside:
            found[i] = "body"


def _counted(lines: list[str]) -> int:
    """Return how many lines are counted from 1 on and most of them names, 0 where fewer than three are."""
    counted = list(takewhile(lambda two: ITEM.match(two[1]) and int(DIGIT.match(two[1])[0]) == two[0], enumerate(lines, 1)))  # type: ignore[index]
    names = sum(ROSTERED.search(line) is not None for _, line in counted)
    return len(counted) if len(counted) > 2 and 2 * names > len(counted) else 0


def verses(lines: list[str], found: Found) -> None:
    """Mark a poem, and sentences set like one: short lines, half of them with words that the titles of other pages do without."""
    short = [role is None and len(line) <= 2 * VERSE and not NUMBERED.match(line) for line, role in zip(lines, found, strict=True)]
    heads = [len(line) <= 10 and TEASES.search(line) is not None for line in lines]  # 类似文章, and links below it
    seen = False
    for told, group in groupby(range(len(lines)), lambda i: short[i] and not (heads[i] and len(lines[i]) <= 6)):
        run = list(group)
        below = found[run[-1] + 1 :]
        titled = below[:1] == ["source_line"] and "body" in below and "body" not in found[: run[0]]  # a menu, and the title
        if not told or titled or len(run) < (2 if seen else VERSES) or (run[0] and heads[run[0] - 1]):
            continue
        said = [i for i in run if SAID.search(lines[i]) or DATED.match(lines[i])]
        if said and (seen or DATED.match(lines[said[0]]) or 2 * len(said) >= len(run)) and sum(len(lines[i]) for i in run) <= VERSE * len(run):
            start = run[0] if seen else said[0] if said[0] - run[0] < 3 else run[0] + 1
            found[start : run[-1] + 1] = ["body"] * (run[-1] + 1 - start)
            seen = True  # where a page has such sentences, two lines below them are some


def _roster(lines: list[str], found: Found, start: int, cells: bool) -> int:
    """Return how many lines from `start` on are names; `cells` tells that those of a table may stand between them: 北京, 2, 朝阳区、海淀区."""
    end = start
    while end < len(lines) and (found[end] is None or (STAFFED.fullmatch(lines[end]) and WHOLE.keys().isdisjoint(lines[end].split()))):
        near = any(map(_is_member, lines[end + 1 : end + 6]))
        cell = (len(lines[end]) <= 8 and not ANNOUNCED.search(lines[end])) or (end == start and COLUMNS.search(lines[end]) is not None)
        if not (_is_member(lines[end]) or (cells and near and cell and lines[end] not in WHOLE)):
            break
        end += 1
    return end - start


def _won(lines: list[str], found: Found, i: int) -> int:
    """Return how many short lines below a prize tell who has it, on a page of more than one."""
    end = i + 1
    while end < len(lines) and found[end] is None and len(lines[end]) <= SHORT and not PRIZED.fullmatch(lines[end]):
        end += 1
    others = (*lines[max(0, i - SHORT) : i], *lines[end : end + 1])
    return end - i - 1 if any(map(PRIZED.fullmatch, others)) else 0


def _is_member(line: str) -> bool:
    return ROSTERED.search(NOTE.sub("", line.rstrip("、,，"))) is not None or ITEM.match(line) is not None or STAFFED.fullmatch(line) is not None


def items(lines: list[str], found: Found) -> None:
    """Mark numbered lines that follow each other, 1.甲项目 and 2.乙项目: a heading has a paragraph below it, and (一) may follow 一、.

    Behind a bullet, an item may be as long as a paragraph.
    """
    may = [found[i] is None or (found[i] == "body" and (len(line) <= SHORT or line[0] in POINTS)) for i, line in enumerate(lines)]
    kinds = [_kind(line) if may[i] else "" for i, line in enumerate(lines)]
    for i, kind in enumerate(kinds):
        if kind and kind in (kinds[i - 1], *kinds[i + 1 : i + 2]):
            found[i] = "body"


def _kind(line: str) -> str:
    """Return how a line is numbered or which bullet it has, 一、 of 二十三、甲, 1. of 2.乙 and · of ·甲; "" where it has neither."""
    if line[0] in POINTS:
        return line[0]
    number = NUMBERED.match(line)
    return DIGIT.sub("1", NUMERAL.sub("一", number[0].strip())) if number else ""
