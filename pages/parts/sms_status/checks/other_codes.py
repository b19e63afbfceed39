"""If one STOP meant all: numbers that opted out of one short code and are texted from another."""

from __future__ import annotations

from datetime import date

import streamlit as st

from data.access import Viewer
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.sms_status.checks import listed
from queries import Selection, run

IN_FORCE = date(2027, 1, 31)  # unless the FCC changes the rule before


def show(viewer: Viewer, selection: Selection) -> None:
    """Draw how many such numbers there are, the rule about them, and their list."""
    rows = run("texted_from_other_codes", viewer, selection)
    number = rows["of_numbers"][0].as_py() if rows.num_rows else 0
    words = ngettext(
        "**{number} number opted out of one short code, and was texted from another since.**",
        "**{number} numbers opted out of one short code, and were texted from another since.**",
        number,
    )
    first = formatting.markdown(words, number=number)
    if not number:
        first = _("No number that opted out of one short code was texted from another since.")
    rule = _(
        "Until {day}, a STOP counts for the short code that it was sent to. After that, it counts for all "
        "texts of the district, unless the FCC changes 47 CFR 64.1200(a)(10)."
    )
    st.markdown(f"{first} {formatting.markdown(rule, day=IN_FORCE)}")
    if number:
        listed.show(
            viewer, rows, _("Texted from another short code"), _("texted from other short codes.csv")
        )
