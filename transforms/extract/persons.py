"""Persons: 吴晗 behind 副市长, 海伦·克拉克 before 女士, 范长江 behind 记者, Kofi Annan behind 秘书长, and each of them wherever else they stand.

A Han name is a surname (surnames.csv) and one or two characters; where it ends is told by what follows (介绍, 表示, a comma). It
counts only with a cue: a title or profession, a courtesy word, a verb of speech or office at the start of a clause, a byline. Transliterated
names count by their ·, or behind a title. Not meant: courtesy words themselves, initials of editors (责编:ZB), unnamed officials.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from transforms import gazetteer
from transforms.extract.facts import Facts, Name
from transforms.extract.names import credits, names
from transforms.extract.names.cuts import cut
from transforms.extract.names.followers import closes, ends_strictly
from transforms.extract.names.foreign_names import DOT, FUNCTION, SOUNDS, dotted
from transforms.extract.names.han_names import (
    ABROAD,
    CLASSES,
    EVERYDAY,
    HAN,
    NEVER,
    SURNAMES,
    TAKES,
    WITHIN,
    is_clear_name,
    is_closed_name,
    is_comrade,
    is_name,
)
from transforms.extract.names.person_names import closed_end, japanese_end, person_end
from transforms.extract.names.words import is_common, is_famous, is_frequent, is_han, is_known, is_term
from transforms.extract.posts import appointments, careers
from transforms.model.document import NAMES, Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern

CHOSEN = pattern("^.*(?:选举|任命|聘任|聘请|推选|提名|推举)(?=..)")
COURTESY = pattern("先生|女士|同志|教授|院士|博士|老师|同学")
# 甲表示, 甲受聘担任…: behind a mark or the end of the line before, else at the very beginning
SAYS = rf"""(?P<person>[{HAN}]{{2,4}}?)
         (?=(?:同志)?[还也则进表介指强认坦告透说受获被当担出就为任兼在提谈回直补续笑感辞卸不因已此日请申代署升转调接从曾历现后连])  # cheap
         (?=(?:还|也|则|进一步)?(?:表示|介绍|指出|强调|认为|坦言|告诉记者|透露|提到|谈到|回忆|直言|补充|续指|续称|笑着说|感慨|感叹|说[,:，：“])
          | 在[{HAN}“”]{{0,12}}?(?:致辞|致词|讲话|发言|演讲|会上|采访|受访)[{HAN}]{{0,6}}?(?:表示|指出|强调|认为|提到|谈到|介绍|说)
          | (?:同志)?(?:受聘|获聘|被任命|被聘|被选|当选|担任|出任|就任|升任|转任|调任|接任|连任|[曾历现后]任|不再(?:担任|兼任))
          | 接替[{HAN}]{{2,4}}[担升接]任|从[{HAN}]{{2,24}}?[转调升]任
          | (?:同志)?(?:因[{HAN}]{{2,10}}?)?(?:此前|日前|已经?)?(?:提出|请求|申请)?
            (?:辞去|请辞|卸任)[{HAN}]{{2,24}}?(?:长|主任|主席|书记|总监|总裁|经理|委员|董事|职务)
          | (?:同志)?(?:为|任|兼任|代理|署理)[{HAN}]{{2,20}}?(?:长|常委|主任|主席|书记|总监|总裁|经理|委员|董事|参事|职务))"""
SPEECH = pattern(rf"[^{HAN}A-Za-z0-9]{SAYS}", re.VERBOSE)
FIRST_SPEECH = pattern(SAYS, re.VERBOSE)
# 由甲接任董事会主席, 及乙接任…, 丙将接替丁出任…
SUCCEEDS = pattern(rf"(?:由|及|和|接替|(?:宣布|委任|同意)(?!由))(?P<person>[{HAN}]{{2,4}}?)(?=(?:将|正式)?(?:接任|出任|担任|升任|就任|接替|卸任))")
# 林业部 + 部长: no person
OFFICE = pattern("[部局厅省市县区镇院校司处](?:副?[部局厅省市县区镇院校司处]长)")
# 发布人:程文敏 咸安区人民政府副区长;: a list that names everybody before the post
ENTRY = pattern(rf"(?<![^\n:：;；])[ \u3000]?(?P<person>[{HAN}]{{2,3}})[ \u3000](?P<posts>[{HAN}、·]{{4,40}})(?=[;；。\n]|$)", re.MULTILINE)
LISTED = pattern("(?:、|和|与|以?及)")


def find(document: Document, facts: Facts) -> Iterator[Name]:
    """Yield every person, in reading order, also where only the name stands."""
    chars = document.chars
    spans: dict[tuple[int, int], float] = {}
    bodies = {name.end for name in facts.organizations}
    posts = {end for _, end, title in names.find(document).titles if title.kind != "byline"}
    spans |= titled(document)
    begun = {start for start, _ in spans}
    for start, end, title in names.find(document).titles:
        at = behind(chars, end)
        start -= chars[start - 1 : start] in ("代", "副")  # 唐英 + 代总领事
        if title.kind != "byline" and title.title not in VERBS and at not in begun and not title.title.startswith(REACHES):
            spans |= dict(before(chars, start, end if title.kind in (None, "government", "state") else None, bodies))
            if title.kind == "state" and (foreign := of_country(chars, start)):
                spans[foreign, start] = 0.8
            if title.title in LEARNED and closes(chars, end):
                spans |= dict(called(chars, start))
            if chars[end : end + 1] == ")" and (noted := NOTED.search(chars, max(end - 45, 0), end)) and is_clear_name(noted["person"]):
                spans[noted.span("person")] = 0.8
    spans |= {span: 0.9 for span in dotted(document, posts | set(names.find(document).laymen))}
    spans |= {match.span("person"): 0.8 for match in document.finditer(ENTRY, NAMES) if match.end() in posts and is_clear_name(match["person"])}
    for match in document.finditer(COURTESY, NAMES):
        run = TAIL.search(chars, max(match.start() - 8, 0), match.start())
        name = CLAUSE.sub("", CHOSEN.sub("", run.group())) if run else ""
        name = name if len(name) <= 4 else re.split("[和与及向]", name)[-1]  # 拜会了宗亲会和 + 萧万长先生
        if 2 <= len(name) <= 4 and (is_name(name) or (match.group() == "同志" and is_comrade(name))):
            spans[match.start() - len(name), match.start()] = 0.8
    for match in speakers(document):
        # 暨聘 + 任…总裁: the verb is 聘任
        if is_clear_name(match["person"]) and not (chars[match.end("person")] == "任" and match["person"][-1] in TAKES):
            spans[match.span("person")] = 0.8
    spans |= {(one.start, one.end): 0.8 for one in appointments.find(document).values()}
    spans |= dict.fromkeys(careers.find(document), 0.9)
    # 记者王淑芬 + 高雄25日电
    spans |= {span: 0.9 for span in credits.find(document) if chars[slice(*span)] not in gazetteer.cities()}
    spans |= dict(signed(document))
    spans |= dict(enumerated(document, bodies))
    spans |= dict(listed(chars, spans))
    people = {chars[start:end] for start, end in spans}
    whole = surnamed(people)
    spans |= dict(repeated(document, people))
    spans |= {span: sure for span, sure in repeated(document, whole.keys() - people) if not PART_OF_WORD.match(chars, span[1])}
    for one in clear([(start, end, sure) for (start, end), sure in spans.items()], chars, facts):
        full = whole.get(one.text)
        yield msgspec.structs.replace(one, full=full, key=normal(full)) if full else one


def signed(document: Document) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield those who wrote and edited the page, where they sign: 和晓莹, 阿尔达克, whatever their family is called."""
    said = document.metadata
    people = {name for name in (*said.authors, *said.editors) if 2 <= len(name) <= 4 and all(map(is_han, name)) and not is_common(name)}
    for start, end in names.occurrences(document, people):
        if document.segments[document.segment_at(start)].role == "source_line":
            yield (start, end), 0.8


