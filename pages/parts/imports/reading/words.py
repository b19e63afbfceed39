"""The words of an uploaded file that have no meaning yet: each is asked once, with a row for help."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.importer import Examination, Recognized
from data.importer.order import SKIPPED
from data.importer.recognize import formats
from data.importer.rows.words.unknown_words import UnknownWord
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.draw.html import Markup, shown
from pages.parts.imports.reading import once

MOST_EXAMPLES = 6  # cells of the row that is shown for help


def answer(examined: Examination, recognized: Recognized, key: str) -> dict[str, dict[str, str]] | None:
    """Draw a question for each unknown word. Return what the words mean; None while one is open."""
    if not examined.unknown:
        return {}
    field = examined.unknown[0].field
    if field == "result":
        st.markdown(_("**Which result does each word mean?** Nothing is imported before."))
    else:
        st.markdown(_("**Which status does each word mean?** Nothing is imported before."))
    answers = {word.word: _ask(word, examined, recognized, key) for word in examined.unknown}
    return {field: meanings} if (meanings := _complete(answers)) else None


def _complete(answers: Mapping[str, str | None]) -> dict[str, str]:
    """Return the answers if there is one for each word; none otherwise."""
    meanings = {word: answer for word, answer in answers.items() if answer is not None}
    return meanings if len(meanings) == len(answers) else {}


def _ask(word: UnknownWord, examined: Examination, recognized: Recognized, key: str) -> str | None:
    titles = _titles(word.field)
    selected = st.radio(
        formatting.markdown(_label(word), word=word.word, number=word.rows),
        [*titles, SKIPPED],
        index=None,
        format_func=lambda one: titles.get(one) or _("Skip these rows"),
        key=f"{word.field} of {once.short_key(word.word)} of {key}",
        horizontal=True,
    )
    example = _example(examined.examples.get(word.word), recognized)
    if example and selected is None:
        st.html(Markup('<p class="sms kept">{}</p>').format(shown(example)))
    return selected


def _label(word: UnknownWord) -> str:
    if not word.word:
        return ngettext("Blank: {number} row", "Blank: {number} rows", word.rows)
    return ngettext("**{word}**: {number} row", "**{word}**: {number} rows", word.rows)


def _titles(field: str) -> dict[str, str]:
    """Return the results or statuses that a word may mean, by key."""
    if field == "result":
        return {key: vocabulary.RESULT_OF[name].title for key, name in formats.RESULTS.items()}
    return {key: vocabulary.STATUS_OF[name].title for key, name in formats.STATUSES.items()}


def _example(cells: tuple[str | None, ...] | None, recognized: Recognized) -> str | None:
    """Return the other cells of a row with the word, first those that aren't read: they may explain it."""
    if cells is None:
        return None
    read = {place for _field, place in recognized.positions}
    places = sorted(range(len(recognized.header)), key=lambda place: place in read)
    filled = [place for place in places if place < len(cells) and cells[place]]
    return _(
        "A row with it: {cells}.",
        cells=catalog.listing(
            _("{column}: {value}", column=recognized.header[place], value=cells[place])
            for place in filled[:MOST_EXAMPLES]
        ),
    )
