"""The way from the name of a broadcast on another page to its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.words.catalog import _
from pages.parts.broadcasts.attention import REPORT
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.frame import page_switch
from pages.parts.frame.session import Key
from queries.fields import BROADCAST

PAGE = "broadcasts"  # where the reports are
TO_OPEN = Key[str]("broadcast_to_open")
Row = Mapping[str, Any]


def buttons(rows: Sequence[Row]) -> list[Markup | None] | None:
    """Return the attributes of a button that opens each row's report; None for a row of no broadcast.

    Of a viewer who has no such page, None for all.
    """
    return [button(row) for row in rows] if page_switch.leads_to(PAGE) else None


def click(key: str) -> None:
    """Open the report of a broadcast, by its ID or name, when this page is drawn again."""
    TO_OPEN.set(key)


def go() -> None:
    """Leave the page for the report that was clicked; the first thing that a page does."""
    key = TO_OPEN.pop()
    if key and page_switch.leads_to(PAGE):
        st.session_state[BROADCAST.key] = [key]
        page_switch.open_page(PAGE)


def button(row: Row) -> Markup | None:
    """Return the attributes of a button that opens the report of a row; None for a row of no broadcast."""
    key = row["broadcast_id"] or row["broadcast"]
    if not key:
        return None
    name = _(
        "Report of {broadcast}, {time}",
        broadcast=row["broadcast"] or key,
        time=row["first_requested_at"],
    )
    return attribute(REPORT, key, name=name)
