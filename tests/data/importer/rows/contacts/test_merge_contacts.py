"""A contact list's rows, merged with the stored ones."""

from __future__ import annotations

import duckdb
import pytest

from tests.data.importer.rows.small_tables import fill, rows, step

PERSON = (
    "contact_id varchar, number bigint, student_id varchar, name varchar, phone_type varchar, "
    "email varchar, school varchar, grade varchar, language varchar, student_name varchar, "
    "household_id varchar"
)
EXISTING = "seen_from date, seen_until date, import_id varchar"
JUDGED = "record bigint, stated_at date, omission struct(kind varchar)"
MADE = "contact_id, number, student_id, name, seen_from, seen_until, is_new, is_updated, import_id"
STORED = "2026-09-01 | 2026-09-05 | i1 | c1 | 1 | s1 | Ana"
SAME = "2026-09-01 | 2026-09-05 | False | False | i1"


@pytest.mark.parametrize(
    ("stored", "arriving", "merged"),
    [
        ([STORED], [], [f"c1 | 1 | s1 | Ana | {SAME}"]),
        (
            [STORED],
            ["0 | 2026-09-09 | | c1 | 1 | s1 | Ana"],
            ["c1 | 1 | s1 | Ana | 2026-09-01 | 2026-09-09 | False | False | i1"],
        ),
        (
            [STORED],
            ["0 | 2026-09-09 | | c1 | 1 | s1 | Anna"],
            ["c1 | 1 | s1 | Anna | 2026-09-01 | 2026-09-09 | False | True | i2"],
        ),
        (
            [STORED],
            ["0 | 2026-08-20 | | c1 | 1 | s1 | Anna"],
            ["c1 | 1 | s1 | Ana | 2026-08-20 | 2026-09-05 | False | False | i1"],
        ),
        (
            [STORED],
            ["0 | 2026-09-05 | | c1 | 1 | s1 | Anna"],
            ["c1 | 1 | s1 | Anna | 2026-09-01 | 2026-09-05 | False | True | i2"],
        ),
        (
            [],
            ["0 | 2026-09-05 | | c1 | 1 | s1 | Ana", "1 | 2026-09-05 | | c1 | 1 | s1 | Anna"],
            ["c1 | 1 | s1 | Anna | 2026-09-05 | 2026-09-05 | True | False | i2"],
        ),
        (
            [STORED],
            ["0 | 2026-09-09 | | c1 | 2 | s1 | Ana"],
            [
                f"c1 | 1 | s1 | Ana | {SAME}",
                "c1 | 2 | s1 | Ana | 2026-09-09 | 2026-09-09 | True | False | i2",
            ],
        ),
        (
            [],
            ["0 | 2026-09-09 | | c1 | | s1 | Ana", "1 | 2026-09-09 | | c1 | 2 | s1 | Ana"],
            ["c1 | 2 | s1 | Ana | 2026-09-09 | 2026-09-09 | True | False | i2"],
        ),
        (
            [],
            ["0 | 2026-09-09 | | c1 | | s1 | Ana", "1 | 2026-09-09 | | c1 | 2 | s2 | Ana"],
            [
                "c1 |  | s1 | Ana | 2026-09-09 | 2026-09-09 | True | False | i2",
                "c1 | 2 | s2 | Ana | 2026-09-09 | 2026-09-09 | True | False | i2",
            ],
        ),
        (
            ["2026-09-01 | 2026-09-05 | i1 | c1 | | | Ana"],
            ["0 | 2026-09-09 | | c1 | | | Ana", "1 | 2026-09-09 | {'kind': 'rejected'} | c9 | 9 | | Bo"],
            ["c1 |  |  | Ana | 2026-09-01 | 2026-09-09 | False | False | i1"],
        ),
    ],
)
def test_the_newest_list_counts_for_one_number_of_one_contact(
    small: duckdb.DuckDBPyConnection, stored: list[str], arriving: list[str], merged: list[str]
) -> None:
    fill(small, "existing", f"{EXISTING}, {PERSON}", *stored)
    fill(small, "judged", f"{JUDGED}, {PERSON}", *arriving)
    small.execute("set variable import_id = 'i2'")
    small.execute("drop table if exists merged")
    step(small, "contacts/merge")
    assert rows(small, MADE, "merged") == merged
