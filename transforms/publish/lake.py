"""The lake: the system of record, a DuckLake that one committer at a time opens, changes in one transaction, and closes.

Nobody else opens it, not even to read: a DuckDB catalog locks out the second process. People read releases.
DuckLake knows no keys, and files that are added to it are not checked for NULL: publish.checks says what must hold before a commit.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType

from transforms.model.rows import Table
from transforms.publish import catalogs, schema, storage
from transforms.publish.checks import ChecksFailed
from transforms.publish.files import replacing
from transforms.publish.schema import quoted
from transforms.publish.staging import DATA, StagedFile, rows_of, stage

CATALOG = "catalog.ducklake"

# Memory for the engine, of which each of its threads takes a share; what a sort needs beyond it goes to the disk. All views and checks of
# 37,000 pages passed with it: what needs more is asked in parts, as whole texts and contradictions are.
MEMORY = "256MB"
THREADS = min(os.cpu_count() or 1, 2)
FETCHED = 2_000

# What compares documents holds what it compares, once for each thread: where two threads wanted 256 MB, one was content with 160.
SPARING_MEMORY = "160MB"
# What a query gets that this is too little for: a hundred thousand pages that contradict each other in a million ways.
AMPLE_MEMORY = "1GB"

# Rows that come from no batch are staged so many at a time.
STAGED = 20_000

# What DuckDB says of a catalog that it cannot open, and what to do about it.
MENDS = {
    "not a valid DuckDB database": "; restore it from a copy, or run into a new folder with --warehouse; releases stay readable",
    "Could not set lock": "; close the program that holds it: people read releases",
}


class LakeError(RuntimeError):
    """The lake cannot be opened; the message names the mend."""


class Lake:
    """An open lake. Invariant: it is opened under the warehouse's lock, and closed before anybody else opens it."""

    def __init__(self, warehouse: Path, tables: Iterable[Table], catalog: str = "", store: str = "") -> None:
        """Open the lake of a warehouse, or make one; its catalog may lie on PostgreSQL, its files on S3. Raises LakeError with the mend."""
        self.warehouse = warehouse
        self.data = storage.folder(warehouse, store, DATA)
        self.tables = {table.name: table for table in tables}
        if not store:
            Path(self.data).mkdir(parents=True, exist_ok=True)
        self.connection = _quiet(_engine().cursor())
        self.connection.execute(f"SET memory_limit = '{MEMORY}'")
        try:
            if store:
                load(self.connection, "httpfs")
                self.connection.execute(storage.secret_sql())
            if catalog:
                load(self.connection, "postgres_scanner")
                self._attach(f"postgres:{catalog}")
            else:
                self._attach_file(warehouse / CATALOG)
        except duckdb.Error as error:
            self.connection.close()
            told = str(error).replace(catalog, catalogs.shown(catalog)) if catalog else str(error)
            mend = next((mend for cause, mend in MENDS.items() if cause in told), "")
            raise LakeError(f"{catalogs.shown(catalog) or warehouse / CATALOG} cannot be opened: {told}{mend}") from error

    def _attach_file(self, catalog: Path) -> None:
        if not catalog.exists():  # a catalog that was cut short by a full disk could never be opened again
            with replacing(catalog) as unfinished:
                self._attach(str(unfinished))
                self.connection.execute("DETACH lake")
        self._attach(str(catalog))

    def _attach(self, catalog: str) -> None:
        # A relative data path would count from the working directory, and a stored one would forbid to move the warehouse.
        # Inlining would keep small tables inside the catalog instead of in Parquet.
        self.connection.execute(
            f"ATTACH {quoted('ducklake:' + catalog)} AS lake"
            f" (DATA_PATH {quoted(self.data + '/')}, OVERRIDE_DATA_PATH true, DATA_INLINING_ROW_LIMIT 0)"
        )

    def __enter__(self) -> Lake:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            self.connection.execute("DETACH lake")
        except duckdb.Error:
            if kind is None:  # else it is not what went wrong first
                raise
        finally:
            self.connection.close()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query; the tables are `lake.<name>`."""
        return self.connection.execute(sql).fetchall()

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, never holding them all. No other query may run in between."""
        found = self.connection.execute(sql)
        while rows := found.fetchmany(FETCHED):
            yield from rows

    def name(self, name: str, values: Iterable[str]) -> None:
        """Let queries speak of `values` as the column `value` of a table; as a parameter, each of them would be converted alone."""
        self.connection.register(name, pa.table({"value": pa.array(values, pa.string())}))

    @contextmanager
    def transaction(self, run_id: str) -> Iterator[None]:
        """Commit everything the block does as one version, or nothing of it."""
        self.connection.execute("BEGIN")
        try:
            self._create()
            yield
            self.connection.execute("CALL lake.set_commit_message('cityfacts', ?, extra_info => ?)", [f"run {run_id}", run_id])
            self.connection.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):  # on a full disk there may be nothing left to roll back
                self.connection.execute("ROLLBACK")
            raise

    def delete(self, table: str, column: str, name: str) -> None:
        """Delete the rows whose `column` is one of the values of that name."""
        self.connection.execute(f'DELETE FROM lake."{table}" WHERE "{column}" IN (SELECT value FROM "{name}")')

    def sizes(self) -> dict[str, int]:
        """Return about how many rows each table has: as many as its files had when they were added."""
        return dict(self.rows(SIZES))

    def clear(self, table: str) -> None:
        """Delete all rows."""
        self.connection.execute(f'DELETE FROM lake."{table}"')

    def add(self, files: Iterable[StagedFile]) -> None:
        """Add staged files. Raises ChecksFailed for one that is cut short or not of its table's schema."""
        by_table: dict[str, list[str]] = {}
        for file in files:
            self._verify(file)
            by_table.setdefault(file.table, []).append(file.path)
        for table, paths in by_table.items():
            self.connection.execute(f"CALL ducklake_add_data_files('lake', '{table}', ?)", [paths])

    def put(self, run_id: str, table: str, rows: Iterable[Any]) -> None:
        """Stage rows that come from no batch and add them. They may come from `stream`: nothing is added before the last one came."""
        rows, files = iter(rows), []
        while chunk := list(islice(rows, STAGED)):
            files.append(stage(rows_of(self.tables[table], chunk), self.data, run_id, "commit"))
        self.add(files)

    def clean(self) -> int:
        """Remove the files that no version names, left by a run that was killed; return how many."""
        known = self._named()
        # Named by no version, but by DuckLake, which removes them itself when it is told to forget.
        scheduled = self.rows("SELECT path, path_is_relative FROM __ducklake_metadata_lake.ducklake_files_scheduled_for_deletion")
        known |= {storage.whole(f"{self.data}/{path}" if relative else path) for path, relative in scheduled}
        left = [path for path in storage.sizes(self.data) if storage.whole(path) not in known]
        storage.remove(left)
        return len(left)

    def lost(self) -> list[str]:
        """Return the files that some version names and that are not there."""
        held = {storage.whole(path) for path in storage.sizes(self.data)}
        return sorted(self._named() - held)

    def _named(self) -> set[str]:
        named = " UNION ALL ".join(
            f"SELECT table_name, f.path, f.path_is_relative FROM __ducklake_metadata_lake.{kind} f"
            " JOIN __ducklake_metadata_lake.ducklake_table USING (table_id)"
            for kind in ("ducklake_data_file", "ducklake_delete_file")
        )
        return {storage.whole(f"{self.data}/main/{table}/{path}" if relative else path) for table, path, relative in self.rows(named)}

    def restore(self, snapshot: int, by_document: Iterable[str], whole: Iterable[str]) -> None:
        """Bring back the rows of an earlier snapshot: of the documents that differ, and of tables that are kept whole. Raises LakeError."""
        if (snapshot,) not in self.rows("SELECT snapshot_id FROM lake.snapshots()"):
            raise LakeError(f"{self.warehouse} no longer has snapshot {snapshot}, it was vacuumed: no run can go back to it")
        now, then = "SELECT document_id, run_id FROM lake.documents", f"SELECT document_id, run_id FROM lake.documents AT (VERSION => {snapshot})"
        self.name("leaving", [id for id, _ in self.rows(f"{now} EXCEPT {then}")])
        self.name("coming", [id for id, _ in self.rows(f"{then} EXCEPT {now}")])
        for table in by_document:
            self._take(table, snapshot, "WHERE document_id IN (SELECT value FROM coming)")
            self.delete(table, "document_id", "leaving")
            self._put_back(table)
        for table in whole:
            self._take(table, snapshot, "")
            self.clear(table)
            self._put_back(table)

    def _take(self, table: str, snapshot: int, condition: str) -> None:
        # Before anything is deleted: what a transaction deletes is gone from earlier snapshots too, as it sees them.
        self.connection.execute(f'CREATE OR REPLACE TEMP TABLE taken AS FROM lake."{table}" AT (VERSION => {snapshot}) {condition}')

    def _put_back(self, table: str) -> None:
        self.connection.execute(f'INSERT INTO lake."{table}" BY NAME FROM taken')

    def forget(self, kept: Iterable[int]) -> int:
        """Remove every snapshot that is not kept, with the files that only it had; return how many."""
        old = sorted({snapshot for (snapshot,) in self.rows("SELECT snapshot_id FROM lake.snapshots()")} - set(kept))
        if old:
            self.connection.execute("CALL ducklake_expire_snapshots('lake', versions => ?)", [old])
        self.connection.execute("CALL ducklake_cleanup_old_files('lake', cleanup_all => true)")
        return len(old)

    def compact(self) -> None:
        """Write files with deleted rows anew, and many small files as few."""
        self.connection.execute("CALL ducklake_rewrite_data_files('lake')")
        self.connection.execute("CALL ducklake_merge_adjacent_files('lake')")
        self.connection.execute("CALL ducklake_cleanup_old_files('lake', cleanup_all => true)")

    def _create(self) -> None:
        """Create the tables and columns that are missing. Raises LakeError for a warehouse whose columns this code cannot write."""
        found: dict[str, list[tuple[str, str]]] = {}
        for table, column, kind in self.rows("SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'lake'"):
            found.setdefault(table, []).append((column, kind))
        for table in self.tables.values():
            expected = [(c.name, schema.sql_type(c)) for c in table.columns]
            if table.name not in found:
                self.connection.execute(schema.create_sql(table))
            elif sorted(found[table.name]) != sorted(expected):
                self._migrate(table, dict(found[table.name]))

    def _migrate(self, table: Table, found: dict[str, str]) -> None:
        """Add the columns that came since the table was made, empty: the checks refuse those that no run has filled. Refuse what would lose."""
        new = [c for c in table.columns if c.name not in found]
        foreign = sorted(found.keys() - {c.name for c in table.columns})
        kinds = [(c.name, found[c.name], schema.sql_type(c)) for c in table.columns if c.name in found]
        retyped = [f"{name} is {was}, not {kind}" for name, was, kind in kinds if was != kind]
        if foreign or retyped:
            differing = "; ".join([*(f"{name} is not known here" for name in foreign), *retyped])
            raise LakeError(
                f"{self.warehouse} was written by another version of cityfacts: of table {table.name} {differing};"
                " use the version of cityfacts that wrote it, or a newer one, or run into a new warehouse with --warehouse; old releases stay"
            )
        for column in new:
            self.connection.execute(f'ALTER TABLE lake."{table.name}" ADD COLUMN "{column.name}" {schema.sql_type(column)}')

    def _verify(self, file: StagedFile) -> None:
        # ducklake_add_data_files takes a cut or foreign file without a word in some cases, and a file twice always.
        path, size = file.path, storage.size(file.path)
        if size != file.bytes:
            raise ChecksFailed(f"{path} has {size} bytes and was staged with {file.bytes}")
        metadata = storage.metadata(path)
        if metadata.num_rows != file.rows or not metadata.schema.to_arrow_schema().equals(schema.arrow_schema(self.tables[file.table])):
            raise ChecksFailed(f"{path} is not what was staged for table {file.table}")


