"""The list of a check: its first rows as a table, and all of them as a CSV file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa
import streamlit as st

from data import csv_writer, settings
from data.access import Viewer, needs
from data.words import vocabulary
from data.words.catalog import N_, _, ngettext
from pages.parts.downloads import one_use
from pages.parts.draw import formatting, tables
from pages.parts.draw.tables import Column
from pages.parts.sms_status import number_list

SHOWN = 10  # rows; all of them are in the file
OF_ALL = "of_numbers"  # a column that counts all rows
WORDS: Mapping[str, Mapping[str, str]] = {  # of columns whose values are keys
    "known": {"logged": N_("Logged"), "possible": N_("Only noticed in a list")},
    "state": {"overdue": N_("Overdue"), "open": N_("Open"), "cleared": N_("On the service's list")},
}


def show(viewer: Viewer, rows: pa.Table, label: str, file_name: str) -> None:
    """Draw the first rows of an answer, and its file for who may download full numbers and names."""
    show_first(viewer, rows, columns(rows.slice(0, SHOWN)), label)
    offer_file(viewer, rows, file_name)


def show_first(viewer: Viewer, rows: pa.Table, shown: Sequence[Column], label: str) -> None:
    """Draw these columns of the first rows; a click on one looks its number up."""
    first = rows.slice(0, SHOWN)
    may_look_up = viewer.may(*needs.QUESTIONS["number_status"])
    st.html(tables.table(shown, label, buttons=number_list.buttons(first) if may_look_up else None))
    if rows.num_rows > SHOWN:
        words = _("The first {first} of {total} rows are listed. The file has all of them.")
        st.markdown(formatting.markdown(words, first=SHOWN, total=rows.num_rows))


def offer_file(viewer: Viewer, rows: pa.Table, file_name: str) -> None:
    """Draw the button that downloads all rows, for who may."""
    if viewer.may(*(needs.ROUTES[one_use.URL] or ())):
        number = rows.num_rows
        label = ngettext(
            "Download {number} row (CSV)", "Download {number} rows (CSV)", number, number=number
        )
        one_use.button(label, one_use.OneUseFile(csv_file(rows), file_name, "text/csv"), file_name)


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of a list, in their order."""
    return [
        Column(vocabulary.column_title(name), [_on_screen(name)(cell) for cell in cells], name)
        for name, cells in _columns(rows).items()
    ]


def csv_file(rows: pa.Table) -> bytes:
    """Return all rows as CSV with titles in the reader's language; times have their offset."""
    cells = _columns(rows)
    texts = ([_in_file(name, cell) for cell in column] for name, column in cells.items())
    return csv_writer.content(map(vocabulary.column_title, cells), zip(*texts, strict=True))


def _columns(rows: pa.Table) -> dict[str, Sequence[Any]]:
    return {name: cells for name, cells in rows.to_pydict().items() if name != OF_ALL}


def _on_screen(name: str) -> Callable[[Any], object]:
    if name == "number":
        region = settings.load().region
        return lambda cell: formatting.number(cell, region)
    return lambda cell: _in_words(name, cell)


def _in_file(name: str, cell: Any) -> object:
    return cell.isoformat() if isinstance(cell, datetime) else _in_words(name, cell)


def _in_words(name: str, cell: Any) -> object:
    return _(WORDS[name][cell]) if name in WORDS else cell
