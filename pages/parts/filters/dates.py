"""The fields of dates: a range by name, the days themselves, and one day of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import streamlit as st

from data import clock, settings
from data.access import Viewer
from data.words.catalog import _
from pages.parts.filters import date_ranges, in_url
from pages.parts.frame.session import DATE_RANGE, DATE_RANGE_TO_APPLY, write_in_url
from queries import Selection
from queries.consent.fields import ON
from queries.field_kinds import DayField
from queries.fields import DAY, PERIOD

EARLIEST, LATEST = date(clock.FIRST_YEAR, 1, 1), date(clock.LAST_YEAR, 12, 31)
FORMAT = "MM/DD/YYYY"
MOST_DAYS = 2  # of a range

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
    by_name, default = DATE_RANGE_TO_APPLY.pop(), ranges[date_ranges.MONTH]
    if in_url.is_unread(PERIOD.key):
        st.session_state[PERIOD.key] = _days_in_url(PERIOD.key)
        in_url.note_read(PERIOD.key)
    if by_name and by_name in ranges:
        st.session_state[PERIOD.key] = ranges[by_name]
    held: tuple[date, ...] | None = st.session_state[PERIOD.key]
    selected = default if held is None else held
    write_in_url(PERIOD.key, () if selected == default else [day.isoformat() for day in selected])
    DATE_RANGE.set(date_ranges.key_of(selected, ranges, by_name or DATE_RANGE.get()))
    _draw_names([*ranges, date_ranges.CUSTOM], help_text)
    own_key = in_url.field_key(PERIOD.key, selected)
    st.date_input(
        _(PERIOD.label),
        [*selected],
        EARLIEST,
        LATEST,
        key=own_key,
        on_change=_copy_days,
        args=(PERIOD.key, own_key),
        format=FORMAT,
        width=PERIOD.width,
    )
    return selected, *date_ranges.complete(selected, default)


def _draw_names(names: Sequence[str], help_text: str) -> None:
    selected = DATE_RANGE.get_or(date_ranges.CUSTOM)
    own_key = in_url.field_key(DATE_RANGE.name, selected)
    st.selectbox(
        _("Date range"),
        names,
        names.index(selected),
        key=own_key,
        on_change=_apply_range,
        args=(own_key,),
        format_func=date_ranges.title,
        help=help_text,
        width=150,
    )


def select_day(selection: Selection) -> date | None:
    """Draw the field of one day of the selection's; a day outside is dropped."""
    return _select_one(DAY, selection.from_day or EARLIEST, selection.to_day or LATEST)


def select_on(help_text: str) -> date | None:
    """Draw the field of the day at whose end statuses are shown; None shows them as they are now."""
    return _select_one(ON, EARLIEST, clock.today(settings.load().zone), width=ON.width, help_text=help_text)


def _select_one(
    own: DayField,
    first: date,
    last: date,
    *,
    width: int | Literal["stretch"] = "stretch",
    help_text: str | None = None,
) -> date | None:
    """Draw a field of one day; a day that isn't between the first and the last one is dropped."""
    if in_url.is_unread(own.key):
        st.session_state[own.key] = next(iter(_days_in_url(own.key) or ()), None)
        in_url.note_read(own.key)
    day: date | None = st.session_state[own.key]
    if day and not first <= day <= last:
        day = st.session_state[own.key] = None
    write_in_url(own.key, [day.isoformat()] if day else ())
    own_key = in_url.field_key(own.key, day)
    st.date_input(
        _(own.label),
        day,
        first,
        last,
        key=own_key,
        on_change=_copy_days,
        args=(own.key, own_key),
        format=FORMAT,
        help=help_text,
        width=width,
    )
    return day


def _days_in_url(key: str) -> tuple[date, ...] | None:
    """Return the days that the URL has under a name; None if it has none, or any that can't be used."""
    texts = in_url.unread(key, is_range=True)
    try:
        days = tuple(date.fromisoformat(text) for text in texts)
    except ValueError:
        return None
    is_usable = 0 < len(days) <= MOST_DAYS and all(EARLIEST <= day <= LATEST for day in days)
    return days if is_usable else None


def _copy_days(key: str, own_key: str) -> None:
    if change := in_url.changed(own_key):
        _before, st.session_state[key] = change


def _apply_range(own_key: str) -> None:
    if change := in_url.changed(own_key):
        _before, now = change
        DATE_RANGE_TO_APPLY.set(str(now))
