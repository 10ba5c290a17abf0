"""Release: a committed version of the lake becomes an immutable folder, then `latest.json` names it."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import msgspec
import pyarrow.parquet as pq

from transforms.model.rows import Table
from transforms.publish import files, lake
from transforms.publish.files import UNFINISHED
from transforms.publish.lake import Lake, Snapshot
from transforms.publish.releases import DATABASE, MANIFEST, RELEASES, File, Manifest, Release, latest, point
from transforms.publish.schema import arrow_schema, order_sql, quoted, sql_type
from transforms.publish.staging import PARQUET

# Rows sorted at a time, so that memory does not grow with the corpus; whole pages are larger than facts.
ROWS = 250_000
PAGES = 8_000

# Parts that a part of the rows is handed from DuckDB to the Parquet writer in; each is a row group of the file.
HANDED = 5

# Lines that a fact has in a view, about.
LINES = 2


def publish(
    source: Lake, snapshot: Snapshot, tables: Mapping[str, Table], views: Mapping[str, Table], view_sql: Callable[[str], str]
) -> Release:
    """Write the release of a committed version, then let `latest.json` name it. A release that is already there is left alone."""
    root: Path = source.warehouse / RELEASES
    final = root / f"v{snapshot.version:08d}"
    newest = latest(source.warehouse)
    if newest and newest.version >= snapshot.version:
        return newest
    clean(source.warehouse)
    folder = root / f"{UNFINISHED}{uuid.uuid4().hex}"
    folder.mkdir(parents=True)
    _prepare(source.connection)
    held = source.sizes()
    counts = {name: _write(source.connection, _shown(table), table, folder, held.get(name, 0)) for name, table in tables.items()}
    for name in tables:
        source.connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS FROM read_parquet({quoted(str(folder / f"{name}.parquet"))})')
    # What is asked of all documents at once is not cut into parts, so it may take what the machine has rather than fail.
    source.connection.execute("RESET memory_limit")
    told = sum(counts[name] for name, table in tables.items() if table.cited) * LINES
    counts |= {name: _write(source.connection, view_sql(name), view, folder, told) for name, view in views.items()}
    if final.exists():  # written by a run that was killed before it was named
        shutil.rmtree(final)
    os.rename(folder, final)
    # A view is bound when it is created, so the database can only be made where its files lie for good.
    _database(final, {**tables, **views})
    manifest = _manifest(final, snapshot, {**tables, **views}, counts)
    files.write(final / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    files.flush(root)
    published = Release(snapshot.version, final)
    point(source.warehouse, published)
    return published


def clean(warehouse: Path) -> None:
    """Remove releases that were never finished; no reader can know of them. Where none is named, none is known to be one too many."""
    root, newest = warehouse / RELEASES, latest(warehouse)
    for entry in root.iterdir() if root.is_dir() else ():
        beyond = newest is not None and entry.name.startswith("v") and entry.name > newest.folder.name
        if entry.name.startswith(UNFINISHED) or beyond:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def connect(release: Release) -> duckdb.DuckDBPyConnection:
    """Return a connection with every table and view of a release under its name, wherever the warehouse was moved to."""
    connection = lake.connect()
    connection.execute("SET TimeZone = 'Asia/Shanghai'")  # as the pages tell time
    for file in sorted(release.folder.glob("*.parquet")):
        connection.execute(f'CREATE VIEW "{file.stem}" AS FROM read_parquet({quoted(str(file))})')
    return connection


def show(source: Lake, tables: Mapping[str, Table]) -> None:
    """Let queries on the lake's connection speak of every table by its name alone and see it as a release shows it."""
    _prepare(source.connection)
    for name, table in tables.items():
        source.connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {_shown(table)}')


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make one temporary table of all merges: ids bear their type, so those of events and entities never meet."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE merges AS SELECT id, entity_id AS into_id FROM lake.entity_merges"
        " UNION ALL SELECT id, entity_id FROM lake.event_merges"
    )


def _shown(table: Table) -> str:
    """Return the query that shows a table of the lake with everything resolution found applied to it."""
    shown, joins = [], []
    for column in (c.name for c in table.columns):
        if table.number and column.endswith("_id") and column != "document_id":
            joins.append(f'LEFT JOIN merges AS "m_{column}" ON "m_{column}".id = t."{column}"')
            shown.append(f'coalesce("m_{column}".into_id, t."{column}") AS "{column}"')
        elif column == "duplicate_of":
            joins.append("LEFT JOIN lake.duplicates AS d ON d.document_id = t.document_id")
            shown.append("d.duplicate_of AS duplicate_of")
        else:
            shown.append(f't."{column}" AS "{column}"')
    return f'SELECT {", ".join(shown)} FROM lake."{table.name}" AS t {" ".join(joins)}'


def _write(connection: duckdb.DuckDBPyConnection, sql: str, table: Table, folder: Path, rows: int) -> int:
    """Write the rows of a query, about as many as `rows`, as the Parquet file of a table and return their number."""
    schema, path, written = arrow_schema(table), folder / f"{table.name}.parquet", 0
    columns = ", ".join(f'"{c.name}"' for c in table.columns)
    at_once = PAGES if table.key == ("document_id",) else ROWS
    with pq.ParquetWriter(path, schema, **PARQUET) as writer:
        for part in _parts(table, rows // at_once + 1):
            found = connection.execute(f"SELECT {columns} FROM ({sql.rstrip().rstrip(';')}) {part} {order_sql(table)}")
            for batch in found.to_arrow_reader(at_once // HANDED):
                writer.write_batch(batch.cast(schema))
                written += batch.num_rows
    files.flush(path)
    return written


def _parts(table: Table, count: int) -> list[str]:
    """Return conditions that cut the rows of a table into parts of one size, in its order: the ids of documents are digests."""
    if table.key[0] != "document_id":
        return [""]
    bounds = [f"{part * 0x10000 // count:04x}" for part in range(1, count)]
    conditions = zip(["", *bounds], [*bounds, "~"], strict=True)
    return [f"WHERE document_id >= '{low}' AND document_id < '{high}'" for low, high in conditions]


def _database(folder: Path, tables: Mapping[str, Table]) -> None:
    """Write warehouse.duckdb: a view with comments for every table and view, by absolute path, so any working directory will do."""
    with files.replacing(folder / DATABASE) as unfinished, lake.connect(str(unfinished)) as connection:
        connection.execute("BEGIN")
        for name, table in tables.items():
            connection.execute(f'CREATE VIEW "{name}" AS FROM read_parquet({quoted(str((folder / f"{name}.parquet").resolve()))})')
            connection.execute(f'COMMENT ON VIEW "{name}" IS {quoted(table.description)}')
            for column in table.columns:
                connection.execute(f'COMMENT ON COLUMN "{name}"."{column.name}" IS {quoted(column.description)}')
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


def _manifest(folder: Path, snapshot: Snapshot, tables: Mapping[str, Table], counts: dict[str, int]) -> Manifest:
    found = {path.name: path for path in sorted(folder.iterdir())}
    return Manifest(
        snapshot.version, snapshot.run_id, snapshot.snapshot, snapshot.code_version, snapshot.committed_at,
        {name: File(counts.get(path.stem), path.stat().st_size, files.sha256(path)) for name, path in found.items()},
        {
            name: {
                "description": table.description,
                "key": table.key,
                "columns": [{"name": c.name, "type": sql_type(c), "nullable": c.nullable, "description": c.description} for c in table.columns],
            }
            for name, table in tables.items()
        },
    )
