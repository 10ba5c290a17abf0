"""How far `confidence` can be believed: `python -m benchmarks.calibration [GOLD=PAGES ...]` writes warehouse/CALIBRATION.md.

Every published row of a page that has gold is right or wrong; rows of one extractor that were given one confidence are a class, and of
a class as many should be right as it says. Gold is seeds/gold, the real documents' where they are, and the folders given (the format
is that of the real documents' gold; PAGES holds `<stem>.txt`, with `<stem>.json` in GOLD/facts or GOLD, GOLD/neutral.json beside it).
Gold lists facts, not mentions: a row that repeats a fact is right too. `neutral` words are neither. Pages that the extractors were
written with flatter them, so what transforms/model/confidences.py corrects was counted on pages that nobody had tuned on.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from transforms import ingest, records
from transforms.model.page import Page
from transforms.reading import read
from transforms.version import ROOT

SHARED = Path(os.environ.get("CITYFACTS_SHARED", ROOT.parent / "shared"))
TARGET = ROOT / "warehouse" / "CALIBRATION.md"
NAMED = {"person": "persons", "organization": "organizations", "place": "places", "facility": "facilities"}
ROLES = {"host": "hosts", "organizer": "organizers", "co_organizer": "co_organizers", "supporter": "supporters"}
DROPPED = str.maketrans("", "", "\"'“”‘’「」『』《》〈〉 \u3000·•・")
FEW = 20

Row = dict[str, Any]


class Counted(msgspec.Struct):
    """The rows of one class, and those of them that gold has."""

    rows: int = 0
    right: int = 0


def plain(value: Any) -> str:
    """Return the words of a value: width folded, without quotes and blanks."""
    return unicodedata.normalize("NFKC", str(value if value is not None else "")).translate(DROPPED).casefold().rstrip("。，,;；:：")


def alike(one: str, two: str) -> bool:
    """Tell whether two names are one: equal, or one the better part of the other."""
    return bool(one and two) and (one == two or ((one in two or two in one) and min(len(one), len(two)) >= 0.6 * max(len(one), len(two))))


def overlap(one: Any, two: Any) -> bool:
    """Tell whether the words of one value lie in the other's."""
    a, b = plain(one), plain(two)
    return bool(a and b) and (a in b or b in a)


def date(gold: Row, row: Row) -> bool:
    """Same words and days; an open bound where gold accepts it."""
    accepted = gold.get("accept") or [[gold["start"], gold["end"]]]
    return overlap(gold["text"], row["text"]) and [row["start_date"], row["end_date"]] in [list(pair) for pair in accepted]


def quantity(gold: Row, row: Row) -> bool:
    """Same number of the same unit."""
    same = gold["value"] is not None and abs(float(gold["value"]) - row["value"]) <= 1e-9 * max(1.0, abs(row["value"]))
    return same and overlap(gold["text"], row["text"]) and (plain(gold.get("unit")) == plain(row["unit"]) or overlap(gold.get("unit"), row["unit"]))


def position(gold: Row, row: Row) -> bool:
    """Same person, post and body."""
    title, body = alike(plain(gold["title"]), plain(row["title"])), plain(gold.get("organization"))
    whole = plain(row["organization"]) + plain(row["title"])
    said = (body + plain(gold["title"])) in whole or whole in body + plain(gold["title"]) or (title and alike(body, plain(row["organization"])))
    return plain(gold["person"]) == plain(row["person"]) and (said or (title and body == plain(row["organization"])))


def event(gold: Row, row: Row) -> bool:
    """Same event, and nothing that the page tells of it otherwise."""
    if not (overlap(gold["name"], row["name"]) or alike(plain(gold["name"]), plain(row["name"]))):
        return False
    stated = (("start", "start_date"), ("end", "end_date"), ("edition", "edition"))
    if any(row[column] is not None and str(row[column]) != str(gold.get(key)) for key, column in stated):
        return False
    return all(row[key] is None or overlap(gold.get(key), row[key]) for key in ("city", "venue", "theme"))


def participant(gold: Row, row: Row, names: dict[str, str]) -> bool:
    """Same event, role and name."""
    told = names.get(row["event_id"], "")
    return overlap(gold["name"], told) and any(alike(plain(name), plain(row["name"])) for name in gold.get(ROLES.get(row["role"], ""), []) or [])


def named(key: str) -> Callable[[Row, Row], bool]:
    """Return a comparison by one name."""
    return lambda gold, row: alike(plain(gold[key]), plain(row[key]))


def agreement(gold: Row, row: Row) -> bool:
    """Same number and amount."""
    return gold.get("count") == row["count"] and gold.get("amount") == row["amount"]


def statement(gold: Row, row: Row) -> bool:
    """Same speaker and words."""
    quoted = alike(plain(gold["quote"]), plain(row["quote"])) or overlap(gold["quote"], row["quote"])
    return quoted and alike(plain(gold["speaker"]), plain(row["speaker"]))


SAME: dict[str, tuple[str, Callable[[Row, Row], bool]]] = {
    "dates": ("dates", date), "quantities": ("quantities", quantity), "positions": ("roles", position), "event_documents": ("events", event),
    "publications": ("publications", named("name")), "outputs": ("outputs", named("name")), "awards": ("awards", named("award")),
    "agreements": ("agreements", agreement), "statements": ("statements", statement),
}  # fmt: skip


