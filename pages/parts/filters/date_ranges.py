"""The date ranges that a page offers by name, and how an incomplete or reversed range is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from data import settings
from data.access import Viewer
from data.clock import today
from data.words.catalog import N_, _
from pages.parts.frame import freshness

Days = tuple[date, date]
WEEK, MONTH, ALL, CUSTOM = "last_7_days", "last_30_days", "all", "custom"
SCHOOL_YEAR_BEGINS = (8, 1)  # month and day: after the summer's promotion, before the first bell
TITLES = {
    WEEK: N_("Last 7 days"),
    MONTH: N_("Last 30 days"),
    "this_month": N_("This month"),
    "last_month": N_("Last month"),
    "this_school_year": N_("This school year"),
    ALL: N_("All dates"),
    CUSTOM: N_("Custom dates"),
}


def title(key: str) -> str:
    """Return what people read of a range, by its key."""
    return _(TITLES[key])


def available(viewer: Viewer) -> dict[str, Days]:
    """Return the ranges by key, counted back from the newest text, or from today if there are no texts."""
    clock = freshness.read(viewer)
    last: date = clock["last_day"] or today(settings.load().zone)
    return until(last, clock["first_day"] or last)


def until(last: date, first: date) -> dict[str, Days]:
    """Return the ranges by key, counted back from a last day; `first` is the first of all dates."""
    before = last.replace(day=1) - timedelta(days=1)
    year = last.year if (last.month, last.day) >= SCHOOL_YEAR_BEGINS else last.year - 1
    return {
        WEEK: (last - timedelta(days=6), last),
        MONTH: (last - timedelta(days=29), last),
        "this_month": (last.replace(day=1), last),
        "last_month": (before.replace(day=1), before),
        "this_school_year": (date(year, *SCHOOL_YEAR_BEGINS), last),
        ALL: (first, last),
    }


def key_of(days: Sequence[date], ranges: Mapping[str, Days], preferred: str | None) -> str:
    """Return the key of a range; of several that have these days the preferred one, otherwise the first."""
    matches = [key for key, own in ranges.items() if own == tuple(days)]
    if preferred in matches:
        return preferred
    return matches[0] if matches else CUSTOM


def complete(selected: Sequence[date], default: Days) -> tuple[Days, str | None]:
    """Return the first and last day of a selection, and what to tell the reader if it wasn't a range."""
    if not selected:
        return default, _("No dates are selected, so the newest 30 days are shown.")
    if len(selected) == 1:
        day = selected[0]
        return (day, day), _("Only {day} is selected, so only that day is shown.", day=day)
    if selected[0] > selected[1]:
        return (selected[1], selected[0]), _("The dates were in reverse order, so we swapped them.")
    return (selected[0], selected[1]), None
