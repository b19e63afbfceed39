"""Totals: rounded counts of texts by month and of numbers by status, for people who need no exact ones."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.words.catalog import _
from pages.parts.frame import click_listener, errors, page_head
from pages.parts.totals import results, sentences, statuses


def show(viewer: Viewer) -> None:
    """Draw how counts are rounded, the texts of a month or of all months, and the numbers by status."""
    head = page_head.show(_("Totals"), viewer)
    click_listener.listen(lambda _key, _value: None)  # nothing here changes by a click but printing
    head.show_freshness(viewer)
    head.add_print_button()
    st.markdown(sentences.rounding())
    with errors.in_place():
        results.show(viewer)
    with errors.in_place():
        statuses.show(viewer)
