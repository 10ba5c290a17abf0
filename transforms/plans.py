"""Plans: which inputs have news, what has to be read, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

from transforms import days, ingest, resolve
from transforms.batches import BATCH_BYTES, Batch, Job, Planned
from transforms.ingest import Input
from transforms.model.page import Refusal, Source
from transforms.model.run import started_at
from transforms.publish.releases import Release, latest
from transforms.settings import Settings, SettingsError
from transforms.sightings import Sightings
from transforms.version import ROOT, code_version

# Every batch of a compressed container is unpacked from its beginning, so there are fewer of them; a worker stages its rows in between.
PACKED_BATCHES = 16


class Known(msgspec.Struct, frozen=True, gc=False):
    """What the newest version has of one input."""

    sha256: str | None
    document_id: str | None
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
    passed: dict[str, int]  # files of folders that are of no known format, by their endings
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


def plan(settings: Settings, run_id: str) -> Plan:
    """Find out which inputs have news: bytes that no version has, or bytes that other code read."""
    clock = perf_counter()
    published, corrections = latest(settings.warehouse), _digest(settings.corrections)
    code, reads, copies, refusals, unchanged, reread = code_version(), [], [], [], [], 0
    known = _known(published)
    coming = {was.document_id for was in known.values()} - _read_by_others(code, published)  # what needs not be read, or once
    passed = Counter[str]()
    inputs = list(days.chosen(ingest.discover(settings.source, ROOT, settings.warehouse, passed), settings))
    found: set[str] = set()
    for planned in _looked_at(inputs, settings):
        if isinstance(planned, Refusal):
            found.add(planned.source_path)
            refusals.append(planned)
            continue
        path, sha256 = planned.input.source_path, planned.sha256
        found.add(path)
        was = known.get(path)
        same = was is not None and was.sha256 == sha256 and was.reason_code is None
        if sha256 in coming:
            if same:
                unchanged.append(path)
            else:
                copies.append(Source(path, sha256, planned.size, sha256, "published", run_id))
        else:
            reads.append(planned)
            coming.add(sha256)
            reread += same
    return Plan(
        settings=settings, run_id=run_id, started_at=started_at(run_id), code_version=code, seen=len(found), reads=reads, copies=copies,
        refusals=refusals, unchanged=unchanged, passed=dict(passed), gone=_gone(known, inputs, found), reread=reread, known=known,
        corrections=corrections, corrected=published is not None and corrections != _corrections(published), seconds=perf_counter() - clock,
    )


def _looked_at(inputs: list[Input], settings: Settings) -> Iterator[Planned | Refusal]:
    """Yield every record of the inputs with the SHA-256 of its bytes; a page that looks as it did when it was last read is not opened."""
    sightings, limit = Sightings(settings.warehouse), settings.limit
    for input in inputs:
        same = sightings.same(input, limit)
        if same:
            yield Planned(input, same.sha256, same.size)
            continue
        look = None if ingest.is_container(input) else sightings.look(input)
        for content in ingest.contents(input, limit):
            if isinstance(content, Refusal):
                yield content
                continue
            if look:
                sightings.keep(input, look, content.sha256, len(content.data))
            yield Planned(Input(content.source_path, input.location, content.position, content.offset), content.sha256, len(content.data))
    sightings.write()


def jobs(plan: Plan) -> Iterator[Job]:
    """Cut the inputs to read into batches, in the order of their paths."""
    given = plan.settings
    batch: list[Planned] = []
    number = size = 0
    for planned in plan.reads:
        packed = bool(batch) and planned.input.position != "" and not planned.input.offset and planned.input.file == batch[-1].input.file
        if batch and size + planned.size > BATCH_BYTES * (PACKED_BATCHES if packed else 1):
            yield Job(plan.run_id, number, batch, str(given.warehouse), given.limit, plan.code_version, given.storage)
            batch, number, size = [], number + 1, 0
        batch.append(planned)
        size += planned.size
    if batch:
        yield Job(plan.run_id, number, batch, str(given.warehouse), given.limit, plan.code_version, given.storage)


def _known(published: Release | None) -> dict[str, Known]:
    """Return what the newest version has of every input by path."""
    if published is None:
        return {}
    reasons = dict(zip(*_columns(published, "quarantine", "source_path", "reason_code"), strict=True))
    paths, digests, documents = _columns(published, "sources", "source_path", "sha256", "document_id")
    return dict(zip(paths, map(Known, digests, documents, map(reasons.get, paths)), strict=True))


def _read_by_others(code: str, published: Release | None) -> set[str | None]:
    """Return the documents of the newest version that other code has read: none, as a rule, which Parquet tells without reading them."""
    if published is None:
        return set()
    import pyarrow.parquet as pq  # a first run plans without

    found = pq.read_table(published.parquet("documents"), columns=["document_id"], filters=[("code_version", "!=", code)])
    return set(found["document_id"].to_pylist())


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
    import pyarrow.parquet as pq  # a first run plans without

    read = pq.read_table(published.parquet(table), columns=list(names))
    return [read[name].to_pylist() for name in names]


def _gone(known: dict[str, Known], inputs: list[Input], found: set[str]) -> list[str]:
    """Return what containers had before and have no longer; one that could not be read to its end keeps what it had."""
    missing = [path for path in known if path not in found]
    whole = {input.source_path for input in inputs if ingest.is_container(input) and input.source_path not in found} if missing else ()
    return [path for path in missing if path in whole or path.rpartition("#")[0] in whole] if whole else []


def _same_refusal(refusal: Refusal, was: Known | None) -> bool:
    return was is not None and was.reason_code == refusal.reason_code and was.sha256 == refusal.sha256


def _document(known: dict[str, Known], refusal: Refusal) -> str | None:
    was = known.get(refusal.source_path)
    return was.document_id if was else None
