"""What a page shows while the stored data isn't where it was: the error and, on Imports, the way on."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.errors import Problem
from data.tables import used_stores
from data.words.catalog import _
from pages.parts.frame import data_source, errors
from pages.parts.frame.session import DRAWN_VERSION


def show(problem: Problem, viewer: Viewer, *, can_confirm: bool) -> None:
    """Show the error until the data is back or, if the viewer may, the move is confirmed."""
    errors.show(problem)
    if can_confirm:
        st.markdown(_("Did you move or delete the data on purpose? Then confirm it. Nothing is deleted."))
        if st.button(_("Use this folder from now on")):
            used_stores.confirm_move()
            st.rerun()
    DRAWN_VERSION.pop()
    data_source.rerun_on_change(viewer)
