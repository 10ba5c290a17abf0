"""Authors: who wrote a page: 张三 of 作者:张三, of (记者 张三) and of a last paragraph that ends in (张三 李四).

Who took the pictures (摄影:张三) wrote nothing, and (广州天河) is a place.
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms import gazetteer
from transforms.model.patterns import pattern
from transforms.segment import bylines, outlets
from transforms.segment.sources import FILED_BY, NAMED_DAY

# 【滨江日报讯】记者张三报道:
TOLD = pattern(r"[】\])）\s]*(?:本报|全媒体|融媒体?)?记者\s?(?P<names>[\u4e00-\u9fff、\s]{2,16}?)报[道导][:：\s]")
# (滨江报 张三、李四 报道)
EMPLOYED = pattern(r"^[\u4e00-\u9fff]{2,10}(?:[报网台社]|记者站)\s(?=[\u4e00-\u9fff])")
# 作者:滨江日报记者张三 李四, 供稿:区委宣传部 张三
EMPLOYEE = pattern(r"^\S{2,14}?(?:(?:记者|通讯员)\s*|[部局委办院站台社报网]\s+)(?=\S)")
STROKE, WORK = pattern("[/／╱|｜]"), pattern(r"(?:\d{1,2}日)?(?:综合|专题|采访|连线)?(?:报[道导]|[专外]?电)$")
BRACKETED = pattern(r"[(（【\[]\s*(?P<inside>[^()（）【】\[\]]{2,60})[)）】\]]")
TRAILING = pattern(r"[(（【\[]\s*(?P<inside>[^()（）【】\[\]]{2,60})[)）】\]][\s。]*\d{0,8}[\s|｜]*$")
VALUED = pattern(r"[:：]\s*[(（【\[][^()（）【】\[\]]*[)）】\]]\s*$")  # 责任编辑:【张三】
# 【编辑:张三】 新闻结尾
EDITED = pattern(r"[(（【\[]\s*(?P<inside>(?:责任|实习)?(?:编辑|责编)[:：][^()（）【】\[\]]{1,30})[)）】\]]")
# …就到了。本报记者 张三 (责任编辑:李四), …交流经验。文、图/张三, …交流经验。张三 文/图
ENDED = pattern(r"[。!！”]\s*(?P<tail>[^。!！?？;；,，“”]{4,40}?)(?:[(（][^()（）]{2,30}[)）])?[\s|｜]*$")
CREDIT = pattern("(?:文[/、]?图|图[/、]?文|文并图|报[道导])$")
# 本网讯 通讯员张三 为迎接检查,…
LED = pattern(r"\s*本[报网刊台]讯\s?(?:记者|通讯员)[\u4e00-\u9fff]{2,4}\s")
# 张三 李四 发布时间:2024-10-17
BEFORE_TIME = pattern(r"\s*(?P<names>[\u4e00-\u9fff]{2,4}(?:\s[\u4e00-\u9fff]{2,4}){0,3})\s+(?:发[布表])?(?:时间|日期)\s?[:：]")
# 2016-05-19 07:53 张三 李四 来源:滨江晚报
BEHIND_TIME = pattern(r"\d:\d\d\s+(?P<names>[\u4e00-\u9fff]{2,4}(?:\s[\u4e00-\u9fff]{2,4}){0,3})\s+(?:来源|稿源)\s?[:：]")
BYLINE = pattern(r"^[\s□■●◆▪○◎⊙*]*(?:本报|本网|本刊|[\u4e00-\u9fff]{2,8})?(?:首席|特约|见习|实习|全媒体|融媒体?)?(?:记者|通讯员)\s")
DEEP = pattern(r"(?:[日月]电|讯|消息|报[道导])\s?(?=[(（][^()（）]{0,8}(?:记者|通讯员))")
PICTURED = pattern(r"\s图\s?[/／](?!文)")
CLOSING = frozenset(")）】]")


def find(pairs: list[bylines.Pair], heads: list[str], edges: list[str], body: list[str]) -> list[str]:
    """Return reporters and correspondents: keyed, in brackets of the first or last lines, or signing the last one."""
    signed = [inside for line in (*body[-1:], *heads) if (inside := trailing(line)) and not VALUED.search(line)]
    found = [
        *(name for pair in pairs for name in _keyed(pair)),
        *(name for line in heads for name in _reporting(line)),
        *(name for line in edges for name in _telling(line)),
        *(name for line in body[-1:] if (match := ENDED.search(line, max(0, len(line) - 80))) for name in _ended(match["tail"])),
        *(name for inside in signed for name in bylines.signature(EMPLOYED.sub("", inside)) or bylines.joined(inside) if not inside.endswith("摄")),
        *(name for line in heads if FILED_BY.fullmatch(line.strip()) for name in _filing(line.strip())),
        *(name for line in heads for name in bylines.signature(line.strip("□■●◆▪○◎⊙* "))),
    ]
    return list(dict.fromkeys(found))


def _keyed(pair: bylines.Pair) -> list[str]:
    """Return the names behind 作者:, and behind 来源:滨江日报 张三, or 来源: and a name for want of an outlet."""
    if pair.field == "publisher":
        return outlets.persons(pair.value.partition(" ")[2] or pair.value)
    names = bylines.names(EMPLOYEE.sub("", pair.value)) if pair.field == "author" else []
    return [name for name in names if pair.key != "供稿" or outlets.persons(name)]


def _ended(tail: str) -> list[str]:
    """Return the names of a signature behind the last sentence of a page, 文/张三 图/李四; what else stands there names nobody."""
    found = [name for pair in bylines.pairs(tail) if pair.field == "author" and pair.start == 0 for name in bylines.names(pair.value)]
    if not found and "记者" in tail[:6]:
        return [] if _is_pictured(tail) else bylines.reporters(tail)
    return found or (bylines.signature(tail) if CREDIT.search(tail) else [])


def _is_pictured(line: str) -> bool:
    """Tell whether a line names who took a picture, 记者 张三 摄, and did not write: 文/摄."""
    bare = line.rstrip(" )）")
    return bare.endswith("摄") and not bare.endswith(("文/摄", "文、摄"))


def _reporting(line: str) -> list[str]:
    """Return the names that a line of metadata tells without a colon, 记者 张三 or 张三 发布时间:…"""
    led = BEFORE_TIME.match(line) or BEHIND_TIME.search(line) or NAMED_DAY.fullmatch(line.strip())
    filed = outlets.FILED_LINE.search(line) if "记者" in line else None
    found = [name for name in (led["names"] or "").split() if bylines.signature(name)] if led else []
    if filed:
        return found + bylines.reporters(f"记者{filed['names']}")
    return found if _is_pictured(line) else found + bylines.reporters(PICTURED.split(line)[0])  # 文/记者 张三 图/通讯员 李四


def _telling(line: str) -> Iterator[str]:
    """Yield the names that one of the first or last paragraphs tells: 本报讯(记者 张三), 记者 张三, and (记者 张三) at its end."""
    dated, wired = outlets.DATELINE.match(line), outlets.WIRE.match(line)
    if dated and (told := TOLD.match(line, dated.end())):
        names = told["names"]  # 记者张三敦煌报道
        cut = next((k for k in (3, 2) if len(names) - k > 1 and gazetteer.scan(names[k:]) and bylines.signature(names[:k])), len(names))
        yield from bylines.names(names[:cut])
    behind = BRACKETED.match(line[dated.end() :].lstrip()) if dated else None
    opening = behind["inside"] if behind else ""
    # 中新社南昌3月5日电 (时珍 李四): a family name may be too rare to be known beside one that is.
    found = bylines.names(opening)
    yield from found if any(map(bylines.signature, found)) else ()
    if wired:
        yield from wired["names"].split("、")
        return
    if "记者" in line[:6] and (told := TOLD.match(line)):
        yield from bylines.reporters("记者 " + told["names"])  # 记者张三 通讯员李四报道:
    if BYLINE.match(line):
        yield from bylines.reporters(line[:40], open_ended=True)
    if LED.match(line):
        yield from (name for name in bylines.reporters(line[:30], open_ended=True)[:1] if bylines.signature(name))
    deep = DEEP.search(line)  # a caption may be glued to the dateline
    middle = line[deep.start() : deep.start() + 60] if deep else ""
    for inside in (match["inside"] for match in BRACKETED.finditer("\n".join((line[:60], middle, line[-60:])))):
        if "摄" not in inside or "报道" in inside or (dated and inside == opening):  # 消息(记者 张三 李四摄): who wrote took the pictures too
            yield from bylines.reporters(_unplaced(inside.removesuffix("摄")))
        yield from (name for pair in bylines.pairs(inside) if pair.field == "author" for name in bylines.names(pair.value))


def _unplaced(inside: str) -> str:
    """Return what stands in brackets without where it was written: 记者张三 of 记者张三/高雄."""
    told, _, place = inside.rpartition("/")
    return told if told and (gazetteer.division(place) or place in gazetteer.cities()) else inside


def _filing(line: str) -> list[str]:
    """Return who is named on one side of a stroke, where the other tells the place: 记者张三/台北报道; 高雄 is no name."""
    sides = [EMPLOYED.sub("", side.rpartition("记者")[2]) for side in STROKE.split(WORK.sub("", line))]
    placed = (side for side in sides if not gazetteer.division(side) and side not in gazetteer.cities())
    return next((names for side in placed if (names := outlets.persons(side))), [])


def trailing(line: str) -> str | None:
    """Return what stands in the brackets that end a line."""
    end = line.rstrip("|｜ \r\t\xa0\u3000").rstrip("。0123456789").rstrip()
    match = TRAILING.search(line, max(0, len(line) - 80)) if end[-1:] in CLOSING else None
    match = match or (EDITED.search(line, max(0, len(line) - 60)) if "编" in line[-60:] else None)
    return match["inside"] if match else None
