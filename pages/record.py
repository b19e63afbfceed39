"""Record: who did what and when, for administrators."""

from __future__ import annotations

import streamlit as st

from data.access import Right, Viewer
from data.words.catalog import _
from pages.parts.draw import tables
from pages.parts.draw.html import Markup
from pages.parts.filters import chips, narrowing
from pages.parts.frame import click_listener, errors, page_head
from pages.parts.record import entry_filters, entry_list, record_file
from queries import run


def show(viewer: Viewer) -> None:
    """Draw the filters, how many entries they select, and the list of them with its download."""
    page_head.show(_("Record"), viewer)
    click_listener.listen(_click)
    st.markdown(_("Who did what, and when. Entries are only ever added. None can be changed here."))
    with errors.in_place():
        narrowed = entry_filters.show(viewer)
        st.html(chips.selection_line(narrowed.selection))
        answer = run("record_totals", viewer, narrowed.selection, subject=narrowed.subject)
        (totals,) = answer.to_pylist()
        if not totals["entries"]:
            st.html(_no_entries(viewer))
            return
        st.markdown(entry_list.finding(totals))
        if narrowed.subject is None and viewer.may(Right.DOWNLOAD):
            st.html(record_file.button(narrowed.selection))
        entry_list.show(viewer, narrowed, totals["entries"])


def _no_entries(viewer: Viewer) -> Markup:
    (every,) = run("record_totals", viewer).to_pylist()
    if not every["entries"]:
        return tables.empty(_("Nothing was recorded yet."), _("Look-ups, downloads and imports are."))
    return tables.empty(_("No entries match."), _("Clear a filter, or select other dates."))


def _click(key: str, value: str) -> None:
    """Do what a click on a chip asks."""
    narrowing.apply_click(key, value)