# 诺贝尔 + 奖, 马克思 + 主义: a thing named after somebody
PART_OF_WORD = pattern("主义|[奖杯街路桥式派型氏]|学[派院校]|大[学道街桥]|中心|基金|公司|集团|广场|机场|定[理律]")


def surnamed(people: set[str]) -> dict[str, str]:
    """Return the full names by first and last parts that one person of the page has: 古特雷斯 of 安东尼奥·古特雷斯, 阿依古丽 of 阿依古丽·买买提."""
    whole: dict[str, str] = {}
    for name in sorted(people):
        parts = DOT.split(name)
        for part in {parts[0], parts[-1]}:
            if 3 <= len(part) < len(name) and is_han(part[0]) and part not in gazetteer.entries():
                whole[part] = "" if part in whole else name
    return {part: name for part, name in whole.items() if name}


def speakers(document: Document) -> Iterator[re.Match[str]]:
    """Yield the would-be names at the start of a clause with a verb of speech or office behind them."""
    for start, end in document.runs(NAMES):
        first = None if start else FIRST_SPEECH.match(document.chars, 0, end)
        if first:
            yield first
        yield from SPEECH.finditer(document.chars, max(start - 1, 0), end)
        yield from SUCCEEDS.finditer(document.chars, start, end)


@lru_cache(maxsize=1)
def titled(document: Document) -> dict[tuple[int, int], float]:
    """Return the names behind a post or profession, and those in one list with them; kept for the one document that is being read."""
    chars = document.chars
    spans: dict[tuple[int, int], float] = {}
    told = names.find(document).titles
    for number, (_, end, title) in enumerate(told):
        if title.kind != "byline":
            at = behind(chars, end)
            stop = person_end(chars, at, sure=title.kind != "person" or title.title in LEARNED)
            if stop:
                if stop - at > 3 and number + 1 < len(told) and at + 2 <= told[number + 1][0] < stop:  # 奥巴马 + 特别顾问
                    stop = told[number + 1][0]
                spans[at, stop] = 0.92
            elif chars[end : end + 1] == "(" and (close := BRACKET.match(chars, end)):  # 巡视员(稀土办主任)甲
                stop = person_end(chars, close.end())
                if stop:
                    spans[close.end(), stop] = 0.85
            elif chars[end : end + 1] == "的" and HELD.search(chars, max(end - 40, 0), end):  # 曾任…校长的甲
                stop = person_end(chars, end + 1)
                if stop:
                    spans[end + 1, stop] = 0.85
            elif (colon := COLON.match(chars, end)) is not None:  # 主持人:陈铎, 执行主席还有:甲、乙
                at = colon.end()
                stop = person_end(chars, at)
                if stop and not is_han(chars[stop : stop + 1]):
                    spans[at, stop] = 0.85
    for end in names.find(document).laymen:
        at = behind(chars, end)
        stop = person_end(chars, at, sure=False)
        if stop and not (chars[stop - 1] in CLASSES and (stop - at == 2 or is_known(chars[at + 1 : stop]))):
            spans[at, stop] = 0.8
    return spans | dict(listed(chars, spans))


