"""Incidents that are planted into the sample's history, and the weeks that are told of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.sample.failures import BAD_DAY
from tests.normal.history import DAY, History, Incident, Row, is_found

UNTIL = date(2026, 10, 19)
INCIDENT = Incident(UNTIL, None, "carrier_trouble", 4.0)


@pytest.fixture(scope="module")
def history() -> History:
    return History()


def _rounded(row: Row) -> list[object]:
    """Return the values of a row; sums in another order differ in the last digits."""
    return [round(value, 6) if isinstance(value, float) else value for value in row.values()]


def test_an_incident_is_told_and_gone_with_it(history: History) -> None:
    before = history.look_at(UNTIL)
    assert history.plant(INCIDENT) > 0
    planted = history.look_at(UNTIL)
    history.plant(None)
    assert [_rounded(row) for row in history.look_at(UNTIL)] == [_rounded(row) for row in before]
    assert is_found(INCIDENT, planted)
    assert not is_found(INCIDENT, before)
    whole = [row for row in before if row["is_district"] and row["level"] == "undelivered"]
    assert [row["texts"] for row in whole] == [
        row["texts"] for row in planted if row["is_district"] and row["level"] == "undelivered"
    ], "an incident changes what became of texts, not how many there are"


def test_a_bad_day_is_told_as_its_reason_in_the_district(history: History) -> None:
    told = [row for row in history.look_at(BAD_DAY + timedelta(days=1)) if row["is_shown"]]
    assert [(row["is_district"], row["reason"]) for row in told] == [(True, "carrier_trouble")]


def test_weeks_later_the_bad_day_hides_nothing_and_is_not_told(history: History) -> None:
    later = history.look_at(BAD_DAY + 20 * DAY)
    assert not [row for row in later if row["is_shown"] and row["reason"] == "carrier_trouble"]
    incident = Incident(BAD_DAY + 20 * DAY, None, "carrier_trouble", 4.0)
    history.plant(incident)
    found = is_found(incident, history.look_at(incident.until))
    history.plant(None)
    assert found
