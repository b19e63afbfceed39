"""Opt-in reminders: pending numbers, the flyer, reminder batches and their results, and the plan."""

from __future__ import annotations

import streamlit as st

from data import clock, settings
from data.access import Viewer
from data.errors import Problem
from data.words import vocabulary
from data.words.catalog import _
from pages.parts.filters import narrowing, options
from pages.parts.frame import click_listener, errors, freshness, page_head
from pages.parts.frame.session import PLAN_DEFAULT, PLAN_START
from pages.parts.notes import on_days
from pages.parts.opt_in_reminders import audience, batch, flyer, pending, plan
from pages.parts.opt_in_reminders.audience import Audience
from pages.parts.opt_in_reminders.results import batches
from pages.parts.sms_status import sentences
from queries import run
from queries.fields import GRADE, LANGUAGE, SCHOOL


def show(viewer: Viewer) -> None:
    """Draw the pending numbers, the flyer, the batch to make, results of past batches, and the plan."""
    head = page_head.show(_("Opt-in reminders"), viewer)
    head.show_freshness(viewer)
    head.add_print_button()
    click_listener.listen(narrowing.apply_click)
    newest = freshness.read(viewer)
    if newest["consent_as_of"] is None:
        st.html(sentences.no_consent_list())
        return
    with errors.in_place():
        selected = audience.select_audience(viewer)
        _show_pending(viewer, selected)
        st.header(_("Flyer and files"), anchor=False)
        _show_flyer_and_batch(viewer, selected)
    st.header(_("Results of past reminders"), anchor=False)
    with errors.in_place():
        batches.show(viewer)
    with errors.in_place():
        _show_plan(viewer)


def _show_pending(viewer: Viewer, selected: Audience) -> None:
    rows = run("pending_totals", viewer, selected.selection, **selected.parameters()).to_pylist()
    counts = pending.count_parts(rows)
    st.markdown(pending.finding(counts, rows))
    left, right = st.columns([5, 6], gap="medium")
    left.html(pending.sum_table(counts))
    with right:
        filtered = {
            SCHOOL.key: selected.selection.schools or (),
            GRADE.key: selected.selection.grades or (),
            LANGUAGE.key: selected.selection.languages or (),
        }
        pending.show_groups(rows, filtered)


def _show_flyer_and_batch(viewer: Viewer, selected: Audience) -> None:
    left, right = st.columns([5, 6], gap="medium")
    with left:
        names = options.school_names(viewer)
        filtered = selected.selection
        schools = [school for school in filtered.schools or () if school in names]
        flyer.follow(schools, filtered.languages or ())
        flyer.show(names)
    with right:
        try:
            batch.show(viewer, selected, flyer.selected_paper())
        except Problem as problem:  # such as no short code: the rest of the page still works
            errors.show(problem)


def _show_plan(viewer: Viewer) -> None:
    st.header(_("{days}-day plan", days=vocabulary.PLAN_DAYS), anchor=False)
    today = clock.today(settings.load().zone)
    made = run("reminder_runs", viewer).to_pylist()
    default = plan.start_of(made, today)
    if PLAN_START.get() in (None, PLAN_DEFAULT.get()):  # nobody has entered another date
        PLAN_START.set(default)
    PLAN_DEFAULT.set(default)
    start = st.date_input(_("Start date"), key=PLAN_START.name, format="MM/DD/YYYY", width=200)
    noted = on_days.of_chart(viewer, start, plan.last_day(start))
    st.html(plan.tables(start, today, made, noted))
    on_days.show(noted)
