"""The filter rows of the pages. Their values live in the URL, so that links, reloads and "back" keep them.

A phone number is never one of them: URLs end in histories and logs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.access import Viewer
from data.words import catalog
from data.words.catalog import _, ngettext
from pages.parts.draw.html import filled
from pages.parts.filters import against, broadcasts, chips, dates, in_url, inputs
from pages.parts.filters.options import options
from queries import Selection, fields
from queries.comparison import Compared
from queries.consent.fields import ON
from queries.field_kinds import DaysField, Field, ListField
from queries.fields import (
    AGAINST,
    AGAINST_BROADCAST,
    BROADCAST,
    BROADCASTS,
    DAY,
    PERIOD,
    REMINDERS,
    SMS_LOG,
    SMS_STATUS,
)
from queries.numbers.fields import NUMBERS_TO_FIX
from queries.record_fields import RECORD

FOLD = (
    '<div class="sms fold"><input type="checkbox" id="sms-fold"><label for="sms-fold">{label}</label></div>'
)


@dataclass
class Row:
    """The selection of a filter row.

    `days` are the numbers of days by parameter, `broadcast_titles` what people read of the selected
    broadcasts by their key, and `broadcast_place` is where their field is drawn. `ignored` are the fields
    for which the URL held something that can't be used. `compared` is what the figures are compared with.
    """

    selection: Selection = field(default_factory=Selection)
    days: dict[str, int] = field(default_factory=dict)
    broadcast_titles: Mapping[str, str] = field(default_factory=dict)
    broadcast_place: DeltaGenerator | None = None
    ignored: list[Field] = field(default_factory=list)
    compared: Compared | None = None


def sms_log_filters(viewer: Viewer, page: str = SMS_LOG) -> Row:
    """Draw the filters of SMS Log, what they select and compare, and a note on an unusual selection.

    Another `page` about the same texts, by its path, has those of its fields that it shows.
    """
    row = Row()
    # On a phone the fields are folded away, by a box of our own: Streamlit doesn't know the width.
    st.html(filled(FOLD, label=_("Filters")))
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter"):
        notice = _draw_dates(row, viewer)
        _draw(row, viewer, fields.shown_on(page))
        with st.popover(_("More filters"), width=125):
            if page == SMS_LOG:
                st.markdown(
                    _(
                        "You can also click tiles and bars: each click adds one. "
                        "Click its name above to show only it."
                    )
                )
            _draw(row, viewer, fields.shown_on(page, folded=True))
    if row.broadcast_place:
        with row.broadcast_place:
            broadcasts.show(viewer, row.selection, row.broadcast_titles)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="shown"):
        st.html(chips.selection_line(row.selection, row.broadcast_titles), width="content")
        _draw_comparison(row, viewer)
    _notify(notice, row)
    return row


def broadcast_filters(viewer: Viewer) -> Selection:
    """Draw the filters of Broadcasts: its dates and schools."""
    row = Row()
    st.html(filled(FOLD, label=_("Filters")))
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter"):
        notice = _draw_dates(row, viewer)
        _draw(row, viewer, fields.shown_on(BROADCASTS))
    _notify(notice, row)
    return row.selection


def sms_status_filters(viewer: Viewer) -> Selection:
    """Draw the filters of SMS Status."""
    row = Row()
    with st.container(horizontal=True):
        _draw(row, viewer, fields.shown_on(SMS_STATUS))
    _notify(None, row)
    return row.selection


def reminder_filters(viewer: Viewer) -> Row:
    """Draw the filters of Opt-in reminders."""
    row = Row()
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter"):
        _draw(row, viewer, fields.shown_on(REMINDERS))
    _notify(None, row)
    return row


def numbers_to_fix_filters(viewer: Viewer) -> Selection:
    """Draw the filters of Numbers to fix."""
    row = Row()
    with st.container(horizontal=True):
        _draw(row, viewer, fields.shown_on(NUMBERS_TO_FIX))
    _notify(None, row)
    return row.selection


def record_filters(viewer: Viewer, first: date | None) -> Row:
    """Draw the filters of the record, whose dates are counted back from today; `first` is its first day."""
    row = Row()
    st.html(filled(FOLD, label=_("Filters")))
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter"):
        from_url = in_url.unread(PERIOD.key, is_range=True)
        selected, period, notice = dates.select_recent_days(first)
        row.selection = Selection(*period)
        if from_url and from_url != [day.isoformat() for day in selected]:
            row.ignored.append(PERIOD)
        _draw(row, viewer, fields.shown_on(RECORD))
    _notify(notice, row)
    return row


def _draw_dates(row: Row, viewer: Viewer) -> str | None:
    """Draw the date range; return what to tell the reader if it is incomplete or reversed."""
    from_url = in_url.unread(PERIOD.key, is_range=True)
    selected, period, notice = dates.select_period(viewer)
    row.selection = Selection(*period)
    if from_url and from_url != [day.isoformat() for day in selected]:
        row.ignored.append(PERIOD)
    return notice


def _draw(row: Row, viewer: Viewer, own_fields: Sequence[Field]) -> None:
    """Draw fields, and add what is selected to the row."""
    for own in own_fields:
        from_url = in_url.unread(own.key)
        if isinstance(own, ListField):
            is_usable = _draw_list(row, viewer, own, from_url)
        elif isinstance(own, DaysField):
            row.days[own.parameter] = inputs.select_days(own)
            is_usable = None not in [own.read(text) for text in from_url]
        elif own == DAY:
            day = dates.select_day(row.selection)
            row.selection = replace(row.selection, day=day)
            is_usable = from_url == ([day.isoformat()] if day else [])
        elif own == ON:
            day = dates.select_on(_("Statuses at the end of this day. If empty, the current ones."))
            row.selection = replace(row.selection, on_day=day)
            is_usable = from_url == ([day.isoformat()] if day else [])
        else:
            continue
        if from_url and not is_usable:
            row.ignored.append(own)


def _draw_comparison(row: Row, viewer: Viewer) -> None:
    """Draw the fields that say what the figures are compared with, and add it to the row."""
    from_url = {own.key: in_url.unread(own.key) for own in (AGAINST, AGAINST_BROADCAST)}
    kind, broadcast, row.compared = against.select(viewer, row.selection)
    for own, value in ((AGAINST, kind), (AGAINST_BROADCAST, broadcast)):
        if from_url[own.key] and from_url[own.key] != [value]:
            row.ignored.append(own)


def _draw_list(row: Row, viewer: Viewer, own: ListField, from_url: Sequence[str]) -> bool:
    """Draw a field; return whether it offers everything that the URL held for it."""
    if own == BROADCAST:
        texts = dict.fromkeys([*st.session_state.get(own.key, ()), *from_url])
        row.broadcast_titles = titles = broadcasts.titles_of(texts, viewer)
        selected = inputs.selected_keys(own, titles)
        # Filled once the other filters are known.
        row.broadcast_place = st.container(width=own.width, gap=None, key="broadcast_place")
    else:
        titles = options(own, viewer)
        selected = inputs.select_names(own, titles)
    row.selection = row.selection.with_names({own.parameter: selected})
    return len(inputs.keys_of(own, from_url, titles)) == len(from_url)


def _notify(notice: str | None, row: Row) -> None:
    """Show notes on the dates, and which filters of the link are ignored."""
    if notice:
        st.info(notice)
    if row.ignored:
        words = [_(own.link_word) for own in row.ignored]
        st.info(
            ngettext(
                "This link has a filter we can't use ({names}). It was ignored.",
                "This link has filters we can't use ({names}). They were ignored.",
                len(words),
                names=catalog.listing(words),
            )
        )
