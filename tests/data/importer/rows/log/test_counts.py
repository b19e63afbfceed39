"""What every kind of file counts of its rows: the newest time is that of a row that is imported."""

from __future__ import annotations

import duckdb
import pytest

from data.importer.rows.database import sql
from tests.data.importer.rows.small_tables import fill, step

JUDGED = (
    "omission struct(kind varchar), clock_note varchar, stated_at date, requested_at date, "
    "accepted_at date, updated_at date, service varchar, message_id varchar, month varchar"
)


@pytest.mark.parametrize("kind", ["status", "contacts"])
def test_a_list_is_as_new_as_its_newest_accepted_row(small: duckdb.DuckDBPyConnection, kind: str) -> None:
    rows = ["| | 2026-09-02", "| | 2026-09-01", "{'kind': 'rejected'} | | 2026-09-03"]
    fill(small, "judged", JUDGED, *rows)
    counts = small.execute(f"select newest_at from ({_count(kind)})").fetchall()
    assert [str(newest) for (newest,) in counts] == ["2026-09-02"]


def test_a_log_is_as_new_as_its_newest_time_and_has_each_month_once(
    small: duckdb.DuckDBPyConnection,
) -> None:
    fill(
        small,
        "judged",
        JUDGED,
        "| | | 2026-09-02 | 2026-09-05 | 2026-09-03 | s | m1 | 2026-09",
        "| | | 2026-09-01 | | 2026-09-04 | s | m2 | 2026-09",
        "| | | 2026-09-01 | | 2026-09-04 | t | m2 | 2026-09",
        "| | | 2026-09-01 | | | s | m2 | 2026-09",
        "{'kind': 'rejected'} | | | 2026-08-01 | 2026-09-09 | | s | m3 | 2026-08",
    )
    columns = "newest_at, covers_from, keys, months"
    ((newest, first, keys, months),) = small.execute(f"select {columns} from ({_count('log')})").fetchall()
    assert (str(newest), str(first), keys, months) == ("2026-09-05", "2026-09-01", 3, ["2026-09"])


@pytest.mark.parametrize(
    ("row", "has_any"),
    [
        *(("", False), ("2.5", True), ("| 1,5", True), ("| | true", True), ("| | | credits", True)),
        *(("| | | | soon", True), ("| | | | | 2026-09-01", True)),
    ],
)
def test_each_cell_left_empty_is_looked_for(
    small: duckdb.DuckDBPyConnection, row: str, *, has_any: bool
) -> None:
    columns = "parts_text varchar, price_text varchar, price_is_shared boolean, currency_text varchar, "
    fill(small, "staged", f"{columns}delivered_text varchar, delivered_at date", "| | false", f"{row}")
    small.execute("update staged set price_is_shared = coalesce(price_is_shared, false)")
    assert step(small, "log/unread", "has_any") == [(has_any,)]


@pytest.mark.parametrize(
    ("kind", "row", "is_likely"),
    [
        *(("log", "", True), ("log", "1", False), ("log", "| 2026-09-01", False)),
        *(("status", "", True), ("status", "1", False), ("status", "| | 2026-09-01", False)),
        *(("status", "| | | 555-010", True), ("status", "| | | 555-0101", False)),
        *(("contacts", "", True), ("contacts", "1", False), ("contacts", "| | | | Oak", False)),
        *(("contacts", "| | | | | s1", False), ("contacts", "| | | | | | ana@example.org", False)),
        *(("contacts", "| | | 555-010", True), ("contacts", "| | | 555-0101", False)),
    ],
)
def test_a_record_is_likely_a_line_of_a_report_by_what_it_lacks(
    small: duckdb.DuckDBPyConnection, kind: str, row: str, *, is_likely: bool
) -> None:
    columns = "number bigint, requested_at date, changed_at date, number_text varchar, school varchar, "
    fill(small, "staged", f"{columns}student_id varchar, email varchar, record bigint", row)
    step(small, "furniture/steps", kind)
    assert step(small, "furniture/steps", "counts") == [(1, int(is_likely))]


def _count(kind: str) -> str:
    return sql(f"{kind}/count")
