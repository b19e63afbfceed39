"""The sentences of the Totals page. Every number in them is a sum of rounded counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting, tables
from pages.parts.draw.html import Markup
from pages.parts.totals.rounded_table import TOTAL

Row = Mapping[str, Any]
SMALL = "<5"  # as the questions answer a count under 5
LARGEST_SMALL = 4  # a count under 5 is 4 at most
MOST_UNSURE = 0.05  # the part of all texts that counts under 5 may be, for a share to be worth stating


def rounding() -> str:
    """Return how the counts of the page are rounded."""
    return formatting.markdown(
        _(
            "Counts are rounded to the nearest 5. “{small}” is any number from 0 to 4. "
            "Totals add the rounded counts, without those under 5."
        ),
        small=SMALL,
    )


def texts_finding(rows: Sequence[Row], months: Sequence[date]) -> str:
    """Return how many texts were requested, and the share not delivered, as Markdown.

    `rows` are those of "rounded_results" for all schools, of one month or of all; `months` are the months
    that they cover, newest first. The share is left out where counts under 5 could change it much.
    """
    total = next(row for row in rows if row["result"] is None)["texts"]
    share = undelivered_share(rows)
    return formatting.markdown(
        _texts_sentence(total, is_one_month=len(months) == 1, has_share=share is not None),
        texts=total,
        month=catalog.month(months[0]),
        first=catalog.month(months[-1]),
        last=catalog.month(months[0]),
        share=None if share is None else catalog.whole_percent(share),
    )


def announcement(rows: Sequence[Row], month: date | None) -> str:
    """Return what a screen reader says once a month, or None for all, was selected; `rows` as above."""
    total = next(row for row in rows if row["result"] is None)["texts"]
    if month is None:
        return ngettext(
            "About {texts} text in all months.", "About {texts} texts in all months.", total, texts=total
        )
    return ngettext(
        "About {texts} text in {month}.",
        "About {texts} texts in {month}.",
        total,
        texts=total,
        month=catalog.month(month),
    )


def month_before(rows: Sequence[Row]) -> str:
    """Return the texts of the month before, from its rows of "rounded_results"; "" for no rows."""
    of_all_schools = [row for row in rows if row["level"] == TOTAL]
    if not of_all_schools:
        return ""
    share = undelivered_share(of_all_schools)
    words = _("In {month}, there were about {texts} texts; about {share} weren't delivered.")
    if share is None:
        words = _("In {month}, there were about {texts} texts.")
    total = next(row for row in of_all_schools if row["result"] is None)
    return formatting.markdown(
        words,
        month=catalog.month(total["first_day"]),
        texts=total["texts"],
        share=None if share is None else catalog.whole_percent(share),
    )


def undelivered_share(rows: Sequence[Row]) -> float | None:
    """Return the share of undelivered texts, 0 to 100; None if too little of it is known.

    `rows` are as in `texts_finding`.
    """
    total = next(row for row in rows if row["result"] is None)["texts"]
    undelivered = [row for row in rows if row["result"] and vocabulary.is_undelivered(row["result"])]
    unsure = LARGEST_SMALL * sum(row["small_counts"] for row in undelivered)
    texts = sum(row["texts"] for row in undelivered)
    return 100 * texts / total if texts and unsure <= MOST_UNSURE * total else None


def numbers_finding(rows: Sequence[Row]) -> str:
    """Return how many numbers can be texted, from the rows of "rounded_statuses" for all schools."""
    total = next(row for row in rows if row["status"] is None)["numbers"]
    opted_in = sum(
        row["numbers"]
        for row in rows
        if row["status"] and vocabulary.STATUS_OF[row["status"]].can_be_texted
    )
    sentence = ngettext(
        "**About {number} of {total} number can be texted.**",
        "**About {number} of {total} numbers can be texted.**",
        total,
    )
    return formatting.markdown(sentence, number=opted_in, total=total)


def not_listed(titles: Sequence[str]) -> str:
    """Return which results or statuses a table leaves out; "" for none."""
    return _("No count of 5 or more: {names}.", names=catalog.listing(titles)) if titles else ""


def no_months() -> Markup:
    """Return what stands where no month can be shown, as HTML."""
    return tables.empty(
        _("No month can be shown yet."),
        _("A month is shown once the log covers all of it, if at least one count is 5 or more."),
    )


def no_numbers() -> Markup:
    """Return what stands where no status can be shown, as HTML."""
    return tables.empty(
        _("No statuses can be shown yet."),
        _("They are shown once a consent list has been imported, if at least one count is 5 or more."),
    )


def _texts_sentence(texts: int, *, is_one_month: bool, has_share: bool) -> str:
    if is_one_month and has_share:
        return ngettext(
            "**About {texts} text was requested in {month}; about {share} weren't delivered.**",
            "**About {texts} texts were requested in {month}; about {share} weren't delivered.**",
            texts,
        )
    if is_one_month:
        return ngettext(
            "**About {texts} text was requested in {month}.**",
            "**About {texts} texts were requested in {month}.**",
            texts,
        )
    if has_share:
        return ngettext(
            "**About {texts} text was requested from {first} to {last}; about {share} weren't delivered.**",
            "**About {texts} texts were requested from {first} to {last}; "
            "about {share} weren't delivered.**",
            texts,
        )
    return ngettext(
        "**About {texts} text was requested from {first} to {last}.**",
        "**About {texts} texts were requested from {first} to {last}.**",
        texts,
    )
