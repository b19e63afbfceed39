"""What is pressed in the HTML of tiles and tables: any element with a `data-press`, as "result=…".

Streamlit has buttons, but none that is a tile, the head of a column or a row. This listens once for the
whole page, tells Python what was pressed, and gives the keyboard its place back after the page changed.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import streamlit as st

JS = Path(__file__).with_name("clicks.js").read_text(encoding="utf-8")
KEY = "presses"


def listen(on_press: Callable[[str, str], None]) -> None:
    """Call `on_press(what, value)` before the page is drawn again; once a page, whatever its tables."""
    listener = st.components.v2.component(KEY, js=JS, isolate_styles=False)

    def told() -> None:
        what, _, value = str(st.session_state[KEY].press or "").partition("=")
        if what:
            on_press(what, value)

    listener(key=KEY, on_press_change=told, height=0)


def attribute(what: str, value: str, *, is_chosen: bool | None = None) -> str:
    """The attributes of an element that can be pressed, and whether it is chosen now."""
    state = "" if is_chosen is None else f' aria-pressed="{str(is_chosen).lower()}"'
    return f'type="button" data-press="{escape(f"{what}={value}")}"{state}'


def answers(what: str) -> str:
    """The attributes of an element to which the focus goes when something of that kind was pressed."""
    return f'tabindex="-1" data-press-answer="{escape(what)}"'
