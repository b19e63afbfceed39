"""Imports: take exported files in, see how each column is read, and what became of every row."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.importer.files.sources import ENDINGS
from pages.parts.draw import clicks
from pages.parts.frame import data_source, page_head
from pages.parts.imports import check, import_list, kept_files, missing, queue, undo, uploads

WITH_ENDING = [ending[1:] for ending in ENDINGS if ending]
WHAT_THEY_MAY_BE = (
    "What your messaging service exports: a **message log** (a row per text), a **consent list** (a row "
    "per number with its status), or a **contact list** (a row per number of a contact). A file may be "
    "taken in twice: rows that are known already change nothing."
)


def show(viewer: Viewer) -> None:
    """The imports that run or ran, the files to take in, and the list of those taken in."""
    page_head.show("Imports", viewer).show_freshness(viewer)
    missing.show(viewer)
    clicks.listen(_press)
    queue.show()
    undo.show(viewer)
    st.header("Take files in", anchor=False)
    st.markdown(WHAT_THEY_MAY_BE)
    sent = st.file_uploader("Files", WITH_ENDING, accept_multiple_files=True)
    st.html(kept_files.DROPZONE, unsafe_allow_javascript=True)
    uploads.show(viewer, sent)
    st.header("Files taken in", anchor=False)
    import_list.show(viewer, is_sample=data_source.shown().is_sample)
    check.show(viewer)


def _press(what: str, value: str) -> None:
    if what == import_list.UNDO:
        undo.remember(value)
