"""Checks: `offsets_replay.sql`, `counts_hold.sql` and what the row classes declare, asked of the rows before they are a version.

A check is a query for the rows that break a rule, so an empty answer is a good one. Those of one table (its key, its NULLs, its
ranges) are read off the row classes; those across tables, and against the version before, are the SQL files of warehouse/checks:

    -- error: Every fact is the text of its range.
    SELECT … FROM documents JOIN facts …

They see the tables as a release will show them, `previous` (name, rows) of the newest release, and the variables `run_id` and
`now`. One that is about whole texts asks for the documents that are `in_part`, some at a time. It is about each page by itself, as are
the ranges of a table by document: where this code has asked them of the version before, only pages that were read now are asked. A
check is no place for taste: `error` is what no reader may ever see, all else is `warn`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from transforms.model.check import Check, Severity
from transforms.model.patterns import pattern
from transforms.model.rows import Table
from transforms.publish.schema import document_ranges, quoted

EXAMPLES = 3

# Documents whose texts a check that is cut into parts (`in_part`) sees at a time.
PAGES = 3_000

# What a check that is cut into parts calls.
IN_PART = "in_part("

HEAD = pattern(r"-- (?P<severity>error|warn): (?P<rule>.+)\n")


class ChecksFailed(RuntimeError):
    """What must hold in every version does not hold, so nothing was published."""

    def __init__(self, message: str, results: list[Check] | None = None) -> None:
        super().__init__(message)
        self.results = results or []


class Rule(msgspec.Struct, frozen=True):
    """What must hold: a query for the rows that break it."""

    name: str
    severity: Severity
    words: str
    sql: str
    own: bool = False  # whether a page breaks it by its own rows alone, so that pages of the version before need not be asked again


def read(folder: Path) -> list[Rule]:
    """Return the checks of a folder by name. Raises ValueError for a file that does not say first how severe it is and what must hold."""
    return [_rule(file) for file in sorted(folder.glob("*.sql"))]


def _rule(file: Path) -> Rule:
    sql = file.read_text(encoding="utf-8")
    head = HEAD.match(sql)
    if not head:
        raise ValueError(f"{file}: the first line is `-- error: what must hold`, or `-- warn: …`")
    severity: Severity = "error" if head["severity"] == "error" else "warn"
    return Rule(file.stem, severity, head["rule"], sql.strip().rstrip(";"), IN_PART in sql)


def declared(tables: Iterable[Table], where: str = "lake.") -> Iterator[Rule]:
    """Yield what the row class of every table declares, asked of the tables of the lake or of copies elsewhere."""
    for table in tables:
        name, key = f'{where}"{table.name}"', ", ".join(f'"{k}"' for k in table.key)
        if table.number:
            # Rows are counted by document: to remember every key takes as much memory as the table.
            wrong = f'count(*) <> max("{table.number}") OR sum("{table.number}") <> count(*) * (count(*) + 1) // 2'
            numbers = f"SELECT document_id FROM {name} GROUP BY 1 HAVING {wrong}"
            yield Rule(f"{table.name}.keys", "error", f"{table.name} numbers the rows of a document from 1", numbers, own=True)
        else:
            twice = f"SELECT {key}, count(*) FROM {name} GROUP BY ALL HAVING count(*) > 1"
            yield Rule(f"{table.name}.keys", "error", f"{table.name} has one row for each {key}", twice)
        # Every look at a table of the lake costs as much as ten thousand rows, so all faults of a row are found in one.
        faults = [(f"{c.name} is NULL", f'"{c.name}" IS NULL') for c in table.columns if not c.nullable]
        if table.number:
            faults.append(("its document is missing", f"document_id NOT IN (SELECT document_id FROM {where}documents)"))
        if table.cited:
            faults += RANGES
        cases = " ".join(f"WHEN {broken} THEN {quoted(fault)}" for fault, broken in faults)
        sql = f"SELECT {key}, CASE {cases} END AS fault FROM {name} WHERE {' OR '.join(b for _, b in faults)}"
        yield Rule(f"{table.name}.rows", "error", f"the rows of {table.name} are sound", sql, own="document_id" in table.key)


RANGES = [
    ("its range is out of order", "text_start < 0 OR text_end <= text_start OR raw_start < 0 OR raw_end < raw_start"),
    ("it stands outside its sentence", "sentence_start > text_start OR sentence_end < text_end"),
    ("its confidence is no probability", "NOT confidence BETWEEN 0 AND 1"),
]


def ask(connection: duckdb.DuckDBPyConnection, rules: Iterable[Rule], run_id: str, now: datetime, previous: dict[str, int]) -> list[Check]:
    """Return whether each rule holds."""
    connection.execute("CREATE OR REPLACE TEMP TABLE previous (name VARCHAR, rows BIGINT)")
    if previous:
        connection.executemany("INSERT INTO previous VALUES (?, ?)", list(previous.items()))
    connection.execute(f"SET VARIABLE run_id = {quoted(run_id)}")
    connection.execute(f"SET VARIABLE now = {quoted(now.isoformat())}::TIMESTAMPTZ")
    return [_asked(connection, rule, run_id) for rule in rules]


def refuse(results: list[Check]) -> None:
    """Raise ChecksFailed if an error does not hold."""
    broken = [check for check in results if not check.passed and check.severity == "error"]
    if broken:
        told = "; ".join(f"{c.rule}, but {c.broken:,} {'row does' if c.broken == 1 else 'rows do'} not: {', '.join(c.examples)}" for c in broken)
        names = " ".join(f"--accept {check.name}" for check in broken)
        raise ChecksFailed(f"nothing was published: {told}; if that is as it should be, run again with {names}", results)


def _parts(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[str]:
    """Yield what cuts the documents into parts small enough for a check that needs their whole texts at once."""
    if IN_PART not in rule.sql:
        yield "true"
        return
    (count,) = connection.execute("SELECT count(*) FROM documents").fetchone() or (0,)
    for low, high in document_ranges(count // PAGES + 1):
        yield f"document_id >= '{low}' AND document_id < '{high}'"


def _asked(connection: duckdb.DuckDBPyConnection, rule: Rule, run_id: str) -> Check:
    found, broken = list[tuple[Any, ...]](), 0
    for part in _parts(connection, rule):
        connection.execute(f"CREATE OR REPLACE TEMP MACRO in_part(document_id) AS {part}")
        examples = connection.execute(f"{rule.sql}\nLIMIT {EXAMPLES + 1}").fetchall()
        found += examples
        broken += len(examples)
        if len(examples) > EXAMPLES:
            counted = connection.execute(f"SELECT count(*) FROM ({rule.sql})").fetchone()
            broken += counted[0] - len(examples) if counted else 0
    return Check(
        run_id=run_id, name=rule.name, severity=rule.severity, rule=rule.words, passed=not broken, broken=broken,
        examples=[" ".join(map(str, row)) for row in found[:EXAMPLES]],
    )
