"""Making a reminder batch: its files, and the record of it. Nothing is sent from here."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa
import streamlit as st

from data import settings
from data.access import Viewer, needs
from data.flyers import languages
from data.tables import reminders
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.frame.data_source import shown
from pages.parts.frame.session import BATCH, DRAWN_VERSION, UNDONE_BATCH, MadeBatch
from pages.parts.opt_in_reminders import batch_contents, batch_zip, made
from pages.parts.opt_in_reminders.audience import Audience
from pages.parts.opt_in_reminders.batch_contents import BatchContents
from pages.parts.opt_in_reminders.pending import BY_EMAIL, ON_PAPER
from queries import run


def show(viewer: Viewer, audience: Audience, paper: str) -> None:
    """Draw the batches made in this session, and what the next contains, with the button that makes it.

    Raises Problem if a flyer can't be made or the batch can't be recorded.
    """
    families = run("reminder_families", viewer, audience.selection, **audience.parameters())
    unreached = run("reminder_unreached", viewer, audience.selection, **audience.parameters())
    numbers = run("reminder_numbers", viewer, audience.selection, **audience.parameters())
    made.show(viewer)
    count = numbers.num_rows
    nobody = _("No number is left to remind with these filters.")
    st.markdown(description(families, unreached) if count else nobody)
    for note in language_notes(families):
        st.info(note)
    is_clicked = st.button(
        ngettext(
            "Make reminder batch for {number} number",
            "Make reminder batch for {number} numbers",
            count,
            number=count,
        ),
        type="primary",
        # A button for the next batch alone: a click that arrives twice must not make two.
        key=f"make batch after {made.newest()}",
        disabled=not count,
    )
    if is_clicked:
        contacts = run("reminder_contacts", viewer, audience.selection, **audience.parameters())
        contents = batch_contents.contents(families, unreached, contacts, paper)
        _make(viewer, audience, numbers, contents)


def description(families: pa.Table, unreached: pa.Table) -> str:
    """Return what the zip contains, as Markdown, from "reminder_families" and "reminder_unreached"."""
    parts = families["part"].to_pylist()
    counts = (parts.count(BY_EMAIL), parts.count(ON_PAPER), unreached.num_rows)
    sentences = batch_zip.file_sentences(*counts, style="`{}`".format)
    summary = _("The batch is one zip file. The dashboard records it, but sends nothing.")
    return "\n".join([summary, "", *(f"- {sentence}" for sentence in sentences)])


def language_notes(families: pa.Table) -> list[str]:
    """Return what to know about languages that have no flyer, as Markdown."""
    default = languages()[0].name
    notes = []
    for language, count in batch_contents.languages_without_flyer(families).items():
        if language is None:
            sentence = ngettext(
                "{number} family has no language and gets the flyer in {default}.",
                "{number} families have no language and get the flyer in {default}.",
                count,
            )
        else:
            sentence = ngettext(
                "No flyer in {language}: {number} family gets it in {default}.",
                "No flyer in {language}: {number} families get it in {default}.",
                count,
            )
        notes.append(formatting.markdown(sentence, language=language or "", number=count, default=default))
    return notes


def _make(viewer: Viewer, audience: Audience, numbers: pa.Table, contents: BatchContents) -> None:
    viewer.require(*needs.QUESTIONS["reminder_contacts"])
    making = _("Making flyers…")
    bar = st.progress(0.0, making)
    filters = audience.sentence()
    content = batch_zip.zip_file(contents, filters, lambda share: bar.progress(share, making))
    batch_id = reminders.record_batch(
        shown().uri,
        numbers,
        made_by=viewer.name,
        role=viewer.role,
        filters=filters,
        counted_at=DRAWN_VERSION.get(),
    )
    now = datetime.now(settings.load().zone)
    name, bad_emails = f"reminders {now:%Y-%m-%d}.zip", len(contents.bad_emails)
    made.keep(MadeBatch(viewer, batch_id, now, name, content, numbers.num_rows, bad_emails))
    BATCH.set(batch_id)
    UNDONE_BATCH.pop()
    st.rerun()
