"""The importer's answers about an uploaded file, each computed once per session and order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar, cast

import streamlit as st

from data import importer
from data.importer import Examination, ImportOrder, Recognized
from data.words.catalog import _
from pages.parts.frame.session import LOOKED_AT

Answer = TypeVar("Answer")
LONGEST_KEY = 200  # letters of a text in the key of a field: the browser gets every key


def short_key(text: str) -> str:
    """Return a text as part of a field's key: as it is, or its hash if it is long."""
    return text if len(text) <= LONGEST_KEY else hashlib.sha256(text.encode()).hexdigest()


def recognized(order: ImportOrder) -> Recognized:
    """Return how the order's file will be read. Raises Problem if it can't be read at all."""
    return _once("recognized", order, importer.recognize, _("Reading the file…"))


def readings_of_letters(order: ImportOrder) -> Mapping[str, tuple[str, ...]]:
    """Return words as each code page reads them, if nothing says which it is.

    Raises Problem as `samples`.
    """
    return _once("letters", order, importer.readings_of_letters, _("Reading the file…"))


def samples(order: ImportOrder) -> tuple[tuple[str, ...], ...]:
    """Return the first values of each column of the order's file. Raises Problem as `recognized`."""
    return _once("samples", order, importer.samples, _("Reading the file…"))


def examined(order: ImportOrder) -> Examination:
    """Return what an import would make of every row. Raises Problem as an import would."""
    return _once("examined", order, importer.examine, _("Checking rows…"))


def _once(question: str, order: ImportOrder, ask: Callable[[ImportOrder], Answer], waiting: str) -> Answer:
    """Ask the importer once per session about what the order says, not at every click."""
    looked_at = LOOKED_AT.get_or({})
    key: Hashable = (question, order.as_line())
    if key not in looked_at:
        with st.spinner(waiting):
            looked_at[key] = ask(order)
    return cast("Answer", looked_at[key])
