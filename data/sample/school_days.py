"""The sample district's calendar: its time zone, its school days, and the end of its logs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Not from the settings, because the committed files must be the same in every district.
ZONE = ZoneInfo("America/Chicago")
SHORT_CODE = "67587"
FIRST_DAY = date(2025, 9, 1)
LAST_DAY = date(2026, 10, 30)
SCHOOL_YEAR_ENDS = date(2026, 6, 5)
NEW_SCHOOL_YEAR = date(2026, 9, 1)
GRADES_MOVE_UP = date(2026, 7, 1)
SNOW_DAY = date(2026, 1, 27)

# The first and last day of each closure.
CLOSED = (
    (date(2025, 9, 1), date(2025, 9, 1)),
    (date(2025, 10, 13), date(2025, 10, 13)),
    (date(2025, 11, 11), date(2025, 11, 11)),
    (date(2025, 11, 26), date(2025, 11, 28)),
    (date(2025, 12, 22), date(2026, 1, 2)),
    (date(2026, 1, 19), date(2026, 1, 19)),
    (SNOW_DAY, SNOW_DAY),
    (date(2026, 2, 16), date(2026, 2, 16)),
    (date(2026, 3, 23), date(2026, 3, 27)),
    (date(2026, 5, 25), date(2026, 5, 25)),
    (SCHOOL_YEAR_ENDS + timedelta(days=1), NEW_SCHOOL_YEAR - timedelta(days=1)),
    (date(2026, 9, 7), date(2026, 9, 7)),
    (date(2026, 10, 12), date(2026, 10, 12)),
)


def instant(day: date, seconds: int) -> datetime:
    """Return the UTC instant of a local time, in seconds after midnight."""
    hours, rest = divmod(seconds, 3600)
    local = datetime.combine(day, time(hours, rest // 60, rest % 60), ZONE)
    return local.astimezone(UTC)


# A Friday afternoon, with two broadcasts in progress.
AS_OF = instant(LAST_DAY, 16 * 3600 + 30 * 60)


def school_days() -> Iterator[date]:
    """Return every school day of the logs."""
    day = FIRST_DAY
    while day <= LAST_DAY:
        if day.weekday() < 5 and not any(first <= day <= last for first, last in CLOSED):
            yield day
        day += timedelta(days=1)
