"""What the first records show of ids and times."""

from __future__ import annotations

import duckdb
import pytest

from tests.data.importer.rows.small_tables import fill, step

COLUMNS = "place bigint, message_id varchar, requested_at varchar"


def _ids(small: duckdb.DuckDBPyConnection, *ids: str, field: str = "message_id") -> tuple[object, ...]:
    """Return has_scientific, is_rounded, is_numbered and start of a column with these ids."""
    fill(small, "first_records", COLUMNS, *(f"{place} | {id_} |" for place, id_ in enumerate(ids, 1)))
    step(small, "ids/columns", "create")
    step(small, "ids/columns", "look_at", {"field": field})
    return small.sql("select * exclude (field) from id_columns").fetchall()[0]


@pytest.mark.parametrize(
    ("ids", "shown"),
    [
        (("1234567890123450", "123456789012345000", "77"), (False, True, False, None)),
        (("1234567890123456", "1234567890123450"), (False, False, False, None)),
        (("123456789012340", "12"), (False, False, False, None)),
        (("8.90125E+18", "12"), (True, False, False, None)),
        (("1", "2", "3"), (False, False, True, None)),
        (("1", "2", "4"), (False, False, False, None)),
        (("1", "2", ""), (False, False, False, None)),
        (("SM1", "SM2", "MM3"), (False, False, False, "SM")),
        (("1b", "", "b"), (False, False, False, None)),
    ],
)
def test_ids_are_rounded_numbered_or_scientific(
    small: duckdb.DuckDBPyConnection, ids: tuple[str, ...], shown: tuple[object, ...]
) -> None:
    assert _ids(small, *ids) == shown


def test_spaces_around_an_id_are_not_part_of_it(small: duckdb.DuckDBPyConnection) -> None:
    assert _ids(small, "\N{NO-BREAK SPACE}SM1\N{NO-BREAK SPACE}")[3] == "SM"


def test_a_column_without_records_shows_nothing(small: duckdb.DuckDBPyConnection) -> None:
    assert _ids(small) == (False, False, False, None)


@pytest.mark.parametrize(
    ("field", "ids", "is_generic", "answers"),
    [
        ("contact_id", ("1234567890123450",), True, (["contact_id"], ["contact_id"], [])),
        ("broadcast_id", ("8.90125E+18",), True, ([], ["broadcast_id"], [])),
        ("message_id", ("1234567890123450",), True, (["message_id"], [], [])),
        ("message_id", ("1", "2"), True, ([], [], ["message_id"])),
        ("message_id", ("1", "2"), False, ([], [], [])),
        ("message_id", ("1", "3"), True, ([], [], [])),
        ("contact_id", ("1", "2"), True, ([], [], [])),
    ],
)
def test_rounded_ids_and_row_numbers_are_left_empty(
    small: duckdb.DuckDBPyConnection,
    field: str,
    ids: tuple[str, ...],
    answers: tuple[list[str], ...],
    *,
    is_generic: bool,
) -> None:
    small.execute(f"set variable is_generic = {is_generic}")
    _ids(small, *ids, field=field)
    steps = ("rounded", "left_empty", "row_numbers")
    assert tuple([row[0] for row in step(small, "ids/columns", one)] for one in steps) == answers


@pytest.mark.parametrize(
    ("times", "lacks_seconds", "may_be_turned"),
    [
        (("5/6/2026 14:05", "", "5/7/2026 2:05 PM"), True, True),
        (("5/6/2026 14:05", "5/7/2026 14:05:33"), False, True),
        (("2026-05-06 14:05",), True, False),
        (("5/6/2026 14:05", "2026-05-06 14:05"), True, False),
        (("5/6/2026",), False, True),
        (("5/6/2026", "5/6/2026 14:05"), False, True),
        (("",), False, False),
    ],
)
def test_times_lack_seconds_or_may_be_turned_only_if_all_do(
    small: duckdb.DuckDBPyConnection, times: tuple[str, ...], *, lacks_seconds: bool, may_be_turned: bool
) -> None:
    fill(small, "first_records", COLUMNS, *(f"{place} | | {time}" for place, time in enumerate(times)))
    # A cell of spaces, which `fill` would make null.
    small.execute("insert into first_records values (9, null, '  ')")
    assert step(small, "ids/columns", "times") == [(lacks_seconds, may_be_turned)]
