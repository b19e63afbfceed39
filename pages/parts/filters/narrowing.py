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
from queries.consent.fields import ON
from queries.fields import AGAINST_BROADCAST, BROADCAST, DAY, REASON, RESULT

# What a click can name besides the key of a field, which selects a value.
STAGE, PART, WITHOUT, ONLY, DROP = "stage", "part", "without", "only", "drop"
PICK, COMPARE, CLEAR, GO = "pick", "compare", "clear", "go"
EVERYTHING = "all"  # cleared by CLEAR
SEPARATOR = ":"  # in what ONLY and DROP name: "result:failed"


def apply_click(name: str, value: str) -> None:
    """Change the filter fields as a click on "name=value" asks.

    A click on a tile, bar or row adds its value to those selected, and a second one takes it away. Nothing
    changes if no page offers such a click. Values are keys of the field, or names.
    """
    if name == WITHOUT:
        _toggle_all_but(value)
    elif name in (ONLY, DROP):
        _keep(*_values(*value.partition(SEPARATOR)[::2]), drops=name == DROP)
    elif name == DAY.key:
        with suppress(ValueError):
            day = date.fromisoformat(value)
            st.session_state[DAY.key] = None if st.session_state.get(DAY.key) == day else day
    elif name == PICK:
        _pick(value)
    elif name == COMPARE:
        _compare(value)
    elif name == CLEAR:
        _clear(value)
    elif name == GO and value == date_ranges.MONTH:
        session.DATE_RANGE_TO_APPLY.set(value)
        _clear(EVERYTHING)
    else:
        _toggle(*_values(name, value))


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


def stage_results(stage: str) -> tuple[str, ...]:
    """Return the names of the results of a stage, by its name in any case; none if there is none."""
    of_stage = vocabulary.plain(stage)
    return tuple(own.name for own in vocabulary.RESULTS if vocabulary.plain(own.stage) == of_stage)


def reasons_without(part: str) -> list[str]:
    """Return the keys of every reason besides those of a part, and of none stated."""
    own = vocabulary.part_reasons(part)
    return [
        key for other in vocabulary.PARTS for key in vocabulary.part_reasons(other.key) if key not in own
    ]


def _values(name: str, value: str) -> tuple[str, list[str]]:
    """Return the key of the field that a tile, bar, row or chip is of, and the keys of its values."""
    if name == PART:
        return REASON.key, list(vocabulary.part_reasons(value))
    if name == STAGE:
        return RESULT.key, [RESULT.key_of(own) for own in stage_results(value)]
    for field in fields.list_fields():
        if field.key == name:
            own_name = field.name_of(value)
            return name, [] if own_name is None else [field.key_of(own_name)]
    return name, []


def _toggle(key: str, values: Sequence[str]) -> None:
    """Add values to those selected, or take them away if all of them are."""
    selected = list(st.session_state.get(key, ()))
    if not values:
        return
    others = [own for own in selected if own not in values]
    are_selected = len(others) + len(values) == len(selected)
    _set(key, others if are_selected else [*others, *values])


def _toggle_all_but(part: str) -> None:
    if vocabulary.part_reasons(part):
        reasons = reasons_without(part)
        is_selected = set(st.session_state.get(REASON.key, ())) == set(reasons)
        st.session_state[RESULT.key] = []
        _set(REASON.key, [] if is_selected else reasons)


def _keep(key: str, values: Sequence[str], *, drops: bool) -> None:
    """Leave only these of the selected values, or take them away."""
    selected = list(st.session_state.get(key, ()))
    if values and set(values) <= set(selected):
        _set(key, [own for own in selected if (own in values) != drops])


def _set(key: str, values: list[str]) -> None:
    """Select values; of results and reasons, the others are cleared that no text can have beside them."""
    st.session_state[key] = values
    results, reasons = (st.session_state.get(own, ()) for own in (RESULT.key, REASON.key))
    if not (results and reasons):
        return
    fitting = [result for result in results if _may_have(result, reasons)]
    if key == REASON.key:
        st.session_state[RESULT.key] = fitting
    elif key == RESULT.key and len(fitting) < len(results):
        st.session_state[REASON.key] = []


def _may_have(result: str, reasons: Sequence[str]) -> bool:
    """Return whether a text of a result may have one of these reasons."""
    name = RESULT.name_of(result)
    own = {reason.key for reason in vocabulary.REASONS if reason.result == name}
    stated_or_not = {*own, vocabulary.NOT_STATED_KEY} if vocabulary.is_undelivered(name or "") else own
    return bool(stated_or_not & set(reasons))


def _pick(broadcast: str) -> None:
    """Add a broadcast to those selected, or take it away."""
    selected = st.session_state.get(BROADCAST.key, [])
    others = [key for key in selected if key != broadcast]
    st.session_state[BROADCAST.key] = others if others != selected else [*selected, broadcast]


def _compare(broadcast: str) -> None:
    """Compare with a broadcast and close the field, or compare with it no more."""
    is_selected = st.session_state.get(AGAINST_BROADCAST.key) == [broadcast]
    st.session_state[AGAINST_BROADCAST.key] = [] if is_selected else [broadcast]
    session.OTHER_BROADCAST_OPEN.set(value=False)


def _clear(name: str) -> None:
    """Clear one field by its key, or EVERYTHING; a field that no page has drawn stays unset."""
    days = (DAY.key, ON.key)
    for key in (*(field.key for field in fields.list_fields()), *days):
        if name in (key, EVERYTHING) and key in st.session_state:
            st.session_state[key] = None if key in days else []
