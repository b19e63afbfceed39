"""The three statuses as tiles; each filters the page. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from data import settings
from data.words import opt_in_words, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import colors
from pages.parts.draw.clicks import attribute
from pages.parts.draw.formatting import percent
from pages.parts.draw.html import Markup, filled, render
from pages.parts.figures import keys
from pages.parts.filters import chips as filter_chips
from pages.parts.sms_status import sentences
from pages.parts.sms_status.since import Earlier
from queries import Selection
from queries.fields import STATUS


def tiles(totals: pa.Table, selection: Selection, earlier: Earlier | None = None) -> Markup:
    """Return a tile per row of "status_totals", against an earlier month; selected statuses are marked."""
    rows = [_tile(row, selection.statuses or (), earlier) for row in totals.to_pylist()]
    return render("sms_status/tiles.html", tiles=rows, announced=sentences.announcement(totals))


def chips(selection: Selection) -> Markup:
    """Return what the page shows, and each filter as a button that clears it."""
    filters = filter_chips.chips(selection)
    return filter_chips.line(_("Showing:") if filters else _("Showing: all numbers"), filters)


def _tile(row: Mapping[str, Any], selected: tuple[str, ...], earlier: Earlier | None) -> dict[str, object]:
    status = vocabulary.STATUS_OF[row["status"]]
    is_selected = status.name in selected
    numbers = ngettext(
        "<b>{number}</b> number, {share}", "<b>{number}</b> numbers, {share}", row["numbers"]
    )
    return {
        "button": attribute(STATUS.key, status.key, is_selected=is_selected),
        "more": keys.button(status.title, STATUS.key, status.key),
        "is_paler": bool(selected) and not is_selected,
        "mark": colors.status_class(status.name),
        "title": status.title,
        "numbers": filled(numbers, number=row["numbers"], share=percent(row["share_pct"])),
        "contacts": ngettext(
            "of {number} contact", "of {number} contacts", row["contacts"], number=row["contacts"]
        ),
        "change": earlier and earlier.change(status.name, row["numbers"]),
        "before": earlier and earlier.before(status.name),
        "meaning": opt_in_words.status_meaning(status.name, settings.load().opt_in_word),
    }
