"""The flyer of one school in one language: its preview and its download."""

from __future__ import annotations

import base64
import functools
from collections.abc import Sequence

import streamlit as st

from data import flyers, printing
from data.errors import Problem
from data.flyers import Flyer
from data.words import opt_in_words
from data.words.catalog import N_, _
from pages.parts.draw.html import Markup
from pages.parts.filters import in_url
from pages.parts.frame import errors
from pages.parts.frame.session import FLYER_FOLLOWS, FLYER_LANGUAGE, FLYER_PAPER, FLYER_SCHOOL
from pages.parts.opt_in_reminders import batch_contents

DISTRICT = ""  # the flyer without a school
PAPERS = {"letter": N_("Letter"), "a4": N_("A4")}


def follow(schools: Sequence[str], languages: Sequence[str]) -> None:
    """Select the flyer of the school and language that the page is filtered by, when that changes.

    With several schools, or none, that is the district's flyer. The reader can still select another one.
    """
    filtered = (tuple(schools), tuple(languages))
    if FLYER_FOLLOWS.get() == filtered and FLYER_SCHOOL.get() is not None:
        return
    FLYER_FOLLOWS.set(filtered)
    FLYER_SCHOOL.set(schools[0] if len(schools) == 1 else DISTRICT)
    FLYER_LANGUAGE.set(flyers.language_of(languages[0] if len(languages) == 1 else None))


@st.fragment
def show(schools: Sequence[str]) -> None:
    """Draw the fields, the preview and the download of one flyer; `schools` are those to select from."""
    language_names = {language.key: language.name for language in flyers.languages()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        school = st.selectbox(
            _("Flyer for"),
            [DISTRICT, *schools],
            key=FLYER_SCHOOL.name,
            format_func=lambda name: printing.visible(name) if name else _("Whole district"),
            width=230,
        )
        language = st.segmented_control(
            _("Flyer language"),
            list(language_names),
            key=FLYER_LANGUAGE.name,
            required=True,
            format_func=language_names.__getitem__,
        )
    paper = in_url.select_one(
        _("Paper"),
        FLYER_PAPER.name,
        {key: _(title) for key, title in PAPERS.items()},
        help_text=_("Also the paper of the flyers in a reminder batch."),
    )
    try:
        _show_preview(batch_contents.flyer_for(school or None, language, paper))
    except Problem as problem:  # such as no short code: the rest of the page still works
        errors.show(problem)


def selected_paper() -> str:
    """Return the paper on which flyers are printed, once the page has drawn its field."""
    return in_url.selected(FLYER_PAPER.name, PAPERS)


def _show_preview(flyer: Flyer) -> None:
    st.html(preview(flyer))
    st.download_button(
        _("Download flyer (PDF)"),
        _pdf(flyer),
        flyers.file_name(flyer.school, flyer.language, flyer.paper),
        "application/pdf",
        on_click="ignore",
    )


def preview(flyer: Flyer) -> Markup:
    """Return the picture of a flyer, with a description for people who can't see it."""
    description = _(
        "The flyer as it is printed: text {words} to {code}. The PDF below has the same words.",
        words=opt_in_words.quoted(flyer.answering.opt_in_word),
        code=flyer.answering.short_code,
    )
    image = Markup('<img class="sms flyer" alt="{}" src="data:image/png;base64,{}">')
    return image.format(description, _picture(flyer))


@functools.lru_cache(maxsize=32)
def _picture(flyer: Flyer) -> str:
    return base64.b64encode(flyers.picture(flyer)).decode()


@functools.lru_cache(maxsize=32)
def _pdf(flyer: Flyer) -> bytes:
    return flyers.pdf(flyer)
