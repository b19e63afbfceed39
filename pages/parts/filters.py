"""The filter rows. Their values live in the page's address, so that a link, a reload and "back" keep them.

A phone number is never one of them: addresses end in histories and logs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from data import clock, vocabulary
from data.access import Viewer
from pages.parts.days import Days, newest_days, whole_range
from queries import Selection, run
from queries.selection import day_words

PERIOD, BROADCAST, SCHOOL, RESULT, STATUS = "period", "broadcast", "school", "result", "status"
NAMES = {
    PERIOD: "the dates",
    BROADCAST: "a broadcast",
    SCHOOL: "a school",
    RESULT: "a result",
    STATUS: "a status",
}
EARLIEST, LATEST = date(clock.FIRST_YEAR, 1, 1), date(clock.LAST_YEAR, 12, 31)


def of_log(viewer: Viewer) -> Selection:
    """The filter row of the message log, and under it whatever there is to say about the choice."""
    asked = _asked(PERIOD, BROADCAST, SCHOOL, RESULT)
    default = newest_days(viewer)
    with st.container(horizontal=True):
        picked = _pick_days(default)
        days, notice = whole_range(picked, default)
        labels = _broadcast_labels(viewer, days)
        taken = {
            PERIOD: [day.isoformat() for day in picked],
            BROADCAST: _choose("Broadcasts", BROADCAST, list(labels), labels.__getitem__, width=260),
            SCHOOL: _choose("Schools", SCHOOL, _schools(viewer)),
            RESULT: _choose("Results", RESULT, [result.name for result in vocabulary.RESULTS]),
        }
    _tell(notice, _lost(asked, taken))
    broadcasts, schools, results = (tuple(taken[key]) or None for key in (BROADCAST, SCHOOL, RESULT))
    return Selection(*days, broadcasts=broadcasts, schools=schools, results=results)


def of_statuses(viewer: Viewer) -> Selection:
    """The filter row of the list of statuses."""
    asked = _asked(STATUS, SCHOOL)
    with st.container(horizontal=True):
        taken = {
            STATUS: _choose("Statuses", STATUS, [status.name for status in vocabulary.STATUSES]),
            SCHOOL: _choose("Schools", SCHOOL, _schools(viewer), width=260),
        }
    _tell(None, _lost(asked, taken))
    return Selection(statuses=tuple(taken[STATUS]) or None, schools=tuple(taken[SCHOOL]) or None)


def _pick_days(default: Days) -> tuple[date, ...]:
    picked: tuple[date, ...] = st.date_input(
        "Dates",
        default,
        EARLIEST,
        LATEST,
        key=PERIOD,
        bind="query-params",
        format="MM/DD/YYYY",
        width=235,
    )
    return picked


def _choose(
    label: str,
    key: str,
    options: Sequence[str],
    shown_as: Callable[[str], str] = str,
    width: int = 170,
) -> list[str]:
    return st.multiselect(
        label,
        options,
        key=key,
        bind="query-params",
        format_func=shown_as,
        placeholder=f"All {len(options):,} {label.lower()}" if len(options) > 1 else f"All {label.lower()}",
        width=width,
    )


def _broadcast_labels(viewer: Viewer, days: Days) -> dict[str, str]:
    """Every broadcast of these days and every chosen one: id (or name, where there is none) to label."""
    chosen = tuple(st.session_state.get(BROADCAST, ()))
    labels = _labels(viewer, Selection(*days, broadcasts=chosen))
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


def _schools(viewer: Viewer) -> list[str]:
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
        if any(given) and (len(set(given)) > len(taken[key]) or (key == PERIOD and given != taken[key]))
    ]
    if not lost:
        return None
    return f"This page's address asks for {' and '.join(lost)} that can't be shown; that part is left out."


def _tell(*notices: str | None) -> None:
    for notice in notices:
        if notice:
            st.info(notice)
