"""The macros that turn cells into values: each at its bounds, where files rarely are."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import duckdb
import pytest

from data import clock, settings
from data.importer.rows import database
from tests.data.importer.rows.answers_of_macros import CELLS, OF_ROWS, ROWS, STORED, TIMES
from tests.districts import write_settings


@pytest.fixture(scope="module")
def macros(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the macros, and the variables of a log whose field `t` has times of Chicago.

    The field `open` has no zone, and times in it are no seconds since 1970.
    """
    folder = tmp_path_factory.mktemp("district")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_TOML", str(write_settings(folder)))
        settings._read.cache_clear()
        own = settings.load()
    with database.database(folder, own) as connection:
        connection.execute("set global TimeZone = 'UTC'")
        days = [f"{day}" for day in clock.change_days(ZoneInfo("America/Chicago"))]
        connection.execute(
            "set variable change_days_of = map(['t'], [[list_filter($days::date[], lambda day: "
            "year(day) = one) for one in range(2000, 2100)]])",
            {"days": days},
        )
        connection.execute("set variable zone_of = map(['t', 'open'], ['America/Chicago', null])")
        connection.execute("set variable forms_of = map(['t'], [['%m/%d/%Y %I:%M %p']])")
        connection.execute("set variable is_epoch = map(['t', 'open'], [true, false])")
        connection.execute("set variable keywords = ['stop']")
        connection.execute("set variable fields_of_file = ['broadcast']")
        connection.execute("set variable id_of = ['broadcast', 'number']")
        connection.execute("set variable skipped_records = ['aside']")
        connection.execute("set variable rounded_ids = ['rounded']")
        connection.execute("set variable row_numbers = ['numbers']")
        connection.execute("set variable starts_of_ids = map(['message_id'], ['SM'])")
        connection.execute("set variable day_zero = '1899-12-30'")
        connection.execute("set variable lacks_seconds = true")
        connection.execute("set variable is_generic = false")
        yield connection


@pytest.mark.parametrize("expression", CELLS)
def test_a_cell_is_read_to_the_letter(macros: duckdb.DuckDBPyConnection, expression: str) -> None:
    assert macros.sql(f"select {expression}").fetchall() == [(CELLS[expression],)]


@pytest.mark.parametrize("expression", TIMES)
def test_a_time_is_read_to_the_second(macros: duckdb.DuckDBPyConnection, expression: str) -> None:
    assert macros.sql(f"select cast({expression} as varchar)").fetchall() == [(TIMES[expression],)]


@pytest.mark.parametrize(
    ("is_generic", "message_id", "place", "shares"),
    [
        *((False, "'m1'", "'1'", True), (True, "'m1'", "'1'", False)),
        *((False, "null", "'1'", False), (False, "'m1'", "null", False)),
    ],
)
def test_only_a_services_own_id_is_shared_by_the_numbers_of_a_list(
    macros: duckdb.DuckDBPyConnection, message_id: str, place: str, *, is_generic: bool, shares: bool
) -> None:
    cursor = macros.cursor()
    cursor.execute(f"set variable is_generic = {is_generic}")
    assert cursor.sql(f"select shares_id({message_id}, {place})").fetchall() == [(shares,)]


@pytest.mark.parametrize("expression", OF_ROWS)
def test_an_arriving_text_is_compared_with_the_stored_one(
    macros: duckdb.DuckDBPyConnection, expression: str
) -> None:
    assert macros.sql(f"select {expression}").fetchall() == [(OF_ROWS[expression],)]


@pytest.mark.parametrize("column", ["reason_text", "carrier_code"])
def test_a_file_with_reasons_keeps_no_stored_one(macros: duckdb.DuckDBPyConnection, column: str) -> None:
    cursor = macros.cursor()
    cursor.execute("set variable fields_of_file = [$column]", {"column": column})
    assert cursor.sql(f"select keeps_reason({STORED}, {STORED})").fetchall() == [(False,)]


@pytest.mark.parametrize(
    ("number", "is_another"), [("12125550102", True), ("12125550101", False), ("null", False)]
)
def test_an_id_of_a_generic_log_is_another_ones_if_the_number_differs(
    macros: duckdb.DuckDBPyConnection, number: str, *, is_another: bool
) -> None:
    cursor = macros.cursor()
    cursor.execute("set variable is_generic = true")
    stored = STORED.replace("12125550101", number)
    assert cursor.sql(f"select is_another({STORED}, {stored})").fetchall() == [(is_another,)]


def test_every_field_is_part_of_the_id_if_the_format_names_none(macros: duckdb.DuckDBPyConnection) -> None:
    cursor = macros.cursor()
    cursor.execute("set variable id_of = []::varchar[]")
    assert cursor.sql("select is_of_id('school')").fetchall() == [(True,)]


def test_rows_are_counted_by_kind_and_times_of_accepted_ones_by_their_clock(
    macros: duckdb.DuckDBPyConnection,
) -> None:
    ((counts,),) = macros.sql(
        f"select row_counts(omission, note) from {ROWS} as r (omission, note)"
    ).fetchall()
    assert counts == {
        "rows_read": 8,
        "accepted": 4,
        "set_aside": 1,
        "rejected": 3,
        "repeated": 1,
        "skipped": 2,
    }
