"""The status of a number in sentences: since when, how we know, how new that is, and what changes it.

No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from data import settings
from data.words import catalog, opt_in_words, vocabulary
from data.words.catalog import _
from data.words.vocabulary import STATUS_OF
from pages.parts.draw import colors
from pages.parts.draw.html import Markup, filled, shown
from pages.parts.frame import freshness

Row = Mapping[str, Any]


def details(rows: Sequence[Row]) -> list[str]:
    """Return what is known under each short code, from "number_status"; several codes are named."""
    paragraphs = []
    for row in rows:
        code = code_name(row) if len(rows) > 1 else ""
        status = join(code, since(row), how(row), _meaning(row), _confirmed(row))
        paragraphs += [status, _change(row)]
    return [paragraph for paragraph in paragraphs if paragraph]


def latest_list(row: Row) -> str:
    """Return how new the newest consent list is."""
    return _("The latest consent list is from {day}.", day=day_or_moment(row["as_of"]))


def day_or_moment(when: datetime) -> str:
    """Return the day of a list, which is stored as the first instant of its day; otherwise the moment."""
    is_day = (when.hour, when.minute) == (0, 0)
    return catalog.day(when.date()) if is_day else freshness.moment(when)


def code_name(row: Row) -> Markup:
    """Return the short code of a row, in front of what is known under it."""
    if row["short_code"]:
        return filled(_("<b>Short code {short_code}:</b>"), short_code=row["short_code"])
    return filled(_("<b>Unknown short code:</b>"))


def since(row: Row) -> Markup:
    """Return the status of a row and since when it is known."""
    status = colors.status_name(row["status"])
    if row["since"] is None:
        return filled(_("{status}, but we don't know since when."), status=status)
    changed = day_or_moment(row["since"])
    if row["how"] != vocabulary.LIST_COMPARISON:
        return filled(_("{status} since {since}."), status=status, since=changed)
    if row["observed_after"] is None:
        return filled(_("{status} since {since} or earlier."), status=status, since=changed)
    earlier = day_or_moment(row["observed_after"])
    return filled(
        _("{status} since some time between {first} and {last}."),
        status=status,
        first=earlier,
        last=changed,
    )


def how(row: Row) -> str:
    """Return how the change to the status of a row is known."""
    if row["how"] is None:
        return _("The log doesn't say how it was set.")
    if row["how"] != vocabulary.LIST_COMPARISON:
        return _("How we know: {how}.", how=vocabulary.how_title(row["how"]))
    if row["observed_after"] is None:
        return _("How we know: this is the first consent list with the number.")
    return _("How we know: the status differs between two consent lists.")


def _meaning(row: Row) -> str:
    return opt_in_words.status_meaning(row["status"], settings.load().opt_in_word)


def _confirmed(row: Row) -> str:
    if row["as_of"] is None:
        return ""
    latest = day_or_moment(row["as_of"])
    if row["last_said_at"] is None:
        return latest_list(row)
    if row["last_said_at"] >= row["as_of"]:
        return _("The latest consent list ({day}) says the same.", day=latest)
    confirmed = day_or_moment(row["last_said_at"])
    return _(
        "Last confirmed {confirmed}; the latest consent list is from {day}.",
        confirmed=confirmed,
        day=latest,
    )


def _change(row: Row) -> str:
    """Return what the owner does to change the status; nothing without a short code or opt-in word."""
    status, here = STATUS_OF[row["status"]], settings.load()
    code = row["short_code"] or here.short_code
    if not code or (not here.opt_in_word and "{words}" in status.change):
        return ""
    return status.change.format(words=opt_in_words.quoted(here.opt_in_word), code=code)


def join(*sentences: str) -> Markup:
    """Return whole sentences in a row; each is escaped unless it is Markup."""
    return Markup(" ").join(Markup("{}").format(shown(sentence)) for sentence in sentences if sentence)
