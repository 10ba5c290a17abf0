"""Short forms: which names of a page mean the same body: 长流局 of 长江流域管理局(以下简称“长流局”), 国际会议中心 of 上海国际会议中心.

Shared grammar of organizations. A form that could be short for two bodies is linked to none. Not meant: forms that the gazetteer knows.
"""

from __future__ import annotations

from itertools import islice
from operator import attrgetter

import msgspec

from transforms import gazetteer
from transforms.extract.facts import Name
from transforms.extract.names import names
from transforms.extract.names.body_keys import key_of
from transforms.extract.names.candidates import Candidate
from transforms.extract.names.covers import Cover
from transforms.extract.names.cuts import cut, generic, is_word
from transforms.extract.names.kinds import kinds_by_name
from transforms.model.document import NAMES, Document
from transforms.model.patterns import pattern

# 长江流域管理局(以下简称“长流局”): a short name for this page
CALLED = pattern(r"[(（](?:以?下)?(?:简称|下称|以下称)[为:： ]?[“\"']?(?P<short>[一-龥A-Za-z]{2,12})[”\"']?[)）]")


def called(document: Document, named: list[Name]) -> list[Name]:
    """Return the names with those that the page says it calls a body by, wherever they stand; 公司 and 学会 alone are no names."""
    ends = {name.end: name for name in named} if "称" in document.chars else {}
    told = [(match["short"], ends[match.start()]) for match in document.finditer(CALLED, NAMES) if match.start() in ends] if ends else []
    short = {text: whole for text, whole in told if not all(word in generic() or word in kinds_by_name() for word in cut(text))}
    short |= {text: name for name in named if (text := bracketed(document.chars, name))}
    short |= {text: name for name in named if (text := initials(name.full)) in document.chars and text}
    # 市府 on a page of 高雄市政府
    governments = {name.full: name for name in named if name.full.endswith("市政府") and ":" not in name.key} if "市府" in document.chars else {}
    short |= {"市府": governments.popitem()[1]} if len(governments) == 1 else {}
    short |= of_region(document, named)
    corps = next((name for name in named if name.key == CORPS), None)
    short |= {"兵团": corps} if corps else {}
    if not short:
        return named
    kept = [name if name.text not in short else msgspec.structs.replace(name, full=short[name.text].full, key=short[name.text].key) for name in named]
    covered = Cover([(name.start, name.end) for name in named])
    for start, end in names.occurrences(document, short):
        if not covered.holds(start, end):
            whole = short[document.chars[start:end]]
            office = OFFICE.match(document.chars, end)
            full, end = (whole.full + office.group(), office.end()) if office else (whole.full, end)
            kept.append(Name("organization", start, end, document.chars[start:end], full, key_of(full) if office else whole.key, 0.85))
    return kept


CORPS = "新疆生产建设兵团"
# Bodies that Hong Kong and Macau both have
OF_BOTH = {"特区政府": "特别行政区政府", "立法会": "特别行政区立法会", "中联办": "中联办"}
# No names of a body: what they mean the page tells.
OF_THE_PAGE = frozenset(OF_BOTH) | {"市府"}


def of_region(document: Document, named: list[Name]) -> dict[str, Name]:
    """Return what 特区政府, 立法会 and 中联办 alone mean: those of Macau on a page that names it oftener, of Hong Kong on one that names that."""
    bare = [text for text in OF_BOTH if text in document.chars]
    told = [entry.code for _, _, entry in names.find(document).hits] if bare else []
    told += [name.key[:2] for name in named if name.text[:2] in ("香港", "澳门")] if bare else []
    macau, hong_kong = told.count("820000") + told.count("澳门"), told.count("810000") + told.count("香港")
    if macau == hong_kong:
        return {}
    region = "澳门" if macau > hong_kong else "香港"
    return {text: Name("organization", 0, 0, text, text, key_of(region + OF_BOTH[text]), 0.85) for text in bare}


def initials(full: str) -> str:
    """Return how a university is called by the first character of each of its words, if by none that the gazetteer has: 苏州科技大学 is 苏科大."""
    words = cut(full.removesuffix("大学")) if full.endswith("大学") else ()
    text = "".join(word[0] for word in words) + "大"
    return text if len(words) == 2 and not (text in gazetteer.entries() or is_word(text)) else ""


OFFICE = pattern("办公室|秘书处")  # 长流局 + 办公室


BRACKETED = pattern(r"[(（](?P<short>[一-龥]{2,8})[)）]")


SHORT_ENDS = ("办", "署", "局", "委", "院", "所", "会")


