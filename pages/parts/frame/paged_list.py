"""A long list, page by page, sorted by the head that was clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

from data.access import Viewer, masking, needs
from data.words.catalog import ngettext
from pages.parts.draw import tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column, Sort
from pages.parts.frame import session
from pages.parts.frame.fragments import fragment
from queries import WHY, Selection, run, with_people, with_reasons

PER_PAGE = 20
MOST_DIGITS = 9  # of a page's number
FRAGMENT = "list"
SORT = tables.SORT
LIST = "list"  # what a click changes that the list answers with its focus


def rows_shown(first: int, last: int, total: int) -> str:
    """Return which rows are shown: "21–40 of 121 rows"."""
    return ngettext(
        "{first}–{last} of {total} row",
        "{first}–{last} of {total} rows",
        total,
        first=first,
        last=last,
        total=total,
    )


def pager(
    listed: int,
    per_page: int,
    key: str,
    range_words: Callable[[int, int, int], str],
    *,
    is_from_url: bool | None = None,
) -> tuple[int, str]:
    """Draw which of the `listed` rows are shown, and the pager. Return how many to skip, and those words.

    `range_words` writes them, from the first, the last and all. Another `key` begins at the first page.
    `is_from_url` is whether the page that the URL names is opened; by default, the URL names none.
    """
    pages = -(-listed // per_page)
    number, first = _first_page(key, _page_in_url(pages) if is_from_url else None)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place = st.container(width="content")
        page = st.pagination(pages, default=min(first, pages), key=f"{key} {number}") if pages > 1 else 1
    if is_from_url is not None:
        session.write_in_url(session.PAGE_IN_URL, [str(page)] if page > 1 else ())
    skip = (page - 1) * per_page
    shown = range_words(skip + 1, min(skip + per_page, listed), listed)
    place.markdown(shown)
    return skip, shown


def _first_page(key: str, page_in_url: int | None) -> tuple[int, int]:
    """Return the number of the pager of a key, and the page at which it begins.

    For a page in the URL there is a new pager: the browser sends what the one before it shows.
    """
    number, opened, first = session.OPENED_PAGE.get_or((0, key, 1))
    if page_in_url:
        number, opened, first = number + 1, key, page_in_url
    elif opened != key:
        opened, first = key, 1
    session.OPENED_PAGE.set((number, opened, first))
    return number, first


def _page_in_url(pages: int) -> int:
    """Return the page that the URL names; the first one if it names none that is there."""
    text = st.query_params.get(session.PAGE_IN_URL, "")
    page = int(text) if text.isdecimal() and len(text) < MOST_DIGITS else 1
    return page if 1 <= page <= pages else 1


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
    buttons: Callable[[pa.Table], Sequence[Markup | None]]
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
        is_from_url = bool(session.LIST_FROM_URL.pop())
        if is_from_url:
            session.sort_of(self.report).set(st.query_params.get(session.SORT_IN_URL))
        masks = masking.masks(viewer, tuple(self.sort_keys))
        sort = self._sort([key for key in self.sort_keys if key not in masks])
        session.write_in_url(session.SORT_IN_URL, [sort.by] if sort.by else ())
        key = f"page of {self.report} {hash((selection, sort.by))}"
        skip, shown = pager(listed, PER_PAGE, key, self.range_words, is_from_url=is_from_url)
        question = with_people(with_reasons(self.question, WHY))
        rows = run(question, viewer, selection, rows=PER_PAGE, skip=skip, sort=sort.by)
        buttons = self.buttons(rows) if viewer.may(*needs.QUESTIONS[self.opens]) else None
        columns = self.columns(rows)
        announced = " ".join(filter(None, (f"{shown}.", tables.sort_sentence(columns, sort))))
        table = tables.table(columns, shown, sort=sort, buttons=buttons, answers=LIST, announced=announced)
        st.html(table)

    def _sort(self, keys: Sequence[str]) -> Sort:
        return Sort.valid(keys, session.sort_of(self.report).get())
