"""Batches: a few megabytes of pages are read and their rows staged, in this process or in another one.

A job goes out as paths and comes back as the names of files and some counts: pages and rows never travel.
"""

from __future__ import annotations

import os
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from multiprocessing import connection, parent_process
from pathlib import Path
from time import perf_counter

import msgspec

from transforms import ingest, reading, records
from transforms.ingest import Content, Input
from transforms.model.page import Refusal
from transforms.publish import quarantine, storage
from transforms.publish.lean import without_pandas
from transforms.publish.staging import DATA, Rows, StagedFile, stage
from transforms.reading import Reading
from transforms.tables import TABLES
from transforms.version import code_version

BY_DOCUMENT = ("documents", *(name for name, table in TABLES.items() if table.number))
# Bytes read by one worker at a time: many enough that handing them over costs nothing, few enough that their rows fit in memory.
BATCH_BYTES = 4_000_000

FACTS = tuple(name for name, table in TABLES.items() if table.cited)


class Planned(msgspec.Struct, frozen=True, gc=False):
    """An input that has to be read, and the bytes it had when the run was planned."""

    input: Input
    sha256: str
    size: int


class Job(msgspec.Struct, frozen=True):
    """What one worker needs to read one batch."""

    run_id: str
    number: int
    inputs: list[Planned]
    warehouse: str
    limit: int
    code_version: str
    storage: str = ""

    def folder(self, name: str) -> str:
        """Return the folder of that name that workers write to."""
        return storage.folder(Path(self.warehouse), self.storage, name)


class CodeChanged(RuntimeError):
    """A worker has other code than the run that sent the job: two codes must not fill one version."""


class Published(msgspec.Struct, frozen=True, gc=False):
    """A page whose rows were staged."""

    source_path: str
    document_id: str
    size: int


class Batch(msgspec.Struct, frozen=True):
    """What became of one batch."""

    number: int
    files: list[StagedFile]
    published: list[Published]
    refusals: list[Refusal]
    repairs: dict[str, int]
    facts: dict[str, int]
    seconds: dict[str, float]


def read(job: Job) -> Batch:
    """Read the inputs of a job and stage their rows. A page that cannot be read is refused alone. Raises CodeChanged."""
    if code_version() != job.code_version:
        raise CodeChanged(f"the code changed from {job.code_version} to {code_version()} while the run was under way: run again")
    clock, rows, size = Clock(), _no_rows(), 0
    files: list[StagedFile] = []
    facts: Counter[str] = Counter()
    published: list[Published] = []
    refusals: list[Refusal] = []
    repairs: Counter[str] = Counter()
    for found in _readings(job, clock):
        if isinstance(found, Refusal):
            refusals.append(quarantine.keep(found, job.folder(quarantine.FOLDER)))
            continue
        page, tables = found.document.page, records.tables(found)
        rows["documents"].add(page.document_id, [records.document_row(found.document, job.run_id)])
        for name in BY_DOCUMENT[1:]:
            rows[name].add(page.document_id, tables[name])
        repairs.update(repair.kind for repair in tables["repairs"])
        published.append(Published(page.source_path, page.document_id, page.size))
        facts.update({name: len(tables[name]) for name in FACTS})
        size += page.size
        if size > BATCH_BYTES:
            files += _staged(rows, job)
            rows, size = _no_rows(), 0
        clock.lap("stage")
    files += _staged(rows, job)
    clock.lap("stage")
    return Batch(job.number, files, published, refusals, dict(repairs), dict(facts), clock.seconds)


def _no_rows() -> dict[str, Rows]:
    return {name: Rows(TABLES[name]) for name in BY_DOCUMENT}


def _staged(rows: dict[str, Rows], job: Job) -> list[StagedFile]:
    return [stage(rows[name], job.folder(DATA), job.run_id, f"b{job.number:05d}") for name in BY_DOCUMENT if rows[name].found]


class Clock:
    """Seconds by stage: every lap is charged to the stage that ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, stage: str) -> None:
        """Charge the time since the last lap to `stage`."""
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now


def start_worker() -> None:
    """Prepare a worker process: it ends when the run that started it is gone, even by kill -9."""
    without_pandas()
    parent = parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _readings(job: Job, clock: Clock) -> Iterator[Reading | Refusal]:
    """Yield every record of the inputs with what was read from it, or why it was refused. A container is opened once."""
    for _, group in groupby(job.inputs, lambda planned: planned.input.file):
        waiting = {planned.input.source_path: planned for planned in group}
        first = next(iter(waiting.values()))
        for content in ingest.contents(first.input, job.limit):
            planned = waiting.pop(content.source_path, None)
            if planned:
                yield _reading(content, planned, clock)
            if not waiting:
                break
        yield from (_changed(planned) for planned in waiting.values())


def _reading(content: Content | Refusal, planned: Planned, clock: Clock) -> Reading | Refusal:
    if content.sha256 != planned.sha256:
        return _changed(planned)
    if isinstance(content, Refusal):
        return content
    record = ingest.page(content)
    clock.lap("ingest")
    if isinstance(record, Refusal):
        return record
    try:
        return reading.read(record, clock.lap)
    except Exception as error:  # A fault of our own code on one page must not stop the others, nor pass without a word.
        return _fault(content.refuse, error)


def _changed(planned: Planned) -> Refusal:
    reason = "it was written to while the run read it; the next run reads it"
    return Refusal(planned.input.source_path, None, None, "changed_while_read", reason)


def _fault(refuse: Callable[[str, str], Refusal], error: Exception) -> Refusal:
    place = traceback.extract_tb(error.__traceback__)[-1]
    reason = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno}); this is a fault of cityfacts, please report the page"
    return refuse("reading_failed", reason)
