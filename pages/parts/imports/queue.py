"""The running import, those that wait behind it, and what became of those before; leaving loses nothing."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data.importer import Outcome
from data.jobs import queue
from data.jobs.queue import Job
from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.frame import errors

SECONDS = 0.5  # between two looks at a running import
States = list[tuple[int, str]]


def show() -> None:
    """Draw the queue. It is looked at again and again only while something in it is under way."""
    every = queue.every()
    if any(job.is_under_way for job in every):
        st.fragment(_under_way, run_every=SECONDS)(_states(every))
    for job in every:
        if not job.is_under_way:
            _ended(job)


def _states(every: list[Job]) -> States:
    return [(job.id, job.state) for job in every]


def _under_way(drawn: States) -> None:
    every = queue.every()
    if _states(every) != drawn:
        st.rerun()  # the whole page: it may show new data now, or somebody else's files
    for job in every:
        if job.state == "running":
            st.progress(job.share, f"{formatting.plain(job.file_name)}: {job.step}")
    waiting = [f"**{formatting.plain(job.file_name)}**" for job in every if job.state == "waiting"]
    if waiting:
        verb = "waits" if len(waiting) == 1 else "wait"
        st.markdown(f"{formatting.count(len(waiting), 'files')} {verb} behind it: {', '.join(waiting)}.")
    st.markdown("You may leave this page; the import goes on, and is found here again.")


def _ended(job: Job) -> None:
    if job.problem:
        st.markdown(f"**{formatting.plain(job.file_name)}** was not taken in:")
        errors.show(job.problem)
    elif job.outcome:
        _outcome(job.outcome, job.id)


def _outcome(outcome: Outcome, job_id: int) -> None:
    kind = f" as a {vocabulary.file_kind_title(outcome.kind)}" if outcome.kind else ""
    st.success(f"**{formatting.plain(outcome.file)}** was taken in{kind}. {counts(outcome)}")
    for note in outcome.notes:
        st.markdown(formatting.plain(note))
    if outcome.rejected_file and Path(outcome.rejected_file).is_file():
        rejected = formatting.count(outcome.rejected, "rows")
        st.markdown(
            f"{rejected} could not be understood. Each is in this file with its line, its column and why."
        )
        with Path(outcome.rejected_file).open("rb") as file:
            st.download_button(
                f"Download {rejected} to mend (CSV)",
                file,
                f"rejected rows of {Path(outcome.file).stem}.csv",
                "text/csv",
                key=f"rejected rows of import {job_id}",
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
    said = " + ".join(f"{formatting.count(number)} {name}" for name, number in parts.items() if number)
    return f"{formatting.count(outcome.rows_read, 'rows')} read" + (f" = {said}." if said else ".")
