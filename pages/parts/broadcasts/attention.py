"""What needs attention among the newest broadcasts. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words.catalog import _, ngettext, percent
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, filled

Row = Mapping[str, Any]
REPORT = "report"  # what a click on a broadcast opens


def lines(rows: Sequence[Row]) -> list[Markup]:
    """Return what needs attention, from "broadcasts_to_watch"; none if nothing does."""
    return [SENTENCES[row["kind"]](row) for row in rows]


def block(rows: Sequence[Row]) -> Markup:
    """Return these lines as HTML, or that there are none."""
    every = lines(rows)
    if not every:
        return Markup('<p class="sms attention">{}</p>').format(
            _("Nothing needs attention: these broadcasts are final, and the latest one is as usual.")
        )
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in every)
    head = Markup("<h2>{}</h2>").format(_("Needs attention"))
    return Markup('<section class="sms attention">{}<ul>{}</ul></section>').format(head, items)


def opening(row: Row) -> Markup:
    """Return a button with the name of a broadcast, which opens its report."""
    name = row["broadcast"] or row["broadcast_id"]
    return Markup("<button {}>{}</button>").format(attribute(REPORT, row["broadcast_id"]), name)


def _worse(row: Row) -> Markup:
    return filled(
        _("The latest broadcast, {broadcast}, reached {share} of {contacts} contacts. Usual: {usual}."),
        broadcast=opening(row),
        share=percent(row["reached_pct"]),
        contacts=row["contacts"],
        usual=percent(row["usual_pct"]),
    )


def _in_progress(row: Row) -> Markup:
    return filled(
        ngettext(
            "{broadcast}: {number} contact is still in progress.",
            "{broadcast}: {number} contacts are still in progress.",
            row["in_progress"],
        ),
        broadcast=opening(row),
        number=row["in_progress"],
    )


def _others_in_progress(row: Row) -> Markup:
    return filled(
        ngettext(
            "{number} contact in {others} other broadcasts is still in progress.",
            "{number} contacts in {others} other broadcasts are still in progress.",
            row["in_progress"],
        ),
        number=row["in_progress"],
        others=row["broadcasts"],
    )


SENTENCES = {"worse": _worse, "in_progress": _in_progress, "others_in_progress": _others_in_progress}
