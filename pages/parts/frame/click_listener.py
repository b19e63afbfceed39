"""Listens once per page to clicks on any element with draw.clicks.attribute, and tells Python.

The keyboard gets its place back after the page has changed: see draw/clicks.js.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts.draw import clicks
from pages.parts.frame import fragments

KEY = "presses"


def listen(on_click: Callable[[str, str], str | None]) -> None:
    """Call `on_click(key, value)` before the page is drawn again. Call this once per page.

    `on_click` returns the key of the one fragment that changes (see frame.fragments), or None to draw the
    whole page.
    """
    listener = st.components.v2.component(KEY, js=clicks.JS, isolate_styles=False)

    def handle() -> None:
        key, _, value = str(st.session_state[KEY].press or "").partition("=")
        part = on_click(key, value) if key else None
        if part:
            fragments.rerun(part)

    listener(key=KEY, on_press_change=handle, height=0)
