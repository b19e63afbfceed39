"""Email addresses that a mail merge may use: exactly one, that no mail program reads as anything else."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

import queries
from data import settings
from data.access import person_at_machine
from data.tables.schemas import CONTACTS
from tests.answers import Fill
from tests.pages import reminding

USED = {
    "ana@example.org": "ana@example.org",
    " O'Neil+x@Example.org ": "o'neil+x@example.org",
    "ana_1@mail.example.org\n": "ana_1@mail.example.org",
    "josé@exámple.org": "josé@exámple.org",
}
REFUSED = (
    *("ana@example.org; eve@example.org", "ana@example.org,eve@example.org", "a@b@example.org"),
    *("ana@example.org\r\nBcc: eve@example.org", "ana@example.org\nBcc: eve@example.org"),
    *("Ana <ana@example.org>", "ana@example.org?bcc=eve@example.org", "ana%0abcc%3aeve@example.org"),
    *(
        "ana@example.org\x00",
        "a@example.org\N{LINE SEPARATOR}x",
        "\N{RIGHT-TO-LEFT OVERRIDE}a@example.org",
    ),
    *("=cmd@example.org", "+1@example.org", '"ana"@example.org', "ana(x)@example.org", "a na@example.org"),
    "mailto:ana@example.org",
)
NONE = ("none", "@", "n/a", "", None)
PARAMETERS: dict[str, Any] = {"pending_days": 0, "left_alone_days": 0, "now": reminding.LISTED}


def test_only_exactly_one_address_is_used_and_any_other_is_named(fill: Fill) -> None:
    contacts = [
        {
            "contact_id": f"C{place}",
            "number": reminding.FIRST,
            "email": email,
            "seen_until": reminding.LISTED,
        }
        for place, email in enumerate([*USED, *REFUSED, *NONE])
    ]
    uri = settings.load().logs
    fill(uri, {**reminding.tables(), "contacts": pa.Table.from_pylist(contacts, CONTACTS)})
    with queries.reading(uri):
        families = queries.run("reminder_families", person_at_machine(), **PARAMETERS).to_pylist()
        listed = queries.run("reminder_contacts", person_at_machine(), **PARAMETERS).to_pylist()
    assert sorted(row["email"] for row in families) == sorted(USED.values())
    refused = {f"C{place}" for place in range(len(USED), len(USED) + len(REFUSED))}
    assert {row["contact_id"] for row in listed if row["has_bad_email"]} == refused
