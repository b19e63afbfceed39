"""The head of every page: its title and, at the right of it, the clocks and what is done with the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import settings
from data.access import Viewer
from pages.parts.draw.clicks import attribute
from pages.parts.frame import freshness
from pages.parts.frame.data_source import shown


@dataclass(frozen=True)
class Head:
    """The places at the right of a title, filled when the page knows its figures."""

    told: DeltaGenerator
    actions: DeltaGenerator

    def show_freshness(self, viewer: Viewer, changing: freshness.Unfinished | None = None) -> None:
        """Say as of when the page is and, on a page of texts, how many of them can still change."""
        self.told.html(freshness.summary(freshness.read(viewer), changing), width="content")

    def add_print_button(self) -> None:
        """A button that prints the page; the page listens to presses."""
        button = f"<button {attribute('print', 'page')}>Print</button>"
        self.actions.html(f'<div class="sms download">{button}</div>', width="content")


def show(title: str, viewer: Viewer) -> Head:
    """Draw the title and, where the next log should have come, a strip; the places beside the title."""
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.title(title, anchor=False, width="content")
        with st.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="head-right"
        ):
            told = st.container(width="content")
            head = Head(told, st.container(horizontal=True, width="content"))
    _tell_overdue(viewer)
    return head


def _tell_overdue(viewer: Viewer) -> None:
    if shown().is_sample:  # which never grow older
        return
    told = freshness.overdue(freshness.read(viewer), datetime.now(settings.load().zone))
    if told:
        st.warning(told)
