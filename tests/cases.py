"""Case files: sentences with what should be read from them, for colleagues who read Chinese but not Python.

    @ reference=2024-10-17
    全市新增装备制造企业1300余家,带动投资达58亿元
        1300余家   value=1300         modifier=at_least
        58亿元     value=5800000000   kind=money currency=CNY

    ? 倡议书从拓展对话、共享数据和共建标准等三个方面提出建议
        三个       value=3  unit=个

A sentence is followed by one indented line for each row it states, in reading order: the evidence, then the columns that matter
(`column=` is NULL, `|` separates the items of a list). A sentence without such lines states nothing of the kind. `⏎` is a line end.
`?` marks what we know we get wrong: a strict xfail. `@ reference=…` is the time that relative dates of the following sentences
count from (empty: none). `#` starts a comment line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from transforms.model.page import Page
from transforms.reading import Reading, read

PAIR = re.compile(r"\s+(?P<column>[a-z_]+)=(?P<value>.*?)(?=\s+[a-z_]+=|$)")


class Case(msgspec.Struct, frozen=True):
    """One sentence, what it should give, and whether we know that it does not yet."""

    line: int
    sentence: str
    expected: list[tuple[str, dict[str, str]]]
    known_failure: bool
    reference: datetime | None


def load(path: Path) -> Iterator[Case]:
    """Yield the cases of a case file. Raises ValueError for an expectation without a sentence."""
    sentence, expected, known, line, reference = "", [], False, 0, None
    for number, text in enumerate([*path.read_text(encoding="utf-8").splitlines(), "end"], 1):
        if text.startswith("#") or not text.strip():
            continue
        if text.startswith((" ", "\t")):
            if not sentence:
                raise ValueError(f"{path.name}:{number}: an expectation without a sentence")
            body = text.strip()
            first = PAIR.search(" " + body if "=" in body.split()[0] else body)
            evidence = body[: first.start()] if first else body
            expected.append((evidence.strip().replace("⏎", "\n"), {m["column"]: m["value"].strip() for m in PAIR.finditer(body[len(evidence) :])}))
            continue
        if sentence:
            yield Case(line, sentence, expected, known, reference)
            sentence, expected = "", []
        if text.startswith("@ reference="):
            value = text.removeprefix("@ reference=").strip()
            reference = datetime.fromisoformat(value) if value else None
            continue
        known = text.startswith("? ")
        sentence, line = text.removeprefix("? ").replace("⏎", "\n"), number


def reading(case: Case) -> Reading:
    """Return what is read from the sentence of a case, as from a page of its own."""
    return read(Page("case", "case", len(case.sentence.encode()), "utf-8", case.sentence, case.reference))


def shown(value: Any) -> str:
    """Return a column's value as case files write it."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "|".join(map(shown, value))
    if isinstance(value, float):
        return f"{value:g}" if value != int(value) else str(int(value))
    return str(value)


def evidence_of(row: Any) -> str:
    """Return the words a row was read from: of a fact its citation's, of a name the name itself."""
    return row.source.evidence if hasattr(row, "source") else row.text


def compare(case: Case, rows: list[Any]) -> None:
    """Assert that `rows` are what the case expects: as many, in order, with the same evidence and named columns."""
    found = [(evidence_of(row), {c: shown(getattr(row, c)) for _, e in case.expected for c in e}) for row in rows]
    columns = [sorted(e) for _, e in case.expected]
    seen = [(text, {c: values[c] for c in columns[i]} if i < len(columns) else {}) for i, (text, values) in enumerate(found)]
    assert seen == case.expected, f"line {case.line}: {case.sentence}"
