"""The tables that pages show, in one version for a whole page until there is a newer one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field

import streamlit as st
from streamlit.navigation.page import StreamlitPage

import queries
from data import engine, sample
from data.access import Viewer
from data.engine.interruption import asked_by
from data.errors import Problem
from data.jobs import in_time
from data.tables import store, used_stores
from data.tables.snapshot import Snapshot
from data.words.catalog import _
from pages.parts.frame import script_run
from pages.parts.frame.session import DRAWN_VERSION, IS_DRAWN
from pages.parts.sign_in import doors

SECONDS = 5  # between two looks at the data's version


@dataclass(frozen=True)
class Source:
    """The address of the tables that are shown, whether they are the sample logs, and their newest mark.

    The mark (store.newest_mark) is looked up once for each run of a page, part or timer.
    """

    uri: str
    is_sample: bool
    mark: engine.Mark | None = field(default=None, compare=False)


_newest_shown: dict[str, object] = {}  # by address: the version that pages have shown last
# What a page that is being drawn shows, so that its parts don't look for it again.
_of_page: ContextVar[Source | None] = ContextVar("of_page", default=None)


def shown() -> Source:
    """Return the district's logs or, if none was ever imported, the samples.

    Raises Problem if the logs can't be read, MovedData if they aren't where they were.
    """
    return _of_page.get() or _newest()


def _newest() -> Source:
    logs = used_stores.district_logs()
    mark = store.newest_mark(logs)
    if mark[1] >= 1:  # version 0 is the empty table; the first import makes 1
        return Source(logs, is_sample=False, mark=mark)
    return Source(sample.store_uri(), is_sample=True)


def show_sample_strip(imports_page: StreamlitPage | None) -> None:
    """Say that the data is a sample, with a link to the page that replaces it if the viewer has one."""
    if imports_page is None:
        st.warning(_("Sample data. No file was imported yet."))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(_("Sample data. Import a file to replace it."))
        st.page_link(imports_page, label=_("Go to Imports"))


@contextmanager
def reading_for_page(source: Source) -> Iterator[None]:
    """Let every part and question of a page see one version of the data of one source.

    The page doesn't wait for newer data that is still being opened: it is drawn again when that is ready.
    """
    IS_DRAWN.set(value=False)
    token = _of_page.set(source)
    try:
        reading = queries.reading(source.uri, source.mark, waits=False)
        with reading as snapshot, asked_by(script_run.asker()):
            DRAWN_VERSION.set(snapshot.mark)
            _put_in_time(snapshot)
            yield
    finally:
        _of_page.reset(token)
    script_run.forget_old_widgets()
    IS_DRAWN.set(value=True)  # not reached if another click interrupts the page


def _put_in_time(snapshot: Snapshot) -> None:
    """Put the texts of a version that no page has shown yet in the order of time, beside the pages."""
    if _newest_shown.get(snapshot.uri) != snapshot.mark:
        _newest_shown[snapshot.uri] = snapshot.mark
        in_time.start(snapshot)


@st.fragment(run_every=SECONDS)
def rerun_on_change(viewer: Viewer) -> None:
    """Rerun the page once the data is newer than the page, or its viewer has other rights or signed out.

    Streamlit redraws only what has changed, so scroll position, selections and typed text stay.
    """
    version = current = None
    with suppress(Problem):  # the whole page shows it
        source = shown()
        version = queries.version(source.uri, source.mark)
    with suppress(Problem):
        current = doors.viewer_of_session()
    if DRAWN_VERSION.get() != version or current != viewer:
        st.rerun()
