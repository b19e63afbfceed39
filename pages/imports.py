"""Imports: upload files, check how they will be read, and see every import."""

from __future__ import annotations

import streamlit as st

from data.access import Right, Viewer
from data.words.catalog import _
from pages.parts.frame import click_listener, data_source, errors, page_head, stored_check
from pages.parts.frame.session import IMPORT_TO_UNDO
from pages.parts.imports import conflicts, import_cell, import_list, missing, queue, undo, uploads


def show(viewer: Viewer) -> None:
    """Draw the queue, the upload, the list of imports, and the check of the stored data."""
    page_head.show(_("Imports"), viewer).show_freshness(viewer)
    click_listener.listen(_apply_click)
    with st.container():  # always one place: an import that ends must not move the field for files
        with errors.in_place():
            missing.show(viewer)
        queue.show()
        with errors.in_place():
            undo.show(viewer)
    st.header(_("Import files"), anchor=False)
    st.markdown(
        _(
            "Import files from your messaging service. A **message log** has one row per text. A **consent "
            "list** has one row per number, with its status. A **contact list** has one row per number of "
            "a contact. You can safely import a file again: stored rows don't change."
        )
    )
    uploads.show(viewer)
    conflicts.show(viewer)
    st.header(_("Imported files"), anchor=False)
    import_list.show(viewer, is_sample=data_source.shown().is_sample)
    if viewer.may(Right.SET_UP):
        st.header(_("Check stored data"), anchor=False)
        stored_check.show(viewer)


def _apply_click(key: str, value: str) -> None:
    if key == import_cell.UNDO:
        IMPORT_TO_UNDO.set(value)
