"""Texts that are stored with day and month exchanged."""

from __future__ import annotations

import duckdb
import pytest

from data.importer.rows.database import set_variables
from tests.data.importer.rows.small_tables import fill, rows, step

TEXT = (
    "number bigint, requested_at timestamptz, is_new boolean, requested_before timestamptz, "
    "service varchar, broadcast varchar, broadcast_id varchar, sent_by varchar, contact_id varchar, "
    "short_code varchar"
)
JUNE_5 = "2026-06-05 19:05:33+00"  # in Chicago at 14:05:33
MAY_6 = "2026-05-06 19:05:33+00"


@pytest.fixture
def texts(small: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A file of Chicago with seconds."""
    set_variables(small, {"zone": "America/Chicago", "lacks_seconds": False})
    return small


def _turned(
    texts: duckdb.DuckDBPyConnection, changes: list[str], stored: list[str]
) -> tuple[bool, list[str], tuple[object, ...]]:
    """Return whether dates may be exchanged, the months to look in, and likely_from beside turned."""
    fill(texts, "changes", TEXT, *changes)
    fill(texts, "exchanged", TEXT, *stored)
    ((may_be,),) = step(texts, "ids/turned", "may_be")
    step(texts, "ids/turned", "local_days")
    months = [str(month) for (month,) in step(texts, "ids/turned", "months")]
    (counted,) = step(texts, "ids/turned", "turned")
    return bool(may_be), sorted(months), counted


@pytest.mark.parametrize(
    ("changes", "stored", "answer"),
    [
        pytest.param(
            [f"1 | {JUNE_5} | true"], [f"1 | {MAY_6}"], (True, ["2026-05"], (0, 1)), id="exchanged"
        ),
        pytest.param([f"1 | {JUNE_5} | true"], [f"2 | {MAY_6}"], (True, ["2026-05"], (0, 0)), id="number"),
        pytest.param(
            [f"1 | {JUNE_5} | true"],
            ["1 | 2026-05-06 19:05:34+00"],
            (True, ["2026-05"], (0, 0)),
            id="another second",
        ),
        pytest.param([f"1 | {JUNE_5} | true"], [], (True, ["2026-05"], (0, 0)), id="not stored"),
        pytest.param(
            [f"1 | {JUNE_5} | false | {MAY_6}"], [], (True, ["2026-05"], (0, 1)), id="moved to it"
        ),
        pytest.param(
            [f"1 | {JUNE_5} | false | 2026-05-07 19:05:33+00"],
            [f"1 | {MAY_6}"],
            (True, ["2026-05"], (0, 0)),
            id="moved from another day",
        ),
        pytest.param([f"1 | {JUNE_5} | false | {JUNE_5}"], [], (False, [], (0, 0)), id="not moved"),
        pytest.param(["1 | 2026-06-06 19:05:33+00 | true"], [], (True, [], (0, 0)), id="alike"),
        pytest.param(["1 | 2026-06-13 19:05:33+00 | true"], [], None, id="a day that is no month"),
        pytest.param(
            [f"1 | {JUNE_5} | true", f"2 | {JUNE_5} | true", f"3 | {JUNE_5} | true"],
            [f"1 | {MAY_6}", f"1 | {MAY_6}"],
            (True, ["2026-05"], (1, 1)),
            id="one of three",
        ),
    ],
)
def test_new_and_moved_texts_are_looked_for_with_day_and_month_exchanged(
    texts: duckdb.DuckDBPyConnection,
    changes: list[str],
    stored: list[str],
    answer: tuple[bool, list[str], tuple[object, ...]] | None,
) -> None:
    if answer is None:
        fill(texts, "changes", TEXT, *changes)
        assert step(texts, "ids/turned", "may_be") == [(False,)]
        return
    assert _turned(texts, changes, stored) == answer


def test_the_day_is_that_of_the_zone_of_the_file(texts: duckdb.DuckDBPyConnection) -> None:
    evening = "2026-06-13 03:00:00+00"  # June 12 in Chicago
    assert _turned(texts, [f"1 | {evening} | true"], ["1 | 2026-12-07 04:00:00+00"])[1:] == (
        ["2026-12"],
        (0, 1),
    )


def test_without_seconds_nine_of_ten_minutes_make_it_likely(texts: duckdb.DuckDBPyConnection) -> None:
    set_variables(texts, {"lacks_seconds": True})
    changes = [f"{number} | 2026-06-05 19:05:00+00 | true" for number in range(20)]
    stored = [f"{number} | {MAY_6}" for number in range(20)]
    assert _turned(texts, changes, stored)[2] == (18, 20)
    assert rows(texts, "time_before", "turnable") == [""] * 20
