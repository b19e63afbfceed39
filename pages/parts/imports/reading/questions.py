"""Fields for what an uploaded file doesn't prove: zone, order of dates, one status for all, date."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import available_timezones

import streamlit as st

from data import clock, settings
from data.importer import ImportOrder
from data.importer.order import DATE_ORDERS
from data.importer.recognize import questions
from data.words import catalog, vocabulary
from data.words.catalog import N_, _
from pages.parts.draw import formatting
from pages.parts.imports.reading import once

ORDERS = {
    "mdy": N_("Month/day/year (9/30/2026)"),
    "dmy": N_("Day/month/year (30/9/2026)"),
    "ymd": N_("Year/month/day (2026/9/30)"),
}


def answer(order: ImportOrder, key: str) -> ImportOrder | None:
    """Draw a field for each thing that the file doesn't say. Return the order with the answers.

    None while one of them is open.
    """
    recognized = once.recognized(order)
    with st.container(horizontal=True):
        if recognized.kind == "status" and "status" in recognized.missing:
            order = replace(order, status=_select_status(key))
        if recognized.asks_zone:
            order = replace(order, zone=_select_zone(recognized.zone, key))
        if any(column.has_figures for column in recognized.times):
            decided = {column.date_order for column in recognized.times if column.has_figures}
            order = replace(order, date_order=_select_date_order(decided, key))
        if recognized.needs_as_of:
            order = replace(order, as_of=_enter_date(key))
    still_open = [
        question
        for question in questions.unanswered(once.recognized(order), order)
        if question.key != questions.KIND or order.format_id is None
    ]
    for question in still_open:
        st.info(formatting.plain(question.problem))
    return None if still_open else order


def select_encoding(order: ImportOrder, key: str) -> ImportOrder | None:
    """Return the order with the selected code page of a file whose letters make no sense otherwise.

    The order is unchanged where they make sense; None while nobody has selected one.
    """
    readings = once.readings_of_letters(order)
    if not readings:
        return order
    selected = st.radio(
        _("Which of these are the right words?"),
        list(readings),
        index=None,
        format_func=lambda name: formatting.plain(catalog.listing(readings[name])),
        captions=list(readings),
        key=f"encoding of {key}",
        help=_("The file is in an old encoding, and doesn't say which."),
    )
    return replace(order, encoding=selected) if selected else None


def _select_status(key: str) -> str | None:
    return st.radio(
        _("All of these are"),
        list(vocabulary.STATUS_OF),
        index=None,
        format_func=lambda name: vocabulary.STATUS_OF[name].title,
        key=f"status of {key}",
        horizontal=True,
        help=_("For a list whose rows all have one status, such as opt-outs."),
    )


def _select_zone(zone: str | None, key: str) -> str | None:
    """Return the zone if the person selects another than the recognized one, which is selected first."""
    district = settings.load().timezone
    first = [zone or district, district] if zone != district else [district]
    options = [*dict.fromkeys([*first, *sorted(available_timezones())])]
    selected = st.selectbox(
        _("Time zone of this file"),
        options,
        index=0 if zone else None,
        placeholder=_("Select the zone"),
        key=f"zone of {key}",
        help=_("Not in the file. See the service's settings: often the account's zone, or UTC."),
        width=260,
    )
    return None if selected == zone else selected


def _select_date_order(decided: set[str], key: str) -> str | None:
    """Return the order of dates if the person selects another than the decided one, selected first."""
    order = decided.pop() if len(decided) == 1 else ""
    selected = st.selectbox(
        _("Order of dates"),
        list(DATE_ORDERS),
        index=DATE_ORDERS.index(order) if order else None,
        placeholder=_("Select the order"),
        format_func=lambda one: _(ORDERS[one]),
        key=f"date order of {key}",
        width=260,
    )
    return None if selected == order else selected


def _enter_date(key: str) -> datetime | None:
    """Return the date of the list, in UTC; None until it is entered. Only consent lists need it."""
    day = st.date_input(
        _("Date of this list"),
        None,
        max_value="today",
        key=f"date of {key}",
        format="MM/DD/YYYY",
        help=_("The day it was exported from the messaging service."),
        width=260,
    )
    return None if day is None else clock.instant(day.isoformat(), settings.load().zone)
