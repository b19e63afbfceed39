"""The queue on the page: the running import, the waiting ones, and how those before ended."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data.importer import Outcome
from data.jobs import queue
from data.jobs.queue import Job
from data.words import catalog, stored_sentences, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.downloads import one_use
from pages.parts.draw import formatting
from pages.parts.frame import errors

SECONDS = 0.5  # between two looks at a running import
FRAGMENT = "queue"
States = list[tuple[int, str]]


def show() -> None:
    """Draw the queue. While an import waits or runs, the queue is drawn again and again, alone."""
    jobs = queue.every()
    if any(job.is_under_way for job in jobs):
        st.fragment(_under_way, run_every=SECONDS, key=FRAGMENT)(_states(jobs))
    for job in jobs:
        if not job.is_under_way:
            _ended(job)


def _states(jobs: list[Job]) -> States:
    return [(job.id, job.state) for job in jobs]


def _under_way(drawn: States) -> None:
    jobs = queue.every()
    if _states(jobs) != drawn:
        st.rerun()  # the whole page: there may be new data, or files of another person
    for job in jobs:
        if job.state == "running":
            st.progress(
                job.share, formatting.markdown(_("{file}: {step}"), file=job.file_name, step=job.step)
            )
    waiting = [job.file_name for job in jobs if job.state == "waiting"]
    if number := len(waiting):
        sentence = ngettext(
            "**{number} file is waiting:** {files}.", "**{number} files are waiting:** {files}.", number
        )
        st.markdown(formatting.markdown(sentence, number=number, files=catalog.listing(waiting)))
    st.markdown(_("You can leave this page. The import continues."))


def _ended(job: Job) -> None:
    if job.problem:
        st.markdown(formatting.markdown(_("**{file}** wasn't imported."), file=job.file_name))
        errors.show(job.problem)
    elif job.outcome:
        _show_outcome(job.outcome, job.id)


def _show_outcome(outcome: Outcome, job_id: int) -> None:
    if outcome.was_imported_before:
        sentence = _("**{file}** was already imported. Nothing changed.")
        st.success(formatting.markdown(sentence, file=outcome.file))
    else:
        _show_counts(outcome)
        for note in outcome.notes:
            st.markdown(formatting.plain(stored_sentences.shown(note)))
    if outcome.rejected_file and Path(outcome.rejected_file).is_file():
        _offer_rejected(outcome, Path(outcome.rejected_file), job_id)


def _show_counts(outcome: Outcome) -> None:
    """Draw what the import did: green only if no row was rejected, red if nothing else happened."""
    kind = vocabulary.file_kind_title(outcome.kind)
    if outcome.rejected and outcome.rejected == outcome.rows_read:
        rejected = formatting.markdown(
            _("No row of **{file}** ({kind}) could be read."), file=outcome.file, kind=kind
        )
        st.error(f"{rejected} {counts(outcome)}")
        return
    imported = formatting.markdown(_("**{file}** was imported ({kind})."), file=outcome.file, kind=kind)
    show = st.warning if outcome.rejected else st.success
    show(f"{imported} {counts(outcome)}")


def _offer_rejected(outcome: Outcome, rejected_file: Path, job_id: int) -> None:
    number = outcome.rejected
    st.markdown(
        ngettext(
            "{number} row was rejected. Download it, correct it, and import the file.",
            "{number} rows were rejected. Download them, correct them, and import the file.",
            number,
            number=number,
        )
    )
    name = _("rejected rows of {file}.csv", file=Path(outcome.file).stem)
    one_use.button(
        ngettext(
            "Download {number} rejected row (CSV)",
            "Download {number} rejected rows (CSV)",
            number,
            number=number,
        ),
        one_use.OneUseFile(rejected_file, name, "text/csv"),
        f"rejected rows of import {job_id}",
    )


def counts(outcome: Outcome) -> str:
    """Return what the import did with the rows: "3 rows read: 2 new, 1 updated."."""
    parts = [
        (outcome.stored, _("{number} new", number=outcome.stored)),
        (outcome.updated, _("{number} updated", number=outcome.updated)),
        (outcome.unchanged, _("{number} unchanged", number=outcome.unchanged)),
        (outcome.set_aside, _("{number} skipped", number=outcome.set_aside)),
        (outcome.rejected, _("{number} rejected", number=outcome.rejected)),
    ]
    read = outcome.rows_read
    if not read:
        return _("The file has no rows.")
    return ngettext(
        "{number} row read: {counts}.",
        "{number} rows read: {counts}.",
        read,
        number=read,
        counts=catalog.listing(words for number, words in parts if number),
    )
