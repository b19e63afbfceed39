"""A long list, page by page, with the download of all of it."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import streamlit as st

from data.access import Viewer
from pages.parts import downloads, tables, words
from pages.parts.lists import Columns
from queries import Selection, run

PER_PAGE = 50


def show(
    report: str,
    viewer: Viewer,
    selection: Selection,
    *,
    listed: int,
    noun: str,
    columns: Callable[[pa.Table], Columns],
) -> None:
    """One page of the `listed` rows of a report, its pager, and the download of every row.

    Another selection begins at the first page again.
    """
    pages = -(-listed // PER_PAGE)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place = st.container(width="content")
        page = st.pagination(pages, key=f"page of {report} {hash(selection)}") if pages > 1 else 1
        label = f"Download {words.count(listed, noun)} (CSV)"
        st.html(downloads.button(report, selection, label), width="content")
    place.markdown(f"{words.rows_shown(page, PER_PAGE, listed)} {noun}")
    rows = run(downloads.QUESTIONS[report], viewer, selection, rows=PER_PAGE, skip=(page - 1) * PER_PAGE)
    st.html(tables.table(columns(rows), f"{words.rows_shown(page, PER_PAGE, listed)} {noun}"))
