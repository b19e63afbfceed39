"""The list of entries, page by page, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from data.access import ROLES, Viewer
from data.record import actions
from data.words import vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting, tables
from pages.parts.draw.tables import Column
from pages.parts.frame.fragments import fragment
from pages.parts.frame.paged_list import PER_PAGE, pager
from pages.parts.frame.session import LIST_FROM_URL
from pages.parts.record.entry_filters import Narrowed
from queries import run

FRAGMENT = "record_list"
COLUMNS = ("who", "role", "action", "row_count", "is_masked", "about", "detail")
LONG = ("about", "detail")


def finding(totals: Mapping[str, Any]) -> str:
    """Return how many entries there are, and how many downloads had full numbers."""
    number, full = totals["entries"], totals["full_downloads"]
    listed = ngettext("**{number} entry.**", "**{number} entries.**", number, number=number)
    downloads = ngettext(
        "{number} download had full numbers.", "{number} downloads had full numbers.", full, number=full
    )
    return f"{listed} {downloads}"


@fragment(FRAGMENT)
def show(viewer: Viewer, narrowed: Narrowed, listed: int) -> None:
    """Draw a page of the `listed` entries, and the pager. Other filters begin at the first page again."""
    is_from_url = bool(LIST_FROM_URL.pop())
    key = f"page of entries {hash(narrowed)}"
    skip, shown = pager(listed, PER_PAGE, key, range_words, is_from_url=is_from_url)
    parameters = {"rows": PER_PAGE, "skip": skip, "subject": narrowed.subject}
    rows = run("record", viewer, narrowed.selection, **parameters)
    st.html(tables.table(columns(rows), shown, announced=f"{shown}."))


def range_words(first: int, last: int, total: int) -> str:
    """Return which entries are shown: "21–40 of 121 entries"."""
    return ngettext(
        "{first}–{last} of {total} entry",
        "{first}–{last} of {total} entries",
        total,
        first=first,
        last=last,
        total=total,
    )


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the list, from "record"."""
    cells = rows.select(COLUMNS).to_pydict()
    cells["role"] = [_(ROLES[role].title) if role in ROLES else role for role in cells["role"]]
    cells["action"] = [actions.title(action) for action in cells["action"]]
    forms = {True: _("Masked"), False: _("Full"), None: None}
    cells["is_masked"] = [forms[is_masked] for is_masked in cells["is_masked"]]
    times = Column(formatting.time_title("happened_at"), rows["happened_at"].to_pylist())
    return [times, *(Column(_title(name), cells[name], is_long=name in LONG) for name in COLUMNS)]


def _title(name: str) -> str:
    return _("Numbers") if name == "is_masked" else vocabulary.column_title(name)
