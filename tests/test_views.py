"""What contradicts what: each conflict is told once, whoever repeats it, and pages that only say it in other words do not disagree."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouses import rows, run
from transforms.model.citation import Citation
from transforms.model.rows import Column
from transforms.publish import lake
from transforms.publish.schema import arrow_schema
from transforms.tables import TABLES, view_sql

CITATION = set(Citation.__struct_fields__)
SENTENCE = "论坛在苏州开幕。"


def conflicts(*tellings: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return (predicate, document_a, object_a, document_b, object_b) of documents d1, d2, … that tell a forum of 2023, each in its way."""
    with lake.connect() as connection:
        for name in ("documents", "event_documents", "events", "entities", "mentions", "dates", "publications"):
            connection.register("empty", arrow_schema(TABLES[name]).empty_table())
            connection.execute(f"CREATE TABLE {name} AS FROM empty")
        for number, telling in enumerate(tellings, 1):
            known = {"document_id": f"d{number:04}", "event_id": f"event:{number}", "name": "苏州园林论坛", "year": 2023}
            columns = known | {"sentence_start": 0, "sentence_end": 8} | telling
            values = ", ".join(f"? AS {column}" for column in columns)
            connection.execute(f"INSERT INTO event_documents BY NAME SELECT {values}", list(columns.values()))
        connection.execute("INSERT INTO documents BY NAME SELECT DISTINCT document_id, ? AS text FROM event_documents", [SENTENCE])
        connection.execute("INSERT INTO events BY NAME SELECT DISTINCT event_id, name FROM event_documents")
        connection.execute("CREATE MACRO in_part(subject) AS true")
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
        pytest.param({"city": "苏州", "adcode": "320500"}, {"city": "昆山", "adcode": "320583"}, [], id="a county of it"),
        pytest.param({"city": "上海"}, {"city": "上海杨浦"}, [], id="a district of it"),
        pytest.param({"theme": "园林，城市"}, {"theme": "园林,城市"}, [], id="one theme, other commas"),
        pytest.param({"theme": "让园林走进城市"}, {"theme": "让园林走进都市"}, [], id="one theme, a spinner's words"),
        pytest.param({"theme": "园林与城市"}, {"theme": "园林与城市：共建共享"}, [], id="one theme, in part"),
        pytest.param({"theme": "园林与城市"}, {"theme": "绿水青山"}, [("theme", "园林与城市", "绿水青山")], id="two themes"),
        pytest.param({"edition": 3} | days("10-30"), {"edition": 3, "start_date": "2024-10-30"}, [], id="a copy of another year"),
        pytest.param({"city": "苏州", "year": 2022}, {"city": "扬州"}, [], id="two rounds"),
        pytest.param({"city": "苏州", "edition": 3}, {"city": "扬州"}, [("city", "苏州", "扬州")], id="a round told by its year"),
        pytest.param(days("10-30", "11-01"), days("10-31"), [], id="a day of the range"),
        pytest.param(days("10-30", "11-01"), days("11-02"), [("start_date", "2023-10-30", "2023-11-02")], id="a day outside the range"),
        pytest.param(days("10-30", "11-01"), days("10-31", "11-02"), [("start_date", "2023-10-30", "2023-10-31")], id="two ranges"),
        pytest.param(days("10-30", "11-01"), days("10-30", "11-02"), [("end_date", "2023-11-01", "2023-11-02")], id="two last days"),
        pytest.param(days("10-30", "11-01"), days("10-30"), [], id="the opening day"),
        pytest.param(days("10-30"), days("10-31", "10-31"), [], id="a day behind the opening"),
        pytest.param(days("10-30"), days("10-31"), [("start_date", "2023-10-30", "2023-10-31")], id="two openings"),
        pytest.param(days("10-30", "10-30"), days("10-31", "10-31"), [("start_date", "2023-10-30", "2023-10-31")], id="two days"),
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
    assert len(conflicts(*[{"theme": f"{chr(0x4E00 + 5 * number)}{chr(0x4E01 + 5 * number)}"} for number in range(200)])) == 190


@cache
def tables() -> duckdb.DuckDBPyConnection:
    """Return a database with every table, empty, and the view that others ask: each case puts in its rows and takes them back."""
    connection = lake.connect()
    for table in TABLES.values():
        connection.register("empty", arrow_schema(table).empty_table())
        connection.execute(f'CREATE TABLE "{table.name}" AS FROM empty')
    connection.execute(f"CREATE VIEW facts AS {view_sql('facts')}")
    return connection


