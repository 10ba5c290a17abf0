"""Resolution: who is who and what happened once, found out anew with every version from the rows of all pages.

What is decided stands in transforms.resolve, a name, a block of tellings or a thing at a time. What is large, all names and all
tellings in an order that brings together what may be one, is left to the engine, which sorts on the disk where it must.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from transforms import resolve
from transforms.plans import Plan
from transforms.publish.checks import ChecksFailed
from transforms.publish.lake import Lake


def run(lake: Lake, plan: Plan, first: bool) -> None:
    """Find out anew who is who and what happened once; the rows of pages keep the ids they were staged with. Raises ChecksFailed."""
    try:
        _run(lake, plan.run_id, resolve.corrections.read(plan.settings.corrections), first)
    except resolve.CorrectionError as error:
        raise ChecksFailed(f"{plan.settings.corrections}: {error}") from None


def _run(lake: Lake, run_id: str, corrections: list[resolve.Correction], first: bool) -> None:
    def replace(table: str, rows: Iterable[Any]) -> None:
        if not first:
            lake.clear(table)
        lake.put(run_id, table, rows)

    copies = resolve.duplicates(resolve.Print(*row) for row in lake.stream(PRINTS))
    replace("duplicates", copies)
    lake.connection.execute(NAMES)
    names = (resolve.NameCount(*row) for row in lake.stream("FROM names"))
    replace("entity_merges", resolve.entity_merges(names, _published(lake, "entities"), corrections))
    replace("entities", _entities(lake))
    lake.connection.execute("DROP TABLE names")
    originals = {copy.document_id: copy.duplicate_of for copy in copies}
    published = _published(lake, "events")
    called = resolve.nicknames(lake.stream(NICKNAMES))
    lake.connection.register("called", pa.table({"short": pa.array(called.keys(), pa.string()), "long": pa.array(called.values(), pa.string())}))
    merges, copied = resolve.event_merges(lambda: (rows for _, rows in _tellings(lake, BLOCKS)), originals, published, corrections)
    replace("event_merges", merges)
    into = {merge.id: merge.entity_id for merge in merges}
    replace("events", (resolve.event(id, list(rows), into, copied) for id, rows in _tellings(lake, CATALOG)))
    lake.connection.unregister("called")


def _published(lake: Lake, table: str) -> set[str]:
    """Return the ids that the catalog has so far."""
    key = lake.tables[table].key[0]
    return {id for (id,) in lake.stream(f"SELECT {key} FROM lake.{table}")}


def _entities(lake: Lake) -> Iterator[resolve.Entity]:
    """Yield every entity once."""
    for (id, documents, mentions), rows in groupby(lake.stream(ENTITIES), itemgetter(0, 1, 2)):
        yield resolve.entity(id, [resolve.NameCount(*row[3:]) for row in rows], documents, mentions)


def _tellings(lake: Lake, sql: str) -> Iterator[tuple[str, Iterator[resolve.Telling]]]:
    """Yield the tellings that have the same first column, by which they are ordered."""
    for key, rows in groupby(lake.stream(sql), itemgetter(0)):
        yield key, (resolve.Telling(*row[1:]) for row in rows)


def blocks(series: pa.Array, name: pa.Array) -> pa.Array:
    """Return the blocks of many names; queries call it as `block`."""
    return pa.array(map(resolve.block, series.to_pylist(), name.to_pylist()), pa.string())


# Every name of a thing, and every body that a page tells by its part alone: one with nothing but 市长 has 武汉市人民政府 all the same.
NAMED = """
    SELECT document_id, entity_id, type, name, text, key, adcode, deictic, 1 AS mentions FROM lake.mentions WHERE type <> 'event'
    UNION ALL
    SELECT document_id, id, 'organization', name, name, name, NULL, false, 0
    FROM (
        SELECT document_id, organization_id AS id, organization AS name FROM lake.positions
        UNION ALL SELECT document_id, entity_id, name FROM lake.event_participants WHERE starts_with(entity_id, 'organization:')
    ) AS p
    WHERE id IS NOT NULL AND NOT EXISTS (FROM lake.mentions m WHERE m.document_id = p.document_id AND m.entity_id = p.id)
"""

# Grouped by digest: the engine remembers a number for each name and document, not their words.
NAMES = f"""
    CREATE TEMP TABLE names AS
    SELECT any_value(entity_id) AS entity_id, any_value(type) AS type, any_value(name) AS name, any_value(text) AS text,
        any_value(key) AS key, any_value(adcode) AS adcode, any_value(deictic) AS deictic, count(DISTINCT hash(document_id)) AS documents
    FROM ({NAMED}) GROUP BY hash(entity_id, type, name, text, key, adcode, deictic)
"""

ENTITIES = f"""
    SELECT counts.id, counts.documents, counts.mentions, names.*
    FROM names LEFT JOIN lake.entity_merges m ON m.id = names.entity_id JOIN (
        SELECT coalesce(m.entity_id, n.entity_id) AS id, count(DISTINCT hash(document_id)) AS documents, sum(mentions)::BIGINT AS mentions
        FROM ({NAMED}) n LEFT JOIN lake.entity_merges m ON m.id = n.entity_id GROUP BY 1
    ) counts ON counts.id = coalesce(m.entity_id, names.entity_id)
    ORDER BY counts.id
"""

# How pages call an event otherwise than by its fullest name.
NICKNAMES = f"""
    SELECT m.text, e.series, count(DISTINCT hash(document_id))
    FROM lake.mentions m JOIN lake.event_documents e USING (document_id)
    WHERE m.type = 'event' AND m.entity_id = e.event_id AND NOT m.deictic AND e.series IS NOT NULL AND regexp_matches(m.text, '{resolve.FAIR}$')
    GROUP BY ALL
"""

TELLINGS = f"""
    WITH rounds AS (
        SELECT document_id, event_id, min(concat_ws(' ', coalesce(series, name), coalesce(edition, year))) AS whole
        FROM lake.event_documents WHERE edition IS NOT NULL OR year IS NOT NULL GROUP BY ALL
    ),
    tellings AS (
        SELECT e.* REPLACE (coalesce(c.long, e.series) AS series), whole, timezone('Asia/Shanghai', d.published_at)::DATE AS published
        FROM lake.event_documents e JOIN lake.documents d USING (document_id) LEFT JOIN called c ON c.short = e.series
        LEFT JOIN rounds r ON r.document_id = e.document_id AND r.event_id = e.parent_event_id
    )
    SELECT key, {", ".join(resolve.Telling.__struct_fields__)}
    FROM tellings JOIN ({{keys}}) USING (event_id)
    ORDER BY key, event_id, document_id, event_document_no
"""

# All tellings of an id are in one block, whatever its pages call it.
BLOCKS = TELLINGS.format(keys="""
    SELECT event_id, min(block(coalesce(long, series), name)) AS key
    FROM lake.event_documents LEFT JOIN called ON short = series GROUP BY 1
""")

CATALOG = TELLINGS.format(keys="""
    SELECT DISTINCT t.event_id, coalesce(m.entity_id, t.event_id) AS key
    FROM lake.event_documents t LEFT JOIN lake.event_merges m ON m.id = t.event_id
""")

PRINTS = "SELECT d.document_id, fingerprint, published_at, r.started_at, d.source_path FROM lake.documents d JOIN lake.runs r USING (run_id)"
