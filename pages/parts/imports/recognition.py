"""The reading of one uploaded file: as recognized by the importer, or as corrected by a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import available_timezones

import streamlit as st

from data import clock, settings
from data.importer import ImportOrder, Recognized
from data.importer.recognize import formats
from data.importer.recognize.columns import KINDS
from data.importer.recognize.format_types import Format
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.imports import preview

NOT_IN_FILE = ""


def confirm(order: ImportOrder, key: str) -> ImportOrder | None:
    """Draw how the order's file will be read, for correction, and return the order with the corrections.

    None while something required is missing. Raises Problem if the file can't be read at all.
    """
    order = replace(order, format_id=_select_format(preview.recognized(order), key))
    recognized = preview.recognized(order)
    order = replace(order, columns=_select_columns(recognized, f"{order.format_id} {key}"))
    _list_unread(recognized, order)
    if _warn_of_missing(recognized, order):
        return None
    order = replace(order, zone=_select_zone(recognized, key))
    if preview.recognized(order).needs_as_of:
        order = replace(order, as_of=_enter_date(key))
        if order.as_of is None:
            return None
    preview.show(order)
    return order


def _select_format(recognized: Recognized, key: str) -> str:
    """Return the format that the person selects; if it is the recognized one, draw the evidence."""
    options = [*KINDS, *(one.id for one in formats.formats().values() if not one.is_generic)]
    selected = st.selectbox(
        _("Read this file as"),
        options,
        index=options.index(recognized.format.id),
        format_func=lambda id_: _format_title(formats.by_id(id_)),
        key=f"format of {key}",
        width=420,
    )
    if selected == recognized.format.id:
        st.markdown(_evidence(recognized))
    return selected


def _format_title(one: Format) -> str:
    kind = vocabulary.file_kind_title(one.kind)
    return kind if one.is_generic else _("{format} ({kind})", format=one.full_name, kind=kind)


def _evidence(recognized: Recognized) -> str:
    """Return how the format was recognized, as Markdown."""
    columns = recognized.evidence
    if not columns:
        return _("We didn't recognize the service, so columns were matched by name.")
    sentence = ngettext(
        "Recognized by the column {columns}, which only this format has.",
        "Recognized by the columns {columns}, which only this format has.",
        len(columns),
    )
    return formatting.markdown(sentence, columns=catalog.and_listing(columns))


def _select_columns(recognized: Recognized, key: str) -> dict[str, str]:
    """Return the column of each field, as recognized and then corrected by the person."""
    read = catalog.listing(
        _("{column} as {field}", column=name, field=vocabulary.field_title(field))
        for field, name in recognized.columns.items()
    )
    if read:
        st.markdown(formatting.markdown(_("**Columns read:** {columns}."), columns=read))
    else:
        st.markdown(_("No column was recognized."))
    options = [NOT_IN_FILE, *dict.fromkeys(name for name in recognized.header if name)]
    expander = st.expander(_("Change columns"), expanded=bool(recognized.missing))
    with expander, st.container(horizontal=True):
        return {field: _select_column(field, recognized, options, key) for field in recognized.fields}


def _select_column(field: str, recognized: Recognized, options: list[str], key: str) -> str:
    title = vocabulary.field_title(field)
    return st.selectbox(
        _("{field} (required)", field=title) if field in recognized.needed else title,
        options,
        index=options.index(recognized.columns.get(field, NOT_IN_FILE)),
        format_func=lambda name: name or _("Not in this file"),
        key=f"{field} of {key}",
        width=200,
    )


def _list_unread(recognized: Recognized, order: ImportOrder) -> None:
    unread = [name for name in recognized.header if name and name not in order.columns.values()]
    if unread:
        sentence = _("**Columns not read:** {columns}.")
        st.markdown(formatting.markdown(sentence, columns=catalog.listing(unread)))


def _warn_of_missing(recognized: Recognized, order: ImportOrder) -> bool:
    """Draw a warning if a required field has no column; return whether that is so."""
    missing = [vocabulary.field_title(field) for field in recognized.needed if not order.columns[field]]
    if missing:
        sentence = ngettext(
            "Select a column for {fields}. The file can't be imported without it.",
            "Select columns for {fields}. The file can't be imported without them.",
            len(missing),
        )
        st.warning(formatting.markdown(sentence, fields=catalog.and_listing(missing)))
    return bool(missing)


def _select_zone(recognized: Recognized, key: str) -> str | None:
    """Return the zone of times without an offset, if the person selects it; the district's first.

    In a file of the district's own that zone counts anyway.
    """
    if not recognized.asks_zone:
        return None
    district = settings.load().timezone
    zone = st.selectbox(
        _("Time zone of this file"),
        [district, *sorted(available_timezones() - {district})],
        key=f"zone of {key}",
        help=_("Not in the file. See the service's settings: often the account's zone, or UTC."),
        width=260,
    )
    return None if recognized.format.is_generic and zone == district else zone


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
    if day is None:
        st.info(_("Enter the date of this list. No column has it, and statuses are compared on that day."))
        return None
    return clock.instant(day.isoformat(), settings.load().zone)
