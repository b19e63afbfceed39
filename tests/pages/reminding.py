"""A district of seven numbers, each pending in another way, and the page Opt-in reminders over it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyarrow as pa

from data.tables.schemas import CONTACTS, REMINDERS, STATUS_CHANGES
from tests.answers import Given
from tests.pages.district import OPTED_IN, PENDING

SETTINGS = """
name = "Oak Valley Schools"
timezone = "America/Chicago"
logs = "logs"
short_code = "67587"
support = "the help line"
[schools."Lincoln High"]
short_code = "68453"
"""
FIRST = 12125550101
LISTED = datetime(2026, 9, 1, 5, tzinfo=UTC)
LANDLINE, NO_CONTACT, REMINDED, ANSWERED = 3, 4, 5, 6  # the numbers that aren't reminded, counted from 1
PEOPLE = (  # contact, number, email, name, school, grade, language, household, phone
    ("C1", 1, "ana@example.org", "Ana Diaz", "Lincoln High", "9", "Spanish", "H1", "Mobile"),
    ("C1", 7, "ana@example.org", "Ana Diaz", "Lincoln High", "9", "Spanish", "H1", "Mobile"),
    ("C2", 2, " ", "=Ben Diaz", "Lincoln High", "9", "English", "H1", None),
    ("C3", LANDLINE, "cy@example.org", "Cy Roy", "Oak Elementary", "K", "English", None, "Landline"),
    ("C5", REMINDED, "di@example.org", "Di Young", "Oak Elementary", "K", "Somali", None, "Mobile"),
    ("C6", ANSWERED, "ed@example.org", "Ed Poe", "Oak Elementary", "K", "English", None, "Mobile"),
)
NAMES = (
    "contact_id",
    "number",
    "email",
    "name",
    "school",
    "grade",
    "language",
    "household_id",
    "phone_type",
)


def tables(reminded_days_ago: int = 2, list_as_of: datetime = LISTED) -> Given:
    """The rows of the district's tables, with one batch of one number, and a newest consent list."""
    contacts = [
        {**dict(zip(NAMES, person, strict=True)), "number": FIRST - 1 + person[1], "seen_until": LISTED}
        for person in PEOPLE
    ]
    changes = [
        {
            "number": FIRST - 1 + place,
            "status": OPTED_IN if place == ANSWERED else PENDING,
            "changed_at": LISTED,
            "confirmed_until": LISTED,
            "is_logged": False,
        }
        for place in range(1, 8)
    ]
    batch = {"run_id": "1", "made_by": "an administrator", "asked": "Oak Elementary", "part": "e_mail"}
    made_at = datetime.now(UTC) - timedelta(days=reminded_days_ago)
    reminded = [{**batch, "made_at": made_at, "number": FIRST - 1 + REMINDED}]
    imports = [{"import_id": "000001", "kind": "status", "as_of": list_as_of, "imported_at": LISTED}]
    return {
        "contacts": pa.Table.from_pylist(contacts, CONTACTS),
        "status_changes": pa.Table.from_pylist(changes, STATUS_CHANGES),
        "reminders": pa.Table.from_pylist(reminded, REMINDERS),
        "imports": pa.Table.from_pylist(imports),
    }


def opt_in_reminders() -> None:
    import streamlit as st

    import queries
    from data.access import person_at_machine
    from pages import opt_in_reminders
    from pages.parts.filters import narrowing
    from pages.parts.frame import data_source

    for kind, value in st.session_state.pop("pressed", []):
        narrowing.apply_click(kind, value)
    with queries.reading(data_source.shown().uri):
        opt_in_reminders.show(person_at_machine())