def bracketed(chars: str, name: Name) -> str:
    """Return the short name in a bracket behind a body, each character of which the full one has in that order: 香港中华厂商联合会(厂商会)."""
    match = BRACKETED.match(chars, name.end) if chars[name.end : name.end + 1] in ("(", "（") else None
    text, rest = match["short"] if match else "", iter(name.text)
    cities = gazetteer.city_letters()
    whole = "".join(cities.get(char, char) for char in text)  # 驻上海经济贸易办事处(驻沪办)
    if len(text) == 2 and (text in gazetteer.entries() or is_word(text) or chars.count(text) < 2):
        return ""  # 香港中华总商会(中总) is 中总 throughout, 上海(浦东) nowhere
    ends = text[-1:] == name.text[-1] or text.endswith(SHORT_ENDS) or len(text) == 2
    return text if text and ends and all(char in rest for char in whole) and text not in kinds_by_name() else ""


def short_form(candidate: Candidate, full: names.Endings, keys: dict[str, str], named: list[Name]) -> Name | None:
    """Return a candidate without words of its own as a short form of a body named in full: 国际会议中心 of 上海(浦东)国际会议中心.

    Of several it is the one named last before it: 清华大学建筑学院甲,同济大学建筑学院乙、建筑学院丙.
    """
    if len(candidate.text) < 4 or candidate.deictic:
        return None
    wholes = set(full.of(candidate.text))
    whole = next(iter(wholes), None)
    if len(wholes) > 1:
        before = [name for name in named if name.start < candidate.start and name.full in wholes]
        whole = max(before, key=attrgetter("start")).full if before else None
    return Name("organization", candidate.start, candidate.end, candidate.text, whole, keys[whole], 0.8) if whole else None


LEGAL = ("有限公司", "有限责任公司", "股份公司")
LEGAL_END = pattern("(?:股份)?有限(?:责任)?公司$|股份公司$")


def keys_of(named: list[Name]) -> dict[str, str]:
    """Return the keys of bodies by their full names, and by those without 有限公司: 苏州市宏远集团有限公司, whose short forms end in 集团."""
    keys = {name.full: name.key for name in named}
    return {LEGAL_END.sub("", whole): key for whole, key in keys.items() if whole.endswith(LEGAL)} | keys


def linked(named: list[Name]) -> list[Name]:
    """Return the names with one key for a body and its short forms: 创新实验室 under the name that ends in it, as long as only one does."""
    keys = keys_of(named)
    full = names.Endings(keys)
    placed = {(match["place"], match["rest"]): whole for whole in keys if "(" in whole for match in [PLACED_WITHIN.match(whole)] if match}
    longer: dict[str, str] = {}
    for short in {name.text: name for name in named if name.full == name.text}.values():
        if len(short.text) < (4 if short.text.endswith("集团") else 6) or short.text in gazetteer.bodies():
            continue
        wholes = list(islice(full.of(short.text), 9))
        match = PLACED.match(short.text) if placed else None
        # 浦东新区国际会议中心, 上海(浦东)国际会议中心: the same of one place
        wholes += [placed[match["place"], match["rest"]]] if match and (match["place"], match["rest"]) in placed else []
        others = {keys[whole] for whole in wholes} - {short.key}
        if len(others) == 1:
            longer[short.key] = others.pop()
    return [msgspec.structs.replace(name, key=longer[name.key]) if name.key in longer else name for name in named] if longer else named


# The place of a body, before or within the bracket of its name.
PLACED = pattern(r"(?P<place>[一-龥]{2,4}?)[市区县](?P<rest>[一-龥]{5,})$")
PLACED_WITHIN = pattern(r"[一-龥]{2,6}\((?P<place>[一-龥]{2,4})[市区县]?\)(?P<rest>[一-龥]{5,})$")


def weight(name: str) -> int:
    """Return how full a form is: that in characters before that in letters, 人类住区规划署 before UN-Habitat."""
    return len(name.encode())


def fullest(named: list[Name]) -> list[Name]:
    """Return the names, each `full` being the longest form of the same body that stands in the document, else its resolved form."""
    named = linked(named)
    forms: dict[str, str] = {}
    # 市政府 is 武汉市政府 where that stands, else 武汉市人民政府.
    for name in sorted(named, key=lambda name: name.text != name.full and ":" in name.key):
        stands = forms.get(name.key, "")
        if weight(name.full) > weight(stands) and not (stands and name.text != name.full and ":" in name.key):
            forms[name.key] = name.full
    # 中交集团 and 中国交建 are equally long: each is called as it stands.
    kept = {name.full for name in named if name.text == name.full and weight(name.full) == weight(forms[name.key])}
    return [name if name.full in kept or name.full == forms[name.key] else msgspec.structs.replace(name, full=forms[name.key]) for name in named]
