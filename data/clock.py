"""The district's clock: the days on which it changes, and instants from what people type."""

from __future__ import annotations

import functools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 2000, 2099  # a text outside these years is a mistake in the file


@functools.lru_cache(maxsize=8)
def change_days(zone: ZoneInfo) -> tuple[date, ...]:
    """The local days on which the zone's offset from UTC changes, in the years that a log may hold."""
    day = date(FIRST_YEAR, 1, 1)
    offset = datetime.combine(day, time(), zone).utcoffset()
    found = []
    while day.year <= LAST_YEAR:
        after = day + timedelta(days=1)
        offset_after = datetime.combine(after, time(), zone).utcoffset()
        if offset_after != offset:
            found.append(day)
        day, offset = after, offset_after
    return tuple(found)


def instant(text: str, zone: ZoneInfo) -> datetime:
    """The UTC instant of an ISO date or time; without an offset it is local, a date is its first instant.

    Raises ValueError for anything else.
    """
    moment = datetime.fromisoformat(text)
    local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.astimezone(UTC)
