"""Why undelivered: every undelivered text under one reason, who can fix it, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words.catalog import _
from pages.parts.draw import charts, formatting
from pages.parts.filters import filter_row, narrowing
from pages.parts.frame import click_listener, errors, freshness, page_head, page_switch
from pages.parts.frame.session import REASON_TO_OPEN
from pages.parts.sms_log import sentences as sms_log_sentences
from pages.parts.why import at_once, events, four_parts, gained, reasons, sentences
from queries import Selection, comparison, run
from queries.comparison import Compared
from queries.fields import SMS_LOG, WHY_UNDELIVERED

REMINDERS = "opt_in_reminders"
Row = Mapping[str, Any]


def show(viewer: Viewer) -> None:
    """Draw the finding, the four parts, the reasons, what consent would change, and bursts of failures."""
    _open_texts()
    head = page_head.show(_("Why undelivered"), viewer)
    click_listener.listen(_click)
    filters = filter_row.sms_log_filters(viewer, WHY_UNDELIVERED)
    selection = replace(filters.selection, results=None, reasons=None)
    head.add_print_button()
    head.show_freshness(viewer)
    texts = at_once.texts_of(viewer, selection)
    if not texts:
        _draw_empty(viewer, selection)
        return
    if at_once.is_wanted(selection, texts):
        _draw(viewer, selection, filters.compared)


def _draw(viewer: Viewer, selection: Selection, other: Compared | None) -> None:
    gain = run("undelivered_gain", viewer, selection).to_pylist()[0]
    values = {"enough": charts.ENOUGH, **comparison.parameters(other)}
    rows = run("undelivered_reasons", viewer, selection, **values).to_pylist()
    st.markdown(sentences.finding(rows, gain))
    if rows:
        _draw_reasons(rows, gain, other)
    with errors.in_place():
        events.show(viewer, selection)
    if rows:
        st.markdown(sentences.proof(rows, gain, freshness.read(viewer)))


def _draw_reasons(rows: Sequence[Row], gain: Row, other: Compared | None) -> None:
    st.html(four_parts.bar(rows, sentences.announcement(gain)))
    if sentence := gained.sentence(gain):
        with st.container(horizontal=True, vertical_alignment="center", key="gain"):
            st.markdown(formatting.plain(sentence), width="stretch")
            if page_switch.leads_to(REMINDERS) and st.button(_("Open Opt-in reminders")):
                page_switch.open_page(REMINDERS)
    st.header(_("Reasons"), anchor=False)
    can_open = page_switch.leads_to(SMS_LOG)
    if can_open:
        st.markdown(sentences.how_to_open(rows))
    st.html(reasons.table(rows, other, can_open=can_open))


def _draw_empty(viewer: Viewer, selection: Selection) -> None:
    dates_only = narrowing.dates_only(selection)
    is_narrowed = at_once.texts_of(viewer, dates_only) > 0
    st.html(sms_log_sentences.no_texts(freshness.read(viewer), is_narrowed=is_narrowed))


def _click(key: str, value: str) -> str | None:
    """Do what a click asks; the whole page changes."""
    if key == reasons.OPEN:
        REASON_TO_OPEN.set(value)
    else:
        narrowing.apply_click(key, value)
    return None


def _open_texts() -> None:
    """Open the texts of the reason that was clicked in SMS Log, with the other filters as they are."""
    reason = REASON_TO_OPEN.pop()
    if reason is not None and page_switch.leads_to(SMS_LOG):
        narrowing.apply({"results": None, "reasons": (reason,)})
        page_switch.open_page(SMS_LOG)
