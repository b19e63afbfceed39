"""The list of broadcasts, newest first: a click on one opens its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import _, ngettext, percent
from pages.parts.broadcasts import leading
from pages.parts.draw import formatting, tables
from pages.parts.draw.tables import Column
from pages.parts.frame import session
from pages.parts.frame.fragments import fragment
from pages.parts.frame.paged_list import LIST, PER_PAGE, pager
from queries import Selection, run

Row = Mapping[str, Any]


def newest(viewer: Viewer, selection: Selection) -> list[Row]:
    """Return the rows of the first page, which the list then shows."""
    rows: list[Row] = run("broadcasts", viewer, selection, rows=PER_PAGE, skip=0).to_pylist()
    return rows


def to_watch(viewer: Viewer, selection: Selection) -> list[Row]:
    """Return which broadcasts of that page need attention."""
    values = {"rows": PER_PAGE, "skip": 0, "enough": vocabulary.ENOUGH_TEXTS}
    rows: list[Row] = run("broadcasts_to_watch", viewer, selection, **values).to_pylist()
    return rows


@fragment("broadcast_list")
def show(viewer: Viewer, selection: Selection, listed: int) -> None:
    """Draw a page of the `listed` broadcasts of a selection, and the pager."""
    is_from_url = bool(session.LIST_FROM_URL.pop())
    key = f"page of broadcasts {hash(selection)}"
    skip, shown = pager(listed, PER_PAGE, key, range_words, is_from_url=is_from_url)
    rows = run("broadcasts", viewer, selection, rows=PER_PAGE, skip=skip).to_pylist()
    buttons = [leading.button(row) for row in rows]
    st.html(tables.table(columns(rows), shown, buttons=buttons, answers=LIST, announced=f"{shown}."))


def range_words(first: int, last: int, total: int) -> str:
    """Return which broadcasts are shown: "21–40 of 121 broadcasts"."""
    return ngettext(
        "{first}–{last} of {total} broadcast",
        "{first}–{last} of {total} broadcasts",
        total,
        first=first,
        last=last,
        total=total,
    )


def columns(rows: Sequence[Row]) -> list[Column]:
    """Return the columns of the list; families only where contact lists state households."""
    has_families = any(row["families"] for row in rows)
    return [
        Column(_title("broadcast"), [row["broadcast"] or row["broadcast_id"] for row in rows]),
        Column(formatting.time_title("first_requested_at"), [row["first_requested_at"] for row in rows]),
        Column(_title("sent_by"), [row["sent_by"] for row in rows]),
        Column(_title("texts"), [row["texts"] for row in rows]),
        Column(_title("contacts"), [row["contacts"] for row in rows]),
        Column(_title("reached"), _shares(rows, "reached", "contacts"), is_count=True),
        Column(_title("in_progress"), [row["in_progress"] for row in rows]),
        Column(_title("not_reached"), [row["not_reached"] for row in rows]),
        *(
            [
                Column(
                    _title("families_reached"), _shares(rows, "families_reached", "families"), is_count=True
                )
            ]
            if has_families
            else []
        ),
        Column(_("Final"), [_final(row["final_pct"]) for row in rows]),
    ]


def _shares(rows: Sequence[Row], part: str, whole: str) -> list[str | None]:
    """Return a count of each row with its share: "97 (43.5%)"."""
    return [
        _("{number} ({share})", number=row[part], share=percent(100 * row[part] / row[whole]))
        if row[whole]
        else None
        for row in rows
    ]


def _final(share: float) -> str:
    return _("Yes") if share == 100 else percent(share)  # noqa: PLR2004 - all of them


def _title(name: str) -> str:
    return vocabulary.column_title(name)
