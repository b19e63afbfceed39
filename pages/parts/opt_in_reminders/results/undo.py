"""Undoing a reminder batch: the button, the dialog that asks for confirmation, and the message after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.access import Right, Viewer
from data.errors import Problem
from data.tables import reminders
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.frame import errors, freshness
from pages.parts.frame.data_source import shown
from pages.parts.frame.session import BATCH_TO_UNDO, UNDONE_BATCH
from pages.parts.opt_in_reminders import made
from pages.parts.sign_in import doors

RIGHTS = (Right.REMIND, Right.SEE_ALL_SCHOOLS)  # a batch can hold numbers of every school
Row = Mapping[str, Any]


def offer(viewer: Viewer, batch_id: str) -> None:
    """Draw the button that asks whether to undo a batch, for whoever may."""
    if viewer.may(*RIGHTS):
        # A button for this batch alone: a click that arrives twice must not ask about the batch before it.
        st.button(
            _("Undo batch"), key=f"ask to undo {batch_id}", on_click=BATCH_TO_UNDO.set, args=(batch_id,)
        )


def show(viewer: Viewer, batches: Sequence[Row]) -> None:
    """Draw the message about the last batch undone here and, until it is answered, the dialog.

    `batches` are the rows of "reminder_runs".
    """
    message, batch_id = UNDONE_BATCH.get(), BATCH_TO_UNDO.get()
    if message:
        st.success(message)
    if batch_id is None or not viewer.may(*RIGHTS):
        return
    row = next((row for row in batches if row["run_id"] == batch_id), None)
    if row:
        st.dialog(_("Undo this reminder batch?"), on_dismiss=_keep)(_confirm)(viewer, row)
    else:
        _keep()
        st.info(_(reminders.GONE))


def question(row: Row) -> str:
    """Return which batch an undo deletes and what that changes, as Markdown.

    `row` is a row of "reminder_runs".
    """
    batch = formatting.markdown(
        ngettext(
            "**{number} number**, created {time} by {person}. Filter: {filter}.",
            "**{number} numbers**, created {time} by {person}. Filter: {filter}.",
            row["numbers"],
        ),
        number=row["numbers"],
        time=freshness.moment(row["made_at"]),
        person=row["made_by"],
        filter=row["asked"],
    )
    change = _("Its families can then be reminded again, and its results disappear.")
    warning = _("Undo this only if nothing was sent. What was sent stays sent.")
    return f"{batch}\n\n{change}\n\n{warning}"


def _confirm(viewer: Viewer, row: Row) -> None:
    st.markdown(question(row))
    label = ngettext(
        "Undo batch of {number} number",
        "Undo batch of {number} numbers",
        row["numbers"],
        number=row["numbers"],
    )
    with st.container(horizontal=True):
        if st.button(label, type="primary", key=f"undo {row['run_id']}"):
            _undo(viewer, row)
        if st.button(_("Keep batch"), key=f"keep {row['run_id']}"):
            _keep()
            st.rerun()


def _keep() -> None:
    BATCH_TO_UNDO.pop()


def _undo(viewer: Viewer, row: Row) -> None:
    if not doors.is_still(viewer):  # Streamlit draws a dialog alone, for the viewer who opened it
        st.rerun()
    viewer.require(*RIGHTS)
    try:
        reminders.undo_batch(shown().uri, row["run_id"], by=viewer.name, role=viewer.role)
    except Problem as problem:
        errors.show(problem)
        return
    _keep()
    made.forget(row["run_id"])
    UNDONE_BATCH.set(
        formatting.markdown(
            ngettext(
                "The reminder batch of {number} number, created {time}, was undone.",
                "The reminder batch of {number} numbers, created {time}, was undone.",
                row["numbers"],
            ),
            number=row["numbers"],
            time=freshness.moment(row["made_at"]),
        )
    )
    st.rerun()
