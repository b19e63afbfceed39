"""New data appears by itself: a small look at the data's version, again and again, while a page is open."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import data_source
from queries import version

SECONDS = 5


def watch(drawn: object) -> None:
    """Draw the page anew once the data has another version than `drawn`, taken before the page was.

    Streamlit draws only what has changed, so scroll, selection and what is being typed stay.
    """

    @st.fragment(run_every=SECONDS)
    def look() -> None:
        if version(data_source.shown().uri) != drawn:
            st.rerun()

    look()
