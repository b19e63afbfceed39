"""The dashboard: its viewer, its pages, and the one place that shows a Problem.

This file is both the launcher that a server imports (`streamlit run dashboard.py`) and the script that
Streamlit runs for each session.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import runtime
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.pages_manager import PagesManager

import queries
from data import printing, private_files, settings
from data.access import Right, Viewer, needs
from data.errors import Problem
from data.tables import leftovers
from data.tables.used_stores import MovedData
from data.words.catalog import N_, _
from pages import (
    broadcasts,
    imports,
    look_up,
    numbers_to_fix,
    opt_in_reminders,
    record,
    setup,
    sms_log,
    sms_status,
    totals,
    who_we_can_text,
    why_undelivered,
)
from pages.parts.downloads import one_use, routes
from pages.parts.draw import formatting, html
from pages.parts.frame import data_source, errors, page_switch, script_run, session
from pages.parts.imports import moved, skipped_rows
from pages.parts.record import record_file
from pages.parts.shell.served import Documents
from pages.parts.sign_in import sign_in_page
from pages.parts.sign_in.sign_in_check import SignInCheck
from pages.parts.web import health, metrics, server_log, shutdown
from pages.parts.web.addresses import AddressCheck
from pages.parts.web.guard import Guard
from pages.parts.web.refusal_count import RefusalCount
from pages.parts.web.uploads import UploadLimit
from queries.setup import carried

ICON = Path(__file__).parent / "pages" / "parts" / "draw" / "icon.svg"
MENU_WIDTH = 230
IMPORTS = "imports"
PAGES = (  # URL path, title, function that draws it
    ("broadcasts", N_("Broadcasts"), broadcasts.show),
    ("sms_log", N_("SMS Log"), sms_log.show),
    ("why_undelivered", N_("Why undelivered"), why_undelivered.show),
    ("sms_status", N_("SMS Status"), sms_status.show),
    ("look_up", N_("Look up"), look_up.show),
    ("who_we_can_text", N_("Who we can text"), who_we_can_text.show),
    ("opt_in_reminders", N_("Opt-in reminders"), opt_in_reminders.show),
    ("numbers_to_fix", N_("Numbers to fix"), numbers_to_fix.show),
    ("totals", N_("Totals"), totals.show),
    (IMPORTS, N_("Imports"), imports.show),
    ("record", N_("Record"), record.show),
    ("setup", N_("Setup"), setup.show),
)
# The first sees a request first.
MIDDLEWARE = (RefusalCount, AddressCheck, Guard, SignInCheck, UploadLimit, Documents)
# Modules that would otherwise slow down the first visit.
HEAVY = (
    *("plotly.graph_objs._figure", "plotly.tools", "pandas", "pyarrow.pandas_compat", "pyarrow.compute"),
    *("duckdb", "deltalake", "phonenumbers", "streamlit.emojis"),
)


def main() -> None:
    """Draw the page that the visitor opened."""
    # An icon of our own: Streamlit would load its default from a server outside.
    st.set_page_config(
        page_title=_("SMS reports"), page_icon=str(ICON), layout="wide", initial_sidebar_state=MENU_WIDTH
    )
    viewer = sign_in_page.viewer_or_page(path for path, _title, _show in PAGES)
    if viewer is None:
        return
    menu = [
        st.Page(partial(show, viewer), title=_(title), url_path=path)
        for path, title, show in PAGES
        if viewer.may(*needs.PAGES[path])
    ]
    # A link can lead to a page of another role. Streamlit would call it missing.
    refused = [
        st.Page(
            partial(viewer.require, *needs.PAGES[path]), title=_(title), url_path=path, visibility="hidden"
        )
        for path, title, _show in PAGES
        if not viewer.may(*needs.PAGES[path])
    ]
    # Streamlit's default page has no path but the root. This one redirects, so that every page has its own.
    redirect = partial(st.switch_page, menu[0])
    root = st.Page(redirect, title=_("Start"), url_path="start", default=True, visibility="hidden")
    page = st.navigation([root, *menu, *refused])
    try:
        by_path = {own.url_path: own for own in menu}
        page_switch.keep(by_path)
        show_page(page, viewer, by_path)
    except Problem as problem:
        errors.show(problem)
    except Exception as error:  # noqa: BLE001 - shown and logged without its text, which may hold a number
        errors.show_unexpected(error)


def show_page(page: StreamlitPage, viewer: Viewer, menu: Mapping[str, StreamlitPage]) -> None:
    """Draw one page, with every figure from one version of the data."""
    district = settings.load().name
    title = _("{page} · {district}", page=page.title, district=district)
    st.set_page_config(page_title=printing.visible(title))
    st.sidebar.markdown(formatting.plain(district))
    sign_in_page.show_person(viewer)
    try:
        source = data_source.shown()
    except MovedData as problem:
        can_confirm = page.url_path == IMPORTS and viewer.may(Right.SET_UP)
        moved.show(problem, viewer, can_confirm=can_confirm)
        return
    # What comes and goes has a place that stays: if the fields below it move, the browser draws new ones,
    # and loses what is being uploaded.
    with st.container():
        if source.is_sample:
            data_source.show_sample_strip(menu.get(IMPORTS))
    with data_source.reading_for_page(source):
        session.open_page(page.url_path, is_from_history=script_run.is_from_history())
        page.run()
        data_source.rerun_on_change(viewer)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Load heavy modules once, and keep them out of the garbage collection after every run."""
    private_files.restrict()
    server_log.set_up()
    shutdown.stop_in_time()
    for module in HEAVY:
        importlib.import_module(module)
    with suppress(Exception):
        leftovers.clear_at_start(settings.load().logs)
    # Where no page waits, the samples are imported and the tables opened. Every page shows what fails here.
    with suppress(Exception):
        queries.open_tables(data_source.shown().uri)
        html.load_templates()
        carried.start_looking(data_source.shown().uri)
    # Every session waits while Python collects garbage. Nothing loaded by now is any, so it is skipped.
    gc.collect()
    gc.freeze()
    yield


if runtime.exists():
    main()
else:
    # Without this, the folder pages/ switches Streamlit to its old multipage mode: after a start, the first
    # visit to /sms_status would run that file alone. tests/pages/frame tries it with the pinned version.
    PagesManager.uses_pages_directory = False
    server_log.before_start()
    app = st.App(
        __file__,
        lifespan=lifespan,
        routes=[
            *routes.routes(),
            *one_use.routes(),
            *skipped_rows.routes(),
            *record_file.routes(),
            *sign_in_page.routes(),
            *health.routes(),
            *metrics.routes(),
        ],
        middleware=[Middleware(each) for each in MIDDLEWARE],
    )
