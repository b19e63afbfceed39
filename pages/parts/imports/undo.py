"""Undoing the newest import: asked first, in words, and then told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.access import Viewer
from data.errors import Problem
from data.jobs import queue
from data.tables.undo import changed_rows, undo
from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.frame import errors
from pages.parts.imports import uploads
from queries import run

ASKED, DONE = "import to undo", "import undone here"  # in the session


def remember(import_id: str) -> None:
    """Ask about an import when the page is drawn next."""
    st.session_state[ASKED] = import_id


def show(viewer: Viewer) -> None:
    """What was undone here last, and the question of whether to undo, until it is answered."""
    if queue.is_busy():
        st.session_state.pop(DONE, None)
    if DONE in st.session_state:
        st.success(st.session_state[DONE])
    asked = st.session_state.get(ASKED)
    imports = run("imports", viewer, rows=None).to_pylist()
    row = next((row for row in imports if row["import_id"] == asked and row["can_be_undone"]), None)
    if row and viewer.sees_everything:
        st.dialog("Undo this import?", on_dismiss=_forget)(_ask)(viewer, row)


def _ask(viewer: Viewer, row: Mapping[str, Any]) -> None:
    st.markdown(question(row))
    with st.container(horizontal=True):
        is_running = queue.is_busy()
        if st.button("Undo it", type="primary", disabled=is_running, help=_why_not(is_running=is_running)):
            _undo(viewer, row)
        if st.button("Keep it"):
            _forget()
            st.rerun()


def question(row: Mapping[str, Any]) -> str:
    """What goes and what stays, in Markdown, by the import's row of "imports"."""
    kind = vocabulary.file_kind_title(row["kind"])
    changed = " What it updated is again as it was before." if row["updated"] else ""
    return (
        f"**{formatting.plain(row['file_name'])}**, a {kind} taken in {formatting.moment(row['imported_at'])}.\n\n"
        f"**What goes: {changed_rows(row)}.**{changed} Rows that were known already stay.\n\n"
        "The import stays in the list, marked as undone, and the file can be taken in again."
    )


def _undo(viewer: Viewer, row: Mapping[str, Any]) -> None:
    try:
        with st.spinner("Undoing…"):
            undone = undo(by=viewer.name, import_id=row["import_id"])
    except Problem as problem:
        errors.show(problem)
        return
    _forget()
    queue.forget()  # what it said at the top of the page holds no longer
    uploads.forget_started()
    file = formatting.plain(undone["file_name"])
    st.session_state[DONE] = f"**{file}** was undone. What it brought is gone: {changed_rows(undone)}."
    st.rerun()


def _why_not(*, is_running: bool) -> str | None:
    return "A file is being taken in." if is_running else None


def _forget() -> None:
    st.session_state.pop(ASKED, None)
