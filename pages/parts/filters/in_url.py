"""Values that the page keeps in its URL as keys, whatever the fields show people instead.

Streamlit can bind a field to the URL, but writes into the URL what the field shows, which changes with the
language. So a hidden field holds the keys and is bound, and the field that people see is a copy of it.
"""

from __future__ import annotations

import streamlit as st


def keys(key: str) -> list[str]:
    """Draw the hidden field of that key, and return what it holds: the values of that name in the URL."""
    with st.container(key=f"in_url_{key}"):
        return st.multiselect(
            key,
            [],
            key=key,
            bind="query-params",
            accept_new_options=True,
            label_visibility="collapsed",
        )


def copy_to_field(key: str, value: object) -> str:
    """Let the field that people see hold `value`, and return its key in the session."""
    own_key = f"{key}_field"
    if st.session_state.get(own_key) != value:
        st.session_state[own_key] = value
    return own_key


def copy_from_field(key: str) -> None:
    """Write what a person selected into the hidden field: the `on_change` of the field that people see."""
    value = st.session_state[f"{key}_field"]
    st.session_state[key] = [str(own) for own in value] if isinstance(value, list) else [str(value)]
