"""Organizations: bodies with a name of their own, as in 青岛市人民政府, 市外办, 华润集团 and 联合国人居署.

A name is a body of the gazetteer, or a kind (协会, 集团, 局; org_suffixes.csv) with a place, a quoted name or words of its own before
it. 市外办 and 区委 are bodies of the page's place. 住建局 and 住房和城乡建设局 are one (departments.csv). Not meant: generic bodies
(国家部委, 有关部门, 各级政府, 行业协会), events, venues.
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms import gazetteer
from transforms.extract.facts import Facts, Name
from transforms.extract.lines import last_of
from transforms.extract.names import bare_bodies, facilities, homes, names
from transforms.extract.names.body_keys import canonical, key_of, of_division, seat
from transforms.extract.names.candidates import DEICTIC, Candidate
from transforms.extract.names.covers import Cover
from transforms.extract.names.kinds import BARE
from transforms.extract.names.known_bodies import bodies, body_name
from transforms.extract.names.proper_bodies import CENTRE, HOSTS, acts, is_led, is_named
from transforms.extract.names.short_forms import called, fullest, keys_of, short_form
from transforms.extract.names.titled_names import behind_person, titled, told_until
from transforms.gazetteer import Entry
from transforms.model.document import Document
from transforms.model.ids import normal
from transforms.model.patterns import pattern

JOINTS = frozenset("、和与及")  # between persons and bodies of a list


def find(document: Document, facts: Facts) -> Iterator[Name]:
    """Yield every organization, in reading order, short forms under the fullest form of the document."""
    found = names.find(document)
    taken: list[tuple[int, int]] = []
    named: list[Name] = []
    doubtful: list[Candidate] = []
    posts = {start for start, _, title in found.titles if title.kind != "byline"}
    people = titled(document)
    told = told_until(document)
    for whole in found.candidates:
        candidate = behind_person(whole, told)
        if candidate is None:
            continue
        scene = facilities.is_scene(document.chars, candidate)
        if scene or (candidate.kind.kind != "organization" and not acts(document, candidate, posts)):
            if candidate.anchored or candidate.kind.strength == "strong":
                taken.append((candidate.start, candidate.end))
        elif candidate.kind.kind == "facility" or is_one(document, candidate, posts) or is_beside(document, candidate, named):
            named.append(name_of(document, candidate, found.hits))
            taken.append((candidate.start, candidate.end))
        else:
            doubtful.append(candidate)
    covered = Cover(taken)
    called_so = {document.chars[start:end] for start, end in people}
    known = [span for span in bodies(document.chars, found.hits) if not covered.holds(span[0], span[1])]
    # A person called so is nobody of 德勤.
    named += [body_name(document.chars, *span) for span in known if document.chars[span[0] - 1 : span[1]] not in called_so]
    listed = [*elided(document, named, doubtful, posts), *departments(document.chars, named, doubtful)]
    named += listed
    covered = Cover(sorted({*taken, *((name.start, name.end) for name in listed)}))
    named += bare_bodies.find(document, found, named, covered)
    keys = keys_of(named)
    full = names.Endings(keys)
    named += [short for short in (short_form(one, full, keys, named) for one in doubtful if not covered.holds(one.start, one.end)) if short]
    yield from fullest(sorted(called(document, named), key=lambda name: name.start))


def is_one(document: Document, candidate: Candidate, posts: set[int]) -> bool:
    """Return whether a candidate is a name by its words, or by the post behind it."""
    return is_named(document, candidate) or (candidate.end in posts and is_led(candidate))


# 国际可持续发展中心(SCI): what has letters of its own is a name
ACRONYM = pattern(r"\([A-Z][A-Za-z]{1,7}\)")
# 市商业中心: what a part of the city is for
CITY_CENTRE = pattern("(?:经济|政治|文化|商业|商务|金融|贸易|交通|物流|旅游|消费|科技|创新|教育|医疗|行政|体育|会展|娱乐)$")


def is_beside(document: Document, candidate: Candidate, named: list[Name]) -> bool:
    """Return whether a centre of the page's place stands in a list of bodies, any holds something or has an acronym: 市非遗中心."""
    own = candidate.text[1 : candidate.head - candidate.start]
    if len(own) > 2 and not candidate.deictic and ACRONYM.match(document.chars, candidate.end) and document.chars[candidate.start - 1] not in JOINTS:
        return True
    if not candidate.kind.suffix.endswith("中心") or len(candidate.text) < 5:
        return False
    if not candidate.deictic:  # 南南合作金融 + 中心 + 主办
        return len(own) > 2 and not CENTRE.search(own) and HOSTS.match(document.chars, candidate.end) is not None
    if len(own) > 3 and not CITY_CENTRE.search(own):
        return True  # 市园林绿化中心
    listed = document.chars[candidate.start - 1] == "、" and bool(named) and named[-1].end == candidate.start - 1
    return listed or HOSTS.match(document.chars, candidate.end) is not None


