"""The pipeline: plan, transform, commit, release, report. The command line calls the steps here, the Prefect flow as tasks.

What a step needs from the one before is handed over in memory; what must survive a crash lies in the warehouse. A run that is
killed leaves the last version as it was; the next one completes what was committed, and removes what was not.
"""

from __future__ import annotations

import os
import resource
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
import pyarrow.parquet as pq

from transforms import batches, engines, ingest, resolve
from transforms.batches import BATCH_BYTES, Batch, Job, Planned
from transforms.ingest import Input
from transforms.model.check import Check
from transforms.model.page import Quarantine, Refusal, Source
from transforms.model.run import Run, RunStatus, new_run_id, started_at
from transforms.publish import checks, files, lock, quarantine
from transforms.publish import release as releasing
from transforms.publish.checks import ChecksFailed
from transforms.publish.lake import Lake, Snapshot, newest
from transforms.publish.logs import Log
from transforms.publish.releases import Release, latest
from transforms.publish.staging import rows_of, stage
from transforms.settings import Settings, SettingsError
from transforms.tables import CHECKS_FOLDER, RESOLUTION, TABLES, VIEWS, view_sql
from transforms.version import ROOT, code_version

# Every batch of a compressed container is unpacked from its beginning, so there are fewer of them; a worker stages its rows in between.
PACKED_BATCHES = 16

RUNS = "runs"
REPORT = "report.json"

Progress = Callable[[str, int, int], None]


class Known(msgspec.Struct, frozen=True, gc=False):
    """What the newest version has of one input."""

    sha256: str | None
    document_id: str | None
    code_version: str | None
    reason_code: str | None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a run has to do, and why."""

    settings: Settings
    run_id: str
    started_at: datetime
    code_version: str
    seen: int
    reads: list[Planned]
    copies: list[Source]  # new places of bytes that are a document already, or will be one in this run
    refusals: list[Refusal]  # inputs that have no bytes, or too many
    unchanged: list[str]
    gone: list[str]  # records that their container, or a container that its file, no longer has
    reread: int  # of `reads`, those whose bytes are known: the code changed
    known: dict[str, Known]
    corrections: str | None  # their digest
    corrected: bool  # whether they are others than the newest version's
    seconds: float

    @property
    def paths(self) -> list[str]:
        """The inputs with news, as far as planning can tell."""
        return [*(planned.input.source_path for planned in self.reads), *(source.source_path for source in self.copies)]


class Staged(msgspec.Struct, frozen=True):
    """A plan carried out: every row waits in Parquet for the committer."""

    plan: Plan
    batches: list[Batch]
    seconds: float

    @property
    def refusals(self) -> list[Refusal]:
        """Every refused input, known ones too."""
        refused = [r for b in self.batches for r in b.refusals]
        by_bytes = {r.sha256: r for r in refused if r.sha256}
        alike = [msgspec.structs.replace(by_bytes[c.sha256], source_path=c.source_path) for c in self.plan.copies if c.sha256 in by_bytes]
        return sorted([*self.plan.refusals, *refused, *alike], key=lambda r: r.source_path)

    @property
    def fresh_refusals(self) -> list[Refusal]:
        """The refusals that the newest version does not have."""
        return [r for r in self.refusals if not _same_refusal(r, self.plan.known.get(r.source_path))]

    @property
    def sources(self) -> list[Source]:
        """The rows of `sources` that change, by path."""
        plan, run_id = self.plan, self.plan.run_id
        published = [Source(p.source_path, p.document_id, p.size, p.document_id, "published", run_id) for b in self.batches for p in b.published]
        # The last good version of a page stays published while its new bytes cannot be read.
        refused = [Source(r.source_path, r.sha256, r.size, _document(plan.known, r), "quarantined", run_id) for r in self.fresh_refusals]
        without_page = {r.source_path for r in self.refusals}
        copies = [copy for copy in plan.copies if copy.source_path not in without_page]
        return sorted([*published, *copies, *refused], key=lambda source: source.source_path)


class Committed(msgspec.Struct, frozen=True):
    """What became of the staged rows; without a snapshot there was no news."""

    staged: Staged
    run: Run
    snapshot: Snapshot | None
    checks: list[Check]
    seconds: float


class Released(msgspec.Struct, frozen=True):
    """The newest release after the run; None if nothing was ever published."""

    committed: Committed
    release: Release | None
    seconds: float


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did, for people and for runs/<run_id>/report.json."""

    run: Run
    version: int | None  # the newest version, whether this run published it or not
    folder: str | None
    reread: int = 0
    refusals: list[Refusal] = []
    checks: list[Check] = []
    repairs: dict[str, int] = {}
    facts: dict[str, int] = {}
    seconds: dict[str, float] = {}
    recovered: str = ""
    error: str = ""


