"""Entering the result of a call, and writing results down for the broadcast that they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from data.access import Viewer, needs
from data.tables import office
from data.tables.office import Draft
from data.words.catalog import _
from data.words.office import CALL_RESULT, CALL_RESULT_OF, CALL_RESULTS, CallResult
from pages.parts.draw import formatting
from pages.parts.frame import stored_change
from pages.parts.frame.session import OPEN_CALL, row_of_token
from queries import Selection, run

Row = Mapping[str, Any]
CONTACT, NUMBER = "contact", "number"  # how a row is named in the session
SEPARATOR = "\t"


def name_of(row: Row) -> str | None:
    """Return what names a row of "not_reached" in the session; None of a text that names nobody to call."""
    if row["contact_id"] is not None:
        return f"{CONTACT}{SEPARATOR}{row['contact_id']}"
    return None if row["number_alone"] is None else f"{NUMBER}{SEPARATOR}{row['number_alone']}"


def open_row(token: str) -> None:
    """Open the form of a row that was clicked, when the page is drawn again."""
    OPEN_CALL.set(row_of_token(token) or "")


def show(viewer: Viewer, selection: Selection) -> None:
    """Open the form of the row that was clicked, until it is closed."""
    named = OPEN_CALL.get()
    if not named or not viewer.may(*needs.ENTRIES):
        return
    rows = run("not_reached", viewer, selection).to_pylist()
    row = next((own for own in rows if name_of(own) == named), None)
    if row is None:
        return  # it has gone, or the list to print is open
    st.dialog(_("Call result"), on_dismiss=_close)(_draw)(viewer, row)


def _draw(viewer: Viewer, row: Row) -> None:
    st.markdown(_who(row))
    with st.form("call result", border=False, enter_to_submit=False):
        result = st.selectbox(_("Call result"), CALL_RESULTS, index=0, format_func=lambda own: own.title)
        is_sent = st.form_submit_button(_("Save call result"), type="primary")
    if is_sent:
        drafts = [draft(row, result, datetime.now(UTC))]
        stored_change.make(viewer, needs.ENTRIES, lambda uri: write(uri, viewer, drafts), _close)
    if (before := row["call_result"]) in CALL_RESULT_OF:
        words = _("Withdraw “{result}”", result=CALL_RESULT_OF[before].title)
        if st.button(words, help=_("If it was entered by mistake.")):
            stored_change.make(viewer, needs.ENTRIES, lambda uri: withdraw_newest(uri, viewer, row), _close)


def withdraw_newest(uri: str, viewer: Viewer, row: Row) -> None:
    """Withdraw the call result that a row of "not_reached" shows: the newest one. Raises Problem.

    It may have been entered for a number of which only a later list says whose it is.
    """
    numbers = (row["numbers"] or "").split(", ")
    same = [
        entry
        for entry in office.every(uri, viewer.schools)
        if (entry.kind, entry.broadcast, entry.value)
        == (CALL_RESULT, row["broadcast_id"], row["call_result"])
        and (
            f"+{entry.number}" in numbers
            if entry.contact_id is None
            else entry.contact_id == row["contact_id"]
        )
    ]
    newest = sorted(same, key=lambda own: (own.happened_at or own.entered_at, own.entered_at, own.entry_id))
    office.withdraw(uri, newest[-1:], by=viewer.name, role=viewer.role)


def draft(row: Row, result: CallResult, happened_at: datetime | None) -> Draft:
    """Return what a call about a row of "not_reached" came to, as an entry."""
    alone = row["number_alone"] if row["contact_id"] is None else None
    return Draft(
        CALL_RESULT,
        result.name,
        broadcast=row["broadcast_id"],
        contact_id=row["contact_id"],
        number=int(alone.removeprefix("+")) if alone else None,
        happened_at=happened_at,
        school=row["school"],
    )


def write(uri: str, viewer: Viewer, drafts: Sequence[Draft]) -> int:
    """Write results of calls down; return how many weren't stored before. Raises Problem.

    They are about rows that this viewer's list has, so they are of the viewer's schools.
    """
    viewer.require(*needs.ENTRIES)
    return len(office.add(uri, drafts, by=viewer.name, role=viewer.role))


def _who(row: Row) -> str:
    """Return whom the form is about, as Markdown."""
    parts = [row["name"] or row["contact_id"], row["student_name"], row["school"], row["language"]]
    return " · ".join(formatting.plain(part) for part in parts if part) or _("A number without a contact")


def _close() -> None:
    OPEN_CALL.pop()
