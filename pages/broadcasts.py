"""Broadcasts: which were sent and whom they reached, the report of one of them, and its call list."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer, needs
from data.words.catalog import _
from pages.parts.broadcasts import attention, broadcast_list, report
from pages.parts.broadcasts.calls import call_list, entry, on_paper, upload
from pages.parts.downloads import offer
from pages.parts.filters import filter_row, in_url, narrowing
from pages.parts.frame import click_listener, errors, freshness, page_head
from pages.parts.frame.session import write_in_url
from pages.parts.normal import strip
from pages.parts.sms_log import sentences
from queries import Selection
from queries.fields import BROADCAST


def show(viewer: Viewer) -> None:
    """Draw the list of broadcasts or, if the URL names one, its report."""
    head = page_head.show(_("Broadcasts"), viewer)
    click_listener.listen(_apply_click)
    head.show_freshness(viewer)
    head.add_print_button()
    broadcast = _broadcast(viewer)
    if broadcast is None:
        _show_list(viewer)
        return
    key = broadcast["broadcast_id"]
    row = report.show(viewer, broadcast)
    with errors.in_place():
        _show_calls(viewer, report.selection_of(key), broadcast["broadcast"] or key, row)


def _broadcast(viewer: Viewer) -> report.Row | None:
    """Return the broadcast that the URL names, or that is the only one selected; None for the list."""
    keys = in_url.read(BROADCAST.key)
    broadcast = report.named(viewer, keys[0]) if len(keys) == 1 else None
    # Several that are selected on another page stay selected there.
    write_in_url(BROADCAST.key, keys if broadcast else ())
    if len(keys) == 1 and broadcast is None:
        st.info(_("The broadcast in this link isn't in the log, or wasn't sent for your schools."))
    return broadcast


def _show_list(viewer: Viewer) -> None:
    selection = filter_row.broadcast_filters(viewer)
    newest = broadcast_list.newest(viewer, selection)
    if not newest:
        st.html(sentences.no_texts(freshness.read(viewer), is_narrowed=selection.schools is not None))
        return
    st.html(attention.block(broadcast_list.to_watch(viewer, selection)))
    strip.show(viewer)
    with errors.in_place():
        broadcast_list.show(viewer, selection, newest[0]["of_all"])


def _show_calls(viewer: Viewer, selection: Selection, title: str, row: report.Row) -> None:
    """Draw the call list and what is done with it, for a viewer who may see lists."""
    if not viewer.may(*needs.QUESTIONS["not_reached"]):
        return
    st.header(_("Call list"), anchor=False)
    st.markdown(call_list.finding(row))
    if not row["not_reached"]:
        return
    call_list.draw_actions(viewer, selection, row)
    call_list.show(viewer, selection, row["not_reached"])
    upload.show(viewer, selection)
    entry.show(viewer, selection)
    on_paper.show(viewer, selection, title, row["not_reached"])


def _apply_click(key: str, value: str) -> str | None:
    """Apply a click; the whole page is drawn again."""
    if key == attention.REPORT:
        st.session_state[BROADCAST.key] = [value] if value else []
    elif key == call_list.CALL:
        entry.open_row(value)
    elif key == call_list.ON_PAPER:
        on_paper.open_list()
    elif key == offer.DOWNLOAD:
        offer.await_download()
    else:
        narrowing.apply_click(key, value)
    return None
