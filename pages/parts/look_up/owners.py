"""The contacts that have a number, and their students, as HTML. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from data.words import catalog
from data.words.catalog import _, ngettext
from pages.parts.draw.html import Markup, render

CONTACTS = 12  # at most are listed
Row = Mapping[str, Any]


def owners(rows: Sequence[Row], status: Row) -> Markup:
    """Return the contacts and their students, from "number_contacts" and a row of "number_status"."""
    contacts = [list(own) for _id, own in groupby(rows, key=lambda row: row["contact_id"])]
    is_cut = status["contacts"] > CONTACTS
    return render(
        "look_up/owners.html",
        summary=_summary(status["contacts"]),
        contacts=[_contact(own) for own in contacts[:CONTACTS]],
        more=_("The first {number} are listed.", number=CONTACTS) if is_cut else "",
    )


def _summary(contacts: int) -> str:
    if not contacts:
        return _("No contact on the latest contact lists has this number.")
    if contacts == 1:
        return _("One contact has this number.")
    return _("Shared by {number} contacts. It is one phone, so its status applies to all.", number=contacts)


def _contact(rows: Sequence[Row]) -> dict[str, object]:
    first = rows[0]
    households = dict.fromkeys(row["household_id"] for row in rows if row["household_id"])
    facts = [
        *(first[name] for name in ("contact_id", "school", "language", "phone_type")),
        *(_("household {household}", household=household) for household in households),
    ]
    return {
        "name": first["name"],
        "facts": [fact for fact in facts if fact],
        "students": _students([row for row in rows if row["student_name"] or row["student_id"]]),
    }


def _students(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    names = catalog.listing([_student(row) for row in rows])
    return ngettext("Student: {students}", "Students: {students}", len(rows), students=names)


def _student(row: Row) -> str:
    name: str = row["student_name"] or row["student_id"]
    return _("{student} (grade {grade})", student=name, grade=row["grade"]) if row["grade"] else name
