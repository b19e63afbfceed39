"""The macros that turn cells into values: each at its bounds, where files rarely are."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import duckdb
import pytest

from data import clock, settings
from data.importer.rows import database
from tests.districts import write_settings

SPRING = "timestamp '2026-03-08 {}'"
AUTUMN = "timestamp '2026-11-01 {}'"
CELLS = {
    "filled(' a ')": "a",
    "filled(chr(160) || '5')": "5",
    "filled('5' || chr(160))": "5",
    "filled('5 ')": "5",
    "filled('é' || chr(9))": "é",
    "filled(E' \\t\\r\\n')": None,
    "is_utc('2026-09-30T13:12:00Z')": True,
    "is_utc('2026-09-30T13:12:00.123456Z')": True,
    "is_utc('2026-09-30T13:12:00.1234567Z')": False,
    "is_utc('2026-09-30T13:12:00X')": False,
    "is_utc('2026-09-30 13:12:00Z')": False,
    "is_utc('2026-09-30T13:12:0 Z')": False,
    "is_utc('2026-09-30T13:12:0Z')": False,
    "has_offset('2026-09-30 13:12Z')": True,
    "has_offset('2026-09-30 13:12')": False,
    "has_offset('2026-09-30 1:12Z')": False,
    "spaced('9/30/2026, 8:12' || chr(8239) || 'p.m.')": "9/30/2026 8:12 PM",
    "spaced('9/30/2026' || chr(160) || ' 8:12am ')": "9/30/2026 8:12 AM",
    "joined_time('', '  ', 'CT')": None,
    "joined_time('9/30/2026', '', null)": "9/30/2026 ?",
    "joined_time('', '8:12', null)": "8:12",
    "joined_time('9/30/2026 0:00', '8:12', 'CT')": "9/30/2026 8:12 CT",
    "joined_time('2026-09-30T00:00:00.0', '8:12', null)": "2026-09-30 8:12",
    "joined_time('9/30/2026 12:00 am', '8:12', null)": "9/30/2026 8:12",
    "joined_time('9/30/2026 12:00 PM', '8:12', null)": "9/30/2026 12:00 PM 8:12",
    "zoned_by('  ', 'CT')": None,
    "zoned_by(' 8:12 ', 'CT')": "8:12 CT",
    "zoned_by('8:12', null)": "8:12",
    "keyword(' Stop ')": "stop",
    "keyword('stop it')": None,
    "keyword('stop' || repeat(' ', 26))": "stop",
    "keyword('stop' || repeat(' ', 27))": None,
    "word_key('Not-Sent_Yet ')": "notsentyet",
    "channel_of('whatsapp:+12125550101')": "whatsapp",
    "channel_of(' WhatsApp:+12125550101')": None,
    "channel_of('Tel:+12125550101')": None,
    "channel_of('sms:+12125550101')": None,
    "channel_of('+12125550101')": None,
    "with_plus('447700900')": "+447700900",
    "with_plus(' 447700900123456 ')": "+447700900123456",
    "with_plus('44770090')": "44770090",
    "with_plus('4477009001234567')": "4477009001234567",
    "plain_number('+12125550101')": 12125550101,
    "plain_number('12125550101')": 12125550101,
    "plain_number('(212) 555-0101')": 12125550101,
    "plain_number('212.555.0101')": 12125550101,
    "plain_number(' 1 212/555-0101')": None,
    "plain_number(' 1 212  555 0101 ')": 12125550101,
    "plain_number('2125550101')": 12125550101,
    "plain_number('212' || chr(160) || '5550101')": 12125550101,
    "plain_number('212555010.0')": None,
    "plain_number('21255501.00')": None,
    "plain_number('1125550101')": None,
    "plain_number('2125550101.0')": None,
    "plain_number('2125550101.00')": None,
    "plain_number('12125550101.0')": None,
    "plain_number('+12125550101.00')": None,
    "no_placeholder(12125550101)": 12125550101,
    "no_placeholder(19999999999)": None,
    "no_placeholder(12120000000)": None,
    "no_placeholder(12222222222)": None,
    "no_placeholder(12120000001)": 12120000001,
    "is_scientific('8.90125E+18')": True,
    "is_scientific('8e+18')": True,
    "is_scientific('8,9E18')": True,
    "is_scientific('8E18')": False,
    "real_id('8E+18', 'x')": None,
    "real_id('8.90125E+18', 'x')": None,
    "real_id('8,90125e18', 'x')": None,
    "real_id('8E18', 'x')": "8E18",
    "real_id('SM7E+1', 'message_id')": "SM7E+1",
    "real_id('N/A', 'x')": None,
    "real_id('N/A', 'message_id')": None,
    "real_id(repeat('-', 16), 'x')": None,
    "real_id(repeat('-', 17), 'x')": "-" * 17,
    "real_id('0', 'x')": None,
    "real_id('0000000000000000', 'x')": None,
    "real_id('00000000-0000-0000-0000-000000000000', 'x')": None,
    "real_id('00000000-0000-0000-0000-000000000001', 'x')": "00000000-0000-0000-0000-000000000001",
    "real_id('123456789012345000', 'rounded')": None,
    "real_id('123456789012345000', 'x')": "123456789012345000",
    "real_id('123456789012345600', 'rounded')": "123456789012345600",
    "real_id('12', 'numbers')": None,
    "real_id('1234567890', 'numbers')": "1234567890",
    "real_id('12', 'x')": "12",
    "is_made(repeat('a', 32) || '-1')": True,
    "is_made(repeat('a', 32) || '-')": False,
    "is_made(repeat('a', 34))": False,
    "is_made(repeat('a', 31) || '-22')": False,
    "has_no_seconds(repeat('a', 32) || '-m1')": True,
    "has_no_seconds(repeat('a', 32) || '-1m')": False,
    "has_no_seconds(repeat('a', 33) || 'm')": False,
    "has_field('broadcast')": True,
    "has_field('school')": False,
    "is_of_id('broadcast')": True,
    "is_of_id('school')": False,
    "is_of_file('broadcast')": True,
    "is_of_file('number')": False,
    "no_record('aside').kind": "set aside",
    "no_record('else').kind": "rejected",
    "no_record('else').field": None,
    "no_time('t', 'soon').why": "“soon” isn't a date and time from 2000 to 2099.",
    "no_time('open', '8').why": "“8” isn't a date and time from 2000 to 2099 with its offset from UTC.",
    "no_time('t', 'soon').field": "t",
}
STORED = "{'message_id': 'm1', 'service_status': 'a', 'result': 'r', 'number': 12125550101}"
NULLS = STORED.replace("'a'", "null")
ROWS = "(values (null, null), (null, 'repeated'), (null, 'skipped'), (null, 'skipped'), "
ROWS += "(set_aside('x', 'y'), 'repeated'), (rejected('x', 'y'), null), (rejected('x', 'y'), 'skipped'), "
ROWS += "(rejected('x', 'y'), 'skipped'))"
# Statements, by the variables that they are run with, and what they answer.
OF_ROWS = {
    f"keeps_reason({STORED}, {STORED})": True,
    f"keeps_reason({NULLS}, {NULLS})": True,
    f"""keeps_reason({NULLS}, {NULLS.replace("'r'", "'s'")})""": False,
    f"""keeps_reason({STORED}, {STORED.replace("'r'", "'s'")})""": True,
    f"keeps_reason({STORED}, {NULLS})": False,
    f"keeps_reason({NULLS}, {STORED})": False,
    f"""keeps_reason({STORED}, {STORED.replace("'m1'", "null")})""": False,
    f"is_another({STORED}, {STORED.replace('0101', '0102')})": False,  # of a service's own format
}
TIMES = {
    "serial_time('46148')": "2026-05-06 00:00:00",
    "serial_time(' 46148.5 ')": "2026-05-06 12:00:00",
    "serial_time('46148.5871875')": "2026-05-06 14:05:33",
    "serial_time('86148')": None,
    "serial_time('4614')": None,
    "local_time('2026-05-06 14:05', 't')": "2026-05-06 14:05:00",
    "local_time('2026-05-06 14:05 -05:00', 't')": None,
    "local_time('2026-05-06T14:05:33Z', 't')": None,
    "local_time('0026-05-06', 't')": None,
    "local_time('5/6/2026 2:05 PM', 't')": "2026-05-06 14:05:00",
    "local_time('5/6/2026, 2:05pm', 't')": "2026-05-06 14:05:00",
    "local_time('46148.5', 't')": "2026-05-06 12:00:00",
    "this_century(timestamp '0026-05-06')": "2026-05-06 00:00:00",
    "this_century(timestamp '0010-05-06')": "2010-05-06 00:00:00",
    "this_century(timestamp '0009-05-06')": None,
    "this_century(timestamp '0069-05-06')": "2069-05-06 00:00:00",
    "this_century(timestamp '0070-05-06')": None,
    "this_century(timestamp '0100-05-06')": "0100-05-06 00:00:00",
    "zoned_time('2026-05-06T19:05:33Z', 't')": "2026-05-06 19:05:33+00",
    "zoned_time('2026-05-06 14:05:33 -0500', 't')": "2026-05-06 19:05:33+00",
    "zoned_time('2026-05-06 19:05 UTC', 't')": "2026-05-06 19:05:00+00",
    "zoned_time('2026-05-06 14:05', 't')": None,
    "zoned_time('1778094333', 't')": "2026-05-06 19:05:33+00",
    "zoned_time('1778094333000', 't')": "2026-05-06 19:05:33+00",
    "zoned_time(' 1778094333.5 ', 't')": "2026-05-06 19:05:33.5+00",
    "zoned_time('1778094333', 'open')": None,
    "zoned_time('2125550101', 't')": None,
    "zoned_time('Wed, 6 May 2026 14:05:33 -0500', 't')": "2026-05-06 19:05:33+00",
    "epoch_time('1778094333123')": "2026-05-06 19:05:33.123+00",
    # In the hour that the clock skips and the hour that it repeats, and just before and after them.
    f"instant_of({SPRING.format('01:59:59')}, 't')": "2026-03-08 07:59:59+00",
    f"instant_of({SPRING.format('02:30:00')}, 't')": "2026-03-08 08:30:00+00",
    f"instant_of({SPRING.format('03:00:00')}, 't')": "2026-03-08 08:00:00+00",
    f"instant_of({AUTUMN.format('00:59:59')}, 't')": "2026-11-01 05:59:59+00",
    f"instant_of({AUTUMN.format('01:30:00')}, 't')": "2026-11-01 06:30:00+00",
    f"instant_of({AUTUMN.format('02:00:00')}, 't')": "2026-11-01 08:00:00+00",
    f"clock_note({SPRING.format('01:59:59')}, 't')": None,
    f"clock_note({SPRING.format('02:00:00')}, 't')": "skipped",
    f"clock_note({SPRING.format('03:00:00')}, 't')": None,
    f"clock_note({AUTUMN.format('00:59:59')}, 't')": None,
    f"clock_note({AUTUMN.format('01:00:00')}, 't')": "repeated",
    f"clock_note({AUTUMN.format('02:00:00')}, 't')": None,
    "instant(null, timestamp '1999-12-31 23:59:59', 't')": None,
    "instant(null, timestamp '2000-01-01 00:00:00', 't')": "2000-01-01 06:00:00+00",
    "instant(null, timestamp '2099-12-31 23:59:59', 't')": "2100-01-01 05:59:59+00",
    "instant(null, timestamp '2100-01-01 00:00:00', 't')": None,
    "instant(timestamptz '1999-12-31 23:59:59+00', cast(null as timestamp), 't')": None,
    "instant(timestamptz '2000-01-01 00:00:00+00', cast(null as timestamp), 't')": "2000-01-01 00:00:00+00",
    "instant(timestamptz '2099-12-31 23:59:59+00', cast(null as timestamp), 't')": "2099-12-31 23:59:59+00",
    "instant(timestamptz '2100-01-01 00:00:00+00', cast(null as timestamp), 't')": None,
    "month_number(timestamptz '2026-05-31 23:59:59+00')": "24317",
    "month_number(timestamptz '2026-06-01 00:00:00+00')": "24318",
    "with_seconds(timestamp '2026-05-06 14:05:00', timestamp '2026-05-06 14:05:33')": "2026-05-06 14:05:33",
    "with_seconds(timestamp '2026-05-06 14:06:00', timestamp '2026-05-06 14:05:33')": "2026-05-06 14:06:00",
    "to_file(timestamp '2026-05-06 14:05:33.5')": "2026-05-06 14:05:00",
}


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
