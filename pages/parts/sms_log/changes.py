"""The change of a share against the texts that it is compared with, in words. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.words.catalog import _, ngettext, percent
from pages.parts.draw import formatting
from queries import comparison
from queries.comparison import Compared

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """A change as it is shown, such as "+1.4 points", and what was before, for a screen reader."""

    words: str
    before: str


def change(row: Row, other: Compared | None) -> Change | None:
    """Return the change of a row with `change_points`; None if there is nothing to compare it with."""
    if other is None or row["change_points"] is None or not row["is_comparable"]:
        return None
    return Change(formatting.points(row["change_points"]), _before(row, other))


def cell(row: Row, other: Compared | None) -> str:
    """Return the change of a row of a table: "+1.4 points", or why there is none."""
    if own := change(row, other):
        return own.words
    return formatting.NO_SHARE if row["change_points"] is None else _("Too few to compare")


def against(other: Compared) -> str:
    """Return what the numbers in parentheses beside bars are."""
    if other.kind == comparison.BROADCAST:
        return _("In parentheses: the change in points against the other broadcast.")
    if len(other.periods()) > 1:
        return _("In parentheses: the change in points against the same weekdays before.")
    return _("In parentheses: the change in points against {days}.", days=other.days_sentence())


def finding(stages: Sequence[Row], other: Compared | None) -> str:
    """Return what share wasn't delivered before, or why nothing is compared; "" without a comparison.

    `stages` are those rows of "outcome_changes"; the last one counts all texts.
    """
    *_others, undelivered, total = stages
    if other is None or not total["texts"]:
        return ""
    if not total["is_comparable"]:
        return _note(total, other)
    share = percent(undelivered["compared_share_pct"])
    if other.kind == comparison.BROADCAST:
        return _("Of the other broadcast, {share} weren't delivered.", share=share)
    if len(other.periods()) > 1:
        return _("On the same weekdays before, {share} weren't delivered.", share=share)
    return _("Before ({days}), {share} weren't delivered.", days=other.days_sentence(), share=share)


def _note(total: Row, other: Compared) -> str:
    number, days = round(total["compared_texts"]), other.days_sentence()
    if other.kind == comparison.BROADCAST:
        return _("The two broadcasts have too few texts to compare.")
    if not number:
        return _("There are no texts to compare with ({days}).", days=days)
    return ngettext(
        "Too few to compare: {number} text before ({days}).",
        "Too few to compare: {number} texts before ({days}).",
        number,
        number=number,
        days=days,
    )


def _before(row: Row, other: Compared) -> str:
    share = percent(row["compared_share_pct"])
    if "compared_texts" not in row:
        return _("compared with {share}", share=share)
    number = round(row["compared_texts"])
    if len(other.periods()) > 1:
        return ngettext(
            "compared with {share} ({number} text on average)",
            "compared with {share} ({number} texts on average)",
            number,
            share=share,
            number=number,
        )
    return ngettext(
        "compared with {share} ({number} text)",
        "compared with {share} ({number} texts)",
        number,
        share=share,
        number=number,
    )
