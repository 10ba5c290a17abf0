"""Catalogs: postgresql://user@host/database keeps the catalog of a lake that more than one machine writes to, and its lock.

The lock is one of PostgreSQL's advisory locks: it is gone when the connection of its holder is, even by kill -9 or a cable. Who holds
it is told in a table beside the catalog, so that the next run, on any machine, knows of one that did not finish. The password
belongs into PGPASSWORD or ~/.pgpass; one in the URL is never shown.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from transforms.publish.lock import Busy, Unbegun

POLL_SECONDS = 0.5
CONNECT_SECONDS = 30
KEY = 0x63697479  # of the advisory lock; "city", as a database is one lake


class CatalogError(OSError):
    """The catalog cannot be reached; the message names it."""


def shown(catalog: str) -> str:
    """Return the URL of a catalog without its password."""
    url = urlsplit(catalog)
    return catalog.replace(f":{url.password}@", "@") if url.password else catalog


@contextmanager
def held(catalog: str, holder: str, wait_seconds: float, waiting: Callable[[str], None], unbegun: Unbegun = ()) -> Iterator[str]:
    """Hold the lock of a catalog as `lock.held` holds that of a warehouse. Raises CatalogError, and Busy after `wait_seconds`."""
    with _session(catalog) as ask:
        _acquire(ask, catalog, wait_seconds, waiting)
        ask("CREATE TABLE IF NOT EXISTS cityfacts_holder (holder text)")
        unfinished = ask(HOLDER) or ""
        _tell(ask, holder)
        try:
            yield unfinished
        except unbegun:
            _tell(ask, unfinished)
            raise
        _tell(ask, "")


HOLDER = "SELECT max(holder) FROM cityfacts_holder"


def _acquire(ask: Callable[..., Any], catalog: str, wait_seconds: float, waiting: Callable[[str], None]) -> None:
    deadline, told = time.monotonic() + wait_seconds, False
    while not ask("SELECT pg_try_advisory_lock($1)", KEY):
        holder = (ask(HOLDER) if ask("SELECT to_regclass('cityfacts_holder')") else "") or "another run"
        if time.monotonic() >= deadline:
            raise Busy(f"{holder} is writing to {shown(catalog)}; try again when it is done, or name another catalog")
        if not told:
            waiting(f"waiting for {holder}, which is writing to {shown(catalog)}")
            told = True
        time.sleep(POLL_SECONDS)


def _tell(ask: Callable[..., Any], holder: str) -> None:
    ask("DELETE FROM cityfacts_holder")
    if holder:
        ask("INSERT INTO cityfacts_holder VALUES ($1)", holder)


@contextmanager
def _session(catalog: str) -> Iterator[Callable[..., Any]]:
    """Give a function that sends one statement and returns the first value of its answer."""
    import asyncpg  # with Prefect

    loop = asyncio.new_event_loop()

    def ask(sql: str, *values: Any) -> Any:
        try:
            return loop.run_until_complete(connection.fetchval(sql, *values))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise CatalogError(f"the catalog {shown(catalog)} was lost: {error}; the last version stands as it was") from error

    try:
        try:
            connection = loop.run_until_complete(asyncpg.connect(catalog, timeout=CONNECT_SECONDS))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
            raise CatalogError(f"the catalog {shown(catalog)} cannot be reached: {error or type(error).__name__}") from error
        try:
            yield ask
        finally:
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                loop.run_until_complete(connection.close(timeout=CONNECT_SECONDS))
    finally:
        loop.close()
