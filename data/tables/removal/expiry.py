"""The months that are kept: rows from before the first of them have expired."""

from __future__ import annotations

from datetime import UTC, datetime


def kept_from(months: int, now: datetime | None = None) -> datetime | None:
    """Return the start (UTC) of the first month that is kept beside this one; None if all are kept.

    Months are whole: of 36 months, the 36 before this one are kept.
    """
    if not months:
        return None
    moment = now or datetime.now(UTC)
    place = moment.year * 12 + moment.month - 1 - months
    return datetime(max(place // 12, 1), place % 12 + 1, 1, tzinfo=UTC)
