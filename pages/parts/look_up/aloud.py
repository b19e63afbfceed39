"""The line about a number that the office reads aloud to the family, in each language of the flyer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data import settings
from data.flyers import languages, read_aloud
from data.words import vocabulary
from data.words.catalog import _
from data.words.vocabulary import STATUS_OF
from pages.parts.draw.html import Markup

LINE = Markup('<p lang="{}"><b>{}</b> {}</p>')
Row = Mapping[str, Any]


def show(rows: Sequence[Row], contacts: Sequence[Row]) -> None:
    """Draw the lines, from "number_status" and "number_contacts"; nothing about an unknown number."""
    if block := lines(rows, contacts):
        st.subheader(_("Read aloud"), anchor=False)
        st.html(Markup('<div class="sms aloud">{}</div>').format(block))


def lines(rows: Sequence[Row], contacts: Sequence[Row]) -> Markup:
    """Return the line in each language, as HTML."""
    here = settings.load()
    school = contacts[0]["school"] if contacts else None
    answerings = {language.key: here.answering(school, language.key) for language in languages()}
    since = rows[0]["failed_since"] and rows[0]["failed_since"].date()
    spoken = read_aloud.lines(verdict(rows, contacts), answerings, since)
    names = {language.key: language.name for language in languages()}
    return Markup("").join(LINE.format(key, f"{names[key]}:", line) for key, line in spoken.items())


def verdict(rows: Sequence[Row], contacts: Sequence[Row]) -> str:
    """Return what would happen to a text now, by a key of data/words/number_words/numbers.toml."""
    statuses = [STATUS_OF[row["status"]] for row in rows if row["status"]]
    if contacts and all(_is_landline(row["phone_type"]) for row in contacts):
        return "no_sms"
    if any(status.can_be_texted for status in statuses):
        is_failing = rows[0]["failed_days"] >= vocabulary.FAILING_DAYS
        return "keeps_failing" if is_failing else "will"
    if any(status.is_pending for status in statuses):
        return "pending"
    if statuses:
        return "opted_out"
    return "unlisted" if contacts else "unknown"


def _is_landline(phone_type: str | None) -> bool:
    return vocabulary.plain(phone_type or "") in vocabulary.WORDS["landlines"]
