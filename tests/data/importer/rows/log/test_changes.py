"""Which arriving texts are new, which change a stored one, and which leave it."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pytest

from data.tables.schemas import MESSAGES
from data.words import vocabulary_tables
from data.words.vocabulary import RESULTS
from tests.data.importer.rows.small_tables import step
from tests.import_files import SENT

FAILED, SENDING = RESULTS[4].name, RESULTS[1].name
STORED = {
    "service": "s",
    "message_id": "m1",
    "number": "12125550101",
    "result": SENT,
    "requested_at": "2026-05-06 14:05:33",
    "updated_at": "2026-05-06 15:00:00",
    "month": "2026-05",
}


def _changes(
    small: duckdb.DuckDBPyConnection,
    arriving: Mapping[str, object],
    stored: Mapping[str, object] | None = None,
) -> list[dict[str, object]]:
    """Return `changes` of one arriving text, which differs from the stored one in `arriving`."""
    for name, table in vocabulary_tables.tables().items():
        small.register(name, table)
    small.register("nothing_stored", MESSAGES.empty_table())
    for table, row in (("arriving_texts", {**STORED, **arriving}), ("stored", stored or {})):
        small.execute(f"create or replace table {table} as from nothing_stored")
        if row:
            names = ", ".join(row)
            places = ", ".join(f"${name}" for name in row)
            small.execute(f"insert into {table} ({names}) values ({places})", row)
    small.execute(
        "create or replace view arriving as select a.*, r.is_final from arriving_texts as a "
        "left join results as r on a.result = r.result"
    )
    step(small, "log/changes")
    changes: list[dict[str, object]] = small.sql("from changes").to_arrow_table().to_pylist()
    return changes


def test_a_text_that_is_not_stored_is_new(small: duckdb.DuckDBPyConnection) -> None:
    (change,) = _changes(small, {"message_id": "m2"}, STORED)
    assert (change["is_new"], change["month_before"]) == (True, None)


def test_a_text_of_another_service_is_new(small: duckdb.DuckDBPyConnection) -> None:
    (change,) = _changes(small, {"service": "t"}, STORED)
    assert change["is_new"]


@pytest.mark.parametrize(
    ("arriving", "stored", "is_change"),
    [
        pytest.param({}, {}, False, id="the same"),
        pytest.param({"service_status": "x"}, {}, True, id="another field"),
        pytest.param({"service_status": "x", "updated_at": "2026-05-06 14:59"}, {}, False, id="older"),
        pytest.param({"result": SENDING, "updated_at": "2026-05-06 16:00"}, {}, False, id="in progress"),
        pytest.param({"result": FAILED}, {"result": SENDING}, True, id="a final result"),
        pytest.param(
            {"result": FAILED, "updated_at": "2026-05-06 14:59"},
            {"result": SENDING},
            True,
            id="final, older",
        ),
        pytest.param({"updated_at": None}, {}, False, id="without an update"),
        pytest.param({"result": FAILED}, {"updated_at": None}, True, id="with the first update"),
    ],
)
def test_a_final_result_counts_before_one_in_progress_and_then_the_newer_update(
    small: duckdb.DuckDBPyConnection,
    arriving: Mapping[str, object],
    stored: Mapping[str, object],
    *,
    is_change: bool,
) -> None:
    changes = _changes(small, arriving, {**STORED, **stored})
    assert [change["is_new"] for change in changes] == ([False] if is_change else [])


def test_an_empty_cell_and_a_missing_column_leave_what_is_stored(small: duckdb.DuckDBPyConnection) -> None:
    stored = {
        "parts": 2,
        "price": "0.5",
        "currency": "USD",
        "school": "Oak",
        "text_length": 9,
        "is_unicode": True,
    }
    stored |= {"broadcast": "Snow day", "kind": "sms", "carrier": "c", "accepted_at": "2026-05-06 14:06"}
    stored["delivered_at"] = "2026-05-06 14:07"
    (change,) = _changes(small, {"carrier_code": "1"}, {**STORED, **stored})
    assert (change["parts"], str(change["price"]), change["currency"]) == (2, "0.500000", "USD")
    assert (change["school"], change["text_length"], change["is_unicode"]) == ("Oak", 9, True)
    assert (change["kind"], change["carrier"]) == ("sms", "c")
    assert change["accepted_at"] is not None
    assert change["delivered_at"] is not None
    assert change["broadcast"] is None  # the file has this column, and its cell is empty


def test_a_filled_cell_replaces_what_is_stored(small: duckdb.DuckDBPyConnection) -> None:
    small.execute("set variable fields_of_file = ['school', 'short_code', 'accepted_at', 'reason_text']")
    stored = {"parts": 2, "price": "0.5", "currency": "USD", "text_length": 9, "is_unicode": True}
    stored |= {"school": "Oak", "short_code": "67587", "reason_text": "old"}
    arriving = {"parts": 3, "price": "0.7", "currency": "CAD", "text_length": 5, "is_unicode": False}
    arriving |= {"school": "Elm", "short_code": "12345", "reason_text": "new"}
    (change,) = _changes(small, arriving, {**STORED, **stored})
    shown = {name: change[name] for name in arriving}
    assert shown == {**arriving, "price": change["price"]}
    assert str(change["price"]) == "0.700000"


def test_a_time_without_its_seconds_keeps_the_stored_ones(small: duckdb.DuckDBPyConnection) -> None:
    assert _changes(small, {"requested_at": "2026-05-06 14:05:00"}, STORED) == []
    (change,) = _changes(small, {"requested_at": "2026-04-30 14:06:00"}, STORED)
    assert (change["month_before"], str(change["requested_before"])[:19]) == (
        "2026-05",
        "2026-05-06 14:05:33",
    )


@pytest.mark.parametrize("is_generic", [True, False])
def test_an_id_of_another_number_is_another_text_of_a_generic_file(
    small: duckdb.DuckDBPyConnection, *, is_generic: bool
) -> None:
    small.execute(f"set variable is_generic = {is_generic}")
    older = {"number": "12125550102", "updated_at": "2026-05-06 14:00"}
    changes = _changes(small, older, STORED)
    assert [change["is_another"] for change in changes] == ([True] if is_generic else [])
