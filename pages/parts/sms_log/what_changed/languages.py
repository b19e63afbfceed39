"""The split by language, which reads the texts one by one: many of them only for who asks for it."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import streamlit as st

from data.access import Viewer
from data.words.catalog import _
from pages.parts.draw import formatting
from pages.parts.frame.session import DRAWN_VERSION, LANGUAGES_COUNTED
from pages.parts.sms_log.what_changed.splits import BY_LANGUAGE, BY_SCHOOL
from queries import Selection, run
from queries.comparison import Compared

AT_ONCE = 10_000_000  # texts that are counted without asking: in about two seconds on two cores


def ask(
    viewer: Viewer, all_results: Selection, other: Compared, parameters: Mapping[str, object]
) -> pa.Table | None:
    """Return the answer of the question; None until the viewer wants so many texts to be counted.

    Only a click starts a long count, so it is this part of the page alone that waits, and a second click
    ends it.
    """
    texts = (all_results, other, DRAWN_VERSION.get())
    number = _texts(viewer, all_results, other, parameters)
    if number > AT_ONCE and LANGUAGES_COUNTED.get() != texts:
        words = _("Counting {number} texts by language can take a minute or more.")
        st.markdown(formatting.markdown(words, number=number))
        st.button(_("Count by language"), on_click=LANGUAGES_COUNTED.set, args=(texts,))
        return None
    place = st.empty()
    if number > AT_ONCE:
        place.button(_("Stop counting"), on_click=LANGUAGES_COUNTED.set, args=(None,), key="stop_counting")
    with st.spinner(_("Counting texts by language…"), show_time=number > AT_ONCE):
        answer = run(BY_LANGUAGE.question, viewer, all_results, **parameters)
    place.empty()
    return answer


def _texts(
    viewer: Viewer, all_results: Selection, other: Compared, parameters: Mapping[str, object]
) -> int:
    """Return about how many texts both sides have, from the counts by day."""
    values = {**parameters, **BY_SCHOOL.parameters}
    whole = run(BY_SCHOOL.question, viewer, all_results, **values).to_pylist()[-1]
    texts: float = whole["texts"] + whole["compared_texts"] * max(len(other.periods()), 1)
    return round(texts)
