"""Clicks in the HTML of tiles and tables: on any element with a `data-press`, such as "result=failed".

Streamlit has buttons, but none that is a tile, the head of a column or a row. One listener per page tells
Python what was clicked, and gives the keyboard its place back after the page has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from pages.parts.draw.html import Markup
from pages.parts.frame import fragments

JS = Path(__file__).with_name("clicks.js").read_text(encoding="utf-8")
KEY = "presses"


def listen(on_click: Callable[[str, str], str | None]) -> None:
    """Call `on_click(key, value)` before the page is drawn again. Call this once per page.

    `on_click` returns the key of the one fragment that changes (see frame.fragments), or None to draw the
    whole page.
    """
    listener = st.components.v2.component(KEY, js=JS, isolate_styles=False)

    def handle() -> None:
        key, _, value = str(st.session_state[KEY].press or "").partition("=")
        part = on_click(key, value) if key else None
        if part:
            fragments.rerun(part)

    listener(key=KEY, on_press_change=handle, height=0)


def attribute(key: str, value: str, *, is_chosen: bool | None = None) -> Markup:
    """Return the attributes of a button: what a click changes and to what, and if that is selected now."""
    state = "" if is_chosen is None else Markup(' aria-pressed="{}"').format(str(is_chosen).lower())
    return Markup('type="button" data-press="{}={}"{}').format(key, value, state)


def answers(key: str) -> Markup:
    """Return the attributes of an element that gets the focus after a click on a button of that key."""
    return Markup('tabindex="-1" data-press-answer="{}"').format(key)
