"""How one file will be read: what was recognised, what a person corrects, and its first rows as stored."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import streamlit as st

from data import clock, importer, settings
from data.importer import Recognised
from data.importer.columns import KIND_WORDS, KINDS
from pages.parts import lists, tables, words

NOT_GIVEN = ""
T = TypeVar("T")
LOOKED_AT = "files looked at"  # in the session


@dataclass(frozen=True)
class Choice:
    """What a person has confirmed: the kind, the column of every field ("" for none), the file's date."""

    kind: str
    columns: dict[str, str]
    as_of: datetime | None


def choose(path: Path, key: str) -> Choice | None:
    """Draw how a file will be read, for correction; None while something needed is missing.

    Raises Problem where the file can't be read at all.
    """
    kind = _kind(_recognised(path, None).kind, key)
    found = _recognised(path, kind)
    columns = _columns(found, f"{kind} {key}")
    left = [name for name in found.header if name and name not in columns.values()]
    if left:
        st.markdown(f"**Columns that are not read:** {words.plain(', '.join(left))}.")
    lacking = [lists.heading(field) for field in found.needed if not columns[field]]
    if lacking:
        st.warning(f"A {KIND_WORDS[kind]} needs a column for: {', '.join(lacking)}. Choose it above.")
        return None
    as_of = None
    if _recognised(path, kind, columns).needs_as_of:
        as_of = _as_of(kind, key)
        if as_of is None:
            return None
    _first_rows(path, kind, columns, as_of)
    return Choice(kind, columns, as_of)


def _kind(recognised: str, key: str) -> str:
    return st.selectbox(
        "This file is a",
        KINDS,
        index=KINDS.index(recognised),
        format_func=KIND_WORDS.__getitem__,
        key=f"kind of {key}",
        width=260,
    )


def _columns(found: Recognised, key: str) -> dict[str, str]:
    """The field's columns, as recognised and then corrected by hand."""
    options = [NOT_GIVEN, *dict.fromkeys(name for name in found.header if name)]
    read = ", ".join(f"{name} as {lists.heading(field)}" for field, name in found.columns.items())
    st.markdown(f"**Columns that were recognised:** {words.plain(read) or 'none'}.")
    corrected = st.expander("Which column is read as what", expanded=bool(found.missing))
    with corrected, st.container(horizontal=True):
        return {field: _column(field, found, options, key) for field in found.fields}


def _column(field: str, found: Recognised, options: list[str], key: str) -> str:
    return st.selectbox(
        lists.heading(field) + (" (needed)" if field in found.needed else ""),
        options,
        index=options.index(found.columns.get(field, NOT_GIVEN)),
        format_func=lambda name: name or "not in this file",
        key=f"{field} of {key}",
        width=200,
    )


def _as_of(kind: str, key: str) -> datetime | None:
    """The date of which the file speaks, asked because no column tells it; None until it is given."""
    day = st.date_input(
        f"The date of this {KIND_WORDS[kind]}",
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


def _first_rows(path: Path, kind: str, columns: dict[str, str], as_of: datetime | None) -> None:
    rows = _preview(path, kind, columns, as_of)
    st.markdown("**The first rows, as they will be stored:**")
    st.html(tables.table(lists.stored(rows), f"First rows of {path.name}"))


def _recognised(path: Path, kind: str | None, columns: dict[str, str] | None = None) -> Recognised:
    asked = (path, kind, tuple((columns or {}).items()))
    return _once(asked, lambda: importer.recognise(path, kind, columns))


def _preview(path: Path, kind: str, columns: dict[str, str], as_of: datetime | None) -> pa.Table:
    asked = (path, kind, tuple(columns.items()), as_of)
    return _once(asked, lambda: importer.preview(path, kind=kind, columns=columns, as_of=as_of))


def _once(asked: Hashable, look: Callable[[], T]) -> T:
    """Look at a file once a session for each thing asked, not at every click."""
    kept: dict[Hashable, T] = st.session_state.setdefault(LOOKED_AT, {})
    if asked not in kept:
        with st.spinner("Looking at the file…"):
            kept[asked] = look()
    return kept[asked]
