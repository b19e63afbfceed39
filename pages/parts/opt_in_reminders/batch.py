"""Handing over: what a run will hold, making its files, and recording it. Nothing is sent from here."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

from data.access import Viewer
from data.tables import reminders
from pages.parts.draw import formatting
from pages.parts.frame.data_source import shown
from pages.parts.opt_in_reminders import batch_contents, batch_zip
from pages.parts.opt_in_reminders.audience import Asked
from pages.parts.opt_in_reminders.pending import REACHED
from queries import run

MEGABYTE = 1000  # in kilobytes
MADE = "run made here"  # in the session: its files hold names, so the server keeps none


@dataclass(frozen=True)
class Made:
    """A run that was made in this session: its file name, its zip, and what to tell of it."""

    file: str
    content: bytes
    told: str


def show(viewer: Viewer, asked: Asked, on_paper: str) -> None:
    """Tell what the files will hold, offer to make them, and those that were made here last."""
    families = run("reminder_families", viewer, asked.selection, **asked.parameters())
    st.markdown(contents(families))
    for note in notes(families):
        st.info(note)
    numbers = run("reminder_numbers", viewer, asked.selection, **asked.parameters())
    unreached = run("reminder_unreached", viewer, asked.selection, **asked.parameters())
    pressed = st.button(
        f"Make the files and record the run of {formatting.count(numbers.num_rows, 'numbers')}",
        type="primary",
        disabled=not numbers.num_rows,
        help=None if numbers.num_rows else "Nobody is left to remind with this choice.",
    )
    if pressed:
        _make(viewer, asked, numbers, batch_contents.merge(families, unreached, on_paper))
    made: Made | None = st.session_state.get(MADE)
    if made:
        st.success(made.told)
        st.download_button(
            f"Download the run (zip, {size(made.content)})",
            made.content,
            made.file,
            "application/zip",
            on_click="ignore",
        )


def _make(viewer: Viewer, asked: Asked, numbers: pa.Table, merge: batch_contents.Merge) -> None:
    bar = st.progress(0.0, "Making the flyers…")
    content = batch_zip.zipped(
        merge, asked.sentence(), lambda share: bar.progress(share, "Making the flyers…")
    )
    reminders.record_batch(shown().uri, numbers, made_by=viewer.name, filters=asked.sentence())
    count = formatting.count(numbers.num_rows, "numbers")
    st.session_state[MADE] = Made(
        f"reminders {asked.now:%Y-%m-%d}.zip",
        content,
        f"The run of {count} is recorded; it is listed below. Download its files now: they hold names and "
        "addresses, so they are not kept here.",
    )
    st.rerun()


def contents(families: pa.Table) -> str:
    """What the zip will hold, in Markdown, from "reminder_families"."""
    parts = families["part"].to_pylist()
    by_mail, on_paper = (formatting.count(parts.count(part), "rows") for part in REACHED)
    return (
        "One zip with everything: a file for the mail merge of Word and Outlook or of Google "
        f"(**{by_mail}**, one per family and e-mail address), one of the families that get it on paper "
        f"(**{on_paper}**), one of the numbers that can't be reached, the contact ids to load back into "
        "the messaging service for its own e-mail or call, and a flyer for each of their schools and "
        "languages. The dashboard itself sends nothing."
    )


def notes(families: pa.Table) -> list[str]:
    """What there is to know before sending: languages without a flyer of their own."""
    lacking = batch_contents.without_flyer(families)
    if not lacking:
        return []
    listed = ", ".join(
        f"{formatting.plain(language or 'no language')}: {formatting.count(n)}"
        for language, n in lacking.items()
    )
    return [f"There is no flyer in the language of some families, who get the English one ({listed})."]


def size(content: bytes) -> str:
    """The size of a file as people say it."""
    kilobytes = max(len(content) // 1000, 1)
    return f"{kilobytes / 1000:.1f} MB" if kilobytes >= MEGABYTE else f"{kilobytes:,} kB"
