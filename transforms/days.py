"""Days: --since 2024-01-01 --until 2024-06-30 leaves a run the files that were last modified on one of these days, both included.

A day is one of the time zone of the schedule. What lies outside stays as it was published, as if it were not in the source. Not
meant: the dates that pages are of, which nobody knows before they are read; views and queries choose by those.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from transforms.ingest import Input
from transforms.settings import Settings, SettingsError


def chosen(inputs: Iterable[Input], settings: Settings) -> Iterator[Input]:
    """Yield the inputs that were modified on the days asked for; one that cannot be asked is tried. Raises SettingsError for a mute server."""
    low, high = settings.since or date.min, settings.until or date.max
    zone = ZoneInfo(settings.timezone)
    for input in inputs:
        if low == date.min and high == date.max:
            yield input
            continue
        day = _modified(input, zone)
        if day is None or low <= day <= high:
            yield input


def _modified(input: Input, zone: ZoneInfo) -> date | None:
    if input.remote:
        return _told(input).astimezone(zone).date()
    try:
        return datetime.fromtimestamp(os.stat(input.location).st_mtime, zone).date()
    except OSError:
        return None


def _told(input: Input) -> datetime:
    import fsspec

    system, path = fsspec.core.url_to_fs(input.location)
    try:
        found: datetime = system.modified(path)
    except NotImplementedError:
        raise SettingsError(f"{input.location}: its server does not say when it was modified; leave out since and until") from None
    return found
