"""A long list, page by page, sorted by the head that was clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

from data.access import Viewer, masking, needs
from pages.parts.draw import tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column, Sort
from pages.parts.frame import session
from pages.parts.frame.fragments import fragment
from queries import WHY, Selection, run, with_reasons

PER_PAGE = 20
FRAGMENT = "list"
SORT = tables.SORT
LIST = "list"  # what a click changes that the list answers with its focus


def pager(
    listed: int, per_page: int, key: str, range_words: Callable[[int, int, int], str]
) -> tuple[int, str]:
    """Draw which of the `listed` rows are shown, and the pager. Return how many to skip, and those words.

    `range_words` writes them, from the first, the last and all. Another `key` begins at the first page.
    """
    pages = -(-listed // per_page)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place = st.container(width="content")
        page = st.pagination(pages, key=key) if pages > 1 else 1
    skip = (page - 1) * per_page
    shown = range_words(skip + 1, min(skip + per_page, listed), listed)
    place.markdown(shown)
    return skip, shown


@dataclass(frozen=True)
class PagedList:
    """The list of a report: its question, its columns, and what a click on a row changes.

    `range_words` writes which rows are shown, from the first, the last and all: "51–100 of 12,431 texts".
    `sort_keys` are keys of columns; `buttons` returns clicks.attribute for each row, which opens the answer
    to the question `opens` if the viewer may ask it.
    """

    report: str
    question: str
    columns: Callable[[pa.Table], Sequence[Column]]
    buttons: Callable[[pa.Table], Sequence[Markup]]
    sort_keys: Sequence[str]
    range_words: Callable[[int, int, int], str]
    opens: str

    def sort_by(self, key: str) -> str:
        """Sort by the head that was clicked (see Sort.after); return the fragment that changes."""
        session.sort_of(self.report).set(self._sort(self.sort_keys).after(key))
        return FRAGMENT

    @fragment(FRAGMENT)
    def show(self, viewer: Viewer, selection: Selection, listed: int) -> None:
        """Draw a page of the `listed` rows of a selection, and the pager.

        Another selection or order begins at the first page again.
        """
        masks = masking.masks(viewer, tuple(self.sort_keys))
        sort = self._sort([key for key in self.sort_keys if key not in masks])
        key = f"page of {self.report} {hash((selection, sort.by))}"
        skip, shown = pager(listed, PER_PAGE, key, self.range_words)
        question = with_reasons(self.question, WHY)
        rows = run(question, viewer, selection, rows=PER_PAGE, skip=skip, sort=sort.by)
        buttons = self.buttons(rows) if viewer.may(*needs.QUESTIONS[self.opens]) else None
        table = tables.table(self.columns(rows), shown, sort=sort, buttons=buttons, answers=LIST)
        st.html(table)

    def _sort(self, keys: Sequence[str]) -> Sort:
        return Sort.valid(keys, session.sort_of(self.report).get())
