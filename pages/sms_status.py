"""SMS Status: whether a number can be texted, how many numbers are in each status, and which ones."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.access import Viewer
from data.words.catalog import _
from pages.parts.broadcasts import attention, leading
from pages.parts.downloads import offer
from pages.parts.figures import dialog, of_numbers
from pages.parts.filters import filter_row, narrowing
from pages.parts.frame import click_listener, errors, freshness, page_head, paged_list, session
from pages.parts.look_up import answer, entry, people
from pages.parts.sms_status import by_school, history, number_list, sentences, since, tiles
from pages.parts.sms_status.checks import section
from queries import Selection, run


def show(viewer: Viewer) -> None:
    """Draw the look-up of one number, then totals, schools, history and the list of all numbers."""
    leading.go()
    head = page_head.show(_("SMS Status"), viewer)
    click_listener.listen(_click)
    head.show_freshness(viewer)
    head.add_print_button()
    updates = freshness.read(viewer)
    with errors.in_place():
        entry.show(viewer)
    st.header(_("All numbers"), anchor=False)
    if not run("status_totals", viewer)["of_numbers"][0].as_py():
        st.html(sentences.no_consent_list() if updates["consent_as_of"] is None else sentences.no_matches())
        return
    selection = filter_row.sms_status_filters(viewer)
    every_status = replace(selection, statuses=None)
    with st.container(horizontal=True, vertical_alignment="center", key="shown"):
        st.html(tiles.chips(selection), width="content")
        earlier = since.select(viewer, every_status)
    totals = run("status_totals", viewer, every_status)
    st.markdown(sentences.finding(totals, selection.on_day))
    st.html(tiles.tiles(totals, selection, earlier))
    left, right = st.columns([6, 5], gap="medium")
    with left, errors.in_place():
        by_school.show(viewer, selection, earlier)
    with right, errors.in_place():
        history.show(viewer, every_status, updates["consent_as_of"])
    with errors.in_place():
        _list(viewer, selection)
    with errors.in_place():
        section.show(viewer, every_status)
    with errors.in_place():
        dialog.show(viewer, lambda key: of_numbers.figure(key, viewer, every_status))


def _list(viewer: Viewer, selection: Selection) -> None:
    counts = run("statuses_listed", viewer, selection).to_pylist()[0]
    if not counts["listed"]:
        st.html(sentences.no_matches())
        return
    number_list.show(viewer, selection, counts["listed"])
    st.markdown(sentences.proof(counts, freshness.read(viewer)))


def _click(key: str, value: str) -> str | None:
    """Do what a click asks; return the fragment that changes, None for the whole page."""
    if key == paged_list.SORT:
        return number_list.NUMBERS.sort_by(value)
    if key == answer.NUMBER:
        return entry.look_up(session.row_of_token(value))
    if key == people.EVERYONE:
        return entry.list_more()
    if key == attention.REPORT:
        leading.click(value)
        return None
    if dialog.apply_click(key, value):
        return None
    if key == offer.DOWNLOAD:
        offer.await_download()
    else:
        narrowing.apply_click(key, value)
    return None