def plan(settings: Settings, run_id: str) -> Plan:
    """Find out which inputs have news: bytes that no version has, or bytes that other code read."""
    clock = perf_counter()
    published, corrections = latest(settings.warehouse), _digest(settings.corrections)
    known, documents = _known(published)
    code, reads, copies, refusals, unchanged, reread = code_version(), [], [], [], [], 0
    inputs = ingest.discover(settings.source, ROOT)
    coming: set[str] = set()
    found: set[str] = set()
    for input, content in ((each, content) for each in inputs for content in ingest.contents(each, settings.limit)):
        found.add(content.source_path)
        if isinstance(content, Refusal):
            refusals.append(content)
            continue
        path, sha256, size = content.source_path, content.sha256, len(content.data)
        was = known.get(path)
        same = was is not None and was.sha256 == sha256 and was.reason_code is None
        if sha256 in coming or documents.get(sha256) == code:
            if same:
                unchanged.append(path)
            else:
                copies.append(Source(path, sha256, size, sha256, "published", run_id))
        else:
            reads.append(Planned(Input(path, input.location, content.position, content.offset), sha256, size))
            coming.add(sha256)
            reread += same
    return Plan(
        settings=settings, run_id=run_id, started_at=started_at(run_id), code_version=code, seen=len(found), reads=reads, copies=copies,
        refusals=refusals, unchanged=unchanged, gone=_gone(known, inputs, found), reread=reread, known=known,
        corrections=corrections, corrected=published is not None and corrections != _corrections(published), seconds=perf_counter() - clock,
    )


def transform(plan: Plan, progress: Progress) -> Staged:
    """Read every new page in batches and stage their rows as Parquet; a page that cannot be read is set aside alone."""
    clock, done, found = perf_counter(), 0, []
    jobs = list(_jobs(plan))
    for batch in engines.read(jobs, plan.settings):
        found.append(batch)
        files.write(_folder(plan) / "manifests" / f"b{batch.number:05d}.json", msgspec.json.encode(batch))
        done += len(jobs[batch.number].inputs)
        progress("read", done, len(plan.reads))
    warehouse = plan.settings.warehouse
    plan = msgspec.structs.replace(plan, refusals=[quarantine.keep(refusal, warehouse) for refusal in plan.refusals])
    return Staged(plan, sorted(found, key=lambda batch: batch.number), perf_counter() - clock)


def commit(staged: Staged) -> Committed:
    """Replace the rows of what changed, in all tables together or not at all. Committing the same run again changes nothing."""
    clock, plan = perf_counter(), staged.plan
    sources = staged.sources
    if not sources and not plan.gone and not plan.corrected:
        return Committed(staged, _run(staged, "no_news", None), None, [], perf_counter() - clock)
    found: list[Check] = []
    with lake_of(plan.settings.warehouse) as lake:
        snapshot = newest(lake)
        if snapshot is None or snapshot.run_id != plan.run_id:
            run = _run(staged, "published", (snapshot.version if snapshot else 0) + 1)
            with lake.transaction(plan.run_id):
                _replace(lake, staged, sources, run, first=snapshot is None)
                _resolve(lake, plan, first=snapshot is None)
                found = check(lake, plan.run_id, plan.started_at, plan.settings.accept)
            snapshot = newest(lake)
        assert snapshot is not None
        return Committed(staged, _run(staged, "published", snapshot.version), snapshot, found, perf_counter() - clock)


def release(committed: Committed) -> Released:
    """Write the committed version as an immutable release and let latest.json name it."""
    clock, warehouse = perf_counter(), committed.staged.plan.settings.warehouse
    if committed.snapshot:
        with lake_of(warehouse) as lake:
            found: Release | None = releasing.publish(lake, committed.snapshot, TABLES, VIEWS, view_sql)
    else:
        found = latest(warehouse)
    return Released(committed, found, perf_counter() - clock)


def report(released: Released, recovered: str = "") -> Report:
    """Tell what the run did, in runs/<run_id>/report.json too."""
    staged = released.committed.staged
    seconds = {
        "plan": staged.plan.seconds, "transform": staged.seconds, "commit": released.committed.seconds, "release": released.seconds,
        **{f"transform.{stage}": spent for stage, spent in _sum(b.seconds for b in staged.batches).items()},
    }
    told = Report(
        run=released.committed.run, version=released.release.version if released.release else None,
        folder=str(released.release.folder) if released.release else None,
        reread=staged.plan.reread, refusals=staged.refusals, checks=released.committed.checks,
        repairs=_sum(b.repairs for b in staged.batches),
        facts=_sum(b.facts for b in staged.batches), seconds=seconds,
        recovered=recovered,
    )
    tell(staged.plan.settings.warehouse, told)
    return told


