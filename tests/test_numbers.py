"""Laws of numerals, dates and quantities that hold for every input."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases import Case, reading
from transforms.extract.calendar import calendars
from transforms.extract.facts import Facts
from transforms.extract.numerals import value_of
from transforms.model.document import as_read

CHARACTERS = (
    "0123456789０９零〇一二两三五十百千万亿兆几数多余半点分之第年月日号天周个家元角分人次%％.,，-—至到~近约逾自从起前后今去上下本初底"
    "旬季度星期“”《》（）()国庆农历闰正 \n和a"
)


def read(text: str, reference: datetime | None = None) -> Facts:
    return reading(Case(0, text, [], False, reference)).facts


def spoken(number: int) -> str:
    """Write a whole number below 10^16 in Chinese words."""
    digits, scales, sections = "零一二三四五六七八九", ("", "十", "百", "千"), ("", "万", "亿", "万亿")
    if number == 0:
        return "零"
    words, groups = "", []
    while number:
        groups.append(number % 10000)
        number //= 10000
    for place in range(len(groups) - 1, -1, -1):
        group, part = groups[place], ""
        for power in range(3, -1, -1):
            digit = group // 10**power % 10
            if digit:
                part += digits[digit] + scales[power]
            elif part and not part.endswith("零") and group % 10**power:
                part += "零"
        if part:
            gap = words and (group < 1000 or groups[place + 1] % 10 == 0)
            words += ("零" if gap and not words.endswith("零") else "") + part + (sections[place] if place < 3 else "万")
        if place == 3 and (not len(groups) > 2 or not groups[2]):
            words += "亿"
    return words


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_written_in_words_is_read_back(number: int) -> None:
    assert value_of(spoken(number)) == (float(number), None)


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_with_thousands_separators_is_read_back(number: int) -> None:
    assert [row.value for row in read(f"共{number:,}家").quantities] == [float(number)]


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%Y年%m月%d日", "%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日上午"]),
)
def test_a_day_of_the_calendar_is_read_back(day: date, shape: str) -> None:
    assert [(row.start_date, row.end_date, row.basis) for row in read(f"会议于{day.strftime(shape)}在北京举行").dates] == [(day, day, "explicit")]


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)), st.integers(min_value=1, max_value=60))
def test_a_range_is_inclusive_at_both_ends(day: date, length: int) -> None:
    last = day + timedelta(length)
    text = f"展览{day.year}年{day.month}月{day.day}日至{last.year}年{last.month}月{last.day}日举行"
    assert [(row.start_date, row.end_date) for row in read(text).dates] == [(day, last)]


@given(st.integers(min_value=1901, max_value=2099), st.integers(min_value=1, max_value=12))
def test_lunar_months_follow_each_other_without_a_gap(year: int, month: int) -> None:
    one = calendars.lunar_month(year, month)
    leap = calendars.lunar_month(year, month, leap=True)
    following = calendars.lunar_month(year, month + 1) if month < 12 else calendars.lunar_month(year + 1, 1)
    assert one and following and (leap or one)[1] + timedelta(1) == following[0]


@pytest.mark.parametrize("new_year", [date(1949, 1, 29), date(2000, 2, 5), date(2013, 2, 10), date(2024, 2, 10)])
def test_lunar_new_year_is_the_one_people_kept(new_year: date) -> None:
    assert calendars.lunar_day(new_year.year, 1, 1) == new_year


def test_a_date_tells_which_date_it_leans_on() -> None:
    page = (
        "滨江举行城市论坛\n2024-10-17 08:13 来源:滨江日报\n10月16日,论坛在滨江举行。去年,论坛发布报告。2019年,论坛创办。次年举行第二届。\n"
        "新华社滨江10月15日电 今天,论坛开幕。"
    )
    found = reading(Case(0, page, [], False, None))
    leaning = [(row.text, found.document.text.chars[row.anchor_start or 0 : row.anchor_end or 0]) for row in found.facts.dates]
    said = "2024-10-17 08:13"
    assert leaning == [("10月16日", said), ("去年", said), ("2019年", ""), ("次年", "2019年"), ("10月15日", said), ("今天", "10月15日")]


def test_a_day_that_the_page_does_not_say_is_no_anchor() -> None:
    (row,) = read("10月16日,论坛在滨江举行。", datetime(2024, 10, 17)).dates
    assert (row.timex, row.anchor_start, row.anchor_end) == ("2024-10-16", None, None)


@settings(max_examples=400)
@given(
    st.text(alphabet=CHARACTERS, max_size=60),
    st.sampled_from([None, datetime(2024, 10, 17), datetime(2024, 2, 29), datetime(1, 1, 1), datetime(9999, 12, 31)]),
)
def test_any_text_is_read_without_a_crash_and_every_row_stands_in_it(text: str, reference: datetime | None) -> None:
    found = reading(Case(0, text, [], False, reference))
    chars, facts = found.document.text.chars, found.facts
    for start, end, text in (
        *((row.text_start, row.text_end, row.text) for row in facts.numerals),
        *((row.source.text_start, row.source.text_end, row.text) for row in (*facts.dates, *facts.quantities)),
    ):
        assert end <= len(chars) and as_read(chars[start:end]) == as_read(text)
        assert "\n" not in text
    for row in facts.dates:
        assert row.start_date is None or row.end_date is None or row.start_date <= row.end_date
        assert (row.basis == "unresolved") == (row.start_date is None and row.end_date is None)
    for row in facts.quantities:
        assert math.isfinite(row.value) and (row.value_high is None or row.value < row.value_high)
        assert (row.kind == "money") == (row.currency is not None)
        assert not any(d.source.text_start <= row.source.text_start < d.source.text_end for d in facts.dates)
        if row.subject_start is not None and row.subject_end is not None:
            assert chars[row.subject_start : row.subject_end] == row.subject
