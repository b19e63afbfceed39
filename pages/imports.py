"""Imports: take exported files in, see how each column is read, and what became of every row."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data import jobs
from data.access import Viewer
from data.errors import Problem
from data.importer.sources import CSV_ENDINGS, EXCEL_ENDINGS, PARQUET_ENDINGS
from data.jobs import Job
from pages.parts import job_report, lists, page_head, problems, recognition, tables, uploads, words
from queries import run

ENDINGS = (*CSV_ENDINGS, *EXCEL_ENDINGS, *PARQUET_ENDINGS)
STARTED = "imports started here"  # by the id of the sent file
WHAT_THEY_MAY_BE = (
    "What your messaging service exports: a **message log** (a row per text), a **consent list** (a row "
    "per number with its status), or a **contact list** (a row per number of a contact). A file may be "
    "taken in twice: rows that are known already change nothing."
)


def show(viewer: Viewer) -> None:
    """The import that runs or ran, the files to take in, and the list of those taken in."""
    page_head.show("Imports", viewer).tell_clocks(viewer)
    job_report.show()
    st.header("Take files in", anchor=False)
    st.markdown(WHAT_THEY_MAY_BE)
    sent = st.file_uploader("Files", [ending[1:] for ending in ENDINGS], accept_multiple_files=True)
    st.html(uploads.DROPZONE, unsafe_allow_javascript=True)
    for file in sent:
        _file(viewer, file)
    st.header("Files taken in", anchor=False)
    taken_in = run("imports", viewer, rows=None)
    if taken_in.num_rows:
        st.html(tables.table(lists.imports(taken_in), "Files taken in, newest first"))
    else:
        st.markdown("None yet.")


def _file(viewer: Viewer, file: UploadedFile) -> None:
    started: dict[str, Job] = st.session_state.setdefault(STARTED, {})
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
