"""Releases as readers find them: one immutable folder a version, with plain Parquet, a DuckDB of views, and a manifest.

`latest.json` names the newest one and is replaced whole. It is no symlink: DuckDB opens a file more than once in one query, and
through a link that moves it would mix two versions. Resolve it once with `latest`, then read one folder.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from transforms.publish import files

RELEASES = "releases"
LATEST = "latest.json"
MANIFEST = "manifest.json"
DATABASE = "warehouse.duckdb"


class File(msgspec.Struct, frozen=True):
    """One file of a release."""

    rows: int | None
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a release contains, told by itself."""

    version: int
    run_id: str
    snapshot: int
    code_version: str
    published_at: datetime
    files: dict[str, File]
    schema: dict[str, Any]
    writer_version: str = ""  # of the code that wrote the files

    def rows(self, table: str) -> int:
        """Return how many rows a table or view has."""
        return self.files[f"{table}.parquet"].rows or 0


class Release(msgspec.Struct, frozen=True):
    """A published version and its folder."""

    version: int
    folder: Path

    @property
    def manifest(self) -> Manifest:
        """The manifest of the release. Raises ReleaseNotFound where it is lost or damaged."""
        path = self.folder / MANIFEST
        try:
            return msgspec.json.decode(path.read_bytes(), type=Manifest)
        except (FileNotFoundError, msgspec.DecodeError):
            raise ReleaseNotFound(f"{path} is lost or damaged: cityfacts doctor --mend") from None

    def parquet(self, table: str) -> Path:
        """The file of a table or view."""
        return self.folder / f"{table}.parquet"


class ReleaseNotFound(LookupError):
    """There is no such release; the message names the mend."""


class VersionNotKept(ReleaseNotFound):
    """A version was named that the warehouse does not have, or no longer: wrong usage."""


def latest(warehouse: Path) -> Release | None:
    """Return the newest release; None before the first one. Raises ReleaseNotFound where latest.json is damaged."""
    path = warehouse / RELEASES / LATEST
    try:
        named = msgspec.json.decode(path.read_bytes())
        return Release(named["version"], warehouse / RELEASES / named["release"])
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, KeyError, TypeError):
        raise ReleaseNotFound(f"{path} names no release: cityfacts doctor --mend") from None


def releases(warehouse: Path) -> list[Release]:
    """Return every release that readers may know of, the oldest first."""
    newest = latest(warehouse)
    found = (Release(int(folder.name[1:]), folder) for folder in (warehouse / RELEASES).glob("v" + "[0-9]" * 8))
    return sorted((r for r in found if newest and r.version <= newest.version), key=lambda r: r.version)


def broken(release: Release) -> list[str]:
    """Return the files of a release that are not there or have other bytes than were published."""
    if not _legible(release):
        return [MANIFEST]
    held = release.manifest.files
    return [name for name, file in held.items() if not _as_published(release.folder / name, file)]


def illegible(warehouse: Path) -> list[Release]:
    """Return the releases whose manifest is lost or damaged, so that nobody knows what they are."""
    return [release for release in releases(warehouse) if not _legible(release)]


def _legible(release: Release) -> bool:
    try:
        return release.manifest is not None
    except ReleaseNotFound:
        return False


def _as_published(path: Path, file: File) -> bool:
    return path.is_file() and path.stat().st_size == file.bytes and files.sha256(path) == file.sha256


def point(warehouse: Path, release: Release) -> None:
    """Let latest.json name a release."""
    told = release.manifest
    pointer = {"version": release.version, "release": release.folder.name, "snapshot": told.snapshot, "run_id": told.run_id}
    files.write(warehouse / RELEASES / LATEST, msgspec.json.encode(pointer) + b"\n")


def find(warehouse: Path, version: int | None = None) -> Release:
    """Return the release of a version, else the newest one. Raises ReleaseNotFound, VersionNotKept."""
    found = releases(warehouse)
    if not found:
        raise ReleaseNotFound(f"{warehouse} has no published version yet: run `cityfacts run` first, or name another folder with --warehouse")
    if version is None:
        return found[-1]
    for release in found:
        if release.version == version:
            return release
    raise VersionNotKept(f"version {version} is not kept in {warehouse}: it has {', '.join(str(r.version) for r in found)}")


def export(release: Release, to: Path) -> list[Path]:
    """Copy the Parquet file of every table and view into a folder and return the copies."""
    copied = []
    for source in sorted(release.folder.glob("*.parquet")):
        with source.open("rb") as stream:
            files.copy(stream, to / source.name)
        copied.append(to / source.name)
    return copied
