"""The list of numbers and their statuses, one row per contact, with its downloads."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import streamlit as st

from data import settings
from data.access import Viewer, needs
from data.words import vocabulary
from data.words.catalog import _, ngettext
from pages.parts.downloads import ON_SCREEN, SMS_STATUS, offer
from pages.parts.draw import colors, formatting
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.frame.paged_list import PagedList, rows_shown
from pages.parts.look_up import leading
from queries import Selection, run

COLUMNS = ON_SCREEN[SMS_STATUS]  # all can be sorted by


def show(viewer: Viewer, selection: Selection, listed: int) -> None:
    """Draw the `listed` rows of a selection and their downloads."""
    st.header(_("Numbers and their contacts"), anchor=False)
    if viewer.may(*needs.downloads(SMS_STATUS)):
        st.html(_downloads(viewer, selection, listed))
        offer.progress()
    NUMBERS.show(viewer, selection, listed)


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the list, from "statuses"; the short code only where there are several."""
    region = settings.load().region
    cells = rows.select(COLUMNS).to_pydict()
    cells["number"] = [formatting.number(number, region) for number in cells["number"]]
    cells["status"] = [colors.status_name(status) for status in cells["status"]]
    cells["how"] = [None if how is None else vocabulary.how_title(how) for how in rows["how"].to_pylist()]
    shown = [Column(_title(name), cells[name], name) for name in COLUMNS]
    sharing = rows["sharing"].to_pylist()
    if any(sharing):
        shown.append(Column(_title("sharing"), [number and _contacts(number) for number in sharing]))
    codes = rows["short_code"].to_pylist()
    return [*shown, Column(_title("short_code"), codes)] if len(set(codes)) > 1 else shown


def buttons(rows: pa.Table) -> list[Markup | None]:
    """Return the attributes of a button that looks each row's number up."""
    return leading.buttons(rows["number"].to_pylist())


def _contacts(number: int) -> str:
    return ngettext("{number} contact", "{number} contacts", number, number=number)


def _title(name: str) -> str:
    return formatting.time_title("since") if name == "changed_at" else vocabulary.column_title(name)


def _downloads(viewer: Viewer, selection: Selection, listed: int) -> Markup:
    """Return the downloads of each status that is shown and, if there are several, of all of them."""
    statuses = selection.statuses or tuple(status.name for status in vocabulary.STATUSES)
    offers = [_download(viewer, replace(selection, statuses=(name,)), name) for name in statuses]
    if len(statuses) > 1:
        label = ngettext("All statuses: {number} row", "All statuses: {number} rows", listed, number=listed)
        offers.append(offer.labeled(label, SMS_STATUS, selection, listed))
    return offer.beside_each_other(offers)


def _download(viewer: Viewer, selection: Selection, name: str) -> Markup:
    rows: int = run("statuses_listed", viewer, selection)["listed"][0].as_py()
    status = vocabulary.STATUS_OF[name].title
    label = ngettext("{status}: {number} row", "{status}: {number} rows", rows, status=status, number=rows)
    return offer.labeled(label, SMS_STATUS, selection, rows) if rows else Markup("")


NUMBERS = PagedList(SMS_STATUS, "statuses", columns, buttons, COLUMNS, rows_shown, opens="number_status")
