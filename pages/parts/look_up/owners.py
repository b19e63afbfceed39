"""Whose a number is: the contacts that have it, and their students, as HTML. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from pages.parts.draw import formatting

CONTACTS = 12  # of them at most are listed
Row = Mapping[str, Any]


def html(rows: Sequence[Row], row: Row) -> str:
    """The contacts and their students, from "number_contacts" and a row of "number_status"."""
    every = [list(own) for _, own in groupby(rows, key=lambda row: row["contact_id"])]
    items = "".join(f"<li>{_owner(own)}</li>" for own in every[:CONTACTS])
    is_cut = row["contacts"] > CONTACTS
    more = f"<p>The first {CONTACTS} of them are listed here.</p>" if is_cut else ""
    return f'<div class="sms owners"><p>{_shared_by(row)}</p><ul>{items}</ul>{more}</div>'


def _shared_by(row: Row) -> str:
    if not row["contacts"]:
        return "No contact of the newest contact lists has it."
    if row["contacts"] == 1:
        return "One contact has it."
    shared = f"{formatting.count(row['contacts'])} contacts share it"
    return f"{shared}: it is one phone, and its status holds for all of them."


def _owner(own: Sequence[Row]) -> str:
    first = own[0]
    told = [first["contact_id"], first["school"], first["language"], first["phone_type"]]
    households = dict.fromkeys(row["household_id"] for row in own if row["household_id"])
    told += [f"household {household}" for household in households]
    students = [_student(row) for row in own if row["student_name"] or row["student_id"]]
    named = f"<b>{escape(first['name'])}</b> · " if first["name"] else ""
    beneath = (
        f"<br>{'Student' if len(students) == 1 else 'Students'}: {', '.join(students)}" if students else ""
    )
    return named + " · ".join(escape(part) for part in told if part) + beneath


def _student(row: Row) -> str:
    named = escape(row["student_name"] or row["student_id"])
    return f"{named} (grade {escape(row['grade'])})" if row["grade"] else named
