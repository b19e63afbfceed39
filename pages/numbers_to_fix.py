"""Numbers to fix: those whose texts keep failing because of the phone, whose they are, and what to do."""

from __future__ import annotations

import streamlit as st

from data import settings
from data.access import Viewer
from data.words import catalog
from data.words.catalog import _
from pages.parts.downloads import offer
from pages.parts.filters import filter_row, narrowing
from pages.parts.frame import click_listener, errors, freshness, page_head, paged_list
from pages.parts.numbers_to_fix import details, number_list, tasks
from pages.parts.sms_status import sentences
from queries import run
from queries.numbers.fields import FIX


def show(viewer: Viewer) -> None:
    """Draw the filters, what to do, and the list of numbers."""
    head = page_head.show(_("Numbers to fix"), viewer)
    click_listener.listen(_click)
    head.show_freshness(viewer)
    head.add_print_button()
    selection = filter_row.numbers_to_fix_filters(viewer)
    totals = run("numbers_to_fix_totals", viewer, selection).to_pylist()
    st.markdown(tasks.finding(totals))
    st.html(tasks.table(totals, selection.names(FIX) or ()))
    st.markdown(tasks.counting())
    counts = run("numbers_to_fix_listed", viewer, selection).to_pylist()[0]
    if counts["listed"]:
        st.header(_("Numbers and their contacts"), anchor=False)
        with errors.in_place():
            number_list.show(viewer, selection, counts["listed"], counts["numbers"])
        st.markdown(_proof(counts, viewer))
    elif any(row["listed"] for row in totals):
        st.html(sentences.no_matches())
    with errors.in_place():
        details.show(viewer)


def _proof(counts: dict[str, int], viewer: Viewer) -> str:
    rows = _(
        "Rows in the list and its downloads: {rows}. Different numbers: {numbers}. "
        "Different contacts: {contacts}.",
        rows=counts["listed"],
        numbers=counts["numbers"],
        contacts=counts["contacts"],
    )
    log = freshness.read(viewer)["log_as_of"]
    updated = _("Log updated {time}.", time=freshness.moment(log)) if log else ""
    zone = _("All times are {zone}.", zone=catalog.zone_name(settings.load().zone))
    return " ".join(filter(None, (rows, updated, zone)))


def _click(key: str, value: str) -> str | None:
    """Do what a click asks; return the fragment that changes, None for the whole page."""
    if key == paged_list.SORT:
        return number_list.NUMBERS.sort_by(value)
    if key == details.NUMBER_TO_FIX:
        details.open_row(value)
    elif key == offer.DOWNLOAD:
        offer.await_download()
    else:
        narrowing.apply_click(key, value)
    return None
