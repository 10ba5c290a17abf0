"""Commits: the staged rows of a run take the place of their earlier ones, and are asked what must hold before they are a version."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from transforms import batches, reports
from transforms.model.check import Check
from transforms.model.page import Quarantine, Source
from transforms.model.rows import Table
from transforms.model.run import Run
from transforms.plans import Staged
from transforms.publish import checks
from transforms.publish import release as releasing
from transforms.publish.lake import MEMORY, Lake
from transforms.publish.releases import Release, latest
from transforms.publish.staging import StagedFile
from transforms.settings import SettingsError
from transforms.tables import CHECKS_FOLDER, RESOLUTION, TABLES
from transforms.version import writer_version


def replace(lake: Lake, staged: Staged, sources: list[Source], run: Run, first: bool) -> None:
    """Put the rows of changed inputs in place of their earlier ones; a document that another input still has, stays."""
    plan, seen = staged.plan, {}
    if not first:
        lake.name("changed", [*(source.source_path for source in sources), *plan.gone])
        lake.name("staying", {source.document_id for source in sources if source.document_id})
        lake.name("reading", [p.document_id for batch in staged.batches for p in batch.published])
        lake.name("unchanged", plan.unchanged)
        if leaving := [document for (document,) in lake.rows(LEAVING)]:  # a morning with only new pages looks at no old row
            lake.name("leaving", leaving)
            for table in batches.BY_DOCUMENT:
                lake.delete(table, "document_id", "leaving")
        seen = {(path, sha256): at for path, sha256, at in lake.rows("SELECT source_path, sha256, first_seen_at FROM lake.quarantine")}
        for table in ("sources", "quarantine"):
            lake.delete(table, "source_path", "changed")
    lake.add(file for batch in staged.batches for file in batch.files)
    refused = [
        Quarantine(r.source_path, r.sha256, r.size, r.reason_code, r.reason, seen.get((r.source_path, r.sha256), plan.started_at), plan.run_id)
        for r in staged.fresh_refusals
    ]
    lake.put(plan.run_id, "sources", sources)
    lake.put(plan.run_id, "quarantine", refused)
    told = {run_id for (run_id,) in lake.rows("SELECT run_id FROM lake.runs")}
    lake.put(plan.run_id, "runs", [*reports.untold(lake.warehouse, told), run])
    if not first:
        lake.connection.execute(SEEN_AGAIN)
        for document, path in lake.rows(MOVED):
            lake.connection.execute("UPDATE lake.documents SET source_path = ? WHERE document_id = ?", [path, document])


# Documents of inputs that changed and of no other input, and documents that were read anew.
LEAVING = """
    (SELECT document_id FROM lake.sources WHERE document_id IS NOT NULL AND source_path IN (SELECT value FROM changed)
    EXCEPT SELECT document_id FROM lake.sources WHERE source_path NOT IN (SELECT value FROM changed)
    EXCEPT SELECT value FROM staying)
    UNION
    SELECT document_id FROM lake.documents WHERE document_id IN (SELECT value FROM reading)
"""

SEEN_AGAIN = "UPDATE lake.sources SET state = 'unchanged' WHERE state = 'published' AND source_path IN (SELECT value FROM unchanged)"

# Documents whose path has other bytes now, and the first path that still has theirs.
MOVED = """
    SELECT document_id, min(s.source_path) FROM lake.documents d JOIN lake.sources s USING (document_id)
    GROUP BY document_id, d.source_path HAVING NOT bool_or(s.source_path = d.source_path)
"""


def known(accepted: Collection[str]) -> None:
    """Raise SettingsError for a check to accept that there is none of: a misspelt one would refuse the run when all pages are read."""
    names = [rule.name for rule in _rules([*TABLES.values(), *RESOLUTION.values()], "lake.")]
    if unknown := sorted(set(accepted) - set(names)):
        told = ", ".join(name for name in names if "." not in name)
        raise SettingsError(f"--accept {' '.join(unknown)}: there is no such check; there are {told}, and <table>.keys and <table>.rows")


def _rules(tables: Iterable[Table], where: str, accepted: Collection[str] = ()) -> list[checks.Rule]:
    """Return what must hold; an error that is `accepted` by its name counts as a warn."""
    rules = [*checks.declared(tables, where), *checks.read(CHECKS_FOLDER)]
    return [msgspec.structs.replace(rule, severity="warn") if rule.name in accepted else rule for rule in rules]


def check(lake: Lake, run: Run, accepted: Collection[str], read: Iterable[StagedFile] | None = None) -> list[Check]:
    """Ask the rows what must hold, and keep the answers with them. Raises ChecksFailed.

    `read` are the files of all pages that are not in the newest release as they are now.
    """
    small = releasing.show(lake, lake.tables)
    before = latest(lake.warehouse)
    counts = {file.removesuffix(".parquet"): held.rows for file, held in before.manifest.files.items() if held.rows is not None} if before else {}
    rules = _rules(lake.tables.values(), "" if small else "lake.", accepted)

    def ask(rules: Iterable[checks.Rule]) -> list[Check]:
        return checks.ask(lake.connection, rules, run.run_id, run.started_at, counts)

    # Pages that the sources no longer have keep the rows that other code read.
    asked = before is not None and (before.manifest.code_version, before.manifest.writer_version) == (run.code_version, writer_version())
    if small or read is None or not asked:
        found = ask(rules)
    else:
        found = ask(rule for rule in rules if not rule.own)
        releasing.show_read(lake, [TABLES[name] for name in batches.BY_DOCUMENT], read)
        found += ask(rule for rule in _rules(lake.tables.values(), "", accepted) if rule.own)
    checks.refuse(found)
    lake.put(run.run_id, "checks", found)
    return found


def examine(published: Release) -> list[Check]:
    """Ask all rows of a release what must hold, those of pages that no run has read for long too."""
    told = published.manifest
    with releasing.connect(published) as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        counts = {name: told.rows(name) for name in TABLES}
        return checks.ask(connection, _rules(TABLES.values(), ""), told.run_id, told.published_at, counts)
