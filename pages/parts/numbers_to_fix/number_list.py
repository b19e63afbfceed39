"""The list of numbers that keep failing, those that have failed longest first, with its downloads."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from data import settings
from data.access import Viewer, needs
from data.words import number_words, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.downloads import LAST_RESULTS, ON_SCREEN, TO_FIX, offer
from pages.parts.draw import formatting
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.frame.paged_list import PagedList, rows_shown
from pages.parts.numbers_to_fix import details
from queries import Selection

COLUMNS = ON_SCREEN[TO_FIX]
TIMES = ("first_failure", "last_failure", "last_success", "changed_at")
SORTED_BY = (
    *("number", "name", "student_name", "school", "fix", "failures", "first_failure", "last_failure"),
    *("last_success", "contact_id"),
)


def show(viewer: Viewer, selection: Selection, listed: int, numbers: int) -> None:
    """Draw the `listed` rows of a selection, and the downloads of them and of the results of `numbers`."""
    offers = []
    if viewer.may(*needs.downloads(TO_FIX)):
        label = ngettext("List: {number} row", "List: {number} rows", listed, number=listed)
        offers.append(offer.labeled(label, TO_FIX, selection, listed))
    if viewer.may(*needs.downloads(LAST_RESULTS)):
        label = _("Last result of each number, to load into a student information system")
        offers.append(offer.labeled(label, LAST_RESULTS, selection, numbers))
    if offers:
        st.html(offer.beside_each_other(offers))
        offer.progress()
    NUMBERS.show(viewer, selection, listed)


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the list, from "numbers_to_fix" with reasons; changes only if any."""
    region = settings.load().region
    cells = rows.select(COLUMNS).to_pydict()
    cells["number"] = [formatting.number(number, region) for number in cells["number"]]
    cells["fix"] = [number_words.FIX_OF[name].title for name in cells["fix"]]
    for name in TIMES:
        cells[name] = [moment and moment.date() for moment in cells[name]]
    return [
        Column(vocabulary.column_title(name), cells[name], name)
        for name in COLUMNS
        if name != "changed_at" or any(cells[name])
    ]


def buttons(rows: pa.Table) -> list[Markup | None]:
    """Return the attributes of a button that opens the details of each row's number."""
    return details.buttons(rows["number"].to_pylist())


NUMBERS = PagedList(
    TO_FIX, "numbers_to_fix", columns, buttons, SORTED_BY, rows_shown, opens="number_status"
)
