"""What is unusual this week, as a strip on a page: a sentence each, with its graph and a link."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from data.access import Viewer, needs
from data.words import vocabulary
from data.words.catalog import N_, _
from pages.parts.draw import formatting
from pages.parts.draw.html import render
from pages.parts.frame import errors, freshness, page_switch
from pages.parts.normal import digest_offer, week
from pages.parts.normal.week import Comparison, Unusual
from pages.parts.sms_log.undelivered.sparks import sparkline
from queries.fields import PERIOD, REMINDERS, SCHOOL, WHY_UNDELIVERED

# The pages on which those who can fix a reason do so; the others read more on Why undelivered.
BY_FIXER = {
    "family": (REMINDERS, N_("Open Opt-in reminders")),
    "school_office": ("numbers_to_fix", N_("Open Numbers to fix")),
}


def show(viewer: Viewer) -> None:
    """Draw the unusual shares of the newest complete week, and the button for the weekly digest."""
    if not viewer.may(*needs.QUESTIONS["own_normal"]):
        return
    with errors.in_place():
        newest = week.last_complete(freshness.read(viewer))
        if newest is None:
            return
        comparison = week.compare(viewer, newest)
        st.header(_("This week compared with your own past"), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center", key="own_normal"):
            st.markdown(formatting.plain(comparison.finding), width="stretch")
            digest_offer.show(viewer, comparison)
        if comparison.unusual:
            st.html(
                render("normal/strip.html", items=[_item(each, comparison) for each in comparison.unusual])
            )


def _item(unusual: Unusual, comparison: Comparison) -> dict[str, object]:
    shares = [own["share_pct"] for own in unusual.weeks]
    highest = max((share for share in shares if share is not None), default=0)
    link, title = _remedy(unusual, comparison)
    return {
        "sentence": unusual.sentence,
        "spark": sparkline(shares, highest, unusual.graph),
        "next_step": unusual.next_step,
        "link": link,
        "link_title": title,
    }


def _remedy(unusual: Unusual, comparison: Comparison) -> tuple[str, str]:
    """Return the address and the title of the page on which to do something about it."""
    stated = vocabulary.reason(unusual.row["reason"])
    path, title = BY_FIXER.get(stated.who_can_fix if stated else "", ("", ""))
    if path and page_switch.leads_to(path):
        return path, _(title)
    if not page_switch.leads_to(WHY_UNDELIVERED):
        return "", ""
    selection = comparison.week.selection
    pairs = [(PERIOD.key, str(day)) for day in (selection.from_day, selection.to_day)]
    if not unusual.row["is_district"] and unusual.row["school"]:
        pairs.append((SCHOOL.key, unusual.row["school"]))
    return f"{WHY_UNDELIVERED}?{urlencode(pairs)}", _("Open Why undelivered")
