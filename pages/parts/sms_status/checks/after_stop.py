"""Texts that went out after an opt-out, and for how many business days."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.access import Viewer, needs
from data.words import vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.sms_status.checks import listed
from queries import Selection, run

LIST = "texts_after_stop"


def show(viewer: Viewer, selection: Selection) -> None:
    """Draw how many opt-outs were followed by texts, for how long, and the list of them."""
    (totals,) = run("texts_after_stop_totals", viewer, selection).to_pylist()
    st.markdown(finding(totals))
    if totals["texted"] and viewer.may(*needs.QUESTIONS[LIST]):
        # Those with texts come first.
        rows = run(LIST, viewer, selection, rows=totals["texted"])
        listed.show(viewer, rows, _("Opt-outs with texts after them"), _("texts after opt-outs.csv"))
    st.markdown(
        _(
            "Texts count if carriers accepted them, until the number opts in again. They come from the "
            "short code of the opt-out. Weekends and the holidays in the settings aren't business days. "
            "An opt-out that was only noticed in a list has the list's date, but came earlier."
        )
    )


def finding(totals: Mapping[str, int]) -> str:
    """Return after how many opt-outs texts still went out, from "texts_after_stop_totals"."""
    number = totals["opt_outs"]
    if not number:
        return _("No number has opted out.")
    first = ngettext(
        "Texts still went out after {texted} of {number} opt-out.",
        "Texts still went out after {texted} of {number} opt-outs.",
        number,
    )
    sentences = [formatting.markdown(first, texted=totals["texted"], number=number)]
    if totals["texted"]:
        sentences.append(_late(totals))
    if totals["possible"]:
        words = ngettext(
            "{number} opt-out was only noticed in a list.",
            "{number} opt-outs were only noticed in a list.",
            totals["possible"],
        )
        sentences.append(formatting.markdown(words, number=totals["possible"]))
    return " ".join(sentences)


def _late(totals: Mapping[str, int]) -> str:
    days, number = vocabulary.STOP_BUSINESS_DAYS, totals["late"] + totals["late_possible"]
    if not number:
        words = _(
            "They never went out for more than {days} business days, the limit in 47 CFR 64.1200(a)(10)."
        )
        return formatting.markdown(words, days=days)
    words = ngettext(
        "**After {number}, they went out for more than {days} business days**, the limit in "
        "47 CFR 64.1200(a)(10). Of these, only noticed in a list: {possible}.",
        "**After {number}, they went out for more than {days} business days**, the limit in "
        "47 CFR 64.1200(a)(10). Of these, only noticed in a list: {possible}.",
        number,
    )
    return formatting.markdown(words, number=number, days=days, possible=totals["late_possible"])
