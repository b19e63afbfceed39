"""The list of imports, newest first: what each did with its rows, its rejected rows, and undoing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.access import Right, Viewer
from data.words import vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.frame import errors, paged_list
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import LIST_FROM_URL
from pages.parts.imports import import_cell
from queries import run

PER_PAGE = 20
COUNTS = ("rows_read", "stored", "updated", "unchanged", "set_aside", "rejected")
Row = Mapping[str, Any]


@fragment("import_list")
def show(viewer: Viewer, *, is_sample: bool) -> None:
    """Draw one page of the list, and its pager. Sample data can't be undone."""
    imports = run("imports", viewer, rows=None).num_rows
    if not imports:
        st.markdown(_("No files yet."))
        return
    is_from_url = bool(LIST_FROM_URL.pop())
    skip, _shown = paged_list.pager(
        imports, PER_PAGE, "page of imports", files_shown, is_from_url=is_from_url
    )
    rows = run("imports", viewer, rows=PER_PAGE, skip=skip).to_pylist()
    totals: dict[str, list[Row]] = {}
    with errors.in_place():  # without their reasons, imports are listed and can be undone
        for total in run("left_out_totals", viewer).to_pylist():
            totals.setdefault(total["import_id"], []).append(total)
    can_undo = viewer.may(Right.UNDO) and not is_sample
    files = [import_cell.html(row, totals.get(row["import_id"], []), can_undo=can_undo) for row in rows]
    st.html(html(rows, files))


def files_shown(first: int, last: int, files: int) -> str:
    """Return which files of a list are on the screen: "21–40 of 63 files", or all of them: "3 files"."""
    if first == 1 and last == files:
        return ngettext("{number} file", "{number} files", files, number=files)
    return ngettext(
        "{first}–{last} of {number} file",
        "{first}–{last} of {number} files",
        files,
        first=first,
        last=last,
        number=files,
    )


def html(rows: Sequence[Row], files: Sequence[Markup]) -> Markup:
    """Return the table of rows of "imports", each with the HTML of its file's cell."""
    counts = [
        Column(vocabulary.column_title(name), [_count(row, name) for row in rows], name) for name in COUNTS
    ]
    columns = [
        Column(vocabulary.column_title("file_name"), files, "file_name", is_long=True),
        Column(vocabulary.column_title("as_of"), [row["as_of"] for row in rows], "as_of"),
        *counts,
    ]
    return tables.table(columns, _("Imported files, newest first"), kind="imports")


def _count(row: Row, name: str) -> int | None:
    """Return a number of rows; none of what an undone import did, since that is undone."""
    return None if row["undone_at"] and name != "rows_read" else row[name] or 0
