"""The sentences of the Who we can text page. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import catalog, number_words
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.draw.formatting import markdown, percent

Row = Mapping[str, Any]
PENDING = "pending"
LOST = tuple(obstacle.key for obstacle in number_words.OBSTACLES)


def finding(row: Row, group: str = "") -> str:
    """Return how many contacts of a row of "who_can_be_texted" can be texted, and what the others need.

    `group` is the school, grade or language that the row is about.
    """
    places = {"number": row["can_be_texted"], "total": row["contacts"], "group": group}
    places["share"] = percent(row["can_be_texted_pct"])
    parts = [markdown(_can_be_texted(row, has_group=bool(group)), **places)]
    if row[PENDING]:
        sentence = ngettext(
            "{number} is pending: a reply is all it takes.",
            "{number} are pending: a reply is all it takes.",
            row[PENDING],
        )
        parts.append(markdown(sentence, number=row[PENDING]))
    parts += [_of_family(row)] if row["can_be_texted_by_family"] else []
    return " ".join(parts)


def lost(row: Row) -> int:
    """Return how many contacts of a row of "who_can_be_texted" can't be texted."""
    return int(row["contacts"] - row["can_be_texted"])


def announcement(row: Row) -> str:
    """Return what a screen reader says after a change, from a row of "who_can_be_texted"."""
    return ngettext(
        "{number} of {total} contact can be texted.",
        "{number} of {total} contacts can be texted.",
        row["contacts"],
        number=row["can_be_texted"],
        total=row["contacts"],
    )


def counting(rows: Sequence[Row]) -> str:
    """Return how contacts are counted, under the groups."""
    parts = [
        _("A contact at several schools counts at each of them."),
        _("The range under each share is its 95% interval."),
    ]
    if any(row["groups"] > 1 for row in rows):
        parts.append(_("Groups of fewer than 5 contacts are shown together."))
    return " ".join(parts)


def proof(counts: Mapping[str, int], latest: str) -> str:
    """Return what the list and its downloads hold, from "contacts_not_texted_listed", and how new it is."""
    rows = _(
        "Rows in the list and its downloads: {rows}. Different contacts: {contacts}. "
        "A contact with several numbers has a row for each.",
        rows=counts["listed"],
        contacts=counts["contacts"],
    )
    return f"{rows} {latest}".strip()


def list_title(row: Row) -> str:
    """Return the title of the list of contacts that can't be texted."""
    return ngettext(
        "{number} contact who can't be texted",
        "{number} contacts who can't be texted",
        lost(row),
        number=lost(row),
    )


def name(row: Row, level: str) -> str:
    """Return the group of a row at a level, as people read it."""
    if row["groups"] > 1:
        return ngettext(
            "{number} small group together",
            "{number} small groups together",
            row["groups"],
            number=row["groups"],
        )
    unnamed = {"school": _("No school"), "grade": _("No grade"), "language": _("No language")}
    return str(catalog.shortened(row[level])) if row[level] else unnamed[level]


def interval(row: Row) -> str:
    """Return the 95% interval of a share."""
    return _("{lower} to {upper}", lower=percent(row["lower_pct"]), upper=percent(row["upper_pct"]))


def _can_be_texted(row: Row, *, has_group: bool) -> str:
    if has_group:
        return ngettext(
            "**{group}: {number} of {total} contact ({share}) can be texted today.**",
            "**{group}: {number} of {total} contacts ({share}) can be texted today.**",
            row["contacts"],
        )
    return ngettext(
        "**{number} of {total} contact ({share}) can be texted today.**",
        "**{number} of {total} contacts ({share}) can be texted today.**",
        row["contacts"],
    )


def _of_family(row: Row) -> str:
    number, others = row["can_be_texted_by_family"], lost(row)
    sentence = ngettext(
        "Of {others} who can't be texted, {number} has another contact in the family who can.",
        "Of {others} who can't be texted, {number} have another contact in the family who can.",
        number,
    )
    return formatting.markdown(sentence, number=number, others=others)
