"""The fields of dates: a range by name, the days themselves, and one day of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from data import clock, settings
from data.access import Viewer
from data.words.catalog import _
from pages.parts.filters import date_ranges
from pages.parts.frame.session import DATE_RANGE, DATE_RANGE_TO_APPLY
from queries import Selection
from queries.fields import DAY, PERIOD

EARLIEST, LATEST = date(clock.FIRST_YEAR, 1, 1), date(clock.LAST_YEAR, 12, 31)
FORMAT = "MM/DD/YYYY"

Selected = tuple[tuple[date, ...], date_ranges.Days, str | None]


def select_period(viewer: Viewer) -> Selected:
    """Draw a range by name and its dates; return the dates selected, the range they mean, and a notice."""
    ranges = date_ranges.available(viewer)
    last = ranges[date_ranges.ALL][1]
    return _select(ranges, _("Counted back from the newest text, {day}.", day=last))


def select_recent_days(first: date | None) -> Selected:
    """Draw the same fields with ranges until today; `first` is the first of all dates."""
    last = clock.today(settings.load().zone)
    ranges = date_ranges.until(last, min(first or last, last))
    return _select(ranges, _("Counted back from today, {day}.", day=last))


def _select(ranges: Mapping[str, date_ranges.Days], help_text: str) -> Selected:
    by_name = DATE_RANGE_TO_APPLY.pop()
    if by_name and by_name in ranges:
        st.session_state[PERIOD.key] = ranges[by_name]
    name_place, dates_place = st.container(width=150), st.container(width=PERIOD.width)
    default = ranges[date_ranges.MONTH]
    selected: tuple[date, ...] = dates_place.date_input(
        _(PERIOD.label), default, EARLIEST, LATEST, key=PERIOD.key, bind="query-params", format=FORMAT
    )
    DATE_RANGE.set(date_ranges.key_of(selected, ranges, by_name or DATE_RANGE.get()))
    name_place.selectbox(
        _("Date range"),
        [*ranges, date_ranges.CUSTOM],
        key=DATE_RANGE.name,
        on_change=_apply_range,
        format_func=date_ranges.title,
        help=help_text,
    )
    return selected, *date_ranges.complete(selected, default)


def select_day(selection: Selection) -> date | None:
    """Draw the field of one day of the selection's; a day outside is dropped by the field itself."""
    day: date | None = st.date_input(
        _(DAY.label),
        None,
        selection.from_day,
        selection.to_day,
        key=DAY.key,
        bind="query-params",
        format=FORMAT,
    )
    return day


def _apply_range() -> None:
    selected = DATE_RANGE.get()
    if selected:
        DATE_RANGE_TO_APPLY.set(selected)
