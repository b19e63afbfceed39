"""Undoing the newest import: the dialog that asks for confirmation, and the message afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.access import Right, Viewer
from data.errors import Problem
from data.jobs import queue
from data.tables.undo import changed_rows, undo
from data.words import vocabulary
from data.words.catalog import _
from pages.parts.draw import formatting
from pages.parts.frame import errors, freshness
from pages.parts.frame.session import IMPORT_TO_UNDO, UNDONE_MESSAGE
from pages.parts.imports import uploads
from pages.parts.sign_in import doors
from queries import run


def show(viewer: Viewer) -> None:
    """Draw the message about the last import undone here and, until it is answered, the dialog."""
    if queue.is_busy():
        UNDONE_MESSAGE.pop()
    message = UNDONE_MESSAGE.get()
    if message:
        st.success(message)
    import_id = IMPORT_TO_UNDO.get()
    imports = run("imports", viewer, rows=None).to_pylist()
    row = next((row for row in imports if row["import_id"] == import_id and row["can_be_undone"]), None)
    if row and viewer.may(Right.UNDO):
        st.dialog(_("Undo this import?"), on_dismiss=_keep)(_confirm)(viewer, row)
    else:  # someone else undid it, or imported another file: it mustn't be asked about later
        _keep()


def question(row: Mapping[str, Any]) -> str:
    """Return what an undo changes and what stays, as Markdown, by the import's row of "imports"."""
    imported = formatting.markdown(
        _("**{file}** ({kind}) was imported {time}."),
        file=row["file_name"],
        kind=vocabulary.file_kind_title(row["kind"]),
        time=freshness.moment(row["imported_at"]),
    )
    change = [formatting.markdown(_("**This reverts {rows}.**"), rows=changed_rows(row))]
    if row["updated"]:
        change.append(_("Updated rows get back their earlier values."))
    change.append(_("Unchanged rows stay."))
    kept = _("The import stays in the list, marked as undone. You can import the file again.")
    return "\n\n".join([imported, " ".join(change), kept])


def _confirm(viewer: Viewer, row: Mapping[str, Any]) -> None:
    st.markdown(question(row))
    with st.container(horizontal=True):
        is_busy = queue.is_busy()
        reason = _("Wait until the running import is done.") if is_busy else None
        if st.button(_("Undo import"), type="primary", disabled=is_busy, help=reason):
            _undo(viewer, row)
        if st.button(_("Keep import")):
            _keep()
            st.rerun()


def _keep() -> None:
    IMPORT_TO_UNDO.pop()


def _undo(viewer: Viewer, row: Mapping[str, Any]) -> None:
    if not doors.is_still(viewer):  # Streamlit draws a dialog alone, for the viewer who opened it
        st.rerun()
    try:
        with st.spinner(_("Undoing the import…")):
            undone = undo(by=viewer.name, role=viewer.role, import_id=row["import_id"])
    except Problem as problem:
        errors.show(problem)
        return
    IMPORT_TO_UNDO.pop()
    queue.forget()  # its reports at the top of the page are no longer true
    uploads.forget_started()
    UNDONE_MESSAGE.set(
        formatting.markdown(
            _("The import of **{file}** was undone. Reverted: {rows}."),
            file=undone["file_name"],
            rows=changed_rows(undone),
        )
    )
    st.rerun()
