"""Bursts of failures with one code: each is one event at a carrier or the service, not many bad numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words import remedies, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting, tables
from pages.parts.draw.tables import Column
from queries import Selection, run

Row = Mapping[str, Any]
LISTED = 10
CARRIER = "carrier"  # who can fix a burst whose code doesn't name the sender


def show(viewer: Viewer, selection: Selection) -> None:
    """Draw the newest events as a sentence and a table."""
    st.header(_("Bursts of failures"), anchor=False)
    rows = run("failure_events", viewer, selection, rows=LISTED).to_pylist()
    st.markdown(finding(rows))
    if rows:
        st.html(tables.table(_columns(rows), _("Bursts of failures")))


def finding(rows: Sequence[Row]) -> str:
    """Return how many events there are, and what counts as one."""
    if not rows:
        return _(
            "No bursts: no code failed for {least} texts within an hour, far above its usual share.",
            least=vocabulary.EVENT_TEXTS,
        )
    number = rows[0]["of_all"]
    counted = ngettext(
        "**{number} event.** Many texts failed with one code within an hour. Bad numbers don't explain it.",
        "**{number} events.** Many texts failed with one code within an hour. "
        "Bad numbers don't explain it.",
        number,
        number=number,
    )
    if number > len(rows):
        shown = _("The newest {number} are listed.", number=len(rows))
        return f"{counted} {shown}"
    return counted


def _columns(rows: Sequence[Row]) -> list[Column]:
    fixers = [remedies.SENDER.who_can_fix if row["is_sender_problem"] else CARRIER for row in rows]
    return [
        Column(vocabulary.column_title("carrier_code"), [row["carrier_code"] for row in rows]),
        Column(vocabulary.column_title("service"), [row["service"] for row in rows]),
        Column(formatting.time_title("from_at"), [row["from_at"] for row in rows]),
        Column(formatting.time_title("until_at"), [row["until_at"] for row in rows]),
        Column(_("Failed texts"), [_failed(row) for row in rows], is_count=True),
        Column(vocabulary.column_title("numbers"), [row["numbers"] for row in rows]),
        Column(vocabulary.column_title("schools"), [row["schools"] for row in rows]),
        Column(_("Who can fix it"), [formatting.capitalized(remedies.fixer_title(key)) for key in fixers]),
    ]


def _failed(row: Row) -> str:
    return _("{failed} of {texts}", failed=row["texts"], texts=row["texts_meanwhile"])
