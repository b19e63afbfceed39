"""The range of days that a page shows: what is offered, and an honest reading of what was picked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from data import settings
from data.access import Viewer
from pages.parts.frame import freshness
from queries.selection import day_words

Days = tuple[date, date]
WEEK, MONTH = "Last 7 days", "Last 30 days"
SCHOOL_YEAR_BEGINS = (8, 1)  # month and day: after the summer's promotion, before the first bell
PICKED = "Chosen dates"


def offered(viewer: Viewer) -> dict[str, Days]:
    """The ranges that can be chosen by name, counted back from the newest text; from today without any."""
    clock = freshness.read(viewer)
    last: date = clock["last_day"] or datetime.now(settings.load().zone).date()
    first: date = clock["first_day"] or last
    before = last.replace(day=1) - timedelta(days=1)
    year = last.year if (last.month, last.day) >= SCHOOL_YEAR_BEGINS else last.year - 1
    return {
        WEEK: (last - timedelta(days=6), last),
        MONTH: (last - timedelta(days=29), last),
        "This month": (last.replace(day=1), last),
        "Last month": (before.replace(day=1), before),
        "This school year": (date(year, *SCHOOL_YEAR_BEGINS), last),
        "All": (first, last),
    }


def name_of(days: Sequence[date], ranges: dict[str, Days], asked: str | None) -> str:
    """The name of a range; of several that fit the one last asked for."""
    fitting = [name for name, own in ranges.items() if own == tuple(days)]
    if asked in fitting:
        return asked
    return fitting[0] if fitting else PICKED


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
