"""Engines: jobs go to this process, to processes beside it or to a Dask cluster, and manifests come back (`Batch`).

Only what came back is committed: the files of an attempt that was lost lie there until the next clean-up. A worker that dies (the
kernel's memory killer, a machine that is gone) costs another attempt. A job that loses its worker again is cut in halves, down to
the page that does it, which is refused. Not meant: a fault that Python can tell of; that page is refused where it is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import get_context
from typing import Any

import msgspec

from transforms import batches
from transforms.batches import Batch, Job
from transforms.model.page import Refusal
from transforms.publish import quarantine, storage
from transforms.publish.staging import StagedFile
from transforms.reports import total
from transforms.settings import Settings

# Starting processes takes as long as reading this many batches.
SERIAL_BATCHES = 4

# Carries out jobs and yields what came back; a job whose worker died comes back without a batch.
Attempt = Callable[[list[Job]], Iterator[tuple[Job, Batch | None]]]


class EngineError(RuntimeError):
    """The engine cannot be used; the message names the mend."""


def read(jobs: list[Job], settings: Settings) -> Iterator[Batch]:
    """Read every job; batches come back in any order. Raises EngineError."""
    processes = min(settings.workers or (os.cpu_count() or 1), len(jobs))
    if settings.engine == "dask":
        yield from _dask(jobs, settings)
    elif settings.engine == "serial" or processes < 2 or (not settings.workers and len(jobs) < SERIAL_BATCHES):
        yield from map(batches.read, jobs)
    else:
        yield from survived(jobs, lambda jobs: _processes(jobs, processes))


def survived(jobs: list[Job], attempt: Attempt) -> Iterator[Batch]:
    """Yield a batch for every job, whatever becomes of workers."""
    lost = []
    for job, batch in attempt(jobs):
        if batch:
            yield batch
        else:
            lost.append(job)
    for job in lost:  # each alone, or one that kills would take the others with it again
        yield _alone(job, attempt)


def _alone(job: Job, attempt: Attempt) -> Batch:
    (batch,) = (batch for _, batch in attempt([job]))
    if batch:
        return batch
    if len(job.inputs) == 1:
        return _refused(job)
    middle = len(job.inputs) // 2
    halves = [msgspec.structs.replace(job, inputs=part) for part in (job.inputs[:middle], job.inputs[middle:])]
    return _joined([_alone(half, attempt) for half in halves])


def _refused(job: Job) -> Batch:
    (planned,) = job.inputs
    location = None if planned.input.position else planned.input.location
    reason = "the worker that read it died, and another one too: give workers more memory, or lower --limit-mb"
    refusal = Refusal(planned.input.source_path, planned.sha256, planned.size, "worker_died", reason, location=location)
    return Batch(job.number, [], [], [quarantine.keep(refusal, job.folder(quarantine.FOLDER))], {}, {}, {})


def _joined(parts: list[Batch]) -> Batch:
    """Return one batch of what became of the parts of a job."""
    return Batch(
        parts[0].number, [f for p in parts for f in p.files], [f for p in parts for f in p.published], [f for p in parts for f in p.refusals],
        total(p.repairs for p in parts), total(p.facts for p in parts), total(p.seconds for p in parts),
    )


def _processes(jobs: list[Job], processes: int) -> Iterator[tuple[Job, Batch | None]]:
    # Never fork: a copy of a process that has threads (Arrow, DuckDB, Prefect) may hang.
    pool = ProcessPoolExecutor(min(processes, len(jobs)), get_context("spawn"), batches.start_worker)
    try:
        waiting = {pool.submit(batches.read, job): job for job in jobs}
        for future in as_completed(waiting):
            try:
                yield waiting[future], future.result()
            except BrokenProcessPool:
                yield waiting[future], None
    finally:
        pool.shutdown(cancel_futures=True)


def _dask(jobs: list[Job], settings: Settings) -> Iterator[Batch]:
    """Read the jobs on the cluster at `dask_address`, else on a cluster of processes here that ends with the run."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise EngineError("--engine dask needs dask.distributed: pip install 'cityfacts[dask]', on the workers too") from None
    try:
        here = None if settings.dask_address else _local(distributed, settings.workers)
        client = distributed.Client(settings.dask_address or here, set_as_default=False, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise EngineError(f"there is no Dask scheduler at {settings.dask_address}: {error}; start one with `dask scheduler`") from None

    def attempt(jobs: list[Job]) -> Iterator[tuple[Job, Batch | None]]:
        waiting = dict(zip(client.map(batches.read, jobs, pure=False), jobs, strict=True))
        for future in distributed.as_completed(list(waiting), loop=client.loop):
            job = waiting.pop(future)  # nor is its answer kept on the cluster
            if isinstance(future.exception(), distributed.KilledWorker):
                yield job, None
            else:
                batch: Batch = future.result()
                _reachable(batch.files, job)
                yield job, batch

    try:
        yield from survived(jobs, attempt)
    finally:
        client.close()
        if here:
            here.close()


CONNECT_SECONDS = 30


def _local(distributed: Any, workers: int) -> Any:
    return distributed.LocalCluster(n_workers=workers or os.cpu_count(), threads_per_worker=1, processes=True, dashboard_address=":0")


def _reachable(files: Iterable[StagedFile], job: Job) -> None:
    for file in files:
        if storage.size(file.path) is None:
            raise EngineError(f"a Dask worker wrote {file.path}, which is not there: workers must share the folder {job.warehouse} with this machine")
