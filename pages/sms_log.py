"""SMS Log: what became of the texts of the chosen days, broadcasts and schools, and each of them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.access import Viewer
from pages.parts.downloads import SMS_LOG, offer
from pages.parts.draw import clicks, paged_list
from pages.parts.filters import chips, filter_row, narrowing
from pages.parts.frame import freshness, page_head
from pages.parts.sms_log import days, outcome_levels, sentences, story, text_list, tiles, undelivered
from queries import Selection, run


def show(viewer: Viewer) -> None:
    """The filter, the finding, the results under their stages, the charts, the texts, and the proof."""
    head = page_head.show("SMS Log", viewer)
    told = st.container()
    clicks.listen(_press)
    chosen = filter_row.sms_log_filters(viewer)
    selection = chosen.selection
    whatever = replace(selection, results=None, reasons=None)
    outcomes = run("outcome_totals", viewer, whatever)
    stages, results, parts, reasons = (
        outcome_levels.of(outcomes, level) for level in outcome_levels.LEVELS
    )
    clock = run("clocks", viewer)
    st.html(chips.selection_line(selection, chosen.broadcast_titles))
    st.markdown(sentences.of_texts(stages, reasons))
    st.html(tiles.tiles(results, stages, parts, selection))
    total: int = stages["texts"].to_pylist()[-1]
    listed = total if selection == whatever else _count(viewer, selection)
    if not listed:
        head.show_freshness(viewer, freshness.count_unfinished(viewer, whatever) if total else None)
        _tell_nothing(viewer, selection)
        return
    head.add_print_button()
    with head.actions:
        st.html(offer.buttons(SMS_LOG, selection, listed), width="content")
    with told:
        offer.progress()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        days.show(viewer, selection)
    with right:
        undelivered.show(viewer, whatever, selection)
    head.show_freshness(
        viewer, freshness.count_unfinished(viewer, whatever)
    )  # late: it asks the texts themselves
    _list(viewer, selection, listed)
    st.markdown(sentences.proof(listed, total, clock, is_one_day=selection.day is not None))
    story.show(viewer)


def _count(viewer: Viewer, selection: Selection) -> int:
    count: int = run("stage_totals", viewer, selection)["texts"].to_pylist()[-1]
    return count


def _tell_nothing(viewer: Viewer, selection: Selection) -> None:
    is_narrowed = _count(viewer, narrowing.dates_only(selection)) > 0
    st.html(sentences.nothing_found(run("clocks", viewer), is_narrowed=is_narrowed))


def _list(viewer: Viewer, selection: Selection, listed: int) -> None:
    st.header("The texts", anchor=False)
    text_list.TEXTS.show(viewer, selection, listed)


def _press(what: str, value: str) -> str | None:
    if what == paged_list.SORT:
        return text_list.TEXTS.sort_by(value)
    if what == story.STORY:
        story.remember(value)
    else:
        narrowing.apply_click(what, value)
    return None
