"""How one file will be read: what was recognized, what a person corrects, and its first rows as stored."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import available_timezones

import streamlit as st

from data import clock, importer, settings
from data.importer import ImportOrder, Recognized
from data.importer.recognize import formats
from data.importer.recognize.columns import KINDS
from data.importer.recognize.formats import Format
from data.words import vocabulary
from pages.parts.draw import formatting, table_columns, tables

NOT_GIVEN = ""
NOT_STORED = {  # fields that are read only to understand a text
    "body": "Words of the text (looked through for STOP and the like, never stored)",
    "list_place": "Place in a broadcast's list (to tell texts without an id apart)",
}
T = TypeVar("T")
LOOKED_AT = "files looked at"  # in the session


@dataclass(frozen=True)
class Choice:
    """What a person has confirmed: the format, the column of every field ("" for none), zone and date."""

    format_id: str
    columns: dict[str, str]
    zone: str | None
    as_of: datetime | None


def choose(path: Path, key: str) -> Choice | None:
    """Draw how a file will be read, for correction; None while something needed is missing.

    Raises Problem where the file can't be read at all.
    """
    format_id = _format(_recognized(path, Choice("", {}, None, None)), key)
    found = _recognized(path, Choice(format_id, {}, None, None))
    columns = _columns(found, f"{format_id} {key}")
    left = [name for name in found.header if name and name not in columns.values()]
    if left:
        st.markdown(f"**Columns that are not read:** {formatting.plain(', '.join(left))}.")
    lacking = [table_columns.heading(field) for field in found.needed if not columns[field]]
    if lacking:
        st.warning(f"A {_words(found.format)} needs a column for: {', '.join(lacking)}. Choose it above.")
        return None
    choice = Choice(format_id, columns, _zone(found, key), None)
    if _recognized(path, choice).needs_as_of:
        choice = replace(choice, as_of=_as_of(found.kind, key))
        if choice.as_of is None:
            return None
    _first_rows(path, choice)
    return choice


def _format(told: Recognized, key: str) -> str:
    """The format as the file itself tells it, with its evidence, and as a person corrects it."""
    options = [*KINDS, *(one.id for one in formats.formats().values() if not one.is_generic)]
    chosen = st.selectbox(
        "Read this file as",
        options,
        index=options.index(told.format.id),
        format_func=lambda id_: _words(formats.by_id(id_)),
        key=f"format of {key}",
        width=420,
    )
    if chosen != told.format.id:
        return chosen
    if told.evidence:
        evidence = formatting.plain(", ".join(told.evidence))
        st.markdown(f"Told by its columns {evidence}, which only such a file has together.")
    else:
        st.markdown("No service’s own format is told by the columns; they are found by their names.")
    return chosen


def _words(one: Format) -> str:
    kind = vocabulary.file_kind_title(one.kind)
    return kind if one.is_generic else f"{one.full_name} ({kind})"


def _zone(found: Recognized, key: str) -> str | None:
    """The zone of times without an offset where it has to be asked; the district's is offered."""
    if not found.asks_zone:
        return None
    own = settings.load().timezone
    return st.selectbox(
        "The times of this file are in the zone",
        [own, *sorted(available_timezones() - {own})],
        key=f"zone of {key}",
        help="The file does not say it, but the service’s settings may: often the account’s own, or UTC.",
        width=260,
    )


def _columns(found: Recognized, key: str) -> dict[str, str]:
    """The field's columns, as recognized and then corrected by hand."""
    options = [NOT_GIVEN, *dict.fromkeys(name for name in found.header if name)]
    read = ", ".join(f"{name} as {_field_words(field)}" for field, name in found.columns.items())
    st.markdown(f"**Columns that were recognized:** {formatting.plain(read) or 'none'}.")
    corrected = st.expander("Which column is read as what", expanded=bool(found.missing))
    with corrected, st.container(horizontal=True):
        return {field: _column(field, found, options, key) for field in found.fields}


def _field_words(field: str) -> str:
    return NOT_STORED.get(field) or table_columns.heading(field)


def _column(field: str, found: Recognized, options: list[str], key: str) -> str:
    return st.selectbox(
        _field_words(field) + (" (needed)" if field in found.needed else ""),
        options,
        index=options.index(found.columns.get(field, NOT_GIVEN)),
        format_func=lambda name: name or "not in this file",
        key=f"{field} of {key}",
        width=200,
    )


def _as_of(kind: str, key: str) -> datetime | None:
    """The date of which the file speaks, asked because no column tells it; None until it is given."""
    day = st.date_input(
        f"The date of this {vocabulary.file_kind_title(kind)}",
        None,
        max_value="today",
        key=f"date of {key}",
        format="MM/DD/YYYY",
        help="The day on which the messaging service exported it.",
        width=260,
    )
    if day is None:
        st.info(
            "No column gives the date of this list. Statuses are compared as of that date, so it is needed."
        )
        return None
    return clock.instant(day.isoformat(), settings.load().zone)


def _first_rows(path: Path, choice: Choice) -> None:
    rows = _once(
        (path, _hashable(choice)), lambda: importer.preview(ImportOrder(path, path.name, **vars(choice)))
    )
    st.markdown("**The first rows, as they will be stored:**")
    st.html(tables.table(table_columns.stored(rows), f"First rows of {path.name}"))


def _recognized(path: Path, choice: Choice) -> Recognized:
    asked = (path, "recognized", _hashable(choice))
    return _once(
        asked,
        lambda: importer.recognize(
            ImportOrder(path, path.name, None, choice.format_id or None, choice.columns, choice.zone)
        ),
    )


def _hashable(choice: Choice) -> Hashable:
    return (choice.format_id, tuple(choice.columns.items()), choice.zone, choice.as_of)


def _once(asked: Hashable, look: Callable[[], T]) -> T:
    """Look at a file once a session for each thing asked, not at every click."""
    kept: dict[Hashable, T] = st.session_state.setdefault(LOOKED_AT, {})
    if asked not in kept:
        with st.spinner("Looking at the file…"):
            kept[asked] = look()
    return kept[asked]