class Steps(msgspec.Struct, frozen=True):
    """The five steps, as functions or as what wraps them."""

    plan: Callable[[Settings, str], Plan] = plan
    transform: Callable[[Plan, Progress], Staged] = transform
    commit: Callable[[Staged], Committed] = commit
    release: Callable[[Committed], Released] = release
    report: Callable[[Released, str], Report] = report


def run(settings: Settings, progress: Progress, say: Callable[[str], None], steps: Steps = Steps()) -> Report:  # noqa: B008  frozen
    """Carry out the steps in their order, as the only run that writes to the warehouse. This is the one place that knows the order."""
    run_id = new_run_id(datetime.now(UTC))
    with lock.held(settings.warehouse, f"run {run_id} (process {os.getpid()})", settings.wait_seconds, say) as unfinished:
        recovered = recover(settings.warehouse, unfinished) if unfinished else ""
        log = Log(settings.warehouse / RUNS / run_id, run_id)
        log.write("started", source=settings.source, engine=settings.engine, workers=settings.workers, recovered=recovered)

        def seen(stage: str, done: int, total: int) -> None:
            progress(stage, done, total)
            log.write(stage, done=done, total=total)

        try:
            planned = steps.plan(settings, run_id)
            log.write("planned", seen=planned.seen, reads=len(planned.reads), unchanged=len(planned.unchanged), seconds=planned.seconds)
            staged = steps.transform(planned, seen)
            log.write("transformed", refused=len(staged.refusals), seconds=staged.seconds)
            committed = steps.commit(staged)
            failed = [check.name for check in committed.checks if not check.passed]
            log.write("committed", version=committed.run.version, failed_checks=failed, seconds=committed.seconds)
            released = steps.release(committed)
            log.write("released", version=released.release.version if released.release else None, seconds=released.seconds)
            told = steps.report(released, recovered)
            log.write("finished", status=told.run.status, facts=told.run.facts)
            return told
        except Exception as error:
            with suppress(OSError):  # the disk may be what failed
                log.write("failed", error=f"{type(error).__name__}: {error}")
                tell(settings.warehouse, _failed(run_id, " ".join(settings.source), error, datetime.now(UTC)))
            raise


def recover(warehouse: Path, unfinished: str) -> str:
    """Complete what a killed run committed, remove what it did not, and say so."""
    releasing.clean(warehouse)
    for pattern in ("", f"{RUNS}/**/", f"{quarantine.FOLDER}/"):
        files.clean(warehouse, pattern)
    with lake_of(warehouse) as lake:
        snapshot, before = newest(lake), latest(warehouse)
        removed = lake.clean()
        behind = snapshot is not None and (before is None or before.version < snapshot.version)
        if snapshot and behind:
            releasing.publish(lake, snapshot, TABLES, VIEWS, view_sql)
    for folder in sorted((warehouse / RUNS).iterdir()):
        if not (folder / REPORT).exists():
            tell(warehouse, _failed(folder.name, "", None, None))
    if snapshot and behind:
        return f"{unfinished} was killed after its commit: version {snapshot.version} is now published"
    return f"{unfinished} did not finish: {removed} files it left were removed"


def _known(published: Release | None) -> tuple[dict[str, Known], dict[str, str]]:
    """Return what the newest version has of every input by path, and the code that read each document."""
    if published is None:
        return {}, {}
    documents = dict(zip(*_columns(published, "documents", "document_id", "code_version"), strict=True))
    reasons = dict(zip(*_columns(published, "quarantine", "source_path", "reason_code"), strict=True))
    sources = zip(*_columns(published, "sources", "source_path", "sha256", "document_id"), strict=True)
    return {path: Known(sha, document, documents.get(document), reasons.get(path)) for path, sha, document in sources}, documents


def _digest(corrections: Path) -> str | None:
    try:
        return resolve.corrections.digest(corrections)
    except resolve.CorrectionError as error:
        raise SettingsError(f"corrections = {corrections}: {error}") from None


def _corrections(published: Release) -> str | None:
    """Return the digest of the corrections that the newest version was made with."""
    versions: dict[int | None, str | None] = dict(zip(*_columns(published, "runs", "version", "corrections"), strict=True))
    return versions[max(version for version in versions if version is not None)]


