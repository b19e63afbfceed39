"""The pages that the viewer may open, for buttons that lead to another one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.parts.frame.session import MENU


def keep(pages: Mapping[str, StreamlitPage]) -> None:
    """Keep the pages of the viewer's menu for this session, by their path in the URL."""
    MENU.set(pages)


def leads_to(path: str) -> bool:
    """Return whether the viewer may open the page with this path."""
    return path in (MENU.get() or {})


def open_page(path: str) -> None:
    """Leave the page that is drawn for another one of the menu.

    What the other page is to show has to be in the session already: a number may stand in no URL.
    """
    pages = MENU.get() or {}
    # Without these, Streamlit refuses to leave a page whose filter is in the URL.
    st.switch_page(pages[path], query_params={})
