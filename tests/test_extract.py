"""Every sentence of tests/extract/<table>.txt gives the rows that stand below it, and no others."""

from __future__ import annotations

import random
import string
from pathlib import Path

import msgspec
import pytest

from tests import cases
from transforms.extract import EXTRACTORS

FILES = sorted((Path(__file__).parent / "extract").glob("*.txt"))


def parameters() -> list:
    return list(_parameters())


def _parameters():
    for path in FILES:
        for case in cases.load(path):
            marks = [pytest.mark.xfail(strict=True, reason="known to be read wrong")] if case.known_failure else []
            yield pytest.param(path.stem, case, marks=marks, id=f"{path.stem}:{case.line}")


@pytest.mark.parametrize(("kind", "case"), parameters())
def test_a_sentence_gives_its_rows(kind: str, case: cases.Case) -> None:
    cases.compare(case, getattr(cases.reading(case).facts, kind))


def test_what_is_cited_stands_on_the_page_wherever_it_was_cut() -> None:
    chance, told = random.Random(7), [case for path in FILES for case in cases.load(path)]
    for case in chance.sample(told, 600):
        cut = case.sentence[: chance.randrange(1, len(case.sentence) + 1)]
        reading = cases.reading(msgspec.structs.replace(case, sentence=cut))
        chars = reading.document.text.chars
        for source in (row.source for kind, _ in EXTRACTORS for row in getattr(reading.facts, kind) if hasattr(row, "source")):
            assert 0 <= source.text_start < source.text_end <= len(chars), cut
            assert source.evidence == chars[source.text_start : source.text_end], cut


LETTERS = string.digits + "()" + string.ascii_letters
WIDE = str.maketrans(LETTERS + "“”", "".join(chr(ord(c) + 0xFEE0) for c in LETTERS) + "「」")


def test_a_page_says_the_same_in_whatever_width_and_quotes_it_is_written() -> None:
    chance, told = random.Random(11), [case for path in FILES for case in cases.load(path) if not case.sentence.isascii()]
    for case in chance.sample(told, 600):
        plain, wide = (cases.reading(msgspec.structs.replace(case, sentence=words)).facts for words in (case.sentence, case.sentence.translate(WIDE)))
        for kind, _ in EXTRACTORS:
            one, two = ([(s.text_start, s.text_end) for r in getattr(f, kind) if (s := getattr(r, "source", None))] for f in (plain, wide))
            assert one == two, (kind, case.sentence)


def test_each_city_of_a_list_has_its_own_round() -> None:
    told = cases.Case(0, "挪威奥斯陆、秘鲁利马先后举办全球主场活动,青岛、成都分别举办中国主场活动", [], False, None)
    rounds = [(e.city, e.name) for e in cases.reading(told).facts.event_documents]
    assert rounds == [(city, name) for name, cities in (("全球主场活动", "奥斯陆 利马"), ("中国主场活动", "青岛 成都")) for city in cities.split()]


def test_what_a_row_names_is_an_entity_of_its_page() -> None:
    sentence = "毛里求斯博巴森市代表团到访,博巴森市市长路易斯·安德鲁会见记者。绍兴市国际合作中心昨日挂牌。第三届运河论坛由该国际合作中心主办"
    facts = cases.reading(cases.Case(0, sentence, [], False, None)).facts
    mentioned = {mention.entity_id for mention in facts.mentions}
    assert [row.organization for row in facts.positions] == ["博巴森市"] and [row.name for row in facts.event_participants] == ["绍兴市国际合作中心"]
    assert {row.organization_id for row in facts.positions} | {row.entity_id for row in facts.event_participants} <= mentioned
