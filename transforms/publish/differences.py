"""Differences: the documents whose rows a release has otherwise than the lake has them now.

They are found by what both have, not by what a run did, so it does not matter how many runs, rollbacks or other machines lie
between the two. A document that was read keeps its rows until it is read again (run_id tells); but its rows show entities and events
as resolution sees them now, and views tell their names and days. So those differ too that name a thing which is another one now, or
is called otherwise, or is held elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from transforms.publish.lake import Lake
from transforms.publish.releases import Release
from transforms.publish.schema import quoted


def documents(lake: Lake, before: Release, now: Path) -> list[str]:
    """Return the sorted ids of the documents that differ from a release; queries know them as the `value` of `touched`.

    The catalog, entities and events and what was merged, is in the folder `now` already.
    """
    _show_before(lake, before, "documents", "entities", "events", "entity_merges", "event_merges")
    for name in ("entities", "events", "entity_merges", "event_merges"):
        lake.connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name} now" AS FROM read_parquet({quoted(str(now / f"{name}.parquet"))})')
    found = {document for (document,) in lake.rows(READ)}
    lake.connection.execute(f"CREATE OR REPLACE TEMP TABLE other_things AS {THINGS}")
    found |= {document for (document,) in lake.rows(_naming(lake))}
    lake.name("touched", sorted(found))
    return sorted(found)


def subjects(lake: Lake, before: Release) -> None:
    """Find out of which subjects documents may contradict each other otherwise than in a release; queries know them as `other_subjects`.

    The tables by document are whole and known by their names. A subject stands for all that begin like it, up to a blank or the end of
    a title, as the views that compare documents put the round behind it: 世界城市论坛 第12届, 《上海手册》2024.
    """
    _show_before(lake, before, "event_documents", "publications")
    lake.connection.execute("CREATE OR REPLACE TEMP MACRO beginning(subject) AS regexp_extract(subject, '^[^ 》]*')")
    lake.connection.execute(f"CREATE OR REPLACE TEMP TABLE other_subjects AS SELECT DISTINCT beginning(subject) AS value FROM ({SUBJECTS})")


# What views ask of a subject.
OTHER = "beginning(subject) IN (FROM other_subjects)"


def contested(lake: Lake, before: Release, view: str, now: Path) -> list[str]:
    """Return the sorted subjects with rows of a view that go from a release, and with those that are written `now` of the other subjects."""
    return [subject for (subject,) in lake.rows(f"""
        SELECT subject FROM read_parquet({quoted(str(before.parquet(view)))}) WHERE {OTHER}
        UNION SELECT subject FROM read_parquet({quoted(str(now / f"{view}.parquet"))}) ORDER BY 1
    """)]


def _show_before(lake: Lake, before: Release, *names: str) -> None:
    for name in names:
        lake.connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name} before" AS FROM read_parquet({quoted(str(before.parquet(name)))})')


def _either(columns: str, table: str) -> str:
    """Return the query for the rows that stand in one of the two versions of a table only."""
    before, now = (f'SELECT {columns} FROM "{table} {when}"' for when in ("before", "now"))
    return f"(({before} EXCEPT {now}) UNION ALL ({now} EXCEPT {before}))"


# Documents that came, went or were read again, that are found at another path, or are a copy of another one.
_DOCUMENT = "document_id, run_id, source_path, duplicate_of"
READ = f"""
    WITH "documents now" AS (
        SELECT d.document_id, d.run_id, d.source_path, c.duplicate_of FROM lake.documents d LEFT JOIN lake.duplicates c USING (document_id)
    )
    SELECT DISTINCT document_id FROM {_either(_DOCUMENT, "documents")}
"""

# Counts, aliases and former ids are shown of the things themselves alone.
THINGS = f"""
    WITH entities AS {_either("* EXCLUDE (documents, mentions, aliases, former_ids)", "entities")},
    events AS {_either("* EXCLUDE (documents, former_ids)", "events")},
    merges AS (FROM {_either("id, entity_id", "entity_merges")} UNION ALL FROM {_either("id, entity_id", "event_merges")}),
    -- Where an event was held is found by code or name: another place of that name makes it unclear.
    held AS (
        SELECT event_id FROM (FROM "events before" UNION ALL FROM "events now")
        WHERE coalesce(adcode, city) IN (SELECT coalesce(adcode, name) FROM entities WHERE type = 'place')
    ),
    things AS (
        SELECT entity_id AS id FROM entities UNION SELECT event_id FROM events UNION SELECT event_id FROM held
    )
    SELECT id FROM things UNION SELECT id FROM merges
    UNION SELECT id FROM (FROM "entity_merges now" UNION ALL FROM "event_merges now") WHERE entity_id IN (FROM things)
"""


def _naming(lake: Lake) -> str:
    """Return the query for the documents that name one of the other things, by the id that they were staged with."""
    named = []
    for name, table in lake.tables.items():
        ids = [f'"{c.name}"' for c in table.columns if c.name.endswith("_id") and c.name != "document_id"]
        if table.number and ids:
            told = " OR ".join(f"{id} IN (FROM other_things)" for id in ids)
            named.append(f'SELECT document_id FROM lake."{name}" WHERE {told}')
    return " UNION ".join(named)


# What documents tell that differ; and what others tell of a city by its name, where places differ that have it: its code is the place's.
SUBJECTS = f"""
    SELECT coalesce(e.series, e.name) AS subject FROM event_documents t JOIN events e USING (event_id)
    WHERE document_id IN (FROM touched) OR rtrim(t.city, '市') IN (
        SELECT rtrim(name, '市') FROM {_either("type, name, adcode", "entities")} WHERE type = 'place'
    )
    UNION ALL
    SELECT coalesce(e.series, e.name) FROM "event_documents before" t JOIN "events before" e USING (event_id) WHERE document_id IN (FROM touched)
    UNION ALL
    SELECT '《' || name || '》' FROM (FROM publications UNION ALL BY NAME FROM "publications before") WHERE document_id IN (FROM touched)
"""
