"""SMS Log: what became of the texts of the chosen days, broadcasts and schools, and each of them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.access import Viewer
from pages.parts import (
    clocks,
    day_panel,
    filters,
    findings,
    listing,
    lists,
    narrowing,
    outcome_levels,
    page_head,
    presses,
    result_tiles,
    story,
    undelivered_panel,
)
from pages.parts.downloads import SMS_LOG, offer
from queries import Selection, run


def show(viewer: Viewer) -> None:
    """The filter, the finding, the results under their stages, the charts, the texts, and the proof."""
    head = page_head.show("SMS Log", viewer)
    told = st.container()
    presses.listen(_press)
    chosen = filters.of_log(viewer)
    selection = chosen.selection
    whatever = replace(selection, results=None, reasons=None)
    outcomes = run("outcome_totals", viewer, whatever)
    stages, results, parts, reasons = (
        outcome_levels.of(outcomes, level) for level in outcome_levels.LEVELS
    )
    clock = run("clocks", viewer)
    st.html(narrowing.chips(selection, chosen.labels))
    st.markdown(findings.of_texts(stages, reasons))
    st.html(result_tiles.tiles(results, stages, parts, selection))
    total: int = stages["texts"].to_pylist()[-1]
    listed = total if selection == whatever else _count(viewer, selection)
    if not listed:
        head.tell_clocks(viewer, clocks.change(viewer, whatever) if total else None)
        _tell_nothing(viewer, selection)
        return
    head.offer_print()
    with head.actions:
        st.html(offer.buttons(SMS_LOG, selection, listed), width="content")
    with told:
        offer.progress()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        day_panel.show(viewer, selection)
    with right:
        undelivered_panel.show(viewer, whatever, selection)
    head.tell_clocks(viewer, clocks.change(viewer, whatever))  # late: it asks the texts themselves
    _list(viewer, selection, listed)
    st.markdown(findings.proof(listed, total, clock, is_one_day=selection.day is not None))
    story.show(viewer)


def _count(viewer: Viewer, selection: Selection) -> int:
    count: int = run("stage_totals", viewer, selection)["texts"].to_pylist()[-1]
    return count


def _tell_nothing(viewer: Viewer, selection: Selection) -> None:
    is_narrowed = _count(viewer, narrowing.replace_narrowings(selection)) > 0
    st.html(findings.nothing_found(run("clocks", viewer), is_narrowed=is_narrowed))


def _list(viewer: Viewer, selection: Selection, listed: int) -> None:
    st.header("The texts", anchor=False)
    listing.show(
        SMS_LOG,
        viewer,
        selection,
        listed=listed,
        noun="texts",
        columns=lists.texts,
        sorted_by=lists.texts_sorted,
        press=story.names,
    )


def _press(what: str, value: str) -> None:
    if what == story.STORY:
        story.remember(value)
    elif what == listing.SORT:
        listing.press_head(SMS_LOG, value, lists.texts_sorted)
    else:
        narrowing.press(what, value)
