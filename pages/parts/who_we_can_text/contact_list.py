"""The list of contacts that can't be texted, a row per number, with its downloads."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from data import settings
from data.access import Viewer, needs
from data.words import number_words, vocabulary
from pages.parts.downloads import CONTACTS_NOT_TEXTED, ON_SCREEN, offer
from pages.parts.draw import formatting
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.frame.paged_list import PagedList, rows_shown
from pages.parts.look_up import leading
from queries import Selection

COLUMNS = ON_SCREEN[CONTACTS_NOT_TEXTED]  # all can be sorted by


def show(viewer: Viewer, selection: Selection, listed: int) -> None:
    """Draw the `listed` rows of a selection and their downloads."""
    if viewer.may(*needs.downloads(CONTACTS_NOT_TEXTED)):
        st.html(offer.buttons(CONTACTS_NOT_TEXTED, selection, listed))
        offer.progress()
    CONTACTS.show(viewer, selection, listed)


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the list, from "contacts_not_texted"."""
    region = settings.load().region
    cells = rows.select(COLUMNS).to_pydict()
    cells["number"] = [formatting.number(number, region) for number in cells["number"]]
    cells["obstacle"] = [number_words.OBSTACLE_OF[name].title for name in cells["obstacle"]]
    return [Column(vocabulary.column_title(name), cells[name], name) for name in COLUMNS]


def buttons(rows: pa.Table) -> list[Markup | None]:
    """Return the attributes of a button that looks each row's number up."""
    return leading.buttons(rows["number"].to_pylist())


CONTACTS = PagedList(
    CONTACTS_NOT_TEXTED,
    "contacts_not_texted",
    columns,
    buttons,
    COLUMNS,
    rows_shown,
    opens="number_status",
)
