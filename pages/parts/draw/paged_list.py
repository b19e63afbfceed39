"""A long list, page by page, sorted by the head that was pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa
import streamlit as st

from data.access import Viewer
from pages.parts.downloads import QUESTIONS
from pages.parts.draw import formatting, tables
from pages.parts.draw.table_columns import Columns
from pages.parts.draw.tables import Sort
from queries import Selection, run

PER_PAGE = 20
SORT = "sort"  # what a press on the head of a column tells
SortedBy = Callable[[str | None], Sort]


def show(
    report: str,
    viewer: Viewer,
    selection: Selection,
    *,
    listed: int,
    noun: str,
    columns: Callable[[pa.Table], Columns],
    sorted_by: SortedBy,
    press: Callable[[pa.Table], Sequence[str]],
) -> None:
    """One page of the `listed` rows of a report, and its pager.

    Another selection or order begins at the first page again.
    """
    sort = _sort(report, sorted_by)
    pages, key = -(-listed // PER_PAGE), f"page of {report} {hash((selection, sort.by))}"
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place = st.container(width="content")
        page = st.pagination(pages, key=key) if pages > 1 else 1
    place.markdown(f"{formatting.rows_shown(page, PER_PAGE, listed)} {noun}")
    asked = {"rows": PER_PAGE, "skip": (page - 1) * PER_PAGE, "sort": sort.by}
    rows = run(QUESTIONS[report], viewer, selection, **asked)
    label = f"{noun}, {formatting.rows_shown(page, PER_PAGE, listed)}"
    st.html(tables.table(columns(rows), label, sort=sort, press=press(rows)))


def press_head(report: str, key: str, sorted_by: SortedBy) -> None:
    """Sort the list of a report by the head that was pressed: see Sort.after."""
    st.session_state[sorted_in(report)] = _sort(report, sorted_by).after(key)


def sorted_in(report: str) -> str:
    """Where the session keeps by what the list of a report is sorted."""
    return f"sort of {report}"


def _sort(report: str, sorted_by: SortedBy) -> Sort:
    return sorted_by(st.session_state.get(sorted_in(report)))