def shown(name: str, **given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a view over the given rows; of each only the columns that matter are given."""
    connection = tables()
    connection.execute("BEGIN")
    try:
        for table, rows in given.items():
            for row in rows:
                columns = CITED | row if TABLES[table].cited else row
                values = ", ".join(f"? AS {column}" for column in columns)
                connection.execute(f"INSERT INTO {table} BY NAME SELECT {values}", list(columns.values()))
        return connection.execute(view_sql(name)).to_arrow_table().to_pylist()
    finally:
        connection.execute("ROLLBACK")


CITED = {"document_id": "d1", "text_start": 10, "text_end": 12, "sentence_start": 0, "sentence_end": 30, "evidence": "words", "confidence": 0.9}
FORUM = {"event_id": "event:1", "name": "园林论坛", "start_date": date(2023, 5, 6), "end_date": date(2023, 5, 8), "city": "苏州"}

# What no line of `facts` says: where it stands (which every line has), what it is called by, and what other columns already say.
LEFT_OUT = {
    "mentions": {"type", "key", "adcode", "deictic"}, "dates": {"text", "precision", "basis", "anchor_start", "anchor_end"},
    "quantities": {"unit", "modifier", "subject_start", "subject_end"}, "event_documents": {"adcode"}, "statements": {"direct"},
}  # fmt: skip
VALUES = {int: 7, float: 7.5, date: date(2023, 5, 6), bool: True}


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if table.cited])
def test_every_column_of_every_fact_is_in_facts(name: str) -> None:
    table = TABLES[name]
    own = [c for c in table.columns if c.name not in CITATION and c.name not in ("document_id", table.number)]
    full = {c.name: _value(c) for c in own} | {table.number: 1}
    with_all = shown("facts", **{name: [full]})
    assert with_all
    for column in own:
        if column.name not in LEFT_OUT.get(name, set()):
            without = shown("facts", **{name: [full | {column.name: None}]})
            assert with_all != without, f"{name}.{column.name} is in no line of facts"


def _value(column: Column) -> Any:
    value = date(2023, 5, 8) if column.name == "end_date" else column.name if column.type is str else VALUES[column.type]
    return [value] if column.many else value


def test_a_fact_of_an_event_has_its_days_and_its_city() -> None:
    output = {"output_no": 1, "name": "苏州倡议", "kind": "initiative", "action": "发布", "event_id": "event:1"}
    (row,) = shown("timeline", events=[FORUM], outputs=[output])
    assert (row["start_date"], row["end_date"], row["place"]) == (date(2023, 5, 6), date(2023, 5, 8), "苏州")
    assert (row["predicate"], row["object"], row["dated_by"]) == ("发布", "苏州倡议", "event")


def test_a_city_is_the_place_of_its_code_however_a_page_writes_it() -> None:
    output = {"output_no": 1, "name": "苏州倡议", "kind": "initiative", "action": "发布", "event_id": "event:1"}
    places = [
        {"entity_id": "place:1", "type": "place", "name": "苏州市", "adcode": "320500"}, {"entity_id": "place:2", "type": "place", "name": "内罗毕"},
    ]  # fmt: skip
    told = (("苏州", "320500", "苏州市", "place:1"), ("内罗毕", None, "内罗毕", "place:2"), ("巴库", None, "巴库", None))
    for city, adcode, place, place_id in told:
        (row,) = shown("timeline", events=[FORUM | {"city": city, "adcode": adcode}], outputs=[output], entities=places)
        assert (row["place"], row["place_id"]) == (place, place_id)


@pytest.mark.parametrize(("at", "year"), [(1, 2020), (10, 2020), (25, 2023)])
def test_a_fact_without_days_has_the_date_before_it_in_its_sentence(at: int, year: int) -> None:
    dates = [{"date_no": n, "start_date": date(y, 1, 1), "text_start": start} for n, y, start in ((1, 2020, 2), (2, 2023, 20))]
    quantity = {"quantity_no": 1, "subject": "企业", "kind": "count", "text": "50家", "value": 50.0, "unit": "家", "text_start": at}
    (row,) = (row for row in shown("timeline", dates=dates, quantities=[quantity]) if row["table_name"] == "quantities")
    assert (row["start_date"].year, row["dated_by"]) == (year, "sentence")
    elsewhere = shown("timeline", dates=dates, quantities=[quantity | {"sentence_start": 31}])
    assert {row["table_name"] for row in elsewhere} == {"dates"}


def test_a_name_beside_a_date_is_found_by_its_entity_and_place() -> None:
    mentions = [
        {"mention_no": 1, "type": "place", "name": "扬州市", "text": "扬州", "entity_id": "place:1", "text_start": 4},
        {"mention_no": 2, "type": "organization", "name": "园林局", "text": "园林局", "entity_id": "organization:1", "text_start": 8},
    ]
    found = shown("timeline", dates=[{"date_no": 1, "start_date": date(2023, 5, 6), "text_start": 0}], mentions=mentions)
    assert {(row["subject_id"], row["place_id"], row["start_date"]) for row in found if row["table_name"] == "mentions"} == {
        ("place:1", "place:1", date(2023, 5, 6)), ("organization:1", "place:1", date(2023, 5, 6)),
    }  # fmt: skip


def test_the_plan_and_the_story_of_real_pages_meet(shared: Path, tmp_path: Path) -> None:
    run(tmp_path, *(next((shared / "seeds").glob(f"{number}_*")) for number in ("001", "004")))
    plan, story = (r["document_id"] for r in sorted(rows(tmp_path, "documents"), key=lambda r: r["source_path"]))
    found = {r["predicate"]: {r["document_id_a"]: r["object_a"], r["document_id_b"]: r["object_b"]} for r in rows(tmp_path, "conflicts")}
    assert found["city"] == {plan: "威海", story: "上海"}
    assert "start_date" in found
