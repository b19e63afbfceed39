"""Values that the page keeps in its URL as keys, while the fields show titles.

Streamlit can bind a field to the URL, but writes into the URL what the field shows, which changes with the
language. So a hidden field holds the keys and is bound, and the field that people see is a copy of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from data.words.vocabulary import plain
from pages.parts.frame.session import FIELD_PAGES, SHOWN_PAGE


def keys(key: str) -> list[str]:
    """Draw the hidden field of that key, and return what it holds: the values of that name in the URL."""
    with st.container(key=f"in_url_{key}"):
        return st.multiselect(
            key,
            [],
            key=key,
            bind="query-params",
            accept_new_options=True,
            placeholder="",
            label_visibility="collapsed",
        )


def copy_to_field(key: str, value: object) -> str:
    """Let the field that people see hold `value`, and return its key in the session.

    Another page has another field of that key, which the browser would show empty if nothing were set.
    """
    own_key, page, pages = f"{key}_field", SHOWN_PAGE.get() or "", FIELD_PAGES.get_or({})
    if st.session_state.get(own_key) != value or pages.get(own_key) != page:
        st.session_state[own_key] = value
        pages[own_key] = page
    return own_key


def copy_from_field(key: str, default: object = None) -> None:
    """Write what a person selected into the hidden field: the `on_change` of the field that people see.

    The default is not written, so that it isn't in the URL.
    """
    value = st.session_state[f"{key}_field"]
    if isinstance(value, list):
        st.session_state[key] = value
    else:
        st.session_state[key] = [] if value == default else [str(value)]


def select_one(
    label: str,
    key: str,
    titles: Mapping[str, str],
    *,
    default: str | None = None,
    help_text: str | None = None,
    is_label_hidden: bool = False,
) -> str:
    """Draw a control of buttons, from key to title, and return the selected key.

    The default is the first one, unless it is named.
    """
    keys(key)
    option = selected(key, titles, default=default)
    st.segmented_control(
        label,
        list(titles),
        key=copy_to_field(key, option),
        on_change=copy_from_field,
        args=(key, default or next(iter(titles))),
        required=True,
        format_func=lambda own: titles.get(own, own),
        help=help_text,
        label_visibility="collapsed" if is_label_hidden else "visible",
    )
    return option


def selected(key: str, titles: Iterable[str], *, default: str | None = None) -> str:
    """Return the key that `select_one` has selected, once it is drawn; the default if the URL has none."""
    own_keys, values = list(titles), st.session_state.get(key) or [""]
    return next((own for own in own_keys if own == plain(values[0])), default or own_keys[0])
