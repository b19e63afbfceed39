"""The running import, or what became of the newest one; leaving the page loses nothing of it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data import jobs
from data.importer import Outcome
from data.importer.columns import KIND_WORDS
from pages.parts import problems, words

RUNNING = "running"
STARTED = "imports started here"  # in the session, by the id of the sent file
SECONDS = 0.5  # between two looks at a running import


def is_running() -> bool:
    """Whether an import is under way."""
    job = jobs.newest()
    return job is not None and job.state == RUNNING


def show() -> None:
    """Draw the newest import. It is looked at again and again only while it runs."""
    job = jobs.newest()
    if job is None:
        return
    if job.state == RUNNING:
        st.fragment(_progress, run_every=SECONDS)()
    elif job.problem:
        st.markdown(f"**{words.plain(job.file_name)}** was not taken in:")
        problems.tell(job.problem)
    elif job.outcome:
        _outcome(job.outcome)


def _progress() -> None:
    job = jobs.newest()
    if job is None or job.state != RUNNING:
        st.rerun()  # the whole page: it may show new data now
    else:
        st.progress(job.share, f"{words.plain(job.file_name)}: {job.step}")
        st.markdown("You may leave this page; the import goes on, and is found here again.")


def _outcome(outcome: Outcome) -> None:
    kind = f" as a {KIND_WORDS[outcome.kind]}" if outcome.kind else ""
    st.success(f"**{words.plain(outcome.file)}** was taken in{kind}. {counts(outcome)}")
    for note in outcome.notes:
        st.markdown(words.plain(note))
    if outcome.rejected_file and Path(outcome.rejected_file).is_file():
        rejected = words.count(outcome.rejected, "rows")
        st.markdown(
            f"{rejected} could not be understood. Each is in this file with its line, its column and why."
        )
        with Path(outcome.rejected_file).open("rb") as file:
            st.download_button(
                f"Download {rejected} to mend (CSV)",
                file,
                f"rejected rows of {Path(outcome.file).stem}.csv",
                "text/csv",
                on_click="ignore",
            )


def counts(outcome: Outcome) -> str:
    """What became of the rows, as an equation: "3 rows read = 2 new + 1 updated"."""
    parts = {
        "new": outcome.stored,
        "updated": outcome.updated,
        "known already": outcome.unchanged,
        "set aside": outcome.set_aside,
        "rejected": outcome.rejected,
    }
    said = " + ".join(f"{words.count(number)} {name}" for name, number in parts.items() if number)
    return f"{words.count(outcome.rows_read, 'rows')} read" + (f" = {said}." if said else ".")
