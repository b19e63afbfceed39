"""The buttons that download, and under them how the newest download goes, looked at again and again."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.parts.downloads import sentences, transfers
from pages.parts.draw import formatting
from pages.parts.filters.url import pairs_of
from queries import Selection

HERE = "downloads started here"  # in the session: the token under which they are known
SECONDS = 2
HINT = (
    "For Excel, take the Excel file: it knows numbers and times as what they are. CSV and Parquet are for "
    "other programs."
)


def buttons(report: str, selection: Selection, rows: int) -> str:
    """The buttons for all rows of a selection, as HTML; `progress` tells of what they start."""
    token: str = st.session_state.setdefault(HERE, transfers.new_token())
    return forms(report, selection, rows, token)


@st.fragment(run_every=SECONDS)
def progress() -> None:
    """How the newest download of this visitor goes or how it ended; nothing before the first one."""
    told = sentences.told(st.session_state.get(HERE, ""))
    if told:
        st.markdown(f"**Download:** {formatting.plain(told)}")


def forms(report: str, selection: Selection, rows: int, token: str) -> str:
    """Forms, as HTML, by which the browser fetches the rows of a selection: Excel first, others folded.

    `rows` are counted, for what is said of the size; `transfer_words.told` tells by the token how it goes.
    """
    excel, *others = (_form(report, form, selection, rows, token) for form in sentences.NAMES)
    return (
        f'<div class="sms downloads">{excel}<details class="sms more"><summary>More</summary>'
        f"<div>{''.join(others)}<p>{HINT}</p></div></details></div>"
    )


def _form(report: str, form: str, selection: Selection, rows: int, token: str) -> str:
    inputs = "".join(
        f'<input type="hidden" name="{key}" value="{escape(value)}">'
        for key, value in [*pairs_of(selection), ("transfer", token)]
    )
    return (
        f'<form class="sms download {form}" method="get" action="/download/{report}.{form}">'
        f"{inputs}<button>{escape(sentences.label(report, form, rows))}</button></form>"
    )
