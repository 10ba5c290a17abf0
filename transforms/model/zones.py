"""Time zones: a page's local time is Asia/Shanghai unless it says otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

# China has had no summer time since 1991, so a fixed offset is exact for every page of the web.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def zone(text: str | None) -> timezone:
    """Return the zone that a time bears: Z, UTC, +08:00 or -0330; Shanghai where it bears none."""
    if text is None:
        return SHANGHAI
    if text in ("Z", "UTC"):
        return UTC
    sign, digits = -1 if text[0] == "-" else 1, text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def local(time: datetime) -> datetime:
    """Return a time by the clock of Shanghai: 昨日 of a page that bears 2024-10-16T23:30Z is the 16th, as it is the 17th there."""
    try:
        return time.astimezone(SHANGHAI) if time.tzinfo else time
    except OverflowError:  # the first or the last day that there is
        return time
