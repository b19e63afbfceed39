"""The sentences of the SMS Status page: how many numbers can be texted, and the message if none match."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from data import settings
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.formatting import markdown, percent
from pages.parts.draw.html import Markup
from pages.parts.filters.narrowing import CLEAR, EVERYTHING
from pages.parts.frame import freshness

AWAITED = next(status.name for status in vocabulary.STATUSES if status.is_pending)
CAN_BE_TEXTED = next(status.name for status in vocabulary.STATUSES if status.can_be_texted)


def finding(totals: pa.Table, on_day: date | None = None) -> str:
    """Return how many numbers can be texted and how many can't, by status, from "status_totals".

    With a day, those at its end.
    """
    rows = {row["status"]: row for row in totals.to_pylist()}
    opted_in = rows[CAN_BE_TEXTED]
    total = opted_in["of_numbers"]
    first = ngettext(
        "**{number} of {total} number ({share}) can be texted.**",
        "**{number} of {total} numbers ({share}) can be texted.**",
        total,
    )
    share = percent(opted_in["share_pct"])
    places: dict[str, object] = {"number": opted_in["numbers"], "total": total, "share": share}
    sentences = [_on_day(on_day, places) if on_day else markdown(first, **places)]
    sentences += [_status(row) for row in rows.values() if row is not opted_in]
    if sum(row["numbers"] for row in rows.values()) > total:
        sentences.append(_("A number whose status differs between short codes counts in each status."))
    return " ".join(sentences)


def _on_day(day: date, places: Mapping[str, Any]) -> str:
    words = ngettext(
        "**On {day}, {number} of {total} number ({share}) could be texted.**",
        "**On {day}, {number} of {total} numbers ({share}) could be texted.**",
        places["total"],
    )
    return markdown(words, day=day, **places)


def announcement(totals: pa.Table) -> str:
    """Return what a screen reader says after a change, from "status_totals"."""
    opted_in = next(row for row in totals.to_pylist() if row["status"] == CAN_BE_TEXTED)
    return ngettext(
        "{number} of {total} number can be texted.",
        "{number} of {total} numbers can be texted.",
        opted_in["of_numbers"],
        number=opted_in["numbers"],
        total=opted_in["of_numbers"],
    )


def proof(counts: Mapping[str, int], updates: Mapping[str, Any]) -> str:
    """Return what the list and its downloads hold, from "statuses_listed", and how new that is."""
    sentences = [
        _(
            "Rows in the list and its downloads: {rows}. Different numbers: {numbers}. "
            "Different contacts: {contacts}.",
            rows=counts["listed"],
            numbers=counts["numbers"],
            contacts=counts["contacts"],
        ),
        _("The totals above count each number once."),
    ]
    if number := counts["shared"]:
        words = ngettext(
            "{number} number is shared by several contacts.",
            "{number} numbers are shared by several contacts.",
            number,
            number=number,
        )
        sentences.append(words)
    if updates["consent_as_of"]:
        sentences.append(_("Consent list updated {time}.", time=freshness.moment(updates["consent_as_of"])))
    sentences.append(_("All times are {zone}.", zone=catalog.zone_name(settings.load().zone)))
    return " ".join(sentences)


def no_consent_list() -> Markup:
    """Return the message without a consent list, with the way to import one."""
    return tables.empty(
        _("No consent list yet."),
        _("Until you import one, we can't say which numbers can be texted."),
        import_link(),
    )


def import_link() -> Markup:
    """Return the link to where a consent list is imported."""
    return Markup('<a href="imports" target="_self">{}</a>').format(_("Import a consent list"))


def no_matches() -> Markup:
    """Return what stands where no number matches the filters, and the button that clears them."""
    clear = Markup("<button {}>{}</button>").format(attribute(CLEAR, EVERYTHING), _("Clear filters"))
    return tables.empty(
        _("No numbers match these filters."), _("Other numbers are on the consent lists."), clear
    )


def _status(row: Mapping[str, Any]) -> str:
    return formatting.markdown(
        _("{status}: {number} ({share})."),
        status=vocabulary.STATUS_OF[row["status"]].title,
        number=row["numbers"],
        share=percent(row["share_pct"]),
    )
