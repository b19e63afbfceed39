"""The daily counts of a snapshot as questions read them: those that are stored, if they are still right.

Stale months are counted again, in memory only.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

import duckdb
import pyarrow as pa

from data.engine.connections import connect, open_files
from data.errors import Problem
from data.tables import daily_results, delta
from data.tables.schemas import DAILY_RESULTS, MESSAGES
from data.tables.snapshot import Snapshot

Count: TypeAlias = Callable[
    [list[str], str, dict[str, str]], pa.Table
]  # files, a zone and marks of the files


def count_on(
    connection: duckdb.DuckDBPyConnection, files: list[str], zone: str, file_marks: dict[str, str]
) -> pa.Table:
    """Return the texts of files counted by day in the zone, as DAILY_RESULTS; they are `messages` then."""
    open_files(connection, "messages", MESSAGES, files)
    return daily_results.count(connection, zone, file_marks)


def count_files(files: list[str], zone: str, file_marks: dict[str, str]) -> pa.Table:
    """Return the same, counted on a connection of its own."""
    with connect() as beside:
        return count_on(beside, files, zone, file_marks)


def read(snapshot: Snapshot, zone: str, count: Count = count_files) -> pa.Table:
    """Return the daily counts, as COUNTS: those that are stored and fresh, the others counted again.

    Raises Problem if the texts that have to be counted can't be read.
    """
    counted_by = DAILY_RESULTS.empty_table().select(daily_results.COUNTED_BY)
    stored = DAILY_RESULTS.empty_table().select(daily_results.COUNTS)
    with suppress(Problem):  # what can't be read is counted again
        counted_by, stored = (
            snapshot.table("daily_results", columns)
            for columns in (daily_results.COUNTED_BY, daily_results.COUNTS)
        )
    try:  # only the names of the files: the counts can be read even if the texts can't
        files = delta.files(snapshot.open_table("messages")) if snapshot.number >= 0 else []
    except Problem:
        # Nobody can say what the counts are fresh by, but the snapshot has been committed with them.
        if counted_by["zone"].unique().to_pylist() == [zone]:
            return stored
        raise
    marks = daily_results.marks(files)
    counted = stored.filter(daily_results.are_fresh(counted_by, zone, marks))
    stale = daily_results.stale_months(counted, marks)
    if not stale:
        return counted
    files = [file for file in snapshot.files("messages") if daily_results.month_of(file) in stale]
    return pa.concat_tables([counted, count(files, zone, marks).select(daily_results.COUNTS)])
