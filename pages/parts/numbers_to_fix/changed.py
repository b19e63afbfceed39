"""Entering that the contacts of a number have another one, and taking that back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from data.access import Viewer, needs
from data.tables import office
from data.tables.office import Draft
from data.words.catalog import _, ngettext
from data.words.office import NUMBER_CHANGED
from pages.parts.draw import formatting
from pages.parts.frame import stored_change

Row = Mapping[str, Any]


def show(viewer: Viewer, rows: Sequence[Row], close: Callable[[], object]) -> None:
    """Draw the button that marks a number as changed or open again, from its rows of "numbers_to_fix".

    `close` closes the dialog that it is in. Nothing for a viewer who may enter nothing.
    """
    entered = max((row["changed_at"] for row in rows if row["changed_at"]), default=None)
    if entered:
        sentence = _("Entered as changed on {day}. A failure after that opens it again.")
        st.markdown(formatting.markdown(sentence, day=entered.date()))
    if not viewer.may(*needs.ENTRIES):
        return
    if entered and st.button(_("Withdraw “number changed”")):
        stored_change.make(viewer, needs.ENTRIES, lambda uri: _withdraw(uri, viewer, rows), close)
    elif not entered:
        label = ngettext(
            "Mark number as changed",
            "Mark number as changed for {number} contacts",
            len(rows),
            number=len(rows),
        )
        if st.button(
            label,
            type="primary",
            help=_("Enter the new number in the student information system, not here."),
        ):
            now = datetime.now(UTC)
            drafts = [draft(row, now) for row in rows]
            stored_change.make(viewer, needs.ENTRIES, lambda uri: _add(uri, viewer, drafts), close)


def draft(row: Row, happened_at: datetime) -> Draft:
    """Return that the contact of a row of "numbers_to_fix" has another number, as an entry."""
    return Draft(
        NUMBER_CHANGED,
        contact_id=row["contact_id"],
        number=_digits(row),
        happened_at=happened_at,
        school=row["school"],
    )


def _add(uri: str, viewer: Viewer, drafts: Sequence[Draft]) -> None:
    office.add(uri, drafts, by=viewer.name, role=viewer.role)


def _withdraw(uri: str, viewer: Viewer, rows: Sequence[Row]) -> None:
    """Withdraw every entry that the contacts of these rows have another number.

    A contact may have been at another school when it was entered, and an entry may name no contact.
    """
    own = {(_digits(row), contact_id) for row in rows for contact_id in (row["contact_id"], None)}
    entries = [
        entry
        for entry in office.every(uri, viewer.schools)
        if entry.kind == NUMBER_CHANGED and (entry.number, entry.contact_id) in own
    ]
    office.withdraw(uri, entries, by=viewer.name, role=viewer.role)


def _digits(row: Row) -> int:
    return int(row["number"].removeprefix("+"))
