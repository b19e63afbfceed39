"""Statuses in a log: keywords of families, and texts that a service refused."""

from __future__ import annotations

import duckdb
import pytest

from data.importer.rows.database import set_variables
from data.importer.rows.log.statuses import VARIABLES
from tests.data.importer.rows.small_tables import fill, rows, step

CELLS = "direction varchar, channel varchar, result_text varchar, reason_text varchar, carrier_code varchar"
STAGED = (
    "record bigint, keyword varchar, keyword_to varchar, short_code varchar, requested_at date, "
    f"broken varchar, {CELLS}"
)
VERDICTS = f"why varchar, {CELLS}"
JUDGED = (
    "record bigint, number bigint, short_code varchar, updated_at date, requested_at date, "
    "omission struct(kind varchar), service_status varchar, carrier_code varchar, "
    "reason_text varchar, opts_out boolean"
)
IN = "in | sms | received | why | 7"
STOP = f"1 | stop | 67587 | 2125550101 | 2026-09-30 | | {IN}"


@pytest.fixture
def log(small: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """An empty log from 67587, the district's own code being another one."""
    set_variables(small, {**VARIABLES, "family_is_sender": True, "own_code": "11111"})
    fill(small, "staged", STAGED)
    fill(
        small,
        "verdicts",
        VERDICTS,
        f"{VARIABLES['inbound']} | {IN}",
        "other | out | sms | received | why | 7",
    )
    fill(small, "judged", JUDGED)
    fill(small, "keyword_statuses", "keyword varchar, status varchar", "stop | Out", "yes | In")
    fill(small, "families_read", "text varchar, number bigint", "2125550101 | 1", "odd |")
    fill(small, "stored_changes", "short_code varchar")
    small.execute("drop table if exists status_points")
    return small


def _points(log: duckdb.DuckDBPyConnection) -> list[str]:
    step(log, "log/statuses")
    return rows(log, "record, number, short_code, status, stated_at, is_logged", "status_points")


def test_a_keyword_of_a_family_is_a_logged_change(log: duckdb.DuckDBPyConnection) -> None:
    fill(log, "staged", STAGED, STOP, STOP.replace("1 | stop | 67587", "2 | yes | 12345"))
    assert _points(log) == [
        "1 | 1 | 67587 | Out | 2026-09-30 | True",
        "2 | 1 | 12345 | In | 2026-09-30 | True",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *(("| stop |", "| |"), ("2026-09-30", ""), ("2026-09-30 | |", "2026-09-30 | broken |")),
        *(("| stop |", "| help |"), ("2125550101", "odd"), ("2125550101", "unread")),
        *(
            ("in |", "out |"),
            ("in |", "|"),
            ("sms", "app"),
            ("received", "sent"),
            ("why", "what"),
            ("7\n", "8\n"),
        ),
        *(("sms |", "|"), ("why |", "|")),
    ],
)
def test_no_other_row_states_one(log: duckdb.DuckDBPyConnection, before: str, after: str) -> None:
    fill(log, "staged", STAGED, f"{STOP}\n".replace(before, after))
    assert _points(log) == []


def test_cells_that_are_empty_have_the_verdict_of_empty_cells(log: duckdb.DuckDBPyConnection) -> None:
    fill(log, "verdicts", VERDICTS, f"{VARIABLES['inbound']} | | | | |")
    fill(log, "staged", STAGED, "1 | stop | 67587 | 2125550101 | 2026-09-30 | | | | | |")
    assert len(_points(log)) == 1


def test_a_family_may_be_in_the_column_of_recipients(log: duckdb.DuckDBPyConnection) -> None:
    log.execute("set variable family_is_sender = false")
    fill(log, "staged", STAGED, STOP.replace("67587 | 2125550101", "2125550101 | 67587"))
    assert _points(log) == ["1 | 1 | 67587 | Out | 2026-09-30 | True"]


@pytest.mark.parametrize(
    ("row", "points"),
    [
        ("3 | 1 | 67587 | | 2026-09-30 | | failed | 21610 | | true", ["2026-09-30 | False"]),
        ("3 | 1 | 67587 | 2026-10-01 | 2026-09-30 | | failed | 21610 | | true", ["2026-10-01 | False"]),
        (
            "3 | 1 | 67587 | | 2026-09-30 | {'kind': 'set aside'} | opt-out | | | true",
            ["2026-09-30 | True"],
        ),
        ("3 | 1 | 67587 | | 2026-09-30 | {'kind': 'rejected'} | failed | 21610 | | true", []),
        ("3 | 1 | 67587 | | 2026-09-30 | | failed | 21610 | | false", []),
        ("3 | | 67587 | | 2026-09-30 | | failed | 21610 | | true", []),
        ("3 | 1 | 67587 | 2026-10-01 | | | failed | 21610 | | true", []),
    ],
)
def test_a_refused_text_is_an_opting_out(
    log: duckdb.DuckDBPyConnection, row: str, points: list[str]
) -> None:
    fill(log, "judged", JUDGED, row)
    own = f"3 | 1 | 67587 | {VARIABLES['opted_out']} | "
    assert _points(log) == [f"{own}{point}" for point in points]


@pytest.mark.parametrize(
    ("own_code", "listed", "short_code"),
    [
        ("67587", "", ""),
        ("67587", "67587", "67587"),
        ("67587", "12345", ""),
        ("11111", "", "67587"),
    ],
)
def test_the_districts_own_code_is_left_out_where_no_list_names_it(
    log: duckdb.DuckDBPyConnection, own_code: str, listed: str, short_code: str
) -> None:
    set_variables(log, {"own_code": own_code})
    fill(log, "staged", STAGED, STOP)
    fill(log, "stored_changes", "short_code varchar", listed)
    assert _points(log) == [f"1 | 1 | {short_code} | Out | 2026-09-30 | True"]
