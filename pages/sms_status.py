"""SMS Status: may one number be texted, how many numbers are in each status, and which ones."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from pages.parts.draw import clicks, paged_list
from pages.parts.filters import filter_row, narrowing
from pages.parts.frame import freshness, page_head
from pages.parts.look_up import answer, entry
from pages.parts.sms_status import panels, sentences, number_list, tiles
from queries import Selection, run


def show(viewer: Viewer) -> None:
    """The look-up of one number, then the totals, the schools, how they moved, and the list of all."""
    head = page_head.show("SMS Status", viewer)
    clicks.listen(_press)
    head.show_freshness(viewer)
    head.add_print_button()
    clock = freshness.read(viewer)
    entry.show(viewer)
    st.header("All numbers", anchor=False)
    totals = run("status_totals", viewer)
    if not totals["of_numbers"][0].as_py():
        st.html(sentences.nothing_found(clock))
        return
    selection = filter_row.sms_status_filters(viewer)
    st.html(tiles.chips(selection))
    whatever = Selection(schools=selection.schools)
    totals = run("status_totals", viewer, whatever)
    st.markdown(sentences.of_totals(totals))
    st.html(tiles.tiles(totals, selection))
    left, right = st.columns([6, 5], gap="medium")
    with left:
        panels.show_schools(viewer, selection)
    with right:
        panels.show_moves(viewer, whatever, clock["consent_as_of"])
    counts = run("statuses_listed", viewer, selection).to_pylist()[0]
    if not counts["listed"]:
        st.html(sentences.nothing_found(clock))
        return
    number_list.show(viewer, selection, counts["listed"])
    st.markdown(sentences.proof(counts, clock))


def _press(what: str, value: str) -> str | None:
    if what == paged_list.SORT:
        return number_list.STATUSES.sort_by(value)
    if what == answer.NUMBER:
        entry.press(value)
    else:
        narrowing.apply_click(what, value)
    return None
