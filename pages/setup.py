"""Setup, for the people who run the dashboard: what runs, who sees what, and how the data is kept."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.check import sizes
from data.words.catalog import _
from pages.parts.draw import tables
from pages.parts.frame import data_source, errors, page_head, stored_check
from pages.parts.setup import access_list, connections, server_facts, stored_data
from pages.parts.sign_in import sign_in_setup


def show(viewer: Viewer) -> None:
    """Draw the server, the access file in words, the stored data and its check, and what leaves it."""
    page_head.show(_("Setup"), viewer)
    st.header(_("Server"), anchor=False)
    with errors.in_place():
        st.html(tables.facts(server_facts.facts()))
    st.header(_("Who sees what"), anchor=False)
    access_list.show(viewer, is_sign_in_on=sign_in_setup.is_on())
    st.header(_("Stored data"), anchor=False)
    with errors.in_place():
        measured = sizes.measure(data_source.shown().uri)
        st.html(tables.facts(stored_data.facts(viewer, measured)))
        st.html(stored_data.table(viewer, measured))
    st.header(_("Check stored data"), anchor=False)
    stored_check.show(viewer)
    st.header(_("Outside connections"), anchor=False)
    with errors.in_place():
        connections.show()
