"""The district's clock: the days on which it changes, and instants from what people type."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from data import clock
from tests.import_files import utc

CHICAGO = ZoneInfo("America/Chicago")


def test_the_clock_changes_twice_a_year_where_there_is_summer_time() -> None:
    days = [day for day in clock.change_days(CHICAGO) if day.year == 2026]
    assert days == [date(2026, 3, 8), date(2026, 11, 1)]


def test_every_year_that_a_log_may_hold_is_covered() -> None:
    years = {day.year for day in clock.change_days(CHICAGO)}
    assert years == set(range(clock.FIRST_YEAR, clock.LAST_YEAR + 1))


def test_the_clock_does_not_change_where_there_is_no_summer_time() -> None:
    assert clock.change_days(ZoneInfo("America/Phoenix")) == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-09-30", utc(2026, 9, 30, 5)),
        ("2026-01-30", utc(2026, 1, 30, 6)),
        ("2026-09-30T08:12", utc(2026, 9, 30, 13, 12)),
        ("2026-09-30 08:12:00+02:00", utc(2026, 9, 30, 6, 12)),
        ("2026-09-30T08:12:00Z", utc(2026, 9, 30, 8, 12)),
        ("2026-11-01 01:30", utc(2026, 11, 1, 6, 30)),
    ],
)
def test_typed_time_is_local_unless_it_has_an_offset(typed: str, meant: datetime) -> None:
    assert clock.instant(typed, CHICAGO) == meant
    assert clock.instant(typed, CHICAGO).tzinfo is UTC


@pytest.mark.parametrize("typed", ["", "yesterday", "9/30/2026", "2026-02-30", "2026-09-30 25:00"])
def test_other_text_is_no_date(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        clock.instant(typed, CHICAGO)
