"""Imports: take exported files in, see how each column is read, and what became of every row."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.importer.sources import ENDINGS
from pages.parts import (
    import_list,
    job_report,
    log_check,
    missing,
    page_head,
    presses,
    sent_files,
    sources,
    undoing,
    uploads,
)

WITH_ENDING = [ending[1:] for ending in ENDINGS if ending]
WHAT_THEY_MAY_BE = (
    "What your messaging service exports: a **message log** (a row per text), a **consent list** (a row "
    "per number with its status), or a **contact list** (a row per number of a contact). A file may be "
    "taken in twice: rows that are known already change nothing."
)


def show(viewer: Viewer) -> None:
    """The imports that run or ran, the files to take in, and the list of those taken in."""
    page_head.show("Imports", viewer).tell_clocks(viewer)
    missing.show(viewer)
    presses.listen(_press)
    job_report.show()
    undoing.show(viewer)
    st.header("Take files in", anchor=False)
    st.markdown(WHAT_THEY_MAY_BE)
    sent = st.file_uploader("Files", WITH_ENDING, accept_multiple_files=True)
    st.html(uploads.DROPZONE, unsafe_allow_javascript=True)
    sent_files.show(viewer, sent)
    st.header("Files taken in", anchor=False)
    import_list.show(viewer, is_sample=sources.shown().is_sample)
    log_check.show(viewer)


def _press(what: str, value: str) -> None:
    if what == import_list.UNDO:
        undoing.remember(value)