def judged(gold: Row, neutral: dict[str, set[str]], tables: dict[str, list[Row]]) -> Iterator[tuple[str, Row, bool]]:
    """Yield (table, row, right) for every row of a page that gold decides."""
    for table, (key, same) in SAME.items():
        for row in tables[table] if key in gold else []:
            right = any(same(g, row) for g in gold[key])
            words = {plain(row.get(column)) for column in ("text", "name", "award", "quote", "person", "cue")}
            if right or not words & neutral[{"roles": "positions"}.get(key, key)]:
                yield table, row, right
    for row in tables["mentions"]:
        key = NAMED.get(row["type"], "")
        if key in gold and not row["deictic"]:
            names = {plain(name) for name in gold[key]} | {plain(name) for group in gold.get("entity_aliases", []) for name in group}
            right = any(alike(name, plain(said)) or _short(name) == _short(plain(said)) for name in names for said in (row["name"], row["text"]))
            if right or not {plain(row["name"]), plain(row["text"])} & neutral[key]:
                yield "mentions", row, right
    events = {row["event_id"]: row["name"] for row in tables["event_documents"]}
    for row in tables["event_participants"] if "events" in gold else []:
        # Who only spoke or came is not in the gold, nor are the roles of events that are not.
        if row["role"] in ROLES and any(overlap(g["name"], events.get(row["event_id"])) for g in gold["events"]):
            yield "event_participants", row, any(participant(g, row, events) for g in gold["events"])


def _short(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "省市区县州" else name


def pages(golds: Path, folder: Path) -> Iterator[tuple[str, Row, bool]]:
    """Yield what `judged` does for every page of a folder that has gold."""
    beside = next((path for path in (golds / "neutral.json", golds.parent / "neutral.json") if path.exists()), None)
    listed = json.loads(beside.read_text(encoding="utf-8")) if beside else {}
    for path in sorted(golds.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        page_path = folder / f"{path.stem}.txt"
        if not isinstance(gold, dict) or "dates" not in gold or not page_path.exists():
            continue
        neutral: defaultdict[str, set[str]] = defaultdict(set)
        for who in ("*", path.stem):
            for key, words in listed.get(who, {}).items():
                neutral[key] |= {plain(word) for word in words}
        (page,) = ingest.read(ingest.Input(page_path.name, str(page_path)))
        assert isinstance(page, Page), page_path
        tables = {name: [records.flat(row) for row in rows] for name, rows in records.tables(read(page)).items()}
        yield from judged(gold, neutral, tables)


def reliability(rows: Iterable[tuple[str, Row, bool]]) -> dict[tuple[str, float], Counted]:
    """Return the rows and the right ones of every table and confidence."""
    found: defaultdict[tuple[str, float], Counted] = defaultdict(Counted)
    for table, row, right in rows:
        counted = found[table, row["confidence"]]
        counted.rows += 1
        counted.right += right
    return dict(sorted(found.items()))


def markdown(sets: dict[str, dict[tuple[str, float], Counted]]) -> str:
    """Return the reliability table: for each set of pages its rows, and how many of them are right."""
    lines = [
        "# How far confidence can be believed", "",
        "Generated by `python -m benchmarks.calibration [GOLD=PAGES ...]`. Of the rows that were given a confidence, how many gold has; the",
        "error of a table is the mean distance between the two, weighted by rows (expected calibration error). Precision on pages that the",
        "extractors were written with is no promise for others; those held out were annotated before they were read and have been used",
        "for mending since. They are no part of the project: without them the command writes the sections before theirs.", "",
    ]  # fmt: skip
    for name, found in sets.items():
        lines += [f"## {name}", "", "| table | confidence | rows | right | share |", "|---|---|---|---|---|"]
        for (table, confidence), c in found.items():
            lines.append(f"| {table} | {confidence:.2f} | {c.rows} | {c.right} | {c.right / c.rows:.3f}{' (few)' if c.rows < FEW else ''} |")
        lines += ["", "| table | rows | precision | mean confidence | error |", "|---|---|---|---|---|", *_sums(found), ""]
    return "\n".join(lines)


def _sums(found: dict[tuple[str, float], Counted]) -> Iterator[str]:
    total, right = Counter[str](), Counter[str]()
    said, error = defaultdict[str, float](float), defaultdict[str, float](float)
    for (table, confidence), c in found.items():
        for name in (table, "all"):
            total[name] += c.rows
            right[name] += c.right
            said[name] += c.rows * confidence
            error[name] += abs(c.right - c.rows * confidence)
    for name in [*sorted(set(total) - {"all"}), "all"]:
        n = total[name]
        yield f"| {name} | {n} | {right[name] / n:.3f} | {said[name] / n:.3f} | {error[name] / n:.3f} |"


def main() -> None:
    """Write the reliability table, and print it."""
    sets = {"pages we ship": reliability(pages(ROOT / "seeds" / "gold", ROOT / "seeds" / "pages"))}
    if (SHARED / "gold" / "facts").is_dir():
        sets["real documents"] = reliability(pages(SHARED / "gold" / "facts", SHARED / "seeds"))
    for given in sys.argv[1:]:
        golds, _, folder = given.partition("=")
        facts = Path(golds) / "facts"
        sets[f"held out: {Path(folder).parent.name}"] = reliability(pages(facts if facts.is_dir() else Path(golds), Path(folder)))
    TARGET.write_text(markdown(sets), encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
