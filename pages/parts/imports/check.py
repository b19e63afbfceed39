"""The check of the logs on a page: the lines of `python -m data check`, each as soon as it is known."""

from __future__ import annotations

from html import escape

import streamlit as st

from data import check
from data.access import Viewer
from data.check import Line
from data.tables import upkeep
from pages.parts.frame import data_source
from queries import version

FOUND = "what the check found"  # in the session: the version that was looked at, and the lines
KEPT = (
    f"The logs are kept as they were before each import of the last {upkeep.KEPT_DAYS} days, so that it "
    "can be undone; files that are needed no longer are cleared away once a day."
)


def show(viewer: Viewer) -> None:
    """What is kept, and the check: on a press, and until the data changes."""
    if not viewer.sees_everything:
        return
    st.header("Are the logs whole?", anchor=False)
    st.html(f'<p class="sms kept">{KEPT}</p>')
    uri = data_source.shown().uri
    looked_at = version(uri)
    is_asked = st.button("Check the logs")
    place = st.empty()
    if is_asked:
        found: list[Line] = []
        with st.spinner("Checking…"):
            for line in check.lines(uri):
                found.append(line)
                place.html(html(found))
        st.session_state[FOUND] = (looked_at, found)
    told = st.session_state.get(FOUND)
    if told and told[0] == looked_at:
        place.html(html(told[1]))


def html(lines: list[Line]) -> str:
    """The lines as HTML."""
    told = "".join(_line(line) for line in lines)
    return f'<dl class="sms checks" aria-label="What the check found">{told}</dl>'


def _line(line: Line) -> str:
    look = "" if line.is_well else ' class="wrong"'
    return f"<dt{look}>{escape(line.state)}</dt><dd>{escape(line.sentences)}</dd>"