def connect(database: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Return a DuckDB connection in UTC that prints no progress bars and sees no Python variables."""
    return _quiet(duckdb.connect(database, config={"python_enable_replacements": False}))


def _quiet(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET TimeZone = 'UTC'")
    return connection


@contextmanager
def sparing(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let the engine of a lake work in one thread and with little memory: as much CPU, more time."""
    connection.execute(f"SET threads = 1; SET memory_limit = '{SPARING_MEMORY}'")
    try:
        yield
    finally:
        connection.execute(f"SET threads = {THREADS}; SET memory_limit = '{MEMORY}'")


def with_enough(connection: duckdb.DuckDBPyConnection, ask: Callable[[], Iterator[pa.RecordBatch]]) -> Iterator[pa.RecordBatch]:
    """Yield what a query gives that sorts it first; where the memory of a sparing engine is too little for it, it is asked again with more."""
    found = ask()
    try:
        first = next(found, None)
    except duckdb.OutOfMemoryException:
        connection.execute(f"SET memory_limit = '{AMPLE_MEMORY}'")
        yield from ask()
        connection.execute(f"SET memory_limit = '{SPARING_MEMORY}'")
        return
    if first is not None:
        yield first
        yield from found


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """Return the DuckDB of this process that has DuckLake loaded; the signature of the extension takes a third of a second to verify."""
    connection = connect()
    connection.execute(f"SET temp_directory = {quoted(str(Path(tempfile.gettempdir()) / f'cityfacts-{os.getpid()}'))}")
    connection.execute(f"SET threads = {THREADS}")
    connection.execute("SET enable_external_file_cache = false")  # every file is read once
    connection.execute("SET preserve_insertion_order = false")  # where order counts, the query says so
    load(connection, "ducklake")
    return connection


@cache  # the engine keeps it
def function(name: str, function: Callable[..., pa.Array], parameters: int) -> None:
    """Let queries on any lake call a Python function of strings, which may be NULL, that takes and returns whole columns."""
    kind, nulls = PythonUDFType.ARROW, FunctionNullHandling.SPECIAL
    _engine().create_function(name, function, ["VARCHAR"] * parameters, "VARCHAR", type=kind, null_handling=nulls)


def load(connection: duckdb.DuckDBPyConnection, extension: str) -> str:
    """Load an extension of DuckDB and say where from: its wheel, else an installed one, else a download. Raises LakeError."""
    wheel = importlib.util.find_spec(f"duckdb_extension_{extension}")
    if wheel and wheel.origin:
        file = Path(wheel.origin).parent / "extensions" / f"v{duckdb.__version__}" / f"{extension}.duckdb_extension"
        if file.is_file():
            connection.execute(f"LOAD {quoted(str(file))}")
            return f"wheel {file}"
    try:
        connection.execute(f"LOAD {extension}")
        return "installed extension"
    except duckdb.Error:
        pass
    try:
        connection.execute(f"INSTALL {extension}")
        connection.execute(f"LOAD {extension}")
        return "downloaded extension"
    except duckdb.Error as error:
        raise LakeError(
            f"DuckDB {duckdb.__version__} finds no {extension} extension:"
            f" pip install duckdb-extension-{extension.replace('_', '-')}=={duckdb.__version__},"
            f" or run INSTALL {extension} once in a DuckDB that has network ({error})"
        ) from error


SIZES = """
    SELECT table_name, sum(record_count)::BIGINT FROM __ducklake_metadata_lake.ducklake_data_file f
    JOIN __ducklake_metadata_lake.ducklake_table t USING (table_id) WHERE f.end_snapshot IS NULL AND t.end_snapshot IS NULL GROUP BY 1
"""


class Snapshot(msgspec.Struct, frozen=True):
    """What a release is made of: the newest version in the lake and the run that committed it."""

    version: int
    run_id: str
    code_version: str
    committed_at: datetime
    snapshot: int


def newest(lake: Lake) -> Snapshot | None:
    """Return the newest committed version; None for a lake without one."""
    try:
        found = lake.rows(NEWEST)
    except duckdb.CatalogException:  # a lake without tables
        return None
    return Snapshot(*found[0]) if found else None


NEWEST = """
    SELECT version, run_id, code_version, finished_at, (SELECT max(snapshot_id) FROM lake.snapshots())
    FROM lake.runs WHERE version IS NOT NULL ORDER BY version DESC LIMIT 1
"""