def _columns(published: Release, table: str, *names: str) -> list[list[Any]]:
    read = pq.read_table(published.parquet(table), columns=list(names))
    return [read[name].to_pylist() for name in names]


def _gone(known: dict[str, Known], inputs: list[Input], found: set[str]) -> list[str]:
    """Return what containers had before and have no longer; one that could not be read to its end keeps what it had."""
    whole = {input.source_path for input in inputs if ingest.is_container(input) and input.source_path not in found}
    return [path for path in known if path not in found and (path in whole or path.rpartition("#")[0] in whole)]


def _same_refusal(refusal: Refusal, was: Known | None) -> bool:
    return was is not None and was.reason_code == refusal.reason_code and was.sha256 == refusal.sha256


def _document(known: dict[str, Known], refusal: Refusal) -> str | None:
    was = known.get(refusal.source_path)
    return was.document_id if was else None


def _jobs(plan: Plan) -> Iterator[Job]:
    """Cut the inputs to read into batches, in the order of their paths."""
    warehouse = plan.settings.warehouse
    batch: list[Planned] = []
    number = size = 0
    for planned in plan.reads:
        packed = bool(batch) and planned.input.position != "" and not planned.input.offset and planned.input.file == batch[-1].input.file
        if batch and size + planned.size > BATCH_BYTES * (PACKED_BATCHES if packed else 1):
            yield Job(plan.run_id, number, batch, str(warehouse), plan.settings.limit, plan.code_version)
            batch, number, size = [], number + 1, 0
        batch.append(planned)
        size += planned.size
    if batch:
        yield Job(plan.run_id, number, batch, str(warehouse), plan.settings.limit, plan.code_version)


def lake_of(warehouse: Path) -> Lake:
    """Open the lake of a warehouse, with all its tables. Raises LakeError."""
    return Lake(warehouse, [*TABLES.values(), *RESOLUTION.values()])


def _replace(lake: Lake, staged: Staged, sources: list[Source], run: Run, first: bool) -> None:
    """Put the rows of changed inputs in place of their earlier ones; a document that another input still has, stays."""
    plan, seen = staged.plan, {}
    if not first:
        lake.name("changed", [*(source.source_path for source in sources), *plan.gone])
        lake.name("staying", {source.document_id for source in sources if source.document_id})
        lake.name("reading", [p.document_id for batch in staged.batches for p in batch.published])
        lake.name("unchanged", plan.unchanged)
        lake.name("leaving", [document for (document,) in lake.rows(LEAVING)])
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
    put(lake, plan.run_id, "sources", sources)
    put(lake, plan.run_id, "quarantine", refused)
    put(lake, plan.run_id, "runs", [*_untold(lake), run])
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

# Grouped by digest: the engine remembers a number for each name and document, not their words.
NAMES = """
    SELECT any_value(entity_id), any_value(type), any_value(name), any_value(text), any_value(key), any_value(adcode), any_value(deictic),
        count(DISTINCT hash(document_id))
    FROM lake.mentions GROUP BY hash(entity_id, type, name, text, key, adcode, deictic) ORDER BY ALL
"""

COUNTS = """
    SELECT coalesce(m.entity_id, n.entity_id), count(DISTINCT hash(document_id)), count(*)
    FROM lake.mentions n LEFT JOIN lake.entity_merges m ON m.id = n.entity_id GROUP BY 1
"""

TELLINGS = """
    SELECT e.*, timezone('Asia/Shanghai', d.published_at)::DATE AS published
    FROM lake.event_documents e JOIN lake.documents d USING (document_id)
"""

PRINTS = "SELECT d.document_id, fingerprint, published_at, r.started_at, d.source_path FROM lake.documents d JOIN lake.runs r USING (run_id)"


def _resolve(lake: Lake, plan: Plan, first: bool) -> None:
    """Find out anew who is who and what happened once; the rows of pages keep the ids they were staged with. Raises ChecksFailed."""

    def replace(table: str, rows: Iterable[Any]) -> None:
        if not first:
            lake.clear(table)
        put(lake, plan.run_id, table, rows)

    copies = resolve.duplicates(resolve.Print(*row) for row in lake.stream(PRINTS))
    corrections = resolve.corrections.read(plan.settings.corrections)
    try:
        _resolve_entities(lake, replace, corrections)
        _resolve_events(lake, replace, corrections, copies)
    except resolve.CorrectionError as error:
        raise ChecksFailed(f"{plan.settings.corrections}: {error}") from None
    replace("duplicates", copies)


