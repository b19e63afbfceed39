"""The macros that turn cells into values: each at its bounds, where files rarely are."""

from __future__ import annotations

import duckdb
import pytest

from data import segments
from tests.data.importer.rows.macros.answers_of_macros import CELLS, OF_ROWS, ROWS, STORED, TIMES


@pytest.mark.parametrize("expression", CELLS)
def test_a_cell_is_read_to_the_letter(macros: duckdb.DuckDBPyConnection, expression: str) -> None:
    assert macros.sql(f"select {expression}").fetchall() == [(CELLS[expression],)]


@pytest.mark.parametrize("expression", TIMES)
def test_a_time_is_read_to_the_second(macros: duckdb.DuckDBPyConnection, expression: str) -> None:
    assert macros.sql(f"select cast({expression} as varchar)").fetchall() == [(TIMES[expression],)]


@pytest.mark.parametrize(
    ("cell", "price"),
    [("0.0079", "0.007900"), (".5", "0.500000"), ("$.5", "0.500000"), ("-0.0079", None), (" -$ .5", None)],
)
def test_a_minus_of_no_known_service_may_be_a_refund(
    small: duckdb.DuckDBPyConnection, cell: str, price: str | None
) -> None:
    small.execute("set variable is_generic = true")
    assert small.sql("select cast(money($cell) as varchar)", params={"cell": cell}).fetchall() == [(price,)]


def test_every_time_of_delivery_is_a_receipt_where_no_word_says_so(
    small: duckdb.DuckDBPyConnection,
) -> None:
    small.execute("set variable receipts = []::varchar[]")
    receipt = "is_receipt(timestamp '2026-05-06 14:05', timestamp '2026-05-06 14:05:33', 'Sent')"
    assert small.sql(f"select {receipt}").fetchall() == [(True,)]


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


def test_a_text_of_a_log_is_as_long_as_one_that_is_typed_on_a_page(
    macros: duckdb.DuckDBPyConnection,
) -> None:
    letters = [chr(place) for place in range(1, 0x400)] + [*"€“’–…😀"]
    bodies = [*letters, *(f"a{letter}€{letter}" for letter in letters)]
    counted = macros.sql(
        "select not is_gsm(body), case when is_gsm(body) then septets(body) else utf16_length(body) end "
        "from (select unnest($bodies) as body)",
        params={"bodies": bodies},
    ).fetchall()
    typed = [segments.of_text(body) for body in bodies]
    assert counted == [(bool(text.unicode_characters), text.length) for text in typed]
