"""The daily counts: what is counted, in which zone, and when a count is stale."""

from __future__ import annotations

from datetime import UTC, date, datetime

import duckdb
import pyarrow as pa

from data.tables import daily_results
from data.tables.schemas import DAILY_RESULTS, MESSAGES

CHICAGO = "America/Chicago"
NEW_YEAR = datetime(
    2026, 1, 1, 5, 59, 59, tzinfo=UTC
)  # a second before midnight in Chicago, in January in UTC
LATER = datetime(2026, 1, 1, 6, 0, 0, tzinfo=UTC)


def counted(*texts: dict[str, object], marks: dict[str, str] | None = None) -> pa.Table:
    rows = [{name: text.get(name) for name in MESSAGES.names} for text in texts]
    with duckdb.connect() as connection:
        connection.register("messages", pa.Table.from_pylist(rows, MESSAGES))
        return daily_results.count(connection, CHICAGO, marks or {})


def test_a_count_has_the_first_and_last_instant_of_its_texts() -> None:
    texts = [
        {"requested_at": datetime(2025, 12, 31, hour, tzinfo=UTC), "result": "Sent"}
        for hour in (15, 13, 14)
    ]
    rows = counted(*texts)
    assert rows.schema == DAILY_RESULTS
    assert rows.num_rows == 1
    assert rows["texts"].to_pylist() == [3]
    assert rows["first_requested_at"].to_pylist() == [texts[1]["requested_at"]]
    assert rows["last_requested_at"].to_pylist() == [texts[0]["requested_at"]]


def test_a_day_is_the_districts_and_a_month_is_that_of_utc() -> None:
    rows = counted({"requested_at": NEW_YEAR, "result": "Sent"}, {"requested_at": LATER, "result": "Sent"})
    assert rows["day"].to_pylist() == [date(2025, 12, 31), date(2026, 1, 1)]
    assert rows["month"].to_pylist() == ["2026-01", "2026-01"]


def test_texts_that_differ_in_anything_that_is_selected_are_counted_apart() -> None:
    text: dict[str, object] = {"requested_at": LATER, "result": "Sent", "school": "Lincoln High"}
    other: list[dict[str, object]] = [
        {"school": None},
        {"sent_by": "Grant Elementary"},
        {"broadcast_id": "B-1"},
        {"broadcast": "Snow"},
        {"result": "Sending"},
        {"reason": "carrier_trouble"},
    ]
    rows = counted(text, text, *({**text, **one} for one in other))
    assert sorted(rows["texts"].to_pylist()) == [1] * len(other) + [2]


def test_a_count_is_fresh_while_the_files_of_its_month_and_the_zone_are_the_same() -> None:
    marks = {"2026-01": "a mark"}
    rows = counted({"requested_at": LATER, "result": "Sent"}, marks=marks)
    assert daily_results.fresh(rows, CHICAGO, marks) == rows
    assert not daily_results.fresh(rows, "America/New_York", marks).num_rows
    assert not daily_results.fresh(rows, CHICAGO, {"2026-01": "another mark"}).num_rows
    assert not daily_results.fresh(rows, CHICAGO, {}).num_rows


def test_months_without_a_fresh_count_are_stale() -> None:
    marks = {"2026-02": "b", "2026-01": "a", "2025-12": "c"}
    rows = counted({"requested_at": LATER, "result": "Sent"}, marks=marks)
    assert daily_results.stale_months(rows, marks) == ["2025-12", "2026-02"]


def test_a_mark_follows_the_names_of_the_files_in_any_order() -> None:
    first, second = "/logs/messages/month=2026-01/a.parquet", "/logs/messages/month=2026-01/b.parquet"
    other = "/logs/month=2025-12/messages/month=2026-02/a.parquet"
    marks = daily_results.marks([first, second, other])
    assert set(marks) == {"2026-01", "2026-02"}
    assert marks == daily_results.marks([other, second, first])
    assert marks["2026-01"] != daily_results.marks([first])["2026-01"]
    moved = [file.replace("/logs/", "s3://elsewhere/") for file in (first, second, other)]
    assert marks == daily_results.marks(moved), "the same files at another address are the same"
