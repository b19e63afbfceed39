"""The notes on the days of a chart or a file, and the list under the chart."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from data.access import Viewer, needs
from data.words import catalog
from data.words.catalog import _, ngettext
from pages.parts.draw.html import Markup, render
from pages.parts.frame import errors
from queries import Selection, has_table, run

Note = Mapping[str, Any]  # a row of "day_notes"
QUESTION = "day_notes"
MOST = 12  # notes that a chart shows; each has a letter


@dataclass(frozen=True)
class OnDays:
    """Notes on the days from `first` to `last`, oldest first; `of_notes` counts also those left out."""

    first: date
    last: date
    notes: Sequence[Note] = ()
    of_notes: int = 0

    def lettered(self) -> list[tuple[str, Note]]:
        """Return each note with the letter by which the chart and the list name it."""
        return list(zip(string.ascii_lowercase, self.notes, strict=False))


def read(
    viewer: Viewer, first: date, last: date, schools: tuple[str, ...] | None = None, *, most: int = MOST
) -> OnDays:
    """Return the notes on these days that the viewer may read, for the district and the schools.

    Of more than `most`, those on the newest days. Viewers of rounded totals read none. Raises Problem if
    they can't be read.
    """
    if not viewer.may(*needs.QUESTIONS[QUESTION]) or not has_table(QUESTION):
        return OnDays(first, last)
    rows = run(QUESTION, viewer, Selection(first, last, schools=schools), rows=most).to_pylist()
    return OnDays(first, last, rows, rows[0]["of_notes"] if rows else 0)


def of_chart(viewer: Viewer, first: date, last: date, schools: tuple[str, ...] | None = None) -> OnDays:
    """Return the notes of a chart; none if they can't be read, which is shown beside it."""
    with errors.in_place():
        return read(viewer, first, last, schools)
    return OnDays(first, last)


def show(on_days: OnDays) -> None:
    """Draw the list of the notes, if there are any."""
    if on_days.notes:
        st.html(listing(on_days))


def listing(on_days: OnDays) -> Markup:
    """Return the notes as a list, with the letters of their marks."""
    lines = [(letter, sentence(note)) for letter, note in on_days.lettered()]
    return render("notes/list.html", lines=lines, more=more(on_days.of_notes - len(lines)))


def sentence(note: Note) -> str:
    """Return a note with its days, and its school if it isn't for the whole district."""
    days = catalog.days(note["first_day"], note["last_day"])
    if note["school"]:
        return _("{days}: {note} ({school})", days=days, note=note["note"], school=note["school"])
    return _("{days}: {note}", days=days, note=note["note"])


def more(number: int) -> str:
    """Return how many notes on these days aren't shown; nothing if all are."""
    if number < 1:
        return ""
    return ngettext(
        "{number} more note. Select fewer dates to see it.",
        "{number} more notes. Select fewer dates to see them.",
        number,
        number=number,
    )
