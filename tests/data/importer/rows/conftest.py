"""The database of an import with its macros, for tests of single macros and steps."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import duckdb
import pytest

from data import clock, settings
from data.importer.rows import database
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
        _set_variables(connection)
        yield connection


@pytest.fixture
def small(macros: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A connection to it with variables of its own; tables are shared, so a test makes those it reads."""
    cursor = macros.cursor()
    _set_variables(cursor)
    return cursor


def _set_variables(connection: duckdb.DuckDBPyConnection) -> None:
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
    connection.execute("set variable receipts = ['delivered']")
    connection.execute("set variable currencies = ['EUR', 'USD']")
    connection.execute("set variable home_code = 1")
    connection.execute("set variable nothing = $it", {"it": database._nothing()})
