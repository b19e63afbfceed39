"""The filter rows. Their values live in the page's address, so that a link, a reload and "back" keep them.

A phone number is never one of them: addresses end in histories and logs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import streamlit as st

from data import clock
from data.access import Viewer
from data.words import vocabulary
from pages.parts.filters import date_ranges
from pages.parts.filters.narrowing import (
    BROADCAST,
    DAY,
    GRADE,
    KNOWN,
    LANGUAGE,
    PERIOD,
    PRESET,
    PRESET_ASKED,
    REASON,
    RESULT,
    SCHOOL,
    STATUS,
)
from queries import Selection, run
from queries.selection import day_words

NAMES = {
    PERIOD: "the dates",
    DAY: "a day",
    BROADCAST: "a broadcast",
    SCHOOL: "a school",
    RESULT: "a result",
    REASON: "a reason",
    STATUS: "a status",
    GRADE: "a grade",
    LANGUAGE: "a language",
}
EARLIEST, LATEST = date(clock.FIRST_YEAR, 1, 1), date(clock.LAST_YEAR, 12, 31)
# On a phone the fields are folded away: a box of the page's own, as Streamlit does not know the width.
FOLD = (
    '<div class="sms fold"><input type="checkbox" id="sms-fold"><label for="sms-fold">Filter</label></div>'
)


@dataclass(frozen=True)
class Chosen:
    """What the filter row of the log says, and the words of each broadcast in it."""

    selection: Selection
    labels: Mapping[str, str]


def of_log(viewer: Viewer) -> Chosen:
    """The filter row of the message log, and under it whatever there is to say about the choice."""
    asked = _asked(PERIOD, DAY, BROADCAST, SCHOOL, RESULT, REASON)
    st.html(FOLD)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter"):
        picked, period, notice = _period(viewer)
        labels = _broadcast_labels(viewer, period)
        taken = {
            PERIOD: [day.isoformat() for day in picked],
            BROADCAST: choose("Broadcasts", BROADCAST, list(labels), labels.__getitem__, width=245),
            SCHOOL: choose("Schools", SCHOOL, schools(viewer), width=165),
        }
        with st.popover("More", width=105):
            st.markdown("These can also be chosen by pressing a tile, a bar or a day.")
            day = _day(period)
            taken |= {
                DAY: [day.isoformat()] if day else [],
                RESULT: choose("Results", RESULT, KNOWN[RESULT], width="stretch"),
                REASON: choose("Reasons", REASON, KNOWN[REASON], _reason_words, width="stretch"),
            }
    _tell(notice, _lost(asked, taken))
    chosen = {key: tuple(taken[key]) or None for key in (BROADCAST, SCHOOL, RESULT, REASON)}
    selection = Selection(
        *period,
        broadcasts=chosen[BROADCAST],
        schools=chosen[SCHOOL],
        results=chosen[RESULT],
        reasons=chosen[REASON],
        day=day,
    )
    return Chosen(selection, labels)


def of_statuses(viewer: Viewer) -> Selection:
    """The filter row of the list of statuses."""
    asked = _asked(STATUS, SCHOOL)
    with st.container(horizontal=True):
        taken = {
            STATUS: choose("Statuses", STATUS, KNOWN[STATUS], width=230),
            SCHOOL: choose("Schools", SCHOOL, schools(viewer), width=260),
        }
    _tell(None, _lost(asked, taken))
    return Selection(statuses=tuple(taken[STATUS]) or None, schools=tuple(taken[SCHOOL]) or None)


def _period(viewer: Viewer) -> tuple[tuple[date, ...], date_ranges.Days, str | None]:
    """The dates as they were picked, the range they mean, and what to tell of the difference."""
    ranges = date_ranges.offered(viewer)
    named = st.session_state.pop(PRESET_ASKED, None)
    if named in ranges:
        st.session_state[PERIOD] = ranges[named]
    name_place, dates_place = st.container(width=150), st.container(width=225)
    picked: tuple[date, ...] = dates_place.date_input(
        "Dates",
        ranges[date_ranges.MONTH],
        EARLIEST,
        LATEST,
        key=PERIOD,
        bind="query-params",
        format="MM/DD/YYYY",
    )
    st.session_state[PRESET] = date_ranges.name_of(picked, ranges, named or st.session_state.get(PRESET))
    name_place.selectbox(
        "Range",
        [*ranges, date_ranges.PICKED],
        key=PRESET,
        on_change=_ask_preset,
        help=f"Counted back from the newest text, {day_words(ranges['All'][1])}.",
    )
    return picked, *date_ranges.whole_range(picked, ranges[date_ranges.MONTH])


def _ask_preset() -> None:
    st.session_state[PRESET_ASKED] = st.session_state[PRESET]


def _day(period: date_ranges.Days) -> date | None:
    """The one day of the period to which it is narrowed; a day outside is forgotten by the field itself."""
    day: date | None = st.date_input(
        "One day of these", None, *period, key=DAY, bind="query-params", format="MM/DD/YYYY"
    )
    return day


def choose(
    label: str,
    key: str,
    options: Sequence[str],
    shown_as: Callable[[str], str] = str,
    width: int | Literal["stretch"] = 170,
) -> list[str]:
    """A field to choose some of the options by; what is no option any more is forgotten."""
    if set(st.session_state.get(key, ())) - set(options):  # as one pressed a moment ago, in older data
        st.session_state[key] = [option for option in st.session_state[key] if option in options]
    return st.multiselect(
        label,
        options,
        key=key,
        bind="query-params",
        format_func=shown_as,
        placeholder=f"All {len(options):,} {label.lower()}" if len(options) > 1 else f"All {label.lower()}",
        width=width,
    )


def _reason_words(key: str) -> str:
    """A reason as one of a choice: its title, and its result where two share the title."""
    reason = vocabulary.reason(key)
    if reason is None:
        return vocabulary.reason_title(None)
    shared = [other for other in vocabulary.REASONS if other.title == reason.title]
    return f"{reason.title}: {reason.meaning}" if len(shared) > 1 else reason.title


def _broadcast_labels(viewer: Viewer, period: date_ranges.Days) -> dict[str, str]:
    """Every broadcast of these days and every chosen one: id (or name, where there is none) to label."""
    chosen = tuple(st.session_state.get(BROADCAST, ()))
    labels = _labels(viewer, Selection(*period))
    if set(chosen) - set(labels):
        labels = _labels(viewer, Selection(*period, broadcasts=chosen))
    if set(st.query_params.get_all(BROADCAST)) - set(labels.values()):
        return _labels(viewer, Selection())  # an address names one of other days, by its label
    return labels


def _labels(viewer: Viewer, selection: Selection) -> dict[str, str]:
    labels = {
        row["broadcast_id"] or row["broadcast"]: f"{row['broadcast'] or row['broadcast_id']} · "
        + day_words(row["first_requested_at"].date())
        for row in run("broadcast_names", viewer, selection).to_pylist()
    }
    often = Counter(labels.values())
    return {key: f"{label} · {key}" if often[label] > 1 else label for key, label in labels.items()}


def schools(viewer: Viewer) -> list[str]:
    """The schools that there are to choose from."""
    names: list[str] = run("school_names", viewer)["school"].to_pylist()
    return names


def _asked(*keys: str) -> dict[str, list[str]]:
    """What the address gave for each filter that is drawn for the first time."""
    return {key: st.query_params.get_all(key) for key in keys if key not in st.session_state}


def _lost(asked: Mapping[str, list[str]], taken: Mapping[str, Sequence[str]]) -> str | None:
    """What to tell where Streamlit has dropped a part of the address without a word."""
    lost = [
        NAMES[key]
        for key, given in asked.items()
        if any(given)
        and (len(set(given)) > len(taken[key]) or (key in {PERIOD, DAY} and given != taken[key]))
    ]
    if not lost:
        return None
    return f"This page's address asks for {' and '.join(lost)} that can't be shown; that part is left out."


def _tell(*notices: str | None) -> None:
    for notice in notices:
        if notice:
            st.info(notice)
