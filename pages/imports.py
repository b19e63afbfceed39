"""Imports: take exported files in, see how each column is read, and what became of every row."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data import jobs
from data.access import Viewer
from data.errors import Problem
from data.importer.sources import ENDINGS
from data.jobs import Job
from pages.parts import (
    import_list,
    job_report,
    log_check,
    missing,
    page_head,
    presses,
    problems,
    recognition,
    sources,
    undoing,
    uploads,
    words,
)

WITH_ENDING = [ending[1:] for ending in ENDINGS if ending]
WHAT_THEY_MAY_BE = (
    "What your messaging service exports: a **message log** (a row per text), a **consent list** (a row "
    "per number with its status), or a **contact list** (a row per number of a contact). A file may be "
    "taken in twice: rows that are known already change nothing."
)


def show(viewer: Viewer) -> None:
    """The import that runs or ran, the files to take in, and the list of those taken in."""
    page_head.show("Imports", viewer).tell_clocks(viewer)
    missing.show(viewer)
    presses.listen(_press)
    job_report.show()
    undoing.show(viewer)
    st.header("Take files in", anchor=False)
    st.markdown(WHAT_THEY_MAY_BE)
    sent = st.file_uploader("Files", WITH_ENDING, accept_multiple_files=True)
    st.html(uploads.DROPZONE, unsafe_allow_javascript=True)
    for file in sent:
        _file(viewer, file)
    st.header("Files taken in", anchor=False)
    import_list.show(viewer, is_sample=sources.shown().is_sample)
    log_check.show(viewer)


def _press(what: str, value: str) -> None:
    if what == import_list.UNDO:
        undoing.remember(value)


def _file(viewer: Viewer, file: UploadedFile) -> None:
    started: dict[str, Job] = st.session_state.setdefault(job_report.STARTED, {})
    job = started.get(file.file_id)
    if job and job.state != "failed":
        return  # it runs, or its outcome is at the top of the page
    st.subheader(words.plain(file.name), anchor=False)
    try:
        path = uploads.keep(file)
        choice = recognition.choose(path, file.file_id)
        if choice and _is_confirmed(file):
            started[file.file_id] = jobs.start(path, by=viewer.name, file_name=file.name, **vars(choice))
            st.rerun()
    except Problem as problem:  # told under its own file, so that the others can still be taken in
        problems.tell(problem)


def _is_confirmed(file: UploadedFile) -> bool:
    return st.button(
        "Take this file in",
        type="primary",
        key=f"take in {file.file_id}",
        disabled=job_report.is_running(),
        help="Another file is being taken in." if job_report.is_running() else None,
    )
