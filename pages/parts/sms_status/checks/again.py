"""Numbers that can be texted again after an opt-out, although no opt-in is on record."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.sms_status.checks import listed
from queries import Selection, run


def show(viewer: Viewer, selection: Selection) -> None:
    """Draw how many such numbers there are, and their list."""
    rows = run("opted_in_again", viewer, selection)
    if not rows.num_rows:
        st.markdown(_("Every number that opted in again after an opt-out has its opt-in on record."))
        return
    number = rows["of_numbers"][0].as_py()
    words = ngettext(
        "**{number} number opted in again after an opt-out, without an opt-in on record.** "
        "A list has it as opted in, but no log says when or how. Ask the messaging service.",
        "**{number} numbers opted in again after an opt-out, without an opt-in on record.** "
        "A list has them as opted in, but no log says when or how. Ask the messaging service.",
        number,
    )
    st.markdown(formatting.markdown(words, number=number))
    listed.show(viewer, rows, _("Opted in again without an opt-in on record"), _("opted in again.csv"))
