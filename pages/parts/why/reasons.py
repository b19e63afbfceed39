"""The table of reasons: what each means, who can fix it, what to do next, and how many texts it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import remedies, vocabulary
from data.words.catalog import _, percent
from pages.parts.draw import clicks, formatting, tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.sms_log import changes
from queries.comparison import Compared

Row = Mapping[str, Any]
OPEN = "open_reason"  # what a click on a row opens in SMS Log


def table(rows: Sequence[Row], other: Compared | None, *, can_open: bool) -> Markup:
    """Return the rows of "undelivered_reasons" as a table; with `can_open`, each opens its texts.

    The log states no reason of texts whose reason is proved: theirs are those without a stated reason.
    """
    label = _("Undelivered texts by reason")
    buttons = [_button(row) for row in rows] if can_open else None
    return tables.table(_columns(rows, other), label, buttons=buttons, kind="reasons")


def title(row: Row) -> str:
    """Return the plain title of a row's reason, or that the sender has a problem."""
    if row["reason"] is None and row["is_sender_problem"]:
        return remedies.SENDER.title
    return vocabulary.reason_title(row["reason"])


def next_step(row: Row) -> str:
    """Return what to do about a row's reason, or about the sender's problem."""
    return remedies.SENDER.next_step if row["is_sender_problem"] else remedies.next_step(row["reason"])


def _button(row: Row) -> Markup:
    is_stated = row["source"] == remedies.STATED
    key = row["reason"] if is_stated else vocabulary.NOT_STATED_KEY
    return clicks.attribute(OPEN, key)


def _columns(rows: Sequence[Row], other: Compared | None) -> list[Column]:
    columns = [
        Column(_("Reason"), [title(row) for row in rows], is_long=True),
        Column(_("Meaning"), [meaning(row) for row in rows], is_long=True),
        Column(_("Who can fix it"), [fixer(row) for row in rows]),
        Column(_("Next step"), [next_step(row) for row in rows], is_long=True),
        Column(vocabulary.column_title("source"), [_source(row) for row in rows]),
        Column(vocabulary.column_title("texts"), [row["texts"] for row in rows]),
        Column(_("Share of undelivered"), [percent(row["share_pct"]) for row in rows], is_count=True),
    ]
    if other is None:
        return columns
    cells = [changes.cell({**row, "compared_share_pct": row["compared_of_all_pct"]}, other) for row in rows]
    return [*columns, Column(_("Change of its share of all texts"), cells, is_count=True)]


def meaning(row: Row) -> str:
    """Return what a row's reason or sender problem means."""
    return remedies.SENDER.meaning if row["is_sender_problem"] else vocabulary.reason_meaning(row["reason"])


def fixer(row: Row) -> str:
    """Return who can fix a row's reason or sender problem."""
    return formatting.capitalized(remedies.fixer_title(row["who_can_fix"]))


def _source(row: Row) -> object:
    words = formatting.capitalized(remedies.source_title(row["source"]))
    is_proved = row["reason"] is not None and row["source"] != remedies.STATED
    return Markup('<span class="proved">{}</span>').format(words) if is_proved else words
