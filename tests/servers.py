"""Servers of a test's own, on the loopback, with their files in a temporary folder: PostgreSQL, and moto for a store that speaks S3.

PostgreSQL is the system's (Debian: apt install postgresql); moto lives in a virtual environment of its own (see `make remote`).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from transforms.version import ROOT

MOTO = ROOT / "tests" / ".moto" / "bin" / "moto_server"
DEADLINE_SECONDS = 60
USER = "cityfacts"


class Missing(RuntimeError):
    """A program that the test needs is not on this machine; the message says how to get it."""


class Process:
    """A server that listens on a free port and ends with `stop`."""

    def __init__(self, command: list[str], port: int, log: Path, **given: Any) -> None:
        self.port = port
        self.log = log
        with log.open("w") as stream:
            self.process = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT, **given)
        deadline = time.monotonic() + DEADLINE_SECONDS
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                assert self.process.poll() is None and time.monotonic() < deadline, log.read_text()
                time.sleep(0.1)

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(DEADLINE_SECONDS)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres(folder: Path) -> Process:
    """Start PostgreSQL with a fresh cluster in a folder. Raises Missing."""
    initdb, server = _program("initdb"), _program("postgres")
    # It refuses to run as root.
    whose: dict[str, Any] = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
    folder.mkdir()
    if whose:
        shutil.chown(folder, **whose)
        for above in [folder, *folder.parents][1:3]:
            above.chmod(above.stat().st_mode | 0o011)
    data = folder / "data"
    command = [initdb, "-D", str(data), "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **whose)
    assert done.returncode == 0, done.stdout + done.stderr
    port = free_port()
    command = [server, "-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder), "-c", "fsync=off"]
    return Process(command, port, folder.parent / f"{folder.name}.log", cwd=folder, **whose)


def url(server: Process, database: str = "postgres", driver: str = "") -> str:
    """Return the URL of a database."""
    return f"postgresql{driver}://{USER}@127.0.0.1:{server.port}/{database}"


def moto(folder: Path) -> Process:
    """Start moto. Raises Missing."""
    if not MOTO.exists():
        raise Missing(f"{MOTO.relative_to(ROOT)} is not there: make remote installs it")
    port = free_port()
    return Process([str(MOTO), "-H", "127.0.0.1", "-p", str(port)], port, folder / "moto.log")


def _program(name: str) -> str:
    """Return the path of a program of PostgreSQL, which Debian keeps out of the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(versions[-1]) if versions else None)
    if found is None:
        raise Missing(f"PostgreSQL's {name} is not here: apt install postgresql")
    return found
