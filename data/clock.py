"""The district's clock: the days on which its offset changes, and instants from typed dates."""

from __future__ import annotations

import functools
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 2000, 2099  # a text outside these years is an error in the file
WEEK = 7


@functools.lru_cache(maxsize=8)
def change_days(zone: ZoneInfo) -> tuple[date, ...]:
    """Return the local days on which the zone's offset from UTC changes, from FIRST_YEAR to LAST_YEAR.

    Only weeks that end with another offset are searched day by day, which takes a seventh of the time. No
    zone of the tz database changes and changes back within a week (compared for all 599).
    """
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    weeks = _changing(range(first, last + WEEK + 1, WEEK), zone)
    days = (day for week in weeks for day in _changing(range(week, week + WEEK + 1), zone))
    return tuple(date.fromordinal(day) for day in days if day <= last)


def _changing(days: range, zone: ZoneInfo) -> list[int]:
    """Return the days, as ordinals, whose offset at the start isn't that of the next one of the range."""
    offsets = [datetime.combine(date.fromordinal(day), time(), zone).utcoffset() for day in days]
    return [day for day, (own, later) in zip(days, pairwise(offsets), strict=False) if own != later]


def today(zone: ZoneInfo) -> date:
    """Return the day that it is now in a zone."""
    return datetime.now(zone).date()


def month_after(day: date) -> date:
    """Return the first day of the month after that of a day."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def instant(text: str, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of an ISO date or time. Without an offset it is local; a date is its start.

    Raises ValueError for other text.
    """
    moment = datetime.fromisoformat(text)
    local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.astimezone(UTC)
