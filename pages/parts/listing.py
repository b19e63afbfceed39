"""A long list, page by page, sorted by the head that was pressed, with the download of all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa
import streamlit as st

from data.access import Viewer
from pages.parts import downloads, tables, words
from pages.parts.lists import Columns
from pages.parts.tables import Sort
from queries import Selection, run

PER_PAGE = 20
SORT = "sort"


def show(
    report: str,
    viewer: Viewer,
    selection: Selection,
    *,
    listed: int,
    noun: str,
    columns: Callable[[pa.Table], Columns],
    sort: Sort | None = None,
    press: Callable[[pa.Table], Sequence[str]] | None = None,
) -> None:
    """One page of the `listed` rows of a report, its pager, and the download of every row.

    Another selection begins at the first page again.
    """
    pages = -(-listed // PER_PAGE)
    by = sort.by if sort else None
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place = st.container(width="content")
        page = st.pagination(pages, key=f"page of {report} {hash((selection, by))}") if pages > 1 else 1
    place.markdown(f"{words.rows_shown(page, PER_PAGE, listed)} {noun}")
    asked: dict[str, object] = {"rows": PER_PAGE, "skip": (page - 1) * PER_PAGE}
    if sort:
        asked["sort"] = by
    rows = run(downloads.QUESTIONS[report], viewer, selection, **asked)
    label = f"{noun}, {words.rows_shown(page, PER_PAGE, listed)}"
    st.html(tables.table(columns(rows), label, sort=sort, press=press(rows) if press else None))
