"""Release: a committed version of the lake becomes an immutable folder, then `latest.json` names it.

It is written as the release before with other rows for the documents that differ (differences, splices); where there is none, or it is not
whole, or was written by other code, all documents differ.
"""

from __future__ import annotations

import math
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.model.rows import Table
from transforms.publish import differences, files, lake, releases
from transforms.publish.files import UNFINISHED
from transforms.publish.lake import Lake, Snapshot
from transforms.publish.releases import DATABASE, MANIFEST, RELEASES, File, Manifest, Release, ReleaseNotFound, latest, point
from transforms.publish.schema import arrow_schema, document_ranges, order_sql, quoted, sql_type
from transforms.publish.splices import Grouped, splice
from transforms.publish.staging import StagedFile
from transforms.version import writer_version

# Rows sorted at a time, so that memory does not grow with the corpus; whole pages are larger than facts.
ROWS = 100_000
PAGES = 4_000

# Parts that a part of the rows is handed from DuckDB to the Parquet writer in.
HANDED = 2

# Characters of all documents of a lake whose tables are looked at as copies in memory.
COPIED = 500_000

# Lines that a fact has in a view, about.
LINES = 2

# The facts whose subjects are compared at a time, and the rows, each with two sentences, that are written of what was found.
COMPARED = 1_000_000
CONTESTED = 10_000

ALL_DOCUMENTS = "SET VARIABLE low = ''; SET VARIABLE high = '~'"
ALL_SUBJECTS = "CREATE OR REPLACE TEMP MACRO in_part(subject) AS true"

# What may be contradicted, as the views that compare documents call it.
SUBJECTS = "SELECT coalesce(series, name) AS subject FROM events UNION ALL SELECT '《' || name || '》' FROM publications"


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
    base = newest if newest and _stands(newest, {**tables, **views}) else None
    counts = _fill(source, folder, tables, {name: (view, view_sql(name)) for name, view in views.items()}, base)
    if final.exists():  # written by a run that was killed before it was named
        shutil.rmtree(final)
    os.rename(folder, final)
    # A view is bound when it is created, so the database can only be made where its files lie for good.
    schema = _schema({**tables, **views})
    _database(final, schema)
    manifest = _manifest(final, snapshot, schema, counts)
    _tell(final, manifest)
    files.flush(root)
    published = Release(snapshot.version, final)
    point(source.warehouse, published)
    return published


def _stands(release: Release, tables: Mapping[str, Table]) -> bool:
    """Tell whether the next release can be built upon this one: it is whole, and this code would write the same rows in the same columns."""
    if releases.broken(release) or release.manifest.writer_version != writer_version():
        return False
    return all(pq.read_schema(release.parquet(name)).equals(arrow_schema(table), check_metadata=True) for name, table in tables.items())


