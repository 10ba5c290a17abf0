"""Settings: flags first, then CITYFACTS_* variables, then cityfacts.toml of the project.

    warehouse = "warehouse"     # CITYFACTS_WAREHOUSE, --warehouse: where everything is kept
    catalog = ""                # CITYFACTS_CATALOG: postgresql://user@host/database, where the catalog of many machines lies; else in the warehouse
    storage = ""                # CITYFACTS_STORAGE: s3://bucket/news, where its files and refused bytes lie (keys: AWS_*); else in the warehouse
    source = ["seeds/pages"]    # CITYFACTS_SOURCE (separated by blanks): what `cityfacts run` reads if no source is named
    since = 2024-01-01          # CITYFACTS_SINCE, --since: only files that were modified on this day or later; default: all
    until = 2024-06-30          # CITYFACTS_UNTIL, --until: only files that were modified on this day or before
    workers = 0                 # CITYFACTS_WORKERS, --workers: processes that read pages; 0 is as many as there are cores
    engine = "processes"        # CITYFACTS_ENGINE, --engine: where pages are read: serial (here), processes, or dask
    dask_address = ""           # CITYFACTS_DASK_ADDRESS, --dask-address: the scheduler of a Dask cluster; empty starts one here
    limit_mb = 32               # CITYFACTS_LIMIT_MB, --limit-mb: larger pages are set aside; a container may have any size
    wait_seconds = 600          # CITYFACTS_WAIT_SECONDS: how long a run waits for another one that writes to the same warehouse
    accept = []                 # CITYFACTS_ACCEPT, --accept: checks that only warn, such as counts_hold after pages were removed on purpose
    corrections = "seeds/corrections.csv"  # CITYFACTS_CORRECTIONS: what an analyst merges or splits (transforms/resolve/corrections.py)
    alert_url = ""              # CITYFACTS_ALERT_URL: gets a POST of JSON when a run fails or a check does not hold
    schedule = "30 6 * * *"     # CITYFACTS_SCHEDULE, --schedule: when `cityfacts serve` runs the flow
    timezone = "Asia/Shanghai"  # CITYFACTS_TIMEZONE, --timezone: the time zone of the schedule

Relative paths in the file count from the project, those of flags and variables from the working directory.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from transforms.version import ROOT

FILE = ROOT / "cityfacts.toml"
PREFIX = "CITYFACTS_"
LISTS = ("source", "accept")
REMOTE = {"catalog": "postgresql://", "storage": "s3://"}


Engine = Literal["serial", "processes", "dask"]
Workers = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Megabytes = Annotated[float, msgspec.Meta(gt=0, le=1e9)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e9)]


class SettingsError(ValueError):
    """A setting is unknown or of the wrong kind; the message names it and where it was set."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where things lie and how much is done at once."""

    warehouse: Path = ROOT / "warehouse"
    catalog: str = ""
    storage: str = ""
    source: tuple[str, ...] = (str(ROOT / "seeds" / "pages"),)
    since: date | None = None
    until: date | None = None
    workers: Workers = 0
    engine: Engine = "processes"
    dask_address: str = ""
    limit_mb: Megabytes = 32
    wait_seconds: Seconds = 600
    accept: tuple[str, ...] = ()
    corrections: Path = ROOT / "seeds" / "corrections.csv"
    alert_url: str = ""
    schedule: str = "30 6 * * *"
    timezone: str = "Asia/Shanghai"

    @property
    def limit(self) -> int:
        """The largest input in bytes."""
        return int(self.limit_mb * 1_000_000)


def load(flags: Mapping[str, Any], environment: Mapping[str, str] | None = None, file: Path = FILE) -> Settings:
    """Return the settings; a flag that is None or an empty list was not given. Raises SettingsError."""
    environment = os.environ if environment is None else environment
    from_file = _from_file(file)
    chosen: dict[str, Any] = {}
    for name in Settings.__struct_fields__:
        variable = environment.get(PREFIX + name.upper())
        if flags.get(name) not in (None, []):
            chosen[name] = _converted(name, flags[name], f"--{name.replace('_', '-')}")
        elif variable:
            chosen[name] = _converted(name, variable.split() if name in LISTS else variable, PREFIX + name.upper())
        elif name in from_file:
            chosen[name] = _converted(name, from_file[name], f"{file.name}: {name}")
    for name in ("warehouse", "corrections"):
        if name in chosen:
            chosen[name] = Path(absolute(chosen[name]))
    for name, scheme in REMOTE.items():
        if chosen.get(name) and not chosen[name].startswith(scheme):
            raise SettingsError(f"{name} has to begin with {scheme}")  # what it is may be a password
    found = Settings(**chosen)
    if found.since and found.until and found.since > found.until:
        raise SettingsError(f"no day lies between since {found.since} and until {found.until}")
    if "timezone" in chosen and not _zone(found.timezone):
        raise SettingsError(f"timezone {found.timezone!r} is not known: write it as Asia/Shanghai")
    if found.warehouse.is_file():
        raise SettingsError(f"warehouse {found.warehouse} is a file: name a folder")
    if "corrections" in chosen and not found.corrections.is_file():
        raise SettingsError(f"corrections {found.corrections}: there is no such file")
    return found


def _zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        return bool(ZoneInfo(name))
    except (OSError, ValueError, LookupError):
        return False


def absolute(path: str | Path) -> str:
    """Return a path that means the same in every working directory; links are kept."""
    return os.path.abspath(path)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: {error}") from None
    unknown = sorted(set(found) - set(Settings.__struct_fields__))
    if unknown:
        raise SettingsError(f"{file.name}: unknown setting {', '.join(unknown)}; there are {', '.join(Settings.__struct_fields__)}")
    found |= {name: str(file.parent / str(found[name])) for name in ("warehouse", "corrections") if name in found}
    if "source" in found:
        found["source"] = [s if "://" in s else str(file.parent / s) for s in found["source"]]
    return found


def _converted(name: str, value: Any, origin: str) -> Any:
    kind, words = _KINDS[Settings.__annotations__[name]]
    try:
        return msgspec.convert(str(value) if isinstance(value, Path | date) else value, kind, strict=False, dec_hook=_path)
    except msgspec.ValidationError:
        raise SettingsError(f"{origin}: {value!r} is no {words}") from None


def _path(kind: type, value: Any) -> Any:
    return kind(value)


_KINDS: dict[str, tuple[Any, str]] = {
    "Path": (Path, "path"), "str": (str, "text"), "tuple[str, ...]": (tuple[str, ...], "list of texts"),
    "Workers": (Workers, "number of processes, 0 for as many as there are cores"), "Megabytes": (Megabytes, "number of megabytes above 0"),
    "Seconds": (Seconds, "number of seconds"), "Engine": (Engine, "engine: write serial, processes or dask"),
    "date | None": (date, "day: write it as 2024-01-31"),
}
