"""Times in every form that logs have, in the district's zone unless they have another."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from data.errors import Problem
from data.importer.recognize.time_columns import TimeColumn
from data.importer.rows import database
from data.importer.rows.times import sql_forms
from data.settings import Settings
from tests.import_files import (
    CONTACTS,
    DISTRICTS_ZONE,
    LOG,
    csv_text,
    import_file,
    imported,
    log_file,
    messages,
    number,
    one_message,
    rows_not_imported,
    text,
    utc,
    written,
)

READ_AS = [  # at the same minute of the same day, in Chicago
    *("2026-09-30 08:12", "2026-09-30T08:12", "2026-09-30T08:12:00", " 2026-09-30 08:12:00.000 "),
    *("2026-09-30T13:12:00Z", "2026-09-30T13:12:00.000000000Z", "2026-09-30T13:12:00 Z"),
    *("2026-09-30 13:12:00 UTC", "2026-09-30T13:12Z"),
    *("2026-09-30T08:12:00-05:00", "2026-09-30T18:42:00+0530", "2026-09-30 08:12:00-05"),
    *("2026-09-30 08:12:00 -05:00", "2026-09-30T08:12-05:00"),
    *("9/30/2026 8:12 AM", "09/30/2026 08:12:00 AM", "9/30/2026 8:12am", "9/30/2026 8:12 a.m."),
    *("9/30/2026, 8:12 AM", "9/30/2026 08:12", "9/30/2026 8:12:00", "9/30/26 8:12 AM"),
    *(
        "9/30/2026  8:12\N{NO-BREAK SPACE}AM",
        "9/30/2026, 8:12:00\N{NARROW NO-BREAK SPACE}AM",
        "Sep 30, 2026 8:12 AM",
        "46295.341666667",
    ),
]
NO_TIMES = [
    *("2026-02-30", "2026-13-01", "2026-09-30 08:60", "2026-09-30 25:00", "13/30/2026", "2/29/2026"),
    *("9/30/2026 13:12 PM", "8:12 AM", "12:30", "yesterday", "infinity", "epoch"),
    *("1999-12-31", "2100-01-01", "0026-09-30", "2100-01-01T00:00:00Z", "1790000000", "99999.5", "?"),
]
ZONES = ("America/Chicago", "America/New_York", "America/Phoenix", "Europe/London", "Pacific/Auckland")
FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S")


def _instants(folder: Path, *times: str) -> list[datetime]:
    """The instants as which times are read, in one file."""
    imported(log_file(folder, *(text(f"m{place:03}", when=when) for place, when in enumerate(times))))
    return [row["requested_at"] for _id, row in sorted(messages().items())]


def test_every_form_of_a_time_is_read(tmp_path: Path) -> None:
    assert _instants(tmp_path, *READ_AS) == [utc(2026, 9, 30, 13, 12)] * len(READ_AS)


def test_a_form_is_read_even_where_it_comes_once_among_others(tmp_path: Path) -> None:
    many = ["9/30/2026 8:12 AM"] * 200
    stored = _instants(tmp_path, *many, "2026-09-30T13:12:00Z", "9/30/2026 20:12", *many)
    assert set(stored) == {utc(2026, 9, 30, 13, 12), utc(2026, 10, 1, 1, 12)}


def test_a_date_alone_is_its_first_instant(tmp_path: Path) -> None:
    dates = ("2026-09-30", "9/30/2026", "09/30/26", "Sep 30, 2026", "46295")
    assert _instants(tmp_path, *dates) == [utc(2026, 9, 30, 5)] * len(dates)


def test_noon_midnight_and_parts_of_a_second_are_kept(tmp_path: Path) -> None:
    times = (
        "9/30/2026 12:00 AM",
        "9/30/2026 12:00 PM",
        "2026-09-30 08:12:33.5",
        "2026-09-30T08:12:33.123456Z",
    )
    assert _instants(tmp_path, *times) == [
        utc(2026, 9, 30, 5),
        utc(2026, 9, 30, 17),
        utc(2026, 9, 30, 13, 12, 33, 500_000),
        utc(2026, 9, 30, 8, 12, 33, 123_456),
    ]


def test_cell_without_a_time_is_rejected_and_quoted(tmp_path: Path) -> None:
    file = log_file(tmp_path, *(text(f"m{place}", when=when) for place, when in enumerate(NO_TIMES)))
    assert imported(file) == {"rejected": len(NO_TIMES)}
    for when, (_line, _kind, column, why) in zip(NO_TIMES, rows_not_imported(), strict=True):
        assert column == "Date/Time"
        assert why == f"“{when}” isn't a date and time from 2000 to 2099."


def test_a_text_without_a_time_is_rejected_and_other_times_may_be_missing(tmp_path: Path) -> None:
    header = [*LOG, "Accepted", "Updated"]
    rows = [
        (*text("m1"), "", " "),
        (*text("m2", when=""), "", ""),
        (*text("m3"), "?", ""),
        (*text("m4"), "", "?"),
    ]
    assert imported(log_file(tmp_path, *rows, header=header)) == {"stored": 1, "rejected": 3}
    assert [(column, why[:4]) for _line, _kind, column, why in rows_not_imported()] == [
        ("Date/Time", "This"),
        ("Accepted", "“?” "),
        ("Updated", "“?” "),
    ]
    assert one_message()["updated_at"] is None


def test_a_repeated_hour_is_read_as_the_first_and_noted(tmp_path: Path) -> None:
    times = ("2026-11-01 00:59", "2026-11-01 01:00", "11/1/2026 1:59 AM", "2026-11-01 02:00")
    outcome = import_file(log_file(tmp_path, *(text(when, when=when) for when in times)))
    stored = messages()
    assert [stored[when]["requested_at"] for when in times] == [
        utc(2026, 11, 1, 5, 59),
        utc(2026, 11, 1, 6),
        utc(2026, 11, 1, 6, 59),
        utc(2026, 11, 1, 8),
    ]
    assert outcome.notes == (
        DISTRICTS_ZONE,
        "Every date in “Date/Time” may be month/day or day/month. They are read as month/day.",
        "2 times are in the hour that the clock repeats. Each is read as the first of the two.",
    )


def test_a_skipped_hour_is_read_as_if_the_clock_had_not_changed_and_noted(tmp_path: Path) -> None:
    times = ("2026-03-08 01:59", "2026-03-08 02:30", "2026-03-08 03:00")
    outcome = import_file(log_file(tmp_path, *(text(when, when=when) for when in times)))
    stored = {key: row["requested_at"] for key, row in messages().items()}
    assert [stored[when] for when in times] == [
        utc(2026, 3, 8, 7, 59),
        utc(2026, 3, 8, 8, 30),
        utc(2026, 3, 8, 8),
    ]
    assert outcome.notes == (
        DISTRICTS_ZONE,
        "1 time is in the hour that the clock skips. It is read as if the clock had not changed.",
    )


@pytest.mark.parametrize("when", ["2026-11-01 01:30", "Sunday, November 1, 2026 at 1:30 AM"])
def test_the_date_of_a_contact_list_in_a_repeated_hour_is_noted(tmp_path: Path, when: str) -> None:
    row = ("c1", number(1), "Ana", "Oak", "s1", when)
    outcome = import_file(written(tmp_path / "contacts.csv", csv_text(CONTACTS, row)))
    assert outcome.stored == 1
    assert outcome.notes[-1] == (
        "1 time is in the hour that the clock repeats. It is read as the first of the two."
    )


def test_dates_that_contradict_each_other_late_in_a_file_are_refused_with_its_name(tmp_path: Path) -> None:
    days = ["13/5/2026"] * 2_100 + ["5/13/2026"]
    rows = (text(f"m{place}", when=f"{day} 8:12") for place, day in enumerate(days))
    with pytest.raises(Problem, match="only possible") as refused:
        import_file(log_file(tmp_path, *rows))
    assert refused.value.where == "log.csv"


def test_a_time_with_its_offset_needs_no_guess_in_the_repeated_hour(tmp_path: Path) -> None:
    times = ("2026-11-01T01:30:00-05:00", "2026-11-01T01:30:00-06:00", "2026-11-01T06:30:00Z")
    outcome = import_file(log_file(tmp_path, *(text(f"m{n}", when=when) for n, when in enumerate(times))))
    hours = [row["requested_at"].hour for _id, row in sorted(messages().items())]
    assert (hours, outcome.notes) == ([6, 7, 6], ("Times in this file state their offset or zone.",))


@functools.cache
def _database(zone: str) -> duckdb.DuckDBPyConnection:
    opened = database.database(Path(tempfile.gettempdir()), Settings(timezone=zone))
    connection = opened.__enter__()
    columns = [TimeColumn("requested_at", (0,), zone=zone, date_order="mdy")]
    connection.execute("create table first_records as select null::varchar as requested_at")
    sql_forms.set_clocks(connection, columns)
    sql_forms.set_forms(connection, columns)
    _kept.append(opened)
    return connection


_kept: list[object] = []  # what is open for as long as the tests run


def _read(zone: str, cells: Sequence[str]) -> list[int | None]:
    stored = _database(zone).execute(
        "select epoch_us(instant(zoned_time(cell, 'requested_at'), local_time(cell, 'requested_at'), "
        "'requested_at')) from (select unnest($cells) as cell)",
        {"cells": list(cells)},
    )
    return [row[0] for row in stored.fetchall()]


def _microseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@pytest.mark.parametrize("zone", ZONES)
@trying(max_examples=15, deadline=None)
@given(
    st.lists(st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30)), min_size=1, max_size=30),  # noqa: DTZ001
    st.sampled_from(FORMS),
)
def test_local_times_are_read_as_python_reads_them(zone: str, moments: list[datetime], form: str) -> None:
    whole = [moment.replace(microsecond=0, fold=0) for moment in moments]
    meant = [_microseconds(moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)) for moment in whole]
    assert _read(zone, [moment.strftime(form) for moment in whole]) == meant


@pytest.mark.parametrize("zone", ZONES)
def test_every_minute_of_the_days_on_which_the_clock_changes_is_read_as_python_reads_it(zone: str) -> None:
    days = [datetime(2026, 1, 1) + timedelta(minutes=7 * place) for place in range(365 * 206)]  # noqa: DTZ001
    of_zone = ZoneInfo(zone)
    near = [
        moment
        for moment in days
        if len({(moment + timedelta(hours=h)).replace(tzinfo=of_zone).utcoffset() for h in (-24, 24)}) > 1
    ]
    meant = [_microseconds(moment.replace(tzinfo=of_zone).astimezone(UTC)) for moment in near]
    assert _read(zone, [moment.isoformat(" ") for moment in near]) == meant
