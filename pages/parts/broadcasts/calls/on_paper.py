"""The call list to print: all of it, with blank columns for who called, when, and what came of it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from data.access import Viewer, needs
from data.words.catalog import _, ngettext
from pages.parts.broadcasts.calls import call_list
from pages.parts.draw import tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.frame.session import OPEN_CALL
from queries import Selection, run

MOST = 2_000  # contacts on paper; Excel has all
PRINTED = "list"  # instead of a row
LEFT_OUT = 3  # columns of entered results, in whose place blank ones stand


def open_list() -> None:
    """Open the list to print, when the page is drawn again."""
    OPEN_CALL.set(PRINTED)


def show(viewer: Viewer, selection: Selection, title: str, listed: int) -> None:
    """Open the list to print, until it is closed; it has `listed` contacts, with those reached by a call.

    An open dialog is printed alone.
    """
    if OPEN_CALL.get() == PRINTED and viewer.may(*needs.QUESTIONS["not_reached"]):
        opened = st.dialog(_("Call list: {broadcast}", broadcast=title), width="large", on_dismiss=_close)
        opened(_draw)(viewer, selection, listed)


def _close() -> None:
    OPEN_CALL.pop()


def _draw(viewer: Viewer, selection: Selection, listed: int) -> None:
    rows = run("not_reached", viewer, selection, rows=MOST)
    to_call = rows.filter(pc.invert(rows["reached_another_way"]))
    st.markdown(sentence(to_call.num_rows, listed, rows.num_rows))
    button = Markup("<button {}>{}</button>").format(attribute("print", "page"), _("Print"))
    st.html(Markup('<div class="sms download">{}</div>').format(button))
    st.html(tables.table(columns(to_call), _("Call list"), kind="calls"))


def sentence(to_call: int, of_all: int, read: int) -> str:
    """Return how many contacts are on paper, and whether there are more."""
    counted = ngettext("{number} contact to call.", "{number} contacts to call.", to_call, number=to_call)
    if of_all <= read:
        return counted
    more = _("The list has {number} contacts: the Excel file has all of them.", number=of_all)
    return f"{counted} {more}"


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns on paper: those of the list and, instead of entered results, blank ones."""
    blank = [""] * rows.num_rows
    return [
        *call_list.columns(rows)[:-LEFT_OUT],
        Column(_("Called"), blank),
        Column(_("By"), blank),
        Column(_("Result"), blank),
    ]
