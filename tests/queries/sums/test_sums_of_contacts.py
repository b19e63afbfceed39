"""For any contacts, statuses and texts, each contact is either texted or lost at exactly one step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

import queries
from data.access import person_at_machine
from data.tables.schemas import CONTACTS, MESSAGES, STATUS_CHANGES
from data.words import number_words, vocabulary
from queries import Selection
from tests.answers import Fill
from tests.any_texts import FEW, INSTANTS

Row = dict[str, Any]
LISTED_AT = datetime(2026, 9, 1, 5, tzinfo=UTC)
NUMBERS = (12125550101, 12125550102, 12125550103)
PARTS = [obstacle.key for obstacle in number_words.OBSTACLES]
SENT = next(
    one.name for one in vocabulary.RESULTS if one.is_final and not vocabulary.is_undelivered(one.name)
)
FAILED = next(one.name for one in vocabulary.RESULTS if one.is_failure)
SHOWN = [(SENT, None), (FAILED, "account_gone"), (FAILED, "carrier_trouble")]
PENDING, OPTED_IN, OPTED_OUT = (one.name for one in vocabulary.STATUSES)

PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "contact_id": st.sampled_from([f"C-{place}" for place in range(9)]),
            "number": st.sampled_from([None, *NUMBERS]),
            "phone_type": st.sampled_from([None, "Landline"]),
            "school": st.sampled_from([None, "Lincoln High", "Oak Elementary", "Pine Elementary"]),
            "grade": st.sampled_from([None, "K", "10"]),
            "language": st.sampled_from(["English", "Spanish"]),
            "household_id": st.sampled_from([None, "H-1", "H-2"]),
            "seen_until": st.just(LISTED_AT),
        }
    ),
    max_size=14,
)
CHANGES = st.lists(
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from([PENDING, OPTED_IN, OPTED_OUT])), max_size=4
)
TEXTS = st.lists(st.tuples(st.sampled_from(NUMBERS), INSTANTS, st.sampled_from(SHOWN)), max_size=12)


@FEW
@given(people=PEOPLE, changes=CHANGES, texts=TEXTS)
def test_each_contact_is_texted_or_lost_at_one_step(
    uri: str, fill: Fill, people: list[Row], changes: list[Any], texts: list[Any]
) -> None:
    statuses = _statuses(changes)
    log = [
        {
            "message_id": f"SM{place}",
            "number": number,
            "requested_at": at,
            "result": own[0],
            "reason": own[1],
        }
        for place, (number, at, own) in enumerate(texts)
    ]
    rows = {
        "contacts": pa.Table.from_pylist(people, schema=CONTACTS),
        "status_changes": pa.Table.from_pylist(statuses, schema=STATUS_CHANGES),
        "messages": pa.Table.from_pylist(log, schema=MESSAGES),
    }
    fill(uri, rows)
    with queries.reading(uri):
        viewer = person_at_machine()
        answer = queries.run("who_can_be_texted", viewer, enough=1, failing_days=1).to_pylist()
        listed = queries.run("contacts_not_texted", viewer, Selection(), failing_days=1).to_pylist()
    expected = {contact: _obstacle(contact, people, statuses, log) for contact in _contacts(people)}
    for row in answer:
        assert row["can_be_texted"] + sum(row[part] for part in PARTS) == row["contacts"]
        assert row["level"] == "total" or row["contacts"] >= 5
        assert row["can_be_texted_by_family"] <= row["contacts"] - row["can_be_texted"]
        assert 0 <= row["lower_pct"] <= row["can_be_texted_pct"] <= row["upper_pct"] <= 100 + 1e-9
    total = answer[0] if answer else {"contacts": 0, "can_be_texted": 0, **dict.fromkeys(PARTS, 0)}
    assert total["contacts"] == len(expected)
    assert total["can_be_texted"] == sum(obstacle is None for obstacle in expected.values())
    for part in PARTS:
        assert total[part] == sum(obstacle == part for obstacle in expected.values()), part
    names = {obstacle.key: obstacle.name for obstacle in number_words.OBSTACLES}
    lost = {contact: names[obstacle] for contact, obstacle in expected.items() if obstacle}
    assert {row["contact_id"]: row["obstacle"] for row in listed} == lost


def _statuses(changes: list[Any]) -> list[Row]:
    return [
        {"number": number, "status": status, "changed_at": LISTED_AT + timedelta(minutes=place)}
        for place, (number, status) in enumerate(changes)
    ]


def _contacts(people: list[Row]) -> set[str]:
    return {row["contact_id"] for row in people}


def _obstacle(contact: str, people: list[Row], statuses: list[Row], log: list[Row]) -> str | None:
    """Return where a contact is lost, taken from the numbers that are left step by step."""
    own = [row for row in people if row["contact_id"] == contact]
    left = {row["number"] for row in own} - {None}
    if not left:
        return "no_number"
    left -= {row["number"] for row in own if row["phone_type"]}
    if not left:
        return "no_sms"
    status = {row["number"]: row["status"] for row in statuses}  # the newest one
    asked = {number for number in left if status.get(number, PENDING) == PENDING}
    left = {number for number in left if status.get(number) == OPTED_IN}
    if not left:
        return "pending" if asked else "opted_out"
    return None if any(_receives(number, log) for number in left) else "keeps_failing"


def _receives(number: int, log: list[Row]) -> bool:
    failed = [
        row["requested_at"] for row in log if row["number"] == number and row["reason"] == "account_gone"
    ]
    sent = [row["requested_at"] for row in log if row["number"] == number and row["result"] == SENT]
    return not failed or bool(sent and max(sent) >= max(failed))
