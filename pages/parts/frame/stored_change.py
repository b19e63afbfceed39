"""A change of what is stored, made in a dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from data.access import Right, Viewer
from data.errors import Problem
from pages.parts.frame import data_source, errors
from pages.parts.sign_in import doors


def make(
    viewer: Viewer, rights: Sequence[Right], write: Callable[[str], object], close: Callable[[], object]
) -> None:
    """Write to the data that is shown, close the dialog and draw the page; show what goes wrong here.

    `write` takes the address of the data. Nothing is written for a viewer without these rights.
    """
    if not doors.is_still(viewer):  # Streamlit draws a dialog alone, for the viewer who opened it
        st.rerun()
    try:
        viewer.require(*rights)
        write(data_source.shown().uri)
    except Problem as problem:
        errors.show(problem)
        return
    close()
    st.rerun()
