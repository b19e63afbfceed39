"""The sentences about statuses, made of answers: Markdown, and HTML where there is something to press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from data import settings
from data.words import vocabulary
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.filters.narrowing import CLEAR, EVERYTHING
from queries.selection import day_words

BY_DAY, BY_WEEK, BY_MONTH = "day", "week", "month"
AWAITED = next(status.name for status in vocabulary.STATUSES if status.is_pending)
CAN_BE_TEXTED = next(status.name for status in vocabulary.STATUSES if status.can_be_texted)


def of_totals(totals: pa.Table) -> str:
    """How many numbers may be texted, from "status_totals"."""
    rows = {row["status"]: row for row in totals.to_pylist()}
    yes = rows[CAN_BE_TEXTED]
    others = [
        f"{name}: {formatting.count(row['numbers'])} ({formatting.percent(row['share_pct'])})"
        for name, row in rows.items()
        if row is not yes
    ]
    differ = sum(row["numbers"] for row in rows.values()) - yes["of_numbers"]
    of_all = f"{formatting.count(yes['numbers'])} of {formatting.count(yes['of_numbers'], 'numbers')}"
    share = formatting.percent(yes["share_pct"])
    sentences = [f"**{of_all} ({share}) may be texted.**", f"{'; '.join(others)}."]
    if differ > 0:
        sentences.append("A number whose statuses differ between short codes counts in each of them.")
    return " ".join(sentences)


def of_schools(rows: Sequence[Mapping[str, Any]]) -> str:
    """Where the largest share is awaited, from the rows of "statuses_by_school"."""
    awaited = [row for row in rows if row["status"] == AWAITED and row["school"] and not row["is_small"]]
    if not awaited:
        return "No school has enough numbers to judge its share."
    if not awaited[0]["numbers"]:
        return f"No school has a number that is {AWAITED}."
    most = awaited[0]
    share = f"{formatting.percent(most['share_pct'])}, "
    return (
        f"{formatting.plain(most['school'])} has the largest share of {AWAITED}: {share}"
        f"{formatting.count(most['numbers'])} of its {formatting.count(most['of_numbers'], 'numbers')}."
    )


def of_moves(rows: Sequence[Mapping[str, Any]], by: str) -> str:
    """What moved last, from the rows of "statuses_over_time"."""
    newest = [row for row in rows if row["first_day"] == rows[-1]["first_day"]]
    if len(newest) == len(rows):
        return (
            f"All that is known is of {period_words(newest[0]['first_day'], by)}: "
            "the next consent list will show what moved."
        )
    moves = ", ".join(_move(row) for row in newest)
    preposition = "On" if by == BY_DAY else "In"
    return f"{preposition} {period_words(newest[0]['first_day'], by)}: {moves}."


def period_words(first_day: date, by: str) -> str:
    """A day, a week or a month as people write it."""
    if by == BY_MONTH:
        return f"{first_day:%b %Y}"
    return f"the week of {day_words(first_day)}" if by == BY_WEEK else day_words(first_day)


def _move(row: Mapping[str, Any]) -> str:
    to = formatting.count(row["numbers"])
    if not row["more"]:
        return f"{row['status']} stayed at {to}"
    verb = "rose" if row["more"] > 0 else "fell"
    return f"{row['status']} {verb} by {formatting.count(abs(row['more']))} to {to}"


def proof(counts: Mapping[str, int], clock: Mapping[str, Any]) -> str:
    """What the list and its downloads hold, from "statuses_listed", and as of when."""
    as_of = clock["consent_as_of"]
    dated = f" Consent list as of {formatting.moment(as_of)}." if as_of else ""
    return (
        f"The list and its download hold the same {formatting.count(counts['listed'], 'rows')}: "
        f"{formatting.count(counts['numbers'], 'numbers')} of {formatting.count(counts['contacts'], 'contacts')}. "
        f"The figures at the top count each number once.{dated} "
        f"All times are {formatting.zone_words(settings.load().zone)} time."
    )


def nothing_found(clock: Mapping[str, Any]) -> str:
    """What to say, as HTML, where no number matches, and the next step."""
    if clock["consent_as_of"] is None:
        return tables.empty(
            "No consent list has been taken in yet.",
            "Until then nothing says which numbers may be texted.",
            Markup('<a href="imports" target="_self">Take one in on the Imports page</a>'),
        )
    undo = Markup("<button {}>Show every number again</button>").format(attribute(CLEAR, EVERYTHING))
    return tables.empty(
        "No number matches all of this.", "There are numbers with other statuses or schools.", undo
    )