def _resolve_entities(lake: Lake, replace: Callable[[str, Iterable[Any]], None], corrections: list[resolve.Correction]) -> None:
    names = [resolve.NameCount(*row) for row in lake.stream(NAMES)]
    merges = resolve.entity_merges(names, _published(lake, "entities"), corrections)
    replace("entity_merges", merges)
    counts = {id: (documents, mentions) for id, documents, mentions in lake.stream(COUNTS)}
    replace("entities", resolve.entities(names, merges, counts))


def _resolve_events(
    lake: Lake, replace: Callable[[str, Iterable[Any]], None], corrections: list[resolve.Correction], copies: Iterable[resolve.Duplicate]
) -> None:
    columns = ", ".join(resolve.Telling.__struct_fields__)
    tellings = (resolve.Telling(*row) for row in lake.stream(f"SELECT {columns} FROM ({TELLINGS})"))
    originals = {copy.document_id: copy.duplicate_of for copy in copies}
    events, merges = resolve.events(tellings, originals, _published(lake, "events"), corrections)
    replace("event_merges", merges)
    replace("events", events)


def _published(lake: Lake, table: str) -> set[str]:
    """Return the ids that the catalog has so far."""
    key = lake.tables[table].key[0]
    return {id for (id,) in lake.stream(f"SELECT {key} FROM lake.{table}")}


def check(lake: Lake, run_id: str, now: datetime, accepted: Collection[str]) -> list[Check]:
    """Ask the rows what must hold, and keep the answers with them. Raises ChecksFailed."""
    releasing.show(lake, {name: table for name, table in TABLES.items() if name != "checks"})
    before = latest(lake.warehouse)
    counts = {file.removesuffix(".parquet"): held.rows for file, held in before.manifest.files.items() if held.rows is not None} if before else {}
    rules = [*checks.declared(lake.tables.values()), *checks.read(CHECKS_FOLDER)]
    found = checks.ask(lake.connection, rules, run_id, now, counts, accepted)
    checks.refuse(found)
    put(lake, run_id, "checks", found)
    return found


def put(lake: Lake, run_id: str, table: str, rows: Iterable[Any]) -> None:
    """Stage rows that come from no batch and add them."""
    staged = rows_of(lake.tables[table], rows)
    if staged.found:
        lake.add([stage(staged, lake.data, run_id, "commit")])


def _run(staged: Staged, status: RunStatus, version: int | None) -> Run:
    plan, refused = staged.plan, {refusal.source_path for refusal in staged.refusals}
    news = [path for path in plan.paths if path not in refused]
    new = sum(path not in plan.known for path in news)
    return Run(
        run_id=plan.run_id, started_at=plan.started_at, finished_at=datetime.now(UTC), status=status, source=" ".join(plan.settings.source),
        code_version=plan.code_version, version=version, seen=plan.seen, new=new, changed=len(news) - new, unchanged=len(plan.unchanged),
        quarantined=len(refused), facts=sum(_sum(b.facts for b in staged.batches).values()),
        corrections=plan.corrections if version else None,
        bytes=sum(planned.size for planned in plan.reads), plan_seconds=plan.seconds, transform_seconds=staged.seconds, peak_memory=_peak(),
    )


def _peak() -> int:
    """Return the most bytes that this process or one that it started had in memory."""
    return 1024 * max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _failed(run_id: str, source: str, error: Exception | None, finished_at: datetime | None) -> Report:
    ended = Run(
        run_id=run_id, started_at=started_at(run_id), finished_at=finished_at, status="failed", source=source,
        code_version=code_version(), version=None, seen=0, new=0, changed=0, unchanged=0, quarantined=0, facts=0,
    )
    results = error.results if isinstance(error, ChecksFailed) else []
    return Report(run=ended, version=None, folder=None, checks=results, error=f"{type(error).__name__}: {error}" if error else "it was killed")


def _untold(lake: Lake) -> list[Run]:
    """Return the runs that published nothing since the last version; only their reports tell of them."""
    told = {run_id for (run_id,) in lake.rows("SELECT run_id FROM lake.runs")}
    reports = (path for path in sorted((lake.warehouse / RUNS).glob(f"*/{REPORT}")) if path.parent.name not in told)
    return [msgspec.json.decode(path.read_bytes(), type=Report).run for path in reports]


def tell(warehouse: Path, told: Report) -> None:
    """Put the report of a run beside what it staged."""
    files.write(warehouse / RUNS / told.run.run_id / REPORT, msgspec.json.format(msgspec.json.encode(told), indent=1))


def _folder(plan: Plan) -> Path:
    return plan.settings.warehouse / RUNS / plan.run_id


def _sum(counts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))
