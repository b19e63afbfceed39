"""The statuses at the end of any day are those of a replay of every change until then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

import queries
from data.access import Viewer
from data.tables.schemas import CONTACTS, STATUS_CHANGES
from data.words import vocabulary
from queries import Selection
from tests.answers import Fill
from tests.any_texts import FEW, FIRST, INSTANTS, ZONE, is_in
from tests.viewers import limited_to

Row = dict[str, Any]
LINCOLN, GRANT = "Lincoln High", "Grant Elementary"
OWNERS = [("C-1", 12125550101, LINCOLN), ("C-2", 12125550101, GRANT), ("C-3", 12125550102, GRANT)]
NOBODYS = 12125550103
CHANGES = st.lists(
    st.fixed_dictionaries(
        {
            "number": st.sampled_from([12125550101, 12125550102, NOBODYS]),
            "short_code": st.sampled_from(["67587", "67587", "68453", None]),
            "status": st.sampled_from([status.name for status in vocabulary.STATUSES]),
            "changed_at": INSTANTS,
            "is_logged": st.booleans(),
        }
    ),
    min_size=6,
    max_size=14,
    # As imports store them: at one instant, a log and a list state one status each.
    unique_by=lambda row: (row["number"], row["short_code"], row["changed_at"], row["is_logged"]),
)
SCHOOLS = st.sampled_from([None, (LINCOLN,), (GRANT,)])


@FEW
@given(changes=CHANGES, selected=SCHOOLS, allowed=SCHOOLS)
def test_totals_of_any_day_equal_a_replay_of_the_changes(
    uri: str,
    fill: Fill,
    changes: list[Row],
    selected: tuple[str, ...] | None,
    allowed: tuple[str, ...] | None,
) -> None:
    names = ("contact_id", "number", "school")
    listed = [dict(zip(names, owner, strict=True)) | {"seen_until": FIRST} for owner in OWNERS]
    fill(
        uri,
        {
            "status_changes": pa.Table.from_pylist(changes, schema=STATUS_CHANGES),
            "contacts": pa.Table.from_pylist(listed, schema=CONTACTS),
        },
    )
    viewer, selection = limited_to(allowed), Selection(schools=selected)
    with queries.reading(uri):
        for day in _days(changes):
            owned = _owned(_replayed(changes, day), selected, allowed)
            assert _totals(viewer, selection, on_date=day) == _expected(owned), day
        assert _totals(viewer, selection) == _totals(viewer, selection, on_date=date(2099, 12, 31))


def _days(changes: Iterable[Row]) -> list[date]:
    """Return every day with a change, and the one before it."""
    days = {_local_day(row) for row in changes}
    return sorted(days | {day - timedelta(days=1) for day in days})


def _local_day(row: Row) -> date:
    day: date = row["changed_at"].astimezone(ZONE).date()
    return day


def _replayed(changes: Iterable[Row], day: date) -> dict[tuple[int, str | None], str]:
    """Return the status of each number and short code after the changes until the end of a day."""
    statuses: dict[tuple[int, str | None], str] = {}
    for row in sorted(changes, key=lambda row: (row["changed_at"], not row["is_logged"])):
        if _local_day(row) <= day:
            statuses[row["number"], row["short_code"]] = row["status"]
    return statuses


def _owned(
    statuses: dict[tuple[int, str | None], str],
    selected: tuple[str, ...] | None,
    allowed: tuple[str, ...] | None,
) -> list[tuple[int, str, str | None]]:
    """Return number, status and contact of each status that the selection has."""
    owners = [owner for owner in OWNERS if is_in(selected, owner[2]) and is_in(allowed, owner[2])]
    owned: list[tuple[int, str, str | None]] = [
        (number, status, contact)
        for (number, _code), status in statuses.items()
        for contact, of_contact, _school in owners
        if of_contact == number
    ]
    if selected is None and allowed is None:
        owned += [
            (number, status, None) for (number, _code), status in statuses.items() if number == NOBODYS
        ]
    return owned


def _expected(owned: list[tuple[int, str, str | None]]) -> dict[str, tuple[int, int, int]]:
    of_numbers = len({number for number, _status, _contact in owned})
    return {
        status.name: (
            len({number for number, own, _contact in owned if own == status.name}),
            of_numbers,
            len({contact for _number, own, contact in owned if own == status.name and contact}),
        )
        for status in vocabulary.STATUSES
    }


def _totals(viewer: Viewer, selection: Selection, **on_date: date) -> dict[str, tuple[int, int, int]]:
    rows = queries.run("status_totals", viewer, selection, **on_date).to_pylist()
    return {row["status"]: (row["numbers"], row["of_numbers"], row["contacts"]) for row in rows}
