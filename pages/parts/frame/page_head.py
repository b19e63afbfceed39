"""The head of every page: its title and, to the right, how new the data is and the page's buttons."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import settings
from data.access import Viewer
from data.errors import Problem
from data.words.catalog import _
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.frame import data_source, errors, freshness
from pages.parts.media import paper


@dataclass(frozen=True)
class PageHead:
    """The places to the right of a title. A page fills them once it has counted."""

    updates: DeltaGenerator
    actions: DeltaGenerator

    def show_freshness(self, viewer: Viewer, unfinished: freshness.Unfinished | None = None) -> None:
        """Show when the data was updated and, on a page of texts, how many of them aren't final."""
        with self.updates, errors.in_place():
            st.html(freshness.summary(freshness.read(viewer), unfinished), width="content")

    def add_print_button(self) -> None:
        """Add a button that prints the page. It needs the page to listen to clicks."""
        button = Markup("<button {}>{}</button>").format(attribute("print", "page"), _("Print"))
        self.actions.html(Markup('<div class="sms download">{}</div>').format(button), width="content")


def show(title: str, viewer: Viewer) -> PageHead:
    """Draw a title and, if a log is overdue, a warning under it. Return the places beside the title."""
    st.html(paper.head(title, is_sample=data_source.shown().is_sample))
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.title(title, anchor=False, width="content")
        with st.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="head-right"
        ):
            head = PageHead(st.container(width="content"), st.container(horizontal=True, width="content"))
    with st.container():  # always one place, so that a new log moves nothing (see dashboard.show_page)
        _warn_if_overdue(viewer)
    return head


def _warn_if_overdue(viewer: Viewer) -> None:
    warning = None
    if data_source.shown().is_sample:  # sample logs are of fixed days, and always old
        return
    with suppress(Problem):  # the page head shows it
        warning = freshness.overdue(freshness.read(viewer), datetime.now(settings.load().zone))
    if warning:
        st.warning(warning)
