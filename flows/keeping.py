"""The commands that keep a warehouse: rollback, vacuum, compact, quarantine. What they do stands in transforms.housekeeping."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import msgspec

from flows import terminal
from flows.codes import DONE, FAILED, Wrong
from transforms import ingest
from transforms.publish import quarantine as kept
from transforms.publish import releases, storage
from transforms.publish.lean import without_pandas
from transforms.settings import Settings
from transforms.version import ROOT

SHOWN_BYTES = 2_000
COLUMNS = ("source_path", "reason_code", "size", "first_seen_at", "sha256", "reason")


def rollback(chosen: argparse.Namespace, given: Settings) -> int:
    """Publish an earlier version again."""
    without_pandas()
    from transforms import housekeeping

    told = housekeeping.rollback(given, chosen.version, terminal.say)
    print(terminal.json(told) if chosen.json else f"version {told.version} has the rows of version {chosen.version}: {told.folder}")
    return DONE


def vacuum(chosen: argparse.Namespace, given: Settings) -> int:
    """Remove old versions."""
    without_pandas()
    from transforms import housekeeping

    removed = housekeeping.vacuum(given, chosen.keep, chosen.days, chosen.dry_run, terminal.say)
    if chosen.json:
        print(terminal.json(removed))
    else:
        verb = "would remove" if chosen.dry_run else "removed"
        print("\n".join(f"{verb} {r.count} {r.what}" + (f", {r.bytes / 1e6:.1f} MB" if r.bytes is not None else "") for r in removed))
    return DONE


def compact(chosen: argparse.Namespace, given: Settings) -> int:
    """Make the lake's small files few."""
    without_pandas()
    from transforms import housekeeping

    before, after = housekeeping.compact(given, terminal.say)
    print(terminal.json({"before": before, "after": after}) if chosen.json else f"the newest version lies in {after} files, before in {before}")
    return DONE


def quarantine(chosen: argparse.Namespace, given: Settings) -> int:
    """List, show or retry refused inputs."""
    without_pandas()
    rows = [row for row in _rows(given) if not chosen.input or any(_meant(row, wanted) for wanted in chosen.input)]
    unknown = [wanted for wanted in chosen.input if not any(_meant(row, wanted) for row in rows)]
    if unknown:
        raise Wrong(f"not in quarantine: {', '.join(unknown)}; see cityfacts quarantine list")
    return {"list": _list, "show": _show, "retry": _retry}[chosen.action](chosen, given, rows)


def _rows(given: Settings) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    found: list[dict[str, Any]] = pq.read_table(releases.find(given.warehouse).parquet("quarantine")).to_pylist()
    return found


def _meant(row: dict[str, Any], wanted: str) -> bool:
    return row["source_path"] in ingest.meant(wanted, ROOT) or (len(wanted) >= 6 and str(row["sha256"]).startswith(wanted.lower()))


def _list(chosen: argparse.Namespace, given: Settings, rows: list[dict[str, Any]]) -> int:
    if chosen.json:
        print(terminal.json(rows))
    else:
        print(terminal.table(COLUMNS[:4], [[row[name] for name in COLUMNS[:4]] for row in rows]))
    return DONE


def _show(chosen: argparse.Namespace, given: Settings, rows: list[dict[str, Any]]) -> int:
    told = [{**row, "bytes_kept": _bytes_of(row, given), "begins": _begins(_bytes_of(row, given))} for row in rows]
    if chosen.json:
        print(terminal.json(told))
    else:
        shown = ("\n".join(f"{name:14}{_lines(value)}" for name, value in row.items() if value not in (None, "")) for row in told)
        print("\n\n".join(shown) or "no input is refused")
    return DONE


def _bytes_of(row: dict[str, Any], given: Settings) -> str:
    """Return where the bytes of a refused input are kept; empty if it had none."""
    path = f"{storage.folder(given.warehouse, given.storage, kept.FOLDER)}/{row['sha256']}"
    return path if row["sha256"] and storage.size(path) is not None else ""


def _begins(path: str) -> str:
    return storage.beginning(path, SHOWN_BYTES).decode("utf-8", "backslashreplace") if path else ""


def _lines(value: Any) -> str:
    return terminal.harmless(str(value)).replace("\n", "\n" + " " * 14)


def _retry(chosen: argparse.Namespace, given: Settings, rows: list[dict[str, Any]]) -> int:
    """Run over the places of refused inputs; one that is gone is told, and where its bytes are kept."""
    from flows.commands import run

    sources = sorted(set(_places(rows, given)))
    if not sources:
        terminal.say("cityfacts quarantine: there is nothing to retry")
        return FAILED if rows else DONE
    chosen.prefect = False
    return run(chosen, msgspec.structs.replace(given, source=tuple(sources)))


def _places(rows: list[dict[str, Any]], given: Settings) -> Iterator[str]:
    for row in rows:
        path = row["source_path"]
        for place in (path, path.rpartition("#")[0]):
            local = unquote(place.removeprefix("file://")) if place.startswith("file://") else str(ROOT / place)
            if place and ("://" in local or os.path.lexists(local)):
                yield local
                break
        else:
            where = _bytes_of(row, given)
            terminal.say(f"{path} is gone" + (f"; its bytes are {where}" if where else ""))
