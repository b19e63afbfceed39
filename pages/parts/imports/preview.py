"""The recognition of an uploaded file, once per session and order, and its first rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar, cast

import pyarrow as pa
import streamlit as st

from data import importer, settings
from data.importer import ImportOrder, Recognized
from data.words import stored_sentences, vocabulary
from data.words.catalog import _
from pages.parts.draw import colors, formatting, tables
from pages.parts.draw.tables import Column
from pages.parts.frame.session import LOOKED_AT

INTERNAL = {"month", "is_logged", "service"}  # columns of the tables that no file has
Found = TypeVar("Found")


def recognized(order: ImportOrder) -> Recognized:
    """Return how the order's file will be read. Raises Problem if it can't be read at all."""
    return _once("recognized", order, importer.recognize)


def show(order: ImportOrder) -> None:
    """Draw the first rows of the order's file, as they will be stored. Raises Problem as `recognized`."""
    rows = _once("examination", order, importer.examine).first_rows
    st.markdown(_("**First rows, as they will be stored**"))
    st.html(tables.table(columns(rows), _("First rows of {file}", file=order.file_name)))


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the first rows that have a value."""
    region = settings.load().region
    names = [
        name for name in rows.column_names if name not in INTERNAL and rows[name].null_count < len(rows)
    ]
    return [
        Column(vocabulary.field_title(name), [_cell(name, cell, region) for cell in rows[name].to_pylist()])
        for name in names
    ]


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


def _once(question: str, order: ImportOrder, ask: Callable[[ImportOrder], Found]) -> Found:
    """Ask the importer once per session about what the order says, not at every click."""
    looked_at = LOOKED_AT.get_or({})
    key: Hashable = (question, order.as_line())
    if key not in looked_at:
        with st.spinner(_("Reading the file…")):
            looked_at[key] = ask(order)
    return cast("Found", looked_at[key])
