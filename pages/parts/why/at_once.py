"""Reasons are read from the texts themselves: very many of them only for who asks for it."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.words.catalog import _
from pages.parts.draw import formatting
from pages.parts.frame.session import DRAWN_VERSION, REASONS_COUNTED
from queries import Selection, run

AT_ONCE = 10_000_000  # texts whose reasons are counted without asking: in a few seconds on two cores


def texts_of(viewer: Viewer, selection: Selection) -> int:
    """Return how many texts there are, from the counts by day."""
    number: int = run("stage_totals", viewer, selection)["texts"].to_pylist()[-1]
    return number


def is_wanted(selection: Selection, number: int) -> bool:
    """Return whether to count the reasons of so many texts; otherwise draw the button that asks for it."""
    texts = (selection, DRAWN_VERSION.get())
    if number <= AT_ONCE or REASONS_COUNTED.get() == texts:
        return True
    words = _("Finding the reasons of {number} texts can take a minute or more. Fewer dates are faster.")
    st.markdown(formatting.markdown(words, number=number))
    st.button(_("Find reasons"), on_click=REASONS_COUNTED.set, args=(texts,))
    return False
