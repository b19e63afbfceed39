"""The dialog in which an administrator writes, changes and removes notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from data.access import Viewer, needs
from data.tables import notes
from data.tables.notes import LONGEST, Draft, Note
from data.words.catalog import _
from pages.parts.draw import formatting
from pages.parts.filters import options
from pages.parts.filters.dates import EARLIEST, FORMAT, LATEST
from pages.parts.frame import stored_change
from pages.parts.frame.session import NOTE_TO_REMOVE, NOTE_TO_WRITE, NOTES_ARE_OPEN
from pages.parts.notes import on_days
from pages.parts.notes.on_days import OnDays

NEW = ""  # instead of the ID of a note: another one
MOST = 100  # notes to choose from


def show(viewer: Viewer, first: date, last: date, default: tuple[date, date]) -> None:
    """Draw the button that opens the notes of a chart and, until it is closed, the dialog.

    The chart's days are those from `first` to `last`. `default` are the days of a new note. Nothing for a
    viewer who can't write any.
    """
    if not viewer.may(*needs.COMMANDS["note"]):
        return
    st.button(_("Notes"), key="open_notes", on_click=NOTES_ARE_OPEN.set, args=(True,))
    if NOTES_ARE_OPEN.get():
        listed = on_days.read(viewer, first, last, most=MOST)
        schools = options.school_names(viewer)
        st.dialog(_("Notes on days"), on_dismiss=_close)(_draw)(viewer, listed, schools, default)


def _close() -> None:
    for key in (NOTES_ARE_OPEN, NOTE_TO_WRITE, NOTE_TO_REMOVE):
        key.pop()


def _draw(viewer: Viewer, listed: OnDays, schools: list[str], default: tuple[date, date]) -> None:
    every = {row["note_id"]: row for row in listed.notes[::-1]}
    titles = {NEW: _("New note")} | {note_id: on_days.sentence(row) for note_id, row in every.items()}
    if NOTE_TO_WRITE.get() not in {None, *titles}:  # somebody else has removed it meanwhile
        NOTE_TO_WRITE.pop()
    note_id = st.selectbox(
        _("Note"),
        list(titles),
        key=NOTE_TO_WRITE.name,
        format_func=titles.__getitem__,
        help=on_days.more(listed.of_notes - len(every)) or None,
    )
    seen = _note(every[note_id]) if note_id in every else None
    if seen and NOTE_TO_REMOVE.get() == seen.note_id:
        _confirm_removal(viewer, seen)
        return
    draft = _draw_form(seen, schools, default)
    if draft and seen:
        _act(viewer, lambda uri: notes.change(uri, seen, draft, by=viewer.name, role=viewer.role))
    elif draft:
        _act(viewer, lambda uri: notes.add(uri, draft, by=viewer.name, role=viewer.role))
    if seen:
        st.button(_("Remove note"), on_click=NOTE_TO_REMOVE.set, args=(seen.note_id,))


def _draw_form(seen: Note | None, schools: list[str], default: tuple[date, date]) -> Draft | None:
    """Draw the fields of a note; return what they say when its button was clicked."""
    first, last = (seen.first_day, seen.last_day) if seen else default
    own = [seen.school] if seen and seen.school and seen.school not in schools else []
    offered = [None, *schools, *own]
    with st.form(f"note {seen.note_id if seen else NEW}", border=False, enter_to_submit=False):
        left, right = st.columns(2)
        first_day = left.date_input(_("First day"), first, EARLIEST, LATEST, format=FORMAT)
        last_day = right.date_input(_("Last day"), last, EARLIEST, LATEST, format=FORMAT)
        school = st.selectbox(
            _("School"),
            offered,
            index=offered.index(seen.school if seen else None),
            format_func=lambda name: name or _("Whole district"),
        )
        text = st.text_area(
            _("Text"),
            seen.note if seen else "",
            max_chars=LONGEST,
            help=_("Everyone who sees the charts reads it. No phone numbers."),
        )
        if seen:
            written = _("Written by {person}, {time}.")
            st.markdown(formatting.markdown(written, person=seen.written_by, time=seen.written_at))
        is_sent = st.form_submit_button(_("Save note") if seen else _("Add note"), type="primary")
    return Draft(first_day, last_day, text, school) if is_sent else None


def _confirm_removal(viewer: Viewer, seen: Note) -> None:
    st.markdown(_("Remove this note from every chart? The record keeps what it said."))
    with st.container(horizontal=True):
        if st.button(_("Remove note"), type="primary", key=f"remove note {seen.note_id}"):
            _act(viewer, lambda uri: notes.remove(uri, seen, by=viewer.name, role=viewer.role))
        st.button(_("Keep note"), on_click=lambda: NOTE_TO_REMOVE.set(NEW))


def _act(viewer: Viewer, write: Callable[[str], object]) -> None:
    stored_change.make(viewer, needs.COMMANDS["note"], write, _close)


def _note(row: on_days.Note) -> Note:
    """Return a note as it is stored, by its row of "day_notes"."""
    return Note(**{name: value for name, value in row.items() if name != "of_notes"})
