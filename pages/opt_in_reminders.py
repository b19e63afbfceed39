"""Opt-in reminders: who is still to answer, the flyer and files to remind them, and what came of it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from data import settings
from data.access import Viewer
from data.errors import Problem
from pages.parts.draw import clicks
from pages.parts.filters import narrowing
from pages.parts.frame import errors, page_head
from pages.parts.frame import freshness as page_clocks
from pages.parts.opt_in_reminders import audience, batch, flyer, pending, plan, results
from pages.parts.opt_in_reminders.audience import Asked
from pages.parts.sms_status import sentences
from queries import run

LEVEL = "by"


def show(viewer: Viewer) -> None:
    """Who is pending and can be reminded, the flyer, the run, what came of runs, and the plan."""
    head = page_head.show("Opt-in reminders", viewer)
    head.show_freshness(viewer)
    head.add_print_button()
    clicks.listen(narrowing.press)
    clock = page_clocks.read(viewer)
    if clock["consent_as_of"] is None:
        st.html(sentences.nothing_found(clock))
        return
    wanted = audience.chosen(viewer)
    _who(viewer, wanted)
    st.header("Flyer and files", anchor=False)
    try:
        _hand_over(viewer, wanted)
    except (
        Problem
    ) as problem:  # as of a short code that is not set: the rest of the page can still be of use
        errors.show(problem)
    st.header("What came of it", anchor=False)
    results.show(viewer)
    _plan(viewer)


def _who(viewer: Viewer, wanted: Asked) -> None:
    rows = run("pending_totals", viewer, wanted.selection, **wanted.parameters()).to_pylist()
    counts = pending.of_total(rows)
    st.markdown(pending.finding(counts, rows))
    if not rows:
        return
    left, right = st.columns([5, 6], gap="medium")
    with left:
        st.html(pending.sum_table(counts))
    with right:
        level = st.segmented_control(
            "Count them by",
            list(pending.LEVELS),
            default=narrowing.SCHOOL,
            key=LEVEL,
            bind="query-params",
            required=True,
            format_func=pending.LEVELS.__getitem__,
        )
        chosen = {
            narrowing.SCHOOL: wanted.selection.schools,
            narrowing.GRADE: wanted.selection.grades,
            narrowing.LANGUAGE: wanted.selection.languages,
        }
        st.html(pending.group_table(rows, level, chosen.get(level) or ()))


def _hand_over(viewer: Viewer, wanted: Asked) -> None:
    on_paper = flyer.paper()
    left, right = st.columns([5, 6], gap="medium")
    with left:
        flyer.show(viewer, on_paper)
    with right:
        batch.show(viewer, wanted, on_paper)


def _plan(viewer: Viewer) -> None:
    st.header("The plan of 30 days", anchor=False)
    today = datetime.now(settings.load().zone).date()
    runs = run("reminder_runs", viewer).to_pylist()
    start = st.date_input(
        "It begins on", plan.start_of(runs, today), key="begins", format="MM/DD/YYYY", width=200
    )
    st.html(plan.table(start, today, runs))
    st.html(plan.calendar(start, today, runs))
