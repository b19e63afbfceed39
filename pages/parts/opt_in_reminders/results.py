"""What came of the runs: the list of them, and of the chosen one what its numbers answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.access import Viewer
from data.tables import reminders
from data.words import vocabulary
from pages.parts.draw import formatting, tables
from pages.parts.frame.data_source import shown
from pages.parts.opt_in_reminders import results_chart
from queries import run

LEVEL, RUN = "outcomes by", "run"
AROUND = vocabulary.PLAN_DAYS
LEVELS = {"school": "School", "language": "Language"}


def show(viewer: Viewer) -> None:
    """Draw the runs, newest first, and what came of the one that is chosen."""
    runs = run("reminder_runs", viewer).to_pylist()
    if not runs:
        st.markdown(
            "No run has been recorded yet. What families answered is shown here from the first one on."
        )
        return
    st.html(tables.table(run_columns(runs), "Runs of reminders, newest first"))
    named = {row["run_id"]: run_words(row) for row in runs}
    chosen = st.selectbox(
        "What came of the run", list(named), key=RUN, format_func=named.__getitem__, width=420
    )
    _offer_to_take_back(viewer, chosen)
    rows = run("reminder_outcomes", viewer, run_id=chosen, enough=vocabulary.ENOUGH_NUMBERS).to_pylist()
    _outcome(rows)


def _offer_to_take_back(viewer: Viewer, run_id: str) -> None:
    """A run that was made by mistake can be forgotten, by whoever sees all of it."""
    if not viewer.sees_everything:
        return
    with st.popover("Take this run back"):
        st.markdown(
            "Its families are then offered again, as if it had not been made. What was sent stays sent: "
            "take back only a run of which nothing went out."
        )
        if st.button("Take it back", type="primary"):
            reminders.undo_batch(shown().uri, run_id)
            st.rerun()


def run_words(row: Mapping[str, Any]) -> str:
    """A run as one of a choice."""
    return f"{formatting.moment(row['made_at'])}: {formatting.count(row['numbers'], 'numbers')}"


def run_columns(runs: list[dict[str, Any]]) -> dict[str, list[object]]:
    """The runs as a table, from "reminder_runs"."""
    return {
        "Made": [formatting.moment(row["made_at"]) for row in runs],
        "By": [row["made_by"] for row in runs],
        "Chosen": [row["asked"] for row in runs],
        "Numbers": [row["numbers"] for row in runs],
        "By e-mail": [row["by_e_mail"] for row in runs],
        "On paper": [row["on_paper"] for row in runs],
    }


def _outcome(rows: list[dict[str, Any]]) -> None:
    finding = results_chart.finding(rows)
    st.markdown(finding)
    if not rows:
        return
    about = "Share that opted in after the run, reminded beside not reminded"
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(results_chart.legend())
        st.plotly_chart(
            results_chart.figure(rows, is_dark=st.context.theme.type == "dark"),
            config={"displayModeBar": False},
            alt=f"{about}. {finding}",
        )
        st.markdown(
            "Counted are numbers that were pending when the run was made, by what is known now. Those not "
            f"reminded have a contact, and no run within {AROUND} days of this one reminded them."
        )
    with right:
        st.html(tables.table(results_chart.total_columns(rows), "What the numbers of the run became"))
    _groups(rows)


def _groups(rows: list[dict[str, Any]]) -> None:
    with st.container(horizontal=True):
        level = st.segmented_control(
            "The same by",
            list(LEVELS),
            default="school",
            key=LEVEL,
            required=True,
            format_func=LEVELS.__getitem__,
        )
        days = st.segmented_control(
            "After",
            vocabulary.OUTCOME_DAYS,
            default=results_chart.newest_mark(rows),
            required=True,
            format_func="{} days".format,
        )
    columns = results_chart.group_columns(rows, level, LEVELS[level], days)
    st.html(tables.table(columns, f"Opted in {days} days after the run, by {LEVELS[level].lower()}"))
