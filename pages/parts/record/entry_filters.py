"""What narrows the list of entries: the filter row, a phone number, and downloads with full numbers."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data import numbers, record, settings
from data.access import Viewer
from data.words.catalog import _
from pages.parts.filters import filter_row
from pages.parts.frame.session import RECORD_NUMBER
from queries import Selection, run
from queries.record_fields import ACTION, NUMBERS

EXAMPLE = "(212) 555-0100"
DOWNLOAD, FULL = "download", "full"  # keys of an action and of full numbers
NO_ENTRIES = ""  # a hash that no entry has


@dataclass(frozen=True)
class Narrowed:
    """The filters of the page, and the keyed hash of the number that is searched for; None for none."""

    selection: Selection
    subject: str | None


def show(viewer: Viewer) -> Narrowed:
    """Draw the filters, and return what they select. Raises Problem if the key can't be read."""
    first = run("record_totals", viewer)["first_at"][0].as_py()
    selection = filter_row.record_filters(viewer, first and first.date()).selection
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = _number_field()
        st.button(_("Show downloads with full numbers"), on_click=_select_full_downloads)
    if not typed:
        return Narrowed(selection, None)
    number = numbers.read(typed, settings.load().region)
    if number is None:
        st.info(_("This isn't a phone number. Write it with its area code."))
        return Narrowed(selection, NO_ENTRIES)
    return Narrowed(selection, record.subject_of(number=number) or NO_ENTRIES)


def _number_field() -> str:
    # Not bound to the URL, and not kept by the browser: a number stays inside the session.
    return st.text_input(
        _("Entries about this phone number"),
        key=RECORD_NUMBER.name,
        autocomplete="off",
        persist_state="session",
        placeholder=EXAMPLE,
        width=320,
    )


def _select_full_downloads() -> None:
    st.session_state[ACTION.key] = [DOWNLOAD]
    st.session_state[NUMBERS.key] = [FULL]
