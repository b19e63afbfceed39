"""Listens once per page to clicks on any element with draw.clicks.attribute, and tells Python.

The keyboard gets its place back after the page has changed: see draw/clicks.js.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts.draw import clicks
from pages.parts.frame import fragments
from pages.parts.frame.session import LAST_CLICK
from pages.parts.media import paper

KEY = "presses"


def listen(on_click: Callable[[str, str], str | None]) -> None:
    """Call `on_click(key, value)` before the page is drawn again. Call this once per page.

    `on_click` returns the key of the one fragment that changes (see frame.fragments), or None to draw the
    whole page.
    """
    listener = st.components.v2.component(KEY, js=f"{clicks.JS}\n{paper.JS}", isolate_styles=False)

    def handle() -> None:
        click_id, _space, click = str(st.session_state[KEY].press or "").partition(" ")
        # Streamlit sends a click again if a timer of the page ends within the moment that it collects
        # clicks; a list would be sorted, and at once sorted the other way round.
        if not click or click_id == LAST_CLICK.get():
            return
        LAST_CLICK.set(click_id)
        key, _equals, value = click.partition("=")
        part = on_click(key, value)
        if part:
            fragments.rerun(part)

    listener(key=KEY, on_press_change=handle, height=0)