COLON = pattern("(?:还有|[分依][别次][是为]|包括)?[:：] ?|(?:包括|[分依][别次][是为])了?")  # 成员包括 + 甲、乙
BRACKET = pattern(rf"\([{HAN}A-Z]{{2,14}}\)")
HELD = pattern(rf"(?:[曾时现担出原]任)[{HAN}、“”]{{2,40}}$")
# 甲(某某公司董事长): what a list says of each in a bracket
NOTED = pattern(rf"(?<![{HAN}])(?P<person>[{HAN}]{{2,4}})\([^()\n]{{2,40}}$")
# 教授 and 院士 stand before a name as surely as a post does, 专家 before anything.
LEARNED = frozenset(("教授", "副教授", "特聘教授", "讲席教授", "客座教授", "院士", "研究员", "副研究员", "工程师", "高级工程师", "导演"))


def behind(chars: str, end: int) -> int:
    """Return where a name behind the title that ends at `end` would begin."""
    return end + 1 if chars[end : end + 1] in (" ", "\u3000") else end


REACHES = ("全球", "中国区", "亚太", "大中华")  # 盖瑞特 + 全球副总裁: a firm, nobody
# A verb as often as a title when it stands behind a name: 张三代表, 李四指挥.
VERBS = frozenset(("代表", "指挥", "导演", "主编", "总编", "编剧", "干事", "参事", "教练", "裁判", "专家", "顾问", "董事", "经理", "主管", "负责人"))
TAIL = pattern(rf"[{HAN}]{{2,8}}$")