def _fill(source: Lake, folder: Path, tables: Mapping[str, Table], views: Mapping[str, tuple[Table, str]], base: Release | None) -> dict[str, int]:
    """Write all files of a release and return how many rows each has.

    Upon a release before, tables by document are first written for those documents alone that it has otherwise, and then spliced into
    what it has; so what is done for one document and for all is the same.
    """
    _prepare(source.connection)
    held = source.sizes()
    whole = {name: table for name, table in tables.items() if not _by_document(table)}
    counts = {name: _write(source.connection, _shown(table), table, folder, held.get(name, 0)) for name, table in whole.items()}
    _bind(source.connection, whole, folder)
    touched = differences.documents(source, base, folder) if base else None
    share = 1.0 if touched is None else len(touched) / max(held.get("documents", 0), 1)
    if share > MOST:
        touched, share = None, 1.0
    for name, table in tables.items():
        if _by_document(table):
            rows = math.ceil(held.get(name, 0) * share)
            counts[name] = _write(source.connection, _shown(table, TOUCHED if touched is not None else ""), table, folder, rows)
            _bind(source.connection, {name: table}, folder)

    def facts() -> int:
        return sum(counts[name] for name, table in tables.items() if table.cited)

    for name, (view, sql) in views.items():
        if _by_document(view):
            counts[name] = _write_view(source.connection, sql, view, folder, _documents(facts() * LINES // ROWS + 1))
            _bind(source.connection, {name: view}, folder)
    if base and touched is not None:
        for name, table in {**tables, **{name: view for name, (view, _) in views.items()}}.items():
            if _by_document(table):
                counts[name] = splice(base.parquet(name), folder / f"{name}.parquet", table, touched)
    if base and touched is not None:
        differences.subjects(source, base)
    for name, (view, sql) in views.items():
        if not _by_document(view):
            some = _subjects(source.connection, facts() // COMPARED + 1, "true" if touched is None else differences.OTHER)
            counts[name] = _write_view(source.connection, sql, view, folder, some)
            if base and touched is not None:
                subjects = differences.contested(source, base, name, folder)
                counts[name] = splice(base.parquet(name), folder / f"{name}.parquet", view, subjects)
            _bind(source.connection, {name: view}, folder)
    return counts


# With more of the documents it is less work to write all of them.
MOST = 0.5
TOUCHED = "SEMI JOIN touched ON touched.value = t.document_id"


def _by_document(table: Table) -> bool:
    return table.key[0] == "document_id"


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
        try:
            connection.execute(f'CREATE VIEW "{file.stem}" AS FROM read_parquet({quoted(str(file))})')
        except duckdb.Error as error:
            raise ReleaseNotFound(f"{file} cannot be read: cityfacts doctor --mend writes it anew ({error})") from None
    return connection


def moved(release: Release) -> bool:
    """Tell whether warehouse.duckdb names the files of another folder: it knows them by absolute path, and the warehouse was moved."""
    try:
        with duckdb.connect(str(release.folder / DATABASE), read_only=True) as connection:
            found = connection.execute("SELECT sql FROM duckdb_views() WHERE NOT internal").fetchall()
    except duckdb.Error:
        return False  # it is damaged
    folder = quoted(str(release.folder.resolve()))[1:-1]  # as the views write it: ware'house is ware''house
    return not all(folder in sql for (sql,) in found)


def settle(release: Release) -> None:
    """Let warehouse.duckdb name the files where they lie now."""
    manifest = release.manifest
    _database(release.folder, manifest.schema)
    told = msgspec.structs.replace(manifest, files={**manifest.files, DATABASE: _file(release.folder / DATABASE, None)})
    _tell(release.folder, told)


def _tell(folder: Path, manifest: Manifest) -> None:
    files.write(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))


def show(source: Lake, tables: Mapping[str, Table]) -> bool:
    """Let queries on the lake's connection speak of every table by its name alone and see it as a release shows it.

    Return whether they are copies in memory: each look into the lake costs as much as ten thousand rows, so of a small one there is but one.
    """
    _prepare(source.connection)
    small: bool = source.rows("SELECT coalesce(sum(characters), 0) FROM lake.documents")[0][0] <= COPIED
    for name, table in tables.items():
        rows = _shown(table)
        if small:
            source.connection.execute(f'CREATE OR REPLACE TEMP TABLE "copy of {name}" AS {rows}')
            rows = f'FROM "copy of {name}"'
        source.connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {rows}')
    return small


def show_read(source: Lake, tables: Iterable[Table], files: Iterable[StagedFile]) -> None:
    """Let queries on the lake's connection see of these tables the rows of staged files alone, as a release shows them."""
    staged: dict[str, list[str]] = {}
    for file in files:
        staged.setdefault(file.table, []).append(quoted(file.path))
    for table in tables:
        rows = f"read_parquet([{', '.join(staged[table.name])}])" if table.name in staged else f'(FROM lake."{table.name}" LIMIT 0)'
        source.connection.execute(f'CREATE OR REPLACE TEMP VIEW "{table.name}" AS {_shown(table, rows=rows)}')


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make one temporary table of all merges: ids bear their type, so those of events and entities never meet."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE merges AS SELECT id, entity_id AS into_id FROM lake.entity_merges"
        " UNION ALL SELECT id, entity_id FROM lake.event_merges"
    )


def _shown(table: Table, some: str = "", rows: str = "") -> str:
    """Return the query that shows a table of the lake, or `some` of its rows, or these `rows`, with everything resolution found applied."""
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
    rows = rows or f'lake."{table.name}"'
    return f"SELECT {', '.join(shown)} FROM {rows} AS t {' '.join(joins)} {some}"


def _bind(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], folder: Path) -> None:
    """Let views speak of tables and views of a release; of documents they see those from the variable `low` to `high`."""
    connection.execute(ALL_DOCUMENTS)
    for name, table in tables.items():
        some = "WHERE document_id >= getvariable('low') AND document_id < getvariable('high')" if _by_document(table) else ""
        connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS FROM read_parquet({quoted(str(folder / f"{name}.parquet"))}) {some}')


