"""Statuses of a file, merged with the stored changes of their numbers."""

from __future__ import annotations

import duckdb
import pytest

from tests.data.importer.rows.small_tables import fill, rows, step

STORED = (
    "number bigint, short_code varchar, status varchar, changed_at date, how varchar, "
    "is_logged boolean, confirmed_until date, import_id varchar"
)
POINTS = (
    "number bigint, short_code varchar, status varchar, stated_at date, how varchar, "
    "is_logged boolean, record bigint"
)
MADE = "status, changed_at, how, observed_after, confirmed_until, is_logged, import_id, is_new, is_earlier"


@pytest.mark.parametrize(
    ("stored", "points", "merged"),
    [
        pytest.param(
            [],
            ["1 | | In | 2026-09-01 | a | false | 5", "1 | | In | 2026-09-03 | b | false | 6"],
            ["In | 2026-09-01 | a |  | 2026-09-03 | False | i2 | True | False"],
            id="the same status twice is one change",
        ),
        pytest.param(
            [],
            ["1 | | In | 2026-09-01 | a | false | 5", "1 | | Out | 2026-09-01 | b | false | 6"],
            ["Out | 2026-09-01 | b |  | 2026-09-01 | False | i2 | True | False"],
            id="the later line of one moment counts",
        ),
        pytest.param(
            ["1 | | In | 2026-09-01 | a | false | 2026-09-01 | i1"],
            ["1 | | Out | 2026-09-01 | b | false | 0"],
            ["Out | 2026-09-01 | b |  | 2026-09-01 | False | i2 | True | False"],
            id="the later import of one moment counts",
        ),
        pytest.param(
            ["1 | | In | 2026-09-01 | a | false | 2026-09-01 | i1"],
            ["1 | | Out | 2026-09-03 | b | false | 0"],
            [
                "In | 2026-09-01 | a |  | 2026-09-01 | False | i1 | False | False",
                "Out | 2026-09-03 | b | 2026-09-01 | 2026-09-03 | False | i2 | True | False",
            ],
            id="a new status of record 0 was another one before",
        ),
        pytest.param(
            ["1 | | In | 2026-09-01 | a | false | 2026-09-05 | i1"],
            ["1 | | Out | 2026-09-03 | b | false | 4"],
            [
                "In | 2026-09-01 | a |  | 2026-09-01 | False | i1 | False | False",
                "In | 2026-09-05 | a | 2026-09-03 | 2026-09-05 | False | i1 | False | False",
                "Out | 2026-09-03 | b | 2026-09-01 | 2026-09-03 | False | i2 | True | False",
            ],
            id="a status between two confirmations parts them",
        ),
        pytest.param(
            ["1 | | In | 2026-09-05 | a | false | 2026-09-05 | i1"],
            ["1 | | In | 2026-09-03 | b | false | 4"],
            ["In | 2026-09-03 | b |  | 2026-09-05 | False | i2 | True | True"],
            id="an earlier date moves a stored change",
        ),
        pytest.param(
            ["1 | | In | 2026-09-01 | a | false | 2026-09-01 | i1"],
            ["1 | | In | 2026-09-02 | b | true | 4"],
            [
                "In | 2026-09-01 | a |  | 2026-09-01 | False | i1 | False | False",
                "In | 2026-09-02 | b |  | 2026-09-02 | True | i2 | True | False",
            ],
            id="a logged change begins anew",
        ),
        pytest.param(
            [],
            ["1 | | In | 2026-09-02 | list | false | 4", "1 | | In | 2026-09-02 | log | true | 5"],
            ["In | 2026-09-02 | log |  | 2026-09-02 | True | i2 | True | False"],
            id="a log and a list at one moment are one change",
        ),
        pytest.param(
            ["1 | | In | 2026-09-02 | list | false | 2026-09-02 | i1"],
            ["1 | | In | 2026-09-02 | log | true | 5"],
            ["In | 2026-09-02 | log |  | 2026-09-02 | True | i2 | True | False"],
            id="a log at the moment of a stored list is the file's own",
        ),
        pytest.param(
            ["1 | | Out | 2026-09-01 | a | false | 2026-09-01 | i1"],
            ["1 | | In | 2026-09-02 | log | true | 5", "1 | | In | 2026-09-05 | list | false | 6"],
            [
                "In | 2026-09-02 | log |  | 2026-09-05 | True | i2 | True | False",
                "Out | 2026-09-01 | a |  | 2026-09-01 | False | i1 | False | False",
            ],
            id="a list confirms a logged change, whose moment is exact",
        ),
        pytest.param(
            [],
            ["1 | A | In | 2026-09-02 | a | false | 4", "1 | B | In | 2026-09-03 | b | false | 5"],
            [
                "In | 2026-09-02 | a |  | 2026-09-02 | False | i2 | True | False",
                "In | 2026-09-03 | b |  | 2026-09-03 | False | i2 | True | False",
            ],
            id="each short code has its own",
        ),
        pytest.param(
            ["1 | | In | 2026-09-01 | | false | 2026-09-01 | i1"],
            ["1 | | In | 2026-09-01 | said | false | 4"],
            ["In | 2026-09-01 | said |  | 2026-09-01 | False | i1 | False | False"],
            id="a stored change gets its how",
        ),
        pytest.param(
            ["1 | | In | 2026-09-01 | said | false | 2026-09-01 | i1"],
            ["1 | | In | 2026-09-01 | | false | 4", "2 | | In | 2026-09-01 | | false | 5"],
            [
                "In | 2026-09-01 | said |  | 2026-09-01 | False | i1 | False | False",
                "In | 2026-09-01 |  |  | 2026-09-01 | False | i2 | True | False",
            ],
            id="a stored how stays",
        ),
    ],
)
def test_points_of_a_number_become_changes(
    small: duckdb.DuckDBPyConnection, stored: list[str], points: list[str], merged: list[str]
) -> None:
    fill(small, "changes_before", STORED, *stored)
    fill(small, "status_points", POINTS, *points)
    small.execute("set variable import_id = 'i2'")
    small.execute("drop table if exists changes_merged")
    step(small, "status/merge")
    assert rows(small, MADE, "changes_merged") == sorted(merged)
