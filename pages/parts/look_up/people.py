"""The contacts and students found by a name or an ID, to choose one whose number is looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data import settings
from data.words.catalog import _, ngettext
from data.words.vocabulary import column_title
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.frame import session
from pages.parts.frame.session import row_token
from pages.parts.look_up.answer import NUMBER, Answer

FIRST, MORE = 20, 200  # listed at first, and after a click
EVERYONE = "people"  # the key of a click that lists more
SHOW_MORE = Markup('<div class="sms download"><button {}>{}</button></div>')
Row = Mapping[str, Any]


def nobody() -> Answer:
    """Return the answer for words that find nobody; they are not repeated."""
    return Answer(
        _("No contact or student has this name or ID."),
        [_("Check the spelling, enter a part of the name, or enter a phone number with its area code.")],
    )


def most(typed: str) -> int:
    """Return how many contacts to list for what was typed."""
    return MORE if session.WHOLE_SEARCH.get() == typed else FIRST


def show(rows: Sequence[Row]) -> None:
    """Draw the rows of "people_found": each with a number is a button that looks it up."""
    st.subheader(_("Which one?") if len(rows) > 1 else _("One contact found"), anchor=False)
    sentence = summary(rows)
    st.markdown(sentence)
    table = tables.table(
        columns(rows),
        _("Contacts found"),
        buttons=buttons(rows),
        kind="matches",
        answers=EVERYONE if len(rows) > FIRST else "",
        announced=sentence,
    )
    st.html(table)
    if len(rows) == FIRST < rows[0]["of_all"]:
        st.html(SHOW_MORE.format(attribute(EVERYONE, "more"), _("Show more")))


def summary(rows: Sequence[Row]) -> str:
    """Return how many were found, that only some are listed, and what to do next."""
    people = rows[0]["of_all"]
    if people > len(rows):
        return _(
            "{found} found. The first {listed} are listed: enter more of the name, a student or an ID.",
            found=people,
            listed=len(rows),
        )
    if not any(row["number"] for row in rows):
        return ngettext(
            "{found} found, without a phone number. Ask the family for one.",
            "{found} found, all without a phone number. Ask the families for one.",
            people,
            found=people,
        )
    return ngettext(
        "{found} found. Select one to look up the number.",
        "{found} found. Select one to look up the number.",
        people,
        found=people,
    )


def columns(rows: Sequence[Row]) -> list[Column]:
    """Return the columns of the list."""
    region = settings.load().region
    written = [row["number"] and formatting.number(row["number"], region) for row in rows]
    return [
        Column(column_title("name"), [row["name"] or _("No name") for row in rows]),
        Column(column_title("students"), [row["students"] for row in rows]),
        Column(column_title("school"), [row["school"] for row in rows]),
        Column(column_title("contact_id"), [row["contact_id"] for row in rows]),
        Column(column_title("number"), [number or _("No number") for number in written]),
    ]


def buttons(rows: Sequence[Row]) -> list[Markup | None]:
    """Return what makes a row a button, by a token of its number; nothing for a contact without one."""
    return [row["number"] and attribute(NUMBER, row_token(row["number"]), name=_name(row)) for row in rows]


def _name(row: Row) -> str:
    """Return what a click on a row does: one contact can be listed with several numbers."""
    number = formatting.number(row["number"], settings.load().region)
    return _("{name}: look up {number}", name=row["name"] or _("No name"), number=number)