def before(chars: str, end: int, after: int | None, bodies: set[int]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the person whose name ends where a title begins: 钱学森院士, and behind a body's name, whose ends are `bodies`, or an office.

    `after` is where the title of an official ends: with a verb there, all that stands before it in its clause is a name (蒋万安市长表示).
    """
    for size in (3, 2):
        own = chars[end - size : end]
        closed = own[:1] in EVERYDAY and is_closed_name(own[0], own[1:].replace("和", "")) and not is_titled(own)
        # 水利局李仪祉 + 局长, 管理处 + 张华 + 副处长
        if (end - size in bodies or chars[end - size - 1 : end - size] in OFFICE_ENDS) and (closed or is_name(own)):
            yield (end - size, end), 0.85
            return
    tail = TAIL.search(chars, max(end - 8, 0), end) if is_han(chars[end - 1 : end]) else None
    if tail and tail.group()[-2:] not in gazetteer.cities():  # 高雄 + 市长
        words = cut(tail.group())
        name = words[-1]
        known = is_name(name) or (is_famous(name) and name not in gazetteer.entries())
        if known and name[-1] not in CLASSES and (len(words) == 1 or words[-2] in FOLLOWED_BY or len(name) == 3):
            yield (end - len(name), end), 0.75
        elif after is not None and closes(chars, after):
            whole = CLAUSE.sub("", tail.group())
            counted = chars[end - 4 : end - 3].isdigit()  # 33 + 位外国 + 驻华大使
            if len(whole) == 3 and whole[0] in SURNAMES and not counted and is_closed_name(whole[0], whole[1:]) and not is_titled(whole):
                yield (end - 3, end), 0.75


def called(chars: str, end: int) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the person who stands alone between a mark and a title that a mark follows, whatever words the name makes: 周忠和院士、张统一院士."""
    match = ALONE.search(chars, max(end - 12, 0), end)
    name = match["name"] if match else ""
    given = name[1:].removesuffix("和") or name[1:]
    abroad = len(name) > 2 and name[:2] in ABROAD and not NEVER.intersection(name)
    if abroad or (name[:1] in EVERYDAY and len(name) < 4 and is_closed_name(name[0], given) and not is_titled(name)):
        yield (end - len(name), end), 0.8


def of_country(chars: str, end: int) -> int | None:
    """Return where a name begins that stands between a country and a title at `end`: 埃塞俄比亚 + 海尔马里亚姆 + 总理."""
    run = SPELLED.search(chars, max(end - 8, 0), end)
    for at in range(max(run.start(), end - 7), end - 2) if run else ():
        if any(chars[at - size : at] in gazetteer.countries() for size in range(2, 8)):
            return at
    return None


SPELLED = pattern(rf"[{SOUNDS}]{{3,8}}$")
ALONE = pattern(rf"(?:^|[^{HAN}]|[系院所室]|(?:院士|教授|研究员|工程师)[和与及])(?:以及|邀请|由)?(?P<name>[{HAN}]{{2,5}})$")
OFFICE_ENDS = frozenset("部局厅处科室院系所")
# What may stand at the start of a clause before a name: 由蒋万安市长
CLAUSE = pattern("^(?:由|与|和|及|对|向|请|经|在|为|让|据|是|这是|随后|当天)(?=..)")


def is_titled(text: str) -> bool:
    """Return whether what stands before a title is a word of it or a body: 文化局 + 局长, 常务副 + 市长."""
    return text[-1] in CLASSES | {"副", "总", "正", "代"} or is_frequent(text[:2]) or is_known(text) or text in gazetteer.entries()


# Words before a name that has its title behind it.
FOLLOWED_BY = frozenset(
    ("由", "与", "和", "及", "以及", "对", "向", "请", "经", "在", "为", "让", "据", "邀请",
     "这是", "了", "贯彻", "按照", "根据", "感谢", "采访", "听取", "会见", "陪同", "授予", "任命", "是", "有")
)  # fmt: skip


def listed(chars: str, spans: dict[tuple[int, int], float]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the persons who stand in one list with a person found: 专家张三、李四."""
    walked: set[int] = set()  # a list is walked once, from whichever of its persons comes first
    for _, end in list(spans):
        match = LISTED.match(chars, end)
        while match and match.end() not in walked and chars[match.end() : match.end() + 2] not in gazetteer.cities():  # 李永得、高雄 + 市长
            walked.add(match.end())
            if any(chars[match.end() : match.end() + size] in gazetteer.countries() for size in range(2, 9)):
                break  # 副总理甲、哈萨克斯坦 + 第一副总理乙
            stop = closed_end(chars, match.end()) or item_end(chars, match.end()) or japanese_end(chars, match.end())
            if stop is not None and chars[stop : stop + 1] == "-":  # 艾克斯 + -马赛大都会
                break
            if stop is not None and not OFFICE.match(chars, stop - 1):
                yield (match.end(), stop), 0.8
                match = LISTED.match(chars, stop)
                continue
            stop = person_end(chars, match.end(), sure=False)
            if stop is None or is_common(chars[match.end() : match.end() + 2]):
                stop = odd_end(chars, match.end())
            if stop is None or OFFICE.match(chars, stop - 1):
                break
            if chars[stop - 1] in CLASSES and is_han(chars[stop : stop + 1]):
                break  # 马防部 + 指挥官
            yield (match.end(), stop), 0.8
            match = LISTED.match(chars, stop)


def item_end(chars: str, at: int) -> int | None:
    """Return the end of a name of three characters that stands between two marks of a list, whatever word it begins with: 刘学甫、王国斌、."""
    item = ITEM.match(chars, at)
    if item is None or item.group()[0] not in SURNAMES or FUNCTION.intersection(item.group()) or item.group()[2] in CLASSES:
        return None
    return None if is_known(item.group()) or is_term(item.group()[1:]) else item.end()


def odd_end(chars: str, at: int) -> int | None:
    """Return the end of a name whose surname no list has, between two marks of a list that goes on with a name: 罗茂文、能荣、陈洪思."""
    item = ODD.match(chars, at)
    if item and len(item.group()) == 4 and any(is_known(item.group()[start : start + 2]) for start in range(3)):
        return None
    word = item is not None and is_known(item.group()) and not (len(item.group()) == 2 and item.group()[0] in SURNAMES)
    if item is None or word or (NEVER - WITHIN).intersection(item.group()) or item.group()[-1] in CLASSES:
        return None
    return item.end() if closed_end(chars, item.end() + 1) or item_end(chars, item.end() + 1) else None


ODD = pattern(rf"[{HAN}]{{2,4}}(?=、)")
ITEM = pattern(rf"[{HAN}]{{3}}(?=[、等])")
# 李国杰、宁津生、吴澄等院士, 甲、乙、丙在主席台就座: a list that nobody's post stands before
LIST = pattern(
    rf"""、(?<=[{HAN}]、)(?P<rest>(?:(?!等)[{HAN}]){{2,4}}(?:、(?:(?!等)[{HAN}]){{2,4}}){{0,40}}?)
         (?=等|在|当选|担任|为副|出席|参加|分获|荣获|获|分别|一同|共同|联名|参与|陪同|先后|就座|[{HAN}]{{0,2}}见证)""",
    re.VERBOSE,
)
FIRST = pattern(rf"(?:(?<![{HAN}、·])如?|如|(?<=[市县区省]领导))(?P<name>[{HAN}]{{2,4}})$")  # 市领导 + 江山


def enumerated(document: Document, bodies: set[int]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the persons of lists that nothing but what follows tells to be of persons: 甲、乙、丙等院士, 甲、乙、丙出席."""
    chars = document.chars
    for match in document.finditer(LIST, NAMES):
        at = first_start(chars, match.start(), bodies)
        if at is None:
            continue
        people = [chars[at : match.start()], *match["rest"].split("、")]
        sure = closes(chars, match.end()) or PEOPLE_AFTER.match(chars, match.end())
        named = sum(map(is_name, people))
        led = chars.endswith("领导", 0, at)  # 市领导江山, who is no city
        places = any(one in gazetteer.divisions_by_name() for one in people[led:])
        if not sure or named < max(2, 0.6 * len(people)) or places or any(one[0] not in SURNAMES for one in people):
            continue
        if len(people) < 3 and not (PEOPLE_AFTER.match(chars, match.end()) or (named == 2 and ends_strictly(chars, match.end()))):
            continue
        for one in people:
            yield (at, at + len(one)), 0.8
            at += len(one) + 1


def first_start(chars: str, end: int, bodies: set[int]) -> int | None:
    """Return where the first name of a list begins that ends at `end`: behind a mark, or behind a body (开发区管委会谷建国、…)."""
    first = FIRST.search(chars, max(end - 5, 0), end)
    return first.start("name") if first else next((end - size for size in (3, 2) if end - size in bodies), None)


PEOPLE_AFTER = pattern(
    r"等(?:[\d两三四五六七八九十多几]{0,3}[位名])?(?:院士|专家|教授|学者|领导|嘉宾|同志|先生|企业家|艺术家|[市区县省]领导)|在(?:主席台|前排|座|会上)"
)


def repeated(document: Document, people: set[str]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield every other place where a person found stands."""
    for span in names.occurrences(document, people):
        yield span, 0.85


def clear(spans: list[tuple[int, int, float]], chars: str, facts: Facts) -> Iterator[Name]:
    """Yield the persons that overlap no organization and no longer name."""
    starts = [name.start for name in facts.organizations]
    last = -1
    for start, end, sure in sorted(spans, key=lambda span: (span[0], -span[1], -span[2])):
        at = bisect_left(starts, end) - 1
        body = facts.organizations[at] if at >= 0 else None
        if start < last or (body and body.end > start and body.end - body.start >= end - start):
            continue
        last = end
        text = chars[start:end]
        yield Name("person", start, end, text, text, normal(text), sure)
