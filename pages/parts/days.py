"""The range of days that a page shows: the first one offered, and an honest reading of what was picked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from data import settings
from data.access import Viewer
from queries import run
from queries.selection import day_words

DEFAULT_DAYS = 30
Days = tuple[date, date]


def newest_days(viewer: Viewer) -> Days:
    """The days shown at first: thirty, up to the newest text; up to today where there is none."""
    last = run("clocks", viewer).to_pylist()[0]["last_day"] or datetime.now(settings.load().zone).date()
    return last - timedelta(days=DEFAULT_DAYS - 1), last


def whole_range(picked: Sequence[date], default: Days) -> tuple[Days, str | None]:
    """The first and the last day of what was picked, and what to tell where that was not a range."""
    if not picked:
        return default, "No dates are picked, so the newest 30 days with texts are shown."
    if len(picked) == 1:
        day = day_words(picked[0])
        return (picked[0], picked[0]), f"Only {day} is picked, so that one day is shown."
    if picked[0] > picked[1]:
        return (picked[1], picked[0]), "The dates were the wrong way round, so they have been swapped."
    return (picked[0], picked[1]), None
