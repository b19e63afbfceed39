"""The results of a reminder batch after 7, 14 and 30 days: a sentence and tables. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import vocabulary
from data.words.catalog import N_, _, ngettext, percent
from pages.parts.draw import formatting
from pages.parts.draw.tables import Column

Row = Mapping[str, Any]
REMINDED = {True: N_("Reminded"), False: N_("Not reminded")}
REMINDED_AND_OPTED_IN = {True: N_("Opted in, reminded"), False: N_("Opted in, not reminded")}
COUNTS = ("numbers", "opted_in", "opted_out", "pending")


def finding(rows: Sequence[Row]) -> str:
    """Return the share that opted in after the longest time that is over, as Markdown.

    `rows` are from "reminder_outcomes".
    """
    totals = total_rows(rows)
    over = [row["days"] for row in totals if row["is_reminded"] and row["is_over"]]
    if not over:
        return _("Results appear a week after the batch was created.")
    days = max(over)
    at_days = {row["is_reminded"]: row for row in totals if row["days"] == days}
    if True not in at_days:
        return _("As we know today, none of its numbers was pending when the batch was created.")
    sentences = [_reminded_sentence(at_days[True], days)]
    if False in at_days:
        sentences.append(_not_reminded_sentence(at_days[False]))
    return " ".join(sentences)


def _reminded_sentence(row: Row, days: int) -> str:
    if row["is_small"]:
        sentence = _(
            "**After {days} days, {opted_in} of {numbers} reminded numbers had opted in "
            "(too few to compare).**"
        )
    else:
        sentence = _(
            "**After {days} days, {share} of the reminded numbers had opted in ({opted_in} of {numbers}).**"
        )
    return formatting.markdown(sentence, days=days, **_places(row))


def _not_reminded_sentence(row: Row) -> str:
    if row["is_small"]:
        sentence = _("Of those not reminded: {opted_in} of {numbers} (too few to compare).")
    else:
        sentence = _("Of those not reminded: {share} ({opted_in} of {numbers}).")
    return formatting.markdown(sentence, **_places(row))


def total_rows(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of all numbers, without those of schools and languages."""
    return [row for row in rows if row["level"] == "total"]


def total_columns(rows: Sequence[Row]) -> list[Column]:
    """Return the columns of the results of all numbers, reminded or not, after each time."""
    totals = total_rows(rows)
    shares = [_("too few to compare") if row["is_small"] else percent(row["share_pct"]) for row in totals]
    return [
        Column(_("Group"), [_(REMINDED[row["is_reminded"]]) for row in totals]),
        Column(_("After"), [time_title(row) for row in totals]),
        *(Column(vocabulary.column_title(name), [row[name] for row in totals]) for name in COUNTS),
        Column(_("Share"), shares),
    ]


def group_columns(rows: Sequence[Row], level: str, title: str, days: int) -> list[Column]:
    """Return the columns of who had opted in after that many days, for every school or language.

    `level` is a level of "reminder_outcomes", `title` the title of its names.
    """
    at_level = [row for row in rows if row["level"] == level and row["days"] == days]
    by_name = {(row["name"], row["is_reminded"]): row for row in at_level}
    names = list(dict.fromkeys(row["name"] for row in at_level))
    columns = [Column(title, [name or _("Not stated") for name in names])]
    for is_reminded, group in REMINDED.items():
        cells = [by_name.get((name, is_reminded)) for name in names]
        columns += [
            Column(_(group), [row["numbers"] if row else 0 for row in cells]),
            Column(_(REMINDED_AND_OPTED_IN[is_reminded]), [share(row) for row in cells]),
        ]
    return columns


def share(row: Row | None) -> str:
    """Return the share that opted in with its counts; a dash if there are no numbers."""
    if row is None:
        return formatting.NO_SHARE
    if row["is_small"]:
        return _("{opted_in} of {numbers} (too few to compare)", **_places(row))
    return _("{share} ({opted_in} of {numbers})", **_places(row))


def newest_days(rows: Sequence[Row]) -> int:
    """Return the longest time that is over, in days; the shortest if none is."""
    over = [row["days"] for row in rows if row["is_over"]]
    return max(over, default=vocabulary.OUTCOME_DAYS[0])


def days_title(days: int) -> str:
    """Return a number of days: "7 days"."""
    return ngettext("{days} day", "{days} days", days, days=days)


def time_title(row: Row) -> str:
    """Return after how many days a row is, marked if they aren't over."""
    if row["is_over"]:
        return days_title(row["days"])
    return ngettext("{days} day (so far)", "{days} days (so far)", row["days"], days=row["days"])


def _places(row: Row) -> dict[str, object]:
    return {
        "opted_in": row["opted_in"],
        "numbers": row["numbers"],
        "share": formatting.percent(row["share_pct"]),
    }
