"""What each command does. The reading ones open one release and never the lake."""

from __future__ import annotations

import argparse
import itertools
import os
import re
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from signal import SIGINT, SIGTERM

from flows import keeping, terminal
from flows.codes import DONE, FAILED, REFUSED, USAGE, Wrong
from transforms import settings
from transforms.ingest import SourceNotFound
from transforms.publish import releases
from transforms.publish.lean import without_pandas
from transforms.settings import Settings

STOPPED = "readers have the last version as it was; the next run completes what was committed and removes what was not"


class Terminated(KeyboardInterrupt):
    """SIGTERM: the machine goes down, or a supervisor ends the command."""


def _terminated(*_: object) -> None:
    raise Terminated


def main(chosen: argparse.Namespace) -> int:
    """Carry out a parsed command and return its exit code; every foreseen error is one line that names its mend."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(SIGTERM, _terminated)
    try:
        return COMMANDS[chosen.command](chosen, settings.load(vars(chosen)))
    except (Wrong, SourceNotFound, settings.SettingsError, releases.VersionNotKept) as error:
        return _tell(chosen, error, USAGE)
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except KeyboardInterrupt as stopped:
        by = SIGTERM if isinstance(stopped, Terminated) else SIGINT
        return _tell(chosen, Wrong(f"stopped by {by.name}: {STOPPED}"), 128 + by)
    except (releases.ReleaseNotFound, OSError) as error:
        return _tell(chosen, error, FAILED)
    except Exception as error:
        import duckdb

        from transforms.batches import CodeChanged
        from transforms.engines import EngineError
        from transforms.publish.checks import ChecksFailed
        from transforms.publish.lake import LakeError
        from transforms.publish.lock import Busy

        if isinstance(error, ChecksFailed):
            return _tell(chosen, error, REFUSED)
        if isinstance(error, LakeError | Busy | CodeChanged | EngineError):
            return _tell(chosen, error, FAILED)
        if isinstance(error, duckdb.OperationalError | duckdb.FatalException):
            return _tell(chosen, error, FAILED, "cityfacts doctor looks for what is wrong")
        if re.search(AWAY, str(error)):
            return _tell(chosen, error, FAILED)
        raise


def run(chosen: argparse.Namespace, given: Settings) -> int:
    """Carry out the pipeline here, or as a Prefect flow."""
    if chosen.prefect or os.environ.get("PREFECT_API_URL"):
        from flows import news

        told = news.run(given)
    else:
        without_pandas()
        from flows import alerts
        from transforms import pipeline

        told = alerts.watched(given, terminal.say, lambda: pipeline.run(given, terminal.progress, terminal.say))
    if chosen.json:
        print(terminal.json(told))
    else:
        from flows.told import summary

        print(summary(told, chosen.warehouse))
    return DONE


def serve(chosen: argparse.Namespace, given: Settings) -> int:
    """Carry out the flow on its schedule until stopped."""
    from flows import news

    news.serve(given)
    return DONE


def export(chosen: argparse.Namespace, given: Settings) -> int:
    """Copy the files of one version."""
    release = releases.find(given.warehouse, chosen.version)
    if Path(chosen.to).is_file():
        raise Wrong(f"{chosen.to} is a file: name a folder")
    copied = releases.export(release, Path(chosen.to))
    if chosen.json:
        print(terminal.json({"version": release.version, "files": [str(path) for path in copied]}))
    else:
        print(f"version {release.version}: {len(copied)} files in {chosen.to}")
    return DONE


def path(chosen: argparse.Namespace, given: Settings) -> int:
    """Print the folder of a release."""
    release = releases.find(given.warehouse, chosen.version)
    print(terminal.json({"version": release.version, "path": str(release.folder)}) if chosen.json else release.folder)
    return DONE


def versions(chosen: argparse.Namespace, given: Settings) -> int:
    """List the published versions."""
    releases.find(given.warehouse)
    found = [release.manifest for release in releases.releases(given.warehouse)]
    columns = ("version", "published_at", "run_id", "code_version", "documents", "facts", "events")
    rows = [
        (m.version, m.published_at.isoformat(timespec="seconds"), m.run_id, m.code_version, *(m.rows(t) for t in columns[4:]))
        for m in found
    ]
    print(terminal.json([dict(zip(columns, row, strict=True)) for row in rows]) if chosen.json else terminal.table(columns, rows))
    return DONE


# Rows of a table that a terminal shows; a file or a pipe gets all.
SHOWN = 1_000


def query(chosen: argparse.Namespace, given: Settings) -> int:
    """Run SQL over one version."""
    without_pandas()
    import duckdb

    from transforms.publish import release

    form = "json" if chosen.json else chosen.format
    shown = form == "table" and sys.stdout.isatty()
    with release.connect(releases.find(given.warehouse, chosen.version)) as connection:
        try:
            found = connection.execute(chosen.sql)
            if found is None:  # a comment, or nothing at all
                raise Wrong("the SQL is empty: try \"FROM events\"")
            rows = found.fetchmany(SHOWN + 1) if shown else found.fetchall()
        except (duckdb.Error, UnicodeError) as error:
            told = str(error).partition("\n\nLINE ")[0]  # in one line a caret points nowhere
            raise Wrong(f"the SQL cannot be run: {told}") from None
        columns = [column[0] for column in found.description or []]
    if form == "json":
        names = _distinct(columns)
        print("[" + ",\n".join(terminal.json(dict(zip(names, row, strict=True))) for row in rows) + "]")
    elif form == "csv":
        sys.stdout.write(terminal.csv_text(columns, rows))
    else:
        print(terminal.table(columns, rows[:SHOWN] if shown else rows))
        if shown and len(rows) > SHOWN:
            terminal.say(f"these are the first {SHOWN:,} rows, there are more: add a LIMIT, or let `| less` or `--format csv > file` have them all")
    return DONE


def _distinct(columns: list[str]) -> list[str]:
    """Return the names of columns, each once: the second `name` of a join is name_1, as DuckDB calls it in a subquery."""
    names: dict[str, None] = {}
    for column in columns:
        again = (f"{column}_{number}" for number in itertools.count(1))
        names[column if column not in names else next(name for name in again if name not in names)] = None
    return list(names)


def show(chosen: argparse.Namespace, given: Settings) -> int:
    """Show a document with its facts marked."""
    without_pandas()
    from flows import show as showing
    from transforms.publish import release

    published = releases.find(given.warehouse, chosen.version)
    with release.connect(published) as connection:
        found = showing.find(connection, chosen.document)
        if len({document for document, _ in found}) != 1:
            which = "; ".join(f"{document[:12]} {path}" for document, path in found)
            raise Wrong(
                f"{chosen.document or 'it'} could be {which}: name one of them" if found
                else f"version {published.version} has no document {chosen.document}: name a source path or the beginning of a document_id"
            )
        if chosen.json:
            print(terminal.json(showing.record(connection, found[0][0])))
        else:
            print(showing.text(connection, found[0][0], terminal.coloured(sys.stdout)))
    return DONE


def doctor(chosen: argparse.Namespace, given: Settings) -> int:
    """Say what is wrong and how to mend it."""
    without_pandas()
    from flows.doctor import examine

    if chosen.mend:
        from transforms import housekeeping

        for done in housekeeping.mend(given, terminal.say):
            terminal.say(f"mended: {done}")
    findings = examine(given)
    if chosen.json:
        print(terminal.json(findings))
    else:
        print("\n".join(terminal.harmless(f"{f.state:6}{f.what:12}{f.told}") for f in findings))
    return FAILED if any(f.state == "wrong" for f in findings) else DONE


# How Prefect's flows and schedules say that there is no server.
AWAY = "Failed to reach API|All connection attempts failed"

# What the system says, and what to do about it.
MENDS = {
    "No space left on device|File too large|Disk quota exceeded": "make room and run again, the last version stands as it was",
    "Permission denied|Read-only file system": "grant permission to write there, or name another folder",
    "Not a directory": "a file stands where a folder should: name another folder",
    AWAY: "start the Prefect server, or unset PREFECT_API_URL",
}


def _tell(chosen: argparse.Namespace, error: Exception, code: int, mend: str = "") -> int:
    told = " ".join(str(error).split())
    mend = next((known for causes, known in MENDS.items() if re.search(causes, told)), mend)
    terminal.say(f"cityfacts {chosen.command}: {told}" + (f"; {mend}" if mend else ""))
    return code


COMMANDS: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
    "run": run, "serve": serve, "export": export, "path": path, "versions": versions, "query": query,
    "show": show, "doctor": doctor,
    "rollback": keeping.rollback, "vacuum": keeping.vacuum, "compact": keeping.compact, "quarantine": keeping.quarantine,
}
