"""The rows of an uploaded file before it is imported: how many can be read, and the first of each kind."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa
import streamlit as st

from data import settings
from data.importer import Examination, ImportOrder, Recognized
from data.words import catalog, stored_sentences, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import colors, formatting, tables
from pages.parts.draw.tables import Column

INTERNAL = {"month", "is_logged", "service"}  # columns of the tables that no file has


def show(examined: Examination, order: ImportOrder, recognized: Recognized) -> None:
    """Draw the number of rows that can be read, those that can't, the notes, and the first rows."""
    st.markdown(f"**{count_sentence(examined)}**")
    if examined.skipped:
        st.markdown(formatting.plain(skipped_sentence(examined)))
    if examined.first_rejected and not examined.unknown:
        st.html(tables.table(_rejected_columns(examined, recognized.header), _("Rows that can't be read")))
        _say_how_many_are_shown(examined)
    for note in examined.notes:
        st.markdown(formatting.plain(stored_sentences.shown(note)))
    if examined.first_rows.num_rows and not examined.unknown:
        st.markdown(_("**First rows, as they will be stored**"))
        label = _("First rows of {file}", file=order.file_name)
        st.html(tables.table(_columns(examined.first_rows, recognized), label))


def count_sentence(examined: Examination) -> str:
    """Return how many rows can be read, such as "9 of 12 rows can be read."."""
    if not examined.rows_read:
        return _("The file has no rows.")
    if examined.unknown:
        waiting = sum(word.rows for word in examined.unknown)
        return ngettext(
            "{waiting} of {number} row waits for the meaning of its word.",
            "{waiting} of {number} rows wait for the meaning of their words.",
            examined.rows_read,
            waiting=waiting,
            number=examined.rows_read,
        )
    return ngettext(
        "{readable} of {number} row can be read.",
        "{readable} of {number} rows can be read.",
        examined.rows_read,
        readable=examined.rows_read - examined.rejected,
        number=examined.rows_read,
    )


def skipped_sentence(examined: Examination) -> str:
    """Return how many rows will be skipped, by kind: "3 rows will be skipped: inbound text (3)."."""
    number = sum(examined.skipped.values())
    kinds = catalog.listing(
        _("{reason} ({number})", reason=vocabulary.skipped_title(kind), number=rows)
        for kind, rows in examined.skipped.items()
    )
    return ngettext(
        "{number} row will be skipped: {kinds}.",
        "{number} rows will be skipped: {kinds}.",
        number,
        number=number,
        kinds=kinds,
    )


def _columns(rows: pa.Table, recognized: Recognized) -> list[Column]:
    """Return the columns of the first rows that have a value; not an id that the importer makes."""
    hidden = INTERNAL if "message_id" in recognized.columns else INTERNAL | {"message_id"}
    region = settings.load().region
    shown = [name for name in rows.column_names if name not in hidden]
    names = [name for name in shown if rows[name].null_count < len(rows)]
    return [
        Column(vocabulary.field_title(name), [_cell(name, cell, region) for cell in rows[name].to_pylist()])
        for name in names
    ]


def _rejected_columns(examined: Examination, header: tuple[str, ...]) -> list[Column]:
    """Return line, column and reason of the first rejected rows, and the cell that is the reason."""
    rows = examined.first_rejected
    places = {name: place for place, name in reversed([*enumerate(header)])}
    cells = [row.cells[places[row.column]] if row.column in places else None for row in rows]
    return [
        Column(_("Line"), [None if row.line is None else str(row.line) for row in rows]),
        Column(_("Column"), [row.column or _("whole row") for row in rows]),
        Column(_("Value"), cells),
        Column(_("Why"), [stored_sentences.shown(row.why) for row in rows], is_long=True),
    ]


def _say_how_many_are_shown(examined: Examination) -> None:
    shown = len(examined.first_rejected)
    if shown < examined.rejected:
        st.markdown(_("These are the first {shown} of {number}.", shown=shown, number=examined.rejected))


def _cell(name: str, cell: object, region: str) -> object:
    if cell is None or isinstance(cell, datetime):
        return cell
    if name == "number" and isinstance(cell, int):
        return formatting.number(f"+{cell}", region)
    if name == "reason" and isinstance(cell, str):
        return vocabulary.reason_title(cell)
    if name == "result" and cell in vocabulary.RESULT_OF:
        return colors.result_name(str(cell))
    if name == "status" and cell in vocabulary.STATUS_OF:
        return colors.status_name(str(cell))
    return _reason(str(cell)) if name == "rejected_because" else str(cell)


def _reason(why: str) -> str:
    """Return why a row won't be stored: the kind of a skipped one, or what is wrong with a rejected one."""
    return vocabulary.skipped_title(why) if why in vocabulary.SKIPPED else stored_sentences.shown(why)
