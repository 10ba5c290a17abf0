"""Persons: 吴晗 behind 副市长, 海伦·克拉克 before 女士, 范长江 behind 记者, Kofi Annan behind 秘书长, and each of them wherever else they stand.

A Han name is a surname (surnames.csv) and one or two characters; where it ends is told by what follows (介绍, 表示, a comma). It
counts only with a cue: a title or profession, a courtesy word, a verb of speech or office at the start of a clause, a byline. Transliterated
names count by their ·, or behind a title. Not meant: courtesy words themselves, initials of editors (责编:ZB), unnamed officials.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from transforms import gazetteer
from transforms.extract.facts import Facts, Name
from transforms.extract.names import credits, names
from transforms.extract.names.abroad import START, Hit
from transforms.extract.names.followers import ends_here
from transforms.extract.names.foreign_names import DOT, SOUND_PAIR, dotted
from transforms.extract.names.han_names import ADVERBS, CLASSES, HAN, PREPOSITIONS, TAKES, is_clear_name, is_comrade, is_name
from transforms.extract.names.person_lists import enumerated, listed
from transforms.extract.names.titled_names import CLAUSE, TAIL, titled, untitled_yet
from transforms.extract.names.words import is_common, is_han, is_known, is_ordinary, is_person
from transforms.extract.posts import appointments, cards, careers
from transforms.model.document import NAMES, Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern

CHOSEN = pattern("^.*(?:选举|任命|聘任|聘请|推选|提名|推举|免去|免除)(?=..)")
COURTESY = pattern("老先生|先生|女士|同志|教授|院士|博士|老师|同学|将军(?![陵纪墓故公塔碑府路山])|烈士(?![陵纪墓故公塔碑府路山])")
# 甲表示, 甲受聘担任…: behind a mark or the end of the line before, else at the very beginning; the first look ahead is cheap
SAYS = rf"""(?P<person>[{HAN}]{{2,4}}?)
         (?=(?:同志)?[还也则进表介指强认坦告透说受获被当担出就为任兼在到赴由0-9提谈回直补续笑感辞卸不因已此日请申代署升转调接从曾历现后连则于自将晋])
         (?=(?:还|也|则|进一步)?(?:表示|介绍|指出|强调|认为|坦言|告诉记者|透露|提到|谈到|回忆|直言|补充|续指|续称|笑着说|感慨|感叹|说[,:，：“])
          | 在[{HAN}“”]{{0,12}}?(?:致辞|致词|讲话|发言|演讲|会上|采访|受访)[{HAN}]{{0,6}}?(?:表示|指出|强调|认为|提到|谈到|介绍|说)
          | 在[{HAN}“”]{{2,12}}?[会式坛]上(?:致辞|致词|讲话|发言)[,，。;；]
          | (?:同志)?(?:[现则也因]?(?:[已将]|[于自]?[0-9][0-9年月日]{{1,11}}))?
            (?:受聘|获聘|被任命|被聘|被[补推]?选|当选|担任|出任|就任|升任|晋升|转任|调任|接任|连任|[曾历现后]任|不再(?:担任|兼任))
          | 接替[{HAN}]{{2,4}}[担升接]任|[从由][{HAN}]{{2,24}}?[转调升]任
          | (?:同志)?(?:因[{HAN}]{{2,10}}?)?(?:此前|日前|已经?)?(?:提出|请求|申请)?
            (?:辞去|请辞|卸任)[{HAN}]{{2,24}}?(?:长|主任|主席|书记|总监|总裁|经理|委员|董事|职务)
          | (?:同志)?(?:为[{HAN}()]|(?<!主)任|兼任|代理|署理)[{HAN}()]{{1,20}}?(?:长|常委|主任|主席|书记|总监|总裁|经理|委员|董事|参事|职务)
          | (?:同志)?(?:[0-9年月日]{{5,12}})?[到在调赴][{HAN}]{{3,20}}?任[{HAN}]{{0,8}}?(?:长|主任|主席|书记|教授|经理|成员))"""
SPEECH = pattern(rf"[^{HAN}A-Za-z0-9]{SAYS}", re.VERBOSE)
FIRST_SPEECH = pattern(SAYS, re.VERBOSE)
# 工联会 + 甲 + 认为; 某大学 + 甲、某学院 + 乙等专家: behind a body only what is said or a list of learned people tells a name
OF_BODY = pattern(
    rf"(?P<person>[{HAN}]{{2,3}}?)(?=[则也还]?(?:认为|表示|指出|建议|强调|提倡|透露|直言|坦言|补充说|说[,:，：“])"
    rf"|(?:[、和与][^,，。;；\n]{{2,120}}?)?等(?:[0-9两三四五六七八九十]{{1,3}}余?[位名])?(?:[{HAN}]{{2}})?(?:专家|学者|教授|院士))"
)
# 由甲接任董事会主席, 及乙接任…, 丙将接替丁出任…, 授予甲等71人…称号
SUCCEEDS = pattern(
    rf"(?:由|及|和|接替|宣布(?!由)|委任(?!由)|同意(?!由)|推选(?!由)|推举(?!由)|选举(?!由)|聘请(?!由)|授予(?!由)|表彰(?!由))"
    rf"(?P<person>[{HAN}]{{2,4}}?)(?=(?:将|正式)?(?:接任|出任|担任|兼任|升任|就任|接替|卸任)|(?:同志)?等[0-9]{{1,4}}[人名位])"
)
BESIDE = pattern(rf"[ \u3000:：](?<=[{HAN}].)(?=[{HAN}、·]{{4,40}}(?:[;；。(\n]|$))")  # a name and, behind a blank, a post
# 发布人:吴晗 北京市人民政府副市长;: a list that names everybody before the post, 田 汉 as wide as the others; 吴晗:北京市副市长。
ENTRY = pattern(
    rf"(?<![^\n:：;；])[ \u3000]?(?P<person>[{HAN}](?:[{HAN}]{{1,2}}|[ \u3000]{{1,2}}[{HAN}]))[ \u3000:：]"
    rf"(?P<posts>[{HAN}、·]{{4,40}})(?=[;；。(\n]|$)",
    re.MULTILINE,
)


def find(document: Document, facts: Facts) -> Iterator[Name]:
    """Yield every person, in reading order, also where only the name stands."""
    chars = document.chars
    spans: dict[tuple[int, int], float] = {}
    bodies = {name.end for name in facts.organizations}
    posts = {end for _, end, title in names.find(document).titles if title.kind != "byline"}
    spans |= titled(document)
    spans |= dict(untitled_yet(document, bodies, {start for start, _ in spans}))
    spans |= {span: 0.9 for span in dotted(document, posts | set(names.find(document).laymen))}
    entries = (match for match in document.finditer(ENTRY, NAMES) if match.end() in posts) if BESIDE.search(chars) else ()
    spans |= {match.span("person"): 0.8 for match in entries if is_clear_name(unspaced(match["person"]))}
    spans |= dict(courtesies(document, posts))
    for match in speakers(document):
        name = match["person"]
        # 暨聘 + 任…总裁: the verb is 聘任; 曾长期 + 担任
        verb = (chars[match.end("person")] == "任" and name[-1] in TAKES) or (name[0] in ADVERBS and len(name) > 2 and is_ordinary(name[1:]))
        if not verb and is_clear_name(name):
            spans[match.span("person")] = 0.8
    spans |= dict.fromkeys(of_bodies(chars, bodies), 0.8)
    spans |= {(one.start, one.end): 0.8 for one in appointments.find(document).values()}
    spans |= dict.fromkeys(careers.find(document), 0.9)
    spans |= {(start, card.end): 0.85 for start, card in cards.find(document).items()}
    # 记者王淑芬 + 高雄25日电
    spans |= {span: 0.9 for span in credits.find(document) if chars[slice(*span)] not in gazetteer.cities()}
    spans |= dict(signed(document))
    spans |= dict(enumerated(document, bodies))
    spans |= dict(listed(chars, spans))
    people = {unspaced(chars[start:end]) for start, end in spans}
    whole = surnamed(people)
    spans |= dict(repeated(document, people))
    spans |= {span: sure for span, sure in repeated(document, whole.keys() - people) if not PART_OF_WORD.match(chars, span[1])}
    hits = names.find(document).hits
    whole_names = [(*span, sure) for span, sure in spans.items() if not crosses(hits, *span)]
    for one in clear(whole_names, chars, facts):
        full = whole.get(one.text)
        yield msgspec.structs.replace(one, full=full, key=normal(full)) if full else one


def of_bodies(chars: str, bodies: set[int]) -> Iterator[tuple[int, int]]:
    """Yield those who speak right behind the body they are of: 商务印书馆 + 张元济 + 认为; not 市政府 + 高层 + 表示, nor 曾明确 + 表示."""
    for end in bodies:
        match = OF_BODY.match(chars, end)
        name = match["person"] if match else ""
        plain = is_known(name) if len(name) == 2 else name[:1] in ADVERBS and is_known(name[1:])
        if match and is_clear_name(name) and name[-1] not in CLASSES and name[0] not in PREPOSITIONS and not plain:
            yield match.span("person")


def courtesies(document: Document, posts: set[int]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield those who have a courtesy word behind their name: 吴晗同志, 拜会了宗亲会和 + 萧万长先生."""
    for match in document.finditer(COURTESY, NAMES):
        held = next((match.start() - size for size in (3, 2) if match.start() - size in posts), None)
        if held and is_clear_name(document.chars[held : match.start()]):  # 代表处代表 + 王和顺先生
            yield (held, match.start()), 0.8
            continue
        run = TAIL.search(document.chars, max(match.start() - 8, 0), match.start())
        name = CLAUSE.sub("", CHOSEN.sub("", run.group())) if run else ""
        name = name if len(name) <= 4 else re.split("[和与及向]|在以", name)[-1]
        if 2 <= len(name) <= 4 and (is_name(name) or (match.group() == "同志" and is_comrade(name))):
            yield (match.start() - len(name), match.start()), 0.8


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
            pair = part is parts[-1] and SOUND_PAIR.fullmatch(part) is not None  # 费特 of 卡罗拉·费特
            spelled = len(part) > 2 or (pair and (part in people or not is_known(part) or is_person(part)))
            if spelled and len(part) < len(name) and is_han(part[0]) and part not in gazetteer.entries():
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


def repeated(document: Document, people: set[str]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield every other place where a person found stands."""
    for start, end in names.occurrences(document, people):
        # 高峰 + 期间, though 高峰 is somebody of the page
        if end - start > 2 or not is_known(document.chars[start:end]) or ends_here(document.chars, end) or document.chars[end] == "的":
            yield (start, end), 0.85


def crosses(hits: list[Hit], start: int, end: int) -> bool:
    """Tell whether a would-be name ends or begins amid a place: 齐聚成 + 都, 大 + 连市."""
    number = bisect_left(hits, end, key=START) - 1
    if number < 0 or hits[number][2].kind != "place":
        return False
    low, high, _ = hits[number]
    return start < low < end < high or low < start < high


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
        yield Name("person", start, end, text, unspaced(text), normal(text), sure)


def unspaced(name: str) -> str:
    """Return a Han name without the blanks that layout puts into it: 田 汉."""
    return "".join(name.split()) if is_han(name[0]) else name
