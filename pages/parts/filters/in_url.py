"""Values that the page keeps in its URL as keys, while the fields show titles.

The session holds them, by the names that they have in the URL. Streamlit can bind a field to the URL, but
then holds what the browser last sent for it. That is an earlier value if a person goes on before the
browser has drawn the last change, or if the field is in a popover that is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from data.words.vocabulary import plain
from pages.parts.frame.session import (
    DRAWN_FIELDS,
    FIELD_VALUES,
    FIELDS_IN_URL,
    FIELDS_TO_READ,
    SHOWN_PAGE,
    write_in_url,
)

NOT_DRAWN = object()
OLD_FIELDS = 50  # fields drawn earlier whose last value is noted: a browser can still send them
Option = TypeVar("Option", int, str)


def unread(key: str, *, is_range: bool = False) -> list[str]:
    """Return what the URL has under that name, if that is still to be read.

    Each is returned once, except for the days of a range, which can be one and the same.
    """
    if not is_unread(key):
        return []
    texts = [text for text in st.query_params.get_all(key) if text]
    return texts if is_range else [*dict.fromkeys(texts)]


def is_unread(key: str) -> bool:
    """Return whether what the URL has under that name is to be read.

    That is at first, and after a person has gone back or forward.
    """
    return key not in st.session_state or key in FIELDS_TO_READ.get_or(set())


def note_read(key: str) -> None:
    """Note that the session holds what the URL has under that name."""
    FIELDS_IN_URL.get_or(set()).add(key)
    FIELDS_TO_READ.get_or(set()).discard(key)


def read(key: str) -> list[str]:
    """Return the values of that name: those in the URL if it is unread, otherwise those of the session."""
    if is_unread(key):
        st.session_state[key] = unread(key)
        note_read(key)
    values: list[str] = st.session_state[key]
    return values


def keep(key: str, values: Sequence[str]) -> None:
    """Keep values in the session and in the URL."""
    st.session_state[key] = [*values]
    write_in_url(key, values)


def field_key(key: str, value: object) -> str:
    """Return the key in the session of the field that shows `value`, which is also its default.

    If anything but the field itself has changed its value, it is another field. To one that is there,
    Streamlit sends the value once, which the browser forgets if the field is in a closed popover.
    """
    fields, page = DRAWN_FIELDS.get_or({}), SHOWN_PAGE.get() or ""
    drawn_on, number = fields.get(key, (page, 0))
    own_key = _field_key(key, number)
    is_same = drawn_on == page and st.session_state.get(own_key, NOT_DRAWN) == value
    if key in fields and not is_same:
        number += 1
    fields[key] = page, number
    own_key = _field_key(key, number)
    _note_value(own_key, value)
    return own_key


def _field_key(key: str, number: int) -> str:
    return f"{key}_field_{number}" if number else f"{key}_field"


def _note_value(own_key: str, value: object) -> None:
    values = FIELD_VALUES.get_or({})
    values.pop(own_key, None)  # the fields that were drawn last stand last
    values[own_key] = value
    newest = {_field_key(key, number) for key, (_page, number) in DRAWN_FIELDS.get_or({}).items()}
    old = [other for other in values if other not in newest]
    for oldest in old[:-OLD_FIELDS]:
        del values[oldest]


def changed(own_key: str) -> tuple[object, object] | None:
    """Return what a field had and has now; None if no person changed it. Each change is returned once.

    With every click, the browser sends the values of all fields that it still shows. Streamlit forgets
    what it knew of one when another one takes its place, and then takes the old value for a change.
    """
    before, now = FIELD_VALUES.get_or({}).get(own_key, NOT_DRAWN), st.session_state[own_key]
    if before is NOT_DRAWN or before == now:
        return None
    _note_value(own_key, now)
    return before, now


def copy_from_field(key: str, own_key: str, default: object = None) -> None:
    """Hold what a person selected: the `on_change` of the field of the key `own_key`.

    In a list, other changes since the field was drawn stay. The default is held as nothing, so that it
    isn't in the URL.
    """
    change = changed(own_key)
    if change is None:
        return
    before, now = change
    if isinstance(now, list) and isinstance(before, list):
        st.session_state[key] = _with_change(st.session_state[key], before, now)
    else:
        st.session_state[key] = [] if now in (None, default) else [str(now)]


def _with_change(held: list[str], before: list[str], now: list[str]) -> list[str]:
    if held == before:
        return now
    kept = [one for one in held if one in now or one not in before]
    return kept + [one for one in now if one not in before and one not in kept]


def select_from_list(
    label: str,
    key: str,
    shown: Option,
    usual: Option,
    *,
    options: Sequence[Option],
    title_of: Callable[[Option], str],
    width: int,
    help_text: str | None = None,
    is_label_hidden: bool = False,
) -> None:
    """Draw a list to select one of the options, which shows `shown`. The usual one isn't in the URL."""
    keep(key, [] if shown == usual else [str(shown)])
    own_key = field_key(key, shown)
    st.selectbox(
        label,
        options,
        options.index(shown),
        key=own_key,
        on_change=copy_from_field,
        args=(key, own_key, usual),
        format_func=title_of,
        help=help_text,
        label_visibility="collapsed" if is_label_hidden else "visible",
        width=width,
    )


def select_one(
    label: str,
    key: str,
    titles: Mapping[str, str],
    *,
    default: str | None = None,
    help_text: str | None = None,
    is_label_hidden: bool = False,
    is_always_in_url: bool = False,
) -> str:
    """Draw a control of buttons, from key to title, and return the selected key.

    The default is the first one, unless it is named. It is in the URL only with `is_always_in_url`.
    """
    option, usual = selected(key, titles, default=default), default or next(iter(titles))
    keep(key, [] if option == usual and not is_always_in_url else [option])
    own_key = field_key(key, option)
    st.segmented_control(
        label,
        list(titles),
        default=option,
        key=own_key,
        on_change=copy_from_field,
        args=(key, own_key, usual),
        required=True,
        format_func=lambda own: titles.get(own, own),
        help=help_text,
        label_visibility="collapsed" if is_label_hidden else "visible",
    )
    return option


def selected(key: str, titles: Iterable[str], *, default: str | None = None) -> str:
    """Return the key that a field of one value has selected; the default if the URL has none."""
    own_keys, values = list(titles), read(key) or [""]
    return next((own for own in own_keys if own == plain(values[0])), default or own_keys[0])