def _write(connection: duckdb.DuckDBPyConnection, sql: str, table: Table, folder: Path, rows: int) -> int:
    """Write the rows of a query, about as many as `rows`, as the Parquet file of a table and return their number."""
    if not rows:  # a look at a table of the lake without a file costs more than one with a few
        return _write_parts(table, folder, [])
    at_once = PAGES if table.key == ("document_id",) else ROWS
    ranges = document_ranges(rows // at_once + 1) if _by_document(table) else []
    parts = [f"WHERE document_id >= '{low}' AND document_id < '{high}'" for low, high in ranges]
    return _write_parts(table, folder, (_sorted(connection, f"FROM ({sql}) {part}", table, at_once) for part in parts or [""]))


def _write_view(connection: duckdb.DuckDBPyConnection, sql: str, view: Table, folder: Path, some: Iterable[str]) -> int:
    """Write the rows of a view, for `some` of its subjects or documents after the other, as its Parquet file and return their number."""
    sql = f"FROM ({sql.rstrip().rstrip(';')})"
    by_document = _by_document(view)

    def parts() -> Iterator[Iterator[pa.RecordBatch]]:
        for part in some:
            connection.execute(part)
            ask = partial(_sorted, connection, sql, view, ROWS if by_document else CONTESTED)
            yield ask() if by_document else lake.with_enough(connection, ask)
        connection.execute(f"{ALL_DOCUMENTS}; {ALL_SUBJECTS}")

    with nullcontext() if by_document else lake.sparing(connection):
        return _write_parts(view, folder, parts())


def _documents(count: int) -> Iterator[str]:
    """Yield the statements that let views see one range of the documents after the other."""
    return (f"SET VARIABLE low = '{low}'; SET VARIABLE high = '{high}'" for low, high in document_ranges(count))


def _subjects(connection: duckdb.DuckDBPyConnection, count: int, only: str) -> Iterator[str]:
    """Yield the statements that let views see one range of the subjects after the other.

    A subject goes on behind a blank (世界城市论坛 第12届), so no bound has one: what a view makes of one range all stands before what
    it makes of the next one.
    """
    shares = [part / count for part in range(count)]
    (found,) = connection.execute(f"SELECT quantile_disc(split_part(subject, ' ', 1), {shares}) FROM ({SUBJECTS})").fetchone() or (None,)
    bounds = [quoted(bound) for bound in sorted(set(found or ()))[1:]]
    lows, highs = ["true", *(f"subject >= {bound}" for bound in bounds)], [*(f"subject < {bound}" for bound in bounds), "true"]
    return (f"CREATE OR REPLACE TEMP MACRO in_part(subject) AS {low} AND {high} AND {only}" for low, high in zip(lows, highs, strict=True))


def _sorted(connection: duckdb.DuckDBPyConnection, sql: str, table: Table, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a query in the order of a table, at most as many at once as one of its row groups has."""
    columns = ", ".join(f'"{c.name}"' for c in table.columns)
    yield from connection.execute(f"SELECT {columns} {sql} {order_sql(table)}").to_arrow_reader(rows // HANDED)


def _write_parts(table: Table, folder: Path, parts: Iterable[Iterable[pa.RecordBatch]]) -> int:
    """Write batches of rows as the Parquet file of a table and return how many rows they have."""
    path = folder / f"{table.name}.parquet"
    with Grouped(path, table) as writer:
        for part in parts:
            for batch in part:
                writer.write(pa.Table.from_batches([batch]))
    files.flush(path)
    return writer.rows


def _database(folder: Path, schema: Mapping[str, Any]) -> None:
    """Write warehouse.duckdb: a view with comments for every table and view, by absolute path, so any working directory will do."""
    orders = ["BEGIN"]
    for name, table in schema.items():
        orders.append(f'CREATE VIEW "{name}" AS FROM read_parquet({quoted(str((folder / f"{name}.parquet").resolve()))})')
        orders.append(f'COMMENT ON VIEW "{name}" IS {quoted(table["description"])}')
        orders.extend(f'COMMENT ON COLUMN "{name}"."{column["name"]}" IS {quoted(column["description"])}' for column in table["columns"])
    with files.replacing(folder / DATABASE) as unfinished, lake.connect(str(unfinished)) as connection:
        connection.execute(";".join([*orders, "COMMIT", "CHECKPOINT"]))


def _schema(tables: Mapping[str, Table]) -> dict[str, Any]:
    return {
        name: {
            "description": table.description,
            "key": table.key,
            "columns": [{"name": c.name, "type": sql_type(c), "nullable": c.nullable, "description": c.description} for c in table.columns],
        }
        for name, table in tables.items()
    }


def _manifest(folder: Path, snapshot: Snapshot, schema: dict[str, Any], counts: dict[str, int]) -> Manifest:
    found = {path.name: _file(path, counts.get(path.stem)) for path in sorted(folder.iterdir())}
    told = snapshot.version, snapshot.run_id, snapshot.snapshot, snapshot.code_version, snapshot.committed_at
    return Manifest(*told, found, schema, writer_version())


def _file(path: Path, rows: int | None) -> File:
    return File(rows, path.stat().st_size, files.sha256(path))
