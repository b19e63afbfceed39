"""The buttons that download, and under them how the newest download goes, looked at again and again."""

from __future__ import annotations

import streamlit as st

from pages.parts import downloads, words
from queries import Selection

HERE = "downloads started here"  # in the session: the token under which they are known
SECONDS = 2


def buttons(report: str, selection: Selection, rows: int) -> str:
    """The buttons for all rows of a selection, as HTML; `progress` tells of what they start."""
    token: str = st.session_state.setdefault(HERE, downloads.new_token())
    return downloads.buttons(report, selection, rows, token)


@st.fragment(run_every=SECONDS)
def progress() -> None:
    """How the newest download of this visitor goes or how it ended; nothing before the first one."""
    told = downloads.told(st.session_state.get(HERE, ""))
    if told:
        st.markdown(f"**Download:** {words.plain(told)}")
