"""The fields of broadcasts: a search among all of them, of which a district has thousands.

The list is asked for only while a field is open, and holds the newest matches only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words.catalog import _, ngettext, shortened
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, render
from pages.parts.filters import options
from pages.parts.filters.chips import clearing
from pages.parts.filters.narrowing import COMPARE, PICK
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import (
    BROADCAST_SEARCH,
    BROADCASTS_OPEN,
    OTHER_BROADCAST_OPEN,
    OTHER_BROADCAST_SEARCH,
    Key,
)
from queries import Selection, run
from queries.fields import AGAINST_BROADCAST, BROADCAST

LISTED = 15
SEPARATOR = " · "  # of a title: the name, its day and, if another has both, its id

Titles = Mapping[str, str]
Row = Mapping[str, Any]


def titles_of(texts: Iterable[str], viewer: Viewer, last: date | None = None) -> dict[str, str]:
    """Return the titles, by key, of the broadcasts that texts name: keys, or titles as in old links.

    With `last`, only of those that have texts up to that day.
    """
    names = dict.fromkeys(name for text in texts for name in _beginnings(text))
    if not names:
        return {}
    return options.broadcast_titles(viewer, Selection(to_day=last, broadcasts=tuple(names)))


@fragment("broadcasts")
def show(viewer: Viewer, selection: Selection, titles: Titles) -> None:
    """Draw the field: the selected broadcasts, and a search among those of the rest of the selection."""
    st.html(Markup('<p class="sms above" aria-hidden="true">{}</p>').format(_(BROADCAST.label)))
    # Always of one label: with another, Streamlit would take it for another field, and close it.
    opened = st.popover(
        _("Select broadcasts"), key=BROADCASTS_OPEN.name, on_change="rerun", width=BROADCAST.width
    )
    if not opened.open:
        return
    with opened:
        rows = _search(viewer, replace(selection, broadcasts=None), BROADCAST_SEARCH)
        selected = selection.broadcasts or ()
        choices = [_choice(row, _click(_key(row), is_selected=_key(row) in selected)) for row in rows]
        chips = [(_click(key), clearing(str(shortened(titles.get(key, key))))) for key in selected]
        st.html(_choices(rows, choices, chips))


@fragment("other_broadcast")
def show_other(viewer: Viewer, selection: Selection, compared: str | None) -> None:
    """Draw the field of the broadcast that a selection is compared with: one that isn't after it."""
    label, width = _("Select a broadcast"), AGAINST_BROADCAST.width
    opened = st.popover(label, key=OTHER_BROADCAST_OPEN.name, on_change="rerun", width=width)
    if not opened.open:
        return
    with opened:
        until = Selection(to_day=selection.day or selection.to_day)
        rows = _search(viewer, until, OTHER_BROADCAST_SEARCH)
        others = [row for row in rows if _key(row) not in (selection.broadcasts or ())]
        clicks = [attribute(COMPARE, _key(row), is_selected=_key(row) == compared) for row in others]
        st.html(_choices(rows, [*map(_choice, others, clicks)], []))


def _search(viewer: Viewer, selection: Selection, key: Key[str]) -> list[Row]:
    """Draw the search, and return the rows of "broadcast_names" that it finds."""
    letters = st.text_input(
        _("Search broadcasts"),
        key=key.name,
        type="search",
        live=True,
        autocomplete="off",
        placeholder=_("Part of the name"),
    )
    search = letters.strip() or None
    rows: list[Row] = run("broadcast_names", viewer, selection, search=search, rows=LISTED).to_pylist()
    return rows


def _choice(row: Row, click: Markup) -> tuple[Markup, str, date]:
    """Return a broadcast to click: the attributes of its button, its name and its day."""
    return click, _name(row), row["first_requested_at"].date()


def _choices(rows: Sequence[Row], choices: Sequence[object], chips: Sequence[object]) -> Markup:
    """Return the selected broadcasts as chips, and those that the search finds as buttons."""
    sentence = _sentence(rows[0]["matches"] if rows else 0, len(rows))
    return render("filters/broadcasts.html", chips=chips, choices=choices, sentence=sentence)


def _sentence(matches: int, listed: int) -> str:
    if not matches:
        return _("No broadcast matches these letters and filters.")
    if matches > listed:
        return _(
            "The newest {listed} of {matches} broadcasts. Type to find others.",
            listed=listed,
            matches=matches,
        )
    return ngettext("{number} broadcast", "{number} broadcasts", matches, number=matches)


def _click(key: str, *, is_selected: bool | None = None) -> Markup:
    return attribute(PICK, key, is_selected=is_selected)


def _beginnings(text: str) -> list[str]:
    """Return the text, and what it is before each separator: a title begins with a name."""
    parts = text.split(SEPARATOR)
    return [SEPARATOR.join(parts[:end]) for end in range(1, len(parts) + 1)]


def _key(row: Row) -> str:
    return str(row["broadcast_id"] or row["broadcast"])


def _name(row: Row) -> str:
    return str(shortened(row["broadcast"] or row["broadcast_id"]))
