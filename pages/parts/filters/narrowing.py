"""The effect of a click on a tile, bar, day or chip on the filter fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

import streamlit as st

from data.words import vocabulary
from pages.parts.filters import date_ranges
from pages.parts.frame import session
from queries import Selection, fields
from queries.fields import BROADCAST, DAY, REASON

# What a click can name besides the key of a field, which selects a value.
PART, PICK, CLEAR, GO = "part", "pick", "clear", "go"
EVERYTHING = "all"  # cleared by CLEAR


def apply_click(name: str, value: str) -> None:
    """Change the filter fields as a click on "name=value" asks; a second click on a value clears it.

    Nothing changes if no page offers such a click. Values are keys of the field, or names.
    """
    if name == PART:
        _toggle(REASON.key, list(vocabulary.part_reasons(value)))
    elif name == DAY.key:
        with suppress(ValueError):
            day = date.fromisoformat(value)
            st.session_state[DAY.key] = None if st.session_state.get(DAY.key) == day else day
    elif name == PICK:
        _pick(value)
    elif name == CLEAR:
        _clear(value)
    elif name == GO and value == date_ranges.MONTH:
        session.DATE_RANGE_TO_APPLY.set(value)
        _clear(EVERYTHING)
    else:
        _select(name, value)


def apply(changes: Mapping[str, Sequence[str] | date | None]) -> None:
    """Set filter fields to the names of values, by the parameter of each, or a day; None clears a field."""
    for field in fields.list_fields():
        if field.parameter in changes:
            names = changes[field.parameter]
            selected = names if isinstance(names, Sequence) else ()
            st.session_state[field.key] = [field.key_of(name) for name in selected]
    if DAY.attribute in changes:
        st.session_state[DAY.key] = changes[DAY.attribute]


def dates_only(selection: Selection) -> Selection:
    """Return the selection with its dates, but without any other filter."""
    return Selection(selection.from_day, selection.to_day)


def _select(key: str, value: str) -> None:
    for field in fields.list_fields():
        if field.key == key:
            name = field.name_of(value)
            if name is not None:
                _toggle(key, [field.key_of(name)])


def _toggle(key: str, values: list[str]) -> None:
    if values:
        st.session_state[key] = [] if set(st.session_state.get(key, ())) == set(values) else values


def _pick(broadcast: str) -> None:
    """Add a broadcast to those selected, or take it away."""
    selected = st.session_state.get(BROADCAST.key, [])
    others = [key for key in selected if key != broadcast]
    st.session_state[BROADCAST.key] = others if others != selected else [*selected, broadcast]


def _clear(name: str) -> None:
    """Clear one field by its key, or EVERYTHING; a field that no page has drawn stays unset."""
    for key in (*(field.key for field in fields.list_fields()), DAY.key):
        if name in (key, EVERYTHING) and key in st.session_state:
            st.session_state[key] = None if key == DAY.key else []
