"""What contradicts what: each conflict is told once, whoever repeats it, and pages that only say it in other words do not disagree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.warehouses import rows, run
from transforms.publish import lake
from transforms.publish.schema import arrow_schema
from transforms.tables import TABLES, view_sql

SENTENCE = "论坛在苏州开幕。"


def conflicts(*tellings: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return (predicate, document_a, object_a, document_b, object_b) of documents d1, d2, … that tell a forum of 2023, each in its way."""
    with lake.connect() as connection:
        for name in ("documents", "event_documents", "publications"):
            connection.register("empty", arrow_schema(TABLES[name]).empty_table())
            connection.execute(f"CREATE TABLE {name} AS FROM empty")
        for number, telling in enumerate(tellings, 1):
            columns = {"document_id": f"d{number:04}", "name": "苏州园林论坛", "year": 2023, "sentence_start": 0, "sentence_end": 8} | telling
            values = ", ".join(f"? AS {column}" for column in columns)
            connection.execute(f"INSERT INTO event_documents BY NAME SELECT {values}", list(columns.values()))
        connection.execute("INSERT INTO documents BY NAME SELECT DISTINCT document_id, ? AS text FROM event_documents", [SENTENCE])
        found = connection.execute(view_sql("conflicts")).fetchall()
    assert all(row[4] == row[7] == SENTENCE for row in found)
    return sorted((predicate, a, x, b, y) for _, predicate, a, x, _, b, y, _ in found)


def days(start: str, end: str | None = None) -> dict[str, Any]:
    """Return a telling of days in October and November."""
    return {"start_date": f"2023-{start}", "end_date": f"2023-{end}" if end else None}


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        pytest.param({"city": "苏州"}, {"city": "扬州"}, [("city", "苏州", "扬州")], id="two cities"),
        pytest.param({"city": "苏州"}, {"city": "苏州市"}, [], id="one city, two forms"),
        pytest.param({"theme": "园林，城市"}, {"theme": "园林,城市"}, [], id="one theme, other commas"),
        pytest.param({"city": "苏州", "year": 2022}, {"city": "扬州"}, [], id="two rounds"),
        pytest.param({"city": "苏州", "edition": 3}, {"city": "扬州"}, [("city", "苏州", "扬州")], id="a round told by its year"),
        pytest.param(days("10-30", "11-01"), days("10-31"), [], id="a day of the range"),
        pytest.param(days("10-30", "11-01"), days("11-02"), [("start_date", "2023-10-30", "2023-11-02")], id="a day outside the range"),
        pytest.param(days("10-30", "11-01"), days("10-31", "11-02"), [("start_date", "2023-10-30", "2023-10-31")], id="two ranges"),
        pytest.param(days("10-30", "11-01"), days("10-30", "11-02"), [("end_date", "2023-11-01", "2023-11-02")], id="two last days"),
        pytest.param(days("10-30", "11-01"), days("10-30"), [], id="the opening day"),
    ],
)
def test_two_pages_contradict_each_other(one: dict[str, Any], two: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert conflicts(one, two) == [(predicate, "d0001", x, "d0002", y) for predicate, x, y in expected]


def test_reprints_add_no_conflicts() -> None:
    assert conflicts(*[{"city": city} for city in ("苏州", "扬州", "无锡") for _ in range(100)]) == [
        ("city", "d0001", "苏州", "d0101", "扬州"), ("city", "d0001", "苏州", "d0201", "无锡"), ("city", "d0101", "扬州", "d0201", "无锡"),
    ]


def test_a_page_does_not_contradict_itself() -> None:
    both = {"document_id": "d0001"}
    assert conflicts({"city": "苏州"}, {"city": "扬州", **both}) == []
    assert conflicts({"city": "苏州"}, {"city": "扬州", **both}, {"city": "扬州"}) == [("city", "d0001", "苏州", "d0003", "扬州")]


def test_an_event_told_in_a_thousand_ways_gives_a_bounded_number_of_conflicts() -> None:
    assert len(conflicts(*[{"theme": f"第{number}种主题"} for number in range(200)])) == 190


def test_the_plan_and_the_story_of_real_pages_meet(shared: Path, tmp_path: Path) -> None:
    run(tmp_path, *(next((shared / "seeds").glob(f"{number}_*")) for number in ("001", "004")))
    plan, story = (r["document_id"] for r in sorted(rows(tmp_path, "documents"), key=lambda r: r["source_path"]))
    found = {r["predicate"]: {r["document_id_a"]: r["object_a"], r["document_id_b"]: r["object_b"]} for r in rows(tmp_path, "conflicts")}
    assert found["city"] == {plan: "威海", story: "上海"}
    assert "start_date" in found
