"""SMS Status: may one number be texted, how many numbers are in each status, and which ones."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from pages.parts import (
    clocks,
    filters,
    listing,
    look_up,
    look_up_panel,
    narrowing,
    page_head,
    presses,
    status_findings,
    status_list,
    status_panels,
    status_tiles,
)
from queries import Selection, run


def show(viewer: Viewer) -> None:
    """The look-up of one number, then the totals, the schools, how they moved, and the list of all."""
    head = page_head.show("SMS Status", viewer)
    presses.listen(_press)
    head.tell_clocks(viewer)
    head.offer_print()
    clock = clocks.of(viewer)
    look_up_panel.show(viewer)
    st.header("All numbers", anchor=False)
    totals = run("status_totals", viewer)
    if not totals["of_numbers"][0].as_py():
        st.html(status_findings.nothing_found(clock))
        return
    selection = filters.of_statuses(viewer)
    st.html(status_tiles.chips(selection))
    whatever = Selection(schools=selection.schools)
    totals = run("status_totals", viewer, whatever)
    st.markdown(status_findings.of_totals(totals))
    st.html(status_tiles.tiles(totals, selection))
    left, right = st.columns([6, 5], gap="medium")
    with left:
        status_panels.show_schools(viewer, selection)
    with right:
        status_panels.show_moves(viewer, whatever, clock["consent_as_of"])
    counts = run("statuses_listed", viewer, selection).to_pylist()[0]
    if not counts["listed"]:
        st.html(status_findings.nothing_found(clock))
        return
    status_list.show(viewer, selection, counts["listed"])
    st.markdown(status_findings.proof(counts, clock))


def _press(what: str, value: str) -> None:
    if what == look_up.NUMBER:
        look_up_panel.press(value)
    elif what == listing.SORT:
        status_list.press(value)
    else:
        narrowing.press(what, value)
