"""The front door: who is looking, the pages, and the one place that shows a Problem.

One file is both the launcher that a server imports (`streamlit run dashboard.py`) and the script that
Streamlit runs for each session.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit import runtime
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.pages_manager import PagesManager

import queries
from data import settings
from data.access import Viewer
from data.errors import Problem
from pages import imports, opt_in_reminders, sms_log, sms_status
from pages.parts.downloads import routes
from pages.parts.draw import formatting, tables
from pages.parts.frame import data_source, errors, refresh
from pages.parts.imports import skipped_rows

ICON = Path(__file__).parent / "pages" / "parts" / "draw" / "icon.svg"
MENU_WIDTH = 230
PAGES = (  # address, title, what draws it
    ("sms_log", "SMS Log", sms_log.show),
    ("sms_status", "SMS Status", sms_status.show),
    ("opt_in_reminders", "Opt-in reminders", opt_in_reminders.show),
    ("imports", "Imports", imports.show),
)
# What the first visitor would otherwise wait for.
HEAVY = ("plotly.graph_objects", "pandas", "duckdb", "pyarrow.compute", "deltalake", "phonenumbers")


def main() -> None:
    """Draw the page that the visitor is on."""
    # A picture of our own: Streamlit's default one would be asked of a server outside.
    st.set_page_config(
        page_title="SMS reports", page_icon=str(ICON), layout="wide", initial_sidebar_state=MENU_WIDTH
    )
    st.html(tables.style())
    viewer = Viewer()
    menu = [st.Page(partial(show, viewer), title=title, url_path=address) for address, title, show in PAGES]
    # The default page has no address but the root, so it only sends on: every page then has its own.
    root = st.Page(
        partial(st.switch_page, menu[0]), title="Start", url_path="start", default=True, visibility="hidden"
    )
    page = st.navigation([root, *menu])
    try:
        show_page(page, to_imports=menu[-1])
    except Problem as problem:
        errors.show(problem)
    except Exception as fault:  # noqa: BLE001 - told and logged without its text, which may hold a number
        errors.show_unexpected(fault)


def show_page(page: StreamlitPage, to_imports: StreamlitPage) -> None:
    """Draw one page, every figure of it from one version of the data."""
    st.sidebar.markdown(formatting.plain(settings.load().name))
    source = data_source.shown()
    if source.is_sample:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(
                "These are sample logs of an invented district, until a log of your own is imported."
            )
            st.page_link(to_imports, label="Go to Imports")
    drawn = queries.version(source.uri)  # before: what is committed meanwhile is then noticed as newer
    with queries.reading(source.uri):
        page.run()
    refresh.watch(drawn)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Load what is heavy once, and take it out of the clean-up that Streamlit makes after every run."""
    for module in HEAVY:
        importlib.import_module(module)
    with suppress(Problem):  # a visitor is told it; the samples are taken in here, where nobody waits
        data_source.shown()
    # Streamlit collects all garbage after each run and holds every session up meanwhile. What is loaded by
    # now is none, so it is set aside: with 30 people at once, an answer takes tens of milliseconds.
    gc.collect()
    gc.freeze()
    yield


if runtime.exists():
    main()
else:
    # Else the folder pages/ wakes Streamlit's old way: after a start, the first visitor of /sms_status
    # would get that file alone, without this one.
    PagesManager.uses_pages_directory = False
    app = st.App(__file__, lifespan=lifespan, routes=[*routes.routes(), *skipped_rows.routes()])
