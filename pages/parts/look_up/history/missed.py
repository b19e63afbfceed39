"""What a number missed since the last text that was sent to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words import catalog
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from queries import run

LISTED = 5
Row = Mapping[str, Any]


def show(viewer: Viewer, number: int) -> None:
    """Draw what the number missed; nothing if its last text was sent."""
    rows = run("number_missed", viewer, number=number, rows=LISTED).to_pylist()
    if rows:
        st.markdown(sentence(rows))


def sentence(rows: Sequence[Row]) -> str:
    """Return which broadcasts a number missed, from "number_missed", as Markdown; the newest by name."""
    total, since = rows[0]["of_all"], rows[0]["since"]
    if since:
        first = ngettext(
            "**Missed since the last text that was sent ({day}): {number} broadcast.**",
            "**Missed since the last text that was sent ({day}): {number} broadcasts.**",
            total,
        )
    else:
        first = ngettext(
            "**No text in the log was ever sent to it: {number} broadcast missed.**",
            "**No text in the log was ever sent to it: {number} broadcasts missed.**",
            total,
        )
    names = [
        _("{broadcast} ({day})", broadcast=row["broadcast"] or _("Text"), day=row["requested_at"].date())
        for row in rows
    ]
    listed = _("The newest: {names}.") if total > len(rows) else _("{names}.")
    places = {"number": total, "day": since and since.date()}
    newest = formatting.markdown(listed, names=catalog.listing(names))
    return f"{formatting.markdown(first, **places)} {newest}"
