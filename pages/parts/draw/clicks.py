"""The attributes of elements that can be clicked: tiles, rows and heads of tables, such as "result=failed".

Streamlit has buttons, but none that is a tile, the head of a column or a row. frame.click_listener tells
Python what was clicked.
"""

from __future__ import annotations

from pathlib import Path

from pages.parts.draw.html import Markup, escape, shown

JS = Path(__file__).with_name("clicks.js").read_text(encoding="utf-8")


def attribute(key: str, value: str, *, is_selected: bool | None = None, name: str = "") -> Markup:
    """Return the attributes of a button: what a click changes and to what, and if that is selected now.

    `name` is what a screen reader says instead of the words on it, where those don't say what it does.
    """
    state = "" if is_selected is None else f' aria-pressed="{str(is_selected).lower()}"'
    named = f' aria-label="{escape(shown(name))}"' if name else ""
    click = f"{escape(key)}={escape(value)}"
    return Markup(f'type="button" data-press="{click}"{state}{named}')


def answers(key: str) -> Markup:
    """Return the attributes of an element that gets the focus after a click on a button of that key."""
    return Markup('tabindex="-1" data-press-answer="{}"').format(key)
