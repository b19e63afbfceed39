"""The findings of the charts of SMS Log. Each is also the alternative text of its chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext, percent
from pages.parts.sms_log.undelivered.levels import Level

Row = Mapping[str, Any]


def days(shares: Sequence[Row], usual: Row, *, is_narrowed: bool) -> str:
    """Return the busiest and the worst day, from "undelivered_by_day", and the range of "usual_share".

    Both count every result, which is said if the chart `is_narrowed` to some of them.
    """
    sentences = [_busiest_day(shares, is_narrowed=is_narrowed)]
    comparable = [row for row in shares if row["texts"] >= vocabulary.ENOUGH_TEXTS]
    if not any(row["undelivered"] for row in shares):
        sentences.append(_("No texts were undelivered."))
    elif any(row["undelivered"] for row in comparable):
        sentences.append(_worst_day(max(comparable, key=lambda row: row["undelivered_pct"])))
    if usual["low_pct"] is not None:
        sentences += _usual_range(usual)
    return " ".join(sentences)


def _busiest_day(shares: Sequence[Row], *, is_narrowed: bool) -> str:
    busiest = max(shares, key=lambda row: row["texts"])
    number, day = busiest["texts"], busiest["day"]
    if is_narrowed:
        return ngettext(
            "Across all results, the busiest day was {day}, with {number} text.",
            "Across all results, the busiest day was {day}, with {number} texts.",
            number,
            number=number,
            day=day,
        )
    return ngettext(
        "The busiest day was {day}, with {number} text.",
        "The busiest day was {day}, with {number} texts.",
        number,
        number=number,
        day=day,
    )


def _worst_day(worst: Row) -> str:
    return ngettext(
        "{day} had the largest undelivered share: {share} ({undelivered} of {number} text).",
        "{day} had the largest undelivered share: {share} ({undelivered} of {number} texts).",
        worst["texts"],
        day=worst["day"],
        share=percent(worst["undelivered_pct"]),
        undelivered=worst["undelivered"],
        number=worst["texts"],
    )


def _usual_range(usual: Row) -> list[str]:
    usual_range = ngettext(
        "Usual range {range} (gray band, {number} day).",
        "Usual range {range} (gray band, {number} days).",
        usual["days"],
        range=catalog.percent_range(usual["low_pct"], usual["high_pct"]),
        number=usual["days"],
    )
    return [usual_range, _("Bold bars are above it.")]


def zoomed(first: date, last: date) -> str:
    """Return which days the chart shows, if it leaves out selected ones without texts."""
    return _("The chart shows {days}: the other dates have no such texts.", days=catalog.days(first, last))


def days_without_log(number: int) -> str:
    """Return how many days of the chart have no log."""
    return ngettext(
        "No log for {number} day (shaded).", "No log for {number} days (shaded).", number, number=number
    )


def worst(rows: Sequence[Row], level: Level) -> str:
    """Return which broadcast or school is worst, from rows that are worst first; without Markdown."""
    comparable = [row for row in rows if row["texts"] >= vocabulary.ENOUGH_TEXTS]
    if not comparable:
        return _(level.too_few)
    first = comparable[0]
    if not first["undelivered_pct"]:
        return _(level.none_undelivered, enough=vocabulary.ENOUGH_TEXTS)
    return ngettext(
        "{name} had the largest undelivered share: {share} of {number} text.",
        "{name} had the largest undelivered share: {share} of {number} texts.",
        first["texts"],
        name=first[level.name_column] or _(level.not_stated),
        share=percent(first["undelivered_pct"]),
        number=first["texts"],
    )


def reasons(rows: Sequence[Row]) -> str:
    """Return the most common reason, from "reason_totals"."""
    if not rows:
        return _("No texts were undelivered.")
    top = max(rows, key=lambda row: row["texts"])
    return ngettext(
        "The most common reason: {reason}, with {number} text ({share}).",
        "The most common reason: {reason}, with {number} texts ({share}).",
        top["texts"],
        reason=vocabulary.reason_title(top["reason"]),
        number=top["texts"],
        share=percent(top["share_pct"]),
    )
