"""The head of every page: its title and, at the right of it, the clocks and what is done with the page."""

from __future__ import annotations

from datetime import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import settings
from data.access import Viewer
from pages.parts import clocks
from pages.parts.presses import attribute
from pages.parts.sources import shown
from queries import run


def show(title: str) -> DeltaGenerator:
    """Draw the title; the place at the right of it, to be filled when the page knows its figures."""
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.title(title, width="content")
        return st.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="head-right"
        )


def tell_clocks(place: DeltaGenerator, viewer: Viewer, changing: clocks.Change | None = None) -> None:
    """Write the clocks at the right of the title."""
    place.html(clocks.line(run("clocks", viewer).to_pylist()[0], changing), width="content")


def offer_print(place: DeltaGenerator) -> None:
    """A button that prints the page; the page listens to presses."""
    place.html(
        f'<div class="sms download"><button {attribute("print", "page")}>Print</button></div>',
        width="content",
    )


def tell_overdue(viewer: Viewer) -> None:
    """A strip over the page where the next log should have come; samples never grow older."""
    if shown().is_sample:
        return
    told = clocks.overdue(run("clocks", viewer).to_pylist()[0], datetime.now(settings.load().zone))
    if told:
        st.warning(told)
