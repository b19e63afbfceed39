"""The field of broadcasts: a search among all of them, of which a district has thousands.

The list is asked for only while the field is open, and holds the newest matches only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words.catalog import _, ngettext, shortened
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, render
from pages.parts.filters import options
from pages.parts.filters.chips import clearing
from pages.parts.filters.narrowing import PICK
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import BROADCAST_SEARCH, BROADCASTS_OPEN
from queries import Selection, run
from queries.fields import BROADCAST

LISTED = 15
SEPARATOR = " · "  # of a title: the name, its day and, if another has both, its id

Titles = Mapping[str, str]


def titles_of(texts: Iterable[str], viewer: Viewer) -> dict[str, str]:
    """Return the titles, by key, of the broadcasts that texts name: keys, or titles as in old links."""
    names = dict.fromkeys(name for text in texts for name in _beginnings(text))
    if not names:
        return {}
    return options.broadcast_titles(viewer, Selection(broadcasts=tuple(names)))


@fragment("broadcasts")
def show(viewer: Viewer, selection: Selection, titles: Titles) -> None:
    """Draw the field: the selected broadcasts, and a search among those of the rest of the selection."""
    # Always of one label: with another, Streamlit would take it for another field, and close it.
    opened = st.popover(
        _(BROADCAST.label), key=BROADCASTS_OPEN.name, on_change="rerun", width=BROADCAST.width
    )
    if not opened.open:
        return
    with opened:
        letters = st.text_input(
            _("Search broadcasts"),
            key=BROADCAST_SEARCH.name,
            type="search",
            live=True,
            autocomplete="off",
            placeholder=_("Part of the name"),
        )
        rows = run(
            "broadcast_names",
            viewer,
            replace(selection, broadcasts=None),
            search=letters.strip() or None,
            rows=LISTED,
        ).to_pylist()
        st.html(_choices(rows, selection.broadcasts or (), titles))


def _choices(rows: Sequence[Mapping[str, Any]], selected: Sequence[str], titles: Titles) -> Markup:
    """Return the selected broadcasts as chips, and the rows of "broadcast_names" as buttons."""
    matches = rows[0]["matches"] if rows else 0
    return render(
        "filters/broadcasts.html",
        chips=[(_click(key), clearing(str(shortened(titles.get(key, key))))) for key in selected],
        choices=[
            (
                _click(_key(row), is_selected=_key(row) in selected),
                _name(row),
                row["first_requested_at"].date(),
            )
            for row in rows
        ],
        sentence=_sentence(matches, len(rows)),
    )


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


def _key(row: Mapping[str, Any]) -> str:
    return str(row["broadcast_id"] or row["broadcast"])


def _name(row: Mapping[str, Any]) -> str:
    return str(shortened(row["broadcast"] or row["broadcast_id"]))
