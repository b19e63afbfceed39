"""What needs attention among the newest broadcasts. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from data.words import vocabulary
from data.words.catalog import _, ngettext, percent
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, filled

Row = Mapping[str, Any]
REPORT = "report"  # what a click on a broadcast opens
WORSE_BY = 3  # points of the share reached that are worth a look
FEWEST_BEFORE = 3  # broadcasts to compare with
MANY = 5  # percent of contacts in progress


def lines(rows: Sequence[Row]) -> list[Markup]:
    """Return what needs attention, from the newest rows of "broadcasts"; none if nothing does."""
    return [line for line in (_worse(rows), *_in_progress(rows)) if line]


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


def _worse(rows: Sequence[Row]) -> Markup | None:
    """Return that the latest broadcast reached fewer than those before it, if it did by some points."""
    of_enough = [row for row in rows if row["contacts"] >= vocabulary.ENOUGH_TEXTS]
    if not rows or not of_enough or of_enough[0] is not rows[0] or rows[0]["in_progress"]:
        return None
    latest, *before = [100 * row["reached"] / row["contacts"] for row in of_enough]
    if len(before) < FEWEST_BEFORE or median(before) - latest < WORSE_BY:
        return None
    return filled(
        _("The latest broadcast, {broadcast}, reached {share} of {contacts} contacts. Usual: {usual}."),
        broadcast=opening(rows[0]),
        share=percent(latest),
        contacts=rows[0]["contacts"],
        usual=percent(median(before)),
    )


def _in_progress(rows: Sequence[Row]) -> list[Markup]:
    """Return which broadcasts are in progress: those with many such contacts one by one."""
    unfinished = [row for row in rows if row["in_progress"]]
    many = [row for row in unfinished if 100 * row["in_progress"] >= MANY * row["contacts"]]
    few = [row for row in unfinished if row not in many]
    return [*map(_one_in_progress, many), *([_others_in_progress(few)] if few else [])]


def _one_in_progress(row: Row) -> Markup:
    return filled(
        ngettext(
            "{broadcast}: {number} contact is still in progress.",
            "{broadcast}: {number} contacts are still in progress.",
            row["in_progress"],
        ),
        broadcast=opening(row),
        number=row["in_progress"],
    )


def _others_in_progress(rows: Sequence[Row]) -> Markup:
    if len(rows) == 1:
        return _one_in_progress(rows[0])
    number = sum(row["in_progress"] for row in rows)
    return filled(
        ngettext(
            "{number} contact in {others} other broadcasts is still in progress.",
            "{number} contacts in {others} other broadcasts are still in progress.",
            number,
        ),
        number=number,
        others=len(rows),
    )
