"""Narrowing what is shown by pressing a tile, a bar or a day, and undoing it in one press.

What is pressed changes the fields of the filter, which live in the page's address (filters.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from html import escape

import streamlit as st

from data.words import vocabulary
from pages.parts.draw.clicks import attribute
from pages.parts.filters.date_ranges import MONTH
from queries import Selection
from queries.selection import day_words

PERIOD, BROADCAST, SCHOOL, RESULT, STATUS = "period", "broadcast", "school", "result", "status"
REASON, DAY = "reason", "day"
GRADE, LANGUAGE = "grade", "language"
PRESET, PRESET_ASKED = "preset", "preset asked for"
PART, CLEAR, GO, EVERYTHING = "part", "clear", "go", "all"
LISTS = (BROADCAST, SCHOOL, RESULT, REASON, STATUS, GRADE, LANGUAGE)
KNOWN = {
    RESULT: [result.name for result in vocabulary.RESULTS],
    REASON: [*(reason.key for reason in vocabulary.REASONS), vocabulary.NOT_STATED_KEY],
    STATUS: [status.name for status in vocabulary.STATUSES],
    PART: [part.key for part in vocabulary.PARTS],
    GO: [MONTH],
}


def press(what: str, value: str) -> None:
    """Change the filter as a press asks; pressing what is chosen undoes it; an unknown one is none."""
    if value not in KNOWN.get(what, [value]):
        return
    if what in LISTS:
        _toggle(what, [value])
    elif what == PART:
        _toggle(REASON, list(vocabulary.part_reasons(value)))
    elif what == DAY:
        with suppress(ValueError):
            day = date.fromisoformat(value)
            st.session_state[DAY] = None if st.session_state.get(DAY) == day else day
    elif what == CLEAR:
        for key in (*LISTS, DAY) if value == EVERYTHING else (value,):
            _clear(key)
    elif what == GO:
        st.session_state[PRESET_ASKED] = value
        press(CLEAR, EVERYTHING)


def chips(selection: Selection, labels: Mapping[str, str]) -> str:
    """What is shown, as a sentence, and each narrowing as a button that undoes it."""
    return line(replace_narrowings(selection).sentence(), _narrowings(selection, labels))


def line(shown: str, narrowed: Iterable[tuple[str, str]]) -> str:
    """What is shown, and buttons that undo what narrows it, by key and words; one without words, all."""
    buttons = "".join(_chip(key, words) for key, words in narrowed)
    return f'<div class="sms chips" tabindex="-1"><p><b>Shown:</b> {escape(shown)}</p>{buttons}</div>'


def replace_narrowings(selection: Selection) -> Selection:
    """The days alone."""
    return Selection(selection.from_day, selection.to_day)


def _narrowings(selection: Selection, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    heads = dict.fromkeys(vocabulary.reason_title(key) for key in selection.reasons or ())
    found = [
        (BROADCAST, ", ".join(labels.get(key, key) for key in selection.broadcasts or ())),
        (SCHOOL, ", ".join(selection.schools or ())),
        (DAY, day_words(selection.day) if selection.day else ""),
        (RESULT, ", ".join(selection.results or ())),
        (STATUS, ", ".join(selection.statuses or ())),
        (REASON, ", ".join(heads)),
    ]
    chosen = [(key, words) for key, words in found if words]
    return [*chosen, (EVERYTHING, "")] if len(chosen) > 1 else chosen


def _chip(key: str, words: str) -> str:
    told = escape(words) or "Undo all"
    sign = '<span aria-hidden="true"> ✕</span>' if words else ""
    unseen = '<span class="unseen">, undo</span>' if words else ""
    return f"<button {attribute(CLEAR, key)}>{told}{unseen}{sign}</button>"


def _toggle(key: str, values: list[str]) -> None:
    st.session_state[key] = [] if set(st.session_state.get(key, ())) == set(values) else values


def _clear(key: str) -> None:
    if key in LISTS and key in st.session_state:
        st.session_state[key] = []
    elif key == DAY and key in st.session_state:
        st.session_state[key] = None
