"""Results of past reminders: the batches, and for one of them how many of its numbers opted in since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.access import Right, Viewer
from data.tables import reminders
from data.words import vocabulary
from data.words.catalog import N_, _, ngettext
from pages.parts.draw import chart, tables
from pages.parts.draw.tables import Column
from pages.parts.frame.data_source import shown
from pages.parts.frame.session import BATCH, RESULTS_BY
from pages.parts.opt_in_reminders.results import results_chart, results_tables
from queries import run

Row = Mapping[str, Any]
LEVELS = {"school": N_("School"), "language": N_("Language")}
BATCH_COLUMNS = ("made_at", "made_by", "asked", "numbers", "by_e_mail", "on_paper")


def show(viewer: Viewer) -> None:
    """Draw the batches, newest first, and the results of the one that the visitor selects."""
    batches = run("reminder_runs", viewer).to_pylist()
    if not batches:
        st.markdown(_("No reminder batch yet. Results appear here after the first one."))
        return
    st.html(tables.table(batch_columns(batches), _("Reminder batches, newest first")))
    titles = {row["run_id"]: batch_title(row) for row in batches}
    batch_id = st.selectbox(
        _("Reminder batch"), list(titles), key=BATCH.name, format_func=titles.__getitem__, width=420
    )
    if viewer.may(Right.REMIND, Right.SEE_ALL_SCHOOLS):
        _offer_undo(viewer, batch_id)
    rows = run("reminder_outcomes", viewer, run_id=batch_id, enough=vocabulary.ENOUGH_NUMBERS).to_pylist()
    _show_results(rows)


def batch_title(row: Row) -> str:
    """Return a batch as one of several to select from, from a row of "reminder_runs"."""
    return ngettext(
        "{made_at}: {number} number",
        "{made_at}: {number} numbers",
        row["numbers"],
        made_at=row["made_at"],
        number=row["numbers"],
    )


def batch_columns(batches: Sequence[Row]) -> list[Column]:
    """Return the columns of the list of batches, from the rows of "reminder_runs"."""
    return [Column(vocabulary.column_title(name), [row[name] for row in batches]) for name in BATCH_COLUMNS]


def _offer_undo(viewer: Viewer, batch_id: str) -> None:
    with st.popover(_("Undo batch")):
        st.markdown(_("Undo this only if nothing was sent. Its families can then be reminded again."))
        # A button for this batch alone: a click that arrives twice must not undo the batch before it too.
        if st.button(_("Undo batch"), type="primary", key=f"undo batch {batch_id}"):
            reminders.undo_batch(shown().uri, batch_id, by=viewer.name, role=viewer.role)
            st.rerun()


def _show_results(rows: Sequence[Row]) -> None:
    st.markdown(results_tables.finding(rows))
    if not rows:
        return
    left, right = st.columns([5, 6], gap="medium")
    with left:
        st.html(results_chart.legend())
        chart.draw(
            results_chart.figure(rows, is_dark=st.context.theme.type == "dark"),
            _("Share of reminded and other numbers that opted in after the reminder."),
        )
    with right:
        label = _("Results of the batch by number of days")
        st.html(tables.table(results_tables.total_columns(rows), label))
        st.markdown(_what_is_counted())
    _show_groups(rows)


@st.fragment
def _show_groups(rows: Sequence[Row]) -> None:
    with st.container(horizontal=True):
        level = st.segmented_control(
            _("Compare by"),
            list(LEVELS),
            default="school",
            key=RESULTS_BY.name,
            required=True,
            format_func=lambda key: _(LEVELS[key]),
        )
        days = st.segmented_control(
            _("After"),
            vocabulary.OUTCOME_DAYS,
            default=results_tables.newest_days(rows),
            required=True,
            format_func=results_tables.days_title,
        )
    columns = results_tables.group_columns(rows, level, _(LEVELS[level]), days)
    st.html(tables.table(columns, _group_label(level, days)))


def _what_is_counted() -> str:
    pending = _("Only numbers that were pending when the batch was created are counted.")
    not_reminded = ngettext(
        "Those not reminded have a contact, and no batch within {days} day reminded them.",
        "Those not reminded have a contact, and no batch within {days} days reminded them.",
        vocabulary.PLAN_DAYS,
        days=vocabulary.PLAN_DAYS,
    )
    return f"{pending} {not_reminded}"


def _group_label(level: str, days: int) -> str:
    if level == "school":
        return ngettext(
            "Opted in {days} day after the reminder, by school",
            "Opted in {days} days after the reminder, by school",
            days,
            days=days,
        )
    return ngettext(
        "Opted in {days} day after the reminder, by language",
        "Opted in {days} days after the reminder, by language",
        days,
        days=days,
    )
