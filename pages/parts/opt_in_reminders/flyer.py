"""The flyer of one school in one language: chosen, seen, and downloaded alone."""

from __future__ import annotations

import base64
import functools
from html import escape

import streamlit as st

from data import flyers
from data.access import Viewer
from data.flyers import Flyer
from pages.parts.filters import filter_row
from pages.parts.opt_in_reminders import batch_contents

PAPERS = {"letter": "Letter", "a4": "A4"}
PAPER = "paper"
WHOLE = "The whole district"


def paper() -> str:
    """The paper on which flyers are made, chosen here and kept in the address."""
    chosen: str = st.segmented_control(
        "Paper",
        list(PAPERS),
        default="letter",
        key=PAPER,
        bind="query-params",
        required=True,
        format_func=PAPERS.__getitem__,
    )
    return chosen


def show(viewer: Viewer, on_paper: str) -> None:
    """Draw the choice, the picture of the page, and its download."""
    names = {language.key: language.name for language in flyers.languages()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        school = st.selectbox("School of the flyer", [WHOLE, *filter_row.schools(viewer)], width=230)
        language = st.segmented_control(
            "Language of the flyer",
            list(names),
            default=next(iter(names)),
            required=True,
            format_func=names.__getitem__,
        )
    flyer = batch_contents.flyer_of(None if school == WHOLE else school, language, on_paper)
    st.html(picture(flyer))
    st.download_button(
        "Download this flyer (PDF)",
        _pdf(flyer),
        flyers.file_name(flyer.school, flyer.language, flyer.paper),
        "application/pdf",
        on_click="ignore",
    )


@functools.lru_cache(maxsize=32)
def picture(flyer: Flyer) -> str:
    """The flyer's page as a picture with words for who can't see it, as HTML."""
    image = base64.b64encode(flyers.picture(flyer)).decode()
    about = (
        f"The flyer as it is printed: text {flyer.answering.opt_in_word} to {flyer.answering.short_code}. "
        "Its words are in the PDF below, too."
    )
    return f'<img class="sms flyer" alt="{escape(about)}" src="data:image/png;base64,{image}">'


@functools.lru_cache(maxsize=32)
def _pdf(flyer: Flyer) -> bytes:
    return flyers.pdf(flyer)
