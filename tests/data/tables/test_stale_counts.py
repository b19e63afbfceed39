"""A month of daily_results that is stale is counted again in memory, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import queries
from data.access import person_at_machine
from data.tables import store
from data.tables.snapshot import Snapshot
from tests.answers import Fill, ReadGiven

AUGUST, SEPTEMBER = "2026-08", "2026-09"
MESSAGES = """requested_at,result
2026-08-10T15:00:00Z,Sent
2026-09-10T04:30:00Z,Sent
2026-09-10T15:00:00Z,Failed to Send
"""
RIGHT = [
    (date(2026, 8, 10), "Sent", 1),
    (date(2026, 9, 9), "Sent", 1),
    (date(2026, 9, 10), "Failed to Send", 1),
]


@pytest.fixture
def counted(logs: str, tmp_path: Path, fill: Fill, read_given: ReadGiven) -> Snapshot:
    """Three texts of two months, counted as an import does."""
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "messages.csv").write_text(MESSAGES, encoding="utf-8")
    return fill(logs, read_given(tmp_path / "given"))


def test_fresh_count_is_read_unchanged(counted: Snapshot) -> None:
    _recount(counted, lambda row: {"texts": 99} if row["month"] == AUGUST else {})
    assert _days() == [(date(2026, 8, 10), "Sent", 99), *RIGHT[1:]]


def test_a_count_of_other_files_is_not_trusted(counted: Snapshot) -> None:
    _recount(counted, lambda _row: {"texts": 99, "counted_from": "other files"})
    assert _days() == RIGHT


def test_count_without_its_files_is_not_trusted(counted: Snapshot) -> None:
    _recount(counted, lambda _row: {"texts": 99, "counted_from": None})
    assert _days() == RIGHT


def test_only_the_stale_month_is_counted_again(counted: Snapshot) -> None:
    _recount(
        counted, lambda row: {"texts": 99} | ({"counted_from": "other"} if row["month"] == AUGUST else {})
    )
    assert [texts for _, _, texts in _days()] == [1, 99, 99]


def test_a_month_that_was_never_counted_is_counted(counted: Snapshot) -> None:
    _recount(counted, lambda row: None if row["month"] == SEPTEMBER else {})
    assert _days() == RIGHT


def test_the_count_of_a_month_whose_texts_have_all_moved_away_is_left_out(
    counted: Snapshot,
) -> None:
    messages = counted.table("messages").schema.empty_table()
    store.replace(counted.uri, "messages", messages, [AUGUST])
    store.commit(counted, {"import_id": "000009"})
    assert _days() == RIGHT[1:]


def test_a_count_in_another_zone_is_counted_again_in_this_one(counted: Snapshot, district: Path) -> None:
    assert counted.number > 0
    district.write_text('timezone = "America/New_York"\nlogs = "logs"\n', encoding="utf-8")
    assert _days() == [RIGHT[0], (date(2026, 9, 10), "Sent", 1), (date(2026, 9, 10), "Failed to Send", 1)]


def test_a_reader_that_counts_again_writes_nothing(counted: Snapshot) -> None:
    _recount(counted, lambda _row: {"counted_from": "other files"})
    before = _files(counted.uri)
    assert _days() == RIGHT
    assert _files(counted.uri) == before


def _recount(counted: Snapshot, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Commit daily_results with each row changed, or without it for None."""
    rows = counted.table("daily_results")
    changed = [(row, change(row)) for row in rows.to_pylist()]
    kept = [row | new for row, new in changed if new is not None]
    store.replace(counted.uri, "daily_results", pa.Table.from_pylist(kept, schema=rows.schema))
    store.commit(counted, {"import_id": "000009"})


def _days() -> list[tuple[date, str, int]]:
    answer = queries.run("results_by_day", person_at_machine())
    return list(zip(*(column.to_pylist() for column in answer.columns), strict=True))


def _files(uri: str) -> dict[str, int]:
    return {str(file): file.stat().st_mtime_ns for file in Path(uri).rglob("*")}