def name_of(document: Document, candidate: Candidate, hits: list[tuple[int, int, Entry]]) -> Name:
    """Return the name of an accepted candidate, its deictic resolved, with the key that its other forms share."""
    text = candidate.text
    match = DEICTIC.match(text) if candidate.deictic else None
    if match:
        division = homes.home(document, "自治区" if match.group().endswith("自治区") else match.group()[-1], candidate.start)
        zone = homes.zone(document) if text in OF_ZONES or (division is None and text.endswith("园管委会")) else None
        if zone:
            return Name("organization", candidate.start, candidate.end, text, zone + text[1:], zone_key(zone + text[1:]), 0.8)
        if division is None:
            return Name("organization", candidate.start, candidate.end, text, text, normal(f"{document.page.document_id}:{text}"), 0.6)
        rest = text[match.end() :]
        rest = rest if rest != "政府" else "人民政府"
        return Name("organization", candidate.start, candidate.end, text, of_division(division, rest), f"{division.adcode}:{canonical(rest)}", 0.85)
    zone = homes.zone(document) if OF_ZONE.fullmatch(text) else None
    if zone and zone.endswith(text[:3]):  # 高新区党工委, on a page of 滨湖高新区
        return Name("organization", candidate.start, candidate.end, text, zone + text[3:], zone_key(zone + text[3:]), 0.8)
    division_end, code = seat(candidate, hits)
    key = f"{code}:{canonical(document.chars[division_end : candidate.end])}" if code else key_of(text)
    return Name("organization", candidate.start, candidate.end, text, DOUBLED.sub("", text), key, 0.9 if candidate.anchored else 0.75)


DOUBLED = pattern(r"([省市区州])(?=\1委)")  # 苏州市 + 市委 is 苏州市委
OF_ZONE = pattern("(?:高新|经开|开发|示范|保税)区(?:党工委|管委会)")
OF_ZONES = ("区党工委", "区管委会")  # a district has a 区委 and a 区政府


def zone_key(text: str) -> str:
    """Return the key of a body of a zone, which the division it lies in has a part in: 如皋 + 经济技术开发区管委会."""
    start, end, entry = next(iter(gazetteer.scan(text)), (-1, 0, None))
    return f"{entry.code}:{canonical(text[end:])}" if start == 0 and entry and entry.code else key_of(text)


def elided(document: Document, named: list[Name], doubtful: list[Candidate], posts: set[int]) -> Iterator[Name]:
    """Yield the departments whose place stands at the first of them only: 市发改委、住建局和文旅局; 任命甲为某市民政局局长,乙为财政局局长."""
    ends = {name.end: name.key.partition(":")[0] for name in named if ":" in name.key} if doubtful else {}
    for one in doubtful:
        joined = document.chars[one.start - 1 : one.start]
        if one.kind.strength != "office" or one.anchored or (joined not in JOINTS and not (joined in ("为", "任") and one.end in posts)):
            continue
        before = one.start - 1 if joined in JOINTS else max((end for end in ends if end < one.start), default=0)
        near = joined in JOINTS or last_of(document.chars, "。\n", before, one.start) < 0
        division = gazetteer.divisions().get(ends.get(before, "")) if near else None
        if division and one.text[0] != "其" and (one.text in BARE or (len(one.kind.suffix) == 1 and "区" not in one.text)):  # not 合作区经济发展局
            ends[one.end] = division.adcode
            yield Name("organization", one.start, one.end, one.text, division.name + one.text, f"{division.adcode}:{canonical(one.text)}", 0.8)


# 山东大学规划部: a part of a university
UNIVERSITY = pattern("[一-龥]{2,10}?大学(?=[一-龥])")
PARTS = frozenset("部处院所心室馆")


def departments(chars: str, named: list[Name], doubtful: list[Candidate]) -> Iterator[Name]:
    """Yield the departments of a university that stand in a list behind one of them: 山东大学规划部、国际事务部."""
    ends = {name.end: match.group() for name in named if (match := UNIVERSITY.match(name.full))} if doubtful else {}
    for one in doubtful:
        owner = ends.get(one.start - 1) if chars[one.start - 1 : one.start] in JOINTS else None
        if owner and one.text[-1] in PARTS and not one.anchored and not one.deictic:
            ends[one.end] = owner
            yield Name("organization", one.start, one.end, one.text, owner + one.text, key_of(owner + one.text), 0.75)
