"""The days of the SMS Log: their figure, in which a press on a day narrows the page, and its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import streamlit as st

from data.access import Viewer
from data.words import vocabulary
from pages.parts.draw import charts, formatting, tables
from pages.parts.draw.table_columns import Columns
from pages.parts.filters import narrowing
from pages.parts.frame import freshness
from pages.parts.sms_log import days_chart, sentences
from pages.parts.sms_log.days_chart import Days
from queries import Selection, run
from queries.fields import DAY
from queries.selection import day_words

KEY = "days pressed"
USUAL_DAYS = 90  # before the last day shown, from which the usual share is taken
ENOUGH_DAYS = 10  # of which a band is drawn


def show(viewer: Viewer, selection: Selection) -> None:
    """Draw the days of a selection; all of them, also while it is narrowed to one."""
    every_day = replace(selection, day=None)
    results = run("results_by_day", viewer, every_day)
    whatever = replace(every_day, results=None, reasons=None)
    shares = run("undelivered_by_day", viewer, whatever)
    days = _days(viewer, selection, results, shares)
    usual = _usual(viewer, selection, days.last)
    if usual["low_pct"] is not None:
        days = replace(days, usual=(usual["low_pct"], usual["high_pct"]))
    st.header("Texts per day", anchor=False)
    finding = sentences.of_days(
        shares, usual, charts.ENOUGH, is_narrowed=bool(selection.results or selection.reasons)
    )
    present = [name for name in charts.COLOURS if name in set(results["result"].to_pylist())]
    st.html(tables.legend(present))
    about = f"Texts per day, {day_words(days.first)} to {day_words(days.last)}"
    key = f"{KEY} {hash(selection)}"
    st.plotly_chart(
        days_chart.figure(days, is_dark=st.context.theme.type == "dark"),
        config={"displayModeBar": False},
        on_select=lambda: _pressed(key),
        selection_mode="points",
        key=key,
        alt=f"{about}, by result, and the undelivered share of each. {finding}",
    )
    st.markdown(finding)
    with st.expander("The same figures as a table"):
        table = _columns(results)
        told = [f"{DAY.key}={day.isoformat()}" for day in _days_of(results)]
        st.html(tables.table(table, f"{about}. Days that are not listed had none.", press=told))
        st.markdown("Days that are not listed had no texts." + _gap_words(days))


def _days(viewer: Viewer, selection: Selection, results: pa.Table, shares: pa.Table) -> Days:
    shown = shares["day"].to_pylist()
    first, last = selection.from_day or shown[0], selection.to_day or shown[-1]
    gaps = run("days_without_log", viewer, replace(selection, day=None))["day"].to_pylist()
    return Days(
        results,
        shares,
        None,
        first,
        last,
        gaps,
        selection.day,
        _unfinished(freshness.read(viewer)["log_as_of"]),
    )


def _usual(viewer: Viewer, selection: Selection, last: date) -> Mapping[str, Any]:
    looked_at = Selection(last - timedelta(days=USUAL_DAYS - 1), last, schools=selection.schools)
    usual: dict[str, Any] = run("usual_share", viewer, looked_at, enough=charts.ENOUGH).to_pylist()[0]
    return usual if usual["days"] >= ENOUGH_DAYS else {"low_pct": None, "high_pct": None, "days": 0}


def _unfinished(as_of: Any) -> date | None:
    """The day in which the log ends: more texts of it may come."""
    return as_of.date() if as_of else None


def _gap_words(days: Days) -> str:
    if not days.without_log:
        return ""
    number = len(days.without_log)
    shaded = "it is shaded" if number == 1 else "they are shaded"
    return f" Of {formatting.count(number, 'days')} no log has been taken in; {shaded}, not zero."


def _columns(answer: pa.Table) -> Columns:
    """Days down and results across, from the question "results_by_day"; only results with texts."""
    rows = answer.to_pylist()
    found = {(row["day"], row["result"]): row["texts"] for row in rows}
    listed = _days_of(answer)
    present = set(answer["result"].to_pylist())
    columns: Columns = {vocabulary.column_title("day"): [day_words(day) for day in listed]}
    for result in vocabulary.RESULTS:
        if result.name in present:
            columns[result.name] = [found.get((day, result.name), 0) for day in listed]
    return columns


def _days_of(answer: pa.Table) -> list[date]:
    """The days of the rows of `_columns`, in the same order."""
    return list(dict.fromkeys(answer["day"].to_pylist()))


def _pressed(key: str) -> None:
    points = st.session_state[key].selection.points
    if points:
        narrowing.apply_click(DAY.key, str(points[0]["x"])[:10])
