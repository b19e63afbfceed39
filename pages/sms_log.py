"""SMS Log: the results of the selected texts, by day and by reason, and the texts themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import streamlit as st

from data.access import Viewer, needs
from data.words.catalog import _
from pages.parts.downloads import SMS_LOG, offer
from pages.parts.draw import charts
from pages.parts.figures import dialog, of_texts
from pages.parts.filters import filter_row, narrowing
from pages.parts.frame import click_listener, errors, freshness, page_head, paged_list
from pages.parts.frame.page_head import PageHead
from pages.parts.sms_log import changes, days, sentences, story, text_list, tiles
from pages.parts.sms_log.undelivered import section
from pages.parts.sms_log.what_changed import section as what_changed
from queries import Selection, comparison, run
from queries.comparison import Compared

Totals = Mapping[str, Sequence[Mapping[str, Any]]]


def show(viewer: Viewer) -> None:
    """Draw the filters and the finding, the results as tiles, and under them the charts and the texts."""
    head = page_head.show(_("SMS Log"), viewer)
    progress = st.container()
    click_listener.listen(_apply_click)
    filters = filter_row.sms_log_filters(viewer)
    selection = filters.selection
    all_results = replace(selection, results=None, reasons=None)
    compared = comparison.parameters(filters.compared)
    totals = _by_level(run("outcome_changes", viewer, all_results, enough=charts.ENOUGH, **compared))
    finding = sentences.texts_finding(totals["stage"], totals["reason"])
    before = changes.finding(totals["stage"], filters.compared)
    st.markdown(f"{finding} {before}")
    st.html(tiles.result_tiles(totals, selection, filters.compared))
    total = totals["stage"][-1]["texts"]
    listed = total if selection == all_results else _count(viewer, selection)
    if listed:
        _draw_actions(head, viewer, selection, listed)
        with progress:
            offer.progress()
        _draw_charts(viewer, all_results, selection, filters.compared)
        if filters.compared:
            is_comparable = totals["stage"][-1]["is_comparable"]
            what_changed.show(viewer, all_results, filters.compared, None if is_comparable else before)
    else:
        _draw_empty(viewer, selection)
    _show_freshness(head, viewer, all_results if total else None)
    if listed:
        _draw_texts(viewer, selection, listed, total)
    with errors.in_place():
        dialog.show(viewer, lambda key: of_texts.figure(key, viewer, all_results, selection))


def _by_level(totals: pa.Table) -> Totals:
    """Return the rows of "outcome_changes" by level; parts and reasons only with texts."""
    rows = [row for row in totals.to_pylist() if row["texts"] or row["level"] in ("stage", "result")]
    levels = ("stage", "result", "part", "reason")
    return {level: [row for row in rows if row["level"] == level] for level in levels}


def _count(viewer: Viewer, selection: Selection) -> int:
    count: int = run("stage_totals", viewer, selection)["texts"].to_pylist()[-1]
    return count


def _draw_actions(head: PageHead, viewer: Viewer, selection: Selection, listed: int) -> None:
    head.add_print_button()
    if not viewer.may(*needs.downloads(SMS_LOG)):
        return
    with head.actions:
        st.html(offer.buttons(SMS_LOG, selection, listed), width="content")


def _draw_charts(
    viewer: Viewer, all_results: Selection, selection: Selection, other: Compared | None
) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left, errors.in_place():
        days.show(viewer, selection)
    with right, errors.in_place():
        section.show(viewer, all_results, selection, other)


def _draw_empty(viewer: Viewer, selection: Selection) -> None:
    is_narrowed = _count(viewer, narrowing.dates_only(selection)) > 0
    st.html(sentences.no_texts(freshness.read(viewer), is_narrowed=is_narrowed))


def _show_freshness(head: PageHead, viewer: Viewer, all_results: Selection | None) -> None:
    """Fill the head late: counting unfinished texts reads the texts themselves."""
    unfinished = None
    with errors.in_place():
        unfinished = freshness.count_unfinished(viewer, all_results) if all_results else None
    head.show_freshness(viewer, unfinished)


def _draw_texts(viewer: Viewer, selection: Selection, listed: int, total: int) -> None:
    st.header(_("Texts"), anchor=False)
    with errors.in_place():
        text_list.TEXTS.show(viewer, selection, listed)
    updates, is_one_day = freshness.read(viewer), selection.day is not None
    proof = sentences.proof(listed, total, updates, is_one_day=is_one_day)
    has_names = updates["consent_as_of"] and viewer.may(*needs.FRAGMENTS["list"])
    st.markdown(f"{proof} {sentences.names_source()}" if has_names else proof)
    with errors.in_place():
        story.show(viewer)


def _apply_click(key: str, value: str) -> str | None:
    """Apply a click and return the key of the fragment that shows it; None for the whole page."""
    if key == paged_list.SORT:
        return text_list.TEXTS.sort_by(value)
    if dialog.apply_click(key, value):
        return None
    if key == offer.DOWNLOAD:
        offer.await_download()
    elif key == story.STORY:
        story.open_row(value)
    else:
        narrowing.apply_click(key, value)
    return None
