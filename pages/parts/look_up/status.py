"""The status of a number in sentences: since when, how that is known, as of when, and what changes it.

No Streamlit here: HTML, in which everything from the data is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from data import settings
from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.draw.status_colors import mark
from queries.selection import day_words

STATUSES = {status.name: status for status in vocabulary.STATUSES}
Row = Mapping[str, Any]


def sentence(row: Row, *, named_code: bool) -> str:
    """The status under one short code, from a row of "number_status"; the code is named where asked."""
    status = STATUSES[row["status"]]
    code = f"{escape(row['short_code'] or 'No short code given')}: " if named_code else ""
    name = f'{code}<b class="name{mark(status.name)}">{escape(status.name)}</b>'
    return f"{name} {_since(row)}. {escape(status.meaning)} {_confirmed(row)}".rstrip()


def change(row: Row) -> str:
    """What the owner of the number does to change it; nothing that neither settings nor data give."""
    status, known = STATUSES[row["status"]], settings.load()
    code = row["short_code"] or known.short_code
    if not code or (not known.opt_in_word and "{word}" in status.change):
        return ""
    return escape(status.change.format(word=known.opt_in_word, code=code))


def dated(when: datetime) -> str:
    """The date of a list, which is the first instant of its day; or the moment of a change."""
    is_day = (when.hour, when.minute) == (0, 0)
    return escape(day_words(when.date()) if is_day else formatting.moment(when))


def _since(row: Row) -> str:
    since = dated(row["since"]) if row["since"] else "a time that is not known"
    if row["how"] != vocabulary.LIST_COMPARISON:
        return f"since {since}, {'known by ' + escape(row['how']) if row['how'] else 'how is not stated'}"
    if row["observed_after"]:
        return f"since some time from {dated(row['observed_after'])} to {since}, as two consent lists show"
    return f"since {since} or before, the date of the first consent list that has it"


def _confirmed(row: Row) -> str:
    if row["as_of"] is None:
        return ""
    newest = dated(row["as_of"])
    if row["last_said_at"] and row["last_said_at"] >= row["as_of"]:
        return f"The newest consent list, of {newest}, says the same."
    if row["last_said_at"]:
        return f"Last confirmed {dated(row['last_said_at'])}; the newest consent list is of {newest}."
    return f"The newest consent list is of {newest}."
