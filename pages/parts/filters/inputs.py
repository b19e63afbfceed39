"""The fields that people see, drawn from the entries of queries/fields.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from data import printing
from data.words.catalog import _
from data.words.vocabulary import plain
from pages.parts.filters import in_url
from queries.field_kinds import DaysField, ListField


def select_names(field: ListField, options: Mapping[str, str]) -> list[str]:
    """Draw a field to select any of the options, from key to title; return the names of those selected."""
    selected = selected_keys(field, options)
    own_key = in_url.field_key(field.key, selected)
    st.multiselect(
        _(field.label),
        list(options),
        selected,
        key=own_key,
        on_change=in_url.copy_from_field,
        args=(field.key, own_key),
        format_func=lambda key: printing.visible(options.get(key, key)),
        placeholder=_(field.everything),
        width=field.width,
    )
    return [field.name_of(key) or key for key in selected]


def selected_keys(field: ListField, options: Mapping[str, str]) -> list[str]:
    """Return what is selected in a field, and keep it in the URL.

    Values that are no option, as in an old link, are dropped.
    """
    selected = keys_of(field, in_url.read(field.key), options)
    in_url.keep(field.key, selected)
    return selected


def select_days(field: DaysField) -> int:
    """Draw a field to select a number of days, and return it; the usual number isn't in the URL."""
    texts = in_url.read(field.key)
    days = field.read(texts[0]) if texts else None
    selected = field.usual if days is None else days
    in_url.select_from_list(
        _(field.label),
        field.key,
        selected,
        field.usual,
        options=field.options,
        title_of=field.title_of,
        width=field.width,
    )
    return selected


def keys_of(field: ListField, texts: Iterable[str], options: Mapping[str, str]) -> list[str]:
    """Return the keys of the options that texts mean: by their key, or as old links by name or title."""
    keys = []
    for text in texts:
        name = field.name_of(text)
        key = text if name is None else field.key_of(name)
        keys.append(key if key in options else _by_title(plain(text), options))
    return [key for key in dict.fromkeys(keys) if key in options]


def _by_title(text: str, options: Mapping[str, str]) -> str:
    """Return the key of the last option of that title; "" if there is none."""
    return next((key for key, title in reversed([*options.items()]) if plain(title) == text), "")
